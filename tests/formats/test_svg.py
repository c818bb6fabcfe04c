"""A picture of counts, as a parser of XML reads it; `tests/browser/` has what a reader sees."""

import re
from contextlib import suppress
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from arbitrary import datasets
from build import BOOK, challenge, cited, host, seeking
from build import dataset as dataset_of
from conftest import Eig
from hypothesis import given

from eigcli import __version__
from eigcli.counts import DIMENSIONS, Counts
from eigcli.crossed import Crossed
from eigcli.data.model import Dataset, Programme
from eigcli.errors import EigError, UsageError
from eigcli.formats.svg import write
from eigcli.reports import Call, Calls, Cards, Listing, Report

SVG = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HREF = "{http://www.w3.org/1999/xlink}href"
# The attributes that the DTD of SVG 1.1 allows, of the elements that there are.
ALLOWED = {
    "svg": {"version", "class", "width", "height", "viewBox", LANG},
    "title": set[str](),
    "desc": set[str](),
    "style": {"type"},
    "g": {"transform"},
    "a": {HREF},
    "rect": {"class", "x", "y", "width", "height"},
    "path": {"class", "d"},
    "text": {"class", "x", "y", LANG},
}
NUMBER = r"[0-9]+(\.[0-9])?"
LENGTHS = {"x", "y", "width", "height"}


def parsed(report: Report) -> ET.Element:
    text = "".join(write(report))
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    return ET.fromstring(text.encode())


def texts(picture: ET.Element, css: str = "") -> list[str]:
    found = picture.iter(f"{SVG}text")
    return [text.text or "" for text in found if css in text.get("class", "").split() or not css]


def bars(picture: ET.Element, css: str = "bar") -> list[float]:
    """Return how long the bars of the charts are, with their outlines."""
    rects = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("class") == css]
    return [float(rect.attrib["width"]) + 1 for rect in rects if rect.get("x") != "0.5"]


@pytest.fixture
def two() -> Dataset:
    """Two challenges that sought four people and recruited five."""
    return dataset_of(
        challenge(
            "a",
            promotion="2",
            profiles=seeking(cook=2),
            recruited=seeking(cook=4),
            sources=(cited(BOOK),),
            phase="run",
        ),
        challenge("b", promotion="2", profiles=seeking(baker=1, cook=1), recruited=seeking(cook=1)),
        programmes=(Programme(name="P", promotion="2", licence="etalab-2.0"),),
        sources=(BOOK,),
    )


def test_a_row_has_a_label_and_for_each_number_a_bar_and_its_value(two: Dataset) -> None:
    picture = parsed(Counts(two, by=["skill"]))
    assert texts(picture, "label") == ["People sought", "People recruited", "cook", "baker"]
    assert texts(picture, "value") == ["3", "5", "1", "0"]
    [cook, baker], [recruited] = bars(picture), bars(picture, "bar second")
    assert cook / 3 == pytest.approx(baker, abs=0.1)
    assert cook / 3 == pytest.approx(recruited / 5, abs=0.1)


def test_title_totals_source_and_date_are_in_the_picture(two: Dataset) -> None:
    picture = parsed(Counts(two, by=["skill"]))
    assert texts(picture, "over") == ["P, promotion 2"]
    assert texts(picture, "title") == ["People, by role"]
    assert texts(picture, "lead") == ["2 défis, 4 people sought, 5 people recruited"]
    assert " ".join(texts(picture, "note")[-2:]).endswith(
        "Source: Éditeur. The latest source is of September 2017. Licence Ouverte 2.0."
        f" Picture made by eig {__version__}."
    )
    assert picture.findtext(f"{SVG}title") == "People, by role"
    assert picture.findtext(f"{SVG}desc") == "2 défis, 4 people sought, 5 people recruited"


def test_what_is_not_known_of_the_source_is_left_out() -> None:
    picture = parsed(Counts(dataset_of(challenge())))
    assert texts(picture, "over") == []
    assert texts(picture, "note")[-1] == f"Picture made by eig {__version__}."


def test_several_charts_have_titles_and_legends(two: Dataset) -> None:
    picture = parsed(Counts(two, by=["ministry", "phase", "theme"]))
    assert texts(picture, "title") == ["Défis in numbers"]
    # None has a theme.
    assert texts(picture, "head") == ["By host", "By phase"]
    # A phase is of a défi.
    legends = ["People sought", "People recruited", "M", "Défis", "run"]
    assert texts(picture, "label") == legends


def test_where_not_all_say_whom_they_seek_bars_are_of_challenges() -> None:
    whole = dataset_of(challenge("a", profiles=seeking(cook=2)), challenge("b"))
    picture = parsed(Counts(whole, by=["ministry"]))
    assert texts(picture, "title") == ["Défis, by host"]
    assert texts(picture, "label") == ["M"]
    assert texts(picture, "value") == ["2"]


def test_the_longest_bar_comes_first_but_promotions_in_their_order() -> None:
    whole = dataset_of(
        challenge("a", promotion="1", phase="operated", profiles=seeking(cook=3)),
        challenge("b", promotion="2", phase="stopped", profiles=seeking(cook=1)),
        challenge("c", promotion="2", phase="stopped", profiles=seeking(cook=1)),
    )
    picture = parsed(Counts(whole, by=["phase", "promotion"]))
    assert texts(picture, "label") == ["Défis", "Stopped", "Operated", "People sought", "1", "2"]
    assert texts(picture, "value") == ["2", "1", "3", "2"]


