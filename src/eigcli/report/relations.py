"""The relational form of a dataset: tables with keys, for a database, a package and Python.

The first has the columns of an export. Others have a row for each thing that challenges and
programmes have in lists, and for each thing that rows name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, NamedTuple

from eigcli.data.deriving import Directory, typeset
from eigcli.data.kinds import CODE, TEXT, Cell, Kind, fields_of
from eigcli.data.loading import records_of
from eigcli.data.model import (
    COUNT,
    Body,
    Challenge,
    Dataset,
    Family,
    Figure,
    Host,
    Link,
    Pay,
    People,
    Programme,
    Skill,
    Source,
    Town,
)
from eigcli.data.parts import cited_sources, head_of
from eigcli.messages import _
from eigcli.report.blocks import Column, Table
from eigcli.report.columns import exported_columns, of_field

# A list where there may be several values, `None` for what is not known.
PlainValue = str | float | list[str] | None
# The columns of challenges that say what a field says that has none itself.
_STATED_IN = {
    "hosts": ("ministries", "departments"),
    "people": ("seeks", "recruits"),
}


class Relation(NamedTuple):
    """A table of the relational form.

    Attributes:
        name: what programs call it.
        table: its columns and records, and its title.
        key: the columns by which a row is told from the others, if there are such.
        references: the columns that hold the key of another table, and its name.
    """

    name: str
    table: Table
    key: Sequence[str]
    references: Sequence[tuple[str, str]]

    @property
    def rows(self) -> Iterator[list[PlainValue]]:
        """The values of each row, for programs."""
        kinds = [column.kind for column in self.table.columns]
        return ([_plain(*pair) for pair in zip(kinds, r, strict=True)] for r in self.table.codes)


def _plain(kind: Kind, cell: Cell) -> PlainValue:
    if kind.several:
        return list(cell)
    text = "".join(cell)
    return (
        (float(text) if kind.fractional else int(text)) if kind.numeric and text else text or None
    )


def relations_of(dataset: Dataset) -> list[Relation]:
    """Return the tables of a dataset: always all of them, the challenges first."""
    challenges, programmes = dataset.challenges, _programmes(dataset)
    known = Directory({cls: records_of(dataset, cls.vocabulary) for cls in (Body, Family, Town)})
    bodies, columns = list(_bodies_of(challenges, known)), exported_columns(dataset)
    families = {body.family.code: body.family for body in bodies if body.family}
    names = {column.name for column in columns}
    slug, promotion, role = (
        of_field(fields_of(cls)[name])
        for cls, name in ((Challenge, "slug"), (Programme, "promotion"), (People, "role"))
    )
    slug = slug._replace(name="challenge", label=_("Défi"), about=_("the slug of the défi"))
    recruited = of_field(fields_of(People)["recruited"])
    announced = recruited._replace(name="announced", label=_("Announced"))
    field = Column("field", _("Field"), str, TEXT, _("what a source gave: a column of the défi"))
    source = Column("source", _("Source"), str, CODE, _("the key of that source"))
    # A programme of no promotion has no key that others could hold.
    key = ["promotion"] if all(p.promotion for p in programmes) else []
    of_promotion = [("promotion", "promotions")] if key else []
    of_challenge, of_role = ("challenge", "challenges"), ("role", "roles")
    cited = cited_sources(dataset, (*challenges, *programmes))
    columns_of_totals = [promotion, role, announced, recruited]
    totals = list(_totals(programmes))
    # Also those of whom nobody is sought or was recruited, and those that are in totals alone.
    of_people = (people.role for challenge in challenges for people in challenge.people)
    of_totals = (row[1] for row in totals if row[1])
    roles: dict[str, Skill] = {}
    for known_role in (*head_of(dataset).skills, *of_people, *of_totals):
        roles.setdefault(known_role.code, known_role)
    facts = [slug, field, source]
    return [
        Relation("challenges", Table(columns, challenges, _("Défis")), ["slug"], of_promotion),
        Relation(
            "people",
            _parts(_("People"), slug, challenges, "people", People),
            ["challenge", "role"],
            [of_challenge, of_role],
        ),
        Relation(
            "figures", _parts(_("Figures"), slug, challenges, "figures", Figure), [], [of_challenge]
        ),
        Relation(
            "links",
            _parts(_("To see and read"), slug, challenges, "links", Link),
            [],
            [of_challenge],
        ),
        Relation("hosts", _parts(_("Hosts"), slug, challenges, "hosts", Host), [], [of_challenge]),
        Relation(
            "facts",
            _rows(_("Facts"), facts, _facts(challenges, names)),
            [column.name for column in facts],
            [of_challenge, ("source", "sources")],
        ),
        Relation("promotions", _promotions(programmes), key, []),
        Relation(
            "totals", _rows(_("Totals"), columns_of_totals, totals), [], [*of_promotion, of_role]
        ),
        Relation("pay", _parts(_("Pay"), promotion, programmes, "pay", Pay), [], of_promotion),
        _vocabulary("roles", _("Roles"), Skill, roles.values()),
        _vocabulary("towns", _("Towns"), Town, _towns_of(challenges, known)),
        _vocabulary("bodies", _("Bodies"), Body, bodies)._replace(
            references=[("family", "families"), ("part_of", "bodies"), ("followed_by", "bodies")]
        ),
        _vocabulary("families", _("Families"), Family, families.values()),
        _vocabulary("sources", _("Sources"), Source, cited),
    ]


def _rows(title: str, columns: Iterable[Column], rows: Iterable[tuple[Any, ...]]) -> Table:
    """Return a table whose records are tuples, with a value for each column."""
    placed = [c._replace(value=itemgetter(n), field=None) for n, c in enumerate(columns)]
    return Table(placed, list(rows), title)


def _parts(title: str, key: Column, owners: Iterable[Any], attribute: str, cls: Any) -> Table:
    """Return a table with a row for each record in a list of other records, whose key it has."""
    fields = [f for name, f in fields_of(cls).items() if name not in {"families", "aliases"}]
    rows = (
        (key.value(owner), *(getattr(part, f.name) for f in fields))
        for owner in owners
        for part in getattr(owner, attribute)
    )
    return _rows(title, [key, *map(of_field, fields)], rows)


def _vocabulary(name: str, title: str, cls: type, records: Iterable[Any]) -> Relation:
    """Return the table of the records of a vocabulary, whose first field is their key."""
    columns = [of_field(field) for field in fields_of(cls).values()]
    return Relation(name, Table(columns, list(records), title), [columns[0].name], [])


def _facts(challenges: Iterable[Challenge], names: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield which source gave which column of which challenge; one that says none gave all."""
    for challenge in challenges:
        stated = {name for name in names if getattr(challenge, name, None)} - {"slug", "sources"}
        for cited in challenge.sources:
            fields = cited.fields or sorted(stated)
            found = dict.fromkeys(c for field in fields for c in _STATED_IN.get(field, (field,)))
            known = (c for c in found if c in names or c.startswith("x-"))
            yield from ((challenge.slug, c, cited.source.key) for c in known)


