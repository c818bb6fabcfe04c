"""Years in questions on the data of others: those of a column of dates."""

import re
from collections.abc import Collection, Iterable

from eigcli.data.model import Dataset
from eigcli.query.facets import FACETS, FIELDS_BOUNDED
from eigcli.query.promotions import YEAR, is_year
from eigcli.query.rules import Cursor, Found, name_by_name
from eigcli.query.tokens import Token, Tokens
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import senses_of, words_in

_Years = dict[str, set[str]]  # those that challenges have under some keys
_BEGINNING = 5  # letters that a verb has in common with the name of a key
# What words before a year ask for, as an option, and what is added to the year.
_BOUNDS_OF_TIME = {
    "since": ("at-least", 0),
    "after": ("at-least", 1),
    "until": ("at-most", 0),
    "before": ("at-most", -1),
}


def own_years(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take years behind a word of the name of a key for dates under this key.

    Without such a word, a year is one of the only column of dates, if there is one, and if
    challenges have no year of their own; of several columns, it is not known which is meant.

    Examples:
        projects started in 2024 -> x-start-date 2024
        projects started since 2024 -> at-least x-start-date=2024
    """
    rule = _year_of_change if vocabulary.is_ours else _year_at
    return name_by_name(rule)(tokens, vocabulary)


def _year_at(here: Cursor) -> Found:
    """Find a year, with the word before that says of what it is."""
    return _year_behind_word(here) or _year_alone(here)


def _year_of_change(here: Cursor) -> Found:
    """Find the years in which code of our data changed: `code that changed since 2025`."""
    field = here[0].sense("fact")
    if field not in FIELDS_BOUNDED:
        return None
    year = here.beyond(1, _is_of_time)
    if not is_year(year[0]):
        return None
    before = here.beyond(-1, lambda token: token.is_filler)
    code = before[0]
    if code.sense("link") == "repository":
        here.tokens[before.at] = code.silenced()
    return _year_as_options(here, year, field, ())


def _year_behind_word(here: Cursor) -> Found:
    """Find a year behind a word of the name of one key: `started in 2024`."""
    word = here[0]
    year = here.beyond(1, _is_of_time)
    if word.is_stop or not is_year(year[0]):
        return None
    dataset = here.vocabulary.dataset
    keys = [key for key in here.vocabulary.own_keys if _has_beginning(key, word)]
    years_by_key = _years_by_key(keys, dataset)
    if len(years_by_key) != 1:
        return None
    [(key, years)] = years_by_key.items()
    _silence_heading(key, here)
    return _year_as_options(here, year, key, years)


def _silence_heading(key: str, here: Cursor) -> None:
    """Leave no meaning to words before that are in the name of a key: `contracts that end`."""
    heading = {word.lemma for word in words_in(FACETS[key].label)}
    for place, token in enumerate(here.before):
        if token.says("challenge"):
            continue
        [first, *_others] = token.words
        if first.lemma in heading:
            here.tokens[place] = token.silenced()


def _year_alone(here: Cursor) -> Found:
    """Find a year that is of the only key for dates; of several, it is not known of which."""
    dataset = here.vocabulary.dataset
    if not is_year(here[0]) or dataset.promotion_codes:
        return None
    keys = filter(_is_of_dates, here.vocabulary.own_keys)
    years_by_key = _years_by_key(keys, dataset)
    if len(years_by_key) > 1:
        return 1, [here[0].taken("unknown")]
    if not years_by_key:
        return None
    [(key, years)] = years_by_key.items()
    return _year_as_options(here, here, key, years)


def _is_of_time(token: Token) -> bool:
    """Return whether a word may stand before a year: `in`, `since`."""
    if token.is_stop or token.plain == "from":
        return True
    return token.says("time", "in")


def _has_beginning(key: str, word: Token) -> bool:
    """Return whether the name of a key has a word like another: `date initiated`, `initiates`."""
    [first, *_others] = word.words
    beginning = word.plain[:_BEGINNING]
    for part in words_in(FACETS[key].label):
        is_alike = len(beginning) == _BEGINNING and part.plain.startswith(beginning)
        if is_alike or part.lemma == first.lemma:
            return True
    return False


def _is_of_dates(key: str) -> bool:
    """Return whether the name of a key says that it has dates or years."""
    for word in words_in(FACETS[key].label):
        senses = senses_of(word.plain)
        if senses.get("kind") == "year" or senses.get("fact") == "year":
            return True
    return False


def _years_by_key(keys: Iterable[str], dataset: Dataset) -> _Years:
    """Return the years that challenges have under some keys, for those that have any."""
    found = {}
    for key in keys:
        facet = FACETS[key]
        texts = set[str]()
        for challenge in dataset:
            texts.update(facet.names(challenge), facet.weaker_names(challenge))
        years = {text for text in texts if re.fullmatch(YEAR, text)}
        if years:
            found[key] = years
    return found


def _year_as_options(here: Cursor, year: Cursor, key: str, known: Collection[str]) -> Found:
    """Take words up to a year for the options that say the same of a key with known years."""
    end = _end_of_range(year)
    length = end.at - here.at + 1
    whole = here.joined(length)
    number = year[0].plain
    if end.at > year.at:
        first = whole.taken("at-least", f"{key}={number}")
        last = whole.taken("at-most", f"{key}={end[0].plain}")
        return length, [first, last]
    bounds = _bounds_before(year)
    if not bounds:
        if number in known:
            return length, [whole.taken(key, number)]
        bounds = [_BOUNDS_OF_TIME["since"], _BOUNDS_OF_TIME["until"]]
    options = Tokens()
    for option, more in bounds:
        limit = int(number) + more
        bound = whole.taken(option, f"{key}={limit}")
        options.append(bound)
    return length, options


def _end_of_range(year: Cursor) -> Cursor:
    """Return the place of the last year of a range that a year begins, or its own place.

    That is `2020 to 2022`, and `between 2020 and 2022`.
    """
    end = year.ahead(2)
    if not is_year(end[0]):
        return year
    joint = year[1]
    if joint.sense("time") in {"to", "until"}:
        return end
    if not joint.says("and"):
        return year
    before = {year[-1].sense("time"), year[-2].sense("time")}
    return end if "between" in before else year


def _bounds_before(year: Cursor) -> list[tuple[str, int]]:
    """Return what the words before a year ask for: `since`."""
    bounds = []
    for token in reversed(year.before):
        if not _is_of_time(token):
            break
        bound = _BOUNDS_OF_TIME.get(token.sense("time"))
        if bound:
            bounds.append(bound)
    return bounds
