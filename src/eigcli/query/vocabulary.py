"""The vocabulary of a dataset: its names, and the words that its texts have."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, takewhile

from eigcli.data.fields import Field
from eigcli.data.kinds import fields_of
from eigcli.data.loading import is_bundled
from eigcli.data.model import Challenge, Dataset, Programme
from eigcli.query.counting import facets_known
from eigcli.query.facets import COUNTED, FACETS, NAMED, Lexicon, few_values, lexicon_of, own_keys_of
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import Token, joined
from eigcli.query.words import (
    Senses,
    Word,
    file_of_words,
    folded,
    lemma,
    lists,
    name_key,
    number_of,
    phrases,
    senses_of,
    significant,
    spellings_of,
    words_in,
    words_of_phrases,
)
from eigcli.suggesting import nearest
from eigcli.text import fold

Named = dict[str, list[str]]  # of a name, the facets that have it, and how each writes it
_ELIDED = "(?:qu|[cdjlmnst])(?=.{5})"  # `linterieur`, dictated
_LONGEST_NAME = 12
_SHORTEST_CORRECTED = 6
# The facet of which a sense says a value.
_FACET_OF_SENSE = {"state": "state", "maybe": "state", "phase": "phase"}
# Words in the heading of names that are none for a challenge.
_NAME_OR_TITLE = {"name", "nom", "nome", "nombr", "titl", "titr", "titel", "titulo"}
_LANGUAGES = ("fr", "en")  # in which questions are read


class Vocabulary:
    """The names in a dataset, and the words of its texts.

    Args:
        texts: the texts of the dataset.
    """

    def __init__(self, texts: SearchIndex) -> None:
        self.texts: SearchIndex = texts
        self.dataset: Dataset = texts.dataset
        self.facets_of: Callable[[str], Named] = cache(self._facets_of)

    @cached_property
    def _lexicon(self) -> Lexicon:
        made: Lexicon | None = self.texts.compiled.get("lexicon")
        return made or lexicon_of(self.dataset, self.texts.words_with_synonyms)

    def present(self, senses: Mapping[str, str]) -> Senses:
        """Return the senses of a word, without those of facets that no challenge has."""
        if self.is_ours:
            return {**senses}
        kept = Senses()
        for sense, what in senses.items():
            if not self._is_absent(sense, what):
                kept[sense] = what
        is_lost = "maybe" in senses and "maybe" not in kept
        if is_lost:
            kept.setdefault("frame", "")  # `projects that exist`
        return kept

    @cached_property
    def is_ours(self) -> bool:
        """Whether the dataset is that of eig, or a part of it."""
        return is_bundled(self.dataset)

    @cached_property
    def own_keys(self) -> list[str]:
        """The own keys of the challenges, each once."""
        return own_keys_of(self.dataset)

    @cached_property
    def few_values(self) -> dict[str, list[str]]:
        """The values of each own key that has few and short ones."""
        return few_values(self.dataset)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The forms of the words for a challenge in the heading of their names: *Service name*."""
        nouns = set[str]()
        for column in self.dataset.columns:
            if column.meaning == "name":
                nouns.update(word.lemma for word in words_in(column.heading))
        return frozenset(nouns - _NAME_OR_TITLE)

    def _is_absent(self, sense: str, what: str) -> bool:
        """Return whether a sense is of a facet that no challenge has."""
        facet = _FACET_OF_SENSE.get(sense, "")
        if sense in {"kind", "by"}:
            facet = what
        is_of_hosts = facet == "family"  # `ministry` is a word for hosts without a family, too
        return self.lacks(facet) and not is_of_hosts

    def lacks(self, facet: str) -> bool:
        """Return whether challenges are counted by a facet, and none has a value of it."""
        return facet in COUNTED and facet not in self._facets_known

    @cached_property
    def _facets_known(self) -> list[str]:
        return facets_known(self.dataset, COUNTED)

    def _facets_of(self, name: str) -> Named:
        """Return the facets that have a name, and how each writes it, see `Lexicon`."""
        as_written = lemma(fold(name))
        facets = self._lexicon.get(name_key(name), {})
        return facets | self._lexicon.get(as_written, {})

    @cached_property
    def bare_facets(self) -> frozenset[str]:
        """The facets that a name says by itself, and `challenge`.

        Beside subjects, themes are labels of single calls: their words are searched.
        """
        facets = NAMES_OF_ITS_OWN | {"challenge"}
        return facets - {"theme"} if self.dataset.subjects else facets

    @cached_property
    def own_values(self) -> frozenset[str]:
        """The values of keys of one's own, folded."""
        values = set[str]()
        for challenge in self.dataset:
            for _key, value in challenge.own:
                values.add(fold(str(value)))
        return frozenset(values)

    def named(
        self, tokens: Sequence[Token], facets: Collection[str], *, is_bare: bool = False
    ) -> tuple[int, set[str]]:
        """Return the length of the longest name of some facets that begins tokens, and its facets.

        Args:
            tokens: the tokens.
            facets: the facets; `challenge` and `promotion` have names, too.
            is_bare: whether no word says the facet.
        """
        longest = tokens[:_LONGEST_NAME]
        words = [*takewhile(lambda token: not token.kind, longest)]
        while words:
            found = self._meant_by(words, is_bare=is_bare)
            found.intersection_update(facets)
            if found:
                return len(words), found
            words.pop()
        return 0, set()

    def _meant_by(self, words: Sequence[Token], *, is_bare: bool) -> set[str]:
        """Return the facets of which words are a name."""
        if not _may_be_name(words):
            return set()
        name = joined(words)
        found = set[str]()
        for facet, texts in self.facets_of(name.typed).items():
            if _stands_for(facet, texts, name, is_bare=is_bare):
                found.add(facet)
        return found

    @property
    def is_foreign(self) -> bool:
        """Whether the texts are in a language of which the words for asking are not known."""
        language = self.dataset.language
        return bool(language) and language not in _LANGUAGES

    def decides(self, token: Token) -> bool:
        """Return whether words are a subject by themselves.

        A keyword is, a technique, a name and a synonym, and several words of which each is one.
        """
        if token.typed.startswith('"') or self.is_named(token):
            return True
        if name_key(token.typed) in self._subjects:
            return True
        forms = [word.lemma for word in significant(token.typed)]
        return self._subjects.issuperset(forms)

    def is_named(self, token: Token) -> bool:
        """Return whether a word is a name or has synonyms."""
        named = self.facets_of(token.typed)
        return bool(named or self.texts.synonyms(token.plain))

    @cached_property
    def _subjects(self) -> set[str]:
        """The forms of the words that are subjects, see `decides`."""
        made = self.texts.compiled.get("deciding")
        return set(made or subjects_of(self.texts))

    def is_searched(self, token: Token) -> bool:
        """Return whether any text has one of the words."""
        return bool(self.texts.mentioning(token.typed))

    def has_phrase(self, token: Token) -> bool:
        """Return whether a text has words as they are typed."""
        return folded(token.typed) in self.texts.index.letters

    def corrected(self, words: Sequence[Word]) -> dict[str, str]:
        """Return each word that is in no text, with a word near to it, if there is one."""
        corrected: dict[str, str] = {}
        for word in words:
            near = "" if self._is_known(word) else self._near(word)
            if near:
                corrected[word.typed] = near
        return corrected

    def _is_known(self, word: Word) -> bool:
        """Return whether a word is no slip: it is short, a number, or names or texts have it."""
        plain = word.plain
        # Cheap checks come first: most questions can be read without the texts.
        is_short = len(plain) < _SHORTEST_CORRECTED
        if is_short or number_of(plain) is not None:
            return True
        if word.lemma in self._lexicon or senses_of(plain) or self.texts.synonyms(plain):
            return True
        if f" {word.lemma} " in self._forms:
            return True
        return plain.rstrip("sx") in self.texts.index.letters

    @cached_property
    def _forms(self) -> str:
        """The forms of the words of names, labels and phrases, with spaces around them."""
        labels = (*field_labels(), *number_labels())
        own = [name_key(FACETS[key].label) for key in self.own_keys]
        forms = " ".join((*self._lexicon, *labels, *own, *phrases()))
        return f" {forms} "

    def _near(self, word: Word) -> str:
        """Return the name, or the word for asking, that was likely meant by a word, or ""."""
        # What has a capital within a question is a name: `at the Louvre`.
        is_name = word.start and word.typed[0].isupper()
        if is_name:
            return _nearest_of(self._words_of_names, word)
        elided = re.sub(_ELIDED, "", word.plain, count=1)
        if self.texts.have_word(elided):
            return elided
        for_asking = _nearest_of(words_of_phrases(), word)
        return for_asking or _nearest_of(self._words_of_names, word)

    @cached_property
    def _words_of_names(self) -> frozenset[str]:
        words = set[str]()
        for facets in self._lexicon.values():
            for name in chain(*facets.values()):
                words.update(word.typed for word in words_in(name))
        return frozenset(words)


