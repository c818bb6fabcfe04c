"""The data model: immutable records, exactly as the dataset states them, each field declared once.

A challenge ("défi") is hosted by ministries and seeks profiles: a skill, and how many people.
`None` means that the dataset does not say. Dates are ISO 8601 texts as precise as they are
known: `2018`, `2018-01`, `2018-01-15` or `2018-01-15T17:00+01:00`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

from eigcli.bodies import Body, Family, Town, directory
from eigcli.data.dates import date_text, year_of
from eigcli.fields import Cell, Field, Shorthand, field, grouped, text_read, values_of
from eigcli.kinds import (
    ADDRESS,
    CODE,
    COUNT,
    DATE,
    ENGLISH,
    KEYWORDS,
    SLUG,
    SYNONYMS,
    TEXT,
    TEXTS,
    YEAR,
    Choice,
    Citation,
    Citations,
    Count,
    Key,
    Many,
    Record,
    Text,
    Vocabulary,
)
from eigcli.messages import N_, _
from eigcli.people import (
    PEOPLE_COUNT,
    PROFILES,
    SKILL,
    Profile,
    Skill,
    by_skill,
    headcount,
    skills_of_uncounted,
    totals_line,
    uncounted,
)
from eigcli.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that facts were taken from."""

    key: str = field(TEXT, "Key", "its name in `sources`", required=True, given=True)
    title: str = field(TEXT, "Title", "its title", required=True)
    publisher: str | None = field(TEXT, "Publisher", "who published it")
    date: str | None = field(DATE, "Date", "when it was published")
    url: str | None = field(ADDRESS, "Address", "where it stands")
    note: str | None = field(TEXT, "Note", "what a reader must know besides")
    fields: tuple[str, ...] = field(
        TEXTS, "Fields", "the fields of the record citing it that it gave", given=True
    )

    def codes(self) -> Cell:
        """Return its key."""
        return (self.key,)

    def words(self) -> Cell:
        """Return its citation and its address, as far as they are known."""
        return (", ".join(filter(None, (self.citation, self.url))),)

    @property
    def citation(self) -> str:
        """Its title, its publisher and its date for people, as far as they are known."""
        date = date_text(self.date) if self.date else None
        return ", ".join(filter(None, (self.title, self.publisher, date)))


_SOURCES = Vocabulary(
    Record(Source, N_("a source")),
    "sources",
    N_("the key {name} is that of another source, in {place}"),
)
_MONTHS = Count("{count} month", "{count} months")
_CURRENCY = Text(
    "[A-Z]{3}", N_("expected a currency by its code in ISO 4217, such as EUR, found {text}")
)
_LANGUAGE = Text(
    "[a-z]{2,3}", N_("expected a language by its code in ISO 639, such as fr, found {text}")
)
# The currency of what states none.
_EURO = "EUR"
_NO_SOURCE = N_("no source has the key {key}.")


def _families_of_host(_reader: Reader, values: Mapping[str, Any]) -> tuple[Family, ...]:
    return tuple(dict.fromkeys(body.family for body in values["bodies"] if body.family))


