"""What `import eigcli` offers: the steps of the commands as plain functions over a `Dataset`.

They print nothing, read no environment, and raise `EigError` for what goes wrong. The names in
`eigcli.__all__` are public; docs/python.md has examples. A function imports what it needs when it
is called: to load the data takes neither Typer, nor Rich, nor PyYAML.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Literal, TypeAlias, TypedDict, Unpack

import eigcli.ask  # before the function of that name, see the end
from eigcli.data import loading, parts
from eigcli.data.merging import File
from eigcli.data.model import Dataset
from eigcli.errors import DatasetError, EigError, Problem
from eigcli.messages import in_language, language

if TYPE_CHECKING:
    from pathlib import Path

# The values of JSON, and of a cell of a table; `None` is what is not known.
JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
Cell = str | int | float | list[str] | None
AnyPath = str | os.PathLike[str]
# One value or several.
Values = str | int | Iterable[str | int]
FormatName = Literal[
    "plain", "csv", "excel", "xlsx", "markdown", "docx", "html", "sqlite", "json", "jsonl",
    "yaml", "datapackage",
]  # fmt: skip
FacetName = Literal[
    "promotion", "year", "skill", "ministry", "family", "theme", "town", "district", "region",
    "phase", "state",
]  # fmt: skip
Measure = Literal["challenges", "sought", "recruited"]
SchemaName = Literal["json", "stats", "csv", "dataset"]

_read: set[str] = set()  # the files that were read: `write` never replaces them


class Choice(TypedDict, total=False):
    """The filters of `select`: the options of `eig list` by their names."""

    promotion: Values
    skill: Values
    recruited: Values
    ministry: Values
    family: Values
    theme: Values
    town: Values
    phase: Values
    state: Values
    has: Values
    at_least: Values
    at_most: Values
    without: Values
    search: Values
    exact: bool


@contextmanager
def _naming_arguments() -> Iterator[None]:
    """Let errors name the arguments of a function, not the options of a command."""
    try:
        yield
    except DatasetError:
        raise
    except EigError as error:
        option = r"\beig [^.;]*|(?<![\w/])--([a-z-]+)"  # a command that is quoted stays as it is
        text = re.sub(option, lambda m: m[1].replace("-", "_") if m[1] else m[0], str(error))
        raise EigError(text) from None


@_naming_arguments()
def load(*sources: AnyPath | IO[str] | IO[bytes], promotion: Values = ()) -> Dataset:
    """Return one dataset from one source or several.

    Args:
        sources: files in YAML, JSON or JSON Lines, open or by their paths, and `eig` for what comes
            with eigcli, which is also read if there is no source.
        promotion: which promotions: codes, years, `latest`, `all`; by default all, but without any
            source promotion 2, the announcement.

    Raises:
        EigError: if a file cannot be read or is wrong, or if no promotion has that name.
    """
    names = _texts(promotion)
    if not sources:
        return parts.named_part(loading.bundled().dataset, names or (loading.DEFAULT,))
    files: list[File] = []
    for number, source in enumerate(dict.fromkeys(sources), 1):
        if isinstance(source, str | os.PathLike):
            path = os.fspath(source)
            files += loading.files_at([path])
            if path != loading.BUNDLED:
                _read.add(os.path.realpath(path))
        else:
            if isinstance(name := getattr(source, "name", None), str):
                _read.add(os.path.realpath(name))
            content = source.read()
            if isinstance(content, str):
                content = content.encode("utf-8", "surrogatepass")  # a lone surrogate is a problem
            files.append(File(str(getattr(source, "name", f"<file {number}>")), content))
    return parts.named_part(loading.read_files(files), names)


def _texts(values: Values) -> tuple[str, ...]:
    return (str(values),) if isinstance(values, str | int) else tuple(map(str, values))


def _described(data: Dataset) -> Dataset:
    """Return a dataset with the programmes of its challenges: others say nothing of these."""
    return replace(data, programmes=parts.own_programmes(data) or data.programmes)


def check(paths: AnyPath | Iterable[AnyPath]) -> list[Problem]:
    """Return the problems of the files at some paths, read as one dataset, warnings included.

    Problems come in the order of the files; their `severity` says which are warnings. A file that
    cannot be read is a problem too.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    with in_language(language(), is_of_own=True):
        return list(loading.check([os.fspath(path) for path in given])[1])


