"""Counts: how many challenges and people there are, by facets, and what is not known."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any

from eigcli.ask.choosing import Answer
from eigcli.ask.counting import (
    MEASURES,
    NUMBERS,
    Tally,
    crossed,
    facets_known,
    parts,
    tally,
    totals,
)
from eigcli.ask.facets import FACETS, NOT_KNOWN
from eigcli.data.kinds import NUMBER, TEXT, Form, Kind, in_units
from eigcli.data.loading import records_of
from eigcli.data.model import CHALLENGES, COUNT, NUMBER_OF_PEOPLE, Dataset
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext_noop
from eigcli.report import notes
from eigcli.report.blocks import WORDS, Column, Report, Table, Text
from eigcli.text import comma_list, group_digits, list_in_words, title_with

# What a share of each number is called, and how people are counted.
_SHARES = {
    "challenges": N_("% of défis"),
    "sought": N_("% of people sought"),
    "recruited": N_("% of people recruited"),
}
_PEOPLE = {
    "sought": ngettext_noop("{count} person sought", "{count} people sought"),
    "recruited": ngettext_noop("{count} person recruited", "{count} people recruited"),
}


class Counts:
    """Some challenges in numbers, by facets.

    Args:
        dataset: these challenges.
        by: the facets.
        roles: the codes of the roles whose people are counted; without any, all are.
        measure: the number that shares are parts of, and by which the largest come first.
        rank: as of `tally`.
    """

    def __init__(
        self,
        dataset: Dataset,
        by: Sequence[str] = (),
        roles: Collection[str] = (),
        measure: str = "challenges",
        rank: str = "",
    ) -> None:
        self.dataset, self.roles = dataset, sorted(roles)
        self.total = totals(dataset.challenges, roles)
        self.measure, self.rank = measure, rank
        self.tallies = {
            facet: tally(dataset, facet, roles, measure=measure, rank=rank) for facet in by
        }

    def share_of(self, base: Dataset) -> None:
        """Let the share of each name be of all that these challenges have of it."""
        [self.total] = parts([self.total], [totals(base.challenges)], self.measure)
        for facet, own in self.tallies.items():
            rows = parts(own, tally(base, facet, measure=self.measure), self.measure)
            if self.rank or not FACETS[facet].ordered:
                rows.sort(key=self.share, reverse=self.rank != "least")
            self.tallies[facet] = sorted(rows, key=lambda one: one.name == NOT_KNOWN)

    def limit(self, count: int) -> str:
        """Leave so many names of each facet, and what is not known; return a note on that."""
        for facet, every in self.tallies.items():
            known = [one for one in every if one.name != NOT_KNOWN]
            self.tallies[facet] = [one for one in every if one not in known[count:]]
        return _("The first {count} of each are shown.", count=count)

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 défis, 27 people sought, 28 people recruited`."""
        parts: list[str] = [in_units(self.total.challenges, CHALLENGES)]
        for what, unit in _PEOPLE.items():
            if people := self.total.number(what):
                text: str = in_units(people, unit)
                known, every = self.total.number(f"{what}_known"), self.total.challenges
                if known != every:
                    partly = _("{people} (known for {known} of {all})")
                    text = partly.format(people=text, known=known, all=every)
                parts.append(text)
        totals, skills = ", ".join(parts), records_of(self.dataset, "skills")
        labels = [skills[role].words() for role in self.roles if role in skills]
        if not labels:
            return totals
        roles = list_in_words(labels)
        return _("{totals}, in these roles only: {roles}", totals=totals, roles=roles)

    def how_many(self, facets: Iterable[str]) -> Iterator[str]:
        """Yield how many values of some facets there are, such as `By host: 58`."""
        for facet in facets:
            every = (one for one in self.tallies[facet] if one.number(self.measure))
            known = [one for one in every if one.name != NOT_KNOWN]
            yield title_with(_title(facet), [group_digits(len(known))])

    def share(self, one: Tally) -> float:
        """Return which part of all a tally is, from 0 to 1."""
        return one.share(self.total, self.measure)

    def tables(self) -> dict[str, Table]:
        """Return a table of each facet, with bars of one scale."""
        every = [one for tallies in self.tallies.values() for one in tallies]
        longest = max(map(self.share, every), default=0) or 1
        numbers = [
            Column(what, _(label), partial(_shown, what=what), _NUMBERS)
            for what, label in MEASURES.items()
            if what == "challenges" or any(one.number(what) for one in every)
        ]
        if self.total.of is not None:
            numbers.append(Column("of", _("Of"), lambda one: group_digits(one.of), _NUMBERS))
        numbers.append(Column("share", _(_SHARES[self.measure]), self._percent, _NUMBERS))
        found = {}
        for facet in filter(self.tallies.get, self.tallies):
            kind = WORDS if FACETS[facet].labels(self.dataset) else TEXT
            columns = [Column("name", _("Name"), attrgetter("label"), kind), *numbers]
            table = Table(columns, self.tallies[facet], _title(facet))
            found[facet] = table._replace(bars=lambda one: self.share(one) / longest)
        return found

    def _percent(self, one: Tally) -> str:
        share = self.share(one)
        # Half a percent is one: `round` goes to the nearest even number.
        percent = int(100 * share + 0.5)
        return _("{percent}%", percent=percent) if percent or not share else _("< 1%")

    def numbers(self, one: Tally) -> dict[str, Any]:
        """Return the numbers of a tally, for programs."""
        return {**one.record(), "share": self.share(one)}

    def rows(self) -> list[dict[str, Any]]:
        """Return the numbers of all and of each name, for programs."""
        named = [(by, one.name, one) for by, own in self.tallies.items() for one in own]
        return [
            {"by": by, "code": code, **self.numbers(one), "measure": self.measure}
            for by, code, one in [("total", None, self.total), *named]
        ]

    def record(self) -> dict[str, Any]:
        """Return all counts as one record."""
        tallies = {
            FACETS[by].plural: [{by: one.name, **self.numbers(one)} for one in own]
            for by, own in self.tallies.items()
        }
        of = {"of_promotions": list(self.dataset.promotion_codes), "of_roles": self.roles}
        return {**of, **self.total.record(), "measure": self.measure, **tallies}

    def notes(self) -> Iterator[str]:
        """Yield what a reader must know of the numbers, "" for nothing."""
        if "ministry" in self.tallies and self.dataset.families_of_hosts:
            yield _("Hosts are counted by their names of the day; ministries together: --by family")
        for facet, own in self.tallies.items():
            if facet != "skill" and sum(one.challenges for one in own) > self.total.challenges:
                yield _("A défi with several of these counts for each.")
        if "family" in self.tallies and self.dataset.families_of_hosts:
            yield _("Families of ministries are an editorial grouping.")
        yield from notes.how_sure(self.dataset)


