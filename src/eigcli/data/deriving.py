"""Facts that follow from those in files: people, bodies and families of hosts, regions, years."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from eigcli.data.dates import is_before
from eigcli.data.model import (
    STATES_OF_PHASES,
    Body,
    Challenge,
    Citation,
    Family,
    Host,
    People,
    Profile,
    Programme,
    Source,
    Town,
    distinct,
)
from eigcli.text import unaccented


def with_defaults(challenge: Challenge, defaults: Challenge | None = None) -> Challenge:
    """Return a challenge with all that its file states of it.

    Args:
        challenge: what its entry states.
        defaults: what the file says of all challenges that do not say otherwise.
    """
    values = dict(vars(challenge))
    if not challenge.people:
        values["people"] = _people_of(challenge.seeks, challenge.recruits)
    if defaults:
        stated, own = vars(defaults), challenge.own_keys
        values |= {n: stated[n] for n, nothing in Challenge.nothing.items() if values[n] == nothing}
        values["own"] = tuple({**own, **defaults.own_keys, **own}.items())  # its own first
    people: Sequence[People] = values["people"]
    # A role is sought even where nobody says how many; recruited only where somebody does.
    seeks = (Profile(skill=p.role, count=p.sought) for p in people if p.sought != 0)
    recruits = (Profile(skill=p.role, count=p.recruited) for p in people if p.recruited)
    values |= {"seeks": tuple(seeks), "recruits": tuple(recruits)}
    if defaults:
        values["sources"] = _citations_of(challenge.sources, defaults.sources, values)
    return Challenge(**values)


def _citations_of(
    own: Iterable[Citation], defaults: Iterable[Citation], values: Mapping[str, Any]
) -> tuple[Citation, ...]:
    """Return the citations of a challenge: its own, and defaults for fields that these lack."""
    cited = {name for citation in own for name in citation.fields}
    found: dict[Source, tuple[str, ...]] = {}
    for default in defaults:
        if names := [n for n in default.fields if n not in cited and values.get(n)]:
            found[default.source] = tuple(names)
    for citation in own:
        # Without fields, it is for the whole challenge.
        given = found.get(citation.source, ())
        found[citation.source] = (*given, *citation.fields) if citation.fields else ()
    return tuple(Citation(source=source, fields=names) for source, names in found.items())


def _people_of(seeks: Sequence[Profile], recruits: Sequence[Profile]) -> tuple[People, ...]:
    """Return the people of a challenge by role, from the profiles it sought and recruited."""
    sought, found = ({p.skill: p.count for p in some} for some in (seeks, recruits))
    # A role that a list lacks has 0 people; if the list is empty, their number is not known.
    other, another = (0 if listed else None for listed in (sought, found))
    return tuple(
        People(role=role, sought=sought.get(role, other), recruited=found.get(role, another))
        for role in distinct((*sought, *found))
    )


class Directory:
    """The bodies and towns of vocabularies, by their `unaccented` names: case does not matter.

    Args:
        known: the records of vocabularies, by class and key.
    """

    def __init__(self, known: Mapping[type, Mapping[str, Any]]) -> None:
        towns, bodies, families = (known.get(cls, {}) for cls in (Town, Body, Family))
        self.towns = {unaccented(name): town for name, town in towns.items()}
        self.bodies: dict[str, Body] = {}
        for name, body in bodies.items():
            # If a file describes a family of eigcli anew, eigcli's bodies have that description.
            family = body.family and families[body.family.code]
            self.bodies[unaccented(name)] = replace(body, family=family)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """The pattern of the names of bodies: whole words, the longest names first."""
        names = map(re.escape, sorted(self.bodies, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")

    def bodies_in(self, text: str | None) -> list[Body]:
        """Return the bodies that a text names."""
        name = unaccented(text or "")
        names = [name] if name in self.bodies else self._names.findall(name)
        return [self.bodies[found] for found in names if found]

    @cached_property
    def _successions(self) -> dict[str, list[Body]]:
        """For each body, by name: all bodies that have the same last successor, itself included."""
        found = defaultdict[str, list[Body]](list)
        last = {name: found[self._along(name, "followed_by")[-1].name] for name in self.bodies}
        for name, body in self.bodies.items():
            last[name].append(body)
        return last

    def _along(self, name: str, reference: str) -> list[Body]:
        """Return a body, and all that it leads to by a reference: `part_of` or `followed_by`."""
        found: dict[str, Body] = {}
        while name in self.bodies and name not in found:
            found[name] = self.bodies[name]
            name = unaccented(getattr(found[name], reference) or "")
        return list(found.values())

    def names_of(self, body: Body) -> tuple[str, ...]:
        """Return other names of a body, and those of its predecessors, successors and wholes."""
        wholes = self._along(unaccented(body.name), "part_of")
        every = (one for whole in wholes for one in self._successions[unaccented(whole.name)])
        names = distinct(name for one in every for name in (one.name, *one.names()))
        return tuple(name for name in names if name != body.name)

    def completed(self, host: Host) -> Host:
        """Return a host with its bodies, their families, and other names of both."""
        bodies = distinct((*self.bodies_in(host.department), *self.bodies_in(host.ministry)))
        families = distinct(body.family for body in bodies)
        names = [name for body in bodies for name in self.names_of(body)]
        names += [name for family in families for name in family.names()[:-1]]
        return replace(host, bodies=bodies, families=families, aliases=distinct(names))


def completed_programmes(programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Return programmes, each once; one without a description gets that of one with its name.

    The pay of each gets its currency.
    """
    programmes = distinct(programmes)
    described = {p.name: p for p in reversed(programmes) if p.description}
    found = []
    for one in programmes:
        same = one if one.description else described.get(one.name, one)
        english = one.description_english or same.description_english
        pay = tuple(replace(pay, currency=one.currency) for pay in one.pay)
        found.append(
            replace(one, description=same.description, description_english=english, pay=pay)
        )
    return tuple(found)


