"""The promotions that a question names: `2019`, `promotions 4 à 6`, `since 2021`."""

import re
from collections.abc import Collection, Sequence

from eigcli.data.model import Dataset
from eigcli.data.promotions import promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.rules import Cursor, Found, name_by_name
from eigcli.query.tokens import Token, Tokens, joined
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import number_of

YEAR = "(?:19|20)[0-9]{2}"
_LATEST = 2099
_ORDINAL = "([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)"
# The grammar of `promotions`, in the kinds of words, each with a comma behind it: see `_kind_of`.
_COUNT = "(?:number,|digits,)?"
_END = "(?:first, | last, | most,(?:recent|old), )"
_MORE = "(?: (?:and,|stop,)? (?:until,|to,|and,|before,) (?:stop,|to,)* )? (?:promotion,)?"
_NAMING = rf"""\b(?:
    (?:stop,)? {_COUNT} (?P<end> {_END} ) {_COUNT} promotion,  # the two most recent promotions
    | {_COUNT} promotion, (?:stop,)? (?P<behind> most,(?:recent|old), )
    | (?P<relation> (?:since,|after,|before,|between,|until,) (?:stop,|to,)* )?
      (?: (?:ordinal,|first,) (?: (?:and,|stop,)* (?:ordinal,|first,) )* promotion,
        | year, (?: {_MORE} year, )*
        | promotion, (?: (?:stop,|promotion,)* (?:digits,|year,) | number, )
          (?: {_MORE} (?:digits,|number,|year,) )*
      )
      (?P<onward> (?:promotion,)? (?:and,)? onward, | (?:to,|until,) (?:stop,)* (?:now,)+
        | and,after, (?! (?:stop,)* (?:year,|promotion,|digits,) )
      )?
)"""
CALLS = {"eig", "call", "appel"}  # `the first call`
_NAMES = {"year", "digits", "number", "ordinal", "first"}
Words = Sequence[tuple[str, Token]]  # words that name promotions, each with its kind


