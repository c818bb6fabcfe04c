"""The contents of workbooks, pictures, databases and packages."""

import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from arbitrary import datasets
from build import BOOK, FULL, FULL_CALL, HOSTILE, challenge, cited, found, seeking, whole
from build import dataset as dataset_of
from conftest import Eig
from hypothesis import assume, given
from openpyxl.worksheet.worksheet import Worksheet

from eigcli.data.loading import data_version
from eigcli.data.model import Dataset, Programme
from eigcli.errors import EigError, UsageError
from eigcli.formats import package, sqlite, svg, xlsx
from eigcli.formats.data import write_csv
from eigcli.messages import use_language
from eigcli.report.blocks import Report
from eigcli.report.calls import promotions
from eigcli.report.counts import stats
from eigcli.report.listing import listing
from eigcli.report.metadata import metadata_of
from eigcli.report.tables import columns_named, relations_of, rows_of
from eigcli.writing import save


def book(report: Report) -> openpyxl.Workbook:
    [content] = xlsx.write(report)
    return openpyxl.load_workbook(io.BytesIO(content))


@contextmanager
def database(report: Report) -> Iterator[sqlite3.Connection]:
    [content] = sqlite.write(report)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        yield connection


def picture(report: Report) -> ET.Element:
    return ET.fromstring("".join(svg.write(report)))


def texts(element: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter("{http://www.w3.org/2000/svg}text")]


# Workbooks


def test_a_sheet_has_a_column_for_each_field_that_is_known(all_promotions: Dataset) -> None:
    sheet = book(listing(whole(all_promotions))).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    filled = {
        column.label
        for column in listing(whole(all_promotions)).table.without_empty_columns.columns
    }
    elsewhere = {"Ministries", "Departments", "Roles", "Tagline in English", "Year"}
    assert filled - elsewhere <= {*heads}
    assert {"Techniques", "Keywords", "Host", "Promotion"} <= {*heads}
    states = [cell.value for cell in sheet["B"][1:]]
    assert {*states} == {"In use", "Handed over", "On trial", "Ended", "No product", "Not known"}


