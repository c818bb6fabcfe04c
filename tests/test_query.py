"""Choosing, ordering and finding, mostly on the bundled dataset, whose order the slugs have."""

import shlex
from dataclasses import replace
from typing import Any

import pytest
from arbitrary import datasets
from build import challenge, dataset, host, seeking, skill
from hypothesis import given

from eigcli.counts import Counts
from eigcli.errors import EigError, UsageError
from eigcli.filters import Filters, Order, explain_no_match, sort_challenges
from eigcli.filters import select as selected
from eigcli.find import find_by_name
from eigcli.model import Challenge, Dataset, Host, Programme
from eigcli.people import Profile
from eigcli.search import Matches, query_words

DESIGNERS = ["predisauvetage", "lab-sante", "gobelins", "socialconnect", "brigade-numerique"]


def select(whole: Dataset, filters: Filters) -> Dataset:
    return selected(whole, filters).dataset


def slugs(chosen: Dataset) -> list[str]:
    return [challenge.slug for challenge in chosen.challenges]


@pytest.mark.parametrize(
    ("value", "expected"),
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
    bundled: Dataset, value: str, expected: list[str]
) -> None:
    assert slugs(select(bundled, Filters(skill=(value,)))) == expected


@pytest.mark.parametrize("spelling", ["developer", "dev", "développeuse", "DEVS", "développeur.se"])
def test_every_spelling_of_a_role_finds_the_same(bundled: Dataset, spelling: str) -> None:
    developers = select(bundled, Filters(skill=(spelling,))).challenges
    assert len(developers) == 7
    assert all("developer" in [p.skill.code for p in c.profiles] for c in developers)


def test_a_word_that_is_a_role_and_an_expertise_finds_both(bundled: Dataset) -> None:
    found = slugs(select(bundled, Filters(skill=("développement",))))
    assert "eig-link" in found
    assert "dataesr" in found


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
    assert slugs(select(bundled, Filters(ministry=(ministry,)))) == expected


def test_no_filter_keeps_everything(bundled: Dataset) -> None:
    assert select(bundled, Filters()) == bundled


def test_values_of_one_filter_are_alternatives_and_filters_add_up(bundled: Dataset) -> None:
    either = select(bundled, Filters(skill=("geomatician", "project-manager")))
    both = select(bundled, Filters(skill=("developer",), ministry=("culture", "intérieur")))
    assert slugs(either) == ["balisenav", "eig-link"]
    assert slugs(both) == ["gobelins", "brigade-numerique"]


def test_known_values_may_match_nothing_together(bundled: Dataset) -> None:
    assert slugs(select(bundled, Filters(skill=("designer",), ministry=("armées",)))) == []


def test_a_role_that_nobody_seeks_is_known(bundled: Dataset) -> None:
    more = replace(bundled, skills=(*bundled.skills, skill("lawyer", french="juriste")))
    assert slugs(select(more, Filters(skill=("juriste",)))) == []


@pytest.mark.parametrize("value", ["", " ", "!?", "lawyer"])
def test_an_unknown_skill_is_a_mistake(bundled: Dataset, value: str) -> None:
    with pytest.raises(UsageError, match="no skill matches"):
        select(bundled, Filters(skill=("designer", value)))


