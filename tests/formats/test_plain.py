from dataclasses import replace
from typing import Any

import oracle
from arbitrary import datasets
from build import challenge, host, skill
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.formats.plain import write
from eigcli.model import Announced, Dataset, Programme
from eigcli.people import Profile
from eigcli.reports import Call, Calls, Cards, Listing
from eigcli.text import printable

COOK = skill("x", english="cook", english_plural="cooks")
SMALL = challenge(
    name="A\x1b[2J\tB\nC",
    hosts=(host("M", "D"), host("N")),
    profiles=(Profile(COOK, 2), Profile(skill("y"))),
)


def facts(record: Any) -> list[str]:
    """Return the lines that a card should have."""
    return [
        f"{name}: {printable(code)}"
        for name, value in oracle.facts(record)
        for code in oracle.codes(value)
    ]


def test_a_line_has_the_columns_of_the_list_with_the_slug_first() -> None:
    assert list(write(Listing(dataset_of(replace(SMALL, promotion="2"))))) == [
        "a\t\tA\\x1b[2J\\tB\\nC\t\tM, D; N\t2 x; y\t2\n"
    ]


def test_chosen_columns_come_in_the_order_they_are_named() -> None:
    one = dataset_of(SMALL)
    columns = columns_named(one, ["x", "departments", "slug"])
    assert list(write(Listing(one, columns))) == ["2\tD; \ta\n"]


@given(datasets)
def test_every_challenge_is_one_line_with_every_column(dataset: Dataset) -> None:
    lines = list(write(Listing(dataset)))
    for line, one in zip(lines, dataset.challenges, strict=True):
        values: list[Any] = [
            *(one.slug, one.number, one.name, one.tagline),
            *(one.hosts, one.profiles, one.promotion),
        ]
        assert len(line.splitlines()) == 1
        assert line.removesuffix("\n").split("\t") == [
            printable("; ".join(oracle.codes(value))) for value in values
        ]


def test_a_card_says_no_more_than_is_known_and_cards_stand_apart() -> None:
    card = "slug: a\nname: A\\x1b[2J\\tB\\nC\nhosts: M, D\nhosts: N\nprofiles: 2 x\nprofiles: y\n"
    assert "".join(write(Cards(dataset_of(SMALL, SMALL)))) == f"{card}\n{card}"


@given(datasets)
def test_a_card_is_a_line_for_each_value(dataset: Dataset) -> None:
    for report, told in (
        (Cards(dataset), dataset.challenges),
        (Call(dataset.programmes), dataset.programmes),
    ):
        lines = "".join(write(report)).split("\n")
        expected = [line for one in told for line in (*facts(one), "")]
        assert lines == (expected or [""])


def test_counts_are_rows_without_a_header() -> None:
    announced = Announced(challenges=1, profiles=2, skills=(Profile(COOK, 2),))
    one = dataset_of(
        challenge(profiles=(Profile(COOK, 2),), recruited=(Profile(COOK, 3),)),
        programmes=(Programme(name="P", announced=announced),),
    )
    assert "".join(write(Counts(one, one))) == (
        "total\t\t1\t2\t3\t1.0\tsought\tsought\t1\t1\n"
        "skill\tx\t1\t2\t3\t1.0\tsought\tsought\t1\t1\n"
        "ministry\tM\t1\t2\t3\t1.0\tsought\tsought\t1\t1\n"
        "announced\t\t1\t2\t\t\t\tsought\t\t\n"
        "announced_skill\tx\t\t2\t\t\t\tsought\t\t\n"
    )


def test_counts_say_nothing_of_what_was_not_announced_or_counted() -> None:
    one = dataset_of(SMALL, skills=(COOK,))
    assert "".join(write(Counts(one, one))) == (
        "total\t\t1\t\t\t1.0\tchallenges\tsought\t0\t0\n"
        "skill\tx\t1\t2\t\t1.0\tchallenges\tsought\t1\t0\n"
        "ministry\tM\t1\t\t\t1.0\tchallenges\tsought\t0\t0\n"
        "ministry\tN\t1\t\t\t1.0\tchallenges\tsought\t0\t0\n"
    )


def test_each_call_is_a_card() -> None:
    programme = Programme(name="P\nQ", months=10, closes="2017-10", mentors=("one", "two"))
    assert "".join(write(Call((programme, Programme(name="R"))))) == (
        "name: P\\nQ\ncloses: 2017-10\nmonths: 10\nmentors: one\nmentors: two\n\nname: R\n"
    )


def test_each_promotion_is_a_line(two_promotions: Dataset) -> None:
    assert "".join(write(Calls(two_promotions))) == (
        "1\tP\t\t2\t6\t5\tE\t\t2\t2\ndig\t=Q, R; S | T: u\t2019-06\t1\t\t\t\tselected\t0\t0\n"
    )
