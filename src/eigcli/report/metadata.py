"""The metadata of a dataset, and the sentences that documents and packages make of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from eigcli.data.dates import DAY, date_text, first_day
from eigcli.data.loading import data_version, is_bundled
from eigcli.data.model import Dataset, Programme, Texts, distinct
from eigcli.messages import _
from eigcli.report.blocks import Line, Span, line_of
from eigcli.report.tables import columns_of
from eigcli.text import fold
from eigcli.version import __version__

# The version of eig: programs read it, so it is the same in every language.
VERSION = f"eig {__version__}"
_OPEN_TEXT = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
# The code is that of SPDX (https://spdx.org/licenses/).
_OPEN_LICENCE = Span("Licence Ouverte 2.0", _OPEN_TEXT, code="etalab-2.0")
# The licences of which more is known than a name, by their code and name, folded.
_LICENCES = {"etalab20": _OPEN_LICENCE, "licenceouverte20": _OPEN_LICENCE}


class Metadata(NamedTuple):
    """What is known of a dataset as a whole, and the sentences that documents make of it.

    Attributes:
        names: the names of its programmes.
        descriptions: their descriptions, in the reader's language if possible, each once.
        licences: the licences that all of it is under; none if any part states none.
        version: the version of eigcli's own data.
        modified: the date of its latest source.
        authors: who is cited: eigcli for its own data, else who runs the programmes.
        contact: the page to contact the latest programme that has one.
        keywords: the subjects of its challenges, as people call them.
        themes: the codes of these in the European Union's vocabulary of data themes.
        regions: the regions where teams worked.
        years: the years of its challenges, in order.
    """

    names: Texts
    descriptions: tuple[Span, ...]
    licences: tuple[Span, ...]
    version: str | None
    modified: str | None
    authors: Texts
    contact: str | None
    keywords: Texts
    themes: Texts
    regions: Texts
    years: Texts

    @property
    def citation(self) -> str:
        """How to cite the dataset, in a line; "" where it has no name."""
        number, date = self.version, self.modified
        version = _("data {version}", version=number) if number else ""
        dated = _("sources up to {date}", date=date_text(date)) if date else ""
        titles = [licence.text for licence in self.licences]
        pieces = filter(None, (*self.names, version, dated, *self.authors, *titles))
        return _("To cite it: {citation}.", citation=", ".join(pieces)) if self.names else ""

    @property
    def made(self) -> datetime:
        """The date of documents: that of the data, so that their bytes stay the same."""
        return first_day((self.modified or "2000")[:DAY])

    @property
    def terms_of_use(self) -> Iterator[Line]:
        """Sentences on the licence of the data, how to cite it, and which eig made this."""
        if len(self.licences) == 1:
            [licence] = self.licences
            text = _("The data is under {licence}: reuse it, and name its source.")
            yield [licence._replace(text=text.format(licence=licence.text))]
        if self.citation:
            yield line_of(self.citation)
        yield line_of(_("Made by {version}.", version=VERSION))


def metadata_of(dataset: Dataset) -> Metadata:
    """Return the metadata of a dataset."""
    programmes, is_ours = dataset.programmes, is_bundled(dataset)
    subjects = distinct(subject for challenge in dataset for subject in challenge.subjects)
    contacts = [p.contact for p in programmes if p.contact]
    stated = [p.licence or "" for p in programmes]
    is_licensed = all(stated) and {*dataset.promotions} <= {p.promotion for p in programmes}
    description = columns_of(Programme)["description"]
    return Metadata(
        names=distinct(p.name for p in programmes),
        descriptions=distinct(span for p in programmes for span in description.spans(p)),
        licences=distinct(_LICENCES.get(fold(name), Span(name)) for name in stated if is_licensed),
        version=data_version() if is_ours else None,
        modified=max((s.date for s in dataset.sources if s.date), default=None),
        authors=("eigcli",) if is_ours else distinct(p.organiser for p in programmes),
        contact=contacts[-1] if contacts else None,
        keywords=tuple(subject.words() for subject in subjects),
        themes=distinct(subject.eu for subject in subjects),
        regions=distinct(region for challenge in dataset for region in challenge.regions),
        years=tuple(sorted({str(challenge.year) for challenge in dataset if challenge.year})),
    )
