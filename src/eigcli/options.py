"""Groups of options of the command line.

A module that answers to options declares them here as a `NamedTuple`, beside what they do:

    class Order(NamedTuple):
        limit: Annotated[int | None, Option("The first N only.", metavar="N")] = None

The command line makes an option of each field, and a value of the group from what the user gave.
Where an option is another one in each command, a function stands there that returns it, such as
`lambda command: Option(f"For {command}.")`.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from eigcli.names import code_named

# Returns what may complete a value, each with its meaning, such as ("paris", "Paris"); from which
# datasets (an `eigcli.dataset.Input`), and what is typed of the value so far.
Candidates = Callable[[Any, str], Iterable[tuple[str, str]]]


class Option(NamedTuple):
    """What the command line must know of an option besides its name, its type and its default.

    Attributes:
        help: the sentence on it in the help of a command.
        short: its short name, such as `-n`.
        metavar: what help calls its value, such as `N`.
        minimum: the least whole number that it takes, where it takes a number.
        candidates: what may complete its value.
        labels: what people call it besides its name, not translated yet.
        callback: returns its value from what was typed, or raises UsageError.
    """

    help: str
    short: str | None = None
    metavar: str | None = None
    minimum: int | None = None
    candidates: Candidates | None = None
    labels: tuple[str, ...] = ()
    callback: Callable[[Any], Any] | None = None


# The labels of options, by their long names.
LABELS: dict[str, tuple[str, ...]] = {}


def option_named(name: str, options: Collection[str]) -> str | None:
    """Return which of some options goes by a name, `None` if none does.

    For example `--skill` for `--métier`.
    """
    if name in options or not name.startswith("--"):
        return name if name in options else None
    labels = {option[2:]: LABELS.get(option, ()) for option in options if option[:2] == "--"}
    code = code_named(name[2:], labels)
    return code and f"--{code}"
