"""The data model: immutable records, exactly as the dataset states them, each field declared once.

A challenge ("défi") is hosted by ministries and seeks profiles: a skill, and how many people.
`None` means that the dataset does not say. Dates are ISO 8601 texts as precise as they are
known: `2018`, `2018-01`, `2018-01-15` or `2018-01-15T17:00+01:00`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from eigcli.fields import field
from eigcli.kinds import (
    ADDRESS,
    COUNT,
    DATE,
    KEYWORDS,
    OWN,
    SLUG,
    TEXT,
    TEXTS,
    Choice,
    Count,
    Many,
    Record,
    Reference,
    Vocabulary,
)
from eigcli.profiles import Profile, Profiles, Skill, by_skill, headcount, totals_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that facts were taken from."""

    key: str = field(OWN, "Key", "its name in `sources`", required=True)
    title: str = field(TEXT, "Title", "its title", required=True)
    publisher: str | None = field(TEXT, "Publisher", "who published it")
    date: str | None = field(DATE, "Date", "when it was published")
    url: str | None = field(ADDRESS, "Address", "where it stands")
    note: str | None = field(TEXT, "Note", "what a reader must know besides")

    def codes(self) -> str:
        """Return what programs are told of it in a cell."""
        return self.key

    def words(self) -> str:
        """Return it spelled out, as far as it is known."""
        return ", ".join(filter(None, (self.title, self.publisher, self.date, self.url)))


