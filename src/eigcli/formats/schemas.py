"""The schemas of what eig reads and writes, by name: `eig schema` prints them.

https://json-schema.org and https://specs.frictionlessdata.io/table-schema/ say what they may have.
"""

from eigcli.ask.counting import MEASURES, NUMBERS
from eigcli.ask.facets import COUNTED
from eigcli.data.fields import RECORDS
from eigcli.data.kinds import Kind, Schema, fields_by_key, fields_of, record_schema
from eigcli.data.model import Challenge, Dataset, Figure, Host, Link
from eigcli.errors import UsageError
from eigcli.formats import SCHEMAS
from eigcli.messages import _, in_language, portal_language
from eigcli.report.blocks import Table
from eigcli.report.tables import relations_of
from eigcli.text import not_found_message

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_JOINED = r"([^|\\]|\\[|\\])+"  # a text that CSV joins with others by `|` in a cell


def schema_called(name: str, dataset: Dataset) -> Schema:
    """Return a schema.

    Args:
        name: its name in `SCHEMAS`.
        dataset: the dataset whose columns a Table Schema describes, in the language of its portal.

    Raises:
        UsageError: for a name that no schema has.
    """
    if name == "csv":
        with in_language(portal_language(dataset.language)):
            return table_schema(relations_of(dataset)[0])
    made = {"json": _records_schema, "stats": _stats_schema, "dataset": dataset_schema}
    if name in made:
        return made[name]()
    schemas = [schema for schema in SCHEMAS if schema != name]  # `columns` is not for programs
    raise UsageError(not_found_message(_("no schema is called {name}."), name, schemas))


def dataset_schema() -> Schema:
    """Return the JSON Schema of a dataset, in English as the keys are."""
    records = (cls for cls in RECORDS if "pair" not in cls.rules)
    return {
        "$schema": _DIALECT,
        "title": "A dataset of challenges that eig can read",
        "description": (
            "What eig checks beyond this: that dates exist, that codes of roles and families and "
            "keys of sources are among those listed or those that come with eig, that no slug or "
            "number is taken twice, that the announced totals add up, and that no key stands twice."
        ),
        "$ref": f"#/$defs/{Dataset.__name__}",
        "$defs": {cls.__name__: record_schema(cls, fields_by_key(cls)) for cls in records},
    }


def _records_schema() -> Schema:
    """Return the JSON Schema of what eig exports in the format json: every key of each record."""
    records = (Challenge, Host, Figure, Link)
    return {
        "$schema": _DIALECT,
        "title": "The challenges that eig exports in the format json",
        "type": "array",
        "items": {"$ref": f"#/$defs/{Challenge.__name__}"},
        "$defs": {c.__name__: record_schema(c, fields_of(c), exported=True) for c in records},
    }


def _stats_schema() -> Schema:
    """Return the JSON Schema of counts, see `eigcli.report.counts`."""
    count = {"type": ["integer", "null"], "minimum": 0}
    row = {
        "by": {"enum": ["total", *COUNTED]},
        "code": {"type": ["string", "null"]},
        **dict.fromkeys(NUMBERS, count),
        "share": {"type": ["number", "null"], "minimum": 0},
        "measure": {"enum": [*MEASURES]},
    }
    return {
        "$schema": _DIALECT,
        "title": "What eig stats prints in the format json, without --across",
        "type": "array",
        "items": {
            "type": "object",
            "properties": row,
            "required": [*row],
            "additionalProperties": False,
        },
    }


def table_schema(relation: Table) -> Schema:
    """Return the Table Schema of the CSV of a table."""
    fields = []
    for column in relation.columns:
        kind, field = column.kind, column.field
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
            }
        )
    keys = {"primaryKey": list(relation.key)} if relation.key else {}
    return {"fields": fields, **keys, "missingValues": [""]}


def _constraints(kind: Kind) -> Schema:
    """Return the constraints on a cell of a kind."""
    if kind.numeric:
        # There is no maximum: the number may be a sum.
        return {} if kind.least is None else {"minimum": kind.least}
    if kind.choices:
        return {"enum": list(kind.choices)}
    form = kind.pattern or (_JOINED if kind.several else "")
    return {"pattern": rf"{form}(\|{form})*" if kind.several else form} if form else {}