def test_the_title_says_what_was_chosen_by(eig: Eig) -> None:
    asked = eig("stats", "designers in Lyon", "-p", "all", "--by", "year", "-f", "svg")
    assert texts(ET.fromstring(asked.stdout), "title")[0].endswith("by year: designer, Lyon")
    crossed = eig("stats", "-s", "designer", "--across", "year", "-f", "svg")
    assert texts(ET.fromstring(crossed.stdout), "title")[0].endswith("role and year: designer")


def test_a_crossed_chart_has_a_bar_in_each_cell_and_totals_without() -> None:
    whole = dataset_of(
        challenge("a", hosts=(host("M"),), towns=("Brest",), profiles=seeking(cook=2)),
        challenge("b", hosts=(host("N"),), towns=("Lyon",), profiles=seeking(cook=1)),
    )
    picture = parsed(Crossed(whole, whole, "ministry", "town"))
    assert texts(picture, "title") == ["People sought, by host and town"]
    assert texts(picture, "label") == ["Brest", "Lyon", "total", "M", "N", "total"]
    assert texts(picture, "value") == ["2", "0", "2", "0", "1", "1", "2", "1", "3"]
    assert texts(picture, "total") == ["2", "1", "2", "1", "3"]
    assert texts(picture, "none") == ["0", "0"]
    longer, shorter = bars(picture)
    assert longer == pytest.approx(2 * shorter, abs=0.2)


def test_it_does_not_change_with_the_day() -> None:
    whole = dataset_of(challenge(), programmes=(Programme(name="P", closes="9999"),))
    notes = " ".join(texts(parsed(Counts(whole, whole)), "note"))
    assert "call" not in notes


def test_it_is_in_the_language_of_the_reader(eig: Eig) -> None:
    french = ET.fromstring(eig("stats", "ministry", "-p", "2", "-f", "svg", "--lang", "fr").stdout)
    english = ET.fromstring(eig("stats", "ministry", "-p", "2", "-f", "svg").stdout)
    assert texts(french, "title") == ["Personnes, par administration d’accueil"]
    assert (french.get(LANG), english.get(LANG)) == ("fr", "en")
    # The names of ministries are French in both.
    labels = [t for t in english.iter(f"{SVG}text") if t.get("class") == "label"]
    assert {t.get(LANG) for t in labels if (t.text or "").startswith("Ministère")} == {"fr"}
    assert not [t for t in french.iter(f"{SVG}text") if t.get(LANG)]


@pytest.mark.parametrize("report", [Listing, Cards, Calls, lambda whole: Call(whole.programmes)])
def test_only_counts_have_a_picture(report: type[Listing], two: Dataset) -> None:
    with pytest.raises(UsageError, match=r"eig stats --output FILE\.svg"):
        write(report(two))


def test_a_picture_of_nothing_is_not_drawn(eig: Eig, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("challenges: [{slug: a, name: A}]", "utf-8")
    for asked in ([], ["--by", "town"], ["--by", "town", "--across", "phase"]):
        refused = eig("stats", "-d", str(file), *asked, "-o", str(tmp_path / "m.svg"))
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.startswith("eig: there is nothing to draw")
        assert refused.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == [file]


def test_data_is_text_whatever_it_holds() -> None:
    name = """<script>alert("1")</script>&amp;'\x00\ud800\ufffe]]>"""
    whole = dataset_of(
        challenge(hosts=(host(name),), profiles=seeking(cook=1)),
        programmes=(Programme(name=name),),
    )
    picture = parsed(Counts(whole, by=["ministry"]))
    shown = name.translate(dict.fromkeys((0, 0xD800, 0xFFFE), "\ufffd"))
    assert "".join(texts(picture, "over")) == shown


@given(datasets)
def test_any_counts_are_svg_1_1_without_script_or_reference(dataset: Dataset) -> None:
    crossed = product(["skill", "ministry"], ["town", "promotion"])
    reports: list[Report] = [
        Counts(dataset, by=[*DIMENSIONS]),
        *(Crossed(dataset, dataset, by, across) for by, across in crossed),
    ]
    for report in reports:
        # There may be nothing to draw.
        with suppress(EigError):
            assert_is_svg_1_1(parsed(report))


def assert_is_svg_1_1(picture: ET.Element) -> None:
    """Assert that a picture has nothing but what is allowed, and within its width."""
    width = float(picture.attrib["width"])
    for element in picture.iter():
        tag = element.tag.removeprefix(SVG)
        assert element.attrib.keys() <= ALLOWED[tag]
        for name in element.attrib.keys() & LENGTHS:
            assert re.fullmatch(f"{NUMBER}|100%", element.attrib[name])
        if tag == "rect" and element.get("x"):
            assert float(element.attrib["x"]) + float(element.attrib["width"]) < width
    style = picture.findtext(f"{SVG}style") or ""
    assert not re.search(r"url|@import|//", style)
    assert not list(picture.iter(f"{SVG}a"))


def test_a_long_label_takes_several_lines_and_a_wide_one_too() -> None:
    long, wide = "Ministère de la Transition écologique et solidaire", "環境省" * 20
    whole = dataset_of(
        challenge("a", hosts=(host(long), host(wide)), profiles=seeking(cook=1)),
    )
    lines = texts(parsed(Counts(whole, by=["ministry"])), "label")
    assert len(lines) > 5
    assert "".join(lines).replace(" ", "") == (long + wide).replace(" ", "")
