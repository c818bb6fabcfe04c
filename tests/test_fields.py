"""What follows from declaring a field: of records that the tests make up, and not of the model."""

import io
from dataclasses import dataclass

import pytest

from eigcli.columns import columns_of
from eigcli.fields import field, fields_of, record_of, written_of
from eigcli.kinds import OWN, TEXT, TEXTS, Choice, Count, Form, Many, Record, Reference, Vocabulary
from eigcli.reading import Reader


@pytest.fixture
def menu() -> Record:
    """Return the kind of a menu: dishes by their key, and courses that refer to them."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Dish:
        key: str = field(OWN, "Key", "its key", required=True)
        taste: str = field(TEXT, "Taste", "its taste", required=True)

        def codes(self) -> str:
            return self.key

        def words(self) -> str:
            return self.taste

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Course:
        price: int | None = field(
            Count("{count} euro", "{count} euros"), "Price", "its price", unique=True, sorted=True
        )
        size: str | None = field(Choice({"s": "small", "l": "large"}), "Size", "its size")
        code: str | None = field(Form("[A-Z]+", "capitals, not {text}"), "Code", "its code")
        dishes: tuple[Dish, ...] = field(
            Many(Reference(Dish, "dishes", "no dish {key}."), some=True),
            "Dishes",
            "what is in it",
            required=True,
        )
        notes: tuple[str, ...] = field(TEXTS, "Notes", "notes", searched=True, filter="note")

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Menu:
        courses: tuple[Course, ...] = field(Many(Record(Course, "a course")), "Courses", "courses")
        dishes: tuple[Dish, ...] = field(
            Vocabulary(Record(Dish, "a dish", some=True), "dishes"), "Dishes", "dishes"
        )

    return Record(Menu, "the menu")


def read(kind: Record, text: str) -> tuple[object, list[str]]:
    """Return what a record of this kind is read as, and what is wrong with it."""
    reader = Reader()
    root = reader.compose(io.BytesIO(text.encode()))
    assert root is not None
    return kind.read(reader, root), [problem.text for problem in reader.problems]


MENU = """\
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
dishes:
  soup:
    taste: salty
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
        ("price: 1", "price: 7", "the price '7' is taken, on line 2"),
        ("size: s", "size: m", "expected one of s, l, found 'm'"),
        ("code: AB", "code: Ab", "capitals, not 'Ab'"),
        ("- soup\n  notes", "- pie\n  notes", "no dish 'pie'. Known: soup"),
        ("  dishes:\n  - soup\ndishes", "dishes", "a course lacks the key 'dishes'"),
        ("dishes:\n  - soup\ndishes", "dishes: []\ndishes", "expected at least one, found none"),
        ("    taste: salty", "    {}", "expected at least one, found none"),
        ("taste: salty", "tste: salty", "a dish has no key 'tste'. Did you mean taste?"),
        ("dishes:\n  soup:\n    taste: salty", "dishes: []", "expected a mapping for dishes, found a list"),
        ("courses:", "corses:", "the menu has no key 'corses'. Did you mean courses?"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_is_declared_is_refused(
    menu: Record, old: str, new: str, problem: str
) -> None:
    assert old in MENU
    assert problem in read(menu, MENU.replace(old, new))[1]


def test_a_cell_is_in_words_for_people_and_in_codes_for_programs(menu: Record) -> None:
    [courses, _dishes] = fields_of(menu.cls)
    value, _ = read(menu, MENU)
    assert isinstance(courses.kind, Many)
    assert isinstance(courses.kind.item, Record)
    [first, second] = record_values = value.courses  # type: ignore[attr-defined]
    assert len(record_values) == 2
    columns = columns_of(courses.kind.item.cls)
    cells = {
        (name, words): column.kind.cell(column.value(first), words=words)
        for name, column in columns.items()
        for words in (True, False)
    }
    assert cells == {
        ("price", True): "7 euros",
        ("price", False): "7",
        ("size", True): "small",
        ("size", False): "s",
        ("code", True): "AB",
        ("code", False): "AB",
        ("dishes", True): ("salty",),
        ("dishes", False): ("soup",),
        ("notes", True): ("hot",),
        ("notes", False): ("hot",),
    }
    assert columns["price"].kind.cell(second.price, words=True) == "1 euro"
    assert [(c.label, c.about) for c in columns.values()][:2] == [
        ("Price", "its price"),
        ("Size", "its size"),
    ]


def test_flags_are_those_declared(menu: Record) -> None:
    courses = fields_of(menu.cls)[0].kind.item.cls  # type: ignore[attr-defined]
    price, *_others, dishes, notes = fields_of(courses)
    assert (price.unique, price.sorted, price.required, price.searched) == (
        True,
        True,
        False,
        False,
    )
    assert (dishes.required, dishes.filter) == (True, None)
    assert (notes.searched, notes.filter, notes.required) == (True, "note", False)
