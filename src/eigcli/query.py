"""Choosing and ordering challenges, and finding them by name.

What a user types is compared folded (see `eigcli.text.fold`). A value that stands for nothing in
the dataset is a mistake and raises; values that are known but match nothing together do not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from eigcli.dataset import Input, peek
from eigcli.errors import EigError, UsageError
from eigcli.fields import Field, SortKey, fields_of, texts_in
from eigcli.messages import N_, _
from eigcli.model import Challenge, Dataset
from eigcli.options import Option
from eigcli.profiles import Profiles
from eigcli.text import (
    did_you_mean,
    each_of,
    fold,
    listing,
    paragraph,
    printable,
    quoted,
    slugified,
    typed,
    unaccented,
    unknown,
)
from eigcli.words import (
    Asked,
    asked_in,
    has_all,
    likeness,
    runs_together,
    spans,
    start_of,
    telling,
    words_in,
)

_Test = Callable[[Challenge], bool]
# What a filter can choose by: the name of the field that has it, and a text.
_Name = tuple[str, str]
# All that a filter can choose by: texts with their spellings, by field.
_Known = dict[Field, dict[str, tuple[str, ...]]]
# The shortest word of a name that is suggested.
_TELLING = 4


# Says what it is given, for a person who waits for an answer.
Tell = Callable[[str], None]

# The filters that choose by what the dataset says, and the sentence for a value it does not say.
_FILTERS = {
    "skill": N_("no skill matches {value}."),
    "ministry": N_("no ministry or department matches {value}."),
    "theme": N_("no theme matches {value}."),
    "town": N_("no town matches {value}."),
}


def _candidates(option: str, given: Input, begun: str) -> Iterator[tuple[str, str]]:
    """Yield what a value of a filter may be completed to: from any word on that is begun."""
    dataset = peek(given)
    for field, texts in _known(dataset, option).items():
        if isinstance(field.kind, Profiles):
            yield from ((skill.code, skill.label) for skill in dataset.skills)
        elif field.name not in {"department", "aliases"}:
            for text in texts:
                words = slugified(text).split("-")
                for start in range(len(words) if begun else 1):
                    yield "-".join(words[start:]), text


class UnknownValueError(UsageError):
    """A value of a filter that stands for nothing in the dataset.

    Args:
        message: what is wrong, and what may be meant.
        option: the filter.
    """

    def __init__(self, message: str, option: str) -> None:
        super().__init__(message)
        self.option = option


class Filters(NamedTuple):
    """What a challenge must meet to be chosen: every filter that is given."""

    skill: Annotated[
        tuple[str, ...],
        Option(
            _("Défis that seek this role or expertise. Repeated: any of them."),
            short="-s",
            metavar=_("SKILL"),
            candidates=partial(_candidates, "skill"),
        ),
    ] = ()
    all_skills: Annotated[bool, Option(_("With several --skill: all of them, not any."))] = False
    ministry: Annotated[
        tuple[str, ...],
        Option(
            _("Défis whose ministry or department has these words. Repeated: any of them."),
            short="-m",
            metavar=_("TEXT"),
            candidates=partial(_candidates, "ministry"),
        ),
    ] = ()
    theme: Annotated[
        tuple[str, ...],
        Option(
            _("Défis filed under this theme. Repeated: any of them."),
            metavar=_("THEME"),
            candidates=partial(_candidates, "theme"),
        ),
    ] = ()
    town: Annotated[
        tuple[str, ...],
        Option(
            _("Défis whose team works in this town. Repeated: any of them."),
            metavar=_("TOWN"),
            candidates=partial(_candidates, "town"),
        ),
    ] = ()
    search: Annotated[
        tuple[str, ...],
        Option(
            _("Défis that mention these words, the best first. Repeated: all of them."),
            short="-q",
            metavar=_("TEXT"),
        ),
    ] = ()

    @property
    def given(self) -> dict[str, Any]:
        """The values of each filter, but for those that are not given."""
        values = {name: getattr(self, name) for name in (*_FILTERS, "search")}
        return {name: value for name, value in values.items() if value}


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
            metavar=_("KEY"),
            candidates=lambda *_given: ((key.name, _(key.about)) for key in _sort_keys().values()),
        ),
    ] = None
    reverse: Annotated[bool, Option(_("Reverse the order."))] = False
    limit: Annotated[
        int | None, Option(_("The first N only."), short="-n", metavar=_("N"), minimum=1)
    ] = None


def select(dataset: Dataset, filters: Filters, tell: Tell = lambda _: None) -> Dataset:
    """Return `dataset` with only the challenges that meet every one of `filters`.

    Those that are searched for come the best first, the others in their order.

    Args:
        dataset: the whole dataset.
        filters: what to meet.
        tell: is told where a value was understood through a synonym, or others have its words too.

    Raises:
        UnknownValueError: for a value of a filter that nothing in the whole dataset matches.
        UsageError: for a search for no word.
    """
    options = [option for option in _FILTERS if option in filters.given]
    tests = [_test(dataset, option, filters, tell) for option in options]
    chosen = [c for c in dataset.challenges if all(test(c) for test in tests)]
    if filters.search:
        chosen = _searched(chosen, asked(dataset, filters), " ".join(filters.search), tell)
    return replace(dataset, challenges=tuple(chosen))


def asked(dataset: Dataset, filters: Filters) -> list[Asked]:
    """Return the words that are searched for; raise UsageError where a search has none."""
    texts = [asked_in(text, dataset.synonyms) for text in filters.search]
    if not all(texts):
        raise UsageError(_("a search needs a word to search for"))
    return list(chain.from_iterable(texts))


def shortfall(dataset: Dataset, filters: Filters) -> str:
    """Return why no challenge meets `filters`: which word nobody mentions, or which do not meet."""
    if not dataset.challenges:
        return _("there is no défi.")
    words = asked(dataset, filters)
    for word in words:
        if not _searched(dataset.challenges, [word], word.typed):
            nothing = _("nothing mentions {word}.").format(word=quoted(word.typed))
            said = (text for c in dataset.challenges for _field, text in _said(c))
            found = ((text, words_in(text)) for text in said)
            known = (t[w.start : w.end] for t, ws in found for w in ws if len(w.plain) >= _TELLING)
            return paragraph(nothing, did_you_mean(word.typed, dict.fromkeys(known)))
    if len(filters.given) == 1:
        if filters.search:
            counts = [
                f"{printable(word.typed)} {len(_searched(dataset.challenges, [word], word.typed))}"
                for word in words
            ]
            each = _("no défi mentions all of these words; défis that mention each: {counts}.")
            return each.format(counts=", ".join(counts))
        if filters.all_skills and len(each_of(filters.skill)) > 1:
            return _("no défi seeks all of these skills.")
        return _("no défi meets this.")
    alone = [
        f"--{name} {len(select(dataset, only).challenges)}"
        for name, value in filters.given.items()
        for only in [Filters(all_skills=filters.all_skills)._replace(**{name: value})]
    ]
    together = _("no défi meets all of this together; défis that meet each: {counts}.")
    return together.format(counts=", ".join(alone))


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
            labels = {_(key.label): key.name for key in keys.values()}
            raise UsageError(unknown(no, there_are, order.sort, keys, labels))
        challenges = _sorted(challenges, attrgetter("number"))
        ranks = {code: rank for rank, code in enumerate(dataset.stated)}

        def promotion(challenge: Challenge) -> int | None:
            return ranks.get(challenge.promotion or "")

        challenges = _sorted(challenges, promotion)
        sort = promotion if order.sort == "promotion" else keys[order.sort].key
        challenges = _sorted(challenges, sort, reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges[: order.limit])


def _sorted(
    challenges: tuple[Challenge, ...], key: Callable[[Challenge], Any], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    keyed = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(keyed, key=key, reverse=reverse), *others)


def find(
    dataset: Dataset,
    names: Iterable[str],
    others: Callable[[], Dataset] | None = None,
    everywhere: str = "",
    *,
    meant: bool = True,
) -> Dataset:
    """Return the challenges called `names`, in that order, each once.

    A challenge goes by its slug, one of its names or its number, by the beginning of its slug or of
    a name, or by any words of these; the most exact way that any challenge goes by decides.

    Args:
        dataset: where a name is looked for first, and a number only.
        names: what they are called.
        others: returns a dataset in which a name is looked for next, if there is one.
        everywhere: the options of a command line that ask about all there is.
        meant: whether what is found among the others is meant, or only told of in the mistake.

    Raises:
        EigError: a line for each name that no challenge goes by, or more than one.
    """
    found: list[Challenge] = []
    mistakes: list[str] = []
    whole, names = dataset, list(names)
    for name in names:
        called = _called(dataset.challenges, name, numbered=True)
        if not called and others and meant:
            whole = others()
            called = _called(whole.challenges, name)
        found += called
        if not called:
            elsewhere = _called(others().challenges, name) if others and not meant else []
            mistakes.append(_elsewhere(name, elsewhere) or _no_such(whole, name, everywhere))
        elif len(called) > 1:
            slugs = [challenge.slug for challenge in called]
            several = _("{name} may be {count} défis: {slugs}")
            mistakes.append(
                several.format(name=quoted(name), count=len(called), slugs=listing(slugs))
            )
    if mistakes:
        if len(names) > 1 and len(_called(whole.challenges, " ".join(names))) == 1:
            quotes = _("Did you mean one défi? Quote its name: {name}")
            mistakes.append(quotes.format(name=typed(" ".join(names))))
        raise EigError("\n".join(mistakes))
    those = replace(whole, challenges=tuple(dict.fromkeys(found)))
    return replace(those, programmes=those.own_programmes)


def _elsewhere(name: str, challenges: Sequence[Challenge]) -> str:
    """Return of which promotion the only challenge called `name` is, where there is one."""
    promotions = {challenge.promotion for challenge in challenges}
    if len(challenges) != 1 or None in promotions:
        return ""
    of = _("{name} is a défi of promotion {code}: --promotion {code} asks about it.")
    return of.format(name=quoted(name), code=promotions.pop())


def _no_such(dataset: Dataset, name: str, everywhere: str) -> str:
    """Return that no challenge is called `name`, what is, and how to ask otherwise."""
    no = _("no défi is called {name}.").format(name=quoted(name))
    titles = [title for c in dataset.challenges for title in (*c.other_names, c.name, c.slug)]
    words = [title[word.start : word.end] for title in titles for word in words_in(title)]
    hint = did_you_mean(" ".join(telling(name)), [*words, *titles])
    otherwise = _("To look everywhere: eig list --search {words}.")
    with suppress(UsageError):
        if select(dataset, Filters(skill=(name,))).challenges:
            otherwise = _("To see who seeks it: eig list --skill {words}.")
    asked = f"{typed(name)} {everywhere}".rstrip()
    return paragraph(no, hint, otherwise.format(words=asked) if telling(name) else "")


def _called(
    challenges: Sequence[Challenge], name: str, *, numbered: bool = False
) -> list[Challenge]:
    """Return the challenges that go by `name` in the most exact way that any of them does."""
    folded, words = fold(name), telling(name)
    number = re.fullmatch(r"\W*0*([0-9]+)\W*", name) if numbered else None
    ways: list[_Test] = [
        lambda challenge: name == challenge.slug,
        lambda challenge: name in _titles(challenge),
        lambda challenge: folded in map(fold, _titles(challenge)),
        lambda challenge: number is not None and number[1] == str(challenge.number),
        lambda challenge: any(fold(title).startswith(folded) for title in _titles(challenge)),
        lambda challenge: any(has_all(title, words) for title in _titles(challenge)),
        lambda challenge: any(runs_together(title, name) for title in _titles(challenge)),
    ]
    for goes_by in ways if words else ways[:2]:
        if called := [challenge for challenge in challenges if goes_by(challenge)]:
            return called
    return []


def _titles(challenge: Challenge) -> tuple[str, ...]:
    return challenge.slug, challenge.name, *challenge.other_names


def _test(dataset: Dataset, option: str, filters: Filters, tell: Tell) -> _Test:
    """Return the test whether a challenge has what any value of a filter means, or what all do."""
    combine = all if option == "skill" and filters.all_skills else any
    meant = [
        names
        for value in getattr(filters, option)
        for names in _meant(dataset, option, value, tell)
    ]

    def test(challenge: Challenge) -> bool:
        names = set(_names(challenge, option))
        return combine(not names.isdisjoint(one) for one in meant)

    return test


def _meant(dataset: Dataset, option: str, value: str, tell: Tell) -> list[set[_Name]]:
    """Return what a value of a filter stands for; one with commas may be several values."""
    known = _known(dataset, option)
    several = [one for one in value.split(",") if one.strip()]
    if len(several) > 1 and not _names_where(
        known, lambda text: unaccented(text) == unaccented(value)
    ):
        return [names for one in several for names in _meant(dataset, option, one, tell)]
    if names := _named(known, value):
        if option != "skill":
            others = _names_where(known, lambda text: has_all(text, telling(value))) - names
            if others:
                besides = _("besides {value}, there is {names}.")
                told = listing(sorted(text for _field, text in others))
                tell(besides.format(value=quoted(value), names=told))
        return [names]
    wanted = asked_in(value, dataset.synonyms)
    if wanted and (
        names := _names_where(known, lambda text: all(_likely(text, one) for one in wanted))
    ):
        tell(_understood(value, wanted))
        return [names]
    raise UnknownValueError(_unknown(known, option, value), option)


def _named(known: _Known, value: str) -> set[_Name]:
    """Return what a value stands for by its own words, in the most exact way that anything does."""
    folded, words = fold(value), telling(value)
    ways: list[Callable[[str], bool]] = [
        lambda spelling: fold(spelling) == folded,
        lambda spelling: has_all(spelling, words),
        lambda spelling: runs_together(spelling, value),
    ]
    found = (_names_where(known, way) for way in ways if words)
    return next(filter(None, found), set())


def _names_where(known: _Known, way: Callable[[str], bool]) -> set[_Name]:
    return {
        (field.name, text)
        for field, texts in known.items()
        for text, spellings in texts.items()
        if any(map(way, spellings))
    }


def _likely(text: str, one: Asked) -> bool:
    """Return whether a text has a word that is asked for, or a phrase that means the same."""
    return any(has_all(text, phrase) for phrase in one.phrases)


def _unknown(known: _Known, option: str, value: str) -> str:
    """Return that a value stands for nothing, and what it may mean."""
    spellings = [way for texts in known.values() for ways in texts.values() for way in ways]
    # Each word of a name, but not the articles between them.
    words = [s[w.start : w.end] for s in spellings for w in words_in(s) if len(w.plain) >= _TELLING]
    hint = did_you_mean(" ".join(telling(value)), [*words, *spellings])
    return paragraph(_(_FILTERS[option]).format(value=quoted(value)), hint)


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


def _known(dataset: Dataset, option: str) -> _Known:
    """Return what the filter `option` can choose by: texts with their spellings, by field."""
    known: _Known = {}
    for field in _filtered(option):
        if isinstance(field.kind, Profiles):
            known[field] = {skill.code: skill.spellings for skill in dataset.skills}
    for challenge in dataset.challenges:
        for field, text in texts_in(challenge, _filtered(option)):
            if field.filter == option and not isinstance(field.kind, Profiles):
                known.setdefault(field, {})[text] = (text,)
    return known


@cache
def _searched_fields() -> list[Field]:
    """Return the fields of a challenge that a search looks into."""
    return [f for f in fields_of(Challenge) if f.searched or any(p.searched for p in f.kind.parts)]


def _said(challenge: Challenge) -> list[tuple[Field, str]]:
    """Return the texts that are searched, each with its field."""
    said = texts_in(challenge, _searched_fields())
    return [(field, text) for field, text in said if field.searched]


def _searched(
    challenges: Sequence[Challenge],
    wanted: Sequence[Asked],
    typed_words: str,
    tell: Tell = lambda _: None,
) -> list[Challenge]:
    """Return the challenges that mention every word that is asked for, the best first.

    Where there is none, those that mention the words as they are typed, but for the spaces.
    """
    hits_in = cache(partial(_hits_in, wanted=wanted))
    found: list[tuple[_Rank, Challenge]] = []
    for challenge in challenges:
        best: dict[int, _Hit] = {}
        for number, (field, text) in enumerate(_said(challenge)):
            for which, through, beginnings, places in hits_in(text):
                quality = through, field.searched, beginnings
                hit = _Hit(quality, [_FAR * number + place for place in places])
                best[which] = hit.or_better(best.get(which))
        if len(best) == len(wanted):
            found.append((_ranked(best), challenge))
    if not found:
        runs = cache(partial(runs_together, asked=typed_words))
        return [c for c in challenges if any(runs(text) for _field, text in _said(c))]
    found.sort(key=lambda ranked: ranked[0])
    for which, one in enumerate(wanted):
        if any(which in rank.synonyms for rank, _challenge in found):
            tell(_understood(one.typed, [one]))
    return [challenge for _rank, challenge in found]


# Words of two texts are as far apart as if this many stood between.
_FAR = 1000
_NOWHERE = 10**9


class _Hit(NamedTuple):
    """Where a word is found, and how well.

    Attributes:
        quality: whether through a synonym only, how early the field comes, and how many words are
            beginnings of others; the less, the better.
        places: the places.
    """

    quality: tuple[int, int, int]
    places: list[int]

    def or_better(self, other: "_Hit | None") -> "_Hit":
        """Return the better of two, or both where they are as good."""
        if other is None or self.quality < other.quality:
            return self
        if self.quality == other.quality:
            return _Hit(self.quality, other.places + self.places)
        return other


class _Rank(NamedTuple):
    """How well a challenge answers a search: the less, the better.

    Attributes:
        through: how many words are found through synonyms only.
        early: how early the fields come in which they are found.
        beginnings: how many of them are the beginnings of others.
        spread: how far they stand apart.
        synonyms: which of the words are found through synonyms.
    """

    through: int
    early: int
    beginnings: int
    spread: int
    synonyms: tuple[int, ...]


def _ranked(best: dict[int, _Hit]) -> _Rank:
    through, early, beginnings = map(sum, zip(*(hit.quality for hit in best.values()), strict=True))
    synonyms = tuple(which for which, hit in best.items() if hit.quality[0])
    return _Rank(
        through, early, beginnings, _spread([hit.places for hit in best.values()]), synonyms
    )


def _spread(places: Sequence[list[int]]) -> int:
    """Return the shortest way from any word on over one place of each."""
    return min(
        max(min((place for place in those if place >= start), default=_NOWHERE) for those in places)
        - start
        for start in chain.from_iterable(places)
    )


def _hits_in(text: str, wanted: Sequence[Asked]) -> list[tuple[int, int, int, list[int]]]:
    """Return where a text has what is asked for.

    That is for each word and for each phrase that means the same: which word it is, whether it is
    found through the phrase, how many words are the beginnings of others, and the places.
    """
    # To look at each word takes long, and most texts have not even the letters.
    letters = unaccented(text)
    hits, words = [], None
    for which, one in enumerate(wanted):
        for number, phrase in enumerate(one.phrases):
            if all(start_of(word) in letters for word in phrase):
                words = words or [word.plain for word in words_in(text)]
                found = [best for word in phrase if (best := _best(word, words))]
                if len(found) == len(phrase):
                    beginnings = sum(like for like, _places in found)
                    hits.append((which, min(number, 1), beginnings, found[0][1]))
    return hits


def _best(asked: str, words: Sequence[str]) -> tuple[int, list[int]] | None:
    """Return how much of a word is meant by one that is asked for, and where it is that much."""
    likes = [likeness(asked, word) for word in words]
    best = min((like for like in likes if like is not None), default=None)
    return None if best is None else (best, [n for n, like in enumerate(likes) if like == best])


def reasons(
    challenge: Challenge, shown: Sequence[str], wanted: Sequence[Asked]
) -> Iterator[tuple[Field, str, int]]:
    """Yield where a challenge says what none of the texts that are shown does.

    That is the field, the text, and where in it the word begins, for each word that is asked for.
    """
    for one in wanted:
        if not any(spans(text, [one]) for text in shown):
            found = ((field, text, spans(text, [one])) for field, text in _said(challenge))
            for field, text, places in found:
                if places:
                    yield field, text, places[0][0]
                    break


def _understood(value: str, wanted: Iterable[Asked]) -> str:
    """Return that a value was understood through synonyms, and through which."""
    written = dict.fromkeys(phrase.written for one in wanted for phrase in one.others)
    text = _("{value} stands for these words too: {phrases}")
    return text.format(value=quoted(value), phrases=listing(written))
