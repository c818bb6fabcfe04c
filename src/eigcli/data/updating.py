"""A dataset that is brought up to date from the next spreadsheet: `eig init --from --update`.

Its text is changed where cells have changed; all else stays as its author wrote it. An empty cell
changes nothing, and a challenge that the spreadsheet lacks is kept.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from eigcli.data.cells import HOSTS
from eigcli.data.kinds import OWN_KEY, fields_by_key, fields_of, to_json
from eigcli.data.loading import bundled
from eigcli.data.merging import File, read_into
from eigcli.data.model import Challenge, Dataset
from eigcli.data.reading import Node, Reader, encoding_of, is_text, yaml_text
from eigcli.data.spreadsheet import IN_PARTS, LEFT_OUT, Imported, Mapped, free, imported_from
from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.suggesting import did_you_mean
from eigcli.text import comma_list, join_sentences, quoted, quoted_path

_Located = tuple[Challenge, Node]
_Nodes = Mapping[str, tuple[Node, Node]]  # the nodes of keys and values, by key
_ADDED = ("columns", "states", "skills", "sources")  # mappings that may get new entries
_LINE_ENDS = "\r\n|[\r\n\x85\u2028\u2029]"  # those of YAML


class _Text:
    """A text in YAML, and its changes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer(_LINE_ENDS, text))]
        self._changes = list[tuple[int, int, str]]()

    def replace(self, key: Node, value: Node, pair: Mapping[str, Any]) -> None:
        """Write a pair in place of the nodes of another."""
        new = _indented(pair, key.start_mark.column).lstrip()
        self._changes.append((self._index(key.start_mark), self._end(value), new))

    def add(self, node: Node, entries: Any) -> None:
        """Write entries at the end of a mapping or a list."""
        end = self._end(node)
        self._changes.append((end, end, "\n" + _indented(entries, node.start_mark.column)))

    def insert(self, node: Node, pair: Mapping[str, Any]) -> None:
        """Write a pair before a node."""
        start = self._index(node.start_mark)
        self._changes.append((start, start, yaml_text(pair)))

    def changed(self) -> str:
        """Return the text with its changes; of those at one place, the first stands first."""
        pieces = list[str]()
        done = 0
        self._changes.sort(key=lambda change: change[:2])
        for start, end, new in self._changes:
            pieces.append(self._text[done:start])
            pieces.append(new)
            done = end
        pieces.append(self._text[done:])
        return "".join(pieces)

    def _index(self, mark: Any) -> int:
        return int(self._starts[mark.line] + mark.column)

    def _end(self, node: Node) -> int:
        """Return the index behind a node, without comments and empty lines behind it."""
        end = self._index(node.end_mark)
        start = self._text.rfind("\n", 0, end) + 1
        if self._text[start:end].strip():  # it ends within a line
            return end
        line = ""
        while start and (not line or (line.startswith("#") and not is_text(node))):
            end = start - 1
            start = self._text.rfind("\n", 0, end) + 1
            line = self._text[start:end].strip()
        return end


def _indented(value: Any, column: int) -> str:
    """Return a value as YAML, its lines indented."""
    lines = yaml_text(value).rstrip("\n").split("\n")
    return "\n".join(" " * column + line if line else "" for line in lines)


def updated_text(old: File, content: bytes, name: str, heading: str = "") -> tuple[str, list[str]]:
    """Return a dataset with what a spreadsheet says today, and messages for its author.

    Args:
        old: the file of the dataset, in YAML.
        content: the bytes of the spreadsheet, in CSV.
        name: what messages call the spreadsheet.
        heading: the heading of the column of names, "" for what the dataset says.

    Raises:
        EigError: where the dataset cannot be changed by lines, or names an unknown key.
        DatasetError: where one of the two cannot be read.
    """
    reader = _reader_of(old)
    [(dataset, root)] = reader.located[Dataset]
    imported = imported_from(content, name, _mapped(dataset, heading))
    nodes = {key.value: (key, value) for key, value in root.value}
    _refuse_short(reader, nodes, old.name)
    encoding = encoding_of(old.content)
    text = _Text(old.content.decode(encoding))
    challenges = nodes["challenges"][1]
    changes = _change_challenges(text, reader, imported, challenges)
    plain = imported.head | to_json(imported.dataset, as_yaml=True)
    for key in _ADDED:
        entries = plain.get(key, {})
        _add_entries(text, nodes, key, entries)
    updated = text.changed()
    again = File(old.name, updated.encode())
    _reader_of(again)
    return updated, imported.messages + changes


def _reader_of(file: File) -> Reader:
    """Return the reader of a file; raise DatasetError where it has problems."""
    reader = Reader(bundled().vocabularies)
    read_into(reader, [file])
    reader.raise_problems()
    return reader


def _add_entries(text: _Text, nodes: _Nodes, key: str, entries: Mapping[str, Any]) -> None:
    """Note the entries that the mapping of a key lacks."""
    if key in nodes:
        mapping = nodes[key][1]
        there = {name.value for name, _value in mapping.value}
        lacking = dict(entries)
        for name in there & entries.keys():
            del lacking[name]
        if lacking:
            text.add(mapping, lacking)
    elif entries:
        challenges = nodes["challenges"][0]
        text.insert(challenges, {key: entries})