@_naming_arguments()
def select(data: Dataset, **filters: Unpack[Choice]) -> Dataset:
    """Return a dataset with the challenges that meet all filters, as `eig list` chooses them.

    Args:
        data: the dataset.
        filters: a value or several for each: `select(data, skill=["designer"], town="Lyon")`.

    Raises:
        EigError: for a value that nothing in the dataset matches.
        TypeError: for a filter that does not exist.
    """
    from eigcli.ask.choosing import answer
    from eigcli.ask.filters import Filters, given_of

    if unknown := filters.keys() - Choice.__annotations__.keys():
        raise TypeError(f"select() has no filter {min(unknown)!r}")
    exact, promotion = filters.pop("exact", False), _texts(filters.pop("promotion", ()))
    texts = {name: _texts(values) for name, values in filters.items()}  # type: ignore[arg-type]
    return _described(answer(data, Filters(given_of(texts), promotion, exact)).chosen)


@_naming_arguments()
def ask(data: Dataset, question: str) -> Dataset:
    """Return a dataset with the challenges that answer a question, as `eig list` understands it.

    If it asks for a count, these are the challenges that are counted.

    For example `ask(load(promotion="all"), "designers à Lyon 2022")`.

    Raises:
        EigError: for a question that the data cannot answer, for words that are not understood,
            and for a promotion that the dataset does not have.
    """
    from eigcli.ask.choosing import answer
    from eigcli.ask.filters import Filters

    result = answer(data, Filters(), question)
    if result.asked.unheeded:  # a command says so, and answers the rest
        raise EigError(result.preamble[0])
    return _described(result.listed)


@_naming_arguments()
def stats(
    data: Dataset, by: FacetName | Sequence[FacetName] = (), *, measure: Measure = "challenges"
) -> list[dict[str, Cell]]:
    """Return how many challenges and people there are, as `eig stats --format csv` does.

    The first row is for all; then comes a row for each value of a facet, and for what is not known.

    Args:
        data: the dataset.
        by: the facets, one after the other; by default those of `eig stats`: the promotions, if
            there are several, then the roles and the hosts.
        measure: the number that shares are of, and by which the largest come first.

    Raises:
        EigError: for a facet or a measure that does not exist.
    """
    from eigcli.ask.choosing import Answer
    from eigcli.ask.counting import facets_called, measure_called
    from eigcli.report.counts import stats as counted

    facets = facets_called(_texts(by), exact=True)
    measure_called(measure, exact=True)
    return counted(Answer(data, data), facets, measure=measure).table.plain()


def records(data: Dataset) -> list[dict[str, JSON]]:
    """Return the challenges as `eig export --format json` has them."""
    from eigcli.formats.data import challenge_records

    return challenge_records(data)


def tables(data: Dataset) -> dict[str, list[dict[str, Cell]]]:
    """Return the tables of a dataset by name, each a list of rows: dictionaries by column name.

    docs/dictionary.md lists them. `pandas.DataFrame(tables(data)["people"])` makes a data frame.
    """
    from eigcli.report.tables import relations_of, rows_of

    return {relation.name: list(rows_of(relation)) for relation in relations_of(data)}


@_naming_arguments()
def schema(name: SchemaName) -> dict[str, JSON]:
    """Return a schema, as `eig schema` prints it.

    Args:
        name: a JSON Schema: `json`, of what `records` returns, `stats`, of what `eig stats` prints
            as JSON, or `dataset`, of a file that `load` reads; or `csv`, the Table Schema of an
            export.

    Raises:
        EigError: for a name that no schema has.
    """
    from eigcli.formats.schemas import schema_called

    return schema_called(name, loading.bundled().dataset)


@_naming_arguments()
def write(
    data: Dataset,
    path: AnyPath,
    format: FormatName | None = None,  # noqa: A002 - as `--format`
    *,
    force: bool = False,
    lang: Literal["en", "fr"] | None = None,
) -> "Path":
    """Write the challenges of a dataset as `eig export --output` does, and return the path.

    Args:
        data: the dataset.
        path: the file, or for the format `datapackage` the folder.
        format: the format; by default that of the suffix of the file, or `csv`.
        force: whether to replace what is there; files that were read are never replaced.
        lang: the language; by default English, but for a data package that of the dataset, or else
            French.

    Raises:
        EigError: for a dataset that could not be read again: its `problems` say why; if something
            is there already, if nothing can be written, or if no language has that name.
    """
    from pathlib import Path

    from eigcli import formats
    from eigcli.ask.choosing import Answer
    from eigcli.formats.data import yaml_of
    from eigcli.options import language_called
    from eigcli.report.listing import listing

    file = os.fspath(path)
    name = formats.format_of(file, format) or "csv"
    described = _described(data)
    loading.read_files([File(file, yaml_of(described).encode())])
    code = language_called(lang) if lang else language()
    is_own = not loading.is_bundled(data)
    with in_language(code, for_portals=bool(lang), is_of_own=is_own):
        report = listing(Answer(described, described))
        formats.save(report, file, name, force=force, inputs=[*_read])
    return Path(file)


# Importing a module of the package `ask` has given that name to the package.
eigcli.ask = ask  # type: ignore[assignment]
