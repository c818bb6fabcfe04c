"""What the screen of a terminal shows."""

import re
from pathlib import Path

import pytest
from build import challenge, host, seeking, skill
from build import dataset as dataset_of
from conftest import Eig, Screen

from eigcli import terminal
from eigcli.model import Dataset, Programme
from eigcli.profiles import Profile
from eigcli.query import find
from eigcli.reports import Call, Cards, Counts, Listing, Report, columns_named

UNCOUNTED = dataset_of(challenge())


def drawn(report: Report) -> str:
    return "".join(terminal.write(report))


def test_the_list_reads_well_at_80_columns(screen: Screen, bundled: Dataset) -> None:
    shown = screen("list", columns=80)
    lines = shown.splitlines()
    assert lines[0] == " #  Défi                      Host                      Seeks"
    assert lines[2:5] == [
        " 1  PrédiSauvetage            Ministère de la           1 data scientist",
        "    predisauvetage            Transition écologique et  1 designer",
        "                              solidaire",
    ]
    for listed in bundled.challenges:
        assert listed.slug in shown
        assert listed.name in shown


@pytest.mark.parametrize(("columns", "heads"), [(119, "Host Seeks"), (120, "Tagline Host Seeks")])
def test_the_list_has_taglines_where_there_is_room(
    screen: Screen, columns: int, heads: str
) -> None:
    lines = screen("list", columns=columns).splitlines()
    assert lines[0].split() == ["#", "Défi", *heads.split()]


def test_the_list_uses_the_room_of_200_columns(screen: Screen) -> None:
    lines = screen("list", columns=200).splitlines()
    assert lines[0].split() == ["#", "Défi", "Tagline", "Host", "Seeks"]
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
    lines = screen("list", "-m", "armées", columns=22).splitlines()
    start, end = lines[0].index("Défi"), lines[0].index("Host")
    listed = "".join(line[start:end].strip() for line in lines[2 : lines.index("")])
    assert listed == "b@liseNAVbalisenav"


@pytest.mark.parametrize("columns", [1, 3, 12])
def test_the_narrowest_terminal_loses_nothing(screen: Screen, tmp_path: Path, columns: int) -> None:
    """Not even what takes two columns of the screen."""
    data = tmp_path / "d.yaml"
    said = "slug: wxz, name: 字字, number: 7, ministry: M, profiles: {cook: 4}"
    data.write_text(f"challenges: [{{{said}}}]", encoding="utf-8")
    command = ["list", "--data", str(data)]
    # The totals below say "4" twice.
    listed = screen(*command, columns=columns)
    assert [listed.count(letter) for letter in "7wxz字M4"] == [1, 1, 1, 1, 2, 1, 3]
    chosen = screen(*command, "--columns", "slug,name,cook", columns=columns)
    assert [chosen.count(letter) for letter in "wxz字4"] == [1, 1, 1, 2, 3]


def test_numbers_have_a_column_where_a_challenge_has_one() -> None:
    numbered = challenge("b", number=12)
    lines = drawn(Listing(dataset_of(*UNCOUNTED.challenges, numbered))).splitlines()
    assert [lines[0][:5], *(line[:5] for line in lines[2:6])] == [
        " #  D",
        "    A",
        "    a",
        "12  B",
        "    b",
    ]
    assert drawn(Listing(UNCOUNTED)).startswith("Défi")


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}])
def test_no_line_of_the_list_ends_with_spaces(eig: Eig, env: dict[str, str]) -> None:
    listed = eig("list", "--format", "table", env=env).stdout
    assert ("\x1b[" in listed) == bool(env)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", listed).splitlines()
    assert [line.rstrip() for line in lines] == lines