def _mapped(dataset: Dataset, heading: str) -> Mapped:
    """Return what a dataset says of its spreadsheet.

    Raises:
        EigError: for a heading that stands for no key.
    """
    columns = dict[str, tuple[str, str]]()
    for column in dataset.columns:
        key, _space, role = column.meaning.partition(" ")
        _refuse_unknown(key, column.heading)
        if key == LEFT_OUT:
            key = ""
        columns[column.heading] = key, role
    states = {named.word: named.state for named in dataset.states}
    return Mapped(heading, columns, states)


def _refuse_unknown(key: str, heading: str) -> None:
    """Raise EigError for a key that no column can stand for."""
    known = {*fields_of(Challenge), *HOSTS, LEFT_OUT}
    known -= IN_PARTS
    is_own = re.fullmatch(OWN_KEY, key)
    if key in known or is_own:
        return
    no = _("columns: {heading} stands for {name}, which is no key.")
    no = no.format(heading=quoted(heading), name=quoted(key))
    advice = did_you_mean(key, known)
    raise EigError(join_sentences(no, advice))


def _refuse_short(reader: Reader, nodes: _Nodes, file: str) -> None:
    """Raise EigError unless what entries may be added to has a line for each."""
    names = [name for name in ("challenges", *_ADDED) if name in nodes]
    changeable = [nodes[name][1] for name in names]
    changeable += [node for _challenge, node in reader.located[Challenge]]
    for node in changeable:
        if is_text(node) or node.flow_style:
            names.clear()
    if "challenges" not in names:
        wrong = _("{file}: --update takes YAML with a line for each key, as eig init writes it")
        raise EigError(wrong.format(file=quoted_path(file)))


def _change_challenges(text: _Text, reader: Reader, imported: Imported, node: Node) -> list[str]:
    """Note the changes of challenges in a text; return messages on them.

    Args:
        text: the text of the dataset.
        reader: the reader of the dataset.
        imported: what is read from the spreadsheet.
        node: the list of the challenges of the dataset.
    """
    old = reader.located[Challenge]
    taken = {challenge.slug: 1 for challenge, _entry in old}
    slugs, new, changed = dict[str, str](), list[str](), list[str]()
    pairs, gone = _matched(old, imported.dataset.challenges)
    for challenge, match in pairs:
        plain = to_json(challenge, as_yaml=True)
        if challenge.same_product:
            plain["same_product"] = slugs.get(challenge.same_product, challenge.same_product)
        if match:
            slugs[challenge.slug] = match[0].slug
            keys = _change(text, *match, plain)
            if keys:
                changed.append(f"{challenge.name} ({', '.join(keys)})")
        else:
            slugs[challenge.slug] = plain["slug"] = free(challenge.slug, taken)
            text.add(node, [plain])
            new.append(challenge.name)
    notes = {
        _("new: {names}"): new,
        _("changed: {names}"): changed,
        _("not in the spreadsheet any more, and kept: {names}"): gone,
    }
    messages = [
        note.format(names=comma_list(names, 1000)) for note, names in notes.items() if names
    ]
    return messages or [_("no challenge has changed")]


def _matched(
    old: Sequence[_Located], new: Sequence[Challenge]
) -> tuple[list[tuple[Challenge, _Located | None]], list[str]]:
    """Return challenges of a spreadsheet, each with that of the dataset, and the names of others.

    They have the same name, and the same call if the spreadsheet says the call of any.
    """
    has_calls = any(challenge.promotion_or_year for challenge in new)
    waiting = defaultdict[tuple[str, str | None], list[_Located]](list)
    for located in old:
        challenge = located[0]
        call = challenge.promotion_or_year if has_calls else None
        waiting[challenge.name, call].append(located)
    pairs = list[tuple[Challenge, _Located | None]]()
    for challenge in new:
        alike = waiting[challenge.name, challenge.promotion_or_year]
        match = alike.pop(0) if alike else None
        pairs.append((challenge, match))
    left = chain(*waiting.values())
    return pairs, [challenge.name for challenge, _node in left]


def _change(text: _Text, challenge: Challenge, entry: Node, plain: dict[str, Any]) -> list[str]:
    """Note the changes of a challenge; return the keys that have another value.

    Args:
        text: the text of the dataset.
        challenge: the challenge as the dataset has it.
        entry: its node.
        plain: what the spreadsheet says of it.
    """
    before = to_json(challenge, as_yaml=True)
    fields = fields_by_key(Challenge)
    nodes = dict[str, tuple[Node, Node]]()
    for key, value in entry.value:
        field = fields.get(key.value)
        name = (field.successor or field.name) if field else key.value
        nodes[name] = key, value
    changed = {k: v for k, v in plain.items() if k != "slug" and before.get(k) != v}
    added = dict[str, Any]()
    for key, value in changed.items():
        if key in nodes:
            text.replace(*nodes[key], {key: value})
        else:
            added[key] = value
    if added:
        text.add(entry, added)
    return list(changed)
