"""Choosing and ordering challenges by options.

A value of a filter that matches nothing in the dataset is a mistake and raises; values that are
known but that no challenge has together are not.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args

from eigcli import command_line, matching, text
from eigcli.columns import sort_keys
from eigcli.conditions import condition_of
from eigcli.data.loading import Input, is_bundled, load_or_empty
from eigcli.data.model import Challenge, Dataset
from eigcli.data.people import total
from eigcli.errors import UsageError
from eigcli.filter_values import (
    FACTS,
    IN_USE,
    SHORTEST_SUGGESTED,
    VALUE_FILTERS,
    UnknownValueError,
    ValuesOfFilter,
    known_values,
    own_values,
    unknown_value,
)
from eigcli.matching import QueryWord
from eigcli.messages import N_, _, ngettext
from eigcli.names import code_called
from eigcli.options import Option
from eigcli.question_words import OR
from eigcli.search import Matches, all_texts, check_searches, query_words, search

if TYPE_CHECKING:
    from eigcli.question import Reading

# A search of so many words may leave some out, but not more than all but so many.
_MANY_WORDS, _FEWEST_WORDS = 3, 2
# The fields whose values are offered as they are.
_OFFERED_FIELDS = frozenset(
    {"ministry", "themes", "expertise", "towns", "departments_of_towns", "regions"}
)


def _completions(option: str, given: Input, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what may complete the value of a filter, each with its meaning.

    Once something is typed, a name may begin with any of its words: `science` for `data science`.
    """
    dataset = load_or_empty(given)
    offered = dict(VALUE_FILTERS[option].offered(dataset))
    for field, name in known_values(dataset, option):
        if field in _OFFERED_FIELDS:
            words = text.slugified(name).split("-")
            for start in range(len(words) if typed else 1):
                offered.setdefault("-".join(words[start:]), name)
    yield from offered.items()


