"""The promotions that a question names: `2019`, `promotions 4 à 6`, `since 2021`."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from eigcli.data.model import Dataset
from eigcli.data.promotions import promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.tokens import Token, Tokens, joined, token_at
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import file_of_words, number_of

_YEAR = "(?:19|20)[0-9]{2}"
_ORDINAL = "([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)"
# The letter of each kind of word: see `_letter`.
_RELATIONS = {"since": "S", "after": "A", "before": "B", "between": "W", "until": "U", "to": "t"}
_ENDS = {"first": "F", "last": "L", "most": "m", "recent": "R", "old": "O"}
_TIMES = {**_RELATIONS, **_ENDS, "onward": ">", "now": "!"}
_NAMING = re.compile(
    r"""
    s? [dn]? (?P<end> [FL] | m[RO] ) [dn]? p     # the two most recent promotions
    | [dn]? p s? (?P<behind> m[RO] )             # la promotion la plus ancienne
    | (?P<relation> [SABWU] (?: [st]* ) )?
      (?: o (?: [&s]? o )* p                     # 3e promotion
        | y (?: (?: [&s]? [Ut&B] [st]* )? p? y )*
        | p (?: [sp]* [dy] | n ) (?: (?: [&s]? [Ut&B] [st]* )? p? [dny] )*
      )
      (?P<onward> &? > | [tU] s* !+ | &A (?! s* [ypd] ) )?
    """,
    re.VERBOSE,
)


def promotions(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take the words that name promotions.

    The grammar, of which `_NAMING` is the pattern, in letters for kinds of words:

        naming   = [number] ("first" | "last" | "most" "recent") [number] "promotion"
                 | [number] "promotion" "most" "recent"
                 | [relation] names [onward]
        relation = "since" | "after" | "before" | "between" | "until"
        names    = ordinal {["and"] ordinal} "promotion" | year {more year}
                 | "promotion" number {more (number | year)}
        more     = ["and" | "to" | "until" | "before"] ["promotion"]
        onward   = "onward" | "to" "now" | "and" "after"

    Examples:
        promotions 4 à 5 -> promotion 4, promotion 5
        avant 2019 -> promotion 1, promotion 2
    """
    dataset = vocabulary.dataset
    names = (*dataset.promotion_codes, *dataset.promotion_years.values())
    codes = {name.casefold() for name in names if number_of(name) is None}
    letters = "".join(_letter(token, codes, dataset) for token in tokens)
    # `from 2021 on`, `2021 et plus`
    for at in (len(tokens) - 1, *(at + 2 for at, t in enumerate(tokens) if t.plain == "from")):
        if token_at(tokens, at).plain in {"on", "plus"}:
            letters = letters[:at] + ">" + letters[at + 1 :]
    taken = Tokens()
    at = 0
    while at < len(tokens):
        length, named = vocabulary.named(tokens, at, {"challenge", "promotion"})
        if length > 1 and "promotion" in named:  # `fall-2022`, the name of a programme
            name = joined(tokens[at : at + length])
            taken += [name.taken("promotion", code) for code in named["promotion"]]
            at += length
            continue
        if length > 1 and "y" in letters[at : at + length]:  # a year in the name of a challenge
            taken += tokens[at : at + length]
            at += length
            continue
        match = _NAMING.match(letters, at)
        found, length = _named(match, tokens, dataset) if match else ([tokens[at]], 1)
        taken += found
        at += length
    return taken


def _letter(token: Token, codes: Collection[str], dataset: Dataset) -> str:
    """Return the letter of the kind of a word, `.` for one that names no promotion."""
    is_year = re.fullmatch(_YEAR, token.plain) and dataset.promotion_codes
    is_number = number_of(token.plain) is not None
    kinds = {
        _TIMES.get(token.senses.get("time", ""), ""): "time" in token.senses,
        "y": token.plain in codes or is_year,
        "d": is_number and token.plain.isdigit(),
        "n": is_number,
        "p": token.plain == "eig" or token.senses.get("kind") in ("promotion", "year"),
        "o": "ordinal" in token.senses or re.fullmatch(_ORDINAL, token.plain),
        "&": token.says("and", "or"),
        "s": token.is_stop,
    }
    return next((letter for letter, is_so in kinds.items() if is_so), ".")


