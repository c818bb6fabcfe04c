"""What a person sees in a terminal, drawn with Rich: the table and the cards.

Rich is imported here and nowhere else. It takes as long to import as the rest of `eig` together,
so this module is imported only when something is drawn.
"""

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from eigcli.card import facts
from eigcli.columns import profile_texts
from eigcli.model import Challenge, Dataset, headcount
from eigcli.text import counted, printable

# From this width on there is room for the tagline beside the rest.
_WIDE = 120
# A card is read line by line: past this width the eye loses the line.
_CARD_WIDTH = 100


def _console() -> Console:
    # Data is never markup, nor numbers and addresses to colour, nor emoji codes.
    return Console(markup=False, highlight=False, emoji=False)


def print_table(dataset: Dataset) -> None:
    """Print a row for each challenge, then how many challenges and profiles there are."""
    console = _console()
    wide = console.width >= _WIDE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("#", justify="right", style="dim")
    table.add_column("Défi", overflow="fold")
    table.add_column("Host", overflow="fold", ratio=1 if wide else None)
    table.add_column("Seeks", overflow="fold")
    if wide:
        table.add_column("Tagline", overflow="fold", ratio=1)
    for challenge in dataset.challenges:
        cells = [
            _text(str(challenge.number or "")),
            _title(challenge),
            _hosts(challenge, with_departments=wide),
            _profiles(challenge),
        ]
        if wide:
            cells.append(_text(challenge.tagline or ""))
        table.add_row(*cells)
    console.print(table, Text(), _totals(dataset), sep="\n")


def print_cards(dataset: Dataset) -> None:
    """Print a card for each challenge."""
    console = _console()
    for challenge in dataset.challenges:
        console.print(_card(challenge), width=min(console.width, _CARD_WIDTH))


def _text(value: str, style: str = "") -> Text:
    return Text(printable(value), style)


def _lines(lines: list[Text]) -> Text:
    return Text("\n").join(lines)


def _title(challenge: Challenge) -> Text:
    return _lines([_text(challenge.name, "bold"), _text(challenge.slug, "cyan")])


def _hosts(challenge: Challenge, *, with_departments: bool) -> Text:
    lines = []
    for host in challenge.hosts:
        lines.append(_text(host.ministry))
        if with_departments and host.department:
            lines.append(_text(host.department, "dim"))
    return _lines(lines)


def _profiles(challenge: Challenge) -> Text:
    return _lines([_text(profile) for profile in profile_texts(challenge)])


def _totals(dataset: Dataset) -> Text:
    """Return the line `13 défis, 27 profiles: 8 developers, …`, as far as profiles are counted."""
    profiles = tuple(profile for challenge in dataset.challenges for profile in challenge.profiles)
    line = counted(len(dataset.challenges), "défi")
    if total := headcount(profiles):
        sought = {skill: headcount(profiles, skill.code) for skill in dataset.skills}
        by_skill = ", ".join(
            counted(count, skill.label) for skill, count in sought.items() if count
        )
        line += f", {counted(total, 'profile')}: {by_skill}"
    return _text(line, "bold")


def _card(challenge: Challenge) -> Panel:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    previous = None
    for label, value in facts(challenge):
        grid.add_row("" if label == previous else label, _text(value))
        previous = label
    tagline = [_text(challenge.tagline, "italic"), Text()] if challenge.tagline else []
    return Panel(
        Group(*tagline, grid),
        title=_text(challenge.name, "bold"),
        title_align="left",
        box=ROUNDED,
        padding=(1, 2),
    )
