"""Finding challenges by slug, number and name, and the messages if there is none."""

import pytest
from build import challenge, dataset, slugs

from eigcli.data.model import Dataset
from eigcli.errors import EigError
from eigcli.query.finding import find

NAMED = dataset(
    challenge("lab", "Lab"),
    challenge("lab-sante", "Labo"),
    challenge("l-a-b", "7"),
    challenge("x", "lab", number=7, promotion="1"),
    challenge("y", "Brigade numérique", number=8, promotion="1"),
    challenge("z", "Caserne de la brigade", other_names=("Feu follet", "LAB-SANTE neuf")),
    challenge("numero", "!?"),
)


def found(whole: Dataset, *names: str, default: str = "1") -> list[str]:
    challenges, _notes = find(whole, names, (default,))
    return slugs(challenges)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # A slug, whatever others are called; then a name, and only then a number.
        (["lab"], ["lab"]),
        (["7"], ["l-a-b"]),
        (["8"], ["y"]),
        (["08"], ["y"]),
        (["LAB SANTE"], ["lab-sante"]),
        # Its beginning, its words, itself without spaces.
        (["brigade n"], ["y"]),
        (["brigade de la caserne"], ["z"]),
        (["follets"], ["z"]),
        (["feufollet"], ["z"]),
        # In the order of the names, each once; words that are not all names are one name.
        (["caserne", "numérique", "8", "CASERNE"], ["z", "y"]),
        (["feu", "follet"], ["z"]),
        (["1", "8"], ["y"]),
        (["lab", "neuf"], ["lab", "z"]),
        (["la", "caserne"], ["z"]),
    ],
)
def test_the_strictest_rule_that_matches_any_wins(names: list[str], expected: list[str]) -> None:
    assert found(NAMED, *names) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((n, ["cyberimpact"]) for n in ("5.3", "5 n° 3", "5 03")),
        ("DIG 4", ["franceco"]),
        ("RNB", ["referentiel-national-des-batiments"]),
        ("cour des comptes", ["cc-api-rapports", "plume"]),
        ("b@liseNAV", ["balisenav"]),
        ("6", ["signaux-faibles"]),
    ],
)
def test_a_name_may_be_a_number_initials_or_a_host_of_any_promotion(
    everything: Dataset, name: str, expected: list[str]
) -> None:
    assert found(everything, name, default="2") == expected


SAME = dataset(
    challenge("s1", "Same", number=3, promotion="1"),
    challenge("s2", "Same", number=3, promotion="2"),
)


def test_a_shared_name_or_number_means_that_of_the_default_or_the_stated_promotion() -> None:
    assert found(SAME, "same", default="1") == ["s1"]
    assert found(SAME, "same", default="2") == ["s2"]
    assert found(SAME, "2.3") == ["s2"]
    assert found(SAME, "2 N° 3") == ["s2"]


def test_the_name_of_a_promotion_finds_all_of_its_challenges(everything: Dataset) -> None:
    assert len(found(everything, "promotion 1")) == 9
    assert found(everything, "2017") == found(everything, "promotion 1")


def test_the_name_of_a_ministry_finds_its_challenges_not_similar_names(
    everything: Dataset,
) -> None:
    assert "open-justice" in found(everything, "ministère de la Justice")
    assert len(found(everything, "ministère de la Justice")) > 3
    assert found(everything, "open justice") == ["open-justice"]


def test_a_guessed_name_is_noted(everything: Dataset) -> None:
    assert find(everything, ["BRIGADE numerique"])[1] == []
    assert find(everything, ["la brigade"])[1] == ["'la brigade' is Brigade Numérique"]


ELSEWHERE = "To look everywhere: eig list {}."


@pytest.mark.parametrize(
    ("name", "message"),
    [
        # A list of these finds nothing either.
        ("14", "no challenge is called '14'."),
        ("", "no challenge is called ''."),
        ("promotion 99", "no challenge is called 'promotion 99'."),
        (
            "le défi gobelnis",
            f"no challenge is called 'le défi gobelnis'. Did you mean Gobelins? {ELSEWHERE.format(repr('le défi gobelnis'))}",
        ),
        # One word of the name of a host is not enough.
        ("comptes", f"no challenge is called 'comptes'. {ELSEWHERE.format('comptes')}"),
        (
            "prédi sauvetgae",
            f"no challenge is called 'prédi sauvetgae'. Did you mean PrédiSauvetage? {ELSEWHERE.format(repr('prédi sauvetgae'))}",
        ),
        (
            "prédi préve",
            f"no challenge is called 'prédi préve'. {ELSEWHERE.format(repr('prédi préve'))}",
        ),
        ("pré", "'pré' may be 2 challenges: predisauvetage, previsecours"),
    ],
)
def test_a_name_that_fits_no_or_several_challenges_is_a_mistake(
    bundled: Dataset, name: str, message: str
) -> None:
    with pytest.raises(EigError) as mistake:
        find(bundled, [name])
    assert str(mistake.value) == message


def test_each_wrong_name_has_its_own_line(bundled: Dataset) -> None:
    with pytest.raises(EigError) as mistake:
        find(bundled, ["hopkins", "zz", "pré"])
    assert str(mistake.value).splitlines() == [
        "no challenge is called 'zz'.",
        "'pré' may be 2 challenges: predisauvetage, previsecours",
    ]


def test_the_words_of_a_question_are_one_unknown_name_and_listed_if_that_finds_some(
    everything: Dataset,
) -> None:
    for question, is_listed in (
        ("me the projects in Lyon", True),
        ("me the ones that flopped", True),
        ("me the xyzzy", False),
    ):
        with pytest.raises(EigError) as mistake:
            find(everything, question.split())
        hint = f" {ELSEWHERE.format(repr(question))}" if is_listed else ""
        assert str(mistake.value) == f"no challenge is called '{question}'.{hint}"


def test_an_unknown_number_gets_no_suggestion() -> None:
    with pytest.raises(EigError, match=r"no challenge is called '77'\.$"):
        find(NAMED, ["77"])


def test_a_unique_number_is_found_with_or_without_a_default_promotion() -> None:
    first = challenge("a", number=1, promotion="x")
    second = challenge("b", number=2, promotion="B-3")
    own = dataset(first, second)
    without_default, _notes = find(own, ["2"])
    assert slugs(without_default) == ["b"]
    assert found(own, "2", default="B-3") == ["b"]


def test_a_number_is_found_where_no_promotion_is_stated() -> None:
    own = dataset(challenge("a", promotion="1"), challenge("lone", number=3))
    assert found(own, "3") == ["lone"]


def test_exact_finds_slugs_only(bundled: Dataset) -> None:
    assert slugs(find(bundled, ["hopkins"], exact=True)[0]) == ["hopkins"]
    for name in ("Hopkins", "7", "gobelin", "DINUM", "promotion 7"):
        with pytest.raises(EigError, match=f"no challenge is called '{name}'"):
            find(bundled, [name], exact=True)
