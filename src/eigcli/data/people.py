"""How many people there are: of a challenge, of a role, and beside what was announced."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from eigcli.data.model import Challenge, Dataset, Profile, Programme


def headcount(profiles: Iterable[Profile]) -> int | None:
    """Return how many people `profiles` count in all, `None` where one of them does not."""
    counts = [profile.count for profile in profiles]
    return None if None in counts else sum(filter(None, counts))


def total(profiles: Sequence[Profile]) -> int | None:
    """Return the headcount of profiles, `None` where there are none: then it is not known."""
    return headcount(profiles) if profiles else None


def by_skill(profiles: Iterable[Profile]) -> dict[str, list[Profile]]:
    """Return the profiles of each skill, by its code."""
    found: dict[str, list[Profile]] = {}
    for profile in profiles:
        found.setdefault(profile.skill.code, []).append(profile)
    return found


def profiles_of(challenges: Iterable[Challenge]) -> list[Profile]:
    """Return the profiles that all challenges seek."""
    return [profile for challenge in challenges for profile in challenge.seeks]


def all_profiles(dataset: Dataset) -> list[Profile]:
    """Return the profiles of challenges, and of the totals of programmes."""
    found = [p for c in dataset.challenges for p in (*c.seeks, *c.recruits)]
    totals = (total for p in dataset.programmes for total in (p.announced, p.recruited) if total)
    return found + [profile for total in totals for profile in total.skills]


class Discrepancy(NamedTuple):
    """An announced total that the challenges do not add up to.

    Attributes:
        programme: that announced it.
        keys: where the total is below `announced`: `("skills", "designer")`.
        announced: how many were announced.
        found: how many there are, `None` if not all challenges say.
    """

    programme: Programme
    keys: tuple[str, ...]
    announced: int
    found: int | None


def discrepancies(
    programmes: Iterable[Programme], challenges: Iterable[Challenge]
) -> Iterator[Discrepancy]:
    """Yield each announced total that the challenges of its promotion do not add up to."""
    by_promotion: dict[str | None, list[Challenge]] = {}
    for challenge in challenges:
        by_promotion.setdefault(challenge.promotion, []).append(challenge)
    for programme in programmes:
        if not (announced := programme.announced):
            continue
        own = by_promotion.get(programme.promotion, [])
        if announced.challenges is not None and announced.challenges != len(own):
            yield Discrepancy(programme, ("challenges",), announced.challenges, len(own))
        profiles = profiles_of(own)
        of_role, all_state_profiles = by_skill(profiles), all(c.seeks for c in own)
        totals: list[tuple[tuple[str, ...], int | None, int | None]]
        totals = [(("people",), announced.people, headcount(profiles))]
        for p in announced.skills:
            found = headcount(of_role.get(p.skill.code, ()))
            totals.append((("skills", p.skill.code), p.count, found))
        for keys, count, found in totals:
            # Where some do not say whom they seek, it adds up if the others seek all of them.
            if count is not None and count != found:
                yield Discrepancy(programme, keys, count, found if all_state_profiles else None)
