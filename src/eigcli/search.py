"""Searching the texts of challenges for words, the best match first."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from eigcli.data.fields import Field
from eigcli.data.kinds import own_field, texts_in
from eigcli.data.loading import synonyms_of
from eigcli.data.model import Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.matching import QueryWord, match_word, parse_query, runs_together, texts_with, words_in
from eigcli.messages import _
from eigcli.text import comma_list, fold, joined_letters, quoted

_OR = re.compile(r"\s(?:ou|or)\s", re.IGNORECASE)


class Rating(NamedTuple):
    """How well a challenge mentions a word of a search: the less, the better.

    Attributes:
        by_family: whether through the names of families only, which are everyday words too: `Mer`.
        by_synonym: whether through its synonyms only.
        other_accents: whether with accents that were not typed only.
        field_rank: how early the field comes that mentions it, see `Field.search`.
    """

    by_family: bool
    by_synonym: bool
    other_accents: bool
    field_rank: int


class Matches:
    """The words of a search, ready to be found in texts.

    It rates challenges, and marks the words when they are drawn.

    Args:
        words: the words of the search; without any, nothing matches.
    """

    def __init__(self, words: Sequence[QueryWord] = ()) -> None:
        self.words = words
        # The texts of several challenges are often the same, and those of a list are drawn too.
        self._matchers = [cache(partial(match_word, word)) for word in words]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where a text mentions the words, as start and end, in their order."""
        found = filter(None, (match(text) for match in self._matchers))
        return sorted(set(chain.from_iterable(match.spans for match in found)))

    def elsewhere(
        self, challenge: Challenge, shown_texts: Sequence[str]
    ) -> Iterator[tuple[Field, str, int]]:
        """Yield where a challenge mentions the words that none of the texts shown of it does.

        For each such word, that is the first field and text that has it, and where it begins. The
        names of families come last.
        """
        families = family_names(challenge)
        texts = searched_texts(challenge)
        texts.sort(key=lambda found: is_of_family(found[0], found[1], families))
        for match in self._matchers:
            if not any(map(match, shown_texts)):
                for field, text in texts:
                    if found := match(text):
                        yield field, text, found.spans[0][0]
                        break

    def ratings(self, challenge: Challenge) -> list[Rating]:
        """Return how well a challenge mentions each word, or nothing if it does not mention all."""
        texts = searched_texts(challenge)
        letters = joined_letters([text for _field, text in texts])
        candidates = [texts_with(word.starts, letters) for word in self.words]
        if not all(candidates):
            return []
        families = family_names(challenge)
        ratings = []
        for match, indices in zip(self._matchers, candidates, strict=True):
            rated = [
                Rating(
                    by_family=is_of_family(field, text, families),
                    by_synonym=found.by_synonym,
                    other_accents=found.other_accents,
                    field_rank=field.search,
                )
                for field, text in map(texts.__getitem__, indices)
                if (found := match(text))
            ]
            if not rated:
                return []
            ratings.append(min(rated))
        return ratings


def check_searches(searches: Iterable[str]) -> None:
    """Raise UsageError for a search without a word."""
    for text in searches:
        if not any(map(words_in, _OR.split(text))):
            raise UsageError(_("a search needs a word to search for"))


def query_words(dataset: Dataset, searches: Sequence[str]) -> list[QueryWord]:
    """Return the words of several searches, each once.

    Raises:
        UsageError: for a search without a word.
    """
    check_searches(searches)
    texts = partial(all_texts, dataset)
    synonyms = synonyms_of(dataset) if searches else ()
    queries = [
        _parts_joined_by_or([parse_query(part, synonyms, texts) for part in _OR.split(text)])
        for text in searches
    ]
    return list({word.term.plain: word for word in chain.from_iterable(queries)}.values())


def _parts_joined_by_or(parts: Sequence[Sequence[QueryWord]]) -> list[QueryWord]:
    """Return the words of a search whose parts are separated by "or".

    Of the words on either side of it one is enough: the second is as a synonym of the first.
    """
    words: list[QueryWord] = []
    for number, part in enumerate(parts):
        others = list(part)
        if number and words and others:
            words[-1] = words[-1].or_else(others.pop(0))
        words += others
    return words


def searched_texts(challenge: Challenge) -> list[tuple[Field, str]]:
    """Return the texts of a challenge that are searched, each with its field."""
    texts = list(texts_in(challenge, "search"))
    for key, value in challenge.own:
        declared = own_field(key, [value])
        texts += [(declared, text) for text in declared.kind.codes(value)]
    return texts


def is_of_family(field: Field, text: str, families: Collection[str]) -> bool:
    """Return whether a text is one of the names of families that hosts have besides their own.

    A ministry, a theme or a keyword may be the same word.
    """
    return field.name == "aliases" and text in families


def family_names(challenge: Challenge) -> set[str]:
    """Return what the families of the hosts of a challenge are called."""
    families = chain.from_iterable(host.families for host in challenge.hosts)
    return set(chain.from_iterable(family.names() for family in families))


def all_texts(dataset: Dataset) -> Iterator[str]:
    """Yield the texts of the challenges of a dataset that are searched."""
    for challenge in dataset.challenges:
        yield from (text for _field, text in searched_texts(challenge))


def search(
    challenges: Sequence[Challenge], matches: Matches, typed: str
) -> tuple[list[Challenge], list[str]]:
    """Return the challenges that mention every word of a search, the best first, and notes.

    Those that mention them as well stay in their order. Those that do through the names of families
    alone are left out where others do. Where none does, that is those in which the letters run
    together as they were typed. There is a note for each word that some challenge has only through
    synonyms.

    Args:
        challenges: where to search.
        matches: the words of the search.
        typed: the search as it was typed.
    """
    rated = ((challenge, matches.ratings(challenge)) for challenge in challenges)
    found = [(challenge, ratings) for challenge, ratings in rated if ratings]
    if not found:
        has_letters = cache(partial(runs_together, letters=fold(typed)))
        texts = ((c, (text for _field, text in searched_texts(c))) for c in challenges)
        return [c for c, own_texts in texts if any(map(has_letters, own_texts))], []
    own = [rated for rated in found if not any(rating.by_family for rating in rated[1])]
    found = sorted(own or found, key=lambda rated: tuple(map(sum, zip(*rated[1], strict=True))))
    notes = [
        synonyms_note(word.typed, [word])
        for number, word in enumerate(matches.words)
        if any(ratings[number].by_synonym for _challenge, ratings in found)
    ]
    return [challenge for challenge, _ratings in found], notes


def synonyms_note(value: str, words: Iterable[QueryWord]) -> str:
    """Return that a value was understood through synonyms, and through which."""
    written = dict.fromkeys(phrase.written for word in words for phrase in word.synonyms)
    text = _("{value} stands for these words too: {phrases}")
    return text.format(value=quoted(value), phrases=comma_list(written))
