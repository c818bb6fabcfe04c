"""Hypothesis strategies for datasets that say anything a dataset may say.

They follow from the declarations: there is a strategy for each kind of field, and a record is drawn
by walking the fields of its class, so that a new field of a known kind is drawn without a change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import oracle
from hypothesis import strategies as st

from eigcli.bodies import Body, Town
from eigcli.bundled import shared_vocabularies
from eigcli.fields import Field, fields_of, written_of
from eigcli.kinds import (
    CODE,
    SLUG,
    TEXT,
    Choice,
    Citation,
    Citations,
    Count,
    Date,
    Many,
    Record,
    Synonyms,
    Text,
    Vocabulary,
    own_field,
)
from eigcli.model import Announced, Challenge, Dataset, Programme
from eigcli.people import Profile, Profiles, Skill
from eigcli.reading import Reader
from eigcli.text import fold

Strategy: TypeAlias = st.SearchStrategy[Any]
# Where the records of a class or the values of a kind come from, if they are not drawn freely: a
# vocabulary, or sums.
Given: TypeAlias = dict[Any, Strategy]

# Any text that the loader accepts: with something to see, without NUL and surrogates. What the
# formats must take care of is drawn more often than chance would, and in pairs where it takes two.
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

# What an address may have after its beginning and is something else to a format, or is not shown or
# not linked to as it stands.
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
    """Return addresses: any at all, and such that the formats must take care of."""
    made = st.tuples(
        st.sampled_from(["http://", "https://", "https://example.org/"]),
        st.lists(_IN_ADDRESSES, min_size=1, max_size=6).map("".join),
    )
    return _matching(pattern) | made.map("".join).filter(re.compile(pattern).fullmatch)


def _matching(pattern: str | None) -> Strategy:
    return st.from_regex(pattern or "", fullmatch=True, alphabet=_ANY)


# Keys that YAML could take for something else than text, that are called like another column, or
# like one another.
_KEYS = st.sampled_from(
    ["developer", "ux-designer", "ux_designer", "1", "null", "2018-01-15", "name", "sought"]
)
_PROMOTIONS = st.sampled_from(["1", "2", "dig", "null", "2018-01"])
# Which records of a vocabulary a text may name.
_NAMED = {"ministry": Body, "department": Body, "towns": Town}
# What keys of an author's own are called, alike but for case too, and what each of them says: in
# some datasets always a number, say, in others now this, now that.
_OWN_KEYS = ["x-budget", "x-Budget", "x-1", "x-a.b_c"]
_NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e99, 1e99)
_OWN_VALUES = [
    *(texts, st.integers(0, 9999), st.integers(-(10**15) + 1, 10**15 - 1), _NUMBERS),
    st.lists(texts, min_size=1, max_size=2).map(tuple),
]
# Small enough for sums of them to be counts too.
_COUNTS = st.integers(1, 9_999_999)
_DATES = st.builds(
    lambda moment, length, zone: moment[:length] + (zone if length == len(moment) else ""),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
    st.sampled_from([len("2018"), len("2018-01"), len("2018-01-15"), len("2018-01-15T17:00")]),
    st.sampled_from(["", "+01:00", "-09:30"]),
)


def _held(declared: Field, given: Given) -> Strategy:
    """Return what a field may hold: a value of its kind, or where it may, nothing."""
    values = _values(declared, declared.kind, given)
    if declared.required or (declared.default and CODE in given):
        return values
    return st.just(declared.kind.nothing) | values


def _values(declared: Field, kind: Any, given: Given) -> Strategy:  # noqa: C901, PLR0912 - a case for each kind
    """Return the values of a kind in a field."""
    match kind:
        case _ if declared.given:
            drawn: Strategy = _KEYS | _matching(SLUG.form)
        case Choice():
            drawn = st.sampled_from([*kind.choices])
        case Text() if kind.number:
            drawn = given.get(kind, _PROMOTIONS)
        case Text() if kind.form == TEXT.form:
            drawn = texts
            if declared.name in _NAMED:
                drawn |= given[_NAMED[declared.name]].map(lambda record: record.name)
        case Text():
            drawn = (_addresses if kind.link else _matching)(str(kind.form))
        case Date():
            drawn = _DATES
        case Count():
            drawn = _COUNTS
        case Citation():
            names = st.sampled_from(["name", "note", "sources", *_OWN_KEYS])
            fields = st.lists(names, max_size=2, unique=True)
            drawn = st.builds(replace, given[kind.cls], fields=fields.map(tuple))
        case Record() if kind.cls in given:
            drawn = given[kind.cls]
        case Record():
            drawn = records(kind.cls, given)
            drawn = drawn.filter(written_of) if kind.some else drawn
        case Citations():
            drawn = _lists(_values(declared, kind.item, given), 0, [("key", None)])
        case Many():
            unique = [(part.name, part.within) for part in kind.parts if part.unique]
            drawn = _lists(_values(declared, kind.item, given), int(kind.some), unique)
        case Profiles():
            drawn = _profiles(given[Skill], countless=declared.shorthand is not None)
        case Synonyms():
            words, phrases = texts.map(fold).filter(bool), st.lists(texts, min_size=1, max_size=2)
            drawn = st.dictionaries(words, phrases.map(tuple), max_size=2).map(
                lambda synonyms: tuple(synonyms.items())
            )
        case _:
            raise NotImplementedError(kind)
    return drawn


def _lists(items: Strategy, least: int, unique: Sequence[tuple[str, str | None]]) -> Strategy:
    """Return lists in which no two items share a value of the attributes `unique`.

    Each comes with the attribute that they must share too for that, if there is one.
    """

    def taken(name: str, within: str | None, item: Any) -> Any:
        value = getattr(item, name)
        return object() if value is None else (value, within and getattr(item, within))

    keys = tuple(partial(taken, *names) for names in unique)
    return st.lists(items, min_size=least, max_size=3, unique_by=keys or None).map(tuple)


def _profiles(skills: Strategy, *, countless: bool) -> Strategy:
    """Return profiles that seek each skill once: all of them are counted, or where allowed, none.

    Args:
        skills: the vocabulary.
        countless: whether it is allowed not to count them.
    """
    some = st.lists(skills, min_size=1, unique=True)
    counted = some.flatmap(
        lambda chosen: st.tuples(*(st.builds(Profile, st.just(skill), _COUNTS) for skill in chosen))
    )
    return counted | some.map(lambda chosen: tuple(map(Profile, chosen))) if countless else counted


@st.composite
def records(draw: st.DrawFn, /, cls: Any, given: Given, **stated: Any) -> Any:
    """Draw a record of a class; `stated` is what some of its fields hold.

    What others give is not drawn, but for the keys of vocabularies, which are required.
    """
    drawn = {
        declared.name: draw(_held(declared, given))
        for declared in fields_of(cls)
        if declared.name not in stated and (declared.required or not declared.given)
    }
    for declared in fields_of(cls):
        if declared.after and drawn[declared.after] and drawn[declared.name]:
            dates = sorted((drawn[declared.after], drawn[declared.name]))
            drawn[declared.after], drawn[declared.name] = dates
    return cls(**stated, **drawn)


def _announced(challenges: Sequence[Challenge]) -> Strategy:
    """Return announced totals that the challenges add up to: all that are known, or some."""
    profiles = [profile for challenge in challenges for profile in challenge.profiles]
    skills = dict.fromkeys(profile.skill for profile in profiles)
    sums = [Profile(skill, oracle.sought(profiles, skill.code)) for skill in skills]
    totals = {
        "challenges": len(challenges),
        "profiles": oracle.total(profiles),
        "skills": tuple(profile for profile in sums if profile.count),
    }
    if not all(challenge.profiles for challenge in challenges):
        # Of people nothing adds up where some do not say whom they seek.
        del totals["profiles"], totals["skills"]
    known: dict[str, Any] = {name: total for name, total in totals.items() if total}
    # One that says nothing is refused.
    some = st.sets(st.sampled_from([*known]), min_size=1) if known else st.nothing()
    return some.map(lambda names: replace(Announced(), **{name: known[name] for name in names}))


@st.composite
def _datasets(draw: st.DrawFn) -> Any:
    given: Given = {}
    stated: dict[str, Any] = {}
    known = {declared.name: declared for declared in fields_of(Dataset)}
    for name, declared in known.items():
        if isinstance(declared.kind, Vocabulary):
            cls = declared.kind.item.cls
            key, *_others = fields_of(cls)
            # At least one: there are fields that cannot do without.
            stated[name] = draw(_lists(records(cls, given), 1, [(key.name, None)]))
            if cls is Body:
                stated[name] = draw(_leading_back(stated[name], "name", "part_of", "followed_by"))
            given[cls] = st.sampled_from(stated[name])
    calls = records(Programme, given | {Announced: st.none()})
    # No two of a promotion, and what is the same of none is the same call.
    calls = st.lists(calls, max_size=3, unique_by=lambda call: call.promotion or (call.name,))
    programmes = draw(calls)
    challenges = _held(known["challenges"], given | {CODE: _PROMOTIONS | st.none()})
    # Of a dataset without any, there is not much to find out.
    drawn = draw(challenges | challenges.filter(bool))
    drawn = draw(_leading_back(drawn, "slug", "follows"))
    drawn = draw(_with_own_keys(drawn))
    years = {call.promotion: call.start[:4] for call in programmes if call.start}
    drawn = [replace(one, year=years.get(one.promotion)) for one in drawn]
    stated["challenges"] = tuple(_with_what_is_given(drawn, stated))
    stated["programmes"] = tuple(
        draw(_with_totals(programme, stated["challenges"])) for programme in programmes
    )
    stated["synonyms"] = draw(_held(known["synonyms"], given))
    return Dataset(**stated)


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
    """Return challenges of which some have keys of their author's own."""
    kinds = st.sampled_from([*_OWN_VALUES, st.one_of(_OWN_VALUES)])
    said = draw(st.dictionaries(st.sampled_from(_OWN_KEYS), kinds, max_size=3))
    stated = st.fixed_dictionaries({}, optional=said).map(
        lambda own: tuple((own_field(key, (value,)), value) for key, value in own.items())
    )
    return tuple(replace(challenge, own=draw(stated)) for challenge in challenges)


