"""Tokens: the words of a question, each with what it is taken for. Passes rewrite them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from eigcli.query.words import Word, lists, senses_at, words_in

# `-designer` and `don't` are "not".
_MINUS = r"(?:^|(?<=\s))-(?=[^\W\d])|(?<=\w)n['’]t\b"
# The senses of what may stand between a modifier, such as "not", and what it modifies.
_BETWEEN = {
    "frame",
    "being",
    "having",
    "both",
    "still",
    "not",
    "denying",
    "in",
    "at",
    "of",
    "all",
    "open",
    "by",
    "challenge",
    "kind",
}


FIELDS_NAMED = ("techniques", "repository_licence")  # a question names values of these


class Token(NamedTuple):
    """Some words of a question, and what they are taken for.

    Attributes:
        typed: the words, as they are typed.
        gap: what stands between them and the words before.
        senses: what the words say, by `words.en.yaml` and `words.fr.yaml`.
        kind: what they are taken for: the code of a facet, an own key, `search`, `challenge`,
            `promotion`, `by` for a facet to count by, `at-least`, `at-most` or `limit` for a
            number, `nowhere` for a place without a team; `absent` for what nothing mentions, in a
            list of which any is enough; `unknown` for what is not understood; "" as long as they
            are mere words.
        value: the value that is meant.
        excluded: whether it is not wanted.
        operator: `and` or `or` before it, or "".
    """

    typed: str
    gap: str = ""
    senses: Mapping[str, str] = MappingProxyType({})
    kind: str = ""
    value: str = ""
    excluded: bool = False
    operator: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return words_in(self.typed)

    @property
    def plain(self) -> str:
        """Its words, folded."""
        return " ".join(word.plain for word in self.words)

    @property
    def is_stop(self) -> bool:
        """Whether it is an article or the like."""
        return self.is_in("stop")

    def is_in(self, name: str) -> bool:
        """Return whether it is in a list of `words.en.yaml` and `words.fr.yaml`."""
        return self.plain in lists()[name]

    @property
    def is_of_own_key(self) -> bool:
        """Whether it is taken for a value of an own key, or of a field that has no option."""
        return self.kind.startswith("x-") or self.kind in FIELDS_NAMED

    def is_search_behind(self, last: "Token") -> bool:
        """Return whether both are searched, and nothing but blanks stands between them."""
        return self.kind == last.kind == "search" and not self.gap.strip()

    @property
    def is_filler(self) -> bool:
        """Whether it is a word that may stand between others without a meaning of its own."""
        is_article = self.is_stop and not self.kind
        return is_article or self.says(*_BETWEEN)

    def says(self, *senses: str) -> bool:
        """Return whether it is still a mere word, and has one of some senses."""
        return not self.kind and not self.senses.keys().isdisjoint(senses)

    def sense(self, kind: str) -> str:
        """Return what a sense of it says, "" without that sense, or if it is no mere word."""
        return "" if self.kind else self.senses.get(kind, "")

    def taken(self, kind: str, value: str = "") -> "Token":
        """Return it, taken for something."""
        return self._replace(kind=kind, value=value or self.typed)

    def silenced(self) -> "Token":
        """Return it as a word without any meaning."""
        return self._replace(senses={"frame": "silent"}, kind="")


Tokens = list[Token]
NOTHING = Token("")  # before the first token and behind the last


def with_not(text: str) -> str:
    """Return a question in which each "not" is a word: `weren't`, `-designer`."""
    return re.sub(_MINUS, " not ", text)


def tokens_of(text: str) -> Tokens:
    """Return the words of a question as tokens that are not taken for anything yet."""
    text = with_not(text)
    if text.isupper() and " " in text:  # `PROJECTS IN LYON`
        text = text.lower()
    tokens = Tokens()
    end = 0
    for word in words_in(text):
        gap = text[end : word.start]
        _length, senses = senses_at([word], 0)
        if word.typed.casefold() == "où":  # "where", which without its accent is "or"
            senses = {sense: what for sense, what in senses.items() if sense != "or"}
        tokens.append(Token(word.typed, gap, senses))
        end = word.end
    return tokens


def joined(tokens: Sequence[Token]) -> Token:
    """Return some tokens as one; several have no senses any more."""
    first, *others = tokens
    if not others:
        return first
    typed = first.typed
    for token in others:
        typed += token.gap + token.typed
    return first._replace(typed=typed, senses={})


def any_says(tokens: Iterable[Token], *senses: str) -> bool:
    """Return whether a mere word among tokens has one of some senses."""
    return any(token.says(*senses) for token in tokens)


def kinds_of(tokens: Iterable[Token]) -> set[str]:
    """Return what tokens are taken for."""
    return {token.kind for token in tokens if token.kind}


def values_of(tokens: Iterable[Token], *kinds: str) -> tuple[str, ...]:
    """Return the values of the tokens of some kinds."""
    return tuple(token.value for token in tokens if token.kind in kinds)
