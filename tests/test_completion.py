"""Completion in the shells themselves, as `eig --install-completion` sets it up."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from conftest import UNMEASURED

Complete = Callable[[str, str], None]
PROMPT = "READY> "
# How long a busy machine may take: a test that passes does not wait.
PATIENCE = 120


@pytest.fixture(params=["bash", "zsh"])
def complete(request: pytest.FixtureRequest, tmp_path: Path) -> Complete:
    """Type the beginning of a line in a new session of a shell; it is to complete the word."""
    shell = str(request.param)
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    home = {"HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    environment = UNMEASURED | home

    def spawn(*arguments: str) -> "pexpect.spawn[str]":
        return pexpect.spawn(
            shell,
            [*arguments],
            cwd=str(tmp_path),
            env=environment,
            dimensions=(24, 200),
            encoding="utf-8",
            timeout=PATIENCE,
        )

    # With a second command, the shell is the parent of eig, whatever started the tests.
    assert "installed" in spawn("-c", "eig --install-completion; true").read()
    with (tmp_path / f".{shell}rc").open("a") as settings:
        settings.write(f"PS1='{PROMPT}'\n")

    def typed(line: str, word: str) -> None:
        child = spawn("-i")
        child.expect_exact(PROMPT)
        child.send(f"{line}\t")
        child.expect_exact(word)
        child.close(force=True)

    return typed


def test_a_completed_value_with_spaces_stays_one_word(complete: Complete) -> None:
    complete("eig list --theme Ser", r"vice\ public")
    complete(r"eig list --theme Service\ p", "ublic")
    complete('eig list --theme "Ser', "vice public")


def test_a_word_is_completed_whatever_its_case_and_accents(complete: Complete) -> None:
    complete("eig list --town iss", "Issy-les-Moulineaux")
    complete("eig list --town ile", "Île-de-France")
    complete("eig list --theme sante,ser", r"Service\ public")
