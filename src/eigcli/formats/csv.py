"""Comma-separated values after RFC 4180, with `\\n` line ends: the format for programs.

A cell gives back exactly what the dataset says. Several values in a cell are joined with `|`; a
`|` or a backslash within one of them is written after a backslash.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from eigcli.fields import Cell
from eigcli.reports import Report


class _Line:
    """A file for `csv.writer` that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def write(report: Report) -> Iterator[str]:
    """Yield the report's table, line by line."""
    head, rows, kinds = report.table(words=False)
    several = [kind.several for kind in kinds]
    return lines(chain([head], (map(cell_text, row, several) for row in rows)))


def lines(rows: Iterable[Iterable[str]], delimiter: str = ",", end: str = "\n") -> Iterator[str]:
    """Yield rows of texts as lines of CSV."""
    # Only with this line terminator does the writer quote a lone `\r` in a cell, as it must.
    writer = csv.writer(_Line(), delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        line: str = writer.writerow(row)
        yield line.removesuffix("\r\n") + end


def cell_text(cell: Cell, several: bool) -> str:  # noqa: FBT001 - it is mapped over a row
    """Return a cell as text, joined with `|` in a column that may have several values."""
    if several:
        return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in cell)
    return "".join(cell)
