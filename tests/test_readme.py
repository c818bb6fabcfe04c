"""The commands of the README print what the README says they print."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ENVIRONMENT, PATH, Screen

from eigcli import cli  # noqa: F401 - it registers the commands
from eigcli.app import COMMANDS

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


class Step(NamedTuple):
    """A command of the tour, those before it in its block, and what it prints."""

    earlier: list[str]
    command: str
    printed: str


def steps() -> Iterator[Step]:
    """Yield each step of the tour."""
    for block in re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        earlier: list[str] = []
        for step in block.removeprefix("$ ").split("\n$ "):
            command, _, printed = step.partition("\n")
            yield Step([*earlier], command, printed.rstrip())
            earlier.append(command)


TOUR = list(steps())


def tools(command: str) -> list[str]:
    """Return the programs that a line of shell runs, in its first command and after each pipe."""
    words = ["|", *shlex.shlex(command, posix=True, punctuation_chars=True)]
    return [tool for pipe, tool in pairwise(words) if pipe == "|"]


@pytest.mark.parametrize("step", TOUR, ids=[step.command for step in TOUR])
def test_the_tour_prints_what_it_says(screen: Screen, step: Step) -> None:
    for tool in tools(step.command):
        if tool != "eig" and not shutil.which(tool, path=PATH):
            pytest.skip(f"{tool} is not installed")
    # The steps of a block share a folder: some of them read what others wrote.
    earlier = "".join(f"{command}\n" for command in step.earlier)
    shown = screen(line=f"{{ :\n{earlier}}} &> /dev/null\n{step.command}")
    assert f"$ {step.command}\n{shown}" == f"$ {step.command}\n{step.printed}"


def test_the_tour_has_every_command() -> None:
    toured = {words[1] for step in TOUR for words in [step.command.split()] if words[0] == "eig"}
    assert toured >= set(COMMANDS)


def test_a_reader_that_ends_early_gives_the_exit_code_that_it_says(long: Path) -> None:
    row = r"^\| (\d+) \| the program that read .*`(.*)` \|$"
    [(code, command)] = re.findall(row, README, re.MULTILINE)
    line = command.replace(r"\|", "|")
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        env=ENVIRONMENT | {"EIG_DATA": str(long)},
        stdout=subprocess.PIPE,
        check=False,
    )
    assert piped.returncode == int(code)
    assert piped.stdout.startswith(b"slug,number,name,")
