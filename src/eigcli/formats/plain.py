"""Text for `cut`, `grep` and the eye: a line for each challenge or fact, never wrapped or cut."""

from collections.abc import Iterator, Sequence

from eigcli.card import facts
from eigcli.columns import Cell, Column
from eigcli.model import Dataset
from eigcli.text import printable


def table(dataset: Dataset, columns: Sequence[Column]) -> Iterator[str]:
    """Yield a line for each challenge: its cells, separated by tabs."""
    for challenge in dataset.challenges:
        yield "\t".join(_cell_text(column.cell(challenge)) for column in columns) + "\n"


def cards(dataset: Dataset) -> Iterator[str]:
    """Yield a card for each challenge, a line `Label: value` for each fact, a gap between two."""
    for position, challenge in enumerate(dataset.challenges):
        heading = [("Name", challenge.name), ("Tagline", challenge.tagline)]
        lines = [
            f"{label}: {printable(value)}\n"
            for label, value in (*heading, *facts(challenge))
            if value
        ]
        yield "\n" * (position > 0) + "".join(lines)


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return printable("; ".join(cell))
    return "" if cell is None else printable(str(cell))