def values(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Return the values of each row of a sheet."""
    return [*sheet.iter_rows(values_only=True)]


def test_a_workbook_opens_on_a_readable_sheet() -> None:
    first, people, *_others = book(listing(whole(dataset_of(FULL, sources=(BOOK,))))).worksheets
    heads, cells = values(first)
    shown = ("Name", "State", "State as of", "Promotion", "Host", "Tagline", "What came of it")
    assert heads[:8] == (*shown, "Families")
    assert cells[:6] == ("A", "Ended", "March 2020", "2 (2018)", "M, D; N", "feed")
    assert cells[heads.index("Source")] == "k; r"
    assert first.freeze_panes == "B2"
    assert first.print_title_rows == "$1:$1"
    assert first.auto_filter.ref == first.dimensions
    setup = first.page_setup
    assert setup.orientation == "landscape"
    assert setup.paperSize == 9
    assert setup.fitToHeight == 0
    assert first.print_area == "'Challenges'!$A$1:$G$2"
    assert people.page_setup.orientation != "landscape"


def test_a_workbook_has_people_sources_and_counts() -> None:
    workbook = book(listing(whole(dataset_of(FULL, sources=(BOOK,)))))
    _first, people, sources, counts = workbook.worksheets
    head, row, *_others = values(people)
    assert head == ("Name", "Role", "People sought", "People recruited")
    assert row[0] == "A"  # by its name, as on the first sheet
    cited = [[*filter(None, row)] for row in values(sources)]
    assert ["k", "Livre", "Éditeur", "September 2017", "example.org/l", "Lu."] in cited
    counted = [row[:3] for row in values(counts)]
    assert counted[0] == ("By", "Name", "Challenges")
    assert counted[1] == ("total", None, 1)
    assert ("state", "Ended", 1) in counted


def test_what_to_know_stands_below_the_counts_as_wide_as_what_is_printed() -> None:
    counts = book(listing(whole(dataset_of(FULL, sources=(BOOK,))))).worksheets[-1]
    below = counts.merged_cells.ranges
    first = min(cells.min_row for cells in below)
    # The states come first.
    assert counts.cell(first, 1).value == "1 challenge: ended, since March 2020."
    assert {(cells.min_col, cells.max_col) for cells in below} == {(1, 9)}
    assert first + len(below) - 1 == counts.max_row
    assert counts.print_area == f"'Counts'!$A$1:$I${counts.max_row}"


def test_a_workbook_has_typed_numbers_and_years_and_plain_texts() -> None:
    long = "https://x.y/" + "z" * 2100
    answer = found(
        challenge("a", name="=1+1", phase="stopped", phase_since="2020-03-01", year=2019),
        challenge("b", phase="stopped", phase_since="1899-01-01", seeks=seeking(c=1234)),
        challenge("c", phase="stopped", phase_since="2021", page=long),
    )
    columns = columns_named(answer.whole, ["name,phase_since,year,sought,page"])
    sheet = book(listing(answer, columns)).worksheets[0]
    first, second, third = values(sheet)[1:4]
    day = datetime(2020, 3, 1)  # noqa: DTZ001
    assert first == ("=1+1", day, 2019, None, None)
    assert sheet["A2"].data_type == "s"
    assert second[1:4] == ("1 January 1899", None, 1234)
    assert third[1] == 2021
    # An address that Excel does not take is a text.
    assert third[4] == long
    # A column that is asked for stays, even if it is empty.
    report = listing(answer, columns_named(answer.whole, ["name,note"]))
    head, *_rows = values(book(report).worksheets[0])
    assert head == ("Name", "Note")


def test_a_workbook_of_counts_has_one_sheet_and_the_same_bytes_each_time() -> None:
    report = stats(found(challenge("a", towns=("Brest",))), ["town"])._replace(title="A: b/c?" * 9)
    assert len(book(report).worksheets) == 1
    assert list(xlsx.write(report)) == list(xlsx.write(report))


def test_a_workbook_says_which_texts_it_cuts(capsys: pytest.CaptureFixture[str]) -> None:
    longest = 32_767
    fits = challenge("a", own=(("x-log", "é" * longest), ("x-page", "p")))
    is_cut = challenge("b", own=(("x-log", "é" * (longest + 1)), ("x-page", "q")))
    sheet = book(listing(found(fits, is_cut))).worksheets[0]
    columns = {head: texts for head, *texts in sheet.iter_cols(values_only=True)}
    lengths = [len(str(text)) for text in columns["Log"]]
    assert lengths == [longest, longest]
    assert capsys.readouterr().err == (
        "eig: a cell of a workbook holds 32,767 letters, so these texts are cut: B (Log)\n"
    )


def test_a_workbook_refuses_more_columns_than_it_can_have() -> None:
    own = tuple((f"x-{number}", "v") for number in range(16_384))
    with pytest.raises(EigError, match=r"at most 16,384 columns, not 16,388: choose some with"):
        book(listing(found(challenge(own=own))))


# Pictures


def test_a_picture_has_a_title_bars_with_their_numbers_and_a_source() -> None:
    programme = Programme(name="P", licence="etalab-2.0", promotion="1")
    first = challenge("a", promotion="1", towns=("Brest",), sources=(cited(BOOK),))
    report = stats(
        whole(
            dataset_of(
                first, challenge("b", promotion="1"), programmes=(programme,), sources=(BOOK,)
            )
        ),
        ["town"],
    )
    root = picture(report)
    assert root[0].text == "Promotion 1: challenges in numbers"
    assert texts(root)[:-1] == [
        *(
            "Promotion 1: challenges in numbers",
            "2 challenges",
            "By town (1) · Challenges (% of 2 challenges)",
        ),
        *("Brest", "1 (50%)", "Not known", "1 (50%)"),
    ]
    _ground, *bars = root.iter("{http://www.w3.org/2000/svg}rect")
    assert len({bar.get("width") for bar in bars}) == 1
    assert [bar.get("class") for bar in bars] == ["bar", "bar faint"]  # what is not known is faint
    assert texts(root)[-1].startswith("To cite it: P, sources up to September 2017, Licence")


def test_a_picture_says_that_a_number_is_not_known() -> None:
    own = found(challenge("a", towns=("Brest",), people=()))
    root = picture(stats(own, ["town"], measure="sought"))
    assert texts(root)[-2:] == ["Brest", "not known"]


def test_a_picture_shows_hostile_texts_as_they_are_and_counts_only() -> None:
    root = picture(stats(found(challenge("a", towns=(HOSTILE,))), ["town"]))
    assert "<b>&amp;" in "".join(texts(root))
    with pytest.raises(UsageError, match="svg draws counts"):
        list(svg.write(listing(found(challenge()))))


def of_others(shown: Sequence[str]) -> list[str]:
    """Return the lines of a picture on those that have no row."""
    return [text for text in shown if text.startswith("and ")]


@pytest.mark.parametrize(("count", "rows", "others"), [(13, 13, []), (14, 12, ["and 2 others"])])
def test_a_picture_has_twelve_rows_and_one_for_the_others(
    count: int, rows: int, others: list[str]
) -> None:
    own = [challenge(f"c{number}", towns=(f"T{number}",)) for number in range(count)]
    unknown = challenge("x")
    shown = texts(picture(stats(found(*own, unknown), ["town"])))
    assert of_others(shown) == others
    towns = [text for text in shown if text.startswith("T")]
    assert len(towns) == rows
    share = round(100 / (count + 1))
    assert shown[-2:] == ["Not known", f"1 ({share}%)"]


def test_marks_have_twelve_rows_and_a_line_for_the_others(all_promotions: Dataset) -> None:
    everything = whole(all_promotions)
    shown = texts(picture(stats(everything, ["state"], "town")))
    rows = [text for text in shown if re.fullmatch(r"\d+ of \d+", text)]
    assert len(rows) == 12
    [others] = of_others(shown)
    assert others.endswith(" others")
    shown = texts(picture(stats(everything, ["state"], "promotion")))
    assert of_others(shown) == []


@pytest.mark.parametrize("facets", [["ministry"], ["state"], ["promotion", "skill", "ministry"]])
def test_a_picture_fits_a_slide(all_promotions: Dataset, facets: list[str]) -> None:
    root = picture(stats(whole(all_promotions), facets))
    assert root.get("width") == "1280"
    assert root.get("height") == "720"
    _left, _top, width, height = map(int, root.attrib["viewBox"].split())
    assert height == width * 720 // 1280


# Databases


@given(datasets)
def test_a_database_has_all_rows_and_valid_foreign_keys(dataset: Dataset) -> None:
    own = {key for challenge in dataset.challenges for key, _value in challenge.own}
    assume(len({key.lower() for key in own}) == len(own))
    with database(listing(whole(dataset))) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        relations = relations_of(dataset)
        # Records that have a table of their own are no cell of a challenge.
        apart = {"figures", "links", "sources"}
        for relation in relations:
            rows = connection.execute(f'SELECT * FROM "{relation.name}"').fetchall()
            left_out = apart if relation.name == "challenges" else ()
            expected = [
                tuple(
                    (json.dumps(v, ensure_ascii=False) if v else None) if isinstance(v, list) else v
                    for name, v in row.items()
                    if name not in left_out
                )
                for row in rows_of(relation)
            ]
            assert sorted(rows, key=repr) == sorted(expected, key=repr)
            # No title or sentence is missing.
            assert relation.title
            assert all(column.about for column in relation.columns)


def test_a_database_says_what_it_is(all_promotions: Dataset) -> None:
    with database(listing(whole(all_promotions))) as connection:
        metadata = dict(connection.execute("SELECT name, value FROM metadata").fetchall())
    assert metadata["version"] == data_version()
    assert metadata["licence"] == "etalab-2.0"
    with database(listing(found(challenge()))) as connection:
        rows = connection.execute("SELECT name FROM metadata WHERE value IS NULL").fetchall()
    assert ("version",) in rows


def metadata_in(file: Path) -> dict[str, str]:
    """Return what a database says of itself."""
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT name, value FROM metadata"))


def test_a_database_says_what_was_chosen(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "5", "--town", "Lyon", "--output", "five.db")
    metadata = metadata_in(tmp_path / "five.db")
    assert metadata["title"] == "Défis, promotion 5, Lyon\xa0: Entrepreneurs d’intérêt général"
    assert metadata["name"] == "defis-promotion-5-lyon-entrepreneurs-d-interet-general"


@pytest.mark.parametrize(
    ("title", "shown", "name"),
    [
        ("Santé 2024", "Santé 2024", "sante-2024"),
        ("データ", "データ", None),
        ("a\udcff", "a\ufffd", "a"),
    ],
)
def test_a_package_and_a_database_have_the_title_that_they_are_given(
    eig: Eig, tmp_path: Path, title: str, shown: str, name: str | None
) -> None:
    export = ("export", "-p", "5", "--title", title)
    eig(*export, "-f", "datapackage", "-o", "p")
    package = json.loads((tmp_path / "p" / "datapackage.json").read_text("utf-8"))
    assert package["title"] == shown
    assert package.get("name") == name
    # What was chosen is still said.
    assert package["description"].startswith("Promotion 5\xa0: 15 défis sur 131. ")
    catalogue = json.loads((tmp_path / "p" / "dcat.jsonld").read_text("utf-8"))
    assert catalogue["dct:title"]["@value"] == shown
    assert catalogue.get("dct:identifier") == name
    eig(*export, "-f", "sqlite", "-o", "own.db")
    metadata = metadata_in(tmp_path / "own.db")
    assert metadata["title"] == shown
    assert metadata["name"] == name


def test_a_database_is_searched_without_accents() -> None:
    own = dataset_of(challenge("a", note="Santé"))
    query = "SELECT slug FROM challenges_fts WHERE challenges_fts MATCH ?"
    with database(listing(whole(own))) as connection:
        assert connection.execute(query, ["sante"]).fetchall() == [("a",)]


def relation(dataset: Dataset, name: str) -> list[list[Any]]:
    """Return the rows of a relation of a dataset."""
    [named] = [relation for relation in relations_of(dataset) if relation.name == name]
    return [[*row.values()] for row in rows_of(named)]


def test_pay_totals_people_and_facts_are_tables() -> None:
    one = challenge("a", promotion="2", people=(), seeks=seeking(cook=1), sources=(cited(BOOK),))
    without_promotion = Programme(name="R")
    own = dataset_of(one, programmes=(FULL_CALL, without_promotion), sources=(BOOK,))
    assert relation(own, "pay") == [["2", "e", 3500, 10, "CHF"], ["2", None, 4000, None, "CHF"]]
    assert relation(own, "totals") == [["2", None, 3, 2], ["2", "cook", 2, 2]]
    assert relation(own, "people") == [["a", "cook", 1, None]]
    columns = {column.name for column in relations_of(own)[0].columns}
    facts = relation(own, "facts")
    assert ["a", "seeks", "k"] in facts
    assert {field for _slug, field, _source in facts} <= columns
    calls = relation(own, "promotions")
    assert [name for _code, _label, name, *_rest in calls] == ["P", "R"]
    with database(listing(whole(own))) as connection:
        names = connection.execute("SELECT name FROM promotions").fetchall()
    assert names == [("P",), ("R",)]


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ((("x-a", 1), ("x-A", 2)), "duplicate column name: x-A"),
        (tuple((f"x-{n}", 1) for n in range(2500)), "too many columns"),
    ],
)
def test_columns_that_a_database_cannot_hold_are_refused(
    own: tuple[tuple[str, int], ...], reason: str
) -> None:
    with pytest.raises(EigError, match=f"SQLite cannot hold this: {reason}"):
        list(sqlite.write(listing(found(challenge("a", own=own)))))


@pytest.mark.parametrize("left", ["-wal", "-journal"])
def test_a_database_that_is_in_use_is_not_replaced(tmp_path: Path, left: str) -> None:
    report, file = listing(found(challenge())), tmp_path / "d.db"
    save(report, str(file), "sqlite", force=False)
    Path(f"{file}{left}").touch()
    before, link = file.read_bytes(), tmp_path / "link.db"
    link.symlink_to(file)
    for name in (file, link):
        with pytest.raises(EigError, match="belongs to a database that is in use"):
            save(report, str(name), "sqlite", force=True)
    assert file.read_bytes() == before


# Packages


@pytest.fixture
def files() -> Callable[[Dataset], dict[str, str]]:
    return lambda own: {n: "".join(p) for n, p in package.files(listing(whole(own))).items()}


def test_a_package_has_a_csv_for_each_table_that_has_rows(
    files: Callable[[Dataset], dict[str, str]],
) -> None:
    own = dataset_of(FULL, programmes=(FULL_CALL,), sources=(BOOK,))
    made = files(own)
    descriptor = json.loads(made["datapackage.json"])
    paths = [resource["path"] for resource in descriptor["resources"]]
    assert {*paths, "schema.json", "datapackage.json", "dcat.jsonld", "LISEZMOI.md"} == {*made}
    assert paths[0] == "defis.csv"
    assert made["defis.csv"] == "".join(write_csv(listing(whole(own))))
    assert descriptor["licenses"][0]["name"] == "etalab-2.0"
    assert descriptor["title"] == "Défis, promotion 2\xa0: P"
    assert "version" not in descriptor  # only eig's own data has one
    for resource in descriptor["resources"][1:-1]:
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        assert next(csv.reader(io.StringIO(made[resource["path"]]))) == names
        for key in schema.get("foreignKeys", ()):
            others = {r["name"]: r["path"] for r in descriptor["resources"]} | {
                "": resource["path"]
            }
            assert key["reference"]["resource"] in others
    assert json.loads(made["schema.json"])["primaryKey"] == ["slug"]
    # In French, as portals want it.
    assert "Licence" in made["LISEZMOI.md"]
    assert "| defis | Défis | 1 |" in made["LISEZMOI.md"]
    assert json.loads(made["schema.json"])["fields"][2]["title"] == "Nom"


def test_a_package_says_what_it_covers_and_how_each_file_is_checked(
    files: Callable[[Dataset], dict[str, str]], all_promotions: Dataset
) -> None:
    made = files(all_promotions)
    descriptor = json.loads(made["datapackage.json"])
    assert descriptor["temporal"] == {"start": "2017", "end": "2024"}
    assert {"Bretagne", "Île-de-France"} <= {*descriptor["spatial"]}
    assert "Santé" in descriptor["keywords"]
    assert descriptor["homepage"].endswith("/contact/")
    for resource in descriptor["resources"]:
        content = made[resource["path"]].encode()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    least = json.loads(files(dataset_of(challenge()))["datapackage.json"])
    assert not {"temporal", "spatial", "keywords", "homepage", "contributors"} & {*least}


def test_a_package_of_eig_has_the_version_of_its_data_and_the_day_of_its_latest_source(
    files: Callable[[Dataset], dict[str, str]], all_promotions: Dataset
) -> None:
    made = files(all_promotions)
    descriptor = json.loads(made["datapackage.json"])
    assert descriptor["version"] == data_version()
    assert descriptor["modified"] == metadata_of(all_promotions).modified
    assert f"données {data_version()}, dernière source\xa0: " in made["LISEZMOI.md"]


def test_a_package_speaks_the_language_that_is_asked_for(
    files: Callable[[Dataset], dict[str, str]],
) -> None:
    use_language("en", for_portals=True)
    try:
        made = files(dataset_of(challenge()))
    finally:
        use_language("en", for_portals=False)
    assert "README.md" in made
    assert json.loads(made["datapackage.json"])["title"] == "Challenges"
    programmes = (Programme(name="P", licence="My *own*"), Programme(name="Q", promotion="1"))
    two = files(dataset_of(challenge(promotion="1"), programmes=programmes))
    descriptor = json.loads(two["datapackage.json"])
    assert descriptor["title"] == "Défis, promotion 1\xa0: P, Q"
    assert "primaryKey" not in next(
        r["schema"] for r in descriptor["resources"] if r["name"] == "promotions"
    )


@pytest.mark.parametrize(
    ("arguments", "title", "description"),
    [
        ("--promotion all", "Défis\xa0: {both}", "Le programme "),
        ("--promotion 5", "Défis, promotion 5\xa0: {one}", "Promotion 5\xa0: 15 défis sur 131. "),
        (
            "--promotion 5,6",
            "Défis, promotion 5, promotion 6\xa0: {one}",
            "Promotion 5, promotion 6\xa0: 29 défis sur 131. ",
        ),
        (
            "--promotion 5 --subject santé --without town=Paris",
            "Défis, promotion 5, sujet santé, aussi ou seulement hors Paris\xa0: {one}",
            "Promotion 5, sujet santé, aussi ou seulement hors Paris\xa0: 3 défis sur 131. ",
        ),
        (
            "--promotion all --state in-use --lang en",
            "Challenges, state 'in use': {both}",
            "State 'in use': 49 challenges of 131. ",
        ),
        (
            "--promotion all --sort name --limit 2",
            "Défis, les 2 premiers\xa0: {both}",
            "Les 2 premiers\xa0: 2 défis sur 131. ",
        ),
    ],
)
def test_a_package_of_a_selection_says_what_was_chosen(
    eig: Eig, tmp_path: Path, arguments: str, title: str, description: str
) -> None:
    eig("export", *arguments.split(), "--format", "datapackage", "--output", "p")
    package = json.loads((tmp_path / "p" / "datapackage.json").read_text("utf-8"))
    one = "Entrepreneurs d’intérêt général"
    title = title.format(one=one, both=f"{one}, Designers d’intérêt général")
    assert package["title"] == title
    assert package["description"].startswith(description)
    catalogue = json.loads((tmp_path / "p" / "dcat.jsonld").read_text("utf-8"))
    assert catalogue["dct:title"]["@value"] == title
    assert catalogue["dct:identifier"] == package["name"]
    assert catalogue["dct:description"]["@value"] == package["description"]
    [read_me] = (tmp_path / "p").glob("*.md")
    text = read_me.read_text("utf-8")
    assert text.startswith(f"# {title}\n".replace("'", "\\'"))
    if title.startswith("Défis,"):
        assert f"Pour citer\xa0: {title}, données " in text


def test_packages_of_different_selections_have_different_names(eig: Eig, tmp_path: Path) -> None:
    names = set()
    chosen = (
        ["export"],
        ["export", "--ministry", "culture"],
        ["export", "--promotion", "all"],
        ["export", "--promotion", "all", "--ministry", "culture"],
        ["export", "--promotion", "all", "--search", "eau"],
        ["show", "gobelins"],
        ["show", "gobelins", "hopkins"],
    )
    for number, arguments in enumerate(chosen):
        eig(*arguments, "--format", "datapackage", "--output", f"p{number}")
        package = json.loads((tmp_path / f"p{number}" / "datapackage.json").read_text("utf-8"))
        names.add(package["name"])
    assert len(names) == len(chosen)
    assert "defis-gobelins-entrepreneurs-d-interet-general" in names


def test_a_package_of_challenges_that_a_program_chose_names_them(
    files: Callable[[Dataset], dict[str, str]], all_promotions: Dataset
) -> None:
    some = replace(all_promotions, challenges=all_promotions.challenges[:2])
    first, second = (challenge.name for challenge in some)
    package = json.loads(files(some)["datapackage.json"])
    assert package["title"].startswith(f"Défis, promotion 1, {first}, {second}\xa0: ")


def test_a_package_knows_the_files_that_it_has_written(tmp_path: Path) -> None:
    report = listing(found(challenge()))
    folder = tmp_path / "p"
    for _again in range(2):
        save(report, str(folder), "datapackage", force=True)
    names = [path.name for path in folder.iterdir()]
    assert package.own_files(folder) == {*names}


def test_databases_and_packages_take_no_columns(tmp_path: Path) -> None:
    answer = found(challenge())
    for name in ("sqlite", "datapackage"):
        with pytest.raises(UsageError, match=f"{name} holds whole challenges"):
            save(
                listing(answer, columns_named(answer.whole, ["slug"])),
                str(tmp_path / "x"),
                name,
                force=False,
            )
        with pytest.raises(UsageError):
            save(promotions(answer.whole), str(tmp_path / "x"), name, force=False)


def test_a_share_is_a_fraction_in_a_workbook() -> None:
    ended = challenge("a", state="ended")
    workbook = book(stats(found(ended, challenge("b")), ["state"]))
    sheet = workbook.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    share = sheet.cell(3, heads.index("Share") + 1)
    assert sheet["B3"].value == "Ended"
    assert share.value == 0.5
    assert share.number_format == "General"


def test_a_workbook_is_a_zip_file_with_one_date() -> None:
    [content] = xlsx.write(listing(found(FULL)))
    dates = {item.date_time for item in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    assert len(dates) == 1
