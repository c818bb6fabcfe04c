"""What a dataset may hold: where its YAML is found, and how it becomes a `Dataset`."""

import errno
import os
import pkgutil
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

from eigcli.errors import DatasetError, EigError
from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Host,
    Profile,
    Programme,
    Skill,
    Source,
    discrepancies,
)
from eigcli.nodes import Field, Node, NodeReader, TooManyProblems
from eigcli.options import Option
from eigcli.progress import Progress, Watched
from eigcli.text import printable, quoted

T = TypeVar("T")


_BUNDLED = "challenges.yaml"

# A file of this many bytes holds more than a hundred thousand challenges; what is larger is no
# dataset, and reading it could take all the memory there is.
_LARGEST = 64 * 2**20


class Input(NamedTuple):
    """Which dataset is asked about."""

    data: Annotated[
        str | None,
        Option(
            "Read this dataset instead, - for standard input. Or set EIG_DATA.",
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
        content = _bundled() if given.file is None else _read(given.file)
    except OSError as error:
        raise EigError(f"cannot read '{printable(given.name)}': {error.strerror}") from None
    if len(content) > _LARGEST:
        largest = f"{_LARGEST // 2**20} MiB"
        raise EigError(f"'{printable(given.name)}' is larger than {largest}: it is no dataset")
    return parse(content, given.name)


def _bundled() -> bytes:
    """Return what is in the file that comes with eigcli."""
    # Not by `importlib.resources`, which takes ten times as long to import.
    return pkgutil.get_data("eigcli", f"data/{_BUNDLED}") or b""


def _read(data: str) -> bytes:
    """Return what is in a file or standard input, and at most one byte more than is allowed."""
    if data == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return sys.stdin.buffer.read(_LARGEST + 1)
    opener = _open_at_once if Path(data).is_fifo() else None
    with open(data, "rb", opener=opener) as file:
        return file.read(_LARGEST + 1)


def _open_at_once(path: str, flags: int) -> int:
    """Open a pipe without waiting until somebody writes to it: it may be that nobody will."""
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor


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
    reader = _DatasetReader()
    file = printable(name)
    dataset = None
    with Progress() as progress, suppress(TooManyProblems):
        root = reader.compose(Watched(content, file, progress))
        dataset = reader.dataset(root) if root else None
    if dataset is None or reader.problems:
        lines = [f"{file}:{p.line}:{p.column}: {p.text}" for p in sorted(reader.problems)]
        raise DatasetError("\n".join(lines))
    return dataset


class _DatasetReader(NodeReader):
    """The readers of a dataset and its parts, and what the names in it stand for so far."""

    def __init__(self) -> None:
        super().__init__()
        # Without a vocabulary, the skills are those that the challenges seek.
        self.has_vocabulary = False
        self.skills: dict[str, Skill] = {}
        self.sources: dict[str, Source] = {}
        # The line of each slug and number.
        self.taken: dict[tuple[str, object], int] = {}

    def dataset(self, node: Node) -> Dataset | None:
        # Fields are read in this order, whatever the order of the file: the challenges refer to
        # the skills and the sources.
        fields = {
            "skills": Field(self.vocabulary),
            "sources": Field(self.bibliography),
            "programme": Field(self.programme),
            "challenges": Field(self.challenges, required=True),
        }
        dataset = self.record(node, Dataset, "the dataset", fields)
        if dataset is None:
            return None
        for what, said, found in discrepancies(dataset):
            sum_ = "are not counted" if found is None else f"add up to {found}"
            self.refuse(self.announced_node, f"{said} announced for {what}, which {sum_}")
        return replace(dataset, skills=tuple(self.skills.values()))

    def vocabulary(self, node: Node) -> tuple[Skill, ...]:
        fields = {
            "french": Field(self.text),
            "english": Field(self.text),
            "aliases": Field(self.texts),
        }
        self.has_vocabulary = True
        for code, (key, value) in (self.pairs(node, "skills") or {}).items():
            self.slug(key)
            skill = self.record(value, partial(Skill, code), "a skill", fields)
            # Known even where it is wrong, so that what refers to it is not reported as well.
            self.skills[code] = skill or Skill(code)
        return tuple(self.skills.values())

    def bibliography(self, node: Node) -> tuple[Source, ...]:
        fields = {
            "title": Field(self.text, required=True),
            "publisher": Field(self.text),
            "date": Field(self.date),
            "url": Field(self.address),
            "note": Field(self.text),
        }
        for name, (key, value) in (self.pairs(node, "sources") or {}).items():
            self.slug(key)
            source = self.record(value, partial(Source, name), "a source", fields)
            self.sources[name] = source or Source(name, title=name)
        return tuple(self.sources.values())

    def programme(self, node: Node) -> Programme | None:
        fields = {
            "name": Field(self.text, required=True),
            "acronym": Field(self.text),
            "promotion": Field(self.count),
            "organiser": Field(self.text),
            "opens": Field(self.date),
            "closes": Field(self.date),
            "start": Field(self.date),
            "months": Field(self.count),
            "monthly_pay": Field(self.count),
            "max_applications": Field(self.count),
            "selection": Field(self.text),
            "team": Field(self.text),
            "mentors": Field(self.texts),
            "session_weeks": Field(self.count),
            "data": Field(self.text),
            "previous": Field(self.text),
            "apply": Field(self.address),
            "announced": Field(self.announced),
            "sources": Field(self.cited),
            "note": Field(self.text),
        }
        return self.record(node, Programme, "the programme", fields)

    def announced(self, node: Node) -> Announced | None:
        fields = {
            "challenges": Field(self.count),
            "profiles": Field(self.count),
            "skills": Field(self.profiles),
        }
        # Where to report totals that do not add up, once the challenges are read.
        self.announced_node = node
        return self.some(node, self.record(node, Announced, "announced", fields))

    def challenges(self, node: Node) -> tuple[Challenge, ...]:
        fields = {
            "number": Field(self.number),
            "slug": Field(self.new_slug, required=True),
            "name": Field(self.text, required=True),
            "tagline": Field(self.text),
            "hosts": Field(self.hosts, required=True),
            "ministry": Field(self.ministry, required=True, attribute="hosts"),
            "profiles": Field(self.profiles, required=True),
            "skills": Field(self.uncounted, required=True, attribute="profiles"),
            "basis": Field(partial(self.choice, options=("stated", "inferred"))),
            "expertise": Field(self.texts),
            "funding": Field(partial(self.choice, options=("programme", "host"))),
            "page": Field(self.address),
            "sources": Field(self.cited),
            "note": Field(self.text),
        }
        read = partial(self.record, make=Challenge, what="a challenge", fields=fields)
        return self.items(node, read)

    def hosts(self, node: Node) -> tuple[Host, ...]:
        fields = {"ministry": Field(self.text, required=True), "department": Field(self.text)}
        read = partial(self.record, make=Host, what="a host", fields=fields)
        return self.some(node, self.items(node, read))

    def ministry(self, node: Node) -> tuple[Host, ...]:
        ministry = self.text(node)
        return (Host(ministry),) if ministry else ()

    def profiles(self, node: Node) -> tuple[Profile, ...]:
        pairs = (self.pairs(node, "profiles") or {}).values()
        profiles = [(self.skill(key), self.count(value)) for key, value in pairs]
        return self.some(node, tuple(Profile(skill, count) for skill, count in profiles if skill))

    def uncounted(self, node: Node) -> tuple[Profile, ...]:
        skills = dict.fromkeys(self.items(node, self.skill))
        return self.some(node, tuple(Profile(skill) for skill in skills))

    # What names stand for

    def skill(self, node: Node) -> Skill | None:
        code = self.slug(node)
        if code is None:
            return None
        if not self.has_vocabulary:
            return self.skills.setdefault(code, Skill(code))
        return self.known(node, "skill", code, self.skills)

    def cited(self, node: Node) -> tuple[Source, ...]:
        return self.items(node, self.source)

    def source(self, node: Node) -> Source | None:
        key = self.text(node)
        return self.known(node, "source", key, self.sources) if key else None

    def known(self, node: Node, what: str, name: str, names: dict[str, T]) -> T | None:
        """Return what `name` stands for in the vocabulary or the sources."""
        if name not in names:
            self.refuse(node, f"no {what} {quoted(name)}{self.hint(name, names)}")
        return names.get(name)

    def new_slug(self, node: Node) -> str | None:
        return self.unique(node, "slug", self.slug(node))

    def number(self, node: Node) -> int | None:
        return self.unique(node, "number", self.count(node))

    def unique(self, node: Node, what: str, value: T | None) -> T | None:
        """Return `value`, which no other challenge may have as its `what`."""
        if value is None:
            return None
        if line := self.taken.get((what, value)):
            self.refuse(node, f"the {what} {quoted(str(value))} is taken, on line {line}")
        self.taken[what, value] = node.mark.line + 1
        return value
