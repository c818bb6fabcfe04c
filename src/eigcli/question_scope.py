"""What a question says besides what chooses challenges: promotions, what to count by, a command."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from eigcli.question_names import Token, kind_of, longest_name, phrase_at, role_names, tokens_of
from eigcli.question_words import (
    AFTER,
    ALL_PROMOTIONS,
    AND,
    ASKING,
    ASKING_PHRASES,
    BEFORE,
    BETWEEN,
    CALL,
    COUNTING,
    EVERYTHING,
    FIRST,
    IN,
    LAST,
    MEANINGS,
    NOT,
    OR,
    ORDINAL,
    PER,
    RANKING,
    SINCE,
    TO,
    WHICH,
)

# What decides nothing where it stands together.
PHRASES_OF_ASKING = (*ASKING_PHRASES, *COUNTING)
# What may stand between `combien` and a role.
_OF = frozenset({"de", "d", "des", "of"})
# The acronym of the programme, with which promotions are named: `EIG 4`.
_ACRONYM = "eig"
# What a word says of a promotion or a year behind it.
_OF_PROMOTIONS = frozenset({"promotion", "year"})
_YEAR = re.compile("20[0-9]{2}")
_MINUS = re.compile(r"(?:^|(?<=\s))-(?=[^\W\d])")
_NOT_CONTRACTED = re.compile(r"n['’]t\b")


class Scope(NamedTuple):
    """What a question says besides what chooses challenges.

    Attributes:
        promotions: the codes of those that it names.
        by: what it asks to count by.
        is_counted: whether it asks how many there are.
        rest: the words that are left to be searched; `None` where none of them decides anything.
    """

    promotions: Sequence[str]
    by: Sequence[str]
    is_counted: bool
    rest: str | None


def scope_of(text: str, known: Mapping[str, str], *, is_counting: bool = False) -> Scope:
    """Return what a question says besides what chooses challenges, and its other words.

    For example promotion 5 and `designers à Lyon` of `designers à Lyon en 2021`. A question that
    says nothing of this kind is left as it is typed.

    Args:
        text: the question.
        known: the years of the promotions that there are, by their codes.
        is_counting: whether it may say what to count by.
    """
    codes, rest = take_promotions(text, known)
    dimensions: list[str] = []
    if is_counting:
        dimensions, rest = take_dimensions(rest)
    is_counted = asks_for_count(text)
    if not (codes or dimensions or is_counted):
        return Scope((), (), is_counted=False, rest=text)
    return Scope(codes, dimensions, is_counted, rest if decides(rest) else None)


def decides(text: str) -> bool:
    """Return whether any word of a question decides something."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        length = phrase_at(tokens, at, PHRASES_OF_ASKING)
        is_value = phrase_at(tokens, at, chain.from_iterable(MEANINGS.values()))
        if is_value or not (length or tokens[at].is_stop or tokens[at].is_asking):
            return True
        at += length or 1
    return False


def with_whole_words(text: str) -> str:
    """Return a question with a word for each "not": `don't`, `-designer`."""
    return _MINUS.sub(" not ", _NOT_CONTRACTED.sub(" not", text))


