"""Columns: what a table of challenges or of other records may have, what challenges are sorted by.

Each field of a challenge has a column of its name. The lists of hosts and of people have others
besides, which state the same in parts. An export has the same columns whatever it is of, and those
of the authors' own keys; columns that count the people of one role are there to be chosen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.data.cards import Table
from eigcli.data.fields import Field
from eigcli.data.kinds import (
    CODE,
    TEXT,
    TEXTS,
    Cell,
    Kind,
    Many,
    Pairs,
    cell_of,
    fields_of,
    own_field,
)
from eigcli.data.loading import records_of
from eigcli.data.model import COUNT, NUMBER_OF_PEOPLE, Challenge, Dataset, Host, Profile, Skill
from eigcli.data.people import by_skill, headcount, total, whom_counted
from eigcli.messages import N_, _
from eigcli.names import code_called, spellings_of
from eigcli.text import fold, grouped, split_commas


class Column(NamedTuple):
    """A column of a table of challenges, or of other records.

    Attributes:
        name: what programs call it.
        heading: its heading for people, not translated yet, with a place for the `{role}`.
        sentence: a sentence on what it says, not translated yet.
        kind: what its values are.
        value: returns its value of a record.
        exported: whether an export has it by itself: not if others state the same, or if it counts
            the people of one role.
        required: whether every record has a value.
        unique: whether no two records have the same value.
        role: the skill that it counts, if it counts one.
        field: the field that it is of, if it is of one.
    """

    name: str
    heading: str
    sentence: str
    kind: Kind
    value: Callable[[Any], Any]
    exported: bool = True
    required: bool = False
    unique: bool = False
    role: Skill | None = None
    field: Field | None = None

    @property
    def translated(self) -> bool:
        """Whether people may read it in English."""
        return bool(self.field and self.field.english)

    @property
    def label(self) -> str:
        """Its heading, in the language of the reader; a field's label is not translated yet."""
        return _(self.heading).format(role=self.role.words()) if self.role else _(self.heading)

    @property
    def about(self) -> str:
        """What it says, in the language of the reader; a field's is not translated yet."""
        return _(self.sentence)

    def cell(self, record: Any, *, words: bool) -> Cell:
        """Return its texts of a record: words for people, or codes for programs."""
        if self.field:
            return cell_of(record, self.field, words=words)
        return self.kind.texts(self.value(record), words=words)

    def record(self, challenge: Challenge) -> Any:
        """Return its value of a challenge as JSON has it."""
        return self.kind.plain(self.value(challenge), brief=False)

    def says_something(self, records: Iterable[Any]) -> bool:
        """Return whether it says anything of some records; of a role, that there is anybody."""
        values = map(self.value, records)
        return any(values) if self.role else any(value or value == 0 for value in values)

    def sort_value(self, challenge: Challenge) -> Any:
        """Return what a challenge is sorted by, `None` where that is not known."""
        value = self.value(challenge)
        return fold(value) if isinstance(value, str) else value


class _ProfileTexts(Pairs):
    """Profiles as texts, in records too."""

    def plain(self, value: Any, *, brief: bool) -> Any:
        return list(self.codes(value))


class _RoleCodes(_ProfileTexts):
    """The skills of profiles, without their counts."""

    pattern = CODE.pattern

    def codes(self, value: Any) -> Cell:
        return tuple(by_skill(value))

    def words(self, value: Any) -> Cell:
        return tuple(profile.skill.words() for profile in value)


# Texts of which some may be empty, to be read beside other texts.
_WITH_GAPS = Many(TEXT, r"([^|\\]|\\[|\\])*")
_PROFILES_SOUGHT, _PROFILES_RECRUITED = attrgetter("profiles"), attrgetter("recruited")


def columns_of(skills: Sequence[Skill] = ()) -> dict[str, Column]:
    """Return every column that a table of challenges may have, by name.

    Args:
        skills: the roles of the dataset; each has a column, named by its code. One that would be
            called like another column has `skill_` before its name.
    """
    found = list(_columns_with(skills))
    taken = {column.name for column in found if not column.role}
    columns: dict[str, Column] = {}
    for column in found:
        name = _free_name(column.name, taken) if column.role else column.name
        columns[name] = column._replace(name=name)
    return columns


def column_of(field: Field) -> Column:
    """Return the column of a field in a table of the records that have it."""
    return Column(
        field.name,
        field.label,
        field.about,
        field.kind,
        attrgetter(field.name),
        required=field.required,
        # What is unique only within something else is not unique in a table of all.
        unique=field.unique == "all",
        field=field,
    )


def table_of(columns: Sequence[Column], records: Iterable[Any], *, words: bool) -> Table:
    """Return a table with a row for each record: with words for people, or codes for programs."""
    rows = ([column.cell(record, words=words) for column in columns] for record in records)
    head = [column.label if words else column.name for column in columns]
    return Table(head, rows, [column.kind for column in columns])


