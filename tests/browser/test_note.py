"""The note as a page in Chromium, without scripts or a network: `tox -e browser`."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from build import challenge
from build import dataset as dataset_of
from eigcli.brief import Brief
from playwright.sync_api import Page

from eigcli.data.model import Challenge, Dataset
from eigcli.formats.html import write

NARROW, USUAL, WIDE = 320, 1280, 1600
LONG = "Anticonstitutionnellement" * 5

Open: TypeAlias = Callable[..., Page]


@pytest.fixture
def show(open_file: Callable[..., Page]) -> Open:
    """Open the note on a dataset."""

    def opened(dataset: Dataset, *, width: int = USUAL, dark: bool = False) -> Page:
        viewport = {"width": width, "height": 800}
        return open_file("note.html", write(Brief(dataset)), dark=dark, viewport=viewport)

    return opened


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("look", [(NARROW, True), (800, False), (WIDE, True)])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    show: Open, all_promotions: Dataset, look: tuple[int, bool]
) -> None:
    width, dark = look
    own = dataset_of(challenge(name=LONG, tagline=LONG), challenge("b", phase="stopped"))
    for dataset in (all_promotions, own, Dataset(challenges=())):
        page = show(dataset, width=width, dark=dark)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_rows_are_blocks_with_labels_on_a_narrow_screen(show: Open, bundled: Dataset) -> None:
    page = show(bundled, width=NARROW)
    cells = page.locator("tbody tr").last.locator("td")
    shown = cells.evaluate_all("all => all.map(cell => getComputedStyle(cell, '::before').content)")
    labels = ["Name", "Year", "Host", "Tagline", "Phase", "Product"]
    assert shown == [f'"{label}"' for label in labels]
    assert page.get_by_role("columnheader").count() == 0
    assert show(bundled).get_by_role("columnheader").all_inner_texts()[-6:] == labels


@pytest.mark.usefixtures("language")
def test_sixteen_challenges_are_printed_on_two_sheets_and_no_row_is_cut(
    show: Open, all_promotions: Dataset
) -> None:
    ecology = [c for c in all_promotions.challenges if "ecologie" in family_codes(c)]
    page = show(replace(all_promotions, challenges=tuple(ecology[:16])), dark=True)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
    page.emulate_media(media="print")
    row = page.locator("tbody tr").last
    assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row"


def family_codes(challenge: Challenge) -> set[str]:
    return {family.code for host in challenge.hosts for family in host.families}
