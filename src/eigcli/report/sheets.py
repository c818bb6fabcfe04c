"""The sheets of a workbook: challenges, their people, sources, and counts."""

from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.query.counting import facets_known
from eigcli.report.blocks import Table
from eigcli.report.counts import stats
from eigcli.report.tables import Columns, items_of, relations_of, undated

# The columns that are printed, with their widths; those behind them; those that others stand for.
# What is in none of these follows.
_PRINTED = {
    "name": 20,
    "state": 12,
    "state_date": 12,
    "promotion": 10,
    "hosts": 26,
    "tagline": 34,
    "since": 46,
}
_NEXT = "families page product repository towns subjects themes seeks recruits techniques keywords"
_LEFT_OUT = "tagline_english ministries departments bodies people skills"
# The facets by which a workbook counts.
_COUNTED = ("promotion", "state", "family", "subject", "theme", "skill", "town")


def sheets(answer: Answer, dataset: Dataset, columns: Columns) -> list[Table]:
    """Return the sheets of a workbook, each with its title.

    Args:
        answer: the answer.
        dataset: the challenges that are listed.
        columns: the columns of challenges that people read.
    """
    *_others, sources = relations_of(dataset)
    people = items_of("people", columns["name"], Challenge, dataset.challenges)
    tables = (_challenges(dataset, columns), people, sources, _counts(answer, dataset))
    return [table.without_empty_columns for table in tables]


def _challenges(dataset: Dataset, columns: Columns) -> Table:
    """Return the sheet of challenges."""
    columns = {**columns}
    columns["name"] = columns["name"]._replace(field=None)  # LibreOffice does not wrap a link
    columns["state"] = undated(columns["state"])
    # A source stands on a sheet of its own, by its key.
    columns["sources"] = columns["sources"]._replace(words=columns["sources"].codes)
    for name, width in _PRINTED.items():
        columns[name] = columns[name]._replace(width=width)
    left_out = _LEFT_OUT.split()
    names = [
        name for name in distinct((*_PRINTED, *_NEXT.split(), *columns)) if name not in left_out
    ]
    if dataset.promotions:  # a promotion is shown with its year
        names.remove("year")
    return Table([columns[name] for name in names], dataset.challenges, _("Challenges"))


def _counts(answer: Answer, dataset: Dataset) -> Table:
    """Return the sheet of counts."""
    table = stats(answer, facets_known(dataset, _COUNTED)).table
    columns = [column for column in table.columns if column.name not in {"share", "measure"}]
    return Table(columns, table.records, _("Counts"))
