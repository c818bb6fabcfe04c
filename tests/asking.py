"""Helpers of the tests of the room `ask`: options, and the challenges that they choose."""

from collections.abc import Callable
from typing import Any

from build import slugs

from eigcli.data.model import Dataset
from eigcli.query.choosing import Answer, answer
from eigcli.query.filters import Filters, filters_of

Ask = Callable[[str], Answer]


def filters(**options: Any) -> Filters:
    """Return filters; a text is a single value, and facets go by their codes."""
    facets: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, value in options.items():
        is_facet = name == "without" or name not in Filters._fields
        chosen = facets if is_facet else others
        is_single = isinstance(value, str) and name != "sort"
        chosen[name] = (value,) if is_single else value
    return filters_of(facets)._replace(**others)


def asked(whole: Dataset, question: str | None = None, **options: Any) -> Answer:
    """Return the answer to a question and options."""
    return answer(whole, filters(**options), question)


def chosen(whole: Dataset, question: str | None = None, **options: Any) -> str:
    """Return the slugs of the listed challenges, with spaces between them."""
    return " ".join(slugs(asked(whole, question, **options).listed))
