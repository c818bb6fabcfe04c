"""Searching the texts of challenges: what is found, in which order, why, and in how many steps."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from arbitrary import datasets
from build import challenge, dataset, host, seeking, skill, slugs
from hypothesis import given
from hypothesis import strategies as st
from steps import counts_steps, steps

from eigcli.data.loading import Input, synonyms_of
from eigcli.data.model import Challenge, Dataset, Family, Host, Profile, Synonym
from eigcli.errors import UsageError
from eigcli.filter_values import UnknownValueError
from eigcli.filters import Filters, explain_no_match, select


def found(whole: Dataset, *searches: str) -> list[str]:
    return slugs(select(whole, Filters(search=searches)).dataset)


@pytest.mark.parametrize(
    ("searches", "expected"),
    [
        # In every field.
        ("hopkins", ["hopkins"]),
        ("ACCIDENTS", ["predisauvetage", "previsecours"]),
        ("asterisque", ["coacheleves-assistprof", "dataesr"]),
        ("devops", ["eig-link", "dataesr"]),
        ("armees|(shom)|géomaticien·ne|geomatician", ["balisenav"]),
        ("project manager", ["eig-link"]),
        ("l'intérieur", ["previsecours", "brigade-numerique"]),
        # Every word, each somewhere, however the search is typed.
        ("santé données|  DONNEES\tSANTE ", ["lab-sante", "socialconnect", "archifiltre"]),
        ("ergonome intérieur", ["brigade-numerique"]),
        ("santé hopkins", []),
        ("écologies", ["predisauvetage", "previsecours", "socialconnect"]),
        ("la fraude de l’économie", ["hopkins"]),
        # The beginning of a word, of four letters.
        ("algor", ["predisauvetage", "signaux-faibles", "archifiltre"]),
        ("gobe", ["gobelins"]),
        ("gob|auvet", []),
        # Words that run together, or apart.
        ("labsanté|lab_santé", ["lab-sante"]),
        ("prédi sauvetage", ["predisauvetage"]),
        ("élèves assist", ["coacheleves-assistprof"]),
        ("hopkinsmettre", []),
    ],
)
def test_a_search_finds_what_mentions_all_of_its_words(
    bundled: Dataset, searches: str, expected: list[str]
) -> None:
    for search in searches.split("|"):
        assert found(bundled, search) == found(bundled, *search.split()) == expected


@pytest.mark.parametrize(
    "word", ["coeur", "CŒUR", "sante\u0301", "SANTÉ", "cook", "y", "défense", "balard"]
)
def test_ligatures_accents_and_other_names_may_be_typed(word: str) -> None:
    profiles = (Profile(skill=skill("x", english="cook")), Profile(skill=skill("y")))
    hosts = (Host(ministry="Armées", aliases=("Défense", "Balard")),)
    healthy = challenge("a", "Cœur et sante\u0301", profiles=profiles, hosts=hosts)
    assert found(dataset(healthy, challenge("b", profiles=seeking(s=None))), word) == ["a"]


@pytest.mark.parametrize(
    ("searches", "expected"),
    [
        (["lab santé"], ["b"]),
        (["labs anté"], ["a"]),
        (["labs", "anté"], ["a"]),
        (["labsanté"], ["a"]),
        (["labo"], []),
    ],
)
def test_spaces_do_not_matter_only_where_the_words_find_nothing(
    searches: list[str], expected: list[str]
) -> None:
    labs = dataset(challenge("a", "LabSanté"), challenge("b", tagline="un lab de santé"))
    assert found(labs, *searches) == expected


@pytest.mark.parametrize(
    "searches", [[""], [" \t\u00a0"], ["", " "], ["", "sante"], ["\u0301"], ["´"], ["´ \u0308"]]
)
def test_a_search_for_no_word_is_a_mistake(bundled: Dataset, searches: list[str]) -> None:
    with pytest.raises(UsageError) as mistake:
        found(bundled, *searches)
    assert str(mistake.value) == "a search needs a word to search for"


@given(datasets, st.data())
def test_one_may_search_for_any_word_that_has_synonyms(whole: Dataset, data: st.DataObject) -> None:
    # Those of eigcli are many: some of them, and all of the dataset.
    words = [word for word, _phrases in synonyms_of(whole)]
    unknown = set[str]()
    for word in {data.draw(st.sampled_from(words)), *(one.word for one in whole.synonyms)}:
        try:
            selected = select(whole, Filters(search=(word,)))
        except UnknownValueError as mistake:
            unknown.add(mistake.option)
        except UsageError:
            assert not any(map(str.isalnum, word))
        else:
            assert {*selected.dataset.challenges} <= {*whole.challenges}
    # The dataset may list one as a town, in which nobody works.
    assert unknown <= {"town"}


@pytest.mark.parametrize("word", ["xx", "none", "a.c"])
def test_what_is_not_stated_of_a_challenge_is_not_found(word: str) -> None:
    silent = dataset(challenge("a"), challenge("b"))
    assert found(silent, word) == []
    assert found(silent, "cook") == ["a", "b"]


# The best first

SYNONYMS = (
    Synonym(word="mer", phrases=("maritime", "bord de l’eau")),
    Synonym(word="navire", phrases=("bateau",)),
)


@pytest.mark.parametrize(
    ("search", "better", "worse"),
    [
        # A name, a tagline, the rest; another name is a name.
        ("mer", {"name": "La mer"}, {"tagline": "la mer"}),
        ("mer", {"other_names": ("La mer",)}, {"tagline": "la mer"}),
        ("mer", {"tagline": "la mer"}, {"towns": ("Mer",)}),
        # What its host is called comes last.
        ("mer", {"note": "la mer"}, {"hosts": (host("Mer"),)}),
        ("arch", {"name": "Archives"}, {"tagline": "archives"}),
        ("mer port", {"name": "Mer", "tagline": "port"}, {"name": "Port", "note": "mer"}),
        # Its own words, synonyms, however early.
        ("navire", {"note": "des navires"}, {"name": "Bateau"}),
        ("navire", {"name": "Bateau", "note": "des navires"}, {"name": "Bateau"}),
        ("navire lent", {"note": "lent, des navires"}, {"name": "Bateau lent"}),
        # The accents that were typed, however early, but before synonyms.
        ("cote", {"note": "la cote"}, {"name": "Côte"}),
        ("navire", {"note": "navîre"}, {"name": "Bateau"}),
    ],
)
def test_a_search_puts_the_best_answer_first(
    search: str, better: dict[str, Any], worse: dict[str, Any]
) -> None:
    best, last = challenge("best", **better), challenge("last", **worse)
    for both in (dataset(best, last, synonyms=SYNONYMS), dataset(last, best, synonyms=SYNONYMS)):
        assert found(both, search) == ["best", "last"]
        assert found(both, *search.split()) == ["best", "last"]


def test_answers_that_are_as_good_are_in_the_order_of_the_dataset() -> None:
    seas = dataset(*(challenge(slug, "Mer", number=len(slug)) for slug in ("ccc", "a", "bb")))
    assert found(seas, "mer") == ["ccc", "a", "bb"]


# Synonyms

MER = "'{}' stands for these words too: maritime, bord de l’eau"


@pytest.mark.parametrize(
    ("names", "search", "expected", "notes"),
    [
        (["Maritime", "La mer", "Terre"], "mer", ["La mer", "Maritime"], [MER.format("mer")]),
        (["Au bord des eaux", "Bord"], "mer", ["Au bord des eaux"], [MER.format("mer")]),
        (["Monde maritime", "Mer", "Monde"], "monde mer", ["Monde maritime"], [MER.format("mer")]),
        # Each word once, as it was typed.
        (["Maritime", "Terre"], "Mer, mer MER", ["Maritime"], [MER.format("Mer")]),
        (["La mer", "Terre"], "mers", ["La mer"], []),
        (["Maritime", "Terre"], "maritime", ["Maritime"], []),
        (["Terre"], "mer", [], []),
    ],
)
def test_a_search_looks_for_synonyms_too_and_notes_where_it_found_any(
    names: list[str], search: str, expected: list[str], notes: list[str]
) -> None:
    # That a synonym stands twice does not matter.
    whole = dataset(*map(challenge, names), synonyms=SYNONYMS + SYNONYMS)
    selected = select(whole, Filters(search=(search,)))
    assert slugs(selected.dataset) == expected
    assert selected.notes == tuple(notes)


def test_the_whole_word_of_another_challenge_counts_though_filters_leave_it_out() -> None:
    towns = dataset(
        challenge("a", "Cartographie", towns=("Brest",)),
        challenge("b", "Un carto", towns=("Nice",)),
    )
    assert found(towns, "carto") == ["b"]
    assert slugs(select(towns, Filters(search=("carto",), town=("Brest",))).dataset) == []


# A word of English, and a défi that is about it.
ENGLISH = """
    weapons basegun, guns basegun, drugs datamed, medicines gdr-sante, floods vigicrux,
    taxes leximpact, taxpayers dgfip-fraude-fiscale, disabled epshad, deaf epshad, court label,
    judges tristan, lawyers batid, students sante-psy-etudiant, universities dataesr, boats cibnav,
    ships capqualif, fishing monitorfish, climate ecospheres, carbon etat-bas-carbone,
    energy mes-aides-reno, AI coacheleves-assistprof, chatbots compar-ia, police neotac,
    firefighters operations-18, ambulance app-112, hospitals smash, doctors transports-sanitaires,
    refugees karfur, asylum refugies-info, immigration ma-famille-ici, homeless domifa,
    housing dossierfacile, landlords dossierfacile, slums resorption-bidonvilles, schools alphabet,
    teachers proxirh, children vers-l-ecole-pour-tous, farmers cartobio, organic cartobio,
    museums gobelins, archives archifiltre, libraries bnf-catalogage,
    organs mcc-inventaire-des-orgues, heritage carte-archeologique-nationale, maps mi-cartav,
    bridges sos-ponts, buildings batid, companies france-transition, bankruptcy signaux-faibles,
    wages datadsn, benefits aides-simplifiees, statistics recens-smart, census recens-smart,
    parliament leximpact, MPs leximpact, mayors open-collectivites, procurement achadef,
    privacy label, passports id-numerique, nuclear siance, forests sequoia-ign,
    biodiversity inpn-espaces, water partageons-l-eau, drought partageons-l-eau, rivers vigicrux,
    army optiflex, nurses smash, insurance remboursante, consumers polygraphe, scams polygraphe,
    Olympics datalympics, noise estim-action, electricity siance, planes impact-co2
