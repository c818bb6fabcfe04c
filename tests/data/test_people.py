"""How many people there are, and what was announced of them."""

import pytest
from build import challenge, read, seeking

from eigcli.data.model import Challenge, Programme, Totals
from eigcli.data.people import discrepancies, number_of


@pytest.mark.parametrize(
    ("people", "sought", "recruited", "cooks"),
    [
        ("{}", None, None, None),
        ("{cook: [2, 0], baker: [3, 0]}", 5, 0, 2),
        ("{cook: 2, baker: [~, 1]}", None, None, 2),
        ("{baker: 1}", 1, None, 0),
    ],
)
def test_people_are_counted_unless_some_of_them_are_not(
    people: str, sought: int | None, recruited: int | None, cooks: int | None
) -> None:
    [one] = read(f"challenges: [{{slug: a, name: A, people: {people}}}]")
    assert (one.sought, one.recruited) == (sought, recruited)
    # Of a role that is not named there is nobody, where others are known.
    assert number_of(one.people, "sought", {"cook"}) == cooks


NONE = challenge("n", seeks=())


@pytest.mark.parametrize(
    ("announced", "more", "found"),
    [
        (Totals(challenges=1, people=3, skills=seeking(cook=1, baker=2)), [], []),
        (Totals(challenges=2, people=4), [], [("challenges", 2, 1), ("people", 4, 3)]),
        (
            Totals(skills=seeking(cook=2, witch=1)),
            [],
            [("skills.cook", 2, 1), ("skills.witch", 1, 0)],
        ),
        (Totals(skills=seeking(cook=None)), [], []),
        # Of a défi that says nothing of people: it adds up if the others seek all of them.
        (Totals(people=3), [NONE], []),
        (
            Totals(people=4, skills=seeking(cook=2)),
            [NONE],
            [("people", 4, None), ("skills.cook", 2, None)],
        ),
        (Totals(people=4), [challenge("c")], [("people", 4, None)]),
        # Those of other promotions do not count.
        (Totals(people=3), [challenge("o", promotion="other")], []),
        (None, [], []),
    ],
)
def test_what_was_announced_is_what_the_challenges_of_its_promotion_add_up_to(
    announced: Totals | None, more: list[Challenge], found: list[tuple[str, int, int | None]]
) -> None:
    own = challenge("a", seeks=seeking(cook=1, baker=2))
    wrong = discrepancies(Programme(name="P", announced=announced), [own, *more])
    assert [(".".join(keys), *numbers) for keys, *numbers in wrong] == found