def _programmes(dataset: Dataset) -> list[Programme]:
    """Return the programmes, and one for each promotion of which nothing is known but its code."""
    described = {programme.promotion for programme in dataset.programmes}
    others = (code for code in dataset.promotion_codes if code not in described)
    return [*dataset.programmes, *(Programme(name="", promotion=code) for code in others)]


def _promotions(programmes: Sequence[Programme]) -> Table:
    """Return the table of programmes, without what other tables say."""
    fields = fields_of(Programme)
    apart = {"promotion", "pay", "announced", "recruited", "currency", "sources"}
    year = of_field(fields_of(Challenge)["year"])._replace(value=lambda p: p.year or None)
    announced = Column(
        "challenges_announced",
        _("Défis announced"),
        lambda p: p.announced and p.announced.challenges,
        COUNT,
        _("how many défis were announced"),
    )
    others = [of_field(field) for name, field in fields.items() if name not in apart]
    columns = [of_field(fields["promotion"]), year._replace(field=None), *others, announced]
    return Table(columns, programmes, _("Promotions"))


def _totals(programmes: Iterable[Programme]) -> Iterator[tuple[Any, ...]]:
    """Yield the people of each promotion as sources total them: all, then those of each role."""
    for programme in programmes:
        totals = (programme.announced, programme.recruited)
        people = [total and total.people for total in totals]
        if any(people):
            yield (programme.promotion, None, *people)
        of_role = [{p.skill: p.count for p in t.skills} if t else {} for t in totals]
        for role in dict.fromkeys((*of_role[0], *of_role[1])):
            yield (programme.promotion, role, *(counts.get(role) for counts in of_role))


def _towns_of(challenges: Iterable[Challenge], known: Directory) -> list[Town]:
    """Return the towns that challenges name, as far as they are known, each once."""
    named = (name for challenge in challenges for name in challenge.towns)
    towns = (known.towns.get(typeset(name)) or Town(name=name) for name in named)
    return list({town.name: town for town in towns}.values())


def _bodies_of(challenges: Iterable[Challenge], known: Directory) -> Iterator[Body]:
    """Yield the bodies that are hosts, those that they are part of, and those that came after."""

    def named(name: str) -> Body:
        return known.bodies.get(typeset(name)) or Body(name=name)

    waiting = [body for c in challenges for host in c.hosts for body in host.bodies]
    found = set[str]()
    for body in waiting:
        if body.name not in found:
            found.add(body.name)
            part_of, followed_by = (n and named(n).name for n in (body.part_of, body.followed_by))
            waiting += [named(name) for name in (part_of, followed_by) if name]
            yield replace(body, part_of=part_of, followed_by=followed_by)