@pytest.mark.parametrize("value", ["", " ", "!?", "justice"])
def test_an_unknown_ministry_is_a_mistake(bundled: Dataset, value: str) -> None:
    with pytest.raises(UsageError, match="no ministry or department matches"):
        select(bundled, Filters(ministry=(value,)))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            Filters(skill=("desinger",)),
            "no skill matches 'desinger'. Did you mean designer?",
        ),
        (
            Filters(skill=("géomatcien",)),
            "no skill matches 'géomatcien'. Did you mean géomaticien?",
        ),
        (
            Filters(skill=("designer", "zz")),
            "no skill matches 'zz'.",
        ),
        (
            Filters(skill=("zz, designer",)),
            "no skill matches 'zz'.",
        ),
        (
            Filters(ministry=("ministère de la cutlure",)),
            "no ministry or department matches 'ministère de la cutlure'. Did you mean Culture?",
        ),
        (
            Filters(theme=("Finnance",)),
            "no theme matches 'Finnance'. Did you mean Finance?",
        ),
        (
            Filters(town=("Moulinaux",)),
            "no town matches 'Moulinaux'. Did you mean Moulineaux?",
        ),
    ],
)
def test_a_value_that_means_nothing_is_named_with_the_nearest(
    bundled: Dataset, filters: Filters, message: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        select(bundled, filters)
    assert str(mistake.value) == message


def test_articles_and_what_everything_is_called_are_not_suggested() -> None:
    those = dataset(challenge("a", hosts=(host("Ministère de la Culture"),)))
    with pytest.raises(UsageError) as mistake:
        select(those, Filters(ministry=("ministère de la santé",)))
    assert "Did you mean" not in str(mistake.value)


def test_all_of_the_skills_may_be_asked_for(bundled: Dataset) -> None:
    both = Filters(skill=("designer", "developer"), all_skills=True)
    role_and_expertise = Filters(skill=("data scientist", "datavisualisation"), all_skills=True)
    assert slugs(select(bundled, both)) == ["gobelins", "socialconnect", "brigade-numerique"]
    assert slugs(select(bundled, role_and_expertise)) == ["predisauvetage", "lab-sante"]
    assert select(bundled, Filters(all_skills=True)) == bundled


def test_a_role_whose_label_is_the_code_of_another_is_not_taken_for_it() -> None:
    cook, baker = skill("cook", aliases=("toque",)), skill("baker", english="cook")
    those = dataset(
        challenge("a", profiles=(Profile(cook),)), challenge("b", profiles=(Profile(baker),))
    )
    assert slugs(select(those, Filters(skill=("toque",)))) == ["a"]
    assert slugs(select(those, Filters(skill=("baker",)))) == ["b"]
    assert slugs(select(those, Filters(skill=("cook",)))) == ["a", "b"]


def test_a_plural_is_a_spelling_of_a_role() -> None:
    cook = skill("cook", french_plural="cuisiniers", english_plural="chefs")
    those = dataset(
        challenge("a", profiles=(Profile(cook),)), challenge("b", profiles=seeking(x=1))
    )
    for plural in ("cuisiniers", "Chefs"):
        assert slugs(select(those, Filters(skill=(plural,)))) == ["a"]


def test_a_ministry_may_be_that_of_any_host() -> None:
    shared = challenge("a", hosts=(host("M", "Impôts"), host("Justice")))
    those = dataset(shared, challenge("b"))
    assert slugs(select(those, Filters(ministry=("justice",)))) == ["a"]
    assert slugs(select(those, Filters(ministry=("impots",)))) == ["a"]


# Searching


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("hopkins", ["hopkins"]),
        ("ACCIDENTS", ["predisauvetage"]),
        ("asterisque", ["coacheleves-assistprof", "dataesr"]),
        ("devops", ["eig-link", "dataesr"]),
        ("armees", ["balisenav"]),
        ("(shom)", ["balisenav"]),
        ("géomaticien·ne", ["balisenav"]),
        ("geomatician", ["balisenav"]),
        ("project manager", ["eig-link"]),
        ("l'intérieur", ["previsecours", "brigade-numerique"]),
    ],
)
def test_a_word_is_searched_for_in_every_field(
    bundled: Dataset, search: str, expected: list[str]
) -> None:
    assert slugs(select(bundled, Filters(search=(search,)))) == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (("santé données",), ["lab-sante"]),
        (("  DONNEES\tSANTE ",), ["lab-sante"]),
        (("santé", "données"), ["lab-sante"]),
        (("ergonome intérieur",), ["brigade-numerique"]),
        (("santé", "hopkins"), []),
        (("auvet",), []),
        (("labsanté",), ["lab-sante"]),
        (("lab_santé",), ["lab-sante"]),
        (("prédi sauvetage",), ["predisauvetage"]),
        (("élèves assist",), ["coacheleves-assistprof"]),
        (("écologies",), ["predisauvetage", "previsecours"]),
        (("algor",), ["predisauvetage"]),
        (("la fraude de l’économie",), ["hopkins"]),
        (("hopkinsmettre",), []),
    ],
)
def test_every_word_is_meant_by_one_somewhere(
    bundled: Dataset, search: tuple[str, ...], expected: list[str]
) -> None:
    assert slugs(select(bundled, Filters(search=search))) == expected


@pytest.mark.parametrize("word", ["coeur", "CŒUR", "sante\u0301", "SANTÉ", "cook", "y"])
def test_ligatures_and_accents_may_be_typed_in_any_way(word: str) -> None:
    profiles = (Profile(skill("x", english="cook")), Profile(skill("y")))
    healthy = challenge("a", "Cœur et sante\u0301", profiles=profiles)
    those = dataset(healthy, challenge("b", profiles=seeking(s=None)))
    assert slugs(select(those, Filters(search=(word,)))) == ["a"]


def test_a_beginning_has_four_letters(bundled: Dataset) -> None:
    assert slugs(select(bundled, Filters(search=("gobe",)))) == ["gobelins"]
    assert slugs(select(bundled, Filters(search=("gob",)))) == []


def test_spaces_do_not_matter_only_where_the_words_find_nothing() -> None:
    those = dataset(challenge("a", "LabSanté"), challenge("b", tagline="un lab de santé"))
    assert slugs(select(those, Filters(search=("lab santé",)))) == ["b"]
    assert slugs(select(those, Filters(search=("labs anté",)))) == ["a"]


def test_a_search_and_the_other_filters_must_all_hold(bundled: Dataset) -> None:
    filters = Filters(skill=("designer",), ministry=("culture", "travail"), search=("données",))
    assert slugs(select(bundled, filters)) == ["lab-sante"]


