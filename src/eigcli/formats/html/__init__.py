"""A page for a browser: one file that needs no network, no library and no server.

All that it says is in its HTML. Where scripts run, the rows of its table are searched, filtered and
sorted besides; where they do not, nothing is missing. Some end tags are left out, as HTML allows:
of thousands of rows, they would be a tenth.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from string import Template
from types import MappingProxyType

from eigcli.brief import Brief, terms_of_use
from eigcli.counts import DIMENSIONS, Counts
from eigcli.crossed import Crossed
from eigcli.dates import date_text
from eigcli.formats.html import note, rows
from eigcli.formats.html.markup import as_html, data_element, element, lang_attribute, link_html
from eigcli.formats.metadata import Metadata, metadata_of, version_of
from eigcli.forms import card_of, numbers_of
from eigcli.messages import _, language
from eigcli.model import Challenge, Programme, Source
from eigcli.notes import is_open, truncation_note
from eigcli.reports import Call, Calls, Cards, Listing, Report
from eigcli.text import join_sentences, packaged_text
from eigcli.today import Today

# What the challenges of a page are counted by, besides their promotions.
_COUNTED_BY = ("skill", "family", "phase")
# Spaces that style does not need.
_SPACES = re.compile(r"\s*([{},>]|;(?! *}))\s*|;\s*(?=})|(?<=:) ")


def write(report: Report) -> Iterator[str]:
    """Yield the page of a report."""
    if isinstance(report, Brief):
        yield from note.write(report)
        return
    dataset = report.dataset
    metadata = metadata_of(dataset)
    heading, lead = _heading(report)
    names = " · ".join(metadata.names)
    title = " · ".join(filter(None, [heading, names]))
    description = join_sentences(f"{lead.rstrip('.')}." if lead else "", *report.notes)
    challenges = report.chosen.challenges if isinstance(report, Cards) else ()
    is_name = len(challenges) == 1
    numbers = numbers_of(metadata.sources)
    header = [
        element("p", names, css="over", french=True),
        element("h1", heading, french=is_name),
        # A card says less of its programme, and that of a call says it below.
        *([] if is_name or isinstance(report, Call) else _descriptions(metadata)),
        rows.tagline_html(challenges[0], card_of(challenges[0], words=True), numbers, css="lead")
        if is_name
        else _figures(lead),
        element("p", _truncation(report)),
    ]
    style = _SPACES.sub(r"\1", _asset("page.css"))
    if isinstance(report, Listing | Calls) and not isinstance(report, Cards):
        style += rows.labels_css(report)
    script = "\n" + _asset("page.js")
    parts = {
        "language": language(),
        # Whoever changes the script in a saved page writes 'unsafe-inline' for its digest.
        "digest": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "title": as_html(title),
        "style": style,
        "metadata": _json_ld(title, description, metadata),
        "header": "".join(header),
        "footer": "".join(_footer(metadata)),
        "script": script,
    }
    before, after = map(Template, _asset("page.html").split("$main"))
    yield before.substitute(parts)
    yield from _main_part(report, numbers)
    yield _notes_section(report, dataset.programmes)
    yield from _sources_list(metadata.sources, noted=isinstance(report, Cards | Call))
    yield after.substitute(parts)


def _descriptions(metadata: Metadata) -> Iterator[str]:
    """Yield what the programmes are."""
    for text, french in metadata.descriptions.items():
        yield element("p", text, french=french)


def _asset(name: str) -> str:
    """Return a file of this package without indentation, empty lines and lines of comment."""
    lines = map(str.strip, packaged_text(f"formats/html/{name}").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def _heading(report: Report) -> tuple[str, str]:
    """Return the heading of a page, and the line below it, which may be empty."""
    if isinstance(report, Call) and len(report.programmes) == 1:
        *_today, card = report.cards(words=True)
        return _call_heading(report.programmes[0]), card.status
    if isinstance(report, Cards) and len(report.chosen.challenges) == 1:
        [challenge] = report.chosen.challenges
        return challenge.name, challenge.local_tagline
    return report.title, report.headline


def _truncation(report: Report) -> str:
    """Return that a listing shows the first of its challenges only, "" where it shows all."""
    if not isinstance(report, Listing):
        return ""
    return truncation_note(len(report.chosen.challenges), report.found)


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
        "inLanguage": language(),
        "license": [licence.address or licence.title for licence in metadata.licences],
        "dateModified": metadata.modified,
        "temporalCoverage": "/".join(metadata.period),
        "creator": [{"@type": "Organization", "name": name} for name in metadata.organisers],
        "keywords": metadata.themes,
    }
    known = {name: value for name, value in properties.items() if value}
    return data_element("application/ld+json", known)


def _main_part(report: Report, numbers: rows.Numbers) -> Iterator[str]:
    """Yield the content of a report, which refers to sources by their numbers."""
    if isinstance(report, Calls):
        yield from rows.calls_table(report)
    elif isinstance(report, Crossed):
        yield from _crossed_table(report)
    elif isinstance(report, Counts):
        yield from _counts_tables(report, 2)
    elif isinstance(report, Cards | Call):
        yield from _articles(report, numbers)
    elif report.chosen.challenges:
        for programme in filter(is_open, report.chosen.own_programmes):
            yield _open_call(programme)
        counts = "".join(_counts_tables(_counts_of(report), 3, rows.fragments_of(report.chosen)))
        if counts:
            yield f"<section>\n{element('h2', _('In numbers'))}{counts}</section>\n"
        yield from rows.challenges_table(report, numbers)


def _articles(report: Cards | Call, numbers: rows.Numbers) -> Iterator[str]:
    """Yield all that is known of each challenge or call; of several, below the name of each."""
    records: Sequence[Challenge | Programme] = (
        report.programmes if isinstance(report, Call) else report.chosen.challenges
    )
    if isinstance(report, Call) and report.today:
        yield _today(report.today)
        report = report._replace(today=None)
    challenges = [record for record in records if isinstance(record, Challenge)]
    slugs, neighbours = {challenge.slug for challenge in challenges}, _neighbours(challenges)
    for record, card in zip(records, report.cards(words=True), strict=True):
        name, is_challenge = card.name, isinstance(record, Challenge)
        if not is_challenge and record.promotion:
            name = _("{name}, promotion {code}").format(name=name, code=record.promotion)
        heading, address = element("h2", name, french=is_challenge), ""
        if isinstance(record, Challenge):
            address = f" id={record.slug}"
            heading += rows.tagline_html(record, card, numbers, css="lead")
        heading += element("p", card.status, css="lead")
        html = rows.facts_list(record, card.details, numbers, filter(None, [card.tagline]), slugs)
        if isinstance(record, Challenge) and (others := neighbours[record.slug]):
            links = ", ".join(link_html(f"#{slug}", other) for slug, other in others.items())
            html += f"<p>{as_html(_('Of the same host:'))} <span{lang_attribute()}>{links}</span>"
        yield f"<article{address}>\n{heading if len(records) > 1 else ''}{html}\n</article>\n"


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


def _counts_of(listing: Listing) -> Counts:
    """Return how many challenges and people there are in a listing, by what a reader asks first."""
    return Counts(listing.chosen, by=[*(["promotion"] if listing.several else []), *_COUNTED_BY])


def _notes_section(report: Report, programmes: Iterable[Programme]) -> str:
    """Return what a reader must know of the numbers and the facts, below a heading; or nothing."""
    notes = [*report.notes]
    if isinstance(report, Listing) and not isinstance(report, Cards) and report.chosen.challenges:
        notes += _counts_of(report).notes
    next_calls = {programme.next_call for programme in programmes}
    html = [
        element("p", note, french=note in next_calls)
        for note in dict.fromkeys(notes)
        if note != _truncation(report)
    ]
    return f"<section>\n{element('h2', _('How sure'))}{''.join(html)}</section>\n" if html else ""


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
        lang = lang_attribute(french=DIMENSIONS[dimension].french)
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
        lang_attribute(french=DIMENSIONS[by].french) for by in (crossed.by, crossed.across)
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
    french, own = lang_attribute(), lang_attribute() and f" lang={language()}"
    yield f'<section class="sources">\n{element("h2", _("Sources"))}<ol>\n'
    for number, source in enumerate(sources, 1):
        date = source.date and as_html(date_text(source.date))
        if date and own:
            date = f"<span{own}>{date}</span>"
        about = ", ".join(filter(None, (as_html(source.publisher or ""), date)))
        note = f"<p>{as_html(source.note)}" if noted and source.note else ""
        title = link_html(source.url, source.title)
        address = rows.source_address(number)
        yield f"<li id={address}{french}>{title}{about and f'<br>{about}'}{note}\n"
    yield "</ol>\n</section>\n"


def _footer(metadata: Metadata) -> Iterator[str]:
    """Yield how old the data is, how to use and cite it, and what made the page."""
    if date := metadata.modified:
        yield element("p", _("The latest source is of {date}.").format(date=date_text(date)))
    yield from (f"<p>{note.line_html(line)}</p>\n" for line in terms_of_use(metadata))
    yield element("p", _("Made by {version}.").format(version=version_of()))
    addresses = as_html(_("Print the addresses of links."))
    yield f'<label><input type="checkbox" name="addresses"> {addresses}</label>\n'
