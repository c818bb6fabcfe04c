"""What the screen of a terminal shows."""

import pytest
from conftest import Screen

from eigcli import terminal
from eigcli.model import Challenge, Dataset, Host, Profile, Skill


def test_the_list_reads_well_at_80_columns(screen: Screen, bundled: Dataset) -> None:
    shown = screen("list", columns=80)
    lines = shown.splitlines()
    assert lines[0].split() == ["#", "Défi", "Host", "Seeks"]
    assert lines[2:5] == [
        " 1  PrédiSauvetage            Ministère de la           1 data scientist",
        "    predisauvetage            Transition écologique et  1 designer",
        "                              solidaire",
    ]
    for challenge in bundled.challenges:
        assert challenge.slug in shown
        assert challenge.name in shown


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


def test_a_card_says_everything(screen: Screen) -> None:
    shown = screen("show", "lab-sante", "7")
    assert "╭─ Lab Santé ─" in shown
    assert "╭─ Hopkins ─" in shown
    assert "│  participer à la création d’une cellule" in shown
    assert "│  Host       Ministère des Solidarités et de la Santé, Direction" in shown
    assert "│             Ministère du Travail, Direction" in shown
    assert "│  Profile    1 data scientist" in shown
    assert "│  Split      inferred: no source states the whole split" in shown
    assert "│  Funded by  the programme" in shown
    assert "│  Source     Relevez le défi : devenez entrepreneur.e d’intérêt général !" in shown
    assert "…" not in shown


def test_a_card_is_not_wider_than_a_page(screen: Screen) -> None:
    assert max(map(len, screen("show", "1", columns=200).splitlines())) == 100


def test_profiles_that_nobody_counted_are_not_added_up(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_table(Dataset((Challenge("a", "A", (Host("M"),), (Profile(Skill("cook")),)),)))
    assert capsys.readouterr().out.splitlines()[-1] == "1 défi"
