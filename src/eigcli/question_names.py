"""The words of a question, and the names of values that they may be.

Words are compared by their forms: what they share with their other number and gender.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple, TypeVar

from eigcli import matching
from eigcli.data.loading import records_of, shared_vocabularies, synonyms_of
from eigcli.data.model import Dataset
from eigcli.filter_values import known_values, places_of
from eigcli.question_words import ASKING, KINDS, QUALIFIERS, SUBJECTS
from eigcli.text import accents, joined_letters, unaccented

# As many words may be one name.
_LONGEST_NAME = 12
# How a word becomes its form, see `matching.STEM_RULES`: it loses the ends of its plural and of its
# other gender.
FORM_RULES = (
    ("(?<=.{3})[sx]$", ""),
    ("(?<=.)euse$", "eur"),
    ("trice$", "teur"),
    ("(?<=.)enne$", "en"),
    ("(?<=.)iere$", "ier"),
    ("(?<=..)ive$", "if"),
    ("(?<=.{4})e$", ""),
)
# How near a mistyped name is at least, and how many letters it has at least and at most.
_NEAR, _SHORTEST_NEAR, _LONGEST_NEAR = 0.87, 6, 30
# With so many letters of a word of the question a name begins somewhere that has it.
_PREFIX_LENGTH = 3
_MINISTRY = re.compile(r"minist(?:ère|ry)\b", re.IGNORECASE)


class Token(NamedTuple):
    """A word of a question: folded, in the form that it is compared by, and where it stands."""

    plain: str
    form: str
    typed: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        """Whether it is an article or the like."""
        return self.plain in matching.STOP_WORDS

    @property
    def is_acronym(self) -> bool:
        """Whether it is in capitals: `HAS` is no verb."""
        return len(self.typed) > 1 and self.typed.isupper()

    @property
    def is_asking(self) -> bool:
        """Whether it is a word of asking, which decides nothing."""
        return self.form in _asking(self.form[:1]) and not self.is_acronym


class OptionValue(NamedTuple):
    """A value of a filter that words stand for.

    Attributes:
        option: the name of the filter.
        name: what to give it.
        label: what people call it.
    """

    option: str
    name: str
    label: str


# Values by the forms of the significant words of their names.
FormsOfNames = dict[tuple[str, ...], list[OptionValue]]
# A name, the value that it stands for, and whether it does so by itself.
_Named = tuple[str, tuple[OptionValue, bool]]
_T = TypeVar("_T")


def tokens_of(text: str) -> list[Token]:
    """Return the words of a question."""
    return [
        Token(word.plain, form_of(word.plain), text[word.start : word.end], word.start, word.end)
        for word in matching.words_in(text)
    ]


@cache
def form_of(word: str) -> str:
    """Return what a folded word shares with its other number and gender: `expert` of `expertes`."""
    return matching.rewritten(word, FORM_RULES)


@cache
def _asking(initial: str) -> frozenset[str]:
    """Return the forms of the words of asking that begin with a letter: few are ever needed."""
    return frozenset(form_of(word) for word in ASKING | QUALIFIERS if word.startswith(initial))


def phrase_at(tokens: Sequence[Token], at: int, phrases: Iterable[str]) -> int:
    """Return how many words from one on are one of some phrases, the longest; 0 if they are none.

    The phrases are folded, their words separated by a space.
    """
    lengths = [
        len(forms)
        for forms in map(_forms_of, phrases)
        if forms == tuple(token.form for token in tokens[at : at + len(forms)])
    ]
    return max(lengths, default=0)


@cache
def _forms_of(phrase: str) -> tuple[str, ...]:
    return tuple(map(form_of, phrase.split()))


def kind_of(token: Token) -> str:
    """Return what a word says that the next is: a key of `KINDS`, such as `town`, or nothing."""
    return _kinds().get(token.form, "")


@cache
def _kinds() -> dict[str, str]:
    return {form_of(word): kind for kind, words in KINDS.items() for word in words.split()}


def longest_name(
    tokens: Sequence[Token], at: int, names: FormsOfNames
) -> tuple[int, list[OptionValue]]:
    """Return how many words from one on are a name, the longest, and which values have it."""
    for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
        part = tokens[at : at + length]
        # An article is part of a name where it is written so: La Défense.
        if part[-1].is_stop or (part[0].is_stop and not part[0].typed[:1].isupper()):
            continue
        if values := names.get(_key(part)):
            return length, values
    return 0, []


def _key(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the forms of significant words by which a name is found, in whatever order."""
    return tuple(sorted(token.form for token in tokens if not token.is_stop))


@cache
def _key_of(name: str) -> tuple[str, ...]:
    return _key(tokens_of(name))


@cache
def role_names() -> FormsOfNames:
    """Return the roles that come with eigcli by all their names."""
    names: FormsOfNames = {}
    for skill in shared_vocabularies()["skills"].values():
        for spelling in skill.names():
            value = OptionValue("skill", skill.code, skill.words())
            names.setdefault(_key_of(spelling), []).append(value)
    return names


def near_name(word: str) -> OptionValue | None:
    """Return the role or the town whose name a mistyped word nearly is: `developeur`, if any."""
    if not _SHORTEST_NEAR <= len(word) <= _LONGEST_NEAR:
        return None
    # Most questions have nothing mistyped.
    from difflib import get_close_matches

    names = {"".join(key): values[0] for key, values in role_names().items() if len(key) == 1}
    for town in shared_vocabularies()["towns"]:
        names.setdefault("".join(_key_of(town)), OptionValue("town", town, town))
    near = get_close_matches(form_of(word), names, n=1, cutoff=_NEAR)
    return names[near[0]] if near else None


