"""What renderers of GitHub-flavoured Markdown show, links included, is what went in."""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import quote

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from arbitrary import datasets
from build import challenge, host
from build import dataset as dataset_of
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from hypothesis import given
from markdown_it import MarkdownIt

from eigcli.columns import columns_named, columns_of
from eigcli.counts import Counts
from eigcli.fields import Cell, Hyperlink
from eigcli.find import find_by_name
from eigcli.formats.markdown import write
from eigcli.model import Challenge, Dataset
from eigcli.reports import Call, Calls, Cards, Listing, Report

# A part of a line: "strong", "link" (to its text), the address that it links to or nothing; and its
# text.
Part: TypeAlias = tuple[str, str]
# An element within its ancestors, such as "ul li", and its lines.
Element: TypeAlias = tuple[str, list[list[Part]]]

# What the format is made of; only the second have text.
BLOCKS = {"table", "thead", "tbody", "tr", "ul"}
TEXTS = {"th", "td", "h2", "p", "li"}


class Page(HTMLParser):
    """What a browser shows of HTML that has nothing but the elements of the format.

    Args:
        html: the HTML.
        encoded: returns an address as it should stand there.
        pages: the addresses that other texts may link to.
    """

    def __init__(self, html: str, encoded: Callable[[str], str], pages: Iterable[str]) -> None:
        super().__init__()
        self._pages = {encoded(page): page for page in pages}
        self.elements: list[Element] = []
        self._encoded = encoded
        self._open: list[str] = []
        self._address = ""
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            [(name, address)] = attrs
            assert name == "href"
            self._address = address or ""
        else:
            assert attrs == []
        if tag == "br":
            self.elements[-1][1].append([])
            return
        if tag in {"a", "strong"}:
            assert self._open[-1] in TEXTS
            if not self._is_in_mail(tag):
                self.elements[-1][1][-1].append(("link" if tag == "a" else tag, ""))
        else:
            assert tag in BLOCKS | TEXTS
            assert not TEXTS & set(self._open)
            self.elements.append((" ".join([*self._open, tag]), [[]]))
        self._open.append(tag)

    def _is_in_mail(self, tag: str) -> bool:
        """Return whether this links to an e-mail address: no harm, and not the format's doing."""
        return tag == "a" and self._address.lower().startswith(("mailto:", "xmpp:"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "br"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.pop()
        if tag == "a" and not self._is_in_mail(tag):
            _what, text = self.elements[-1][1][-1][-1]
            if self._address != self._encoded(text):
                self.elements[-1][1][-1][-1] = (self._pages[self._address], text)

    def handle_data(self, data: str) -> None:
        if not TEXTS & set(self._open):
            assert data.strip("\n") == ""
            return
        line = self.elements[-1][1][-1]
        within = self._open[-1] in {"a", "strong"} and not self._is_in_mail(self._open[-1])
        if not line or (line[-1][0] and not within):
            line.append(("", ""))
        what, text = line[-1]
        line[-1] = (what, text + data)

    def handle_comment(self, data: str) -> None:
        assert data == " "

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


MARKDOWN_IT = MarkdownIt("gfm-like")
GITHUBS = ["table", "autolink", "strikethrough", "tagfilter", "tasklist"]


def githubs_html(markdown: str) -> str:
    html: str = cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE, extensions=GITHUBS
    )
    return html


def githubs_address(address: str) -> str:
    return quote(address, safe="%;/?:@&=+$,-_.!~*'()#")


def shown(markdown: str, pages: Iterable[str] = ()) -> list[Element]:
    """Return what every renderer shows."""
    page = Page(githubs_html(markdown), githubs_address, pages).elements
    # This one writes a host in ASCII besides, and says how.
    assert Page(MARKDOWN_IT.render(markdown), MARKDOWN_IT.normalizeLink, pages).elements == page
    return page


def parts(text: str) -> list[Part]:
    """Return what a text should be shown as."""
    return [("link" if isinstance(text, Hyperlink) else "", str(text))] if text else []


def row(section: str, tag: str, cells: Iterable[list[Part]]) -> list[Element]:
    """Return what a row should be shown as."""
    within = f"table {section} tr"
    return [(within, [[]]), *((f"{within} {tag}", [cell]) for cell in cells)]


def cell_parts(cell: Cell) -> list[Part]:
    """Return what a cell should be shown as."""
    # Renderers trim cells: where the last value is missing, that is all that is lost.
    text = "; ".join(cell)
    return parts(text if cell and cell[-1] else text.removesuffix(" "))


def name_parts(told: Challenge) -> list[Part]:
    """Return what the name of a challenge should be shown as in a table."""
    what = "link" if told.page == told.name else told.page or ""
    return [(what, told.name)]


def assert_the_table_is_shown(report: Report) -> None:
    assert_the_rows_are_shown(
        report, [map(cell_parts, cells) for cells in report.table(words=True).rows]
    )


def assert_the_list_is_shown(dataset: Dataset) -> None:
    names = list(columns_of(dataset.skills))
    listing = Listing(dataset, columns_named(dataset, names))
    rows = [
        [
            name_parts(told) if name == "name" else cell_parts(cell)
            for name, cell in zip(names, cells, strict=True)
        ]
        for told, cells in zip(dataset.challenges, listing.table(words=True).rows, strict=True)
    ]
    assert_the_rows_are_shown(listing, rows, [c.page for c in dataset.challenges if c.page])


def assert_the_rows_are_shown(
    report: Report, cells: Iterable[Iterable[list[Part]]], pages: Iterable[str] = ()
) -> None:
    head = map(parts, report.table(words=True).head)
    rows = [element for row_cells in cells for element in row("tbody", "td", row_cells)]
    assert shown("".join(write(report)), pages) == [
        ("table", [[]]),
        ("table thead", [[]]),
        *row("thead", "th", head),
        *([("table tbody", [[]])] if rows else []),
        *rows,
    ]


def assert_the_cards_are_shown(report: Cards | Call) -> None:
    expected: list[Element] = []
    for card in report.cards(words=True):
        expected.append(("h2", [parts(card.name)]))
        if card.tagline:
            expected.append(("p", [[("", f"« {card.tagline} »")]]))
        facts = [
            (label, parts(line))
            for name, label, cell in card.facts
            if name not in {"name", "tagline", "sources"}
            for line in cell
        ]
        for source in card.sources:
            address = [("", ", "), *parts(Hyperlink(source.url))] if source.url else []
            facts.append(("Source", [*parts(source.citation), *address]))
        expected += [("ul", [[]])] if facts else []
        for label, value in facts:
            # Texts side by side are read as one.
            texts = [("strong", f"{label}:"), ("", " ")]
            for what, text in value:
                if what == texts[-1][0]:
                    texts[-1] = (what, texts[-1][1] + text)
                else:
                    texts.append((what, text))
            expected.append(("ul li", [texts]))
    assert shown("".join(write(report))) == expected


def rows(markdown: str) -> list[list[list[str]]]:
    """Return the lines of each cell of a table, in its rows."""
    read: list[list[list[str]]] = []
    for element, content in shown(markdown):
        if element.endswith("tr"):
            read.append([])
        elif element.endswith(("th", "td")):
            read[-1].append(["".join(text for _what, text in line) for line in content])
    return read


def one(name: str) -> str:
    """Return the row of a challenge with this name."""
    dataset = dataset_of(challenge(name=name))
    listing = Listing(dataset, columns_named(dataset, ["name"]))
    return "".join(write(listing)).split("\n", 2)[2]


def shown_name(name: str) -> list[Part]:
    """Return what the name of a challenge is shown as, the same in a table and on a card."""
    dataset = dataset_of(challenge(name=name))
    listing = Listing(dataset, columns_named(dataset, ["name"]))
    within, [line] = shown("".join(write(listing)))[-1]
    heading, [title] = shown("".join(write(Cards(dataset))))[0]
    assert (within, heading) == ("table tbody tr td", "h2")
    assert line == title
    return line


def test_the_table_has_a_row_for_each_challenge_and_the_columns_that_a_reader_wants(
    bundled: Dataset,
) -> None:
    head, _line, *table = "".join(write(Listing(bundled))).splitlines()
    assert head == "| Name | Tagline | Host | Seeks | How sure |"
    assert len(table) == 13
    assert table[2] == (
        "| [Gobelins](<https://eig.numerique.gouv.fr/defis/gobelins/>) "
        "| concevoir une interface de recherche et de recensement du patrimoine du Mobilier national pour en révéler les richesses "
        "| Ministère de la Culture, Direction générale de la création artistique, service à compétence nationale du Mobilier national "
        "| 1 developer; 1 designer | stated by a source |"
    )


def test_where_there_are_several_promotions_a_column_says_which() -> None:
    dataset = dataset_of(challenge("a", promotion="1"), challenge("b"))
    head, _line, first, second = "".join(write(Listing(dataset))).splitlines()
    assert head == "| Promotion | Name | Tagline | Host | Seeks | How sure |"
    assert (first[:8], second[:8]) == ("| 1 | A ", "|  | B |")


def test_a_name_without_a_page_is_no_link() -> None:
    assert one("A") == "| A |\n"


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
    dataset = dataset_of(challenge(name=name, page=page))
    markdown = "".join(write(Listing(dataset, columns_named(dataset, ["slug", "name"]))))
    assert markdown.endswith(f"\n| a | {source} |\n")
    assert shown(markdown, [page])[-1] == ("table tbody tr td", [[(page, name)]])


def test_several_values_in_a_cell_are_separated_by_semicolons() -> None:
    towns = ("A|b", "https://x.y", " c")
    dataset = dataset_of(challenge(themes=towns, hosts=(host("M", "D"), host("N"))))
    columns = columns_named(dataset, ["hosts", "themes", "ministries"])
    markdown = "".join(write(Listing(dataset, columns)))
    assert markdown.splitlines()[2].startswith("| M, D; N | ")
    assert [cell for _where, cell in shown(markdown)[-3:]] == [
        [[("", "M, D; N")]],
        [[("", "A|b; https://x.y;  c")]],
        [[("", "M; N")]],
    ]


def test_chosen_columns_come_in_the_order_they_are_named(bundled: Dataset) -> None:
    columns = columns_named(bundled, ["sought", "seeks", "basis"])
    assert "".join(write(Listing(find_by_name(bundled, ["hopkins"]), columns))) == (
        "| People sought | Seeks | How sure |\n| --- | ---- | ---- |\n"
        "| 3 | 2 data scientists; 1 developer | inferred: no source states the whole split |\n"
    )


def test_plain_words_stay_readable() -> None:
    assert one("CoachÉlèves – AssistProf (b@lise), n° 1: a-b.c!") == (
        "| CoachÉlèves – AssistProf (b@lise), n° 1: a-b.c! |\n"
    )


def test_what_would_be_markup_is_escaped() -> None:
    assert one("a|b *c* _d_ <e> `f` [g] &amp; ~~h~~ $i$ #1 \\") == (
        "| a\\|b \\*c\\* \\_d\\_ \\<e> \\`f\\` \\[g] \\&amp; \\~\\~h\\~\\~ \\$i\\$ \\#1 \\\\ |\n"
    )


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        (
            "https://x.y/<img src=x onerror=alert(1)>",
            "https:\\//x.y/\\<img src=x onerror=alert(1)>",
        ),
        ("https://x.y/a_b_c.html", "https:\\//x.y/a_b_c\\.html"),
        ("https://example.org/", "https:\\//example\\.org/"),
        ("HTTP://example.org", "HTTP:\\//example\\.org"),
        ("ftp://example.org", "ftp:\\//example\\.org"),
        ("//example.org", "\\//example\\.org"),
        ("example.org", "example\\.org"),
        ("\u2603.org", "\u2603\\.org"),
        ("www.a.1", "www\\.a.1"),
        ("_www.a.1", "\\_www\\.a.1"),
        ("mailto:a@xn--p1ai", "mailto:<!-- -->a@xn\\--p1ai"),
        ("<https://x.y>", "\\<https:\\//x.y>"),
        ("[a](https://x.y)", "\\[a](https:\\//x.y)"),
    ],
)
def test_what_looks_like_an_address_within_a_text_is_text(name: str, escaped: str) -> None:
    assert one(name) == f"| {escaped} |\n"
    assert shown_name(name) == [("", name)]


