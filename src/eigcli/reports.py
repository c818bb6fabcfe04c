"""What a command answers: a listing, cards, counts, the calls in full or a line each.

A report knows itself as a table and as records, and where it is read in detail as cards too. Tables
and cards are in words for people or in codes for programs; records hold what JSON can: one for each
challenge, or a single one. A format writes the form that it is made for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from eigcli.dataset import Input, peek
from eigcli.errors import UsageError
from eigcli.fields import Cell, Column, Kind, columns_of, record_of, values_of
from eigcli.kinds import CODE, COUNT, DATE, DAY, TEXT, Count, age
from eigcli.messages import N_, _, ngettext
from eigcli.model import (
    Challenge,
    Dataset,
    Period,
    Programme,
    Source,
    discrepancies,
    profiles_of,
)
from eigcli.profiles import Profile, by_skill, headcount, totals_text
from eigcli.text import paragraph, unknown
from eigcli.words import Asked

# What stands before people that are inferred, and for a number that is not known.
_INFERRED = "~"
NOT_KNOWN = "–"
_SOUGHT = Count("{count} person sought", "{count} people sought")
_RECRUITED = Count("{count} person recruited", "{count} people recruited")
# A smaller part, rounded to a percent, would look like none.
_LEAST_SHARE = 0.005
# The columns of a list that is read line by line.
_BRIEF = ("slug", "number", "name", "tagline", "hosts", "seeks", "promotion")


class Table(NamedTuple):
    """The heads of columns, rows that have a cell for each, and the kinds of what they tell."""

    head: Sequence[str]
    rows: Iterator[Sequence[Cell]]
    kinds: Sequence[Kind] = ()


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
        search: the words that they were searched for.
        chosen_by: what they were chosen by, as it was typed.
        elsewhere: where there are others, for a reader in a terminal.
        bundled: whether the dataset comes with eigcli.
        of: how many met the filters; 0 where that is not known.
    """

    chosen: Dataset
    columns: tuple[Column, ...] | None = None
    search: tuple[Asked, ...] = ()
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
        known = columns_of(Challenge, self.chosen.skills)
        return self._replace(columns=tuple(known[name] for name in names))

    def table(self, *, words: bool) -> Table:
        """Return a row for each challenge, by itself with every column that says something new."""
        columns = self.columns or exported(self.chosen)
        rows = (
            [column.kind.cell(column.value(challenge), words=words) for column in columns]
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
                yield {c.name: c.kind.record(c.value(challenge)) for c in self.columns}


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
                *([programme.promotion or ""] if several else []),
                fact.label if words else fact.name,
                fact.value,
            ]
            for programme in self.programmes
            for fact in _card(programme, words=words).facts
        )
        promotion = _("Promotion") if words else "promotion"
        return Table([promotion, *head] if several else head, rows)

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
        for programme in self.dataset.programmes:
            those = self.dataset.of(programme)
            yield {
                "promotion": programme.promotion,
                "name": programme.name,
                "start": programme.start,
                "challenges": len(those),
                "sought": _sought(those),
                "recruited": _recruited(those),
                "organiser": programme.organiser,
                "counted": programme.counted,
            }


class Tally(NamedTuple):
    """What falls to one skill, ministry, promotion, theme or town.

    Attributes:
        name: the code of the skill, or the name of another.
        label: what people call it.
        challenges: how many défis.
        sought: how many people, `None` where nobody counted them.
        recruited: how many people, `None` where it is not known.
        share: the part in all people or défis, from 0 to 1.
    """

    name: str
    label: str
    challenges: int
    sought: int | None
    recruited: int | None
    share: float

    @property
    def percent(self) -> str:
        """The share for people."""
        if 0 < self.share < _LEAST_SHARE:
            return _("< 1%")
        return _("{percent}%").format(percent=_percent(self.share))


def _percent(share: float) -> int:
    """Return a share in percent, half a percent as one: `round` goes to the nearest even number."""
    return int(100 * share + 0.5)


