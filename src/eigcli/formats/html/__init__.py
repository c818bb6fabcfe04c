"""A page for a browser: one file that needs no network, no library and no server.

All that it says is in its HTML. Where scripts run, the rows of its table are searched, filtered and
sorted besides; where they do not, nothing is missing. Some end tags are left out, as HTML allows:
of thousands of rows, they would be a tenth.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from string import Template
from types import MappingProxyType
from typing import Any, NamedTuple

from eigcli.brief import Brief, terms_of_use
from eigcli.counts import DIMENSIONS, Counts
from eigcli.crossed import Crossed
from eigcli.data.cards import source_numbers
from eigcli.data.dates import date_text
from eigcli.data.metadata import Metadata, metadata_of, version_of
from eigcli.data.model import Challenge, Programme, Source
from eigcli.data.parts import own_programmes
from eigcli.formats.html import note, rows
from eigcli.formats.html.markup import as_html, data_element, element, lang_attribute, link_html
from eigcli.messages import _, language, native_language, with_native_language
from eigcli.notes import call_status, is_open, truncation_note
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.text import join_sentences, packaged_text
from eigcli.today import Today

# What the challenges of a page are counted by, besides their promotions.
_COUNTED_BY = ("skill", "family", "phase")
# Spaces that style does not need.
_SPACES = re.compile(r"\s*([{},>]|;(?! *}))\s*|;\s*(?=})|(?<=:) ")


class _Page(NamedTuple):
    """What the page of a report has of its own.

    Attributes:
        heading: its heading.
        lead: the text of the line below the heading, "" for none.
        header: the HTML below the heading.
        main: the HTML of its content, in pieces.
        notes: what a reader must know, a sentence each.
        style: its style, besides that of every page.
        is_name: whether the heading is the name of a challenge.
        noted: whether its sources have their notes, which say where in a document a fact was found.
    """

    heading: str
    lead: str
    header: str
    main: Iterable[str]
    notes: Iterable[str]
    style: str = ""
    is_name: bool = False
    noted: bool = False


def write(report: Report) -> Iterator[str]:
    """Yield the page of a report."""
    with with_native_language(report.dataset.language):
        yield from note.write(report) if isinstance(report, Brief) else _page_of(report)


def _page_of(report: Report) -> Iterator[str]:
    dataset = report.dataset
    metadata = metadata_of(dataset)
    page = _PAGES[type(report)](report, metadata)
    names = " · ".join(metadata.names)
    title = " · ".join(filter(None, [page.heading, names]))
    description = join_sentences(f"{page.lead.rstrip('.')}." if page.lead else "", *report.notes)
    over = element("p", names, css="over", native=True)
    script = "\n" + _asset("page.js")
    parts = {
        "language": language(),
        # Whoever changes the script in a saved page writes 'unsafe-inline' for its digest.
        "digest": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "title": as_html(title),
        "style": _SPACES.sub(r"\1", _asset("page.css")) + page.style,
        "metadata": _json_ld(title, description, metadata),
        "header": f"{over}{element('h1', page.heading, native=page.is_name)}{page.header}",
        "footer": "".join(_page_footer(metadata)),
        "script": script,
    }
    before, after = map(Template, _asset("page.html").split("$main"))
    yield before.substitute(parts)
    yield from page.main
    yield _notes_section(page.notes, dataset.programmes)
    yield from _sources_list(metadata.sources, noted=page.noted)
    yield after.substitute(parts)


def _listing_page(listing: Listing, metadata: Metadata) -> _Page:
    """Return the page of challenges in a table, below what they are counted by."""
    counts = Counts(listing.chosen, by=[*(["promotion"] if listing.several else []), *_COUNTED_BY])
    heads, shown = rows.heads_of(listing), _truncation(listing)
    # What stands in the header is not said again.
    notes = [text for text in (*listing.notes, *counts.notes) if text != shown]
    return _Page(
        listing.title,
        listing.headline,
        f"{_summary(metadata, listing.headline)}{element('p', shown)}",
        _listing_parts(listing, counts, heads, source_numbers(metadata.sources)),
        notes,
        style=rows.labels_css(heads),
    )


def _cards_page(cards: Cards, metadata: Metadata) -> _Page:
    """Return the page of all that is known of challenges, which of a single one has its name."""
    challenges, numbers = cards.chosen.challenges, source_numbers(metadata.sources)
    heading, lead, is_name = cards.title, cards.headline, len(challenges) == 1
    header = _summary(metadata, lead)
    if is_name:
        [challenge], [card] = challenges, cards.cards(words=True)
        heading, lead = challenge.name, challenge.local_tagline
        # A card says less of its programme.
        header = rows.tagline_html(challenge, card, numbers, css="lead")
    header += element("p", _truncation(cards))
    main = _challenge_articles(cards, numbers)
    return _Page(heading, lead, header, main, cards.notes, is_name=is_name, noted=True)


def _call_page(call: Call, metadata: Metadata) -> _Page:
    """Return the page of programmes and their calls, which of a single one has its status."""
    heading, lead = call.title, call.headline
    if len(call.programmes) == 1:
        [programme] = call.programmes
        heading, lead = _call_heading(programme), call_status(programme)
    main = _call_articles(call, source_numbers(metadata.sources))
    return _Page(heading, lead, _figures(lead), main, call.notes, noted=True)


def _calls_page(calls: Calls, metadata: Metadata) -> _Page:
    """Return the page of promotions in a table."""
    calls = calls.for_people()
    heads = rows.heads_of_calls(calls)
    header, main = _summary(metadata, calls.headline), rows.calls_table(calls, heads)
    style = rows.labels_css(heads)
    return _Page(calls.title, calls.headline, header, main, calls.notes, style)


def _counts_page(counts: Counts, metadata: Metadata) -> _Page:
    """Return the page of counts."""
    main = _crossed_table(counts) if isinstance(counts, Crossed) else _counts_tables(counts, 2)
    header = _summary(metadata, counts.headline)
    return _Page(counts.title, counts.headline, header, main, counts.notes)


# The page of each kind of report.
_PAGES: dict[type[Report], Callable[[Any, Metadata], _Page]] = {
    Listing: _listing_page,
    Cards: _cards_page,
    Call: _call_page,
    Calls: _calls_page,
    Counts: _counts_page,
    Crossed: _counts_page,
}


def _summary(metadata: Metadata, lead: str) -> str:
    """Return what the programmes are, and the totals in a line."""
    texts = metadata.descriptions.items()
    return "".join(element("p", text, native=native) for text, native in texts) + _figures(lead)


def _asset(name: str) -> str:
    """Return a file of this package without indentation, empty lines and lines of comment."""
    lines = map(str.strip, packaged_text(f"formats/html/{name}").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def _truncation(listing: Listing) -> str:
    """Return that a listing shows the first of its challenges only, "" where it shows all."""
    return truncation_note(len(listing.chosen.challenges), listing.found)


def _figures(lead: str) -> str:
    """Return the line below a heading, in which the numbers that begin a part of it are large."""
    return re.sub(r"(<p[^>]*>|, )(\d+)", r"\1<b>\2</b>", element("p", lead, css="lead"))


def _call_heading(programme: Programme) -> str:
    if code := programme.promotion:
        return _("The call for applications of promotion {code}").format(code=code)
    return _("The call for applications")


def _json_ld(title: str, description: str, metadata: Metadata) -> str:
    """Return what a page says to machines: that it is a dataset (https://schema.org/Dataset)."""
    properties = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": description,
        "inLanguage": native_language() or language(),
        "license": [licence.address or licence.title for licence in metadata.licences],
        "dateModified": metadata.modified,
        "temporalCoverage": "/".join(metadata.period),
        "creator": [{"@type": "Organization", "name": name} for name in metadata.organisers],
        "keywords": metadata.themes,
    }
    known = {name: value for name, value in properties.items() if value}
    return data_element("application/ld+json", known)


