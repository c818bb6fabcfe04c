"""Fields: what is declared of an attribute, once and beside it, for everything to follow from.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Host:
        ministry: str = field(TEXT, "Ministry", "its ministry", required=True)

A field has a *kind* (see `eigcli.kinds`), which knows how its values are read from YAML and written
back, and what stands for them in a record and in a cell. Reading, every format, the search, the
order, completion and the documentation follow from that.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, Self, TypeAlias, TypeVar

from eigcli.messages import language
from eigcli.reading import Node, Reader

K = TypeVar("K")
V = TypeVar("V")


class Hyperlink(str):
    """A text that is the address of a page, for the formats that can link to it."""

    __slots__ = ()


class Shown(str):
    """What people read of a number or a date, for the formats that hold these as such.

    Attributes:
        code: the same for programs, such as `2500` of `2,500 people`.
    """

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: str, code: str) -> Self:
        """Return `text`, with what programs read instead."""
        shown = super().__new__(cls, text)
        shown.code = code
        return shown


# What a cell of a table or a fact of a card shows: texts. Empty: it is not known.
Cell: TypeAlias = tuple[str, ...]


class Shorthand(NamedTuple):
    """A second key, which states the value of a field more briefly.

    For example, `ministry: X` is a shorthand of `hosts: [{ministry: X}]`.

    Attributes:
        name: the key.
        about: a sentence on what it says.
        kind: what its values are.
        expand: returns the value of the field, of a reader and the value of the key.
        shorten: returns the value of the key from the value of the field; `None` where the key
            cannot state it.
        usual: whether documentation names it before the key of the field.
    """

    name: str
    about: str
    kind: "Kind"
    expand: Callable[[Reader, Any], Any]
    shorten: Callable[[Any], Any] = lambda _value: None
    usual: bool = False


class Field(NamedTuple):
    """What is declared of an attribute.

    Attributes:
        name: the name of the attribute, which is its key in YAML and its column too.
        kind: what its values are.
        label: what people call it.
        about: a sentence on what it says.
        given: whether it has no key of its own: it is the key of the record in a vocabulary, or
            follows from other fields and records.
        required: whether a record needs it.
        unique: whether no two records may share a value.
        within: scope of uniqueness: unique among records with the same value of this field, such
            as a number within its promotion.
        after: the name of a date field that must not be later.
        default: returns the value where a record does not state it, from the values of its other
            fields, by name.
        shorthand: a second key for it.
        searched: whether `--search` looks into it, and how early its matches come: 1 is first, 0
            is not searched.
        sorted: whether `--sort` takes its name.
        filter: the option that chooses challenges by it, if one does.
        translation: the name of the field that says the same in English, which people read instead
            of it in English where it is known.
        on_card: whether cards for people show it.
        words: returns the texts of the record's value for people, where these need other fields of
            it too.
    """

    name: str
    kind: "Kind"
    label: str
    about: str
    given: bool = False
    required: bool = False
    unique: bool = False
    within: str | None = None
    after: str | None = None
    default: Callable[[Reader, Mapping[str, Any]], Any] | None = None
    shorthand: Shorthand | None = None
    searched: int = 0
    sorted: bool = False
    filter: str | None = None
    translation: str | None = None
    on_card: bool = True
    words: Callable[[Any], Cell] | None = None

    @property
    def keys(self) -> dict[str, str]:
        """The keys that state it in YAML, the usual one first, each with a sentence."""
        if self.given:
            return {}
        keys = {self.name: self.about}
        if short := self.shorthand:
            other = {short.name: short.about}
            return other | keys if short.usual else keys | other
        return keys


class Kind:
    """What the values of a field are: the base of all kinds.

    Attributes:
        nothing: the value of a field that a dataset does not state.
        numeric: whether values are numbers, which people read as `Shown`.
        fractional: whether these may be other than whole.
        dated: whether values are dates, which people read as `Shown` too.
        several: whether a value is a tuple.
        link: whether people can open a value.
        native: whether people read the words of the dataset in it, which are in its language.
        form: the regular expression that the text of a value matches, if there is one.
        choices: the codes that a value may be, each with its meaning, where they are few.
        least: the smallest number that a value may be; `None` where that is any.
        parts: the fields of the records in a value, where it has records.
        shape: the type of the nodes of values, `seq` or `map`, where they are no texts.
        example: a value as YAML has it, for who wrote one of another shape.
    """

    nothing: Any = None
    numeric = False
    fractional = False
    dated = False
    several = False
    link = False
    native = False
    form: str | None = None
    choices: Mapping[str, str] = MappingProxyType({})
    least: int | None = None
    parts: tuple[Field, ...] = ()
    shape = ""
    example = "…"

    def read(self, reader: Reader, node: Node) -> Any:
        """Return the value of a node; where it has none, note why and return `None`."""
        raise NotImplementedError

    def written(self, value: Any) -> Any:
        """Return a value as YAML has it."""
        return self.record(value)

    def record(self, value: Any) -> Any:
        """Return a value as JSON has it."""
        return value

    def cell(self, value: Any, *, words: bool) -> Cell:
        """Return the texts of a value in a table or on a card: words for people, or codes."""
        if value is None:
            return ()
        return self.words(value) if words else self.codes(value)

    def codes(self, value: Any) -> Cell:
        """Return the texts of a known value for programs."""
        return (str(value),)

    def words(self, value: Any) -> Cell:
        """Return the texts of a known value for people."""
        raise NotImplementedError

    def number_in(self, code: str) -> float:
        """Return the number that a text for programs says, of a kind that is numeric."""
        return float(code) if self.fractional else int(code)

    def meaning(self, _value: Any) -> str:
        """Return what a known value means, for people, where its words do not say so."""
        return ""

    def texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        """Return each text in a value that can be searched, and the field that it is of."""
        return () if value is None else ((declared, value),)

    def filter_texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        """Return each text in a value that a filter chooses by, and the field that it is of."""
        return self.texts(declared, value)


def field(kind: Kind, label: str, about: str, **more: Any) -> Any:
    """Declare an attribute of a dataclass; `more` are the other attributes of `Field`."""
    metadata = {"field": Field("", kind, label, about, **more)}
    if more.get("required"):
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=kind.nothing, metadata=metadata)


@cache
def fields_of(cls: Any) -> tuple[Field, ...]:
    """Return the fields that are declared of a dataclass, in their order."""
    declared = (f for f in dataclasses.fields(cls) if "field" in f.metadata)
    return tuple(f.metadata["field"]._replace(name=f.name) for f in declared)


def field_named(cls: Any, name: str) -> Field:
    """Return the field of a dataclass that is called `name`."""
    return next(declared for declared in fields_of(cls) if declared.name == name)


def values_of(value: Any) -> Iterator[tuple[Field, Any]]:
    """Yield each field of a record, and its value; last the keys that are its author's own."""
    for declared in fields_of(value.__class__):
        yield declared, getattr(value, declared.name)
    yield from getattr(value, "own", ())


