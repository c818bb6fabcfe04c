"""Tables and cards: the forms in which a person or a program reads a report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from eigcli.data.dates import date_text
from eigcli.data.kinds import Cell, Kind, cell_of, field_read, fields_of, own_field
from eigcli.data.model import Challenge, Source
from eigcli.data.people import whom_counted
from eigcli.messages import N_, _


class Table(NamedTuple):
    """A table: its headings, its rows with a cell for each, and what each column has."""

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
        """Return the numbers of those of its sources that are listed; `numbers` has them by key."""
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
        return [fact for fact in self.facts if fact.name not in {"name", "tagline", "sources"}]


def source_numbers(sources: Iterable[Source]) -> dict[str, int]:
    """Return the number of each source in a list of them, by its key."""
    return {source.key: number for number, source in enumerate(sources, 1)}


def card_of(record: Any, *, words: bool) -> Card:
    """Return the card of a challenge or a programme, in words for people or codes for programs."""
    declared = [f for f in fields_of(record.__class__).values() if f.card or not words]
    cells = [(field, cell_of(record, field, words=words)) for field in declared]
    for key, value in getattr(record, "own", ()):
        own = own_field(key, (value,))
        cells.append((own, own.kind.words(value) if words else own.kind.codes(value)))
    is_selected = isinstance(record, Challenge) and whom_counted([record]) == "selected"
    facts: list[Fact] = []
    for field, cell in cells:
        if not cell:
            continue
        read = field_read(record, field) if words else field
        names = {read.name, read.older}
        cited = [c.source for c in record.sources if not names.isdisjoint(c.fields)]
        meaning = field.kind.meanings[getattr(record, field.name)] if field.kind.meanings else ""
        value = (_explained(cell[0], _(meaning), cited),) if meaning and words else cell
        label = N_("Selected") if field.name == "profiles" and is_selected else field.label
        facts.append(Fact(field.name, _(label), value, tuple(source.key for source in cited)))
    # Not those of what is not shown.
    shown = {key for fact in facts for key in fact.sources}
    sources = tuple(c.source for c in record.sources if c.source.key in shown or not c.fields)
    return Card(record.name, facts, getattr(record, "page", None), sources)


def _explained(words: str, meaning: str, sources: Iterable[Source]) -> str:
    """Return a text with what it means, and by which day."""
    date = max((source.date for source in sources if source.date), default=None)
    if not date:
        return _("{words}: {meaning}.").format(words=words, meaning=meaning)
    dated = _("{words}: {meaning}, according to a source dated {date}.")
    return dated.format(words=words, meaning=meaning, date=date_text(date))
