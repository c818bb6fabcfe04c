"""The Table Schema says what the cells of the CSV are, and what they are not."""

import json
import re
from typing import Any

import pytest
from arbitrary import datasets
from build import challenge, seeking, skill
from build import dataset as dataset_of
from conftest import Eig
from generate import SCHEMA
from hypothesis import given

from eigcli.columns import exported_columns
from eigcli.formats.csv import csv_cell
from eigcli.formats.table_schema import table_schema
from eigcli.model import Dataset
from eigcli.people import Profile


def fields(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return what a Table Schema says of each column."""
    return {field["name"]: field for field in table_schema(dataset)["fields"]}


def is_valid(field: dict[str, Any], cell: str) -> bool:
    """Return whether a cell of CSV is what a Table Schema says of it."""
    constraints = field["constraints"]
    if cell == "":
        return "required" not in constraints
    if field["type"] == "integer":
        return cell.isdecimal() and int(cell) >= constraints["minimum"]
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
    assert described["recruited_data_scientist"] == {
        "name": "recruited_data_scientist",
        "title": "data scientist (recrutés)",
        "description": "nombre de personnes recrutées pour ce rôle",
        "type": "integer",
        "constraints": {"minimum": 0},
        "example": "1",
    }
    assert described["basis"]["constraints"] == {"enum": ["stated", "inferred", "selected"]}
    # It is unique within its promotion only.
    assert described["number"]["constraints"] == {"minimum": 1}
    required = [name for name, field in described.items() if "required" in field["constraints"]]
    assert required == ["slug", "name", "ministries", "skills"]


def test_the_schema_has_the_columns_of_the_csv_and_says_what_is_missing(
    eig: Eig, bundled: Dataset
) -> None:
    schema = table_schema(bundled)
    assert list(schema) == ["fields", "primaryKey", "missingValues"]
    assert (schema["primaryKey"], schema["missingValues"]) == (["slug"], [""])
    head = eig("export").stdout.partition("\n")[0]
    assert ",".join(field["name"] for field in schema["fields"]) == head


def test_a_role_has_its_french_label_or_else_another() -> None:
    roles = (skill("cook", french="cuisinier·ère", english="chef"), skill("baker", english="baker"))
    described = fields(dataset_of(challenge(profiles=tuple(map(Profile, roles)))))
    assert described["cook"]["title"] == "cuisinier·ère (recherchés)"
    assert described["baker"]["title"] == "baker (recherchés)"
    assert described["recruited_cook"]["title"] == "cuisinier·ère (recrutés)"


def test_an_example_is_the_first_cell_that_says_something_if_one_does() -> None:
    described = fields(
        dataset_of(
            challenge("a", profiles=seeking(cook=None)),
            challenge("b", themes=("x|y", "z"), profiles=seeking(cook=2)),
        )
    )
    examples = {n: field["example"] for n, field in described.items() if "example" in field}
    required = {"slug": "a", "name": "A", "ministries": "M", "skills": "cook"}
    assert examples == {**required, "themes": r"x\|y|z", "cook": "2", "sought": "2"}


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
        ("cook", ["-1", "x"]),
        ("sought", ["0"]),
        ("themes", ["|", "a||b", "a|", "\\", "a\\b"]),
        ("departments", ["\\", "a\\b|"]),
        ("skills", ["", "head cook", "cook|", "cook||baker"]),
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


def test_the_schema_of_the_csv_is_that_of_the_dataset_that_is_asked_about(eig: Eig) -> None:
    one, every = (
        [field["name"] for field in json.loads(eig("schema", "csv", *options).stdout)["fields"]]
        for options in ([], ["--promotion", "all"])
    )
    assert set(every) - set(one) >= {"lawyer", "recruited_lawyer"}


def test_the_schema_of_a_dataset_is_the_one_that_editors_are_given(eig: Eig) -> None:
    # Whatever dataset is asked about otherwise, even one that cannot be read.
    shown = eig("schema", "dataset", env={"EIG_DATA": "missing"})
    assert (shown.returncode, shown.stdout) == (0, SCHEMA.read_text("utf-8"))


def test_another_schema_is_a_mistake(eig: Eig) -> None:
    refused = eig("schema", "cvs")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "eig: no schema is called 'cvs'. Did you mean csv? The schemas are csv, dataset.\n"
    )