def _title(facet: str) -> str:
    return _("By {facet}", facet=_(FACETS[facet].label))


class _Numbers(Kind):
    """Numbers as people read them."""

    numeric = True


_NUMBERS = _Numbers()


def _shown(one: Tally, what: str) -> str:
    """Return a number of a tally for people: `170 (74 défis)` where others do not say theirs."""
    number, known = one.number(what), getattr(one, f"{what}_known", 0)
    if number is None:
        return notes.NO_NUMBER
    count = group_digits(number)
    if known == getattr(one, f"{what}_of", 0):
        return count
    return f"{count} ({in_units(known, CHALLENGES)})"


def stats(found: Answer, by: Sequence[str] = (), across: str = "", measure: str = "") -> Report:
    """Return counts of the challenges that were found: a chart for each facet, or a table of two.

    Args:
        found: these challenges, and what was asked of them.
        by: the facets; by default those that were asked for, or that suit.
        across: the facet of which each name has a column, if there is such.
        measure: what shares and such a table count; by default what was asked for, or défis.

    Raises:
        UsageError: for more than one facet by another, and for one by itself.
    """
    dataset, rows = found.chosen, list(by or found.asked.by)
    if not (by or across):
        rows, across = found.asked.rows, found.asked.across
    if across:
        rows = rows or ["promotion" if across == "skill" else "skill"]
    else:
        several = len(dataset.promotions) > 1
        # Of products, neither people nor hosts may be known.
        people = any(c.hosts or c.people for c in dataset)
        usual = ["skill", "ministry"] if people else ["theme", "phase"]
        # `how many projects in Lyon` is answered by a number.
        usual = [] if found.asked.is_count else usual
        rows = rows or facets_known(dataset, ["promotion"] * several + usual)
    is_counted = found.asked.is_count and not (by or found.asked.is_of_roles)
    numbered = found.asked.by if is_counted else ()  # `how many hosts`
    measure = measure or found.asked.measure or "challenges"
    facets = [*rows, across] if across else rows
    counts = Counts(dataset, facets, found.roles, measure, found.asked.rank)
    if found.base:
        counts.share_of(found.base)
    if across:
        return _crossed(counts, found, rows, across)
    limit = found.filters.limit
    shown = counts.limit(limit) if limit else ""
    facets_counted = {"total": N_("total")} | {facet: FACETS[facet].label for facet in rows}
    names = {one.name: one.label for own in counts.tallies.values() for one in own}
    heads = {
        "by": (_("By"), Form(choices=facets_counted)),
        "code": (_("Name"), Form(choices=names)),
        **{what: (_(label), COUNT) for what, label in NUMBERS.items()},
        "share": (_("Share"), NUMBER),
        "measure": (_("Measure"), Form(choices=MEASURES)),
    }
    columns = [Column(n, label, itemgetter(n), kind) for n, (label, kind) in heads.items()]
    return Report(
        notes.title_of(dataset, found, _("Défis in numbers")),
        [*counts.tables().values()] or [Text([])],  # without any block it would be of nothing
        Table(columns, counts.rows()),
        dataset,
        " · ".join([*counts.how_many(numbered), counts.headline]),
        notes.top([shown, *found.notes, *counts.notes()]),
        records=counts.record,
    )


