"""The kinds of fields: texts, dates, numbers, records, vocabularies, and lists of them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from math import isinf
from types import MappingProxyType
from typing import Any

from eigcli.data.dates import DAY, date_text, is_date
from eigcli.fields import (
    Cell,
    Field,
    Hyperlink,
    Kind,
    Shown,
    fields_of,
    record_of,
    texts_in,
    written_of,
)
from eigcli.messages import N_, _, ngettext
from eigcli.reading import Node, Reader, describe_node, place_of, type_name, type_of
from eigcli.text import (
    group_digits,
    join_sentences,
    nearest,
    printable,
    quoted,
    slugified,
    suggested,
)

# A text that YAML takes for itself within a list.
_BARE_TEXT = r"[^\W\d_][\w .’-]{0,40}"


class Text(Kind):
    """A text with something in it to see.

    Args:
        form: the regular expression that all of it must match; any text by itself.
        refusal: the sentence for a text of another form, with a place for `{text}`.
        number: whether a whole number stands for the text that it is written as.
        link: whether it is an address that people can open.
        native: whether a text of any form is in the language of the dataset.
    """

    def __init__(
        self,
        form: str | None = None,
        refusal: str = "",
        *,
        number: bool = False,
        link: bool = False,
        native: bool = True,
    ) -> None:
        self.native = native and form is None
        self.form = form or r"[^\u0000]*[^\s\u0000][^\u0000]*"
        self.number = number
        self.link = link
        self._refusal = refusal

    def read(self, reader: Reader, node: Node) -> Any:
        is_number = self.number and type_of(node) == "int"
        is_text = not is_number or not re.fullmatch("0|[1-9][0-9]{0,8}", node.value)
        value = reader.text(node) if is_text else str(node.value)
        if value is None or not self._refusal or re.fullmatch(str(self.form), value):
            return value
        return reader.refuse(node, "wrong-form", _(self._refusal).format(text=quoted(value)))

    def words(self, value: Any) -> Cell:
        return (Hyperlink(value) if self.link else value,)


class Choice(Kind):
    """One of a few codes.

    Args:
        choices: what people call each code.
        meanings: what each means, where that is not said yet.
    """

    def __init__(
        self, choices: Mapping[str, str], meanings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.choices = choices
        self._meanings = meanings

    def read(self, reader: Reader, node: Node) -> Any:
        value = reader.text(node)
        if value is None or value in self.choices:
            return value
        codes, refusal = ", ".join(self.choices), _("expected one of {codes}, found {text}")
        return reader.refuse(node, "wrong-form", refusal.format(codes=codes, text=quoted(value)))

    def words(self, value: Any) -> Cell:
        return (_(self.choices[value]),)

    def meaning(self, value: Any) -> str:
        meaning = self._meanings.get(value)
        return _(meaning) if meaning else ""


class Date(Kind):
    """A date as precise as it is known, in ISO 8601: `2018`, `2018-01`, `2018-01-15` or
    `2018-01-15T17:00+01:00`, where seconds and `Z` may stand too."""

    form = (
        r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
        r"(Z|[+-][0-9]{2}:[0-5][0-9])?)?)?)?"
    )
    # As it is written in French, or in American English.
    _YEAR_LAST = "([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"

    dated = True

    def read(self, reader: Reader, node: Node) -> Any:
        value = node.value
        hint = ""
        if type_of(node) in {"str", "int", "float", "timestamp"}:
            if re.fullmatch(self.form, value):
                if is_date(value):
                    return str(value)
                text = _("there is no date {date}").format(date=quoted(value))
                return reader.refuse(node, "wrong-form", text)
            if turned := re.fullmatch(self._YEAR_LAST, value):
                first, second, year = turned.groups()
                dates = {f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}"}
                # Which of two it is, only who wrote it knows.
                hint = suggested(sorted(filter(is_date, dates)))
        forms = "2018, 2018-01, 2018-01-15, 2018-01-15T17:00+01:00"
        refusal = _("expected a date in one of the forms {forms}, found {found}.")
        text = refusal.format(forms=forms, found=describe_node(node))
        return reader.refuse(node, "wrong-form", join_sentences(text, hint))

    def words(self, value: Any) -> Cell:
        return (Shown(date_text(value), value),)


class Count(Kind):
    """A number of people or things, from 1 on.

    Args:
        singular: what people read for one, such as `{count} month`.
        plural: what they read for several, such as `{count} months`.
        least: the smallest number that a cell may have.
    """

    numeric = True

    def __init__(self, singular: str = "{count}", plural: str = "{count}", least: int = 1) -> None:
        self.least = least
        self._singular = singular
        self._plural = plural

    def read(self, reader: Reader, node: Node) -> Any:
        if type_of(node) == "int" and re.fullmatch("[1-9][0-9]{0,8}", node.value):
            return int(node.value)
        refusal = _("expected a whole number from 1 to 999999999, found {found}")
        return reader.refuse(node, "wrong-form", refusal.format(found=describe_node(node)))

    def in_words(self, count: int) -> Shown:
        """Return what people read for a number, such as `10 months`."""
        text = ngettext(self._singular, self._plural, count).format(count=group_digits(count))
        return Shown(text, str(count))

    def words(self, value: Any) -> Cell:
        return (self.in_words(value),)


class Number(Kind):
    """A number of which nothing is known but whether it is whole."""

    numeric = True
    # A whole number of four digits may be a year.
    _YEARS = range(1000, 10_000)

    def __init__(self, *, fractional: bool = False) -> None:
        self.fractional = fractional

    def words(self, value: Any) -> Cell:
        code = str(value)
        return (Shown(code if value in self._YEARS else group_digits(value), code),)


class Record(Kind):
    """A mapping with the fields of a dataclass, whose methods `codes` and `words` give its texts.

    Args:
        cls: the dataclass.
        what: what messages call one, such as `a challenge`.
        some: whether it must state anything.
        traced: whether `Reader.traced` keeps each with its node.
        own: whether it may have keys of its author's own, which begin with `x-`: its attribute
            `own` has them as fields, each with its value.
    """

    shape = "map"

    def __init__(
        self, cls: type, what: str, *, some: bool = False, traced: bool = False, own: bool = False
    ) -> None:
        self.cls = cls
        self.some = some
        self.own = own
        self._what = what
        self._traced = traced

    @property
    def parts(self) -> tuple[Field, ...]:  # type: ignore[override]
        return fields_of(self.cls)

    @property
    def native(self) -> bool:  # type: ignore[override]
        return all(part.kind.native for part in self.parts if not part.given)

    @property
    def example(self) -> str:  # type: ignore[override]
        stated = [part for part in self.parts if not part.given]
        shown = [part.name for part in stated if part.required] or [stated[0].name]
        return f"{{{', '.join(f'{name}: …' for name in shown)}}}"

    def read(self, reader: Reader, node: Node, **values: Any) -> Any:
        """Return a record; `values` are those of fields that are read already, by name."""
        before = len(reader.problems)
        pairs = self._pairs_stated(reader, node)
        if pairs is None:
            return None
        fields = _fields_by_key(self.cls)
        # Of each field that the file states, the node of its value and the key.
        nodes, key_of = dict[str, Node](), dict[str, str]()
        read_already = set(values)
        # In declared order, whatever that of the file: a challenge's promotion defaults to that of
        # the programme, read before.
        for key in [key for key in fields if key in pairs]:
            key_node, value_node = pairs.pop(key)
            declared = fields[key]
            if declared.name in read_already:
                continue
            if other := key_of.get(declared.name):
                twice = _("{key} says what {other} says: keep one")
                text = twice.format(key=quoted(key), other=quoted(other))
                reader.refuse(key_node, "repeated", text)
            key_of[declared.name] = key
            values[declared.name] = _read_key(reader, declared, key, value_node)
            nodes[declared.name] = value_node
        if self.own and (own := tuple(_read_own(reader, pairs))):
            values["own"] = own
        unknown = [key_node for key_node, _value in pairs.values()]
        mistyped = self._refuse_unknown(reader, unknown)
        self._need_keys(reader, node, {*values, *mistyped})
        self._add_defaults(reader, values)
        for declared in _checked_of(self.cls):
            if declared.name in nodes:
                _check_value(reader, declared, values, nodes[declared.name])
        if len(reader.problems) > before:
            return None
        record = self.cls(**values)
        if self._traced:
            reader.traced.append((record, node))
        return record

    def _refuse_unknown(self, reader: Reader, keys: Iterable[Node]) -> set[str]:
        """Refuse keys that no field has; return the names of the fields that they may mean."""
        mistyped = set[str]()
        fields = _fields_by_key(self.cls)
        for node in keys:
            unknown = _("{what} has no key {key}.")
            text = unknown.format(what=_(self._what), key=quoted(node.value))
            labels = {_(known.label): key for key, known in fields.items() if key == known.name}
            near, hint = reader.near(node.value, fields, labels)
            if self.own and not near:
                own = _("A key of your own begins with x-, such as x-{name}.")
                text = join_sentences(text, own.format(name=slugified(node.value) or "…"))
            reader.refuse(node, "unknown-key", join_sentences(text, hint))
            mistyped.update(fields[key].name for key in near)
        return mistyped

    def _pairs_stated(self, reader: Reader, node: Node) -> dict[str, tuple[Node, Node]] | None:
        """Return the nodes of keys and values; in JSON, of those that state something."""
        pairs = reader.pairs(node, _(self._what), some=self.some)
        if pairs is None or not reader.is_json(node):
            return pairs
        derived = _derived_of(self.cls)
        return {
            key: (key_node, value)
            for key, (key_node, value) in pairs.items()
            if key not in derived and type_of(value) != "null"
        }

    def make(self, reader: Reader, **values: Any) -> Any:
        """Return a record of some values and the defaults of its other fields."""
        self._add_defaults(reader, values)
        return self.cls(**values)

    def _add_defaults(self, reader: Reader, values: dict[str, Any]) -> None:
        for declared in _needed_of(self.cls):
            if declared.default and declared.name not in values:
                values[declared.name] = declared.default(reader, values)

    def _need_keys(self, reader: Reader, node: Node, stated: Collection[str]) -> None:
        """Refuse a record that lacks a key; `stated` are the names of the fields that it states."""
        for declared in _needed_of(self.cls):
            if declared.required and not declared.given and declared.name not in stated:
                names = list(map(quoted, declared.keys))
                one = _("{what} lacks the key {keys}")
                any_of = _("{what} lacks one of the keys {keys}")
                lack = any_of if len(names) > 1 else one
                text = lack.format(what=_(self._what), keys=", ".join(names))
                reader.refuse(node, "missing-key", text)

    def written(self, value: Any) -> Any:
        return written_of(value)

    def record(self, value: Any) -> Any:
        return value and record_of(value)

    def codes(self, value: Any) -> Cell:
        return tuple(value.codes())

    def words(self, value: Any) -> Cell:
        return tuple(value.words())

    def texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        return texts_in(value, [part for part in self.parts if part.searched])

    def filter_texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        return texts_in(value, [part for part in self.parts if part.filter])


def read_stated(reader: Reader, kind: Kind, key: str, node: Node, *, required: bool = False) -> Any:
    """Return the value that a key states, and refuse one that says nothing or has another shape.

    Args:
        reader: what reads it.
        kind: what it is.
        key: the key.
        node: its node.
        required: whether the key cannot be left out.
    """
    found = type_of(node)
    if not required and (found == "null" or (found == "str" and not node.value.strip())):
        nothing = _("{key} says nothing: leave the key out")
        return reader.refuse(node, "empty", nothing.format(key=quoted(key)))
    if kind.shape in {"", found} or reader.is_json(node):
        return kind.read(reader, node)
    example = kind.example
    if found == "str" and kind.shape == "seq" and re.fullmatch(_BARE_TEXT, node.value):
        example = f"[{node.value}]"
    expected = {
        "seq": _("expected a list, found {found}: write {form}"),
        "map": _("expected a mapping, found {found}: write {form}"),
    }
    text = expected[kind.shape].format(found=type_name(node), form=f"{key}: {example}")
    return reader.refuse(node, "wrong-type", text)


def _read_own(reader: Reader, pairs: dict[str, tuple[Node, Node]]) -> Iterator[tuple[Field, Any]]:
    """Yield the keys of somebody's own, as fields with their values; take them out of `pairs`."""
    for key in [key for key in pairs if re.fullmatch(OWN_KEY, key)]:
        _key_node, node = pairs.pop(key)
        if (value := read_stated(reader, OWN, key, node)) not in {None, ()}:
            yield own_field(key, (value,)), value


