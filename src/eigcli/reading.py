"""Reading YAML: from the bytes of a file to nodes, with every problem noted where it stands.

YAML is composed, not constructed: no object is ever built from a tag, and nodes know their line
and column.
"""

import io
from collections.abc import Callable, Collection, Mapping
from enum import Enum, auto
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

import yaml

from eigcli.messages import N_, _
from eigcli.text import comma_list, did_you_mean, group_digits, join_sentences, quoted

T = TypeVar("T")
Node = yaml.Node

# As many names are compared with those that are unknown, and as many problems are reported: bounds
# on the time and the room that a hostile file takes.
_COMPARED = 2000
_MOST_PROBLEMS = 100_000
# As many values are composed, and read: a hundred thousand challenges have four million of them.
_MOST_VALUES = 10_000_000
# A text counts for one more value each time that it has as many characters.
_LONG = 100
# A problem of a dataset lists the names that it may have in so many characters.
_ROOM = 1000


class NodeKind(Enum):
    """What a node is."""

    TEXT = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    DATE = auto()
    NOTHING = auto()
    LIST = auto()
    MAPPING = auto()
    FOREIGN = auto()


_NAMES = {
    NodeKind.TEXT: N_("text"),
    NodeKind.NUMBER: N_("a number"),
    NodeKind.BOOLEAN: N_("true or false"),
    NodeKind.DATE: N_("a date"),
    NodeKind.NOTHING: N_("nothing"),
    NodeKind.LIST: N_("a list"),
    NodeKind.MAPPING: N_("a mapping"),
    NodeKind.FOREIGN: N_("a value with the tag {tag}"),
}

# What is text in quotes and something else without.
_UNQUOTED = (NodeKind.NUMBER, NodeKind.BOOLEAN, NodeKind.DATE)

# libyaml's loader is several times faster than PyYAML's own, but an installation may lack it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"
_KINDS = {
    _TEXT_TAG: (yaml.ScalarNode, NodeKind.TEXT),
    "tag:yaml.org,2002:int": (yaml.ScalarNode, NodeKind.NUMBER),
    "tag:yaml.org,2002:float": (yaml.ScalarNode, NodeKind.NUMBER),
    "tag:yaml.org,2002:bool": (yaml.ScalarNode, NodeKind.BOOLEAN),
    "tag:yaml.org,2002:timestamp": (yaml.ScalarNode, NodeKind.DATE),
    "tag:yaml.org,2002:null": (yaml.ScalarNode, NodeKind.NOTHING),
    "tag:yaml.org,2002:seq": (yaml.SequenceNode, NodeKind.LIST),
    "tag:yaml.org,2002:map": (yaml.MappingNode, NodeKind.MAPPING),
}


# What is wrong with a file that is no YAML, by a part of what libyaml and PyYAML say of it.
_SYNTAX = {
    "another document": N_("not valid YAML: a second document begins here."),
    "undefined alias": N_("not valid YAML: nothing has the anchor that this alias names."),
    "duplicate anchor": N_("not valid YAML: this anchor is there already."),
    "nesting depth": N_("not valid YAML: values stand too deep in one another."),
    "mapping values are not allowed": N_("not valid YAML: no ':' may stand here."),
    **dict.fromkeys(
        ("cannot start any token", "tab character"),
        N_("not valid YAML: no value begins with this character."),
    ),
    "quoted scalar": N_("not valid YAML: a text in quotes is not closed, or has a wrong escape."),
    "block scalar": N_("not valid YAML: after '|' or '>', the text begins on the next line."),
    "flow ": N_("not valid YAML: a '[' or a '{' is not closed, or a comma is missing."),
    "simple key": N_("not valid YAML: expected a key, and ':' after it."),
    "block ": N_("not valid YAML: expected a key or an item, indented as those beside it."),
    "": N_("not valid YAML: this cannot be read."),
}


def kind_of(node: Node) -> NodeKind:
    """Return what `node` is, by its tag and its form."""
    form, kind = _KINDS.get(node.tag, (None, NodeKind.FOREIGN))
    return kind if form is node.__class__ else NodeKind.FOREIGN