def completed_challenges(
    challenges: Iterable[Challenge],
    programmes: Iterable[Programme],
    known: Mapping[type, Mapping[str, Any]],
) -> tuple[Challenge, ...]:
    """Return challenges with what follows from other challenges, programmes and vocabularies."""
    challenges, directory = tuple(challenges), Directory(known)
    years = {programme.promotion: programme.year for programme in programmes}
    completed_host = cache(directory.completed)
    after = defaultdict[str | None, list[str]](list)
    for challenge in challenges:
        after[challenge.follows].append(challenge.slug)
    found = []
    for challenge in challenges:
        towns = [directory.towns.get(unaccented(name), Town(name=name)) for name in challenge.towns]
        whole = replace(
            challenge,
            year=years.get(challenge.promotion) or challenge.year,
            hosts=tuple(map(completed_host, challenge.hosts)),
            districts=distinct(town.district for town in towns),
            regions=distinct(town.region for town in towns),
            followed_by=distinct(after[challenge.slug]),
        )
        found.append(completed(whole))
    return tuple(found)


def completed(challenge: Challenge) -> Challenge:
    """Return a challenge with columns on its hosts and people, and the state that its phase has."""
    hosts = challenge.hosts
    departments = tuple(host.department or "" for host in hosts)
    values: dict[str, Any] = {
        "ministries": tuple(host.ministry for host in hosts),
        "departments": departments if any(departments) else (),
        "families": distinct(family for host in hosts for family in host.families),
        "bodies": distinct(body for host in hosts for body in host.bodies),
        "skills": distinct(profile.skill for profile in challenge.seeks),
        "sought": challenge.number_of("sought"),
        "recruited": challenge.number_of("recruited"),
    }
    state, since = STATES_OF_PHASES.get(challenge.phase or ""), challenge.phase_since or ""
    dated = challenge.state_date or ""
    # A state that a file states counts, unless both are dated and that of the phase is later.
    if state and (not challenge.state or (dated and is_before(dated, since))):
        cited = challenge.sources
        dates = [c.source.date for c in cited if "phase" in c.fields and c.source.date]
        values["state"] = state
        values["state_date"] = max(dates, default=challenge.phase_since)
        values["sources"] = tuple(filter(None, map(_of_phase, cited)))
    return replace(challenge, **values)


def _of_phase(cited: Citation) -> Citation | None:
    """Return a citation where the state follows from the phase: it is for both, or for neither.

    A citation of the former state alone becomes `None`.
    """
    of_state = ("state", "state_date")
    names = [name for name in cited.fields if name not in of_state]
    names += of_state if "phase" in names else ()
    return replace(cited, fields=tuple(names)) if names or not cited.fields else None
