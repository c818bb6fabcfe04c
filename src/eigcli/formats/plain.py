"""Text for `cut`, `grep` and the eye: a line for each row or fact, never wrapped or cut."""

from collections.abc import Iterator

from eigcli.fields import Cell
from eigcli.reports import Call, Cards, Listing, Report
from eigcli.tables import Card
from eigcli.text import printable


def write(report: Report) -> Iterator[str]:
    """Yield rows of cells separated by tabs, without a head, or cards as lines `key: value`."""
    if isinstance(report, Cards | Call):
        for position, card in enumerate(report.cards(words=False)):
            yield "\n" * (position > 0) + _card_text(card)
    else:
        table = (report.for_programs() if isinstance(report, Listing) else report).table(
            words=False
        )
        for row in table.rows:
            yield "\t".join(map(_cell_text, row)) + "\n"


def _card_text(card: Card) -> str:
    return "".join(
        f"{name}: {printable(value)}\n" for name, _label, cell in card.facts for value in cell
    )


def _cell_text(cell: Cell) -> str:
    return printable("; ".join(cell))
