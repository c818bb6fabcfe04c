"""Words: fold them, compare their forms, and look up what they say in a question."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product
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
_LONGEST_PHRASE, _MOST_WORDS = 5, 100
_SHORTEST_VERB = 2
_FUTURE = "[ei]?r(?:ai|as?|ais|ait|aient|i?ons|i?ez|ont)"  # `toucherais`
_ENDING = (
    f"e?s?|ee?s?|er|i?ez|ent|ai(?:s|t|ent)|ante?|i?ons|ie?s?|it|ir|re|ue?s?|e?d|t|ing"
    f"|(?:at)?ion|{_FUTURE}"
)
Labels = Mapping[str, Iterable[str]]  # what people call codes
Senses = dict[str, str]  # what a phrase says: `{"state": "ended"}`, `{"count": ""}`
folded: Callable[[str], str] = cache(texts.unaccented)
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
    """Return the words of both languages, and the rules for endings; a wheel has them compiled.

    Words of `stop` and `frame` are never searched. Some senses are composed with words beside them
    (`not`, `still`, `having`), some are values (`state ended`; beside "not" or "still", `maybe
    used`); others say what is asked (`count`, `fact` of a challenge), or that no data answers
    (`refused`). `names` are names of options.
    """
    if made := compiled("words"):
        return dict(made)
    merged = _yaml("endings")
    for name in ("words.en", "words.fr"):
        _add(merged, _yaml(name))
    return merged


def _yaml(name: str) -> dict[str, Any]:
    import yaml

    # An installation may lack libyaml.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(texts.packaged_text(f"query/{name}.yaml"), loader))  # noqa: S506


def _add(merged: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add what a file has under its names; a text is a list of phrases, with blanks between."""
    for name, value in more.items():
        if isinstance(value, dict):
            _add(merged.setdefault(name, {}), value)
            continue
        content = value.split() if isinstance(value, str) else value
        if isinstance(content, list):
            content = [*merged.get(name, ()), *content]
        merged[name] = content


@cache
def lists() -> dict[str, frozenset[str]]:
    """Return the lists of single words, by name, such as `stop`."""
    words = file_of_words()
    return {name: frozenset(words[name]) for name in words["lists"]}


def phrases_of(sense: str) -> list[str]:
    """Return the phrases of a sense, such as `and`: the pattern `in_use|service` has two."""
    found = list[str]()
    for pattern in file_of_words()["senses"][sense]:
        choices = [word.split("|") for word in pattern.split("_")]
        found += map(" ".join, product(*choices))
    return found


@cache
def phrases() -> dict[str, Senses]:
    """Return the senses of all phrases, by the forms of their words; of verbs, by `recrut*`."""
    if made := file_of_words().get("phrases"):
        return dict(made)
    table: dict[str, Senses] = {}
    for sense in file_of_words()["senses"]:
        kind, _space, what = sense.partition(" ")
        for phrase in phrases_of(sense):
            key = phrase
            if not phrase.endswith("*"):
                key = " ".join(map(lemma, phrase.split()))
            senses = table.setdefault(key, {})
            senses.setdefault(kind, what)
    return table


@cache
def words_of_phrases() -> frozenset[str]:
    """Return the words of all phrases, except those of verbs."""
    words = set[str]()
    for sense in file_of_words()["senses"]:
        for phrase in phrases_of(sense):
            words.update(phrase.split())
    return frozenset(word for word in words if not word.endswith("*"))


@cache
def senses_of(plain: str) -> Senses:
    """Return the senses of a folded word, and of the verb that it may be a form of."""
    senses: Senses = {}
    for length in range(_SHORTEST_VERB, len(plain) + 1):
        verb = plain[:length]
        of_verb = phrases().get(f"{verb}*")
        if of_verb and _is_ending(plain[length:], verb):
            senses |= of_verb
    of_word = phrases().get(lemma(plain), {})
    return senses | of_word


def _is_ending(letters: str, verb: str) -> bool:
    """Return whether letters end a form of a verb, of which the last may double: `stopped`."""
    doubled = re.escape(verb[-1])
    return re.fullmatch(f"{doubled}?(?:{_ENDING})", letters) is not None


def senses_at(words: Sequence[Word], at: int) -> tuple[int, Senses]:
    """Return the length and the senses of the longest phrase at a place, `(1, {})` without one.

    An acronym such as `HAS` does not count as a word for asking.
    """
    forms = [word.lemma for word in words[at : at + _LONGEST_PHRASE]]
    while len(forms) > 1:
        senses = phrases().get(" ".join(forms))
        if senses:
            return len(forms), senses
        forms.pop()
    word = words[at]
    senses = senses_of(word.plain)
    is_acronym = len(word.typed) > 1 and word.typed.isupper()
    is_name = is_acronym and word.typed != "EIG"
    if is_name and "frame" in senses:
        return 1, {}
    return 1, senses


