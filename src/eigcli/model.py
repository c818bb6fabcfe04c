"""The data model: immutable records, exactly as the dataset states them, each field declared once.

A challenge ("défi") is hosted by ministries and seeks profiles: a skill, and how many people.
`None` means that the dataset does not say. Dates are ISO 8601 texts as precise as they are
known: `2018`, `2018-01`, `2018-01-15` or `2018-01-15T17:00+01:00`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from eigcli.fields import field, values_of
from eigcli.kinds import (
    ADDRESS,
    CODE,
    COUNT,
    DATE,
    KEYWORDS,
    OWN,
    SLUG,
    SYNONYMS,
    TEXT,
    TEXTS,
    Choice,
    Count,
    Many,
    Record,
    Reference,
    Vocabulary,
)
from eigcli.messages import N_, _
from eigcli.people import (
    PEOPLE,
    Profile,
    Profiles,
    Skill,
    by_skill,
    headcount,
    totals_line,
)
from eigcli.text import fold


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
        return ", ".join(filter(None, (self.cited, self.url)))

    @property
    def cited(self) -> str:
        """Its title, its publisher and its date spelled out, as far as they are known."""
        date = str(DATE.words(self.date)) if self.date else None
        return ", ".join(filter(None, (self.title, self.publisher, date)))


_MONTHS = Count("{count} month", "{count} months")
_MONTHLY = Count("{count} € net a month", "{count} € net a month")
_CITED = Many(Reference(Source, "sources", N_("no source has the key {key}.")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """An administration that hosts a challenge."""

    ministry: str = field(
        TEXT,
        "Ministry",
        "the ministry, or who else hosts it",
        required=True,
        searched=3,
        sorted=True,
        filter="ministry",
        column=("ministries", N_("Ministries"), N_("the ministries that host it")),
    )
    department: str | None = field(
        TEXT,
        "Department",
        "the department of the ministry",
        searched=3,
        filter="ministry",
        column=(
            "departments",
            N_("Departments"),
            N_("the department in each of these ministries, in the same order"),
        ),
    )

    aliases: tuple[str, ...] = field(
        KEYWORDS,
        "Also called",
        "other names of the ministry, to find it by",
        searched=3,
        filter="ministry",
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
        COUNT,
        "Number",
        "its number in its promotion",
        unique=True,
        within="promotion",
        sorted=True,
    )
    name: str = field(TEXT, "Name", "its name", required=True, searched=1, sorted=True)
    tagline: str | None = field(TEXT, "Tagline", "its mission, in a sentence", searched=2)
    other_names: tuple[str, ...] = field(
        KEYWORDS, "Also called", "its other names, as on the programme's site", searched=1
    )
    promotion: str | None = field(
        CODE,
        "Promotion",
        "the promotion that it is of; by itself, that of `programme`",
        default=lambda reader: getattr(reader.singles.get("programme"), "promotion", None),
        sorted=True,
    )
    hosts: tuple[Host, ...] = field(
        Many(Record(Host, N_("a host")), some=True, short="ministry"),
        "Host",
        "who hosts it: ministries and their departments",
        required=True,
    )
    towns: tuple[str, ...] = field(
        KEYWORDS, "Town", "where the team works", searched=3, filter="town"
    )
    themes: tuple[str, ...] = field(
        KEYWORDS,
        "Theme",
        "the themes under which the programme files it",
        searched=3,
        filter="theme",
    )
    profiles: tuple[Profile, ...] = field(
        Profiles(
            short="skills",
            texts=("seeks", N_("Seeks"), N_("the roles it seeks and how many of each, as texts")),
            each=("", N_("{role}, sought"), N_("how many people of this role it seeks")),
            total=("sought", N_("People sought"), N_("how many people it seeks in all")),
        ),
        "Seeks",
        "the roles it seeks and how many people of each",
        required=True,
        searched=3,
        filter="skill",
        column=("skills", N_("Roles"), N_("the codes of the roles it seeks")),
    )
    basis: str | None = field(
        Choice(
            {
                "stated": N_("stated by a source"),
                "inferred": N_("inferred: no source states the whole split"),
            }
        ),
        "How sure",
        "whether a source states the split into roles, `stated`, or it is `inferred`",
    )
    recruited: tuple[Profile, ...] = field(
        Profiles(
            each=(
                "recruited_",
                N_("{role}, recruited"),
                N_("how many people of this role were recruited"),
            ),
            total=(
                "recruited_total",
                N_("People recruited"),
                N_("how many people were recruited in all"),
            ),
        ),
        "Recruited",
        "the roles that were recruited and how many people of each, as counted afterwards",
    )
    expertise: tuple[str, ...] = field(
        KEYWORDS,
        "Expertise",
        "the keywords under which the programme published it",
        searched=3,
        filter="skill",
    )
    later_expertise: tuple[str, ...] = field(
        KEYWORDS,
        "Later expertise",
        "the keywords under which the programme's site has it today, where they are others",
        searched=3,
    )
    funding: str | None = field(
        Choice({"programme": N_("the programme"), "host": N_("the host administration")}),
        "Funded by",
        "who pays the entrepreneurs: the `programme` or the `host`",
    )
    months: int | None = field(COUNT, "Length (months)", "how long the work lasts, in months")
    page: str | None = field(ADDRESS, "Page", "its page on the programme's site")
    former_page: str | None = field(
        ADDRESS, "Former page", "its page at the time of the call, where that was another"
    )
    product: str | None = field(ADDRESS, "Product", "where what it made can be used")
    repository: str | None = field(ADDRESS, "Repository", "where its source code is")
    note: str | None = field(TEXT, "Note", "what a reader must know besides", searched=3)
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
        return _total_codes(self)

    def words(self) -> str:
        """Return the totals in a line."""
        return totals_line(self.challenges, self.profiles, self.skills)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruited:
    """The totals that were recruited, as a source states them."""

    challenges: int | None = field(COUNT, "Défis", "how many défis")
    people: int | None = field(COUNT, "People", "how many people were recruited")
    skills: tuple[Profile, ...] = field(Profiles(), "Roles", "how many people of each role")

    def codes(self) -> tuple[str, ...]:
        """Return what programs are told of it in a cell: a text for each total."""
        return _total_codes(self)

    def words(self) -> str:
        """Return the totals in a line."""
        return totals_line(self.challenges, self.people, self.skills, PEOPLE)


def _total_codes(totals: Announced | Recruited) -> tuple[str, ...]:
    """Return each total as a text: a number, and what it counts."""
    counts = ((held, count) for held, count in values_of(totals) if held.kind is COUNT and count)
    numbers = (f"{count} {held.name}" for held, count in counts)
    return (*numbers, *(f"{profile.count} {profile.skill.code}" for profile in totals.skills))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time to apply."""

    opens: str | None = field(DATE, "Opens", "when applications open")
    closes: str | None = field(DATE, "Closes", "when applications close", after="opens")

    def codes(self) -> str:
        """Return it as an interval of ISO 8601; `..` is a date that is not known."""
        return f"{self.opens or '..'}/{self.closes or '..'}"

    def words(self) -> str:
        """Return both dates spelled out."""
        return _("{start} – {end}").format(start=_day(self.opens), end=_day(self.closes))


