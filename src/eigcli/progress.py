"""How far a long task is, for a person who waits: on standard error, in a terminal only."""

import io
import os
import sys
import time
from contextlib import suppress
from typing import Self, TextIO

from eigcli.messages import _

# Seconds after which a person begins to wonder, and from one message to the next.
_PATIENCE = 1.0
_PAUSE = 0.1

_CLEAR_LINE = "\r\x1b[K"


def width_of(stream: TextIO) -> int:
    """Return how many columns the terminal behind a stream has, unless COLUMNS says otherwise."""
    columns = 0
    with suppress(ValueError):
        columns = int(os.environ.get("COLUMNS", "0"))
    with suppress(OSError):
        columns = columns or os.get_terminal_size(stream.fileno()).columns
    # A terminal that nobody told its size says 0.
    return columns if columns > 0 else 80


class Progress:
    """A line that comes when a task takes longer than a second, and goes when it ends."""

    def __init__(self) -> None:
        self._due = time.monotonic() + _PATIENCE
        self._shown = False

    def show(self, message: str) -> None:
        """Show a message, which must be safe to print, in the place of the one before."""
        now = time.monotonic()
        is_capable = sys.stderr is not None and sys.stderr.isatty()
        # A dumb terminal cannot clear a line.
        if now >= self._due and is_capable and os.environ.get("TERM") != "dumb":
            self._due = now + _PAUSE
            self._shown = True
            # What is wrapped could not be cleared.
            self._write(f"{_CLEAR_LINE}{message[: width_of(sys.stderr) - 1]}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            self._write(_CLEAR_LINE)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


class Watched(io.BytesIO):
    """The bytes of a file; `progress` shows how much of them has been read."""

    def __init__(self, content: bytes, name: str, progress: Progress) -> None:
        super().__init__(content)
        self._size = len(content)
        self._name = name
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next `size` bytes, or all that are left."""
        read = super().read(size)
        share = _("{percent}%").format(percent=100 * self.tell() // (self._size or 1))
        self._progress.show(_("{share} read of {file}").format(share=share, file=self._name))
        return read
