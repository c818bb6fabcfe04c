import json

from arbitrary import datasets
from build import FULL
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_named
from eigcli.counts import Counts
from eigcli.data.model import Dataset
from eigcli.formats.json import write as write_json
from eigcli.formats.jsonl import write
from eigcli.reports import Call, Calls, Cards, Listing, Report


@given(datasets)
def test_each_line_is_a_record_of_the_json_array_or_the_single_one(dataset: Dataset) -> None:
    reports: list[Report] = [
        *(Listing(dataset), Cards(dataset), Calls(dataset), Call(dataset.programmes)),
        Counts(dataset, dataset),
    ]
    for report in reports:
        *lines, end = "".join(write(report)).split("\n")
        records = json.loads("".join(write_json(report)))
        assert [json.loads(line) for line in lines] == (
            records if isinstance(records, list) else [records]
        )
        assert end == ""


def test_letters_stay_as_they_are() -> None:
    whole = dataset_of(FULL)
    assert list(write(Listing(whole, columns_named(whole, ["themes", "cook"])))) == [
        '{"themes": ["Santé"], "cook": 2}\n'
    ]
