import json

from arbitrary import datasets
from hypothesis import given

from eigcli.formats.json import write as write_json
from eigcli.formats.jsonl import write
from eigcli.model import Dataset
from eigcli.reports import Call, Cards, Counts, Listing, Report, columns_named


@given(datasets)
def test_each_line_is_a_record_of_the_json_array(dataset: Dataset) -> None:
    for report in (Listing(dataset), Cards(dataset)):
        *lines, end = "".join(write(report)).split("\n")
        assert [json.loads(line) for line in lines] == json.loads("".join(write_json(report)))
        assert end == ""


@given(datasets)
def test_counts_and_the_programme_are_a_line(dataset: Dataset) -> None:
    reports: list[Report] = [Counts(dataset, dataset)]
    if dataset.programme:
        reports.append(Call(dataset.programme))
    for report in reports:
        line, end = "".join(write(report)).split("\n")
        assert json.loads(line) == json.loads("".join(write_json(report)))
        assert end == ""


def test_chosen_columns_are_the_keys_and_letters_stay_as_they_are(bundled: Dataset) -> None:
    lines = list(write(Listing(bundled, columns_named(bundled, ["name", "geomatician"]))))
    assert lines[1] == '{"name": "Lab Santé", "geomatician": 0}\n'
    assert len(lines) == 13
