from dataclasses import replace

import pytest

from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Host,
    Profile,
    Programme,
    Skill,
    discrepancies,
)
from eigcli.query import Filters, find, select
from eigcli.stats import Statistics, Tally, statistics, tally_rows

COOK, BAKER = Skill("cook", english="chef"), Skill("baker")


def counts(*tallies: Tally) -> list[tuple[str, int, int | None]]:
    return [(tally.name, tally.challenges, tally.profiles) for tally in tallies]


def seeking(*profiles: Profile, hosts: tuple[str, ...] = ("M",)) -> Challenge:
    return Challenge("a", "A", tuple(map(Host, hosts)), profiles)


def announcing(*challenges: Challenge, **totals: int) -> Dataset:
    skills = tuple(Profile(skill, totals.pop(skill.code, None)) for skill in (COOK, BAKER))
    announced = Announced(**totals, skills=skills)
    return Dataset(challenges, (COOK, BAKER), programme=Programme("P", announced=announced))


def test_the_bundled_dataset_is_counted_by_skill_and_ministry(bundled: Dataset) -> None:
    found = statistics(bundled, bundled)
    assert (found.challenges, found.profiles) == (13, 27)
    assert counts(*found.skills) == [
        ("developer", 7, 8),
        ("designer", 5, 5),
        ("data scientist", 8, 11),
        ("geomatician", 1, 2),
        ("digital project manager", 1, 1),
    ]
    # Lab Santé is hosted by two of these, and counts for both.
    assert counts(*found.ministries) == [
        ("Ministère de la Transition écologique et solidaire", 1, 2),
        ("Ministère des Solidarités et de la Santé", 1, 2),
        ("Ministère du Travail", 1, 2),
        ("Ministère de la Culture", 1, 2),
        ("Ministère de l’Intérieur", 2, 4),
        ("Ministère des Armées", 1, 2),
        ("Ministère de l’Économie", 1, 2),
        ("Ministère de l’Action et des Comptes publics", 1, 3),
        ("Services du Premier ministre", 2, 3),
        ("Ministères sociaux", 1, 2),
        ("Ministère de l’Éducation nationale", 1, 2),
        ("Ministère de l’Enseignement supérieur, de la Recherche et de l’Innovation", 1, 3),
    ]
    assert sum(tally.share for tally in found.skills) == pytest.approx(1)
    assert sum(tally.share for tally in found.ministries) == pytest.approx(29 / 27)
    assert found.announced == (bundled.programme and bundled.programme.announced)
    assert found.adds_up


def test_a_selection_is_counted_by_itself_and_has_the_totals_of_the_whole(
    bundled: Dataset,
) -> None:
    found = statistics(select(bundled, Filters(ministry=("travail", "armées"))), bundled)
    assert (found.challenges, found.profiles) == (2, 4)
    assert found.skills == (
        Tally("designer", 1, 1, 1 / 4),
        Tally("data scientist", 1, 1, 1 / 4),
        Tally("geomatician", 1, 2, 2 / 4),
    )
    assert found.ministries == (
        Tally("Ministère des Solidarités et de la Santé", 1, 2, 2 / 4),
        Tally("Ministère du Travail", 1, 2, 2 / 4),
        Tally("Ministère des Armées", 1, 2, 2 / 4),
    )
    assert found.announced is not None
    assert (found.announced.profiles, found.adds_up) == (27, True)


def test_nothing_is_counted_as_nothing(bundled: Dataset) -> None:
    found = statistics(replace(bundled, challenges=()), bundled)
    assert found == Statistics(0, 0, (), (), found.announced, adds_up=True)
    assert found.announced is not None


def test_two_departments_of_a_ministry_are_one_ministry() -> None:
    dataset = Dataset((seeking(Profile(COOK, 2), hosts=("M", "M", "N")),), (COOK,))
    found = statistics(dataset, dataset)
    assert counts(*found.ministries) == [("M", 1, 2), ("N", 1, 2)]


def test_profiles_that_nobody_counted_leave_shares_in_the_challenges() -> None:
    dataset = Dataset(
        (
            seeking(Profile(COOK, 3)),
            seeking(Profile(COOK), Profile(BAKER)),
            seeking(Profile(COOK, 1), hosts=("N",)),
            seeking(Profile(COOK, 1), hosts=("N",)),
        ),
        (COOK, BAKER),
    )
    assert statistics(dataset, dataset) == Statistics(
        challenges=4,
        profiles=None,
        skills=(Tally("chef", 4, None, 1), Tally("baker", 1, None, 1 / 4)),
        ministries=(Tally("M", 2, None, 2 / 4), Tally("N", 2, 2, 2 / 4)),
        announced=None,
        adds_up=None,
    )


def test_a_part_does_not_add_up_to_what_was_announced(bundled: Dataset) -> None:
    part = find(bundled, ["balisenav", "hopkins"])
    assert list(discrepancies(bundled)) == []
    assert list(discrepancies(part)) == [
        ("challenges", 13, 2),
        ("profiles", 27, 5),
        ("developer", 8, 1),
        ("designer", 5, 0),
        ("data-scientist", 11, 2),
        ("project-manager", 1, 0),
    ]
    assert not statistics(part, part).adds_up


@pytest.mark.parametrize(
    ("dataset", "found"),
    [
        (announcing(seeking(Profile(COOK, 2)), challenges=1, profiles=2, cook=2), []),
        (announcing(seeking(Profile(COOK, 2)), profiles=3), [("profiles", 3, 2)]),
        (announcing(seeking(Profile(COOK, 2)), baker=1), [("baker", 1, 0)]),
        (announcing(seeking(Profile(COOK)), profiles=1), [("profiles", 1, None)]),
        (announcing(seeking(Profile(COOK))), []),
        (Dataset((), programme=Programme("P")), []),
        (Dataset(()), []),
    ],
)
def test_each_announced_total_must_be_met(
    dataset: Dataset, found: list[tuple[str, int, int | None]]
) -> None:
    assert list(discrepancies(dataset)) == found
    announced = dataset.programme and dataset.programme.announced
    assert statistics(dataset, dataset).adds_up == (not found if announced else None)


def test_no_challenge_is_no_part_of_anything(bundled: Dataset) -> None:
    none = find(bundled, [])
    assert next(tally_rows(statistics(none, bundled))) == ("total", None, 0, 0, None)
