"""Where datasets come from: the data of eigcli, and files of users.

Of files that make one dataset, vocabularies are read first, then the rest of each, then all is one.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from eigcli.data import checking
from eigcli.data.deriving import (
    NO_DEFAULTS,
    completed_challenges,
    completed_programmes,
    with_defaults,
    with_state_in_words,
)
from eigcli.data.fields import replace
from eigcli.data.kinds import RecordKind, VocabularyOf, fields_of
from eigcli.data.model import Challenge, Dataset, Programme, Synonym, distinct
from eigcli.data.promotions import references_of, select_promotions
from eigcli.data.reading import Node, Place, Reader, Records, Vocabularies, has_key, is_map, is_null
from eigcli.errors import EigError, Problem, reason
from eigcli.messages import _
from eigcli.text import printable, quoted_path, shell_line

BUNDLED = "eig"  # what is typed for the data of eigcli
DEFAULT = "2"  # the promotion that is asked about where none is named
_SHARED = ("bodies.yaml", "subjects.yaml", "towns.yaml", "vocabulary.yaml", "synonyms.yaml")
# A file of this many bytes holds more than a hundred thousand challenges; a larger one is no
# dataset, and reading it could take all memory.
_LARGEST = 128 * 2**20
# The vocabularies that a dataset may have, by their keys.
VOCABULARIES = {
    name: declared.kind
    for name, declared in fields_of(Dataset).items()
    if isinstance(declared.kind, VocabularyOf)
}


class File(NamedTuple):
    """A file that is read: what messages call it, and its bytes."""

    name: str
    content: bytes


def file_at(path: str, name: str = "") -> File:
    """Return the file at a path.

    Args:
        path: the path, `-` for standard input.
        name: what messages call the file, where that is not its path.

    Raises:
        EigError: where it cannot be read or is too large.
    """
    name = name or ("<stdin>" if path == "-" else path)
    try:
        content = _content_at(path)
    except OSError as error:
        file = quoted_path(name)
        unread = _("cannot read {file}: {reason}", file=file, reason=reason(error))
        raise EigError(unread) from None
    return File(name, content)


def _content_at(path: str) -> bytes:
    """Return the bytes of the file at a path; raise `OSError` as systems word it."""
    if "\0" in path:  # which `open` does not take
        raise OSError("no such file or directory")
    if path == "-":
        if not sys.stdin:  # it is closed
            raise OSError("bad file descriptor")
        content = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise OSError("file too large")
    return content


def read_into(reader: Reader, files: Iterable[File], *, is_ours: bool = False) -> None:
    """Read some files, vocabularies first; the reader keeps their records and problems.

    Nothing is derived from other files yet, see `merged`.

    Args:
        reader: the reader.
        files: the files.
        is_ours: whether they are the data of eigcli, in which slugs stay as they are written.
    """
    read = [reader.root(*file) for file in files]
    roots = list(filter(None, read))
    maps = list(filter(is_map, roots))
    for name, kind in VOCABULARIES.items():  # each before those that name its records
        for root in maps:
            _read_vocabulary(reader, root, name, kind)
    for root in roots:
        _read_challenges(reader, root)
    if not is_ours:
        _tell_calls_apart(reader)
    checking.refuse(reader)


def _read_vocabulary(reader: Reader, root: Node, name: str, kind: VocabularyOf) -> None:
    """Read the vocabulary with a name from the root of a file, if it is there."""
    for key, node in root.value:
        if key.value != name or is_null(node):
            continue
        file = node.start_mark.name
        reader.defining_files.add((kind.cls, file))
        kind.read(reader, node)


def _read_challenges(reader: Reader, root: Node) -> None:
    """Read the programmes and the challenges of a file, with what it says of all challenges."""
    challenges = reader.located[Challenge]
    programmes = reader.located[Programme]
    start = len(challenges)
    first = len(programmes)
    kind = RecordKind(Dataset)
    dataset = kind.read(reader, root)
    defaults = with_defaults(dataset.defaults or NO_DEFAULTS)
    # Only `programme` is that of all challenges, not a single one under `programmes`.
    if has_key(root, "programme") and programmes[first:]:
        programme, _node = programmes[first]
        promotion = programme.promotion or defaults.promotion
        defaults = replace(defaults, promotion=promotion)
    states = {named.word: named.state for named in dataset.states}
    for at in range(start, len(challenges)):
        challenge, node = challenges[at]
        complete = with_defaults(challenge, defaults)
        complete = with_state_in_words(complete, states)
        challenges[at] = (complete, node)


def _tell_calls_apart(reader: Reader) -> None:
    """Put the code of its call at the end of a slug that another file has for another call.

    It is linked with the first: it is the same project.
    """
    located = reader.located[Challenge]
    slugs = {challenge.slug for challenge, _node in located}
    first = dict[str, tuple[str | None, str]]()
    for at, (challenge, node) in enumerate(located):
        call = challenge.promotion_or_year
        file = node.start_mark.name
        here = (call, file)
        first_call, first_file = first.setdefault(challenge.slug, here)
        if not call or not first_call or call == first_call:
            continue
        slug = f"{challenge.slug}-{call}"
        if file == first_file or slug in slugs:
            continue
        slugs.add(slug)
        same = challenge.same_product or challenge.slug
        renamed = replace(challenge, slug=slug, same_product=same)
        located[at] = (renamed, node)


def merged(reader: Reader) -> Dataset:
    """Return all that was read as one dataset, with the facts that follow from it."""
    stated_programmes = reader.records(Programme)
    programmes = tuple(completed_programmes(stated_programmes))
    stated = reader.records(Challenge)
    completed = completed_challenges(stated, programmes, reader.vocabularies)
    challenges = tuple(completed)
    named = references_of((*challenges, *programmes))
    vocabularies: dict[str, Any] = {}
    for name, kind in VOCABULARIES.items():
        records = reader.vocabularies[kind.cls]
        keys = reader.defined_at[kind.cls]
        listed = map(records.get, keys)
        # Those that files list, then those that they name without listing them.
        borrowed = filter(named.__contains__, records.values())
        vocabularies[name] = distinct((*listed, *borrowed))
    datasets = reader.records(Dataset)
    synonyms = chain.from_iterable(dataset.synonyms for dataset in datasets)
    columns = chain.from_iterable(dataset.columns for dataset in datasets)
    return Dataset(
        programmes=programmes,
        challenges=challenges,
        synonyms=tuple(synonyms),
        columns=tuple(columns),
        **vocabularies,
    )


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
    one_file = os.path.join(package, _SHARED[0])
    if os.path.exists(one_file):
        return package
    checkout = os.path.join(package, "../../../data")
    return os.path.normpath(checkout)


@cache
def bundled() -> Bundled:
    """Return the data that comes with eigcli; a wheel has it already read."""
    made: Bundled | None = compiled("bundled")
    return made or read_bundled()


def compiled(name: str) -> Any:
    """Return what a wheel has compiled: `bundled`, `words` or `texts`; `None` if it has not.

    Where a file that it was compiled from was edited, that file counts.
    """
    path = _path(compiled_name(name))
    if not os.path.exists(path):
        return None
    import gc
    import pickle

    # The collector would walk these objects over and over.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with open(path, "rb") as file:
            return pickle.load(file)  # noqa: S301 - it comes with the code
    finally:
        if was_enabled:
            gc.enable()


def compiled_name(name: str) -> str:
    """Return the name of the file for what a wheel has compiled of the files as they are now."""
    return f"{name}.{_checksum()}.pickle"


@cache
def _checksum() -> str:
    """Return a checksum of the data, and of the words by which people ask for it."""
    from zlib import crc32

    names = (*_SHARED, *_promotion_names())
    paths = [_path(name) for name in names]
    package = os.path.dirname(__file__)
    words = os.path.join(package, "../query")
    paths += [os.path.join(words, name) for name in _yaml_in(words)]
    checksum = 0
    for path in paths:
        file = file_at(path)
        checksum = crc32(file.content, checksum)
    return f"{checksum:08x}"


def read_bundled() -> Bundled:
    """Return the data that comes with eigcli, read from its files."""
    shared = Reader({})
    vocabulary = _dataset(shared, map(_bundled_file, _SHARED))
    calls = Reader(shared.vocabularies)
    dataset = _dataset(calls, _promotion_files(), is_ours=True)
    vocabularies = dict(shared.vocabularies)
    return Bundled(dataset, vocabularies, vocabulary.synonyms)


def _dataset(reader: Reader, files: Iterable[File], *, is_ours: bool = False) -> Dataset:
    """Return the dataset that some files hold together."""
    read_into(reader, files, is_ours=is_ours)
    reader.raise_problems()
    return merged(reader)


def bundled_paths() -> list[str]:
    """Return the paths of the files and folders that come with eigcli as its data."""
    from glob import glob

    names = glob("**", root_dir=data_folder(), recursive=True)
    return [_path(name) for name in names]


def data_version() -> str:
    """Return the version of the data that comes with eigcli: `2026.12`."""
    file = _bundled_file("version.txt")
    return file.content.decode().strip()


def _path(name: str) -> str:
    """Return the path of a file of the data."""
    return os.path.join(data_folder(), name)


def _bundled_file(name: str) -> File:
    path = _path(name)
    return file_at(path, name)


def _promotion_names() -> list[str]:
    """Return the names of the files of the promotions."""
    names = ["challenges.yaml"]
    names += [f"promotions/{name}" for name in _yaml_in(_path("promotions"))]
    return names


def _yaml_in(folder: str) -> list[str]:
    """Return the names of the YAML files in a folder, without those that systems hide."""
    names = sorted(os.listdir(folder))
    return [name for name in names if re.fullmatch(r"[^.].*\.yaml", name)]


def _promotion_files() -> list[File]:
    """Return the files of the promotions, in the order of their start."""
    files = map(_bundled_file, _promotion_names())
    return sorted(files, key=lambda file: re.findall(rb"\n  start: .*", file.content))


def is_bundled(dataset: Dataset) -> bool:
    """Return whether a dataset has a programme, and only eigcli's programmes and challenges."""
    if not dataset.programmes:
        return False
    ours = _keys_of(bundled().dataset)
    return _keys_of(dataset) <= ours