@pytest.mark.parametrize("search", [("",), (" \t\u00a0",), ("", " "), ("", "sante")])
def test_a_search_for_no_word_is_a_mistake(bundled: Dataset, search: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"^a search needs a word to search for$"):
        select(bundled, Filters(search=search))


# The best first


@pytest.mark.parametrize(
    ("search", "better", "worse"),
    [
        # A name, a tagline, the rest; another name is a name.
        ("mer", {"name": "La mer"}, {"tagline": "la mer"}),
        ("mer", {"other_names": ("La mer",)}, {"tagline": "la mer"}),
        ("mer", {"tagline": "la mer"}, {"towns": ("Mer",)}),
        ("arch", {"name": "Archives"}, {"tagline": "arch"}),
        # Whole words, beginnings.
        ("port", {"name": "Le port"}, {"name": "Portail"}),
        ("écologie", {"tagline": "chose écologique"}, {"tagline": "écologiestique"}),
        # Its own words, synonyms, however early.
        ("navire", {"note": "des navires"}, {"name": "Bateau"}),
        ("navire lent", {"note": "lent, des navires"}, {"name": "Bateau lent"}),
        # Close together, apart.
        (
            "accident mer",
            {"tagline": "en mer un accident"},
            {"tagline": "mer du nord, d’accidents"},
        ),
        ("accident mer", {"note": "accident en mer"}, {"note": "accident", "towns": ("Mer",)}),
        # Wherever that is.
        (
            "accident mer",
            {"tagline": "mer du nord, mer des accidents en mer, mer, accident et fin"},
            {"tagline": "mer du nord, d’accidents"},
        ),
    ],
)
def test_a_search_puts_the_best_answer_first(
    search: str, better: dict[str, Any], worse: dict[str, Any]
) -> None:
    best, last = challenge("best", **better), challenge("last", **worse)
    synonyms = (("navire", ("bateau",)),)
    for those in (dataset(best, last, synonyms=synonyms), dataset(last, best, synonyms=synonyms)):
        assert slugs(select(those, Filters(search=(search,)))) == ["best", "last"]
        assert slugs(select(those, Filters(search=tuple(search.split())))) == ["best", "last"]


def test_answers_that_are_as_good_are_in_the_order_of_the_dataset() -> None:
    those = dataset(*(challenge(slug, "Mer", number=len(slug)) for slug in ("ccc", "a", "bb")))
    assert slugs(select(those, Filters(search=("mer",)))) == ["ccc", "a", "bb"]


def test_an_order_that_is_asked_for_is_not_that_of_the_search() -> None:
    those = dataset(
        challenge("a", "Zoo", number=1, note="mer"), challenge("b", "Mer", number=2), challenge("c")
    )
    found = select(those, Filters(search=("mer",)))
    assert slugs(sort_challenges(found, Order())) == ["b", "a"]
    assert slugs(sort_challenges(found, Order(limit=1))) == ["b"]
    assert slugs(sort_challenges(found, Order(reverse=True))) == ["a", "b"]
    assert slugs(sort_challenges(found, Order("number"))) == ["a", "b"]
    assert slugs(sort_challenges(found, Order("name", reverse=True))) == ["a", "b"]


def test_filters_alone_keep_the_order_of_the_dataset() -> None:
    those = dataset(
        challenge("a", hosts=(host("Portail"),)), challenge("b", hosts=(host("Port"), host("Mer")))
    )
    assert slugs(select(those, Filters(ministry=("portail", "mer")))) == ["a", "b"]


# Values of filters


def filed(*themes: str, **more: Any) -> Dataset:
    """Return a dataset with a challenge for each theme, called as it is."""
    those = (challenge(f"a{n}", theme, themes=(theme,)) for n, theme in enumerate(themes))
    return dataset(*those, **more)


def names(chosen: Dataset) -> list[str]:
    return [challenge.name for challenge in chosen.challenges]


