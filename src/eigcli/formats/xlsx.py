"""A workbook for a spreadsheet, by XlsxWriter, which comes with `eigcli[office]`.

Numbers, days, years and addresses get their own types; a text is never a formula.
"""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil
from typing import Any

import xlsxwriter

from eigcli.data.dates import DAY
from eigcli.data.model import distinct
from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.output import print_message
from eigcli.report.blocks import Column, Line, Report, Table, code_of, text_of
from eigcli.report.metadata import VERSION, metadata_of
from eigcli.text import comma_list, group_digits

_CELL = {"valign": "top", "bottom": 4, "bottom_color": "#A6A6A6"}
_LINK = {"font_color": "blue", "underline": 1}
_LOOKS = {
    "head": _CELL | {"bold": True, "bg_color": "#D5E5E2", "text_wrap": True},
    "text": _CELL,
    "below": {"valign": "top", "text_wrap": True},
    "wrapped": _CELL | {"text_wrap": True},
    "number": _CELL | {"align": "right", "indent": 1},
    "day": _CELL | {"align": "left", "num_format": "d mmm yyyy"},
    "link": _CELL | _LINK,
    "wrapped link": _CELL | _LINK | {"text_wrap": True},
}
_A4 = 9
# In inches.
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.6}
# A sheet up to this width, in letters, is printed upright.
_UPRIGHT = 100
# The height of a line of text, in points.
_LINE = 15
# The limits of Excel, and what XlsxWriter returns where it keeps them.
_MOST_COLUMNS = 16_384
_LONGEST_TEXT = 32_767
_FIRST_DAY = "1901-01-01"
_WRITTEN = 0
# A text stays one, whatever it looks like.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write(report: Report) -> Iterator[bytes]:
    """Yield a workbook of a report.

    Raises:
        EigError: for more columns than a sheet has.
    """
    metadata = metadata_of(report.dataset)
    tables = report.workbook
    count = max(len(table.columns) for table in tables)
    if count > _MOST_COLUMNS:
        many = _("a workbook has at most {most} columns, not {count}: choose some with --columns")
        most = group_digits(_MOST_COLUMNS)
        raise EigError(many.format(most=most, count=group_digits(count)))
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, _OPTIONS)
    about = {"title": report.title, "author": VERSION, "created": metadata.made}
    workbook.set_properties(about)
    looks = {name: workbook.add_format(look) for name, look in _LOOKS.items()}
    cut = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about addresses that Excel does not take
        for table in tables:
            empty = workbook.add_worksheet(table.title)
            sheet = _Sheet(empty, looks, table)
            sheet.set_up()
            sheet.fill()
            cut += sheet.cut
    terms = map(text_of, metadata.terms_of_use)
    leads = [*report.answer, report.lead]
    lines = distinct([*leads, *report.notes, *terms])
    sheet.add_below(lines)
    workbook.close()
    if cut:
        longest = group_digits(_LONGEST_TEXT)
        names = comma_list(cut)
        text = _("a cell of a workbook holds {longest} letters, so these texts are cut: {names}")
        print_message(text.format(longest=longest, names=names))
    yield content.getvalue()


class _Sheet:
    """A sheet with a table.

    Attributes:
        sheet: the sheet.
        looks: the formats of the workbook.
        table: the table.
        widths: the widths of its columns.
        last_printed: the last column that is printed: of those with a width of their own, or all.
        width_printed: how wide the columns are that are printed.
        cut: the row and the column of each text that is cut.
    """

    def __init__(self, sheet: Any, looks: dict[str, Any], table: Table) -> None:
        self.sheet = sheet
        self.looks = looks
        self.table = table
        self.cut = list[str]()
        self.widths = table.widths
        given = [column for column in table.columns if column.width]
        printed = len(given or table.columns)
        self.last_printed = printed - 1
        self.width_printed = sum(self.widths[:printed])

    def set_up(self) -> None:
        """Set how it is shown and printed: its head stays in view, and is on each page."""
        sheet = self.sheet
        last = len(self.table.columns) - 1
        rows = max(len(self.table.records), 1)
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width)
        sheet.set_paper(_A4)
        if self.width_printed > _UPRIGHT:
            sheet.set_landscape()
        sheet.set_margins(**_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&P / &N")
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, rows, last)
        if self.last_printed < last:
            sheet.print_area(0, 0, rows, self.last_printed)

    def fill(self) -> None:
        """Write the table."""
        labels = [column.label for column in self.table.columns]
        self.sheet.write_row(0, 0, labels, self.looks["head"])
        for row, cells in enumerate(self.table.spans, 1):
            for place, spans in enumerate(cells):
                is_whole = self.write_cell(row, place, spans)
                if not is_whole:
                    name = text_of(cells[0])
                    self.cut.append(f"{name} ({labels[place]})")

    def write_cell(self, row: int, place: int, spans: Line) -> bool:
        """Write a cell; return whether its text is whole.

        What is not printed is not wrapped: rows would be high.
        """
        is_printed = place <= self.last_printed
        if len(spans) == 1 and spans[0].link:
            [span] = spans
            kind = "wrapped link" if is_printed else "link"
            look = self.looks[kind]
            # An address stands without its beginning, if Excel takes it.
            shown = re.sub(r"^https?://(www\.)?|/$", "", span.text)
            written = self.sheet.write_url(row, place, span.link, look, shown)
            if written == _WRITTEN:
                return True
        column = self.table.columns[place]
        value, kind = _value(column, spans)
        if kind == "text" and is_printed:
            kind = "wrapped"
        look = self.looks[kind]
        written = self.sheet.write(row, place, value, look)
        return bool(written == _WRITTEN)

    def add_below(self, lines: Iterable[str]) -> None:
        """Write what to know below the table, as wide as what is printed of it."""
        last = self.last_printed
        look = self.looks["below"]
        row = len(self.table.records) + 1
        for line in lines:
            row += 1
            if last:
                height = _LINE * ceil(len(line) / self.width_printed)
                self.sheet.merge_range(row, 0, row, last, line, look)
                self.sheet.set_row(row, height)
            else:  # a single cell cannot be merged
                self.sheet.write_string(row, 0, line)
        self.sheet.print_area(0, 0, row, last)


def _value(column: Column, spans: Line) -> tuple[str | float | date, str]:
    """Return the value of a cell and its look."""
    code = code_of(spans)
    is_year = code.isdecimal()  # a date may be one
    if is_year or (code and column.kind.numeric):
        return float(code), "number"
    if len(code) == DAY and code >= _FIRST_DAY:
        return date.fromisoformat(code), "day"
    return text_of(spans), "text"
