"""Text as people type it and as a terminal may show it: folding, suggesting, neutralising."""

import re
import shlex
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from eigcli.messages import _

# What people type in letters that Unicode does not decompose into, or with another character of
# the keyboard; the "@" is that of b@liseNAV.
_SPELLINGS = {"œ": "oe", "æ": "ae", "ø": "o", "ı": "i", "@": "a", "’": "'"}
# These, and the accented letters of French, which need no look into Unicode; all others do, but
# for some punctuation.
_LETTERS = str.maketrans(
    dict(zip("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy", strict=True)) | _SPELLINGS
)
_OTHERS = "[^\x00-\x7f«»·–—]"

# Categories that a terminal obeys instead of showing: controls, formats (bidirectional overrides,
# zero-width characters), surrogates, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# What is longer is not repeated in full by a message, which should fit on two lines of a terminal.
_LONG = 60
# What is longer is not compared: that takes time in the square of the length.
_COMPARED_LONG = 100
# How alike, from 0 to 1, a name must be to be suggested. `Marne` is 0.67 of `Marseil`, but so is
# `csv` of `cvs`: a few letters need not be as near.
_NEAR, _NEAR_IF_SHORT, _SHORT = 0.72, 0.6, 4
# How alike one must be that begins with another letter: "hsow" is 0.75 of "show".
_SURE = 0.75
# What is as long is taken for the beginning of a name, where none is near.
_BEGUN = 3
# A message lists names in so many characters.
_ROOM = 100


def unaccented(text: str) -> str:
    """Return `text` in lower case and without accents."""
    text = text.casefold().translate(_LETTERS)
    if re.search(_OTHERS, text):
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
        return text.translate(_LETTERS)
    return text


def fold(text: str) -> str:
    """Return what is left of `text` to compare it by: lower-case letters and digits.

    Case, accents, punctuation and spaces go, so that `Lab Santé` and `lab-sante`, `b@liseNAV`
    and `balisenav` are the same. Letters of every script stay.
    """
    return "".join(filter(str.isalnum, unaccented(text)))


def slugified(text: str) -> str:
    """Return `text` as ASCII words joined with hyphens, which need no quotes in any shell."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text)).strip("-")


def printable(text: str) -> str:
    """Return `text` with each character that a terminal would obey as a backslash escape."""
    if text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in _INVISIBLE
        else character
        for character in text
    )


def shortened(text: str, width: int) -> str:
    """Return `text`, or as many of its words as fit into `width` characters, and an ellipsis."""
    if len(text) <= width:
        return text
    begun = text[: max(width, 1)]
    return f"{begun.rpartition(' ')[0] or begun[:-1]}…"


def excerpt(text: str, place: int, width: int) -> str:
    """Return the words around a place in a text that fit into `width` characters."""
    if len(text) <= width:
        return text
    start = max(0, min(place - width // 3, len(text) - width + 1))
    if start:
        start = text.find(" ", start, place) + 1 or place
    return "…" * (start > 0) + shortened(text[start:], width - (start > 0))


def group_digits(number: int) -> str:
    """Return a number as people read it in every language: groups of three digits apart."""
    return f"{number:,}".replace(",", "\u202f")


def split_commas(values: Iterable[str]) -> list[str]:
    """Return the names in values that have one or several, separated by commas."""
    return [
        name
        for value in values
        for name in list(filter(None, map(str.strip, value.split(",")))) or [""]
    ]


def quoted(text: str) -> str:
    """Return a text as a message repeats it: in quotes, safe to print and not too long."""
    return quoted_path(_brief(text))


def quoted_path(file: str) -> str:
    """Return the name of a file as a message says it: in quotes, safe to print and whole."""
    return _("'{text}'").format(text=printable(file))


def shell_word(text: str, longest: int = 40) -> str:
    """Return what a user typed as a shell takes it, and not too long."""
    return shell_line([text if len(text) <= longest else f"{text[:longest]}…"])


def shell_line(words: Iterable[str]) -> str:
    """Return words as a user types them for a shell, safe to print."""
    return printable(shlex.join(words))


def comma_list(names: Collection[str], room: int = _ROOM) -> str:
    """Return names as a message lists them: separated by commas, safe to print, not too many.

    Args:
        names: what to list; the first is always there.
        room: in how many characters.
    """
    shown: list[str] = []
    for name in map(_brief, names):
        room -= len(name) + len(", ")
        if shown and room < 0:
            more = _("{names} and {count} more")
            return more.format(names=", ".join(shown), count=len(names) - len(shown))
        shown.append(name)
    return ", ".join(shown) or _("none")


def did_you_mean(
    text: str, names: Iterable[str], also: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return the question whether the nearest of `names` is meant, or nothing where none is near.

    Of names that fold alike, the last is meant.

    Args:
        text: what was typed.
        names: what may be meant.
        also: what else they are called, such as their headings, each with the name that is meant.
    """
    # Most runs have no mistake to answer.
    import difflib

    spellings = {fold(name): name for name in names if len(name) <= _COMPARED_LONG}
    others = {fold(call): name for call, name in also.items()}
    folded = fold(text[:_COMPARED_LONG])
    if folded in others:
        return _("Did you mean {name}?").format(name=printable(others[folded]))
    cutoff = _NEAR_IF_SHORT if len(folded) <= _SHORT else _NEAR
    # Few people mistype the first letter: what begins otherwise must be nearer.
    near = [name for name in spellings if folded and name[:1] == folded[:1]]
    near += difflib.get_close_matches(folded, spellings, cutoff=_SURE) if folded else []
    close = difflib.get_close_matches(folded, dict.fromkeys(near), n=2, cutoff=cutoff)
    # Not the plural of what is suggested already.
    close[1:] = difflib.get_close_matches(
        folded, [name for name in close[1:] if not name.startswith(close[0])], cutoff=_NEAR
    )
    if not close and len(folded) >= _BEGUN:
        close = [name for name in spellings if name.startswith(folded)][:2]
    match [printable(spellings[name]) for name in close]:
        case [one, other]:
            return _("Did you mean {name} or {other}?").format(name=one, other=other)
        case [one]:
            return _("Did you mean {name}?").format(name=one)
    return ""


def not_found_message(
    no: str,
    there_are: str,
    name: str,
    names: Collection[str],
    also: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return the sentences that there is none called `name`, which is meant, and which there are.

    Args:
        no: the first sentence, with a place for `{name}`.
        there_are: the last, with a place for `{names}`.
        name: what is not there.
        names: what is there.
        also: what else it is called, see `did_you_mean`.
    """
    hint = did_you_mean(name, names, also)
    return join_sentences(
        no.format(name=quoted(name)), hint, there_are.format(names=comma_list(names))
    )


def join_sentences(*sentences: str) -> str:
    """Return sentences one after the other, without those that say nothing."""
    return " ".join(filter(None, sentences))


def _brief(text: str) -> str:
    return printable(text if len(text) <= _LONG else text[:_LONG] + "…")
