"""What comes with eigcli: the promotions, each a file, and what the files of all datasets share."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from eigcli.bodies import Family
from eigcli.compiled import read_compiled
from eigcli.data.dates import year_of
from eigcli.errors import UsageError
from eigcli.fields import fields_of
from eigcli.files import File, file_at, read_all
from eigcli.matching import singular
from eigcli.model import Dataset, Programme
from eigcli.promotions import Promotion, codes_named, promotion_of
from eigcli.reading import Reader
from eigcli.text import fold

# The file that is asked about by default, and those with the vocabularies of all.
_DEFAULT_FILE = "challenges.yaml"
_VOCABULARY_FILES = ("bodies.yaml", "towns.yaml", "vocabulary.yaml")


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
    folder = _data_folder() / "promotions"
    names = [path.name for path in folder.iterdir() if path.suffix == ".yaml"]
    promotions: dict[str, Bundled] = {}
    for file in (_DEFAULT_FILE, *(f"promotions/{name}" for name in names)):
        content = bundled_file(file).content
        head = content.partition(b"\nchallenges:")[0]
        code = _first_value(head, b"promotion") or Path(file).stem
        start, *ends = (_first_value(head, key) for key in (b"start", b"closes", b"ends"))
        name = " ".join(_line(head, key) for key in (b"name", b"acronym")).strip()
        promotion = Promotion(year_of(start), year_of(max(start, *ends)), name)
        challenges = content.count(b"\n  - slug:")
        promotions[code] = Bundled(file, promotion, challenges, tuple(_successions(content)))
    return dict(sorted(promotions.items(), key=lambda item: (item[1].year, item[0])))


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


def is_bundled(dataset: Dataset) -> bool:
    """Return whether all programmes of a dataset come with eigcli, and it has any."""
    named = {(code, found.promotion.programme) for code, found in bundled().items()}
    own = {(p.promotion, promotion_of(p).programme) for p in dataset.programmes}
    return bool(own) and own <= named


@cache
def bundled_date() -> str:
    """Return the date of the newest source of the data that comes with eigcli: its version."""
    files = ("vocabulary.yaml", *(found.file for found in bundled().values()))
    contents = [bundled_file(file).content for file in files]
    dates: list[bytes] = [d for c in contents for d in re.findall(rb"\n    date: ([0-9-]+)", c)]
    return max(dates).decode()


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
        return bundled_codes([names or default_promotion()])
    except UsageError as error:
        raise UsageError("EIG_PROMOTION: {mistake}", mistake=str(error)) from None


def bundled_codes(names: Iterable[str], *, exact: bool = False) -> list[str]:
    """Return the codes of the bundled promotions that are named, see `codes_named`."""
    known = {code: found.promotion for code, found in bundled().items()}
    return codes_named(names, known, exact=exact)


def files_of_promotions(names: Sequence[str], *, exact: bool = False) -> list[str]:
    """Return the bundled files of promotions that are named; without names, the default ones."""
    codes = bundled_codes(names, exact=exact) if names else default_codes()
    return [bundled()[code].file for code in codes]


def bundled_programmes() -> tuple[Programme, ...]:
    """Return the programmes of all bundled promotions, by year, without reading the challenges."""
    reader = Reader(shared_vocabularies(), closed=True)
    files = (bundled_file(found.file) for found in bundled().values())
    heads = (File(name, content.partition(b"\nchallenges:")[0]) for name, content in files)
    datasets = read_all(reader, heads, challenges=())
    return tuple(chain.from_iterable(dataset.programmes for dataset in datasets))


@cache
def shared_vocabularies() -> dict[str, dict[str, Any]]:
    """Return the records of the vocabularies that come with eigcli, by vocabulary and key."""
    compiled: dict[str, dict[str, Any]] | None = read_compiled(_data_folder(), "vocabularies")
    if compiled:
        return compiled
    reader = Reader()
    read_all(reader, (bundled_file(file) for file in _VOCABULARY_FILES), challenges=())
    return reader.vocabularies


def records_of(dataset: Dataset, vocabulary: str) -> dict[str, Any]:
    """Return the records of a vocabulary by key: those of a dataset, then others of eigcli."""
    # The first field of a record is its key.
    listed = getattr(dataset, vocabulary)
    own = {getattr(one, fields_of(one.__class__)[0].name): one for one in listed}
    shared = shared_vocabularies()[vocabulary]
    return own | {key: one for key, one in shared.items() if key not in own}


def come_with_eigcli(families: Iterable[Family]) -> bool:
    """Return whether families are all eigcli's own, not those that a file of a user declares."""
    own = shared_vocabularies()["families"]
    return all(own.get(family.code) == family for family in families)


def synonyms_of(dataset: Dataset) -> Collection[tuple[str, Sequence[str]]]:
    """Return the synonyms of a dataset, and those that come with eigcli for other words.

    A word is the same in the plural, in capitals or without accents, as in searches.
    """
    if not dataset.synonyms:
        return shared_synonyms()
    own = {singular(fold(word)) for word, _phrases in dataset.synonyms}
    shared = ((word, found) for word, found in shared_synonyms() if singular(fold(word)) not in own)
    return [*shared, *dataset.synonyms]


@cache
def shared_synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    # They are many, and only searches need them.
    compiled: tuple[tuple[str, tuple[str, ...]], ...] | None
    compiled = read_compiled(_data_folder(), "synonyms")
    if compiled:
        return compiled
    [dataset] = read_all(Reader(), [bundled_file("synonyms.yaml")], challenges=())
    return dataset.synonyms


def bundled_path(file: str) -> str:
    """Return the path of a bundled file."""
    return str(_data_folder() / file)


def bundled_file(file: str) -> File:
    """Return a bundled file with its bytes; messages name it as below the folder of the data."""
    return file_at(bundled_path(file), file)


def compiled_dataset(name: str) -> Dataset | None:
    """Return the dataset that is compiled under a name, `None` where none is."""
    dataset: Dataset | None = read_compiled(_data_folder(), name)
    return dataset


def json_schema() -> str:
    """Return the JSON Schema (https://json-schema.org) of a dataset, as text."""
    return (_data_folder() / "challenges.schema.json").read_text("utf-8")
