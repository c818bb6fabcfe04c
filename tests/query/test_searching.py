"""Searching the texts of challenges: what is found, in which order, and why."""

from typing import Any

import asking
import pytest
from asking import asked
from build import challenge, dataset, host, notices, skill, slugs

from eigcli.data import loading
from eigcli.data.model import Dataset, Family, Host, Profile, Synonym
from eigcli.errors import UsageError
from eigcli.query import searching
from eigcli.query.searching import Matches, SearchIndex, index_of

SYNONYMS = (
    Synonym(word="mer", phrases=("maritime", "bord de l’eau")),
    Synonym(word="navire", phrases=("bateau",)),
    Synonym(word="écoles", phrases=("le scolaire", "!", "…")),
)


def found(whole: Dataset, *searches: str) -> list[str]:
    """Return the slugs of what a search finds, word for word."""
    texts = SearchIndex(whole)
    return slugs(texts.search(whole.challenges, texts.terms_of(searches)))


@pytest.mark.parametrize(
    ("searches", "expected"),
    [
        ("hopkins", ["hopkins"]),
        ("ACCIDENTS", ["predisauvetage", "previsecours"]),
        ("devops", ["eig-link", "dataesr"]),
        ("armees|(shom)|géomaticien·ne|geomatician", ["balisenav"]),
        ("l'intérieur", ["previsecours", "brigade-numerique"]),
        # Every word, each somewhere, however the search is typed.
        ("santé données|  DONNEES\tSANTE ", ["lab-sante", "socialconnect", "archifiltre"]),
        ("santé hopkins", []),
        # The beginning of a word, of five letters.
        ("gobel", ["gobelins"]),
        ("gobe|auvet", []),
        # One of some is enough.
        ("gobelins or hopkins", ["gobelins", "hopkins"]),
    ],
)
def test_a_search_finds_what_mentions_all_of_its_words(
    bundled: Dataset, searches: str, expected: list[str]
) -> None:
    for search in searches.split("|"):
        assert found(bundled, search) == expected


HEART = challenge(
    "a",
    "Cœur et sante\u0301",
    seeks=(Profile(skill=skill("x", english="cook")), Profile(skill=skill("y"))),
    hosts=(Host(ministry="Armées", aliases=("Défense", "Balard")),),
    own=(("x-rank", 7), ("x-colours", ("rouge", "vert"))),
)


@pytest.mark.parametrize("word", ["coeur", "CŒUR", "SANTÉ", "cook", "y", "défense", "7", "rouge"])
def test_a_search_finds_ligatures_accents_other_names_and_own_keys(word: str) -> None:
    both = dataset(HEART, challenge("b", seeks=()))
    assert found(both, word) == ["a"]


@pytest.mark.parametrize("search", ["", " \t\u00a0", "\u0301", "´ \u0308"])
def test_a_search_for_no_word_is_a_mistake(bundled: Dataset, search: str) -> None:
    with pytest.raises(UsageError, match="a search needs at least one word"):
        asked(bundled, search=search)


@pytest.mark.parametrize(
    ("search", "better", "worse"),
    [
        # A name before a tagline before the rest; another name counts as a name.
        ("mer", {"name": "La mer"}, {"tagline": "la mer"}),
        ("mer", {"other_names": ("La mer",)}, {"tagline": "la mer"}),
        ("mer", {"tagline": "la mer"}, {"towns": ("Mer",)}),
        # The names of its host come last.
        ("mer", {"note": "la mer"}, {"hosts": (host("Mer"),)}),
        ("mer port", {"name": "Mer", "tagline": "port"}, {"name": "Port", "note": "mer"}),
        # The word itself before a synonym, wherever they stand.
        ("navire", {"note": "des navires"}, {"name": "Bateau"}),
        # The word with other accents before a synonym.
        ("navire", {"note": "navîre"}, {"name": "Bateau"}),
        # A whole word before the end of another.
        ("mer", {"tagline": "la mer"}, {"tagline": "bord-mer"}),
    ],
)
def test_a_search_puts_the_best_answer_first(
    search: str, better: dict[str, Any], worse: dict[str, Any]
) -> None:
    best = challenge("best", **better)
    last = challenge("last", **worse)
    for both in ((best, last), (last, best)):
        some = dataset(*both, synonyms=SYNONYMS)
        assert found(some, search) == ["best", "last"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("mer", ["sea"]),
        ("outre-mer", ["overseas"]),
        ("outre mer", ["overseas"]),
        ("mer or outre-mer", ["sea", "overseas"]),
        ("recours", ["court"]),
        ("non-recours", ["unclaimed"]),
        # The last word of another compound is its subject.
        ("data", ["open"]),
    ],
)
def test_a_compound_that_lies_apart_from_its_last_word_is_not_found_by_it(
    search: str, expected: list[str]
) -> None:
    names = {
        "sea": "La mer",
        "overseas": "Outre-mer",
        "court": "Recours",
        "unclaimed": "Non-recours",
        "open": "Open-data",
    }
    compounds = dataset(*(challenge(slug, name) for slug, name in names.items()))
    assert found(compounds, search) == expected


def test_what_began_another_word_is_not_marked() -> None:
    texts = SearchIndex(dataset(challenge("sea")))
    spans = Matches(texts.terms_of(["mer"])).spans("outre-mer, mer")
    assert spans == [(11, 14)]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("vue", ["Vue.js", "en vue de"]),
        # With its capital, the name of a technique means the technique.
        ("Vue", ["Vue.js"]),
        ("react", ["React"]),
        ("réacteur", ["des réacteurs"]),
        # A word finds no word that only begins like it.
        ("format", ["des formats"]),
        ("map", ["maps"]),
        # Two words that follow each other may be one.
        ("cyber sécurité", ["cybersécurité"]),
        ("sécurité cyber", []),
        ("cyber et sécurité", []),
    ],
)
def test_a_word_finds_its_forms_and_no_other_word(search: str, expected: list[str]) -> None:
    techniques = challenge("Vue.js", techniques=("Vue.js", "Elm")), challenge("React")
    names = ("en vue de", "des réacteurs", "la formation", "des formats", "maps", "cybersécurité")
    assert found(dataset(*techniques, *map(challenge, names)), search) == expected


