"""Where a dataset is found, and how its YAML becomes a `Dataset`."""

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NamedTuple

from eigcli import output
from eigcli.errors import DatasetError, EigError
from eigcli.kinds import Record
from eigcli.messages import _
from eigcli.model import Dataset, discrepancies
from eigcli.nodes import Node, NodeKind, NodeReader, TooMuch, kind_of
from eigcli.options import Option
from eigcli.progress import Progress, Watched
from eigcli.text import printable, quoted

KIND = Record(Dataset, "the dataset")

_BUNDLED = "challenges.yaml"

# A file of this many bytes holds more than a hundred thousand challenges; what is larger is no
# dataset, and reading it could take all the memory there is.
_LARGEST = 64 * 2**20


class Input(NamedTuple):
    """Which dataset is asked about."""

    data: Annotated[
        str | None,
        Option(
            _("Read this dataset instead, - for standard input. Or set EIG_DATA."),
            short="-d",
            metavar="FILE",
        ),
    ] = None

    @property
    def file(self) -> str | None:
        """The file that is meant: the one given, that of EIG_DATA, or `None`: the one of eigcli."""
        return self.data if self.data is not None else os.environ.get("EIG_DATA") or None

    @property
    def name(self) -> str:
        """What messages call it."""
        return {None: _BUNDLED, "-": "<stdin>"}.get(self.file) or str(self.file)


def load(given: Input | None = None) -> Dataset:
    """Return the dataset that is meant.

    Raises:
        EigError: when it cannot be read.
        DatasetError: when it is wrong; see `parse`.
    """
    given = given or Input()
    try:
        content = _bundled() if given.file is None else _content(given.file)
    except OSError as error:
        unread = _("cannot read {file}: {reason}")
        raise EigError(unread, file=quoted(given.name), reason=error.strerror) from None
    if len(content) > _LARGEST:
        large = _("{file} is larger than {size} MiB: it is no dataset")
        raise EigError(large, file=quoted(given.name), size=_LARGEST // 2**20)
    return parse(content, given.name)


def _bundled() -> bytes:
    """Return what is in the file that comes with eigcli: in the package, or beside its sources."""
    package = Path(__file__).parent
    installed = package / "data" / _BUNDLED
    return (
        installed if installed.exists() else package.parents[1] / "data" / _BUNDLED
    ).read_bytes()


def _content(data: str) -> bytes:
    """Return what is in a file or standard input, and at most one byte more than is allowed."""
    if data == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if sys.stdin.isatty():
            output.say(_("the dataset is read from the terminal: end it with Ctrl-D"))
        return sys.stdin.buffer.read(_LARGEST + 1)
    with Path(data).open("rb") as file:
        return file.read(_LARGEST + 1)


def parse(content: bytes, name: str) -> Dataset:
    """Return the dataset that a YAML file holds.

    Args:
        content: what is in the file, in UTF-8 or UTF-16.
        name: how messages call the file.

    Raises:
        DatasetError: a line `name:line:column: what is wrong and what was expected` for each of
            the file's problems, or a hundred thousand of them, in the order of the file; lines and
            columns count from 1.
    """
    reader = NodeReader()
    file = printable(name)
    dataset = None
    with Progress() as progress, suppress(TooMuch):
        root = reader.compose(Watched(content, file, progress))
        dataset = _read(reader, root) if root else None
    if dataset is None and _is_csv(content):
        csv = _("{file}:1:1: this looks like CSV: a dataset is YAML or JSON")
        raise DatasetError(csv, file=name)
    if dataset is None or reader.problems:
        lines = [f"{file}:{p.line}:{p.column}: {p.text}" for p in sorted(set(reader.problems))]
        raise DatasetError("\n".join(lines))
    return dataset


def _read(reader: NodeReader, root: Node) -> Dataset | None:
    if kind_of(root) is NodeKind.LIST:
        reader.refuse(root, _("expected a mapping, found a list: put 'challenges:' above it"))
        return None
    dataset: Dataset | None = KIND.read(reader, root)
    if dataset is None:
        return None
    for what, said, found in discrepancies(dataset):
        uncounted = _("{said} announced for {what}, which are not counted")
        summed = _("{said} announced for {what}, which add up to {found}")
        text = (uncounted if found is None else summed).format(said=said, what=what, found=found)
        reader.refuse(_announced(root, what), text)
    return replace(dataset, skills=dataset.skills or tuple(reader.unlisted.values()))


def _is_csv(content: bytes) -> bool:
    """Return whether a file begins with names between commas, semicolons or tabs."""
    first = content.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r")
    return (
        re.fullmatch(rb'(?!- )"?[\w\x80-\xff -]+"?([,;\t]"?[\w\x80-\xff -]+"?)+', first) is not None
    )


def _announced(root: Node, what: str) -> Node:
    """Return the node of an announced total: that of défis, of people or of a skill."""
    programme = dict(_named(root))["programme"]
    announced = dict(_named(dict(_named(programme))["announced"]))
    return announced.get(what) or dict(_named(announced["skills"]))[what]


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    return ((key.value, value) for key, value in node.value)
