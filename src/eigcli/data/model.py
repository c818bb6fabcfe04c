"""The records of a dataset, each field declared once, a line each.

A challenge ("défi") is hosted by ministries and seeks people of some roles. `None` means that the
dataset does not say. Dates are ISO 8601 texts as precise as they are known: `2018`, `2018-01`,
`2018-01-15` or `2018-01-15T17:00+01:00`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated, Literal, TypeVar

from eigcli.data.dates import DAY, date_text
from eigcli.data.fields import Record, field
from eigcli.data.kinds import CODE, TEXT, FieldName, MappingOf, RecordKind, Scalar, in_units
from eigcli.messages import N_, _, language, ngettext_noop
from eigcli.text import HIDDEN, group_digits

T = TypeVar("T")
# No user name, which may pass for the host, and no backslash, which browsers take for a slash.
_ADDRESS = rf"https?://(?=[^/?#@:][^/?#@]*([/?#]|$))[^\s\\{HIDDEN}]+"
_TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-5][0-9])?"
_DATE = "[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2}(T" + _TIME + ")?)?)?"
PhaseCode = Literal[
    "investigation",
    "construction",
    "acceleration",
    "consolidation",
    "operated",
    "handed-over",
    "stopped",
    "not-pursued",
]
StateCode = Literal["in-use", "handed-over", "on-trial", "ended", "no-product"]
# The phases of beta.gouv.fr, each with its label; and the states that follow from them.
PHASE = Scalar(
    choices={
        "investigation": "Under investigation",
        "construction": "In construction",
        "acceleration": "In acceleration",
        "consolidation": "In consolidation",
        "operated": "Operated",
        "handed-over": "Handed over",
        "stopped": "Stopped",
        "not-pursued": "Not pursued",
    }
)
STATES_OF_PHASES = {
    "construction": "on-trial",
    "acceleration": "in-use",
    "consolidation": "in-use",
    "operated": "in-use",
    "handed-over": "handed-over",
    "stopped": "ended",
    "not-pursued": "ended",
}
STATE = Scalar(
    choices={
        "in-use": "In use",
        "handed-over": "Handed over",
        "on-trial": "On trial",
        "ended": "Ended",
        "no-product": "No product",
    }
)
UNKNOWN_STATE = "?"  # of a word of which nobody has said yet what it means
STATES_USED = ("in-use", "handed-over")
PHASES_IN_USE = tuple(code for code, state in STATES_OF_PHASES.items() if state in STATES_USED)
_SELECTED = N_("the people selected: the call gave no numbers")
COUNT = Scalar(
    "[1-9][0-9]{0,8}",
    "expected a whole number from 1 to 999999999, found {found}",
    numeric=True,
    least=1,
)
DATE = Scalar(
    _DATE,
    "expected a calendar date such as 2018, 2018-01, 2018-01-15 or 2018-01-15T17:00+01:00,"
    " found {found}",
    dated=True,
)
ENGLISH = Scalar()

# The types of the values of own keys, and of fields.
OwnValue = str | int | float | tuple[str, ...]
Text = Annotated[str, TEXT]
English = Annotated[str, ENGLISH]
Several = tuple[T, ...]
Texts = Several[Text]
Code = Annotated[str, CODE]
FieldNames = Several[Annotated[str, FieldName(CODE.pattern)]]
Word = Annotated[str, Scalar(r"[^\s\u0000]+", "expected one word, found {found}")]
Count = Annotated[int, COUNT]
NumberOfPeople = Annotated[
    int,
    Scalar(
        "0|[1-9][0-9]{0,8}",
        "expected a whole number from 0 to 999999999, found {found}",
        numeric=True,
        least=0,
    ),
]  # of a role, which may be 0
Date = Annotated[str, DATE]
Year = Annotated[
    int, Scalar("[1-9][0-9]{3}", "expected a year such as 2018, found {found}", numeric=True)
]
Address = Annotated[
    str, Scalar(_ADDRESS, "expected an http:// or https:// address, found {found}", link=True)
]
Currency = Annotated[
    str, Scalar("[A-Z]{3}", "expected an ISO 4217 currency code such as EUR, found {found}")
]
Language = Annotated[
    str, Scalar("[a-z]{2,3}", "expected an ISO 639 language code such as fr, found {found}")
]
Phase = Annotated[PhaseCode, PHASE]
State = Annotated[StateCode, STATE]
StateMeant = Annotated[
    str,
    Scalar(
        "|".join((*STATE.choices, r"\?")),
        "expected in-use, handed-over, on-trial, ended, no-product or ?, found {found}",
    ),
]
LinkKind = Annotated[
    str,
    Scalar(
        choices={
            "video": "Video",
            "article": "Article",
            "document": "Document",
            "dataset": "Dataset",
            "prototype": "Prototype",
            "site": "Site",
        }
    ),
]
Basis = Annotated[
    str,
    Scalar(
        choices={
            "stated": "stated by a source",
            "inferred": "inferred: no source states the whole split",
            "selected": _SELECTED,
        }
    ),
]
Funder = Annotated[
    str, Scalar(choices={"programme": "the programme", "host": "the host administration"})
]
Counted = Annotated[str, Scalar(choices={"sought": "the people sought", "selected": _SELECTED})]
BodyKind = Annotated[
    str,
    Scalar(
        choices={
            "ministry": "a ministry",
            "service": "a service of a ministry, of the Prime Minister or of the President",
            "agency": "a public establishment or operator",
            "court": "a court",
            "authority": "an independent authority",
            "local": "a local authority",
        }
    ),
]


def distinct(values: Iterable[T | None]) -> tuple[T, ...]:
    """Return some values in their order, each once, without those that are empty or `None`."""
    stated = filter(None, values)
    return tuple(dict.fromkeys(stated))


def _label_read(record: "Family | Skill | Subject") -> str:
    """Return the field with the label of a record, in the reader's language if possible."""
    first, second = "english", "french"
    if language() == "fr":
        first, second = second, first
    return first if getattr(record, first) else second


