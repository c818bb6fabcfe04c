"""What a person sees in a terminal, drawn with Rich: tables, cards and bars.

Rich is imported here and nowhere else. To import it takes a quarter of the time of `eig list`, so
this module is imported only when something is drawn.
"""

import shutil
from collections.abc import Iterable, Iterator

from rich.bar import Bar
from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
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


class Terminal:
    """The format that is drawn."""

    drawn = True

    def table(self, listing: Listing) -> Iterator[str]:
        if not listing.dataset.challenges:
            return
        console = _console()
        if listing.columns is not None:
            table = _table()
            for column in listing.columns:
                table.add_column(column.name, overflow="fold")
            for row in rows(listing.dataset, listing.columns):
                table.add_row(*(_cell(cell, listing.words) for cell in row))
        else:
            table = _challenges(listing, wide=console.width >= _WIDE)
        counts = statistics(listing.dataset, listing.dataset)
        yield _drawn(console, table, Text(), _text(statistics_text(counts), "bold"))

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
    # To look for emoji in the headers would take 2 ms: all the data is drawn as `_text`.
    return Console(width=width, height=lines, markup=False, emoji=False)


def _drawn(console: Console, *parts: RenderableType, width: int | None = None) -> str:
    with console.capture() as capture:
        console.print(*parts, sep="\n", width=width)
    return capture.get()


def _text(value: str, style: str = "", words: Iterable[str] = ()) -> Text:
    """Return a text that is safe to show, with the `words` in it highlighted.

    Rich looks for nothing in such a text: no markup, no emoji codes, no numbers to colour.
    """
    text = Text(printable(value), style)
    for word in words:
        for start, end in occurrences(word, text.plain):
            text.stylize("black on yellow", start, end)
    return text


def _lines(lines: Iterable[Text]) -> Text:
    return Text("\n").join(lines)


def _cell(cell: Cell, words: Iterable[str]) -> Text:
    values = cell if isinstance(cell, tuple) else () if cell is None else (str(cell),)
    return _lines(_text(value, words=words) for value in values)


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))


def _challenges(listing: Listing, *, wide: bool) -> Table:
    """Return the table that reads best at the width: name above slug, a line a ministry or role."""
    words = listing.words
    table = _table()
    numbered = any(challenge.number for challenge in listing.dataset.challenges)
    if numbered:
        table.add_column("#", justify="right", style="dim")
    table.add_column("Défi", overflow="fold")
    table.add_column("Host", overflow="fold")
    table.add_column("Seeks", overflow="fold")
    if wide:
        table.add_column("Tagline", overflow="fold")
    for challenge in listing.dataset.challenges:
        names = [_text(challenge.name, "bold", words), _text(challenge.slug, "cyan")]
        table.add_row(
            *([_cell(challenge.number, ())] if numbered else []),
            _lines(names),
            _hosts(challenge, words, wide=wide),
            _cell(profile_texts(challenge), words),
            *([_cell(challenge.tagline, words)] if wide else []),
        )
    return table


def _hosts(challenge: Challenge, words: Iterable[str], *, wide: bool) -> Text:
    lines = []
    for host in challenge.hosts:
        lines.append(_text(host.ministry, words=words))
        if wide and host.department:
            lines.append(_text(host.department, "dim", words))
    return _lines(lines)


def _card(card: Card) -> str:
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


def _bars(tallies: tuple[Tally, ...], *, of_profiles: bool) -> Table:
    """Return a bar for each tally, as long as it has profiles or else challenges."""
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
