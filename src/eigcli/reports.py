"""What a command answers: a listing, cards, counts or the call.

A report knows itself as a table and as records, and where it is read in detail as cards too. Tables
and cards are in words for people or in codes for programs; records hold what JSON can: one for each
challenge, or a single one. A format writes the form that it is made for.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from eigcli.errors import UsageError
from eigcli.fields import Cell, Column, columns_of, record_of, values_of
from eigcli.kinds import COUNT
from eigcli.messages import N_, _
from eigcli.model import Challenge, Dataset, Programme, discrepancies, profiles_of
from eigcli.profiles import Profile, by_skill, headcount, totals_text
from eigcli.text import unknown

# The columns of a list that is read line by line.
_BRIEF = {"slug", "number", "name", "tagline", "hosts", "seeks"}


class Table(NamedTuple):
    """The heads of columns, and rows that have a cell for each."""

    head: Sequence[str]
    rows: Iterator[Sequence[Cell]]


class Fact(NamedTuple):
    """A line of a card: what programs and people call it, and what it says."""

    name: str
    label: str
    value: Cell


class Card(NamedTuple):
    """All that is known of something: `facts` in their order, its name and tagline among them."""

    name: str
    tagline: str | None
    facts: list[Fact]

    @property
    def details(self) -> list[Fact]:
        """The facts without its name and tagline."""
        return [fact for fact in self.facts if fact.name not in {"name", "tagline"}]


class Listing(NamedTuple):
    """The challenges of a dataset, one below the other.

    Attributes:
        chosen: a dataset of these challenges.
        columns: what is told of each; `None` leaves it to the format.
        search: the words that they were searched for.
    """

    chosen: Dataset
    columns: tuple[Column, ...] | None = None
    search: tuple[str, ...] = ()

    def brief(self) -> "Listing":
        """Return it with a few columns, unless some were chosen."""
        if self.columns is not None:
            return self
        return self._replace(columns=tuple(c for c in self._known() if c.name in _BRIEF))

    def _known(self) -> Iterable[Column]:
        return columns_of(Challenge, self.chosen.skills).values()

    def table(self, *, words: bool) -> Table:
        """Return a row for each challenge, by itself with every column that says something new."""
        columns = self.columns or [column for column in self._known() if column.exported]
        rows = (
            [column.kind.cell(column.value(challenge), words=words) for column in columns]
            for challenge in self.chosen.challenges
        )
        return Table([column.label if words else column.name for column in columns], rows)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield all of each challenge, or the chosen columns."""
        for challenge in self.chosen.challenges:
            if self.columns is None:
                yield record_of(challenge)
            else:
                yield {c.name: c.kind.record(c.value(challenge)) for c in self.columns}


class Cards(Listing):
    """The challenges of a dataset, one after the other, with all that is known of each."""

    def cards(self, *, words: bool) -> Iterable[Card]:
        """Return the card of each challenge."""
        return (_card(challenge, words=words) for challenge in self.chosen.challenges)


class Call(NamedTuple):
    """The programme and its call for applications."""

    programme: Programme

    def table(self, *, words: bool) -> Table:
        """Return a row for each fact."""
        facts = _card(self.programme, words=words).facts
        rows = ((fact.label if words else fact.name, fact.value) for fact in facts)
        return Table((_("Fact"), _("Value")) if words else ("key", "value"), rows)

    def records(self) -> dict[str, Any]:
        """Return the programme."""
        return record_of(self.programme)

    def cards(self, *, words: bool) -> Iterable[Card]:
        """Return its card."""
        return [_card(self.programme, words=words)]


class Tally(NamedTuple):
    """What falls to one skill or one ministry.

    Attributes:
        by: `skill` or `ministry`.
        name: the code of the skill, or the name of the ministry.
        label: what people call it.
        challenges: how many défis.
        sought: how many people, `None` where nobody counted them.
        share: the part in all people, from 0 to 1, or in all défis where people are not counted.
    """

    by: str
    name: str
    label: str
    challenges: int
    sought: int | None
    share: float


