"""Where text goes: standard output or error, a file or a folder written whole or not at all."""

import errno
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from eigcli.errors import EigError, os_error, reason
from eigcli.messages import _
from eigcli.progress import Progress
from eigcli.text import comma_list, group_digits, printable, quoted_path

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
_PAGER_SIGNALS = [signal.SIGINT, *([signal.SIGPIPE] if hasattr(signal, "SIGPIPE") else [])]
# A command in a message with its options, or an option alone.
_COMMAND = re.compile(r"\beig [a-z]+(?: -\S+(?: (?:'[^']*'|[^\s-]\S*))?)*|-\S+ [^\s-]\S*")
# What stands for a space at which a message is not wrapped: no message has it.
_TIED = "\0"
# Opens a text whose line ends stay as they are. Not `tempfile`, whose files only their owner may
# read.
_opened = partial(open, encoding="utf-8", newline="")
_STREAM = re.compile(r"/dev/(stdout|stderr|fd/[0-9]{1,9})")


def is_terminal() -> bool:
    """Return whether standard output is read by a person, in a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def write_stdout(pieces: Iterable[str], *, drawn: bool = False) -> None:
    """Write to standard output.

    In a terminal, the characters it would obey are made visible, unless the text is drawn for it.
    """
    if sys.stdout is None:
        raise EigError(_("standard output is closed: there is nowhere to write to"))
    if is_terminal() and not drawn:
        pieces = (re.sub(r"[^\n\t]+", lambda text: printable(text[0]), piece) for piece in pieces)
    for piece in pieces:
        sys.stdout.write(piece)


def write_paged(pieces: Iterable[str]) -> None:
    """Write what is drawn to standard output, through a pager where it is longer than the screen.

    That is only where a person reads it and can answer. The pager is EIG_PAGER, or PAGER, or less;
    an empty one or `cat` means none. A reader who quits early has seen enough.
    """
    pager = os.environ.get("EIG_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(pager)
    except ValueError:  # a quote that is not closed
        command = []
    interactive = is_terminal() and sys.stdin is not None and sys.stdin.isatty()
    # On a dumb terminal, less complains and shows no screens.
    interactive = interactive and os.environ.get("TERM") not in {None, "", "dumb"}
    if not interactive or command in ([], ["cat"]) or not shutil.which(command[0]):
        write_stdout(pieces, drawn=True)
        return
    text = "".join(pieces)
    if text.count("\n") < shutil.get_terminal_size().lines:
        write_stdout([text], drawn=True)
        return
    # less: end by itself where all fits, keep colours, leave the text on the screen.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    # Ctrl-C is for the pager, which may end before it has read all. What is handled here, and not
    # ignored, does in the pager what it does in any program.
    before = [(number, signal.signal(number, lambda *_: None)) for number in _PAGER_SIGNALS]
    try:
        subprocess.run(command, input=text.encode(), env=environment, check=False)  # noqa: S603
    except OSError:  # it is no program
        write_stdout([text], drawn=True)
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def print_message(message: str, prefix: str = EigError.prefix) -> None:
    """Write each line of `message` to standard error, with `prefix` before it.

    A terminal gets it wrapped at spaces, though not within a command, which is to be copied. Where
    standard error is closed or full, nothing is said, and the exit code still tells.
    """
    if sys.stderr is not None:
        lines = [f"{prefix}{line}" for line in message.split("\n")]
        try:
            sys.stderr.writelines(f"{wrap_for(line, sys.stderr)}\n" for line in lines)
            sys.stderr.flush()
        except OSError:
            drop_output(sys.stderr)


def wrap_for(line: str, stream: TextIO | None) -> str:
    """Return a line as several that fit into the terminal behind a stream, if there is one."""
    if stream is None or not stream.isatty():
        return line
    tied = _COMMAND.sub(lambda command: command[0].replace(" ", _TIED), line)
    wrapped = textwrap.wrap(tied, _width_of(stream), break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped).replace(_TIED, " ")


def print_note(message: str) -> None:
    """Say what only a person who waits for the answer wants to know."""
    if sys.stderr is not None and sys.stderr.isatty():
        if sys.stdout is not None:
            sys.stdout.flush()  # what is said comes after what is written
        print_message(message)


def _width_of(stream: TextIO) -> int:
    """Return how many columns the terminal behind a stream has, unless COLUMNS says otherwise."""
    columns = 0
    with suppress(ValueError):
        columns = int(os.environ.get("COLUMNS", "0"))
    with suppress(OSError):
        columns = columns or os.get_terminal_size(stream.fileno()).columns
    # A terminal of unknown size says 0.
    return columns if columns > 0 else 80


def drop_output(stream: TextIO) -> None:
    """Let what cannot be written go: Python would try once more at the end, and complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def save_file(file: str, pieces: Iterable[str], *, force: bool | None) -> None:
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
    path, shown = Path(file), quoted_path(file)
    with _refusals(shown, force=force):
        if file.endswith(_SEPARATORS) or path.is_dir():
            raise os_error(errno.EISDIR)
        if (target := _written_to(path)) is not None:
            with _opened(target, "w") as device:
                device.writelines(pieces)
            return
        if path.exists() and not force:
            raise FileExistsError
        with Progress() as progress:
            _save(
                Path(os.path.realpath(path)), _counted(pieces, shown, progress), force=bool(force)
            )


