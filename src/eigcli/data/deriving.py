"""Facts that follow from those in files: people, bodies and families of hosts, regions, years."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from eigcli.data.dates import is_before
from eigcli.data.fields import replace
from eigcli.data.model import (
    STATES_OF_PHASES,
    UNKNOWN_STATE,
    Body,
    Challenge,
    Challenges,
    Citation,
    Family,
    Host,
    People,
    Profile,
    Profiles,
    Programme,
    Several,
    Texts,
    Town,
    distinct,
)
from eigcli.data.reading import Vocabularies
from eigcli.text import unaccented

# What a file says of all challenges that do not say otherwise, if it says nothing.
NO_DEFAULTS = Challenge(slug="", name="")
_OF_STATE = ("state", "state_date")


def with_defaults(challenge: Challenge, defaults: Challenge = NO_DEFAULTS) -> Challenge:
    """Return a challenge with all that its file states of it.

    Args:
        challenge: what its entry states.
        defaults: what the file says of all challenges that do not say otherwise.
    """
    values = dict(vars(challenge))
    if not challenge.people:
        values["people"] = _people_of(challenge.seeks, challenge.recruits)
    for name in filter(vars(defaults).get, Challenge.nothing):
        values[name] = values[name] or getattr(defaults, name)
    own = challenge.own_keys
    own = own | defaults.own_keys | own  # in the order of its own
    values["own"] = tuple(own.items())
    values |= _profiles_of(values["people"])
    stated = set(filter(values.get, values))
    values["sources"] = _citations(challenge.sources, defaults.sources, stated)
    return Challenge(**values)


def with_state_in_words(challenge: Challenge, states: Mapping[str, str]) -> Challenge:
    """Return a challenge with the state that a word of its own keys means, if it states none.

    Args:
        challenge: the challenge.
        states: the states that words mean.
    """
    if challenge.state or not states:
        return challenge
    for _key, word in challenge.own:
        state: Any = states.get(str(word), UNKNOWN_STATE)
        if state != UNKNOWN_STATE:
            return replace(challenge, state=state)
    return challenge


def _citations(
    own: Several[Citation], by_default: Several[Citation], stated: set[str]
) -> Several[Citation]:
    """Return the citations of a challenge, and those by default of the fields that its own lack.

    Args:
        own: the citations of the challenge; one without fields is for all of it.
        by_default: those of the file.
        stated: the fields that have a value.
    """
    cited = set(chain.from_iterable(citation.fields for citation in own))
    fields = {}
    lacking = stated - cited
    for citation in by_default:
        names = tuple(name for name in citation.fields if name in lacking)
        is_of_all = not citation.fields
        if names or is_of_all:
            fields[citation.source] = names
    for citation in own:
        names = citation.fields
        if names:
            inherited = fields.get(citation.source, ())
            names = (*inherited, *names)
        fields[citation.source] = names
    return tuple(Citation(source=source, fields=names) for source, names in fields.items())


def _people_of(seeks: Profiles, recruits: Profiles) -> Several[People]:
    """Return the people of a challenge by role, from the profiles it sought and recruited."""
    sought = {profile.skill: profile.count for profile in seeks}
    recruited = {profile.skill: profile.count for profile in recruits}
    # A role that a list lacks has 0 people; if the list is empty, their number is not known.
    not_sought = 0 if seeks else None
    not_recruited = 0 if recruits else None
    people = []
    for role in sought | recruited:
        each = People(
            role=role,
            sought=sought.get(role, not_sought),
            recruited=recruited.get(role, not_recruited),
        )
        people.append(each)
    return tuple(people)


def _profiles_of(people: Iterable[People]) -> dict[str, Profiles]:
    """Return what a challenge `seeks` and `recruits`, from its people by role."""
    seeks = []
    recruits = []
    for each in people:
        # A role is sought even where nobody says how many; recruited only where somebody does.
        if each.sought != 0:
            profile = Profile(skill=each.role, count=each.sought)
            seeks.append(profile)
        if each.recruited:
            profile = Profile(skill=each.role, count=each.recruited)
            recruits.append(profile)
    return {"seeks": tuple(seeks), "recruits": tuple(recruits)}


class Directory:
    """The bodies of vocabularies, by their `unaccented` names: case does not matter.

    Args:
        vocabularies: their records, by class and key.
    """

    bodies: dict[str, Body]

    def __init__(self, vocabularies: Vocabularies) -> None:
        self.bodies = {}
        for name, body in vocabularies[Body].items():
            family = body.family
            if family:
                # If a file describes a family of eigcli anew, its bodies have that description.
                family = vocabularies[Family][family.code]
            self.bodies[unaccented(name)] = replace(body, family=family)
        longest_first = sorted(self.bodies, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first))
        self._name = rf"(?<!\w)(?:{names})(?!\w)"
        # The last successor of each body: itself, if nothing took over from it.
        self._last = dict[str, str]()
        self._of_last = defaultdict[str, list[Body]](list)  # the bodies that each took over from
        for name, body in self.bodies.items():
            self._find_last(name)
            last = self._last[name]
            self._of_last[last].append(body)

    def _find_last(self, name: str) -> None:
        """Find the last successor of a body, and of all bodies before that one."""
        way = []
        last = name
        while name in self.bodies and name not in self._last:
            last = name
            way.append(name)
            self._last[name] = name  # a circle ends here
            name = self._next(name, "followed_by")
        last = self._last.get(name, last)
        for passed in way:
            self._last[passed] = last

    def _next(self, name: str, reference: str) -> str:
        """Return the name of the body that a body refers to: as `part_of` or `followed_by`."""
        body = self.bodies[name]
        referred = getattr(body, reference) or ""
        return unaccented(referred)

    def _wholes(self, name: str) -> Iterator[str]:
        """Yield a body, and all that it is a part of."""
        passed = set()
        while name in self.bodies and name not in passed:
            passed.add(name)
            yield name
            name = self._next(name, "part_of")

    def related(self, body: Body) -> Iterator[Body]:
        """Yield a body with its predecessors and successors, then those of its wholes."""
        passed = set()
        name = unaccented(body.name)
        for whole in self._wholes(name):
            last = self._last[whole]
            if last not in passed:
                passed.add(last)
                yield from self._of_last[last]

    def names_of(self, body: Body) -> Texts:
        """Return other names of a body, and those of its predecessors, successors and wholes."""
        names = []
        for other in self.related(body):
            names.append(other.name)
            names += other.names()
        return distinct(name for name in names if name != body.name)

    def completed(self, host: Host) -> Host:
        """Return a host with its bodies, their families, and other names of both."""
        department = host.department or ""
        text = unaccented(f"{department}\n{host.ministry}")
        names_in_text = distinct(re.findall(self._name, text))
        bodies = tuple(self.bodies[name] for name in names_in_text)
        families = distinct(body.family for body in bodies)
        names = list[str]()
        for body in bodies:
            names += self.names_of(body)
        for family in families:
            *others, _code = family.names()
            names += others
        aliases = distinct(names)
        return replace(host, bodies=bodies, families=families, aliases=aliases)


def completed_programmes(programmes: Iterable[Programme]) -> Iterator[Programme]:
    """Yield programmes, each once; one without a description gets that of one with its name.

    The pay of each gets its currency.
    """
    programmes = distinct(programmes)
    described = {p.name: p for p in reversed(programmes) if p.description}
    for programme in programmes:
        namesake = programme
        if not programme.description:
            namesake = described.get(programme.name, programme)
        currency = programme.currency
        pay = [replace(each, currency=currency) for each in programme.pay]
        yield replace(
            programme,
            description=namesake.description,
            description_english=programme.description_english or namesake.description_english,
            pay=tuple(pay),
        )


def completed_challenges(
    challenges: Challenges, programmes: Iterable[Programme], vocabularies: Vocabularies
) -> Iterator[Challenge]:
    """Yield challenges with what follows from other challenges, programmes and vocabularies."""
    directory = Directory(vocabularies)
    completed_host = cache(directory.completed)
    known_towns = {}
    for name, town in vocabularies[Town].items():
        known_towns[unaccented(name)] = town
    years = {programme.promotion: programme.year for programme in programmes}
    after = defaultdict(list)
    for challenge in challenges:
        after[challenge.follows].append(challenge.slug)
    for challenge in challenges:
        names = map(unaccented, challenge.towns)
        towns = [known_towns[name] for name in names if name in known_towns]
        yield completed(
            challenge,
            hosts=tuple(map(completed_host, challenge.hosts)),
            districts=distinct(town.district for town in towns),
            regions=distinct(town.region for town in towns),
            year=years.get(challenge.promotion) or challenge.year,
            followed_by=distinct(after[challenge.slug]),
        )


def completed(challenge: Challenge, hosts: Several[Host], **context: Any) -> Challenge:
    """Return a challenge with columns on its hosts and people, and the state that its phase has.

    Args:
        challenge: the challenge.
        hosts: its hosts, with their bodies.
        context: the values of other fields, by name.
    """
    departments = tuple(host.department or "" for host in hosts)
    if not any(departments):
        departments = ()
    return replace(
        challenge,
        hosts=hosts,
        ministries=tuple(host.ministry for host in hosts),
        departments=departments,
        families=distinct(family for host in hosts for family in host.families),
        bodies=distinct(body for host in hosts for body in host.bodies),
        skills=distinct(profile.skill for profile in challenge.seeks),
        sought=challenge.number_of("sought"),
        recruited=challenge.number_of("recruited"),
        **_state_of_phase(challenge),
        **context,
    )


def _state_of_phase(challenge: Challenge) -> dict[str, Any]:
    """Return what follows from the phase of a challenge: its state, with its date and sources.

    A state that a file states counts instead, unless both are dated and the phase began later.
    """
    state = STATES_OF_PHASES.get(challenge.phase or "")
    date = challenge.state_date or ""
    is_before_phase = is_before(date, challenge.phase_since or "")
    if not state or (challenge.state and not is_before_phase):
        return {}
    has_own_date = date and not challenge.state and not is_before_phase
    if not has_own_date:
        date = _day_of_phase(challenge)
    citations = _citing_state_with_phase(challenge.sources)
    return {"state": state, "state_date": date or None, "sources": citations}


def _day_of_phase(challenge: Challenge) -> str:
    """Return the day of the latest document that says the phase, or else when that began."""
    days = []
    for citation in challenge.sources:
        day = citation.source.date
        if day and "phase" in citation.fields:
            days.append(day)
    began = challenge.phase_since or ""
    return max(days, default=began)


def _citing_state_with_phase(citations: Iterable[Citation]) -> Several[Citation]:
    """Return citations in which the sources of the phase are those of the state, and no others."""
    changed = []
    for citation in citations:
        names = [name for name in citation.fields if name not in _OF_STATE]
        if "phase" in names:
            names += _OF_STATE
        if names or not citation.fields:
            changed.append(replace(citation, fields=tuple(names)))
    return tuple(changed)
