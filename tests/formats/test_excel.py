import csv
import io

import pytest

from eigcli.columns import Column, exported
from eigcli.formats.excel import table
from eigcli.model import Challenge, Dataset, Host, Profile, Skill


def test_a_french_excel_gets_a_byte_order_mark_semicolons_and_its_line_ends(
    bundled: Dataset,
) -> None:
    text = "".join(table(bundled, exported(bundled)))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert text.startswith("\ufeffnumber;slug;name;")
    assert text.count("\r\n") == text.count("\n") == 14
    assert [row["name"] for row in rows] == [challenge.name for challenge in bundled.challenges]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_is_never_a_formula(start: str) -> None:
    challenge = Challenge("a", f"{start}1+1", (Host("M"),), (Profile(Skill("s")),))
    name = Column("name", lambda challenge: challenge.name)
    text = "".join(table(Dataset((challenge,)), [name])).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows == [["name"], [f"'{start}1+1"]]
