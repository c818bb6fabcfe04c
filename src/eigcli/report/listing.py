"""Listings of challenges: below each other, or a card for each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from eigcli.ask.choosing import Answer
from eigcli.ask.facets import FACETS
from eigcli.ask.searching import Matches
from eigcli.data.kinds import TEXTS, fields_of, texts_in
from eigcli.data.model import Challenge, Dataset
from eigcli.data.parts import cited_sources, own_programmes
from eigcli.messages import _
from eigcli.report.blocks import Block, Card, Column, Filter, Report, Table, Text, cited, line_of
from eigcli.report.cards import card_of, coded
from eigcli.report.columns import (
    challenge_columns,
    exported_columns,
    of_field,
    own_columns,
    plain_rows,
)
from eigcli.report.counts import Counts
from eigcli.report.notes import (
    call_notes,
    first,
    inferred_note,
    margin_note,
    roles_sought,
    selected_note,
    states_sentence,
    title_of,
    truncation_note,
)
from eigcli.report.relations import relations_of
from eigcli.text import excerpt

# The columns of a line in a pipe, of a table that people read, and of a sheet with their widths.
_IN_PIPE = ("slug", "number", "name", "tagline", "hosts", "seeks", "promotion")
_FOR_PEOPLE = ("name", "promotion", "tagline", "hosts", "seeks", "state")
_ON_SHEET = {
    "name": 22,
    "promotion": 10,
    "year": 7,
    "tagline": 28,
    "hosts": 25,
    "towns": 10,
    "themes": 14,
    "seeks": 18,
    "recruits": 18,
    "state": 11,
    "product": 20,
    "repository": 12,
}
# What a row of a page shows, or leaves to the card.
_NOT_BELOW = {"slug", "page", "promotion", "hosts", "seeks", "basis", "state", "former_page"}
_NOT_BELOW |= {"number", "funding", "expertise", "later_expertise", "regions"}
# What rows of a page are chosen by, with its name in addresses; and what they are counted by.
_FILTERS = {"skill": "role", "family": "family", "theme": "theme", "promotion": "promotion"}
_FILTERS |= {"town": "town", "state": "state"}
_COUNTED = ("skill", "family", "state")
# In so many characters a line shows a text around a word.
_EXCERPT = 76


def listing(found: Answer, columns: Sequence[Column] = (), limit: int | None = None) -> Report:
    """Return the challenges that were found, one below the other.

    Args:
        found: these challenges, and how they were chosen.
        columns: those that were asked for; by default those that suit the format.
        limit: how many to list at most.
    """
    challenges = found.chosen.challenges[:limit]
    dataset = described(replace(found.chosen, challenges=challenges), found)
    several, title = len(dataset.promotions) > 1, title_of(dataset, found)
    counts = Counts(dataset, ["promotion"] * several + list(_COUNTED), found.roles)
    lead = counts.headline if challenges else ""
    notes = [truncation_note(len(challenges), len(found.chosen.challenges)), *found.notes]
    notes += call_notes(dataset)
    if columns:
        table = Table(columns, challenges, marks=found.matches.spans)
        records = partial(plain_rows, table)
        return Report(title, [table], table, dataset, lead, first(notes), records=records)
    plain, every = challenge_columns(dataset), challenge_columns(dataset)
    every["seeks"] = every["seeks"]._replace(value=roles_sought, kind=TEXTS, field=None)
    every["promotion"] = _promotion(dataset)
    sources = cited_sources(dataset, challenges)
    shown = Table(
        [every[name] for name in _FOR_PEOPLE if several or name != "promotion"],
        challenges,
        lines=_lines(every, found.matches, several=several),
        margin=None if several else every["number"],
        marks=found.matches.spans,
        more=partial(_below, {source.key: n for n, source in enumerate(sources, 1)}),
        filters=_filters(dataset),
        found_by=_found_by,
    ).stated
    blocks: list[Block] = [Text([line_of(states_sentence(challenges))], aside=True), shown]
    if found.mentions:
        others = shown._replace(records=found.mentions, filters=())
        blocks.append(others._replace(title=_("What only mentions it"), more=None))
    blocks += counts.charts(_FILTERS)
    if sources:
        blocks.append(Text(list(map(cited, sources)), _("Sources"), "numbered", aside=True))
    return Report(
        title,
        blocks if challenges else [],
        Table(exported_columns(dataset), challenges),
        dataset,
        lead,
        first([*notes, inferred_note(challenges), selected_note(dataset)]),
        [Table([plain[name] for name in _IN_PIPE], challenges)],
        partial(_sheets, dataset, every),
    )


def _sheets(dataset: Dataset, columns: dict[str, Column]) -> list[list[Table]]:
    """Return the sheets of a workbook: the challenges, then their people and sources."""
    shown = [columns[name]._replace(width=width) for name, width in _ON_SHEET.items()]
    tables = {relation.name: relation.table for relation in relations_of(dataset)}
    shown += own_columns(dataset.challenges).values()
    first_sheet = Table(shown, dataset.challenges, _("Défis")).stated
    return [[first_sheet], [tables["people"], tables["sources"]]]


def described(dataset: Dataset, found: Answer) -> Dataset:
    """Return challenges with the programmes that describe them: of some, theirs only."""
    is_part = len(found.chosen.challenges) < len(found.whole.challenges)
    return replace(dataset, programmes=own_programmes(dataset)) if is_part else dataset


def _promotion(dataset: Dataset) -> Column:
    """Return the column that names promotions with their years."""
    labels = dataset.promotion_labels
    column = of_field(fields_of(Challenge)["promotion"])
    return column._replace(value=lambda c: labels.get(c.promotion or ""), field=None)


def _lines(
    columns: dict[str, Column], matches: Matches, *, several: bool
) -> list[tuple[Column, Column | None]]:
    """Return which columns stand at both ends of the lines of a challenge."""

    def found(challenge: Challenge) -> Iterator[str]:
        seen = [challenge.name, challenge.local_tagline, *roles_sought(challenge)]
        seen += [host.ministry for host in challenge.hosts]
        for term in matches.terms:
            one = Matches([term])
            if any(map(one.spans, seen)):
                continue
            for name, text in _searched(challenge):
                if places := one.spans(text):
                    label = _("{label}: ").format(label=name)
                    yield label + excerpt(text, places[0][0], _EXCERPT - len(label))
                    break

    def slug(challenge: Challenge) -> str:
        if several and challenge.promotion:
            named = _("promotion {code} · {slug}")
            return named.format(code=challenge.promotion, slug=challenge.slug)
        return challenge.slug

    ministries = columns["ministries"]
    hosts = ministries._replace(value=lambda c: tuple(dict.fromkeys(h.ministry for h in c.hosts)))
    return [
        (columns["name"], columns["seeks"]),
        (columns["tagline"], None),
        (hosts, Column("slug", "", slug)),
        (Column("found", "", lambda c: tuple(found(c)), TEXTS), None),
    ]


def _searched(challenge: Challenge) -> Iterator[tuple[str, str]]:
    """Yield the texts of a challenge that are searched, each with its heading."""
    yield from ((_(field.label), text) for field, text in texts_in(challenge, "search"))
    for key, value in challenge.own:
        yield from ((key, text) for text in (value if isinstance(value, tuple) else (str(value),)))


def _below(numbers: dict[str, int], challenge: Challenge) -> Card:
    """Return what a page opens below the row of a challenge."""
    card = card_of(challenge, numbers)
    parts = {
        title: [fact for fact in facts if fact.name not in _NOT_BELOW]
        for title, facts in card.parts.items()
    }
    return card._replace(parts={title: facts for title, facts in parts.items() if facts})


def _found_by(challenge: Challenge) -> list[list[str]]:
    """Return what is searched of a challenge, and the names of families, everyday words too."""
    families = {name for host in challenge.hosts for f in host.families for name in f.names()}
    texts: dict[bool, list[str]] = {False: [str(challenge.year or "")], True: []}
    for _field, text in texts_in(challenge, "search"):
        texts[text in families].append(text)
    return [texts[False], texts[True]]


def _filters(dataset: Dataset) -> list[Filter]:
    """Return what rows of a page are chosen by."""
    filters = []
    for facet, name in _FILTERS.items():
        declared = FACETS[facet]
        labels = declared.labels(dataset)

        def values(
            challenge: Challenge, of: Any = declared.values, labels: Any = labels
        ) -> list[str]:
            names = of(challenge) if of else (p.skill.code for p in challenge.seeks)
            return [labels.get(name, name) for name in dict.fromkeys(names)] or [_("not known")]

        filters.append(Filter(name, _(declared.label), values, not labels))
    return filters


def cards(found: Answer) -> Report:
    """Return all that is known of the challenges that were found, one after the other."""
    dataset = described(found.chosen, found)
    challenges = dataset.challenges
    alone = len(challenges) == 1
    return Report(
        challenges[0].name if alone else title_of(dataset, found),
        list(map(card_of, challenges)),
        Table(exported_columns(dataset), challenges),
        dataset,
        " ".join(found.facts) if found.facts or alone else Counts(dataset).headline,
        first([*found.notes, selected_note(dataset), margin_note(dataset)]),
        list(map(coded, challenges)),
    )
