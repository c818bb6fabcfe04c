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
    NUMBER_OF_PEOPLE,
    Body,
    Challenge,
    Dataset,
    Family,
    Host,
    Pay,
    Programme,
    Skill,
    Source,
    Town,
)
from eigcli.data.parts import cited_sources, head_of
from eigcli.messages import N_, _
from eigcli.report.blocks import Column, Table
from eigcli.report.columns import exported_columns, of_field

# A list where there may be several values, `None` for what is not known.
PlainValue = str | float | list[str] | None
# The columns of challenges that say what a field says that has none itself.
_STATED_IN = {
    "hosts": ("ministries", "departments"),
    "profiles": ("seeks",),
    "people": ("seeks", "recruited"),
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
    challenges = dataset.challenges
    programmes, columns = _programmes(dataset), exported_columns(dataset)
    known = Directory({cls: records_of(dataset, cls.vocabulary) for cls in (Body, Family, Town)})
    bodies, names = list(_bodies_of(challenges, known)), {column.name for column in columns}
    families = {body.family.code: body.family for body in bodies if body.family}
    challenge = _part("challenge", N_("Défi"), N_("the slug of the défi"), CODE)
    promotion = of_field(fields_of(Challenge)["promotion"])
    role = _part("role", N_("Role"), N_("the code of the role"), CODE)
    about = N_("how many people of this role: 0 for none, empty where that is not known")
    sought = _part("sought", N_("People sought"), about, NUMBER_OF_PEOPLE)
    recruited = sought._replace(name="recruited", label=_("People recruited"))
    hosts = [challenge, _part("host", N_("Host"), N_("which of its hosts, from 1 on"), COUNT)]
    hosts += [of_field(fields_of(Host)[name]) for name in ("ministry", "department", "bodies")]
    facts = [
        challenge,
        _part("field", N_("Field"), N_("what a source gave: a column of the défi")),
        _part("source", N_("Source"), N_("the key of that source"), CODE),
    ]
    totals = [promotion, role, sought._replace(name="announced", label=_("Announced")), recruited]
    pay = [promotion, *map(of_field, fields_of(Pay).values())]
    # A programme of no promotion has no key that others could hold.
    key = ["promotion"] if all(p.promotion for p in programmes) else []
    of_promotion = [("promotion", "promotions")] if key else []
    of_challenge, of_role = ("challenge", "challenges"), ("role", "roles")
    of_body = [("family", "families"), ("part_of", "bodies"), ("followed_by", "bodies")]
    cited = cited_sources(dataset, (*challenges, *programmes))
    return [
        Relation("challenges", Table(columns, challenges, _("Défis")), ["slug"], of_promotion),
        _rows(
            "people",
            _("People"),
            [challenge, role, sought, recruited],
            ((c.slug, p.role.code, p.sought, p.recruited) for c in challenges for p in c.people),
        )._replace(key=["challenge", "role"], references=[of_challenge, of_role]),
        _rows(
            "hosts",
            _("Hosts"),
            hosts,
            (
                (c.slug, number, host.ministry, host.department, host.bodies)
                for c in challenges
                for number, host in enumerate(c.hosts, 1)
            ),
        )._replace(key=["challenge", "host"], references=[of_challenge]),
        _rows("facts", _("Facts"), facts, _facts(challenges, names))._replace(
            key=["challenge", "field", "source"], references=[of_challenge, ("source", "sources")]
        ),
        Relation("promotions", _promotions(programmes), key, []),
        _rows("totals", _("Totals"), totals, _totals(programmes))._replace(
            references=[*of_promotion, of_role]
        ),
        _rows(
            "pay",
            _("Pay"),
            pay,
            (
                (p.promotion, *(getattr(one, column.name) for column in pay[1:]))
                for p in programmes
                for one in p.pay
            ),
        )._replace(references=of_promotion),
        _vocabulary("roles", _("Roles"), Skill, head_of(dataset).skills),
        _vocabulary("towns", _("Towns"), Town, _towns_of(challenges, known)),
        _vocabulary("bodies", _("Bodies"), Body, bodies)._replace(references=of_body),
        _vocabulary("families", _("Families"), Family, families.values()),
        _vocabulary("sources", _("Sources"), Source, cited),
    ]


def _part(name: str, label: str, about: str, kind: Kind = TEXT) -> Column:
    return Column(name, _(label), itemgetter(0), kind, _(about))


def _rows(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[tuple[Any, ...]]
) -> Relation:
    """Return a table whose records are tuples, with a value for each column."""
    placed = [c._replace(value=itemgetter(n), field=None) for n, c in enumerate(columns)]
    return Relation(name, Table(placed, list(rows), title), [], [])


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
            yield from ((challenge.slug, c, cited.source.key) for c in found if c in names)


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
        of_role = [{p.skill.code: p.count for p in t.skills} if t else {} for t in totals]
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
