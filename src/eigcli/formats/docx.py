"""A document for a word processor, by python-docx, which comes with `eigcli[office]`.

The styles of `document.docx` say how it looks; edit them in a word processor.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from eigcli.messages import language
from eigcli.report.blocks import Line, Report, Table, Text, in_a_line, line_of
from eigcli.report.metadata import VERSION, metadata_of
from eigcli.report.states import marked
from eigcli.text import held_by_xml

_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_STYLES = {
    "prose": "Normal",
    "small": "Body Text 3",
    "items": "List Bullet",
    "numbered": "List Number",
}
# Word refuses a longer title.
_LONGEST_TITLE = 255
_LETTERS = 105  # in a line of a table


def write(report: Report) -> Iterator[bytes]:
    """Yield a document of a report."""
    metadata = metadata_of(report.dataset)
    writer = _Writer(report, metadata.made)
    for block in report.document:
        writer.block(block)
    if not report.is_standalone:
        writer.block(Text([*metadata.terms_of_use]))
    written = io.BytesIO()
    writer.document.save(written)
    yield _undated(written)


def _undated(written: io.BytesIO) -> bytes:
    """Return a document without the time that python-docx writes into each of its parts.

    The same data shall give the same bytes.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name)
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return content.getvalue()


class _Writer:
    """Writes blocks into a new document of A4, in the language of the reader."""

    def __init__(self, report: Report, made: datetime) -> None:
        self.title = report.title
        self.lang = report.lang
        template = Path(__file__).with_name("document.docx")
        self.document: Any = docx.Document(str(template))
        part = self.document.part
        # python-docx looks at all styles, and at all addresses, to find one.
        self.style_id = cache(part.get_style_id)
        relate = partial(part.relate_to, reltype=RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        self.address_id = cache(relate)
        section: Any = self.document.sections[0]
        self.room = section.page_width - section.left_margin - section.right_margin
        # What a note says above its title stands on each of its pages.
        [above] = section.header.paragraphs
        self.line(above, report.head)
        spoken = _LOCALES.get(language(), language())
        for element in self.document.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), spoken)
        about = self.document.core_properties
        about.title = held_by_xml(report.title)[:_LONGEST_TITLE]
        about.author = VERSION
        about.language = spoken
        about.created = about.modified = made
        self.heading("Title", report.title)

    def block(self, block: Text | Table) -> None:
        """Add a block, below its title if that is not the title of the document."""
        if block.title not in {"", self.title}:
            self.heading(f"Heading {block.level - 1}", block.title)
        if isinstance(block, Table):
            self.table(block)
            return
        for line in block.lines:
            paragraph = self.paragraph(_STYLES[block.form])
            self.line(paragraph, line)

    def heading(self, style: str, title: str) -> None:
        """Add a title."""
        self.paragraph(style).add_run(held_by_xml(title))

    def paragraph(self, style: str) -> Any:
        """Add an empty paragraph of a style."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.style_id(style, WD_STYLE_TYPE.PARAGRAPH)  # noqa: SLF001
        return paragraph

    def table(self, block: Table) -> None:
        """Add a table; its head is repeated on each page, and no row is split between pages."""
        table = self.document.add_table(1, len(block.columns), style="Light Shading")
        table.autofit = False
        [head] = table.rows
        first = head._tr  # noqa: SLF001 - python-docx has no other way
        properties = first.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        widths = _shared_by(block)
        total = sum(widths)
        places = zip(block.columns, head.cells, table.columns, widths, strict=True)
        for column, cell, cells, width in places:
            cell.width = cells.width = self.room * width // total
            [paragraph] = cell.paragraphs
            paragraph.style = "Table Text"
            if column.kind.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # python-docx looks at all rows for each cell, and at all styles: rows are copied.
        empty = deepcopy(first)
        properties.append(OxmlElement("w:tblHeader"))
        labels = [line_of(column.label) for column in block.columns]
        self.row(first, labels)
        for lines in block.spans:
            row = deepcopy(empty)
            self.row(row, lines)
            table._tbl.append(row)  # noqa: SLF001
        self.paragraph("Table Text")

    def row(self, row: Any, lines: Iterable[Line]) -> None:
        """Fill the cells of an empty row."""
        elements = list(row.iter(qn("w:p")))
        for element, line in zip(elements, lines, strict=True):
            paragraph = Paragraph(element, self.document)
            self.line(paragraph, in_a_line(line))

    def line(self, paragraph: Any, line: Line) -> None:
        """Add spans to a paragraph."""
        for span in line:
            text = held_by_xml(marked(span))
            run = paragraph.add_run(text)
            element = run._r  # noqa: SLF001
            if span.strong:
                run.bold = True
            if span.native and self.lang:
                spoken = OxmlElement("w:lang")
                locale = _LOCALES.get(self.lang, self.lang)
                spoken.set(qn("w:val"), locale)
                element.get_or_add_rPr().append(spoken)
            if span.link:
                element.style = self.style_id("Hyperlink", WD_STYLE_TYPE.CHARACTER)
                link = OxmlElement("w:hyperlink")
                address = self.address_id(span.link)
                link.set(qn("r:id"), address)
                link.append(element)
                paragraph._p.append(link)  # noqa: SLF001


def _shared_by(table: Table) -> list[int]:
    """Return the widths of the columns of a table, such that no word of a heading is broken."""
    widths = table.widths
    shrinking = max(sum(widths) / _LETTERS, 1)
    for place, column in enumerate(table.columns):
        words = column.label.split()
        longest = max(map(len, words), default=0)
        least = round((longest + 3) * shrinking)
        widths[place] = max(widths[place], least)
    return widths
