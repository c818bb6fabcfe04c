"""What the screen of a terminal shows."""

import re
from pathlib import Path
from unittest import mock

import pytest
from conftest import Eig, Screen

from eigcli import terminal
from eigcli.columns import named
from eigcli.formats.base import Listing
from eigcli.model import Challenge, Dataset, Host, Profile, Programme, Skill
from eigcli.query import find
from eigcli.stats import statistics

COOK = Skill("cook")
UNCOUNTED = Dataset((Challenge("a", "A", (Host("M"),), (Profile(COOK),)),), (COOK,))


def table(dataset: Dataset) -> str:
    return "".join(terminal.FORMAT.table(Listing(dataset)))


def test_the_list_reads_well_at_80_columns(screen: Screen, bundled: Dataset) -> None:
    shown = screen("list", columns=80)
    lines = shown.splitlines()
    assert lines[0] == " #  Défi                      Host                      Seeks"
    assert lines[2:5] == [
        " 1  PrédiSauvetage            Ministère de la           1 data scientist",
        "    predisauvetage            Transition écologique et  1 designer",
        "                              solidaire",
    ]
    for challenge in bundled.challenges:
        assert challenge.slug in shown
        assert challenge.name in shown


@pytest.mark.parametrize(("columns", "last"), [(119, "Seeks"), (120, "Tagline")])
def test_the_list_has_taglines_where_there_is_room(screen: Screen, columns: int, last: str) -> None:
    assert screen("list", columns=columns).splitlines()[0].endswith(last)


def test_the_list_uses_the_room_of_200_columns(screen: Screen) -> None:
    lines = screen("list", columns=200).splitlines()
    assert lines[0].split() == ["#", "Défi", "Host", "Seeks", "Tagline"]
    assert "Direction des affaires maritimes" in lines[3]
    assert "développer des algorithmes prédictifs pour prévenir" in lines[2]


def test_the_list_ends_with_its_totals(screen: Screen) -> None:
    assert screen("list", columns=120).endswith(
        "\n\n13 défis, 27 profiles: "
        "8 developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project manager"
    )


def test_the_totals_are_those_of_the_selection(screen: Screen) -> None:
    assert screen("list", "--ministry", "armées").endswith("1 défi, 2 profiles: 2 geomaticians")


def test_a_narrow_terminal_cuts_nothing(screen: Screen) -> None:
    lines = screen("list", "-m", "armées", columns=20).splitlines()
    assert "".join(line[3:7].strip() for line in lines[2:9]) == "b@liseNAVbalisenav"


@pytest.mark.parametrize("columns", [1, 3])
def test_the_narrowest_terminal_loses_nothing(screen: Screen, tmp_path: Path, columns: int) -> None:
    """Not even what takes two columns of the screen, and numbers stay at the right."""
    data = tmp_path / "d.yaml"
    dataset = "{slug: abc, name: 字字, number: 7, hosts: [{ministry: M}], profiles: {cook: 1}}"
    data.write_text(f"skills: {{cook: {{}}}}\nchallenges: [{dataset}]", encoding="utf-8")
    command = ["list", "--data", str(data)]
    shown = screen(*command, "--columns", "slug,name,cook", columns=columns).splitlines()
    assert shown[:7] == ["sl  na  co", "ug  me  ok", "─" * 10, "ab  字  1", "c   字", "", "1"]
    assert screen(*command, "--columns", "name", columns=columns).splitlines()[3:5] == ["字", "字"]
    assert "7  字  M   1" in screen(*command, columns=columns).splitlines()


def test_numbers_have_a_column_where_a_challenge_has_one() -> None:
    numbered = Challenge("b", "B", (Host("M"),), (Profile(COOK),), number=12)
    drawn = table(Dataset((*UNCOUNTED.challenges, numbered), (COOK,))).splitlines()
    assert [drawn[0][:5], *(line[:5] for line in drawn[2:6])] == [
        " #  D",
        "    A",
        "    a",
        "12  B",
        "    b",
    ]
    assert table(UNCOUNTED).startswith("Défi")


def test_a_row_is_drawn_when_it_is_asked_for(bundled: Dataset) -> None:
    with mock.patch.object(terminal, "_folded", wraps=terminal._folded) as folded:  # noqa: SLF001
        drawn = terminal.FORMAT.table(Listing(bundled))
        titles, first = next(drawn), next(drawn)
        assert folded.call_count == 2
    assert titles.split() == ["#", "Défi", "Host", "Seeks", "Tagline", "─" * 200]
    assert first.startswith(" 1  PrédiSauvetage ")
    assert next(drawn).startswith(" 2  Lab Santé ")


def test_no_line_of_the_list_ends_with_spaces(eig: Eig) -> None:
    lines = eig("list", "--format", "table").stdout.splitlines()
    assert [line.rstrip() for line in lines] == lines


