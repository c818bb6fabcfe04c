"""Counting challenges and people by facets, with a row of unknown values."""

from dataclasses import replace
from typing import Any

import pytest
from build import challenge, dataset, seeking

from eigcli.data.model import Dataset
from eigcli.errors import UsageError
from eigcli.query.counting import (
    NUMBERS,
    CountedPeople,
    crossed,
    facets_called,
    facets_known,
    measure_called,
    tally,
    totals,
)
from eigcli.query.facets import COUNTED, NOT_KNOWN, completions
from eigcli.report.counts import Counts

KITCHENS = dataset(
    challenge(
        "a", seeks=seeking(cook=2, baker=1), recruits=seeking(cook=1), phase="operated", year=2018, promotion="1"
    ),
    challenge("b", seeks=seeking(cook=1), recruits=seeking(baker=2), promotion="2", year=2018),
    challenge("c", seeks=(), themes=("Eau", "Mer"), phase="stopped", promotion="2"),
)  # fmt: skip


def numbers(whole: Dataset, facet: str, **more: Any) -> dict[str, tuple[Any, ...]]:
    """Return challenges, people sought and people recruited by the names of a facet."""
    return {
        one.name: (one.numbers["challenges"], one.numbers["sought"], one.numbers["recruited"])
        for one in tally(whole, facet, **more)
    }


def test_roles_are_counted_with_people_sought_and_recruited() -> None:
    assert numbers(KITCHENS, "skill") == {
        "cook": (2, 3, 1),
        "baker": (1, 1, 2),
        NOT_KNOWN: (1, None, None),
    }
    [cook, *_others] = tally(KITCHENS, "skill")
    assert cook.numbers["challenges"] == 2
    assert cook.numbers["recruited_known"] == 2


def test_unknown_values_are_the_last_row() -> None:
    assert numbers(KITCHENS, "phase") == {
        "operated": (1, 3, 1),
        "stopped": (1, None, None),
        NOT_KNOWN: (1, 1, 2),
    }
    assert [one.label for one in tally(KITCHENS, "phase")][-1] == "Not known"
    # If nothing is known, it is the only row.
    assert numbers(KITCHENS, "town") == {NOT_KNOWN: (3, 4, 3)}


def test_shares_of_more_challenges_have_a_row_for_each_of_their_values_even_if_empty() -> None:
    some = dataset(*KITCHENS.challenges[:1])
    counts = Counts(some, ["promotion"], measure="sought", base=KITCHENS)
    first, second = counts.tallies["promotion"]
    assert [(one.name, one.numbers["challenges"], one.of) for one in (first, second)] == [
        *(("1", 1, 3), ("2", 0, 1))
    ]
    assert counts.total.of == 4
    assert counts.share(first) == 1
    assert counts.share(second) == 0
    assert set(second.numbers.values()) == {0}
    none = Counts(dataset(), ["skill"], measure="recruited", base=KITCHENS)
    baker, cook, unknown = none.tallies["skill"]
    assert cook.numbers["recruited"] == 0
    assert baker.of == 2
    assert cook.of == 1
    assert unknown.of == 0


def names(whole: Dataset, facet: str, measure: str = "challenges") -> list[str]:
    """Return the names of the rows of a facet, in their order."""
    counts = Counts(whole, [facet], measure=measure)
    return [row.name for row in counts.tallies[facet]]


def test_the_largest_rows_come_first_except_for_promotions_and_years() -> None:
    assert names(KITCHENS, "skill", "recruited") == ["baker", "cook", NOT_KNOWN]
    assert names(KITCHENS, "promotion") == ["1", "2"]
    assert names(KITCHENS, "year") == ["2018", NOT_KNOWN]


def test_a_row_whose_number_is_not_known_comes_after_one_that_is() -> None:
    unknown = challenge("a", themes=("None",))
    known = challenge("b", themes=("One",), recruits=seeking(cook=1))
    assert names(dataset(unknown, known), "theme", "recruited") == ["One", "None"]


def test_people_can_be_counted_in_some_roles_only() -> None:
    assert numbers(KITCHENS, "promotion", staff=CountedPeople({"baker"})) == {
        "1": (1, 1, 0),
        "2": (2, 0, 2),
    }


