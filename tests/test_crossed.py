"""Counts of one dimension within another, as a table with its totals at the edge."""

import json
from dataclasses import replace
from itertools import product

import pytest
from build import BAKER, CHEF, challenge, dataset, heads, host, rows
from build import seeking as seek
from conftest import Eig

from eigcli.crossed import Crossed
from eigcli.data.model import Programme, Totals
from eigcli.errors import UsageError

MENU = dataset(
    challenge("a", promotion="1", profiles=seek(cook=2, baker=1), towns=("Brest", "Lyon")),
    challenge("b", promotion="2", profiles=seek(cook=1), towns=("Lyon",), hosts=(host("N"),)),
    challenge("c", promotion="2", profiles=seek(baker=4)),
    skills=(CHEF, BAKER),
)


def test_people_are_counted_by_role_and_promotion() -> None:
    crossed = Crossed(MENU, MENU, "skill", "promotion")
    assert crossed.caption == "People sought, by role and promotion"
    assert heads(crossed, words=True) == ["role", "1", "2", "total"]
    assert rows(crossed, words=True) == [
        ["boulanger·ère", "1", "4", "5"],
        ["chef", "2", "1", "3"],
        ["total", "3", "5", "8"],
    ]


def test_rows_and_columns_may_change_places() -> None:
    crossed = Crossed(MENU, MENU, "promotion", "skill")
    assert heads(crossed, words=False) == ["promotion", "baker", "cook", "total_sought"]
    assert rows(crossed, words=False) == [
        ["1", "1", "2", "3"],
        ["2", "4", "1", "5"],
        ["total", "5", "3", "8"],
    ]


def test_a_challenge_of_several_towns_counts_for_each_and_once_in_the_totals() -> None:
    crossed = Crossed(MENU, MENU, "town", "ministry")
    assert rows(crossed, words=True) == [
        ["Lyon", "3", "1", "4"],
        ["Brest", "3", "0", "3"],
        # One has no town.
        ["total", "7", "1", "8"],
    ]
    assert crossed.notes[0] == "In the totals, each défi counts once."


def test_people_of_some_roles_are_counted_alone() -> None:
    crossed = Crossed(MENU, MENU, "town", "promotion", roles=["cook"])
    assert rows(crossed, words=True) == [
        ["Lyon", "2", "1", "3"],
        ["Brest", "2", "0", "2"],
        ["total", "2", "1", "3"],
    ]
    assert (
        "Only people in these roles are counted: chef; --by skill counts everyone." in crossed.notes
    )


def test_challenges_are_counted_where_it_is_not_known_of_all_how_many_people() -> None:
    whole = dataset(
        challenge("a", promotion="1", profiles=seek(cook=None)),
        challenge("b", promotion="2", profiles=seek(cook=1, baker=2)),
        skills=(CHEF, BAKER),
    )
    crossed = Crossed(whole, whole, "skill", "promotion")
    assert crossed.caption == "Défis, by role and promotion"
    assert rows(crossed, words=True) == [
        *(["chef", "1", "1", "2"], ["boulanger·ère", "0", "1", "1"], ["total", "1", "1", "2"]),
    ]
    # Programs have people too, as far as they are known.
    [cook, baker] = crossed.records()["skills"]
    people = ("sought", "sought_known", "recruited", "recruited_known")
    assert [[cell[key] for key in people] for cell in cook["promotions"]] == [
        *([None, 0, None, 0], [1, 1, None, 0]),
    ]
    assert [cell["sought"] for cell in baker["promotions"]] == [0, 2]


@pytest.mark.parametrize(
    ("by", "across", "name", "cells"),
    [
        # Whom a promotion did not recruit is known where one of its challenges says whom it did.
        ("skill", "promotion", "baker", {"1": (0, 0, 0, 0, 1), "2": (1, 1, 1, None, 0)}),
        ("skill", "promotion", "cook", {"1": (1, 1, 1, 2, 1), "2": (0, 0, 0, None, 0)}),
        ("promotion", "skill", "1", {"baker": (0, 0, 0, 0, 1), "cook": (1, 1, 1, 2, 1)}),
        ("town", "promotion", "Lyon", {"1": (0, 0, 0, 0, 0), "2": (1, 1, 1, None, 0)}),
    ],
)
def test_programs_are_told_of_each_pair_what_is_known(
    by: str, across: str, name: str, cells: dict[str, tuple[int | None, ...]]
) -> None:
    hired = challenge("a", promotion="1", profiles=seek(cook=1), recruited=seek(cook=2))
    other = challenge("b", promotion="2", profiles=seek(baker=1), basis="selected", towns=("Lyon",))
    whole = dataset(replace(hired, towns=("Brest",)), other, skills=(BAKER, CHEF))
    record = Crossed(whole, whole, by, across).records()
    [row] = [row for row in record[f"{by}s"] if row[by] == name]
    numbers = ("challenges", "sought", "sought_known", "recruited", "recruited_known")
    found = {cell[across]: tuple(cell[key] for key in numbers) for cell in row[f"{across}s"]}
    assert found == cells
    # Whom `sought` counts is that of the promotion.
    if by == "skill":
        assert [cell["counted"] for cell in row["promotions"]] == ["sought", "selected"]


