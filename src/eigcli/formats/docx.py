"""A document for a word processor, by python-docx, which comes with `eigcli[office]`: for people.

A note has its parts; any other report is a table, or a part for each of its cards. Texts are texts:
nothing of them is a field, and addresses alone are links.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from eigcli import __version__
from eigcli.brief import Brief, Line, Part, Span
from eigcli.data.kinds import Cell, Hyperlink
from eigcli.messages import _, foreign_language, language, with_native_language
from eigcli.reports import Call, Cards, Listing, Report
from eigcli.text import held_by_xml

_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_LINK = RGBColor(0x0B, 0x64, 0x57)
_PAGE_MARGIN = Cm(1.5)
# A table with more columns needs a sheet that lies on its side.
_MOST_COLUMNS = 7


def write(report: Report) -> Iterator[bytes]:
    """Yield a document of a report."""
    with with_native_language(report.dataset.language):
        yield _document_of(report)


def _document_of(report: Report) -> bytes:
    if isinstance(report, Listing) and not isinstance(report, Brief | Cards):
        report = report.for_people()
    title, parts = report.title, list(_parts_of(report))
    document = _new_document(title, wide=any(len(part.head) > _MOST_COLUMNS for part in parts))
    _add_line(document.add_paragraph(style="Title"), [Span(title)])
    for part in parts:
        if part.title:
            _add_line(document.add_paragraph(style="Heading 1"), [Span(part.title)])
        for line in part.lines:
            _add_line(document.add_paragraph(), line)
        for line in part.items:
            _add_line(document.add_paragraph(style="List Bullet"), line)
        if part.rows:
            _add_table(document, part)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _parts_of(report: Report) -> Iterator[Part]:
    """Yield the parts of a report."""
    if isinstance(report, Brief):
        yield from report.parts()
        return
    if isinstance(report, Cards | Call):
        for card in report.cards(words=True):
            lines = [
                [
                    Span(_("{title}:").format(title=fact.label), strong=True),
                    Span(" "),
                    _span_of(text),
                ]
                for fact in card.facts
                for text in fact.value
            ]
            yield Part(card.name, lines)
    else:
        head, rows, _kinds = report.table(words=True)
        yield Part("", head=head, rows=[list(map(_cell_line, row)) for row in rows])
    yield Part("", [[Span(note)] for note in report.notes])


def _cell_line(cell: Cell) -> Line:
    """Return what a cell shows, several values after each other."""
    spans = [span for text in cell for span in (Span(_("; ")), _span_of(text))]
    return spans[1:]


def _span_of(text: str) -> Span:
    return Span(text, text if isinstance(text, Hyperlink) else None)


def _new_document(title: str, *, wide: bool) -> Any:
    """Return a document of A4 without content, in the language of the reader."""
    document = docx.Document()
    # What the template of python-docx says of itself: a picture of it, and the program it is from.
    about_template = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype in about_template]:
        del relations[key]
    [section] = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = _PAGE_MARGIN
    section.top_margin = section.bottom_margin = _PAGE_MARGIN
    for name, size, before, after in (
        ("Normal", 9, 0, 3),
        ("Title", 18, 0, 6),
        ("Heading 1", 12, 9, 3),
        ("List Bullet", 8, 0, 0),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        # The fonts of the theme would go before it.
        fonts = style.element.rPr.rFonts
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1
    spoken = _LOCALES.get(language(), language())
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), spoken)
    about = document.core_properties
    about.title, about.author, about.comments = held_by_xml(title), f"eig {__version__}", ""
    about.language = spoken
    about.created = about.modified = datetime.now(UTC)
    return document


def _add_table(document: Any, part: Part) -> None:
    """Add a table, whose head is repeated on each page, and of whose rows none is broken."""
    table = document.add_table(1 + len(part.rows), len(part.head), style="Light Shading")
    table.autofit = not part.widths
    heads: list[Line] = [[Span(head, strong=True)] for head in part.head]
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    # With a head, but without bands of grey, which are dark on paper.
    looks = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - python-docx has no other way
    looks.attrib.clear()
    looks.set(qn("w:val"), "0620")
    widths = part.widths or [1] * len(part.head)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = room * width // sum(widths)
    for number, (row, lines) in enumerate(zip(table.rows, [heads, *part.rows], strict=True)):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, line, width in zip(row.cells, lines, widths, strict=True):
            cell.width = room * width // sum(widths)
            [paragraph] = cell.paragraphs
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
            _add_line(paragraph, line, size=8)
    document.add_paragraph()


def _add_line(paragraph: Any, line: Line, size: int | None = None) -> None:
    """Add the pieces of a line to a paragraph."""
    for span in line:
        run = paragraph.add_run(held_by_xml(span.text))
        if size:
            run.font.size = Pt(size)
        run.bold = span.strong or None
        if code := foreign_language(native=span.native):
            spoken = OxmlElement("w:lang")
            spoken.set(qn("w:val"), _LOCALES.get(code, code))
            run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001 - python-docx has no other way
        if span.address:
            run.font.color.rgb, run.font.underline = _LINK, True
            link = OxmlElement("w:hyperlink")
            target = paragraph.part.relate_to(
                span.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), target)
            link.append(run._r)  # noqa: SLF001 - python-docx has no other way
            paragraph._p.append(link)  # noqa: SLF001
