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
    if head := written_of(_head(dataset)):
        yield _text(head)
    yield "challenges:\n" if dataset.challenges else "challenges: []\n"
    inherited = {programme.promotion for programme in dataset.programmes}
    for challenge in dataset.challenges:
        if inherited == {challenge.promotion}:
            challenge = replace(challenge, promotion=None)  # noqa: PLW2901
        yield _text([written_of(challenge)])


def _text(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


def _head(dataset: Dataset) -> Dataset:
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
        for totals in (programme.announced, programme.recruited):
            profiles += totals.skills if totals else ()
        cited.update(source.key for source in programme.sources)
    named = {profile.skill.code for profile in profiles}
    return Dataset(
        programmes=programmes,
        skills=tuple(skill for skill in dataset.skills if skill.code in named),
        sources=tuple(source for source in dataset.sources if source.key in cited),
        challenges=(),
    )
