"""Which datasets are asked about, and how their files become one `Dataset`."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from eigcli.bundled import (
    bundled,
    bundled_codes,
    bundled_file,
    bundled_path,
    compiled_dataset,
    default_codes,
    default_promotion,
    files_of_promotions,
    shared_synonyms,
    shared_vocabularies,
)
from eigcli.compiled import write_compiled
from eigcli.data.dates import year_of
from eigcli.errors import EigError, UsageError
from eigcli.fields import grouped
from eigcli.files import VOCABULARIES, File, file_at, name_of_file, read_all
from eigcli.messages import N_, _, ngettext
from eigcli.model import Challenge, Dataset, Programme
from eigcli.options import Option
from eigcli.promotions import ALL, is_all, of_promotions
from eigcli.reading import Reader
from eigcli.text import quoted_path, split_commas

# What names the bundled files among others.
_BUNDLED = "eig"


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
                "Défis of this promotion: {codes}, a year, latest, or all; by default {code}."
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
            return list(map(name_of_file, files))
        return files_of_promotions(self.promotion)

    def reads(self, file: str) -> bool:
        """Return whether a file is one of those that are read, by whatever name."""
        paths = [path for path in self.paths if path != _BUNDLED]
        if not self.paths or _BUNDLED in self.paths:
            names = files_of_promotions([ALL] if self.paths else self.promotion)
            paths += map(bundled_path, names)
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
        if not given or any(map(is_all, given)):
            return self._replace(promotion=tuple(codes))
        if not self.paths:
            given = set(bundled_codes(given))
        both = tuple(code for code in codes if code in given)
        return self._replace(promotion=both or self.promotion)

    def with_promotions(self, names: Sequence[str]) -> "Input":
        """Return the same datasets, with more promotions that are named."""
        return self._replace(promotion=(*self.promotion, *names))

    @property
    def of_all_promotions(self) -> "Input":
        """The same datasets, with all of their promotions."""
        return self._replace(promotion=(ALL,))


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
    if not given.paths:
        files = files_of_promotions(given.promotion, exact=exact)
        if dataset := compiled_dataset(_compiled_name(files)):
            return dataset
    return read_with_places(given, exact=exact)[1]


def read_with_places(given: Input, *, exact: bool = False) -> tuple[Reader, Dataset]:
    """Return what `load` returns, read from YAML, and the reader that knows where all of it is.

    Raises:
        EigError, DatasetError, UsageError: as `load` does.
    """
    reader = Reader(shared_vocabularies(), closed=not given.paths)
    if given.paths:
        dataset = _dataset_of(reader, _own_files(given))
        return reader, of_promotions(dataset, given.promotion, exact=exact)
    files = files_of_promotions(given.promotion, exact=exact)
    return reader, _dataset_of(reader, map(bundled_file, files))


def _own_files(given: Input) -> Iterator[File]:
    """Return the files that are given; raise UsageError where one is given twice."""
    paths = [p if p in {"-", _BUNDLED} else os.path.realpath(p) for p in given.paths]
    for file, path in zip(given.paths, paths, strict=True):
        if paths.count(path) > 1:
            raise UsageError(_("{file} is given twice"), file=quoted_path(name_of_file(file)))
    return chain.from_iterable(map(files_at, given.paths))


def files_at(path: str) -> Iterator[File]:
    """Yield the file at a path, or for `eig` each of the bundled ones."""
    if path == _BUNDLED:
        yield from map(bundled_file, files_of_promotions([ALL]))
    else:
        yield file_at(path)


def _compiled_name(files: Sequence[str]) -> str:
    """Return under which name the dataset of bundled files is compiled, if it is."""
    if len(files) == len(bundled()):
        return ALL
    return files[0].removesuffix(".yaml") if len(files) == 1 else ""


def compile_bundled(folder: Path) -> list[Path]:
    """Write what a wheel has besides YAML into a folder; return the files.

    These are the dataset of each promotion, that of all, and what they share.
    """
    files = [found.file for found in bundled().values()]
    values: dict[str, Any] = {
        _compiled_name(named): read_files(map(bundled_file, named), closed=True)
        for named in (files, *([file] for file in files))
    }
    values |= {"vocabularies": shared_vocabularies(), "synonyms": shared_synonyms()}
    return [write_compiled(folder, name, value) for name, value in values.items()]


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
    datasets = read_all(reader, files)
    challenges = list(chain.from_iterable(d.challenges for d in datasets))
    programmes = tuple(dict.fromkeys(chain.from_iterable(d.programmes for d in datasets)))
    return Dataset(
        programmes=programmes,
        challenges=tuple(_completed(challenges, programmes, closed=reader.closed)),
        synonyms=_synonyms_united(chain.from_iterable(d.synonyms for d in datasets)),
        **{declared.name: _known_records(reader, declared.name) for declared in VOCABULARIES},
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
    successors = grouped(dict.fromkeys(pairs))
    for challenge in challenges:
        after = tuple(successors.get(challenge.slug, ()))
        year = years.get(challenge.promotion, challenge.year)
        yield replace(challenge, followed_by=after, year=year) if after or year else challenge


def _known_records(reader: Reader, vocabulary: str) -> tuple[Any, ...]:
    """Return the records of a vocabulary: those that the files list, then those they borrow.

    Bundled files borrow them in the order of eigcli's own vocabulary, others in that of their use.
    """
    borrowed = reader.borrowed.get(vocabulary, {})
    keys = reader.base.get(vocabulary, {}) if reader.closed else borrowed
    listed = reader.vocabularies.get(vocabulary, {})
    return (*listed.values(), *(borrowed[key] for key in keys if key in borrowed))


def _synonyms_united(
    synonyms: Iterable[tuple[str, tuple[str, ...]]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each word once, with the phrases of all that list it."""
    phrases: dict[str, dict[str, None]] = {}
    for word, listed in synonyms:
        phrases.setdefault(word, {}).update(dict.fromkeys(listed))
    return tuple((word, tuple(listed)) for word, listed in phrases.items())
