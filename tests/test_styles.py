"""What is coloured in a terminal, and what is a link."""

import os
import re
from dataclasses import replace
from unittest import mock

import pytest
from build import challenge, cited, host, skill
from build import dataset as dataset_of

from eigcli import terminal
from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.data.model import Profile, Programme, Source
from eigcli.matching import parse_query
from eigcli.reports import Call, Cards, Listing, Report
from eigcli.search import Matches

PIE = dataset_of(
    challenge(
        "pie",
        "Pie",
        number=7,
        tagline="Bake a pie",
        hosts=(host("Sea", "Ports"), host("Sky")),
        profiles=(Profile(skill=skill("cook", english_plural="cooks"), count=2),),
    )
)
BOLD, DIM, ITALIC, CYAN, BAR = "1", "2", "3", "36", "36;49"


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("EIG_HYPERLINKS", raising=False)


def drawn(report: Report, columns: int = 80) -> str:
    with mock.patch.dict(os.environ, COLUMNS=str(columns)):
        return "".join(terminal.write(report))


def styled(text: str) -> list[tuple[str, str]]:
    """Return the styles and what has them, without the white space around."""
    found = re.findall(r"\x1b\[([0-9;]+)m(.*?)\x1b\[0m", text)
    return [(style, text.strip()) for style, text in found if text.strip(" ─╭╮╰╯│")]


def test_a_list_has_names_in_bold_slugs_in_cyan_numbers_and_hosts_dimmed() -> None:
    assert styled(drawn(Listing(PIE))) == [
        (DIM, "7"),
        (BOLD, "Pie"),
        (DIM, "Sea; Sky"),
        (CYAN, "pie"),
        (BOLD, "1 défi, 2 profiles: 2 cooks"),
    ]


def test_a_wide_list_has_heads_in_bold_too_and_departments_dimmed() -> None:
    assert styled(drawn(Listing(PIE), columns=160)) == [
        (BOLD, "#"),
        *((BOLD, head) for head in ("Défi", "Tagline", "Host", "Seeks")),
        (DIM, "7"),
        (BOLD, "Pie"),
        (CYAN, "pie"),
        (DIM, "Ports"),
        (BOLD, "1 défi, 2 profiles: 2 cooks"),
    ]


def test_what_stands_below_a_list_is_dimmed() -> None:
    over = replace(PIE, programmes=(Programme(name="P", closes="2018"),))
    state = "The call is over: it closed in 2018."
    assert styled(drawn(Listing(over)))[-2:] == [
        (BOLD, "1 défi, 2 profiles: 2 cooks"),
        (DIM, state),
    ]
    assert styled(drawn(Cards(over)))[-1] == (DIM, state)
    assert styled(drawn(Counts(over, over)))[-1] == (DIM, state)


@pytest.mark.parametrize(
    ("columns", "words"),
    # A narrow list has no departments: what is found there is told below.
    [(160, ["Ports", "Sky"]), (80, ["Sky", "Ports"])],
)
def test_the_words_searched_for_are_on_yellow_in_departments_too(
    columns: int, words: list[str]
) -> None:
    listed = drawn(Listing(PIE, matches=Matches(parse_query("port sky"))), columns)
    assert re.findall(r"\x1b\[[0-9;]*\b43m(.*?)\x1b\[0m", listed) == words


FOUND = "\x1b[30;43m"


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (80, None),
        (160, None),
        (80, ["tagline", "seeks"]),
        (18, ["tagline", "slug", "seeks"]),
        (8, ["tagline", "seeks"]),
    ],
)
def test_what_is_found_is_highlighted_wherever_it_is_shown(
    columns: int, names: list[str] | None
) -> None:
    """Be it in a narrow list, a wide one, chosen columns, or these as lines."""
    whole = dataset_of(challenge("x" * 18, tagline="nourrir"))
    listing = Listing(whole, columns_named(whole, names) if names else None)
    shown = drawn(listing._replace(matches=Matches(parse_query("nourrir cook"))), columns)
    assert re.findall(rf"{re.escape(FOUND)}(\w+)\x1b\[0m", shown) in (
        ["nourrir", "cook"],
        ["cook", "nourrir"],
    )


