"""Words and what matches them: which letters make a word, which words are forms of another."""

import pickle
import re
from pathlib import Path

import pytest
from conftest import copied_data
from hypothesis import given
from hypothesis import strategies as st

from eigcli.data import loading
from eigcli.data.kinds import fields_of
from eigcli.data.model import Challenge
from eigcli.errors import UsageError
from eigcli.query import words
from eigcli.query.words import (
    beginning,
    code_called,
    has_words,
    name_key,
    senses_at,
    significant,
    spellings_of,
    stem,
    words_in,
)
from eigcli.text import fold, packaged_text


def matches(query: str, word: str) -> bool:
    """Return whether a word matches a query, both as people type them."""
    return words.matches(fold(query), fold(word))


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’État, d'aujourd’hui", ["l", "etat", "d", "aujourd", "hui"]),
        ("Issy-les-Moulineaux", ["issy", "les", "moulineaux"]),
        ("développeur·euse", ["developpeur"]),
        ("entrepreneur.e.s", ["entrepreneur"]),
        ("géomaticien·ne. Expert·es", ["geomaticien", "expert"]),
        ("acteur.rices, directeur·trice", ["acteur", "directeur"]),
        # These dots end a sentence or stand in an address.
        ("un mot.Et un", ["un", "mot", "et", "un"]),
        ("beta.gouv.fr", ["beta", "gouv", "fr"]),
        ("b@liseNAV", ["balisenav"]),
        ("@home, a@ @", ["home", "a"]),
        ("e\u0301cole sante\u0301", ["ecole", "sante"]),
        ("L’ŒUVRE, Straße", ["l", "oeuvre", "strasse"]),
        ("snake_case UX/UI 2e", ["snake", "case", "ux", "ui", "2e"]),
        ("Compar:IA (北京)", ["compar", "ia", "北京"]),
        # Signs that make another word, and signs that do not.
        ("C++, c#/C et .NET", ["c++", "c#", "c", "et", ".net"]),
        ("(C++)", ["c++"]),
        ("C++20 +1 no. 3 #3 a+b", ["c++", "20", "1", "no", "3", "3", "a", "b"]),
        ("Node.js... .. .5", ["node", "js", "5"]),
        ("« – » !? \u0301", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_words(text: str, words: list[str]) -> None:
    assert [word.plain for word in words_in(text)] == words


def test_each_word_knows_its_place_in_the_text() -> None:
    text = "Des développeur·euses, l’e\u0301cole (b@liseNAV)."
    stand = [text[word.start : word.end] for word in words_in(text)]
    assert stand == ["Des", "développeur·euses", "l", "e\u0301cole", "b@liseNAV"]


@given(st.text())
def test_words_are_in_order_and_contain_all_letters_and_digits(text: str) -> None:
    end = 0
    between = ""
    for word in words_in(text):
        assert end <= word.start <= word.end
        between += text[end : word.start]
        end = word.end
        stands = text[word.start : end]
        assert fold(stands).startswith(fold(word.plain))
    between += text[end:]
    assert not any(map(str.isalnum, between))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("le défi Gobelins", ["gobelins"]),
        ("ministère de la santé", ["sante"]),
        ("Ministry of the Interior", ["interior"]),
        ("les données et l’École", ["donnees", "ecole"]),
        # There are no other words.
        ("De la", ["de", "la"]),
        ("le Ministère", ["le", "ministere"]),
        ("!?", []),
    ],
)
def test_articles_count_only_if_there_are_no_other_words(text: str, plain: list[str]) -> None:
    assert [word.plain for word in significant(text)] == plain


# Which words are forms of others

ALIKE = """
    école écoles, écologie écologique, biologie biologique, gendarmes gendarmerie,
    développeuses développement, développeurs développement, entrepreneur entrepreneuse,
    opérateurs opératrice, évaluation évaluer, évaluations évaluateur, formation formateur,
    création créatif, administration administrative, agriculture agriculteurs, juge juges,
    juriste juristes, musées musée, armée armées, donnée données, public publique,
    publics publiques, politique politiques, cartographie cartographe, journal journaux,
    national nationales, sociaux sociale, région régional, hôpital hôpitaux, budget budgétaire,
    étudiante étudiants, enseignant enseignement, handicapée handicapé, pompier pompiers,
    marin marine, design designers, chercheur chercheuse, eau eaux, bateau bateaux,
    réfugiée réfugiés, culturelle culturel, culturelle culture, européenne européens,
    première premiers, financière financiers, financier finance, active actif, actifs activement,
    pénal pénaux, travail travaux, archive archiver, créatif création, dangereux dangereuse,
    lieu lieux, directrice directeur, musique musical, prévention préventif,
    handicapées handicapé, environnement environnemental, touriste tourisme, mer mers, art arts, jeu jeux, IA IAs, SANTÉ sante, cœur coeurs
"""


