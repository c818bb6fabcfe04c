"""A picture of counts that fits a slide: bars with their numbers, or marks, in SVG 1.1.

It needs no script, font or file.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple, TypeVar

from eigcli.errors import UsageError
from eigcli.messages import _, language, ngettext
from eigcli.report.blocks import Chart, Key, Report, Row, Table, text_of
from eigcli.report.counts import AT_LEAST, has_at_least
from eigcli.report.metadata import metadata_of
from eigcli.text import group_digits, held_by_xml, join_sentences

# In pixels: the size of the picture, its margin, the space between charts.
_WIDTH = 1280
_HEIGHT = 720
_MARGIN = 48
_GAP = 40
# A chart has so many rows, one for the others, and one for what is not known.
_MOST_ROWS = 12
# A letter takes this part of its height, and a label this part of the width of a chart.
_LETTER = 0.58
_LABEL = 0.42
# The shape of the mark of each state in a square of 14 pixels, and that of the dot in its middle,
# of which the even-odd rule makes a hole where there is a square. A page has the same.
SHAPES = {
    "in-use": "M0 0h14v14h-14z",
    "handed-over": "M0 0h14v14h-14zM2 2v10h10v-10zM4 4h6v6h-6z",
    "on-trial": "M2 2h10v10h-10z",
    "ended": "M0 0h14v14h-14zM2 2v10h10v-10z",
    "unknown": "M4 7a3 3 0 0 1 6 0a3 3 0 0 1 -6 0z",
    "no-product": "M2 6h10v2h-10z",
}
DOT = "M5 7a2 2 0 0 1 4 0a2 2 0 0 1 -4 0z"
# From one mark to the next at most, and the height of a row of marks.
_STEP = 25
_ROW = 32
_STYLE = """
text { font: 16px system-ui, sans-serif; fill: #1b1e22; }
.title { font-size: 32px; font-weight: bold; } .lead { font-size: 18px; }
.head { font-size: 18px; font-weight: bold; } .note { font-size: 12px; }
.note, .faint { fill: #5c626b; }
.paper { fill: #fff; } .bar { fill: #0b6457; }
.bar.faint { fill: none; stroke: #5c626b; stroke-dasharray: 3 3; }
.mark { fill: #0b6457; } .on-trial { fill: #a3660a; } .ended { fill: #1b1e22; }
.unknown, .no-product { fill: #8d939b; }
@media screen and (prefers-color-scheme: dark) {
text { fill: #e7e9ec; } .note, .faint { fill: #a1a8b1; }
.paper { fill: #14171a; } .bar { fill: #74d1c0; }
.bar.faint { fill: none; stroke: #a1a8b1; }
.mark { fill: #74d1c0; } .on-trial { fill: #e0a94a; } .ended { fill: #e7e9ec; }
.unknown, .no-product { fill: #767d86; }
}
"""


_Any = TypeVar("_Any")


# The height of the letters of each kind of text, as in `_STYLE`, of its lines, the space above.
_KINDS = {
    "title": (32, 40, 0),
    "lead": (18, 26, 4),
    "head": (18, 26, 20),
    "row": (16, 20, 6),
    "note": (12, 16, 20),
}


class _Row(NamedTuple):
    """A row of a chart: its name, its number, the length of its bar, whether it is faint.

    One that says how many others there are has a name only.
    """

    name: str
    number: str = ""
    length: float = 0
    is_faint: bool = True


def write(report: Report) -> list[str]:
    """Return the picture of the charts of a report, in pieces.

    Raises:
        UsageError: if it has none.
    """
    tables = [block for block in report.blocks if isinstance(block, Table) and block.bars]
    charts = [block for block in report.blocks if isinstance(block, Chart)]
    if not (tables or charts):
        raise UsageError(
            _("svg draws counts, and --across states only: eig stats --output FILE.svg")
        )
    # What needs more room than a slide has is drawn on a larger one, which is then shown smaller.
    width = _WIDTH
    elements = list[str]()
    while not elements:
        height = width * _HEIGHT // _WIDTH
        elements = _elements(report, tables, charts, width - 2 * _MARGIN, height - 2 * _MARGIN)
        shown = f"0 0 {width} {height}"
        width += _WIDTH // 10
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="{shown}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" xml:lang="{language()}" {size}>\n',
        f"<title>{_escaped(report.title)}</title>\n",
        f"<desc>{_escaped(report.lead)}</desc>\n",
        f'<style type="text/css">{_STYLE}</style>\n',
        '<rect class="paper" width="100%" height="100%"/>\n',
        *elements,
        "</svg>\n",
    ]


def _elements(
    report: Report, tables: Sequence[Table], charts: Sequence[Chart], width: int, height: int
) -> list[str]:
    """Return the elements of a picture with so much room; none if they need a higher one."""
    head = _Strip(_MARGIN, _MARGIN, width)
    head.add_text(report.title, "title")
    head.add_text(report.lead, "lead")
    strips = _filled(tables, head.bottom, width)
    for chart in charts:
        strips[0].add_marks(chart)
    foot = _Strip(_MARGIN, 0, width)
    notes = _notes(report, tables)
    foot.add_text(join_sentences(*notes, metadata_of(report.dataset).citation), "note")
    top = _MARGIN + height - foot.bottom
    if top < max(strip.bottom for strip in strips):
        return []
    elements = [*head.elements]
    for strip in strips:
        elements += strip.elements
    return [*elements, f'<g transform="translate(0 {top})">{"".join(foot.elements)}</g>\n']


def _notes(report: Report, tables: Iterable[Table]) -> list[str]:
    """Return the notes of a report on the numbers in its picture: those of a table's measure."""
    drawn = [table._replace(columns=table.columns[:2]) for table in tables]
    if any(map(has_at_least, drawn)):
        return [*report.notes]
    return [note for note in report.notes if not note.startswith(AT_LEAST)]


def _filled(tables: Sequence[Table], top: int, width: int) -> "list[_Strip]":
    """Return charts of bars in one strip, or in two that are about as high."""
    strips = [_Strip(_MARGIN, top, width)]
    if len(tables) > 1:
        half = (width - _GAP) // 2
        strips = [_Strip(_MARGIN, top, half), _Strip(_MARGIN + half + _GAP, top, half)]
    heights = [min(len(table.records), _MOST_ROWS) for table in tables]
    above = 0
    for table, height in zip(tables, heights, strict=True):
        is_in_first = above + height / 2 <= sum(heights) / 2
        strip = strips[0] if is_in_first else strips[-1]
        strip.add_bars(table)
        above += height
    return strips


class _Strip:
    """A strip of a picture, filled from its top: where it begins, ends, and what it has."""

    def __init__(self, left: int, top: int, width: int) -> None:
        self.left, self.bottom, self.width = left, top, width
        self.elements = list[str]()

    def add(self, element: str, height: int) -> None:
        """Add an element below the others."""
        place = f"translate({self.left} {self.bottom})"
        self.elements.append(f'<g transform="{place}">{element}</g>\n')
        self.bottom += height

    def add_text(self, text: str, kind: str) -> None:
        """Add a text, if there is one, in the width of the strip."""
        if text:
            self.add(*_text(text, kind, self.width))

    def add_marks(self, chart: Chart) -> None:
        """Add the rows of a chart of marks, and its legend."""
        rows, others = _first_of(chart.rows)
        longest = max(_width(row.label) for row in rows)
        behind = max(_width(row.text) for row in rows)
        begin = min(self.width * _LABEL, _GAP // 2 + longest)
        room = self.width - begin - _GAP - behind
        most = max(len(row.marks) for row in rows)
        step = min(_STEP, room / most)
        self.bottom += _GAP // 2
        for row in rows:
            self.add(*_row_of_marks(row, begin, step))
        if others:
            self.add(_text_at(0, others, " faint"), _ROW)
        self.bottom += _GAP // 2
        legend = ""
        for place, key in enumerate(chart.keys):
            left = place * self.width / len(SHAPES)
            legend += _mark(key, left, _STEP)
            legend += _text_at(left + _STEP + 8, key.text)
        self.add(legend, _ROW)
        self.add_text(chart.about, "row")

    def add_bars(self, table: Table) -> None:
        """Add a chart of bars: its title, with what these show, and its rows."""
        _name, number, *others = table.columns
        title = f"{table.title} · {number.label}"
        if _has_shares(table):
            title = f"{title} ({others[-1].label})"
        self.add_text(title, "head")
        rows = [*_rows(table)]
        begin = self.width * _LABEL
        longest = self.width - begin - _GAP - max(_width(row.number) for row in rows)
        for row in rows:
            css = " faint" if row.is_faint else ""
            line, height = _text(row.name, "row", begin - _GAP // 2, css)
            end = begin + longest * row.length
            if row.length:
                size = f'x="{begin:.1f}" y="5" width="{end - begin:.1f}" height="20"'
                line += f'<rect class="bar{css}" {size}/>'
            self.add(line + _text_at(end + 8, row.number, css), height)


def _has_shares(table: Table) -> bool:
    """Tell whether the last column of a table has shares: those of a single row say nothing."""
    return table.columns[-1].name == "share"


def _row_of_marks(row: Row, begin: float, step: float) -> tuple[str, int]:
    """Return a row of a chart of marks, with its height."""
    line, height = "", _ROW
    if row.label:
        line, height = _text(row.label, "row", begin - _GAP // 2)
    end = begin
    for mark in row.marks:
        line += _mark(mark.key, end, step, is_dotted=mark.is_dotted)
        end += step
    line += _text_at(end + 8, row.text)
    return line, max(height, _ROW)


def _mark(key: Key, left: float, step: float, *, is_dotted: bool = False) -> str:
    """Return the mark of a state, in a row of marks that are so far from each other."""
    shape = SHAPES[key.code] + (DOT if is_dotted else "")
    scale = step / 17  # of a mark of 14 pixels and the space behind it
    place = f'transform="translate({left:.1f} {16 - 7 * scale:.1f}) scale({scale:.3f})"'
    return f'<path class="mark {key.code}" fill-rule="evenodd" {place} d="{shape}"/>'


def _text_at(left: float, text: str, css: str = "") -> str:
    """Return a text beside a mark or a bar."""
    return f'<text class="row{css}" x="{left:.1f}" y="21">{_escaped(text)}</text>'


def _rows(table: Table) -> Iterator[_Row]:
    """Yield the first rows of a chart, one for the others, and those of what is not known."""
    known = list[_Row]()
    unknown = []
    for record, (name, number, *rest) in zip(table.records, table.spans, strict=True):
        if record is table.others:
            unknown.append(_Row(text_of(name)))
            continue
        is_faint = table.faint(record)
        text = text_of(number) or _("not known")
        if number and _has_shares(table):
            text = f"{text} ({text_of(rest[-1])})"
        length = table.bars(record) if table.bars else 0
        group = unknown if is_faint else known
        group.append(_Row(text_of(name), text, length, is_faint))
    first, others = _first_of(known)
    yield from first
    if others:
        yield _Row(others)
    yield from unknown


def _first_of(rows: Sequence[_Any]) -> tuple[Sequence[_Any], str]:
    """Return the first rows of a chart, and how many others there are, "" if there are none."""
    others = len(rows) - _MOST_ROWS
    if others <= 1:  # a row for one other takes the room of that one
        return rows, ""
    number = group_digits(others)
    return rows[:_MOST_ROWS], ngettext(
        "and {count} other", "and {count} others", others, count=number
    )


def _width(text: str) -> float:
    """Return how wide a text of a row may be."""
    size, _line, _above = _KINDS["row"]
    return len(text) * size * _LETTER


def _text(text: str, kind: str, width: float, css: str = "") -> tuple[str, int]:
    """Return a text, wrapped to a width, with the height of its lines."""
    size, line, above = _KINDS[kind]
    lines = textwrap.wrap(text, int(width / size / _LETTER))
    spans = ""
    for piece in lines:
        spans += f'<tspan x="0" dy="{line}">{_escaped(piece)}</tspan>'
    height = above + line * len(lines)
    top = above - line // 4
    return f'<text class="{kind}{css}" y="{top}">{spans}</text>', height


def _escaped(text: str) -> str:
    return escape(held_by_xml(text))
