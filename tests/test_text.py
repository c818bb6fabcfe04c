import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigcli.text import (
    comma_list,
    did_you_mean,
    excerpt,
    fold,
    join_sentences,
    not_found_message,
    printable,
    quoted,
    shortened,
    slugified,
    unaccented,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("b@liseNAV", "balisenav"),
        ("Lab Santé", "lab-sante"),
        ("LABSANTE", "Lab Santé"),
        ("développeur·euse", "DEVELOPPEUR.EUSE"),
        ("Sante\u0301", "santé"),
        ("cœur", "COEUR"),
        ("l’État", "l'etat"),
        ("Straße", "STRASSE"),
        ("UX/UI design", "ux ui DESIGN"),
        ("\u0131le", "ILE"),
        ("\u0130stanbul", "istanbul"),
    ],
)
def test_fold_makes_different_ways_to_type_a_name_equal(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant) != ""


def test_fold_keeps_different_names_apart() -> None:
    assert fold("Signaux Faibles") != fold("Signaux Forts")


def test_fold_leaves_nothing_of_punctuation() -> None:
    assert fold(" –·!’ ") == ""


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_is_unaccented_character_by_character_or_as_a_whole(text: str) -> None:
    assert "".join(map(unaccented, text)) == unaccented(text)


def _plainly_unaccented(text: str) -> str:
    """Return `text` unaccented letter by letter as Unicode has it, and as people type the rest."""
    spellings = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ı": "i", "@": "a", "’": "'"})
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(spellings))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters.casefold().translate(spellings)


@given(st.text() | st.text("àâäçéèêëîïôöùûüÿÀÇÉŒœæøıİ@’ßñ«»·–—…aZ \u0301ﬁ½ǅ"))
def test_french_is_unaccented_as_any_other_text(text: str) -> None:
    assert unaccented(text) == _plainly_unaccented(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Élève, ÇA où ÿ", "eleve, ca ou y"),
        ("« Cœur » – l’État !", "« coeur » – l'etat !"),
        ("España, Łódź", "espana, łodz"),
        ("e\u0301te\u0301", "ete"),
    ],
)
def test_a_text_is_unaccented_with_its_punctuation(text: str, plain: str) -> None:
    assert unaccented(text) == plain


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("UX/UI design", "ux-ui-design"),
        ("web des données", "web-des-donnees"),
        ("Ministère de l’Économie", "ministere-de-l-economie"),
        ("« Cœur »", "coeur"),
        ("北京", ""),
    ],
)
def test_a_text_is_slugified_to_words_that_need_no_quotes(text: str, slug: str) -> None:
    assert slugified(text) == slug


@given(st.text())
def test_a_slug_is_ascii_words_and_hyphens_between_them(text: str) -> None:
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", slugified(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PrédiSauvetage", "PrédiSauvetage"),
        ("non\u00a0breaking : 10\u202f000", "non\u00a0breaking : 10\u202f000"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        ("\x9b2J", r"\x9b2J"),
        ("admin\u202egnp.exe", r"admin\u202egnp.exe"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ud800", r"\ud800"),
        ("[red]|*", "[red]|*"),
        ("🛟 café", "🛟 café"),
    ],
)
def test_printable_shows_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_text_is_quoted_in_part() -> None:
    assert quoted("x" * 1000) == f"'{'x' * 60}…'"


def test_a_long_list_is_counted_at_its_end() -> None:
    names = [f"n{number}" for number in range(70)]
    shown = comma_list(names)
    assert re.fullmatch(r"n0, n1, .*, n\d+ and \d+ more", shown)
    assert len(shown) <= 115
    assert shown.count(",") + 1 + int(shown.split()[-2]) == 70
    assert comma_list(names, 10_000) == ", ".join(names)


def test_the_first_name_is_listed_however_long() -> None:
    assert comma_list(["x" * 60, "y" * 60], 5) == f"{'x' * 60} and 1 more"
    assert comma_list(["x" * 60], 5) == "x" * 60


def test_an_empty_list_says_so() -> None:
    assert comma_list([]) == "none"


def test_the_nearest_name_is_suggested() -> None:
    assert did_you_mean("gobelnis", ["hopkins", "gobelins"]) == "Did you mean gobelins?"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert did_you_mean("zzz", ["hopkins", "gobelins"]) == ""


def test_a_suggestion_is_safe_to_print() -> None:
    assert did_you_mean("gobelin", ["gobelins\x1b"]) == r"Did you mean gobelins\x1b?"


def test_of_names_that_are_typed_alike_the_last_is_suggested() -> None:
    assert did_you_mean("lab sante", ["Lab Santé", "hopkins", "lab-sante"]) == (
        "Did you mean lab-sante?"
    )


