"""What the values of a filter ask of a challenge: names, and between them "and", "or" and "not"."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from eigcli import text
from eigcli.filter_values import FieldValue, ValuesOfFilter
from eigcli.messages import _
from eigcli.question_words import AND, NOT, OR

# The filters of which a challenge has one value as a rule: `Paris and Lyon` is any of them.
_OF_ONE_VALUE = frozenset({"ministry", "family", "town", "phase"})


def _operator(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for an operator between names, and a comma before it."""
    return re.compile(rf",?\s+(?:{'|'.join(words)})\s+", re.IGNORECASE)


_AND, _OR = _operator(AND), _operator(OR)
# Behind a space or a comma: `but not in`, `et sans`, `!`.
_NOT = re.compile(
    rf"(?:,|\s)\s*(?:(?:{'|'.join((*AND, 'but', 'mais'))})\s+)?"
    rf"(?:!\s*(?=\w)|(?:{'|'.join(NOT)}|excepté)\s+(?:(?:de|of|for|pour|en|in|à)\s+)?)",
    re.IGNORECASE,
)


class Condition(NamedTuple):
    """What the values of a filter ask of a challenge.

    Attributes:
        wanted: for each value, the ways to meet it; in each, several names of which it has all. A
            name is the values that it stands for.
        excluded: the names of which it has none.
        every: whether it must meet each of `wanted`, not any.
        labels: what people call what it asks for, such as `developer` and `without Paris`.
        notes: how the names were understood.
    """

    wanted: Sequence[Sequence[Sequence[Collection[FieldValue]]]]
    excluded: Sequence[Collection[FieldValue]]
    every: bool
    labels: Sequence[str]
    notes: Sequence[str]

    @property
    def wanted_values(self) -> list[FieldValue]:
        """All values that the wanted names stand for."""
        return [value for ways in self.wanted for way in ways for name in way for value in name]

    def met_by(self, own: Iterable[FieldValue]) -> bool:
        """Return whether a challenge with these values meets it."""
        having = set(own)

        def has(name: Collection[FieldValue]) -> bool:
            return not having.isdisjoint(name)

        if any(map(has, self.excluded)):
            return False
        met = (any(all(map(has, names)) for names in ways) for ways in self.wanted)
        return not self.wanted or (all(met) if self.every else any(met))


def condition_of(
    names: ValuesOfFilter,
    typed: Iterable[str],
    *,
    every: bool = False,
    exact: bool = False,
    unwanted: bool = False,
) -> Condition:
    """Return what the values that were typed for a filter ask of a challenge.

    `developer and designer` is both, `developer or designer` and `developer, designer` any of them,
    `not developer, designer` and `sans développeur ni designer` neither.

    Args:
        names: the names of the values of the filter.
        typed: the values that were typed.
        every: whether a challenge must meet all of the values, not any.
        exact: whether names are codes, or whole texts where there are none; only commas stand
            between them then.
        unwanted: whether the challenges that meet it are not wanted.

    Raises:
        UnknownValueError: for a name that matches no value.
    """
    if exact:
        codes = [names.exact_meaning(c, excluded=unwanted) for c in text.split_commas(typed)]
        return Condition([[[c.values]] for c in codes], [], every, [c.label for c in codes], [])
    wanted: list[list[list[str]]] = []
    excluded: list[str] = []
    for value in dict.fromkeys(typed):
        named, without = (value, "") if names.has(value) else _split_at_negation(value)
        if named or not without:
            wanted += (_ways_to_meet(part, names) for part in _split(named, names))
        if without:
            ways = [_ways_to_meet(part, names) for part in _split(without, names)]
            excluded += chain.from_iterable(chain.from_iterable(ways))
    together = list(chain.from_iterable(wanted))
    meanings = {n: names.meaning(n, excluded=unwanted) for way in together for n in way}
    others = {name: names.meaning(name, excluded=True) for name in excluded}
    notes = chain.from_iterable(m.notes for m in (*meanings.values(), *others.values()))
    labels = [text.list_in_words([meanings[name].label for name in way]) for way in together]
    labels += [_("without {value}").format(value=meaning.label) for meaning in others.values()]
    return Condition(
        [[[meanings[name].values for name in way] for way in ways] for ways in wanted],
        [meaning.values for meaning in others.values()],
        every,
        list(dict.fromkeys(labels)),
        list(dict.fromkeys(notes)),
    )


def _split_at_negation(value: str) -> tuple[str, str]:
    """Return what a value asks for, and what it excludes.

    For example `("Lyon", "")` for `Lyon`, and `("", "Paris,Lyon")` for `neither Paris nor Lyon`.
    """
    wanted, *excluded = _NOT.split(f" {value}", maxsplit=1)
    if not excluded:
        return value, ""
    return wanted.strip(" ,"), _NOT.sub(",", excluded[0]).strip(" ,")


def _split(value: str, names: ValuesOfFilter) -> list[str]:
    """Return the names that commas separate in a value; only itself if that is a name.

    `a, b and c` stays one, which `_ways_to_meet` takes apart.
    """
    parts = text.split_commas([value])
    is_one = len(parts) == 1 or _AND.search(value) or _OR.search(value) or names.has(value)
    return [value] if is_one else parts


def _ways_to_meet(value: str, names: ValuesOfFilter) -> list[list[str]]:
    """Return the names in `a or b and c`, as `[["a"], ["b", "c"]]`; `a, b and c` has all three.

    Words that some name has together are one name: `économie et finances`.
    """
    if names.have_words(value):
        return [[value]]
    if _OR.search(value):
        ways = [_AND.split(part) for part in text.split_commas(_OR.split(value))]
    else:
        ways = [text.split_commas(_AND.split(value))]
    return [[name] for name in chain.from_iterable(ways)] if names.option in _OF_ONE_VALUE else ways
