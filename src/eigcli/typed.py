"""The types of the records that functions return, made by tools/generate.py.

A key of one's own (`x-…`) is in a record, but not in its type.
"""

from typing import Literal, TypedDict

from eigcli.api import Measure
from eigcli.data.model import PhaseCode, StateCode


class HostRecord(TypedDict):
    """An item of `hosts`."""

    ministry: str
    department: str | None
    bodies: list[str]
    families: list[str]


class PeopleRecord(TypedDict):
    """An item of `people`."""

    role: str
    sought: int | None
    recruited: int | None


class FigureRecord(TypedDict):
    """An item of `figures`."""

    number: int
    what: str
    unit: str | None
    date: str | None
    document: str | None


class LinkRecord(TypedDict):
    """An item of `links`."""

    title: str
    kind: Literal["video", "article", "document", "dataset", "prototype", "site"]
    url: str
    publisher: str | None
    date: str | None


class SourceRecord(TypedDict):
    """An item of `sources`."""

    key: str
    title: str
    url: str | None
    date: str | None
    fields: list[str]


class ChallengeRecord(TypedDict):
    """A challenge."""

    slug: str
    number: int | None
    name: str
    tagline: str | None
    tagline_english: str | None
    other_names: list[str]
    promotion: str | None
    year: int | None
    hosts: list[HostRecord]
    ministries: list[str]
    departments: list[str]
    families: list[str]
    bodies: list[str]
    towns: list[str]
    districts: list[str]
    regions: list[str]
    themes: list[str]
    subjects: list[str]
    people: list[PeopleRecord]
    seeks: list[str]
    skills: list[str]
    sought: int | None
    basis: Literal["stated", "inferred", "selected"] | None
    recruits: list[str]
    recruited: int | None
    expertise: list[str]
    later_expertise: list[str]
    keywords: list[str]
    funding: Literal["programme", "host"] | None
    months: int | None
    problem: str | None
    planned: str | None
    made: str | None
    since: str | None
    figures: list[FigureRecord]
    state: StateCode | None
    state_date: str | None
    phase: PhaseCode | None
    phase_since: str | None
    began: str | None
    product: str | None
    repository: str | None
    repository_licence: str | None
    repository_changed: str | None
    repository_archived: str | None
    repository_seen: str | None
    card: str | None
    techniques: list[str]
    follows: str | None
    followed_by: list[str]
    same_product: str | None
    links: list[LinkRecord]
    page: str | None
    former_page: str | None
    note: str | None
    sources: list[SourceRecord]


class CountsRecord(TypedDict):
    """A row of counts."""

    by: str
    code: str | None
    challenges: int | None
    sought: int | None
    recruited: int | None
    sought_known: int | None
    recruited_known: int | None
    share: float | None
    measure: Measure
    share_most: float | None
    used: int
    used_seen: int
    used_predating: int
    on_trial: int
    ended: int
    no_product: int
    state_unknown: int
    seen_since: str | None


class ChallengesRow(TypedDict):
    """A row of the table `challenges`."""

    slug: str
    number: int | None
    name: str
    tagline: str | None
    tagline_english: str | None
    other_names: list[str]
    promotion: str | None
    year: int | None
    ministries: list[str]
    departments: list[str]
    families: list[str]
    towns: list[str]
    districts: list[str]
    regions: list[str]
    themes: list[str]
    subjects: list[str]
    seeks: list[str]
    skills: list[str]
    sought: int | None
    basis: str | None
    recruits: list[str]
    recruited: int | None
    expertise: list[str]
    later_expertise: list[str]
    keywords: list[str]
    funding: str | None
    months: int | None
    problem: str | None
    planned: str | None
    made: str | None
    since: str | None
    figures: list[str]
    state: str | None
    state_date: str | None
    phase: str | None
    phase_since: str | None
    began: str | None
    product: str | None
    repository: str | None
    repository_licence: str | None
    repository_changed: str | None
    repository_archived: str | None
    repository_seen: str | None
    card: str | None
    techniques: list[str]
    follows: str | None
    followed_by: list[str]
    same_product: str | None
    links: list[str]
    page: str | None
    former_page: str | None
    note: str | None
    sources: list[str]


