"""GitHub-flavoured Markdown (https://github.github.com/gfm/) that renders as exactly what it says.

That is so for GitHub and for pandoc, which makes documents of it: several values in a cell stand in
a line, as pandoc drops HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from eigcli.messages import _
from eigcli.report.blocks import Block, Card, Chart, Fact, Line, Report, Span, Table, Text, line_of

# What means something else than itself. First what opens something within a line, or the next cell:
# an escape, code, emphasis, HTML or a link, an entity, a link or an image, a strike-through, a
# formula (GitHub's own), or closes a heading; but no underscore within a word. Then what renderers
# link to by themselves: they look for it in the source, where a backslash breaks it. Then what
# pandoc alone makes of: superscripts, attributes, and quotes, dashes and dots. Last emoji,
# mentions and e-mail addresses: GitHub looks for them in the HTML, but a comment breaks them.
_SPECIAL = re.compile(
    r"[\\`*<&\[~$|#]|(?<![^\W_])_|_(?![^\W_])"
    r"|/(?=/)|(?<=\S)\.(?=[^\W\d_]{2})|(?<=www)\.|(?<=mailto):"
    r"|[\^{'\"]|-(?=-)|\.(?=\.\.)"
    r"|:(?=[\w+-]+:)|(?<!\w)@(?=\w)|@(?=[\w.-]*\.\w)",
    re.IGNORECASE,
)
# An address that every renderer shows between < and > as it is.
_PLAIN_ADDRESS = re.compile(
    r"https?://(?!\S*xn--)[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9.~/?=#@!'()+,;:_-]*)?"
)
# What a paragraph may begin with and still be one: two letters, a number and a space, an escape.
_BEGINNING = re.compile(r"[^\W\d_](?:[^\W\d_]|[’ ])|[0-9]+ |\\|[^!-~]")
_COMMENT = "<!-- -->"


def write(report: Report) -> Iterator[str]:
    """Yield a report: its blocks, then its notes; one that is a document begins with its title."""
    before = ""
    titles = [f"# {escaped(report.title)}"] if report.is_whole else []
    for part in (
        *titles,
        *map(_block, report.shown),
        *(paragraph(line_of(n)) for n in report.notes),
    ):
        yield f"{before}{part}\n"
        before = "\n"


def _block(block: Block) -> str:
    lines = (
        [f"## {escaped(block.title)}", ""] if not isinstance(block, Card) and block.title else []
    )
    match block:
        case Text(form="numbered"):
            lines += [f"{number}. {paragraph(line)}" for number, line in enumerate(block.lines, 1)]
        case Text(form="items"):
            lines += [f"- {paragraph(line)}" for line in block.lines]
        case Text():
            quote = "> " if block.form == "quote" else ""
            lines.append("\n\n".join(quote + paragraph(line) for line in block.lines))
        case Table():
            heads = [column.label for column in block.columns]
            lines += _table(heads, (map(_cell, row) for row in block.spans))
        case Chart():
            rows = ([bar.label, *bar.numbers] for bar in block.bars)
            lines += _table([_("Name"), *block.heads], (map(escaped, row) for row in rows))
        case Card():
            lines += _card(block)
    return "\n".join(lines)


def _table(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table, whose cells are Markdown already."""
    for row in (map(escaped, heads), ["---"] * len(heads), *rows):
        yield f"| {' | '.join(row)} |"


def _card(card: Card) -> Iterator[str]:
    yield from (f"## {_spans([card.title])}", "")
    if card.lead:
        yield from (paragraph(card.lead.spans) + _numbers(card.lead), "")
    for title, facts in card.parts.items():
        yield from [f"### {escaped(title)}", ""] if title else []
        for fact in facts:
            label = escaped(_("{title}:").format(title=fact.label))
            yield from (f"- **{label}** {_spans([s])}{_numbers(fact)}" for s in fact.spans)
        yield ""
    if card.sources:
        yield from (f"### {escaped(_('Sources'))}", "")
        for number, source in enumerate(card.sources, 1):
            yield f"{number}. {paragraph([Span(source.citation, source.url)])}"


def _numbers(fact: Fact) -> str:
    return f" \\[{', '.join(map(str, fact.sources))}]" if fact.sources else ""


def paragraph(line: Line) -> str:
    """Return a line as a paragraph, though it begins as a list or a heading does."""
    markdown = _spans(line)
    if line[0].link or line[0].strong or _BEGINNING.match(markdown):
        return markdown
    return f"&#{ord(markdown[0])};{markdown[1:]}"


def _cell(spans: Line) -> str:
    return _("; ").join(_spans([span]) for span in spans)


def _spans(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if span.link == span.text and _PLAIN_ADDRESS.fullmatch(span.text):
        return f"<{span.text}>"
    text = escaped(span.text)
    if span.link:
        # GitHub's parser reads an entity in a target even behind a backslash.
        target = re.sub(r"[<>|\\]", r"\\\g<0>", span.link).replace("&", "&amp;")
        text = f"[{text.replace(']', chr(92) + ']')}](<{target}>)"
    return f"**{text}**" if span.strong else text


def escaped(text: str) -> str:
    """Return Markdown that renders as a text within a line."""
    markdown = _SPECIAL.sub(lambda m: m[0] + _COMMENT if m[0] in ":@" else f"\\{m[0]}", text)
    return re.sub(r"[\n\r]", lambda end: f"&#{ord(end[0])};", markdown)
