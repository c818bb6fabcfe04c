"""What the formats that know rows of cells have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from eigcli.columns import Cell, Column, exported, rows
from eigcli.formats.base import Listing
from eigcli.model import Dataset, Programme

if TYPE_CHECKING:  # only some commands count
    from eigcli.stats import Statistics


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

    def statistics(self, statistics: "Statistics") -> Iterator[str]:
        from eigcli.stats import TALLY_HEADER, tally_rows

        return self.rows(TALLY_HEADER, tally_rows(statistics))

    def programme(self, programme: Programme) -> Iterator[str]:
        from eigcli.card import programme_card

        return self.rows(("label", "value"), programme_card(programme).facts)
