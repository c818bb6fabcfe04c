"""Where text goes: standard output or error, a file or a folder written whole or not at all.

And where an address goes: to a browser.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TextIO

from eigcli.errors import EigError, UsageError, reason
from eigcli.messages import _
from eigcli.text import comma_list, printable, quoted_path

# A text, whose line ends stay as they are, or bytes.
Pieces = Iterable[str | bytes]
# A command in a message, with its options: no line is broken at its spaces.
_COMMAND_LINE = r"\beig [a-z]+(?: -\S+(?: (?:'[^']*'|[^\s-]\S*))?)*|-\S+ [^\s-]\S*"
_TIED_SPACE = "\0"
_PERMISSIONS = 0o777
# Bold and red: a mistake looks unlike a notice.
_RED = "\x1b[1;31m{}\x1b[0m"


def is_terminal() -> bool:
    """Return whether standard output is read by a person, in a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


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
        raise EigError(_("standard output is closed: nothing can be written"))
    for piece in pieces:
        if is_terminal():
            if isinstance(piece, bytes):
                raise UsageError(_("this format is not for a terminal: give a file with --output"))
            if not drawn:  # line ends and tabs stay
                piece = re.sub(r"[^\n\t]+", lambda found: printable(found[0]), piece)  # noqa: PLW2901
        sys.stdout.buffer.write(_encoded(piece))


def write_paged(pieces: Iterable[str], first: Sequence[str]) -> None:
    """Write a drawn text to standard output, through a pager if it is longer than the screen.

    A pager is used only where a person reads and can answer. It is EIG_PAGER, or PAGER, or less if
    it is installed; an empty one or `cat` means none. If it fails, the text is written without it.

    Args:
        pieces: the drawn text.
        first: messages to read before it, for standard error; a pager would hide them there, and
            has them above the text.
    """
    text = "".join(pieces)
    shown = text
    if not is_quiet():
        above = [_wrapped(EigError.prefix + message) for message in first]
        shown = "\n".join([*above, text])
    is_long = shown.count("\n") >= shutil.get_terminal_size().lines
    if is_long and _page(shown):
        return
    print_message(*first)
    write_stdout([text], drawn=True)


def _pager() -> str:
    """Return the pager to use, "" for none."""
    can_answer = sys.stdin is not None and sys.stdin.isatty()
    if _is_dumb() or not (can_answer and is_terminal()):
        return ""
    default = "less" if shutil.which("less") else ""
    common = os.environ.get("PAGER", default)
    pager = os.environ.get("EIG_PAGER", common).strip()
    return "" if pager == "cat" else pager


def _page(text: str) -> bool:
    """Show a text in a pager, if there is one; return whether the reader has seen it.

    So it is if the pager succeeded, or if a reader who had seen enough interrupted it.
    """
    pager = _pager()
    if not pager:
        return False
    # less: end by itself where all fits, keep colours, leave the text on the screen.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    # Ctrl-C is for the pager. A handler, unlike SIG_IGN, is not inherited by it.
    received = []

    def receive(number: int, _frame: object) -> None:
        received.append(number)

    signal.signal(signal.SIGINT, receive)
    if hasattr(signal, "SIGPIPE"):  # Windows lacks it
        signal.signal(signal.SIGPIPE, receive)
    # As for all programs, PAGER may be a line of shell.
    done = subprocess.run(  # noqa: S602
        pager, shell=True, input=text.encode(), env=environment, check=False
    )
    return done.returncode == 0 or signal.SIGINT in received


def is_quiet() -> bool:
    """Return whether only mistakes are wanted on standard error."""
    value = os.environ.get("EIG_QUIET", "")
    return value.casefold() not in {"", "0", "false", "no", "off"}


def print_message(*messages: str) -> None:
    """Write what a reader should know to standard error, unless only mistakes are wanted there."""
    if is_quiet():
        return
    for message in messages:
        _print(message, EigError.prefix)


def print_error(message: str, prefix: str = EigError.prefix) -> None:
    """Write what went wrong to standard error; in a terminal, `prefix` tells it from a notice."""
    is_plain = os.environ.get("NO_COLOR") or _is_dumb()
    _print(message, prefix, "{}" if is_plain else _RED)


