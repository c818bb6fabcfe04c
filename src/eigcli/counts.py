"""Counts: how many challenges and people there are, by role, ministry and more."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.data.cards import Table
from eigcli.data.kinds import TEXT, in_units, plain_of
from eigcli.data.model import (
    CHALLENGES,
    COUNT,
    PHASES,
    Challenge,
    Dataset,
    Profile,
)
from eigcli.data.parts import pruned
from eigcli.data.people import by_skill, discrepancies, headcount, profiles_of, whom_counted
from eigcli.messages import N_, _, ngettext_noop
from eigcli.names import code_called
from eigcli.notes import (
    NOT_KNOWN,
    announcement_note,
    count_notes,
    families_note,
    known_note,
    missing_note,
    overlap_note,
    phases_note,
    share_note,
)
from eigcli.text import grouped, title_with


class _Whom(NamedTuple):
    """What people read of those whom profiles count, see `whom_counted`; not translated yet.

    Attributes:
        number: what a number of them reads as.
        head: the heading of their numbers beside bars.
        table_head: that in a table.
        share_head: the heading of shares in them.
        share_note: what these are parts of.
    """

    number: tuple[str, str]
    head: str
    table_head: str
    share_head: str
    share_note: str


_WHOM = {
    "sought": _Whom(
        number=ngettext_noop("{count} person sought", "{count} people sought"),
        head=N_("Sought"),
        table_head=N_("People sought"),
        share_head=N_("% sought"),
        share_note=N_("Bars and percent are of people sought."),
    ),
    "selected": _Whom(
        number=ngettext_noop("{count} person selected", "{count} people selected"),
        head=N_("Selected"),
        table_head=N_("People selected"),
        share_head=N_("% selected"),
        share_note=N_("Bars and percent are of people selected."),
    ),
    "both": _Whom(
        number=ngettext_noop(
            "{count} person sought or selected", "{count} people sought or selected"
        ),
        # Beside bars there is no room.
        head=N_("Sought"),
        table_head=N_("Sought or selected"),
        share_head=N_("% sought"),
        share_note=N_("Bars and percent are of people sought or selected."),
    ),
}
_PROFILES = ngettext_noop("{count} profile", "{count} profiles")
PEOPLE_RECRUITED = N_("People recruited")
_RECRUITED_COUNT = ngettext_noop("{count} person recruited", "{count} people recruited")
# How many digits programs get of a share.
_SHARE_DIGITS = 4
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
        by_share: whether the largest share comes first, or the order is that of the dataset.
        native: whether the names are the dataset's own words, for every reader.
        note: returns what a reader must know of the names in a dataset, "" for nothing.
    """

    plural: str
    label: str
    title: str
    names: Callable[[Challenge], Iterable[str]] | None = None
    labels: Callable[[Dataset], Mapping[str, str]] = lambda _dataset: {}
    by_share: bool = True
    native: bool = False
    note: Callable[[Dataset], str] = lambda _dataset: ""


