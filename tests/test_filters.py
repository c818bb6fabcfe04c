"""Choosing challenges by filters, why none is chosen, and the order that is asked for."""

from dataclasses import replace
from typing import Any

import pytest
from build import challenge, chosen, dataset, filters_of, seeking, skill, slugs
from conftest import Eig

from eigcli.counts import Counts
from eigcli.data.loading import Input
from eigcli.data.model import Dataset, Programme, Synonym
from eigcli.errors import UsageError
from eigcli.filters import (
    Filters,
    Order,
    explain_no_match,
    select,
    sort_challenges,
)

DESIGNERS = "predisauvetage lab-sante gobelins socialconnect brigade-numerique"
DEVELOPERS = "gobelins signaux-faibles hopkins socialconnect archifiltre brigade-numerique dataesr"
INTERIOR = "previsecours brigade-numerique"


@pytest.mark.parametrize(
    ("option", "values", "expected"),
    [
        # A skill is a role, in each of its spellings, an expertise, or a word of both.
        ("skill", "designer|DESIGNER|ux|ergonome", DESIGNERS),
        ("skill", "developer|dev|développeuse|DEVS|développeur.se", DEVELOPERS),
        ("skill", "géomaticien·ne|GIS", "balisenav"),
        ("skill", "chef de projet|digital project-manager", "eig-link"),
        ("skill", "datavisualisation", "predisauvetage lab-sante"),
        ("skill", "Ergonomie", "balisenav brigade-numerique"),
        ("skill", "UX-UI Design", "brigade-numerique"),
        ("skill", "développement", DEVELOPERS.replace("dataesr", "eig-link dataesr")),
        # A ministry is any part of the name of a host, or of its department.
        ("ministry", "intérieur|Interieur|INTÉRIEUR|ministère de l'intérieur", INTERIOR),
        ("ministry", "gendarmerie", "brigade-numerique"),
        ("ministry", "DREES|ministère du travail", "lab-sante"),
        ("ministry", "premier ministre", "socialconnect eig-link"),
        # A family has all of its ministries, under whatever name it is asked for.
        ("family", "sante-travail|Santé|health, solidarity and labour|sociaux", "lab-sante archifiltre"),
        ("family", "interieur|Beauvau|INTERIEUR|home office", INTERIOR),
        ("family", "armees,culture", "gobelins balisenav"),
        # Commas separate values, unless they are part of one.
        ("skill", "géomaticien,chef de projet", "balisenav eig-link"),
        ("ministry", "ministère du travail, culture", "lab-sante gobelins"),
        ("ministry", "Direction de la recherche, des études, de l'évaluation et des statistiques (DREES)", "lab-sante"),
        ("theme", "culture,santé", "lab-sante gobelins"),
        ("town", "Brest,issy", "balisenav brigade-numerique"),
        # A place is a town, a département by its name or number, or a region.
        ("town", "29|Finistère|29 finistere|Bretagne|Bretagne,29", "balisenav"),
        ("town", "hauts de seine|92", "brigade-numerique"),
        # A phase, by its code or in words, or all in which it is in use.
        ("phase", "handed-over|Handed over|handed", "archifiltre"),
        ("phase", "in-use|IN USE|inuse|in-use,acceleration", "signaux-faibles archifiltre"),
        ("phase", "stopped|construction", ""),
        # What is known, all of it.
        ("has", "card|Phase|card,repository", "signaux-faibles archifiltre"),
        ("has", "CARD, product|product,card,card", "archifiltre"),
    ],
)  # fmt: skip
def test_a_filter_chooses_the_challenges_that_have_its_value(
    bundled: Dataset, option: str, values: str, expected: str
) -> None:
    for value in values.split("|"):
        assert chosen(bundled, **{option: value}) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # Values of one filter are alternatives; all filters must be met.
        ({"skill": ("geomatician", "project-manager")}, "balisenav eig-link"),
        ({"skill": "dev", "ministry": ("culture", "intérieur")}, "gobelins brigade-numerique"),
        ({"skill": "ux", "ministry": "armées"}, ""),
        ({"skill": "ux", "ministry": "culture,travail", "search": "données"}, "lab-sante"),
        ({"ministry": "santé", "has": "phase", "phase": "in-use"}, "archifiltre"),
        # Of skills, all may be required.
        ({"skill": ("ux", "dev"), "all_skills": True}, "gobelins socialconnect brigade-numerique"),
        ({"skill": "ux,dev", "all_skills": True}, "gobelins socialconnect brigade-numerique"),
        ({"skill": "data scientist,dataviz", "all_skills": True}, "predisauvetage lab-sante"),
    ],
)
def test_filters_are_combined(bundled: Dataset, options: dict[str, Any], expected: str) -> None:
    assert chosen(bundled, **options) == expected