def place_of(node: Node) -> tuple[int, int]:
    """Return the line and the column at which `node` begins, counted from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


class Problem(NamedTuple):
    """What is wrong in a file, and where: lines and columns count from 1."""

    line: int
    column: int
    text: str


class TooMuch(Exception):  # noqa: N818 - it is a file's error and not the program's
    """A file has more problems than are reported, or more values than are read."""


class Reader:
    """One pass over the nodes of a file, and the problems found so far.

    A method that reads turns a node into a value. Where it cannot, it notes the problem and returns
    `None`, or less than the file holds: a file with problems is of no use anyway.

    Attributes:
        problems: what was found wrong so far.
        known: what the keys of each vocabulary stand for, by the vocabulary's name.
        unlisted: the skills of a dataset that has no vocabulary of them, by code.
        singles: what stands alone where there may be several, by its key.
        places: the line and column of each value that may stand only once, and of each key of a
            vocabulary: by the name of the field or vocabulary, what it must be unique within, and
            the value or key.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.known: dict[str, dict[str, Any]] = {}
        self.unlisted: dict[str, Any] = {}
        self.singles: dict[str, Any] = {}
        self.places: dict[tuple[str, Any, Any], tuple[int, int]] = {}
        self._compared = 0
        self._values = 0

    def refuse(self, node: Node, text: str) -> None:
        """Note what is wrong with `node`.

        Raises:
            TooMuch: when nobody would read as many; the last one noted says so.
        """
        if len(self.problems) == _MOST_PROBLEMS:
            more = _("there are more problems than these {count}")
            self._note(1, 1, more.format(count=group_digits(_MOST_PROBLEMS)))
            raise TooMuch
        self._note(*place_of(node), text)

    def _note(self, line: int, column: int, text: str) -> None:
        self.problems.append(Problem(line, column, text))

    def suggestions(
        self, name: str, names: Collection[str], also: Mapping[str, str] = MappingProxyType({})
    ) -> str:
        """Return what an unknown name may mean, or else which names there are.

        Args:
            name: the unknown name.
            names: those that there are.
            also: what people call them, see `eigcli.text.did_you_mean`.
        """
        if self._compared >= _COMPARED:
            return ""  # a file with so many unknown names has a problem that is not a typo
        compared = list(islice(names, _COMPARED))
        self._compared += len(compared)
        known = _("Known: {names}").format(names=comma_list(names, _ROOM))
        return did_you_mean(name, compared, also) or known

    def compose(self, content: io.BytesIO) -> Node | None:
        """Return the root node of the document in `content`, which must be the only one."""
        try:
            self._count(_most_values(content.getvalue()))
            root = yaml.compose(content, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = cast("yaml.Mark", error.problem_mark or error.context_mark)
            said = " ".join(filter(None, (error.context, error.problem)))
            problem = next(text for sign, text in _SYNTAX.items() if sign in said)
            advice = _advice(_decoded(content.getvalue()), mark, said)
            self._note(mark.line + 1, mark.column + 1, join_sentences(_(problem), advice))
        except yaml.reader.ReaderError as error:
            before = _decoded(content.getvalue(), error.position)
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            self._note(line, column, _("expected a text in UTF-8 without control characters"))
        except RecursionError:
            too_deep = _SYNTAX["nesting depth"]
            self._note(1, 1, _(too_deep))
        except (ValueError, OverflowError):  # which PyYAML lets through
            self._note(1, 1, _("not valid YAML: an escape or a number in it is out of range"))
        else:
            self._values = 0
            if root is None:
                self._note(1, 1, _("expected a mapping, found an empty file"))
            return root
        return None

    def _count(self, values: int) -> None:
        """Count what is read: through aliases, a small file may stand for more than memory holds.

        Raises:
            TooMuch: when there are too many.
        """
        self._values += values
        if self._values > _MOST_VALUES:
            text = _("expected a dataset, found more than {count} values")
            self._note(1, 1, text.format(count=group_digits(_MOST_VALUES)))
            raise TooMuch

    def _need(self, node: Node, *, some: bool) -> None:
        """Refuse a list or a mapping that is empty and must not be."""
        if some and not node.value:
            self.refuse(node, _("expected at least one, found none"))

    def pairs(
        self, node: Node, what: str, *, some: bool = False
    ) -> dict[str, tuple[Node, Node]] | None:
        """Return the nodes of the keys and values of a mapping, by key.

        Args:
            node: what should be a mapping.
            what: what it describes, as a message calls it, such as `a challenge`.
            some: whether there must be at least one.
        """
        if kind_of(node) is not NodeKind.MAPPING:
            expected = _("expected a mapping for {what}, found {found}")
            self.refuse(node, expected.format(what=what, found=_name(node)))
            return None
        self._count(2 * len(node.value))
        self._need(node, some=some)
        pairs: dict[str, tuple[Node, Node]] = {}
        for key, value in node.value:
            name = key.value
            if kind_of(key) is not NodeKind.TEXT:
                self.text(key)  # says what is wrong with it
            elif name in pairs:
                twice = _("the key {key} stands twice in {what}")
                self.refuse(key, twice.format(key=quoted(name), what=what))
            else:
                pairs[name] = key, value
        return pairs

    def items(
        self, node: Node, read: Callable[["Reader", Node], T | None], *, some: bool = False
    ) -> tuple[T, ...]:
        """Return the items of a list as `read` reads them, without those it refuses.

        Args:
            node: what should be a list.
            read: returns the value of an item.
            some: whether there must be at least one.
        """
        if kind_of(node) is not NodeKind.LIST:
            self.refuse(node, _("expected a list, found {found}").format(found=_name(node)))
            return ()
        self._count(len(node.value))
        self._need(node, some=some)
        values = [read(self, item) for item in node.value]
        return tuple([value for value in values if value is not None])

    def text(self, node: Node) -> str | None:
        """Read a text that is more than spaces, without the line end of a block of text."""
        value = node.value
        # Most nodes are texts: to ask `kind_of` would make reading a tenth slower.
        if node.tag != _TEXT_TAG or node.__class__ is not yaml.ScalarNode:
            quotes = _("expected text, found {found}: put it in quotes")
            is_quotable = kind_of(node) in _UNQUOTED
            expected = quotes if is_quotable else _("expected text, found {found}")
            self.refuse(node, expected.format(found=_name(node)))
            return None
        if len(value) > _LONG:
            # To look at it takes long, each time that an alias repeats it.
            self._count(len(value) // _LONG)
        if not value or value.isspace():
            self.refuse(node, _("expected text, found an empty one"))
        elif not value.isprintable() and (character := next(filter(_is_no_text, value), None)):
            refused = _("the character U+{code} cannot be part of a text")
            self.refuse(node, refused.format(code=f"{ord(character):04X}"))
        else:
            return str(value).rstrip("\n")
        return None

    def claim(self, node: Node, key: str, value: Any, within: Any = None) -> None:
        """Refuse a value that another record has under the same key, with the same `within`."""
        if value is None:
            return
        if place := self.places.get((key, within, value)):
            taken = _("the {key} {value} is taken, on line {line}")
            self.refuse(node, taken.format(key=key, value=quoted(str(value)), line=place[0]))
        self.places[key, within, value] = place_of(node)


def _most_values(content: bytes) -> int:
    """Return a number that the values in a YAML file do not exceed, counted without reading it."""
    if len(content) <= _MOST_VALUES:
        return len(content)
    text = _decoded(content)
    # A line has a key and a value at the most, but for what these characters begin.
    lines = sum(map(text.count, "\n\r\x85\u2028\u2029,"))
    return 2 + 2 * lines + sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t")))


def found(node: Node) -> str:
    """Return what a message says was found: what `node` holds where that tells more."""
    kind = kind_of(node)
    if kind is NodeKind.TEXT:
        return _("the text {text}").format(text=quoted(node.value))
    return quoted(node.value) if kind in _UNQUOTED else _name(node)


def _name(node: Node) -> str:
    return _(_NAMES[kind_of(node)]).format(tag=quoted(node.tag))


def _decoded(content: bytes, end: int | None = None) -> str:
    """Return a YAML file, or its first bytes, in the encoding that its beginning tells."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return content[:end].decode(encoding, "replace")


def _advice(text: str, mark: yaml.Mark, said: str) -> str:
    """Return what may mend a file that is not YAML from `mark` on, or nothing."""
    line = next(iter(text.splitlines()[mark.line :]), "")
    before, found = line[: mark.column], line[mark.column : mark.column + 1]
    if found == "\t":
        return _("Indent with spaces.")
    if found == ":":
        if ":" in before:
            return _("A text that has ': ' in it needs quotes.")
        return _("Is the line indented too far?")
    if "expected" in said and before.endswith("'"):
        return _("Within single quotes, an apostrophe is written twice.")
    if "cannot start any token" in said:
        return _("Put a text that begins so in quotes.")
    return ""


def _is_no_text(character: str) -> bool:
    """Return whether no text can have this character: no format could give it back."""
    return character == "\0" or "\ud800" <= character <= "\udfff"
