"""What a browser reads in a page is what went in, and nothing in it is more than data."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from pkgutil import get_data
from typing import Any

import pytest
from arbitrary import datasets
from build import challenge, host, seeking, skill
from build import dataset as dataset_of
from conftest import Eig
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser as Html
from selectolax.lexbor import LexborNode as Node

from eigcli import dataset as loading
from eigcli.columns import columns_named, columns_of
from eigcli.counts import Counts
from eigcli.fields import Cell, Hyperlink
from eigcli.find import find_by_name
from eigcli.formats.html import markup, rows, write
from eigcli.kinds import COUNT
from eigcli.model import Dataset, Host, Period, Programme, Source
from eigcli.people import Profile
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.tables import Fact

# All that a page is made of. Only what follows from these rules may stand in it.
ELEMENTS = re.findall(
    r"\w+",
    """
    html head meta title style script body header main footer section article h1 h2 h3 p a small br
    form label input select option button table caption thead tbody tr th td i details summary dl dt
    dd ol li span
    """,
)
ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        """
        lang charset http-equiv content name type class scope role hidden value href id style
        data-has data-sort data-th data-none data-one data-other
        """,
    )
)
HOSTILE = [
    "</title></script></style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>&lt;&amp;lt;&#60;&nbsp",
    "javascript:alert(1)",
    "{shown} {licence} %s",
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


def assert_shown(node: Node, cell: Cell) -> None:
    """Assert that an element shows a cell: several values in lines, an address as a link."""
    assert node.text() == "".join(cell)
    assert len(node.css("br")) == max(len(cell) - 1, 0)
    assert [a.attributes["href"] for a in node.css("a")] == [
        str(value) for value in cell if isinstance(value, Hyperlink)
    ]


def facts(within: Html | Node) -> list[tuple[str, list[Node]]]:
    """Return each label of a list of facts, and the elements of its values."""
    found: list[tuple[str, list[Node]]] = []
    for node in within.css("dl > *"):
        if node.tag == "dt":
            found.append((node.text(), []))
        else:
            found[-1][1].append(node)
    return found


def numbers(references: str) -> list[int]:
    """Return the numbers of sources in a text such as `1–3 7`."""
    bounds = [list(map(int, run.split("–"))) for run in references.split()]
    return [number for run in bounds for number in range(run[0], run[-1] + 1)]


def assert_told(of: Any, told: list[Fact], within: Html | Node, titles: list[str]) -> None:
    """Assert that a list of facts tells all of them, and refers to the sources by number."""
    read = facts(within)
    assert [label for label, _nodes in read] == [fact.label for fact in told]
    for fact, (_label, nodes) in zip(told, read, strict=True):
        if fact.name == "sources":
            [node] = nodes
            cited = [titles[number - 1] for number in numbers(node.text())]
            assert sorted(cited) == sorted(source.title for source in of.sources)
        else:
            for node, value in zip(nodes, fact.value, strict=True):
                assert_shown(node, (value,))


def source_titles(read: Html) -> list[str]:
    return texts(read, ".sources li > span:first-child")


def assert_inert(read: Html) -> None:
    """Assert that a page has nothing but what this format is made of."""
    plain = one(page(Calls(Dataset(challenges=()))), "body > script")
    [data, script] = read.css("script")
    assert data.attributes == {"type": "application/ld+json"}
    assert script.attributes == {}
    assert script.text() == plain.text()
    assert isinstance(json.loads(data.text()), dict)
    for node in read.css("*"):
        assert node.tag in ELEMENTS
        assert set(node.attributes) <= ATTRIBUTES
        assert re.fullmatch(r"width:\d+%", node.attributes.get("style") or "width:1%")
        if "href" in node.attributes:
            assert re.match("https?://|#s[0-9]+$", str(node.attributes["href"]))


def assert_the_table_is_shown(read: Html, report: Listing | Calls) -> None:
    table = report.table(words=True)
    assert texts(read, ".rows thead th") == list(table.head)
    shown_rows = read.css(".rows tbody tr")
    for cells, row in zip(table.rows, shown_rows, strict=True):
        for cell, node in zip(cells, row.css("th, td"), strict=True):
            assert_shown(node, cell)


def assert_the_cards_are_shown(report: Cards | Call, of: tuple[Any, ...]) -> None:
    read = page(report)
    assert_inert(read)
    titles = source_titles(read)
    for held, card, article in zip(of, report.cards(words=True), read.css("article"), strict=True):
        assert_told(held, card.details, article, titles)


def assert_the_listing_is_shown(dataset: Dataset) -> None:
    """Assert that the page of challenges has all that is known of each."""
    read = page(Listing(dataset))
    assert_inert(read)
    titles = source_titles(read)
    heads = texts(read, ".rows thead th")
    shown_rows = read.css(".rows tbody tr")
    cards = Cards(dataset).cards(words=True)
    for of, card, row in zip(dataset.challenges, cards, shown_rows, strict=True):
        cells = dict(zip(heads, row.css("th, td"), strict=True))
        assert cells["Name"].text() == card.name + of.slug
        assert cells["Theme"].text() == "; ".join(of.themes)
        names = [[h.ministry, h.department or ""] for h in of.hosts]
        assert cells["Host"].text() == "".join(map("".join, names))
        mark = "~" if of.basis == "inferred" else ""
        assert cells["Seeks"].text() == "".join(
            mark + profile.skill.counted(profile.count) for profile in of.profiles
        )
        if "Number" in cells:
            assert cells["Number"].text() == "".join(COUNT.cell(of.number, words=True))
        if "Promotion" in cells:
            assert cells["Promotion"].text() == dataset.promotion_labels.get(of.promotion or "", "")
        tagline = cells["Tagline"]
        assert "".join(texts(tagline, "p:not(.links)")) == (of.tagline or "")
        addresses = [a.attributes["href"] for a in row.css("a[href^=http]")]
        assert addresses == [
            address for address in (of.page, of.former_page, of.product, of.repository) if address
        ]
        elsewhere = {"slug", "promotion", "hosts", "themes", "profiles"}
        elsewhere |= {"number"} if "Number" in cells else set()
        rest = [
            fact
            for fact in card.details
            if fact.name not in elsewhere and not isinstance(fact.value[0], Hyperlink)
        ]
        assert_told(of, rest, tagline, titles)


# What is shown


@given(datasets)
def test_a_browser_reads_exactly_what_went_into_a_table(dataset: Dataset) -> None:
    if dataset.challenges:
        assert_the_listing_is_shown(dataset)
        every = [column.name for column in columns_of(dataset.skills).values()]
        chosen = Listing(dataset, columns_named(dataset, every))
        assert_the_table_is_shown(page(chosen), chosen)
    read = page(Calls(dataset))
    assert_inert(read)
    assert_the_table_is_shown(read, Calls(dataset))


@given(datasets)
def test_a_browser_reads_exactly_what_went_into_the_cards(dataset: Dataset) -> None:
    assert_the_cards_are_shown(Cards(dataset), dataset.challenges)
    assert_the_cards_are_shown(Call(dataset.programmes, dataset.sources), dataset.programmes)


@given(datasets)
def test_a_browser_reads_exactly_what_was_counted(dataset: Dataset) -> None:
    counts = Counts(dataset, dataset, ["skill", "ministry", "town"])
    read = page(counts)
    assert_inert(read)
    shown_rows = read.css(".counts tbody tr")
    tallies = chain.from_iterable(counts.tallies.values())
    for tally, row in zip(tallies, shown_rows, strict=True):
        assert one(row, "th").text() == tally.label
        numbers = [node.text() for node in row.css("td")]
        assert numbers[0] == str(tally.challenges)
        assert numbers[-1] == tally.percent


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_would_be_markup_is_text(hostile: str) -> None:
    source = Source(key="a", title=hostile, publisher=hostile, note=hostile)
    dataset = dataset_of(
        challenge(
            name=hostile,
            tagline=hostile,
            hosts=(Host(ministry=hostile, department=hostile, aliases=(hostile,)),),
            themes=(hostile, "other"),
            towns=(hostile,),
            note=hostile,
            profiles=(Profile(skill(english=hostile), 1),),
            sources=(source,),
        ),
        challenge("b"),
        programmes=(Programme(name=hostile, organiser=hostile, next_call=hostile, note=hostile),),
        sources=(source,),
    )
    assert_the_listing_is_shown(dataset)
    assert_the_cards_are_shown(Cards(dataset), dataset.challenges)
    assert_the_cards_are_shown(Call(dataset.programmes, dataset.sources), dataset.programmes)
    for report in (Listing(dataset), Calls(dataset), Counts(dataset, dataset)):
        read = page(report)
        assert_inert(read)
        assert linked(read)["name"].endswith(hostile)
        assert hostile in one(read, "title").text()
    read = page(Listing(dataset))
    assert hostile in texts(read, "option")
    assert source_titles(read) == [hostile]


def test_a_listing_begins_with_what_it_has_and_what_a_reader_must_know(bundled: Dataset) -> None:
    read = page(Listing(bundled))
    assert one(read, "h1").text() == "Défis of promotion 2"
    assert one(read, "title").text() == "Défis of promotion 2 · Entrepreneurs d’intérêt général"
    assert texts(read, "header p") == [
        "Entrepreneurs d’intérêt général",
        "13 défis, 27 people sought, 28 people recruited",
        "The call is over: it closed on 27 October 2017.",
        "~ inferred: no source states the whole split.",
    ]
    # What is said of the numbers stands with them, and of the call once.
    assert texts(read, "main section:not(.sources) > p") == [
        "Bars and percent are of people sought.",
        "Who is sought, of 13 défis: stated by a source for 7, inferred for 6.",
        "Who was recruited: counted afterwards.",
    ]
    assert texts(read, "h2, h3") == ["In numbers", "By role", "Sources"]


def test_a_page_names_its_sources_their_dates_and_their_licence(bundled: Dataset) -> None:
    read = page(Listing(bundled))
    first, *_others, last = read.css(".sources li")
    assert first.text().startswith(
        "Relevez le défi : devenez entrepreneur.e d’intérêt général !2017"
    )
    assert last.text() == (
        "Ancien site du programme, promotions 1 à 4 (données des défis)Etalab, 5 September 2022"
        "Dépôt entrepreneur-interet-general/site-eig, _data/defis.yml, révision bc2afe5 ; Licence "
        "Ouverte.\n"
    )
    assert texts(read, "footer p")[:2] == [
        "The latest source is of 14 April 2026.",
        "The data is under the Licence Ouverte 2.0: reuse it, and say where it is from.",
    ]
    assert one(read, "footer a").attributes["href"] == (
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    )


def test_only_the_sources_that_are_cited_are_named(bundled: Dataset) -> None:
    sources = (Source(key="a", title="A"), Source(key="b", title="B"), Source(key="c", title="C"))
    dataset = dataset_of(
        challenge("x", sources=(sources[2], sources[0])), challenge("y"), sources=sources
    )
    read = page(Listing(dataset))
    assert source_titles(read) == ["A", "C"]
    assert texts(read, "details dd") == ["1–2"]
    assert [a.attributes["href"] for a in read.css("details a")] == ["#s1"]
    assert [li.attributes["id"] for li in read.css("li")] == ["s1", "s2"]
    assert texts(page(Listing(dataset_of(challenge()))), ".sources, footer p:nth-child(2)") == []
    assert source_titles(page(Call((), bundled.sources))) == [s.title for s in bundled.sources]


def test_a_licence_that_is_not_known_is_called_as_it_is() -> None:
    programme = Programme(name="P", licence="<Mine>")
    read = page(Listing(dataset_of(challenge(), programmes=(programme,))))
    assert texts(read, "footer p")[0] == (
        "The data is under the <Mine>: reuse it, and say where it is from."
    )
    assert linked(read)["license"] == ["<Mine>"]


def test_nothing_is_said_of_a_licence_or_a_date_that_is_not_stated() -> None:
    source = Source(key="a", title="A")
    read = page(Listing(dataset_of(challenge(sources=(source,)), sources=(source,))))
    assert [text[:11] for text in texts(read, "footer p")] == ["Made by eig"]
    assert not {"license", "dateModified", "isBasedOn", "temporalCoverage"} & set(linked(read))


def test_a_page_is_a_dataset_to_machines(bundled: Dataset) -> None:
    sources = (
        Source(key="a", title="A", date="2018", url="https://x.y/"),
        Source(key="b", title="B", date="2017-12-01"),
    )
    dataset = dataset_of(
        challenge(themes=("Santé", "Mer"), sources=sources),
        programmes=(
            Programme(
                name="P", start="2018-01", ends="2018-10", organiser="O", licence="etalab-2.0"
            ),
        ),
        sources=sources,
    )
    assert linked(page(Listing(dataset))) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Défis · P",
        "description": "1 défi.",
        "inLanguage": "fr",
        "license": ["https://www.etalab.gouv.fr/licence-ouverte-open-licence/"],
        "dateModified": "2018",
        "temporalCoverage": "2018-01/2018-10",
        "creator": [{"@type": "Organization", "name": "O"}],
        "keywords": ["Santé", "Mer"],
        "isBasedOn": ["https://x.y/"],
    }
    assert linked(page(Listing(bundled)))["temporalCoverage"] == "2017-09-27/2018-10"


def test_a_dataset_is_only_of_the_programmes_of_its_challenges(two_promotions: Dataset) -> None:
    some = replace(two_promotions, challenges=two_promotions.challenges[:1])
    assert texts(page(Listing(some)), ".over") == ["P"]
    assert texts(page(Calls(some)), ".over") == ["P · =Q, R; S | T: u"]


def test_a_challenge_shows_what_is_known_of_it() -> None:
    dataset = dataset_of(
        challenge(
            "a",
            "Name",
            number=7,
            tagline="a tagline",
            page="https://x.y/",
            product="https://x.y/p?a&b",
            hosts=(host("M", "D"), host("N")),
            themes=("T", "U"),
            profiles=seeking(cook=2, baker=1),
            basis="inferred",
            towns=("Paris",),
        )
    )
    read = page(Listing(dataset))
    row = one(read, ".rows tbody tr")
    assert row.html == (
        '<tr data-has="s0 s1 m0 m1 t0 t1"><td data-th="Number">7</td>'
        '<th scope="row" lang="fr"><a href="https://x.y/">Name</a><small>a</small></th>'
        '<td><p lang="fr">a tagline</p><p class="links"><a href="https://x.y/p?a&amp;b">Product</a></p>'
        '<details><summary>More</summary><dl><dt>Town</dt><dd lang="fr">Paris</dd>'
        "<dt>How sure</dt><dd>inferred: no source states the whole split</dd></dl></details></td>"
        '<td data-th="Host" lang="fr">M<small>D</small><br>N</td>'
        '<td data-th="Theme" lang="fr">T; U</td>'
        '<td data-th="Seeks" data-sort="3">~2 cook<br>~1 baker</td></tr>'
    )


def test_a_challenge_of_which_little_is_known_has_empty_cells() -> None:
    row = one(page(Listing(dataset_of(challenge()))), ".rows tbody tr")
    assert row.html == (
        '<tr><th scope="row" lang="fr">A<small>a</small></th><td></td>'
        '<td data-th="Host" lang="fr">M</td><td data-th="Theme" lang="fr"></td>'
        '<td data-th="Seeks" data-sort="">cook</td></tr>'
    )


def test_of_several_promotions_each_row_says_its_own_and_they_sort_in_their_order(
    two_promotions: Dataset,
) -> None:
    dataset = replace(two_promotions, programmes=two_promotions.programmes[::-1])
    read = page(Listing(dataset))
    assert one(read, "h1").text() == "Défis"
    shown_cells = [row.css_first("td") for row in read.css(".rows tbody tr")]
    assert [(cell.text(), cell.attributes["data-sort"]) for cell in shown_cells if cell] == [
        ("1", "1"),
        ("1", "1"),
        ("dig (2019)", "0"),
    ]
    assert texts(read, "h3") == ["By promotion", "By role"]


def test_a_number_stands_with_what_else_is_known_where_there_are_several_promotions(
    two_promotions: Dataset,
) -> None:
    numbered = replace(two_promotions.challenges[0], number=7)
    dataset = replace(two_promotions, challenges=(numbered, *two_promotions.challenges[1:]))
    read = page(Listing(dataset))
    assert "Number" not in texts(read, ".rows thead th")
    assert texts(read, ".rows tbody tr:first-child details > dl > *")[:2] == ["Number", "7"]


OPEN = "The call for applications"
CALL: dict[str, Any] = {
    "name": "P",
    "apply": "https://x.y/",
    "sources": (Source(key="s", title="T"),),
}


@pytest.mark.parametrize(
    ("dates", "heads"),
    [
        ({"opens": "2017-01", "closes": "2017-02"}, []),
        ({"opens": "2017-01", "closes": "9999-01"}, [OPEN]),
        ({"opens": "9998-01"}, [OPEN]),
        ({"opens": "2017-01"}, []),
        ({"calls": (Period(closes="2017"), Period(closes="9999"))}, [OPEN]),
        ({"calls": (Period(closes="2017"), Period(closes="2018"))}, []),
        ({}, []),
    ],
)
def test_the_facts_of_a_call_stand_with_its_defis_as_long_as_one_may_apply(
    dates: dict[str, Any], heads: list[str]
) -> None:
    dataset = dataset_of(challenge(), programmes=(Programme(**CALL, **dates),))
    read = page(Listing(dataset))
    assert texts(read, "section h2") == [*heads, "In numbers"]
    told = texts(read, "section dt")
    assert ("Applications" in told) is bool(heads)
    assert "Source" not in told
    other = Programme(promotion="2", opens="9999", **CALL)
    both = replace(
        dataset,
        programmes=(*dataset.programmes, other),
        challenges=(*dataset.challenges, challenge("b", promotion="2")),
    )
    of_other = "The call for applications of promotion 2"
    assert texts(page(Listing(both)), "section h2") == [*heads, of_other, "In numbers"]
    assert "Promotion 2: The call opens in 9999." in texts(page(Listing(both)), "header p")


def test_a_page_says_that_it_shows_the_first_only() -> None:
    assert "1 of 2 défis is shown." in texts(
        page(Listing(dataset_of(challenge()), matching=2)), "header p"
    )
    assert len(texts(page(Listing(dataset_of(challenge()), matching=1)), "header p")) == 1


@pytest.mark.parametrize(
    ("name", "shown", "order"),
    [
        ("months", "10", None),
        ("sought", "3", None),
        ("seeks", "2 cook1 baker", "3"),
        ("recruited", "1 cook", ""),
        ("basis", "stated by a source", "stated"),
        ("page", "https://x.y/", None),
        ("hosts", "M", None),
    ],
)
def test_a_column_sorts_by_what_programs_call_its_values(
    name: str, shown: str, order: str | None
) -> None:
    dataset = dataset_of(
        challenge(
            months=10,
            profiles=seeking(cook=2, baker=1),
            recruited=seeking(cook=1) if name != "recruited" else (Profile(skill("cook")),),
            basis="stated",
            page="https://x.y/",
        )
    )
    read = page(Listing(dataset, columns_named(dataset, ["name", name])))
    cell = one(read, ".rows tbody td")
    assert cell.text() == (shown if name != "recruited" else "cook")
    assert cell.attributes.get("data-sort") == order


def test_chosen_columns_come_as_they_are_named_and_the_name_heads_its_row(bundled: Dataset) -> None:
    read = page(
        Listing(find_by_name(bundled, ["hopkins"]), columns_named(bundled, ["sought", "name"]))
    )
    row = one(read, ".rows tbody tr")
    assert row.html == (
        '<tr><td data-th="People sought" class="n">3</td>'
        '<th scope="row" lang="fr">Hopkins</th></tr>'
    ).replace("<tr>", f'<tr data-has="{row.attributes["data-has"]}">')
    assert texts(read, "details, .links, header p:last-child") == [
        "The call is over: it closed on 27 October 2017."
    ]
    read = page(Listing(bundled, columns_named(bundled, ["slug", "tagline"])))
    assert texts(read, ".rows tbody th")[:2] == ["predisauvetage", "lab-sante"]
    assert one(read, ".rows tbody tr:first-child td").attributes["data-th"] == "Tagline"


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
        "Role": [("", "all"), ("s0", "cook"), ("s1", "baker")],
        "Ministry": [("", "all"), ("m0", "É"), ("m1", "Z")],
        "Theme": [("", "all"), ("t0", "a"), ("t1", "b")],
        "Promotion": [("", "all"), ("p0", "1"), ("p1", "dig (2019)")],
    }
    assert [row.attributes["data-has"] for row in read.css(".rows tbody tr")] == [
        "s0 s1 m1 m0 t1 t0 p0",
        "s0 m0 p0",
        "s0 m0 p1",
    ]


def test_what_all_have_in_common_is_no_filter() -> None:
    read = page(Listing(dataset_of(challenge("a", promotion="1"), challenge("b", promotion="1"))))
    assert texts(read, "label") == ["Search"]
    assert [row.attributes for row in read.css(".rows tbody tr")] == [{}, {}]


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
    assert one(form, "label:first-child input").attributes == {"type": "search"}
    assert len(form.css("label")) == len(form.css("label > input, label > select")) == 4


def test_a_list_of_nothing_is_a_page(bundled: Dataset) -> None:
    read = page(Listing(replace(bundled, challenges=())))
    assert_inert(read)
    assert texts(read, "header p, main") == ["0 défis", "\n"]


def test_one_challenge_is_the_title_of_its_page(bundled: Dataset) -> None:
    read = page(Cards(find_by_name(bundled, ["gobelins"])))
    assert (one(read, "h1").text(), one(read, "h1").attributes) == ("Gobelins", {"lang": "fr"})
    assert one(read, ".lead").text().startswith("concevoir une interface de recherche")
    assert texts(read, "h2, article h2") == ["Sources"]
    assert texts(read, "header p")[2:] == [
        "The call is over: it closed on 27 October 2017.",
        "Who was recruited: counted afterwards.",
    ]


def test_several_challenges_have_a_heading_each(bundled: Dataset) -> None:
    read = page(Cards(find_by_name(bundled, ["gobelins", "eig-link"])))
    assert one(read, "h1").text() == "Défis of promotion 2"
    assert texts(read, "article h2") == ["Gobelins", "EIG Link"]
    assert [text[:9] for text in texts(read, "article .lead")] == ["concevoir", "accompagn"]
    assert "~" not in one(read, "header").text()


def test_the_call_says_whether_it_is_over(bundled: Dataset) -> None:
    read = page(Call(bundled.programmes, bundled.sources))
    assert one(read, "h1").text() == "The call for applications of promotion 2"
    assert one(read, ".lead").text() == "The call is over: it closed on 27 October 2017."
    assert texts(read, "h2") == ["Sources"]
    year = str(datetime.now(UTC).year + 1)
    read = page(Call((Programme(name="P", closes=year),)))
    assert one(read, "h1").text() == "The call for applications"
    assert year in one(read, ".lead").text()


def test_several_calls_have_a_heading_each(two_promotions: Dataset) -> None:
    read = page(Call((*two_promotions.programmes, Programme(name="R"))))
    assert one(read, "h1").text() == "Calls for applications"
    assert texts(read, "h2") == ["P, promotion 1", "=Q, R; S | T: u, promotion dig", "R"]
    assert texts(read, "article .lead")[0] == "The call is over: it closed in October 2017."


def test_each_promotion_is_a_row_that_sorts_by_its_date(two_promotions: Dataset) -> None:
    read = page(Calls(two_promotions))
    assert one(read, "h1").text() == "Promotions"
    assert one(read, "header p:last-child").text() == (
        "Promotion dig: people sought are those selected; the call gave no numbers."
    )
    assert texts(read, ".n") == [
        *("Défis", "People sought", "People recruited"),
        *("2", "6", "5"),
        *("1", "", ""),
    ]
    _first, last = read.css(".rows tbody tr")
    assert last.css("th, td")[2].attributes == {"data-th": "Start", "data-sort": "2019-06"}
    assert one(last, "th").text() == "dig"


def test_counts_are_a_table_with_bars_as_long_as_their_shares(bundled: Dataset) -> None:
    read = page(Counts(bundled, bundled))
    assert texts(read, "header p")[1:] == [
        "13 défis, 27 people sought, 28 people recruited",
        "Bars and percent are of people sought.",
        "A défi of several ministries, themes or towns counts for each.",
        "The défis of the call add up to what was announced: 13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager",
        "Who is sought, of 13 défis: stated by a source for 7, inferred for 6.",
        "The call is over: it closed on 27 October 2017.",
        "Who was recruited: counted afterwards.",
    ]
    assert texts(read, "caption h2") == ["By role", "By ministry"]
    roles, _ministries = read.css("table")
    assert texts(roles, "thead th") == ["Name", "Défis", "Sought", "Recruited", "% sought"]
    assert [texts(row, "th, td") for row in roles.css("tbody tr")][:2] == [
        ["data scientist", "8", "11", "14", "41%"],
        ["developer", "7", "8", "11", "30%"],
    ]
    widths = [bar.attributes["style"] for bar in roles.css("i")]
    assert widths == ["width:100%", "width:73%", "width:45%", "width:18%", "width:9%"]


def test_what_nobody_counted_is_a_dash_and_no_bar(two_promotions: Dataset) -> None:
    [_one, other] = page(Counts(two_promotions, two_promotions, ["promotion"])).css("tbody tr")
    assert texts(other, "th, td") == ["dig (2019)", "1", "–", "–", "33%"]
    dataset = dataset_of(challenge(profiles=seeking(cook=2)), challenge("b", hosts=(host("N"),)))
    zero = replace(dataset, skills=(skill("cook"),))
    assert page(Counts(zero, zero, ["theme"])).css("table") == []


def test_shares_of_nothing_are_bars_of_no_length() -> None:
    # Of a role that nobody seeks, but that was recruited: no part of the people sought.
    baker = skill("baker")
    dataset = dataset_of(
        challenge(profiles=seeking(cook=1), recruited=(Profile(baker, 1),)), skills=(baker,)
    )
    read = page(Counts(dataset, dataset, ["skill"]))
    assert [bar.attributes["style"] for bar in read.css("i")] == ["width:0%"]


# Accessibility, as far as it can be seen in the HTML


@pytest.mark.parametrize("kind", ["listing", "cards", "counts", "call", "calls"])
def test_a_page_has_what_assistive_technology_needs(bundled: Dataset, kind: str) -> None:
    reports: dict[str, Report] = {
        "listing": Listing(bundled),
        "cards": Cards(bundled),
        "counts": Counts(bundled, bundled),
        "call": Call(bundled.programmes, bundled.sources),
        "calls": Calls(bundled),
    }
    text = "".join(write(reports[kind]))
    read = Html(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert text.endswith("</html>\n")
    assert [node.tag for node in read.css("body > *")] == ["header", "main", "footer", "script"]
    assert len(read.css("h1")) == len(read.css("title")) == 1
    assert len(read.css("table > caption:first-child")) == len(read.css("table"))
    assert len(read.css("th[scope]")) == len(read.css("th"))
    for table in read.css("tbody"):
        assert len(table.css("tr > th[scope=row]")) == len(table.css("tr"))
    ids = [node.attributes["id"] for node in read.css("[id]")]
    assert len(set(ids)) == len(ids)
    assert {a.attributes["href"] for a in read.css("a[href^='#']")} <= {f"#{name}" for name in ids}
    assert one(read, "meta[name=color-scheme]").attributes["content"] == "light dark"


def test_what_is_french_is_marked_where_the_page_is_not(
    bundled: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = replace(bundled.programmes[0], next_call="Bientôt.")
    dataset = replace(bundled, programmes=(programme,))
    read = page(Listing(dataset))
    marked = texts(read, "[lang=fr]")
    for text in ("Entrepreneurs d’intérêt général", "Bientôt.", "Sécurité", "Etalab", "Paris"):
        assert text in marked
    assert {"1 developer", "More", "2", "How sure"}.isdisjoint(marked)
    assert [option.text() for option in read.css("[lang=fr] [lang=en]")] == ["all", "all"]
    for module in (markup, rows):
        monkeypatch.setattr(module, "language", lambda: "fr")
    for report in (Listing(dataset), Counts(dataset, dataset), Cards(dataset), Calls(dataset)):
        assert [node.tag for node in page(report).css("[lang]")] == ["html"]


def test_a_page_needs_no_other_file(bundled: Dataset) -> None:
    text = "".join(write(Listing(bundled)))
    read = Html(text)
    assert read.css("link, img, iframe, object, embed, video, audio, source, [src], base") == []
    assert one(read, "meta[http-equiv]").attributes["content"] == (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    )
    assert not re.search(r"@import|url\(|fetch\(|import\(", text)
    for name, element in (("page.css", "style"), ("page.js", "script:not([type])")):
        whole = (get_data("eigcli.formats.html", name) or b"").decode()
        code = one(read, element).text()
        assert len(code) < len(whole)
        assert not re.search(r"^ |//|/\*|^$", code.strip(), flags=re.MULTILINE)
        assert set(re.findall(r"\w+", code)) <= set(re.findall(r"\w+", whole))


@pytest.mark.parametrize(
    ("promotions", "count", "most"), [((), 13, 30_000), (("all",), 131, 200_000)]
)
def test_a_page_is_small(promotions: tuple[str, ...], count: int, most: int) -> None:
    dataset = loading.load(loading.Input(promotion=promotions))
    text = "".join(write(Listing(dataset)))
    assert len(dataset.challenges) == count == len(Html(text).css(".rows tbody tr"))
    assert len(text.encode()) < most


def test_a_page_of_many_comes_in_pieces() -> None:
    dataset = dataset_of(*(challenge(f"a{number}") for number in range(100)))
    pieces = list(write(Listing(dataset)))
    assert len(pieces) > 100
    # Style and script are the longest.
    assert all(len(piece) < 10_000 for piece in pieces)


# The commands


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["list"], "Défis of promotion 2"),
        (["list", "-p", "all"], "Défis"),
        (["list", "-p", "all", "--skill", "designer"], "Défis: designer"),
        (
            ["export", "-m", "culture", "-q", "recherche", "-q", "patrimoine"],
            "Défis of promotion 2: culture, recherche, patrimoine",
        ),
        (["show", "gobelins"], "Gobelins"),
        (["export"], "Défis of promotion 2"),
        (["stats"], "Défis in numbers"),
        (["programme"], "The call for applications of promotion 2"),
        (["promotions"], "Promotions"),
    ],
)
def test_every_command_writes_a_page(eig: Eig, arguments: list[str], title: str) -> None:
    written = eig(*arguments, "--format", "html")
    assert (written.returncode, written.stderr) == (0, "")
    assert one(Html(written.stdout), "h1").text() == title


@pytest.mark.parametrize("name", ["defis.html", "defis.htm"])
def test_a_page_is_written_to_a_file_by_its_suffix(eig: Eig, tmp_path: Path, name: str) -> None:
    exported = eig("export", "--output", name)
    assert exported.stderr.startswith(f"eig: wrote 13 défis to {name}, in the format html. ")
    assert len(Html((tmp_path / name).read_text("utf-8")).css(".rows tbody tr")) == 13
