"""A workbook for a spreadsheet, by XlsxWriter, which comes with `eigcli[office]`.

Numbers, years and addresses get their own types; a text is never a formula.
"""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from eigcli.report.blocks import Report, Table, text_of
from eigcli.report.metadata import VERSION, metadata_of

_CELL = {"valign": "top", "text_wrap": True}
_LOOKS = {
    "head": _CELL | {"bold": True, "bottom": 1},
    "text": _CELL,
    "number": _CELL | {"align": "right", "indent": 1},
    "link": _CELL | {"font_color": "blue", "underline": 1},
}
_A4 = 9


def write(report: Report) -> Iterator[bytes]:
    """Yield a workbook of a report."""
    metadata = metadata_of(report.dataset)
    tables = report.sheets() if report.sheets else [report.table.stated._replace(title="")]
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    with warnings.catch_warnings(), workbook:
        warnings.simplefilter("ignore")  # about addresses that Excel does not take
        about = {"title": report.title, "author": VERSION, "created": metadata.made}
        workbook.set_properties(about)
        looks = {name: workbook.add_format(look) for name, look in _LOOKS.items()}
        for table in tables:
            sheet = workbook.add_worksheet(table.title)
            _fill(sheet, looks, table)
        lines = [report.lead, *report.notes, *map(text_of, metadata.terms_of_use)]
        for row, line in enumerate(filter(None, lines), len(table.records) + 2):
            sheet.write_string(row, 0, line)
    yield content.getvalue()


def _fill(sheet: Any, looks: dict[str, Any], table: Table) -> None:
    """Write a table on a sheet; its head stays in view and is printed on each page."""
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
    for below, row in enumerate(table.spans, 1):
        for place, (column, spans) in enumerate(zip(table.columns, row, strict=True)):
            text, code = text_of(spans), spans[0].code if spans else None
            if code and (column.kind.numeric or code.isdecimal()):  # a date may be a year
                sheet.write_number(below, place, float(code), looks["number"])
            elif text:
                # An address is shown without its beginning; one that Excel does not take is a text.
                site = re.sub(r"^https?://(www\.)?|/$", "", text)
                link = spans[0].link if len(spans) == 1 else None
                if not link or sheet.write_url(below, place, link, looks["link"], site) != 0:
                    sheet.write_string(below, place, text, looks["text"])
