"""Suggestions: the nearest names, and messages that have them."""

import pytest

from eigcli.suggesting import nearest, not_found_message, suggest


@pytest.mark.parametrize(
    ("text", "names", "near"),
    [
        ("gobelnis", ["hopkins", "gobelins"], ["gobelins"]),
        ("gobelin", ["gobelins\x1b"], [r"gobelins\x1b"]),
        ("zzz", ["hopkins", "gobelins"], []),
        ("", ["hopkins", "!?"], []),
        ("!?", ["hopkins", "!?"], []),
        # Of several names that are typed alike, the last.
        ("lab sante", ["Lab Santé", "hopkins", "lab-sante"], ["lab-sante"]),
        # Two at most.
        ("abcd", ["abdc", "bcd", "abcde", "abd"], ["abdc", "abcde"]),
        ("pompeir", ["pompiers", "pompier"], ["pompier"]),
        # One slip; a wrong letter only in words of seven letters or more.
        ("abc", ["abd", "abdc"], ["abdc"]),
        ("femmes", ["fermés"], []),
        ("sevices", ["service", "services"], ["services"]),
        ("servises", ["service", "services"], ["services"]),
        ("hopkims", ["hopkins"], ["hopkins"]),
        ("gobellins", ["gobelins"], ["gobelins"]),
        ("predisauvtag", ["predisauvetage"], []),
        # The beginning must be the same, except that two letters may have changed places.
        ("hsow", ["show", "help"], ["show"]),
        ("santee", ["canteen", "Santé"], ["Santé"]),
        ("ouvrir", ["couvrir"], []),
        ("hostt", ["hosts", "towns"], ["hosts"]),
        # Not other words that are somewhat alike.
        ("SIG", ["siège"], []),
        ("taxes", ["textes"], []),
        ("CNIL", ["civile", "conseil"], []),
        ("MTE", ["Comté"], []),
        ("forêt", ["forme", "forte"], ["forte"]),
        ("forèt", ["forêt"], ["forêt"]),
        # Its beginning is not enough.
        ("gobe", ["gobelins-du-roi", "hopkins"], []),
    ],
)
def test_the_nearest_names_are_suggested(text: str, names: list[str], near: list[str]) -> None:
    question = f"Did you mean {' or '.join(near)}?" if near else ""
    assert suggest(nearest(text, names)) == question


@pytest.mark.parametrize(
    ("name", "names", "message"),
    [
        (
            *("nmae", ["name", "slug"]),
            "no column is called 'nmae'. Did you mean name?",
        ),
        ("zzz", [], "no column is called 'zzz'. Known: none"),
    ],
)
def test_an_unknown_name_is_reported_with_the_nearest_or_the_known_names(
    name: str, names: list[str], message: str
) -> None:
    assert not_found_message("no column is called {name}.", name, names) == message