def field_read(value: Any, declared: Field) -> Field:
    """Return the field of a record that people read for one.

    That is its translation in English, or in French where the record has nothing else.
    """
    name = declared.translation
    if not name or not getattr(value, name):
        return declared
    if language() == "fr" and getattr(value, declared.name):
        return declared
    return field_named(value.__class__, name)


def cell_of(value: Any, declared: Field, *, words: bool) -> Cell:
    """Return the texts of a field of a record: words for people, or codes for programs."""
    if words and declared.words:
        return declared.words(value)
    shown = field_read(value, declared) if words else declared
    return shown.kind.cell(getattr(value, shown.name), words=words)


def text_read(value: Any, name: str) -> tuple[str, bool]:
    """Return a text of a record as people read it, "" for none, and whether that is native."""
    declared = field_named(value.__class__, name)
    return "".join(cell_of(value, declared, words=True)), field_read(value, declared).kind.native


def record_of(value: Any) -> dict[str, Any]:
    """Return a record as JSON has it: always all of its fields, then what else it has."""
    return {declared.name: declared.kind.record(part) for declared, part in values_of(value)}


def written_of(value: Any) -> dict[str, Any]:
    """Return a record as YAML has it: only the fields that it states."""
    written: dict[str, Any] = {}
    for declared, stated in values_of(value):
        if stated is None or stated == () or declared.given:
            continue
        shorthand = declared.shorthand
        if shorthand and (short := shorthand.shorten(stated)) is not None:
            written[shorthand.name] = shorthand.kind.written(short)
        else:
            written[declared.name] = declared.kind.written(stated)
    # Zero says something, unlike what has nothing in it.
    return {key: content for key, content in written.items() if content or content == 0}


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the second of each pair by the first, all in their order."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def texts_in(value: Any, among: Iterable[Field]) -> list[tuple[Field, str]]:
    """Return each text that can be searched in these fields of a record, with its field."""
    found: list[tuple[Field, str]] = []
    for declared in among:
        if stated := getattr(value, declared.name):
            found += declared.kind.texts(declared, stated)
    return found