def test_signs_of_a_word_are_searched() -> None:
    languages = dataset(*map(challenge, ("C++", "C", "C#", "net", ".NET")))
    for search in ("c++", "C#", "c", ".net", "net"):
        slug = asking.chosen(languages, search=search)
        assert slug.casefold() == search.casefold()


@pytest.mark.parametrize(
    ("search", "found_by_it", "not_found"),
    [
        ("sport", "datalympics", "inpn-espaces"),
        ("JO", "datalympics", "inpn-espaces"),
        ("olympique", "datalympics", "inpn-espaces"),
        ("prime", "mes-aides-reno", "leximpact"),
        ("license", "", "planipref"),
        ("transport", "tous-a-bord", "eig-link"),
        ("route", "mi-cartav", "planipref"),
        ("pollution", "estim-action", "impact-co2"),
        ("mort", "mi-matchid", "datajust"),
        ("mer", "balisenav", "inpn-espaces"),
    ],
)
def test_synonyms_of_eig_mislead_nobody(
    everything: Dataset, search: str, found_by_it: str, not_found: str
) -> None:
    met = slugs(asked(everything, search=search).chosen)
    assert not found_by_it or found_by_it in met
    assert not_found not in met


def test_the_compiled_index_is_used_for_bundled_data_only(monkeypatch: pytest.MonkeyPatch) -> None:
    made = index_of([challenge("gobelins", "Mer")])
    monkeypatch.setattr(searching, "compiled", lambda _name: made._asdict())
    searching.index_of_bundled.cache_clear()
    bundled = loading.bundled().dataset
    assert found(bundled, "mer") == ["gobelins"]
    own = dataset(challenge("own", "Mer"))
    assert found(own, "mer") == ["own"]
    searching.index_of_bundled.cache_clear()


def test_equally_good_answers_keep_the_order_of_the_dataset() -> None:
    seas = dataset(*(challenge(slug, "Mer", number=len(slug)) for slug in ("ccc", "a", "bb")))
    assert found(seas, "mer") == ["ccc", "a", "bb"]


@pytest.mark.parametrize(
    ("names", "search", "expected", "noted"),
    [
        (["Maritime", "La mer", "Terre"], "mer", ["La mer", "Maritime"], True),
        (["Au bord des eaux", "Bord"], "mer", ["Au bord des eaux"], True),
        (["Monde maritime", "Mer", "Monde"], "monde mer", ["Monde maritime"], True),
        (["La mer", "Terre"], "mers", ["La mer"], False),
        # It is a whole word: no form of it begins another.
        (["Maritimophile"], "mer", [], False),
        (["Du scolaire"], "école", ["Du scolaire"], True),
    ],
)
def test_a_search_finds_synonyms_and_a_note_says_so(
    names: list[str], search: str, expected: list[str], *, noted: bool
) -> None:
    some = dataset(*map(challenge, names), synonyms=SYNONYMS)
    answer = asked(some, search=search)
    assert slugs(answer.chosen) == expected
    is_noted = any(", also searched: " in note for note in notices(answer))
    assert is_noted == noted


def test_the_name_of_a_family_of_ministries_is_not_searched() -> None:
    sea = Host(ministry="M", families=(Family(code="mer", french="Mer"),), aliases=("Mer",))
    family = challenge("family", hosts=(sea,))
    assert found(dataset(challenge("named", "La mer"), family), "mer") == ["named"]


@pytest.mark.parametrize(
    ("text", "search", "words"),
    [
        ("Transition écologique, Écologie", "ecologie", ["écologique", "Écologie"]),
        ("sécurité en mer, numérique", "mer", ["mer"]),
        ("des développeur·euses", "développement", ["développeur·euses"]),
        # A synonym counts if all of its words are there.
        ("le bord et le monde", "mer", []),
        ("maritime, au bord des eaux, en mer", "mer", ["maritime", "bord", "eaux", "mer"]),
        # Accents do not matter, typed or not.
        ("désigner un designer", "designer", ["désigner", "designer"]),
        ("désigner un designer", "désigner", ["désigner", "designer"]),
        ("Ecole, ecole", "école", ["Ecole", "ecole"]),
        ("rien", "ecologie", []),
    ],
)
def test_matches_mark_the_words_of_a_search(text: str, search: str, words: list[str]) -> None:
    texts = SearchIndex(dataset(challenge("un dossier"), synonyms=SYNONYMS))
    spans = Matches(texts.terms_of([search])).spans(text)
    assert [text[start:end] for start, end in spans] == words
    assert Matches().spans(text) == []


def test_a_search_that_nothing_meets_drops_words_and_says_which() -> None:
    towns = dataset(*map(challenge, ("Pont et mer", "Pont", "Route")))
    answer = asked(towns, search="ponts mer route")
    assert slugs(answer.chosen) == ["Pont et mer"]
    assert "with the others: 'route'." in notices(answer)[-1]
    # One word alone would say too little.
    assert asking.chosen(towns, search="ponts route avion") == ""


def test_a_synonym_without_phrases_does_not_disturb_a_search() -> None:
    boats = dataset(challenge("b", "Boat"), synonyms=(Synonym(word="boat", phrases=()),))
    assert slugs(asked(boats, "boats").chosen) == ["b"]
