"""People: the skills of the vocabulary, the profiles that name them, and how these are counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eigcli.fields import Cell, Field, Kind, field, grouped
from eigcli.kinds import COUNT, TEXT, TEXTS, Count, Record, Reference
from eigcli.messages import N_, _, language
from eigcli.reading import Node, Reader, type_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A role of the vocabulary: its code, and what people call it."""

    code: str = field(TEXT, "Code", "its name in `profiles`", required=True, given=True)
    french: str | None = field(TEXT, "French", "its label in French, for one person")
    french_plural: str | None = field(
        TEXT, "French plural", "its label in French, for several people; by default, with an s"
    )
    english: str | None = field(TEXT, "English", "its label in English, for one person")
    english_plural: str | None = field(
        TEXT, "English plural", "its label in English, for several people; by default, with an s"
    )
    aliases: tuple[str, ...] = field(TEXTS, "Aliases", "other ways to type it")

    @property
    def label(self) -> str:
        """What one person of this role is called, in the reader's language if possible."""
        return self._labels[0]

    @property
    def _labels(self) -> tuple[str, str]:
        """The label for one person and for several, in the first language that has the former."""
        pairs = [(self.french, self.french_plural), (self.english, self.english_plural)]
        if language() != "fr":
            pairs.reverse()
        # Where none has one, the code is that of one person.
        plurals = next((pair[1] for pair in pairs if pair[1]), None)
        one, several = next((pair for pair in pairs if pair[0]), (self.code, plurals))
        one = one or self.code
        return one, several or (one if one.endswith(("s", "x", "z")) else f"{one}s")

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to type it; the code is last, since the last is suggested."""
        names = (*self.aliases, self.french, self.french_plural, self.english, self.english_plural)
        return (*filter(None, names), self.code)

    def codes(self) -> Cell:
        """Return its code."""
        return (self.code,)

    def words(self) -> Cell:
        """Return what one person of it is called."""
        return (self.label,)

    def counted(self, count: int | None) -> str:
        """Return `2 developers`; the label alone where nobody counted."""
        if count is None:
            return self.label
        label = self._labels[count > 1]
        return _("{count} {role}").format(count=COUNT.in_words(count), role=label)


@dataclass(frozen=True, slots=True)
class Profile:
    """People of a role: a skill, and how many, 1 or more (`None`: nobody counted them)."""

    skill: Skill
    count: int | None = None


CHALLENGE_COUNT = Count("{count} défi", "{count} défis")
PROFILE_COUNT = Count("{count} profile", "{count} profiles")
PEOPLE_COUNT = Count("{count} person", "{count} people")

SKILL = Reference(Skill, "skills", N_("no skill has the code {key}."), coined=True)


def headcount(profiles: Iterable[Profile]) -> int | None:
    """Return how many people `profiles` count in all, `None` where one of them does not."""
    counts = [profile.count for profile in profiles]
    return None if None in counts else sum(count for count in counts if count is not None)


def total(profiles: Sequence[Profile]) -> int | None:
    """Return the headcount of profiles, `None` where there are none: then it is not known."""
    return headcount(profiles) if profiles else None


def by_skill(profiles: Iterable[Profile]) -> dict[str, list[Profile]]:
    """Return the profiles of each skill, by its code."""
    return grouped((profile.skill.code, profile) for profile in profiles)


def totals_line(
    challenges: int | None,
    people: int | None,
    profiles: Iterable[Profile],
    counted: Count = PROFILE_COUNT,
) -> str:
    """Return totals, as far as they are known.

    For example `5 défis, 10 profiles: 5 designers, 5 developers`.
    """
    totals = [
        kind.in_words(count)
        for kind, count in ((CHALLENGE_COUNT, challenges), (counted, people))
        if count is not None
    ]
    skills = ", ".join(p.skill.counted(p.count) for p in profiles if p.count)
    if totals and skills:
        return _("{totals}: {roles}").format(totals=", ".join(totals), roles=skills)
    return skills or ", ".join(totals)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ExportedProfile:
    """A profile as JSON has it."""

    skill: Skill = field(SKILL, "Role", "the code of the role", required=True)
    french: str | None = field(TEXT, "French", "its label in French, for one person")
    english: str | None = field(TEXT, "English", "its label in English, for one person")
    count: int | None = field(COUNT, "Count", "how many people")


_EXPORTED_PROFILE = Record(_ExportedProfile, N_("a profile"))


class Profiles(Kind):
    """People by skill: a mapping of codes to counts, or in JSON a list of records as exported."""

    nothing = ()
    several = True
    shape = "map"
    example = "{developer: 1}"

    def read(self, reader: Reader, node: Node) -> Any:
        if reader.is_json(node) and type_of(node) == "seq":
            records = reader.items(node, _EXPORTED_PROFILE.read)
            return tuple(Profile(_labelled(reader, one), one.count) for one in records)
        pairs = (reader.pairs(node, _("profiles"), some=True) or {}).values()
        counted = [(SKILL.read(reader, key), COUNT.read(reader, value)) for key, value in pairs]
        return tuple(Profile(skill, count) for skill, count in counted if skill)

    def written(self, value: Any) -> Any:
        return {profile.skill.code: profile.count for profile in value}

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

    def texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        skills = [profile.skill for profile in value]
        names = (name for skill in skills for name in (skill.french, skill.english, skill.code))
        return [(declared, name or "") for name in names]

    def filter_texts(self, declared: Field, value: Any) -> Sequence[tuple[Field, str]]:
        return [(declared, profile.skill.code) for profile in value]


PROFILES = Profiles()


def _labelled(reader: Reader, exported: _ExportedProfile) -> Skill:
    """Return the skill of a profile, with other labels if it states some and no file lists it."""
    skill, borrowed = exported.skill, reader.borrowed.get("skills", {})
    labels = exported.french, exported.english
    if any(labels) and labels != (skill.french, skill.english) and skill.code in borrowed:
        skill = Skill(code=skill.code, french=exported.french, english=exported.english)
        borrowed[skill.code] = skill
    return skill


def uncounted(_reader: Reader, skills: Iterable[Skill]) -> tuple[Profile, ...]:
    """Return a profile for each skill, of people that nobody counted."""
    return tuple(map(Profile, dict.fromkeys(skills)))


def skills_of_uncounted(profiles: Sequence[Profile]) -> tuple[Skill, ...] | None:
    """Return the skills of profiles that nobody counted; `None` where they are counted."""
    if all(profile.count for profile in profiles):
        return None
    return tuple(profile.skill for profile in profiles)
