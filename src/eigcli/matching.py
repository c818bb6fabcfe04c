"""Comparing words as people type them with those of texts: plurals, genders, endings, synonyms.

A word that is typed matches itself and its forms: `écologie` matches `écologique`. From four
letters on it is a beginning too, unless the dataset has the word itself or synonyms of it: `gobe`
matches `Gobelins`, but `organ` not `organisme`. A shorter one matches itself and its plural only:
`mer` does not match `merci`.

Case does not matter. A letter typed with an accent must have one in the text, but for capitals,
which many write without; a letter typed without one may have it, and such a match comes after the
others: `désigner` does not match `designer`, but `designer` does match `désigner`, last. Accents
of an ending do not matter, since they make a form: `handicapée` matches `handicap`.

Names of défis and values of filters are few and known: there, no accent matters, and a beginning
always counts.

The stems follow a few rules for French endings; they only cut off, and leave what they would cut
too short. They know nothing of meaning: `département` has the stem of `départ`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from eigcli.messages import _
from eigcli.text import accents, fold, joined_letters, unaccented

# The other gender of a word, behind a middle dot or a dot: `développeur·euse`, `entrepreneur.e.s`.
OTHER_GENDER = r"[·.](?:e|s|es|ne|nes|se|ses|euse|euses|rice|rices|trice)\b"
# A word, which may have an at sign within: `b@liseNAV`.
_WORD_PATTERN = rf"([^\W_]+(?:(?:[\u0300-\u036f]|(?<=\w)@(?=\w))[^\W_]*)*)(?:{OTHER_GENDER})*"

# Words that carry nothing: articles and the like, and what everything here is called.
STOP_WORDS = frozenset(
    """
    a au aux avec ce ces cette d dans de des du elle en est et il ils je l la le les leur leurs ma
    mes mon ne nous on ou par pas pour qu que quel quelle quels quelles qui s sa sans se ses son
    sont sur the to un une vous comment of and for in on with ministere ministeres ministry defi
    defis challenge
    """.split()  # noqa: SIM905 - it is read more easily
)

# The shortest word whose beginning or stem is enough to match, and whose plural ending is one.
ENOUGH_LETTERS = 4
# As many letters that run together need not end where a word does.
_SHORTEST_RUN = 8

# What ends a word, if enough letters remain.
_ENDINGS = (
    r"(?<=.{6})ier$"
    r"|(?<=.{5})(al|ante?|ateur|ation|ativ|atrice|el|ement(?:al)?|ion|iv|rice|ure)$"
    r"|(?<=.{4})(aire|erie|er|eur|ie|ique)$"
    r"|(?<=.{3})e$"
)
# How a word becomes its stem: each pattern in turn is replaced where it matches. First the ending
# of its plural, then that of its other gender or number: `réelle` is a form of `réel`, `travaux` of
# `travail`. The page has these rules too: they are what Python and JavaScript both understand, but
# for the mark of a group.
STEM_RULES = (
    (r"(?<=.{4})[sx]$", ""),
    (r"^(.{0,4}i)que$", r"\1c"),  # as public, publique
    (r"(?<=.{3})((?<!e)au|ail|ale)$", "al"),
    (r"(?<=.{4})eu$|(?<=.{3})euse$", "eur"),
    (r"(?<=.{2})elle$", "el"),
    (r"(?<=.{3})enne$", "en"),
    (r"(?<=.{3})iere$", "ier"),
    (r"(?<=.{3})(if|ive)$", "iv"),
    (r"(?<=.{6})ee$", "e"),
    (r"(?<=.{4})isme$", "iste"),
    (r"(?<=.{3}(it|og|om|ph|rg))y$", "ie"),  # as university, ecology, energy: université, énergie
    (_ENDINGS, ""),
)

# The same words come again and again, and the same texts for each word of a search.
_folded_text = lru_cache(maxsize=10_000)(fold)
_accents = lru_cache(maxsize=1000)(accents)
_letters_of = lru_cache(maxsize=10_000)(unaccented)


class Word(NamedTuple):
    """A word of a text: folded, without its other gender, and where it starts and ends."""

    plain: str
    start: int
    end: int


# A search looks at the texts of a challenge once for each of its words.
@lru_cache(maxsize=100)
def words_in(text: str) -> Sequence[Word]:
    """Return the words of a text in their order."""
    found = re.finditer(_WORD_PATTERN, text)
    return [Word(plain, *match.span()) for match in found if (plain := _folded_text(match[1]))]


def significant_words(text: str) -> list[str]:
    """Return the words of a text but for articles and the like, folded; if it has no others, these.

    For example `["sante"]` for `ministère de la Santé`.
    """
    return [word.plain for word in _significant(text)]


def _significant(text: str) -> Sequence[Word]:
    words = words_in(text)
    return [word for word in words if word.plain not in STOP_WORDS] or words


def _has_word(texts: Iterable[str], plain: str) -> bool:
    """Return whether texts have a folded word, or its singular or plural."""
    one = singular(plain)
    forms = {one, f"{one}s", f"{one}x"}
    return any(
        not forms.isdisjoint(word.plain for word in words_in(text))
        for text in texts
        if one in _letters_of(text)
    )


def written_words(texts: Iterable[str], shortest: int = 1) -> Iterator[str]:
    """Yield the words of texts as they are written.

    Args:
        texts: where to find words.
        shortest: how many letters a word has at least.
    """
    for text in texts:
        for plain, start, end in words_in(text):
            if len(plain) >= shortest:
                yield text[start:end]


def singular(word: str) -> str:
    """Return a folded word without the `s` or `x` of its plural; a short one as it is."""
    return word[:-1] if len(word) >= ENOUGH_LETTERS and word[-1] in "sx" else word


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Return what a folded word shares with its other forms: `ecolog` for `ecologique`."""
    return rewritten(word, STEM_RULES)


