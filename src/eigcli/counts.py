"""Counts: how many challenges and people there are, by role, ministry and more."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.fields import Cell, record_of
from eigcli.filter_values import come_with_eigcli, families_in
from eigcli.kinds import COUNT, TEXT, Count, date_text
from eigcli.messages import N_, _, ngettext
from eigcli.model import (
    PHASES,
    Challenge,
    Dataset,
    discrepancies,
    profiles_of,
    whom_counted,
)
from eigcli.notes import announcement_note, count_notes, overlap_note, share_note
from eigcli.people import PROFILE_COUNT, Profile, by_skill, headcount, totals_line
from eigcli.tables import Table


class _Whom(NamedTuple):
    """What people read of those whom profiles count, see `whom_counted`; not translated yet.

    Attributes:
        number: what a number of them reads as.
        head: the heading of their numbers beside bars.
        table_head: that in a table.
        share_head: the heading of shares in them.
        share_note: what these are parts of.
    """

    number: Count
    head: str
    table_head: str
    share_head: str
    share_note: str


_WHOM = {
    "sought": _Whom(
        number=Count("{count} person sought", "{count} people sought"),
        head=N_("Sought"),
        table_head=N_("People sought"),
        share_head=N_("% sought"),
        share_note=N_("Bars and percent are of people sought."),
    ),
    "selected": _Whom(
        number=Count("{count} person selected", "{count} people selected"),
        head=N_("Selected"),
        table_head=N_("People selected"),
        share_head=N_("% selected"),
        share_note=N_("Bars and percent are of people selected."),
    ),
    "both": _Whom(
        number=Count("{count} person sought or selected", "{count} people sought or selected"),
        # Beside bars there is no room.
        head=N_("Sought"),
        table_head=N_("Sought or selected"),
        share_head=N_("% sought"),
        share_note=N_("Bars and percent are of people sought or selected."),
    ),
}
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
        labels: returns what people call the names in a dataset, if that is not the names.
        note: returns what a reader must know of the names in a dataset, "" for nothing.
    """

    plural: str
    label: str
    title: str
    names: Callable[[Challenge], Iterable[str]] | None = None
    labels: Callable[[Dataset], Mapping[str, str]] = lambda _dataset: {}
    note: Callable[[Dataset], str] = lambda _dataset: ""


def _family_note(dataset: Dataset) -> str:
    """Return that families are a choice, and whose."""
    if come_with_eigcli(families_in(dataset).values()):
        return _(
            "Families of ministries are our grouping, by the ministry of each body at the time."
        )
    return _("Families of ministries are an editorial grouping.")


def _phase_note(dataset: Dataset) -> str:
    """Return by which days the phases are known, as far as their sources are dated."""
    sources = chain.from_iterable(c.sources for c in dataset.challenges if c.phase)
    dates = sorted({s.date for s in sources if s.date and "phase" in s.fields})
    if not dates:
        return ""
    return _("Phases are those that sources give, of {dates}.").format(
        dates=", ".join(map(date_text, dates))
    )


DIMENSIONS = {
    "promotion": Dimension(
        plural="promotions",
        label=N_("promotion"),
        title=N_("By promotion"),
        names=lambda c: [c.promotion] if c.promotion else [],
        labels=attrgetter("promotion_labels"),
    ),
    "skill": Dimension(plural="skills", label=N_("role"), title=N_("By role")),
    "ministry": Dimension(
        plural="ministries",
        label=N_("ministry"),
        title=N_("By ministry"),
        names=lambda c: [host.ministry for host in c.hosts],
    ),
    "family": Dimension(
        plural="families",
        label=N_("family of ministries"),
        title=N_("By family of ministries"),
        names=lambda c: [family.code for host in c.hosts for family in host.families],
        labels=lambda dataset: {f.code: f.label for f in families_in(dataset).values()},
        note=_family_note,
    ),
    "theme": Dimension(
        plural="themes", label=N_("theme"), title=N_("By theme"), names=attrgetter("themes")
    ),
    "town": Dimension(
        plural="towns", label=N_("town"), title=N_("By town"), names=attrgetter("towns")
    ),
    "region": Dimension(
        plural="regions", label=N_("region"), title=N_("By region"), names=attrgetter("regions")
    ),
    "phase": Dimension(
        plural="phases",
        label=N_("phase"),
        title=N_("By phase"),
        names=lambda c: [c.phase] if c.phase else [],
        labels=lambda _dataset: {code: _(label) for code, label in PHASES.items()},
        note=_phase_note,
    ),
}
# What stands in the first column of a table of counts.
_ROW_LABELS = {
    "total": N_("total"),
    "announced": N_("announced"),
    "announced_skill": N_("announced role"),
    **{by: dimension.label for by, dimension in DIMENSIONS.items()},
}


