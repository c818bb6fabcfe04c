"""What people and programs are told of dates, counts, choices, sources and lists."""

from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest
from build import host, skill

from eigcli import kinds
from eigcli.fields import Cell, columns_of, fields_of
from eigcli.kinds import DATE
from eigcli.model import Announced, Challenge, Programme, Source
from eigcli.profiles import Profile

LIVRE = Source(
    key="k",
    title="Livre",
    publisher="Éditeur",
    date="2017-09",
    url="https://example.org/l",
    note="Lu.",
)


def cell(of: type, name: str, value: object, *, words: bool) -> Cell:
    """Return what is told of a value in the field `name`."""
    [declared] = [declared for declared in fields_of(of) if declared.name == name]
    return declared.kind.cell(value, words=words)


@pytest.fixture
def _on_the_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the 27th of October 2017, around noon."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            assert tz is UTC
            return cls(2017, 10, 27, 12, tzinfo=UTC)

    monkeypatch.setattr(kinds, "datetime", Then)


@pytest.mark.usefixtures("_on_the_last_day")
@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2016", "2016, past"),
        ("2017", "2017"),
        ("2017-09", "September 2017, past"),
        ("2017-10", "October 2017"),
        ("2017-10-01", "1 October 2017, past"),
        ("2017-10-26", "26 October 2017, past"),
        ("2017-10-27", "27 October 2017"),
        ("2017-10-26T23:59", "26 October 2017, 23:59, past"),
        ("2017-10-27T08:00", "27 October 2017, 08:00"),
        ("2017-10-26T17:00+02:00", "26 October 2017, 17:00 (UTC+02:00), past"),
        ("2018-01-15T17:00-05:00", "15 January 2018, 17:00 (UTC-05:00)"),
        ("2018-12", "December 2018"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known_and_past_when_its_last_day_is(
    date: str, text: str
) -> None:
    assert DATE.cell(date, words=True) == text
    assert DATE.cell(date, words=False) == date


def test_each_month_has_its_name() -> None:
    names = [DATE.cell(f"9999-{month:02}", words=True) for month in range(1, 13)]
    assert names == [
        *("January 9999", "February 9999", "March 9999", "April 9999", "May 9999", "June 9999"),
        *("July 9999", "August 9999", "September 9999", "October 9999", "November 9999"),
        "December 9999",
    ]


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [
        ("promotion", 2, "2"),
        ("months", 1, "1 month"),
        ("months", 10, "10 months"),
        ("monthly_pay", 1, "1 € net a month"),
        ("monthly_pay", 4000, "4,000 € net a month"),
        ("max_applications", 1, "1 défi at most for one candidate"),
        ("max_applications", 3, "3 défis at most for one candidate"),
        ("session_weeks", 1, "a group session every week"),
        ("session_weeks", 2, "a group session every 2 weeks"),
    ],
)
def test_people_are_told_what_is_counted_and_programs_the_number(
    name: str, count: int, words: str
) -> None:
    assert cell(Programme, name, count, words=True) == words
    assert cell(Programme, name, count, words=False) == str(count)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("basis", "stated", "stated by a source"),
        ("basis", "inferred", "inferred: no source states the whole split"),
        ("funding", "programme", "the programme"),
        ("funding", "host", "the host administration"),
    ],
)
def test_people_are_told_what_a_code_means(name: str, code: str, words: str) -> None:
    assert cell(Challenge, name, code, words=True) == words
    assert cell(Challenge, name, code, words=False) == code


@pytest.mark.parametrize(
    ("name", "value", "codes", "words"),
    [
        ("expertise", ("pain", "soupe"), ("pain", "soupe"), "pain, soupe"),
        ("hosts", (host("M", "D"), host("N")), ("M, D", "N"), ("M, D", "N")),
        (
            "sources",
            (LIVRE, Source(key="a", title="Avis")),
            ("k", "a"),
            ("Livre, Éditeur, 2017-09, https://example.org/l", "Avis"),
        ),
    ],
)
def test_several_values_stand_one_below_the_other_but_keywords_in_a_line(
    name: str, value: object, codes: Cell, words: Cell
) -> None:
    assert cell(Challenge, name, value, words=False) == codes
    assert cell(Challenge, name, value, words=True) == words


@pytest.mark.parametrize(
    ("announced", "codes", "words"),
    [
        (
            Announced(challenges=1, profiles=2, skills=(Profile(skill("cook"), 2),)),
            ("1 challenges", "2 profiles", "2 cook"),
            "1 défi, 2 profiles: 2 cook",
        ),
        (Announced(profiles=1), ("1 profiles",), "1 profile"),
        (
            Announced(skills=(Profile(skill("cook"), 1), Profile(skill("b"), 2))),
            ("1 cook", "2 b"),
            "1 cook, 2 b",
        ),
        (Announced(), (), ""),
    ],
)
def test_what_was_announced_is_a_line_for_people_and_a_text_a_total_for_programs(
    announced: Announced, codes: Cell, words: str
) -> None:
    assert cell(Programme, "announced", announced, words=True) == words
    assert cell(Programme, "announced", announced, words=False) == codes


def test_what_is_not_known_is_an_empty_cell() -> None:
    for of in (Challenge, Programme):
        for declared in fields_of(of):
            for words in (True, False):
                assert not declared.kind.cell(declared.kind.nothing, words=words)
    assert columns_of(Challenge)["sought"].kind.cell(None, words=True) == ""