class Counts:
    """How many défis there are, and how many people they seek and recruited, by skill and others.

    A challenge of several skills or ministries counts for each, and once in the totals.

    Args:
        chosen: a dataset of the challenges that are counted.
        whole: the dataset that they were chosen from, whose totals may have been announced.
        by: what they are counted by, of `DIMENSIONS`; none leaves it to the dataset.

    Attributes:
        chosen: that dataset.
        challenges: how many there are.
        sought: how many people they seek, `None` where not all of them are counted.
        recruited: how many people they recruited, `None` where that is not known of all.
        share_of: what the shares are parts of: `sought`, or where that is not known `recruited`, or
            else `challenges`.
        tallies: by what they are counted by, what falls to each skill and so on, the largest part
            first, but promotions in the order of the dataset.
        announced: the totals that the programme announced, if any, and if it is one.
        adds_up: whether the whole dataset adds up to them; `None` where nothing was announced.
        totals: all in a line, such as `5 défis, 10 profiles: 5 designers, 5 developers`.
    """

    def __init__(self, chosen: Dataset, whole: Dataset, by: Sequence[str] = ()) -> None:
        self.chosen = chosen
        challenges = chosen.challenges
        self.challenges = len(challenges)
        self.sought = _sought(challenges)
        self.recruited = _recruited(challenges)
        shared = {"sought": self.sought, "recruited": self.recruited}
        self.share_of = next((of for of, total in shared.items() if total), "challenges")
        usual = ("promotion", *_USUAL) if len(chosen.promotions) > 1 else _USUAL
        self.tallies = {one: list(self._tallies(one)) for one in by or usual}
        for one, tallies in self.tallies.items():
            if one == "promotion":
                ranks = {code: rank for rank, code in enumerate(chosen.stated)}
                tallies.sort(key=lambda tally: ranks[tally.name])
            else:
                tallies.sort(key=attrgetter("share"), reverse=True)
        announced = [programme.announced for programme in whole.programmes]
        self.announced = announced[0] if len(announced) == 1 else None
        self.adds_up = not any(discrepancies(whole)) if self.announced else None
        sought = by_skill(profiles_of(challenges))
        counted = (Profile(s, headcount(sought[s.code])) for s in chosen.skills if s.code in sought)
        # Of some roles a number, of others none, would be taken for all.
        roles = counted if self.sought is not None else ()
        self.totals = totals_text(self.challenges, self.sought, roles)

    def _tallies(self, by: str) -> Iterator[Tally]:
        challenges = self.chosen.challenges
        names = DIMENSIONS[by].names
        if names is None:
            sought = by_skill(profiles_of(challenges))
            recruited = by_skill(chain.from_iterable(c.recruited for c in challenges))
            for skill in self.chosen.skills:
                if (code := skill.code) in sought or code in recruited:
                    hired = headcount(recruited.get(code, ()))
                    yield self._tally(
                        (code, skill.label, len(sought.get(code, ()))),
                        headcount(sought.get(code, ())),
                        None if self.recruited is None else hired,
                    )
            return
        groups: dict[str, list[Challenge]] = {}
        for challenge in challenges:
            for name in dict.fromkeys(names(challenge)):
                groups.setdefault(name, []).append(challenge)
        called = self.chosen.called if by == "promotion" else {}
        for name, those in groups.items():
            told = (name, called.get(name, name), len(those))
            yield self._tally(told, _sought(those), _recruited(those))

    def _tally(
        self, said: tuple[str, str, int], sought: int | None, recruited: int | None
    ) -> Tally:
        counts = {"sought": sought, "recruited": recruited, "challenges": said[-1]}
        total = getattr(self, self.share_of)
        return Tally(*said, sought, recruited, (counts[self.share_of] or 0) / total)

    @property
    def headline(self) -> str:
        """The totals in a line: `13 défis, 27 people sought, 28 people recruited`."""
        totals = [totals_text(self.challenges, None, ())]
        if self.sought:
            totals.append(str(_SOUGHT.words(self.sought)))
        if self.recruited:
            totals.append(str(_RECRUITED.words(self.recruited)))
        return ", ".join(totals)

    @property
    def heads(self) -> dict[str, str]:
        """What is told of each tally: the names of its numbers, and their headings."""
        return {
            "challenges": _("Défis"),
            **({"sought": _("Sought")} if self.sought != 0 else {}),
            **({"recruited": _("Recruited")} if any(t.recruited for t in self._each) else {}),
        }

    @property
    def _each(self) -> Iterator[Tally]:
        """All tallies, whatever they are by."""
        return chain.from_iterable(self.tallies.values())

    @property
    def share_head(self) -> str:
        """The heading of the shares: what they are parts of."""
        heads = {"sought": _("% sought"), "recruited": _("% recruited"), "challenges": _("% défis")}
        return heads[self.share_of]

    @property
    def overlap(self) -> str:
        """A warning that rows overlap, where they do."""
        for by, tallies in self.tallies.items():
            counted = sum(tally.challenges for tally in tallies)
            if DIMENSIONS[by].names and counted > self.challenges:
                return _("A défi of several ministries, themes or towns counts for each.")
        return ""

    @property
    def meaning(self) -> str:
        """What the shares are parts of, and what stands for a number that is not known."""
        of = {
            "sought": _("Bars and percent are of people sought."),
            "recruited": _("Bars and percent are of people recruited."),
            "challenges": _("Bars and percent are of défis."),
        }
        gaps = any(getattr(tally, name) is None for tally in self._each for name in self.heads)
        dash = _("“{mark}” is not known of every défi.").format(mark=NOT_KNOWN) if gaps else ""
        return paragraph(of[self.share_of], dash) if any(self._each) else ""

    @property
    def verdict(self) -> str:
        """Whether the whole dataset adds up to what was announced, where something was."""
        if not self.announced:
            return ""
        verdict = (
            _("The défis of the call add up to what was announced: {totals}")
            if self.adds_up
            else _("The défis of the call do not add up to what was announced: {totals}")
        )
        return verdict.format(totals=self.announced.words())

    def table(self, *, words: bool) -> Table:
        """Return a row for the totals, for each tally, and for what was announced."""
        codes = ("by", "code", "challenges", "sought", "recruited", "percent", "percent_of")
        head: Sequence[str] = codes
        if words:
            people = _("People sought"), _("People recruited")
            head = _("By"), _("Name"), _("Défis"), *people, self.share_head
        rows = (
            [
                _(_BY[by]) if words else by,
                label if words else code,
                *(COUNT.cell(count, words=words) for count in counts),
                *([] if words else [self.share_of if counts[-1] is not None else ""]),
            ]
            for by, code, label, *counts in self._rows()
        )
        return Table(head, rows)

    def _rows(self) -> Iterator[tuple[str, str, str, *tuple[int | None, ...]]]:
        """Yield what is counted: by what, its code and its label, and four numbers."""
        percent = 100 if self.challenges else None
        yield "total", "", "", self.challenges, self.sought, self.recruited, percent
        for by, tallies in self.tallies.items():
            for tally in tallies:
                yield by, *tally[:-1], _percent(tally.share)
        if said := self.announced:
            verdict = _("adds up") if self.adds_up else _("does not add up")
            yield "announced", "", verdict, said.challenges, said.profiles, None, None
            for profile in said.skills:
                skill = profile.skill
                yield "announced_skill", skill.code, skill.label, None, profile.count, None, None

    def records(self) -> dict[str, Any]:
        """Return everything."""
        counted = ("challenges", "sought", "recruited", "share")
        tallies = {
            DIMENSIONS[by].plural: [
                {by: tally.name, **{name: getattr(tally, name) for name in counted}}
                for tally in tallies
            ]
            for by, tallies in self.tallies.items()
        }
        return {
            "challenges": self.challenges,
            "sought": self.sought,
            "recruited": self.recruited,
            "share_of": self.share_of,
            **tallies,
            "announced": self.announced and record_of(self.announced),
            "adds_up": self.adds_up,
        }


