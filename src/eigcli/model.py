"""What a dataset says, as frozen values: the words of the field and nothing else.

A challenge ("défi") is hosted by ministries and seeks profiles: a skill, and how many people.
Texts are exactly those of the dataset; `None` means that it does not say. Dates are ISO 8601
texts as precise as they are known: `2018`, `2018-01`, `2018-01-15` or `2018-01-15T17:00+01:00`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Skill:
    """A role of the vocabulary: its code, its label in two languages, the other ways to type it."""

    code: str
    french: str | None = None
    english: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name to print in the English interface."""
        return self.english or self.french or self.code


@dataclass(frozen=True, slots=True)
class Source:
    """A document that facts were taken from; `key` is its name within the dataset."""

    key: str
    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """The administration that hosts a challenge: a ministry, and the department in it."""

    ministry: str
    department: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """People sought: a skill and how many, 1 or more (`None`: the dataset does not count them)."""

    skill: Skill
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Challenge:
    """A défi.

    `basis` tells how sure the split into profiles is: `stated` by a source, or `inferred`.
    `expertise` are the keywords under which the programme published it. `funding` tells who
    pays the entrepreneurs: the `programme` or the `host`. `page` is an http(s) address.
    """

    slug: str
    name: str
    hosts: tuple[Host, ...]
    profiles: tuple[Profile, ...]
    number: int | None = None
    tagline: str | None = None
    basis: str | None = None
    expertise: tuple[str, ...] = ()
    funding: str | None = None
    page: str | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """The totals that the programme announced: challenges, profiles, and profiles by skill."""

    challenges: int | None = None
    profiles: int | None = None
    skills: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """The call for applications: `months` long, `monthly_pay` in euros net, a group session every
    `session_weeks` weeks, `max_applications` challenges at most for one candidate."""

    name: str
    acronym: str | None = None
    promotion: int | None = None
    organiser: str | None = None
    opens: str | None = None
    closes: str | None = None
    start: str | None = None
    months: int | None = None
    monthly_pay: int | None = None
    max_applications: int | None = None
    selection: str | None = None
    team: str | None = None
    mentors: tuple[str, ...] = ()
    session_weeks: int | None = None
    data: str | None = None
    previous: str | None = None
    apply: str | None = None
    announced: Announced | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """All of it, in the order of the file. A selection of challenges is a Dataset too."""

    challenges: tuple[Challenge, ...]
    skills: tuple[Skill, ...] = ()
    sources: tuple[Source, ...] = ()
    programme: Programme | None = None


def headcount(profiles: Iterable[Profile], code: str | None = None) -> int | None:
    """How many people `profiles` seek, all together or for the skill `code` alone.

    Returns 0 where the skill is not sought, and `None` where it is but nobody counted.
    """
    counts = [p.count for p in profiles if code is None or p.skill.code == code]
    return None if None in counts else sum(count for count in counts if count is not None)


def by_skill(challenges: Iterable[Challenge]) -> dict[str, list[Profile]]:
    """Return the profiles that seek each skill, by its code: one for each challenge that does."""
    profiles: dict[str, list[Profile]] = {}
    for challenge in challenges:
        for profile in challenge.profiles:
            profiles.setdefault(profile.skill.code, []).append(profile)
    return profiles


def discrepancies(dataset: Dataset) -> Iterator[tuple[str, int, int | None]]:
    """Yield each announced total that the challenges do not add up to.

    That is what was announced, how many, and how many there are: `None` if nobody counted.
    """
    announced = dataset.programme.announced if dataset.programme else None
    if announced is None:
        return
    profiles = by_skill(dataset.challenges)
    totals = [
        ("challenges", announced.challenges, len(dataset.challenges)),
        ("profiles", announced.profiles, headcount(chain(*profiles.values()))),
        *(
            (said.skill.code, said.count, headcount(profiles.get(said.skill.code, [])))
            for said in announced.skills
        ),
    ]
    for what, total, found in totals:
        if total is not None and total != found:
            yield what, total, found
