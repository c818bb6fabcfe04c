"""Own keys in questions: to count by, and the values of those that have few and short ones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import takewhile

from eigcli.data.model import Dataset
from eigcli.query.amounts import amount_in
from eigcli.query.facets import COUNTED, FACETS, few_values, headings_of, own_keys_of
from eigcli.query.rules import Cursor, Found, name_by_name
from eigcli.query.tokens import Token, Tokens, any_says, joined, kinds_of
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import name_key
from eigcli.text import fold

_LONGEST = 6  # words of a value, with the name of its key
# Other senses of a word that is a value: none by which a question is built.
_MAY_SAY = {"state", "maybe", "phase", "fact", "frame", "hosting", "open", "link", "programme"}
_Names = Mapping[str, Mapping[str, str]]  # by `name_key`: own keys, each with what is so called


def own_keys(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take values of own keys, with the name of the key beside them, and keys to count by.

    Examples:
        projects in the pilot stage -> x-stage Pilot
        how many projects per stage -> by x-stage
    """
    few = few_values(vocabulary.dataset)
    keys = _names_of_keys(own_keys_of(vocabulary.dataset))
    keys |= _headings_of_facets(vocabulary.dataset)
    if not keys:
        return tokens
    rule = partial(_name_at, _names_of_values(few), keys)
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
        if len(of_keys) == 1:
            [(key, value)] = of_keys.items()
            if _is_clear(name, value, here.vocabulary):
                return length, [name.taken(key, value)]
        is_alone = length == len(here.tokens)
        if called in keys and (is_alone or _is_counted_by(here, name)):
            return length, [name.taken("by", keys[called])]
    return None


def _names_of_keys(keys: Iterable[str]) -> dict[str, str]:
    """Return the keys of some that no facet of the programme is called like, by their names."""
    names: dict[str, str] = {}
    for key in keys:
        if key.removeprefix("x-") not in FACETS:
            names |= _by_number(FACETS[key].label, key)
    return names


def _headings_of_facets(dataset: Dataset) -> dict[str, str]:
    """Return what challenges are counted by, by the headings that its columns had: `Agency`."""
    names: dict[str, str] = {}
    for facet, headings in headings_of(dataset).items():
        if facet in COUNTED:
            for heading in headings:
                names |= _by_number(heading, facet)
    return names


def _by_number(name: str, code: str) -> dict[str, str]:
    """Return a code by a name and its plural in `-ies`; `name_key` knows the other plurals."""
    plural = re.sub("y$", "ies", name)
    return {name_key(name): code, name_key(plural): code}


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


def _is_clear(name: Token, value: str, vocabulary: Vocabulary) -> bool:
    """Return whether words that are a value mean nothing else."""
    if vocabulary.facets_of(name.typed):
        return False
    is_written_so = name.plain == fold(value) and not value.isupper()
    if name.says("frame") and not is_written_so:
        return False  # `does` is no code DOE
    return len(name.words) > 1 or name.senses.keys() <= _MAY_SAY


def _is_counted_by(here: Cursor, name: Token) -> bool:
    """Return whether words beside a key say that it is counted by.

    These are `per`, `and` behind one, and a ranking behind several: `agencies with the most`.
    """
    is_plural = name.plain.endswith("s")
    if is_plural and here.is_first and any_says(here.tokens, "rank"):
        return True
    last = here[-1]
    if not last.says("and"):
        return last.says("per", "which")
    is_behind_facet = here[-2].says("kind") and here[-3].says("per")  # `per town and stage`
    return is_behind_facet or "by" in kinds_of(here.before)
