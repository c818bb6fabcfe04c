"""Counts: how many challenges and people there are, by facets, and what is not known."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, product
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.data.kinds import NUMBER, TEXT, Cell, Scalar, in_units
from eigcli.data.loading import records_of
from eigcli.data.model import CHALLENGES, COUNT, Challenge, Challenges, Dataset
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext, ngettext_noop
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
from eigcli.query.facets import FACETS, few_values
from eigcli.report import notes, states
from eigcli.report.blocks import Block, Chart, Column, Report, Table, Text
from eigcli.report.titles import title_of, with_subject
from eigcli.text import comma_list, group_digits, list_in_words, percent_text

_SHARE_DIGITS = 4
# The rows of a ranking that people read; programs get all of them.
_MOST_RANKED = 10
AT_LEAST = "≥"  # before a number of people that not all challenges state
# The texts of numbers of people, by measure.
_PEOPLE = {
    "sought": ngettext_noop("{count} person sought", "{count} people sought"),
    "recruited": ngettext_noop("{count} person recruited", "{count} people recruited"),
}


class _Row(NamedTuple):
    """A row of the table for programs: a facet, and the tally of one of its values.

    Attributes:
        facet: the facet.
        tally: the tally.
        challenges: those whose states are counted.
    """

    facet: str
    tally: Tally
    challenges: Challenges


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
        self.total: Tally = totals(self.dataset.challenges, self.staff)
        if self.base:
            whole = totals(self.base.challenges)
            self.total = self._share_of(whole, self.total)
        self.tallies: dict[str, list[Tally]] = {}
        for facet in self.by:
            self.tallies[facet] = self._tallies(facet)

    def _tallies(self, facet: str) -> list[Tally]:
        """Return the tally of each value of a facet, and last that of what is not known."""
        rows = tally(self.dataset, facet, self.staff, measure=self.measure)
        if self.base:
            rows = self._shares_of(self.base, facet, rows)
        declared = FACETS[facet]
        if self.rank or not declared.ordered:
            # Of equal shares, that of more challenges comes first.
            is_largest_first = self.rank != "least"
            rows.sort(key=lambda row: row.of or 0, reverse=True)
            rows.sort(key=lambda row: self.share(row) or 0, reverse=is_largest_first)
        known = _known(rows)
        unknown = [*filter(is_unknown, rows)]
        if facet == "state" and unknown and not self.base:
            # What is not known may be in any state.
            number = len(unknown[0].challenges)
            known = [row._replace(possible=number) for row in known]
        shown = known[: self.limit]
        return shown + unknown

    def _shares_of(self, base: Dataset, facet: str, rows: Sequence[Tally]) -> list[Tally]:
        """Return a row for each value that the challenges of the base have."""
        found = {row.name: row for row in rows}
        shares = []
        wholes = tally(base, facet, measure=self.measure)
        for whole in wholes:
            row = found.get(whole.name, Tally(whole.name, whole.label))
            share = self._share_of(whole, row)
            shares.append(share)
        return shares

    def _share_of(self, whole: Tally, row: Tally) -> Tally:
        """Return a row as a part of a whole."""
        number = whole.numbers[self.measure] or 0
        possible = sum(challenge.slug in self.possible for challenge in whole.challenges)
        return row._replace(of=number, possible=possible)

    @property
    def headline(self) -> str:
        """The totals in a line, such as `13 challenges, 27 people sought, 28 people recruited`."""
        challenges = in_units(self.total.numbers["challenges"], CHALLENGES)
        texts = [challenges + notes.otherwise_called(self.dataset)]
        texts += filter(None, map(self._people_text, _PEOPLE))
        line = ", ".join(texts)
        skills = records_of(self.dataset, "skills")
        codes = sorted(self.staff.roles & skills.keys())
        labels = [skills[code].label() for code in codes]
        if not labels:
            return line
        roles = list_in_words(labels, either=True)
        return _("{totals}, counting only: {roles}", totals=line, roles=roles)

    def _people_text(self, of: str) -> str:
        """Return how many people were `sought` or `recruited` in all, "" if there are none."""
        numbers = self.total.numbers
        number = numbers[of]
        if number is None and of == self.measure:
            label = _(MEASURES[of])
            return _("{measure}: not known", measure=label)
        if not number:
            return ""
        text = in_units(number, _PEOPLE[of])
        known = numbers[f"{of}_known"]
        total = numbers[f"{of}_of"]
        if known != total:
            text = _("{people} (known for {known} of {all})", people=text, known=known, all=total)
        # Challenges that are not counted sought nobody.
        beside = totals((), self.staff).numbers[of]
        if not beside:
            return text
        return _(
            "{people}, {count} of them by challenges that did not seek the role",
            people=text,
            count=group_digits(beside),
        )

    @property
    def first_places(self) -> list[str]:
        """The sentence that names what comes first in a ranking, with its number."""
        ranked = _known(self._rows())
        if not self.rank or not ranked or len(self.tallies) > 1:
            return []
        first = ranked[0]
        most = self.share(first)
        labels = [row.label for row in ranked if self.share(row) == most]
        number = first.numbers[self.measure] or 0
        total = self._whole(first)
        measure = _(MEASURES[self.measure])
        text = _("{names}: {number} of {total} {measure}.")
        if len(labels) > 1:
            text = _("{names}: {number} each, of {total} {measure}.")
        sentence = text.format(
            names=list_in_words(labels),
            number=group_digits(number),
            total=group_digits(total),
            measure=measure.lower(),
        )
        return [sentence]

    def _whole(self, row: Tally) -> int:
        """Return the number that the share of a row is of."""
        if row.of is not None:
            return row.of
        return self.total.numbers[self.measure] or 0

    def share(self, row: Tally, possible: int = 0) -> float | None:
        """Return which share of its whole a number is, from 0 to 1; `None` if it is not known.

        Args:
            row: the tally that has the number.
            possible: how many more to count.
        """
        number = row.numbers[self.measure]
        if number is None:
            return None
        whole = self._whole(row) or 1
        share: float = (number + possible) / whole
        return round(share, _SHARE_DIGITS)

    def share_most(self, row: Tally) -> float | None:
        """Return which share it may be at most, if what is not known is as asked."""
        if self.measure != "challenges":
            return self.share(row)
        return self.share(row, row.possible)

    def percent(self, row: Tally) -> Cell:
        """Return that share as people read it, with its range."""
        share = self.share(row)
        most = self.share_most(row)
        if share is None or most is None:
            return ()
        text = percent_text(share)
        if most != share:
            text_of_most = percent_text(most)
            text = _("{least} to {most}", least=text, most=text_of_most)
        return (text,)

    @property
    def measure_column(self) -> Column:
        """The column that names the measure, for programs."""
        label = _("Measure")
        kind = Scalar(choices=MEASURES)
        return Column("measure", label, lambda _row: self.measure, kind)

    def charts(self) -> Iterator[Table]:
        """Yield a table for each facet, the measure first; all bars have one scale."""
        shares = map(self.share, self._rows())
        longest = max(filter(None, shares), default=1)

        def bar(row: Tally) -> float:
            share = self.share(row) or 0
            return share / longest

        for facet, rows in self.tallies.items():
            if rows:
                table = self._table(facet, rows)
                yield table._replace(bars=bar, faint=is_unknown)

    def _rows(self) -> Iterator[Tally]:
        """Yield the rows of all facets."""
        return chain.from_iterable(self.tallies.values())

    def _table(self, facet: str, rows: Sequence[Tally]) -> Table:
        """Return the table of a facet that people read: of a ranking, the first rows."""
        columns = self._columns(facet)
        if len(rows) == 1:  # a single row is all
            columns.pop()
        known = _known(rows)
        label = _(FACETS[facet].label)
        title = _("By {facet}", facet=label)
        if not self.limit:
            title = f"{title} ({len(known)})"
        unknown = [*filter(is_unknown, rows)]
        if unknown and len(known) > _MOST_RANKED:  # that row is far below
            [row] = unknown
            count = row.numbers["challenges"]
            title = ngettext(
                "{title}, not known for {count} challenge",
                "{title}, not known for {count} challenges",
                count,
                title=title,
            )
        table = Table(columns, rows, title)
        hidden = len(known) - _MOST_RANKED
        if not self.rank or self.limit or hidden <= 0:
            return table
        more = _("{count} more", count=hidden)
        others = Tally("", more, dict.fromkeys(NUMBERS))
        shown = [*known[:_MOST_RANKED], *unknown, others]
        return table._replace(records=shown, others=others)

    def _columns(self, facet: str) -> list[Column]:
        """Return the columns that people read: a value of a facet, the measure, others, shares."""
        declared = FACETS[facet]
        label = _(declared.label)
        kind = TEXT
        if declared.labels(self.dataset):
            kind = Scalar()
        name = Column("name", label.capitalize(), attrgetter("label"), kind)
        if facet == "state":
            name = name._replace(state=attrgetter("name"))
        columns = [name, number_column(self.measure)]
        for measure in MEASURES:
            is_known = measure == "challenges" or self.total.numbers[measure]
            if is_known and measure != self.measure:
                column = number_column(measure)
                columns.append(column)
        if self.total.of is not None:
            of = Column("of", _("Of"), attrgetter("of"), COUNT)
            columns.append(of)
        share = Column("share", self._share_label, self.share, NUMBER, cell=self.percent)
        return [*columns, share]

    @property
    def _share_label(self) -> str:
        """What shares are of: of each row, or of all that is counted."""
        if self.total.of is not None:
            measure = _(MEASURES[self.measure])
            return _("% of its {measure}", measure=measure.lower())
        unit = _PEOPLE.get(self.measure, CHALLENGES)
        total = in_units(self._whole(self.total), unit)
        return _("% of {total}", total=total)

    def notes(self, blocks: Iterable[Block], *, of_people: bool = True) -> Iterator[str]:
        """Yield the notes on the numbers in some blocks, and on those of people if these count."""
        if any(isinstance(block, Table) and has_at_least(block) for block in blocks):
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


def _known(rows: Iterable[Tally]) -> list[Tally]:
    """Return the rows of values, without that of what is not known."""
    return [row for row in rows if not is_unknown(row)]


def _is_partial(row: Tally, what: str) -> bool:
    """Tell whether a number is known for some of the challenges that it counts, but not for all."""
    numbers = row.numbers
    known = numbers.get(f"{what}_known")
    total = numbers.get(f"{what}_of")
    return bool(numbers[what]) and known != total


def has_at_least(table: Table) -> bool:
    """Return whether a table has a number that not all challenges state, such as `≥ 170`."""
    for column in table.columns:
        if not column.kind.numeric:
            continue
        texts = chain.from_iterable(map(column.labels, table.records))
        if any(text.startswith(AT_LEAST) for text in texts):
            return True
    return False


def number_column(what: str, tally_of: Callable[[Any], Tally] = lambda row: row) -> Column:
    """Return the column of a number of a tally; people read `≥ 170` if not all challenges state it.

    Args:
        what: the number, by its name in `NUMBERS`.
        tally_of: returns the tally of a record.
    """

    def number(record: Any) -> Any:
        row = tally_of(record)
        return row.numbers[what]

    def cell_of_record(record: Any) -> Cell:
        cell = COUNT.labels(number(record))
        row = tally_of(record)
        if not _is_partial(row, what):
            return cell
        text = _("≥ {count}", count=cell[0])
        return (text,)

    label = _(NUMBERS[what])
    return Column(what, label, number, COUNT, cell=cell_of_record)


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
        by = asked.rows
        across = asked.across
    facets = _facets(answer, by or asked.by, across)
    counts = Counts(
        answer.chosen,
        facets,
        answer.staff,
        measure=measure or asked.measure or "challenges",
        rank=asked.rank,
        base=answer.base,
        possible=states.possible(answer),
        whatever_state=answer.whatever_state,
        limit=answer.filters.limit,
    )
    is_by_state = "state" in facets
    in_marks = across and is_by_state and counts.measure == "challenges"
    lead = counts.headline
    pairs = None
    if across:
        shown, pairs = _tables_of_two(counts)
        name, *numbers = shown.columns
        table = shown._replace(columns=[name, counts.measure_column, *numbers])
        title = with_subject(answer, shown.title)
        blocks: list[Block] = [shown]
    else:
        table = _table_of_all(counts, answer)
        title = with_subject(answer, _("challenges in numbers"))
        blocks = _charts(counts, answer)
    if in_marks:
        lead = table.title
        title = title_of(answer, lead)
        blocks = [_marks(counts)]
    below = counts.notes(blocks, of_people=not in_marks)
    return Report(
        title,
        blocks,
        table,
        answer.chosen,
        lead,
        notes.top(below),
        answer.about,
        states.sentences(answer, by_state=is_by_state) or counts.first_places,
        long=pairs,
    )


def _charts(counts: Counts, answer: Answer) -> list[Block]:
    """Return a chart for each facet, below the marks of states if these are asked for."""
    blocks: list[Block] = [*counts.charts()]
    if "state" in counts.by or answer.whatever_state:
        challenges = answer.whatever_state or answer.chosen.challenges
        blocks.insert(0, states.row_of_marks(challenges))
    if answer.chosen and not blocks:
        blocks.append(Text([]))  # a report without blocks is of no challenge
    return blocks


def _marks(counts: Counts) -> Chart:
    """Return the chart of the states of another facet."""
    others = (facet for facet in counts.by if facet != "state")
    facet = next(others, "state")
    return states.chart_by(facet, counts.tallies[facet])


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
    usual = "skill"
    if across == usual:
        usual = "promotion"
    rows = by or [usual]
    return [*rows, across]


def _usual_facets(answer: Answer) -> list[str]:
    """Return the facets to count by if none is asked for."""
    dataset = answer.chosen
    facets = []
    if len(dataset.promotions) > 1:
        facets.append("promotion")
    if answer.asked.is_count:  # `how many projects in Lyon` is answered by a number
        return facets
    # A dataset of products may have neither roles nor hosts.
    usual = facets_known(dataset, ("skill", "ministry"))
    if not usual:
        usual = facets_known(dataset, ("subject", "theme", "phase"))
    return facets + (usual or [*few_values(dataset)])


def _table_of_all(counts: Counts, answer: Answer) -> Table:
    """Return the table of the counts by all facets, for programs."""
    rows = [*_table_rows(counts)]
    since = states.seen_since(answer.whole)
    columns = [
        *_name_columns(rows, counts.by),
        *_number_columns(),
        Column("share", _("Share"), lambda row: counts.share(row.tally), NUMBER),
        counts.measure_column,
        Column("share_most", _("Share at most"), lambda row: counts.share_most(row.tally), NUMBER),
        *states.columns(since),
    ]
    return Table(columns, rows)


def _number_columns() -> Iterator[Column]:
    """Yield the columns of the numbers of rows for programs, each of which has a tally."""
    for name in NUMBERS:
        yield number_column(name, attrgetter("tally"))


def _table_rows(counts: Counts) -> Iterator[_Row]:
    """Yield the rows for programs: the total, and those of each facet."""
    challenges = counts.whatever_state or counts.dataset.challenges
    yield _Row("total", counts.total, challenges)
    dataset = replace(counts.dataset, challenges=challenges)
    for facet, rows in counts.tallies.items():
        of_states = tally(dataset, facet, counts.staff, measure=counts.measure)
        challenges_of = {row.name: row.challenges for row in of_states}
        for row in rows:
            of_row = challenges_of.get(row.name, ())
            yield _Row(facet, row, of_row)


def _name_columns(rows: Sequence[_Row], by: Sequence[str]) -> list[Column]:
    """Return the columns that say what a row counts: a facet, and one of its values."""

    def code(row: _Row) -> str | None:
        if row.facet not in by:
            return None
        return row.tally.name

    facets = {"total": N_("total")}
    for facet in by:
        facets[facet] = FACETS[facet].label
    labels = {row.tally.name: row.tally.label for row in rows}
    of_facets = Scalar(choices=facets)
    of_values = Scalar(choices=labels)
    facet_column = Column("by", _("By"), attrgetter("facet"), of_facets)
    value_column = Column("code", _("Name"), code, of_values)
    return [facet_column, value_column]


def _tables_of_two(counts: Counts) -> tuple[Table, Table]:
    """Return the tables of two facets for people, and for programs."""
    by, across = counts.by
    cells = crossed(counts.dataset, by, across, counts.staff)
    of_columns = Counts(counts.dataset, [across], counts.staff, counts.measure)
    heads = of_columns.tallies[across]
    for_people = _table_of_two(counts, heads, cells)
    for_programs = _table_of_pairs(counts, heads, cells)
    return for_people, for_programs


def _table_of_two(counts: Counts, heads: Sequence[Tally], cells: _Cells) -> Table:
    """Return the table of two facets for people.

    It has a row for each value of a facet, and a column for each value of another.

    Args:
        counts: the counts.
        heads: the tallies of the values that have columns.
        cells: the tally of each pair of values that some challenge has.
    """
    by, across = counts.by
    total = counts.total
    measure = counts.measure

    def cell(head: Tally, row: Tally) -> Tally:
        if row is total:
            return head
        if head is total:
            return row
        return cells.get((row.name, head.name), _NOTHING)

    rows = [*counts.tallies[by], total]
    labels = {row.name: row.label for row in rows}
    kind = Scalar(choices=labels)
    label = _(FACETS[by].label)
    columns = [Column(by, label.capitalize(), attrgetter("name"), kind)]
    for head in [*heads, total]:
        column = number_column(measure, partial(cell, head))
        of_head = column._replace(name=head.name, label=head.label)
        columns.append(of_head)
    what = _(MEASURES[measure])
    label_across = _(FACETS[across].label)
    title = _("{what}, by {rows} and {columns}", what=what, rows=label, columns=label_across)
    return Table(columns, rows, title, total=total)


def _table_of_pairs(counts: Counts, heads: Sequence[Tally], cells: _Cells) -> Table:
    """Return the table of two facets for programs, see `_table_of_two`.

    It has a row for each pair of values, and no totals, which a sum would count twice.
    """
    by, across = counts.by
    pairs = []
    for row, head in product(counts.tallies[by], heads):
        names = (row.name, head.name)
        cell = cells.get(names, _NOTHING)
        pairs.append(_Pair(*names, cell))
    row_label = _(FACETS[by].label)
    column_label = _(FACETS[across].label)
    if across == by:
        across = "across"
    columns = [
        Column(by, row_label, attrgetter("row")),
        Column(across, column_label, attrgetter("column")),
        *_number_columns(),
    ]
    return Table(columns, pairs)
