"""Listings of challenges: one below the other, or a card for each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from eigcli.ask.choosing import Answer
from eigcli.ask.counting import facets_known
from eigcli.ask.facets import FACETS
from eigcli.ask.searching import Matches, searched_texts
from eigcli.data.kinds import TEXTS, Many
from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.data.parts import own_programmes
from eigcli.messages import _
from eigcli.report import notes
from eigcli.report.blocks import WORDS, Column, Line, Lines, Report, Span, Table, Text, sources_text
from eigcli.report.cards import card_of, coded, facts_asked, sources_of
from eigcli.report.counts import Counts
from eigcli.report.tables import (
    Columns,
    challenge_columns,
    exported_columns,
    items_of,
    relations_of,
)
from eigcli.text import excerpt

# The columns of a line in a pipe, and of a sheet with their widths.
_IN_PIPE = ("slug", "number", "name", "tagline", "hosts", "seeks", "promotion")
_ON_SHEET = {"name": 22, "promotion": 10, "year": 7, "tagline": 28, "hosts": 25, "towns": 10}
_ON_SHEET |= {"themes": 14, "seeks": 18, "recruits": 18, "state": 11}
_ON_SHEET |= {"product": 22, "repository": 22}
# The facets that filter the rows of a page, and those that count them.
_FILTERS = ("skill", "family", "theme", "promotion", "town", "state")
_COUNTED = ("skill", "family", "state")
# The length of a line that shows a text around a match.
_EXCERPT = 76
_INFERRED = "~"  # the mark before inferred numbers of people


def listing(answer: Answer, columns: Sequence[Column] = ()) -> Report:
    """Return the listing of the challenges of an answer, one below the other.

    Args:
        answer: the answer.
        columns: the columns that were asked for; by default those that suit the format.
    """
    report = _for_programs(answer)
    if columns:
        table = report.table._replace(columns=columns, marks=answer.matches.spans)
        blocks = [table] if table.records else []
        return report._replace(blocks=blocks, table=table, is_whole=False)
    dataset = report.dataset
    if not dataset.challenges:
        return report
    plain, labels = challenge_columns(dataset), answer.whole.promotion_labels
    shown = plain | {  # people read more in these than programs do
        "promotion": plain["promotion"].showing(lambda c: labels.get(c.promotion)),
        "seeks": plain["seeks"].showing(_roles_sought, TEXTS),
    }
    if any(c.state for c in dataset):
        shown["state"] = plain["state"].showing(notes.state_in_short, WORDS)
    several = len(answer.whole.promotions) > 1
    names = ["name", "promotion", "tagline", "hosts", answer.filters.whom, "state"]
    table = Table(
        [shown[name] for name in names if several or name != "promotion"],
        dataset.challenges,
        lines=partial(_lines, columns=shown, answer=answer, several=several),
        marks=answer.matches.spans,
    )
    tables = [table.stated]
    if answer.mentions:
        title = _("Défis that only mention it")
        tables.append(tables[0]._replace(records=answer.mentions, title=title))
    below = [*report.notes]
    if any(c.basis == "inferred" for c in dataset):
        below.append(_("{mark} roles inferred: no source gives the whole team.", mark=_INFERRED))
    below += notes.how_sure(dataset)
    return report._replace(
        blocks=tables,
        notes=notes.top(below),
        page=partial(_page, dataset, answer, tables),
        pipe=[Table([plain[name] for name in _IN_PIPE], dataset.challenges)],
        sheets=partial(_sheets, dataset, shown),
    )


def _for_programs(answer: Answer) -> Report:
    """Return the challenges of an answer with the notes on them, but without blocks."""
    dataset = answer.listed
    if len(answer.chosen) < len(answer.whole):
        # Programmes that have no challenge here say nothing of those listed.
        dataset = replace(dataset, programmes=own_programmes(dataset))
    below = [notes.truncation_note(answer), *answer.notes, *notes.call_notes(answer.whole)]
    return Report(
        notes.title_of(dataset, answer),
        [],
        Table(exported_columns(dataset), dataset.challenges),
        dataset,
        Counts(dataset, staff=answer.staff).headline if dataset.challenges else "",
        notes.top(below),
        is_whole=True,
    )


def _page(dataset: Dataset, answer: Answer, tables: Sequence[Table]) -> list[Text | Table]:
    """Return the blocks of a page: states, the table with its cards, counts and sources."""
    facets = ("promotion", *_COUNTED) if len(dataset.promotions) > 1 else _COUNTED
    counts = Counts(dataset, facets_known(dataset, facets), answer.staff)
    sources = sources_of(dataset)
    table, *mentions = tables
    return [
        Text([[Span(notes.states_sentence(dataset.challenges))]]),
        table._replace(
            more=partial(card_of, listed=sources),
            filters=[_filter(dataset, facet) for facet in _FILTERS],
        ),
        *mentions,
        *counts.charts(),
        *sources_text(sources),
    ]


def _sheets(dataset: Dataset, columns: Columns) -> list[Table]:
    """Return the sheets of a workbook: the challenges, then their people and sources."""
    # LibreOffice does not wrap a link.
    columns = columns | {"name": columns["name"]._replace(field=None)}
    on_sheet = [columns[name]._replace(width=width) for name, width in _ON_SHEET.items()]
    on_sheet += [column for name, column in columns.items() if name.startswith("x-")]
    people = items_of("people", columns["name"], Challenge, dataset.challenges)
    *_others, sources = relations_of(dataset)
    return [Table(on_sheet, dataset.challenges, _("Défis")), people, sources]


def _roles_sought(challenge: Challenge) -> tuple[str, ...]:
    """Return the roles that a challenge seeks, such as `~2 developers` if that is inferred."""
    mark = _INFERRED if challenge.basis == "inferred" else ""
    return tuple(f"{mark}{profile.words()}" for profile in challenge.seeks)


def _lines(challenge: Challenge, columns: Columns, answer: Answer, *, several: bool) -> Lines:
    """Yield the lines of a challenge in a terminal.

    Args:
        challenge: the challenge.
        columns: the columns of a table that people read.
        answer: the answer.
        several: whether it is about several promotions: numbers would be ambiguous.
    """
    slug, hosts = challenge.slug, _("; ").join(distinct(challenge.ministries))
    if several and challenge.promotion:
        slug = _("promotion {code} · {slug}", code=challenge.promotion, slug=slug)
    [name], mission = (columns[field].spans(challenge) for field in ("name", "tagline"))
    roles = ", ".join(span.text for span in columns[answer.filters.whom].spans(challenge))
    yield "" if several else str(challenge.number or ""), {"name": name, "roles": Span(roles)}
    yield from (("", {"tagline": span}) for span in mission)
    yield "", {"hosts": Span(hosts), "slug": Span(slug)}
    if not {"state", "phase"}.isdisjoint(answer.filters.given) and challenge.state:
        yield "", {"state": Span(challenge.dated_state())}
    for text in distinct(_excerpts(answer.matches, challenge, mission)):
        yield "", {"found": Span(text)}


def _excerpts(matches: Matches, challenge: Challenge, mission: Line) -> Iterator[str]:
    """Yield a text around the first match of each term that the other lines do not show."""
    seen = [challenge.name, *(span.text for span in mission), *challenge.ministries]
    for term_matches in (Matches([term]) for term in matches.terms):
        if any(map(term_matches.spans, seen)):
            continue
        for field, text in searched_texts(challenge):
            if places := term_matches.spans(text):
                label = _("{label}: ", label=_(field.label))
                yield label + excerpt(text, places[0][0], _EXCERPT - len(label))
                break


def _filter(dataset: Dataset, facet: str) -> Column:
    """Return the column of a facet that filters the rows of a page, named as in addresses."""
    declared = FACETS[facet]
    labels = declared.labels(dataset)

    def values(challenge: Challenge) -> tuple[str, ...]:
        names = declared.values(challenge)
        if facet == "skill":  # without roles that were only recruited
            names = [profile.skill.code for profile in challenge.seeks]
        return tuple(labels.get(name, name) for name in names) or (_("not known"),)

    name = "role" if facet == "skill" else facet
    return Column(name, _(declared.label), values, Many(WORDS) if labels else TEXTS)


def cards(answer: Answer) -> Report:
    """Return the cards of the challenges of an answer, one after the other."""
    report = listing(answer)
    challenges, sources = report.dataset.challenges, sources_of(report.dataset)
    alone, facts = len(challenges) == 1, " · ".join(facts_asked(answer))
    return report._replace(
        title=challenges[0].name if alone else report.title,
        blocks=[*(card_of(c, sources) for c in challenges), *sources_text(sources)],
        lead=facts or ("" if alone else report.lead),
        notes=notes.top([*answer.notes, *notes.how_sure(report.dataset)]),
        page=None,
        pipe=[*coded(challenges)],
    )
