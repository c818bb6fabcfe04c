"""People: the skills of the vocabulary, the profiles that seek them, and how these are counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, TypeAlias

from eigcli.fields import Cell, Column, Field, Key, Kind, Schema, SortKey, field
from eigcli.kinds import (
    COUNT,
    OWN,
    SLUG,
    TEXT,
    TEXTS,
    Count,
    Many,
    Reference,
    cell_of_several,
)
from eigcli.messages import N_, _, language
from eigcli.reading import Node, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A role of the vocabulary: its code, and what people call it."""

    code: str = field(OWN, "Code", "its name in `profiles`", required=True)
    french: str | None = field(TEXT, "French", "its label in French, for one person")
    french_plural: str | None = field(
        TEXT, "French plural", "its label in French, for several people"
    )
    english: str | None = field(TEXT, "English", "its label in English, for one person")
    english_plural: str | None = field(
        TEXT, "English plural", "its label in English, for several people"
    )
    aliases: tuple[str, ...] = field(TEXTS, "Aliases", "other ways to type it")

    @property
    def label(self) -> str:
        """What one person of this role is called, in the language that is spoken if possible."""
        return self._labels[0]

    @property
    def _labels(self) -> tuple[str, str]:
        """The label for one person and for several, in the first language that has one."""
        french, english = (self.french, self.french_plural), (self.english, self.english_plural)
        first, other = (french, english) if language() == "fr" else (english, french)
        one = first[0] or other[0] or self.code
        return one, first[1] or (not first[0] and other[1]) or one

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to type it; the code last, which is suggested rather than another."""
        names = (*self.aliases, self.french, self.french_plural, self.english, self.english_plural)
        return (*filter(None, names), self.code)

    def counted(self, count: int | None) -> str:
        """Return `2 developers`; the label alone where nobody counted."""
        if count is None:
            return self.label
        label = self._labels[count > 1]
        return _("{count} {role}").format(count=COUNT.words(count), role=label)


@dataclass(frozen=True, slots=True)
class Profile:
    """People of a role: a skill, and how many, 1 or more (`None`: nobody counted them)."""

    skill: Skill
    count: int | None = None


_CHALLENGES = Count("{count} défi", "{count} défis")
_PROFILES = Count("{count} profile", "{count} profiles")
PEOPLE = Count("{count} person", "{count} people")
_OF_A_ROLE = Count(least=0)


def headcount(profiles: Iterable[Profile]) -> int | None:
    """Return how many people `profiles` count in all, `None` where one of them does not."""
    counts = [profile.count for profile in profiles]
    return None if None in counts else sum(count for count in counts if count is not None)


def total(profiles: Sequence[Profile]) -> int | None:
    """Return the headcount of profiles, `None` where there are none: then nothing was said."""
    return headcount(profiles) if profiles else None


def by_skill(profiles: Iterable[Profile]) -> dict[str, list[Profile]]:
    """Return the profiles that seek each skill, by its code."""
    found: dict[str, list[Profile]] = {}
    for profile in profiles:
        found.setdefault(profile.skill.code, []).append(profile)
    return found


def totals_line(
    challenges: int | None,
    people: int | None,
    profiles: Iterable[Profile],
    called: Count = _PROFILES,
) -> str:
    """Return totals, as far as they are known.

    For example `5 défis, 10 profiles: 5 designers, 5 developers`.
    """
    totals = [
        str(kind.words(count))
        for kind, count in ((_CHALLENGES, challenges), (called, people))
        if count is not None
    ]
    skills = ", ".join(p.skill.counted(p.count) for p in profiles if p.count)
    if totals and skills:
        return _("{totals}: {roles}").format(totals=", ".join(totals), roles=skills)
    return skills or ", ".join(totals)


# Name, label and sentence of a column.
Named: TypeAlias = tuple[str, str, str]

_SKILL = Reference(Skill, "skills", N_("no skill has the code {key}."))


class Profiles(Kind):
    """People by skill: a mapping of codes to counts, or where nobody counted, a list of codes.

    Args:
        short: the key of the list of codes, where there may be one.
        texts: the column that has them as texts, in records too.
        each: the column of each skill: what its name begins with, what it is called, with a place
            for the `{role}`, and its sentence.
        total: the column of how many people they are, by which challenges are sorted.
    """

    nothing = ()

    def __init__(
        self,
        short: str | None = None,
        *,
        texts: Named | None = None,
        each: Named | None = None,
        total: Named | None = None,
    ) -> None:
        self._short = short
        self._texts = texts
        self._each = each
        self._total = total

    def read(self, reader: Reader, node: Node) -> Any:
        pairs = (reader.pairs(node, _("profiles"), some=True) or {}).values()
        counted = [(_skill(reader, key), COUNT.read(reader, value)) for key, value in pairs]
        return tuple(Profile(skill, count) for skill, count in counted if skill)

    def _read_codes(self, reader: Reader, node: Node) -> Any:
        skills = dict.fromkeys(reader.items(node, _skill, some=True))
        return tuple(map(Profile, skills))

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": SLUG.schema(),
            "additionalProperties": COUNT.schema(),
            "minProperties": 1,
        }

    def keys(self, declared: Field) -> tuple[Key, ...]:
        keys = super().keys(declared)
        if self._short is None:
            return keys
        about, codes = N_("the codes of the roles, where nobody counted"), Many(_SKILL, some=True)
        return (*keys, Key(self._short, about, self._read_codes, codes.schema))

    def written(self, declared: Field, value: Any) -> dict[str, Any]:
        counts = {profile.skill.code: profile.count for profile in value}
        return {declared.name: counts} if all(counts.values()) else {str(self._short): list(counts)}

    def record(self, value: Any) -> Any:
        return [
            {
                "skill": profile.skill.code,
                "french": profile.skill.french,
                "english": profile.skill.english,
                "count": profile.count,
            }
            for profile in value
        ]

    def codes(self, value: Any) -> Cell:
        return tuple(f"{p.count} {p.skill.code}" if p.count else p.skill.code for p in value)

    def words(self, value: Any) -> Cell:
        return tuple(profile.skill.counted(profile.count) for profile in value)

    def columns(
        self, declared: Field, skills: tuple[Any, ...], taken: set[str]
    ) -> Iterator[Column]:
        [whole] = super().columns(declared, skills, taken)
        yield whole._replace(exported=False)
        if self._texts:
            yield _column(self._texts, _Texts(), whole.value)._replace(exported=False)
        if declared.column:
            roles = _column(declared.column, _Roles(), whole.value)
            yield roles._replace(required=declared.required)
        if self._each:
            prefix, label, about = self._each
            by_code = _by_code(declared.name)
            for skill in skills:
                name = prefix + skill.code.replace("-", "_")
                while name in taken:
                    name = f"skill_{name}"
                taken.add(name)
                count = partial(_count, by_code, skill.code)
                yield Column(name, label, about, _OF_A_ROLE, count, role=skill)
        if self._total:
            yield _column(self._total, COUNT, lambda challenge: total(whole.value(challenge)))

    def sort_keys(self, declared: Field) -> Iterator[SortKey]:
        if self._total:
            get = attrgetter(declared.name)
            yield SortKey(*self._total, lambda challenge: total(get(challenge)))

    def texts(self, declared: Field, value: Any) -> Iterator[tuple[Field, str]]:
        for profile in value:
            for text in (profile.skill.french, profile.skill.english, profile.skill.code):
                yield declared, text or ""

    def names(self, declared: Field, value: Any) -> Iterator[tuple[Field, str]]:
        return ((declared, profile.skill.code) for profile in value)


class _Texts(Profiles):
    """Profiles as texts, in records too."""

    def record(self, value: Any) -> Any:
        return list(self.codes(value))


class _Roles(Kind):
    """The skills of profiles, without their counts."""

    nothing = ()

    def record(self, value: Any) -> Any:
        return list(self.codes(value))

    def cell_schema(self) -> Schema:
        return cell_of_several(SLUG.form)

    def codes(self, value: Any) -> Cell:
        return tuple(by_skill(value))

    def words(self, value: Any) -> Cell:
        return tuple(profile.skill.label for profile in value)


def _skill(reader: Reader, node: Node) -> Any:
    """Read the code of a skill; without a vocabulary, the skills are those that are sought."""
    if "skills" in reader.known:
        return _SKILL.read(reader, node)
    code = SLUG.read(reader, node)
    return code and reader.unlisted.setdefault(code, Skill(code=code))


def _column(named: Named, kind: Kind, value: Callable[[Any], Any]) -> Column:
    name, label, about = named
    return Column(name, label, about, kind, value)


def _count(by_code: Callable[[Any], dict[str, list[Profile]]], code: str, challenge: Any) -> Any:
    """Return how many people of a role a challenge has, `None` where it says nothing of people."""
    found = by_code(challenge)
    return headcount(found.get(code, ())) if found else None


def _by_code(name: str) -> Callable[[Any], dict[str, list[Profile]]]:
    """Return `by_skill` of the field `name` of a challenge.

    It remembers the challenge that it was asked last: a table asks once for each skill, and there
    may be thousands.
    """
    last: tuple[Any, dict[str, list[Profile]]] = (None, {})

    def found(challenge: Any) -> dict[str, list[Profile]]:
        nonlocal last
        if last[0] is not challenge:
            last = challenge, by_skill(getattr(challenge, name))
        return last[1]

    return found
