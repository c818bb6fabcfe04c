"""The JSON Schemas of what eig reads and writes, made from the declarations of records and kinds.

`generate.py` writes them, `eig schema` prints them, see https://json-schema.org.
"""

import re
from collections.abc import Mapping
from typing import Any

from eigcli.data import model
from eigcli.data.fields import Field, Record
from eigcli.data.kinds import (
    OWN_KEY,
    TEXT,
    TEXTS,
    Kind,
    ListOf,
    MappingOf,
    RecordKind,
    Reference,
    Scalar,
    Vocabulary,
    fields_by_key,
    fields_of,
    key_of,
    only_needed,
)
from eigcli.data.model import Challenge, Dataset, Figure, Host, Link

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def dataset_schema() -> Schema:
    """Return the JSON Schema of a dataset, in English as the keys are."""
    return {
        "$schema": _DIALECT,
        "title": "A dataset of challenges that eig can read",
        "description": (
            "What eig checks beyond this: that dates exist, that codes of roles and families and "
            "keys of sources are among those listed or those that come with eig, that no slug or "
            "number is taken twice, that the announced totals add up, and that no key stands twice."
        ),
        "$ref": f"#/$defs/{Dataset.__name__}",
        "$defs": {cls.__name__: _record_schema(cls, fields_by_key(cls)) for cls in _records()},
    }


def _records() -> list[Any]:
    """Return the classes of records that files have as mappings of their fields."""
    classes: list[Any] = [cls for cls in vars(model).values() if isinstance(cls, type)]
    return [cls for cls in classes if Record in cls.__bases__ and cls.rule != "pair"]


def export_schema() -> Schema:
    """Return the JSON Schema of what eig exports in the format json: every key of each record."""
    records = (Challenge, Host, Figure, Link)
    return {
        "$schema": _DIALECT,
        "title": "The challenges that eig exports in the format json",
        "type": "array",
        "items": {"$ref": f"#/$defs/{Challenge.__name__}"},
        "$defs": {c.__name__: _record_schema(c, fields_of(c), exported=True) for c in records},
    }


def _record_schema(cls: Any, fields: Mapping[str, Field], *, exported: bool = False) -> Schema:
    """Return the JSON Schema of a record with any of `fields`; if `exported`, with all of them."""
    properties = {}
    if exported:
        fields = {key: f for key, f in fields.items() if not f.internal}
    for key, f in fields.items():
        schema = _schema_of(f.kind, exported=exported)
        is_known = f.required or (exported and f.kind.several)
        properties[key] = {"description": f.about, **(schema if is_known else _or_null(schema))}
    values = {"anyOf": [_schema_of(TEXT), {"type": "number"}, _schema_of(TEXTS)]}
    own = _or_null(values) if exported else values
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {f"^{OWN_KEY}$": own} if cls.rule == "own" else {},
        **({"required": [*fields]} if exported else {}),
        "additionalProperties": False,
    }


def _schema_of(kind: Kind, *, exported: bool = False) -> Schema:
    """Return the JSON Schema of a value of a kind, as files write it or as exports in JSON do."""
    schema: Schema
    match kind:
        case Scalar():
            schema = _scalar_schema(kind, exported=exported)
        case MappingOf():
            schema = _exported_pairs_schema(kind) if exported else _pairs_schema(kind)
        case ListOf():
            item = _schema_of(kind.item, exported=exported)
            schema = {"type": "array", "items": item}
            if isinstance(kind.item, RecordKind) and not exported:
                schema = {"anyOf": [schema, item]}
        case Reference():
            schema = _schema_of(key_of(kind.cls).kind, exported=exported)
        case RecordKind():
            reference = {"$ref": f"#/$defs/{kind.cls.__name__}"}
            schema = reference if exported else _stated_record_schema(kind, reference)
        case Vocabulary():
            keys, records = _schema_of(key_of(kind.cls).kind), _schema_of(RecordKind(kind.cls))
            schema = {"type": "object", "propertyNames": keys, "additionalProperties": records}
        case _:
            raise TypeError(kind)
    return schema


def _scalar_schema(kind: Scalar, *, exported: bool) -> Schema:
    """Return the JSON Schema of a text or a number."""
    if kind.choices:
        return {"enum": list(kind.choices)}
    least = {} if kind.least is None else {"minimum": kind.least}
    if exported:
        name = ("number" if kind.fractional else "integer") if kind.numeric else "string"
        return {"type": name, **least}
    # Numbers and booleans of YAML are texts here; but to a schema, no pattern applies to them.
    examples = {"1.5": "number", "2018": "integer", "true": "boolean"}
    types = [name for text, name in examples.items() if re.fullmatch(kind.pattern, text)]
    return {"type": ["string", *types], "pattern": f"^(?:{kind.pattern})$", **least}


def _stated_record_schema(kind: RecordKind, record: Schema) -> Schema:
    """Return the JSON Schema of a record in a file: of all keys that it needs, or of the value."""
    needed = [f.name for f in fields_by_key(kind.cls).values() if f.required]
    if needed and kind.whole:
        record["required"] = needed
    alone = only_needed(kind.cls)
    return {"anyOf": [record, _schema_of(alone.kind)]} if alone else record


def _exported_pairs_schema(kind: MappingOf) -> Schema:
    """Return the JSON Schema of pairs in an export in JSON."""
    if kind.as_texts:
        return _schema_of(TEXTS, exported=True)
    named = kind.first.kind.cls
    fields = {kind.first.name: key_of(named), **fields_of(named)}
    pair = {name: fields[name] for name in kind.json_keys} | {f.name: f for f in kind.others}
    return {"type": "array", "items": _record_schema(kind.cls, pair, exported=True)}


def _pairs_schema(kind: MappingOf) -> Schema:
    """Return the JSON Schema of pairs in a file."""
    first, rest = _schema_of(kind.first.kind), _or_null(_schema_of(kind.others[0].kind))
    if len(kind.others) > 1:
        rest = {"anyOf": [rest, {"type": "array", "items": rest}]}
    mapping = {"type": "object", "propertyNames": first, "additionalProperties": rest}
    return {"anyOf": [mapping, {"type": "array", "items": {"anyOf": [first, mapping]}}]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
