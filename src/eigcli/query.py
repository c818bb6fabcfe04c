"""Choosing and ordering challenges, and finding them by name.

What a user types is compared folded (see `eigcli.text.fold`). A value that stands for nothing in
the dataset is a mistake and raises; values that are known but match nothing together do not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, NamedTuple

from eigcli.errors import EigError, UsageError
from eigcli.model import Challenge, Dataset, Skill, headcount
from eigcli.options import Option
from eigcli.text import did_you_mean, fold, listing, quoted, slugified, unaccented, unknown

_Test = Callable[[Challenge], bool]


def _skill_candidates(dataset: Dataset, _: str) -> Iterator[tuple[str, str]]:
    for skill in dataset.skills:
        yield skill.code, skill.label
    for keyword in _expertise(dataset):
        yield slugified(keyword), keyword


def _ministry_candidates(dataset: Dataset, begun: str) -> Iterator[tuple[str, str]]:
    """Each ministry, from the word on that is begun, since any part of a name will do."""
    for ministry in _ministries(dataset):
        words = slugified(ministry).split("-")
        for start in range(len(words) if begun else 1):
            yield "-".join(words[start:]), ministry


class Filters(NamedTuple):
    """What a challenge must meet to be chosen: every filter that is given."""

    skill: Annotated[
        tuple[str, ...],
        Option(
            "Défis that seek this role or expertise. Repeated: any of them.",
            short="-s",
            metavar="SKILL",
            candidates=_skill_candidates,
        ),
    ] = ()
    all_skills: Annotated[bool, Option("With several --skill: all of them, not any.")] = False
    ministry: Annotated[
        tuple[str, ...],
        Option(
            "Défis whose ministry or department has TEXT in its name. Repeated: any of them.",
            short="-m",
            metavar="TEXT",
            candidates=_ministry_candidates,
        ),
    ] = ()
    search: Annotated[
        tuple[str, ...],
        Option(
            "Défis of which every word of TEXT is said. Repeated: all of them.",
            short="-q",
            metavar="TEXT",
        ),
    ] = ()

    def words(self) -> list[str]:
        """Return the words searched for, but not those that are accents and nothing else."""
        words = [word for text in self.search for word in text.split()]
        return [word for word in words if unaccented(word).strip()]


_SORT_KEYS: dict[str, Callable[[Challenge], Any]] = {
    "number": lambda challenge: challenge.number,
    "name": lambda challenge: fold(challenge.name),
    "ministry": lambda challenge: fold(challenge.hosts[0].ministry),
    "profiles": lambda challenge: headcount(challenge.profiles),
}


class Order(NamedTuple):
    """In which order the chosen challenges come, and how many of them."""

    sort: Annotated[
        str | None,
        Option(
            "Sort by number, name, ministry or profiles (how many are sought).",
            metavar="KEY",
            candidates=lambda *_: ((key, "") for key in _SORT_KEYS),
        ),
    ] = None
    reverse: Annotated[bool, Option("Reverse the order.")] = False
    limit: Annotated[
        int | None, Option("The first N only.", short="-n", metavar="N", minimum=1)
    ] = None


def select(dataset: Dataset, filters: Filters) -> Dataset:
    """Return `dataset` with only the challenges that meet every one of `filters`.

    Raises:
        UsageError: for a skill or ministry that nothing in the whole dataset matches, or a search
            for no word.
    """
    tests = list(_tests(dataset, filters))
    chosen = (c for c in dataset.challenges if all(test(c) for test in tests))
    return replace(dataset, challenges=tuple(chosen))


def arrange(dataset: Dataset, order: Order) -> Dataset:
    """Return `dataset` with its challenges in `order`.

    Those that tie are in order of number; those of which the key is not known come last.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if order.sort is not None:
        if order.sort not in _SORT_KEYS:
            raise UsageError(unknown("sort key", order.sort, _SORT_KEYS))
        by_number = _sorted(challenges, _SORT_KEYS["number"])
        challenges = _sorted(by_number, _SORT_KEYS[order.sort], reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges[: order.limit])


def _sorted(
    challenges: tuple[Challenge, ...], key: Callable[[Challenge], Any], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    keyed = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(keyed, key=key, reverse=reverse), *others)


def find(dataset: Dataset, names: Iterable[str]) -> Dataset:
    """Return `dataset` with only the challenges called `names`, in that order, each once.

    A challenge goes by its slug, its name or its number, or by the beginning of its slug or name.

    Raises:
        EigError: a line for each name that no challenge goes by, or more than one.
    """
    found: list[Challenge] = []
    mistakes: list[str] = []
    for name in names:
        called = _called(dataset.challenges, name)
        found += called
        if not called:
            slugs = [challenge.slug for challenge in dataset.challenges]
            titles = [challenge.name for challenge in dataset.challenges]
            mistakes.append(unknown("défi", name, slugs, titles))
        elif len(called) > 1:
            slugs = [challenge.slug for challenge in called]
            mistakes.append(f"{quoted(name)} may be {len(called)} défis: {listing(slugs)}")
    if mistakes:
        raise EigError("\n".join(mistakes))
    return replace(dataset, challenges=tuple(dict.fromkeys(found)))


