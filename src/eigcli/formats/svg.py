"""A picture of counts: bars with their values, in SVG 1.1 (https://www.w3.org/TR/SVG11/).

It needs nothing but itself: no script, no font, no other file. It is light or dark as the reader
is, and light in print, where the second of two bars is an outline and not another colour. How wide
letters are is not known, since the fonts are the reader's: they are taken for wide ones.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain
from string import Template
from typing import NamedTuple
from unicodedata import east_asian_width

from eigcli import __version__
from eigcli.counts import DIMENSIONS, Counts, Tally
from eigcli.crossed import Crossed
from eigcli.data.dates import date_text
from eigcli.data.metadata import distinct, metadata_of
from eigcli.data.parts import own_programmes
from eigcli.errors import EigError, UsageError
from eigcli.messages import _, foreign_language, language, with_native_language
from eigcli.notes import call_status, promotion_status
from eigcli.reports import Report
from eigcli.text import held_by_xml, title_with

_WIDTH = 720
_PADDING = 24
# The heights of a bar and of a line of labels, and what is between two rows.
_BAR, _LINE, _ROW_GAP = 16, 18, 8
# The size of each kind of text, and how wide a letter of it is at most, as a part of that.
_SIZES = {"over": 13, "title": 24, "lead": 16, "head": 16, "label": 14, "value": 14, "note": 12}
_LETTER = 0.58
# Labels take no more than this part of the width.
_LABELS = 0.42

_STYLE = Template("""
svg { font-family: system-ui, sans-serif; font-variant-numeric: tabular-nums; }
$sizes
.title, .head, .total { font-weight: bold; }
text { fill: #1b1e22; }
.over, .none, .note { fill: #5c626b; }
.paper { fill: #ffffff; }
.bar { fill: #0b6457; stroke: #0b6457; }
.second { fill: none; }
.axis { stroke: #5c626b; }
@media screen and (prefers-color-scheme: dark) {
text { fill: #e7e9ec; }
.over, .none, .note { fill: #a1a8b1; }
.paper { fill: #14171a; }
.bar { fill: #74d1c0; stroke: #74d1c0; }
.second { fill: none; }
.axis { stroke: #a1a8b1; }
}
""")


class _Drawing(NamedTuple):
    """Elements of SVG, and how much room they take, in pixels."""

    svg: str
    height: float
    width: float = 0


def write(report: Report) -> Iterator[str]:
    """Yield the picture of counts.

    Raises:
        UsageError: for any other report.
        EigError: for counts by what no challenge has.
    """
    if not isinstance(report, Counts):
        raise UsageError(_("svg is a picture of counts: eig stats --output FILE.svg"))
    tallied = report.rows if isinstance(report, Crossed) else any(report.tallies.values())
    if not tallied:
        raise EigError(_("there is nothing to draw: no défi has a value to count by"))
    return _written(report)


def _written(report: Counts) -> Iterator[str]:
    with with_native_language(report.dataset.language):
        yield from _picture(report)


def _picture(report: Counts) -> Iterator[str]:
    charts = list(_charts(report))
    width = max([_WIDTH - 2 * _PADDING, *(chart.width for chart in charts)])
    parts = [*_picture_heading(report, width), *charts, *_picture_footer(report, width)]
    body, height = _stacked(parts, _PADDING), sum(part.height for part in parts) + 2 * _PADDING
    width += 2 * _PADDING
    sizes = "\n".join(f".{css} {{ font-size: {size}px; }}" for css, size in _SIZES.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" '
    size = _round(width), _round(height)
    yield f'xml:lang="{language()}" width="{size[0]}" height="{size[1]}"'
    yield f' viewBox="0 0 {size[0]} {size[1]}">\n'
    yield f"<title>{as_xml(_picture_title(report))}</title>\n"
    yield f"<desc>{as_xml(report.headline)}</desc>\n"
    yield f'<style type="text/css">{_STYLE.substitute(sizes=sizes)}</style>\n'
    yield '<rect class="paper" width="100%" height="100%"/>\n'
    yield f'<g transform="translate({_PADDING} 0)">\n{body}</g>\n</svg>\n'


def _picture_title(report: Counts) -> str:
    """Return what is counted, by what, and of which challenges."""
    if len(report.tallies) == 1:
        [dimension] = report.tallies
        numbers = _numbers_drawn(report, dimension)
        what = report.heads_of_numbers[numbers[0]] if len(numbers) == 1 else _("People")
        title = _("{what}, by {rows}").format(what=what, rows=_(DIMENSIONS[dimension].label))
        return title_with(title, report.chosen_by)
    return report.title


def _picture_heading(report: Counts, width: float) -> Iterator[_Drawing]:
    """Yield the names of the programmes, the title and the totals."""
    names = [programme.name for programme in own_programmes(report.chosen)]
    over = " · ".join(distinct(names))
    if len(names) == 1 and (code := own_programmes(report.chosen)[0].promotion):
        label = report.chosen.promotion_labels.get(code, code)
        over = _("{name}, promotion {code}").format(name=over, code=label)
    yield _text_block(over, "over", width)
    yield _text_block(_picture_title(report), "title", width)
    yield _text_block(report.headline, "lead", width)
    yield _Drawing("", 2 * _ROW_GAP)


def _charts(report: Counts) -> Iterator[_Drawing]:
    """Yield a chart of each dimension, below its title where there are several."""
    width = _WIDTH - 2 * _PADDING
    if isinstance(report, Crossed):
        yield _crossed_bars(report, width)
        return
    titled = len(report.tallies) > 1
    for dimension, tallies in report.tallies.items():
        if tallies:
            numbers = _numbers_drawn(report, dimension)
            title = DIMENSIONS[dimension].title if titled else ""
            yield _text_block(_(title) if title else "", "head", width)
            # The title of the picture says what the only number is.
            if titled or len(numbers) > 1:
                yield _legend(report, numbers, width)
            yield _bar_rows(dimension, tallies, numbers, width)
            yield _Drawing("", 3 * _ROW_GAP)


def _numbers_drawn(counts: Counts, dimension: str) -> list[str]:
    """Return of which numbers bars are drawn: people as far as all challenges say, or challenges.

    A bar of what only some say would be compared with the others; and a phase is of a challenge,
    however many people it has.
    """
    people = {"sought": counts.sought.total, "recruited": counts.recruited.total}
    if dimension == "phase":
        people = {}
    return [name for name, total in people.items() if total] or ["challenges"]


def _legend(counts: Counts, numbers: Sequence[str], width: float) -> _Drawing:
    """Return what each bar of a row is of, a line each."""
    lines = []
    for place, number in enumerate(numbers):
        text = _text_block(counts.heads_of_numbers[number], "label", width, left=_BAR + _ROW_GAP)
        lines.append(_Drawing(_bar(0, 2, _BAR, second=place > 0) + text.svg, text.height))
    return _Drawing(_stacked(lines), sum(line.height for line in lines) + _ROW_GAP)


def _bar_rows(
    dimension: str,
    tallies: Sequence[Tally],
    numbers: Sequence[str],
    width: float,
) -> _Drawing:
    """Return a row for each tally: its label, and for each number a bar with its value."""
    if DIMENSIONS[dimension].by_share:
        # They come by their share, which may be of something else.
        tallies = sorted(
            tallies, key=lambda tally: _number_of_tally(tally, numbers[0]), reverse=True
        )
    labels = _width_of_labels([tally.label for tally in tallies], width)
    values = max(_text_width(t.in_words(number), "value") for t in tallies for number in numbers)
    left = labels + _ROW_GAP
    longest = max(_number_of_tally(tally, number) for tally in tallies for number in numbers) or 1
    scale = max(width - left - values - _ROW_GAP, _BAR) / longest
    rows = []
    for tally in tallies:
        label = _text_block(tally.label, "label", labels, native=DIMENSIONS[dimension].native)
        height = max(label.height, len(numbers) * (_BAR + 2))
        elements = [label.svg]
        for place, number in enumerate(numbers):
            length = scale * _number_of_tally(tally, number)
            top = place * (_BAR + 2) + 1
            elements += [
                _bar(left, top, length, second=place > 0),
                _text_line(tally.in_words(number), "value", left + length + 6, top + 13),
            ]
        rows.append(_Drawing("".join(elements), height + _ROW_GAP))
    height = sum(row.height for row in rows) - _ROW_GAP
    axis = f'<path class="axis" d="M{_round(left)} 0V{_round(height)}"/>\n'
    return _Drawing(_stacked(rows) + axis, height, width)


def _crossed_bars(crossed: Crossed, width: float) -> _Drawing:
    """Return a table with a bar in each cell, and the totals in its last row and column."""
    head, rows, _kinds = crossed.table(words=True)
    texts = [["".join(cell) for cell in row] for row in rows]
    labels = _width_of_labels([row[0] for row in texts], width)
    values = max(_text_width(text, "value") for row in texts for text in row[1:])
    # No word of a heading is broken.
    word = max(_text_width(word, "label") for text in head[1:] for word in text.split())
    column = max((width - labels) / len(head[1:]) - _ROW_GAP, values + _BAR, word)
    lefts = [labels + _ROW_GAP + place * (column + _ROW_GAP) for place in range(len(head) - 1)]
    share_of = crossed.share_of
    numbers_of = {
        names: _number_of_tally(tally, share_of) for names, tally in crossed.cells.items()
    }
    scale = (column - values - 6) / (max(numbers_of.values(), default=0) or 1)
    heads = [
        _text_block(text, "label", column, left=left, native=DIMENSIONS[crossed.across].native)
        for text, left in zip(head[1:], lefts, strict=True)
    ]
    height = max((drawing.height for drawing in heads), default=0)
    lines = [_Drawing("".join(drawing.svg for drawing in heads), height + _ROW_GAP)]
    for tally, (name, *numbers) in zip([*crossed.rows, None], texts, strict=True):
        native = DIMENSIONS[crossed.by].native and tally is not None
        label = _text_block(name, "label", labels, native=native)
        elements = [label.svg]
        for place, (text, left) in enumerate(zip(numbers, lefts, strict=True)):
            # The totals would dwarf the bars of what they are made of.
            if not tally or place == len(crossed.columns):
                elements.append(_text_line(text, "value total", left, 14))
                continue
            length = scale * numbers_of[tally.name, crossed.columns[place].name]
            css, beside = ("value", left + length + 6) if length else ("value none", left)
            elements += [_bar(left, 1, length), _text_line(text, css, beside, 14)]
        lines.append(_Drawing("".join(elements), max(label.height, _LINE) + _ROW_GAP))
    height = sum(line.height for line in lines)
    return _Drawing(_stacked(lines), height + 2 * _ROW_GAP, lefts[-1] + column)


def _picture_footer(report: Counts, width: float) -> Iterator[_Drawing]:
    """Yield what a reader must know, where the numbers are from, and of which date they are."""
    dataset = report.dataset
    metadata = metadata_of(dataset)
    # Whether one may still apply depends on the day, and is none of the numbers.
    of_calls = {
        note
        for programme in dataset.programmes
        for note in (call_status(programme), promotion_status(programme), programme.next_call)
    }
    notes = report.notes if isinstance(report, Crossed) else report.notes_besides("")
    for note in notes:
        if note not in of_calls:
            yield _text_block(note, "note", width)
    publishers = distinct(source.publisher for source in metadata.sources)
    source = [_("Source: {names}.").format(names=", ".join(publishers))] if publishers else []
    if metadata.modified:
        source.append(
            _("The latest source is of {date}.").format(date=date_text(metadata.modified))
        )
    source += [f"{licence.title}." for licence in metadata.licences]
    source.append(_("Picture made by eig {version}.").format(version=__version__))
    yield _Drawing("", _ROW_GAP)
    yield _text_block(" ".join(source), "note", width)


def _round(number: float) -> str:
    """Return a length as SVG has it, to a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")


def _number_of_tally(tally: Tally, name: str) -> int:
    """Return a number of a tally, 0 where it is not known."""
    value = getattr(tally, name)
    return (value if isinstance(value, int) else value.number) or 0


def _stacked(parts: Iterable[_Drawing], top: float = 0) -> str:
    """Return drawings below each other, of which the first begins at `top`."""
    groups = []
    for part in parts:
        if part.svg:
            groups.append(f'<g transform="translate(0 {_round(top)})">\n{part.svg}</g>\n')
        top += part.height
    return "".join(groups)


def _bar(left: float, top: float, length: float, *, second: bool = False) -> str:
    if not length:
        return ""
    # Its outline is half within and half without.
    x, y, width = _round(left + 0.5), _round(top + 0.5), _round(max(length - 1, 0.5))
    css = "bar second" if second else "bar"
    return f'<rect class="{css}" x="{x}" y="{y}" width="{width}" height="{_BAR - 1}"/>\n'


def _text_block(
    text: str, css: str, width: float, *, left: float = 0, native: bool = False
) -> _Drawing:
    """Return a text of as many lines as it takes; none takes no room."""
    height = _SIZES[css] * 1.3
    lines = _wrapped(text, css, width)
    drawn = (
        _text_line(line, css, left, place * height + _SIZES[css], native=native)
        for place, line in enumerate(lines)
    )
    return _Drawing("".join(drawn), len(lines) * height)


def _text_line(text: str, css: str, left: float, base: float, *, native: bool = False) -> str:
    code = foreign_language(native=native)
    lang = f' xml:lang="{code}"' if code else ""
    x, y = _round(left), _round(base)
    return f'<text class="{css}"{lang} x="{x}" y="{y}">{as_xml(text)}</text>\n'


def _width_of_labels(labels: Iterable[str], width: float) -> float:
    """Return how much of a width labels take, with those wrapped that are too long."""
    lines = chain.from_iterable(_wrapped(label, "label", _LABELS * width) for label in labels)
    return max(_text_width(line, "label") for line in lines)


def _wrapped(text: str, css: str, width: float) -> list[str]:
    """Return a text as lines that fit into a width."""
    # A text of wide letters has half as many in a line.
    letters = len(text) * width / (_text_width(text, css) or 1)
    return textwrap.wrap(text, max(int(letters), 1), break_on_hyphens=False)


def _text_width(text: str, css: str) -> float:
    """Return how wide a text is at most, in pixels."""
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return letters * _LETTER * _SIZES[css.partition(" ")[0]]


def as_xml(text: str) -> str:
    """Return XML that shows `text`, in an element or a quoted attribute."""
    return escape(held_by_xml(text))
