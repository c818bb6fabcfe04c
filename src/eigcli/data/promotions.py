"""Promotions of a dataset by name, and datasets with only what their challenges need."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from eigcli.data.model import Challenge, Dataset, Programme, Skill, Source, Subject
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.suggesting import not_found_message
from eigcli.text import fold, split_commas

ALL = "all"  # what is typed for all promotions
_PROMOTION_WORDS = "promotions?|promo|eig"
_EVERY = frozenset({ALL, "tous", "toutes", "tout"})
_LATEST = "(the)?latest|last|(la)?derniere|dernier"


def in_promotions(dataset: Dataset, codes: Collection[str]) -> Dataset:
    """Return some promotions of a dataset, with only the roles and sources that they name."""
    programmes = tuple(p for p in dataset.programmes if p.promotion in codes)
    challenges = tuple(c for c in dataset if c.promotion_or_year in codes)
    return without_unused(replace(dataset, programmes=programmes, challenges=challenges))


def own_programmes(dataset: Dataset) -> tuple[Programme, ...]:
    """Return the programmes of the challenges of a dataset."""
    codes = set(dataset.promotions)
    return tuple(p for p in dataset.programmes if p.promotion in codes)


def self_contained(dataset: Dataset) -> Dataset:
    """Return a dataset as a file of its own has it: without roles and sources that nothing names.

    Programmes have no announced totals that its challenges do not add up to.
    """
    programmes = tuple(
        replace(p, announced=None) if any(p.discrepancies(dataset)) else p
        for p in dataset.programmes
    )
    return without_unused(replace(dataset, programmes=programmes))


def references_of(records: Iterable[Challenge | Programme]) -> set[Skill | Source | Subject]:
    """Return the roles, sources and subjects that challenges and programmes name."""
    named = set[Skill | Source | Subject]()
    for record in records:
        named |= {cited.source for cited in record.sources}
        if isinstance(record, Challenge):
            named |= {people.role for people in record.people}
            named.update(record.subjects)
        else:
            totals = filter(None, (record.announced, record.recruited))
            named |= {role.skill for total in totals for role in total.skills}
    return named


def without_unused(dataset: Dataset) -> Dataset:
    """Return a dataset with only the roles, sources and subjects that it names."""
    named = references_of((*dataset, *dataset.programmes))
    return replace(
        dataset,
        skills=tuple(filter(named.__contains__, dataset.skills)),
        sources=tuple(filter(named.__contains__, dataset.sources)),
        subjects=tuple(filter(named.__contains__, dataset.subjects)),
    )


def select_promotions(dataset: Dataset, names: Iterable[str], *, exact: bool = False) -> Dataset:
    """Return the named promotions of a dataset; without names, all of it.

    Raises:
        UsageError: for a name that no promotion has.
    """
    names = split_commas(names)
    codes = promotions_named(names, dataset, exact=exact)
    is_whole = not names or any(map(is_all, names))
    return dataset if is_whole else in_promotions(dataset, codes)


def promotions_named(names: Iterable[str], dataset: Dataset, *, exact: bool = False) -> list[str]:
    """Return the codes of the named promotions of a dataset, in its order.

    Args:
        names: what was typed: codes, years, `latest` or `all`; commas separate several.
        dataset: the dataset that has the promotions.
        exact: whether only codes and `all` will do.

    Raises:
        UsageError: for a name that no promotion has.
    """
    all_codes, chosen = dataset.promotion_codes, set[str]()
    for name in split_commas(names):
        if name in all_codes:
            codes = {name}
        elif name == ALL or (is_all(name) and not exact):
            codes = set(all_codes)
        else:
            codes = set() if exact else _promotions_called(name, dataset)
        if not codes and name != ALL:
            no = _("no promotion is called {name}.")
            raise UsageError(not_found_message(no, name, [*all_codes, ALL]))
        chosen |= codes
    return [code for code in all_codes if code in chosen]


def is_all(name: str) -> bool:
    """Return whether a name stands for all promotions, in English or in French."""
    return fold(name) in _EVERY


def are_all(codes: Collection[str], dataset: Dataset) -> bool:
    """Return whether promotions are all of a dataset, and have all of its challenges."""
    is_every = len(codes) == len(dataset.promotion_codes)
    return is_every and all(challenge.promotion_or_year for challenge in dataset)


def _promotions_called(name: str, dataset: Dataset) -> set[str]:
    """Return the promotions that a name stands for, by the first rule that finds any.

    The name is "latest"; the code of a promotion, whatever its case and accents; the year of its
    start; a later year of its calls or its work. "promotion 3" and "EIG 3" are like "3".
    """
    years = dataset.promotion_years
    codes = dataset.promotion_codes
    word = re.sub(f"^({_PROMOTION_WORDS})(?=.)", "", fold(name))
    if re.fullmatch(_LATEST, word):
        by_year = sorted(codes, key=lambda code: years.get(code, ""))
        return set(by_year[-1:])
    names = {fold(name), word}
    return (
        {code for code in codes if fold(code) in names}
        or {code for code in codes if years.get(code) == word}
        or _going_on_in(dataset.programmes, word)
    )


def _going_on_in(programmes: Iterable[Programme], year: str) -> set[str]:
    """Return the promotions of the programmes that went on in a year."""
    return {p.promotion for p in programmes if p.promotion and _went_on_in(p, year)}


def _went_on_in(programme: Programme, year: str) -> bool:
    """Return whether a programme whose start is known went on in a year; not for other words."""
    dates = [date or "" for date in (programme.start, programme.closes, programme.ends)]
    is_year = re.fullmatch("[0-9]{4}", year) and dates[0]
    return bool(is_year) and dates[0][:4] <= year <= max(dates)[:4]