@pytest.mark.parametrize("filters", [Filters(), Filters(all_skills=True)])
def test_no_filter_keeps_everything(bundled: Dataset, filters: Filters) -> None:
    selected = select(bundled, filters)
    assert (selected.dataset, selected.notes) == (bundled, ())
    assert selected.matches.spans("mer") == []


def test_a_role_is_known_though_nobody_seeks_it(bundled: Dataset) -> None:
    lawyer = skill("lawyer", french="juriste")
    assert chosen(replace(bundled, skills=(*bundled.skills, lawyer)), skill="juriste") == ""


# What is wrong, in words: the whole messages

ASKED = Input(data=("mine.yaml",))
SEA = dataset(
    challenge("a", "Sauvetage", tagline="secourir les pompiers en mer", towns=("Brest",)),
    challenge("b", "Musée", themes=("Culture",), profiles=seeking(baker=1)),
    challenge(
        *("c", "Archives"),
        themes=("Culture",),
        profiles=seeking(baker=1, cook=1),
        expertise=("pain",),
    ),
    skills=tuple(map(skill, ("baker", "cook", "plumber", "law"))),
    synonyms=(Synonym(word="océan", phrases=("mer",)),),
)
EACH_WORD = (
    "no défi mentions all of these words; défis that mention each: musée 1, mer 1."
    " To see défis that mention some: eig list --data mine.yaml --search 'musée or mer'."
)
TWO_WORDS = (
    "no défi mentions all of these words; défis that mention each: musée 1, mer 1, pompiers 1."
    " To see défis that mention some: eig list --data mine.yaml --search 'mer pompiers'."
)
EACH = "no défi meets all of this together; défis that meet each: {}."
NO_MATCH: list[tuple[dict[str, Any], str]] = [
    ({"search": "Pompeirs"}, "nothing mentions 'Pompeirs'. Did you mean pompiers?"),
    ({"search": "zzz"}, "nothing mentions 'zzz'."),
    # Words of four letters are too alike, those of five are not.
    ({"search": "msuée"}, "nothing mentions 'msuée'. Did you mean Musée?"),
    ({"search": "pian"}, "nothing mentions 'pian'."),
    # The first word that nothing mentions, of any search; a synonym mentions it.
    ({"search": ("musée", "mer zzz yyy")}, "nothing mentions 'zzz'."),
    ({"search": "océan zzz"}, "nothing mentions 'zzz'."),
    ({"search": "culutre", "town": "Brest"}, "nothing mentions 'culutre'. Did you mean Culture?"),
    ({"search": "musée mer Musée"}, EACH_WORD),
    ({"search": ("musée", "mer")}, EACH_WORD),
    # As many words as one défi has: none of the others comes first.
    ({"search": "musée mer pompiers"}, TWO_WORDS),
    ({"skill": "plumber"}, "no défi meets this."),
    ({"skill": "law,plumber"}, "no défi meets this."),
    ({"skill": "plumber", "all_skills": True}, "no défi meets this."),
    ({"skill": ("cook", "plumber"), "all_skills": True}, "no défi seeks all of these skills."),
    ({"skill": "cook,plumber", "all_skills": True}, "no défi seeks all of these skills."),
    ({"theme": "culture", "town": "Brest"}, EACH.format("--theme 2, --town 1")),
    ({"search": "mer", "skill": "baker"}, EACH.format("--skill 2, --search 1")),
    ({"search": "musée mer", "skill": "baker"}, EACH.format("--skill 2, --search 0")),
    (
        {"skill": ("baker", "cook"), "all_skills": True, "town": "Brest"},
        EACH.format("--skill 1, --town 1"),
    ),
]


@pytest.mark.parametrize(("options", "message"), NO_MATCH)
def test_where_nothing_is_chosen_it_says_why(options: dict[str, Any], message: str) -> None:
    assert chosen(SEA, **options) == ""
    assert explain_no_match(SEA, filters_of(**options), ASKED) == message


