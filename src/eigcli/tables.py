"""Tables and cards: the forms in which a person or a program reads a report."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from eigcli.fields import Cell, Kind, values_of
from eigcli.messages import _
from eigcli.model import Source


class Table(NamedTuple):
    """A table.

    Attributes:
        head: the heading of each column.
        rows: the rows, each with a cell for each column.
        kinds: what the cells of each column are.
    """

    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    kinds: Sequence[Kind]


class Fact(NamedTuple):
    """A line of a card: the name of a field for programs, its label for people, and its value."""

    name: str
    label: str
    value: Cell


class Card(NamedTuple):
    """All that is known of a challenge or a call.

    Attributes:
        name: its name.
        tagline: its tagline, if it has one.
        facts: a line for each known field, name and tagline included.
        page: the address of its page, if it has one.
        sources: the documents that its facts were taken from.
        status: a sentence on whether one may still apply, if it is a call.
    """

    name: str
    tagline: str | None
    facts: list[Fact]
    page: str | None = None
    sources: tuple[Source, ...] = ()
    status: str = ""

    @property
    def details(self) -> list[Fact]:
        """The facts without name and tagline."""
        return [fact for fact in self.facts if fact.name not in {"name", "tagline"}]


def card_of(record: Any, *, words: bool) -> Card:
    """Return the card of a challenge or a programme, in words for people or codes for programs."""
    cells = ((field, field.kind.cell(value, words=words)) for field, value in values_of(record))
    facts = [Fact(field.name, _(field.label), cell) for field, cell in cells if cell]
    page, tagline = getattr(record, "page", None), getattr(record, "tagline", None)
    return Card(record.name, tagline, facts, page, record.sources)
