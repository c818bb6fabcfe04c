"""What python-docx and LibreOffice read in a document is what went in."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import office
import pytest
from arbitrary import datasets
from build import challenge
from build import dataset as dataset_of
from conftest import Eig
from docx.document import Document
from hypothesis import given

from eigcli.brief import Brief
from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.data.model import Dataset
from eigcli.formats.docx import write
from eigcli.reports import Call, Calls, Cards, Listing, Report


def read(report: Report) -> Document:
    return docx.Document(io.BytesIO(b"".join(write(report))))


def paragraphs(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_a_note_is_of_one_sheet_with_headings_and_a_head_on_each_page(bundled: Dataset) -> None:
    document = read(Brief(bundled))
    assert document.core_properties.title == "Défis of promotion 2"
    assert document.core_properties.comments == ""
    assert document.core_properties.language == "en-GB"
    [title] = [p.text for p in document.paragraphs if p.style and p.style.name == "Title"]
    assert title == "Défis of promotion 2"
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[0] == "In numbers"
    assert headings[-1] == "Sources"
    heads: Any = [table.rows[0]._tr.xml for table in document.tables]  # noqa: SLF001
    assert all("w:tblHeader" in xml and "w:cantSplit" in xml for xml in heads)
    section = document.sections[0]
    assert (section.page_width or 0) < (section.page_height or 0)


def test_nothing_of_the_template_is_told_of_a_document(bundled: Dataset) -> None:
    content = io.BytesIO(b"".join(write(Brief(bundled))))
    with zipfile.ZipFile(content) as archive:
        names = archive.namelist()
        assert [name for name in names if name.startswith("docProps/")] == ["docProps/core.xml"]
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_what_is_in_another_language_is_marked_for_who_checks_spelling(bundled: Dataset) -> None:
    def marked(dataset: Dataset) -> set[str]:
        runs = read(Brief(dataset)).element.xpath("//w:r[w:rPr/w:lang[@w:val='fr-FR']]")
        return {run.text for run in runs}

    french = {"Gobelins", "Ministère de la Culture, Direction générale de la création artistique"}
    assert {text[:60] for text in marked(bundled)} >= {text[:60] for text in french}
    assert marked(bundled).isdisjoint({"In numbers", bundled.challenges[0].tagline_english})
    unknown = replace(bundled, programmes=(replace(bundled.programmes[0], language=None),))
    assert marked(unknown) == set()


def test_what_it_made_is_a_link(bundled: Dataset) -> None:
    document = read(Brief(bundled))
    links = {link.address: link.text for p in document.paragraphs for link in p.hyperlinks}
    assert (
        links["https://www.etalab.gouv.fr/licence-ouverte-open-licence/"] == "Licence Ouverte 2.0"
    )
    products = {
        link.address
        for row in document.tables[-1].rows
        for link in row.cells[5].paragraphs[0].hyperlinks
    }
    assert products == {c.product for c in bundled.challenges if c.product}


def test_other_reports_are_a_table_or_a_part_for_each_card(two_promotions: Dataset) -> None:
    listing = Listing(two_promotions, columns_named(two_promotions, ["slug", "seeks"]))
    document = read(listing)
    assert rows(document)[1:] == [
        ["a", "2 cooks; 1 baker"],
        ["b", "3 cooks"],
        ["c", "cook"],
    ]
    assert paragraphs(document)[0] == "Défis"
    assert paragraphs(document)[1:] == list(listing.notes)
    assert rows(read(Counts(two_promotions, by=["promotion"])))[1][0] == "total"
    assert rows(read(Calls(two_promotions)))[1][:2] == ["1", "P"]
    call = paragraphs(read(Call(two_promotions.programmes)))
    assert "Mentor: m|n" in call
    page = "https://x.y/a"
    cards = read(Cards(dataset_of(challenge("a", "Alpha", page=page, tagline="t"))))
    assert paragraphs(cards)[:3] == ["Défis", "Alpha", "Slug: a"]
    assert [link.address for p in cards.paragraphs for link in p.hyperlinks] == [page]


def test_a_wide_table_lies_on_its_side(bundled: Dataset) -> None:
    names = ["slug", "name", "tagline", "hosts", "seeks", "basis", "towns", "themes"]
    section = read(Listing(bundled, columns_named(bundled, names))).sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)


@given(datasets)
def test_a_document_says_what_the_dataset_says_and_nothing_is_a_field(dataset: Dataset) -> None:
    brief = Brief(dataset, chosen_by=tuple(c.name for c in dataset.challenges))
    content = b"".join(write(brief))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert "fldSimple" not in parts["word/document.xml"]
    assert "instrText" not in parts["word/document.xml"]
    for text in parts.values():
        for relation in re.findall(r"<Relationship [^>]*>", text):
            assert "External" not in relation or "/hyperlink" in relation
    if dataset.challenges:
        document = docx.Document(io.BytesIO(content))
        names = [row.cells[0].text for row in document.tables[-1].rows[1:]]
        # XML cannot have some characters, and a document no other line ends than its own.
        expected = [
            re.sub("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", c.name)
            for c in dataset.challenges
        ]
        assert names == [name.replace("\r", "\n") for name in expected]


@office.NEEDED
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_libreoffice_makes_two_pages_of_sixteen_challenges_with_every_word(
    eig: Eig, tmp_path: Path, lang: str
) -> None:
    asked = ["--family", "ecologie", "--promotion", "all", "--limit", "16"]
    eig("brief", *asked, "--lang", lang, "--output", "note.docx")
    sheets = office.sheets_of(tmp_path / "note.docx")
    assert len(sheets) == 2
    shown = "".join(sheets)
    document = docx.Document(str(tmp_path / "note.docx"))
    texts = [*paragraphs(document), *(cell for row in rows(document) for cell in row)]
    assert [text for text in texts if office.without_spaces(text) not in shown] == []
