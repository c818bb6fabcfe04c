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
    VocabularyOf,
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
        if not is_known:
            schema = _or_null(schema)
        properties[key] = {"description": f.about, **schema}
    own = _any_of(_schema_of(TEXT), {"type": "number"}, _schema_of(TEXTS))
    if exported:
        own = _or_null(own)
    record = {
        "type": "object",
        "properties": properties,
        "patternProperties": {f"^{OWN_KEY}$": own} if cls.rule == "own" else {},
    }
    if exported:
        record["required"] = [*fields]
    return record | {"additionalProperties": False}


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
            schema = _list_of(item)
            if isinstance(kind.item, RecordKind) and not exported:
                schema = _any_of(schema, item)
        case Reference():
            schema = _schema_of(key_of(kind.cls).kind, exported=exported)
        case RecordKind():
            reference = {"$ref": f"#/$defs/{kind.cls.__name__}"}
            schema = reference if exported else _stated_record_schema(kind, reference)
        case VocabularyOf():
            keys = _schema_of(key_of(kind.cls).kind)
            schema = _mapping_of(keys, _schema_of(RecordKind(kind.cls)))
        case _:
            raise TypeError(kind)
    return schema


def _scalar_schema(kind: Scalar, *, exported: bool) -> Schema:
    """Return the JSON Schema of a text or a number."""
    if kind.choices:
        return {"enum": list(kind.choices)}
    least = {} if kind.least is None else {"minimum": kind.least}
    if exported:
        return {"type": _type_of(kind), **least}
    # Numbers and booleans of YAML are texts here; but to a schema, no pattern applies to them.
    types = ["string"]
    examples = {"1.5": "number", "2018": "integer", "true": "boolean"}
    for text, name in examples.items():
        if re.fullmatch(kind.pattern, text):
            types.append(name)
    pattern = f"^(?:{kind.pattern})$"
    return {"type": types, "pattern": pattern, **least}


def _type_of(kind: Scalar) -> str:
    """Return the type of a text or a number in an export."""
    if not kind.numeric:
        return "string"
    return "number" if kind.fractional else "integer"


def _stated_record_schema(kind: RecordKind, record: Schema) -> Schema:
    """Return the JSON Schema of a record in a file: of all keys that it needs, or of the value."""
    fields = fields_by_key(kind.cls).values()
    needed = [field.name for field in fields if field.required]
    if needed and kind.whole:
        record["required"] = needed
    alone = only_needed(kind.cls)
    if not alone:
        return record
    return _any_of(record, _schema_of(alone.kind))


def _exported_pairs_schema(kind: MappingOf) -> Schema:
    """Return the JSON Schema of pairs in an export in JSON."""
    if kind.as_texts:
        return _schema_of(TEXTS, exported=True)
    named = kind.first.kind.cls
    fields = {kind.first.name: key_of(named), **fields_of(named)}
    pair = {name: fields[name] for name in kind.json_keys}
    for other in kind.others:
        pair[other.name] = other
    record = _record_schema(kind.cls, pair, exported=True)
    return _list_of(record)


def _pairs_schema(kind: MappingOf) -> Schema:
    """Return the JSON Schema of pairs in a file."""
    first = _schema_of(kind.first.kind)
    rest = _or_null(_schema_of(kind.others[0].kind))
    if len(kind.others) > 1:
        rest = _any_of(rest, _list_of(rest))
    mapping = _mapping_of(first, rest)
    pair = _any_of(first, mapping)
    return _any_of(mapping, _list_of(pair))


def _list_of(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _mapping_of(keys: Schema, values: Schema) -> Schema:
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}


def _any_of(*schemas: Schema) -> Schema:
    return {"anyOf": [*schemas]}


def _or_null(schema: Schema) -> Schema:
    return _any_of(schema, {"type": "null"})