def _nearest_of(words: Iterable[str], word: Word) -> str:
    """Return the one of some words that was likely meant by another, or ""."""
    likely = sorted(other for other in words if _is_like(other, word.plain))
    singular = word.typed.removesuffix("s")
    near = nearest(word.typed, likely) + nearest(singular, likely)
    return near[0] if near else ""


def _is_like(word: str, plain: str) -> bool:
    """Return whether a slip may change a word: it keeps the first letter, and nearly the length."""
    difference = len(word) - len(plain)
    if abs(difference) > 1:
        return False
    return folded(word)[0] == plain[0]


def subjects_of(texts: SearchIndex) -> set[str]:
    """Return what says by itself what a search is about: each a `name_key`."""
    synonyms = texts.words_with_synonyms.values()
    names = [*chain(*synonyms)]
    for challenge in texts.dataset:
        names += challenge.keywords
        names += challenge.techniques
    return set(map(name_key, names))


def _may_be_name(words: Sequence[Token]) -> bool:
    """Return whether words may be a name: an article is a part of La Défense and of a-just."""
    if words[-1].is_stop:
        return False
    first = words[0]
    if not first.is_stop:
        return True
    second = words[1]
    if first.says("being", "who", "which"):
        return False
    if first.typed.istitle() and not first.says("and", "or", "not", "at"):
        return not second.is_stop
    return second.gap.startswith("-")


