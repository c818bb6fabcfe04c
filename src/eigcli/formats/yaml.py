"""YAML: a dataset that `eig` can load again, with only the skills and sources that it needs."""

from collections.abc import Iterator
from typing import Any

import yaml

from eigcli.fields import written_of
from eigcli.model import Dataset, head_of
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
    head = written_of(head_of(dataset))
    programme = dataset.programmes[0].promotion if len(dataset.programmes) == 1 else None
    if programme and any(challenge.promotion is None for challenge in dataset.challenges):
        # These would have the promotion of `programme`.
        head = {"programmes": [head.pop("programme")], **head}
    if head:
        yield _dumped(head)
    yield "challenges:\n" if dataset.challenges else "challenges: []\n"
    dated = {p.promotion for p in dataset.programmes if p.start}
    for challenge in dataset.challenges:
        written = written_of(challenge)
        if challenge.promotion in dated:
            written.pop("year", None)
        if programme == challenge.promotion and "programme" in head:
            written.pop("promotion", None)
        yield _dumped([written])


def _dumped(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False))