def test_it_says_whether_the_challenges_add_up_to_what_was_announced() -> None:
    call = Programme(name="P", announced=Totals(challenges=2))
    whole = dataset(challenge("a", towns=("Brest",)), programmes=(call,))
    assert Crossed(whole, whole, "town", "skill").records()["adds_up"] is False


def test_two_dimensions_are_crossed() -> None:
    with pytest.raises(UsageError, match="--by and --across are both town"):
        Crossed(MENU, MENU, "town", "town")


@pytest.mark.parametrize(("by", "plural"), [("skill", "skills"), ("family", "families")])
def test_all_promotions_are_crossed_as_the_export_has_them(by: str, plural: str, eig: Eig) -> None:
    ask = ("--promotion", "all", "--json")
    challenges = json.loads(eig("export", *ask).stdout)
    record = json.loads(eig("stats", *ask, "--by", by, "--across", "promotion").stdout)
    for row, column in product(record[plural], record["promotions"]):
        [found] = [cell for cell in row["promotions"] if cell["promotion"] == column["promotion"]]
        recruited = [
            [
                people["count"]
                for people in one["recruited"]
                if by == "family" or people["skill"] == row[by]
            ]
            for one in challenges
            if one["promotion"] == column["promotion"] and one["recruited"]
            if by == "skill" or any(row[by] in host["families"] for host in one["hosts"])
        ]
        # Where no challenge says whom it recruited, it is not known.
        known = recruited or not found["challenges"]
        if by == "skill" and not recruited:
            known = False
        assert found["recruited"] == (sum(map(sum, recruited)) if known else None)
    everyone = all(one["recruited"] for one in challenges)
    assert record["share_of"] == ("recruited" if everyone else "challenges")
    assert record["recruited"] == sum(p["count"] for c in challenges for p in c["recruited"])


@pytest.mark.parametrize(
    ("format_name", "lines"),
    [
        ("plain", ["skill\t2\ttotal_sought", "data-scientist\t11\t11"]),
        ("csv", ["skill,2,total_sought", "data-scientist,11,11"]),
        ("excel", ["role;2 (2018);total", "data scientist;11;11"]),
        ("markdown", ["People sought, by role and promotion", "| data scientist | 11 | 11 |"]),
        ("html", ["<tr><th scope=row>data scientist</th><td>11</td><td>11</td></tr>"]),
        ("table", ["People sought, by role and promotion"]),
    ],
)
def test_each_format_has_the_table(format_name: str, lines: list[str], eig: Eig) -> None:
    printed = eig("stats", "-p", "2", "--across", "promotion", "--format", format_name).stdout
    for line in lines:
        assert line in printed.replace("\ufeff", "").splitlines()


def test_what_is_across_alone_is_by_promotion(eig: Eig) -> None:
    alone = eig("stats", "--across", "skill")
    assert alone.stdout == eig("stats", "--by", "promotion", "--across", "skill").stdout
    assert alone.stdout.startswith("promotion\t")


def test_a_table_has_one_dimension_for_its_rows(eig: Eig) -> None:
    ran = eig("stats", "--by", "skill,town", "--across", "promotion")
    assert "with --across, --by takes one of" in ran.stderr


def test_people_of_a_role_are_counted_by_promotion_as_the_export_has_them(eig: Eig) -> None:
    ask = ["--skill", "designer", "--json"]
    counts = json.loads(eig("stats", "--by", "promotion", *ask).stdout)
    exported = json.loads(eig("export", "-p", "all", *ask).stdout)
    assert counts["of_roles"] == ["designer"]
    assert {row["promotion"] for row in counts["promotions"]} == {c["promotion"] for c in exported}
    for row in counts["promotions"]:
        hired = [c["recruited"] for c in exported if c["promotion"] == row["promotion"]]
        people = [p["count"] for profiles in hired for p in profiles if p["skill"] == "designer"]
        assert row["recruited"] == (sum(people) if any(hired) else None)
    # Whom they work with is counted by role.
    assert json.loads(eig("stats", *ask).stdout)["of_roles"] == []


@pytest.mark.parametrize("by", ["promotion", "year"])
def test_all_promotions_are_counted_by_promotion(eig: Eig, by: str) -> None:
    asked = eig("stats", "--by", by)
    assert (asked.stdout, asked.stderr) == (eig("stats", "--by", by, "-p", "all").stdout, "")
