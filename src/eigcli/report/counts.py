"""Counts: how many challenges and people there are, by facets, and of how many that is not known."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Any

from eigcli.data.kinds import NUMBER, TEXT, Cell, Kind, in_units
from eigcli.data.model import CHALLENGES, COUNT, NUMBER_OF_PEOPLE, Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.messages import N_, _
from eigcli.report._stub import FACETS, People, Tally, tally
from eigcli.report.blocks import Bar, Chart, Column, Report, Table
from eigcli.report.notes import NOT_KNOWN, families_note, first, people_notes, title_of
from eigcli.text import list_in_words

_PEOPLE = {
    "sought": ("{count} person sought", "{count} people sought"),
    "recruited": ("{count} person recruited", "{count} people recruited"),
}
_HEADS = {"challenges": N_("Défis"), "sought": N_("Sought"), "recruited": N_("Recruited")}
_SHARES = {
    "challenges": N_("% of défis"),
    "sought": N_("% of people sought"),
    "recruited": N_("% of people recruited"),
}
_WHAT = {
    "challenges": N_("Défis"),
    "sought": N_("People sought"),
    "recruited": N_("People recruited"),
}
# The name of what is not known.
_UNKNOWN = "unknown"
# A smaller share, rounded to a percent, would look like none; programs get so many digits.
_LEAST_SHARE, _SHARE_DIGITS = 0.005, 4


def number_of(one: Tally, what: str) -> int:
    """Return one of the numbers of a tally, 0 where it is not known."""
    value = getattr(one, what)
    return (value.number or 0) if isinstance(value, People) else int(value)


class Counts:
    """Some challenges in numbers, by facets.

    Attributes:
        dataset: these challenges.
        roles: the codes of the roles whose people are counted, if not all are.
        total: the numbers of all.
        share_of: which of them shares are parts of: people sought, or if that is not known of all
            challenges those recruited, or else challenges.
        tallies: those of each facet, the largest first, and last those of what is not known.
    """

    def __init__(
        self, dataset: Dataset, by: Sequence[str] = (), roles: Collection[str] = ()
    ) -> None:
        self.dataset, self.roles = dataset, sorted(roles)
        [self.total] = tally(dataset, "", roles)
        totals = {"sought": self.total.sought.total, "recruited": self.total.recruited.total}
        self.share_of = next((name for name, number in totals.items() if number), "challenges")
        self.tallies = {facet: self._tallies_of(facet) for facet in by}

    def _tallies_of(self, facet: str) -> list[Tally]:
        tallies = tally(self.dataset, facet, self.roles)
        if not FACETS[facet].ordered:
            tallies.sort(key=lambda one: -number_of(one, self.share_of))
        unknown = groups_of(self.dataset, facet).get(_UNKNOWN, ())
        if tallies and unknown:
            [one] = tally(replace(self.dataset, challenges=tuple(unknown)), "", self.roles)
            tallies.append(one._replace(name=_UNKNOWN, label=_("not known")))
        return tallies

    def share(self, one: Tally) -> float:
        """Return the part that a tally is of all, from 0 to 1."""
        return number_of(one, self.share_of) / (number_of(self.total, self.share_of) or 1)

    @property
    def heads(self) -> list[str]:
        """The numbers that any tally has."""
        every = [self.total, *(one for tallies in self.tallies.values() for one in tallies)]
        return [w for w in _HEADS if w == "challenges" or any(number_of(t, w) for t in every)]

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 défis, 27 people sought, 28 people recruited`."""
        totals = [str(in_units(self.total.challenges, CHALLENGES))]
        for what, unit in _PEOPLE.items():
            people: People = getattr(self.total, what)
            if people.number:
                text: str = in_units(people.number, unit)
                if people.known < people.of:
                    partly = _("{people} (known for {known} of {all})")
                    text = partly.format(people=text, known=people.known, all=people.of)
                totals.append(text)
        text = ", ".join(totals)
        if self.roles:
            labels = [s.words() for s in self.dataset.skills if s.code in self.roles]
            only = _("{totals}, in these roles only: {roles}")
            text = only.format(totals=text, roles=list_in_words(labels))
        return text

    def charts(self, filters: dict[str, str] | None = None) -> list[Chart]:
        """Return a chart of each facet that challenges have anything of, all to one scale.

        Args:
            filters: the names by which a page filters by facets, where it shows them beside a table.
        """
        every = [one for tallies in self.tallies.values() for one in tallies]
        longest = max(map(self.share, every), default=0) or 1
        heads = [*(_(_HEADS[what]) for what in self.heads), _(_SHARES[self.share_of])]
        return [
            Chart(
                _(FACETS[facet].title),
                heads,
                [
                    Bar(
                        one.label,
                        [*(_shown(one, w) for w in self.heads), self._percent(one)],
                        self.share(one) / longest,
                    )
                    for one in tallies
                ],
                not FACETS[facet].labels(self.dataset),
                (filters or {}).get(facet, ""),
                filters is not None,
            )
            for facet, tallies in self.tallies.items()
            if tallies
        ]

    def _percent(self, one: Tally) -> str:
        share = self.share(one)
        # Half a percent is one: `round` goes to the nearest even number.
        return (
            _("< 1%")
            if 0 < share < _LEAST_SHARE
            else _("{percent}%").format(percent=int(100 * share + 0.5))
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the numbers of all and of each name, for programs."""
        named = [
            ("total", self.total),
            *((f, one) for f, own in self.tallies.items() for one in own),
        ]
        for facet, one in named:
            yield {
                "by": facet,
                "code": one.name or None,
                **record_of(one),
                "share": round(self.share(one), _SHARE_DIGITS),
                "share_of": self.share_of,
            }

    def record(self) -> dict[str, Any]:
        """Return all counts as one record."""
        tallies = {
            FACETS[facet].plural: [
                {facet: one.name, **record_of(one), "share": round(self.share(one), _SHARE_DIGITS)}
                for one in own
            ]
            for facet, own in self.tallies.items()
        }
        of = {"of_promotions": list(self.dataset.promotion_codes), "of_roles": self.roles}
        return {**of, **record_of(self.total), "share_of": self.share_of, **tallies}

    def notes(self) -> list[str]:
        """Return what a reader must know of the numbers."""
        several = any(
            facet != "skill" and sum(one.challenges for one in own) > self.total.challenges
            for facet, own in self.tallies.items()
        )
        notes = [_("A défi with several of these counts for each.")] * several
        families = [families_note(self.dataset)] * ("family" in self.tallies)
        return first(iter((*notes, *families, *people_notes(self.dataset))))


def groups_of(dataset: Dataset, facet: str) -> dict[str, list[Challenge]]:
    """Return the challenges of each name of a facet but roles, and those that have none."""
    groups: dict[str, list[Challenge]] = {}
    values = FACETS[facet].values
    for challenge in dataset.challenges if values else ():
        for name in dict.fromkeys(values(challenge)) or [_UNKNOWN]:
            groups.setdefault(name, []).append(challenge)
    return groups


def record_of(one: Tally) -> dict[str, Any]:
    """Return the numbers of a tally, for programs."""
    return {
        "challenges": one.challenges,
        "sought": one.sought.number,
        "recruited": one.recruited.number,
        "sought_known": one.sought.known,
        "recruited_known": one.recruited.known,
    }


def _shown(one: Tally, what: str) -> str:
    """Return a number of a tally for people: `170 (74 défis)` where others do not say theirs."""
    value = getattr(one, what)
    if not isinstance(value, People):
        return COUNT.words(value)[0]
    if value.number is None:
        return NOT_KNOWN
    count = COUNT.words(value.number)[0]
    return count if value.known == value.of else f"{count} ({in_units(value.known, CHALLENGES)})"


def stats(
    dataset: Dataset,
    by: Sequence[str],
    across: str = "",
    roles: Collection[str] = (),
    chosen_by: Sequence[str] = (),
) -> Report:
    """Return counts of challenges by facets: a chart for each, or a table of one by another.

    Raises:
        UsageError: where a facet would stand across itself.
    """
    if across:
        return _crossed(dataset, by[0], across, roles, chosen_by)
    usual = [*["promotion"] * (len(dataset.promotions) > 1), "skill", "ministry"]
    counts = Counts(dataset, by or usual, roles)
    kinds = {"by": TEXT, "code": TEXT, "share": NUMBER, "share_of": TEXT}
    rows = list(counts.rows())
    labels = {"by": _("By"), "code": _("Name"), "share": _(_SHARES[counts.share_of])}
    labels |= {what: _(label) for what, label in _WHAT.items()}
    columns = [Column(n, labels.get(n, n), itemgetter(n), kinds.get(n, COUNT)) for n in rows[0]]
    return Report(
        title_of(dataset, chosen_by, _("Défis in numbers")),
        counts.charts(),
        Table(columns, rows),
        dataset,
        counts.headline,
        counts.notes(),
        records=counts.record,
    )


class _Name(Kind):
    """The name of what is counted: a code for programs, a label for people."""

    def codes(self, value: Any) -> Cell:
        return (value.name,)

    def words(self, value: Any) -> Cell:
        return (value.label,)


def _crossed(
    dataset: Dataset,
    by: str,
    across: str,
    roles: Collection[str],
    chosen_by: Sequence[str],
) -> Report:
    """Return a table of counts, a row for each name of a facet and a column for each of another."""
    if by == across:
        mistake = _("--by and --across are both {name}: choose another for one of them")
        raise UsageError(mistake, name=by)
    counts = Counts(dataset, [by, across], roles)
    # Roles are counted within challenges, other names are groups of these.
    outer, inner = (by, across) if across == "skill" else (across, by)
    cells: dict[tuple[str, str], Tally] = {}
    for name, own in groups_of(dataset, outer).items():
        part = Counts(replace(dataset, challenges=tuple(own)), [inner], roles)
        for one in part.tallies[inner]:
            cells[(name, one.name) if outer == by else (one.name, name)] = one
    what, total = counts.share_of, counts.total._replace(name="total", label=_("total"))
    rows = [*counts.tallies[by], total]
    for one in counts.tallies[across]:
        cells["total", one.name] = one

    def number(column: str, row: Tally) -> int:
        return number_of(cells[row.name, column], what) if (row.name, column) in cells else 0

    columns = [Column(by, _(FACETS[by].label), lambda row: row, _Name())]
    columns += [
        Column(one.name, one.label, partial(number, one.name), NUMBER_OF_PEOPLE)
        for one in counts.tallies[across]
    ]
    every = partial(number_of, what=what)
    columns.append(Column(f"total_{what}", _("total"), every, NUMBER_OF_PEOPLE))
    caption = _("{what}, by {rows} and {columns}").format(
        what=_(_WHAT[what]), rows=_(FACETS[by].label), columns=_(FACETS[across].label)
    )
    record = counts.record()
    for row in record[FACETS[by].plural]:
        row[FACETS[across].plural] = [
            {across: one.name, **record_of(cells[row[by], one.name])}
            for one in counts.tallies[across]
            if (row[by], one.name) in cells
        ]
    table = Table(columns, rows, headed=True)
    return Report(
        title_of(dataset, chosen_by, caption),
        [table._replace(title=caption)],
        table,
        dataset,
        counts.headline,
        [_("In the totals, each défi counts once."), *counts.notes()][:2],
        records=lambda: record,
    )
