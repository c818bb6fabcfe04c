"""Searching the texts of challenges for words, the best match first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple

from eigcli.ask.words import (
    ENOUGH_LETTERS,
    Word,
    accents,
    beginning,
    compiled,
    file_of_words,
    folded,
    form,
    is_form,
    key,
    matches,
    significant,
    stem,
    words_in,
)
from eigcli.data.fields import Field
from eigcli.data.kinds import texts_in
from eigcli.data.loading import bundled, synonyms_of
from eigcli.data.model import Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.text import comma_list, quoted

SHORTEST_SUGGESTED = 5  # the fewest letters of a word that is suggested


class Way(NamedTuple):
    """What stands for a word of a search: words of which a text must have all.

    Attributes:
        words: these words.
        is_synonym: whether they are a synonym.
        whole: whether no mere beginning of a word will do.
    """

    words: tuple[Word, ...]
    is_synonym: bool
    whole: bool


class Match(NamedTuple):
    """A place in a text that mentions a word: the less, the better.

    Attributes:
        by_synonym: whether through its synonyms only.
        rank: how early the field comes that mentions it.
        in_compound: whether it is the end of another word: `mer` in `outre-mer`.
        span: where it starts and ends.
    """

    by_synonym: bool
    rank: int
    in_compound: bool
    span: tuple[int, int] = (0, 0)


class Term(NamedTuple):
    """A word of a search: the ways to mention it, and its synonyms as they are written."""

    typed: str
    ways: tuple[Way, ...]
    phrases: tuple[str, ...]

    def found_in(self, text: str, letters: str, rank: int = 0) -> list[Match]:
        """Return where a text mentions it.

        Args:
            text: the text.
            letters: the text, folded.
            rank: how early it comes.
        """
        found = []
        for way in self.ways:
            own = words_in(text) if all(beginning(w.plain) in letters for w in way.words) else ()
            places = [[w for w in own if _is(word, w, way)] for word in way.words]
            for w in chain(*places) if all(places) else ():
                is_end = text[: w.start].endswith("-")
                found.append(Match(way.is_synonym, rank, is_end, (w.start, w.end)))
        return found


def _is(word: Word, own: Word, way: Way) -> bool:
    """Return whether a word of a text is one that is looked for, with the accents of its stem."""
    plain = word.plain
    same = is_form if way.whole else matches
    if not (own.plain.startswith(beginning(plain)) and same(plain, own.plain)):
        return False
    typed = accents(word.typed).intersection(range(len(stem(plain))))
    return typed <= accents(own.typed, capitals=True)


class Texts:
    """The texts of a dataset that are searched. A wheel has those of eigcli folded.

    Attributes:
        dataset: the dataset.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        # What is found is kept as long as the texts.
        self.synonyms, self.rated = cache(self._synonyms), cache(self._rated)

    @cached_property
    def of(self) -> dict[str, tuple[str, str, tuple[int, ...]]]:
        """Those of each challenge, by its slug, with NUL between them.

        They are as they are, folded, and with how early each comes; in that order.
        """
        known: dict[str, tuple[str, str, tuple[int, ...]]] = self.compiled("texts", "of")
        return known or {c.slug: _texts_of(c) for c in self.dataset.challenges}

    @cached_property
    def _all(self) -> str:
        return "\0".join(letters for _texts, letters, _ranks in self.of.values())

    @cached_property
    def words_with_synonyms(self) -> dict[str, list[str]]:
        """The phrases that mean the same as a word, by words."""
        found: dict[str, list[str]] = {}
        for word, phrases in synonyms_of(self.dataset):
            found.setdefault(folded(word), []).extend(phrases)
        return found

    def _synonyms(self, plain: str) -> list[str]:
        """Return the phrases that mean the same as a word."""
        for wanted in (form(plain), form(re.sub("ies$", "y", plain))):
            known = (w for w in self.words_with_synonyms if wanted[:2] in w and wanted in key(w))
            if found := [phrase for word in known for phrase in self.words_with_synonyms[word]]:
                return found
        return []

    def have(self, letters: str) -> bool:
        """Return whether any text has some folded letters."""
        return letters in self._all

    def have_word(self, plain: str) -> bool:
        """Return whether any text has a folded word, in the singular or the plural."""
        one = re.escape(re.sub("(?<=.{3})[sx]$", "", plain))
        found = (match.start() for match in re.finditer(rf"{one}[sx]?\b", self._all))
        return any(not self._all[max(at - 1, 0) : at].isalnum() for at in found)

    @cached_property
    def words(self) -> list[str]:
        """The words that may be suggested; those that do not begin a sentence last."""
        if known := self.compiled("texts", "words"):
            return list(known)
        texts = "\0".join(texts for texts, _letters, _ranks in self.of.values())
        words = {w.typed for w in words_in(texts) if len(w.plain) >= SHORTEST_SUGGESTED}
        return sorted(words, key=lambda word: (word.islower(), word))

    def compiled(self, file: str, part: str) -> Any:
        """Return a part of what a wheel has compiled of these texts; `None` where it has not."""
        is_ours = self.dataset.challenges is bundled().dataset.challenges
        return compiled(file).get(part) if is_ours else None

    def terms_of(self, searches: Iterable[str]) -> list[Term]:
        """Return the words of searches; of those with "or" between them, one is enough.

        Raises:
            UsageError: for a search without a word.
        """
        either = "|".join(map(re.escape, file_of_words()["senses"]["or"]))
        terms: dict[str, Term] = {}
        for text in searches:
            parts = re.split(rf"\s(?:{either})\s", text, flags=re.IGNORECASE)
            if not any(map(words_in, parts)):
                raise UsageError(_("a search needs a word to search for"))
            for number, part in enumerate(parts):
                for place, word in enumerate(significant(part)):
                    term = self._term(word)
                    if number and not place and terms:
                        _name, first = terms.popitem()
                        typed = f"{first.typed} {_('or')} {term.typed}"
                        term = Term(typed, first.ways + term.ways, first.phrases + term.phrases)
                    terms.setdefault(word.plain, term)
        return list(terms.values())

    def _term(self, word: Word) -> Term:
        phrases = tuple(self.synonyms(word.plain))
        # A word that is written so is no mere beginning.
        whole = phrases or len(word.plain) < ENOUGH_LETTERS or self.have_word(word.plain)
        several = [(word,), *(tuple(significant(phrase)) for phrase in phrases)]
        ways = (Way(words, bool(n), bool(n or whole)) for n, words in enumerate(several) if words)
        return Term(word.typed, tuple(ways), phrases)

    def _rated(self, term: Term) -> dict[str, Match]:
        """Return how well challenges mention a word, by the slugs of those that do."""
        # To look at each word takes long.
        starts = [*dict.fromkeys(beginning(way.words[0].plain) for way in term.ways)]
        has_beginning = re.compile(rf"\b(?:{'|'.join(map(re.escape, starts))})").search
        rated: dict[str, Match] = {}
        for slug, (texts, all_letters, ranks) in self.of.items():
            found: list[Match] = []
            is_likely = any(start in all_letters for start in starts)
            each = zip(texts.split("\0"), all_letters.split("\0"), ranks, strict=True)
            for text, letters, rank in each if is_likely else ():
                found += term.found_in(text, letters, rank) if has_beginning(letters) else []
                if found and not min(found).by_synonym:
                    break  # what comes later is no better
            if found:
                rated[slug] = min(found)
        return rated

    def search(self, challenges: Sequence[Challenge], terms: Sequence[Term]) -> list[Challenge]:
        """Return the challenges that mention all terms, the best first."""
        each = [self.rated(term) for term in terms]
        found = [c for c in challenges if all(c.slug in rated for rated in each)]
        ratings = {c.slug: [rated[c.slug][:3] for rated in each] for c in found}
        sums = {slug: tuple(map(sum, zip(*own, strict=True))) for slug, own in ratings.items()}
        return sorted(found, key=lambda c: sums[c.slug])

    def notes(self, challenges: Sequence[Challenge], terms: Sequence[Term]) -> list[str]:
        """Return a note for each word that a challenge mentions only through its synonyms."""
        note = _("{value} stands for these words too: {phrases}")
        slugs = {challenge.slug for challenge in challenges}
        return [
            note.format(value=quoted(term.typed), phrases=comma_list(dict.fromkeys(term.phrases)))
            for term in terms
            if any(one.by_synonym for slug, one in self.rated(term).items() if slug in slugs)
        ]

    def most_together(self, challenges: Sequence[Challenge], terms: Sequence[Term]) -> list[Term]:
        """Return the terms that challenges mention together, the rarest first to be kept.

        These are two at least, or none: one alone would say too little.
        """
        kept: list[Term] = []
        left = {challenge.slug for challenge in challenges}
        for term in sorted(terms, key=lambda term: len(left.intersection(self.rated(term)))):
            if together := left.intersection(self.rated(term)):
                kept.append(term)
                left = together
        return [term for term in terms if term in kept] if len(kept) > 1 else []


class Matches(NamedTuple):
    """The words of a search, to be marked where they are drawn."""

    terms: Sequence[Term] = ()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where a text mentions the words, as start and end, in their order."""
        return sorted({m.span for term in self.terms for m in term.found_in(text, folded(text))})


def searched_texts(challenge: Challenge) -> Iterator[tuple[Field, str, bool]]:
    """Yield the texts of a challenge by which it is found, each with its field.

    The last of the three says whether it is the name of a family of ministries, which is an
    everyday word too: `Mer`.
    """
    families = {n for host in challenge.hosts for f in host.families for n in f.names()}
    for field, text in texts_in(challenge):
        yield field, text, field.name == "aliases" and text in families


def _texts_of(challenge: Challenge) -> tuple[str, str, tuple[int, ...]]:
    """Return the texts of a challenge that are searched, see `Texts`, the earliest first."""
    found: dict[str, int] = {}
    for field, text, is_family in searched_texts(challenge):
        if not is_family:
            found[text] = min(field.search, found.get(text, field.search))
    joined = "\0".join(sorted(found, key=lambda text: found[text]))
    return joined, folded(joined), tuple(sorted(found.values()))
