"""Groups of options of the command line.

A module that answers to options declares them as a `NamedTuple`, and above it what help says:

    @options(limit=Option("The first N only.", "N", "-n", minimum=1))
    class Order(NamedTuple):
        limit: int | None = None

The command line makes an option of each field, and a value of the group from what the user gave.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

_Group = TypeVar("_Group")


class Option(NamedTuple):
    """What the command line must know of an option besides its name, its type and its default.

    Attributes:
        help: the sentence on it in the help of a command.
        metavar: what help calls its value, such as `N`.
        short: its short name, such as `-n`.
        candidates: returns what may complete its value, each with its meaning; from which datasets
            (an `Input`), and what is typed of the value so far.
        minimum: the least whole number that it takes, where it takes a number.
    """

    help: str
    metavar: str | None = None
    short: str | None = None
    candidates: Callable[[Any, str], Iterable[tuple[str, str]]] | None = None
    minimum: int | None = None


def options(**declared: Option) -> Callable[[type[_Group]], type[_Group]]:
    """Return a decorator that declares the fields of a group as options."""

    def declare(group: type[_Group]) -> type[_Group]:
        group.options = declared  # type: ignore[attr-defined]
        return group

    return declare
