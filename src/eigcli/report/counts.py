"""Counts: how many challenges and people there are, by facets, and what is not known."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, product
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.data.kinds import NUMBER, TEXT, Cell, Scalar, in_units
from eigcli.data.loading import records_of
from eigcli.data.model import CHALLENGES, COUNT, Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext_noop
from eigcli.query.choosing import Answer
from eigcli.query.counting import (
    ALL_STAFF,
    MEASURES,
    NUMBERS,
    OF_HOSTS,
    CountedPeople,
    Tally,
    crossed,
    facets_known,
    is_unknown,
    tally,
    totals,
)
from eigcli.query.facets import FACETS
from eigcli.report import notes, states
from eigcli.report.blocks import Block, Column, Report, Table, Text
from eigcli.report.titles import title_of, with_subject
from eigcli.text import comma_list, group_digits, list_in_words, percent_text

_SHARE_DIGITS = 4
# The rows of a ranking that people read; programs get all of them.
_MOST_RANKED = 10
# The texts of numbers of people, by measure.
_PEOPLE = {
    "sought": ngettext_noop("{count} person sought", "{count} people sought"),
    "recruited": ngettext_noop("{count} person recruited", "{count} people recruited"),
}


class _Row(NamedTuple):
    """A row of the table for programs: a facet, and the tally of one of its values."""

    facet: str
    tally: Tally

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others."""
        return self.facet, self.tally.name


class _Pair(NamedTuple):
    """A row of the table of two facets for programs: a value of each, and the tally of both."""

    row: str
    column: str
    tally: Tally


# The tally of each pair of values of two facets that some challenge has; that of other pairs.
_Cells = Mapping[tuple[str, str], Tally]
_NOTHING = Tally("", "")


