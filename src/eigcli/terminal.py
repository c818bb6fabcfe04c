"""What a person sees in a terminal, drawn with Rich: tables, cards and bars.

Rich is imported here and nowhere else. To import it takes a quarter of the time of `eig list`, so
this module is imported only when something is drawn.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from eigcli.counts import DIMENSIONS, Counts
from eigcli.fields import Cell, Hyperlink, Kind
from eigcli.kinds import COUNT, TEXT
from eigcli.messages import _
from eigcli.model import Challenge, Source
from eigcli.notes import NOT_KNOWN, roles_sought
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.search import Matches
from eigcli.tables import Card, Fact
from eigcli.text import excerpt, printable, shortened

# From this width on a table, which has departments too, is not much longer than lines.
_WIDE = 160
# A card or a défi is read line by line: past this width the eye loses the line.
_CARD_WIDTH, _LINE_WIDTH = 100, 120
# As much is told of where a word is found.
_REASON = 60
# How names and heads look, what is less important, what is typed or named, and a tagline; last, the
# words that were searched for.
_BOLD, _DIM, _CYAN, _ITALIC = "bold", "dim", "cyan", "italic"
_FOUND = "black on yellow"
_NO_MATCHES = Matches()
# A longer bar says no more.
_LONGEST_BAR = 60
# What stands before each line of a défi but its first, and between what stands at both ends of a
# line.
_INDENT = " " * 4
_GAP = 2
# With less room than this beside its slug, a host has a line of its own.
_LEAST = 16
# With less room than this beside its label, a fact stands below it.
_FEW = 4
# No screen is wider, whatever COLUMNS says: to draw takes longer the wider it is.
_WIDEST = 1000


def write(report: Report) -> Iterator[str]:
    """Yield the report as it is drawn, and what a reader must know: cards, bars or a table."""
    notes = [_text(note, _DIM) for note in report.notes]
    if isinstance(report, Call):
        yield from map(_card, report.cards(words=True))
        yield _sources(report.sources)
    elif isinstance(report, Cards):
        yield from map(_card, report.cards(words=True))
    elif isinstance(report, Calls | Counts):
        yield _calls(report) if isinstance(report, Calls) else _counts(report)
        notes[:0] = [Text()] * bool(notes)
    elif not report.chosen.challenges:
        return
    else:
        console = _console()
        draw = _challenges if report.columns is None else _columns
        totals = Counts(report.chosen).totals
        yield _drawn(console, draw(report, console), Text(), _text(totals, _BOLD))
        notes += [_text(report.hint, _DIM)] if report.hint else []
    if notes:
        yield _drawn(_console(), *notes)


def _console() -> Console:
    # Left to itself, Rich believes whatever COLUMNS and LINES say.
    columns, lines = shutil.get_terminal_size()
    # Rich looks for emoji in every text unless told otherwise.
    # Narrower than a wide character, Rich would leave it out.
    return Console(width=max(2, min(columns, _WIDEST)), height=lines, markup=False, emoji=False)


# Rich would end a line at a no-break space: it is drawn as a character that texts do not have.
_UNBREAKABLE = {0xA0: 0xFDD0, 0x202F: 0xFDD1}
_BREAKABLE = {stands_in: space for space, stands_in in _UNBREAKABLE.items()}


def _drawn(console: Console, *parts: RenderableType, width: int | None = None) -> str:
    with console.capture() as capture:
        # Each by itself: Rich would make one text of several.
        console.print(Group(*parts), width=width, crop=False)
    # Rich gives each link a number by chance: without it, the same is drawn the same.
    drawn = re.sub(r"\x1b]8;id=\d+;", "\x1b]8;;", capture.get()).translate(_BREAKABLE)
    return re.sub(r" +(\x1b\[0m)? *$", r"\1", drawn, flags=re.MULTILINE)


def _text(
    value: str, style: str = "", matches: Matches = _NO_MATCHES, link: str | None = None
) -> Text:
    """Return a text that is safe to show, with the words of a search highlighted, as a link or not.

    Rich looks for nothing in such a text: no markup, no emoji codes, no numbers to colour.
    """
    text = Text(printable(value).translate(_UNBREAKABLE), style)
    if link and os.environ.get("EIG_HYPERLINKS") != "0":
        text.stylize(Style(link=link))
    for start, end in matches.spans(text.plain):
        text.stylize(_FOUND, start, end)
    return text


def _lines(cell: Cell, matches: Matches) -> Text:
    return Text("\n").join(
        _text(value, matches=matches, link=value if isinstance(value, Hyperlink) else None)
        for value in cell
    )


def _address_width(cell: Cell) -> int:
    """Return how wide the widest address in a cell is, 0 where there is none."""
    return _widest(word for word in _words(cell) if "://" in word)


def _table(heads: Sequence[str], kinds: Sequence[Kind]) -> Table:
    """Return a table with these heads; numbers stand at the right."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head, kind in zip(heads, kinds, strict=True):
        justify: JustifyMethod = "right" if kind.numeric else "left"
        # A wide character needs two.
        table.add_column(_text(head), justify=justify, overflow="fold", min_width=2)
    return table


