"""Text as people type it and as a terminal may show it: comparing, suggesting, shortening."""

import re
import shlex
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from eigcli.messages import _

# Letters that Unicode does not decompose, and characters that people type otherwise: the "@" is
# that of b@liseNAV, the apostrophe not that of a keyboard.
_RESPELLED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ı": "i", "@": "a", "’": "'"})
# With these, French needs no look into Unicode; all characters do but ASCII and some punctuation.
_UNACCENTED = str.maketrans("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy") | _RESPELLED
_OTHERS = "[^\x00-\x7f«»·–—]"

# Categories that a terminal obeys instead of showing: controls, formats (bidirectional overrides,
# zero-width characters), surrogates, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# Of a text with more characters, a message repeats the beginning: it should fit on two lines.
_LONGEST_QUOTED = 60
# A longer name is not compared: that takes time in the square of the length.
_LONGEST_COMPARED = 100
# How alike, from 0 to 1, a name must be to be suggested. `Marne` is 0.67 of `Marseil`, but so is
# `csv` of `cvs`: a name of a few letters need not be as near.
_NEAR, _NEAR_IF_SHORT, _SHORT = 0.72, 0.6, 4
# How alike a name must be that begins with another letter: "hsow" is 0.75 of "show".
_NEAR_IF_OTHER_INITIAL = 0.75
# From so many letters on, the beginning of a name suggests it, where no name is near.
_SHORTEST_PREFIX = 3


def unaccented(text: str) -> str:
    """Return `text` in lower case and without accents."""
    text = text.casefold().translate(_UNACCENTED)
    if re.search(_OTHERS, text):
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
        return text.translate(_UNACCENTED)
    return text


def fold(text: str) -> str:
    """Return the letters and digits of `text` to compare it by, in lower case and without accents.

    Example: `Lab Santé` and `lab-sante` are both `labsante`. Letters of every script stay.
    """
    return "".join(filter(str.isalnum, unaccented(text)))


def accents_agree(typed: str, text: str) -> bool:
    """Return whether a text has the accents of what was typed; both fold to the same letters.

    Example: `education` and `éducation` agree with `Éducation`, but `éducation` not with
    `Education`.
    """
    spelled = (unicodedata.normalize("NFC", one.casefold()) for one in (typed, text))
    letters = ([c for c in one.translate(_RESPELLED) if c.isalnum()] for one in spelled)
    return all(one in (other, unaccented(other)) for one, other in zip(*letters, strict=False))


