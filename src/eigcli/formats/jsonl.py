"""JSON Lines (https://jsonlines.org): a record a line."""

import json
from collections.abc import Iterable, Iterator

from eigcli.formats.records import Record, RecordFormat


class JsonLines(RecordFormat):
    """Compact, with letters as they are."""

    def records(self, records: Iterable[Record]) -> Iterator[str]:
        return map(self.record, records)

    def record(self, record: Record) -> str:
        return json.dumps(record, ensure_ascii=False) + "\n"


FORMAT = JsonLines()