def test_an_empty_dataset_is_why_nothing_is_chosen() -> None:
    assert explain_no_match(dataset(), filters_of(search="mer"), Input()) == "there is no défi."


def test_an_unknown_sort_key_is_a_mistake(bundled: Dataset) -> None:
    with pytest.raises(UsageError) as mistake:
        sort_challenges(bundled, Order("nmae"))
    assert str(mistake.value) == (
        "cannot sort by 'nmae'. Did you mean name? "
        "The sort keys are number, name, promotion, year, phase_since, start, ministry, sought, recruited_total."
    )


# The order


EACH_NUMBER = list(range(1, 14))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(), EACH_NUMBER),
        (Order(reverse=True), EACH_NUMBER[::-1]),
        (Order(limit=2), [1, 2]),
        (Order(limit=14), EACH_NUMBER),
        (Order(reverse=True, limit=2), [13, 12]),
        (Order("number"), EACH_NUMBER),
        (Order("number", reverse=True), EACH_NUMBER[::-1]),
        (Order("name"), [9, 5, 10, 12, 13, 11, 3, 7, 2, 1, 4, 6, 8]),
        (Order("name", reverse=True), [8, 6, 4, 1, 2, 7, 3, 11, 13, 12, 10, 5, 9]),
        # Those that tie are in order of number.
        (Order("ministry"), [7, 3, 1, 6, 12, 13, 4, 10, 5, 2, 9, 8, 11]),
        (Order("ministry", reverse=True), [8, 11, 9, 2, 5, 4, 10, 13, 12, 6, 1, 3, 7]),
        (Order("sought"), [11, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 7, 13]),
        (Order("sought", reverse=True, limit=4), [7, 13, 1, 2]),
    ],
)
def test_the_order_is_that_of_the_file_unless_it_is_sorted(
    bundled: Dataset, order: Order, expected: list[int]
) -> None:
    if order.sort:
        bundled = replace(bundled, challenges=bundled.challenges[::-1])
    assert [c.number for c in sort_challenges(bundled, order).challenges] == expected


def test_names_are_in_order_whatever_their_case_and_accents() -> None:
    names = dataset(challenge("z", "zéro"), challenge("e", "Élan"), challenge("f", "faible"))
    assert slugs(sort_challenges(names, Order("name"))) == ["e", "f", "z"]


@pytest.mark.parametrize("key", ["number", "name", "ministry", "sought"])
def test_challenges_without_a_number_come_last(key: str) -> None:
    numbered = {"a": None, "b": 2, "c": None, "d": 1}
    some = dataset(*(challenge(slug, "A", number=n) for slug, n in numbered.items()))
    assert slugs(sort_challenges(some, Order(key))) == ["d", "b", "a", "c"]


def test_what_is_not_known_comes_last_in_reverse_too() -> None:
    people = (seeking(cook=1, baker=None), seeking(cook=3), seeking(cook=4))
    some = dataset(*(challenge(s, profiles=p) for s, p in zip("abc", people, strict=True)))
    assert slugs(sort_challenges(some, Order("sought"))) == ["b", "c", "a"]
    assert slugs(sort_challenges(some, Order("sought", reverse=True))) == ["c", "b", "a"]


def test_an_order_that_is_asked_for_is_not_that_of_the_search() -> None:
    calls = (Programme(name="P", promotion="1"), Programme(name="Q", promotion="2"))
    both = dataset(
        challenge("a", "Zoo", number=1, note="mer", promotion="1"),
        challenge("b", "Mer", number=2, promotion="2"),
        challenge("c", promotion="1"),
        programmes=calls,
    )
    found = select(both, filters_of(search="mer")).dataset
    for order, expected in {
        Order(): ["b", "a"],
        Order(limit=1): ["b"],
        Order(reverse=True): ["a", "b"],
        Order("number"): ["a", "b"],
        Order("name", reverse=True): ["a", "b"],
        # Promotions are in the order of the dataset.
        Order("promotion"): ["a", "b"],
        Order("promotion", reverse=True): ["b", "a"],
    }.items():
        assert slugs(sort_challenges(found, order)) == expected
    tallies = Counts(found, both, ["promotion"]).tallies["promotion"]
    assert [tally.name for tally in tallies] == ["1", "2"]


