"""The problems of a dataset: a line each, or a line that there are none."""

from collections.abc import Sequence
from operator import attrgetter

from eigcli.data.model import Dataset
from eigcli.errors import Problem
from eigcli.messages import _
from eigcli.report.blocks import Column, Report, Table, Text, line_of
from eigcli.report.counts import Counts
from eigcli.text import comma_list


def problems_found(
    checked: Dataset | None, problems: Sequence[Problem], paths: Sequence[str]
) -> Report:
    """Return the report on the problems of some files.

    Args:
        checked: the dataset in them, `None` if it cannot be read.
        problems: all problems and warnings.
        paths: the files, none for the data of eigcli.
    """
    lines = [*map(str, problems)]
    if checked is not None and not problems:
        names = ["<stdin>" if path == "-" else path for path in paths]
        files = comma_list(names or ["eig"])
        totals = Counts(checked).headline
        lines = [_("{files}: {totals}; no problems", files=files, totals=totals)]
    columns = []
    for name in Problem._fields:
        column = Column(name, name, attrgetter(name))
        columns.append(column)
    items = [*map(line_of, lines)]
    return Report(
        _("Problems"),
        [Text(items, form="items")],
        Table(columns, problems),
        checked or Dataset(),
        plain_blocks=lines,
    )
