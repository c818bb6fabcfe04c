"""What is left out of an answer by itself, so that no part passes for the whole.

Where no promotion is named, one is asked about. If it has nothing, all of them answer; if others
have something too, a note says how much, and the command that shows it. A promotion or a dataset
that is named answers alone.
"""

from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from eigcli import command_line, text
from eigcli.data.loading import Input, bundled, default_codes, load
from eigcli.data.model import Dataset
from eigcli.errors import UsageError
from eigcli.filters import Filters, Selected, select
from eigcli.messages import _, ngettext


class Answer(NamedTuple):
    """The challenges that meet filters, and where they were looked for.

    Attributes:
        whole: the dataset that they were chosen from.
        selected: what the filters leave of it; of all promotions where these answer.
        note: how much of the whole this is, for a reader who asked about no promotion; "" where
            there is no more.
    """

    whole: Dataset
    selected: Selected
    note: str = ""


def ask(source: Input, filters: Filters) -> Answer:
    """Return the challenges that meet `filters`: of the promotions asked about, or else of all.

    Raises:
        UsageError: for a value that nothing matches where it was looked for.
        EigError: when a dataset cannot be read.
    """
    whole = load(source, exact=filters.exact)
    if not source.is_part:
        return Answer(whole, select(whole, filters))
    if not filters.given:
        return Answer(whole, select(whole, filters), _count_note(len(whole.challenges)))
    everything = load(source.of_all_promotions)
    found = select(everything, filters)
    matching = found.dataset.challenges
    codes = set(whole.promotion_codes)
    if own := tuple(c for c in matching if c.promotion in codes):
        selected = found._replace(dataset=replace(whole, challenges=own))
        note = _matching_note(len(own), len(matching)) if len(own) < len(matching) else ""
        return Answer(whole, selected, note)
    nothing = _of_part(_("nothing in promotion {codes}: these are of all promotions"))
    return Answer(everything, found, nothing if matching else "")


def count_of_others(source: Input, filters: Filters, *, in_words: bool) -> str:
    """Return how many challenges of other promotions than those asked about meet `filters`.

    For example "3 défis of other promotions match: eig list -m justice --promotion all"; nothing
    where none does, or where no promotion was named.

    Args:
        source: what is asked about.
        filters: the filters.
        in_words: whether words of a question name the promotions: with these in it, the command
            that was typed would name them again.
    """
    # Standard input cannot be read twice.
    if source.promotion and "-" not in source.paths:
        with suppress(UsageError):
            found = select(load(source.of_all_promotions), filters)
            codes = set(load(source).promotion_codes)
            if count := sum(c.promotion not in codes for c in found.dataset.challenges):
                command = command_line.for_all_promotions()
                if in_words:
                    same = found.understood.filters if found.understood else filters
                    options = [*source.of_all_promotions.as_arguments, *same.as_arguments]
                    command = text.shell_line(["eig", "list", *options])
                others = ngettext(
                    "{count} défi of other promotions matches: {command}",
                    "{count} défis of other promotions match: {command}",
                    count,
                )
                return others.format(count=count, command=command)
    return ""


def part_note(source: Input) -> str:
    """Return that what is not a list of challenges is of a part of the promotions, if it is."""
    if not source.is_part:
        return ""
    return _of_part(_("only promotion {codes} is included. For all: {command}"))


def _count_note(count: int) -> str:
    """Return how many of all bundled challenges those of the promotions asked about are."""
    note = ngettext(
        "{count} of {total} défis: only promotion {codes} is included. For all: {command}",
        "{count} of {total} défis: only promotion {codes} is included. For all: {command}",
        count,
    )
    total = len(bundled().dataset.challenges)
    return _of_part(note, count=count, total=total)


def _matching_note(count: int, total: int) -> str:
    """Return how many of all challenges that match those of the promotions asked about are."""
    note = ngettext(
        "{count} of {total} défis that match: only promotion {codes} is included. For"
        " all: {command}",
        "{count} of {total} défis that match: only promotion {codes} is included. For"
        " all: {command}",
        count,
    )
    return _of_part(note, count=count, total=total)


def _of_part(note: str, **values: int) -> str:
    """Return a note on the promotions asked about, with the command that asks about all."""
    codes, command = text.comma_list(default_codes()), command_line.for_all_promotions()
    return note.format(codes=codes, command=command, **values)
