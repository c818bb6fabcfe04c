"""What a value of a facet means: the challenges that it stands for, by set algebra."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property

from eigcli.ask.facets import FACETS
from eigcli.ask.searching import SHORTEST_SUGGESTED, Texts
from eigcli.ask.words import (
    Word,
    file_of_words,
    has_accents,
    has_words,
    key,
    lists,
    significant,
    words_in,
)
from eigcli.data.loading import records_of
from eigcli.data.model import Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.text import did_you_mean, fold, join_sentences, quoted, shell_line, split_commas

Slugs = frozenset[str]
Rule = tuple[Iterable[str], Callable[[str], bool]]


@cache
def _operators() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what is "and" and "or" between names, and "not" before one: `!`, `sauf`."""
    senses = file_of_words()["senses"]
    both, either, without = ("|".join(map(re.escape, senses[s])) for s in ("and", "or", "not"))
    negated = (
        rf"(?:,|\s)\s*(?:(?:{both}|but|mais)\s+)?(?:!\s*(?=\w)"
        rf"|(?:{without}|excepté)\s+(?:(?:de|of|for|pour|en|in|à)\s+)?)"
    )
    patterns = (rf",?\s+(?:{both})\s+", rf",?\s+(?:{either})\s+", negated)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)  # type: ignore[return-value]


class UnknownNameError(UsageError):
    """A name that stands for nothing; `facet` is what it was to be a name of."""

    def __init__(self, message: str, facet: str) -> None:
        super().__init__(message)
        self.facet = facet


