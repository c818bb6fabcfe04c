"""Questions as people type them, asked of the bundled data: `questions.yaml` and two more files.

The keys of a question:
    ask:     the arguments of `eig`
    lang:    the language that is spoken, if not English
    finds:   slugs of challenges that must answer, in any order
    may:     slugs of the only challenges that may answer
    without: slugs of challenges that must not
    first:   the slug of the challenge that must come first
    exactly: the slugs of all that must answer, in any order
    most:    how many may answer
    says:    a text that standard error must contain
    prints:  patterns of standard output, instead of slugs
"""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Eig

QUESTIONS: list[dict[str, Any]] = [
    question
    for name in ("questions", "more_questions", "questions_asked")
    for question in yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"))
]
# Challenges of later promotions are not checked.
PROMOTIONS = {"1", "2", "3", "dig", "4", "5", "6", "7"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: shlex.join(question["ask"]))
def test_a_question_as_people_type_it_is_answered(eig: Eig, question: dict[str, Any]) -> None:
    form = [] if "prints" in question else ["--format", "jsonl"]
    answer = eig(*question["ask"], *form, env={"EIG_LANG": question.get("lang", "en")})
    found = map(json.loads, answer.lines if form else [])
    slugs = [challenge["slug"] for challenge in found if challenge["promotion"] in PROMOTIONS]
    holds: dict[str, Callable[[Any], bool]] = {
        "finds": set(slugs).issuperset,
        "may": set(slugs).issubset,
        "without": set(slugs).isdisjoint,
        "first": lambda slug: slugs[:1] == [slug],
        "exactly": lambda expected: sorted(slugs) == sorted(expected),
        "most": lambda number: len(slugs) <= number,
        "says": lambda text: text in answer.stderr,
        "prints": lambda patterns: all(re.search(text, answer.stdout) for text in patterns),
    }
    for key in question.keys() - {"ask", "lang"}:
        assert holds[key](question[key]), (key, question[key], slugs)


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
