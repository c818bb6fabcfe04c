"""A report as a person sees it in a terminal, drawn with Rich, which only this module imports."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator

from rich.bar import Bar as RichBar
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text as RichText

from eigcli.data.kinds import CODE
from eigcli.report.blocks import Block, Card, Fact, Line, Lines, Report, Span, Table, Text
from eigcli.text import printable, shortened

# Wider lines are hard to read. Bars are an eighth as long as they are wide.
_WIDEST, _BARS = 120, 8
_INDENT, _GAP = " " * 4, 2
_STYLES = {"name": "bold", "hosts": "dim", "slug": "cyan", "found": "dim", "state": "dim"}
# Rich would break a line at a no-break space: a character that texts do not have stands for it.
_UNBREAKABLE = {0xA0: 0xFDD0, 0x202F: 0xFDD1}
_BREAKABLE = {stand_in: space for space, stand_in in _UNBREAKABLE.items()}


def write(report: Report) -> Iterator[str]:
    """Yield a report as it is drawn: its lead, blocks and notes."""
    columns, lines = shutil.get_terminal_size()
    width = max(2, min(columns, 1000))
    # Rich looks for markup and emoji in texts unless it is told not to. What is drawn gets a room
    # below; a table is measured without one.
    console = Console(width=10 * width, height=lines, markup=False, emoji=False)
    narrow = min(width, _WIDEST)
    above: list[RenderableType] = [_text(report.lead, "bold")] if report.lead else []
    below: list[RenderableType] = [_text(note, "dim") for note in report.notes]
    if report.tables:  # they may be long: a person sees last what stands below
        above, below = [], [*above, *below]
    parts = [(narrow, above)]
    for block in report.blocks:
        # A table may be wider than lines of text.
        room = width if block in report.tables and not block.lines else narrow
        parts.append((room, [*_block(block, console, room)]))
    parts.append((narrow, below))
    for number, (room, drawables) in enumerate(pair for pair in parts if pair[1]):
        if number:
            yield "\n"
        with console.capture() as capture:
            console.print(Group(*drawables), crop=False, width=room)
        # Without spaces at the ends of lines, and without the random numbers that Rich gives links.
        drawn = re.sub(r"\x1b]8;id=\d+;", "\x1b]8;;", capture.get()).translate(_BREAKABLE)
        yield re.sub(r"(?<! ) ++(\x1b\[0m)? *+$", r"\1", drawn, flags=re.MULTILINE)


def _block(block: Block, console: Console, width: int) -> Iterator[RenderableType]:
    """Yield a block as Rich draws it."""
    if not isinstance(block, Card) and block.title:
        yield _text(block.title, "bold")
    is_linked = console.color_system is not None and _has_links()
    match block:
        case Text(form="numbered"):
            for number, line in enumerate(block.lines, 1):
                yield _text([Span(f"{number}\u00a0"), *_addressed(line, is_linked=is_linked)])
        case Text():
            yield from map(_text, block.lines)
        case Table(lines=lines_of) if lines_of:
            lines = (line for r in block.records for line in _lines(block, lines_of(r), width))
            yield RichText("\n").join(lines)
        case Table():
            yield from _table(block, console, width)
        case _:
            yield _text([block.title._replace(strong=True)])
            yield from [_fact(block.lead, "italic")] if block.lead.spans else []
            for title, facts in block.parts.items():
                yield from (RichText(), _text(title, "cyan")) if title else [RichText()]
                yield _facts(
                    fact._replace(spans=_addressed(fact.spans, is_linked=is_linked))
                    for fact in facts
                )


def _has_links() -> bool:
    """Return whether a user wants links."""
    return os.environ.get("EIG_HYPERLINKS") != "0"


def _addressed(spans: Line, *, is_linked: bool) -> Line:
    """Return spans with their addresses behind them, unless they are links that lead there."""
    return spans if is_linked else [span.addressed for span in spans]


def _text(line: Line | str, style: str = "", table: Table | None = None) -> RichText:
    """Return a line that is safe to show, with the matches of a table marked."""
    text = RichText()
    for span in [Span(line)] if isinstance(line, str) else line:
        lines = "\n".join(map(printable, span.text.split("\n")))  # keep an author's line ends
        piece = RichText(lines, "bold" if span.strong else "")
        if span.link and _has_links():
            piece.stylize(f"link {span.link}")
        for start, end in table.marks(piece.plain) if table else ():
            piece.stylize("not dim black on yellow", start, end)
        piece.plain = piece.plain.translate(_UNBREAKABLE)
        text.append_text(piece)
    text.stylize_before(style)
    return text


def _lines(table: Table, lines: Lines, width: int) -> Iterator[RichText]:
    """Yield the lines of a record, each behind its margin; texts of both ends may need two."""
    for margin, texts in lines:
        (name, first), *last = texts.items()
        short = shortened(" ".join(first.text.splitlines()), width - len(_INDENT))
        named = _text([first._replace(text=short)], _STYLES.get(name, ""), table)
        left, right = RichText.assemble((f"{margin:>2}  ", "dim"), named), RichText()
        for what, span in last:
            right = _text([span], _STYLES.get(what, ""), table)
        if right and width - left.cell_len - right.cell_len < _GAP:
            yield left
            left = RichText(_INDENT)
        left.pad_right(width - left.cell_len - right.cell_len)
        yield left + right


def _table(table: Table, console: Console, width: int) -> Iterator[RenderableType]:
    """Yield a table, or if there is no room for its words, its rows as facts."""
    drawn = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for place, column in enumerate(table.columns):
        kind = column.kind
        if kind.numeric:
            drawn.add_column(_text(re.sub("(?<!%) ", "\n", column.label)), justify="right")
        else:
            is_whole = kind.link or kind is CODE
            drawn.add_column(_text(column.label), overflow="fold", no_wrap=is_whole)
        if table.bars and place == 0:
            drawn.add_column()
    rows = [*table.spans]
    for record, row in zip(table.records, rows, strict=True):
        cells: list[RenderableType] = [
            RichText("\n").join(_text([span], table=table) for span in spans) for spans in row
        ]
        if table.bars:
            cells.insert(1, RichBar(1, 0, table.bars(record), width=width // _BARS, color="cyan"))
        drawn.add_row(*cells)
    if console.measure(drawn).minimum <= width:
        yield drawn
        return
    for number, row in enumerate(rows):
        pairs = zip(table.columns, row, strict=True)
        facts = [Fact(column.label, spans) for column, spans in pairs if spans]
        yield from [RichText()] if number else []
        yield _facts(facts)


def _facts(facts: Iterable[Fact]) -> Grid:
    """Return facts, a line each or more."""
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for fact in facts:
        grid.add_row(_text(fact.label, "bold"), _fact(fact))
    return grid


def _fact(fact: Fact, style: str = "") -> RichText:
    """Return the texts of a fact below each other, each with the numbers of its sources."""
    lines = [_text([span], style) + _text(fact.mark, "dim") for span in fact.spans]
    return RichText("\n").join(lines)
