"""The sheets of a workbook: challenges, their people, sources, and counts."""

from collections.abc import Container

from eigcli.data.model import Challenge, Dataset
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.query.counting import facets_known
from eigcli.query.facets import few_values
from eigcli.report.blocks import Column, Table
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
# The same of the sheet of counts; what tells nothing beside them is left out.
_COUNTS_PRINTED = {
    "by": 20,
    "code": 34,
    "challenges": 11,
    "used": 11,
    "used_seen": 11,
    "on_trial": 11,
    "ended": 11,
    "no_product": 11,
    "state_unknown": 11,
}
_COUNTS_LEFT_OUT = ("share", "share_most", "measure")
# The facets by which a workbook counts.
_COUNTED = ("promotion", "state", "family", "subject", "theme", "skill", "town")


def sheets(answer: Answer, dataset: Dataset, columns: Columns) -> list[Table]:
    """Return the sheets of a workbook, each with its title.

    Args:
        answer: the answer.
        dataset: the challenges that are listed.
        columns: the columns of challenges that people read.
    """
    people = items_of("people", columns["name"], Challenge, dataset.challenges)
    *_others, sources = relations_of(dataset)
    tables = (_challenges(dataset, columns), people, sources, _counts(answer, dataset))
    return [table.without_empty_columns for table in tables if table.records]


def _challenges(dataset: Dataset, columns: Columns) -> Table:
    """Return the sheet of challenges."""
    columns = {**columns}
    columns["name"] = columns["name"]._replace(field=None)  # LibreOffice does not wrap a link
    columns["state"] = undated(columns["state"])
    # A source stands on a sheet of its own, by its key.
    sources = columns["sources"]
    columns["sources"] = sources._replace(cell=sources.codes)
    left_out = _LEFT_OUT.split()
    if all(dataset.promotions):  # these are shown with their years
        left_out.append("year")
    widths = _PRINTED | dict.fromkeys(_NEXT.split(), 0)
    shown = _in_order(columns, widths, left_out)
    return Table(shown, dataset.challenges, _("Challenges"))


def _counts(answer: Answer, dataset: Dataset) -> Table:
    """Return the sheet of counts."""
    known = facets_known(dataset, _COUNTED)
    known += few_values(dataset)
    table = stats(answer, known).table
    by_name = {column.name: column for column in table.columns}
    shown = _in_order(by_name, _COUNTS_PRINTED, _COUNTS_LEFT_OUT)
    return Table(shown, table.records, _("Counts"))


def _in_order(columns: Columns, widths: dict[str, int], left_out: Container[str]) -> list[Column]:
    """Return columns as a sheet has them: first those that have widths; others come last.

    Args:
        columns: the columns, by name.
        widths: the widths of those that are printed, 0 for those behind them.
        left_out: the names of those that it does not have.
    """
    shown = []
    for name in widths | columns:
        if name not in left_out:
            width = widths.get(name, 0)
            shown.append(columns[name]._replace(width=width))
    return shown
