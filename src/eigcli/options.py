"""Groups of options of the command line.

A module that answers to options declares them here as a `NamedTuple`, beside what they do:

    class Order(NamedTuple):
        limit: Annotated[int | None, Option("The first N only.", metavar="N")] = None

The command line makes an option of each field, and a value of the group from what the user gave.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

# Returns what may complete a value, each with its meaning; from which datasets (an `Input`), and
# what is typed of the value so far.
Candidates = Callable[[Any, str], Iterable[tuple[str, str]]]


class Option(NamedTuple):
    """What the command line must know of an option besides its name, its type and its default.

    Attributes:
        help: the sentence on it in the help of a command.
        short: its short name, such as `-n`.
        metavar: what help calls its value, such as `N`.
        minimum: the least whole number that it takes, where it takes a number.
        candidates: what may complete its value.
    """

    help: str
    short: str | None = None
    metavar: str | None = None
    minimum: int | None = None
    candidates: Candidates | None = None
