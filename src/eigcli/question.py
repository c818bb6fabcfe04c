"""Questions as people type them: which of their words stand for options, and which are searched.

    designers à Lyon pour les ponts, sans géomaticien
    ->  --skill designer --town Lyon --without skill=geomatician --search ponts

A word or a run of words stands for a value if its significant words are those of a name of it, up
to number, gender and accents; a mere beginning does not. Words of asking decide nothing. What is
left is to be searched. The words are in `question_words.py`; what is taken out of a question before
is in `question_scope.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise, product, takewhile
from typing import NamedTuple

from eigcli import matching
from eigcli.data.model import PHASES, Dataset
from eigcli.filter_values import IN_USE, fact_fields
from eigcli.messages import _
from eigcli.question_names import (
    NamesAsked,
    OptionValue,
    Token,
    form_of,
    kind_of,
    longest_name,
    near_name,
    phrase_at,
    tokens_of,
)
from eigcli.question_scope import PHRASES_OF_ASKING, with_whole_words
from eigcli.question_words import AND, AT, IN, MEANINGS, NOT, OR
from eigcli.search import Matches, all_texts, query_words, search, searched_texts
from eigcli.text import comma_list, joined_letters, quoted, split_commas, unaccented

# As many ways to understand a question are tried.
_MOST_READINGS = 6
_QUOTED = re.compile(r"\"([^\"]*)\"|«\s*([^»]*?)\s*»|“([^”]*)”")
# The filters of which several values may be true of a challenge: `A and B` is both.
_OF_SEVERAL_VALUES = frozenset({"skill", "theme"})


class Reading(NamedTuple):
    """One way to understand a question.

    Attributes:
        options: the values of filters that say the same, by their names.
        without: the values of `--without` that do.
        words: what is left to search.
        labels: what the values are, such as `place Lyon`.
        unknown_place: a place that the question asks about, and that has no known name.
    """

    options: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...]
    words: tuple[str, ...]
    labels: tuple[str, ...]
    unknown_place: str = ""


class _Part(NamedTuple):
    """Some words of a question that decide something.

    Attributes:
        typed: the words.
        readings: the values that they may stand for, the likeliest first; `None`: they are to be
            searched.
        excluded: whether they are not wanted.
        operator: `and` or `or` before them, if any.
    """

    typed: str
    readings: tuple[OptionValue | None, ...] = (None,)
    excluded: bool = False
    operator: str = ""

    @property
    def option(self) -> str:
        """Which option the likeliest reading stands for."""
        return self.readings[0].option if self.readings[0] else "search"


def readings_of(text: str, dataset: Dataset) -> Iterator[Reading]:
    """Yield the ways to understand a question, the likeliest first.

    Args:
        text: the question, without the promotions that it names.
        dataset: the dataset that is asked about.
    """
    parser = _Parser(text, dataset)
    parts = parser.parse()
    choices = product(*(range(len(part.readings)) for part in parts))
    for choice in islice(choices, _MOST_READINGS):
        yield _reading(parts, choice, parser.unknown_place)


def _reading(parts: Sequence[_Part], choice: Sequence[int], place: str) -> Reading:
    """Return the reading with the chosen reading of each part."""
    options: dict[str, list[str]] = {}
    without: list[str] = []
    words: list[str] = []
    labels: list[str] = []
    previous = ""
    for part, number in zip(parts, choice, strict=True):
        value = part.readings[number] or OptionValue("search", part.typed, "")
        label = _label(value)
        names = words if value.option == "search" else options.setdefault(value.option, [])
        follows = part.operator and previous == value.option
        if part.excluded:
            without.append(f"{value.option}={value.name}")
            labels.append(_("without {what}").format(what=label))
        elif value.option == "search":
            # Words that might be a value stay words in quotation marks.
            is_sure = len(part.readings) == 1
            typed = value.name if is_sure else f'"{value.name}"'
            words += [OR[1], typed] if follows and part.operator == "or" else [typed]
        elif value.name not in names:
            if follows and part.operator == "and" and value.option in _OF_SEVERAL_VALUES:
                names[-1] += f" {AND[1]} {value.name}"
            else:
                names.append(value.name)
            labels.append(label)
        previous = value.option
    chosen = {option: tuple(names) for option, names in options.items() if names}
    return Reading(chosen, tuple(without), tuple(words), tuple(labels), place)


def _label(value: OptionValue) -> str:
    """Return what a value is, such as `place Lyon`."""
    labels = {
        "skill": _("role {name}"),
        "ministry": _("ministry {name}"),
        "family": _("family of ministries {name}"),
        "theme": _("theme {name}"),
        "town": _("place {name}"),
        "phase": _("phase {name}"),
        "has": _("with {name}"),
        "search": _("the words: {name}"),
    }
    name = value.label or value.name
    if value.option == "has":
        name = next(_(field.label) for field in fact_fields() if field.name == name).lower()
    elif value.option == "phase":
        codes = split_commas([name])
        name = comma_list([_("in use") if code == IN_USE else _(PHASES[code]) for code in codes])
    return labels[value.option].format(name=name)


class _Parser:
    """Takes a question apart.

    Args:
        text: the question.
        dataset: the dataset that is asked about.

    Attributes:
        unknown_place: a place that it asks about, and that has no known name.
    """

    def __init__(self, text: str, dataset: Dataset) -> None:
        self.unknown_place = ""
        self._quoted = [next(filter(None, match), "") for match in _QUOTED.findall(text)]
        self._text = with_whole_words(_QUOTED.sub(" ", text))
        self._dataset = dataset
        self._tokens = tokens_of(self._text)
        self._vocabulary = NamesAsked(dataset, self._tokens)
        self._parts: list[_Part] = []
        # What was before the next word: "not", "and" or "or", and the last word but articles.
        self._negated = False
        self._operator = ""
        self._before = ""
        # Whether that is an `a`: an article in English, and in French an `à` without its accent.
        self._is_article = False

    def parse(self) -> list[_Part]:
        """Return the parts of the question that decide something."""
        at = 0
        while at < len(self._tokens):
            at += self._step(at)
        quoted = [_Part(f'"{words}"') for words in self._quoted if words.strip()]
        return [*self._parts, *quoted]

    def _step(self, at: int) -> int:
        """Take some words from one on; return how many."""
        token = self._tokens[at]
        length, readings = self._value_at(at)
        if length:
            self._add(at, length, readings)
            return length
        if self._is_negation(at):
            self._negated = True
        elif token.plain in AND:
            self._operator = "and"
        elif token.plain in OR and token.typed.casefold() != "où":
            self._operator = "or"
        elif length := phrase_at(self._tokens, at, PHRASES_OF_ASKING):
            return length
        elif token.is_stop or token.plain in IN or token.is_asking:
            # In "à la Défense", a place stands behind the article.
            is_in = token.plain in IN and self._text[token.end : token.end + 1].isspace()
            if is_in or not token.is_stop:
                self._before = token.plain
                self._is_article = token.typed.casefold() == "a"
        else:
            if not self._negated and self._is_unknown_place(token):
                self.unknown_place = self.unknown_place or self._hyphenated(token)
            self._add(at, 1, self._readings_of_word(token))
        return 1

    def _add(self, at: int, length: int, readings: tuple[OptionValue | None, ...]) -> None:
        """Note a part; it is not wanted either if it follows such a one of its kind."""
        first, last = self._tokens[at], self._tokens[at + length - 1]
        part = _Part(self._text[first.start : last.end], readings, operator=self._operator)
        if self._parts and part.operator and "ministry" in {part.option, self._parts[-1].option}:
            part, self._parts[-1] = self._as_host(part), self._as_host(self._parts[-1])
        if self._parts and not self._negated:
            before = self._parts[-1]
            is_listed = self._operator or "," in self._text[self._tokens[at - 1].end : first.start]
            self._negated = bool(is_listed and before.excluded and before.option == part.option)
        self._parts.append(part._replace(excluded=self._negated))
        self._negated, self._operator, self._before = False, "", ""

    def _as_host(self, part: _Part) -> _Part:
        """Return a part as the host that it names, if it does: `the Insee and Bercy` are two.

        By itself, such a name may be a subject.
        """
        tokens = tokens_of(part.typed)
        length, values = longest_name(tokens, 0, self._vocabulary.of_kind["ministry"])
        is_host = length == len(tokens) and part.option != "ministry"
        return part._replace(readings=(values[0],)) if is_host else part

    def _value_at(self, at: int) -> tuple[int, tuple[OptionValue | None, ...]]:
        """Return how many words from one on stand for a value, and for which values."""
        tokens = self._tokens
        if found := _phrase_values_at(tokens, at):
            length, value = found
            # `réservation en ligne` is no product that is online.
            is_value = value.name != "product" or not self._is_among_words(at, length)
            return length, (value, None) if is_value else (None, value)
        length, values = longest_name(tokens, at, self._vocabulary.of_kind["ministry"])
        if length and [kind_of(token) for token in tokens[at + length :][:1]] == ["ministry"]:
            typed = self._text[tokens[at].start : tokens[at + length].end]  # health ministry
            return length + 1, (values[0]._replace(option="ministry", name=typed),)
        if kind := kind_of(tokens[at]):
            start = next((n for n in range(at + 1, len(tokens)) if not tokens[n].is_stop), at)
            length, values = longest_name(tokens, start, self._vocabulary.of_kind[kind])
            if length and start > at:
                length += start - at
                value = values[0]
                if value.option == "ministry":
                    typed = self._text[tokens[at].start : tokens[at + length - 1].end]
                    value = value._replace(name=typed)
                return length, (value,)
        length, values = longest_name(tokens, at, self._vocabulary.bare)
        if not length or (length == 1 and tokens[at].is_asking):
            return 0, ()
        return length, readings_of_name(length, values, is_behind_in=self._before in IN)

    def _readings_of_word(self, token: Token) -> tuple[OptionValue | None, ...]:
        """Return the value that a mistyped word stands for, if any; else it is searched for."""
        near = None if self._is_written(token) else near_name(token.plain)
        if not near:
            return (None,)
        label = _("{name}, for {typed}").format(name=near.label, typed=quoted(token.typed))
        return (near._replace(label=label), None)

    def _is_among_words(self, at: int, length: int) -> bool:
        """Return whether a word that decides something stands next to some words."""
        beside = [*self._tokens[max(at - 1, 0) : at], *self._tokens[at + length : at + length + 1]]
        decisive = (token for token in beside if not (token.is_stop or token.is_asking))
        return any(token.plain not in (*AND, *OR, *NOT, *IN) for token in decisive)

    def _hyphenated(self, token: Token) -> str:
        """Return a word with those that hyphens join to it: `Saint-Étienne`."""
        text = self._text[token.start :]
        return "".join(takewhile(lambda letter: letter.isalnum() or letter == "-", text))

    def _is_negation(self, at: int) -> bool:
        """Return whether a word says that the next is not wanted.

        In `sans-abri`, and where the dataset has the words so, it is part of a name.
        """
        token, following = self._tokens[at], self._tokens[at + 1 : at + 2]
        # `ne sont plus`
        is_no_more = token.plain == "plus" and any(
            before.plain in {"ne", "n"} for before in self._tokens[max(at - 3, 0) : at]
        )
        if is_no_more:
            return True
        if token.plain not in NOT or not following:
            return False
        beside = self._text[token.start - 1 : token.start] + self._text[token.end : token.end + 1]
        if "-" in beside:
            return False
        [word] = following
        # To look at each word takes long, and most texts have not even the letters.
        letters = re.compile(rf"\b{token.plain}\W+{re.escape(word.form[:3])}")
        texts = (text for text in all_texts(self._dataset) if letters.search(unaccented(text)))
        pair = (token.plain, word.form)
        return word.is_stop or not any(pair in _pairs_in(text) for text in texts)

    def _is_written(self, token: Token) -> bool:
        """Return whether a text of the dataset has the letters of a word."""
        of_each = map(searched_texts, self._dataset.challenges)
        letters = (joined_letters(text for _field, text in texts) for texts in of_each)
        return any(token.plain in own for own in letters)

    def _is_unknown_place(self, token: Token) -> bool:
        """Return whether a word that is no known place must be one, by the word before it.

        Written as a name behind `à` or `in` it is, unless a défi or a technique is called so.
        Without a capital it is behind `à`, if nothing mentions it: there are also `in dollars`.
        """
        if self._before not in IN:
            return False
        if token.typed.istitle():
            challenges = self._dataset.challenges
            names = (n for c in challenges for n in (c.name, *c.other_names, *c.techniques))
            words = (word.plain for name in names for word in matching.words_in(name))
            return token.plain not in words
        if token.typed[:1].isupper() or self._is_article or self._before not in AT:
            return False
        matches = Matches(query_words(self._dataset, [token.typed]))
        return not search(self._dataset.challenges, matches, token.typed)[0]


def _phrase_values_at(tokens: Sequence[Token], at: int) -> tuple[int, OptionValue] | None:
    """Return how many words from one on are a phrase that stands for values, and for which."""
    possible = {
        key: length
        for key, phrases in MEANINGS.items()
        if (length := phrase_at(tokens, at, phrases))
    }
    if not possible:
        return None
    (option, _name), length = next(iter(possible.items()))
    names = ",".join(name for _option, name in possible)
    return length, OptionValue(option, names, names)


def readings_of_name(
    length: int, values: Sequence[OptionValue], *, is_behind_in: bool = False
) -> tuple[OptionValue | None, ...]:
    """Return the values that a name may stand for, the likeliest first; `None`: its words.

    One word for a family of ministries or a theme is a subject, and is searched for.

    Args:
        length: how many words it has.
        values: the values that are called so.
        is_behind_in: whether it stands behind `à` or the like, so that it may be a place.
    """
    of_option = {value.option: value for value in reversed(values)}
    if length == 1 and not {"family", "theme"}.isdisjoint(of_option):
        place = [of_option["town"]] if "town" in of_option else []
        return (*place, None) if is_behind_in else (None, *place)
    by_option = (of_option.get(o) for o in ("skill", "town", "ministry", "family", "theme"))
    [value, *_others] = filter(None, by_option)
    return (value,) if value.option in {"skill", "town"} else (value, None)


def _pairs_in(text: str) -> set[tuple[str, str]]:
    """Return the words of a text that follow one another, the second of each in its form."""
    words = pairwise(matching.words_in(text))
    return {(first.plain, form_of(second.plain)) for first, second in words}
