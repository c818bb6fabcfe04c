"""The dataset that `eig init` writes, to start one's own from."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import Eig, Screen

SCHEMA = json.loads((Path(__file__).parents[1] / "data/challenges.schema.json").read_text("utf-8"))


def keys_in(schema: object) -> list[set[str]]:
    """Return the keys of each kind of object that a JSON Schema describes."""
    if isinstance(schema, list):
        return [keys for part in schema for keys in keys_in(part)]
    if not isinstance(schema, dict):
        return []
    here = [set(schema["properties"])] if "properties" in schema else []
    return here + [keys for part in schema.values() for keys in keys_in(part)]


def test_it_is_valid_and_has_two_challenges(eig: Eig, tmp_path: Path) -> None:
    assert eig("init").returncode == 0
    written = yaml.safe_load((tmp_path / "defis.yaml").read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(written, default=str)), SCHEMA)
    checked = eig("check", "defis.yaml")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == (
        "defis.yaml: 2 défis, 3 profiles: 2 developers, 1 designer; no problems\n"
    )


def test_it_explains_every_key_of_a_dataset(eig: Eig) -> None:
    text = eig("init", "-").stdout
    explained = [
        set(re.findall(r"^#   (\w+): +\S", block, re.MULTILINE))
        for block in re.split(r"^(?!#   )", text, flags=re.MULTILINE)
    ]
    for keys in keys_in(SCHEMA):
        assert keys in explained


def test_it_is_written_under_the_name_that_is_given_and_says_what_comes_next(
    eig: Eig, tmp_path: Path
) -> None:
    written = eig("init", "my call.yaml")
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == (
        "eig: wrote 'my call.yaml'. After a change: eig check 'my call.yaml'. "
        "To ask it: eig list --data 'my call.yaml'\n"
    )
    assert eig("init", "-").stdout == (tmp_path / "my call.yaml").read_text("utf-8")


def test_it_is_never_written_over_a_file(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "defis.yaml").write_text("mine")
    refused = eig("init")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "eig: 'defis.yaml' exists already: choose another name\n"
    assert (tmp_path / "defis.yaml").read_text() == "mine"


# What comes after a check


def test_a_check_says_in_a_terminal_how_to_ask_what_is_right(screen: Screen) -> None:
    shown = screen(line="eig init a.yaml 2> /dev/null; eig check a.yaml")
    assert shown.splitlines()[-1] == "eig: to ask it: eig list --data a.yaml"
    assert "to ask" not in screen("check")
    # Standard input is read already.
    assert "to ask" not in screen(line="eig check - < a.yaml")


def test_what_a_check_says_to_type_asks_about_the_same(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("challenges: x")
    assert screen("check", "--data", "mine.yaml").splitlines()[-1] == (
        "eig: 1 problem: mend it, then check again: eig check --data mine.yaml"
    )
    (tmp_path / "mine.yaml").write_text("challenges: []")
    shown = screen(line="EIG_DATA=mine.yaml eig check")
    assert shown.splitlines()[-1] == "eig: to ask it: eig list"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("challenges: x", "1 problem: mend it, then check again: eig check mine.yaml"),
        ("{challenges: x, y: 1}", "2 problems: mend them, then check again: eig check mine.yaml"),
    ],
)
def test_a_check_says_in_a_terminal_how_many_problems_to_mend(
    eig: Eig, screen: Screen, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    assert screen("check", "mine.yaml").splitlines()[-1] == f"eig: {said}"
    piped = eig("check", "mine.yaml")
    assert piped.returncode == 1
    assert "eig:" not in piped.stderr