@pytest.mark.parametrize("pair", re.split(r",\s+", ALIKE.strip()))
def test_forms_of_one_word_match_each_other(pair: str) -> None:
    one, other = pair.split()
    assert matches(one, other)
    assert matches(other, one)


APART = """
    art carte, art arme, eau bureaux, eau eut, arme gendarmerie, mer numérique, mer mère,
    mer merci, cas case, ia social, ia géomaticien, ia dia, ux eux, numérique numéro,
    musée musique, carte carton, port transport, ville village, forêt forme, page pays,
    prison prise, sport spore, marin mariage, logement logiciel, commune communication,
    sécurité secours, terre territoire, mission ministre, mobile mobilier, service serveur,
    donnée don, action acteur, culture agriculture, formation forme, portion porte, portail porte,
    parlement parler, mentale mention, règlement réglisse, gestion geste, journée journal,
    logique logiciel, action acte, échelle échec
"""


@pytest.mark.parametrize("pair", re.split(r",\s+", APART.strip()))
def test_words_that_only_share_letters_do_not_match(pair: str) -> None:
    one, other = pair.split()
    assert not matches(one, other)
    assert not matches(other, one)


@pytest.mark.parametrize(("one", "other"), [("organ", "organismes"), ("tour", "tourisme")])
def test_a_word_in_isme_is_not_a_form_of_a_shorter_word(one: str, other: str) -> None:
    assert not words.matches(one, other, whole=True)


@pytest.mark.parametrize(
    ("query", "word"), [("gobe", "gobelins"), ("Géom", "géomaticien"), ("2018", "20180115")]
)
def test_the_first_four_letters_of_a_word_match_it(query: str, word: str) -> None:
    assert matches(query, word)
    assert not matches(word, query)
    assert not matches(query[:3], word)


@pytest.mark.parametrize(
    ("query", "words"), [("mer", ["mer", "Mers"]), ("ux", ["UX", "uxs", "uxx"])]
)
def test_a_shorter_word_matches_itself_and_its_plural_only(query: str, words: list[str]) -> None:
    others = [f"{query}{ending}" for ending in ("e", "er", "ss", "ique", "aux")]
    assert [word for word in [*words, *others] if matches(query, word)] == words


def test_has_words_needs_a_match_for_every_word() -> None:
    assert has_words("la Transition écologique", words_in("écologie transition"))
    for query in ("écologie mer", "éco"):
        assert not has_words("la Transition écologique", words_in(query))


ENDINGS = [
    *("", "e", "s", "x", "ee", "eau", "aux", "ique", "ment", "ation", "euses", "eur", "if", "al"),
]


@st.composite
def _relatives(draw: st.DrawFn) -> tuple[str, str]:
    """Draw two words that begin alike, with French endings."""
    root = draw(st.text("abeiqusx", min_size=1, max_size=7))
    endings = st.sampled_from(ENDINGS)
    cut = draw(st.integers(1, len(root)))
    return f"{root[:cut]}{draw(endings)}", f"{root}{draw(endings)}"


@given(_relatives())
def test_every_word_that_matches_begins_with_the_common_start(pair: tuple[str, str]) -> None:
    for query, word in (pair, pair[::-1]):
        if words.matches(query, word) or (stem(query) == stem(word) and min(map(len, pair)) > 3):
            assert word.startswith(beginning(query))


def test_the_common_start_of_a_word_is_as_long_as_it_can_be() -> None:
    plain = ["ecologiques", "gendarmerie", "mers", "ia"]
    assert list(map(beginning, plain)) == ["ecolo", "gendar", "mer", "ia"]


def test_a_key_ignores_number_gender_and_order_of_words() -> None:
    assert name_key("la Transition écologique") == name_key("écologiques transitions")
    assert name_key("développeuses web") == name_key("Web développeur") != name_key("web")


# The file of words


def test_the_longest_phrase_at_a_place_is_taken() -> None:
    asked = words_in("au moins deux, en service")
    lengths = [senses_at(asked, at)[0] for at in range(len(asked))]
    assert lengths == [2, 1, 1, 2, 1]
    assert senses_at(asked, 3) == (2, {"state": "used"})