def _day(date: str | None) -> str:
    return str(DATE.words(date)) if date else "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What people of some experience are paid."""

    experience: str | None = field(TEXT, "Experience", "whose pay it is, such as `plus de 5 ans`")
    monthly: int = field(_MONTHLY, "Pay", "the net pay, in euros a month", required=True)
    variable: int | None = field(
        COUNT, "Variable part", "what may come on top, in percent of the pay"
    )

    def codes(self) -> str:
        """Return the number of euros, before it whose pay it is, and after it what may come."""
        text = f"{self.experience}: {self.monthly}" if self.experience else str(self.monthly)
        return f"{text} + {self.variable} %" if self.variable else text

    def words(self) -> str:
        """Return it spelled out."""
        text = str(_MONTHLY.words(self.monthly))
        if self.variable:
            text = _("{pay}, and up to {percent} % more").format(pay=text, percent=self.variable)
        if self.experience:
            text = _("{experience}: {pay}").format(experience=self.experience, pay=text)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme and its call for applications."""

    name: str = field(TEXT, "Name", "its name", required=True)
    acronym: str | None = field(TEXT, "Acronym", "its acronym")
    promotion: str | None = field(
        CODE, "Promotion", "the number or name of the promotion", unique=True
    )
    organiser: str | None = field(TEXT, "Run by", "who runs it")
    opens: str | None = field(DATE, "Call opens", "when applications open")
    closes: str | None = field(DATE, "Call closes", "when applications close", after="opens")
    calls: tuple[Period, ...] = field(
        Many(Record(Period, N_("a call"), some=True)),
        "Calls",
        "the times to apply, where there are several",
    )
    start: str | None = field(DATE, "Start", "when the work starts")
    ends: str | None = field(DATE, "End", "when the work ends", after="start")
    months: int | None = field(_MONTHS, "Length", "how long the work lasts, in months")
    monthly_pay: int | None = field(_MONTHLY, "Pay", "the net pay, in euros a month")
    pay: tuple[Pay, ...] = field(
        Many(Record(Pay, N_("a pay"))),
        "Pay by experience",
        "the net pay, where it is not one for all",
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
    contact: str | None = field(ADDRESS, "Contact", "the web page where to ask the programme")
    announced: Announced | None = field(
        Record(Announced, N_("the announcement"), some=True),
        "Announced",
        "the totals that were announced; the challenges must add up to them",
    )
    counted: str | None = field(
        Choice(
            {
                "sought": N_("the people sought"),
                "selected": N_("the people selected: the call gave no numbers"),
            }
        ),
        "Profiles are",
        "whom the profiles of its challenges count: the people `sought`, or those `selected`",
    )
    recruited: Recruited | None = field(
        Record(Recruited, N_("the people recruited"), some=True),
        "Recruited",
        "the totals that were recruited, as a source states them",
    )
    licence: str | None = field(TEXT, "Licence", "the licence of its dataset, such as `etalab-2.0`")
    next_call: str | None = field(TEXT, "Next call", "what is known of the next call")
    note: str | None = field(TEXT, "Note", "what a reader must know besides")
    sources: tuple[Source, ...] = field(
        _CITED, "Source", "the documents that its facts were taken from, by key"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All of it, in the order of the file. A selection of challenges is a Dataset too."""

    programmes: tuple[Programme, ...] = field(
        Many(
            Record(Programme, N_("the programme")),
            single=("programme", N_("the programme and its call for applications")),
        ),
        "Programmes",
        "the same for each promotion, where there are several",
    )
    skills: tuple[Skill, ...] = field(
        Vocabulary(Record(Skill, N_("a skill")), "skills"),
        "Skills",
        "the vocabulary: roles by code; without it, the roles that the challenges seek",
    )
    sources: tuple[Source, ...] = field(
        Vocabulary(Record(Source, N_("a source")), "sources"),
        "Sources",
        "the documents that facts were taken from, by key",
    )
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = field(
        SYNONYMS,
        "Synonyms",
        "words that people search for, and for each the words of the dataset that mean it",
    )
    challenges: tuple[Challenge, ...] = field(
        Many(Record(Challenge, N_("a challenge"))),
        "Défis",
        "the challenges, in their order",
        required=True,
    )

    @property
    def promotions(self) -> tuple[str | None, ...]:
        """The promotions of its challenges, each once, in their order."""
        return tuple(dict.fromkeys(challenge.promotion for challenge in self.challenges))

    @property
    def promotion_codes(self) -> tuple[str, ...]:
        """The promotions that it states, each once: those of its programmes, then the others."""
        described = (programme.promotion for programme in self.programmes)
        return tuple(dict.fromkeys(filter(None, (*described, *self.promotions))))

    @property
    def own_programmes(self) -> tuple[Programme, ...]:
        """The programmes that its challenges are of."""
        promotions = self.promotions
        return tuple(p for p in self.programmes if p.promotion in promotions)

    @property
    def promotion_years(self) -> dict[str | None, str]:
        """The years in which the promotions that its programmes describe start, as far as known."""
        return {programme.promotion: (programme.start or "")[:4] for programme in self.programmes}

    @property
    def promotion_labels(self) -> dict[str, str]:
        """What people call the promotions that it states: `4 (2020)`, where the year is known."""
        years = self.promotion_years
        known = ((code, years.get(code)) for code in self.promotion_codes)
        return {code: f"{code} ({year})" if year else code for code, year in known}

    def challenges_of(self, programme: Programme) -> tuple[Challenge, ...]:
        """Return its challenges that are of a programme."""
        return tuple(c for c in self.challenges if c.promotion == programme.promotion)


