"""Where text goes: standard output, a file written whole or not at all, or standard error."""

import errno
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.progress import Progress
from eigcli.text import named, printable

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
_PAGER_SIGNALS = [signal.SIGINT, *([signal.SIGPIPE] if hasattr(signal, "SIGPIPE") else [])]
_STREAM = re.compile(r"/dev/(stdout|stderr|fd/[0-9]{1,9})")


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


def page(pieces: Iterable[str]) -> None:
    """Write what is drawn to standard output, through a pager where it is longer than the screen.

    That is only where a person reads it and can answer. The pager is EIG_PAGER, or PAGER, or less;
    an empty one or `cat` means none. A reader who quits early has seen enough.
    """
    named = os.environ.get("EIG_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(named)
    except ValueError:  # a quote that is not closed
        command = []
    interactive = is_terminal() and sys.stdin is not None and sys.stdin.isatty()
    if not interactive or command in ([], ["cat"]) or not shutil.which(command[0]):
        write(pieces, drawn=True)
        return
    text = "".join(pieces)
    if text.count("\n") < shutil.get_terminal_size().lines:
        write([text], drawn=True)
        return
    # less: end by itself where all fits, keep colours, leave the text on the screen.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    # The pager answers to Ctrl-C by itself, and may end before it has read all.
    before = [(number, signal.signal(number, signal.SIG_IGN)) for number in _PAGER_SIGNALS]
    try:
        subprocess.run(command, input=text.encode(), env=environment, check=False)  # noqa: S603
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def say(message: str, prefix: str = EigError.prefix) -> None:
    """Write each line of `message` to standard error, with `prefix` before it.

    Where that is closed or full, nothing is said, and the exit code still tells.
    """
    if sys.stderr is not None:
        try:
            sys.stderr.writelines(f"{prefix}{line}\n" for line in message.split("\n"))
            sys.stderr.flush()
        except OSError:
            abandon(sys.stderr)


def tell(message: str) -> None:
    """Say what only a person who waits for the answer wants to know."""
    if sys.stderr is not None and sys.stderr.isatty():
        if sys.stdout is not None:
            sys.stdout.flush()  # what is said comes after what is written
        say(message)


def abandon(stream: TextIO) -> None:
    """Let what cannot be written go: Python would try once more at the end, and complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def save(file: str, pieces: Iterable[str], *, force: bool | None) -> None:
    """Write a file whole or not at all: beside it first, then under its name.

    A link is followed, and of an existing file the owner (where that is allowed), the mode and the
    access list are kept. A device, a pipe or what is open already (`/dev/stdout`) is written to
    directly: there is nothing to keep whole.

    Args:
        file: where to; there must be no file yet unless `force` is true.
        pieces: the text, written in UTF-8 with its line ends as they are.
        force: whether to replace a file; `None` where nobody may ask for it.

    Raises:
        EigError: when the file exists and `force` is not given, or cannot be written.
    """
    path, shown = Path(file), named(file)
    try:
        if file.endswith(_SEPARATORS) or path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if (target := _written_to(path)) is not None:
            with open(target, "w", encoding="utf-8", newline="") as device:  # noqa: PTH123
                device.writelines(pieces)
            return
        if path.exists() and not force:
            raise FileExistsError  # noqa: TRY301
        with Progress() as progress:
            _save(
                Path(os.path.realpath(path)), _counted(pieces, shown, progress), force=bool(force)
            )
    except FileExistsError:
        exists = _("{file} exists already: choose another name, or --force to replace it")
        if force is None:
            exists = _("{file} exists already: choose another name")
        raise EigError(exists, file=shown) from None
    except OSError as error:
        unwritten = _("cannot write {file}: {reason}")
        raise EigError(unwritten, file=shown, reason=error.strerror) from None


def _written_to(path: Path) -> Path | int | None:
    """Return what is written to directly: a device, a pipe, or a stream that is open already."""
    if stream := _STREAM.fullmatch(str(path)):
        return os.dup({"stdout": 1, "stderr": 2}.get(stream[1]) or int(stream[1][3:]))
    is_special = path.exists() and not path.is_file()
    return path if is_special else None


def _counted(pieces: Iterable[str], shown: str, progress: Progress) -> Iterator[str]:
    said = _("{count} lines written to {file}")
    for number, piece in enumerate(pieces):
        progress.show(said.format(count=f"{number:,}", file=shown))
        yield piece


def _save(path: Path, pieces: Iterable[str], *, force: bool) -> None:
    """Put a file under the name `path`; raise FileExistsError for another one, unless by force."""
    beside = path.with_name(f".eig-{os.urandom(8).hex()}.tmp")
    _unfinished.append(beside)
    try:
        # Not `tempfile`, whose files only their owner may read.
        with beside.open("x", encoding="utf-8", newline="") as file:
            if path.exists():
                _keep_access(path, beside)
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if force:
            beside.replace(path)
        else:
            _publish(beside, path)
    finally:
        discard()


def _keep_access(old: Path, new: Path) -> None:
    """Give a file the owner, as far as that is allowed, the mode and the access list of another."""
    if sys.platform != "win32":
        status = old.stat()
        for owner in (status.st_uid, -1):
            with suppress(PermissionError):
                os.chown(new, owner, status.st_gid)
                break
    if sys.platform == "linux":
        # A list that it has from its folder; one of the old file is copied.
        with suppress(OSError):
            os.removexattr(new, "system.posix_acl_access")
    shutil.copystat(old, new)
    os.utime(new)


def _publish(beside: Path, path: Path) -> None:
    """Give a file a name that must be free, whoever else wants it at the same moment."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # there are no hard links here
        path.touch(exist_ok=False)
        beside.replace(path)


# Files that are being written, each under a name for the time being.
_unfinished: list[Path] = []


def discard() -> None:
    """Remove what is not written to its end, if anything is."""
    while _unfinished:
        # In this order: a signal may come in between.
        with suppress(OSError):
            _unfinished[-1].unlink()
        _unfinished.pop()
