"""What pages, documents and packages say of the data that they are made of."""

from collections.abc import Iterator
from datetime import datetime

from eigcli.data.dates import DAY
from eigcli.data.metadata import Metadata, citation_of
from eigcli.messages import _, ngettext
from eigcli.report.blocks import Line, Span, line_of
from eigcli.text import comma_list

# In how many characters a sentence lists challenges.
_MOST_LISTED = 300


def made_on(metadata: Metadata) -> datetime:
    """Return the day that documents are dated by: that of the data, so that bytes stay the same."""
    day = (metadata.modified or "2000")[:DAY]
    return datetime.fromisoformat(day + "-01-01"[len(day) - 4 :])


def terms_of_use(metadata: Metadata) -> Iterator[Line]:
    """Yield under which licence data is, how to cite it, and for which challenges neither holds."""
    for licence, programmes in metadata.terms.items():
        text = _("The data of {programmes} is under {licence}: reuse it, and say where it is from.")
        if metadata.licences == [licence]:
            text = _("The data is under {licence}: reuse it, and say where it is from.")
        names = ", ".join(programmes)
        before, after = (part.format(programmes=names) for part in text.split("{licence}"))
        yield [Span(before), Span(licence.title, licence.address), Span(after)]
    if citation := citation_of(metadata):
        yield line_of(citation)
    if others := metadata.others:
        text = ngettext(
            "This does not hold for {names}, which is of no programme.",
            "This does not hold for {names}, which are of no programme.",
            len(others),
        )
        yield line_of(text.format(names=comma_list(others, _MOST_LISTED)))
