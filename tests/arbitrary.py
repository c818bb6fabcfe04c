"""Hypothesis strategies for datasets that say anything a dataset may say.

They follow from the declarations: there is a strategy for each kind of field, and a record is drawn
by walking the fields of its class, so that a new field of a known kind is drawn without a change.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
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
    Vocabulary,
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
    made = st.tuples(
        st.sampled_from(["http://", "https://", "https://example.org/"]),
        st.lists(_IN_ADDRESSES, min_size=1, max_size=6).map("".join),
    )
    return _matching(pattern) | made.map("".join).filter(re.compile(pattern).fullmatch)


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


def _values(declared: Field, kind: Any, given: Given) -> Strategy:  # noqa: C901, PLR0911, PLR0912 - a case for each kind
    """Return the values of a kind in a field."""
    match kind:
        case FieldName():
            return st.sampled_from(["name", "note", "sources", *_OWN_KEYS])
        case Scalar() if kind.choices:
            return st.sampled_from([*kind.choices])
        case Scalar() if kind.dated:
            return _DATES
        case Scalar() if kind.numeric:
            return _COUNTS if kind.least else st.just(0) | _COUNTS
        case Scalar() if declared.name == "promotion":
            return _PROMOTIONS
        case Scalar() if declared.name in _NAMED:
            return texts | given[_NAMED[declared.name]].map(lambda record: record.name)
        case Scalar() if kind.pattern == TEXT.pattern:
            return texts.map(fold).filter(bool) if declared.name == "word" else texts
        case Scalar():
            return (_addresses if kind.link else _matching)(kind.pattern)
        case Reference():
            return given[kind.cls]
        case RecordKind():
            return records(kind.cls, given)
        case MappingOf():
            unique = [kind.first.name]
            return _lists(records(kind.cls, given), unique)
        case ListOf() if isinstance(kind.item, RecordKind):
            unique = [f.name for f in fields_of(kind.item.cls).values() if f.unique]
            return _lists(records(kind.item.cls, given), unique)
        case ListOf() if declared.name == "phrases":  # a word means each once
            return st.lists(texts, max_size=3, unique=True).map(tuple)
        case ListOf():
            return _lists(_values(declared, kind.item, given), [])
    raise NotImplementedError(kind)


def _lists(items: Strategy, unique: Sequence[str], least: int = 0) -> Strategy:
    """Return lists in which no two items share a known value of some attributes."""

    def taken(name: str) -> Any:
        return lambda item: object() if (value := getattr(item, name)) is None else value

    keys = tuple(map(taken, unique))
    return st.lists(items, min_size=least, max_size=3, unique_by=keys or None).map(tuple)


@st.composite
def records(draw: st.DrawFn, /, cls: Any, given: Given, **known: Any) -> Any:
    """Draw a record of a class; `known` has the values of some fields."""
    drawn = dict(known)
    for name, declared in fields_of(cls).items():
        if not (declared.derived or declared.successor or name in known):
            values = _values(declared, declared.kind, given)
            drawn[name] = draw(values if declared.required else st.just(cls.nothing[name]) | values)
        if declared.after and drawn[declared.after] and drawn[name]:
            drawn[declared.after], drawn[name] = sorted((drawn[declared.after], drawn[name]))
    return cls(**drawn)


@st.composite
def _datasets(draw: st.DrawFn) -> Any:
    given: Given = {}
    drawn: dict[str, Any] = {}
    for name, declared in fields_of(Dataset).items():
        if isinstance(declared.kind, Vocabulary):
            cls = declared.kind.cls
            apart = {"part_of": None, "followed_by": None} if cls is Body else {}
            # At least one: some fields need one.
            drawn[name] = draw(_lists(records(cls, given, **apart), [key_of(cls).name], 1))
            if cls is Body:
                drawn[name] = draw(_leading_back(drawn[name], "name", "part_of", "followed_by"))
            given[cls] = st.sampled_from(drawn[name])
    # No two of a promotion; two of one name and no promotion could be the same call.
    calls = st.lists(
        records(Programme, given, announced=None),
        max_size=3,
        unique_by=lambda call: call.promotion or (call.name,),
    )
    programmes = [_without_nothing(call) for call in draw(calls)]
    challenges = _lists(records(Challenge, given, year=None, follows=None), ["slug", "number"])
    # A dataset without any tests little.
    found = draw(_leading_back(draw(challenges | challenges.filter(bool)), "slug", "follows"))
    found = [with_defaults(one) for one in draw(_with_own_keys(found))]
    programmes = [draw(_with_totals(programme, found)) for programme in programmes]
    drawn["programmes"] = tuple(completed_programmes(programmes))
    vocabularies: dict[Any, dict[str, Any]] = {
        cls: {**known, **{str(one): one for one in drawn[cls.vocabulary]}}
        for cls, known in dict[Any, Any](bundled().vocabularies).items()
    }
    drawn["challenges"] = tuple(completed_challenges(found, programmes, vocabularies))
    synonyms = fields_of(Dataset)["synonyms"]
    drawn["synonyms"] = draw(_values(synonyms, synonyms.kind, given))
    return Dataset(**drawn)


def _without_nothing(programme: Programme) -> Programme:
    """Return a programme without totals that say nothing, which files cannot have."""
    return replace(programme, recruited=None) if programme.recruited == Totals() else programme


def _leading_back(records_of_one: Sequence[Any], key: str, *references: str) -> Strategy:
    """Return the records, each with the keys of none or of one before it in some attributes."""
    keys = [getattr(record, key) for record in records_of_one]
    drawn = [
        st.fixed_dictionaries(
            {name: st.none() | st.sampled_from(keys[:rank] or [None]) for name in references}
        )
        for rank in range(len(keys))
    ]
    return st.tuples(*drawn).map(
        lambda stated: tuple(
            replace(record, **own) for record, own in zip(records_of_one, stated, strict=True)
        )
    )


@st.composite
def _with_own_keys(draw: st.DrawFn, challenges: Sequence[Challenge]) -> Any:
    """Return challenges, some of which have own keys."""
    kinds = st.sampled_from([*_OWN_VALUES, st.one_of(_OWN_VALUES)])
    values = draw(st.dictionaries(st.sampled_from(_OWN_KEYS), kinds, max_size=3))
    own: Strategy = st.fixed_dictionaries({}, optional=values)
    own = own.map(lambda found: tuple(found.items()))
    return tuple(replace(challenge, own=draw(own)) for challenge in challenges)


def _with_totals(programme: Programme, challenges: Sequence[Challenge]) -> Strategy:
    """Return a programme with or without totals that the challenges of its promotion add up to."""
    own = [c for c in challenges if c.promotion == programme.promotion]
    profiles = [profile for challenge in own for profile in challenge.seeks]
    announced: set[Totals | None] = {None, Totals(challenges=len(own))} if own else {None}
    if own and all(challenge.seeks for challenge in own):
        # People add up only if every challenge says whom it seeks.
        codes = {profile.skill: oracle.sought(profiles, profile.skill.code) for profile in profiles}
        sums = tuple(Profile(skill=skill, count=count) for skill, count in codes.items() if count)
        announced.add(Totals(people=oracle.total(profiles), skills=sums))
    return st.sampled_from(sorted(announced - {Totals()}, key=repr)).map(
        lambda totals: replace(programme, announced=totals)
    )


datasets: st.SearchStrategy[Dataset] = _datasets()
