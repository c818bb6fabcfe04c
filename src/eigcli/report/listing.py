"""Listings of challenges: below each other, or a card for each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from eigcli.ask.facets import FACETS
from eigcli.ask.searching import Matches
from eigcli.data.kinds import TEXTS, fields_of, texts_in
from eigcli.data.model import Challenge, Dataset
from eigcli.data.parts import cited_sources, own_programmes
from eigcli.messages import _
from eigcli.report.blocks import Card, Column, Filter, Report, Table, Text, line_of
from eigcli.report.cards import card_of, coded
from eigcli.report.columns import challenge_columns, exported_columns, of_field, plain_rows
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
_FOR_PEOPLE = ("name", "promotion", "tagline", "hosts", "seeks", "phase")
_ON_SHEET = {
    "name": 17,
    "promotion": 9,
    "year": 6,
    "tagline": 28,
    "hosts": 25,
    "towns": 9,
    "themes": 12,
    "seeks": 13,
    "recruited": 13,
    "phase": 11,
    "product": 14,
    "repository": 12,
}
# What a row of a page shows, or leaves to the card.
_NOT_BELOW = {"slug", "page", "promotion", "hosts", "profiles", "basis", "phase", "former_page"}
_NOT_BELOW |= {"number", "funding", "expertise", "later_expertise", "regions"}
# What rows of a page are chosen by, with its name in addresses; and what they are counted by.
_FILTERS = {"skill": "role", "family": "family", "theme": "theme", "promotion": "promotion"}
_FILTERS |= {"town": "town", "phase": "phase"}
_COUNTED = ("skill", "family", "phase")
# In so many characters a line shows a text around a word.
_EXCERPT = 76
_NO_MATCHES = Matches()


def listing(
    dataset: Dataset,
    columns: Sequence[Column] = (),
    *,
    chosen_by: Sequence[str] = (),
    roles: Collection[str] = (),
    matches: Matches = _NO_MATCHES,
    found: int = 0,
) -> Report:
    """Return the challenges of a dataset, one below the other.

    Args:
        dataset: the dataset.
        columns: those that were asked for; by default those that suit the format.
        chosen_by: what people call that by which they were chosen.
        roles: the codes of the roles that they were chosen by.
        matches: where the words are that they were searched for.
        found: how many there are with those that a limit left out.
    """
    challenges, several = dataset.challenges, len(dataset.promotions) > 1
    notes = [truncation_note(len(challenges), found), *call_notes(dataset)]
    counts = Counts(dataset, ["promotion"] * several + list(_COUNTED), roles)
    title = title_of(dataset, chosen_by)
    if columns:
        table = Table(columns, challenges, marks=matches.spans)
        records = partial(plain_rows, table)
        return Report(
            title, [table], table, dataset, counts.headline, first(notes), records=records
        )
    every = challenge_columns(dataset)
    every["seeks"] = every["seeks"]._replace(value=roles_sought, kind=TEXTS)
    every["promotion"] = _promotion(dataset)
    numbers = {source.key: n for n, source in enumerate(cited_sources(dataset, challenges), 1)}
    shown = Table(
        [every[name] for name in _FOR_PEOPLE if several or name != "promotion"],
        challenges,
        lines=_lines(every, matches, several=several),
        margin=None if several else every["number"],
        marks=matches.spans,
        more=partial(_below, numbers),
        filters=_filters(dataset),
        found_by=_found_by,
    )
    people, sources = (r.table for r in relations_of(dataset) if r.name in {"people", "sources"})
    on_sheet = [every[name]._replace(width=width) for name, width in _ON_SHEET.items()]
    asides = [Text([line_of(states_sentence(challenges))], aside=True)]
    plain = challenge_columns(dataset)
    return Report(
        title,
        [*asides, shown.stated, *counts.charts(_FILTERS)] if challenges else [],
        Table(exported_columns(dataset), challenges),
        described(dataset, chosen_by),
        counts.headline if challenges else "",
        first([*notes, inferred_note(challenges), selected_note(dataset)]),
        [Table([plain[name] for name in _IN_PIPE], challenges)],
        [[Table(on_sheet, challenges, _("Défis"))], [people, sources]],
    )


def described(dataset: Dataset, chosen_by: Sequence[str]) -> Dataset:
    """Return challenges with the programmes that describe them: of some, theirs only."""
    return replace(dataset, programmes=own_programmes(dataset)) if chosen_by else dataset


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
        for field, text, at in matches.elsewhere(challenge, seen):
            label = _("{label}: ").format(label=_(field.label))
            yield label + excerpt(text, at, _EXCERPT - len(label))

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


def _below(numbers: dict[str, int], challenge: Challenge) -> Card:
    """Return what a page opens below the row of a challenge."""
    card = card_of(challenge, numbers)
    parts = {
        title: [fact for fact in facts if fact.name not in _NOT_BELOW]
        for title, facts in card.parts.items()
    }
    return card._replace(parts={title: facts for title, facts in parts.items() if facts})


def _found_by(challenge: Challenge) -> tuple[str, str]:
    """Return what is searched of a challenge, and the names of families, everyday words too."""
    families = {name for host in challenge.hosts for f in host.families for name in f.names()}
    texts: dict[bool, list[str]] = {False: [challenge.year or ""], True: []}
    for _field, text in texts_in(challenge, "search"):
        texts[text in families].append(text)
    return " ".join(texts[False]), " ".join(texts[True])


def _filters(dataset: Dataset) -> list[Filter]:
    """Return what rows of a page are chosen by."""
    filters = []
    for facet, name in _FILTERS.items():
        declared = FACETS[facet]
        labels = declared.labels(dataset)

        def values(
            challenge: Challenge, of: Any = declared.values, labels: Any = labels
        ) -> list[str]:
            names = of(challenge) if of else (p.skill.code for p in challenge.profiles)
            return [labels.get(name, name) for name in dict.fromkeys(names)] or [_("not known")]

        filters.append(Filter(name, _(declared.label), values, not labels))
    return filters


def cards(dataset: Dataset, chosen_by: Sequence[str] = ()) -> Report:
    """Return all that is known of the challenges of a dataset, one after the other."""
    challenges = dataset.challenges
    blocks, alone = list(map(card_of, challenges)), len(challenges) == 1
    return Report(
        challenges[0].name if alone else title_of(dataset, chosen_by),
        blocks,
        Table(exported_columns(dataset), challenges),
        described(dataset, chosen_by),
        "" if alone else Counts(dataset).headline,
        first([selected_note(dataset), margin_note(dataset)]),
        list(map(coded, challenges)),
    )
