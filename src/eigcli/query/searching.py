"""Searching the texts of challenges for words, the best match first."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain, islice, takewhile
from typing import NamedTuple

from eigcli.data.fields import Field
from eigcli.data.kinds import texts_in
from eigcli.data.loading import bundled, compiled, synonyms_of
from eigcli.data.model import Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.words import (
    ENOUGH_LETTERS,
    Word,
    beginning,
    checked,
    file_of_words,
    folded,
    form,
    key,
    lists,
    matches,
    operator,
    significant,
    words_in,
)
from eigcli.text import comma_list, fold, quoted

SHORTEST_SUGGESTED = 5  # the fewest letters of a word that is suggested


class Way(NamedTuple):
    """A way to mention a term: words, all of which a text must have.

    Attributes:
        words: these words.
        is_synonym: whether they are a synonym.
        whole: whether the beginning of a word is not enough.
        beside: the words that are searched together: `outre mer` finds `outre-mer`.
    """

    words: tuple[Word, ...]
    is_synonym: bool
    whole: bool
    beside: frozenset[str]

    def is_end_of(self, head: str) -> bool:
        """Return whether a word behind `head` and a hyphen is meant: not `mer` by `outre-mer`."""
        return head not in lists()["apart"] or head in self.beside


class Rating(NamedTuple):
    """How well a challenge mentions a term: the less, the better.

    Attributes:
        by_synonym: whether only through synonyms of the term.
        rank: the rank among searched fields of the one that mentions it.
        in_compound: whether it is the end of another word: `data` in `open-data`.
    """

    by_synonym: bool
    rank: int
    in_compound: bool


class Term(NamedTuple):
    """A word of a search, or words with "or" between.

    Attributes:
        typed: as it is written.
        ways: the ways to mention it, or any of its words.
        phrases: its synonyms, as they are written.
        either: lists of terms, one of which a challenge must mention; none for a word.
    """

    typed: str
    ways: tuple[Way, ...]
    phrases: tuple[str, ...]
    either: tuple[tuple["Term", ...], ...] = ()


class Index(NamedTuple):
    """Where the texts of challenges have each word.

    Attributes:
        texts: of each text, the slug of its challenge, and the rank of its field, see `Rating`.
        words: a line for each word, in the order of letters: the word folded, the word as it is
            written, the word before it where a hyphen joins them, and the numbers of the texts that
            have it, with commas between. Lines load faster than tuples.
        letters: all texts, folded.
        keywords: the forms of the words of keywords, with spaces between and around them.
    """

    texts: list[tuple[str, int]]
    words: list[str]
    letters: str
    keywords: str


def index_of(challenges: Sequence[Challenge]) -> Index:
    """Return the index of some challenges."""
    places: dict[str, list[int]] = {}
    texts, letters = list[tuple[str, int]](), list[str]()
    for challenge in challenges:
        for field, text in searched_texts(challenge):
            for word, head in _with_heads(text):
                places.setdefault(f"{word.plain},{word.typed},{head}", []).append(len(texts))
            texts.append((challenge.slug, field.search))
            letters.append(folded(text))
    lines = [f"{word},{','.join(map(str, places[word]))}" for word in sorted(places)]
    keywords = chain(*(c.keywords for c in challenges))
    forms = sorted({word.form for word in chain(*map(significant, keywords))})
    return Index(texts, lines, "\0".join(letters), f" {' '.join(forms)} ")


def _with_heads(text: str) -> Iterator[tuple[Word, str]]:
    """Yield the words of a text, and the word before each that a hyphen joins to it, or ""."""
    head, end = "", 0
    for word in words_in(text):
        is_end = text[end : word.start] == "-"
        yield word, head if is_end else ""
        head, end = word.plain, word.end


@cache
def index_of_bundled() -> Index:
    """Return the index of the bundled dataset; a wheel has it compiled."""
    made = compiled("texts")
    return Index(**made) if made else index_of(bundled().dataset.challenges)


def _either(alternatives: Sequence[Sequence[Term]]) -> Term:
    """Return the term that any of some lists of terms mentions: `road accidents or fire`."""
    terms = [*chain(*alternatives)]
    return Term(
        f" {_('or')} ".join(" ".join(term.typed for term in terms) for terms in alternatives),
        tuple(chain(*(term.ways for term in terms))),
        tuple(chain(*(term.phrases for term in terms))),
        tuple(map(tuple, alternatives)),
    )


class Texts:
    """The texts of a dataset that are searched.

    Args:
        dataset: the dataset.
        exact: whether words have no synonyms.

    Attributes:
        dataset, exact: as given.
    """

    def __init__(self, dataset: Dataset, *, exact: bool = False) -> None:
        self.dataset, self.exact = dataset, exact
        # These caches live as long as the texts.
        self.synonyms, self.rated = cache(self._synonyms), cache(self._rated)

    @property
    def are_ours(self) -> bool:
        """Whether they are the texts of the bundled dataset, of which a wheel has more compiled."""
        return self.dataset.challenges is bundled().dataset.challenges

    @cached_property
    def index(self) -> Index:
        """Where they have each word."""
        return index_of_bundled() if self.are_ours else index_of(self.dataset.challenges)

    @cached_property
    def words_with_synonyms(self) -> dict[str, list[str]]:
        """The phrases that mean the same as a word, by the `key` of the word."""
        if self.are_ours and (made := file_of_words().get("synonyms")):
            return dict(made)  # a wheel has them compiled
        by_word: dict[str, list[str]] = {}
        for word, phrases in synonyms_of(self.dataset).items():
            by_word.setdefault(key(word), []).extend(phrases)
        return {word: phrases for word, phrases in by_word.items() if phrases}

    def _synonyms(self, plain: str) -> list[str]:
        """Return the phrases that mean the same as a word."""
        typed_form = form(re.sub("ies$", "y", plain))
        known = () if self.exact else self.words_with_synonyms.items()
        phrases = chain(*(phrases for words, phrases in known if typed_form in words.split()))
        return [phrase for phrase in phrases if folded(phrase) != plain]

    def have_keyword(self, word: Word) -> bool:
        """Return whether a word is one of a keyword of a challenge."""
        return f" {word.form} " in self.index.keywords

    def have_word(self, plain: str) -> bool:
        """Return whether any text has a folded word, in the singular or the plural."""
        singular = re.sub("(?<=.{3})[sx]$", "", plain)
        return any(
            word in (singular, f"{singular}s", f"{singular}x")
            for word, *_rest in self._beginning(singular)
        )

    def _beginning(self, letters: str) -> Iterator[list[str]]:
        """Return the lines of the index that begin with some letters, split at commas."""
        lines = islice(self.index.words, bisect_left(self.index.words, letters), None)
        return (line.split(",") for line in takewhile(lambda line: line.startswith(letters), lines))

    @cached_property
    def words(self) -> list[str]:
        """The words that may be suggested; small letters come last, which `nearest` prefers."""
        entries = (line.split(",", 2) for line in self.index.words)
        long = {typed for plain, typed, _rest in entries if len(plain) >= SHORTEST_SUGGESTED}
        return sorted(long)

    def terms_of(self, searches: Iterable[str]) -> list[Term]:
        """Return the terms of searches: words, or one term for what has "or" between its words.

        Raises:
            UsageError: for a search without a word.
        """
        terms: dict[str, Term] = {}
        for text in searches:
            parts = operator("or").split(checked(text))
            if not any(map(words_in, parts)):
                raise UsageError(_("a search needs at least one word"))
            listed = [self._terms_in(part) for part in parts if words_in(part)]
            for term in [_either(listed)] if len(listed) > 1 else listed[0]:
                terms.setdefault(fold(term.typed), term)
        return list(terms.values())

    def _terms_in(self, text: str) -> list[Term]:
        """Return the terms of the words of a text."""
        beside = frozenset(word.plain for word in words_in(text))
        return [self._term(word, beside) for word in significant(text)]

    def _term(self, word: Word, beside: frozenset[str]) -> Term:
        phrases = tuple(self.synonyms(word.plain))
        # A word that texts have is not taken for the beginning of others.
        whole = phrases or len(word.plain) < ENOUGH_LETTERS or self.have_word(word.plain)
        ways = [Way((word,), is_synonym=False, whole=bool(whole), beside=beside)]
        for phrase in phrases:
            if words := tuple(significant(phrase)):
                beside = frozenset(other.plain for other in words_in(phrase))
                ways.append(Way(words, is_synonym=True, whole=True, beside=beside))
        return Term(word.typed, tuple(ways), phrases)

    def _rated(self, term: Term) -> dict[str, Rating]:
        """Return the ratings of the challenges that mention a term, by slug."""
        rated: dict[str, Rating] = {}
        for terms in term.either:
            ratings = [self.rated(each) for each in terms]
            for slug in set(ratings[0]).intersection(*ratings[1:]):
                rating = max(of_term[slug] for of_term in ratings)
                rated[slug] = min(rating, rated.get(slug, rating))
        for way in () if term.either else term.ways:
            # Of several words, a text must have all.
            hits = [self._having(word, way) for word in way.words]
            for number in set(hits[0]).intersection(*hits[1:]):
                slug, rank = self.index.texts[number]
                rating = Rating(way.is_synonym, rank, all(ends[number] for ends in hits))
                rated[slug] = min(rating, rated.get(slug, rating))
        return rated

    def _having(self, word: Word, way: Way) -> dict[int, bool]:
        """Return the numbers of the texts that have a word, and whether it only ends others."""
        ends: dict[int, bool] = {}
        for plain, _typed, head, *numbers in self._beginning(beginning(word.plain)):
            if way.is_end_of(head) and matches(word.plain, plain, whole=way.whole):
                for number in map(int, numbers):
                    ends[number] = bool(head) and ends.get(number, True)
        return ends

    def search(self, challenges: Sequence[Challenge], terms: Sequence[Term]) -> list[Challenge]:
        """Return the challenges that mention all terms, the best first."""
        ratings = [self.rated(term) for term in terms]
        mentioning = [c for c in challenges if all(c.slug in rated for rated in ratings)]

        def rating(challenge: Challenge) -> list[int]:
            return [*map(sum, zip(*(rated[challenge.slug] for rated in ratings), strict=True))]

        return sorted(mentioning, key=rating)

    def mentioning(self, search: str) -> frozenset[str]:
        """Return the slugs of the challenges that mention any word of a search."""
        return frozenset[str]().union(*map(self.rated, self.terms_of([search])))

    def notes(self, challenges: Sequence[Challenge], terms: Sequence[Term]) -> list[str]:
        """Return a note for each word that a challenge mentions only through its synonyms."""
        note = _("synonyms of {value}, also searched: {phrases}")
        slugs = {challenge.slug for challenge in challenges}
        return [
            note.format(value=quoted(term.typed), phrases=comma_list(dict.fromkeys(term.phrases)))
            for term in terms
            if any(rating.by_synonym for slug, rating in self.rated(term).items() if slug in slugs)
        ]

    def most_together(self, challenges: Sequence[Challenge], terms: Sequence[Term]) -> list[Term]:
        """Return the most terms that a challenge mentions together; of as many, the rarest.

        A single term says too little: it is returned only if it is the only keyword, and some
        challenge mentions each of the others.
        """

        def worth(together: Sequence[Term]) -> tuple[int, int]:
            return len(together), -sum(len(self.rated(term)) for term in together)

        each = ([term for term in terms if c.slug in self.rated(term)] for c in challenges)
        together = max(each, key=worth, default=[])
        keywords = [term for term in terms if self.have_keyword(term.ways[0].words[0])]
        is_subject = together == keywords and all(map(self.rated, terms))
        return together if len(together) > 1 or is_subject else []


class Matches(NamedTuple):
    """The words of a search, to be marked where they are drawn."""

    terms: Sequence[Term] = ()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the start and the end of each match in a text, in order."""
        words, spans = [*_with_heads(text)], set[tuple[int, int]]()
        for way in (way for term in self.terms for way in term.ways):
            found = [word for word, head in words if way.is_end_of(head)]
            places = [
                {(w.start, w.end) for w in found if matches(word.plain, w.plain, whole=way.whole)}
                for word in way.words
            ]
            spans.update(*places if all(places) else ())
        return sorted(spans)


def searched_texts(challenge: Challenge) -> Iterator[tuple[Field, str]]:
    """Yield the texts of a challenge by which it is found, each with its field.

    Names of families of ministries are left out: they are everyday words, such as `Mer`.
    """
    families = {name for family in challenge.families for name in family.names()}
    for field, text in texts_in(challenge):
        if field.name != "aliases" or text not in families:
            yield field, text
