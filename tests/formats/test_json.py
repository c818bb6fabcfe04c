import json

from arbitrary import datasets
from hypothesis import given

from eigcli.columns import named
from eigcli.formats.base import Listing
from eigcli.formats.json import FORMAT
from eigcli.formats.records import challenge_record, programme_record, statistics_record
from eigcli.model import Challenge, Dataset, Host, Profile, Skill
from eigcli.query import find
from eigcli.stats import statistics


@given(datasets)
def test_a_parser_gives_back_exactly_the_records(dataset: Dataset) -> None:
    records = [challenge_record(challenge) for challenge in dataset.challenges]
    assert json.loads("".join(FORMAT.table(Listing(dataset)))) == records
    assert json.loads("".join(FORMAT.cards(dataset))) == records
    counts = statistics(dataset, dataset)
    assert json.loads("".join(FORMAT.statistics(counts))) == statistics_record(counts)
    if dataset.programme:
        text = "".join(FORMAT.programme(dataset.programme))
        assert json.loads(text) == programme_record(dataset.programme)


def test_no_challenge_is_an_empty_array() -> None:
    none = Dataset(())
    assert "".join(FORMAT.table(Listing(none))) == "[]\n"
    assert "".join(FORMAT.table(Listing(none, named(none, ["slug"])))) == "[]\n"


def test_it_is_indented_with_its_letters_as_they_are() -> None:
    profiles = (Profile(Skill("géo", "géomaticien·ne"), 2),)
    dataset = Dataset((Challenge("a", "Santé\n", (Host("M"),), profiles, number=1),))
    assert "".join(FORMAT.cards(dataset)) == (
        """\
[
  {
    "number": 1,
    "slug": "a",
    "name": "Santé\\n",
    "tagline": null,
    "hosts": [
      {
        "ministry": "M",
        "department": null
      }
    ],
    "profiles": [
      {
        "skill": "géo",
        "french": "géomaticien·ne",
        "english": null,
        "count": 2
      }
    ],
    "expertise": [],
    "funding": null,
    "basis": null,
    "url": null,
    "sources": [],
    "note": null
  }
]
"""
    )


def test_chosen_columns_make_objects_with_these_keys_in_order(bundled: Dataset) -> None:
    columns = named(bundled, ["wanted", "designer", "note", "slug"])
    text = "".join(FORMAT.table(Listing(find(bundled, ["gobelins", "balisenav"]), columns)))
    first, second = json.loads(text)
    assert list(first.items()) == [
        ("wanted", ["1 developer", "1 designer"]),
        ("designer", 1),
        ("note", None),
        ("slug", "gobelins"),
    ]
    assert list(second) == ["wanted", "designer", "note", "slug"]
