"""Government bodies, their families, and towns: what vocabularies say of hosts and places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    def spellings(self) -> tuple[str, ...]:
        """Every way to type it; the code is last, since the last is suggested."""
        return (*self.aliases, *filter(None, (self.french, self.english)), self.code)

    def codes(self) -> Cell:
        """Return its code."""
        return (self.code,)

    def words(self) -> Cell:
        """Return its label."""
        return (self.label,)


NO_FAMILY = N_("no family has the code {key}.")
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

    name: str = field(TEXT, "Name", "its name, as hosts have it", required=True, given=True)
    family: Family | None = field(
        Reference(Family, "families", NO_FAMILY),
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
    insee: str | None = field(TEXT, "INSEE code", "the code of the commune")
    department: str | None = field(
        TEXT, "Département", "the number and the name of its département, as `29 Finistère`"
    )
    region: str | None = field(TEXT, "Region", "its region")
    formerly: str | None = field(TEXT, "Formerly", "its former name")


class Directory:
    """What the vocabularies of a reading say of hosts and towns."""

    def __init__(self, vocabularies: Mapping[str, Mapping[str, Any]]) -> None:
        self.bodies: Mapping[str, Body] = vocabularies.get("bodies", {})
        self.towns: Mapping[str, Town] = vocabularies.get("towns", {})
        self._found: dict[str, tuple[Body, ...]] = {}

    @cached_property
    def _longest_names(self) -> list[str]:
        """The names of all bodies, the longest first, so that none is found within another."""
        return sorted(self.bodies, key=len, reverse=True)

    @cached_property
    def _chains(self) -> dict[str, tuple[Body, ...]]:
        """The bodies that took over from one another, by the name of each of them."""
        chains: dict[str, list[Body]] = {}
        for body in self.bodies.values():
            chain = chains.setdefault(body.name, [body])
            if successor := self.bodies.get(body.followed_by or ""):
                later = chains.setdefault(successor.name, [successor])
                chain += later
                chains.update(dict.fromkeys((one.name for one in later), chain))
        return {name: tuple(chain) for name, chain in chains.items()}

    def bodies_in(self, texts: Iterable[str | None]) -> tuple[Body, ...]:
        """Return the bodies that some texts name, each once."""
        found = dict.fromkeys(body for text in texts if text for body in self._bodies_named(text))
        return tuple(found)

    def _bodies_named(self, text: str) -> tuple[Body, ...]:
        if text not in self._found:
            whole = self.bodies.get(text)
            names = [text] if whole else [name for _start, name in sorted(self._names_in(text))]
            self._found[text] = tuple(self.bodies[name] for name in names)
        return self._found[text]

    def _names_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where a text has the name of a body as whole words, and that name."""
        for name in self._longest_names:
            start = _index_of_words(text, name)
            if start >= 0:
                yield start, name
                text = text.replace(name, " " * len(name))

    def names_of(self, bodies: Iterable[Body]) -> tuple[str, ...]:
        """Return what else bodies are called, those before and after them, and their wholes."""
        names: dict[str, None] = {}
        for body in bodies:
            for one in self._related_to(body):
                others = one.other_names if one is body else (one.name, *one.other_names)
                names.update(dict.fromkeys(others))
        return tuple(names)

    def _related_to(self, body: Body) -> Iterator[Body]:
        """Yield a body with those before and after it, then what it is part of likewise."""
        seen: set[str] = set()
        whole: Body | None = body
        while whole and whole.name not in seen:
            seen.add(whole.name)
            yield from self._chains[whole.name]
            whole = self.bodies.get(whole.part_of or "")

    def of_towns(self, names: Iterable[str], attribute: str) -> tuple[str, ...]:
        """Return an attribute of some towns, `department` or `region`, each value once."""
        towns = (self.towns[name] for name in names if name in self.towns)
        return tuple(dict.fromkeys(filter(None, (getattr(town, attribute) for town in towns))))


def _index_of_words(text: str, words: str) -> int:
    """Return where a text has words that no letter or digit stands beside, -1 where it has not."""
    start = text.find(words)
    while start >= 0:
        beside = text[:start][-1:] + text[start + len(words) :][:1]
        if not any(map(str.isalnum, beside)):
            break
        start = text.find(words, start + 1)
    return start


def directory(reader: Reader) -> Directory:
    """Return what the vocabularies of a reading say of hosts and towns."""
    if reader.directory is None:
        known = {}
        for name in ("bodies", "towns"):
            listed = reader.vocabularies.get(name, {})
            # One with problems is `None`.
            right = {key: record for key, record in listed.items() if record}
            known[name] = {**reader.base.get(name, {}), **right}
        reader.directory = Directory(known)
    found: Directory = reader.directory
    return found
