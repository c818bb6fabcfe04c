"""Tables and cards: the forms in which a person or a program reads a report."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from eigcli.data.dates import date_text
from eigcli.fields import Cell, Field, Kind, cell_of, field_read, values_of
from eigcli.messages import N_, _
from eigcli.model import Challenge, Source, whom_counted


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
    """A line of a card.

    Attributes:
        name: the name of its field, for programs.
        label: the label of its field, for people.
        value: its texts.
        sources: the keys of the sources that it was taken from.
    """

    name: str
    label: str
    value: Cell
    sources: tuple[str, ...] = ()

    def mark(self, numbers: Mapping[str, int]) -> str:
        """Return the numbers of its sources, such as `[1 4]`; "" where it has none."""
        cited = "\u00a0".join(map(str, self.cited(numbers)))
        return f"[{cited}]" if cited else ""

    def cited(self, numbers: Mapping[str, int]) -> list[int]:
        """Return the numbers of those of its sources that are listed.

        Args:
            numbers: the number of each source in the list, by its key.
        """
        return sorted({numbers[key] for key in self.sources if key in numbers})


class Card(NamedTuple):
    """All that is known of a challenge or a call.

    Attributes:
        name: its name.
        facts: a line for each known field, name, tagline and sources included.
        page: the address of its page, if it has one.
        sources: the documents that its facts were taken from.
        status: a sentence on whether one may still apply, if it is a call.
    """

    name: str
    facts: list[Fact]
    page: str | None = None
    sources: tuple[Source, ...] = ()
    status: str = ""

    @property
    def tagline(self) -> Fact | None:
        """Its tagline, if it has one."""
        return next((fact for fact in self.facts if fact.name == "tagline"), None)

    @property
    def details(self) -> list[Fact]:
        """The facts without name, tagline and sources."""
        return [fact for fact in self.facts if fact.name not in _NO_DETAILS]


# What people read for `Seeks` where people were selected.
_SELECTED = N_("Selected")
_NO_DETAILS = {"name", "tagline", "sources"}


def source_numbers(sources: Iterable[Source]) -> dict[str, int]:
    """Return the number of each source in a list of them, by its key."""
    return {source.key: number for number, source in enumerate(sources, 1)}


def card_of(record: Any, *, words: bool) -> Card:
    """Return the card of a challenge or a programme, in words for people or codes for programs."""
    facts = []
    selected = isinstance(record, Challenge) and whom_counted([record]) == "selected"
    for declared, value in values_of(record):
        cell = _cell(record, declared, value, words=words)
        if cell and (declared.on_card or not words):
            read = field_read(record, declared) if words else declared
            cited = [source for source in record.sources if read.name in source.fields]
            if words:
                cell = _explained(cell, declared, value, cited)
            label = _SELECTED if declared.name == "profiles" and selected else declared.label
            keys = tuple(source.key for source in cited)
            facts.append(Fact(declared.name, _(label), cell, keys))
    # Not those of what is not shown.
    shown = set(chain.from_iterable(fact.sources for fact in facts))
    sources = tuple(s for s in record.sources if s.key in shown or not s.fields)
    return Card(record.name, facts, getattr(record, "page", None), sources)


def _cell(record: Any, declared: Field, value: Any, *, words: bool) -> Cell:
    """Return the texts of a fact; a key of somebody's own is no attribute of the record."""
    if hasattr(record, declared.name):
        return cell_of(record, declared, words=words)
    return declared.kind.cell(value, words=words)


def _explained(cell: Cell, declared: Field, value: Any, sources: Sequence[Source]) -> Cell:
    """Return the texts of a fact with what they mean, and by which day, where that is not clear."""
    meaning = declared.kind.meaning(value)
    if not meaning:
        return cell
    [words] = cell
    date = max((source.date for source in sources if source.date), default=None)
    if not date:
        return (_("{words}: {meaning}.").format(words=words, meaning=meaning),)
    dated = _("{words}: {meaning}, according to a source dated {date}.")
    return (dated.format(words=words, meaning=meaning, date=date_text(date)),)
