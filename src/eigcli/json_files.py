"""Datasets in JSON, an export of `eig` for one, turned into YAML that says the same.

YAML has nearly all of JSON. What is left are characters that only JSON has as they are, and JSON
Lines, where each line is a record.
"""

import re
from typing import NamedTuple

# How a file in JSON begins: with a name in quotes, in a record or a list of them, or with nothing.
_JSON_START = re.compile(r'\s*(?:\{\s*"|\[\s*(?:\{\s*"|\]))')
# How JSON Lines begin: a whole record, and on the next line that is not empty another one.
_TWO_LINES = re.compile(r"\s*\{[^\n]*\}[^\S\n]*\n\s*\{")
_RECORD = re.compile(r"^\{", re.MULTILINE)
_ITEM = "- "
# What JSON may have in a text, and YAML takes for the end of a line or for no text.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Content(NamedTuple):
    """A file as YAML.

    Attributes:
        yaml: its bytes.
        is_json: whether it is JSON too.
        margin: by how many columns its lines stand further right than in the file.
    """

    yaml: bytes
    is_json: bool = False
    margin: int = 0


def encoding_of(content: bytes) -> str:
    """Return the encoding of a file, which its byte order mark tells."""
    return "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"


def as_yaml(content: bytes) -> Content:
    """Return a file in YAML, JSON or JSON Lines as YAML.

    For example `{"slug": "a"}` and `{"slug": "b"}`, a line each, become the items of a list.
    """
    encoding = encoding_of(content)
    # What cannot be decoded is reported where YAML is read.
    if not _JSON_START.match(content[:1000].decode(encoding, "replace")):
        return Content(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return Content(content, is_json=True)
    escaped = _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    margin = len(_ITEM) if _TWO_LINES.match(escaped) else 0
    lines = _RECORD.sub(_ITEM + "{", escaped) if margin else escaped
    yaml = content if lines == text else lines.encode()
    return Content(yaml, is_json=True, margin=margin)
