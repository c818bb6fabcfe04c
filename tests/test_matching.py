"""Words and what matches them: which letters make a word, which words are forms of another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigcli.matching import (
    common_start,
    has_all_words,
    is_form,
    match_word,
    parse_query,
    runs_together,
    significant_words,
    stem,
    word_matches,
    words_in,
)
from eigcli.text import fold


def matches(query: str, word: str) -> bool:
    """Return whether a word matches, where both are typed as people do."""
    return word_matches(fold(query), fold(word))


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
        ("« – » !? \u0301", []),
        ("", []),
    ],
)
def test_a_text_is_words_whatever_stands_between_them(text: str, words: list[str]) -> None:
    assert [word.plain for word in words_in(text)] == words


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
        # There are no others.
        ("De la", ["de", "la"]),
        ("le Ministère", ["le", "ministere"]),
        ("!?", []),
    ],
)
def test_articles_and_the_like_count_only_where_there_are_no_other_words(
    text: str, words: list[str]
) -> None:
    assert significant_words(text) == words


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
def test_words_in_ism_are_forms_of_nothing_shorter(one: str, other: str) -> None:
    assert not is_form(one, other)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("gobe", "gobelins"),
        ("Géom", "géomaticien"),
        ("2018", "20180115"),
    ],
)
def test_four_letters_are_enough_to_begin_a_word(query: str, word: str) -> None:
    assert matches(query, word)
    assert not matches(word, query)
    assert not matches(query[:3], word)


@pytest.mark.parametrize(
    ("query", "words"), [("mer", ["mer", "Mers"]), ("ux", ["UX", "uxs", "uxx"])]
)
def test_a_shorter_word_matches_itself_and_its_plural_only(query: str, words: list[str]) -> None:
    others = [f"{query}{ending}" for ending in ("e", "er", "ss", "ique", "aux")]
    assert [word for word in [*words, *others] if matches(query, word)] == words


def test_a_text_has_all_words_if_each_matches_one_of_its_own() -> None:
    assert has_all_words("la Transition écologique", ["ecologie", "transition"])
    for query in (["ecologie", "mer"], ["eco"]):
        assert not has_all_words("la Transition écologique", query)


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
def test_all_that_matches_a_word_begins_with_its_common_start(pair: tuple[str, str]) -> None:
    for query, word in (pair, pair[::-1]):
        if word_matches(query, word) or (stem(query) == stem(word) and min(map(len, pair)) > 3):
            assert word.startswith(common_start(query))


def test_the_common_start_of_a_word_is_as_long_as_it_can_be() -> None:
    words = ["ecologiques", "gendarmerie", "mers", "ia"]
    assert list(map(common_start, words)) == ["ecolo", "gendar", "mer", "ia"]


# Queries

SYNONYMS = (
    ("graphiste", ("designer",)),
    ("IA", ("intelligence artificielle", "machine learning")),
    ("écoles", ("le scolaire", "!", "…")),
    ("école", ("élève",)),
    ("eau", ("hydrographie",)),
)


@pytest.mark.parametrize(
    ("text", "synonyms"),
    [
        ("graphiste", [("designer",)]),
        ("Graphistes", [("designer",)]),
        # It has the stem of it, but is another word.
        ("graphisme", []),
        ("ia", [("intelligence", "artificielle"), ("machine", "learning")]),
        # A phrase without a letter means nothing.
        ("ECOLE", [("scolaire",), ("eleve",)]),
        ("écoles", [("scolaire",), ("eleve",)]),
        ("eaux", [("hydrographie",)]),
    ],
)
def test_a_synonym_is_that_of_a_word_in_the_singular_or_the_plural(
    text: str, synonyms: list[tuple[str, ...]]
) -> None:
    [word] = parse_query(text, SYNONYMS)
    phrases = [tuple(term.plain for term in phrase) for phrase in word.alternatives]
    assert phrases == [(fold(text),), *synonyms]


def test_a_query_is_each_significant_word_once_with_its_synonyms_as_they_are_written() -> None:
    words = parse_query("le Graphiste de l’ÉCOLE, en mer, École graphistes", SYNONYMS)
    assert [(w.typed, w.term.plain, [phrase.written for phrase in w.synonyms]) for w in words] == [
        ("Graphiste", "graphiste", ["designer"]),
        ("ÉCOLE", "ecole", ["le scolaire", "élève"]),
        ("mer", "mer", []),
        ("graphistes", "graphistes", ["designer"]),
    ]
    assert parse_query(" – ", SYNONYMS) == []


# Accents, beginnings and whole words


def found_in(query: str, text: str, *others: str) -> list[tuple[str, bool]]:
    """Return the words of a text that match a query, each with whether its accents differ.

    Args:
        query: what was typed.
        text: where it is looked for.
        others: the other texts of the dataset.
    """
    [word] = parse_query(query, SYNONYMS, lambda: (text, *others))
    places = word.term.found_in(words_in(text), text)
    return [(text[start:end], differs) for (start, end), differs in places.items()]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("designer", "désigner un designer", [("désigner", True), ("designer", False)]),
        ("désigner", "désigner un designer", [("désigner", False)]),
        ("Ecole", "école", [("école", True)]),
        ("santé", "sante\u0301, SANTÉ", [("sante\u0301", False), ("SANTÉ", False)]),
        ("sante", "sante", [("sante", False)]),
        # Many write capitals without.
        ("école", "Ecole, ECOLES, ecole", [("Ecole", True), ("ECOLES", True)]),
        (
            "œuvre",
            "L’OEUVRE, oeuvres, Œuvre",
            [("OEUVRE", False), ("oeuvres", False), ("Œuvre", False)],
        ),
        # One accent is as good as another.
        ("règlement", "réglementation", [("réglementation", False)]),
        # Those of an ending make forms.
        ("handicapée", "handicap, handicaper", [("handicap", False), ("handicaper", False)]),
        ("handicap", "handicapés", [("handicapés", False)]),
        ("b@lise", "balisé", [("balisé", False)]),
    ],
)
def test_an_accent_that_is_typed_is_in_the_text_and_one_that_is_not_may_be(
    query: str, text: str, found: list[tuple[str, bool]]
) -> None:
    assert found_in(query, text) == found


def test_a_beginning_counts_unless_the_dataset_has_the_word_or_synonyms_of_it() -> None:
    assert found_in("carto", "cartographie") == [("cartographie", False)]
    assert found_in("carto", "cartographie", "un carto", "des cartes") == []
    assert found_in("carto", "cartographie", "les Cartos") == []
    # Forms of the word are not the word.
    assert found_in("cart", "cartographie", "des cartes") == [("cartographie", False)]
    # It has synonyms.
    assert found_in("graphiste", "graphistophone") == []


def test_a_word_that_a_name_begins_with_is_a_whole_word_of_it() -> None:
    others = ("un dossier", "l’œuvre")
    assert found_in("dossier", "DossierFacile, Dossieriste", *others) == [("DossierFacile", False)]
    assert found_in("œuvre", "ŒuvreLibre", *others) == []


def test_a_synonym_is_a_whole_word() -> None:
    [word] = parse_query("gun", [("gun", ("arme", "fusil d’assaut"))])
    assert match_word(word, "un armement, armes") == (True, False, [(13, 18)])
    assert match_word(word, "un armement") is None
    assert match_word(word, "Assaut, Fusil") == (True, False, [(0, 6), (8, 13)])


def test_a_match_is_the_best_of_a_text() -> None:
    [word] = parse_query("mer", [("mer", ("océan", "ocean"))])
    assert match_word(word, "océan") == (True, False, [(0, 5)])
    assert match_word(word, "océan, mer") == (False, False, [(0, 5), (7, 10)])


# Spaces left out and put in


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("SOS Ponts", "sosponts"),
        ("PrédiSauvetage", "prédi sauvetage"),
        ("CoachÉlèves - AssistProf", "coach élèves"),
        ("CoachÉlèves - AssistProf", "Assist-Prof"),
        ("le Lab Santé de Paris", "labsante"),
        ("des développeur·euses du web", "développeurduweb"),
        # It is long enough to be a beginning.
        ("Signaux Faibles", "signauxfai"),
    ],
)
def test_spaces_may_be_left_out_and_put_in(text: str, typed: str) -> None:
    assert runs_together(text, fold(typed))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("SOS Ponts", "ossponts"),
        ("SOS Ponts", "osponts"),
        ("Lab Santé", "labsant"),
        ("Lab Santé", "lab santé numérique"),
        ("CoachÉlèves - AssistProf", "élèves assist"),
        ("des développeur·euses du web", "développeuse"),
        ("", "lab"),
    ],
)
def test_what_runs_together_begins_and_ends_where_words_do(text: str, typed: str) -> None:
    assert not runs_together(text, fold(typed))
