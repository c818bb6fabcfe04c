"""The metadata of a dataset, and the sentences that documents and packages make of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from eigcli import __version__
from eigcli.data.dates import DAY, date_text, first_day
from eigcli.data.model import Dataset, Programme, Texts, distinct
from eigcli.messages import _
from eigcli.report.blocks import Line, Span, line_of
from eigcli.report.tables import columns_of
from eigcli.text import fold


class Licence(NamedTuple):
    """A licence of data: its code in SPDX (https://spdx.org/licenses/), name and address."""

    code: str
    title: str
    address: str | None = None


_OPEN_TEXT = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_OPEN_LICENCE = Licence("etalab-2.0", "Licence Ouverte 2.0", _OPEN_TEXT)
# The licences of which more is known than a name, by their code and title, folded.
_LICENCES = {"etalab20": _OPEN_LICENCE, "licenceouverte20": _OPEN_LICENCE}


class Metadata(NamedTuple):
    """What is known of a dataset as a whole.

    Attributes:
        names: the names of its programmes.
        descriptions: their descriptions, in the reader's language if possible, each once.
        licences: the licences that all of it is under; none if any part states none.
        modified: the date of its latest source.
    """

    names: Texts
    descriptions: tuple[Span, ...]
    licences: tuple[Licence, ...]
    modified: str | None


def metadata_of(dataset: Dataset) -> Metadata:
    """Return the metadata of a dataset."""
    programmes = dataset.programmes
    stated = [p.licence or "" for p in programmes]
    is_licensed = all(stated) and {*dataset.promotions} <= {p.promotion for p in programmes}
    description = columns_of(Programme)["description"]
    return Metadata(
        names=distinct(p.name for p in programmes),
        descriptions=distinct(span for p in programmes for span in description.spans(p)),
        licences=distinct(
            _LICENCES.get(fold(name), Licence(name, name)) for name in stated if is_licensed
        ),
        modified=max((s.date for s in dataset.sources if s.date), default=None),
    )


def version_of(data: str | None = None) -> str:
    """Return the version of eig, with the date of the data if that is known.

    For example `eig 0.3.0, data 2026-08-20`: programs read it, so it is the same in every language.

    Args:
        data: the date of the newest source of the data.
    """
    return f"eig {__version__}, data {data[:DAY]}" if data else f"eig {__version__}"


def citation_of(metadata: Metadata) -> str:
    """Return how to cite a dataset, in a line; "" where it has no name."""
    date = metadata.modified
    dated = _("sources up to {date}", date=date_text(date)) if date else ""
    titles = [licence.title for licence in metadata.licences]
    pieces = filter(None, (*metadata.names, dated, f"eigcli {__version__}", *titles))
    return _("To cite it: {citation}.", citation=", ".join(pieces)) if metadata.names else ""


def made_on(metadata: Metadata) -> datetime:
    """Return the date of documents: that of the data, so that their bytes stay the same."""
    return first_day((metadata.modified or "2000")[:DAY])


def terms_of_use(metadata: Metadata) -> Iterator[Line]:
    """Yield sentences on the licence of the data, how to cite it, and which eig made this."""
    if len(metadata.licences) == 1:
        [licence] = metadata.licences
        text = _(
            "The data is under {licence}: reuse it, and name its source.", licence=licence.title
        )
        yield [Span(text, licence.address)]
    if citation := citation_of(metadata):
        yield line_of(citation)
    yield line_of(_("Made by {version}.", version=version_of()))
