"""Fixtures of the tests in a browser."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

# Without a window, background traffic or the user's profile.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]
# Opens a file of some name and content, with options of a browser's context.
OpenFile: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed; a process of tests can run only one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_file(browser: Browser, tmp_path: Path) -> Iterator[OpenFile]:
    """Open a file, which must neither fail nor ask for anything but itself."""
    contexts, wrong = [], list[str]()

    def opened(name: str, content: Iterable[str], *, dark: bool = False, **options: Any) -> Page:
        file = tmp_path / name
        file.write_text("".join(content), encoding="utf-8")
        context = browser.new_context(
            color_scheme="dark" if dark else "light", offline=True, **options
        )
        contexts.append(context)
        page, requests = context.new_page(), list[str]()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(error.message))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        assert requests == [file.as_uri()]
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
