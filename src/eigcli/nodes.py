"""Reading YAML: from the bytes of a file to values, with every problem noted where it stands.

YAML is composed, not constructed: no object is ever built from a tag, and nodes know their line
and column. They are composed here, from PyYAML's events, as `yaml.compose` takes nearly twice the
memory and follows aliases.
"""

import io
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar, cast

import yaml

from eigcli.text import did_you_mean, listing, quoted

T = TypeVar("T")

# libyaml is several times faster than PyYAML's own parser, but an installation may lack it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers

# What a node may be, in the words of a message.
_TEXT = "text"
_NUMBER = "a number"
_BOOLEAN = "true or false"
_DATE = "a date"
_LIST = "a list"
_MAPPING = "a mapping"
# An alias is not followed: it may stand for more than any memory holds.
_ALIAS = "an alias: write out the value that it stands for"

_SCALARS = {
    "tag:yaml.org,2002:str": _TEXT,
    "tag:yaml.org,2002:int": _NUMBER,
    "tag:yaml.org,2002:float": _NUMBER,
    "tag:yaml.org,2002:bool": _BOOLEAN,
    "tag:yaml.org,2002:timestamp": _DATE,
    "tag:yaml.org,2002:null": "nothing",
}

_COLLECTIONS = {
    yaml.SequenceStartEvent: (_LIST, "tag:yaml.org,2002:seq"),
    yaml.MappingStartEvent: (_MAPPING, "tag:yaml.org,2002:map"),
}

# A date with its digits written as zeros. Forms are told without regular expressions: to compile
# those that this module would need takes milliseconds of every start-up.
_DATES = {
    "0000",
    "0000-00",
    "0000-00-00",
    "0000-00-00T00:00",
    "0000-00-00T00:00+00:00",
    "0000-00-00T00:00-00:00",
}
_DIGITS_AS_ZEROS = str.maketrans("123456789", "000000000")

# No count of people or things has more.
_COUNT_DIGITS = 9

# Bounds on the time and the room that a hostile file takes: how many names are compared with those
# that are unknown, how many problems are reported, how many values are read, how many in one
# another. A hundred thousand challenges have four million values, five in one another.
_COMPARED = 2000
_MOST_PROBLEMS = 100_000
_MOST_VALUES = 10_000_000
_DEEPEST = 100


class Node:
    """A value in a file: what it is, in the words of a message, what it holds, and where it stands.

    A scalar holds its text, a list its items, a mapping its keys, each followed by its value.
    """

    # A large file has millions of them: these take little more than half the memory of PyYAML's.
    __slots__ = ("kind", "mark", "value")

    def __init__(self, kind: str, value: Any, mark: Any) -> None:
        self.kind = kind
        self.value = value
        self.mark = mark


class Problem(NamedTuple):
    """What is wrong in a file, and where: lines and columns count from 1."""

    line: int
    column: int
    text: str


class TooManyProblems(Exception):  # noqa: N818 - it is a file's error and not the program's
    """A file has more problems than are reported."""


class Field(NamedTuple):
    """How the value of a key is read, whether it is required, and which attribute it sets.

    The attribute is the key's namesake unless told otherwise; two keys of one attribute are two
    ways to say the same thing.
    """

    read: Callable[[Node], Any]
    required: bool = False
    attribute: str | None = None


