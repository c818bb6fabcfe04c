"""Comma-separated values as a French Excel opens them by a double click: for people.

That is UTF-8 with a byte order mark, semicolons and `\\r\\n`. A text that a spreadsheet would run
as a formula has an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection),
so that this format, unlike `csv`, does not give back every text exactly.
"""

from collections.abc import Iterator
from itertools import chain

from eigcli.fields import Cell
from eigcli.formats.csv import csv_lines
from eigcli.messages import _
from eigcli.reports import Listing, Report

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(report: Report) -> Iterator[str]:
    """Yield the report's table, line by line; of a listing, the columns for spreadsheets."""
    if isinstance(report, Listing):
        report = report.for_spreadsheets()
    head, rows, kinds = report.table(words=True)
    numeric = [kind.numeric for kind in kinds]
    lines = chain([map(_protected, head)], (map(_excel_cell, row, numeric) for row in rows))
    yield "\ufeff"
    yield from csv_lines(lines, ";", "\r\n")


def _excel_cell(cell: Cell, numeric: bool) -> str:  # noqa: FBT001 - it is mapped over a row
    """Return a cell as text; a number in one piece, for a spreadsheet to add up."""
    return "".join(cell).replace("\u202f", "") if numeric else _protected(_("; ").join(cell))


def _protected(text: str) -> str:
    """Return a text as one that is no formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
