"""What a command asks for: its options, and what words besides them say."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eigcli import text, usage_errors
from eigcli.counts import DIMENSIONS
from eigcli.data import loading
from eigcli.data.model import Dataset
from eigcli.data.parts import ALL
from eigcli.errors import UsageError
from eigcli.filters import Filters, Selected
from eigcli.messages import _


class Request(NamedTuple):
    """What a command asks for.

    Attributes:
        source: the datasets and promotions, those that words name included.
        filters: the filters; what is left of the words is searched.
        by: what words say that `stats` counts by.
        named: the promotions that words name.
        ignored: whether these are ignored, since others are given.
        counted: whether words of a list ask how many there are.
        otherwise: what is asked if a year in the words is one of those to search.
    """

    source: loading.Input
    filters: Filters
    by: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    ignored: bool = False
    counted: bool = False
    otherwise: "Request | None" = None

    def filters_of(self, selected: Selected) -> Filters:
        """Return the filters that left something: with what words were understood as, if any."""
        return selected.understood.filters if selected.understood else self.filters

    def understood(self, selected: Selected, whole: Dataset) -> Iterator[str]:
        """Yield how words were understood, where they stand for options, and these options.

        For example `place Lyon · role designer: --skill designer --town Lyon`.

        Args:
            selected: what the filters left.
            whole: the dataset that they chose from.
        """
        understood = selected.understood
        if not (understood or self.named or self.by):
            return
        labels: list[str] = []
        if self.named:
            names = text.comma_list(whole.promotion_labels.values())
            of_some = _("promotion {name}").format(name=names)
            labels.append(_("all promotions") if ALL in self.source.promotion else of_some)
        labels += [_("by {what}").format(what=_(DIMENSIONS[by].label)) for by in self.by]
        labels += understood.labels if understood else []
        options = [*self.source.as_arguments, *self.filters_of(selected).as_arguments]
        options += [word for by in self.by for word in ("--by", by)]
        meaning = _("{values}: {options}")
        values = text.printable(" · ".join(labels))
        yield meaning.format(values=values, options=text.shell_line(options))
        if self.ignored:
            counts = _("--{option} is given, and overrides {values}.")
            yield counts.format(option="promotion", values=text.comma_list(self.named))
        yield from understood.notes if understood else ()


def request_of(
    command: str, words: Sequence[str], source: loading.Input, filters: Filters
) -> Request:
    """Return what the options and the words of a command ask for together.

    Words are searched, but for promotions, and for what `stats` counts by.

    Raises:
        UsageError: for words that are a file or a format, which options take; and for any where
            nothing may be guessed.
    """
    if words and filters.exact:
        raise UsageError(_("a question is no code: --exact takes options only"))
    if words:
        if mistake := usage_errors.misplaced(command, words):
            raise UsageError(mistake)
        filters = filters._replace(search=(*filters.search, " ".join(words)))
    if filters.exact or not filters.search:
        return Request(source, filters)
    # Imported only here: most runs ask nothing in words.
    from eigcli.question_scope import has_bare_year, scope_of

    is_counting = command == "stats"
    scopes = [
        scope_of(typed, source.promotion_years(typed), is_counting=is_counting)
        for typed in filters.search
    ]
    codes = tuple(code for scope in scopes for code in scope.promotions)
    by = tuple(dict.fromkeys(name for scope in scopes for name in scope.by))
    searches = tuple(scope.rest for scope in scopes if scope.rest is not None)
    narrowed = source.narrowed(codes)
    is_bare = codes and any(map(has_bare_year, filters.search))
    return Request(
        narrowed,
        filters._replace(search=searches),
        by,
        named=codes,
        ignored=bool(codes) and narrowed.promotion is source.promotion,
        counted=not is_counting and any(scope.is_counted for scope in scopes),
        otherwise=Request(source, filters, by) if is_bare else None,
    )
