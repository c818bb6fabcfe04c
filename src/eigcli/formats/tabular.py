"""The formats that are rows of text: CSV for programs, CSV for Excel, and lines for pipes."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from eigcli.data.dates import DAY
from eigcli.data.kinds import Cell
from eigcli.report.blocks import Card, Column, Line, Report, Table, text_of
from eigcli.text import printable

# What a spreadsheet takes for the start of a formula, unless it is a number
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = r"[=+\-@\t\r\n＝＋－＠](?!\d+(\.\d+)?$)"


class _Echo:
    """A file for `csv.writer` that returns each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterable[Iterable[str]], delimiter: str, end: str) -> Iterator[str]:
    # Only with this line terminator does the writer quote a lone `\r` in a cell, as it must.
    writer = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        line: str = writer.writerow(row)
        yield line.removesuffix("\r\n") + end


def write_csv(report: Report) -> Iterator[str]:
    """Yield CSV after RFC 4180, with `\\n` line ends, that gives back exactly what records say."""
    return csv_of(report.table)


def csv_of(table: Table) -> Iterator[str]:
    """Yield the CSV of a table; several values in a cell are joined with `|`."""
    several = [column.kind.several for column in table.columns]
    yield from _lines([[column.name for column in table.columns]], ",", "\n")
    yield from _lines((map(joined, row, several) for row in table.codes), ",", "\n")


def joined(cell: Cell, several: bool) -> str:  # noqa: FBT001 - it is mapped over a row
    """Return the texts of a cell as one; in a list, a `\\` stands before `|` and `\\` of a text."""
    if several:
        return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in cell)
    return "".join(cell)


def write_excel(report: Report) -> Iterator[str]:
    """Yield CSV as a French Excel opens it by a double click, in which no text is a formula."""
    yield "\ufeff"
    # Of a list, columns that say nothing are left out, unless they were asked for.
    table = report.table if report.records else report.table.stated
    yield from _lines([[_protected(column.label) for column in table.columns]], ";", "\r\n")
    yield from _lines((map(_excel_cell, table.columns, row) for row in table.spans), ";", "\r\n")


def _excel_cell(column: Column, spans: Line) -> str:
    code = spans[0].code if len(spans) == 1 else None
    if code and column.kind.numeric:
        return code.replace(".", ",")
    if code and column.kind.dated and len(code) == DAY:
        return code
    return _protected(text_of(spans))


def _protected(text: str) -> str:
    return f"'{text}" if re.match(_FORMULA, text) else text


def write_plain(report: Report) -> Iterator[str]:
    """Yield a line for each row, with tabs between cells, or for each value of a card."""
    for number, block in enumerate(report.pipe or [report.table]):
        if isinstance(block, Card):
            texts = (f"{f.name}: {printable(s.text)}\n" for f in block.facts for s in f.spans)
            yield from ["\n", *texts] if number else texts
            continue
        if block.headed:
            yield _row([column.name] for column in block.columns)
        yield from map(_row, block.codes)


def _row(cells: Iterable[Sequence[str]]) -> str:
    return "\t".join(printable("; ".join(cell)) for cell in cells) + "\n"
