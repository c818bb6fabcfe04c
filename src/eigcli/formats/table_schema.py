"""A Table Schema (https://specs.frictionlessdata.io/table-schema/) of what eig exports as CSV.

It is in French, as the portals are that ask for it, unless `--lang` says otherwise.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from eigcli.columns import Column, exported_columns
from eigcli.fields import Kind
from eigcli.formats.csv import csv_cell
from eigcli.messages import in_language, portal_language
from eigcli.model import Dataset

# A text that CSV joins with others by `|` in a cell.
_JOINED = r"([^|\\]|\\[|\\])+"


def table_schema(dataset: Dataset) -> dict[str, Any]:
    """Return the Table Schema of the CSV of a dataset, with examples from it."""
    with in_language(portal_language(dataset.language)):
        return schema_of(exported_columns(dataset), dataset.challenges, ("slug",))


def schema_of(
    columns: Iterable[Column], records: Iterable[Any], key: Sequence[str]
) -> dict[str, Any]:
    """Return the Table Schema of the CSV of some records, with examples from it.

    Args:
        columns: the columns of the table.
        records: what its rows are of.
        key: the names of the columns by which each row is told from the others.
    """
    return {
        "fields": [_field_schema(column, records) for column in columns],
        "primaryKey": list(key),
        "missingValues": [""],
    }


def _field_schema(column: Column, records: Iterable[Any]) -> dict[str, Any]:
    constraints = {
        **({"required": True} if column.required else {}),
        **({"unique": True} if column.unique else {}),
        **_constraints(column.kind),
    }
    cells = (csv_cell(column.cell(record, words=False), column.kind.several) for record in records)
    example = next(filter(None, cells), None)
    return {
        "name": column.name,
        "title": column.label,
        "description": column.about,
        # Dates are texts: the type `date` is a day, and many are known less precisely.
        "type": _schema_type(column.kind),
        "constraints": constraints,
        **({"example": example} if example else {}),
    }


def _schema_type(kind: Kind) -> str:
    """Return what a Table Schema calls the values of a kind."""
    if kind.numeric:
        return "number" if kind.fractional else "integer"
    return "string"


def _constraints(kind: Kind) -> dict[str, Any]:
    """Return what a cell of a kind must meet."""
    if kind.numeric:
        # There is no greatest: it may be a sum.
        return {} if kind.least is None else {"minimum": kind.least}
    if kind.choices:
        return {"enum": list(kind.choices)}
    if kind.several:
        form = kind.form or _JOINED
        return {"pattern": rf"{form}(\|{form})*"}
    return {"pattern": kind.form} if kind.form else {}
