"""The formats of records: JSON, JSON Lines, and YAML, a dataset that eig can load again."""

import json
from collections.abc import Iterator
from typing import Any

from eigcli.data.kinds import plain_of
from eigcli.data.model import Dataset
from eigcli.data.parts import head_of
from eigcli.data.reading import yaml_text
from eigcli.report.blocks import Report
from eigcli.report.columns import own_columns


def challenge_records(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the records of challenges; all have the keys of any author's own, in one order."""
    own = list(own_columns(dataset.challenges))
    records = [plain_of(challenge, brief=False) for challenge in dataset]
    return [record | {key: record.pop(key, None) for key in own} for record in records]


def _records(report: Report) -> Any:
    return report.records() if report.records else challenge_records(report.dataset)


def json_text(value: Any) -> str:
    """Return a value as JSON, indented, with letters as they are, and a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_json(report: Report) -> Iterator[str]:
    """Yield the records as an array, or the only one there is."""
    yield json_text(_records(report))


def write_jsonl(report: Report) -> Iterator[str]:
    """Yield a record a line."""
    records = _records(report)
    for record in [records] if isinstance(records, dict) else records:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def write_yaml(report: Report) -> Iterator[str]:
    """Yield the dataset of the report, or else its records."""
    if report.records:
        yield yaml_text(report.records())
    else:
        yield from yaml_of(report.dataset)


def yaml_of(dataset: Dataset) -> Iterator[str]:
    """Yield a dataset as a file of its own, with only the roles and sources that it needs."""
    if head := plain_of(head_of(dataset), brief=True):
        yield yaml_text(head)
    yield "challenges:\n" if dataset.challenges else "challenges: []\n"
    for challenge in dataset:
        yield yaml_text([plain_of(challenge, brief=True)])