def save_folder(folder: str, files: Mapping[str, Iterable[str]], *, force: bool) -> None:
    """Write a folder of files whole or not at all: beside it first, then under its name.

    A link is followed, and of an existing folder the owner (where that is allowed), the mode and
    the access list are kept. One that holds anything else is never replaced: that is not ours.

    Args:
        folder: where to; there must be nothing yet unless `force` is given.
        files: the text of each file, by its name.

    Raises:
        EigError: when the folder exists and `force` is not given, holds anything else, or cannot be
            written.
    """
    shown = quoted_path(folder)
    with _refusals(shown, force=force), Progress() as progress:
        path = Path(os.path.realpath(folder))
        if path.exists():
            if not path.is_dir():
                raise os_error(errno.ENOTDIR)
            if not force:
                raise FileExistsError
            ours = {entry for entry in path.iterdir() if entry.name in files and entry.is_file()}
            if others := sorted(entry.name for entry in {*path.iterdir()} - ours):
                holds = _("{folder} holds {names} too, and would be replaced: choose another name")
                raise EigError(holds, folder=shown, names=comma_list(others))
            if path.samefile(os.curdir):
                # Whoever is in it would stay in what was there before.
                raise os_error(errno.EBUSY)
        watched = {name: _counted(pieces, shown, progress) for name, pieces in files.items()}
        _save_folder(path, watched, force=force)


@contextmanager
def _refusals(shown: str, *, force: bool | None) -> Iterator[None]:
    """Turn what the system refuses into an `EigError` that names the file or folder."""
    try:
        yield
    except FileExistsError:
        exists = _("{file} exists already: choose another name, or --force to replace it")
        if force is None:
            exists = _("{file} exists already: choose another name")
        raise EigError(exists, file=shown) from None
    except OSError as error:
        unwritten = _("cannot write {file}: {reason}")
        raise EigError(unwritten, file=shown, reason=reason(error)) from None


def _written_to(path: Path) -> Path | int | None:
    """Return what is written to directly: a device, a pipe, or a stream that is open already."""
    if stream := _STREAM.fullmatch(str(path)):
        return os.dup({"stdout": 1, "stderr": 2}.get(stream[1]) or int(stream[1][3:]))
    is_special = path.exists() and not path.is_file()
    return path if is_special else None


def _counted(pieces: Iterable[str], shown: str, progress: Progress) -> Iterator[str]:
    written = _("{count} lines written to {file}")
    for number, piece in enumerate(pieces):
        progress.update(written.format(count=group_digits(number), file=shown))
        yield piece


def _save(path: Path, pieces: Iterable[str], *, force: bool) -> None:
    """Put a file under the name `path`; raise FileExistsError for another one, unless by force."""
    beside = _beside(path)
    _unfinished.append(partial(_remove, beside))
    try:
        with _opened(beside, "x") as file:
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
        remove_unfinished()


def _save_folder(path: Path, files: Mapping[str, Iterable[str]], *, force: bool) -> None:
    """Put a folder of files under the name `path`, by force in the place of another one."""
    beside = _beside(path)
    _unfinished.append(partial(_remove, beside))
    try:
        beside.mkdir()
        if path.exists():
            _keep_access(path, beside)
        for name, pieces in files.items():
            with _opened(beside / name, "x") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
        if force and path.exists():
            aside = _beside(path)
            _unfinished.append(partial(_settle, aside, path))
            path.rename(aside)
        beside.rename(path)
    finally:
        remove_unfinished()


def _settle(aside: Path, path: Path) -> None:
    """Remove a folder that was put aside, or put it back where none has taken its name."""
    if path.exists():
        _remove(aside)
    else:
        aside.rename(path)


def _remove(path: Path) -> None:
    """Remove a file, or a folder and what is in it."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _beside(path: Path) -> Path:
    """Return a name for the time being, in the same folder as `path`."""
    return path.with_name(f".eig-{os.urandom(8).hex()}.tmp")


def _keep_access(old: Path, new: Path) -> None:
    """Give a file the owner, as far as that is allowed, the mode and the access list of another.

    Or a folder those of another.
    """
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


# What cleans up after each thing that is not done to its end, such as a file half written.
_unfinished: list[Callable[[], object]] = []


def remove_unfinished() -> None:
    """Remove what is not written to its end, if anything is, the last first."""
    while _unfinished:
        # In this order: a signal may come in between.
        with suppress(OSError):
            _unfinished[-1]()
        _unfinished.pop()
