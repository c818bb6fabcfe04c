"""The schemas of what eig reads and writes, by name: `eig schema` prints them.

https://json-schema.org and https://specs.frictionlessdata.io/table-schema/ say what they may have.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from eigcli.data.kinds import Kind, stated
from eigcli.data.loading import data_folder
from eigcli.data.model import Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.formats import SCHEMAS
from eigcli.messages import _, in_language, portal_language
from eigcli.report.blocks import Column, Table
from eigcli.report.tables import challenge_columns, references, relations_of
from eigcli.suggesting import not_found_message

Schema = dict[str, Any]
# The files of JSON Schemas in the folder of the data, which `tools/generate.py` writes. That of
# counts is written by hand; a test says what it lacks.
_FILES = {"json": "export", "stats": "stats", "dataset": "challenges"}
# Texts that CSV joins by `|` in a cell, of which some may be empty.
_JOINED = r"([^\\]|\\[|\\])*"


def schema_called(name: str, dataset: Dataset, columns: Sequence[str] = ()) -> Schema:
    """Return a schema.

    Args:
        name: its name in `SCHEMAS`.
        dataset: the dataset whose columns a Table Schema describes, in the language of its portal.
        columns: the names of the columns of an export that has only these.

    Raises:
        UsageError: for a name that no schema has, and for columns of what has no choice of them.
    """
    if columns and name in {*SCHEMAS} - {"csv", "json"}:
        raise UsageError(_("--columns goes with the schemas csv and json, not {name}", name=name))
    if name == "csv":
        spoken = portal_language(dataset.language)
        with in_language(spoken):
            exported = _exported(dataset, columns)
            return table_schema(exported)
    if name not in _FILES:
        schemas = [schema for schema in SCHEMAS if schema != name]  # `columns` is not for programs
        raise UsageError(not_found_message(_("no schema is called {name}."), name, schemas))
    path = Path(data_folder(), f"{_FILES[name]}.schema.json")
    content = path.read_text("utf-8")
    schema = dict(json.loads(content))
    if columns:
        record = schema["$defs"][Challenge.__name__]
        properties = record["properties"]
        # Own keys have no property of their own.
        known = [name for name in columns if name in properties]
        record["properties"] = {name: properties[name] for name in known}
        record["required"] = [*columns]
    return schema


def _exported(dataset: Dataset, names: Sequence[str]) -> Table:
    """Return the table of an export with all of its columns, or with some."""
    relation = relations_of(dataset)[0]
    if not names:
        return relation
    columns = challenge_columns(dataset)
    chosen = [columns[name] for name in names]
    key = [name for name in relation.key if name in names]
    return relation._replace(columns=chosen, key=key)


def table_schema(relation: Table, relations: Iterable[Table] = ()) -> Schema:
    """Return the Table Schema of the CSV of a table, with its foreign keys to some tables."""
    foreign = []
    for column, target in references(relation, relations):
        reference = {"resource": target.name, "fields": target.key}
        foreign.append({"fields": [column], "reference": reference})
    schema = {
        "fields": [_described(column) for column in relation.columns],
        "primaryKey": list(relation.key),
        "missingValues": [""],
        "foreignKeys": foreign,
    }
    return stated(schema)


def _described(column: Column) -> Schema:
    """Return the field of a Table Schema that describes a column."""
    kind = column.kind
    number = "number" if kind.fractional else "integer"
    constraints = Schema()
    if column.field and column.field.required:
        constraints["required"] = True
    if column.field and column.field.unique == "all":
        constraints["unique"] = True
    return {
        "name": column.name,
        "title": column.label,
        "description": column.about,
        # Dates are texts: the type `date` is a day, and many are known less precisely.
        "type": number if kind.numeric else "string",
        "constraints": constraints | _constraints(kind),
    }


def _constraints(kind: Kind) -> Schema:
    """Return the constraints on a cell of a kind."""
    if kind.numeric:
        # There is no maximum: the number may be a sum.
        return {} if kind.least is None else {"minimum": kind.least}
    if kind.choices:
        return {"enum": list(kind.choices)}
    if kind.pattern:
        return {"pattern": kind.pattern}
    return {"pattern": _JOINED} if kind.several else {}