@pytest.mark.parametrize(
    ("themes", "value", "found"),
    [
        # A value typed whole is that value alone.
        (["Santé publique", "Santé"], "SANTE", ["Santé"]),
        (["Santé publique", "Santé"], "santés", ["Santé publique", "Santé"]),
        (["Santé publique", "Santé"], "publique", ["Santé publique"]),
        # Empty words decide where there are no others, and only there.
        (["Ministère", "Défi"], "le ministère", []),
        (["Le ministère", "Défi"], "le ministère", ["Le ministère"]),
        (["La mer", "La terre"], "de la mer", ["La mer"]),
        (["La mer", "Mer et terre"], "terre mer", ["Mer et terre"]),
        # Words that run together, and only where no words are alike.
        (["Saint-Denis", "Paris"], "saintdenis", ["Saint-Denis"]),
        (["SaintDenis", "Saint-Denis"], "denis saint", ["Saint-Denis"]),
        # Commas stand between values, but for those of a name.
        (["A b", "C d", "E"], "a b,c d", ["A b", "C d"]),
        (["Art, culture", "Art", "Culture"], "art, culture", ["Art, culture"]),
        (["Art, culture", "Art", "Culture"], "Culture,Art", ["Art", "Culture"]),
        (
            ["Santé-Environnement", "Santé", "Mer"],
            "santé,environnement",
            ["Santé-Environnement", "Santé"],
        ),
        (["Art", "Culture", "Terre"], ",culture, ,art,", ["Art", "Culture"]),
    ],
)
def test_a_value_of_a_filter_is_what_it_says_most_exactly(
    themes: list[str], value: str, found: list[str]
) -> None:
    those = filed(*themes)
    if found:
        assert names(select(those, Filters(theme=(value,)))) == found
    else:
        with pytest.raises(UsageError):
            select(those, Filters(theme=(value,)))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(skill=("géomaticien,chef de projet",)), ["balisenav", "eig-link"]),
        (Filters(ministry=("travail, culture",)), ["lab-sante", "gobelins"]),
        (Filters(theme=("culture,santé",)), ["lab-sante", "gobelins"]),
        (Filters(town=("Brest,issy",)), ["balisenav", "brigade-numerique"]),
        (
            Filters(skill=("designer,developer",), all_skills=True),
            ["gobelins", "socialconnect", "brigade-numerique"],
        ),
        (
            Filters(
                ministry=(
                    "Direction de la recherche, des études, de l'évaluation et des statistiques (DREES)",
                )
            ),
            ["lab-sante"],
        ),
    ],
)
def test_values_with_commas_between_them_are_several(
    bundled: Dataset, filters: Filters, expected: list[str]
) -> None:
    assert slugs(select(bundled, filters)) == expected


@pytest.mark.parametrize("value", ["@", "™", "№"])
def test_what_is_no_word_is_no_value(bundled: Dataset, value: str) -> None:
    for filters in (Filters(skill=(value,)), Filters(ministry=(value,)), Filters(theme=(value,))):
        with pytest.raises(UsageError, match=r"^no "):
            select(bundled, filters)
    with pytest.raises(EigError, match=r"^no défi is called"):
        find_by_name(bundled, [value])


def test_a_host_is_found_by_its_other_names() -> None:
    armies = Host(ministry="Armées", aliases=("Défense", "Balard"))
    those = dataset(challenge("a", hosts=(armies,)), challenge("b", hosts=(host("Culture"),)))
    for value in ("ministère de la défense", "BALARD", "armée"):
        for filters in (Filters(ministry=(value,)), Filters(search=(value,))):
            found, notes, _matches = selected(those, filters)
            assert (slugs(found), notes) == (["a"], ())


# Synonyms

SYNONYMS = (("mer", ("maritime", "bord de l’eau")), ("chef", ("cook",)))
MER = "'{}' stands for these words too: maritime, bord de l’eau"


@pytest.mark.parametrize(
    ("themes", "value", "found", "told"),
    [
        (["Maritime", "Terre"], "mer", ["Maritime"], MER.format("mer")),
        (
            ["Maritime", "Terre"],
            "Ministère des Mers",
            ["Maritime"],
            MER.format("Ministère des Mers"),
        ),
        (["Bord et eaux", "Bord"], "la mer", ["Bord et eaux"], MER.format("la mer")),
        (["Monde maritime", "Monde"], "mer monde", ["Monde maritime"], MER.format("mer monde")),
        (["Maritime", "Terre"], "terre,mer", ["Maritime", "Terre"], MER.format("mer")),
        # Its own words find something.
        (["Maritime", "La Mer"], "mer", ["La Mer"], None),
        (["Maritime", "Terre"], "maritimes", ["Maritime"], None),
    ],
)
def test_a_filter_turns_to_synonyms_where_its_own_words_find_nothing_and_says_so(
    themes: list[str], value: str, found: list[str], told: str | None
) -> None:
    chosen, notes, _matches = selected(filed(*themes, synonyms=SYNONYMS), Filters(theme=(value,)))
    assert names(chosen) == found
    assert notes == ((told,) if told else ())


def test_a_role_may_be_typed_as_a_synonym() -> None:
    those = dataset(challenge("a"), challenge("b", profiles=seeking(x=1)), synonyms=SYNONYMS)
    assert slugs(select(those, Filters(skill=("chefs",)))) == ["a"]


@pytest.mark.parametrize(
    ("themes", "search", "found", "told"),
    [
        (["Maritime", "La mer", "Terre"], "mer", ["La mer", "Maritime"], [MER.format("mer")]),
        (["Au bord des eaux", "Bord"], "mer", ["Au bord des eaux"], [MER.format("mer")]),
        (["Monde maritime", "Mer", "Monde"], "monde mer", ["Monde maritime"], [MER.format("mer")]),
        (["La mer", "Terre"], "mers", ["La mer"], []),
        (["Maritime", "Terre"], "maritime", ["Maritime"], []),
        (["Terre"], "mer", [], []),
    ],
)
def test_a_search_looks_for_synonyms_too_and_says_so_where_it_found_any(
    themes: list[str], search: str, found: list[str], told: list[str]
) -> None:
    chosen, notes, _matches = selected(filed(*themes, synonyms=SYNONYMS), Filters(search=(search,)))
    assert names(chosen) == found
    assert notes == tuple(told)


