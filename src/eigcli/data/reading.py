"""From the bytes of files to nodes of YAML or JSON, with every problem noted at its place.

YAML is composed, not constructed: no object is built from a tag, a text stays as it is written, and
each node knows its file, line and column.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from eigcli.errors import Code, DatasetError, Problem
from eigcli.messages import _
from eigcli.text import comma_list, join_sentences, printable, quoted

T = TypeVar("T")
Node = Any  # a `yaml.Node`; PyYAML is imported only where a file is read
Vocabularies = Mapping[type, Mapping[str, Any]]  # the records of vocabularies, by class and key
Records = dict[str, Any]  # the records of one vocabulary, by key
Nodes = dict[str, Node]  # the nodes of keys, by key
Located = list[tuple[Any, Node]]  # records, each with its node
NodePairs = dict[str, tuple[Node, Node]]  # the nodes of keys and values, by key

# How JSON and JSON Lines begin.
_JSON = r'\s*(\{\s*"|\[\s*(\{\s*"|\]))'
# Characters that YAML does not allow; bytes that are not UTF-8 are surrogates here.
_NOT_IN_YAML = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
# Each value takes two bytes at least, and some are read twice. Aliases may repeat some more, such
# as sources that all challenges have; files with more values than this are no dataset.
_MOST_REPEATED = 20_000
_MOST_VALUES_A_BYTE = 5


class Place(NamedTuple):
    """Where something is written: lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Reader:
    """One pass over some files: the records that were read so far, and their problems.

    A method that reads turns a node into a value; if it cannot, it notes a problem.

    Args:
        vocabularies: the records that files may name without listing them, by class and key.
        places: the row and column that each line was made from, if it was made from a spreadsheet.

    Attributes:
        vocabularies: the records of vocabularies by class and key: eigcli's own, then those listed.
        defined_at: the node of the key of each record that a file lists, by class and key.
        defining_files: the class and the file of each vocabulary that a file lists.
        problems: the problems of the files, without warnings.
        warnings: what may be a slip.
        located: the records that were read, by class, each with its node.
        record_class: the class of the record that is read; of a pair, that of the record with it.
        values_read: the values of lists and mappings, by their node and what they were read as.
    """

    vocabularies: defaultdict[type, Records]
    defined_at: defaultdict[type, Nodes]
    defining_files: set[tuple[type, str]]
    problems: list[Problem]
    warnings: list[Problem]
    located: defaultdict[type, Located]
    record_class: Any
    values_read: dict[object, Any]

    def __init__(self, vocabularies: Vocabularies, places: Sequence[tuple[int, int]] = ()) -> None:
        self._given = vocabularies
        self.vocabularies = defaultdict(dict)
        for cls, records in vocabularies.items():
            self.vocabularies[cls].update(records)
        self.defined_at = defaultdict(dict)
        self.defining_files = set()
        self.problems = []
        self.warnings = []
        self.located = defaultdict(list)
        self.record_class = None
        self.values_read = {}
        self._places = places
        self._files = dict[str, bool]()  # in their order, each with whether it is in JSON
        self._values = 0
        self._most_values = _MOST_REPEATED
        self._spelled = defaultdict[object, Nodes](dict)
        self._names_listed = dict[object, Place]()

    def root(self, file: str, content: bytes) -> Node | None:
        """Return the root of the only document in a file; `None` where it is not YAML or JSON."""
        file = printable(file)
        self._most_values += _MOST_VALUES_A_BYTE * len(content)
        encoding = encoding_of(content)
        # Surrogates stand for bytes that are not UTF-8.
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        text = content.decode(encoding, errors)
        is_json = bool(re.match(_JSON, text))
        self._files[file] = is_json
        try:
            root = _composed(text, file, is_json=is_json)
        except _SyntaxError as error:
            place, reason = error.args
            self.note(place, "not-yaml", reason)
            return None
        import yaml

        if root is None:
            place = Place(file)
            reason = _("expected a mapping, found an empty file")
            self.note(place, "not-yaml", reason)
        elif is_list(root) or has_key(root, "slug"):
            # It has only the challenges of a dataset, or one: they are under their key.
            start = root.start_mark
            key = yaml.ScalarNode("", "challenges", start, start)
            root = self.mapping(root, [(key, root)])
        return root

    def records(self, cls: type[T]) -> list[T]:
        """Return the records of a class that were read, in their order."""
        return [record for record, _node in self.located[cls]]

    def place(self, node: Node) -> Place:
        """Return where a node begins."""
        mark = node.start_mark
        line = mark.line + 1
        column = mark.column + 1
        if self._places:
            line, column = self._places[mark.line]
        return Place(mark.name, line, column)

    def is_json(self, node: Node) -> bool:
        """Return whether a node is of a file in JSON, which may be an export."""
        return self._files[node.start_mark.name]

    def note(self, place: Place, code: Code, text: str) -> None:
        """Note a problem at a place."""
        self._files.setdefault(place.file, False)  # a file that cannot be read has its rank too
        problem = Problem(*place, code, text)
        self.problems.append(problem)

    def refuse(self, node: Node, code: Code, *sentences: str) -> Any:
        """Note a problem of a node; return `None` as its value."""
        place = self.place(node)
        text = join_sentences(*sentences)
        self.note(place, code, text)

    def known_names(self, node: Node, what: object, names: Iterable[str]) -> str:
        """Return a sentence that lists known names where the first of their kind is not known.

        Args:
            node: the node of a name that is not known.
            what: what the names are of.
            names: the known names.
        """
        place = self.place(node)
        first = self._names_listed.setdefault(what, place)
        if first != place:
            return ""
        each_once = dict.fromkeys(names)
        return _("Known: {names}", names=comma_list(each_once))

    def listed(self, cls: type) -> Records:
        """Return the records of a class that eigcli or a file lists, by key: none that is new."""
        records = self.vocabularies[cls]
        keys = [*self._given.get(cls, ()), *self.defined_at[cls]]
        return {key: records[key] for key in keys if key in records}

    def warn(self, node: Node, code: Code, *sentences: str) -> None:
        """Note what may be a slip."""
        place = self.place(node)
        text = join_sentences(*sentences)
        problem = Problem(*place, code, text, "warning")
        self.warnings.append(problem)

    def raise_problems(self) -> None:
        """Raise DatasetError where there are problems."""
        if self.problems:
            in_order = self.in_order(self.problems)
            raise DatasetError(in_order)

    def in_order(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems, each once, in the order of the files."""
        in_files = sorted(set(problems))
        files = list(self._files)
        return sorted(in_files, key=lambda problem: files.index(problem.file))

    def pairs(self, node: Node, what: str) -> NodePairs:
        """Return the nodes of each key and value of a mapping, by key; messages call it `what`."""
        if not is_map(node):
            found = described(node)
            text = _("expected a mapping for {what}, found {found}", what=what, found=found)
            self.refuse(node, "wrong-type", text)
            return {}
        self.count(node)
        pairs = NodePairs()
        for key, value in node.value:
            name = self.text(key)
            if name in pairs:
                shown = quoted(name)
                text = _("the key {key} is twice in {what}", key=shown, what=what)
                self.refuse(key, "repeated", text)
            elif name is not None:
                pairs[name] = key, value
        return pairs

    def mapping(self, node: Node, pairs: list[tuple[Node, Node]]) -> Node:
        """Return the node of a mapping of some pairs, at the place of a node."""
        import yaml

        return yaml.MappingNode("", pairs, node.start_mark, node.end_mark)

    def items(self, node: Node) -> list[Node]:
        """Return the nodes of a list."""
        if not is_list(node):
            found = described(node)
            text = _("expected a list such as [a, b], found {found}", found=found)
            self.refuse(node, "wrong-type", text)
            return []
        self.count(node)
        return list(node.value)

    def text(self, node: Node) -> str | None:
        """Return a text, a number or a date as it is written; refuse others, and return `None`."""
        if is_text(node):
            text = str(node.value)
            return text.rstrip("\n")
        found = described(node)
        expected = _("expected text, found {found}", found=found)
        self.refuse(node, "wrong-type", expected)
        return None

    def same_but_case(self, what: str, name: str, node: Node) -> bool:
        """Return whether a name differs from an earlier one by case alone; warn once if it does."""
        spellings = self._spelled[what, name.casefold()]
        is_new = name not in spellings
        if is_new:
            spellings[name] = node
        first = next(iter(spellings))
        differs = name != first
        if is_new and differs:
            text = _(
                "{name} differs from {other} only by case, in {place}",
                name=quoted(name),
                other=quoted(first),
                place=self.place(spellings[first]),
            )
            self.warn(node, "same-but-case", text)
        return differs

    def count(self, node: Node) -> None:
        """Count values, and stop at too many: with aliases, a small file may take all memory."""
        self._values += len(node.value)
        if self._values > self._most_values:
            text = _("expected a dataset, found too many values")
            self.refuse(node, "too-much", text)
            self.raise_problems()


def encoding_of(content: bytes) -> str:
    """Return how a file is encoded: in UTF-8, or in UTF-16 or UTF-32, with or without a mark."""
    import json

    return json.detect_encoding(content)


class _SyntaxError(Exception):
    """A text is neither JSON nor YAML: the place and the reason."""


def _composed(text: str, file: str, *, is_json: bool) -> Node | None:
    """Return the root of a text, `None` if it is empty.

    What looks like JSON and is not quite, such as JSON with comments, may be YAML.

    Raises:
        _SyntaxError: where it is neither.
    """
    if not is_json:
        return _composed_yaml(text, file)
    from eigcli.data.composing import Composer, NotJSONError

    try:
        return Composer(text, file).root()
    except RecursionError:
        return _composed_yaml(text, file)
    except NotJSONError as error:
        try:
            return _composed_yaml(text, file)
        except _SyntaxError:
            [index] = error.args
            place = _place_at(text[:index], file)
            behind = text[index:]
            line, _end, _more = behind.partition("\n")
            rest = line.strip()
            reason = _("not valid JSON: it ends too early")
            if rest:
                reason = _("not valid JSON: {text} cannot stand here", text=quoted(rest))
            raise _SyntaxError(place, reason) from None


def _composed_yaml(text: str, file: str) -> Node | None:
    """Return the root of a text in YAML, `None` if it is empty.

    Raises:
        _SyntaxError: where it is not YAML.
    """
    refused = re.search(_NOT_IN_YAML, text)
    if refused:
        before = text[: refused.start()]
        place = _place_at(before, file)
        reason = _("expected a text in UTF-8 without control characters")
        raise _SyntaxError(place, reason)
    import yaml

    # An installation may lack libyaml.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stream = io.BytesIO(text.encode())
    stream.name = file  # PyYAML writes it into the marks of nodes
    try:
        parser: Any = loader(stream)
        parser.resolve = cache(parser.resolve)  # most keys and many values are there again
        return parser.get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise _syntax_error(error, file, text) from None


def _place_at(before: str, file: str) -> Place:
    """Return the place behind the beginning of a text."""
    lines = f"{before}|".splitlines()
    last = lines[-1]
    return Place(file, len(lines), len(last))


def _syntax_error(error: Exception, file: str, text: str) -> _SyntaxError:
    """Return the place and the message of an error that PyYAML raised for a text."""
    context = getattr(error, "context", None) or ""
    first_line = str(error).splitlines()[0]
    problem = getattr(error, "problem", None) or first_line
    mark = getattr(error, "problem_mark", None)
    if "quoted" in context:  # a quotation mark that is not closed is reported where it stands
        mark = getattr(error, "context_mark", None)
    line = mark.line if mark else 0
    column = mark.column if mark else 0
    parts = filter(None, (context, problem))
    reason = printable(", ".join(parts))
    message = _("not valid YAML: {reason}.", reason=reason)
    if "mapping values" in reason:
        lines = text.splitlines()
        before = lines[line][:column]
        if ":" in before:  # `mission: one: two`, not a line that is indented too far
            advice = _("A text with ': ' in it needs quotes.")
            message = join_sentences(message, advice)
    place = Place(file, line + 1, column + 1)
    return _SyntaxError(place, message)


def is_map(node: Node) -> bool:
    """Return whether a node has keys."""
    return bool(node.id == "mapping")


def is_list(node: Node) -> bool:
    """Return whether a node has items."""
    return bool(node.id == "sequence")


def is_text(node: Node) -> bool:
    """Return whether a node is a single value: a text, a number, a date or a boolean."""
    return node.id == "scalar" and not is_null(node)


def is_null(node: Node) -> bool:
    """Return whether a node says nothing, as `name:` and `name: null` do."""
    return bool(node.tag == "tag:yaml.org,2002:null")


def node_at(node: Node, *keys: str) -> Node:
    """Return the node at a path of keys; a key that is missing is skipped."""
    for key in keys:
        pairs = node.value if is_map(node) else []
        for name, value in pairs:
            if name.value == key:
                node = value
                break
    return node


def has_key(node: Node, key: str) -> bool:
    """Return whether a node has a key."""
    return node_at(node, key) is not node


def described(node: Node) -> str:
    """Return the words for a node in a message."""
    if is_map(node):
        return _("a mapping")
    if is_list(node):
        return _("a list")
    if is_null(node):
        return _("nothing")
    return quoted(node.value)


def yaml_text(value: Any) -> str:
    """Return a value as YAML: its keys in their order, accents as they are."""
    import yaml

    # An installation may lack libyaml.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False)
    return str(text)
