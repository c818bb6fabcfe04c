"""Where text goes: standard output, a file written whole or not at all, or standard error."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.progress import Progress
from eigcli.text import printable, quoted


def is_terminal() -> bool:
    """Return whether standard output is read by a person, in a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def write(pieces: Iterable[str], *, drawn: bool = False) -> None:
    """Write to standard output.

    In a terminal, the characters it would obey are made visible, unless the text is drawn for it.
    """
    if sys.stdout is None:
        raise EigError(_("standard output is closed: there is nowhere to write to"))
    if is_terminal() and not drawn:
        pieces = (re.sub(r"[^\n\t]+", lambda text: printable(text[0]), piece) for piece in pieces)
    for piece in pieces:
        sys.stdout.write(piece)


def say(message: str, prefix: str = EigError.prefix) -> None:
    """Write each line of `message` to standard error, with `prefix` before it.

    Where that is closed or full, nothing is said, and the exit code still tells.
    """
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.writelines(f"{prefix}{line}\n" for line in message.split("\n"))
            sys.stderr.flush()


def save(file: str, pieces: Iterable[str], *, force: bool) -> None:
    """Write a file whole or not at all: beside it first, then under its name.

    A link is followed and an existing file's mode is kept, as a plain write would. A device or a
    pipe is written to directly: there is nothing to keep whole.

    Args:
        file: where to; there must be no file yet unless `force` is given.
        pieces: the text, written in UTF-8 with its line ends as they are.

    Raises:
        EigError: when the file exists and `force` is not given, or cannot be written.
    """
    path, shown = Path(file), quoted(file)
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("w", encoding="utf-8", newline="") as device:
                device.writelines(pieces)
        elif mode is not None and not force:
            exists = _("{file} exists already: choose another name, or --force to replace it")
            raise EigError(exists, file=shown)
        else:
            with Progress() as progress:
                _replace(Path(os.path.realpath(path)), _counted(pieces, shown, progress), mode)
    except OSError as error:
        unwritten = _("cannot write {file}: {reason}")
        raise EigError(unwritten, file=shown, reason=error.strerror) from None


def _counted(pieces: Iterable[str], shown: str, progress: Progress) -> Iterator[str]:
    said = _("{count} lines written to {file}")
    for number, piece in enumerate(pieces):
        progress.show(said.format(count=f"{number:,}", file=shown))
        yield piece


def _mode(path: Path) -> int | None:
    """Return the type and mode of what stands at `path`, `None` where nothing does."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(path: Path, pieces: Iterable[str], mode: int | None) -> None:
    """Put a new file in the place of `path`, with the permissions in `mode` or the usual ones."""
    beside = path.with_name(f".eig-{os.urandom(8).hex()}.tmp")
    try:
        # Not `tempfile`, whose files only their owner may read.
        with beside.open("x", encoding="utf-8", newline="") as file:
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