class Dimension(NamedTuple):
    """What challenges are counted by.

    Attributes:
        plural: what programs call several.
        label: what people call one.
        title: the heading of the counts.
        names: returns those of a challenge; skills are counted by the people.
    """

    plural: str
    label: str
    title: str
    names: Callable[[Challenge], Iterable[str]] | None = None


DIMENSIONS = {
    "promotion": Dimension(
        *("promotions", N_("promotion"), N_("By promotion")),
        lambda c: [c.promotion] if c.promotion else [],
    ),
    "skill": Dimension("skills", N_("role"), N_("By role")),
    "ministry": Dimension(
        *("ministries", N_("ministry"), N_("By ministry")),
        lambda c: [host.ministry for host in c.hosts],
    ),
    "theme": Dimension("themes", N_("theme"), N_("By theme"), lambda c: c.themes),
    "town": Dimension("towns", N_("town"), N_("By town"), lambda c: c.towns),
}
_USUAL = ("skill", "ministry")


def _sought(challenges: Iterable[Challenge]) -> int | None:
    return headcount(profiles_of(challenges))


def _recruited(challenges: Sequence[Challenge]) -> int | None:
    """Return how many people were recruited, `None` where a challenge says nothing of it."""
    if not all(challenge.recruited for challenge in challenges):
        return None
    return headcount(chain.from_iterable(challenge.recruited for challenge in challenges))


def remarks(dataset: Dataset) -> Iterator[str]:
    """Yield what a reader of some challenges must know of their calls, a sentence each."""
    programmes = dataset.own_programmes
    for programme in programmes:
        if programme.counted == "selected":
            selected = (
                _("Promotion {code}: people sought are those selected; the call gave no numbers.")
                if programme.promotion
                else _("People sought are those selected; the call gave no numbers.")
            )
            yield selected.format(code=programme.promotion)
    if len(programmes) == 1:
        [programme] = programmes
        if programme.opens or programme.closes or programme.calls:
            yield state(programme)
        if programme.next_call:
            yield programme.next_call
    else:
        for programme in programmes:
            if programme.promotion and is_open(programme):
                ahead = _("Promotion {code}: {state}")
                yield ahead.format(code=programme.promotion, state=state(programme))


