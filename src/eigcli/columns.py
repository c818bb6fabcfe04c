"""What a table can say of a challenge, one cell at a time.

Cells are values, not text: each format writes a number, a text or several values in its own way.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from eigcli.errors import UsageError
from eigcli.model import Challenge, Dataset, Host, headcount
from eigcli.text import counted, unknown

Cell = int | str | tuple[str, ...] | None


class Column(NamedTuple):
    """A column: the name at its head, and what its cell says of a challenge."""

    name: str
    cell: Callable[[Challenge], Cell]


def host_text(host: Host) -> str:
    """Return a host's name in full: the ministry and, where there is one, the department."""
    return f"{host.ministry}, {host.department}" if host.department else host.ministry


def profile_texts(challenge: Challenge) -> tuple[str, ...]:
    """Return whom a challenge seeks, such as `2 data scientists`."""
    return tuple(counted(profile.count, profile.skill.label) for profile in challenge.profiles)


def _departments(challenge: Challenge) -> Cell:
    """Ministry by ministry, so that the cell can be read beside that of the ministries."""
    departments = tuple(host.department or "" for host in challenge.hosts)
    return departments if any(departments) else ()


_CELLS: dict[str, Callable[[Challenge], Cell]] = {
    "number": lambda challenge: challenge.number,
    "slug": lambda challenge: challenge.slug,
    "name": lambda challenge: challenge.name,
    "tagline": lambda challenge: challenge.tagline,
    "hosts": lambda challenge: tuple(map(host_text, challenge.hosts)),
    "ministries": lambda challenge: tuple(host.ministry for host in challenge.hosts),
    "departments": _departments,
    "wanted": profile_texts,
    "skills": lambda challenge: tuple(profile.skill.code for profile in challenge.profiles),
    "profiles": lambda challenge: headcount(challenge.profiles),
    "expertise": lambda challenge: challenge.expertise,
    "funding": lambda challenge: challenge.funding,
    "basis": lambda challenge: challenge.basis,
    "url": lambda challenge: challenge.page,
    "sources": lambda challenge: tuple(source.key for source in challenge.sources),
    "note": lambda challenge: challenge.note,
}

_LISTED = ("slug", "number", "name", "hosts", "wanted", "tagline")
# The skills of the dataset stand between these two, a column for each.
_EXPORTED = ("number", "slug", "name", "tagline", "ministries", "departments", "skills")
_EXPORTED_AFTER = ("profiles", "expertise", "funding", "basis", "url")


def listed(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns of a list that a person reads."""
    return named(dataset, _LISTED)


def exported(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns of an export, for each skill how many are sought among them."""
    return named(dataset, (*_EXPORTED, *_counts(dataset), *_EXPORTED_AFTER))


def named(dataset: Dataset, names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns called `names`; raise UsageError where there is none."""
    known = available(dataset)
    for name in names:
        if name not in known:
            raise UsageError(unknown("column", name, known))
    return tuple(Column(name, known[name]) for name in names)


def available(dataset: Dataset) -> dict[str, Callable[[Challenge], Cell]]:
    """Return what each column says of a challenge, by its name."""
    return _CELLS | _counts(dataset)


def candidates(dataset: Dataset, begun: str) -> Iterator[tuple[str, str]]:
    """Yield what a list of names, separated by commas, may be completed to."""
    before, comma, _ = begun.rpartition(",")
    return ((f"{before}{comma}{name}", "") for name in available(dataset))


def rows(dataset: Dataset, columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """Yield the cells of each challenge."""
    for challenge in dataset.challenges:
        yield [column.cell(challenge) for column in columns]


def _counts(dataset: Dataset) -> dict[str, Callable[[Challenge], Cell]]:
    """Return the columns of how many are sought of each skill, by its code.

    A code that is the name of another column has a prefix.
    """
    codes = [skill.code for skill in dataset.skills]
    return {
        f"skill:{code}" if code in _CELLS else code: partial(_sought, code=code) for code in codes
    }


def _sought(challenge: Challenge, code: str) -> Cell:
    return headcount(challenge.profiles, code)