"""


@pytest.mark.parametrize("pair", re.split(r",\s+", ENGLISH.strip()))
def test_a_word_of_english_finds_what_is_about_it(all_promotions: Dataset, pair: str) -> None:
    word, slug = pair.split()
    assert slug in found(all_promotions, word)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("organs", ["acoss-plateforme", "explocode"]),
        ("SIG", ["signaux-faibles"]),
        ("court", ["la-suite-numerique", "brigade-numerique"]),
        ("trial", ["nubonyxia"]),
        ("climate", ["predisauvetage", "sos-ponts"]),
        ("policy", ["neotac", "recrues"]),
    ],
)
def test_a_word_of_english_does_not_find_words_that_look_alike(
    all_promotions: Dataset, word: str, others: list[str]
) -> None:
    assert not {*others}.intersection(found(all_promotions, word))


# Where it is found


def mentions(one: Challenge, search: str, *shown: str) -> list[tuple[str, str]]:
    """Return where a challenge mentions what is not shown: the field, its text from there on."""
    matches = select(dataset(one, synonyms=SYNONYMS), Filters(search=(search,))).matches
    return [(field.name, text[start:]) for field, text, start in matches.elsewhere(one, shown)]


def test_what_is_found_and_not_shown_is_told_with_its_field_and_place() -> None:
    one = challenge(
        "a", "Gobelins", tagline="un accident en mer", towns=("Brest",), note="la mer et l’accident"
    )
    assert mentions(one, "mer", "Gobelins") == [("tagline", "mer")]
    assert mentions(one, "mer", "Gobelins", "la MER") == []
    # In quotation marks, the name of a town is a word like others.
    assert mentions(one, 'gobelin accidents "brest"', "Gobelins") == [
        ("tagline", "accident en mer"),
        ("towns", "Brest"),
    ]
    # Each word, and the first field that has it.
    assert mentions(one, "accident mer") == [("tagline", "accident en mer"), ("tagline", "mer")]
    assert mentions(one, "l’avion") == []


def test_a_synonym_in_the_department_of_a_host_is_found_there() -> None:
    one = challenge("a", hosts=(host("Culture", "Affaires maritimes"),))
    assert mentions(one, "mer", "A", "Culture") == [("department", "maritimes")]


@pytest.mark.parametrize(
    ("text", "search", "words"),
    [
        ("Transition écologique, Écologie", "ecologie", ["écologique", "Écologie"]),
        ("sécurité en mer, numérique", "mer", ["mer"]),
        ("des développeur·euses", "développement", ["développeur·euses"]),
        ("l’e\u0301cole", "ecole", ["e\u0301cole"]),
        ("designer UX, UX designer", '"designer ux"', ["designer", "UX", "UX", "designer"]),
        # A synonym counts if all of its words are there.
        ("le bord et le monde", "mer", []),
        ("maritime, au bord des eaux, en mer", "mer", ["maritime", "bord", "eaux", "mer"]),
        ("rien", "ecologie", []),
    ],
)
def test_the_words_of_a_search_are_found_where_they_are_in_a_text(
    text: str, search: str, words: list[str]
) -> None:
    matches = select(dataset(synonyms=SYNONYMS), Filters(search=(search,))).matches
    assert [text[start:end] for start, end in matches.spans(text)] == words


@pytest.mark.parametrize(
    "own", [{"themes": ("Mer",)}, {"keywords": ("Mer",)}, {"hosts": (host("Mer"),)}]
)
def test_what_is_called_like_a_family_is_found_as_itself(own: dict[str, Any]) -> None:
    sea = Host(ministry="M", families=(Family(code="mer", french="Mer"),), aliases=("Mer",))
    hosts = (*own.get("hosts", ()), sea)
    filed = challenge("filed", **own | {"hosts": hosts})
    both = dataset(challenge("named", "La mer"), challenge("family", hosts=(sea,)), filed)
    assert found(both, "mer") == ["named", "filed"]


# Hostile sizes


def steps_of_search(notes: Iterable[str], search: str) -> int:
    """Return in how many steps a search is answered or explained, and its places are found."""
    whole = dataset(*(challenge(f"a{n}", note=note) for n, note in enumerate(notes)))
    filters = Filters(search=(search,))

    def work() -> None:
        selected = select(whole, filters)
        for one in selected.dataset.challenges:
            list(selected.matches.elsewhere(one, ()))
        if not selected.dataset.challenges:
            explain_no_match(whole, filters, Input())

    return steps(work)


@counts_steps
@pytest.mark.parametrize(
    "sized",
    [
        lambda size: (["mer " * size], "mer"),
        lambda size: (["mer port " * size], "mer port"),
        lambda size: (["a " * size], "aaaaaaa"),
        lambda size: (["ab " * size], "babababababa"),
        lambda size: (["mer", "port"], "mer " * size),
        lambda size: (["mer", "port"], "a.e.s" * size),
        lambda size: (["mer", "port"], "\ufdfa" * size),
        lambda size: (["mer", "port"], " ".join(f"w{n}" for n in range(size))),
        lambda size: ([f"w{n}" for n in range(size)], "mer"),
    ],
)
def test_a_search_takes_steps_in_proportion_to_its_size_and_that_of_the_texts(
    sized: Callable[[int], tuple[list[str], str]],
) -> None:
    once, twice = (steps_of_search(*sized(size)) for size in (500, 1000))
    assert twice < 2.2 * once


@counts_steps
def test_what_is_typed_is_folded_once_whatever_it_is_compared_with() -> None:
    search, notes = "\ufdfa" * 1000, [f"w{n}" for n in range(100)]
    # What is remembered of the first must not make it cheaper.
    first, all_of_them = (steps_of_search(some, search) for some in (notes[:1], notes))
    assert all_of_them < 2 * first
