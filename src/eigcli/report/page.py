"""The page of some challenges: the programme, a chart of states, and their cards to search."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from eigcli.data.dates import first_day
from eigcli.data.kinds import Cell, Scalar
from eigcli.data.loading import is_bundled
from eigcli.data.model import Challenge, Dataset
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.query.counting import facets_known
from eigcli.query.definitions import CHALLENGE, DEFINITIONS
from eigcli.query.facets import FACETS, NOT_KNOWN, few_values
from eigcli.report import states
from eigcli.report.blocks import (
    Block,
    Column,
    Line,
    Report,
    Table,
    Text,
    line_of,
    sources_text,
)
from eigcli.report.cards import entry_of, numbered, sources_of
from eigcli.report.metadata import metadata_of
from eigcli.text import fold, join_sentences

# The facets that filter a page, besides own keys with few values.
_FILTERS = ("skill", "subject", "theme", "family", "town", "promotion", "state")
_MOST_HOSTS = 30  # from which people choose


def as_page(report: Report, answer: Answer, table: Table) -> Report:
    """Return a listing as a page: what a challenge is, the states, the challenges, sources.

    Args:
        report: the listing.
        answer: the answer.
        table: the table of its challenges.
    """
    dataset = report.dataset
    sources = sources_of(dataset)
    numbers = numbered(sources)
    orders = _orders(dataset)
    if answer.filters.sort or answer.matches.terms:
        places = {challenge.slug: place for place, challenge in enumerate(dataset)}
        orders = {_("as listed"): lambda challenge: places[challenge.slug]} | orders
    first, *_others = orders.values()
    records = sorted(dataset, key=first)
    filters = [_filter(dataset, facet) for facet in _facets_of(dataset)]
    listed = table._replace(
        records=records,
        title=_("Challenges"),
        card_below=partial(entry_of, numbers=numbers),
        filters=filters,
        orders=orders,
    )
    introduction = [*_introduction(dataset)]
    blocks: list[Block] = [Text(introduction, form="lead")]
    if states.has_states(dataset):
        chart = states.chart_of_promotions(dataset)
        if any(key.code == "handed-over" for key in chart.keys):
            about = join_sentences(chart.about, _(DEFINITIONS["handed-over"]))
            chart = chart._replace(about=about)
        blocks.append(chart)
    blocks += [listed, *sources_text(sources)]
    notes = [report.lead, *report.notes]
    return report._replace(blocks=blocks, lead="", notes=notes)


def _facets_of(dataset: Dataset) -> list[str]:
    """Return the facets that filter a page: those of which a challenge has a value."""
    facets = facets_known(dataset, _FILTERS)
    if "family" not in facets:
        hosts = set[str]()
        for challenge in dataset:
            hosts.update(FACETS["ministry"].values(challenge))
        if 1 < len(hosts) <= _MOST_HOSTS:
            facets.append("ministry")
    return [*facets, *few_values(dataset)]


def _introduction(dataset: Dataset) -> Iterator[Line]:
    """Yield what a challenge is, for someone who never heard of the programme."""
    descriptions = metadata_of(dataset).descriptions
    if is_bundled(dataset):
        yield line_of(_(CHALLENGE))
    elif descriptions:
        yield descriptions[:1]


def _orders(dataset: Dataset) -> dict[str, Callable[[Challenge], Any]]:
    """Return the keys by which the challenges of a page are sorted, by their names."""
    promotions = dataset.promotions[::-1]

    def by_name(challenge: Challenge) -> Any:
        return fold(challenge.name)

    def by_state(challenge: Challenge) -> Any:
        rank = states.rank_of(challenge)
        seen = first_day(challenge.state_date or "0001")
        latest_first = -seen.toordinal()
        return rank, latest_first, by_name(challenge)

    def newest_first(challenge: Challenge) -> Any:
        year = challenge.year or 0
        place = promotions.index(challenge.promotion)
        return -year, place, by_state(challenge)

    return {
        _("newest first"): newest_first,
        _("by state"): by_state,
        _("by name"): by_name,
    }


def _filter(dataset: Dataset, facet: str) -> Column:
    """Return the column of a facet that filters a page, named as in addresses."""
    declared = FACETS[facet]
    is_role = facet == "skill"

    def values(challenge: Challenge) -> Cell:
        found = declared.values(challenge)
        if is_role:  # without those that were only recruited
            found = [profile.skill.code for profile in challenge.seeks]
        return (*found,) or (NOT_KNOWN,)

    labels = declared.labels(dataset)
    choices = {}
    for challenge in dataset:
        for code in values(challenge):
            choices[code] = labels.get(code, code)
    choices[NOT_KNOWN] = _("Not known")
    label = _(declared.label)
    kind = Scalar(choices=choices)
    if is_role:
        facet = "role"
    return Column(facet, label, values, kind)