_CITED = Many(Reference(Source, "sources", "no source has the key {key}."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """An administration that hosts a challenge."""

    ministry: str = field(
        TEXT,
        "Ministry",
        "the ministry, or who else hosts it",
        required=True,
        searched=True,
        sorted=True,
        filter="ministry",
        column=("ministries", "Ministries", "the ministries that host it"),
    )
    department: str | None = field(
        TEXT,
        "Department",
        "the department of the ministry",
        searched=True,
        filter="ministry",
        column=(
            "departments",
            "Departments",
            "the department in each of these ministries, in the same order",
        ),
    )

    def words(self) -> str:
        """Return its name in full: the ministry and, where there is one, the department."""
        return f"{self.ministry}, {self.department}" if self.department else self.ministry

    codes = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A défi."""

    slug: str = field(
        SLUG, "Slug", "its name for commands and addresses", required=True, unique=True
    )
    number: int | None = field(
        COUNT, "Number", "its number in the announcement", unique=True, sorted=True
    )
    name: str = field(
        TEXT, "Name", "its name as announced", required=True, searched=True, sorted=True
    )
    tagline: str | None = field(
        TEXT, "Tagline", "its mission, quoted from the announcement", searched=True
    )
    hosts: tuple[Host, ...] = field(
        Many(Record(Host, "a host"), some=True, short="ministry"),
        "Host",
        "who hosts it: ministries and their departments",
        required=True,
    )
    profiles: tuple[Profile, ...] = field(
        Profiles(short="skills"),
        "Profile",
        "the roles it seeks and how many people of each",
        required=True,
        searched=True,
        sorted=True,
        filter="skill",
        column=("skills", "Roles", "the codes of the roles it seeks"),
    )
    basis: str | None = field(
        Choice(
            {
                "stated": "stated by a source",
                "inferred": "inferred: no source states the whole split",
            }
        ),
        "How sure",
        "whether a source states the split into roles, `stated`, or it is `inferred`",
    )
    expertise: tuple[str, ...] = field(
        KEYWORDS,
        "Expertise",
        "the keywords under which the programme published it",
        searched=True,
        filter="skill",
    )
    funding: str | None = field(
        Choice({"programme": "the programme", "host": "the host administration"}),
        "Funded by",
        "who pays the entrepreneurs: the `programme` or the `host`",
    )
    page: str | None = field(ADDRESS, "Page", "its page on the programme's site")
    note: str | None = field(TEXT, "Note", "what a reader must know besides", searched=True)
    sources: tuple[Source, ...] = field(
        _CITED, "Source", "the documents that its facts were taken from, by key"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The totals that the programme announced."""

    challenges: int | None = field(COUNT, "Défis", "how many défis")
    profiles: int | None = field(COUNT, "Profiles", "how many people sought")
    skills: tuple[Profile, ...] = field(Profiles(), "Roles", "how many people sought of each role")

    def codes(self) -> tuple[str, ...]:
        """Return what programs are told of it in a cell: a text for each total."""
        totals = ((self.challenges, "challenges"), (self.profiles, "profiles"))
        skills = (f"{profile.count} {profile.skill.code}" for profile in self.skills)
        return (*(f"{count} {what}" for count, what in totals if count), *skills)

    def words(self) -> str:
        """Return the totals in a line."""
        return totals_text(self.challenges, self.profiles, self.skills)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme and its call for applications."""

    name: str = field(TEXT, "Name", "its name", required=True)
    acronym: str | None = field(TEXT, "Acronym", "its acronym")
    promotion: int | None = field(COUNT, "Promotion", "the number of the promotion")
    organiser: str | None = field(TEXT, "Run by", "who runs it")
    opens: str | None = field(DATE, "Call opens", "when applications open")
    closes: str | None = field(DATE, "Call closes", "when applications close")
    start: str | None = field(DATE, "Start", "when the work starts")
    months: int | None = field(
        Count("{count} month", "{count} months"), "Length", "how long the work lasts, in months"
    )
    monthly_pay: int | None = field(
        Count("{count:,} € net a month", "{count:,} € net a month"),
        "Pay",
        "the net pay, in euros a month",
    )
    max_applications: int | None = field(
        Count(
            "{count} défi at most for one candidate",
            "{count} défis at most for one candidate",
        ),
        "Limit",
        "how many défis one candidate may apply for",
    )
    selection: str | None = field(TEXT, "Selection", "how the défis were chosen")
    team: str | None = field(TEXT, "Team", "how many people work on a défi")
    mentors: tuple[str, ...] = field(TEXTS, "Mentor", "who guides them")
    session_weeks: int | None = field(
        Count("a group session every week", "a group session every {count} weeks"),
        "Sessions",
        "the weeks from one group session to the next",
    )
    data: str | None = field(TEXT, "Data", "the data that they may use")
    previous: str | None = field(TEXT, "Before", "the promotion before")
    apply: str | None = field(ADDRESS, "Applications", "where to apply")
    announced: Announced | None = field(
        Record(Announced, "the announcement", some=True),
        "Announced",
        "the totals that were announced; the challenges must add up to them",
    )
    note: str | None = field(TEXT, "Note", "what a reader must know besides")
    sources: tuple[Source, ...] = field(
        _CITED, "Source", "the documents that its facts were taken from, by key"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All of it, in the order of the file. A selection of challenges is a Dataset too."""

    programme: Programme | None = field(
        Record(Programme, "the programme"),
        "Programme",
        "the programme and its call for applications",
    )
    skills: tuple[Skill, ...] = field(
        Vocabulary(Record(Skill, "a skill"), "skills"),
        "Skills",
        "the vocabulary: roles by code; without it, the roles that the challenges seek",
    )
    sources: tuple[Source, ...] = field(
        Vocabulary(Record(Source, "a source"), "sources"),
        "Sources",
        "the documents that facts were taken from, by key",
    )
    challenges: tuple[Challenge, ...] = field(
        Many(Record(Challenge, "a challenge")),
        "Défis",
        "the challenges, in their order",
        required=True,
    )


def profiles_of(challenges: Iterable[Challenge]) -> Iterator[Profile]:
    """Yield the profiles of all challenges."""
    return chain.from_iterable(challenge.profiles for challenge in challenges)


def discrepancies(dataset: Dataset) -> Iterator[tuple[str, int, int | None]]:
    """Yield each announced total that the challenges do not add up to.

    That is what was announced, how many, and how many there are: `None` if nobody counted.
    """
    announced = dataset.programme.announced if dataset.programme else None
    if announced is None:
        return
    profiles = by_skill(profiles_of(dataset.challenges))
    totals = [
        ("challenges", announced.challenges, len(dataset.challenges)),
        ("profiles", announced.profiles, headcount(profiles_of(dataset.challenges))),
        *(
            (said.skill.code, said.count, headcount(profiles.get(said.skill.code, ())))
            for said in announced.skills
        ),
    ]
    for what, total, found in totals:
        if total is not None and total != found:
            yield what, total, found