class PeopleRow(TypedDict):
    """A row of the table `people`."""

    challenge: str
    role: str
    sought: int | None
    recruited: int | None


class FiguresRow(TypedDict):
    """A row of the table `figures`."""

    challenge: str | None
    number: int | None
    what: str | None
    unit: str | None
    date: str | None
    document: str | None


class LinksRow(TypedDict):
    """A row of the table `links`."""

    challenge: str | None
    title: str | None
    kind: str | None
    url: str | None
    publisher: str | None
    date: str | None


class HostsRow(TypedDict):
    """A row of the table `hosts`."""

    challenge: str | None
    ministry: str | None
    department: str | None
    bodies: list[str]


class FactsRow(TypedDict):
    """A row of the table `facts`."""

    challenge: str
    field: str
    source: str


class PromotionsRow(TypedDict):
    """A row of the table `promotions`."""

    promotion: str | None
    year: int | None
    name: str
    acronym: str | None
    description: str | None
    description_english: str | None
    language: str | None
    organiser: str | None
    opens: str | None
    closes: str | None
    calls: list[str]
    start: str | None
    ends: str | None
    months: int | None
    max_applications: int | None
    selection: str | None
    team: str | None
    mentors: list[str]
    session_weeks: int | None
    data: str | None
    previous: str | None
    apply: str | None
    contact: str | None
    links: list[str]
    counted: str | None
    recruited_margin: int | None
    proposed: int | None
    projects_heard: int | None
    projects_chosen: int | None
    project_jury: int | None
    candidates: int | None
    candidates_women_share: int | None
    shortlisted: int | None
    heard: int | None
    candidate_jury: int | None
    women: int | None
    men: int | None
    mean_age: int | None
    number_of_mentors: int | None
    budget: int | None
    state_envelope: int | None
    state_share: int | None
    projects_open: str | None
    projects_close: str | None
    project_jury_days: list[str]
    hearing_days: list[str]
    figures: list[str]
    rounded: list[str]
    numbers_note: str | None
    numbers_note_english: str | None
    licence: str | None
    next_call: str | None
    note: str | None
    challenges_announced: int | None


class TotalsRow(TypedDict):
    """A row of the table `totals`."""

    promotion: str | None
    role: str | None
    announced: int | None
    recruited: int | None


class PayRow(TypedDict):
    """A row of the table `pay`."""

    promotion: str | None
    experience: str | None
    monthly: int | None
    variable: int | None
    currency: str | None


class RolesRow(TypedDict):
    """A row of the table `roles`."""

    code: str
    french: str | None
    french_plural: str | None
    english: str | None
    english_plural: str | None
    aliases: list[str]


class TownsRow(TypedDict):
    """A row of the table `towns`."""

    name: str
    insee: str | None
    district: str | None
    region: str | None
    formerly: str | None


class BodiesRow(TypedDict):
    """A row of the table `bodies`."""

    name: str
    family: str | None
    kind: str | None
    acronym: str | None
    english: str | None
    aliases: list[str]
    part_of: str | None
    followed_by: str | None


class FamiliesRow(TypedDict):
    """A row of the table `families`."""

    code: str
    french: str | None
    english: str | None
    aliases: list[str]


class SubjectsRow(TypedDict):
    """A row of the table `subjects`."""

    code: str
    french: str | None
    english: str | None
    aliases: list[str]
    eu: str | None
    about: str | None


class SourcesRow(TypedDict):
    """A row of the table `sources`."""

    key: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None
    note: str | None


class Tables(TypedDict):
    """The tables of a dataset by name."""

    challenges: list[ChallengesRow]
    people: list[PeopleRow]
    figures: list[FiguresRow]
    links: list[LinksRow]
    hosts: list[HostsRow]
    facts: list[FactsRow]
    promotions: list[PromotionsRow]
    totals: list[TotalsRow]
    pay: list[PayRow]
    roles: list[RolesRow]
    towns: list[TownsRow]
    bodies: list[BodiesRow]
    families: list[FamiliesRow]
    subjects: list[SubjectsRow]
    sources: list[SourcesRow]
