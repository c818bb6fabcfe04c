"""Facts that follow from those in files: people, bodies and families of hosts, regions, years."""

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
        self._lengths = sorted({len(name) for name in self.bodies if name}, reverse=True)
        # The last successor of each body: itself, if nothing took over from it.
        self._last: dict[str, str] = {}
        for name in self.bodies:
            self._find_last(name)
        self._of_last = defaultdict[str, list[str]](list)  # the bodies that each took over from
        for name in self.bodies:
            self._of_last[self._last[name]].append(name)

    def _find_last(self, name: str) -> None:
        """Find the last successor of a body, and of all bodies before that one."""
        way = dict[str, None]()
        while name in self.bodies and name not in self._last and name not in way:
            way[name] = None
            name = self._next(name, "followed_by")
        if name in self._last:
            name = self._last[name]
        elif name not in way and way:
            name = next(reversed(way))
        for passed in way:
            self._last[passed] = name

    def _next(self, name: str, reference: str) -> str:
        """Return the name of the body that a body refers to: as `part_of` or `followed_by`."""
        return unaccented(getattr(self.bodies[name], reference) or "")

    def _wholes(self, name: str) -> Iterator[str]:
        """Yield a body, and all that it is a part of."""
        passed = set[str]()
        while name in self.bodies and name not in passed:
            passed.add(name)
            yield name
            name = self._next(name, "part_of")

    def related(self, body: Body) -> Iterator[Body]:
        """Yield a body with its predecessors and successors, then those of its wholes."""
        passed = set[str]()
        for whole in self._wholes(unaccented(body.name)):
            last = self._last[whole]
            if last not in passed:
                passed.add(last)
                yield from (self.bodies[name] for name in self._of_last[last])

    def names_of(self, body: Body) -> tuple[str, ...]:
        """Return other names of a body, and those of its predecessors, successors and wholes."""
        names = (name for other in self.related(body) for name in (other.name, *other.names()))
        return distinct(name for name in names if name != body.name)

    def _named_in(self, text: str) -> Iterator[Body]:
        """Yield the bodies whose names are whole words of a text: the longest at each place."""
        place = 0
        while place < len(text):
            name = self._name_at(text, place)
            if name:
                yield self.bodies[name]
            place += len(name) or 1

    def _name_at(self, text: str, place: int) -> str:
        """Return the longest name of a body at a place of a text, "" if there is none."""
        if place and _is_in_word(text[place - 1]):
            return ""
        for length in self._lengths:
            end = place + length
            name, after = text[place:end], text[end : end + 1]
            if name in self.bodies and not _is_in_word(after):
                return name
        return ""

    def completed(self, host: Host) -> Host:
        """Return a host with its bodies, their families, and other names of both."""
        text = unaccented("\n".join(filter(None, (host.department, host.ministry))))
        bodies = distinct(self._named_in(text))
        families = distinct(body.family for body in bodies)
        names = [name for body in bodies for name in self.names_of(body)]
        names += [name for family in families for name in family.names()[:-1]]
        return replace(host, bodies=bodies, families=families, aliases=distinct(names))


def _is_in_word(character: str) -> bool:
    """Return whether a character is a letter or a digit, or what names in code have besides."""
    return character.isalnum() or character == "_"


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

    @cache
    def places_of(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the districts and the regions of towns."""
        towns = list(filter(None, map(known_towns.get, map(unaccented, names))))
        districts = distinct(town.district for town in towns)
        return districts, distinct(town.region for town in towns)

    years = {programme.promotion: programme.year for programme in programmes}
    completed_host = cache(directory.completed)
    after = defaultdict(list)
    for challenge in challenges:
        after[challenge.follows].append(challenge.slug)
    for challenge in challenges:
        districts, regions = places_of(challenge.towns)
        yield completed(
            replace(
                challenge,
                districts=districts,
                regions=regions,
                year=years.get(challenge.promotion) or challenge.year,
                hosts=tuple(map(completed_host, challenge.hosts)),
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
