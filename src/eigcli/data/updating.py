"""A dataset that is brought up to date from the next spreadsheet: `eig init --from --update`.

Its text is changed where cells have changed; all else stays as its author wrote it. An empty cell
changes nothing, and a challenge that the spreadsheet lacks is kept.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from textwrap import indent
from typing import Any

from eigcli.data.kinds import OWN_KEY, Object, fields_by_key, fields_of, to_json
from eigcli.data.loading import File, bundled, read_into
from eigcli.data.model import Challenge, Dataset, Heading
from eigcli.data.reading import Located, Node, NodePairs, Reader, encoding_of, yaml_text
from eigcli.data.spreadsheet import (
    HOSTS,
    IN_PARTS,
    LEFT_OUT,
    free,
    imported,
    messages,
    states_to_be_written,
)
from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.suggesting import not_found_message
from eigcli.text import quoted, quoted_path

_ADDED = ("columns", "states", "skills")  # mappings that may get new entries


class _Text:
    """A text in YAML, and its changes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._changes = list[tuple[int, int, str]]()

    def replace(self, key: Node, value: Node, pair: Object) -> None:
        """Write a pair in place of the nodes of another."""
        start = key.start_mark
        new = _indented(pair, start.column).lstrip()
        self._changes.append((start.index, self._end(value), new))

    def add(self, node: Node, entries: Any) -> None:
        """Write entries at the end of a mapping or a list."""
        end = self._end(node)
        new = _indented(entries, node.start_mark.column)
        self._changes.append((end, end, f"\n{new}"))

    def insert(self, node: Node, pair: Object) -> None:
        """Write a pair before a node."""
        start = node.start_mark.index
        self._changes.append((start, start, yaml_text(pair)))

    def changed(self) -> str:
        """Return the text with its changes; of those at one place, the first stands first."""
        pieces = []
        done = 0
        for start, end, new in sorted(self._changes, key=itemgetter(0)):
            pieces.append(self._text[done:start])
            pieces.append(new)
            done = end
        pieces.append(self._text[done:])
        return "".join(pieces)

    def _end(self, node: Node) -> int:
        """Return the index behind a node, without comments and empty lines behind it."""
        start: int = node.start_mark.index
        end = node.end_mark.index
        text = self._text[start:end].rstrip()
        # What is further to the right than the node may be a text of several lines.
        comments = rf"(\s*\n {{0,{node.start_mark.column}}}#.*)+\Z"
        return start + len(re.sub(comments, "", text))


def _indented(value: Any, column: int) -> str:
    """Return a value as YAML, its lines indented."""
    text = yaml_text(value).rstrip("\n")
    return indent(text, " " * column)


def updated_text(old: File, spreadsheet: File, heading: str = "") -> tuple[str, list[str]]:
    """Return a dataset with what a spreadsheet says today, and messages for its author.

    Args:
        old: the file of the dataset, in YAML.
        spreadsheet: the file of the spreadsheet, in CSV.
        heading: the heading of the column of names, "" for what the dataset says.

    Raises:
        EigError: where the dataset cannot be changed by lines, or names an unknown key.
        DatasetError: where one of the two cannot be read.
    """
    reader = _reader_of(old)
    [(dataset, root)] = reader.located[Dataset]
    nodes = _nodes_of(root, old.name)
    known = {}
    for column in dataset.columns:
        _refuse_unknown(column)
        if column.meaning != "name":
            known[column.heading] = column.meaning
        elif not heading:
            heading = column.heading
    plain, told = imported(spreadsheet, heading, known)
    decoded = old.content.decode(encoding_of(old.content))
    text = _Text(decoded)
    challenges = plain.pop("challenges", [])
    _key, entries = nodes["challenges"]
    told += _change_challenges(text, reader, challenges, entries)
    _add_lacking(text, nodes, plain)
    states = dict(plain.get("states", {}))
    for state in dataset.states:
        states.pop(state.word, None)
    told += states_to_be_written(states)
    updated = text.changed()
    new = File(old.name, updated.encode())
    _reader_of(new)
    return updated, told


def _reader_of(file: File) -> Reader:
    """Return the reader of a file; raise DatasetError where it has problems."""
    reader = Reader(bundled().vocabularies)
    read_into(reader, [file])
    reader.raise_problems()
    return reader


def _refuse_unknown(column: Heading) -> None:
    """Raise EigError for a heading that stands for what no column can stand for."""
    key, _space, _role = column.meaning.partition(" ")
    known = {*fields_of(Challenge), *HOSTS, LEFT_OUT}
    known -= IN_PARTS
    if key in known or re.fullmatch(OWN_KEY, key):
        return
    no = _("columns: {heading} stands for {name}, which is no key.")
    message = not_found_message(no, key, sorted(known), heading=quoted(column.heading))
    raise EigError(message)


