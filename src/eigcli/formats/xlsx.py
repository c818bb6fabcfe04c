"""A workbook for a spreadsheet, by XlsxWriter, which comes with `eigcli[office]`: for people.

Its first sheet says what it is; the others have a table each, of a listing those of its relational
form, with numbers as numbers, days as dates, and addresses as links. What says nothing is left out.
A text is always written as one: never as a formula.
"""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import xlsxwriter

from eigcli import __version__
from eigcli.counts import DIMENSIONS, Counts
from eigcli.data.cards import Table
from eigcli.data.dates import DAY, current_day, date_text, year_of
from eigcli.data.kinds import Cell, Hyperlink, Kind, Shown
from eigcli.data.metadata import metadata_of
from eigcli.data.model import Dataset
from eigcli.messages import _
from eigcli.relations import relations_of, sources_of
from eigcli.reports import Call, Calls, Listing, Report

SheetValue: TypeAlias = str | float | date | None

# In characters: what a column has at least, and what it breaks texts at.
_NARROWEST, _WIDEST_COLUMN = 8, 60
# The number of the size of paper in Excel.
_A4 = 9
# In characters: the widest table that can be read where it is printed as wide as a sheet.
_WIDEST_READ = 250
# A longer text, Excel refuses.
_LONGEST = 32767
# Before it, Excel knows no dates.
_FIRST_YEAR = 1901

