"""How many challenges and people there are, by role, ministry and more."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.fields import Cell, Kind, record_of
from eigcli.kinds import COUNT, TEXT, Count
from eigcli.messages import N_, _
from eigcli.model import (
    Challenge,
    Dataset,
    discrepancies,
    profiles_of,
)
from eigcli.people import Profile, by_skill, headcount, totals_line
from eigcli.text import join_sentences

# What stands for a number that is not known.
NOT_KNOWN = "–"
_SOUGHT = Count("{count} person sought", "{count} people sought")


_RECRUITED = Count("{count} person recruited", "{count} people recruited")


# A smaller part, rounded to a percent, would look like none.
_LEAST_SHARE = 0.005


class Table(NamedTuple):
    """The heads of columns, rows that have a cell for each, and the kinds of what they tell."""

    head: Sequence[str]
    rows: Iterator[Sequence[Cell]]
    kinds: Sequence[Kind]


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
        self.sought = sought_in(challenges)
        self.recruited = recruited_in(challenges)
        shared = {"sought": self.sought, "recruited": self.recruited}
        self.share_of = next((of for of, total in shared.items() if total), "challenges")
        usual = ("promotion", *_USUAL) if len(chosen.promotions) > 1 else _USUAL
        self.tallies = {one: list(self._tallies(one)) for one in by or usual}
        for one, tallies in self.tallies.items():
            if one == "promotion":
                ranks = {code: rank for rank, code in enumerate(chosen.promotion_codes)}
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
        self.totals = totals_line(self.challenges, self.sought, roles)

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
        called = self.chosen.promotion_labels if by == "promotion" else {}
        for name, those in groups.items():
            told = (name, called.get(name, name), len(those))
            yield self._tally(told, sought_in(those), recruited_in(those))

    def _tally(
        self, said: tuple[str, str, int], sought: int | None, recruited: int | None
    ) -> Tally:
        counts = {"sought": sought, "recruited": recruited, "challenges": said[-1]}
        total = getattr(self, self.share_of)
        return Tally(*said, sought, recruited, (counts[self.share_of] or 0) / total)

    @property
    def headline(self) -> str:
        """The totals in a line: `13 défis, 27 people sought, 28 people recruited`."""
        totals = [totals_line(self.challenges, None, ())]
        if self.sought:
            totals.append(_SOUGHT.in_words(self.sought))
        if self.recruited:
            totals.append(_RECRUITED.in_words(self.recruited))
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
        return join_sentences(of[self.share_of], dash) if any(self._each) else ""

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
        return verdict.format(totals=self.announced.summary)

    def table(self, *, words: bool) -> Table:
        """Return a row for the totals, for each tally, and for what was announced."""
        codes = ("by", "code", "challenges", "sought", "recruited", "percent", "percent_of")
        head: Sequence[str] = codes
        if words:
            people = _("People sought"), _("People recruited")
            head = _("By"), _("Name"), _("Défis"), *people, self.share_head
        rows = (
            [
                (_(_BY[by]) if words else by,),
                (label if words else code,),
                *(COUNT.cell(count, words=words) for count in counts),
                *([] if words else [(self.share_of,) if counts[-1] is not None else ()]),
            ]
            for by, code, label, *counts in self._rows()
        )
        kinds = [TEXT] * 2 + [COUNT] * 4 + [TEXT] * (not words)
        return Table(head, rows, kinds)

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


def sought_in(challenges: Iterable[Challenge]) -> int | None:
    return headcount(profiles_of(challenges))


def recruited_in(challenges: Sequence[Challenge]) -> int | None:
    """Return how many people were recruited, `None` where a challenge says nothing of it."""
    if not all(challenge.recruited for challenge in challenges):
        return None
    return headcount(chain.from_iterable(challenge.recruited for challenge in challenges))


_BY = {
    "total": N_("total"),
    "announced": N_("announced"),
    "announced_skill": N_("announced role"),
    **{by: dimension.label for by, dimension in DIMENSIONS.items()},
}