def own_field(key: str, values: Collection[Any]) -> Field:
    """Return the field of a key of somebody's own, of the kind that suits all of its values."""
    kind: Kind = TEXT
    if any(isinstance(value, tuple) for value in values):
        kind = TEXTS
    elif all(isinstance(value, int) for value in values):
        kind = WHOLE
    elif all(isinstance(value, int | float) for value in values):
        kind = NUMBER
    return Field(key, kind, key, N_("a key of the dataset's own"), searched=3)


def _read_key(reader: Reader, declared: Field, key: str, node: Node) -> Any:
    """Return the value of a field that one of its keys states."""
    shorthand, required = declared.shorthand, declared.required
    if shorthand is None or key == declared.name:
        value = read_stated(reader, declared.kind, key, node, required=required)
        return declared.kind.nothing if value is None else value
    value = read_stated(reader, shorthand.kind, key, node, required=required)
    reader.shorthands[key] = value
    return declared.kind.nothing if value is None else shorthand.expand(reader, value)


def _check_value(reader: Reader, declared: Field, values: dict[str, Any], node: Node) -> None:
    """Refuse a value that must be unique and is not, and a date before another one."""
    value = values[declared.name]
    if declared.unique:
        within = declared.within and values.get(declared.within)
        reader.claim(node, declared.name, value, within)
    if declared.after:
        date, first = value or "", values.get(declared.after) or ""
        common = min(len(date), len(first), DAY)
        if date[:common] < first[:common]:
            early = _("{date} is before {first}, the date of {key}")
            text = early.format(date=quoted(date), first=quoted(first), key=declared.after)
            reader.refuse(node, "date-order", text)


