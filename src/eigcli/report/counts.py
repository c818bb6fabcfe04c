"""Counts: how many challenges and people there are, by facets, and what is not known."""

from collections.abc import Collection, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

from eigcli.ask.choosing import Answer
from eigcli.ask.counting import MEASURES, People, Tally, crossed, tally, totals
from eigcli.ask.facets import FACETS, NOT_KNOWN
from eigcli.data.kinds import NUMBER, TEXT, Form, in_units
from eigcli.data.loading import records_of
from eigcli.data.model import CHALLENGES, COUNT, NUMBER_OF_PEOPLE, Dataset
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext_noop
from eigcli.report import notes
from eigcli.report.blocks import Bar, Chart, Column, Report, Table
from eigcli.text import comma_list, list_in_words

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
    """

    def __init__(
        self,
        dataset: Dataset,
        by: Sequence[str] = (),
        roles: Collection[str] = (),
        measure: str = "challenges",
    ) -> None:
        self.dataset, self.roles = dataset, sorted(roles)
        self.total = totals(dataset.challenges, roles)
        self.measure = measure
        tallies = {facet: tally(dataset, facet, roles, measure=measure) for facet in by}
        # Of a facet of which nothing is known, there is nothing to count.
        self.tallies = {
            f: own if any(one.name for one in own) else [] for f, own in tallies.items()
        }

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 défis, 27 people sought, 28 people recruited`."""
        parts: list[str] = [in_units(self.total.challenges, CHALLENGES)]
        for what, unit in _PEOPLE.items():
            people: People = getattr(self.total, what)
            if people.number:
                text: str = in_units(people.number, unit)
                if people.known < people.of:
                    partly = _("{people} (known for {known} of {all})")
                    text = partly.format(people=text, known=people.known, all=people.of)
                parts.append(text)
        known = records_of(self.dataset, "skills")
        labels = [known[role].words() for role in self.roles if role in known]
        if not labels:
            return ", ".join(parts)
        only = _("{totals}, in these roles only: {roles}")
        return only.format(totals=", ".join(parts), roles=list_in_words(labels))

    def charts(self, filters: dict[str, str] | None = None) -> list[Chart]:
        """Return a chart of each facet that challenges have anything of, all to one scale.

        Args:
            filters: the names by which a page filters by facets, for charts beside a table.
        """
        every = [one for tallies in self.tallies.values() for one in tallies]
        longest = max((one.share(self.total, self.measure) for one in every), default=0) or 1
        shown = [w for w in MEASURES if w == "challenges" or any(one.number(w) for one in every)]

        def bar(one: Tally) -> Bar:
            share = one.share(self.total, self.measure)
            # Half a percent is one: `round` goes to the nearest even number.
            percent = int(100 * share + 0.5)
            part = _("{percent}%").format(percent=percent) if percent or not share else _("< 1%")
            return Bar(one.label, [*(_shown(one, what) for what in shown), part], share / longest)

        return [
            Chart(
                _(FACETS[facet].title),
                [*(_(MEASURES[what]) for what in shown), _(_SHARES[self.measure])],
                list(map(bar, tallies)),
                not FACETS[facet].labels(self.dataset),
                (filters or {}).get(facet, ""),
            )
            for facet, tallies in self.tallies.items()
            if tallies
        ]

    def numbers(self, one: Tally) -> dict[str, Any]:
        """Return the numbers of a tally, for programs."""
        return {**one.record(), "share": one.share(self.total, self.measure)}

    def rows(self) -> list[dict[str, Any]]:
        """Return the numbers of all and of each name, for programs."""
        named = [(by, _code(one), one) for by, own in self.tallies.items() for one in own]
        return [
            {"by": by, "code": code, **self.numbers(one), "measure": self.measure}
            for by, code, one in [("total", None, self.total), *named]
        ]

    def record(self) -> dict[str, Any]:
        """Return all counts as one record."""
        tallies = {
            FACETS[by].plural: [{by: _code(one), **self.numbers(one)} for one in own]
            for by, own in self.tallies.items()
        }
        of = {"of_promotions": list(self.dataset.promotion_codes), "of_roles": self.roles}
        return {**of, **self.total.record(), "measure": self.measure, **tallies}

    def notes(self) -> list[str]:
        """Return what a reader must know of the numbers."""
        several = any(
            facet != "skill" and sum(one.challenges for one in own) > self.total.challenges
            for facet, own in self.tallies.items()
        )
        found = [_("A défi with several of these counts for each.")] * several
        found += [notes.families_note(self.dataset)] * ("family" in self.tallies)
        return [*found, *notes.how_sure(self.dataset)]


