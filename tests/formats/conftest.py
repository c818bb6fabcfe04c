"""Datasets that the tests of several formats write."""

from typing import Any

import pytest
from build import BOOK, HOSTILE, challenge, cited, seeking, whole
from build import dataset as dataset_of

from eigcli.data.model import Dataset, Programme
from eigcli.query.choosing import Answer


@pytest.fixture(scope="session")
def two() -> Dataset:
    """Two promotions: all people of the first are known, and none of the second."""
    first = Programme(
        name="P", promotion="1", organiser="E", closes="2017-10", mentors=("m|n", "o")
    )
    second = Programme(name="=Q, R; S | T: u", promotion="dig", start="2019-06", counted="selected")
    bakers: dict[str, Any] = {"seeks": seeking(cook=2, baker=1), "recruits": seeking(baker=4)}
    cooks: dict[str, Any] = {"seeks": seeking(cook=3), "recruits": seeking(cook=1)}
    return dataset_of(
        challenge("a", promotion="1", tagline="nourrir", **bakers),
        challenge("b", promotion="1", **cooks),
        challenge("c", promotion="dig", year=2019, phase="operated", product="https://x.y/p"),
        programmes=(first, second),
    )


@pytest.fixture(scope="session")
def hostile() -> Answer:
    """A challenge whose every text is markup, a command or a formula in some format."""
    texts: dict[str, Any] = dict.fromkeys(
        ("name", "tagline", "problem", "made", "since", "note"), HOSTILE
    )
    lists: dict[str, Any] = dict.fromkeys(
        ("towns", "themes", "keywords", "expertise"), (HOSTILE, "=2")
    )
    sources = (cited(BOOK, "name", "made"),)
    return whole(dataset_of(challenge("a", **texts, **lists, sources=sources)))
