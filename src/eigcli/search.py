"""Searching the texts of challenges for words, the best match first."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from eigcli.errors import UsageError
from eigcli.fields import Field, fields_of, texts_in
from eigcli.matching import (
    QueryWord,
    common_start,
    match_quality,
    match_spans,
    parse_query,
    runs_together,
    words_in,
)
from eigcli.messages import _
from eigcli.model import Challenge, Dataset
from eigcli.text import (
    comma_list,
    quoted,
    unaccented,
)


def query_words(dataset: Dataset, searches: Iterable[str]) -> list[QueryWord]:
    """Return the words that are searched for; raise UsageError where a search has none."""
    texts = [parse_query(text, dataset.synonyms) for text in searches]
    if not all(texts):
        raise UsageError(_("a search needs a word to search for"))
    return list(chain.from_iterable(texts))


@cache
def _searched_fields() -> list[Field]:
    """Return the fields of a challenge that a search looks into."""
    return [f for f in fields_of(Challenge) if f.searched or any(p.searched for p in f.kind.parts)]


def searched_texts(challenge: Challenge) -> list[tuple[Field, str]]:
    """Return the texts that are searched, each with its field."""
    said = texts_in(challenge, _searched_fields())
    return [(field, text) for field, text in said if field.searched]


def search(
    challenges: Sequence[Challenge],
    wanted: Sequence[QueryWord],
    typed_words: str,
) -> tuple[list[Challenge], list[str]]:
    """Return the challenges that mention every word of a search, the best first, and notes.

    Where there is none, those that mention the words as they are typed, but for the spaces. A note
    says for each word that is found through synonyms only through which.
    """
    hits_in = cache(partial(_hits_in, wanted=wanted))
    found: list[tuple[_Rank, Challenge]] = []
    for challenge in challenges:
        best: dict[int, _Hit] = {}
        for number, (field, text) in enumerate(searched_texts(challenge)):
            for which, through, beginnings, places in hits_in(text):
                quality = through, field.searched, beginnings
                hit = _Hit(quality, [_FAR * number + place for place in places])
                best[which] = hit.or_better(best.get(which))
        if len(best) == len(wanted):
            found.append((_ranked(best), challenge))
    if not found:
        runs = cache(partial(runs_together, asked=typed_words))
        return [c for c in challenges if any(runs(text) for _field, text in searched_texts(c))], []
    found.sort(key=lambda ranked: ranked[0])
    notes = [
        synonyms_note(one.typed, [one])
        for which, one in enumerate(wanted)
        if any(which in rank.synonyms for rank, _challenge in found)
    ]
    return [challenge for _rank, challenge in found], notes


# Words of two texts are as far apart as if this many stood between.
_FAR = 1000


_NOWHERE = 10**9


class _Hit(NamedTuple):
    """Where a word is found, and how well.

    Attributes:
        quality: whether through a synonym only, how early the field comes, and how many words are
            beginnings of others; the less, the better.
        places: the places.
    """

    quality: tuple[int, int, int]
    places: list[int]

    def or_better(self, other: "_Hit | None") -> "_Hit":
        """Return the better of two, or both where they are as good."""
        if other is None or self.quality < other.quality:
            return self
        if self.quality == other.quality:
            return _Hit(self.quality, other.places + self.places)
        return other


class _Rank(NamedTuple):
    """How well a challenge answers a search: the less, the better.

    Attributes:
        through: how many words are found through synonyms only.
        early: how early the fields come in which they are found.
        beginnings: how many of them are the beginnings of others.
        spread: how far they stand apart.
        synonyms: which of the words are found through synonyms.
    """

    through: int
    early: int
    beginnings: int
    spread: int
    synonyms: tuple[int, ...]


def _ranked(best: dict[int, _Hit]) -> _Rank:
    through, early, beginnings = map(sum, zip(*(hit.quality for hit in best.values()), strict=True))
    synonyms = tuple(which for which, hit in best.items() if hit.quality[0])
    return _Rank(
        through, early, beginnings, _spread([hit.places for hit in best.values()]), synonyms
    )


def _spread(places: Sequence[list[int]]) -> int:
    """Return the shortest way from any word on over one place of each."""
    return min(
        max(min((place for place in those if place >= start), default=_NOWHERE) for those in places)
        - start
        for start in chain.from_iterable(places)
    )


def _hits_in(text: str, wanted: Sequence[QueryWord]) -> list[tuple[int, int, int, list[int]]]:
    """Return where a text has what is asked for.

    That is for each word and for each phrase that means the same: which word it is, whether it is
    found through the phrase, how many words are the beginnings of others, and the places.
    """
    # To look at each word takes long, and most texts have not even the letters.
    letters = unaccented(text)
    hits, words = [], None
    for which, one in enumerate(wanted):
        for number, phrase in enumerate(one.phrases):
            if all(common_start(word) in letters for word in phrase):
                words = words or [word.plain for word in words_in(text)]
                found = [best for word in phrase if (best := _best(word, words))]
                if len(found) == len(phrase):
                    beginnings = sum(like for like, _places in found)
                    hits.append((which, min(number, 1), beginnings, found[0][1]))
    return hits


def _best(asked: str, words: Sequence[str]) -> tuple[int, list[int]] | None:
    """Return how much of a word is meant by one that is asked for, and where it is that much."""
    likes = [match_quality(asked, word) for word in words]
    best = min((like for like in likes if like is not None), default=None)
    return None if best is None else (best, [n for n, like in enumerate(likes) if like == best])


class Matches:
    """Where texts mention the words of a search, for whatever draws the challenges that it found.

    Args:
        words: the words of the search; without any, nothing matches.
    """

    def __init__(self, words: Sequence[QueryWord] = ()) -> None:
        self._words = words
        # A text is drawn, and looked for in vain, more than once.
        self._spans_of_word = cache(lambda word, text: match_spans(text, [word]))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where a text mentions the words, as start and end, in their order."""
        found = (self._spans_of_word(word, text) for word in self._words)
        return sorted(set(chain.from_iterable(found)))

    def elsewhere(
        self, challenge: Challenge, shown_texts: Sequence[str]
    ) -> Iterator[tuple[Field, str, int]]:
        """Yield where a challenge mentions the words that none of the texts shown of it does.

        For each such word, that is the first field and text that has it, and where it begins.
        """
        for word in self._words:
            if not any(self._spans_of_word(word, text) for text in shown_texts):
                for field, text in searched_texts(challenge):
                    if spans := self._spans_of_word(word, text):
                        yield field, text, spans[0][0]
                        break


def synonyms_note(value: str, wanted: Iterable[QueryWord]) -> str:
    """Return that a value was understood through synonyms, and through which."""
    written = dict.fromkeys(phrase.written for one in wanted for phrase in one.others)
    text = _("{value} stands for these words too: {phrases}")
    return text.format(value=quoted(value), phrases=comma_list(written))
