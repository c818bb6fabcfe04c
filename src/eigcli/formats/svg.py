"""A picture of counts: bars with their numbers, in SVG 1.1, which needs no script, font or file."""

import textwrap
from collections.abc import Iterator
from html import escape

from eigcli.errors import UsageError
from eigcli.messages import _, language
from eigcli.report.blocks import Report, Table, text_of
from eigcli.report.metadata import metadata_of
from eigcli.text import held_by_xml, join_sentences

# In pixels: the margin, the width of the picture, of labels, of the longest bar.
_MARGIN, _WIDTH, _LABELS, _BAR = 24, 760, 250, 330
# For each kind of text, how many letters a line has, its height, and the space above.
_LINES = {
    "title": (52, 29, 0),
    "lead": (90, 20, 8),
    "head": (79, 28, 16),
    "name": (30, 20, 0),
    "note": (110, 15, 16),
}
_STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1b1e22; }
.title { font-size: 24px; font-weight: bold; } .head { font-size: 16px; font-weight: bold; }
.note { font-size: 11px; fill: #5c626b; } .paper { fill: #fff; } .bar { fill: #0b6457; }
@media screen and (prefers-color-scheme: dark) {
text { fill: #e7e9ec; } .note { fill: #a1a8b1; } .paper { fill: #14171a; } .bar { fill: #74d1c0; }
}
"""


def write(report: Report) -> list[str]:
    """Return the picture of the charts of a report, in pieces.

    Raises:
        UsageError: if it has none.
    """
    top, elements = _MARGIN, []
    for element, height in _elements(report):
        elements.append(f'<g transform="translate({_MARGIN} {top})">{element}</g>\n')
        top += height
    size = f'width="{_WIDTH}" height="{top + _MARGIN}" viewBox="0 0 {_WIDTH} {top + _MARGIN}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" xml:lang="{language()}" {size}>\n',
        f"<title>{_escaped(report.title)}</title>\n",
        f"<desc>{_escaped(report.lead)}</desc>\n",
        f'<style type="text/css">{_STYLE}</style>\n',
        '<rect class="paper" width="100%" height="100%"/>\n',
        *elements,
        "</svg>\n",
    ]


def _elements(report: Report) -> Iterator[tuple[str, int]]:
    """Yield the elements of a picture from its top to its end, each with its height."""
    charts = [(b, b.bars) for b in report.blocks if isinstance(b, Table) and b.bars]
    if not charts:
        raise UsageError(_("svg draws bars: eig stats --output FILE.svg, without --across"))
    yield _text(report.title, "title")
    yield _text(report.lead, "lead")
    for chart, length_of in charts:
        # The text behind a bar is the measure, and its share.
        _name, count, *_others, share = chart.columns
        yield _text(f"{chart.title} · {count.label} ({share.label})", "head")
        for record, row in zip(chart.records, chart.spans, strict=True):
            label, height = _text(text_of(row[0]), "name")
            length = _BAR * length_of(record)
            behind = f"{text_of(row[1])} ({text_of(row[-1])})" if row[1] else _("not known")
            bar = f'<rect class="bar" x="{_LABELS}" y="3" width="{length:.1f}" height="15"/>'
            left = f"{_LABELS + length + 8:.1f}"
            yield f'{label}{bar}<text x="{left}" y="15">{_escaped(behind)}</text>', height
    yield _text(join_sentences(*report.notes, metadata_of(report.dataset).citation), "note")


def _text(text: str, css: str) -> tuple[str, int]:
    """Return a text, wrapped, with the height of its lines."""
    letters, height, above = _LINES[css]
    lines = textwrap.wrap(text, letters)
    spans = (f'<tspan x="0" dy="{height}">{_escaped(line)}</tspan>' for line in lines)
    element = f'<text class="{css}" y="{above - height // 4}">{"".join(spans)}</text>'
    return element, above + height * len(lines)


def _escaped(text: str) -> str:
    return escape(held_by_xml(text))
