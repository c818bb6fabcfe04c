"""Listings and cards: challenges one below the other, or all that is known of each.

A card tells the story of a challenge first; a programme has one, too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, product
from operator import attrgetter
from typing import Any

from eigcli.data.dates import DAY, first_day
from eigcli.data.fields import Field
from eigcli.data.kinds import Form, field_read, fields_of, in_units, values_of
from eigcli.data.loading import is_bundled
from eigcli.data.model import CHALLENGES, Challenge, Dataset, Figure, Programme, Source, distinct
from eigcli.data.parts import own_programmes
from eigcli.messages import N_, _
from eigcli.query.choosing import Answer
from eigcli.query.counting import facets_known, tally
from eigcli.query.facets import FACETS, NOT_KNOWN
from eigcli.query.searching import Matches, searched_texts
from eigcli.report import notes, states
from eigcli.report.blocks import (
    Card,
    Chart,
    Column,
    Fact,
    Line,
    Report,
    ScreenLine,
    Span,
    Table,
    Text,
    line_of,
    sources_text,
    text_of,
)
from eigcli.report.counts import Counts, stats
from eigcli.report.metadata import metadata_of
from eigcli.report.tables import (
    Columns,
    challenge_columns,
    exported_columns,
    items_of,
    of_field,
    relations_of,
    undated,
)
from eigcli.text import excerpt, fold

# The columns of a line in a pipe.
_IN_PIPE = ("slug", "number", "name", "tagline", "hosts", "seeks", "promotion")
# The columns of a sheet that are printed, with their widths; those behind them; those that others
# stand for. What is in neither list follows.
_PRINTED = {"name": 20, "state": 12, "state_date": 12, "promotion": 10, "hosts": 26, "tagline": 34}
_PRINTED |= {"since": 46}
_ON_SHEET = "families page product repository towns subjects themes seeks recruits techniques"
_ON_SHEET += " keywords"
_NOT_ON_SHEET = "tagline_english ministries departments bodies people skills"
# The facets by which a workbook counts.
_COUNTED_ON_SHEET = ("promotion", "state", "family", "subject", "theme", "skill", "town")
# The facets that filter a page.
_FILTERS = ("skill", "subject", "theme", "family", "town", "promotion", "state")
# The length of a line that shows a text around a match.
_EXCERPT = 76
_INFERRED = "~"  # the mark before inferred numbers of people
# The parts of the card of a challenge, by title; other fields stand in the last part.
_STORY, _LAST = N_("In short, as summarised for this dataset"), N_("Besides")
_SPOKEN = {"en": N_("(in English)"), "fr": N_("(in French)")}
_PARTS = {
    _STORY: "problem planned made since figures began same_product",
    N_("Links"): "product repository repository_licence repository_changed repository_archived"
    " repository_seen card page former_page links",
    N_("Who"): "hosts seeks recruits basis expertise later_expertise funding",
    N_("Where and when"): "promotion year months towns regions themes subjects",
    _LAST: "",
}
# The fields that cards do not show, since other facts say the same or no reader needs them.
_NOT_SHOWN = {
    Challenge: "name tagline_english ministries departments families bodies districts people skills"
    " sought recruited keywords state_date sources",
    Programme: "name description_english language rounded numbers_note_english sources",
}
# The fields that an entry of a page does not show: they are in its head, or follow from it.
_IN_HEAD = ("promotion", "year", "slug", "number", "regions", "repository_seen")
_PART_OF = {name: title for title, names in _PARTS.items() for name in names.split()}


def listing(answer: Answer, columns: Sequence[Column] = ()) -> Report:
    """Return the listing of the challenges of an answer, one below the other.

    Args:
        answer: the answer.
        columns: the columns that were asked for; by default those that suit the format.
    """
    dataset = answer.listed
    if len(answer.chosen) < len(answer.whole):
        # Programmes that have no challenge here say nothing of those listed.
        dataset = replace(dataset, programmes=own_programmes(dataset))
    challenges = dataset.challenges
    table = Table(columns or exported_columns(dataset), challenges, marks=answer.matches.spans)
    report = Report(
        states.title(answer),
        [table] if challenges else [],
        table,
        dataset,
        Counts(dataset, staff=answer.staff).headline if challenges else "",
        notes.top([notes.truncation_note(answer), *notes.call_notes(answer.whole)]),
        answer.about,
        states.sentences(answer),
        sheets=lambda: [Table([*map(undated, table.columns)], challenges, _("Challenges"))],
        is_whole=not columns,
        states=states.answer_sentence(answer) if challenges else "",
    )
    if columns or not challenges:
        return report
    shown, labels = challenge_columns(dataset), answer.whole.promotion_labels
    # People read more in these than programs do.
    promotion = shown["promotion"]
    shown["promotion"] = promotion._replace(words=lambda c: distinct([labels.get(c.promotion)]))
    shown["seeks"] = shown["seeks"]._replace(words=_roles_sought)
    several = len(answer.whole.promotions) > 1
    names = ["name", "promotion", "tagline", "hosts", answer.filters.whom, "state"]
    for_people = table._replace(
        columns=[shown[name] for name in names if several or name != "promotion"],
        terminal_lines=partial(_lines, columns=shown, answer=answer),
        group=_group_of(challenges, labels),
    )
    shown_table = for_people.without_empty_columns
    below = [*report.notes]
    if any(c.basis == "inferred" for c in dataset):
        below.append(_("{mark} roles inferred: no source gives the whole team.", mark=_INFERRED))
    below += notes.precision_notes(dataset)
    return report._replace(
        blocks=[shown_table],
        notes=notes.top(below),
        page=partial(_page, answer=answer, table=shown_table),
        plain_blocks=[Table([shown[name] for name in _IN_PIPE], challenges)],
        sheets=partial(_sheets, answer, dataset, shown),
    )


def _page(report: Report, answer: Answer, table: Table) -> Report:
    """Return a page: what a challenge is, the states, challenges with their cards, sources."""
    dataset, sources = report.dataset, sources_of(report.dataset)
    orders = _orders(dataset)
    if answer.filters.sort or answer.matches.terms:
        places = {challenge.slug: place for place, challenge in enumerate(dataset)}
        orders = {_("as listed"): lambda challenge: places[challenge.slug], **orders}
    first = next(iter(orders.values()))
    listed = table._replace(
        records=sorted(dataset, key=first),
        title=_("Challenges"),
        card_below=partial(_entry_of, listed=sources),
        filters=[_filter(dataset, facet) for facet in _FILTERS],
        orders=orders,
    )
    about = Text([*_introduction(dataset)], form="lead")
    return report._replace(
        blocks=[about, *_charts(dataset), listed, *sources_text(sources)],
        lead="",
        notes=[report.states, report.lead, *report.notes],
    )


def _introduction(dataset: Dataset) -> Iterator[Line]:
    """Yield what a challenge is, for someone who never heard of the programme."""
    metadata = metadata_of(dataset)
    if is_bundled(dataset):
        text = _(
            "A challenge is a task that a French administration gives to a small team, which the"
            " State’s programme {programme} recruits from outside for some months."
        )
        yield line_of(text.format(programme=metadata.names[0]))
    elif metadata.descriptions:
        yield metadata.descriptions[:1]


def _charts(dataset: Dataset) -> Iterator[Chart]:
    """Yield a chart of the states of each promotion, if any state is known."""
    if facets_known(dataset, ["state"]):
        rows = tally(dataset, "promotion")
        yield states.chart(
            _(FACETS["promotion"].label),
            {row.label: row.challenges for row in rows},
        )


def _orders(dataset: Dataset) -> dict[str, Callable[[Challenge], Any]]:
    """Return the keys by which the challenges of a page are sorted, by their names."""
    codes = [state.code for state in states.STATES]
    promotions = dataset.promotions[::-1]

    def by_name(challenge: Challenge) -> str:
        return fold(challenge.name)

    def by_state(challenge: Challenge) -> tuple[int, int, str]:
        rank = codes.index(challenge.state or NOT_KNOWN)
        seen = first_day(challenge.state_date or "0001")
        name = by_name(challenge)
        return rank, -seen.toordinal(), name

    def newest_first(challenge: Challenge) -> tuple[Any, ...]:
        place = promotions.index(challenge.promotion)
        year = challenge.year or 0
        return -year, place, *by_state(challenge)

    orders: dict[str, Callable[[Challenge], Any]] = {_("newest first"): newest_first}
    orders[_("by state")] = by_state
    orders[_("by name")] = by_name
    return orders


def _entry_of(challenge: Challenge, listed: Iterable[Source]) -> Card:
    """Return the card of a challenge below a head, with what a page finds it by."""
    by_field = _facts_of(challenge, listed)
    for name in _IN_HEAD:
        by_field.pop(name, None)
    card = _card_of_challenge(challenge, by_field)
    parts, pages = {}, list[Fact]()
    for title, facts in card.parts.items():
        pages += [fact for fact in facts if fact.is_address]
        if others := [fact for fact in facts if not fact.is_address]:
            parts[title] = others
    return card._replace(
        parts=parts,
        pages=pages,
        seen=state_of(challenge, len("2018")),
        searched=[(_(field.label), text) for field, text in searched_texts(challenge)],
    )


def _sheets(answer: Answer, dataset: Dataset, columns: Columns) -> list[Table]:
    """Return the sheets of a workbook: the challenges, their people and sources, and counts."""
    challenges, name = dataset.challenges, columns["name"]
    columns = columns | {
        "name": name._replace(field=None),  # LibreOffice does not wrap a link
        "state": undated(columns["state"]),
        # A source stands on a sheet of its own, by its key.
        "sources": columns["sources"]._replace(words=columns["sources"].codes),
    }
    for column in _PRINTED:
        columns[column] = columns[column]._replace(width=_PRINTED[column])
    left_out = {*_NOT_ON_SHEET.split()}
    if dataset.promotions:  # a promotion is shown with its year
        left_out.add("year")
    names = distinct((*_PRINTED, *_ON_SHEET.split(), *columns))
    on_sheet = [columns[column] for column in names if column not in left_out]
    *_others, sources = relations_of(dataset)
    counts = stats(answer, facets_known(dataset, _COUNTED_ON_SHEET)).table
    counted = [column for column in counts.columns if column.name not in {"share", "measure"}]
    tables = (
        Table(on_sheet, challenges, _("Challenges")),
        items_of("people", name, Challenge, challenges),
        sources,
        Table(counted, counts.records, _("Counts")),
    )
    return [table.without_empty_columns for table in tables]


def _roles_sought(challenge: Challenge) -> tuple[str, ...]:
    """Return the roles that a challenge seeks, such as `~2 developers` if that is inferred."""
    mark = _INFERRED if challenge.basis == "inferred" else ""
    return tuple(f"{mark}{profile.words()}" for profile in challenge.seeks)


def _group_of(challenges: Sequence[Challenge], labels: Mapping[str, str]) -> Callable[[Any], str]:
    """Return what gives the heading of a challenge, if they are in the order of promotions."""
    codes = [code for code, _challenges in groupby(challenges, attrgetter("promotion"))]
    if len(codes) == 1 or len(codes) > len({*codes}):
        return lambda _challenge: ""
    counts = Counter(challenge.promotion for challenge in challenges)

    def heading(challenge: Challenge) -> str:
        code = challenge.promotion
        count = in_units(counts[code], CHALLENGES)
        if code is None:
            return count
        return _("Promotion {name}: {count}", name=labels.get(code, code), count=count)

    return heading


def _lines(challenge: Challenge, columns: Columns, answer: Answer) -> Iterator[ScreenLine]:
    """Yield the lines of a challenge in a terminal.

    Args:
        challenge: the challenge.
        columns: the columns of a table that people read.
        answer: the answer.
    """
    [name], mission = (columns[field].spans(challenge) for field in ("name", "tagline"))
    has_states = any(other.state for other in answer.whole)
    state = [state_of(challenge, len("2018"))] if has_states else []
    yield ScreenLine([name._replace(strong=True)], state)
    yield from (ScreenLine([span]) for span in mission)
    roles = columns[answer.filters.whom].spans(challenge)
    about = [*distinct(challenge.ministries), *challenge.towns, *(span.text for span in roles)]
    yield ScreenLine(line_of(" · ".join(about)), [Span(challenge.slug, faint=True)])
    for text in distinct(_excerpts(answer.matches, challenge, mission)):
        yield ScreenLine([Span(text, faint=True)])


def state_of(challenge: Challenge, digits: int = DAY) -> Span:
    """Return what became of a challenge and when that was seen, behind the mark of its state."""
    if challenge.state is None:
        return Span(_("not known"), faint=True, state=NOT_KNOWN)
    return Span(challenge.dated_state(digits), state=challenge.state)


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

    def values(challenge: Challenge) -> tuple[str, ...]:
        names = declared.values(challenge)
        if facet == "skill":  # without roles that were only recruited
            names = [profile.skill.code for profile in challenge.seeks]
        return tuple(names) or (NOT_KNOWN,)

    labels = declared.labels(dataset)
    choices = {name: labels.get(name, name) for c in dataset for name in values(c)}
    choices[NOT_KNOWN] = _("not known")
    name = "role" if facet == "skill" else facet
    return Column(name, _(declared.label), values, Form(choices=choices))


def cards(answer: Answer) -> Report:
    """Return the cards of the challenges of an answer, one after the other."""
    report = listing(answer)
    challenges, sources = report.dataset.challenges, sources_of(report.dataset)
    alone, facts = len(challenges) == 1, [*facts_asked(answer)]
    shown = [card_of(challenge, sources) for challenge in challenges]
    return report._replace(
        title=challenges[0].name if alone else report.title,
        blocks=[*(_in_its_language(card, report.lang) for card in shown), *sources_text(sources)],
        lead=" · ".join(facts) or ("" if alone else report.lead),
        answer=facts,
        notes=[*notes.precision_notes(report.dataset)],
        page=None,
        plain_blocks=[*key_value_lines(challenges)],
    )


def _in_its_language(card: Card, lang: str | None) -> Card:
    """Return a card that says once which language its story is in, if it is not the reader's."""
    if lang not in _SPOKEN:
        return card
    story = _(_STORY)
    titles = {story: f"{story} {_(_SPOKEN[lang])}"}
    parts = {titles.get(title, title): facts for title, facts in card.parts.items()}
    return card._replace(parts=parts)


