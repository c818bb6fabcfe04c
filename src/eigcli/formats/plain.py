"""Text for `cut`, `grep` and the eye: a line for each row or fact, never wrapped or cut."""

from collections.abc import Iterable, Iterator, Sequence

from eigcli.card import Card, challenge_card, programme_card
from eigcli.columns import Cell, Column, listed
from eigcli.formats.rows import RowFormat
from eigcli.model import Dataset, Programme
from eigcli.text import printable


class Plain(RowFormat):
    """Rows of cells separated by tabs, without a header, and cards as lines `Label: value`."""

    def rows(self, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        del header  # `cut` and `while read` want rows and nothing else
        for row in rows:
            yield "\t".join(map(_cell_text, row)) + "\n"

    def columns(self, dataset: Dataset) -> tuple[Column, ...]:
        return listed(dataset)

    def cards(self, dataset: Dataset) -> Iterator[str]:
        for position, challenge in enumerate(dataset.challenges):
            yield "\n" * (position > 0) + _card(challenge_card(challenge))

    def programme(self, programme: Programme) -> Iterator[str]:
        yield _card(programme_card(programme))


def _card(card: Card) -> str:
    heading = [("Name", card.name), ("Tagline", card.tagline)]
    facts = [(label, value) for label, value in (*heading, *card.facts) if value]
    return "".join(f"{label}: {printable(value)}\n" for label, value in facts)


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return printable("; ".join(cell))
    return "" if cell is None else printable(str(cell))


FORMAT = Plain()
