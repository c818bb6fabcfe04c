"""The formats that another program reads: one module each, and their registry.

Adding a format takes a module with a function `table`, and a line in `SUFFIXES`.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from eigcli.columns import Column
from eigcli.errors import UsageError
from eigcli.model import Dataset
from eigcli.text import did_you_mean, listing, quoted

# Each format by name, and the suffix of the files that are written in it unless told otherwise.
SUFFIXES = {
    "csv": ".csv",
    "excel": None,
    "markdown": ".md",
}


class Format(Protocol):
    """What the module of a format does."""

    def table(self, dataset: Dataset, columns: Sequence[Column]) -> Iterator[str]:
        """Yield the text of a table of the challenges of `dataset`, piece by piece."""
        ...


def format_named(name: str) -> Format:
    """Return the format called `name`; raise UsageError where there is none."""
    if name not in SUFFIXES:
        hint = did_you_mean(name, SUFFIXES)
        raise UsageError(
            f"no format is called {quoted(name)}{hint} The formats are {listing(SUFFIXES)}."
        )
    # Imported when it is used: most runs write one format, or none.
    return cast(Format, import_module(f"eigcli.formats.{name}"))


def format_for(suffix: str) -> str:
    """Return the name of the format that files with this suffix are written in, else `csv`."""
    return next((name for name, own in SUFFIXES.items() if own == suffix.lower()), "csv")
