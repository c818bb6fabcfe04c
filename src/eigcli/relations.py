"""The relational form of a dataset: tables with keys, made once for every format that has tables.

The first, `challenges`, has the columns of an export. Others have a row for each thing that it has
in lists (people of a role, hosts, towns, themes, facts), and for each thing that rows name: a
promotion, a role, a town, a body, a family, a source. Their names and keys are the same in a
database, in a package and in Python.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from eigcli.columns import (
    Column,
    column_of,
    columns_in,
    exported_columns,
    people_of,
    table_of,
)
from eigcli.data.cards import Table
from eigcli.data.dates import year_of
from eigcli.data.deriving import Directory, typeset
from eigcli.data.kinds import CODE, TEXT, Cell, Form, Kind, Many, Named, fields_of
from eigcli.data.loading import records_of
from eigcli.data.model import (
    COUNT,
    NUMBER_OF_PEOPLE,
    Body,
    Challenge,
    Dataset,
    Family,
    Host,
    Programme,
    Skill,
    Source,
    Town,
)
from eigcli.data.parts import cited_sources, head_of
from eigcli.messages import N_

# What a cell holds for programs: lists where there may be several values, `None` for what is not
# known.
PlainValue: TypeAlias = str | float | list[str] | None

# Foreign keys: some columns, and the table whose key they hold together.
References: TypeAlias = Sequence[tuple[Sequence[str], str]]

# What stands for the name of a field where a source gave all of a record.
_ALL_FIELDS = "*"


class Relation(NamedTuple):
    """A table of the relational form.

    Attributes:
        name: what programs call it.
        title: what people call it, not translated yet.
        columns: its columns.
        records: what its rows are of.
        key: the names of the columns by which each row is told from the others.
        references: what its rows name in other tables.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    records: Sequence[Any]
    key: tuple[str, ...]
    references: References

    def table(self, *, words: bool) -> Table:
        """Return it with words for people, or codes for programs."""
        return table_of(self.columns, self.records, words=words)

    @property
    def stated(self) -> "Relation":
        """The same, without the columns that say nothing of any record."""
        columns = (c for c in self.columns if c.says_something(self.records))
        return self._replace(columns=tuple(columns))

    def rows(self) -> Iterator[list[PlainValue]]:
        """Yield the values of each row, for programs."""
        _head, rows, kinds = self.table(words=False)
        return ([_plain_value(*pair) for pair in zip(kinds, row, strict=True)] for row in rows)


def _plain_value(kind: Kind, cell: Cell) -> PlainValue:
    """Return what is in a cell of codes."""
    if kind.several:
        return list(cell)
    text = "".join(cell)
    return (float if kind.fractional else int)(text) if kind.numeric and text else text or None


def relations_of(dataset: Dataset) -> list[Relation]:
    """Return the tables of a dataset: always all of them, with the same columns and its own keys.

    Rows are of its challenges and of what they name, and of all of its programmes.
    """
    known = Directory({cls: records_of(dataset, cls.vocabulary) for cls in (Body, Town)})
    bodies = list(_bodies_of(dataset, known))
    return [
        _challenges(dataset),
        _people_table(dataset),
        _hosts(dataset),
        _host_bodies(dataset),
        _challenge_towns(dataset, known),
        _themes(dataset),
        _facts(dataset),
        _promotions(dataset),
        _vocabulary_table("roles", N_("Roles"), Skill, _roles_of(dataset)),
        _vocabulary_table("towns", N_("Towns"), Town, _towns_of(dataset.challenges, known)),
        _vocabulary_table("bodies", N_("Bodies"), Body, bodies)._replace(references=_OF_BODIES),
        _vocabulary_table("families", N_("Families"), Family, _families_of(bodies)),
        sources_of(cited_sources(dataset, (*dataset.challenges, *dataset.programmes))),
    ]


def _part(place: int, name: str, heading: str, about: str, kind: Kind = TEXT) -> Column:
    """Return the column of a part of rows that are tuples."""
    return Column(name, heading, about, kind, itemgetter(place), required=True)


