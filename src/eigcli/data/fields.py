"""The declaration of records: each field once, for everything else to follow from.

    class Source(Record, noun="a source", key="sources"):
        key: Code = field("its name in `sources`")
        url: Address | None = field("its address", "Address")

The annotation says what a value is and whether a record needs it; `field` says the rest. Reading,
columns, cards, searches and schemas follow, see `eigcli.data.kinds`.
"""

import dataclasses
from collections.abc import Mapping
from types import NoneType
from typing import (
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
)

T = TypeVar("T", bound="Record")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """The base class of records: each has a text for programs, and one for people.

    A class of records is a frozen dataclass.

    The methods of a frozen dataclass are defined here once: if they were generated for each class,
    each run would compile them again.
    """

    noun: ClassVar[str]
    vocabulary: ClassVar[str]
    rule: ClassVar[str]
    nothing: ClassVar[Mapping[str, Any]]  # the values of optional fields that are not stated

    def __init_subclass__(cls: Any, noun: str, rule: str = "", key: str = "") -> None:
        """Make a dataclass of a class whose fields are declared.

        Args:
            noun: what messages call one, such as `a source`.
            rule: `own`: it may have own keys; `coined`: a file without a list of these records may
                name new ones; `distinct`: files may not describe the same record differently;
                `pair`: files write one as `first: second`, or `first` alone; `lists`: it has
                vocabularies, to whose records others refer.
            key: the key of the dataset that lists these records by their first field.
        """
        cls.noun = noun
        cls.rule = rule
        cls.vocabulary = key
        cls.nothing = {}
        for name, hint in cls.__annotations__.items():
            annotation = hint
            if get_origin(hint) is Annotated:
                annotation = get_args(hint)[0]
            if NoneType in get_args(annotation):
                cls.nothing[name] = None
            elif get_origin(annotation) is tuple:  # lists may be empty
                cls.nothing[name] = ()
        dataclasses.dataclass(cls, init=False, repr=False, eq=False, kw_only=True)

    def __init__(self, **values: Any) -> None:
        declared = self.__class__.__annotations__
        all_values = {**self.nothing, **values}
        if all_values.keys() != declared.keys():
            wrong = all_values.keys() ^ declared.keys()
            raise TypeError(f"{self.noun}: the field {min(wrong)!r} is unknown, or missing")
        self.__dict__.update(declared)  # the order of its fields, then their values
        self.__dict__.update(all_values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __eq__(self, other: object) -> bool:
        is_alike = self.__class__ is other.__class__
        return is_alike and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        values = self.__dict__.values()
        return hash(tuple(values))

    def __repr__(self) -> str:
        values = [f"{name}={value!r}" for name, value in self.__dict__.items()]
        listed = ", ".join(values)
        return f"{self.__class__.__name__}({listed})"

    def __str__(self) -> str:
        """Return its text for programs: its first field, by which other records name it."""
        first = next(iter(self.__class__.__annotations__))
        return str(getattr(self, first))

    def label(self) -> str:
        """Return its text for people."""
        return str(self)


class Field(NamedTuple):
    """The declaration of a field of a record."""

    name: str
    kind: Any  # what its values are, a `kinds.Kind`
    required: bool  # whether a record needs it
    label: str  # what people call it
    about: str  # a sentence on what it says
    derived: bool = False  # whether it follows from other fields: no file states it
    successor: str = ""  # the field that replaces it: only older files state it, no new file does
    other_keys: str = ""  # other keys for it in files, older ones too, separated by spaces
    unique: str = ""  # no two records share a value, among "all" or within one "promotion"
    after: str = ""  # the field with the date that must not be later
    search: int = 0  # how early a search names what it finds here: 1 is first, 0 is not searched
    sort: bool = False  # whether `--sort` takes it
    filter: str = ""  # the option that chooses by it; a check compares the case of its values
    english: str = ""  # the field that says the same in English
    link: str = ""  # the field with the address that its text leads to
    unit: tuple[str, str] = ("", "")  # the messages for one of it and for several
    money: bool = False  # whether it is an amount in the currency of its record
    internal: bool = False  # whether no export has it: it only helps to find the record
    json_keys: str = ""  # a pair in JSON: its key, then fields of the record it names


def replace(record: T, **values: Any) -> T:
    """Return a record with other values of some fields, as `dataclasses.replace` does.

    That looks at all fields of the class each time, which people feel where it is done for each
    record of a dataset.
    """
    all_values = vars(record) | values
    return record.__class__(**all_values)


def field(about: str, label: str = "", **more: Any) -> Any:
    """Declare a field of a record.

    Args:
        about: a sentence on what it says.
        label: what people call it, if that is not its name in words: `Other names`.
        more: other attributes of `Field`.
    """
    metadata = {"about": about, "label": label, **more}
    return dataclasses.field(default=None, metadata=metadata)