def _columns(listing: Listing, console: Console) -> RenderableType:
    """Return the chosen columns as a table, or where it has no room for a word, row by row."""
    chosen = listing.table(words=True)
    rows = list(chosen.rows)
    columns = [((head,), *cells) for head, *cells in zip(chosen.head, *rows, strict=True)]
    least = [_widest(word for cell in cells for word in _words(cell)) for cells in columns]
    room = console.width - _GAP * (len(least) - 1)
    if sum(least) > room:
        blocks = [_row(chosen.head, row, listing.matches, console.width) for row in rows]
        return Group(*blocks[:1], *chain.from_iterable((Text(), block) for block in blocks[1:]))
    table = _table(chosen.head, chosen.kinds)
    wished = [_widest(map(printable, chain(*cells))) for cells in columns]
    # The last has what is left: beside a width that is said, Rich 13 leaves a column more.
    for column, width in zip(table.columns[:-1], _widened(least, wished, room), strict=False):
        column.width = max(column.min_width or 0, width)
    for row in rows:
        table.add_row(*(_lines(cell, listing.matches) for cell in row))
    return table


def _words(cell: Cell) -> Iterator[str]:
    """Yield the words of a cell as they are shown."""
    for text in cell:
        yield from printable(text).split()


def _row(head: Sequence[str], row: Sequence[Cell], matches: Matches, width: int) -> RenderableType:
    """Return a row of a table with a line for each cell that says something."""
    facts = [Fact("", label, cell) for label, cell in zip(head, row, strict=True) if cell]
    grid, below = _facts(facts, matches, width, _widest(map(printable, head)))
    return Group(grid, *chain.from_iterable(_address(fact) for fact in below))


def _challenges(listing: Listing, console: Console) -> RenderableType:
    """Return the list that reads best at the width: a table, or a few lines for each défi."""
    if console.width >= _WIDE:
        return _wide(listing, several=listing.several)
    width = min(console.width, _LINE_WIDTH)
    draw = partial(_narrow, matches=listing.matches, width=width, several=listing.several)
    return Text("\n").join(chain.from_iterable(map(draw, listing.chosen.challenges)))


def _wide(listing: Listing, *, several: bool) -> Table:
    """Return the table with a column for each thing, name above slug, a line a ministry or role."""
    challenges, matches = listing.chosen.challenges, listing.matches
    # A number means something in its own promotion alone.
    numbered = not several and any(challenge.number for challenge in challenges)
    heads = [
        *([_("Promotion")] if several else []),
        *(["#"] if numbered else []),
        *(_("Défi"), _("Tagline"), _("Host"), _("Seeks")),
    ]
    table = _table(heads, [COUNT if head == "#" else TEXT for head in heads])
    for challenge in challenges:
        tagline, hosts = challenge.tagline or "", challenge.hosts
        sought = roles_sought(challenge)
        shown = [challenge.name, tagline, *(host.full_name for host in hosts), *sought]
        table.add_row(
            *([_text(challenge.promotion or "")] if several else []),
            *([_text(str(challenge.number or ""), _DIM)] if numbered else []),
            Text("\n").join(
                [
                    _text(challenge.name, _BOLD, matches, challenge.page),
                    _text(challenge.slug, _CYAN),
                ]
            ),
            Text("\n").join(
                [_text(tagline, matches=matches), *_reasons(challenge, shown, matches, _REASON)]
            ),
            _hosts(challenge, matches),
            _lines(sought, matches),
        )
    return table


