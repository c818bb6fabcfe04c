"""Counts: how many challenges and people there are, by role, ministry and more."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.fields import record_of
from eigcli.kinds import COUNT, TEXT, Count
from eigcli.messages import N_, _
from eigcli.model import Challenge, Dataset, discrepancies, profiles_of
from eigcli.notes import announcement_note, count_notes, overlap_note, share_note
from eigcli.people import Profile, by_skill, headcount, totals_line
from eigcli.tables import Table

_SOUGHT_COUNT = Count("{count} person sought", "{count} people sought")
_RECRUITED_COUNT = Count("{count} person recruited", "{count} people recruited")
# A smaller share, rounded to a percent, would look like none.
_LEAST_SHARE = 0.005


class Dimension(NamedTuple):
    """What challenges are counted by.

    Attributes:
        plural: what programs call several.
        label: what people call one.
        title: the heading of the counts.
        names: returns those of a challenge; `None` for skills: these are tallied from profiles, not
            from challenges.
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
# What stands in the first column of a table of counts.
_ROW_LABELS = {
    "total": N_("total"),
    "announced": N_("announced"),
    "announced_skill": N_("announced role"),
    **{by: dimension.label for by, dimension in DIMENSIONS.items()},
}


class Tally(NamedTuple):
    """The counts of one skill, ministry, promotion, theme or town.

    Attributes:
        name: the code of the skill, or the name of another.
        label: what people call it.
        challenges: how many challenges.
        sought: how many people, `None` where nobody counted them.
        recruited: how many people, `None` where it is not known.
        share: the part in all people or challenges, from 0 to 1.
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
    """How many challenges there are, and how many people they seek and recruited, by dimensions.

    A challenge of several skills or ministries counts for each, and once in the totals.

    Args:
        chosen: the dataset of the challenges that are counted.
        whole: the dataset that they were chosen from, if they are compared with what its programme
            announced.
        by: the dimensions, of `DIMENSIONS`; without any, those that suit the dataset.

    Attributes:
        chosen: that dataset.
        challenges: how many there are.
        sought: how many people they seek, `None` where not all of them are counted.
        recruited: how many people they recruited, `None` where that is not known of all.
        share_of: what the shares are parts of: `sought`, or where that is not known `recruited`, or
            else `challenges`.
        tallies: those of each dimension: the largest share first, promotions in the order of the
            dataset.
        announced: the totals that were announced, if the whole dataset has one programme, and any.
        adds_up: whether the whole dataset adds up to these; `None` where nothing was announced.
    """

    def __init__(
        self, chosen: Dataset, whole: Dataset | None = None, by: Sequence[str] = ()
    ) -> None:
        challenges = chosen.challenges
        self.chosen = chosen
        self.challenges = len(challenges)
        self.sought = sought_in(challenges)
        self.recruited = recruited_in(challenges)
        people = {"sought": self.sought, "recruited": self.recruited}
        self.share_of = next((name for name, total in people.items() if total), "challenges")
        several = len(chosen.promotions) > 1
        usual = ("promotion", "skill", "ministry") if several else ("skill", "ministry")
        self.tallies = {dimension: self._tallies_of(dimension) for dimension in by or usual}
        announced = [programme.announced for programme in whole.programmes] if whole else []
        self.announced = announced[0] if len(announced) == 1 else None
        self.adds_up = not any(discrepancies(whole)) if whole and self.announced else None

    def _tallies_of(self, dimension: str) -> list[Tally]:
        names = DIMENSIONS[dimension].names
        tallies = self._skill_tallies() if names is None else self._group_tallies(dimension, names)
        if dimension != "promotion":
            tallies.sort(key=attrgetter("share"), reverse=True)
        return tallies

    def _skill_tallies(self) -> list[Tally]:
        sought = by_skill(profiles_of(self.chosen.challenges))
        recruited = by_skill(chain.from_iterable(c.recruited for c in self.chosen.challenges))
        tallies = []
        for skill in self.chosen.skills:
            seeking, hired = sought.get(skill.code, []), recruited.get(skill.code, [])
            if seeking or hired:
                known = None if self.recruited is None else headcount(hired)
                names = skill.code, skill.label
                tallies.append(self._tally(*names, len(seeking), headcount(seeking), known))
        return tallies

    def _group_tallies(
        self, dimension: str, names: Callable[[Challenge], Iterable[str]]
    ) -> list[Tally]:
        """Return the tally of the challenges that have a name, for each name."""
        groups: dict[str, list[Challenge]] = {}
        for challenge in self.chosen.challenges:
            for name in dict.fromkeys(names(challenge)):
                groups.setdefault(name, []).append(challenge)
        promotions = self.chosen.promotion_labels if dimension == "promotion" else {}
        labels = promotions or dict(zip(groups, groups, strict=True))
        return [
            self._tally(name, label, len(group), sought_in(group), recruited_in(group))
            for name, label in labels.items()
            if (group := groups.get(name))
        ]

    def _tally(
        self, name: str, label: str, challenges: int, sought: int | None, recruited: int | None
    ) -> Tally:
        parts = {"sought": sought, "recruited": recruited, "challenges": challenges}
        share = (parts[self.share_of] or 0) / getattr(self, self.share_of)
        return Tally(name, label, challenges, sought, recruited, share)

    @property
    def totals(self) -> str:
        """The totals in a line, such as `5 défis, 10 profiles: 5 designers, 5 developers`."""
        profiles = by_skill(profiles_of(self.chosen.challenges))
        skills = [skill for skill in self.chosen.skills if skill.code in profiles]
        # Of some roles a number, of others none, would be taken for all.
        known = skills if self.sought is not None else []
        roles = (Profile(skill, headcount(profiles[skill.code])) for skill in known)
        return totals_line(self.challenges, self.sought, roles)

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 défis, 27 people sought, 28 people recruited`."""
        totals = [totals_line(self.challenges, None, ())]
        if self.sought:
            totals.append(_SOUGHT_COUNT.in_words(self.sought))
        if self.recruited:
            totals.append(_RECRUITED_COUNT.in_words(self.recruited))
        return ", ".join(totals)

    @cached_property
    def heads(self) -> dict[str, str]:
        """The numbers that people read of each tally, with their headings."""
        return {
            "challenges": _("Défis"),
            **({"sought": _("Sought")} if self.sought != 0 else {}),
            **({"recruited": _("Recruited")} if any(t.recruited for t in self._each) else {}),
        }

    @property
    def share_head(self) -> str:
        """The heading of the shares: what they are parts of."""
        heads = {"sought": _("% sought"), "recruited": _("% recruited"), "challenges": _("% défis")}
        return heads[self.share_of]

    @property
    def _each(self) -> Iterator[Tally]:
        """The tallies of all dimensions."""
        return chain.from_iterable(self.tallies.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know, a sentence each."""
        gaps = any(getattr(tally, name) is None for tally in self._each for name in self.heads)
        overlap = any(
            DIMENSIONS[by].names and sum(t.challenges for t in tallies) > self.challenges
            for by, tallies in self.tallies.items()
        )
        return count_notes(
            self.chosen,
            share_note(self.share_of, gaps=gaps) if any(self._each) else "",
            overlap_note() if overlap else "",
            announcement_note(self.announced, adds_up=self.adds_up) if self.announced else "",
        )

    def table(self, *, words: bool) -> Table:
        """Return a row for the totals, for each tally, and for what was announced."""
        head = ["by", "code", "challenges", "sought", "recruited", "percent", "percent_of"]
        if words:
            people = _("People sought"), _("People recruited")
            head = [_("By"), _("Name"), _("Défis"), *people, self.share_head]
        rows = (
            [
                (_(_ROW_LABELS[by]) if words else by,),
                (label if words else code,),
                *(COUNT.cell(number, words=words) for number in numbers),
                *([] if words else [(self.share_of,) if numbers[-1] is not None else ()]),
            ]
            for by, code, label, *numbers in self._rows()
        )
        return Table(head, rows, [TEXT] * 2 + [COUNT] * 4 + [TEXT] * (not words))

    def _rows(self) -> Iterator[tuple[str, str, str, *tuple[int | None, ...]]]:
        """Yield of each row its first column, the code and the label of its name, and numbers."""
        percent = 100 if self.challenges else None
        yield "total", "", "", self.challenges, self.sought, self.recruited, percent
        for by, tallies in self.tallies.items():
            for tally in tallies:
                yield by, *tally[:-1], _percent(tally.share)
        if announced := self.announced:
            verdict = _("adds up") if self.adds_up else _("does not add up")
            totals = announced.challenges, announced.profiles, None, None
            yield "announced", "", verdict, *totals
            for profile in announced.skills:
                names = profile.skill.code, profile.skill.label
                yield "announced_skill", *names, None, profile.count, None, None

    def records(self) -> dict[str, Any]:
        """Return all counts as one record."""
        numbers = ("challenges", "sought", "recruited", "share")
        tallies = {
            DIMENSIONS[by].plural: [
                {by: tally.name, **{name: getattr(tally, name) for name in numbers}}
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


def sought_in(challenges: Iterable[Challenge]) -> int | None:
    """Return how many people challenges seek, `None` where not all of them are counted."""
    return headcount(profiles_of(challenges))


def recruited_in(challenges: Sequence[Challenge]) -> int | None:
    """Return how many people were recruited, `None` where a challenge does not state any."""
    if not all(challenge.recruited for challenge in challenges):
        return None
    return headcount(chain.from_iterable(challenge.recruited for challenge in challenges))
