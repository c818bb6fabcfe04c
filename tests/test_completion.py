"""Completion in the shells themselves, as `eig --install-completion` sets it up."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from conftest import UNMEASURED

Complete = Callable[..., None]
PROMPT = "READY> "
# Where each shell reads its settings, and the line that sets its prompt.
SETTINGS = {
    "bash": (".bashrc", f"PS1='{PROMPT}'"),
    "zsh": (".zshrc", f"PS1='{PROMPT}'"),
    "fish": (".config/fish/config.fish", f"function fish_prompt; echo -n '{PROMPT}'; end"),
}
# How long a busy machine may take: a test that passes does not wait.
PATIENCE = 120


@pytest.fixture(params=SETTINGS)
def complete(request: pytest.FixtureRequest, tmp_path: Path) -> Complete:
    """Type the beginning of a line in a new session of a shell; it is to complete the word.

    `in_fish` is what fish shows instead, if it is not the same.
    """
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
    file, prompt = SETTINGS[shell]
    with (tmp_path / file).open("a") as settings:
        settings.write(f"{prompt}\n")

    def typed(line: str, word: str, in_fish: str = "") -> None:
        child = spawn("-i")
        child.expect_exact(PROMPT)
        child.send(f"{line}\t")
        child.expect_exact(in_fish if in_fish and shell == "fish" else word)
        child.close(force=True)

    return typed


def test_a_completed_value_with_spaces_stays_one_word(complete: Complete) -> None:
    complete("eig list --theme Ser", r"vice\ public")
    complete(r"eig list --theme Service\ p", "ublic")
    complete('eig list --theme "Ser', "vice public")


def test_a_word_is_completed_whatever_its_case_and_accents(complete: Complete) -> None:
    complete("eig list --town iss", "Issy-les-Moulineaux")
    # fish drops what does not begin with the letters that were typed, in any case.
    complete("eig list --town ile", "Île-de-France", in_fish="ile")
    complete("eig list --theme sante,ser", r"Service\ public", in_fish="'sante,Service public'")