def _listing_parts(
    listing: Listing, counts: Counts, heads: Sequence[rows.Head], numbers: rows.Numbers
) -> Iterator[str]:
    """Yield the calls that are open, the counts, and the table; nothing of no challenge."""
    if not listing.chosen.challenges:
        return
    for programme in filter(is_open, own_programmes(listing.chosen)):
        yield _open_call(programme)
    if tables := "".join(_counts_tables(counts, 3, rows.fragments_of(listing.chosen))):
        yield f"<section>\n{element('h2', _('In numbers'))}{tables}</section>\n"
    yield from rows.challenges_table(listing, heads, numbers)


def _challenge_articles(cards: Cards, numbers: rows.Numbers) -> Iterator[str]:
    """Yield all that is known of each challenge; of several, below the name of each."""
    challenges = cards.chosen.challenges
    slugs, neighbours = {challenge.slug for challenge in challenges}, _neighbours(challenges)
    for challenge, card in zip(challenges, cards.cards(words=True), strict=True):
        heading = ""
        if len(challenges) > 1:
            tagline = rows.tagline_html(challenge, card, numbers, css="lead")
            heading = element("h2", card.name, native=True) + tagline
        others = filter(None, [card.tagline])
        html = rows.facts_list(challenge, card.details, numbers, others, slugs)
        if beside := neighbours[challenge.slug]:
            links = ", ".join(link_html(f"#{slug}", name) for slug, name in beside.items())
            html += f"<p>{as_html(_('Of the same host:'))} <span{lang_attribute()}>{links}</span>"
        yield f"<article id={challenge.slug}>\n{heading}{html}\n</article>\n"


