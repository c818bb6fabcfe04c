"""What `import eigcli` offers: the steps of the commands as plain functions over a `Dataset`.

They print nothing, read no environment, and raise `EigError` for what goes wrong. The names in
`eigcli.__all__` are public; docs/python.md has examples. A function imports what it needs when it
is called: to load the data takes neither Typer, nor Rich, nor PyYAML.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Literal, TypeAlias, TypedDict, Unpack
from weakref import WeakValueDictionary

from eigcli.data import loading, promotions
from eigcli.data.merging import File
from eigcli.data.model import Dataset
from eigcli.errors import DatasetError, EigError, Problem
from eigcli.messages import _, in_language, language
from eigcli.text import quoted_path

if TYPE_CHECKING:
    from pathlib import Path

# The values of JSON, and of a cell of a table; `None` is what is not known.
JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
Cell = str | int | float | list[str] | None
AnyPath = str | os.PathLike[str]
# One value or several; `None` is none.
Values = str | int | Iterable[str | int] | None
# literals, made by tools/generate.py
FormatName = Literal[
    "plain", "csv", "tsv", "excel", "xlsx", "markdown", "docx", "html", "sqlite", "json",
    "jsonl", "yaml", "datapackage"
]  # fmt: skip
FacetName = Literal[
    "promotion", "year", "skill", "town", "ministry", "family", "subject", "theme", "district",
    "region", "phase", "state"
]  # fmt: skip
# end of literals, made by tools/generate.py
Measure = Literal["challenges", "sought", "recruited"]
SchemaName = Literal["json", "stats", "csv", "dataset"]

# The datasets that are known to be right, by `id`: those that these functions made of right ones. A
# record is never changed: who wants other facts makes other records, and of these another dataset.
_right: WeakValueDictionary[int, Dataset] = WeakValueDictionary()


@dataclass(frozen=True)
class Answer:
    """What the data answers to a question, in the language that `eig` speaks.

    Attributes:
        dataset: the challenges that answer it; if it asks for a count, those that are counted.
        sentence: the answer in words: a number, a share, the first of a ranking, or a line for each
            fact asked of a challenge. "" for a question on the programme: see `dataset.programmes`.
        understood: sentences on how it was understood, and what to know of the answer.
        not_understood: the words that were not understood; `sentence` answers the rest.
        options: the options of `eig list`, or of `eig stats` for counts, that ask the dataset for
            the same; none asks for a share, or for challenges that are named.
    """

    dataset: Dataset
    sentence: str
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    options: tuple[str, ...]


class Choice(TypedDict, total=False):
    """The filters of `select`: the options of `eig list` by their names."""

    promotion: Values
    # filters
    skill: Values
    recruited: Values
    town: Values
    ministry: Values
    family: Values
    subject: Values
    theme: Values
    phase: Values
    state: Values
    has: Values
    # end of filters
    where: Mapping[str, Values] | None
    at_least: Values
    at_most: Values
    without: Values
    search: Values
    exact: bool | None


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
        TypeError: for a source that is neither a path nor an open file.
    """
    names = _texts(promotion)
    whole = loading.bundled().dataset
    if sources:
        files: list[File] = []
        for number, source in enumerate(dict.fromkeys(sources), 1):
            files += _files_of(source, number)
        whole = loading.read_files(files)
    elif not names:
        names = (loading.DEFAULT,)
    return _known_right(promotions.select_promotions(whole, names))


def _files_of(source: AnyPath | IO[str] | IO[bytes], number: int) -> Iterable[File]:
    """Return the files that a source stands for: one, but for `eig`.

    Args:
        source: the source.
        number: its number, by which messages call an open file that has no name.
    """
    if isinstance(source, str | os.PathLike):
        return loading.files_at([os.fspath(source)])
    if not hasattr(source, "read"):
        mistake = f"load() takes paths, open files and 'eig', not {source!r}"
        raise TypeError(mistake)
    content = source.read()
    if isinstance(content, str):
        # A lone surrogate is a problem of the dataset.
        content = content.encode("utf-8", "surrogatepass")
    name = getattr(source, "name", f"<file {number}>")
    return [File(str(name), content)]


def _texts(values: Values) -> tuple[str, ...]:
    if values is None:
        return ()
    if isinstance(values, str | int):
        return (str(values),)
    return tuple(map(str, values))


def _known_right(data: Dataset) -> Dataset:
    """Return a dataset after noting that it is right: `write` need not read it again."""
    _right[id(data)] = data
    return data


def _is_right(data: Dataset) -> bool:
    """Return whether a dataset is known to be right; if not, a caller may have made it."""
    return _right.get(id(data)) is data


def _described(data: Dataset) -> Dataset:
    """Return a dataset with the programmes of its challenges: others say nothing of these."""
    return replace(data, programmes=promotions.own_programmes(data) or data.programmes)


def _part_of(data: Dataset, chosen: Dataset) -> Dataset:
    """Return what was chosen of a dataset, with its programmes; it is right if the whole is."""
    part = _described(chosen)
    return _known_right(part) if _is_right(data) else part


