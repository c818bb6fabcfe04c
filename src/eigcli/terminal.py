"""What a person sees in a terminal, drawn with Rich: tables, cards and bars.

Rich is imported here and nowhere else. To import it takes a quarter of the time of `eig list`, so
this module is imported only when something is drawn.
"""

import shutil
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.text import Text

from eigcli.card import Card, challenge_card, programme_card
from eigcli.columns import Cell, profile_texts, rows
from eigcli.formats.base import Listing
from eigcli.model import Challenge, Dataset, Programme
from eigcli.output import is_terminal
from eigcli.stats import Statistics, Tally, announced_text, statistics, statistics_text
from eigcli.text import counted, occurrences, printable

# From this width on there is room for departments and taglines beside the rest.
_WIDE = 120
# A card is read line by line: past this width the eye loses the line.
_CARD_WIDTH = 100
# A pipe has no width to fit into.
_PIPE_WIDTH = 200
# No screen is wider, whatever COLUMNS says: to draw takes longer the wider it is.
_WIDEST = 1000
# Columns of a table are so far from one another, and a wide character needs that much.
_GAP = 2
_NARROWEST = 2

# A row of a table: the lines of each cell.
_Row = list[list[Text]]


class Terminal:
    """The format that is drawn."""

    drawn = True

    def table(self, listing: Listing) -> Iterator[str]:
        if not listing.dataset.challenges:
            return
        console = _console()
        if listing.columns is not None:
            head = [[_text(column.name, "bold")] for column in listing.columns]
            body = [
                [_cell(cell, listing.words) for cell in row]
                for row in rows(listing.dataset, listing.columns)
            ]
        else:
            head, *body = _challenges(listing, wide=console.width >= _WIDE)
        for lines in _table(head, body, console):
            # They are folded already, as far as they can be.
            yield _drawn(console, *lines, soft_wrap=True)
        counts = statistics(listing.dataset, listing.dataset)
        yield _drawn(console, Text(), _text(statistics_text(counts), "bold"))

    def cards(self, dataset: Dataset) -> Iterator[str]:
        for challenge in dataset.challenges:
            yield _card(challenge_card(challenge))

    def statistics(self, statistics: Statistics) -> Iterator[str]:
        parts: list[RenderableType] = [_text(statistics_text(statistics), "bold")]
        what = "Défis" if statistics.profiles is None else "Profiles"
        for by, tallies in (("skill", statistics.skills), ("ministry", statistics.ministries)):
            if tallies:
                bars = _bars(tallies, of_profiles=statistics.profiles is not None)
                parts += [Text(), _text(f"{what} by {by}", "bold"), bars]
        if sum(tally.challenges for tally in statistics.ministries) > statistics.challenges:
            parts.append(_text("A défi of several ministries counts for each of them.", "dim"))
        if statistics.announced:
            verdict = "adds up to" if statistics.adds_up else "does not add up to"
            said = f"The whole dataset {verdict} what was announced: "
            parts += [Text(), _text(said + announced_text(statistics.announced))]
        yield _drawn(_console(), *parts)

    def programme(self, programme: Programme) -> Iterator[str]:
        yield _card(programme_card(programme))


def _console() -> Console:
    # Left to itself, Rich believes whatever COLUMNS and LINES say.
    columns, lines = shutil.get_terminal_size()
    width = min(columns, _WIDEST) if is_terminal() else _PIPE_WIDTH
    # To look for emoji in our own words would take 2 ms: all the data is drawn as `_text`.
    return Console(width=width, height=lines, markup=False, emoji=False)


def _drawn(
    console: Console, *parts: RenderableType, width: int | None = None, soft_wrap: bool = False
) -> str:
    with console.capture() as capture:
        console.print(*parts, sep="\n", width=width, soft_wrap=soft_wrap)
    return capture.get()


def _text(
    value: str,
    style: str = "",
    words: Iterable[str] = (),
    justify: JustifyMethod | None = None,
) -> Text:
    """Return a text that is safe to show, with the `words` in it highlighted.

    Rich looks for nothing in such a text: no markup, no emoji codes, no numbers to colour.
    """
    text = Text(printable(value), style, justify=justify)
    for word in words:
        for start, end in occurrences(word, text.plain):
            text.stylize("black on yellow", start, end)
    return text


def _cell(cell: Cell, words: Iterable[str]) -> list[Text]:
    values = cell if isinstance(cell, tuple) else () if cell is None else (str(cell),)
    return [_text(value, words=words) for value in values]


