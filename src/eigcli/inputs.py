"""Which datasets and promotions a command line asks about: by its options, or the environment."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from eigcli.data.loading import BUNDLED, DEFAULT, bundled, files_at, read_files
from eigcli.data.model import Dataset
from eigcli.data.parts import ALL, named_part
from eigcli.errors import EigError
from eigcli.messages import _, language, use_language
from eigcli.options import Values, option
from eigcli.output import print_message


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
        "Défis of this promotion: a code such as 3, a year, latest, or all; by default 2, but all"
        " for words and brief. Repeated: any of them. Or set EIG_PROMOTION.",
        "CODE",
        "-p",
        promotion_candidates,
    )

    @property
    def paths(self) -> Values:
        """The files given, or those of EIG_DATA; `()` stands for the data of eigcli."""
        listed = os.environ.get("EIG_DATA", "").split(os.pathsep)
        paths = self.data or tuple(filter(None, listed))
        return () if paths == (BUNDLED,) else paths

    @property
    def promotions(self) -> Values:
        """The promotions that the option names, or for the data of eigcli EIG_PROMOTION."""
        name = os.environ.get("EIG_PROMOTION", "").strip()
        return self.promotion or ((name,) if name and not self.paths else ())

    @property
    def default(self) -> Values:
        """The promotions named; else 2 for the data of eigcli, or `()` for files: all of theirs."""
        return self.promotions or (() if self.paths else (DEFAULT,))

    def announce(self) -> None:
        """Let messages speak of the datasets, and say if eig waits for one to be typed."""
        use_language(language(), is_of_own=bool(self.paths))
        if "-" in self.paths and sys.stdin is not None and sys.stdin.isatty():
            print_message(_("reading standard input; Ctrl-D ends it"))

    def load_all(self) -> Dataset:
        """Return the datasets that are asked about, as one dataset, with all of their promotions.

        Raises:
            EigError: when a file cannot be read.
            DatasetError: when one is wrong, see `read_files`.
        """
        self.announce()
        return read_files(files_at(self.paths)) if self.paths else bundled().dataset

    def load(self) -> Dataset:
        """Return the promotions that are asked about.

        Raises:
            EigError: as `load_all` does.
            UsageError: for an unknown promotion.
        """
        return named_part(self.load_all(), self.default)

    def load_or_empty(self) -> Dataset:
        """Return what `load_all` does, or an empty dataset if that raises an error: for completion.

        There is no message, since a shell would take it for a value. Terminals and pipes are not
        read, since the command that is being typed will read them.
        """
        if all(path == BUNDLED or Path(path).is_file() for path in self.paths):
            with suppress(EigError):
                return self.load_all()
        return Dataset()
