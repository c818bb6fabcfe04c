"""Filters: what options ask for, how people call it, and how a command line says it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eigcli.data.kinds import fields_of
from eigcli.data.loading import bundled
from eigcli.data.model import PEOPLE, Challenge, Dataset
from eigcli.messages import N_, _, ngettext
from eigcli.query.facets import FACETS, FILTERS
from eigcli.query.words import code_called
from eigcli.text import list_in_words, quoted

# What people call the options that choose and, by `--without`, exclude; numbers only choose.
_LABELS = {facet: FACETS[facet].label for facet in FILTERS} | {"search": N_("words")}
CHOOSING = {*_LABELS, "at-least", "at-most"}


def sort_keys(dataset: Dataset) -> dict[str, str]:
    """Return the keys that challenges are sorted by, with their labels; own keys come last."""
    keys = {name: field.label for name, field in fields_of(Challenge).items() if field.sort}
    own_keys = {key: key for challenge in dataset for key in challenge.own_keys}
    return {**keys, "people": N_("People"), "ministry": N_("Ministry"), **own_keys}


class Filters(NamedTuple):
    """What options ask for; challenges must meet all of it.

    Attributes:
        given: the values of each option that chooses: the code of a facet; `search` for words to
            mention; `not skill` and other exclusions; `at-least` and `at-most` for numbers of
            people, `3`, or in a role, `designer=2`; of people recruited, `recruited=3` and
            `recruited designer=2`.
        promotion: codes, years, `latest` or `all`.
        exact: whether each value is one code or whole name.
        sort: the key to sort by; reverse: whether backwards; limit: how many are listed.
    """

    given: Mapping[str, tuple[str, ...]] = {}
    promotion: tuple[str, ...] = ()
    exact: bool = False
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None

    def of(self, option: str) -> tuple[str, ...]:
        """Return the values of an option that chooses, `()` if it is not given."""
        return self.given.get(option, ())

    def replaced(self, option: str, *values: str) -> "Filters":
        """Return these filters with other values of one option, or without it."""
        others = {name: texts for name, texts in self.given.items() if name != option}
        return self._replace(given=others | ({option: values} if values else {}))

    def as_arguments(self, by: Sequence[str] = ()) -> list[str]:
        """Return the arguments of a command line that asks for the same, counted by some facets."""
        listed = {"promotion": self.promotion, **self.given, "by": by}
        listed |= {"sort": (self.sort,)} if self.sort else {}
        words = []
        for name, values in listed.items():
            facet = name.removeprefix("not ")
            for value in values:
                option = ["--without", f"{facet}={value}"]
                words += [f"--{name}", value] if facet == name else option
        words += ["--reverse"] * self.reverse
        return [*words, "--limit", str(self.limit)] if self.limit else words

    @property
    def whom(self) -> str:
        """The field with the people that are asked about: `recruits` or `seeks`."""
        of_recruits = self.given.keys() & {"recruited", "not recruited"}
        return "recruits" if of_recruits or self.sort == "recruited" else "seeks"

    @property
    def labels(self) -> tuple[str, ...]:
        """The filters as people read them: `role designer`, `without Paris`."""
        named = []
        for option, values in self.given.items():
            facet = option.removeprefix("not ")
            if facet not in _LABELS:
                continue
            label, texts = _(_LABELS[facet]), [value_label(facet, value) for value in values]
            if facet != option:
                is_named = facet in {"recruited", "search"}  # not the role that is sought
                without = _("also or only elsewhere than") if facet == "town" else _("without")
                label = f"{without} {label}" if is_named else without
            elif facet in FACETS and not FACETS[facet].every:
                texts = [list_in_words(texts, either=True)]  # one is enough
            named += [f"{label} {text}" for text in texts]
        least, most = self.of("at-least"), self.of("at-most")
        for value in dict.fromkeys((*least, *most)):
            label = _("at least {people}") if value in least else _("at most {people}")
            if value in least and value in most:
                label = _("exactly {people}")
            of, role, count = bound_of(value)
            number = ngettext(*PEOPLE, 1 if count == "1" else 2, count=count)
            people = f"{count} {role}" if role else number
            bound = _("{people} recruited") if of else _("{people} sought or else recruited")
            named.append(label.format(people=bound.format(people=people)))
        return tuple(named)


def given_of(options: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return options, by their names in Python, as `Filters` has them.

    `town=Paris` of `without` becomes `Paris` of `not town`.

    Raises:
        UsageError: if a value of `without` names no facet.
    """
    given = {name.replace("_", "-"): values for name, values in options.items() if values}
    labels = {option: (label,) for option, label in _LABELS.items()}
    wrong = _("--without takes a filter and a value, such as skill=designer, not {name}.")
    for value in given.pop("without", ()):
        name, _equals, typed = value.partition("=")
        facet = code_called(name.strip(), labels, wrong)
        given[f"not {facet}"] = (*given.get(f"not {facet}", ()), typed)
    return given


def bound_of(value: str) -> tuple[str, str, str]:
    """Return the parts of a bound such as `recruited designer=2`: `recruited`, role, number."""
    role, _equals, number = value.rpartition("=")
    of, _space, rest = role.partition(" ")
    return (of, rest.strip(), number) if of == "recruited" else ("", role, number)


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
