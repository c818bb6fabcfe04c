"""GitHub-flavoured Markdown (https://github.github.com/gfm/): tables, and cards under headings.

Rendered, it shows exactly what the dataset says; several values in a cell have a line each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from eigcli.card import Card
from eigcli.columns import Cell
from eigcli.formats.rows import CardFormat

# ASCII punctuation that opens something within a line, or the next cell: an escape, code, emphasis,
# HTML or a link, an entity, a link or an image, a strike-through, a formula (GitHub's own), or
# closes a heading.
_SPECIAL = re.compile(r"[\\`*_<&\[~$|#]")
_LINE_END = re.compile(r"[\n\r]")
# Renderers trim cells and lines. A comment shows nothing, and keeps the white space beside it.
_GUARD = "<!-- -->"


class Markdown(CardFormat):
    """Tables with the cells of an export, and cards as lists of facts."""

    def rows(self, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        yield _row(header)
        yield "|" + " --- |" * len(header) + "\n"
        for row in rows:
            yield _row(row)

    def card(self, card: Card) -> str:
        # In quotation marks, it cannot begin as a heading or a list does.
        tagline = f"« {_escaped(card.tagline)} »\n\n" if card.tagline else ""
        facts = "".join(f"- **{label}:** {_escaped(value)}\n" for label, value in card.facts)
        return f"## {_escaped(card.name)}\n\n{tagline}{facts}"


def _row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(map(_cell_text, cells)) + " |\n"


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "<br>".join(map(_escaped, cell))
    return "" if cell is None else _escaped(str(cell))


def _escaped(text: str) -> str:
    """Return Markdown that renders as `text` within a line."""
    markdown = _SPECIAL.sub(r"\\\g<0>", text)
    markdown = _LINE_END.sub(lambda end: f"&#{ord(end[0])};", markdown)
    return markdown if text == text.strip() else f"{_GUARD}{markdown}{_GUARD}"


FORMAT = Markdown()
