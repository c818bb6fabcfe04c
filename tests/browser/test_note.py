"""The note as a page in Chromium, without scripts or a network: `tox -e browser`."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from build import challenge, found, whole
from playwright.sync_api import Page

from eigcli.data.model import Dataset
from eigcli.formats.html import write
from eigcli.query.choosing import answer
from eigcli.query.filters import Filters
from eigcli.report.brief import brief

LONG = "Anticonstitutionnellement" * 5


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    open_file: Callable[..., Page], all_promotions: Dataset, width: int, *, dark: bool
) -> None:
    own = found(challenge(name=LONG, tagline=LONG), challenge("b", phase="stopped"))
    viewport = {"width": width, "height": 800}
    for shown in (whole(all_promotions), own):
        note = write(brief(shown))
        page = open_file("note.html", note, dark=dark, viewport=viewport)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        violations = Axe().run(page)
        assert violations.violations_count == 0, violations.generate_report()


@pytest.mark.parametrize("width", [360, 768, 1280, 1440])
def test_a_table_has_the_width_of_the_note(
    open_file: Callable[..., Page], bundled: Dataset, width: int
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_file("note.html", write(brief(whole(bundled))), viewport=viewport)
    cells = page.locator("tbody tr").first.locator("th, td")
    boxes = cells.evaluate_all("all => all.map(cell => cell.getBoundingClientRect().toJSON())")
    # Its cells stand beside each other; a telephone has one below the other.
    is_one_line = len({box["y"] for box in boxes}) == 1
    is_telephone = width <= 640
    assert is_one_line != is_telephone
    note = page.locator("main").evaluate("node => node.getBoundingClientRect().right")
    table = max(box["right"] for box in boxes)
    assert table == pytest.approx(note, abs=1)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    "given", [{}, {"family": ("ecologie",)}, {"subject": ("santé",)}, {"state": ("used",)}]
)
def test_a_note_is_printed_on_two_sheets_at_most(
    open_file: Callable[..., Page], all_promotions: Dataset, given: dict[str, tuple[str, ...]]
) -> None:
    report = brief(answer(all_promotions, Filters(given)))
    page = open_file("note.html", write(report), dark=True)
    printed = page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/Type\s*/Page\b", printed)
    assert len(sheets) <= 2


def test_no_row_of_a_note_is_cut(open_file: Callable[..., Page], bundled: Dataset) -> None:
    page = open_file("note.html", write(brief(whole(bundled))))
    page.emulate_media(media="print")
    row = page.locator("tbody tr").last
    assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"