def test_what_is_longer_than_a_line_is_folded_and_not_cut() -> None:
    """Each of the parts is one word of its own letter."""
    skill = Skill("b" * 300)
    long = Challenge(
        "z", "i" * 300, (Host("j" * 300, "k" * 300),), (Profile(skill),), tagline="q" * 300
    )
    dataset = Dataset((long,), (skill,))
    columns = named(dataset, ["name", "ministries", "departments", "skills", "tagline"])
    for drawn, letters in (
        (table(dataset), "bijkq"),
        ("".join(terminal.FORMAT.table(Listing(dataset, columns))), "bijkq"),
        ("".join(terminal.FORMAT.cards(dataset)), "bijkq"),
        ("".join(terminal.FORMAT.statistics(statistics(dataset, dataset))), "bj"),
    ):
        for letter in letters:
            assert sum(map(len, re.findall(f"{letter}{{2,}}", drawn))) == 300


def test_a_card_says_everything(screen: Screen) -> None:
    shown = screen("show", "lab-sante", "7")
    assert "│ Lab Santé  " in shown
    assert "│ Hopkins  " in shown
    assert "│ participer à la création d’une cellule" in shown
    assert "│ Host       Ministère des Solidarités et de la Santé, Direction" in shown
    assert "│            Ministère du Travail, Direction" in shown
    assert "│ Profile    1 data scientist" in shown
    assert "│ Split      inferred: no source states the whole split" in shown
    assert "│ Funded by  the programme" in shown
    assert "│ Source     Relevez le défi : devenez entrepreneur.e d’intérêt général !" in shown
    assert "…" not in shown


def test_a_card_in_a_narrow_terminal_has_its_whole_name(screen: Screen) -> None:
    lines = screen("show", "12", columns=20).splitlines()
    assert "".join(line.strip("│ ") for line in lines[1:3]) == "CoachÉlèves –AssistProf"


def test_bars_are_of_challenges_where_some_profiles_are_not_counted() -> None:
    cook, baker = Skill("cook"), Skill("baker")
    challenges = (
        Challenge("a", "A", (Host("M"),), (Profile(cook, 5),)),
        Challenge("b", "B", (Host("M"),), (Profile(baker),)),
    )
    mixed = Dataset(challenges, (cook, baker))
    lines = "".join(terminal.FORMAT.statistics(statistics(mixed, mixed))).splitlines()
    assert lines[2] == "Défis by skill"
    assert [line.split()[-4:] for line in lines[3:5]] == [["1", "50%", "1", "défi"]] * 2


@pytest.mark.parametrize("columns", ["0", "²", "-3", "wide", ""])
def test_a_width_that_is_none_is_not_believed(screen: Screen, columns: str) -> None:
    assert "PrédiSauvetage" in screen("list", env={"COLUMNS": columns, "LINES": columns})


def test_no_screen_is_believed_to_be_wider_than_a_thousand_columns(screen: Screen) -> None:
    shown = screen("stats", "-m", "culture", env={"COLUMNS": "99999999"})
    assert max(map(len, shown.splitlines())) == 1000


def test_a_card_is_not_wider_than_a_page(screen: Screen) -> None:
    assert max(map(len, screen("show", "1", columns=200).splitlines())) == 100


def test_profiles_that_nobody_counted_are_not_added_up() -> None:
    assert table(UNCOUNTED).splitlines()[-1] == "1 défi"


def test_chosen_columns_make_a_table_that_has_them_in_order(screen: Screen) -> None:
    shown = screen("list", "--columns", "designer,slug,ministries", "-s", "ux", "-m", "travail")
    assert shown.splitlines() == [
        "designer  slug       ministries",
        "─" * 61,
        "1         lab-sante  Ministère des Solidarités et de la Santé",
        "                     Ministère du Travail",
        "",
        "1 défi, 2 profiles: 1 designer, 1 data scientist",
    ]


def test_the_table_is_not_cut_in_a_pipe(eig: Eig, bundled: Dataset) -> None:
    drawn = eig("list", "--format", "table", env={"COLUMNS": "20"}).stdout
    lines = drawn.splitlines()
    assert lines[0].split() == ["#", "Défi", "Host", "Seeks", "Tagline"]
    assert drawn == eig("list", "--format", "table").stdout
    # Each column is one below the other: what is cut out of the middle of it is all of its text.
    start = lines[0].index("Tagline")
    taglines = " ".join(" ".join(line[start:] for line in lines[2:-2]).split())
    assert taglines == " ".join(challenge.tagline or "" for challenge in bundled.challenges)
    assert "\x1b" not in drawn


def test_statistics_are_bars_as_long_as_what_they_count(screen: Screen) -> None:
    lines = screen("stats", columns=80).splitlines()
    assert lines[:9] == [
        "13 défis, 27 profiles: 8 developers, 5 designers, 11 data scientists, 2",
        "geomaticians, 1 digital project manager",
        "",
        "Profiles by skill",
        "developer                  ███████████████████████████▋            8 30% 7 défis",
        "designer                   █████████████████▎                      5 19% 5 défis",
        "data scientist             ██████████████████████████████████████ 11 41% 8 défis",
        "geomatician                ██████▉                                 2  7%  1 défi",
        "digital project manager    ███▍                                    1  4%  1 défi",
    ]
    assert lines[9:12] == [
        "",
        "Profiles by ministry",
        "Ministère de la Transition ███████████████████▌                    2  7%  1 défi",
    ]
    assert lines[-5:] == [
        "A défi of several ministries counts for each of them.",
        "",
        "The whole dataset adds up to what was announced: 13 défis, 27 profiles: 8",
        "developers, 5 designers, 11 data scientists, 2 geomaticians, 1 digital project",
        "manager",
    ]


