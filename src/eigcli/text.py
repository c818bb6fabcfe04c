"""Text as people type it and as a terminal may show it: comparing, quoting, shortening, listing."""

import re
import shlex
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from contextvars import ContextVar
from itertools import filterfalse

from eigcli.messages import _, language

# Letters that Unicode does not decompose, and characters that people type differently, such as the
# "@" of b@liseNAV, or an apostrophe that keyboards lack.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "…": "..."})
_AS_TYPED = _LETTERS | str.maketrans("øı@’–«»·", 'oia\'-"".')

# Controls, and characters that are not seen or change the direction of a text.
HIDDEN = (
    r"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
)
# These, surrogates, and marks and tags that Unicode has besides.
_OBEYED = f"[{HIDDEN}\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"

# A word that a shell takes as it is.
_BARE_WORD = r"[\w@%+=:,./-]+"
# A message repeats only so many characters of a text: it should fit on two lines.
_LONGEST_QUOTED = 60


def unaccented(text: str) -> str:
    """Return `text` in lower case, without accents, and with punctuation as a keyboard has it."""
    if text.isascii():
        return text.casefold().translate(_AS_TYPED)
    decomposed = unicodedata.normalize("NFKD", text)
    unmarked = filterfalse(unicodedata.combining, decomposed)
    letters = "".join(unmarked).casefold()
    return letters.translate(_AS_TYPED)


def fold(text: str) -> str:
    """Return the letters and digits of `text` to compare it by, in lower case and without accents.

    Example: `Lab Santé` and `lab-sante` are both `labsante`. Letters of every script stay.
    """
    letters = unaccented(text)
    if letters.isalnum():
        return letters
    return "".join(filter(str.isalnum, letters))


def accents(text: str) -> set[int]:
    """Return the indexes in `fold(text)` of the letters that have an accent: 1 in `désigner`."""
    accented = set[int]()
    end = 0
    for character in unicodedata.normalize("NFC", text):
        start = end
        end += len(fold(character))
        # Taken apart, a character ends with its accent, if it has one.
        parts = unicodedata.normalize("NFD", character)
        if unicodedata.combining(parts[-1]):
            accented.update(range(start, end))
    return accented


def slugified(text: str) -> str:
    """Return `text` as ASCII words joined with hyphens: `Lab Santé` is `lab-sante`."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text)).strip("-")


def printable(text: str) -> str:
    """Return `text` with a backslash escape for each character that a terminal would obey."""
    return re.sub(_OBEYED, lambda found: found[0].encode("unicode_escape").decode(), text)


def held_by_xml(text: str) -> str:
    """Return `text` with a mark for each character that XML cannot hold, even as a reference."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def shortened(text: str, width: int) -> str:
    """Return `text`, or as many of its words as fit into `width` characters, and an ellipsis."""
    if len(text) <= width:
        return text
    start = text[: max(width, 1)]
    words, _space, _cut = start.rpartition(" ")
    if not words:  # a single word, which is cut
        words = start[:-1]
    return words.rstrip(" ,;:\u00a0\u202f") + "…"