# Why nothing is found

SEA = (
    challenge("a", "Sauvetage", tagline="secourir les pompiers en mer", towns=("Brest",)),
    challenge("b", "Musée", themes=("Culture",), profiles=seeking(baker=1)),
    challenge("c", "Archives", themes=("Culture",), profiles=seeking(baker=1, cook=1)),
)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (
            Filters(search=("pompeirs",)),
            "nothing mentions 'pompeirs'. Did you mean pompiers?",
        ),
        (Filters(search=("zzz",)), "nothing mentions 'zzz'."),
        # The first word that nothing mentions, of any search.
        (
            Filters(search=("musée", "mer sauvetaeg zzz")),
            "nothing mentions 'sauvetaeg'. Did you mean Sauvetage?",
        ),
        (
            Filters(search=("culutre",), town=("Brest",)),
            "nothing mentions 'culutre'. Did you mean Culture?",
        ),
        (Filters(search=("Pompeirs",)), "nothing mentions 'Pompeirs'. Did you mean pompiers?"),
        (
            Filters(search=("musée mer",)),
            "no défi mentions all of these words; défis that mention each: musée 1, mer 1.",
        ),
        (
            Filters(skill=("cook", "plumber"), all_skills=True),
            "no défi seeks all of these skills.",
        ),
        (Filters(skill=("plumber",)), "no défi meets this."),
        (
            Filters(search=("musée", "mer")),
            "no défi mentions all of these words; défis that mention each: musée 1, mer 1.",
        ),
        (
            Filters(theme=("culture",), town=("Brest",)),
            "no défi meets all of this together; défis that meet each: --theme 2, --town 1.",
        ),
        (
            Filters(search=("mer",), skill=("baker",)),
            "no défi meets all of this together; défis that meet each: --skill 2, --search 1.",
        ),
        (
            Filters(search=("musée mer",), skill=("baker",)),
            "no défi meets all of this together; défis that meet each: --skill 2, --search 0.",
        ),
        (
            Filters(skill=("baker", "cook"), all_skills=True, town=("Brest",)),
            "no défi meets all of this together; défis that meet each: --skill 1, --town 1.",
        ),
    ],
)
def test_where_nothing_is_found_it_says_why(filters: Filters, sentence: str) -> None:
    those = dataset(*SEA, skills=(skill("baker"), skill("cook"), skill("plumber")))
    assert slugs(select(those, filters)) == []
    assert explain_no_match(those, filters) == sentence


def test_a_word_that_a_synonym_finds_is_not_missing() -> None:
    those = dataset(*SEA, synonyms=(("océan", ("mer",)),))
    assert explain_no_match(those, Filters(search=("océan zzz",))) == "nothing mentions 'zzz'."


def test_each_synonym_is_told_once() -> None:
    those = dataset(challenge("a", "Maritime"), synonyms=(*SYNONYMS, *SYNONYMS))
    assert selected(those, Filters(search=("mer",))).notes == (MER.format("mer"),)


def test_a_search_is_one_for_words_without_spaces_where_no_words_are_found() -> None:
    those = dataset(challenge("a", "Parcoursup"), challenge("b", "Par le cours"))
    assert slugs(select(those, Filters(search=("par coursup",)))) == ["a"]
    assert slugs(select(those, Filters(search=("par", "coursup")))) == ["a"]
    assert slugs(select(those, Filters(search=("cours",)))) == ["b"]


def why(one: Challenge, search: str, *shown: str) -> list[tuple[str, str]]:
    """Return why a challenge answers a search: the field, and its text from the word on."""
    matches = Matches(query_words(dataset(one, synonyms=SYNONYMS), (search,)))
    return [(field.name, text[place:]) for field, text, place in matches.elsewhere(one, shown)]


def test_what_answers_and_is_not_shown_is_told_with_its_field_and_place() -> None:
    one = challenge(
        "a", "Gobelins", tagline="un accident en mer", towns=("Brest",), note="la mer et l’accident"
    )
    assert why(one, "mer", "Gobelins") == [("tagline", "mer")]
    assert why(one, "mer", "Gobelins", "la MER") == []
    assert why(one, "gobelin accidents brest", "Gobelins") == [
        ("tagline", "accident en mer"),
        ("towns", "Brest"),
    ]
    # Each word, and the first field that has it.
    assert why(one, "accident mer") == [("tagline", "accident en mer"), ("tagline", "mer")]
    assert why(one, "l’avion") == []


def test_a_synonym_or_the_department_of_a_host_is_a_reason() -> None:
    one = challenge("a", hosts=(host("Culture", "Affaires maritimes"),))
    assert why(one, "mer", "A", "Culture") == [("department", "maritimes")]


# Ordering