def _keys_of(dataset: Dataset) -> set[Any]:
    """Return the keys of the programmes and challenges of a dataset."""
    programmes = {(p.promotion, p.name) for p in dataset.programmes}
    slugs = {challenge.slug for challenge in dataset}
    return programmes | slugs


def records_of(dataset: Dataset, vocabulary: str) -> Records:
    """Return the records of a vocabulary by key: those of a dataset, then others of eigcli."""
    records = getattr(dataset, vocabulary)
    listed = {str(record): record for record in records}
    kind = VOCABULARIES[vocabulary]
    shared = bundled().vocabularies[kind.cls]
    return {**listed, **shared, **listed}  # its own come first, and win


def synonyms_of(dataset: Dataset) -> dict[str, Sequence[str]]:
    """Return the synonyms of a dataset, and those of eigcli for other words."""
    shared = bundled().synonyms
    synonyms = (*shared, *dataset.synonyms)
    return {synonym.word: synonym.phrases for synonym in synonyms}


def read_files(files: Iterable[File]) -> Dataset:
    """Return the dataset that some files hold together, in their order.

    Raises:
        DatasetError: a line `file:line:column: what is wrong and what was expected` for each of
            its problems, in the order of the files; lines and columns count from 1.
    """
    reader = Reader(bundled().vocabularies)
    return _dataset(reader, files)


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
            place = Place(name)
            reader.note(place, "unreadable", str(error))


def _file_of_dataset(path: str) -> File:
    """Return the file at a path, unless it is a spreadsheet."""
    file = file_at(path)
    if path.lower().endswith(".csv"):
        text = _(
            "expected YAML or JSON. To make a dataset of a spreadsheet: {command}",
            command=shell_line(["eig", "init", "--from", path]),
        )
        raise EigError(text)
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
    ours = bundled()
    reader = Reader(ours.vocabularies)
    files = files_at(paths or (BUNDLED,), reader)
    read_into(reader, files)
    can_be_dataset = not reader.problems  # what `compare` finds does not matter
    checking.compare(reader, ours.dataset)
    dataset = None
    if can_be_dataset:
        dataset = select_promotions(merged(reader), promotions)
    found = reader.problems + reader.warnings
    return dataset, reader.in_order(found)
