"""What is told of a dataset as a whole: by pages, notes, workbooks and the package for a portal."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

from eigcli import __version__
from eigcli.data.dates import DAY, date_text, year_of
from eigcli.data.kinds import text_read
from eigcli.data.model import Dataset, Programme, Source
from eigcli.messages import _, ngettext
from eigcli.report.blocks import Line, Span, line_of
from eigcli.text import comma_list, fold

# A licence of data: its code, as SPDX has it (https://spdx.org/licenses/), its name and its text.
Licence = tuple[str, str, str | None]
_OPEN_LICENCE: Licence = (
    "etalab-2.0",
    "Licence Ouverte 2.0",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
)
# In how many characters a sentence lists challenges.
_MOST_LISTED = 300


class Metadata(NamedTuple):
    """What is known of a dataset as a whole.

    Attributes:
        names: the names of its programmes.
        descriptions: what these are, each text once and with whether it is native.
        organisers: who runs them.
        licences: the licences that all of it is under; none where a part of it states none.
        terms: the programmes that state each licence.
        others: the names of the challenges that are of none of its programmes, if it has any.
        themes: the themes of its challenges.
        period: the first and the last of its dates; empty where none is known.
        sources: the documents that its facts were taken from.
        modified: the date of the latest of them, "" where none is known.
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
    modified: str


def metadata_of(dataset: Dataset) -> Metadata:
    """Return the metadata of a dataset."""
    programmes = dataset.programmes
    described = {programme.promotion for programme in programmes}
    others = [c.name for c in dataset.challenges if programmes and c.promotion not in described]
    texts = dict(text_read(programme, "description") for programme in programmes)
    terms: dict[Licence, list[str]] = {}
    for programme in programmes:
        if name := programme.licence:
            is_open = fold(name) in map(fold, _OPEN_LICENCE[:2])
            own = terms.setdefault(_OPEN_LICENCE if is_open else (name, name, None), [])
            own += [programme.name] if programme.name not in own else []
    dates = distinct(chain.from_iterable(map(_dates_of, programmes)))
    return Metadata(
        names=distinct(programme.name for programme in programmes),
        descriptions={text: native for text, native in texts.items() if text},
        organisers=distinct(programme.organiser for programme in programmes),
        licences=[] if others or not all(p.licence for p in programmes) else list(terms),
        terms=terms,
        others=others,
        themes=distinct(theme for challenge in dataset.challenges for theme in challenge.themes),
        period=(min(dates)[:DAY], max(dates)[:DAY]) if dates else (),
        sources=dataset.sources,
        modified=max((s.date for s in dataset.sources if s.date), default=""),
    )


def version_of(data: str = "") -> str:
    """Return the version of what eig makes: its own, and the day of data, where that is given."""
    return f"eig {__version__}, data {data[:DAY]}" if data else f"eig {__version__}"


def made_on(metadata: Metadata) -> datetime:
    """Return the day that documents are dated by: that of the data, so that bytes stay the same.

    SOURCE_DATE_EPOCH says another (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    if (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
    day = metadata.modified[:DAY] or "2000-01-01"
    return datetime.fromisoformat(day + "-01-01"[len(day) - 4 :])


def distinct(texts: Iterable[str | None]) -> list[str]:
    """Return each text once, in their order, without empty ones."""
    return list(dict.fromkeys(filter(None, texts)))


def _dates_of(programme: Programme) -> Iterator[str | None]:
    yield from (programme.opens, programme.closes, programme.start, programme.ends)
    yield from chain.from_iterable((call.opens, call.closes) for call in programme.calls)
    start, months = programme.start or "", programme.months
    if not programme.ends and months and len(start) >= len("2018-01"):
        # The month that follows from start and length.
        last = int(year_of(start)) * 12 + int(start[5:7]) - 1 + months - 1
        yield f"{last // 12:04}-{last % 12 + 1:02}"


def terms_of_use(metadata: Metadata) -> Iterator[Line]:
    """Yield under which licence data is, how to cite it, and for which challenges neither holds."""
    for licence, programmes in metadata.terms.items():
        text = _("The data of {programmes} is under {licence}: reuse it, and say where it is from.")
        if metadata.licences == [licence]:
            text = _("The data is under {licence}: reuse it, and say where it is from.")
        before, after = (
            part.format(programmes=", ".join(programmes)) for part in text.split("{licence}")
        )
        yield [Span(before), Span(licence[1], licence[2]), Span(after)]
    if metadata.names:
        date = metadata.modified
        stated = [
            *metadata.names,
            _("sources up to {date}").format(date=date_text(date)) if date else "",
            f"eigcli {__version__}",
            *(title for _code, title, _address in metadata.licences),
        ]
        citation = ", ".join(filter(None, stated))
        yield line_of(_("To cite it: {citation}.").format(citation=citation))
    if others := metadata.others:
        text = ngettext(
            "This does not hold for {names}, which is of no programme.",
            "This does not hold for {names}, which are of no programme.",
            len(others),
        )
        yield line_of(text.format(names=comma_list(others, _MOST_LISTED)))
