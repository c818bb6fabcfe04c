"""YAML: a dataset that `eig` can load again, with only the skills and sources that it needs."""

from collections.abc import Iterator
from typing import Any

import yaml

from eigcli.data.kinds import plain_of
from eigcli.data.model import Dataset
from eigcli.data.parts import head_of
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
        yield _dumped(records)
        return
    none = "[]\n"
    for record in records:
        yield _dumped([record])
        none = ""
    yield none


def _dataset_text(dataset: Dataset) -> Iterator[str]:
    head = plain_of(head_of(dataset), brief=True)
    programme = dataset.programmes[0].promotion if len(dataset.programmes) == 1 else None
    # Of what stands under the key `programme`, all challenges are that do not say otherwise.
    if programme and all(challenge.promotion for challenge in dataset.challenges):
        head = {"programme": head.pop("programmes")[0], **head}
    if head:
        yield _dumped(head)
    yield "challenges:\n" if dataset.challenges else "challenges: []\n"
    dated = {p.promotion for p in dataset.programmes if p.start}
    for challenge in dataset.challenges:
        written = plain_of(challenge, brief=True)
        if challenge.promotion in dated:
            written.pop("year", None)
        if programme == challenge.promotion and "programme" in head:
            written.pop("promotion", None)
        yield _dumped([written])


def _dumped(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False))