def _label_of(record: "Family | Subject") -> str:
    """Return the label of a record, in the reader's language if possible."""
    label = getattr(record, _label_read(record))
    return label or record.code


def _names_of(record: "Family | Subject") -> Texts:
    """Return all names of a record; its code is the last, since the last one is suggested."""
    names = (*record.aliases, record.french, record.english, record.code)
    return tuple(filter(None, names))


def district_names(district: str) -> Texts:
    """Return the names of a district: that of a département with its number, and both alone."""
    if not district[:1].isdigit():
        return (district,)
    parts = district.split(maxsplit=1)
    return (district, *parts)


class Family(Record, noun="a family", key="families"):
    """A field of government, whose bodies have had many names: an editorial grouping."""

    code: Code = field("its name in `family`")
    french: Text | None = field("its label in French")
    english: English | None = field("its label in English")
    aliases: Texts = field("other ways to type it")

    label = _label_of
    names = _names_of


class Subject(Record, noun="a subject", rule="coined", key="subjects"):
    """What challenges of all calls are about: an editorial grouping."""

    code: Code = field("its name in `subjects`")
    french: Text | None = field("its label in French")
    english: English | None = field("its label in English")
    aliases: Texts = field("other ways to type it")
    eu: Text | None = field("the nearest code of the European Union's vocabulary of data themes", "Data theme")
    about: Text | None = field("what belongs to it")

    label = _label_of
    names = _names_of


class Body(Record, noun="a body", key="bodies"):
    """A ministry or another body that hosts challenges, by its name."""

    name: Text = field("its name, as the challenges give it")
    family: Family | None = field("the code of its family of ministries")
    kind: BodyKind | None = field("what kind of body it is")
    acronym: Text | None = field("its acronym")
    english: English | None = field("its name in English")
    aliases: Texts = field("its other names")
    part_of: Text | None = field("the body that it belongs to")
    followed_by: Text | None = field("the body that took over from it")

    def names(self) -> Texts:
        """Return all its names; `name` is the last, since the last one is suggested."""
        names = (self.acronym, self.english, *self.aliases, self.name)
        return tuple(filter(None, names))


class Town(Record, noun="a town", key="towns"):
    """A town in which teams work, by its name."""

    name: Text = field("its name")
    insee: Text | None = field("its Insee code, in France", "INSEE code")
    district: Text | None = field("its district; in France its département, with its number", "Département", other_keys="department")
    region: Text | None = field("its region")
    formerly: Text | None = field("its former name")

    def names(self) -> Texts:
        """Return all its names: its own, its département by number and name, its region."""
        districts = district_names(self.district or "")
        names = (self.name, self.formerly, *districts, self.region)
        return distinct(names)


