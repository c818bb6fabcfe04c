"""The formats that programs read: rows of text, such as CSV, and records in JSON and YAML."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from eigcli.data.dates import DAY
from eigcli.data.kinds import Cell, plain_of
from eigcli.data.model import Dataset
from eigcli.data.parts import self_contained
from eigcli.data.reading import yaml_text
from eigcli.report.blocks import Column, Line, Report, Table, text_of
from eigcli.report.tables import challenge_columns
from eigcli.text import printable

# What a spreadsheet takes for the start of a formula, unless it is a number
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = r"[=+\-@\t\r\n＝＋－＠](?!\d+(\.\d+)?$)"


def _lines(rows: Iterable[Iterable[str]], delimiter: str, end: str) -> Iterator[str]:
    for row in rows:
        line = io.StringIO()
        # The writer must quote a lone `\r` in a cell: it does so only if `\r\n` ends its lines.
        csv.writer(line, delimiter=delimiter).writerow(row)
        yield line.getvalue().removesuffix("\r\n") + end


def write_csv(report: Report) -> Iterator[str]:
    """Yield CSV as in RFC 4180, with `\\n` line ends, that keeps exactly what records say."""
    return csv_of(report.table)


def csv_of(table: Table) -> Iterator[str]:
    """Yield the CSV of a table; several values in a cell are joined with `|`."""
    several = [column.kind.several for column in table.columns]
    rows = (map(joined, row, several) for row in table.codes)
    yield from _lines([[column.name for column in table.columns], *rows], ",", "\n")


def joined(cell: Cell, several: bool) -> str:  # noqa: FBT001 - it is mapped over a row
    """Return the texts of a cell as one; in a list, `\\` escapes `|` and `\\` within a text."""
    if several:
        return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in cell)
    return "".join(cell)


def write_excel(report: Report) -> Iterator[str]:
    """Yield CSV that a French Excel opens with a double click; no text becomes a formula."""
    yield "\ufeff"
    # Empty columns of a listing are left out, unless columns were asked for.
    table = report.table.without_empty_columns if report.is_whole else report.table
    # A file of cells is read again: they have the values themselves, a state without its year.
    table = table._replace(columns=[column._replace(words=None) for column in table.columns])
    rows = (map(_excel_cell, table.columns, row) for row in table.spans)
    heads = [_protected(column.label) for column in table.columns]
    yield from _lines([heads, *rows], ";", "\r\n")


def _excel_cell(column: Column, spans: Line) -> str:
    code = spans[0].code if spans else None
    if code and column.kind.numeric:
        return code.replace(".", ",")
    if code and column.kind.dated and len(code) == DAY:
        return code
    return _protected(text_of(spans))


def _protected(text: str) -> str:
    return f"'{text}" if re.match(_FORMULA, text) else text


def write_plain(report: Report) -> Iterator[str]:
    """Yield lines, or one for each row of a table, with tabs between cells."""
    for block in report.plain_blocks or [report.table]:
        if isinstance(block, str):
            yield _row([[block]])
            continue
        if block.title:
            yield _row([column.name] for column in block.columns)
        yield from map(_row, block.codes)


def _row(cells: Iterable[Sequence[str]]) -> str:
    return "\t".join(printable("; ".join(cell)) for cell in cells) + "\n"


def challenge_records(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the records of challenges; all have the same own keys, in the same order."""
    return Table([*challenge_columns(dataset).values()], dataset.challenges).plain()


def _records(report: Report) -> list[dict[str, Any]]:
    return challenge_records(report.dataset) if report.is_whole else report.table.plain()


def json_text(value: Any, indent: int | None = 2) -> str:
    """Return a value as JSON with a line end; letters are not escaped."""
    import json  # lines and CSV do not need it

    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def write_json(report: Report) -> Iterator[str]:
    """Yield the records as an array, a field a line: short, and lines that differ tell fields."""
    records = ",\n".join(map(_record_text, _records(report)))
    yield f"[\n{records}\n]\n" if records else "[]\n"


def _record_text(record: Mapping[str, Any]) -> str:
    import json

    compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    fields = [f" {compact.encode(name)}: {compact.encode(record[name])}" for name in record]
    return "{\n" + ",\n".join(fields) + "\n}"


def write_jsonl(report: Report) -> Iterator[str]:
    """Yield a record a line."""
    for record in _records(report):
        yield json_text(record, indent=None)


def write_yaml(report: Report) -> Iterator[str]:
    """Yield the dataset of a report that is whole, or else its records."""
    yield yaml_of(report.dataset) if report.is_whole else yaml_text(_records(report))


def yaml_of(dataset: Dataset) -> str:
    """Return a dataset as a file of its own, with only the roles and sources that it needs."""
    return yaml_text(plain_of(self_contained(dataset), brief=True) or {"challenges": []})
