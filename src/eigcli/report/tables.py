"""The tables of a dataset for programs: the columns of challenges, and relations with keys.

A table of challenges has a column for each field, and some columns for parts of a field. Databases,
packages and Python get a dataset as relations: the challenges, as an export has them; tables for
what challenges and programmes have in lists, a row for each item; and tables for the vocabularies,
with the records that these rows name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any

from eigcli.data.fields import Field
from eigcli.data.kinds import Cell, fields_of, own_field, value_of
from eigcli.data.loading import records_of
from eigcli.data.model import (
    COUNT,
    STATE,
    Body,
    Challenge,
    Citation,
    Dataset,
    Programme,
    Source,
    Totals,
    Town,
    distinct,
)
from eigcli.data.promotions import without_unused
from eigcli.messages import _
from eigcli.query.words import code_called
from eigcli.report.blocks import Column, Table
from eigcli.report.states import YEAR, state_code, state_of
from eigcli.text import split_commas

Columns = dict[str, Column]  # by name
# A list if there may be several values; `None` if it is not known.
PlainValue = str | float | list[str] | None
# The columns of challenges that stand for a field without a column of its own.
_STATED_IN = {"hosts": ("ministries", "departments"), "people": ("seeks", "recruits")}
# The columns that hold the key of another table, each with the name of that table.
_TARGETS = {"challenge": "challenges", "role": "roles", "source": "sources", "family": "families"}


def of_field(field: Field) -> Column:
    """Return the column that shows a declared field."""
    label = _(field.label)
    about = _(field.about)
    value = partial(value_of, declared=field)
    return Column(field.name, label, value, field.kind, about, field)


def columns_of(cls: Any) -> Columns:
    """Return the columns that show the fields of a class of records, by name."""
    columns = {}
    for name, field in fields_of(cls).items():
        columns[name] = of_field(field)
    return columns


def challenge_columns(challenges: Iterable[Challenge]) -> Columns:
    """Return the columns that a table of challenges may have, by name; those of own keys last."""
    columns = columns_of(Challenge)
    # People read the state with its mark and its year.
    columns["state"] = columns["state"]._replace(
        cell=lambda challenge: (state_of(challenge, YEAR).text,), state=state_code
    )
    own_values = defaultdict(list)
    for challenge in challenges:
        for key, value in challenge.own:
            own_values[key].append(value)
    for key, values in own_values.items():
        field = own_field(key, values)
        columns[key] = of_field(field)
    return columns


def undated(column: Column) -> Column:
    """Return a column as a sheet has it: one of states without dates, so that a filter has few."""
    if column.name != "state":
        return column

    def cell_of_challenge(challenge: Challenge) -> Cell:
        return STATE.labels(challenge.state) or (_("Not known"),)

    return column._replace(cell=cell_of_challenge)


def exported_columns(dataset: Dataset) -> list[Column]:
    """Return the columns that an export has by default, own keys included."""
    columns = challenge_columns(dataset)
    for name in (*_STATED_IN, "bodies"):
        del columns[name]
    return [*columns.values()]


def columns_named(dataset: Dataset, values: Iterable[str], *, exact: bool = False) -> list[Column]:
    """Return the columns with these names or headings; commas separate several.

    Raises:
        UsageError: for a name that no column has.
    """
    columns = challenge_columns(dataset)
    missing = _("no column is called {name}; to see them all: eig schema columns.")
    return columns_called(columns, values, missing, exact=exact)


def columns_called(
    columns: Columns, values: Iterable[str], missing: str, *, exact: bool = False
) -> list[Column]:
    """Return the columns with these names or headings, see `columns_named`.

    Args:
        columns: the columns by name.
        values: what was typed.
        missing: the sentence for a name that no column has.
        exact: whether only names count, not headings.
    """
    labels = {}
    # If two have a heading, it stands for an own key.
    own_first = sorted(columns, key=lambda name: not name.startswith("x-"))
    for name in own_first:
        column = columns[name]
        labels[name] = [column.label]
        if column.field:
            labels[name] += column.field.other_keys.split()
    typed = split_commas(values)
    names = [code_called(name, labels, missing, exact=exact) for name in typed]
    return [columns[name] for name in names]


def rows_of(relation: Table) -> Iterator[dict[str, PlainValue]]:
    """Yield the values of each row by the names of their columns, for programs."""
    for record in relation.records:
        row = {}
        for column in relation.columns:
            value = column.value(record)
            kind = column.kind
            if kind.several:
                value = [*kind.codes(value)]
            elif not kind.numeric:
                value = "".join(kind.codes(value)) or None
            row[column.name] = value
        yield row


def references(relation: Table, relations: Iterable[Table]) -> Iterator[tuple[str, Table]]:
    """Yield the name of each column that holds the key of another table, with that table."""
    by_name = {target.name: target for target in relations}
    for column in relation.columns:
        name = _TARGETS.get(column.name)
        if name in by_name:
            yield column.name, by_name[name]


def relations_of(dataset: Dataset) -> list[Table]:
    """Return the relations of a dataset: always all of them, the challenges first."""
    challenges = dataset.challenges
    programmes = dataset.programmes
    columns = exported_columns(dataset)
    about = _("the slug of the challenge")
    slug = columns_of(Challenge)["slug"]._replace(
        name="challenge", label=_("Challenge"), about=about
    )
    people = items_of("people", slug, Challenge, challenges)
    _slug, role, _sought, recruited = people.columns
    promotion = columns_of(Programme)["promotion"]
    title = _("Challenges")
    return [
        Table(columns, challenges, title, name="challenges", key=["slug"]),
        people._replace(key=["challenge", "role"]),
        items_of("figures", slug, Challenge, challenges),
        items_of("links", slug, Challenge, challenges),
        items_of("hosts", slug, Challenge, challenges),
        _facts(slug, challenges, columns),
        _promotions(programmes),
        _totals(promotion, role, recruited, programmes),
        items_of("pay", promotion, Programme, programmes),
        *_vocabularies(dataset),
    ]


def _vocabularies(dataset: Dataset) -> list[Table]:
    """Return the tables of the vocabularies, with the records that a dataset names."""
    named = without_unused(dataset)
    known = records_of(dataset, "towns")
    towns = []
    bodies = list[Body]()
    for challenge in dataset:
        bodies += challenge.bodies
        for name in challenge.towns:
            town = known.get(name) or Town(name=name)
            towns.append(town)
    families = [body.family for body in bodies]
    roles = _vocabulary("skills", named.skills)
    return [
        roles._replace(name="roles", title=_("Roles")),
        _vocabulary("towns", towns),
        _vocabulary("bodies", bodies),
        _vocabulary("families", families),
        _vocabulary("subjects", named.subjects),
        _vocabulary("sources", named.sources),
    ]


def _rows(
    name: str,
    title: str,
    columns: Iterable[Column],
    rows: Sequence[Any],
) -> Table:
    """Return a table whose records are sequences, with a value for each column."""
    placed = []
    for place, column in enumerate(columns):
        value = itemgetter(place)
        column_of_rows = column._replace(value=value, field=None)
        placed.append(column_of_rows)
    return Table(placed, rows, title, name=name)


def items_of(name: str, key: Column, cls: Any, owners: Iterable[Any]) -> Table:
    """Return the table of the records in a field of their owners, each with its owner's key."""
    declared = fields_of(cls)[name]
    columns = []
    for column in columns_of(declared.kind.item.cls).values():
        is_internal = column.field and column.field.internal
        if column.name != "families" and not is_internal:
            columns.append(column)
    rows = []
    for owner in owners:
        code = key.value(owner)
        for item in getattr(owner, name):
            values = [column.value(item) for column in columns]
            row = (code, *values)
            rows.append(row)
    title = _(declared.label)
    return _rows(name, title, [key, *columns], rows)