class Skill(Record, noun="a role", rule="coined", key="skills"):
    """A role of the vocabulary: its code, and its names for people."""

    code: Code = field("its name in `people`")
    french: Text | None = field("its label in French, for one person")
    french_plural: Text | None = field("its label in French, for several people; by default, with an s")
    english: English | None = field("its label in English, for one person")
    english_plural: English | None = field("its label in English, for several people; by default, with an s")
    aliases: Texts = field("other ways to type it")

    def label(self, count: int = 1) -> str:
        """Return its label for a number of people, in the reader's language if possible."""
        label = _label_read(self)
        singular: str = getattr(self, label) or self.code
        if count == 1:
            return singular
        plural: str = getattr(self, f"{label}_plural")
        if plural or singular.endswith(("s", "x", "z")):
            return plural or singular
        return f"{singular}s"

    def names(self) -> Texts:
        """Return all its names; its code is the last, since the last one is suggested."""
        labels = (self.french, self.french_plural, self.english, self.english_plural)
        names = (*self.aliases, *labels, self.code)
        return tuple(filter(None, names))


class Profile(Record, noun="a profile", rule="pair"):
    """People of a role, and how many: 1 or more, `None` if nobody counted them."""

    skill: Skill = field("the code of the role", "Role", json_keys="skill french english")
    count: Count | None = field("how many people")

    def __str__(self) -> str:
        code = self.skill.code
        return f"{self.count} {code}" if self.count else code

    def label(self) -> str:
        """Return `2 developers`, or the label alone if nobody counted them."""
        label = self.skill.label(self.count or 1)
        if not self.count:
            return label
        count = group_digits(self.count)
        return _("{count} {role}", count=count, role=label)

    def searched_texts(self) -> Texts:
        """Return the texts by which a search finds them: the labels of their role, and its code."""
        role = self.skill
        labels = (role.french, role.english, role.code)
        return tuple(filter(None, labels))


# Other fields have these people in full.
Profiles = Annotated[Several[Profile], MappingOf(Profile, as_texts=True)]


class People(Record, noun="people", rule="pair"):
    """How many people of a role a challenge sought and recruited: 0 for none, `None` where that is not known."""

    role: Skill = field("the code of the role")
    sought: NumberOfPeople | None = field("how many people were sought", "People sought")
    recruited: NumberOfPeople | None = field("how many people were recruited", "People recruited")

    def __str__(self) -> str:
        numbers = (self.sought, self.recruited)
        texts = ["?" if number is None else str(number) for number in numbers]
        return f"{self.role.code} {'/'.join(texts)}"

    def label(self) -> str:
        code = self.role.code
        return str(self).replace(code, self.role.label(), 1)


def _reference(document: "Source | Link") -> str:
    """Return its title, its publisher and its date for people, as far as they are known."""
    date = document.date and date_text(document.date)
    parts = (document.title, document.publisher, date)
    known = filter(None, parts)
    return ", ".join(known)


class Source(Record, noun="a source", rule="distinct", key="sources"):
    """A document that facts were taken from."""

    key: Code = field("its name in `sources`")
    title: Text = field("its title", link="url")
    publisher: Text | None = field("who published it")
    date: Date | None = field("when it was published")
    url: Address | None = field("its address", "Address")
    note: Text | None = field("what else a reader must know")

    @property
    def citation(self) -> str:
        """It as one cites it, in a line."""
        return _reference(self)

    def label(self) -> str:
        known = filter(None, (self.citation, self.url))
        return ", ".join(known)


class Citation(Record, noun="a citation", rule="pair"):
    """A source that a record cites, and the fields that it gave; `()` for the whole record."""

    source: Source = field("the key of the document", json_keys="key title url date")
    fields: FieldNames = field("the fields that it gave")

    def label(self) -> str:
        return self.source.label()


class Host(Record, noun="a host"):
    """An administration that hosts a challenge."""

    ministry: Text = field("the ministry or other host", search=4, filter="ministry")
    department: Text | None = field("the department of the ministry", search=4, filter="ministry")
    bodies: Several[Body] = field("the bodies with these names", "Body", derived=True, filter="ministry")
    families: Several[Family] = field("the families of these bodies: an editorial grouping of ministries", "Family", derived=True, filter="family")
    aliases: Texts = field("other names of these bodies, their predecessors, successors and families", "Host also called", derived=True, internal=True, search=4, filter="ministry")

    def __str__(self) -> str:
        """Return its name in full."""
        return f"{self.ministry}, {self.department}" if self.department else self.ministry


