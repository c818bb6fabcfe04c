"""Hypothesis strategies for datasets that say anything a dataset may say.

They follow from the declarations: there is a strategy for each kind of field, and a record is drawn
by walking the fields of its class, so that a new field of a known kind is drawn without a change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

import oracle
from hypothesis import strategies as st

from eigcli.data.deriving import completed_challenges, completed_programmes, with_defaults
from eigcli.data.fields import Field
from eigcli.data.kinds import (
    TEXT,
    FieldName,
    ListOf,
    MappingOf,
    RecordKind,
    Reference,
    Scalar,
    VocabularyOf,
    fields_of,
    key_of,
)
from eigcli.data.loading import bundled
from eigcli.data.model import Body, Challenge, Dataset, Profile, Programme, Totals, Town
from eigcli.text import fold

Strategy: TypeAlias = st.SearchStrategy[Any]
# The vocabularies that the records of a class come from.
Given: TypeAlias = dict[Any, Strategy]

# Any text that the loader accepts: with something to see, without NUL and surrogates. Texts that
# formats must take care of are drawn more often than by chance, and in pairs if it takes two.
_AWKWARD = st.sampled_from(
    [
        *("|", "\\", "`a`", "*a*", "_a_", "<a>", "&amp;", "[a](b)", "~~a~~", "$a$", "# ", " #"),
        *('"', "'", ";", ",", "=", "+", "-", "@", "- ", ": ", "!", "{", "%"),
        # What renderers link to by themselves, show a picture for, or tell somebody of.
        *("https://", "http://", "HTTPS://", "ftp://", "www.", "://", "//", "example.org"),
        *("a.fr/x", "@name", "a@b.fr", "mailto:", ":smile:", "_", "<img src=x onerror=alert(1)>"),
        *("\n", "\r", "\t", " ", "\u00a0", "\u2028", "\x0b", "\x1c", "\x1b", "\x85", "\ufeff"),
    ]
)
_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.lists(st.one_of(_AWKWARD, _ANY), min_size=1, max_size=12).map("".join)
texts = texts.map(lambda text: text.rstrip("\n")).filter(str.strip)

# Parts of addresses that are something else to a format, or are not shown or not linked to as they
# stand.
_IN_ADDRESSES = st.sampled_from(
    [
        *("example.org", "www.", "a.fr", "b_c_d", "_", "*", "**", "~~", "|", "[", "]", "(", ")"),
        *("[a](b)", "<", ">", "<b>", "</a>", "<!-- -->", "\\", "`", "$", "!", "'", '"', "{", "^"),
        *(
            "&",
            "&amp;",
            "&lt",
            "%20",
            "%3C",
            "%",
            "%zz",
            "%C3%A9",
            "é",
            "ÉTÉ",
            "日本",
            "\U0001f600",
        ),
        *("xn--bcher-kva", "bücher.example", "\u3002", "/", "//", "://", "/a", "?b=c", "#d", "@"),
        *(":", ":80", ":smile:", "@name", "a@b.fr", "mailto:", "javascript:", "http://", "."),
        *(",", ";", "-", "+", "=", "<img/src=x/onerror=alert(1)>"),
    ]
)


def _addresses(pattern: str) -> Strategy:
    """Return addresses: any, and those that formats must take care of."""
    starts = st.sampled_from(["http://", "https://", "https://example.org/"])
    ends = st.lists(_IN_ADDRESSES, min_size=1, max_size=6).map("".join)
    awkward = st.tuples(starts, ends).map("".join)
    return _matching(pattern) | awkward.filter(re.compile(pattern).fullmatch)


def _matching(pattern: str | None) -> Strategy:
    return st.from_regex(pattern or "", fullmatch=True, alphabet=_ANY)


# Keys that YAML could take for something else than text, or that are named like another column or
# like each other.
_KEYS = st.sampled_from(
    ["developer", "ux-designer", "ux_designer", "1", "null", "2018-01-15", "name", "sought"]
)
_PROMOTIONS = st.sampled_from(["1", "2", "dig", "null", "2018-01"])
# Which records of a vocabulary a text may name.
_NAMED = {"ministry": Body, "department": Body, "towns": Town}
# Own keys, two of which differ only by case, and their values: in some datasets always of one kind,
# such as numbers, in others mixed.
_OWN_KEYS = ["x-budget", "x-Budget", "x-1", "x-a.b_c"]
_NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e99, 1e99).map(
    lambda number: round(number, 90)
)
_OWN_VALUES = [
    *(texts, st.integers(0, 9999), st.integers(-(10**15) + 1, 10**15 - 1), _NUMBERS),
    st.lists(texts, min_size=1, max_size=2).map(tuple),
]
# Small enough that their sums are counts too.
_COUNTS = st.integers(1, 9_999_999)
_FIRST = datetime(1000, 1, 1)  # noqa: DTZ001 - zones are drawn apart
_DATES = st.builds(
    lambda moment, length, zone: moment[:length] + (zone if length == len(moment) else ""),
    st.datetimes(min_value=_FIRST).map(lambda moment: moment.isoformat(timespec="minutes")),
    st.sampled_from([len("2018"), len("2018-01"), len("2018-01-15"), len("2018-01-15T17:00")]),
    st.sampled_from(["", "+01:00", "-09:30"]),
)


def _scalars(declared: Field, kind: Scalar, given: Given) -> Strategy:  # noqa: PLR0911 - a case for each kind
    """Return the single values of a kind in a field."""
    if kind.choices:
        return st.sampled_from([*kind.choices])
    if kind.dated:
        return _DATES
    if kind.numeric:
        return _COUNTS if kind.least else st.just(0) | _COUNTS
    if declared.name == "promotion":
        return _PROMOTIONS
    if declared.name in _NAMED:
        named = given[_NAMED[declared.name]]
        return texts | named.map(lambda record: record.name)
    if declared.name == "word":
        return texts.map(fold).filter(bool)
    if kind.link:
        return _addresses(kind.pattern)
    return texts if kind.pattern == TEXT.pattern else _matching(kind.pattern)


def _values(declared: Field, kind: Any, given: Given) -> Strategy:  # noqa: PLR0911 - a case for each kind
    """Return the values of a kind in a field."""
    match kind:
        case FieldName():
            return st.sampled_from(["name", "note", "sources", *_OWN_KEYS])
        case Scalar():
            return _scalars(declared, kind, given)
        case Reference():
            return given[kind.cls]
        case RecordKind():
            return records(kind.cls, given)
        case MappingOf():
            return _lists(records(kind.cls, given), [kind.first.name])
        case ListOf() if isinstance(kind.item, RecordKind):
            item = kind.item.cls
            unique = [name for name, field in fields_of(item).items() if field.unique]
            return _lists(records(item, given), unique)
        case ListOf() if declared.name == "phrases":  # a word means each once
            return st.lists(texts, max_size=3, unique=True).map(tuple)
        case ListOf():
            return _lists(_values(declared, kind.item, given), [])
    raise NotImplementedError(kind)


def _known_value(name: str, item: Any) -> Any:
    """Return an attribute, or what equals nothing if it is not known."""
    value = getattr(item, name)
    return object() if value is None else value


def _lists(items: Strategy, unique: Sequence[str], least: int = 0) -> Strategy:
    """Return lists in which no two items share a known value of some attributes."""
    keys = [partial(_known_value, name) for name in unique]
    lists = st.lists(items, min_size=least, max_size=3, unique_by=tuple(keys) or None)
    return lists.map(tuple)


def _is_stated(declared: Field) -> bool:
    """Return whether a file states a field of a record."""
    return not (declared.derived or declared.successor)


@st.composite
def records(draw: st.DrawFn, /, cls: Any, given: Given, **known: Any) -> Any:
    """Draw a record of a class; `known` has the values of some fields."""
    drawn = dict(known)
    for name, declared in fields_of(cls).items():
        if _is_stated(declared) and name not in known:
            values = _values(declared, declared.kind, given)
            if not declared.required:
                values = st.just(cls.nothing[name]) | values
            drawn[name] = draw(values)
        earlier = declared.after
        if earlier and drawn[earlier] and drawn[name]:
            dates = sorted((drawn[earlier], drawn[name]))
            drawn[earlier], drawn[name] = dates
    return cls(**drawn)


@st.composite
def _vocabularies(draw: st.DrawFn, given: Given) -> Any:
    """Draw the vocabularies of a dataset, and let its records name theirs."""
    drawn: dict[str, Any] = {}
    for name, declared in fields_of(Dataset).items():
        if not isinstance(declared.kind, VocabularyOf):
            continue
        cls = declared.kind.cls
        apart = {"part_of": None, "followed_by": None} if cls is Body else {}
        # At least one: some fields need one.
        found = draw(_lists(records(cls, given, **apart), [key_of(cls).name], 1))
        if cls is Body:
            found = draw(_leading_back(found, "name", "part_of", "followed_by"))
        drawn[name] = found
        given[cls] = st.sampled_from(found)
    return drawn


def _identity(call: Programme) -> object:
    """Return what no two calls share: two of one name and no promotion could be the same."""
    return call.promotion or (call.name,)


def _by_key(drawn: dict[str, Any]) -> dict[Any, dict[str, Any]]:
    """Return the records of eigcli and those that were drawn, by class and key."""
    vocabularies: dict[Any, Any] = {}
    for cls, ours in dict[Any, Any](bundled().vocabularies).items():
        vocabularies[cls] = {**ours}
        for one in drawn[cls.vocabulary]:
            vocabularies[cls][str(one)] = one
    return vocabularies


@st.composite
def _challenges(draw: st.DrawFn, given: Given) -> Any:
    """Draw challenges, some of which follow others or have own keys."""
    stated = _lists(records(Challenge, given, year=None, follows=None), ["slug", "number"])
    # A dataset without any tests little.
    found = draw(stated | stated.filter(bool))
    found = draw(_leading_back(found, "slug", "follows"))
    return [with_defaults(one) for one in draw(_with_own_keys(found))]


@st.composite
def _datasets(draw: st.DrawFn) -> Any:
    given: Given = {}
    drawn = draw(_vocabularies(given))
    call = records(Programme, given, announced=None)
    calls = draw(st.lists(call, max_size=3, unique_by=_identity))
    found = draw(_challenges(given))
    programmes = [draw(_with_totals(_without_nothing(call), found)) for call in calls]
    drawn["programmes"] = tuple(completed_programmes(programmes))
    completed = completed_challenges(found, programmes, _by_key(drawn))
    drawn["challenges"] = tuple(completed)
    synonyms = fields_of(Dataset)["synonyms"]
    drawn["synonyms"] = draw(_values(synonyms, synonyms.kind, given))
    return Dataset(**drawn)


def _without_nothing(programme: Programme) -> Programme:
    """Return a programme without totals that say nothing, which files cannot have."""
    return replace(programme, recruited=None) if programme.recruited == Totals() else programme


@st.composite
def _leading_back(
    draw: st.DrawFn, records_of_one: Sequence[Any], key: str, *references: str
) -> Any:
    """Draw the records, each with the keys of none or of one before it in some attributes."""
    keys: list[Any] = [None]
    found = []
    for record in records_of_one:
        stated = {name: draw(st.sampled_from(keys)) for name in references}
        found.append(replace(record, **stated))
        keys.append(getattr(record, key))
    return tuple(found)


@st.composite
def _with_own_keys(draw: st.DrawFn, challenges: Sequence[Challenge]) -> Any:
    """Return challenges, some of which have own keys."""
    kinds = st.sampled_from([*_OWN_VALUES, st.one_of(_OWN_VALUES)])
    keys = st.sampled_from(_OWN_KEYS)
    values = draw(st.dictionaries(keys, kinds, max_size=3))
    stated: Strategy = st.fixed_dictionaries({}, optional=values)
    found = []
    for challenge in challenges:
        own = draw(stated)
        found.append(replace(challenge, own=tuple(own.items())))
    return tuple(found)


def _sums(profiles: Sequence[Profile]) -> Iterator[Profile]:
    """Yield each role that profiles seek, with the number of people that they add up to."""
    for skill in dict.fromkeys(profile.skill for profile in profiles):
        count = oracle.sought(profiles, skill.code)
        if count:
            yield Profile(skill=skill, count=count)


def _totals(own: Sequence[Challenge]) -> list[Totals]:
    """Return the totals that the challenges of a promotion add up to."""
    found = [Totals(challenges=len(own))]
    # People add up only if every challenge says whom it seeks.
    if all(challenge.seeks for challenge in own):
        profiles = [profile for challenge in own for profile in challenge.seeks]
        sums = tuple(_sums(profiles))
        found.append(Totals(people=oracle.total(profiles), skills=sums))
    return [totals for totals in found if totals != Totals()]


@st.composite
def _with_totals(draw: st.DrawFn, programme: Programme, challenges: Sequence[Challenge]) -> Any:
    """Draw a programme with or without totals that the challenges of its promotion add up to."""
    own = [one for one in challenges if one.promotion == programme.promotion]
    possible = [None, *_totals(own)] if own else [None]
    return replace(programme, announced=draw(st.sampled_from(possible)))


datasets: st.SearchStrategy[Dataset] = _datasets()
