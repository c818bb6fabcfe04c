"""The picture of the README shows what `eig` answers today, by itself."""

import re
from xml.etree import ElementTree as ET

import pytest
from pictures import IMAGES, QUESTIONS, drawn, path_of

SVG = "{http://www.w3.org/2000/svg}"
EACH = pytest.mark.parametrize("language", QUESTIONS)


@EACH
def test_the_picture_shows_what_eig_answers_today(language: str) -> None:
    kept = path_of(language).read_text("utf-8")
    assert kept == drawn(language), "this draws it anew: python tools/pictures.py"


@EACH
def test_the_picture_is_self_contained_and_has_a_title(language: str) -> None:
    text = path_of(language).read_text("utf-8")
    root = ET.fromstring(text)
    assert root.findtext(f"{SVG}title") == root.get("aria-label") == f"$ {QUESTIONS[language]}"
    assert not re.search(r"url\(|href|@import|@font-face", text)


def test_there_is_no_other_picture() -> None:
    assert sorted(IMAGES.iterdir()) == sorted(map(path_of, QUESTIONS))