class Figure(Record, noun="a figure"):
    """A number that says what came of a challenge, or what a call was."""

    number: Count = field("the number", "Value")
    what: Text = field("what it counts")
    unit: Word | None = field("its unit if it is no plain count, such as `%` or `EUR`")
    date: Date | None = field("when a source gave it")
    document: Code | None = field("the key of the document in `sources` that gave it")

    def __str__(self) -> str:
        """Return `30 % less time (2021-06-17)`."""
        parts = (str(self.number), self.unit, self.what)
        known = filter(None, parts)
        text = " ".join(known)
        return f"{text} ({self.date})" if self.date else text

    def label(self) -> str:
        """Return `65,000 objects online (6 August 2019)`, as far as it is known."""
        number = group_digits(self.number)
        if self.unit == "%":
            number = _("{percent}%", percent=number)
        elif self.unit:
            unit = "€" if self.unit == "EUR" else self.unit
            number = f"{number}\u00a0{unit}"
        text = f"{number}\u00a0{self.what}"
        return f"{text} ({date_text(self.date)})" if self.date else text


class Link(Record, noun="a link"):
    """Something to see or to read about a challenge or a programme."""

    title: Text = field("its title", search=3)
    kind: LinkKind = field("what kind of thing it is")
    url: Address = field("its address", "Address")
    publisher: Text | None = field("who published it")
    date: Date | None = field("when it was published")

    def __str__(self) -> str:
        return self.url

    label = _reference


