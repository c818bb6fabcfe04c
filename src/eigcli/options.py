"""Groups of options of the command line.

A module that answers to options declares them here as a `NamedTuple`, beside what they do:

    class Order(NamedTuple):
        limit: Annotated[int | None, Option("The first N only.", metavar="N")] = None

The command line makes an option of each field, and a value of the group from what the user gave.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

# What a value may be completed to, each with what it means, or nothing: of the datasets that are
# asked about (an `eigcli.dataset.Input`), and what is begun.
Candidates = Callable[[Any, str], Iterable[tuple[str, str]]]


class Option(NamedTuple):
    """What the command line must know of an option besides its name, its type and its default."""

    help: str
    short: str | None = None
    metavar: str | None = None
    minimum: int | None = None
    candidates: Candidates | None = None
