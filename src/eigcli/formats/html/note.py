"""A note as a plain page, to be read, printed or pasted: one file without scripts."""

from collections.abc import Iterator
from operator import add
from string import Template

from eigcli.brief import Brief, Line, Part, Span
from eigcli.formats.html.markup import as_html, element, lang_attribute, link_html
from eigcli.messages import language
from eigcli.text import packaged_text


def write(brief: Brief) -> Iterator[str]:
    """Yield the page of a note."""
    template = Template(packaged_text("formats/html/note.html"))
    main = "".join(map(_part_html, brief.parts()))
    yield template.substitute(language=language(), title=as_html(brief.title), main=main)


def _part_html(part: Part) -> str:
    """Return a part of a note, below its title."""
    lines = "".join(f"<p>{line_html(line)}</p>\n" for line in part.lines)
    if part.items:
        items = "".join(f"<li>{line_html(line)}</li>\n" for line in part.items)
        lines += f"<ul>\n{items}</ul>\n"
    table = ""
    if part.rows:
        head = "".join(f"<th scope=col>{as_html(label)}</th>" for label in part.head)
        whole = sum(part.widths)
        columns = "".join(
            f'<col style="width:{round(100 * width / whole)}%">' for width in part.widths
        )
        # On a narrow screen, where there are no heads, a cell has its own.
        cells = [f'<td data-th="{as_html(label)}">' for label in part.head]
        rows = "".join(
            f"<tr>{''.join(map(add, cells, map(line_html, row)))}</tr>\n" for row in part.rows
        )
        head = f"{columns}<thead><tr>{head}</tr></thead>"
        table = f"<table>\n{head}\n<tbody>\n{rows}</tbody>\n</table>\n"
    return f"<section>\n{element('h2', part.title)}{lines}{table}</section>\n"


def line_html(line: Line) -> str:
    """Return HTML of a line."""
    return "".join(map(_span_html, line))


def _span_html(span: Span) -> str:
    """Return HTML of a piece of a line."""
    lang = lang_attribute(native=span.native)
    tag = "strong" if span.strong else "span" if lang else ""
    html = link_html(span.address, span.text)
    return f"<{tag}{lang}>{html}</{tag}>" if tag else html