@cache
def _fields_by_key(cls: Any) -> dict[str, Field]:
    """Return the field of each key of a dataclass."""
    return {key: declared for declared in fields_of(cls) for key in declared.keys}


@cache
def _derived_of(cls: Any) -> frozenset[str]:
    """Return the names of the fields that follow from others: an export in JSON has them too."""
    return frozenset(declared.name for declared in fields_of(cls) if declared.given)


@cache
def _needed_of(cls: Any) -> tuple[Field, ...]:
    """Return the fields that are required or have a default."""
    return tuple(declared for declared in fields_of(cls) if declared.required or declared.default)


@cache
def _checked_of(cls: Any) -> tuple[Field, ...]:
    """Return the fields whose values are compared with others once they are read."""
    return tuple(declared for declared in fields_of(cls) if declared.unique or declared.after)


class Vocabulary(Kind):
    """A mapping of keys to records, which other fields refer to by these keys.

    Args:
        record: the kind of each record, whose first field is its key.
        name: the key of the dataset that lists them.
        refusal: the sentence for a key that another file describes otherwise; without one, the
            first description that states anything counts.
        key: the kind of the keys.
    """

    nothing = ()
    several = True
    shape = "map"

    def __init__(
        self, record: Record, name: str, refusal: str = "", key: Kind | None = None
    ) -> None:
        self.item = record
        self.example = f"{{…: {record.example}}}"
        self.key = key or SLUG
        self.name = name
        self._key = record.parts[0].name
        self._refusal = refusal

    def read(self, reader: Reader, node: Node) -> Any:
        listed = reader.vocabularies.setdefault(self.name, {})
        reader.listed_in.add((self.name, place_of(node).file))
        for key, (key_node, value) in (reader.pairs(node, self.name) or {}).items():
            self.key.read(reader, key_node)
            record = self.item.read(reader, value, **{self._key: key})
            self.add(reader, key, key_node, record)
        return tuple(listed.values())

    def add(self, reader: Reader, key: str, node: Node, record: Any) -> None:
        """List a record that a file describes at a node; `None` is one with problems."""
        listed = reader.vocabularies.setdefault(self.name, {})
        first = listed.get(key)
        if first is None or not written_of(first):
            # Known even where it is wrong, so that what refers to it is not refused as well.
            listed[key] = record
            reader.listed_at[self.name, key] = place_of(node)
        elif self._refusal and record and record != first:
            file, line, _column = reader.listed_at[self.name, key]
            text = _(self._refusal).format(name=quoted(key), place=f"{file}:{line}")
            reader.refuse(node, "contradiction", text)

    def written(self, value: Any) -> Any:
        return {getattr(record, self._key): written_of(record) for record in value}


