"""Comma-separated values as a French Excel opens them by a double click: for people.

That is UTF-8 with a byte order mark, semicolons and `\\r\\n`. A text that a spreadsheet would run
as a formula has an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection),
so that this format, unlike `csv`, does not give back every text exactly. A number has a decimal
comma, and a day is in ISO 8601, which Excel reads as a date in every language.
"""

import re
from collections.abc import Iterator
from itertools import chain

from eigcli.data.dates import DAY
from eigcli.data.kinds import Cell, Kind, Shown
from eigcli.formats.csv import csv_lines
from eigcli.messages import _
from eigcli.reports import Listing, Report

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?", re.ASCII)


def write(report: Report) -> Iterator[str]:
    """Yield the report's table, line by line; of a listing, the columns for spreadsheets."""
    if isinstance(report, Listing):
        report = report.for_spreadsheets()
    head, rows, kinds = report.table(words=True)
    lines = chain([map(_protected, head)], (map(_excel_cell, row, kinds) for row in rows))
    yield "\ufeff"
    yield from csv_lines(lines, ";", "\r\n")


def _excel_cell(cell: Cell, kind: Kind) -> str:
    """Return a cell as text: a number for a spreadsheet to add up, a day for it to sort by."""
    match cell:
        case [Shown() as shown] if kind.numeric:
            return shown.code.replace(".", ",")
        case [Shown() as shown] if kind.dated and len(shown.code) == DAY:
            return shown.code
    return _protected(_("; ").join(cell))


def _protected(text: str) -> str:
    """Return a text as one that is no formula."""
    is_formula = text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text
