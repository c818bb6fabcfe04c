"""The order of challenges: by a field, by people, or by a key of the author's own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from eigcli.ask.filters import Filters
from eigcli.ask.words import code_called
from eigcli.data.kinds import fields_of
from eigcli.data.model import Challenge, Dataset
from eigcli.data.people import number_of
from eigcli.messages import N_, _
from eigcli.text import fold


def people_in(challenge: Challenge, roles: Collection[str] = ()) -> int | None:
    """Return how many people a challenge seeks, or recruited where that is not known.

    Args:
        challenge: the challenge.
        roles: the roles that count; none: all.
    """
    sought = number_of(challenge.people, "sought", roles)
    return number_of(challenge.people, "recruited", roles) if sought is None else sought


def sort_keys(dataset: Dataset) -> dict[str, str]:
    """Return what challenges are sorted by, with what people call it: own keys come last."""
    keys = {name: field.label for name, field in fields_of(Challenge).items() if field.sort}
    own = {key: key for challenge in dataset.challenges for key, _value in challenge.own}
    return {**keys, "people": N_("People"), "ministry": N_("Ministry"), **own}


def ordered(dataset: Dataset, order: Filters, roles: Collection[str] = ()) -> Dataset:
    """Return a dataset with its challenges in an order.

    Those that tie are in order of promotion and number; those of which the key is not known come
    last. Promotions come in the order of the dataset.

    Args:
        dataset: what is sorted.
        order: the options that say the order.
        roles: the roles whose people count; none: all.

    Raises:
        UsageError: for a key that nothing is sorted by.
    """
    challenges = dataset.challenges
    if order.sort is not None:
        fields = fields_of(Challenge)
        older = {name: fields[name].also.split() for name in fields}
        labels = {name: (label, *older.get(name, ())) for name, label in sort_keys(dataset).items()}
        no, there_are = _("cannot sort by {name}."), _("The sort keys are {names}.")
        name = code_called(order.sort, labels, no, there_are, exact=order.exact)
        ranks = {code: rank for rank, code in enumerate(dataset.promotion_codes)}
        keys: dict[str, Callable[[Challenge], Any]] = {
            "promotion": lambda c: ranks.get(c.promotion or ""),
            "people": lambda c: people_in(c, roles),
            "name": lambda c: fold(c.name),
            "ministry": lambda c: fold(c.hosts[0].ministry) if c.hosts else None,
        }
        key = keys.get(name) or (lambda c: getattr(c, name, None) or _own(c, name))
        challenges = _sorted(challenges, lambda c: c.number)
        challenges = _sorted(challenges, keys["promotion"])
        challenges = _sorted(challenges, key, reverse=order.reverse)
    elif order.reverse:
        challenges = challenges[::-1]
    return replace(dataset, challenges=challenges)


def _own(challenge: Challenge, name: str) -> tuple[bool, Any] | None:
    """Return the value of a key of the author's own to sort by: numbers are before texts."""
    value = challenge.own_keys.get(name)
    is_number = isinstance(value, int | float)
    return None if value is None else (not is_number, value if is_number else str(value))


def _sorted(
    challenges: Sequence[Challenge], key: Callable[[Challenge], Any], *, reverse: bool = False
) -> tuple[Challenge, ...]:
    """Return challenges sorted by a key; those of which it is not known come last either way."""
    known = [challenge for challenge in challenges if key(challenge) is not None]
    others = [challenge for challenge in challenges if key(challenge) is None]
    return (*sorted(known, key=key, reverse=reverse), *others)
