"""Words and what means them: which letters make a word, which words are forms of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigcli.matching import (
    common_start,
    has_all_words,
    match_quality,
    match_spans,
    parse_query,
    runs_together,
    significant_words,
    words_in,
)
from eigcli.text import fold


def plain(text: str) -> list[str]:
    return [word.plain for word in words_in(text)]


def like(asked: str, word: str) -> int | None:
    """Return how much of a word is meant, where both are typed as people do."""
    return match_quality(fold(asked), fold(word))


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lab Santé", ["lab", "sante"]),
        ("l’État, d'aujourd’hui", ["l", "etat", "d", "aujourd", "hui"]),
        ("Issy-les-Moulineaux", ["issy", "les", "moulineaux"]),
        ("développeur·euse", ["developpeur"]),
        ("développeur·euses ou développeur·se", ["developpeur", "ou", "developpeur"]),
        ("entrepreneur.e.s", ["entrepreneur"]),
        ("Entrepreneur·e·s d’intérêt", ["entrepreneur", "d", "interet"]),
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
        ("« – » !? \u0301", []),
        ("", []),
    ],
)
def test_a_text_is_words_whatever_stands_between_them(text: str, words: list[str]) -> None:
    assert plain(text) == words


def test_each_word_tells_where_it_stands() -> None:
    text = "Des développeur·euses, l’e\u0301cole (b@liseNAV)."
    stand = [text[word.start : word.end] for word in words_in(text)]
    assert stand == ["Des", "développeur·euses", "l", "e\u0301cole", "b@liseNAV"]


@given(st.text())
def test_words_stand_one_after_the_other_and_have_all_letters_and_digits(text: str) -> None:
    words = words_in(text)
    borders = [border for word in words for border in (word.start, word.end)]
    assert borders == sorted(borders)
    between = "".join(
        text[a:b] for a, b in zip([0, *borders[1::2]], [*borders[::2], None], strict=True)
    )
    assert not any(character.isalnum() for character in between)
    for word in words:
        assert fold(text[word.start : word.end]).startswith(word.plain)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("le défi Gobelins", ["gobelins"]),
        ("ministère de la santé", ["sante"]),
        ("Ministry of the Interior", ["interior"]),
        ("les données et l’École", ["donnees", "ecole"]),
        # None tells anything but these.
        ("De la", ["de", "la"]),
        ("le Ministère", ["le", "ministere"]),
        ("!?", []),
    ],
)
def test_empty_words_do_not_decide_but_where_there_are_no_others(
    text: str, words: list[str]
) -> None:
    assert significant_words(text) == words


# Which words are forms of others

ALIKE = """
    école écoles
    écologie écologique
    biologie biologique
    gendarmes gendarmerie
    développeuses développement
    développeurs développement
    entrepreneur entrepreneuse
    opérateurs opératrice
    évaluation évaluer
    évaluations évaluateur
    formation formateur
    création créatif
    administration administrative
    agriculture agriculteurs
    juge juges
    juriste juristes
    musées musée
    armée armées
    donnée données
    public publique
    publics publiques
    politique politiques
    cartographie cartographe
    journal journaux
    national nationales
    sociaux sociale
    région régional
    hôpital hôpitaux
    budget budgétaire
    étudiante étudiants
    enseignant enseignement
    handicapée handicapé
    pompier pompiers
    marin marine
    design designers
    chercheur chercheuse
    eau eaux
    bateau bateaux
    réfugiée réfugiés
    culturelle culturel
    culturelle culture
    européenne européens
    première premiers
    financière financiers
    financier finance
    active actif
    actifs activement
    pénal pénaux
    travail travaux
    archive archiver
    créatif création
    dangereux dangereuse
    lieu lieux
    directrice directeur
    musique musical
    prévention préventif
    handicapées handicapé
    mer mers
    art arts
    jeu jeux
    IA IAs
    SANTÉ sante
    cœur coeurs