def _nodes_of(root: Node, file: str) -> NodePairs:
    """Return the nodes of the keys and values of a dataset, by key.

    Raises:
        EigError: unless what entries may be added to has a line for each.
    """
    nodes = {}
    changeable = []
    for key, value in root.value:
        nodes[key.value] = (key, value)
        if key.value in _ADDED:
            changeable.append(value)
        elif key.value == "challenges":
            changeable += [value, *value.value]
    # A text has no such attribute.
    are_short = [getattr(node, "flow_style", True) for node in changeable]
    if any(are_short) or "challenges" not in nodes:
        wrong = _(
            "{file}: --update takes YAML with a line for each key, as eig init writes it",
            file=quoted_path(file),
        )
        raise EigError(wrong)
    return nodes


def _add_lacking(text: _Text, nodes: NodePairs, plain: Object) -> None:
    """Note the entries that mappings of a dataset lack.

    Args:
        text: the text of the dataset.
        nodes: the nodes of its keys and values.
        plain: what the spreadsheet says.
    """
    challenges_key, _challenges = nodes["challenges"]
    for key in filter(plain.get, _ADDED):
        lacking = dict(plain[key])
        if key not in nodes:
            text.insert(challenges_key, {key: lacking})
            continue
        _key, mapping = nodes[key]
        for name, _value in mapping.value:
            lacking.pop(name.value, None)
        if lacking:
            text.add(mapping, lacking)


def _change_challenges(text: _Text, reader: Reader, new: Sequence[Object], node: Node) -> list[str]:
    """Note the changes of challenges in a text; return messages on them.

    Args:
        text: the text of the dataset.
        reader: the reader of the dataset.
        new: the challenges of the spreadsheet, as YAML has them.
        node: the list of the challenges of the dataset.
    """
    has_calls = any(map(_call_of, new))
    waiting = defaultdict[tuple[str, str], Located](list)  # challenges by name and call
    taken = {}
    for challenge, entry in reader.located[Challenge]:
        call = challenge.promotion_or_year if has_calls else ""
        waiting[challenge.name, call or ""].append((challenge, entry))
        taken[challenge.slug] = 1
    slugs = dict[str, str]()  # those of the dataset, by those of the spreadsheet
    added = []
    changed = []
    for plain in new:
        slug = plain["slug"]
        name = plain["name"]
        first = plain.get("same_product")
        if first in slugs:
            plain["same_product"] = slugs[first]
        alike = waiting[name, _call_of(plain)]
        if not alike:
            new_slug = free(slug, taken)
            slugs[slug] = new_slug
            added.append(plain | {"slug": new_slug})
            continue
        challenge, entry = alike.pop(0)
        slugs[slug] = challenge.slug
        keys = _change(text, challenge, entry, plain)
        if keys:
            listed = ", ".join(keys)
            changed.append(f"{name} ({listed})")
    if added:
        text.add(node, added)
    left = chain(*waiting.values())
    kept = [challenge.name for challenge, _entry in left]
    notes = {
        _("new: {names}"): map(itemgetter("name"), added),
        _("changed: {names}"): changed,
        _("not in the spreadsheet any more, and kept: {names}"): kept,
    }
    return messages(notes) or [_("no challenge has changed")]


def _call_of(plain: Object) -> str:
    """Return the promotion of a challenge, or else its year, "" for none."""
    year = plain.get("year", "")
    return str(plain.get("promotion", year))


def _change(text: _Text, challenge: Challenge, entry: Node, plain: Object) -> list[str]:
    """Note the changes of a challenge; return the keys that have another value.

    Args:
        text: the text of the dataset.
        challenge: the challenge as the dataset has it.
        entry: its node.
        plain: what the spreadsheet says of it.
    """
    before = to_json(challenge, as_yaml=True)
    nodes = NodePairs()
    fields = fields_by_key(Challenge)
    for key, value in entry.value:
        name = key.value
        field = fields.get(name)
        if field:
            name = field.successor or field.name
        nodes[name] = (key, value)
    changed = []
    added = {}
    for name, new in plain.items():
        if name == "slug" or before.get(name) == new:
            continue
        changed.append(name)
        if name in nodes:
            key, value = nodes[name]
            text.replace(key, value, {name: new})
        else:
            added[name] = new
    if added:
        text.add(entry, added)
    return changed
