"""JSON: an array of records, or a record by itself; made for `jq`."""

import json
from collections.abc import Iterator
from typing import Any

from eigcli.reports import Report


def json_text(value: Any) -> str:
    """Return a value as JSON, indented, with letters as they are, and a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write(report: Report) -> Iterator[str]:
    """Yield the report's records, indented, with letters as they are."""
    records = report.records()
    if isinstance(records, dict):
        yield json_text(records)
        return
    before = "[\n"
    for record in records:
        # The line ends in the text are those between its parts: in strings they are escaped.
        yield before + "  " + json_text(record).rstrip("\n").replace("\n", "\n  ")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