def excerpt(text: str, index: int, width: int) -> str:
    """Return the words around an index of a text that fit into `width` characters.

    Example: `…sept huit neuf dix`.
    """
    if len(text) <= width:
        return text
    last_start = len(text) - width + 1
    start = min(index - width // 3, last_start)
    if start <= 0:
        return shortened(text, width)
    space = text.find(" ", start, index)
    word = index if space < 0 else space + 1
    return "…" + shortened(text[word:], width - 1)


def group_digits(number: float) -> str:
    """Return a number as people read it: `1,234.5`, or in French `1 234,5`."""
    digits = f"{number:,}"
    if language() != "fr":
        return digits
    in_french = str.maketrans(",.", "\u202f,")
    return digits.translate(in_french)


def split_commas(values: Iterable[str]) -> list[str]:
    """Return the names in values, which commas separate: `a, b` and `c` have three."""
    names = list[str]()
    for value in values:
        names += map(str.strip, value.split(","))
    return names


def quoted(text: str) -> str:
    """Return a text as a message repeats it: in quotes, safe to print and not too long."""
    return quoted_path(shortened(text, _LONGEST_QUOTED))


def quoted_path(file: str) -> str:
    """Return the name of a file for a message: in quotes, safe to print and whole."""
    return _("'{text}'", text=printable(file))


def shell_line(words: Iterable[str]) -> str:
    """Return words as a line of shell, safe to print: quoted where they need it.

    Letters of every script need no quotes: `eig list santé`. A word with an apostrophe is in double
    quotes, if these are safe: `"l'État"`.
    """
    line = " ".join(map(_quoted_for_shell, words))
    return printable(line)


_data_options: ContextVar[tuple[str, ...]] = ContextVar("data_options", default=())


def name_data(files: Sequence[str]) -> None:
    """Let the commands in messages ask these files, as the command did that is answered."""
    options = list[str]()
    for file in files:
        options += ["--data", file]
    _data_options.set(tuple(options))


def command_line(words: Iterable[str]) -> str:
    """Return a command of eig as a line of shell, which asks the same data, see `name_data`."""
    return of_same_data(shell_line(["eig", *words]))


def of_same_data(line: str) -> str:
    """Return a line of shell with the options that ask the same data, see `name_data`."""
    options = _data_options.get()
    return f"{line} {shell_line(options)}" if options else line


def _quoted_for_shell(word: str) -> str:
    if re.fullmatch(_BARE_WORD, word):
        return word
    is_safe_in_quotes = not re.search(r'["$`\\!]', word)
    if "'" in word and is_safe_in_quotes:
        return f'"{word}"'
    return shlex.quote(word)


def comma_list(names: Iterable[str], width: int = 120) -> str:
    """Return names as a message lists them: separated by commas, safe to print, not too many.

    Example: `name, town and 12 more`.

    Args:
        names: what to list; the first is always there.
        width: how many characters the names may take.
    """
    listed = list(names)
    texts = list[str]()
    for name in listed:
        text = printable(shortened(name, _LONGEST_QUOTED))
        width -= len(text) + len(", ")
        if texts and width < 0:
            left = len(listed) - len(texts)
            shown = ", ".join(texts)
            return _("{names} and {count} more", names=shown, count=left)
        texts.append(text)
    return ", ".join(texts) or _("none")


def list_in_words(texts: Iterable[str], *, either: bool = False) -> str:
    """Return a list of texts as people read it: `a, b and c`, or `a, b or c`."""
    *others, last = texts
    if not others:
        return last
    pair = _("{first} or {last}") if either else _("{first} and {last}")
    return pair.format(first=", ".join(others), last=last)


def percent_text(share: float) -> str:
    """Return a share, from 0 to 1, as people read it: `13%`, `< 1%` or `> 99%`."""
    # Half a percent is rounded up: `round` would go to the nearest even number.
    percent = int(100 * share + 0.5)
    if percent < 1 and share > 0:
        return _("< 1%")
    if percent > 99 and share < 1:  # noqa: PLR2004
        return _("> 99%")
    return _("{percent}%", percent=percent)


def title_with(title: str, values: Collection[str]) -> str:
    """Return a title, with some values behind it if there are any: `Challenges: Lyon, designer`."""
    if not values:
        return title
    return _("{title}: {value}", title=title, value=", ".join(values))


def join_sentences(*sentences: str) -> str:
    """Return sentences one after the other, without empty ones."""
    return " ".join(filter(None, sentences))


def packaged_text(file: str) -> str:
    """Return the text of a file that comes with eigcli, by its path in the package."""
    from pathlib import Path

    package = Path(__file__).parent
    return (package / file).read_text("utf-8")
