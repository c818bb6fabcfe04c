"""GitHub-flavoured Markdown (https://github.github.com/gfm/) that renders every text as it is.

It does so on GitHub and in pandoc, which makes documents of it. Several values in a cell stand in
one line, since pandoc drops HTML.
"""

import re
from collections.abc import Iterable, Iterator

from eigcli.report.blocks import Line, Report, Span, Table, Text, in_a_line
from eigcli.report.states import marked

# Characters that mean something other than themselves, a line for each group:
# - What opens something within a line: an escape, code, emphasis, HTML or a link, an entity, a link
#   or an image, a strike-through, a formula (on GitHub); or the next cell; or closes a heading. An
#   underscore within a word does not.
# - Addresses that renderers make links: they look for them in the source; a backslash breaks them.
# - What only pandoc reads: superscripts, attributes, and quotes, dashes and dots.
# - Emoji, mentions, e-mail addresses: GitHub looks for them in the HTML; a comment breaks them.
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
# Beginnings that leave a paragraph a paragraph: two letters, a number and a space, an escape.
_BEGINNING = re.compile(r"[^\W\d_](?:[^\W\d_]|[’ ])|[0-9]+ |\\|[^\t -~]")
_COMMENT = "<!-- -->"
# How each line of a list begins, with its number.
_LISTS = {"items": "- ", "numbered": "{}. "}


def write(report: Report) -> Iterator[str]:
    """Yield a report; one that is a document by itself begins with its title."""
    blocks = [*report.document]
    if report.is_standalone:
        head = [report.head] if report.head else []
        title = Text(head, report.title, level=1)
        blocks.insert(0, title)
    between = ""
    for block in blocks:
        if text := _block(block):
            yield f"{between}{text}\n"
            between = "\n"


def _block(block: Text | Table) -> str:
    """Return a block below its title, "" if it has nothing."""
    content = _table(block) if isinstance(block, Table) else _text(block)
    if not block.title:
        return content
    title = f"{'#' * block.level} {escaped(block.title)}"
    return f"{title}\n\n{content}" if content else title


def _table(table: Table) -> str:
    heads = [escaped(column.label) for column in table.columns]
    rules = ["--:" if column.kind.numeric else "---" for column in table.columns]
    lines = [_row(heads), _row(rules)]
    for row in table.spans:
        cells = map(in_a_line, row)
        lines.append(_row(map(_line, cells)))
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: Text) -> str:
    begin = _LISTS.get(text.form, "")
    between = "\n" if begin else "\n\n"
    lines = []
    for number, line in enumerate(text.lines, 1):
        paragraph = begin.format(number) + _paragraph(line)
        lines.append(paragraph)
    return between.join(lines)


def _paragraph(line: Line) -> str:
    """Return a line as a paragraph, even if it begins like a list or a heading."""
    markdown = _line(line)
    first = line[0]
    if first.link or first.strong or _BEGINNING.match(markdown):
        return markdown
    return _entity(markdown[0]) + markdown[1:]


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    if span.link == span.text and _PLAIN_ADDRESS.fullmatch(span.text):
        return f"<{span.text}>"
    text = escaped(marked(span))
    if span.link:
        # GitHub's parser reads an entity in a target even after a backslash.
        target = re.sub(r"[<>|\\]", r"\\\g<0>", span.link)
        target = target.replace("&", "&amp;")
        text = text.replace("]", r"\]")
        text = f"[{text}](<{target}>)"
    return f"**{text}**" if span.strong else text


def escaped(text: str) -> str:
    """Return Markdown that renders as a text within a line."""
    markdown = _SPECIAL.sub(_escaped_sign, text)
    return re.sub(r"[\n\r]", lambda end: _entity(end[0]), markdown)


def _escaped_sign(match: re.Match[str]) -> str:
    sign = match[0]
    return f"{sign}{_COMMENT}" if sign in ":@" else f"\\{sign}"


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
