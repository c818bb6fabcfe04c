"""A table in GitHub-flavoured Markdown (https://github.github.com/gfm/#tables-extension-).

Rendered, a cell shows exactly what the dataset says; several values in it have a line each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from eigcli.columns import Cell, Column
from eigcli.model import Dataset

# ASCII punctuation that opens something within a cell, or the next cell: an escape, code, emphasis,
# HTML or a link, an entity, a link or an image, a strike-through, a formula (GitHub's own).
_SPECIAL = re.compile(r"[\\`*_<&\[~$|]")
_LINE_END = re.compile(r"[\n\r]")
# Renderers trim a cell. A comment shows nothing, and keeps the white space beside it.
_GUARD = "<!-- -->"


def table(dataset: Dataset, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the header and the delimiter row, then a row for each challenge."""
    yield _row(column.name for column in columns)
    yield "|" + " --- |" * len(columns) + "\n"
    for challenge in dataset.challenges:
        yield _row(column.cell(challenge) for column in columns)


def _row(cells: Iterable[Cell]) -> str:
    return "| " + " | ".join(map(_cell_text, cells)) + " |\n"


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "<br>".join(map(escaped, cell))
    return "" if cell is None else escaped(str(cell))


def escaped(text: str) -> str:
    """Return Markdown that renders as `text`, within a table cell or a line."""
    markdown = _SPECIAL.sub(r"\\\g<0>", text)
    markdown = _LINE_END.sub(lambda end: f"&#{ord(end[0])};", markdown)
    return markdown if text == text.strip() else f"{_GUARD}{markdown}{_GUARD}"
