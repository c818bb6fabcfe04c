"""JSON and YAML give back what went in, and can be loaded again."""

import json

import oracle
import pytest
import yaml
from arbitrary import datasets
from build import FULL, FULL_CALL, challenge, found, parse, read, slugs, whole
from build import dataset as dataset_of
from hypothesis import given

from eigcli.data.model import Dataset, Programme
from eigcli.formats.data import write_json, write_jsonl, write_yaml
from eigcli.report.blocks import Report
from eigcli.report.calls import promotions
from eigcli.report.counts import stats
from eigcli.report.listing import listing
from eigcli.report.tables import columns_named


def text(report: Report) -> str:
    return "".join(write_yaml(report))


@given(datasets)
def test_json_has_every_field_and_json_lines_a_record_a_line(dataset: Dataset) -> None:
    report = listing(whole(dataset))
    records = json.loads("".join(write_json(report)))
    assert records == [json.loads(line) for line in write_jsonl(report)]
    assert records == oracle.records(dataset.challenges)


def test_letters_are_not_escaped_and_no_challenge_is_an_empty_list() -> None:
    assert '"name": "é—\\u001b"' in "".join(write_json(listing(found(challenge(name="é—\x1b")))))
    assert "".join(write_json(listing(found()))) == "[]\n"
    assert text(listing(found())) == "challenges: []\n"


def test_chosen_columns_are_keys() -> None:
    answer = found(FULL)
    report = listing(answer, columns_named(answer.whole, ["slug,seeks,skills,sought"]))
    [record] = json.loads("".join(write_json(report)))
    assert record == {
        "slug": "a",
        "seeks": ["2 cook", "1 x-y", "baker"],
        "skills": ["cook", "x-y", "baker"],
        "sought": None,
    }
    assert yaml.safe_load(text(report)) == [record]


def test_counts_are_rows() -> None:
    counts = stats(found(FULL), ["town"])
    rows = [json.loads(line) for line in write_jsonl(counts)]
    codes = [(row["by"], row["code"]) for row in rows]
    assert codes == [("total", None), ("town", "Brest"), ("town", "Lyon")]
    assert json.loads("".join(write_json(counts))) == rows
    assert yaml.safe_load(text(counts)) == rows


def written(dataset: Dataset) -> str:
    """Return a dataset as YAML."""
    return text(listing(whole(dataset)))


@given(datasets)
def test_a_dataset_is_loaded_again_as_it_was(dataset: Dataset) -> None:
    first = written(dataset)
    again = parse(first.encode(), "a.yaml")
    assert slugs(again) == slugs(dataset)
    second = written(again)
    assert second == first
    assert parse(second.encode(), "a.yaml").challenges == again.challenges


def test_yaml_states_the_promotion_of_each_defi() -> None:
    other = dataset_of(challenge("a", promotion="2"), challenge("b"), programmes=(FULL_CALL,))
    written = yaml.safe_load(text(listing(whole(other))))
    assert [c.get("promotion") for c in written["challenges"]] == ["2", None]
    assert [p["promotion"] for p in written["programmes"]] == ["2"]


def test_promotions_are_records() -> None:
    call = Programme(name="P", promotion="1")
    own = dataset_of(challenge("a", promotion="1"), programmes=(call,))
    report = promotions(own, ["name", "challenges"])
    [record] = json.loads("".join(write_json(report)))
    assert record == {"name": "P", "challenges": 1}


def test_exported_json_can_be_read_as_a_dataset() -> None:
    records = "".join(write_json(listing(found(challenge("a", towns=("Brest",))))))
    assert read(records).challenges[0].towns == ("Brest",)


@pytest.mark.parametrize("write", [write_json, write_jsonl, write_yaml])
def test_the_same_report_makes_the_same_text(write: object, two: Dataset) -> None:
    assert callable(write)
    assert list(write(listing(whole(two)))) == list(write(listing(whole(two))))
