"""Refuse functions that must be decoded: those with over 12 branches, or over 12 tokens a line.

Ruff counts statements alone, so that a branch in an expression is free. Here an `if`, a loop, an
`except` and a `case` count, and so do a ternary, a comprehension, each of its conditions, an `and`
and an `or`. Tokens are counted in the code as Ruff formats it: breaking a line changes nothing.

`density.txt` has the functions that were over a limit when this check came. None is added, and one
that is within the limits leaves it.
"""

import ast
import io
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

MOST_BRANCHES = 12
MOST_TOKENS_A_LINE = 12
# So many lines are read at one look, however full they are.
SHORT = 5

SOURCE = Path(__file__).parents[1] / "src"
KNOWN = Path(__file__).with_name("density.txt")
# The formatter leaves this file alone: there, a field is a line.
BY_HAND = {"eigcli/data/model.py"}
FORMAT = "ruff format --isolated --line-length=100 --config=format.skip-magic-trailing-comma=true -"
FORK = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case, ast.comprehension)
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


def branches(function: ast.AST) -> int:
    """Return how many branches a function has, itself included."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, FORK):
            count += 1
        if isinstance(node, ast.comprehension):
            count += len(node.ifs)
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def is_dense(function: ast.FunctionDef, tokens: list[tokenize.TokenInfo]) -> bool:
    """Tell whether the lines of a function are fuller than one reads, its docstring aside."""
    has_docstring = ast.get_docstring(function) is not None
    docstring = function.body[0].lineno if has_docstring else 0
    rows = [
        token.start[0]
        for token in tokens
        if function.lineno <= token.start[0] <= (function.end_lineno or 0)
        and token.start[0] != docstring
    ]
    lines = len(set(rows))
    return lines > SHORT and len(rows) > MOST_TOKENS_A_LINE * lines


def functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions and methods of a module, those within functions aside, with their names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield prefix + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{child.name}.")


def over_limits(code: str) -> Iterator[tuple[str, str]]:
    """Yield the functions of a module that are over a limit, each with the reason."""
    read = tokenize.generate_tokens(io.StringIO(code).readline)
    tokens = [token for token in read if token.type not in LAYOUT]
    for name, function in functions(ast.parse(code)):
        count = branches(function)
        if count > MOST_BRANCHES:
            yield name, f"{count} branches, at most {MOST_BRANCHES}"
        elif is_dense(function, tokens):
            yield name, f"over {MOST_TOKENS_A_LINE} tokens a line"


def formatted(path: Path) -> str:
    """Return the code of a module as Ruff formats it."""
    code = path.read_text("utf-8")
    if path.relative_to(SOURCE).as_posix() in BY_HAND:
        return code
    done = subprocess.run(FORMAT.split(), input=code, capture_output=True, text=True, check=True)
    return done.stdout


def main() -> int:
    """Print each function that is newly over a limit, and each name that may leave the list."""
    known = set(KNOWN.read_text("utf-8").splitlines())
    found = {
        f"{path.relative_to(SOURCE).as_posix()} {name}": reason
        for path in sorted(SOURCE.rglob("*.py"))
        for name, reason in over_limits(formatted(path))
    }
    for place in sorted(found.keys() - known):
        print(f"{place}: {found[place]}")
    for place in sorted(known - found.keys()):
        print(f"{place}: within the limits now, so take it out of {KNOWN.name}")
    return 0 if found.keys() == known else 1


if __name__ == "__main__":
    sys.exit(main())