def cut(listing: Listing) -> str:
    """Return of how many challenges a listing tells the first, where it does not tell all."""
    count = len(listing.chosen.challenges)
    if count >= listing.of:
        return ""
    text = ngettext(
        "{shown} of {count} défis is shown.", "{shown} of {count} défis are shown.", count
    )
    return text.format(shown=count, count=listing.of)


def roles_sought(challenge: Challenge) -> tuple[str, ...]:
    """Return the roles that a challenge seeks, with a mark before each that is inferred."""
    mark = _INFERRED if challenge.basis == "inferred" else ""
    return tuple(f"{mark}{p.skill.counted(p.count)}" for p in challenge.profiles)


def legend(challenges: Iterable[Challenge]) -> str:
    """Return what the mark of what is inferred means, where one of these has it."""
    if any(challenge.basis == "inferred" for challenge in challenges):
        return _("{mark} inferred: no source states the whole split.").format(mark=_INFERRED)
    return ""


def sureness(challenges: Sequence[Challenge]) -> str:
    """Return how sure it is whom challenges seek, in a sentence, as far as the dataset says."""
    bases = [challenge.basis for challenge in challenges]
    if not any(bases):
        return ""
    said = {
        "stated": _("stated by a source for {count}"),
        "inferred": _("inferred for {count}"),
        None: _("not specified for {count}"),
    }
    parts = [
        text.format(count=count) for basis, text in said.items() if (count := bases.count(basis))
    ]
    text = ngettext(
        "Who is sought, of {count} défi: {parts}.",
        "Who is sought, of {count} défis: {parts}.",
        len(bases),
    )
    return text.format(count=len(bases), parts=", ".join(parts))


def counting(challenges: Sequence[Challenge]) -> str:
    """Return how it is known who was recruited, in a sentence, where it is known."""
    recruited = any(challenge.recruited for challenge in challenges)
    return _("Who was recruited: counted afterwards.") if recruited else ""


def _current(programme: Programme) -> Programme | Period:
    """Return what says when one may apply: of several calls the next, or the last."""
    calls = sorted(programme.calls, key=lambda call: call.opens or call.closes or "")
    ahead = [call for call in calls if not call.closes or age(call.closes) <= 0]
    return next(iter((*ahead, *calls[-1:])), programme)


def is_open(programme: Programme) -> bool:
    """Return whether one may still apply, or will, by the calendar in UTC."""
    current = _current(programme)
    if current.closes:
        return age(current.closes) <= 0
    return bool(current.opens) and age(str(current.opens)) < 0


def state(programme: Programme) -> str:
    """Return whether the call for applications is over, by the calendar in UTC."""
    current = _current(programme)
    opens, closes = current.opens, current.closes
    if opens and age(opens) < 0:
        date, day = opens, _("The call opens on {date}.")
        month = _("The call opens in {date}.")
    elif closes and age(closes) > 0:
        date, day = closes, _("The call is over: it closed on {date}.")
        month = _("The call is over: it closed in {date}.")
    elif closes:
        # Here the hour matters too.
        day = _("The call is open until {date}.")
        month = _("The call is open until the end of {date}.")
        return (day if len(closes) >= DAY else month).format(date=DATE.words(closes))
    else:
        return _("The dataset does not say when the call closes.")
    return (day if len(date) >= DAY else month).format(date=DATE.words(date[:DAY]))


Detailed: TypeAlias = Cards | Call
Report: TypeAlias = Listing | Detailed | Calls | Counts

_BY = {
    "total": N_("total"),
    "announced": N_("announced"),
    "announced_skill": N_("announced role"),
    **{by: dimension.label for by, dimension in DIMENSIONS.items()},
}


def _card(value: Any, *, words: bool) -> Card:
    cells = ((held.kind.cell(said, words=words), held) for held, said in values_of(value))
    facts = [Fact(declared.name, _(declared.label), cell) for cell, declared in cells if cell]
    page, tagline = getattr(value, "page", None), getattr(value, "tagline", None)
    return Card(value.name, tagline, facts, page, value.sources)


def exported(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns that a table of a dataset has by itself: those that say something new."""
    known = columns_of(Challenge, dataset.skills).values()
    return tuple(column for column in known if column.exported)


def columns_named(dataset: Dataset, names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns called `names`; raise UsageError where there is none."""
    known = columns_of(Challenge, dataset.skills)
    for name in names:
        if name not in known:
            no, there_are = _("no column is called {name}."), _("The columns are {names}.")
            headings = {column.label: column.name for column in known.values()}
            raise UsageError(unknown(no, there_are, name, known, headings))
    return tuple(known[name] for name in names)


def column_candidates(given: Input, _begun: str) -> Iterator[tuple[str, str]]:
    """Yield the columns, each with its meaning."""
    for column in columns_of(Challenge, peek(given).skills).values():
        yield column.name, column.about
