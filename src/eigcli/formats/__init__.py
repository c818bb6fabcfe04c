"""The formats: a module each, with its function `write`, and their registry.

Adding a format takes its module and a line here.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, NamedTuple, cast

from eigcli.errors import UsageError
from eigcli.messages import N_, _
from eigcli.options import Option
from eigcli.reports import Report
from eigcli.text import comma_list, not_found_message, printable

Write = Callable[[Report], Iterator[str]]


class _Entry(NamedTuple):
    """Where a format is, what it is, and the suffixes of files that are written in it."""

    module: str
    about: str
    suffixes: tuple[str, ...] = ()


# The format that is made for a terminal, with control characters of its own.
DRAWN = "table"
# The format that is no text, but a folder of several.
FOLDER = "datapackage"

FORMATS = {
    DRAWN: _Entry("eigcli.terminal", "what a terminal gets by default"),
    "plain": _Entry("eigcli.formats.plain", "what a pipe gets by default", (".txt",)),
    "csv": _Entry("eigcli.formats.csv", "CSV for programs", (".csv",)),
    "excel": _Entry("eigcli.formats.excel", "CSV as a French Excel opens it"),
    "markdown": _Entry(
        "eigcli.formats.markdown", "a table or cards in Markdown", (".md", ".markdown")
    ),
    "html": _Entry("eigcli.formats.html", "a page for a browser", (".html", ".htm")),
    "json": _Entry("eigcli.formats.json", "an array of records", (".json",)),
    "jsonl": _Entry("eigcli.formats.jsonl", "a record a line", (".jsonl", ".ndjson")),
    "yaml": _Entry("eigcli.formats.yaml", "a dataset that eig can load again", (".yaml", ".yml")),
    FOLDER: _Entry("eigcli.formats.datapackage", "a folder for an open-data portal, in French"),
}


class Output(NamedTuple):
    """How the answer is written."""

    format: Annotated[
        str | None,
        Option(
            _("One of {names}; excel is CSV for a French Excel.").format(
                names=comma_list([name for name in FORMATS if name != FOLDER])
            ),
            short="-f",
            metavar=_("FORMAT"),
            candidates=lambda *_given: (
                # Most commands cannot write a folder.
                (name, _(entry.about))
                for name, entry in FORMATS.items()
                if name != FOLDER
            ),
        ),
    ] = None
    json: Annotated[bool, Option(_("The same as --format json."))] = False
    no_pager: Annotated[
        bool, Option(_("Never show a screen at a time what is longer than the screen."))
    ] = False

    @property
    def named(self) -> str | None:
        """The format that is asked for, if one is; raise UsageError where two are."""
        if self.format == "":
            format_named(self.format)  # raises
        if self.json and self.format not in {None, "json"}:
            raise UsageError(_("two formats are asked for: by --format and by --json"))
        return "json" if self.json else self.format


_EXCEL = N_("{name} is not a format of eig: --format excel --output defis.csv opens in Excel")
_PANDOC = N_("{name} is not a format of eig: pandoc makes a document of --output defis.md")
_ZIP = N_("{name} is not a format of eig: --format datapackage makes a folder, which you may zip")
# Formats that people ask for, and how to come to them.
_ELSEWHERE = {
    **dict.fromkeys(("xlsx", "xls", "ods"), _EXCEL),
    **dict.fromkeys(("docx", "odt"), _PANDOC),
    "zip": _ZIP,
}


def format_named(name: str) -> Write:
    """Return the function that writes the format `name`; raise UsageError where there is none."""
    if name not in FORMATS:
        if name.lower() in _ELSEWHERE:
            raise UsageError(_hint(name))
        no, there_are = _("no format is called {name}."), _("The formats are {names}.")
        by_suffix = {s: known for known, entry in FORMATS.items() for s in entry.suffixes}
        raise UsageError(not_found_message(no, there_are, name, FORMATS, by_suffix))
    # Imported only now: a run writes one format, and what some of them need takes long to import.
    return cast(Write, import_module(FORMATS[name].module).write)


def format_of(file: str, given: str | None = None) -> str | None:
    """Return the format of a file: the one `given`, or that of its suffix, or `None` without one.

    Raises:
        UsageError: when no format has its suffix, or the suffix promises what eig does not write.
    """
    suffix = Path(file).suffix.lower()
    if suffix[1:] in _ELSEWHERE:
        raise UsageError(_hint(suffix))
    if given or not suffix:
        return given
    for name, entry in FORMATS.items():
        if suffix in entry.suffixes:
            return name
    raise UsageError(_hint(suffix))


def has_format(file: str) -> bool:
    """Return whether a file has the suffix of a format."""
    return any(Path(file).suffix.lower() in entry.suffixes for entry in FORMATS.values())


def _hint(suffix: str) -> str:
    """Return what to do for a file or a format that is none of eig's."""
    other = _("{name} is not a format of eig: choose one with --format, or a suffix of {known}")
    hint = _(_ELSEWHERE.get(suffix.lower().lstrip("."), other))
    known = ", ".join(suffix for entry in FORMATS.values() for suffix in entry.suffixes)
    return hint.format(name=printable(suffix), known=known)
