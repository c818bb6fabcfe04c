"""Filters: what options ask for, how people call it, and how a command line says it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from eigcli.data.kinds import fields_of
from eigcli.data.loading import bundled
from eigcli.data.model import PEOPLE, Challenge, Dataset
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext
from eigcli.query.facets import FACETS, FILTERS
from eigcli.query.words import code_called
from eigcli.text import list_in_words, quoted

# What people call the options that choose and, by `--without`, exclude; numbers only choose.
_LABELS = {facet: FACETS[facet].label for facet in FILTERS} | {"search": N_("words")}
_BOUND = r"(?:(?:(recruited)\b ?)?(.*)=)?\s*([0-9]{1,18})\s*"


def sort_keys(dataset: Dataset) -> dict[str, str]:
    """Return the keys that challenges are sorted by, with their labels; own keys come last."""
    keys = {name: field.label for name, field in fields_of(Challenge).items() if field.sort}
    own_keys = {key: key for challenge in dataset for key in challenge.own_keys}
    return {**keys, "people": N_("People"), "ministry": N_("Ministry"), **own_keys}


Values = Mapping[str, tuple[str, ...]]  # the values of options, by their names


class Bound(NamedTuple):
    """A bound on a number of people: with `--at-least` or `--at-most`, `recruited designer=2`.

    Attributes:
        option: `at-least` or `at-most`.
        number: the number; role: the role whose people count, "" for all of them.
        is_recruited: whether only people recruited count, else those sought come first.
    """

    option: str
    number: int
    role: str = ""
    is_recruited: bool = False

    @property
    def value(self) -> str:
        """It, as the option takes it."""
        whose = "recruited " * self.is_recruited + self.role
        return f"{whose.strip()}={self.number}" if whose else str(self.number)


class Filters(NamedTuple):
    """What options ask for; challenges must meet all of it.

    Attributes:
        given: the values that each option asks for, by the code of its facet; `search` has words.
        promotion: codes, years, `latest` or `all`.
        exact: whether each value is one code or whole name.
        sort: the key to sort by; reverse: whether backwards; limit: how many are listed.
        without: the values that are not wanted, as those of `given`.
        bounds: the bounds on numbers of people.
    """

    given: Mapping[str, tuple[str, ...]] = {}
    promotion: tuple[str, ...] = ()
    exact: bool = False
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    without: Mapping[str, tuple[str, ...]] = {}
    bounds: tuple[Bound, ...] = ()

    @property
    def are_given(self) -> bool:
        """Whether any of them chooses, promotions aside."""
        return bool(self.given or self.without or self.bounds)

    @property
    def options(self) -> frozenset[str]:
        """The facets that they choose by or exclude; `search` for words."""
        return frozenset((*self.given, *self.without))

    def of(self, option: str) -> tuple[str, ...]:
        """Return the values that an option asks for, `()` if it is not given."""
        return self.given.get(option, ())

    def replaced(self, option: str, *values: str) -> "Filters":
        """Return these filters with other values of one option, or without it."""
        others = {name: texts for name, texts in self.given.items() if name != option}
        return self._replace(given=others | ({option: values} if values else {}))

    def without_facet(self, facet: str) -> "Filters":
        """Return these filters but for what they want or exclude by a facet."""
        kept = {name: values for name, values in self.without.items() if name != facet}
        return self.replaced(facet)._replace(without=kept)

    def as_arguments(self, by: Sequence[str] = ()) -> list[str]:
        """Return the arguments of a command line that asks for the same, counted by some facets."""
        wanted = self.replaced("search").given
        words = [*_arguments({"promotion": self.promotion, **wanted})]
        for facet, values in self.without.items():
            for value in values:
                words += ["--without", f"{facet}={value}"]
        for bound in self.bounds:
            words += [f"--{bound.option}", bound.value]
        words += _arguments({"search": self.of("search"), "by": by})
        if self.sort:
            words += ["--sort", self.sort]
        if self.reverse:
            words.append("--reverse")
        return [*words, "--limit", str(self.limit)] if self.limit else words

    @property
    def whom(self) -> str:
        """The field with the people that are asked about: `recruits` or `seeks`."""
        is_of_recruits = "recruited" in self.options or self.sort == "recruited"
        return "recruits" if is_of_recruits else "seeks"

    @property
    def labels(self) -> tuple[str, ...]:
        """The filters as people read them: `role designer`, `without Paris`."""
        return (*self._wanted_labels(), *self._excluded_labels(), *self._bound_labels())

    def _wanted_labels(self) -> Iterator[str]:
        for facet, values in self.given.items():
            texts = [value_label(facet, value) for value in values]
            if facet in FACETS and not FACETS[facet].repeat_is_all:
                texts = [list_in_words(texts, either=True)]  # one is enough
            yield from (f"{_(_LABELS[facet])} {text}" for text in texts)

    def _excluded_labels(self) -> Iterator[str]:
        for facet, values in self.without.items():
            word = _("also or only elsewhere than") if facet == "town" else _("without")
            if facet in {"recruited", "search"}:  # not the role that is sought
                word = f"{word} {_(_LABELS[facet])}"
            yield from (f"{word} {value_label(facet, value)}" for value in values)

    def _bound_labels(self) -> Iterator[str]:
        bounded: dict[str, list[Bound]] = {}
        for bound in self.bounds:
            bounded.setdefault(bound.value, []).append(bound)
        for first, *others in bounded.values():
            label = _("at least {people}") if first.option == "at-least" else _("at most {people}")
            if {first.option} != {other.option for other in (first, *others)}:
                label = _("exactly {people}")
            people = ngettext(*PEOPLE, first.number, count=first.number)
            if first.role:
                people = f"{first.number} {first.role}"
            of_whom = _("{people} sought or else recruited")
            if first.is_recruited:
                of_whom = _("{people} recruited")
            yield label.format(people=of_whom.format(people=people))


def _arguments(values: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the arguments that give options their values."""
    for name, texts in values.items():
        for text in texts:
            yield from (f"--{name}", text)


