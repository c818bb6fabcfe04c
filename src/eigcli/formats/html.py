"""A page for a browser: one file that needs no network, no library and no server.

All that it says is in its HTML. Where scripts run, the rows of its table are searched, filtered and
sorted besides. Some end tags are left out, as HTML allows: of many rows, they would be a tenth.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from string import Template
from typing import Any
from urllib.parse import urlencode

from eigcli.ask.words import OTHER_GENDER, file_of_words, lists
from eigcli.data.loading import synonyms_of
from eigcli.data.metadata import Metadata, metadata_of, version_of
from eigcli.messages import _, language, ngettext
from eigcli.report.blocks import (
    Block,
    Card,
    Chart,
    Column,
    Fact,
    Filter,
    Line,
    Report,
    Span,
    Table,
    Text,
)
from eigcli.report.terms import terms_of_use
from eigcli.text import fold, packaged_text

# What could end the element that JSON stands in.
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_LISTS = {"items": "ul", "numbered": "ol"}
_WORD = re.compile(r"[\w@]+")
# A search takes no more words: a link may hold thousands.
_MOST_WORDS = 20


def write(report: Report) -> Iterator[str]:
    """Yield the page of a report."""
    page, metadata = _Page(report), metadata_of(report.dataset)
    is_table = not report.is_whole and any(isinstance(block, Table) for block in report.blocks)
    script = _asset("page.js") if is_table else ""
    title = " · ".join(dict.fromkeys([report.title, *metadata.names]))
    # What only a page has room for stands at its head where it is a sentence.
    head = [b for b in report.blocks if isinstance(b, Text) and b.aside and not b.title]
    notes = "".join(f"<p>{escape(note)}\n" for note in report.notes)
    footer = "" if report.is_whole else "".join(_footer(page, metadata))
    parts = {
        "language": language(),
        # Whoever changes the script in a saved page writes 'unsafe-inline' for its digest.
        "digest": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "title": escape(title),
        "css": " class=note" * report.is_whole,
        "style": _asset("page.css"),
        "metadata": _json_ld(title, report, metadata),
        "header": f"<h1>{escape(report.title)}</h1>\n"
        + (f'<p class="lead">{escape(report.lead)}\n' if report.lead else "")
        + "".join(page.paragraphs(block) for block in head)
        + notes,
        "footer": footer,
        "script": f"<script>{script}</script>\n" if script else "",
    }
    before, after = map(Template, packaged_text("formats/page.html").split("$main"))
    yield before.substitute(parts)
    for block in report.blocks:
        if block not in head:
            yield from page.block(block)
    yield after.substitute(parts)


def _asset(name: str) -> str:
    """Return a file of the page without indentation, empty lines and lines of comment."""
    lines = map(str.strip, packaged_text(f"formats/{name}").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def _footer(page: "_Page", metadata: Metadata) -> Iterator[str]:
    """Yield what the programmes are, how to use and cite the data, and what made the page."""
    yield from (page.paragraph([Span(t, native=n)]) for t, n in metadata.descriptions.items())
    yield from map(page.paragraph, terms_of_use(metadata))
    yield f"<p>{escape(_('Made by {version}.').format(version=version_of(metadata.modified)))}\n"


def _json_ld(title: str, report: Report, metadata: Metadata) -> str:
    """Return what a page says to machines: that it is a dataset (https://schema.org/Dataset)."""
    properties = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": " ".join([report.lead, *report.notes]),
        "inLanguage": report.dataset.language or language(),
        "license": [one.address or one.title for one in metadata.licences],
        "dateModified": metadata.modified,
        "temporalCoverage": "/".join(metadata.period),
        "creator": [{"@type": "Organization", "name": name} for name in metadata.organisers],
        "keywords": metadata.themes,
    }
    return _data(
        "application/ld+json", {name: value for name, value in properties.items() if value}
    )


