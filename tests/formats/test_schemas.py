"""The JSON Schema agrees with the reader of datasets, the Table Schema with the cells of CSV."""

import json
import re
from contextlib import suppress
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from arbitrary import datasets
from build import challenge, parse, starter
from build import dataset as dataset_of
from conftest import Eig
from corpus import BEYOND_A_SCHEMA, RIGHT, WRONG
from hypothesis import given
from jsonschema import Draft202012Validator
from schemas import dataset_schema

from eigcli.data.kinds import OWN_KEY
from eigcli.data.loading import bundled, data_folder
from eigcli.data.model import Dataset
from eigcli.data.promotions import ALL
from eigcli.errors import DatasetError
from eigcli.formats.data import joined, yaml_of
from eigcli.formats.schemas import schema_called, table_schema
from eigcli.messages import in_language
from eigcli.query.counting import MEASURES, NUMBERS
from eigcli.query.facets import COUNTED, FIELDS_ASKED
from eigcli.report import states
from eigcli.report.tables import exported_columns, relations_of

SCHEMA = Draft202012Validator(dataset_schema())
# A wheel has the words of spreadsheets in the same folder.
FILES = sorted(p for p in Path(data_folder()).glob("**/*.yaml") if p.name != "headings.yaml")


class _Yaml12(yaml.SafeLoader):
    """Reads what an editor reads: in YAML 1.2 a date is a text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def is_valid(text: str | bytes) -> bool:
    value: Any = yaml.load(dedent(text) if isinstance(text, str) else text, Loader=_Yaml12)
    return SCHEMA.is_valid(value)


# The JSON Schema of a dataset


def test_the_json_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(dataset_schema())


@pytest.mark.parametrize("text", RIGHT)
def test_datasets_that_are_read_are_valid(text: str) -> None:
    parse(dedent(text).encode(), "d.yaml")
    assert is_valid(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_bundled_files_are_valid(file: Path) -> None:
    assert is_valid(file.read_text("utf-8"))


@pytest.mark.usefixtures("language")
def test_the_starter_dataset_is_valid() -> None:
    assert is_valid(starter())


@given(datasets)
def test_exported_datasets_are_valid(dataset: Dataset) -> None:
    assert is_valid(yaml_of(dataset).encode())


@pytest.mark.parametrize("text", [text for text, _ in chain(*WRONG.values())])
def test_datasets_that_are_refused_are_invalid(text: str) -> None:
    with pytest.raises(DatasetError):
        parse(dedent(text).encode(), "d.yaml")
    assert not is_valid(text)


@pytest.mark.parametrize("text", [text for text, _ in chain(*BEYOND_A_SCHEMA.values())])
def test_datasets_that_only_the_reader_refuses_are_valid_or_not_yaml(text: str | bytes) -> None:
    with suppress(yaml.YAMLError):
        assert is_valid(text)


# The Table Schema of CSV


def fields(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return the field of each column in a Table Schema."""
    with in_language("fr", for_portals=True):
        return {field["name"]: field for field in table_schema(relations_of(dataset)[0])["fields"]}


def is_cell(field: dict[str, Any], cell: str) -> bool:
    """Return whether a cell of CSV is valid by a field of a Table Schema."""
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
    }
    assert described["recruited"] == {
        "name": "recruited",
        "title": "Personnes recrutées",
        "description": "nombre total de personnes recrutées",
        "type": "integer",
        "constraints": {"minimum": 0},
    }
    assert described["basis"]["constraints"] == {"enum": ["stated", "inferred", "selected"]}
    # It is unique within its promotion only.
    assert described["number"]["constraints"] == {"minimum": 1}
    required = [name for name, field in described.items() if "required" in field["constraints"]]
    assert required == ["slug", "name"]


def test_a_table_schema_states_the_primary_key_and_missing_values(bundled: Dataset) -> None:
    schema = table_schema(relations_of(bundled)[0])
    assert list(schema) == ["fields", "primaryKey", "missingValues"]
    assert schema["primaryKey"] == ["slug"]
    assert schema["missingValues"] == [""]


@given(datasets)
def test_every_cell_is_valid_by_the_table_schema(dataset: Dataset) -> None:
    described = fields(dataset)
    for column in exported_columns(dataset):
        field = described[column.name]
        cells = [column.codes(challenge) for challenge in dataset.challenges]
        for cell in (joined(cell, column.kind.several) for cell in cells):
            assert is_cell(field, cell), (column.name, cell)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("slug", ["", "a b", "-a", "é"]),
        ("name", ["", " ", "\u00a0"]),
        ("tagline", [" ", "\n"]),
        ("number", ["0", "-1", "x", "1.5"]),
        ("sought", ["-1", "x"]),
        ("themes", ["\\", "a\\b", "a|b\\"]),
        ("funding", ["Programme", "programme|host"]),
        ("page", ["example.org", "ftp://example.org", "https://", "https://x.y/ z"]),
    ],
)
def test_wrong_cells_are_not_valid(name: str, cells: list[str]) -> None:
    field = fields(dataset_of(challenge()))[name]
    assert not any(is_cell(field, cell) for cell in cells)


def test_a_department_may_be_missing_beside_others() -> None:
    field = fields(dataset_of(challenge()))["departments"]
    assert all(is_cell(field, cell) for cell in ("|D", "D||", r"a\|b|\\"))


# The command


def described(eig: Eig, *options: str) -> str:
    """Return the columns that the schema of a CSV file describes, as its first line has them."""
    fields = eig("schema", "csv", *options).json()["fields"]
    return ",".join(field["name"] for field in fields)


