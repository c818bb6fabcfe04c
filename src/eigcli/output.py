"""Where text goes: standard output or error, a file or a folder written whole or not at all."""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from eigcli.errors import EigError, UsageError, os_error, reason
from eigcli.messages import _
from eigcli.text import comma_list, printable, quoted_path

# A text, whose line ends stay as they are, or bytes.
Pieces = Iterable[str | bytes]
_PAGER_SIGNALS = [getattr(signal, n) for n in ("SIGINT", "SIGPIPE") if hasattr(signal, n)]
# What makes a command one for a shell, as git has it.
_SHELL_SYNTAX = frozenset("|&;<>()$`\\\"'*?[#~=%")
# A command in a message with its options, at whose spaces no line ends.
_COMMAND_LINE = r"\beig [a-z]+(?: -\S+(?: (?:'[^']*'|[^\s-]\S*))?)*|-\S+ [^\s-]\S*"
_TIED_SPACE = "\0"


def is_terminal() -> bool:
    """Return whether standard output is read by a person, in a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def is_dumb() -> bool:
    """Return whether the terminal draws only text, by TERM."""
    return os.environ.get("TERM", "") in {"", "dumb"}


def write_stdout(pieces: Pieces, *, drawn: bool = False) -> None:
    """Write to standard output; in a terminal, characters that it would obey are made visible.

    Args:
        pieces: the text, or bytes that only a program can read.
        drawn: whether it is made for a terminal, with control characters of its own.

    Raises:
        UsageError: when a terminal would get bytes.
        EigError: when standard output is closed.
    """
    if sys.stdout is None:
        raise EigError(_("standard output is closed: there is nowhere to write to"))
    for piece in pieces:
        if isinstance(piece, bytes) and is_terminal():
            no_text = _("this format is not text for a terminal: give a file with --output")
            raise UsageError(no_text)
        if isinstance(piece, str) and is_terminal() and not drawn:
            piece = re.sub(r"[^\n\t]+", lambda text: printable(text[0]), piece)  # noqa: PLW2901
        # Unbuffered, as PYTHONUNBUFFERED has it, not all may be written at once.
        left = memoryview(_encoded(piece))
        while left:
            left = left[sys.stdout.buffer.write(left) :]


def write_paged(pieces: Iterable[str]) -> None:
    """Write what is drawn to standard output, through a pager where it is longer than the screen.

    That is only where a person reads it and can answer. The pager is EIG_PAGER, or PAGER, or less;
    an empty one or `cat` means none. One that fails is done without.
    """
    pager = os.environ.get("EIG_PAGER", os.environ.get("PAGER", "less"))
    command = ["sh", "-c", pager] if _SHELL_SYNTAX & {*pager} else pager.split()
    interactive = is_terminal() and sys.stdin is not None and sys.stdin.isatty() and not is_dumb()
    text = "".join(pieces)
    is_short = text.count("\n") < shutil.get_terminal_size().lines
    if is_short or not interactive or command in ([], ["cat"]) or not _page(text, command):
        write_stdout([text], drawn=True)


def _page(text: str, command: list[str]) -> bool:
    """Run a pager; return whether it did its work: a reader who quits early has seen enough."""
    # less: end by itself where all fits, keep colours, leave the text on the screen.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    # Ctrl-C is for the pager. A handler, unlike SIG_IGN, is not inherited by it.
    received: list[int] = []
    former = [(n, signal.signal(n, lambda n, _frame: received.append(n))) for n in _PAGER_SIGNALS]
    try:
        # Whatever happens here, the pager has the terminal until it ends.
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S603
            process.communicate(text.encode())
    except OSError:  # it is no program
        return False
    finally:
        for number, handler in former:
            signal.signal(number, handler)
    return process.returncode == 0 or signal.SIGINT in received


def print_message(message: str) -> None:
    """Write what a reader should know to standard error, unless only mistakes are wanted there."""
    if os.environ.get("EIG_QUIET", "").casefold() in {"", "0", "false", "no", "off"}:
        if sys.stdout is not None:
            sys.stdout.flush()
        print_mistake(message)


def print_mistake(message: str, prefix: str = EigError.prefix) -> None:
    """Write each line of `message` to standard error, with `prefix` before it.

    Where standard error is closed or full, nothing is written: the exit code must do.
    """
    if sys.stderr is not None:
        lines = [f"{prefix}{line}" for line in message.split("\n")]
        try:
            sys.stderr.writelines(f"{wrap_for(line, sys.stderr)}\n" for line in lines)
            sys.stderr.flush()
        except OSError:
            drop_output(sys.stderr)


def wrap_for(line: str, stream: TextIO) -> str:
    """Return a line as several that fit into the terminal behind a stream, if it is one.

    It is wrapped at spaces, though not within a command, which is to be copied.
    """
    if not stream.isatty():
        return line
    tied = re.sub(_COMMAND_LINE, lambda command: command[0].replace(" ", _TIED_SPACE), line)
    stated, width = os.environ.get("COLUMNS", ""), 0
    with suppress(ValueError, OSError):
        width = int(stated) if stated.isdecimal() else 0
        width = width or os.get_terminal_size(stream.fileno()).columns
    # A terminal of unknown size says 0.
    wrapped = textwrap.wrap(tied, width or 80, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped).replace(_TIED_SPACE, " ")


def drop_output(stream: TextIO) -> None:
    """Let what cannot be written go: Python would try once more at the end, and complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def save_file(file: str, pieces: Pieces, *, force: bool | None) -> None:
    """Write a file whole or not at all: elsewhere first, then under its name.

    A link is followed; a file that is replaced keeps its mode. A device or a pipe is written to.

    Args:
        file: where to; there must be no file yet unless `force` is true.
        pieces: the text, written in UTF-8 with its line ends as they are; or bytes.
        force: whether to replace a file; `None` where nobody may ask for it.

    Raises:
        EigError: when the file exists and `force` is not given, or cannot be written.
    """
    path = Path(file)
    with _system_errors(quoted_path(file), force=force):
        if file.endswith(("/", os.sep)) or path.is_dir():
            raise os_error(errno.EISDIR)
        if file == "/dev/stdout":  # to open it anew would begin a file anew
            write_stdout(pieces)
            return
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(map(_encoded, pieces))
            return
        if path.exists() and not force:
            raise FileExistsError
        path = Path(os.path.realpath(path))
        with _temporary_folder(path) as temporary:
            new = Path(temporary, "new")
            _write_file(new, pieces, path)
            new.replace(path)


