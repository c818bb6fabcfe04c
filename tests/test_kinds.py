"""What people and programs are told of dates, counts, choices, sources, lists and records."""

from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest
from build import host, skill
from generate import in_language

from eigcli import kinds
from eigcli.columns import columns_of
from eigcli.dataset import parse
from eigcli.errors import DatasetError
from eigcli.fields import Cell, fields_of
from eigcli.kinds import DATE, Count, age, date_text
from eigcli.model import Announced, Challenge, Pay, Period, Programme, Recruited, Source
from eigcli.people import Profile

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


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2017", "2017"),
        ("2017-09", "September 2017"),
        ("2017-10-01", "1 October 2017"),
        ("2017-10-26T23:59", "26 October 2017, 23:59"),
        ("2017-10-26T17:00+02:00", "26 October 2017, 17:00 (UTC+02:00)"),
        ("9999-01-15T17:00-05:00", "15 January 9999, 17:00 (UTC-05:00)"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: str, text: str) -> None:
    assert DATE.cell(date, words=True) == (text,)
    assert DATE.cell(date, words=False) == (date,)


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2017-10-01", "1er octobre 2017"),
        ("2017-10-11T17:00", "11 octobre 2017 à 17 h"),
        ("2017-10-26T07:30+02:00", "26 octobre 2017 à 7 h 30 (UTC+02:00)"),
    ],
)
def test_a_date_in_french_has_a_first_day_and_hours(date: str, text: str) -> None:
    with in_language("fr"):
        [shown] = DATE.words(date)
        assert shown.replace("\u00a0", " ").replace("\u202f", " ") == text


def test_a_number_counts_by_itself_from_one_on() -> None:
    count = Count()
    assert (count.in_words(1), count.in_words(2)) == ("1", "2")
    assert Count("{count} day", "{count} days").in_words(2) == "2 days"


OVER, NOW, TO_COME = 1, 0, -1


@pytest.mark.usefixtures("_on_the_last_day")
@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("2016", OVER),
        ("2017", NOW),
        ("2018", TO_COME),
        ("2017-09", OVER),
        ("2017-10", NOW),
        ("2017-11", TO_COME),
        ("2017-10-01", OVER),
        ("2017-10-26", OVER),
        ("2017-10-27", NOW),
        ("2017-10-28", TO_COME),
        ("2017-10-26T23:59", OVER),
        ("2017-10-27T08:00", OVER),
        ("2017-10-27T12:00", NOW),
        ("2017-10-27T14:01+02:00", TO_COME),
        ("2017-10-27T13:59+02:00", OVER),
        ("2017-10-28T00:00-05:00", TO_COME),
    ],
)
def test_a_date_is_over_when_its_last_day_is(date: str, when: int) -> None:
    assert age(date) == when


def test_each_month_has_its_name() -> None:
    names = [date_text(f"9999-{month:02}") for month in range(1, 13)]
    assert names == [
        *("January 9999", "February 9999", "March 9999", "April 9999", "May 9999", "June 9999"),
        *("July 9999", "August 9999", "September 9999", "October 9999", "November 9999"),
        "December 9999",
    ]


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [
        ("months", 1, "1 month"),
        ("months", 10, "10 months"),
        ("monthly_pay", 1, "1 € net a month"),
        ("monthly_pay", 999, "999 € net a month"),
        ("monthly_pay", 4000, "4\u202f000 € net a month"),
        ("monthly_pay", 1_234_567, "1\u202f234\u202f567 € net a month"),
        ("max_applications", 1, "1 défi at most for one candidate"),
        ("max_applications", 3, "3 défis at most for one candidate"),
        ("session_weeks", 1, "a group session every week"),
        ("session_weeks", 2, "a group session every 2 weeks"),
    ],
)
def test_people_are_told_what_is_counted_and_programs_the_number(
    name: str, count: int, words: str
) -> None:
    assert cell(Programme, name, count, words=True) == (words,)
    assert cell(Programme, name, count, words=False) == (str(count),)


@pytest.mark.parametrize(
    ("of", "name", "code", "words"),
    [
        (Challenge, "basis", "stated", "stated by a source"),
        (Challenge, "basis", "inferred", "inferred: no source states the whole split"),
        (Challenge, "funding", "programme", "the programme"),
        (Challenge, "funding", "host", "the host administration"),
        (Programme, "counted", "sought", "the people sought"),
        (
            Programme,
            "counted",
            "selected",
            "the people selected: the call gave no numbers",
        ),
        (Programme, "promotion", "dig", "dig"),
        (Challenge, "promotion", "2", "2"),
    ],
)
def test_people_are_told_what_a_code_means(of: type, name: str, code: str, words: str) -> None:
    assert cell(of, name, code, words=True) == (words,)
    assert cell(of, name, code, words=False) == (code,)