class NamesAsked:
    """The names of values that a question may have: of a dataset, and those that come with eigcli.

    Args:
        dataset: the dataset that is asked about.
        tokens: the words of the question: other names are not looked at.

    Attributes:
        bare: the names that stand for a value by themselves.
        of_kind: all names, by the kind that a word before them may say.
    """

    def __init__(self, dataset: Dataset, tokens: Iterable[Token]) -> None:
        self._dataset = dataset
        tokens = list(tokens)
        # No name is found by an article.
        self._words = {token.form for token in tokens if not token.is_stop}
        self._accented = {token.form: token.typed for token in tokens if accents(token.typed)}
        self.bare: FormsOfNames = {}
        self.of_kind: dict[str, FormsOfNames] = {kind: {} for kind in KINDS}
        # Names that are a town and a département, say, stand for the first.
        self.of_kind["region"] = self.of_kind["town"]
        named = [*self._skills(), *self._towns(), *self._hosts(), *self._themes()]
        if any(kind_of(token) == "phase" for token in tokens):
            named += self._phases()
        for key, (value, is_bare) in self._possible(named):
            self._add(key, value, is_bare=is_bare)
        self._add_synonyms()

    def _add(self, key: tuple[str, ...], value: OptionValue, *, is_bare: bool = True) -> None:
        for names in (self.of_kind[value.option], *([self.bare] if is_bare else [])):
            names.setdefault(key, []).append(value)

    def _possible(self, named: Sequence[tuple[str, _T]]) -> Iterator[tuple[tuple[str, ...], _T]]:
        """Yield by what each name is found that the question may have, and what it stands for."""
        beginnings = {form[:_PREFIX_LENGTH] for form in self._words}
        letters = joined_letters(name for name, _meaning in named)
        for name, meaning in map(named.__getitem__, matching.texts_with(beginnings, letters)):
            key = _key_of(name)
            if key and self._words.issuperset(key) and self._has_accents(name):
                yield key, meaning

    def _has_accents(self, name: str) -> bool:
        """Return whether a name has the accents that were typed: `désigner` is no `designer`."""
        words = tokens_of(name) if self._accented else ()
        pairs = ((self._accented.get(word.form, ""), word.typed) for word in words)
        return all(accents(typed) <= accents(own, capitals=True) for typed, own in pairs)

    def _skills(self) -> Iterator[_Named]:
        for skill in records_of(self._dataset, "skills").values():
            value = OptionValue("skill", skill.code, skill.words())
            for name in skill.names():
                yield name, (value, unaccented(name) not in SUBJECTS)

    def _towns(self) -> Iterator[_Named]:
        towns = [*records_of(self._dataset, "towns").values()]
        named = [(name, town.name) for town in towns for name in (town.name, town.formerly)]
        for town in towns:
            if place := town.department:
                named += [(name, place) for name in (place, *place.split(maxsplit=1))]
            named.append((town.region, town.region))
        named += [
            (town, town) for challenge in self._dataset.challenges for town in challenge.towns
        ]
        for name, place in dict.fromkeys(named):
            if name:
                yield name, (OptionValue("town", place, place), True)

    def _hosts(self) -> Iterator[_Named]:
        named = [
            (name, body.name)
            for body in records_of(self._dataset, "bodies").values()
            for name in body.names()
        ]
        hosts = [host for challenge in self._dataset.challenges for host in challenge.hosts]
        stated = dict.fromkeys(name for host in hosts for name in (host.ministry, host.department))
        named += [(name, name) for name in stated if name]
        for name, label in dict.fromkeys(named):
            # Without `ministère` before it, a name such as `Culture` is a subject.
            yield name, (OptionValue("ministry", name, label), not _MINISTRY.match(name))
        for family in records_of(self._dataset, "families").values():
            for name in family.names():
                yield name, (OptionValue("ministry", name, family.words()), False)
                yield name, (OptionValue("family", family.code, family.words()), True)

    def _themes(self) -> Iterator[_Named]:
        for theme in dict.fromkeys(theme for c in self._dataset.challenges for theme in c.themes):
            yield theme, (OptionValue("theme", theme, theme), True)

    def _phases(self) -> Iterator[_Named]:
        # Their labels in French take the catalogue, and most questions have no `phase`.
        phases = known_values(replace(self._dataset, challenges=()), "phase")
        for (_field, code), spellings in phases.items():
            for name in spellings:
                yield name, (OptionValue("phase", code, code), False)

    def _add_synonyms(self) -> None:
        """Add the words that mean nothing else than one role or place, such as `avocat`."""
        known = cache(self._known_values)
        for key, phrases in self._possible([*synonyms_of(self._dataset)]):
            if key in self.bare:
                continue
            for option in ("skill", "town"):
                values = {
                    value
                    for (_field, value), ways in known(option).items()
                    if {_key_of(phrase) for phrase in phrases} <= set(map(_key_of, ways))
                }
                if len(values) == 1:
                    [name] = values
                    self._add(key, OptionValue(option, name, name))

    def _known_values(self, option: str) -> Mapping[tuple[str, str], Sequence[str]]:
        """Return the values that a filter can choose by, and places where no team works."""
        places = places_of(records_of(self._dataset, "towns").values()) if option == "town" else {}
        return places | known_values(self._dataset, option)
