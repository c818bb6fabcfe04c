"""Counting: how many challenges and profiles there are, by skill and by ministry."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eigcli.model import Announced, Challenge, Dataset, by_skill, discrepancies, headcount
from eigcli.text import counted


class Tally(NamedTuple):
    """What falls to one skill or one ministry, called `name`.

    `profiles` is `None` where nobody counted them. `share` is the part in all the profiles, from
    0 to 1, or in all the challenges where the profiles are not counted.
    """

    name: str
    challenges: int
    profiles: int | None
    share: float


class Statistics(NamedTuple):
    """The totals of some challenges, and what of them falls to each skill and to each ministry.

    A challenge of several skills or ministries counts for each, and once in the totals.
    `announced` are the totals that the programme announced, `adds_up` whether all the challenges
    of the dataset, chosen or not, add up to them; both are `None` where nothing was announced.
    """

    challenges: int
    profiles: int | None
    skills: tuple[Tally, ...]
    ministries: tuple[Tally, ...]
    announced: Announced | None
    adds_up: bool | None


def statistics(chosen: Dataset, whole: Dataset) -> Statistics:
    """Return the statistics of the challenges `chosen` from the dataset `whole`."""
    challenges = chosen.challenges
    announced = whole.programme.announced if whole.programme else None
    total = _headcount(challenges)

    def tally(name: str, number: int, profiles: int | None) -> Tally:
        part, all_ = (number, len(challenges)) if total is None else (profiles or 0, total)
        return Tally(name, number, profiles, part / all_)

    sought = by_skill(challenges)
    by_ministry: dict[str, list[Challenge]] = {}
    for challenge in challenges:
        for ministry in dict.fromkeys(host.ministry for host in challenge.hosts):
            by_ministry.setdefault(ministry, []).append(challenge)
    return Statistics(
        len(challenges),
        total,
        tuple(
            tally(skill.label, len(sought[skill.code]), headcount(sought[skill.code]))
            for skill in chosen.skills
            if skill.code in sought
        ),
        tuple(tally(name, len(those), _headcount(those)) for name, those in by_ministry.items()),
        announced,
        not any(discrepancies(whole)) if announced else None,
    )


def statistics_text(statistics: Statistics) -> str:
    """Return totals, such as `5 défis, 10 profiles: 5 designers, 5 developers`."""
    skills = [(tally.profiles, tally.name) for tally in statistics.skills]
    return _totals_text(statistics.challenges, statistics.profiles, skills)


def announced_text(announced: Announced) -> str:
    """Return what was announced, likewise."""
    skills = [(profile.count, profile.skill.label) for profile in announced.skills]
    return _totals_text(announced.challenges, announced.profiles, skills)


def _totals_text(
    challenges: int | None, profiles: int | None, skills: list[tuple[int | None, str]]
) -> str:
    known = [
        (n, noun) for n, noun in ((challenges, "défi"), (profiles, "profile")) if n is not None
    ]
    totals = ", ".join(counted(count, noun) for count, noun in known)
    by_skill = ", ".join(counted(count, skill) for count, skill in skills if count)
    return ": ".join(filter(None, (totals, by_skill)))


TALLY_HEADER = ("by", "name", "challenges", "profiles", "percent")


def tally_rows(statistics: Statistics) -> Iterator[tuple[str | int | None, ...]]:
    """Yield the totals, the tallies and what was announced as rows of `TALLY_HEADER`.

    The row of what was announced says whether the dataset `adds up` to it, or `does not add up`.
    """
    everything = 100 if statistics.challenges else None
    yield "total", None, statistics.challenges, statistics.profiles, everything
    for by, tallies in (("skill", statistics.skills), ("ministry", statistics.ministries)):
        for tally in tallies:
            yield by, tally.name, tally.challenges, tally.profiles, round(100 * tally.share)
    if announced := statistics.announced:
        adds_up = "adds up" if statistics.adds_up else "does not add up"
        yield "announced", adds_up, announced.challenges, announced.profiles, None
        for profile in announced.skills:
            yield "announced skill", profile.skill.label, None, profile.count, None


def _headcount(challenges: Iterable[Challenge]) -> int | None:
    return headcount(profile for challenge in challenges for profile in challenge.profiles)
