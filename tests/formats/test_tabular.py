"""CSV gives back what went in, Excel no formula, and a pipe a line for each row or fact."""

import csv
import io
import re

import oracle
import pytest
from arbitrary import datasets
from build import FULL, challenge, found, seeking, whole
from hypothesis import given

from eigcli.data.model import Dataset
from eigcli.formats.data import write_csv, write_excel, write_plain, write_tsv
from eigcli.messages import in_language
from eigcli.report.calls import programme, promotions
from eigcli.report.listing import cards, listing
from eigcli.report.tables import columns_named
from eigcli.text import printable


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def split(cell: str) -> list[str]:
    """Return the values of a cell: separated by `|`, unless there is a backslash before it."""
    values = [""]
    characters = iter(cell)
    for character in characters:
        if character == "|":
            values.append("")
        else:
            values[-1] += next(characters) if character == "\\" else character
    return values if cell else []


def test_chosen_columns_come_in_the_order_they_are_named() -> None:
    answer = found(FULL, challenge("b"))
    columns = columns_named(answer.whole, ["seeks", "profiles, note", "hosts", "Slug"])
    assert "".join(write_csv(listing(answer, columns))) == (
        "seeks,seeks,note,hosts,slug\n"
        '2 cook|1 x-y|baker,2 cook|1 x-y|baker,Rien.,"M, D|N",a\n'
        "cook,cook,,M,b\n"
    )


@given(datasets)
def test_lines_end_with_a_newline_alone_outside_of_quotes(dataset: Dataset) -> None:
    lines = list(write_csv(listing(whole(dataset))))
    assert list(write_csv(cards(whole(dataset)))) == lines
    for line in lines:
        outside = re.sub(r'"(?:[^"]|"")*"', "", line)
        assert outside.endswith("\n")
        assert outside.count("\n") == 1
        assert "\r" not in outside


@given(datasets)
def test_a_csv_reader_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    text = "".join(write_csv(listing(whole(dataset))))
    for row, one in zip(read(text), dataset, strict=True):
        for name, value in oracle.facts(one):
            if name not in row or name.startswith("x-"):
                continue
            codes = oracle.codes(value)
            if oracle.is_several(value):
                assert split(row[name]) == codes
            else:
                assert row[name] == "".join(codes)
        ministries = [host.ministry for host in one.hosts]
        assert split(row["ministries"]) == ministries
        roles = dict.fromkeys(profile.skill.code for profile in one.seeks)
        assert split(row["skills"]) == [*roles]


def test_tsv_has_the_cells_of_csv_with_tabs_between_them() -> None:
    report = listing(found(challenge("a", name='a\t"b"\nc', themes=("x", "y|z")), challenge("b")))
    rows = csv.reader(io.StringIO("".join(write_tsv(report))), delimiter="\t")
    assert [*rows] == [*csv.reader(io.StringIO("".join(write_csv(report))))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_in_excel_a_text_is_never_a_formula(start: str) -> None:
    answer = found(challenge(name=f"{start}1+1"))
    text = "".join(write_excel(listing(answer, columns_named(answer.whole, ["name"]))))
    assert list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";")) == [
        ["Name"],
        [f"'{start}1+1"],
    ]


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("2023", "2023"), ("2023-02", "février 2023"), ("2023-02-01", "2023-02-01")],
)
def test_excel_gets_days_as_dates_and_less_precise_dates_as_texts(stated: str, shown: str) -> None:
    operated = challenge(phase="operated", phase_since=stated, seeks=seeking(cook=1234))
    answer = found(operated)
    with in_language("fr"):
        columns = columns_named(answer.whole, ["phase_since", "sought"])
        text = "".join(write_excel(listing(answer, columns)))
    # It begins with a byte order mark, and groups no digits.
    assert text == f"\ufeffPhase depuis;Personnes recherchées\r\n{shown};1234\r\n"


def test_excel_gets_french_decimals_and_lists_in_one_line() -> None:
    answer = found(challenge(own=(("x-share", 1.5),), themes=("A", "B")))
    columns = columns_named(answer.whole, ["x-share", "themes"])
    assert list(write_excel(listing(answer, columns)))[-1] == '1,5;"A; B"\r\n'


def test_a_defi_may_have_very_many_keys_of_its_own() -> None:
    own = {f"x-{number}": "v" for number in range(100_000)}
    [row] = read("".join(write_csv(listing(found(challenge(own=tuple(own.items())))))))
    assert row | own == row


def test_a_pipe_gets_a_line_for_each_defi_with_the_slug_first() -> None:
    people = seeking(y=None)
    one = challenge(
        "a", name="A\x1b[2J\tB\nC", promotion="2", seeks=people, state="in-use", state_date="2024"
    )
    assert list(write_plain(listing(found(one)))) == [
        "a\t\tA\\x1b[2J\\tB\\nC\t\tM\ty\t2\tin-use\t2024\n"
    ]


@given(datasets)
def test_a_pipe_gets_a_line_for_each_value_of_a_card(dataset: Dataset) -> None:
    def facts(record: object) -> list[str]:
        return [
            f"{name}: {printable(code)}"
            for name, value in oracle.facts(record)
            for code in oracle.codes(value)
        ]

    lines = "".join(write_plain(cards(whole(dataset)))).split("\n")
    expected = [line for one in dataset.challenges for line in (*facts(one), "")]
    assert lines == (expected or [""])


def test_each_call_is_a_card_in_a_pipe_and_a_row_in_csv(two: Dataset) -> None:
    report = programme(two)
    assert "".join(write_plain(report)) == (
        "name: P\npromotion: 1\norganiser: E\ncloses: 2017-10\nmentors: m|n\nmentors: o\n"
        "\nname: =Q, R; S | T: u\npromotion: dig\nstart: 2019-06\ncounted: selected\n"
    )
    rows = read("".join(write_csv(report)))
    assert [(row["promotion"], row["mentors"]) for row in rows] == [("1", "m\\|n|o"), ("dig", "")]


def test_promotions_are_rows_with_the_numbers_of_their_defis(two: Dataset) -> None:
    assert "".join(write_plain(promotions(two))) == (
        "1\tP\t\t2\t6\t5\tE\t\t2\t2\t\t\n"
        "dig\t=Q, R; S | T: u\t2019-06\t1\t\t\t\tselected\t0\t0\t\t\n"
    )
    chosen = promotions(two, ["sought,promotion"])
    assert "".join(write_csv(chosen)) == "sought,promotion\n6,1\n,dig\n"