def _crossed(counts: Counts, found: Answer, rows: Sequence[str], across: str) -> Report:
    """Return a table of counts, a row for each name of a facet and a column for each of another."""
    if len(rows) > 1:
        raise UsageError(_("with --across, --by takes one of {names}"), names=comma_list(rows))
    [by] = rows
    if by == across:
        mistake = _("--by and --across are both {name}: choose another for one of them")
        raise UsageError(mistake, name=by)
    cells, record = crossed(counts.dataset, by, across, counts.roles), counts.record()
    for row in record[FACETS[by].plural]:
        row[FACETS[across].plural] = [
            {across: column, **cell.record()}
            for (name, column), cell in cells.items()
            if name == row[by]
        ]
    total = counts.total
    lines, heads = [*counts.tallies[by], total], [*counts.tallies[across], total]
    cells |= {(total.name, one.name): one for one in heads}
    cells |= {(one.name, total.name): one for one in lines}

    def number(column: str, row: Tally) -> int | None:
        cell = cells.get((row.name, column))
        return cell.number(counts.measure) if cell else 0

    labels = {one.name: one.label for one in lines}
    name = Column(by, _(FACETS[by].label), attrgetter("name"), Form(choices=labels))
    measure = Column("measure", _("Measure"), lambda _row: counts.measure)
    numbers = [
        Column(one.name, one.label, partial(number, one.name), NUMBER_OF_PEOPLE) for one in heads
    ]
    what, columns = _(MEASURES[counts.measure]), _(FACETS[across].label)
    caption = _("{what}, by {rows} and {columns}", what=what, rows=name.label, columns=columns)
    once = _("In the totals, each défi counts once.")
    return Report(
        notes.title_of(counts.dataset, found, caption),
        [Table([name, *numbers], lines, caption)],
        Table([name, measure, *numbers], lines, headed=True),
        counts.dataset,
        counts.headline,
        notes.top([*found.notes, once, *counts.notes()]),
        records=lambda: record,
    )
