"""The kinds of fields: texts of a certain form, numbers, dates, records, lists of them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from eigcli import fields
from eigcli.fields import Cell, Column, Field, Key, Kind, Link, Schema, SortKey, fields_of
from eigcli.messages import N_, _, ngettext
from eigcli.reading import Node, NodeKind, Reader, found, kind_of, place_of
from eigcli.text import fold, group_digits, join_sentences, quoted


class Text(Kind):
    """A text with something in it to see.

    Attributes:
        form: the regular expression that all of it matches.
    """

    form = r"[^\u0000]*[^\s\u0000][^\u0000]*"

    def read(self, reader: Reader, node: Node) -> Any:
        return reader.text(node)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.form}$"}

    def cell_schema(self) -> Schema:
        return {"type": "string", "constraints": {"pattern": self.form}}

    def comparable(self, value: Any) -> Any:
        return value and fold(value)


class Form(Text):
    """A text of a certain form.

    Args:
        pattern: a regular expression.
        refusal: the sentence for a text of another form.
    """

    def __init__(self, pattern: str, refusal: str) -> None:
        self.form = pattern
        self._refusal = refusal

    def read(self, reader: Reader, node: Node) -> Any:
        value = reader.text(node)
        if value is None or re.fullmatch(self.form, value):
            return value
        return reader.refuse(node, _(self._refusal).format(text=quoted(value)))


_SLUG = (
    "[A-Za-z0-9][A-Za-z0-9._-]*",
    N_("expected ASCII letters, digits, hyphens, dots or underscores, found {text}"),
)


class Code(Form):
    """A text of the form of a slug, or a whole number: the text that it is written as."""

    def __init__(self) -> None:
        super().__init__(*_SLUG)

    def read(self, reader: Reader, node: Node) -> Any:
        if kind_of(node) is NodeKind.NUMBER and re.fullmatch("0|[1-9][0-9]{0,8}", node.value):
            return str(node.value)
        return super().read(reader, node)

    def schema(self) -> Schema:
        number = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
        return {"anyOf": [super().schema(), number]}


class Address(Form):
    """The address of a page on the web."""

    def words(self, value: Any) -> Cell:
        return Link(value)


class Choice(Text):
    """One of a few codes.

    Args:
        meanings: what each code means, for people.
    """

    def __init__(self, meanings: dict[str, str]) -> None:
        self._meanings = meanings

    def read(self, reader: Reader, node: Node) -> Any:
        value = reader.text(node)
        if value is None or value in self._meanings:
            return value
        codes, refusal = ", ".join(self._meanings), _("expected one of {codes}, found {text}")
        return reader.refuse(node, refusal.format(codes=codes, text=quoted(value)))

    def schema(self) -> Schema:
        return {"enum": list(self._meanings)}

    def cell_schema(self) -> Schema:
        return {"type": "string", "constraints": self.schema()}

    def words(self, value: Any) -> Cell:
        return _(self._meanings[value])


class Own(Text):
    """The key under which a record stands in a vocabulary: it is no key of the record itself."""

    def keys(self, declared: Field) -> tuple[Key, ...]:
        return ()

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        return {}


class Date(Kind):
    """A date as precise as it is known, in ISO 8601: `2018`, `2018-01`, `2018-01-15` or
    `2018-01-15T17:00+01:00`."""

    _PATTERN = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-5][0-9])?)?)?)?"

    def read(self, reader: Reader, node: Node) -> Any:
        value = node.value
        hint = ""
        if kind_of(node) in {NodeKind.TEXT, NodeKind.NUMBER, NodeKind.DATE}:
            if re.fullmatch(self._PATTERN, value):
                if _is_date(value):
                    return str(value)
                return reader.refuse(node, _("there is no date {date}").format(date=quoted(value)))
            if turned := re.fullmatch(self._DAY_FIRST, value):
                day, month, year = turned.groups()
                meant = f"{year}-{month:0>2}-{day:0>2}"
                hint = _("Did you mean {name}?").format(name=meant) if _is_date(meant) else ""
        forms = "2018, 2018-01, 2018-01-15, 2018-01-15T17:00+01:00"
        refusal = _("expected a date in one of the forms {forms}, found {found}.")
        text = refusal.format(forms=forms, found=found(node))
        return reader.refuse(node, join_sentences(text, hint))

    # As French has it.
    _DAY_FIRST = "([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"

    def schema(self) -> Schema:
        form = {"type": ["string", "integer"], "pattern": f"^{self._PATTERN}$"}
        return {**form, "minimum": 1000, "maximum": 9999}

    def cell_schema(self) -> Schema:
        # Not of the type `date`: that is a day, and many dates are known less precisely.
        return {"type": "string", "constraints": {"pattern": self._PATTERN}}

    def words(self, value: Any) -> Cell:
        return _date_text(value)


class Count(Kind):
    """A number of people or things.

    Args:
        one: what people are told of one, such as `{count} month`.
        several: what they are told of several.
        least: the smallest that a cell may have.
    """

    def __init__(self, one: str = "{count}", several: str = "{count}", least: int = 1) -> None:
        self._one = one
        self._several = several
        self._least = least

    def read(self, reader: Reader, node: Node) -> Any:
        if kind_of(node) is NodeKind.NUMBER and re.fullmatch("[1-9][0-9]{0,8}", node.value):
            return int(node.value)
        refusal = _("expected a whole number from 1 to 999999999, found {found}")
        return reader.refuse(node, refusal.format(found=found(node)))

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": 1, "maximum": 999_999_999}

    def cell_schema(self) -> Schema:
        # There is no greatest: it may be a sum.
        return {"type": "integer", "constraints": {"minimum": self._least}}

    def words(self, value: Any) -> Cell:
        return ngettext(self._one, self._several, value).format(count=group_digits(value))


class Record(Kind):
    """A mapping with the fields of a dataclass, whose methods `codes` and `words` say it in a cell.

    Args:
        cls: the dataclass.
        what: what messages call one, such as `a challenge`.
        some: whether it must hold anything.
    """

    def __init__(self, cls: type, what: str, *, some: bool = False) -> None:
        self.cls = cls
        self._what = what
        self._some = some

    def read(self, reader: Reader, node: Node, **values: Any) -> Any:
        before, what = len(reader.problems), _(self._what)
        pairs = reader.pairs(node, what, some=self._some)
        if pairs is None:
            return None
        keys = _keys_of(self.cls)
        claims, dates, said = [], [], dict[str, str]()
        for name in [name for name in keys if name in pairs]:
            key_node, value_node = pairs.pop(name)
            declared, key = keys[name]
            if other := said.get(declared.name):
                twice = _("{key} says what {other} says: keep one")
                reader.refuse(key_node, twice.format(key=quoted(name), other=quoted(other)))
            said[declared.name] = name
            values[declared.name] = key.read(reader, value_node)
            if declared.unique:
                claims.append((declared, value_node))
            if declared.after:
                dates.append((declared, value_node))
        for name, (key_node, _value_node) in pairs.items():
            unknown = _("{what} has no key {key}.").format(what=what, key=quoted(name))
            labels = {_(declared.label): known for known, (declared, _key) in keys.items()}
            reader.refuse(key_node, join_sentences(unknown, reader.suggestions(name, keys, labels)))
        self._complete(reader, node, values)
        for declared, value_node in claims:
            within = declared.within and values.get(declared.within)
            reader.claim(value_node, declared.name, values[declared.name], within)
        for declared, value_node in dates:
            date, first = values[declared.name] or "", values.get(str(declared.after)) or ""
            common = min(len(date), len(first), DAY)
            if date[:common] < first[:common]:
                early = _("{date} is before {first}, the date of {key}")
                text = early.format(date=quoted(date), first=quoted(first), key=declared.after)
                reader.refuse(value_node, text)
        return self.cls(**values) if len(reader.problems) == before else None

    def _complete(self, reader: Reader, node: Node, values: dict[str, Any]) -> None:
        """Add what a record does not say and has all the same, and refuse it where it must say."""
        for declared in _needed_of(self.cls):
            if declared.name in values:
                continue
            if declared.default:
                values[declared.name] = declared.default(reader)
            if declared.required:
                names = [quoted(key.name) for key in declared.kind.keys(declared)]
                one = _("{what} lacks the key {keys}")
                any_of = _("{what} lacks one of the keys {keys}")
                lack = any_of if len(names) > 1 else one
                reader.refuse(node, lack.format(what=_(self._what), keys=", ".join(names)))

    def schema(self) -> Schema:
        properties = {
            name: {"description": key.about, **key.schema()}
            for name, (_declared, key) in _keys_of(self.cls).items()
        }
        required, either = [], []
        for declared in fields_of(self.cls):
            names = [key.name for key in declared.kind.keys(declared)]
            if len(names) > 1:
                one = [{"required": [name]} for name in names]
                either.append({"oneOf": one} if declared.required else {"not": {"required": names}})
            elif declared.required:
                required += names
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            **({"allOf": either} if either else {}),
            **({"minProperties": 1} if self._some else {}),
            "additionalProperties": False,
        }

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        return {declared.name: value and fields.written_of(value)}

    def record(self, value: Any) -> Any:
        return value and fields.record_of(value)

    def codes(self, value: Any) -> Cell:
        cell: Cell = value.codes()
        return cell

    def words(self, value: Any) -> Cell:
        cell: Cell = value.words()
        return cell

    def texts(self, declared: Field, value: Any) -> Iterator[tuple[Field, str]]:
        return fields.texts_in(value, fields_of(self.cls))


class Reference(Record):
    """A record of a vocabulary, by its key.

    Args:
        cls: the dataclass.
        vocabulary: the key of the dataset under which the vocabulary stands.
        refusal: the sentence for a key that is not in it.
    """

    def __init__(self, cls: type, vocabulary: str, refusal: str) -> None:
        super().__init__(cls, vocabulary)
        self._vocabulary = vocabulary
        self._refusal = refusal

    def read(self, reader: Reader, node: Node, **values: Any) -> Any:
        key = reader.text(node)
        known = reader.known.get(self._vocabulary, {})
        if key is None or key in known:
            return known.get(str(key))
        refusal = _(self._refusal).format(key=quoted(key))
        return reader.refuse(node, join_sentences(refusal, reader.suggestions(key, known)))

    def schema(self) -> Schema:
        return SLUG.schema()

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        return {declared.name: value.codes()}


class Vocabulary(Kind):
    """A mapping of keys to records, which other fields refer to by these keys.

    Args:
        record: the kind of each record, whose first field is its key.
        name: the key of the dataset under which it stands.
    """

    nothing = ()

    def __init__(self, record: Record, name: str) -> None:
        self._record = record
        self._own = fields_of(record.cls)[0].name
        self._name = name

    def read(self, reader: Reader, node: Node) -> Any:
        known = reader.known.setdefault(self._name, {})
        for key, (key_node, value) in (reader.pairs(node, self._name) or {}).items():
            SLUG.read(reader, key_node)
            reader.places[self._name, None, key] = place_of(key_node)
            # Known even where it is wrong, so that what refers to it is not reported as well.
            known[key] = self._record.read(reader, value, **{self._own: key})
        return tuple(known.values())

    def schema(self) -> Schema:
        record = self._record.schema()
        return {"type": "object", "propertyNames": SLUG.schema(), "additionalProperties": record}

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        return {declared.name: {getattr(v, self._own): fields.written_of(v) for v in value}}


class Many(Kind):
    """A list of values of one kind.

    Args:
        item: the kind of each.
        some: whether there must be at least one.
        short: a field of the records in the list; as a key, it stands for a list of one record
            that has only this.
        single: a key that stands for a list of one value, and a sentence on it.
        joined: whether people read the values in a line and not one below the other.
    """

    nothing = ()

    def __init__(
        self,
        item: Kind,
        *,
        some: bool = False,
        short: str | None = None,
        single: tuple[str, str] | None = None,
        joined: bool = False,
    ) -> None:
        self.item = item
        self._some = some
        self._short = short
        self._single = single
        self._joined = joined

    @property
    def parts(self) -> tuple[Field, ...]:
        return fields_of(self.item.cls) if isinstance(self.item, Record) else ()

    def read(self, reader: Reader, node: Node) -> Any:
        return reader.items(node, self.item.read, some=self._some)

    def schema(self) -> Schema:
        schema: Schema = {"type": "array", "items": self.item.schema()}
        return schema | {"minItems": 1} if self._some else schema

    def cell_schema(self) -> Schema:
        return cell_of_several(f"({_IN_A_LIST})+")

    def keys(self, declared: Field) -> tuple[Key, ...]:
        short = [self._short_key(f) for f in self.parts if f.name == self._short]
        single = [self._single_key(*self._single)] if self._single else []
        return (*single, *super().keys(declared), *short)

    def _single_key(self, name: str, about: str) -> Key:
        def read(reader: Reader, node: Node) -> Any:
            reader.singles[name] = value = self.item.read(reader, node)
            return self.nothing if value is None else (value,)

        return Key(name, about, read, self.item.schema)

    def _short_key(self, short: Field) -> Key:
        def read(reader: Reader, node: Node) -> Any:
            value = short.kind.read(reader, node)
            return self.nothing if value is None else (self.item.cls(**{short.name: value}),)  # type: ignore[attr-defined]

        return Key(short.name, short.about, read, short.kind.schema)

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        items = [self.item.written(declared, held)[declared.name] for held in value]
        if self._single and len(items) == 1:
            return {self._single[0]: items[0]}
        return {declared.name: items}

    def record(self, value: Any) -> Any:
        return list(map(self.item.record, value))

    def codes(self, value: Any) -> Cell:
        return tuple(str(self.item.codes(held)) for held in value)

    def words(self, value: Any) -> Cell:
        texts = tuple(str(self.item.words(held)) for held in value)
        return _("; ").join(texts) if self._joined else texts

    def columns(
        self, declared: Field, skills: tuple[Any, ...], taken: set[str]
    ) -> Iterator[Column]:
        parts = [part for part in self.parts if part.column]
        required = declared.required and self._some
        for column in super().columns(declared, skills, taken):
            yield column._replace(exported=not parts, required=required)
        for part in parts:
            name, label, about = part.column or ("", "", "")
            get = partial(_parts, declared.name, part.name)
            kind = TEXTS if part.required else _TEXTS_WITH_GAPS
            yield Column(name, label, about, kind, get, required=required and part.required)

    def sort_keys(self, declared: Field) -> Iterator[SortKey]:
        for part in self.parts:
            if part.sorted:
                yield SortKey(
                    part.name, part.label, part.about, partial(_first, declared.name, part)
                )

    def texts(self, declared: Field, value: Any) -> Iterator[tuple[Field, str]]:
        for held in value:
            yield from self.item.texts(declared, held)


class _WithGaps(Many):
    """A list of which some values may be missing, to be read beside another list."""

    def cell_schema(self) -> Schema:
        return cell_of_several(f"({_IN_A_LIST})*")


class Synonyms(Kind):
    """Words, each with phrases that mean the same: a mapping of texts to lists of texts."""

    nothing = ()

    def read(self, reader: Reader, node: Node) -> Any:
        pairs = reader.pairs(node, _("the synonyms")) or {}
        for word, (key, _phrases) in pairs.items():
            if not re.fullmatch(_ONE_WORD, word):
                refusal = _("expected one word, found {text}")
                reader.refuse(key, refusal.format(text=quoted(word)))
        return tuple((word, _PHRASES.read(reader, node)) for word, (_key, node) in pairs.items())

    def schema(self) -> Schema:
        word = {"pattern": f"^{_ONE_WORD}$"}
        return {
            "type": "object",
            "propertyNames": word,
            "additionalProperties": _PHRASES.schema(),
        }

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        return {declared.name: {word: list(phrases) for word, phrases in value}}


def cell_of_several(form: str) -> Schema:
    """Return what a Table Schema says of a cell of CSV that joins values of a form with `|`."""
    return {"type": "string", "constraints": {"pattern": rf"{form}(\|{form})*"}}


# A character of a value that is joined with others in a cell of CSV.
_IN_A_LIST = r"[^|\\]|\\[|\\]"


def _first(field: str, part: Field, challenge: Any) -> Any:
    """Return what orders a list of records among others: a field of the first."""
    return part.kind.comparable(getattr(getattr(challenge, field)[0], part.name))


def _parts(field: str, part: str, challenge: Any) -> tuple[str, ...]:
    """Return one field of each record in a list, to be read beside another; none if none has it."""
    parts = tuple(getattr(held, part) or "" for held in getattr(challenge, field))
    return parts if any(parts) else ()


@cache
def _keys_of(cls: Any) -> dict[str, tuple[Field, Key]]:
    """Return each key of a dataclass with its field; vocabularies come first: others need them."""
    keys = [(declared, key) for declared in fields_of(cls) for key in declared.kind.keys(declared)]
    keys.sort(key=lambda pair: not isinstance(pair[0].kind, Vocabulary))
    return {key.name: (declared, key) for declared, key in keys}


@cache
def _needed_of(cls: Any) -> tuple[Field, ...]:
    """Return the fields of a dataclass that a record has even where it does not say them."""
    return tuple(held for held in fields_of(cls) if held.required or held.default)


TEXT = Text()
TEXTS = Many(TEXT)
_TEXTS_WITH_GAPS = _WithGaps(TEXT)
_PHRASES = Many(TEXT, some=True)
_ONE_WORD = r"[^\s\u0000]+"
SYNONYMS = Synonyms()
KEYWORDS = Many(TEXT, joined=True)
OWN = Own()
COUNT = Count()
DATE = Date()
SLUG = Form(*_SLUG)
CODE = Code()
# Controls, and characters that are not seen or change the direction of a text.
_HIDDEN = (
    r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
ADDRESS = Address(
    rf"https?://(?=([^/?#]*@)?[^/?#@:][^/?#@]*([/?#]|$))[^\s{_HIDDEN}]+",
    N_("expected an http:// or https:// address, found {text}"),
)

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def _date_text(date: str) -> str:
    """Return `27 October 2017, 17:00 (UTC+02:00)` for `2017-10-27T17:00+02:00`."""
    year, month, day, time, zone = date[:4], date[5:7], date[8:10], date[11:16], date[16:]
    if not month:
        return year
    name = _(_MONTHS[int(month) - 1])
    if not day:
        return _("{month} {year}").format(month=name, year=year)
    # In some languages, the first day of a month is called otherwise than the others.
    day_text = _("1 {month} {year}") if day == "01" else _("{day} {month} {year}")
    text = day_text.format(day=day.lstrip("0"), month=name, year=year)
    if not time:
        return text
    hour, minute = time.removeprefix("0").split(":")
    time_text = _("{hour}:00") if minute == "00" else _("{hour}:{minute}")
    timed = _("{day}, {time} (UTC{zone})") if zone else _("{day}, {time}")
    return timed.format(day=text, time=time_text.format(hour=hour, minute=minute), zone=zone)


def _is_date(date: str) -> bool:
    """Return whether there is a date of one of the forms of `Date`."""
    try:
        # A year or a month counts as its first day.
        datetime.fromisoformat(date + "-01-01"[len(date) - 4 :])
    except ValueError:
        return False
    return True


# How long a date is that is known to the day.
DAY = len("2018-01-15")


def age(date: str) -> int:
    """Return 1 where a date is over, -1 where it is to come, 0 on the day, month or year itself.

    That is by the calendar and the clock in UTC, as precise as the date is known.
    """
    if "T" in date:
        moment = datetime.fromisoformat(date)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        now = datetime.now(UTC)
        return (moment < now) - (moment > now)
    day = date[:DAY]
    today = datetime.now(UTC).date().isoformat()[: len(day)]
    return (day < today) - (day > today)
