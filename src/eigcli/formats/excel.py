"""Comma-separated values as a French Excel opens them by a double click: for people.

That is UTF-8 with a byte order mark, semicolons and `\\r\\n`. A text that a spreadsheet would run
as a formula has an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection),
so that this format, unlike `csv`, does not give back every text exactly.
"""

import re
from collections.abc import Iterator
from itertools import chain

from eigcli.columns import exported_columns
from eigcli.fields import Cell
from eigcli.formats.csv import lines
from eigcli.messages import _
from eigcli.reports import Listing, Report

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(report: Report) -> Iterator[str]:
    """Yield the report's table, line by line.

    Where nobody chose the columns, those are left out that have nothing but zeros or nothing: of
    most roles, most promotions seek none.
    """
    if isinstance(report, Listing) and report.columns is None:
        challenges = report.chosen.challenges
        known = exported_columns(report.chosen)
        telling = tuple(column for column in known if any(map(column.value, challenges)))
        report = report._replace(columns=telling or known)
    head, rows, _kinds = report.table(words=True)
    cells = chain([[(label,) for label in head]], rows)
    yield "\ufeff"
    yield from lines((map(_text, row) for row in cells), ";", "\r\n")


def _text(cell: Cell) -> str:
    text = _("; ").join(cell)
    if re.fullmatch("[0-9\u202f]+", text):
        # A number, in groups for people to read: a spreadsheet adds it up.
        return text.replace("\u202f", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
