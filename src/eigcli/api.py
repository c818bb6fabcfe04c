"""What `import eigcli` offers: the steps of the commands as plain functions over a `Dataset`.

They print nothing, read no environment, and raise `EigError` for what goes wrong: `DatasetError`
for a wrong dataset, `NoAnswerError` for what is asked and does not exist or is not understood. The
names in `eigcli.__all__` are public; docs/python.md has examples. A function imports what it needs
when it is called: to load the data takes neither Typer, nor Rich, nor PyYAML.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    Literal,
    TypeAlias,
    TypedDict,
    Unpack,
    cast,
    get_args,
    overload,
)
from weakref import WeakValueDictionary

from eigcli.data import loading, promotions
from eigcli.data.loading import File
from eigcli.data.model import Dataset
from eigcli.errors import DatasetError, EigError, NoAnswerError, Problem
from eigcli.messages import _, in_language, language
from eigcli.text import quoted_path

if TYPE_CHECKING:
    from pathlib import Path

    from eigcli.query import choosing
    from eigcli.report.blocks import Report
    from eigcli.typed import ChallengeRecord, CountsRecord, Tables

# The values of JSON; `None` is what is not known.
JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"
AnyPath = str | os.PathLike[str]
OpenFile = IO[str] | IO[bytes]
# One value or several; `None` is none.
Values = str | int | Iterable[str | int] | None
Names = str | Iterable[str] | None
# literals, made by tools/generate.py
FormatName = Literal[
    "plain", "csv", "tsv", "excel", "xlsx", "markdown", "docx", "html", "svg", "sqlite", "json",
    "jsonl", "yaml", "datapackage"
]  # fmt: skip
FacetName = Literal[
    "promotion", "year", "skill", "town", "ministry", "family", "subject", "theme", "district",
    "region", "phase", "state"
]  # fmt: skip
# end of literals, made by tools/generate.py
Measure = Literal["challenges", "sought", "recruited"]
SchemaName = Literal["json", "stats", "csv", "dataset"]
Lang = Literal["en", "fr"]

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
        not_understood: words beside the programme or a challenge that is named, which were not
            understood; `sentence` answers the rest.
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


class Counts(tuple["CountsRecord", ...]):  # noqa: SLOT001 - it has attributes
    """How many challenges and people there are, a record for each row; `write` writes them.

    Attributes:
        dataset: the dataset whose challenges are counted.
        by: the facets that they are counted by; none stands for those of `eig stats`.
        measure: the number that shares are of.
    """

    dataset: Dataset
    by: tuple[str, ...]
    measure: Measure


@contextmanager
def _in_python() -> Iterator[None]:
    """Let errors be public ones that name the arguments of a function, not options of a command."""
    try:
        yield
    except DatasetError:
        raise
    except NoAnswerError as error:
        raise NoAnswerError(_of_arguments(str(error))) from None
    except EigError as error:
        raise EigError(_of_arguments(str(error))) from None


def _of_arguments(message: str) -> str:
    """Return the message for an option as one for an argument; other commands stay whole."""
    to_see = r"\beig stats --by (\w+)( --promotion all)?"
    message = re.sub(to_see, r'eigcli.stats(data, "\1")', message)
    command_or_option = r"\beig(?: [a-z]+)?(?: -\S+(?: [^\s-]\S*)?)*|(?<![\w/])--([a-z-]+)"
    return re.sub(command_or_option, _argument_called, message)


def _argument_called(found: re.Match[str]) -> str:
    name = found[1]
    return name.replace("-", "_") if name else found[0]


@_in_python()
def load(*sources: AnyPath | OpenFile, promotion: Values = None) -> Dataset:
    """Return promotion 2, the announcement, or the promotions and the sources that are named.

    `load(promotion="all")` returns all that comes with eigcli. Several sources are one dataset.

    Args:
        sources: files in YAML, JSON or JSON Lines, open or by their paths, and `eig` for what comes
            with eigcli, which is also read if there is no source.
        promotion: which promotions: codes, years, `latest`, `all`; by default all of the sources.

    Raises:
        EigError: if a file cannot be read.
        DatasetError: if a file is wrong; its `problems` say where.
        NoAnswerError: if no promotion has that name.
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


def _files_of(source: AnyPath | OpenFile, number: int) -> Iterable[File]:
    """Return the files that a source stands for: one, but for `eig`.

    Args:
        source: the source.
        number: its number, by which messages call an open file that has no name.
    """
    if isinstance(source, str | os.PathLike):
        return loading.files_at([os.fspath(source)])
    if not hasattr(source, "read"):
        raise TypeError(f"load() takes paths, open files and 'eig', not {source!r}")
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
    cannot be read is a problem too: no error is raised.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    _checked, problems = loading.check([os.fspath(path) for path in given])
    return list(problems)


