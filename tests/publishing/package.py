"""What frictionless says of a package and of the CSV, with the network cut."""

import csv
import json
import socket
from pathlib import Path
from typing import Any

import oracle
import pytest
from conftest import Eig
from eigcli.columns import exported_columns
from eigcli.relations import relations_of
from eigcli.reports import Listing
from frictionless import Dialect, Package, Resource, Schema, formats

from eigcli.data import loading
from eigcli.data.kinds import TEXT, Kind
from eigcli.data.parts import ALL

EVERYTHING = loading.load(loading.Input(promotion=(ALL,)))
COLUMNS = exported_columns(EVERYTHING)

# All that a cell may hold of what CSV, JSON, Markdown or YAML would make something of.
MINE = r"""
sources: {s: {title: S}}
programme: {name: "P | `q` [r](s)\n", promotion: 2018-01}
challenges:
- slug: a
  name: "=a;b,c|d\\e\"f\ng\r\nh"
  tagline: "{x} | <b>"
  hosts: [{ministry: "M|\\"}, {ministry: N, department: D}]
  themes: ["|", "\\", "a|b"]
  skills: [owl]
  page: https://défi.gouv.fr/Été–à-l’État/?a=b|c&d
  x-cost: -12
  x-share: 1.0e-05
  x-text: 5
  x-list: ["|", "\\"]
  sources: [s: [x-cost, x-nowhere]]
- {slug: b, name: ' b', ministry: '"', skills: [slug, owl], x-share: 3, x-text: '-'}
"""
LEAST = "challenges: [{slug: a, name: A, ministry: M, skills: [s]}]"


@pytest.fixture(autouse=True)
def cut_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be asked of another machine."""

    def cut(*_given: object, **_named: object) -> None:
        raise AssertionError("the network is cut")

    monkeypatch.setattr(socket, "socket", cut)
    monkeypatch.setattr(socket, "getaddrinfo", cut)


def exported_to(eig: Eig, folder: Path, *arguments: str) -> Path:
    """Return the folder of a package that `eig export` wrote."""
    done = eig("export", "--format", "datapackage", "--output", "package", *arguments)
    assert done.returncode == 0, done.stderr
    return folder / "package"


def mistakes(report: Any) -> list[tuple[str, str, int]]:
    """Return what is wrong in a table: the kind of mistake, its column and its row."""
    return [tuple(found) for found in report.flatten(["type", "fieldName", "rowNumber"])]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 13),
        (["--promotion", "all"], oracle.bundled_count()),
        *(
            (["--promotion", code], sum(c.promotion == code for c in EVERYTHING.challenges))
            for code in EVERYTHING.promotion_codes
        ),
        (["--promotion", "all", "--skill", "designer", "--sort", "name", "--limit", "9"], 9),
        (["--data", "mine.yaml"], 2),
        (["--data", "least.yaml"], 1),
        (["--data", "none.yaml"], 0),
    ],
)
def test_a_package_is_valid(eig: Eig, tmp_path: Path, arguments: list[str], count: int) -> None:
    (tmp_path / "mine.yaml").write_text(MINE, "utf-8")
    (tmp_path / "least.yaml").write_text(LEAST, "utf-8")
    (tmp_path / "none.yaml").write_text("challenges: []", "utf-8")
    folder = exported_to(eig, tmp_path, *arguments)
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    known = [f"{relation.name}.csv" for relation in relations_of(EVERYTHING)[1:]]
    tables = [name for name in known if (folder / name).exists()]
    assert [(task.place, task.type) for task in report.tasks] == [
        ("defis.csv", "table"),
        *((table, "table") for table in tables),
        ("defis.yaml", "json"),
    ]
    assert all(task.stats.get("rows") for task in report.tasks[1:-1])
    assert report.tasks[0].stats.get("rows", 0) == count
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert list(Package.metadata_validate(descriptor)) == []


def test_the_csv_is_valid_by_the_schema_that_is_printed(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "--output", "defis.csv")
    schema = json.loads(eig("schema", "csv", "--promotion", "all").stdout)
    resource = Resource(
        path="defis.csv", basepath=str(tmp_path), schema=Schema.from_descriptor(schema)
    )
    assert mistakes(resource.validate()) == []
    rows = resource.read_rows()
    assert (len(rows), rows[0]["number"]) == (oracle.bundled_count(), 1)


def broken(kind: Kind) -> str:
    """Return a cell that is wrong in a column of a kind."""
    wrong = [
        (kind.numeric, "deux"),
        (kind.choices, "autre"),
        (kind.link, "example.org"),
        # A backslash that stands for nothing.
        (kind.several, "a\\b"),
        # Nothing to see.
        (kind.pattern == TEXT.pattern, " "),
    ]
    return next((cell for which, cell in wrong if which), "a b")


def validated(folder: Path, row: int, column: str, cell: str) -> list[tuple[str, str, int]]:
    """Return what is wrong in the first table of a package where one cell of it is another."""
    file = folder / "defis.csv"
    with file.open(encoding="utf-8", newline="") as old:
        rows = list(csv.DictReader(old))
    rows[row][column] = cell
    with file.open("w", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    report = Package(str(folder / "datapackage.json")).validate()
    return [found for found in mistakes(report.tasks[0]) if found[0] != "foreign-key"]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of everything."""
    from eigcli.formats.datapackage import files, own_files

    from eigcli.output import save_folder

    folder = tmp_path_factory.mktemp("package") / "package"
    listing = Listing(EVERYTHING, bundled=True)
    save_folder(str(folder), files(listing), force=False, replaceable=own_files)
    return folder


