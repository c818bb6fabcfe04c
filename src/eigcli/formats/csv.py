"""Comma-separated values after RFC 4180, with `\\n` line ends: the format for programs.

A cell gives back exactly what the dataset says. Several values in a cell are joined with `|`; a
`|` or a backslash within one of them is written after a backslash.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from eigcli.columns import Cell
from eigcli.formats.rows import RowFormat


class _Line:
    """A file for `csv.writer` that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


class Csv(RowFormat):
    """Rows of values between delimiters."""

    delimiter = ","
    line_end = "\n"

    def rows(self, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        # Only with this line terminator does the writer quote a lone `\r` in a cell, as it must.
        writer = csv.writer(_Line(), delimiter=self.delimiter, lineterminator="\r\n")
        for row in chain([header], rows):
            line: str = writer.writerow(map(self.text, row))
            yield line.removesuffix("\r\n") + self.line_end

    def text(self, cell: Cell) -> str:
        """Return a cell as text: nothing for `None`, several values joined with `|`."""
        if isinstance(cell, tuple):
            return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in cell)
        return "" if cell is None else str(cell)


FORMAT = Csv()
