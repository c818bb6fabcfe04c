"""What is declared of records, once and beside it, for everything else to follow from.

    @record(N_("a source"), key="sources")
    class Source(Row):
        key: Code = field("Key", "its name in `sources`")
        date: Date | None = field("Date", "when it was published")

The annotation says what a value is and whether a record needs it; `field` says what else there is
to say. Reading, columns, cards, searches and schemas follow, see `eigcli.data.kinds`.
"""

import dataclasses
from types import NoneType
from typing import Annotated, Any, ClassVar, NamedTuple, dataclass_transform, get_args, get_origin

RECORDS: list[Any] = []  # all classes of records


class Row:
    """What all records have: a text for programs, one for people, and names that people type."""

    noun: ClassVar[str]
    vocabulary: ClassVar[str]
    is_pair: ClassVar[bool]
    rules: ClassVar[frozenset[str]]

    def codes(self) -> str:
        """Return what programs read of it: its first field, by which others name it."""
        return str(getattr(self, next(iter(self.__class__.__annotations__))))

    def words(self) -> str:
        """Return what people read of it."""
        return self.codes()

    def names(self) -> tuple[str, ...]:
        """Return every way to type it; its code is the last, since the last is suggested."""
        return (self.codes(),)

    def labels(self) -> tuple[str, ...]:
        """Return the texts by which a search finds it."""
        return (self.codes(),)


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
    filter: str = ""  # the option that chooses challenges by it
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
        for name, hint in cls.__annotations__.items():
            if isinstance(declared := cls.__dict__.get(name), dataclasses.Field):
                optional = None if NoneType in get_args(hint) else ()
                declared.default = dataclasses.MISSING if is_needed(hint) else optional
        cls.noun, cls.vocabulary, cls.is_pair, cls.rules = noun, key, pair, frozenset(rules)
        RECORDS.append(dataclasses.dataclass(frozen=True, kw_only=True)(cls))
        return cls

    return declare


def is_needed(hint: Any) -> bool:
    """Return whether a record needs a value of this type: lists may be empty."""
    if get_origin(hint) is Annotated:
        return is_needed(get_args(hint)[0])
    return NoneType not in get_args(hint) and get_origin(hint) is not tuple
