"""What follows from declaring a field: of records that the tests make up, and not of the model."""

import io
from dataclasses import dataclass

import pytest

from eigcli.fields import Cell, field, record_of, text_read, values_of, written_of
from eigcli.kinds import TEXT, TEXTS, Choice, Count, Many, Record, Reference, Text, Vocabulary
from eigcli.model import Challenge
from eigcli.reading import Reader


@pytest.fixture
def menu() -> Record:
    """Return the kind of a menu: dishes by their key, and courses that refer to them."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Dish:
        key: str = field(TEXT, "Key", "its key", required=True, given=True)
        taste: str = field(TEXT, "Taste", "its taste", required=True)

        def codes(self) -> Cell:
            return (self.key,)

        def words(self) -> Cell:
            return (self.taste,)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Course:
        price: int | None = field(
            Count("{count} euro", "{count} euros"), "Price", "its price", unique=True, sorted=True
        )
        size: str | None = field(Choice({"s": "small", "l": "large"}), "Size", "its size")
        code: str | None = field(Text("[A-Z]+", "capitals, not {text}"), "Code", "its code")
        dishes: tuple[Dish, ...] = field(
            Many(Reference(Dish, "dishes", "no dish {key}."), some=True),
            "Dishes",
            "what is in it",
            required=True,
        )
        notes: tuple[str, ...] = field(TEXTS, "Notes", "notes", searched=True, filter="note")

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Menu:
        dishes: tuple[Dish, ...] = field(
            Vocabulary(Record(Dish, "a dish", some=True), "dishes"), "Dishes", "dishes"
        )
        courses: tuple[Course, ...] = field(Many(Record(Course, "a course")), "Courses", "courses")

    return Record(Menu, "the menu")


def read(kind: Record, text: str) -> tuple[object, list[str]]:
    """Return what a record of this kind is read as, and what is wrong with it."""
    reader = Reader()
    root = reader.compose(io.BytesIO(text.encode()), "menu.yaml")
    assert root is not None
    return kind.read(reader, root), [problem.text for problem in reader.problems]


MENU = """\
dishes:
  soup:
    taste: salty
courses:
- price: 7
  size: s
  code: AB
  dishes:
  - soup
  notes:
  - hot
- price: 1
  dishes:
  - soup
"""


def test_a_record_is_read_and_written_back_as_it_is_declared(menu: Record) -> None:
    import yaml

    value, problems = read(menu, MENU)
    assert problems == []
    assert yaml.safe_dump(written_of(value), sort_keys=False) == MENU
    assert record_of(value)["courses"][1] == {
        "price": 1,
        "size": None,
        "code": None,
        "dishes": [{"key": "soup", "taste": "salty"}],
        "notes": [],
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("price: 1", "price: 7", "the price '7' is taken, on line 5"),
        ("size: s", "size: m", "expected one of s, l, found 'm'"),
        ("code: AB", "code: Ab", "capitals, not 'Ab'"),
        ("- soup\n  notes", "- pie\n  notes", "no dish 'pie'. Known: soup"),
        ("1\n  dishes:\n  - soup\n", "1\n", "a course lacks the key 'dishes'"),
        ("1\n  dishes:\n  - soup\n", "1\n  dishes: []\n", "expected at least one, found none"),
        ("    taste: salty", "    {}", "expected at least one, found none"),
        ("taste: salty", "tste: salty", "a dish has no key 'tste'. Did you mean taste?"),
        ("dishes:\n  soup:\n    taste: salty", "dishes: []", "expected a mapping, found a list: write dishes: {…: {taste: …}}"),
        ("courses:", "corses:", "the menu has no key 'corses'. Did you mean courses?"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_is_declared_is_refused(
    menu: Record, old: str, new: str, problem: str
) -> None:
    assert old in MENU
    assert problem in read(menu, MENU.replace(old, new))[1]


@pytest.mark.parametrize(
    ("french", "english", "read_in"),
    [
        ("manger", "eat", {"en": ("eat", False), "fr": ("manger", True)}),
        ("manger", None, {"en": ("manger", True), "fr": ("manger", True)}),
        (None, "eat", {"en": ("eat", False), "fr": ("eat", False)}),
        (None, None, {"en": ("", True), "fr": ("", True)}),
    ],
)
def test_people_read_a_text_in_their_language_as_far_as_it_is_known(
    french: str | None, english: str | None, read_in: dict[str, tuple[str, bool]], language: str
) -> None:
    one = Challenge(slug="a", name="A", tagline=french, tagline_english=english)
    assert text_read(one, "tagline") == read_in[language]


def test_a_cell_is_in_words_for_people_and_in_codes_for_programs(menu: Record) -> None:
    value, _ = read(menu, MENU)
    cells = {
        declared.name: [declared.kind.cell(held, words=words) for words in (True, False)]
        for declared, held in values_of(value.courses[0])  # type: ignore[attr-defined]
    }
    assert cells == {
        "price": [("7 euros",), ("7",)],
        "size": [("small",), ("s",)],
        "code": [("AB",), ("AB",)],
        "dishes": [("salty",), ("soup",)],
        "notes": [("hot",), ("hot",)],
    }