def _print(message: str, prefix: str, style: str = "{}") -> None:
    """Write each line of `message` to standard error, with `prefix` before it, safe to print.

    Where standard error is closed or full, nothing is written: the exit code must do.

    Args:
        message: the message.
        prefix: what stands before each line.
        style: how a terminal shows the prefix.
    """
    if sys.stderr is None:
        return
    lines = [prefix + printable(line) for line in message.split("\n")]
    if sys.stderr.isatty():
        name = prefix.rstrip()
        lines = [style.format(name) + line.removeprefix(name) for line in map(_wrapped, lines)]
    try:
        sys.stderr.writelines(f"{line}\n" for line in lines)
        sys.stderr.flush()
    except OSError:
        drop_output(sys.stderr)


def _is_dumb() -> bool:
    """Return whether the terminal draws nothing but text."""
    return os.environ.get("TERM", "") in {"", "dumb"}


def _wrapped(line: str) -> str:
    """Return a line, wrapped at spaces into several that fit into the terminal.

    A command in it is not broken, since it is to be copied.
    """
    tied = re.sub(_COMMAND_LINE, lambda found: found[0].replace(" ", _TIED_SPACE), line)
    size = shutil.get_terminal_size()
    wrapped = textwrap.fill(tied, size.columns, break_long_words=False, break_on_hyphens=False)
    return wrapped.replace(_TIED_SPACE, " ")


def drop_output(stream: TextIO) -> None:
    """Drop what cannot be written: Python would try once more at the end, and complain."""
    with Path(os.devnull).open("wb") as null:
        os.dup2(null.fileno(), stream.fileno())


def save_file(file: str, pieces: Pieces, *, force: bool, inputs: Iterable[str] = ()) -> bool:
    """Write a file whole or not at all: elsewhere first, then under its name.

    Returns whether it has changed: one with the same content stays as it is, even without `force`.
    A link is followed; a file that is replaced keeps its mode. A device or a pipe is written to.

    Args:
        file: its path; there must be no file yet unless `force` is given.
        pieces: the text, written in UTF-8 with its line ends as they are; or bytes.
        force: whether to replace a file.
        inputs: the files that are read, none of which is replaced.

    Raises:
        EigError: when the file exists and `force` is not given, or cannot be written.
    """
    with _naming(file, inputs) as target:
        if file.endswith(os.sep):  # which a `Path` leaves out
            raise OSError("is a directory")
        path = Path(file)  # not `target`: the real path of a pipe does not exist
        is_device = path.exists() and not path.is_file()
        if is_device:
            path.write_bytes(b"".join(map(_encoded, pieces)))
            return True
        with _new_beside(target) as new:
            _write_file(new, pieces)
            if _is_same(target, new):
                return False
            _put_in_place(new, target, force=force)
        return True


def save_folder(
    folder: str,
    files: Mapping[str, Pieces],
    replaceable: Callable[[Path], Collection[str]],
    *,
    force: bool,
    inputs: Iterable[str] = (),
) -> bool:
    """Write a folder of files whole or not at all: elsewhere first, then under its name.

    Returns whether it has changed, see `save_file`. A link is followed; a folder that is replaced
    keeps its mode. Until the new one is in its place, the former stays whole: there or, for a
    moment, in a temporary folder beside it.

    Args:
        folder: its path; there must be nothing yet, or an empty folder, unless `force` is given.
        files: the text of each file, by its name.
        replaceable: returns the names of the files in a folder that may be replaced.
        force: whether to replace a folder that has only replaceable files.
        inputs: the files that are read; no folder that has one is replaced.

    Raises:
        EigError: when the folder exists and may not be replaced, or cannot be written.
    """
    with _naming(folder, inputs) as target, _new_beside(target) as new:
        new.mkdir()
        for file, pieces in files.items():
            _write_file(new / file, pieces)
        are_same = (_is_same(target / name, new / name) for name in files)
        if target.is_dir() and all(are_same):
            return False
        is_replaced = force and target.exists()
        is_empty = target.is_dir() and not any(target.iterdir())
        if is_replaced or is_empty:
            _refuse_loss(folder, target, replaceable(target))
        _put_in_place(new, target, force=force or is_empty)
    return True


