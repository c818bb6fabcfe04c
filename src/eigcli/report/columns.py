"""The columns of a table of challenges: one for each field, and some that state it in parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from eigcli.data.fields import Field
from eigcli.data.kinds import (
    SLUG,
    TEXT,
    TEXTS,
    Form,
    Kind,
    Many,
    Named,
    Record,
    fields_of,
    kind_of,
    own_field,
)
from eigcli.data.loading import records_of
from eigcli.data.model import (
    COUNT,
    NUMBER_OF_PEOPLE,
    Body,
    Challenge,
    Dataset,
    Family,
    Profile,
    Skill,
)
from eigcli.data.people import headcount, total
from eigcli.errors import UsageError
from eigcli.messages import N_, _
from eigcli.report.blocks import Column, Table
from eigcli.text import fold, not_found_message, split_commas

# An export has columns that state these in parts.
_IN_PARTS = {"hosts", "profiles", "people"}
WORDS = Form()  # words of ours, in the language of the reader


class _Texts(Many):
    """Records as texts, in JSON too."""

    def plain(self, value: Any, *, brief: bool) -> Any:
        return list(self.codes(value))


def of_field(field: Field) -> Column:
    """Return the column that shows a declared field."""
    value = attrgetter(field.name)
    return Column(field.name, _(field.label), value, field.kind, _(field.about), field)


def challenge_columns(dataset: Dataset, roles: Sequence[Skill] = ()) -> dict[str, Column]:
    """Return the columns that a table of challenges may have, by name.

    Args:
        dataset: what they are of.
        roles: those that have columns of their own.
    """
    columns = {column.name: column for column in _columns()}
    for attribute, label, about in (
        ("profiles", N_("{role}, sought"), N_("how many people of this role it seeks")),
        ("recruited", N_("{role}, recruited"), N_("how many people of this role were recruited")),
    ):
        for role in roles:
            name = role.code if attribute == "profiles" else f"recruited_{role.code}"
            name = name.replace("-", "_")
            while name in columns:
                name = f"skill_{name}"
            head = _(label).format(role=role.words())
            value = partial(people_of, attribute, role.code)
            columns[name] = Column(name, head, value, NUMBER_OF_PEOPLE, _(about), exported=False)
    return columns | own_columns(dataset.challenges)


def _columns() -> Iterator[Column]:
    for name, field in fields_of(Challenge).items():
        column = of_field(field)._replace(exported=name not in _IN_PARTS)
        yield column._replace(link=attrgetter("page")) if name == "name" else column
        if name == "hosts":
            yield _column("ministries", N_("Ministries"), N_("the ministries that host it"), TEXTS)
            yield _column(
                "departments",
                N_("Departments"),
                N_("the department in each of these ministries, in the same order"),
                Many(TEXT, r"([^|\\]|\\[|\\])*"),
            )
            yield _column(
                "families",
                N_("Families"),
                N_("the families of ministries that these are of, an editorial grouping"),
                kind_of(tuple[Family, ...]),
            )
            about = N_("the bodies that these are, by the names of the vocabulary")
            yield _column("bodies", N_("Bodies"), about, kind_of(tuple[Body, ...]))._replace(
                exported=False
            )
        if name == "profiles":
            about = N_("the roles it seeks and how many of each, as texts")
            yield _column("seeks", N_("Seeks"), about, _Texts(Record(Profile)))
            about = N_("the codes of the roles it seeks")
            yield _column("skills", N_("Roles"), about, Many(Named(Skill), SLUG))
            yield _column(
                "sought", N_("People sought"), N_("how many people it seeks in all"), COUNT
            )
        if name == "recruited":
            about = N_("how many people were recruited in all")
            yield _column("recruited_total", N_("People recruited"), about, COUNT)


def _departments(challenge: Challenge) -> tuple[str, ...]:
    departments = tuple(host.department or "" for host in challenge.hosts)
    return departments if any(departments) else ()


def _of_hosts(name: str, challenge: Challenge) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(v for host in challenge.hosts for v in getattr(host, name)))


# What those columns say that no field has.
_VALUES: dict[str, Callable[[Challenge], Any]] = {
    "ministries": lambda c: tuple(host.ministry for host in c.hosts),
    "departments": _departments,
    "families": partial(_of_hosts, "families"),
    "bodies": partial(_of_hosts, "bodies"),
    "seeks": attrgetter("profiles"),
    "skills": lambda c: tuple(dict.fromkeys(profile.skill for profile in c.profiles)),
    "sought": lambda c: total(c.profiles),
    "recruited_total": lambda c: total(c.recruited),
}


def _column(name: str, label: str, about: str, kind: Kind) -> Column:
    return Column(name, _(label), _VALUES[name], kind, _(about))


def people_of(attribute: str, role: str, challenge: Challenge) -> int | None:
    """Return how many people of a role there are; where none are stated, that is not known.

    Args:
        attribute: `profiles` or `recruited`.
        role: the code of the role.
        challenge: the challenge.
    """
    profiles = getattr(challenge, attribute)
    of_role = [profile for profile in profiles if profile.skill.code == role]
    return headcount(of_role) if of_role else (0 if profiles else None)


def own_columns(challenges: Iterable[Challenge]) -> dict[str, Column]:
    """Return the columns of the keys that are the authors' own, in the order of use."""
    stated: dict[str, list[Any]] = {}
    for challenge in challenges:
        for key, value in challenge.own:
            stated.setdefault(key, []).append(value)
    return {key: _own_column(own_field(key, values)) for key, values in stated.items()}


