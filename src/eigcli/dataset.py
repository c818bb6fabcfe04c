"""Which datasets are asked about, and how their files become one `Dataset`."""

import errno
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from eigcli import output
from eigcli.bodies import Body, typeset
from eigcli.compiled import read_compiled, write_compiled
from eigcli.dates import year_of
from eigcli.errors import EigError, UsageError, os_error, reason
from eigcli.fields import fields_of, written_of
from eigcli.json_files import as_yaml
from eigcli.kinds import Record, Vocabulary
from eigcli.matching import has_all_words, significant_words, singular
from eigcli.messages import N_, _, ngettext
from eigcli.model import Challenge, Dataset, Programme
from eigcli.options import Option
from eigcli.progress import Progress, Watched
from eigcli.reading import Node, Place, Reader, child_of, in_list, place_of, type_of, under_key
from eigcli.text import (
    comma_list,
    fold,
    join_sentences,
    not_found_message,
    printable,
    quoted,
    quoted_path,
    split_commas,
)

# What is typed for all promotions, for the last one, and before the code of one.
ALL = "all"
_LATEST = frozenset({"latest", "last", "derniere", "dernier"})
PROMOTION_WORDS = frozenset({"promotion", "promotions", "promo", "eig"})
# What names the bundled files among others.
_BUNDLED = "eig"
# The bundled file that is asked about by default, and the one with the vocabularies of all.
_DEFAULT_FILE = "challenges.yaml"
_VOCABULARY_FILES = ("bodies.yaml", "towns.yaml", "vocabulary.yaml")
# A file of this many bytes holds more than a hundred thousand challenges; what is larger is no
# dataset, and reading it could take all the memory there is.
_LARGEST = 128 * 2**20
_DATASET_RECORD = Record(Dataset, N_("the dataset"))
_VOCABULARIES = [f for f in fields_of(Dataset) if isinstance(f.kind, Vocabulary)]
# What a file has of them once they are read.
_LISTED: dict[str, tuple[()]] = {declared.name: () for declared in _VOCABULARIES}


class Promotion(NamedTuple):
    """What a promotion goes by besides its code.

    Attributes:
        year: the year in which it starts, "" where that is not known.
        last_year: the last year of its calls and its work that is known.
        programme: the name and the acronym of its programme.
    """

    year: str
    last_year: str
    programme: str


class Bundled(NamedTuple):
    """A promotion that comes with eigcli.

    Attributes:
        file: the path of its file below the folder of the data, as messages name it.
        promotion: its years and its programme.
        challenges: how many challenges it has.
        successions: for each challenge that goes on from another, the slug of this and its own.
    """

    file: str
    promotion: Promotion
    challenges: int
    successions: tuple[tuple[str, str], ...]

    @property
    def year(self) -> str:
        """The year in which it starts."""
        return self.promotion.year


@cache
def bundled() -> dict[str, Bundled]:
    """Return the promotions that come with eigcli by their codes, by year.

    Each is a file, of which this finds what help and completion need without reading it as YAML.
    """
    folder = _data_folder()
    names = [path.name for path in (folder / "promotions").iterdir() if path.suffix == ".yaml"]
    promotions: dict[str, Bundled] = {}
    for file in (_DEFAULT_FILE, *(f"promotions/{name}" for name in names)):
        content = (folder / file).read_bytes()
        head = content.partition(b"\nchallenges:")[0]
        code = _first_value(head, b"promotion") or Path(file).stem
        start, *ends = (_first_value(head, key) for key in (b"start", b"closes", b"ends"))
        name = " ".join(_line(head, key) for key in (b"name", b"acronym")).strip()
        promotion = Promotion(year_of(start), year_of(max(start, *ends)), name)
        challenges = content.count(b"\n  - slug:")
        promotions[code] = Bundled(file, promotion, challenges, tuple(_successions(content)))
    return dict(sorted(promotions.items(), key=lambda item: (item[1].year, item[0])))


@cache
def bundled_date() -> str:
    """Return the date of the newest source of the data that comes with eigcli: its version."""
    files = ("vocabulary.yaml", *(found.file for found in bundled().values()))
    contents = ((_data_folder() / file).read_bytes() for file in files)
    dates: list[bytes] = [d for c in contents for d in re.findall(rb"\n    date: ([0-9-]+)", c)]
    return max(dates).decode()


