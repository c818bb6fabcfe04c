"""How many people there are: of a challenge, of a role, and beside what was announced."""

from collections.abc import Collection, Iterable, Iterator

from eigcli.data.model import Challenge, People, Programme, Skill, Source, Totals


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


def named_by(records: Iterable[Challenge | Programme]) -> set[tuple[type, str]]:
    """Return the roles and the documents that challenges and programmes name, by class and key."""
    named = set[tuple[type, str]]()
    for one in records:
        named |= {(Source, cited.source.key) for cited in one.sources}
        if isinstance(one, Challenge):
            named |= {(Skill, people.role.code) for people in one.people}
        else:
            totals = filter(None, (one.announced, one.recruited))
            named |= {(Skill, role.skill.code) for total in totals for role in total.skills}
    return named


def discrepancies(
    programme: Programme, challenges: Iterable[Challenge]
) -> Iterator[tuple[tuple[str, ...], int, int | None]]:
    """Yield the totals of a programme that the challenges of its promotion do not add up to.

    Each is its keys below `announced`, such as `("skills", "designer")`, how many were announced,
    and how many there are, `None` if not all challenges say.
    """
    announced = programme.announced or Totals()
    own = [c.people or () for c in challenges if c.promotion == programme.promotion]
    if announced.challenges not in {None, len(own)}:
        yield ("challenges",), announced.challenges, len(own)
    of_roles = [(("skills", p.skill.code), p.count) for p in announced.skills]
    for keys, count in [(("people",), announced.people), *of_roles]:
        # Behind the first key is the role, if it is of one.
        numbers = [number_of(people, "sought", keys[1:]) for people in own]
        # Where some do not say whom they seek, it adds up if the others seek all of them.
        found = sum(filter(None, numbers))
        if count not in {None, found}:
            yield keys, count, None if None in numbers else found
