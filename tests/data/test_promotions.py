"""Parts of a dataset: some promotions, by any name, some challenges, or none of them."""

import pytest
from build import BOOK, CHEF, REPORT, challenge, cited, dataset, read, seeking, skill, slugs

from eigcli.data.model import Dataset, Profile, Programme, Totals
from eigcli.data.promotions import (
    in_promotions,
    own_programmes,
    promotions_named,
    select_promotions,
    self_contained,
)
from eigcli.errors import UsageError

WHOLE = dataset(
    challenge("a", promotion="1", sources=(cited(BOOK),)),
    challenge("b", promotion="2", seeks=(Profile(skill=CHEF, count=2),)),
    challenge("c"),
    programmes=(
        Programme(
            name="P", promotion="1", sources=(cited(REPORT),), announced=Totals(challenges=2)
        ),
        Programme(name="Q", promotion="2", announced=Totals(skills=seeking(baker=1))),
        Programme(name="R", promotion="3", announced=Totals(challenges=9)),
    ),
    skills=(skill("cook"), CHEF, skill("baker"), skill("unused")),
    sources=(BOOK, REPORT),
)


def test_a_part_has_the_programmes_roles_and_sources_of_its_promotions() -> None:
    part = in_promotions(WHOLE, {"2", "other"})
    assert slugs(part) == ["b"]
    assert [call.name for call in part.programmes] == ["Q"]
    assert part.skills == (CHEF, skill("baker"))
    assert part.sources == ()
    first = in_promotions(WHOLE, {"1"})
    assert first.skills == (skill("cook"),)
    assert first.sources == (BOOK, REPORT)


def test_the_programmes_of_some_challenges_are_those_of_their_promotions() -> None:
    some = dataset(*WHOLE.challenges[:1], programmes=WHOLE.programmes)
    assert [call.name for call in own_programmes(some)] == ["P"]


def test_a_dataset_as_a_file_of_its_own_has_no_totals_that_do_not_add_up() -> None:
    alone = self_contained(WHOLE)
    assert [call.announced for call in alone.programmes] == [None, None, None]
    assert [str(role) for role in alone.skills] == ["cook", "cook"]
    same = dataset(
        challenge("a"), programmes=(Programme(name="P", announced=Totals(challenges=1)),)
    )
    assert self_contained(same).programmes == same.programmes


# How promotions are named


CALLS = """\
programmes:
  - {name: Kitchen, acronym: KIT, promotion: a, start: 2030-02, closes: 2031-01, ends: 2032-05}
  - {name: Bakery, promotion: B, start: 2031, ends: 2032-12}
  - {name: Bakery, promotion: "7"}
challenges: [{slug: x, name: X, promotion: other}]
"""


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        *(("a", "a"), ("A", "a"), ("b", "B"), ("7,a", "a 7"), ("other", "other"), ("a,a", "a")),
        *((name, "7") for name in ("promotion 7", "EIG7", "promo 7", "Promotions 7", "7")),
        *((name, "a B 7 other") for name in ("all", "a,All", "a,toutes", "tous", "Tout")),
        # The year in which the work begins goes before those in which it went on.
        *(("2030", "a"), ("2031", "B"), ("2032", "a B"), ("eig 2031", "B")),
        *((name, "B") for name in ("latest", "La dernière", "promotion latest")),
    ],
)
def test_a_promotion_has_many_names(typed: str, codes: str) -> None:
    assert promotions_named([typed], read(CALLS)) == codes.split()


@pytest.mark.parametrize(
    "typed", ["", "c", "2029", "2033", "2031-01", "al", "all,zzz", "bakery", "promotion"]
)
def test_an_unknown_promotion_is_reported(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        select_promotions(read(CALLS), [typed])
    assert str(refused.value).startswith(f"no promotion is called '{typed.removeprefix('all,')}'.")
    assert ("Did you mean a or all?" in str(refused.value)) == (typed == "al")


def test_an_exactly_typed_code_goes_before_similar_ones() -> None:
    codes = enumerate(["Dig", "dig", "D.I.G"])
    whole = read(
        f"challenges: [{', '.join(f'{{slug: s{n}, name: N, promotion: {c}}}' for n, c in codes)}]"
    )
    assert slugs(select_promotions(whole, ["dig"])) == ["s1"]
    assert slugs(select_promotions(whole, ["DIG"])) == ["s0", "s1", "s2"]
    assert select_promotions(whole, []) is whole
    # `exact` takes nothing else.
    assert slugs(select_promotions(whole, ["dig"], exact=True)) == ["s1"]
    assert select_promotions(whole, ["all"], exact=True) is whole
    for typed in ("DIG", "tous", "latest"):
        with pytest.raises(UsageError):
            select_promotions(whole, [typed], exact=True)


def test_a_dataset_without_promotions_has_no_latest_and_all_is_empty() -> None:
    assert promotions_named(["all"], Dataset()) == []
    with pytest.raises(UsageError, match="'latest'"):
        promotions_named(["latest"], Dataset())