def test_a_csv_has_the_same_columns_for_every_promotion(eig: Eig) -> None:
    head = described(eig, "--promotion", "1")
    for code in (*bundled().dataset.promotion_codes, ALL):
        exported = eig("export", "--promotion", code)
        assert exported.lines[0] == head


def test_every_column_is_listed_with_a_sentence_and_can_be_chosen(eig: Eig) -> None:
    listed = eig("schema", "columns").lines
    about = dict(re.split(" {2,}", line, maxsplit=1) for line in listed)
    assert about["slug"] == "its name for commands and addresses"
    assert all(about.values())
    columns = ",".join(about)
    chosen = eig("export", "--promotion", ALL, "--columns", columns)
    assert chosen.lines[0] == columns


def test_the_dataset_schema_does_not_depend_on_the_dataset(eig: Eig) -> None:
    # Not even on one that cannot be read.
    shown = eig("schema", "dataset", env={"EIG_DATA": "missing"})
    assert shown.returncode == 0
    assert json.loads(shown.stdout) == dataset_schema()


def test_an_unknown_schema_is_a_mistake(eig: Eig) -> None:
    refused = eig("schema", "cvs")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr == "eig: no schema is called 'cvs'. Did you mean csv?\n"
    refused = eig("schema", "sql")
    assert refused.stderr == (
        "eig: no schema is called 'sql'. Known: columns, json, stats, csv, dataset\n"
    )


def test_the_schema_of_counts_has_all_facets_and_numbers() -> None:
    kinds = schema_called("stats", Dataset())["$defs"]
    row = kinds["row"]["properties"]
    pair = kinds["pair"]["properties"]
    counted = [*COUNTED, *FIELDS_ASKED]
    own_key = f"^{OWN_KEY}$"
    assert row["by"]["anyOf"] == [{"enum": ["total", *counted]}, {"pattern": own_key}]
    assert row["measure"]["enum"] == [*MEASURES]
    of_rows = {"by", "code", "share", "measure", "share_most", "seen_since"}
    assert row.keys() == of_rows | {*NUMBERS, *states.NUMBERS}
    assert pair.keys() == {*counted, "across", *NUMBERS}
    assert kinds["pair"]["patternProperties"].keys() == {own_key}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--by", "state,town"],
        ["--by", "state", "--across", "year"],
        ["--by", "ministry", "--across", "subject", "--measure", "sought", "--limit", "2"],
        ["--by", "skill", "--across", "skill"],
        ["--by", "theme", "--across", "phase", "--search", "zzzz"],
    ],
)
def test_counts_are_valid_by_the_schema_that_is_printed(eig: Eig, arguments: list[str]) -> None:
    schema = Draft202012Validator(eig("schema", "stats").json())
    rows = eig("stats", "--promotion", ALL, *arguments, "--json").json()
    schema.validate(rows)
    assert not schema.is_valid([row | {"2020": 5} for row in rows] or [{}])


def test_counts_by_two_facets_have_a_row_for_each_pair_and_no_totals(eig: Eig) -> None:
    counted = ("stats", "--promotion", ALL, "--by", "state", "--across", "promotion")
    rows = eig(*counted, "--json").json()
    assert sum(row["challenges"] for row in rows) == len(bundled().dataset)
    by_pair = {(row["state"], row["promotion"]): row for row in rows}
    used = by_pair["in-use", "2"]
    assert used["challenges"] == 4
    assert used["sought"] == 8
    assert used["sought_known"] == 4
    # A file of cells is the same; who looks at a table has a column for each value.
    head, *lines = eig(*counted, "--format", "csv").lines
    assert head == "state,promotion,challenges,sought,recruited,sought_known,recruited_known"
    assert len(lines) == len(rows)
    table = eig(*counted, "--format", "excel")
    assert table.stdout.startswith("\ufeffState;Measure;1 (2017);")


def schema_of(eig: Eig, name: str, *options: str) -> Draft202012Validator:
    """Return a schema that the command prints."""
    return Draft202012Validator(eig("schema", name, *options).json())


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        (["slug,name"], ["slug"]),
        (["Towns", "state,people"], None),
        (["hosts,figures,links,months"], None),
    ],
)
def test_an_export_of_some_columns_is_valid_by_their_schema(
    eig: Eig, columns: list[str], key: list[str] | None
) -> None:
    options = [option for names in columns for option in ("--columns", names)]
    schema = schema_of(eig, "json", *options)
    records = eig("list", "--promotion", ALL, *options, "--json").json()
    schema.validate(records)
    assert not schema.is_valid([{**records[0], "number": 1}])
    assert not schema.is_valid([{}])
    exported = eig("export", *options)
    assert exported.lines[0] == described(eig, *options)
    assert eig("schema", "csv", *options).json().get("primaryKey") == key


def test_columns_of_your_own_are_required_by_their_schema(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text('[{"slug": "a", "name": "A", "x-cost": 5}]')
    options = ("--columns", "slug,x-cost", "--data", "own.json")
    schema = schema_of(eig, "json", *options)
    records = eig("list", "--json", *options).json()
    schema.validate(records)
    assert not schema.is_valid([{"slug": "a"}])


@pytest.mark.parametrize("name", ["stats", "dataset", "columns"])
def test_a_schema_of_no_columns_takes_none(eig: Eig, name: str) -> None:
    refused = eig("schema", name, "--columns", "slug")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr == f"eig: --columns goes with the schemas csv and json, not {name}\n"