def _stands_for(facet: str, texts: Iterable[str], name: Token, *, is_bare: bool) -> bool:
    """Return whether words are meant as a name of a facet, not in another sense.

    Args:
        facet: the facet.
        texts: the name, as the data writes it; of challenges, slugs, of promotions, codes.
        name: the words.
        is_bare: whether no word says the facet.
    """
    if facet == "promotion":
        return True
    if facet == "challenge":
        # `administration` is a word; with a capital, it is a défi.
        is_word = len(name.words) == 1 and name.typed.islower()
        return not (is_word and senses_of(name.plain))
    if not is_bare:
        return True
    everyday = [_is_everyday(facet, text) for text in texts]
    return not all(everyday)


def _is_everyday(facet: str, text: str) -> bool:
    """Return whether a name is mere words without that of its facet: `culture`, `design`."""
    if text.startswith(("Ministère", "Ministry")):
        return True
    subjects = lists()["subjects"]
    return facet == "skill" and folded(text) in subjects


@cache
def field_labels() -> dict[str, str]:
    """Return the fields of challenges, by the `name_key` of what people call them."""
    return _labels_of(fields_of(Challenge).values())


@cache
def number_labels() -> dict[str, str]:
    """Return the numbers of calls, by the `name_key` of their labels, of several words each.

    A wheel has them compiled: their French labels are in the catalogue.
    """
    made: dict[str, str] | None = file_of_words().get("number_labels")
    if made:
        return made
    fields = fields_of(Programme).values()
    numbers = [field for field in fields if field.kind.numeric]
    labels = _labels_of(numbers)
    return {label: name for label, name in labels.items() if " " in label}


def _labels_of(fields: Iterable[Field]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for field in fields:
        for label in spellings_of(field.name, [field.label]):
            key = name_key(label)
            labels.setdefault(key, field.name)
    return labels


TOPICS = {"subject", "theme"}
NAMES_OF_ITS_OWN = frozenset(name for name in NAMED if not FACETS[name].field)
