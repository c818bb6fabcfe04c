"""A picture of counts: bars with their numbers, in SVG 1.1, which needs no script, font or file."""

import textwrap
from html import escape

from eigcli.errors import UsageError
from eigcli.messages import _, language
from eigcli.report.blocks import Report, Table, text_of
from eigcli.report.metadata import metadata_of
from eigcli.text import held_by_xml, title_with

# In pixels: the width of the picture, of labels, of the longest bar, the height of a line.
_WIDTH, _LABELS, _BAR, _LINE = 760, 250, 330, 20
_SIZES = {"title": 24, "head": 16, "note": 11}
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
    charts = [(b, b.bars) for b in report.blocks if isinstance(b, Table) and b.bars]
    if not charts:
        raise UsageError(_("svg draws bars: eig stats --output FILE.svg, without --across"))
    drawing, described = _Drawing(), [report.lead]
    drawing.text(report.title, "title", step=1.8)
    drawing.text(report.lead, step=2)
    for chart, length in charts:
        # The text behind a bar is the measure, and its share.
        _name, count, *_others, share = chart.columns
        drawing.text(f"{chart.title} · {count.label} ({share.label})", "head", step=1.4)
        rows = []
        for record, row in zip(chart.records, chart.spans, strict=True):
            label, number = text_of(row[0]), _("not known")
            if row[1]:
                number = f"{text_of(row[1])} ({text_of(row[-1])})"
            drawing.bar(label, number, _BAR * length(record))
            rows.append(f"{label} {number}")
        drawing.top += _LINE
        described.append(title_with(chart.title, rows))
    for note in filter(None, (*report.notes, metadata_of(report.dataset).citation)):
        drawing.text(note, "note")
    height = f"{drawing.top + 8:g}"
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" xml:lang="{language()}"',
        f' role="img" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">\n',
        f"<title>{_escaped(report.title)}</title>\n",
        f"<desc>{_escaped('. '.join(described))}</desc>\n",
        f'<style type="text/css">{_STYLE}</style>\n',
        '<rect class="paper" width="100%" height="100%"/>\n',
        *drawing.elements,
        "</svg>\n",
    ]


class _Drawing:
    """The elements of a picture, one below the other."""

    def __init__(self) -> None:
        self.elements: list[str] = []
        self.top = 44.0

    def text(
        self, text: str, css: str = "", left: float = 0, width: float = 712, step: float = 1
    ) -> None:
        """Add a text, wrapped to a width; then go down by `step` lines."""
        size = _SIZES.get(css, 14)
        for number, line in enumerate(textwrap.wrap(text, int(width / size / 0.56)) or [""]):
            self.top += (number > 0) * max(_LINE, 1.2 * size)
            place = f'x="{24 + left:.1f}" y="{self.top:g}"'
            self.elements.append(f'<text class="{css}" {place}>{_escaped(line)}</text>\n')
        self.top += step * _LINE

    def bar(self, label: str, number: str, length: float) -> None:
        """Add a bar between its label and its number."""
        place = f'x="{24 + _LABELS}" y="{self.top - 12:g}" width="{length:.1f}" height="15"'
        self.elements.append(f'<rect class="bar" {place}/>\n')
        self.text(number, left=_LABELS + length + 8, step=0)
        self.text(label, width=_LABELS - 12)


def _escaped(text: str) -> str:
    return escape(held_by_xml(text))