def save_folder(
    folder: str,
    files: Mapping[str, Pieces],
    *,
    force: bool,
    replaceable: Callable[[Path], Collection[str]],
) -> None:
    """Write a folder of files whole or not at all: elsewhere first, then under its name.

    A link is followed. Until the new folder is in its place, the former one is whole: at its place
    or, for a moment, beside it.

    Args:
        folder: where to; there must be nothing yet unless `force` is given.
        files: the text of each file, by its name.
        force: whether to replace a folder that has no other files than those that are replaceable.
        replaceable: returns the names of the files in a folder that may be replaced.

    Raises:
        EigError: when the folder exists and may not be replaced, or cannot be written.
    """
    name = quoted_path(folder)
    with _system_errors(name, force=force):
        path = Path(os.path.realpath(folder))
        if path.exists():
            if not path.is_dir():
                raise os_error(errno.ENOTDIR)
            if not force:
                raise FileExistsError
            if others := {entry.name for entry in path.iterdir()}.difference(replaceable(path)):
                holds = _("{folder} also holds {names}, which would be lost: choose another name")
                raise EigError(holds, folder=name, names=comma_list(sorted(others)))
            if path.samefile(os.curdir):
                # Whoever is in it would stay in what was there before.
                raise os_error(errno.EBUSY)
        with _temporary_folder(path) as temporary:
            new = Path(temporary, "new")
            new.mkdir()
            for file, pieces in files.items():
                _write_file(new / file, pieces, path / file)
            if not path.exists():
                new.rename(path)
                return
            shutil.copystat(path, new)
            former = path.with_name(f"{path.name}.former")
            if former.exists():  # of a run that was killed
                exists = _("{file} exists already: choose another name")
                raise EigError(exists, file=quoted_path(former.name))
            path.rename(former)
            try:
                new.rename(path)
            except BaseException:
                former.rename(path)
                raise
            shutil.rmtree(former)


@contextmanager
def _system_errors(name: str, *, force: bool | None) -> Iterator[None]:
    """Turn what the system refuses into an `EigError` that names the file or folder."""
    try:
        yield
    except (OSError, ValueError) as error:
        message = _("cannot write {file}: {reason}")
        if isinstance(error, FileExistsError) and not force:
            message = _("{file} exists already: choose another name")
            if force is not None:
                message = _("{file} exists already: choose another name, or --force to replace it")
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise EigError(message, file=name, reason=why) from None


def _temporary_folder(path: Path) -> AbstractContextManager[str]:
    """Return a new folder beside `path`, which only its owner may enter, and which is removed."""
    # Imported only here: no other command needs what this takes long to import.
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(".tmp", ".eig-", path.parent, ignore_cleanup_errors=True)


def _write_file(path: Path, pieces: Pieces, former: Path) -> None:
    """Write a new file to the disk, with the attributes of the former, if there is one."""
    with path.open("xb") as file:
        file.writelines(map(_encoded, pieces))
        file.flush()
        os.fsync(file.fileno())
    if former.exists():
        shutil.copystat(former, path)
        os.utime(path)


def _encoded(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()