_CELL = {"valign": "top", "text_wrap": True}
# What cells look like, by what they hold, in the words of XlsxWriter.
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "head": _CELL | {"bold": True, "bottom": 1},
    "text": _CELL,
    # A number of four digits may be a year.
    "number": _CELL | {"num_format": "[>=10000]#,##0;0"},
    "day": _CELL | {"num_format": "yyyy-mm-dd"},
    "minute": _CELL | {"num_format": "yyyy-mm-dd hh:mm"},
    "link": _CELL | {"font_color": "blue", "underline": 1},
}


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, the heads of its columns, and its rows."""

    name: str
    head: Sequence[str]
    rows: list[list[SheetValue]]


def write(report: Report) -> Iterator[bytes]:
    """Yield a workbook of a report; of a listing, with its counts and all that it names."""
    if isinstance(report, Listing):
        report = report.for_spreadsheets()
    sheets = list(_sheets_of(report))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": report.title, "author": f"eig {__version__}"})
        formats = {name: workbook.add_format(looks) for name, looks in _FORMATS.items()}
        _write_about(workbook, formats, report, sheets)
        for sheet in sheets:
            _write_table(workbook.add_worksheet(sheet.name), formats, sheet)
    yield content.getvalue()


def _sheets_of(report: Report) -> Iterator[Sheet]:
    """Yield the sheets of a report, but for the first."""
    dataset = report.dataset
    if isinstance(report, Listing):
        _challenges, *relations = relations_of(dataset)
        yield _sheet(_("Défis"), report.table(words=True))
        yield _sheet(_("Counts"), _sheets_of_counts(dataset).table(words=True))
        for relation in relations:
            if relation.records:
                yield _sheet(_(relation.title), relation.stated.table(words=True))
        return
    if isinstance(report, Calls):
        table = report.for_people().table(words=True)
        # Who sums up the sheet does not want the totals as well.
        rows = islice(table.rows, len(report.dataset.programmes))
        yield _sheet(_("Promotions"), table._replace(rows=rows))
    else:
        name = _("Facts") if isinstance(report, Call) else _("Counts")
        yield _sheet(name, report.table(words=True))
    yield _sheet(_("Sources"), sources_of(dataset.sources).table(words=True))


def _sheets_of_counts(dataset: Dataset) -> Counts:
    """Return the counts that a workbook of challenges has."""
    return Counts(dataset, by=tuple(DIMENSIONS))


def _sheet(name: str, table: Table) -> Sheet:
    """Return a table for people, with its numbers and its days as such."""
    rows = [list(map(_sheet_value, table.kinds, row)) for row in table.rows]
    return Sheet(name, table.head, rows)


def _sheet_value(kind: Kind, cell: Cell) -> SheetValue:
    """Return what a cell says: a number or a day as such, or else what people read."""
    match cell:
        case [Shown() as shown] if kind.numeric:
            return (float if kind.fractional else int)(shown.code)
        case [Shown() as shown] if kind.dated:
            return _day(shown.code) or str(shown)
    return cell[0] if len(cell) == 1 else _("; ").join(cell) or None


def _day(code: str) -> date | None:
    """Return a day or a minute; nothing for a date that is less precise, or too long ago."""
    if len(code) < DAY or int(year_of(code)) < _FIRST_YEAR:
        return None
    if "T" not in code:
        return date.fromisoformat(code)
    moment = datetime.fromisoformat(code)
    # A spreadsheet knows no time zones: without its own, a moment would be another one.
    return None if moment.tzinfo else moment


def _write_about(
    workbook: Any, formats: dict[str, Any], report: Report, sheets: Iterable[Sheet]
) -> None:
    """Write the sheet that says what the workbook is, how sure, of which version and licence."""
    metadata = metadata_of(report.dataset)
    programmes = (*metadata.names, *metadata.descriptions)
    facts: list[tuple[str, str]] = [(_("Programme"), text) for text in programmes]
    notes: Iterable[str] = report.notes
    if isinstance(report, Listing):
        counts = _sheets_of_counts(report.chosen)
        facts.append((_("In numbers"), counts.headline))
        notes = dict.fromkeys((*notes, *counts.notes_besides("")))
    made = _("eig {version}, on {date}").format(version=__version__, date=date_text(current_day()))
    facts.append((_("Made by"), made))
    if metadata.modified:
        facts.append((_("Latest source"), date_text(metadata.modified)))
    for licence in metadata.licences:
        facts.append((_("Licence"), licence.title))
        if licence.address:
            facts.append(("", Hyperlink(licence.address)))
    facts += [(_("How sure"), note) for note in notes]
    facts += [(_("Sheet"), sheet.name) for sheet in sheets]
    about = workbook.add_worksheet(_("About"))
    about.set_paper(_A4)
    about.fit_to_pages(1, 0)
    about.set_column(0, 0, 20)
    about.set_column(1, 1, 100)
    about.write_string(0, 0, report.title[:_LONGEST], formats["title"])
    former = ""
    for row, (label, text) in enumerate(facts, 2):
        # Said once of several.
        about.write_string(row, 0, "" if label == former else label, formats["text"])
        _write_value(about, formats, (row, 1), text)
        former = label


def _write_table(worksheet: Any, formats: dict[str, Any], sheet: Sheet) -> None:
    """Write a table below a header that stays, with a filter, and columns as wide as they need.

    On paper the header is on each sheet, and a table that can be read so is as wide as one.
    """
    total = 0
    for column, head in enumerate(sheet.head):
        worksheet.write_string(0, column, head, formats["head"])
        # A cell without a value counts as "None", which is narrower than any column.
        lines = (line for row in sheet.rows for line in str(row[column]).split("\n"))
        # The button of the filter stands beside the head.
        width = min(max(_NARROWEST, len(head) + 3, *map(len, lines)), _WIDEST_COLUMN) + 1
        worksheet.set_column(column, column, width)
        total += width
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _write_value(worksheet, formats, (number, column), value)
    worksheet.set_paper(_A4)
    worksheet.set_landscape()
    worksheet.repeat_rows(0)
    if total <= _WIDEST_READ:
        worksheet.fit_to_pages(1, 0)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.head) - 1)


def _write_value(
    worksheet: Any, formats: dict[str, Any], place: tuple[int, int], value: SheetValue
) -> None:
    """Write a value at a row and a column."""
    if isinstance(value, Hyperlink):
        with warnings.catch_warnings(action="ignore"):
            # Excel takes no address that is too long, and not too many.
            if worksheet.write_url(*place, value, formats["link"], value) == 0:
                return
    if isinstance(value, str):
        worksheet.write_string(*place, value[:_LONGEST], formats["text"])
    elif isinstance(value, int | float):
        name = "number" if isinstance(value, int) else "text"
        worksheet.write_number(*place, value, formats[name])
    elif value is not None:
        name = "minute" if isinstance(value, datetime) else "day"
        worksheet.write_datetime(*place, value, formats[name])
