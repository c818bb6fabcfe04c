"""What people and programs read of counts, choices, sources, lists and records."""

import pytest
from build import skill

from eigcli.columns import columns_of
from eigcli.fields import Cell, cell_of, field_named, fields_of
from eigcli.kinds import Count
from eigcli.model import Announced, Challenge, Pay, Period, Programme, Recruited
from eigcli.people import Profile

COOKS, BAKERS = Profile(skill("cook"), 3), Profile(skill("baker"), 2)


def cells(of: type, name: str, value: object) -> tuple[Cell, Cell]:
    """Return the cell of a value in the field `name`: in codes for programs, in words for people."""
    [declared] = [declared for declared in fields_of(of) if declared.name == name]
    return declared.kind.cell(value, words=False), declared.kind.cell(value, words=True)


# Counts


def test_a_number_counts_by_itself_or_what_it_is_declared_to() -> None:
    assert [Count().in_words(count) for count in (1, 2)] == ["1", "2"]
    days = Count("{count} day", "{count} days")
    assert [days.in_words(count) for count in (1, 2)] == ["1 day", "2 days"]


# Cells


def totals(kind: type, **totals: object) -> tuple[type, str, object]:
    """Return the field of a programme that has totals, and these."""
    return Programme, kind.__name__.lower(), kind(**totals)


@pytest.mark.parametrize(
    ("field", "codes", "words"),
    [
        ((Programme, "months", 1), ["1"], ["1 month"]),
        ((Programme, "max_applications", 1), ["1"], ["1 défi at most for one candidate"]),
        ((Programme, "session_weeks", 1), ["1"], ["a group session every week"]),
        # What a code means.
        ((Challenge, "basis", "inferred"), ["inferred"], ["inferred: no source states the whole split"]),
        ((Challenge, "funding", "programme"), ["programme"], ["the programme"]),
        ((Programme, "counted", "selected"), ["selected"], ["the people selected: the call gave no numbers"]),
        # Totals are a line for people, and a text each for programs.
        (
            totals(Announced, challenges=1, profiles=2, skills=(BAKERS,)),
            ["1 challenges", "2 profiles", "2 baker"],
            ["1 défi, 2 profiles: 2 bakers"],
        ),
        (totals(Announced, profiles=1), ["1 profiles"], ["1 profile"]),
        (totals(Announced, skills=(COOKS, BAKERS)), ["3 cook", "2 baker"], ["3 cooks, 2 bakers"]),
        (totals(Announced), [], [""]),
        (
            totals(Recruited, challenges=2, people=3, skills=(COOKS,)),
            ["2 challenges", "3 people", "3 cook"],
            ["2 défis, 3 people: 3 cooks"],
        ),
        (totals(Recruited, people=1), ["1 people"], ["1 person"]),
        # A pay says whose it is, and what may come on top.
        ((Programme, "pay", (Pay(monthly=1),)), ["1"], ["1 € net a month"]),
        (
            (Programme, "pay", (Pay(monthly=5000, variable=10), Pay(experience="plus de 5 ans", monthly=4000))),
            ["5000 + 10 %", "plus de 5 ans: 4000"],
            ["5,000 € net a month, and up to 10% more", "plus de 5 ans: 4,000 € net a month"],
        ),
        (
            (Programme, "pay", (Pay(experience="moins de 10 ans", monthly=250, variable=6),)),
            ["moins de 10 ans: 250 + 6 %"],
            ["moins de 10 ans: 250 € net a month, and up to 6% more"],
        ),
        # A time to apply is an interval.
        (
            (Programme, "calls", (Period(opens="2024-01-29", closes="2024-03"),)),
            ["2024-01-29/2024-03"],
            ["29 January 2024 – March 2024"],
        ),
    ],
)  # fmt: skip
def test_programs_read_codes_and_people_words(
    field: tuple[type, str, object], codes: list[str], words: list[str]
) -> None:
    assert cells(*field) == (tuple(codes), tuple(words))


@pytest.mark.parametrize(
    ("currency", "monthly", "words"),
    [
        (None, 1, "1 € net a month"),
        ("EUR", 4000, "4,000 € net a month"),
        ("USD", 1_234_567, "1,234,567 USD a month"),
    ],
)
def test_people_read_a_pay_in_its_currency(currency: str | None, monthly: int, words: str) -> None:
    both = (Pay(monthly=monthly), Pay(monthly=monthly, experience="e"))
    programme = Programme(name="P", currency=currency, pay=both)
    pay = field_named(Programme, "pay")
    assert cell_of(programme, pay, words=True) == (words, f"e: {words}")
    assert cell_of(programme, pay, words=False) == (str(monthly), f"e: {monthly}")


def test_what_is_not_known_is_an_empty_cell() -> None:
    for of in (Challenge, Programme):
        for declared in fields_of(of):
            assert cells(of, declared.name, declared.kind.nothing) == ((), ())
    for name in ("sought", "recruited_total"):
        assert columns_of()[name].kind.cell(None, words=True) == ()
