"""What `import eigcli` offers: the steps of the commands as plain functions over a `Dataset`.

Nothing is printed, and what goes wrong is an `EigError`, whose `problems` are those of a dataset
that cannot be read. Public is what `eigcli.__all__` names. Where this comes from, and with what
examples: docs/python.md.
"""

import os
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any

from eigcli import formats
from eigcli.ask.choosing import Answer, Filters, answer
from eigcli.ask.facets import FILTERS
from eigcli.data import loading, parts
from eigcli.data.merging import File
from eigcli.data.model import Dataset
from eigcli.errors import EigError, UsageError
from eigcli.formats.records import records_of
from eigcli.messages import _, in_language, language, language_of_locale, languages
from eigcli.report.listing import listing
from eigcli.report.relations import PlainValue, relations_of
from eigcli.text import comma_list, not_found_message, quoted_path

# The files that were read, which are never replaced by what was made of them.
_read: set[str] = set()


def load(
    *sources: str | os.PathLike[str] | IO[str] | IO[bytes],
    promotion: str | int | Iterable[str | int] = (),
) -> Dataset:
    """Return datasets as one, as `eig --data` reads them.

    Args:
        sources: files in YAML, JSON or JSON Lines, open or by their paths, and `eig` for what comes
            with eigcli; none is what `eig` asks about by itself.
        promotion: which promotions, as for `--promotion`: codes, years, `all`.

    Raises:
        EigError: where a file cannot be read, is wrong, or has no such promotion.
    """
    names = _texts(promotion)
    files = [File(*_opened(s)) for s in sources if not isinstance(s, str | os.PathLike)]
    paths = tuple(os.fspath(s) for s in sources if isinstance(s, str | os.PathLike))
    _read.update(map(os.path.realpath, paths))
    if not files:
        return loading.load(loading.Input(data=paths, promotion=names))
    named = chain.from_iterable(map(loading.files_at, paths))
    return parts.named_part(loading.read_files([*named, *files]), names)


def _opened(file: IO[Any]) -> tuple[str, bytes]:
    """Return what messages call an open file, and what is in it."""
    content = file.read()
    name = str(getattr(file, "name", "<file>"))
    return name, content.encode() if isinstance(content, str) else content


def _texts(given: str | int | Iterable[str | int]) -> tuple[str, ...]:
    return (str(given),) if isinstance(given, str | int) else tuple(map(str, given))


def select(data: Dataset, **options: Any) -> Dataset:
    """Return a dataset with the challenges that meet all filters, as `eig list` chooses them.

    Args:
        data: the dataset.
        options: the filters by the names of their options, a value or several for each, and
            `exact`. For example `select(data, skill=["designer"], without="town=Paris")`.

    Raises:
        EigError: for a value that nothing in the dataset matches.
        TypeError: for an option that there is not.
    """
    exact = options.pop("exact", False)
    given: dict[str, Any] = {name: _texts(value) for name, value in options.items()}
    unknown = given.keys() - {*FILTERS, "promotion", "at_least", "at_most", "without", "search"}
    if unknown:
        raise TypeError(f"select() has no option {min(unknown)!r}")
    values = {facet: given.pop(facet) for facet in FILTERS if facet in given}
    return answer(data, Filters(values, exact=exact, **given)).chosen


def ask(question: str, data: Dataset) -> Dataset:
    """Return a dataset with the challenges that answer a question, as `eig list` understands it.

    For example `ask("designers à Lyon 2022", data)`.

    Raises:
        EigError: for a place or a role that nobody knows, for what the data does not say, and for a
            promotion that comes with eigcli, but not in the dataset.
    """
    if loading.is_bundled(data):
        whole = loading.bundled().dataset
        named = answer(whole, Filters(), question).filters.promotion
        asked = parts.promotions_named(named, whole)
        if missing := [code for code in asked if code not in data.promotion_codes]:
            lacking = _(
                'the dataset does not have promotion {codes}: load(promotion="all") reads all'
            )
            raise EigError(lacking, codes=comma_list(missing))
    return answer(data, Filters(), question).chosen


def records(data: Dataset) -> list[dict[str, Any]]:
    """Return the challenges as `eig export --format json` has them."""
    return records_of(data)


def tables(data: Dataset) -> dict[str, list[dict[str, PlainValue]]]:
    """Return the tables of a dataset by name, each a list of rows by the names of columns.

    The reference lists them; `pandas.DataFrame(tables(data)["people"])` is one as a data frame.
    """
    return {
        relation.name: [
            dict(zip((c.name for c in relation.table.columns), row, strict=True))
            for row in relation.rows
        ]
        for relation in relations_of(data)
    }


def write(
    data: Dataset,
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - as `--format`
    *,
    force: bool = False,
    lang: str | None = None,
) -> Path:
    """Write the challenges of a dataset as `eig export --output` does, and return the path.

    Args:
        data: the dataset.
        path: the file, or for the format `datapackage` the folder.
        format: the format; by default that of the suffix of the file, or `csv`.
        force: whether to replace what is there; files that were read are never replaced.
        lang: the language, `en` or `fr`; by default English, and for a data package that of the
            dataset, or French.

    Raises:
        EigError: where there is something, nothing can be written, or no language has that name.
    """
    file = os.fspath(path)
    name = formats.format_of(file, format and formats.format_called(format)) or "csv"
    if os.path.realpath(file) in _read and Path(file).exists():
        read = _("{file} is being read: choose another name")
        raise EigError(read, file=quoted_path(file))
    spoken = language() if lang is None else language_of_locale(lang)
    if spoken is None:
        no, there_are = _("no language is called {name}."), _("The languages are {names}.")
        raise UsageError(not_found_message(no, there_are, str(lang), languages()))
    # Programmes of which no challenge is left say nothing of those that are.
    described = data if parts.own_programmes(data) == data.programmes else parts.pruned(data)
    with in_language(spoken, for_portals=lang is not None):
        report = listing(Answer(described, described, Filters()))
        formats.save(report, file, name, force=force, inputs=[*_read])
    return Path(file)


# To import a module of the package of that name has put the package in its place.
sys.modules["eigcli"].__dict__["ask"] = ask
