"""Running `eig` in the process of the tests: in a tenth of the time, and so that mutants are seen.

Its output goes into memory. Unlike an `eig` in a process of its own, it cannot be killed, and its
standard input is empty.
"""

import contextlib
import gc
import io
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest import mock

from eigcli import __main__, messages

# Signals that `eig` does not handle as Python does.
SIGNALS = (signal.SIGPIPE, signal.SIGTERM, signal.SIGHUP)


def forget(where: str) -> None:
    """Empty the caches of the modules whose names begin with `where`."""
    for name, module in list(sys.modules.items()):
        if name.startswith(where):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
                # A mapping that finds what it lacks is a cache, too.
                elif isinstance(value, dict) and hasattr(value, "__missing__"):
                    value.clear()


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


def run(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run `eig` as `subprocess.run` does."""
    out, err = Stream(terminal=False), Stream(terminal=False)
    code = _run(arguments, folder, environment, out, err)
    return subprocess.CompletedProcess(["eig", *arguments], code, out.text(), err.text())


def screened(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], columns: int
) -> str:
    """Return what a terminal of so many columns receives."""
    terminal = Stream(terminal=True)
    _run(arguments, folder, {"COLUMNS": str(columns), **environment}, terminal, terminal)
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
