"""Own keys, `x-…`, are kept, searched and sorted by, whatever their values."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import yaml
from conftest import Eig, Screen
from generate import DATA

import eigcli

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


def test_exports_for_programs_keep_own_keys_and_their_types(eig: Eig) -> None:
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
    # Every record has each of them, in one order.
    assert [[*record][-7:] for record in (second, third)] == [[*first][-7:]] * 2
    assert (second["x-tags"], third["x-budget"]) == (None, None)
    rows = csv.DictReader(io.StringIO(eig("export", "-d", "own.yaml", "-f", "csv").stdout))
    assert [[row[key] for key in row if key[:2] == "x-"] for row in rows] == [
        ["120", "a barn owl", "red|blue", "3", "one", "2020-01-01", "-1.5"],
        ["80", "", "", "three", "two", "", "2"],
        ["", "", "", "", "", "", ""],
    ]
    fields = {
        f["name"]: f for f in json.loads(eig("schema", "csv", "-d", "own.yaml").stdout)["fields"]
    }
    assert (fields["x-budget"]["type"], fields["x-rate"]["type"]) == ("integer", "number")
    assert (fields["x-mixed"]["type"], fields["x-rate"]["constraints"]) == ("string", {})


def test_own_keys_are_read_again_from_yaml_and_json(eig: Eig, tmp_path: Path) -> None:
    records = eig("export", "-d", "own.yaml", "-f", "json").stdout
    for name in ("again.yaml", "again.json", "again.jsonl"):
        eig("export", "-d", "own.yaml", "--output", name)
        assert eig("export", "-d", name, "-f", "json").stdout == records
    # A number with an exponent is one in JSON.
    (tmp_path / "far.json").write_text('[{"slug": "a", "name": "A", "x-n": 1e-05, "x-none": null}]')
    [far] = json.loads(eig("export", "-d", "far.json", "-f", "json").stdout)
    assert (far["x-n"], "x-none" in far) == (1e-05, False)


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "html"])
def test_cards_show_own_keys(eig: Eig, format_: str) -> None:
    shown = eig("show", "a", "-d", "own.yaml", "-f", format_).stdout
    labels = ("x-budget", "x-note") if format_ == "plain" else ("Budget", "Note")
    for text in (*labels, "120", "a barn owl", "red", "2020-01-01"):
        assert text in shown


def test_a_page_of_all_challenges_shows_own_keys(eig: Eig) -> None:
    assert "a barn owl" in eig("export", "-d", "own.yaml", "-f", "html").stdout


def test_own_keys_are_searched_sorted_by_and_listed(eig: Eig, screen: Screen) -> None:
    for words in ("owl", "blue", "2020-01-01"):
        assert eig("list", "-q", words, "-d", "own.yaml", "-c", "slug").stdout == "a\n"
    assert "Note: a barn owl" in screen("list", "owl", "--data", "own.yaml")
    for key, slugs in (("x-budget", "b a c"), ("x-mixed", "a b c"), ("x-rate", "a b c")):
        listed = eig("list", "--sort", key, "-d", "own.yaml", "-c", "slug")
        assert listed.stdout.split() == slugs.split()
    assert eig("list", "--sort", "x-other", "-d", "own.yaml").returncode == 2
    chosen = eig("list", "-d", "own.yaml", "-c", "slug,budget,x-many").stdout
    assert chosen == "a\t120\tone\nb\t80\ttwo\nc\t\t\n"


def test_the_schema_allows_own_keys_but_no_mappings_in_them(eig: Eig) -> None:
    schema = json.loads(DATA.with_name("challenges.schema.json").read_text("utf-8"))
    plain = json.loads(json.dumps(yaml.safe_load(OWN), default=str))
    jsonschema.validate(plain, schema)
    plain["challenges"][0]["x-map"] = {"a": "b"}
    assert not jsonschema.Draft202012Validator(schema).is_valid(plain)
    assert eig("check", "own.yaml").stdout == "own.yaml: 3 challenges; no problems\n"


NUMBERS = """\
sources: {s: {title: S}}
challenges:
  - {slug: a, name: A, x-cost: -12, x-share: 2500.5, x-none: 0, x-year: 2023, sources: [{s: [x-cost, x-other]}]}
  - {slug: b, name: B, x-cost: 63000, x-share: 3, x-none: 0, x-year: 2024}
"""


@pytest.fixture
def numbers(tmp_path: Path) -> None:
    (tmp_path / "n.yaml").write_text(NUMBERS)


@pytest.mark.usefixtures("numbers")
def test_own_numbers_stay_numbers_in_a_database_and_in_python(eig: Eig, tmp_path: Path) -> None:
    assert eig("export", "-d", "n.yaml", "-o", "n.db").returncode == 0
    values = [(-12, 2500.5, 0, 2023), (63000, 3.0, 0, 2024)]
    with closing(sqlite3.connect(tmp_path / "n.db")) as connection:
        of_challenges = 'SELECT "x-cost", "x-share", "x-none", "x-year" FROM challenges'
        assert connection.execute(of_challenges).fetchall() == values
        types = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(challenges)")}
        assert [types[key] for key in ("x-cost", "x-share")] == ["INTEGER", "REAL"]
        facts = connection.execute("SELECT field, source FROM facts").fetchall()
        assert facts == [("x-cost", "s")]  # no challenge has x-other, which is cited too
    rows = eigcli.tables(eigcli.load(tmp_path / "n.yaml"))["challenges"]
    assert [tuple(row[key] for key in row if key[:2] == "x-") for row in rows] == values


@pytest.mark.usefixtures("numbers")
def test_own_numbers_stay_numbers_in_a_spreadsheet(eig: Eig, tmp_path: Path) -> None:
    chosen = ("-d", "n.yaml", "-c", "x-cost,x-share,x-none,x-year")
    shown = eig("export", *chosen, "-f", "excel").stdout.splitlines()
    assert shown[1:] == ["-12;2500,5;0;2023", "63000;3;0;2024"]
    assert eig("export", "-d", "n.yaml", "-o", "n.xlsx").returncode == 0
    head, *rows = openpyxl.load_workbook(tmp_path / "n.xlsx")["Challenges"].iter_rows(
        values_only=True
    )
    first, second = (dict(zip(head, row, strict=True)) for row in rows)
    own = ("Cost", "Share", "None", "Year")
    assert [first[key] for key in own] == [-12, 2500.5, 0, 2023]
    assert [second[key] for key in own] == [63000, 3, 0, 2024]


@pytest.mark.usefixtures("numbers")
def test_own_numbers_are_grouped_as_in_the_language_except_years(eig: Eig) -> None:
    chosen = ("list", "-d", "n.yaml", "-c", "x-cost,x-share,x-none,x-year", "-f", "markdown")
    assert "| 63,000 | 3 | 0 | 2024 |" in eig(*chosen).stdout
    assert "| 63\u202f000 | 3 | 0 | 2024 |" in eig(*chosen, "--lang", "fr").stdout
    assert "2\u202f500,5" in eig(*chosen, "--lang", "fr").stdout


@pytest.mark.usefixtures("numbers")
def test_zero_comes_back_from_yaml(eig: Eig) -> None:
    eig("export", "-d", "n.yaml", "-o", "again.yaml")
    assert eig("list", "-d", "again.yaml", "-c", "x-none").stdout == "0\n0\n"
