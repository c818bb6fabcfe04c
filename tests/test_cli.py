"""The installed command, as a user, a script and a shell meet it."""

import csv
import os
import signal
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pexpect
import pytest
from conftest import EIG, Eig, Result, Screen

DESIGNERS = ["predisauvetage", "lab-sante", "gobelins", "socialconnect", "brigade-numerique"]


def slugs(listed: Result) -> list[str]:
    return [line.split("\t")[0] for line in listed.stdout.splitlines()]


def message(result: Result, exit_code: int) -> str:
    """Return the one line that a mistake prints, on standard error."""
    assert result.returncode == exit_code
    assert result.stdout == ""
    assert result.stderr.startswith("eig: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def shell(line: str, **env: str) -> Result:
    return subprocess.run(
        ["bash", "-c", line.replace("eig ", f"{EIG} ")],
        env=os.environ | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# Listing and showing


def test_the_list_is_a_line_each_with_the_slug_first(eig: Eig) -> None:
    listed = eig("list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert len(slugs(listed)) == 13
    assert listed.stdout.splitlines()[4].split("\t") == [
        "balisenav",
        "5",
        "b@liseNAV",
        "Ministère des Armées, Service hydrographique et océanographique de la Marine (Shom)",
        "2 geomaticians",
        "élaborer une carte maritime augmentée qui renforcera la sécurité en mer",
    ]


def test_the_list_is_filtered_by_skill_and_ministry(eig: Eig) -> None:
    assert slugs(eig("list", "--skill", "designer")) == DESIGNERS
    assert slugs(eig("list", "-m", "INTERIEUR")) == ["previsecours", "brigade-numerique"]
    assert slugs(eig("list", "--skill", "developer", "--ministry", "culture")) == ["gobelins"]
    assert slugs(eig("list", "-s", "gis", "-s", "pm")) == ["balisenav", "eig-link"]


def test_filters_that_match_nothing_together_are_no_mistake(eig: Eig) -> None:
    listed = eig("list", "--skill", "designer", "--ministry", "armées")
    assert (listed.returncode, listed.stdout) == (0, "")
    assert listed.stderr == "eig: no défi matches all of these filters together\n"


def test_show_takes_slugs_names_and_numbers(eig: Eig) -> None:
    shown = eig("show", "Lab Santé", "b@liseNAV", "7")
    names = [line for line in shown.stdout.splitlines() if line.startswith("Name: ")]
    assert names == ["Name: Lab Santé", "Name: b@liseNAV", "Name: Hopkins"]
    assert "\n\nName: b@liseNAV\n" in shown.stdout


# Exporting


def test_csv_goes_to_standard_output(eig: Eig) -> None:
    exported = eig("export", "--format", "csv", "--skill", "designer")
    rows = list(csv.DictReader(exported.stdout.splitlines()))
    assert (exported.returncode, exported.stderr) == (0, "")
    assert [row["slug"] for row in rows] == DESIGNERS


def test_csv_is_the_format_where_nothing_says_otherwise(eig: Eig, tmp_path: Path) -> None:
    text = eig("export", "--output", "defis.txt").stdout
    assert text == ""
    assert (tmp_path / "defis.txt").read_text("utf-8") == eig("export").stdout
    assert eig("export", "--output", "-").stdout == eig("export").stdout


@pytest.mark.parametrize(
    ("file", "arguments", "start"),
    [
        ("defis.csv", [], "number,slug,"),
        ("defis.md", [], "| number | slug |"),
        ("DEFIS.MD", [], "| number | slug |"),
        ("defis.md", ["--format", "csv"], "number,slug,"),
        ("defis.csv", ["--format", "excel"], "\ufeffnumber;slug;"),
    ],
)
def test_the_format_follows_the_suffix_unless_it_is_given(
    eig: Eig, tmp_path: Path, file: str, arguments: list[str], start: str
) -> None:
    exported = eig("export", "-o", file, *arguments)
    assert (exported.returncode, exported.stdout) == (0, "")
    assert exported.stderr == f"eig: wrote 13 défis to {file}\n"
    assert (tmp_path / file).read_text("utf-8").startswith(start)


def test_an_existing_file_is_replaced_by_force_only(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "defis.csv").write_text("mine")
    refused = eig("export", "-o", "defis.csv")
    assert message(refused, 1) == (
        "eig: 'defis.csv' exists already: choose another name, or --force to replace it\n"
    )
    assert (tmp_path / "defis.csv").read_text() == "mine"
    assert eig("export", "-o", "defis.csv", "--force").returncode == 0
    assert (tmp_path / "defis.csv").read_text("utf-8").startswith("number,")


def test_the_same_command_prints_the_same_bytes(eig: Eig) -> None:
    for arguments in (["list"], ["show", "1"], ["export"], ["export", "-f", "markdown"]):
        first = eig(*arguments, env={"PYTHONHASHSEED": "1"})
        second = eig(*arguments, env={"PYTHONHASHSEED": "2", "LC_ALL": "C", "COLUMNS": "20"})
        assert first.stdout == second.stdout != ""


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "exit_code", "part"),
    [
        (["list", "--skill", "desinger"], 2, "no skill matches 'desinger'; did you mean designer"),
        (["list", "--skill", ""], 2, "no skill matches ''. The skills are developer, "),
        (["export", "--ministry", "zz"], 2, "no ministry or department matches 'zz'. The "),
        (["export", "-f", "cvs"], 2, "no format is called 'cvs'; did you mean csv? The formats "),
        (["export", "-o", ""], 1, "cannot write '.': Is a directory"),
        (["export", "-o", "no/where"], 1, "cannot write 'no/where': No such file or directory"),
        (["show", "gobelnis"], 1, "no défi is called 'gobelnis'; did you mean gobelins? The "),
        (["show", "[/red]"], 1, "no défi is called '[/red]'. The défis are predisauvetage, "),
        (["show", "\x1b]0;x\x07"], 1, r"no défi is called '\x1b]0;x\x07'. "),
        (["show", "a\nb"], 1, r"no défi is called 'a\nb'. "),
        (["show", "x" * 100_000], 1, f"no défi is called '{'x' * 200}…'. "),
        (["show"], 2, "Missing argument 'DEFI...': see 'eig --help'"),
        (["lst"], 2, "No such command 'lst'. Did you mean 'list'?: see 'eig --help'"),
        (["list", "--skil", "x"], 2, "No such option: --skil"),
        (["list", "x\x1b[31m"], 2, r"Got unexpected extra argument(s) (x\x1b[31m): see"),
        (["--nope"], 2, "No such option: --nope"),
    ],
)
def test_a_mistake_is_one_line_on_standard_error(
    eig: Eig, arguments: list[str], exit_code: int, part: str
) -> None:
    assert f"eig: {part}" in message(eig(*arguments), exit_code)


def test_each_unknown_challenge_has_a_line_and_nothing_is_shown(eig: Eig) -> None:
    shown = eig("show", "hopkins", "nope", "nada")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.count("\neig: ") == 1


def test_bytes_that_are_no_text_are_shown_escaped() -> None:
    shown = subprocess.run([EIG, "show", b"\xff\xfe"], capture_output=True, check=False)
    assert shown.returncode == 1
    assert rb"no d" in shown.stderr
    assert rb"'\udcff\udcfe'" in shown.stderr


# Help and version


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["export"]])
def test_help_is_everywhere(eig: Eig, command: list[str], option: str) -> None:
    asked = eig(*command, option)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.startswith(f"Usage: eig {' '.join(command)}".rstrip())


