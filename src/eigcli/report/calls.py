"""Reports on the programme: a line for each promotion, or a card for each call."""

from collections.abc import Iterable
from dataclasses import replace

from eigcli.ask.counting import NUMBERS, totals
from eigcli.data.model import Dataset, Programme, distinct
from eigcli.messages import _
from eigcli.report import notes
from eigcli.report.blocks import Fact, Report, Span, Table, Text, line_of, sources_text
from eigcli.report.counts import Counts, number_column
from eigcli.report.listing import card_of, coded, sources_of
from eigcli.report.tables import choose, columns_of

_USUAL = ("promotion", "name", "start", "challenges", "sought", "recruited")
_FOR_PROGRAMS = (*_USUAL, "organiser", "counted", "sought_known", "recruited_known")


def promotions(dataset: Dataset, names: Iterable[str] = ()) -> Report:
    """Return the report on promotions: a line for each.

    Args:
        dataset: the promotions and their challenges.
        names: the columns asked for, by name or heading; commas separate several.

    Raises:
        UsageError: for a name that no column has.
    """
    columns = columns_of(Programme)
    counted = {
        programme: totals([c for c in dataset if c.promotion == programme.promotion])
        for programme in dataset.programmes
    }
    columns |= {name: number_column(name, counted.__getitem__) for name in NUMBERS}
    chosen = choose(columns, names, _("no column is called {name}."))
    programs = Table(chosen or [columns[name] for name in _FOR_PROGRAMS], dataset.programmes)
    people = Table(chosen or [columns[name] for name in _USUAL], dataset.programmes)
    return Report(
        _("Promotions"),
        [people.stated],
        programs,
        dataset,
        Counts(dataset).headline,
        [*notes.how_sure(dataset)],
    )


def calls_in_short(dataset: Dataset) -> Report:
    """Return a report on the next call, the programmes, and organiser, dates and pay of each."""
    report = promotions(dataset, ["promotion,organiser,closes,start,months,pay"])
    columns = [columns_of(Programme)[name] for name in ("next_call", "description")]
    stated = [(column, call) for column in columns for call in dataset.programmes]
    spans = distinct(span for column, call in stated for span in column.spans(call))
    codes = distinct(f"{column.name}: {c}" for column, call in stated for c in column.codes(call))
    return report._replace(
        title=_("Calls for applications"),
        blocks=[*(Text([[span]]) for span in spans), *report.blocks],
        lead="",
        notes=[_("To read a whole call: eig programme {code}.", code=dataset.promotion_codes[-1])],
        pipe=[*codes, report.table._replace(title=report.title)],
    )


def programme(dataset: Dataset) -> Report:
    """Return the report on the calls for applications of a dataset: a card for each."""
    programmes, sources = dataset.programmes, sources_of(dataset.programmes)
    cards = []
    for call in programmes:
        name, status = call.name, notes.call_status(call)
        if call.promotion:
            name = _("{name}, promotion {code}", name=name, code=call.promotion)
        # A card says first whether one may still apply.
        lead = Fact(spans=line_of(status) if status else ())
        cards.append(card_of(call, sources)._replace(title=Span(name, native=True), lead=lead))
    return Report(
        _("Calls for applications"),
        [*cards, *sources_text(sources)],
        Table([*columns_of(Programme).values()], programmes),
        replace(dataset, challenges=(), sources=sources),
        pipe=[*coded(programmes)],
    )