def test_an_email_address_may_become_a_link_to_it_with_the_same_text() -> None:
    assert 'href="mailto:b@lise.fr"' in githubs_html("b@lise.fr")
    assert shown_name("b@lise.fr") == [("", "b@lise.fr")]


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        (":smile:", ":<!-- -->smile:"),
        ("a :+1: b", "a :<!-- -->+1: b"),
        (":a_b:c:", ":<!-- -->a_b:<!-- -->c:"),
        ("@name", "@<!-- -->name"),
        ("(@name)", "(@<!-- -->name)"),
    ],
)
def test_emoji_and_mentions_are_text(name: str, broken: str) -> None:
    # GitHub looks for them in the texts of the HTML, where a backslash is gone, and a comment is
    # between two texts.
    assert one(name) == f"| {broken} |\n"
    assert broken in githubs_html(one(name))
    assert shown_name(name) == [("", name)]


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ('l\'an 2 "a"', 'l\\\'an 2 \\"a\\"'),
        ("a--b---c", "a\\--b\\-\\--c"),
        ("a...", "a\\..."),
        ("x^2^ {.y}", "x\\^2\\^ \\{.y}"),
    ],
)
def test_what_only_pandoc_makes_something_of_is_escaped(name: str, escaped: str) -> None:
    assert one(name) == f"| {escaped} |\n"
    assert shown_name(name) == [("", name)]


