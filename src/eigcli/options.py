"""Options of the command line, each declared once: as the default of what takes its value.

A command may have one as the default of a parameter. Those that several commands have, or that go
together, are the fields of a named tuple, from which a parameter of this type gets its value:

    @options("Order")
    class Order(NamedTuple):
        limit: int | None = option("The first N only.", "N", "-n")
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, get_origin

from eigcli.errors import UsageError
from eigcli.messages import _, language_of_locale, languages
from eigcli.text import not_found_message

Values = tuple[str, ...]  # the values of an option that may be repeated
Meanings = Mapping[str, str]  # what may be typed, each with what it means
Candidates = Callable[[Any], Meanings]


class Option(NamedTuple):
    """What the command line must know of an option besides its name and the type of its value.

    Attributes:
        help: the sentence on it in the help of a command, where it and the next are translated.
        metavar: what help calls its value, such as `N`.
        short: its short name, such as `-n`.
        candidates: returns what may complete its value, each with its meaning, from all promotions
            of the dataset that is asked about. A filter needs none.
        names: the values that it takes, each with its meaning, if they are the same of each
            dataset: they complete it, and stand at `{names}` in the sentence.
        section: the title of the section of help that it stands in, if not that of its group.
        default: its value where it is not given, if not that of its type.
        is_argument: whether it has no name on the command line.
    """

    help: str
    metavar: str | None = None
    short: str | None = None
    candidates: Candidates | None = None
    names: Mapping[str, str] = {}
    section: str = ""
    default: Any = None
    is_argument: bool = False

    def default_of(self, kind: Any) -> Any:
        """Return the value where it is not given, by its type: nothing, false, or no value."""
        if self.default is not None:
            return self.default
        return () if get_origin(kind) is tuple else False if kind is bool else None


# For type checkers, the default of a text or a number may be an option.
option: Callable[..., Any] = Option
argument: Callable[..., Any] = partial(Option, is_argument=True)


def options(title: str) -> Callable[[Any], Any]:
    """Return a decorator that makes a named tuple, whose defaults are options, a group of these.

    Its `options` are they by name, its `options_title` is that of a section of help. What is made
    of it has the defaults of the options.
    """

    def declare(group: Any) -> Any:
        group.options_title, group.options = title, group._field_defaults
        kinds = group.__annotations__
        defaults = (one.default_of(kinds[name]) for name, one in group.options.items())
        group.__new__.__defaults__ = tuple(defaults)
        return group

    return declare


def language_called(name: str) -> str:
    """Return the code of a language.

    Raises:
        UsageError: for one that eig does not speak.
    """
    if code := language_of_locale(name):
        return code
    raise UsageError(not_found_message(_("no language is called {name}."), name, languages()))


@options("Options")
class Options(NamedTuple):
    """What every command has. No command is given them: they are heeded before it runs."""

    lang: str | None = option("Speak this language. Or set EIG_LANG.", "en|fr")
    quiet: bool = option("Print nothing but mistakes on standard error. Or set EIG_QUIET=1.")

    def heed(self) -> None:
        """Be quiet for the whole process; the language is spoken since before this was read.

        Raises:
            UsageError: for a language that eig does not speak.
        """
        if self.lang is not None:
            language_called(self.lang)
        if self.quiet:
            os.environ["EIG_QUIET"] = "1"
