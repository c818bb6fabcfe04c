"""From the text of a file in JSON to nodes as PyYAML makes them: each knows its line and column.

YAML does not allow all that JSON does: a line end before a colon, a key of more than 1,024 letters,
some characters in a text.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml

# The texts and the numbers of JSON, and what stands between them.
_next_token = re.compile(
    r"""[ \t\r\n]*(?:
    (?P<sign> [{}\[\],:] )
    | (?P<str> "(?:[^"\\\x00-\x1f\ud800-\udfff]++|\\.)*+" )
    | (?P<float> -?(?:0|[1-9][0-9]*)(?=[.eE])(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)? )
    | (?P<int> -?(?:0|[1-9][0-9]*) )
    | (?P<bool> true|false )
    | (?P<null> null )
    | (?P<end> \Z )
)""",
    re.VERBOSE,
).match
Token = re.Match[str]


class NotJSONError(ValueError):
    """A text is not in JSON, nor in JSON Lines: the index of what does not belong there."""


class Composer:
    """Reads the tokens of a text, one after the other, into nodes.

    Args:
        text: the text.
        file: what messages call its file.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._index = 0
        self._lines = [0]  # where each begins
        for line_end in re.finditer("\n", text):
            self._lines.append(line_end.end())

    def root(self) -> Any:
        """Return the node of the value in the text, or of a list of the records in JSON Lines.

        Raises:
            NotJSONError: for a text that is neither.
        """
        first = self._value(self._token())
        roots = [first]
        token = self._token()
        while token.lastgroup != "end":
            # Each record is on a line of its own.
            is_on_new_line = "\n" in token[0]
            if token["sign"] != "{" or not is_on_new_line:
                raise NotJSONError(token.start("sign"))
            roots.append(self._value(token))
            token = self._token()
        if len(roots) == 1:
            return first
        start = first.start_mark
        return yaml.SequenceNode("tag:yaml.org,2002:seq", roots, start, start)

    def _token(self) -> Token:
        token = _next_token(self._text, self._index)
        if token:
            self._index = token.end()
            return token
        rest = self._text[self._index :]
        blank = len(rest) - len(rest.lstrip(" \t\r\n"))
        raise NotJSONError(self._index + blank)

    def _sign(self, token: Token, signs: str) -> str:
        """Return the sign that a token is, if it is one of some signs."""
        sign = token["sign"]
        if not sign or sign not in signs:
            raise NotJSONError(token.start(token.lastgroup or 0))
        return sign

    def _value(self, token: Token) -> Any:
        """Return the node of the value that begins with a token."""
        kind = token.lastgroup or ""
        start = token.start(kind)
        if kind == "end":
            raise NotJSONError(start)
        line = bisect_right(self._lines, start) - 1
        column = start - self._lines[line]
        mark = yaml.Mark(self._file, start, line, column, None, 0)
        if kind == "sign":
            sign = self._sign(token, "{[")
            if sign == "{":
                pairs = self._pairs()
                return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark)
            items = [self._value(first) for first in self._parts("]")]
            return yaml.SequenceNode("tag:yaml.org,2002:seq", items, mark, mark)
        value = token[kind]
        style = None
        if kind == "str":
            value = self._unescaped(value, start)
            style = '"'
        return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", value, mark, mark, style)

    def _unescaped(self, quoted: str, start: int) -> str:
        """Return the text of a token in quotes; half a character is none."""
        if "\\" not in quoted:
            return quoted[1:-1]
        try:
            text = str(json.loads(quoted))
            text.encode()
        except ValueError:
            raise NotJSONError(start) from None
        return text

    def _parts(self, end: str) -> Iterator[Token]:
        """Yield the first token of each part of a list or a record, behind its bracket."""
        token = self._token()
        sign = token["sign"]
        while sign != end:
            yield token
            behind = self._token()
            sign = self._sign(behind, f",{end}")
            if sign == ",":
                token = self._token()

    def _pairs(self) -> list[tuple[Any, Any]]:
        """Return the nodes of the keys and values of a record, behind its brace."""
        pairs = []
        for token in self._parts("}"):
            kind = token.lastgroup or ""
            if kind != "str":
                raise NotJSONError(token.start(kind))
            key = self._value(token)
            colon = self._token()
            self._sign(colon, ":")
            pairs.append((key, self._value(self._token())))
        return pairs