def _call_articles(call: Call, numbers: rows.Numbers) -> Iterator[str]:
    """Yield how things stand, and all that is known of each call; of several, below its name."""
    if call.today:
        yield _today(call.today)
    cards = call._replace(today=None).cards(words=True)
    for programme, card in zip(call.programmes, cards, strict=True):
        heading = ""
        if len(call.programmes) > 1:
            name = card.name
            if programme.promotion:
                name = _("{name}, promotion {code}").format(name=name, code=programme.promotion)
            heading = element("h2", name) + element("p", card.status, css="lead")
        html = rows.facts_list(programme, card.details, numbers)
        yield f"<article>\n{heading}{html}\n</article>\n"


def _neighbours(challenges: Sequence[Challenge]) -> dict[str, dict[str, str]]:
    """Return the names of the other challenges of the same hosts, by their slugs and by the slug.

    Of the bodies that a host is, the first is the department, or else the ministry.
    """
    hosted: dict[str, dict[str, str]] = {}
    for challenge in challenges:
        for host in challenge.hosts:
            for body in host.bodies[:1]:
                hosted.setdefault(body.name, {})[challenge.slug] = challenge.name
    return {
        challenge.slug: {
            slug: name
            for host in challenge.hosts
            for body in host.bodies[:1]
            for slug, name in hosted[body.name].items()
            if slug != challenge.slug
        }
        for challenge in challenges
    }


def _today(today: Today) -> str:
    """Return how things stand today."""
    card = today.card(words=True)
    facts = rows.facts_list(today.latest, card.facts, {})
    return f"<section>\n{element('h2', card.name)}{facts}\n</section>\n"


def _open_call(programme: Programme) -> str:
    """Return the facts of a call, to stand with its challenges."""
    [card] = Call((programme,)).cards(words=True)
    heading = element("h2", _call_heading(programme))
    return f"<section>\n{heading}{rows.facts_list(programme, card.details, {})}\n</section>\n"


def _notes_section(notes: Iterable[str], programmes: Iterable[Programme]) -> str:
    """Return what a reader must know of the numbers and the facts, below a heading; or nothing."""
    next_calls = {programme.next_call for programme in programmes}
    texts = dict.fromkeys(notes)
    html = "".join(element("p", text, native=text in next_calls) for text in texts)
    return f"<section>\n{element('h2', _('How sure'))}{html}</section>\n" if html else ""