@pytest.mark.parametrize("text", ["", "!?"])
def test_nothing_is_suggested_for_what_has_no_letters(text: str) -> None:
    assert did_you_mean(text, ["hopkins", "!?"]) == ""


def test_what_is_unknown_is_named_with_the_nearest_and_what_there_is() -> None:
    no, there_are = "no column is called {name}.", "The columns are {names}."
    assert not_found_message(no, there_are, "nmae", ["name", "slug"]) == (
        "no column is called 'nmae'. Did you mean name? The columns are name, slug."
    )
    assert not_found_message(no, there_are, "zzz", []) == (
        "no column is called 'zzz'. The columns are none."
    )


def test_a_paragraph_is_its_sentences_without_those_that_say_nothing() -> None:
    assert join_sentences("One.", "", "Two?", "Three.") == "One. Two? Three."
    assert join_sentences("", "") == ""


def test_two_names_are_suggested_at_most_and_none_that_is_too_long() -> None:
    assert did_you_mean("abcd", ["abcx", "abdd", "bcd"]) == "Did you mean bcd or abdd?"
    assert did_you_mean("hsow", ["show", "help"]) == "Did you mean show?"
    assert did_you_mean("a" * 100, ["a" * 100]) == f"Did you mean {'a' * 100}?"
    assert did_you_mean("a" * 100 + "b" * 300, ["a" * 100]) == f"Did you mean {'a' * 100}?"
    assert did_you_mean("a" * 100, ["a" * 101]) == ""


def test_a_text_of_sixty_characters_is_quoted_whole() -> None:
    assert quoted("a" * 60) == f"'{'a' * 60}'"
    assert quoted("a" * 61) == f"'{'a' * 60}…'"


@pytest.mark.parametrize(
    ("width", "short"),
    [
        (13, "un deux trois"),
        (12, "un deux…"),
        (8, "un deux…"),
        (7, "un…"),
        (3, "un…"),
        (2, "u…"),
        (1, "…"),
        (0, "…"),
    ],
)
def test_a_text_that_is_too_long_is_as_many_of_its_words_as_fit(width: int, short: str) -> None:
    assert shortened("un deux trois", width) == short


SENTENCE = "un deux trois quatre cinq six sept huit neuf dix"


@pytest.mark.parametrize(
    ("word", "width", "shown"),
    [
        ("un", 20, "un deux trois…"),
        ("trois", 20, "…deux trois quatre…"),
        ("cinq", 12, "…cinq six…"),
        ("neuf", 20, "…sept huit neuf dix"),
        ("dix", 20, "…sept huit neuf dix"),
        ("dix", len(SENTENCE), SENTENCE),
        ("dix", 100, SENTENCE),
    ],
)
def test_the_words_around_a_place_are_shown(word: str, width: int, shown: str) -> None:
    assert excerpt(SENTENCE, SENTENCE.index(word), width) == shown


@pytest.mark.parametrize(
    ("place", "width", "shown"),
    [
        (0, 32, "one two three four five six…"),
        (4, 12, "one two…"),
        (8, 12, "…three four…"),
        (14, 12, "…four five…"),
        (28, 12, "…six seven"),
        (28, 9, "…seven"),
        (4, 9, "…two…"),
        (8, 5, "…thr…"),
    ],
)
def test_as_many_words_are_shown_as_have_room(place: int, width: int, shown: str) -> None:
    assert excerpt("one two three four five six seven", place, width) == shown


def test_a_word_that_does_not_fit_is_shown_from_its_beginning() -> None:
    assert excerpt(f"zzzz zzzz {'a' * 60}", 10, 9) == "…aaaaaaa…"


def test_what_stands_within_a_long_word_is_shown_from_there() -> None:
    text = "Saint-Germain-en-Laye-sur-Mer"
    assert excerpt(text, text.index("Mer"), 12) == "…Mer"


@given(st.lists(st.text("ab", min_size=1, max_size=8), min_size=1), st.data())
def test_the_word_at_a_place_is_among_those_around_it(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    which = data.draw(st.integers(0, len(words) - 1))
    place = len(" ".join(words[:which])) + (which > 0)
    width = data.draw(st.integers(20, 60))
    shown = excerpt(text, place, width)
    assert len(shown) <= width
    assert shown.strip("…") in text
    assert words[which] in shown.strip("…").split(" ")


def test_what_else_a_name_is_called_is_answered_with_the_name_alone() -> None:
    names, also = ["names", "name", "town"], {"Nom": "name", "Ville !": "town"}
    assert did_you_mean("nom", names, also) == "Did you mean name?"
    assert did_you_mean("ville", names, also) == "Did you mean town?"
    assert did_you_mean("", names, also) == ""


def test_the_plural_of_what_is_suggested_is_not_suggested_too() -> None:
    assert did_you_mean("pompeir", ["pompiers", "pompier"]) == "Did you mean pompier?"