def _own_column(field: Field) -> Column:
    def value(challenge: Challenge) -> Any:
        stated = challenge.own_keys.get(field.name, field.kind.nothing)
        if field.kind is TEXTS and not isinstance(stated, tuple):
            return (str(stated),)
        return str(stated) if field.kind is TEXT and stated is not None else stated

    return of_field(field)._replace(value=value, field=None)


def exported_columns(dataset: Dataset) -> list[Column]:
    """Return the columns that an export has by default, keys of the authors' own included."""
    return each_text_once(c for c in challenge_columns(dataset).values() if c.exported)


def each_text_once(columns: Iterable[Column]) -> list[Column]:
    """Return columns of which none is read in English where another one has the English."""
    columns = list(columns)
    names = {column.name for column in columns}
    return [c._replace(field=None) if c.field and c.field.english in names else c for c in columns]


def columns_named(dataset: Dataset, values: Iterable[str], *, exact: bool = False) -> list[Column]:
    """Return the columns that are named by their names or headings; commas separate several.

    Raises:
        UsageError: for a name that no column has.
    """
    columns = challenge_columns(dataset, tuple(records_of(dataset, "skills").values()))
    there_are = _("The columns are {names}. To see them all: eig schema columns.")
    return each_text_once(choose(columns, values, there_are, exact=exact))


def choose(
    columns: dict[str, Column], values: Iterable[str], there_are: str, *, exact: bool = False
) -> list[Column]:
    """Return those of some columns that are named, see `columns_named`.

    Args:
        columns: the columns by name.
        values: what was typed.
        there_are: the sentence that says which there are.
        exact: whether only their names will do.
    """
    called = {fold(column.label): column for column in columns.values()}
    called |= {fold(name): column for name, column in columns.items()}
    chosen = []
    for value in values:
        # There may be a comma in a heading.
        whole = not exact and fold(value) in called
        for name in [value] if whole else split_commas([value]):
            column = columns.get(name) or (None if exact else called.get(fold(name)))
            if not column:
                no = _("no column is called {name}.")
                raise UsageError(not_found_message(no, there_are, name, columns))
            chosen.append(column)
    return chosen


def plain_rows(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table as JSON has them."""
    return [
        {c.name: c.kind.plain(c.value(record), brief=False) for c in table.columns}
        for record in table.records
    ]