class Challenge(Record, noun="a challenge", rule="own"):
    """A challenge (défi): what a team works on, in an administration."""

    slug: Code = field("its name for commands and addresses", unique="all", sort=True)
    number: Count | None = field("its number in its promotion", unique="promotion", sort=True)
    name: Text = field("its name", search=1, sort=True, link="page")
    tagline: Text | None = field("its mission, in a sentence", search=2, english="tagline_english")
    tagline_english: English | None = field("its mission in a sentence, in English", "Tagline in English", search=2)
    other_names: Texts = field("its other names, as on the programme's site", "Also called", search=1)
    promotion: Code | None = field("its promotion; by default, that of `programme`", sort=True)
    year: Year | None = field("the year its promotion starts; by default, that of its programme", sort=True)
    hosts: Several[Host] = field("who hosts it: ministries and their departments; or `ministry`", "Host", other_keys="ministry")
    ministries: Texts = field("the ministries that host it", derived=True)
    departments: Texts = field("the department in each of these ministries, in the same order", derived=True)
    families: Several[Family] = field("the families of its hosts: an editorial grouping of ministries", derived=True)
    bodies: Several[Body] = field("the bodies that host it, by the names of the vocabulary", derived=True)
    towns: Texts = field("where the team works", "Town", search=3, filter="town")
    districts: Texts = field("the districts of these towns; in France their départements", "Département", derived=True, other_keys="departments_of_towns", filter="town")
    regions: Texts = field("the regions of these towns", "Region", derived=True, filter="town")
    themes: Texts = field("the themes under which the programme files it", "Theme", search=3, filter="theme")
    subjects: Several[Subject] = field("what it is about, by the codes of subjects, the most important first: its author's judgement", "Subject", filter="subject")
    people: Several[People] = field("for each role, how many people were sought and recruited, if known: `{designer: [2, 1]}`")
    seeks: Profiles = field("the roles it seeks and how many people of each, as texts", other_keys="profiles skills", successor="people", search=3, filter="skill")
    skills: Several[Skill] = field("the codes of the roles it seeks", "Roles", derived=True)
    sought: NumberOfPeople | None = field("how many people it seeks in all", "People sought", derived=True, sort=True)
    basis: Basis | None = field("the origin of the role split: `stated` by a source, `inferred`, or the people `selected`", "Role split")
    recruits: Profiles = field("the roles that were recruited and how many people of each, as texts", "Recruited", other_keys="recruited", successor="people")
    recruited: NumberOfPeople | None = field("how many people were recruited in all", "People recruited", derived=True, other_keys="recruited_total", sort=True)
    expertise: Texts = field("the keywords that the programme published for it", search=3, filter="skill")
    later_expertise: Texts = field("its keywords on the programme's site today, if they changed", "Expertise today", search=3)
    keywords: Texts = field("other words that help to find it", search=3)
    funding: Funder | None = field("who pays the team: the `programme` or the `host`", "Funded by")
    months: Count | None = field("how long the work lasts, in months", "Length (months)", sort=True)
    problem: Text | None = field("what was wrong", search=3)
    planned: Text | None = field("what the team planned to make", "What was planned", search=3)
    made: Text | None = field("what the team made", "What was made", search=3)
    since: Text | None = field("what came of it, as a source says", "What came of it", search=3)
    figures: Several[Figure] = field("numbers that show its results: `{number: 65000, what: objects online}`", "In figures")
    state: State | None = field("its state: `in-use`, `handed-over`, `on-trial`, `ended`, or `no-product` if it was to make none, such as a mission that supports the other teams; by default, that of its phase", filter="state")
    state_date: Date | None = field("when a source gave its state", "State as of", sort=True)
    phase: Phase | None = field("its phase: `investigation` or `construction`; in use: `acceleration`, `consolidation`, `operated` or `handed-over`; `stopped` or `not-pursued`", filter="phase")
    phase_since: Date | None = field("when this phase began", sort=True)
    began: Date | None = field("when its product began, if before the team", "Product since", sort=True)
    product: Address | None = field("where to use its product")
    repository: Address | None = field("where its source code is")
    repository_licence: Word | None = field("the licence of this code, by its SPDX identifier; not given where none was found", "Code licence")
    repository_changed: Date | None = field("when a person, no robot, last changed this code: a sign of life on that day, and of no end after it", "Code changed", sort=True)
    repository_archived: Date | None = field("when its readme came to say that this code is archived, or no longer maintained", "Code archived")
    repository_seen: Date | None = field("the day of the copy of this code that was read; what changed later is not known", "Code as of")
    card: Address | None = field("its card in a list of public products")
    techniques: Texts = field("what it is made with", search=2)
    follows: Code | None = field("the slug of the challenge that it continues")
    followed_by: Several[Code] = field("the slugs of the challenges that continue it", derived=True)
    same_product: Code | None = field("the slug of the challenge that worked on the same product", "Same product as")
    links: Several[Link] = field("videos, articles, documents, datasets, prototypes and sites about it", "To see and read")
    page: Address | None = field("its page on the programme's site")
    former_page: Address | None = field("its page at the time of the call, if different")
    note: Text | None = field("what else a reader must know", search=3)
    sources: Several[Citation] = field("the documents that gave its facts, by key", "Source")
    own: tuple[tuple[str, OwnValue], ...] = ()

    @property
    def own_keys(self) -> dict[str, OwnValue]:
        """Its own keys, invented by its author, with their values: `{"x-budget": 50000}`."""
        return dict(self.own)

    @property
    def promotion_or_year(self) -> str | None:
        """Its promotion, or its year if it states no promotion."""
        year = str(self.year) if self.year else None
        return self.promotion or year

    @property
    def titles(self) -> Texts:
        """Its slug, its name and its other names."""
        return (self.slug, self.name, *self.other_names)

    def number_of(self, people: str, roles: Collection[str] = ()) -> int | None:
        """Return how many people were `sought` or `recruited`, `None` if that is not known.

        Args:
            people: `sought` or `recruited`.
            roles: the codes of the roles to count; `()` for all. A role that the challenge does not
                list has 0 people, if the number of another role is known.
        """
        counts = {}
        for each in self.people:
            counts[each.role.code] = getattr(each, people)
        if set(counts.values()) <= {None}:  # nobody knows any
            return None
        counted = roles or counts
        numbers = [count for role, count in counts.items() if role in counted]
        return None if None in numbers else sum(numbers)

    def dated_state(self, digits: int = DAY) -> str:
        """Return its state, and the date on which a source said so; "" if the state is not known.

        If its phase says that it ended or was handed over, the date is the beginning of this phase.

        Args:
            digits: how many characters of the date to show, such as 4 for its year.
        """
        state = "".join(STATE.labels(self.state))
        is_of_phase = STATES_OF_PHASES.get(self.phase or "") == self.state
        is_end = is_of_phase and self.state in {"ended", "handed-over"}
        end = is_end and self.phase_since
        date = end or self.state_date or ""
        date = date[:digits]
        if not date:
            return state
        is_day = len(date) >= DAY
        if end:
            text = _("{state}, since {date}") if is_day else _("{state}, since {year}")
        else:
            text = _("{state}, as of {date}") if is_day else _("{state}, as of {year}")
        shown = date_text(date)
        return text.format(state=state, date=shown, year=shown)


Challenges = Sequence[Challenge]
CHALLENGES = ngettext_noop("{count} challenge", "{count} challenges")
PEOPLE = ngettext_noop("{count} person", "{count} people")


