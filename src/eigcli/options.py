"""Dataclasses whose fields are options of the command line.

A module that answers to options declares them here, beside what they do: the command line makes
an option of each field, and a value of the dataclass from what the user gave.
"""

from collections.abc import Callable, Iterable
from dataclasses import Field, field
from typing import Any, NamedTuple

from eigcli.model import Dataset

# What the beginning of a value may be completed to, each value with what it means, or nothing.
Candidates = Callable[[Dataset, str], Iterable[tuple[str, str]]]


class Option(NamedTuple):
    """What the command line must know of an option besides its name, its type and its default."""

    help: str
    short: str | None = None
    metavar: str | None = None
    minimum: int | None = None
    candidates: Candidates | None = None


def option(help: str, *, default: Any, **details: Any) -> Any:  # noqa: A002
    """Return the field of a dataclass that is an option; for the rest see `Option`."""
    return field(default=default, metadata={Option: Option(help, **details)})


def option_of(declared: Field[Any]) -> Option:
    """Return what `option` was told of a field."""
    told: Option = declared.metadata[Option]
    return told