def test_eig_alone_says_what_it_can_do(eig: Eig) -> None:
    alone = eig()
    assert alone.returncode == 0
    assert alone.stdout == eig("--help").stdout


def test_the_version_is_that_of_the_package(eig: Eig) -> None:
    assert eig("--version").stdout == f"eig {metadata.version('eigcli')}\n"


def test_python_runs_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eigcli", "list", "-m", "culture"]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert listed.stdout.startswith(b"gobelins\t3\t")


# Surroundings


def test_a_reader_that_has_read_enough_ends_it_quietly() -> None:
    piped = shell("set -o pipefail; eig export | true; echo ${PIPESTATUS[0]}")
    assert piped.stderr == ""
    assert piped.stdout in {"0\n", "141\n"}


@pytest.mark.parametrize("command", ["eig list", "eig show 1", "eig export", "eig --help"])
def test_a_full_disk_is_one_line(command: str) -> None:
    full = shell(f"{command} > /dev/full")
    assert message(full, 1) == "eig: cannot write to standard output: No space left on device\n"


def test_a_closed_standard_output_is_one_line() -> None:
    assert message(shell("eig list >&-"), 1).startswith("eig: standard output is closed")


def test_a_file_needs_no_standard_streams(tmp_path: Path) -> None:
    closed = shell(f"eig export -o {tmp_path}/defis.csv >&- 2>&-")
    assert closed.returncode == 0
    assert (tmp_path / "defis.csv").exists()


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        {"TERM": "dumb", "NO_COLOR": "1"},
        {"FORCE_COLOR": "1"},
        {"HOME": "/nonexistent"},
    ],
)
def test_the_surroundings_do_not_change_what_a_pipe_gets(eig: Eig, env: dict[str, str]) -> None:
    assert eig("list", env=env).stdout == eig("list").stdout
    assert "Santé" in eig("list", env=env).stdout


def test_no_colour_is_drawn_where_none_is_wanted(screen: Screen) -> None:
    assert "PrédiSauvetage" in screen("list", env={"NO_COLOR": "1"})


def test_an_interrupt_exits_with_130_and_no_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    # Opening a pipe that nobody reads waits: a moment when an interrupt can be sent for sure.
    child = pexpect.spawn(
        EIG,
        ["export", "-o", str(fifo)],
        encoding="utf-8",
        timeout=20,
        # Tests that run in the background are started with interrupts ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    with pytest.raises(pexpect.TIMEOUT):
        child.expect(pexpect.EOF, timeout=2)
    child.kill(signal.SIGINT)
    assert "Traceback" not in child.read()
    child.close()
    assert child.exitstatus == 130
