"""Reading YAML: from the bytes of files to nodes, with every problem noted at its place.

YAML is composed, not constructed: no object is ever built from a tag, and each node knows its
file, line and column.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

import yaml

from eigcli.errors import Code, DatasetError, Problem
from eigcli.json_files import encoding_of
from eigcli.messages import N_, _
from eigcli.text import comma_list, group_digits, join_sentences, nearest, quoted, suggested

T = TypeVar("T")
Node = yaml.Node

# Bounds on the time and the memory that a hostile file takes: names that are compared with unknown
# ones, problems that are reported, and values that are composed and read. (A hundred thousand
# challenges have four million values.)
_MOST_COMPARED = 2000
_MOST_PROBLEMS = 100_000
_MOST_VALUES = 10_000_000
# Each 100 characters of a text count as one more value.
_CHARACTERS_A_VALUE = 100
# How many characters of known names a problem lists.
_LISTED_CHARACTERS = 1000

# What no text can have: no format could give it back.
_NO_TEXT = "[\0\ud800-\udfff]"
# What ends a line of YAML, and two escapes that stand for one character.
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_ESCAPED_PAIR = re.compile(
    rb"((?<!\\)(?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
# libyaml's loader is several times faster than PyYAML's own, but an installation may lack it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG_PREFIX = "tag:yaml.org,2002:"
_TEXT_TAG = f"{_TAG_PREFIX}str"
# What messages call the types of nodes, by the last part of their tags; "" is any other tag.
_TYPES = {
    "str": N_("text"),
    "int": N_("a number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "timestamp": N_("a date"),
    "null": N_("nothing"),
    "seq": N_("a list"),
    "map": N_("a mapping"),
    "": N_("a value with the tag {tag}"),
}
_CLASSES = {"seq": yaml.SequenceNode, "map": yaml.MappingNode}
# The type that each tag stands for, and the class of the nodes that may have it.
_TAGS = {_TAG_PREFIX + name: (name, _CLASSES.get(name, yaml.ScalarNode)) for name in _TYPES}
# What is text in quotes and something else without.
_NEEDS_QUOTES = {"int", "float", "bool", "timestamp"}

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


def type_of(node: Node) -> str:
    """Return the type of a node, such as `str`, `int` or `map`, or `""` for a foreign tag."""
    name, cls = _TAGS.get(node.tag, ("", None))
    return name if node.__class__ is cls else ""


class Place(NamedTuple):
    """Where something is written: lines and columns count from 1."""

    file: str
    line: int
    column: int


def place_of(node: Node) -> Place:
    """Return where a node begins."""
    mark = node.start_mark
    return Place(mark.name, mark.line + 1, mark.column + 1)


def child_of(node: Node, *keys: str) -> Node:
    """Return the node at a path of keys below a mapping, or as far as there are mappings.

    For example `child_of(node, "announced", "skills", "designer")`.
    """
    for key in keys:
        if type_of(node) != "map":
            break
        node = next(value for key_node, value in node.value if key_node.value == key)
    return node


def in_list(node: Node) -> Node:
    """Return a list with a node as its only item."""
    return yaml.SequenceNode(f"{_TAG_PREFIX}seq", [node], node.start_mark, node.end_mark)


def under_key(key: str, node: Node) -> Node:
    """Return a mapping with a node below its only key."""
    key_node = yaml.ScalarNode(_TEXT_TAG, key, node.start_mark, node.start_mark)
    return yaml.MappingNode(f"{_TAG_PREFIX}map", [(key_node, node)], node.start_mark, node.end_mark)


class Reader:
    """One pass over the nodes of some files, and the problems found so far.

    A method that reads turns a node into a value. Where it cannot, it notes the problem and returns
    `None`, or less than the file holds: a dataset with problems is of no use anyway.

    Args:
        base: vocabularies that every file may refer to: records by key, by the vocabulary's name.
        closed: whether no file may refer to a key that no vocabulary lists.

    Attributes:
        problems: what was found wrong so far.
        base, closed: as given.
        vocabularies: those that the files list themselves; a key in one goes before the same key
            in `base`.
        listed_in: (vocabulary, file) for each vocabulary that a file lists itself.
        borrowed: the records that files refer to without listing them, by vocabulary and key: of
            `base`, or with nothing but a key, where a vocabulary allows any.
        shorthands: the values of the shorthand keys of the current file, by key.
        traced: records with their nodes, for the checks that need both.
        directory: what is made of the vocabularies once, see `eigcli.bodies.directory`.
        listed_at: where each key of a vocabulary was listed first, by vocabulary and key.
        json_files: the files that are JSON, which states nothing by null or by an empty list, and
            whose records may be those of an export.
    """

    def __init__(
        self, base: Mapping[str, Mapping[str, Any]] = MappingProxyType({}), *, closed: bool = False
    ) -> None:
        self.problems: list[Problem] = []
        self.base = base
        self.closed = closed
        self.vocabularies: dict[str, dict[str, Any]] = {}
        self.listed_in: set[tuple[str, str]] = set()
        self.borrowed: dict[str, dict[str, Any]] = {}
        self.shorthands: dict[str, Any] = {}
        self.traced: list[tuple[Any, Node]] = []
        self.directory: Any = None
        self.listed_at: dict[tuple[str, str], Place] = {}
        self.json_files: set[str] = set()
        self._files: list[str] = []
        # By how many columns the lines of a file are further right than they should be shown.
        self._margins: dict[str, int] = {}
        # Where each value that must be unique was last found, by field, scope and value.
        self._claimed: dict[tuple[str, Any, Any], Place] = {}
        self._compared = 0
        # How many values of each file were read.
        self._values = Counter[str]()

    def refuse(self, node: Node, code: Code, text: str) -> None:
        """Note what is wrong with `node`; return `None`, the value of what is refused.

        Raises:
            DatasetError: when there are more problems than anybody would read.
        """
        self.note(place_of(node), code, text)

    def note(self, place: Place, code: Code, text: str) -> None:
        """Note what is wrong at a place, see `refuse`."""
        if len(self.problems) == _MOST_PROBLEMS:
            more = _("there are more problems than these {count}")
            self._stop(place.file, more.format(count=group_digits(_MOST_PROBLEMS)))
        column = max(1, place.column - self._margins.get(place.file, 0))
        self.problems.append(Problem(place.file, place.line, column, code, text))

    def _stop(self, file: str, text: str) -> None:
        self.problems.append(Problem(file, 1, 1, "too-much", text))
        raise self.error()

    def error(self) -> DatasetError:
        """Return all problems, each once, in the order of the files."""
        order = {file: rank for rank, file in enumerate(self._files)}
        found = set(self.problems)
        return DatasetError(sorted(found, key=lambda p: (order[p.file], *p[1:3], p.text)))

    def suggestions(self, name: str, names: Collection[str]) -> str:
        """Return what an unknown name may mean, or else the known names, see `near`."""
        return self.near(name, names)[1]

    def near(
        self, name: str, names: Collection[str], also: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[list[str], str]:
        """Return the known names that are near to an unknown one, and what a message says of it.

        Args:
            name: the unknown name.
            names: the known names.
            also: what people call them, see `eigcli.text.nearest`.
        """
        if self._compared >= _MOST_COMPARED:
            return [], ""  # a file with so many unknown names has a problem that is not a typo
        compared = list(islice(names, _MOST_COMPARED))
        self._compared += len(compared)
        near = nearest(name, compared, also)
        known = _("Known: {names}").format(names=comma_list(names, _LISTED_CHARACTERS))
        return near, suggested(near) or known

    def compose(
        self, content: io.BytesIO, file: str, *, is_json: bool = False, margin: int = 0
    ) -> Node | None:
        """Return the root node of the only document in a file; `None` where it is no YAML.

        Args:
            content: the bytes of the file, in UTF-8 or UTF-16.
            file: what messages call the file.
            is_json: whether it is JSON, see `json_files`.
            margin: by how many columns its lines are further right than messages should say.
        """

        self._files.append(file)
        self._margins[file] = margin
        if is_json:
            self.json_files.add(file)
        raw = content.getvalue()
        if _is_csv(raw):
            looks = _("this looks like CSV: a dataset is YAML or JSON")
            self.note(Place(file, 1, 1), "not-yaml", looks)
            return None
        content.name = file  # PyYAML writes it into the marks of nodes
        try:
            self._count_values(_at_most_values(raw), file)
            root = _composed(content)
        except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
            line, column, text = _mistake_in(raw, error)
            self.note(Place(file, line, column), "not-yaml", text)
            return None
        self._values[file] = 0
        if root is None:
            empty = _("expected a mapping, found an empty file")
            self.note(Place(file, 1, 1), "not-yaml", empty)
        return root

    def _count_values(self, values: int, file: str) -> None:
        """Count what is read of a file: aliases may make more of it than memory holds.

        Raises:
            DatasetError: when there are too many values.
        """
        self._values[file] += values
        if self._values[file] > _MOST_VALUES:
            text = _("expected a dataset, found more than {count} values")
            self._stop(file, text.format(count=group_digits(_MOST_VALUES)))

    def is_json(self, node: Node) -> bool:
        """Return whether a node is of a file in JSON."""
        return node.start_mark.name in self.json_files

    def _need(self, node: Node, *, some: bool) -> None:
        """Refuse a list or a mapping that is empty and must not be."""
        if some and not node.value and not self.is_json(node):
            self.refuse(node, "empty", _("expected at least one, found none"))

    def pairs(
        self, node: Node, what: str, *, some: bool = False
    ) -> dict[str, tuple[Node, Node]] | None:
        """Return the nodes of the keys and values of a mapping, by key.

        Args:
            node: what should be a mapping.
            what: what it describes, as a message calls it, such as `a challenge`.
            some: whether there must be at least one.
        """
        if type_of(node) != "map":
            expected = _("expected a mapping for {what}, found {found}")
            self.refuse(node, "wrong-type", expected.format(what=what, found=type_name(node)))
            return None
        self._count_values(2 * len(node.value), node.start_mark.name)
        self._need(node, some=some)
        pairs: dict[str, tuple[Node, Node]] = {}
        for key, value in node.value:
            name = key.value
            if type_of(key) != "str":
                self.text(key)  # notes what is wrong with it
            elif name in pairs:
                twice = _("the key {key} stands twice in {what}")
                self.refuse(key, "repeated", twice.format(key=quoted(name), what=what))
            else:
                pairs[name] = key, value
        return pairs

    def items(
        self, node: Node, read: Callable[["Reader", Node], T | None], *, some: bool = False
    ) -> tuple[T, ...]:
        """Return the items of a list as `read` reads them, without the ones it refuses.

        Args:
            node: what should be a list.
            read: returns the value of an item.
            some: whether there must be at least one.
        """
        if type_of(node) != "seq":
            text = _("expected a list, found {found}").format(found=type_name(node))
            self.refuse(node, "wrong-type", text)
            return ()
        self._count_values(len(node.value), node.start_mark.name)
        self._need(node, some=some)
        values = [read(self, item) for item in node.value]
        return tuple([value for value in values if value is not None])

    def text(self, node: Node) -> str | None:
        """Read a text that is more than spaces, without the line end of a block of text."""
        value = node.value
        # Most nodes are texts, for which `type_of` would take longer.
        if node.tag != _TEXT_TAG or node.__class__ is not yaml.ScalarNode:
            quotes = _("expected text, found {found}: put it in quotes")
            is_quotable = type_of(node) in _NEEDS_QUOTES
            expected = quotes if is_quotable else _("expected text, found {found}")
            self.refuse(node, "wrong-type", expected.format(found=type_name(node)))
            return None
        if len(value) > _CHARACTERS_A_VALUE:
            # An alias may repeat it many times.
            self._count_values(len(value) // _CHARACTERS_A_VALUE, node.start_mark.name)
        if not value or value.isspace():
            self.refuse(node, "empty", _("expected text, found an empty one"))
        elif not value.isprintable() and (found := re.search(_NO_TEXT, value)):
            refused = _("the character U+{code} cannot be part of a text")
            self.refuse(node, "wrong-form", refused.format(code=f"{ord(found[0]):04X}"))
        else:
            return str(value).rstrip("\n")
        return None

    def traced_of(self, cls: type[T]) -> list[tuple[T, Node]]:
        """Return the records of a dataclass that were read, each with its node."""
        return [(record, node) for record, node in self.traced if isinstance(record, cls)]

    def claim(self, node: Node, key: str, value: Any, within: Any = None) -> None:
        """Refuse a value that another record, of any file, has under the same key.

        Args:
            node: the node of the value.
            key: the name of the field.
            value: what must be unique; `None` need not be.
            within: the scope of uniqueness: only records with the same are compared.
        """
        if value is None:
            return
        place = place_of(node)
        if first := self._claimed.get((key, within, value)):
            here = _("the {key} {value} is taken, on line {line}")
            elsewhere = _("the {key} {value} is taken, in {file}:{line}")
            taken = here if first.file == place.file else elsewhere
            values = {"key": key, "value": quoted(str(value)), **first._asdict()}
            self.refuse(node, "taken", taken.format(**values))
        self._claimed[key, within, value] = place


def _composed(content: io.BytesIO) -> Node | None:
    """Return the root node of a file; an emoji may be two escapes, as JSON writes it."""
    try:
        root: Node | None = yaml.compose(content, Loader=_Loader)
    except yaml.MarkedYAMLError:
        raw = content.getvalue()
        joined = _ESCAPED_PAIR.sub(_character, raw)
        if joined == raw:
            raise
        again = io.BytesIO(joined)
        again.name = content.name
        return _composed(again)
    return root


def _mistake_in(content: bytes, error: Exception) -> tuple[int, int, str]:
    """Return in which line and column a file is no YAML, and why, from what reading it raised."""
    match error:
        case yaml.MarkedYAMLError():
            mark = cast("yaml.Mark", error.problem_mark or error.context_mark)
            reason = " ".join(filter(None, (error.context, error.problem)))
            problem = next(text for sign, text in _SYNTAX.items() if sign in reason)
            advice = _advice(_decoded(content), mark, reason)
            return mark.line + 1, mark.column + 1, join_sentences(_(problem), advice)
        case yaml.reader.ReaderError():
            lines = _LINE_END.split(_decoded(content, error.position))
            expected = _("expected a text in UTF-8 without control characters")
            return len(lines), len(lines[-1]) + 1, expected
        case RecursionError():
            too_deep = _SYNTAX["nesting depth"]
            return 1, 1, _(too_deep)
    # PyYAML lets through what Python raises of these.
    return 1, 1, _("not valid YAML: an escape or a number in it is out of range")


def _character(pair: re.Match[bytes]) -> bytes:
    """Return the character that two escapes of surrogates stand for."""
    return (
        pair[1]
        + pair[2]
        .decode("unicode_escape")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16")
        .encode()
    )


def _at_most_values(content: bytes) -> int:
    """Return a number that the values in a YAML file do not exceed, counted without reading it."""
    if len(content) <= _MOST_VALUES:
        return len(content)
    text = _decoded(content)
    # A line has a key and a value at the most, but for what these characters begin.
    lines = sum(map(text.count, "\n\r\x85\u2028\u2029,"))
    return 2 + 2 * lines + sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t")))


def describe_node(node: Node) -> str:
    """Return what a message calls a node: its value where that tells more than its type."""
    if type_of(node) == "str":
        return _("the text {text}").format(text=quoted(node.value))
    return quoted(node.value) if type_of(node) in _NEEDS_QUOTES else type_name(node)


def type_name(node: Node) -> str:
    """Return what a message calls the type of a node, such as `a list`."""
    return _(_TYPES[type_of(node)]).format(tag=quoted(node.tag))


def _decoded(content: bytes, end: int | None = None) -> str:
    """Return a YAML file, or its first bytes, in the encoding that its byte order mark tells."""
    return content[:end].decode(encoding_of(content), "replace")


def _is_csv(content: bytes) -> bool:
    """Return whether a file begins with names between commas, semicolons or tabs."""
    first = content.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r")
    return (
        re.fullmatch(rb'(?!- )"?[\w\x80-\xff -]+"?([,;\t]"?[\w\x80-\xff -]+"?)+', first) is not None
    )


def _advice(text: str, mark: yaml.Mark, reason: str) -> str:
    """Return what may mend a file that is not YAML from `mark` on, or nothing."""
    line = next(iter(text.splitlines()[mark.line :]), "")
    before, character = line[: mark.column], line[mark.column : mark.column + 1]
    if character == "\t":
        return _("Indent with spaces.")
    if character == ":":
        if ":" in before:
            return _("A text that has ': ' in it needs quotes.")
        return _("Is the line indented too far?")
    if "expected" in reason and before.endswith("'"):
        return _("Within single quotes, an apostrophe is written twice.")
    if "cannot start any token" in reason:
        return _("Put a text that begins so in quotes.")
    return ""
