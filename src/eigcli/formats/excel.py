"""Comma-separated values as a French Excel opens them by a double click: the format for people.

That is UTF-8 with a byte order mark, semicolons and `\\r\\n`. A text that a spreadsheet would run
as a formula has an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection),
so that this format, unlike `csv`, does not give back every text exactly.
"""

from collections.abc import Iterable, Iterator, Sequence

from eigcli.columns import Cell
from eigcli.formats.csv import Csv

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Excel(Csv):
    """CSV with what Excel needs."""

    delimiter = ";"
    line_end = "\r\n"

    def rows(self, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        yield "\ufeff"
        yield from super().rows(header, rows)

    def text(self, cell: Cell) -> str:
        text = super().text(cell)
        return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


FORMAT = Excel()
