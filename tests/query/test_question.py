"""Questions as people type them, as options: see `questions.yaml`."""

from pathlib import Path

import pytest
import yaml
from asking import asked, filters

from eigcli.data.model import Dataset
from eigcli.errors import EigError, UsageError
from eigcli.query.choosing import NoQuestionError, answer, refuse_slip
from eigcli.query.filters import Filters
from eigcli.query.sentences import label_of
from eigcli.text import shell_line

COMMANDS = ("list", "show", "export", "brief", "stats", "programme", "promotions", "open", "check")
QUESTIONS = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text("utf-8"))


def meaning(question: str, whole: Dataset) -> str:
    """Return the command and the options that answer a question."""
    try:
        refuse_slip([question], COMMANDS)
        found = answer(whole, Filters(), question, command="ask")
    except NoQuestionError:
        return "! no question"
    except EigError as error:
        return f"! {str(error).split('. ')[0].split(': ')[0].rstrip('.')}"
    command = "programme" if found.asked.is_programme else found.asked.command
    options = shell_line(found.filters.as_arguments(found.asked.by))
    is_named = command == "list" and not options
    words = [command, *found.asked.columns, *(c.slug for c in found.chosen.challenges if is_named)]
    words += ["(count)"] * (found.asked.is_count and command == "stats")
    words += [f"({found.asked.measure})"] * bool(found.asked.measure and command == "stats")
    return " ".join(filter(None, (*words, options)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_understood_as_options(everything: Dataset, question: str) -> None:
    assert meaning(question, everything) == QUESTIONS[question]


def test_a_question_has_a_hundred_words_at_most(everything: Dataset) -> None:
    asked(everything, "designer " * 100)
    quoted = f'"{"mer ou " * 50} mer"'
    for words, search in ("designer " * 101, ()), (quoted, ()), (None, quoted):
        with pytest.raises(UsageError, match="or a search has 100 words at most, not 101"):
            asked(everything, words, search=search)


def test_a_promotion_that_does_not_exist_is_a_mistake(everything: Dataset) -> None:
    with pytest.raises(UsageError, match="no promotion is called '99'"):
        asked(everything, "designers, promotion 99")


def test_a_search_is_not_corrected(everything: Dataset) -> None:
    assert asked(everything, search="pompeirs").chosen.challenges == ()


def test_a_label_shows_filters_in_words_and_as_options() -> None:
    told = filters(skill="cook", without="town=Paris", sort="people", reverse=True, limit=3)
    assert label_of(told, ["theme"]) == (
        "role cook · also or only elsewhere than Paris · by theme · sorted by people:"
        " --skill cook --without town=Paris --by theme --sort people --reverse --limit 3"
    )
    told = filters(has="repository", town=("Lyon", "Paris"), without=("has=product", "search=a b"))
    assert label_of(told, ()).startswith(
        "with repository · team in Lyon or Paris · without product · without words 'a b': "
    )
    told = filters(at_least=("1", "cook=2"), at_most="3")
    assert told.labels == (
        "at least 1 person sought or else recruited",
        "at least 2 cook sought or else recruited",
        "at most 3 people sought or else recruited",
    )
    assert label_of(Filters({"search": ("x",)}, exact=True), ()) == ""
    assert filters(at_least="3", at_most="cook=4").as_arguments() == [
        *("--at-least", "3", "--at-most", "cook=4")
    ]


def test_a_first_word_is_a_slip_only_if_it_is_near_to_a_command() -> None:
    with pytest.raises(UsageError, match=r"no command 'shwo'\. Did you mean show\?"):
        refuse_slip(["shwo", "gobelins"], COMMANDS)
    with pytest.raises(UsageError, match=r"no command 'stast'\. Did you mean stats\?"):
        refuse_slip(["stast", "by", "theme"], COMMANDS)
    refuse_slip(["lint"], COMMANDS)
    refuse_slip(["liste", "des", "projets"], COMMANDS)
    refuse_slip(["Show", "me", "designers"], COMMANDS)
