"""Where a dataset is found, and how its YAML becomes a `Dataset`."""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

from eigcli import output
from eigcli.errors import DatasetError, EigError, UsageError, os_error, reason
from eigcli.fields import written_of
from eigcli.kinds import Record
from eigcli.messages import N_, _, ngettext
from eigcli.model import Dataset, Discrepancy, discrepancies
from eigcli.options import Option
from eigcli.people import Skill
from eigcli.progress import Progress, Watched
from eigcli.reading import Node, NodeKind, Reader, TooMuch, kind_of
from eigcli.text import fold, not_found_message, printable, quoted, quoted_path, split_commas

KIND = Record(Dataset, N_("the dataset"))


class Bundled(NamedTuple):
    """A dataset that comes with eigcli: its file, its year and how many challenges it has."""

    file: str
    year: int
    challenges: int


# The promotions of the programme by their codes, in their order.
BUNDLED = {
    "1": Bundled("promotions/1.yaml", 2017, 9),
    "2": Bundled("challenges.yaml", 2018, 13),
    "3": Bundled("promotions/3.yaml", 2019, 15),
    "dig": Bundled("promotions/dig.yaml", 2019, 17),
    "4": Bundled("promotions/4.yaml", 2020, 17),
    "5": Bundled("promotions/5.yaml", 2021, 15),
    "6": Bundled("promotions/6.yaml", 2022, 14),
    "7": Bundled("promotions/7.yaml", 2024, 31),
}
# The one that eig answers from by itself, and what is typed for all of them.
DEFAULT = "2"
ALL = "all"

# A file of this many bytes holds more than a hundred thousand challenges; what is larger is no
# dataset, and reading it could take all the memory there is.
_LARGEST = 128 * 2**20


def _promotion_candidates(given: "Input", _begun: str) -> Iterator[tuple[str, str]]:
    yield ALL, _("all of them")
    if given.files:
        yield from ((code, "") for code in _promotions_in(load_or_empty(given.of_all_promotions)))
        return
    for code, bundled in BUNDLED.items():
        about = ngettext("{year}, {count} défi", "{year}, {count} défis", bundled.challenges)
        yield code, about.format(year=bundled.year, count=bundled.challenges)


class Input(NamedTuple):
    """Which datasets are asked about, and which promotions in them."""

    data: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Read this dataset instead, - for standard input. Repeated: all of them together."
                " Or set EIG_DATA."
            ),
            short="-d",
            metavar=_("FILE"),
        ),
    ] = ()
    promotion: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis of this promotion: {codes}, its year, or all; by itself {code}."
                " Repeated: any of them."
            ).format(codes=", ".join(BUNDLED), code=DEFAULT),
            short="-p",
            metavar=_("CODE"),
            candidates=_promotion_candidates,
        ),
    ] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that are meant: those given, those of EIG_DATA, or none: eigcli's own."""
        listed = os.environ.get("EIG_DATA", "").split(os.pathsep)
        return self.data or tuple(filter(None, listed))

    @property
    def names(self) -> list[str]:
        """What messages call them."""
        if files := self.files:
            return [_named_file(file) for file in files]
        return [BUNDLED[code].file for code in _bundled_codes(self.promotion)]

    @property
    def as_arguments(self) -> list[str]:
        """The options of a command line that ask about the same."""
        given = (("--data", self.data), ("--promotion", self.promotion))
        return [word for option, values in given for value in values for word in (option, value)]

    @property
    def hint_at_other_promotions(self) -> str:
        """How to come to the promotions that nobody asked for, where that is most of them."""
        if self.files or self.promotion:
            return ""
        others = sum(bundled.challenges for code, bundled in BUNDLED.items() if code != DEFAULT)
        text = _("Promotion {code} of {count}; --promotion all for the other {others} défis.")
        return text.format(code=DEFAULT, count=len(BUNDLED), others=others)

    @property
    def of_all_promotions(self) -> "Input":
        """The same datasets, with all of their promotions."""
        return self._replace(promotion=(ALL,))


# What may stand only once: the name of its field or vocabulary, what it must be unique within, and
# the value or key.
_Claim: TypeAlias = tuple[str, Any, Any]


class _Part(NamedTuple):
    """A dataset among several: what messages call its file, what it holds, and where."""

    file: str
    dataset: Dataset
    places: dict[_Claim, tuple[int, int]]


def load(given: Input | None = None) -> Dataset:
    """Return the datasets that are meant, put together, with the promotions that are asked for.

    Raises:
        EigError: when one cannot be read.
        DatasetError: when one is wrong, see `parse`, or two contradict each other.
        UsageError: for a promotion that there is not, or a file that is given twice.
    """
    given = given or Input()
    if files := given.files:
        paths = [file if file == "-" else os.path.realpath(file) for file in files]
        for file, path in zip(files, paths, strict=True):
            if paths.count(path) > 1:
                raise UsageError(_("{file} is given twice"), file=quoted_path(_named_file(file)))
        return _of_promotions(_together(_parts(_read, files)), given.promotion)
    codes = _bundled_codes(given.promotion)
    return _together(_parts(_bundled, (BUNDLED[code].file for code in codes)))


