"""Which datasets and promotions are asked about: what comes with eigcli, or files of one's own."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from eigcli.data import checking
from eigcli.data.merging import VOCABULARIES, File, file_at, merged, read_parts
from eigcli.data.model import Dataset, Programme, Synonym
from eigcli.data.parts import ALL, named_part, promotions_named
from eigcli.data.reading import Place, Reader
from eigcli.errors import EigError, Problem, UsageError
from eigcli.messages import _, ngettext
from eigcli.options import Option, options
from eigcli.text import fold, printable

BUNDLED = "eig"  # what is typed for the data of eigcli
DEFAULT = "2"  # the promotion that is asked about where none is named
_SHARED = ("bodies.yaml", "towns.yaml", "vocabulary.yaml", "synonyms.yaml")


class Bundled(NamedTuple):
    """What comes with eigcli.

    Attributes:
        dataset: all promotions, by year.
        known: what all files may name without listing it: records by class and key.
        synonyms: those of every search.
    """

    dataset: Dataset
    known: Mapping[type, Mapping[str, Any]]
    synonyms: tuple[Synonym, ...]


@cache
def data_folder() -> Path:
    """Return the folder of the files that come with eigcli: a wheel has them beside this module."""
    package = Path(__file__).parent
    return package if (package / _SHARED[0]).exists() else package.parents[2] / "data"


@cache
def bundled() -> Bundled:
    """Return what comes with eigcli: a wheel has it as it is once it is read."""
    compiled = data_folder() / "bundled.pickle"
    if not compiled.exists():
        return read_bundled()
    import gc
    import pickle

    # The collector would walk what is made here over and over: that takes as long again.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return Bundled(*pickle.loads(compiled.read_bytes()))  # noqa: S301 - it comes with the code
    finally:
        if was_enabled:
            gc.enable()


def read_bundled() -> Bundled:
    """Return what comes with eigcli, read from its files."""
    shared = Reader()
    [*parts] = read_parts(shared, map(_bundled_file, _SHARED))
    shared.raise_problems()
    reader = Reader(shared.known)
    promotions = read_parts(reader, _promotion_files())
    checking.refuse(reader)
    reader.raise_problems()
    # By year, which only the files say.
    years = {
        n.start_mark.name: (p.year or 0, str(p.promotion)) for p, n in reader.traced[Programme]
    }
    listed = sorted(reader.listed.items(), key=lambda item: years[item[1].start_mark.name])
    reader.listed = dict(listed)
    promotions.sort(
        key=lambda part: (part.programmes[0].year or 0, str(part.programmes[0].promotion))
    )
    synonyms = merged(shared, parts).synonyms
    return Bundled(merged(reader, promotions), dict(shared.known), synonyms)


def _bundled_file(name: str) -> File:
    return file_at(str(data_folder() / name), name)


def _promotion_files() -> Iterator[File]:
    yield _bundled_file("challenges.yaml")
    for path in sorted((data_folder() / "promotions").glob("*.yaml")):
        yield _bundled_file(f"promotions/{path.name}")


def is_bundled(dataset: Dataset) -> bool:
    """Return whether all programmes of a dataset come with eigcli, and it has any."""
    own, ours = (
        {(p.promotion, p.name) for p in d.programmes} for d in (dataset, bundled().dataset)
    )
    return bool(own) and own <= ours


def bundled_date() -> str:
    """Return the date of the newest source of the data that comes with eigcli: its version."""
    return max(source.date for source in bundled().dataset.sources if source.date)


def records_of(dataset: Dataset, vocabulary: str) -> dict[str, Any]:
    """Return the records of a vocabulary by key: those of a dataset, then others of eigcli."""
    own = {record.codes(): record for record in getattr(dataset, vocabulary)}
    shared = bundled().known[VOCABULARIES[vocabulary].cls]
    return own | {key: record for key, record in shared.items() if key not in own}


def synonyms_of(dataset: Dataset) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the synonyms of a dataset, and those of eigcli for other words.

    A word is the same in the plural, in capitals or without accents, as in searches.
    """
    own = {_singular(synonym.word) for synonym in dataset.synonyms}
    shared = (s for s in bundled().synonyms if not own or _singular(s.word) not in own)
    return [(synonym.word, synonym.phrases) for synonym in (*shared, *dataset.synonyms)]


def _singular(word: str) -> str:
    return re.sub("[sx]$", "", fold(word))


def read_files(files: Iterable[File]) -> Dataset:
    """Return the dataset that some files hold together, in their order.

    Raises:
        DatasetError: a line `file:line:column: what is wrong and what was expected` for each of
            its problems, in the order of the files; lines and columns count from 1.
    """
    reader = Reader(bundled().known)
    parts = read_parts(reader, files)
    checking.refuse(reader)
    reader.raise_problems()
    return merged(reader, parts)


def default_promotion() -> str:
    """Return what is asked about where no promotion is named: EIG_PROMOTION, or promotion 2."""
    return os.environ.get("EIG_PROMOTION", "").strip() or DEFAULT


def default_is_set() -> bool:
    """Return whether EIG_PROMOTION says which promotions are asked about."""
    return bool(os.environ.get("EIG_PROMOTION", "").strip())


