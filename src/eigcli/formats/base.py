"""What every format can write, and what formats of one kind have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from eigcli.card import programme_card
from eigcli.columns import Cell, Column, exported, rows
from eigcli.model import Dataset, Programme
from eigcli.records import Record, challenge_record, programme_record, statistics_record
from eigcli.stats import TALLY_HEADER, Statistics, tally_rows


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


class RowFormat(ABC):
    """A format that knows rows of cells, and writes everything as such."""

    drawn = False

    @abstractmethod
    def rows(self, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        """Yield a table."""

    def columns(self, dataset: Dataset) -> tuple[Column, ...]:
        """Return the columns where none are chosen."""
        return exported(dataset)

    def table(self, listing: Listing) -> Iterator[str]:
        columns = listing.columns or self.columns(listing.dataset)
        return self.rows([column.name for column in columns], rows(listing.dataset, columns))

    def cards(self, dataset: Dataset) -> Iterator[str]:
        return self.table(Listing(dataset))

    def statistics(self, statistics: Statistics) -> Iterator[str]:
        return self.rows(TALLY_HEADER, tally_rows(statistics))

    def programme(self, programme: Programme) -> Iterator[str]:
        return self.rows(("label", "value"), programme_card(programme).facts)


class RecordFormat(ABC):
    """A format that knows nested records, and writes everything as such."""

    drawn = False

    @abstractmethod
    def records(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield a list of records."""

    @abstractmethod
    def record(self, record: Record) -> str:
        """Return a record that stands by itself."""

    def table(self, listing: Listing) -> Iterator[str]:
        dataset, columns = listing.dataset, listing.columns
        if columns is None:
            return self.cards(dataset)
        names = [column.name for column in columns]
        return self.records(dict(zip(names, row, strict=True)) for row in rows(dataset, columns))

    def cards(self, dataset: Dataset) -> Iterator[str]:
        return self.records(map(challenge_record, dataset.challenges))

    def statistics(self, statistics: Statistics) -> Iterator[str]:
        yield self.record(statistics_record(statistics))

    def programme(self, programme: Programme) -> Iterator[str]:
        yield self.record(programme_record(programme))
