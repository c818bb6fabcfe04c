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
_EVERY = {ALL, "tous", "toutes", "tout"}
_LATEST = "(the)?latest|last|(la)?derniere|dernier"


def in_promotions(dataset: Dataset, codes: Collection[str]) -> Dataset:
    """Return some promotions of a dataset, with only the roles and sources that they name."""
    programmes = tuple(p for p in dataset.programmes if p.promotion in codes)
    challenges = tuple(c for c in dataset if c.promotion_or_year in codes)
    part = replace(dataset, programmes=programmes, challenges=challenges)
    return without_unused(part)


def own_programmes(dataset: Dataset) -> tuple[Programme, ...]:
    """Return the programmes of the challenges of a dataset."""
    codes = dataset.promotions
    own = [p for p in dataset.programmes if p.promotion in codes]
    return tuple(own)


def self_contained(dataset: Dataset) -> Dataset:
    """Return a dataset as a file of its own has it: without roles and sources that nothing names.

    Programmes have no announced totals that its challenges do not add up to.
    """
    programmes = []
    for programme in dataset.programmes:
        kept = programme
        if any(programme.discrepancies(dataset)):
            kept = replace(programme, announced=None)
        programmes.append(kept)
    consistent = replace(dataset, programmes=tuple(programmes))
    return without_unused(consistent)


def references_of(records: Iterable[Challenge | Programme]) -> set[Skill | Source | Subject]:
    """Return the roles, sources and subjects that challenges and programmes name."""
    named = set[Skill | Source | Subject]()
    for record in records:
        named.update(citation.source for citation in record.sources)
        if isinstance(record, Challenge):
            named.update(people.role for people in record.people)
            named.update(record.subjects)
            continue
        for total in (record.announced, record.recruited):
            if total:
                named.update(profile.skill for profile in total.skills)
    return named


def without_unused(dataset: Dataset) -> Dataset:
    """Return a dataset with only the roles, sources and subjects that it names."""
    records = (*dataset, *dataset.programmes)
    is_named = references_of(records).__contains__
    return replace(
        dataset,
        skills=tuple(filter(is_named, dataset.skills)),
        sources=tuple(filter(is_named, dataset.sources)),
        subjects=tuple(filter(is_named, dataset.subjects)),
    )


def select_promotions(dataset: Dataset, names: Iterable[str], *, exact: bool = False) -> Dataset:
    """Return the named promotions of a dataset; without names, all of it.

    Raises:
        UsageError: for a name that no promotion has.
    """
    names = split_commas(names)
    codes = promotions_named(names, dataset, exact=exact)
    if not names or any(map(is_all, names)):
        return dataset
    return in_promotions(dataset, codes)


def promotions_named(names: Iterable[str], dataset: Dataset, *, exact: bool = False) -> list[str]:
    """Return the codes of the named promotions of a dataset, in its order.

    Args:
        names: what was typed: codes, years, `latest` or `all`; commas separate several.
        dataset: the dataset that has the promotions.
        exact: whether only codes and `all` will do.

    Raises:
        UsageError: for a name that no promotion has.
    """
    all_codes = dataset.promotion_codes
    chosen = set()
    for name in split_commas(names):
        codes = _codes_named(name, dataset, exact=exact)
        if not codes and name != ALL:
            no = _("no promotion is called {name}.")
            known = [*all_codes, ALL]
            message = not_found_message(no, name, known)
            raise UsageError(message)
        chosen |= codes
    return [code for code in all_codes if code in chosen]


def _codes_named(name: str, dataset: Dataset, *, exact: bool) -> set[str]:
    """Return the promotions that a name stands for; if `exact`, only codes and `all` will do."""
    codes = set(dataset.promotion_codes)
    if name in codes:
        return {name}
    if name == ALL:
        return codes
    if exact:
        return set()
    if is_all(name):
        return codes
    return _promotions_called(name, dataset)


def is_all(name: str) -> bool:
    """Return whether a name stands for all promotions, in English or in French."""
    return fold(name) in _EVERY


def are_all(codes: Collection[str], dataset: Dataset) -> bool:
    """Return whether promotions are all of a dataset, and have all of its challenges."""
    has_every = len(codes) == len(dataset.promotion_codes)
    return has_every and all(challenge.promotion_or_year for challenge in dataset)


def _promotions_called(name: str, dataset: Dataset) -> set[str]:
    """Return the promotions that a name stands for, by the first rule that finds any.

    The name is "latest"; the code of a promotion, whatever its case and accents; the year of its
    start; a later year of its calls or its work. "promotion 3" and "EIG 3" are like "3".
    """
    years = dataset.promotion_years
    codes = dataset.promotion_codes
    plain = fold(name)
    word = re.sub(f"^({_PROMOTION_WORDS})(?=.)", "", plain)
    if re.fullmatch(_LATEST, word):
        by_year = sorted(codes, key=lambda code: years.get(code, ""))
        latest = by_year[-1:]
        return set(latest)
    called = {code for code in codes if fold(code) in {plain, word}}
    if called:
        return called
    started = {code for code in codes if years.get(code) == word}
    return started or _going_on_in(dataset.programmes, word)


def _going_on_in(programmes: Iterable[Programme], year: str) -> set[str]:
    """Return the promotions whose programmes went on in a year; none for other words."""
    codes = set()
    for programme in programmes:
        if not programme.year or not programme.promotion:
            continue
        dates = (programme.start, programme.closes, programme.ends)
        last = max(filter(None, dates))
        years = range(programme.year, int(last[:4]) + 1)
        if year in map(str, years):
            codes.add(programme.promotion)
    return codes
