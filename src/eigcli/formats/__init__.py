"""The formats: a module each, with its `FORMAT`, and their registry.

Adding a format takes its module and a line here.
"""

from importlib import import_module
from typing import NamedTuple, cast

from eigcli.errors import UsageError
from eigcli.formats.base import Format
from eigcli.text import unknown


class _Entry(NamedTuple):
    """Where a format is, and the suffixes of the files that are written in it by themselves."""

    module: str
    suffixes: tuple[str, ...] = ()


FORMATS = {
    "table": _Entry("eigcli.terminal"),
    "plain": _Entry("eigcli.formats.plain", (".txt",)),
    "csv": _Entry("eigcli.formats.csv", (".csv",)),
    "excel": _Entry("eigcli.formats.excel"),
    "markdown": _Entry("eigcli.formats.markdown", (".md", ".markdown")),
    "json": _Entry("eigcli.formats.json", (".json",)),
    "jsonl": _Entry("eigcli.formats.jsonl", (".jsonl", ".ndjson")),
    "yaml": _Entry("eigcli.formats.yaml", (".yaml", ".yml")),
}


def format_named(name: str) -> Format:
    """Return the format called `name`; raise UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(unknown("format", name, FORMATS))
    # Imported only now: a run writes one format, and what some of them need takes long to import.
    return cast(Format, import_module(FORMATS[name].module).FORMAT)


def format_of(suffix: str) -> str | None:
    """Return the name of the format that files with this suffix are written in, if there is one."""
    return next((name for name, entry in FORMATS.items() if suffix.lower() in entry.suffixes), None)