DIMENSIONS = {
    "promotion": Dimension(
        plural="promotions",
        label=N_("promotion"),
        title=N_("By promotion"),
        names=lambda c: [c.promotion] if c.promotion else [],
        labels=attrgetter("promotion_labels"),
        by_share=False,
    ),
    "year": Dimension(
        plural="years",
        label=N_("year"),
        title=N_("By year in which the promotion starts"),
        names=lambda c: [c.year] if c.year else [],
        labels=lambda dataset: {
            year: year for year in sorted(c.year for c in dataset.challenges if c.year)
        },
        by_share=False,
    ),
    "skill": Dimension(plural="skills", label=N_("role"), title=N_("By role")),
    "ministry": Dimension(
        plural="ministries",
        label=N_("host"),
        title=N_("By host"),
        names=lambda c: [host.ministry for host in c.hosts],
        native=True,
    ),
    "family": Dimension(
        plural="families",
        label=N_("family of ministries"),
        title=N_("By family of ministries"),
        names=lambda c: [family.code for host in c.hosts for family in host.families],
        labels=lambda dataset: {f.code: f.words() for f in dataset.families_of_hosts.values()},
        note=families_note,
    ),
    "theme": Dimension(
        plural="themes",
        label=N_("theme"),
        title=N_("By theme"),
        names=attrgetter("themes"),
        native=True,
    ),
    "town": Dimension(
        plural="towns",
        label=N_("town"),
        title=N_("By town"),
        names=attrgetter("towns"),
        native=True,
    ),
    "region": Dimension(
        plural="regions",
        label=N_("region"),
        title=N_("By region"),
        names=attrgetter("regions"),
        native=True,
    ),
    "phase": Dimension(
        plural="phases",
        label=N_("phase"),
        title=N_("By phase"),
        names=lambda c: [c.phase] if c.phase else [],
        labels=lambda _dataset: {code: _(label) for code, label in PHASES.items()},
        note=phases_note,
    ),
}


def dimensions_named(names: Iterable[str], *, exact: bool = False) -> list[str]:
    """Return the codes of dimensions that are named by code or label; see `code_called`.

    Raises:
        UsageError: for a name that nothing is counted by.
    """
    labels = {code: (known.label, known.plural) for code, known in DIMENSIONS.items()}
    no, there_are = _("cannot count by {name}."), _("Défis are counted by {names}.")
    return [code_called(name, labels, no, there_are, exact=exact) for name in names]


# What stands in the first column of a table of counts.
_ROW_LABELS = {
    "total": N_("total"),
    "announced": N_("announced"),
    "announced_skill": N_("announced role"),
    **{by: dimension.label for by, dimension in DIMENSIONS.items()},
}


class People(NamedTuple):
    """How many people challenges seek or recruited, as far as that is known.

    Attributes:
        number: how many, of the challenges of which it is known; `None` where it is of none.
        known: how many challenges that are.
        of: how many challenges there are.
    """

    number: int | None
    known: int
    of: int

    @property
    def total(self) -> int | None:
        """How many people all of the challenges have, `None` where some do not say."""
        return self.number if self.known == self.of else None

    @property
    def in_words(self) -> str:
        """The number for people, such as `170 (74 défis)` where others do not say theirs."""
        if self.number is None:
            return NOT_KNOWN
        count = COUNT.words(self.number)[0]
        if self.known == self.of:
            return count
        return f"{count} ({in_units(self.known or 0, CHALLENGES)})"


def _challenges_by_name(
    challenges: Iterable[Challenge], names: Callable[[Challenge], Iterable[str]]
) -> dict[str, list[Challenge]]:
    """Return the challenges that have each name."""
    return grouped(
        (name, challenge) for challenge in challenges for name in dict.fromkeys(names(challenge))
    )


def _numbers_by_skill(each: Iterable[Sequence[Profile]]) -> dict[str, list[int | None]]:
    """Return how many people of a skill each challenge has that has any, by skill."""
    return grouped(
        (code, headcount(own)) for profiles in each for code, own in by_skill(profiles).items()
    )


def _people_of_each(numbers: Iterable[int | None]) -> People:
    """Return how many people there are, from those of each challenge, `None` where not known."""
    numbers = list(numbers)
    known = [number for number in numbers if number is not None]
    return People(sum(known) if known or not numbers else None, len(known), len(numbers))


class Tally(NamedTuple):
    """The counts of one name in a dimension, such as a skill or a town.

    Attributes:
        name: what programs call it: the code of a skill, a family or a phase, the name of a town.
        label: what people call it.
        challenges: how many challenges; of a skill, those that seek it.
        sought: how many people these seek.
        recruited: how many people were recruited; of a skill, by all challenges.
        share: the part in all people or challenges, from 0 to 1.
        counted: whom `sought` counts, see `whom_counted`.
    """

    name: str
    label: str
    challenges: int
    sought: People
    recruited: People
    share: float
    counted: str

    @property
    def percent(self) -> str:
        """The share for people."""
        if 0 < self.share < _LEAST_SHARE:
            return _("< 1%")
        return _("{percent}%").format(percent=_percent(self.share))

    def in_words(self, number: str) -> str:
        """Return one of its numbers for people: `challenges`, `sought` or `recruited`."""
        value = getattr(self, number)
        return value.in_words if isinstance(value, People) else COUNT.words(value)[0]


