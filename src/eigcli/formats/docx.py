"""A document for a word processor, by python-docx, which comes with `eigcli[office]`."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from eigcli.data.metadata import metadata_of, version_of
from eigcli.messages import _, language
from eigcli.report.blocks import Block, Chart, Line, Report, Span, Table, Text, line_of
from eigcli.report.terms import made_on
from eigcli.text import held_by_xml

_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_LINK = RGBColor(0x0B, 0x64, 0x57)
_STYLES = {"prose": "Normal", "quote": "Quote", "items": "List Bullet", "numbered": "List Number"}
# Of each style its size, and the space before and after.
_SIZES = {
    "Normal": (10.5, 0, 4),
    "Title": (18, 0, 6),
    "Heading 1": (12.5, 8, 3),
    "Heading 2": (11, 6, 2),
    "Quote": (10, 0, 5),
    "List Bullet": (10.5, 0, 1),
    "List Number": (9, 0, 0),
}
_IN_TABLE = 9
# A table with more columns needs a sheet that lies on its side; a longer title, Word refuses.
_MOST_COLUMNS, _LONGEST_TITLE = 7, 255


def write(report: Report) -> Iterator[bytes]:
    """Yield a document of a report."""
    writer = _Writer(report)
    for block in report.shown:
        writer.block(block)
    for note in report.notes:
        writer.line(writer.document.add_paragraph(), line_of(note))
    yield writer.content()


class _Writer:
    """Writes blocks into a new document of A4, in the language of the reader."""

    def __init__(self, report: Report) -> None:
        self.lang = report.lang
        self.made = made_on(metadata_of(report.dataset))
        self.document = docx.Document()
        # What the template of python-docx says of itself: a picture of it, and its program.
        of_template = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
        relations = self.document.part.package.rels
        for key in [key for key, one in relations.items() if one.reltype in of_template]:
            del relations[key]
        [section] = self.document.sections
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        tables = [block for block in report.shown if isinstance(block, Table)]
        if any(len(table.columns) > _MOST_COLUMNS for table in tables):
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.6)
        self.room = section.page_width - section.left_margin - section.right_margin
        for name, (size, before, after) in _SIZES.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = "Arial", Pt(size)
            # The fonts of the theme would go before it.
            fonts = style.element.rPr.rFonts
            for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{attribute}"), None)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.line_spacing = 1
        self.document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
        spoken = _LOCALES.get(language(), language())
        for element in self.document.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), spoken)
        about, title = self.document.core_properties, held_by_xml(report.title)
        about.title, about.author, about.comments = title[:_LONGEST_TITLE], version_of(), ""
        about.language, about.created, about.modified = spoken, self.made, self.made
        self.line(self.document.add_paragraph(style="Title"), line_of(report.title))
        self._number_pages(section.footer.paragraphs[0])

    def _number_pages(self, paragraph: Any) -> None:
        paragraph.alignment = 1
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        field.append(paragraph.add_run("1")._r)  # noqa: SLF001 - python-docx has no other way
        paragraph._p.append(field)  # noqa: SLF001

    def content(self) -> bytes:
        """Return the document, of which the same report makes the same bytes."""
        written, content = io.BytesIO(), io.BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(content, "w") as new:
            for item in old.infolist():
                # The format has the years from 1980 to 2107.
                made = self.made.replace(year=min(max(self.made.year, 1980), 2107))
                dated = zipfile.ZipInfo(item.filename, made.timetuple()[:6])
                new.writestr(dated, old.read(item), zipfile.ZIP_DEFLATED)
        return content.getvalue()

    def block(self, block: Block) -> None:
        """Add a block."""
        match block:
            case Text():
                self.heading(block.title, block.level - 1)
                for line in block.lines:
                    self.line(self.document.add_paragraph(style=_STYLES[block.form]), line)
            case Table():
                self.heading(block.title)
                self.table(block)
            case Chart():
                self.block(block.table)
            case _:
                for text in block.texts:
                    self.block(text)

    def heading(self, title: str, level: int = 1) -> None:
        """Add a heading, if there is a title."""
        if title:
            style = f"Heading {level}"
            self.line(self.document.add_paragraph(style=style), line_of(title))

    def table(self, block: Table) -> None:
        """Add a table, whose head is repeated on each page, and of whose rows none is broken."""
        columns, rows = block.columns, [list(map(_joined, row)) for row in block.spans]
        table = self.document.add_table(1 + len(rows), len(columns), style="Light Shading")
        # With a head, but without bands of grey, which are dark on paper.
        looks = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
        looks.attrib.clear()
        looks.set(qn("w:val"), "0620")
        table.autofit = not any(column.width for column in columns)
        shares = [1 if table.autofit else column.width for column in columns]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = self.room * share // sum(shares)
        head: list[Line] = [[Span(column.label, strong=True)] for column in columns]
        for number, (row, lines) in enumerate(zip(table.rows, [head, *rows], strict=True)):
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, line, share in zip(row.cells, lines, shares, strict=True):
                cell.width = self.room * share // sum(shares)
                [paragraph] = cell.paragraphs
                paragraph.paragraph_format.space_after = Pt(1)
                self.line(paragraph, line, _IN_TABLE)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def line(self, paragraph: Any, line: Line, size: int = 0) -> None:
        """Add spans to a paragraph."""
        for span in line:
            run = paragraph.add_run(held_by_xml(span.text))
            run.bold = span.strong or None
            if size:
                run.font.size = Pt(size)
            if span.native and self.lang:
                spoken = OxmlElement("w:lang")
                spoken.set(qn("w:val"), _LOCALES.get(self.lang, self.lang))
                run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001
            if span.link:
                run.font.color.rgb, run.font.underline = _LINK, True
                link = OxmlElement("w:hyperlink")
                kind = RELATIONSHIP_TYPE.HYPERLINK
                link.set(qn("r:id"), paragraph.part.relate_to(span.link, kind, is_external=True))
                link.append(run._r)  # noqa: SLF001
                paragraph._p.append(link)  # noqa: SLF001


def _joined(spans: Line) -> Line:
    return [part for span in spans for part in (Span(_("; ")), span)][1:]
