"""Counting: how many challenges and people there are, by one facet or two."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from eigcli.data.model import Challenge, Challenges, Dataset, distinct
from eigcli.messages import N_, _
from eigcli.query.facets import COUNTED, FACETS, NOT_KNOWN, keys_of
from eigcli.query.words import code_called

# The numbers of a tally, with what people call them.
MEASURES = {
    "challenges": N_("Challenges"),
    "sought": N_("People sought"),
    "recruited": N_("People recruited"),
}
# These, and the numbers of challenges of which they are known.
NUMBERS = MEASURES | {
    "sought_known": N_("Challenges that say how many people"),
    "recruited_known": N_("Challenges that say who was recruited"),
}
# The note on counts by host: a family is not counted as one.
OF_HOSTS = N_("Hosts are counted under their names at the time; to group them: --by family.")


class CountedPeople(NamedTuple):
    """Whose people are counted.

    Attributes:
        roles: the codes of the roles that count; none: all.
        others: challenges that are not counted, but whose people recruited are.
    """

    roles: Collection[str] = ()
    others: Challenges = ()


ALL_STAFF = CountedPeople()


class Tally(NamedTuple):
    """The numbers of one value of a facet, or of all challenges.

    Attributes:
        name: what programs call it, `NOT_KNOWN` for the challenges of which no value is known.
        label: what people call it.
        numbers: the numbers by their names in `NUMBERS`; a number of people is `None` if it is
            known of no challenge. `sought_of` and `recruited_of` are how many challenges there are.
            Of a role, `challenges` are those that seek it or, if people recruited are measured,
            those that recruited it; people recruited for it are also counted of others.
        of: the number that its share is of, `None` for that of the total.
        challenges: those that its number of challenges counts.
        possible: how many more it may count: those of which it is not known.
    """

    name: str
    label: str
    numbers: Mapping[str, Any] = dict.fromkeys(NUMBERS, 0)
    of: int | None = None
    challenges: Challenges = ()
    possible: int = 0


def facets_called(
    names: Iterable[str], challenges: Iterable[Challenge] = (), *, exact: bool = False
) -> list[str]:
    """Return the facets that are named by code or label, to count by.

    Args:
        names: the names.
        challenges: those whose own keys may be named, too.
        exact: whether only a code will do.

    Raises:
        UsageError: for a name by which nothing is counted.
    """
    # A refusal lists the first ones: those that people can count by.
    known = facets_known(challenges, COUNTED)
    labels = keys_of(challenges, (*known, *COUNTED))
    missing = _("cannot count by {name}.")
    return [code_called(name, labels, missing, exact=exact) for name in names]


def measure_called(name: str, *, exact: bool = False) -> str:
    """Return the number that is named by code or label.

    Raises:
        UsageError: for a name that no number has.
    """
    labels = {code: [label] for code, label in MEASURES.items()}
    missing = _("there is no measure {name}.")
    return code_called(name, labels, missing, exact=exact)


def totals(challenges: Challenges, staff: CountedPeople = ALL_STAFF) -> Tally:
    """Return the numbers of some challenges."""
    recruiting = (*challenges, *staff.others)
    row = _tally(challenges, recruiting, staff.roles)
    return row._replace(name="total", label=_("total"))


def facets_known(challenges: Iterable[Challenge], facets: Iterable[str]) -> list[str]:
    """Return the facets of which some challenge has a value."""
    known = []
    for facet in facets:
        values = map(FACETS[facet].values, challenges)
        if any(values):
            known.append(facet)
    return known


def tally(
    dataset: Dataset, facet: str, staff: CountedPeople = ALL_STAFF, *, measure: str = "challenges"
) -> list[Tally]:
    """Return the numbers of each value of a facet, with a row of what is not known.

    A challenge of several values counts for each.

    Args:
        dataset: the challenges that are counted.
        facet: the code of the facet.
        staff: whose people are counted.
        measure: the number that is asked for, see `Tally`.
    """
    declared = FACETS[facet]
    groups = _groups(dataset, facet)
    beside = _groups(staff.others, facet)
    labels = declared.labels(dataset)
    labels[NOT_KNOWN] = _("Not known")
    names = dict.fromkeys((*labels, *groups, *beside))
    rows = []
    for name in names:
        seeking = groups[name]
        members = seeking + beside[name]
        if not members:
            continue
        is_role = declared.kind == "role" and name != NOT_KNOWN
        is_counted = not staff.roles or name in staff.roles
        if is_role and not is_counted:
            continue
        if is_role:
            row = _tally_of_role(name, seeking, members, measure)
        else:
            row = _tally(seeking, members, staff.roles)
        label = labels.get(name, name)
        rows.append(row._replace(name=name, label=label))
    return rows


def is_unknown(row: Tally) -> bool:
    """Return whether a tally is that of the challenges of which no value is known."""
    return row.name == NOT_KNOWN


def _groups(challenges: Iterable[Challenge], facet: str) -> defaultdict[str, list[Challenge]]:
    """Return the challenges of each value of a facet, and those of which none is known."""
    values_of = FACETS[facet].values
    groups = defaultdict(list)
    for challenge in challenges:
        names = distinct(values_of(challenge))
        for name in names or (NOT_KNOWN,):
            groups[name].append(challenge)
    return groups


def crossed(
    dataset: Dataset, by: str, across: str, staff: CountedPeople = ALL_STAFF
) -> dict[tuple[str, str], Tally]:
    """Return the tally of each pair of values of two facets, by both names.

    A pair that no challenge has is left out.
    """
    is_by_outer = FACETS[across].kind == "role"  # roles are counted within another facet
    outer, inner = across, by
    if is_by_outer:
        outer, inner = by, across
    groups = _groups(dataset, outer)
    beside = _groups(staff.others, outer)
    cells = {}
    for name in groups | beside:
        challenges = tuple(groups[name])
        part = replace(dataset, challenges=challenges)
        of_part = CountedPeople(staff.roles, beside[name])
        for cell in tally(part, inner, of_part):
            pair = (cell.name, name)
            if is_by_outer:
                pair = (name, cell.name)
            cells[pair] = cell
    return cells


def _tally_of_role(role: str, members: Challenges, recruiting: Challenges, measure: str) -> Tally:
    """Return the numbers of a role without a name, see `Tally`.

    Args:
        role: the code of the role.
        members: the challenges to count that seek or recruited it.
        recruiting: these, and others whose people recruited count.
        measure: the number that is asked for.
    """
    seeking = list[Challenge]()
    for challenge in members:
        roles_sought = map(str, challenge.skills)
        if role in roles_sought:
            seeking.append(challenge)
    row = _tally(seeking, recruiting, {role})
    if measure != "recruited":
        return row
    roles_of = FACETS["recruited"].values
    counted = [c for c in recruiting if role in roles_of(c)]
    numbers = dict(row.numbers)
    numbers["challenges"] = len(counted)
    return row._replace(numbers=numbers, challenges=counted)


def _tally(seeking: Challenges, recruiting: Challenges, roles: Collection[str]) -> Tally:
    """Return the numbers of some challenges without a name, see `Tally`.

    Args:
        seeking: the challenges to count, with the people that they seek.
        recruiting: those whose people recruited count; one that names only other roles has 0.
        roles: the roles of these people; without any, all.
    """
    numbers: dict[str, Any] = {"challenges": len(seeking)}
    counted = {"sought": seeking, "recruited": recruiting}
    for people, challenges in counted.items():
        known = list[int]()
        for challenge in challenges:
            count = challenge.number_of(people, roles)
            if count is not None:
                known.append(count)
        numbers[people] = None
        if known or not challenges:
            numbers[people] = sum(known)
        numbers[f"{people}_known"] = len(known)
        numbers[f"{people}_of"] = len(challenges)
    return Tally("", "", numbers, challenges=seeking)