def sources_of(records: Iterable[Any]) -> tuple[Source, ...]:
    """Return the documents that records cite, without those that only gave links."""
    return distinct(c.source for r in records for c in r.sources if c.fields != ("links",))


def card_of(record: Any, listed: Iterable[Source] = ()) -> Card:
    """Return the card of a challenge or a programme, for people.

    Args:
        record: the record.
        listed: the sources that are listed elsewhere, in the order of their numbers.
    """
    facts = _facts_of(record, listed)
    if isinstance(record, Challenge):
        return _card_of_challenge(record, facts)
    # A reader of a call looks for its dates and pay; what the programme is stands last.
    description = facts.pop("description")
    facts["description"] = description
    shown = [fact for fact in facts.values() if fact.spans]
    name = Span(record.name, native=True)
    return Card(name, parts={"": shown})


def _facts_of(record: Any, listed: Iterable[Source]) -> dict[str, Fact]:
    """Return the facts of a card by their fields, with the numbers of their sources."""
    numbers = {source: number for number, source in enumerate(listed, 1)}
    not_shown = _NOT_SHOWN[record.__class__].split()
    facts = {}
    for field, _value in values_of(record):
        if field.name not in not_shown:
            facts[field.name] = fact_of(record, field, numbers.get)
    return facts


