"""Counts: how many challenges and people there are, by facets, and what is not known."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias

from eigcli.data.kinds import NUMBER, TEXT, Cell, Form, in_units
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
from eigcli.report.blocks import Block, Chart, Column, Report, Table, Text
from eigcli.text import comma_list, group_digits, list_in_words, percent_text

_SHARE_DIGITS = 4
_Row: TypeAlias = tuple[str, Tally]  # a facet, and the tally of one of its values
# The rows of a ranking that people read; programs get all of them.
_MOST_RANKED = 10
# The texts of numbers of people, by measure.
_PEOPLE = {
    "sought": ngettext_noop("{count} person sought", "{count} people sought"),
    "recruited": ngettext_noop("{count} person recruited", "{count} people recruited"),
}


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
        if self.rank or not FACETS[facet].ordered:
            self._rank(rows)
        known = [row for row in rows if not is_unknown(row)]
        unknown = [row for row in rows if is_unknown(row)]
        if facet == "state" and not self.base:
            known = self._possible(known, unknown)
        return known[: self.limit] + unknown

    @staticmethod
    def _possible(known: Sequence[Tally], unknown: Sequence[Tally]) -> list[Tally]:
        """Return the rows of known states: challenges of no known state may be in any of them."""
        count = sum(len(row.challenges) for row in unknown)
        return [row._replace(possible=count) for row in known]

    def _rank(self, rows: list[Tally]) -> None:
        """Sort rows by their shares; of equal ones, that of more challenges comes first."""

        def whole(row: Tally) -> int:
            return row.of or 0

        def share(row: Tally) -> float:
            number = row.numbers[self.measure] or 0
            divisor = row.of or 1
            return float(number / divisor)

        falling = self.rank != "least"
        rows.sort(key=whole, reverse=True)
        rows.sort(key=share, reverse=falling)

    def _shares_of(self, base: Dataset, facet: str, rows: Sequence[Tally]) -> list[Tally]:
        """Return a row for each value that the challenges of the base have."""
        found = {row.name: row for row in rows}
        shares = []
        wholes = tally(base, facet, measure=self.measure)
        for whole in wholes:
            none = Tally(whole.name, whole.label)
            row = found.get(whole.name, none)
            share = self._share_of(whole, row)
            shares.append(share)
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
        texts = [in_units(self.total.numbers["challenges"], CHALLENGES)]
        texts[0] += notes.otherwise_called(self.dataset)
        texts += filter(None, map(self._people_text, _PEOPLE))
        line, skills = ", ".join(texts), records_of(self.dataset, "skills")
        if labels := [skills[role].words() for role in sorted(self.staff.roles) if role in skills]:
            roles = list_in_words(labels, either=True)
            return _("{totals}, counting only: {roles}", totals=line, roles=roles)
        return line

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
        """Return the rows of a facet that people read."""
        rows = self.tallies[facet]
        if not self.rank or self.limit:
            return rows
        known = [row for row in rows if not is_unknown(row)]
        return [*known[:_MOST_RANKED], *filter(is_unknown, rows)]

    def _hidden_rows(self) -> Iterator[str]:
        """Yield how many rows of rankings are not shown, and how to see them."""
        for facet, tallies in self.tallies.items():
            hidden = len(tallies) - len(self._rows_shown(facet))
            if hidden:
                yield _("{count} more: --limit {limit}", count=hidden, limit=len(tallies))

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
        return Column("measure", _("Measure"), lambda _row: self.measure, Form(choices=MEASURES))

    @property
    def _share_label(self) -> str:
        """What shares are of: of each row, or of all that is counted."""
        if self.total.of is not None:
            return _("% of its {measure}", measure=_(MEASURES[self.measure]).lower())
        unit = _PEOPLE.get(self.measure, CHALLENGES)
        return _("% of {total}", total=in_units(self.total.numbers[self.measure] or 0, unit))

    def charts(self) -> Iterator[Table]:
        """Yield a table for each facet, the measure first; all bars have one scale."""
        rows = [row for tallies in self.tallies.values() for row in tallies]
        longest = max((self.share(row) or 0 for row in rows), default=0) or 1
        numbers = [
            number_column(what)
            for what in dict.fromkeys((self.measure, *MEASURES))
            if what in {"challenges", self.measure} or self.total.numbers[what]
        ]
        if self.total.of is not None:
            numbers.append(Column("of", _("Of"), attrgetter("of"), COUNT))
        numbers.append(Column("share", self._share_label, self.share, NUMBER, words=self.percent))
        for facet, tallies in self.tallies.items():
            if not tallies:
                continue
            kind = Form() if FACETS[facet].labels(self.dataset) else TEXT
            columns = [Column("name", _("Name"), attrgetter("label"), kind), *numbers]
            title = _("By {facet}", facet=_(FACETS[facet].label))
            if not self.limit:
                title = f"{title} ({sum(not is_unknown(row) for row in tallies)})"
            table = Table(columns, self._rows_shown(facet), title, faint=is_unknown)
            yield table._replace(bars=lambda row: (self.share(row) or 0) / longest)

    def notes(self) -> Iterator[str]:
        """Yield the notes on the numbers."""
        yield from self._hidden_rows()
        # Above a ranking, the preamble says so already.
        if "ministry" in self.tallies and self.dataset.families_of_hosts and not self.rank:
            yield _(OF_HOSTS)
        for tallies in self.tallies.values():
            counted = sum(row.numbers["challenges"] for row in tallies)
            if counted > self.total.numbers["challenges"]:
                yield _("A challenge with several of these counts once for each.")
        if "state" in self.tallies:
            yield notes.shared_products(self.dataset.challenges)
        if "family" in self.tallies and self.dataset.families_of_hosts:
            yield _("Families of ministries are an editorial grouping.")
        if "subject" in self.tallies:
            yield _("Subjects are a grouping by eig, not by the programme.")
        yield from notes.precision_notes(self.dataset)


def number_column(what: str, tally_of: Callable[[Any], Tally] = lambda row: row) -> Column:
    """Return the column of a number of a tally; people read `170 (74 challenges)` if 74 state it.

    Args:
        what: the number, by its name in `NUMBERS`.
        tally_of: returns the tally of a record.
    """

    def words(record: Any) -> Cell:
        numbers = tally_of(record).numbers
        cell, known = COUNT.words(numbers[what]), numbers.get(f"{what}_known", 0)
        if cell and known != numbers.get(f"{what}_of", 0):
            return (f"{cell[0]} ({in_units(known, CHALLENGES)})",)
        return cell

    return Column(what, _(NUMBERS[what]), lambda r: tally_of(r).numbers[what], COUNT, words=words)


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
    dataset, asked, limit = answer.chosen, answer.asked, answer.filters.limit
    if not (by or across):
        by, across = asked.rows, asked.across
    rows = by or asked.by
    if across and len(rows) > 1:
        raise UsageError(_("with --across, --by takes one of {names}", names=comma_list(rows)))
    if across:
        facets = [*(rows or ["promotion" if across == "skill" else "skill"]), across]
    else:
        facets = [*(rows or _usual_facets(answer))]
    measure = measure or asked.measure or "challenges"
    counts = Counts(
        dataset,
        facets,
        answer.staff,
        measure,
        asked.rank,
        answer.base,
        states.possible(answer),
        answer.whatever_state,
        limit,
    )
    title, blocks, table = _table_of_two(counts) if across else _charts(counts, answer)
    lead = counts.headline
    if any(isinstance(block, Chart) for block in blocks):
        title, lead = states.title(answer, title), title
    else:
        title = notes.title_of(dataset, answer, title)
    return Report(
        title,
        blocks or [Text([])] * bool(dataset),  # a report without blocks is of no challenge
        table,
        dataset,
        lead,
        notes.top(counts.notes()),
        answer.about,
        states.sentences(answer, by_state="state" in facets) or counts.first_places,
    )


def _usual_facets(answer: Answer) -> list[str]:
    """Return the facets to count by if none is asked for."""
    dataset = answer.chosen
    facets = ["promotion"] if len(dataset.promotions) > 1 else []
    if answer.asked.is_count:  # `how many projects in Lyon` is answered by a number
        return facets
    # A dataset of products may have neither roles nor hosts.
    usual = facets_known(dataset, ("skill", "ministry"))
    return facets + (usual or facets_known(dataset, ("subject", "theme", "phase")))


def _charts(counts: Counts, answer: Answer) -> tuple[str, Sequence[Block], Table]:
    """Return a title, a chart of counts for each facet, and the table of all for programs."""

    def share(row: _Row) -> float | None:
        return counts.share(row[1])

    def share_most(row: _Row) -> float | None:
        return counts.share_most(row[1])

    counted = []
    for facet, tallies in counts.tallies.items():
        counted += [(facet, row) for row in tallies]
    columns = [
        *_names(counts, counted),
        *(number_column(name, itemgetter(1)) for name in NUMBERS),
        Column("share", _("Share"), share, NUMBER),
        counts.measure_column,
        Column("share_most", _("Share at most"), share_most, NUMBER),
        *_numbers_of_states(counts, answer),
    ]
    rows = [("total", counts.total), *counted]
    return _("Challenges in numbers"), [*counts.charts()], Table(columns, rows)


def _names(counts: Counts, counted: Sequence[_Row]) -> Iterator[Column]:
    """Yield the columns that say what a row counts: a facet, and one of its values."""

    def code(row: _Row) -> str | None:
        facet, counted_by = row
        if facet in counts.by:
            return counted_by.name
        return None

    facets = {"total": N_("total")}
    for facet in counts.by:
        facets[facet] = FACETS[facet].label
    names = {row.name: row.label for _facet, row in counted}
    by = Form(choices=facets)
    yield Column("by", _("By"), itemgetter(0), by)
    value = Form(choices=names)
    yield Column("code", _("Name"), code, value)


def _numbers_of_states(counts: Counts, answer: Answer) -> list[Column]:
    """Return the columns of the numbers of states."""
    of_states = counts.of_states()
    since = states.seen_since(answer.whole)

    def challenges_of(row: _Row) -> Sequence[Challenge]:
        facet, counted_by = row
        key = facet, counted_by.name
        return of_states.get(key, ())

    return states.columns(challenges_of, since)


def _table_of_two(counts: Counts) -> tuple[str, Sequence[Block], Table]:
    """Return a title, and a table of counts for people and for programs.

    It has a row for each value of a facet, and a column for each value of another.
    """
    by, across = counts.by
    cells = crossed(counts.dataset, by, across, counts.staff)
    total, measure = counts.total, counts.measure
    columns = Counts(counts.dataset, [across], counts.staff, measure).tallies[across]
    lines, heads = [*counts.tallies[by], total], [*columns, total]

    def cell(head: Tally, row: Tally) -> Tally:
        if row is total:
            return head
        return row if head is total else cells.get((row.name, head.name), Tally("", ""))

    names = Form(choices={row.name: row.label for row in lines})
    name = Column(by, _(FACETS[by].label), attrgetter("name"), names)
    codes = _codes_of_columns(across, [head.name for head in heads], {by, "measure"})
    numbers = [
        number_column(measure, partial(cell, head))._replace(name=code, label=head.label)
        for code, head in zip(codes, heads, strict=True)
    ]
    caption = _(
        "{what}, by {rows} and {columns}",
        what=_(MEASURES[measure]),
        rows=name.label,
        columns=_(FACETS[across].label),
    )
    table = Table([name, counts.measure_column, *numbers], lines, caption)
    shown: Block = Table([name, *numbers], lines, caption)
    if "state" in counts.by and measure == "challenges":
        facet = across if by == "state" else by
        groups = {row.label: row.challenges for row in counts.tallies[facet]}
        shown = states.chart(_(FACETS[facet].label), groups)
    return caption, [shown], table


def _codes_of_columns(facet: str, names: Sequence[str], others: Collection[str]) -> list[str]:
    """Return what programs call the columns of values of a facet and, the last, of their total.

    A value is its column, unless another column is called so: then it is `theme=total`.
    """
    taken = {*others, names[-1]}
    codes = list[str]()
    for name in names[:-1]:
        code = name
        while code in taken:
            code = f"{facet}={code}"
        taken.add(code)
        codes.append(code)
    return [*codes, names[-1]]
