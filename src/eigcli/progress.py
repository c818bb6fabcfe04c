"""How far a long task is, for a person who waits: on standard error, in a terminal only."""

import io
import math
import os
import sys
import time
from contextlib import suppress
from typing import Any, Self

from eigcli.messages import _

# Seconds after which a person begins to wonder.
_PATIENCE = 1.0


def is_dumb() -> bool:
    """Return whether the terminal draws only text, by TERM: no line is cleared, nothing is bold."""
    return os.environ.get("TERM", "") in {"", "dumb"}


def is_quiet() -> bool:
    """Return whether nothing but mistakes is written to standard error: `--quiet` or EIG_QUIET."""
    return os.environ.get("EIG_QUIET", "") not in {"", "0"}


class Progress:
    """A line that comes when a task takes longer than a second, and goes when it ends.

    Example: `with Progress() as progress: progress.update("50% read of defis.yaml")`.
    """

    def __init__(self) -> None:
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        can_clear = is_terminal and not is_dumb() and not is_quiet()
        self._due = time.monotonic() + _PATIENCE if can_clear else math.inf
        self._line: Any = None

    def update(self, message: str) -> None:
        """Show a message, which must be safe to print, in the place of the one before."""
        if self._line is not None:
            self._line.update(self._line.task_ids[0], description=message)
        elif time.monotonic() >= self._due:
            # Imported only here: Rich takes longer to import than most tasks take.
            from rich import progress
            from rich.console import Console

            self._line = progress.Progress(
                progress.TextColumn("{task.description}", markup=False),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._line.add_task(message)
            self._line.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._line is not None:
            with suppress(OSError):  # the terminal may be closed
                self._line.stop()


class Watched(io.BytesIO):
    """The bytes of a file, of which `progress` shows how many have been read."""

    def __init__(self, content: bytes, name: str, progress: Progress) -> None:
        super().__init__(content)
        self._size = len(content)
        self._name = name
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next `size` bytes, or all that are left."""
        content = super().read(size)
        share = _("{percent}%").format(percent=100 * self.tell() // (self._size or 1))
        self._progress.update(_("{share} read of {file}").format(share=share, file=self._name))
        return content