def slugified(text: str) -> str:
    """Return `text` as ASCII words joined with hyphens: `Lab Santé` is `lab-sante`."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text)).strip("-")


def printable(text: str) -> str:
    """Return `text` with a backslash escape for each character that a terminal would obey."""
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
    start = text[: max(width, 1)]
    return f"{start.rpartition(' ')[0] or start[:-1]}…"


def excerpt(text: str, index: int, width: int) -> str:
    """Return the words around an index of a text that fit into `width` characters.

    Example: `…sept huit neuf dix`.
    """
    if len(text) <= width:
        return text
    start = max(0, min(index - width // 3, len(text) - width + 1))
    if start:
        start = text.find(" ", start, index) + 1 or index
    mark = "…" if start else ""
    return mark + shortened(text[start:], width - len(mark))


def group_digits(number: int) -> str:
    """Return a number as people read it in every language: three digits, a space, three digits."""
    return f"{number:,}".replace(",", "\u202f")


def split_commas(values: Iterable[str]) -> list[str]:
    """Return the names in values that each have one or several: `a, b` and `c` are three."""
    return [
        name
        for value in values
        for name in list(filter(None, map(str.strip, value.split(",")))) or [""]
    ]


def quoted(text: str) -> str:
    """Return a text as a message repeats it: in quotes, safe to print and not too long."""
    return quoted_path(_truncated(text))


def quoted_path(file: str) -> str:
    """Return the name of a file for a message: in quotes, safe to print and whole."""
    return _("'{text}'").format(text=printable(file))


def shell_word(text: str, longest: int = 40) -> str:
    """Return a word as a shell takes it, safe to print and at most `longest` characters of it."""
    return shell_line([text if len(text) <= longest else f"{text[:longest]}…"])


def shell_line(words: Iterable[str]) -> str:
    """Return words as a line of shell, safe to print: quoted where they need it."""
    return printable(shlex.join(words))


def comma_list(names: Collection[str], width: int = 100) -> str:
    """Return names as a message lists them: separated by commas, safe to print, not too many.

    Example: `name, town and 12 more`.

    Args:
        names: what to list; the first is always there.
        width: in how many characters.
    """
    listed: list[str] = []
    for name in map(_truncated, names):
        width -= len(name) + len(", ")
        if listed and width < 0:
            more = _("{names} and {count} more")
            return more.format(names=", ".join(listed), count=len(names) - len(listed))
        listed.append(name)
    return ", ".join(listed) or _("none")


def did_you_mean(text: str, names: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """Return `Did you mean …?` with the one or two names nearest to a text, or nothing.

    Args:
        text: what was typed.
        names: the names to suggest; of those that fold alike, the last is suggested.
        aliases: other names that people type, such as headings, each with the name to suggest.
    """
    # Most runs have no mistake to answer.
    from difflib import get_close_matches

    folded_names = {fold(name): name for name in names if len(name) <= _LONGEST_COMPARED}
    folded_aliases = {fold(alias): name for alias, name in (aliases or {}).items()}
    folded = fold(text[:_LONGEST_COMPARED])
    if not folded:
        return ""
    if folded in folded_aliases:
        return _("Did you mean {name}?").format(name=printable(folded_aliases[folded]))
    # Few people mistype the first letter: a name with another one must be nearer.
    near = [name for name in folded_names if name[:1] == folded[0]]
    near += get_close_matches(folded, folded_names, cutoff=_NEAR_IF_OTHER_INITIAL)
    cutoff = _NEAR_IF_SHORT if len(folded) <= _SHORT else _NEAR
    close = get_close_matches(folded, dict.fromkeys(near), n=2, cutoff=cutoff)
    # Not the plural of what is suggested already.
    others = [name for name in close[1:] if not name.startswith(close[0])]
    close[1:] = get_close_matches(folded, others, cutoff=_NEAR)
    if not close and len(folded) >= _SHORTEST_PREFIX:
        close = [name for name in folded_names if name.startswith(folded)][:2]
    match [printable(folded_names[name]) for name in close]:
        case [one, other]:
            return _("Did you mean {name} or {other}?").format(name=one, other=other)
        case [one]:
            return _("Did you mean {name}?").format(name=one)
    return ""


def not_found_message(
    missing: str,
    available: str,
    name: str,
    names: Collection[str],
    aliases: Mapping[str, str] | None = None,
) -> str:
    """Return that a name does not exist, a suggestion if one is near, and the names that do.

    Args:
        missing: the first sentence, such as `no column is called {name}.`
        available: the last sentence, such as `The columns are {names}.`
        name: what was typed.
        names: the names that exist.
        aliases: other names for them, see `did_you_mean`.
    """
    return join_sentences(
        missing.format(name=quoted(name)),
        did_you_mean(name, names, aliases),
        available.format(names=comma_list(names)),
    )


def join_sentences(*sentences: str) -> str:
    """Return sentences one after the other, without empty ones."""
    return " ".join(filter(None, sentences))


def _truncated(text: str) -> str:
    return printable(text if len(text) <= _LONGEST_QUOTED else text[:_LONGEST_QUOTED] + "…")


def packaged_text(file: str) -> str:
    """Return the text of a file that comes with eigcli, by its path in the package."""
    # Imported only here: few commands need it.
    from pkgutil import get_data

    return (get_data("eigcli", file) or b"").decode()
