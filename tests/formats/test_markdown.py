"""What renderers of GitHub-flavoured Markdown show, links included, is what went in."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias
from urllib.parse import quote

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from arbitrary import datasets
from build import challenge, cited, host
from build import dataset as dataset_of
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from hypothesis import given
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser as Html
from selectolax.lexbor import LexborNode as Node

from eigcli.columns import columns_named, columns_of
from eigcli.counts import Counts
from eigcli.data.cards import Fact
from eigcli.data.kinds import Cell, Hyperlink
from eigcli.data.model import Dataset, Programme, Source
from eigcli.find import find_by_name
from eigcli.formats.markdown import write
from eigcli.reports import Call, Calls, Cards, Listing, Report

# A part of a line: "strong", "link" (to its text), the address that it links to or nothing; and its
# text.
Part: TypeAlias = tuple[str, str]
# An element within its ancestors, such as "ul li", and the parts of its text.
Element: TypeAlias = tuple[str, list[Part]]

# What the format is made of; only the second have text.
BLOCKS = {"table", "thead", "tbody", "tr", "ul", "ol"}
TEXTS = {"th", "td", "h2", "p", "li"}
MARKDOWN_IT = MarkdownIt("gfm-like")
GITHUBS = ["table", "autolink", "strikethrough", "tagfilter", "tasklist"]


def elements(html: str, encoded: Callable[[str], str], pages: Iterable[str]) -> Iterable[Element]:
    """Yield what a browser shows of HTML, which must have nothing but elements of the format.

    Args:
        html: the HTML.
        encoded: returns an address as it should stand there.
        pages: the addresses that other texts may link to.
    """
    targets = {encoded(page): page for page in pages}
    # A browser would read a line feed for a carriage return.
    body = Html(html.replace("\r", "&#13;")).body
    assert body
    for node in body.css("*")[1:]:
        if node.tag in {"a", "strong"}:
            continue
        assert node.tag in BLOCKS | TEXTS
        assert node.attributes == {}
        path, parent = node.tag, node.parent
        while parent and parent.tag != "body":
            assert parent.tag in BLOCKS
            path, parent = f"{parent.tag} {path}", parent.parent
        line: list[Part] = []
        for child in node.iter(include_text=True):
            if child.tag == "-text" and node.tag in TEXTS:
                before = line.pop()[1] if line and not line[-1][0] else ""
                line.append(("", before + child.text()))
            elif child.tag == "a":
                text = child.text()
                address = only_attribute(child, "href")
                line.append(("link" if address == encoded(text) else targets[address], text))
            elif child.tag == "strong":
                line.append((child.tag, child.text()))
            else:
                assert child.tag in {"-comment", *BLOCKS, *TEXTS} or child.text() == "\n"
        yield path, line


def only_attribute(node: Node, name: str) -> str:
    [(found, value)] = node.attributes.items()
    assert found == name
    return value or ""


def githubs_html(markdown: str) -> str:
    html: str = cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE, extensions=GITHUBS
    )
    return html


def githubs_address(address: str) -> str:
    return quote(address, safe="%;/?:@&=+$,-_.!~*'()#")


def shown(markdown: str, pages: Iterable[str] = ()) -> list[Element]:
    """Return what every renderer shows."""
    page = list(elements(githubs_html(markdown), githubs_address, pages))
    # This one writes a host in ASCII besides, and says how.
    assert [*elements(MARKDOWN_IT.render(markdown), MARKDOWN_IT.normalizeLink, pages)] == page
    return page


def parts(text: str) -> list[Part]:
    """Return what a text should be shown as."""
    return [("link" if isinstance(text, Hyperlink) else "", str(text))] if text else []


def cell_parts(cell: Cell) -> list[Part]:
    """Return what a cell should be shown as."""
    if len(cell) == 1:
        return parts(cell[0])
    # Renderers trim cells: where the last value is missing, that is all that is lost.
    text = "; ".join(cell)
    return parts(text if cell and cell[-1] else text.removesuffix(" "))


def assert_the_table_is_shown(report: Report, pages: Iterable[str | None] = ()) -> None:
    """Assert that every renderer shows all cells; `pages` are those of the column `name`."""
    head, rows, _kinds = report.table(words=True)
    linked = iter(pages)

    def row(section: str, tag: str, cells: Iterable[list[Part]]) -> list[Element]:
        within = f"table {section} tr"
        return [(within, []), *((f"{within} {tag}", cell) for cell in cells)]

    def cells(row: Iterable[Cell]) -> Iterable[list[Part]]:
        for label, cell in zip(head, row, strict=True):
            page = next(linked, None) if label == "Name" else None
            if page:
                yield [("link" if page == cell[0] else page, cell[0])]
            else:
                yield cell_parts(cell)

    body = [element for cells_of_row in rows for element in row("tbody", "td", cells(cells_of_row))]
    assert shown("".join(write(report)), [page for page in pages if page]) == [
        ("table", []),
        ("table thead", []),
        *row("thead", "th", map(parts, head)),
        *([("table tbody", [])] if body else []),
        *body,
        *(("p", parts(note.strip())) for note in report.notes),
    ]


def assert_the_cards_are_shown(report: Cards | Call) -> None:
    expected: list[Element] = []
    for card in report.cards(words=True):
        numbers = {source.key: number for number, source in enumerate(card.sources, 1)}

        def mark(fact: Fact, numbers: dict[str, int] = numbers) -> list[Part]:
            cited = "\u00a0".join(map(str, sorted(numbers[key] for key in fact.sources)))
            return [("", f" [{cited}]")] if cited else []

        expected.append(("h2", parts(card.name)))
        if card.tagline:
            [text] = card.tagline.value
            expected.append(("p", joined([("", f"“{text}”"), *mark(card.tagline)])))
        facts = [(fact, line) for fact in card.details for line in fact.value]
        expected += [("ul", [])] if facts else []
        for fact, line in facts:
            label: list[Part] = [("strong", f"{fact.label}:"), ("", " ")]
            expected.append(("ul li", joined([*label, *parts(line), *mark(fact)])))
        expected += [("p", [("strong", "Sources:")]), ("ol", [])] if card.sources else []
        for source in card.sources:
            address = [("", ", "), *parts(Hyperlink(source.url))] if source.url else []
            expected.append(("ol li", joined([*parts(source.citation.strip()), *address])))
    expected += [("p", parts(note.strip())) for note in report.notes]
    assert shown("".join(write(report))) == expected


def joined(line: Iterable[Part]) -> list[Part]:
    """Return the parts of a line, of which texts side by side are one."""
    texts: list[Part] = []
    for what, text in line:
        before = texts.pop()[1] if texts and what == texts[-1][0] == "" else ""
        texts.append((what, before + text))
    return texts


def listing(*columns: str, **more: Any) -> Listing:
    """Return a listing of some columns of a challenge; `more` are its fields."""
    dataset = dataset_of(challenge(**more))
    return Listing(dataset, columns_named(dataset, columns))


def row_of(report: Listing) -> str:
    """Return the row of a listing of one challenge."""
    return "".join(write(report)).split("\n", 2)[2]


# Tables


def test_where_there_are_several_promotions_a_column_says_which() -> None:
    dataset = dataset_of(challenge("a", promotion="1"), challenge("b"))
    head, _line, first, second = "".join(write(Listing(dataset))).splitlines()
    # What none of them states has no column.
    assert head == "| Promotion | Name | Host | Seeks |"
    assert (first[:8], second[:8]) == ("| 1 | A ", "|  | B |")


@pytest.mark.parametrize(
    ("name", "page", "source"),
    [
        ("A", "https://x.y/", "[A](<https://x.y/>)"),
        (
            "a [b] *c*",
            "https://x.y/?d=é|f&amp;",
            "[a \\[b\\] \\*c\\*](<https://x.y/?d=é\\|f&amp;amp;>)",
        ),
        (" a ", "https://x.y/", "[<!-- --> a <!-- -->](<https://x.y/>)"),
    ],
)
def test_a_name_links_to_its_page_wherever_it_is_a_column(
    name: str, page: str, source: str
) -> None:
    report = listing("slug", "name", name=name, page=page)
    assert row_of(report) == f"| a | {source} |\n"
    assert_the_table_is_shown(report, [page])


def test_several_values_in_a_cell_are_separated_by_semicolons() -> None:
    hosts = (host("M", "D"), host("N"))
    report = listing(
        "hosts", "themes", "ministries", themes=("A|b", "https://x.y", " c"), hosts=hosts
    )
    assert [line for _path, line in shown("".join(write(report)))[-3:]] == [
        [("", "M, D; N")],
        [("", "A|b; https://x.y;  c")],
        [("", "M; N")],
    ]


@given(datasets)
def test_a_renderer_shows_exactly_what_went_into_a_table(dataset: Dataset) -> None:
    columns = columns_named(dataset, [*columns_of(dataset.skills)])
    pages = [challenge.page for challenge in dataset.challenges]
    assert_the_table_is_shown(Listing(dataset, columns), pages)
    assert_the_table_is_shown(Counts(dataset, dataset))
    assert_the_table_is_shown(Calls(dataset))


def test_a_note_that_begins_as_a_list_does_is_a_paragraph() -> None:
    programmes = (Programme(name="P", next_call="- in 2031"),)
    report = Listing(dataset_of(challenge(), programmes=programmes))
    assert "".join(write(report)).endswith(" |\n\n&#45; in 2031\n")
    assert shown("".join(write(report)))[-1] == ("p", [("", "- in 2031")])


@pytest.mark.parametrize("text", ["A year in a city.", "I am new.", "L’an prochain."])
def test_a_paragraph_that_begins_with_a_word_of_a_letter_is_written_as_it_is(text: str) -> None:
    report = Listing(dataset_of(challenge(), programmes=(Programme(name="P", next_call=text),)))
    assert "".join(write(report)).endswith(f" |\n\n{text}\n")
    assert shown("".join(write(report)))[-1] == ("p", [("", text)])


# Cards


def test_a_card_is_a_heading_a_quotation_and_a_list(bundled: Dataset) -> None:
    text = "".join(write(Cards(find_by_name(bundled, ["gobelins", "eig-link"]).dataset)))
    first, second = text.split("\n\n## ")
    assert first.startswith(
        "## Gobelins\n\n"
        "“design a search and inventory interface that reveals the riches of the State’s "
        "furniture and tapestry collection (Mobilier national)” \\[8]\n\n"
        "- **Slug:** gobelins\n- **Number:** 3 \\[1\u00a02]\n- **Promotion:** 2\n"
        "- **Host:** Ministère de la Culture, Direction "
    )
    # A fact in several lines has its sources on each; an address has them beside it.
    assert "\n- **Seeks:** 1 developer \\[3]\n- **Seeks:** 1 designer \\[3]\n" in first
    assert "\n- **Page:** <https://eig.numerique.gouv.fr/defis/gobelins/> \\[5]\n" in first
    assert "\n\n**Sources:**\n\n1. Relevez le défi : devenez " in first
    assert (
        "\n4. Site du programme Entrepreneurs d’intérêt général, Etalab, 2018, <https://" in first
    )
    assert second.startswith("EIG Link\n\n“support the programme’s second cohort of ")
    sources, over, recruited = second.split("\n\n")[-3:]
    assert "\n7. Rédigé pour ce jeu de données\n" in sources
    assert over == "The call is over: it closed on 27 October 2017."
    assert recruited.startswith("Who was recruited: counted afterwards, ±1 per promotion. Roles ")


@pytest.mark.parametrize(
    "title", ["- a", "+ a", "1. a", "1) a", "> a", "# a", " a ", "\t- a", "***"]
)
def test_a_source_that_begins_as_something_else_is_a_line_of_the_list(title: str) -> None:
    sources = (
        cited(Source(key="k", title=title), "name", "note"),
        cited(Source(key="l", title="B")),
    )
    report = Cards(dataset_of(challenge(note="Rien.", sources=sources)))
    assert_the_cards_are_shown(report)
    listed = [line for path, line in shown("".join(write(report))) if path == "ol li"]
    assert listed == [[("", title.strip())], [("", "B")]]
    assert "\n- **Note:** Rien. \\[1]\n" in "".join(write(report))


@given(datasets)
def test_a_renderer_shows_exactly_what_went_into_the_cards(dataset: Dataset) -> None:
    assert_the_cards_are_shown(Cards(dataset))
    assert_the_cards_are_shown(Call(dataset.programmes))


# Texts and addresses


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "CoachÉlèves – AssistProf (b@lise), n° 1: a-b.c!",
            "CoachÉlèves – AssistProf (b@lise), n° 1: a-b.c!",
        ),
        *((text, text) for text in ("10:30", "b: c", "a@b", "@ home", "1::2", "a@b_c, d.e")),
        (
            "a|b *c* _d_ <e> `f` [g] &amp; ~~h~~ $i$ #1 \\",
            "a\\|b \\*c\\* \\_d\\_ \\<e> \\`f\\` \\[g] \\&amp; \\~\\~h\\~\\~ \\$i\\$ \\#1 \\\\",
        ),
        ("a\nb\rc", "a&#10;b&#13;c"),
        # What looks like an address.
        (
            "https://x.y/<img src=x onerror=alert(1)>",
            "https:\\//x.y/\\<img src=x onerror=alert(1)>",
        ),
        *(("https://x.y/a_b.html", "https:\\//x.y/a_b\\.html"), ("_www.a.1", "\\_www\\.a.1")),
        *(("HTTP://a.org", "HTTP:\\//a\\.org"), ("ftp://a.org", "ftp:\\//a\\.org")),
        *(("//a.org", "\\//a\\.org"), ("\u2603.org", "\u2603\\.org"), ("www.a.1", "www\\.a.1")),
        *(("<https://x.y>", "\\<https:\\//x.y>"), ("[a](https://x.y)", "\\[a](https:\\//x.y)")),
        # GitHub looks for these in the texts of the HTML, where a backslash is gone, and a comment
        # is between two texts.
        *(("b@lise.fr", "b@<!-- -->lise\\.fr"), ("a@b@c.d", "a@b@<!-- -->c.d")),
        ("a_b+c@d-e.f_g.fr", "a_b+c@<!-- -->d-e.f_g\\.fr"),
        ("xmpp:a@b.fr/c", "xmpp:a@<!-- -->b\\.fr/c"),
        ("mailto:a@xn--p1ai", "mailto:<!-- -->a@xn\\--p1ai"),
        *((":smile:", ":<!-- -->smile:"), ("a :+1: b", "a :<!-- -->+1: b")),
        (":a_b:c:", ":<!-- -->a_b:<!-- -->c:"),
        *(("@name", "@<!-- -->name"), ("(@name)", "(@<!-- -->name)")),
        # Only pandoc makes something of these.
        *(('l\'an 2 "a"', 'l\\\'an 2 \\"a\\"'), ("a--b---c", "a\\--b\\-\\--c")),
        *(("a...", "a\\..."), ("x^2^ {.y}", "x\\^2\\^ \\{.y}")),
    ],
)
def test_what_would_be_markup_is_text_and_all_else_stays_readable(text: str, source: str) -> None:
    report = listing("name", name=text)
    assert row_of(report) == f"| {source} |\n"
    assert source.count("<!--") == githubs_html(row_of(report)).count("<!--")
    assert_the_table_is_shown(report)
    assert_the_cards_are_shown(Cards(report.chosen))


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://example.org/a_b_c.html?d=e#f", "<https://example.org/a_b_c.html?d=e#f>"),
        ("http://localhost:8000", "<http://localhost:8000>"),
        ("https://x.y/a?b&amp;c", "[https:\\//x.y/a?b\\&amp;c](<https://x.y/a?b&amp;amp;c>)"),
        ("https://x.y/%20", "[https:\\//x.y/%20](<https://x.y/%20>)"),
        ("https://x.y/é|_*", "[https:\\//x.y/é\\|\\_\\*](<https://x.y/é\\|_*>)"),
        ("https://x.y/[a](b)", "[https:\\//x.y/\\[a\\](b)](<https://x.y/[a](b)>)"),
        ("https://x.y/]\\<b>", "[https:\\//x.y/\\]\\\\\\<b>](<https://x.y/]\\\\\\<b\\>>)"),
        (
            "https://xn--bcher-kva.fr",
            "[https:\\//xn\\--bcher-kva\\.fr](<https://xn--bcher-kva.fr>)",
        ),
        ("https://@x.y", "[https:\\//@<!-- -->x.y](<https://@x.y>)"),
    ],
)
def test_a_page_is_a_link_to_its_address_which_is_the_text_too(address: str, source: str) -> None:
    report = listing("page", page=address)
    assert row_of(report) == f"| {source} |\n"
    assert_the_table_is_shown(report)
    assert f"\n- **Page:** {source}\n" in "".join(write(Cards(report.chosen)))
    assert_the_cards_are_shown(Cards(report.chosen))