def _table(head: _Row, body: list[_Row], console: Console) -> Iterator[list[Text]]:
    """Yield the lines of a table row by row, and with its head a rule below it.

    `rich.table` would draw the first row when it has drawn the last: of 10,000 after 5.0 seconds
    instead of 1.1. To import it and to draw thirteen would add 6 ms to the 100 of `eig list`.
    """
    room = max(console.width, _NARROWEST)
    widths = [
        min(max(line.cell_len for cell in column for line in cell), room)
        for column in zip(head, *body, strict=True)
    ]
    gaps = _GAP * (len(widths) - 1)
    # The widest give way until all fit.
    while sum(widths) + gaps > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    yield [*_folded(head, widths, console), Text("─" * (sum(widths) + gaps))]
    for row in body:
        yield _folded(row, widths, console)


def _folded(row: _Row, widths: list[int], console: Console) -> list[Text]:
    """Return the lines of a row, made of its texts: its cells side by side."""
    cells = [_fitted(cell, width, console) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    for cell, width in zip(cells, widths, strict=True):
        cell.extend([Text(" " * width)] * (height - len(cell)))
    lines = [Text(" " * _GAP).join(parts) for parts in zip(*cells, strict=True)]
    for line in lines:
        line.rstrip()
    return lines


def _fitted(cell: list[Text], width: int, console: Console) -> list[Text]:
    """Return the lines of a cell, made of its texts: each as wide as its column."""
    lines: list[Text] = []
    for line in cell:
        # Most fit as they are: not to wrap those saves a quarter of the time of drawing.
        lines += [line] if line.cell_len <= width else line.wrap(console, width)
    for line in lines:
        pad = line.pad_left if line.justify == "right" else line.pad_right
        pad(width - line.cell_len)
    return lines


def _challenges(listing: Listing, *, wide: bool) -> list[_Row]:
    """Return the table that reads best at the width: name above slug, a line a ministry or role."""
    words = listing.words
    challenges = listing.dataset.challenges
    numbered = any(challenge.number for challenge in challenges)
    head = [
        *([[_text("#", "bold", justify="right")]] if numbered else []),
        *([_text(title, "bold")] for title in ("Défi", "Host", "Seeks")),
        *([[_text("Tagline", "bold")]] if wide else []),
    ]
    body = [
        [
            *([[_text(str(challenge.number or ""), "dim", justify="right")]] if numbered else []),
            [_text(challenge.name, "bold", words), _text(challenge.slug, "cyan")],
            _hosts(challenge, words, wide=wide),
            _cell(profile_texts(challenge), words),
            *([_cell(challenge.tagline, words)] if wide else []),
        ]
        for challenge in challenges
    ]
    return [head, *body]


def _hosts(challenge: Challenge, words: Iterable[str], *, wide: bool) -> list[Text]:
    lines = []
    for host in challenge.hosts:
        lines.append(_text(host.ministry, words=words))
        if wide and host.department:
            lines.append(_text(host.department, "dim", words))
    return lines


def _card(card: Card) -> str:
    from rich.panel import Panel
    from rich.table import Table

    console = _console()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    previous = None
    for label, value in card.facts:
        grid.add_row("" if label == previous else label, _text(value))
        previous = label
    tagline = [_text(card.tagline, "italic")] if card.tagline else []
    group = Group(_text(card.name, "bold"), *tagline, Text(), grid)
    return _drawn(console, Panel(group), width=min(console.width, _CARD_WIDTH))


def _bars(tallies: tuple[Tally, ...], *, of_profiles: bool) -> RenderableType:
    """Return a bar for each tally, as long as it has profiles or else challenges."""
    from rich.bar import Bar
    from rich.table import Table

    sizes = [tally.profiles or 0 if of_profiles else tally.challenges for tally in tallies]
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(overflow="fold", ratio=2)
    grid.add_column(ratio=3)
    grid.add_column(justify="right")
    grid.add_column(justify="right")
    grid.add_column(justify="right", style="dim")
    for tally, size in zip(tallies, sizes, strict=True):
        grid.add_row(
            _text(tally.name),
            Bar(max(sizes), 0, size, color="cyan"),
            str(size),
            f"{tally.share:.0%}",
            counted(tally.challenges, "défi"),
        )
    return grid


FORMAT = Terminal()
