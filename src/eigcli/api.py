"""What `import eigcli` offers: the steps of the commands as plain functions over a `Dataset`.

Nothing is printed, and what goes wrong is an `EigError`, whose `problems` are those of a dataset
that cannot be read. Public is what `eigcli.__all__` names. Where this comes from, and with what
examples: docs/python.md.
"""

import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import IO, Any

from eigcli import filters, writing
from eigcli.data import loading, parts
from eigcli.data.merging import File
from eigcli.data.model import Dataset
from eigcli.errors import EigError, UsageError
from eigcli.formats import format_called, format_of
from eigcli.messages import _, in_language, language
from eigcli.names import language_called
from eigcli.question_scope import has_bare_year, scope_of
from eigcli.relations import PlainValue, relations_of
from eigcli.reports import Listing
from eigcli.text import comma_list, quoted


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
        options: the filters by the names of their options, a value or several for each; and
            `at_least`, `all_skills` and `exact`. For example
            `select(data, skill=["designer"], without="town=Paris", at_least=2)`.

    Raises:
        EigError: for a value that nothing in the dataset matches, and for no number of people.
        TypeError: for an option that there is not.
    """
    least = options.get("at_least")
    if least is not None and least < 1:
        wrong = _("{name} takes a whole number from {least} on, not {value}.")
        raise UsageError(wrong, name="at_least", least=1, value=quoted(str(least)))
    no_texts = {"all_skills", "at_least", "exact"}
    chosen: dict[str, Any] = {k: v if k in no_texts else _texts(v) for k, v in options.items()}
    return filters.select(data, filters.Filters(**chosen)).dataset


def ask(question: str, data: Dataset) -> Dataset:
    """Return a dataset with the challenges that answer a question, as `eig list` understands it.

    For example `ask("designers à Lyon 2022", data)`. The dataset alone answers, where the command
    asks all promotions if the one that it asks about by itself has nothing.

    Raises:
        EigError: for a place or a role that nobody knows, and for a promotion that comes with
            eigcli, but not in the dataset.
    """
    own = data.promotion_codes
    whole = loading.bundled().dataset if loading.is_bundled(data) else data
    known = {code: whole.promotion_years.get(code, "") for code in whole.promotion_codes}
    scope = scope_of(question, known)
    if missing := [code for code in scope.promotions if code in known and code not in own]:
        lacking = _('the dataset does not have promotion {codes}: load(promotion="all") reads all')
        raise EigError(lacking, codes=comma_list(missing))
    found = select(parts.named_part(data, scope.promotions), search=scope.rest or ())
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
            dict(zip((column.name for column in relation.columns), row, strict=True))
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
    described = data if parts.own_programmes(data) == data.programmes else parts.pruned(data)
    spoken = language() if lang is None else language_called(lang)
    with in_language(spoken, for_portals=lang is not None):
        writing.save(Listing(described), file, name, force=force)
    return Path(file)
