"""What frictionless says of a package and of the CSV, with the network cut."""

import csv
import json
import shutil
import socket
from pathlib import Path
from typing import Any

import oracle
import pytest
from build import whole
from conftest import Eig
from frictionless import Detector, Dialect, Package, Resource, Schema, formats

from eigcli.data import loading
from eigcli.data.kinds import TEXT, Kind
from eigcli.data.parts import ALL
from eigcli.formats import save
from eigcli.report.listing import listing
from eigcli.report.relations import relations_of

EVERYTHING = loading.load(loading.Input(promotion=(ALL,)))
RELATIONS = {relation.name: relation for relation in relations_of(EVERYTHING)}

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


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of everything."""
    folder = tmp_path_factory.mktemp("everything") / "package"
    save(listing(whole(EVERYTHING)), str(folder), "datapackage", force=False)
    return folder


@pytest.fixture
def package(everything: Path, tmp_path: Path) -> Path:
    """The same, to be broken."""
    return Path(shutil.copytree(everything, tmp_path / "package"))


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
    done = eig("export", "--format", "datapackage", "--output", "package", *arguments)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "package"
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    known = ["defis.csv", *(f"{name}.csv" for name in [*RELATIONS][1:])]
    assert [(task.place, task.type) for task in report.tasks] == [
        *((name, "table") for name in known if (folder / name).exists()),
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
        (bool(kind.choices), "autre"),
        (kind.link, "example.org"),
        # A backslash that stands for nothing.
        (kind.several, "a\\b"),
        # Nothing to see.
        (kind.pattern == TEXT.pattern, " "),
    ]
    return next((cell for which, cell in wrong if which), "a b")


def validated(folder: Path, name: str, cells: dict[str, str]) -> list[tuple[str, str, int]]:
    """Return what is wrong in a table of a package where cells of its second row are others."""
    file = folder / ("defis.csv" if name == "challenges" else f"{name}.csv")
    with file.open(encoding="utf-8", newline="") as old:
        rows = list(csv.DictReader(old))
    rows[1] |= cells
    with file.open("w", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    report = Package(str(folder / "datapackage.json")).get_resource(name).validate()
    return [found for found in mistakes(report) if found[0] != "foreign-key"]


@pytest.mark.parametrize("name", RELATIONS)
def test_a_broken_cell_of_each_column_is_found(package: Path, name: str) -> None:
    columns = RELATIONS[name].table.columns
    found = validated(package, name, {c.name: broken(c.kind) for c in columns})
    numbers = {column.name for column in columns if column.kind.numeric}
    assert {column for kind, column, row in found if row == 3} == {c.name for c in columns}
    assert {column for kind, column, _row in found if kind == "type-error"} == numbers


def test_an_empty_cell_is_found_where_something_must_be_said(package: Path) -> None:
    columns = RELATIONS["challenges"].table.columns
    required = [column.name for column in columns if column.field and column.field.required]
    assert {"slug", "name"} <= {*required}
    found = validated(package, "challenges", dict.fromkeys(required, ""))
    assert {name for kind, name, row in found if (kind, row) == ("constraint-error", 3)} == {
        *required
    }


def test_what_is_too_small_or_escapes_nothing_is_found(package: Path) -> None:
    cells = {"months": "-1", "sought": "0", "departments": "\\"}
    found = validated(package, "challenges", cells)
    assert sorted(found) == [("constraint-error", name, 3) for name in sorted(cells)]


def test_a_slug_that_is_taken_is_found(package: Path) -> None:
    found = validated(package, "challenges", {"slug": EVERYTHING.challenges[0].slug})
    assert {kind for kind, _name, row in found if row == 3} == {"unique-error", "primary-key"}


@pytest.mark.parametrize(
    ("table", "row"),
    [("people", "predisauvetage,chef,1,\n"), ("facts", "predisauvetage,made,nowhere\n")],
)
def test_a_row_that_names_what_there_is_not_is_found(package: Path, table: str, row: str) -> None:
    with (package / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    report = Package(str(package / "datapackage.json")).validate()
    assert {kind for kind, *_place in mistakes(report)} == {"foreign-key"}


def test_the_csv_for_excel_has_no_structural_error(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "--format", "excel", "--output", "defis.csv")
    semicolons = Dialect(controls=[formats.CsvControl(delimiter=";")])
    # Of dates, some are days, and others are words.
    texts = Detector(field_type="string")
    resource = Resource(
        path="defis.csv", basepath=str(tmp_path), dialect=semicolons, detector=texts
    )
    assert mistakes(resource.validate()) == []
    with resource:
        columns = RELATIONS["challenges"].table.stated.columns
        assert resource.labels == [column.label for column in columns]
        assert len(resource.read_rows()) == oracle.bundled_count()
