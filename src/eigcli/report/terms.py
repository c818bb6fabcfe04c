"""What pages, documents and packages say of the data that they are made of."""

from collections.abc import Iterator
from datetime import datetime

from eigcli.data.dates import DAY, first_day
from eigcli.data.metadata import Metadata, citation_of
from eigcli.messages import _
from eigcli.report.blocks import Line, Span, line_of


def made_on(metadata: Metadata) -> datetime:
    """Return the day that documents are dated by: that of the data, so that bytes stay the same."""
    return first_day((metadata.modified or "2000")[:DAY])


def terms_of_use(metadata: Metadata) -> Iterator[Line]:
    """Yield under which licence all of the data is, and how to cite it."""
    if len(metadata.licences) == 1:
        [licence] = metadata.licences
        text = _("The data is under {licence}: reuse it, and say where it is from.")
        before, after = text.split("{licence}")
        yield [Span(before), Span(licence.title, licence.address), Span(after)]
    if citation := citation_of(metadata):
        yield line_of(citation)
