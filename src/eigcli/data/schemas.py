"""Schemas, for programs that check data: of datasets that eig reads, and of what it exports as CSV.

https://json-schema.org and https://specs.frictionlessdata.io/table-schema/ say what they may have.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eigcli.data.fields import RECORDS
from eigcli.data.kinds import Cell, Kind, fields_by_key, fields_of, record_schema
from eigcli.data.model import Challenge, Dataset, Figure, Host, Link

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_JOINED = r"([^|\\]|\\[|\\])+"  # a text that CSV joins with others by `|` in a cell


def dataset_schema() -> dict[str, Any]:
    """Return the JSON Schema of a dataset, in English as the keys are."""
    records = (cls for cls in RECORDS if not cls.is_pair)
    return {
        "$schema": _DIALECT,
        "title": "A dataset of challenges that eig can read",
        "description": (
            "What eig checks beyond this: that dates exist, that codes of roles and families and "
            "keys of sources are among those listed or those that come with eig, that no slug or "
            "number is taken twice, that no défi goes on from itself, that the announced totals "
            "add up, and that no key stands twice."
        ),
        "$ref": f"#/$defs/{Dataset.__name__}",
        "$defs": {cls.__name__: record_schema(cls, fields_by_key(cls)) for cls in records},
    }


def records_schema() -> dict[str, Any]:
    """Return the JSON Schema of what eig exports in the format json: every key of each record."""
    records = (Challenge, Host, Figure, Link)
    return {
        "$schema": _DIALECT,
        "title": "The challenges that eig exports in the format json",
        "type": "array",
        "items": {"$ref": f"#/$defs/{Challenge.__name__}"},
        "$defs": {c.__name__: record_schema(c, fields_of(c), exported=True) for c in records},
    }


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
        kind, field = column.kind, column.field
        cells = (joined(column.codes(record), kind.several) for record in records)
        example = next(filter(None, cells), None)
        rules = {"required": field.required, "unique": field.unique == "all"} if field else {}
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
    keys = {"primaryKey": list(key)} if key else {}
    return {"fields": fields, **keys, "missingValues": [""]}


def _constraints(kind: Kind) -> dict[str, Any]:
    """Return what a cell of a kind must meet."""
    if kind.numeric:
        # There is no greatest: it may be a sum.
        return {} if kind.least is None else {"minimum": kind.least}
    if kind.choices:
        return {"enum": list(kind.choices)}
    form = kind.pattern or (_JOINED if kind.several else "")
    return {"pattern": rf"{form}(\|{form})*" if kind.several else form} if form else {}