class Reference(Record):
    """A record of a vocabulary, by its key.

    Args:
        cls: the dataclass, whose first field is the key.
        vocabulary: the key of the dataset that lists them.
        refusal: the sentence for an unknown key, with a place for `{key}`.
        coined: whether a file that lists none of them may use any key.
    """

    shape = ""
    example = "…"

    def __init__(self, cls: type, vocabulary: str, refusal: str, *, coined: bool = False) -> None:
        super().__init__(cls, vocabulary)
        self._vocabulary = vocabulary
        self._refusal = refusal
        self._coined = coined

    def read(self, reader: Reader, node: Node, **_values: Any) -> Any:
        key = reader.text(node)
        if key is None:
            return None
        name = self._vocabulary
        listed, base = reader.vocabularies.get(name, {}), reader.base.get(name, {})
        if key in listed:
            return listed[key]
        borrowed = reader.borrowed.setdefault(name, {})
        if key in base:
            return borrowed.setdefault(key, base[key])
        is_listed = (name, place_of(node).file) in reader.listed_in
        if self._coined and not reader.closed and not is_listed:
            if SLUG.read(reader, node) is None:
                return None
            return borrowed.setdefault(key, self.cls(**{self.parts[0].name: key}))
        refusal = _(self._refusal).format(key=quoted(key))
        text = join_sentences(refusal, self._hint(reader, key, listed, base))
        return reader.refuse(node, "unknown-name", text)

    def _hint(
        self, reader: Reader, key: str, listed: Collection[str], base: Collection[str]
    ) -> str:
        """Return what an unknown key may mean, of those that files list or else of eigcli's."""
        return reader.suggestions(key, listed or base)

    def written(self, value: Any) -> Any:
        return getattr(value, self.parts[0].name)


