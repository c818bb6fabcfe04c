"""Reports: what a command answers, for a format to write.

Each report has a table and records, and where it is read in detail cards too. Tables and cards are
in words for people or in codes for programs; records are what JSON can hold: one for each challenge
or call, or a single one. `title` and `headline` stand above it, `dataset` is what it is of, `notes`
are the sentences that a person must read with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any, NamedTuple, TypeAlias

from eigcli.columns import (
    Column,
    columns_in,
    each_text_once,
    exported_columns,
    known_roles,
    own_columns,
    table_of,
)
from eigcli.counts import Counts, people_head, recruited_in, sought_in
from eigcli.crossed import Crossed
from eigcli.data.cards import Card, Table, card_of
from eigcli.data.kinds import CODE, TEXT, TEXTS, Cell, Kind, cell_of, fields_of, plain_of
from eigcli.data.loading import Input, load_or_empty
from eigcli.data.model import COUNT, DATE, Dataset, Programme, Source
from eigcli.data.parts import own_programmes, pruned
from eigcli.messages import N_, _
from eigcli.notes import call_status, listing_notes, people_notes
from eigcli.search import Matches
from eigcli.text import grouped, title_with
from eigcli.today import Today

# The default columns: in `plain`, and in formats for people, which may leave some out. An export to
# a file has more, see `exported_columns`.
_FOR_PROGRAMS = ("slug", "number", "name", "tagline", "hosts", "seeks", "promotion")
_FOR_PEOPLE = ("promotion", "number", "name", "tagline", "hosts", "themes", "seeks", "basis")
# On a page, the rest opens below a row.
_ON_PAGE = ("name", "tagline", "hosts", "promotion", "seeks", "phase")


class Listing(NamedTuple):
    """The challenges of a dataset, one below the other.

    Attributes:
        chosen: a dataset of these challenges.
        columns: the columns that were asked for; `None` leaves them to the format.
        matches: where the words that they were searched for are in their texts.
        chosen_by: what people call the values of the filters.
        bundled: whether the dataset comes with eigcli.
        found: how many challenges meet the filters, those that `--limit` left out included; 0: not
            known.
    """

    chosen: Dataset
    columns: tuple[Column, ...] | None = None
    matches: Matches = Matches()
    chosen_by: tuple[str, ...] = ()
    bundled: bool = False
    found: int = 0

    @property
    def several(self) -> bool:
        """Whether it is of several promotions, so that each challenge must say of which."""
        return max(len(self.chosen.promotions), len(self.chosen.programmes)) > 1

    @property
    def described(self) -> Dataset:
        """Its challenges and the programmes that describe them: of some challenges, theirs only."""
        if not self.chosen_by:
            return self.chosen
        return replace(self.chosen, programmes=own_programmes(self.chosen))

    @property
    def title(self) -> str:
        """Of which promotion and by which values of filters its challenges are, for a heading."""
        title, promotions = _("Défis"), self.chosen.promotions
        if len(promotions) == 1 and (code := promotions[0]):
            title = _("Défis of promotion {code}").format(code=code)
        return title_with(title, self.chosen_by)

    @property
    def headline(self) -> str:
        """The totals in a line, see `Counts`."""
        return Counts(self.chosen).headline

    @property
    def dataset(self) -> Dataset:
        """The dataset that it is of, with the programmes and the sources of its challenges only."""
        return pruned(self.chosen)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know, a sentence each."""
        names = None if self.columns is None else [column.name for column in self.columns]
        return listing_notes(self.chosen, self.found, names, self.chosen_by)

    def for_programs(self) -> "Listing":
        """Return it with the columns for programs, unless some were asked for."""
        return self._with_columns(_FOR_PROGRAMS)

    def for_spreadsheets(self) -> "Listing":
        """Return it with the columns that say something, unless some were asked for.

        Each role has its numbers, to be added up, instead of the texts that say them. Columns are
        left out that say nothing: of most roles, most promotions seek none.
        """
        if self.columns is not None:
            return self
        every = columns_in(self.chosen, self.chosen.skills)
        columns = each_text_once(
            column
            for name, column in every.items()
            if (column.exported or column.role) and name not in {"seeks", "recruited"}
        )
        challenges = self.chosen.challenges
        stated = tuple(column for column in columns if column.says_something(challenges))
        return self._replace(columns=stated or columns)

    def for_people(self, *omitted: str) -> "Listing":
        """Return it with the columns for people that say something, unless some were asked for.

        Args:
            omitted: the names of columns that a format leaves out, or shows otherwise.
        """
        # A number means something in its own promotion alone.
        hidden = {*omitted, "number" if self.several else "promotion"}
        return self._with_stated([n for n in _FOR_PEOPLE if n not in hidden])

    def for_page(self) -> "Listing":
        """Return it with the columns of a page that say something, unless some were asked for."""
        hidden = set() if self.several else {"promotion"}
        return self._with_stated([n for n in _ON_PAGE if n not in hidden])

    def _with_stated(self, names: Sequence[str]) -> "Listing":
        """Return it with those of some columns that say something, and names anyway."""
        columns, challenges = columns_in(self.chosen), self.chosen.challenges
        stated = [
            name
            for name in names
            if name == "name" or any(columns[name].cell(c, words=True) for c in challenges)
        ]
        return self._with_columns(stated or names)

    def _with_columns(self, names: Sequence[str]) -> "Listing":
        if self.columns is not None:
            return self
        columns = columns_in(self.chosen)
        return self._replace(columns=tuple(columns[name] for name in names))

    def table(self, *, words: bool) -> Table:
        """Return a row for each challenge, by itself with the columns of an export."""
        columns = self.columns or exported_columns(self.chosen)
        return table_of(columns, self.chosen.challenges, words=words)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield all fields of each challenge, or the columns that were asked for.

        After its fields come the keys that any of the challenges has of its author's own.
        """
        own = own_columns(self.chosen.challenges)
        for challenge in self.chosen.challenges:
            if self.columns is None:
                record = plain_of(challenge, brief=False)
                # In the order that all have them in.
                stated = {key: record.pop(key, None) for key in own}
                yield record | stated
            else:
                yield {column.name: column.record(challenge) for column in self.columns}


class Cards(Listing):
    """The challenges of a dataset, one after the other, with all that is known of each."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know, a sentence each."""
        return people_notes(self.chosen, by_role=True)

    def cards(self, *, words: bool) -> Iterator[Card]:
        """Yield the card of each challenge."""
        return (card_of(challenge, words=words) for challenge in self.chosen.challenges)


