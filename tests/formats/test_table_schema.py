"""The Table Schema says what the cells of the CSV are, and what they are not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from arbitrary import datasets
from build import challenge, seeking
from build import dataset as dataset_of
from conftest import Eig
from generate import SCHEMA
from hypothesis import given

from eigcli.bundled import bundled as promotions
from eigcli.columns import exported_columns
from eigcli.formats.csv import csv_cell
from eigcli.formats.table_schema import table_schema
from eigcli.model import Dataset
from eigcli.promotions import ALL


def fields(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return what a Table Schema says of each column."""
    return {field["name"]: field for field in table_schema(dataset)["fields"]}


def is_valid(field: dict[str, Any], cell: str) -> bool:
    """Return whether a cell of CSV is what a Table Schema says of it."""
    constraints = field["constraints"]
    if cell == "":
        return "required" not in constraints
    if field["type"] == "integer":
        is_whole = re.fullmatch("-?[0-9]+", cell, re.ASCII)
        return bool(is_whole) and int(cell) >= constraints.get("minimum", int(cell))
    if field["type"] == "number":
        return re.fullmatch("-?[0-9]+([.][0-9]+)?(e[+-][0-9]+)?", cell, re.ASCII) is not None
    if "enum" in constraints:
        return cell in constraints["enum"]
    return re.fullmatch(constraints["pattern"], cell) is not None


def test_a_column_is_described_by_its_declaration(bundled: Dataset) -> None:
    described = fields(bundled)
    assert described["slug"] == {
        "name": "slug",
        "title": "Identifiant",
        "description": "identifiant, pour les commandes et les adresses",
        "type": "string",
        "constraints": {"required": True, "unique": True, "pattern": "[A-Za-z0-9][A-Za-z0-9._-]*"},
        "example": "predisauvetage",
    }
    assert described["recruited_total"] == {
        "name": "recruited_total",
        "title": "Personnes recrutées",
        "description": "nombre total de personnes recrutées",
        "type": "integer",
        "constraints": {"minimum": 1},
        "example": "2",
    }
    assert described["basis"]["constraints"] == {"enum": ["stated", "inferred", "selected"]}
    # It is unique within its promotion only.
    assert described["number"]["constraints"] == {"minimum": 1}
    required = [name for name, field in described.items() if "required" in field["constraints"]]
    assert required == ["slug", "name"]


def test_the_schema_says_what_is_unique_and_what_is_missing(bundled: Dataset) -> None:
    schema = table_schema(bundled)
    assert list(schema) == ["fields", "primaryKey", "missingValues"]
    assert (schema["primaryKey"], schema["missingValues"]) == (["slug"], [""])


def test_an_example_is_the_first_cell_that_says_something_if_one_does() -> None:
    described = fields(
        dataset_of(
            challenge("a", profiles=seeking(cook=None)),
            challenge("b", themes=("x|y", "z"), profiles=seeking(cook=2)),
        )
    )
    examples = {n: field["example"] for n, field in described.items() if "example" in field}
    required = {"slug": "a", "name": "A", "ministries": "M", "seeks": "cook", "skills": "cook"}
    assert examples == {**required, "themes": r"x\|y|z", "sought": "2"}


@given(datasets)
def test_every_cell_of_the_csv_and_every_example_is_what_the_schema_says(dataset: Dataset) -> None:
    described = fields(dataset)
    for column in exported_columns(dataset):
        field = described[column.name]
        cells = [column.cell(challenge, words=False) for challenge in dataset.challenges]
        for cell in (csv_cell(cell, column.kind.several) for cell in cells):
            assert is_valid(field, cell), (column.name, cell)
        assert "example" not in field or is_valid(field, field["example"])


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("slug", ["", "a b", "-a", "é"]),
        ("name", ["", " ", "\u00a0"]),
        ("tagline", [" ", "\n"]),
        ("number", ["0", "-1", "x", "1.5"]),
        ("sought", ["0"]),
        ("themes", ["|", "a||b", "a|", "\\", "a\\b"]),
        ("departments", ["\\", "a\\b|"]),
        ("seeks", ["2 cook|"]),
        ("skills", ["head cook", "cook|", "cook||baker"]),
        ("funding", ["Programme", "programme|host"]),
        ("page", ["example.org", "ftp://example.org", "https://", "https://x.y/ z"]),
    ],
)
def test_what_no_dataset_may_say_is_not_valid(name: str, cells: list[str]) -> None:
    field = fields(dataset_of(challenge()))[name]
    assert not any(is_valid(field, cell) for cell in cells)


def test_a_department_may_be_missing_beside_others() -> None:
    field = fields(dataset_of(challenge()))["departments"]
    assert all(is_valid(field, cell) for cell in ("|D", "D||", r"a\|b|\\"))


# The command


def test_a_csv_has_the_same_columns_whatever_is_asked_about(eig: Eig) -> None:
    heads = {
        eig("export", "--promotion", code).stdout.partition("\n")[0]
        for code in (*promotions(), ALL)
    }
    [head] = heads
    described = json.loads(eig("schema", "csv", "--promotion", "1").stdout)["fields"]
    assert ",".join(field["name"] for field in described) == head


def test_every_column_is_listed_with_a_sentence_and_can_be_chosen_of_any_promotion(
    eig: Eig,
) -> None:
    listed = [line.split("  ", 1) for line in eig("schema", "columns").stdout.splitlines()]
    about = {name: sentence.strip() for name, sentence in listed}
    assert about["slug"] == "its name for commands and addresses"
    assert about["lawyer"] == "how many people of this role it seeks"
    assert about["recruited_lawyer"] == "how many people of this role were recruited"
    assert all(about.values())
    for code in (*promotions(), ALL):
        chosen = eig("export", "--promotion", code, "--columns", ",".join(about))
        assert chosen.stdout.partition("\n")[0] == ",".join(about)


def test_a_role_of_ones_own_has_its_columns_and_those_of_eigcli_stay(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(
        "challenges: [{slug: a, name: A, ministry: M, profiles: {owl: 2}}]", "utf-8"
    )
    chosen = eig("export", "-d", "mine.yaml", "-c", "owl,recruited_owl,developer")
    assert chosen.stdout == "owl,recruited_owl,developer\n2,,0\n"
    assert "\nowl " in eig("schema", "columns", "-d", "mine.yaml").stdout


def test_the_schema_of_a_dataset_is_the_one_that_editors_are_given(eig: Eig) -> None:
    # Whatever dataset is asked about otherwise, even one that cannot be read.
    shown = eig("schema", "dataset", env={"EIG_DATA": "missing"})
    assert (shown.returncode, shown.stdout) == (0, SCHEMA.read_text("utf-8"))


def test_another_schema_is_a_mistake(eig: Eig) -> None:
    refused = eig("schema", "cvs")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "eig: no schema is called 'cvs'. Did you mean csv? The schemas are columns, csv, dataset.\n"
    )
