"""Choosing and ordering challenges by options.

A value of a filter that matches nothing in the dataset is a mistake and raises; values that are
known but that no challenge has together are not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from eigcli import matching, text
from eigcli.columns import sort_keys
from eigcli.dataset import Input, load_or_empty
from eigcli.errors import UsageError
from eigcli.filter_values import (
    FACTS,
    IN_USE,
    SHORTEST_SUGGESTED,
    fact_fields,
    families_in,
    known_values,
    meanings_of,
    own_values,
)
from eigcli.messages import _, ngettext
from eigcli.model import PHASE, PHASES, Challenge, Dataset
from eigcli.options import Option
from eigcli.search import Matches, query_words, search, searched_texts

# The filters that choose by what the dataset states of a challenge.
_BY_VALUE = ("skill", "ministry", "family", "theme", "town", "phase", "has")
# The fields whose values are offered as they are.
_OFFERED_FIELDS = frozenset(
    {"ministry", "themes", "expertise", "towns", "departments_of_towns", "regions"}
)


def _completions(option: str, given: Input, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what may complete the value of a filter, each with its meaning.

    Once something is typed, a name may begin with any of its words: `science` for `data science`.
    """
    dataset = load_or_empty(given)
    offered: dict[str, str] = {}
    if option == "skill":
        offered = {skill.code: skill.label for skill in dataset.skills}
    elif option == "family":
        offered = {code: family.label for code, family in families_in(dataset).items()}
    elif option == "phase":
        offered = {IN_USE: _("in use"), **{code: PHASE.meaning(code) for code in PHASES}}
    elif option == "has":
        offered = {field.name: _(field.about) for field in fact_fields()}
    for field, name in known_values(dataset, option):
        if field in _OFFERED_FIELDS:
            words = text.slugified(name).split("-")
            for start in range(len(words) if typed else 1):
                offered.setdefault("-".join(words[start:]), name)
    yield from offered.items()


