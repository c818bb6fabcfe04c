"""A Table Schema (https://specs.frictionlessdata.io/table-schema/) of what eig exports as CSV.

It is in French, as the portals are that ask for it.
"""

import json
from typing import Any

from eigcli.columns import Column, exported_columns
from eigcli.fields import Kind
from eigcli.formats.csv import csv_cell
from eigcli.messages import in_french
from eigcli.model import Dataset

# A text that CSV joins with others by `|` in a cell.
_JOINED = r"([^|\\]|\\[|\\])+"


def table_schema(dataset: Dataset) -> dict[str, Any]:
    """Return the Table Schema of the CSV of a dataset, with examples from it."""
    columns = exported_columns(dataset)
    return {
        "fields": [_described(column, dataset) for column in columns],
        "primaryKey": [column.name for column in columns if column.unique],
        "missingValues": [""],
    }


def _described(column: Column, dataset: Dataset) -> dict[str, Any]:
    constraints = {
        **({"required": True} if column.required else {}),
        **({"unique": True} if column.unique else {}),
        **_constraints(column.kind),
    }
    cells = (
        csv_cell(column.cell(challenge, words=False), column.kind.several)
        for challenge in dataset.challenges
    )
    example = next(filter(None, cells), None)
    return {
        "name": column.name,
        "title": french_label(column),
        "description": in_french(column.sentence),
        # Dates are texts: the type `date` is a day, and many are known less precisely.
        "type": "integer" if column.kind.numeric else "string",
        "constraints": constraints,
        **({"example": example} if example else {}),
    }


def _constraints(kind: Kind) -> dict[str, Any]:
    """Return what a cell of a kind must meet."""
    if kind.numeric:
        # There is no greatest: it may be a sum.
        return {"minimum": kind.least}
    if kind.choices:
        return {"enum": list(kind.choices)}
    if kind.several:
        form = kind.form or _JOINED
        return {"pattern": rf"{form}(\|{form})*"}
    return {"pattern": kind.form} if kind.form else {}


def french_label(column: Column) -> str:
    """Return the heading of a column in French."""
    label, role = in_french(column.heading), column.role
    return label.format(role=role.french or role.label) if role else label


def json_text(value: Any) -> str:
    """Return a value as JSON, indented, with letters as they are, and a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
