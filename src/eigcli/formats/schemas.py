"""The schemas of what eig reads and writes, by name: `eig schema` prints them."""

from typing import Any

from eigcli.ask.counting import MEASURES
from eigcli.ask.facets import COUNTED, FACETS
from eigcli.data.model import Dataset
from eigcli.data.schemas import dataset_schema, records_schema
from eigcli.errors import UsageError
from eigcli.formats import COLUMNS, SCHEMAS
from eigcli.formats.package import csv_schema
from eigcli.messages import _, in_language, portal_language
from eigcli.report.relations import relations_of
from eigcli.text import not_found_message

OF_DATA = {COLUMNS, "csv"}  # what depends on a dataset


def schema_called(name: str, dataset: Dataset) -> dict[str, Any]:
    """Return a schema.

    Args:
        name: its name in `SCHEMAS`.
        dataset: of whose columns a Table Schema is, in the language of its portal.

    Raises:
        UsageError: where no schema is called so.
    """
    match name:
        case "json":
            return records_schema()
        case "stats":
            return _stats_schema()
        case "csv":
            with in_language(portal_language(dataset.language)):
                return csv_schema(relations_of(dataset)[0])
        case "dataset":
            return dataset_schema()
    no, there_are = _("no schema is called {name}."), _("The schemas are {names}.")
    schemas = [known for known in SCHEMAS if known != name]  # `columns` is none for programs
    raise UsageError(not_found_message(no, there_are, name, schemas))


def _stats_schema() -> dict[str, Any]:
    """Return the JSON Schema of counts, see `eigcli.report.counts`."""
    whole, known = {"type": "integer", "minimum": 0}, {"type": ["integer", "null"], "minimum": 0}
    text, measure = {"type": "string"}, {"enum": [*MEASURES]}
    numbers = {"challenges": whole, "sought": known, "recruited": known}
    numbers |= {"sought_known": whole, "recruited_known": whole}
    share = {"type": "number", "minimum": 0}
    crossed = {FACETS[by].plural: _list_of(_closed({by: text, **numbers})) for by in COUNTED}
    rows = {
        FACETS[by].plural: _list_of(_closed({by: text, **numbers, "share": share}, crossed))
        for by in COUNTED
    }
    of = {"of_promotions": _list_of(text), "of_roles": _list_of(text)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What eig stats prints in the format json",
        **_closed({**of, **numbers, "measure": measure}, rows),
    }


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _closed(needed: dict[str, Any], others: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a record that has the keys needed, may have others, and no more."""
    return {
        "type": "object",
        "properties": {**needed, **(others or {})},
        "required": [*needed],
        "additionalProperties": False,
    }
