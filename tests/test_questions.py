"""Questions as people type them, asked of the bundled data: `questions.yaml`, `more_questions.yaml`.

The keys of a question:
    ask:     the arguments of `eig`
    finds:   slugs of défis that must answer, in any order
    without: slugs of défis that must not
    first:   the slug of the défi that must come first
    exactly: the slugs of all that must answer, in any order
    says:    what must stand in what goes to standard error
"""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Eig

QUESTIONS: list[dict[str, Any]] = [
    question
    for name in ("questions", "more_questions")
    for question in yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"))
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: shlex.join(question["ask"]))
def test_a_question_as_people_type_it_is_answered(eig: Eig, question: dict[str, Any]) -> None:
    answer = eig(*question["ask"], "--format", "jsonl")
    slugs = [json.loads(line)["slug"] for line in answer.stdout.splitlines()]
    for key, expected in question.items():
        match key:
            case "finds":
                assert set(expected) <= set(slugs)
            case "without":
                assert set(expected).isdisjoint(slugs)
            case "first":
                assert slugs[:1] == [expected]
            case "exactly":
                assert sorted(slugs) == sorted(expected)
            case "says":
                assert expected in answer.stderr
            case _:
                assert key == "ask"


ASKED: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("questions_asked.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question["id"])
def test_a_question_in_words_is_understood(eig: Eig, question: dict[str, Any]) -> None:
    language = {"EIG_LANG": question["lang"]}
    if "prints" in question:
        printed = eig(*question["ask"], env=language).stdout
        assert all(re.search(pattern, printed) for pattern in question["prints"])
        return
    answer = eig(*question["ask"], "--format", "jsonl", env=language)
    slugs = [json.loads(line)["slug"] for line in answer.stdout.splitlines()]
    wanted = question.get("exactly", question.get("finds", []))
    allowed = question.get("exactly", question.get("may", slugs))
    assert set(wanted) <= set(slugs) <= set(allowed)
    assert set(question.get("without", [])).isdisjoint(slugs)
    assert len(slugs) <= question.get("most", len(slugs))
    assert "first" not in question or slugs[0] == question["first"]
    assert question.get("says", "") in answer.stderr