def _first_value(content: bytes, key: bytes) -> str:
    """Return the first word after a key of the programme, or "" where a file has none."""
    return next(iter(_line(content, key).split()), "")


def _line(content: bytes, key: bytes) -> str:
    """Return what is in the line of a key of the programme, "" where a file has none."""
    line = content.partition(b"\n  %s: " % key)[2].partition(b"\n")[0]
    return line.partition(b" #")[0].strip().decode()


def _successions(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the slug of each challenge that another goes on from, and of that one."""
    before, *others = content.split(b"\n    follows: ")
    for after in others:
        slug = before.rpartition(b"\n  - slug: ")[2].split(maxsplit=1)[0]
        yield after.split(maxsplit=1)[0].decode(), slug.decode()
        before = after


@cache
def _data_folder() -> Path:
    """Return the folder of the bundled data: in the package, or beside its sources."""
    package = Path(__file__).parent
    return package / "data" if (package / "data").exists() else package.parents[1] / "data"


def default_promotion() -> str:
    """Return the code of the promotion that eig asks about by default."""
    return next(code for code, found in bundled().items() if found.file == _DEFAULT_FILE)


def default_codes() -> list[str]:
    """Return the codes of the promotions that are asked about where none is named.

    EIG_PROMOTION may name them as `--promotion` does.

    Raises:
        UsageError: where it names one that there is not.
    """
    names = os.environ.get("EIG_PROMOTION", "").strip()
    try:
        return _bundled_codes([names or default_promotion()])
    except UsageError as error:
        raise UsageError("EIG_PROMOTION: {mistake}", mistake=str(error)) from None


def promotion_candidates(given: "Input", _typed: str) -> Iterator[tuple[str, str]]:
    yield ALL, _("all of them")
    if given.paths:
        dataset = load_or_empty(given.of_all_promotions)
        yield from ((code, "") for code in dataset.promotion_codes)
        return
    for code, found in bundled().items():
        about = ngettext("{year}, {count} défi", "{year}, {count} défis", found.challenges)
        yield code, about.format(year=found.year, count=found.challenges)


class Input(NamedTuple):
    """Which datasets are asked about, and which promotions in them."""

    data: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Read this dataset instead, - for standard input, eig for what comes with eig."
                " Repeated: all of them together. Or set EIG_DATA."
            ),
            short="-d",
            metavar=_("FILE"),
        ),
    ] = ()
    promotion: Annotated[
        tuple[str, ...],
        Option(
            _(
                "Défis of this promotion: {codes}, a year, latest, or all; by itself {code}."
                " Repeated: any of them. Or set EIG_PROMOTION."
            ).format(codes=", ".join(bundled()), code=default_promotion()),
            short="-p",
            labels=(N_("year"),),
            metavar=_("CODE"),
            candidates=promotion_candidates,
        ),
    ] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files given, or those of EIG_DATA; none stands for the bundled ones.

        Among others, `eig` stands for these.
        """
        listed = os.environ.get("EIG_DATA", "").split(os.pathsep)
        paths = self.data or tuple(filter(None, listed))
        return () if paths == (_BUNDLED,) else paths

    @property
    def file_names(self) -> list[str]:
        """What messages call the files."""
        if files := self.paths:
            return list(map(_file_name, files))
        return _bundled_files(self.promotion)

    def reads(self, file: str) -> bool:
        """Return whether a file is one of those that are read, by whatever name."""
        paths = [path for path in self.paths if path != _BUNDLED]
        if not self.paths or _BUNDLED in self.paths:
            names = _bundled_files([ALL] if self.paths else self.promotion)
            paths += [str(_data_folder() / name) for name in names]
        if file != "-" and Path(file).is_file():
            for path in paths:
                with suppress(OSError):  # what cannot be read is a mistake of its own
                    status = os.fstat(0) if path == "-" else Path(path).stat()
                    if os.path.samestat(Path(file).stat(), status):
                        return True
        return False

    @property
    def as_arguments(self) -> list[str]:
        """The options of a command line that ask about the same."""
        given = (("--data", self.data), ("--promotion", self.promotion))
        return [word for option, values in given for value in values for word in (option, value)]

    @property
    def is_default(self) -> bool:
        """Whether neither a dataset nor a promotion is named."""
        return not (self.paths or self.promotion)

    @property
    def is_part(self) -> bool:
        """Whether only some of the bundled promotions are asked about, and nobody named them."""
        return self.is_default and len(default_codes()) < len(bundled())

    def promotion_years(self, typed: str) -> dict[str, str]:
        """Return the years in which promotions that a question may name start, by their codes.

        Args:
            typed: the question. Those of datasets of one's own, which have to be read, are named
                in numbers only, and not if they come from standard input, which is read once.
        """
        if not self.paths:
            return {code: found.year for code, found in bundled().items()}
        if "-" in self.paths or not any(map(str.isdigit, typed)):
            return {}
        whole = load_or_empty(self.of_all_promotions)
        years = whole.promotion_years
        return {code: years.get(code, "") for code in whole.promotion_codes}

    def narrowed(self, codes: Sequence[str]) -> "Input":
        """Return the same datasets, with those of some promotions that are asked for.

        If none of them is, what is asked for stays.

        Args:
            codes: the promotions; none leaves all that are asked for.
        """
        if not codes:
            return self
        if not self.paths and len(codes) == len(bundled()):
            codes = [ALL]
        given = set(split_commas(self.promotion))
        if not given or any(map(_is_all, given)):
            return self._replace(promotion=tuple(codes))
        if not self.paths:
            given = set(_codes_named(given, {c: found.promotion for c, found in bundled().items()}))
        both = tuple(code for code in codes if code in given)
        return self._replace(promotion=both or self.promotion)

    def with_promotions(self, names: Sequence[str]) -> "Input":
        """Return the same datasets, with more promotions that are named."""
        return self._replace(promotion=(*self.promotion, *names))

    @property
    def of_all_promotions(self) -> "Input":
        """The same datasets, with all of their promotions."""
        return self._replace(promotion=(ALL,))


class File(NamedTuple):
    """A file that is read: what messages call it, and its bytes."""

    name: str
    content: bytes


def load(given: Input | None = None, *, exact: bool = False) -> Dataset:
    """Return the datasets and promotions that are asked about, as one dataset.

    Args:
        given: what is asked about.
        exact: whether promotions are named by their codes only.

    Raises:
        EigError: when a file cannot be read.
        DatasetError: when one is wrong, see `read_files`.
        UsageError: for an unknown promotion, or a file that is given twice.
    """
    given = given or Input()
    if given.paths:
        dataset = read_files(_own_files(given))
        return of_promotions(dataset, given.promotion, exact=exact)
    named = _bundled_files(given.promotion, exact=exact)
    compiled: Dataset | None = read_compiled(_data_folder(), _compiled_name(named))
    return compiled or _read_bundled_files(named)


def read_with_places(given: Input) -> tuple[Reader, Dataset]:
    """Return what `load` returns, read from YAML, and the reader that knows where all of it is.

    Raises:
        EigError, DatasetError, UsageError: as `load` does.
    """
    reader = Reader(shared_vocabularies(), closed=not given.paths)
    if given.paths:
        return reader, of_promotions(_dataset_of(reader, _own_files(given)), given.promotion)
    names = _bundled_files(given.promotion)
    return reader, _dataset_of(reader, (_content(_read_bundled, name) for name in names))


def _own_files(given: Input) -> Iterator[File]:
    """Return the files that are given; raise UsageError where one is given twice."""
    paths = [p if p in {"-", _BUNDLED} else os.path.realpath(p) for p in given.paths]
    for file, path in zip(given.paths, paths, strict=True):
        if paths.count(path) > 1:
            raise UsageError(_("{file} is given twice"), file=quoted_path(_file_name(file)))
    return chain.from_iterable(map(files_at, given.paths))


def files_at(path: str) -> Iterator[File]:
    """Yield the file at a path, or for `eig` each of the bundled ones."""
    if path == _BUNDLED:
        yield from (_content(_read_bundled, name) for name in _bundled_files([ALL]))
    else:
        yield _content(_read_data, path)


def _read_bundled_files(names: Iterable[str]) -> Dataset:
    """Return the dataset that bundled files hold together."""
    return read_files((_content(_read_bundled, name) for name in names), closed=True)


def _compiled_name(names: Sequence[str]) -> str:
    """Return under which name the dataset of bundled files is compiled, if it is."""
    if len(names) == len(bundled()):
        return ALL
    return names[0].removesuffix(".yaml") if len(names) == 1 else ""


def compile_bundled(folder: Path) -> list[Path]:
    """Write what a wheel has besides YAML into a folder; return the files.

    These are the dataset of each promotion, that of all, and what they share.
    """
    files = [found.file for found in bundled().values()]
    values: dict[str, Any] = {
        _compiled_name(names): _read_bundled_files(names)
        for names in (files, *([file] for file in files))
    }
    values |= {"vocabularies": shared_vocabularies(), "synonyms": _shared_synonyms()}
    return [write_compiled(folder, name, value) for name, value in values.items()]


def bundled_programmes() -> tuple[Programme, ...]:
    """Return the programmes of all bundled promotions, by year, without reading the challenges."""
    reader = Reader(shared_vocabularies(), closed=True)
    files = (_content(_read_bundled, found.file) for found in bundled().values())
    heads = (File(name, content.partition(b"\nchallenges:")[0]) for name, content in files)
    datasets = _read_all(reader, heads, challenges=())
    return tuple(chain.from_iterable(dataset.programmes for dataset in datasets))


def load_or_empty(given: Input) -> Dataset:
    """Return what `load` returns, for completion; an empty dataset where that raises an error.

    There is no message, which a shell would take for a value. Neither a terminal nor a pipe is
    read: the command that is being typed will.
    """
    try:
        own = [file for file in given.paths if file != _BUNDLED]
        if all(file != "-" and Path(file).is_file() for file in own):
            return load(given)
    except (EigError, OSError):
        pass
    return Dataset(challenges=())


def parse(content: bytes, name: str) -> Dataset:
    """Return the dataset in the bytes of a file that messages call `name`, see `read_files`."""
    return read_files([File(name, content)])


def read_files(files: Iterable[File], *, closed: bool = False) -> Dataset:
    """Return the dataset that some YAML files hold together, in their order.

    Of a role that several files describe, the first description counts.

    Args:
        files: the files, in UTF-8 or UTF-16.
        closed: whether they may use only the roles of vocabularies.

    Raises:
        DatasetError: a line `file:line:column: what is wrong and what was expected` for each of
            the problems, or a hundred thousand of them, in the order of the files; lines and
            columns count from 1.
    """
    return _dataset_of(Reader(shared_vocabularies(), closed=closed), files)


def _dataset_of(reader: Reader, files: Iterable[File]) -> Dataset:
    """Return the dataset that some files hold together, see `read_files`."""
    datasets = _read_all(reader, files)
    challenges = list(chain.from_iterable(d.challenges for d in datasets))
    programmes = tuple(dict.fromkeys(chain.from_iterable(d.programmes for d in datasets)))
    return Dataset(
        programmes=programmes,
        challenges=tuple(_completed(challenges, programmes, closed=reader.closed)),
        synonyms=_united(chain.from_iterable(d.synonyms for d in datasets)),
        **{declared.name: _known_records(reader, declared.name) for declared in _VOCABULARIES},
    )


def _completed(
    challenges: Sequence[Challenge], programmes: Iterable[Programme], *, closed: bool
) -> Iterator[Challenge]:
    """Yield challenges with what others say of them: their years, and those that go on from them.

    Args:
        challenges: all that were read.
        programmes: those that say when their promotions start.
        closed: whether the challenges are bundled, see `read_files`: then others may go on from
            them that were not read.
    """
    years = {p.promotion: year_of(p.start) for p in programmes if p.start}
    pairs = [(c.follows, c.slug) for c in challenges if c.follows]
    if closed:
        pairs += chain.from_iterable(found.successions for found in bundled().values())
    successors: dict[str, list[str]] = {}
    for slug, successor in dict.fromkeys(pairs):
        successors.setdefault(slug, []).append(successor)
    for challenge in challenges:
        after = tuple(successors.get(challenge.slug, ()))
        year = years.get(challenge.promotion, challenge.year)
        yield replace(challenge, followed_by=after, year=year) if after or year else challenge


@cache
def shared_vocabularies() -> dict[str, dict[str, Any]]:
    """Return the records of the vocabularies that come with eigcli, by vocabulary and key."""
    compiled: dict[str, dict[str, Any]] | None = read_compiled(_data_folder(), "vocabularies")
    if compiled:
        return compiled
    reader = Reader()
    _read_all(reader, (_content(_read_bundled, file) for file in _VOCABULARY_FILES), challenges=())
    return reader.vocabularies


def records_of(dataset: Dataset, vocabulary: str) -> dict[str, Any]:
    """Return the records of a vocabulary by key: those of a dataset, then others of eigcli."""
    own = {
        getattr(one, fields_of(one.__class__)[0].name): one for one in getattr(dataset, vocabulary)
    }
    shared = shared_vocabularies()[vocabulary]
    return own | {key: one for key, one in shared.items() if key not in own}


def synonyms_of(dataset: Dataset) -> Collection[tuple[str, Sequence[str]]]:
    """Return the synonyms of a dataset, and those that come with eigcli for other words.

    A word is the same in the plural, in capitals or without accents, as in searches.
    """
    if not dataset.synonyms:
        return _shared_synonyms()
    own = {singular(fold(word)) for word, _phrases in dataset.synonyms}
    shared = (
        (word, found) for word, found in _shared_synonyms() if singular(fold(word)) not in own
    )
    return [*shared, *dataset.synonyms]


@cache
def _shared_synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    # They are many, and only searches need them.
    compiled: tuple[tuple[str, tuple[str, ...]], ...] | None
    compiled = read_compiled(_data_folder(), "synonyms")
    if compiled:
        return compiled
    [dataset] = _read_all(Reader(), [_content(_read_bundled, "synonyms.yaml")], challenges=())
    return dataset.synonyms


def json_schema() -> str:
    """Return the JSON Schema (https://json-schema.org) of a dataset, as text."""
    return (_data_folder() / "challenges.schema.json").read_text("utf-8")


def _read_all(reader: Reader, files: Iterable[File], **values: Any) -> list[Dataset]:
    """Return what each of some files holds but for its vocabularies, which `reader` collects.

    Args:
        reader: what reads them.
        files: the files.
        values: those of fields that the files do not state, by name.

    Raises:
        DatasetError: see `read_files`.
    """
    roots = [root for file in files if (root := _root_of(reader, file))]
    _read_vocabularies(reader, roots)
    datasets = [dataset for root in roots if (dataset := _read_root(reader, root, values))]
    _check_promotions(reader)
    _check_bodies(reader)
    _check_successions(reader)
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
    for declared in _VOCABULARIES:
        for by_key in nodes:
            if declared.name in by_key:
                declared.kind.read(reader, by_key[declared.name])


def _read_root(reader: Reader, root: Node, values: Mapping[str, Any]) -> Dataset | None:
    """Return what a file holds but for its vocabularies, `None` where it has problems."""
    if type_of(root) == "seq":
        list_found = _("expected a mapping, found a list: put 'challenges:' above it")
        reader.refuse(root, "wrong-type", list_found)
        return None
    reader.shorthands.clear()
    dataset: Dataset | None = _DATASET_RECORD.read(reader, root, **_LISTED, **values)
    return dataset


def _check_promotions(reader: Reader) -> None:
    """Refuse a promotion that one file describes twice, or two files differently."""
    first: dict[str, tuple[Programme, Place]] = {}
    for programme, programme_node in reader.traced:
        if isinstance(programme, Programme) and (code := programme.promotion):
            node = child_of(programme_node, "promotion")
            place = place_of(node)
            reader.claim(node, "promotion", code, within=place.file)
            earlier, at = first.setdefault(code, (programme, place))
            if at.file != place.file and written_of(programme) != written_of(earlier):
                text = _("the promotion {name} is described otherwise in {place}")
                described = text.format(name=quoted(code), place=f"{at.file}:{at.line}")
                reader.refuse(node, "contradiction", described)


def _check_bodies(reader: Reader) -> None:
    """Refuse a body that names another one which no vocabulary lists, or itself through others."""
    traced = [(body, node) for body, node in reader.traced if isinstance(body, Body)]
    if not traced:
        return
    listed = {**reader.base.get("bodies", {}), **reader.vocabularies.get("bodies", {})}
    known = {typeset(name): body for name, body in listed.items()}
    for body, node in traced:
        for key in ("part_of", "followed_by"):
            name = getattr(body, key)
            if name and typeset(name) not in known:
                unknown = _("no body is called {key}.").format(key=quoted(name))
                text = join_sentences(unknown, reader.suggestions(name, listed))
                reader.refuse(child_of(node, key), "unknown-name", text)
    # Only the first description of a body counts, and eigcli's own where files have none.
    nodes = {typeset(b.name): node for b, node in traced if known[typeset(b.name)] is b}
    for key, refusal in (
        ("part_of", _("{name} is part of itself")),
        ("followed_by", _("{name} took over from itself")),
    ):
        after = {name: typeset(getattr(body, key, None) or "") for name, body in known.items()}
        _refuse_circles(reader, key, after, nodes, refusal)


def _check_successions(reader: Reader) -> None:
    """Refuse a challenge that goes on from itself, through others or not."""
    traced = {c.slug: (c, node) for c, node in reader.traced if isinstance(c, Challenge)}
    after = {slug: challenge.follows or "" for slug, (challenge, _node) in traced.items()}
    nodes = {slug: node for slug, (_challenge, node) in traced.items()}
    _refuse_circles(reader, "follows", after, nodes, _("{name} goes on from itself"))


def _refuse_circles(
    reader: Reader,
    key: str,
    after: Mapping[str, str],
    nodes: Mapping[str, Node],
    refusal: str,
) -> None:
    """Refuse each record whose field leads back to it.

    Args:
        reader: what notes the problem.
        key: the field, which names another record.
        after: by the name of each record, the one that its field names, or "".
        nodes: the nodes of the records that the files describe, by name.
        refusal: the sentence, with a place for `{name}`.
    """
    followed: set[str] = set()
    for first in after:
        name, path = first, list[str]()
        while name in after and name not in followed:
            followed.add(name)
            path.append(name)
            name = after[name]
        # A name of an earlier path leads to a circle that is refused already, or to none.
        for member in path[path.index(name) :] if name in path else ():
            if member in nodes:
                place = child_of(nodes[member], key)
                reader.refuse(place, "circle", refusal.format(name=quoted(member)))


def _known_records(reader: Reader, vocabulary: str) -> tuple[Any, ...]:
    """Return the records of a vocabulary: those that the files list, then those they borrow.

    Bundled files borrow them in the order of eigcli's own vocabulary, others in that of their use.
    """
    borrowed = reader.borrowed.get(vocabulary, {})
    keys = reader.base.get(vocabulary, {}) if reader.closed else borrowed
    listed = reader.vocabularies.get(vocabulary, {})
    return (*listed.values(), *(borrowed[key] for key in keys if key in borrowed))


def _united(
    synonyms: Iterable[tuple[str, tuple[str, ...]]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each word once, with the phrases of all that list it."""
    phrases: dict[str, dict[str, None]] = {}
    for word, listed in synonyms:
        phrases.setdefault(word, {}).update(dict.fromkeys(listed))
    return tuple((word, tuple(listed)) for word, listed in phrases.items())


def _content(read_bytes: Callable[[str], bytes], file: str) -> File:
    """Return a file with its bytes; raise EigError where it cannot be read or is too large."""
    name = _file_name(file)
    try:
        content = read_bytes(file)
    except OSError as error:
        unread = _("cannot read {file}: {reason}")
        raise EigError(unread, file=quoted_path(name), reason=reason(error)) from None
    if len(content) > _LARGEST:
        large = _("{file} is larger than {size} MiB: it is no dataset")
        raise EigError(large, file=quoted_path(name), size=_LARGEST // 2**20)
    return File(name, content)


def _file_name(file: str) -> str:
    return "<stdin>" if file == "-" else file


def _read_bundled(file: str) -> bytes:
    return (_data_folder() / file).read_bytes()


def _read_data(data: str) -> bytes:
    """Return what is in a file or standard input, and at most one byte more than is allowed."""
    if data == "-":
        if sys.stdin is None:
            raise os_error(errno.EBADF)
        if sys.stdin.isatty():
            output.print_message(_("the dataset is read from the terminal: end it with Ctrl-D"))
        return sys.stdin.buffer.read(_LARGEST + 1)
    with Path(data).open("rb") as file:
        return file.read(_LARGEST + 1)


def _codes_named(
    names: Iterable[str], known: Mapping[str, Promotion], *, exact: bool = False
) -> list[str]:
    """Return the codes of the promotions that are named, in their order.

    Args:
        names: what the user typed.
        known: the promotions that there are, by code.
        exact: whether only their codes will do.

    Raises:
        UsageError: for a name that is none of them.
    """
    chosen: set[str] = set()
    for name in split_commas(names):
        if name in known:
            codes = {name}
        elif name == ALL or (_is_all(name) and not exact):
            codes = {*known}
        else:
            codes = set() if exact else _promotions_called(name, known)
        if not codes and name != ALL:
            no, there_are = _("no promotion is called {name}."), _("The promotions are {names}.")
            raise UsageError(not_found_message(no, there_are, name, [*known, ALL]))
        chosen |= codes
    return [code for code in known if code in chosen]


def _promotions_called(name: str, known: Mapping[str, Promotion]) -> set[str]:
    """Return the promotions that a name stands for: the strictest rule that any meets decides.

    It is the code but for case and accents; the year in which it starts; "latest"; a later year of
    its calls or its work; words of the name of its programme. "promotion 3" and "EIG 3" are like
    "3".
    """
    words, word = _words_of_promotion(name)
    latest = max(known, key=lambda code: known[code].year, default="")
    is_year = re.fullmatch("[0-9]{4}", word)
    dated = {code: promotion for code, promotion in known.items() if promotion.year}
    rules = [
        {code for code in known if fold(code) == fold(name)},
        {code for code in known if fold(code) == word},
        {code for code, promotion in dated.items() if promotion.year == word},
        {latest} if word in _LATEST else set(),
        {c for c, p in dated.items() if p.year <= word <= p.last_year} if is_year else set(),
        {c for c, p in known.items() if words and has_all_words(p.programme, words)},
    ]
    return next(filter(None, rules), set())


def _words_of_promotion(name: str) -> tuple[list[str], str]:
    """Return the words of the name of a promotion but for "promotion", and these run together."""
    typed = significant_words(name)
    words = [word for word in typed if word not in PROMOTION_WORDS] or typed
    return words, re.sub(r"^(promo|eig)(?=[0-9]+$)", "", "".join(words))


def promotion_note(given: Input, dataset: Dataset) -> str:
    """Return which promotions were loaded, where a name of them was no code, no year and not all.

    For example "'2025' is promotion 7 (2024)".
    """
    labels = dataset.promotion_labels
    exact = {fold(name) for name in (*labels, *dataset.promotion_years.values())}
    guessed = [
        name
        for name in split_commas(given.promotion)
        if exact.isdisjoint({fold(name), _words_of_promotion(name)[1]}) and not _is_all(name)
    ]
    if not guessed:
        return ""
    note = ngettext("{names} is promotion {labels}", "{names} is promotions {labels}", len(labels))
    return note.format(names=", ".join(map(quoted, guessed)), labels=comma_list(labels.values()))


def _is_all(name: str) -> bool:
    """Return whether a name stands for all promotions, in English or in French."""
    return fold(name) in {ALL, "tous", "toutes", "tout"}


def _bundled_files(names: Sequence[str], *, exact: bool = False) -> list[str]:
    """Return the bundled files of promotions that are named; without names, the default ones."""
    codes = _bundled_codes(names, exact=exact) if names else default_codes()
    return [bundled()[code].file for code in codes]


def _bundled_codes(names: Iterable[str], *, exact: bool = False) -> list[str]:
    """Return the codes of the bundled promotions that are named, see `_codes_named`."""
    known = {code: found.promotion for code, found in bundled().items()}
    return _codes_named(names, known, exact=exact)


def of_promotions(dataset: Dataset, names: Sequence[str], *, exact: bool = False) -> Dataset:
    """Return the part of a dataset that is of the named promotions; all of it without names.

    Raises:
        UsageError: for a name that is none of them.
    """
    programmes = {programme.promotion: programme for programme in dataset.programmes}
    known = {code: _promotion_of(programmes.get(code)) for code in dataset.promotion_codes}
    codes = _codes_named(names, known, exact=exact)
    if not names or any(map(_is_all, split_commas(names))):
        return dataset
    return replace(
        dataset,
        programmes=tuple(p for p in dataset.programmes if p.promotion in codes),
        challenges=tuple(c for c in dataset.challenges if c.promotion in codes),
    )


def _promotion_of(programme: Programme | None) -> Promotion:
    """Return what the promotion that a programme describes goes by, if one does."""
    if not programme:
        return Promotion("", "", "")
    dates = [date or "" for date in (programme.start, programme.closes, programme.ends)]
    name = f"{programme.name} {programme.acronym or ''}"
    return Promotion(year_of(dates[0]), year_of(max(dates)), name)