def test_a_card_has_its_name_in_bold_and_labels_in_cyan() -> None:
    assert styled(drawn(Cards(PIE))) == [
        (BOLD, "Pie"),
        (ITALIC, "Bake a pie"),
        *((CYAN, label) for label in ("Slug", "Number", "Host", "Seeks")),
    ]


def test_the_numbers_of_sources_and_the_sources_are_dimmed() -> None:
    assert [text for style, text in styled(drawn(Cards(CITED))) if style == DIM] == [
        *("[1]", "[1\u00a02]"),
        *("1", "B, C", "2", "D"),
    ]
    assert (CYAN, "Sources") in styled(drawn(Cards(CITED)))


def test_the_card_of_a_call_has_its_state_in_italic() -> None:
    assert styled(drawn(Call((Programme(name="P", closes="2018"),)))) == [
        (BOLD, "P"),
        (ITALIC, "The call is over: it closed in 2018."),
        (CYAN, "Call closes"),
    ]


def test_statistics_have_titles_in_bold_and_bars_in_cyan() -> None:
    parts = styled(drawn(Counts(PIE, PIE), columns=100))
    titles = [text for style, text in parts if style == BOLD]
    assert titles == [
        "1 défi, 2 people sought",
        "Défis",
        "Sought",
        "% sought",
        "By role",
        "By host",
    ]
    overlap = "A défi of several ministries, families, themes, towns or regions counts for each."
    assert (DIM, overlap) in parts
    assert parts.count((DIM, "100%")) == 3
    assert [set(text) for style, text in parts if style == BAR] == [{"█"}] * 3


PAGE, PRODUCT, APPLY, BOOK = (f"https://example.org/{what}" for what in "pqab")
LINKED = dataset_of(challenge("pie", "Pie", page=PAGE, product=PRODUCT))
CALL = Call(
    (Programme(name="P", apply=APPLY),), (Source(key="b", title="B", publisher="C", url=BOOK),)
)
CITED = dataset_of(
    challenge(
        "pie",
        "Pie",
        page=PAGE,
        sources=(
            cited(Source(key="b", title="B", publisher="C", url=BOOK), "page", "hosts"),
            cited(Source(key="d", title="D"), "page"),
        ),
    )
)


def links(text: str) -> list[tuple[str, str]]:
    """Return each address that is linked to, and what is the link."""
    found = re.findall(r"\x1b]8;;([^\x1b]+)\x1b\\(.*?)\x1b]8;;\x1b\\", text)
    return [(address, re.sub(r"\x1b\[[0-9;]*m", "", linked)) for address, linked in found]


@pytest.mark.parametrize("columns", [30, 80, 200])
@pytest.mark.parametrize(
    ("report", "linked"),
    [
        (Listing(LINKED), [(PAGE, "Pie")]),
        (Listing(LINKED, columns_named(LINKED, ["page", "slug"])), [(PAGE, PAGE)]),
        (Cards(LINKED), [(PAGE, "Pie"), (PRODUCT, PRODUCT), (PAGE, PAGE)]),
        (CALL, [(APPLY, APPLY), (BOOK, BOOK)]),
        # Without a page, a name is no link.
        (Listing(PIE), []),
        (Cards(PIE), []),
    ],
)
def test_a_name_is_a_link_to_its_page_and_an_address_to_itself(
    report: Report, linked: list[tuple[str, str]], columns: int
) -> None:
    assert links(drawn(report, columns)) == linked


def test_a_source_links_to_itself_and_the_number_of_one_is_no_part_of_an_address() -> None:
    linked = [(PAGE, "Pie"), (PAGE, PAGE), (BOOK, "B, C")]
    assert links(drawn(Cards(CITED))) == linked
    # Where an address has no room beside its label, it stands below the sources.
    assert links(drawn(Cards(CITED), 30)) == [linked[0], linked[2], linked[1]]


@pytest.mark.parametrize("report", [Listing(LINKED), Cards(LINKED), CALL])
def test_links_are_the_same_each_time_and_not_there_where_they_are_not_wanted(
    monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    linked = drawn(report)
    assert "\x1b]8;" in linked
    assert drawn(report) == linked
    monkeypatch.setenv("EIG_HYPERLINKS", "0")
    assert drawn(report) == re.sub(r"\x1b]8;.*?\x1b\\", "", linked)
    # Nothing but 0 says so.
    monkeypatch.setenv("EIG_HYPERLINKS", "1")
    assert drawn(report) == linked
