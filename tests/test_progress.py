"""A long task is shown to a person who waits, and to nobody else."""

import io
import sys
import time

import pytest

from eigcli import dataset
from eigcli.progress import Progress, Watched

CLEAR = "\r\x1b[K"


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which a test may change."""
    monkeypatch.setenv("TERM", "xterm")
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def shown(monkeypatch: pytest.MonkeyPatch, clock: list[float], *, terminal: bool) -> str:
    stream = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress() as task:
        watched = Watched(b"0123456789", "mine.yaml", task)
        for moment in (0.5, 0.99, 1.0, 1.05, 1.1):
            clock[0] = 100 + moment
            watched.read(2)
    return stream.getvalue()


def test_after_a_second_it_is_shown_now_and_then_and_cleared(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    assert shown(monkeypatch, clock, terminal=True) == (
        f"{CLEAR}60% read of mine.yaml{CLEAR}100% read of mine.yaml{CLEAR}"
    )


def test_it_stays_on_one_line(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    assert shown(monkeypatch, clock, terminal=True).split(CLEAR)[1:3] == [
        "60% read of",
        "100% read o",
    ]


def test_the_dataset_that_is_read_is_named(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    def waited() -> float:
        clock[0] += 1
        return clock[0]

    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(time, "monotonic", waited)
    dataset.parse(b"challenges: []", "mi\tne.yaml")
    assert f"{CLEAR}100% read of mi\\tne.yaml{CLEAR}" in stream.getvalue()


def test_nothing_is_shown_to_a_program(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    assert shown(monkeypatch, clock, terminal=False) == ""


def test_a_closed_standard_error_is_silent(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with Progress() as task:
        clock[0] = 200.0
        task.show("x")


def test_a_short_task_shows_nothing(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress() as task:
        clock[0] = 100.9
        task.show("x")
    assert stream.getvalue() == ""


def test_an_empty_file_is_read() -> None:
    with Progress() as task:
        assert Watched(b"", "mine.yaml", task).read() == b""


def test_nothing_is_shown_on_a_terminal_that_cannot_clear_it(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert shown(monkeypatch, clock, terminal=True) == ""