def _columns_with(skills: Sequence[Skill]) -> Iterator[Column]:
    """Yield all columns; those of roles may be called like others."""
    for field in fields_of(Challenge).values():
        yield column_of(field)._replace(exported=field.name not in {"hosts", "people", "profiles"})
        if field.name in _IN_PARTS:
            yield from _IN_PARTS[field.name](skills)


def _of_hosts(_skills: Sequence[Skill]) -> Iterator[Column]:
    """Yield the columns that state hosts in parts; roles have no part in these."""
    yield Column(
        "ministries",
        N_("Ministries"),
        N_("the ministries that host it"),
        TEXTS,
        lambda challenge: tuple(host.ministry for host in challenge.hosts),
    )
    yield Column(
        "departments",
        N_("Departments"),
        N_("the department in each of these ministries, in the same order"),
        _WITH_GAPS,
        _departments,
    )
    yield Column(
        "families",
        N_("Families"),
        N_("the families of ministries that these are of, an editorial grouping"),
        fields_of(Host)["families"].kind,
        partial(_of_each_host, "families"),
    )
    yield Column(
        "bodies",
        N_("Bodies"),
        N_("the bodies that these are, by the names of the vocabulary"),
        fields_of(Host)["bodies"].kind,
        partial(_of_each_host, "bodies"),
        # The ministries and departments name them.
        exported=False,
    )


def _of_each_host(name: str, challenge: Challenge) -> tuple[Any, ...]:
    """Return what the hosts of a challenge have in a field of lists, each value once."""
    return tuple(dict.fromkeys(value for host in challenge.hosts for value in getattr(host, name)))


def _departments(challenge: Challenge) -> tuple[str, ...]:
    """Return the department of each host, "" for none, to be read beside the ministries."""
    departments = tuple(host.department or "" for host in challenge.hosts)
    return departments if any(departments) else ()


def _of_profiles(skills: Sequence[Skill]) -> Iterator[Column]:
    """Yield the columns that state who is sought in parts, of each role a number."""
    seeks = N_("the roles it seeks and how many of each, as texts")
    yield Column("seeks", N_("Seeks"), seeks, _ProfileTexts(Profile), _PROFILES_SOUGHT)
    codes = N_("the codes of the roles it seeks")
    yield Column("skills", N_("Roles"), codes, _RoleCodes(Profile), _PROFILES_SOUGHT)
    about = N_("how many people of this role it seeks")
    for skill in skills:
        yield _of_role(skill, skill.code, N_("{role}, sought"), about, _PROFILES_SOUGHT)
    yield _PEOPLE_SOUGHT


def _of_recruited(skills: Sequence[Skill]) -> Iterator[Column]:
    """Yield the columns that state who was recruited in parts, of each role a number."""
    about = N_("how many people of this role were recruited")
    for skill in skills:
        name = f"recruited_{skill.code}"
        yield _of_role(skill, name, N_("{role}, recruited"), about, _PROFILES_RECRUITED)
    yield _PEOPLE_RECRUITED


def _of_role(
    skill: Skill, name: str, heading: str, about: str, profiles: Callable[[Challenge], Any]
) -> Column:
    """Return the column that counts the people of a role among some profiles of a challenge."""

    def value(challenge: Challenge) -> int | None:
        return people_of(skill.code, profiles(challenge))

    return Column(name, heading, about, NUMBER_OF_PEOPLE, value, exported=False, role=skill)


def _free_name(code: str, taken: set[str]) -> str:
    """Return a name for a column that none of those taken has, and take it."""
    name = code.replace("-", "_")
    while name in taken:
        name = f"skill_{name}"
    taken.add(name)
    return name


def people_of(code: str, profiles: Sequence[Profile]) -> int | None:
    """Return how many people of a role there are, `None` where no people are stated."""
    of_role = [profile for profile in profiles if profile.skill.code == code]
    # Most challenges have no people of most roles.
    return headcount(of_role) if of_role else (0 if profiles else None)


# The fields that other columns state in parts, and what yields these.
_IN_PARTS: dict[str, Callable[[Sequence[Skill]], Iterator[Column]]] = {
    "hosts": _of_hosts,
    "profiles": _of_profiles,
    "recruited": _of_recruited,
}
_PEOPLE_SOUGHT = Column(
    "sought",
    N_("People sought"),
    N_("how many people it seeks in all"),
    COUNT,
    lambda challenge: total(challenge.profiles),
)
_PEOPLE_RECRUITED = Column(
    "recruited_total",
    N_("People recruited"),
    N_("how many people were recruited in all"),
    COUNT,
    lambda challenge: total(challenge.recruited),
)


