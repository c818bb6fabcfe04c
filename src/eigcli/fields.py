"""Fields: what is declared of an attribute, once and beside it, for everything to follow from.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Host:
        ministry: str = field(TEXT, "Ministry", "its ministry", required=True)

A field has a *kind* (see `eigcli.kinds`), which knows how its values are read from YAML and written
back, what stands of them in a record, in a cell and on a card, and what a schema says of them.
Reading, every format, the search, the order, completion and the documentation follow from that.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from eigcli.messages import _
from eigcli.reading import Node, Reader


class Link(str):
    """A text that is the address of a page, for the formats that can link to it."""

    __slots__ = ()


# What a cell of a table or a fact of a card shows: a text, or several. Empty: it is not known.
Cell: TypeAlias = str | tuple[str, ...]
# The part of a JSON Schema that says what a value is.
Schema: TypeAlias = dict[str, Any]


class Key(NamedTuple):
    """A key of a mapping in YAML: what it says, how its value is read, and its schema."""

    name: str
    about: str
    read: Callable[[Reader, Node], Any]
    schema: Callable[[], Schema]


class Column(NamedTuple):
    """A column of a table of challenges.

    Attributes:
        name: what programs call it.
        heading: its heading for people, not translated yet, with a place for the `{role}`.
        sentence: a sentence on what it says, not translated yet.
        kind: what its values are.
        value: returns its value of a challenge.
        exported: whether an export has it by itself, or others that say the same in parts.
        required: whether it says something of every challenge.
        unique: whether it says of no two challenges the same.
        role: the skill that it is about, if it is about one.
    """

    name: str
    heading: str
    sentence: str
    kind: "Kind"
    value: Callable[[Any], Any]
    exported: bool = True
    required: bool = False
    unique: bool = False
    role: Any = None

    @property
    def label(self) -> str:
        """Its heading in the language of the reader."""
        return _(self.heading).format(role=self.role.label) if self.role else _(self.heading)

    @property
    def about(self) -> str:
        """What it says in the language of the reader."""
        return _(self.sentence)


class SortKey(NamedTuple):
    """What challenges are sorted by: name, label and sentence, and its value of a challenge."""

    name: str
    label: str
    about: str
    key: Callable[[Any], Any]


class Field(NamedTuple):
    """What is declared of an attribute.

    Attributes:
        name: that of the attribute, which is its key and its column too.
        kind: what its values are.
        label: what people call it.
        about: a sentence on what it says.
        required: whether a record needs it.
        unique: whether no two records may share a value.
        within: the field that two records must share too, where only then they may not share this.
        after: the field before whose date its own must not be.
        default: what it holds where a record does not say, if that is not nothing.
        searched: whether `--search` looks into it, and how early what is found there comes: 1 for
            what comes first, 0 for what is not looked into.
        sorted: whether `--sort` takes its name.
        filter: the option that chooses challenges by it, if one does.
        column: name, label and sentence of the column that has it of each record in a list.
    """

    name: str
    kind: "Kind"
    label: str
    about: str
    required: bool = False
    unique: bool = False
    within: str | None = None
    after: str | None = None
    default: Callable[[Reader], Any] | None = None
    searched: int = 0
    sorted: bool = False
    filter: str | None = None
    column: tuple[str, str, str] | None = None


class Kind:
    """What the values of a field are: the base of all kinds.

    Attributes:
        nothing: the value of a field that a dataset says nothing of.
    """

    nothing: Any = None

    def read(self, reader: Reader, node: Node) -> Any:
        """Return the value of a node; where it has none, note why and return `None`."""
        raise NotImplementedError

    @property
    def parts(self) -> tuple[Field, ...]:
        """The fields of the records in a value, where it is a list of records."""
        return ()

    def schema(self) -> Schema:
        """Return what a JSON Schema says of a value."""
        raise NotImplementedError

    def cell_schema(self) -> Schema:
        """Return what a Table Schema says of a cell of CSV: its type and its constraints."""
        return {"type": "string"}

    def keys(self, declared: Field) -> tuple[Key, ...]:
        """Return the keys that may say the value of a field in YAML, the usual one first."""
        return (Key(declared.name, declared.about, self.read, self.schema),)

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        """Return what YAML has of a field, by key."""
        return {declared.name: self.record(value)}

    def record(self, value: Any) -> Any:
        """Return a value as JSON has it."""
        return value

    def cell(self, value: Any, *, words: bool) -> Cell:
        """Return what a table or a card says of a value: words for people, codes for programs."""
        if value is None:
            return ""
        return self.words(value) if words else self.codes(value)

    def codes(self, value: Any) -> Cell:
        """Return what programs are told of a value that is known."""
        return str(value)

    def words(self, value: Any) -> Cell:
        """Return what people are told of a value that is known."""
        return self.codes(value)

    def columns(
        self, declared: Field, skills: tuple[Any, ...], taken: set[str]
    ) -> Iterator[Column]:
        """Yield the columns that show a field of challenges.

        Args:
            declared: the field.
            skills: those of the dataset.
            taken: the names of all columns so far, to which new ones are added.
        """
        get = attrgetter(declared.name)
        column = Column(declared.name, declared.label, declared.about, self, get)
        # What is unique only within something else is not unique in a table of all.
        unique = declared.unique and not declared.within
        yield column._replace(required=declared.required, unique=unique)

    def sort_keys(self, declared: Field) -> Iterator[SortKey]:
        """Yield what challenges are sorted by."""
        if declared.sorted:
            get = attrgetter(declared.name)
            yield SortKey(
                declared.name, declared.label, declared.about, lambda c: self.comparable(get(c))
            )

    def comparable(self, value: Any) -> Any:
        """Return what orders a value among others; `None` comes last."""
        return value

    def texts(self, declared: Field, value: Any) -> Iterator[tuple[Field, str]]:
        """Yield each text in a value that can be searched, and the field that it is of."""
        if value is not None:
            yield declared, value

    def names(self, declared: Field, value: Any) -> Iterator[tuple[Field, str]]:
        """Yield each text in a value that a filter chooses by, and the field that it is of."""
        return self.texts(declared, value)


def field(kind: Kind, label: str, about: str, **more: Any) -> Any:
    """Declare an attribute of a dataclass; `more` are the other attributes of `Field`."""
    metadata = {"field": Field("", kind, label, about, **more)}
    if more.get("required"):
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=kind.nothing, metadata=metadata)


@cache
def fields_of(cls: Any) -> tuple[Field, ...]:
    """Return the fields of a dataclass, in their order."""
    return tuple(f.metadata["field"]._replace(name=f.name) for f in dataclasses.fields(cls))


def keys_of(cls: Any) -> Iterator[tuple[str, str]]:
    """Yield each key of a record in YAML, what it says, and whether it is required."""
    for declared in fields_of(cls):
        keys = declared.kind.keys(declared)
        for key in keys:
            others = [other.name for other in keys if other is not key]
            about = _(key.about)
            if declared.required and others:
                about = _("{about}; required, or `{key}` instead").format(
                    about=about, key=others[0]
                )
            elif declared.required:
                about = _("{about}; required").format(about=about)
            yield key.name, about


def values_of(value: Any) -> Iterator[tuple[Field, Any]]:
    """Yield each field of a dataclass's value, and what it holds."""
    for declared in fields_of(value.__class__):
        yield declared, getattr(value, declared.name)


def record_of(value: Any) -> dict[str, Any]:
    """Return a value as JSON has it: always all of its fields."""
    return {declared.name: declared.kind.record(held) for declared, held in values_of(value)}


def written_of(value: Any) -> dict[str, Any]:
    """Return a value as YAML has it: only what it says."""
    written: dict[str, Any] = {}
    for declared, held in values_of(value):
        written |= declared.kind.written(declared, held)
    return {key: said for key, said in written.items() if said}


def texts_in(value: Any, among: Iterable[Field]) -> Iterator[tuple[Field, str]]:
    """Yield each text that can be searched in these fields of a value, and the field it is of."""
    for declared in among:
        yield from declared.kind.texts(declared, getattr(value, declared.name))


def columns_of(cls: Any, skills: tuple[Any, ...] = ()) -> dict[str, Column]:
    """Return every column that a table of challenges may have, by name.

    Args:
        cls: the dataclass of challenges.
        skills: those of the dataset; each has a column, named by its code. One that would be called
            like another column has `skill_` before its name.
    """
    taken = set(columns_of(cls)) if skills else set()
    return {
        column.name: column
        for declared in fields_of(cls)
        for column in declared.kind.columns(declared, skills, taken)
    }