def _card_of_challenge(challenge: Challenge, facts: dict[str, Fact]) -> Card:
    """Return the card of a challenge, with its facts by field."""
    lead, state = facts.pop("tagline"), facts.pop("state")
    parts: dict[str, list[Fact]] = {title: [] for title in _PARTS}
    for name, fact in facts.items():
        if fact.spans:
            parts[_PART_OF.get(name, _LAST)].append(fact)
    return Card(
        Span(challenge.name, challenge.page, native=True),
        lead,
        state,
        _about(challenge),
        challenge.product or "",
        {_(title): shown for title, shown in parts.items() if shown},
        challenge.slug,
    )


def _about(challenge: Challenge) -> str:
    """Return a line on a challenge: whose it is, where, of which promotion and with whom."""
    where = distinct((*challenge.ministries, *challenge.towns))
    people = challenge.recruits or challenge.seeks
    labels = Dataset(challenges=(challenge,)).promotion_labels
    if challenge.promotion:
        when = _("promotion {name}", name=labels[challenge.promotion])
    else:
        when = str(challenge.year or "")
    facts = (", ".join(where), when, ", ".join(profile.words() for profile in people))
    return " · ".join(filter(None, facts))


def fact_of(record: Any, field: Field, numbered: Callable[[Source], int | None]) -> Fact:
    """Return the fact that shows a field of a challenge or a programme, with its sources.

    Args:
        record: the record.
        field: the field.
        numbered: returns the number of a source, if it has one.
    """
    label = _(field.label)
    spans, cited = _shown(record, field)
    numbers = {source.key: numbered(source) for source in cited}
    if field.name == "figures":
        figures = record.figures
        if any(figure.document for figure in figures):
            marked = [_figure(figure, numbers) for figure in figures]
            return Fact(label, marked)
    known = filter(None, numbers.values())
    return Fact(label, spans, sorted(known))