def numbers(chosen: Dataset) -> list[int | None]:
    return [challenge.number for challenge in chosen.challenges]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(), list(range(1, 14))),
        (Order(reverse=True), list(range(13, 0, -1))),
        (Order(limit=2), [1, 2]),
        (Order(limit=14), list(range(1, 14))),
        (Order(reverse=True, limit=2), [13, 12]),
    ],
)
def test_the_order_is_that_of_the_file_unless_it_is_sorted(
    bundled: Dataset, order: Order, expected: list[int]
) -> None:
    assert numbers(sort_challenges(bundled, order)) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order("number"), list(range(1, 14))),
        (Order("number", reverse=True), list(range(13, 0, -1))),
        (Order("name"), [9, 5, 10, 12, 13, 11, 3, 7, 2, 1, 4, 6, 8]),
        (Order("name", reverse=True), [8, 6, 4, 1, 2, 7, 3, 11, 13, 12, 10, 5, 9]),
        (Order("ministry"), [7, 3, 1, 6, 12, 13, 4, 10, 5, 2, 9, 8, 11]),
        (Order("ministry", reverse=True), [8, 11, 9, 2, 5, 4, 10, 13, 12, 6, 1, 3, 7]),
        (Order("sought"), [11, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 7, 13]),
        (Order("sought", reverse=True), [7, 13, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 11]),
        (Order("sought", reverse=True, limit=3), [7, 13, 1]),
    ],
)
def test_challenges_that_tie_are_in_order_of_number(
    bundled: Dataset, order: Order, expected: list[int]
) -> None:
    backwards = replace(bundled, challenges=bundled.challenges[::-1])
    assert numbers(sort_challenges(backwards, order)) == expected


def test_names_are_in_order_whatever_their_case_and_accents() -> None:
    those = dataset(challenge("z", "zéro"), challenge("e", "Élan"), challenge("f", "faible"))
    assert slugs(sort_challenges(those, Order("name"))) == ["e", "f", "z"]


@pytest.mark.parametrize("key", ["number", "name", "ministry", "sought"])
def test_challenges_without_a_number_come_last(key: str) -> None:
    numbered = {"a": None, "b": 2, "c": None, "d": 1}
    those = dataset(*(challenge(slug, "A", number=n) for slug, n in numbered.items()))
    assert slugs(sort_challenges(those, Order(key))) == ["d", "b", "a", "c"]


def test_challenges_that_nobody_counted_come_last() -> None:
    those = dataset(
        challenge("a", number=1, profiles=seeking(cook=1, baker=None)),
        challenge("b", number=2, profiles=seeking(cook=3)),
    )
    assert slugs(sort_challenges(those, Order("sought"))) == ["b", "a"]


def test_an_unknown_sort_key_is_a_mistake(bundled: Dataset) -> None:
    with pytest.raises(UsageError) as mistake:
        sort_challenges(bundled, Order("nmae"))
    assert str(mistake.value) == (
        "nothing is sorted by 'nmae'. Did you mean name? "
        "The sort keys are number, name, promotion, ministry, sought, recruited_total."
    )


# Finding


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
        ("assistprof", "coacheleves-assistprof"),
        ("coach élèves", "coacheleves-assistprof"),
        ("le défi Gobelins", "gobelins"),
        ("numérique brigade", "brigade-numerique"),
        ("signal faible", "signaux-faibles"),
        ("prédi sauvetage", "predisauvetage"),
        # Another name of it.
        ("EIG2 link", "eig-link"),
        ("1", "predisauvetage"),
    ],
)
def test_a_challenge_goes_by_slug_number_or_any_words_of_a_name(
    bundled: Dataset, name: str, slug: str
) -> None:
    assert slugs(find_by_name(bundled, [name])) == [slug]


def test_challenges_are_found_in_the_order_asked_for(bundled: Dataset) -> None:
    assert slugs(find_by_name(bundled, ["hopkins", "1"])) == ["hopkins", "predisauvetage"]


def test_the_most_exact_way_to_be_called_counts() -> None:
    several = dataset(
        challenge("lab", "Lab"),
        challenge("lab-sante", "Labo"),
        challenge("l-a-b", "7"),
        challenge("x", "Y", number=7),
    )
    assert slugs(find_by_name(several, ["lab"])) == ["lab"]
    assert slugs(find_by_name(several, ["7"])) == ["l-a-b"]


def test_a_slug_is_always_found_whatever_others_are_called() -> None:
    several = dataset(challenge("a"), challenge("b", "a"), challenge("c", "a"))
    assert slugs(find_by_name(several, ["a"])) == ["a"]


def test_a_name_without_letters_is_found_as_it_is() -> None:
    assert slugs(find_by_name(dataset(challenge("a", "!?"), challenge("b")), ["!?"])) == ["a"]


def mistake_of(dataset: Dataset, name: str) -> str:
    """Return why no challenge goes by a name."""
    with pytest.raises(EigError) as mistake:
        find_by_name(dataset, [name])
    return str(mistake.value)