def _narrow(challenge: Challenge, matches: Matches, width: int, *, several: bool) -> Iterator[Text]:
    """Yield the lines of a défi: name and people sought, tagline, host and slug, what else."""
    room = max(width - len(_INDENT), 1)
    # A number means something in its own promotion alone.
    number = f"{'' if several else challenge.number or '':>{len(_INDENT) - 2}}  "
    name = Text.assemble((number, _DIM), _text(challenge.name, _BOLD, matches, challenge.page))
    yield from _ends(name, _text(", ".join(roles_sought(challenge)), matches=matches), width)
    tagline = shortened(challenge.tagline or "", room)
    if tagline:
        yield _text(_INDENT + tagline, matches=matches)
    slug = challenge.slug
    if several and challenge.promotion:
        slug = _("promotion {code} · {slug}").format(code=challenge.promotion, slug=slug)
    hosts = _("; ").join(dict.fromkeys(host.ministry for host in challenge.hosts))
    beside = room - cell_len(printable(slug)) - _GAP
    # An ellipsis alone says nothing: with so little room, the slug stands below.
    hosts = shortened(hosts, beside if beside >= _LEAST else room)
    yield from _ends(_text(_INDENT + hosts, _DIM, matches), _text(slug, _CYAN), width)
    shown = [challenge.name, tagline, hosts, *roles_sought(challenge)]
    yield from (Text(_INDENT) + text for text in _reasons(challenge, shown, matches, room))


def _ends(left: Text, right: Text, width: int) -> Iterator[Text]:
    """Yield a line with two texts at its ends, or two lines where there is no room."""
    gap = width - left.cell_len - right.cell_len
    if gap >= _GAP:
        yield Text.assemble(left, " " * gap, right)
    else:
        yield from (left, Text(" " * max(width - right.cell_len, len(_INDENT))) + right)


def _reasons(
    challenge: Challenge, shown: Sequence[str], matches: Matches, width: int
) -> list[Text]:
    """Return lines with the words around each match that no shown text has, and its field."""
    lines = []
    for field, text, place in matches.elsewhere(challenge, shown):
        label = _("{label}: ").format(label=_(field.label))
        lines.append(_text(label + excerpt(text, place, width - len(label)), _DIM, matches))
    return lines


def _hosts(challenge: Challenge, matches: Matches) -> Text:
    lines = []
    for host in challenge.hosts:
        lines.append(_text(host.ministry, matches=matches))
        if host.department:
            lines.append(_text(host.department, _DIM, matches))
    return Text("\n").join(lines)


def _calls(calls: Calls) -> str:
    """Return the table of the promotions, in which words stay whole where there is room.

    Where there is less, who ran them, the last column, is left to their own cards.
    """
    console, table = _console(), calls.table(words=True)
    columns = [
        (head, *("".join(cell) for cell in cells))
        for head, *cells in zip(table.head, *table.rows, strict=True)
    ]
    widths = [_widest(printable(" ".join(cells)).split()) for cells in columns]
    wished = [_widest(map(printable, cells)) for _head, *cells in columns]
    if sum(map(max, widths, wished)) + _GAP * (len(columns) - 1) > console.width:
        del columns[-1], widths[-1], wished[-1]
    drawn = _table([head for head, *_cells in columns], table.kinds[: len(columns)])
    for row in zip(*(cells for _head, *cells in columns), strict=True):
        drawn.add_row(*(_text(cell) for cell in row))
    gaps = _GAP * (len(columns) - 1)
    if sum(widths) + gaps > console.width:
        drawn.padding = (0, 0, 0, 0)
        gaps = len(columns) - 1
    room = console.width - gaps
    if sum(widths) <= room:
        widths = _widened(widths, wished, room)
        widths = _widened(widths, [_widest(map(printable, cells)) for cells in columns], room)
        for column, width in zip(drawn.columns, widths, strict=True):
            column.width = width
    return _drawn(console, drawn)


def _widened(widths: Sequence[int], wished: Sequence[int], room: int) -> list[int]:
    """Return widths of columns that are as near to those wished for as there is room.

    Those that lack least come first.
    """
    widened = list(widths)
    for number in sorted(range(len(widths)), key=lambda number: wished[number] - widths[number]):
        lack = wished[number] - widened[number]
        widened[number] += max(0, min(lack, room - sum(widened)))
    return widened


