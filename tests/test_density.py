"""The check of code that must be decoded counts what Ruff does not."""

import ast

import density
import pytest

BRANCHES = {
    "return 1": 1,
    "if a: return 1": 2,
    "return 1 if a else 2": 2,
    "return a and b and c or d": 4,
    "return [x for x in a if x if b for y in x]": 5,
    "for x in a:\n        try: b()\n        except OSError: c()": 3,
}


@pytest.mark.parametrize("body", BRANCHES)
def test_branches_are_counted_in_expressions_too(body: str) -> None:
    code = f"def f(a, b, c, d):\n    {body}\n"
    (found,) = density.functions(ast.parse(code))
    assert density.branches(found[1]) == BRANCHES[body]


def test_a_function_over_a_limit_is_named_with_the_reason() -> None:
    many = "def many(a):\n" + "    if a: pass\n" * 12
    full = "class C:\n    def full(self):\n" + "        x = f(1, 2, 3, 4, 5)\n" * 6
    within = (
        "def within(a):\n" + "    if a: pass\n" * 11 + "def short():\n    x = f(1, 2, 3, 4, 5)\n"
    )
    assert dict(density.over_limits(many + full + within)) == {
        "many": "13 branches, at most 12",
        "C.full": "over 12 tokens a line",
    }


def test_a_docstring_makes_no_function_less_dense() -> None:
    lines = "    x = f(1, 2, 3, 4, 5)\n" * 6
    text = '    """A sentence.\n\n' + "    Another.\n" * 9 + '    """\n'
    assert dict(density.over_limits(f"def f():\n{text}{lines}"))
