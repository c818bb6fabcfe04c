"""Where datasets come from: the data of eigcli, and files of users."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from eigcli.data import checking
from eigcli.data.merging import VOCABULARIES, File, file_at, merged, read_into
from eigcli.data.model import Dataset, Synonym
from eigcli.data.promotions import select_promotions
from eigcli.data.reading import Place, Reader, Vocabularies
from eigcli.errors import EigError, Problem
from eigcli.messages import _
from eigcli.text import printable, shell_line

BUNDLED = "eig"  # what is typed for the data of eigcli
DEFAULT = "2"  # the promotion that is asked about where none is named
_SHARED = ("bodies.yaml", "subjects.yaml", "towns.yaml", "vocabulary.yaml", "synonyms.yaml")


class Bundled(NamedTuple):
    """The data that comes with eigcli.

    Attributes:
        dataset: all promotions, by year.
        vocabularies: the records that all files may name without listing them, by class and key.
        synonyms: the synonyms of every search.
    """

    dataset: Dataset
    vocabularies: Vocabularies
    synonyms: tuple[Synonym, ...]


@cache
def data_folder() -> str:
    """Return the folder of the files that come with eigcli: a wheel has them beside this module."""
    package = os.path.dirname(__file__)
    is_wheel = os.path.exists(os.path.join(package, _SHARED[0]))
    return package if is_wheel else os.path.normpath(os.path.join(package, "../../../data"))


@cache
def bundled() -> Bundled:
    """Return the data that comes with eigcli; a wheel has it already read."""
    made = compiled("bundled")
    return Bundled(*made) if made else read_bundled()


def compiled(name: str) -> Any:
    """Return what a wheel has beside its data: `bundled`, `words` or `texts`; elsewhere `{}`."""
    path = os.path.join(data_folder(), f"{name}.pickle")
    if not os.path.exists(path):
        return {}
    import gc
    import pickle

    # The collector would walk these objects over and over.
    after = gc.enable if gc.isenabled() else gc.disable
    gc.disable()
    try:
        with open(path, "rb") as file:
            return pickle.load(file)  # noqa: S301 - it comes with the code
    finally:
        after()


def read_bundled() -> Bundled:
    """Return the data that comes with eigcli, read from its files."""
    shared = Reader({})
    vocabulary = _dataset(shared, map(_bundled_file, _SHARED))
    dataset = _dataset(Reader(shared.vocabularies), _promotion_files())
    return Bundled(dataset, dict(shared.vocabularies), vocabulary.synonyms)


def _dataset(reader: Reader, files: Iterable[File]) -> Dataset:
    """Return the dataset that some files hold together."""
    read_into(reader, files)
    reader.raise_problems()
    return merged(reader)


def bundled_paths() -> list[str]:
    """Return the paths of the files and folders that come with eigcli as its data."""
    from glob import glob

    names = glob("**", root_dir=data_folder(), recursive=True)
    return [os.path.join(data_folder(), name) for name in names]


def data_version() -> str:
    """Return the version of the data that comes with eigcli: `2026.12`."""
    return _bundled_file("version.txt").content.decode().strip()


def _bundled_file(name: str) -> File:
    return file_at(os.path.join(data_folder(), name), name)


def _promotion_files() -> list[File]:
    """Return the files of the promotions, in the order of their start."""
    from glob import glob

    names = ["challenges.yaml", *glob("promotions/*.yaml", root_dir=data_folder())]
    files = map(_bundled_file, names)
    return sorted(files, key=lambda file: re.findall(rb"\n  start: .*", file.content))


def is_bundled(dataset: Dataset) -> bool:
    """Return whether a dataset has a programme, and only eigcli's programmes and challenges."""
    return bool(dataset.programmes) and _keys_of(dataset) <= _keys_of(bundled().dataset)


def _keys_of(dataset: Dataset) -> set[Any]:
    """Return the keys of the programmes and challenges of a dataset."""
    programmes = {(p.promotion, p.name) for p in dataset.programmes}
    return programmes | {challenge.slug for challenge in dataset}


def records_of(dataset: Dataset, vocabulary: str) -> dict[str, Any]:
    """Return the records of a vocabulary by key: those of a dataset, then others of eigcli."""
    listed = {str(record): record for record in getattr(dataset, vocabulary)}
    shared = bundled().vocabularies[VOCABULARIES[vocabulary].cls]
    return {**listed, **shared, **listed}  # its own come first, and win


def synonyms_of(dataset: Dataset) -> dict[str, Sequence[str]]:
    """Return the synonyms of a dataset, and those of eigcli for other words."""
    return {s.word: s.phrases for s in (*bundled().synonyms, *dataset.synonyms)}


def read_files(files: Iterable[File]) -> Dataset:
    """Return the dataset that some files hold together, in their order.

    Raises:
        DatasetError: a line `file:line:column: what is wrong and what was expected` for each of
            its problems, in the order of the files; lines and columns count from 1.
    """
    return _dataset(Reader(bundled().vocabularies), files)


def files_at(paths: Iterable[str], reader: Reader | None = None) -> Iterator[File]:
    """Yield the files at some paths, each once; `eig` stands for those that come with eigcli.

    Args:
        paths: the paths.
        reader: the reader that notes files that cannot be read.

    Raises:
        EigError: where a file cannot be read, and there is no reader.
    """
    for path in dict.fromkeys(paths):
        if path == BUNDLED:
            # It is read too, so that no other file describes one of its sources differently.
            yield _bundled_file("vocabulary.yaml")
            yield from _promotion_files()
            continue
        try:
            yield _file_of_dataset(path)
        except EigError as error:
            if not reader:
                raise
            name = "<stdin>" if path == "-" else printable(path)
            reader.note(Place(name), "unreadable", str(error))


def _file_of_dataset(path: str) -> File:
    """Return the file at a path, unless it is a spreadsheet."""
    file = file_at(path)
    if path.lower().endswith(".csv"):
        csv = _("expected YAML or JSON. To make a dataset of a spreadsheet: {command}")
        raise EigError(csv.format(command=shell_line(["eig", "init", "--from", path])))
    return file


def check(
    paths: Sequence[str], promotions: Sequence[str] = ()
) -> tuple[Dataset | None, Sequence[Problem]]:
    """Return a dataset, `None` if it cannot be read, and the problems of its files.

    All problems come at once, in the order of the files, with warnings among them.

    Args:
        paths: the files; `()` stands for those of eigcli.
        promotions: the promotions that are asked about; `()` stands for all.

    Raises:
        UsageError: for an unknown promotion.
    """
    reader = Reader(bundled().vocabularies)
    read_into(reader, files_at(paths or (BUNDLED,), reader))
    can_be_dataset = not reader.problems  # what `compare` finds does not matter
    checking.compare(reader, bundled().dataset)
    dataset = None
    if can_be_dataset:
        dataset = select_promotions(merged(reader), promotions)
    return dataset, reader.in_order((*reader.problems, *reader.warnings))
