"""What a value of a facet means: the challenges that it stands for, by set algebra."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from eigcli.data.loading import records_of
from eigcli.data.model import Challenge, Family
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.facets import FACETS, NOT_KNOWN, Facet, keys_of, ministries_of, own_keys_of
from eigcli.query.searching import LONG_ENOUGH, SearchIndex
from eigcli.query.words import Word, code_called, has_words, lists, name_key, operator, significant
from eigcli.suggesting import did_you_mean
from eigcli.text import accents, comma_list, fold, join_sentences, quoted

_MOST_PARTS = 20  # of a name: words, and the commas and operators before them
_LISTED = {"techniques", "keywords"}  # fields in whose values cells list others
Slugs = frozenset[str]


class _Meaning(NamedTuple):
    """The names in the data that a name stands for, and notes on how it was understood."""

    texts: Sequence[str]
    notes: Sequence[str] = ()


class FacetIndex:
    """The names of one facet in a dataset, and the challenges that each of them stands for.

    Args:
        texts: the texts of the dataset, for synonyms; if they are exact, a value is one code or
            whole name.
        facet: the facet, by its code.
    """

    def __init__(self, texts: SearchIndex, facet: str) -> None:
        self._texts = texts
        self._dataset = texts.dataset
        self.facet = facet
        self.declared: Facet = FACETS[facet]
        self._meaning = cache(self._understood)
        self._slugs = defaultdict[str, set[str]](set)
        self._add_names()
        self._names = dict.fromkeys(self._slugs)
        for challenge in self._dataset:
            weaker = self.declared.weaker_names(challenge)
            self._add(challenge, weaker)

    def _add_names(self) -> None:
        declared = self.declared
        for challenge in self._dataset:
            self._add(challenge, declared.names(challenge))
            self._add(challenge, declared.keywords(challenge))
            is_unknown = declared.plural and not declared.values(challenge)
            if is_unknown:
                self._add(challenge, [NOT_KNOWN])
        if self._texts.exact:
            return
        for challenge, names in declared.group_names(self._dataset):
            self._add(challenge, names)

    def _add(self, challenge: Challenge, names: Iterable[str]) -> None:
        for name in names:
            slugs = self._slugs[name]
            slugs.add(challenge.slug)

    @cached_property
    def _vocabulary(self) -> list[str]:
        """The names that are no mistake; most values need none, and those of codes take long."""
        names = self.declared.known_names(self._dataset)
        return list(names)

    @cached_property
    def _all_names(self) -> list[str]:
        """The names in the data, and others that are no mistake."""
        return [*self._slugs, *self._vocabulary]

    @cached_property
    def of_known_value(self) -> Slugs:
        """The challenges of which the values of the facet are known."""
        known = filter(self.declared.is_known, self._dataset)
        return frozenset(challenge.slug for challenge in known)

    def known(self, values: Iterable[str]) -> Slugs:
        """Return the challenges of which is known whether values are theirs.

        Whether a town is in a region is known only if the dataset or eigcli lists this town.
        """
        if self.declared.kind != "place":
            return self.of_known_value
        towns = chain(*map(self.declared.values, self._dataset))
        names = {*map(fold, towns)}
        typed = map(fold, values)
        if names.issuperset(typed):
            return self.of_known_value
        listed = records_of(self._dataset, "towns").keys()
        slugs = set()
        for challenge in self._dataset:
            if listed >= set(challenge.towns):
                slugs.add(challenge.slug)
        return frozenset(slugs)

    def of(self, values: Sequence[str]) -> Slugs:
        """Return the challenges that values ask for, without those that any excludes.

        One value, such as `developer and designer`, is enough, unless the facet needs all.

        Raises:
            UsageError: for a name that stands for nothing.
        """
        if not self.declared.repeat_is_all or len(values) == 1:
            return self._of_any(values)
        slugs = self.of_known_value
        for value in values:
            slugs &= self._of_any([value])
        return slugs

    def _of_any(self, values: Sequence[str]) -> Slugs:
        """Return the challenges that one of some values asks for; of facts, each is needed."""
        groups, excluded = self._parsed(values)
        is_fact = self.declared.kind == "fact"  # `product or repository` is one of them
        sets = []
        for names in groups:
            of_names = map(self._of_name, names)
            slugs = _joined(of_names, either=is_fact)
            sets.append(slugs)
        met = self.of_known_value
        if sets:
            met = _joined(sets, either=not is_fact)
        if excluded:
            met &= self.without(excluded)
        return met

    def without(self, values: Sequence[str]) -> Slugs:
        """Return the challenges that have none of some values; of places, those elsewhere.

        Challenges of which a field is not known are left out: its value may be an unwanted one.
        """
        if self.declared.kind == "place":
            texts = self.texts_of(values)
            only_there = self._of_texts(texts) - self._elsewhere(texts)
            return self.known(values) - only_there
        slugs = self.of_known_value
        for value in values:
            slugs -= self.of([value])
        return slugs

    def _elsewhere(self, texts: set[str]) -> Slugs:
        """Return the challenges with a town that has none of some names, maybe beside others."""
        slugs = set()
        for challenge, names in self.declared.group_names(self._dataset):
            if texts.isdisjoint(names):
                slugs.add(challenge.slug)
        return frozenset(slugs)

    def notes(self, values: Iterable[str]) -> Iterator[str]:
        """Yield notes on how values were understood."""
        groups, excluded = self._parsed(values)
        wanted = [*chain(*groups)]
        for name in wanted + excluded:
            meaning = self._meaning(name)
            yield from meaning.notes
        if len(groups) == 1:
            return
        for name in wanted:
            if not self._of_name(name):
                yield _("{name} matches no challenge.", name=quoted(name))

    def texts_of(self, values: Iterable[str]) -> set[str]:
        """Return the names in the data that values stand for, without those that they exclude."""
        groups, _excluded = self._parsed(values)
        texts = set[str]()
        for name in chain(*groups):
            meaning = self._meaning(name)
            texts.update(meaning.texts)
        return texts

    def _is_whole_name(self, name: str) -> bool:
        """Return whether a text is a name, by its letters and digits."""
        return fold(name) in self._letters

    def _parsed(self, values: Iterable[str]) -> tuple[list[list[str]], list[str]]:
        """Return lists of the names that values ask for, and the names that they exclude.

        A challenge must have all names of one list.
        """
        groups = []
        excluded = []
        for value in values:
            is_one = self._texts.exact or value.isalnum()
            if is_one or self._is_name(value):
                groups.append([value])
                continue
            # One space between words: the patterns backtrack on runs of spaces.
            words = " ".join(value.split())
            negation = operator("not")
            included, *denied = negation.split(f" {words}", maxsplit=1)
            if denied and self.declared.kind == "key":
                written = self._groups(words)
                names = chain(*written)
                if all(map(self._is_whole_name, names)):  # a rating `non conforme`
                    groups += written
                    continue
            for text in denied:
                listed = negation.sub(",", text)
                excluded += [name for _between, name in self._separated(listed)]
            included = included.strip(" ,")
            if included or not denied:
                groups += self._groups(included)
        return groups, excluded

    def _groups(self, text: str) -> list[list[str]]:
        """Return the lists of names in a text, see `_parsed`."""
        separated = [*self._separated(text)]
        joining = None
        if self.declared.kind == "fact":
            joining = operator("or")
        elif self.declared.and_is_all:
            joining = operator("and")
            operators = "".join(between for between, _name in separated)
            has_or = operator("or").search(operators)
            if joining.search(operators) and not has_or:
                names = [name for _between, name in separated]
                return [names]  # `a, b and c`
        groups = list[list[str]]()
        for between, name in separated:
            if joining and joining.fullmatch(between):
                groups[-1].append(name)
            else:
                groups.append([name])
        return groups

    def _separated(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the names in a text, each behind what is before it: ` and `, a comma or "".

        What stands between names may also be part of one: then the longest is meant.
        """
        parts = ["", *_separator().split(text)]  # names, each behind what is before it
        while parts:
            end = self._end_of_name(parts)
            between, *others = parts[:end]
            name = "".join(others)
            yield between, name.strip()
            parts = parts[end:]

    def _end_of_name(self, parts: Sequence[str]) -> int:
        """Return where the longest name ends among the first parts of a text, see `_separated`."""
        longest = min(_MOST_PARTS, len(parts))
        for end in range(longest, 2, -2):
            name = "".join(parts[1:end])
            if self._is_name(name):
                return end
        return 2

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The names by their letters and digits."""
        return frozenset(map(fold, self._all_names))

    def _is_name(self, value: str) -> bool:
        """Return whether a value with an operator in it is one name: `économie et finances`."""
        if not _separator().search(value):
            return False
        # With a comma or an `or`, only a whole name is one: a body called `santé et travail` is not
        # meant by `santé ou travail`.
        has_or = operator("or").search(value)
        if has_or or "," in value:
            return self._is_whole_name(value)
        words = significant(value)
        return any(has_words(text, words) for text in self._all_names)

    def _of_name(self, name: str) -> Slugs:
        meaning = self._meaning(name)
        return self._of_texts(meaning.texts)

    def _of_texts(self, texts: Iterable[str]) -> Slugs:
        slugs = set()
        for text in texts:
            if text in self._slugs:
                slugs |= self._slugs[text]
        return frozenset(slugs)

    def _understood(self, name: str) -> _Meaning:
        """Return what a name stands for.

        Raises:
            UsageError: for a name that stands for nothing.
        """
        if self.declared.codes:
            code = self._code(name)
            return _Meaning([code])
        if self._texts.exact:
            spelled = self._spelled(name)
            return _Meaning(spelled)
        words = self._words(name)
        if not words:
            raise self.unknown(name)
        for texts in self._readings(name, words):
            if texts:
                notes = self._grouping_notes(name, set(texts))
                return _Meaning(texts, [*notes])
        known = map(name_key, self._vocabulary)
        if name_key(name) in known:
            return _Meaning([])
        likely = self._likely(name)
        texts = self._by_synonyms(words, likely)
        if not texts:
            raise self.unknown(name)
        names = comma_list(texts)
        note = _("{value} was matched by its synonyms: {names}.", value=quoted(name), names=names)
        return _Meaning(texts, [note])

    def _code(self, name: str) -> str:
        labels = self._labels()
        key = _(self.declared.label)
        missing = _(self.declared.missing, key=key, name="{name}")  # which is known later
        typed = name.casefold()
        phases = FACETS["phase"].codes.keys() - labels
        if self.facet == "state" and typed in phases:
            no = missing.format(name=quoted(name))
            phase = _("It is a phase: {option}.", option=f"--phase {typed}")
            message = join_sentences(no, phase)
            raise UsageError(message)
        return code_called(name, labels, missing, exact=self._texts.exact)

    def _labels(self) -> dict[str, list[str]]:
        """Return what people call the codes; own keys are facts, too."""
        codes = self.declared.codes
        labels = {code: [label] for code, label in codes.items()}
        if self.declared.kind != "fact":
            return labels
        own = keys_of(self._dataset)
        for lost in self._lacking():
            labels.pop(lost, None)
        return labels | own

    def _lacking(self) -> set[str]:
        """Return the names of own keys that are facts, too, which no challenge has."""
        keys = own_keys_of(self._dataset)
        names = {key.removeprefix("x-") for key in keys}
        had = map(self.declared.names, self._dataset)
        return names.difference(*had)

    def _spelled(self, name: str) -> list[str]:
        """Return the texts that are a whole name, whose apostrophes may be those of a keyboard.

        Raises:
            UsageError: if there is none.
        """
        straight = _straight(name)
        spelled = []
        for text in self._all_names:
            is_weaker = text in self._slugs and text not in self._names
            if _straight(text) == straight and not is_weaker:
                spelled.append(text)
        if not spelled:
            raise self.unknown(name)
        return spelled

    def _words(self, name: str) -> list[Word]:
        """Return the words of a name that distinguish it: of `young designers`, the last."""
        words = significant(name)
        if self.declared.kind != "role":
            return words
        qualifiers = lists()["qualifiers"]
        others = [word for word in words if word.plain not in qualifiers]
        return others or words

    def _readings(self, name: str, words: Sequence[Word]) -> Iterator[list[str]]:
        """Yield the texts that a name may stand for, by the strictest rule first."""
        forms = name_key(name)
        may_be_longer = self.declared.kind == "host"
        if self.facet in _LISTED and len(words) > 1:
            may_be_longer = True  # `NLP, machine learning (ML)`
        else:
            yield from self._readings_as_written(name, forms)
        if _is_ministry(name):
            ministries = [*filter(_is_ministry, self._names)]
            yield _having(ministries, words)
            yield self._by_synonyms(words, ministries)
        if not may_be_longer:
            yield [text for text in self._names if name_key(text) == forms]
        likely = self._likely(name)
        having = _having(likely, words)
        yield self._without_weaker(having)
        yield having

    def _readings_as_written(self, name: str, forms: str) -> Iterator[list[str]]:
        """Yield the texts with the letters of a name, those with its signs first: `C++` is no C."""
        letters = fold(name)
        spelled = [text for text in self._slugs if fold(text) == letters]
        same = [text for text in spelled if name_key(text) == forms]
        yield self._without_weaker(same)
        yield self._without_weaker(spelled)
        typed_accents = accents(name)
        accented = list[str]()  # `éducation` is no code
        for text in spelled:
            if typed_accents <= accents(text):
                accented.append(text)
        yield accented

    def _without_weaker(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if text in self._names]

    def _likely(self, name: str) -> Collection[str]:
        """Return the names that a name may mean: the health ministry is no agency for health."""
        if not _is_ministry(name):
            return self._slugs
        others = set(self._of_no_ministry())
        return [text for text in self._slugs if text not in others]

    def _of_no_ministry(self) -> Iterator[str | None]:
        """Yield the names of departments, and of bodies that are no ministry."""
        for challenge in self._dataset:
            for host in challenge.hosts:
                yield host.department
        bodies = records_of(self._dataset, "bodies")
        for body in bodies.values():
            if body.kind and body.kind != "ministry":
                yield from body.names()

    def _grouping_notes(self, name: str, texts: set[str]) -> Iterator[str]:
        """Yield notes that a name is one of our subjects, or of a family of ministries."""
        if self.declared.kind == "host":
            yield from self._family_notes(name, texts)
        if self.declared.kind != "subject":
            return
        for subject in self._dataset.subjects:
            names = subject.names()
            if texts.isdisjoint(names):
                continue
            note = _("{name} is the subject {subject}, a grouping by eig.")
            label = subject.label()
            yield note.format(name=quoted(name), subject=label)

    def _family_notes(self, name: str, texts: set[str]) -> Iterator[str]:
        """Yield notes that a name is a family of ministries, an editorial grouping, or in one."""
        for family in self._dataset.families_of_hosts:
            names = self._names_in(family)
            if texts.isdisjoint(names):
                continue
            whole = {c.slug for c in self._dataset if family in c.families}
            note = _("{name} is one ministry of the family {family}; all of them: {option}")
            is_whole = whole <= self._of_texts(texts)
            if is_whole:
                note = _("{name} is the family {family}, a grouping by eig.")
            label = family.label()
            option = f"--family {family.code}"
            yield note.format(name=quoted(name), family=label, option=option)

    def _names_in(self, family: Family) -> Iterator[str]:
        """Yield the names of a family and of its ministries."""
        yield from family.names()
        for ministry in ministries_of(self._dataset):
            if ministry.family == family:
                yield from ministry.names()

    def _by_synonyms(self, words: Sequence[Word], texts: Iterable[str]) -> list[str]:
        """Return the texts that have each word or one of its synonyms."""
        mentioning = [*texts]
        whole = set[str]()
        for word in words:
            phrases = self._texts.synonyms(word.plain)
            names = map(name_key, phrases)
            whole.update(names)
            in_words = map(significant, phrases)
            mentioning = _having(mentioning, [word], *in_words)
        exact = [text for text in mentioning if name_key(text) in whole]  # `health`: Santé
        return exact or mentioning

    def unknown(self, name: str) -> UsageError:
        """Return the mistake for a name that stands for nothing, with names that are near to it."""
        is_key = self.declared.kind == "key"
        if not name.strip():
            option = "where" if is_key else self.facet
            empty = _("--{option} is empty.", option=option)
            return UsageError(empty)
        label = _(self.declared.label)
        missing = _(self.declared.missing, name=quoted(name), key=label)
        suggestion = self._suggestion(name)
        known = see = ""
        if is_key and not suggestion:
            names = comma_list(self._names)
            known = _("Known: {names}", names=names)
        if self._texts.are_ours and self.declared.plural:
            command = f"eig stats --by {self.facet} --promotion all"
            see = _("To see all names: {command}.", command=command)
        message = join_sentences(missing, suggestion, see, known)
        return UsageError(message)

    def _suggestion(self, name: str) -> str:
        typed = " ".join(word.typed for word in significant(name))
        if self._texts.exact:  # other names are refused, too
            return did_you_mean(typed, self._names)
        letters = fold(typed)
        near = list[str]()
        for text in self._slugs:
            for word in significant(text):
                is_long = len(word.typed) >= LONG_ENOUGH
                if is_long and word.plain != letters:
                    near.append(word.typed)
        near += self._slugs
        return did_you_mean(typed, near)


def _joined(sets: Iterable[Slugs], *, either: bool) -> Slugs:
    """Return what any of some sets has, or each of them."""
    if either:
        return frozenset.union(*sets)
    return frozenset.intersection(*sets)


def _having(texts: Iterable[str], *phrases: Sequence[Word]) -> list[str]:
    """Return the texts that have all words of one of some phrases."""
    having = list[str]()
    for text in texts:
        if any(has_words(text, words) for words in phrases):
            having.append(text)
    return having


def _straight(name: str) -> str:
    """Return a name with the apostrophes of a keyboard."""
    return name.replace("’", "'")


def _is_ministry(name: str) -> bool:
    """Return whether a name says that it is a ministry; the Prime Minister is none."""
    ministry = r"\bminist(?:[eèé]re|ry|ries\b)"
    return bool(re.search(ministry, name, re.IGNORECASE))


@cache
def _separator() -> re.Pattern[str]:
    """Return a pattern for what stands between names: `or`, `and`, a comma."""
    either = operator("or").pattern
    both = operator("and").pattern
    return re.compile(f"({either}|{both}|,)", re.IGNORECASE)