class Key(Kind):
    """A record of a vocabulary that others lead to: JSON, searches and filters have its key only.

    Args:
        cls: the dataclass, whose first field is the key.
        native: whether people read it in the language of the dataset.
    """

    def __init__(self, cls: type, *, native: bool = False) -> None:
        self.native = native
        self._key = fields_of(cls)[0].name

    def record(self, value: Any) -> Any:
        return getattr(value, self._key)

    def codes(self, value: Any) -> Cell:
        return tuple(value.codes())

    def words(self, value: Any) -> Cell:
        return tuple(value.words())

    def texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        return ((declared, self.record(value)),)


# Many records cite a document for the same fields.
@lru_cache(maxsize=1000)
def _with_fields(record: Any, fields: tuple[str, ...]) -> Any:
    return replace(record, fields=fields)


class Citation(Reference):
    """A document of a vocabulary by its key, or a mapping of its key to the fields that it gave.

    For example `site`, or `{site: [towns, themes]}`. The record that is read has these as `fields`.
    In JSON it may be the record itself, as an export has it.

    Args:
        documents: the vocabulary.
        refusal: the sentence for an unknown key, with a place for `{key}`.
        citing: returns the dataclass of the records that cite it, whose fields they are.
    """

    def __init__(self, documents: Vocabulary, refusal: str, citing: Callable[[], type]) -> None:
        super().__init__(documents.item.cls, documents.name, refusal)
        self._documents = documents
        self._citing_class = citing

    @cached_property
    def field_names(self) -> dict[str, str]:
        """The keys by which a source may name a field, each with the name of that field."""
        return {key: f.name for key, f in _fields_by_key(self._citing_class()).items()}

    def read(self, reader: Reader, node: Node, **_values: Any) -> Any:
        if type_of(node) != "map":
            return super().read(reader, node)
        if reader.is_json(node) and any(key.value == self.parts[0].name for key, _v in node.value):
            return self._read_record(reader, node)
        if len(node.value) != 1:
            one = _("expected one source and the fields that it gave, found {count}")
            return reader.refuse(node, "wrong-form", one.format(count=len(node.value)))
        [(key, value)] = node.value
        record = super().read(reader, key)
        fields = reader.items(value, self._field, some=True)
        if len(set(fields)) < len(fields):
            self._refuse_repeated(reader, value)
        return record and _with_fields(record, fields)

    def _hint(
        self, reader: Reader, key: str, listed: Collection[str], base: Collection[str]
    ) -> str:
        # The documents of eigcli are of no use to who has others.
        if listed or reader.closed or nearest(key, base):
            return super()._hint(reader, key, listed, base)
        form = f"{self._documents.name}: {{{key}: {self._documents.item.example}}}"
        return _("List it: {form}").format(form=printable(form))

    def _read_record(self, reader: Reader, node: Node) -> Any:
        """Read a document with all that is known of it, which lists it."""
        nodes = {key.value: value for key, value in node.value if type_of(key) == "str"}
        name = self.parts[0].name
        key = self._documents.key.read(reader, nodes[name])
        record = self._documents.item.read(reader, node, **{name: key})
        fields = reader.items(nodes["fields"], self._field) if "fields" in nodes else ()
        if key is None or record is None:
            return None
        if record == reader.base.get(self._documents.name, {}).get(key):
            reader.borrowed.setdefault(self._documents.name, {}).setdefault(key, record)
        else:
            self._documents.add(reader, key, nodes[name], record)
        return _with_fields(record, fields) if fields else record

    def _refuse_repeated(self, reader: Reader, node: Node) -> None:
        """Refuse each field in a list that is there already, by any of its keys."""
        named = set[str]()
        for item in node.value:
            if type_of(item) == "str" and (name := self.field_names.get(item.value)):
                if name in named:
                    twice = _("the field {name} is named twice")
                    reader.refuse(item, "repeated", twice.format(name=quoted(item.value)))
                named.add(name)

    def _field(self, reader: Reader, node: Node) -> str | None:
        """Read the name of a field of the records that cite, by any of its keys."""
        names = self.field_names
        # Most citations name some fields.
        if type_of(node) == "str" and node.value in names:
            return names[node.value]
        if type_of(node) == "str" and re.fullmatch(OWN_KEY, node.value):
            return str(node.value)
        if name := reader.text(node):
            unknown = _("no field is called {name}.").format(name=quoted(name))
            text = join_sentences(unknown, reader.suggestions(name, names))
            reader.refuse(node, "unknown-name", text)
        return None

    def written(self, value: Any) -> Any:
        key = super().written(value)
        return {key: list(value.fields)} if value.fields else key


