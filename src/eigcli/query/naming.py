"""What a value of a facet means: the challenges that it stands for, by set algebra."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from eigcli.data.loading import records_of
from eigcli.data.model import Challenge
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.facets import FACETS, NOT_KNOWN
from eigcli.query.searching import SHORTEST_SUGGESTED, Texts
from eigcli.query.words import Word, code_called, has_words, key, lists, operator, significant
from eigcli.suggesting import did_you_mean
from eigcli.text import accents, comma_list, fold, join_sentences, quoted

Slugs = frozenset[str]
Rule = tuple[Iterable[str], Callable[[str], bool]]


class Names:
    """The names of one facet in a dataset, and the challenges that each of them stands for.

    Args:
        texts: the texts of the dataset, for synonyms; if they are exact, a value is one code or
            whole name.
        facet: the facet, by its code.
    """

    def __init__(self, texts: Texts, facet: str) -> None:
        dataset, self._texts = texts.dataset, texts
        self.facet, self.declared = facet, FACETS[facet]
        self._understood = cache(self._understand)
        self._dataset, challenges = dataset, dataset.challenges
        pairs = [(c, self.declared.names(c)) for c in challenges]
        if self.declared.plural:
            pairs += [(c, [NOT_KNOWN]) for c in challenges if not self.declared.values(c)]
        pairs += () if texts.exact else self.declared.shared(dataset)
        self._slugs = defaultdict[str, set[str]](set)
        self._add(pairs)
        self._names = [*self._slugs]
        self._add((c, self.declared.others(c)) for c in challenges)

    def _add(self, pairs: Iterable[tuple[Challenge, Iterable[str]]]) -> None:
        """Add the names of challenges to `_slugs`."""
        for challenge, names in pairs:
            for name in names:
                self._slugs[name].add(challenge.slug)

    @cached_property
    def _vocabulary(self) -> list[str]:
        """The names that are no mistake; most values need none, and those of codes take long."""
        return [*self.declared.known_names(self._dataset)]

    @cached_property
    def of_known_value(self) -> Slugs:
        """The challenges of which the values of the facet are known."""
        field, challenges = self.declared.field, self._dataset.challenges
        return frozenset(c.slug for c in challenges if not field or getattr(c, field))

    def known(self, values: Iterable[str]) -> Slugs:
        """Return the challenges of which is known whether values are theirs.

        Whether a town is in a region is known only if the dataset or eigcli lists this town.
        """
        towns = map(fold, chain(*(c.towns for c in self._dataset)))
        if self.facet != "town" or {*map(fold, values)} <= {*towns}:
            return self.of_known_value
        listed = records_of(self._dataset, "towns").keys()
        return frozenset(c.slug for c in self._dataset if listed >= {*c.towns})

    def of(self, values: Iterable[str]) -> Slugs:
        """Return the challenges that values ask for, without those that any excludes.

        One value, such as `developer and designer`, is enough, unless the facet needs `every`.

        Raises:
            UsageError: for a name that stands for nothing.
        """
        groups, excluded = self._parsed(values)
        every = self.declared.every  # then `product or repository` is one of them
        within = frozenset.union if every else frozenset.intersection
        join = frozenset.intersection if every else frozenset.union
        sets = [within(*map(self._of_name, names)) for names in groups]
        slugs = join(*sets) if sets else self.of_known_value
        return slugs & self.without(excluded) if excluded else slugs

    def without(self, values: Sequence[str]) -> Slugs:
        """Return the challenges that have none of some values; of towns, those elsewhere.

        A team in two towns is elsewhere if one of them is. Challenges of which a field is not known
        are left out: its value may be an unwanted one.
        """
        if self.facet == "town":
            texts = self.texts_of(values)
            places = self.declared.shared(self._dataset)
            elsewhere = frozenset(c.slug for c, names in places if texts.isdisjoint(names))
            return self.known(values) - (self._of_texts(texts) - elsewhere)
        return self.of_known_value.difference(*(self.of([value]) for value in values))

    def notes(self, values: Iterable[str]) -> Iterator[str]:
        """Yield notes on how values were understood."""
        groups, excluded = self._parsed(values)
        for name in (*chain(*groups), *excluded):
            yield from self._understood(name)[1]
        for name in chain(*groups) if groups[1:] else ():
            if not self._of_name(name):
                yield _("{name} matches no défi.", name=quoted(name))

    def texts_of(self, values: Iterable[str]) -> set[str]:
        """Return the names in the data that values stand for, without those that they exclude."""
        groups, _excluded = self._parsed(values)
        return {text for name in chain(*groups) for text in self._understood(name)[0]}

    def is_whole_name(self, name: str) -> bool:
        """Return whether a text is a name, by its letters and digits."""
        return fold(name) in self._letters

    def is_called(self, name: str) -> bool:
        """Return whether a name stands for something."""
        with suppress(UsageError):
            return bool(self._understood(name)[0])
        return False

    def _parsed(self, values: Iterable[str]) -> tuple[list[list[str]], list[str]]:
        """Return lists of the names that values ask for, and the names that they exclude.

        A challenge must have all names of one list.
        """
        groups, excluded = list[list[str]](), list[str]()
        for value in values:
            if self._texts.exact or value.isalnum() or self._is_name(value):
                groups.append([value])
                continue
            # The patterns would try each of many spaces.
            included, *rest = operator("not").split(f" {' '.join(value.split())}", maxsplit=1)
            for text in rest:
                listed = operator("not").sub(",", text)
                excluded += (name for _between, name in self._separated(listed))
            included = included.strip(" ,")
            if included or not rest:
                groups += self._groups(included)
        return groups, excluded

    def _groups(self, text: str) -> list[list[str]]:
        """Return the lists of names in a text, see `_parsed`."""
        separated = [*self._separated(text)]
        operators = {between for between, _name in separated}
        if self.declared.both and "and" in operators and "or" not in operators:
            return [[name for _between, name in separated]]  # `a, b and c`
        groups = list[list[str]]()
        for between, name in separated:
            is_or = self.declared.every and between == "or"
            if is_or or (self.declared.both and between == "and"):
                groups[-1].append(name)
            else:
                groups.append([name])
        return groups

    def _separated(self, text: str) -> Iterator[tuple[str | None, str]]:
        """Yield the names in a text, each behind what is before it: `and`, `or`, else `None`.

        What stands between names may also be part of one: then the longest is meant.
        """
        pieces = _pieces(text)
        while pieces:
            length = min(len(pieces), self._most_separators + 1)
            while length > 1 and not self._is_name(_together(text, pieces[:length])):
                length -= 1
            yield pieces[0].between, _together(text, pieces[:length])
            pieces = pieces[length:]

    @cached_property
    def _most_separators(self) -> int:
        """The most commas and operators that a name has."""
        names = chain(self._slugs, self._vocabulary)
        return max((len(_separator().findall(name)) for name in names), default=0)

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The names by their letters and digits."""
        return frozenset(map(fold, chain(self._slugs, self._vocabulary)))

    def _is_name(self, value: str) -> bool:
        """Return whether a value with an operator in it is one name: `économie et finances`."""
        if not _separator().search(value):
            return False
        # A list must be a name to the letter: `santé ou travail` is none, though a body has both.
        if "," in value or operator("or").search(value):
            return self.is_whole_name(value)
        words = significant(value)
        return any(has_words(text, words) for text in chain(self._slugs, self._vocabulary))

    def _of_name(self, name: str) -> Slugs:
        return self._of_texts(self._understood(name)[0])

    def _of_texts(self, texts: Iterable[str]) -> Slugs:
        return frozenset[str]().union(*(self._slugs[text] for text in texts if text in self._slugs))

    def _understand(self, name: str) -> tuple[list[str], list[str]]:
        """Return the texts that a name stands for, by the first rule that any meets, and notes.

        Raises:
            UsageError: for a name that stands for nothing.
        """
        if codes := self.declared.codes:
            labels = {code: [label] for code, label in codes.items()}
            missing = _(self.declared.missing)
            return [code_called(name, labels, missing, exact=self._texts.exact)], []
        if self._texts.exact:
            return self._spelled(name), []
        words, forms = significant(name), key(name)
        if self.facet in {"skill", "recruited"}:
            words = [w for w in words if w.plain not in lists()["qualifiers"]] or words
        for texts, rule in self._rules(name, words) if words else ():
            if matching := [*filter(rule, texts)]:
                return matching, [*self._grouping_notes(name, {*matching})]
        if any(key(text) == forms for text in self._vocabulary):
            return [], []
        if words and (matching := self._by_synonyms(words, self._likely(name))):
            note = _("{value} was matched by its synonyms: {names}.")
            return matching, [note.format(value=quoted(name), names=comma_list(matching))]
        raise self.unknown(name)

    def _spelled(self, name: str) -> list[str]:
        """Return the texts that are a whole name, whose apostrophes may be those of a keyboard.

        Raises:
            UsageError: if there is none.
        """
        of_none = [text for text in self._vocabulary if text not in self._slugs]
        straight = _straight(name)
        spelled = [text for text in (*self._names, *of_none) if _straight(text) == straight]
        if not spelled:
            raise self.unknown(name)
        return spelled

    def _rules(self, name: str, words: Sequence[Word]) -> Iterator[Rule]:
        """Yield the names to look at and the rule that they must meet, the strictest first."""
        names, letters, forms = self._names, fold(name), key(name)
        yield names, lambda text: fold(text) == letters
        yield self._slugs, lambda text: fold(text) == letters and accents(name) <= accents(text)
        if _is_ministry(name):
            ministries = [*filter(_is_ministry, names)]
            yield ministries, lambda text: has_words(text, words)
            yield self._by_synonyms(words, ministries), bool
        if self.facet != "ministry":  # which also has longer names with these words
            yield names, lambda text: key(text) == forms
        likely = self._likely(name)
        yield names, lambda text: text in likely and has_words(text, words)
        yield likely, lambda text: has_words(text, words)

    def _likely(self, name: str) -> Collection[str]:
        """Return the names that a name may mean: the health ministry is no agency for health."""
        if not _is_ministry(name):
            return self._slugs
        bodies = records_of(self._dataset, "bodies").values()
        others = {host.department for c in self._dataset for host in c.hosts}
        others.update(*(b.names() for b in bodies if b.kind not in {None, "ministry"}))
        return [text for text in self._slugs if text not in others]

    def _grouping_notes(self, name: str, texts: set[str]) -> Iterator[str]:
        """Yield notes that a name is one of our subjects, or of a family of ministries."""
        if self.facet == "subject":
            note = _("{name} is the subject {subject}, a grouping by eig.")
            for subject in self._dataset.subjects:
                is_named = not texts.isdisjoint(subject.names())
                if is_named:
                    label = subject.words()
                    yield note.format(name=quoted(name), subject=label)
        if self.facet in {"ministry", "family"}:
            yield from self._family_notes(name, texts)

    def _family_notes(self, name: str, texts: set[str]) -> Iterator[str]:
        """Yield notes that a name is a family of ministries, an editorial grouping, or in one."""
        bodies = records_of(self._dataset, "bodies").values()
        ministries = [body for body in bodies if body.kind == "ministry"]
        named = {body.family for body in ministries if not texts.isdisjoint(body.names())}
        for family in self._dataset.families_of_hosts:
            if family in named or not texts.isdisjoint(family.names()):
                whole = {c.slug for c in self._dataset if family in c.families}
                note = _("{name} is one ministry of the family {family}; all of them: {option}")
                if whole <= self._of_texts(texts):
                    note = _("{name} is the family {family}, a grouping by eig.")
                option = f"--family {family.code}"
                yield note.format(name=quoted(name), family=family.words(), option=option)

    def _by_synonyms(self, words: Sequence[Word], texts: Iterable[str]) -> list[str]:
        """Return the texts that have each word or one of its synonyms."""
        ways = [[[w], *map(significant, self._texts.synonyms(w.plain))] for w in words]
        having = [t for t in texts if all(any(has_words(t, w) for w in each) for each in ways)]
        exact = {key(phrase) for w in words for phrase in self._texts.synonyms(w.plain)}
        return [text for text in having if key(text) in exact] or having  # `health`: Santé

    def unknown(self, name: str) -> UsageError:
        """Return the mistake for a name that stands for nothing, with names that are near to it."""
        if not name.strip():
            return UsageError(_("--{option} is empty.", option=self.facet))
        texts = [] if self._texts.exact else [*self._slugs]
        typed = " ".join(word.typed for word in significant(name))
        words = (
            w.typed
            for t in texts
            for w in significant(t)
            if len(w.typed) >= SHORTEST_SUGGESTED and w.plain != fold(typed)
        )
        # If values are exact, other names are refused, too.
        hint = did_you_mean(typed, [*words, *(self._slugs if texts else self._names)])
        no = _(self.declared.missing, name=quoted(name))
        line = f"eig stats --by {self.facet} --promotion all"
        see = _("To see all names: {command}.", command=line)
        is_counted = self._texts.are_ours and self.declared.plural
        return UsageError(join_sentences(no, hint, see if is_counted else ""))


