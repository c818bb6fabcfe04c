"""Comma-separated values after RFC 4180, with `\\n` line ends: the format for programs.

A cell gives back exactly what the dataset says. Several values in a cell are joined with `|`; a
`|` or a backslash within one of them is written after a backslash.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from eigcli.columns import Cell, Column
from eigcli.model import Dataset


class _Line:
    """A file for `csv.writer` that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def table(dataset: Dataset, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the header, then a line for each challenge."""
    return lines(dataset, columns, cell_text)


def lines(
    dataset: Dataset,
    columns: Sequence[Column],
    text: Callable[[Cell], str],
    delimiter: str = ",",
    end: str = "\n",
) -> Iterator[str]:
    """Yield the lines of a table whose cells `text` writes, separated and ended as told."""
    # Only with this line terminator does the writer quote a lone `\r` in a cell, as it must.
    writer = csv.writer(_Line(), delimiter=delimiter, lineterminator="\r\n")
    header = [column.name for column in columns]
    rows = (
        [text(column.cell(challenge)) for column in columns] for challenge in dataset.challenges
    )
    for row in chain([header], rows):
        yield writer.writerow(row).removesuffix("\r\n") + end


def cell_text(cell: Cell) -> str:
    """Return a cell as text: nothing for `None`, several values joined with `|`."""
    if isinstance(cell, tuple):
        return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in cell)
    return "" if cell is None else str(cell)
