"""A workbook for a spreadsheet, by XlsxWriter, which comes with `eigcli[office]`.

Numbers, years and addresses get their own types; a text is never a formula.
"""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.output import print_message
from eigcli.report.blocks import Column, Line, Report, Table, text_of
from eigcli.report.metadata import VERSION, metadata_of
from eigcli.text import comma_list, group_digits

_CELL = {"valign": "top", "text_wrap": True}
_LOOKS = {
    "head": _CELL | {"bold": True, "bottom": 1},
    "text": _CELL,
    "number": _CELL | {"align": "right", "indent": 1},
    "link": _CELL | {"font_color": "blue", "underline": 1},
}
_A4 = 9
# The limits of Excel, and what XlsxWriter returns where it keeps them.
_MOST_COLUMNS, _LONGEST_TEXT = 16_384, 32_767
_WRITTEN = 0


def write(report: Report) -> Iterator[bytes]:
    """Yield a workbook of a report."""
    metadata = metadata_of(report.dataset)
    tables = report.sheets() if report.sheets else [report.table.stated._replace(title="")]
    content, cut = io.BytesIO(), list[str]()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    with warnings.catch_warnings(), workbook:
        warnings.simplefilter("ignore")  # about addresses that Excel does not take
        about = {"title": report.title, "author": VERSION, "created": metadata.made}
        workbook.set_properties(about)
        looks = {name: workbook.add_format(look) for name, look in _LOOKS.items()}
        for table in tables:
            sheet = workbook.add_worksheet(table.title)
            cut += _fill(sheet, looks, table)
        lines = [report.lead, *report.notes, *map(text_of, metadata.terms_of_use)]
        for row, line in enumerate(filter(None, lines), len(table.records) + 2):
            sheet.write_string(row, 0, line)
    if cut:
        longest = group_digits(_LONGEST_TEXT)
        text = _("a cell of a workbook holds {longest} letters, so these texts are cut: {names}")
        print_message(text.format(longest=longest, names=comma_list(cut)))
    yield content.getvalue()


def _fill(sheet: Any, looks: dict[str, Any], table: Table) -> list[str]:
    """Write a table on a sheet; its head stays in view and is printed on each page.

    Returns:
        the row and the column of each text that is cut.

    Raises:
        EigError: for more columns than a sheet has.
    """
    if len(table.columns) > _MOST_COLUMNS:
        many = _("a workbook has at most {most} columns, not {count}: choose some with --columns")
        most, count = group_digits(_MOST_COLUMNS), group_digits(len(table.columns))
        raise EigError(many.format(most=most, count=count))
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(0)  # they are printed, too
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.records), 1), len(table.columns) - 1)
    for place, (column, width) in enumerate(zip(table.columns, table.widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, column.label, looks["head"])
    cut = list[str]()
    for below, row in enumerate(table.spans, 1):
        for place, (column, spans) in enumerate(zip(table.columns, row, strict=True)):
            if not _write_cell(sheet, (below, place), column, spans, looks):
                cut.append(f"{text_of(row[0])} ({column.label})")
    return cut


def _write_cell(
    sheet: Any, place: tuple[int, int], column: Column, spans: Line, looks: dict[str, Any]
) -> bool:
    """Write a cell, if it is not empty; return whether a workbook holds all of it."""
    text = text_of(spans)
    if not text:
        return True
    code, link = spans[0].code, spans[0].link
    if code and (column.kind.numeric or code.isdecimal()):  # a date may be a year
        sheet.write_number(*place, float(code), looks["number"])
        return True
    if link and len(spans) == 1:
        # An address is shown without its beginning; one that Excel does not take is a text.
        site = re.sub(r"^https?://(www\.)?|/$", "", text)
        if sheet.write_url(*place, link, looks["link"], site) == _WRITTEN:
            return True
    return bool(sheet.write_string(*place, text, looks["text"]) == _WRITTEN)
