"""The vocabulary of a dataset: its names, and the words that its texts have."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain

from eigcli.query.facets import FACETS, NAMED, Lexicon, lexicon_of
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import Token, joined
from eigcli.query.words import (
    Word,
    file_of_words,
    folded,
    has_accents,
    lemma,
    lists,
    name_key,
    number_of,
    phrases,
    senses_of,
    significant,
    words_in,
    words_of_phrases,
)
from eigcli.suggesting import nearest
from eigcli.text import fold

Named = dict[str, list[str]]  # of a name, the facets that have it, and how each writes it
_ELIDED = "(?:qu|[cdjlmnst])(?=.{5})"  # `linterieur`, dictated
_LONGEST_NAME = 12
_SHORTEST_CORRECTED = 5
_FEW = 2  # challenges whose keywords and taglines decide that a word is a subject


class Vocabulary:
    """The names in a dataset, and the words of its texts.

    Args:
        texts: the texts of the dataset.
    """

    def __init__(self, texts: SearchIndex) -> None:
        self.texts, self.dataset = texts, texts.dataset
        self.facets_of = cache(self._facets_of)

    @cached_property
    def _lexicon(self) -> Lexicon:
        made = file_of_words() if self.texts.are_ours else {}  # a wheel has the names compiled
        return made.get("lexicon") or lexicon_of(self.dataset, self.texts.words_with_synonyms)

    def _facets_of(self, name: str) -> Named:
        """Return the facets that have a name, and how each writes it, see `Lexicon`."""
        return self._lexicon.get(name_key(name), {}) | self._lexicon.get(lemma(fold(name)), {})

    def named(
        self, tokens: Sequence[Token], at: int, facets: Collection[str], *, is_bare: bool = False
    ) -> tuple[int, Named]:
        """Return the length of the longest name of some facets at a place, and its facets.

        Args:
            tokens: the words of a question.
            at: the place.
            facets: the facets; `challenge` and `promotion` have names, too.
            is_bare: whether no word says the facet.
        """
        end = at
        while end < len(tokens) and end - at < _LONGEST_NAME and not tokens[end].kind:
            end += 1
        for behind in range(end, at, -1):
            part = tokens[at:behind]
            if part[-1].is_stop or not _may_begin(part):
                continue
            name = joined(part)
            known = self.facets_of(name.typed).items()
            found = {
                facet: [t for t in texts if _stands_for(facet, t, name, is_bare=is_bare)]
                for facet, texts in known
                if facet in facets
            }
            if found := {facet: texts for facet, texts in found.items() if texts}:
                return behind - at, found
        return 0, {}

    def decides(self, token: Token) -> bool:
        """Return whether a word is a subject by itself: a keyword, a technique, a name, a synonym.

        A word is, too, that few challenges have in their keywords or their mission.
        """
        text = token.typed
        if text.startswith('"') or self.facets_of(text) or self.texts.synonyms(token.plain):
            return True
        return all(word.lemma in self._subjects for word in significant(text))

    @cached_property
    def _subjects(self) -> frozenset[str]:
        """The forms of words that are subjects, see `decides`."""
        made = file_of_words() if self.texts.are_ours else {}
        return frozenset(made.get("deciding") or subjects_of(self.texts))

    def is_searched(self, token: Token) -> bool:
        """Return whether any text has one of the words."""
        return bool(self.texts.mentioning(token.typed))

    def corrected(self, words: Sequence[Word]) -> Iterator[tuple[str, str]]:
        """Yield each word that is in no text, with a word near to it, if there is one."""
        forms = f" {' '.join((*self._lexicon, *phrases()))} "
        for word in words:
            plain = word.plain
            # Cheap checks come first: most questions can be read without the texts.
            is_known = len(plain) < _SHORTEST_CORRECTED or number_of(plain) is not None
            if is_known or f" {word.lemma} " in forms or senses_of(plain):
                continue
            if self.texts.synonyms(plain) or plain.rstrip("sx") in self.texts.index.letters:
                continue
            if near := self._near(word):
                yield word.typed, near

    def _near(self, word: Word) -> str:
        """Return what was likely meant by a word that no text has, or ""."""
        # What has a capital within a question is a name: `at the Louvre`.
        is_name = bool(word.start and word.typed[0].isupper())
        elided = re.sub(_ELIDED, "", word.plain, count=1)
        if not is_name and self.texts.have_word(elided):
            return elided
        texts = chain(*(chain(*facets.values()) for facets in self._lexicon.values()))
        names = {part.typed for text in texts for part in words_in(text)}
        sources = (names,) if is_name else (words_of_phrases(), names, self.texts.words)
        # A slip keeps the first letter, and changes the length by one at most.
        lengths = range(len(word.plain) - 1, len(word.plain) + 2)
        for likely in sources:
            close = [w for w in likely if folded(w)[0] == word.plain[0] and len(w) in lengths]
            if near := nearest(word.typed, sorted(close)):
                return near[0]
        return ""


def subjects_of(texts: SearchIndex) -> frozenset[str]:
    """Return the forms of the words that say by themselves what a search is about."""
    counts = Counter[str]()
    whole = set[str]()
    for challenge in texts.dataset:
        told = (challenge.tagline or "", *challenge.keywords)
        counts.update({word.lemma for text in told for word in words_in(text)})
        whole |= {name_key(name) for name in (*challenge.keywords, *challenge.techniques)}
    synonyms = map(name_key, chain(*texts.words_with_synonyms.values()))
    few = (word for word, count in counts.items() if count <= _FEW)
    return frozenset(chain(whole, synonyms, few))


def _may_begin(tokens: Sequence[Token]) -> bool:
    """Return whether a name may begin so: an article is a part of it in La Défense and a-just."""
    first = tokens[0]
    if not first.is_stop:
        return True
    if first.says("being", "who", "which"):
        return False
    if first.typed.istitle() and not first.says("and", "or", "not", "at"):
        return len(tokens) == 1 or not tokens[1].is_stop
    return len(tokens) > 1 and tokens[1].gap.startswith("-")


def _stands_for(facet: str, text: str, name: Token, *, is_bare: bool) -> bool:
    """Return whether words are meant as a name of a facet, not in another sense.

    Args:
        facet: the facet.
        text: the name, as the data has it; of a challenge, its slug, of a promotion, its code.
        name: the words.
        is_bare: whether no word says the facet: alone, `culture` or `design` are mere words.
    """
    if facet == "challenge":
        # `administration` is a word; with a capital, it is a défi.
        is_word = len(name.words) == 1 and senses_of(name.plain)
        return not (is_word and name.typed.islower())
    if facet == "promotion":
        return True
    is_subject = facet == "skill" and folded(text) in lists()["subjects"]
    is_ministry = text.startswith(("Ministère", "Ministry"))
    return has_accents(name.typed, text) and not (is_bare and (is_subject or is_ministry))


NAMES_OF_ITS_OWN = frozenset(name for name in NAMED if not FACETS[name].field)
