"""GitHub-flavoured Markdown (https://github.github.com/gfm/): tables, and cards under headings.

Rendered, it shows exactly what the dataset says; several values in a cell have a line each.
"""

import re
from collections.abc import Iterator, Sequence

from eigcli.fields import Cell
from eigcli.reports import Card, Detailed, Report

# ASCII punctuation that opens something within a line, or the next cell: an escape, code, emphasis,
# HTML or a link, an entity, a link or an image, a strike-through, a formula (GitHub's own), or
# closes a heading.
_SPECIAL = re.compile(r"[\\`*_<&\[~$|#]")
_LINE_END = re.compile(r"[\n\r]")
# Renderers trim cells and lines. A comment shows nothing, and keeps the white space beside it.
_GUARD = "<!-- -->"


def write(report: Report) -> Iterator[str]:
    """Yield the report as cards, lists of facts below headings, or else as a table."""
    if isinstance(report, Detailed):
        for position, card in enumerate(report.cards(words=True)):
            yield "\n" * (position > 0) + _card_text(card)
    else:
        table = report.table(words=True)
        yield _row(table.head)
        yield "|" + " --- |" * len(table.head) + "\n"
        yield from map(_row, table.rows)


def _card_text(card: Card) -> str:
    # In quotation marks, it cannot begin as a heading or a list does.
    tagline = f"« {_escaped(card.tagline)} »\n\n" if card.tagline else ""
    facts = "".join(
        f"- **{label}:** {_escaped(value)}\n"
        for _name, label, cell in card.details
        for value in (cell if isinstance(cell, tuple) else (cell,))
    )
    return f"## {_escaped(card.name)}\n\n{tagline}{facts}"


def _row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(map(_cell_text, cells)) + " |\n"


def _cell_text(cell: Cell) -> str:
    return "<br>".join(map(_escaped, cell)) if isinstance(cell, tuple) else _escaped(cell)


def _escaped(text: str) -> str:
    """Return Markdown that renders as `text` within a line."""
    markdown = _SPECIAL.sub(r"\\\g<0>", text)
    markdown = _LINE_END.sub(lambda end: f"&#{ord(end[0])};", markdown)
    return markdown if text == text.strip() else f"{_GUARD}{markdown}{_GUARD}"
