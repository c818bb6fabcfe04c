import csv
import io
import re
from dataclasses import replace

import pytest
from arbitrary import datasets
from build import challenge, seeking, skill
from build import dataset as dataset_of
from hypothesis import given

from eigcli.columns import columns_named, exported_columns
from eigcli.counts import Counts
from eigcli.data.dates import DAY
from eigcli.data.kinds import TEXT, Cell, Kind, Shown
from eigcli.data.model import Dataset
from eigcli.formats.excel import write
from eigcli.messages import in_language
from eigcli.reports import Call, Calls, Listing, Report


def read(text: str) -> list[list[str]]:
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return list(csv.reader(lines, delimiter=";"))


def expected(cell: Cell, kind: Kind = TEXT) -> str:
    """Return a cell as CSV has it, with an apostrophe before what could be a formula."""
    code = cell[0].code if cell and isinstance(cell[0], Shown) else ""
    if code and kind.numeric:
        return code.replace(".", ",")
    if kind.dated and len(code) == DAY:
        return code
    text = "; ".join(cell)
    is_number = re.fullmatch("-[0-9]+([.][0-9]+)?", text)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\n＝＋－＠") and not is_number else text


def test_numbers_are_in_one_piece_for_a_spreadsheet_to_add_up_and_texts_as_they_are() -> None:
    whole = dataset_of(challenge(name="12\u202f34", profiles=seeking(cook=1234)))
    columns = columns_named(whole, ["sought", "seeks", "name"])
    assert list(write(Listing(whole, columns)))[-1] == "1234;1,234 cooks;12\u202f34\r\n"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("2023", "2023"), ("2023-02", "février 2023"), ("2023-02-01", "2023-02-01")],
)
def test_a_day_is_a_date_to_a_spreadsheet_and_what_is_less_precise_a_text(
    stated: str, shown: str
) -> None:
    one = dataset_of(challenge(phase="operated", phase_since=stated))
    with in_language("fr"):
        text = "".join(write(Listing(one, columns_named(one, ["phase_since"]))))
    assert read(text)[1:] == [[shown]]


def test_a_french_excel_gets_a_byte_order_mark_semicolons_and_its_line_ends(
    bundled: Dataset,
) -> None:
    text = "".join(write(Listing(bundled)))
    assert text.startswith("\ufeffSlug;Number;Name;")
    assert text.count("\r\n") == text.count("\n") == 14
    assert [row[2] for row in read(text)[1:]] == [c.name for c in bundled.challenges]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_is_never_a_formula(start: str) -> None:
    one = dataset_of(challenge(name=f"{start}1+1"))
    text = "".join(write(Listing(one, columns_named(one, ["name"]))))
    assert read(text) == [["Name"], [f"'{start}1+1"]]


@given(datasets)
def test_a_csv_reader_gives_back_the_table_but_no_formulas(dataset: Dataset) -> None:
    reports: list[Report] = [
        *(Listing(dataset, exported_columns(dataset)), Counts(dataset, dataset)),
        *(Calls(dataset), Call(dataset.programmes)),
    ]
    for report in reports:
        head, rows, kinds = report.table(words=True)
        cells = (zip(row, kinds, strict=True) for row in rows)
        assert read("".join(write(report))) == [
            [expected((label,)) for label in head],
            *([expected(*pair) for pair in row] for row in cells),
        ]


def test_columns_of_nothing_but_zeros_are_left_out_unless_they_are_chosen() -> None:
    two = dataset_of(
        challenge("a", profiles=seeking(cook=2)), skills=(skill("cook"), skill("baker"))
    )
    heads = read("".join(write(Listing(two))))[0]
    assert "cook, sought" in heads
    assert "baker, sought" not in heads
    assert "Town" not in heads
    chosen = Listing(two, columns_named(two, ["slug", "baker", "towns"]))
    assert read("".join(write(chosen))) == [["Slug", "baker, sought", "Town"], ["a", "0", ""]]
    # Where there is no défi, all that there might be is told.
    assert "baker, sought" in read("".join(write(Listing(replace(two, challenges=())))))[0]