def _data(kind: str, data: Any) -> str:
    """Return an element for programs with data as JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return f'<script type="{kind}">{text}</script>\n'


class _Page:
    """Writes blocks as HTML."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = f" lang={report.lang}" if report.lang else ""

    def block(self, block: Block) -> Iterator[str]:
        """Yield the HTML of a block."""
        match block:
            case Text():
                title = f"<h2>{escape(block.title)}</h2>\n" if block.title else ""
                yield f"<section>{title}{self.paragraphs(block)}</section>\n"
            case Table():
                yield from self.table(block)
            case Chart():
                yield self.chart(block)
            case _:
                yield self.card(block)

    def paragraphs(self, text: Text) -> str:
        """Return the paragraphs of a text, or the items of a list."""
        if text.form in _LISTS:
            tag, numbered = _LISTS[text.form], text.form == "numbered"
            items = (
                f"<li{f' id=_{number}' * numbered}>{self.line(line)}\n"
                for number, line in enumerate(text.lines, 1)
            )
            return f"<{tag}>\n{''.join(items)}</{tag}>\n"
        html = "".join(map(self.paragraph, text.lines))
        return f"<blockquote>{html}</blockquote>\n" if text.form == "quote" else html

    def paragraph(self, line: Line) -> str:
        """Return a paragraph."""
        return f"<p>{self.line(line)}\n"

    def line(self, line: Line, between: str = "") -> str:
        """Return the HTML of spans."""
        return between.join(map(self.span, line))

    def span(self, span: Span) -> str:
        """Return the HTML of a span; a browser would read a line feed for a carriage return."""
        html = escape(span.text).replace("\r", "&#13;")
        if span.link:
            html = f'<a href="{escape(span.link)}">{html}</a>'
        if span.strong:
            html = f"<strong>{html}</strong>"
        return f"<span{self.lang}>{html}</span>" if span.native and self.lang else html

    def cell(self, tag: str, spans: Line, attributes: str = "") -> str:
        """Return a cell, whose language is said once if its texts have one."""
        if self.lang and spans and all(span.native for span in spans):
            spans, attributes = [s._replace(native=False) for s in spans], attributes + self.lang
        return f"<{tag}{attributes}>{self.line(spans, '<br>')}"

    def card(self, card: Card) -> str:
        """Return a card; its sources have numbers of their own."""
        own = f"{card.anchor}_" if card.sources else "_"
        is_title = card.title.text == self.report.title
        heading = "" if is_title else f"<h2>{self.line([card.title])}</h2>\n"
        tag = "h2" if is_title else "h3"
        lead = f'<p class="lead">{self.fact(card.lead, own)}\n' if card.lead else ""
        sources = ""
        if card.sources:
            items = (
                f'<li id="{escape(own)}{n}">{self.line([Span(s.citation, s.url, native=True)])}\n'
                for n, s in enumerate(card.sources, 1)
            )
            sources = f"<{tag}>{escape(_('Sources'))}</{tag}>\n<ol>{''.join(items)}</ol>\n"
        anchor = f' id="{escape(card.anchor)}"' if card.anchor else ""
        parts = self.parts(card, tag, own)
        return f"<article{anchor}>\n{heading}{lead}{parts}{sources}</article>\n"

    def parts(self, card: Card, tag: str, own: str = "_") -> str:
        """Return the facts of a card, below the titles of its parts."""
        html = ""
        for title, facts in card.parts.items():
            lines = (f"<dt>{escape(fact.label)}{self.fact_cells(fact, own)}" for fact in facts)
            html += f"<{tag}>{escape(title)}</{tag}>\n" if title else ""
            html += f"<dl>{''.join(lines)}</dl>\n"
        return html

    def fact_cells(self, fact: Fact, own: str) -> str:
        """Return the texts of a fact below its label, with links to its sources."""
        return "".join(self.cell("dd", [s]) for s in fact.spans) + self.numbers(fact.sources, own)

    def fact(self, fact: Fact, own: str) -> str:
        """Return the texts of a fact in a line."""
        return self.line(fact.spans, "<br>") + self.numbers(fact.sources, own)

    def numbers(self, numbers: Sequence[int], own: str) -> str:
        """Return links to sources."""
        own = escape(own)
        return "".join(f' <a class=c href="#{own}{number}">{number}</a>' for number in numbers)

    def chart(self, chart: Chart) -> str:
        """Return a table with a bar in each row; names filter the rows of the page."""
        heads = "".join(f"<th scope=col>{escape(head)}" for head in ("", "", *chart.heads))
        heads = heads.replace("<th scope=col>", f"<th scope=col>{escape(_('Name'))}", 1)
        heads = heads.replace("<th scope=col><", "<td><", 1)
        lang = self.lang if chart.native else ""
        rows = []
        for bar in chart.bars:
            label = escape(bar.label)
            if chart.filter:
                label = f'<a href="#{escape(urlencode({chart.filter: bar.label}))}">{label}</a>'
            numbers = "".join(f"<td>{escape(number)}" for number in bar.numbers)
            width = f'<i style="width:{round(100 * bar.length)}%"></i>'
            rows.append(f"<tr><th scope=row{lang}>{label}<td>{width}{numbers}\n")
        caption = f"<caption><h2>{escape(chart.title)}</h2></caption>"
        head = f"<thead><tr>{heads}</thead>"
        # Whoever has no mouse scrolls what a narrow screen cuts.
        scrolled = "" if chart.filter else " tabindex=0"
        return (
            f'<table class="counts"{scrolled}>{caption}\n{head}\n<tbody>\n{"".join(rows)}</table>\n'
        )

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table whose rows are sorted in the page, and searched where it has filters."""
        values = [
            [list(dict.fromkeys(f.values(record))) for f in table.filters]
            for record in table.records
        ]
        if table.filters:
            yield self.form(table.filters, values)
        caption = f"<caption><h2>{escape(table.title)}</h2></caption>" if table.title else ""
        widths = "".join(f'<col style="width:{c.width}%">' for c in table.columns if c.width)
        heads = "".join(f"<th scope=col{_css(c)}>{escape(c.label)}" for c in table.columns)
        yield f'<table class="rows">{caption}{widths}<thead><tr>{heads}</thead>\n'
        first = next((c for c in table.columns if c.name == "name"), table.columns[0])
        starts = [
            ("th", f" scope=row{_css(c)}") if c is first else ("td", _css(c)) for c in table.columns
        ]
        for record, row, own in zip(table.records, table.spans, values, strict=True):
            cells = []
            for (tag, attributes), spans in zip(starts, row, strict=True):
                code = spans[0].code if spans else None
                sort = f' data-sort="{escape(code)}"' if code else ""
                cells.append(self.cell(tag, spans, attributes + sort))
            shown = [span.text for spans in row for span in spans]
            card = table.more(record) if table.more else None
            if card and card.parts:
                shown += [s.text for fact in card.facts for s in fact.spans if not s.link]
                summary = f"<summary>{escape(_('More'))}</summary>"
                more = f"<details>{summary}{self.parts(card, 'h2')}</details>"
                cells.append(f"<tr><td colspan={len(row)}>{more}")
            attributes = f' id="{escape(card.anchor)}"' if card else ""
            if any(own):
                has = {f.name: names for f, names in zip(table.filters, own, strict=True) if names}
                attributes += f' data-has="{escape(json.dumps(has, ensure_ascii=False))}"'
            if table.found_by:
                known = set(_words(" ".join(shown)))
                for name, text in zip(("words", "families"), table.found_by(record), strict=True):
                    hidden = " ".join(w for w in dict.fromkeys(_words(text)) if w not in known)
                    attributes += f' data-{name}="{escape(hidden)}"' if hidden else ""
            yield f"<tbody{attributes}><tr>{''.join(cells)}\n"
        yield "</table>\n"
        if table.found_by:
            yield self.search_data()

    def form(self, filters: Sequence[Filter], values: Sequence[Sequence[Sequence[str]]]) -> str:
        """Return the form that chooses rows, hidden where no script runs."""
        fields = [f'<label>{escape(_("Search"))}<input name=q type="search"></label>']
        for place, filter_ in enumerate(filters):
            counts: dict[str, int] = {}
            for own in values:
                for value in own[place]:
                    counts[value] = counts.get(value, 0) + 1
            lang = self.lang if filter_.native else ""
            options = "".join(
                f'<option value="{escape(v)}"{lang}>{escape(v)} ({counts[v]})'
                for v in sorted(counts, key=fold)
            )
            if len(counts) > 1:
                label = escape(filter_.label[:1].upper() + filter_.label[1:])
                every = f'<option value="">{escape(_("all"))}'
                select = f"<select name={filter_.name}>{every}{options}</select>"
                fields.append(f"<label>{label}{select}</label>")
        one, several = (
            ngettext("{shown} of {count} défis is shown.", "{shown} of {count} défis are shown.", n)
            for n in (1, 2)
        )
        texts = {"one": one, "other": several, "none": _("No défi has all of this.")}
        data = "".join(
            f' data-{name}="{escape(text.replace("{count}", str(len(values))))}"'
            for name, text in texts.items()
        )
        reset = f'<button type="reset">{escape(_("Show all"))}</button>'
        status = f'<p role="status"{data}>'
        return f'<form role="search" hidden>\n{"".join(fields)}{reset}{status}</form>\n'

    def search_data(self) -> str:
        """Return what the script needs to search as `eig list --search` does."""
        data = {
            "gender": OTHER_GENDER,
            "stem": [[p, by.replace("\\", "$")] for p, by in file_of_words()["stems"].items()],
            "ignored": sorted(lists()["stop"]),
            "synonyms": dict(synonyms_of(self.report.dataset)),
            "most": _MOST_WORDS,
        }
        return _data("application/json", data)


def _css(column: Column) -> str:
    return " class=n" if column.kind.numeric else ""


def _words(text: str) -> list[str]:
    """Return the words of a text as they are written, but in lower case."""
    return _WORD.findall(text.lower())
