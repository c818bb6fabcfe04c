"""The passes by which a question is read: the examples under each are true."""

import inspect
import re

import pytest

from eigcli.data.loading import File, read_files
from eigcli.data.model import Dataset
from eigcli.query.own_amounts import own_amounts
from eigcli.query.own_keys import own_keys
from eigcli.query.own_years import own_years
from eigcli.query.passes import PASSES, read
from eigcli.query.rules import Pass
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import tokens_of
from eigcli.query.vocabulary import Vocabulary

_EXAMPLE = re.compile(r"^ {4}(?P<question>\S.*) -> (?P<tokens>\S.*)$", re.MULTILINE)
EXAMPLES = [
    (rewrite, match["question"], match["tokens"])
    for rewrite in PASSES
    for match in _EXAMPLE.finditer(inspect.getdoc(rewrite) or "")
]


OWN = b"""
challenges:
  - {slug: a, name: Owls, x-stage: Pilot}
  - {slug: b, name: Bats, x-stage: In production, x-start-date: 3/12/2024, x-budget: 60000}
  - {slug: c, name: Moths, x-stage: Pilot}
"""


@pytest.fixture(scope="module")
def vocabulary(everything: Dataset) -> Vocabulary:
    return Vocabulary(SearchIndex(everything))


@pytest.fixture(scope="module")
def own_vocabulary() -> Vocabulary:
    return Vocabulary(SearchIndex(read_files([File("own.yaml", OWN)])))


@pytest.mark.parametrize(("rewrite", "question", "tokens"), EXAMPLES)
def test_the_examples_of_a_pass_are_read_so(
    rewrite: Pass,
    question: str,
    tokens: str,
    vocabulary: Vocabulary,
    own_vocabulary: Vocabulary,
) -> None:
    if rewrite in (own_amounts, own_keys, own_years):  # the data of eig has none
        vocabulary = own_vocabulary
    taken = [token for token in read(tokens_of(question), vocabulary) if token.kind]
    shown = []
    for token in taken:
        denied = "not " if token.excluded else ""
        operator = "or " if token.operator == "or" else ""
        shown.append(f"{operator}{denied}{token.kind} {token.value}")
    assert ", ".join(shown) == tokens, rewrite.__name__


def test_each_pass_has_two_examples() -> None:
    for rewrite in PASSES:
        assert sum(example[0] is rewrite for example in EXAMPLES) == 2, rewrite.__name__
