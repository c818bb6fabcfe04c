"""Text is compared as people type it, and is safe to print and not too long in messages."""

import re
import shlex
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigcli.messages import in_language
from eigcli.text import (
    accents,
    comma_list,
    excerpt,
    fold,
    group_digits,
    held_by_xml,
    join_sentences,
    list_in_words,
    packaged_text,
    percent_text,
    printable,
    quoted,
    shell_line,
    shortened,
    slugified,
    title_with,
    unaccented,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("b@liseNAV", "balisenav"),
        ("LABSANTE", "lab-sante"),
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
def test_fold_makes_different_ways_to_type_a_name_equal(typed: str, name: str) -> None:
    assert fold(typed) == fold(name) != ""


def test_fold_keeps_names_apart_and_drops_punctuation() -> None:
    assert fold("Signaux Faibles") != fold("Signaux Forts")
    assert fold(" –·!’ ") == ""


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def _plainly_unaccented(text: str) -> str:
    """Return `text` unaccented in one piece: decomposed by Unicode, the rest as people type it."""
    decomposed = unicodedata.normalize("NFKD", _spelled(text.casefold()))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _spelled(letters.casefold())


def _spelled(text: str) -> str:
    one_letter = str.maketrans("øı@’«»·–", 'oia\'"".-')
    return text.translate(one_letter).replace("œ", "oe").replace("æ", "ae")


@given(st.text() | st.text("àâäçéèêëîïôöùûüÿÀÇÉŒœæøıİ@’ßñ«»·–—…aZ \u0301ﬁ½ǅ"))
def test_unaccenting_letter_by_letter_equals_unaccenting_the_text(text: str) -> None:
    assert unaccented(text) == _plainly_unaccented(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("désigner", {1}),
        ("de\u0301signe\u0301", {1, 6}),
        ("ŒUVRE", set()),
        ("l’Été", {1, 3}),
        ("Etat", set()),
        ("b@lise, 2e", set()),
    ],
)
def test_accents_returns_the_places_of_accented_letters(text: str, marked: set[int]) -> None:
    assert accents(text) == marked


@given(st.text())
def test_an_unaccented_text_has_no_accents_and_accents_are_letters(text: str) -> None:
    assert not accents(unaccented(text))
    assert accents(text) <= set(range(len(fold(text))))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("UX/UI design", "ux-ui-design"),
        ("web des données", "web-des-donnees"),
        ("Ministère de l’Économie", "ministere-de-l-economie"),
        ("« Cœur »", "coeur"),
        ("XX.", "xx"),
        ("北京", ""),
    ],
)
def test_slugified_makes_plain_words_with_hyphens(text: str, slug: str) -> None:
    assert slugified(text) == slug


@given(st.text())
def test_a_slug_is_ascii_words_joined_by_hyphens(text: str) -> None:
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
        ("tag\U000e0041", r"tag\U000e0041"),
        ("\ud800", r"\ud800"),
        ("[red]|*", "[red]|*"),
        ("🛟 café", "🛟 café"),
    ],
)
def test_printable_shows_control_characters_as_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a" * 60, f"'{'a' * 60}'"), ("a" * 61, f"'{'a' * 59}…'"), ("\x1b", r"'\x1b'")],
)
def test_quoted_cuts_a_long_text(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_a_long_list_ends_with_the_number_left_out() -> None:
    names = [f"n{number}" for number in range(70)]
    shown = comma_list(names)
    assert re.fullmatch(r"n0, n1, .*, n\d+ and \d+ more", shown)
    assert len(shown) <= 135
    assert shown.count(",") + 1 + int(shown.split()[-2]) == 70
    assert comma_list(names, 10_000) == ", ".join(names)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], "none"),
        (["x" * 60], "x" * 60),
        (["x" * 61], "x" * 59 + "…"),
        (["x" * 60, "y" * 60], f"{'x' * 60} and 1 more"),
    ],
)
def test_a_list_always_shows_its_first_name(names: list[str], shown: str) -> None:
    assert comma_list(names, 5) == shown


def test_a_name_is_listed_if_it_fits_with_its_comma() -> None:
    name = "x" * 58
    assert comma_list([name, name]) == f"{name}, {name}"
    assert comma_list([name, f"{name}x"]) == f"{name} and 1 more"


@pytest.mark.parametrize(
    ("texts", "all_of_them", "either"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a or b"),
        (["a", "b", "c"], "a, b and c", "a, b or c"),
    ],
)
def test_a_list_in_words_has_and_or_or_before_its_last(
    texts: list[str], all_of_them: str, either: str
) -> None:
    assert list_in_words(texts) == all_of_them
    assert list_in_words(texts, either=True) == either


