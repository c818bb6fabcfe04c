"""Keys of one's own, `x-…`: kept, searched and sorted by, whatever they say."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import Eig, Screen
from generate import SCHEMA

OWN = """\
sources: {s: {title: S}}
challenges:
  - slug: a
    name: A
    x-budget: 120
    x-note: a barn owl
    x-tags: [red, blue]
    x-mixed: 3
    x-many: one
    x-since: 2020-01-01
    x-rate: -1.5
    sources: [s: [x-budget]]
  - {slug: b, name: B, x-budget: 80, x-mixed: three, x-many: [two], x-rate: 2}
  - {slug: c, name: C}
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN)


def test_programs_get_them_as_they_are(eig: Eig) -> None:
    first, second, third = json.loads(eig("export", "-d", "own.yaml", "-f", "json").stdout)
    assert {key: value for key, value in first.items() if key[:2] == "x-"} == {
        "x-budget": 120,
        "x-note": "a barn owl",
        "x-tags": ["red", "blue"],
        "x-mixed": 3,
        "x-many": "one",
        "x-since": "2020-01-01",
        "x-rate": -1.5,
    }
    assert (second["x-many"], second["x-rate"]) == (["two"], 2)
    assert [key for key in third if key[:2] == "x-"] == []
    rows = csv.DictReader(io.StringIO(eig("export", "-d", "own.yaml", "-f", "csv").stdout))
    assert [[row[key] for key in row if key[:2] == "x-"] for row in rows] == [
        ["120", "a barn owl", "red|blue", "3", "one", "2020-01-01", "-1.5"],
        ["80", "", "", "three", "two", "", "2"],
        ["", "", "", "", "", "", ""],
    ]
    fields = {
        f["name"]: f for f in json.loads(eig("schema", "csv", "-d", "own.yaml").stdout)["fields"]
    }
    assert (fields["x-budget"]["type"], fields["x-rate"]["type"]) == ("integer", "string")


def test_they_come_back_from_yaml_and_json(eig: Eig, tmp_path: Path) -> None:
    records = eig("export", "-d", "own.yaml", "-f", "json").stdout
    for name in ("again.yaml", "again.json", "again.jsonl"):
        eig("export", "-d", "own.yaml", "--output", name)
        assert eig("export", "-d", name, "-f", "json").stdout == records
    # A number with an exponent is one in JSON.
    (tmp_path / "far.json").write_text('[{"slug": "a", "name": "A", "x-n": 1e-05, "x-none": null}]')
    [far] = json.loads(eig("export", "-d", "far.json", "-f", "json").stdout)
    assert (far["x-n"], "x-none" in far) == (1e-05, False)


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "html"])
def test_cards_have_them_with_their_sources(eig: Eig, format_: str) -> None:
    shown = eig("show", "a", "-d", "own.yaml", "-f", format_).stdout
    for text in ("x-budget", "120", "x-note", "a barn owl", "red", "2020-01-01"):
        assert text in shown


def test_a_page_of_all_has_them(eig: Eig) -> None:
    assert "a barn owl" in eig("export", "-d", "own.yaml", "-f", "html").stdout


def test_they_are_searched_and_sorted_by(eig: Eig, screen: Screen) -> None:
    for words in ("owl", "blue", "2020-01-01"):
        assert eig("list", "-q", words, "-d", "own.yaml", "-c", "slug").stdout == "a\n"
    assert "x-note: a barn owl" in screen("list", "owl", "--data", "own.yaml")
    for key, slugs in (("x-budget", "b a c"), ("x-mixed", "a b c"), ("x-rate", "a b c")):
        listed = eig("list", "--sort", key, "-d", "own.yaml", "-c", "slug")
        assert listed.stdout.split() == slugs.split()
    assert eig("list", "--sort", "x-other", "-d", "own.yaml").returncode == 2
    chosen = eig("list", "-d", "own.yaml", "-c", "slug,x-budget,x-many").stdout
    assert chosen == "a\t120\tone\nb\t80\ttwo\nc\t\t\n"


def test_the_schema_allows_them(eig: Eig) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    plain = json.loads(json.dumps(yaml.safe_load(OWN), default=str))
    jsonschema.validate(plain, schema)
    plain["challenges"][0]["x-map"] = {"a": "b"}
    assert not jsonschema.Draft202012Validator(schema).is_valid(plain)
    assert eig("check", "own.yaml").stdout == "own.yaml: 3 défis; no problems\n"


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("x-a: {b: c}", "expected text, found a mapping"),
        ("x-a: yes", "expected text, found true or false: put it in quotes"),
        ("x-a: []", "expected at least one, found none"),
        ("x-a: [1]", "expected text, found a number: put it in quotes"),
        ("x-a: 0x1F", "expected text, a number or a list of texts, found '0x1F'"),
        ("x-a: .inf", "expected text, a number or a list of texts, found '.inf'"),
        ("x-a:", "expected text, found nothing"),
        ("x-: 1", "a challenge has no key 'x-'."),
    ],
)
def test_what_they_cannot_say_is_refused(eig: Eig, tmp_path: Path, key: str, problem: str) -> None:
    (tmp_path / "d.yaml").write_text(f"challenges:\n- slug: a\n  name: A\n  {key}\n")
    checked = eig("check", "d.yaml")
    assert checked.returncode == 1
    assert problem in checked.stdout


def test_a_programme_has_none(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("programme: {name: P, x-a: 1}\nchallenges: []\n")
    assert "the programme has no key 'x-a'" in eig("check", "d.yaml").stdout
