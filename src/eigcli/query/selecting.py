"""Selecting challenges by options, each of which stands for a set of them, and sorting these."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import chain
from operator import ge, le
from typing import Any, NamedTuple

from eigcli.data.kinds import fields_of
from eigcli.data.model import Challenge, Dataset, Texts, distinct
from eigcli.data.promotions import ALL, are_all, is_all, promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _, ngettext
from eigcli.query.amounts import Amount, amount_in, has_month_first
from eigcli.query.facets import FIELDS_BOUNDED, option_of_key, own_keys_of, values_of_key
from eigcli.query.filters import Bound, Filters, sort_keys
from eigcli.query.naming import FacetIndex, Slugs
from eigcli.query.searching import SearchIndex, Term
from eigcli.query.words import code_called
from eigcli.suggesting import nearest, suggest
from eigcli.text import comma_list, fold, join_sentences, quoted, split_commas

AmountsBySlug = dict[str, list[Amount]]  # of challenges


class SearchResult(NamedTuple):
    """The challenges that meet options, the best matches first.

    Attributes:
        challenges: these, of all promotions.
        terms: the words that were searched.
        notes: through which synonyms and families of ministries they were found.
    """

    challenges: tuple[Challenge, ...]
    terms: Sequence[Term]
    notes: Sequence[str]


class Selector:
    """Selects challenges of a dataset; what takes time is made on first use.

    Args:
        dataset: all challenges.
        exact: whether each value is one code or whole name.

    Attributes:
        texts: the texts that are searched.
        names: returns the names of a facet, by its code.
        amounts: returns the numbers and the dates under a key, see `amounts_of`.
    """

    def __init__(self, dataset: Dataset, *, exact: bool) -> None:
        self.dataset: Dataset = dataset
        self.texts: SearchIndex = SearchIndex(dataset, exact=exact)
        self.names: Callable[[str], FacetIndex] = cache(partial(FacetIndex, self.texts))
        self.amounts: Callable[[str], AmountsBySlug] = cache(partial(amounts_of, dataset))

    def promotions(self, names: Iterable[str]) -> Texts:
        """Return the codes of the promotions that are named, `all` if these have all challenges."""
        names = split_commas(names)
        codes = promotions_named(names, self.dataset, exact=self.texts.exact)
        if not codes:
            return ()
        is_all_named = any(map(is_all, names))
        if is_all_named or are_all(codes, self.dataset):
            return (ALL,)
        return tuple(codes)

    def found(self, filters: Filters) -> SearchResult:
        """Return the challenges that meet all filters except promotions.

        Raises:
            UsageError: for a value that its option does not take.
        """
        others = filters.replaced("search")
        met = self.meeting_all(others)
        left = [challenge for challenge in self.dataset if challenge.slug in met]
        notes = self._facet_notes(filters)
        searched = filters.of("search")
        terms = self.texts.terms_of(searched)
        challenges = self.texts.search(left, terms)
        fewer = [] if challenges else self.texts.most_together(left, terms)
        if fewer:
            note = _note_of_lost(terms, fewer)
            notes.append(note)
            terms = fewer
            challenges = self.texts.search(left, terms)
        notes += self.texts.notes(challenges, terms)
        return SearchResult(tuple(challenges), terms, notes)

    def _facet_notes(self, filters: Filters) -> list[str]:
        """Return notes on how values of facets were understood, each once."""
        notes = list[str]()
        options = chain(filters.given.items(), filters.without.items())
        for option, values in options:
            if option == "search":
                continue
            names = self.names(option)
            notes += names.notes(values)
        return [*distinct(notes)]

    @cached_property
    def _all(self) -> Slugs:
        """The slugs of all challenges."""
        return frozenset(challenge.slug for challenge in self.dataset)

    def meeting_all(self, filters: Filters) -> Slugs:
        """Return the slugs of the challenges that meet all filters except promotions."""
        met = self._all
        for option, values in filters.given.items():
            met &= self.meeting(option, values)
        for option, values in filters.without.items():
            met &= self.lacking(option, values)
        for bound in filters.bounds:
            met &= self.bounded(bound)
        return met

    def meeting(self, option: str, values: Sequence[str]) -> Slugs:
        """Return the slugs of the challenges that an option chooses, by its name and values."""
        if option != "search":
            return self.names(option).of(values)
        terms = self.texts.terms_of(values)
        rated = map(self.texts.rated, terms)
        return self._all.intersection(*rated)

    def lacking(self, option: str, values: Sequence[str]) -> Slugs:
        """Return the slugs of the challenges that have none of some values of an option."""
        if option != "search":
            return self.names(option).without(values)
        left = self._all
        for value in values:
            left -= self.meeting(option, [value])
        return left

    def bounded(self, bound: Bound) -> Slugs:
        """Return the slugs of the challenges that keep to a bound.

        Raises:
            UsageError: for a name that is neither a role nor a key.
        """
        amounts = self.amounts(bound.key) if bound.key else self._people(bound)
        is_met = ge if bound.option == "at-least" else le
        slugs = set()
        for slug, found in amounts.items():
            for amount in found:
                precise = amount.as_precise_as(bound.limit)
                if is_met(precise, bound.limit):
                    slugs.add(slug)
        return frozenset(slugs)

    def _people(self, bound: Bound) -> AmountsBySlug:
        """Return how many people challenges have, of the role of a bound or of all, by slug."""
        roles = self._roles_of(bound)
        people = {}
        for challenge in self.dataset:
            count = people_in(challenge, roles, is_recruited=bound.is_recruited)
            if count is not None:
                people[challenge.slug] = [Amount(count)]
        return people

    def _roles_of(self, bound: Bound) -> frozenset[str]:
        """Return the codes of the roles that a bound names, none for all people."""
        if not bound.role:
            return frozenset()
        try:
            roles = self.roles([bound.role])
        except UsageError:
            own_keys = own_keys_of(self.dataset)
            own = [*map(option_of_key, own_keys)]
            keys = [*own, *FIELDS_BOUNDED]
            codes = [skill.code for skill in self.dataset.skills]
            near = nearest(bound.role, codes + keys)
            if not (near or own):
                raise
            no = _("neither a role nor a column is called {name}.", name=quoted(bound.role))
            longer = [key for key in keys if key.startswith(f"{bound.role}-")]
            suggestion = suggest(near or longer[:2])
            raise UsageError(join_sentences(no, suggestion)) from None
        if not roles:
            no = _("{name} is not a role: only roles are counted.", name=quoted(bound.role))
            raise UsageError(no)
        return roles

    def roles(self, values: Sequence[str]) -> frozenset[str]:
        """Return the codes of the roles that values of `--skill` name; an expertise is none."""
        if not values:
            return frozenset()
        skills = self.names("skill")
        texts = skills.texts_of(values)
        codes = set[str]()
        for skill in self.dataset.skills:
            is_named = not texts.isdisjoint(skill.names())
            if is_named:
                codes.add(skill.code)
        return frozenset(codes)


def _note_of_lost(terms: Iterable[Term], kept: Collection[Term]) -> str:
    """Return the note on terms of a search that are not kept."""
    lost = [quoted(term.typed) for term in terms if term not in kept]
    words = comma_list(lost)
    return _("words left out, as no challenge has them with the others: {words}.", words=words)


def people_in(
    challenge: Challenge, roles: Collection[str], *, is_recruited: bool = False
) -> int | None:
    """Return how many people a challenge seeks or, if that is not known, recruited.

    Args:
        challenge: the challenge.
        roles: the roles that count; none: all.
        is_recruited: whether only people recruited count.
    """
    sought = None if is_recruited else challenge.number_of("sought", roles)
    if sought is not None:
        return sought
    return challenge.number_of("recruited", roles)


def amounts_of(challenges: Iterable[Challenge], key: str) -> AmountsBySlug:
    """Return the numbers and the dates that challenges have under a key, by slug."""
    texts = {challenge.slug: values_of_key(challenge, key) for challenge in challenges}
    all_texts = chain(*texts.values())
    month_first = any(map(has_month_first, all_texts))
    by_slug = defaultdict(list)
    for slug, values in texts.items():
        for value in values:
            amount = amount_in(value, month_first=month_first)
            if amount:
                by_slug[slug].append(amount)
    return by_slug


def ordered(
    dataset: Dataset, filters: Filters, roles: Collection[str]
) -> tuple[Dataset, list[str]]:
    """Return a dataset with its challenges sorted, and notes on the order.

    Challenges that tie keep their order; those without a known key come last. Promotions come in
    the order of the dataset.

    Args:
        dataset: what is sorted.
        filters: the options that say the order and the limit.
        roles: the roles whose people count; none: all.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if filters.sort is None:
        if filters.reverse:
            challenges = challenges[::-1]
        return replace(dataset, challenges=challenges), []
    name = _sort_key_called(filters.sort, dataset, exact=filters.exact)
    values = _sort_values(dataset, name, roles)
    known = [challenge for challenge in challenges if challenge.slug in values]
    unknown = [challenge for challenge in challenges if challenge.slug not in values]
    known.sort(key=lambda challenge: values[challenge.slug], reverse=filters.reverse)
    notes = []
    if unknown:
        note = _("The sort value is known for {known} of {total} challenges; others come last.")
        notes.append(note.format(known=len(known), total=len(challenges)))
    in_order = [values[challenge.slug] for challenge in known]
    tied = _tied(in_order, filters.limit)
    if tied:
        note = ngettext(
            "{count} more challenge ties with the last one.",
            "{count} more challenges tie with the last one.",
            tied,
        )
        notes.append(note)
    return replace(dataset, challenges=(*known, *unknown)), notes


