"""What the formats that know nested records have in common, and what the records say.

Every record of a kind has the same keys, documented in the README; what is not known is `None`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from eigcli.card import is_closed
from eigcli.columns import rows
from eigcli.formats.base import Listing
from eigcli.model import Announced, Challenge, Dataset, Profile, Programme
from eigcli.stats import Statistics

Record = dict[str, Any]


class RecordFormat(ABC):
    """A format that knows nested records, and writes everything as such."""

    drawn = False

    @abstractmethod
    def records(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield a list of records."""

    @abstractmethod
    def record(self, record: Record) -> str:
        """Return a record that stands by itself."""

    def table(self, listing: Listing) -> Iterator[str]:
        dataset, columns = listing.dataset, listing.columns
        if columns is None:
            return self.cards(dataset)
        names = [column.name for column in columns]
        return self.records(dict(zip(names, row, strict=True)) for row in rows(dataset, columns))

    def cards(self, dataset: Dataset) -> Iterator[str]:
        return self.records(map(challenge_record, dataset.challenges))

    def statistics(self, statistics: Statistics) -> Iterator[str]:
        yield self.record(statistics_record(statistics))

    def programme(self, programme: Programme) -> Iterator[str]:
        yield self.record(programme_record(programme))


def challenge_record(challenge: Challenge) -> Record:
    """Return all that is known of a challenge, in the order of the exported columns."""
    return {
        "number": challenge.number,
        "slug": challenge.slug,
        "name": challenge.name,
        "tagline": challenge.tagline,
        "hosts": [asdict(host) for host in challenge.hosts],
        "profiles": [_profile_record(profile) for profile in challenge.profiles],
        "expertise": list(challenge.expertise),
        "funding": challenge.funding,
        "basis": challenge.basis,
        "url": challenge.page,
        "sources": [asdict(source) for source in challenge.sources],
        "note": challenge.note,
    }


def programme_record(programme: Programme) -> Record:
    """Return all that is known of the programme, and whether its call is closed."""
    return asdict(programme) | {
        "closed": is_closed(programme),
        "announced": programme.announced and _announced_record(programme.announced),
        "mentors": list(programme.mentors),
        "sources": [asdict(source) for source in programme.sources],
    }


def statistics_record(statistics: Statistics) -> Record:
    """Return the totals, the tallies, and what was announced."""
    return statistics._asdict() | {
        "skills": [tally._asdict() for tally in statistics.skills],
        "ministries": [tally._asdict() for tally in statistics.ministries],
        "announced": statistics.announced and _announced_record(statistics.announced),
    }


def _profile_record(profile: Profile) -> Record:
    skill = profile.skill
    return {
        "skill": skill.code,
        "french": skill.french,
        "english": skill.english,
        "count": profile.count,
    }


def _announced_record(announced: Announced) -> Record:
    return {
        "challenges": announced.challenges,
        "profiles": announced.profiles,
        "skills": {profile.skill.code: profile.count for profile in announced.skills},
    }
