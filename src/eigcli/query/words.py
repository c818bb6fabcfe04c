"""Words: fold them, compare their forms, and look up what `words.yaml` says of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, product
from typing import Any, NamedTuple

from eigcli import text as texts
from eigcli.data.loading import compiled
from eigcli.errors import UsageError
from eigcli.messages import _, in_french
from eigcli.suggesting import not_found_message

# The other gender of a word: `développeur·euse`, `entrepreneur.e.s`.
OTHER_GENDER = r"[·.](?:e|s|es|ne|nes|se|ses|euse|euses|rice|rices|trice)\b"
# Signs that make another word: `.net` is no net, `C++` and `C#` are no C.
_DOT = r"(?:(?<!\S)\.(?=[^\W\d_]))?"
_SIGNS = r"(?:(?<=[^\W\d_])(?:\+\+|#)(?![^\W\d_]))?"
_LETTERS = r"[^\W_]+(?:(?:[\u0300-\u036f]|(?<=\w)@(?=\w))[^\W_]*)*"
WORD = rf"({_DOT})({_LETTERS})({_SIGNS})(?:{OTHER_GENDER})*"
ENOUGH_LETTERS = 4  # of a word that is compared by its beginning or its stem
_LONGEST_PHRASE, _MOST_WORDS = 10, 100
Labels = Mapping[str, Iterable[str]]  # what people call codes
Senses = dict[str, str]  # what a phrase says: `{"state": "ended"}`, `{"count": ""}`
folded = cache(texts.unaccented)
accents = cache(texts.accents)
_plain = cache(texts.fold)


class Word(NamedTuple):
    """A word of a text: folded, as it is written, and its place."""

    plain: str
    typed: str
    start: int
    end: int

    @property
    def lemma(self) -> str:
        return lemma(self.plain)

    @property
    def is_stop(self) -> bool:
        """Whether it is a stop word, such as an article."""
        return self.plain in lists()["stop"]


@cache
def file_of_words() -> dict[str, Any]:
    """Return the content of `words.yaml`; a wheel has it compiled."""
    if made := compiled("words"):
        return dict(made)
    import yaml

    # An installation may lack libyaml.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(texts.packaged_text("query/words.yaml"), loader))  # noqa: S506


def _phrases(section: str, sense: str) -> Iterator[str]:
    """Yield the phrases of a sense: the pattern `still used|in_use` has two."""
    for pattern in file_of_words()[section][sense]:
        for words in product(*(word.split("|") for word in pattern.split())):
            yield " ".join(filter(None, words)).replace("_", " ")


@cache
def lists() -> dict[str, frozenset[str]]:
    """Return the lists of single words, by name, such as `stop` or `since`."""
    return {name: frozenset(words) for name, words in file_of_words()["lists"].items()}


@cache
def phrases_of(section: str) -> dict[str, Senses]:
    """Return the senses of the phrases of `senses` or `hints`, by the forms of their words."""
    senses: dict[str, Senses] = file_of_words().get(f"phrases of {section}", {})
    for sense in () if senses else file_of_words()[section]:
        kind, _space, what = sense.partition(" ")
        for phrase in _phrases(section, sense):
            senses.setdefault(" ".join(map(lemma, phrase.split())), {})[kind] = what
    return senses


@cache
def operator(sense: str) -> re.Pattern[str]:
    """Return a pattern for `and` or `or` between names, or for `not` before one: `!`, `sauf`."""
    ands, words = ("|".join(map(re.escape, _phrases("senses", s))) for s in ("and", sense))
    pattern = rf",?\s+(?:{words})\s+"
    if sense == "not":
        pattern = (
            rf"(?:,|\s)\s*(?:(?:{ands}|but|mais)\s+)?(?:!\s*(?=\w)"
            rf"|(?:{words}|excepté)\s+(?:(?:de|of|for|pour|en|in|à)\s+)?)"
        )
    return re.compile(pattern, re.IGNORECASE)


@cache
def words_of_phrases() -> frozenset[str]:
    """Return the words of all phrases of `words.yaml`."""
    words = file_of_words()
    phrases = (_phrases(name, sense) for name in ("senses", "hints") for sense in words[name])
    return frozenset(" ".join(chain(*phrases)).split())


def senses_at(words: Sequence[Word], at: int, section: str = "senses") -> tuple[int, Senses]:
    """Return the length and the senses of the longest phrase at a place, `(0, {})` without one.

    An acronym such as `HAS` does not count as a word for asking.
    """
    for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        if senses := phrases_of(section).get(" ".join(w.lemma for w in words[at : at + length])):
            typed = words[at].typed
            is_acronym = length == 1 and len(typed) > 1 and typed.isupper() and typed != "EIG"
            return (0, {}) if is_acronym and "asking" in senses else (length, senses)
    return 0, {}


def senses_in(words: Sequence[Word], section: str) -> Iterator[tuple[str, str]]:
    """Yield the senses of the phrases of some words, one phrase behind the other."""
    at = 0
    while at < len(words):
        length, senses = senses_at(words, at, section)
        yield from senses.items()
        at += length or 1


def checked(text: str) -> str:
    """Return a question or a search with one space between its words.

    Raises:
        UsageError: for too many words.
    """
    if (count := len(words_in(text))) > _MOST_WORDS:
        many = _("a question or a search has {count} words at most, not {found}")
        raise UsageError(many.format(count=_MOST_WORDS, found=count))
    return " ".join(text.split())


@cache
def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of a text, without the endings of their other gender."""
    words: list[Word] = []
    for match in re.finditer(WORD, text):
        dot, letters, signs = match.groups()
        if plain := _plain(letters):
            words.append(Word(f"{dot}{plain}{signs}", match[0], *match.span()))
    return tuple(words)