@_in_python()
def select(data: Dataset, **filters: Unpack[Choice]) -> Dataset:
    """Return a dataset with the challenges that meet all filters, as `eig list` chooses them.

    Args:
        data: the dataset.
        filters: a value or several for each: `select(data, skill=["designer"], town="Lyon")`;
            with `None`, a filter is not there. `where` has values by key: `{"stage": "pilot"}`.

    Raises:
        NoAnswerError: for a value that nothing in the dataset matches.
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
    texts["where"] = ()
    for key, values in where.items():
        texts["where"] += tuple(f"{key}={value}" for value in _texts(values))
    promotion = texts.pop("promotion", ())
    asked = filters_of(texts, promotion, exact, challenges=data)
    return _part_of(data, answer(data, asked).chosen)


@_in_python()
def ask(data: Dataset, question: str) -> Dataset:
    """Return a dataset with the challenges that answer a question, as `eig list` understands it.

    If it asks for a count, these are the challenges that are counted; if it asks about the
    programme, those of its promotions. For example
    `ask(load(promotion="all"), "designers à Lyon 2022")`.

    Raises:
        NoAnswerError: where `eig` would say that words are not understood, or has no answer.
    """
    result = _answer_to(data, question)
    if result.asked.unheeded:  # a command says so, and answers the rest
        raise NoAnswerError(result.preamble[0])
    return _part_of(data, result.listed)


@_in_python()
def answer(data: Dataset, question: str) -> Answer:
    """Return the answer to a question, as `eig` gives it, with how the question was understood.

    For example `answer(load(promotion="all"), "how many designers in Lyon").sentence`.

    Raises:
        NoAnswerError: where `eig` has no answer, or words are not understood.
    """
    result = _answer_to(data, question)
    asked = result.asked
    filters = asked.filters
    columns = () if asked.is_programme else asked.columns
    options = filters.as_arguments(asked.rows, asked.across, asked.measure, columns)
    return Answer(
        dataset=_part_of(data, result.listed),
        sentence="\n".join(_sentences_of(result)),
        understood=(*result.reading, *result.notes, *result.about),
        not_understood=asked.unheeded,
        options=tuple(options),
    )


def _answer_to(data: Dataset, question: str) -> "choosing.Answer":
    from eigcli.query import choosing
    from eigcli.query.filters import Filters

    return choosing.answer(data, Filters(), question, command="list")


def _sentences_of(result: "choosing.Answer") -> Iterable[str]:
    """Return the sentences that answer a question; none if it is about all of the programme."""
    from eigcli.report.calls import calls_asked
    from eigcli.report.cards import facts_asked
    from eigcli.report.counts import stats as counted
    from eigcli.report.listing import listing

    asked = result.asked
    if asked.by or asked.is_count:
        report = counted(result)
        return report.answer or [report.lead]
    if asked.facts:
        return facts_asked(result)
    if asked.is_programme and asked.columns and result.whole.programmes:
        return calls_asked(result.whole, asked.columns, asked.rank).answer
    return [] if asked.is_programme else [listing(result).lead]


@_in_python()
def stats(
    data: Dataset,
    by: FacetName | str | Sequence[FacetName | str] | None = None,
    *,
    measure: Measure | None = None,
) -> Counts:
    """Return how many challenges and people there are, as `eig stats --format csv` does.

    The first record is for all; then comes one for each value of a facet, and for what is not
    known.

    Args:
        data: the dataset.
        by: the facets or own keys, one after the other; by default those of `eig stats`: the
            promotions, if there are several, then the roles and the hosts.
        measure: the number that shares are of, and by which the largest come first; by default the
            challenges.

    Raises:
        NoAnswerError: for a facet or a measure that does not exist.
    """
    from eigcli.query.counting import facets_called, measure_called

    facets = tuple(facets_called(_texts(by), data, exact=True))
    shared = measure or "challenges"
    measure_called(shared, exact=True)
    report = _report_of_counts(data, facets, shared)
    counts = Counts(cast("list[CountsRecord]", report.table.plain()))
    counts.dataset, counts.by, counts.measure = data, facets, shared
    return counts


def _report_of_counts(data: Dataset, by: Sequence[str], measure: str) -> "Report":
    from eigcli.query import choosing
    from eigcli.report.counts import stats as counted

    return counted(choosing.Answer(data, data), by, measure=measure)


def records(data: Dataset) -> "list[ChallengeRecord]":
    """Return the challenges as `eig export --format json` has them: it raises no error.

    Own keys (`x-…`) are in these records, but not in their type.
    """
    from eigcli.formats.data import challenge_records

    return cast("list[ChallengeRecord]", challenge_records(data))


def tables(data: Dataset) -> "Tables":
    """Return the tables of a dataset by name, each a list of rows: dictionaries by column name.

    docs/dictionary.md lists them. `pandas.DataFrame(tables(data)["people"])` makes a data frame. It
    raises no error.
    """
    from eigcli.report.tables import relations_of, rows_of

    named = {relation.name: list(rows_of(relation)) for relation in relations_of(data)}
    return cast("Tables", named)


@_in_python()
def schema(name: SchemaName) -> dict[str, JSON]:
    """Return a schema, as `eig schema` prints it.

    Args:
        name: a JSON Schema: `json`, of what `records` returns, `stats`, of what `eig stats` prints
            as JSON, or `dataset`, of a file that `load` reads; or `csv`, the Table Schema of an
            export.

    Raises:
        NoAnswerError: for a name that no schema has.
    """
    from eigcli.formats.schemas import schema_called

    return schema_called(name, loading.bundled().dataset)


@overload
def write(
    data: Dataset | Counts,
    file: AnyPath,
    format: FormatName | None = None,
    *,
    columns: Names = None,
    force: bool = False,
    lang: Lang | None = None,
) -> "Path": ...
@overload
def write(
    data: Dataset | Counts,
    file: OpenFile,
    format: FormatName | None = None,
    *,
    columns: Names = None,
    force: bool = False,
    lang: Lang | None = None,
) -> None: ...
@_in_python()
def write(  # noqa: PLR0913 - arguments are options
    data: Dataset | Counts,
    file: AnyPath | OpenFile,
    format: FormatName | None = None,  # noqa: A002
    *,
    columns: Names = None,
    force: bool = False,
    lang: Lang | None = None,
) -> "Path | None":
    """Write challenges as `eig export --output` does, or counts as `eig stats` does.

    It returns the path of the file; nothing for an open file, which stays open.

    Args:
        data: the dataset, or what `stats` returns.
        file: the path of a file, or for the format `datapackage` of a folder; or an open file: most
            formats are text, which a binary file gets in UTF-8; `xlsx`, `docx` and `sqlite` need a
            binary file.
        format: the format; by default that of the suffix of the file, or `csv`.
        columns: the columns of challenges, as for `--columns`; by default those of the format.
        force: whether to replace what is there.
        lang: the language; by default English, but for a data package that of the dataset, or else
            French.

    Raises:
        EigError: if something is there already, or nothing can be written.
        DatasetError: for a dataset that could not be read again; its `problems` say why.
        NoAnswerError: for a format, a column or a language that does not exist, and for a format
            that cannot hold this.
        TypeError: for what is no file, or none that the format can be written to.
    """
    from pathlib import Path

    from eigcli import writing
    from eigcli.options import language_called

    name = writing.format_of(_path_of(file), format, get_args(FormatName)) or "csv"
    code = language_called(lang) if lang else language()
    with in_language(code, for_portals=bool(lang)):
        report = _report_of(data, columns)
        if not isinstance(file, str | os.PathLike):
            _write_open(file, name, writing.formatted(report, name))
            return None
        path = os.fspath(file)
        writing.save(report, path, name, force=force)
    return Path(path)


def _path_of(file: AnyPath | OpenFile) -> str:
    """Return the path of a file; of an open file its name, which may be none."""
    if hasattr(file, "write"):
        return str(getattr(file, "name", ""))
    if not isinstance(file, str | os.PathLike):
        raise TypeError(f"write() takes a path or an open file, not {file!r}")
    path = os.fspath(file)
    if path == "-" or "\0" in path:
        raise EigError(_("write() takes the path of a file, not {path}", path=quoted_path(path)))
    return path


def _write_open(file: OpenFile, name: str, pieces: Iterable[str | bytes]) -> None:
    """Write a format to an open file, in UTF-8 if it is a binary one.

    Args:
        file: the file.
        name: the name of the format.
        pieces: its text or bytes.
    """
    stream: Any = file
    if isinstance(pieces, Mapping):
        raise TypeError(f"write() takes the path of a folder for the format {name}")
    is_text = hasattr(file, "encoding")
    for piece in pieces:
        if is_text and isinstance(piece, bytes):
            raise TypeError(f"write() takes a binary file for the format {name}")
        stream.write(piece if is_text or isinstance(piece, bytes) else piece.encode())


def _report_of(data: Dataset | Counts, columns: Names) -> "Report":
    """Return the report on challenges or on counts, in the language that is spoken."""
    from eigcli.query import choosing
    from eigcli.report.listing import listing
    from eigcli.report.tables import columns_named

    names = _texts(columns)
    if isinstance(data, Counts):
        if names:
            raise TypeError("write() takes no columns for counts")
        return _report_of_counts(data.dataset, data.by, data.measure)
    described = _described(data)
    if not _is_right(data):
        _read_again(described)
        _known_right(data)
    chosen = columns_named(described, names, exact=True)
    return listing(choosing.Answer(described, described), chosen)


def _read_again(data: Dataset) -> None:
    """Read a dataset as its YAML would be read; raise `DatasetError` if that is wrong."""
    from eigcli.formats.data import yaml_of

    loading.read_files([File("<dataset>", yaml_of(data).encode())])
