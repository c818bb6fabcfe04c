"""Fixtures of the tests of the room `ask`."""

import pytest
from asking import Ask

from eigcli.data.loading import bundled as bundled_records
from eigcli.data.model import Dataset
from eigcli.query.choosing import answer
from eigcli.query.filters import Filters


@pytest.fixture(scope="session")
def everything() -> Dataset:
    """All promotions that come with eigcli."""
    return bundled_records().dataset


@pytest.fixture(scope="session")
def ask(everything: Dataset) -> Ask:
    """Return a function that answers a question about all promotions of eigcli."""
    return lambda question: answer(everything, Filters(), question)
