"""Choosing and ordering challenges, and finding them by name.

What a user types is compared folded (see `eigcli.text.fold`). A value that stands for nothing in
the dataset is a mistake and raises; values that are known but match nothing together do not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from eigcli.dataset import Input, peek
from eigcli.errors import EigError, UsageError
from eigcli.fields import Field, SortKey, fields_of, texts_in
from eigcli.messages import N_, _
from eigcli.model import Challenge, Dataset
from eigcli.options import Candidates, Option
from eigcli.profiles import Profiles
from eigcli.text import (
    did_you_mean,
    fold,
    listing,
    paragraph,
    quoted,
    slugified,
    unaccented,
    unknown,
)

_Test = Callable[[Challenge], bool]
# What a filter can choose by: the name of the field that has it, and a text.
_Name = tuple[str, str]


class _Filter(NamedTuple):
    """How a filter chooses.

    Attributes:
        no: the sentence for a value that stands for nothing.
        matches: whether a spelling is meant by a value, both folded.
    """

    no: str
    matches: Callable[[str, str], bool] = str.__eq__


_FILTERS = {
    "skill": _Filter(N_("no skill matches {value}.")),
    "ministry": _Filter(N_("no ministry or department matches {value}."), str.__contains__),
    "theme": _Filter(N_("no theme matches {value}.")),
    "town": _Filter(N_("no town matches {value}.")),
}


def _candidates(option: str) -> Candidates:
    """Return what a value of a filter may be completed to."""

    def candidates(given: Input, begun: str) -> Iterator[tuple[str, str]]:
        dataset = peek(given)
        for field, texts in _known(dataset, option).items():
            if isinstance(field.kind, Profiles):
                yield from ((skill.code, skill.label) for skill in dataset.skills)
            elif field.name != "department":
                for text in texts:
                    yield from _beginnings(text, begun, option)

    return candidates


def _beginnings(text: str, begun: str, option: str) -> Iterator[tuple[str, str]]:
    """Yield a text; where any part of it will do, from the word on that is begun."""
    words = slugified(text).split("-")
    anywhere = begun and _FILTERS[option].matches is str.__contains__
    for start in range(len(words) if anywhere else 1):
        yield "-".join(words[start:]), text


class Filters(NamedTuple):
    """What a challenge must meet to be chosen: every filter that is given."""

    skill: Annotated[
        tuple[str, ...],
        Option(
            _("Défis that seek this role or expertise. Repeated: any of them."),
            short="-s",
            metavar="SKILL",
            candidates=_candidates("skill"),
        ),
    ] = ()
    all_skills: Annotated[bool, Option(_("With several --skill: all of them, not any."))] = False
    ministry: Annotated[
        tuple[str, ...],
        Option(
            _("Défis whose ministry or department has TEXT in its name. Repeated: any of them."),
            short="-m",
            metavar="TEXT",
            candidates=_candidates("ministry"),
        ),
    ] = ()
    theme: Annotated[
        tuple[str, ...],
        Option(
            _("Défis filed under this theme. Repeated: any of them."),
            metavar="THEME",
            candidates=_candidates("theme"),
        ),
    ] = ()
    town: Annotated[
        tuple[str, ...],
        Option(
            _("Défis whose team works in this town. Repeated: any of them."),
            metavar="TOWN",
            candidates=_candidates("town"),
        ),
    ] = ()
    search: Annotated[
        tuple[str, ...],
        Option(
            _("Défis that mention every word of TEXT. Repeated: all of them."),
            short="-q",
            metavar="TEXT",
        ),
    ] = ()

    def words(self) -> list[str]:
        """Return the words searched for, but not those that are accents and nothing else."""
        words = [word for text in self.search for word in text.split()]
        return [word for word in words if unaccented(word).strip()]


def _sort_keys() -> dict[str, SortKey]:
    """Return what challenges are sorted by, by its name."""
    keys = (declared.kind.sort_keys(declared) for declared in fields_of(Challenge))
    return {key.name: key for key in chain.from_iterable(keys)}


class Order(NamedTuple):
    """In which order the chosen challenges come, and how many of them."""

    sort: Annotated[
        str | None,
        Option(
            _("Sort by {keys}.").format(keys=listing(_sort_keys())),
            metavar="KEY",
            candidates=lambda *_given: ((key.name, _(key.about)) for key in _sort_keys().values()),
        ),
    ] = None
    reverse: Annotated[bool, Option(_("Reverse the order."))] = False
    limit: Annotated[
        int | None, Option(_("The first N only."), short="-n", metavar="N", minimum=1)
    ] = None


def select(dataset: Dataset, filters: Filters) -> Dataset:
    """Return `dataset` with only the challenges that meet every one of `filters`.

    Raises:
        UsageError: for a skill or ministry that nothing in the whole dataset matches, or a search
            for no word.
    """
    tests = list(_tests(dataset, filters))
    chosen = (c for c in dataset.challenges if all(test(c) for test in tests))
    return replace(dataset, challenges=tuple(chosen))


def arrange(dataset: Dataset, order: Order) -> Dataset:
    """Return `dataset` with its challenges in `order`.

    Those that tie are in order of promotion and number; those of which the key is not known come
    last. Promotions come in the order of the dataset.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if order.sort is not None:
        keys = _sort_keys()
        if order.sort not in keys:
            no, there_are = _("nothing is sorted by {name}."), _("The sort keys are {names}.")
            raise UsageError(unknown(no, there_are, order.sort, keys))
        challenges = _sorted(challenges, attrgetter("number"))
        challenges = _sorted(challenges, _promotion_rank(dataset))
        sort = _promotion_rank(dataset) if order.sort == "promotion" else keys[order.sort].key
        challenges = _sorted(challenges, sort, reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges[: order.limit])


