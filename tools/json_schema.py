"""The JSON Schema (https://json-schema.org) of a dataset, from the declarations of its fields."""

from functools import singledispatch
from typing import Any, TypeAlias

from eigcli.fields import Field, Kind, fields_of
from eigcli.kinds import (
    OWN,
    OWN_KEY,
    SLUG,
    TEXT,
    TEXTS_NOT_NONE,
    Choice,
    Citation,
    Count,
    Date,
    Many,
    Own,
    Record,
    Reference,
    Synonyms,
    Text,
    Vocabulary,
)
from eigcli.model import Dataset
from eigcli.people import Profiles

Schema: TypeAlias = dict[str, Any]


def dataset_schema() -> Schema:
    """Return the schema of a dataset, in English as the keys are."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of challenges that eig can read",
        "description": (
            "What eig checks beyond this: that dates exist, that codes of skills and families and "
            "keys of sources are among those listed or those that come with eig, that no slug or "
            "number is taken twice, that no défi goes on from itself, that the announced totals "
            "add up, and that no key stands twice."
        ),
    } | _of_record(Record(Dataset, "the dataset"))


@singledispatch
def schema_of(kind: Kind) -> Schema:
    """Return what a JSON Schema says of the values of a kind."""
    raise TypeError(kind)


@schema_of.register
def _of_text(kind: Text) -> Schema:
    text = {"type": "string", "pattern": f"^{kind.form}$"}
    number = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    return {"anyOf": [text, number]} if kind.number else text


@schema_of.register
def _of_choice(kind: Choice) -> Schema:
    return {"enum": list(kind.choices)}


@schema_of.register
def _of_date(kind: Date) -> Schema:
    form = {"type": ["string", "integer"], "pattern": f"^{kind.form}$"}
    return {**form, "minimum": 1000, "maximum": 9999}


@schema_of.register
def _of_count(_kind: Count) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": 999_999_999}


@schema_of.register
def _of_record(kind: Record) -> Schema:
    properties = {
        key: {"description": about, **_of_key(declared, key)}
        for declared in fields_of(kind.cls)
        for key, about in declared.keys.items()
    }
    # The vocabularies come first, as they are read first.
    vocabularies = [f.name for f in fields_of(kind.cls) if isinstance(f.kind, Vocabulary)]
    properties = {key: properties[key] for key in dict.fromkeys([*vocabularies, *properties])}
    required: list[str] = []
    either: list[Schema] = []
    for declared in fields_of(kind.cls):
        names = list(declared.keys)
        if len(names) > 1:
            one = [{"required": [name]} for name in names]
            either.append({"oneOf": one} if declared.required else {"not": {"required": names}})
        elif declared.required:
            required += names
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        **({"patternProperties": {f"^{OWN_KEY}$": schema_of(OWN)}} if kind.own else {}),
        **({"allOf": either} if either else {}),
        **({"minProperties": 1} if kind.some else {}),
        "additionalProperties": False,
    }


def _of_key(declared: Field, key: str) -> Schema:
    if declared.shorthand and key != declared.name:
        return schema_of(declared.shorthand.kind)
    return schema_of(declared.kind)


@schema_of.register
def _of_reference(_kind: Reference) -> Schema:
    return schema_of(SLUG)


@schema_of.register
def _of_citation(kind: Citation) -> Schema:
    names = {"anyOf": [{"enum": list(kind.field_names)}, {"pattern": f"^{OWN_KEY}$"}]}
    fields = {"type": "array", "items": names, "minItems": 1}
    one = {"minProperties": 1, "maxProperties": 1, "propertyNames": schema_of(SLUG)}
    return {
        "anyOf": [schema_of(SLUG), {"type": "object", "additionalProperties": fields, **one}],
    }


@schema_of.register
def _of_vocabulary(kind: Vocabulary) -> Schema:
    record = schema_of(kind.item)
    return {"type": "object", "propertyNames": schema_of(kind.key), "additionalProperties": record}


@schema_of.register
def _of_own(_kind: Own) -> Schema:
    return {"anyOf": [schema_of(TEXT), {"type": "number"}, schema_of(TEXTS_NOT_NONE)]}


@schema_of.register
def _of_many(kind: Many) -> Schema:
    schema: Schema = {"type": "array", "items": schema_of(kind.item)}
    return schema | {"minItems": 1} if kind.some else schema


@schema_of.register
def _of_synonyms(kind: Synonyms) -> Schema:
    word = {"pattern": f"^{kind.form}$"}
    phrases = schema_of(kind.item)
    return {"type": "object", "propertyNames": word, "additionalProperties": phrases}


@schema_of.register
def _of_profiles(_kind: Profiles) -> Schema:
    return {
        "type": "object",
        "propertyNames": schema_of(SLUG),
        "additionalProperties": schema_of(Count()),
        "minProperties": 1,
    }
