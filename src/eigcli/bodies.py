"""Government bodies, their families, and towns: what vocabularies say of hosts and places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from eigcli.fields import Cell, field
from eigcli.kinds import TEXT, TEXTS, Choice, Reference
from eigcli.messages import N_, language
from eigcli.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A field of government, whose bodies have had many names: its code, and what people call it.

    Which body is of which family is an editorial choice: by its ministry at the time.
    """

    code: str = field(TEXT, "Code", "its name in `family`", required=True, given=True)
    french: str | None = field(TEXT, "French", "its label in French")
    english: str | None = field(TEXT, "English", "its label in English")
    aliases: tuple[str, ...] = field(TEXTS, "Aliases", "other ways to type it")

    @property
    def label(self) -> str:
        """What people call it, in the reader's language if possible."""
        first, other = self.french, self.english
        if language() != "fr":
            first, other = other, first
        return first or other or self.code

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people call it."""
        return (*self.aliases, *filter(None, (self.french, self.english)))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to type it; the code is last, since the last is suggested."""
        return (*self.names, self.code)

    def codes(self) -> Cell:
        """Return its code."""
        return (self.code,)

    def words(self) -> Cell:
        """Return its label."""
        return (self.label,)


_BODY_KINDS = {
    "ministry": N_("a ministry"),
    "service": N_("a service of a ministry, of the Prime Minister or of the President"),
    "agency": N_("a public establishment or operator"),
    "court": N_("a court"),
    "authority": N_("an independent authority"),
    "local": N_("a local authority"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A ministry or another body that hosts challenges, by its name."""

    name: str = field(
        TEXT, "Name", "its name, as the challenges give it", required=True, given=True
    )
    family: Family | None = field(
        Reference(Family, "families", N_("no family has the code {key}.")),
        "Family",
        "the family of ministries that it is of, by code",
    )
    kind: str | None = field(Choice(_BODY_KINDS), "Kind", "what kind of body it is")
    acronym: str | None = field(TEXT, "Acronym", "its acronym")
    english: str | None = field(TEXT, "English", "its name in English")
    aliases: tuple[str, ...] = field(TEXTS, "Aliases", "its other names")
    part_of: str | None = field(TEXT, "Part of", "the body that it belongs to")
    followed_by: str | None = field(TEXT, "Followed by", "the body that took over from it")

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else it is called."""
        return (*filter(None, (self.acronym, self.english)), *self.aliases)

    def codes(self) -> Cell:
        """Return its name."""
        return (self.name,)

    words = codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town in which teams work, by its name."""

    name: str = field(TEXT, "Name", "its name", required=True, given=True)
    insee: str | None = field(TEXT, "INSEE code", "in France, its code for Insee")
    department: str | None = field(
        TEXT, "Département", "its district; in France its département, with its number"
    )
    region: str | None = field(TEXT, "Region", "its region")
    formerly: str | None = field(TEXT, "Formerly", "its former name")


class Directory:
    """What the vocabularies of a reading say of hosts and towns, by their names as `typeset`."""

    def __init__(self, vocabularies: Mapping[str, Mapping[str, Any]]) -> None:
        self.bodies: Mapping[str, Body] = _by_typeset_name(vocabularies.get("bodies", {}))
        self.towns: Mapping[str, Town] = _by_typeset_name(vocabularies.get("towns", {}))
        self._found: dict[str, tuple[Body, ...]] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How long the names of bodies are, the longest first, by the letter they begin with."""
        lengths: dict[str, set[int]] = {}
        for name in self.bodies:
            lengths.setdefault(name[:1], set()).add(len(name))
        return {initial: sorted(found, reverse=True) for initial, found in lengths.items()}

    @cached_property
    def _chains(self) -> dict[str, tuple[Body, ...]]:
        """The bodies that took over from one another, by the name of each of them."""
        # The last of the succession of each body, and by it the paths that lead there.
        last: dict[str, str] = {}
        paths: dict[str, list[list[str]]] = {}
        for first in self.bodies:
            name, path = first, list[str]()
            while name in self.bodies and name not in last:
                # Known at once, so that a circle, which is refused later, comes to an end.
                last[name] = name
                path.append(name)
                name = typeset(self.bodies[name].followed_by or "")
            if path:
                end = last.get(name, path[-1])
                last.update(dict.fromkeys(path, end))
                paths.setdefault(end, []).append(path)
        chains: dict[str, tuple[Body, ...]] = {}
        for found in paths.values():
            names = [name for path in reversed(found) for name in path]
            chains.update(dict.fromkeys(names, tuple(self.bodies[name] for name in names)))
        return chains

    def bodies_in(self, texts: Iterable[str | None]) -> tuple[Body, ...]:
        """Return the bodies that some texts name, each once."""
        found = dict.fromkeys(body for text in texts if text for body in self._bodies_named(text))
        return tuple(found)

    def _bodies_named(self, text: str) -> tuple[Body, ...]:
        if text not in self._found:
            name = typeset(text)
            names = [name] if name in self.bodies else self._names_in(name)
            self._found[text] = tuple(self.bodies[name] for name in names)
        return self._found[text]

    def _names_in(self, text: str) -> Iterator[str]:
        """Yield the names of bodies that a text has as whole words; where several begin, one."""
        end = 0
        for start, initial in enumerate(text):
            if start < end or initial not in self._lengths or text[start - 1 : start].isalnum():
                continue
            for length in self._lengths[initial]:
                name = text[start : start + length]
                if name in self.bodies and not text[start + length :][:1].isalnum():
                    yield name
                    end = start + length
                    break

    def names_of(self, bodies: Iterable[Body]) -> tuple[str, ...]:
        """Return what else bodies are called, those before and after them, and their wholes."""
        return tuple(dict.fromkeys(name for body in bodies for name in self._names_of(body)))

    def _names_of(self, body: Body) -> tuple[str, ...]:
        if body.name not in self._names:
            names: dict[str, None] = {}
            for one in self._related_to(body):
                others = one.other_names if one is body else (one.name, *one.other_names)
                names.update(dict.fromkeys(others))
            self._names[body.name] = tuple(names)
        return self._names[body.name]

    def _related_to(self, body: Body) -> Iterator[Body]:
        """Yield a body with those before and after it, then what it is part of likewise."""
        seen: set[str] = set()
        name = typeset(body.name)
        while name in self.bodies and name not in seen:
            seen.add(name)
            yield from self._chains[name]
            name = typeset(self.bodies[name].part_of or "")

    def of_towns(self, names: Iterable[str], attribute: str) -> tuple[str, ...]:
        """Return an attribute of some towns, `department` or `region`, each value once."""
        towns = filter(None, (self.towns.get(typeset(name)) for name in names))
        return tuple(dict.fromkeys(filter(None, (getattr(town, attribute) for town in towns))))


def typeset(name: str) -> str:
    """Return a name to compare it by: people type the apostrophe of a keyboard."""
    return name.replace("'", "’")


def _by_typeset_name(records: Mapping[str, Any]) -> dict[str, Any]:
    """Return records by their names as typeset; of those that have one name then, the first."""
    named: dict[str, Any] = {}
    for name, record in records.items():
        named.setdefault(typeset(name), record)
    return named


def directory(reader: Reader) -> Directory:
    """Return what the vocabularies of a reading say of hosts and towns."""
    if reader.directory is None:
        known = {name: _records_known(reader, name) for name in ("bodies", "towns")}
        reader.directory = Directory(known)
    found: Directory = reader.directory
    return found


def _records_known(reader: Reader, vocabulary: str) -> dict[str, Any]:
    """Return the records of a vocabulary by key: those that files list, and eigcli's own."""
    base = reader.base.get(vocabulary, {})
    # A record with problems is `None`.
    listed = {key: one for key, one in reader.vocabularies.get(vocabulary, {}).items() if one}
    families = reader.vocabularies.get("families", {})
    if vocabulary == "bodies" and families:
        # A family that a file describes anew is that of eigcli's bodies too.
        base = {key: _with_family(body, families) for key, body in base.items()}
    return listed | {key: one for key, one in base.items() if key not in listed}


def _with_family(body: Body, families: Mapping[str, Family | None]) -> Body:
    family = body.family and families.get(body.family.code)
    return replace(body, family=family) if family else body