def _code(one: Tally) -> str:
    """Return what programs call a tally."""
    return one.name or NOT_KNOWN


def _shown(one: Tally, what: str) -> str:
    """Return a number of a tally for people: `170 (74 défis)` where others do not say theirs."""
    value = getattr(one, what)
    if not isinstance(value, People):
        return COUNT.words(value)[0]
    if value.number is None:
        return notes.NO_NUMBER
    count = COUNT.words(value.number)[0]
    return count if value.known == value.of else f"{count} ({in_units(value.known, CHALLENGES)})"


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
    dataset, rows = found.chosen, list(by or found.by)
    if across:
        rows = rows or ["promotion" if across == "skill" else "skill"]
    else:
        several = len(dataset.promotions) > 1
        # Of products, neither people nor hosts may be known.
        people = any(c.hosts or c.people for c in dataset.challenges)
        usual = ("skill", "ministry") if people else ("theme", "phase")
        rows = rows or [*["promotion"] * several, *usual]
    # Counts by role show whom designers, say, work with; who asks how many designers there are
    # wants these alone.
    is_of_all = "skill" in (*rows, across) and not found.is_count
    roles = () if is_of_all else found.roles
    measure = measure or found.measure or "challenges"
    counts = Counts(dataset, [*rows, *[across] * bool(across)], roles, measure)
    if across:
        return _crossed(counts, found, rows, across)
    lines, kinds = counts.rows(), {"by": TEXT, "code": TEXT, "share": NUMBER, "measure": TEXT}
    labels = {"by": _("By"), "code": _("Name"), "share": _(_SHARES[counts.measure])}
    labels |= {what: _(label) for what, label in MEASURES.items()}
    columns = [Column(n, labels.get(n, n), itemgetter(n), kinds.get(n, COUNT)) for n in lines[0]]
    return Report(
        notes.title_of(dataset, found, _("Défis in numbers")),
        counts.charts(),
        Table(columns, lines),
        dataset,
        counts.headline,
        notes.first([*found.notes, *counts.notes()]),
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
    cells = crossed(counts.dataset, by, across, counts.roles)
    total = counts.total._replace(name="total")
    cells |= {("total", one.name): one for one in counts.tallies[across]}

    def number(column: str, row: Tally) -> int | None:
        cell = cells.get((row.name, column))
        return cell.number(counts.measure) if cell else 0

    labels = {_code(one): one.label for one in (*counts.tallies[by], total)}
    columns = [Column(by, _(FACETS[by].label), _code, Form(choices=labels))]
    columns += [
        Column(_code(one), one.label, partial(number, one.name), NUMBER_OF_PEOPLE)
        for one in counts.tallies[across]
    ]
    columns.append(
        Column("total", _("total"), lambda row: row.number(counts.measure), NUMBER_OF_PEOPLE)
    )
    caption = _("{what}, by {rows} and {columns}").format(
        what=_(MEASURES[counts.measure]), rows=_(FACETS[by].label), columns=_(FACETS[across].label)
    )
    table = Table(columns, [*counts.tallies[by], total], headed=True)
    measure = Column("measure", _("Measure"), lambda _row: counts.measure)
    for_programs = table._replace(columns=[columns[0], measure, *columns[1:]])
    record, once = counts.record(), _("In the totals, each défi counts once.")
    for row, one in zip(record[FACETS[by].plural], counts.tallies[by], strict=True):
        row[FACETS[across].plural] = [
            {across: column or NOT_KNOWN, **cell.record()}
            for (own, column), cell in cells.items()
            if own == one.name
        ]
    return Report(
        notes.title_of(counts.dataset, found, caption),
        [table._replace(title=caption)],
        for_programs,
        counts.dataset,
        counts.headline,
        notes.first([*found.notes, once, *counts.notes()]),
        records=lambda: record,
    )
