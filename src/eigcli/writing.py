"""Writing a report as the options ask: in which format and where to, and what is refused."""

import sys
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NamedTuple

from eigcli import output, text
from eigcli.data.loading import bundled_paths
from eigcli.data.model import distinct
from eigcli.errors import EigError, UsageError
from eigcli.formats import FORMATS, PACKAGE, TERMINAL
from eigcli.messages import _
from eigcli.options import Input, option
from eigcli.report.blocks import Report
from eigcli.suggesting import not_found_message

# The name of standard output.
STDOUT = "-"
_ABOUT = {name: known.about for name, known in FORMATS.items()}


class Output(NamedTuple):
    """How a report is written, and where to."""

    format: str | None = option(
        "One of {names}; excel is CSV for a French Excel.", "FORMAT", "-f", names=_ABOUT
    )
    json: bool = option("The same as --format json.")
    title: str | None = option("The title of a page, a document, a database or a package.", "TEXT")
    output: str = option(
        "Write this file, in the format of its suffix; - is standard output.",
        "FILE",
        "-o",
        default=STDOUT,
    )
    force: bool = option("Replace what exists.")

    @property
    def is_stdout(self) -> bool:
        """Whether it is written to standard output: to open that would empty a redirected file."""
        return self.output in {STDOUT, "/dev/stdout"}


def format_of(file: str, name: str | None, formats: Collection[str] = FORMATS) -> str | None:
    """Return the format of a name or a suffix, or else of the suffix of a file, if it has one.

    Args:
        file: the path of a file.
        name: the name or the suffix, `None` for that of the file.
        formats: the names of the formats that there are.

    Raises:
        UsageError: where there is no such format.
    """
    if name is None:
        name = Path(file).suffix
        if not name:
            return None
    called = name.lower().lstrip(".")
    for known in formats:
        if called in (known, *FORMATS[known].suffixes.split()):  # the first, if two have a suffix
            return known
    raise UsageError(not_found_message(_("no format is called {name}."), name, formats))


def write_report(
    report: Report, out: Output, source: Input, first: Sequence[str] = (), default: str = ""
) -> None:
    """Write a report as the options ask.

    Args:
        report: the report.
        out: the options: where to write it, and in which format.
        source: the datasets that were read for it: none of their files is replaced.
        first: what to know before it, for standard error; it is not printed if there is a mistake.
        default: the format if none is asked for; "" for the one that suits the place.

    Raises:
        UsageError: for an unknown format, or one that does not suit the report, a file or a title.
        EigError: when a file may not be replaced, or cannot be written.
    """
    name = _format_asked(out) or default
    if not name:
        is_screen = out.is_stdout and output.is_terminal()
        name = TERMINAL if is_screen else "plain"
    if out.title is not None:
        _refuse_title(report, name)
        # A command line may hold bytes that are not text.
        title = text.held_by_xml(out.title)
        above = " · ".join(filter(None, [report.title, report.lead]))
        report = report._replace(title=title, own_title=title, lead=above)
    if name == TERMINAL and out.is_stdout:
        output.write_paged(formatted(report, name), distinct(first))
        return
    first = distinct([*first, *report.reading, *report.answer_notes, *report.answer])
    if out.is_stdout:
        if name == PACKAGE:
            folder = _("a datapackage is a folder: eig export --format datapackage --output DIR")
            raise UsageError(folder)
        written = formatted(report, name)
        output.print_message(*first)
        output.write_stdout(written)
        return
    is_changed = save(report, out.output, name, force=out.force, inputs=source.paths)
    done = _("{file} is as it was, in the format {format}")
    if is_changed:
        done = _("wrote {file}, in the format {format}")
    done = done.format(file=out.output, format=name)
    output.print_message(*first, done)


def _format_asked(out: Output) -> str | None:
    """Return the format that is asked for by name or by the suffix of a file, if one is.

    Raises:
        UsageError: if there is no such format, or two are asked for.
    """
    if not out.json:
        return format_of(out.output, out.format)
    if out.format not in {None, "json"}:
        raise UsageError(_("give --format or --json, not both"))
    return "json"


def _refuse_title(report: Report, name: str) -> None:
    """Raise UsageError for a title in a format that shows none."""
    titled = [known for known, about in FORMATS.items() if about.has_title]
    is_note = name == "markdown" and report.is_standalone
    if name in titled or is_note:
        return
    useless = _(
        "--title does nothing here ({name}): it works with {names}, and with eig brief in"
        " markdown, too"
    )
    raise UsageError(useless.format(name=name, names=", ".join(titled)))


def save(report: Report, file: str, name: str, *, force: bool, inputs: Sequence[str] = ()) -> bool:
    """Write a report to a file, or to a folder if the format is one.

    Returns whether that has changed: what is there already stays as it is.

    Args:
        report: the report.
        file: where to.
        name: the format.
        force: whether to replace what is there.
        inputs: the files that were read for it, none of which is replaced.

    Raises:
        UsageError: for a format that does not suit the report or a file.
        EigError: when the file may not be replaced, or cannot be written.
    """
    if name == TERMINAL:
        raise UsageError(_("the format table is for a terminal: choose another for a file"))
    is_replaced = force and Path(file).exists()
    if is_replaced and not report.blocks:
        quoted = text.quoted_path(file)
        raise EigError(_("{file} is unchanged: there is no challenge to write", file=quoted))
    if name == "sqlite":
        _refuse_open_database(file)
    written = formatted(report, name)
    read = [*inputs, *bundled_paths()]
    if name == PACKAGE:
        from eigcli.formats.package import own_files

        return output.save_folder(file, written, own_files, force=force, inputs=read)
    return output.save_file(file, written, force=force, inputs=read)


def _refuse_open_database(file: str) -> None:
    """Refuse to replace a database beside which a program left changes.

    SQLite would apply them to the new one.

    Raises:
        EigError: where there are such changes.
    """
    database = Path(file).resolve()
    for suffix in ("-wal", "-journal"):
        changes = f"{database}{suffix}"
        if Path(changes).exists():
            unread = _("{file} belongs to a database that is in use or was not closed")
            raise EigError(unread.format(file=text.quoted_path(changes)))


def formatted(report: Report, name: str) -> Any:
    """Return a report in a format: text or bytes in pieces, or files by name.

    Raises:
        UsageError: if the format cannot hold the report.
        EigError: if the libraries that it needs are not installed.
    """
    needs_all = name in {"sqlite", PACKAGE}
    if needs_all and not report.is_whole:
        mistake = _("{name} holds whole challenges: eig export --format {name}, without --columns")
        raise UsageError(mistake.format(name=name))
    if name != TERMINAL and not report.is_standalone:  # a brief says it in a part of its own
        lead = text.join_sentences(*report.answer) or report.lead
        report = report._replace(lead=lead, notes=[*report.notes, *report.answer_notes])
    try:
        # Imported only now: a run writes one format, and some are slow to import.
        write = resolve_name(f"eigcli.formats.{FORMATS[name].writer}")
    except ModuleNotFoundError:
        install = _("the format {name} needs more libraries: {command}")
        raise EigError(install.format(name=name, command=_pip_install())) from None
    return write(report)


def _pip_install() -> str:
    """Return the command that installs what documents and workbooks need; uv brings no pip."""
    command = [sys.executable, "-m", "pip", "install"]
    if not find_spec("pip"):
        command = ["uv", "pip", "install", "--python", sys.executable]
    return text.shell_line([*command, "python-docx", "XlsxWriter"])