"""


@pytest.mark.parametrize("pair", ALIKE.strip().split("\n    "))
def test_forms_of_one_word_mean_each_other(pair: str) -> None:
    one, other = pair.split()
    assert (like(one, other), like(other, one)) == (0, 0)


APART = """
    art carte
    art arme
    eau bureaux
    eau eut
    arme gendarmerie
    mer numérique
    mer mère
    mer merci
    cas case
    ia social
    ia géomaticien
    ia dia
    ux eux
    numérique numéro
    musée musique
    carte carton
    port transport
    ville village
    forêt forme
    page pays
    prison prise
    sport spore
    marin mariage
    logement logiciel
    commune communication
    sécurité secours
    terre territoire
    mission ministre
    mobile mobilier
    service serveur
    donnée don
    action acteur
    culture agriculture
    formation forme
    portion porte
    portail porte
    parlement parler
    mentale mention
    règlement réglisse
    gestion geste
    journée journal
    logique logiciel
    action acte
    échelle échec
"""


@pytest.mark.parametrize("pair", APART.strip().split("\n    "))
def test_words_that_only_share_letters_do_not_mean_each_other(pair: str) -> None:
    one, other = pair.split()
    assert (like(one, other), like(other, one)) == (None, None)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("gobe", "gobelins"),
        ("Géom", "géomaticien"),
        ("data", "datavisualisation"),
        ("arch", "ARCHIFILTRE"),
        ("algo", "algorithmes"),
        ("2018", "20180115"),
    ],
)
def test_four_letters_are_enough_to_begin_a_word(asked: str, word: str) -> None:
    assert like(asked, word) == 1
    assert like(word, asked) is None
    assert like(asked[:3], word) is None


@pytest.mark.parametrize(
    ("asked", "words"), [("mer", ["mer", "Mers"]), ("ux", ["UX", "uxs", "uxx"])]
)
def test_a_shorter_word_is_meant_whole_and_in_the_plural_only(asked: str, words: list[str]) -> None:
    others = [f"{asked}{ending}" for ending in ("e", "er", "ss", "ique", "aux")]
    assert [word for word in [*words, *others] if like(asked, word) is not None] == words


def test_a_text_has_all_words_if_each_means_one_of_its_own() -> None:
    assert has_all_words("la Transition écologique", ["ecologie", "transition"])
    assert not has_all_words("la Transition écologique", ["ecologie", "mer"])
    assert not has_all_words("la Transition écologique", ["eco"])
    assert not has_all_words("", ["ecologie"])


def test_a_phrase_without_a_letter_means_nothing() -> None:
    [asked] = parse_query("mer", [("mer", ("!", "…", "océan"))])
    assert asked.phrases == (("mer",), ("ocean",))


@st.composite
def _relatives(draw: st.DrawFn) -> tuple[str, str]:
    """Two words that begin alike, with endings as French has them."""
    root = draw(st.text("abeiqusx", min_size=1, max_size=7))
    endings = st.sampled_from(
        ["", "e", "s", "x", "ee", "eau", "aux", "ique", "ment", "ation", "euses", "eur", "if", "al"]
    )
    cut = draw(st.integers(1, len(root)))
    return f"{root[:cut]}{draw(endings)}", f"{root}{draw(endings)}"


@given(_relatives())
def test_what_is_meant_by_a_word_begins_with_its_start(pair: tuple[str, str]) -> None:
    for asked, word in (pair, pair[::-1]):
        if match_quality(asked, word) is not None:
            assert word.startswith(common_start(asked))


@pytest.mark.parametrize(
    ("asked", "start"),
    [("ecologiques", "ecolo"), ("gendarmerie", "gendar"), ("mers", "mer"), ("ia", "ia")],
)
def test_the_start_of_a_word_is_as_long_as_it_can_be(asked: str, start: str) -> None:
    assert common_start(asked) == start


# What is asked for

SYNONYMS = (
    ("graphiste", ("designer",)),
    ("IA", ("intelligence artificielle", "machine learning")),
    ("écoles", ("le scolaire",)),
    ("école", ("élève",)),
    ("eau", ("hydrographie",)),
)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("graphiste", [["designer"]]),
        ("Graphistes", [["designer"]]),
        # It has the stem of it, but is another word.
        ("graphe", []),
        ("graphisme", []),
        ("ia", [["intelligence", "artificielle"], ["machine", "learning"]]),
        ("ECOLE", [["scolaire"], ["eleve"]]),
        ("écoles", [["scolaire"], ["eleve"]]),
        ("eaux", [["hydrographie"]]),
        ("eau", [["hydrographie"]]),
    ],
)
def test_a_synonym_is_that_of_a_word_in_the_singular_or_the_plural(
    text: str, others: list[list[str]]
) -> None:
    [asked] = parse_query(text, SYNONYMS)
    assert asked.word == fold(text)
    assert [list(phrase) for phrase in asked.phrases] == [[asked.word], *others]


def test_each_word_that_tells_something_is_asked_for() -> None:
    asked = parse_query("le Graphiste de l’eau, en mer", SYNONYMS)
    assert [(one.typed, one.word, one.phrases[1:]) for one in asked] == [
        ("Graphiste", "graphiste", (("designer",),)),
        ("eau", "eau", (("hydrographie",),)),
        ("mer", "mer", ()),
    ]


def test_what_means_the_same_is_told_as_it_is_written() -> None:
    [asked] = parse_query("ÉCOLES", SYNONYMS)
    assert (asked.typed, [phrase.written for phrase in asked.others]) == (
        "ÉCOLES",
        ["le scolaire", "élève"],
    )
    assert parse_query(" – ", SYNONYMS) == []


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Transition écologique, Écologie", "ecologie", ["écologique", "Écologie"]),
        ("sécurité en mer, numérique", "mer", ["mer"]),
        ("des développeur·euses", "développement", ["développeur·euses"]),
        ("l’e\u0301cole", "ecole", ["e\u0301cole"]),
        ("UX designer, designer UX", "designer", ["designer", "designer"]),
        # Each word of what means the same, in their order, but only of all that is there.
        ("machine à découdre", "ia", []),
        ("l’intelligence est artificielle", "ia", ["intelligence", "artificielle"]),
        ("rien", "ecologie", []),
    ],
)
def test_what_is_asked_for_is_found_where_it_stands(
    text: str, asked: str, found: list[str]
) -> None:
    assert [text[a:b] for a, b in match_spans(text, parse_query(asked, SYNONYMS))] == found


# Spaces left out and put in


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("SOS Ponts", "sosponts"),
        ("PrédiSauvetage", "prédi sauvetage"),
        ("CoachÉlèves - AssistProf", "coach élèves"),
        ("CoachÉlèves - AssistProf", "Assist-Prof"),
        ("le Lab Santé de Paris", "labsante"),
        # It is long enough to be a beginning.
        ("Signaux Faibles", "signauxfai"),
    ],
)
def test_spaces_may_be_left_out_and_put_in(text: str, asked: str) -> None:
    assert runs_together(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("SOS Ponts", "ossponts"),
        ("SOS Ponts", "osponts"),
        ("Lab Santé", "labsant"),
        ("Lab Santé", "lab santé numérique"),
        ("CoachÉlèves - AssistProf", "élèves assist"),
        ("Lab Santé", ""),
        ("Lab Santé", "!?"),
        ("", "lab"),
    ],
)
def test_what_runs_together_begins_and_ends_where_words_do(text: str, asked: str) -> None:
    assert not runs_together(text, asked)


def test_words_of_a_phrase_are_found_only_together() -> None:
    asked = parse_query("ia", [("ia", ["intelligence artificielle"])])
    assert match_spans("une intelligence humaine", asked) == []
    assert match_spans("intelligence artificielle, IA", asked) == [(0, 12), (13, 25), (27, 29)]
