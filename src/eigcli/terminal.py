"""What a person sees in a terminal, drawn with Rich: lists, cards, tables and bars.

Rich is imported here and nowhere else. To import it takes a quarter of the time of `eig list`, so
this module is imported only when something is drawn.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from eigcli.counts import DIMENSIONS, Counts
from eigcli.crossed import Crossed
from eigcli.data.cards import Card, Fact, Table, source_numbers
from eigcli.data.kinds import Cell, Hyperlink, Kind
from eigcli.data.model import Challenge, Source
from eigcli.messages import _
from eigcli.notes import roles_sought
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.search import Matches
from eigcli.text import excerpt, printable, shortened

# A list is a table from this width on, where it is not much longer than lines.
_WIDE = 160
# A card, a note or a challenge is read line by line: past this width the eye loses the line.
_CARD_WIDTH, _LINE_WIDTH = 100, 120
# In a table, so much of a text is shown around a match.
_EXCERPT_WIDTH = 60
# A longer bar says no more.
_LONGEST_BAR = 60
# No screen is wider, whatever COLUMNS says.
_WIDEST_SCREEN = 1000
# The space before each line of a challenge but its first, and between columns.
_INDENT, _COLUMN_GAP = " " * 4, 2
# A column that wishes no more has it before the others.
_SHORT_COLUMN = 20
# With less room than this beside its slug, a host has a line of its own.
_LEAST_HOST = 16
# With less room than this beside its label, a fact stands below it.
_LEAST_FACT = 4
# The styles of names and heads, of what is less important, of labels and slugs, of a tagline, and
# of the words that were searched for.
_BOLD, _DIM, _CYAN, _ITALIC, _FOUND = "bold", "dim", "cyan", "italic", "not dim black on yellow"
_NO_MATCHES = Matches()


def write(report: Report) -> Iterator[str]:
    """Yield a report as it is drawn: a list, cards, a table or bars; then its notes."""
    console = _console()
    notes = [_styled(note, _DIM) for note in report.notes]
    if isinstance(report, Cards):
        yield from (_drawn_card(console, card) for card in report.cards(words=True))
    elif isinstance(report, Call):
        numbers = source_numbers(report.sources)
        yield from (_drawn_card(console, card, numbers) for card in report.cards(words=True))
        if report.sources:
            yield _drawn(console, Text(), *_source_lines(report.sources))
    elif isinstance(report, Calls):
        yield _drawn(console, _promotion_table(report, console.width))
        notes = [Text(), *notes] if notes else []
    elif isinstance(report, Crossed):
        table = _fitted_table(report.table(words=True), console.width)
        yield _drawn(console, _styled(report.caption, _BOLD), Text(), table)
        notes = [Text(), *notes]
    elif isinstance(report, Counts):
        bars = [_bar_table(report)] if any(report.tallies.values()) else []
        yield _drawn(console, _styled(report.headline, _BOLD), *bars)
        notes = [Text(), *notes] if notes else []
    elif report.chosen.challenges:
        yield _drawn(console, _drawn_list(report, console.width), Text())
        yield _drawn(console, _styled(Counts(report.chosen).totals, _BOLD))
    else:
        notes = []
    if notes:
        yield _drawn(console, *notes, width=min(console.width, _CARD_WIDTH))


def _console() -> Console:
    # Left to itself, Rich believes whatever COLUMNS and LINES say.
    columns, lines = shutil.get_terminal_size()
    # Rich looks for emoji in every text unless it is told not to. Narrower than a wide character,
    # it would leave that out.
    return Console(
        width=max(2, min(columns, _WIDEST_SCREEN)), height=lines, markup=False, emoji=False
    )


# Rich would end a line at a no-break space: it is drawn as a character that texts do not have.
_UNBREAKABLE = {0xA0: 0xFDD0, 0x202F: 0xFDD1}
_BREAKABLE = {stand_in: space for space, stand_in in _UNBREAKABLE.items()}


def _drawn(console: Console, *parts: RenderableType, width: int | None = None) -> str:
    """Return what Rich draws of `parts`, without spaces at the ends of lines."""
    with console.capture() as capture:
        # Each by itself: Rich would make one text of several.
        console.print(Group(*parts), width=width, crop=False)
    # Rich gives each link a number by chance: without it, the same is drawn the same.
    drawn = re.sub(r"\x1b]8;id=\d+;", "\x1b]8;;", capture.get()).translate(_BREAKABLE)
    # A run of spaces is looked at once: lines may have thousands.
    return re.sub(r"(?<! ) ++(\x1b\[0m)? *+$", r"\1", drawn, flags=re.MULTILINE)


def _styled(
    value: str, style: str = "", matches: Matches = _NO_MATCHES, link: str | None = None
) -> Text:
    """Return a text that is safe to show, in which Rich looks for no markup, emoji or numbers.

    Args:
        value: the text.
        style: its style.
        matches: what to highlight in it.
        link: the address that it links to, unless EIG_HYPERLINKS is 0.
    """
    text = Text(printable(value).translate(_UNBREAKABLE), style)
    if link and os.environ.get("EIG_HYPERLINKS") != "0":
        text.stylize(Style(link=link))
    for start, end in matches.spans(text.plain):
        text.stylize(_FOUND, start, end)
    return text


def _cell_lines(cell: Cell, matches: Matches = _NO_MATCHES) -> Text:
    """Return the texts of a cell below each other, addresses as links."""
    return Text("\n").join(
        _styled(value, matches=matches, link=value if isinstance(value, Hyperlink) else None)
        for value in cell
    )


def _words_shown(cells: Iterable[Cell]) -> Iterator[str]:
    """Yield the words of cells as they are shown."""
    return chain.from_iterable(printable(text).split() for text in chain.from_iterable(cells))


def _widest(texts: Iterable[str]) -> int:
    """Return how wide the widest text is."""
    return max(map(cell_len, texts), default=0)


def _empty_table(heads: Sequence[str], kinds: Sequence[Kind]) -> RichTable:
    """Return a table with these heads, and no rows yet; numbers stand at the right."""
    table = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head, kind in zip(heads, kinds, strict=True):
        justify: JustifyMethod = "right" if kind.numeric else "left"
        table.add_column(_styled(head), justify=justify, overflow="fold")
    return table


def _fitted_table(table: Table, width: int, matches: Matches = _NO_MATCHES) -> RenderableType:
    """Return a table in which words are whole, or where it has no room for them, its rows as facts.

    Args:
        table: the table.
        width: how much room there is.
        matches: what to highlight.
    """
    rows = list(table.rows)
    columns = [((head,), *cells) for head, *cells in zip(table.head, *rows, strict=True)]
    widths = [_widest(_words_shown(column)) for column in columns]
    cells = [_widest(map(printable, chain(*texts))) for _head, *texts in columns]
    # What is short, such as a date, should be on one line.
    short = [wished if wished <= _SHORT_COLUMN else 0 for wished in cells]
    gaps = len(columns) - 1
    gap = _COLUMN_GAP if sum(map(max, widths, short)) + _COLUMN_GAP * gaps <= width else 1
    room = width - gap * gaps
    if sum(widths) > room:
        blocks = [_row_facts(table.head, row, matches, width) for row in rows]
        return Group(*blocks[:1], *chain.from_iterable((Text(), block) for block in blocks[1:]))
    heads = [cell_len(printable(head)) for head in table.head]
    # Heads get what cells leave.
    for wishes in (cells, list(map(max, cells, heads))):
        widths = _widened(widths, wishes, room)
    drawn = _empty_table(table.head, table.kinds)
    drawn.padding = (0, gap - 1, 0, 0)
    # The last has what is left: beside a width that is set, Rich 13 leaves a column more.
    for column, column_width in zip(drawn.columns[:-1], widths, strict=False):
        column.width = column_width
    for row in rows:
        drawn.add_row(*(_cell_lines(cell, matches) for cell in row))
    return drawn


def _widened(widths: Sequence[int], wished: Sequence[int], room: int) -> list[int]:
    """Return widths of columns that are as near to those wished for as there is room.

    Short columns, such as of dates, come first; the others get equal shares of what is left, and of
    what those that need less leave.
    """
    widened = list(widths)
    numbers = range(len(widths))
    by_need = sorted(numbers, key=lambda n: (wished[n] > _SHORT_COLUMN, wished[n] - widths[n]))
    for others, number in zip(reversed(numbers), by_need, strict=True):
        left = room - sum(widened)
        share = left if wished[number] <= _SHORT_COLUMN else left // (others + 1)
        widened[number] += max(0, min(wished[number] - widened[number], share))
    return widened


def _row_facts(
    head: Sequence[str], row: Sequence[Cell], matches: Matches, width: int
) -> RenderableType:
    """Return a row of a table with a line for each cell that is not empty."""
    facts = [Fact("", label, cell) for label, cell in zip(head, row, strict=True) if cell]
    label_width = _widest(map(printable, head))
    grid, below = _fact_grid(facts, width, matches=matches, label_width=label_width)
    return Group(grid, *chain.from_iterable(_fact_below(fact, {}, matches) for fact in below))


def _promotion_table(calls: Calls, width: int) -> RenderableType:
    """Return the table of the promotions, without its last column, `Run by`, if it has no room."""
    head, rows, kinds = calls.table(words=True)
    rows = list(rows)
    widths = [
        max(_widest(_words_shown([(label,)])), _widest(map(printable, chain(*cells))))
        for label, *cells in zip(head, *rows, strict=True)
    ]
    if calls.columns:
        return _fitted_table(Table(head, rows, kinds), width)
    end = None if sum(widths) + _COLUMN_GAP * (len(head) - 1) <= width else -1
    return _fitted_table(Table(head[:end], [row[:end] for row in rows], kinds[:end]), width)


def _drawn_list(listing: Listing, width: int) -> RenderableType:
    """Return the chosen columns, or what reads best: a wide table, or a few lines a challenge."""
    if listing.columns is not None:
        return _fitted_table(listing.table(words=True), width, listing.matches)
    if width >= _WIDE:
        return _wide_table(listing)
    matches, width, several = listing.matches, min(width, _LINE_WIDTH), listing.several
    lines = (_narrow_lines(c, matches, width, several=several) for c in listing.chosen.challenges)
    return Text("\n").join(chain.from_iterable(lines))


def _wide_table(listing: Listing) -> RichTable:
    """Return the table with name above slug, and a line for each ministry or role."""
    columns = listing.for_people("themes", "basis").columns or ()
    heads = {"number": "#", "name": _("Défi")}
    table = _empty_table(
        [heads.get(column.name, column.label) for column in columns],
        [column.kind for column in columns],
    )
    for challenge in listing.chosen.challenges:
        cells = _wide_cells(challenge, listing.matches)
        table.add_row(*(cells[column.name] for column in columns))
    return table


def _wide_cells(challenge: Challenge, matches: Matches) -> dict[str, Text]:
    """Return the cells of a challenge by the names of their columns."""
    tagline, roles = challenge.local_tagline, roles_sought(challenge)
    texts = [challenge.name, tagline, *(host.codes() for host in challenge.hosts), *roles]
    name = _styled(challenge.name, _BOLD, matches, challenge.page)
    hosts = [
        _styled(text, style, matches)
        for host in challenge.hosts
        for text, style in ((host.ministry, ""), (host.department, _DIM))
        if text
    ]
    matching = _match_lines(challenge, texts, matches, _EXCERPT_WIDTH)
    return {
        "promotion": _styled(challenge.promotion or ""),
        "number": _styled(str(challenge.number or ""), _DIM),
        "name": Text("\n").join([name, _styled(challenge.slug, _CYAN)]),
        "tagline": Text("\n").join([_styled(tagline, matches=matches), *matching]),
        "hosts": Text("\n").join(hosts),
        "seeks": _cell_lines(roles, matches),
    }


def _narrow_lines(
    challenge: Challenge, matches: Matches, width: int, *, several: bool
) -> Iterator[Text]:
    """Yield the lines of a challenge: name and roles, tagline, host and slug, other matches."""
    room = max(width - len(_INDENT), 1)
    # A number means something in its own promotion alone.
    number = f"{'' if several else challenge.number or '':>{len(_INDENT) - 2}}  "
    name = Text.assemble((number, _DIM), _styled(challenge.name, _BOLD, matches, challenge.page))
    roles = roles_sought(challenge)
    yield from _at_both_ends(name, _styled(", ".join(roles), matches=matches), width)
    tagline = shortened(challenge.local_tagline, room)
    if tagline:
        yield _styled(_INDENT + tagline, matches=matches)
    slug = challenge.slug
    if several and challenge.promotion:
        slug = _("promotion {code} · {slug}").format(code=challenge.promotion, slug=slug)
    hosts = _("; ").join(dict.fromkeys(host.ministry for host in challenge.hosts))
    beside = room - cell_len(printable(slug)) - _COLUMN_GAP
    # An ellipsis alone says nothing: with so little room, the slug stands below.
    hosts = shortened(hosts, beside if beside >= _LEAST_HOST else room)
    if hosts:
        host = _styled(_INDENT + hosts, _DIM, matches)
        yield from _at_both_ends(host, _styled(slug, _CYAN), width)
    else:
        yield Text(_INDENT) + _styled(slug, _CYAN)
    texts = [challenge.name, tagline, hosts, *roles]
    yield from (Text(_INDENT) + line for line in _match_lines(challenge, texts, matches, room))


def _at_both_ends(left: Text, right: Text, width: int) -> Iterator[Text]:
    """Yield a line with two texts at its ends, or two lines where there is no room."""
    gap = width - left.cell_len - right.cell_len
    if not right:
        yield left
    elif gap >= _COLUMN_GAP:
        yield Text.assemble(left, " " * gap, right)
    else:
        yield from (left, Text(" " * max(width - right.cell_len, len(_INDENT))) + right)


def _match_lines(
    challenge: Challenge, texts: Sequence[str], matches: Matches, width: int
) -> Iterator[Text]:
    """Yield a line with the words around each match that none of the texts has, and its field."""
    for field, text, index in matches.elsewhere(challenge, texts):
        label = _("{label}: ").format(label=_(field.label))
        yield _styled(label + excerpt(text, index, width - len(label)), _DIM, matches)


def _drawn_card(console: Console, card: Card, numbers: Mapping[str, int] | None = None) -> str:
    """Return a card in a box, and below it the addresses that do not fit into it.

    Args:
        console: where it is drawn.
        card: the card.
        numbers: the number of each source, by its key, in a list that stands elsewhere; without it,
            the card ends with a list of its own.
    """
    from rich.panel import Panel

    width = min(console.width, _CARD_WIDTH)
    listed = card.sources if numbers is None else ()
    numbers = source_numbers(card.sources) if numbers is None else numbers
    grid, below = _fact_grid(card.details, width - len("│ " + " │"), numbers)
    lines: list[RenderableType] = [_styled(card.name, _BOLD, link=card.page)]
    if card.status:
        lines.append(_styled(card.status, _ITALIC))
    elif card.tagline:
        lines.append(_fact_text(card.tagline, numbers, style=_ITALIC))
    lines += [Text(), grid]
    if listed:
        lines += [Text(), _styled(_("Sources"), _CYAN), _source_grid(listed)]
    drawn = _drawn(console, Panel(Group(*lines)), width=width)
    return drawn + "".join(_drawn(console, *_fact_below(fact, numbers)) for fact in below)


def _source_grid(sources: Sequence[Source]) -> RichTable:
    """Return sources, numbered, each a link to its address."""
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(style=_DIM, justify="right")
    grid.add_column(style=_DIM, overflow="fold")
    for number, source in enumerate(sources, 1):
        grid.add_row(str(number), _styled(source.citation, link=source.url))
    return grid


def _fact_text(
    fact: Fact, numbers: Mapping[str, int], matches: Matches = _NO_MATCHES, style: str = ""
) -> Text:
    """Return the texts of a fact below each other, each with the numbers of its sources."""
    mark = fact.mark(numbers)
    lines = []
    for value in fact.value:
        line = _cell_lines((value,), matches)
        line.stylize(style)
        # A line that ends with an address may end there.
        space = " " if isinstance(value, Hyperlink) else "\u00a0"
        lines.append(line.append_text(_styled(f"{space}{mark}" if mark else "", _DIM)))
    return Text("\n").join(lines)


def _fact_grid(
    facts: Sequence[Fact],
    width: int,
    numbers: Mapping[str, int] = MappingProxyType({}),
    matches: Matches = _NO_MATCHES,
    label_width: int = 0,
) -> tuple[RichTable, Sequence[Fact]]:
    """Return facts, a line each, and those that stand below because they have no room.

    An address that is cut in two cannot be copied.

    Args:
        facts: the facts.
        width: how much room there is.
        numbers: the number of each source, by its key.
        matches: what to highlight.
        label_width: how wide labels are at least.
    """
    label_width = max(label_width, _widest(printable(fact.label) for fact in facts))
    room = width - label_width - _COLUMN_GAP
    grid, below = RichTable.grid(padding=(0, _COLUMN_GAP)), []
    grid.add_column(style=_CYAN, no_wrap=True)
    grid.add_column(overflow="fold")
    for fact in facts:
        addresses = (word for word in _words_shown([fact.value]) if "://" in word)
        if room < _LEAST_FACT or _widest(addresses) > room:
            below.append(fact)
            continue
        label = _styled(fact.label)
        label.pad_right(label_width - label.cell_len)
        grid.add_row(label, _fact_text(fact, numbers, matches))
    return grid, below


def _fact_below(
    fact: Fact, numbers: Mapping[str, int], matches: Matches = _NO_MATCHES
) -> tuple[Text, Text]:
    """Return a label, and the value that stands below it."""
    return _styled(fact.label, _CYAN), _unwrapped(_fact_text(fact, numbers, matches))


def _unwrapped(lines: Text) -> Text:
    """Return lines that nothing but the terminal wraps."""
    lines.overflow = "ignore"
    return lines


def _source_lines(sources: Sequence[Source]) -> Iterator[Text]:
    """Yield the documents that a dataset was taken from, addresses on lines of their own."""
    yield _styled(_("Sources"), _BOLD)
    for number, source in enumerate(sources, 1):
        yield _styled(f"{number}\u00a0{source.citation}")
        if source.url:
            yield _unwrapped(_cell_lines((Hyperlink(source.url),)))


def _bar_table(counts: Counts) -> RenderableType:
    """Return a bar for each tally, as long as its share, and its numbers beside it."""
    from rich.bar import Bar

    table = RichTable(box=None, pad_edge=False, expand=True)
    labels = [(tally.label,) for tallies in counts.tallies.values() for tally in tallies]
    # A name without spaces, such as Issy-les-Moulineaux, is whole.
    table.add_column(overflow="fold", ratio=3, width=min(_widest(_words_shown(labels)), 24))
    table.add_column(ratio=1)
    for head in counts.heads.values():
        table.add_column(_styled(head), justify="right")
    table.add_column(_styled(counts.share_head), justify="right", style=_DIM)
    for dimension, tallies in counts.tallies.items():
        if not tallies:
            continue
        table.add_row()
        table.add_row(_styled(_(DIMENSIONS[dimension].title), _BOLD))
        longest = max(tally.share for tally in tallies)
        for tally in tallies:
            table.add_row(
                _styled(tally.label),
                Bar(longest, 0, tally.share, width=_LONGEST_BAR, color=_CYAN),
                *map(tally.in_words, counts.heads),
                tally.percent,
            )
    return table
