"""A page for a browser: one file that needs no network, no library and no server.

All that it says is in its HTML. Where scripts run, the rows of its table are searched, filtered and
sorted besides; where they do not, nothing is missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from eigcli import __version__
from eigcli.counts import Counts
from eigcli.formats.html import parts, rows
from eigcli.formats.html.linked import linked
from eigcli.formats.html.markup import document, element, escaped, link
from eigcli.formats.html.parts import Numbers
from eigcli.kinds import date_text
from eigcli.messages import _
from eigcli.model import Challenge, Dataset, Programme, cited_sources, latest, licences_of
from eigcli.notes import call_status, is_open
from eigcli.reports import Call, Calls, Cards, Report
from eigcli.tables import Card
from eigcli.text import join_sentences


class _Head(NamedTuple):
    """What a page begins with.

    Attributes:
        title: what it is about.
        lead: what is said of it first.
        sentences: what a reader must know besides.
        french: whether title and lead are the dataset's own words.
    """

    title: str
    lead: str = ""
    sentences: Sequence[str] = ()
    french: bool = False


def write(report: Report) -> Iterator[str]:
    """Yield the page of a report."""
    dataset, head = _dataset(report), _head(report)
    sources = dataset.sources
    numbers = {source.key: number for number, source in enumerate(sources, 1)}
    names = " · ".join(dict.fromkeys(programme.name for programme in dataset.programmes))
    title = " · ".join(filter(None, [head.title, names]))
    lead = f"{head.lead.rstrip('.')}." if head.lead else ""
    description = join_sentences(lead, *head.sentences)
    machines = linked(title, description, dataset)
    next_calls = {programme.next_call for programme in dataset.programmes}

    def body() -> Iterator[str]:
        yield "<header>\n"
        yield element("p", names, french=True, of="over")
        yield element("h1", head.title, french=head.french)
        yield element("p", head.lead, french=head.french, of="lead")
        yield from (element("p", text, french=text in next_calls) for text in head.sentences)
        yield "</header>\n<main>\n"
        yield from _main(report, numbers)
        yield from parts.sources(sources)
        yield "</main>\n<footer>\n"
        if date := latest(sources):
            text = _("The latest source is of {date}.")
            yield element("p", text.format(date=date_text(date)))
        for _name, called, address in licences_of(dataset.programmes):
            text = escaped(
                _("The data is under the {licence}: reuse it, and say where it is from.")
            )
            linked_to = link(address, called) if address else escaped(called)
            yield f"<p>{text.format(licence=linked_to)}</p>\n"
        yield element("p", _("Made by eig {version}.").format(version=__version__))
        yield "</footer>\n"

    return document(title, machines, body())


def _dataset(report: Report) -> Dataset:
    """Return the dataset of a report, with only the programmes and the sources that it is of."""
    if isinstance(report, Call):
        return Dataset(programmes=report.programmes, sources=report.sources, challenges=())
    if isinstance(report, Calls):
        return report.dataset
    dataset = report.chosen
    return replace(
        dataset,
        programmes=dataset.own_programmes,
        sources=cited_sources(dataset, dataset.challenges),
    )


def _head(report: Report) -> _Head:
    """Return what the page of a report begins with."""
    if isinstance(report, Call):
        if len(report.programmes) != 1:
            return _Head(_("Calls for applications"))
        [programme] = report.programmes
        return _Head(_titled(programme), call_status(programme))
    if isinstance(report, Calls):
        return _Head(_("Promotions"), sentences=report.notes)
    if isinstance(report, Counts):
        return _Head(_("Défis in numbers"), report.headline, report.notes)
    if isinstance(report, Cards) and len(report.chosen.challenges) == 1:
        [challenge] = report.chosen.challenges
        return _Head(challenge.name, challenge.tagline or "", report.notes, french=True)
    title, promotions = _("Défis"), report.chosen.promotions
    if len(promotions) == 1 and (code := promotions[0]):
        title = _("Défis of promotion {code}").format(code=code)
    if report.chosen_by:
        title = _("{title}: {value}").format(title=title, value=", ".join(report.chosen_by))
    return _Head(title, Counts(report.chosen).headline, report.notes)


def _titled(programme: Programme) -> str:
    """Return the heading of a call."""
    if code := programme.promotion:
        return _("The call for applications of promotion {code}").format(code=code)
    return _("The call for applications")


def _main(report: Report, numbers: Numbers) -> Iterator[str]:
    """Yield what a report has to tell.

    Args:
        report: the report.
        numbers: the number of each source, by its key.
    """
    if isinstance(report, Call):
        several = len(report.programmes) > 1
        for programme, card in zip(report.programmes, report.cards(words=True), strict=True):
            title, code = card.name, programme.promotion
            if code:
                title = _("{name}, promotion {code}").format(name=title, code=code)
            heads = [element("h2", title), element("p", call_status(programme), of="lead")]
            yield _article(programme, card, heads if several else [], numbers)
    elif isinstance(report, Cards):
        challenges = report.chosen.challenges
        for challenge, card in zip(challenges, report.cards(words=True), strict=True):
            heads = [
                element("h2", card.name, french=True),
                element("p", card.tagline or "", french=True, of="lead"),
            ]
            yield _article(challenge, card, heads if len(challenges) > 1 else [], numbers)
    elif isinstance(report, Calls):
        yield from rows.calls(report)
    elif isinstance(report, Counts):
        yield from parts.counts(report, 2)
    elif report.chosen.challenges:
        yield from _call(report.chosen)
        yield from rows.challenges(report, numbers)
        by = ["promotion", "skill"] if report.several else ["skill"]
        counts = Counts(report.chosen, by=by)
        yield f"<section>\n{element('h2', _('In numbers'))}"
        yield from parts.counts(counts, 3)
        # What a reader must know of the calls stands at the head of the page.
        yield from (element("p", note) for note in counts.notes if note not in report.notes)
        yield "</section>\n"


def _call(dataset: Dataset) -> Iterator[str]:
    """Yield the facts of each call of the challenges to which one may still apply."""
    for programme in filter(is_open, dataset.own_programmes):
        [card] = Call((programme,)).cards(words=True)
        told = [fact for fact in card.details if fact.name != "sources"]
        yield f"<section>\n{element('h2', _titled(programme))}"
        yield f"{parts.facts(programme, told, {})}\n</section>\n"


def _article(of: Challenge | Programme, card: Card, heads: Sequence[str], numbers: Numbers) -> str:
    """Return all that is known of something, below the HTML of its headings."""
    return f"<article>\n{''.join(heads)}{parts.facts(of, card.details, numbers)}\n</article>\n"
