"""The programme: a line for each promotion, or all of each call for applications."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from eigcli.ask.counting import NUMBERS, totals
from eigcli.data.kinds import fields_of, text_read
from eigcli.data.model import COUNT, Dataset, Programme, Source
from eigcli.messages import _
from eigcli.report import notes
from eigcli.report.blocks import (
    Card,
    Column,
    Fact,
    Report,
    Span,
    Table,
    Text,
    line_of,
    sources_text,
)
from eigcli.report.cards import card_of, coded, sources_of
from eigcli.report.counts import Counts
from eigcli.report.tables import Columns, choose, of_field

_USUAL = ("promotion", "name", "start", "challenges", "sought", "recruited")
_FOR_PROGRAMS = (*_USUAL, "organiser", "counted", "sought_known", "recruited_known")


def promotion_columns(dataset: Dataset) -> Columns:
    """Return the columns that a table of promotions may have, by name."""
    columns = {name: of_field(field) for name, field in fields_of(Programme).items()}
    counted = {
        programme: totals([c for c in dataset if c.promotion == programme.promotion])
        for programme in dataset.programmes
    }

    def number(name: str, programme: Programme) -> int | None:
        return counted[programme].number(name)

    for name, label in NUMBERS.items():
        columns[name] = Column(name, _(label), partial(number, name), COUNT)
    return columns


def promotions(dataset: Dataset, names: Iterable[str] = ()) -> Report:
    """Return a line for each promotion.

    Args:
        dataset: the promotions and their challenges.
        names: the names or headings of columns that were asked for; commas separate several.

    Raises:
        UsageError: for a name that no column has.
    """
    known = promotion_columns(dataset)
    chosen = choose(known, names, _("The columns are {names}."))
    programs = Table(chosen or [known[name] for name in _FOR_PROGRAMS], dataset.programmes)
    people = Table(chosen or [known[name] for name in _USUAL], dataset.programmes)
    return Report(
        _("Promotions"),
        [people.stated],
        programs,
        dataset,
        Counts(dataset).headline,
        notes.top(notes.how_sure(dataset)),
    )


def calls_in_short(dataset: Dataset) -> Report:
    """Return what is known of the next call, and what each said of when, how long and what pay."""
    report = promotions(dataset, ["promotion,closes,months,pay"])
    latest = notes.latest_call(dataset)
    texts = (text_read(latest, name) for name in ("next_call", "description"))
    about = [Text([[Span(text, native=is_native)]]) for text, is_native in texts if text]
    next_call = Fact("next_call", "next_call", line_of(latest.next_call or ""))
    return report._replace(
        title=_("Calls for applications"),
        blocks=[*about, *report.blocks],
        lead="",
        notes=[_("All that a call said: eig programme {code}.", code=dataset.promotion_codes[-1])],
        pipe=[Card(Span(""), parts={"": [next_call]}), report.table._replace(title=report.title)],
    )


def programme(dataset: Dataset) -> Report:
    """Return the calls for applications of a dataset."""
    programmes, sources = dataset.programmes, sources_of(dataset.programmes)
    calls = [_call(one, sources) for one in programmes]
    return Report(
        _("Calls for applications"),
        [*calls, *sources_text(sources)],
        Table([of_field(field) for field in fields_of(Programme).values()], programmes),
        replace(dataset, challenges=(), sources=sources),
        pipe=list(map(coded, programmes)),
    )


def _call(programme: Programme, sources: Sequence[Source]) -> Card:
    """Return the card of a call, which says first whether one may still apply."""
    card, status = card_of(programme, sources), notes.call_status(programme)
    if programme.promotion:
        named = _("{name}, promotion {code}", name=programme.name, code=programme.promotion)
        card = card._replace(title=Span(named, native=True))
    return card._replace(lead=Fact(spans=line_of(status) if status else ()))
