"""YAML: a dataset that `eig` can load again, with only the skills and sources that it needs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from eigcli.fields import written_of
from eigcli.model import Dataset, discrepancies, profiles_of
from eigcli.reports import Listing, Report

# libyaml is several times faster than PyYAML's own emitter, but an installation may lack it.
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(report: Report) -> Iterator[str]:
    """Yield the report's dataset, or else its records."""
    if isinstance(report, Listing) and report.columns is None:
        yield from _dataset_text(report.chosen)
        return
    records = report.records()
    if isinstance(records, dict):
        yield _text(records)
        return
    none = "[]\n"
    for record in records:
        yield _text([record])
        none = ""
    yield none


def _dataset_text(dataset: Dataset) -> Iterator[str]:
    head = written_of(head_of(dataset))
    programme = dataset.programmes[0].promotion if len(dataset.programmes) == 1 else None
    if programme and any(challenge.promotion is None for challenge in dataset.challenges):
        # These would have the promotion of `programme`.
        head = {"programmes": [head.pop("programme")], **head}
    if head:
        yield _text(head)
    yield "challenges:\n" if dataset.challenges else "challenges: []\n"
    for challenge in dataset.challenges:
        said = written_of(challenge)
        if programme == challenge.promotion and "programme" in head:
            said.pop("promotion", None)
        yield _text([said])


def _text(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


def head_of(dataset: Dataset) -> Dataset:
    """Return all of a dataset but its challenges, and only what these refer to."""
    # What was announced of all the challenges is wrong of some of them.
    wrong = {found.programme for found in discrepancies(dataset)}
    programmes = tuple(
        replace(programme, announced=None) if position in wrong else programme
        for position, programme in enumerate(dataset.programmes)
    )
    profiles = [*profiles_of(dataset.challenges)]
    cited: set[str] = set()
    for challenge in dataset.challenges:
        profiles += challenge.recruited
        cited.update(source.key for source in challenge.sources)
    for programme in programmes:
        profiles += programme.recruited.skills if programme.recruited else ()
        cited.update(source.key for source in programme.sources)
    named = {profile.skill.code for profile in profiles}
    return Dataset(
        programmes=programmes,
        skills=tuple(skill for skill in dataset.skills if skill.code in named),
        sources=tuple(source for source in dataset.sources if source.key in cited),
        synonyms=dataset.synonyms,
        challenges=(),
    )
