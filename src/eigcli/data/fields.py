"""What is declared of records, once and beside it, for everything else to follow from.

    @record(N_("a source"), key="sources")
    class Source(Row):
        key: Code = field("Key", "its name in `sources`")
        date: Date | None = field("Date", "when it was published")

The annotation says what a value is and whether a record needs it; `field` says what else there is
to say. Reading, columns, cards, searches and schemas follow, see `eigcli.data.kinds`.
"""

import dataclasses
from collections.abc import Mapping
from types import NoneType
from typing import Annotated, Any, ClassVar, NamedTuple, dataclass_transform, get_args, get_origin

RECORDS: list[Any] = []  # all classes of records


class Row:
    """What all records have: a text for programs, and one for people.

    The methods of a frozen dataclass stand here once, for all: made for each class, they would be
    compiled anew in each run.
    """

    noun: ClassVar[str]
    vocabulary: ClassVar[str]
    is_pair: ClassVar[bool]
    rules: ClassVar[frozenset[str]]
    nothing: ClassVar[Mapping[str, Any]]  # what the fields that need no value have without one

    def __init__(self, **values: Any) -> None:
        declared, own = self.__class__.__annotations__, {**self.nothing, **values}
        if wrong := own.keys() ^ declared.keys():
            raise TypeError(f"{self.noun}: the field {min(wrong)!r} is unknown, or missing")
        self.__dict__.update({name: own[name] for name in declared})

    def __setattr__(self, name: str, value: Any) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{self.__class__.__name__}({values})"

    def codes(self) -> str:
        """Return what programs read of it: its first field, by which others name it."""
        return str(getattr(self, next(iter(self.__class__.__annotations__))))

    def words(self) -> str:
        """Return what people read of it."""
        return self.codes()


class Field(NamedTuple):
    """What is declared of an attribute."""

    name: str
    kind: Any  # what its values are, a `kinds.Kind`
    required: bool  # whether a record needs it
    label: str  # what people call it
    about: str  # a sentence on what it says
    derived: bool = False  # whether it follows from others: no file states it
    older: str = ""  # the field that says it today: only older files state it, none is written
    lists: bool = False  # whether it is a vocabulary: records that others name by their key
    also: str = ""  # other keys that files may have for it, older ones too, with spaces between
    unique: str = ""  # no two records share a value: of "all", or of those of one "promotion"
    after: str = ""  # the field with the date that must not be later
    search: int = 0  # how early a search names what it finds here: 1 is first, 0 is not searched
    sort: bool = False  # whether `--sort` takes it
    filter: str = ""  # the option that chooses by it: its names are compared for case
    english: str = ""  # the field that says the same in English
    card: bool = True  # whether cards for people show it
    lines: bool = False  # whether people read the texts of a list one below the other
    unit: tuple[str, str] = ("", "")  # how people read one of it, and several
    exported: tuple[str, ...] = ()  # of a pair in JSON: its key, and fields of the record it names


def field(label: str, about: str, **more: Any) -> Any:
    """Declare an attribute of a record; `more` is as in `Field`."""
    return dataclasses.field(default=None, metadata={"label": label, "about": about, **more})


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(noun: str, *rules: str, key: str = "", pair: bool = False) -> Any:
    """Make a frozen dataclass of a class whose fields are declared.

    Args:
        noun: what messages call one, such as `a source`.
        rules: `own`, it may have keys of its author's own; `coined`, a file that lists none may
            name any; `distinct`, all files must describe one alike.
        key: the key of the dataset that lists such records by their first field.
        pair: whether files have one as `first: second`, or `first` alone.
    """

    def declare(cls: Any) -> Any:
        cls.nothing = {}
        for name, hint in cls.__annotations__.items():
            stated = get_args(hint)[0] if get_origin(hint) is Annotated else hint
            if NoneType in get_args(stated):
                cls.nothing[name] = None
            elif get_origin(stated) is tuple:  # lists may be empty
                cls.nothing[name] = ()
        cls.noun, cls.vocabulary, cls.is_pair, cls.rules = noun, key, pair, frozenset(rules)
        RECORDS.append(dataclasses.dataclass(cls, init=False, repr=False, eq=False, kw_only=True))
        return cls

    return declare