def is_ordered_by(dataset: Dataset, key: str) -> bool:
    """Return whether a key to sort by is known of any challenge."""
    known = _sort_values(dataset, key, ())
    return bool(known)


def _tied(values: Sequence[Any], limit: int | None) -> int:
    """Return how many values below a limit are that of the last one above it."""
    if not limit or limit >= len(values):
        return 0
    last = values[limit - 1]
    below = values[limit:]
    return below.count(last)


def _sort_key_called(name: str, dataset: Dataset, *, exact: bool) -> str:
    """Return the key to sort by of that name, label or older name."""
    fields = fields_of(Challenge)
    labels = {}
    for key, label in sort_keys(dataset).items():
        labels[key] = [label]
        if key in fields:
            others = fields[key].other_keys
            labels[key] += others.split()
    missing = _("cannot sort by {name}.")
    return code_called(name, labels, missing, exact=exact)


def _sort_values(dataset: Dataset, name: str, roles: Collection[str]) -> dict[str, Any]:
    """Return what to sort challenges by, by slug, as far as it is known: numbers, then texts.

    In a column of numbers, a text such as `none` or `to be confirmed` is not known.
    """
    amounts = amounts_of(dataset, name) if name.startswith("x-") else {}
    values = {}
    for challenge in dataset:
        slug = challenge.slug
        value: Any = amounts.get(slug)
        if not value:
            value = _sort_value(challenge, name, dataset, roles)
        if isinstance(value, str):
            values[slug] = True, fold(value)
        elif value is not None:
            values[slug] = False, value
    are_numbers = 2 * len(amounts) > len(values)
    if are_numbers:
        return {slug: values[slug] for slug in values.keys() & amounts}
    return values


def _sort_value(
    challenge: Challenge, name: str, dataset: Dataset, roles: Collection[str]
) -> str | int | None:
    """Return what to sort a challenge by, if it is known."""
    match name:
        case "promotion":
            codes = dataset.promotion_codes
            return codes.index(challenge.promotion) if challenge.promotion else None
        case "ministry":
            return " ".join(challenge.ministries) or None
        case "people":
            return people_in(challenge, roles)
        case "sought" | "recruited":
            return challenge.number_of(name, roles)
    if name.startswith("x-"):
        return " ".join(values_of_key(challenge, name)) or None
    value: str | int | None = getattr(challenge, name)
    return value
