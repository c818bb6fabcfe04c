"""The formats: a module each, with its function `write`, and their registry.

Adding a format takes its module and a line here.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple, cast

from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.reports import Report
from eigcli.text import unknown

Write = Callable[[Report], Iterator[str]]


class _Entry(NamedTuple):
    """Where a format is, what it is, and the suffixes of files that are written in it."""

    module: str
    about: str
    suffixes: tuple[str, ...] = ()


# The format that is made for a terminal, with control characters of its own.
DRAWN = "table"

FORMATS = {
    DRAWN: _Entry("eigcli.terminal", "what a terminal gets by default"),
    "plain": _Entry("eigcli.formats.plain", "what a pipe gets by default", (".txt",)),
    "csv": _Entry("eigcli.formats.csv", "CSV for programs", (".csv",)),
    "excel": _Entry("eigcli.formats.excel", "CSV as a French Excel opens it"),
    "markdown": _Entry(
        "eigcli.formats.markdown", "a table or cards in Markdown", (".md", ".markdown")
    ),
    "json": _Entry("eigcli.formats.json", "an array of records", (".json",)),
    "jsonl": _Entry("eigcli.formats.jsonl", "a record a line", (".jsonl", ".ndjson")),
    "yaml": _Entry("eigcli.formats.yaml", "a dataset that eig can load again", (".yaml", ".yml")),
}


def format_named(name: str) -> Write:
    """Return the function that writes the format `name`; raise UsageError where there is none."""
    if name not in FORMATS:
        no, there_are = _("no format is called {name}."), _("The formats are {names}.")
        raise UsageError(unknown(no, there_are, name, FORMATS))
    # Imported only now: a run writes one format, and what some of them need takes long to import.
    return cast(Write, import_module(FORMATS[name].module).write)


def format_of(suffix: str) -> str | None:
    """Return the name of the format that files with this suffix are written in, if there is one."""
    return next((name for name, entry in FORMATS.items() if suffix.lower() in entry.suffixes), None)