def _named(match: re.Match[str], tokens: Tokens, dataset: Dataset) -> tuple[Tokens, int]:
    """Return the promotions that some words name, as tokens, and how many words these are."""
    part = tokens[match.start() : match.end()]
    letters = match[0]
    end = match["end"] or match["behind"]
    read: dict[str, str] = {}
    typed = "".join(token.gap + token.typed for token in part).strip()
    try:
        if end:
            codes = _at_an_end(end, part, dataset)
        elif match["relation"] or match["onward"]:
            relations = "S" if match["onward"] else letters
            codes = _related(relations, part, letters, dataset)
        else:
            codes = _listed(part, letters, dataset, read)
        missing = _("there is no promotion {words}", words=typed)
    except UsageError as error:
        codes, missing = (), str(error)
    if not codes:
        return [part[0]._replace(typed=typed, senses={}).taken("missing", missing)], len(part)
    first = part[0]._replace(typed=typed, senses=read)
    return [first.taken("promotion", code) for code in codes], len(part)


def _at_an_end(end: str, part: Tokens, dataset: Dataset) -> Sequence[str]:
    """Return the codes of the first or the last promotions: one, unless a number is named."""
    numbers = [number for token in part if (number := number_of(token.plain))]
    count = max(numbers, default=1)
    order = dataset.promotion_codes
    return order[:count] if end in ("F", "mO") else order[-count:]


def _related(relations: str, part: Tokens, letters: str, dataset: Dataset) -> list[str]:
    """Return the promotions that are `since`, `before` or else to those that words name."""
    order = dataset.promotion_codes
    years = [token.plain for token, letter in zip(part, letters, strict=True) if letter == "y"]
    places: dict[str, str | int] = {}
    if all(map(str.isdigit, years)) and years:  # a year need not be that of a promotion
        places.update((code, year) for code, year in dataset.promotion_years.items() if code)
        named: list[str | int] = [*years]
    else:
        places.update((code, place) for place, code in enumerate(order))
        named = [places[code] for code in _listed(part, letters, dataset, {})]
    low, high = str(min(named)), str(max(named))

    def meets(place: str) -> bool:
        holds = {
            "S": low <= place,
            "W": low <= place <= high,
            "U": place <= high,
            "t": place <= high or low == high,  # `postérieurs à 2020`
            "B": place < high,
            "A": place > low,
        }
        return all(holds.get(relation, True) for relation in relations)

    return [code for code in order if code in places and meets(str(places[code]))]


def _listed(part: Tokens, letters: str, dataset: Dataset, read: dict[str, str]) -> list[str]:
    """Return the promotions that words name, with those within ranges.

    Args:
        part: the words.
        letters: the letters of their kinds.
        dataset: whose promotions they are.
        read: years in which no promotion began are added, with what they are taken for.
    """
    order, years = dataset.promotion_codes, dataset.promotion_years
    codes = list[str]()
    is_range = False
    for token, letter in zip(part, letters, strict=True):
        is_range = is_range or letter in "tU" or token.gap.strip() in ("-", "–")
        if letter not in "ydno":
            continue
        name = _number(token)
        [first, *others] = promotions_named([name], dataset)
        if letter == "y" and name.isdigit() and name not in map(years.get, (first, *others)):
            read["read"] = f"promotion {dataset.promotion_labels[first]}"
        if is_range and codes:
            low, high = sorted((order.index(codes[-1]), order.index(first)))
            codes += order[low + 1 : high]
        codes += [first, *others]
        is_range = False
    return codes


def _number(token: Token) -> str:
    """Return the number that a word stands for, or else the word: `3` for `troisième` and `3e`."""
    if ordinal := token.senses.get("ordinal"):
        return ordinal
    if number := file_of_words()["numbers"].get(token.plain):
        return str(number)
    digits = "".join(takewhile(str.isdigit, token.plain))
    return digits if re.fullmatch(_ORDINAL, token.plain) else token.plain
