"""What `import eigcli` offers: the steps of the commands as plain functions over a `Dataset`.

Nothing is printed, and what goes wrong is an `EigError`, whose `problems` are those of a dataset
that cannot be read. Public is what `eigcli.__all__` names. Where this comes from, and with what
examples: docs/python.md.
"""

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any, TypeAlias

from eigcli import dataset as datasets
from eigcli import filters, writing
from eigcli.bundled import bundled, is_bundled
from eigcli.errors import EigError, UsageError
from eigcli.files import File
from eigcli.formats import format_called, format_of
from eigcli.messages import _, in_language, language
from eigcli.model import Dataset
from eigcli.names import language_called
from eigcli.promotions import of_promotions
from eigcli.question_scope import has_bare_year, scope_of
from eigcli.relations import PlainValue, relations_of
from eigcli.reports import Listing
from eigcli.text import comma_list, quoted

# A path, `eig` for what comes with eigcli, or an open file.
Readable: TypeAlias = str | os.PathLike[str] | IO[str] | IO[bytes]


def load(*sources: Readable, promotion: str | int | Iterable[str | int] = ()) -> Dataset:
    """Return datasets as one, as `eig --data` reads them.

    Args:
        sources: files in YAML, JSON or JSON Lines; none is what `eig` asks about by itself.
        promotion: which promotions, as for `--promotion`: codes, years, `all`.

    Raises:
        EigError: where a file cannot be read, is wrong, or has no such promotion.
    """
    names = _texts(promotion)
    files = [File(*_opened(s)) for s in sources if not isinstance(s, str | os.PathLike)]
    paths = tuple(os.fspath(s) for s in sources if isinstance(s, str | os.PathLike))
    if not files:
        return datasets.load(datasets.Input(data=paths, promotion=names))
    named = chain.from_iterable(map(datasets.files_at, paths))
    return of_promotions(datasets.read_files([*named, *files]), names)


def _opened(file: IO[Any]) -> tuple[str, bytes]:
    """Return what messages call an open file, and what is in it."""
    content = file.read()
    name = str(getattr(file, "name", "<file>"))
    return name, content.encode() if isinstance(content, str) else content


def _texts(given: str | int | Iterable[str | int]) -> tuple[str, ...]:
    return (str(given),) if isinstance(given, str | int) else tuple(map(str, given))


def select(  # noqa: PLR0913 - a parameter for each option
    data: Dataset,
    *,
    skill: str | Iterable[str] = (),
    all_skills: bool = False,
    ministry: str | Iterable[str] = (),
    family: str | Iterable[str] = (),
    theme: str | Iterable[str] = (),
    town: str | Iterable[str] = (),
    phase: str | Iterable[str] = (),
    has: str | Iterable[str] = (),
    at_least: int | None = None,
    without: str | Iterable[str] = (),
    search: str | Iterable[str] = (),
    exact: bool = False,
) -> Dataset:
    """Return a dataset with the challenges that meet all filters, as `eig list` chooses them.

    Each takes a value or several, as the option of its name does. For example
    `select(data, skill=["designer"], without="town=Paris")`.

    Raises:
        EigError: for a value that nothing in the dataset matches, and for no number of people.
    """
    if at_least is not None and at_least < 1:
        wrong = _("{name} takes a whole number from {least} on, not {value}.")
        raise UsageError(wrong, name="at_least", least=1, value=quoted(str(at_least)))
    chosen = filters.Filters(
        skill=_texts(skill),
        all_skills=all_skills,
        ministry=_texts(ministry),
        family=_texts(family),
        theme=_texts(theme),
        town=_texts(town),
        phase=_texts(phase),
        has=_texts(has),
        at_least=at_least,
        without=_texts(without),
        search=_texts(search),
        exact=exact,
    )
    return filters.select(data, chosen).dataset


def ask(question: str, data: Dataset) -> Dataset:
    """Return a dataset with the challenges that answer a question, as `eig list` understands it.

    For example `ask("designers à Lyon 2022", data)`. The dataset alone answers, where the command
    asks all promotions if the one that it asks about by itself has nothing.

    Raises:
        EigError: for a place or a role that nobody knows, and for a promotion that comes with
            eigcli, but not in the dataset.
    """
    own, years = data.promotion_codes, data.promotion_years
    known = {code: years.get(code, "") for code in own}
    if is_bundled(data):
        known = {code: found.year for code, found in bundled().items()}
    scope = scope_of(question, known)
    if missing := [code for code in scope.promotions if code in known and code not in own]:
        lacking = _('the dataset does not have promotion {codes}: load(promotion="all") reads all')
        raise EigError(lacking, codes=comma_list(missing))
    words = () if scope.rest is None else scope.rest
    found = select(of_promotions(data, scope.promotions), search=words)
    if scope.promotions and not found.challenges and has_bare_year(question):
        # The year is one of the words that texts have.
        return select(data, search=question)
    return found


def records(data: Dataset) -> list[dict[str, Any]]:
    """Return the challenges as `eig export --format json` has them."""
    return list(Listing(data).records())


def tables(data: Dataset) -> dict[str, list[dict[str, PlainValue]]]:
    """Return the tables of a dataset by name, each a list of rows by the names of columns.

    The reference lists them; `pandas.DataFrame(tables(data)["people"])` is one as a data frame.
    """
    return {
        relation.name: [
            dict(zip((c.name for c in relation.columns), row, strict=True))
            for row in relation.rows()
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
        force: whether to replace what is there.
        lang: the language, `en` or `fr`; by default English, and for a data package that of the
            dataset, or French.

    Raises:
        EigError: where there is something, nothing can be written, or no language has that name.
    """
    file = os.fspath(path)
    code = None if format is None else format_called(format, "export")
    name = format_of(file, code, "export") or "csv"
    # Programmes of which no challenge is left say nothing of those that are.
    described = data if data.own_programmes == data.programmes else data.pruned
    spoken = language() if lang is None else language_called(lang)
    with in_language(spoken, for_portals=lang is not None):
        writing.save(Listing(described), file, name, force=force)
    return Path(file)
