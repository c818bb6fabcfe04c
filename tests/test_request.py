"""What options and words of a command ask for together, and how it is told."""

import shlex
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import Eig
from corpus import SMALL


def told(eig: Eig, *words: str) -> str:
    """Return the first line on standard error."""
    return eig(*words).stderr.partition("\n")[0].removeprefix("eig: ")


WITHOUT = "--skill designer --without skill=developer"


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        (
            "list designers Lyon 2022",
            "promotion 6 (2022) · role designer · place Lyon: --promotion 6 --skill designer --town Lyon",
        ),
        (
            "list -p all designers sans développeur",
            f"role designer · without role developer: --promotion all {WITHOUT}",
        ),
        (
            "export designers data -p 4",
            "role designer · words: 'data': --promotion 4 --skill designer --search data",
        ),
        ("stats -p 4 by town", "by town: --promotion 4 --by town"),
        (
            "list -p all gobelins ministère de la culture",
            "ministry Ministère de la Culture · words: 'gobelins': --promotion all --ministry 'ministère de la culture' --search gobelins",
        ),
        (
            "list -p all famille culture",
            "family of ministries Culture: --promotion all --family culture",
        ),
        ("list -p all thème santé", "theme Santé: --promotion all --theme Santé"),
        ("list -p all phase stopped", "phase Stopped: --promotion all --phase stopped"),
        (
            "list -p all open source santé",
            "with repository · words: 'santé': --promotion all --has repository --search santé",
        ),
        # Of a guess, what it was taken from.
        (
            "list -p all developeur",
            "role developer, for 'developeur': --promotion all --skill developer",
        ),
        (
            "list -p all designers Lyon --at-least 2",
            "role designer · place Lyon: --promotion all --skill designer --town Lyon --at-least 2",
        ),
        (
            "list -p 5 -s designer développeurs en 2022",
            "promotion 5 (2021) · role developer: --promotion 5 --skill designer",
        ),
    ],
)
def test_it_is_told_how_words_were_understood(eig: Eig, words: str, understood: str) -> None:
    assert told(eig, *words.split()) == understood
    options = shlex.split(understood.rpartition(": ")[2])
    assert eig(words.split(maxsplit=1)[0], *options).stdout == eig(*words.split()).stdout


def test_it_is_told_which_words_an_option_goes_before(eig: Eig) -> None:
    lines = eig("list", "-p", "5", "-s", "designer", "développeurs en 2022").stderr.splitlines()
    assert lines[1:3] == [
        "eig: --promotion is given, and overrides 6.",
        "eig: --skill is given, and overrides developer.",
    ]


def test_words_that_only_are_searched_need_not_be_told(eig: Eig) -> None:
    searched = eig("list", "-p", "2", "--search", "santé")
    assert (searched.stdout.count("\n") > 0, searched.stderr) == (True, "")
    assert eig("list", "-p", "2", "santé").stdout == searched.stdout


def test_a_first_argument_with_spaces_is_a_question(eig: Eig) -> None:
    assert "data-scientist\t5\t5\t9\t" in eig("combien de data scientists en 2020 ?").stdout
    assert eig("juristes en 2021").stdout == eig("list", "-p", "5", "-s", "lawyer").stdout
    assert eig("when does the call close?").stdout == eig("programme").stdout


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("designer à Lyon", "list"),
        ("projets à Lyon --columns name", "list"),
        ("combien de designers en 2020", "stats"),
        ("quand ferme l'appel ? --format json", "programme"),
    ],
)
def test_a_question_needs_neither_a_command_nor_quotes(
    eig: Eig, question: str, command: str
) -> None:
    words = question.split()
    quoted, *options = question.split(" --")
    typed = [word for option in options for word in f"--{option}".split()]
    answering = [command, *typed] if command == "programme" else [command, *words]
    assert eig(*words).stdout == eig(*answering).stdout == eig(quoted, *typed).stdout != ""


