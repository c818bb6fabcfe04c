"""The formats: functions from a report to text or bytes, or to the files of a folder.

Those for people write its blocks; tables and records for programs are those of the report, or of
its dataset, which SQLite, packages and YAML hold as a whole. A new format is a function in a module
here, and a line of the table below.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from eigcli import output, text
from eigcli.errors import EigError, UsageError
from eigcli.inputs import Input
from eigcli.messages import N_, _
from eigcli.options import option, options
from eigcli.report.blocks import Report


class Format(NamedTuple):
    """A format.

    Attributes:
        writer: the module and the function that writes it.
        about: what it is.
        suffixes: those of the files that are written in it.
    """

    writer: str
    about: str
    suffixes: tuple[str, ...] = ()


# The schemas that `eig schema` prints, and what it lists in plain text.
COLUMNS = "columns"
SCHEMAS = {
    COLUMNS: N_("the columns that --columns takes, each with a sentence"),
    "json": N_("a JSON Schema of what eig exports in the format json"),
    "stats": N_("a JSON Schema of what eig stats prints in the format json"),
    "csv": N_("a Table Schema of what eig exports in the format csv"),
    "dataset": N_("a JSON Schema of the datasets that eig reads"),
}
# What stands for standard output; the format that is drawn for a terminal, and that of a folder.
STDOUT, _TERMINAL, _PACKAGE = "-", "table", "datapackage"
FORMATS = {
    _TERMINAL: Format("terminal:write", N_("what a terminal gets by default")),
    "plain": Format("data:write_plain", N_("what a pipe gets by default"), (".txt",)),
    "csv": Format("data:write_csv", N_("CSV for programs"), (".csv",)),
    "excel": Format("data:write_excel", N_("CSV as a French Excel opens it"), (".csv",)),
    "xlsx": Format("xlsx:write", N_("a workbook for any spreadsheet"), (".xlsx",)),
    "markdown": Format("markdown:write", N_("a table or cards in Markdown"), (".md", ".markdown")),
    "docx": Format("docx:write", N_("a document for any word processor"), (".docx",)),
    "html": Format("html:write", N_("a page for a browser"), (".html", ".htm")),
    "svg": Format("svg:write", N_("a picture of what eig stats counts"), (".svg",)),
    "sqlite": Format("sqlite:write", N_("a database of défis"), (".db", ".sqlite", ".sqlite3")),
    "json": Format("data:write_json", N_("an array of records"), (".json",)),
    "jsonl": Format("data:write_jsonl", N_("a record a line"), (".jsonl", ".ndjson")),
    "yaml": Format("data:write_yaml", N_("a dataset that eig can load again"), (".yaml", ".yml")),
    _PACKAGE: Format("package:files", N_("a folder for an open-data portal")),
}
# Of two formats, the first has the suffix.
_BY_SUFFIX = {suffix: name for name, f in reversed(FORMATS.items()) for suffix in f.suffixes}
_ABOUT = {name: known.about for name, known in FORMATS.items()}


@options("Output")
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
    force: bool = option("Replace what is there.")


def format_of(file: str, name: str | None) -> str | None:
    """Return the format that is named, by its name or a suffix, or else that of a file, if any.

    Raises:
        UsageError: where there is no such format.
    """
    if name is None:
        name = Path(file).suffix
        if not name:
            return None
    code = name.lower().lstrip(".")
    if found := code if code in FORMATS else _BY_SUFFIX.get(f".{code}"):
        return found
    raise UsageError(text.not_found_message(_("no format is called {name}."), name, FORMATS))


def write_report(
    report: Report, out: Output, source: Input, first: Sequence[str] = (), default: str = ""
) -> None:
    """Write a report where it is asked for, in the format that is asked for or that suits.

    Args:
        report: the report.
        out: what is asked for.
        source: what was read for it: none of these files is replaced.
        first: what to know before it, for standard error; nothing where there is a mistake.
        default: the format where none is asked for, if not the one that suits where it goes.

    Raises:
        UsageError: for a format that there is not, or that is none for the report or for a file.
        EigError: when a file is not to be replaced, or cannot be written.
    """
    if out.json and out.format not in {None, "json"}:
        raise UsageError(_("two formats are asked for: by --format and by --json"))
    name = format_of(out.output, "json" if out.json else out.format) or default
    if out.title is not None:
        # What the former says of the choice is said still.
        lead = report.lead and f"{report.title} · {report.lead}"
        # A command line may hold what is no text, not even in UTF-8.
        report = report._replace(title=text.held_by_xml(out.title), lead=lead)
    if out.output in {STDOUT, "/dev/stdout"}:  # to open that anew would begin a file anew
        name = name or (_TERMINAL if output.is_terminal() else "plain")
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
    name = name or "plain"
    save(report, out.output, name, force=out.force, inputs=source.paths)
    done = _("wrote {file}, in the format {format}", file=text.printable(out.output), format=name)
    output.print_message(*first, done)


def save(report: Report, file: str, name: str, *, force: bool, inputs: Sequence[str] = ()) -> None:
    """Write a report to a file, or to a folder where the format is one.

    Args:
        report: the report.
        file: where to.
        name: the format.
        force: whether to replace what is there.
        inputs: the files that were read for it, none of which is replaced.

    Raises:
        UsageError: for a format that is none for the report or for a file.
        EigError: when the file is not to be replaced, or cannot be written.
    """
    if name == _TERMINAL:
        raise UsageError(_("a table is drawn for a terminal: choose another format for a file"))
    quoted = text.quoted_path(file)
    suffix = Path(file).suffix.lower()
    other = _BY_SUFFIX.get(suffix, "plain")  # and any format is text
    if other != "plain" and suffix not in FORMATS[name].suffixes:
        wrong = _("{suffix} is the suffix of the format {other}, not of {name}")
        raise UsageError(wrong, suffix=suffix, other=other, name=name)
    if force and Path(file).exists() and not report.blocks:
        raise EigError(_("{file} is left as it was: there is no défi to write"), file=quoted)
    if name == "sqlite":
        # SQLite would take what another program left there for changes of the new database.
        for left in (f"{Path(file).resolve()}{end}" for end in ("-wal", "-journal")):
            if Path(left).exists():
                unread = _("{file} belongs to a database that is in use or was not closed")
                raise EigError(unread, file=text.quoted_path(left))
    if name == _PACKAGE:
        from eigcli.formats.package import own_files

        output.save_folder(file, _pieces(report, name), own_files, force=force, inputs=inputs)
    else:
        output.save_file(file, _pieces(report, name), force=force, inputs=inputs)


def _pieces(report: Report, name: str) -> Any:
    """Return what a format makes of a report: text or bytes in pieces, or files by name.

    Raises:
        UsageError: where the report is none that the format can hold.
        EigError: where the libraries that it needs are not installed.
    """
    if name in {"sqlite", _PACKAGE} and not report.is_whole:
        mistake = _("{name} holds whole défis: eig export --format {name}, without --columns")
        raise UsageError(mistake, name=name)
    module, function = FORMATS[name].writer.split(":")
    try:
        # Imported only now: a run writes one format, and what some need takes long to import.
        writer = getattr(import_module(f"eigcli.formats.{module}"), function)
    except ModuleNotFoundError:
        install = _("the format {name} needs libraries that are not here: {command}")
        command = "pip install python-docx XlsxWriter"
        raise EigError(install, name=name, command=command) from None
    return writer(report)