@pytest.fixture
def whole(package: Path) -> Path:
    """The same, to be broken: what is in its CSV is put back before each test."""
    backup = package.with_name("defis.csv")
    if not backup.exists():
        backup.write_bytes((package / "defis.csv").read_bytes())
    (package / "defis.csv").write_bytes(backup.read_bytes())
    return package


@pytest.mark.parametrize("column", COLUMNS, ids=[column.name for column in COLUMNS])
def test_a_broken_cell_of_each_column_is_found(whole: Path, column: Any) -> None:
    found = validated(whole, 4, column.name, broken(column.kind))
    kind = "type-error" if column.kind.numeric else "constraint-error"
    assert found == [(kind, column.name, 6)]


@pytest.mark.parametrize("name", [column.name for column in COLUMNS if column.required])
def test_an_empty_cell_is_found_where_something_must_be_said(whole: Path, name: str) -> None:
    assert ("constraint-error", name, 6) in validated(whole, 4, name, "")


@pytest.mark.parametrize(
    ("name", "cell"), [("months", "-1"), ("sought", "0"), ("departments", "\\")]
)
def test_what_is_too_small_or_escapes_nothing_is_found(whole: Path, name: str, cell: str) -> None:
    assert validated(whole, 4, name, cell) == [("constraint-error", name, 6)]


def test_a_slug_that_is_taken_is_found(whole: Path) -> None:
    found = validated(whole, 4, "slug", EVERYTHING.challenges[0].slug)
    assert {kind for kind, _name, row in found if row == 6} == {"unique-error", "primary-key"}


def test_a_row_of_a_role_that_there_is_not_is_found(eig: Eig, tmp_path: Path) -> None:
    folder = exported_to(eig, tmp_path)
    with (folder / "people.csv").open("a", encoding="utf-8") as people:
        people.write("predisauvetage,chef,1,\n")
    report = Package(str(folder / "datapackage.json")).validate()
    assert {kind for kind, *_place in mistakes(report)} == {"foreign-key"}


def test_the_csv_for_excel_has_no_structural_error(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "--format", "excel", "--output", "defis.csv")
    semicolons = Dialect(controls=[formats.CsvControl(delimiter=";")])
    resource = Resource(path="defis.csv", basepath=str(tmp_path), dialect=semicolons)
    assert mistakes(resource.validate()) == []
    with resource:
        columns = Listing(EVERYTHING).for_spreadsheets().columns or ()
        assert resource.labels == [column.label for column in columns]
        assert len(resource.read_rows()) == oracle.bundled_count()
