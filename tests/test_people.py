"""People: what a role is called, how many are sought, and totals in a line."""

import pytest
from build import seeking, skill

from eigcli.columns import columns_of
from eigcli.counts import Counts
from eigcli.find import find_by_name
from eigcli.model import Dataset
from eigcli.people import Profile, Skill, by_skill, headcount, total, totals_line

CHEF = skill("cook", french="cuisinier·ère", english="chef", english_plural="chefs")


@pytest.mark.parametrize(
    ("role", "one", "several"),
    [
        (CHEF, "chef", "chefs"),
        (skill("mouse", english="mouse", english_plural="mice"), "mouse", "mice"),
        (skill("cook", french="cuisinier", french_plural="cuisiniers"), "cuisinier", "cuisiniers"),
        (skill("cook", french="cuisinier·ère"), "cuisinier·ère", "cuisinier·ère"),
        (skill("cook", french="cuisinier", english_plural="chefs"), "cuisinier", "cuisinier"),
        (skill("cook", french_plural="p", english_plural="q", aliases=("r",)), "cook", "q"),
        (skill("cook"), "cook", "cook"),
    ],
)
def test_a_role_is_called_by_its_english_label_or_else_its_french_or_its_code(
    role: Skill, one: str, several: str
) -> None:
    assert (role.label, role.counted(None)) == (one, one)
    assert (role.counted(1), role.counted(2)) == (f"1 {one}", f"2 {several}")


def test_a_role_has_every_spelling_and_its_code_last() -> None:
    role = skill(
        "a", french="b", french_plural="c", english="d", english_plural="e", aliases=("f", "g")
    )
    assert sorted(role.spellings) == ["a", "b", "c", "d", "e", "f", "g"]
    assert role.spellings[-1] == "a"
    assert skill("a").spellings == ("a",)


def test_people_are_counted_unless_some_of_them_are_not() -> None:
    assert headcount(()) == 0
    assert headcount(seeking(cook=2, baker=3)) == 5
    assert headcount(seeking(cook=2, baker=None)) is None


def test_a_total_of_people_is_not_known_where_none_are_named() -> None:
    assert total(()) is None
    assert total(seeking(cook=2, baker=3)) == 5
    assert total(seeking(cook=2, baker=None)) is None


def test_profiles_are_told_apart_by_skill_in_their_order() -> None:
    cook, baker, more = *seeking(cook=2, baker=1), *seeking(cook=None)
    assert by_skill([cook, baker, more]) == {"cook": [cook, more], "baker": [baker]}
    assert list(by_skill([baker, cook])) == ["baker", "cook"]


@pytest.mark.parametrize(
    ("challenges", "people", "profiles", "text"),
    [
        (2, 3, (Profile(CHEF, 2), *seeking(baker=1)), "2 défis, 3 profiles: 2 chefs, 1 baker"),
        (1, 1, (), "1 défi, 1 profile"),
        (0, 0, (), "0 défis, 0 profiles"),
        (2, None, (Profile(CHEF, 2), *seeking(baker=None)), "2 défis: 2 chefs"),
        (None, None, (Profile(CHEF, 1), Profile(CHEF, 2)), "1 chef, 2 chefs"),
        (None, None, (), ""),
    ],
)
def test_totals_are_a_line_of_what_is_known(
    challenges: int | None, people: int | None, profiles: tuple[Profile, ...], text: str
) -> None:
    assert totals_line(challenges, people, profiles) == text


@pytest.mark.parametrize(
    ("slugs", "text"),
    [
        (
            ["lab-sante", "hopkins"],
            "2 défis, 5 profiles: 1 developer, 1 designer, 3 data scientists",
        ),
        (["eig-link"], "1 défi, 1 profile: 1 digital project manager"),
        ([], "0 défis, 0 profiles"),
    ],
)
def test_the_totals_of_a_selection_name_the_roles_in_the_order_of_the_vocabulary(
    bundled: Dataset, slugs: list[str], text: str
) -> None:
    assert Counts(find_by_name(bundled, slugs).dataset, bundled).totals == text


@pytest.mark.parametrize("name", ["profiles", "recruited"])
def test_profiles_are_codes_for_programs_words_for_people_and_objects_in_json(name: str) -> None:
    column = columns_of()[name]
    profiles = (Profile(CHEF, 2), *seeking(baker=None))
    assert column.kind.cell(profiles, words=False) == ("2 cook", "baker")
    assert column.kind.cell(profiles, words=True) == ("2 chefs", "baker")
    assert column.kind.record(profiles) == [
        {"skill": "cook", "french": "cuisinier·ère", "english": "chef", "count": 2},
        {"skill": "baker", "french": None, "english": None, "count": None},
    ]
