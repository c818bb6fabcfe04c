"""What a table can say of a challenge, one cell at a time.

Cells are values, not text: each format writes a number, a text or several values in its own way.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from eigcli.model import Challenge, Dataset, Host, headcount
from eigcli.text import counted

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


def _sought(code: str, challenge: Challenge) -> Cell:
    return headcount(challenge.profiles, code)


NUMBER = Column("number", lambda challenge: challenge.number)
SLUG = Column("slug", lambda challenge: challenge.slug)
NAME = Column("name", lambda challenge: challenge.name)
TAGLINE = Column("tagline", lambda challenge: challenge.tagline)
HOSTS = Column("hosts", lambda challenge: tuple(map(host_text, challenge.hosts)))
MINISTRIES = Column(
    "ministries", lambda challenge: tuple(host.ministry for host in challenge.hosts)
)
DEPARTMENTS = Column("departments", _departments)
WANTED = Column("wanted", profile_texts)
SKILLS = Column(
    "skills", lambda challenge: tuple(profile.skill.code for profile in challenge.profiles)
)
PROFILES = Column("profiles", lambda challenge: headcount(challenge.profiles))
EXPERTISE = Column("expertise", lambda challenge: challenge.expertise)
FUNDING = Column("funding", lambda challenge: challenge.funding)
BASIS = Column("basis", lambda challenge: challenge.basis)
URL = Column("url", lambda challenge: challenge.page)

LISTED = (SLUG, NUMBER, NAME, HOSTS, WANTED, TAGLINE)


def exported(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns of an export: every field, and for each skill how many are sought."""
    counts = (Column(skill.code, partial(_sought, skill.code)) for skill in dataset.skills)
    return (
        *(NUMBER, SLUG, NAME, TAGLINE, MINISTRIES, DEPARTMENTS, SKILLS),
        *counts,
        *(PROFILES, EXPERTISE, FUNDING, BASIS, URL),
    )
