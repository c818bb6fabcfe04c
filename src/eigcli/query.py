"""Choosing challenges by what they seek and who hosts them, and finding them by name.

What a user types is compared folded (see `eigcli.text.fold`). A value that stands for nothing in
the dataset is a mistake and raises; values that are known but match nothing together do not.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from eigcli.errors import EigError, UsageError
from eigcli.model import Challenge, Dataset, Skill
from eigcli.text import did_you_mean, fold, listing, quoted

_Test = Callable[[Challenge], bool]


def select(
    dataset: Dataset, *, skills: Sequence[str] = (), ministries: Sequence[str] = ()
) -> Dataset:
    """Return `dataset` with only the challenges that meet every criterion given.

    Args:
        skills: roles (by code, label or another spelling of the vocabulary) or published
            expertise, one of which a challenge must seek.
        ministries: parts of the name of a ministry or department, one of which must host it.

    Raises:
        UsageError: for a value that matches nothing in the whole dataset.
    """
    criteria = [
        [_seeks(dataset, skill) for skill in skills],
        [_hosted_by(dataset, ministry) for ministry in ministries],
    ]
    return replace(
        dataset,
        challenges=tuple(
            challenge
            for challenge in dataset.challenges
            if all(any(test(challenge) for test in tests) for tests in criteria if tests)
        ),
    )


def find(dataset: Dataset, names: Iterable[str]) -> Dataset:
    """Return `dataset` with only the challenges called `names`, in that order.

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
            # Slugs last: where a name and a slug fold alike, the slug is what is suggested.
            hint = did_you_mean(name, [challenge.name for challenge in dataset.challenges] + slugs)
            mistakes.append(
                f"no défi is called {quoted(name)}{hint} The défis are {listing(slugs)}."
            )
        elif len(called) > 1:
            slugs = [challenge.slug for challenge in called]
            mistakes.append(f"{quoted(name)} may be {len(called)} défis: {listing(slugs)}")
    if mistakes:
        raise EigError("\n".join(mistakes))
    return replace(dataset, challenges=tuple(found))


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


def _seeks(dataset: Dataset, value: str) -> _Test:
    """Return the test whether a challenge seeks the role or expertise that `value` stands for."""
    folded = fold(value)
    codes = {skill.code for skill in dataset.skills if folded in map(fold, _spellings(skill))}
    expertise = dict.fromkeys(
        keyword for challenge in dataset.challenges for keyword in challenge.expertise
    )
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


def _spellings(skill: Skill) -> list[str]:
    return [
        spelling
        for spelling in (*skill.aliases, skill.french, skill.english, skill.code)
        if spelling
    ]


def _hosted_by(dataset: Dataset, value: str) -> _Test:
    """Return the test whether a ministry or department with `value` in its name is a host."""
    folded = fold(value)
    hosts = [host for challenge in dataset.challenges for host in challenge.hosts]
    ministries = dict.fromkeys(host.ministry for host in hosts)
    departments = dict.fromkeys(host.department for host in hosts if host.department)
    names = {name for name in (*ministries, *departments) if folded in fold(name)}
    if not folded or not names:
        words = [word for name in (*ministries, *departments) for word in re.split(r"\W+", name)]
        hint = did_you_mean(value, [*words, *departments, *ministries])
        known = f"The ministries are {listing(ministries)}"
        if departments:
            known += f"; the departments are {listing(departments)}"
        raise UsageError(f"no ministry or department matches {quoted(value)}{hint} {known}.")
    return lambda challenge: any(
        host.ministry in names or host.department in names for host in challenge.hosts
    )
