"""The pictures of the README show what `eig` shows today, by themselves."""

import re
from xml.etree import ElementTree as ET

import pytest
from pictures import IMAGES, LOCALES, PICTURES, THEME, Picture, drawn, path_of
from rich.color_triplet import ColorTriplet

SVG = "{http://www.w3.org/2000/svg}"
EACH = pytest.mark.parametrize("language", LOCALES)
SHOWN = pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])


@EACH
@SHOWN
def test_a_picture_shows_what_the_command_shows_today(picture: Picture, language: str) -> None:
    kept = path_of(picture.name, language, "svg").read_bytes().decode()
    anew = "this draws it anew: python tools/pictures.py"
    assert without_total(kept) == without_total(drawn(picture, language)), anew


def without_total(picture: str) -> str:
    """Return a picture without how many défis all promotions have: each call adds to it."""
    return re.sub(r"(eig: \d+ (?:défis )?(?:of|sur)) \d+", r"\1", picture)


def test_a_picture_is_the_same_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = PICTURES[0]
    before = drawn(picture, "fr")
    for name, value in {
        "LANGUAGE": "en",
        "LC_ALL": "C",
        "EIG_LANG": "en",
        "EIG_DATA": "missing.yaml",
        "EIG_HYPERLINKS": "0",
        "NO_COLOR": "1",
        "COLORTERM": "truecolor",
        "COLUMNS": "200",
        "LINES": "2",
        "TZ": "Pacific/Auckland",
    }.items():
        monkeypatch.setenv(name, value)
    assert drawn(picture, "fr") == before


@EACH
@SHOWN
def test_a_picture_says_what_it_is_and_needs_nothing_else(picture: Picture, language: str) -> None:
    text = path_of(picture.name, language, "svg").read_text("utf-8")
    root = ET.fromstring(text)
    assert (root.get("role"), root.get("lang")) == ("img", language)
    assert root.get("aria-label") == picture.description[language]
    assert root.findtext(f"{SVG}title") == f"$ {picture.command}"
    # What could fetch something: other elements and attributes, and styles with an address.
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "style", "g", "rect", "circle", "path", "text"),
    }
    values = [value for element in root.iter() for value in element.attrib.values()]
    styles = [style.text or "" for style in root.iter(f"{SVG}style")]
    assert not [value for value in [*values, *styles] if re.search(r"://|url\(|@|href", value)]


@EACH
@SHOWN
def test_a_picture_is_as_wide_as_80_columns_in_any_font(picture: Picture, language: str) -> None:
    root = ET.parse(path_of(picture.name, language, "svg")).getroot()
    texts = list(root.iter(f"{SVG}text"))
    assert [text.text for text in texts[:2]] == ["$", picture.command]
    for text in texts:
        assert text.get("lengthAdjust") == "spacingAndGlyphs"
        assert float(text.get("textLength", "")) == len(text.text or "") * 12
        assert float(text.get("x", "")) + float(text.get("textLength", "")) <= 80 * 12


def test_what_is_dim_is_still_read() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    window = luminance(THEME.background_color.hex)
    black = ColorTriplet(*THEME.ansi_colors[0]).hex
    for picture in PICTURES:
        text = path_of(picture.name, "en", "svg").read_text("utf-8")
        fills = set(re.findall(r"^\.eig-\S+ \{ fill: (#\w+)", text, re.MULTILINE))
        # What is black stands on yellow.
        for fill in fills - {black}:
            assert (luminance(fill) + 0.05) / (window + 0.05) >= 4.5, fill


def test_there_is_no_other_picture() -> None:
    names = [*(path_of(shown.name, lang, "svg") for shown in PICTURES for lang in LOCALES)]
    names += [path_of("page", lang, "png") for lang in LOCALES]
    assert sorted(IMAGES.iterdir()) == sorted(names)
    # A page that takes long to load is not read.
    assert all(path.stat().st_size < 200_000 for path in names)