def _with_what_is_given(
    challenges: Sequence[Challenge], vocabularies: dict[str, Any]
) -> Iterator[Challenge]:
    """Yield challenges with what vocabularies and the other challenges say of them."""
    reader = Reader(shared_vocabularies())
    for name in ("bodies", "towns"):
        reader.vocabularies[name] = {record.name: record for record in vocabularies[name]}

    def completed(record: Any) -> Any:
        fields = fields_of(record.__class__)
        values = {declared.name: getattr(record, declared.name) for declared in fields}
        for declared in fields:
            if declared.given and declared.default:
                values[declared.name] = declared.default(reader, values)
        return replace(record, **values)

    for challenge in challenges:
        after = tuple(other.slug for other in challenges if other.follows == challenge.slug)
        hosts = tuple(map(completed, challenge.hosts))
        yield completed(replace(challenge, hosts=hosts, followed_by=after))


def _with_totals(programme: Programme, challenges: Sequence[Challenge]) -> Strategy:
    """Return a programme with or without totals that the challenges of its promotion add up to."""
    own = [c for c in challenges if c.promotion == programme.promotion]
    return (st.none() | _announced(own)).map(
        lambda announced: replace(programme, announced=announced)
    )


datasets: st.SearchStrategy[Dataset] = _datasets()
