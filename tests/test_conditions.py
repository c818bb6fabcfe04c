"""And, or and not in the values of filters, and `--without`."""

from functools import partial

import build
import pytest
from build import challenge, dataset, host, seeking
from conftest import Eig

from eigcli.data.model import Dataset
from eigcli.errors import UsageError
from eigcli.filters import Filters, select

WHOLE = dataset(
    challenge("a", profiles=seeking(cook=1, baker=1), towns=("Lyon",), themes=("Art et mer",)),
    challenge("b", profiles=seeking(cook=1), towns=("Paris",), themes=("Mer", "Eau")),
    challenge("c", profiles=seeking(baker=1, waiter=1), towns=("Paris", "Lyon")),
    challenge("d", profiles=seeking(waiter=1), hosts=(host("Économie et finances"),)),
)
chosen = partial(build.chosen, WHOLE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cook", "a b"),
        ("cook, waiter", "a b c d"),
        ("cook or waiter", "a b c d"),
        ("cook ou waiter", "a b c d"),
        ("cook and baker", "a"),
        ("cook et baker", "a"),
        ("cook, baker and waiter", ""),
        ("cook and baker or waiter", "a c d"),
        ("not cook", "c d"),
        ("sans cook", "c d"),
        ("!cook", "c d"),
        ("NOT Cook", "c d"),
        ("pas de cook", "c d"),
        ("not cook, baker", "d"),
        ("neither cook nor baker", "d"),
        ("ni cook ni baker", "d"),
        ("cook but not baker", "b"),
        ("cook, without baker", "b"),
        ("baker sauf waiter", "a"),
    ],
)
def test_between_names_stand_and_or_and_not(value: str, expected: str) -> None:
    assert chosen(skill=value) == expected


def test_what_a_value_excludes_is_excluded_whatever_others_ask_for() -> None:
    assert chosen(skill=("baker", "not cook")) == "c"
    assert chosen(skill=("baker", "waiter"), all_skills=True) == "c"
    assert chosen(skill=("not waiter", "not cook")) == ""


def test_of_what_a_challenge_has_one_both_are_any() -> None:
    assert chosen(town="Paris and Lyon") == "a b c"
    assert chosen(theme="Mer et Eau") == "b"
    assert chosen(town="hors Paris") == "a d"


def test_a_name_with_an_operator_in_it_is_one() -> None:
    assert chosen(ministry="économie et finances") == "d"
    assert chosen(theme="Art et mer") == "a"
    # Its words in any order, and some of them.
    assert chosen(ministry="finances et économie") == "d"


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ("skill=cook", "c d"),
        ("métier=cook", "c d"),
        ("role = cook", "c d"),
        ("skill=cook,baker", "d"),
        ("skill=cook and baker", "b c d"),
        ("town=Paris", "a d"),
        ("ville=Paris", "a d"),
        ("theme=eau", "a c d"),
        ("ministry=économie", "a b c"),
        ("search=waiter", "a b"),
        (("skill=cook", "town=Lyon"), "d"),
    ],
)
def test_without_is_without(without: str, expected: str) -> None:
    assert chosen(without=without) == expected


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        *((wrong, "--without takes a filter and a value") for wrong in ("cook", "skill=", "skill")),
        ("colour=red", "no filter is called 'colour'"),
        ("promotion=5", "no filter is called 'promotion'"),
        ("=cook", "no filter is called ''"),
    ],
)
def test_without_takes_a_filter_and_a_value(wrong: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        chosen(without=wrong)
    assert str(raised.value).endswith("skill, ministry, family, theme, town, phase, has, search.")


def test_an_unknown_name_is_a_mistake_wanted_or_not() -> None:
    for options in ({"skill": "not cok"}, {"without": "skill=cok"}, {"skill": "cook and cok"}):
        with pytest.raises(UsageError, match="no skill matches 'cok'"):
            chosen(**options)


def test_whoever_asks_exactly_has_nothing_between_names_but_commas() -> None:
    assert chosen(skill="cook,waiter", exact=True) == "a b c d"
    assert chosen(without="skill=cook", exact=True) == "c d"
    with pytest.raises(UsageError, match="no skill matches 'not cook'"):
        chosen(skill="not cook", exact=True)


def test_what_no_challenge_has_all_are_without(eig: Eig) -> None:
    def listed(*options: str) -> str:
        return eig("list", "-p", "2", *options, "--columns", "slug").stdout

    everything = listed()
    for value in ("skill=lawyer", "town=Lille", "ministry=Cerema", "family=présidence"):
        assert listed("--without", value) == everything
    assert listed("--skill", "not lawyer") == listed("sans juriste") == everything
    # Not so what nobody knows.
    assert listed("--without", "skill=lawer") == ""


def test_what_is_in_no_known_phase_is_neither_in_one_nor_out_of_it(all_promotions: Dataset) -> None:
    selected = select(all_promotions, Filters(without=("phase=in-use",)))
    phases = {challenge.phase for challenge in selected.dataset.challenges}
    assert phases == {"investigation", "construction", "stopped", "not-pursued"}
    unknown = [challenge for challenge in all_promotions.challenges if not challenge.phase]
    assert selected.notes == (f"the phase of {len(unknown)} more défis is not known.",)