def _vocabulary(name: str, records: Iterable[Any]) -> Table:
    """Return the table of some records of a vocabulary, each once, by their first field."""
    declared = fields_of(Dataset)[name]
    by_name = columns_of(declared.kind.cls)
    columns = [*by_name.values()]
    title = _(declared.label)
    each_once = distinct(records)
    first = columns[0]
    return Table(columns, each_once, title, name=name, key=[first.name])


def _facts(slug: Column, challenges: Iterable[Challenge], columns: Sequence[Column]) -> Table:
    """Return the table of the columns that each source gave."""
    label = _("Field")
    about = _("the column of the challenge that the source gave")
    field = Column("field", label, str, about=about)
    source = columns_of(Citation)["source"]
    rows = []
    for challenge, name, document in facts_of(challenges, columns):
        row = (challenge.slug, name, document)
        rows.append(row)
    key = ["challenge", "field", "source"]
    table = _rows("facts", _("Facts"), [slug, field, source], rows)
    return table._replace(key=key)


def facts_of(
    records: Iterable[Any], columns: Iterable[Column]
) -> Iterator[tuple[Any, str, Source]]:
    """Yield a challenge or a call, the name of a column and the source that gave it, for each fact.

    A citation without fields gave all columns that are known of its record, but for those that no
    document gives: its key and its sources.
    """
    given = [column for column in columns if column.name not in {"slug", "sources"}]
    given.sort(key=attrgetter("name"))
    for record in records:
        known = [column.name for column in given if column.codes(record)]
        for citation in record.sources:
            for name in _columns_cited(citation, known):
                yield record, name, citation.source