class Many(Kind):
    """A list of values of one kind.

    Args:
        item: the kind of each.
        some: whether there must be at least one.
        joined: whether people read the values in a line and not one below the other.
    """

    nothing = ()
    several = True

    shape = "seq"

    def __init__(self, item: Kind, *, some: bool = False, joined: bool = False) -> None:
        self.item = item
        self.example = f"[{item.example}]"
        self.some = some
        self._joined = joined

    @property
    def parts(self) -> tuple[Field, ...]:  # type: ignore[override]
        return self.item.parts

    @property
    def native(self) -> bool:  # type: ignore[override]
        return self.item.native

    def read(self, reader: Reader, node: Node) -> Any:
        return reader.items(node, self.item.read, some=self.some)

    def written(self, value: Any) -> Any:
        return list(map(self.item.written, value))

    def record(self, value: Any) -> Any:
        return list(map(self.item.record, value))

    def codes(self, value: Any) -> Cell:
        return tuple(text for item in value for text in self.item.codes(item))

    def words(self, value: Any) -> Cell:
        texts = tuple(text for item in value for text in self.item.words(item))
        return (_("; ").join(texts),) if self._joined and texts else texts

    def texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        if isinstance(self.item, Text):
            return [(declared, text) for text in value]  # Most are such.
        return [found for item in value for found in self.item.texts(declared, item)]

    def filter_texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        return [found for item in value for found in self.item.filter_texts(declared, item)]


