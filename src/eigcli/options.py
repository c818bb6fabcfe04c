"""Groups of options of the command line.

A module that answers to options declares them as a `NamedTuple`, and above it what help says:

    @options(limit=Option("The first N only.", "N", "-n", minimum=1))
    class Order(NamedTuple):
        limit: int | None = None

The command line makes an option of each field, and a value of the group from what the user gave.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from eigcli.errors import UsageError
from eigcli.messages import _, language_of_locale, languages
from eigcli.text import not_found_message

_Group = TypeVar("_Group")
Candidates = Callable[[Any, str], Iterable[tuple[str, str]]]


class Option(NamedTuple):
    """What the command line must know of an option besides its name, its type and its default.

    Attributes:
        help: the sentence on it in the help of a command.
        metavar: what help calls its value, such as `N`.
        short: its short name, such as `-n`.
        candidates: returns what may complete its value, each with its meaning; from which datasets
            (an `Input`), and what is typed of the value so far.
        minimum: the least whole number that it takes, where it takes a number.
        section: the title of the section of help that it stands in, if not that of its group.
        callback: what Typer calls with its value.
    """

    help: str
    metavar: str | None = None
    short: str | None = None
    candidates: Candidates | None = None
    minimum: int | None = None
    section: str = ""
    callback: Callable[[Any], Any] | None = None


class Argument(Option):
    """The same of an argument, which has no name on the command line."""


def options(**declared: Option) -> Callable[[type[_Group]], type[_Group]]:
    """Return a decorator that declares the fields of a group as options."""

    def declare(group: type[_Group]) -> type[_Group]:
        group.options = declared  # type: ignore[attr-defined]
        return group

    return declare


def language_called(name: str | None) -> str | None:
    """Return the code of a language, `None` where none is named.

    Raises:
        UsageError: for one that eig does not speak.
    """
    code = None if name is None else language_of_locale(name)
    if name is not None and not code:
        no, there_are = _("no language is called {name}."), _("The languages are {names}.")
        raise UsageError(not_found_message(no, there_are, name, languages()))
    return code


def _be_quiet(wanted: bool) -> bool:  # noqa: FBT001 - Typer calls it
    """Set EIG_QUIET for this process, if that is asked for."""
    if wanted:
        os.environ["EIG_QUIET"] = "1"
    return wanted


@options(
    # The language is spoken already: help is translated as it is declared.
    lang=Option(_("Speak this language. Or set EIG_LANG."), "en|fr", callback=language_called),
    quiet=Option(
        _("Print nothing but mistakes on standard error. Or set EIG_QUIET=1."), callback=_be_quiet
    ),
)
class Options(NamedTuple):
    """What every command has. No command is given them: they are heeded as they are read."""

    lang: str | None = None
    quiet: bool = False
