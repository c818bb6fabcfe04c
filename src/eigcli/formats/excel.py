"""Comma-separated values as a French Excel opens them by a double click: the format for people.

That is UTF-8 with a byte order mark, semicolons and `\\r\\n`. A text that a spreadsheet would run
as a formula has an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection),
so that this format, unlike `csv`, does not give back every text exactly.
"""

from collections.abc import Iterator, Sequence

from eigcli.columns import Cell, Column
from eigcli.formats import csv
from eigcli.model import Dataset

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table(dataset: Dataset, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the byte order mark and the header, then a line for each challenge."""
    yield "\ufeff"
    yield from csv.lines(dataset, columns, _cell_text, delimiter=";", end="\r\n")


def _cell_text(cell: Cell) -> str:
    text = csv.cell_text(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
