"""Crossed counts: a table of how many there are of each skill in each promotion, and the like."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from eigcli.counts import DIMENSIONS, Counts, People, Tally, number_record
from eigcli.data.cards import Table
from eigcli.data.kinds import TEXT
from eigcli.data.model import COUNT, Dataset
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.text import title_with


class Crossed(Counts):
    """How many people or challenges there are of each name of one dimension, within another.

    A table counts one thing: people sought, where that is known of all challenges, or else those
    recruited, or else challenges (`Counts.share_of`). Its totals are those of `Counts`: a challenge
    of several names counts for each, and once in the totals.

    Args:
        chosen: the dataset of the challenges that are counted.
        whole: the dataset that they were chosen from.
        by: the dimension of which each name has a row.
        across: the one of which each name has a column.
        roles: the codes of the skills whose people are counted; without any, all people.

    Attributes:
        by, across: these dimensions.
        tallies: the counts by each of the two, which are the totals at the edges.
        cells: the tally of each pair of a row and a column.

    Raises:
        UsageError: if the dimensions are the same.
    """

    def __init__(
        self,
        chosen: Dataset,
        whole: Dataset | None,
        by: str,
        across: str,
        *,
        roles: Collection[str] = (),
    ) -> None:
        if by == across:
            mistake = _("--by and --across are both {name}: choose another for one of them")
            raise UsageError(mistake, name=by)
        super().__init__(chosen, whole, [by, across], roles)
        self.by, self.across = by, across
        # Skills are counted within challenges, and other names are groups of these.
        outer, inner = (by, across) if across == "skill" else (across, by)
        self.cells: dict[tuple[str, str], Tally] = {}
        nobody = People(0, 0, 0)
        for name, challenges in self.groups(outer).items():
            part = Counts(replace(chosen, challenges=tuple(challenges)), by=[inner], roles=roles)
            tallies = {tally.name: tally for tally in part.tallies[inner]}
            hired = nobody
            if inner == "skill":
                # Where no challenge says whom it recruited, none says that a role is nobody's.
                hired = part.recruited._replace(number=0 if part.recruited.known else None)
            for other in self.tallies[inner]:
                none = other._replace(
                    challenges=0, sought=nobody, recruited=hired, share=0, counted=part.counted
                )
                pair = (name, other.name) if outer == by else (other.name, name)
                self.cells[pair] = tallies.get(other.name, none)

    @property
    def rows(self) -> Sequence[Tally]:
        """The totals of the rows."""
        return self.tallies[self.by]

    @property
    def columns(self) -> Sequence[Tally]:
        """The totals of the columns."""
        return self.tallies[self.across]

    @property
    def caption(self) -> str:
        """What is counted, such as `People recruited, by role and promotion`."""
        return _("{what}, by {rows} and {columns}").format(
            what=self.heads_of_numbers[self.share_of],
            rows=_(DIMENSIONS[self.by].label),
            columns=_(DIMENSIONS[self.across].label),
        )

    @property
    def title(self) -> str:
        """What is counted, and of which challenges, for a heading."""
        return title_with(self.caption, self.chosen_by)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know, a sentence each."""
        return self.notes_besides(_("In the totals, each défi counts once."))

    def table(self, *, words: bool) -> Table:
        """Return a row for each name of a dimension, with a column for each of the other."""
        head = [_(DIMENSIONS[self.by].label) if words else self.by]
        head += [tally.label if words else tally.name for tally in self.columns]
        # Programs read no caption: the name of the totals says what is counted.
        head.append(_("total") if words else f"total_{self.share_of}")
        rows = (
            [(name,), *(COUNT.texts(number, words=words) for number in numbers)]
            for name, numbers in self._numbered_rows(words=words)
        )
        return Table(head, rows, [TEXT, *([COUNT] * (len(head) - 1))])

    def _numbered_rows(self, *, words: bool) -> Iterator[tuple[str, list[int]]]:
        """Yield the name of each row and its numbers, the totals last."""
        for row in self.rows:
            cells = (self._number(self.cells[row.name, column.name]) for column in self.columns)
            yield row.label if words else row.name, [*cells, self._number(row)]
        totals = [*map(self._number, self.columns), self.whole]
        yield _("total") if words else "total", totals

    def _number(self, tally: Tally) -> int:
        """Return what the table counts of a tally."""
        number: int = number_record(tally)[self.share_of]
        return number

    def records(self) -> dict[str, Any]:
        """Return the record of counts, with what each row has in the columns."""
        record = super().records()
        across = DIMENSIONS[self.across].plural
        for row in record[DIMENSIONS[self.by].plural]:
            row[across] = [
                {self.across: column.name, **number_record(self.cells[row[self.by], column.name])}
                for column in self.columns
            ]
        return record
