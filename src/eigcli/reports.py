"""What a command answers: a listing, cards, counts, the calls in full or a line each.

A report knows itself as a table and as records, and where it is read in detail as cards too. Tables
and cards are in words for people or in codes for programs; records hold what JSON can: one for each
challenge, or a single one. A format writes the form that it is made for.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from eigcli.columns import Column, columns_of, exported_columns
from eigcli.counts import Counts, Table, recruited_in, sought_in
from eigcli.dataset import Input, load_or_empty
from eigcli.fields import Cell, Kind, record_of, values_of
from eigcli.kinds import CODE, COUNT, DATE, TEXT, TEXTS
from eigcli.messages import N_, _
from eigcli.model import (
    Dataset,
    Programme,
    Source,
)
from eigcli.search import Matches

# The columns of a list that is read line by line.
_BRIEF = ("slug", "number", "name", "tagline", "hosts", "seeks", "promotion")


class Fact(NamedTuple):
    """A line of a card: what programs and people call it, and what it says."""

    name: str
    label: str
    value: Cell


class Card(NamedTuple):
    """All that is known of something: `facts` in their order, its name and tagline among them.

    Attributes:
        page: the address of its page, if there is one.
        sources: the documents that its facts were taken from.
    """

    name: str
    tagline: str | None
    facts: list[Fact]
    page: str | None = None
    sources: tuple[Source, ...] = ()

    @property
    def details(self) -> list[Fact]:
        """The facts without its name and tagline."""
        return [fact for fact in self.facts if fact.name not in {"name", "tagline"}]


class Listing(NamedTuple):
    """The challenges of a dataset, one below the other.

    Attributes:
        chosen: a dataset of these challenges.
        columns: what is told of each; `None` leaves it to the format.
        matches: where the words that they were searched for are in their texts.
        chosen_by: what they were chosen by, as it was typed.
        elsewhere: where there are others, for a reader in a terminal.
        bundled: whether the dataset comes with eigcli.
        of: how many met the filters; 0 where that is not known.
    """

    chosen: Dataset
    columns: tuple[Column, ...] | None = None
    matches: Matches = Matches()
    chosen_by: tuple[str, ...] = ()
    elsewhere: str = ""
    bundled: bool = False
    of: int = 0

    @property
    def several(self) -> bool:
        """Whether it is of several promotions, so that each challenge must say of which."""
        return max(len(self.chosen.promotions), len(self.chosen.programmes)) > 1

    def brief(self, names: Sequence[str] = _BRIEF) -> "Listing":
        """Return it with a few columns, by themselves those of a list, unless some were chosen."""
        if self.columns is not None:
            return self
        known = columns_of(self.chosen.skills)
        return self._replace(columns=tuple(known[name] for name in names))

    def table(self, *, words: bool) -> Table:
        """Return a row for each challenge, by itself with every column that says something new."""
        columns = self.columns or exported_columns(self.chosen)
        rows = (
            [column.cell(challenge, words=words) for column in columns]
            for challenge in self.chosen.challenges
        )
        head = [column.label if words else column.name for column in columns]
        return Table(head, rows, [column.kind for column in columns])

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield all of each challenge, or the chosen columns."""
        for challenge in self.chosen.challenges:
            if self.columns is None:
                yield record_of(challenge)
            else:
                yield {column.name: column.record(challenge) for column in self.columns}


class Cards(Listing):
    """The challenges of a dataset, one after the other, with all that is known of each."""

    def cards(self, *, words: bool) -> Iterable[Card]:
        """Return the card of each challenge."""
        return (_card(challenge, words=words) for challenge in self.chosen.challenges)


class Call(NamedTuple):
    """The programme and its call for applications, of one promotion or several.

    Attributes:
        programmes: one for each promotion.
        sources: the documents that the facts of its dataset were taken from.
    """

    programmes: tuple[Programme, ...]
    sources: tuple[Source, ...] = ()

    def table(self, *, words: bool) -> Table:
        """Return a row for each fact; where there are several calls, of which promotion it is."""
        several = len(self.programmes) > 1
        head = [_("Fact"), _("Value")] if words else ["key", "value"]
        rows = (
            [
                *([(programme.promotion or "",)] if several else []),
                (fact.label if words else fact.name,),
                fact.value,
            ]
            for programme in self.programmes
            for fact in _card(programme, words=words).facts
        )
        promotion = _("Promotion") if words else "promotion"
        kinds = [TEXT] * (len(head) - 1 + several) + [TEXTS]
        return Table([promotion, *head] if several else head, rows, kinds)

    def records(self) -> dict[str, Any] | Iterator[dict[str, Any]]:
        """Return the programme, or several."""
        if len(self.programmes) == 1:
            return record_of(self.programmes[0])
        return map(record_of, self.programmes)

    def cards(self, *, words: bool) -> Iterable[Card]:
        """Return a card for each."""
        return (_card(programme, words=words) for programme in self.programmes)


# The columns of a line for each promotion: what people call them, and their kinds.
_CALLS: dict[str, tuple[str, Kind]] = {
    "promotion": (N_("Promotion"), CODE),
    "name": (N_("Name"), TEXT),
    "start": (N_("Start"), DATE),
    "challenges": (N_("Défis"), COUNT),
    "sought": (N_("People sought"), COUNT),
    "recruited": (N_("People recruited"), COUNT),
    "organiser": (N_("Run by"), TEXT),
}


class Calls(NamedTuple):
    """The promotions of a dataset, a line each."""

    dataset: Dataset

    def table(self, *, words: bool) -> Table:
        """Return a row for each promotion."""
        # People are told by a remark whom `sought` counts.
        columns = _CALLS if words else _CALLS | {"counted": ("", TEXT)}
        rows = (
            [kind.cell(record[name], words=words) for name, (_label, kind) in columns.items()]
            for record in self.records()
        )
        head = [_(label) if words else name for name, (label, _kind) in columns.items()]
        return Table(head, rows, [kind for _label, kind in columns.values()])

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield what is known of each promotion; `counted` says whom `sought` counts."""
        by_promotion = self.dataset.by_promotion
        for programme in self.dataset.programmes:
            those = by_promotion.get(programme.promotion, [])
            yield {
                "promotion": programme.promotion,
                "name": programme.name,
                "start": programme.start,
                "challenges": len(those),
                "sought": sought_in(those),
                "recruited": recruited_in(those),
                "organiser": programme.organiser,
                "counted": programme.counted,
            }


Detailed: TypeAlias = Cards | Call


Report: TypeAlias = Listing | Detailed | Calls | Counts


def _card(value: Any, *, words: bool) -> Card:
    cells = ((held.kind.cell(said, words=words), held) for held, said in values_of(value))
    facts = [Fact(declared.name, _(declared.label), cell) for cell, declared in cells if cell]
    page, tagline = getattr(value, "page", None), getattr(value, "tagline", None)
    return Card(value.name, tagline, facts, page, value.sources)


def column_candidates(given: Input, _begun: str) -> Iterator[tuple[str, str]]:
    """Yield the columns, each with its meaning."""
    for column in columns_of(load_or_empty(given).skills).values():
        yield column.name, column.about
