"""The command line that is run, for messages that repeat it, to be pasted."""

import re
from collections.abc import Sequence

from eigcli.text import shell_line

# The words after `eig`.
_words: list[str] = []


def remember(words: Sequence[str]) -> None:
    """Take words for the command line."""
    _words[:] = words


def replace_end(count: int, words: Sequence[str]) -> None:
    """Put other words in place of the last ones of the command line, which are so many."""
    _words[len(_words) - count :] = words


def with_word(wrong: str, right: str) -> str:
    """Return the command line with a word in place of another, nothing where it has not the other.

    For example `eig list --search santé --skill designer`.
    """
    words = [re.sub(rf"\b{re.escape(wrong)}\b", lambda _match: right, word) for word in _words]
    return shell_line(["eig", *words]) if words != _words else ""


def for_all_promotions() -> str:
    """Return the command line, asked about all promotions.

    For example `eig list --search mer --promotion all`.
    """
    words = iter(_words)
    kept, after = [], []
    for word in words:
        if word == "--":
            after = [word, *words]
        elif word in {"-p", "--promotion"}:
            next(words, None)
        elif not re.match("-p.|--promotion=", word):
            kept.append(word)
    # The file that was written for a part is there now.
    to_file = any(re.match("-o|--output", word) for word in kept)
    force = ["--force"] if to_file and "--force" not in kept else []
    return shell_line(["eig", *kept, "--promotion", "all", *force, *after])