@pytest.mark.parametrize("name", ["", "!", "« »"])
def test_a_name_of_no_word_is_not_found_and_leads_nowhere(bundled: Dataset, name: str) -> None:
    assert mistake_of(bundled, name) == f"no défi is called '{name}'."


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("14", "14"),
        ("0", "0"),
        ("mer", "mer"),
        ("l'eau", "'l'\"'\"'eau'"),
        ("x;\x1b" + "y" * 90, rf"'x;\x1b{'y' * 37}…'"),
    ],
)
def test_a_name_that_no_challenge_has_may_be_searched_for(
    bundled: Dataset, name: str, typed: str
) -> None:
    hint = f". To look everywhere: eig list --search {typed}."
    assert mistake_of(bundled, name).startswith("no défi is called '")
    assert mistake_of(bundled, name).endswith(hint)


@pytest.mark.parametrize("name", ["designers", "UX", "développeuse web", "graphiste"])
def test_a_name_that_is_a_role_leads_to_those_that_seek_it(bundled: Dataset, name: str) -> None:
    typed = shlex.quote(name)
    assert mistake_of(bundled, name).endswith(f"'. To see who seeks it: eig list --skill {typed}.")


def test_a_role_that_nobody_seeks_leads_to_a_search() -> None:
    those = dataset(challenge("a"), skills=(skill("cook"), skill("lawyer")))
    assert mistake_of(those, "lawyer") == (
        "no défi is called 'lawyer'. To look everywhere: eig list --search lawyer."
    )


def test_the_nearest_name_or_word_of_one_is_suggested(bundled: Dataset) -> None:
    assert mistake_of(bundled, "le défi gobelnis") == (
        "no défi is called 'le défi gobelnis'. Did you mean gobelins? To look everywhere: eig list --search 'le défi gobelnis'."
    )


def test_an_ambiguous_beginning_lists_what_it_may_be(bundled: Dataset) -> None:
    with pytest.raises(EigError, match=r"^'pr' may be 2 défis: predisauvetage, previsecours$"):
        find_by_name(bundled, ["pr"])


def test_each_unknown_name_has_its_line(bundled: Dataset) -> None:
    with pytest.raises(EigError) as mistake:
        find_by_name(bundled, ["hopkins", "x", "pr"])
    assert len(str(mistake.value).splitlines()) == 2


@given(datasets)
def test_one_may_search_for_any_word_that_has_synonyms(those: Dataset) -> None:
    for word, _phrases in those.synonyms:
        try:
            found = select(those, Filters(search=(word,)))
        except UsageError as mistake:
            assert str(mistake) == "a search needs a word to search for"  # noqa: PT017
        else:
            assert {*found.challenges} <= {*those.challenges}


def test_a_filter_that_is_one_value_exactly_says_which_others_have_its_words() -> None:
    those = dataset(
        challenge("a", themes=("Santé",), towns=("Brest",)),
        challenge("b", themes=("Santé mentale", "Eau et santé")),
    )
    found, notes, _matches = selected(those, Filters(theme=("sante",), town=("brest",)))
    assert slugs(found) == ["a"]
    assert notes == ("besides 'sante', there is Eau et santé, Santé mentale.",)
    # Of roles, the name alone is meant.
    roles = dataset(challenge(profiles=(Profile(skill("chef"), 1),), expertise=("chef de projet",)))
    assert selected(roles, Filters(skill=("chef",))).notes == ()


def test_promotions_are_in_the_order_of_the_dataset_whatever_is_searched_for() -> None:
    those = dataset(
        challenge("a", promotion="1", note="la mer"),
        challenge("b", "Mer", promotion="2"),
        programmes=(Programme(name="P", promotion="1"), Programme(name="Q", promotion="2")),
    )
    found = select(those, Filters(search=("mer",)))
    assert slugs(found) == ["b", "a"]
    assert slugs(sort_challenges(found, Order(sort="promotion"))) == ["a", "b"]
    assert [t.name for t in Counts(found, those, ["promotion"]).tallies["promotion"]] == ["1", "2"]


@pytest.mark.parametrize("text", [" ", "\u0301", "´", "´ \u0308"])
def test_a_search_for_accents_alone_is_a_mistake(bundled: Dataset, text: str) -> None:
    with pytest.raises(UsageError, match="a search needs a word"):
        select(bundled, Filters(search=(text,)))


def test_what_is_not_known_comes_last_in_reverse_too() -> None:
    those = dataset(challenge("a"), challenge("b", number=1), challenge("c", number=2))
    arranged = sort_challenges(those, Order("number", reverse=True))
    assert slugs(arranged) == ["c", "b", "a"]


@pytest.mark.parametrize("text", ["xx", "none", "a.c"])
def test_what_is_not_said_of_a_challenge_is_not_found(text: str) -> None:
    silent = dataset(challenge("a"), challenge("b"))
    assert slugs(select(silent, Filters(search=(text,)))) == []
    assert slugs(select(silent, Filters(search=("cook",)))) == ["a", "b"]


