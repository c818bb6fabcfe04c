"""Documents for people: Markdown, docx and pages show exactly what the data says, never markup."""

import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import chain
from typing import Any

import cmarkgfm  # type: ignore[import-untyped]
import docx
import pytest
from arbitrary import datasets
from build import (
    BOOK,
    FULL,
    FULL_CALL,
    HOSTILE,
    challenge,
    cited,
    found,
    host,
    seeking,
    tables,
    whole,
)
from build import dataset as dataset_of
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser as Html
from steps import counts_steps, steps

from eigcli.data.model import Dataset
from eigcli.formats import docx as docx_format
from eigcli.formats import html, markdown
from eigcli.messages import in_language
from eigcli.query.choosing import Answer
from eigcli.report.blocks import Card, Fact, Report, Span, Text, line_of
from eigcli.report.brief import brief
from eigcli.report.calls import programme, promotions
from eigcli.report.counts import stats
from eigcli.report.listing import cards, listing
from eigcli.report.tables import columns_named


def page(report: Report) -> Html:
    return Html("".join(html.write(report)))


def first(tree: Html, selector: str) -> Any:
    """Return the first element of a page that a selector finds."""
    return tree.css_first(selector)


def paragraphs(report: Report) -> list[str]:
    """Return the paragraphs of a document, those in tables last."""
    [content] = docx_format.write(report)
    document = docx.Document(io.BytesIO(content))
    cells = (c for table in document.tables for row in table.rows for c in row.cells)
    return [p.text for p in document.paragraphs] + [cell.text for cell in cells]


def rendered(report: Report) -> str:
    """Return what GitHub shows of a report, without tags."""
    text = "".join(markdown.write(report))
    extensions = ["table", "autolink", "strikethrough", "tagfilter"]
    made = cmarkgfm.markdown_to_html_with_extensions(text, extensions=extensions)
    assert not re.search(
        r"<(?!/?(table|thead|tbody|tr|td|th|h[1-6]|ul|ol|li|p|strong|a)\b|!-- )", made
    )
    return unescape(re.sub("<[^>]*>", "", made))


SEEN: list[Callable[[Report], str]] = [
    rendered,
    lambda report: "\n".join(paragraphs(report)),
    lambda report: page(report).body.text() if page(report).body else "",  # type: ignore[union-attr]
]
NAMES = ["markdown", "docx", "html"]


def squeezed(text: str) -> str:
    """Return a text without white space and without characters that no document can hold."""
    return re.sub(r"[\s\x00-\x1f\ufffd]", "", text)


@pytest.mark.parametrize("seen", SEEN, ids=NAMES)
@pytest.mark.parametrize("make", [cards, listing, brief], ids=["cards", "list", "note"])
def test_data_is_never_markup(
    hostile: Answer, make: Callable[[Answer], Report], seen: Callable[[Report], str]
) -> None:
    assert squeezed(HOSTILE) in squeezed(seen(make(hostile)))


def facts_in(report: Report) -> Iterator[Fact]:
    """Yield the facts of the cards of a report."""
    for block in report.blocks:
        if isinstance(block, Card):
            yield from chain(*block.parts.values())


@pytest.mark.parametrize("seen", SEEN[::2], ids=NAMES[::2])
@given(dataset=datasets)
def test_all_facts_of_cards_are_shown(seen: Callable[[Report], str], dataset: Dataset) -> None:
    for report in (cards(whole(dataset)), programme(dataset)):
        shown = squeezed(seen(report))
        for fact in facts_in(report):
            for span in fact.spans:
                assert squeezed(span.text) in shown


COLUMNS = ["slug", "name", "tagline", "hosts", "towns", "seeks", "page", "note", "phase_since"]


def spans_in(report: Report) -> Iterator[Span]:
    """Yield the spans of the cells of the tables of a report."""
    for table in tables(report):
        for row in table.spans:
            yield from chain(*row)


@pytest.mark.parametrize("seen", SEEN[::2], ids=NAMES[::2])
@given(dataset=datasets)
def test_all_cells_of_tables_are_shown(seen: Callable[[Report], str], dataset: Dataset) -> None:
    columns = columns_named(dataset, COLUMNS)
    for report in (listing(whole(dataset), columns), promotions(dataset)):
        shown = squeezed(seen(report))
        for span in spans_in(report):
            assert squeezed(span.text) in shown


@pytest.mark.parametrize("seen", SEEN, ids=NAMES)
def test_counts_show_what_is_not_known(seen: Callable[[Report], str]) -> None:
    report = stats(found(challenge("a", towns=("Brest",)), challenge("b")), ["town"])
    assert "Brest" in seen(report)
    assert "Not known" in seen(report)