class Counts:
    """How many défis there are and how many people they seek, by skill and by ministry.

    A challenge of several skills or ministries counts for each, and once in the totals.

    Args:
        chosen: a dataset of the challenges that are counted.
        whole: the dataset that they were chosen from, whose totals may have been announced.

    Attributes:
        challenges: how many there are.
        sought: how many people they seek, `None` where not all of them are counted.
        tallies: what falls to each skill, then to each ministry, in the order of the dataset.
        announced: the totals that the programme announced, if any.
        adds_up: whether the whole dataset adds up to them; `None` where nothing was announced.
        totals: all in a line, such as `5 défis, 10 profiles: 5 designers, 5 developers`.
    """

    def __init__(self, chosen: Dataset, whole: Dataset) -> None:
        self.challenges = len(chosen.challenges)
        self.sought = headcount(profiles_of(chosen.challenges))
        sought = by_skill(profiles_of(chosen.challenges))
        skills = [skill for skill in chosen.skills if skill.code in sought]
        hosted: dict[str, list[Challenge]] = {}
        for challenge in chosen.challenges:
            for ministry in dict.fromkeys(host.ministry for host in challenge.hosts):
                hosted.setdefault(ministry, []).append(challenge)
        self.tallies = [
            *(
                self._tally(
                    "skill", s.code, s.label, len(sought[s.code]), headcount(sought[s.code])
                )
                for s in skills
            ),
            *(
                self._tally("ministry", name, name, len(those), headcount(profiles_of(those)))
                for name, those in hosted.items()
            ),
        ]
        self.announced = whole.programme.announced if whole.programme else None
        self.adds_up = not any(discrepancies(whole)) if self.announced else None
        counted = (Profile(skill, headcount(sought[skill.code])) for skill in skills)
        self.totals = totals_text(self.challenges, self.sought, counted)

    def _tally(self, by: str, name: str, label: str, challenges: int, sought: int | None) -> Tally:
        part = challenges if self.sought is None else sought or 0
        return Tally(by, name, label, challenges, sought, part / (self.sought or self.challenges))

    def table(self, *, words: bool) -> Table:
        """Return a row for the totals, for each tally, and for what was announced."""
        if words:
            head = (_("By"), _("Name"), _("Défis"), _("People sought"), _("Percent"))
        else:
            head = ("by", "code", "challenges", "sought", "percent")
        rows = (
            [
                _(_BY[by]) if words else by,
                label if words else code,
                *(COUNT.cell(count, words=False) for count in counts),
            ]
            for by, code, label, *counts in self._rows()
        )
        return Table(head, rows)

    def _rows(self) -> Iterator[tuple[str, str, str, int | None, int | None, int | None]]:
        """Yield what is counted: by what, its code and its label, and three numbers."""
        yield "total", "", "", self.challenges, self.sought, 100 if self.challenges else None
        for tally in self.tallies:
            yield *tally[:-1], round(100 * tally.share)
        if said := self.announced:
            verdict = _("adds up") if self.adds_up else _("does not add up")
            yield "announced", "", verdict, said.challenges, said.profiles, None
            for profile in said.skills:
                skill = profile.skill
                yield "announced_skill", skill.code, skill.label, None, profile.count, None

    def records(self) -> dict[str, Any]:
        """Return everything."""
        tallies = [
            {t.by: t.name, "challenges": t.challenges, "sought": t.sought, "share": t.share}
            for t in self.tallies
        ]
        return {
            "challenges": self.challenges,
            "sought": self.sought,
            "skills": [tally for tally in tallies if "skill" in tally],
            "ministries": [tally for tally in tallies if "ministry" in tally],
            "announced": self.announced and record_of(self.announced),
            "adds_up": self.adds_up,
        }


Detailed: TypeAlias = Cards | Call
Report: TypeAlias = Listing | Detailed | Counts

_BY = {
    "total": N_("total"),
    "skill": N_("role"),
    "ministry": N_("ministry"),
    "announced": N_("announced"),
    "announced_skill": N_("announced role"),
}


def _card(value: Any, *, words: bool) -> Card:
    cells = ((held.kind.cell(said, words=words), held) for held, said in values_of(value))
    facts = [Fact(declared.name, _(declared.label), cell) for cell, declared in cells if cell]
    return Card(value.name, getattr(value, "tagline", None), facts)


def columns_named(dataset: Dataset, names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns called `names`; raise UsageError where there is none."""
    known = columns_of(Challenge, dataset.skills)
    for name in names:
        if name not in known:
            no, there_are = _("no column is called {name}."), _("The columns are {names}.")
            raise UsageError(unknown(no, there_are, name, known))
    return tuple(known[name] for name in names)


def column_candidates(dataset: Dataset, begun: str) -> Iterator[tuple[str, str]]:
    """Yield what a list of columns, separated by commas, may be completed to, and its meaning."""
    before, comma, _begun = begun.rpartition(",")
    for column in columns_of(Challenge, dataset.skills).values():
        yield f"{before}{comma}{column.name}", column.about
