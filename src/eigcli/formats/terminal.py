"""What a person sees in a terminal, drawn with Rich, which is imported here and nowhere else."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from rich.bar import Bar as RichBar
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text as RichText

from eigcli.messages import _
from eigcli.report.blocks import (
    Block,
    Card,
    Chart,
    Fact,
    Line,
    Report,
    Span,
    Table,
    Text,
    cited,
    in_a_line,
    text_of,
)
from eigcli.text import printable, shortened

# Past these widths, the eye loses the line; a longer bar says no more.
_WIDEST, _WIDEST_CARD, _LONGEST_BAR = 120, 100, 40
# With less room, a text is no more than an ellipsis.
_LEAST = 12
_INDENT, _GAP = " " * 4, 2
_STYLES = {"name": "bold", "ministries": "dim", "slug": "cyan", "found": "dim"}
# Rich would end a line at a no-break space: it is drawn as a character that texts do not have.
_UNBREAKABLE = {0xA0: 0xFDD0, 0x202F: 0xFDD1}
_BREAKABLE = {stand_in: space for space, stand_in in _UNBREAKABLE.items()}

Marks = Callable[[str], Sequence[tuple[int, int]]]


def _unmarked(_text: str) -> Sequence[tuple[int, int]]:
    return ()


def write(report: Report) -> Iterator[str]:
    """Yield a report as it is drawn: its lead, blocks and notes."""
    columns, lines = shutil.get_terminal_size()
    width = max(2, min(columns, 1000))
    # Rich looks for markup and emoji in texts unless it is told not to.
    console = Console(width=width, height=lines, markup=False, emoji=False)
    narrow = min(width, _WIDEST)
    # A table may be wider than lines.
    widths = [
        width if isinstance(block, Table) and not block.lines else narrow for block in report.blocks
    ]
    parts = [(own, [*_block(block, own)]) for block, own in zip(report.blocks, widths, strict=True)]
    lead = [_text(report.lead, "bold")] if report.lead else []
    notes = [_text(note, "dim") for note in report.notes]
    # Below a table, which may be long, it is what a person sees last.
    is_below = any(isinstance(block, Table) for block in report.blocks)
    above, below = ([], lead) if is_below else (lead, [])
    parts = [(narrow, [*above]), *parts, (narrow, [*below, *notes])]
    for number, (own, part) in enumerate(one for one in parts if one[1]):
        with console.capture() as capture:
            console.print(Group(*[RichText()] * (number > 0), *part), crop=False, width=own)
        # Without spaces at the ends of lines, and the numbers that Rich gives links.
        drawn = re.sub(r"\x1b]8;id=\d+;", "\x1b]8;;", capture.get()).translate(_BREAKABLE)
        yield re.sub(r"(?<! ) ++(\x1b\[0m)? *+$", r"\1", drawn, flags=re.MULTILINE)


def _block(block: Block, width: int) -> Iterator[RenderableType]:
    """Yield what a block is drawn as."""
    if not isinstance(block, Card) and block.title:
        yield _text(block.title, "bold")
    match block:
        case Text(form="numbered"):
            for number, line in enumerate(block.lines, 1):
                yield _text([Span(f"{number}\u00a0"), *line])
        case Text():
            indent = len(_INDENT) * (block.form == "quote")
            yield from (Padding(_text(line), (0, 0, 0, indent)) for line in block.lines)
        case Table() if block.lines:
            each = (_lines(block, record, width) for record in block.records)
            yield RichText("\n").join(chain.from_iterable(each))
        case Table():
            yield from _table(block, width)
        case Chart():
            yield _chart(block, width)
        case _:
            yield from _card(block, min(width, _WIDEST_CARD))


def _text(line: Line | str, style: str = "", marks: Marks = _unmarked) -> RichText:
    """Return a line that is safe to show, with the words marked that were searched for."""
    whole = RichText()
    for span in [Span(line)] if isinstance(line, str) else line:
        part = RichText(printable(span.text), "bold" if span.strong else "")
        if span.link and os.environ.get("EIG_HYPERLINKS") != "0":
            part.stylize(Style(link=span.link))
        for start, end in marks(part.plain):
            part.stylize("not dim black on yellow", start, end)
        part.plain = part.plain.translate(_UNBREAKABLE)
        whole.append_text(part)
    whole.stylize_before(style)
    return whole


def _lines(table: Table, record: object, width: int) -> Iterator[RichText]:
    """Yield the lines of a record, with columns at both ends."""
    margin = "".join(table.margin.codes(record)) if table.margin else ""
    for first, last in table.lines:
        draw = partial(_text, style=_STYLES.get(first.name, ""), marks=table.marks)
        spans = first.spans(record)
        if not last:
            room = width - len(_INDENT)
            yield from (draw([Span(_INDENT + shortened(s.text, room))]) for s in spans)
            continue
        others = ", ".join(span.text for span in last.spans(record))
        right = _text(others, _STYLES.get(last.name, ""), table.marks)
        room = width - len(_INDENT) - right.cell_len - _GAP
        text = text_of(in_a_line(spans))
        if first.kind.several:
            text = shortened(text, room if room >= _LEAST else width - len(_INDENT))
        named = draw([Span(text, first.link(record))])
        left = RichText.assemble((f"{margin:>2}  ", "dim"), named)
        gap, margin = width - left.cell_len - right.cell_len, ""
        if gap >= _GAP and text:
            yield RichText.assemble(left, " " * gap * bool(right), right)
        else:
            yield from [left] * bool(text)
            indent = width - right.cell_len if text else 0
            yield RichText(" " * max(indent, len(_INDENT))) + right


def _table(table: Table, width: int) -> Iterator[RenderableType]:
    """Yield a table in which words are whole, or where there is no room, its rows as facts."""
    rows, columns = [*table.spans], table.columns
    cells = [
        [printable(s.text) for row in rows for s in row[place]] for place in range(len(columns))
    ]
    heads = [printable(column.label) for column in columns]
    least = [
        _widest(" ".join([head, *own]).split() + own * column.kind.dated)
        for head, own, column in zip(heads, cells, columns, strict=True)
    ]
    gap = _GAP if sum(least) + _GAP * (len(least) - 1) <= width else 1
    room = width - gap * (len(least) - 1)
    if sum(least) > room:
        for number, row in enumerate(rows):
            facts = [Fact(c.name, c.label, s) for c, s in zip(columns, row, strict=True) if s]
            yield from [RichText()] * (number > 0)
            yield from _facts(facts, width, table.marks)
        return
    wished = [_widest([h, *own]) for h, own in zip(heads, cells, strict=True)]
    drawn = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, gap - 1, 0, 0))
    for column, own in zip(columns, _fitted(least, wished, room), strict=True):
        side: JustifyMethod = "right" if column.kind.numeric else "left"
        drawn.add_column(_text(column.label), width=own, overflow="fold", justify=side)
    for row in rows:
        lines = (RichText("\n").join(_text([s], marks=table.marks) for s in cell) for cell in row)
        drawn.add_row(*lines)
    yield drawn


def _fitted(least: Sequence[int], wished: Sequence[int], room: int) -> list[int]:
    """Return widths as near to those wished for as there is room; who needs little comes first."""
    widths = list(least)
    by_need = sorted(range(len(widths)), key=lambda place: wished[place] - least[place])
    for waiting, place in zip(range(len(widths), 0, -1), by_need, strict=True):
        widths[place] += max(0, min(wished[place] - least[place], (room - sum(widths)) // waiting))
    return widths


def _card(card: Card, width: int) -> Iterator[RenderableType]:
    """Yield a card: its title and lead, then its parts, then its sources."""
    yield _text([card.title._replace(strong=True)])
    yield from [_fact(card.lead, "italic")] if card.lead else []
    for title, facts in card.parts.items():
        yield from (RichText(), _text(title, "cyan")) if title else [RichText()]
        yield from _facts(facts, width)
    if card.sources:
        yield from (RichText(), RichText(_("Sources"), "cyan"))
        yield from _block(Text(list(map(cited, card.sources)), form="numbered"), width)


def _facts(facts: Sequence[Fact], width: int, marks: Marks = _unmarked) -> Iterator[RenderableType]:
    """Yield facts, a line each; an address that has no room is on a line of its own, not cut."""
    labels = _widest(printable(fact.label) for fact in facts) + _GAP
    for fact in facts:
        text, label = _fact(fact, marks=marks), _text(fact.label, "bold")
        addresses = (span.text for span in fact.spans if span.text == span.link)
        if max(_widest(addresses), _LEAST) > width - labels:
            text.overflow = "ignore"
            yield from (label, text)
            continue
        grid = Grid.grid()
        grid.add_column(width=labels)
        grid.add_column(overflow="fold", width=width - labels)
        grid.add_row(label, text)
        yield grid


def _fact(fact: Fact, style: str = "", marks: Marks = _unmarked) -> RichText:
    """Return the texts of a fact below each other, each with the numbers of its sources."""
    lines = []
    for span in fact.spans:
        # A line that ends with an address may end there.
        mark = fact.mark.replace("\u00a0", " ") if span.link else fact.mark
        lines.append(_text([span], style, marks) + _text(mark, "dim"))
    return RichText("\n").join(lines)


def _chart(chart: Chart, width: int) -> RenderableType:
    """Return a bar for each name, as long as its share, and its numbers beside it."""
    grid = Grid(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
    heads = [head.split() for head in chart.heads]
    numbers = [
        _widest([*head, *own])
        for head, *own in zip(heads, *(bar.numbers for bar in chart.bars), strict=True)
    ]
    room = width - sum(numbers) - _GAP * (len(numbers) + 1)
    labels = min(_widest(bar.label for bar in chart.bars), max(room * 2 // 3, _LEAST))
    grid.add_column(width=labels, overflow="fold")
    length = max(min(room - labels, _LONGEST_BAR), 1)
    grid.add_column(width=length)
    for head, least in zip(chart.heads, numbers, strict=True):
        grid.add_column(RichText(head), justify="right", width=least)
    for bar in chart.bars:
        drawn = RichBar(1, 0, bar.length, width=length, color="cyan")
        grid.add_row(_text(bar.label), drawn, *map(RichText, bar.numbers))
    return grid


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)
