"""The picture of the page that opens the README can be taken anew: `python tools/pictures.py page`."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pictures import LOCALES, PAGE_HEIGHT, PAGE_SCALE, PAGE_WIDTH, path_of, taken


def size(png: bytes) -> tuple[int, int]:
    """Return how wide and how high a picture is."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


@pytest.mark.parametrize("language", LOCALES)
def test_a_picture_of_the_page_can_be_taken(language: str) -> None:
    expected = (PAGE_WIDTH * PAGE_SCALE, PAGE_HEIGHT * PAGE_SCALE)
    # In a thread of its own: in that of the other tests, their browser is running.
    with ThreadPoolExecutor(1) as threads:
        assert size(threads.submit(taken, language).result()) == expected
    assert size(path_of("page", language, "png").read_bytes()) == expected