def promotions(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take the words that name promotions.

    The grammar, of which `_NAMING` is the pattern:

        naming   = [number] ("first" | "last" | "most" "recent") [number] "promotion"
                 | [number] "promotion" "most" "recent"
                 | [relation] names [onward]
        relation = "since" | "after" | "before" | "between" | "until"
        names    = (ordinal | "first") {["and"] (ordinal | "first")} "promotion" | year {more year}
                 | "promotion" number {more (number | year)}
        more     = ["and" | "to" | "until" | "before"] ["promotion"]
        onward   = "onward" | "to" "now" | "and" "after"

    Examples:
        promotions 4 à 5 -> promotion 4, promotion 5
        avant 2019 -> promotion 1, promotion 2
    """
    tokens = _names_in_full(tokens, vocabulary)
    codes = vocabulary.dataset.promotion_codes
    text = ""
    for at, token in enumerate(tokens):
        here = Cursor(tokens, at, vocabulary)
        text += _time_at(here) or _kind_of(token, codes)
        text += ","
    if "promotion" not in text and "year" not in text:
        return tokens
    taken = Tokens()
    end = 0
    for naming in re.finditer(_NAMING, text, re.VERBOSE):
        start = text.count(",", 0, naming.start())
        taken += tokens[end:start]
        end = start + naming[0].count(",")
        taken += _named(naming, tokens[start:end], vocabulary.dataset)
    return taken + tokens[end:]


@name_by_name
def _names_in_full(here: Cursor) -> Found:
    """Find the name of a programme, `fall-2022`, or of a challenge that has a year in it."""
    length, facets = here.named({"challenge", "promotion"})
    if length <= 1:
        return None
    name = here.joined(length)
    if "promotion" in facets:
        codes = here.vocabulary.facets_of(name.typed)["promotion"]
        return length, [name.taken("promotion", code) for code in codes]
    order = here.vocabulary.dataset.promotion_codes
    if order and any(is_year(token, order) for token in here.rest[:length]):
        return length, [name.taken("challenge")]
    return None


def is_year(token: Token, codes: Collection[str] = ()) -> bool:
    """Return whether a word is a year, or a code of a promotion that is no number."""
    plain = token.plain
    if number_of(plain) is not None:
        return False
    if plain in map(str.casefold, codes):
        return True
    return re.fullmatch(YEAR, plain) is not None


def _kind_of(token: Token, codes: Collection[str]) -> str:
    """Return the kind of a word in the grammar, `other` if it names no promotion."""
    if codes and is_year(token, codes):
        return "year"
    if number_of(token.plain) is not None:
        return "digits" if token.plain.isdigit() else "number"
    if token.plain in CALLS or token.senses.get("kind") in {"promotion", "year"}:
        return "promotion"
    if _number(token):
        return "ordinal"
    if token.says("and", "or") and not token.says("rank"):  # `2019 vs 2020` compares
        return "and"
    return "stop" if token.is_stop else "other"


def _time_at(here: Cursor) -> str:
    """Return what a word says of time, such as `since`, or ""."""
    word = here[0]
    is_behind = here[-2].plain == "from" or not here[1].typed
    if is_behind and word.plain in {"on", "plus"}:
        return "onward"  # `from 2021 on`, `2021 et plus`
    return word.sense("time")


def _number(token: Token) -> str:
    """Return the number that a word says, `3` for `trois`, `troisième` and `3e`, "" for none."""
    number = number_of(token.plain)
    if number is not None:
        return str(number)
    digits = re.fullmatch(_ORDINAL, token.plain)
    if digits:
        return digits[1]
    return "1" if token.sense("time") == "first" else token.sense("ordinal")


def _named(naming: re.Match[str], tokens: Tokens, dataset: Dataset) -> Tokens:
    """Return a token for each promotion that words name, or one for a missing promotion."""
    kinds = naming[0].removesuffix(",").split(",")
    words = [*zip(kinds, tokens, strict=True)]
    whole = joined(tokens)._replace(senses={})
    missing = _("there is no promotion {words}", words=whole.typed)
    end = naming["end"] or naming["behind"]
    relations = {"since"} if naming["onward"] else {*kinds}
    try:
        if end:
            codes = _at_an_end(end, words, dataset)
        elif naming["onward"] or naming["relation"]:
            codes = _related(relations, words, dataset)
        else:
            codes = _listed(words, dataset)
            whole = whole._replace(senses=_readings(words, dataset))
    except UsageError as error:
        codes = []
        missing = str(error)
    if not codes:
        return [whole.taken("missing", missing)]
    return [whole.taken("promotion", code) for code in codes]


def _at_an_end(end: str, words: Words, dataset: Dataset) -> Sequence[str]:
    """Return the codes of the first or the last promotions: one, unless a number is named."""
    numbers = [number_of(token.plain) or 1 for _kind, token in words]
    count = max(numbers)
    codes = dataset.promotion_codes
    if end in {"first,", "most,old,"}:
        return codes[:count]
    return codes[-count:]


def _related(relations: set[str], words: Words, dataset: Dataset) -> list[str]:
    """Return the promotions that are `since`, `before` or else to those that words name."""
    codes = dataset.promotion_codes
    named = _years(words)
    if named:  # they need not be those of promotions
        numbers = [int(dataset.promotion_years.get(code, -1)) for code in codes]
    else:
        named = [codes.index(code) for code in _listed(words, dataset)]
        numbers = [*range(len(codes))]
    related = _range(relations, min(named), max(named))
    found = []
    for code, number in zip(codes, numbers, strict=True):
        if number in related:
            found.append(code)
    return found


def _years(words: Words) -> list[int]:
    """Return the years that words name; none if a promotion is named otherwise beside them."""
    years = [token.plain for kind, token in words if kind == "year"]
    are_numbers = all(map(str.isdigit, years))
    return [*map(int, years)] if are_numbers else []


def _range(relations: set[str], low: int, high: int) -> range:
    """Return the years, or the places in order, that are in some relations to others."""
    first, last = 0, _LATEST
    is_range = "to" in relations and low < high  # not `postérieurs à 2020`
    if "after" in relations:
        first = low + 1
    elif relations & {"since", "between"}:
        first = low
    if "before" in relations:
        last = high - 1
    elif relations & {"until", "between"} or is_range:
        last = high
    return range(first, last + 1)


def _listed(words: Words, dataset: Dataset) -> list[str]:
    """Return the promotions that words name, with those within ranges."""
    order = dataset.promotion_codes
    codes = list[str]()
    is_range = False
    for kind, token in words:
        if kind in {"to", "until"} or token.gap.strip() in {"-", "–"}:
            is_range = True
        if kind not in _NAMES:
            continue
        found = promotions_named([_number(token) or token.plain], dataset)
        if is_range and codes:
            low, high = sorted(map(order.index, (codes[-1], found[0])))
            codes += order[low + 1 : high]
        codes += found
        is_range = False
    return codes


def _readings(words: Words, dataset: Dataset) -> dict[str, str]:
    """Return what a year is taken for in which no promotion began."""
    years = dataset.promotion_years.values()
    readings = {}
    for kind, token in words:
        year = token.plain
        if kind == "year" and year.isdigit() and year not in years:
            code = promotions_named([year], dataset)[0]
            label = dataset.promotion_labels[code]
            readings["read"] = f"promotion {label}"
    return readings
