"""What a person sees in a terminal, drawn with Rich, which is imported here and nowhere else."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from rich.bar import Bar as RichBar
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text as RichText

from eigcli.report.blocks import Block, Card, Fact, Line, Report, Span, Table, Text, text_of
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
    tables = [block for block in report.blocks if isinstance(block, Table) and not block.bars]
    # A table may be wider than lines.
    wide = [block for block in tables if not block.lines]
    widths = [width if block in wide else narrow for block in report.blocks]
    parts = [(own, [*_block(block, own)]) for block, own in zip(report.blocks, widths, strict=True)]
    lead = [_text(report.lead, "bold")] if report.lead else []
    notes = [_text(note, "dim") for note in report.notes]
    # Below a table, which may be long, it is what a person sees last.
    above, below = ([], lead) if tables else (lead, [])
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
        style = _STYLES.get(first.name, "")
        spans = first.spans(record)
        if not last:
            for span in spans:
                text = _INDENT + shortened(span.text, width - len(_INDENT))
                yield _text([Span(text)], style, table.marks)
            continue
        others = ", ".join(span.text for span in last.spans(record))
        right = _text(others, _STYLES.get(last.name, ""), table.marks)
        room = width - len(_INDENT) - right.cell_len - _GAP
        text = text_of(spans)
        if first.kind.several:
            text = shortened(text, room if room >= _LEAST else width - len(_INDENT))
        named = _text([Span(text, first.link(record))], style, table.marks)
        left = RichText.assemble((f"{margin:>2}  ", "dim"), named)
        margin = ""
        if not text or width - left.cell_len - right.cell_len < _GAP:
            yield from [left] if text else []
            left = RichText(_INDENT)
        left.pad_right(width - left.cell_len - right.cell_len)
        yield left + right


def _table(table: Table, width: int) -> Iterator[RenderableType]:
    """Yield a table in which words are whole, or where there is no room, its rows as facts."""
    rows = [*table.spans]
    widths = _fitted(table, rows, width)
    if not widths:
        for number, row in enumerate(rows):
            pairs = zip(table.columns, row, strict=True)
            facts = [Fact(column.name, column.label, spans) for column, spans in pairs if spans]
            yield from [RichText()] if number else []
            yield from _facts(facts, width, table.marks)
        return
    drawn = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    sides: list[JustifyMethod] = ["right" if c.kind.numeric else "left" for c in table.columns]
    heads = [_text(column.label) for column in table.columns]
    if table.bars:
        heads.insert(1, RichText())
        sides.insert(1, "left")
    for head, side, own in zip(heads, sides, widths, strict=True):
        drawn.add_column(head, width=own, overflow="fold", justify=side)
    for record, row in zip(table.records, rows, strict=True):
        lines = ([_text([span], marks=table.marks) for span in spans] for spans in row)
        cells: list[RenderableType] = [RichText("\n").join(own) for own in lines]
        if table.bars:
            bar = RichBar(1, 0, table.bars(record), width=widths[1], color="cyan")
            cells.insert(1, bar)
        drawn.add_row(*cells)
    yield drawn


def _fitted(table: Table, rows: Sequence[Sequence[Line]], width: int) -> list[int]:
    """Return the widths of columns and bars, of which who needs little comes first.

    There is none where words have no room.
    """
    least, wished = [], []
    for place, column in enumerate(table.columns):
        head, texts = column.label, [printable(span.text) for row in rows for span in row[place]]
        is_whole = column.kind.numeric or column.kind.dated
        words = texts if is_whole else " ".join(texts).split()
        least.append(_widest([*head.split(), *words]))
        wished.append(least[-1] if column.kind.numeric else _widest([head, *texts]))
    if table.bars:
        least.insert(1, 1)
        wished.insert(1, _LONGEST_BAR)
    room = width - _GAP * (len(least) - 1) - sum(least)
    needs = [wish - own for wish, own in zip(wished, least, strict=True)]
    by_need = sorted(range(len(needs)), key=needs.__getitem__)
    for waiting, place in zip(range(len(needs), 0, -1), by_need, strict=True):
        more = max(0, min(needs[place], room // waiting))
        least[place] += more
        room -= more
    return least if room >= 0 else []


def _card(card: Card, width: int) -> Iterator[RenderableType]:
    """Yield a card: its title and lead, then its parts, then its sources."""
    yield _text([card.title._replace(strong=True)])
    yield from [_fact(card.lead, "italic")] if card.lead else []
    for title, facts in card.parts.items():
        yield from (RichText(), _text(title, "cyan")) if title else [RichText()]
        yield from _facts(facts, width, _unmarked)
    for text in card.list_of_sources:
        yield from (RichText(), *_block(text, width))


def _facts(facts: Sequence[Fact], width: int, marks: Marks = _unmarked) -> Iterator[RenderableType]:
    """Yield facts, a line each; an address that has no room is on a line of its own, not cut."""
    labels = _widest(printable(fact.label) for fact in facts) + _GAP
    for fact in facts:
        text, label = _fact(fact, marks=marks), _text(fact.label, "bold")
        longest = _widest(span.text for span in fact.spans if span.text == span.link)
        if max(longest, _LEAST) > width - labels:
            text.overflow = "ignore" if longest else "fold"
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


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)
