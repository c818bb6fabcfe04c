"""The formats: functions from a report to text or bytes, or to the files of a folder.

Formats for people write the blocks of a report. Formats for programs write its table or its
records; SQLite, packages and YAML hold its whole dataset. A new format is a function in a module
here, and a line of `FORMATS`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NamedTuple

from eigcli import output, text
from eigcli.data.loading import bundled_paths
from eigcli.data.model import distinct
from eigcli.errors import EigError, UsageError
from eigcli.messages import N_, _
from eigcli.options import Input, option
from eigcli.report.blocks import Report
from eigcli.suggesting import not_found_message


class Format(NamedTuple):
    """A format.

    Attributes:
        writer: the module and the function that write it, `module:function`.
        about: what it is.
        suffixes: the suffixes of its files, separated by spaces.
    """

    writer: str
    about: str
    suffixes: str = ""


# What `eig schema` prints: schemas, and a list of columns in plain text.
COLUMNS = "columns"
SCHEMAS = {
    COLUMNS: N_("the columns that --columns takes, explained"),
    "json": N_("a JSON Schema of exports in the format json"),
    "stats": N_("a JSON Schema of eig stats in the format json"),
    "csv": N_("a Table Schema of exports in the format csv"),
    "dataset": N_("a JSON Schema of the datasets that eig reads"),
}
# The name of standard output; the format that is drawn for a terminal; the one that is a folder.
STDOUT, _TERMINAL, _PACKAGE = "-", "table", "datapackage"
FORMATS = {
    _TERMINAL: Format("terminal:write", "the default in a terminal"),
    "plain": Format("data:write_plain", "the default in a pipe", "txt"),
    "csv": Format("data:write_csv", "CSV for programs", "csv"),
    "excel": Format("data:write_excel", "CSV for a French Excel", "csv"),
    "xlsx": Format("xlsx:write", "a workbook for any spreadsheet", "xlsx"),
    "markdown": Format("markdown:write", "a table or cards in Markdown", "md markdown"),
    "docx": Format("docx:write", "a document for any word processor", "docx"),
    "html": Format("html:write", "a page for a browser", "html htm"),
    "svg": Format("svg:write", "a chart of eig stats", "svg"),
    "sqlite": Format("sqlite:write", "a database of défis", "db sqlite sqlite3"),
    "json": Format("data:write_json", "an array of records", "json"),
    "jsonl": Format("data:write_jsonl", "a record per line", "jsonl ndjson"),
    "yaml": Format("data:write_yaml", "a dataset that eig can load again", "yaml yml"),
    _PACKAGE: Format("package:files", "a folder for an open-data portal"),
}
# The formats by their names and suffixes; if two have a suffix, it stands for the first.
_CALLED = {
    called: name for name, f in reversed(FORMATS.items()) for called in (name, *f.suffixes.split())
}
_ABOUT = {name: f.about for name, f in FORMATS.items()}


class Output(NamedTuple):
    """How a report is written, and where to."""

    format: str | None = option(
        "One of {names}; excel is CSV for a French Excel.", "FORMAT", "-f", names=_ABOUT
    )
    json: bool = option("The same as --format json.")
    title: str | None = option("The title of a page or a document.", "TEXT")
    output: str = option(
        "Write this file, in the format of its suffix; - is standard output.",
        "FILE",
        "-o",
        default=STDOUT,
    )
    force: bool = option("Replace what exists.")


def format_of(file: str, name: str | None) -> str | None:
    """Return the format of a name or a suffix, or else of the suffix of a file, if it has one.

    Raises:
        UsageError: where there is no such format.
    """
    if name is None:
        name = Path(file).suffix
        if not name:
            return None
    if known_name := _CALLED.get(name.lower().lstrip(".")):
        return known_name
    raise UsageError(not_found_message(_("no format is called {name}."), name, FORMATS))


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
        UsageError: for an unknown format, or one that does not suit the report or a file.
        EigError: when a file may not be replaced, or cannot be written.
    """
    if out.json and out.format not in {None, "json"}:
        raise UsageError(_("give --format or --json, not both"))
    name = format_of(out.output, "json" if out.json else out.format) or default
    if out.title is not None:
        # The former title says how the défis were chosen: the lead keeps it.
        lead = report.lead and f"{report.title} · {report.lead}"
        if report.is_standalone:  # the finding of a note
            lead = report.title
        # A command line may hold bytes that are not text.
        report = report._replace(title=text.held_by_xml(out.title), lead=lead)
    is_stdout = out.output in {STDOUT, "/dev/stdout"}  # to open it would empty a redirected file
    name = name or (_TERMINAL if is_stdout and output.is_terminal() else "plain")
    if name == _TERMINAL:
        report = report._replace(notes=[*report.notes, *report.answer_notes, *report.reading])
    else:
        first = [*first, *report.reading, *report.answer_notes, *report.answer]
        if not report.is_standalone:  # a brief says it in a part of its own
            report = report._replace(notes=[*report.notes, *report.answer_notes, *report.answer])
    first = distinct(first)
    if is_stdout:
        if name == _PACKAGE:
            folder = _("a datapackage is a folder: eig export --format datapackage --output DIR")
            raise UsageError(folder)
        pieces = _pieces(report, name)
        if name == _TERMINAL:
            output.write_paged(pieces, first)
        else:
            output.print_message(*first)
            output.write_stdout(pieces)
        return
    save(report, out.output, name, force=out.force, inputs=source.paths)
    done = _("wrote {file}, in the format {format}", file=out.output, format=name)
    output.print_message(*first, done)


def save(report: Report, file: str, name: str, *, force: bool, inputs: Sequence[str] = ()) -> None:
    """Write a report to a file, or to a folder if the format is one.

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
    if name == _TERMINAL:
        raise UsageError(_("the format table is for a terminal: choose another for a file"))
    quoted = text.quoted_path(file)
    if force and Path(file).exists() and not report.blocks:
        raise EigError(_("{file} is unchanged: there is no défi to write", file=quoted))
    if name == "sqlite":
        # SQLite would apply what another program left there to the new database.
        for left in (f"{Path(file).resolve()}{end}" for end in ("-wal", "-journal")):
            if Path(left).exists():
                unread = _("{file} belongs to a database that is in use or was not closed")
                raise EigError(unread.format(file=text.quoted_path(left)))
    read = [*inputs, *bundled_paths()]
    if name == _PACKAGE:
        from eigcli.formats.package import own_files

        output.save_folder(file, _pieces(report, name), own_files, force=force, inputs=read)
    else:
        output.save_file(file, _pieces(report, name), force=force, inputs=read)


def _pieces(report: Report, name: str) -> Any:
    """Return a report in a format: text or bytes in pieces, or files by name.

    Raises:
        UsageError: if the format cannot hold the report.
        EigError: if the libraries that it needs are not installed.
    """
    if name in {"sqlite", _PACKAGE} and not report.is_whole:
        mistake = _("{name} holds whole défis: eig export --format {name}, without --columns")
        raise UsageError(mistake.format(name=name))
    try:
        # Imported only now: a run writes one format, and some are slow to import.
        writer = resolve_name(f"eigcli.formats.{FORMATS[name].writer}")
    except ModuleNotFoundError:
        install = _("the format {name} needs more libraries: {command}")
        pip = [sys.executable, "-m", "pip", "install", "python-docx", "XlsxWriter"]
        raise EigError(install.format(name=name, command=text.shell_line(pip))) from None
    return writer(report)
