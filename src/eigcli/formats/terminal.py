"""A report as a person sees it in a terminal, drawn with Rich, which only this module imports."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence

from rich.bar import Bar as RichBar
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text as RichText

from eigcli.data.kinds import CODE
from eigcli.data.model import distinct
from eigcli.query.facets import NOT_KNOWN
from eigcli.report.blocks import (
    Block,
    Card,
    Chart,
    Column,
    Fact,
    Line,
    Report,
    ScreenLine,
    Span,
    Table,
)
from eigcli.report.states import MARKS
from eigcli.text import printable

# Wider lines are hard to read. Bars are an eighth as long as they are wide.
_WIDEST = 120
_BARS = 8
_ENDLESS = 100_000
_GAP = 2
_FAINT = "dim"
# A zero in a table of counts: what is there is seen among many.
_ZERO = "·"
# A bar of what is not known.
_SHADE = "░"
# Rich would break a line at a no-break space: a character that texts do not have stands for it.
_UNBREAKABLE = {0xA0: 0xFDD0, 0x202F: 0xFDD1}
_BREAKABLE = {stand_in: space for space, stand_in in _UNBREAKABLE.items()}
_Drawn = Iterator[RenderableType]
# What is drawn together, and the columns that it may take.
_Part = tuple[int, list[RenderableType]]


def write(report: Report) -> Iterator[str]:
    """Yield a report as it is drawn: its lead, blocks and notes."""
    columns, height = shutil.get_terminal_size()
    width = max(2, min(columns, 1000))
    # Rich looks for markup and emoji in texts unless it is told not to. What is drawn gets a room
    # below; a table is measured without one.
    room_below = 10 * width
    console = Console(width=room_below, height=height, markup=False, emoji=False)
    between = ""
    for room, drawables in _parts(report, console, width):
        if not drawables:
            continue
        with console.capture() as capture:
            console.print(Group(*drawables), crop=False, width=room)
        # Rich gives links random numbers: the same report is always drawn with the same bytes.
        drawn = re.sub(r"\x1b]8;id=\d+;", "\x1b]8;;", capture.get()).translate(_BREAKABLE)
        # No line ends with spaces.
        yield between + re.sub(r"(?<! ) ++(\x1b\[0m)? *+$", r"\1", drawn, flags=re.MULTILINE)
        between = "\n"


def _parts(report: Report, console: Console, width: int) -> Iterator[_Part]:
    """Yield what is drawn with an empty line between, and the columns that it may take."""
    narrow = min(width, _WIDEST)
    lead = report.answer or [report.lead]
    yield narrow, _paragraphs(filter(None, lead), "bold")
    for block in report.blocks:
        # A table may be wider than lines of text.
        is_wide = block in report.tables and not block.terminal_lines
        room = width if is_wide else narrow
        yield room, [*_block(block, console, room)]
    notes = distinct((*report.notes, *report.answer_notes))
    yield narrow, _paragraphs(notes, _FAINT)
    # The terminal breaks these lines, so that one copies each as one.
    yield _ENDLESS, _paragraphs(report.reading, _FAINT)


def _paragraphs(texts: Iterable[str], style: str) -> list[RenderableType]:
    """Return texts as they are drawn in a style."""
    return [_text(text, style) for text in texts]


def _block(block: Block, console: Console, width: int) -> _Drawn:
    """Yield a block as Rich draws it."""
    if isinstance(block, Card):
        yield from _card(block, console, width)
        return
    if isinstance(block, Chart):
        yield from _chart(block)
        return
    if block.title:
        yield _text(block.title, "bold")
    if isinstance(block, Table):
        lines_of = block.terminal_lines
        if lines_of:
            drawn = []
            for record in block.records:
                lines = [_screen_line(line, console, width, block) for line in lines_of(record)]
                drawn.append(_below(lines))
            yield from _grouped(drawn, block, console)
        else:
            yield from _table(block, console, width)
        return
    for number, line in enumerate(block.lines, 1):
        if block.form == "numbered":
            line = [Span(f"{number}\u00a0"), *_addressed(line, console)]  # noqa: PLW2901
        yield _text(line)


def _has_links() -> bool:
    """Return whether a user wants links."""
    return os.environ.get("EIG_HYPERLINKS") != "0"


def _addressed(spans: Line, console: Console) -> Line:
    """Return spans with their addresses behind them, unless they are links that lead there."""
    if console.color_system is not None and _has_links():
        return spans
    return [span.addressed for span in spans]


def _text(line: Line | str, style: str = "", table: Table | None = None) -> RichText:
    """Return a line that is safe to show, with the matches of a table marked."""
    if isinstance(line, str):
        line = [Span(line)]
    text = RichText()
    for span in line:
        if span.state:
            faint = _FAINT if span.state == NOT_KNOWN else ""
            text.append(f"{MARKS[span.state]} ", faint)
        piece = _piece(span, table)
        text.append_text(piece)
    text.stylize_before(style)
    return text


def _piece(span: Span, table: Table | None) -> RichText:
    """Return a span that is safe to show."""
    lines = span.text.split("\n")  # an author's line ends are kept
    piece = RichText("\n".join(map(printable, lines)))
    if span.strong:
        piece.stylize("bold")
    if span.faint:
        piece.stylize(_FAINT)
    if span.link and _has_links():
        piece.stylize(f"link {span.link}")
    if table:
        for start, end in table.marks(piece.plain):
            piece.stylize("not dim black on yellow", start, end)
    piece.plain = piece.plain.translate(_UNBREAKABLE)
    return piece


def _grouped(drawn: Sequence[RichText], table: Table, console: Console) -> _Drawn:
    """Yield the lines of records below the headings of their groups.

    If there is room on the screen, an empty line stands between records.
    """
    height = 0
    for text in drawn:
        height += text.plain.count("\n") + 2
    between = [RichText()] if height <= console.height else []
    heading = ""
    places = range(len(drawn))
    for place, record, text in zip(places, table.records, drawn, strict=True):
        group = table.group(record)
        is_new = group != heading
        above = [RichText()] if is_new else between
        if place:
            yield from above
        if is_new:
            heading = group
            yield _text(heading, "bold underline")
            yield from between
        yield text


def _below(lines: Iterable[RichText]) -> RichText:
    """Return lines below each other."""
    return RichText("\n").join(lines)


def _screen_line(
    line: ScreenLine, console: Console, width: int, table: Table | None = None
) -> RichText:
    """Return a line of a record, wrapped; its right end gets a line of its own if it needs one."""
    words = _text(line.left, table=table).split()
    lines = RichText(" ").join(words).wrap(console, width)
    if line.right:
        right = _text(line.right)
        room = width - right.cell_len
        if room - lines[-1].cell_len < _GAP:
            lines.append(RichText())
        last = lines[-1]
        missing = room - last.cell_len
        last.pad_right(max(0, missing))
        last.append_text(right)
    return _below(lines)


def _table(table: Table, console: Console, width: int) -> _Drawn:
    """Yield a table, or if there is no room for its words, its rows as facts."""
    drawn = _grid(table, width // _BARS)
    if console.measure(drawn).minimum <= width:
        yield drawn
        return
    for number, row in enumerate(table.spans):
        if number:
            yield RichText()
        facts = []
        for column, spans in zip(table.columns, row, strict=True):
            if spans:
                facts.append(Fact(column.label, spans))
        yield _facts(facts)


def _grid(table: Table, longest: int) -> Grid:
    """Return a table as Rich draws it, with bars up to a length if it has any."""
    padding = (0, _GAP - 1, 0, 0)
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    for column in table.columns:
        _add_column(grid, column)
        if table.bars and column is table.columns[0]:
            grid.add_column()
    for record, row in zip(table.records, table.spans, strict=True):
        style = ""
        if record is table.total:
            grid.add_section()
            style = "bold"
        elif record is table.others:
            style = _FAINT
        cells: list[RenderableType] = [_cell(table, spans) for spans in row]
        if table.bars:
            share = table.bars(record)
            bar = _bar(share, longest, is_faint=table.faint(record))
            cells.insert(1, bar)
        grid.add_row(*cells, style=style)
    return grid


def _bar(share: float, longest: int, *, is_faint: bool) -> RenderableType:
    """Return a bar; one of what is not known is faint."""
    if is_faint:
        length = round(share * longest)
        return RichText(_SHADE * length, _FAINT)
    return RichBar(1, 0, share, width=longest)


def _add_column(grid: Grid, column: Column) -> None:
    """Add a column to a table, without its cells."""
    if column.kind.numeric:
        head = re.sub("(?<!%) ", "\n", column.label)
        grid.add_column(_text(head), justify="right")
    else:
        is_whole = column.kind.link or column.kind is CODE
        grid.add_column(_text(column.label), overflow="fold", no_wrap=is_whole)


def _cell(table: Table, spans: Line) -> RichText:
    """Return a cell; a zero among counts, which have bars or totals, is a faint dot."""
    is_of_counts = table.bars or table.total
    if is_of_counts and [span.code for span in spans] == ["0"]:
        return RichText(_ZERO, _FAINT)
    return _below(_text([span], table=table) for span in spans)


def _chart(chart: Chart) -> _Drawn:
    """Yield a chart: rows of marks with what they say at the right, and what the marks are."""
    if chart.label:
        grid = _grid_of_two()
        grid.add_column(justify="right")
        for row in chart.rows:
            texts = (row.label, row.signs, row.text)
            grid.add_row(*map(_text, texts))
        yield grid
        yield RichText()
    else:
        for row in chart.rows:
            yield _text(row.signs)
    yield _text(chart.legend)
    yield _text(chart.about, _FAINT)


def _card(card: Card, console: Console, width: int) -> _Drawn:
    """Yield a card: its head, and its facts with all their labels in one column."""
    yield _title(card, console, width)
    if card.lead.spans:
        yield _fact(card.lead)
    if card.about:
        yield _text(card.about)
    if card.address:
        address = Span(card.address, card.address)
        yield _text([address])
    room = 0
    for facts in card.parts.values():
        for fact in facts:
            room = max(room, len(fact.label))
    for title, facts in card.parts.items():
        yield RichText()
        if title:
            yield _text(title, "bold")
        addressed = []
        for fact in facts:
            spans = _addressed(fact.spans, console)
            addressed.append(fact._replace(spans=spans))
        yield _facts(addressed, room)


def _title(card: Card, console: Console, width: int) -> RichText:
    """Return the first line of a card: the name of the record, and what became of it."""
    title = card.title._replace(strong=True)
    line = ScreenLine([title])
    state = card.state
    if state.spans:
        sources = Span(state.mark, faint=True)
        line = line._replace(right=[*state.spans, sources])
    return _screen_line(line, console, width)


def _grid_of_two(width: int = 0) -> Grid:
    """Return a table without lines, with columns of labels, of at least a width, and of texts."""
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(overflow="fold", min_width=width)
    grid.add_column(overflow="fold")
    return grid


def _facts(facts: Iterable[Fact], width: int = 0) -> Grid:
    """Return facts, a line each or more, behind labels of at least a width."""
    grid = _grid_of_two(width)
    for fact in facts:
        grid.add_row(_text(fact.label), _fact(fact))
    return grid


def _fact(fact: Fact) -> RichText:
    """Return the texts of a fact below each other, each with the numbers of its sources."""
    mark = _text(fact.mark, _FAINT)
    return _below(_text([span]) + mark for span in fact.spans)
