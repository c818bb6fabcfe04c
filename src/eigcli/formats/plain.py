"""Text for `cut`, `grep` and the eye: a line for each row or fact, never wrapped or cut."""

from collections.abc import Iterable, Iterator, Sequence

from eigcli.card import Card
from eigcli.columns import Cell, Column, listed
from eigcli.formats.rows import CardFormat
from eigcli.model import Dataset
from eigcli.text import printable


class Plain(CardFormat):
    """Rows of cells separated by tabs, without a header, and cards as lines `Label: value`."""

    def rows(self, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        del header  # `cut` and `while read` want rows and nothing else
        for row in rows:
            yield "\t".join(map(_cell_text, row)) + "\n"

    def columns(self, dataset: Dataset) -> tuple[Column, ...]:
        return listed(dataset)

    def card(self, card: Card) -> str:
        heading = [("Name", card.name), ("Tagline", card.tagline)]
        facts = [(label, value) for label, value in (*heading, *card.facts) if value]
        return "".join(f"{label}: {printable(value)}\n" for label, value in facts)


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return printable("; ".join(cell))
    return "" if cell is None else printable(str(cell))


FORMAT = Plain()
