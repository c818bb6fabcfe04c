"""Running `eig` in the process of the tests: in a tenth of the time, and so that mutants are seen.

Its output goes into memory. Unlike an `eig` in a process of its own, it cannot be killed, and its
standard input is empty.
"""

import contextlib
import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest import mock

from eigcli import __main__, messages

# Signals that `eig` does not handle as Python does.
SIGNALS = (signal.SIGPIPE, signal.SIGTERM, signal.SIGHUP)


def _caches(module: ModuleType) -> Iterator[Callable[[], None]]:
    """Yield what empties each cache of a module."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear"):
            yield value.cache_clear
        # A mapping that finds what it lacks is a cache, too.
        elif isinstance(value, dict) and hasattr(value, "__missing__"):
            yield value.clear


def forget(where: str) -> None:
    """Empty the caches of the modules whose names begin with `where`."""
    for name, module in list(sys.modules.items()):
        if name.startswith(where):
            for empty in list(_caches(module)):
                empty()


class Stream(io.TextIOWrapper):
    """Standard output or error, kept in memory."""

    def __init__(self, *, terminal: bool) -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, encoding="utf-8", newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        return self.written.getvalue().decode("utf-8")


class Result(NamedTuple):
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard output."""
        return self.stdout.splitlines()

    @property
    def notes(self) -> list[str]:
        """The lines on standard error."""
        return self.stderr.splitlines()

    @property
    def cells(self) -> list[list[str]]:
        """The cells of each line, as the format `plain` has them."""
        return [line.split("\t") for line in self.lines]

    def json(self) -> Any:
        """Return the values that standard output has as JSON."""
        return json.loads(self.stdout)


def run(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Result:
    """Run `eig` as a shell does."""
    out = Stream(terminal=False)
    err = Stream(terminal=False)
    code = _run(arguments, folder, environment, out, err)
    return Result(code, out.text(), err.text())


def screened(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], columns: int
) -> str:
    """Return what a terminal of so many columns receives."""
    terminal = Stream(terminal=True)
    sized = {"COLUMNS": str(columns), **environment}
    _run(arguments, folder, sized, terminal, terminal)
    return terminal.text().replace("\n", "\r\n")


def _run(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], out: Stream, err: Stream
) -> int:
    """Run `eig` and return its exit code, with the process left as it was before."""
    environment = {**environment, "MUTANT_UNDER_TEST": os.environ.get("MUTANT_UNDER_TEST", "")}
    # This module remembers the browsers that it found.
    sys.modules.pop("webbrowser", None)
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    spoken = messages.language()
    try:
        with (
            contextlib.chdir(folder),
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.object(sys, "argv", ["eig", *arguments]),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
            mock.patch.object(sys, "stdout", out),
            mock.patch.object(sys, "stderr", err),
        ):
            __main__.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    finally:
        messages.use_language(spoken)
        gc.unfreeze()
        gc.enable()
        for number, handler in handlers.items():
            signal.signal(number, handler)
    raise AssertionError("the process did not end")
