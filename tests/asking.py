"""Helpers of the tests of the room `ask`: options, and the challenges that they choose."""

from collections.abc import Callable
from typing import Any

from eigcli.data.model import Dataset
from eigcli.query.choosing import Answer, answer
from eigcli.query.filters import Filters, filters_of

Ask = Callable[[str], Answer]


def filters(**options: Any) -> Filters:
    """Return filters; a text is a single value, and facets go by their codes."""
    texts: dict[str, Any] = {
        n: (v,) if isinstance(v, str) and n != "sort" else v for n, v in options.items()
    }
    others = {n: texts.pop(n) for n in [*texts] if n in Filters._fields and n != "without"}
    return filters_of(texts)._replace(**others)


def asked(whole: Dataset, question: str | None = None, **options: Any) -> Answer:
    """Return the answer to a question and options."""
    return answer(whole, filters(**options), question)


def chosen(whole: Dataset, question: str | None = None, **options: Any) -> str:
    """Return the slugs of the listed challenges, with spaces between them."""
    return " ".join(c.slug for c in asked(whole, question, **options).listed.challenges)