def filters_of(options: Values, *others: Any) -> Filters:
    """Return the filters that options ask for.

    Args:
        options: the values of the options that choose, by their names in Python: `town=Paris` of
            `without` excludes this town.
        others: the other attributes of `Filters`, from `promotion` on.

    Raises:
        UsageError: if a value of `without` names no facet, or one of `at_least` no number.
    """
    given = {name: values for name, values in options.items() if values}
    bounds = _bounds(given)
    excluded = given.pop("without", ())
    without = _excluded(excluded)
    filters = Filters(given, *others)
    return filters._replace(without=without, bounds=bounds)


def _bounds(given: dict[str, tuple[str, ...]]) -> tuple[Bound, ...]:
    """Take the bounds out of the values of options, and return them."""
    bounds = list[Bound]()
    for option in ("at-least", "at-most"):
        for value in given.pop(option.replace("-", "_"), ()):
            bound = bound_of(option, value)
            bounds.append(bound)
    return tuple(bounds)


def _excluded(values: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what values of `--without` exclude, by the facet before their `=`."""
    without: dict[str, tuple[str, ...]] = {}
    for excluded in values:
        name, _equals, value = excluded.partition("=")
        facet = _facet_called(name.strip())
        others = without.get(facet, ())
        without[facet] = (*others, value)
    return without


def _facet_called(name: str) -> str:
    labels = {option: (label,) for option, label in _LABELS.items()}
    wrong = _("--without takes a filter and a value, such as skill=designer, not {name}.")
    return code_called(name, labels, wrong)


def bound_of(option: str, value: str) -> Bound:
    """Return the bound that a value of an option asks for: `3`, `designer=2`, `recruited=3`.

    Raises:
        UsageError: for a value without a number.
    """
    match = re.fullmatch(_BOUND, value.strip())
    if not match:
        wrong = _("--{option} takes a number of people, such as 3 or designer=2, not {value}.")
        raise UsageError(wrong.format(option=option, value=quoted(value)))
    recruited, role, digits = match.groups(default="")
    number = int(digits)
    role = role.strip()
    is_recruited = bool(recruited)
    return Bound(option, number, role, is_recruited)


def words_label(search: str) -> str:
    """Return the words of a search in quotation marks, instead of those that were typed."""
    return quoted(search.replace('"', ""))


def value_label(facet: str, value: str) -> str:
    """Return what people call a value of a facet, or a search, in the language of the reader."""
    if facet == "search":
        return words_label(value)
    declared = FACETS[facet]
    label = declared.labels(bundled().dataset).get(value)
    if label is None or facet == "family":
        return label or value
    return quoted(label.lower()) if declared.field == facet else label.lower()
