"""The formats: a module each, with its function `write`, and their registry.

Adding a format takes its module and a line here.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias, cast

from eigcli.errors import EigError, UsageError
from eigcli.messages import N_, _
from eigcli.names import code_named
from eigcli.options import Option
from eigcli.reports import Report
from eigcli.text import not_found_message, printable

# It yields a text in pieces; or bytes, where only a program opens them.
Writer: TypeAlias = Callable[[Report], Iterator[Any]]


class Format(NamedTuple):
    """A format.

    Attributes:
        module: the module that writes it.
        about: what it is.
        suffixes: those of the files that are written in it.
        command: the command that it is for, where it is not for all.
    """

    module: str
    about: str
    suffixes: tuple[str, ...] = ()
    command: str = ""


# What stands for standard output where a file is named.
STDOUT = "-"
# The format that is drawn for a terminal, with control characters of its own.
TERMINAL = "table"
# The format that is no text, but a folder of several.
PACKAGE_FORMAT = "datapackage"

FORMATS = {
    TERMINAL: Format("eigcli.terminal", "what a terminal gets by default"),
    "plain": Format("eigcli.formats.plain", "what a pipe gets by default", (".txt",)),
    "csv": Format("eigcli.formats.csv", "CSV for programs", (".csv",)),
    "excel": Format("eigcli.formats.excel", "CSV as a French Excel opens it"),
    "xlsx": Format("eigcli.formats.xlsx", "a workbook for any spreadsheet", (".xlsx",)),
    "markdown": Format(
        "eigcli.formats.markdown", "a table or cards in Markdown", (".md", ".markdown")
    ),
    "docx": Format("eigcli.formats.docx", "a document for any word processor", (".docx",)),
    "html": Format("eigcli.formats.html", "a page for a browser", (".html", ".htm")),
    "svg": Format("eigcli.formats.svg", "a picture of what eig stats counts", (".svg",), "stats"),
    "sqlite": Format(
        "eigcli.formats.sqlite",
        "a database of défis",
        (".db", ".sqlite", ".sqlite3"),
        "export",
    ),
    "json": Format("eigcli.formats.json", "an array of records", (".json",)),
    "jsonl": Format("eigcli.formats.jsonl", "a record a line", (".jsonl", ".ndjson")),
    "yaml": Format("eigcli.formats.yaml", "a dataset that eig can load again", (".yaml", ".yml")),
    PACKAGE_FORMAT: Format(
        "eigcli.formats.datapackage",
        "a folder for an open-data portal",
        command="export",
    ),
}
# The format of each suffix of files.
_BY_SUFFIX = {suffix: name for name, known in FORMATS.items() for suffix in known.suffixes}

_EXCEL = N_("{name} is not a format of eig: --output defis.xlsx opens in any spreadsheet")
_USE_DOCX = N_("{name} is not a format of eig: --output defis.docx opens in any word processor")
_PDF = N_(
    "{name} is not a format of eig: --output defis.html opens in a browser, which prints to PDF"
)
_ZIP = N_("{name} is not a format of eig: --format datapackage makes a folder, which you may zip")
_OTHER = N_("{name} is not a format of eig: choose one with --format, or a suffix of {known}")
# What to do instead of writing a format that eig does not have.
_INSTEAD = {
    **dict.fromkeys(("xls", "ods"), _EXCEL),
    **dict.fromkeys(("doc", "odt"), _USE_DOCX),
    "pdf": _PDF,
    "zip": _ZIP,
}


def formats_of(command: str) -> dict[str, Format]:
    """Return the formats that are for a command, by their names."""
    return {name: known for name, known in FORMATS.items() if known.command in {"", command}}


def _format_option(command: str) -> Option:
    """Return the option `--format` of a command."""
    known = formats_of(command)
    return Option(
        _("One of {names}; excel is CSV for a French Excel.").format(names=", ".join(known)),
        short="-f",
        metavar=_("FORMAT"),
        candidates=lambda *_given: ((name, _(known[name].about)) for name in known),
    )


class Output(NamedTuple):
    """How a report is written, and where to."""

    format: Annotated[str | None, _format_option] = None
    json: Annotated[bool, Option(_("The same as --format json."))] = False
    no_pager: Annotated[bool, Option(_("Print everything at once, without a pager."))] = False
    output: Annotated[
        str,
        Option(
            _("Write this file, in the format of its suffix; - is standard output."),
            short="-o",
            metavar=_("FILE"),
        ),
    ] = STDOUT
    force: Annotated[bool, Option(_("Replace what is there."))] = False

    def format_for(self, command: str) -> str | None:
        """Return the format that a command is asked for, if it is; see `format_called`.

        Raises:
            UsageError: where two are asked for, or one that there is not.
        """
        name = None if self.format is None else format_called(self.format, command)
        if self.json and name not in {None, "json"}:
            raise UsageError(_("two formats are asked for: by --format and by --json"))
        return "json" if self.json else name


def format_called(name: str, command: str) -> str:
    """Return the format called `name`, or whose files have it as suffix.

    Raises:
        UsageError: where there is none, with those that are for the command.
    """
    labels = {code: known.suffixes for code, known in FORMATS.items()}
    if code := code_named(name, labels):
        return code
    if name.lower() in _INSTEAD:
        raise _unwritable(name, command)
    no, there_are = _("no format is called {name}."), _("The formats are {names}.")
    raise UsageError(not_found_message(no, there_are, name, formats_of(command)))


def is_format(word: str) -> bool:
    """Return whether a word is the code of a format, or a suffix without its dot."""
    return word.lower() in FORMATS or f".{word.lower()}" in _BY_SUFFIX


def format_of(file: str, name: str | None, command: str) -> str | None:
    """Return the format of a file: `name`, or else that of its suffix, if it has one.

    Raises:
        UsageError: when no format has its suffix, or the suffix promises what eig does not write.
    """
    suffix = Path(file).suffix.lower()
    if suffix[1:] in _INSTEAD or (suffix and not name and suffix not in _BY_SUFFIX):
        raise _unwritable(suffix, command)
    return name or _BY_SUFFIX.get(suffix)


def _unwritable(name: str, command: str) -> UsageError:
    """Return the mistake of asking for a format that eig does not have, with what to do instead."""
    advice = _(_INSTEAD.get(name.lower().lstrip("."), _OTHER))
    known = chain.from_iterable(known.suffixes for known in formats_of(command).values())
    return UsageError(advice.format(name=printable(name), known=", ".join(known)))


def format_named(code: str) -> Writer:
    """Return the function that writes a format.

    Raises:
        EigError: where the libraries that it needs are not installed.
    """
    try:
        # Imported only now: a run writes one format, and what some need takes long to import.
        return cast(Writer, import_module(FORMATS[code].module).write)
    except ModuleNotFoundError:
        install = _("the format {name} needs libraries that are not here: {command}")
        command = "pip install 'eigcli[office]'"
        raise EigError(install, name=code, command=command) from None
