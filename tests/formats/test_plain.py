from dataclasses import replace
from typing import Any

import oracle
from arbitrary import datasets
from build import challenge, host, skill
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.data.model import Dataset, Profile, Programme
from eigcli.formats.plain import write
from eigcli.reports import Call, Calls, Cards, Listing
from eigcli.text import printable

COOK = skill("x", english="cook", english_plural="cooks")
SMALL = challenge(
    name="A\x1b[2J\tB\nC",
    hosts=(host("M", "D"), host("N")),
    profiles=(Profile(skill=COOK, count=2), Profile(skill=skill("y"))),
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
    card = "slug: a\nname: A\\x1b[2J\\tB\\nC\nhosts: M, D\nhosts: N\npeople: x 2/?\npeople: y ?/?\nprofiles: 2 x\nprofiles: y\n"
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


@given(datasets)
def test_counts_and_promotions_are_rows_without_a_header(dataset: Dataset) -> None:
    for report in (Counts(dataset, dataset), Calls(dataset)):
        rows = report.table(words=False).rows
        assert [line.removesuffix("\n").split("\t") for line in write(report)] == [
            [printable("; ".join(cell)) for cell in row] for row in rows
        ]


def test_each_call_is_a_card() -> None:
    programme = Programme(name="P\nQ", months=10, closes="2017-10", mentors=("one", "two"))
    assert "".join(write(Call((programme, Programme(name="R"))))) == (
        "name: P\\nQ\ncloses: 2017-10\nmonths: 10\nmentors: one\nmentors: two\n\nname: R\n"
    )