def rewritten(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    """Return a folded word with each pattern of some rules replaced where it matches, in turn."""
    for pattern, replacement in _compiled(rules):
        word = pattern.sub(replacement, word)
    return word


@cache
def _compiled(rules: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), replacement) for pattern, replacement in rules]


@lru_cache(maxsize=1000)
def common_start(word: str) -> str:
    """Return the letters with which every word begins that matches a folded word."""
    beginning = stem(word)[:-1]
    if len(beginning) >= ENOUGH_LETTERS:
        return beginning
    return word[: ENOUGH_LETTERS - 1].rstrip("sx")


def is_form(query: str, word: str) -> bool:
    """Return whether a word of a query and one of a text are forms of one word, both folded."""
    one, several = sorted((word, query), key=len)
    if several in (one, f"{one}s", f"{one}x"):
        return True
    return len(one) >= ENOUGH_LETTERS and stem(word) == stem(query)


def word_matches(query: str, word: str) -> bool:
    """Return whether a word of a query matches a word of a text, both folded.

    It does if they are forms of one word, or if the query is its beginning, and long enough.
    """
    if not word.startswith(common_start(query)):
        return False
    return is_form(query, word) or (len(query) >= ENOUGH_LETTERS and word.startswith(query))


class Term(NamedTuple):
    """A word that is looked for.

    Attributes:
        plain: the word, folded.
        accents: which letters of its stem have one, see `eigcli.text.accents`.
        whole: whether it is no beginning.
    """

    plain: str
    accents: frozenset[int]
    whole: bool = True

    @classmethod
    def of(cls, written: str, *, whole: bool = True) -> "Term":
        """Return a word as a user or a dataset writes it, to be looked for."""
        plain = _folded_text(written)
        return cls(plain, _accents_of_stem(written, plain), whole)

    def found_in(self, words: Iterable[Word], text: str) -> dict[tuple[int, int], bool]:
        """Return which words of a text match it, by start and end: whether with other accents."""
        found = {}
        beginning = common_start(self.plain)
        for plain, start, end in words:
            if plain.startswith(beginning) and word_matches(self.plain, plain):
                written = text[start:end]
                if self.whole and not (is_form(self.plain, plain) or _begins(self.plain, written)):
                    continue
                if self.accents <= _accents(written, capitals=True):
                    found[start, end] = self.accents != _accents_of_stem(written, self.plain)
        return found


def _begins(plain: str, name: str) -> bool:
    """Return whether a name is written as several words of which a folded one is the first.

    For example `dossier`, in `DossierFacile`.
    """
    border = name[len(plain) - 1 : len(plain) + 1]
    return border[:1].islower() and border[1:].isupper()


def _accents_of_stem(written: str, plain: str) -> frozenset[int]:
    """Return which letters of a word have an accent, among those of the stem of a folded word."""
    return _accents(written).intersection(range(len(stem(plain))))


class Phrase(NamedTuple):
    """A synonym: its significant words, and as the dataset writes it."""

    terms: tuple[Term, ...]
    written: str


class QueryWord(NamedTuple):
    """A word of a query.

    Attributes:
        term: what is looked for.
        synonyms: the phrases that mean the same.
        typed: the word as it was typed.
        starts: with what words begin of which each text that matches has one.
    """

    term: Term
    synonyms: tuple[Phrase, ...]
    typed: str
    starts: tuple[str, ...]

    @property
    def alternatives(self) -> tuple[tuple[Term, ...], ...]:
        """The words of each phrase that is looked for: the word itself, then its synonyms."""
        return ((self.term,), *(phrase.terms for phrase in self.synonyms))

    def may_match(self, letters: str) -> bool:
        """Return whether a text of these letters may match; to look at each word takes long."""
        return any(True for _place in _places(self.starts, letters))

    def or_else(self, other: "QueryWord") -> "QueryWord":
        """Return a word that is found where this one or another is."""
        phrases = (*self.synonyms, Phrase((other.term,), other.typed), *other.synonyms)
        typed = f"{self.typed} {_('or')} {other.typed}"
        return self._replace(synonyms=phrases, typed=typed, starts=self.starts + other.starts)


