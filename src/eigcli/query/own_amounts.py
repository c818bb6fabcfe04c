"""Numbers under own keys in questions: bounds on them, and what is the largest."""

from collections.abc import Iterator, Sequence
from functools import partial

from eigcli.query.amounts import Amount, amount_in
from eigcli.query.facets import values_of_key
from eigcli.query.own_names import Keys, key_named, names_of_keys
from eigcli.query.rules import Cursor, Found, name_by_name
from eigcli.query.tokens import Token, Tokens, any_says, joined
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import Word, name_key, number_of, senses_at

_LONGEST_NUMBER = 4  # words: `1 200 000 000`
# A number behind each bound, as the options that say the same: what is added to it.
_BOUNDS = {
    "at_least": {"at-least": 0},
    "more": {"at-least": 1},
    "exactly": {"at-least": 0, "at-most": 0},
    "at_most": {"at-most": 0},
    "less": {"at-most": -1},
}
_Bounds = list[tuple[str, float]]  # each of `_BOUNDS` with its number


def own_amounts(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take bounds beside the name of an own key, and its largest for an order.

    Examples:
        projects with a budget over 50000 -> at-least x-budget=50001
        at least 50000 budget -> at-least x-budget=50000
    """
    if vocabulary.is_ours:
        return tokens
    rule = partial(_amount_at, names_of_keys(vocabulary))
    return name_by_name(rule)(tokens, vocabulary)


def _amount_at(keys: Keys, here: Cursor) -> Found:
    """Find the name of an own key with numbers, and what is said of these beside it."""
    length, key = key_named(keys, here)
    if not key or not _has_numbers(key, here.vocabulary):
        return _bound_before(keys, here)
    name = here.joined(length)
    before = here.beyond(-1, _is_small)
    ranking = before[0]
    order = _order(ranking, key)
    if order and _is_of_facet(keys, here.before):
        return length, [name.taken("unknown")]
    if order:  # the largest of these, not the largest teams
        here.tokens[before.at] = ranking._replace(senses={"rank": "most"})
        ordering = name._replace(senses={"sort": order})
        return length, [ordering]
    behind = here.ahead(length)
    if behind[0].says("of"):
        behind = behind.ahead(1)
    width, bounds = _bounds_at(behind)
    if not width:
        return None
    end = behind.at - here.at + width
    return end, _options_of_all(bounds, here.joined(end), key, here.vocabulary)


def _bound_before(keys: Keys, here: Cursor) -> Found:
    """Find a bound and a number before the name of an own key: `at least 30 projects`."""
    width, bounds = _bounds_at(here)
    if not width:
        return None
    length, key = key_named(keys, here.ahead(width))
    if not key:  # in `at least 30 projects`, the name looks like a unit
        width -= 1
        length, key = key_named(keys, here.ahead(width))
    if not key or not _has_numbers(key, here.vocabulary):
        return None
    end = width + length
    return end, _options_of_all(bounds, here.joined(end), key, here.vocabulary)


def _is_of_facet(keys: Keys, tokens: Tokens) -> bool:
    """Return whether words name a facet: `which town has the largest budget` would need sums."""
    if any_says(tokens, "kind"):
        return True
    names = [name_key(token.typed) for token in tokens]
    return not keys.keys().isdisjoint(names)


def _is_small(token: Token) -> bool:
    """Return whether a word may stand between a name and what ranks it: `top 3 budgets`."""
    if token.is_stop or token.says("frame"):
        return True
    return number_of(token.plain) is not None


def _order(word: Token, key: str) -> str:
    """Return the order by a key that a word asks for, with `least` for `smallest`, "" for none."""
    rank = word.sense("rank") or word.sense("sort")
    is_ranking = word.says("rank") or rank.startswith("people")  # `largest` is said of teams
    if not is_ranking:
        return ""
    is_least = rank.endswith("least")
    return f"{key} least" if is_least else key


def _has_numbers(key: str, vocabulary: Vocabulary) -> bool:
    """Return whether a value of an own key is a number."""
    return any(True for _number in _numbers_under(key, vocabulary))


def _numbers_under(key: str, vocabulary: Vocabulary) -> Iterator[float]:
    """Yield the numbers that challenges have under an own key."""
    for challenge in vocabulary.dataset:
        for value in values_of_key(challenge, key):
            amount = _number_in(value)
            if amount:
                yield amount.number


def _number_in(text: str) -> Amount | None:
    """Return the number that a text is, `None` for a date and another text."""
    amount = amount_in(text)
    if not amount or amount.date:
        return None
    return amount


def _bounds_at(here: Cursor) -> tuple[int, _Bounds]:
    """Return the bounds at a place, and of how many words they are; 0 without one."""
    if here[0].sense("time") == "between":
        return _range_at(here)
    words = list[Word]()
    for token in here.rest:
        words += token.words
    if not words:
        return 0, []
    length, senses = senses_at(words, 0)
    bound = senses.get("bound", "")
    behind = here.ahead(length)
    width, number = _number_at(behind)
    if bound not in _BOUNDS or not width:
        return 0, []
    return length + width, [(bound, number)]


def _range_at(here: Cursor) -> tuple[int, _Bounds]:
    """Return the bounds of `between 1000 and 5000`, see `_bounds_at`."""
    first_width, first = _number_at(here.ahead(1))
    joint = here.ahead(1 + first_width)
    last_width, last = _number_at(joint.ahead(1))
    are_numbers = first_width and last_width
    if not are_numbers or not joint[0].says("and"):
        return 0, []
    width = first_width + last_width + 2
    return width, [("at_least", first), ("at_most", last)]


def _number_at(here: Cursor) -> tuple[int, float]:
    """Return the longest number at a place, behind its words: `50 000`; 0 without one."""
    words = here.rest[:_LONGEST_NUMBER]
    while words:
        text = joined(words).typed
        amount = None if words[-1].is_stop else _number_in(text)
        if amount:
            return len(words), amount.number
        words.pop()
    return 0, 0


def _options_of_all(bounds: _Bounds, whole: Token, key: str, vocabulary: Vocabulary) -> Tokens:
    """Return the options that the bounds on an own key stand for, see `options_of`.

    Above 15 is 15.5 and more if this is the next number under the key.
    """
    numbers = [*_numbers_under(key, vocabulary)]
    are_whole = all(map(float.is_integer, numbers))
    options = Tokens()
    for bound, number in bounds:
        other = (bound, number) if are_whole else _inclusive(bound, number, numbers)
        options += options_of(*other, whole, key)
    return options


def _inclusive(bound: str, number: float, numbers: Sequence[float]) -> tuple[str, float]:
    """Return a bound on numbers of which the first or the last that meets it is the number."""
    above = [other for other in numbers if other > number]
    if bound == "more" and above:
        return "at_least", min(above)
    below = [other for other in numbers if other < number]
    if bound == "less" and below:
        return "at_most", max(below)
    return bound, number


def options_of(bound: str, number: float, whole: Token, counted: str = "") -> Tokens:
    """Return the options that a bound and a number stand for.

    Args:
        bound: one of `_BOUNDS`.
        number: the number.
        whole: the words that say this.
        counted: the role or the own key that they bound; "" for all people.
    """
    name = f"{counted}=" if counted else ""
    options = Tokens()
    for option, more in _BOUNDS[bound].items():
        limit = max(number + more, 0)
        options.append(whole.taken(option, f"{name}{limit:.15g}"))
    return options
