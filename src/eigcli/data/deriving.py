"""Facts that follow from those in files: people, bodies and families of hosts, regions, years."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
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
    Town,
    distinct,
)
from eigcli.data.reading import Known
from eigcli.text import unaccented

# What a file says of all challenges that do not say otherwise, if it says nothing.
NO_DEFAULTS = Challenge(slug="", name="")


def with_defaults(challenge: Challenge, defaults: Challenge = NO_DEFAULTS) -> Challenge:
    """Return a challenge with all that its file states of it.

    Args:
        challenge: what its entry states.
        defaults: what the file says of all challenges that do not say otherwise.
    """
    values = dict(vars(challenge))
    if not challenge.people:
        values["people"] = _people_of(challenge.seeks, challenge.recruits)
    by_default, keys = vars(defaults), challenge.own_keys
    values |= {n: by_default[n] for n, nothing in Challenge.nothing.items() if values[n] == nothing}
    values["own"] = tuple({**keys, **defaults.own_keys, **keys}.items())  # its own first
    people: Sequence[People] = values["people"]
    # A role is sought even where nobody says how many; recruited only where somebody does.
    seeks = (Profile(skill=p.role, count=p.sought) for p in people if p.sought != 0)
    recruits = (Profile(skill=p.role, count=p.recruited) for p in people if p.recruited)
    values |= {"seeks": tuple(seeks), "recruits": tuple(recruits)}
    # Its own citations, and those by default of the fields that its own lack.
    cited = {name for citation in challenge.sources for name in citation.fields}
    fields = {}
    for default in defaults.sources:
        names = [n for n in default.fields if n not in cited and values.get(n)]
        if names or not default.fields:
            fields[default.source] = tuple(names)
    for citation in challenge.sources:
        # Without fields, it is for the whole challenge.
        inherited = fields.get(citation.source, ())
        fields[citation.source] = (*inherited, *citation.fields) if citation.fields else ()
    citations = (Citation(source=source, fields=names) for source, names in fields.items())
    return Challenge(**values | {"sources": tuple(citations)})


def _people_of(seeks: Sequence[Profile], recruits: Sequence[Profile]) -> tuple[People, ...]:
    """Return the people of a challenge by role, from the profiles it sought and recruited."""
    roles = distinct(profile.skill for profile in (*seeks, *recruits))
    # A role that a list lacks has 0 people; if the list is empty, their number is not known.
    sought, recruited = (
        dict.fromkeys(roles, 0 if listed else None) | {p.skill: p.count for p in listed}
        for listed in (seeks, recruits)
    )
    return tuple(People(role=r, sought=sought[r], recruited=recruited[r]) for r in roles)


class Directory:
    """The bodies of vocabularies, by their `unaccented` names: case does not matter.

    Args:
        vocabularies: their records, by class and key.
    """

    def __init__(self, vocabularies: Known) -> None:
        self.bodies: dict[str, Body] = {}
        for name, body in vocabularies[Body].items():
            # If a file describes a family of eigcli anew, eigcli's bodies have that description.
            family = body.family and vocabularies[Family][body.family.code]
            self.bodies[unaccented(name)] = replace(body, family=family)
        names = map(re.escape, sorted(self.bodies, key=len, reverse=True))
        # Whole words, the longest names first.
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
        # The last successor of each body: itself, if nothing took over from it.
        self._last = {name: self._along(name, "followed_by")[-1] for name in self.bodies}

    def _along(self, name: str, reference: str) -> list[str]:
        """Return a body, and all that it leads to by a reference: `part_of` or `followed_by`."""
        names = list[str]()
        while name in self.bodies and name not in names:
            names.append(name)
            name = unaccented(getattr(self.bodies[name], reference) or "")
        return names

    def names_of(self, body: Body) -> tuple[str, ...]:
        """Return other names of a body, and those of its predecessors, successors and wholes."""
        lasts = [self._last[whole] for whole in self._along(unaccented(body.name), "part_of")]
        found = (name for end in lasts for name, last in self._last.items() if last == end)
        bodies = (self.bodies[name] for name in found)
        return distinct(n for b in bodies for n in (b.name, *b.names()) if n != body.name)

    def completed(self, host: Host) -> Host:
        """Return a host with its bodies, their families, and other names of both."""
        text = unaccented("\n".join(filter(None, (host.department, host.ministry))))
        bodies = distinct(self.bodies[name] for name in self._names.findall(text) if name)
        families = distinct(body.family for body in bodies)
        names = [name for body in bodies for name in self.names_of(body)]
        names += [name for family in families for name in family.names()[:-1]]
        return replace(host, bodies=bodies, families=families, aliases=distinct(names))


def completed_programmes(programmes: Iterable[Programme]) -> Iterator[Programme]:
    """Yield programmes, each once; one without a description gets that of one with its name.

    The pay of each gets its currency.
    """
    programmes = distinct(programmes)
    described = {p.name: p for p in reversed(programmes) if p.description}
    for programme in programmes:
        namesake = programme if programme.description else described.get(programme.name, programme)
        english = programme.description_english or namesake.description_english
        pay = tuple(replace(pay, currency=programme.currency) for pay in programme.pay)
        yield replace(
            programme, description=namesake.description, description_english=english, pay=pay
        )


def completed_challenges(
    challenges: Sequence[Challenge], programmes: Iterable[Programme], vocabularies: Known
) -> Iterator[Challenge]:
    """Yield challenges with what follows from other challenges, programmes and vocabularies."""
    directory = Directory(vocabularies)
    known_towns = {unaccented(name): town for name, town in vocabularies[Town].items()}
    years = {programme.promotion: programme.year for programme in programmes}
    completed_host = cache(directory.completed)
    after = defaultdict(list)
    for challenge in challenges:
        after[challenge.follows].append(challenge.slug)
    for challenge in challenges:
        towns = [known_towns[n] for n in map(unaccented, challenge.towns) if n in known_towns]
        yield completed(
            replace(
                challenge,
                year=years.get(challenge.promotion) or challenge.year,
                hosts=tuple(map(completed_host, challenge.hosts)),
                districts=distinct(town.district for town in towns),
                regions=distinct(town.region for town in towns),
                followed_by=distinct(after[challenge.slug]),
            )
        )


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
    # A state that a file states counts, unless both are dated and that of the phase is later.
    if state and (not challenge.state or is_before(challenge.state_date or "", since)):
        cited = challenge.sources
        dates = [c.source.date for c in cited if "phase" in c.fields and c.source.date]
        values["state"] = state
        stated = "" if challenge.state else challenge.state_date or ""
        is_later = stated and not is_before(stated, since)
        of_phase = max(dates, default=challenge.phase_since)
        values["state_date"] = stated if is_later else of_phase
        # A citation is for phase and state, or for neither; one of the former state alone goes.
        of_state, sources = ("state", "state_date"), []
        for citation in cited:
            names = [name for name in citation.fields if name not in of_state]
            names += of_state if "phase" in names else ()
            if names or not citation.fields:
                sources.append(replace(citation, fields=tuple(names)))
        values["sources"] = tuple(sources)
    return replace(challenge, **values)
