"""Options of the command line, each declared once: as the default of what takes its value.

An option of one command is the default of a parameter. Options that several commands share, or that
belong together, are fields of a named tuple; a command takes them by a parameter of this type, and
`eigcli.app` has their title in help:

    class Order(NamedTuple):
        limit: int | None = option("The first N only.", "N", "-n")
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from eigcli.errors import UsageError
from eigcli.messages import _, language_of_locale, languages
from eigcli.text import not_found_message

Values = tuple[str, ...]  # the values of an option that may be repeated


class Option(NamedTuple):
    """What the command line must know of an option besides its name and the type of its value.

    Attributes:
        help: its sentence in the help of a command, which translates this and `metavar`.
        metavar: the name of its value in help, such as `N`.
        short: its short name, such as `-n`.
        candidates: returns the values that complete it, each with its meaning, from all promotions
            of the dataset that is asked about. A filter needs none.
        names: the values that it takes, each with its meaning, if they are the same for every
            dataset: they complete it, and `{names}` in the sentence lists them.
        default: its value if it is not given, unless that is `()`, `False` or `None` by its type;
            `...` if it must be given.
        is_argument: whether it has no name on the command line.
    """

    help: str
    metavar: str = ""
    short: str = ""
    candidates: Callable[[Any], Mapping[str, str]] | None = None
    names: Mapping[str, str] = {}
    default: Any = None
    is_argument: bool = False


# Typed so that type checkers take an option as the default of a text or a number.
option: Callable[..., Any] = Option
argument: Callable[..., Any] = partial(Option, is_argument=True)


def language_called(name: str) -> str:
    """Return the code of a language.

    Raises:
        UsageError: for one that eig does not speak.
    """
    if code := language_of_locale(name):
        return code
    raise UsageError(not_found_message(_("no language is called {name}."), name, languages()))


class Options(NamedTuple):
    """The options of every command: they are heeded before it runs, and not passed to it."""

    lang: str | None = option("Use this language. Or set EIG_LANG.", "en|fr")
    quiet: bool = option("Print only mistakes on standard error. Or set EIG_QUIET=1.")

    def heed(self) -> None:
        """Be quiet for the whole process; check the language, which `process` has set before.

        Raises:
            UsageError: for a language that eig does not speak.
        """
        if self.lang:
            language_called(self.lang)
        if self.quiet:
            os.environ["EIG_QUIET"] = "1"