def _columns_cited(citation: Citation, known: Sequence[str]) -> Iterable[str]:
    """Return which of the columns known of a record a citation gave, in its order."""
    if not citation.fields:
        return known
    names = list[str]()
    for field in citation.fields:
        names += _STATED_IN.get(field, (field,))
    return distinct(name for name in names if name in known)


def _promotions(programmes: Sequence[Programme]) -> Table:
    """Return the table of programmes, without the fields that other tables have."""
    columns = columns_of(Programme)
    promotion = columns.pop("promotion")
    for apart in ("pay", "announced", "recruited", "currency", "sources"):
        del columns[apart]
    announced = Column(
        "challenges_announced",
        _("Challenges announced"),
        lambda p: p.announced and p.announced.challenges,
        COUNT,
        _("how many challenges were announced"),
    )
    year = columns_of(Challenge)["year"]
    shown = [promotion, year, *columns.values(), announced]
    return Table(shown, programmes, _("Promotions"), name="promotions")


def _totals(
    promotion: Column, role: Column, recruited: Column, programmes: Iterable[Programme]
) -> Table:
    """Return the table of the totals that sources state: all people, then each role."""
    role = role._replace(about=_("the code of the role; empty for all roles"))
    about = _("how many people were announced")
    announced = recruited._replace(name="announced", label=_("Announced"), about=about)
    rows = []
    for programme in programmes:
        of_announced = _by_role(programme.announced)
        of_recruited = _by_role(programme.recruited)
        for code in of_announced | of_recruited:
            announced_of_role = of_announced.get(code)
            recruited_of_role = of_recruited.get(code)
            row = (programme.promotion, code, announced_of_role, recruited_of_role)
            rows.append(row)
    title = _("Totals")
    columns = [promotion, role, announced, recruited]
    return _rows("totals", title, columns, rows)


def _by_role(total: Totals | None) -> dict[Any, int | None]:
    """Return the people of a total by their roles, all of them by `None`."""
    if total is None:
        return {}
    counts: dict[Any, int | None] = {None: total.people}
    for people in total.skills:
        counts[people.skill] = people.count
    return counts