def test_a_title_lists_the_filters() -> None:
    assert title_with("Challenges", []) == "Challenges"
    assert title_with("Challenges", ["Lyon", "designer"]) == "Challenges: Lyon, designer"


def test_a_packaged_text_is_read_by_its_path() -> None:
    assert packaged_text("data/starter.fr.yaml").count("é") > 1


def test_sentences_are_joined_without_empty_ones() -> None:
    assert join_sentences("One.", "", "Two?", "Three.") == "One. Two? Three."
    assert join_sentences("", "") == ""


@pytest.mark.parametrize(
    ("width", "short"),
    [(13, "un deux trois"), (12, "un deux…"), (7, "un…"), (2, "u…"), (1, "…"), (0, "…")],
)
def test_a_long_text_is_shortened_to_the_words_that_fit(width: int, short: str) -> None:
    assert shortened("un deux trois", width) == short


def test_a_text_is_not_cut_behind_punctuation() -> None:
    assert shortened("one, two\u00a0; three", 5) == "one…"
    assert shortened(" one\u00a0: two", 8) == " one…"


SENTENCE = "un deux trois quatre cinq six sept huit neuf dix"
ENGLISH = "one two three four five six seven"
LONG = "Saint-Germain-en-Laye-sur-Mer"


@pytest.mark.parametrize(
    ("text", "word", "width", "shown"),
    [
        (SENTENCE, "un", 20, "un deux trois…"),
        (SENTENCE, "deux", 20, "un deux trois…"),
        (SENTENCE, "trois", 20, "…deux trois quatre…"),
        (SENTENCE, "cinq", 12, "…cinq six…"),
        (SENTENCE, "dix", 20, "…sept huit neuf dix"),
        (SENTENCE, "dix", len(SENTENCE), SENTENCE),
        (ENGLISH, "one", 32, "one two three four five six…"),
        (ENGLISH, "three", 12, "…three four…"),
        (ENGLISH, "seven", 9, "…seven"),
        (ENGLISH, "two", 9, "…two…"),
        (ENGLISH, "three", 5, "…thr…"),
        # A word that does not fit is shown from its beginning, or from the place in it.
        (f"zzzz zzzz {'a' * 60}", "a", 9, "…aaaaaaa…"),
        (LONG, "Mer", 12, "…Mer"),
        (f"{LONG} et plus loin", "Mer", 12, "…Mer et…"),
    ],
)
def test_an_excerpt_has_words_around_a_place(text: str, word: str, width: int, shown: str) -> None:
    assert excerpt(text, text.index(word), width) == shown


@given(st.lists(st.text("ab", min_size=1, max_size=8), min_size=1), st.data())
def test_an_excerpt_has_the_word_at_its_place_and_fits_the_width(
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


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (999, "999", "999"),
        (5250, "5,250", "5\u202f250"),
        (-1_234_567.5, "-1,234,567.5", "-1\u202f234\u202f567,5"),
        (1e-05, "1e-05", "1e-05"),
    ],
)
def test_digits_are_grouped_as_in_the_language(number: float, english: str, french: str) -> None:
    assert group_digits(number) == english
    with in_language("fr"):
        assert group_digits(number) == french


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("é\t\n\r 😀\ufffd", "é\t\n\r 😀\ufffd"),
        ("\0\x08\x0b\x1f", "\ufffd" * 4),
        ("a\ufffe\uffff\ud800b", "a\ufffd\ufffd\ufffdb"),
    ],
)
def test_characters_that_xml_forbids_are_replaced(text: str, held: str) -> None:
    assert held_by_xml(text) == held
    # A parser accepts it.
    [read] = ET.fromstring(f"<a><b>{held}</b></a>")
    assert read.text == held.replace("\r", "\n")


def test_a_share_is_0_or_100_percent_only_if_exact() -> None:
    shares = (0, 0.004, 0.005, 0.135, 0.994, 0.996, 1)
    assert [*map(percent_text, shares)] == ["0%", "< 1%", "1%", "14%", "99%", "> 99%", "100%"]


@pytest.mark.parametrize(
    "words",
    [["list", "santé"], ["l'État"], ["d'où", "a b"], ["$x", "it's $x", "it's!", "l'\\n", '"', ""]],
)
def test_a_line_of_shell_is_read_as_its_words(words: list[str]) -> None:
    assert shlex.split(shell_line(words)) == words


def test_an_apostrophe_in_a_line_of_shell_stays_in_its_word() -> None:
    assert shell_line(["list", "ministère de l'État"]) == 'list "ministère de l\'État"'