def test_statistics_are_those_of_the_selection(screen: Screen) -> None:
    shown = screen("stats", "--ministry", "armées", columns=80)
    assert shown.startswith("1 défi, 2 profiles: 2 geomaticians\n\nProfiles by skill\ngeomatician ")
    assert shown.count("2 100% 1 défi\n") == 2
    assert "several ministries" not in shown
    assert "\n\nThe whole dataset adds up to what was announced: 13 défis, 27 profiles: " in shown


def test_where_profiles_are_not_counted_the_bars_are_of_challenges() -> None:
    shown = "".join(terminal.FORMAT.statistics(statistics(UNCOUNTED, UNCOUNTED)))
    first, _, by_skill, cook, _, by_ministry, ministry = shown.splitlines()
    assert (first, by_skill, by_ministry) == ("1 défi", "Défis by skill", "Défis by ministry")
    for line, name in ((cook, "cook"), (ministry, "M")):
        assert (line.split()[0], line.endswith("█ 1 100% 1 défi")) == (name, True)


def test_statistics_of_no_challenge_have_no_bars(bundled: Dataset) -> None:
    none = find(bundled, [])
    shown = "".join(terminal.FORMAT.statistics(statistics(none, bundled)))
    counted, _, said = shown.splitlines()
    assert counted == "0 défis, 0 profiles"
    assert said.startswith("The whole dataset adds up to what was announced: 13 défis, ")


def test_statistics_say_where_the_announced_totals_are_not_met(bundled: Dataset) -> None:
    part = find(bundled, ["hopkins"])
    shown = "".join(terminal.FORMAT.statistics(statistics(part, part)))
    assert "\n\nThe whole dataset does not add up to what was announced: 13 défis, " in shown


def test_the_programme_is_a_card(screen: Screen) -> None:
    lines = screen("programme", columns=80).splitlines()
    assert lines[1].startswith("│ Entrepreneurs d’intérêt général  ")
    assert [line.strip("│ ") for line in lines[3:10]] == [
        "Acronym      EIG",
        "Promotion    2",
        "Run by       Etalab",
        "Call opens   27 September 2017, past",
        "Call closes  27 October 2017, 17:00 (UTC+02:00), past",
        "Start        January 2018, past",
        "Length       10 months",
    ]
    assert {len(line) for line in lines} == {80}


def highlighted(listed: str) -> list[str]:
    """Return what stands on yellow, line by line."""
    return re.findall(r"\x1b\[[0-9;]*\b43m(.*?)\x1b\[0m", listed)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-q", "sante"], ["Santé", "Santé", "santé", "santé"]),
        (["-q", "lab SOLIDARITES"], ["Lab", "Solidarités"]),
        (["-q", "geomatician"], ["geomatician"]),
        (["-q", "sante", "--columns", "ministries,name"], ["Santé", "Santé"]),
        (["-q", "ergonomie", "-q", "accueil", "-c", "expertise"], ["ergonomie"]),
        (["-s", "designer", "-m", "travail"], []),
    ],
)
def test_the_words_searched_for_are_highlighted(
    eig: Eig, arguments: list[str], words: list[str]
) -> None:
    env = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    listed = eig("list", "--format", "table", *arguments, env=env).stdout
    assert "\x1b[" in listed
    assert highlighted(listed) == words


def test_what_a_terminal_would_obey_and_markup_are_shown_as_they_are() -> None:
    cook = Profile(Skill("cook", english="[b]chef\x1b[1m"), 1)
    evil = Challenge("a", "[red]A\x1b[2J", (Host(":smile:\n"),), (cook,))
    programme = Programme("P\x07", team="\x1b]0;title\x07")
    dataset = Dataset((evil,), (cook.skill,), programme=programme)
    drawn = [
        table(dataset),
        "".join(terminal.FORMAT.cards(dataset)),
        "".join(terminal.FORMAT.statistics(statistics(dataset, dataset))),
        "".join(terminal.FORMAT.programme(programme)),
    ]
    assert not [text for text in drawn if "\x1b" in text or "\x07" in text]
    for part in ("[red]A\\x1b[2J", ":smile:\\n", "1 [b]chef\\x1b[1m"):
        assert part in drawn[0]
        assert part in drawn[1]
    assert "[b]chef\\x1b[1m " in drawn[2]
    assert "│ P\\x07 " in drawn[3]
    assert "\\x1b]0;title\\x07" in drawn[3]


def test_a_list_of_nothing_is_not_drawn(screen: Screen) -> None:
    shown = screen("list", "--skill", "designer", "--ministry", "armées")
    assert shown == "eig: no défi matches these filters"
