"""Own keys in questions: those with few and short values, and these values."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from eigcli.query.amounts import amount_in
from eigcli.query.facets import FACETS, few_values
from eigcli.query.tokens import NOTHING, Token, Tokens, joined, kinds_of, token_at
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import name_key

_LONGEST = 6  # words of a name or a value
_MAY_SAY = {"state", "maybe", "phase", "fact"}  # other senses of a word that is a value


def own_keys(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Take values of own keys, with the name of the key beside them, and keys to count by.

    Examples:
        projects in the pilot stage -> x-stage Pilot
        how many projects per stage -> by x-stage
    """
    names = _Names(vocabulary)
    if not names.of_keys:
        return tokens
    taken = Tokens()
    at = 0
    while at < len(tokens):
        length, token = names.key_at(tokens, at, taken)
        if not length:
            length, token = names.value_at(tokens, at)
        taken.append(token if length else tokens[at])
        at += length or 1
    return taken


class _Names:
    """The names of own keys with few values, and of these values.

    Args:
        vocabulary: the names of the dataset, which mean something else.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._few = few_values(vocabulary.dataset)

    @cached_property
    def of_keys(self) -> dict[str, str]:
        """The keys, by the `name_key` of what people call them."""
        return {
            name_key(FACETS[key].label): key
            for key in self._few
            if key.removeprefix("x-") not in FACETS
        }

    @cached_property
    def _of_values(self) -> dict[str, dict[str, str]]:
        """The keys that have a value, each with this, by the `name_key` of the value.

        Numbers, dates and single letters say too little by themselves.
        """
        named = defaultdict[str, dict[str, str]](dict)
        for key, values in self._few.items():
            for value in values:
                if len(value) > 1 and not amount_in(value):
                    named[name_key(value)][key] = value
        return named

    def key_at(self, tokens: Tokens, at: int, before: Tokens) -> tuple[int, Token]:
        """Find a key at a place: with its value behind, or behind `per` or `which`.

        Args:
            tokens: the words.
            at: the place.
            before: what the words before are taken for.

        Returns:
            How many words, 0 for none, and what they are taken for.
        """
        for name in _names_at(tokens, at):
            key = self._key(name)
            if not key:
                continue
            length = len(name.words)
            for value in _names_at(tokens, at + length):
                values = self._values(value)
                if key in values:
                    return length + len(value.words), value.taken(key, values[key])
            is_alone = length == len(tokens)
            if is_alone or _is_counted(before):
                return length, name.taken("by", key)
        return 0, NOTHING

    def value_at(self, tokens: Tokens, at: int) -> tuple[int, Token]:
        """Find a value at a place: before the name of its key, or if it means nothing else."""
        for name in _names_at(tokens, at):
            values = self._values(name)
            length = len(name.words)
            for behind in _names_at(tokens, at + length):
                key = self._key(behind)
                if key in values:
                    return length + len(behind.words), name.taken(key, values[key])
            is_of_one = len(values) == 1
            if is_of_one and self._is_clear(name):
                key = next(iter(values))
                return length, name.taken(key, values[key])
        return 0, NOTHING

    def _key(self, name: Token) -> str:
        """Return the key that is called so, or ""."""
        return self.of_keys.get(name_key(name.typed), "")

    def _values(self, name: Token) -> dict[str, str]:
        """Return the keys that have a value that is called so, each with this."""
        return self._of_values.get(name_key(name.typed), {})

    def _is_clear(self, name: Token) -> bool:
        """Return whether words that are a value mean nothing else."""
        if self._vocabulary.facets_of(name.typed):
            return False
        return len(name.words) > 1 or name.senses.keys() <= _MAY_SAY


def _names_at(tokens: Tokens, at: int) -> Iterator[Token]:
    """Yield the words at a place that may be a name, the most first: no article ends it."""
    for end in range(at + _LONGEST, at, -1):
        part = tokens[at:end]
        if end > len(tokens) or part[0].is_stop or part[-1].is_stop:
            continue
        if not kinds_of(part):
            yield joined(part)


def _is_counted(before: Tokens) -> bool:
    """Return whether words before a key say that it is counted by: `per`, or `and` behind one."""
    last = token_at(before, len(before) - 1)
    if last.says("and"):
        return token_at(before, len(before) - 2).kind == "by"
    return last.says("per", "which")