def test_a_name_is_taken_for_what_it_is_before_what_begins_with_it() -> None:
    labs = dataset(challenge("x", "Lab Santé"), challenge("y", "Lab"), challenge("z", "!!!"))
    assert slugs(find_by_name(labs, ["LAB"])) == ["y"]
    assert slugs(find_by_name(labs, ["Lab s", "X", "!!!"])) == ["x", "z"]
    with pytest.raises(EigError, match="no défi is called"):
        find_by_name(labs, ["???"])


def test_each_name_that_no_challenge_has_is_a_line_with_what_it_may_mean() -> None:
    labs = dataset(challenge("x", "Lab Santé"), challenge("y", "Lab"))
    with pytest.raises(EigError) as unknown:
        find_by_name(labs, ["Lab Sabté", "la"])
    assert str(unknown.value).split("\n") == [
        "no défi is called 'Lab Sabté'. Did you mean Lab Santé? To look everywhere: eig list --search 'Lab Sabté'.",
        "'la' may be 2 défis: x, y",
    ]


def test_any_words_of_a_name_are_enough_where_nothing_is_called_so() -> None:
    those = dataset(
        challenge("x", "Brigade numérique"),
        challenge("y", "Caserne de la brigade", other_names=("Feu follet",)),
        challenge("z", "Numéro"),
    )
    assert slugs(find_by_name(those, ["brigade"])) == ["x"]
    assert slugs(find_by_name(those, ["caserne", "numérique"])) == ["y", "x"]
    assert slugs(find_by_name(those, ["brigade de la caserne"])) == ["y"]
    assert slugs(find_by_name(those, ["follets"])) == ["y"]
    assert slugs(find_by_name(those, ["feufollet"])) == ["y"]
    with pytest.raises(EigError, match=r"^'les brigades' may be 2 défis: x, y$"):
        find_by_name(those, ["les brigades"])


def test_each_challenge_is_found_once() -> None:
    those = dataset(challenge("a", "Lab", number=1), challenge("b"))
    assert slugs(find_by_name(those, ["lab", "b", "1", "A"])) == ["a", "b"]


def test_a_name_but_no_number_is_looked_for_in_the_others_where_it_is_missing() -> None:
    old = challenge("a", "Lab", number=1, promotion="1")
    new = challenge("b", "Labo neuf", number=2, promotion="2")
    newer = challenge("c", "Atelier", number=3, promotion="3")
    calls = tuple(Programme(name=f"P{code}", promotion=code) for code in "123")
    own = dataset(old, programmes=calls[:1])
    asked_for = []

    def others() -> Dataset:
        asked_for.append(True)
        return dataset(old, new, newer, programmes=calls)

    assert find_by_name(own, ["lab", "1"], others) == own
    assert asked_for == []
    both = find_by_name(own, ["lab", "neuf"], others)
    assert slugs(both) == ["a", "b"]
    assert both.programmes == calls[:2]
    with pytest.raises(EigError, match=r"^no défi is called '2'\."):
        find_by_name(own, ["2"], others)
    with pytest.raises(EigError, match=r"^no défi is called 'ateleir'\. Did you mean Atelier\? "):
        find_by_name(own, ["ateleir"], others)
    with pytest.raises(EigError, match=r"^no défi is called 'neuf'\."):
        find_by_name(own, ["neuf"])
    with pytest.raises(EigError, match=r"^'neuf' is a défi of promotion 2: "):
        find_by_name(own, ["neuf"], others, meant=False)


@pytest.mark.parametrize(
    ("names", "hints"),
    [
        (["lab", "neuf"], ["Did you mean one défi? Quote its name: 'lab neuf'"]),
        (["lab", "vieux"], []),
        # Several are called so.
        (["lab", "x"], []),
    ],
)
def test_who_forgets_quotes_around_a_name_is_asked_whether_it_is_one(
    names: list[str], hints: list[str]
) -> None:
    those = dataset(
        *(challenge(f"c{n}", name) for n, name in enumerate(("Lab neuf", "Lab x", "Lab x")))
    )
    with pytest.raises(EigError) as refused:
        find_by_name(those, names)
    assert [line for line in str(refused.value).splitlines() if "one défi" in line] == hints


def test_a_defi_of_no_promotion_is_not_told_of_as_one_of_another() -> None:
    with pytest.raises(EigError, match=r"^no défi is called 'b'\."):
        find_by_name(dataset(challenge("a")), ["b"], lambda: dataset(challenge("b")), meant=False)


def test_why_no_defi_is_found_says_whether_all_skills_were_asked_for() -> None:
    those = dataset(challenge(), skills=(skill("cook"), skill("law"), skill("des")))
    both = Filters(skill=("law,des",))
    assert explain_no_match(those, both) == "no défi meets this."
    assert (
        explain_no_match(those, both._replace(all_skills=True))
        == "no défi seeks all of these skills."
    )
