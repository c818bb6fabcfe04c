"""Comma-separated values after RFC 4180, with `\\n` line ends: the format for programs.

A cell gives back exactly what the dataset says. Several values in a cell are joined with `|`; a
`|` or a backslash within one of them is written after a backslash.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from eigcli.columns import exported_columns
from eigcli.data.cards import Table
from eigcli.data.kinds import Cell, Schema
from eigcli.data.model import Dataset
from eigcli.data.schemas import table_schema
from eigcli.messages import in_language, portal_language
from eigcli.reports import Report


class _Echo:
    """A file for `csv.writer` that returns each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def write(report: Report) -> Iterator[str]:
    """Yield the report's table, line by line."""
    return table_lines(report.table(words=False))


def table_lines(table: Table) -> Iterator[str]:
    """Yield a table of codes, line by line."""
    head, rows, kinds = table
    several = [kind.several for kind in kinds]
    return csv_lines(chain([head], (map(csv_cell, row, several) for row in rows)))


def csv_lines(
    rows: Iterable[Iterable[str]], delimiter: str = ",", end: str = "\n"
) -> Iterator[str]:
    """Yield rows of texts as lines of CSV."""
    # Only with this line terminator does the writer quote a lone `\r` in a cell, as it must.
    writer = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        line: str = writer.writerow(row)
        yield line.removesuffix("\r\n") + end


def csv_cell(cell: Cell, several: bool) -> str:  # noqa: FBT001 - it is mapped over a row
    """Return a cell as text, joined with `|` in a column that may have several values."""
    if several:
        return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in cell)
    return "".join(cell)


def csv_schema(dataset: Dataset) -> Schema:
    """Return the Table Schema of the CSV of a dataset, with examples from it.

    It is in French, as the portals are that ask for it, unless `--lang` says otherwise.
    """
    with in_language(portal_language(dataset.language)):
        return table_schema(exported_columns(dataset), dataset.challenges, ("slug",), csv_cell)
