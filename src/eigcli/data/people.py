"""How many people there are: of a challenge, of a role, and beside what was announced."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from eigcli.data.model import Challenge, People, Profile, Programme, Skill


def headcount(profiles: Iterable[Profile]) -> int | None:
    """Return how many people `profiles` count in all, `None` where one of them does not."""
    counts = [profile.count for profile in profiles]
    return None if None in counts else sum(filter(None, counts))


def number_of(people: Iterable[People], of: str, roles: Collection[str] = ()) -> int | None:
    """Return how many people of a challenge were `sought` or `recruited`, `None` if not known.

    Args:
        people: those of the challenge.
        of: `sought` or `recruited`.
        roles: the codes of the roles that count; none: all. Of a role that is not named there is
            nobody, where others are known.
    """
    counts = {p.role.code: getattr(p, of) for p in people}
    if all(count is None for count in counts.values()):
        return None
    own = [count for role, count in counts.items() if not roles or role in roles]
    return None if None in own else sum(own)


def roles_of(challenges: Iterable[Challenge], programmes: Iterable[Programme]) -> set[Skill]:
    """Return the roles of the people of challenges, and those in the totals of programmes."""
    totals = (total for p in programmes for total in (p.announced, p.recruited) if total)
    named = {profile.skill for total in totals for profile in total.skills}
    return named | {people.role for challenge in challenges for people in challenge.people}


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
    programmes: Iterable[Programme], challenges: Sequence[Challenge]
) -> Iterator[Discrepancy]:
    """Yield each announced total that the challenges of its promotion do not add up to."""
    for programme in programmes:
        if not (announced := programme.announced):
            continue
        own = [c for c in challenges if c.promotion == programme.promotion]
        if announced.challenges not in {None, len(own)}:
            yield Discrepancy(programme, ("challenges",), announced.challenges, len(own))
        profiles = [profile for challenge in own for profile in challenge.seeks]
        totals: list[tuple[tuple[str, ...], int | None, int | None]]
        totals = [(("people",), announced.people, headcount(profiles))]
        for one in announced.skills:
            found = headcount(p for p in profiles if p.skill.code == one.skill.code)
            totals.append((("skills", one.skill.code), one.count, found))
        # Where some do not say whom they seek, it adds up if the others seek all of them.
        is_known = all(challenge.seeks for challenge in own)
        for keys, count, found in totals:
            if count not in {None, found}:
                yield Discrepancy(programme, keys, count, found if is_known else None)
