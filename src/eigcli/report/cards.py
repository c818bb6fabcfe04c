"""Cards: all that is known of a challenge or of a programme, the story first."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from eigcli.ask.choosing import Answer
from eigcli.data.fields import Field
from eigcli.data.kinds import cell_of, field_read, fields_of, values_of
from eigcli.data.model import Challenge, Programme, Source, distinct
from eigcli.messages import N_, _
from eigcli.report.blocks import Card, Fact, Span, line_of
from eigcli.report.tables import of_field

# The parts of the card of a challenge, by title; other fields stand in the last part.
_SUMMARY, _LAST = N_("In short, as summarised for this dataset"), N_("Besides")
_PARTS = {
    _SUMMARY: "problem planned made since figures state began same_product",
    N_("Who"): "hosts seeks recruits basis expertise later_expertise funding",
    N_("Where and when"): "promotion year number months towns regions themes",
    N_("Links"): "product repository card page former_page links",
    _LAST: "",
}
# The fields that cards do not show, since other facts say the same or no reader needs them.
_NOT_SHOWN = {
    Challenge: "name tagline_english ministries departments families bodies districts people skills"
    " sought recruited keywords state_date sources",
    Programme: "name description_english language sources",
}
_PART_OF = {name: title for title, names in _PARTS.items() for name in names.split()}


def sources_of(records: Iterable[Any]) -> tuple[Source, ...]:
    """Return the documents that records cite, without those that only gave links."""
    return distinct(
        c.source for record in records for c in record.sources if c.fields != ("links",)
    )


def card_of(record: Any, listed: Iterable[Source] = ()) -> Card:
    """Return the card of a challenge or a programme, for people.

    Args:
        record: the record.
        listed: the sources that are listed elsewhere, in the order of their numbers.
    """
    numbers = {source: number for number, source in enumerate(listed, 1)}
    lead, parts = Fact(), {title: list[Fact]() for title in ("", *_PARTS)}
    for field, _value in values_of(record):
        if field.name in _NOT_SHOWN[record.__class__].split():
            continue
        fact = fact_of(record, field, numbers.get)
        if field.name == "tagline" and fact.spans:
            lead = fact
        elif fact.spans:
            title = _PART_OF.get(field.name, _LAST) if isinstance(record, Challenge) else ""
            parts[title].append(fact)
    return Card(
        Span(record.name, getattr(record, "page", None), native=True),
        lead,
        {_(title): facts for title, facts in parts.items() if facts},
        getattr(record, "slug", ""),
    )


def fact_of(record: Any, field: Field, numbered: Callable[[Source], int | None]) -> Fact:
    """Return the fact that shows a field of a challenge or a programme, with its sources.

    Args:
        record: the record.
        field: the field.
        numbered: returns the number of a source, if it has one.
    """
    field_shown, spans = field_read(record, field), of_field(field).spans(record)
    if field.name == "state" and (record.state or not record.phase):  # else the phase says it
        spans = line_of(record.dated_state() or _("not known"))
    if field.name == "links":
        spans = [Span(link.words(), link.url, native=True) for link in record.links]
    # Each link is a document by itself.
    names = {field_shown.name, field_shown.successor} - {"links"}
    cited = distinct(c.source for c in record.sources if names.intersection(c.fields))
    return Fact(_(field.label), spans, sorted(filter(None, map(numbered, cited))))


def coded(records: Iterable[Any]) -> Iterator[str]:
    """Yield a line for each value of challenges or programmes, and an empty one between these."""
    for number, record in enumerate(records):
        yield from [""] if number else []
        for field, value in values_of(record):
            yield from (f"{field.name}: {text}" for text in field.kind.codes(value))


def facts_asked(answer: Answer) -> Iterator[str]:
    """Yield a line for each fact asked of a named challenge, with the newest source of it."""
    by_slug = {c.slug: c for c in answer.whole}
    for challenge, name in product(answer.chosen, answer.asked.facts):
        field, since = fields_of(Challenge)[name], challenge.since
        # Some texts are the slugs of other challenges.
        texts = [
            by_slug[text].name if text in by_slug else text for text in cell_of(challenge, field)
        ]
        if name == "state" and texts:
            texts = [challenge.dated_state()]
        otherwise = {"phase": challenge.state or since, "followed_by": since, "since": True}
        if not texts and otherwise.get(name):
            continue  # another field says what became of it
        value = ", ".join(texts) or _("the data does not say")
        stating, key = [challenge], name
        if name == "followed_by":  # the later challenges state it
            stating = [by_slug[slug] for slug in challenge.followed_by if slug in by_slug]
            key = "follows"
        cited = [
            c.source for record in stating for c in record.sources if texts and key in c.fields
        ]
        if cited:
            newest = max(cited, key=lambda source: source.date or "")
            value += _(" ({about})", about=newest.citation)
        yield _("{name} – {field}: {value}", name=challenge.name, field=_(field.label), value=value)
