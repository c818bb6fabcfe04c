"""The promotions that a question names: `2019`, `promotions 4 à 6`, `since 2021`."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from eigcli.data.model import Dataset
from eigcli.data.promotions import promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.query.words import Word, file_of_words, number_of, phrases_of

KindedWords = Sequence[tuple[Word, str]]  # words, each with its kind, see `_kind_of`
_YEAR = "(?:19|20)[0-9]{2}"
_ORDINAL = "([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)"
# Patterns of the kinds of words, see `_kind_of`. The first: `les deux dernières promotions`, `the
# most recent promotion`, `la promotion la plus ancienne`.
_NUMBER = "(?:(?:digits|number) )?"
_EXTREME = "(?:first|last|most (?:recent|old)) "
_FIRST_OR_LAST = (
    f"(?:stop )?{_NUMBER}(?:{_EXTREME}{_NUMBER}promotion |promotion (?:stop )?most (?:recent|old) )"
)
_EARLY = {"first", "old"}
_EXTREMES = {"first", "last", "recent", "old"}
# `promotions 4 à 6`, `2019 et 2020` or `3e promotion`, also behind `since` and others.
_BEFORE_MORE = "(?:(?:(?:and|stop) )?(?:until|to|and|before) (?:(?:stop|to) )*)?(?:promotion )?"
_NAMED = (
    "(?:(since|after|before|between|until) (?:(?:stop|to) )*)?(?:ordinal (?=promotion )"
    f"|year (?:{_BEFORE_MORE}year )*"
    "|promotion (?:(?:stop |promotion )*(?:digits|year)|number) "
    f"(?:{_BEFORE_MORE}(?:digits|number|year) )*"
    ")((?:and )?onward |(?:to|until) (?:stop )*(?:now )+"
    "|and after (?!(?:stop )*(?:year|promotion|digits) ))?"
)


class Promotions:
    """The promotions that the words of a question name.

    Args:
        text: the question; words: its words.
        dataset: whose promotions they are.
        searched: whether it is a search, in which a year without a promotion is only a word.

    Attributes:
        kinds: the kind of each word, see `_kind_of`.
        read: years in which no promotion began, with the promotion that each is taken for.
    """

    def __init__(
        self, text: str, words: Sequence[Word], dataset: Dataset, *, searched: bool
    ) -> None:
        self._text, self._words, self._dataset = text, words, dataset
        names = (*dataset.promotion_codes, *dataset.promotion_years.values())
        codes = {code.casefold() for code in names if number_of(code) is None}
        if dataset.promotion_codes and not searched:
            codes |= {word.plain for word in words if re.fullmatch(_YEAR, word.plain)}
        self.kinds = [_kind_of(word, codes) for word in words]
        for at, word in enumerate(words):
            is_behind = at == len(words) - 1 or words[at - 2].plain == "from"
            if is_behind and word.plain in ("on", "plus"):  # `from 2021 on`, `2021 et plus`
                self.kinds[at] = "onward"
        self.read: dict[str, str] = {}

    def named_at(self, at: int) -> tuple[int, Sequence[str]]:
        """Return how many words at a place name promotions, and the codes of these.

        Raises:
            UsageError: for a promotion that does not exist.
        """
        if length := self._first_or_last(at):
            return length, self._at_an_end(at, length)
        if self.kinds[at] in {"other", "stop", "and", "to"}:
            return 0, ()  # most questions need no pattern, which takes long to compile
        match = re.match(_NAMED, self._kinds_from(at))
        if not match:
            return 0, ()
        relation, onward = match.groups()
        kinds = match[0].split()
        words = [*zip(self._words[at : at + len(kinds)], kinds, strict=True)]
        relations = {"since"} if onward else {*kinds}
        codes = self._related(words, relations) if onward or relation else self._listed(words)
        if not codes:
            typed = self._text[words[0][0].start : words[-1][0].end]
            raise UsageError(_("there is no promotion {words}", words=typed))
        return len(words), codes

    def superlatives(self) -> list[int]:
        """Return the places of words that say which promotion; they sort no challenges."""
        places: list[int] = []
        at = 0
        while at < len(self.kinds):
            length = self._first_or_last(at)
            places += range(at, at + length)
            at += length or 1
        return [at for at in places if self.kinds[at] in {"most", *_EXTREMES}]

    def _kinds_from(self, at: int) -> str:
        """Return the kinds of the words from a place on, for a pattern."""
        return "".join(f"{kind} " for kind in self.kinds[at:])

    def _first_or_last(self, at: int) -> int:
        """Return how many words at a place name the first or the last promotions."""
        if _EXTREMES.isdisjoint(self.kinds):
            return 0
        match = re.match(_FIRST_OR_LAST, self._kinds_from(at))
        return len(match[0].split()) if match else 0

    def _at_an_end(self, at: int, length: int) -> Sequence[str]:
        """Return the codes of the first or the last promotions: one, unless a number is named."""
        order = self._dataset.promotion_codes
        end = at + length
        number = 1
        for word in self._words[at:end]:
            number = number_of(word.plain) or number
        if _EARLY.isdisjoint(self.kinds[at:end]):
            return order[-number:]
        return order[:number]

    def _related(self, words: KindedWords, relations: Collection[str]) -> list[str]:
        """Return the promotions that are `since`, `before` or else to those that words name."""
        order: Sequence[str] = self._dataset.promotion_codes
        # A year need not be that of a promotion: `before 2023`.
        places: Mapping[Any, Any] = self._dataset.promotion_years
        named = [word.plain for word, kind in words if kind == "year" and word.plain.isdigit()]
        if not named:
            places = {code: place for place, code in enumerate(order)}
            named = [places[code] for code in self._listed(words)]
        low, high = min(named), max(named)

        def meets(place: Any) -> bool:
            holds = {
                "since": low <= place,
                "between": low <= place <= high,
                "until": place <= high,
                "to": place <= high or low == high,  # `postérieurs à 2020`
                "before": place < high,
                "after": place > low,
            }
            return all(holds.get(relation, True) for relation in relations)

        return [code for code in order if code in places and meets(places[code])]

    def _listed(self, words: KindedWords) -> list[str]:
        """Return the promotions that words name, with those within ranges."""
        dataset, codes, is_range = self._dataset, list[str](), False
        order, years = dataset.promotion_codes, dataset.promotion_years
        numbers = file_of_words()["numbers"] | file_of_words()["ordinals"]
        end = words[0][0].start
        for word, kind in words:
            between, end = self._text[end : word.start].strip(), word.end
            is_range |= kind in ("to", "until") or between in ("-", "–")
            if kind not in ("year", "digits", "number", "ordinal"):
                continue
            name = str(numbers.get(word.plain, word.plain))
            if kind == "ordinal":  # `3e`
                name = "".join(filter(str.isdigit, name))
            named = promotions_named([name], dataset)
            if kind == "year" and name.isdigit() and name not in map(years.get, named):
                self.read[name] = f"promotion {dataset.promotion_labels[named[0]]}"
            if is_range and codes:
                low, high = sorted((order.index(codes[-1]), order.index(named[0])))
                codes += order[low + 1 : high]
            codes, is_range = codes + named, False
        return codes


def _kind_of(word: Word, codes: Collection[str]) -> str:
    """Return the kind of a word for the pattern `_NAMED`: `year` for a code or a year."""
    senses = phrases_of("senses").get(word.lemma, {})
    if relation := file_of_words()["relations"].get(word.plain):
        return str(relation)
    if word.plain in codes:
        return "year"
    if number_of(word.plain) is not None:
        return "digits" if word.plain.isdigit() else "number"
    if word.plain == "eig" or senses.get("kind") in ("promotion", "year"):
        return "promotion"
    if word.plain in file_of_words()["ordinals"] or re.fullmatch(_ORDINAL, word.plain):
        return "ordinal"
    return "and" if {"and", "or"} & senses.keys() else "stop" if word.is_stop else "other"