def _percent(share: float) -> int:
    """Return a share in percent, half a percent as one: `round` goes to the nearest even number."""
    return int(100 * share + 0.5)


def _usual_dimensions(dataset: Dataset) -> list[str]:
    """Return by what challenges are counted where nobody says: what suits the dataset."""
    usual = ["promotion"] if len(dataset.promotions) > 1 else []
    usual += ["skill", "ministry"]
    challenges = dataset.challenges
    if not any(c.profiles or c.recruited or c.hosts for c in challenges):
        others = {"theme": "themes", "town": "towns", "phase": "phase"}
        usual += [by for by, name in others.items() if any(map(attrgetter(name), challenges))]
    return usual


def _share_record(share: float, *, words: bool) -> dict[str, float]:
    """Return a share by its name: in percent for people, and from 0 to 1 for programs."""
    return {"share": _percent(share) if words else round(float(share), _SHARE_DIGITS)}


class Counts:
    """How many challenges there are, and how many people they seek and recruited, by dimensions.

    A challenge of several skills or ministries counts for each, and once in the totals.

    Args:
        chosen: the dataset of the challenges that are counted.
        whole: the dataset that they were chosen from, if they are compared with what its programme
            announced.
        by: the dimensions, of `DIMENSIONS`; without any, those that suit the dataset.
        roles: the codes of the skills whose people are counted; without any, all people.

    Attributes:
        chosen: that dataset.
        chosen_by: what people call the values of the filters; whoever chose sets them.
        roles: those codes, sorted.
        challenges: how many there are.
        counted: whom `sought` counts, see `whom_counted`.
        sought: how many people they seek.
        recruited: how many people they recruited.
        share_of: what the shares are parts of: `sought`, or where that is not known of all
            challenges `recruited`, or else `challenges`.
        announced: the totals that were announced, if the whole dataset has one programme, and any.
        adds_up: whether the whole dataset adds up to these; `None` where nothing was announced.
        of_promotions: the codes of the promotions of the whole dataset.
    """

    def __init__(
        self,
        chosen: Dataset,
        whole: Dataset | None = None,
        by: Sequence[str] = (),
        roles: Collection[str] = (),
    ) -> None:
        challenges = chosen.challenges
        self.chosen = chosen
        self.chosen_by: Sequence[str] = ()
        self.roles = sorted(roles)
        self.challenges = len(challenges)
        self.counted = whom_counted(challenges)
        self.sought = sought_in(challenges, roles)
        self.recruited = recruited_in(challenges, roles)
        people = {"sought": self.sought.total, "recruited": self.recruited.total}
        self.share_of = next((name for name, total in people.items() if total), "challenges")
        self._by = by or _usual_dimensions(chosen)
        announced = [programme.announced for programme in whole.programmes] if whole else []
        self.announced = announced[0] if len(announced) == 1 else None
        self.adds_up = (
            not any(discrepancies(whole.programmes, whole.challenges))
            if whole and self.announced
            else None
        )
        self.of_promotions = (whole or chosen).promotion_codes

    @cached_property
    def tallies(self) -> dict[str, list[Tally]]:
        """Those of each dimension: the largest share first, promotions in their order.

        Totals need none.
        """
        return {dimension: self._tallies_of(dimension) for dimension in self._by}

    def _tallies_of(self, dimension: str) -> list[Tally]:
        names = DIMENSIONS[dimension].names
        tallies = self._group_tallies(dimension) if names else self._skill_tallies()
        if DIMENSIONS[dimension].by_share:
            tallies.sort(key=attrgetter("share"), reverse=True)
        return tallies

    def _skill_tallies(self) -> list[Tally]:
        challenges = self.chosen.challenges
        sought = _numbers_by_skill(challenge.profiles for challenge in challenges)
        recruited = _numbers_by_skill(challenge.recruited for challenge in challenges)
        seekers = _challenges_by_name(
            challenges, lambda c: (profile.skill.code for profile in c.profiles)
        )
        # Whoever says whom they recruited, and nobody of this role, says that it is nobody.
        telling = sum(bool(challenge.recruited) for challenge in challenges)
        tallies = []
        for skill in self.chosen.skills:
            seeking = _people_of_each(sought.get(skill.code, ()))
            numbers = recruited.get(skill.code, [])
            known = telling - numbers.count(None)
            number = sum(filter(None, numbers)) if known else None
            hired = People(number, known, len(challenges))
            if seeking.of or hired.number:
                group = seekers.get(skill.code, [])
                tallies.append(self._tally(skill.code, skill.words(), group, seeking, hired))
        return tallies

    def _group_tallies(self, dimension: str) -> list[Tally]:
        """Return the tally of the challenges that have a name, for each name."""
        groups = self.groups(dimension)
        labels = DIMENSIONS[dimension].labels(self.chosen)
        tallies = []
        for name in dict.fromkeys((*labels, *groups)):
            if group := groups.get(name):
                people = sought_in(group, self.roles), recruited_in(group, self.roles)
                tallies.append(self._tally(name, labels.get(name, name), group, *people))
        return tallies

    def groups(self, dimension: str) -> dict[str, list[Challenge]]:
        """Return the challenges that have a name, by that name; none where it is of skills."""
        names = DIMENSIONS[dimension].names
        return _challenges_by_name(self.chosen.challenges, names) if names else {}

    def _tally(
        self,
        name: str,
        label: str,
        challenges: Sequence[Challenge],
        sought: People,
        recruited: People,
    ) -> Tally:
        count = len(challenges)
        parts = {"sought": sought.number, "recruited": recruited.number, "challenges": count}
        share = (parts[self.share_of] or 0) / self.whole
        return Tally(name, label, count, sought, recruited, share, whom_counted(challenges))

    @property
    def whole(self) -> int:
        """What shares are parts of: the number of people or challenges."""
        totals = {"sought": self.sought, "recruited": self.recruited}
        people = totals.get(self.share_of)
        return self.challenges if people is None else people.number or 0

    @property
    def totals(self) -> str:
        """The totals in a line, such as `5 défis, 10 profiles: 5 designers, 5 developers`."""
        profiles = by_skill(profiles_of(self.chosen.challenges))
        skills = [skill for skill in self.chosen.skills if skill.code in profiles]
        # Of some roles a number, of others none, would be taken for all.
        known = skills if self.sought.total is not None else []
        roles = (Profile(skill=skill, count=headcount(profiles[skill.code])) for skill in known)
        unit = _PROFILES if self.counted == "sought" else self._whom.number
        numbers: list[str] = [in_units(self.challenges, CHALLENGES)]
        if self.sought.total is not None:
            numbers.append(in_units(self.sought.total, unit))
        counted = ", ".join(p.words() for p in roles if p.count)
        totals = ", ".join(numbers)
        return _("{totals}: {roles}").format(totals=totals, roles=counted) if counted else totals

    @property
    def title(self) -> str:
        """What it is of, for a heading."""
        return title_with(_("Défis in numbers"), self.chosen_by)

    @property
    def dataset(self) -> Dataset:
        """The dataset that is counted, with the programmes and sources of its challenges only."""
        return pruned(self.chosen)

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 défis, 27 people sought, 28 people recruited`."""
        totals: list[str] = [in_units(self.challenges, CHALLENGES)]
        for people, unit in (self.sought, self._whom.number), (self.recruited, _RECRUITED_COUNT):
            if people.number:
                total = in_units(people.number, unit)
                partly = _("{people} (known for {known} of {all})").format(
                    people=total,
                    known=COUNT.words(people.known)[0],
                    all=COUNT.words(people.of)[0],
                )
                totals.append(total if people.known == people.of else partly)
        return ", ".join(totals)

    @cached_property
    def heads(self) -> dict[str, str]:
        """The numbers that people read of each tally, with their headings."""
        return {
            "challenges": _("Défis"),
            **({"sought": _(self._whom.head)} if self._tells("sought") else {}),
            **({"recruited": _("Recruited")} if self._tells("recruited") else {}),
        }

    def _tells(self, number: str) -> bool:
        """Return whether there are people in one of its numbers, `sought` or `recruited`."""
        return any(getattr(counted, number).number for counted in (self, *self._each))

    @property
    def heads_of_numbers(self) -> dict[str, str]:
        """The headings of its numbers where there is room, as in a table."""
        return {
            "challenges": _("Défis"),
            "sought": _(self._whom.table_head),
            "recruited": _(PEOPLE_RECRUITED),
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
        if not any(self._each):
            return self.notes_besides("")
        gaps = any(tally.in_words(name) == NOT_KNOWN for tally in self._each for name in self.heads)
        return self.notes_besides(share_note(self.share_of, self._whom.share_note, gaps=gaps))

    def notes_besides(self, first: str) -> tuple[str, ...]:
        """Return what a reader must know besides a sentence on the form of the counts, after it."""
        overlap = any(
            DIMENSIONS[by].names and sum(t.challenges for t in tallies) > self.challenges
            for by, tallies in self.tallies.items()
        )
        return count_notes(
            self.chosen,
            first,
            self._roles_note,
            *self._known_notes,
            overlap_note() if overlap else "",
            *(DIMENSIONS[by].note(self.chosen) for by, tallies in self.tallies.items() if tallies),
            *map(self._missing_note, self.tallies),
            announcement_note(self.announced, adds_up=self.adds_up) if self.announced else "",
            by_role="skill" in self.tallies,
        )

    @property
    def _roles_note(self) -> str:
        """Whose people are counted, "" where all are."""
        if not self.roles:
            return ""
        labels = [skill.words() for skill in self.chosen.skills if skill.code in self.roles]
        note = _("Only people in these roles are counted: {roles}; --by skill counts everyone.")
        return note.format(roles=", ".join(labels))

    def _missing_note(self, dimension: str) -> str:
        """Return of how many challenges what they are counted by is not known.

        That is "" where it is known of all, and where a dataset has nothing of the kind.
        """
        names = DIMENSIONS[dimension].names
        count = sum(not any(names(c)) for c in self.chosen.challenges) if names else 0
        if not (count and self.tallies[dimension]):
            return ""
        return missing_note(_(DIMENSIONS[dimension].label), count)

    @property
    def _known_notes(self) -> Iterator[str]:
        """Yield of how many challenges it is known how many people they seek or recruited."""
        heads = (self.sought, self._whom.table_head), (self.recruited, PEOPLE_RECRUITED)
        for (number, known, of), head in heads:
            if number and known < of:
                yield known_note(_(head), number, known, of)

    def table(self, *, words: bool) -> Table:
        """Return a row for the totals, for each tally, and for what was announced."""
        columns = {
            "by": (_("By"), TEXT),
            "code": (_("Name"), TEXT),
            "challenges": (_("Défis"), COUNT),
            "sought": (_(self._whom.table_head), COUNT),
            "sought_known": (_("Défis that say how many people"), COUNT),
            "recruited": (_(PEOPLE_RECRUITED), COUNT),
            "recruited_known": (_("Défis that say who was recruited"), COUNT),
            "share": (self.share_head, COUNT),
            "share_of": ("", TEXT),
            "counted": ("", TEXT),
        }
        known = {"sought_known": self.sought, "recruited_known": self.recruited}
        if words:
            # Headings say what percent are of, and whom `sought` counts.
            left_out = {name for name, people in known.items() if people.known == people.of}
            for number in ("sought", "recruited"):
                if not self._tells(number):
                    left_out |= {number, f"{number}_known"}
            names = [n for n in columns if n not in {*left_out, "share_of", "counted"}]
        else:
            names = [*(name for name in columns if name not in known), *known]
        rows = (
            [columns[name][1].texts(row.get(name), words=words) for name in names]
            for row in self._rows(words=words)
        )
        head = [columns[name][0] if words else name for name in names]
        return Table(head, rows, [columns[name][1] for name in names])

    def _rows(self, *, words: bool) -> Iterator[dict[str, Any]]:
        """Yield what stands in each row, by the names of the columns."""
        shared = _share_record(1, words=words) | {"share_of": self.share_of}
        total = shared if self.challenges else {}
        yield {"by": _by("total", words=words), **number_record(self), **total}
        for by, tallies in self.tallies.items():
            for tally in tallies:
                yield {
                    "by": _by(by, words=words),
                    "code": tally.label if words else tally.name,
                    **number_record(tally),
                    **shared,
                    **_share_record(tally.share, words=words),
                }
        if announced := self.announced:
            verdict = _("adds up") if self.adds_up else _("does not add up")
            yield {
                "by": _by("announced", words=words),
                "code": verdict if words else None,
                "challenges": announced.challenges,
                "sought": announced.people,
                "counted": self.counted,
            }
            for profile in announced.skills:
                yield {
                    "by": _by("announced_skill", words=words),
                    "code": profile.skill.words() if words else profile.skill.code,
                    "sought": profile.count,
                    "counted": self.counted,
                }

    def records(self) -> dict[str, Any]:
        """Return all counts as one record."""
        tallies = {
            DIMENSIONS[by].plural: [
                {by: tally.name, **number_record(tally), **_share_record(tally.share, words=False)}
                for tally in tallies
            ]
            for by, tallies in self.tallies.items()
        }
        return {
            "of_promotions": list(self.of_promotions),
            "of_roles": self.roles,
            **number_record(self),
            "share_of": self.share_of,
            **tallies,
            "announced": self.announced and plain_of(self.announced, brief=False),
            "adds_up": self.adds_up,
        }


def _by(code: str, *, words: bool) -> str:
    """Return what stands in the first column of a row."""
    return _(_ROW_LABELS[code]) if words else code


def number_record(counted: "Counts | Tally") -> dict[str, Any]:
    """Return the numbers of counts or of a tally, by their names."""
    return {
        "challenges": counted.challenges,
        "counted": counted.counted,
        "sought": counted.sought.number,
        "sought_known": counted.sought.known,
        "recruited": counted.recruited.number,
        "recruited_known": counted.recruited.known,
    }


def people_head(challenges: Iterable[Challenge]) -> str:
    """Return the heading of how many people challenges seek, in a table."""
    return _(_WHOM[whom_counted(challenges)].table_head)


def sought_in(challenges: Iterable[Challenge], roles: Collection[str] = ()) -> People:
    """Return how many people challenges seek, of some roles if any are given."""
    return _people_of_each(
        headcount(_of_roles(c.profiles, roles)) if c.profiles else None for c in challenges
    )


def recruited_in(challenges: Iterable[Challenge], roles: Collection[str] = ()) -> People:
    """Return how many people were recruited, of some roles if any are given.

    A challenge that states none does not say.
    """
    return _people_of_each(
        headcount(_of_roles(c.recruited, roles)) if c.recruited else None for c in challenges
    )


def _of_roles(profiles: Sequence[Profile], roles: Collection[str]) -> Sequence[Profile]:
    return [p for p in profiles if p.skill.code in roles] if roles else profiles
