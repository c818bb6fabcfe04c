import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigcli.text import counted, did_you_mean, fold, listing, printable, quoted


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
    assert quoted("x" * 1000) == f"'{'x' * 200}…'"


def test_a_long_list_is_counted_at_its_end() -> None:
    names = [f"n{number}" for number in range(70)]
    assert listing(names).startswith("n0, n1, ")
    assert listing(names).endswith(", n59 and 10 more")


def test_an_empty_list_says_so() -> None:
    assert listing([]) == "none"


def test_the_nearest_name_is_suggested() -> None:
    assert did_you_mean("gobelnis", ["hopkins", "gobelins"]) == "; did you mean gobelins?"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert did_you_mean("zzz", ["hopkins", "gobelins"]) == "."


def test_a_suggestion_is_safe_to_print() -> None:
    assert did_you_mean("gobelin", ["gobelins\x1b"]) == r"; did you mean gobelins\x1b?"


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1 designer"), (2, "2 designers"), (0, "0 designers"), (None, "designer")],
)
def test_counted(count: int | None, text: str) -> None:
    assert counted(count, "designer") == text