class NodeReader:
    """One pass over the nodes of a file, and the problems found so far.

    A reader is a method that turns one node into a value. Where it cannot, it notes the problem
    and returns `None`, or less than the file holds: a file with problems is of no use anyway.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._compared = 0

    def refuse(self, node: Node, text: str) -> None:
        """Note what is wrong with `node`.

        Raises:
            TooManyProblems: when nobody would read as many; the last one noted says so.
        """
        if len(self.problems) == _MOST_PROBLEMS:
            more = f"there are more problems than these {_MOST_PROBLEMS:,}"
            self.problems.append(Problem(1, 1, more))
            raise TooManyProblems
        self.problems.append(Problem(node.mark.line + 1, node.mark.column + 1, text))

    def hint(self, name: str, names: Collection[str]) -> str:
        """Return the end of a problem with a name that is none of `names`: which it may mean."""
        if self._compared >= _COMPARED:
            return ""  # a file with so many unknown names has a problem that is not a typo
        compared = list(islice(names, _COMPARED))
        self._compared += len(compared)
        return f"{did_you_mean(name, compared)} Known: {listing(names)}"

    def compose(self, content: io.BytesIO) -> Node | None:
        """Return the root node of the document in `content`, which must be the only one."""
        try:
            roots = _compose(content)
        except yaml.MarkedYAMLError as error:
            mark = cast("yaml.Mark", error.problem_mark or error.context_mark)
            reason = ", ".join(filter(None, (error.context, error.problem)))
            reason += _advice(_decoded(content.getvalue()), mark, reason)
            problem = Problem(mark.line + 1, mark.column + 1, f"not valid YAML: {reason}")
        except yaml.reader.ReaderError as error:
            before = _decoded(content.getvalue(), error.position)
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            problem = Problem(line, column, f"not a text: {error.reason}")
        except (ValueError, OverflowError):  # which PyYAML lets through
            problem = Problem(1, 1, "not valid YAML: an escape or a number in it is out of range")
        else:
            if roots is None:
                too_many = f"expected a dataset, found more than {_MOST_VALUES:,} values"
                self.problems.append(Problem(1, 1, too_many))
                return None
            for root in roots[1:]:
                self.refuse(root, "expected the end of the file, found another document")
            if roots:
                return roots[0]
            problem = Problem(1, 1, "expected a mapping, found an empty file")
        self.problems.append(problem)
        return None

    def record(
        self, node: Node, make: Callable[..., T], what: str, fields: Mapping[str, Field]
    ) -> T | None:
        """Read a mapping whose keys are those of `fields`, and make a value of their attributes."""
        before = len(self.problems)
        pairs = self.pairs(node, what)
        if pairs is None:
            return None
        attributes: dict[str, Any] = {}
        lacking: dict[str, list[str]] = {}
        for name, field in fields.items():
            attribute = field.attribute or name
            pair = pairs.pop(name, None)
            if pair is None:
                if field.required:
                    lacking.setdefault(attribute, []).append(name)
                continue
            key, value = pair
            if attribute in attributes:
                self.refuse(key, f"{quoted(name)} says what {quoted(attribute)} says: keep one")
            attributes[attribute] = field.read(value)
        for name, (key, _) in pairs.items():
            self.refuse(key, f"unknown key {quoted(name)} in {what}{self.hint(name, fields)}")
        for attribute, names in lacking.items():
            if attribute not in attributes:
                self.refuse(node, f"{what} lacks the key {' or '.join(map(quoted, names))}")
        return make(**attributes) if len(self.problems) == before else None

    def pairs(self, node: Node, what: str) -> dict[str, tuple[Node, Node]] | None:
        """Return the nodes of the keys and values of a mapping, by key."""
        if node.kind != _MAPPING:
            self.refuse(node, f"expected a mapping for {what}, found {node.kind}")
            return None
        pairs: dict[str, tuple[Node, Node]] = {}
        for key, value in zip(node.value[::2], node.value[1::2], strict=True):
            if key.kind != _TEXT:
                self.text(key)  # says what is wrong with it
                continue
            name = key.value
            if name in pairs:
                self.refuse(key, f"the key {quoted(name)} stands twice in {what}")
            else:
                pairs[name] = key, value
        return pairs

    def items(self, node: Node, read: Callable[[Node], T | None]) -> tuple[T, ...]:
        """Return the items of a list as `read` reads them, without those it refuses."""
        if node.kind != _LIST:
            self.refuse(node, f"expected a list, found {node.kind}")
            return ()
        items = []
        for index, item in enumerate(node.value):
            # What was read is let go: nodes take most of the memory that a large file takes.
            node.value[index] = None
            value = read(item)
            if value is not None:
                items.append(value)
        return tuple(items)

    def some(self, node: Node, value: T) -> T:
        """Return the `value` read from a list or mapping, which must not be empty."""
        if node.kind in {_LIST, _MAPPING} and not node.value:
            self.refuse(node, "expected at least one, found none")
        return value

    def text(self, node: Node) -> str | None:
        """Read a text that is more than spaces."""
        value = node.value
        if node.kind != _TEXT:
            is_plain = node.kind in {_NUMBER, _BOOLEAN, _DATE}
            hint = ": put it in quotes" if is_plain else ""
            self.refuse(node, f"expected text, found {node.kind}{hint}")
        elif not value or value.isspace():
            self.refuse(node, "expected text, found an empty one")
        elif not value.isprintable() and (character := next(filter(_is_no_text, value), None)):
            self.refuse(node, f"the character U+{ord(character):04X} cannot be part of a text")
        else:
            return str(value)
        return None

    def texts(self, node: Node) -> tuple[str, ...]:
        """Read a list of texts."""
        return self.items(node, self.text)

    def slug(self, node: Node) -> str | None:
        """Read a name of a few plain characters, the first a letter or a digit."""
        expected = "ASCII letters, digits, hyphens, dots or underscores"
        return self._form(node, _is_slug, expected)

    def address(self, node: Node) -> str | None:
        """Read an address that a browser may be sent to."""
        return self._form(node, _is_address, "an http:// or https:// address")

    def choice(self, node: Node, options: tuple[str, ...]) -> str | None:
        """Read one of a few texts."""
        return self._form(node, options.__contains__, " or ".join(options))

    def _form(self, node: Node, has_form: Callable[[str], bool], expected: str) -> str | None:
        value = self.text(node)
        if value is None or has_form(value):
            return value
        self.refuse(node, f"expected {expected}, found {quoted(value)}")
        return None

    def count(self, node: Node) -> int | None:
        """Read a number of people or things."""
        if node.kind == _NUMBER and _is_count(node.value):
            return int(node.value)
        self.refuse(node, f"expected a whole number from 1 to 999999999, found {_content(node)}")
        return None

    def date(self, node: Node) -> str | None:
        """Read a date as precise as it is known, in ISO 8601."""
        value = node.value
        is_known = node.kind in {_TEXT, _NUMBER, _DATE}
        if is_known and value.translate(_DIGITS_AS_ZEROS) in _DATES:
            try:
                # A year or a month counts as its first day.
                datetime.fromisoformat(value + "-01-01"[len(value) - 4 :])
            except ValueError:
                pass
            else:
                return str(value)
        forms = "2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00"
        self.refuse(node, f"expected a date such as {forms}, found {_content(node)}")
        return None


def _compose(content: io.BytesIO) -> list[Node] | None:
    """Return the root node of each document in `content`, `None` where there are too many values.

    Raises:
        yaml.YAMLError, ValueError, OverflowError: when they are not YAML.
    """
    parents: list[list[Node]] = []
    siblings: list[Node] = []
    # Not `yaml.parse`, whose generator asks twice for each event.
    events = iter(_Loader(content).get_event, None)
    for event in islice(events, _MOST_VALUES):
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            # Most texts begin as nothing else does: not to call for them saves a 25th of the time.
            is_text = event.tag is None and value[:1] not in _RESOLVERS
            kind = _TEXT if is_text else _scalar_kind(event)
            siblings.append(Node(kind, value, event.start_mark))
        elif isinstance(event, yaml.CollectionStartEvent):
            node = Node(_collection_kind(event), [], event.start_mark)
            siblings.append(node)
            parents.append(siblings)
            siblings = node.value
            if len(parents) > _DEEPEST:
                raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=node.mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            siblings = parents.pop()
        elif isinstance(event, yaml.AliasEvent):
            siblings.append(Node(_ALIAS, None, event.start_mark))
    return siblings if next(events, None) is None else None


def _scalar_kind(event: yaml.ScalarEvent) -> str:
    """Return what a scalar is: by its tag, or by its form where it has no tag and no quotes."""
    if event.implicit[0]:
        value = event.value
        for tag, form in _RESOLVERS.get(value[:1], ()):
            if form.match(value):
                return _SCALARS.get(tag) or _foreign(tag)
    elif event.tag is not None:
        return _SCALARS.get(event.tag) or _foreign(event.tag)
    return _TEXT


def _collection_kind(event: yaml.CollectionStartEvent) -> str:
    """Return what a collection is; its tag, if it has one, may say only what its form says."""
    kind, tag = _COLLECTIONS[type(event)]
    return kind if event.tag in {None, "!", tag} else _foreign(event.tag)


def _foreign(tag: str) -> str:
    return f"a value with the tag {quoted(tag)}"


def _decoded(content: bytes, end: int | None = None) -> str:
    """Return a YAML file, or its first bytes, in the encoding that its beginning tells."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return content[:end].decode(encoding, "replace")


