"""A page for a browser: one file that needs no network, no library and no server.

Its whole text is in the HTML. Where scripts run, readers can also search, filter and sort the rows
of its table. Some end tags are left out, as HTML allows: they would be a tenth of a long page.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from string import Template

from eigcli.ask.searching import Texts, searched_texts
from eigcli.ask.words import ENOUGH_LETTERS, WORD, file_of_words, lists, operator
from eigcli.formats.data import json_text
from eigcli.messages import _, language
from eigcli.report.blocks import Block, Card, Fact, Report, Span, Table, Text, line_of
from eigcli.report.metadata import metadata_of
from eigcli.report.states import marked
from eigcli.text import packaged_text

# The most words that a search takes: a link may hold thousands.
_MOST_WORDS = 20
# The characters of words as a script names those of all languages.
_CLASSES = {
    r"[^\W_]": r"[\p{L}\p{N}]",
    r"[^\W\d_]": r"\p{L}",
    r"\w": r"[\p{L}\p{N}_]",
    r"\b": r"(?![\p{L}\p{N}_])",
}
# Columns up to this width are not wrapped.
_SHORT = 24


def write(report: Report) -> Iterator[str]:
    """Yield the page of a report."""
    page, metadata = _Page(report), metadata_of(report.dataset)
    script = packaged_text("formats/page.js") if report.tables and not report.is_standalone else ""
    title = " · ".join(dict.fromkeys([report.title, *metadata.names]))
    lead = f'<p class="lead">{escape(report.lead)}\n' if report.lead else ""
    head = page.text(Text([report.head], form="small")) if report.head else ""
    notes = page.text(Text(list(map(line_of, report.notes))))
    # What the programmes are, how to use and cite the data, and what made the page.
    about = ([span] for span in metadata.descriptions)
    footer = f"<footer>\n{page.text(Text([*about, *metadata.terms_of_use]))}</footer>\n"
    parts = {
        "language": language(),
        # To change the script in a saved page, replace its digest with 'unsafe-inline'.
        "digest": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "title": escape(title),
        "css": " class=note" if report.is_standalone else "",
        "style": packaged_text("formats/page.css"),
        "header": f"{head}{_heading('h1', report.title)}{lead}{notes}",
        "footer": "" if report.is_standalone else footer,
        "script": f"<script>{script}</script>\n" if script else "",
    }
    before, after = map(Template, packaged_text("formats/page.html").split("$main"))
    yield before.substitute(parts)
    for block in report.page() if report.page else report.blocks:
        yield from page.block(block)
    yield after.substitute(parts)


def _heading(tag: str, title: str) -> str:
    """Return a heading, if there is a title."""
    return f"<{tag}>{escape(title)}</{tag}>\n" if title else ""


class _Page:
    """Writes blocks as HTML."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = f" lang={report.lang}" if report.lang else ""

    def block(self, block: Block) -> Iterator[str]:
        """Yield the HTML of a block."""
        match block:
            case Text():
                yield f"<section>{_heading('h2', block.title)}{self.text(block)}</section>\n"
            case Table():
                yield from self.table(block)
            case _:
                yield self.card(block)

    def text(self, text: Text) -> str:
        """Return the paragraphs of a text, or the items of a list."""
        lines = ["".join(map(self.span, line)) for line in text.lines]
        match text.form:
            case "numbered":
                items = (f'<li id="_{n}">{line}\n' for n, line in enumerate(lines, 1))
                return f"<ol>\n{''.join(items)}</ol>\n"
            case "items":
                items = (f"<li>{line}\n" for line in lines)
                return f"<ul>\n{''.join(items)}</ul>\n"
        tag = "p class=small" if text.form == "small" else "p"
        return "".join(f"<{tag}>{line}\n" for line in lines)

    def span(self, span: Span) -> str:
        """Return the HTML of a span."""
        html = escape(marked(span))
        if span.link:
            html = f'<a href="{escape(span.link)}">{html}</a>'
        if span.strong:
            html = f"<strong>{html}</strong>"
        return f"<span{self.lang}>{html}</span>" if span.native and self.lang else html

    def card(self, card: Card) -> str:
        """Return a card."""
        is_alone = card.title.text == self.report.title
        title = "" if is_alone else f"<h2>{self.span(card.title)}</h2>\n"
        tag = "h2" if is_alone else "h3"
        lead = self.fact(card.lead, 'p class="lead"')
        named = f' id="{escape(card.anchor)}"' if card.anchor else ""
        return f"<article{named}>\n{title}{lead}{self.parts(card, tag)}</article>\n"

    def parts(self, card: Card, tag: str) -> str:
        """Return the facts of a card, below the titles of its parts."""
        html = ""
        for title, facts in card.parts.items():
            lines = (f"<dt>{escape(f.label)}{self.fact(f, 'dd')}" for f in facts)
            html += f"{_heading(tag, title)}<dl>{''.join(lines)}</dl>\n"
        return html

    def fact(self, fact: Fact, tag: str) -> str:
        """Return an element for each text of a fact, and links to its sources."""
        texts = "".join(f"<{tag}>{self.span(span)}" for span in fact.spans)
        return texts + "".join(f' <a class=c href="#_{n}">{n}</a>' for n in fact.sources)

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table. Without bars, its rows can be sorted; with filters, also searched."""
        if table.filters:
            yield self.search(table)
        # With this, one can scroll by keyboard what a narrow screen cuts off.
        kind = "counts tabindex=0" if table.bars else "rows"
        title = f"<caption>{_heading('h2', table.title)}</caption>" if table.title else ""
        attributes, heads = [], []
        for column, width in zip(table.columns, table.widths, strict=True):
            css = " class=n" if column.kind.numeric else " class=s" if width <= _SHORT else ""
            attributes.append(css)
            heads.append(f"<th scope=col{css}>{escape(column.label)}")
        if table.bars:
            heads.insert(1, "<td>")
        yield f"<table class={kind}>{title}<thead><tr>{''.join(heads)}</thead>\n"
        for record, row in zip(table.records, table.spans, strict=True):
            cells, card = [], table.more(record)
            for place, (css, spans) in enumerate(zip(attributes, row, strict=True)):
                code = spans[0].code if spans else None
                sort = f' data-sort="{escape(code)}"' if code else ""
                tag = "td" if place else "th scope=row"
                cells.append(f"<{tag}{css}{sort}>{'<br>'.join(map(self.span, spans))}")
            if table.bars:
                cells.insert(1, f'<td><i style="width:{round(100 * table.bars(record))}%"></i>')
            if card.parts:
                summary = f"<summary>{escape(_('More'))}</summary>"
                more = f"<details>{summary}{self.parts(card, 'h2')}</details>"
                cells.append(f"<tr><td colspan={len(row)}>{more}")
            named = f' id="{escape(card.anchor)}"' if card.anchor else ""
            yield f"<tbody{named}><tr>{''.join(cells)}\n"
        yield "</table>\n"

    def search(self, table: Table) -> str:
        """Return a form, and what the script needs to search as `eig list --search` does.

        The form is hidden until the script shows it and adds the values.
        """
        fields = f'<label>{escape(_("Search"))}<input name=q type="search"></label>'
        option = f'<option value="" lang={language()}>{escape(_("all"))}'
        for column in table.filters:
            lang = self.lang if column.kind.native else ""
            select = f"<select name={column.name}{lang}>{option}</select>"
            fields += f"<label>{escape(column.label.capitalize())}{select}</label>"
        reset = f'<button type="reset">{escape(_("Show all"))}</button><p role="status">'
        word = WORD
        for ours, theirs in _CLASSES.items():
            word = word.replace(ours, theirs)
        data = {
            # For each row its values of the filters, and the texts that are searched.
            "rows": [
                (
                    {column.name: column.codes(record) for column in table.filters},
                    [text for _field, text in searched_texts(record)],
                )
                for record in table.records
            ],
            "labels": {column.name: column.kind.choices for column in table.filters},
            "shown": _("Défis shown: {shown} of {count}."),
            "none": _("No défi matches."),
            "word": word,
            "or": operator("or").pattern,
            "stems": file_of_words()["stems"],
            "forms": file_of_words()["forms"],
            "stop": sorted(lists()["stop"]),
            "apart": sorted(lists()["apart"]),
            "synonyms": Texts(self.report.dataset).words_with_synonyms,
            "enough": ENOUGH_LETTERS,
            "most": _MOST_WORDS,
        }
        # "<" could end the element around JSON.
        text = json_text(data, indent=None).replace("<", r"\u003c")
        form = f'<form role="search" hidden>\n{fields}{reset}</form>\n'
        return f'{form}<script type="application/json">{text}</script>\n'