class Citations(Many):
    """The documents that a record cites, each once, with all the fields that it gave."""

    def read(self, reader: Reader, node: Node) -> Any:
        cited, key = dict[str, Any](), self.parts[0].name
        for record in super().read(reader, node):
            first = cited.setdefault(getattr(record, key), record)
            if first is not record:
                fields = tuple(dict.fromkeys(first.fields + record.fields))
                cited[getattr(record, key)] = _with_fields(record, fields)
        return tuple(cited.values())


class Synonyms(Kind):
    """Words, each with phrases of the same meaning: a mapping of texts to lists of texts."""

    nothing = ()
    several = True
    shape = "map"
    example = "{…: […]}"
    # A word.
    form = r"[^\s\u0000]+"

    def __init__(self) -> None:
        self.item = Many(TEXT, some=True)

    def read(self, reader: Reader, node: Node) -> Any:
        pairs = reader.pairs(node, _("the synonyms")) or {}
        for word, (key, _phrases) in pairs.items():
            if not re.fullmatch(self.form, word):
                refusal = _("expected one word, found {text}")
                reader.refuse(key, "wrong-form", refusal.format(text=quoted(word)))
        return tuple((word, self.item.read(reader, value)) for word, (_key, value) in pairs.items())

    def written(self, value: Any) -> Any:
        return {word: list(phrases) for word, phrases in value}


class Own(Kind):
    """What a key of somebody's own may say: a text, a number or a list of texts."""

    # However Python writes a number, it is read again; whole ones as spreadsheets can hold them.
    _NUMBER = r"-?[0-9]{1,15}([0-9]?\.[0-9]{1,21})?([eE][+-]?[0-9]{1,3})?"

    def read(self, reader: Reader, node: Node) -> Any:
        type_, plain = type_of(node), not getattr(node, "style", None)
        if type_ == "seq":
            return TEXTS_NOT_NONE.read(reader, node)
        # A plain number of JSON that YAML takes for a text has an exponent.
        if type_ in {"int", "float"} or (type_ == "str" and plain and reader.is_json(node)):
            if not re.fullmatch(self._NUMBER, node.value) or isinf(float(node.value)):
                refusal = _("expected text, a number or a list of texts, found {found}")
                found = describe_node(node)
                return reader.refuse(node, "wrong-form", refusal.format(found=found))
            return int(node.value) if node.value.lstrip("-").isdigit() else float(node.value)
        if type_ == "timestamp":
            return str(node.value)
        return reader.text(node)


_SLUG = (
    "[A-Za-z0-9][A-Za-z0-9._-]*",
    N_("expected ASCII letters, digits, hyphens, dots or underscores, found {text}"),
)
# Controls, and characters that are not seen or change the direction of a text.
_HIDDEN = (
    r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
ADDRESS = Text(
    # Neither a name before the host, which may pass for it, nor a backslash, which browsers take
    # for a slash.
    rf"https?://(?=[^/?#@:][^/?#@]*([/?#]|$))[^\s\\{_HIDDEN}]+",
    N_("expected an http:// or https:// address, found {text}"),
    link=True,
)

TEXT = Text()
ENGLISH = Text(native=False)
TEXTS = Many(TEXT)
TEXTS_NOT_NONE = Many(TEXT, some=True)
OWN = Own()
# The keys of somebody's own.
OWN_KEY = "x-[A-Za-z0-9._-]+"
KEYWORDS = Many(TEXT, joined=True)
SYNONYMS = Synonyms()
COUNT = Count()
WHOLE = Number()
NUMBER = Number(fractional=True)
DATE = Date()
SLUG = Text(*_SLUG)
CODE = Text(*_SLUG, number=True)
YEAR = Text("[0-9]{4}", N_("expected a year such as 2018, found {text}"), number=True)
