"""Choosing and ordering challenges by options.

What a user types is compared folded (see `eigcli.text.fold`). A value that stands for nothing in
the dataset is a mistake and raises; values that are known but match nothing together do not.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from eigcli.columns import sort_keys
from eigcli.dataset import Input, load_or_empty
from eigcli.errors import UsageError
from eigcli.fields import Field, fields_of, texts_in
from eigcli.matching import (
    QueryWord,
    has_all_words,
    parse_query,
    runs_together,
    significant_words,
    words_in,
)
from eigcli.messages import N_, _
from eigcli.model import Challenge, Dataset
from eigcli.options import Option
from eigcli.people import Profiles
from eigcli.search import Matches, query_words, search, searched_texts, synonyms_note
from eigcli.text import (
    comma_list,
    did_you_mean,
    fold,
    join_sentences,
    not_found_message,
    printable,
    quoted,
    slugified,
    split_commas,
    unaccented,
)

# The shortest word of a name that is suggested.
_TELLING = 4

_Test = Callable[[Challenge], bool]


# What a filter can choose by: the name of the field that has it, and a text.
_Name = tuple[str, str]


# All that a filter can choose by: texts with their spellings, by field.
_Known = dict[Field, dict[str, tuple[str, ...]]]


# The filters that choose by what the dataset says, and the sentence for a value it does not say.
_FILTERS = {
    "skill": N_("no skill matches {value}."),
    "ministry": N_("no ministry or department matches {value}."),
    "theme": N_("no theme matches {value}."),
    "town": N_("no town matches {value}."),
}


def _candidates(option: str, given: Input, begun: str) -> Iterator[tuple[str, str]]:
    """Yield what a value of a filter may be completed to: from any word on that is begun."""
    dataset = load_or_empty(given)
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


class Order(NamedTuple):
    """In which order the chosen challenges come, and how many of them."""

    sort: Annotated[
        str | None,
        Option(
            _("Sort by {keys}.").format(keys=comma_list(sort_keys())),
            metavar=_("KEY"),
            candidates=lambda *_given: ((key.name, key.about) for key in sort_keys().values()),
        ),
    ] = None
    reverse: Annotated[bool, Option(_("Reverse the order."))] = False
    limit: Annotated[
        int | None, Option(_("The first N only."), short="-n", metavar=_("N"), minimum=1)
    ] = None


class Selected(NamedTuple):
    """The challenges that meet filters.

    Attributes:
        dataset: the dataset with these challenges only.
        notes: what a person must know of how the filters were understood, a sentence each: a value
            that was found through a synonym, or what else has the words of a value.
        matches: where the words of the search are in their texts.
    """

    dataset: Dataset
    notes: tuple[str, ...]
    matches: Matches


def select(dataset: Dataset, filters: Filters) -> Selected:
    """Return the challenges of `dataset` that meet every one of `filters`.

    Those that are searched for come the best first, the others in their order.

    Raises:
        UnknownValueError: for a value of a filter that nothing in the whole dataset matches.
        UsageError: for a search for no word.
    """
    notes: list[str] = []
    options = [option for option in _FILTERS if option in filters.given]
    tests = [_test(dataset, option, filters, notes) for option in options]
    chosen = [c for c in dataset.challenges if all(test(c) for test in tests)]
    words = query_words(dataset, filters.search)
    if words:
        chosen, more = search(chosen, words, " ".join(filters.search))
        notes += more
    return Selected(replace(dataset, challenges=tuple(chosen)), tuple(notes), Matches(words))


def explain_no_match(dataset: Dataset, filters: Filters) -> str:
    """Return why no challenge meets `filters`: which word nobody mentions, or which do not meet."""
    if not dataset.challenges:
        return _("there is no défi.")
    words = query_words(dataset, filters.search)
    for word in words:
        if not search(dataset.challenges, [word], word.typed)[0]:
            nothing = _("nothing mentions {word}.").format(word=quoted(word.typed))
            said = (text for c in dataset.challenges for _field, text in searched_texts(c))
            found = ((text, words_in(text)) for text in said)
            known = (t[w.start : w.end] for t, ws in found for w in ws if len(w.plain) >= _TELLING)
            return join_sentences(nothing, did_you_mean(word.typed, dict.fromkeys(known)))
    if len(filters.given) == 1:
        if filters.search:
            counts = [
                f"{printable(word.typed)} {len(search(dataset.challenges, [word], word.typed)[0])}"
                for word in words
            ]
            each = _("no défi mentions all of these words; défis that mention each: {counts}.")
            return each.format(counts=", ".join(counts))
        if filters.all_skills and len(split_commas(filters.skill)) > 1:
            return _("no défi seeks all of these skills.")
        return _("no défi meets this.")
    alone = [
        f"--{name} {len(select(dataset, only).dataset.challenges)}"
        for name, value in filters.given.items()
        for only in [Filters(all_skills=filters.all_skills)._replace(**{name: value})]
    ]
    together = _("no défi meets all of this together; défis that meet each: {counts}.")
    return together.format(counts=", ".join(alone))


def sort_challenges(dataset: Dataset, order: Order) -> Dataset:
    """Return `dataset` with its challenges in `order`.

    Those that tie are in order of promotion and number; those of which the key is not known come
    last. Promotions come in the order of the dataset.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if order.sort is not None:
        keys = sort_keys()
        if order.sort not in keys:
            no, there_are = _("nothing is sorted by {name}."), _("The sort keys are {names}.")
            labels = {key.label: key.name for key in keys.values()}
            raise UsageError(not_found_message(no, there_are, order.sort, keys, labels))
        challenges = _sorted(challenges, attrgetter("number"))
        ranks = {code: rank for rank, code in enumerate(dataset.promotion_codes)}

        def promotion(challenge: Challenge) -> int | None:
            return ranks.get(challenge.promotion or "")

        challenges = _sorted(challenges, promotion)
        sort = promotion if order.sort == "promotion" else keys[order.sort].sort_value
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


