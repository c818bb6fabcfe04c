import json

from arbitrary import datasets
from hypothesis import given

from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.formats.json import write as write_json
from eigcli.formats.jsonl import write
from eigcli.model import Dataset
from eigcli.reports import Call, Calls, Cards, Listing, Report


@given(datasets)
def test_each_line_is_a_record_of_the_json_array(dataset: Dataset) -> None:
    reports: list[Report] = [Listing(dataset), Cards(dataset), Calls(dataset)]
    if len(dataset.programmes) != 1:
        reports.append(Call(dataset.programmes))
    for report in reports:
        *lines, end = "".join(write(report)).split("\n")
        assert [json.loads(line) for line in lines] == json.loads("".join(write_json(report)))
        assert end == ""


@given(datasets)
def test_counts_and_the_programme_are_a_line(dataset: Dataset) -> None:
    reports: list[Report] = [Counts(dataset, dataset)]
    reports += [Call((programme,)) for programme in dataset.programmes]
    for report in reports:
        line, end = "".join(write(report)).split("\n")
        assert json.loads(line) == json.loads("".join(write_json(report)))
        assert end == ""


def test_chosen_columns_are_the_keys_and_letters_stay_as_they_are(bundled: Dataset) -> None:
    lines = list(write(Listing(bundled, columns_named(bundled, ["name", "geomatician"]))))
    assert lines[1] == '{"name": "Lab Santé", "geomatician": 0}\n'
    assert len(lines) == 13


def test_each_promotion_is_a_line(two_promotions: Dataset) -> None:
    assert "".join(write(Calls(two_promotions))) == (
        '{"promotion": "1", "name": "P", "start": null, "challenges": 2, "sought": 6, '
        '"recruited": 5, "organiser": "E", "counted": null}\n'
        '{"promotion": "dig", "name": "=Q, R; S | T: u", "start": "2019-06", "challenges": 1, '
        '"sought": null, "recruited": null, "organiser": null, "counted": "selected"}\n'
    )


def test_several_calls_are_a_line_each(two_promotions: Dataset) -> None:
    first, second = write(Call(two_promotions.programmes))
    assert first.startswith('{"name": "P", "acronym": null, "promotion": "1", "organiser": "E", ')
    assert second.startswith('{"name": "=Q, R; S | T: u", "acronym": null, "promotion": "dig", ')
    assert first.endswith("}\n")
    assert second.endswith("}\n")