class Filters(NamedTuple):
    """The filters that a challenge must meet, all of those that are given."""

    skill: Annotated[
        tuple[str, ...],
        Option(
            _("Défis that seek this role or expertise. Repeated: any of them."),
            short="-s",
            metavar=_("SKILL"),
            candidates=partial(_completions, "skill"),
        ),
    ] = ()
    all_skills: Annotated[bool, Option(_("With several --skill: all of them, not any."))] = False
    ministry: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis of this ministry, department or family, by any of its names."
                " Repeated: any of them."
            ),
            short="-m",
            metavar=_("TEXT"),
            candidates=partial(_completions, "ministry"),
        ),
    ] = ()
    family: Annotated[
        tuple[str, ...],
        Option(
            _("Défis of this family of ministries, whatever their names. Repeated: any of them."),
            metavar=_("FAMILY"),
            candidates=partial(_completions, "family"),
        ),
    ] = ()
    theme: Annotated[
        tuple[str, ...],
        Option(
            _("Défis filed under this theme. Repeated: any of them."),
            metavar=_("THEME"),
            candidates=partial(_completions, "theme"),
        ),
    ] = ()
    town: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis whose team works in this town, département (name or number) or region."
                " Repeated: any of them."
            ),
            metavar=_("PLACE"),
            candidates=partial(_completions, "town"),
        ),
    ] = ()
    phase: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis whose product is in this phase, such as stopped; {in_use} is any in which"
                " it is used. Repeated: any of them."
            ).format(in_use=IN_USE),
            metavar=_("PHASE"),
            candidates=partial(_completions, "phase"),
        ),
    ] = ()
    has: Annotated[
        tuple[str, ...],
        Option(
            _("Défis of which this is known: {names}. Repeated: all of them.").format(
                names=", ".join(FACTS)
            ),
            metavar=_("WHAT"),
            candidates=partial(_completions, "has"),
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
        """The values of the filters that are given, by their names."""
        values = {name: getattr(self, name) for name in (*_BY_VALUE, "search")}
        return {name: value for name, value in values.items() if value}


class Order(NamedTuple):
    """The order of a list, and how many challenges it has."""

    sort: Annotated[
        str | None,
        Option(
            _("Sort by {keys}.").format(keys=text.comma_list(sort_keys())),
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
        UsageError: for a value of a filter that nothing in the whole dataset matches, and for a
            search for no word.
    """
    challenges: Sequence[Challenge] = dataset.challenges
    notes: list[str] = []
    for option in filters.given:
        if option != "search":
            challenges, more = _filtered(dataset, challenges, option, filters)
            notes += more
    matches = Matches(query_words(dataset, filters.search))
    if filters.search:
        challenges, more = search(challenges, matches, " ".join(filters.search))
        notes += more
    return Selected(replace(dataset, challenges=tuple(challenges)), tuple(notes), matches)


def explain_no_match(dataset: Dataset, filters: Filters) -> str:
    """Return why no challenge meets `filters`: a word that none mentions, or how many meet each."""
    if not dataset.challenges:
        return _("there is no défi.")
    mentions: dict[str, int] = {}
    for word in query_words(dataset, filters.search):
        found, _notes = search(dataset.challenges, Matches([word]), word.typed)
        if not found:
            return _nothing_mentions(dataset, word.typed)
        mentions[text.printable(word.typed)] = len(found)
    if len(filters.given) > 1:
        alone = {}
        for name, value in filters.given.items():
            only = Filters(all_skills=filters.all_skills)._replace(**{name: value})
            alone[f"--{name}"] = len(select(dataset, only).dataset.challenges)
        together = _("no défi meets all of this together; défis that meet each: {counts}.")
        return together.format(counts=_counts_text(alone))
    if filters.search:
        each = _("no défi mentions all of these words; défis that mention each: {counts}.")
        return each.format(counts=_counts_text(mentions))
    if filters.all_skills and len(text.split_commas(filters.skill)) > 1:
        return _("no défi seeks all of these skills.")
    return _("no défi meets this.")


def _nothing_mentions(dataset: Dataset, word: str) -> str:
    """Return that no challenge mentions a word, with a suggestion."""
    nothing = _("nothing mentions {word}.").format(word=text.quoted(word))
    searched = chain.from_iterable(map(searched_texts, dataset.challenges))
    texts = dict.fromkeys(found for _field, found in searched)
    words = matching.written_words(texts, SHORTEST_SUGGESTED)
    return text.join_sentences(nothing, text.did_you_mean(word, dict.fromkeys(words)))


def _counts_text(counts: dict[str, int]) -> str:
    """Return names with their counts: `--theme 2, --town 1`."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


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
            raise UsageError(text.not_found_message(no, there_are, order.sort, keys, labels))
        challenges = _sorted_by(attrgetter("number"), challenges)
        ranks = {code: rank for rank, code in enumerate(dataset.promotion_codes)}

        def promotion(challenge: Challenge) -> int | None:
            return ranks.get(challenge.promotion or "")

        challenges = _sorted_by(promotion, challenges)
        key = promotion if order.sort == "promotion" else keys[order.sort].sort_value
        challenges = _sorted_by(key, challenges, reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges[: order.limit])


def _sorted_by(
    key: Callable[[Challenge], Any], challenges: tuple[Challenge, ...], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    """Return challenges sorted by a key; those of which it is not known come last either way."""
    keyed = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(keyed, key=key, reverse=reverse), *others)


def _filtered(
    dataset: Dataset, challenges: Iterable[Challenge], option: str, filters: Filters
) -> tuple[list[Challenge], list[str]]:
    """Return the challenges that meet one filter, and notes on how its values were understood.

    Raises:
        UsageError: for a value that nothing in the dataset matches.
    """
    challenges = list(challenges)
    meanings = meanings_of(dataset, option, filters.given[option])
    combine = all if option == "has" or (option == "skill" and filters.all_skills) else any
    chosen = []
    for challenge in challenges:
        own = set(own_values(challenge, option))
        if combine(not own.isdisjoint(values) for values, _notes in meanings):
            chosen.append(challenge)
    notes = list(dict.fromkeys(note for _values, notes in meanings for note in notes))
    # Most challenges have none: they are neither in a phase nor out of it.
    if option == "phase" and (count := sum(challenge.phase is None for challenge in challenges)):
        unknown = ngettext(
            "the phase of {count} more défi is not known.",
            "the phase of {count} more défis is not known.",
            count,
        )
        notes.append(unknown.format(count=count))
    return chosen, notes
