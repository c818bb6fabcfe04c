"""From files to one dataset: first their vocabularies, then the rest of each, then all as one."""

import sys
from collections.abc import Iterable
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
from eigcli.data.kinds import RecordKind, Vocabulary, fields_of
from eigcli.data.model import Challenge, Column, Dataset, Programme, Synonym, distinct
from eigcli.data.promotions import references_of
from eigcli.data.reading import Node, Reader, is_map, is_null, node_at
from eigcli.errors import EigError, reason
from eigcli.messages import _
from eigcli.text import quoted_path

# A file of this many bytes holds more than a hundred thousand challenges; a larger one is no
# dataset, and reading it could take all memory.
_LARGEST = 128 * 2**20
# The vocabularies that a dataset may have, by their keys.
VOCABULARIES = {
    name: declared.kind
    for name, declared in fields_of(Dataset).items()
    if isinstance(declared.kind, Vocabulary)
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
        with open(path, "rb") as file:  # noqa: PTH123 - `Path("")` is the current folder
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


def _read_vocabulary(reader: Reader, root: Node, name: str, kind: Vocabulary) -> None:
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
    is_of_all = node_at(root, "programme") is not root
    if is_of_all and programmes[first:]:
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
    synonyms = list[Synonym]()
    columns = list[Column]()
    for dataset in reader.records(Dataset):
        synonyms += dataset.synonyms
        columns += dataset.columns
    return Dataset(
        programmes=programmes,
        challenges=challenges,
        synonyms=tuple(synonyms),
        columns=tuple(columns),
        **vocabularies,
    )