def _widest(texts: Iterable[str]) -> int:
    """Return how wide the widest of some texts is."""
    return max(map(cell_len, texts), default=0)


def _card(card: Card) -> str:
    from rich.panel import Panel

    console = _console()
    width = min(console.width, _CARD_WIDTH)
    facts = [fact for fact in card.details if fact.name != "sources"]
    grid, below = _facts(facts, _NO_MATCHES, width - len("│ " + " │"))
    tagline = card.status or card.tagline or ""
    lead = [_text(tagline, _ITALIC)] if tagline else []
    titles = [source.title for source in card.sources]
    sources = [Text(), _text(_sourced(titles), _DIM)] if titles else []
    name = _text(card.name, _BOLD, link=card.page)
    drawn = _drawn(console, Panel(Group(name, *lead, Text(), grid, *sources)), width=width)
    return drawn + "".join(_drawn(console, *_address(fact)) for fact in below)


def _facts(
    facts: Sequence[Fact], matches: Matches, width: int, labels: int = 0
) -> tuple[Table, Sequence[Fact]]:
    """Return facts, a line each, and those that stand below because they have no room.

    An address that is cut in two cannot be copied.

    Args:
        facts: what is known.
        matches: what to highlight in it.
        width: how much room there is.
        labels: how much of that the labels have at least.
    """
    labels = max(labels, _widest(printable(fact.label) for fact in facts))
    room = max(width - labels - _GAP, 0)
    below = [fact for fact in facts if room < _FEW or _address_width(fact.value) > room]
    grid = Table.grid(padding=(0, _GAP))
    grid.add_column(style=_CYAN, no_wrap=True)
    grid.add_column(overflow="fold")
    for fact in facts:
        if fact not in below:
            label = _text(fact.label)
            label.pad_right(labels - label.cell_len)
            grid.add_row(label, _lines(fact.value, matches))
    return grid, below


def _sourced(titles: Sequence[str]) -> str:
    """Return the titles of the documents that a card was taken from."""
    return _("{title}: {value}").format(title=_("Sources"), value=" · ".join(titles))


def _address(fact: Fact) -> tuple[Text, Text]:
    """Return a label and what has an address below it, which nothing but the terminal wraps."""
    return _text(fact.label, _CYAN), _whole(fact.value)


def _whole(cell: Cell) -> Text:
    """Return lines that nothing but the terminal wraps."""
    lines = _lines(cell, _NO_MATCHES)
    lines.no_wrap, lines.overflow = True, "ignore"
    return lines


def _sources(sources: Sequence[Source]) -> str:
    """Return the documents that a dataset was taken from, each with its address on its own line."""
    lines = [Text(), _text(_("Sources"), _BOLD)] if sources else []
    for source in sources:
        lines += [
            _text(source.citation),
            *([_whole((Hyperlink(source.url),))] if source.url else []),
        ]
    return _drawn(_console(), *lines) if lines else ""


def _counts(counts: Counts) -> str:
    return _drawn(_console(), _text(counts.headline, _BOLD), _bars(counts))


def _bars(counts: Counts) -> RenderableType:
    """Return a bar for each tally, as long as its share, and its numbers beside it."""
    from rich.bar import Bar

    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 1), expand=True)
    table.add_column(overflow="fold", ratio=3)
    table.add_column(ratio=1)
    numbers = counts.heads
    for head in numbers.values():
        table.add_column(_text(head), justify="right")
    table.add_column(_text(counts.share_head), justify="right", style=_DIM)
    for by, tallies in counts.tallies.items():
        if tallies:
            table.add_row()
            table.add_row(_text(_(DIMENSIONS[by].title), _BOLD))
        longest = max((tally.share for tally in tallies), default=0)
        for tally in tallies:
            cells = [getattr(tally, name) for name in numbers]
            table.add_row(
                _text(tally.label),
                Bar(longest, 0, tally.share, width=_LONGEST_BAR, color=_CYAN),
                *(NOT_KNOWN if number is None else COUNT.in_words(number) for number in cells),
                tally.percent,
            )
    return table