class Totals(Record, noun="a total"):
    """How many challenges and people were announced or recruited, as a source states them."""

    challenges: Count | None = field("how many challenges")
    people: Count | None = field("how many people", other_keys="profiles")
    skills: Several[Profile] = field("how many people of each role", "Roles")

    def __str__(self) -> str:
        """Return `13 challenges, 27 people, 8 developer`."""
        texts = []
        if self.challenges:
            texts.append(f"{self.challenges} challenges")
        if self.people:
            texts.append(f"{self.people} people")
        roles = map(str, self.skills)
        return ", ".join((*texts, *roles))

    def label(self) -> str:
        """Return `5 challenges, 10 people: 5 designers, 5 developers`, as far as it is known."""
        texts = []
        if self.challenges:
            challenges = in_units(self.challenges, CHALLENGES)
            texts.append(challenges)
        if self.people:
            people = in_units(self.people, PEOPLE)
            texts.append(people)
        totals = ", ".join(texts)
        labels = [profile.label() for profile in self.skills]
        roles = ", ".join(labels)
        if totals and roles:
            return _("{totals}: {roles}", totals=totals, roles=roles)
        return totals or roles


class Period(Record, noun="a period"):
    """A period in which people can apply, or on whose days a jury meets."""

    opens: Date | None = field("when it opens")
    closes: Date | None = field("when it closes", after="opens")

    def __str__(self) -> str:
        """Return it as an interval of ISO 8601; `..` is a date that is not known."""
        return f"{self.opens or '..'}/{self.closes or '..'}"

    def label(self) -> str:
        start = date_text(self.opens) if self.opens else "…"
        end = date_text(self.closes) if self.closes else "…"
        if start == end:
            return start
        return _("{start} – {end}", start=start, end=end)


class Pay(Record, noun="a pay"):
    """The pay of people, or of those with a certain experience."""

    experience: Text | None = field("the experience for this pay, such as `over 5 years`")
    monthly: Count = field("the monthly pay, net if in euros", "Pay")
    variable: Count | None = field("the highest variable part, in percent of pay", "Variable part")
    currency: Currency | None = field("the currency of its programme", derived=True)

    def __str__(self) -> str:
        """Return the pay a month, such as `plus de 5 ans: 4000 + 10 %`."""
        text = str(self.monthly)
        if self.experience:
            text = f"{self.experience}: {text}"
        return f"{text} + {self.variable} %" if self.variable else text

    def label(self) -> str:
        """Return the pay in a line for people."""
        in_euros = self.currency in {None, "EUR"}
        text = _("{count} € net a month") if in_euros else _("{count} {currency} a month")
        count = group_digits(self.monthly)
        text = text.format(count=count, currency=self.currency)
        if self.variable:
            text = _("{pay}, and up to {percent}% more", pay=text, percent=self.variable)
        if self.experience:
            text = _("{experience}: {pay}", experience=self.experience, pay=text)
        return text


