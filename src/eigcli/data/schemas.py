"""A Table Schema (https://specs.frictionlessdata.io/table-schema/) of what eig exports as CSV."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eigcli.data.kinds import Cell, Kind

_JOINED = r"([^|\\]|\\[|\\])+"  # a text that CSV joins with others by `|` in a cell


def table_schema(
    columns: Iterable[Any],
    records: Iterable[Any],
    key: Sequence[str],
    joined: Callable[[Cell, bool], str],
) -> dict[str, Any]:
    """Return the Table Schema of the CSV of some records, with examples from them.

    Args:
        columns: the columns of the table.
        records: what its rows are of.
        key: the names of the columns by which each row is told from the others.
        joined: how CSV writes the texts of a cell, of which there may be several or not.
    """
    fields = []
    for column in columns:
        kind = column.kind
        cells = (joined(column.cell(record, words=False), kind.several) for record in records)
        example = next(filter(None, cells), None)
        rules = {"required": column.required, "unique": column.unique}
        number = "number" if kind.fractional else "integer"
        fields.append(
            {
                "name": column.name,
                "title": column.label,
                "description": column.about,
                # Dates are texts: the type `date` is a day, and many are known less precisely.
                "type": number if kind.numeric else "string",
                "constraints": {name: True for name, holds in rules.items() if holds}
                | _constraints(kind),
                **({"example": example} if example else {}),
            }
        )
    return {"fields": fields, "primaryKey": list(key), "missingValues": [""]}


def _constraints(kind: Kind) -> dict[str, Any]:
    """Return what a cell of a kind must meet."""
    if kind.numeric:
        # There is no greatest: it may be a sum.
        return {} if kind.least is None else {"minimum": kind.least}
    if kind.choices:
        return {"enum": list(kind.choices)}
    form = kind.pattern or (_JOINED if kind.several else "")
    return {"pattern": rf"{form}(\|{form})*" if kind.several else form} if form else {}