def test_a_phrase_may_have_several_senses() -> None:
    at_most = {"bound": "at_most", "behind": "at_most"}
    assert senses_at(words_in("at most"), 0) == (2, at_most)


def test_a_verb_has_its_senses_in_all_its_forms() -> None:
    for form in ("recruté", "recrutée", "recruit", "recruits", "recruited"):
        assert senses_at(words_in(form), 0)[1]["whom"] == "recruited"
    for form in ("stop", "stopped", "stopping", "arrêté", "arrêtées"):
        assert senses_at(words_in(form), 0)[1]["state"] == "ended"


def test_capitals_are_not_words_of_the_frame_except_the_programmes_acronym() -> None:
    assert senses_at(words_in("HAS"), 0)[1] == {}
    assert "having" in senses_at(words_in("has"), 0)[1]
    assert "frame" in senses_at(words_in("EIG"), 0)[1]
    assert senses_at(words_in("UX"), 0)[1] == {}


def test_compiled_words_are_read_instead_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with copied_data(tmp_path) as folder:
        name = loading.compiled_name("words")
        (folder / name).write_bytes(pickle.dumps({"lists": {}}))
        assert words.file_of_words.__wrapped__() == {"lists": {}}
        assert loading.compiled("texts") is None
    monkeypatch.setattr(words, "file_of_words", lambda: {"phrases": {"mer": {"kind": "town"}}})
    assert words.phrases.__wrapped__() == {"mer": {"kind": "town"}}


# Names of codes

KITCHEN = {
    "cook": ["Chef de cuisine", "head cook"],
    "skill": ["role"],
    "towns": ["Town"],
    "skills": [],
    "repository": [""],
}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        # The code itself, whatever else has this name.
        ("skills", "skills"),
        # A label in English or French, or another word, whatever its case, accents and hyphens.
        *((typed, "skill") for typed in ("role", "RÔLE", "métier", "Metier", "compétence")),
        *((typed, "cook") for typed in ("chef-de-cuisine", "head cook")),
        *((typed, "repository") for typed in ("code", "dépôt", "code source")),
        # Its plural or singular.
        *((typed, "skill") for typed in ("rôles", "métiers")),
        *((typed, "towns") for typed in ("town", "ville", "Villes")),
        # Neither a part of a name nor a similar name.
        *((typed, None) for typed in ("chef", "tow", "towner", "meteir", "", "-")),
    ],
)
def test_a_code_is_found_by_itself_a_label_or_a_plural(typed: str, code: str | None) -> None:
    if code:
        assert code_called(typed, KITCHEN, "no {name}.") == code
    else:
        with pytest.raises(UsageError, match=f"^no '{typed}'"):
            code_called(typed, KITCHEN, "no {name}.")


@pytest.mark.parametrize("typed", ["role", "Skill", "métier", "skil", ""])
def test_exact_takes_codes_only(typed: str) -> None:
    with pytest.raises(UsageError, match=f"^no '{typed}'"):
        code_called(typed, KITCHEN, "no {name}.", exact=True)
    assert code_called("skill", KITCHEN, "", exact=True) == "skill"


def test_the_spellings_of_a_code_are_its_labels_and_itself() -> None:
    assert spellings_of("town", ["town", ""]) == ("town", "ville", "town")


def test_an_unknown_code_is_a_mistake_that_lists_the_known_ones() -> None:
    with pytest.raises(UsageError) as mistake:
        code_called("fork", KITCHEN, "no {name}.")
    assert str(mistake.value) == "no 'fork'. Known: cook, skill, towns, skills, repository"


# The file of words, compiled


def test_every_fact_in_the_files_of_words_is_a_field_of_a_challenge() -> None:
    facts = [sense.split()[1:] for sense in words.file_of_words()["senses"] if sense[:5] == "fact "]
    assert len(facts) > 10
    assert {name for names in facts for name in names} <= fields_of(Challenge).keys()


def test_the_longest_phrase_is_found() -> None:
    longest = words.words_in(max(words.phrases(), key=lambda phrase: len(phrase.split())))
    assert words.senses_at(longest, 0)[0] == len(longest)


def test_no_verb_takes_a_role_for_one_of_its_forms() -> None:
    for name in ("designer", "developer", "développeuse", "géomaticien", "juriste", "lawyer"):
        assert senses_at(words_in(name), 0)[1] == {}


def test_the_words_of_both_languages_are_few() -> None:
    sizes = [len(packaged_text(f"query/words.{lang}.yaml").encode()) for lang in ("en", "fr")]
    assert sum(sizes) <= 18 * 1024
