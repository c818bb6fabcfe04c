"""What a command asks for: its options, and what words besides them say."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eigcli import dataset, text, usage_errors
from eigcli.counts import DIMENSIONS
from eigcli.errors import UsageError
from eigcli.filters import Filters, Selected
from eigcli.messages import _
from eigcli.model import Dataset


class Request(NamedTuple):
    """What a command asks for.

    Attributes:
        source: the datasets and promotions, those that words name included.
        filters: the filters; what is left of the words is searched.
        by: what words say that `stats` counts by.
        names_promotions: whether words name promotions.
    """

    source: dataset.Input
    filters: Filters
    by: tuple[str, ...] = ()
    names_promotions: bool = False

    def understood(self, selected: Selected, whole: Dataset) -> Iterator[str]:
        """Yield how words were understood, where they stand for options, and these options.

        For example `place Lyon · role designer: --skill designer --town Lyon`.

        Args:
            selected: what the filters left.
            whole: the dataset that they chose from.
        """
        understood = selected.understood
        if not (understood or self.names_promotions or self.by):
            return
        labels: list[str] = []
        if self.names_promotions:
            named = text.comma_list(whole.promotion_labels.values())
            labels.append(_("promotion {name}").format(name=named))
        labels += [_("by {what}").format(what=_(DIMENSIONS[by].label)) for by in self.by]
        labels += understood.labels if understood else []
        filters = understood.filters if understood else self.filters
        options = [*self.source.as_arguments, *filters.as_arguments]
        options += [word for by in self.by for word in ("--by", by)]
        yield f"{text.printable(' · '.join(labels))}: {text.shell_line(options)}"
        yield from understood.notes if understood else ()


def request_of(
    command: str, words: Sequence[str], source: dataset.Input, filters: Filters
) -> Request:
    """Return what the options and the words of a command ask for together.

    Words are searched, but for promotions, and for what `stats` counts by.

    Raises:
        UsageError: for words that are the name of a file, which an option takes.
    """
    if words:
        if mistake := usage_errors.misplaced_file(command, words):
            raise UsageError(mistake)
        filters = filters._replace(search=(*filters.search, " ".join(words)))
    if not filters.search:
        return Request(source, filters)
    # Imported only here: most runs ask nothing in words.
    from eigcli.question import decides
    from eigcli.question_scope import take_dimensions, take_promotions

    by: dict[str, None] = {}
    codes: list[str] = []
    searches: list[str] = []
    for typed in filters.search:
        named, rest = take_promotions(typed, source.promotion_years(typed))
        codes += named
        if command == "stats":
            dimensions, rest = take_dimensions(rest)
            by.update(dict.fromkeys(dimensions))
        if rest == typed or decides(rest):
            searches.append(rest)
    filters = filters._replace(search=tuple(searches))
    return Request(source.narrowed(codes), filters, tuple(by), bool(codes))