def _excluded_candidates(given: Input, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what may complete `--without`: the name of a filter, then its values."""
    option, equals, value = typed.partition("=")
    if not equals:
        yield from ((f"{name}=", "") for name in VALUE_FILTERS)
    elif option in VALUE_FILTERS:
        for name, meaning in _completions(option, given, value):
            yield f"{option}={name}", meaning


class Filters(NamedTuple):
    """The filters that a challenge must meet, all of those that are given."""

    skill: Annotated[
        tuple[str, ...],
        Option(
            _("Défis that seek this role or expertise. Repeated: any of them."),
            short="-s",
            labels=(N_("role"),),
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
            labels=(N_("ministry"),),
            metavar=_("TEXT"),
            candidates=partial(_completions, "ministry"),
        ),
    ] = ()
    family: Annotated[
        tuple[str, ...],
        Option(
            _("Défis of this family of ministries, whatever their names. Repeated: any of them."),
            labels=(N_("family of ministries"),),
            metavar=_("FAMILY"),
            candidates=partial(_completions, "family"),
        ),
    ] = ()
    theme: Annotated[
        tuple[str, ...],
        Option(
            _("Défis filed under this theme. Repeated: any of them."),
            labels=(N_("theme"),),
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
            labels=(N_("town"), N_("region"), N_("Département")),
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
            labels=(N_("phase"),),
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
    at_least: Annotated[
        int | None,
        Option(
            _(
                "Défis that seek at least N people, or recruited that many if the number"
                " sought is not known."
            ),
            labels=(N_("at least"),),
            metavar=_("N"),
            minimum=1,
        ),
    ] = None
    without: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis that do not have this, such as skill=designer or town=Paris: a value of any"
                " filter. Repeated: none of them."
            ),
            metavar=_("FILTER=VALUE"),
            candidates=_excluded_candidates,
        ),
    ] = ()
    search: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis that mention these words, best matches first; roles, places and so on"
                " among them act as filters. Repeated: all of them."
            ),
            short="-q",
            metavar=_("TEXT"),
        ),
    ] = ()
    exact: Annotated[
        bool,
        Option(
            _("Take codes and whole names only, of promotions and columns too: for scripts."),
        ),
    ] = False

    @property
    def given(self) -> dict[str, Any]:
        """The values of the filters that are given, by their names."""
        values = {name: getattr(self, name) for name in (*VALUE_FILTERS, "without", "search")}
        if self.at_least is not None:
            values["at_least"] = (str(self.at_least),)
        return {name: value for name, value in values.items() if value}

    @property
    def as_arguments(self) -> list[str]:
        """The options of a command line that ask for the same."""
        arguments = [w for name, values in self.given.items() for v in values for w in (name, v)]
        arguments[::2] = [f"--{name.replace('_', '-')}" for name in arguments[::2]]
        return [*arguments, *(["--all-skills"] if self.all_skills else [])]


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


class Understood(NamedTuple):
    """How the words of a search were understood.

    Attributes:
        labels: what they stand for, such as `place Lyon`.
        filters: the filters that say the same.
        notes: which of the words were left out, and why.
    """

    labels: tuple[str, ...]
    filters: Filters
    notes: tuple[str, ...] = ()


class Selected(NamedTuple):
    """The challenges that meet filters.

    Attributes:
        dataset: the dataset with these challenges only.
        notes: what a person must know of how the filters were understood, a sentence each: a value
            that was found through a synonym, or what else has the words of a value.
        matches: where the words of the search are in their texts.
        understood: how the words of the search were understood, where they stand for options.
        left_out: which words were not searched for, so that the others find something; "" if all.
        chosen_by: what people call the values that chose, and the words that were searched for:
            the same for one request, however it was typed.
    """

    dataset: Dataset
    notes: tuple[str, ...]
    matches: Matches
    understood: Understood | None = None
    left_out: str = ""
    chosen_by: tuple[str, ...] = ()


def select(dataset: Dataset, filters: Filters) -> Selected:
    """Return the challenges of `dataset` that meet every one of `filters`.

    Those that are searched for come the best first, the others in their order.

    Raises:
        UsageError: for a value of a filter that nothing in the whole dataset matches, and for a
            search for no word.
    """
    if filters.exact or not (filters.search and dataset.challenges):
        return _selected(dataset, filters)
    # Imported only here: most runs ask nothing in words.
    from eigcli.question import readings_of

    check_searches(filters.search)
    likeliest: Selected | None = None
    unknown: UnknownValueError | None = None
    for reading in readings_of(" ".join(filters.search), dataset):
        try:
            selected = _selected_by(reading, dataset, filters)
        except UnknownValueError as error:
            unknown = unknown or error
            continue
        if selected.dataset.challenges:
            mistyped = (_mistyped(dataset, word) for word in selected.matches.words)
            return selected._replace(notes=(*selected.notes, *filter(None, mistyped)))
        likeliest = likeliest or selected
    if likeliest:
        return likeliest
    # Where a dataset of one's own has no such role, the word may be in its texts; a place is one,
    # or none.
    if unknown and (is_bundled(dataset) or unknown.option == "town"):
        raise unknown
    return _selected(dataset, filters)


def _selected_by(reading: "Reading", dataset: Dataset, filters: Filters) -> Selected:
    """Return what filters leave for one way to understand the words of a search.

    Raises:
        UnknownValueError: for a value that the dataset does not have, such as an unknown place.
    """
    if reading.unknown_place:
        raise unknown_value(reading.unknown_place, "town", known_values(dataset, "town"))
    # Where all words are words of asking, these are searched.
    words = (" ".join(reading.words),) if reading.words else ()
    if not (reading.options or reading.without):
        searched = filters._replace(search=words or filters.search)
        selected = _selected(dataset, searched)
        typed, kept = (matching.significant_words(" ".join(f.search)) for f in (filters, searched))
        if typed == kept:
            return selected
        return selected._replace(understood=Understood((_words_label(words),), searched))
    given = filters.given
    options: dict[str, Any] = {n: v for n, v in reading.options.items() if n not in given}
    without = (*filters.without, *reading.without)
    same = filters._replace(search=words, without=without, **options)
    labels = list(reading.labels)
    if words:
        labels.append(_words_label(words))
    counts = _("--{option} is given, and overrides {values}.")
    notes = [
        counts.format(option=name, values=text.comma_list(values))
        for name, values in reading.options.items()
        if name in given
    ]
    understood = Understood(tuple(labels), same, tuple(notes))
    return _selected(dataset, same)._replace(understood=understood)


def _words_label(words: Sequence[str]) -> str:
    return _("words: {words}").format(words=text.quoted(*words))


def _selected(dataset: Dataset, filters: Filters) -> Selected:
    """Return the challenges that meet filters; the words of a search are only searched for."""
    challenges: Sequence[Challenge] = dataset.challenges
    notes: list[str] = []
    labels: list[str] = []
    for option in filters.given:
        if option in VALUE_FILTERS:
            challenges, own_labels, more = _filtered(dataset, challenges, option, filters)
            labels += own_labels
            notes += more
    if (least := filters.at_least) is not None:
        challenges, more = _of_at_least(challenges, least)
        people = ngettext("at least {count} person", "at least {count} people", least)
        labels.append(people.format(count=least))
        notes += more
    for value in filters.without:
        challenges, own_labels = _without(dataset, challenges, value, exact=filters.exact)
        labels += own_labels
    matches, left_out = Matches(query_words(dataset, filters.search)), ""
    if filters.search:
        found, more = search(challenges, matches, " ".join(filters.search))
        if not found and len(matches.words) >= _MANY_WORDS:
            matches, left_out = _best_words(challenges, matches.words)
            found, _notes = search(challenges, matches, "") if matches.words else ([], [])
        challenges = found
        labels += [word.typed for word in matches.words] if left_out else filters.search
        notes += more
    notes += _phases_not_known(dataset, filters)
    chosen = replace(dataset, challenges=tuple(challenges))
    return Selected(
        chosen, tuple(notes), matches, left_out=left_out, chosen_by=tuple(dict.fromkeys(labels))
    )


def _of_at_least(
    challenges: Sequence[Challenge], count: int
) -> tuple[list[Challenge], Sequence[str]]:
    """Return the challenges of at least so many people, and a note on those that do not say.

    These are the people that they seek, or where that is not known those whom they recruited.
    """
    people = [total(c.profiles) or total(c.recruited) for c in challenges]
    unknown = people.count(None)
    note = ngettext(
        "for {count} défi, the number of people is not known.",
        "for {count} défis, the number of people is not known.",
        unknown,
    )
    notes = [note.format(count=unknown)] if unknown else []
    return [c for c, own in zip(challenges, people, strict=True) if (own or 0) >= count], notes


def _best_words(challenges: Sequence[Challenge], words: Sequence[QueryWord]) -> tuple[Matches, str]:
    """Return the words of a search that challenges mention together, and which are left out.

    The rarest are the first to be kept; one word alone would say too little, so then none is.
    """
    mentions = {
        word: {c.slug for c in search(challenges, Matches([word]), word.typed)[0]} for word in words
    }
    kept: list[QueryWord] = []
    left: set[str] = set()
    for word in sorted(words, key=lambda word: len(mentions[word])):
        if together := mentions[word] & left if kept else mentions[word]:
            kept.append(word)
            left = together
    if len(kept) < _FEWEST_WORDS:
        return Matches(), ""
    others = text.comma_list([text.quoted(word.typed) for word in words if word not in kept])
    left_out = _("left out, since no défi has them together with the other words: {words}.")
    return Matches([word for word in words if word in kept]), left_out.format(words=others)


def _without(
    dataset: Dataset, challenges: Sequence[Challenge], value: str, *, exact: bool
) -> tuple[Sequence[Challenge], Sequence[str]]:
    """Return the challenges without what a value of `--without` names, and what people call that.

    Raises:
        UsageError: where it names no filter.
        UnknownValueError: for a value that nothing in the dataset matches.
    """
    option, typed = _excluded(value)
    if option == "search":
        matches = Matches(query_words(dataset, [typed]))
        kept = [challenge for challenge in challenges if not matches.ratings(challenge)]
        return kept, [_("without {value}").format(value=typed)]
    condition = condition_of(ValuesOfFilter(dataset, option), [typed], exact=exact, unwanted=True)
    if option == "phase":
        challenges = [challenge for challenge in challenges if challenge.phase]
    kept = [c for c in challenges if not condition.met_by(own_values(c, option))]
    return kept, [_("without {value}").format(value=label) for label in condition.labels]


def _excluded(value: str) -> tuple[str, str]:
    """Return the filter that a value of `--without` names, and what is not wanted of it.

    Raises:
        UsageError: where it names no filter.
    """
    name, _equals, typed = value.partition("=")
    annotations = Filters.__annotations__
    labels = {f: get_args(annotations[f])[1].labels for f in (*VALUE_FILTERS, "search")}
    if not typed.strip():
        wrong = _("--without takes a filter and a value, such as skill=designer, not {value}.")
        names = _("The filters are {names}.").format(names=text.comma_list(labels))
        raise UsageError(text.join_sentences(wrong.format(value=text.quoted(value)), names))
    no, there_are = _("no filter is called {name}."), _("The filters are {names}.")
    return code_called(name.strip(), labels, no, there_are), typed


def explain_no_match(dataset: Dataset, filters: Filters, source: Input) -> str:
    """Return why no challenge meets `filters`: a word that none mentions, or how many meet each.

    Args:
        dataset: the dataset that they chose from.
        filters: the filters, with those that words of a search stand for.
        source: what was asked, for the command that finds some of the words.
    """
    if not dataset.challenges:
        return _("there is no défi.")
    mentions: dict[str, set[str]] = {}
    for word in query_words(dataset, filters.search):
        found, _notes = search(dataset.challenges, Matches([word]), word.typed)
        if not found:
            return _nothing_mentions(dataset, word)
        mentions[word.typed] = {challenge.slug for challenge in found}
    if len(filters.given) > 1:
        alone = {}
        for name in filters.given:
            only = Filters(all_skills=filters.all_skills, exact=filters.exact)
            only = only._replace(**{name: getattr(filters, name)})
            alone[f"--{name.replace('_', '-')}"] = len(_selected(dataset, only).dataset.challenges)
        together = _("no défi meets all of this together; défis that meet each: {counts}.")
        return together.format(counts=_counts_text(alone))
    if filters.search:
        each = _("no défi mentions all of these words; défis that mention each: {counts}.")
        counts = {text.printable(word): len(slugs) for word, slugs in mentions.items()}
        fewer = filters._replace(search=(_found_together(mentions),))
        whole = source.of_all_promotions if source.is_part else source
        options = [*whole.as_arguments, *fewer.as_arguments]
        hint = _("To see défis that mention some: {command}.")
        command = text.shell_line(["eig", "list", *options])
        why = each.format(counts=_counts_text(counts))
        return text.join_sentences(why, hint.format(command=command))
    if filters.all_skills and len(text.split_commas(filters.skill)) > 1:
        return _("no défi seeks all of these skills.")
    return _("no défi meets this.")


def _found_together(mentions: Mapping[str, set[str]]) -> str:
    """Return a search that finds some of several words: as many as one challenge mentions.

    Of as many, those that most challenges mention; where none mentions two, any of the words.

    Args:
        mentions: the slugs of the challenges that mention each word.
    """
    slugs = set[str]().union(*mentions.values())
    of_each = (tuple(w for w, found in mentions.items() if slug in found) for slug in sorted(slugs))
    together = Counter(of_each)
    best = max(together, key=lambda words: (len(words), together[words]))
    return " ".join(best) if len(best) > 1 else f" {OR[1]} ".join(mentions)


def _nothing_mentions(dataset: Dataset, word: matching.QueryWord) -> str:
    """Return that no challenge mentions a word, with a suggestion unless it has synonyms.

    For example "nothing mentions 'santee'. Did you mean santé? To search: eig list -q santé."
    """
    nothing = _("nothing mentions {word}.").format(word=text.quoted(word.typed))
    if word.synonyms or len(word.term.plain) < SHORTEST_SUGGESTED:
        return nothing
    # A word that begins with it is another one, else it would have been found.
    words = [w for w in _words_written(dataset) if not text.fold(w).startswith(word.term.plain)]
    near = text.nearest(word.typed, words)
    command = command_line.with_word(word.typed, near[0]) if len(near) == 1 else ""
    hint = _("To search for it: {command}.").format(command=command) if command else ""
    return text.join_sentences(nothing, text.suggested(near), hint)


def _words_written(dataset: Dataset) -> list[str]:
    """Return the words of texts that may be suggested, each once.

    Of words that fold alike the last is suggested: not one that begins a sentence.
    """
    texts = dict.fromkeys(all_texts(dataset))
    return sorted(dict.fromkeys(matching.written_words(texts, SHORTEST_SUGGESTED)), key=str.islower)


def _mistyped(dataset: Dataset, word: matching.QueryWord) -> str:
    """Return what a word may be that is found by its stem alone, if another one is near.

    For example `environnement` for `environement`, whose stem is `environ`.
    """
    plain = word.term.plain
    if word.term.whole or len(plain) < SHORTEST_SUGGESTED:
        return ""
    words = _words_written(dataset)
    others = [w for w in words if matching.stem(text.fold(w)) != matching.stem(plain)]
    if any(text.fold(w).startswith(plain) for w in words) or not text.nearest(word.typed, others):
        return ""
    return _nothing_mentions(dataset, word)


def _counts_text(counts: dict[str, int]) -> str:
    """Return names with their counts: `--theme 2, --town 1`."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def roles_chosen(dataset: Dataset, filters: Filters) -> frozenset[str]:
    """Return the codes of the roles that `--skill` names in a dataset; an expertise is none."""
    if not filters.skill:
        return frozenset()
    condition = condition_of(ValuesOfFilter(dataset, "skill"), filters.skill, exact=filters.exact)
    return frozenset(code for field, code in condition.wanted_values if field == "profiles")


def sort_challenges(dataset: Dataset, order: Order, *, exact: bool = False) -> Dataset:
    """Return `dataset` with its challenges in `order`.

    Those that tie are in order of promotion and number; those of which the key is not known come
    last. Promotions come in the order of the dataset.

    Args:
        dataset: what is sorted.
        order: the sort key, by its name or its label, and how many come.
        exact: whether only its name will do.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if order.sort is not None:
        keys = sort_keys(challenges)
        labels = {name: [key.heading] for name, key in keys.items()}
        no, there_are = _("cannot sort by {name}."), _("The sort keys are {names}.")
        name = code_called(order.sort, labels, no, there_are, exact=exact)
        challenges = _sorted_by(attrgetter("number"), challenges)
        ranks = {code: rank for rank, code in enumerate(dataset.promotion_codes)}

        def promotion(challenge: Challenge) -> int | None:
            return ranks.get(challenge.promotion or "")

        challenges = _sorted_by(promotion, challenges)
        starts = {programme.promotion: programme.start for programme in dataset.programmes}
        of_promotion: dict[str, Callable[[Challenge], Any]] = {
            "promotion": promotion,
            "start": lambda challenge: starts.get(challenge.promotion),
        }
        key = of_promotion.get(name) or keys[name].sort_value
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


def _phases_not_known(dataset: Dataset, filters: Filters) -> list[str]:
    """Return a note on how many challenges meet all but the phase, and do not say theirs.

    Where no phase is asked for, there is none.
    """
    others = tuple(value for value in filters.without if _excluded(value)[0] != "phase")
    if not filters.phase and others == filters.without:
        return []
    rest = _selected(dataset, filters._replace(phase=(), without=others)).dataset.challenges
    count = sum(not challenge.phase for challenge in rest)
    unknown = ngettext(
        "the phase of {count} more défi is not known.",
        "the phase of {count} more défis is not known.",
        count,
    )
    return [unknown.format(count=count)] if count else []


def _filtered(
    dataset: Dataset, challenges: Sequence[Challenge], option: str, filters: Filters
) -> tuple[list[Challenge], Sequence[str], Sequence[str]]:
    """Return the challenges that meet one filter; what people call its values, and notes on them.

    Raises:
        UsageError: for a value that nothing in the dataset matches.
    """
    every = option == "has" or (option == "skill" and filters.all_skills)
    given = filters.given[option]
    condition = condition_of(
        ValuesOfFilter(dataset, option), given, every=every, exact=filters.exact
    )
    kept = [c for c in challenges if condition.met_by(own_values(c, option))]
    return kept, condition.labels, condition.notes