def load_or_empty(given: Input) -> Dataset:
    """Return the datasets that are meant, for completion; an empty one where they are wrong.

    There is no message, which a shell would take for a value. Neither a terminal nor a pipe is
    read: the command that is being typed will.
    """
    try:
        if all(file != "-" and Path(file).is_file() for file in given.files):
            return load(given)
    except (EigError, OSError):
        pass
    return Dataset(challenges=())


def _parts(read: Callable[[str], bytes], files: Iterable[str]) -> list[_Part]:
    """Return what is in several files; raise DatasetError with the problems of all of them."""
    parts: list[_Part] = []
    problems: list[str] = []
    for file in files:
        try:
            parts.append(_part(read, file))
        except DatasetError as error:
            problems.append(str(error))
    if problems:
        raise DatasetError("\n".join(problems))
    return parts


def _part(read: Callable[[str], bytes], file: str) -> _Part:
    name = _named_file(file)
    try:
        content = read(file)
    except OSError as error:
        unread = _("cannot read {file}: {reason}")
        raise EigError(unread, file=quoted_path(name), reason=reason(error)) from None
    if len(content) > _LARGEST:
        large = _("{file} is larger than {size} MiB: it is no dataset")
        raise EigError(large, file=quoted_path(name), size=_LARGEST // 2**20)
    return _parsed(content, name)


def _named_file(file: str) -> str:
    return "<stdin>" if file == "-" else file


def _codes(asked: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """Return the promotions that are asked for, in their order, among the `known` with a year."""
    meant: set[str] = set()
    for name in split_commas(asked):
        ways = [
            {code for code in known if code == name},
            {code for code in known if fold(code) == fold(name)},
            {code for code, year in known.items() if year and year == name},
        ]
        codes = next(filter(None, ways), set())
        if not codes and not _is_all(name):
            no, there_are = _("no promotion is called {name}."), _("The promotions are {names}.")
            raise UsageError(not_found_message(no, there_are, name, [*known, ALL]))
        meant |= codes or {*known}
    return [code for code in known if code in meant]


def _is_all(name: str) -> bool:
    """Return whether all promotions are asked for, in English or in French."""
    return fold(name) in {ALL, "tous", "toutes", "tout"}


def _bundled_codes(asked: Sequence[str]) -> list[str]:
    known = {code: str(bundled.year) for code, bundled in BUNDLED.items()}
    return _codes(asked or [DEFAULT], known)


def _of_promotions(dataset: Dataset, asked: Sequence[str]) -> Dataset:
    """Return what a dataset has of the promotions that are asked for, or all of it."""
    codes = _codes(asked, _promotions_in(dataset))
    if not asked or any(map(_is_all, split_commas(asked))):
        return dataset
    return replace(
        dataset,
        programmes=tuple(p for p in dataset.programmes if p.promotion in codes),
        challenges=tuple(c for c in dataset.challenges if c.promotion in codes),
    )


def _promotions_in(dataset: Dataset) -> dict[str, str]:
    """Return the promotions that a dataset states, in its order, and the years of their starts."""
    years = dataset.promotion_years
    return {code: years.get(code, "") for code in dataset.promotion_codes}


def _together(parts: Sequence[_Part]) -> Dataset:
    """Return several datasets as one, in their order.

    Of a role that several describe, the first description counts for all.

    Raises:
        DatasetError: a line for each slug, and each number in a promotion, that two of them have,
            and for each promotion or source that they describe differently.
    """
    if len(parts) == 1:
        return parts[0].dataset
    problems: list[str] = []
    first: dict[_Claim, tuple[_Part, Any]] = {}
    for part in parts:
        shared = _shared(part.dataset)
        for claim, (line, column) in sorted(part.places.items(), key=itemgetter(1)):
            name, _within, value = claim
            said = shared.get(claim)
            earlier, before = first.setdefault(claim, (part, said))
            if name != "skills" and earlier is not part and (said is None or said != before):
                place = f"{earlier.file}:{earlier.places[claim][0]}"
                taken = _(_TAKEN[name]).format(name=quoted(str(value)), place=place)
                problems.append(f"{part.file}:{line}:{column}: {taken}")
    if problems:
        raise DatasetError("\n".join(problems))
    datasets = [part.dataset for part in parts]
    sources = {source.key: source for dataset in datasets for source in dataset.sources}
    skills: dict[str, Skill] = {}
    for skill in chain.from_iterable(dataset.skills for dataset in datasets):
        if skills.get(skill.code, Skill(code=skill.code)) == Skill(code=skill.code):
            skills[skill.code] = skill
    synonyms: dict[str, dict[str, None]] = {}
    for word, phrases in chain.from_iterable(dataset.synonyms for dataset in datasets):
        synonyms.setdefault(word, {}).update(dict.fromkeys(phrases))
    together = Dataset(
        programmes=tuple(chain.from_iterable(dataset.programmes for dataset in datasets)),
        skills=tuple(skills.values()),
        sources=tuple(sources.values()),
        synonyms=tuple((word, tuple(phrases)) for word, phrases in synonyms.items()),
        challenges=tuple(chain.from_iterable(dataset.challenges for dataset in datasets)),
    )
    told = (skill == skills[skill.code] for dataset in datasets for skill in dataset.skills)
    if not all(told):
        together = _with_roles(together, skills)
    return replace(together, programmes=tuple(dict.fromkeys(together.programmes)))


def _with_roles(value: Any, skills: Mapping[str, Skill]) -> Any:
    """Return a value of the data model with each role as `skills` describe it."""
    if isinstance(value, Skill):
        return skills[value.code]
    if isinstance(value, tuple):
        return tuple(_with_roles(held, skills) for held in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _with_roles(said, skills) for name, said in held.items()})
    return value


_TAKEN = {
    "slug": N_("the slug {name} is taken, in {place}"),
    "number": N_("the number {name} is taken, in {place}"),
    "promotion": N_("the promotion {name} is described otherwise in {place}"),
    "sources": N_("the key {name} is that of another source, in {place}"),
}


def _shared(dataset: Dataset) -> dict[_Claim, Any]:
    """Return what several datasets may all say, if they say the same."""
    return {
        # With the codes of roles: what these stand for is another matter.
        **{("promotion", None, p.promotion): written_of(p) for p in dataset.programmes},
        **{("sources", None, source.key): source for source in dataset.sources},
    }


def _bundled(file: str) -> bytes:
    """Return what is in a file that comes with eigcli: in the package, or beside its sources."""
    package = Path(__file__).parent
    folder = package / "data" if (package / "data").exists() else package.parents[1] / "data"
    return (folder / file).read_bytes()


def _read(data: str) -> bytes:
    """Return what is in a file or standard input, and at most one byte more than is allowed."""
    if data == "-":
        if sys.stdin is None:
            raise os_error(errno.EBADF)
        if sys.stdin.isatty():
            output.print_message(_("the dataset is read from the terminal: end it with Ctrl-D"))
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
    return _parsed(content, name).dataset


def _parsed(content: bytes, name: str) -> _Part:
    """Return a dataset, and where it says what may be said only once."""
    reader = Reader()
    file = printable(name)
    dataset = None
    with Progress() as progress, suppress(TooMuch):
        root = reader.compose(Watched(content, file, progress))
        dataset = _read_root(reader, root) if root else None
    if dataset is None and _is_csv(content):
        csv = _("{file}:1:1: this looks like CSV: a dataset is YAML or JSON")
        raise DatasetError(csv, file=name)
    if dataset is None or reader.problems:
        lines = [f"{file}:{p.line}:{p.column}: {p.text}" for p in sorted(set(reader.problems))]
        raise DatasetError("\n".join(lines))
    return _Part(file, dataset, reader.places)


def _read_root(reader: Reader, root: Node) -> Dataset | None:
    if kind_of(root) is NodeKind.LIST:
        reader.refuse(root, _("expected a mapping, found a list: put 'challenges:' above it"))
        return None
    dataset: Dataset | None = KIND.read(reader, root)
    if dataset is None:
        return None
    for wrong in discrepancies(dataset):
        uncounted = _("{said} announced for {what}, but not all défis count them")
        summed = _("{said} announced for {what}, but the défis add up to {found}")
        text = uncounted if wrong.found is None else summed
        reader.refuse(_announced(root, wrong), text.format(**wrong._asdict()))
    return replace(dataset, skills=dataset.skills or tuple(reader.unlisted.values()))


def _is_csv(content: bytes) -> bool:
    """Return whether a file begins with names between commas, semicolons or tabs."""
    first = content.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip(b"\r")
    return (
        re.fullmatch(rb'(?!- )"?[\w\x80-\xff -]+"?([,;\t]"?[\w\x80-\xff -]+"?)+', first) is not None
    )


def _announced(root: Node, wrong: Discrepancy) -> Node:
    """Return the node of an announced total: that of défis, of people or of a skill."""
    keys = dict(_named(root))
    programme = keys.get("programme") or keys["programmes"].value[wrong.programme]
    announced = dict(_named(dict(_named(programme))["announced"]))
    return announced.get(wrong.what) or dict(_named(announced["skills"]))[wrong.what]


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    return ((key.value, value) for key, value in node.value)