@pytest.mark.parametrize("name", ["10:30", "b: c", "a@b", "@ home", "1::2"])
def test_colons_and_at_signs_that_are_no_emoji_and_mention_stay_readable(name: str) -> None:
    assert one(name) == f"| {name} |\n"


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
    dataset = dataset_of(challenge(page=address))
    listing = Listing(dataset, columns_named(dataset, ["page"]))
    markdown = "".join(write(listing))
    assert markdown.endswith(f"\n| {source} |\n")
    assert shown(markdown)[-1] == ("table tbody tr td", [[("link", address)]])
    cards = "".join(write(Cards(dataset)))
    assert f"\n- **Page:** {source}\n" in cards
    assert ("ul li", [[("strong", "Page:"), ("", " "), ("link", address)]]) in shown(cards)


def test_a_line_end_does_not_end_the_row() -> None:
    assert one("a\nb\rc") == "| a&#10;b&#13;c |\n"


@given(datasets)
def test_a_renderer_shows_exactly_what_went_into_a_table(dataset: Dataset) -> None:
    assert_the_list_is_shown(dataset)
    assert_the_table_is_shown(Counts(dataset, dataset))
    assert_the_table_is_shown(Calls(dataset))


def test_a_card_is_a_heading_a_quotation_and_a_list(bundled: Dataset) -> None:
    text = "".join(write(Cards(find_by_name(bundled, ["gobelins", "eig-link"]))))
    first, second = text.split("\n\n## ")
    assert first.startswith(
        "## Gobelins\n\n"
        "« concevoir une interface de recherche et de recensement du patrimoine du Mobilier "
        "national pour en révéler les richesses »\n\n"
        "- **Slug:** gobelins\n- **Number:** 3\n- **Promotion:** 2\n"
        "- **Host:** Ministère de la Culture, Direction "
    )
    assert second.startswith("EIG Link\n\n« accompagner la 2e promotion d’entrepreneur.e.s ")
    assert second.endswith(
        ", 5 September 2022, <https://entrepreneur-interet-general.etalab.gouv.fr/>\n"
    )


