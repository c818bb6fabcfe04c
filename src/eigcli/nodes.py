"""Reading YAML: from the bytes of a file to values, with every problem noted where it stands.

YAML is composed, not constructed: no object is ever built from a tag, and nodes know their line
and column.
"""

import io
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar, cast

import yaml

from eigcli.text import did_you_mean, listing, quoted

T = TypeVar("T")

_TEXT = "tag:yaml.org,2002:str"
_NUMBER = "tag:yaml.org,2002:int"
_LIST = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"

# libyaml is several times faster than PyYAML's own parser, but an installation may lack it.
_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]
    """Gives nodes the tags that a safe loader gives them, in four fifths of the time."""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """Do nothing: no tag depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Do nothing, as above."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """Return the tag of a node that has none of its own."""
        if kind is not yaml.ScalarNode:
            return _LIST if kind is yaml.SequenceNode else _MAPPING
        if value is not None and implicit[0]:
            for tag, form in self.yaml_implicit_resolvers.get(value[:1], ()):
                if form.match(value):
                    return str(tag)
        return _TEXT


_KINDS = {
    _TEXT: "text",
    _NUMBER: "a number",
    _LIST: "a list",
    _MAPPING: "a mapping",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
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

# As many problems of a file are reported with a suggestion.
_HINTS = 100

_NO_ALIASES = "aliases are not read: write the value out"


class Problem(NamedTuple):
    """What is wrong in a file, and where: lines and columns count from 1."""

    line: int
    column: int
    text: str


class Field(NamedTuple):
    """How the value of a key is read, whether it is required, and which attribute it sets.

    The attribute is the key's namesake unless told otherwise; two keys of one attribute are two
    ways to say the same thing.
    """

    read: Callable[[yaml.Node], Any]
    required: bool = False
    attribute: str | None = None


class NodeReader:
    """One pass over the nodes of a file, and the problems found so far.

    A reader is a method that turns one node into a value. Where it cannot, it notes the problem
    and returns `None`, or less than the file holds: a file with problems is of no use anyway.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, node: yaml.Node, text: str) -> None:
        """Note what is wrong with `node`."""
        self.problems.append(Problem(node.start_mark.line + 1, node.start_mark.column + 1, text))

    def hint(self, name: str, names: Collection[str]) -> str:
        """Return the end of a problem with a name that is none of `names`: which it may mean."""
        # Likeness takes time to tell: a file with this many problems has one that is not a typo.
        hint = did_you_mean(name, names) if len(self.problems) < _HINTS else "."
        return f"{hint} Known: {listing(names)}"

    def compose(self, content: io.BytesIO) -> yaml.Node | None:
        """Return the root node of the only document in `content`."""
        try:
            root: yaml.Node | None = yaml.compose(content, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = cast("yaml.Mark", error.problem_mark or error.context_mark)
            reason = ", ".join(filter(None, (error.context, error.problem)))
            problem = Problem(mark.line + 1, mark.column + 1, f"not valid YAML: {reason}")
        except yaml.reader.ReaderError as error:
            whole = content.getvalue()
            before = whole[: error.position].decode(_encoding(whole), "replace")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            problem = Problem(line, column, f"not a text: {error.reason}")
        except RecursionError:  # libyaml has a limit of its own, and says so
            problem = Problem(1, 1, "not valid YAML: nested too deeply")
        except (ValueError, OverflowError):  # which PyYAML lets through
            problem = Problem(1, 1, "not valid YAML: an escape or a number in it is out of range")
        else:
            if root is not None:
                return root
            problem = Problem(1, 1, "expected a mapping, found an empty file")
        self.problems.append(problem)
        return None

    def record(
        self, node: yaml.Node, make: Callable[..., T], what: str, fields: Mapping[str, Field]
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

    def pairs(self, node: yaml.Node, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]] | None:
        """Return the nodes of the keys and values of a mapping, by key."""
        if node.tag != _MAPPING or not isinstance(node, yaml.MappingNode):
            self.refuse(node, f"expected a mapping for {what}, found {_kind(node)}")
            return None
        pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        before = -1
        for key, value in node.value:
            # Only an alias leads back to a node that stands before.
            if key.start_mark.index <= before:
                self.refuse(node, _NO_ALIASES)
                continue
            if value.start_mark.index < key.start_mark.index:
                self.refuse(key, _NO_ALIASES)
                continue
            before = value.start_mark.index
            if key.tag != _TEXT or not isinstance(key, yaml.ScalarNode):
                self.text(key)  # says what is wrong with it
                continue
            name = key.value
            if name in pairs:
                self.refuse(key, f"the key {quoted(name)} stands twice in {what}")
            else:
                pairs[name] = key, value
        return pairs

    def items(self, node: yaml.Node, read: Callable[[yaml.Node], T | None]) -> tuple[T, ...]:
        """Return the items of a list as `read` reads them, without those it refuses."""
        if node.tag != _LIST or not isinstance(node, yaml.SequenceNode):
            self.refuse(node, f"expected a list, found {_kind(node)}")
            return ()
        items = []
        before = node.start_mark.index
        for index, item in enumerate(node.value):
            # What was read is let go: nodes take most of the memory that a large file takes.
            node.value[index] = None
            if item.start_mark.index <= before:
                self.refuse(node, _NO_ALIASES)
                break
            before = item.start_mark.index
            value = read(item)
            if value is not None:
                items.append(value)
        return tuple(items)

    def some(self, node: yaml.Node, value: T) -> T:
        """Return the `value` read from a list or mapping, which must not be empty."""
        if isinstance(node, yaml.CollectionNode) and not node.value:
            self.refuse(node, "expected at least one, found none")
        return value

    def text(self, node: yaml.Node) -> str | None:
        """Read a text with something in it to see."""
        value = node.value
        is_scalar = isinstance(node, yaml.ScalarNode)
        if node.tag != _TEXT or not is_scalar:
            is_plain = is_scalar and _kind(node) in {"a number", "true or false", "a date"}
            hint = ": put it in quotes" if is_plain else ""
            self.refuse(node, f"expected text, found {_kind(node)}{hint}")
        elif not value or value.isspace():
            self.refuse(node, "expected text, found an empty one")
        elif not value.isprintable() and (character := next(filter(_is_no_text, value), None)):
            self.refuse(node, f"the character U+{ord(character):04X} cannot be part of a text")
        else:
            return str(value)
        return None

    def texts(self, node: yaml.Node) -> tuple[str, ...]:
        """Read a list of texts."""
        return self.items(node, self.text)

    def slug(self, node: yaml.Node) -> str | None:
        """Read a name of a few plain characters, the first a letter or a digit."""
        expected = "ASCII letters, digits, hyphens, dots or underscores"
        return self._form(node, _is_slug, expected)

    def address(self, node: yaml.Node) -> str | None:
        """Read an address that a browser may be sent to."""
        return self._form(node, _is_address, "an http:// or https:// address")

    def choice(self, node: yaml.Node, options: tuple[str, ...]) -> str | None:
        """Read one of a few texts."""
        return self._form(node, options.__contains__, " or ".join(options))

    def _form(self, node: yaml.Node, has_form: Callable[[str], bool], expected: str) -> str | None:
        value = self.text(node)
        if value is None or has_form(value):
            return value
        self.refuse(node, f"expected {expected}, found {quoted(value)}")
        return None

    def count(self, node: yaml.Node) -> int | None:
        """Read a number of people or things."""
        is_number = node.tag == _NUMBER and isinstance(node, yaml.ScalarNode)
        if is_number and _is_count(node.value):
            return int(node.value)
        self.refuse(node, f"expected a whole number from 1 to 999999999, found {_content(node)}")
        return None

    def date(self, node: yaml.Node) -> str | None:
        """Read a date as precise as it is known, in ISO 8601."""
        value = node.value
        if isinstance(node, yaml.ScalarNode) and value.translate(_DIGITS_AS_ZEROS) in _DATES:
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


def _encoding(content: bytes) -> str:
    """Return the encoding that the beginning of a YAML file tells."""
    return "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"


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


def _kind(node: yaml.Node) -> str:
    """Return what `node` is, in the words of a message."""
    kind = _KINDS.get(node.tag)
    if kind is None or isinstance(node, yaml.CollectionNode) != (node.tag in {_LIST, _MAPPING}):
        return f"a value with the tag {quoted(node.tag)}"
    return kind


def _content(node: yaml.Node) -> str:
    """Return what `node` holds where that is short, else what it is."""
    return quoted(node.value) if isinstance(node, yaml.ScalarNode) else _kind(node)
