"""What a question asks for, as far as it is understood."""

from collections.abc import Mapping
from typing import NamedTuple

from eigcli.query.facets import FACETS
from eigcli.query.filters import Filters

Texts = tuple[str, ...]  # such as facets, fields or sentences


class Interpretation(NamedTuple):
    """What is asked for, as far as it is understood.

    Attributes:
        filters: the options that ask for the same; in an answer, with those that are given.
        by: the facets by which it asks to count.
        is_count: whether it asks how many; is_share: whether it asks which part of all.
        is_listed: whether it asks which ones, too.
        rank: `most` or `least`, if it asks for an order, else "".
        measure: the number of people that is asked for, `sought` or `recruited`, or "".
        challenges: the slugs of those that are named; facts: the fields that are asked of them.
        is_programme: whether it asks about the programme, not its challenges.
        definition: the sentence that says what a word means, if it asks that.
        columns: the fields that it asks for, of calls or of challenges that filters choose.
        corrected: words that were taken for others; unheeded: those that were not understood.
        decides: whether anything but words to be searched is understood.
        is_question: whether it decides, or all its words can be searched.
        preamble: sentences on what is left out, or was not understood.
        reading: sentences on how words were understood.
    """

    filters: Filters = Filters()
    by: Texts = ()
    is_count: bool = False
    is_share: bool = False
    is_listed: bool = False
    rank: str = ""
    measure: str = ""
    challenges: Texts = ()
    facts: Texts = ()
    is_programme: bool = False
    definition: str = ""
    columns: Texts = ()
    corrected: Mapping[str, str] = {}
    unheeded: Texts = ()
    decides: bool = False
    is_question: bool = False
    preamble: Texts = ()
    reading: Texts = ()

    @property
    def rows(self) -> list[str]:
        """The facets that it counts by, without that of the columns."""
        return [facet for facet in self.by if facet != self.across]

    @property
    def across(self) -> str:
        """The facet of the columns, if it asks for a table of two; else ""."""
        if len(self.by) != 2 or self.is_share:  # noqa: PLR2004
            return ""
        few = (facet for facet in self.by if FACETS[facet].ordered or FACETS[facet].field)
        return next(few, self.by[1])

    @property
    def arguments(self) -> list[str]:
        """The command that answers it, and its options."""
        options = self.filters.as_arguments(self.rows, self.across, self.measure, self.columns)
        return [self.command, *options]

    @property
    def command(self) -> str:
        """The command that answers it."""
        counts = self.by or (self.is_count and not self.is_listed)
        return "stats" if counts and not self.is_programme else "list"