def _aliases_of_host(reader: Reader, values: Mapping[str, Any]) -> tuple[str, ...]:
    names = chain.from_iterable(family.names for family in values["families"])
    return (*directory(reader).names_of(values["bodies"]), *dict.fromkeys(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """An administration that hosts a challenge."""

    ministry: str = field(
        TEXT,
        "Ministry",
        "the ministry, or who else hosts it",
        required=True,
        searched=4,
        filter="ministry",
    )
    department: str | None = field(
        TEXT,
        "Department",
        "the department of the ministry",
        searched=4,
        filter="ministry",
    )
    bodies: tuple[Body, ...] = field(
        Many(Key(Body, native=True)),
        "Body",
        "the bodies that these stand for",
        given=True,
        filter="ministry",
        default=lambda reader, values: directory(reader).bodies_in(
            (values.get("department"), values.get("ministry"))
        ),
    )
    families: tuple[Family, ...] = field(
        Many(Key(Family)),
        "Family",
        "the families of ministries that these bodies are of, an editorial grouping",
        given=True,
        filter="family",
        default=_families_of_host,
    )
    aliases: tuple[str, ...] = field(
        KEYWORDS,
        "Host also called",
        "what these bodies, the ones before and after them and their families are called too",
        given=True,
        searched=4,
        filter="ministry",
        default=_aliases_of_host,
    )

    @property
    def full_name(self) -> str:
        """Its name in full: the ministry and, where there is one, the department."""
        return f"{self.ministry}, {self.department}" if self.department else self.ministry

    def codes(self) -> Cell:
        """Return its name in full."""
        return (self.full_name,)

    words = codes


_HOST_RECORD = Record(Host, N_("a host"))

# What became of a challenge: the phases of beta.gouv.fr, and what each means.
PHASES = {
    "investigation": N_("Under investigation"),
    "construction": N_("In construction"),
    "acceleration": N_("In acceleration"),
    "consolidation": N_("In consolidation"),
    "operated": N_("Operated"),
    "handed-over": N_("Handed over"),
    "stopped": N_("Stopped"),
    "not-pursued": N_("Not pursued"),
}
_PHASE_MEANINGS = {
    "investigation": N_("whether the problem calls for a digital service is being looked into"),
    "construction": N_("a first version is being built and tried with its first users"),
    "acceleration": N_("the product is in use and is being brought to more people"),
    "consolidation": N_("the product is in use and is being made to last"),
    "operated": N_("the product is in use, run within the network that made it"),
    "handed-over": N_("the product is in use, run outside the network that made it"),
    "stopped": N_("the product is no longer in use"),
    "not-pursued": N_("it ended with its investigation"),
}
# Those in which it is used.
PHASES_IN_USE = ("acceleration", "consolidation", "operated", "handed-over")
PHASE = Choice(PHASES, _PHASE_MEANINGS)


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
    tagline: str | None = field(
        TEXT, "Tagline", "its mission, in a sentence", searched=2, translation="tagline_english"
    )
    tagline_english: str | None = field(
        ENGLISH,
        "Tagline in English",
        "its mission in a sentence, in English",
        searched=2,
        on_card=False,
    )
    other_names: tuple[str, ...] = field(
        KEYWORDS, "Also called", "its other names, as on the programme's site", searched=1
    )
    promotion: str | None = field(
        CODE,
        "Promotion",
        "the promotion that it is of; by default, that of `programme`",
        default=lambda reader, _values: getattr(
            reader.shorthands.get("programme"), "promotion", None
        ),
        sorted=True,
    )
    year: str | None = field(
        YEAR,
        "Year",
        "the year in which its promotion starts; by default, that of its programme",
        sorted=True,
        on_card=False,
    )
    hosts: tuple[Host, ...] = field(
        Many(_HOST_RECORD, some=True),
        "Host",
        "who hosts it: ministries and their departments",
        shorthand=Shorthand(
            "ministry",
            N_("the ministry, or who else hosts it"),
            TEXT,
            expand=lambda reader, ministry: (_HOST_RECORD.make(reader, ministry=ministry),),
        ),
    )
    towns: tuple[str, ...] = field(
        KEYWORDS, "Town", "where the team works", searched=3, filter="town"
    )
    departments_of_towns: tuple[str, ...] = field(
        KEYWORDS,
        "Département",
        "the départements of these towns",
        given=True,
        filter="town",
        default=lambda reader, values: directory(reader).of_towns(
            values.get("towns", ()), "department"
        ),
        on_card=False,
    )
    regions: tuple[str, ...] = field(
        KEYWORDS,
        "Region",
        "the regions of these towns",
        given=True,
        filter="town",
        default=lambda reader, values: directory(reader).of_towns(
            values.get("towns", ()), "region"
        ),
    )
    themes: tuple[str, ...] = field(
        KEYWORDS,
        "Theme",
        "the themes under which the programme files it",
        searched=3,
        filter="theme",
    )
    profiles: tuple[Profile, ...] = field(
        PROFILES,
        "Seeks",
        "the roles it seeks and how many people of each",
        searched=3,
        filter="skill",
        shorthand=Shorthand(
            "skills",
            N_("the codes of the roles, where nobody counted"),
            Many(SKILL, some=True),
            expand=uncounted,
            shorten=skills_of_uncounted,
        ),
    )
    basis: str | None = field(
        Choice(
            {
                "stated": N_("stated by a source"),
                "inferred": N_("inferred: no source states the whole split"),
                "selected": N_("the people selected: the call gave no numbers"),
            }
        ),
        "Role split",
        "whether the split into roles is `stated` by a source, `inferred`, or of people `selected`",
    )
    recruited: tuple[Profile, ...] = field(
        PROFILES,
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
    keywords: tuple[str, ...] = field(
        KEYWORDS, "Keywords", "other words by which people look for it", searched=3, on_card=False
    )
    funding: str | None = field(
        Choice({"programme": N_("the programme"), "host": N_("the host administration")}),
        "Funded by",
        "who pays the team: the `programme` or the `host`",
    )
    months: int | None = field(COUNT, "Length (months)", "how long the work lasts, in months")
    problem: str | None = field(TEXT, "Problem", "what was wrong", searched=3)
    made: str | None = field(TEXT, "What was made", "what the team made", searched=3)
    since: str | None = field(
        TEXT, "What came of it", "what came of it, as a source says", searched=3
    )
    phase: str | None = field(
        PHASE,
        "Phase",
        "where it stands: `investigation` or `construction`; in use, which is `acceleration`,"
        " `consolidation`, `operated` or `handed-over`; `stopped` or `not-pursued`",
        filter="phase",
    )
    phase_since: str | None = field(DATE, "Phase since", "when that phase began", sorted=True)
    product: str | None = field(ADDRESS, "Product", "where what it made can be used")
    repository: str | None = field(ADDRESS, "Repository", "where its source code is")
    card: str | None = field(ADDRESS, "Card", "its card in a list of public products")
    techniques: tuple[str, ...] = field(KEYWORDS, "Techniques", "what it is made with", searched=3)
    follows: str | None = field(SLUG, "Follows", "the slug of the défi that it goes on from")
    followed_by: tuple[str, ...] = field(
        Many(SLUG, joined=True),
        "Followed by",
        "the slugs of the défis that go on from it",
        given=True,
    )
    page: str | None = field(ADDRESS, "Page", "its page on the programme's site")
    former_page: str | None = field(
        ADDRESS, "Former page", "its page at the time of the call, where that was another"
    )
    note: str | None = field(TEXT, "Note", "what a reader must know besides", searched=3)
    sources: tuple[Source, ...] = field(
        Citations(Citation(_SOURCES, _NO_SOURCE, lambda: Challenge)),
        "Source",
        "the documents that its facts were taken from, by key",
    )

    # The keys that are its author's own, such as `x-budget`, as fields, each with its value.
    own: tuple[tuple[Field, Any], ...] = ()

    @property
    def own_keys(self) -> dict[str, Any]:
        """The values of the keys that are its author's own: `{"x-budget": 50000}`."""
        return {declared.name: value for declared, value in self.own}

    @property
    def local_tagline(self) -> str:
        """Its tagline in the reader's language, if possible; "" where it has none."""
        return text_read(self, "tagline")[0]


def _total_codes(totals: "Announced | Recruited") -> Cell:
    """Return a text for each total, such as `13 challenges` and `5 designer`."""
    numbers = (
        f"{count} {declared.name}"
        for declared, count in values_of(totals)
        if declared.kind.numeric and count
    )
    return (*numbers, *PROFILES.codes(totals.skills))


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The totals that the programme announced."""

    challenges: int | None = field(COUNT, "Défis", "how many défis")
    profiles: int | None = field(COUNT, "Profiles", "how many people sought")
    skills: tuple[Profile, ...] = field(PROFILES, "Roles", "how many people sought of each role")

    codes = _total_codes

    def words(self) -> Cell:
        """Return the totals in a line."""
        return (totals_line(self.challenges, self.profiles, self.skills),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruited:
    """The totals that were recruited, as a source states them."""

    challenges: int | None = field(COUNT, "Défis", "how many défis")
    people: int | None = field(COUNT, "People", "how many people were recruited")
    skills: tuple[Profile, ...] = field(PROFILES, "Roles", "how many people of each role")

    codes = _total_codes

    def words(self) -> Cell:
        """Return the totals in a line."""
        return (totals_line(self.challenges, self.people, self.skills, PEOPLE_COUNT),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time to apply."""

    opens: str | None = field(DATE, "Opens", "when applications open")
    closes: str | None = field(DATE, "Closes", "when applications close", after="opens")

    def codes(self) -> Cell:
        """Return it as an interval of ISO 8601; `..` is a date that is not known."""
        return (f"{self.opens or '..'}/{self.closes or '..'}",)

    def words(self) -> Cell:
        """Return both dates for people; `…` is a date that is not known."""
        start, end = (date_text(date) if date else "…" for date in (self.opens, self.closes))
        return (_("{start} – {end}").format(start=start, end=end),)


def _monthly_text(count: int, currency: str | None) -> str:
    """Return a pay a month for people, such as `4,000 € net a month` or `4,000 USD a month`."""
    in_euros = currency in {None, _EURO}
    text = _("{count} € net a month") if in_euros else _("{count} {currency} a month")
    return text.format(count=COUNT.in_words(count), currency=currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What people of some experience are paid."""

    experience: str | None = field(
        TEXT, "Experience", "the experience that this pay is for, such as `over 5 years`"
    )
    monthly: int = field(COUNT, "Pay", "the pay a month, net where it is in euros", required=True)
    variable: int | None = field(
        COUNT, "Variable part", "what may come on top, in percent of the pay"
    )

    def codes(self) -> Cell:
        """Return the pay a month, such as `plus de 5 ans: 4000 + 10 %`."""
        text = f"{self.experience}: {self.monthly}" if self.experience else str(self.monthly)
        return (f"{text} + {self.variable} %" if self.variable else text,)

    def words(self, currency: str | None = None) -> Cell:
        """Return the pay in a line for people, in a currency of ISO 4217 or else in euros."""
        text = _monthly_text(self.monthly, currency)
        if self.variable:
            text = _("{pay}, and up to {percent}% more").format(pay=text, percent=self.variable)
        if self.experience:
            text = _("{experience}: {pay}").format(experience=self.experience, pay=text)
        return (text,)


def _pay_of_all(pay: tuple[Pay, ...]) -> int | None:
    """Return the pay a month of everybody, `None` where that differs or varies."""
    return pay[0].monthly if pay == (Pay(monthly=pay[0].monthly),) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme and its call for applications."""

    name: str = field(TEXT, "Name", "its name", required=True)
    acronym: str | None = field(TEXT, "Acronym", "its acronym")
    description: str | None = field(
        TEXT, "Description", "what it is, in two sentences", translation="description_english"
    )
    description_english: str | None = field(
        ENGLISH,
        "Description in English",
        "what it is in two sentences, in English",
        on_card=False,
    )
    language: str | None = field(
        _LANGUAGE,
        "Language",
        "the language of the texts of its dataset, by its code in ISO 639, such as `fr`",
        on_card=False,
    )
    promotion: str | None = field(CODE, "Promotion", "the number or name of the promotion")
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
    currency: str | None = field(
        _CURRENCY,
        "Currency",
        "the currency of the pay, by its code in ISO 4217, such as `USD`; without it, euros",
    )
    pay: tuple[Pay, ...] = field(
        Many(Record(Pay, N_("a pay"))),
        "Pay",
        "the pay, where it is not one for all",
        shorthand=Shorthand(
            "monthly_pay",
            N_("the pay a month, net where it is in euros"),
            COUNT,
            expand=lambda _reader, monthly: (Pay(monthly=monthly),),
            shorten=_pay_of_all,
            usual=True,
        ),
        words=lambda programme: tuple(
            chain.from_iterable(pay.words(programme.currency) for pay in programme.pay)
        ),
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
    recruited_margin: int | None = field(
        Count("±{count} person", "±{count} people"),
        "Margin of recruited",
        "by how many people the total of those recruited may be wrong, where they were counted"
        " afterwards",
    )
    licence: str | None = field(TEXT, "Licence", "the licence of its dataset, such as `CC-BY-4.0`")
    next_call: str | None = field(TEXT, "Next call", "what is known of the next call")
    note: str | None = field(TEXT, "Note", "what a reader must know besides")
    sources: tuple[Source, ...] = field(
        Citations(Citation(_SOURCES, _NO_SOURCE, lambda: Programme)),
        "Source",
        "the documents that its facts were taken from, by key",
    )


_PROGRAMME_RECORD = Record(Programme, N_("the programme"), traced=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All of it, in the order of the file. A selection of challenges is a Dataset too."""

    programmes: tuple[Programme, ...] = field(
        Many(_PROGRAMME_RECORD),
        "Programmes",
        "the same for each promotion, where there are several",
        shorthand=Shorthand(
            "programme",
            N_("the programme and its call for applications"),
            _PROGRAMME_RECORD,
            expand=lambda _reader, programme: (programme,),
            shorten=lambda programmes: programmes[0] if len(programmes) == 1 else None,
            usual=True,
        ),
    )
    families: tuple[Family, ...] = field(
        Vocabulary(Record(Family, N_("a family")), "families"),
        "Families",
        "families of ministries, by code",
    )
    bodies: tuple[Body, ...] = field(
        Vocabulary(Record(Body, N_("a body"), traced=True), "bodies", key=TEXT),
        "Bodies",
        "ministries and other bodies, by the name that hosts have",
    )
    towns: tuple[Town, ...] = field(
        Vocabulary(Record(Town, N_("a town")), "towns", key=TEXT),
        "Towns",
        "towns, by the name that challenges have",
    )
    skills: tuple[Skill, ...] = field(
        Vocabulary(Record(Skill, N_("a skill")), "skills"),
        "Skills",
        "the vocabulary: roles by code; without it, the roles that the challenges seek",
    )
    sources: tuple[Source, ...] = field(
        _SOURCES,
        "Sources",
        "the documents that facts were taken from, by key",
    )
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = field(
        SYNONYMS,
        "Synonyms",
        "words that people search for, and for each the words of the dataset that mean it",
    )
    challenges: tuple[Challenge, ...] = field(
        Many(Record(Challenge, N_("a challenge"), traced=True, own=True)),
        "Défis",
        "the challenges, in their order",
        required=True,
    )

    @property
    def promotions(self) -> tuple[str | None, ...]:
        """Of its challenges alone: their promotions, each once; `None` where one states none."""
        return tuple(dict.fromkeys(challenge.promotion for challenge in self.challenges))

    @property
    def promotion_codes(self) -> tuple[str, ...]:
        """Of its programmes, then of its challenges: the promotions stated, each once."""
        described = (programme.promotion for programme in self.programmes)
        return tuple(dict.fromkeys(filter(None, (*described, *self.promotions))))

    @property
    def own_programmes(self) -> tuple[Programme, ...]:
        """The programmes that its challenges are of."""
        promotions = set(self.promotions)
        return tuple(p for p in self.programmes if p.promotion in promotions)

    @property
    def language(self) -> str | None:
        """The language of its texts, `None` where its programmes do not all state the same."""
        languages = {programme.language for programme in self.programmes}
        return languages.pop() if len(languages) == 1 else None

    @property
    def pruned(self) -> "Dataset":
        """It with only the programmes that its challenges are of, and the sources that they cite.

        What programmes cite is left out: that says nothing of these challenges.
        """
        sources = cited_sources(self, self.challenges)
        return replace(self, programmes=self.own_programmes, sources=sources)

    @property
    def families_of_hosts(self) -> dict[str, Family]:
        """The families of the hosts of its challenges, by code."""
        hosts = chain.from_iterable(challenge.hosts for challenge in self.challenges)
        return {family.code: family for host in hosts for family in host.families}

    @property
    def promotion_years(self) -> dict[str | None, str]:
        """The years in which its promotions start, as far as programmes or challenges say so."""
        stated = {c.promotion: c.year for c in self.challenges if c.year}
        return {p.promotion: year_of(p.start or "") for p in self.programmes} | stated

    @property
    def promotion_labels(self) -> dict[str, str]:
        """What people call the promotions that it states: `4 (2020)`, where the year is known."""
        years = self.promotion_years
        known = ((code, years.get(code)) for code in self.promotion_codes)
        return {code: f"{code} ({year})" if year else code for code, year in known}

    @property
    def by_promotion(self) -> dict[str | None, list[Challenge]]:
        """Its challenges by their promotion."""
        return grouped((challenge.promotion, challenge) for challenge in self.challenges)


def whom_counted(challenges: Iterable[Challenge]) -> str:
    """Return whom the profiles of challenges count: people `sought`, people `selected`, or `both`.

    People are selected where the call gave no numbers.
    """
    selected = {challenge.basis == "selected" for challenge in challenges}
    return "both" if len(selected) > 1 else "selected" if True in selected else "sought"


def profiles_of(challenges: Iterable[Challenge]) -> Iterator[Profile]:
    """Yield the profiles of all challenges."""
    return chain.from_iterable(challenge.profiles for challenge in challenges)


def all_profiles(dataset: Dataset) -> Iterator[Profile]:
    """Yield the profiles of challenges, and of the totals of programmes."""
    for challenge in dataset.challenges:
        yield from (*challenge.profiles, *challenge.recruited)
    for programme in dataset.programmes:
        for total in (programme.announced, programme.recruited):
            yield from total.skills if total else ()


class Discrepancy(NamedTuple):
    """An announced total that the challenges do not add up to.

    Attributes:
        position: that of the programme that announced it.
        keys: where the total is below `announced`: `("challenges",)`, `("profiles",)`, or of a
            skill `("skills", "designer")`.
        announced: how many were announced.
        found: how many there are, `None` if not all challenges say.
    """

    position: int
    keys: tuple[str, ...]
    announced: int
    found: int | None


def discrepancies(dataset: Dataset) -> Iterator[Discrepancy]:
    """Yield each announced total that the challenges of its promotion do not add up to."""
    by_promotion = dataset.by_promotion
    for position, programme in enumerate(dataset.programmes):
        if (announced := programme.announced) is None:
            continue
        challenges = by_promotion.get(programme.promotion, [])
        telling = all(challenge.profiles for challenge in challenges)
        profiles = by_skill(profiles_of(challenges))
        people = [
            (("profiles",), announced.profiles, headcount(profiles_of(challenges))),
            *(
                (("skills", p.skill.code), p.count, headcount(profiles.get(p.skill.code, ())))
                for p in announced.skills
            ),
        ]
        totals = [
            (("challenges",), announced.challenges, len(challenges)),
            # Where some do not say whom they seek, it adds up if the others seek all of them.
            *(
                (keys, count, found if telling or found == count else None)
                for keys, count, found in people
            ),
        ]
        for keys, count, found in totals:
            if count is not None and count != found:
                yield Discrepancy(position, keys, count, found)


def head_of(dataset: Dataset) -> Dataset:
    """Return all of a dataset but its challenges, with the skills and sources of these only."""
    # What was announced of all the challenges is wrong of some of them.
    wrong = {found.position for found in discrepancies(dataset)}
    programmes = tuple(
        replace(programme, announced=None) if position in wrong else programme
        for position, programme in enumerate(dataset.programmes)
    )
    named = {
        profile.skill.code for profile in all_profiles(replace(dataset, programmes=programmes))
    }
    return replace(
        dataset,
        programmes=programmes,
        skills=tuple(skill for skill in dataset.skills if skill.code in named),
        sources=cited_sources(dataset, (*dataset.challenges, *programmes)),
        challenges=(),
    )


def cited_sources(dataset: Dataset, by: Iterable[Challenge | Programme]) -> tuple[Source, ...]:
    """Return the sources of a dataset that some of its challenges or programmes cite."""
    keys = {source.key for citing in by for source in citing.sources}
    return tuple(source for source in dataset.sources if source.key in keys)
