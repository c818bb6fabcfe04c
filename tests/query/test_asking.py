"""What the command answers, and what it says on standard error."""

import pytest
from conftest import Eig


def test_standard_error_says_which_promotion_is_asked_and_how_many_match(eig: Eig) -> None:
    scope = "eig: Promotion 2 (2018): 0 of 3 challenges; all: --promotion all"
    answer = eig("list", "--town", "Lyon")
    assert answer.stdout == ""
    assert answer.notes[0] == scope
    assert eig("list", "--town", "Lyon", "--quiet").stderr == ""
    assert scope not in eig("list", "--town", "Lyon", "--promotion", "all").stderr
    assert scope not in eig("list", "Lyon").stderr
    assert scope in eig("list", "Lyon", env={"EIG_PROMOTION": "2"}).stderr


def test_words_beside_a_filter_change_the_scope_only_if_they_name_a_promotion(eig: Eig) -> None:
    scopes = {
        "Lyon": "Promotion 2 (2018): 0 of 3 challenges",
        "Lyon 2022": "Promotion 6 (2022): 1 of 3 challenges",
    }
    for words, scope in scopes.items():
        ran = eig("list", "--skill", "designer", words)
        assert ran.stderr.startswith(f"eig: {scope}; all: --promotion all\n")
    assert "Promotion" not in eig("list", "--sort", "name", "Lyon").stderr
    assert "Promotion" not in eig("brief", "--skill", "designer", "Lyon").stderr


def test_a_year_in_words_goes_before_eig_promotion(eig: Eig) -> None:
    answer = eig("list", "designers", "2022", env={"EIG_PROMOTION": "5"})
    assert answer.stderr.startswith("eig: Promotion 6 (2022): 9 of 60 challenges")
    # The promotion is said, even though the words do not name it.
    assert eig("list", "designers", env={"EIG_PROMOTION": "5"}).stderr.startswith(
        "eig: Promotion 5 (2021): 10 of 60 challenges"
    )


def test_an_empty_answer_does_not_widen_the_scope(eig: Eig) -> None:
    assert eig("list", "--exact", "--quiet", "--skill", "lawyer").stdout == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("which theme is the most common", "total\t"),
        ("when is the next call", "next_call: "),
        ("where is the code of Basegun", "slug: basegun"),
        ("designers in Lyon", "proxirh\t"),
    ],
)
def test_a_question_needs_no_command_and_has_its_report(eig: Eig, typed: str, first: str) -> None:
    for command in ((), ("list",)):
        assert eig(*command, typed).stdout.startswith(first)


def test_a_fact_is_said_with_its_source_on_standard_error(eig: Eig) -> None:
    said = eig("who hosted Hopkins").stderr
    assert said.startswith("eig: Hopkins – Host: Ministère de l’Action et des Comptes publics (")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["validate", "bad.yaml"], 2, "neither a command nor a question"),
        (["lits"], 2, "Did you mean list?"),
        # A word that says no state for sure is not left out in silence.
        (["projets plus utilisés"], 1, "Challenges cannot be compared"),
        (["projects in c++"], 1, "nothing mentions 'c++'"),
        (["list", "--search", "c++"], 0, "nothing mentions 'c++'"),
        (["export", "2", "99"], 1, "not understood: '2' and '99'"),
        (["bonjour"], 1, "Ask, for example"),
        (
            ["who was the developer on Label"],
            1,
            "The data has nobody's name, age, gender or career",
        ),
        (["list", "tell me a joke"], 1, "nothing mentions 'joke'"),
        # As if a variable of a script is empty.
        (["list", ""], 2, "the question is empty"),
    ],
)
def test_an_unanswerable_question_is_an_error_without_output(
    eig: Eig, words: list[str], code: int, says: str
) -> None:
    answer = eig(*words)
    assert answer.returncode == code
    assert answer.stdout == ""
    assert says in answer.stderr


def test_what_is_left_out_or_only_searched_is_said(eig: Eig) -> None:
    found = eig("list", "data scientists indemnisation")
    assert found.stdout.startswith("datajust\t")
    assert "searched: 'indemnisation'" in found.stderr


def test_a_share_shows_no_options_since_none_ask_for_it(eig: Eig) -> None:
    for command in ((), ("stats",)):
        said = eig(*command, "what share of the projects have a video").notes
        assert said[0] == "eig: with video"
        assert any(" of 131 challenges, " in line for line in said[1:])
    assert "--promotion all --has video" in eig("how many projects have a video").stderr


def test_hosts_that_are_compared_by_family_are_counted_once(eig: Eig) -> None:
    ran = eig("compare Intérieur and Justice by family", "--format", "json")
    assert ran.returncode == 0
    assert {row["by"] for row in ran.json()} == {"total", "family"}
