"""The dataset that `eig init` writes, to start one's own from; and what comes after a check."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import Eig, Screen
from generate import SCHEMA

DATASET_SCHEMA = json.loads(SCHEMA.read_text("utf-8"))


def keys_in(schema: object) -> list[set[str]]:
    """Return the keys of each kind of object that a JSON Schema describes."""
    if isinstance(schema, list):
        return [keys for part in schema for keys in keys_in(part)]
    if not isinstance(schema, dict):
        return []
    here = [set(schema["properties"])] if "properties" in schema else []
    return here + [keys for part in schema.values() for keys in keys_in(part)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_valid_and_explains_every_key_of_a_dataset(eig: Eig, language: str) -> None:
    text = eig("init", "-", "--lang", language).stdout
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), DATASET_SCHEMA)
    explained = [
        set(re.findall(r"^#   (\w+): +\S", block, re.MULTILINE))
        for block in re.split(r"^(?!#   )", text, flags=re.MULTILINE)
    ]
    for keys in keys_in(DATASET_SCHEMA):
        assert keys in explained


def test_it_is_written_under_the_name_that_is_given_and_never_over_a_file(
    eig: Eig, tmp_path: Path
) -> None:
    written = eig("init", "my call.yaml")
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == (
        "eig: wrote 'my call.yaml'. After a change: eig check 'my call.yaml'. "
        "To ask it: eig list --data 'my call.yaml'\n"
    )
    assert eig("init", "-").stdout == (tmp_path / "my call.yaml").read_text("utf-8")
    (tmp_path / "defis.yaml").write_text("mine")
    refused = eig("init")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "eig: 'defis.yaml' exists already: choose another name\n"
    assert (tmp_path / "defis.yaml").read_text() == "mine"


# What a check says last in a terminal

ASK, MEND = "to ask it: eig list", "1 problem: mend it, then check again: eig check"


@pytest.mark.parametrize(
    ("text", "line", "last"),
    [
        ("challenges: []", "eig check mine.yaml", f"eig: {ASK} --data mine.yaml"),
        ("challenges: []", "EIG_DATA=mine.yaml eig check", f"eig: {ASK}"),
        # Standard input is read already.
        ("challenges: []", "eig check - < mine.yaml", "<stdin>: 0 défis, 0 profiles; no problems"),
        ("challenges: x", "eig check mine.yaml", f"eig: {MEND} mine.yaml"),
        ("challenges: x", "eig check --data mine.yaml", f"eig: {MEND} --data mine.yaml"),
        (
            "{challenges: x, y: 1}",
            "eig check mine.yaml",
            "eig: 2 problems: mend them, then check again: eig check mine.yaml",
        ),
    ],
)
def test_a_check_says_how_to_go_on_about_the_same(
    screen: Screen, tmp_path: Path, text: str, line: str, last: str
) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    assert screen(line=line).splitlines()[-1] == last
    assert "eig:" not in screen(line=f"({line}) 2>&1 | cat")


def test_a_check_of_what_is_bundled_says_how_to_check_ones_own(screen: Screen) -> None:
    shown = screen("check")
    assert "to ask" not in shown
    assert "eig check FILE" in shown
