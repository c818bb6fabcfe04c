"""Extract the messages of the sources for `pybabel`: the marked ones, and those without a mark.

Unlike pybabel's own reader of Python, this one also finds messages within f-strings.
"""

import ast
import inspect
from collections.abc import Iterator
from typing import IO, Any

# The functions that mark a message or declare something, with the places of their arguments that
# are messages; and those that take one for one thing, one for several.
_DECLARED = {"_": (0,), "N_": (0,), "field": (0, 1), "Scalar": (1,), "Format": (1,)}
_DECLARED |= {"option": (0, 1), "argument": (0, 1), "Facet": (0,)}
_COUNTED = {"ngettext", "ngettext_noop"}
# How `babel` reads the files of the package, as in `babel.cfg`.
METHODS = [("**.py", "catalogue:extract")]
# The decorators that make a function a command: its docstring is its help.
_COMMANDS = {"command", "program"}


def extract(file: IO[bytes], *_given: Any, **_options: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the messages of a Python file, as `babel.messages.extract` wants it."""
    for node in ast.walk(ast.parse(file.read())):
        match node:
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in _DECLARED:
                texts = (arguments[place] for place in _DECLARED[name] if place < len(arguments))
                for text in filter(_is_text, texts):
                    yield node.lineno, None, ast.literal_eval(text), []
            # A field without a label is called by its name in words.
            case ast.AnnAssign(ast.Name(id=name), value=ast.Call(ast.Name(id="field"), [_])):
                yield node.lineno, None, name.replace("_", " ").capitalize(), []
            case ast.keyword(arg="choices", value=ast.Dict(values=labels)):
                for text in filter(_is_text, labels):
                    yield node.lineno, None, ast.literal_eval(text), []
            case ast.keyword(arg="noun" | "missing" | "help" | "metavar", value=text) if _is_text(
                text
            ):
                yield node.lineno, None, ast.literal_eval(text), []
            case ast.Call(func=ast.Name(id=name), args=[one, several, *_]) if (
                name in _COUNTED and _is_text(one)
            ):
                forms = (ast.literal_eval(one), ast.literal_eval(several))
                yield node.lineno, "ngettext", forms, []
            case ast.FunctionDef(decorator_list=decorators) if _COMMANDS & set(_names(decorators)):
                yield node.lineno, None, inspect.cleandoc(ast.get_docstring(node) or ""), []


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _names(decorators: list[ast.expr]) -> Iterator[str]:
    for decorator in decorators:
        named = decorator.func if isinstance(decorator, ast.Call) else decorator
        yield getattr(named, "attr", getattr(named, "id", ""))
