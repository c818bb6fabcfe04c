"""A dataset that is brought up to date from the next spreadsheet."""

from pathlib import Path

import pytest
from conftest import Eig

from eigcli.data.loading import File
from eigcli.data.updating import updated_text
from eigcli.errors import EigError

BEFORE = """\
# Ours
columns:
  Project: name
  Town: towns
  Status: x-status
states:
  Running: in-use  # as they say
challenges:
- slug: atlas
  name: Atlas
  # From the annual report
  problem: no maps
  towns:
  - Brest
  x-status: Running

# An idea of ours
- ministry: Museum
  slug: owls
  name: Owls
- slug: bats
  name: Bats
"""
TABLE = """\
Project,Town,Status,Host,Developers
Atlas,Lyon,Paused,,
Owls,,,Zoo,1
Bats,,,,
Cats,Nice,Running,,
"""


def update(before: str, table: str) -> tuple[str, list[str]]:
    """Return a dataset after an update, and the messages below the table of headings."""
    text, told = updated_text(File("p.yaml", before.encode()), File("new.csv", table.encode()))
    return text, [message for message in told if " -> " not in message]


def test_what_has_changed_is_written_and_all_else_stays_as_it_is() -> None:
    text, told = update(BEFORE, TABLE)
    assert (
        text
        == """\
# Ours
columns:
  Project: name
  Town: towns
  Status: x-status
  Host: ministry
  Developers: seeks developer
states:
  Running: in-use  # as they say
  Paused: '?'
challenges:
- slug: atlas
  name: Atlas
  # From the annual report
  problem: no maps
  towns:
  - Lyon
  x-status: Paused

# An idea of ours
- hosts:
  - ministry: Zoo
  slug: owls
  name: Owls
  people:
    developer: 1
- slug: bats
  name: Bats
- slug: cats
  name: Cats
  towns:
  - Nice
  x-status: Running
"""
    )
    assert told == [
        "new: Cats",
        "changed: Atlas (towns, x-status), Owls (hosts, people)",
        "states not understood: 1, such as 'Paused'; write under states: what each means",
    ]
    assert update(text, TABLE) == (text, ["no challenge has changed"])


def test_a_challenge_that_is_gone_is_kept_and_told() -> None:
    text, told = update(BEFORE, "Project,Town\nAtlas,Brest\n")
    assert text == BEFORE
    assert told == ["not in the spreadsheet any more, and kept: Owls, Bats"]


def test_challenges_are_matched_by_name_and_call() -> None:
    before = (
        "challenges:\n- {slug: a, name: A, year: 2023}\n".replace("{", "")
        .replace("}", "")
        .replace(", ", "\n  ")
    )
    text, told = update(before, "Name,Year,Town\nA,2023,Bonn\nA,2024,Lyon\n")
    assert text == (
        "columns:\n  Name: name\n  Year: year\n  Town: towns\n"
        + before.rstrip("\n")
        + "\n  towns:\n  - Bonn\n- slug: a-2024\n  name: A\n  year: 2024\n  towns:\n  - Lyon\n"
        "  same_product: a\n"
    )
    assert told == ["new: A", "changed: A (towns)"]


def test_a_column_whose_key_is_a_dash_is_not_read() -> None:
    before = "columns:\n  Name: name\n  Town: '-'\nchallenges:\n- slug: a\n  name: A\n"
    assert update(before, "Name,Town\nA,Lyon\n") == (before, ["no challenge has changed"])


def test_new_roles_are_listed() -> None:
    before = "skills:\n  cook: {}\nchallenges:\n- slug: a\n  name: A\n"
    text, _told = update(before, "Name,Roles\nA,1 baker\n")
    assert "skills:\n  cook: {}\n  baker:\n    english: baker\ncolumns:\n" in text


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        (
            "challenges: [{slug: a, name: A}]",
            "'p.yaml': --update takes YAML with a line for each key, as eig init writes it",
        ),
        (
            "programme: {name: P}",
            "'p.yaml': --update takes YAML with a line for each key, as eig init writes it",
        ),
        (
            "columns:\n  Town: town\nchallenges:\n- slug: a\n  name: A\n",
            "columns: 'Town' stands for 'town', which is no key. Did you mean towns?",
        ),
    ],
)
def test_a_dataset_that_cannot_be_changed_is_refused(before: str, wrong: str) -> None:
    with pytest.raises(EigError) as caught:
        update(before, "Name\nA\n")
    assert str(caught.value) == wrong


def test_update_writes_in_place_or_elsewhere(eig: Eig, tmp_path: Path) -> None:
    project = tmp_path / "p.yaml"
    project.write_text(BEFORE)
    (tmp_path / "new.csv").write_text("Project\nDogs\n")
    update = ("init", "--from", "new.csv", "--update", "p.yaml")
    assert eig(*update, "-").stdout.endswith("Dogs\n")
    assert project.read_text() == BEFORE
    result = eig(*update)
    assert result.returncode == 0
    assert "eig: new: Dogs\n" in result.stderr
    assert project.read_text() == BEFORE + "- slug: dogs\n  name: Dogs\n"


def test_a_text_of_several_lines_stays_whole_though_one_looks_like_a_comment() -> None:
    before = "challenges:\n- slug: a\n  name: A\n  made: |\n    a map\n    # of owls\n# ours\n"
    text, _told = update("columns:\n  Name: name\n  Town: towns\n" + before, "Name,Town\nA,Lyon\n")
    assert text.endswith("    # of owls\n  towns:\n  - Lyon\n# ours\n")


def test_a_spreadsheet_without_challenges_changes_nothing() -> None:
    text, told = update(BEFORE, "Project,Town\nTotal,3\n")
    assert text == BEFORE
    assert told[-1] == "not in the spreadsheet any more, and kept: Atlas, Owls, Bats"


def test_a_heading_of_names_that_is_asked_for_goes_before_that_of_the_dataset() -> None:
    old = File("p.yaml", BEFORE.encode())
    table = File("new.csv", b"Project,Title\nNo name,Atlas\n")
    text, _told = updated_text(old, table, "Title")
    assert text.count("name: Atlas\n") == 1
    assert "name: No name" not in text
