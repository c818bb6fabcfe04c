"""The dataset that `eig init` writes: two défis, and every key that there is, explained."""

import re
from collections.abc import Iterator
from typing import Any

from eigcli.data import model
from eigcli.data.kinds import fields_by_key
from eigcli.messages import _, language
from eigcli.text import packaged_text

# The heading above the explained keys of a record: `# The keys of a town {Town}`.
_HEADING = r"(?m)^# (.+) \{(\w+)\}$"


def starter() -> str:
    """Return the dataset in YAML, in the language of messages."""
    return re.sub(
        _HEADING,
        lambda match: "\n".join((f"# {match[1]}", *key_comments(getattr(model, match[2])))),
        _example(),
    )


def headings() -> dict[Any, str]:
    """Return the classes of records whose keys are explained, each with its heading."""
    return {getattr(model, name): heading for heading, name in re.findall(_HEADING, _example())}


def key_comments(cls: Any) -> list[str]:
    """Return a comment on each key of a record."""
    keys = dict(keys_of(cls))
    width = max(map(len, keys)) + 1
    return [f"#   {key + ':':<{width}} {about}" for key, about in keys.items()]


def keys_of(cls: Any) -> Iterator[tuple[str, str]]:
    """Yield the key of each field of a record, with the sentence that explains it."""
    for key, declared in fields_by_key(cls).items():
        if key != declared.name or declared.successor:
            continue
        about = _(declared.about)
        codes = [f"`{code}`" for code in declared.kind.choices]
        if codes and codes[0] not in about:
            about += _(": {codes}", codes=", ".join(codes))
        yield key, _("{about}; required", about=about) if declared.required else about
    if "own" in cls.rules:
        yield "x-…", _("a key of your own: a text, a number or a list of texts")


def _example() -> str:
    return packaged_text(f"data/starter.{language()}.yaml")