@pytest.mark.parametrize(
    ("phases", "note"),
    [
        (("stopped", None), ("the phase of 1 more défi is not known.",)),
        (("stopped", None, None), ("the phase of 2 more défis is not known.",)),
        (("stopped",), ()),
    ],
)
def test_who_asks_for_a_phase_knows_of_how_many_it_is_not_known(
    phases: tuple[str | None, ...], note: tuple[str, ...]
) -> None:
    challenges = [challenge(str(n), phase=phase) for n, phase in enumerate(phases)]
    elsewhere = challenge("elsewhere", towns=("Lyon",))
    here = [replace(one, towns=("Brest",)) for one in challenges]
    whole = dataset(*here, elsewhere)
    selected = select(whole, Filters(town=("Brest",), phase=("stopped",)))
    assert selected.notes == note
    # What is searched for is a filter too.
    assert select(whole, Filters(search=("Brest",), without=("phase=operated",))).notes == note


@pytest.mark.parametrize(
    ("least", "found"), [(1, ["a", "b", "c"]), (2, ["a", "b"]), (3, ["b"]), (4, [])]
)
def test_challenges_of_at_least_so_many_people(least: int, found: list[str]) -> None:
    """Those that they seek count, or where that is not known those whom they recruited."""
    whole = dataset(
        challenge("a", profiles=seeking(cook=2), recruited=seeking(cook=9)),
        challenge("b", profiles=seeking(cook=None), recruited=seeking(cook=3)),
        challenge("c", profiles=seeking(cook=1)),
        challenge("d", profiles=seeking(cook=None)),
    )
    selected = select(whole, Filters(at_least=least))
    assert slugs(selected.dataset) == found
    assert selected.notes == ("for 1 défi, the number of people is not known.",)


def test_challenges_are_sorted_by_when_their_promotion_starts() -> None:
    starts = {"9": "2024", "dig": "2019-06", "3": "2019-01", "x": None}
    whole = dataset(
        *(challenge(code, promotion=code) for code in starts),
        programmes=tuple(Programme(name="P", promotion=c, start=s) for c, s in starts.items()),
    )
    assert slugs(sort_challenges(whole, Order(sort="start"))) == ["3", "dig", "9", "x"]
    assert slugs(sort_challenges(whole, Order(sort="start", reverse=True)))[0] == "9"


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        (["--family", "ecologie"], "Ecology and housing"),
        (["--family", "écologie"], "Ecology and housing"),
        (["--family", "ecologie", "--exact"], "Ecology and housing"),
        (["--theme", "ecologie"], "Écologie"),
        (["--town", "PARIS"], "Paris"),
        (["--phase", "in-use"], "in use"),
        (["--phase", "arrete"], "Stopped"),
        (["--has", "product", "--at-least", "3"], "Product, at least 3 people"),
        (["--skill", "developer and designer"], "developer and designer"),
        (
            ["--skill", "developer,designer", "--town", "sans Paris"],
            "developer, designer, without Paris",
        ),
        (
            ["--without", "theme=ecologie", "--without", "search=mer"],
            "without Écologie, without mer",
        ),
        (["designers in Lyon"], "designer, Lyon"),
        (["santé"], "santé"),
    ],
)
def test_a_title_says_what_was_matched_however_it_was_typed(
    eig: Eig, asked: list[str], label: str
) -> None:
    of_all = [*asked, "--promotion", "all"]
    assert eig("brief", *of_all).stdout.splitlines()[0] == f"# Défis: {label}"
    page = eig("stats", *of_all, "--format", "html").stdout
    assert f"<h1>Défis in numbers: {label}</h1>" in page


def test_a_word_that_is_found_by_its_stem_alone_is_questioned_where_another_is_near() -> None:
    whole = dataset(
        challenge("a", problem="Environ dix."),
        challenge("b", problem="Un environnement."),
        challenge("c", problem="La gendarmerie et ses contrôleurs."),
    )
    asked = {
        "environement": ("nothing mentions 'environement'. Did you mean environnement?",),
        # What is written so, what begins so, and the forms of a word are what was asked for.
        **dict.fromkeys(("environ", "environn", "gendarm", "contrôleuse"), ()),
    }
    assert {word: select(whole, filters_of(search=word)).notes for word in asked} == asked