@dataclass
class Counts:
    """The numbers of some challenges, by facets.

    Attributes:
        dataset: the challenges that are counted.
        by: the facets.
        staff: whose people are counted.
        measure: the number that shares are of, and by which the largest come first.
        rank: `most` to sort facets that have an order, too, or `least` for the smallest first.
        base: the challenges that shares are of, if not those that are counted.
        possible: the slugs of those of them that shares may have, too.
        whatever_state: the challenges of which states are counted, if not those that are counted.
        limit: how many rows of each facet to keep, besides the row of what is not known.
    """

    dataset: Dataset
    by: Sequence[str] = ()
    staff: CountedPeople = ALL_STAFF
    measure: str = "challenges"
    rank: str = ""
    base: Dataset | None = None
    possible: Collection[str] = ()
    whatever_state: tuple[Challenge, ...] = ()
    limit: int | None = None

    def __post_init__(self) -> None:
        """Count."""
        self.total = totals(self.dataset.challenges, self.staff)
        if self.base:
            self.total = self._share_of(totals(self.base.challenges), self.total)
        self.tallies = {facet: self._tallies(facet) for facet in self.by}

    def _tallies(self, facet: str) -> list[Tally]:
        """Return the tally of each value of a facet, and last that of what is not known."""
        rows = tally(self.dataset, facet, self.staff, measure=self.measure)
        if self.base:
            rows = self._shares_of(self.base, facet, rows)
        is_ordered = FACETS[facet].ordered
        if self.rank or not is_ordered:
            self._rank(rows)
        unknown = [row for row in rows if is_unknown(row)]
        known = [row for row in rows if not is_unknown(row)]
        if facet == "state" and unknown and not self.base:
            known = self._possible(known, unknown[0])
        return known[: self.limit] + unknown

    @staticmethod
    def _possible(rows: Sequence[Tally], unknown: Tally) -> list[Tally]:
        """Return rows of states, each of which what is not known may be in."""
        count = len(unknown.challenges)
        return [row._replace(possible=count) for row in rows]

    def _rank(self, rows: list[Tally]) -> None:
        """Sort rows by their shares; of equal ones, that of more challenges comes first."""
        rows.sort(key=lambda row: row.of or 0, reverse=True)
        rows.sort(key=lambda row: self.share(row) or 0, reverse=self.rank != "least")

    def _shares_of(self, base: Dataset, facet: str, rows: Sequence[Tally]) -> list[Tally]:
        """Return a row for each value that the challenges of the base have."""
        found = {row.name: row for row in rows}
        shares = []
        for whole in tally(base, facet, measure=self.measure):
            row = found.get(whole.name)
            if row is None:
                row = Tally(whole.name, whole.label)
            shares.append(self._share_of(whole, row))
        return shares

    def _share_of(self, whole: Tally, row: Tally) -> Tally:
        """Return a row as a part of a whole."""
        possible = sum(challenge.slug in self.possible for challenge in whole.challenges)
        return row._replace(of=whole.numbers[self.measure] or 0, possible=possible)

    def of_states(self) -> dict[tuple[str, str], tuple[Challenge, ...]]:
        """Return the challenges whose states are counted, by facet and value."""
        challenges = self.whatever_state or self.dataset.challenges
        dataset = replace(self.dataset, challenges=challenges)
        counted = {("total", self.total.name): challenges}
        for facet in self.by:
            rows = tally(dataset, facet, self.staff, measure=self.measure)
            for row in rows:
                counted[facet, row.name] = row.challenges
        return counted

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 challenges, 27 people sought, 28 people recruited`."""
        challenges = in_units(self.total.numbers["challenges"], CHALLENGES)
        texts = [
            challenges + notes.otherwise_called(self.dataset),
            *map(self._people_text, _PEOPLE),
        ]
        line = ", ".join(filter(None, texts))
        skills = records_of(self.dataset, "skills")
        labels = [skills[role].words() for role in sorted(self.staff.roles) if role in skills]
        if not labels:
            return line
        roles = list_in_words(labels, either=True)
        return _("{totals}, counting only: {roles}", totals=line, roles=roles)

    @property
    def first_places(self) -> list[str]:
        """The sentence that names what comes first in a ranking, with its number."""
        if not self.rank or len(self.tallies) > 1:
            return []
        [rows] = self.tallies.values()
        ranked = [row for row in rows if not is_unknown(row)]
        if not ranked:
            return []
        first = ranked[0]
        labels = [row.label for row in ranked if self.share(row) == self.share(first)]
        whole = self.total.numbers[self.measure] if first.of is None else first.of
        text = _("{names}: {number} of {total} {measure}.")
        if len(labels) > 1:
            text = _("{names}: {number} each, of {total} {measure}.")
        sentence = text.format(
            names=list_in_words(labels),
            number=group_digits(first.numbers[self.measure] or 0),
            total=group_digits(whole or 0),
            measure=_(MEASURES[self.measure]).lower(),
        )
        return [sentence]

    def _rows_shown(self, facet: str) -> list[Tally]:
        """Return the rows of a facet that people read: of a ranking, the first."""
        rows = self.tallies[facet]
        if not self.rank or self.limit:
            return rows
        known = [row for row in rows if not is_unknown(row)]
        return [*known[:_MOST_RANKED], *filter(is_unknown, rows)]

    def _hidden_rows(self) -> Iterator[str]:
        """Yield how many rows of rankings are not shown, and how to see them."""
        for facet, rows in self.tallies.items():
            hidden = len(rows) - len(self._rows_shown(facet))
            if hidden:
                yield _("{count} more: --limit {limit}", count=hidden, limit=len(rows))

    def _people_text(self, of: str) -> str:
        """Return how many people were `sought` or `recruited` in all, "" if there are none."""
        numbers = self.total.numbers
        number, known, all_ = (numbers[name] for name in (of, f"{of}_known", f"{of}_of"))
        if number is None and of == self.measure:
            return _("{measure}: not known", measure=_(MEASURES[of]))
        if not number:
            return ""
        text = in_units(number, _PEOPLE[of])
        if known != all_:
            text = _("{people} (known for {known} of {all})", people=text, known=known, all=all_)
        # Challenges that are not counted sought nobody.
        if beside := totals((), self.staff).numbers[of]:
            also = _("{people}, {count} of them by challenges that did not seek the role")
            text = also.format(people=text, count=group_digits(beside))
        return text

    def share(self, row: Tally) -> float | None:
        """Return which share of its whole a number is, from 0 to 1; `None` if it is not known."""
        number, whole = row.numbers[self.measure], row.of
        whole = self.total.numbers[self.measure] if whole is None else whole
        return None if number is None else round(number / (whole or 1), _SHARE_DIGITS)

    def share_most(self, row: Tally) -> float | None:
        """Return which share it may be at most, if what is not known is as asked."""
        number, share = row.numbers[self.measure], self.share(row)
        if share is None or self.measure != "challenges":
            return share
        return self.share(row._replace(numbers={self.measure: number + row.possible}))

    def percent(self, row: Tally) -> Cell:
        """Return that share as people read it, with its range."""
        share, most = self.share(row), self.share_most(row)
        if share is None or most is None:
            return ()
        if most == share:
            return (percent_text(share),)
        return (_("{least} to {most}", least=percent_text(share), most=percent_text(most)),)

    @property
    def measure_column(self) -> Column:
        """The column that names the measure, for programs."""
        return Column("measure", _("Measure"), lambda _row: self.measure, Scalar(choices=MEASURES))

    @property
    def _share_label(self) -> str:
        """What shares are of: of each row, or of all that is counted."""
        if self.total.of is not None:
            return _("% of its {measure}", measure=_(MEASURES[self.measure]).lower())
        unit = _PEOPLE.get(self.measure, CHALLENGES)
        return _("% of {total}", total=in_units(self.total.numbers[self.measure] or 0, unit))

    def charts(self) -> Iterator[Table]:
        """Yield a table for each facet, the measure first; all bars have one scale."""
        longest = max(filter(None, map(self.share, self._rows())), default=1)
        for facet, rows in self.tallies.items():
            if rows:
                yield self._chart(facet, longest)

    def _rows(self) -> Iterator[Tally]:
        """Yield the rows of all facets."""
        return chain.from_iterable(self.tallies.values())

    def _chart(self, facet: str, longest: float) -> Table:
        """Return the table of a facet, with bars of which the longest shows a share."""
        rows = self.tallies[facet]
        kind = Scalar() if FACETS[facet].labels(self.dataset) else TEXT
        label = _(FACETS[facet].label)
        name = Column("name", label.capitalize(), attrgetter("label"), kind)
        if facet == "state":
            name = name._replace(state=attrgetter("name"))
        columns = [name, *self._number_columns()]
        if len(rows) > 1:  # a single row is all
            share = Column("share", self._share_label, self.share, NUMBER, words=self.percent)
            columns.append(share)

        def bar(row: Tally) -> float:
            return (self.share(row) or 0) / longest

        title = _("By {facet}", facet=label)
        if not self.limit:
            title = f"{title} ({sum(not is_unknown(row) for row in rows)})"
        return Table(columns, self._rows_shown(facet), title, bars=bar, faint=is_unknown)

    def _number_columns(self) -> list[Column]:
        """Return the columns of the numbers that people read, the measure first."""
        columns = [number_column(self.measure)]
        for name in MEASURES:
            is_known = name == "challenges" or self.total.numbers[name]
            if is_known and name != self.measure:
                columns.append(number_column(name))
        if self.total.of is not None:
            columns.append(Column("of", _("Of"), attrgetter("of"), COUNT))
        return columns

    def notes(self, *, of_people: bool = True) -> Iterator[str]:
        """Yield the notes on the numbers, and on those of people if these are shown."""
        yield from self._hidden_rows()
        rows = [*self._rows(), self.total]
        if of_people and any(_is_partial(row, what) for row, what in product(rows, _PEOPLE)):
            yield _("≥: not all of these challenges say how many people.")
        yield from self._notes_on_facets()
        if of_people:
            yield from notes.precision_notes(self.dataset)

    def _notes_on_facets(self) -> Iterator[str]:
        """Yield the notes on what is counted by."""
        has_families = self.dataset.families_of_hosts
        # Above a ranking, the preamble says so already.
        if "ministry" in self.tallies and has_families and not self.rank:
            yield _(OF_HOSTS)
        for rows in self.tallies.values():
            counted = sum(row.numbers["challenges"] for row in rows)
            if counted > self.total.numbers["challenges"]:
                yield _("A challenge with several of these counts once for each.")
        if "state" in self.tallies:
            yield notes.shared_products(self.dataset.challenges)
        if "family" in self.tallies and has_families:
            yield _("Families of ministries are an editorial grouping.")
        if "subject" in self.tallies:
            yield _("Subjects are a grouping by eig, not by the programme.")


def _is_partial(tally_: Tally, what: str) -> bool:
    """Tell whether a number is known for some of the challenges that it counts, but not for all."""
    numbers = tally_.numbers
    known = numbers.get(f"{what}_known", 0)
    return bool(numbers.get(what)) and known != numbers.get(f"{what}_of", 0)


def number_column(what: str, tally_of: Callable[[Any], Tally] = lambda row: row) -> Column:
    """Return the column of a number of a tally; people read `≥ 170` if not all challenges state it.

    Args:
        what: the number, by its name in `NUMBERS`.
        tally_of: returns the tally of a record.
    """

    def number(record: Any) -> Any:
        row = tally_of(record)
        return row.numbers[what]

    def words(record: Any) -> Cell:
        row = tally_of(record)
        cell = COUNT.words(row.numbers[what])
        if _is_partial(row, what):
            return (_("≥ {count}", count=cell[0]),)
        return cell

    return Column(what, _(NUMBERS[what]), number, COUNT, words=words)


def stats(answer: Answer, by: Sequence[str] = (), across: str = "", measure: str = "") -> Report:
    """Return counts of the challenges of an answer: a chart for each facet, or a table of two.

    Args:
        answer: the answer.
        by: the facets; by default those that were asked for, or the usual ones.
        across: in a table of two, the facet of its columns; "" for charts.
        measure: the number to show in a table and in shares; by default as asked, or challenges.

    Raises:
        UsageError: for `across` with more than one other facet.
    """
    asked = answer.asked
    if not (by or across):
        by, across = asked.rows, asked.across
    counts = Counts(
        answer.chosen,
        _facets(answer, by or asked.by, across),
        answer.staff,
        measure=measure or asked.measure or "challenges",
        rank=asked.rank,
        base=answer.base,
        possible=states.possible(answer),
        whatever_state=answer.whatever_state,
        limit=answer.filters.limit,
    )
    report = _of_two(counts, answer) if across else _in_charts(counts, answer)
    sentences = states.sentences(answer, by_state="state" in counts.by)
    return report._replace(
        answer_notes=answer.about,
        answer=sentences or counts.first_places,
    )


def _in_charts(counts: Counts, answer: Answer) -> Report:
    """Return counts as a chart for each facet, below the marks of states if these are asked for."""
    blocks: list[Block] = [*counts.charts()]
    if "state" in counts.by or answer.whatever_state:
        challenges = answer.whatever_state or answer.chosen.challenges
        blocks.insert(0, states.row_of_marks(challenges))
    if answer.chosen and not blocks:
        blocks = [Text([])]  # a report without blocks is of no challenge
    title = _("challenges in numbers")
    return _report(counts, answer, title, blocks, _table_of_all(counts, answer))


def _report(
    counts: Counts, answer: Answer, title: str, blocks: Sequence[Block], table: Table
) -> Report:
    """Return the report of counts that people read as some blocks, and programs as a table."""
    return Report(
        with_subject(answer, title),
        blocks,
        table,
        answer.chosen,
        lead=counts.headline,
        notes=notes.top(counts.notes()),
    )


def _of_two(counts: Counts, answer: Answer) -> Report:
    """Return counts by two facets: as marks if they are of states, or else as a table."""
    by, across = counts.by
    dataset, staff = counts.dataset, counts.staff
    of_columns = Counts(dataset, [across], staff, counts.measure)
    heads = of_columns.tallies[across]
    cells = crossed(dataset, by, across, staff)
    shown = _table_of_two(counts, heads, cells)
    pairs = _table_of_pairs(counts, heads, cells)
    name, *numbers = shown.columns
    table = shown._replace(columns=[name, counts.measure_column, *numbers])
    if "state" in counts.by and counts.measure == "challenges":
        report = _in_marks(counts, answer, table)
    else:
        report = _report(counts, answer, shown.title, [shown], table)
    return report._replace(long=pairs)


def _in_marks(counts: Counts, answer: Answer, table: Table) -> Report:
    """Return counts as the chart of the states of another facet."""
    facet = next((facet for facet in counts.by if facet != "state"), "state")
    groups = {row.label: row.challenges for row in counts.tallies[facet]}
    chart = states.chart(groups, _(FACETS[facet].label))
    return Report(
        title_of(answer, table.title),
        [chart],
        table,
        answer.chosen,
        lead=table.title,
        notes=notes.top(counts.notes(of_people=False)),
    )


def _facets(answer: Answer, by: Sequence[str], across: str) -> list[str]:
    """Return the facets to count by, the last of which makes columns if these are asked for.

    Raises:
        UsageError: for several besides that of the columns.
    """
    if not across:
        return list(by) or _usual_facets(answer)
    if len(by) > 1:
        names = comma_list(by)
        raise UsageError(_("with --across, --by takes one of {names}", names=names))
    usual = "promotion" if across == "skill" else "skill"
    rows = list(by) or [usual]
    return [*rows, across]


def _usual_facets(answer: Answer) -> list[str]:
    """Return the facets to count by if none is asked for."""
    dataset = answer.chosen
    facets = ["promotion"] if len(dataset.promotions) > 1 else []
    if answer.asked.is_count:  # `how many projects in Lyon` is answered by a number
        return facets
    # A dataset of products may have neither roles nor hosts.
    usual = facets_known(dataset, ("skill", "ministry"))
    return facets + (usual or facets_known(dataset, ("subject", "theme", "phase")))


def _table_of_all(counts: Counts, answer: Answer) -> Table:
    """Return the table of the counts by all facets, for programs."""
    rows = [_Row("total", counts.total)]
    for facet, tallies in counts.tallies.items():
        rows += [_Row(facet, row) for row in tallies]
    challenges_of = counts.of_states()

    def share(row: _Row) -> float | None:
        return counts.share(row.tally)

    def share_most(row: _Row) -> float | None:
        return counts.share_most(row.tally)

    columns = [
        *_names(rows, counts.by),
        *(number_column(name, attrgetter("tally")) for name in NUMBERS),
        Column("share", _("Share"), share, NUMBER),
        counts.measure_column,
        Column("share_most", _("Share at most"), share_most, NUMBER),
        *states.columns(
            lambda row: challenges_of.get(row.key, ()), states.seen_since(answer.whole)
        ),
    ]
    return Table(columns, rows)


def _names(rows: Sequence[_Row], by: Sequence[str]) -> list[Column]:
    """Return the columns that say what a row counts: a facet, and one of its values."""

    def code(row: _Row) -> str | None:
        return row.tally.name if row.facet in by else None

    facets = {"total": N_("total")}
    for facet in by:
        facets[facet] = FACETS[facet].label
    values = dict[str, str]()
    for row in rows:
        value = row.tally
        values[value.name] = value.label
    of_facets = Scalar(choices=facets)
    of_values = Scalar(choices=values)
    facet_column = Column("by", _("By"), attrgetter("facet"), of_facets)
    value_column = Column("code", _("Name"), code, of_values)
    return [facet_column, value_column]


def _table_of_two(counts: Counts, heads: Sequence[Tally], cells: _Cells) -> Table:
    """Return the table of two facets for people.

    It has a row for each value of a facet, and a column for each value of another.

    Args:
        counts: the counts.
        heads: the tallies of the values that have columns.
        cells: the tally of each pair of values that some challenge has.
    """
    by, across = counts.by
    total, measure = counts.total, counts.measure

    def cell(head: Tally, row: Tally) -> Tally:
        if row is total:
            return head
        if head is total:
            return row
        return cells.get((row.name, head.name), _NOTHING)

    rows = [*counts.tallies[by], total]
    columns = [_column_of_names(by, rows)]
    for head in [*heads, total]:
        column = number_column(measure, partial(cell, head))
        columns.append(column._replace(name=head.name, label=head.label))
    title = _(
        "{what}, by {rows} and {columns}",
        what=_(MEASURES[measure]),
        rows=_(FACETS[by].label),
        columns=_(FACETS[across].label),
    )
    return Table(columns, rows, title, total=total)


def _table_of_pairs(counts: Counts, heads: Sequence[Tally], cells: _Cells) -> Table:
    """Return the table of two facets for programs, see `_table_of_two`.

    It has a row for each pair of values, and no totals, which a sum would count twice.
    """
    by, across = counts.by
    pairs = []
    for row, head in product(counts.tallies[by], heads):
        cell = cells.get((row.name, head.name), _NOTHING)
        pairs.append(_Pair(row.name, head.name, cell))
    other = "across" if across == by else across
    row_label = _(FACETS[by].label)
    column_label = _(FACETS[across].label)
    columns = [
        Column(by, row_label, attrgetter("row")),
        Column(other, column_label, attrgetter("column")),
    ]
    for name in NUMBERS:
        column = number_column(name, attrgetter("tally"))
        columns.append(column)
    return Table(columns, pairs)


def _column_of_names(facet: str, rows: Iterable[Tally]) -> Column:
    """Return the column of the values of a facet."""
    kind = Scalar(choices={row.name: row.label for row in rows})
    label = _(FACETS[facet].label).capitalize()
    return Column(facet, label, attrgetter("name"), kind)