@cache
def operator(sense: str) -> re.Pattern[str]:
    """Return a pattern for `and` or `or` between names, or for `not` before one: `!`, `sauf`."""
    words = _any_of(sense)
    pattern = rf",?\s+(?:{words})\s+"
    if sense == "not":
        ands = _any_of("and")
        never = _any_of("not never")
        pattern = (
            rf"(?:,|\s)\s*(?:(?:{ands}|but|mais)\s+)?(?:!\s*(?=\w)"
            rf"|(?:{words}|{never}|excepté)\s+(?:(?:de|of|for|pour|en|in|à)\s+)?)"
        )
    return re.compile(pattern, re.IGNORECASE)


def _any_of(sense: str) -> str:
    phrases = map(re.escape, phrases_of(sense))
    return "|".join(phrases)


def checked(text: str) -> str:
    """Return a question or a search with one space between its words.

    Raises:
        UsageError: for too many words.
    """
    count = len(words_in(text))
    if count > _MOST_WORDS:
        many = _("a question or a search has {count} words at most, not {found}")
        raise UsageError(many.format(count=_MOST_WORDS, found=count))
    return " ".join(text.split())


@cache
def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of a text, without the endings of their other gender."""
    words: list[Word] = []
    for match in re.finditer(WORD, text):
        dot, letters, signs = match.groups()
        plain = _plain(letters)
        if plain:
            plain = f"{dot}{plain}{signs}"
            words.append(Word(plain, match[0], *match.span()))
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
    if re.fullmatch("[0-9]{1,2}", plain):
        return int(plain)
    number: int | None = file_of_words()["numbers"].get(plain)
    return number


def significant(text: str) -> list[Word]:
    """Return the words of a text except stop words; if it has no others, all of them."""
    words = words_in(text)
    others = [word for word in words if not word.is_stop]
    return others or [*words]


@cache
def name_key(name: str) -> str:
    """Return the forms of the words of a name, sorted: names with the same words share it."""
    forms = [word.lemma for word in significant(name)]
    forms.sort()
    return " ".join(forms)


def matches(query: str, word: str, *, whole: bool = False) -> bool:
    """Return whether a folded word is a form of a query or, unless `whole`, begins with it."""
    short, long = sorted((query, word), key=len)
    is_plural = long in {f"{short}s", f"{short}x"} and not long.endswith("ss")
    if query == word or is_plural:
        return True
    if len(short) < ENOUGH_LETTERS:
        return False
    is_beginning = word.startswith(query)
    if is_beginning and not whole:
        return True
    return stem(query) == stem(word)


@cache
def beginning(word: str) -> str:
    """Return the letters with which all words begin that match a folded word."""
    start = stem(word).rstrip("-")[:-1]
    if len(start) >= ENOUGH_LETTERS:
        return start
    start = word[: ENOUGH_LETTERS - 1]
    return start.rstrip("sx")


def has_words(text: str, words: Iterable[Word]) -> bool:
    """Return whether each of some words matches a word of a text."""
    letters = folded(text)
    for word in words:
        if beginning(word.plain) not in letters:
            return False
        if not any(matches(word.plain, other.plain) for other in words_in(text)):
            return False
    return True


def spellings_of(code: str, labels: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of a code: its labels in English and French, other names, itself.

    For example `("role", "rôle", "métier", …, "skill")` for `skill`.

    Args:
        code: the code, such as that of an option, a command or a column.
        labels: its labels, not translated yet or in the language of the reader.
    """
    given = [label for label in labels if label]
    translated = map(in_french, given)
    names = file_of_words()["names"]
    others = names.get(code)
    if not others:
        one = code.removesuffix("s")
        others = names.get(one, ())
    return (*given, *translated, *others, code)


def code_called(typed: str, labels: Labels, missing: str, *, exact: bool = False) -> str:
    """Return the code that a name stands for.

    A name is a code, or else one of its spellings, whatever the case, accents and number. The first
    code that has it is returned. For example "métiers" is `skill` among `{"skill": ["role"]}`. Own
    keys need no `x-`.

    Args:
        typed: what was typed.
        labels: the codes, each with its labels, see `spellings_of`.
        missing: the sentence for a name that stands for no code.
        exact: whether only a code will do.

    Raises:
        UsageError: for such a name, see `not_found_message`.
    """
    for code in (typed, f"x-{typed}"):
        if code in labels:
            return code
    forms = "" if exact else name_key(typed)
    for code, names in labels.items():
        spellings = map(name_key, spellings_of(code, names))
        if forms and forms in spellings:
            return code
    known = [code.removeprefix("x-") for code in labels]
    raise UsageError(not_found_message(missing, typed, known))