@given(datasets)
def test_a_renderer_shows_exactly_what_went_into_the_cards(dataset: Dataset) -> None:
    assert_the_cards_are_shown(Cards(dataset))
    assert_the_cards_are_shown(Call(dataset.programmes))


def test_counts_are_a_table(bundled: Dataset) -> None:
    read = rows("".join(write(Counts(bundled, bundled))))
    assert read[:3] == [
        [["By"], ["Name"], ["Défis"], ["People sought"], ["People recruited"], ["% sought"]],
        [["total"], [""], ["13"], ["27"], ["28"], ["100"]],
        [["role"], ["data scientist"], ["8"], ["11"], ["14"], ["41"]],
    ]
    assert len(read) == 1 + 1 + 5 + 12 + 1 + 5


def test_each_promotion_is_a_row(two_promotions: Dataset) -> None:
    assert "".join(write(Calls(two_promotions))) == (
        """\
| Promotion | Name | Start | Défis | People sought | People recruited | Run by |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | P |  | 2 | 6 | 5 | E |
| dig | =Q, R; S \\| T: u | June 2019 | 1 |  |  |  |
"""
    )


def test_several_calls_are_a_card_each(two_promotions: Dataset) -> None:
    assert "".join(write(Call(two_promotions.programmes))) == (
        """\
## P

- **Promotion:** 1
- **Run by:** E
- **Call closes:** October 2017
- **Mentor:** m\\|n
- **Mentor:** o

## =Q, R; S \\| T: u

- **Promotion:** dig
- **Start:** June 2019
- **Profiles are:** the people selected: the call gave no numbers
"""
    )