def _figure(figure: Figure, numbers: Mapping[str, int | None]) -> Span:
    """Return the text of a figure, with the number of its document."""
    text = figure.words()
    if number := numbers.get(figure.document or ""):
        text += Fact(sources=[number]).mark
    return Span(text, native=True)


def _shown(record: Any, field: Field) -> tuple[Line, tuple[Source, ...]]:
    """Return what people read of a field of a record, and the documents that it was taken from."""
    read, spans = field_read(record, field), of_field(field).spans(record)
    if field.name == "state":
        spans = [state_of(record)]
    if field.name == "links":
        spans = [Span(link.words(), link.url, native=True) for link in record.links]
    # Each link is a document by itself.
    names = {read.name, read.successor} - {"links"}
    return spans, distinct(c.source for c in record.sources if names.intersection(c.fields))


def key_value_lines(records: Iterable[Any]) -> Iterator[str]:
    """Yield a line for each value of challenges or programmes, and an empty one between these."""
    for number, record in enumerate(records):
        yield from [""] if number else []
        for field, value in values_of(record):
            yield from (f"{field.name}: {text}" for text in field.kind.codes(value))


def facts_asked(answer: Answer) -> Iterator[str]:
    """Yield a line for each fact asked of a named challenge, with the newest source of it."""
    for challenge, name in product(answer.chosen, answer.asked.facts):
        field, since = fields_of(Challenge)[name], challenge.since
        spans, cited = _shown(challenge, field)
        otherwise = {"phase": challenge.state or since, "followed_by": since, "since": True}
        is_known_otherwise = name == "phase" and challenge.state
        if is_known_otherwise or (not spans and otherwise.get(name)):
            continue  # another field says what became of it
        value = text_of([span.addressed for span in spans]) or _("not known")
        if spans and cited:
            newest = max(cited, key=lambda source: source.date or "")
            value += _(" ({about})", about=newest.citation)
        yield _("{name} – {field}: {value}", name=challenge.name, field=_(field.label), value=value)
