"""Completion by a shell: which values complete a word. Typer answers the shell, and installs it."""

import re
from collections.abc import Callable
from typing import Any

from eigcli.ask.facets import FILTERS, completions
from eigcli.inputs import Input
from eigcli.messages import _
from eigcli.options import Option
from eigcli.text import unaccented


class _Candidate(str):
    """A value to offer, though it need not begin with the very letters that are typed."""

    __slots__ = ()

    def startswith(self, *_args: Any) -> bool:
        """Tell Typer, which drops other values, that it begins so."""
        return True


def completer(
    name: str, option: Option, *, several: bool
) -> Callable[[Any, Any], list[tuple[str, str]]] | None:
    """Return what Typer calls for the values that complete a word, whatever its case and accents.

    Args:
        name: the name of the option; one that is called like a facet is completed by its values.
        option: the option.
        several: whether several values may be in one word, such as `name,town`.
    """
    if not (option.candidates or option.names or name in FILTERS):
        return None

    # Typer goes by the names; to look at types would take it longer, for each option of each run.
    def complete(ctx, incomplete):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        listed, comma, prefix = incomplete.rpartition(",") if several else ("", "", incomplete)
        unwanted = {"", *(ctx.params.get(name) or ()), *listed.split(",")}
        source, typed = source_of(ctx), unaccented(prefix)
        completed: list[tuple[str, str]] = []
        # The option that names another promotion may still be typed after this word.
        for asked in (source, source.of_all_promotions):
            if option.candidates:
                candidates = option.candidates(asked, prefix)
            else:
                candidates = option.names or completions(asked.load_or_empty(), name)
            completed = completed or [
                # What a shell might interpret is left out of a meaning.
                (_Candidate(listed + comma + value), re.sub(r"[^\w .,:;@·’–-]", " ", _(meaning)))
                for value, meaning in candidates.items()
                if value not in unwanted and unaccented(value).startswith(typed)
            ]
        return completed

    return complete


def source_of(context: Any) -> Input:
    """Return which datasets the line names so far, before or after the command."""
    contexts, names = (context, context.find_root()), Input._fields
    values = (next((c.params[n] for c in contexts if c.params.get(n)), ()) for n in names)
    return Input(*map(tuple, values))
