"""Words as people type them, compared with those of the data: plurals, genders, endings, synonyms.

A word that is asked for is meant by one that begins with it, if it has four letters or more, and by
one of the same stem: `écologie` by `écologique`, `gendarmes` by `gendarmerie`. A shorter one is
meant by itself and its plural: `mer` is no part of `numérique`. Case and accents do not matter.

The stems follow a few rules for French endings; they only cut off, and leave what they would cut
too short. They know nothing of meaning: `département` has the stem of `départ`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from eigcli.text import fold

# A word, which may have its other gender behind a middle dot or a dot (`développeur·euse`,
# `entrepreneur.e.s`), or an at sign within (`b@liseNAV`).
_WORD = (
    r"([^\W_](?:[^\W_]|[\u0300-\u036f]|(?<=\w)@(?=\w))*)"
    r"(?:[·.](?:e|s|es|ne|nes|se|ses|euse|euses|rice|rices|trice)\b)*"
)

# Words that carry nothing: articles and the like, and what everything here is called.
_EMPTY = frozenset(
    """
    a au aux avec ce ces cette d dans de des du elle en est et il ils je l la le les leur leurs ma
    mes mon ne nous on ou par pas pour qu que quel quelle quels quelles qui s sa sans se ses son
    sont sur the to un une vous comment of and for in on with ministere ministeres ministry defi
    defis challenge
    """.split()  # noqa: SIM905 - it is read more easily
)

# The shortest word whose beginning is enough.
_LONG = 4

# What ends the other gender or number of a word, and what ends the word: `réelle` is a form of
# `réel`, `travaux` of `travail`. (All are compiled when a word is looked for: most runs look for
# none.)
_FORMS = {
    r"(?<=.{3})(au|ail|ale)$": "al",
    r"(?<=.{4})eu$|(?<=.{3})euse$": "eur",
    r"(?<=.{2})elle$": "el",
    r"(?<=.{3})enne$": "en",
    r"(?<=.{3})iere$": "ier",
    r"(?<=.{3})(if|ive)$": "iv",
    r"(?<=.{6})ee$": "e",
}
# Endings of one thing, by how many letters they leave at least.
_ENDINGS = (
    r"(?<=.{6})ier$"
    r"|(?<=.{5})(al|ante?|ateur|ation|ativ|atrice|el|ement|ion|iv|rice|ure)$"
    r"|(?<=.{4})(aire|erie|er|eur|ie|ique|isme|iste)$"
)


class Word(NamedTuple):
    """A word of a text, as it is compared, and where it stands."""

    plain: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """Return the words of a text in their order."""
    return [
        Word(plain, *match.span())
        for match in re.finditer(_WORD, text)
        if (plain := fold(match[1]))
    ]


def significant_words(text: str) -> list[str]:
    """Return the words of a text that tell something, or all of them where none does."""
    return [word.plain for word in _telling(text)]


def _telling(text: str) -> list[Word]:
    words = words_in(text)
    return [word for word in words if word.plain not in _EMPTY] or words


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Return what a word shares with its other forms: its beginning, but for the last letter."""
    if len(word) > _LONG and word[-1] in "sx":
        word = word[:-1]
    if word.endswith("eau"):
        return word
    if word.endswith("ique") and len(word) <= 2 * _LONG:
        return f"{word[:-3]}c"  # as public, publique
    for form, ending in _FORMS.items():
        word = re.sub(form, ending, word)
    cut = re.sub(_ENDINGS, "", word)
    return word[:-1] if cut == word and len(word) >= _LONG and word.endswith("e") else cut


@lru_cache(maxsize=1000)
def common_start(word: str) -> str:
    """Return letters with which every word begins that is meant by one that is asked for."""
    beginning = stem(word)[:-1]
    return beginning if len(beginning) >= _LONG else word[: _LONG - 1].rstrip("sx")


def match_quality(asked: str, word: str) -> int | None:
    """Return how much of a word is meant by one that is asked for: 0 all, 1 its beginning."""
    one, several = sorted((word, asked), key=len)
    if one == several or (several[:-1] == one and several[-1] in "sx"):
        return 0
    if len(one) < _LONG:
        return None
    if stem(word) == stem(asked):
        return 0
    return 1 if word.startswith(asked) else None


class Phrase(NamedTuple):
    """Words that mean the same as one that is asked for, and how they are written."""

    words: tuple[str, ...]
    written: str


class QueryWord(NamedTuple):
    """A word that is asked for, the phrases that mean the same, and the word as it was typed."""

    word: str
    others: tuple[Phrase, ...]
    typed: str

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The words of each phrase that means it, the first of which is the word itself."""
        return ((self.word,), *(phrase.words for phrase in self.others))


def parse_query(text: str, synonyms: Iterable[tuple[str, Sequence[str]]] = ()) -> list[QueryWord]:
    """Return what a text asks for, word by word.

    Args:
        text: what the user typed.
        synonyms: words, each with the phrases that mean the same.
    """
    words = _telling(text)
    by_word: dict[str, list[Phrase]] = {_one(word.plain): [] for word in words}
    for word, phrases in synonyms:
        for plain in significant_words(word):
            if (same := by_word.get(_one(plain))) is not None:
                # One without a letter means nothing.
                same.extend(
                    Phrase(said, phrase)
                    for phrase in phrases
                    if (said := tuple(significant_words(phrase)))
                )
    return [
        QueryWord(plain, tuple(by_word[_one(plain)]), text[start:end])
        for plain, start, end in words
    ]


def _one(word: str) -> str:
    """Return a word without the ending of several."""
    return word[:-1] if len(word) >= _LONG and word[-1] in "sx" else word


def has_all_words(text: str, asked: Iterable[str]) -> bool:
    """Return whether each word that is asked for means one of a text."""
    words = [word.plain for word in words_in(text)]
    return all(any(match_quality(one, word) is not None for word in words) for one in asked)


def match_spans(text: str, asked: Sequence[QueryWord]) -> list[tuple[int, int]]:
    """Return where a text has what is asked for, as start and end.

    The words of a phrase count only where it has them all.
    """
    words = words_in(text)
    found: list[list[Word]] = []
    for phrase in chain.from_iterable(one.phrases for one in asked):
        meant = [[w for w in words if match_quality(one, w.plain) is not None] for one in phrase]
        if all(meant):
            found += meant
    return sorted({(word.start, word.end) for word in chain.from_iterable(found)})


def runs_together(text: str, asked: str) -> bool:
    """Return whether a text has what is asked for, were it not for the spaces.

    It must begin where a word begins and end where one ends, but for what is long.
    """
    wanted = fold(asked)
    words = [word.plain for word in words_in(text)]
    borders = [0, *accumulate(map(len, words))]
    whole = "".join(words)
    return bool(wanted) and any(
        whole.startswith(wanted, start)
        and (start + len(wanted) in borders or len(wanted) >= 2 * _LONG)
        for start in borders
    )