_CHALLENGE = _part(0, "challenge", N_("Défi"), N_("the slug of the défi"), CODE)
_HOST_NUMBER = _part(
    1, "host", N_("Host"), N_("which of the hosts of the défi it is, from 1 on"), COUNT
)
_OF_CHALLENGES = [(("challenge",), "challenges")]
_OF_BODIES = [(("family",), "families"), (("part_of",), "bodies"), (("followed_by",), "bodies")]


def _challenges(dataset: Dataset) -> Relation:
    columns, references = exported_columns(dataset), [(("promotion",), "promotions")]
    return Relation("challenges", N_("Défis"), columns, dataset.challenges, ("slug",), references)


def _numbered_hosts(dataset: Dataset) -> Iterator[tuple[str, int, Host]]:
    """Yield each host with the slug of its challenge, and its place among the hosts of that."""
    for challenge in dataset.challenges:
        for number, host in enumerate(challenge.hosts, 1):
            yield challenge.slug, number, host


def _hosts(dataset: Dataset) -> Relation:
    records = [
        (slug, number, host.ministry, host.department)
        for slug, number, host in _numbered_hosts(dataset)
    ]
    parts = (
        column_of(fields_of(Host)[name])._replace(value=itemgetter(place), field=None)
        for place, name in enumerate(("ministry", "department"), 2)
    )
    columns = (_CHALLENGE, _HOST_NUMBER, *parts)
    return Relation("hosts", N_("Hosts"), columns, records, ("challenge", "host"), _OF_CHALLENGES)


def _host_bodies(dataset: Dataset) -> Relation:
    records = [
        (slug, number, body.name)
        for slug, number, host in _numbered_hosts(dataset)
        for body in host.bodies
    ]
    columns = (
        _CHALLENGE,
        _HOST_NUMBER,
        _part(2, "body", N_("Body"), N_("a body that this host is")),
    )
    references = [(("challenge", "host"), "hosts"), (("body",), "bodies")]
    return _joining("host_bodies", N_("Bodies of hosts"), columns, records, references)


def _joining(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    records: Sequence[tuple[Any, ...]],
    references: References,
) -> Relation:
    """Return a table that says only what belongs to what: all of its columns are its key."""
    key = tuple(column.name for column in columns)
    return Relation(name, title, columns, records, key, references)


def _people_table(dataset: Dataset) -> Relation:
    """Return how many people of a role a challenge has, where it has any or says its role."""
    skills = _roles_of(dataset)
    records = []
    for challenge in dataset.challenges:
        named = {profile.skill.code for profile in (*challenge.profiles, *challenge.recruited)}
        records += [
            (
                challenge.slug,
                skill,
                people_of(skill.code, challenge.profiles),
                people_of(skill.code, challenge.recruited),
            )
            for skill in skills
            if skill.code in named
        ]
    headed = columns_in(dataset)
    sought_column = headed["sought"]._replace(
        sentence=N_(
            "how many people of this role it seeks: 0 for none, empty where it gives no number"
        ),
        kind=NUMBER_OF_PEOPLE,
        value=itemgetter(2),
    )
    recruited_column = headed["recruited_total"]._replace(
        name="recruited",
        sentence=N_(
            "how many people of this role were recruited: 0 for none, empty where it is not known"
        ),
        kind=NUMBER_OF_PEOPLE,
        value=itemgetter(3),
    )
    role = _part(1, "role", N_("Role"), N_("the code of the role"), Named(Skill))
    references = [(("challenge",), "challenges"), (("role",), "roles")]
    return Relation(
        "people",
        N_("People"),
        (_CHALLENGE, role, sought_column, recruited_column),
        records,
        ("challenge", "role"),
        references,
    )


def _challenge_towns(dataset: Dataset, known: Directory) -> Relation:
    records = [(c.slug, town.name) for c in dataset.challenges for town in _towns_of([c], known)]
    columns = (_CHALLENGE, _part(1, "town", N_("Town"), N_("a town where the team works")))
    references = [(("challenge",), "challenges"), (("town",), "towns")]
    return _joining("challenge_towns", N_("Towns of défis"), columns, records, references)


def _themes(dataset: Dataset) -> Relation:
    records = [(c.slug, theme) for c in dataset.challenges for theme in dict.fromkeys(c.themes)]
    about = N_("a theme under which the programme files it")
    columns = (_CHALLENGE, _part(1, "theme", N_("Theme"), about))
    return _joining("themes", N_("Themes"), columns, records, _OF_CHALLENGES)