@pytest.mark.parametrize("question", ["designer mer", "quand ferme l'appel ?"])
@pytest.mark.parametrize("is_quoted", [True, False])
def test_the_command_that_answers_for_all_promotions_can_be_pasted(
    eig: Eig, question: str, *, is_quoted: bool
) -> None:
    asked = eig("--promotion", "2", *([question] if is_quoted else question.split()))
    hint = eig(*([question] if is_quoted else question.split())).stderr.splitlines()[-1]
    pasted = eig(*shlex.split(hint.rpartition("eig ")[2]))
    assert (asked.returncode, pasted.returncode) == (0, 0)
    assert len(pasted.stdout) > len(asked.stdout) > 0


@pytest.mark.parametrize(
    ("question", "totals"),
    [
        ("combien de designers en 2020 ?", "14 défis, 35 profiles: 15 developers, 14 designers, "),
        ("how many défis in Lyon in 2021", "1 défi"),
        ("how many défis", "13 défis, 27 profiles: "),
        ("combien de défis ont été lancés en 2022 ?", "14 défis, 34 people selected: "),
    ],
)
def test_a_count_that_is_asked_for_is_told_with_the_list(
    eig: Eig, question: str, totals: str
) -> None:
    asked = eig("list", question)
    assert asked.stderr.count(f"eig: {totals}") == 1
    assert asked.stdout.count("\n") == int(totals.split(maxsplit=1)[0])
    # `eig stats` has no other answer.
    assert totals not in eig("stats", question).stderr


OURS = SMALL.replace("challenges:", "programme: {name: P, promotion: 12}\n    challenges:")


def test_promotions_in_words_are_those_of_datasets_of_ones_own_too(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "ours.yaml").write_text(dedent(OURS))
    asked = ("list", "-d", "ours.yaml", "developers of promotion 12")
    assert told(eig, *asked) == (
        "promotion 12 · role developer: --data ours.yaml --promotion 12 --skill dev"
    )

    # Those that words and an option both name.
    assert told(eig, *asked, "-p", "12") == told(eig, *asked)
    # There is no such role, but a word of the défi is like one.
    assert eig("list", "-d", "ours.yaml", "-c", "slug", "designer").stdout == ""


def test_words_of_a_question_that_are_left_out_are_told(eig: Eig) -> None:
    assert (
        told(eig, "list", "qu'est devenu OpenFisca ?") == "words: 'OpenFisca': --search OpenFisca"
    )


def test_a_place_of_other_promotions_finds_nothing_and_says_where_there_is_something(
    eig: Eig,
) -> None:
    asked = eig("list", "data scientists à Étel en 2021", "-c", "slug")
    assert (asked.returncode, asked.stdout) == (0, "")
    why, _matches, command = asked.stderr.splitlines()[-1].partition(" matches: ")
    assert why.endswith("--town 0. 1 défi of other promotions")
    assert command == "eig list --promotion all --skill data-scientist --town Étel"
    assert eig(*command.split()[1:], "-c", "slug").stdout == "monitorfish\n"


def test_where_no_defi_has_all_words_a_command_finds_some(eig: Eig) -> None:
    def hint(question: str) -> str:
        told = eig("list", "-p", "all", question).stderr
        return told.rpartition("To see défis that mention some: ")[2].removesuffix(".\n")

    assert hint("intelligence artificielle tribunaux") == (
        "eig list --promotion all --search 'intelligence artificielle'"
    )
    assert (
        hint("OpenFisca tribunaux") == "eig list --promotion all --search 'OpenFisca or tribunaux'"
    )


def test_words_are_no_codes(eig: Eig) -> None:
    refused = eig("list", "--exact", "designers")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "eig: a question is no code: --exact takes options only\n"


def test_where_no_promotion_of_a_year_has_the_words_it_is_one_of_them(eig: Eig) -> None:
    answer = eig("list", "Jeux de Paris 2024", "--columns", "slug")
    assert answer.stdout == "datalympics\n"
    assert "promotion 7" not in answer.stderr
    # Where the year is no word either, it stays what it was taken for.
    assert "promotion 7 (2024)" in told(eig, "list", "Licornes 2024")


def test_of_words_with_or_between_them_one_is_enough(eig: Eig) -> None:
    def found(question: str) -> set[str]:
        return set(eig("list", "-p", "all", "-c", "slug", question).stdout.split())

    bridges, organs = found("ponts"), found("orgues")
    assert found("ponts ou orgues") == bridges | organs
    assert found("ponts or orgues") > bridges