def _places(starts: Iterable[str], letters: str) -> Iterator[int]:
    """Yield where words begin in some letters that begin with any of `starts`."""
    for start in starts:
        at = letters.find(start)
        while at >= 0:
            if not letters[at - 1 : at].isalnum():
                yield at
            at = letters.find(start, at + 1)


def texts_with(starts: Iterable[str], letters: str) -> list[int]:
    """Return which of some texts have a word that begins with any of `starts`, by their indices.

    To look at each word takes long, and most texts have not even the letters.

    Args:
        starts: letters, see `eigcli.text.unaccented`.
        letters: those of the texts, see `eigcli.text.joined_letters`.
    """
    return sorted({letters.count("\0", 0, at) for at in _places(starts, letters)})


def parse_query(
    text: str,
    synonyms: Iterable[tuple[str, Sequence[str]]] = (),
    texts: Callable[[], Iterable[str]] = tuple,
) -> list[QueryWord]:
    """Return the significant words of what a user typed, each once, with their synonyms.

    Args:
        text: what was typed.
        synonyms: words of the dataset, each with the phrases that mean the same.
        texts: returns the texts of the dataset; a word that one of them has is no beginning.
    """
    typed: dict[str, str] = {}
    for word in _significant(text):
        typed.setdefault(word.plain, text[word.start : word.end])
    found: dict[str, list[Phrase]] = {entry: [] for plain in typed for entry in _entries(plain)}
    listed = list(synonyms)
    letters = joined_letters(synonym for synonym, _phrases in listed)
    for synonym, phrases in map(listed.__getitem__, texts_with(found, letters)):
        for plain in significant_words(synonym):
            if (known := found.get(singular(plain))) is not None:
                # A phrase without a letter means nothing.
                known += [Phrase(terms, p) for p in phrases if (terms := _terms_in(p))]
    query = []
    for plain, written in typed.items():
        own = tuple(chain.from_iterable(found[entry] for entry in _entries(plain)))
        whole = bool(own) or _has_word(texts(), plain)
        starts = (plain, *(phrase.terms[0].plain for phrase in own))
        term = Term.of(written, whole=whole)
        query.append(QueryWord(term, own, written, tuple(map(common_start, starts))))
    return query


def _entries(plain: str) -> tuple[str, ...]:
    """Return by what words synonyms of a folded word are listed: `libraries` by `library` too."""
    one = singular(plain)
    return (one, f"{plain[:-3]}y") if plain.endswith("ies") else (one,)


def _terms_in(phrase: str) -> tuple[Term, ...]:
    return tuple(Term.of(phrase[word.start : word.end]) for word in _significant(phrase))


class Match(NamedTuple):
    """Where a text matches a word of a query.

    Attributes:
        by_synonym: whether it has synonyms of the word only.
        other_accents: whether it has accents that were not typed.
        spans: start and end of each word that matches, in their order.
    """

    by_synonym: bool
    other_accents: bool
    spans: list[tuple[int, int]]


def match_word(query: QueryWord, text: str) -> Match | None:
    """Return where a text has a word of a query or all words of one of its synonyms, if it does."""
    letters = _letters_of(text)
    if not query.may_match(letters):
        return None
    words: Sequence[Word] = ()
    ways: list[tuple[bool, bool]] = []
    spans: set[tuple[int, int]] = set()
    for number, phrase in enumerate(query.alternatives):
        if all(common_start(term.plain) in letters for term in phrase):
            words = words or words_in(text)
            found = [term.found_in(words, text) for term in phrase]
            if all(found):
                ways.append((number > 0, any(all(places.values()) for places in found)))
                spans.update(*found)
    return Match(*min(ways), sorted(spans)) if ways else None


def has_all_words(text: str, query: Iterable[str]) -> bool:
    """Return whether each word of a query matches a word of a text."""
    words = [word.plain for word in words_in(text)]
    return all(any(word_matches(part, word) for word in words) for part in query)


def runs_together(text: str, letters: str) -> bool:
    """Return whether a text has these letters, were it not for spaces: `sosponts` in `SOS Ponts`.

    They must begin where a word begins and end where one ends, but for what is long.

    Args:
        text: a text of the dataset.
        letters: what was typed, folded.
    """
    # To look at each word takes long, and most texts have not even the letters.
    if letters not in fold(text) and not re.search(OTHER_GENDER, text):
        return False
    words = [word.plain for word in words_in(text)]
    borders = {0, *accumulate(map(len, words))}
    run = "".join(words)
    return any(
        run.startswith(letters, start)
        and (len(letters) >= _SHORTEST_RUN or start + len(letters) in borders)
        for start in borders
    )
