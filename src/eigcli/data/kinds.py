"""Kinds of values: how files write a value, and how programs and people read it.

There are seven: `Scalar`, a text or a number; `ListOf`, a list; `RecordKind`, a record;
`Reference`, a record of a vocabulary by its key; `VocabularyOf`, keys and records; `MappingOf`,
pairs; and `FieldName`. The annotation of a field stands for one of them, see `kind_of`; an own key
has the kind of its value, see `own_field`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import chain
from typing import Annotated, Any, get_args, get_origin

from eigcli.data.dates import date_text, is_before, is_date
from eigcli.data.fields import Field, Record
from eigcli.data.reading import (
    Node,
    NodePairs,
    Reader,
    described,
    is_list,
    is_map,
    is_null,
    is_text,
    node_at,
)
from eigcli.errors import Code
from eigcli.messages import N_, _, language, ngettext
from eigcli.suggesting import did_you_mean, nearest, suggest
from eigcli.text import fold, group_digits, quoted

Cell = tuple[str, ...]  # the texts of a value, none if it is not known
Object = dict[str, Any]  # a record as JSON or YAML has it
OWN_KEY = "x-[A-Za-z0-9._-]+"  # the keys that authors invent


class Kind:
    """The kind of the values of a field.

    Each kind has one more method: `read` returns the value of a node; if the node has none, it
    notes a problem and returns `None`.

    Attributes:
        several: whether a value is a tuple.
        numeric, fractional: whether values are numbers, and whether they may have decimals.
        dated: whether values are dates.
        link: whether people can open a value.
        native: whether the texts of a value are in the language of the dataset.
        choices: the codes that a value may have, if they are few, each with its label.
        pattern: the regular expression that the text of a value matches, "" for any.
        least: the smallest number that a value may be, `None` for any.
    """

    several = numeric = fractional = dated = link = False
    native: bool = False
    choices: Mapping[str, str] = {}
    pattern: str = ""
    least: int | None = None

    def to_json(self, value: Any, *, as_yaml: bool) -> Any:
        """Return a value as JSON has it, or more briefly as YAML does."""
        if isinstance(value, tuple):
            return [self.to_json(item, as_yaml=as_yaml) for item in value]
        if not isinstance(value, Record):
            return value
        if value.vocabulary:
            return str(value)
        return to_json(value, as_yaml=as_yaml)

    def codes(self, value: Any) -> Cell:
        """Return the texts of a value for programs."""
        if value is None:
            return ()
        values = value if isinstance(value, tuple) else (value,)
        return tuple(map(str, values))

    def labels(self, value: Any) -> Cell:
        """Return the texts of a value for people."""
        if isinstance(value, Record):
            return (value.label(),)
        return self.codes(value)


class Scalar(Kind):
    """A text or a number of one form, taken as it is written, with quotes or without.

    Args:
        pattern: as in `Kind`.
        refusal: the message for a value of another form, which is its `{found}`.
        others: other attributes of `Kind`.
    """

    def __init__(
        self,
        pattern: str = r"[^\u0000]*[^\s\u0000][^\u0000]*",
        refusal: str = N_("expected text, found {found}"),
        **attributes: Any,
    ) -> None:
        self.pattern: str = pattern
        self._refusal = refusal
        vars(self).update(attributes)
        if self.choices:
            self.pattern = "|".join(self.choices)
            self._refusal = N_("expected one of {codes}, found {found}")

    def read(self, reader: Reader, node: Node) -> Any:
        text = ""
        if is_text(node):
            text = str(reader.text(node))
        if self.numeric and reader.is_json(node):
            text = re.sub(r"(?<=[0-9])\.0+$", "", text)  # to JSON, 10.0 is 10
        if self.has(text):
            return int(text) if self.numeric else text
        code: Code = "wrong-form" if text else "wrong-type"
        found = described(node)
        codes = ", ".join(self.choices)
        expected = _(self._refusal, found=found, codes=codes)
        return reader.refuse(node, code, expected)

    def has(self, text: str) -> bool:
        """Return whether a text is of this form."""
        if not re.fullmatch(self.pattern, text):
            return False
        return is_date(text) if self.dated else True

    def labels(self, value: Any) -> Cell:
        if value is None:
            return ()
        if self.choices:
            label = self.choices[value]
            return (_(label),)
        if self.dated:
            return (date_text(value),)
        if self.numeric:
            is_year = self.least is None and value in _YEARS
            text = str(value) if is_year else group_digits(value)
            return (text,)
        return self.codes(value)


class ListOf(Kind):
    """A list of values of one kind; a single record may stand for a list of one."""

    several = True

    def __init__(self, item: Any) -> None:
        self.item = item
        self.native: bool = item.native

    def read(self, reader: Reader, node: Node) -> Any:
        is_of_records = isinstance(self.item, RecordKind)
        nodes = [node]
        if is_list(node) or not is_of_records:
            nodes = reader.items(node)
        values = [self.item.read(reader, item) for item in nodes]
        return tuple(values)

    def labels(self, value: Any) -> Cell:
        labels = map(self.item.labels, value)
        return tuple(chain.from_iterable(labels))


class RecordKind(Kind):
    """A mapping with the fields of a class; if it needs only one, the value of this one will do.

    Args:
        cls: the class.
        whole: whether required fields must be there; in `defaults`, they need not.
    """

    def __init__(self, cls: Any, *, whole: bool = True) -> None:
        self.cls = cls
        self.whole = whole
        stated = fields_by_key(cls).values()
        are_native = [declared.kind.native for declared in stated]
        self.native: bool = all(are_native)

    def read(self, reader: Reader, node: Node, **values: Any) -> Any:
        """Return a record; fields with a problem are empty.

        Args:
            reader: the reader, which notes problems.
            node: the node of the record.
            values: the values of fields that are known already, by name.
        """
        what = _(self.cls.noun)
        alone = None
        if node.id == "scalar":
            alone = only_needed(self.cls)
        pair = (node, node)
        pairs = {alone.name: pair} if alone else reader.pairs(node, what)
        outer = reader.record_class
        reader.record_class = self.cls
        values |= self.read_fields(reader, pairs)
        reader.record_class = outer
        is_whole = self.whole and (is_map(node) or alone)
        for name, declared in fields_of(self.cls).items():
            if declared.required and name not in values:
                values[name] = None
                if is_whole:
                    key = quoted(name)
                    text = _("{what} lacks the key {key}", what=what, key=key)
                    reader.refuse(node, "missing-key", text)
            if declared.after:
                _refuse_before(reader, node, values, declared)
        record = self.cls(**values)
        if is_whole:
            located = reader.located[self.cls]
            located.append((record, node))
        return record

    def read_fields(self, reader: Reader, pairs: NodePairs) -> dict[str, Any]:
        """Return the values of stated fields by name; those with a problem are empty.

        Args:
            reader: the reader, which notes problems.
            pairs: the nodes of keys and values, by key.
        """
        values = {}
        own = {}
        may_have_own = self.cls.rule == "own"
        fields = fields_by_key(self.cls)
        for key, (key_node, node) in pairs.items():
            if self._says_nothing(reader, key, node, pairs):
                continue
            declared = fields.get(key)
            if declared:
                is_repeated = declared.name in values or declared.successor in pairs
                if is_repeated:
                    text = _("{key} repeats another key: keep one", key=quoted(key))
                    reader.refuse(key_node, "repeated", text)
                values[declared.name] = self._read_field(reader, declared, node)
            elif may_have_own and re.fullmatch(OWN_KEY, key):
                value = _own_value(reader, node)
                if value not in (None, ()):
                    own[key] = value
                    reader.same_but_case("key", key, key_node)
            else:
                self._refuse_key(reader, key, key_node)
        if own:
            values["own"] = tuple(own.items())
        return values

    def _says_nothing(self, reader: Reader, key: str, node: Node, pairs: NodePairs) -> bool:
        """Return whether a key has no value, or one that is read elsewhere."""
        declared = fields_by_key(self.cls).get(key)
        # `read_into` has read vocabularies before.
        is_vocabulary = declared and isinstance(declared.kind, VocabularyOf)
        if is_null(node) or is_vocabulary:
            return True
        if not reader.is_json(node):
            return False
        # An export has all keys, those of derived and older fields too.
        if declared:
            return declared.successor in pairs
        other = fields_of(self.cls).get(key)
        return other is not None and other.derived

    def _refuse_key(self, reader: Reader, key: str, node: Node) -> None:
        """Refuse a key that no field has."""
        what = _(self.cls.noun)
        name = quoted(key)
        no = _("{what} has no key {name}.", what=what, name=name)
        fields = fields_by_key(self.cls)
        advice = [did_you_mean(key, fields)]
        if not any(advice):
            if self.cls.rule == "own":
                advice.append(_("A key of your own begins with x-."))
            advice.append(reader.known_names(node, self.cls, fields))
        reader.refuse(node, "unknown-key", no, *advice)

    def _read_field(self, reader: Reader, declared: Field, node: Node) -> Any:
        """Return the value of a field, an empty one if it has a problem."""
        if node.id == "scalar":
            return self._read_anew(reader, declared, node)
        # An alias may stand for the node many times: it is read once.
        read = (node, self.cls, declared.name, reader.record_class)
        if read in reader.values_read:
            reader.count(node)
        else:
            reader.values_read[read] = self._read_anew(reader, declared, node)
        return reader.values_read[read]

    def _read_anew(self, reader: Reader, declared: Field, node: Node) -> Any:
        """Return the value of a field whose node was not read before."""
        before = len(reader.problems)
        value = declared.kind.read(reader, node)
        has_problem = len(reader.problems) > before
        if has_problem:
            return self.cls.nothing.get(declared.name)
        # `expertise` has free words, though the filter of roles searches them.
        is_filtered = declared.filter not in {"", "skill"}
        if is_filtered or declared.kind is CODE:
            items = node.value if is_list(node) else [node]
            for item in items:
                name = str(item.value)
                reader.same_but_case(declared.name, name, item)
        return value


def _refuse_before(reader: Reader, node: Node, values: dict[str, Any], declared: Field) -> None:
    """Refuse the date of a field of a record that is before the date that it must not precede."""
    date = values.get(declared.name) or ""
    first = values.get(declared.after) or ""
    if is_before(date, first):
        date_node = node_at(node, declared.name)
        text = _(
            "{date} is before {first}, the date of {key}",
            date=quoted(date),
            first=quoted(first),
            key=declared.after,
        )
        reader.refuse(date_node, "date-order", text)


class Reference(Kind):
    """A record of a vocabulary, by its key."""

    def __init__(self, cls: Any) -> None:
        self.cls = cls
        key = key_of(cls).kind
        self.native: bool = key.native
        self.pattern: str = key.pattern

    def read(self, reader: Reader, node: Node) -> Any:
        key = reader.text(node)
        if key is None:
            return None
        cls = self.cls
        records = reader.vocabularies[cls]
        if key in records:
            reader.same_but_case(cls.vocabulary, key, node)
            return records[key]
        vocabulary = (cls, node.start_mark.name)
        is_listed = vocabulary in reader.defining_files
        if cls.rule == "coined" and not is_listed:
            return self._coined(reader, key, node)
        advice = ""
        if len(reader.problems) < _MOST_ADVISED:
            advice = did_you_mean(key, records)
        if not advice:
            names = chain(reader.defined_at[cls], records)  # those of files come first
            advice = reader.known_names(node, cls.vocabulary, names)
        no = self._not_listed(key)
        return reader.refuse(node, "unknown-name", no, advice)

    def _not_listed(self, key: str) -> str:
        """Return the sentence that a vocabulary has no such key."""
        what = _(self.cls.noun)
        name = quoted(key)
        return _("{name} is not listed as {what}.", name=name, what=what)

    def _coined(self, reader: Reader, key: str, node: Node) -> Any:
        """Return a new record with a key; refuse the name of a known one that is no key itself."""
        cls = self.cls
        listed = reader.listed(cls)
        letters = fold(key)
        called = []
        for known, record in listed.items():
            if letters in map(fold, record.names()):
                called.append(known)
        if called and not CODE.has(key):
            no = self._not_listed(key)
            advice = suggest(called)
            return reader.refuse(node, "unknown-name", no, advice)
        code = CODE.read(reader, node)
        if code is None:
            return None
        near = called or nearest(key, listed)
        is_spelled_anew = reader.same_but_case(cls.vocabulary, key, node)
        if near and not is_spelled_anew:
            what = _(cls.noun)
            shown = quoted(key)
            new = _("{key} is new as {what}.", what=what, key=shown)
            advice = suggest(near)
            reader.warn(node, "near-known", new, advice)
        records = reader.vocabularies[cls]
        return records.setdefault(key, cls(code=key))


class VocabularyOf(Kind):
    """Records by key; other fields name them by these keys."""

    several = True

    def __init__(self, cls: Any) -> None:
        self.cls = cls

    def read(self, reader: Reader, node: Node) -> Any:
        """Add the records to those that the reader knows; the first description of one counts."""
        cls = self.cls
        records = reader.vocabularies[cls]
        defined_at = reader.defined_at[cls]
        kind = RecordKind(cls)
        key_field = key_of(cls)
        pairs = reader.pairs(node, cls.vocabulary)
        for key, (key_node, value) in pairs.items():
            key_field.kind.read(reader, key_node)
            # A key is known even if its record has problems.
            values = {key_field.name: key}
            record = kind.read(reader, value, **values)
            reader.same_but_case(cls.vocabulary, key, key_node)
            first = defined_at.setdefault(key, key_node)
            if first is key_node:
                records[key] = record
                continue
            known = vars(records[key])
            states_more = known | stated(vars(record)) != known  # it may state less
            if cls.rule == "distinct" and states_more:
                place = reader.place(first)
                name = quoted(key)
                text = _("{place} describes {name} differently", name=name, place=place)
                reader.refuse(key_node, "contradiction", text)
        return ()

    def to_json(self, value: Any, *, as_yaml: bool) -> Any:
        plain = {}
        for record in value:
            key = str(record)
            plain[key] = to_json(record, as_yaml=as_yaml)
        return plain


class MappingOf(ListOf):
    """Pairs: `{designer: 2}`, `[designer]` or `[{site: [name]}]`, or as JSON has their records.

    If the pairs have a third field, a list has the second and the third: `{designer: [2, 1]}`.

    Args:
        cls: the class of the pairs.
        as_texts: whether JSON has them as texts, since another field has them in full.
    """

    def __init__(self, cls: Any, *, as_texts: bool = False) -> None:
        kind = RecordKind(cls)
        super().__init__(kind)
        self.cls = cls
        self.as_texts = as_texts
        first, *others = fields_of(cls).values()
        self.first = first
        self.others = others
        json_keys = first.json_keys or first.name
        self.json_keys: list[str] = json_keys.split()

    def read(self, reader: Reader, node: Node) -> Any:
        may_repeat = self.others[0].kind.several
        pairs = []
        taken = set()
        for row in self._rows(reader, node):
            key = row[0]
            if reader.text(key) is None:
                continue
            pair = self._pair(reader, row)
            first = getattr(pair, self.first.name)
            if first is None:  # it has a problem
                continue
            if first in taken and not may_repeat:
                name = quoted(key.value)
                text = _("{name} is already in this list", name=name)
                reader.refuse(key, "repeated", text)
            taken.add(first)
            pairs.append(pair)
        return tuple(pairs)

    def _pair(self, reader: Reader, row: list[Node]) -> Any:
        """Return a pair; the last of the nodes of its fields may be missing, or `None`."""
        nodes = {}
        for name, node in zip(fields_of(self.cls), row, strict=False):
            if node:
                nodes[name] = (node, node)
        values = self.item.read_fields(reader, nodes)
        return self.cls(**values)

    def _rows(self, reader: Reader, node: Node) -> Iterator[list[Node]]:
        """Yield the nodes of the fields of each pair of a node."""
        what = _(self.cls.noun)
        items = [node] if is_map(node) else reader.items(node)
        for item in items:
            if not is_map(item):
                yield [item]
                continue
            pairs = reader.pairs(item, what)
            if reader.is_json(item) and self.json_keys[0] in pairs:
                yield self._exported_row(reader, item, pairs)
                continue
            for key, value in pairs.values():
                others = [value]
                if is_list(value) and len(value.value) <= len(self.others) > 1:
                    others = value.value
                yield [key, *others]

    def _exported_row(self, reader: Reader, item: Node, pairs: NodePairs) -> list[Node]:
        """Return the nodes of a pair that an export has as a record.

        An export repeats there what it says of the record that the pair names. This is read,
        unless eigcli knows the record: of a role, its own description says more.
        """
        _key, key = pairs.pop(self.json_keys[0])
        row = [key]
        for declared in self.others:
            _key, value = pairs.pop(declared.name, (None, None))
            row.append(value)
        cls = self.first.kind.cls
        is_known = str(key.value) in reader.vocabularies[cls]
        if is_known and cls.rule != "distinct":
            return row
        if pairs:
            description = reader.mapping(item, list(pairs.values()))
            records = reader.mapping(item, [(key, description)])
            VocabularyOf(cls).read(reader, records)
        return row

    def to_json(self, value: Any, *, as_yaml: bool) -> Any:
        if as_yaml:
            return self._yaml_of_pairs(value)
        if self.as_texts:
            return list(self.codes(value))
        return [self._record(pair) for pair in value]

    def _yaml_of_pairs(self, value: Any) -> Any:
        """Return pairs as YAML has them: a mapping if each has more than its first field."""
        pairs = [self._yaml_of_pair(pair) for pair in value]
        if not any(rest in _NOTHING for _key, rest in pairs):
            return dict(pairs)
        return [key if rest in _NOTHING else {key: rest} for key, rest in pairs]

    def _record(self, pair: Any) -> Object:
        """Return a pair as JSON has it."""
        key, *names = self.json_keys
        values = to_json(pair, as_yaml=False)
        record = {key: values.pop(self.first.name)}
        named = getattr(pair, self.first.name)
        for name in names:
            record[name] = getattr(named, name)
        return record | values

    def _yaml_of_pair(self, pair: Any) -> tuple[Any, Any]:
        """Return the key of a pair, and the value of its second field or a list of several."""
        fields = values_of(pair)
        key, *rest = [field.kind.to_json(value, as_yaml=True) for field, value in fields]
        while len(rest) > 1 and rest[-1] is None:
            rest.pop()
        if len(rest) == 1:
            return key, rest[0]
        return key, rest


class FieldName(Scalar):
    """The name of a field of the record that is being read, by any of its keys."""

    def read(self, reader: Reader, node: Node) -> Any:
        fields = fields_by_key(reader.record_class)
        name = reader.text(node)
        if name is None or re.fullmatch(OWN_KEY, name):
            return name
        if name in fields:
            return fields[name].name
        shown = quoted(name)
        no = _("no field is called {name}.", name=shown)
        advice = did_you_mean(name, fields)
        if not advice:
            advice = reader.known_names(node, reader.record_class, fields)
        return reader.refuse(node, "unknown-name", no, advice)


def _own_value(reader: Reader, node: Node) -> Any:
    """Return the value of an own key: a text, a number or a list of texts."""
    if is_list(node):
        return TEXTS.read(reader, node)
    text = TEXT.read(reader, node)
    if text is None or node.style:
        return text
    # `1e5` is a text to YAML, and a number to JSON.
    is_number = node.tag.endswith((":int", ":float"))
    may_be_number = is_number or reader.is_json(node)
    if not may_be_number or not re.fullmatch(_NUMBER, text):
        return text
    import json  # data that is read already has none to read

    return json.loads(text)


# A number of JSON from 1e-99 to 1e99, as Python writes it; a whole one if spreadsheets can hold it.
_NUMBER = r"-?(0|[1-9][0-9]{0,14}([0-9](?=\.))?)(\.[0-9]{1,21})?([eE][+-]?[0-9]{1,2})?"
# Names are suggested for so many problems of a file: looking for them takes time.
_MOST_ADVISED = 100
_NOTHING: tuple[Any, ...] = (None, [], {})  # the values that YAML leaves out
_YEARS = range(1000, 10_000)  # a number of four digits may be a year, if its meaning is unknown
TEXT = Scalar(native=True)
TEXTS = ListOf(TEXT)
CODE = Scalar(
    "[A-Za-z0-9][A-Za-z0-9._-]*",
    "expected ASCII letters, digits, hyphens, dots or underscores, found {found}",
)
WHOLE = Scalar(numeric=True)
NUMBER = Scalar(numeric=True, fractional=True)


@cache
def fields_of(cls: Any) -> dict[str, Field]:
    """Return the fields of a record by name, in their order."""
    by_name = {}
    for f in fields(cls):
        if not f.metadata:  # own keys are no field
            continue
        kind = kind_of(f.type)
        item = getattr(kind, "item", None)
        if cls.rule == "lists" and isinstance(item, Reference):
            kind = VocabularyOf(item.cls)
        more = dict(f.metadata)
        if not more["label"]:
            words = f.name.replace("_", " ")
            more["label"] = words.capitalize()
        is_required = f.name not in cls.nothing
        by_name[f.name] = Field(f.name, kind, is_required, **more)
    return by_name


@cache
def fields_by_key(cls: Any) -> dict[str, Field]:
    """Return the field of each key that files may have."""
    by_key = {}
    for declared in fields_of(cls).values():
        is_key = cls.vocabulary and declared is key_of(cls)
        if is_key or declared.derived:
            continue
        other_keys = declared.other_keys.split()
        for key in (declared.name, *other_keys):
            by_key[key] = declared
    return by_key


def key_of(cls: Any) -> Field:
    """Return the field that is the key of records of a vocabulary: the first."""
    fields = fields_of(cls)
    return next(iter(fields.values()))


def only_needed(cls: Any) -> Field | None:
    """Return the field whose value may stand for a whole record: the only one that it needs."""
    fields = fields_by_key(cls).values()
    needed = [declared for declared in fields if declared.required]
    return needed[0] if len(needed) == 1 else None


def kind_of(hint: Any) -> Kind:
    """Return the kind of the values of a field, from its annotation."""
    first, *annotations = get_args(hint) or (hint,)
    origin = get_origin(hint)
    if origin is Annotated:
        kind: Kind = annotations[0]
        return kind
    if origin is tuple:
        rule = getattr(first, "rule", "")
        if rule == "pair":
            return MappingOf(first)
        item = kind_of(first)
        return ListOf(item)
    if first is not hint:
        return kind_of(first)
    if hint.vocabulary:
        return Reference(hint)
    return RecordKind(hint)


def own_field(key: str, values: Sequence[Any]) -> Field:
    """Return the field of an own key, of the kind that suits all of its values."""
    types = {type(value) for value in values}
    kind: Kind = TEXT
    if tuple in types:
        kind = TEXTS
    elif float in types and types <= {int, float}:
        kind = NUMBER
    elif types <= {int}:
        kind = WHOLE
    words = key.removeprefix("x-").replace("-", " ")
    label = words.capitalize()
    about = N_("the dataset's own key")
    return Field(key, kind, required=False, label=label, about=about, search=3)


def to_json(value: Any, *, as_yaml: bool) -> Object:
    """Return a record as JSON has it, with all fields; if `as_yaml`, as YAML, with the stated ones.

    In YAML, a record of a vocabulary lacks its key, which stands before the record.
    """
    key = None
    if value.vocabulary:
        key = key_of(value.__class__)
    plain = {}
    for declared, content in values_of(value):
        is_unstated = declared is key or declared.derived or declared.successor
        if declared.internal or (as_yaml and is_unstated):
            continue
        item = declared.kind.to_json(content, as_yaml=as_yaml)
        if not as_yaml or item not in _NOTHING:
            plain[declared.name] = item
    return plain


def stated(values: Mapping[str, Any]) -> Object:
    """Return values by name, without those that are empty."""
    return {name: value for name, value in values.items() if value}


def values_of(value: Any) -> Iterator[tuple[Field, Any]]:
    """Yield each field of a record with its value, own keys included."""
    fields = fields_of(value.__class__)
    for name, declared in fields.items():
        yield declared, getattr(value, name)
    own = getattr(value, "own", ())
    for key, content in own:
        declared = own_field(key, [content])
        yield declared, content


def value_of(value: Any, declared: Field) -> Any:
    """Return the value of a field of a record; `None` for an own key that it lacks."""
    name = declared.name
    if name.startswith("x-"):
        return _own_values(value).get(name)
    return getattr(value, name)


def _own_values(record: Any) -> Mapping[str, Any]:
    """Return the values of the own keys of a record.

    A table asks for each column of a record before the next record: the last answer is kept.
    """
    global _last_own  # noqa: PLW0603
    own, values = _last_own
    if own is not record.own:
        values = dict(record.own)
        _last_own = (record.own, values)
    return values


_last_own: tuple[Any, Mapping[str, Any]] = ((), {})


def field_read(value: Any, declared: Field) -> Field:
    """Return a declared field of a record, or the field in English that people read instead.

    That is read if it has a value, except in French if the declared field has one.
    """
    if not declared.english or not getattr(value, declared.english):
        return declared
    if language() == "fr" and getattr(value, declared.name):
        return declared
    fields = fields_of(value.__class__)
    return fields[declared.english]


def cell_of(value: Any, declared: Field) -> Cell:
    """Return the texts of a field of a record for people."""
    field = field_read(value, declared)
    content = value_of(value, field)
    if content and any(field.unit):
        text = in_units(content, field.unit)
        return (text,)
    cell: Cell = field.kind.labels(content)
    if not cell:
        return ()
    item = getattr(field.kind, "item", None)
    if isinstance(item, Scalar):
        return (_("; ").join(cell),)
    if declared.money:
        currency = value.currency or "EUR"
        sign = "€" if currency == "EUR" else currency
        cell = (f"{cell[0]}\u00a0{sign}",)
    if declared.name in getattr(value, "rounded", ()):
        text = _("about {count}", count=cell[0])
        return (text,)
    return cell


def texts_in(value: Any) -> Iterator[tuple[Field, str]]:
    """Yield each text of a record that is searched, with its field."""
    for declared, content in values_of(value):
        items = content if isinstance(content, tuple) else (content,)
        for item in items:
            is_record = isinstance(item, Record)
            if not declared.search:
                if is_record and not item.vocabulary:
                    yield from texts_in(item)
            elif is_record:
                for text in item.searched_texts():
                    yield declared, text
            elif item is not None:
                yield declared, str(item)


def in_units(count: int, unit: tuple[str, str]) -> str:
    """Return a number with its unit, as people read it: `10 months`."""
    one, several = unit
    number = group_digits(count)
    return ngettext(one, several, count, count=number)
