"""Reports on the programme: a line for each promotion, or a card for each call."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf

from eigcli.data.dates import DAY, date_text, is_before, today
from eigcli.data.fields import Field
from eigcli.data.kinds import Cell, cell_of, fields_of, in_units
from eigcli.data.model import Dataset, Period, Programme, distinct
from eigcli.data.promotions import own_programmes
from eigcli.messages import _, ngettext_noop
from eigcli.query.counting import NUMBERS, totals
from eigcli.report import notes
from eigcli.report.blocks import (
    Block,
    Column,
    Fact,
    Report,
    Span,
    Table,
    Text,
    line_of,
    sources_text,
)
from eigcli.report.cards import card_of, fact_line, key_value_lines, sources_of
from eigcli.report.counts import Counts, number_column
from eigcli.report.metadata import metadata_of
from eigcli.report.states import (
    YEAR,
    chart_of_promotions,
    has_states,
    seen_since,
    sentence,
    whole_of,
)
from eigcli.report.tables import Columns, columns_called, columns_of
from eigcli.text import group_digits, join_sentences

_COUNTED = ("promotion", "name", "start", "challenges", "sought", "recruited")
_OF_CALL = ("candidates", "women")
_USUAL = (*_COUNTED, *_OF_CALL)
_FOR_PROGRAMS = (*_COUNTED, "organiser", "counted", "sought_known", "recruited_known", *_OF_CALL)
# Of more calls, a note only says where to read about their numbers.
_MOST_NOTES = 4
_PROMOTIONS = ngettext_noop("{count} promotion", "{count} promotions")


def promotions(dataset: Dataset, names: Iterable[str] = ()) -> Report:
    """Return the report on promotions: the states of the challenges of each, and a line of numbers.

    Args:
        dataset: the promotions and their challenges.
        names: the columns asked for, by name or heading; commas separate several.

    Raises:
        UsageError: for a name that no column has.
    """
    columns = _columns(dataset)
    calls = dataset.programmes
    chosen = columns_called(columns, names, _("no column is called {name}."))
    for_programs = [columns[name] for name in _FOR_PROGRAMS]
    table = Table(chosen or for_programs, calls)
    people = table
    if not chosen:
        people = _usual(columns, calls)
    lead = Counts(dataset).headline
    blocks = list[Block]()
    below = list[str]()
    if any(column.name in NUMBERS for column in people.columns):
        below += notes.precision_notes(dataset)
    below += _on_numbers(dataset, people.columns)
    if dataset.promotion_codes and not chosen:
        below.append(_how_to_read_a_call(dataset))
    if has_states(dataset) and not chosen:
        below.insert(0, lead)
        lead = _lead(dataset)
        blocks.append(chart_of_promotions(dataset))
    blocks.append(people)
    return Report(_("Promotions"), blocks, table, dataset, lead, below)


def _usual(columns: Columns, calls: Sequence[Programme]) -> Table:
    """Return the table of promotions that people read if no columns are asked for."""

    def year(call: Programme) -> Cell:
        if not call.start:
            return ()
        return (call.start[:YEAR],)

    start = columns["start"]._replace(cell=year)  # days would not fit
    usual = columns | {"start": start}
    shown = [usual[name] for name in _USUAL]
    if len(calls) > 1:  # a code is enough to tell them apart
        shown.remove(usual["name"])
    return Table(shown, calls).without_empty_columns


def _how_to_read_a_call(dataset: Dataset) -> str:
    """Return the hint that names the latest call."""
    last = dataset.promotion_codes[-1]
    return _("To read a whole call: eig programme {code}.", code=last)


def _lead(dataset: Dataset) -> str:
    """Return how many promotions there are, of which years, and what became of their challenges."""
    of_states = sentence(dataset.challenges, seen_since(dataset))
    years = metadata_of(dataset).years
    if not years:
        return of_states
    count = len(dataset.promotion_codes)
    promotions = in_units(count, _PROMOTIONS)
    first_and_last = distinct([years[0], years[-1]])
    text = _("{promotions} ({years}).", promotions=promotions, years="–".join(first_and_last))
    return join_sentences(text, of_states)


def _columns(dataset: Dataset) -> Columns:
    """Return the columns of promotions: what is known of each, and what is counted."""
    counted = {}
    for call in dataset.programmes:
        challenges = [c for c in dataset if c.promotion == call.promotion]
        counted[call] = totals(challenges)
    columns = columns_of(Programme)
    for name, column in columns.items():
        columns[name] = _or_not_known(column)
    for name in NUMBERS:
        columns[name] = number_column(name, counted.__getitem__)
    columns["challenges"] = _beside_stated(columns["challenges"], "challenges")
    columns["recruited"] = _beside_stated(columns["recruited"], "people")
    return columns


def _or_not_known(column: Column) -> Column:
    """Return a column; people read of a number that no source gives it."""
    field = column.field
    if not field or not column.kind.numeric:
        return column

    def cell_of_call(call: Programme) -> Cell:
        return cell_of(call, field) or (_("not known"),)

    return column._replace(cell=cell_of_call)


def _beside_stated(column: Column, total: str) -> Column:
    """Return a column of counts; people read a different total of a source beside each."""

    def cell_of_call(call: Programme) -> Cell:
        cell = column.labels(call)
        stated = getattr(call.recruited, total, None)
        if stated in {None, column.value(call)}:
            return cell
        number = group_digits(stated)
        text = _("{count} (stated: {stated})", count="".join(cell), stated=number)
        return (text,)

    return column._replace(cell=cell_of_call)


def _on_numbers(dataset: Dataset, columns: Iterable[Column]) -> Iterator[str]:
    """Yield what a reader must know of the numbers in some columns, or where that stands."""
    numbers = [column for column in columns if _is_mere_number(column)]
    note_on_numbers = fields_of(Programme)["numbers_note"]
    noted = []
    for call in dataset.programmes:
        has_number = any(column.value(call) for column in numbers)
        cell = cell_of(call, note_on_numbers)
        if has_number and cell:
            note = _("Promotion {code}: {note}", code=call.promotion, note=cell[0])
            noted.append(note)
    if len(noted) > _MOST_NOTES:
        yield _("What to know of these numbers: eig programme --promotion all.")
    else:
        yield from noted


def _is_mere_number(column: Column) -> bool:
    """Return whether a column has numbers that say little without others: unlike `10 months`."""
    has_unit = column.field is not None and any(column.field.unit)
    return column.kind.numeric and not has_unit


def calls_in_short(dataset: Dataset) -> Report:
    """Return a report on the next call, the programmes, and organiser, dates and pay of each."""
    report = promotions(dataset, ["promotion,organiser,closes,start,months,pay"])
    columns = columns_of(Programme)
    spans = list[Span]()
    codes = []
    for name in ("next_call", "description"):
        column = columns[name]
        for call in dataset.programmes:
            spans += column.spans(call)
            codes += [f"{name}: {code}" for code in column.codes(call)]
    texts = [Text([[span]]) for span in distinct(spans)]
    piped = report.table._replace(title=report.title)
    return report._replace(
        title=_("Calls for applications"),
        blocks=[*texts, *report.blocks],
        lead="",
        notes=[_how_to_read_a_call(dataset)],
        plain_blocks=[*distinct(codes), piped],
    )


def calls_asked(dataset: Dataset, names: Sequence[str], rank: str) -> Report:
    """Return a report on some columns of calls, with an answer above its table.

    The answer is what the columns say of the latest call that has a value, or of the first of a
    ranking. Numbers of several calls have no answer but the table.

    Args:
        dataset: the calls, at least one.
        names: the columns.
        rank: `most` or `least` to sort the calls by the first column, "" to leave their order.
    """
    calls = [*reversed(dataset.programmes)]
    declared = fields_of(Programme)
    fields = [declared[name] for name in names]
    is_ranked = bool(rank) and fields[0].kind.numeric
    if is_ranked:
        fields = fields[:1]
        calls = _in_order(calls, names[0], rank)
        in_order = tuple(calls)
        dataset = replace(dataset, programmes=in_order)
    elif len(calls) > 1:
        columns = columns_of(Programme)
        fields = [field for field in fields if not _is_mere_number(columns[field.name])]
    report = promotions(dataset, distinct(["promotion", "start", *names]))
    answer = [_first_fact(calls, field) for field in fields]
    return report._replace(lead="", answer=answer)


def _in_order(calls: Iterable[Programme], name: str, rank: str) -> list[Programme]:
    """Return calls in the order of a number, `most` or `least` first; those without it last."""

    def number(call: Programme) -> float:
        value: int | None = getattr(call, name)
        if value is None:
            return inf
        return value if rank == "least" else -value

    return sorted(calls, key=number)


def _first_fact(calls: Sequence[Programme], field: Field) -> str:
    """Return what a field says of the first call that has it, else that it is not known."""
    known = [call for call in calls if cell_of(call, field)]
    call, *_others = known or calls
    title = call.name
    if call.promotion:
        title = _("Promotion {code}", code=call.promotion)
    return fact_line(title, call, field)


def programme(dataset: Dataset) -> Report:
    """Return the report on the calls for applications of a dataset: a card for each."""
    programmes = dataset.programmes
    sources = sources_of(programmes)
    cards = []
    for call in programmes:
        card = card_of(call, sources)
        if call.promotion:
            name = _("{name}, promotion {code}", name=call.name, code=call.promotion)
            card = card._replace(title=card.title._replace(text=name))
        status = call_status(call)
        if status:  # a card says first whether one may still apply
            card = card._replace(lead=Fact(spans=line_of(status)))
        cards.append(card)
    columns = columns_of(Programme)
    return Report(
        _("Calls for applications"),
        [*cards, *sources_text(sources)],
        Table([*columns.values()], programmes),
        replace(dataset, challenges=(), sources=sources),
        plain_blocks=[*key_value_lines(programmes)],
    )


# Whether one may apply


def call_notes(dataset: Dataset) -> Iterator[str]:
    """Yield the status of the latest call, if all challenges are of its promotion."""
    if len(dataset.promotions) != 1:
        return
    whole = whole_of(dataset)
    for call in own_programmes(dataset):
        if call == _latest_call(whole):
            yield call_status(call)


def latest_call_status(dataset: Dataset) -> str:
    """Return a sentence on the status of the latest call of all promotions."""
    latest = _latest_call(dataset)
    return _("Promotion {code}. {state}", code=latest.promotion, state=call_status(latest))


def contact_of(dataset: Dataset) -> str:
    """Return sentences on who runs the programme of eigcli today, and how to reach them."""
    latest = _latest_call(dataset)
    text = _("The programme is run by {organiser}. To write to them: {contact}")
    return text.format(organiser=latest.organiser, contact=latest.contact)


def _latest_call(dataset: Dataset) -> Programme:
    """Return the programme of a dataset whose call is the latest."""

    def date(programme: Programme) -> str:
        call = _current_call(programme)
        return programme.start or call.closes or call.opens or ""

    return max(dataset.programmes, key=date)


def _current_call(programme: Programme) -> Programme | Period:
    """Return the first period to apply that is not over, or the last; else the programme."""
    last: Programme | Period = programme
    in_order = sorted(programme.calls, key=lambda call: call.opens or call.closes or "")
    for call in in_order:
        last = call
        if not is_before(call.closes or "", today()):
            break
    return last


def call_status(programme: Programme) -> str:
    """Return whether one may apply today, such as `The call opens 9 January 9999.`

    It is "" if the dates that are known do not say.
    """
    call = _current_call(programme)
    opens = call.opens
    closes = call.closes
    if opens and is_before(today(), opens):
        date = date_text(opens[:DAY])
        return _("The call opens {date}.", date=date)
    if not closes:
        return ""
    if is_before(closes, today()):
        date = date_text(closes[:DAY])
        return _("The call is over: it closed {date}.", date=date)
    date = date_text(closes)
    return _("The call is open until {date}.", date=date)
