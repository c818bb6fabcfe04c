"""Searching the texts of challenges for words, the best match first."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple, TypeAlias, TypeVar

from eigcli.data.fields import Field
from eigcli.data.kinds import texts_in
from eigcli.data.loading import bundled, compiled, synonyms_of
from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.words import (
    Word,
    beginning,
    checked,
    file_of_words,
    folded,
    lemma,
    lists,
    matches,
    name_key,
    operator,
    significant,
    words_in,
)
from eigcli.text import comma_list, fold, quoted

# The fewest letters of a word that is suggested, or that is taken for the beginning of others.
LONG_ENOUGH = 5
_Key = TypeVar("_Key", int, str)
_Challenges = Sequence[Challenge]
_Terms: TypeAlias = "Sequence[Term]"
_Ratings: TypeAlias = "Iterator[tuple[str, Rating]]"  # of challenges, by slug
_WithHead = tuple[Word, str]  # a word, and the one before its hyphen, or ""
_Span = tuple[int, int]  # the start and the end of a match


class Way(NamedTuple):
    """A way to mention a term: words, all of which a text must have.

    Attributes:
        words: these words.
        beside: the words that are searched together: `outre mer` finds `outre-mer`.
        is_synonym: whether they are a synonym.
        whole: whether the beginning of a word is not enough.
        is_name: whether only a word that is written like it will do: `Vue` is no `vue`.
    """

    words: tuple[Word, ...]
    beside: frozenset[str] = frozenset()
    is_synonym: bool = False
    whole: bool = True
    is_name: bool = False

    def is_met_by(self, plain: str, typed: str, head: str, word: Word) -> bool:
        """Return whether a word of a text is meant by one of the words: not `outre-mer` by `mer`.

        Args:
            plain: the word of the text, folded; typed: as it is written.
            head: the word before its hyphen, or "".
            word: one of the words.
        """
        is_apart = head in lists()["apart"]
        if is_apart and head not in self.beside:
            return False
        if self.is_name:
            return typed == word.typed
        return matches(word.plain, plain, whole=self.whole)


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

    def or_by(self, other: "Term") -> "Term":
        """Return it, mentioned by the ways of another term, too."""
        ways = self.ways + other.ways
        phrases = self.phrases + other.phrases
        return self._replace(ways=ways, phrases=phrases)


class Index(NamedTuple):
    """Where the texts of challenges have each word.

    Attributes:
        texts: of each text, the slug of its challenge, and the rank of its field, see `Rating`.
        words: a line for each word, in the order of letters: the word folded, the word as it is
            written, the word before it where a hyphen joins them, and the numbers of the texts that
            have it, with commas between. Lines load faster than tuples.
        letters: all texts, folded.
    """

    texts: list[tuple[str, int]]
    words: list[str]
    letters: str


def index_of(challenges: _Challenges) -> Index:
    """Return the index of some challenges."""
    numbers = defaultdict[str, list[str]](list)
    texts = list[tuple[str, int]]()
    letters = list[str]()
    for challenge in challenges:
        for field, text in searched_texts(challenge):
            number = str(len(texts))
            for word, head in _with_heads(text):
                line = f"{word.plain},{word.typed},{head}"
                numbers[line].append(number)
            texts.append((challenge.slug, field.search))
            letters.append(folded(text))
    lines = list[str]()
    for line in sorted(numbers):
        places = ",".join(numbers[line])
        lines.append(f"{line},{places}")
    return Index(texts, lines, "\0".join(letters))


def _with_heads(text: str) -> Iterator[_WithHead]:
    """Yield the words of a text, and the word before each that a hyphen joins to it, or ""."""
    before = ""
    end = 0
    for word in words_in(text):
        is_joined = text[end : word.start] == "-"
        yield word, before if is_joined else ""
        before = word.plain
        end = word.end


@cache
def index_of_bundled() -> Index:
    """Return the index of the bundled dataset; a wheel has it compiled."""
    made = compiled("texts")
    if made:
        return Index(**made)
    return index_of(bundled().dataset.challenges)


def _either(alternatives: Sequence[tuple[Term, ...]]) -> Term:
    """Return the term that any of some lists of terms mentions: `road accidents or fire`."""
    typed = list[str]()
    for terms in alternatives:
        words = [term.typed for term in terms]
        typed.append(" ".join(words))
    label = f" {_('or')} ".join(typed)
    whole = Term(label, (), (), tuple(alternatives))
    for term in chain(*alternatives):
        whole = whole.or_by(term)
    return whole


def _plain_words(text: str) -> frozenset[str]:
    return frozenset(word.plain for word in words_in(text))


def _ways_by(synonyms: Iterable[str]) -> Iterator[Way]:
    """Yield the ways to mention a term by its synonyms."""
    for phrase in synonyms:
        words = tuple(significant(phrase))
        if words:
            beside = _plain_words(phrase)
            yield Way(words, beside, is_synonym=True)


def _in_all(found: Sequence[Mapping[_Key, Any]]) -> set[_Key]:
    """Return what all of some results have."""
    [first, *others] = found
    return set(first).intersection(*others)


class SearchIndex:
    """The texts of a dataset that are searched.

    Args:
        dataset: the dataset.
        exact: whether words have no synonyms.

    Attributes:
        dataset, exact: as given.
    """

    def __init__(self, dataset: Dataset, *, exact: bool = False) -> None:
        self.dataset: Dataset = dataset
        self.exact: bool = exact
        # These caches live as long as the texts.
        self.synonyms: Callable[[str], list[str]] = cache(self._synonyms)
        self.rated: Callable[[Term], dict[str, Rating]] = cache(self._rated)

    @property
    def are_ours(self) -> bool:
        """Whether they are the texts of the bundled dataset, of which a wheel has more compiled."""
        return self.dataset.challenges is bundled().dataset.challenges

    @cached_property
    def index(self) -> Index:
        """Where they have each word."""
        if self.are_ours:
            return index_of_bundled()
        return index_of(self.dataset.challenges)

    @property
    def compiled(self) -> dict[str, Any]:
        """What a wheel has compiled of the words of the bundled dataset; of others, nothing."""
        return file_of_words() if self.are_ours else {}

    @cached_property
    def words_with_synonyms(self) -> dict[str, list[str]]:
        """The phrases that mean the same as a word, by the `name_key` of the word."""
        made = self.compiled.get("synonyms")
        if made:
            return dict(made)
        by_word = defaultdict[str, list[str]](list)
        for word, phrases in synonyms_of(self.dataset).items():
            if phrases:
                key = name_key(word)
                by_word[key] += phrases
        return dict(by_word)

    def _synonyms(self, plain: str) -> list[str]:
        """Return the phrases that mean the same as a word."""
        if self.exact:
            return []
        singular = lemma(plain)
        found = list[str]()
        for words, phrases in self.words_with_synonyms.items():
            if singular in words.split():
                found += phrases
        return [phrase for phrase in found if folded(phrase) != plain]

    def have_word(self, plain: str) -> bool:
        """Return whether any text has a folded word, in the singular or the plural."""
        singular = re.sub("(?<=.{3})[sx]$", "", plain)
        forms = {singular, f"{singular}s", f"{singular}x"}
        lines = self._beginning(singular)
        return any(line[0] in forms for line in lines)

    def _beginning(self, letters: str) -> Iterator[list[str]]:
        """Yield the lines of the index that begin with some letters, split at commas."""
        words = self.index.words
        start = bisect_left(words, letters)
        for line in islice(words, start, None):
            if not line.startswith(letters):
                return
            yield line.split(",")

    @cached_property
    def words(self) -> list[str]:
        """The words that may be suggested; small letters come last, which `nearest` prefers."""
        long = set[str]()
        for line in self.index.words:
            plain, typed, _rest = line.split(",", 2)
            if len(plain) >= LONG_ENOUGH:
                long.add(typed)
        return sorted(long)

    def terms_of(self, searches: Iterable[str]) -> list[Term]:
        """Return the terms of searches: words, or one term for what has "or" between its words.

        Raises:
            UsageError: for a search without a word.
        """
        terms: dict[str, Term] = {}
        for text in searches:
            parts = operator("or").split(checked(text))
            with_words = filter(words_in, parts)
            alternatives = [*map(self._terms_in, with_words)]
            if not alternatives:
                raise UsageError(_("a search needs at least one word"))
            found = alternatives[0]
            if len(alternatives) > 1:
                found = (_either(alternatives),)
            for term in found:
                terms.setdefault(fold(term.typed), term)
        return [*terms.values()]

    def _terms_in(self, text: str) -> tuple[Term, ...]:
        """Return the terms of the words of a text; two that follow each other may be one word."""
        beside = _plain_words(text)
        words = significant(text)
        terms = [self._term(word, beside) for word in words]
        for place, (first, second) in enumerate(pairwise(words)):
            both = self._one_word(first, second)
            if both:
                terms[place] = terms[place].or_by(both)
                terms[place + 1] = terms[place + 1].or_by(both)
        return tuple(terms)

    def _one_word(self, first: Word, second: Word) -> Term | None:
        """Return two words as one that texts or synonyms have: `cyber sécurité`."""
        if second.start != first.end + 1:
            return None
        plain = first.plain + second.plain
        is_word = self.have_word(plain) or self.synonyms(plain)
        if not is_word:
            return None
        both = Word(plain, plain, first.start, second.end)
        return self._term(both)

    def _term(self, word: Word, beside: frozenset[str] = frozenset()) -> Term:
        phrases = tuple(self.synonyms(word.plain))
        way = self._way(word, beside)
        ways = (way, *_ways_by(phrases))
        return Term(word.typed, ways, phrases)

    def _way(self, word: Word, beside: frozenset[str]) -> Way:
        """Return the way to mention a term by its word."""
        whole = not self._may_be_beginning(word.plain)
        is_name = word.typed in self.techniques
        return Way((word,), beside, whole=whole, is_name=is_name)

    def _may_be_beginning(self, plain: str) -> bool:
        """Return whether a folded word is long, but in no text: it may begin other words."""
        if len(plain) < LONG_ENOUGH or self.synonyms(plain):
            return False
        return not self.have_word(plain)

    @cached_property
    def techniques(self) -> frozenset[str]:
        """The words of the names of techniques that have a capital: `Vue`, `React`."""
        names = set[str]()
        for challenge in self.dataset:
            for name in challenge.techniques:
                names.update(word.typed for word in words_in(name))
        return frozenset(name for name in names if name != name.lower())

    def _rated(self, term: Term) -> dict[str, Rating]:
        """Return the best rating of each challenge that mentions a term, by slug."""
        if term.either:
            ratings = map(self._rated_by_all, term.either)
        else:
            ratings = map(self._rated_by_way, term.ways)
        rated: dict[str, Rating] = {}
        for slug, rating in chain(*ratings):
            best = rated.get(slug, rating)
            rated[slug] = min(rating, best)
        return rated

    def _rated_by_all(self, terms: _Terms) -> _Ratings:
        """Yield the challenges that mention all terms, by slug, each with its worst rating."""
        ratings = [self.rated(term) for term in terms]
        for slug in _in_all(ratings):
            of_terms = (rated[slug] for rated in ratings)
            yield slug, max(of_terms)

    def _rated_by_way(self, way: Way) -> _Ratings:
        """Yield the challenge of each text that has all words of a way, by slug, with a rating."""
        ends = [self._texts_with(word, way) for word in way.words]
        for number in _in_all(ends):
            slug, rank = self.index.texts[number]
            in_compound = all(is_end[number] for is_end in ends)
            rating = Rating(way.is_synonym, rank, in_compound)
            yield slug, rating

    def _texts_with(self, word: Word, way: Way) -> dict[int, bool]:
        """Return the numbers of the texts that have a word, and whether it only ends others."""
        ends: dict[int, bool] = {}
        start = beginning(word.plain)
        for plain, typed, head, *numbers in self._beginning(start):
            if not way.is_met_by(plain, typed, head, word):
                continue
            is_end = bool(head)
            for number in map(int, numbers):
                is_only_end = ends.get(number, True)
                ends[number] = is_end and is_only_end
        return ends

    def search(self, challenges: _Challenges, terms: _Terms) -> list[Challenge]:
        """Return the challenges that mention all terms, the best first."""
        ratings = [self.rated(term) for term in terms]

        def rating(challenge: Challenge) -> list[int]:
            of_terms = [rated[challenge.slug] for rated in ratings]
            each = zip(*of_terms, strict=True)  # of the same attribute
            return [*map(sum, each)]

        mentioning = [*challenges]
        for rated in ratings:
            mentioning = [c for c in mentioning if c.slug in rated]
        return sorted(mentioning, key=rating)

    def mentioning(self, search: str) -> frozenset[str]:
        """Return the slugs of the challenges that mention any word of a search."""
        terms = self.terms_of([search])
        ratings = map(self.rated, terms)
        return frozenset[str]().union(*ratings)

    def notes(self, challenges: _Challenges, terms: _Terms) -> Iterator[str]:
        """Yield a note for each word that a challenge mentions only through its synonyms."""
        note = _("synonyms of {value}, also searched: {phrases}")
        slugs = {challenge.slug for challenge in challenges}
        for term in terms:
            rated = self.rated(term)
            found = slugs & rated.keys()
            if any(rated[slug].by_synonym for slug in found):
                value = quoted(term.typed)
                phrases = distinct(term.phrases)
                yield note.format(value=value, phrases=comma_list(phrases))

    def most_together(self, challenges: _Challenges, terms: _Terms) -> list[Term]:
        """Return the most terms that a challenge mentions together; of as many, the rarest.

        A single term says too little: then none is returned.
        """
        most = list[Term]()
        for challenge in challenges:
            mentioned = [term for term in terms if challenge.slug in self.rated(term)]
            most = max(most, mentioned, key=self._worth)
        if len(most) == 1:
            return []
        return most

    def _worth(self, terms: _Terms) -> tuple[int, int]:
        """Return what to compare terms by: many and rare ones are worth the most."""
        ratings = map(self.rated, terms)
        mentioning = sum(map(len, ratings))
        return len(terms), -mentioning


class Matches(NamedTuple):
    """The words of a search, to be marked where they are drawn."""

    terms: _Terms = ()

    def spans(self, text: str) -> list[_Span]:
        """Return the start and the end of each match in a text, in order."""
        words = [*_with_heads(text)]
        ways = chain(*(term.ways for term in self.terms))
        spans = set[_Span]()
        for way in ways:
            spans |= _spans_of(way, words)
        return sorted(spans)


def _spans_of(way: Way, words: Iterable[_WithHead]) -> set[_Span]:
    """Return where words, each with its head, are those of a way; nowhere unless it has all."""
    spans = set[_Span]()
    for wanted in way.words:
        met = set[_Span]()
        for word, head in words:
            if way.is_met_by(word.plain, word.typed, head, wanted):
                span = (word.start, word.end)
                met.add(span)
        if not met:
            return set()
        spans |= met
    return spans


def searched_texts(challenge: Challenge) -> Iterator[tuple[Field, str]]:
    """Yield the texts of a challenge by which it is found, each with its field.

    Names of families of ministries are left out: they are everyday words, such as `Mer`. So are
    addresses below own keys, whose words say where a page is, not what it is about.
    """
    families = set[str]()
    for family in challenge.families:
        families.update(family.names())
    for field, text in texts_in(challenge):
        if field.name == "aliases" and text in families:
            continue
        may_be_address = text.startswith("http")
        if may_be_address and re.fullmatch(r"https?://\S+", text):
            continue
        yield field, text
