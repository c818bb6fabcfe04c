"""Filters: what options ask for, how people call it, and how a command line says it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from eigcli.data.dates import date_text
from eigcli.data.kinds import fields_of, stated
from eigcli.data.loading import bundled
from eigcli.data.model import PEOPLE, Challenge, Dataset, Texts
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext
from eigcli.query.amounts import Amount, amount_in
from eigcli.query.facets import (
    DATES_BOUNDED,
    FACETS,
    FIELDS_BOUNDED,
    FILTERS,
    headings_of,
    keys_of,
    option_of_key,
    own_keys_of,
)
from eigcli.query.words import Labels, code_called
from eigcli.text import list_in_words, quoted

_SEARCH = N_("words")  # what people call those that are searched
_BOUND = r"(?:(?:(recruited)\b ?)?(.*)=)?\s*([0-9]{1,18})\s*"


def sort_keys(dataset: Dataset) -> dict[str, str]:
    """Return the keys that challenges are sorted by, with their labels; own keys come last."""
    keys = {name: field.label for name, field in fields_of(Challenge).items() if field.sort}
    keys["people"] = N_("People")
    keys["ministry"] = N_("Ministry")
    for key in own_keys_of(dataset):
        keys[key] = FACETS[key].label
    return keys


Values = Mapping[str, Texts]  # the values of options, by their names


class Bound(NamedTuple):
    """A bound on a number of people, `recruited designer=2`, or on the numbers or dates of a key.

    Attributes:
        option: `at-least` or `at-most`.
        limit: the number or the date.
        typed: how it is written.
        role: the role whose people count, "" for all of them.
        is_recruited: whether only people recruited count, else those sought come first.
        key: the key: one's own, or a field of `FIELDS_BOUNDED`; "" for people.
    """

    option: str
    limit: Amount
    typed: str
    role: str = ""
    is_recruited: bool = False
    key: str = ""

    @property
    def value(self) -> str:
        """It, as the option takes it."""
        whose = option_of_key(self.key) if self.key else self.role
        if self.is_recruited:
            whose = f"recruited {self.role}".strip()
        return f"{whose}={self.typed}" if whose else self.typed

    @property
    def label(self) -> str:
        """It, as people read it: `3 people sought or else recruited`, `budget ≥ 50000`."""
        if self.key:
            return self._label_of_key
        count = int(self.limit.number)
        people = ngettext(*PEOPLE, count, count=count)
        if self.role:
            people = f"{count} {self.role}"
        if self.is_recruited:
            return _("{people} recruited", people=people)
        return _("{people} sought or else recruited", people=people)

    @property
    def _label_of_key(self) -> str:
        """What it says of a number or of a date: `State as of January 2025 or later`."""
        label = _(FACETS[self.key].label)
        is_lower = self.option == "at-least"
        if not self.limit.date and self.key not in DATES_BOUNDED:
            sign = "≥" if is_lower else "≤"
            return f"{label} {sign} {self.typed}"
        date = date_text(self.limit.date or self.typed)
        text = N_("{field} {date} or later") if is_lower else N_("{field} {date} or earlier")
        return _(text, field=label, date=date)


class Filters(NamedTuple):
    """What options ask for; challenges must meet all of it.

    Attributes:
        given: the values that each option asks for, by the code of its facet; `search` has words.
        promotion: codes, years, `latest` or `all`.
        exact: whether each value is one code or whole name.
        sort: the key to sort by; reverse: whether backwards; limit: how many are listed.
        without: the values that are not wanted, as those of `given`.
        bounds: the bounds on numbers of people, or on values of own keys.
    """

    given: Mapping[str, Texts] = {}
    promotion: Texts = ()
    exact: bool = False
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    without: Mapping[str, Texts] = {}
    bounds: tuple[Bound, ...] = ()

    @property
    def are_given(self) -> bool:
        """Whether any of them chooses, promotions aside."""
        return bool(self.given or self.without or self.bounds)

    @property
    def options(self) -> frozenset[str]:
        """The facets that they choose by or exclude; `search` for words."""
        return frozenset((*self.given, *self.without))

    @property
    def facets(self) -> list[str]:
        """The facets that they choose by or exclude, in the order of help; those of keys last."""
        asked = self.options - {"search"}
        of_keys = asked.difference(FACETS)
        others = [facet for facet in FACETS if facet in asked]
        return others + sorted(of_keys)

    def of(self, option: str) -> Texts:
        """Return the values that an option asks for, `()` if it is not given."""
        return self.given.get(option, ())

    def replaced(self, option: str, *values: str) -> "Filters":
        """Return these filters with other values of one option, or without it."""
        given = dict(self.given)
        given.pop(option, None)
        if values:
            given[option] = values
        return self._replace(given=given)

    def without_facet(self, facet: str) -> "Filters":
        """Return these filters but for what they want or exclude by a facet."""
        without = dict(self.without)
        without.pop(facet, None)
        return self.replaced(facet)._replace(without=without)

    def as_arguments(
        self,
        by: Sequence[str] = (),
        across: str = "",
        measure: str = "",
        columns: Sequence[str] = (),
    ) -> list[str]:
        """Return the arguments of a command line that asks for the same, and what it shows.

        Args:
            by: the facets to count by; across: the one that makes columns.
            measure: the number to show; columns: the columns of a list.
        """
        arguments = _arguments("promotion", self.promotion)
        for facet, values in self.replaced("search").given.items():
            if FACETS[facet].kind == "key":
                arguments += _arguments_with("where", facet, values)
            else:
                arguments += _arguments(facet, values)
        for facet, values in self.without.items():
            arguments += _arguments_with("without", facet, values)
        for bound in self.bounds:
            arguments += [f"--{bound.option}", bound.value]
        arguments += _arguments("search", self.of("search"))
        arguments += _arguments("by", map(option_of_key, by))
        if self.sort:
            arguments += ["--sort", self.sort]
        if self.reverse:
            arguments.append("--reverse")
        if self.limit:
            arguments += ["--limit", str(self.limit)]
        shown = {
            "across": option_of_key(across),
            "measure": measure,
            "columns": ",".join(columns),
        }
        for option, value in shown.items():
            if value:
                arguments += [f"--{option}", value]
        return arguments

    @property
    def whom(self) -> str:
        """The field with the people that are asked about: `recruits` or `seeks`."""
        if "recruited" in self.options or self.sort == "recruited":
            return "recruits"
        return "seeks"

    @property
    def labels(self) -> Texts:
        """The filters as people read them: `role designer`, `without Paris`."""
        return (*self._wanted_labels(), *self._excluded_labels(), *self._bound_labels())

    def _wanted_labels(self) -> Iterator[str]:
        for facet, values in self.given.items():
            label = label_of_option(facet)
            texts = [value_label(facet, value) for value in values]
            if facet != "search" and not FACETS[facet].repeat_is_all:
                text = list_in_words(texts, either=True)  # one is enough
                texts = [text]
            for text in texts:
                yield f"{label} {text}"

    def _excluded_labels(self) -> Iterator[str]:
        for facet, values in self.without.items():
            word = _("without")
            if facet == "town":
                word = _("also or only elsewhere than")
            is_role_or_word = facet in {"recruited", "search"}  # not the role that is sought
            if is_role_or_word or FACETS[facet].kind == "key":
                label = label_of_option(facet)
                word = f"{word} {label}"
            for value in values:
                label = value_label(facet, value)
                yield f"{word} {label}"

    def _bound_labels(self) -> Iterator[str]:
        by_label: dict[str, set[str]] = {}
        for bound in self.bounds:
            if bound.key:
                yield bound.label
                continue
            options = by_label.setdefault(bound.label, set())
            options.add(bound.option)
        for label, options in by_label.items():
            if len(options) > 1:
                yield _("exactly {people}", people=label)
            elif "at-least" in options:
                yield _("at least {people}", people=label)
            else:
                yield _("at most {people}", people=label)


def label_of_option(option: str) -> str:
    """Return what people call what an option chooses by, see `Filters.given`."""
    if option == "search":
        return _(_SEARCH)
    if option == "town":  # not where a challenge has an effect
        return _("team in")
    return _(FACETS[option].label)


def _arguments(option: str, values: Iterable[str]) -> list[str]:
    """Return the arguments that give an option its values."""
    arguments = []
    for value in values:
        arguments += [f"--{option}", value]
    return arguments


def _arguments_with(option: str, facet: str, values: Iterable[str]) -> list[str]:
    """Return the arguments that give an option values of a facet: `--without town=Paris`."""
    name = option_of_key(facet)
    pairs = [f"{name}={value}" for value in values]
    return _arguments(option, pairs)


def filters_of(options: Values, *others: Any, challenges: Iterable[Challenge] = ()) -> Filters:
    """Return the filters that options ask for.

    Args:
        options: the values of the options that choose, by their names in Python: `town=Paris` of
            `without` excludes this town.
        others: the other attributes of `Filters`, from `promotion` on.
        challenges: those whose own keys `where`, `without`, `at_least` and `at_most` may name.

    Raises:
        UsageError: if a value of `where` names no key, one of `without` no facet, or one of
            `at_least` no number.
    """
    given = stated(options)
    keys = keys_of(challenges)
    bounded = keys_bounded(challenges)
    bounds = []
    for option in ("at-least", "at-most"):
        name = option.replace("-", "_")
        for value in given.pop(name, ()):
            bound = bound_of(option, value, bounded)
            bounds.append(bound)
    wanted = given.pop("where", ())
    excluded = given.pop("without", ())
    no_key = _("--where takes a key and a value, such as stage=pilot; no challenge has {name}.")
    headings = headings_of(challenges)
    facets_headed = {facet: headings[facet] for facet in FILTERS if facet in headings}
    for facet, values in _by_facet(wanted, keys | facets_headed, no_key).items():
        given[facet] = (*given.get(facet, ()), *values)
    facets = keys_of(challenges, FILTERS)
    facets["search"] = [_SEARCH]
    no_facet = _("--without takes a filter and a value, such as skill=designer, not {name}.")
    without = _by_facet(excluded, facets, no_facet)
    filters = Filters(given, *others)
    return filters._replace(without=without, bounds=tuple(bounds))


def _by_facet(values: Iterable[str], facets: Labels, missing: str) -> Values:
    """Return values such as `town=Paris` by the facet before their `=`.

    Args:
        values: the values.
        facets: the facets that may stand there, with their labels.
        missing: the sentence for a name that none has.
    """
    by_facet: dict[str, Texts] = {}
    for text in values:
        name, _equals, value = text.partition("=")
        facet = code_called(name.strip(), facets, missing)
        others = by_facet.get(facet, ())
        by_facet[facet] = (*others, value)
    return by_facet


def keys_bounded(challenges: Iterable[Challenge]) -> dict[str, list[str]]:
    """Return the keys that `--at-least` and `--at-most` take, with their labels."""
    fields = {name: [FACETS[name].label] for name in FIELDS_BOUNDED}
    return keys_of(challenges) | fields


def bound_of(option: str, value: str, keys: Labels) -> Bound:
    """Return the bound that a value of an option asks for: `3`, `designer=2`, `budget=50000`.

    Args:
        option: `at-least` or `at-most`.
        value: the value.
        keys: the keys that it may be of, with their labels.

    Raises:
        UsageError: for a value without a number.
    """
    name, _equals, typed = value.rpartition("=")
    typed = typed.strip()
    limit = amount_in(typed)
    with suppress(UsageError):  # it may be a role
        key = code_called(name.strip(), keys, "")
        if limit:
            return Bound(option, limit, typed, key=key)
    match = re.fullmatch(_BOUND, value.strip())
    if not match:
        wrong = _(
            "--{option} takes a number of people, such as 3 or designer=2, or a key with a number"
            " or a date, such as state_date=2024-08, not {value}."
        )
        raise UsageError(wrong.format(option=option, value=quoted(value)))
    recruited, role, digits = match.groups(default="")
    limit = Amount(int(digits))
    typed = str(limit.number)
    is_recruited = bool(recruited)
    return Bound(option, limit, typed, role.strip(), is_recruited)


def words_label(search: str) -> str:
    """Return the words of a search in quotation marks, instead of those that were typed."""
    return quoted(search.replace('"', ""))


def value_label(facet: str, value: str) -> str:
    """Return what people call a value of a facet, or a search, in the language of the reader."""
    if facet == "search":
        return words_label(value)
    declared = FACETS[facet]
    if declared.kind == "fact":
        value = value.removeprefix("x-")
    labels = declared.labels(bundled().dataset)
    label = labels.get(value, value)
    if value not in labels or facet == "family":
        return label
    label = label.lower()
    return quoted(label) if declared.field == facet else label
