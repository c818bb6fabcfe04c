"""A long task is shown to a person who waits, and to nobody else."""

import itertools
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pyte
import pytest

# Before the time is changed, which Rich imports by its name.
import rich.progress  # noqa: F401
from in_process import Stream

from eigcli import output
from eigcli.progress import Progress, Watched

Waiting: TypeAlias = Callable[..., Stream]


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Waiting]:
    """Have seconds pass whenever somebody looks at the clock; return what is standard error then.

    At the end, a terminal must show nothing again.
    """
    streams: list[Stream] = []

    def wait(seconds: float, *, terminal: bool = True, **env: str) -> Stream:
        for name, value in {"TERM": "xterm", "COLUMNS": "200", **env}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(time, "monotonic", itertools.count(100, seconds).__next__)
        streams.append(Stream(terminal=terminal))
        monkeypatch.setattr(sys, "stderr", streams[0])
        return streams[0]

    yield wait
    screen = pyte.Screen(200, 5)
    pyte.Stream(screen).feed(streams[0].text().replace("\n", "\r\n"))
    assert "".join(screen.display).strip() == ""
    assert not screen.cursor.hidden


def read(content: bytes = b"0123456789") -> None:
    with Progress() as progress:
        watched = Watched(content, "[b]mine.yaml", progress)
        while watched.read(2):
            pass


def test_after_a_second_it_is_shown_and_cleared(waiting: Waiting) -> None:
    terminal = waiting(0.3)
    read()
    assert "80% read of [b]mine.yaml" in terminal.text()
    assert "100% read of [b]mine.yaml" in terminal.text()
    assert "60%" not in terminal.text()


def test_it_stays_on_one_line(waiting: Waiting) -> None:
    terminal = waiting(1, COLUMNS="12")
    read()
    assert "100% read o…" in terminal.text()


def test_an_empty_file_is_read(waiting: Waiting) -> None:
    terminal = waiting(1)
    read(b"")
    assert "0% read of [b]mine.yaml" in terminal.text()


def test_the_file_that_is_written_is_named(tmp_path: Path, waiting: Waiting) -> None:
    terminal = waiting(1)
    output.save_file(str(tmp_path / "new"), map(str, range(1002)), force=False)
    shown = re.split(r"[\r\n]|\x1b\[[?0-9]*\w", terminal.text())
    assert f"1,001 lines written to '{tmp_path / 'new'}'" in shown


@pytest.mark.parametrize(
    ("seconds", "terminal", "term"),
    [(0.1, True, "xterm"), (1, False, "xterm"), (1, True, "dumb"), (1, True, "")],
    ids=["a short task", "no terminal", "a terminal that cannot clear a line", "an unknown one"],
)
def test_nothing_is_shown_otherwise(
    waiting: Waiting, seconds: float, term: str, *, terminal: bool
) -> None:
    stream = waiting(seconds, terminal=terminal, TERM=term)
    read()
    assert stream.text() == ""


def test_a_closed_standard_error_is_silent(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = waiting(1)
    monkeypatch.setattr(sys, "stderr", None)
    read()
    assert stream.text() == ""


def test_what_draws_it_is_imported_only_to_show_it() -> None:
    code = (
        "import sys; from eigcli.progress import Progress;"
        " sys.stderr.isatty = lambda: True;"
        " Progress().update('x'); print('rich' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ran.stdout == b"False\n"
