"""Options of the command line, each declared once: as the default of what takes its value.

Those that most commands share are here too: which datasets and promotions to ask, the language.

An option of one command is the default of a parameter. Options that several commands share, or that
belong together, are fields of a named tuple; a command takes them by a parameter of this type, and
`eigcli.app` has their title in help:

    class Order(NamedTuple):
        limit: int | None = option("The first N only.", "N", "-n")

A field may have several options that may be repeated, as a dictionary of them by their names; its
value has the values of those that are given.
"""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from eigcli.data.loading import BUNDLED, DEFAULT, bundled, files_at, read_files
from eigcli.data.model import Dataset, distinct
from eigcli.data.promotions import ALL, select_promotions
from eigcli.errors import EigError, UsageError
from eigcli.messages import LANGUAGES, N_, _, language_of_locale
from eigcli.output import print_message
from eigcli.suggesting import not_found_message
from eigcli.text import name_data

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


def language_called(name: str, unknown: str = N_("no language is called {name}.")) -> str:
    """Return the code of a language.

    Raises:
        UsageError: for one that eig does not speak: the message `unknown`.
    """
    if code := language_of_locale(name):
        return code
    raise UsageError(not_found_message(_(unknown), name, LANGUAGES))


def check_environment() -> None:
    """Raise UsageError if EIG_LANG names a language that eig does not speak."""
    if name := os.environ.get("EIG_LANG"):
        language_called(name, N_("no language is called {name}, which EIG_LANG asks for."))


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


def promotion_candidates(dataset: Dataset) -> dict[str, str]:
    """Return the promotions that complete a value, each with its label."""
    return {ALL: _("all of them"), **dataset.promotion_labels}


class Input(NamedTuple):
    """The datasets that are asked about, and the promotions in them."""

    data: Values = option(
        "Read this dataset instead; - is standard input, eig the dataset of eig. Repeated: all of"
        " them together. Or set EIG_DATA.",
        "FILE",
        "-d",
    )
    promotion: Values = option(
        "Challenges of this promotion: a code such as 3, a year, latest, or all; by default 2, but"
        " all for words and brief. Repeated: any of them. Or set EIG_PROMOTION for the data of"
        " eig.",
        "CODE",
        "-p",
        promotion_candidates,
    )

    @property
    def paths(self) -> Values:
        """The files given, or those of EIG_DATA, each once; `()` stands for the data of eigcli."""
        paths = distinct(self.data or os.environ.get("EIG_DATA", "").split(os.pathsep))
        return () if paths == (BUNDLED,) else paths

    @property
    def promotions(self) -> Values:
        """The promotions that the option names, or for the data of eigcli EIG_PROMOTION."""
        if self.promotion or self.paths:
            return self.promotion
        name = os.environ.get("EIG_PROMOTION", "").strip()
        return (name,) if name else ()

    @property
    def default(self) -> Values:
        """The promotions named; else 2 for the data of eigcli, or `()` for files: all of theirs."""
        if self.promotions or self.paths:
            return self.promotions
        return (DEFAULT,)

    def announce(self) -> None:
        """Say if eig waits for a dataset to be typed."""
        if "-" in self.paths and sys.stdin is not None and sys.stdin.isatty():
            print_message(_("reading standard input; Ctrl-D ends it"))

    def load_all(self) -> Dataset:
        """Return the datasets that are asked about, as one dataset, with all of their promotions.

        Raises:
            EigError: when a file cannot be read.
            DatasetError: when one is wrong, see `read_files`.
        """
        self.announce()
        name_data(self.data)
        return read_files(files_at(self.paths)) if self.paths else bundled().dataset

    def load(self) -> Dataset:
        """Return the promotions that are asked about.

        Raises:
            EigError: as `load_all` does.
            UsageError: for an unknown promotion.
        """
        return select_promotions(self.load_all(), self.default)

    def load_or_empty(self) -> Dataset:
        """Return what `load_all` does, or an empty dataset if that raises an error: for completion.

        There is no message, since a shell would take it for a value. Terminals and pipes are not
        read, since the command that is being typed will read them.
        """
        if all(path == BUNDLED or Path(path).is_file() for path in self.paths):
            with suppress(EigError):
                return self.load_all()
        return Dataset()