class Licence(NamedTuple):
    """A licence of data: its code, as SPDX has it (https://spdx.org/licenses/), name and text."""

    name: str
    title: str
    path: str | None = None


_OPEN = Licence(
    "etalab-2.0",
    "Licence Ouverte 2.0",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
)


def licences_of(programmes: Iterable[Programme]) -> list[Licence]:
    """Return the licences that the datasets of some calls are under, if all of them say so."""
    stated = [programme.licence for programme in programmes]
    names = dict.fromkeys(licence for licence in stated if licence and all(stated))
    known = {fold(_OPEN.name), fold(_OPEN.title)}
    return [_OPEN if fold(name) in known else Licence(name, name) for name in names]


def period_of(programmes: Sequence[Programme]) -> tuple[str, ...]:
    """Return when the first call opened or the first work started, and when the last work ended.

    Nothing where no date is known.
    """
    known = [
        *((p.opens, p.closes, p.start, _end(p)) for p in programmes),
        *((call.opens, call.closes) for p in programmes for call in p.calls),
    ]
    dates = list(filter(None, chain.from_iterable(known)))
    return (min(dates)[:10], max(dates)[:10]) if dates else ()


def _end(programme: Programme) -> str | None:
    """Return when the work ended, if need be the month that follows from its start and length."""
    start, months = programme.start or "", programme.months
    if programme.ends or months is None or len(start) < len("2018-01"):
        return programme.ends
    last = int(start[:4]) * 12 + int(start[5:7]) - 1 + months - 1
    return f"{last // 12:04}-{last % 12 + 1:02}"


