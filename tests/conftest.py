"""What the tests run: the installed command, in a pipe and in a terminal; and what they read."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pexpect
import pyte
import pytest

from eigcli import dataset
from eigcli.model import Dataset

EIG = str(Path(sys.executable).with_name("eig"))

Result: TypeAlias = "subprocess.CompletedProcess[str]"
Eig: TypeAlias = Callable[..., Result]
Screen: TypeAlias = Callable[..., str]


@pytest.fixture
def eig(tmp_path: Path) -> Eig:
    """Run `eig` with arguments in an empty folder, its output captured as a pipe's would be."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
        return subprocess.run(
            [EIG, *arguments],
            cwd=tmp_path,
            env=os.environ | (env or {}),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    """Run `eig` in a terminal and return what its screen shows at the end."""

    def run(*arguments: str, columns: int = 80, env: dict[str, str] | None = None) -> str:
        lines = 300
        child = pexpect.spawn(
            EIG,
            list(arguments),
            cwd=str(tmp_path),
            env=os.environ | {"TERM": "xterm-256color"} | (env or {}),
            dimensions=(lines, columns),
            encoding="utf-8",
            timeout=20,
        )
        written = child.read()
        child.close()
        display = pyte.Screen(columns, lines)
        pyte.Stream(display).feed(written)
        return "\n".join(line.rstrip() for line in display.display).strip("\n")

    return run


@pytest.fixture(scope="session")
def bundled() -> Dataset:
    """The dataset that comes with eigcli."""
    return dataset.load()