_FIRST_MINISTRY = Column(
    "ministry",
    N_("Ministry"),
    N_("the ministry, or who else hosts it"),
    TEXT,
    lambda challenge: next((host.ministry for host in challenge.hosts), None),
)


# The dataset says when a promotion starts, not the challenge.
_PROMOTION_START = Column(
    "start", N_("Start"), N_("when its promotion starts"), CODE, attrgetter("promotion")
)


def own_columns(challenges: Iterable[Challenge]) -> dict[str, Column]:
    """Return the columns of the keys that are the authors' own, by name, in the order of use."""
    values = grouped(pair for challenge in challenges for pair in challenge.own)
    return {key: _own_column(own_field(key, listed)) for key, listed in values.items()}


def _own_column(declared: Field) -> Column:
    def value_of(challenge: Challenge) -> Any:
        value = challenge.own_keys.get(declared.name, declared.kind.nothing)
        if declared.kind is TEXTS and not isinstance(value, tuple):
            return (str(value),)
        return str(value) if declared.kind is TEXT and value is not None else value

    return Column(declared.name, declared.label, declared.about, declared.kind, value_of)


def sort_keys(challenges: Iterable[Challenge] = ()) -> dict[str, Column]:
    """Return what challenges may be sorted by, by name, keys of their authors' own included."""
    columns = columns_of()
    keys = [columns[field.name] for field in fields_of(Challenge).values() if field.sort]
    others = (_PROMOTION_START, _FIRST_MINISTRY, _PEOPLE_SOUGHT, _PEOPLE_RECRUITED)
    return {key.name: key for key in (*keys, *others, *own_columns(challenges).values())}


# What people read of columns whose people are not, or not all, those sought, see `whom_counted`.
_HEADINGS = {
    "selected": {
        "Seeks": N_("Selected"),
        "{role}, sought": N_("{role}, selected"),
        "People sought": N_("People selected"),
    },
    "both": {
        "Seeks": N_("Sought or selected"),
        "{role}, sought": N_("{role}, sought or selected"),
        "People sought": N_("People sought or selected"),
    },
}


def columns_in(dataset: Dataset, roles: Sequence[Skill] = ()) -> dict[str, Column]:
    """Return the columns that a table of a dataset may have, by name, headed as it counts people.

    Args:
        dataset: what the columns are of.
        roles: those that have columns, see `known_roles`.
    """
    headings = _HEADINGS.get(whom_counted(dataset.challenges), {})
    return {
        name: column._replace(heading=headings.get(column.heading, column.heading))
        for name, column in columns_of(roles).items()
    } | own_columns(dataset.challenges)


def known_roles(dataset: Dataset) -> tuple[Skill, ...]:
    """Return the roles that may have columns: those of a dataset, then others of eigcli.

    So no name of a column is taken of one promotion and refused of another.
    """
    return tuple(records_of(dataset, "skills").values())


def exported_columns(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns that an export of a dataset has by default, its own keys included."""
    return each_text_once(column for column in columns_in(dataset).values() if column.exported)


def each_text_once(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns of which none is read in English where another one has the English."""
    columns = tuple(columns)
    names = {column.name for column in columns}
    return tuple(
        column._replace(field=None) if column.field and column.field.english in names else column
        for column in columns
    )


def columns_named(
    dataset: Dataset, values: Iterable[str], *, exact: bool = False
) -> tuple[Column, ...]:
    """Return the columns that are named by their names or headings, in English or in French.

    Args:
        dataset: what the columns are of.
        values: what was typed; commas separate several names.
        exact: whether only their names will do.

    Raises:
        UsageError: for a name that no column has.
    """
    known = columns_in(dataset, known_roles(dataset))
    labels = {name: (column.heading, column.label) for name, column in known.items()}
    there_are = _("The columns are {names}. To see them all: eig schema columns.")
    return each_text_once(
        known[name] for name in names_typed(values, labels, there_are, exact=exact)
    )


def names_typed(
    values: Iterable[str],
    labels: Mapping[str, Iterable[str]],
    available: str,
    *,
    exact: bool = False,
) -> list[str]:
    """Return the names of columns that were typed.

    Args:
        values: what was typed; commas separate several names.
        labels: the names that there are, each with its headings.
        available: the sentence that says which there are, see `not_found_message`.
        exact: whether only these names will do.

    Raises:
        UsageError: for a name that no column has.
    """
    missing = _("no column is called {name}.")
    ways = chain.from_iterable(spellings_of(name, own) for name, own in labels.items())
    headings = {fold(way) for way in ways if "," in way}
    names: list[str] = []
    for value in values:
        # There may be a comma in a heading.
        typed = [value] if fold(value) in headings and not exact else split_commas([value])
        names += (code_called(name, labels, missing, available, exact=exact) for name in typed)
    return names
