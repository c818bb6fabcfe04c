"""A picture of counts in Chromium, with the fonts and colours of a reader."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from build import whole
from playwright.sync_api import Page

from eigcli.data.model import Dataset
from eigcli.formats.svg import write
from eigcli.query.facets import FACETS
from eigcli.report.counts import stats

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


@pytest.mark.usefixtures("language")
def test_nothing_is_cut_off_or_covers_a_text(
    open_file: Callable[..., Page], all_promotions: Dataset
) -> None:
    for facet in FACETS:
        page = open_file("picture.svg", write(stats(whole(all_promotions), [facet])))
        assert page.locator("parsererror").count() == 0
        assert page.evaluate(MISPLACED) == [], facet


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("facet", ["promotion", "family"])
def test_marks_of_states_stand_beside_each_other_in_the_picture(
    open_file: Callable[..., Page], all_promotions: Dataset, facet: str
) -> None:
    report = stats(whole(all_promotions), ["state"], facet)
    page = open_file("picture.svg", write(report))
    assert page.evaluate(MISPLACED) == []
    boxes = page.locator(".mark").evaluate_all(
        "all => all.map(mark => mark.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) >= len(all_promotions.challenges)
    for before, box in pairwise(boxes):
        assert before["right"] <= box["left"] or before["y"] != box["y"]


def colours(page: Page) -> list[str]:
    """Return the colours of the paper, of a text and of a bar."""
    elements = (page.locator(css).first for css in (".paper", ".title", ".bar"))
    return [element.evaluate("e => getComputedStyle(e).fill") for element in elements]


def test_a_picture_follows_the_colour_scheme_and_prints_light(
    open_file: Callable[..., Page], all_promotions: Dataset
) -> None:
    def opened(*, dark: bool) -> Page:
        return open_file("picture.svg", write(stats(whole(all_promotions))), dark=dark)

    light, dark = opened(dark=False), opened(dark=True)
    assert colours(light)[0] == "rgb(255, 255, 255)"
    assert not {*colours(light)} & {*colours(dark)}
    dark.emulate_media(media="print")
    assert colours(dark) == colours(light)
