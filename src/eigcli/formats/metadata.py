"""What is told of a dataset as a whole: by the page, the workbook and the package for a portal."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from eigcli import __version__
from eigcli.data.dates import DAY, date_text, year_of
from eigcli.fields import text_read
from eigcli.messages import _
from eigcli.model import Dataset, Programme, Source
from eigcli.text import fold


class Licence(NamedTuple):
    """A licence of data: its code, as SPDX has it (https://spdx.org/licenses/), name and text."""

    code: str
    title: str
    address: str | None = None


_OPEN_LICENCE = Licence(
    "etalab-2.0",
    "Licence Ouverte 2.0",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
)


class Metadata(NamedTuple):
    """What is known of a dataset as a whole.

    Attributes:
        names: the names of its programmes.
        descriptions: what these are, in the reader's language if possible, each text once and with
            whether it is native.
        organisers: who runs them.
        licences: the licences that all of it is under; none where a part of it states none.
        terms: the programmes that state each licence.
        others: the names of the challenges that are of none of its programmes, if it has any.
        themes: the themes of its challenges.
        period: the first and the last of its dates, of which a day is the most precise; empty where
            none is known.
        sources: the documents that its facts were taken from.
        modified: the date of the latest of them.
    """

    names: list[str]
    descriptions: dict[str, bool]
    organisers: list[str]
    licences: list[Licence]
    terms: dict[Licence, list[str]]
    others: list[str]
    themes: list[str]
    period: tuple[str, ...]
    sources: tuple[Source, ...]
    modified: str | None


def metadata_of(dataset: Dataset) -> Metadata:
    """Return the metadata of a dataset."""
    programmes = dataset.programmes
    described = {programme.promotion for programme in programmes}
    others = [c.name for c in dataset.challenges if programmes and c.promotion not in described]
    terms = _licence_terms(programmes)
    return Metadata(
        names=distinct(programme.name for programme in programmes),
        descriptions=_descriptions_of(programmes),
        organisers=distinct(programme.organiser for programme in programmes),
        licences=[] if others or not all(p.licence for p in programmes) else list(terms),
        terms=terms,
        others=others,
        themes=distinct(theme for challenge in dataset.challenges for theme in challenge.themes),
        period=_period_of(programmes),
        sources=dataset.sources,
        modified=max((source.date for source in dataset.sources if source.date), default=None),
    )


def version_of(data: str | None = None) -> str:
    """Return the version of what eig makes: its own, and the date of data, as far as it is known.

    For example `eig 0.2.0, data 2026-08-20`: programs read it, in every language.

    Args:
        data: the date of the newest source of the data.
    """
    return f"eig {__version__}, data {data[:DAY]}" if data else f"eig {__version__}"


def citation_of(metadata: Metadata) -> str:
    """Return how to cite a dataset, in a line; "" where it has no name."""
    if not metadata.names:
        return ""
    date = metadata.modified
    stated = [
        *metadata.names,
        _("sources up to {date}").format(date=date_text(date)) if date else "",
        f"eigcli {__version__}",
        *(licence.title for licence in metadata.licences),
    ]
    return _("To cite it: {citation}.").format(citation=", ".join(filter(None, stated)))


def distinct(texts: Iterable[str | None]) -> list[str]:
    """Return each text once, in their order, without empty ones."""
    return list(dict.fromkeys(filter(None, texts)))


def _descriptions_of(programmes: Iterable[Programme]) -> dict[str, bool]:
    """Return what programmes are, each text once, and with whether it is native."""
    texts = dict(text_read(programme, "description") for programme in programmes)
    return {text: native for text, native in texts.items() if text}


def _licence_terms(programmes: Iterable[Programme]) -> dict[Licence, list[str]]:
    """Return the names of the programmes that state each licence."""
    of_open_licence = {fold(_OPEN_LICENCE.code), fold(_OPEN_LICENCE.title)}
    terms: dict[Licence, list[str]] = {}
    for programme in programmes:
        if name := programme.licence:
            licence = _OPEN_LICENCE if fold(name) in of_open_licence else Licence(name, name)
            terms[licence] = distinct((*terms.get(licence, ()), programme.name))
    return terms


def _period_of(programmes: Iterable[Programme]) -> tuple[str, ...]:
    """Return when the first call opened or the first work started, and when the last work ended."""
    dates = distinct(
        chain.from_iterable(
            (p.opens, p.closes, p.start, _end_of_work(p), *_call_dates(p)) for p in programmes
        )
    )
    return (min(dates)[:DAY], max(dates)[:DAY]) if dates else ()


def _call_dates(programme: Programme) -> Iterable[str | None]:
    return chain.from_iterable((call.opens, call.closes) for call in programme.calls)


def _end_of_work(programme: Programme) -> str | None:
    """Return when the work ended: if need be, the month that follows from its start and length."""
    start, months = programme.start or "", programme.months
    if programme.ends or months is None or len(start) < len("2018-01"):
        return programme.ends
    last = int(year_of(start)) * 12 + int(start[5:7]) - 1 + months - 1
    return f"{last // 12:04}-{last % 12 + 1:02}"
