"""The relational form of a dataset: tables with keys, for a database, a package and Python.

The first has the columns of an export. Others have a row for each thing that challenges and
programmes have in lists, and for each thing that rows name.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from eigcli.data.kinds import TEXT, Cell, Kind, fields_of
from eigcli.data.loading import records_of
from eigcli.data.model import COUNT, Challenge, Citation, Dataset, Programme, Town
from eigcli.data.parts import cited_sources, head_of
from eigcli.messages import _
from eigcli.report.blocks import Column, Table
from eigcli.report.columns import exported_columns, of_field

# A list where there may be several values, `None` for what is not known.
PlainValue = str | float | list[str] | None
# The columns of challenges that say what a field says that has none itself.
_STATED_IN = {"hosts": ("ministries", "departments"), "people": ("seeks", "recruits")}
# The columns that hold the key of another table, and its name.
_REFERENCES = {
    "challenge": "challenges",
    "role": "roles",
    "source": "sources",
    "family": "families",
}


def rows_of(relation: Table) -> Iterator[list[PlainValue]]:
    """Yield the values of each row, for programs."""
    for record in relation.records:
        yield [_plain(column.kind, column.codes(record)) for column in relation.columns]


def references(relation: Table, others: Iterable[Table]) -> Iterator[tuple[str, Table]]:
    """Yield the columns that hold the key of one of some tables, each with this table."""
    by_name = {other.name: other for other in others}
    for column in relation.columns:
        if other := by_name.get(_REFERENCES.get(column.name, "")):
            yield column.name, other


def _plain(kind: Kind, cell: Cell) -> PlainValue:
    if kind.several:
        return list(cell)
    text = "".join(cell)
    if kind.numeric and text:
        return float(text) if kind.fractional else int(text)
    return text or None


def relations_of(dataset: Dataset) -> list[Table]:
    """Return the tables of a dataset: always all of them, the challenges first."""
    challenges, programmes = dataset.challenges, dataset.programmes
    columns, known = exported_columns(dataset), records_of(dataset, "towns")
    names = {column.name for column in columns}
    towns = (known.get(name) or Town(name=name) for c in challenges for name in c.towns)
    bodies = [body for c in challenges for body in c.bodies]
    about = _("the slug of the défi")
    slug = _column(Challenge, "slug", name="challenge", label=_("Défi"), about=about)
    field = Column("field", _("Field"), str, TEXT, _("what a source gave: a column of the défi"))
    people = _parts("people", _("People"), slug, Challenge, challenges)
    _slug, role, _sought, recruited = people.columns
    announced = recruited._replace(name="announced", label=_("Announced"))
    promotion = _column(Programme, "promotion")
    totalled = [promotion, role, announced, recruited]
    totals = _rows("totals", _("Totals"), totalled, _totals(programmes))
    facts = [slug, field, _column(Citation, "source")]
    # Also roles of whom nobody is sought or was recruited, and those that are in totals alone.
    roles = [row[1] for row in (*people.records, *totals.records) if row[1]]
    skills = _vocabulary("skills", [*head_of(dataset).skills, *roles])
    sources = cited_sources(dataset, challenges + programmes)
    return [
        Table(columns, challenges, _("Défis"), name="challenges", key=["slug"]),
        people._replace(key=["challenge", "role"]),
        _parts("figures", _("Figures"), slug, Challenge, challenges),
        _parts("links", _("To see and read"), slug, Challenge, challenges),
        _parts("hosts", _("Hosts"), slug, Challenge, challenges),
        _rows("facts", _("Facts"), facts, _facts(challenges, names))._replace(
            key=["challenge", "field", "source"]
        ),
        _promotions(programmes),
        totals,
        _parts("pay", _("Pay"), promotion, Programme, programmes),
        skills._replace(name="roles", title=_("Roles")),
        _vocabulary("towns", towns),
        _vocabulary("bodies", bodies),
        _vocabulary("families", (b.family for b in bodies if b.family)),
        _vocabulary("sources", sources),
    ]


def _column(cls: type, of: str, /, **changes: Any) -> Column:
    """Return the column of a field, changed where it is another."""
    return of_field(fields_of(cls)[of])._replace(**changes)


def _rows(name: str, title: str, columns: Iterable[Column], rows: Iterable[Sequence[Any]]) -> Table:
    """Return a table whose records are sequences, with a value for each column."""
    placed = [c._replace(value=itemgetter(n), field=None) for n, c in enumerate(columns)]
    return Table(placed, list(rows), title, name=name)


def _parts(name: str, title: str, key: Column, cls: Any, owners: Iterable[Any]) -> Table:
    """Return the table of the records that others have in the field of its name, with their key."""
    declared = fields_of(fields_of(cls)[name].kind.item.cls)
    fields = [f for f in declared.values() if f.name not in {"families", "aliases"}]
    rows = (
        (key.value(owner), *(getattr(part, f.name) for f in fields))
        for owner in owners
        for part in getattr(owner, name)
    )
    return _rows(name, title, [key, *map(of_field, fields)], rows)


def _vocabulary(name: str, records: Iterable[Any]) -> Table:
    """Return the table of some records of a vocabulary, each once by its first field, the key."""
    declared = fields_of(Dataset)[name]
    columns = list(map(of_field, fields_of(declared.kind.cls).values()))
    by_key = {columns[0].value(record): record for record in records}
    key = [columns[0].name]
    return Table(columns, list(by_key.values()), _(declared.label), name=name, key=key)


def _facts(challenges: Iterable[Challenge], names: set[str]) -> Iterator[tuple[Any, ...]]:
    """Yield which source gave which column of which challenge; one that says none gave all."""
    for challenge in challenges:
        stated = {name for name in names if getattr(challenge, name, None)} - {"slug", "sources"}
        for cited in challenge.sources:
            fields = cited.fields or sorted(stated)
            found = dict.fromkeys(c for field in fields for c in _STATED_IN.get(field, (field,)))
            known = (c for c in found if c in names or c.startswith("x-"))
            yield from ((challenge.slug, c, cited.source) for c in known)


def _promotions(programmes: Sequence[Programme]) -> Table:
    """Return the table of programmes, without what other tables say."""
    apart = {"promotion", "pay", "announced", "recruited", "currency", "sources"}
    year = _column(Challenge, "year", field=None)
    announced = Column(
        "challenges_announced",
        _("Défis announced"),
        lambda p: p.announced and p.announced.challenges,
        COUNT,
        _("how many défis were announced"),
    )
    others = [of_field(field) for name, field in fields_of(Programme).items() if name not in apart]
    columns = [_column(Programme, "promotion"), year, *others, announced]
    return Table(columns, programmes, _("Promotions"), name="promotions")


def _totals(programmes: Iterable[Programme]) -> Iterator[tuple[Any, ...]]:
    """Yield the people of each promotion as sources total them: all, then those of each role."""
    for programme in programmes:
        totals = (programme.announced, programme.recruited)
        of_role = [
            {None: t.people} | {p.skill: p.count for p in t.skills} if t else {} for t in totals
        ]
        for role in of_role[0] | of_role[1]:
            people = [counts.get(role) for counts in of_role]
            if role or any(people):
                yield (programme.promotion, role, *people)
