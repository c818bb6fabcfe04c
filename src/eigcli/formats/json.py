"""JSON: an array of records, or a record by itself; made for `jq`."""

import json
from collections.abc import Iterator
from typing import Any

from eigcli.reports import Report


def write(report: Report) -> Iterator[str]:
    """Yield the report's records, indented, with letters as they are."""
    records = report.records()
    if isinstance(records, dict):
        yield _indented(records) + "\n"
        return
    before = "[\n"
    for record in records:
        # The line ends in the text are those between its parts: in strings they are escaped.
        yield before + "  " + _indented(record).replace("\n", "\n  ")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _indented(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2)
