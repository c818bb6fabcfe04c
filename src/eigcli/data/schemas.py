"""Schemas, for programs that check data: of datasets that eig reads, and of what it exports as CSV.

https://json-schema.org and https://specs.frictionlessdata.io/table-schema/ say what they may have.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from eigcli.data.fields import RECORDS, Field
from eigcli.data.kinds import (
    OWN,
    OWN_KEY,
    Cell,
    Kind,
    Many,
    Named,
    Pairs,
    PairsAsTexts,
    Record,
    fields_of,
    key_of,
    record_schema,
)
from eigcli.data.model import Challenge, Dataset, Figure, Host, Link

_JOINED = r"([^|\\]|\\[|\\])+"  # a text that CSV joins with others by `|` in a cell


def dataset_schema() -> dict[str, Any]:
    """Return the JSON Schema of a dataset, in English as the keys are."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of challenges that eig can read",
        "description": (
            "What eig checks beyond this: that dates exist, that codes of roles and families and "
            "keys of sources are among those listed or those that come with eig, that no slug or "
            "number is taken twice, that no défi goes on from itself, that the announced totals "
            "add up, and that no key stands twice."
        ),
        "$ref": f"#/$defs/{Dataset.__name__}",
        "$defs": {cls.__name__: record_schema(cls) for cls in RECORDS if not cls.is_pair},
    }


def records_schema() -> dict[str, Any]:
    """Return the JSON Schema of what eig exports in the format json: every key of each record."""
    records = (Challenge, Host, Figure, Link)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The challenges that eig exports in the format json",
        "type": "array",
        "items": {"$ref": f"#/$defs/{Challenge.__name__}"},
        "$defs": {cls.__name__: _record_in_json(fields_of(cls), cls) for cls in records},
    }


def _record_in_json(fields: Mapping[str, Field], cls: Any) -> dict[str, Any]:
    """Return the JSON Schema of a record that has some fields, `null` where it says nothing."""
    own = {f"^{OWN_KEY}$": {"anyOf": [OWN.schema(), {"type": "null"}]}}
    return {
        "type": "object",
        "properties": {
            name: {"description": f.about, **_in_json(f.kind, nullable=not f.required)}
            for name, f in fields.items()
        },
        "required": [*fields],
        **({"patternProperties": own} if "own" in cls.rules else {}),
        "additionalProperties": False,
    }


def _in_json(kind: Kind, *, nullable: bool) -> dict[str, Any]:
    """Return the JSON Schema of a value of a kind as JSON has it."""
    if isinstance(kind, Many):
        item = {"type": "string"}  # of pairs as texts
        if not isinstance(kind, PairsAsTexts):
            item = (
                _pair_in_json(kind)
                if isinstance(kind, Pairs)
                else _in_json(kind.item, nullable=False)
            )
        return {"type": "array", "items": item}
    if isinstance(kind, Record) and not isinstance(kind, Named):
        return {"$ref": f"#/$defs/{kind.cls.__name__}"}
    if kind.choices:
        return {"enum": [*kind.choices, *[None] * nullable]}
    name = ("number" if kind.fractional else "integer") if kind.numeric else "string"
    stated = {"minimum": kind.least} if kind.least is not None else {}
    return {"type": [name, *["null"] * nullable], **stated}


def _pair_in_json(kind: Pairs) -> dict[str, Any]:
    """Return the JSON Schema of a pair: of the key of what it names, and of what stands with it."""
    named = kind.first.kind.cls
    known = {kind.first.name: key_of(named), **fields_of(named)}
    fields = {name: known[name] for name in kind.exported} | {f.name: f for f in kind.others}
    return _record_in_json(fields, kind.cls)


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
        cells = (joined(column.codes(record), kind.several) for record in records)
        example = next(filter(None, cells), None)
        field = column.field
        rules = {
            "required": field is not None and field.required,
            "unique": field is not None and field.unique == "all",
        }
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