# Markdown


def test_markdown_has_tables_links_and_lists() -> None:
    answer = found(challenge("a", name="A [x]", page="https://x.y/?d=é|f&amp;", themes=("T", "U")))
    report = listing(answer, columns_named(answer.whole, ["name", "themes", "page"]))
    assert "".join(markdown.write(report)) == (
        "1 challenge\n\n| Name | Theme | Page |\n| --- | --- | --- |\n"
        "| [A \\[x\\]](<https://x.y/?d=é\\|f&amp;amp;>) | T; U |"
        " [https:\\//x.y/?d=é\\|f\\&amp;](<https://x.y/?d=é\\|f&amp;amp;>) |\n"
    )


def test_a_card_begins_with_the_story_and_ends_with_sources() -> None:
    lines = "".join(markdown.write(cards(found(FULL)))).splitlines()
    assert lines[:3] == ["## A", "", "feed\u00a0\\[2]"]
    heads = [line for line in lines if line.startswith("#")]
    assert heads[1:] == [
        "### In short, as summarised for this dataset",
        *("### Links", "### Who", "### Where and when", "### Besides", "## Sources"),
    ]
    assert "- **What was made:** Du pain." in lines
    assert "- **Product:** <https://example.org/p>" in lines
    assert "- **Town:** Brest; Lyon\u00a0\\[1, 2]" in lines
    assert lines[-1] == "2. Rapport"


@pytest.mark.parametrize("start", ["- a", "1. a", "> a", "# a", "***", "+ a", "1) a"])
def test_a_paragraph_that_begins_like_markup_stays_a_paragraph(start: str) -> None:
    report = promotions(dataset_of())._replace(lead="", blocks=[Text([line_of(start)])])
    made = cmarkgfm.github_flavored_markdown_to_html("".join(markdown.write(report)))
    assert unescape(made).strip() == f"<p>{start}</p>"


def test_markdown_has_a_line_above_a_document_and_numbered_lists() -> None:
    lines = [line_of("eins"), line_of("zwei")]
    blocks = [Text(lines, "T", "small"), Text(lines, form="numbered")]
    report = promotions(dataset_of())._replace(
        lead="", blocks=blocks, title="D*", is_standalone=True, head=line_of("Prog")
    )
    assert "".join(markdown.write(report)) == (
        "# D\\*\n\nProg\n\n## T\n\neins\n\nzwei\n\n1. eins\n2. zwei\n"
    )


# Docx


def test_a_document_of_the_same_data_has_the_same_bytes() -> None:
    report = cards(whole(dataset_of(FULL, sources=(BOOK,))))
    [first] = docx_format.write(report)
    [again] = docx_format.write(report)
    assert first == again
    about = docx.Document(io.BytesIO(first)).core_properties
    assert about.created.year == 2017
    assert about.author.startswith("eig ")
    assert about.language == "en-GB"


@counts_steps
def test_a_document_of_twice_the_challenges_takes_twice_the_steps() -> None:
    def steps_of(count: int) -> int:
        addresses = [f"https://x.y/{number}" for number in range(count)]
        own = [challenge(f"a{n}", page=page, themes=("T",)) for n, page in enumerate(addresses)]
        report = listing(found(*own))
        return steps(lambda: [*docx_format.write(report)])

    steps_of(1)  # what is read once
    assert steps_of(120) < 2.1 * steps_of(60)


def test_a_title_too_long_for_word_is_cut_in_the_properties_only() -> None:
    title = "mer " * 80
    report = listing(found(challenge()))._replace(title=title)
    [content] = docx_format.write(report)
    document = docx.Document(io.BytesIO(content))
    heading, *_others = document.paragraphs
    assert heading.text == title
    assert len(document.core_properties.title) == 255


def test_a_document_has_page_numbers_repeated_heads_and_unbroken_rows() -> None:
    answer = found(challenge("a", product="https://x.y/p"), challenge("b"))
    columns = columns_named(answer.whole, ["slug,name,product"])
    [content] = docx_format.write(listing(answer, columns))
    document = docx.Document(io.BytesIO(content))
    [section] = document.sections
    assert "PAGE" in section.footer.part.element.xml
    xml = document.element.body.xml
    assert xml.count("w:cantSplit") == 3
    assert xml.count("w:tblHeader") == 1
    assert "w:hyperlink" in xml


