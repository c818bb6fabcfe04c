"""Sentences on an answer: how words were understood, why there is nothing, what is not known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from eigcli.data.model import Dataset, distinct
from eigcli.data.promotions import ALL
from eigcli.messages import N_, _, ngettext
from eigcli.query.counting import MEASURES, OF_HOSTS, facets_known
from eigcli.query.facets import FACETS, few_values
from eigcli.query.filters import Filters, sort_keys, value_label, words_label
from eigcli.query.interpretation import Interpretation
from eigcli.query.naming import Slugs
from eigcli.query.searching import LONG_ENOUGH, SearchIndex, Term
from eigcli.query.selecting import SearchResult, Selector
from eigcli.suggesting import did_you_mean
from eigcli.text import (
    comma_list,
    join_sentences,
    list_in_words,
    of_same_data,
    quoted,
    shell_line,
)

# Questions on the data of eig; those on another dataset name what it has.
_OF_OURS = N_(
    "eig designers in Lyon · eig how many projects per subject · eig which projects of 2021 are"
    " still in use"
)
_OFTEN_COUNTED = ("ministry", "town", "skill", "subject", "promotion")


def way_in(texts: SearchIndex) -> str:
    """Return examples of questions that a dataset answers, and where there is more."""
    own = map(of_same_data, _examples(texts.dataset))
    examples = _(_OF_OURS) if texts.are_ours else " · ".join(own)
    return _("Ask, for example: {examples}. For more: eig --help.", examples=examples)


def _examples(dataset: Dataset) -> Iterator[str]:
    """Yield questions on what the challenges of a dataset have."""
    few = few_values(dataset)
    counted = [*few, *facets_known(dataset, _OFTEN_COUNTED)]
    if few:
        key, *_others = few
        value, *_others = few[key]
        filters = Filters({key: (value,)})
        yield shell_line(["eig", "list", *filters.as_arguments()])
    if counted:
        label = _(FACETS[counted[0]].label)
        yield _("eig how many challenges per {facet}", facet=label)
    if facets_known(dataset, ["state"]):
        yield _("eig which challenges are still in use")
    yield "eig list"


def scope_of(dataset: Dataset, codes: Sequence[str], count: int, total: int) -> str:
    """Return the promotions of an answer, with the numbers found in these and in all."""
    labels = dataset.promotion_labels
    names = list_in_words(labels.get(code, code) for code in codes)
    if not dataset.has_promotions:
        return _(
            "{names}: {count} of {total} challenges; all: --promotion all",
            names=names,
            count=count,
            total=total,
        )
    return ngettext(
        "Promotion {names}: {count} of {total} challenges; all: --promotion all",
        "Promotions {names}: {count} of {total} challenges; all: --promotion all",
        len(codes),
        names=names,
        count=count,
        total=total,
    )


def preamble_of(asked: Interpretation) -> Iterator[str]:
    """Yield what changes an answer: words that were not understood, or read as others."""
    if asked.unheeded:
        words = list_in_words(map(quoted, asked.unheeded))
        yield _("not understood: {words}", words=words)
    for typed, taken in asked.corrected.items():
        yield _("{typed} is read as {taken}", typed=quoted(typed), taken=quoted(taken))
    yield from asked.preamble


def reading_of(selector: Selector, asked: Interpretation, codes: Sequence[str]) -> Iterator[str]:
    """Yield how words were understood, as options that one can copy, and what was searched."""
    filters = asked.filters
    is_count = asked.command == "stats"
    measure = asked.measure if is_count else ""
    if asked.is_share:  # no options ask for one
        labels = _labels(filters, asked.rows, asked.across, measure)
        label = " · ".join(labels)
    else:
        if selector.texts.are_ours:  # options alone ask about one promotion
            filters = filters._replace(promotion=(*codes,) or (ALL,))
        label = label_of(filters, asked.rows, asked.across, measure, asked.columns)
    if label:
        yield label
    yield from _caveats(selector.dataset, asked)
    searched = filters.of("search")
    if not searched:
        return
    words = words_label(" ".join(searched))
    yield _("searched: {words}", words=words)
    if is_count:
        yield _("Every challenge with these words is counted, whatever their sense.")


def _caveats(dataset: Dataset, asked: Interpretation) -> Iterator[str]:
    """Yield what to know of the facets that are asked about."""
    about = {*asked.filters.options, *asked.by}
    is_on_states = "state" in about or "phase" in about
    if is_on_states and dataset.sources:
        yield _("A state is what a source said on its day; a year is that of the promotion.")
    is_rank_of_hosts = asked.rank and "ministry" in asked.by
    if is_rank_of_hosts and dataset.families_of_hosts:
        yield _(OF_HOSTS)


def label_of(
    filters: Filters,
    by: Sequence[str],
    across: str = "",
    measure: str = "",
    columns: Sequence[str] = (),
) -> str:
    """Return what was understood, as people call it and as options that one can copy."""
    labels = _labels(filters, by, across, measure)
    if not labels:
        return ""
    options = filters.as_arguments(by, across, measure, columns)
    label = " · ".join(labels)
    return _("{label}: ", label=label) + shell_line(options)


def _labels(filters: Filters, by: Sequence[str], across: str, measure: str) -> list[str]:
    """Return what was understood, as people call it."""
    labels = [*filters.replaced("search").labels]
    for facet in filter(None, [*by, across]):
        label = _(FACETS[facet].label)
        labels.append(_("by {facet}", facet=label))
    if filters.sort:
        label = _label_of_order(filters.sort)
        labels.append(_("sorted by {key}", key=label))
    if measure:
        label = _(MEASURES[measure])
        labels.append(label)
    return labels


def _label_of_order(key: str) -> str:
    """Return what people call a key to sort by."""
    known = sort_keys(Dataset())
    if key not in known:  # one's own key
        return FACETS[key].label
    label = _(known[key])
    return label.lower()


def why_unanswered(
    selector: Selector, asked: Interpretation, question: str, found: SearchResult
) -> str:
    """Return why words are no question, or none that is answered: what a search of them finds."""
    filters = asked.filters
    texts = selector.texts
    words = of_same_data(shell_line([question]))
    count = len(found.challenges) if filters.are_given else 0
    searched = texts.terms_of(filters.of("search"))
    is_of_fewer = len(found.terms) < len(searched)
    if count and (is_of_fewer or asked.unheeded):
        return _("no challenge mentions all of this; the nearest: eig list {words}.", words=words)
    if count:
        return ngettext(
            "{count} challenge mentions this: eig list {words}.",
            "{count} challenges mention this: eig list {words}.",
            count,
            words=words,
        )
    if filters.are_given or not asked.preamble:
        return why_nothing(selector, filters, selector.dataset)
    # Only unknown or denied words leave nothing to search.
    mentioning = map(texts.mentioning, asked.unheeded)
    if any(mentioning):
        return f"{asked.preamble[0]}."
    return _none_mentions(asked.unheeded)


def _none_mentions(words: Iterable[str]) -> str:
    """Return that no challenge mentions some words."""
    named = comma_list(map(quoted, words))
    return _("nothing mentions {word}.", word=named)


def why_nothing(selector: Selector, filters: Filters, whole: Dataset) -> str:
    """Return why no challenge meets options: what none mentions, or how many meet each.

    Args:
        selector: what selects.
        filters: the options.
        whole: the challenges that are asked about.
    """
    texts = selector.texts
    if not whole.challenges:
        return _("there is no challenge.")
    terms = texts.terms_of(filters.of("search"))
    unknown = [term.typed for term in terms if not texts.rated(term)]
    if unknown:
        nothing = _none_mentions(unknown)
        first = unknown[0]
        if len(first) < LONG_ENOUGH:
            return nothing
        hint = did_you_mean(first, texts.words)
        return join_sentences(nothing, hint)
    parts = _met_by_each(selector, filters, terms, whole)
    if len(parts) <= 1:
        return _("no challenge meets this.")
    each = _("no challenge meets all of this; challenges that meet each part: {counts}.")
    return each.format(counts=_counts(parts))


def wider_search(selector: Selector, filters: Filters, found: SearchResult, whole: Dataset) -> str:
    """Return how many challenges meet each part of a search, "" if hardly more than all of it.

    Args:
        selector: what selects.
        filters: the options.
        found: the challenges that meet all of them, and the words that were searched.
        whole: the challenges that are asked about.
    """
    if not found.terms:
        return ""
    parts = _met_by_each(selector, filters, found.terms, whole)
    counts = map(len, parts.values())
    has_many = min(counts) > len(found.challenges)
    if len(parts) == 1 or not has_many:
        return ""
    return _("Challenges that meet each part: {counts}.", counts=_counts(parts))


def _met_by_each(
    selector: Selector, filters: Filters, terms: Sequence[Term], whole: Dataset
) -> dict[str, Slugs]:
    """Return the slugs of the challenges that meet each part of filters, by what that is called."""
    slugs = frozenset(challenge.slug for challenge in whole)
    met = {}
    for term in terms:
        label = quoted(term.typed)
        rated = selector.texts.rated(term)
        met[label] = slugs & rated.keys()
    for part in _parts(filters):
        label = " ".join(part.labels)
        met[label] = slugs & selector.meeting_all(part)
    return met


def _counts(parts: Mapping[str, Slugs]) -> str:
    """Return the parts of a search, each with the number of challenges that meet it."""
    counts = (f"{label} ({len(slugs)})" for label, slugs in parts.items())
    return ", ".join(counts)


def _parts(filters: Filters) -> Iterator[Filters]:
    """Yield each of some filters alone, but what is searched."""
    for facet, values in filters.replaced("search").given.items():
        yield Filters({facet: values})
    for facet, values in filters.without.items():
        yield Filters(without={facet: values})
    for bound in filters.bounds:
        yield Filters(bounds=(bound,))


def not_known(selector: Selector, filters: Filters, whole: Dataset) -> Iterator[str]:
    """Yield a note on each filter that some challenges may meet, with their number.

    They meet all other filters. Of states, a sentence says more.

    Args:
        selector: what selects.
        filters: the options that challenges meet.
        whole: the challenges that are asked about.
    """
    note = _("Not known for {count} of {total} challenges: {name}.")
    slugs = {challenge.slug for challenge in whole}
    for others, label, known in _known_of_each(selector, filters):
        asked = selector.meeting_all(others) & slugs
        count = len(asked - known)
        if count:
            yield note.format(count=count, total=len(asked), name=label)


def _known_of_each(selector: Selector, filters: Filters) -> Iterator[tuple[Filters, str, Slugs]]:
    """Yield the filters but one, its label, and of which challenges is known whether they meet it.

    Of filters for what is not known, there are none.
    """
    for facet in filters.without_facet("state").facets:
        others = filters.without_facet(facet)
        for label, known in _known_of_facet(selector, filters, facet):
            yield others, label, known
    keys = distinct(bound.key for bound in filters.bounds)
    for key in keys:
        bounds = tuple(bound for bound in filters.bounds if bound.key != key)
        others = filters._replace(bounds=bounds)
        label = FACETS[key].label
        known = frozenset(selector.amounts(key))
        yield others, _(label), known


def _known_of_facet(
    selector: Selector, filters: Filters, facet: str
) -> Iterator[tuple[str, Slugs]]:
    """Yield the label of a filter, and of which challenges is known whether they meet it.

    A fact has a label for each value.
    """
    wanted = filters.of(facet)
    values = wanted + filters.without.get(facet, ())
    names = selector.names(facet)
    found = names.of(wanted)
    if found and found.isdisjoint(names.of_known_value):
        return
    if FACETS[facet].kind == "fact":  # what is not known to be there may be there
        for value in values:
            label = value_label(facet, value)
            yield label, names.of([value])
        return
    known = names.known(values)
    is_of_place = known != names.of_known_value
    label = FACETS["region" if is_of_place else facet].label
    yield _(label), known
