"""What a browser reads in a page is what went in, and nothing in it is more than data."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import Any

import oracle
import pytest
from arbitrary import datasets
from build import BOOK, challenge, cited, host, seeking, skill
from build import dataset as dataset_of
from conftest import Eig
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser as Html
from selectolax.lexbor import LexborNode as Node

from eigcli import __version__
from eigcli.columns import columns_named, columns_of
from eigcli.counts import Counts
from eigcli.data import loading
from eigcli.data.cards import Fact
from eigcli.data.kinds import Cell, Hyperlink
from eigcli.data.model import (
    PHASES,
    Body,
    Challenge,
    Dataset,
    Family,
    Host,
    Period,
    Profile,
    Programme,
    Source,
)
from eigcli.find import find_by_name
from eigcli.formats.html import write
from eigcli.messages import _, in_language
from eigcli.reports import Call, Calls, Cards, Listing, Report

# All that a page is made of. Only what follows from these rules may stand in it.
ELEMENTS = re.compile(
    "html|head|meta|title|style|script|body|header|main|footer|section|article|h[123]|p|a|small|br|"
    "form|label|input|select|option|button|table|caption|thead|tbody|t[rhd]|i|details|summary|"
    "d[ltd]|ol|li|span|b"
)
ATTRIBUTES = re.compile(
    "lang|charset|http-equiv|content|name|type|class|scope|role|hidden|value|href|id|style|"
    "colspan|data-(has|sort|none|one|other)"
)
# What has no text of its own; a browser moves text out of tables, into what these stand in.
TEXTLESS = "html, head, body, header, main, footer, section, article, form, table, tr, dl, ol"
# The heads of the column of those who are sought.
SEEKS = {"Seeks", "Selected", "Sought or selected"}
HOSTILE = [
    "</title></script></style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>&lt;&amp;lt;&#60;&nbsp",
    "javascript:alert(1)",
    "{shown} {licence} %s $main",
    "a\u2028b\u2029c\r\nd\te",
]


def page(report: Report) -> Html:
    return Html("".join(write(report)))


def one(within: Html | Node, selector: str) -> Node:
    [found] = within.css(selector)
    return found


def texts(within: Html | Node, selector: str) -> list[str]:
    return [node.text() for node in within.css(selector)]


def linked(read: Html) -> Any:
    return json.loads(one(read, "script[type='application/ld+json']").text())


def reports(dataset: Dataset) -> dict[str, Report]:
    """Return a report of each kind."""
    return {
        "listing": Listing(dataset),
        "cards": Cards(dataset),
        "counts": Counts(dataset, dataset),
        "call": Call(dataset.programmes, dataset.sources),
        "calls": Calls(dataset),
    }


def assert_shown(node: Node, cell: Cell) -> None:
    """Assert that an element shows a cell: several values in lines, an address as a link."""
    assert node.text() == "".join(cell)
    assert len(node.css("br")) == max(len(cell) - 1, 0)
    assert [a.attributes["href"] for a in node.css("a[href^=http]")] == [
        str(value) for value in cell if isinstance(value, Hyperlink)
    ]


def split_numbers(node: Node) -> tuple[str, list[int]]:
    """Return the text of an element, and the numbers of the sources that it ends with."""
    links = node.css("[href^='#_']")
    runs = [[int(number) for number in link.text().split("–")] for link in links]
    assert [link.attributes["href"] for link in links] == [f"#_{first}" for first, *_last in runs]
    text = node.text().removesuffix("\u00a0".join(link.text() for link in links))
    return text, [number for run in runs for number in range(run[0], run[-1] + 1)]


def assert_cites(node: Node, text: str, sources: Iterable[Source], titles: list[str]) -> None:
    """Assert that an element has a text, and at its end the numbers of these sources."""
    shown, numbers = split_numbers(node)
    assert shown == text
    assert numbers == sorted(numbers)
    # A record may name a source twice, and two sources may have the same title.
    cited_titles = {source.key: source.title for source in sources}.values()
    assert sorted(titles[number - 1] for number in numbers) == sorted(cited_titles)


def sources_of(fact: Fact | None, record: Any) -> list[Source]:
    sources = [cited.source for cited in record.sources]
    return [source for source in sources if fact and source.key in fact.sources]


def assert_facts(
    within: Html | Node, facts: list[Fact], others: list[Fact], of: Any, titles: list[str]
) -> None:
    """Assert that a list has all facts with their sources, and then the sources of nothing else.

    Args:
        within: where the list is.
        facts: its facts.
        others: the facts that stand elsewhere with their sources.
        of: the record.
        titles: the titles of the sources at the end of the page.
    """
    nodes = iter(within.css("dl > *"))
    for fact in facts:
        assert_cites(next(nodes), fact.label, sources_of(fact, of), titles)
        for value in fact.value:
            assert_shown(next(nodes), (value,))
    shown = set(chain.from_iterable(fact.sources for fact in (*facts, *others)))
    if rest := [c.source for c in of.sources if c.source.key not in shown]:
        assert next(nodes).text() == "Source"
        assert_cites(next(nodes), "", rest, titles)
    assert list(nodes) == []


def source_titles(read: Html) -> list[str]:
    first = [li.child for li in read.css(".sources li")]
    return [(node.text_content or node.text()).removesuffix("\n") for node in first if node]


def assert_inert(read: Html) -> None:
    """Assert that a page has nothing but what this format is made of."""
    data, *searched, script = read.css("script")
    assert data.attributes == {"type": "application/ld+json"}
    assert [node.attributes for node in searched] == [{"type": "application/json"}] * len(
        read.css("form")
    )
    for node in searched:
        assert isinstance(json.loads(node.text()), dict)
    assert script.attributes == {}
    digest = b64encode(sha256(script.text().encode()).digest()).decode()
    assert one(read, "meta[http-equiv]").attributes == {
        "http-equiv": "Content-Security-Policy",
        "content": (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
            "base-uri 'none'; form-action 'none'"
        ),
    }
    assert script.text() == one(page(Calls(Dataset(challenges=()))), "body > script").text()
    assert isinstance(json.loads(data.text()), dict)
    assert {node.text(deep=False).strip() for node in read.css(TEXTLESS)} == {""}
    for node in read.css("*"):
        assert ELEMENTS.fullmatch(str(node.tag))
        assert all(map(ATTRIBUTES.fullmatch, node.attributes))
        assert re.fullmatch(r"width:\d+%", node.attributes.get("style") or "width:1%")
        if node.tag in {"style", "script"}:
            assert not re.search(r"@import|url\(|fetch\(|import\(", node.text())
        if "href" in node.attributes:
            assert re.match(
                "https?://|#_[0-9]+$|#[A-Za-z0-9][A-Za-z0-9._-]*$|#[a-z]+=[^ ]+$",
                str(node.attributes["href"]),
            )


def assert_the_table_is_shown(report: Listing | Calls) -> None:
    read = page(report)
    assert_inert(read)
    table = report.table(words=True)
    assert texts(read, ".rows thead th") == list(table.head)
    # The totals of promotions are above the table.
    rows = list(table.rows)[: len(list(report.records()))]
    for cells, row in zip(rows, read.css(".rows tbody > tr"), strict=True):
        for cell, node in zip(cells, row.css("th, td"), strict=True):
            assert_shown(node, cell)


def assert_the_cards_are_shown(report: Cards | Call, of: tuple[Any, ...]) -> None:
    read = page(report)
    assert_inert(read)
    titles = source_titles(read)
    articles = zip(of, report.cards(words=True), read.css("article"), strict=True)
    for record, card, article in articles:
        others = [card.tagline] if card.tagline else []
        assert_facts(article, card.details, others, record, titles)


def assert_the_listing_is_shown(dataset: Dataset) -> None:
    """Assert that the page of challenges has what is known of each, but for what cards alone have."""
    read = page(Listing(dataset))
    assert_inert(read)
    heads, titles = texts(read, ".rows thead th"), source_titles(read)
    cards, rows = Cards(dataset).cards(words=True), read.css(".rows tbody")
    for of, card, row in zip(dataset.challenges, cards, rows, strict=True):
        cells = dict(zip(heads, row.css("tr:first-child > *"), strict=True))
        facts = {fact.name: fact for fact in card.facts}
        assert row.attributes["id"] == of.slug
        # Links stand below the tagline, or where there is none below the name.
        below = "" if "Tagline" in heads else "".join(texts(row, ".links"))
        assert cells["Name"].text() == card.name + below
        if "Promotion" in cells:
            assert cells["Promotion"].text() == dataset.promotion_labels.get(of.promotion or "", "")
        mark = "~" if of.basis == "inferred" else ""
        seeks = [mark + profile.words() for profile in of.profiles]
        texts_of = {
            "tagline": ("Tagline", of.tagline_english or of.tagline or ""),
            "hosts": ("Host", "".join(h.ministry + (h.department or "") for h in of.hosts)),
            "profiles": (next((name for name in cells if name in SEEKS), ""), "".join(seeks)),
            "phase": ("Phase", _(PHASES[of.phase]) if of.phase else ""),
        }
        # What no challenge has, has no column.
        empty = {name: text for name, (head, text) in texts_of.items() if head not in cells}
        assert set(empty.values()) <= {""}
        texts_of = {name: texts_of[name] for name in texts_of if name not in empty}
        for name, (head, text) in texts_of.items():
            nodes = cells[head].css("p:not(.links)") if name == "tagline" else [cells[head]]
            for node in nodes:
                assert_cites(node, text, sources_of(facts.get(name), of), titles)
            assert nodes or not text
        addresses = [of.page, of.product, of.repository, of.card]
        links = row.css("a[href^=http]")
        assert [a.attributes["href"] for a in links] == [*filter(None, addresses)]
        elsewhere = {"slug", "promotion", "page", "basis", *texts_of}
        # Cards alone have these.
        elsewhere |= {"number", "expertise", "former_page", "funding", "later_expertise", "regions"}
        others = [fact for name, fact in facts.items() if name in texts_of]
        linked_to = [fact for fact in card.details if isinstance(fact.value[0], Hyperlink)]
        linked_to = [fact for fact in linked_to if fact.name not in elsewhere]
        rest = [
            fact for fact in card.details if fact.name not in elsewhere and fact not in linked_to
        ]
        assert_facts(row, rest, [*others, *linked_to], of, titles)


# What is shown


@given(datasets)
def test_a_browser_reads_exactly_what_went_into_a_table(dataset: Dataset) -> None:
    if dataset.challenges:
        assert_the_listing_is_shown(dataset)
        every = columns_named(dataset, [*columns_of(dataset.skills)])
        assert_the_table_is_shown(Listing(dataset, every))
    assert_the_table_is_shown(Calls(dataset))


@given(datasets)
def test_a_browser_reads_exactly_what_went_into_the_cards(dataset: Dataset) -> None:
    assert_the_cards_are_shown(Cards(dataset), dataset.challenges)
    assert_the_cards_are_shown(Call(dataset.programmes, dataset.sources), dataset.programmes)


@given(datasets)
def test_a_browser_reads_exactly_what_was_counted(dataset: Dataset) -> None:
    counts = Counts(dataset, dataset, ["skill", "ministry", "town"])
    read = page(counts)
    assert_inert(read)
    tallies = chain.from_iterable(counts.tallies.values())
    for tally, row in zip(tallies, read.css(".counts tbody tr"), strict=True):
        first, *_others, last = texts(row, "td")
        assert one(row, "th").text() == tally.label
        assert (first, last) == (str(tally.challenges), tally.percent)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_would_be_markup_is_text(hostile: str) -> None:
    source = Source(key="a", title=hostile, publisher=hostile, note=hostile)
    dataset = dataset_of(
        challenge(
            **dict.fromkeys(["name", "tagline", "note"], hostile),
            hosts=(Host(ministry=hostile, department=hostile, aliases=(hostile,)),),
            themes=(hostile, "other"),
            towns=(hostile,),
            profiles=(Profile(skill=skill(english=hostile), count=1),),
            sources=(cited(source),),
        ),
        challenge("b"),
        programmes=(Programme(name=hostile, organiser=hostile, next_call=hostile, note=hostile),),
        sources=(source,),
    )
    assert_the_listing_is_shown(dataset)
    assert_the_cards_are_shown(Cards(dataset), dataset.challenges)
    assert_the_cards_are_shown(Call(dataset.programmes, dataset.sources), dataset.programmes)
    for read in map(page, reports(dataset).values()):
        assert_inert(read)
        assert linked(read)["name"].endswith(hostile)
        assert hostile in one(read, "title").text()
        assert source_titles(read) == [hostile]
    assert f"{hostile} (1)" in texts(page(Listing(dataset)), "option")


# How a page begins


TOTALS = "13 défis, 27 people sought, 28 people recruited"
OVER = "The call is over: it closed on 27 October 2017."


@pytest.mark.parametrize(
    ("kind", "heading", "lead"),
    [
        ("listing", "Défis of promotion 2", [TOTALS]),
        ("cards", "Défis of promotion 2", [TOTALS]),
        ("counts", "Défis in numbers", [TOTALS]),
        ("call", "The call for applications of promotion 2", [OVER]),
        ("calls", "Promotions", ["13 défis, 27 people sought, 28 people recruited"]),
    ],
)
def test_a_page_begins_with_what_it_has_and_what_a_reader_must_know(
    bundled: Dataset, kind: str, heading: str, lead: list[str]
) -> None:
    report = reports(bundled)[kind]
    read = page(report)
    name = "Entrepreneurs d’intérêt général"
    assert one(read, "h1").text() == heading
    assert one(read, "title").text() == f"{heading} · {name}"
    said = [] if kind == "call" else [bundled.programmes[0].description_english]
    assert texts(read, "header p") == [name, *said, *lead]
    sure = "section:has(h2)" if report.notes else "none"
    assert set(report.notes) <= {*texts(read, f"main > {sure} > p")}
    for sentence in (*lead, *report.notes):
        assert sentence.rstrip(".") in linked(read)["description"]


def test_the_numbers_that_begin_a_page_are_large(bundled: Dataset) -> None:
    assert texts(page(Listing(bundled)), ".lead b") == ["13", "27", "28"]


def test_a_listing_has_the_notes_on_its_numbers_once(bundled: Dataset) -> None:
    read = page(Listing(bundled))
    assert texts(read, "h2, h3") == [
        *("In numbers", "By role", "By family of ministries", "By phase", "How sure", "Sources")
    ]
    notes = Counts(bundled, by=["skill", "family", "phase"]).notes
    assert sorted(notes) == sorted(text for text in texts(read, "p") if text in notes)


@pytest.mark.parametrize(("found", "shown"), [(2, ["1 of 2 défis is shown."]), (1, []), (0, [])])
def test_a_page_says_that_it_shows_the_first_only(found: int, shown: list[str]) -> None:
    read = page(Listing(dataset_of(challenge()), found=found))
    assert texts(read, "header p:not(.lead)") == shown


def test_one_challenge_is_the_title_of_its_page_several_have_a_heading_each(
    bundled: Dataset,
) -> None:
    read = page(Cards(find_by_name(bundled, ["gobelins"]).dataset))
    assert (one(read, "h1").text(), one(read, "h1").attributes) == ("Gobelins", {"lang": "fr"})
    assert one(read, ".lead").text().startswith("design a search and inventory interface")
    assert texts(read, "h2") == ["How sure", "Sources"]
    read = page(Cards(find_by_name(bundled, ["gobelins", "eig-link"]).dataset))
    assert texts(read, "article h2") == ["Gobelins", "EIG Link"]
    assert [node.attributes for node in read.css("article h2")] == [{"lang": "fr"}] * 2
    assert [text[:6] for text in texts(read, "article .lead")] == ["design", "suppor"]


def test_several_calls_have_a_heading_each(two_promotions: Dataset) -> None:
    read = page(Call((*two_promotions.programmes, Programme(name="R"))))
    assert one(read, "h1").text() == "Calls for applications"
    assert texts(read, "h2") == ["P, promotion 1", "=Q, R; S | T: u, promotion dig", "R"]
    assert texts(read, "article .lead")[0] == "The call is over: it closed in October 2017."
    assert one(page(Call((Programme(name="P"),))), "h1").text() == "The call for applications"


def test_a_list_of_nothing_is_a_page(bundled: Dataset) -> None:
    read = page(Listing(replace(bundled, challenges=())))
    assert_inert(read)
    assert texts(read, "header p, main") == ["0 défis", "\n"]


# Sources and licences


def test_a_page_names_its_sources_their_dates_and_their_licence(bundled: Dataset) -> None:
    read = page(Listing(bundled))
    assert_inert(read)
    first, *_others, last = texts(read, ".sources li")
    assert first.startswith("Règlement de l’appel à candidature, Promotion 2Etalab, September 2017")
    assert last.startswith("Rédigé pour ce jeu de données")
    # Where in a document a fact is, the cards say.
    assert read.css(".sources li p") == []
    notes = texts(page(Cards(bundled)), ".sources li p")
    assert notes[-1].startswith("Ce qu’aucun document ne dit")
    assert texts(read, "footer p")[:3] == [
        "The latest source is of 20 August 2026.",
        "The data is under Licence Ouverte 2.0: reuse it, and say where it is from.",
        (
            "To cite it: Entrepreneurs d’intérêt général, sources up to 20 August 2026, eigcli"
            f" {__version__}, Licence Ouverte 2.0."
        ),
    ]
    address = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    assert one(read, "footer a").attributes["href"] == address
    assert linked(read)["license"] == [address]
    assert linked(read)["temporalCoverage"] == "2017-09-27/2018-10"


def test_a_source_is_a_link_with_what_is_known_of_it_in_lines() -> None:
    lone = Source(key="l", title="Avis")
    dataset = dataset_of(
        challenge(sources=(cited(BOOK), cited(lone))), sources=(BOOK, lone), programmes=(FRENCH,)
    )
    about = 'Éditeur, <span lang="en">September 2017</span><p>Lu.\n</p>'
    assert [li.html for li in page(Cards(dataset)).css(".sources li")] == [
        f'<li id="_1" lang="fr"><a href="{BOOK.url}">Livre</a><br>{about}</li>',
        '<li id="_2" lang="fr">Avis\n</li>',
    ]


def test_only_the_sources_that_are_cited_are_named(bundled: Dataset) -> None:
    a, b, c = (Source(key=key, title=key.upper()) for key in "abc")
    dataset = dataset_of(
        challenge("x", sources=(cited(c), cited(a))), challenge("y"), sources=(a, b, c)
    )
    read = page(Listing(dataset))
    assert source_titles(read) == ["A", "C"]
    assert texts(read, "details dd") == ["1\u00a02"]
    assert [a.attributes["href"] for a in read.css("details a")] == ["#_1", "#_2"]
    assert [li.attributes["id"] for li in read.css("li")] == ["_1", "_2"]
    assert source_titles(page(Call((), bundled.sources))) == [s.title for s in bundled.sources]


# Whose words are French.
FRENCH = Programme(name="P", language="fr")
STORY = dataset_of(
    challenge(
        "a",
        tagline="une mission",
        tagline_english="a mission",
        hosts=(host("M", "D"), host("N")),
        themes=("T",),
        profiles=seeking(cook=1),
        problem="un problème",
        made="un outil",
        product="https://x.y/",
        sources=tuple(
            cited(Source(key=key, title=key.upper()), *fields.split())
            for key, fields in {
                "a": "tagline hosts problem made",
                "b": "tagline_english name",
                "c": "hosts product profiles problem",
                "d": "hosts keywords",
                "e": "keywords",
                "f": "",
            }.items()
        ),
    ),
    sources=tuple(Source(key=key, title=key.upper()) for key in "abcdef"),
)


def test_facts_of_a_row_refer_to_their_sources_and_the_row_to_those_of_nothing_shown() -> None:
    [row] = page(Listing(STORY)).css(".rows tbody")
    first = row.css("tr:first-child > *")
    cells = dict(zip(["name", "tagline", "host", "seeks"], first, strict=True))
    assert split_numbers(cells["name"]) == ("A", [])
    assert split_numbers(one(row, "p:not(.links)")) == ("a mission", [2])
    assert split_numbers(one(row, ".links")) == ("Product", [3])
    assert split_numbers(cells["host"]) == ("MDN", [1, 3, 4])
    assert [a.text() for a in cells["host"].css("a")] == ["1", "3", "4"]
    assert split_numbers(cells["seeks"]) == ("1 cook", [3])
    assert [split_numbers(node) for node in row.css("dt")] == [
        ("Theme", []),
        ("Problem", [1, 3]),
        ("What was made", [1]),
        ("Source", []),
    ]
    assert texts(row, "dd") == ["T", "un problème", "un outil", "5\u00a06"]


def test_facts_of_a_card_refer_to_their_sources_and_the_card_to_those_of_nothing_shown() -> None:
    read = page(Cards(STORY))
    assert [split_numbers(node) for node in read.css("dt")] == [
        ("Slug", []),
        ("Host", [1, 3, 4]),
        ("Theme", []),
        ("Seeks", [3]),
        ("Problem", [1, 3]),
        ("What was made", [1]),
        ("Product", [3]),
        ("Source", []),
    ]
    assert texts(read, "dd")[-1] == "5\u00a06"


def test_each_challenge_has_an_address_and_those_that_it_names_are_linked() -> None:
    first = challenge("a", followed_by=("b", "elsewhere"))
    dataset = dataset_of(first, challenge("b", follows="a"))
    for report in (Listing(dataset), Cards(dataset)):
        read = page(report)
        links = {node.text(): node.attributes["href"] for node in read.css("dd > a")}
        assert links == {"a": "#a", "b": "#b"}
        assert {"b; elsewhere", "a"} <= {*texts(read, "dd")}
        for slug in "ab":
            assert slug.upper() in one(read, f"[id={slug}]").text()
    # Its page is about it alone.
    assert one(page(Cards(dataset_of(first))), "article").attributes == {"id": "a"}


def test_cards_of_one_host_are_linked() -> None:
    body = Body(name="D")
    hosts = (Host(ministry="M", department="D", bodies=(body,)),)
    dataset = dataset_of(
        challenge("a", hosts=hosts), challenge("b", hosts=hosts), challenge("c"), bodies=(body,)
    )
    first, second, third = page(Cards(dataset)).css("article")
    assert texts(first, "p:last-child") == ["Of the same host: B\n"]
    assert one(first, "p:last-child a").attributes == {"href": "#b"}
    assert one(second, "p:last-child a").attributes == {"href": "#a"}
    assert "Of the same host" not in third.text()


def test_a_card_has_the_sources_of_the_tagline_that_is_read() -> None:
    read = page(Cards(STORY))
    assert split_numbers(one(read, ".lead")) == ("a mission", [2])
    assert one(read, ".lead").attributes == {"class": "lead"}
    assert texts(read, "dd")[-1] == "5\u00a06"


def test_a_french_card_has_the_tagline_in_french() -> None:
    with in_language("fr"):
        read = page(Cards(STORY))
    assert split_numbers(one(read, ".lead")) == ("une mission", [1])
    assert texts(read, "dd")[-1] == "2 5 6".replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("keys", "shown", "links"),
    [
        ("a", "1", ["#_1"]),
        ("ab", "1 2", ["#_1", "#_2"]),
        ("abc", "1–3", ["#_1"]),
        ("acdeg", "1 3–5 7", ["#_1", "#_3", "#_7"]),
    ],
)
def test_three_sources_in_a_row_are_one_link_and_two_a_link_each(
    keys: str, shown: str, links: list[str]
) -> None:
    known = {key: Source(key=key, title=key) for key in "abcdefg"}
    own = challenge("a", sources=tuple(cited(known[key]) for key in keys))
    # The other one cites them all, so that these have gaps between them.
    other = challenge("b", sources=tuple(map(cited, known.values())))
    read = page(Listing(dataset_of(own, other, sources=tuple(known.values()))))
    [sources, _others] = read.css("details dd")
    assert sources.text() == shown.replace(" ", "\u00a0")
    assert [link.attributes["href"] for link in sources.css("a")] == links


def test_nothing_is_said_of_a_licence_or_a_date_that_is_not_stated() -> None:
    sources = (Source(key="a", title="A"),)
    read = page(Listing(dataset_of(challenge(sources=tuple(map(cited, sources))), sources=sources)))
    assert texts(read, "footer p") == [
        f"Made by eig {__version__}.",
    ]
    assert not {"license", "dateModified", "temporalCoverage"} & set(linked(read))


def test_what_no_challenge_has_takes_no_room_on_a_page() -> None:
    few = dataset_of(
        challenge("a", hosts=(), profiles=(), product="https://x.y/"),
        challenge("b", hosts=(), profiles=()),
    )
    read = page(Listing(few))
    assert "In numbers" not in texts(read, "h2")
    assert texts(read, "thead th") == ["Name"]
    # Links stand below the name where there is no tagline.
    assert texts(read, "tbody th .links a") == ["Product"]


def test_licence_and_citation_say_what_they_are_of() -> None:
    programmes = tuple(
        Programme(name=name, promotion=name, licence=licence)
        for name, licence in (("P", "L"), ("Q", None))
    )
    of_each = (challenge(name.lower(), name=name, promotion=name) for name in "PQRS")
    first, second, other, another = of_each

    def said(*challenges: Challenge) -> list[str]:
        read = page(Listing(dataset_of(*challenges, programmes=programmes)))
        *lines, _made = texts(read, "footer p")
        return lines

    every = "The data is under L: reuse it, and say where it is from."
    some = "The data of P is under L: reuse it, and say where it is from."
    cited = f"eigcli {__version__}"
    assert said(first) == [every, f"To cite it: P, {cited}, L."]
    assert said(first, second) == [some, f"To cite it: P, Q, {cited}."]
    one = "This does not hold for R, which is of no programme."
    others = "This does not hold for R, S, which are of no programme."
    assert said(first, other) == [some, f"To cite it: P, {cited}.", one]
    assert said(first, other, another)[-1] == others
    assert said(other) == []


def test_a_page_is_a_dataset_to_machines() -> None:
    a = Source(key="a", title="A", date="2018", url="https://x.y/")
    b = Source(key="b", title="B", date="2017-12-01")
    call: dict[str, Any] = {"start": "2018-01", "ends": "2018-10", "organiser": "O"}
    dataset = dataset_of(
        challenge(themes=("Santé", "Mer"), sources=(cited(a), cited(b))),
        programmes=(Programme(name="P", licence="<Mine>", **call),),
        sources=(a, b),
    )
    read = page(Listing(dataset))
    assert linked(read) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Défis · P",
        "description": "1 défi.",
        "inLanguage": "en",
        "license": ["<Mine>"],
        "dateModified": "2018",
        "temporalCoverage": "2018-01/2018-10",
        "creator": [{"@type": "Organization", "name": "O"}],
        "keywords": ["Santé", "Mer"],
    }
    # Its language is that of its texts, where that is known.
    french = replace(dataset, programmes=(FRENCH,))
    assert linked(page(Listing(french)))["inLanguage"] == "fr"
    # Letters are as they are read.
    assert '"Santé"' in one(read, "script[type='application/ld+json']").text()
    assert "The data is under <Mine>: reuse it" in texts(read, "footer p")[1]


def test_a_dataset_is_only_of_the_programmes_of_its_challenges(two_promotions: Dataset) -> None:
    some = replace(two_promotions, challenges=two_promotions.challenges[:1])
    assert texts(page(Listing(some)), ".over") == ["P"]
    assert texts(page(Calls(some)), ".over") == ["P · =Q, R; S | T: u"]


# Rows


def test_a_card_says_nothing_where_nothing_is_known() -> None:
    read = page(Call((Programme(name="P"),)))
    assert one(read, "article").text().strip() == ""
    assert read.css("dl") == []


def test_a_table_has_a_caption_and_the_rows_a_button_to_show_them_all(bundled: Dataset) -> None:
    read = page(Listing(bundled))
    assert one(read, ".rows caption").text() == "The défis"
    assert one(read, "form button").text() == "Show all"
    assert one(page(Calls(bundled)), ".rows caption").text() == "The promotions"


def test_links_of_a_row_have_space_between_them() -> None:
    links = {"product": "https://x.y/p", "repository": "https://x.y/r"}
    read = page(Listing(dataset_of(challenge(**links))))
    assert one(read, ".links").text() == "Product Repository"


def test_of_several_promotions_each_row_says_its_own_and_they_sort_in_their_order(
    two_promotions: Dataset,
) -> None:
    first, *others = two_promotions.challenges
    dataset = replace(
        two_promotions,
        programmes=two_promotions.programmes[::-1],
        challenges=(replace(first, number=7), *others),
    )
    read = page(Listing(dataset))
    assert one(read, "h1").text() == "Défis"
    assert [
        (cell.text(), cell.attributes["data-sort"])
        for cell in read.css(".rows tbody > tr > :nth-child(3)")
    ] == [("1", "1"), ("1", "1"), ("dig (2019)", "0")]
    assert texts(read, "h3") == ["By promotion", "By role"]
    assert texts(read, ".rows thead th") == ["Name", "Host", "Promotion", "Seeks"]


CALL: dict[str, Any] = {
    "name": "P",
    "months": 10,
    "apply": "https://x.y/",
    "sources": (cited(Source(key="s", title="T")),),
}


@pytest.mark.parametrize(
    ("dates", "is_open"),
    [
        ({"opens": "2017-01", "closes": "2017-02"}, False),
        ({"opens": "2017-01", "closes": "9999-01"}, True),
        ({"opens": "9998-01"}, True),
        ({"opens": "2017-01"}, False),
        ({"calls": (Period(closes="2017"), Period(closes="9999"))}, True),
        ({"calls": (Period(closes="2017"), Period(closes="2018"))}, False),
        ({}, False),
    ],
)
def test_the_facts_of_a_call_stand_with_its_defis_as_long_as_one_may_apply(
    dates: dict[str, Any], *, is_open: bool
) -> None:
    heads = ["The call for applications"] if is_open else []
    dataset = dataset_of(challenge(), programmes=(Programme(**CALL, **dates),))
    read = page(Listing(dataset))
    assert texts(read, "section h2") == [*heads, "In numbers", "How sure"]
    assert ("10 months" in texts(read, "section dd")) is is_open
    labels = texts(read, "section dt")
    assert ("Applications" in labels) is is_open
    assert "Source" not in labels
    both = replace(
        dataset,
        programmes=(*dataset.programmes, Programme(promotion="2", opens="9999", **CALL)),
        challenges=(*dataset.challenges, challenge("b", promotion="2")),
    )
    of_other = "The call for applications of promotion 2"
    assert texts(page(Listing(both)), "section h2") == [*heads, of_other, "In numbers", "How sure"]


@pytest.mark.parametrize(
    ("name", "text", "order"),
    [
        ("months", "10", None),
        ("sought", "3", None),
        ("seeks", "2 cooks1 baker", "3"),
        ("recruited", "cook", ""),
        ("basis", "stated by a source", "stated"),
        ("page", "https://x.y/", None),
        ("hosts", "M", None),
        ("promotion", "1", "0"),
    ],
)
def test_a_column_sorts_by_what_programs_call_its_values(
    name: str, text: str, order: str | None
) -> None:
    dataset = dataset_of(
        challenge(
            months=10,
            profiles=seeking(cook=2, baker=1),
            recruited=seeking(cook=None),
            basis="stated",
            page="https://x.y/",
            promotion="1",
        ),
        programmes=(replace(FRENCH, promotion="1", start="2018"),),
    )
    cell = one(page(Listing(dataset, columns_named(dataset, ["name", name]))), ".rows tbody td")
    assert (cell.text(), cell.attributes.get("data-sort")) == (text, order)


def test_chosen_columns_come_as_they_are_named_and_the_name_heads_its_row(bundled: Dataset) -> None:
    hopkins = find_by_name(bundled, ["hopkins"]).dataset
    read = page(Listing(hopkins, columns_named(bundled, ["sought", "name"])))
    assert one(read, ".rows tbody > tr").html == (
        '<tr><td class="n">3</td><th scope="row" lang="fr">Hopkins</th></tr>'
    )
    assert read.css("details, .links") == []
    read = page(Listing(bundled, columns_named(bundled, ["slug", "tagline"])))
    assert texts(read, ".rows tbody th")[:2] == ["predisauvetage", "lab-sante"]


def test_a_chosen_tagline_is_marked_as_french_where_it_is_and_empty_where_there_is_none() -> None:
    dataset = dataset_of(
        challenge("a", tagline="une mission"),
        challenge("b", tagline="une mission", tagline_english="a mission"),
        challenge("c"),
        programmes=(FRENCH,),
    )
    read = page(Listing(dataset, columns_named(dataset, ["slug", "tagline"])))
    assert [cell.html for cell in read.css(".rows td")] == [
        '<td><span lang="fr">une mission</span></td>',
        "<td>a mission</td>",
        "<td></td>",
    ]


def test_each_promotion_is_a_row_that_sorts_by_its_date(two_promotions: Dataset) -> None:
    read = page(Calls(two_promotions))
    assert texts(read, ".n") == [
        *("Défis", "People sought", "People recruited"),
        *("2", "6", "5"),
        *("1", "", ""),
    ]
    _first, last = read.css(".rows tbody tr")
    assert last.css("th, td")[2].attributes == {"data-sort": "2019-06"}
    assert one(last, "th").text() == "dig"
    assert last.attributes == {}


# Filters


def test_rows_are_marked_with_what_they_are_filtered_by(two_promotions: Dataset) -> None:
    first, *others = two_promotions.challenges
    dataset = replace(
        two_promotions,
        challenges=(
            replace(first, hosts=(host("Z"), host("É")), themes=("b", "a")),
            *(replace(other, hosts=(host("É"),)) for other in others),
        ),
    )
    read = page(Listing(dataset))
    options = {
        label.text(deep=False): [
            (option.attributes["value"], option.text()) for option in label.css("option")
        ]
        for label in read.css("label:has(select)")
    }
    assert options == {
        "Role": [("", "all"), ("0", "cook (3)"), ("1", "baker (1)")],
        "Theme": [("", "all"), ("2", "a (1)"), ("3", "b (1)")],
        "Promotion": [("", "all"), ("4", "1 (2)"), ("5", "dig (2019) (1)")],
    }
    assert [row.attributes["data-has"] for row in read.css(".rows tbody")] == [
        "0 1 2 3 4",
        "0 4",
        "0 5",
    ]


def test_what_all_have_in_common_is_no_filter() -> None:
    read = page(Listing(dataset_of(challenge("a", promotion="1"), challenge("b", promotion="1"))))
    assert texts(read, "form label") == ["Search"]
    assert [row.attributes for row in read.css(".rows tbody")] == [{"id": "a"}, {"id": "b"}]


def test_the_form_is_hidden_without_scripts_and_has_the_sentences_for_them(
    bundled: Dataset,
) -> None:
    form = one(page(Listing(bundled)), "form")
    assert form.attributes == {"role": "search", "hidden": None}
    assert one(form, "[role=status]").attributes == {
        "role": "status",
        "data-none": "No défi has all of this.",
        "data-one": "{shown} of 13 défis is shown.",
        "data-other": "{shown} of 13 défis are shown.",
    }
    assert one(form, "label:first-child input").attributes == {"name": "q", "type": "search"}
    assert len(form.css("label")) == len(form.css("label > input, label > select")) == 7


# Counts


def test_names_of_ministries_places_and_themes_are_french_and_numbers_in_words() -> None:
    one_defi = challenge(
        hosts=(Host(ministry="M", families=(Family(code="sea", english="High seas"),)),),
        profiles=(Profile(skill=skill(english="chef"), count=1234),),
        themes=("T",),
        towns=("V",),
        regions=("R",),
        phase="stopped",
    )
    by = ["skill", "ministry", "family", "theme", "town", "region", "phase"]
    read = page(Counts(dataset_of(one_defi, programmes=(FRENCH,)), by=by))
    french = [th.attributes.get("lang") for th in read.css("tbody th")]
    assert french == [None, "fr", None, "fr", "fr", "fr", None]
    assert texts(read, "tbody tr:first-child td")[:2] == ["1", "1,234"]


def test_bars_are_as_long_as_their_shares() -> None:
    whole = dataset_of(challenge(profiles=seeking(cook=11, baker=8, waiter=1)))
    read = page(Counts(whole, by=["skill"]))
    widths = [bar.attributes["style"] for bar in read.css("i")]
    assert widths == ["width:100%", "width:73%", "width:9%"]


def test_what_nobody_counted_is_a_dash_and_no_bar(two_promotions: Dataset) -> None:
    [_one, other] = page(Counts(two_promotions, by=["promotion"])).css("tbody tr")
    assert texts(other, "th, td") == ["dig (2019)", "1", "–", "–", "33%"]
    assert page(Counts(dataset_of(challenge()), by=["theme"])).css("table") == []
    both = page(Counts(dataset_of(challenge()), by=["theme", "ministry"]))
    assert texts(both, "caption") == ["By host\n"]
    # Of a role that nobody seeks, but that was recruited: no part of the people sought.
    baker = skill("baker")
    recruited = challenge(profiles=seeking(cook=1), recruited=(Profile(skill=baker, count=1),))
    read = page(Counts(dataset_of(recruited, skills=(baker,)), by=["skill"]))
    assert [bar.attributes["style"] for bar in read.css("i")] == ["width:0%"]


# Accessibility, as far as it can be seen in the HTML, and what a browser needs


@pytest.mark.parametrize("kind", reports(Dataset(challenges=())))
def test_a_page_has_what_assistive_technology_needs(bundled: Dataset, kind: str) -> None:
    text = "".join(write(reports(bundled)[kind]))
    read = Html(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert text.endswith("</html>\n")
    assert [node.tag for node in read.css("body > *")] == ["header", "main", "footer", "script"]
    assert len(read.css("h1")) == len(read.css("title")) == 1
    assert len(read.css("table > caption:first-child")) == len(read.css("table"))
    assert len(read.css("th[scope]")) == len(read.css("th"))
    for row in read.css("tbody > tr"):
        # What opens below a row is its second one.
        assert len(row.css("th[scope=row], td[colspan]")) == 1
    ids = [node.attributes["id"] for node in read.css("[id]")]
    assert len(set(ids)) == len(ids)
    links = {str(a.attributes["href"]) for a in read.css("a[href^='#']")}
    assert {link for link in links if "=" not in link} <= {f"#{name}" for name in ids}
    assert one(read, "meta[name=color-scheme]").attributes["content"] == "light dark"


def test_what_is_french_is_marked_where_the_page_is_not(bundled: Dataset) -> None:
    dataset = replace(bundled, programmes=(replace(bundled.programmes[0], next_call="Bientôt."),))
    read = page(Listing(dataset))
    marked = texts(read, "[lang=fr]")
    for text in ("Entrepreneurs d’intérêt général", "Bientôt.", "Sécurité", "Etalab"):
        assert any(text in one for one in marked)
    for text in ("1 developer", "More", "develop predictive algorithms", "What was made"):
        assert not any(text in one for one in marked)
    within = texts(read, "[lang=fr] [lang=en]")
    assert within[:2] == ["all", "all"]
    assert {"September 2017", "14 April 2026"} < {*within[2:]}
    call = page(Call(bundled.programmes))
    assert bundled.programmes[0].description_english in texts(call, "dd:not([lang])")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_english_is_marked_on_a_french_page_and_nothing_of_which_that_is_not_known(
    bundled: Dataset, language: str
) -> None:
    [programme] = bundled.programmes
    unknown = (replace(programme, language=None),)
    english = (replace(programme, language="en"),)
    with in_language(language):
        assert not page(Listing(replace(bundled, programmes=unknown))).css("body [lang]")
        assert not page(Listing(replace(bundled, programmes=unknown + english))).css("body [lang]")
        marked = page(Listing(replace(bundled, programmes=english))).css("body [lang=en]")
        assert bool(marked) == (language == "fr")


@pytest.mark.parametrize("kind", reports(Dataset(challenges=())))
def test_nothing_is_marked_where_the_page_is_french(bundled: Dataset, kind: str) -> None:
    with in_language("fr"):
        read = page(reports(bundled)[kind])
    assert [(node.tag, node.attributes) for node in read.css("[lang]")] == [
        ("html", {"lang": "fr"})
    ]


@pytest.mark.parametrize(
    ("promotions", "count", "most"),
    [((), 13, 60_000), (("all",), oracle.bundled_count(), 2_450 * oracle.bundled_count())],
)
def test_a_page_is_small(promotions: tuple[str, ...], count: int, most: int) -> None:
    text = "".join(write(Listing(loading.load(loading.Input(promotion=promotions)))))
    assert len(Html(text).css(".rows tbody")) == count
    assert len(text.encode()) < most


# The commands


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        ("list", "Défis of promotion 2"),
        ("list -p all", "Défis"),
        ("list -p all --skill designer", "Défis: designer"),
        ("export -m culture -q recherche -q art", "Défis of promotion 2: Culture, recherche art"),
        ("list -p 2 -s designer --at-least 2", "Défis of promotion 2: designer, at least 2 people"),
        ("show gobelins", "Gobelins"),
        ("export", "Défis of promotion 2"),
        ("stats", "Défis in numbers"),
        ("programme", "The call for applications of promotion 2"),
        ("promotions", "Promotions"),
    ],
)
def test_every_command_writes_a_page(eig: Eig, arguments: str, title: str) -> None:
    written = eig(*arguments.split(), "--format", "html", "--quiet")
    assert (written.returncode, written.stderr) == (0, "")
    assert one(Html(written.stdout), "h1").text() == title
