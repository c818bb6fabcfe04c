"""GitHub-flavoured Markdown (https://github.github.com/gfm/): tables, and cards under headings.

Rendered, it shows exactly what the dataset says; several values in a cell have a line each.
"""

import re
from collections.abc import Iterator, Sequence

from eigcli.fields import Cell, Link
from eigcli.reports import Card, Detailed, Report

# What opens something within a line, or the next cell: an escape, code, emphasis, HTML or a link,
# an entity, a link or an image, a strike-through, a formula (GitHub's own), or closes a heading;
# but no underscore within a word. Then what renderers link to by themselves: they look for it in
# the source, where a backslash breaks it. Last, emoji and mentions: GitHub looks for them in the
# HTML, where the backslash is gone, but a comment breaks them.
_SPECIAL = re.compile(
    r"[\\`*<&\[~$|#]|(?<![^\W_])_|_(?![^\W_])"
    r"|/(?=/)|(?<=\S)\.(?=[^\W\d_]{2})|(?<=www)\.|(?<=mailto):"
    r"|:(?=[\w+-]+:)|(?<!\w)@(?=\w)",
    re.IGNORECASE,
)
# An address that every renderer shows between < and > as it is: a host in ASCII that stands for no
# other, and a path that needs no encoding.
_PLAIN_ADDRESS = re.compile(
    r"https?://(?!\S*xn--)[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9.~/?=#@!'()+,;:_-]*)?"
)
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
    """Return Markdown that renders as `text` within a line, an address as a link to it."""
    if isinstance(text, Link):
        if _PLAIN_ADDRESS.fullmatch(text):
            return f"<{text}>"
        # GitHub's parser reads an entity in a target even behind a backslash.
        target = re.sub(r"[<>|\\]", r"\\\g<0>", text).replace("&", "&amp;")
        label = _escaped(str(text)).replace("]", "\\]")
        return f"[{label}](<{target}>)"
    markdown = _SPECIAL.sub(_broken, text)
    markdown = _LINE_END.sub(lambda end: f"&#{ord(end[0])};", markdown)
    return markdown if text == text.strip() else f"{_GUARD}{markdown}{_GUARD}"


def _broken(special: re.Match[str]) -> str:
    """Return a special character as one that means itself."""
    return special[0] + _GUARD if special[0] in ":@" else f"\\{special[0]}"