def _straight(name: str) -> str:
    """Return a name with the apostrophes of a keyboard."""
    return name.replace("’", "'")


def _is_ministry(name: str) -> bool:
    """Return whether a name says that it is a ministry; the Prime Minister is none."""
    return bool(re.search(r"\bminist(?:[eèé]re|ry|ries\b)", name, re.IGNORECASE))


@cache
def _separator() -> re.Pattern[str]:
    """Return a pattern for what stands between names: `or`, `and`, a comma."""
    either, both = operator("or").pattern, operator("and").pattern
    return re.compile(f"(?P<or>{either})|(?P<and>{both})|,", re.IGNORECASE)


class _Piece(NamedTuple):
    """A place between two separators of a text, and the operator before it, `None` for a comma."""

    between: str | None
    start: int
    end: int


def _pieces(text: str) -> list[_Piece]:
    """Return the pieces of a text, which commas and operators separate."""
    pieces = list[_Piece]()
    between = None
    start = 0
    for separator in _separator().finditer(text):
        piece = _Piece(between, start, separator.start())
        pieces.append(piece)
        between = separator.lastgroup
        start = separator.end()
    last = _Piece(between, start, len(text))
    return [*pieces, last]


def _together(text: str, pieces: Sequence[_Piece]) -> str:
    """Return some pieces of a text, with what stands between them."""
    return text[pieces[0].start : pieces[-1].end].strip()
