"""What every format can write."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from eigcli.columns import Column
from eigcli.model import Dataset, Programme
from eigcli.stats import Statistics


class Listing(NamedTuple):
    """The challenges of `dataset`, to be listed with `columns`, or those of the format if `None`.

    `words` were searched for.
    """

    dataset: Dataset
    columns: tuple[Column, ...] | None = None
    words: tuple[str, ...] = ()


class Format(Protocol):
    """A way to write what was asked for. Each method yields text, piece by piece.

    `drawn` tells that the text is made for a terminal, with control characters of its own.
    """

    drawn: bool

    def table(self, listing: Listing) -> Iterator[str]:
        """Yield the challenges of a listing."""
        ...

    def cards(self, dataset: Dataset) -> Iterator[str]:
        """Yield everything known of each challenge of `dataset`."""
        ...

    def statistics(self, statistics: Statistics) -> Iterator[str]:
        """Yield totals and tallies."""
        ...

    def programme(self, programme: Programme) -> Iterator[str]:
        """Yield everything known of the programme."""
        ...
