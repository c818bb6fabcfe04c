"""What the tests in a browser share."""

from collections.abc import Iterator

import pytest
from chromium import launched
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, of which a process of tests can run but one."""
    with launched() as chromium:
        yield chromium
