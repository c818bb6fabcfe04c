"""The programme: a line for each promotion, or all of each call for applications."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from eigcli.ask.counting import totals
from eigcli.data.dates import current_day, date_text
from eigcli.data.kinds import CODE, TEXT, TEXTS, fields_of, plain_of
from eigcli.data.loading import bundled
from eigcli.data.model import COUNT, Challenge, Dataset, Programme
from eigcli.data.parts import cited_sources
from eigcli.messages import N_, _
from eigcli.report.blocks import (
    Block,
    Card,
    Column,
    Fact,
    Report,
    Span,
    Table,
    Text,
    cited,
    line_of,
)
from eigcli.report.cards import card_of, coded
from eigcli.report.columns import choose, of_field, plain_rows
from eigcli.report.counts import Counts
from eigcli.report.notes import (
    call_status,
    current_call,
    first,
    is_open,
    margin_note,
    promotion_status,
    selected_note,
)

_USUAL = ("promotion", "name", "start", "challenges", "sought", "recruited", "organiser")
_FOR_PROGRAMS = (*_USUAL, "counted", "sought_known", "recruited_known")


def promotion_columns(dataset: Dataset) -> dict[str, Column]:
    """Return the columns that a table of promotions may have, by name."""
    own: dict[str | None, list[Challenge]] = {}
    for challenge in dataset.challenges:
        own.setdefault(challenge.promotion, []).append(challenge)
    counted = {
        code: totals(own.get(code, ())) for code in (p.promotion for p in dataset.programmes)
    }
    columns = {name: of_field(field) for name, field in fields_of(Programme).items()}
    for name, label, value in (
        ("challenges", N_("Défis"), lambda total: total.challenges),
        ("sought", N_("People sought"), lambda total: total.sought.number),
        ("recruited", N_("People recruited"), lambda total: total.recruited.number),
        ("sought_known", N_("Défis that say how many people"), lambda total: total.sought.known),
        ("recruited_known", N_("Défis that say who was recruited"), lambda t: t.recruited.known),
    ):

        def of(programme: Programme, value: Any = value) -> Any:
            return value(counted[programme.promotion])

        columns[name] = Column(name, _(label), of, COUNT)
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
    there_are = _("The columns are {names}.").format(names=", ".join(known))
    chosen = choose(known, names, there_are)
    programs = Table(chosen or [known[name] for name in _FOR_PROGRAMS], dataset.programmes)
    people = Table(chosen or [known[name] for name in _USUAL[:-1]], dataset.programmes)

    return Report(
        _("Promotions"),
        [people.stated],
        programs,
        dataset,
        Counts(dataset).headline,
        first([selected_note(dataset), margin_note(dataset)]),
        records=partial(plain_rows, programs),
    )


def programme(dataset: Dataset, *, today: bool) -> Report:
    """Return the calls for applications of a dataset.

    Args:
        dataset: the programmes.
        today: whether to say first how things stand, by the calls of all that comes with eigcli.
    """
    sources = cited_sources(dataset, dataset.programmes)
    numbers = {source.key: number for number, source in enumerate(sources, 1)}
    blocks: list[Block] = []
    pipe = [coded(one) for one in dataset.programmes]
    state: dict[str, Any] = {}
    if today:
        latest = max(
            bundled().dataset.programmes,
            key=lambda p: (is_open(p), current_call(p).opens or p.start or ""),
        )
        state = {"date": current_day(), "latest_call": latest.promotion}
        state |= {"is_open": is_open(latest), "next_call": latest.next_call}
        facts = [Fact("latest_call", _("Latest call"), line_of(promotion_status(latest)))]
        next_call = [Span(text, native=True) for text in [latest.next_call] if text]
        facts += [Fact("next_call", _("Next call"), next_call)] * bool(next_call)
        title = _("Today, {date}").format(date=date_text(current_day()))
        blocks.append(Card(Span(title), None, {"": facts}))
        texts = {"today" if n == "date" else n: v for n, v in state.items() if v is not None}
        texts["is_open"] = str(is_open(latest)).lower()
        coded_facts = [Fact(name, name, line_of(text)) for name, text in texts.items()]
        pipe.insert(0, Card(Span(""), None, {"": coded_facts}))
    for one in dataset.programmes:
        card, status = card_of(one, numbers), call_status(one)
        if len(dataset.programmes) > 1 and one.promotion:
            named = _("{name}, promotion {code}").format(name=one.name, code=one.promotion)
            card = card._replace(title=Span(named, native=True))
        blocks.append(card._replace(lead=Fact("", "", line_of(status)) if status else None))
    if sources:
        blocks.append(Text(list(map(cited, sources)), _("Sources"), "numbered"))
    of = [*[""] * bool(today), *(one.promotion or "" for one in dataset.programmes)]
    rows = [(code, fact) for code, card in zip(of, pipe, strict=True) for fact in card.facts]
    columns = [
        Column("promotion", _("Promotion"), lambda row: row[0], CODE),
        Column("key", _("Fact"), lambda row: row[1].name, TEXT),
        Column("value", _("Value"), lambda row: tuple(s.text for s in row[1].spans), TEXTS),
    ]
    columns = columns[1:] if len(dataset.programmes) == 1 else columns
    before = {"today": state} if state else {}
    return Report(
        _("Calls for applications"),
        blocks,
        Table(columns, rows),
        replace(dataset, challenges=(), sources=sources),
        pipe=pipe,
        records=lambda: [before | plain_of(one, brief=False) for one in dataset.programmes],
    )
