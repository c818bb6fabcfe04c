"""What is coloured in a terminal, and what gives way where there is little room."""

import re

import pytest

from eigcli import terminal
from eigcli.columns import named
from eigcli.formats.base import Listing
from eigcli.model import Challenge, Dataset, Host, Profile, Programme, Skill
from eigcli.stats import statistics

LONG = (
    "Lopadotemachoselachogaleokranioleipsanodrimhypotrimmatosilphiokarabomelitokatakechymenokichl"
)
HOSTS = (Host("Sea", "Ports"), Host("Sky"))
COOK = Skill("cook")
CHALLENGE = Challenge("pie", "Pie", HOSTS, (Profile(COOK, 2),), 7, "Bake a pie")
DATASET = Dataset((CHALLENGE,), (COOK,))
LENGTHY = Dataset((Challenge("a", LONG, (Host(LONG),), (Profile(Skill(LONG), 1),), tagline=LONG),))
BOLD, DIM, ITALIC, CYAN, BAR = "1", "2", "3", "36", "36;49"


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def styled(drawn: str) -> list[tuple[str, str]]:
    """Return the styles and what has them, without the white space around."""
    found = re.findall(r"\x1b\[([0-9;]+)m(.*?)\x1b\[0m", drawn)
    return [(style, text.strip()) for style, text in found if text.strip(" ─╭╮╰╯│")]


def test_a_list_has_names_in_bold_slugs_in_cyan_and_the_rest_dimmed() -> None:
    assert styled("".join(terminal.FORMAT.table(Listing(DATASET)))) == [
        (BOLD, "#"),
        *((BOLD, head) for head in ("Défi", "Host", "Seeks", "Tagline")),
        (DIM, "7"),
        (BOLD, "Pie"),
        (CYAN, "pie"),
        (DIM, "Ports"),
        (BOLD, "1 défi, 2 profiles: 2 cooks"),
    ]


def test_the_words_searched_for_are_on_yellow_in_departments_too() -> None:
    drawn = "".join(terminal.FORMAT.table(Listing(DATASET, words=("port", "sky"))))
    assert re.findall(r"\x1b\[[0-9;]*\b43m(.*?)\x1b\[0m", drawn) == ["Port", "Sky"]


def test_what_is_not_known_is_left_empty() -> None:
    drawn = "".join(terminal.FORMAT.table(Listing(DATASET, named(DATASET, ["slug", "note"]))))
    assert "None" not in drawn


def test_a_card_has_its_name_in_bold_and_labels_in_cyan() -> None:
    assert styled("".join(terminal.FORMAT.cards(DATASET))) == [
        (BOLD, "Pie"),
        (ITALIC, "Bake a pie"),
        *((CYAN, label) for label in ("Number", "Slug", "Host", "Profile")),
    ]


def test_statistics_have_titles_in_bold_and_bars_in_cyan() -> None:
    drawn = "".join(terminal.FORMAT.statistics(statistics(DATASET, DATASET)))
    titles = [text for style, text in styled(drawn) if style == BOLD]
    assert titles == ["1 défi, 2 profiles: 2 cooks", "Profiles by skill", "Profiles by ministry"]
    assert (DIM, "A défi of several ministries counts for each of them.") in styled(drawn)
    assert styled(drawn).count((DIM, "1 défi")) == 3
    assert [set(text) for style, text in styled(drawn) if style == BAR] == [{"█"}] * 3


@pytest.mark.parametrize("width", [60, 130])
def test_a_word_too_long_for_its_column_is_folded_not_cut(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(terminal, "_PIPE_WIDTH", width)
    drawn = [
        *terminal.FORMAT.table(Listing(LENGTHY)),
        *terminal.FORMAT.table(Listing(LENGTHY, named(LENGTHY, ["name", "wanted"]))),
        *terminal.FORMAT.cards(LENGTHY),
        *terminal.FORMAT.statistics(statistics(LENGTHY, LENGTHY)),
        *terminal.FORMAT.programme(Programme(LONG, team=LONG)),
    ]
    assert not [text for text in drawn if "…" in text or text.count("ø") % len(LONG)]


def test_a_label_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_PIPE_WIDTH", 20)
    drawn = "".join(terminal.FORMAT.programme(Programme(LONG, closes="2018-01-15")))
    assert "Call closes" in drawn
