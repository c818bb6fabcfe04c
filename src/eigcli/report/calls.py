"""The programme: a line for each promotion, or all of each call for applications."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from eigcli.ask.counting import NUMBERS, totals
from eigcli.data.kinds import CODE, TEXTS, Form, fields_of, plain_of, text_read
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
from eigcli.report.columns import Columns, choose, of_field
from eigcli.report.counts import Counts

_USUAL = ("promotion", "name", "start", "challenges", "sought", "recruited", "organiser")
_FOR_PROGRAMS = (*_USUAL, "counted", "sought_known", "recruited_known")


def promotion_columns(dataset: Dataset) -> Columns:
    """Return the columns that a table of promotions may have, by name."""
    columns = {name: of_field(field) for name, field in fields_of(Programme).items()}
    counted = {
        programme: totals([c for c in dataset if c.promotion == programme.promotion])
        for programme in dataset.programmes
    }
    for name, label in NUMBERS.items():
        numbers = {programme: total.number(name) for programme, total in counted.items()}
        columns[name] = Column(name, _(label), numbers.get, COUNT)
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
    people = Table(chosen or [known[name] for name in _USUAL[:-1]], dataset.programmes)
    return Report(
        _("Promotions"),
        [people.stated],
        programs,
        dataset,
        Counts(dataset).headline,
        notes.top(notes.how_sure(dataset)),
        records=programs.plain,
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
        pipe=[Card(Span(""), parts={"": [next_call]}), report.table._replace(headed=True)],
    )


def programme(dataset: Dataset) -> Report:
    """Return the calls for applications of a dataset."""
    programmes, sources = dataset.programmes, sources_of(dataset.programmes)
    several = len(programmes) > 1
    calls = [_call(one, sources, several=several) for one in programmes]
    labels = {name: field.label for name, field in fields_of(Programme).items()}
    columns = [
        Column("promotion", _("Promotion"), lambda row: row[0].promotion, CODE),
        Column("key", _("Fact"), lambda row: row[1].name, Form(choices=labels)),
        Column("value", _("Value"), lambda row: tuple(s.text for s in row[1].spans), TEXTS),
    ]
    rows = [(one, fact) for one in programmes for fact in coded(one).facts]
    return Report(
        _("Calls for applications"),
        [*calls, *sources_text(sources)],
        Table(columns if several else columns[1:], rows),
        replace(dataset, challenges=(), sources=sources),
        pipe=list(map(coded, programmes)),
        records=lambda: [plain_of(one, brief=False) for one in programmes],
    )


def _call(programme: Programme, sources: Sequence[Source], *, several: bool) -> Card:
    """Return the card of a call, which says first whether one may still apply."""
    card, status = card_of(programme, sources), notes.call_status(programme)
    if several and programme.promotion:
        named = _("{name}, promotion {code}", name=programme.name, code=programme.promotion)
        card = card._replace(title=Span(named, native=True))
    return card._replace(lead=Fact(spans=line_of(status) if status else ()))