def test_a_measure_is_named_by_its_code_or_label() -> None:
    assert measure_called("Personnes recrutées") == measure_called("recruited") == "recruited"
    with pytest.raises(UsageError, match=r"there is no measure 'people'\. Known: .*sought"):
        measure_called("people")
    with pytest.raises(UsageError, match="there is no measure 'Recruited'"):
        measure_called("Recruited", exact=True)


def test_a_share_is_a_fraction_of_the_total() -> None:
    for measure, shares in (("sought", [0.75, 0.25, None]), ("recruited", [0.6667, 0.3333, None])):
        counts = Counts(KITCHENS, ["skill"], measure=measure)
        assert [counts.share(row) for row in counts.tallies["skill"]] == shares
    nothing = Counts(dataset())
    assert nothing.share(nothing.total) == 0
    numbers = totals(KITCHENS.challenges).numbers
    assert {name: numbers[name] for name in NUMBERS} == {
        "challenges": 3,
        "sought": 4,
        "sought_known": 2,
        "recruited": 3,
        "recruited_known": 2,
    }


def test_crossed_counts_are_the_same_either_way_round() -> None:
    pairs = {
        ("1", "cook"): 2,
        ("1", "baker"): 1,
        ("2", "cook"): 1,
        ("2", "baker"): 0,
        ("2", NOT_KNOWN): None,
    }
    one = crossed(KITCHENS, "promotion", "skill")
    assert {pair: cell.numbers["sought"] for pair, cell in one.items()} == pairs
    other = crossed(KITCHENS, "skill", "promotion")
    assert {pair[::-1]: cell.numbers["sought"] for pair, cell in other.items()} == pairs
    # Unknown values make pairs, too.
    assert ("1", NOT_KNOWN) in crossed(replace(KITCHENS), "promotion", "theme")
    assert (NOT_KNOWN, "2") in crossed(KITCHENS, "phase", "promotion")
    bakers = crossed(KITCHENS, "phase", "promotion", CountedPeople({"baker"}))
    assert {pair: cell.numbers["sought"] for pair, cell in bakers.items()} == {
        ("operated", "1"): 1,
        ("stopped", "2"): None,
        (NOT_KNOWN, "2"): 0,
    }


def test_facets_that_are_known_of_no_challenge_are_not_offered() -> None:
    assert facets_known(KITCHENS, ["town", "phase", "family", "theme"]) == ["phase", "theme"]


def test_each_facet_counts_all_bundled_challenges(everything: Dataset) -> None:
    for facet in COUNTED:
        rows = tally(everything, facet)
        assert sum(row.numbers["challenges"] for row in rows) >= len(everything.challenges), facet
        assert len({row.label for row in rows}) == len(rows)


def test_facets_are_named_by_code_label_or_plural_and_exact_takes_codes() -> None:
    called = facets_called(["métier", "ministries", "town"])
    assert called == ["skill", "ministry", "town"]
    assert facets_called(["skill"], exact=True) == ["skill"]
    for name in ("colour", "has"):
        with pytest.raises(UsageError, match=f"cannot count by '{name}'"):
            facets_called([name])
    with pytest.raises(UsageError, match="cannot count by 'role'"):
        facets_called(["role"], exact=True)


def test_completion_offers_codes_and_names_of_a_facet(everything: Dataset) -> None:
    roles = completions(everything, "skill")
    assert roles["designer"] == "designer"
    assert "datavisualisation" in roles
    towns = completions(everything, "town")
    assert {"Lyon", "69 Rhône", "Bretagne"} <= towns.keys()
    phases = completions(everything, "phase")
    assert {"in-use", "stopped"} <= phases.keys()
    assert completions(everything, "has")["repository"] == "Repository"


def test_a_measure_of_people_recruited_counts_the_challenges_that_recruited() -> None:
    assert numbers(KITCHENS, "skill", measure="recruited") == {
        "baker": (1, 1, 2),
        "cook": (1, 3, 1),
        NOT_KNOWN: (1, None, None),
    }


def test_crossed_counts_have_those_that_recruited_a_role_that_they_did_not_seek() -> None:
    beside = CountedPeople({"baker"}, (KITCHENS.challenges[1],))
    cells = crossed(dataset(KITCHENS.challenges[0]), "promotion", "phase", beside)
    recruited = {pair: cell.numbers["recruited"] for pair, cell in cells.items()}
    assert recruited == {("1", "operated"): 0, ("2", NOT_KNOWN): 2}
