"""Cards: all that is known of a challenge or of a programme, the story first."""

from collections.abc import Iterator, Mapping
from typing import Any

from eigcli.data.fields import Field
from eigcli.data.kinds import cell_of, field_read, fields_of, own_field
from eigcli.data.model import Challenge, Source
from eigcli.messages import N_, _
from eigcli.report.blocks import Card, Fact, Line, Span, numbered, spans_of

# The parts of the card of a challenge, by their titles; what is in none stands in the last.
_SUMMARY, _LAST = N_("In short, as summarised for this dataset"), N_("Besides")
_PARTS = {
    _SUMMARY: "problem planned made since figures state began same_product",
    N_("Who"): "hosts seeks recruits basis expertise later_expertise funding",
    N_("Where and when"): "promotion number months towns regions themes",
    N_("Links"): "product repository card page former_page links",
    _LAST: "",
}
_PART_OF = {name: title for title, names in _PARTS.items() for name in names.split()}


def card_of(record: Any, listed: Mapping[str, int] | None = None) -> Card:
    """Return all that people read of a challenge or a programme.

    Args:
        record: the record.
        listed: the numbers of sources by key, where the list of them stands elsewhere.
    """
    of_all = [citation.source for citation in record.sources if not citation.fields]
    facts = [*_facts(record)]
    cited = {source.key for _fact, own in (("", of_all), *facts) for source in own}
    sources = [c.source for c in record.sources if c.source.key in cited]
    numbers = numbered(sources) if listed is None else listed
    lead, parts = None, {title: list[Fact]() for title in ("", *_PARTS)}
    for fact, own in facts:
        cited_by = {numbers[source.key] for source in own if source.key in numbers}
        with_numbers = fact._replace(sources=sorted(cited_by))
        if fact.name == "tagline":
            lead = with_numbers
        else:
            part = _PART_OF.get(fact.name, _LAST) if isinstance(record, Challenge) else ""
            parts[part].append(with_numbers)
    return Card(
        Span(record.name, getattr(record, "page", None), native=True),
        lead,
        {_(title): own for title, own in parts.items() if own},
        sources if listed is None else (),
        getattr(record, "slug", ""),
    )


def _facts(record: Any) -> Iterator[tuple[Fact, list[Source]]]:
    """Yield what people read of each field of a record, with the sources that gave it."""
    for name, field in fields_of(record.__class__).items():
        if field.card and name not in {"name", "sources"} and (spans := _spans(record, field)):
            keys = {field_read(record, field).name, field_read(record, field).older}
            # A link is a document by itself.
            citing = (c for c in record.sources if name != "links" and keys & {*c.fields})
            yield Fact(name, _(field.label), spans), [citation.source for citation in citing]
    for key, value in getattr(record, "own", ()):
        kind = own_field(key, [value]).kind
        yield Fact(key, key, spans_of(kind.words(value), native=kind.native)), []


def _spans(record: Any, field: Field) -> Line:
    """Return what people read of a field, with what it means where that is not clear."""
    shown = field_read(record, field)
    if field.name == "links":
        return [Span(link.words(), link.url, native=True) for link in record.links]
    cell = cell_of(record, field, words=True)
    if field.name == "state" and cell:
        cell = (record.dated_state(),)
    if cell and (meaning := field.kind.meanings.get(getattr(record, field.name), "")):
        cell = (_("{words}: {meaning}.").format(words=cell[0], meaning=_(meaning)),)
    return spans_of(cell, native=shown.kind.native)


def coded(record: Any) -> Card:
    """Return all that programs read of a challenge or a programme, a line for each value."""
    facts = []
    for name, field in fields_of(record.__class__).items():
        texts = field.kind.codes(getattr(record, name))
        facts.append(Fact(name, name, [Span(text) for text in texts]))
    for key, value in getattr(record, "own", ()):
        texts = own_field(key, [value]).kind.codes(value)
        facts.append(Fact(key, key, [Span(text) for text in texts]))
    return Card(Span(record.name), None, {"": [fact for fact in facts if fact.spans]})
