"""The columns of a table of challenges: one for each field, and some that state it in parts."""

from collections.abc import Iterable
from operator import attrgetter, methodcaller
from typing import Any

from eigcli.ask.words import code_called
from eigcli.data.fields import Field
from eigcli.data.kinds import TEXT, TEXTS, fields_of, own_field
from eigcli.data.loading import records_of
from eigcli.data.model import NUMBER_OF_PEOPLE, Challenge, Dataset
from eigcli.messages import N_, _
from eigcli.report.blocks import Column
from eigcli.text import split_commas

Columns = dict[str, Column]  # by name


def of_field(field: Field) -> Column:
    """Return the column that shows a declared field."""
    value = attrgetter(field.name)
    return Column(field.name, _(field.label), value, field.kind, _(field.about), field)


def challenge_columns(dataset: Dataset, *, of_roles: bool = False) -> Columns:
    """Return the columns that a table of challenges may have, by name.

    Args:
        dataset: what they are of.
        of_roles: whether each role has columns of its own.
    """
    roles = records_of(dataset, "skills").values() if of_roles else ()
    columns = {name: of_field(field) for name, field in fields_of(Challenge).items()}
    columns["name"] = columns["name"]._replace(link=attrgetter("page"))
    for of, label, about in (
        ("sought", N_("{role}, sought"), N_("how many people of this role it seeks")),
        ("recruited", N_("{role}, recruited"), N_("how many people of this role were recruited")),
    ):
        for role in roles:
            name = role.code if of == "sought" else f"recruited_{role.code}"
            name = name.replace("-", "_")
            while name in columns:
                name = f"skill_{name}"
            head, value = _(label, role=role.words()), methodcaller("number_of", of, {role.code})
            columns[name] = Column(name, head, value, NUMBER_OF_PEOPLE, _(about))
    return columns | own_columns(dataset.challenges)


def own_columns(challenges: Iterable[Challenge]) -> Columns:
    """Return the columns of the keys that are the authors' own, in the order of use."""
    stated: dict[str, list[Any]] = {}
    for challenge in challenges:
        for key, value in challenge.own:
            stated.setdefault(key, []).append(value)
    return {key: _own_column(own_field(key, values)) for key, values in stated.items()}


def _own_column(field: Field) -> Column:
    def value(challenge: Challenge) -> Any:
        stated = challenge.own_keys.get(field.name)
        if field.kind is TEXTS and not isinstance(stated, tuple):
            return () if stated is None else (str(stated),)
        return str(stated) if field.kind is TEXT and stated is not None else stated

    return of_field(field)._replace(value=value, field=None)


def exported_columns(dataset: Dataset) -> list[Column]:
    """Return the columns that an export has by default, keys of the authors' own included."""
    columns = challenge_columns(dataset)
    stated_in_parts = {"hosts", "bodies", "people"}
    return each_text_once(columns[name] for name in columns if name not in stated_in_parts)


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
    columns = challenge_columns(dataset, of_roles=True)
    there_are = _("The columns are {names}. To see them all: eig schema columns.")
    return each_text_once(choose(columns, values, there_are, exact=exact))


def choose(
    columns: Columns, values: Iterable[str], there_are: str, *, exact: bool = False
) -> list[Column]:
    """Return those of some columns that are named, see `columns_named`.

    Args:
        columns: the columns by name.
        values: what was typed.
        there_are: the sentence that says which there are.
        exact: whether only their names will do.
    """
    also = {c.name: c.field.also.split() for c in columns.values() if c.field}
    labels = {name: (c.label, *also.get(name, ())) for name, c in columns.items()}
    no = _("no column is called {name}.")
    names = (code_called(v, labels, no, there_are, exact=exact) for v in split_commas(values))
    return [columns[name] for name in names]
