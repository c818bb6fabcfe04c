"""JSON Lines (https://jsonlines.org): a record a line."""

import json
from collections.abc import Iterator

from eigcli.reports import Report


def write(report: Report) -> Iterator[str]:
    """Yield the report's records, with letters as they are."""
    records = report.records()
    for record in [records] if isinstance(records, dict) else records:
        yield json.dumps(record, ensure_ascii=False) + "\n"