class Programme(Record, noun="the programme"):
    """The programme and its call for applications."""

    name: Text = field("its name")
    acronym: Text | None = field("its acronym")
    description: Text | None = field("what it is, in two sentences; by default, as another file describes a programme of this name", english="description_english")
    description_english: English | None = field("what it is in two sentences, in English", "Description in English")
    language: Language | None = field("the language of its dataset's texts, as an ISO 639 code such as `fr`")
    promotion: Code | None = field("the number or name of the promotion")
    organiser: Text | None = field("who runs it", "Run by")
    opens: Date | None = field("when applications open", "Call opens")
    closes: Date | None = field("when applications close", "Call closes", after="opens")
    calls: Several[Period] = field("the periods to apply, if there are several")
    start: Date | None = field("when the work starts")
    ends: Date | None = field("when the work ends", "End", after="start")
    months: Count | None = field("how long the work lasts, in months", "Length", unit=ngettext_noop("{count} month", "{count} months"))
    currency: Currency | None = field("the currency of the pay, as an ISO 4217 code such as `USD`; by default, euros")
    pay: Several[Pay] = field("the monthly pay, net if in euros; a list if it is not the same for all", other_keys="monthly_pay")
    max_applications: Count | None = field("how many challenges one candidate may apply for", "Limit", unit=ngettext_noop("{count} challenge at most for one candidate", "{count} challenges at most for one candidate"))
    selection: Text | None = field("how the challenges were chosen")
    team: Text | None = field("how many people work on a challenge")
    mentors: Texts = field("who guides them", "Mentor")
    session_weeks: Count | None = field("the weeks between two group sessions", "Sessions", unit=ngettext_noop("a group session every week", "a group session every {count} weeks"))
    data: Text | None = field("the data that they may use")
    previous: Text | None = field("the promotion before", "Before")
    apply: Address | None = field("where to apply", "Applications")
    contact: Address | None = field("the web page to contact the programme")
    links: Several[Link] = field("its pages, each as of the day on which a source gave its address", "To see and read")
    announced: Totals | None = field("the announced totals; the challenges must add up to them")
    counted: Counted | None = field("whom the profiles of its challenges count: the people `sought` or `selected`", "Profiles are")
    recruited: Totals | None = field("the totals recruited, as a source states them")
    recruited_margin: Count | None = field("the margin of error of the total recruited, in people, if counted afterwards", "Margin of recruited", unit=ngettext_noop("±{count} person", "±{count} people"))
    proposed: Count | None = field("how many projects administrations proposed", "Projects proposed")
    projects_heard: Count | None = field("how many of these projects a jury heard")
    projects_chosen: Count | None = field("how many of these projects a jury chose")
    project_jury: Count | None = field("how many people chose the projects", "Jury of projects")
    candidates: Count | None = field("how many people applied")
    candidates_women_share: Count | None = field("how many of 100 candidates were women", "Women among candidates (%)")
    shortlisted: Count | None = field("how many candidates were kept for the jury", "Candidates shortlisted")
    heard: Count | None = field("how many candidates a jury heard, or how many hearings it had", "Candidates heard")
    candidate_jury: Count | None = field("how many people chose the candidates", "Jury of candidates")
    women: Count | None = field("how many of those recruited were women")
    men: Count | None = field("how many of those recruited were men")
    mean_age: Count | None = field("the mean age of those recruited")
    number_of_mentors: Count | None = field("how many public agents carried the challenges")
    budget: Count | None = field("what it cost in all, in its currency", money=True)
    state_envelope: Count | None = field("the most that a fund of the State set aside for it", money=True)
    state_share: Count | None = field("how much of 100 of the salaries this fund paid", "Salaries paid by the State (%)")
    projects_open: Date | None = field("when administrations could begin to propose projects", "Call for projects opens")
    projects_close: Date | None = field("when the call for projects closed", "Call for projects closes", after="projects_open")
    project_jury_days: Several[Period] = field("when a jury chose the projects", "Jury of projects met")
    hearing_days: Several[Period] = field("when a jury heard the candidates", "Candidates heard on")
    figures: Several[Figure] = field("rarer numbers of the call, such as the parts of its budget", "In figures")
    rounded: FieldNames = field("those of these numbers that their source rounds, or gives as a bound")
    numbers_note: Text | None = field("what a reader must know of these numbers", "On these numbers", english="numbers_note_english")
    numbers_note_english: English | None = field("what a reader must know of these numbers, in English", "On these numbers in English")
    licence: Text | None = field("the licence of its dataset, such as `CC-BY-4.0`")
    next_call: Text | None = field("what is known of the next call")
    note: Text | None = field("what else a reader must know")
    sources: Several[Citation] = field("the documents that gave its facts, by key", "Source")

    @property
    def year(self) -> int | None:
        """The year in which its promotion starts, `None` where that is not known."""
        return int(self.start[:4]) if self.start else None

    def discrepancies(
        self, challenges: Iterable[Challenge]
    ) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Yield each announced total that the challenges of its promotion do not add up to.

        It is given by its keys below `announced`, such as `("skills", "designer")`, the number
        announced and the number found. Fewer people are no contradiction, unless all challenges say how many.
        """
        announced = self.announced
        if not announced:
            return
        intake = [challenge for challenge in challenges if challenge.promotion == self.promotion]
        found = len(intake)
        if announced.challenges not in {None, found}:
            yield ("challenges",), announced.challenges, found
        counts: dict[tuple[str, ...], int | None] = {("people",): announced.people}
        for profile in announced.skills:
            counts["skills", profile.skill.code] = profile.count
        for keys, count in counts.items():
            roles = keys[1:]
            numbers = [challenge.number_of("sought", roles) for challenge in intake]
            total = sum(filter(None, numbers))
            may_be_more = None in numbers
            if not count or total == count:
                continue
            if total > count or not may_be_more:
                yield keys, count, total


class Synonym(Record, noun="a synonym", rule="pair"):
    """A word that people search for, and the words of the dataset that mean it."""

    word: Word = field("the word")
    phrases: Texts = field("its synonyms")


class Heading(Record, noun="a column", rule="pair"):
    """What a heading of the spreadsheet stands for that a dataset was made from."""

    heading: Text = field("the heading")
    meaning: Text = field("a key of its challenges, or `-` for a column that is not read")


class StateWord(Record, noun="a word for a state", rule="pair"):
    """A word of an own key that says the state of a challenge, as its author writes it."""

    word: Text = field("the word")
    state: StateMeant = field("the state that it means")


class Dataset(Record, noun="the dataset", rule="lists"):
    """Programmes, challenges and vocabularies. A selection of challenges is a `Dataset` too.

    Its records are in the order of the files. A loop over it yields its challenges;
    `dataset["gobelins"]` is the challenge with this slug.
    """

    programmes: Several[Programme] = field("the programmes and their calls for applications; under `programme`, that of all challenges", other_keys="programme")
    families: Several[Family] = field("families of ministries, by code")
    bodies: Several[Body] = field("ministries and other bodies, by their name in hosts")
    towns: Several[Town] = field("towns, by their name in challenges")
    subjects: Several[Subject] = field("subjects of all calls, by code")
    skills: Several[Skill] = field("the vocabulary: roles by code; by default, the roles that the challenges seek")
    sources: Several[Source] = field("the documents that gave the facts, by key")
    synonyms: Several[Synonym] = field("words that people search for, each with words of the dataset that mean it")
    defaults: Annotated[Challenge, RecordKind(Challenge, whole=False)] | None = field("values for challenges of the file that state none; for `sources`, field by field")
    challenges: Several[Challenge] = field("the challenges, in their order")
    columns: Several[Heading] = field("the key that each heading of a spreadsheet stands for, as `eig init --from` writes it; `-` for none", internal=True)
    states: Several[StateWord] = field("the states that words of own keys mean: `{Live: in-use}`, or `?` where that is not known yet", internal=True)

    def __iter__(self) -> Iterator[Challenge]:
        return iter(self.challenges)

    def __len__(self) -> int:
        return len(self.challenges)

    def __repr__(self) -> str:
        """Return a short text: a notebook would show all of a dataset."""
        return f"<Dataset: {len(self)} challenges>"

    __str__ = __repr__

    def __contains__(self, key: object) -> bool:
        """Return whether a challenge is in it, given as a record or by its slug."""
        slugs = [challenge.slug for challenge in self]
        return key in self.challenges or key in slugs

    def __getitem__(self, slug: str) -> Challenge:
        """Return the challenge with a slug; raise `KeyError` if there is none."""
        return {challenge.slug: challenge for challenge in self}[slug]

    @property
    def promotions(self) -> tuple[str | None, ...]:
        """The promotions of its challenges, each once; `None` for challenges that state none."""
        codes = [challenge.promotion for challenge in self]
        return tuple(dict.fromkeys(codes))

    @property
    def has_promotions(self) -> bool:
        """Whether it has promotions; else its challenges are grouped by their years."""
        return any(programme.promotion for programme in self.programmes) or any(self.promotions)

    @property
    def promotion_codes(self) -> Texts:
        """The promotions of its programmes and challenges; then the years of challenges without."""
        codes = [programme.promotion for programme in self.programmes]
        codes += self.promotions
        years = {challenge.promotion_or_year or "" for challenge in self}
        codes += sorted(years)
        return distinct(codes)

    @property
    def promotion_years(self) -> dict[str | None, str]:
        """The year in which each promotion starts, as far as programmes or challenges say so."""
        years = {}
        for programme in self.programmes:
            if programme.year:
                years[programme.promotion] = str(programme.year)
        for challenge in self:
            if challenge.year:
                years[challenge.promotion_or_year] = str(challenge.year)
        return years

    @property
    def promotion_labels(self) -> dict[str, str]:
        """The labels of its promotions, by code: `4 (2020)`, or the code if no year is known."""
        years = self.promotion_years
        labels = {}
        for code in self.promotion_codes:
            year = years.get(code, code)
            labels[code] = code if year == code else f"{code} ({year})"
        return labels

    @property
    def language(self) -> str | None:
        """The language of its texts, `None` if its programmes do not all state the same."""
        languages = {programme.language for programme in self.programmes}
        if len(languages) != 1:
            return None
        return languages.pop()

    @property
    def families_of_hosts(self) -> tuple[Family, ...]:
        """The families of the hosts of its challenges, each once."""
        return distinct(family for c in self for family in c.families)