@pytest.mark.parametrize("width", [60, 130, 200])
def test_a_word_too_long_for_its_place_is_folded_and_not_cut(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Each of the words has a letter of its own."""
    monkeypatch.setattr(terminal, "_PIPE_WIDTH", width)
    name, ministry, department, role, tagline = (letter * 300 for letter in "αβγδε")
    long = challenge(
        name=name,
        hosts=(host(ministry, department),),
        profiles=(Profile(skill(role)),),
        tagline=tagline,
    )
    whole = dataset_of(long)
    columns = columns_named(whole, ["name", "ministries", "departments", "skills", "tagline"])
    for report, letters in (
        (Listing(whole), "αβγδε" if width >= 120 else "αβδ"),
        (Listing(whole, columns), "αβγδε"),
        (Cards(whole), "αβγδε"),
        (Counts(whole, whole), "βδ"),
        (Call(Programme(name=name, team=tagline)), "αε"),
    ):
        shown = drawn(report)
        assert {letter: shown.count(letter) for letter in letters} == dict.fromkeys(letters, 300)
        assert "…" not in shown


def test_a_label_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_PIPE_WIDTH", 20)
    assert "Call closes" in drawn(Call(Programme(name="P" * 100, closes="2018-01-15")))


def test_a_card_says_everything(screen: Screen) -> None:
    shown = screen("show", "lab-sante", "7")
    assert "│ Lab Santé  " in shown
    assert "│ Hopkins  " in shown
    assert "│ participer à la création d’une cellule" in shown
    assert "│ Host       Ministère des Solidarités et de la Santé, Direction" in shown
    assert "│            Ministère du Travail, Direction" in shown
    assert "│ Profile    1 data scientist" in shown
    assert "│ How sure   inferred: no source states the whole split" in shown
    assert "│ Funded by  the programme" in shown
    assert "│ Source     Relevez le défi : devenez entrepreneur.e d’intérêt général !" in shown
    assert "…" not in shown


def test_a_card_in_a_narrow_terminal_has_its_whole_name(screen: Screen) -> None:
    lines = screen("show", "12", columns=20).splitlines()
    assert "".join(line.strip("│ ") for line in lines[1:3]) == "CoachÉlèves –AssistProf"


def test_bars_are_of_challenges_where_some_profiles_are_not_counted() -> None:
    mixed = dataset_of(
        challenge("a", profiles=seeking(cook=5)), challenge("b", profiles=seeking(baker=None))
    )
    lines = drawn(Counts(mixed, mixed)).splitlines()
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
    assert drawn(Listing(UNCOUNTED)).splitlines()[-1] == "1 défi"


def test_chosen_columns_make_a_table_that_has_them_in_order(screen: Screen) -> None:
    shown = screen("list", "--columns", "designer,slug,ministries", "-s", "ux", "-m", "travail")
    assert shown.splitlines() == [
        "designer  Slug       Ministries",
        "─" * 61,
        "1         lab-sante  Ministère des Solidarités et de la Santé",
        "                     Ministère du Travail",
        "",
        "1 défi, 2 profiles: 1 designer, 1 data scientist",
    ]


def test_the_table_is_not_cut_in_a_pipe(eig: Eig, bundled: Dataset) -> None:
    listed = eig("list", "--format", "table", env={"COLUMNS": "20"}).stdout
    lines = listed.splitlines()
    assert lines[0].split() == ["#", "Défi", "Tagline", "Host", "Seeks"]
    assert listed == eig("list", "--format", "table").stdout
    # Each column is one below the other: what is cut out of the middle of it is all of its text.
    start, end = lines[0].index("Tagline"), lines[0].index("Host")
    taglines = " ".join(" ".join(line[start:end] for line in lines[2:-2]).split())
    assert taglines == " ".join(told.tagline or "" for told in bundled.challenges)
    assert "\x1b" not in listed


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
    shown = drawn(Counts(UNCOUNTED, UNCOUNTED))
    first, _, by_skill, cook, _, by_ministry, ministry = shown.splitlines()
    assert (first, by_skill, by_ministry) == ("1 défi", "Défis by skill", "Défis by ministry")
    for line, name in ((cook, "cook"), (ministry, "M")):
        assert (line.split()[0], line.endswith("█ 1 100% 1 défi")) == (name, True)


def test_statistics_of_no_challenge_have_no_bars(bundled: Dataset) -> None:
    none = find(bundled, [])
    shown = drawn(Counts(none, bundled))
    counted, _, said = shown.splitlines()
    assert counted == "0 défis, 0 profiles"
    assert said.startswith("The whole dataset adds up to what was announced: 13 défis, ")


def test_statistics_say_where_the_announced_totals_are_not_met(bundled: Dataset) -> None:
    part = find(bundled, ["hopkins"])
    shown = drawn(Counts(part, part))
    assert "\n\nThe whole dataset does not add up to what was announced: 13 défis, " in shown


def test_the_programme_is_a_card(screen: Screen) -> None:
    lines = screen("programme", columns=80).splitlines()
    assert lines[1].startswith("│ Entrepreneurs d’intérêt général  ")
    assert [line.strip("│ ") for line in lines[3:10]] == [
        "Acronym       EIG",
        "Promotion     2",
        "Run by        Etalab",
        "Call opens    27 September 2017, past",
        "Call closes   27 October 2017, 17:00 (UTC+02:00), past",
        "Start         January 2018, past",
        "Length        10 months",
    ]
    assert {len(line) for line in lines} == {80}


def highlighted(listed: str) -> list[str]:
    """Return what stands on yellow, line by line."""
    return re.findall(r"\x1b\[[0-9;]*\b43m(.*?)\x1b\[0m", listed)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-q", "sante"], ["Santé", "santé", "Santé", "santé"]),
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
    cook = Profile(skill(english="[b]chef\x1b[1m"), 1)
    evil = challenge(name="[red]A\x1b[2J", hosts=(host(":smile:\n"),), profiles=(cook,))
    programme = Programme(name="P\x07", team="\x1b]0;title\x07")
    whole = dataset_of(evil, programme=programme)
    shown = [
        drawn(report)
        for report in (Listing(whole), Cards(whole), Counts(whole, whole), Call(programme))
    ]
    assert not [text for text in shown if "\x1b" in text or "\x07" in text]
    for part in ("[red]A\\x1b[2J", ":smile:\\n", "1 [b]chef\\x1b[1m"):
        assert part in shown[0]
        assert part in shown[1]
    assert "[b]chef\\x1b[1m " in shown[2]
    assert "│ P\\x07 " in shown[3]
    assert "\\x1b]0;title\\x07" in shown[3]


def test_a_list_of_nothing_is_not_drawn(screen: Screen) -> None:
    shown = screen("list", "--skill", "designer", "--ministry", "armées")
    assert shown == "eig: no défi matches these filters"
