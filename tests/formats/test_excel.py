import csv
import io

import pytest
from arbitrary import datasets
from hypothesis import given

from eigcli.columns import Column
from eigcli.formats.base import Listing
from eigcli.formats.csv import FORMAT as CSV
from eigcli.formats.excel import FORMAT
from eigcli.model import Challenge, Dataset, Host, Profile, Skill
from eigcli.stats import statistics


def read(text: str, delimiter: str = ";") -> list[list[str]]:
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return list(csv.reader(lines, delimiter=delimiter))


def test_a_french_excel_gets_a_byte_order_mark_semicolons_and_its_line_ends(
    bundled: Dataset,
) -> None:
    text = "".join(FORMAT.table(Listing(bundled)))
    assert text.startswith("\ufeffnumber;slug;name;")
    assert text.count("\r\n") == text.count("\n") == 14
    assert [row[2] for row in read(text)[1:]] == [c.name for c in bundled.challenges]


def test_everything_that_it_writes_begins_with_the_mark(bundled: Dataset) -> None:
    assert bundled.programme is not None
    counts = "".join(FORMAT.statistics(statistics(bundled, bundled)))
    programme = "".join(FORMAT.programme(bundled.programme))
    assert counts.startswith("\ufeffby;name;challenges;profiles;percent\r\ntotal;;13;27;100\r\n")
    assert programme.startswith(
        "\ufefflabel;value\r\nName;Entrepreneurs d’intérêt général\r\nAcronym;EIG\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_is_never_a_formula(start: str) -> None:
    challenge = Challenge("a", f"{start}1+1", (Host("M"),), (Profile(Skill("s")),))
    name = Column("name", lambda challenge: challenge.name)
    text = "".join(FORMAT.table(Listing(Dataset((challenge,)), (name,))))
    assert read(text) == [["name"], [f"'{start}1+1"]]


@given(datasets)
def test_its_cells_are_those_of_csv_with_an_apostrophe_before_what_could_be_a_formula(
    dataset: Dataset,
) -> None:
    listing = Listing(dataset)
    expected = [
        ["'" + cell if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") else cell for cell in row]
        for row in read("".join(CSV.table(listing)), ",")
    ]
    assert read("".join(FORMAT.table(listing))) == expected
