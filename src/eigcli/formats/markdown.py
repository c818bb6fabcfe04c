"""GitHub-flavoured Markdown (https://github.github.com/gfm/) that renders every text as it is.

It does so on GitHub and in pandoc, which makes documents of it. Several values in a cell stand in
one line, since pandoc drops HTML.
"""

import re
from collections.abc import Iterator

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


def write(report: Report) -> Iterator[str]:
    """Yield a report; one that is a document by itself begins with its title."""
    head = [report.head] if report.head else []
    title = [Text(head, report.title, level=1)] if report.is_standalone else []
    for number, text in enumerate(filter(None, map(_block, (*title, *report.document)))):
        yield "\n" * (number > 0) + text + "\n"


def _block(block: Text | Table) -> str:
    match block:
        case Table():
            heads = [escaped(column.label) for column in block.columns]
            rules = ["--:" if column.kind.numeric else "---" for column in block.columns]
            rows = [["".join(map(_span, in_a_line(cell))) for cell in row] for row in block.spans]
            markdown = "\n".join(f"| {' | '.join(row)} |" for row in (heads, rules, *rows))
        case _:
            begin = {"items": "- ", "numbered": "{}. "}.get(block.form, "")
            lines = [begin.format(n) + _paragraph(line) for n, line in enumerate(block.lines, 1)]
            between = "\n" if block.form in {"items", "numbered"} else "\n\n"
            markdown = between.join(lines)
    head = f"{'#' * block.level} {escaped(block.title)}" if block.title else ""
    return "\n\n".join(filter(None, (head, markdown)))


def _paragraph(line: Line) -> str:
    """Return a line as a paragraph, even if it begins like a list or a heading."""
    markdown = "".join(map(_span, line))
    if line[0].link or line[0].strong or _BEGINNING.match(markdown):
        return markdown
    return f"&#{ord(markdown[0])};{markdown[1:]}"


def _span(span: Span) -> str:
    if span.link == span.text and _PLAIN_ADDRESS.fullmatch(span.text):
        return f"<{span.text}>"
    text = escaped(marked(span))
    if span.link:
        # GitHub's parser reads an entity in a target even after a backslash.
        target = re.sub(r"[<>|\\]", r"\\\g<0>", span.link).replace("&", "&amp;")
        text = f"[{text.replace(']', chr(92) + ']')}](<{target}>)"
    return f"**{text}**" if span.strong else text


def escaped(text: str) -> str:
    """Return Markdown that renders as a text within a line."""
    markdown = _SPECIAL.sub(lambda m: m[0] + _COMMENT if m[0] in ":@" else f"\\{m[0]}", text)
    return re.sub(r"[\n\r]", lambda end: f"&#{ord(end[0])};", markdown)
