"""The metadata of a dataset; the tests of formats say how they write it."""

from typing import Any

import pytest
from build import challenge
from build import dataset as dataset_of

from eigcli.data.loading import data_version
from eigcli.data.model import Dataset, Programme, Source
from eigcli.messages import in_language
from eigcli.report.blocks import Span
from eigcli.report.metadata import Metadata, metadata_of


def metadata(*calls: dict[str, Any], **more: Any) -> Metadata:
    """Return the metadata of a dataset of these programmes, and of a challenge of promotion 1."""
    programmes = tuple(Programme(**{"name": "P"} | call) for call in calls)
    return metadata_of(dataset_of(challenge(promotion="1"), programmes=programmes, **more))


def test_metadata_has_each_text_once_and_whether_it_is_native() -> None:
    call = {"description": "dire", "description_english": "say"}
    other = {"name": "Q", "description": "lire"}
    found = metadata(call, call, other)
    assert found.names == ("P", "Q")
    native = Span("lire", native=True)
    assert found.descriptions == (Span("say"), native)
    with in_language("fr"):
        assert metadata(call).descriptions == (Span("dire", native=True),)


@pytest.mark.parametrize(
    ("calls", "codes"),
    [
        # A licence may be stated by its name.
        (
            [
                {"licence": "Licence Ouverte 2.0", "promotion": "1"},
                {"name": "Q", "licence": "L"},
                {"name": "R", "licence": "etalab-2.0"},
            ],
            ["etalab-2.0", "L"],
        ),
        ([{"licence": "L", "promotion": "1"}, {}], []),
        # A challenge of none of the programmes is under no licence.
        ([{"licence": "L", "promotion": "2"}], []),
        ([], []),
    ],
)
def test_a_dataset_has_licences_only_if_all_of_it_is_under_one(
    calls: list[dict[str, Any]], codes: list[str]
) -> None:
    assert [licence.code or licence.text for licence in metadata(*calls).licences] == codes


def test_the_data_of_eig_is_cited_with_its_version(all_promotions: Dataset) -> None:
    ours = metadata_of(all_promotions)
    assert ours.version == data_version()
    assert ours.authors == ("eigcli",)
    assert f"data {ours.version}, sources up to " in ours.citation
    assert metadata({}).version is None


def test_a_citation_lists_what_is_known_and_needs_a_name() -> None:
    sources = tuple(Source(key=f"k{d}", title="T", date=d) for d in ("2018-01", None, "2020-05-01"))
    call = {"licence": "L", "promotion": "1", "organiser": "O"}
    known = metadata(call, sources=sources)
    assert known.modified == "2020-05-01"
    assert known.citation == "To cite it: P, sources up to 1 May 2020, O, L."
    assert metadata({}).citation == "To cite it: P."
    assert metadata().citation == ""
