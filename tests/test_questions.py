"""Questions as people type them, asked of the bundled data: `questions.yaml` and two more files."""

import json
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import Eig

FILES = ("questions", "more_questions", "questions_asked")
# Challenges of later promotions are not checked.
PROMOTIONS = {"1", "2", "3", "dig", "4", "5", "6", "7"}


class Question(NamedTuple):
    """What people type, and what must be true of the answer; challenges go by their slugs."""

    ask: Sequence[str]  # the arguments of `eig`
    lang: str = "en"  # the language that is spoken
    finds: Sequence[str] = ()  # must answer, in any order
    may: Sequence[str] | None = None  # the only ones that may answer
    without: Sequence[str] = ()  # must not answer
    first: str | None = None  # must come first
    exactly: Sequence[str] | None = None  # all that must answer, in any order
    most: int | None = None  # how many may answer
    says: str = ""  # a text that standard error must contain
    prints: Sequence[str] = ()  # patterns of standard output, instead of slugs


def questions() -> list[Question]:
    """Return the questions of all files."""
    found = []
    for name in FILES:
        text = Path(__file__).with_name(f"{name}.yaml").read_text("utf-8")
        found += [Question(**stated) for stated in yaml.safe_load(text)]
    return found


@pytest.mark.parametrize("question", questions(), ids=lambda question: shlex.join(question.ask))
def test_a_question_as_people_type_it_is_answered(eig: Eig, question: Question) -> None:
    form = () if question.prints else ("--format", "jsonl")
    answer = eig(*question.ask, *form, env={"EIG_LANG": question.lang})
    assert question.says in answer.stderr
    for pattern in question.prints:
        assert re.search(pattern, answer.stdout), pattern
    listed = () if question.prints else answer.lines
    check_slugs(slugs_in(listed), question)


def slugs_in(lines: Iterable[str]) -> list[str]:
    """Return the slugs of the challenges of the promotions that are checked."""
    records = map(json.loads, lines)
    return [record["slug"] for record in records if record["promotion"] in PROMOTIONS]


def check_slugs(slugs: list[str], question: Question) -> None:
    """Check that these challenges answer a question."""
    found = {*slugs}
    assert found >= {*question.finds}
    assert found.isdisjoint(question.without)
    if question.may is not None:
        assert found <= {*question.may}
    if question.first is not None:
        assert slugs[0] == question.first
    if question.exactly is not None:
        assert sorted(slugs) == sorted(question.exactly)
    if question.most is not None:
        assert len(slugs) <= question.most


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what does handed over mean", "Handed over: another body than the team runs the product"),
        ("what is a défi", "A challenge (défi) is a task that a French administration"),
        ("what is a data scientist", "A data scientist makes models"),
        ("ca veut dire quoi « transféré » pour un défi", "Handed over: another body"),
    ],
)
def test_a_word_of_the_glossary_is_explained(eig: Eig, question: str, sentence: str) -> None:
    ran = eig(question)
    assert ran.returncode == 0
    assert ran.stdout.startswith(sentence)
    assert len(ran.lines) == 1


def test_a_difference_is_told_by_two_definitions(eig: Eig) -> None:
    sentences = eig("what is the difference between ended and handed over").stdout
    assert sentences.startswith("Ended: a source says that the work stopped")
    assert " Handed over: another body" in sentences
