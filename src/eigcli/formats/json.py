"""JSON: an array of records, or a record by itself; made for `jq`."""

import json
from collections.abc import Iterable, Iterator

from eigcli.formats.records import Record, RecordFormat


class Json(RecordFormat):
    """Indented, with letters as they are."""

    def records(self, records: Iterable[Record]) -> Iterator[str]:
        before = "[\n"
        for record in records:
            # The line ends in the text are those between its parts: in strings they are escaped.
            yield before + "  " + _text(record).replace("\n", "\n  ")
            before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"

    def record(self, record: Record) -> str:
        return _text(record) + "\n"


def _text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2)


FORMAT = Json()