def _promotion_rank(dataset: Dataset) -> Callable[[Challenge], int | None]:
    """Return what orders challenges by promotion, each where the dataset has it first."""
    ranks: dict[str | None, int] = {}
    for challenge in dataset.challenges:
        ranks.setdefault(challenge.promotion, len(ranks))
    return lambda challenge: ranks[challenge.promotion] if challenge.promotion else None


def _sorted(
    challenges: tuple[Challenge, ...], key: Callable[[Challenge], Any], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    keyed = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(keyed, key=key, reverse=reverse), *others)


def find(
    dataset: Dataset, names: Iterable[str], others: Callable[[], Dataset] | None = None
) -> Dataset:
    """Return the challenges called `names`, in that order, each once.

    A challenge goes by its slug, one of its names or its number, or by the beginning of its slug or
    of a name.

    Args:
        dataset: where a name is looked for first, and a number only.
        names: what they are called.
        others: returns a dataset in which a name is looked for next, if there is one.

    Raises:
        EigError: a line for each name that no challenge goes by, or more than one.
    """
    found: list[Challenge] = []
    mistakes: list[str] = []
    whole = dataset
    for name in names:
        called = _called(dataset.challenges, name, numbered=True)
        if not called and others:
            whole = others()
            called = _called(whole.challenges, name)
        found += called
        if not called:
            slugs = [challenge.slug for challenge in whole.challenges]
            titles = [challenge.name for challenge in whole.challenges]
            no = _("no défi is called {name}.").format(name=quoted(name))
            there_are = _("The défis are {slugs}.").format(slugs=listing(slugs))
            mistakes.append(paragraph(no, did_you_mean(name, [*titles, *slugs]), there_are))
        elif len(called) > 1:
            slugs = [challenge.slug for challenge in called]
            several = _("{name} may be {count} défis: {slugs}")
            mistakes.append(
                several.format(name=quoted(name), count=len(called), slugs=listing(slugs))
            )
    if mistakes:
        raise EigError("\n".join(mistakes))
    promotions = {challenge.promotion for challenge in found}
    return replace(
        whole,
        challenges=tuple(dict.fromkeys(found)),
        programmes=tuple(p for p in whole.programmes if p.promotion in promotions),
    )