def default_codes() -> list[str]:
    """Return the codes of the promotions that are asked about where none is named.

    Raises:
        UsageError: where EIG_PROMOTION names one that there is not.
    """
    try:
        return promotions_named([default_promotion()], bundled().dataset)
    except UsageError as error:
        raise UsageError("EIG_PROMOTION: {mistake}", mistake=str(error)) from None


def promotion_candidates(given: "Input", _typed: str) -> Iterator[tuple[str, str]]:
    """Yield the promotions that complete a value, each with what it is."""
    yield ALL, _("all of them")
    dataset = load_or_empty(given.of_all_promotions)
    years = dataset.promotion_years
    for code in dataset.promotion_codes:
        count = sum(challenge.promotion == code for challenge in dataset.challenges)
        about = ngettext("{year}, {count} défi", "{year}, {count} défis", count)
        yield code, about.format(year=years.get(code, ""), count=count).lstrip(", ")


@options(
    data=Option(
        _(
            "Read this dataset instead, - for standard input, eig for what comes with eig."
            " Repeated: all of them together. Or set EIG_DATA."
        ),
        _("FILE"),
        "-d",
    ),
    promotion=Option(
        _(
            "Défis of this promotion: a code such as 3, a year, latest, or all; by default 2."
            " Repeated: any of them. Or set EIG_PROMOTION."
        ),
        _("CODE"),
        "-p",
        promotion_candidates,
    ),
)
class Input(NamedTuple):
    """Which datasets are asked about, and which promotions in them."""

    data: tuple[str, ...] = ()
    promotion: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files given, or those of EIG_DATA; none stands for what comes with eigcli."""
        listed = os.environ.get("EIG_DATA", "").split(os.pathsep)
        paths = self.data or tuple(filter(None, listed))
        return () if paths == (BUNDLED,) else paths

    @property
    def names(self) -> Sequence[str]:
        """The promotions that are named, or those of what comes with eigcli that need no name."""
        return self.promotion or (() if self.paths else default_codes())

    def reads(self, file: str) -> bool:
        """Return whether a file is one of those that were read, by whatever name."""
        own = (path for path in self.paths if path != BUNDLED and Path(file).is_file())
        read = (os.fstat(0) if path == "-" else Path(path).stat() for path in own)
        return any(os.path.samestat(Path(file).stat(), status) for status in read)

    @property
    def is_default(self) -> bool:
        """Whether neither a dataset nor a promotion is named."""
        return not (self.paths or self.promotion)

    def with_promotions(self, names: Sequence[str]) -> "Input":
        """Return the same datasets, with more promotions that are named."""
        return self._replace(promotion=(*self.promotion, *names))

    @property
    def of_all_promotions(self) -> "Input":
        """The same datasets, with all of their promotions."""
        return self._replace(promotion=(ALL,))


def load(given: Input | None = None) -> Dataset:
    """Return the datasets and promotions that are asked about, as one dataset.

    Raises:
        EigError: when a file cannot be read.
        DatasetError: when one is wrong, see `read_files`.
        UsageError: for an unknown promotion.
    """
    given = given or Input()
    whole = read_files(_files(given.paths)) if given.paths else bundled().dataset
    return named_part(whole, given.names)


def files_at(path: str) -> Iterator[File]:
    """Yield the file at a path, or for `eig` each of the bundled ones."""
    if path == BUNDLED:
        yield _bundled_file("vocabulary.yaml")  # others may not describe a source of it otherwise
        yield from _promotion_files()
    else:
        yield file_at(path)


def _files(paths: Sequence[str], reader: Reader | None = None) -> Iterator[File]:
    """Yield the files at some paths, each once.

    Args:
        paths: the paths.
        reader: what notes a file that cannot be read.

    Raises:
        EigError: where a file cannot be read, and there is no reader.
    """
    for path in dict.fromkeys(paths):
        try:
            yield from files_at(path)
        except EigError as error:
            if not reader:
                raise
            name = "<stdin>" if path == "-" else printable(path)
            reader.note(Place(name, 1, 1), "unreadable", str(error))


def load_or_empty(given: Input) -> Dataset:
    """Return what `load` returns, for completion; an empty dataset where that raises an error.

    There is no message, which a shell would take for a value. Neither a terminal nor a pipe is
    read: the command that is being typed will.
    """
    own = [path for path in given.paths if path != BUNDLED]
    if all(path != "-" and Path(path).is_file() for path in own):
        with suppress(EigError, OSError):
            return load(given)
    return Dataset()


def check(given: Input) -> tuple[Dataset | None, Sequence[Problem]]:
    """Return a dataset, `None` where it cannot be read, and what is wrong with its files.

    That is everything at once, in the order of the files: problems, and doubts among them.

    Raises:
        UsageError: for an unknown promotion.
    """
    reader = Reader(bundled().known)
    parts = read_parts(reader, _files(given.paths or (BUNDLED,), reader))
    checking.refuse(reader)
    is_dataset = not reader.problems
    checking.compare(reader, {c.slug for c in bundled().dataset.challenges})
    dataset = named_part(merged(reader, parts), given.promotion) if is_dataset else None
    return dataset, reader.in_order((*reader.problems, *reader.doubts))
