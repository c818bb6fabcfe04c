"""Choosing and ordering challenges by options.

A value of a filter that matches nothing in the dataset is a mistake and raises; values that are
known but that no challenge has together are not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from eigcli import matching, text
from eigcli.columns import sort_keys
from eigcli.dataset import Input, load_or_empty
from eigcli.errors import UsageError
from eigcli.fields import Field, fields_of
from eigcli.messages import N_, _
from eigcli.model import Challenge, Dataset
from eigcli.options import Option
from eigcli.search import Matches, query_words, search, searched_texts, synonyms_note

# The shortest word of a name that is suggested.
_SHORTEST_SUGGESTED = 4

# What a filter can choose challenges by: the name of a field, and a text in it or a code.
_Value = tuple[str, str]
# All values that a filter can choose by, with the ways to spell each.
_Known = dict[_Value, tuple[str, ...]]
# Whether a spelling of a value matches what was typed.
_Rule = Callable[[str], bool]

# The filters that choose by what the dataset states, and the sentence for a value it does not have.
_NOT_FOUND = {
    "skill": N_("no skill matches {value}."),
    "ministry": N_("no ministry or department matches {value}."),
    "theme": N_("no theme matches {value}."),
    "town": N_("no town matches {value}."),
}


def _completions(option: str, given: Input, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what may complete the value of a filter, each with its meaning.

    Once something is typed, a name may begin with any of its words: `science` for `data science`.
    """
    dataset = load_or_empty(given)
    if option == "skill":
        yield from ((skill.code, skill.label) for skill in dataset.skills)
    for field, name in _known_values(dataset, option):
        if field not in {"profiles", "department", "aliases"}:
            words = text.slugified(name).split("-")
            for start in range(len(words) if typed else 1):
                yield "-".join(words[start:]), name


class UnknownValueError(UsageError):
    """A value of a filter that matches nothing in the dataset.

    Args:
        message: what is wrong, with a suggestion.
        option: the name of the filter.
    """

    def __init__(self, message: str, option: str) -> None:
        super().__init__(message)
        self.option = option


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
            _("Défis whose ministry or department has these words. Repeated: any of them."),
            short="-m",
            metavar=_("TEXT"),
            candidates=partial(_completions, "ministry"),
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
            _("Défis whose team works in this town. Repeated: any of them."),
            metavar=_("TOWN"),
            candidates=partial(_completions, "town"),
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
        values = {name: getattr(self, name) for name in (*_NOT_FOUND, "search")}
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
        UnknownValueError: for a value of a filter that nothing in the whole dataset matches.
        UsageError: for a search for no word.
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
    words = matching.written_words(texts, _SHORTEST_SUGGESTED)
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
        UnknownValueError: for a value that nothing in the dataset matches.
    """
    known = _known_values(dataset, option)
    names = dict.fromkeys(name for value in filters.given[option] for name in _split(value, known))
    matched = [_match_name(name, option, known, dataset.synonyms) for name in names]
    combine = all if option == "skill" and filters.all_skills else any
    chosen = []
    for challenge in challenges:
        own = set(_filter_values(challenge, option))
        if combine(not own.isdisjoint(values) for values, _note in matched):
            chosen.append(challenge)
    return chosen, [note for _values, note in matched if note]


def _split(value: str, known: _Known) -> list[str]:
    """Return the names that commas separate in a value; only itself if that is a known name."""
    names, plain = text.split_commas([value]), text.unaccented(value)
    if len(names) == 1 or _where(known, lambda spelling: text.unaccented(spelling) == plain):
        return [value]
    return names


def _match_name(
    name: str, option: str, known: _Known, synonyms: Iterable[tuple[str, Sequence[str]]]
) -> tuple[set[_Value], str]:
    """Return the values that a name matches, by the strictest rule that any meets, and a note.

    The rules: it is the value; its words are in it; its letters run together there; its words or
    their synonyms are in it. The note names the synonyms, or what else has the words of the name.

    Raises:
        UnknownValueError: if no value meets any.
    """
    letters, words = text.fold(name), matching.significant_words(name)
    own_words: list[_Rule] = [
        lambda spelling: text.fold(spelling) == letters,
        lambda spelling: matching.has_all_words(spelling, words),
        lambda spelling: matching.runs_together(spelling, letters),
    ]
    for rule in own_words if words else ():
        if values := _where(known, rule):
            # A role is called by one name, whatever else has its words.
            others = _where(known, own_words[1]) - values if option != "skill" else set()
            return values, _besides_note(name, others)
    query = matching.parse_query(name, synonyms)

    def has_words_or_synonyms(spelling: str) -> bool:
        return all(matching.match_word(word, spelling) for word in query)

    if query and (values := _where(known, has_words_or_synonyms)):
        return values, synonyms_note(name, query)
    spellings = list(chain.from_iterable(known.values()))
    suggested = [*matching.written_words(spellings, _SHORTEST_SUGGESTED), *spellings]
    hint = text.did_you_mean(" ".join(words), suggested)
    not_found = _(_NOT_FOUND[option]).format(value=text.quoted(name))
    raise UnknownValueError(text.join_sentences(not_found, hint), option)


def _besides_note(name: str, others: Iterable[_Value]) -> str:
    """Return that other values have the words of a name too; nothing if there are none."""
    names = sorted({other for _field, other in others})
    besides = _("besides {value}, there is {names}.")
    return besides.format(value=text.quoted(name), names=text.comma_list(names)) if names else ""


def _where(known: _Known, rule: _Rule) -> set[_Value]:
    """Return the values of which any spelling meets a rule."""
    return {value for value, spellings in known.items() if any(map(rule, spellings))}


def _known_values(dataset: Dataset, option: str) -> _Known:
    """Return the values that a filter can choose by, with their spellings."""
    known: _Known = {}
    if option == "skill":
        known = {("profiles", skill.code): skill.spellings for skill in dataset.skills}
    for challenge in dataset.challenges:
        for value in _filter_values(challenge, option):
            _field, spelling = value
            known.setdefault(value, (spelling,))
    return known


def _filter_values(challenge: Challenge, option: str) -> Iterator[_Value]:
    """Return the values of a challenge that a filter can choose it by."""
    return (
        (field.name, name)
        for declared in _filter_fields(option)
        for field, name in declared.kind.filter_texts(declared, getattr(challenge, declared.name))
        if field.filter == option
    )


@cache
def _filter_fields(option: str) -> list[Field]:
    """Return the fields of a challenge that a filter chooses by, themselves or by their parts."""
    return [
        f for f in fields_of(Challenge) if option in (f.filter, *(p.filter for p in f.kind.parts))
    ]
