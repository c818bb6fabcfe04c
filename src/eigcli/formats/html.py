"""A page for a browser: one file that needs no network, no library and no server.

Its whole text is in the HTML. Where scripts run, readers can also search, filter and sort what it
lists. Some end tags are left out, as HTML allows: they would be a tenth of a long page.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import escape
from json import dumps
from string import Template
from typing import Any

from eigcli.data.model import distinct
from eigcli.formats.svg import DOT, SHAPES
from eigcli.messages import _, language
from eigcli.query.searching import LONG_ENOUGH, SearchIndex
from eigcli.query.words import ENOUGH_LETTERS, WORD, file_of_words, lists, operator
from eigcli.report.blocks import (
    Block,
    Card,
    Chart,
    Fact,
    Line,
    Mark,
    Report,
    Row,
    Span,
    Table,
    Text,
    code_of,
    line_of,
    text_of,
)
from eigcli.report.metadata import Metadata, metadata_of
from eigcli.text import group_digits, packaged_text

# The most words that a search takes: a link may hold thousands.
_MOST_WORDS = 20
# The characters of words as a script names those of all languages.
_CLASSES = {
    r"[^\W_]": r"[\p{L}\p{N}]",
    r"[^\W\d_]": r"\p{L}",
    r"\w": r"[\p{L}\p{N}_]",
    r"\b": r"(?![\p{L}\p{N}_])",
}
# How each line of a text begins, with its number, and the element around all lines.
_FORMS = {
    "prose": ("<p>", ""),
    "lead": ("<p class=lead>", ""),
    "small": ("<p class=small>", ""),
    "items": ("<li>", "ul"),
    "numbered": ('<li id="_{}">', "ol"),
}


def write(report: Report) -> Iterator[str]:
    """Yield the page of a report."""
    if report.page:
        report = report.page(report)
    page = _Page(report)
    metadata = metadata_of(report.dataset)
    footer = header = script = ""
    if not report.is_standalone:
        footer = page.footer(metadata)
        if report.tables:
            script = _without_indentation(packaged_text("formats/page.js"))
    if report.head:
        header = page.text(Text([report.head], form="small"))
    header += _heading("h1", report.title)
    if report.lead:
        header += page.text(Text([line_of(report.lead)], form="lead"))
    names = distinct([report.title, *metadata.names])
    style = _without_indentation(packaged_text("formats/page.css"))
    parts = {
        "language": language(),
        # To change the script in a saved page, replace its digest with 'unsafe-inline'.
        "digest": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "title": escape(" · ".join(names)),
        "css": " class=note" if report.is_standalone else "",
        "style": style + "".join(_shapes()),
        "header": header,
        "footer": footer,
        "script": f"<script>{script}</script>\n" if script else "",
    }
    template = packaged_text("formats/page.html")
    before, after = map(Template, template.split("$main"))
    yield before.substitute(parts)
    for block in report.blocks:
        yield from page.block(block)
    yield after.substitute(parts)


def _without_indentation(text: str) -> str:
    """Return a script or a style without indentation and comments."""
    return re.sub(r"^ *((//|/\*).*\n)?", "", text, flags=re.MULTILINE)


def _shapes() -> Iterator[str]:
    """Yield the rules that give marks their shapes, which are those of pictures."""
    for code, shape in SHAPES.items():
        yield f".{code}{{clip-path:path(evenodd,'{shape}')}}"
        yield f".{code}.dot{{clip-path:path(evenodd,'{shape}{DOT}')}}"


def _heading(tag: str, title: str) -> str:
    """Return a heading, if there is a title."""
    return f"<{tag}>{escape(title)}</{tag}>\n" if title else ""


def _citations(fact: Fact) -> str:
    """Return links to the sources of a fact."""
    return "".join(f" <a href=#_{number}>{number}</a>" for number in fact.sources)


class _Page:
    """Writes blocks as HTML."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = f" lang={report.lang}" if report.lang else ""
        # The texts by which a search finds the card that is being written, and which are not yet.
        self.unmarked: list[str] = []
        self.has_legend = False

    def footer(self, metadata: Metadata) -> str:
        """Return what to know of a report: its notes, the programmes, how to cite the data."""
        notes = map(line_of, distinct(self.report.notes))
        programmes = [[span] for span in metadata.descriptions]
        know = Text([*notes], form="items")
        terms = Text([*programmes, *metadata.terms_of_use])
        title = _heading("h2", _("What to know"))
        return f"<footer>{title}{self.text(know)}{self.text(terms)}</footer>\n"

    def block(self, block: Block) -> Iterator[str]:
        """Yield the HTML of a block."""
        match block:
            case Text():
                yield f"<section>{_heading('h2', block.title)}{self.text(block)}</section>\n"
            case Table() if block.card_below:
                yield from self.list(block, block.card_below)
            case Table():
                yield from self.table(block)
            case Chart():
                yield from self.chart(block)
            case _:
                yield self.card(block)

    def text(self, text: Text) -> str:
        """Return the paragraphs of a text, or the items of a list."""
        begin, around = _FORMS[text.form]
        html = ""
        for number, line in enumerate(text.lines, 1):
            html += f"{begin.format(number)}{''.join(map(self.span, line))}\n"
        return f"<{around}>\n{html}</{around}>\n" if around else html

    def span(self, span: Span) -> str:
        """Return the HTML of a span."""
        html = self.linked(span)
        if span.strong:
            html = f"<strong>{html}</strong>"
        return f"<span{self.lang}>{html}</span>" if span.native and self.lang else html

    def linked(self, span: Span) -> str:
        """Return the text of a span as HTML, with its link."""
        html = escape(span.text)
        if span.state:
            html = f'<i class="mark {span.state}"></i>{html}'
        return f'<a href="{escape(span.link)}">{html}</a>' if span.link else html

    def element(self, tag: str, span: Span) -> str:
        """Return an element of a span, without its end tag.

        Its class says whether a search finds the card by its text.
        """
        css = ""
        if span.text in self.unmarked:
            self.unmarked.remove(span.text)
            css = " class=q"
        lang = self.lang if span.native else ""
        return f"<{tag}{css}{lang}>{self.linked(span)}"

    def card(self, card: Card) -> str:
        """Return a card."""
        html, tag = "", "h2"
        if card.title.text != self.report.title:
            html, tag = f"<h2>{self.span(card.title)}</h2>\n", "h3"
        for span in card.lead.spans:
            html += f"<p class=lead>{self.span(span)}\n"
        if card.state.spans:
            html += f"<p>{''.join(map(self.span, card.state.spans))}{_citations(card.state)}\n"
        if card.about:
            html += f"<p{self.lang}>{escape(card.about)}\n"
        named = f' id="{escape(card.anchor)}"' if card.anchor else ""
        return f"<article{named}>\n{html}{self.parts(card, tag)}</article>\n"

    def parts(self, card: Card, tag: str) -> str:
        """Return the facts of a card, below the titles of its parts."""
        html = ""
        for title, facts in card.parts.items():
            html += f"{_heading(tag, title)}<dl>"
            for fact in facts:
                html += f"<dt>{escape(fact.label)}"
                for span in fact.spans:
                    html += self.element("dd", span)
                html += _citations(fact)
            html += "</dl>\n"
        return html

    def chart(self, chart: Chart) -> Iterator[str]:
        """Yield a chart of marks; its legend filters what is listed."""
        self.has_legend = True
        yield "<section class=chart>"
        if chart.label:
            label = escape(chart.label.capitalize())
            used = escape(_("In use or handed over"))
            yield f"<table><thead><tr><th scope=col>{label}<td><th scope=col>{used}<tbody>\n"
            for row in chart.rows:
                head = f"<tr><th scope=row>{escape(row.label)}"
                yield f"{head}<td>{self.marks(row)}<td>{escape(row.text)}\n"
            yield "</table>"
        else:
            yield from map(self.marks, chart.rows)
        yield f"<fieldset><legend hidden>{escape(_('Show only these states:'))}</legend>"
        for key in chart.keys:
            box = f"<input type=checkbox name=state value={key.code} hidden>"
            number = f"<b>{group_digits(key.number)}</b>"
            mark = f'<i class="mark {key.code}"></i>'
            yield f"<label>{box}{mark}{escape(key.label)} {number}</label>\n"
        yield f"</fieldset><p>{escape(chart.about)}</section>\n"

    def marks(self, row: Row) -> str:
        """Return the marks of a row of a chart, with a text for those who do not see them."""
        numbers = Counter(mark.key.label for mark in row.marks for _record in mark.records)
        words = ", ".join(f"{label}: {group_digits(n)}" for label, n in numbers.items())
        marks = "".join(map(self.mark, row.marks))
        return f"<span class=vh>{escape(words)}</span><div aria-hidden=true>{marks}</div>"

    def mark(self, mark: Mark) -> str:
        """Return a mark of a chart, with the cards that it stands for."""
        dot = " dot" if mark.is_dotted else ""
        cards = " ".join(record.slug for record in mark.records)
        return f'<i class="mark {mark.key.code}{dot}" data-of="{escape(cards)}"></i>'

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table. Without bars, its rows can be sorted."""
        # With `tabindex`, one can scroll by keyboard what a narrow screen cuts off.
        kind = "counts tabindex=0" if table.bars else "rows"
        title = f"<caption>{_heading('h2', table.title)}</caption>" if table.title else ""
        css = [" class=n" if column.kind.numeric else "" for column in table.columns]
        heads = []
        total = sum(table.widths)
        for place, column in enumerate(table.columns):
            width = f' style="width:{100 * column.width // total}%"' if column.width else ""
            heads.append(f"<th scope=col{css[place]}{width}>{escape(column.label)}")
        if table.bars:
            heads.insert(1, "<td>")
        yield f"<table class={kind}>{title}<thead><tr>{''.join(heads)}</thead>\n"
        for record, row in zip(table.records, table.spans, strict=True):
            cells = [self.cell(spans, css[place], place) for place, spans in enumerate(row)]
            if table.bars:
                percent = round(100 * table.bars(record))
                cells.insert(1, f'<td><i style="width:{percent}%"></i>')
            yield f"<tbody><tr>{''.join(cells)}\n"
        yield "</table>\n"

    def cell(self, spans: Line, css: str, place: int) -> str:
        """Return the cell of a table at a place in its row, of which the first is a heading."""
        code = code_of(spans)
        sort = f' data-sort="{escape(code)}"' if code else ""
        tag = "td" if place else "th scope=row"
        return f"<{tag}{css}{sort}>{'<br>'.join(map(self.span, spans))}"

    def list(self, table: Table, card_of: Callable[[Any], Card]) -> Iterator[str]:
        """Yield the cards of the records of a table, each below a head that opens it."""
        yield self.form(table)
        yield f"<section class=list>{_heading('h2', table.title)}"
        rows = []
        numbers = dict[str, int]()
        for record in table.records:
            card = card_of(record)
            self.unmarked = [text for _label, text in card.searched]
            yield self.entry(card)
            others = [numbers.setdefault(text, len(numbers)) for text in self.others(card)]
            values = []
            for column in table.filters:
                codes = [*column.kind.choices]
                values.append([codes.index(code) for code in column.codes(record)])
            rows.append((values, others))
        yield "</section>\n"
        data = self.data(table) | {"rows": rows, "texts": [*numbers]}
        text = dumps(data, ensure_ascii=False, separators=(",", ":"))
        text = text.replace("<", r"\u003c")  # which could end the element around JSON
        yield f'<script type="application/json">{text}</script>\n'

    def others(self, card: Card) -> Iterator[str]:
        """Return what a search finds a card by besides its texts, behind the name of a field."""
        others = dict[str, list[str]]()
        for label, text in card.searched:
            if text in self.unmarked:
                self.unmarked.remove(text)
                others.setdefault(label, [label]).append(text)
        return map("\t".join, others.values())

    def entry(self, card: Card) -> str:
        """Return the head of a card, and the card, which it opens."""
        title = self.element("h3", card.title._replace(link=None))
        mission = ""
        for span in card.lead.spans:
            mission += self.element("span", span) + "</span>"
        state = escape(text_of(card.state.spans))
        state += _citations(card.state)
        pages = [f"<a href=#{card.anchor}>{escape(_('Link to this challenge'))}</a>"]
        for fact in card.pages:
            links = []
            for span in fact.spans:
                link = span._replace(text=fact.label)
                links.append(self.linked(link))
            pages.append(" ".join(links) + _citations(fact))
        return (
            f"<details id={card.anchor}><summary>{title}</h3><b>{self.linked(card.seen)}</b>"
            f"{mission}<small{self.lang}>{escape(card.about)}</small></summary>"
            f"<p>{state}<p>{' · '.join(pages)}{self.parts(card, 'h4')}</details>\n"
        )

    def form(self, table: Table) -> str:
        """Return the form of a search, which is hidden until the script shows it."""
        orders = ""
        for number, name in enumerate(table.orders):
            orders += f"<option value={number}>{escape(name)}"
        fields = f"<label>{escape(_('Order'))}<select name=order>{orders}</select></label>"
        option = f'<option value="" lang={language()}>{escape(_("all"))}'
        for column in table.filters:
            if column.name == "state" and self.has_legend:  # this filters by state
                continue
            lang = self.lang if column.kind.native else ""
            select = f"<select name={column.name}{lang}>{option}</select>"
            fields += f"<label>{escape(column.label.capitalize())}{select}</label>"
        label = escape(_("Search challenges, hosts, roles, towns"))
        search = f"<label>{label}<input name=q type=search></label>"
        more = f"<summary>{escape(_('More filters'))}</summary>"
        return (
            f"<form role=search hidden>{search}<p role=status></p>"
            f"<details>{more}<div>{fields}</div></details><p class=chips></p></form>\n"
        )

    def data(self, table: Table) -> dict[str, Any]:
        """Return what the script needs to search as `eig list --search` does."""
        word = WORD
        for ours, theirs in _CLASSES.items():
            word = word.replace(ours, theirs)
        places = range(len(table.records))
        texts = SearchIndex(self.report.dataset)
        return {
            "filters": {c.name: [*c.kind.choices.items()] for c in table.filters},
            "orders": [
                sorted(places, key=lambda place: key(table.records[place]))
                for key in table.orders.values()
            ],
            "shown": _("Challenges shown: {shown} of {count}."),
            "none": _("No challenge matches."),
            "used": _("{used} of {count}"),
            "found": _("in {field}: "),
            "clear": _("Clear all"),
            "remove": _("Remove {filter}"),
            "word": word,
            "or": operator("or").pattern,
            "stems": file_of_words()["stems"],
            "forms": file_of_words()["forms"],
            "stop": sorted(lists()["stop"]),
            "apart": sorted(lists()["apart"]),
            "synonyms": texts.words_with_synonyms,
            "techniques": sorted(texts.techniques),
            "enough": ENOUGH_LETTERS,
            "long": LONG_ENOUGH,
            "most": _MOST_WORDS,
        }
