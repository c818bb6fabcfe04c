"""How promotions are named: by code, by year, by programme, or as all of them or the last."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from eigcli.data.dates import year_of
from eigcli.errors import UsageError
from eigcli.matching import has_all_words, significant_words
from eigcli.messages import _, ngettext
from eigcli.model import Dataset, Programme
from eigcli.text import comma_list, fold, not_found_message, quoted, split_commas

# What is typed for all promotions, for the last one, and before the code of one.
ALL = "all"
_LATEST = frozenset({"latest", "last", "derniere", "dernier"})
PROMOTION_WORDS = frozenset({"promotion", "promotions", "promo", "eig"})


class Promotion(NamedTuple):
    """What a promotion goes by besides its code.

    Attributes:
        year: the year in which it starts, "" where that is not known.
        last_year: the last year of its calls and its work that is known.
        programme: the name and the acronym of its programme.
    """

    year: str
    last_year: str
    programme: str


def codes_named(
    names: Iterable[str], known: Mapping[str, Promotion], *, exact: bool = False
) -> list[str]:
    """Return the codes of the promotions that are named, in their order.

    Args:
        names: what the user typed.
        known: the promotions that there are, by code.
        exact: whether only their codes will do.

    Raises:
        UsageError: for a name that is none of them.
    """
    chosen: set[str] = set()
    for name in split_commas(names):
        if name in known:
            codes = {name}
        elif name == ALL or (is_all(name) and not exact):
            codes = {*known}
        else:
            codes = set() if exact else _promotions_called(name, known)
        if not codes and name != ALL:
            no, there_are = _("no promotion is called {name}."), _("The promotions are {names}.")
            raise UsageError(not_found_message(no, there_are, name, [*known, ALL]))
        chosen |= codes
    return [code for code in known if code in chosen]


def _promotions_called(name: str, known: Mapping[str, Promotion]) -> set[str]:
    """Return the promotions that a name stands for: the strictest rule that any meets decides.

    It is the code but for case and accents; the year in which it starts; "latest"; a later year of
    its calls or its work; words of the name of its programme. "promotion 3" and "EIG 3" are like
    "3".
    """
    words, word = _words_of_promotion(name)
    latest = max(known, key=lambda code: known[code].year, default="")
    is_year = re.fullmatch("[0-9]{4}", word)
    dated = {code: promotion for code, promotion in known.items() if promotion.year}
    rules = [
        {code for code in known if fold(code) == fold(name)},
        {code for code in known if fold(code) == word},
        {code for code, promotion in dated.items() if promotion.year == word},
        {latest} if word in _LATEST else set(),
        {c for c, p in dated.items() if p.year <= word <= p.last_year} if is_year else set(),
        {c for c, p in known.items() if words and has_all_words(p.programme, words)},
    ]
    return next(filter(None, rules), set())


def _words_of_promotion(name: str) -> tuple[list[str], str]:
    """Return the words of the name of a promotion but for "promotion", and these run together."""
    typed = significant_words(name)
    words = [word for word in typed if word not in PROMOTION_WORDS] or typed
    return words, re.sub(r"^(promo|eig)(?=[0-9]+$)", "", "".join(words))


def is_all(name: str) -> bool:
    """Return whether a name stands for all promotions, in English or in French."""
    return fold(name) in {ALL, "tous", "toutes", "tout"}


def of_promotions(dataset: Dataset, names: Sequence[str], *, exact: bool = False) -> Dataset:
    """Return the part of a dataset that is of the named promotions; all of it without names.

    Raises:
        UsageError: for a name that is none of them.
    """
    programmes = {programme.promotion: programme for programme in dataset.programmes}
    known = {code: promotion_of(programmes.get(code)) for code in dataset.promotion_codes}
    codes = codes_named(names, known, exact=exact)
    if not names or any(map(is_all, split_commas(names))):
        return dataset
    return replace(
        dataset,
        programmes=tuple(p for p in dataset.programmes if p.promotion in codes),
        challenges=tuple(c for c in dataset.challenges if c.promotion in codes),
    )


def promotion_of(programme: Programme | None) -> Promotion:
    """Return what the promotion that a programme describes goes by, if one does."""
    if not programme:
        return Promotion("", "", "")
    dates = [date or "" for date in (programme.start, programme.closes, programme.ends)]
    name = f"{programme.name} {programme.acronym or ''}".strip()
    return Promotion(year_of(dates[0]), year_of(max(dates)), name)


def promotion_note(names: Sequence[str], dataset: Dataset) -> str:
    """Return which promotions were loaded, where a name of them was no code, no year and not all.

    For example "'2025' is promotion 7 (2024)".
    """
    labels = dataset.promotion_labels
    exact = {fold(name) for name in (*labels, *dataset.promotion_years.values())}
    guessed = [
        name
        for name in split_commas(names)
        if exact.isdisjoint({fold(name), _words_of_promotion(name)[1]}) and not is_all(name)
    ]
    if not guessed:
        return ""
    note = ngettext("{names} is promotion {labels}", "{names} is promotions {labels}", len(labels))
    return note.format(names=", ".join(map(quoted, guessed)), labels=comma_list(labels.values()))
