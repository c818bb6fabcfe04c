"""Text for `cut`, `grep` and the eye: a line for each row or fact, never wrapped or cut."""

from collections.abc import Iterator

from eigcli.crossed import Crossed
from eigcli.data.cards import Card
from eigcli.reports import Call, Cards, Listing, Report
from eigcli.text import printable


def write(report: Report) -> Iterator[str]:
    """Yield rows of cells separated by tabs, or cards as lines `key: value`.

    Rows have no head but where its names are those of what is counted.
    """
    if isinstance(report, Cards | Call):
        for position, card in enumerate(report.cards(words=False)):
            yield "\n" * (position > 0) + _fact_lines(card)
    else:
        listed = report.for_programs() if isinstance(report, Listing) else report
        table = listed.table(words=False)
        if isinstance(report, Crossed):
            yield "\t".join(map(printable, table.head)) + "\n"
        for row in table.rows:
            yield "\t".join(printable("; ".join(cell)) for cell in row) + "\n"


def _fact_lines(card: Card) -> str:
    return "".join(
        f"{fact.name}: {printable(value)}\n" for fact in card.facts for value in fact.value
    )
