"""What the data looks like, for other programs: a schema of a dataset, and one of its CSV.

The first is a JSON Schema (https://json-schema.org), in English as the keys are; the second is a
Table Schema (https://specs.frictionlessdata.io/table-schema/), in French as the portals are that
ask for it.
"""

import json
from typing import Any

from eigcli.dataset import KIND
from eigcli.fields import Column, Schema
from eigcli.formats.csv import cell_text
from eigcli.messages import N_, in_french
from eigcli.model import Dataset
from eigcli.reports import exported

# The schemas that there are, and what each describes.
SCHEMAS = {
    "csv": N_("a Table Schema of what eig exports in the format csv"),
    "dataset": N_("a JSON Schema of the datasets that eig reads"),
}


def dataset_schema() -> Schema:
    """Return the JSON Schema of a dataset."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of challenges that eig can read",
        "description": (
            "What eig checks beyond this: that dates exist, that codes of skills and keys of "
            "sources are among those listed, that no slug or number is taken twice, that the "
            "announced totals add up, and that no key stands twice."
        ),
    } | KIND.schema()


def table_schema(dataset: Dataset) -> Schema:
    """Return the Table Schema of the CSV of a dataset, with examples from it."""
    columns = exported(dataset)
    return {
        "fields": [_field(column, dataset) for column in columns],
        "primaryKey": [column.name for column in columns if column.unique],
        "missingValues": [""],
    }


def _field(column: Column, dataset: Dataset) -> Schema:
    said = column.kind.cell_schema()
    constraints = {
        **({"required": True} if column.required else {}),
        **({"unique": True} if column.unique else {}),
        **said.pop("constraints", {}),
    }
    cells = (cell_text(column.kind.cell(column.value(c), words=False)) for c in dataset.challenges)
    example = next(filter(None, cells), None)
    return {
        "name": column.name,
        "title": french_label(column),
        "description": in_french(column.sentence),
        **said,
        "constraints": constraints,
        **({"example": example} if example else {}),
    }


def french_label(column: Column) -> str:
    """Return the heading of a column in French."""
    label, role = in_french(column.heading), column.role
    return label.format(role=role.french or role.label) if role else label


def json_text(value: Any) -> str:
    """Return a value as JSON, indented, with letters as they are, and a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