def _test(dataset: Dataset, option: str, filters: Filters, notes: list[str]) -> _Test:
    """Return the test whether a challenge has what any value of a filter means, or what all do."""
    combine = all if option == "skill" and filters.all_skills else any
    meant = [
        names
        for value in getattr(filters, option)
        for names in _meant(dataset, option, value, notes)
    ]

    def test(challenge: Challenge) -> bool:
        names = set(_names(challenge, option))
        return combine(not names.isdisjoint(one) for one in meant)

    return test


def _meant(dataset: Dataset, option: str, value: str, notes: list[str]) -> list[set[_Name]]:
    """Return what a value of a filter stands for; one with commas may be several values."""
    known = _known(dataset, option)
    several = [one for one in value.split(",") if one.strip()]
    if len(several) > 1 and not _names_where(
        known, lambda text: unaccented(text) == unaccented(value)
    ):
        return [names for one in several for names in _meant(dataset, option, one, notes)]
    if names := _named(known, value):
        if option != "skill":
            others = (
                _names_where(known, lambda text: has_all_words(text, significant_words(value)))
                - names
            )
            if others:
                besides = _("besides {value}, there is {names}.")
                told = comma_list(sorted(text for _field, text in others))
                notes.append(besides.format(value=quoted(value), names=told))
        return [names]
    wanted = parse_query(value, dataset.synonyms)
    if wanted and (
        names := _names_where(known, lambda text: all(_likely(text, one) for one in wanted))
    ):
        notes.append(synonyms_note(value, wanted))
        return [names]
    raise UnknownValueError(_unknown(known, option, value), option)


def _named(known: _Known, value: str) -> set[_Name]:
    """Return what a value stands for by its own words, in the most exact way that anything does."""
    folded, words = fold(value), significant_words(value)
    ways: list[Callable[[str], bool]] = [
        lambda spelling: fold(spelling) == folded,
        lambda spelling: has_all_words(spelling, words),
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


def _likely(text: str, one: QueryWord) -> bool:
    """Return whether a text has a word that is asked for, or a phrase that means the same."""
    return any(has_all_words(text, phrase) for phrase in one.phrases)


def _unknown(known: _Known, option: str, value: str) -> str:
    """Return that a value stands for nothing, and what it may mean."""
    spellings = [way for texts in known.values() for ways in texts.values() for way in ways]
    # Each word of a name, but not the articles between them.
    words = [s[w.start : w.end] for s in spellings for w in words_in(s) if len(w.plain) >= _TELLING]
    hint = did_you_mean(" ".join(significant_words(value)), [*words, *spellings])
    return join_sentences(_(_FILTERS[option]).format(value=quoted(value)), hint)


def _names(challenge: Challenge, option: str) -> Iterator[_Name]:
    """Yield what the filter `option` can choose a challenge by."""
    return (
        (field.name, text)
        for declared in _filtered(option)
        for field, text in declared.kind.filter_texts(declared, getattr(challenge, declared.name))
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
