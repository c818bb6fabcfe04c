"""YAML: a dataset that `eig` can load again, with only the skills and sources that it needs."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import yaml

from eigcli.formats.records import Record, RecordFormat
from eigcli.model import (
    Challenge,
    Dataset,
    Profile,
    Programme,
    Skill,
    Source,
    discrepancies,
)

# libyaml is several times faster than PyYAML's own emitter, but an installation may lack it.
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Yaml(RecordFormat):
    """A dataset; where columns are chosen, a list of mappings."""

    def records(self, records: Iterable[Record]) -> Iterator[str]:
        none = "[]\n"
        for record in records:
            yield _text([record])
            none = ""
        yield none

    def record(self, record: Record) -> str:
        return _text(record)

    def cards(self, dataset: Dataset) -> Iterator[str]:
        if head := _head(dataset):
            yield _text(head)
        yield "challenges:\n" if dataset.challenges else "challenges: []\n"
        for challenge in dataset.challenges:
            yield _text([_challenge(challenge)])


def _text(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


def _head(dataset: Dataset) -> Record:
    """Return all of a dataset but its challenges, as its YAML has it."""
    programme = dataset.programme
    if programme and any(discrepancies(dataset)):
        # What was announced of all the challenges is wrong of some of them.
        programme = replace(programme, announced=None)
    sought = {p.skill for challenge in dataset.challenges for p in challenge.profiles}
    cited = {source for challenge in dataset.challenges for source in challenge.sources}
    cited.update(programme.sources if programme else ())
    return _known(
        programme=programme and _programme(programme),
        skills={skill.code: _skill(skill) for skill in dataset.skills if skill in sought},
        sources={source.key: _source(source) for source in dataset.sources if source in cited},
    )


def _programme(programme: Programme) -> Record:
    announced = programme.announced
    return _known(
        **asdict(programme)
        | {
            "mentors": list(programme.mentors),
            "announced": announced
            and _known(
                challenges=announced.challenges,
                profiles=announced.profiles,
                skills=_counts(announced.skills),
            ),
            "sources": [source.key for source in programme.sources],
        }
    )


def _skill(skill: Skill) -> Record:
    return _known(french=skill.french, english=skill.english, aliases=list(skill.aliases))


def _source(source: Source) -> Record:
    return _known(**asdict(source) | {"key": None})


def _challenge(challenge: Challenge) -> Record:
    counts = _counts(challenge.profiles)
    return _known(
        number=challenge.number,
        slug=challenge.slug,
        name=challenge.name,
        tagline=challenge.tagline,
        hosts=[_known(**asdict(host)) for host in challenge.hosts],
        profiles=counts if all(counts.values()) else None,
        skills=None if all(counts.values()) else list(counts),
        basis=challenge.basis,
        expertise=list(challenge.expertise),
        funding=challenge.funding,
        page=challenge.page,
        sources=[source.key for source in challenge.sources],
        note=challenge.note,
    )


def _counts(profiles: Iterable[Profile]) -> dict[str, int | None]:
    return {profile.skill.code: profile.count for profile in profiles}


def _known(**fields: Any) -> Record:
    """Return the fields that say something."""
    return {key: value for key, value in fields.items() if value}


FORMAT = Yaml()
