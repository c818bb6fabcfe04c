"""What a question says besides what chooses challenges."""

import pytest

from eigcli.question_scope import command_for, has_bare_year, take_dimensions, take_promotions

YEARS = {"1": "2017", "2": "2018", "dig": "2019", "3": "2019", "4": "2020", "5": "2021"}


@pytest.mark.parametrize(
    ("question", "codes", "rest"),
    [
        ("designers de la promotion 5", "5", "designers de la"),
        ("promotions 3, 4 et 5 à Lyon", "3 4 5", "à Lyon"),
        ("promo dig", "dig", ""),
        ("the 5th cohort", "5", "the"),
        ("la dernière promotion", "5", "la"),
        ("the first cohort", "1", "the"),
        ("EIG 4", "4", ""),
        ("EIG Link", "", "EIG Link"),
        ("DIG", "dig", ""),
        ("en 2019", "dig 3", "en"),
        ("entre 2018 et 2020", "2 dig 3 4", "entre"),
        ("de 2018 à 2020", "2 dig 3 4", "de"),
        ("2018-2020", "2 dig 3 4", ""),
        ("2018 et 2020", "2 4", "et"),
        ("depuis 2020", "4 5", "depuis"),
        ("à partir de 2020", "4 5", "à partir de"),
        ("after 2020", "5", "after"),
        ("avant 2019", "1 2", "avant"),
        ("hors promotion 5", "1 2 dig 3 4", ""),
        ("not in 2019", "1 2 4 5", ""),
        ("designers toutes les promos", "1 2 dig 3 4 5", "designers"),
        ("toutes promotions confondues", "1 2 dig 3 4 5", "confondues"),
        ("tous", "1 2 dig 3 4 5", ""),
        # A year in which none starts is for whoever knows how long they last.
        ("en 2033", "2033", "en"),
        ("horizon 2033", "", "horizon 2033"),
        # A number by itself names no promotion.
        ("5 designers", "", "5 designers"),
        ("tous les designers", "", "tous les designers"),
        ("tous les défis", "1 2 dig 3 4 5", ""),
        ("promotions 3 à 5", "3 4 5", ""),
        ("promotions 3 et 5", "3 5", ""),
        ("défis avant la promotion dig", "1 2", "défis avant la"),
        ("since cohort 4", "4 5", "since"),
        ("après la promotion 4", "5", "après la"),
        # What stands further before says nothing of it.
        ("avant tout la promotion 4", "4", "avant tout la"),
        ("promotion 3 designers et 5", "3", "designers et 5"),
        ("", "", ""),
    ],
)
def test_promotions_are_named_by_code_year_or_place(question: str, codes: str, rest: str) -> None:
    assert take_promotions(question, YEARS) == (codes.split(), rest)


@pytest.mark.parametrize(
    ("question", "is_bare"),
    [("Jeux 2020", True), ("en 2020", False), ("promotion 2020", False), ("2020", False)],
)
def test_a_year_behind_a_word_may_be_a_word(question: str, *, is_bare: bool) -> None:
    assert has_bare_year(question) == is_bare


@pytest.mark.parametrize(
    ("question", "dimensions", "rest"),
    [
        ("by town", "town", "by"),
        ("par ministère et par thème", "ministry theme", "par et par"),
        ("ministère", "ministry", ""),
        ("par année", "year", "par"),
        ("quel ministère a eu le plus de défis", "ministry", "quel a eu le plus de défis"),
        ("ministère de la culture", "", "ministère de la culture"),
        ("combien de designers", "skill", "combien de"),
        ("combien de défis sans designer", "", "combien de défis sans designer"),
        # By something else, a role chooses.
        ("combien de designers par ville", "town", "combien de designers par"),
        ("how many challenges in Lyon", "", "how many challenges in Lyon"),
    ],
)
def test_what_is_counted_by_is_no_value(question: str, dimensions: str, rest: str) -> None:
    assert take_dimensions(question) == (dimensions.split(), rest)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("designers à Lyon", "list"),
        ("combien de designers", "stats"),
        ("quel ministère a le plus de défis", "stats"),
        ("défis par ville", "stats"),
        ("when does the call close?", "programme"),
        ("quel est le salaire ?", "programme"),
    ],
)
def test_a_question_says_which_command_answers(question: str, command: str) -> None:
    assert command_for(question) == command