def _refuse_loss(folder: str, target: Path, replaceable: Collection[str]) -> None:
    """Raise an error if a folder may not be replaced.

    Args:
        folder: its path, for the message.
        target: its real path.
        replaceable: the names of the files in it that may be replaced.

    Raises:
        EigError: if it holds others.
        OSError: if it is no folder, or the one that eig runs in.
    """
    lost = {path.name for path in target.iterdir()}.difference(replaceable)
    if lost:
        holds = _("{folder} also holds {names}, which would be lost: choose another name")
        names = comma_list(sorted(lost))
        raise EigError(holds.format(folder=quoted_path(folder), names=names))
    if target.samefile(os.curdir):
        # The shell that is in it would stay in the folder that is removed.
        raise OSError("device or resource busy")


@contextmanager
def _naming(file: str, inputs: Iterable[str]) -> Iterator[Path]:
    """Yield the real path of a file or folder, and let errors in the `with` block name it.

    Raises:
        EigError: if a file that is read is there, or the system refuses something.
    """
    try:
        path = Path(os.path.realpath(file))
        if path.exists() and _is_read(path, inputs):
            message = _("{file} is being read: choose another name", file=quoted_path(file))
            raise EigError(message)
        yield path
    except OSError as error:
        message = _("cannot write {file}: {reason}")
        if isinstance(error, FileExistsError):
            message = _("{file} exists already: choose another name, or --force to replace it")
        raise EigError(message.format(file=quoted_path(file), reason=reason(error))) from None


def _is_read(path: Path, inputs: Iterable[str]) -> bool:
    """Return whether a path is that of a file that is read, or of a folder that has one."""
    for name in inputs:
        read = Path(os.path.realpath("/dev/stdin" if name == "-" else name))
        if path in (read, *read.parents):
            return True
    return False


@contextmanager
def _new_beside(target: Path) -> Iterator[Path]:
    """Yield a path, where nothing is yet, in a folder beside `target` that others cannot enter."""
    # Imported only here: it takes long to import, and other commands do not need it.
    from tempfile import TemporaryDirectory

    beside = TemporaryDirectory(".tmp", ".eig-", target.parent, ignore_cleanup_errors=True)
    with beside as temporary:
        yield Path(temporary, "new")


def _is_same(path: Path, new: Path) -> bool:
    """Return whether there is a file at a path with the content of a new one."""
    import filecmp  # most files are new

    return path.is_file() and filecmp.cmp(path, new, shallow=False)


def _put_in_place(new: Path, target: Path, *, force: bool) -> None:
    """Move what is new to `target`.

    Raises:
        FileExistsError: if `target` exists already, unless `force` is given.
    """
    former = new.with_name("former")
    if target.exists():
        if not force:
            raise FileExistsError
        mode = target.stat().st_mode
        if target.is_file():
            mode &= _PERMISSIONS  # who may read and write it, not as whom it would run
        new.chmod(mode)
    try:
        if target.is_dir():
            target.rename(former)
        new.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):  # there was none before
            former.rename(target)
        raise


def _write_file(path: Path, pieces: Pieces) -> None:
    """Write a new file to the disk."""
    with path.open("xb") as file:
        file.writelines(map(_encoded, pieces))
        file.flush()
        os.fsync(file.fileno())


def _encoded(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


def open_address(address: str) -> None:
    """Open an address in a browser: that of BROWSER, or else one that is installed.

    Raises:
        EigError: when no browser can be opened.
    """
    import shlex
    import urllib.parse
    import webbrowser

    # No character of it is one of a shell, but `&`, which addresses need.
    url = urllib.parse.quote(address, safe="%/:?#[]@!&*+,=")
    with suppress(ValueError, IndexError):  # what BROWSER names may be no command
        listed = os.environ.get("BROWSER", "")
        browsers = [shlex.split(browser) for browser in listed.split(os.pathsep)]
        if any(map(_is_shell_line, chain.from_iterable(browsers))):
            url = url.replace("&", r"\&")
        elif any(browser and Path(browser[0]).stem.lower() == "cmd" for browser in browsers):
            url = url.replace("&", "^&")
        if webbrowser.open(url):
            return
    raise EigError(_("no browser can be opened here"))


def _is_shell_line(argument: str) -> bool:
    """Return whether an argument of a browser is a line of shell where an address may break.

    It is a line if it has spaces; between quotes, an address stays as it is.
    """
    rest = re.sub(r"""(?<!\S)(["'])%s\1""", "", argument)
    return "%s" in rest and len(argument.split()) > 1
