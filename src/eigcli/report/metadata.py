"""The metadata of a dataset, and the sentences that documents and packages make of it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from eigcli.data.dates import DAY, date_text, first_day
from eigcli.data.loading import data_version, is_bundled
from eigcli.data.model import Dataset, Programme, Texts, distinct
from eigcli.messages import _
from eigcli.report.blocks import Line, Span, line_of, texts_of
from eigcli.report.tables import columns_of
from eigcli.text import fold, slugified, title_with
from eigcli.version import __version__

# The version of eig: programs read it, so it is the same in every language.
VERSION = f"eig {__version__}"
# The code is that of SPDX (https://spdx.org/licenses/).
_OPEN_LICENCE = Span(
    "Licence Ouverte 2.0",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    code="etalab-2.0",
)
# The licences of which more is known than a name, by their code and name, folded.
_LICENCES = {"etalab20": _OPEN_LICENCE, "licenceouverte20": _OPEN_LICENCE}


class Metadata(NamedTuple):
    """What is known of a dataset as a whole, and the sentences that documents make of it.

    Attributes:
        names: the names of its programmes.
        selection: what was chosen of their challenges, "" for all.
        own_title: the title that it was given, "" for none.
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
    selection: str
    own_title: str
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
    def title(self) -> str:
        """What it is: `Challenges, promotion 5, Lyon: Entrepreneurs d'intérêt général`."""
        if self.own_title:
            return self.own_title
        challenges = ", ".join(filter(None, [_("Challenges"), self.selection]))
        return title_with(challenges, self.names)

    @property
    def name(self) -> str:
        """Its title as a name for programs; "" if no letter of it is Latin."""
        return slugified(self.title)

    @property
    def citation(self) -> str:
        """How to cite the dataset, in a line; "" where it has no name."""
        if not self.names:
            return ""
        pieces = [*self.names]
        if self.selection:
            pieces = [self.title]
        if self.version:
            pieces.append(_("data {version}", version=self.version))
        if self.modified:
            pieces.append(_("sources up to {date}", date=date_text(self.modified)))
        pieces += self.authors
        pieces += texts_of(self.licences)
        return _("To cite it: {citation}.", citation=", ".join(pieces))

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


def metadata_of(dataset: Dataset, selection: str = "", title: str = "") -> Metadata:
    """Return the metadata of a dataset.

    Args:
        dataset: the dataset.
        selection: what was chosen of it, "" for all or where documents do not say it.
        title: the title that it was given, "" for none.
    """
    programmes = dataset.programmes
    version = None
    authors = distinct(programme.organiser for programme in programmes)
    if is_bundled(dataset):
        version = data_version()
        authors = ("eigcli",)
    dates = [source.date for source in dataset.sources if source.date]
    subjects = _values(dataset, "subjects")
    years = {str(challenge.year) for challenge in dataset if challenge.year}
    column = columns_of(Programme)["description"]
    descriptions = map(column.spans, programmes)
    contact = None
    for programme in programmes:
        contact = programme.contact or contact
    return Metadata(
        names=distinct(programme.name for programme in programmes),
        selection=selection,
        own_title=title,
        descriptions=distinct(chain.from_iterable(descriptions)),
        licences=_licences(dataset),
        version=version,
        modified=max(dates, default=None),
        authors=authors,
        contact=contact,
        keywords=tuple(subject.label() for subject in subjects),
        themes=distinct(subject.eu for subject in subjects),
        regions=_values(dataset, "regions"),
        years=tuple(sorted(years)),
    )


def _values(dataset: Dataset, field: str) -> tuple[Any, ...]:
    """Return the values that a field of challenges has, each once."""
    values = map(attrgetter(field), dataset)
    return distinct(chain.from_iterable(values))


def _licences(dataset: Dataset) -> tuple[Span, ...]:
    """Return the licences that all of a dataset is under, none if any part of it states none."""
    unlicensed = {*dataset.promotions}
    licences = []
    for programme in dataset.programmes:
        name = programme.licence
        if not name:
            return ()
        unlicensed.discard(programme.promotion)
        licence = _LICENCES.get(fold(name))
        licences.append(licence or Span(name))
    if unlicensed:
        return ()
    return distinct(licences)