@pytest.mark.parametrize(
    ("name", "value", "codes", "words"),
    [
        ("expertise", ("pain", "soupe"), ("pain", "soupe"), ("pain; soupe",)),
        ("towns", ("Brest", "Lyon"), ("Brest", "Lyon"), ("Brest; Lyon",)),
        ("hosts", (host("M", "D"), host("N")), ("M, D", "N"), ("M, D", "N")),
        (
            "sources",
            (LIVRE, Source(key="a", title="Avis")),
            ("k", "a"),
            ("Livre, Éditeur, September 2017, https://example.org/l", "Avis"),
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
    assert cell(Programme, "announced", announced, words=True) == (words,)
    assert cell(Programme, "announced", announced, words=False) == codes


@pytest.mark.parametrize(
    ("recruited", "codes", "words"),
    [
        (
            Recruited(challenges=2, people=3, skills=(Profile(skill("cook"), 3),)),
            ("2 challenges", "3 people", "3 cook"),
            "2 défis, 3 people: 3 cook",
        ),
        (Recruited(people=1), ("1 people",), "1 person"),
    ],
)
def test_what_was_recruited_is_a_line_for_people_and_a_text_a_total_for_programs(
    recruited: Recruited, codes: Cell, words: str
) -> None:
    assert cell(Programme, "recruited", recruited, words=True) == (words,)
    assert cell(Programme, "recruited", recruited, words=False) == codes


@pytest.mark.parametrize(
    ("pay", "code", "words"),
    [
        (Pay(monthly=1), "1", "1 € net a month"),
        (
            Pay(experience="plus de 5 ans", monthly=4000),
            "plus de 5 ans: 4000",
            "plus de 5 ans: 4\u202f000 € net a month",
        ),
        (
            Pay(monthly=5000, variable=10),
            "5000 + 10 %",
            "5\u202f000 € net a month, and up to 10 % more",
        ),
        (
            Pay(experience="moins de 10 ans", monthly=4250, variable=6),
            "moins de 10 ans: 4250 + 6 %",
            "moins de 10 ans: 4\u202f250 € net a month, and up to 6 % more",
        ),
    ],
)
def test_a_pay_says_whose_it_is_and_what_may_come_on_top(pay: Pay, code: str, words: str) -> None:
    assert cell(Programme, "pay", (pay,), words=True) == (words,)
    assert cell(Programme, "pay", (pay,), words=False) == (code,)


@pytest.mark.parametrize(
    ("period", "code", "words"),
    [
        (
            Period(opens="2024-01-29", closes="2024-03"),
            "2024-01-29/2024-03",
            "29 January 2024 – March 2024",
        ),
        (Period(opens="2024"), "2024/..", "2024 – …"),
        (Period(closes="2024"), "../2024", "… – 2024"),
    ],
)
def test_a_time_to_apply_is_an_interval(period: Period, code: str, words: str) -> None:
    assert cell(Programme, "calls", (period,), words=True) == (words,)
    assert cell(Programme, "calls", (period,), words=False) == (code,)


def of_promotion(promotion: str) -> bytes:
    """Return a dataset of a challenge whose promotion is written so in YAML."""
    rest = "slug: a, name: A, ministry: M, skills: [cook]"
    return f"challenges:\n- {{{rest},\n   promotion: {promotion}}}".encode()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2", "2"),
        ("0", "0"),
        ("999999999", "999999999"),
        ("'2'", "2"),
        ("'02'", "02"),
        ("dig", "dig"),
        ("DIG-2019.a_b", "DIG-2019.a_b"),
    ],
)
def test_a_promotion_is_a_code_or_a_whole_number(written: str, code: str) -> None:
    assert parse(of_promotion(written), "d.yaml").challenges[0].promotion == code


FORM = "expected ASCII letters, digits, hyphens, dots or underscores, found "


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("-1", "expected text, found a number: put it in quotes"),
        ("1.5", "expected text, found a number: put it in quotes"),
        ("02", "expected text, found a number: put it in quotes"),
        ("1_0", "expected text, found a number: put it in quotes"),
        ("1000000000", "expected text, found a number: put it in quotes"),
        ("yes", "expected text, found true or false: put it in quotes"),
        ("2018-01-15", "expected text, found a date: put it in quotes"),
        ("[2]", "expected text, found a list"),
        ("''", "expected text, found an empty one"),
        ("a b", FORM + "'a b'"),
        ("-a", FORM + "'-a'"),
        ("é", FORM + "'é'"),
    ],
)
def test_another_promotion_is_refused(written: str, refusal: str) -> None:
    with pytest.raises(DatasetError) as mistake:
        parse(of_promotion(written), "d.yaml")
    assert str(mistake.value) == f"d.yaml:3:15: {refusal}"


def test_what_is_not_known_is_an_empty_cell() -> None:
    for of in (Challenge, Programme):
        for declared in fields_of(of):
            for words in (True, False):
                assert not declared.kind.cell(declared.kind.nothing, words=words)
    for name in ("sought", "recruited_total"):
        assert columns_of()[name].kind.cell(None, words=True) == ()
