import csv
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import office
import openpyxl
import oracle
import pytest
from arbitrary import datasets
from build import challenge, cited, seeking
from build import dataset as dataset_of
from conftest import EIG, ENVIRONMENT, Eig, Screen
from hypothesis import given
from openpyxl.worksheet.worksheet import Worksheet

from eigcli.columns import columns_named, exported_columns
from eigcli.counts import Counts
from eigcli.crossed import Crossed
from eigcli.data.kinds import Hyperlink
from eigcli.data.model import Dataset, Programme, Source
from eigcli.formats.xlsx import write
from eigcli.reports import Call, Calls, Listing, Report

SHEETS = [
    *("About", "Défis", "Counts", "People", "Hosts", "Bodies of hosts", "Towns of défis", "Themes"),
    *("Facts", "Promotions", "Roles", "Towns", "Bodies", "Families", "Sources"),
]
# How a workbook has the characters that XML cannot have.
ESCAPED = re.compile("_x([0-9A-F]{4})_")


def read(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(write(report))))


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Return the values of a sheet, a day as a date."""
    return [
        tuple(
            value.date() if isinstance(value, datetime) and not value.time().minute else value
            for value in row
        )
        for row in sheet.iter_rows(values_only=True)
    ]


def unescaped(text: str) -> str:
    """Return a text as a spreadsheet reads it, see `ESCAPED`."""
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def test_a_workbook_has_a_sheet_of_each_and_says_first_what_it_is(all_promotions: Dataset) -> None:
    workbook = read(Listing(all_promotions, chosen_by=("a", "b")))
    assert workbook.sheetnames == SHEETS
    about = {row[0]: row[1] for row in rows(workbook["About"]) if row[0]}
    assert about["Défis: a, b"] is None
    assert about["Programme"] == "Entrepreneurs d’intérêt général"
    said = [row[1] for row in rows(workbook["About"])]
    for programme in all_promotions.programmes:
        assert programme.description_english in said
    assert about["In numbers"].startswith(f"{oracle.bundled_count()} défis, ")
    assert re.fullmatch(r"eig \d.*, on \d+ \w+ \d{4}", about["Made by"])
    assert re.fullmatch(r"\d+ \w+ 20\d\d", about["Latest source"])
    assert about["Licence"] == "Licence Ouverte 2.0"
    notes = [row[1] for row in rows(workbook["About"])]
    assert any(
        re.match(r"Sought or selected: \d+, for \d+ défis; \d+ do not say\.$", note)
        for note in notes
        if note
    )
    assert workbook.properties.title == "Défis: a, b"


def test_a_licence_without_an_address_is_said_by_its_name() -> None:
    one = dataset_of(challenge(), programmes=(Programme(name="P", licence="L"),))
    about = rows(read(Listing(one))["About"])
    assert ("Licence", "L") in about
    one = dataset_of(challenge(), programmes=(Programme(name="P", licence="etalab-2.0"),))
    link = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    assert link in [row[1] for row in rows(read(Listing(one))["About"])]


@office.NEEDED
def test_libreoffice_reads_every_challenge(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "--output", "defis.xlsx")
    # Of the second sheet, with commas and quotes, in UTF-8.
    sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    office.convert(tmp_path / "defis.xlsx", sheet)
    [file] = tmp_path.glob("defis*.csv")
    read_back = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    exported = list(csv.DictReader(io.StringIO(eig("export", "--promotion", "all").stdout)))
    for shown, stated in zip(read_back, exported, strict=True):
        for head, column in (("Slug", "slug"), ("Number", "number"), ("Tagline", "tagline")):
            assert shown[head] == stated[column]


@office.NEEDED
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_libreoffice_prints_every_text_with_the_heads_on_each_sheet(
    eig: Eig, tmp_path: Path, lang: str
) -> None:
    eig("export", "--lang", lang, "--output", "defis.xlsx")
    sheets = office.sheets_of(tmp_path / "defis.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "defis.xlsx")
    texts = [
        office.without_spaces(value)
        for worksheet in workbook
        for row in rows(worksheet)
        for value in row
        if isinstance(value, str)
    ]
    shown = "".join(sheets)
    assert len(texts) > 500
    assert [text for text in texts if text not in shown] == []
    # Of the workbook, the first sheet has none.
    heads = tuple(
        office.without_spaces(head)
        for worksheet in workbook.worksheets[1:]
        for head in rows(worksheet)[0]
    )
    assert [sheet for sheet in sheets[1:] if not sheet.startswith(heads)] == []


def test_numbers_and_days_are_such_and_addresses_are_links() -> None:
    one = challenge(
        number=7,
        months=10,
        phase="stopped",
        phase_since="2021-12-05",
        page="https://x.y/a?b=c&d#e",
        profiles=seeking(cook=1234),
        tagline="a\nb",
    )
    workbook = read(Listing(dataset_of(one)))
    head, values, *none = workbook["Défis"].iter_rows()
    cells = {name.value: cell for name, cell in zip(head, values, strict=True)}
    assert not none
    assert cells["Number"].value == 7
    assert cells["cook, sought"].value == 1234
    assert cells["Phase since"].value == datetime.fromisoformat("2021-12-05")
    assert cells["Phase since"].is_date
    assert cells["Phase"].value == "Stopped"
    assert cells["Tagline"].value == "a\nb"
    page = cells["Page"]
    assert page.value == one.page
    assert f"{page.hyperlink.target}#{page.hyperlink.location}" == one.page
    assert rows(workbook["People"]) == [("Défi", "Role", "People sought"), ("a", "cook", 1234)]
    # What says nothing is left out.
    assert workbook.sheetnames == ["About", "Défis", "Counts", "People", "Hosts", "Roles"]


@pytest.mark.parametrize(
    ("stated", "read_as"),
    [
        ("2018", "2018"),
        ("2018-01", "January 2018"),
        ("2018-01-15", date(2018, 1, 15)),
        ("1900-01-15", "15 January 1900"),
        ("2018-01-15T17:30", datetime.fromisoformat("2018-01-15T17:30")),
        # A spreadsheet knows no time zones.
        ("2018-01-15T17:30+01:00", "15 January 2018, 17:30 (UTC+01:00)"),
    ],
)
def test_a_date_that_is_no_day_is_read_as_people_have_it(stated: str, read_as: object) -> None:
    source = Source(key="s", title="T", date=stated)
    workbook = read(Listing(dataset_of(challenge(sources=(cited(source),)), sources=(source,))))
    assert rows(workbook["Sources"])[1] == ("s", "T", read_as)
    assert rows(workbook["Facts"]) == [("Défi", "Field", "Source"), ("a", "all of it", "s")]


def test_a_header_stays_and_filters_and_columns_are_as_wide_as_they_need() -> None:
    two = dataset_of(challenge("a", tagline="x" * 200), challenge("b"))
    sheet = read(Listing(two, columns_named(two, ["slug", "name", "tagline"])))["Défis"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < 15
    assert 50 < widths[2] < 70
    assert sheet["C2"].alignment.wrap_text


def test_without_challenges_there_are_heads_alone() -> None:
    sheet = read(Listing(dataset_of()))["Défis"]
    assert sheet.max_row == 1
    assert sheet["A1"].value == "Slug"


def test_other_reports_have_a_table_and_what_it_is(two_promotions: Dataset) -> None:
    counts = read(Counts(two_promotions, by=["promotion"]))
    assert counts.sheetnames == ["About", "Counts", "Sources"]
    assert rows(counts["Counts"])[1] == ("total", None, 3, 6, 2, 5, 2, 100)
    crossed = read(Crossed(two_promotions, None, "skill", "promotion"))
    assert rows(crossed["Counts"])[0][1:] == ("1", "dig (2019)", "total")
    calls = read(Calls(two_promotions))
    assert calls["About"]["A1"].value == "Promotions"
    assert rows(calls["Promotions"])[2][:4] == ("dig", "=Q, R; S | T: u", "June 2019", 1)
    chosen = rows(read(Calls(two_promotions, ["challenges", "promotion"]))["Promotions"])
    assert chosen[1:] == [(2, "1"), (1, "dig")]
    call = read(Call(two_promotions.programmes))
    assert ("1", "Mentor", "m|n; o") in rows(call["Facts"])


def test_what_excel_refuses_is_shortened_or_no_link() -> None:
    address = "https://x.y/" + 2100 * "z"
    many = challenge(name="n" * 40000, page=address)
    sheet = read(Listing(dataset_of(many), columns_named(dataset_of(many), ["name", "page"])))
    name, page = sheet["Défis"][2]
    assert name.value == "n" * 32767
    assert page.value == address
    assert page.hyperlink is None


@given(datasets)
def test_a_workbook_says_what_the_dataset_says_and_nothing_is_a_formula(dataset: Dataset) -> None:
    listing = Listing(dataset, exported_columns(dataset))
    content = b"".join(write(listing))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    links = {
        text
        for _head, table, _kinds in [listing.table(words=True)]
        for row in table
        for cell in row
        for text in cell
        if isinstance(text, Hyperlink)
    }
    assert not any("<f>" in text or "<f " in text for text in parts.values())
    for text in parts.values():
        for relation in re.findall(r'Type="([^"]*)" Target="[^"]*" TargetMode="External"', text):
            assert relation.endswith("/hyperlink")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content))["Défis"]
    head, *body = sheet.iter_rows()
    words, table, kinds = listing.table(words=True)
    assert [unescaped(cell.value) for cell in head] == list(words)
    for shown, row in zip(body, table, strict=True):
        for cell, texts, kind in zip(shown, row, kinds, strict=True):
            assert cell.data_type in {"s", "n", "d"}
            text = "; ".join(texts)
            if not kind.numeric and not cell.is_date:
                assert unescaped(cell.value or "").replace("\r\n", "\n") == text.replace(
                    "\r\n", "\n"
                )
            if cell.hyperlink:
                assert text in links


def test_a_workbook_is_for_a_file_or_a_pipe(eig: Eig, screen: Screen, tmp_path: Path) -> None:
    exported = eig("export", "--output", "defis.xlsx")
    assert (
        exported.stderr.splitlines()[0] == "eig: wrote 13 défis to defis.xlsx, in the format xlsx"
    )
    assert openpyxl.load_workbook(tmp_path / "defis.xlsx").sheetnames == SHEETS
    piped = subprocess.run(
        [EIG, "list", "--format", "xlsx"], env=ENVIRONMENT, capture_output=True, check=True
    )
    assert openpyxl.load_workbook(io.BytesIO(piped.stdout)).sheetnames == SHEETS
    assert "not text for a terminal" in screen("list", "--format", "xlsx")


@pytest.mark.parametrize(
    ("name", "library", "command"), [("xlsx", "xlsxwriter", "export"), ("docx", "docx", "brief")]
)
def test_without_the_extra_a_line_says_how_to_install_it(
    eig: Eig, monkeypatch: pytest.MonkeyPatch, name: str, library: str, command: str
) -> None:
    monkeypatch.delitem(sys.modules, f"eigcli.formats.{name}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    written = eig(command, "--output", f"defis.{name}")
    assert written.returncode == 1
    assert written.stderr.splitlines()[-1] == (
        f"eig: the format {name} needs libraries that are not here: pip install 'eigcli[office]'"
    )
