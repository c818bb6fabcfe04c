"""Own keys in questions: those with few and short values, and these values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from eigcli.query.amounts import amount_in
from eigcli.query.facets import FACETS, few_values
from eigcli.query.tokens import Token, Tokens, joined, kinds_of
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import name_key

_LONGEST = 6  # words of a value, with the name of its key
_MAY_SAY = {"state", "maybe", "phase", "fact"}  # other senses of a word that is a value
_Names = Mapping[str, Mapping[str, str]]  # by `name_key`: own keys, each with what is so called


def own_keys(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take values of own keys, with the name of the key beside them, and keys to count by.

    Examples:
        projects in the pilot stage -> x-stage Pilot
        how many projects per stage -> by x-stage
    """
    few = few_values(vocabulary.dataset)
    names = _names_of_values(few)
    keys = {name_key(FACETS[key].label): key for key in few if key.removeprefix("x-") not in FACETS}
    taken = Tokens()
    at = 0
    while at < len(tokens):
        length, token = 1, tokens[at]
        for part in _longest_first(tokens, at):
            name = joined(part)
            words = name_key(name.typed)
            values = names.get(words, {})
            if len(values) == 1 and _is_clear(name, vocabulary):
                [(key, value)] = values.items()
                length, token = len(part), name.taken(key, value)
                break
            is_alone = len(part) == len(tokens)
            if words in keys and (is_alone or _is_counted_by(taken)):
                length, token = len(part), name.taken("by", keys[words])
                break
        taken.append(token)
        at += length
    return taken


def _names_of_values(few: Mapping[str, list[str]]) -> _Names:
    """Return the names of the values of some keys, alone and with the name of the key.

    Numbers, dates, single letters and what is denied say too little alone.
    """
    names = defaultdict[str, dict[str, str]](dict)
    for key, values in few.items():
        for value in values:
            names[name_key(f"{FACETS[key].label} {value}")][key] = value
            is_denied = value.lower().startswith("pas ")
            if len(value) > 1 and not is_denied and not amount_in(value):
                names[name_key(value)][key] = value
    return names


def _longest_first(tokens: Tokens, at: int) -> Iterator[Tokens]:
    """Yield the words at a place that may be a name, the most first: no article is at its end."""
    for length in range(_LONGEST, 0, -1):
        part = tokens[at : at + length]
        is_too_long = len(part) < length
        if is_too_long or kinds_of(part):
            continue
        ends = (part[0], part[-1])
        if not any(token.is_stop for token in ends):
            yield part


def _is_clear(name: Token, vocabulary: Vocabulary) -> bool:
    """Return whether words that are a value mean nothing else."""
    if vocabulary.facets_of(name.typed):
        return False
    return len(name.words) > 1 or name.senses.keys() <= _MAY_SAY


def _is_counted_by(before: Tokens) -> bool:
    """Return whether words before a key say that it is counted by: `per`, or `and` behind one."""
    if before[-1:] and before[-1].says("and"):
        before = [token for token in before if token.kind == "by"]
        return bool(before)
    return any(token.says("per", "which") for token in before[-1:])