def take_promotions(text: str, known: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the promotions that a question names, and its other words.

    For example `["5"]` and `designers de la` for `designers de la promotion 5`. A year in which
    none starts is returned as it is.

    Args:
        text: the question.
        known: the years of the promotions that there are, by their codes.
    """
    text = with_whole_words(text)
    tokens = tokens_of(text)
    words = {token.plain for token in tokens if not token.is_stop}
    if not words.isdisjoint(EVERYTHING) and words <= {*EVERYTHING, *ASKING}:
        return list(known), ""
    wanted: dict[str, None] = {}
    excluded: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    at, negation = 0, -1
    while at < len(tokens):
        length, codes = _promotions_at(tokens, at, known)
        if length:
            (wanted if negation < 0 else excluded).update(dict.fromkeys(codes))
            first = at if negation < 0 else negation
            taken.append((tokens[first].start, tokens[at + length - 1].end))
        if tokens[at].plain in NOT:
            negation = at
        elif length or not tokens[at].is_stop:
            negation = -1
        at += length or 1
    if excluded:
        wanted = dict.fromkeys(code for code in wanted or known if code not in excluded)
    return list(wanted), _cut(text, taken)


def _cut(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """Return a text without some of its parts."""
    for start, end in sorted(parts, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())


def _promotions_at(
    tokens: Sequence[Token], at: int, known: Mapping[str, str]
) -> tuple[int, Collection[str]]:
    """Return how many words from one on name promotions, and which."""
    if length := phrase_at(tokens, at, ALL_PROMOTIONS):
        return length, known
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if following and kind_of(following[0]) in _OF_PROMOTIONS:
        number = re.fullmatch(ORDINAL, token.plain)
        if number and number[1] in known:
            return 2, [number[1]]
        if token.plain in (*FIRST, *LAST):
            return 2, list(known)[:1] if token.plain in FIRST else list(known)[-1:]
    if kind_of(token) in _OF_PROMOTIONS or token.plain == _ACRONYM:
        return _listed_promotions(tokens, at, known)
    if _YEAR.fullmatch(token.plain):
        return _years_at(tokens, at, known)
    # A number by itself names none.
    named = [] if token.plain.isdigit() else _codes_of(token.plain, known)
    return int(bool(named)), named


def _listed_promotions(
    tokens: Sequence[Token], at: int, known: Mapping[str, str]
) -> tuple[int, Collection[str]]:
    """Return how many words from `promotion` on name some, and which: `4 and 5`, `4 to 6`."""
    length, codes, is_range, order = 0, list[str](), False, list(known)
    for words, other in enumerate(tokens[at + 1 :], start=2):
        if named := _codes_of(other.plain, known):
            if is_range:
                codes += order[order.index(codes[-1]) + 1 : order.index(named[0])]
            codes += named
            length = words
        elif not other.is_stop and other.plain not in (*AND, *OR, *TO):
            break
        is_range = bool(codes) and other.plain in TO
    before = next((t.plain for t in tokens[max(at - 2, 0) : at][::-1] if not t.is_stop), "")
    if codes and before in BEFORE:
        codes = [*order[: order.index(codes[0])]]
    elif codes and before in SINCE | AFTER:
        codes = [*order[order.index(codes[-1]) + (before in AFTER) :]]
    return length, codes


def _codes_of(word: str, known: Mapping[str, str]) -> list[str]:
    """Return the promotions whose code or year a word is."""
    return [code for code, year in known.items() if word in (code.casefold(), year)]


def _years_at(
    tokens: Sequence[Token], at: int, known: Mapping[str, str]
) -> tuple[int, Collection[str]]:
    """Return how many words from a year on are years, and the promotions that start in these."""
    first = last = tokens[at].plain
    length = 1
    before = tokens[at - 1].plain if at else ""
    if before in {"en", "in", "de"} and at > 1 and tokens[at - 2].plain in AFTER | SINCE:
        before = tokens[at - 2].plain
    match tokens[at + 1 : at + 3]:
        case [_, other] if _YEAR.fullmatch(other.plain) and (
            tokens[at + 1].plain in TO or before in BETWEEN
        ):
            last, length = other.plain, 3
        case [other, *_] if _YEAR.fullmatch(other.plain) and other.start == tokens[at].end + 1:
            last, length = other.plain, 2  # 2019-2021
    if before in SINCE | AFTER:
        last = "9999"
    elif before in BEFORE:
        first, last = "", str(int(first) - 1)
    codes = [code for code, year in known.items() if year and first <= year <= last]
    if before in AFTER:
        codes = [code for code in codes if known[code] != first]
    if not codes and (before in {*IN, "de", "of"} or kind_of(tokens[at - 1]) in _OF_PROMOTIONS):
        codes = [tokens[at].plain]
    return (length if codes else 0), codes


def has_bare_year(text: str) -> bool:
    """Return whether a year may be part of a name: `Paris 2024`, but not `designers 2024`."""
    return any(
        _YEAR.fullmatch(token.plain) and previous.typed[:1].isupper()
        for previous, token in pairwise(tokens_of(text))
    )


def take_dimensions(text: str) -> tuple[list[str], str]:
    """Return what a question asks to count by, and its other words.

    For example `["town"]` and `combien de défis` for `combien de défis par ville`. A role whose
    people are counted, as in `combien de designers`, is one of those that are counted by: people of
    it are recruited where nobody of it was sought, too.
    """
    text = with_whole_words(text)
    tokens = tokens_of(text)
    dimensions: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    role: Sequence[Token] = ()
    for at, token in enumerate(tokens):
        if (kind := kind_of(token)) and _is_counted_by(tokens, at):
            dimensions[kind] = None
            taken.append((token.start, token.end))
        elif length := phrase_at(tokens, at, COUNTING):
            articles = takewhile(lambda token: token.plain in _OF, tokens[at + length :])
            start = at + length + len([*articles])
            length, _values = longest_name(tokens, start, role_names())
            role = role or tokens[start : start + length]
    if role and not dimensions:
        dimensions["skill"] = None
        taken.append((role[0].start, role[-1].end))
    return list(dimensions), _cut(text, taken)


def _is_counted_by(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word such as `ministry` names what is counted by, and no value follows."""
    if at and tokens[at - 1].plain in {*PER, *WHICH}:
        return True
    if at + 1 == len(tokens):
        return True
    following = tokens[at + 1]
    return following.plain in {*ASKING, *AND, *OR, *PER} or bool(kind_of(following))


def asks_for_count(text: str) -> bool:
    """Return whether a question asks how many there are."""
    return _has_phrase(tokens_of(text), COUNTING)


def command_for(text: str) -> str:
    """Return which command answers a question: `programme`, `stats` or `list`."""
    tokens = tokens_of(text)
    if any(token.plain in CALL for token in tokens):
        return "programme"
    if asks_for_count(text):
        return "stats"
    is_ranking = _has_phrase(tokens, (*RANKING, *PER))
    return "stats" if is_ranking and any(map(kind_of, tokens)) else "list"


def _has_phrase(tokens: Sequence[Token], phrases: Collection[str]) -> bool:
    return any(phrase_at(tokens, at, phrases) for at in range(len(tokens)))