def _counts_tables(
    counts: Counts, level: int, fragments: Mapping[tuple[str, str], str] = MappingProxyType({})
) -> Iterator[str]:
    """Yield a table for each dimension, with a bar in each row, and its caption as a heading.

    Args:
        counts: the counts.
        level: the level of the headings.
        fragments: the addresses that show the rows which are counted, by dimension and label.
    """
    heads = [_("Name"), *counts.heads.values(), counts.share_head]
    columns = "".join(f"<th scope=col>{as_html(head)}" for head in heads)
    for dimension, tallies in counts.tallies.items():
        if not tallies:
            continue
        title = element(f"h{level}", _(DIMENSIONS[dimension].title))
        yield f'<table class="counts"><caption>{title}</caption>\n'
        yield f"<thead><tr>{columns}</thead>\n<tbody>\n"
        longest = max(tally.share for tally in tallies) or 1
        lang = lang_attribute(native=DIMENSIONS[dimension].native)
        for tally in tallies:
            cells = [*map(tally.in_words, counts.heads), tally.percent]
            values = "".join(f"<td>{as_html(cell)}" for cell in cells)
            bar = f'<i style="width:{round(100 * tally.share / longest)}%"></i>'
            name = link_html(fragments.get((dimension, tally.label)), tally.label)
            yield f"<tr><th scope=row{lang}>{name}{bar}{values}"
        yield "</table>\n"


def _crossed_table(crossed: Crossed) -> Iterator[str]:
    """Yield a table with a row and a column for each name, and the totals at its edges."""
    head, rows, _kinds = crossed.table(words=True)
    row_lang, lang = (
        lang_attribute(native=DIMENSIONS[by].native) for by in (crossed.by, crossed.across)
    )
    langs = ["", *([lang] * len(crossed.columns)), ""]
    columns = "".join(
        f"<th scope=col{lang}>{as_html(name)}</th>" for name, lang in zip(head, langs, strict=True)
    )
    yield f'<table class="counts"><caption>{as_html(crossed.caption)}</caption>\n'
    yield f"<thead><tr>{columns}</tr></thead>\n<tbody>\n"
    for (name,), *cells in rows:
        values = "".join(f"<td>{as_html(''.join(cell))}</td>" for cell in cells)
        yield f"<tr><th scope=row{row_lang}>{as_html(name)}</th>{values}</tr>\n"
    yield "</tbody></table>\n"


def _sources_list(sources: Sequence[Source], *, noted: bool) -> Iterator[str]:
    """Yield the section of the documents that facts were taken from, numbered.

    Args:
        sources: the documents.
        noted: whether with the notes on them, which say where in a document a fact was found.
    """
    if not sources:
        return
    native, own = lang_attribute(), lang_attribute() and f" lang={language()}"
    yield f'<section class="sources">\n{element("h2", _("Sources"))}<ol>\n'
    for number, source in enumerate(sources, 1):
        date = source.date and as_html(date_text(source.date))
        if date and own:
            date = f"<span{own}>{date}</span>"
        about = ", ".join(filter(None, (as_html(source.publisher or ""), date)))
        note = f"<p>{as_html(source.note)}" if noted and source.note else ""
        title = link_html(source.url, source.title)
        address = rows.source_address(number)
        yield f"<li id={address}{native}>{title}{about and f'<br>{about}'}{note}\n"
    yield "</ol>\n</section>\n"


def _page_footer(metadata: Metadata) -> Iterator[str]:
    """Yield how old the data is, how to use and cite it, and what made the page."""
    if date := metadata.modified:
        yield element("p", _("The latest source is of {date}.").format(date=date_text(date)))
    yield from (f"<p>{note.line_html(line)}</p>\n" for line in terms_of_use(metadata))
    yield element("p", _("Made by {version}.").format(version=version_of()))
    addresses = as_html(_("Print the addresses of links."))
    yield f'<label><input type="checkbox" name="addresses"> {addresses}</label>\n'