def _called(challenges: Sequence[Challenge], name: str) -> list[Challenge]:
    """Return the challenges that go by `name` in the most exact way that any of them does."""
    folded = fold(name)
    ways: list[_Test] = [
        lambda challenge: name in (challenge.slug, challenge.name),
        lambda challenge: folded in (fold(challenge.slug), fold(challenge.name)),
        lambda challenge: folded.lstrip("0") == str(challenge.number),
        lambda challenge: (
            fold(challenge.slug).startswith(folded) or fold(challenge.name).startswith(folded)
        ),
    ]
    for goes_by in ways if folded else ways[:1]:
        if called := [challenge for challenge in challenges if goes_by(challenge)]:
            return called
    return []


def _tests(dataset: Dataset, filters: Filters) -> Iterator[_Test]:
    """Yield a test for each filter that is given."""
    if filters.skill:
        yield _combined(
            all if filters.all_skills else any, [_seeks(dataset, skill) for skill in filters.skill]
        )
    if filters.ministry:
        yield _combined(any, [_hosted_by(dataset, ministry) for ministry in filters.ministry])
    if filters.search:
        yield _says(filters.words())


def _combined(combine: Callable[[Iterable[bool]], bool], tests: list[_Test]) -> _Test:
    return lambda challenge: combine(test(challenge) for test in tests)


def _seeks(dataset: Dataset, value: str) -> _Test:
    """Return the test whether a challenge seeks the role or expertise that `value` stands for."""
    folded = fold(value)
    codes = {skill.code for skill in dataset.skills if folded in map(fold, _spellings(skill))}
    expertise = _expertise(dataset)
    keywords = {keyword for keyword in expertise if fold(keyword) == folded}
    if not folded or not (codes or keywords):
        spellings = [spelling for skill in dataset.skills for spelling in _spellings(skill)]
        known = f"The skills are {listing([skill.code for skill in dataset.skills])}"
        if expertise:
            known += f", and as expertise {listing(expertise)}"
        hint = did_you_mean(value, [*expertise, *spellings])
        raise UsageError(f"no skill matches {quoted(value)}{hint} {known}.")
    return lambda challenge: (
        any(profile.skill.code in codes for profile in challenge.profiles)
        or any(keyword in keywords for keyword in challenge.expertise)
    )


def _hosted_by(dataset: Dataset, value: str) -> _Test:
    """Return the test whether a ministry or department with `value` in its name is a host."""
    folded = fold(value)
    ministries, departments = _ministries(dataset), _departments(dataset)
    names = {name for name in (*ministries, *departments) if folded in fold(name)}
    if not folded or not names:
        # Not the articles between them.
        words = re.findall(r"\w{4,}", " ".join((*ministries, *departments)))
        hint = did_you_mean(value, [*words, *departments, *ministries])
        known = f"The ministries are {listing(ministries)}"
        if departments:
            known += f"; the departments are {listing(departments)}"
        raise UsageError(f"no ministry or department matches {quoted(value)}{hint} {known}.")
    return lambda challenge: any(
        host.ministry in names or host.department in names for host in challenge.hosts
    )


def _says(words: Sequence[str]) -> _Test:
    """Return the test whether every one of `words` occurs in what is said of a challenge."""
    if not words:
        raise UsageError("a search needs a word to search for")
    wanted = [unaccented(word) for word in words]

    def says(challenge: Challenge) -> bool:
        said = unaccented("\n".join(_said(challenge)))
        return all(word in said for word in wanted)

    return says


def _said(challenge: Challenge) -> Iterator[str]:
    yield challenge.name
    yield challenge.tagline or ""
    yield challenge.note or ""
    yield from challenge.expertise
    for host in challenge.hosts:
        yield host.ministry
        yield host.department or ""
    for profile in challenge.profiles:
        yield profile.skill.french or ""
        yield profile.skill.english or profile.skill.code


def _spellings(skill: Skill) -> list[str]:
    """Return every way to type a skill; its code last, which is what is suggested before others."""
    return [name for name in (*skill.aliases, skill.french, skill.english, skill.code) if name]


# What stands in the dataset, each once and in its order.


def _expertise(dataset: Dataset) -> dict[str, None]:
    return dict.fromkeys(keyword for c in dataset.challenges for keyword in c.expertise)


def _ministries(dataset: Dataset) -> dict[str, None]:
    return dict.fromkeys(host.ministry for c in dataset.challenges for host in c.hosts)


def _departments(dataset: Dataset) -> dict[str, None]:
    names = (host.department for c in dataset.challenges for host in c.hosts)
    return dict.fromkeys(name for name in names if name)
