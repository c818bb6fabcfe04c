"""What frictionless says of a package and of the CSV, with the network cut."""

import csv
import json
import socket
from pathlib import Path
from typing import Any

import oracle
import pytest
import rdflib
from build import whole
from conftest import Eig
from frictionless import Detector, Dialect, Package, Resource, Schema, formats
from rdflib.namespace import DCAT, DCTERMS

from eigcli.data.kinds import TEXT, Kind
from eigcli.data.loading import bundled
from eigcli.report.listing import listing
from eigcli.report.tables import relations_of
from eigcli.writing import save

EVERYTHING = bundled().dataset
RELATIONS = {relation.name: relation for relation in relations_of(EVERYTHING)}

OWN = {
    "none.yaml": "challenges: []",
    "least.yaml": "challenges: [{slug: a, name: A, ministry: M, skills: [s]}]",
    # Texts that CSV, JSON, Markdown or YAML could take for something else.
    "mine.yaml": r"""
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
""",
}


@pytest.fixture(autouse=True)
def cut_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the network."""

    def cut(*_given: object, **_named: object) -> None:
        raise AssertionError("the network is cut")

    monkeypatch.setattr(socket, "socket", cut)
    monkeypatch.setattr(socket, "getaddrinfo", cut)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of everything, to be broken."""
    save(listing(whole(EVERYTHING)), str(tmp_path / "package"), "datapackage", force=False)
    return tmp_path / "package"


def mistakes(report: Any) -> list[tuple[str, str, int]]:
    """Return the mistakes in a table: the kind, column and row of each."""
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
        (["--promotion", "all", "--ministry", "culture", "--state", "used", "--lang", "en"], 5),
        (["--data", "mine.yaml"], 2),
        (["--data", "least.yaml"], 1),
        (["--data", "none.yaml"], 0),
    ],
)
def test_a_package_is_valid(eig: Eig, tmp_path: Path, arguments: list[str], count: int) -> None:
    for name, text in OWN.items():
        (tmp_path / name).write_text(text, "utf-8")
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


# rdflib reads JSON-LD by what it itself calls old.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_catalogue_reads_what_a_package_is_and_where_its_files_are(
    eig: Eig, tmp_path: Path
) -> None:
    eig("export", "--promotion", "all", "--format", "datapackage", "--output", "package")
    address = "https://portal.example/package/"
    graph = rdflib.Graph().parse(tmp_path / "package" / "dcat.jsonld", publicID=address)
    [dataset] = graph.subjects(rdflib.RDF.type, DCAT.Dataset)
    assert [title.language for title in graph.objects(dataset, DCTERMS.title)] == ["fr"]
    themes = {str(theme).rpartition("/")[2] for theme in graph.objects(dataset, DCAT.theme)}
    assert themes >= {"HEAL", "JUST", "ENVI"}
    files = graph.subject_objects(DCAT.downloadURL)
    sizes = {str(file): int(str(graph.value(one, DCAT.byteSize))) for one, file in files}
    assert sizes == {
        f"{address}{path.name}": path.stat().st_size
        for path in (tmp_path / "package").iterdir()
        if path.suffix in {".csv", ".yaml"}
    }


def test_the_csv_is_valid_by_the_schema_that_is_printed(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "--output", "defis.csv")
    schema = eig("schema", "csv", "--promotion", "all").json()
    resource = Resource(
        path="defis.csv", basepath=str(tmp_path), schema=Schema.from_descriptor(schema)
    )
    assert mistakes(resource.validate()) == []
    rows = resource.read_rows()
    assert len(rows) == oracle.bundled_count()
    assert rows[0]["number"] == 1


def broken(kind: Kind) -> str:
    """Return a cell that is wrong in a column of a kind."""
    wrong = [
        (kind.numeric, "deux"),
        (bool(kind.choices), "autre"),
        (kind.link, "example.org"),
        # A backslash that escapes nothing.
        (kind.several, "a\\b"),
        # Nothing to see.
        (kind.pattern == TEXT.pattern, " "),
    ]
    return next((cell for which, cell in wrong if which), "a b")


def validated(folder: Path, changes: dict[str, dict[str, str]]) -> dict[str, set[Any]]:
    """Return the kinds and columns of the mistakes in the second rows of tables of a package.

    Args:
        folder: the package.
        changes: the cells to write in these rows first, by table and column.
    """
    for name, cells in changes.items():
        file = folder / ("defis.csv" if name == "challenges" else f"{name}.csv")
        with file.open(encoding="utf-8", newline="") as old:
            rows = list(csv.DictReader(old))
        rows[1] |= cells
        with file.open("w", encoding="utf-8", newline="") as new:
            writer = csv.DictWriter(new, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    report = Package(str(folder / "datapackage.json")).validate()
    wrong = {task.name: mistakes(task) for task in report.tasks}
    return {
        name: {(kind, column) for kind, column, row in wrong[name] if row == 3} for name in changes
    }


def test_a_broken_cell_of_each_column_is_found(package: Path) -> None:
    columns = {name: relation.columns for name, relation in RELATIONS.items()}
    changes = {name: {c.name: broken(c.kind) for c in columns[name]} for name in columns}
    for name, wrong in validated(package, changes).items():
        expected = {True: "type-error", False: "constraint-error"}
        assert wrong >= {(expected[c.kind.numeric], c.name) for c in columns[name]}


def test_an_empty_cell_of_a_required_column_is_found(package: Path) -> None:
    columns = RELATIONS["challenges"].columns
    required = {column.name for column in columns if column.field and column.field.required}
    assert required >= {"slug", "name"}
    found = validated(package, {"challenges": dict.fromkeys(required, "")})["challenges"]
    assert {name for kind, name in found if kind == "constraint-error"} == required


def test_wrong_numbers_wrong_escapes_and_repeated_slugs_are_found(package: Path) -> None:
    cells = {"months": "-1", "sought": "-1", "departments": "\\"}
    taken = {"slug": EVERYTHING.challenges[0].slug}
    found = validated(package, {"challenges": cells | taken})["challenges"]
    assert found >= {("constraint-error", name) for name in cells} | {("unique-error", "slug")}
    assert "primary-key" in {kind for kind, _name in found}


@pytest.mark.parametrize(
    ("table", "row"),
    [("people", "predisauvetage,chef,1,\n"), ("facts", "predisauvetage,made,nowhere\n")],
)
def test_a_row_that_names_an_unknown_record_is_found(package: Path, table: str, row: str) -> None:
    with (package / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    report = Package(str(package / "datapackage.json")).validate()
    # The file is no more that which the package describes, either.
    changed = {"byte-count", "hash-count"}
    assert {kind for kind, *_place in mistakes(report)} == {"foreign-key", *changed}


def test_the_csv_for_excel_has_no_structural_error(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", "all", "--format", "excel", "--output", "defis.csv")
    semicolons = Dialect(controls=[formats.CsvControl(delimiter=";")])
    # Some dates are days, others are words.
    texts = Detector(field_type="string")
    resource = Resource(
        path="defis.csv", basepath=str(tmp_path), dialect=semicolons, detector=texts
    )
    assert mistakes(resource.validate()) == []
    with resource:
        columns = RELATIONS["challenges"].without_empty_columns.columns
        assert resource.labels == [column.label for column in columns]
        assert len(resource.read_rows()) == oracle.bundled_count()
