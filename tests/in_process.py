"""Running `eig` in the process of the tests: in a tenth of the time, and so that mutants are seen.

Its output goes into memory. Unlike an `eig` in a process of its own, it cannot be killed, and its
standard input is empty.
"""

import contextlib
import gc
import io
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest import mock

from eigcli import __main__, messages

# mutmut sets this variable to the mutant that is tested.
MUTATED = "MUTANT_UNDER_TEST" in os.environ

# Signals that `eig` does not handle as Python does.
SIGNALS = (signal.SIGPIPE, signal.SIGTERM, signal.SIGHUP)

_MEMORY = 2 * 2**30
# Nobody makes files in the last.
_OURS = (Path(tempfile.gettempdir()).resolve(), Path.cwd().resolve(), Path("/proc"))


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to make, replace, change or remove files that are not those of the tests.

    A mutant of what writes files may do so to any file that a test names, and did to `/dev/null`.
    """
    if event == "open":
        path, _, flags = arguments
        changed = [path] if isinstance(flags, int) and flags & os.O_CREAT else []
        changed = [path for path in changed if isinstance(path, str) and not Path(path).exists()]
    elif event in {"os.rename", "os.link", "os.symlink"}:
        changed = [arguments[1]]
    elif event in {"os.remove", "os.chmod", "os.rmdir", "os.mkdir", "os.truncate"}:
        # Paths relative to an open folder are those that pytest removes.
        changed = [arguments[0]] if arguments[-1] == -1 or event == "os.truncate" else []
    else:
        return
    for path in changed:
        if isinstance(path, str | os.PathLike):
            where = Path(os.path.realpath(Path(path).parent))
            if not any(where.is_relative_to(folder) for folder in _OURS):
                raise PermissionError(f"a mutant must not change {path}")


if MUTATED:
    sys.addaudithook(_guard)
    # A mutant that reads without end must not take the memory of the machine.
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def forget(where: str) -> None:
    """Empty the caches of the modules whose names begin with `where`.

    Those of `eigcli.app` are the commands, which are built in some language.
    """
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
