"""The files of datasets: from their bytes to what each of them holds."""

import errno
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from eigcli import output
from eigcli.contradictions import refuse_contradictions
from eigcli.errors import EigError, os_error, reason
from eigcli.fields import fields_of
from eigcli.json_files import as_yaml
from eigcli.kinds import Record, Vocabulary, read_stated
from eigcli.messages import N_, _
from eigcli.model import Dataset
from eigcli.progress import Progress, Watched
from eigcli.reading import Node, Reader, in_list, type_of, under_key
from eigcli.text import printable, quoted_path

# A file of this many bytes holds more than a hundred thousand challenges; what is larger is no
# dataset, and reading it could take all the memory there is.
_LARGEST = 128 * 2**20
_DATASET_RECORD = Record(Dataset, N_("the dataset"))
VOCABULARIES = [f for f in fields_of(Dataset) if isinstance(f.kind, Vocabulary)]
# The vocabularies as values of a file: they are read before it, and the reader has them.
_LISTED: dict[str, tuple[()]] = {declared.name: () for declared in VOCABULARIES}


class File(NamedTuple):
    """A file that is read: what messages call it, and its bytes."""

    name: str
    content: bytes


def name_of_file(path: str) -> str:
    """Return what messages call the file at a path."""
    return "<stdin>" if path == "-" else path


def file_at(path: str, name: str = "") -> File:
    """Return the file at a path, with its bytes.

    Args:
        path: the path, `-` for standard input.
        name: what messages call the file, where that is not its path.

    Raises:
        EigError: where it cannot be read or is too large.
    """
    name = name or name_of_file(path)
    try:
        content = _bytes_at(path)
    except OSError as error:
        unread = _("cannot read {file}: {reason}")
        raise EigError(unread, file=quoted_path(name), reason=reason(error)) from None
    if len(content) > _LARGEST:
        large = _("{file} is larger than {size} MiB: it is no dataset")
        raise EigError(large, file=quoted_path(name), size=_LARGEST // 2**20)
    return File(name, content)


def _bytes_at(path: str) -> bytes:
    """Return what is in a file or standard input, and at most one byte more than is allowed."""
    if path == "-":
        if sys.stdin is None:
            raise os_error(errno.EBADF)
        if sys.stdin.isatty():
            output.print_message(_("the dataset is read from the terminal: end it with Ctrl-D"))
        return sys.stdin.buffer.read(_LARGEST + 1)
    if not path:  # which is the current folder
        raise os_error(errno.ENOENT)
    with Path(path).open("rb") as file:
        return file.read(_LARGEST + 1)


def read_all(reader: Reader, files: Iterable[File], **values: Any) -> list[Dataset]:
    """Return what each of some files holds but for its vocabularies, which `reader` collects.

    Args:
        reader: what reads them.
        files: the files.
        values: those of fields that the files do not state, by name.

    Raises:
        DatasetError: all that is wrong with them, see `eigcli.dataset.read_files`.
    """
    roots = [root for file in files if (root := _root_of(reader, file))]
    _read_vocabularies(reader, roots)
    datasets = [dataset for root in roots if (dataset := _read_root(reader, root, values))]
    refuse_contradictions(reader)
    if reader.problems:
        raise reader.error()
    return datasets


def _root_of(reader: Reader, file: File) -> Node | None:
    """Return the root node of a file, `None` where it is no YAML."""
    name = printable(file.name)
    content, is_json, margin = as_yaml(file.content)
    with Progress() as progress:
        watched = Watched(content, name, progress)
        root = reader.compose(watched, name, is_json=is_json, margin=margin)
    return _of_records(root) if root and is_json else root


def _of_records(root: Node) -> Node:
    """Return the root of a dataset where a file in JSON has only its challenges, or one of them."""
    if type_of(root) == "map" and any(key.value == "slug" for key, _value in root.value):
        root = in_list(root)
    return under_key("challenges", root) if type_of(root) == "seq" else root


def _read_vocabularies(reader: Reader, roots: Iterable[Node]) -> None:
    """Read the vocabularies of some files, each before those that refer to it."""
    nodes = [
        {key.value: value for key, value in root.value if type_of(key) == "str"}
        for root in roots
        if type_of(root) == "map"
    ]
    for declared in VOCABULARIES:
        for by_key in nodes:
            if declared.name in by_key:
                read_stated(reader, declared.kind, declared.name, by_key[declared.name])


def _read_root(reader: Reader, root: Node, values: Mapping[str, Any]) -> Dataset | None:
    """Return what a file holds but for its vocabularies, `None` where it has problems."""
    if type_of(root) == "seq":
        list_found = _("expected a mapping, found a list: put 'challenges:' above it")
        reader.refuse(root, "wrong-type", list_found)
        return None
    if _is_of_cards(root):
        text = _("expected the key 'challenges', and the défis in a list below it")
        reader.refuse(root, "wrong-type", text)
        return None
    reader.shorthands.clear()
    dataset: Dataset | None = _DATASET_RECORD.read(reader, root, **_LISTED, **values)
    return dataset


def _is_of_cards(root: Node) -> bool:
    """Return whether a file has its challenges by their names, and nothing else."""
    known = {key for declared in fields_of(Dataset) for key in declared.keys}
    return (
        type_of(root) == "map"
        and len(root.value) > 1
        and all(type_of(value) == "map" for _key, value in root.value)
        and known.isdisjoint(key.value for key, _value in root.value if type_of(key) == "str")
    )
