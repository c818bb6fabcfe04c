"""GitHub-flavoured Markdown (https://github.github.com/gfm/): tables, and cards under headings.

Rendered, it shows exactly what the dataset says, by GitHub and by pandoc, which makes a document
for Word or LibreOffice of it. Several values in a cell stand in a line, as pandoc drops HTML.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat

from eigcli.brief import Brief, Line, Span
from eigcli.crossed import Crossed
from eigcli.data.cards import Card, Fact, source_numbers
from eigcli.data.kinds import Cell, Hyperlink
from eigcli.data.model import Challenge, Source
from eigcli.messages import _
from eigcli.reports import Call, Cards, Listing, Report

# What means something else than itself. First what opens something within a line, or the next cell:
# an escape, code, emphasis, HTML or a link, an entity, a link or an image, a strike-through, a
# formula (GitHub's own), or closes a heading; but no underscore within a word. Then what renderers
# link to by themselves: they look for it in the source, where a backslash breaks it. Then what
# pandoc alone makes something of: superscripts, attributes, and quotes, dashes and dots, which it
# would set as a printer does. Last emoji, mentions and e-mail addresses: GitHub looks for them in
# the HTML, where the backslash is gone, but a comment breaks them.
_SPECIAL = re.compile(
    r"[\\`*<&\[~$|#]|(?<![^\W_])_|_(?![^\W_])"
    r"|/(?=/)|(?<=\S)\.(?=[^\W\d_]{2})|(?<=www)\.|(?<=mailto):"
    r"|[\^{'\"]|-(?=-)|\.(?=\.\.)"
    r"|:(?=[\w+-]+:)|(?<!\w)@(?=\w)|@(?=[\w.-]*\.\w)",
    re.IGNORECASE,
)
# An address that every renderer shows between < and > as it is: a host in ASCII that stands for no
# other, and a path that needs no encoding.
_PLAIN_ADDRESS = re.compile(
    r"https?://(?!\S*xn--)[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9.~/?=#@!'()+,;:_-]*)?"
)
# A text without the white space around it.
_OURS = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_LINE_BREAK = re.compile(r"[\n\r]")
# It shows nothing, but breaks what it is in, and keeps the white space that renderers would trim.
_COMMENT = "<!-- -->"
# By how many dashes stand below the head of a column, pandoc takes it for wide: three or more.
_DASHES = {"name": 4, "tagline": 7, "hosts": 7, "seeks": 4, "basis": 4}


def write(report: Report) -> Iterator[str]:
    """Yield the report as cards below headings, or else as a table, and then its notes."""
    if isinstance(report, Brief):
        yield from _document(report)
        return
    if isinstance(report, Listing):
        report = report.for_people("number", "themes")
    if isinstance(report, Cards | Call):
        for position, card in enumerate(report.cards(words=True)):
            yield "\n" * (position > 0) + _markdown_card(card)
    elif isinstance(report, Listing):
        yield from _linked_table(report)
    else:
        if isinstance(report, Crossed):
            yield f"{_paragraph(report.caption)}\n\n"
        head, rows, _kinds = report.table(words=True)
        yield from markdown_table(head, (map(_markdown_cell, row) for row in rows))
    yield from (f"\n{_paragraph(note)}\n" for note in report.notes)


def _document(brief: Brief) -> Iterator[str]:
    """Yield a note, with a heading for each of its parts."""
    yield f"# {as_markdown(brief.title)}\n"
    for part in brief.parts():
        if part.title:
            yield f"\n## {as_markdown(part.title)}\n"
        yield from (f"\n{_paragraph_of(line)}\n" for line in part.lines)
        yield "\n" * bool(part.items)
        yield from (f"- {_paragraph_of(line)}\n" for line in part.items)
        if part.rows:
            yield "\n"
            rows = (map(_line_markdown, row) for row in part.rows)
            yield from markdown_table(part.head, rows, part.widths or repeat(3))


def _paragraph_of(line: Line) -> str:
    """Return a line as a paragraph."""
    first, *others = line
    if first.strong or first.address:
        return _line_markdown(line)
    return _as_paragraph(_line_markdown([first._replace(text=first.text.lstrip()), *others]))


def _line_markdown(line: Line) -> str:
    return "".join(map(_span_markdown, line))


def _span_markdown(span: Span) -> str:
    """Return Markdown of a piece of a line."""
    if span.address:
        return _link_to(span.address, span.text)
    if span.strong:
        return f"**{as_markdown(span.text)}**"
    # Spaces at its ends are kept only where the dataset has them: ours stand between words.
    return as_markdown(span.text) if span.native else _OURS.sub(_escaped, span.text)


def _escaped(text: re.Match[str]) -> str:
    return as_markdown(text[0])


def _paragraph(text: str) -> str:
    """Return a text as a paragraph, though it begins as a list or a heading does."""
    return _as_paragraph(as_markdown(text.strip()))


def _as_paragraph(markdown: str) -> str:
    if re.match(r"[^\W\d_](?:[^\W\d_]|[’ ])|[0-9]+ |\\|[^!-~]", markdown):
        return markdown
    return f"&#{ord(markdown[0])};{markdown[1:]}"


def _linked_table(listing: Listing) -> Iterator[str]:
    """Yield a listing of some columns, each name of a challenge as a link to its page."""
    head, rows, _kinds = listing.table(words=True)
    names = [column.name for column in listing.columns or ()]

    def cells(challenge: Challenge, row: Sequence[Cell]) -> Iterator[str]:
        for name, cell in zip(names, row, strict=True):
            page = challenge.page if name == "name" else None
            yield _link_to(page, challenge.name) if page else _markdown_cell(cell)

    dashes = [_DASHES.get(name, 3) for name in names]
    yield from markdown_table(head, map(cells, listing.chosen.challenges, rows), dashes)


def markdown_table(
    head: Sequence[str], rows: Iterable[Iterable[str]], dashes: Iterable[int] = repeat(3)
) -> Iterator[str]:
    """Yield a table, line by line.

    Args:
        head: the heads of its columns.
        rows: its cells, which are Markdown already.
        dashes: how many there are below each head.
    """
    lines = ["-" * count for _head, count in zip(head, dashes, strict=False)]
    for row in chain([map(as_markdown, head), lines], rows):
        yield f"| {' | '.join(row)} |\n"


def _markdown_card(card: Card) -> str:
    numbers, tagline = source_numbers(card.sources), ""
    if card.tagline:
        [text] = card.tagline.value
        # In quotation marks, it cannot begin as a heading or a list does.
        quote = _("“{text}”").format(text=as_markdown(text))
        tagline = f"{quote}{_mark(card.tagline, numbers)}\n\n"
    facts = "".join(
        f"- **{_title(fact.label)}** {as_markdown(value)}{_mark(fact, numbers)}\n"
        for fact in card.details
        for value in fact.value
    )
    sources = "".join(f"{numbers[source.key]}. {_cite(source)}\n" for source in card.sources)
    if sources:
        sources = f"\n**{_title(_('Sources'))}**\n\n{sources}"
    return f"## {as_markdown(card.name)}\n\n{tagline}{facts}{sources}"


def _title(label: str) -> str:
    return _("{title}:").format(title=label)


def _mark(fact: Fact, numbers: Mapping[str, int]) -> str:
    """Return the numbers of the sources of a fact, after a space, if it has any."""
    mark = fact.mark(numbers)
    return f" {as_markdown(mark)}" if mark else ""


def _cite(source: Source) -> str:
    """Return a source, with its address as a link."""
    address = [as_markdown(Hyperlink(source.url))] if source.url else []
    return ", ".join([_paragraph(source.citation), *address])


def _markdown_cell(cell: Cell) -> str:
    return _("; ").join(map(as_markdown, cell))


def as_markdown(text: str) -> str:
    """Return Markdown that renders as `text` within a line, an address as a link to it."""
    if isinstance(text, Hyperlink):
        return f"<{text}>" if _PLAIN_ADDRESS.fullmatch(text) else _link_to(text, str(text))
    markdown = _SPECIAL.sub(_as_itself, text)
    markdown = _LINE_BREAK.sub(lambda end: f"&#{ord(end[0])};", markdown)
    return markdown if text == text.strip() else f"{_COMMENT}{markdown}{_COMMENT}"


def _link_to(address: str, text: str) -> str:
    # GitHub's parser reads an entity in a target even behind a backslash.
    target = re.sub(r"[<>|\\]", r"\\\g<0>", address).replace("&", "&amp;")
    label = as_markdown(text).replace("]", "\\]")
    return f"[{label}](<{target}>)"


def _as_itself(special: re.Match[str]) -> str:
    """Return what means itself where `special` would mean something else."""
    return special[0] + _COMMENT if special[0] in ":@" else f"\\{special[0]}"
