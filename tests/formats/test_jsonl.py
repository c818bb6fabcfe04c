import json

from arbitrary import datasets
from hypothesis import given

from eigcli.columns import named
from eigcli.formats.base import Listing
from eigcli.formats.jsonl import FORMAT
from eigcli.formats.records import challenge_record, programme_record, statistics_record
from eigcli.model import Dataset
from eigcli.stats import statistics


@given(datasets)
def test_each_line_is_a_challenge(dataset: Dataset) -> None:
    *lines, end = "".join(FORMAT.table(Listing(dataset))).split("\n")
    assert [json.loads(line) for line in lines] == list(map(challenge_record, dataset.challenges))
    assert end == ""


@given(datasets)
def test_statistics_and_the_programme_are_a_line(dataset: Dataset) -> None:
    counts = statistics(dataset, dataset)
    line, end = "".join(FORMAT.statistics(counts)).split("\n")
    assert line == json.dumps(statistics_record(counts), ensure_ascii=False)
    assert end == ""
    if dataset.programme:
        line, end = "".join(FORMAT.programme(dataset.programme)).split("\n")
        assert json.loads(line) == programme_record(dataset.programme)
        assert end == ""


def test_chosen_columns_are_the_keys_and_letters_stay_as_they_are(bundled: Dataset) -> None:
    lines = list(FORMAT.table(Listing(bundled, named(bundled, ["name", "geomatician"]))))
    assert lines[1] == '{"name": "Lab Santé", "geomatician": 0}\n'
    assert len(lines) == 13
