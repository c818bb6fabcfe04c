"""Cards: all that is known of a challenge or of a programme, the story first."""

from collections.abc import Mapping
from typing import Any

from eigcli.data.dates import date_text
from eigcli.data.fields import Field
from eigcli.data.kinds import cell_of, field_read, fields_of, own_field
from eigcli.data.model import Challenge, Citation
from eigcli.messages import N_, _
from eigcli.report.blocks import Card, Fact, Line, Span, spans_of

# The parts of the card of a challenge, by their titles; what is in none stands in the last.
SUMMARY, _LAST = N_("In short, as summarised for this dataset"), N_("Besides")
_PARTS = {
    SUMMARY: ("problem", "planned", "made", "since", "figures", "state", "began", "same_product"),
    N_("Who"): (
        "hosts",
        "seeks",
        "recruits",
        "basis",
        "expertise",
        "later_expertise",
        "funding",
    ),
    N_("Where and when"): ("promotion", "number", "months", "towns", "regions", "themes"),
    N_("Links"): ("product", "repository", "card", "page", "former_page", "links"),
    _LAST: (),
}
_PART_OF = {name: title for title, names in _PARTS.items() for name in names}


def card_of(record: Any, listed: Mapping[str, int] | None = None) -> Card:
    """Return all that people read of a challenge or a programme.

    Args:
        record: the record.
        listed: the numbers of sources by key, where the list of them stands elsewhere.
    """
    facts, of_all = [], [c for c in record.sources if not c.fields]
    for name, field in fields_of(record.__class__).items():
        if field.card and name not in {"name", "sources"} and (spans := _spans(record, field)):
            # A link is a document by itself.
            citing = [] if name == "links" else _citing(record, field)
            facts.append((Fact(name, _(field.label), spans), citing))
    for key, value in getattr(record, "own", ()):
        kind = own_field(key, [value]).kind
        facts.append((Fact(key, key, spans_of(kind.words(value), native=kind.native)), []))
    cited = {c.source.key for own in (of_all, *(own for _fact, own in facts)) for c in own}
    sources = [c.source for c in record.sources if c.source.key in cited]
    numbers = {s.key: n for n, s in enumerate(sources, 1)} if listed is None else listed
    lead, parts = None, {title: list[Fact]() for title in ("", *_PARTS)}
    for fact, own in facts:
        keys = (c.source.key for c in own)
        numbered = fact._replace(sources=sorted({numbers[key] for key in keys if key in numbers}))
        if fact.name == "tagline":
            lead = numbered
        else:
            of_challenge = isinstance(record, Challenge)
            parts[_PART_OF.get(fact.name, _LAST) if of_challenge else ""].append(numbered)
    return Card(
        Span(record.name, getattr(record, "page", None), native=True),
        lead,
        {title and _(title): own for title, own in parts.items() if own},
        sources if listed is None else (),
        getattr(record, "slug", ""),
    )


def _citing(record: Any, field: Field) -> list[Citation]:
    """Return the sources that gave what people read of a field."""
    shown = field_read(record, field)
    return [c for c in record.sources if not {shown.name, shown.older}.isdisjoint(c.fields)]


def _spans(record: Any, field: Field) -> Line:
    """Return what people read of a field, with what it means where that is not clear."""
    shown = field_read(record, field)
    if field.name == "links":
        return [Span(link.words(), link.url, native=True) for link in record.links]
    cell = cell_of(record, field, words=True)
    if cell and field.name == "state" and record.state_date:
        dated = _("{state}, as of {date}")
        cell = (dated.format(state=cell[0], date=date_text(record.state_date)),)
    if cell and (meaning := field.kind.meanings.get(getattr(record, field.name), "")):
        date = max((c.source.date for c in _citing(record, field) if c.source.date), default=None)
        text = _("{words}: {meaning}.")
        if date:
            text = _("{words}: {meaning}, according to a source dated {date}.")
        dated = date_text(date) if date else ""
        cell = (text.format(words=cell[0], meaning=_(meaning), date=dated),)
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