def check(paths: AnyPath | Iterable[AnyPath]) -> list[Problem]:
    """Return the problems of the files at some paths, read as one dataset, warnings included.

    Problems come in the order of the files; their `severity` says which are warnings. A file that
    cannot be read is a problem too.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return list(loading.check([os.fspath(path) for path in given])[1])


@_naming_arguments()
def select(data: Dataset, **filters: Unpack[Choice]) -> Dataset:
    """Return a dataset with the challenges that meet all filters, as `eig list` chooses them.

    Args:
        data: the dataset.
        filters: a value or several for each: `select(data, skill=["designer"], town="Lyon")`;
            with `None`, a filter is not there. `where` has values by key: `{"stage": "pilot"}`.

    Raises:
        EigError: for a value that nothing in the dataset matches.
        TypeError: for a filter that does not exist.
    """
    from eigcli.query.choosing import answer
    from eigcli.query.filters import filters_of

    for name in filters:
        if name not in Choice.__annotations__:
            raise TypeError(f"select() has no filter {name!r}")
    exact = bool(filters.pop("exact", False))
    where = filters.pop("where", None) or {}
    texts = {name: _texts(values) for name, values in filters.items()}  # type: ignore[arg-type]
    texts["where"] = tuple(f"{key}={v}" for key, values in where.items() for v in _texts(values))
    promotion = texts.pop("promotion", ())
    asked = filters_of(texts, promotion, exact, challenges=data)
    chosen = answer(data, asked).chosen
    return _part_of(data, chosen)


@_naming_arguments()
def ask(data: Dataset, question: str) -> Dataset:
    """Return a dataset with the challenges that answer a question, as `eig list` understands it.

    If it asks for a count, these are the challenges that are counted.

    For example `ask(load(promotion="all"), "designers à Lyon 2022")`.

    Raises:
        EigError: for a question that the data cannot answer, for words that are not understood,
            and for a promotion that the dataset does not have.
    """
    from eigcli.query.choosing import answer
    from eigcli.query.filters import Filters

    result = answer(data, Filters(), question)
    if result.asked.unheeded:  # a command says so, and answers the rest
        raise EigError(result.preamble[0])
    return _part_of(data, result.listed)


@_naming_arguments()
def answer(data: Dataset, question: str) -> Answer:
    """Return the answer to a question, as `eig` gives it, with how the question was understood.

    For example `answer(load(promotion="all"), "how many designers in Lyon").sentence`.

    Raises:
        EigError: for a question that the data cannot answer, and for a promotion that the dataset
            does not have.
    """
    from eigcli.query import choosing
    from eigcli.query.filters import Filters
    from eigcli.report.cards import facts_asked
    from eigcli.report.counts import stats as counted
    from eigcli.report.listing import listing

    result = choosing.answer(data, Filters(), question, command="list")
    asked = result.asked
    options = asked.filters.as_arguments(asked.rows)
    sentences = list[str]()
    if asked.by or asked.is_count:
        report = counted(result)
        sentences += report.answer or [report.lead]
        if asked.across:
            options += ["--across", asked.across]
        if asked.measure:
            options += ["--measure", asked.measure]
    elif asked.facts:
        sentences += facts_asked(result)
    elif not asked.is_programme:
        sentences.append(listing(result).lead)
    return Answer(
        dataset=_part_of(data, result.listed),
        sentence="\n".join(sentences),
        understood=(*result.reading, *result.notes, *result.about),
        not_understood=asked.unheeded,
        options=tuple(options),
    )


@_naming_arguments()
def stats(
    data: Dataset,
    by: FacetName | str | Sequence[FacetName | str] = (),
    *,
    measure: Measure = "challenges",
) -> list[dict[str, Cell]]:
    """Return how many challenges and people there are, as `eig stats --format csv` does.

    The first row is for all; then comes a row for each value of a facet, and for what is not known.

    Args:
        data: the dataset.
        by: the facets or own keys, one after the other; by default those of `eig stats`: the
            promotions, if there are several, then the roles and the hosts.
        measure: the number that shares are of, and by which the largest come first.

    Raises:
        EigError: for a facet or a measure that does not exist.
    """
    from eigcli.query import choosing
    from eigcli.query.counting import facets_called, measure_called
    from eigcli.report.counts import stats as counted

    facets = facets_called(_texts(by), data, exact=True)
    measure_called(measure, exact=True)
    report = counted(choosing.Answer(data, data), facets, measure=measure)
    return report.table.plain()


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
        force: whether to replace what is there.
        lang: the language; by default English, but for a data package that of the dataset, or else
            French.

    Raises:
        EigError: for a dataset that could not be read again: its `problems` say why; if something
            is there already, if nothing can be written, or if no language has that name.
    """
    from pathlib import Path

    from eigcli import writing
    from eigcli.options import language_called
    from eigcli.query import choosing
    from eigcli.report.listing import listing

    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"write() takes the path of a file, not {path!r}")
    file = os.fspath(path)
    if file == writing.STDOUT or "\0" in file:
        raise EigError(_("write() takes the path of a file, not {path}", path=quoted_path(file)))
    name = writing.format_of(file, format) or "csv"
    described = _described(data)
    if not _is_right(data):
        _read_again(described, file)
        _known_right(data)
    code = language_called(str(lang)) if lang else language()
    with in_language(code, for_portals=bool(lang)):
        report = listing(choosing.Answer(described, described))
        writing.save(report, file, name, force=force)
    return Path(file)


def _read_again(data: Dataset, file: str) -> None:
    """Read a dataset as its YAML would be read; raise `DatasetError` if that is wrong.

    Args:
        data: the dataset.
        file: what messages call the YAML.
    """
    from eigcli.formats.data import yaml_of

    loading.read_files([File(file, yaml_of(data).encode())])