class Names:
    """The names of one facet in a dataset, and the challenges that each of them stands for.

    Args:
        dataset: the dataset.
        facet: the facet, by its code.
        texts: the texts of the dataset, for synonyms.
        exact: whether a value is one code or whole name, as it is.

    Attributes:
        notes: what to know of the names that were looked up, a sentence each.
    """

    def __init__(self, dataset: Dataset, facet: str, texts: Texts, *, exact: bool = False) -> None:
        self.facet, self.exact = facet, exact
        self.declared = FACETS[facet]
        self.notes: dict[str, None] = {}
        self._dataset, self._texts = dataset, texts
        shared = [*self.declared.shared(dataset)]
        own = [(name, c) for c in dataset.challenges for name in self.declared.names(c)]
        others = [(name, c) for c in dataset.challenges for name in self.declared.others(c)]
        self._names, self._others = _by_name([*own, *shared]), _by_name(others)
        self._shared = {name for name, _challenge in shared}

    @cached_property
    def known(self) -> Slugs:
        """The challenges of which it is known whether they have a name of the facet."""
        field, challenges = self.declared.field, self._dataset.challenges
        return frozenset(c.slug for c in challenges if not field or getattr(c, field))

    def of(self, values: Iterable[str]) -> Slugs:
        """Return the challenges that any of several values asks for, without what any excludes.

        Raises:
            UnknownNameError: for a name that stands for nothing.
        """
        wanted: list[Slugs] = []
        needed: list[Slugs] = []
        for value in values:
            is_negated = " " in value and _operators()[2].match(f" {value}")
            is_needed = self.declared.every or is_negated or value.startswith("!")
            (needed if is_needed else wanted).append(self.chosen(value))
        return frozenset().union(*wanted or [self.known]).intersection(*needed)

    def chosen(self, value: str) -> Slugs:
        """Return the challenges that a value asks for: `developer and designer`, `not Paris`.

        Raises:
            UnknownNameError: for a name that stands for nothing.
        """
        is_word = re.fullmatch(r"\w+", value)
        if self.exact or is_word or self._is_name(value):
            return self._of_texts(self._named(value))
        both, either, without = _operators()
        wanted, *excluded = without.split(f" {value}", maxsplit=1)
        if excluded:
            found = self.chosen(w) if (w := wanted.strip(" ,")) else self.known
            return found & self.without(self._parts(without.sub(",", excluded[0])))
        is_all = both.search(value) and not either.search(value) and self.declared.both
        parts = self._parts(value) if is_all or self.declared.every else []
        if len(parts) > 1:
            return frozenset.intersection(*map(self.chosen, parts))
        parts = split_commas(either.split(value))
        if not self.declared.both:
            parts = [name for part in parts for name in both.split(part)]
        if len(parts) > 1:
            return frozenset().union(*map(self.chosen, parts))
        return self._of_texts(self._named(value))

    def without(self, values: Sequence[str]) -> Slugs:
        """Return the challenges that none of some values asks for, of those that are known.

        A team in two towns is elsewhere where one of the towns is.
        """
        if not self.declared.units:
            return self.known.difference(*map(self.chosen, values))
        texts = {text for value in values for text in self._named(value)}
        pairs = ((c, unit) for c in self._dataset.challenges for unit in self.declared.units(c))
        return frozenset(c.slug for c, unit in pairs if texts.isdisjoint(unit))

    def _parts(self, value: str) -> list[str]:
        if self._is_name(value):
            return [value]
        both, either, _without = _operators()
        return split_commas(part for one in either.split(value) for part in both.split(one))

    def _is_name(self, value: str) -> bool:
        """Return whether a value with an operator in it is one name: `économie et finances`."""
        both, either, _without = _operators()
        if not ("," in value or both.search(value) or either.search(value)):
            return False
        letters = fold(value) if "," in value else ""
        words = significant(value)
        texts = (*self._names, *self._others, *self.declared.known(self._dataset))
        return any(fold(t) == letters if letters else has_words(t, words) for t in texts)

    def texts_of(self, values: Iterable[str]) -> set[str]:
        """Return the names that values name, whatever is between them, exclusions apart."""
        without = _operators()[2]
        wanted = (without.split(f" {value}", maxsplit=1)[0].strip(" ,") for value in values)
        parts = [part for value in wanted if value for part in self._parts(value)]
        return {text for part in parts for text in self._named(part)}

    def has_name(self, name: str) -> bool:
        """Return whether anything is called so, with all of its words."""
        return any(key(text) == key(name) for text in (*self._names, *self._others))

    def _of_texts(self, texts: Iterable[str]) -> Slugs:
        named = (self._names.get(t, set()) | self._others.get(t, set()) for t in texts)
        return frozenset[str]().union(*named)

    def _named(self, name: str) -> list[str]:
        """Return the texts that a name stands for, by the strictest rule that any meets.

        Raises:
            UnknownNameError: for a name that stands for nothing.
        """
        if self.exact:
            if name in self._names or name in {*self.declared.known(self._dataset)}:
                return [name]
            raise self.unknown(name)
        words, own = significant(name), key(name)
        if self.facet == "skill":
            words = [w for w in words if w.plain not in lists()["qualifiers"]] or words
        for texts, rule in self._rules(name, words) if words else ():
            if found := [*filter(rule, texts)]:
                self._note_family(name, found)
                return found
        if any(key(known) == own for known in self.declared.known(self._dataset)):
            return []
        if words and (found := self._by_synonyms(words, (*self._names, *self._others))):
            note = _("{value} was understood through its synonyms.")
            self.notes[note.format(value=quoted(name))] = None
            return found
        raise self.unknown(name)

    def _rules(self, name: str, words: Sequence[Word]) -> Iterator[Rule]:
        """Yield the names to look at and the rule that they must meet, the strictest first."""
        letters, own = fold(name), key(name)
        names, others = self._names, self._others
        yield names, lambda text: text == name
        yield names, lambda text: fold(text) == letters
        same = [text for text in others if fold(text) == letters]
        yield same, lambda text: has_accents(name, text, capitals=False)
        if self.facet == "ministry" and any(w.plain.startswith("minist") for w in words_in(name)):
            # The health ministry is no agency for health.
            ministries = [text for text in names if text.startswith("Minist")]
            yield ministries, lambda text: has_words(text, words)
            yield self._by_synonyms(words, ministries), bool
        if not others:
            yield names, lambda text: key(text) == own
        for texts in (names, others):
            if texts is others:
                yield texts, lambda text: key(text) == own
            yield texts, lambda text: has_words(text, words)

    def _note_family(self, name: str, found: Sequence[str]) -> None:
        """Note that a name is that of a family of ministries, which is an editorial grouping."""
        of_hosts = self._dataset.families_of_hosts.values()
        families = [f for f in of_hosts if not {*f.names()}.isdisjoint(found)]
        bodies = records_of(self._dataset, "bodies") if self._shared.intersection(found) else {}
        families += [bodies[text].family for text in found if text in self._shared]
        for family in families if self.facet in {"ministry", "family"} else ():
            note = _("{name} is the family {family}, as eig groups ministries: {option}")
            option = shell_line(["--family", family.code])
            text = note.format(name=quoted(name), family=family.words(), option=option)
            self.notes[text] = None

    def _by_synonyms(self, words: Sequence[Word], texts: Iterable[str]) -> list[str]:
        """Return those of some texts that have each word or one of its synonyms."""
        ways = [[[word], *map(significant, self._texts.synonyms(word.plain))] for word in words]
        return [t for t in texts if all(any(has_words(t, way) for way in each) for each in ways)]

    def unknown(self, name: str) -> UnknownNameError:
        """Return the mistake that a name stands for nothing, with what is near to it."""
        if not name.strip():
            empty = _("--{option} is empty.")
            return UnknownNameError(empty.format(option=self.facet), self.facet)
        texts = [*self._names, *self._others]
        if self.exact:
            hint = did_you_mean(name, [*self._names, *self.declared.known(self._dataset)])
        else:
            words = (w.typed for text in texts for w in words_in(text))
            long = [word for word in words if len(word) >= SHORTEST_SUGGESTED]
            hint = did_you_mean(" ".join(w.typed for w in significant(name)), [*long, *texts])
        no = _(self.declared.missing).format(name=quoted(name))
        return UnknownNameError(join_sentences(no, hint), self.facet)


def _by_name(pairs: Iterable[tuple[str, Challenge]]) -> dict[str, set[str]]:
    """Return the slugs of the challenges that have each name."""
    found: dict[str, set[str]] = {}
    for name, challenge in pairs:
        found.setdefault(name, set()).add(challenge.slug)
    return found