def _facts(dataset: Dataset) -> Relation:
    records = [
        (challenge.slug, field, cited.source.key)
        for challenge in dataset.challenges
        for cited in challenge.sources
        for field in dict.fromkeys(cited.fields) or (_ALL_FIELDS,)
    ]
    fields = {name: field.label for name, field in fields_of(Challenge).items()}
    # Keys of one's own are fields too.
    own = {field: field for _slug, field, _source in records if field not in fields}
    kind = Form(choices={**fields, **own, _ALL_FIELDS: N_("all of it")})
    about = N_(
        "what a source gave: a column of the défi, `hosts` or `profiles`, whose tables are `hosts`"
        " and `people`, or `*` for all of it"
    )
    columns = (
        _CHALLENGE,
        _part(1, "field", N_("Field"), about, kind),
        _part(2, "source", N_("Source"), N_("the key of that source")),
    )
    references = [(("challenge",), "challenges"), (("source",), "sources")]
    return _joining("facts", N_("Facts"), columns, records, references)


def _promotions(dataset: Dataset) -> Relation:
    """Return the programmes by promotion; a row for one that names none would join nothing."""
    records = [programme for programme in dataset.programmes if programme.promotion]
    described = {programme.promotion for programme in records}
    # Of some promotions, nothing is known but what challenges are of them.
    undescribed = (code for code in dataset.promotion_codes if code not in described)
    records += [Programme(name="", promotion=code) for code in undescribed]
    columns = {name: column_of(f) for name, f in fields_of(Programme).items() if name != "sources"}
    for name in ("announced", "recruited"):
        columns[name] = _in_texts(columns[name])
    columns["name"] = columns["name"]._replace(required=False)
    first = (
        columns.pop("promotion")._replace(required=True),
        column_of(fields_of(Challenge)["year"])._replace(value=_start_year, field=None),
    )
    return Relation(
        "promotions", N_("Promotions"), (*first, *columns.values()), records, ("promotion",), ()
    )


def _start_year(programme: Programme) -> str | None:
    """Return the year in which a promotion starts."""
    return programme.start and year_of(programme.start)


def _in_texts(column: Column) -> Column:
    """Return the column of a record as one of a list: its texts are several."""
    one = column.value
    return column._replace(
        kind=Many(column.kind),
        value=lambda record: () if one(record) is None else (one(record),),
        field=None,
    )


def _vocabulary_table(name: str, title: str, cls: type, records: Sequence[Any]) -> Relation:
    """Return the table of the records of a vocabulary, whose first field is their key."""
    columns = tuple(column_of(f) for f in fields_of(cls).values())
    return Relation(name, title, columns, records, (columns[0].name,), ())


def _roles_of(dataset: Dataset) -> list[Skill]:
    """Return the roles that people are sought or were recruited for."""
    return list(head_of(dataset).skills)


def sources_of(sources: Sequence[Source]) -> Relation:
    """Return the table of some documents."""
    return _vocabulary_table("sources", N_("Sources"), Source, sources)


def _towns_of(challenges: Iterable[Challenge], known: Directory) -> list[Town]:
    """Return the towns that challenges name, as far as they are known, each once."""
    named = (name for challenge in challenges for name in challenge.towns)
    towns = (known.towns.get(typeset(name)) or Town(name=name) for name in named)
    return list({town.name: town for town in towns}.values())


def _bodies_of(dataset: Dataset, known: Directory) -> Iterator[Body]:
    """Yield the bodies that are hosts, those that they are part of, and those that came after."""

    def named(name: str) -> Body:
        return known.bodies.get(typeset(name)) or Body(name=name)

    waiting = [body for _slug, _number, host in _numbered_hosts(dataset) for body in host.bodies]
    found = set[str]()
    for body in waiting:
        if body.name not in found:
            found.add(body.name)
            part_of, followed_by = (n and named(n).name for n in (body.part_of, body.followed_by))
            waiting += [named(name) for name in (part_of, followed_by) if name]
            yield replace(body, part_of=part_of, followed_by=followed_by)


def _families_of(bodies: Iterable[Body]) -> list[Family]:
    """Return the families that bodies are of, each once."""
    return list({body.family.code: body.family for body in bodies if body.family}.values())
