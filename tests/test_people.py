"""People: what a role is called, how many are sought, and totals in a line."""

import pytest
from build import CHEF, seeking, skill

from eigcli.people import Profile, Skill, headcount, total, totals_line


@pytest.mark.parametrize(
    ("role", "one", "several"),
    [
        (CHEF, "chef", "chefs"),
        (skill("mouse", english="mouse", english_plural="mice"), "mouse", "mice"),
        (skill("cook", french="chef-d’œuvre", french_plural="chefs"), "chef-d’œuvre", "chefs"),
        (skill("cook", french="cuisinier·ère"), "cuisinier·ère", "cuisinier·ères"),
        (skill("cook", french="maître queux", english_plural="chefs"), *2 * ("maître queux",)),
        (skill("cook", french_plural="p", english_plural="q", aliases=("r",)), "cook", "q"),
        (skill("cook"), "cook", "cooks"),
        (skill("devops"), "devops", "devops"),
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