def test_no_word_of_a_heading_is_broken_beside_wide_columns() -> None:
    words = "word " * 40
    answer = found(challenge("a", tagline=words, problem=words, planned=words, promotion="2"))
    columns = columns_named(answer.whole, ["name,promotion,tagline,problem,planned,made,since"])
    [content] = docx_format.write(listing(answer, columns))
    [table] = docx.Document(io.BytesIO(content)).tables
    for cell in table.rows[0].cells:
        word = max(cell.text.split(), key=len)
        assert cell.width.mm > len(word) * 1.5  # a bold letter of the font of tables


@pytest.mark.parametrize(("code", "is_marked"), [("en", True), ("fr", False)])
def test_texts_of_the_dataset_are_marked_with_its_language(code: str, *, is_marked: bool) -> None:
    answer = whole(dataset_of(FULL, programmes=(FULL_CALL,)))
    with in_language(code):
        report = cards(answer)
        [content] = docx_format.write(report)
        tree = page(report)
    xml = docx.Document(io.BytesIO(content)).element.xml
    assert ('w:val="fr-FR"' in xml) is is_marked
    marked = [node.text() for node in tree.css("[lang]")[1:]]
    assert ("Du pain." in marked) is is_marked


# Pages


def test_a_page_of_a_few_hosts_without_families_or_promotions_is_filtered_by_host() -> None:
    own = [
        challenge("a", hosts=(host("Health Board"),), state="ended"),
        challenge("b", hosts=(host("Road Board"),), state="ended"),
    ]
    tree = page(listing(found(*own)))
    filters = [node.attributes["name"] for node in tree.css("form select")]
    assert filters == ["order", "role", "ministry"]
    # One row of marks needs no head.
    assert tree.css("section.chart table") == []


def test_a_page_has_a_chart_then_one_search_other_filters_and_a_list(two: Dataset) -> None:
    tree = page(listing(whole(two)))
    order = [node.tag for node in tree.css("main table, main form, main details")]
    assert order == ["table", "form", *["details"] * 4]
    inputs = tree.css("form select, form input[type=search]")
    # Nobody has a subject, a theme, a family or a town.
    assert [node.attributes["name"] for node in inputs] == ["q", "order", "role", "promotion"]
    [title] = tree.css("h1")
    finding = "1 of 3 challenges seen in use or handed over; of 2 it is not known"
    assert title.text() == finding
    foot = [node.text().strip() for node in tree.css("footer li")]
    sentence = "3 challenges: 1 seen in use or handed over; of 2 no source says."
    assert foot.count(sentence) == 1
    data = json.loads(tree.css("main script")[0].text())
    # An address names values as exports do, in every language.
    states = dict(data["filters"]["state"])
    assert states == {"in-use": "In use", "unknown": "Not known"}


def test_a_page_is_self_contained_and_has_only_its_own_script() -> None:
    own = found(challenge())
    text = "".join(html.write(listing(own)))
    assert "default-src 'none'" in text
    assert not re.search(r"\b(src|@import|url\()=", text)
    assert Html(text).css("body > script")
    note = page(brief(own))
    assert not note.css("script:not([type])")


def test_identifiers_are_escaped() -> None:
    tree = page(cards(found(challenge('"><b>', sources=(cited(BOOK, "hosts"),)))))
    assert tree.css("article")[0].attributes["id"] == '"><b>'
    assert tree.css_first("article b") is None


def test_numbers_of_facts_lead_to_their_sources() -> None:
    tree = page(cards(found(FULL)))
    for link in tree.css("a.c"):
        target = (link.attributes["href"] or "")[1:]
        assert [node.tag for node in tree.css("li") if node.attributes.get("id") == target] == [
            "li"
        ]
    assert "https://example.org/l" in {node.attributes["href"] for node in tree.css("li a")}


def test_line_breaks_in_data_are_kept_on_a_page() -> None:
    tree = page(cards(found(challenge(note="eins\nzwei"))))
    assert "eins\nzwei" in [node.text() for node in tree.css("dd")]


def test_numbers_and_dates_of_a_page_have_sort_keys() -> None:
    stopped = challenge("a", phase="stopped", phase_since="2020-03", seeks=seeking(c=1234))
    answer = found(stopped)
    report = listing(answer, columns_named(answer.whole, ["name", "phase_since", "sought"]))
    cells = page(report).css("tbody td")
    sorts = [cell.attributes.get("data-sort") for cell in cells]
    assert sorts == ["2020-03", "1234"]


def test_a_table_of_a_page_has_its_title_as_a_caption() -> None:
    answer = found(challenge())
    report = listing(answer, columns_named(answer.whole, ["name"]))
    table = report.table._replace(title="T")
    titled = report._replace(blocks=[table])
    [caption] = page(titled).css("caption h2")
    assert caption.text() == "T"
