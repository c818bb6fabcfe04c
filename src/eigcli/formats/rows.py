"""What the formats that know rows of cells have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from eigcli.card import Card, challenge_card, programme_card
from eigcli.columns import Cell, Column, exported, rows
from eigcli.formats.base import Listing
from eigcli.model import Dataset, Programme
from eigcli.stats import TALLY_HEADER, Statistics, tally_rows


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
        columns = listing.columns
        if columns is None:
            columns = self.columns(listing.dataset)
        return self.rows([column.name for column in columns], rows(listing.dataset, columns))

    def cards(self, dataset: Dataset) -> Iterator[str]:
        return self.table(Listing(dataset))

    def statistics(self, statistics: Statistics) -> Iterator[str]:
        return self.rows(TALLY_HEADER, tally_rows(statistics))

    def programme(self, programme: Programme) -> Iterator[str]:
        card = programme_card(programme)
        return self.rows(("label", "value"), (("Name", card.name), *card.facts))


class CardFormat(RowFormat):
    """A format that knows cards too."""

    @abstractmethod
    def card(self, card: Card) -> str:
        """Return a card."""

    def cards(self, dataset: Dataset) -> Iterator[str]:
        for position, challenge in enumerate(dataset.challenges):
            yield "\n" * (position > 0) + self.card(challenge_card(challenge))

    def programme(self, programme: Programme) -> Iterator[str]:
        yield self.card(programme_card(programme))