class Tally(NamedTuple):
    """The counts of one name in a dimension, such as a skill or a town.

    Attributes:
        name: what programs call it: the code of a skill, a family or a phase, the name of a town.
        label: what people call it.
        challenges: how many challenges.
        sought: how many people, `None` where nobody counted them.
        recruited: how many people, `None` where it is not known.
        share: the part in all people or challenges, from 0 to 1.
        counted: whom `sought` counts, see `whom_counted`.
    """

    name: str
    label: str
    challenges: int
    sought: int | None
    recruited: int | None
    share: float
    counted: str

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
        counted: whom `sought` counts, see `whom_counted`.
        sought: how many people they seek, `None` where not all of them are counted.
        recruited: how many people they recruited, `None` where that is not known of all.
        share_of: what the shares are parts of: `sought`, or where that is not known `recruited`, or
            else `challenges`.
        announced: the totals that were announced, if the whole dataset has one programme, and any.
        adds_up: whether the whole dataset adds up to these; `None` where nothing was announced.
    """

    def __init__(
        self, chosen: Dataset, whole: Dataset | None = None, by: Sequence[str] = ()
    ) -> None:
        challenges = chosen.challenges
        self.chosen = chosen
        self.challenges = len(challenges)
        self.counted = whom_counted(challenges)
        self.sought = sought_in(challenges)
        self.recruited = recruited_in(challenges)
        people = {"sought": self.sought, "recruited": self.recruited}
        self.share_of = next((name for name, total in people.items() if total), "challenges")
        several = len(chosen.promotions) > 1
        usual = ("promotion", "skill", "ministry") if several else ("skill", "ministry")
        self._by = by or usual
        announced = [programme.announced for programme in whole.programmes] if whole else []
        self.announced = announced[0] if len(announced) == 1 else None
        self.adds_up = not any(discrepancies(whole)) if whole and self.announced else None

    @cached_property
    def tallies(self) -> dict[str, list[Tally]]:
        """Those of each dimension: the largest share first, promotions in their order.

        Totals need none.
        """
        return {dimension: self._tallies_of(dimension) for dimension in self._by}

    def _tallies_of(self, dimension: str) -> list[Tally]:
        names = DIMENSIONS[dimension].names
        tallies = self._skill_tallies() if names is None else self._group_tallies(dimension, names)
        if dimension != "promotion":
            tallies.sort(key=attrgetter("share"), reverse=True)
        return tallies

    def _skill_tallies(self) -> list[Tally]:
        sought = by_skill(profiles_of(self.chosen.challenges))
        recruited = by_skill(chain.from_iterable(c.recruited for c in self.chosen.challenges))
        seekers = self._grouped(lambda c: (profile.skill.code for profile in c.profiles))
        tallies = []
        for skill in self.chosen.skills:
            seeking, hired = sought.get(skill.code, []), recruited.get(skill.code, [])
            if seeking or hired:
                known = None if self.recruited is None else headcount(hired)
                group = seekers.get(skill.code, [])
                names = skill.code, skill.label
                tallies.append(self._tally(*names, group, headcount(seeking), known))
        return tallies

    def _group_tallies(
        self, dimension: str, names: Callable[[Challenge], Iterable[str]]
    ) -> list[Tally]:
        """Return the tally of the challenges that have a name, for each name."""
        groups = self._grouped(names)
        labels = DIMENSIONS[dimension].labels(self.chosen)
        return [
            self._tally(name, labels.get(name, name), g, sought_in(g), recruited_in(g))
            for name in dict.fromkeys((*labels, *groups))
            if (g := groups.get(name))
        ]

    def _grouped(self, names: Callable[[Challenge], Iterable[str]]) -> dict[str, list[Challenge]]:
        """Return the challenges that have each name."""
        groups: dict[str, list[Challenge]] = {}
        for challenge in self.chosen.challenges:
            for name in dict.fromkeys(names(challenge)):
                groups.setdefault(name, []).append(challenge)
        return groups

    def _tally(
        self,
        name: str,
        label: str,
        challenges: Sequence[Challenge],
        sought: int | None,
        recruited: int | None,
    ) -> Tally:
        count = len(challenges)
        parts = {"sought": sought, "recruited": recruited, "challenges": count}
        share = (parts[self.share_of] or 0) / getattr(self, self.share_of)
        return Tally(name, label, count, sought, recruited, share, whom_counted(challenges))

    @property
    def totals(self) -> str:
        """The totals in a line, such as `5 défis, 10 profiles: 5 designers, 5 developers`."""
        profiles = by_skill(profiles_of(self.chosen.challenges))
        skills = [skill for skill in self.chosen.skills if skill.code in profiles]
        # Of some roles a number, of others none, would be taken for all.
        known = skills if self.sought is not None else []
        roles = (Profile(skill, headcount(profiles[skill.code])) for skill in known)
        counted = PROFILE_COUNT if self.counted == "sought" else self._whom.number
        return totals_line(self.challenges, self.sought, roles, counted)

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 défis, 27 people sought, 28 people recruited`."""
        totals = [totals_line(self.challenges, None, ())]
        if self.sought:
            totals.append(self._whom.number.in_words(self.sought))
        if self.recruited:
            totals.append(_RECRUITED_COUNT.in_words(self.recruited))
        return ", ".join(totals)

    @cached_property
    def heads(self) -> dict[str, str]:
        """The numbers that people read of each tally, with their headings."""
        return {
            "challenges": _("Défis"),
            **({"sought": _(self._whom.head)} if self.sought != 0 else {}),
            **({"recruited": _("Recruited")} if any(t.recruited for t in self._each) else {}),
        }

    @property
    def share_head(self) -> str:
        """The heading of the shares: what they are parts of."""
        heads = {"recruited": _("% recruited"), "challenges": _("% défis")}
        return heads.get(self.share_of) or _(self._whom.share_head)

    @property
    def _whom(self) -> _Whom:
        return _WHOM[self.counted]

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
            share_note(self.share_of, self._whom.share_note, gaps=gaps) if any(self._each) else "",
            overlap_note() if overlap else "",
            *(DIMENSIONS[by].note(self.chosen) for by, tallies in self.tallies.items() if tallies),
            *map(self._missing_note, self.tallies),
            announcement_note(self.announced, adds_up=self.adds_up) if self.announced else "",
            by_role="skill" in self.tallies,
        )

    def _missing_note(self, dimension: str) -> str:
        """Return of how many challenges what they are counted by is not known, "" where of all."""
        names = DIMENSIONS[dimension].names
        count = sum(not any(names(c)) for c in self.chosen.challenges) if names else 0
        note = ngettext(
            "Of {count} défi, the {label} is not known.",
            "Of {count} défis, the {label} is not known.",
            count,
        )
        return note.format(label=_(DIMENSIONS[dimension].label), count=count) if count else ""

    def table(self, *, words: bool) -> Table:
        """Return a row for the totals, for each tally, and for what was announced."""
        head = ["by", "code", "challenges", "sought", "recruited", "percent"]
        # Words say it in the headings.
        head += ["percent_of", "counted"]
        if words:
            people = _(self._whom.table_head), _("People recruited")
            head = [_("By"), _("Name"), _("Défis"), *people, self.share_head]
        rows = (
            [
                (_(_ROW_LABELS[by]) if words else by,),
                (label if words else code,),
                *(COUNT.cell(number, words=words) for number in numbers),
                *([] if words else [(self.share_of,) if numbers[-1] is not None else (), counted]),
            ]
            for by, code, label, *numbers, counted in self._rows()
        )
        return Table(head, rows, [TEXT, TEXT, *[COUNT] * 4, *([] if words else [TEXT, TEXT])])

    def _rows(self) -> Iterator[tuple[str, str, str, *tuple[int | None, ...], Cell]]:
        """Yield of each row its first column, the code and the label of its name, and numbers.

        Last comes whom the number of people sought counts.
        """
        percent = 100 if self.challenges else None
        whom = (self.counted,)
        yield "total", "", "", self.challenges, self.sought, self.recruited, percent, whom
        for by, tallies in self.tallies.items():
            for tally in tallies:
                numbers = tally.challenges, tally.sought, tally.recruited, _percent(tally.share)
                yield by, tally.name, tally.label, *numbers, (tally.counted,)
        if announced := self.announced:
            verdict = _("adds up") if self.adds_up else _("does not add up")
            totals = announced.challenges, announced.profiles, None, None
            yield "announced", "", verdict, *totals, whom
            for profile in announced.skills:
                names = profile.skill.code, profile.skill.label
                yield "announced_skill", *names, None, profile.count, None, None, whom

    def records(self) -> dict[str, Any]:
        """Return all counts as one record."""
        numbers = ("challenges", "counted", "sought", "recruited", "share")
        tallies = {
            DIMENSIONS[by].plural: [
                {by: tally.name, **{name: getattr(tally, name) for name in numbers}}
                for tally in tallies
            ]
            for by, tallies in self.tallies.items()
        }
        return {
            "challenges": self.challenges,
            "counted": self.counted,
            "sought": self.sought,
            "recruited": self.recruited,
            "share_of": self.share_of,
            **tallies,
            "announced": self.announced and record_of(self.announced),
            "adds_up": self.adds_up,
        }


def people_head(challenges: Iterable[Challenge]) -> str:
    """Return the heading of how many people challenges seek, in a table."""
    return _(_WHOM[whom_counted(challenges)].table_head)


def sought_in(challenges: Iterable[Challenge]) -> int | None:
    """Return how many people challenges seek, `None` where not all of them are counted."""
    return headcount(profiles_of(challenges))


def recruited_in(challenges: Sequence[Challenge]) -> int | None:
    """Return how many people were recruited, `None` where a challenge does not state any."""
    if not all(challenge.recruited for challenge in challenges):
        return None
    return headcount(chain.from_iterable(challenge.recruited for challenge in challenges))