class Call(NamedTuple):
    """The programme and its call for applications, of one promotion or several.

    Attributes:
        programmes: one for each promotion.
        sources: the documents that the facts of its dataset were taken from.
        today: how things stand today, which comes first; `None` for the programmes alone.
    """

    programmes: tuple[Programme, ...]
    sources: tuple[Source, ...] = ()
    today: Today | None = None

    @property
    def title(self) -> str:
        """Its title, for a heading."""
        return _("Calls for applications")

    @property
    def headline(self) -> str:
        """Nothing: it counts nothing."""
        return ""

    @property
    def dataset(self) -> Dataset:
        """The dataset that it is of, without challenges."""
        return Dataset(programmes=self.programmes, sources=self.sources, challenges=())

    @property
    def notes(self) -> tuple[str, ...]:
        """Nothing: each card has the status of its call."""
        return ()

    def table(self, *, words: bool) -> Table:
        """Return a row for each fact, which begins with its promotion where there are several."""
        start = 0 if len(self.programmes) > 1 else 1
        names = ["promotion", "key", "value"]
        head = [_("Promotion"), _("Fact"), _("Value")] if words else names
        facts = [("", self.today.card(words=words).facts)] if self.today else []
        facts += [(p.promotion or "", card_of(p, words=words).facts) for p in self.programmes]
        rows = (
            [(promotion,), (fact.label if words else fact.name,), fact.value]
            for promotion, listed in facts
            for fact in listed
        )
        kinds = [TEXT, TEXT, TEXTS]
        return Table(head[start:], (row[start:] for row in rows), kinds[start:])

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each programme, after how things stand today where that is asked."""
        today = {"today": self.today.record()} if self.today else {}
        return (today | plain_of(programme, brief=False) for programme in self.programmes)

    def cards(self, *, words: bool) -> Iterator[Card]:
        """Yield how things stand today, then each programme, with the status of its call."""
        if self.today:
            yield self.today.card(words=words)
        for programme in self.programmes:
            yield card_of(programme, words=words)._replace(status=call_status(programme))


# The columns of a line for each promotion, with their headings for people and their kinds.
_PROMOTION_COLUMNS: dict[str, tuple[str, Kind]] = {
    "promotion": (N_("Promotion"), CODE),
    "name": (N_("Name"), TEXT),
    "start": (N_("Start"), DATE),
    "challenges": (N_("Défis"), COUNT),
    "sought": (N_("People sought"), COUNT),
    "recruited": (N_("People recruited"), COUNT),
    "organiser": (N_("Run by"), TEXT),
}
# What only programs read by default.
_PROMOTION_CODES: dict[str, tuple[str, Kind]] = {
    "counted": (N_("Whom it counts"), TEXT),
    "sought_known": (N_("Défis that say how many people"), COUNT),
    "recruited_known": (N_("Défis that say who was recruited"), COUNT),
}


def promotion_columns() -> dict[str, tuple[str, Kind]]:
    """Return the columns that a line for each promotion may have: each heading, and its kind."""
    fields = {field.name: (field.label, field.kind) for field in fields_of(Programme).values()}
    return fields | _PROMOTION_COLUMNS | _PROMOTION_CODES


class Calls(NamedTuple):
    """The promotions of a dataset, a line each.

    Attributes:
        dataset: the dataset.
        columns: the names of the columns that were asked for, of `promotion_columns`.
    """

    dataset: Dataset
    columns: Sequence[str] = ()

    @property
    def title(self) -> str:
        """Its title, for a heading."""
        return _("Promotions")

    @property
    def headline(self) -> str:
        """The totals in a line, see `Counts`."""
        return Counts(self.dataset).headline

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know, a sentence each."""
        return people_notes(self.dataset, by_role=False)

    def for_people(self) -> "Calls":
        """Return it with the columns for people that say something, unless some were asked for."""
        if self.columns:
            return self
        # A note tells people whom `sought` counts.
        names = [*_PROMOTION_COLUMNS]
        _head, rows, _kinds = self._replace(columns=names).table(words=True)
        stated = (any(column) for column in zip(*rows, strict=True))
        return self._replace(columns=[*compress(names, stated)] or names)

    def table(self, *, words: bool) -> Table:
        """Return a row for each promotion; for people, then one for the totals of several."""
        if words and not self.columns:
            return self.for_people().table(words=words)
        names = self.columns or [*_PROMOTION_COLUMNS, *_PROMOTION_CODES]
        known = promotion_columns()
        labels = {name: _(label) for name, (label, _kind) in known.items()}
        labels["sought"] = people_head(self.dataset.challenges)
        fields = {field.name: field for field in fields_of(Programme).values()}

        def cell(name: str, programme: Programme, numbers: dict[str, Any]) -> Cell:
            if name in numbers:
                return known[name][1].texts(numbers[name], words=words)
            return cell_of(programme, fields[name], words=words)

        rows = [
            [cell(name, programme, numbers) for name in names]
            for programme, numbers in self._counted()
        ]
        totals = self._totals()
        if words and len(rows) > 1 and not totals.keys().isdisjoint(names):
            rows.append([totals.get(name, ()) for name in names])
            rows[-1][0] = rows[-1][0] or (_("total"),)
        head = [labels[name] if words else name for name in names]
        return Table(head, rows, [known[name][1] for name in names])

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield what is known of each promotion; `counted` is whom `sought` counts."""
        names = self.columns or [*_PROMOTION_COLUMNS, *_PROMOTION_CODES]
        for programme, numbers in self._counted():
            record = plain_of(programme, brief=False) | numbers
            yield {name: record[name] for name in names}

    def _counted(self) -> Iterator[tuple[Programme, dict[str, Any]]]:
        """Yield each programme, and the numbers of its challenges by the names of columns."""
        by_promotion = grouped((c.promotion, c) for c in self.dataset.challenges)
        for programme in self.dataset.programmes:
            challenges = by_promotion.get(programme.promotion, [])
            sought, recruited = sought_in(challenges), recruited_in(challenges)
            yield (
                programme,
                {
                    "challenges": len(challenges),
                    "sought": sought.number,
                    "recruited": recruited.number,
                    "sought_known": sought.known,
                    "recruited_known": recruited.known,
                },
            )

    def _totals(self) -> dict[str, Cell]:
        """Return the totals of all promotions for people, by the names of columns."""
        challenges = self.dataset.challenges
        people = {"sought": sought_in(challenges), "recruited": recruited_in(challenges)}
        return {
            "challenges": COUNT.texts(len(challenges), words=True),
            **{name: (total.in_words,) for name, total in people.items() if total.number},
        }


Report: TypeAlias = Listing | Cards | Call | Calls | Counts | Crossed


def column_candidates(source: Input, _prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the columns, each with its meaning."""
    dataset = load_or_empty(source)
    for column in columns_in(dataset, known_roles(dataset)).values():
        yield column.name, column.about


def promotion_column_candidates(_source: Input, _prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the columns of a line for each promotion, each with its heading."""
    for name, (label, _kind) in promotion_columns().items():
        yield name, _(label)
