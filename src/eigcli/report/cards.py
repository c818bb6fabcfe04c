"""Cards: all that is known of a challenge or of a call, the story of a challenge first."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, product
from typing import Any

from eigcli.data.fields import Field
from eigcli.data.kinds import field_read, fields_of, own_field, values_of
from eigcli.data.model import Challenge, Dataset, Figure, Programme, Source, distinct
from eigcli.messages import N_, _
from eigcli.query.choosing import Answer
from eigcli.query.searching import searched_texts
from eigcli.report.blocks import Card, Fact, Line, Span, spans_of, text_of
from eigcli.report.states import YEAR, state_of

Numbers = Mapping[Source, int]  # of sources in a list of them
# The parts of the card of a challenge, by title; other fields stand in the last part.
STORY, _LAST = N_("In short, as summarised for this dataset"), N_("Besides")
_PARTS = {
    STORY: "problem planned made since figures began same_product",
    N_("Links"): "product repository repository_licence repository_changed repository_archived"
    " repository_seen card page former_page links",
    N_("Who"): "hosts seeks recruits basis expertise later_expertise funding",
    N_("Where and when"): "promotion year months towns regions themes subjects",
    _LAST: "",
}
_PART_OF = {name: title for title, names in _PARTS.items() for name in names.split()}
# The fields that cards do not show, since other facts say the same or no reader needs them.
_NOT_SHOWN = {
    Challenge: "name tagline_english ministries departments families bodies districts people skills"
    " sought recruited keywords state_date sources",
    Programme: "name description_english language rounded numbers_note_english sources",
}
# The fields that an entry of a page does not show: they are in its head, or follow from it.
_IN_HEAD = ("promotion", "year", "slug", "number", "regions", "repository_seen")
_LANGUAGES = {"en": N_("{title} (in English)"), "fr": N_("{title} (in French)")}


def in_language(title: str, lang: str | None) -> str:
    """Return a title that says in which language texts are, if readers have another."""
    if lang not in _LANGUAGES:
        return title
    return _(_LANGUAGES[lang], title=title)


def sources_of(records: Iterable[Any]) -> tuple[Source, ...]:
    """Return the documents that records cite, without those that only gave links."""
    cited = chain.from_iterable(record.sources for record in records)
    return distinct(each.source for each in cited if each.fields != ("links",))


def numbered(sources: Iterable[Source]) -> Numbers:
    """Return the number that each of some sources has in a list of them."""
    return {source: number for number, source in enumerate(sources, 1)}


def card_of(record: Any, listed: Iterable[Source] = ()) -> Card:
    """Return the card of a challenge or a programme, for people.

    Args:
        record: the record.
        listed: the sources that are listed elsewhere, in the order of their numbers.
    """
    numbers = numbered(listed)
    facts = _facts_of(record, numbers)
    if isinstance(record, Challenge):
        return _card_of_challenge(record, facts)
    # A reader of a call looks for its dates and pay; what the programme is stands last.
    facts["description"] = facts.pop("description")
    name = Span(record.name, native=True)
    shown = [fact for fact in facts.values() if fact.spans]
    return Card(name, parts={"": shown})


def entry_of(challenge: Challenge, numbers: Numbers) -> Card:
    """Return the card of a challenge below a head, with what a page finds it by."""
    facts = _facts_of(challenge, numbers)
    for name in _IN_HEAD:
        facts.pop(name, None)
    card = _card_of_challenge(challenge, facts)
    parts = {}
    pages = []
    for title, shown in card.parts.items():
        others = [fact for fact in shown if not fact.is_address]
        pages += [fact for fact in shown if fact.is_address]
        if others:
            parts[title] = others
    searched = [(_(field.label), text) for field, text in searched_texts(challenge)]
    state = state_of(challenge, YEAR)
    return card._replace(parts=parts, pages=pages, seen=state, searched=searched)


def _facts_of(record: Any, numbers: Numbers) -> dict[str, Fact]:
    """Return the facts of a card by their fields, with the numbers of their sources."""
    not_shown = _NOT_SHOWN[record.__class__].split()
    facts = {}
    for field, value in values_of(record):
        # Of an empty field, another may be read; a state is not known.
        is_empty = value in (None, ()) and not field.english and field.name != "state"
        if is_empty or field.name in not_shown:
            continue
        facts[field.name] = fact_of(record, field, numbers)
    return facts


def _card_of_challenge(challenge: Challenge, facts: dict[str, Fact]) -> Card:
    """Return the card of a challenge, with its facts by field."""
    mission = facts.pop("tagline")
    state = facts.pop("state")
    parts = {_(title): list[Fact]() for title in _PARTS}
    for name, fact in facts.items():
        part = _PART_OF.get(name, _LAST)
        parts[_(part)].append(fact)
    parts = {title: shown for title, shown in parts.items() if shown}
    return Card(
        Span(challenge.name, challenge.page, native=True),
        mission,
        state,
        _about(challenge),
        challenge.product or "",
        parts,
        challenge.slug,
    )


def _about(challenge: Challenge) -> str:
    """Return a line on a challenge: whose it is, where, of which promotion and with whom."""
    places = distinct(challenge.ministries + challenge.towns)
    where = ", ".join(places)
    when = str(challenge.year or "")
    if challenge.promotion:
        alone = Dataset(challenges=(challenge,))
        label = alone.promotion_labels[challenge.promotion]
        when = _("promotion {name}", name=label)
    people = challenge.recruits or challenge.seeks
    who = ", ".join(profile.label() for profile in people)
    known = filter(None, [where, when, who])
    return " · ".join(known)


def fact_of(record: Any, field: Field, numbers: Numbers) -> Fact:
    """Return the fact that shows a field of a challenge or a programme, with its sources.

    Args:
        record: the record.
        field: the field.
        numbers: the numbers of sources.
    """
    label = _(field.label)
    spans = _spans(record, field)
    if not spans:
        return Fact(label)
    by_key = {source.key: numbers[source] for source in _cited(record, field)}
    if field.name == "figures":
        figures = record.figures
        if any(figure.document for figure in figures):
            marked = [_figure(figure, by_key) for figure in figures]
            return Fact(label, marked)
    in_order = sorted(by_key.values())
    return Fact(label, spans, in_order)


def _figure(figure: Figure, numbers: Mapping[str, int]) -> Span:
    """Return the text of a figure, with the number of its document."""
    text = figure.label()
    document = figure.document or ""
    if document in numbers:
        number = numbers[document]
        text += Fact(sources=[number]).mark
    return Span(text, native=True)


def _spans(record: Any, field: Field) -> Line:
    """Return what people read of a field of a record."""
    if field.name == "state":
        return [state_of(record)]
    if field.name != "links":
        return spans_of(record, field)
    return [Span(link.label(), link.url, native=True) for link in record.links]


def _cited(record: Any, field: Field) -> Collection[Source]:
    """Return the documents that a field of a record was taken from."""
    read = field_read(record, field)
    names = {read.name, read.successor}
    names.discard("links")  # each link is a document by itself
    return [each.source for each in record.sources if not names.isdisjoint(each.fields)]


def key_value_lines(records: Iterable[Any]) -> Iterator[str]:
    """Yield a line for each value of challenges or programmes, and an empty one between these."""
    for number, record in enumerate(records):
        if number:
            yield ""
        for field, value in values_of(record):
            for text in field.kind.codes(value):
                yield f"{field.name}: {text}"


def facts_asked(answer: Answer) -> Iterator[str]:
    """Yield a line for each fact asked of a named challenge, with the newest source of it."""
    for challenge, name in product(answer.chosen, answer.asked.facts):
        if _is_known_otherwise(challenge, name):
            continue
        field = fields_of(Challenge).get(name)
        if not field:
            field = own_field(name, [challenge.own_keys.get(name, "")])
        yield fact_line(challenge.name, challenge, field)


def _is_known_otherwise(challenge: Challenge, name: str) -> bool:
    """Tell whether another field than the one asked for says what became of a challenge."""
    if name == "phase" and challenge.state:
        return True
    if name == "since":
        return not challenge.since
    if name not in {"phase", "followed_by"} or getattr(challenge, name):
        return False
    return bool(challenge.since)


def fact_line(name: str, record: Challenge | Programme, field: Field) -> str:
    """Return what a field of a challenge or a call says, with the newest document that says so."""
    spans = _spans(record, field)
    addressed = [span.addressed for span in spans]
    value = text_of(addressed) or _("not known")
    cited = _cited(record, field)
    if spans and cited:
        newest = max(cited, key=lambda source: source.date or "")
        value += _(" ({about})", about=newest.citation)
    label = _(field.label)
    return _("{name} – {field}: {value}", name=name, field=label, value=value)