def profiles_of(challenges: Iterable[Challenge]) -> Iterator[Profile]:
    """Yield the profiles of all challenges."""
    return chain.from_iterable(challenge.profiles for challenge in challenges)


class Discrepancy(NamedTuple):
    """An announced total that the challenges do not add up to.

    Attributes:
        programme: the position of the programme that announced it.
        what: the total: `challenges`, `profiles` or the code of a skill.
        said: how many were announced.
        found: how many there are, `None` if nobody counted.
    """

    programme: int
    what: str
    said: int
    found: int | None


def discrepancies(dataset: Dataset) -> Iterator[Discrepancy]:
    """Yield each announced total that the challenges of its promotion do not add up to."""
    for position, programme in enumerate(dataset.programmes):
        if (announced := programme.announced) is None:
            continue
        challenges = dataset.challenges_of(programme)
        profiles = by_skill(profiles_of(challenges))
        totals = [
            ("challenges", announced.challenges, len(challenges)),
            ("profiles", announced.profiles, headcount(profiles_of(challenges))),
            *(
                (said.skill.code, said.count, headcount(profiles.get(said.skill.code, ())))
                for said in announced.skills
            ),
        ]
        for what, said, found in totals:
            if said is not None and said != found:
                yield Discrepancy(position, what, said, found)


def head_of(dataset: Dataset) -> Dataset:
    """Return all of a dataset but its challenges, and only what these refer to."""
    # What was announced of all the challenges is wrong of some of them.
    wrong = {found.programme for found in discrepancies(dataset)}
    programmes = tuple(
        replace(programme, announced=None) if position in wrong else programme
        for position, programme in enumerate(dataset.programmes)
    )
    profiles = [*profiles_of(dataset.challenges)]
    for challenge in dataset.challenges:
        profiles += challenge.recruited
    for programme in programmes:
        profiles += programme.recruited.skills if programme.recruited else ()
    named = {profile.skill.code for profile in profiles}
    return Dataset(
        programmes=programmes,
        skills=tuple(skill for skill in dataset.skills if skill.code in named),
        sources=cited(dataset, (*dataset.challenges, *programmes)),
        synonyms=dataset.synonyms,
        challenges=(),
    )


def cited(dataset: Dataset, by: Iterable[Challenge | Programme]) -> tuple[Source, ...]:
    """Return the sources of a dataset that some of its challenges or programmes cite."""
    keys = {source.key for citing in by for source in citing.sources}
    return tuple(source for source in dataset.sources if source.key in keys)


def latest(sources: Iterable[Source]) -> str | None:
    """Return the date of the latest source, `None` where none has one."""
    return max((source.date for source in sources if source.date), default=None)