def _called(
    challenges: Sequence[Challenge], name: str, *, numbered: bool = False
) -> list[Challenge]:
    """Return the challenges that go by `name` in the most exact way that any of them does."""
    folded = fold(name)
    ways: list[_Test] = [
        lambda challenge: name == challenge.slug,
        lambda challenge: name in _titles(challenge),
        lambda challenge: folded in map(fold, _titles(challenge)),
        lambda challenge: numbered and folded.lstrip("0") == str(challenge.number),
        lambda challenge: any(fold(title).startswith(folded) for title in _titles(challenge)),
    ]
    for goes_by in ways if folded else ways[:2]:
        if called := [challenge for challenge in challenges if goes_by(challenge)]:
            return called
    return []


def _titles(challenge: Challenge) -> tuple[str, ...]:
    return challenge.slug, challenge.name, *challenge.other_names


def _tests(dataset: Dataset, filters: Filters) -> Iterator[_Test]:
    """Yield a test for each filter that is given."""
    for option in _FILTERS:
        if values := getattr(filters, option):
            meant = [_meant(dataset, option, value) for value in values]
            yield _chosen(option, all if option == "skill" and filters.all_skills else any, meant)
    if filters.search:
        yield _mentions(filters.words())


def _chosen(
    option: str, combine: Callable[[Iterable[bool]], bool], meant: list[set[_Name]]
) -> _Test:
    """Return the test whether a challenge has one of the names meant by any value, or by all."""

    def test(challenge: Challenge) -> bool:
        names = set(_names(challenge, option))
        return combine(not names.isdisjoint(one) for one in meant)

    return test


def _meant(dataset: Dataset, option: str, value: str) -> set[_Name]:
    """Return what a value of the filter `option` stands for in the whole dataset."""
    no, matches = _FILTERS[option]
    known = _known(dataset, option)
    folded = fold(value)
    meant = {
        (field.name, text)
        for field, texts in known.items()
        for text, spellings in texts.items()
        if folded and any(matches(fold(spelling), folded) for spelling in spellings)
    }
    if not meant:
        spellings = [way for texts in known.values() for ways in texts.values() for way in ways]
        # Each word of a name, but not the articles between them.
        words = re.findall(r"\w{4,}", " ".join(spellings)) if matches is str.__contains__ else []
        listed = _("{label}: {names}.")
        lists = [
            listed.format(label=_(f.column[1] if f.column else f.label), names=listing(names))
            for f, names in known.items()
        ]
        hint = did_you_mean(value, [*words, *spellings])
        raise UsageError(paragraph(_(no).format(value=quoted(value)), hint, *lists))
    return meant


def _names(challenge: Challenge, option: str) -> Iterator[_Name]:
    """Yield what the filter `option` can choose a challenge by."""
    return (
        (field.name, text)
        for declared in _filtered(option)
        for field, text in declared.kind.names(declared, getattr(challenge, declared.name))
        if field.filter == option
    )


@cache
def _filtered(option: str) -> list[Field]:
    """Return the fields in which the filter `option` finds what it chooses by."""
    return [
        f for f in fields_of(Challenge) if option in (f.filter, *(p.filter for p in f.kind.parts))
    ]


def _known(dataset: Dataset, option: str) -> dict[Field, dict[str, tuple[str, ...]]]:
    """Return what the filter `option` can choose by: texts with their spellings, by field."""
    known: dict[Field, dict[str, tuple[str, ...]]] = {}
    for field in _filtered(option):
        if isinstance(field.kind, Profiles):
            known[field] = {skill.code: skill.spellings for skill in dataset.skills}
    for challenge in dataset.challenges:
        for field, text in texts_in(challenge, _filtered(option)):
            if field.filter == option and not isinstance(field.kind, Profiles):
                known.setdefault(field, {})[text] = (text,)
    return known


def _mentions(words: Sequence[str]) -> _Test:
    """Return the test whether every one of `words` occurs in what is said of a challenge."""
    if not words:
        raise UsageError(_("a search needs a word to search for"))
    wanted = [unaccented(word) for word in words]

    def mentions(challenge: Challenge) -> bool:
        said = texts_in(challenge, fields_of(Challenge))
        texts = (text for field, text in said if field.searched)
        whole = unaccented("\n".join(texts))
        return all(word in whole for word in wanted)

    return mentions
