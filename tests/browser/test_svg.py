"""A picture of counts in Chromium, with the fonts and colours of a reader."""

from collections.abc import Callable
from typing import Any

import pytest
from eigcli.counts import DIMENSIONS, Counts
from eigcli.crossed import Crossed
from playwright.sync_api import Page

from eigcli.data import loading
from eigcli.data.model import Dataset
from eigcli.formats.svg import write

# Texts that are not within the picture, and bars or texts that are over other texts.
MISPLACED = """() => {
  const inside = document.documentElement.getBoundingClientRect();
  const boxes = [...document.querySelectorAll('text, .bar')].map(element =>
    [element.textContent || 'bar', element.getBoundingClientRect()]);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  return boxes.filter(([name, box], place) => box.left < 0 || box.right > inside.width
    || box.bottom > inside.height
    || (name !== 'bar' && boxes.some(([, other], i) => i < place && over(box, other))))
    .map(([name]) => name);
}"""
Open = Callable[..., Page]


@pytest.fixture
def show(open_file: Callable[..., Page]) -> Open:
    """Open a picture, which must be valid XML."""

    def opened(report: Counts | Crossed, **options: Any) -> Page:
        page = open_file("picture.svg", write(report), **options)
        assert page.locator("parsererror").count() == 0
        return page

    return opened


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_nothing_is_cut_off_or_covers_a_text(
    show: Open, all_promotions: Dataset, dimension: str
) -> None:
    assert show(Counts(all_promotions, by=[dimension])).evaluate(MISPLACED) == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("across", ["promotion", "phase", "family"])
def test_nothing_of_a_crossed_chart_is_cut_off_or_covers_a_text(
    show: Open, all_promotions: Dataset, across: str
) -> None:
    assert show(Crossed(all_promotions, all_promotions, "skill", across)).evaluate(MISPLACED) == []


def colours(page: Page) -> list[str]:
    """Return the colours of the paper, of a text and of a bar."""
    elements = (page.locator(css).first for css in (".paper", ".title", ".bar"))
    return [element.evaluate("e => getComputedStyle(e).fill") for element in elements]


def test_it_is_light_or_dark_as_the_reader_is_and_light_in_print(
    show: Open, all_promotions: Dataset
) -> None:
    counts = Counts(all_promotions)
    light, dark = show(counts), show(counts, dark=True)
    assert colours(light)[0] == "rgb(255, 255, 255)"
    assert colours(dark)[0] == "rgb(20, 23, 26)"
    assert not {*colours(light)} & {*colours(dark)}
    dark.emulate_media(media="print")
    assert colours(dark) == colours(light)


def test_the_second_of_two_bars_is_told_without_colour(show: Open) -> None:
    second = show(Counts(loading.load())).locator(".second").first
    assert second.evaluate("e => getComputedStyle(e).fill") == "none"
