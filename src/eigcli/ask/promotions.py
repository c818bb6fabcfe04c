"""The promotions that a question names: `2019`, `promotions 4 à 6`, `since 2021`."""

import re
from collections.abc import Sequence

from eigcli.ask.words import Word, file_of_words, lists, number_of, phrases_of
from eigcli.data.model import Dataset
from eigcli.data.parts import promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _

_YEAR = "(?:19|20)[0-9]{2}"
_ORDINAL = "([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)"
# Patterns of the kinds of words, see `_kind_of`. `_ENDS` is `les deux dernières promotions`;
# `_CODES` is `promotions 4 à 6`, `2019 et 2020` or `3e promotion`, also behind `since` and others.
_NUMBER = "(?:(?:digits|number) )?"
_ENDS = f"{_NUMBER}(first|last) {_NUMBER}promotion "
_MORE = "(?:(?:(?:until|to|and) (?:(?:stop|to) )*)?(?:promotion )?{} )*"
_CODES = (
    "(?:(since|after|before|between|until) (?:(?:stop|to) )*)?(?:ordinal (?=promotion )|year "
    + _MORE.format("year")
    + "|promotion (?:(?:stop |promotion )*(?:digits|year)|number) "
    + _MORE.format("(?:digits|number|year)")
    + ")((?:and )?onward |and after (?!(?:stop )*(?:year|promotion|digits) ))?"
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
        years = [_YEAR] if dataset.promotion_codes and not searched else []
        pattern = "|".join((*map(re.escape, codes), *years)) or "(?!)"
        self.kinds = [_kind_of(word, pattern) for word in words]
        for at in [n for n, word in enumerate(words) if word.plain in ("on", "plus")]:
            # `from 2021 on`, `2021 et plus`
            if at == len(words) - 1 or (at > 1 and words[at - 2].plain == "from"):
                self.kinds[at] = "onward"
        self.read: dict[str, str] = {}

    def named_at(self, at: int) -> tuple[int, Sequence[str]]:
        """Return how many words at a place name promotions, and the codes of these.

        Raises:
            UsageError: for a promotion that does not exist.
        """
        if self.kinds[at] in {"other", "stop", "and", "to", "onward"}:
            return 0, ()  # most words need no pattern
        kinds = "".join(f"{kind} " for kind in self.kinds[at:])
        if match := re.match(_ENDS, kinds):
            length = match[0].count(" ")
            numbers = (number_of(word.plain) for word in self._words[at : at + length])
            number = next(filter(None, numbers), 1)
            order = self._dataset.promotion_codes
            return length, order[:number] if match[1] == "first" else order[-number:]
        if not (match := re.match(_CODES, kinds)):
            return 0, ()
        length = match[0].count(" ")
        relation = "since" if match[2] else match[1] or ""
        if relation == "since" and {"to", "until"} & {*self.kinds[at + 1 : at + length]}:
            relation = "between"  # `since 2019 to 2021`
        if not (codes := self._between(at, length, relation)):
            words = self._text[self._words[at].start : self._words[at + length - 1].end]
            raise UsageError(_("there is no promotion {words}"), words=words)
        return length, codes

    def _between(self, at: int, length: int, relation: str) -> Sequence[str]:
        """Return the promotions that words name, or those between, before or after these."""
        dataset, codes, is_range = self._dataset, list[str](), False
        order, years = dataset.promotion_codes, dataset.promotion_years
        named_years = [
            self._words[n].plain for n in range(at, at + length) if self.kinds[n] == "year"
        ]
        # Such a year need not be that of a promotion: `before 2023`.
        if relation and named_years and all(map(str.isdigit, named_years)):
            oldest, newest = min(named_years), max(named_years)
            started = {code: years[code] for code in order if code in years}
            return {
                "before": [code for code, year in started.items() if year < oldest],
                "since": [code for code, year in started.items() if year >= oldest],
                "until": [code for code, year in started.items() if year <= newest],
                "after": [code for code, year in started.items() if year > newest],
                "between": [code for code, year in started.items() if oldest <= year <= newest],
            }[relation]
        for place in range(at, at + length):
            kind = self.kinds[place]
            is_range |= kind in ("to", "until") or self._text[
                self._words[place - 1].end : self._words[place].start
            ] in ("-", "–")
            if kind not in ("year", "digits", "number", "ordinal"):
                continue
            plain = self._words[place].plain
            ordinal = str(file_of_words()["ordinals"].get(plain, plain))
            name = re.sub(r"(?<=\d)[a-z]+", "", ordinal)
            named = promotions_named([name], dataset)
            if kind == "year" and name.isdigit() and name not in map(years.get, named):
                self.read[name] = f"promotion {dataset.promotion_labels[named[0]]}"
            if codes and (is_range or relation == "between"):
                low, high = sorted((order.index(codes[-1]), order.index(named[0])))
                codes += order[low + 1 : high]
            codes, is_range = codes + named, False
        first, last = order.index(codes[0]), order.index(codes[-1])
        parts = {"before": order[:first], "since": order[first:], "after": order[last + 1 :]}
        parts["until"] = order[: last + 1]
        return parts.get(relation, codes)


def _kind_of(word: Word, years: str) -> str:
    """Return the kind of a word for the patterns `_ENDS` and `_CODES`."""
    senses = phrases_of("senses").get((word.form,), {})
    relations = ("since", "after", "before", "between", "until")
    for name in ("first", "last", *relations, "to", "onward"):
        if word.plain in lists()[name]:
            return name
    if re.fullmatch(years, word.plain):
        return "year"
    if number_of(word.plain) is not None:
        return "digits" if word.plain.isdigit() else "number"
    if word.plain == "eig" or senses.get("kind") in ("promotion", "year"):
        return "promotion"
    if word.plain in file_of_words()["ordinals"] or re.fullmatch(_ORDINAL, word.plain):
        return "ordinal"
    return "and" if {"and", "or"} & senses.keys() else "stop" if word.is_stop else "other"