def _advice(text: str, mark: yaml.Mark, reason: str) -> str:
    """Return the end of a problem with a file that is no YAML from `mark` on: what may mend it."""
    line = next(iter(text.splitlines()[mark.line :]), "")
    before, found = line[: mark.column], line[mark.column : mark.column + 1]
    if found == ":":
        if ":" in before:
            return "; a text that has ': ' in it needs quotes"
        return "; is the line indented too far?"
    if "expected" in reason and before.endswith("'"):
        return "; within single quotes, an apostrophe is written twice"
    if "cannot start any token" in reason:
        if found == "\t":
            return "; indent with spaces"
        return "; put a text that begins so in quotes"
    return ""


def _is_no_text(character: str) -> bool:
    """Return whether no text can have this character: no format could give it back."""
    return character == "\0" or "\ud800" <= character <= "\udfff"


def _is_slug(value: str) -> bool:
    bare = value.replace("-", "").replace(".", "").replace("_", "")
    return value.isascii() and value[0].isalnum() and bare.isalnum()


def _is_address(value: str) -> bool:
    scheme, _, rest = value.partition("://")
    return scheme in {"http", "https"} and rest[:1] not in {"", "/"} and len(value.split()) == 1


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and value[0] != "0" and len(value) <= _COUNT_DIGITS


def _content(node: Node) -> str:
    """Return what `node` holds where that tells more than what it is."""
    if node.kind == _TEXT:
        return f"the text {quoted(node.value)}"
    return quoted(node.value) if node.kind in {_NUMBER, _BOOLEAN, _DATE} else node.kind
