"""Choosing and finding, on the bundled dataset; the expected slugs are in its order."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from eigcli.errors import EigError, UsageError
from eigcli.model import Challenge, Dataset, Host, Profile, Skill
from eigcli.query import find, select

DESIGNERS = ["predisauvetage", "lab-sante", "gobelins", "socialconnect", "brigade-numerique"]


def slugs(dataset: Dataset) -> list[str]:
    return [challenge.slug for challenge in dataset.challenges]


def only(*challenges: Challenge) -> Dataset:
    return Dataset(challenges)


def called(slug: str, name: str, number: int | None = None) -> Challenge:
    return Challenge(slug, name, (Host("M"),), (Profile(Skill("s")),), number)


@pytest.mark.parametrize(
    ("skill", "expected"),
    [
        ("designer", DESIGNERS),
        ("DESIGNER", DESIGNERS),
        ("ux", DESIGNERS),
        ("ergonome", DESIGNERS),
        ("géomaticien·ne", ["balisenav"]),
        ("GIS", ["balisenav"]),
        ("chef de projet", ["eig-link"]),
        ("digital project-manager", ["eig-link"]),
        ("datavisualisation", ["predisauvetage", "lab-sante"]),
        ("Ergonomie", ["balisenav", "brigade-numerique"]),
        ("UX-UI Design", ["brigade-numerique"]),
    ],
)
def test_a_skill_is_a_role_or_a_published_expertise(
    bundled: Dataset, skill: str, expected: list[str]
) -> None:
    assert slugs(select(bundled, skills=[skill])) == expected


@pytest.mark.parametrize("spelling", ["developer", "dev", "développeuse", "DEVS", "développeur.se"])
def test_every_spelling_of_a_role_finds_the_same(bundled: Dataset, spelling: str) -> None:
    developers = select(bundled, skills=[spelling]).challenges
    assert len(developers) == 7
    assert all("developer" in [p.skill.code for p in c.profiles] for c in developers)


def test_a_word_that_is_a_role_and_an_expertise_finds_both(bundled: Dataset) -> None:
    assert "eig-link" in slugs(select(bundled, skills=["développement"]))
    assert "dataesr" in slugs(select(bundled, skills=["développement"]))


@pytest.mark.parametrize(
    ("ministry", "expected"),
    [
        ("intérieur", ["previsecours", "brigade-numerique"]),
        ("Interieur", ["previsecours", "brigade-numerique"]),
        ("INTÉRIEUR", ["previsecours", "brigade-numerique"]),
        ("gendarmerie", ["brigade-numerique"]),
        ("DREES", ["lab-sante"]),
        ("travail", ["lab-sante"]),
        ("premier ministre", ["socialconnect", "eig-link"]),
        ("ministère de l'intérieur", ["previsecours", "brigade-numerique"]),
    ],
)
def test_a_ministry_is_any_part_of_the_name_of_a_host(
    bundled: Dataset, ministry: str, expected: list[str]
) -> None:
    assert slugs(select(bundled, ministries=[ministry])) == expected


def test_no_filter_keeps_everything(bundled: Dataset) -> None:
    assert select(bundled) == bundled


def test_values_of_one_filter_are_alternatives_and_filters_add_up(bundled: Dataset) -> None:
    either = select(bundled, skills=["geomatician", "project-manager"])
    both = select(bundled, skills=["developer"], ministries=["culture", "intérieur"])
    assert slugs(either) == ["balisenav", "eig-link"]
    assert slugs(both) == ["gobelins", "brigade-numerique"]


def test_known_values_may_match_nothing_together(bundled: Dataset) -> None:
    assert slugs(select(bundled, skills=["designer"], ministries=["armées"])) == []


def test_a_role_that_nobody_seeks_is_known(bundled: Dataset) -> None:
    more = replace(bundled, skills=(*bundled.skills, Skill("lawyer", "juriste")))
    assert slugs(select(more, skills=["juriste"])) == []


@pytest.mark.parametrize("value", ["", " ", "!?", "lawyer"])
def test_an_unknown_skill_is_a_mistake(bundled: Dataset, value: str) -> None:
    with pytest.raises(UsageError, match="no skill matches"):
        select(bundled, skills=["designer", value])


@pytest.mark.parametrize("value", ["", " ", "!?", "justice"])
def test_an_unknown_ministry_is_a_mistake(bundled: Dataset, value: str) -> None:
    with pytest.raises(UsageError, match="no ministry or department matches"):
        select(bundled, ministries=[value])


@pytest.mark.parametrize(
    ("skills", "ministries", "message"),
    [
        (["desinger"], [], "'desinger'; did you mean designer"),
        (["datavizualisation"], [], "did you mean datavisualisation"),
        (["geomatics"], [], "The skills are developer, designer, data-scientist, "),
        (["x"], [], "and as expertise data science, UX design, datavisualisation, "),
        ([], ["interiuer"], "'interiuer'; did you mean Intérieur"),
        ([], ["gendramerie"], "did you mean gendarmerie"),
        ([], ["zz"], "The ministries are Ministère de la Transition écologique et solidaire, "),
        ([], ["zz"], "the departments are Direction des affaires maritimes, "),
    ],
)
def test_a_mistake_is_named_with_the_nearest_and_what_exists(
    bundled: Dataset, skills: Sequence[str], ministries: Sequence[str], message: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        select(bundled, skills=skills, ministries=ministries)
    assert message in str(mistake.value)


def test_a_dataset_without_expertise_and_departments_lists_none() -> None:
    small = only(called("a", "A"))
    with pytest.raises(UsageError, match=r"The skills are none\.$"):
        select(small, skills=["x"])
    with pytest.raises(UsageError, match=r"The ministries are M\.$"):
        select(small, ministries=["x"])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("predisauvetage", "predisauvetage"),
        ("Lab Santé", "lab-sante"),
        ("LABSANTE", "lab-sante"),
        ("b@liseNAV", "balisenav"),
        ("balisenav", "balisenav"),
        ("7", "hopkins"),
        ("07", "hopkins"),
        ("#7", "hopkins"),
        ("gobelin", "gobelins"),
        ("coach", "coacheleves-assistprof"),
        ("CoachÉlèves - AssistProf", "coacheleves-assistprof"),
        ("1", "predisauvetage"),
    ],
)
def test_a_challenge_goes_by_slug_name_number_or_beginning(
    bundled: Dataset, name: str, slug: str
) -> None:
    assert slugs(find(bundled, [name])) == [slug]


def test_challenges_are_found_in_the_order_asked_for(bundled: Dataset) -> None:
    assert slugs(find(bundled, ["hopkins", "1"])) == ["hopkins", "predisauvetage"]


def test_the_most_exact_way_to_be_called_counts() -> None:
    several = only(
        called("lab", "Lab"), called("lab-sante", "Labo"), called("l-a-b", "7"), called("x", "Y", 7)
    )
    assert slugs(find(several, ["lab"])) == ["lab"]
    assert slugs(find(several, ["7"])) == ["l-a-b"]


def test_a_name_without_letters_is_found_as_it_is() -> None:
    assert slugs(find(only(called("a", "!?"), called("b", "B")), ["!?"])) == ["a"]


@pytest.mark.parametrize("name", ["", "!", "14", "0"])
def test_an_unknown_name_is_not_found(bundled: Dataset, name: str) -> None:
    with pytest.raises(EigError, match=r"no défi is called .* The défis are predisauvetage, "):
        find(bundled, [name])


def test_the_nearest_slug_is_suggested(bundled: Dataset) -> None:
    with pytest.raises(EigError, match=r"'gobelnis'; did you mean gobelins\?"):
        find(bundled, ["gobelnis"])


def test_an_ambiguous_beginning_lists_what_it_may_be(bundled: Dataset) -> None:
    with pytest.raises(EigError, match=r"^'pr' may be 2 défis: predisauvetage, previsecours$"):
        find(bundled, ["pr"])


def test_each_unknown_name_has_its_line(bundled: Dataset) -> None:
    with pytest.raises(EigError) as mistake:
        find(bundled, ["hopkins", "x", "pr"])
    assert len(str(mistake.value).splitlines()) == 2
