"""Fixtures of the tests of the room `ask`."""

import pytest
from asking import Ask

from eigcli.ask.choosing import answer
from eigcli.ask.filters import Filters
from eigcli.data.loading import bundled as bundled_records
from eigcli.data.model import Dataset


@pytest.fixture(scope="session")
def everything() -> Dataset:
    """All promotions that come with eigcli."""
    return bundled_records().dataset


@pytest.fixture(scope="session")
def ask(everything: Dataset) -> Ask:
    """Return a function that answers a question about all promotions of eigcli."""
    return lambda question: answer(everything, Filters(), question)
