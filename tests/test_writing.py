"""Every command that answers with a report writes it to a file too, as `eig export` does."""

from pathlib import Path

import pytest
from conftest import Eig

# What each command answers, and how its message begins when it is written to a file.
REPORTS = [
    (["list", "-p", "2"], "wrote 13 défis to"),
    (["show", "gobelins"], "wrote 1 défi to"),
    (["show", "--skill", "designer", "-p", "2"], "wrote 5 défis to"),
    (["stats", "-p", "2"], "wrote"),
    (["stats", "--by", "skill", "--across", "promotion"], "wrote"),
    (["promotions"], "wrote"),
    (["programme", "-p", "2"], "wrote"),
]
COMMANDS = [command for command, _wrote in REPORTS]
# The format of each file.
SUFFIXES = {
    "it": "plain",
    "it.csv": "csv",
    "it.md": "markdown",
    "it.html": "html",
    "it.json": "json",
    "it.yaml": "yaml",
}
MINE = "programme: {name: P}\nchallenges: [{slug: a, name: A, ministry: M, skills: [s]}]\n"


@pytest.mark.parametrize(("command", "wrote"), REPORTS)
@pytest.mark.parametrize("file", SUFFIXES)
def test_a_file_has_what_standard_output_gets(
    eig: Eig, tmp_path: Path, command: list[str], wrote: str, file: str
) -> None:
    name = SUFFIXES[file]
    written = eig(*command, "--output", file)
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == f"eig: {wrote} {file}, in the format {name}\n"
    assert (tmp_path / file).read_text("utf-8") == eig(*command, "--format", name).stdout


@pytest.mark.parametrize("command", [*COMMANDS, ["export"]])
def test_what_is_there_is_replaced_by_force_only(
    eig: Eig, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "it.json").write_text("mine")
    refused = eig(*command, "-o", "it.json")
    exists = "eig: 'it.json' exists already: choose another name, or --force to replace it\n"
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", exists)
    assert (tmp_path / "it.json").read_text() == "mine"
    assert eig(*command, "-o", "it.json", "--force").returncode == 0
    assert (tmp_path / "it.json").read_text("utf-8")[0] in "[{"


@pytest.mark.parametrize("command", [["show", "a"], ["stats"], ["promotions"], ["programme"]])
def test_what_is_read_is_not_replaced(eig: Eig, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    refused = eig(*command, "--data", "mine.yaml", "-o", "mine.yaml", "--force")
    read = "eig: 'mine.yaml' is being read: choose another name\n"
    assert (refused.returncode, refused.stderr) == (1, read)
    assert (tmp_path / "mine.yaml").read_text() == MINE


def test_who_wants_quiet_is_told_all_the_same_of_a_file_without_a_challenge(eig: Eig) -> None:
    written = eig("export", "-q", "nzzz", "-o", "it.csv", "--quiet")
    told = "eig: wrote 0 défis to it.csv, in the format csv\n"
    assert (written.returncode, written.stderr) == (0, told)


@pytest.mark.parametrize(
    "command", [["show"], ["export"], ["stats"], ["stats", "--across", "skill"]]
)
def test_no_file_is_replaced_by_an_answer_about_nothing(
    eig: Eig, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "it.json").write_text("mine")
    kept = eig(*command, "-q", "nzzz", "-o", "it.json", "--force", "--quiet")
    left = "eig: 'it.json' is left as it was: there is no défi to write\n"
    assert (kept.returncode, kept.stderr) == (1, left)
    assert (tmp_path / "it.json").read_text() == "mine"


def test_no_folder_is_replaced_by_a_package_of_nothing(eig: Eig, tmp_path: Path) -> None:
    package = ["export", "-f", "datapackage", "-o", "it"]
    eig(*package)
    before = {file: file.read_bytes() for file in (tmp_path / "it").iterdir()}
    assert eig(*package, "-q", "nzzz", "--force").returncode == 1
    assert {file: file.read_bytes() for file in (tmp_path / "it").iterdir()} == before


@pytest.mark.parametrize("command", COMMANDS)
def test_what_suits_no_file_is_refused(eig: Eig, tmp_path: Path, command: list[str]) -> None:
    drawn = eig(*command, "-o", "it", "--format", "table")
    a_table = "eig: a table is drawn for a terminal: choose another format for a file\n"
    assert (drawn.returncode, drawn.stderr) == (2, a_table)
    if command[0] != "list":
        package = eig(*command, "-o", "it", "--format", "datapackage")
        a_folder = "eig: a datapackage is a folder: eig export --format datapackage --output DIR\n"
        assert (package.returncode, package.stderr) == (2, a_folder)
    assert not list(tmp_path.iterdir())


# Cards by filters


def test_filters_choose_the_cards_that_are_shown(eig: Eig) -> None:
    shown = eig("show", "--skill", "designer", "-p", "2", "--format", "jsonl")
    listed = eig("list", "--skill", "designer", "-p", "2", "--format", "jsonl")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == listed.stdout
    assert shown.stdout.count("\n") == 5


def test_a_promotion_alone_is_all_of_its_cards(eig: Eig) -> None:
    assert eig("show", "-p", "2", "--format", "markdown").stdout.count("\n## ") == 12


def test_cards_by_filters_say_what_they_leave_out_as_a_list_does(eig: Eig) -> None:
    shown = eig("show", "--family", "ecologie", "--format", "markdown")
    assert shown.stdout.startswith("## PrédiSauvetage\n")
    listed = eig("list", "--family", "ecologie", "--format", "markdown")
    assert shown.stderr == listed.stderr.replace("eig list", "eig show")
    assert shown.stderr.startswith("eig: 1 of ")