@cache
def lemma(word: str) -> str:
    """Return a folded word without number and gender: names are compared by it.

    A file in `.csv` is one in CSV.
    """
    return _rewritten(word.removeprefix("."), "forms")


@cache
def stem(word: str) -> str:
    """Return a folded word without its ending: texts are searched by it."""
    return _rewritten(word, "stems")


def _rewritten(word: str, rules: str) -> str:
    for endings in file_of_words()[rules]:
        for ending, least, replacement in endings:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word.removesuffix(ending) + replacement
                break
    return word


def number_of(plain: str) -> int | None:
    """Return the number that a folded word stands for, in digits or in words, or `None`."""
    number: int | None = file_of_words()["numbers"].get(plain)
    return int(plain) if re.fullmatch("[0-9]{1,2}", plain) else number


def significant(text: str) -> list[Word]:
    """Return the words of a text except stop words; if it has no others, all of them."""
    words = words_in(text)
    return [word for word in words if not word.is_stop] or [*words]


@cache
def name_key(name: str) -> str:
    """Return the forms of the words of a name, sorted: names with the same words share it."""
    return " ".join(sorted(word.lemma for word in significant(name)))


def matches(query: str, word: str, *, whole: bool = False) -> bool:
    """Return whether a folded word is a form of a query or, unless `whole`, begins with it."""
    short, long = sorted((query, word), key=len)
    if long in (short, f"{short}s", f"{short}x") and not long.endswith("ss"):
        return True
    is_beginning = word.startswith(query) and not whole
    return len(short) >= ENOUGH_LETTERS and (is_beginning or stem(query) == stem(word))


@cache
def beginning(word: str) -> str:
    """Return the letters with which all words begin that match a folded word."""
    start = stem(word)[:-1]
    return start if len(start) >= ENOUGH_LETTERS else word[: ENOUGH_LETTERS - 1].rstrip("sx")


def has_words(text: str, words: Iterable[Word]) -> bool:
    """Return whether each of some words matches a word of a text."""
    letters = folded(text)
    return all(
        beginning(word.plain) in letters
        and any(matches(word.plain, other.plain) for other in words_in(text))
        for word in words
    )


def has_accents(typed: str, text: str) -> bool:
    """Return whether words of a text have the accents that were typed; capitals may lack theirs."""
    accented = {word.lemma: accents(word.typed, capitals=True) for word in words_in(text)}
    return all(accents(w.typed) <= accented.get(w.lemma, frozenset()) for w in words_in(typed))


def spellings_of(code: str, labels: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of a code: its labels in English and French, other names, itself.

    For example `("role", "rôle", "métier", …, "skill")` for `skill`.

    Args:
        code: the code, such as that of an option, a command or a column.
        labels: its labels, not translated yet or in the language of the reader.
    """
    names = file_of_words()["names"]
    more = names.get(code) or names.get(code.removesuffix("s")) or ()
    given = [label for label in labels if label]
    return (*dict.fromkeys((*given, *map(in_french, given), *more)), code)


def code_called(typed: str, labels: Labels, missing: str, *, exact: bool = False) -> str:
    """Return the code that a name stands for.

    A name is a code, or else one of its spellings, whatever the case, accents and number. The first
    code that has it is returned. For example "métiers" is `skill` among `{"skill": ["role"]}`.

    Args:
        typed: what was typed.
        labels: the codes, each with its labels, see `spellings_of`.
        missing: the sentence for a name that stands for no code.
        exact: whether only a code will do.

    Raises:
        UsageError: for such a name, see `not_found_message`.
    """
    if typed in labels:
        return typed
    forms = "" if exact else name_key(typed)
    for code, names in labels.items():
        if forms and any(name_key(way) == forms for way in spellings_of(code, names)):
            return code
    raise UsageError(not_found_message(missing, typed, labels))
