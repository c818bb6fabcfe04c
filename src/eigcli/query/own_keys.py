"""Own keys in questions: those with few and short values, and these values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import takewhile

from eigcli.query.amounts import amount_in
from eigcli.query.facets import FACETS, few_values
from eigcli.query.rules import Cursor, Found, name_by_name
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
    if not few:
        return tokens
    rule = partial(_name_at, _names_of_values(few), _names_of_keys(few))
    return name_by_name(rule)(tokens, vocabulary)


def _name_at(values: _Names, keys: Mapping[str, str], here: Cursor) -> Found:
    """Find the longest name of a value or a key: no article is at its ends."""
    words = [*takewhile(lambda token: not token.kind, here.rest[:_LONGEST])]
    while not here[0].is_stop and words:
        length = len(words)
        name = joined(words)
        called = name_key(name.typed)
        of_keys = values.get(called, {})
        if words.pop().is_stop:
            continue
        if len(of_keys) == 1 and _is_clear(name, here.vocabulary):
            [(key, value)] = of_keys.items()
            return length, [name.taken(key, value)]
        is_alone = length == len(here.tokens)
        if called in keys and (is_alone or _is_counted_by(here)):
            return length, [name.taken("by", keys[called])]
    return None


def _names_of_keys(few: Iterable[str]) -> dict[str, str]:
    """Return the keys of some that no facet of the programme is called like, by their names."""
    names: dict[str, str] = {}
    for key in few:
        if key.removeprefix("x-") not in FACETS:
            name = name_key(FACETS[key].label)
            names[name] = key
    return names


def _names_of_values(few: Mapping[str, list[str]]) -> _Names:
    """Return the names of the values of some keys, alone and with the name of the key.

    Numbers, dates, single letters and what is denied say too little alone.
    """
    names = defaultdict[str, dict[str, str]](dict)
    for key, values in few.items():
        for value in values:
            whole = name_key(f"{FACETS[key].label} {value}")
            names[whole][key] = value
            is_denied = value.lower().startswith("pas ")
            if len(value) > 1 and not is_denied and not amount_in(value):
                names[name_key(value)][key] = value
    return names


def _is_clear(name: Token, vocabulary: Vocabulary) -> bool:
    """Return whether words that are a value mean nothing else."""
    if vocabulary.facets_of(name.typed):
        return False
    return len(name.words) > 1 or name.senses.keys() <= _MAY_SAY


def _is_counted_by(here: Cursor) -> bool:
    """Return whether words before a key say that it is counted by: `per`, or `and` behind one."""
    if not here[-1].says("and"):
        return here[-1].says("per", "which")
    is_behind_facet = here[-2].says("kind") and here[-3].says("per")  # `per town and stage`
    return is_behind_facet or "by" in kinds_of(here.before)
