"""Own keys, `x-…`, are kept, searched, chosen, counted and sorted by, whatever their values."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import yaml
from conftest import Eig, Screen
from generate import DATA

import eigcli
from eigcli.query.facets import values_of_keys

OWN = """\
sources: {s: {title: S}}
challenges:
  - slug: a
    name: A
    x-budget: 120
    x-note: a barn owl
    x-tags: [red, blue]
    x-mixed: 3
    x-many: one
    x-since: 2020-01-01
    x-rate: -1.5
    sources: [s: [x-budget]]
  - {slug: b, name: B, x-budget: 80, x-mixed: three, x-many: [two], x-rate: 2}
  - {slug: c, name: C}
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN)


def own_keys(record: Mapping[str, object]) -> dict[str, object]:
    """Return what a record has under own keys, in its order."""
    return {key: value for key, value in record.items() if key.startswith("x-")}


def test_records_have_all_own_keys_with_their_types(eig: Eig) -> None:
    exported = eig("export", "-d", "own.yaml", "-f", "json").json()
    first, second, third = map(own_keys, exported)
    assert first == {
        "x-budget": 120,
        "x-note": "a barn owl",
        "x-tags": ["red", "blue"],
        "x-mixed": 3,
        "x-many": "one",
        "x-since": "2020-01-01",
        "x-rate": -1.5,
    }
    assert second["x-many"] == ["two"]
    assert second["x-rate"] == 2
    assert second["x-tags"] is None
    assert third["x-budget"] is None
    # They are the last, and in one order.
    for record in exported:
        assert [*record][-7:] == [*first]


def test_csv_has_own_keys_and_its_schema_their_types(eig: Eig) -> None:
    exported = eig("export", "-d", "own.yaml", "-f", "csv").stdout
    rows = csv.DictReader(io.StringIO(exported))
    cells = [[*own_keys(row).values()] for row in rows]
    assert cells == [
        ["120", "a barn owl", "red|blue", "3", "one", "2020-01-01", "-1.5"],
        ["80", "", "", "three", "two", "", "2"],
        ["", "", "", "", "", "", ""],
    ]
    schema = eig("schema", "csv", "-d", "own.yaml").json()
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["x-budget"]["type"] == "integer"
    assert fields["x-rate"]["type"] == "number"
    assert fields["x-mixed"]["type"] == "string"
    assert fields["x-rate"]["constraints"] == {}


def test_own_keys_are_read_again_from_yaml_and_json(eig: Eig, tmp_path: Path) -> None:
    records = eig("export", "-d", "own.yaml", "-f", "json").stdout
    for name in ("again.yaml", "again.json", "again.jsonl"):
        eig("export", "-d", "own.yaml", "--output", name)
        assert eig("export", "-d", name, "-f", "json").stdout == records
    # A number with an exponent is one in JSON.
    (tmp_path / "far.json").write_text('[{"slug": "a", "name": "A", "x-n": 1e-05, "x-none": null}]')
    [far] = eig("export", "-d", "far.json", "-f", "json").json()
    assert far["x-n"] == 1e-05
    assert "x-none" not in far


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "html"])
def test_cards_show_own_keys(eig: Eig, format_: str) -> None:
    shown = eig("show", "a", "-d", "own.yaml", "-f", format_).stdout
    labels = ("x-budget", "x-note") if format_ == "plain" else ("Budget", "Note")
    for text in (*labels, "120", "a barn owl", "red", "2020-01-01"):
        assert text in shown


def test_a_page_of_all_challenges_shows_own_keys(eig: Eig) -> None:
    assert "a barn owl" in eig("export", "-d", "own.yaml", "-f", "html").stdout


@pytest.mark.parametrize("words", ["owl", "blue", "2020-01-01"])
def test_own_keys_are_searched(eig: Eig, words: str) -> None:
    found = eig("list", "-q", words, "-d", "own.yaml", "-c", "slug")
    assert found.stdout == "a\n"


def test_a_screen_shows_where_an_own_key_was_found(screen: Screen) -> None:
    assert "Note: a barn owl" in screen("list", "owl", "--data", "own.yaml")


def test_own_keys_are_sorted_by_and_listed(eig: Eig) -> None:
    for key, slugs in (("x-budget", "b a c"), ("x-mixed", "a b c"), ("x-rate", "a b c")):
        listed = eig("list", "--sort", key, "-d", "own.yaml", "-c", "slug")
        assert listed.lines == slugs.split()
    assert eig("list", "--sort", "x-other", "-d", "own.yaml").returncode == 2
    chosen = eig("list", "-d", "own.yaml", "-c", "slug,budget,x-many").stdout
    assert chosen == "a\t120\tone\nb\t80\ttwo\nc\t\t\n"


def test_the_schema_allows_own_keys_but_no_mappings_in_them(eig: Eig) -> None:
    schema = json.loads(DATA.with_name("challenges.schema.json").read_text("utf-8"))
    allowed = jsonschema.Draft202012Validator(schema)
    plain = json.loads(json.dumps(yaml.safe_load(OWN), default=str))
    allowed.validate(plain)
    plain["challenges"][0]["x-map"] = {"a": "b"}
    assert not allowed.is_valid(plain)
    checked = eig("check", "own.yaml").stdout
    assert checked == "own.yaml: 3 challenges; no problems\n"


NUMBERS = """\
sources: {s: {title: S}}
challenges:
  - {slug: a, name: A, x-cost: -12, x-share: 2500.5, x-none: 0, x-year: 2023, sources: [{s: [x-cost, x-other]}]}
  - {slug: b, name: B, x-cost: 63000, x-share: 3, x-none: 0, x-year: 2024}
"""


@pytest.fixture
def numbers(tmp_path: Path) -> None:
    (tmp_path / "n.yaml").write_text(NUMBERS)


@pytest.mark.usefixtures("numbers")
def test_own_numbers_stay_numbers_in_a_database(eig: Eig, tmp_path: Path) -> None:
    assert eig("export", "-d", "n.yaml", "-o", "n.db").returncode == 0
    keys = '"x-cost", "x-share", "x-none", "x-year"'
    with closing(sqlite3.connect(tmp_path / "n.db")) as database:
        values = database.execute(f"SELECT {keys} FROM challenges").fetchall()
        declared = database.execute("SELECT name, type FROM pragma_table_info('challenges')")
        assert {("x-cost", "INTEGER"), ("x-share", "REAL")} <= {*declared}
        facts = database.execute("SELECT field, source FROM facts").fetchall()
    assert values == [(-12, 2500.5, 0, 2023), (63000, 3.0, 0, 2024)]
    assert facts == [("x-cost", "s")]  # no challenge has x-other, which is cited too


@pytest.mark.usefixtures("numbers")
def test_own_numbers_stay_numbers_in_python(tmp_path: Path) -> None:
    tables = eigcli.tables(eigcli.load(tmp_path / "n.yaml"))
    first, second = tables["challenges"]
    assert own_keys(first) == {"x-cost": -12, "x-share": 2500.5, "x-none": 0, "x-year": 2023}
    assert own_keys(second) == {"x-cost": 63000, "x-share": 3.0, "x-none": 0, "x-year": 2024}


@pytest.mark.usefixtures("numbers")
def test_own_numbers_stay_numbers_in_a_spreadsheet(eig: Eig, tmp_path: Path) -> None:
    chosen = ("-d", "n.yaml", "-c", "x-cost,x-share,x-none,x-year")
    shown = eig("export", *chosen, "-f", "excel").lines
    assert shown[1:] == ["-12;2500,5;0;2023", "63000;3;0;2024"]
    assert eig("export", "-d", "n.yaml", "-o", "n.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx")["Challenges"]
    values = {head: numbers for head, *numbers in sheet.iter_cols(values_only=True)}
    assert values["Cost"] == [-12, 63000]
    assert values["Share"] == [2500.5, 3]
    assert values["None"] == [0, 0]
    assert values["Year"] == [2023, 2024]


@pytest.mark.usefixtures("numbers")
def test_own_numbers_are_grouped_as_in_the_language_except_years(eig: Eig) -> None:
    chosen = ("list", "-d", "n.yaml", "-c", "x-cost,x-share,x-none,x-year", "-f", "markdown")
    assert "| 63,000 | 3 | 0 | 2024 |" in eig(*chosen).stdout
    assert "| 63\u202f000 | 3 | 0 | 2024 |" in eig(*chosen, "--lang", "fr").stdout
    assert "2\u202f500,5" in eig(*chosen, "--lang", "fr").stdout


@pytest.mark.usefixtures("numbers")
def test_zero_comes_back_from_yaml(eig: Eig) -> None:
    eig("export", "-d", "n.yaml", "-o", "again.yaml")
    assert eig("list", "-d", "again.yaml", "-c", "x-none").stdout == "0\n0\n"


ASKED = """\
challenges:
  - {slug: a, name: A, towns: [Paris], x-stage: Initiation, x-budget: "12 000 €", x-started: 3/12/2023, x-tech: "python; c++"}
  - {slug: b, name: B, towns: [Lyon], x-stage: In production, x-budget: "$50,000", x-started: May 2024, x-tech: "c++"}
  - {slug: c, name: C, towns: [Lyon], x-stage: Initiation, x-budget: 120000, x-started: "2024", techniques: [SQL, R]}
  - {slug: d, name: D, towns: [Lyon], x-tech: [rust, python], x-page: "https://x.org/organizations/d", funding: host}
"""
Slugs = Callable[..., list[str]]


@pytest.fixture
def slugs(eig: Eig, tmp_path: Path) -> Slugs:
    """Return a function that lists the slugs of the challenges that options choose."""
    (tmp_path / "asked.yaml").write_text(ASKED)

    def listed(*options: str) -> list[str]:
        return eig("list", "-d", "asked.yaml", "-c", "slug", *options).stdout.split()

    return listed


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        (["--where", "stage=initiation"], "a c"),
        (["--where", "STAGE=Initiation,production"], "a b c"),
        (["--where", "x-stage=production or initiation"], "a b c"),
        (["--where", "stage=unknown"], "d"),
        (["--where", "tech=c++", "--where", "tech=python"], "a"),
        (["--where", "tech=python and c++"], "a"),
        (["--where", "tech=python, rust"], "a d"),
        (["--where", "tech=python", "--where", "stage=initiation", "--town", "Paris"], "a"),
        (["--without", "stage=initiation"], "b"),
        (["--where", "tech=not python"], "b"),
        (["--has", "stage", "--has", "tech"], "a b"),
        (["--where", "techniques=sql"], "c"),
        (["--where", "funding=host"], "d"),
        (["--without", "tech=c++"], "d"),
        (["--where", "budget=12000"], "a"),
        (["--where", "started=2024"], "b c"),
        (["--exact", "--where", "stage=Initiation"], "a c"),
    ],
)
def test_own_keys_choose_as_other_filters_do(
    slugs: Slugs, options: Sequence[str], chosen: str
) -> None:
    assert slugs(*options) == chosen.split()


@pytest.mark.parametrize(
    ("options", "in_order"),
    [
        (["--sort", "budget"], "a b c d"),
        (["--sort", "Budget", "--reverse"], "c b a d"),
        (["--sort", "x-started"], "a c b d"),
        (["--sort", "stage"], "a c b d"),
        (["--at-least", "budget=50000"], "b c"),
        (["--at-least", "budget=12 000", "--at-most", "budget=50 k€"], "a b"),
        (["--at-most", "started=2023"], "a"),
        (["--at-least", "started=2024-05"], "b"),
        (["--at-least", "stage=3"], ""),
    ],
)
def test_numbers_amounts_and_dates_of_own_keys_have_their_order(
    slugs: Slugs, options: Sequence[str], in_order: str
) -> None:
    assert slugs(*options) == in_order.split()


@pytest.mark.parametrize(
    ("dates", "in_order"),
    [(("03/04/2024", "02/05/2024"), "a b"), (("03/04/2024", "02/13/2024"), "b a")],
)
def test_a_day_above_twelve_says_that_months_stand_first(
    eig: Eig, tmp_path: Path, dates: tuple[str, str], in_order: str
) -> None:
    first, second = dates
    text = f"- {{slug: a, name: A, x-day: {first}}}\n- {{slug: b, name: B, x-day: {second}}}\n"
    (tmp_path / "days.yaml").write_text(f"challenges:\n{text}")
    listed = eig("list", "-d", "days.yaml", "-c", "slug", "--sort", "day")
    assert listed.stdout.split() == in_order.split()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--where stge=pilot", "no challenge has 'stge'. Did you mean stage?"),
        ("--where stage=initation", "no stage is called 'initation'. Did you mean Initiation?"),
        ("--where stage", "--where is empty."),
        ("--where stage=sold", "no stage is called 'sold'. Known: Initiation, In production,"),
        ("--where funding=hots", "no funder is called 'hots'. Did you mean host?"),
        ("--without basis=sold", "no origin of the role split is called 'sold'. Known: stated,"),
        ("--without stge=pilot", "not 'stge'. Did you mean stage?"),
        ("--has stge", "--has does not take 'stge'. Did you mean stage?"),
        ("--sort stge", "cannot sort by 'stge'. Did you mean stage?"),
        ("--at-least budget=much", "not 'budget=much'"),
        (
            "--at-most bugdet=5",
            "neither a role nor a column is called 'bugdet'. Did you mean budget?",
        ),
    ],
)
@pytest.mark.usefixtures("slugs")
def test_an_own_key_or_value_that_does_not_exist_is_a_mistake(
    eig: Eig, options: str, message: str
) -> None:
    refused = eig("list", "-d", "asked.yaml", *options.split())
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert message in refused.stderr


@pytest.mark.usefixtures("slugs")
def test_what_is_not_known_of_an_own_key_is_told_and_counted(eig: Eig) -> None:
    asked = eig("list", "-d", "asked.yaml", "--where", "stage=initiation")
    assert asked.stderr == "eig: Not known for 1 of 4 challenges: stage.\n"
    bounded = eig("list", "-d", "asked.yaml", "--at-least", "budget=1")
    assert bounded.stderr == "eig: Not known for 1 of 4 challenges: budget.\n"
    rows = eig("stats", "-d", "asked.yaml", "--by", "stage", "-f", "json").stdout
    counted = [(row["by"], row["code"], row["challenges"]) for row in json.loads(rows)[1:]]
    assert counted == [
        ("x-stage", "Initiation", 2),
        ("x-stage", "In production", 1),
        ("x-stage", "unknown", 1),
    ]
    schema = eig("schema", "stats").json()
    jsonschema.validate(json.loads(rows), schema)
    wrong = eig("stats", "-d", "asked.yaml", "--by", "stge")
    assert wrong.returncode == 2
    assert "Did you mean stage?" in wrong.stderr


@pytest.mark.usefixtures("slugs")
def test_own_keys_are_crossed(eig: Eig) -> None:
    crossed = ("stats", "-d", "asked.yaml", "--by", "tech", "--across", "Stage")
    rows = eig(*crossed, "-f", "json").json()
    counts = {(row["x-tech"], row["x-stage"]): row["challenges"] for row in rows}
    assert {pair: count for pair, count in counts.items() if count} == {
        ("python", "Initiation"): 1,
        ("python", "unknown"): 1,
        ("c++", "Initiation"): 1,
        ("c++", "In production"): 1,
        ("rust", "unknown"): 1,
        ("unknown", "Initiation"): 1,
    }
    jsonschema.validate(rows, eig("schema", "stats").json())


def test_an_address_is_no_text_to_be_searched(slugs: Slugs) -> None:
    assert slugs("--search", "organizations") == []
    assert slugs("--search", "rust") == ["d"]


@pytest.mark.usefixtures("slugs")
def test_own_keys_are_asked_in_python(tmp_path: Path) -> None:
    data = eigcli.load(tmp_path / "asked.yaml")
    [chosen] = eigcli.select(data, where={"stage": "initiation", "tech": ["python", "c++"]})
    assert chosen.slug == "a"
    assert len(eigcli.select(data, where={"x-budget": 120000})) == 1
    _total, first, second, *_others = eigcli.stats(data, by="stage")
    assert first["code"] == "Initiation"
    assert second["code"] == "In production"
    with pytest.raises(eigcli.EigError, match="no challenge has 'stge'"):
        eigcli.select(data, where={"stge": "pilot"})


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("projects in production", "--where 'stage=In production'"),
        ("projects in the initiation stage", "--where stage=Initiation"),
        ("stage initiation in Lyon", "--where stage=Initiation --town Lyon"),
        ("projects not in production", "--without 'stage=In production'"),
        ("initiation or production", "--where 'stage=Initiation or In production'"),
        ("python projects", "--where tech=python"),
        ("how many projects per stage", "--by stage"),
        ("which stage has the most projects", "--by stage"),
        ("projects by stage and tech", "--by tech --across stage"),
        ("projects by town and stage", "--by town --across stage"),
        ("projets par stage à Lyon", "--town Lyon --by stage"),
    ],
)
@pytest.mark.usefixtures("slugs")
def test_a_question_names_own_keys_with_few_values(eig: Eig, question: str, options: str) -> None:
    understood = eig("list", *question.split(), "-d", "asked.yaml").stderr
    assert f": {options}\n" in understood


def test_a_word_that_names_an_own_key_is_searched_elsewhere(eig: Eig, tmp_path: Path) -> None:
    text = ASKED.replace("name: A,", "name: A, tagline: Lights for a stage,")
    (tmp_path / "words.yaml").write_text(text.replace("Initiation", "Tool"))
    listed = eig("list", "-d", "words.yaml", "-c", "slug", "lights", "on", "stage")
    assert listed.stdout == "a\n"
    # A word for challenges is none for a stage, unless the stage is named.
    assert "stage" not in eig("list", "-d", "words.yaml", "tools", "in", "Lyon").stderr
    assert "stage=Tool" in eig("list", "-d", "words.yaml", "tool", "stage").stderr


SHEET = """Project,Agency,Bureau,Stage,Category,Technologies,Date started,Date closed
Alpha,Health Board,North,pilot,Care,python,2023-02-01,2024-05-06
Beta,Health Board,South,frozen,Care,java,2022-03-04,
Gamma,Road Board,North,pilot,Roads,python,2023-05-06,
"""


@pytest.fixture
def of_sheet(eig: Eig, tmp_path: Path) -> str:
    (tmp_path / "sheet.csv").write_text(SHEET)
    eig("init", "--from", "sheet.csv", "sheet.yaml")
    return "sheet.yaml"


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("projects in pilot per agency", "--where stage=pilot --by ministry"),
        ("agencies with the most projects", "--by ministry"),
        ("which agency has the most projects", "--by ministry"),
        ("stages with the most projects", "--by stage"),
        ("pilot projects", "--where stage=pilot"),
        ("which bureau has the most projects", "--by departments"),
        ("how many projects per category", "--by theme"),
        ("how many projects per technology", "--by techniques"),
        ("projects started in 2023", "--where date-started=2023"),
        ("projects that started since 2023", "--at-least date-started=2023"),
        ("how many projects closed before 2025", "--at-most date-closed=2024"),
    ],
)
def test_a_question_may_say_what_the_headings_of_a_spreadsheet_said(
    eig: Eig, of_sheet: str, question: str, options: str
) -> None:
    assert f": {options}\n" in eig(question, "-d", of_sheet).stderr


LISTS = """Name,Stack,Budget (EUR)
A,Django,12000
B,"Django, PostGIS",500
C,"Python, Django",90000
"""


def test_cells_between_whose_commas_values_recur_are_lists(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "lists.csv").write_text(LISTS)
    made = eig("init", "--from", "lists.csv", "lists.yaml")
    assert "Stack        -> x-stack, several values\n" in made.stderr
    listed = eig("list", "--where", "stack=Django", "-c", "slug", "-d", "lists.yaml")
    assert listed.lines == ["a", "b", "c"]


def test_techniques_between_whose_commas_values_recur_are_lists(eig: Eig, tmp_path: Path) -> None:
    listed = 'Name,Techniques\nA,"Big Data, Maps"\nB,Maps\nC,"Big Data, Other"\n'
    (tmp_path / "lists.csv").write_text(listed)
    eig("init", "lists.yaml", "--from", "lists.csv")
    assert len(eig("projects that use big data", "-d", "lists.yaml").lines) == 2


def test_a_remark_behind_a_heading_is_no_part_of_its_key(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "lists.csv").write_text(LISTS)
    eig("init", "--from", "lists.csv", "lists.yaml")
    listed = eig("list", "--at-least", "budget=10000", "-c", "slug", "-d", "lists.yaml")
    assert listed.lines == ["a", "c"]
    again = eig("init", "--from", "lists.csv", "--update", "lists.yaml")
    assert again.returncode == 0
    assert "x-budget" in (tmp_path / "lists.yaml").read_text()


def test_a_year_without_a_verb_is_of_no_column_of_dates_among_several(
    eig: Eig, of_sheet: str
) -> None:
    assert "not understood: '2023'" in eig("projects in 2023", "-d", of_sheet).stderr


def test_what_no_column_has_is_not_searched_but_what_is_about_it(eig: Eig, tmp_path: Path) -> None:
    text = "- {slug: a, name: A, tagline: A tool for the budget, x-stage: pilot}\n"
    (tmp_path / "b.yaml").write_text(text)
    of_projects = eig("what is the budget of the projects", "-d", "b.yaml")
    assert "not understood: 'budget'" in of_projects.stderr
    assert eig("projects about the budget", "-c", "slug", "-d", "b.yaml").stdout == "a\n"


MORE_OFTEN = """
- {slug: a, name: A, hosts: [DHS], x-office: Roads}
- {slug: b, name: B, themes: [roads], x-office: DHS}
- {slug: c, name: C, themes: [roads], x-office: DHS}
"""


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("projects of DHS", "--where office=DHS"),
        ("projects about roads", "--theme roads"),
    ],
)
def test_a_name_is_what_it_is_written_like_or_what_more_challenges_have(
    eig: Eig, tmp_path: Path, question: str, options: str
) -> None:
    (tmp_path / "often.yaml").write_text(MORE_OFTEN)
    assert f": {options}\n" in eig(question, "-d", "often.yaml").stderr


CITY = """
- {slug: a, name: Bike map, x-budget: 60000, x-district: North}
- {slug: b, name: Waste app, x-budget: 25000, x-district: South}
- {slug: c, name: Tree register, x-budget: 80000, x-district: North}
"""
LANGUAGES = """
- {slug: a, name: A, x-code: DOE, x-made-with: c, x-remark: one}
- {slug: b, name: B, x-code: DOE, x-made-with: c++, x-remark: two}
- {slug: c, name: C, x-code: GSA, x-made-with: c++, x-remark: three}
"""


@pytest.mark.parametrize(
    ("arguments", "slugs"),
    [
        ("--where made-with=c", "a"),
        ("--where made-with=c++", "b c"),
        # A word by which people ask is no code.
        ("what does GSA do", "c"),
        ("projects of DOE", "a b"),
    ],
)
def test_a_value_is_what_is_written_so(
    eig: Eig, tmp_path: Path, arguments: str, slugs: str
) -> None:
    (tmp_path / "l.yaml").write_text(LANGUAGES)
    listed = eig("list", *arguments.split(), "-c", "slug", "-d", "l.yaml")
    assert listed.stdout.split() == slugs.split()


DENIED = """
- {slug: a, name: A, x-rating: non conforme}
- {slug: b, name: B, x-rating: not fit}
- {slug: c, name: C, x-rating: conforme}
- {slug: d, name: D, x-rating: sans objet}
"""


@pytest.mark.parametrize(
    ("options", "slugs"),
    [
        (["--where", "rating=non conforme"], "a"),
        (["--where", "rating=Not fit"], "b"),
        (["--where", "rating=conforme or non conforme"], "a c"),
        (["--without", "rating=sans objet"], "a b c"),
        # What nobody wrote is denied.
        (["--where", "rating=not conforme"], "a b d"),
    ],
)
def test_a_value_that_denies_is_itself_where_it_is_written_so(
    eig: Eig, tmp_path: Path, options: Sequence[str], slugs: str
) -> None:
    (tmp_path / "denied.yaml").write_text(DENIED)
    listed = eig("list", *options, "-c", "slug", "-d", "denied.yaml")
    assert listed.stdout.split() == slugs.split()


@pytest.mark.parametrize("option", ["--where", "--at-least", "--at-most"])
def test_a_year_has_all_days_of_dates_whose_month_stands_first(
    eig: Eig, tmp_path: Path, option: str
) -> None:
    days = "- {slug: a, name: A, x-on: 9/30/2023}\n- {slug: b, name: B, x-on: 10/1/2023}\n"
    (tmp_path / "days.yaml").write_text(days)
    listed = eig("list", option, "on=2023", "-c", "slug", "-d", "days.yaml")
    assert listed.stdout.split() == ["a", "b"]


def test_a_question_counts_by_a_key_whatever_its_values(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "l.yaml").write_text(LANGUAGES)
    assert "by remark: --by remark" in eig("how many projects per remark", "-d", "l.yaml").stderr


def test_challenges_are_counted_by_the_heading_of_a_spreadsheet(eig: Eig, of_sheet: str) -> None:
    counted = eig("stats", "--by", "agency", "-d", of_sheet).lines
    assert [row.split("\t")[1] for row in counted[1:]] == ["Health Board", "Road Board"]


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("projects with a budget over 50000", "--at-least budget=50001"),
        ("which project has the largest budget", "--sort x-budget --reverse --limit 10"),
        ("les 2 plus grands budgets", "--sort x-budget --reverse --limit 2"),
        ("budget of the projects in the north", "--where x-district=North --columns name,x-budget"),
        ("projects with at least 50000 budget", "--at-least budget=50000"),
        ("a budget between 30000 and 70 000", "--at-least budget=30000 --at-most budget=70000"),
        ("entre 30000 et 70000 budget", "--at-least budget=30000 --at-most budget=70000"),
    ],
)
def test_numbers_of_an_own_key_are_asked_in_words(
    eig: Eig, tmp_path: Path, question: str, options: str
) -> None:
    (tmp_path / "city.yaml").write_text(CITY)
    assert options in eig(question, "-d", "city.yaml").stderr


def test_an_own_key_of_a_named_challenge_is_answered_but_no_sum(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "city.yaml").write_text(CITY)
    assert "Bike map – Budget: 60,000" in eig("budget of the bike map", "-d", "city.yaml").stderr
    summed = eig("which district has the largest budget", "-d", "city.yaml")
    assert summed.returncode == 1


ANSWERS = """Name,Volumes,Reviewed,Started
Bike map,0,yes,2017-03-01
Chatbot,5,no,2020-05-02
Helper,12,no,2024-01-01
Health bot,3,yes,2016-06-06
"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        # Zero is a value, and a column of yes and no asks for those that say yes.
        (["list", "--where", "volumes=0"], "bike-map"),
        (["list", "--at-most", "volumes=3"], "bike-map health-bot"),
        (["projects with no volumes"], "bike-map"),
        (["projects that have reviewed"], "bike-map health-bot"),
        (["oldest projects by started"], "health-bot bike-map chatbot helper"),
        (["newest projects by started"], "helper chatbot bike-map health-bot"),
        (["latest projects by started"], "helper chatbot bike-map health-bot"),
        (["projects with volumes over 1 000"], ""),
    ],
)
def test_zero_yes_and_dates_of_own_columns_are_values(
    eig: Eig, tmp_path: Path, asked: list[str], answer: str
) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS)
    eig("init", "answers.yaml", "--from", "answers.csv")
    listed = eig(*asked, "-d", "answers.yaml")
    assert [row.split("\t")[0] for row in listed.lines] == answer.split()


SERVICES = """Service name,Stage of delivery,Budget 2025/26,People (rough),Opened,Ends,Holds PII?,WCAG 2.2 compliant?,Where
Bins,Live,£1.5m,ca. 8,05/2020,Oct-27,Yes,Yes,"Leeds, York"
Parks,live,95.000 €,800 people,März 2022,3 March 2026,No,Partly,Leeds
Roads,Pilot,R$ 350 mil,~12,dez/2023,2025,no,No,York
Schools,Live,none,tbc,n/a,TBC,,No,"York, Hull"
"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        # Amounts, numbers and dates are written in many ways.
        (["list", "--at-least", "budget-2025-26=300000"], "bins roads"),
        (["services with a budget over 90000"], "bins parks roads"),
        (["which service has the largest budget"], "bins roads parks schools"),
        (["services without a budget"], "schools"),
        (["list", "--at-least", "People (rough)=12"], "parks roads"),
        (["services opened since 2022"], "parks roads"),
        (["list", "--where", "Opened=2020-05"], "bins"),
        (["services that end before 2027"], "parks roads"),
        # A column of yes and no may have other values, and a heading is cut short.
        (["services that hold PII"], "bins"),
        (["services without PII"], "parks roads"),
        (["services that are not WCAG compliant"], "roads schools"),
        (["services with PII but no budget"], ""),
        # Values in other capitals are one.
        (["list", "--where", "stage-of-delivery=live"], "bins parks schools"),
    ],
)
def test_columns_are_read_as_their_owners_write_them(
    eig: Eig, tmp_path: Path, asked: list[str], answer: str
) -> None:
    (tmp_path / "services.csv").write_text(SERVICES)
    eig("init", "services.yaml", "--from", "services.csv")
    listed = eig(*asked, "-d", "services.yaml")
    assert [row.split("\t")[0] for row in listed.lines] == answer.split()


TOOLS = """Tool,Owner,Written in,Score,Released,Tests,Open source,Decision,Funder,Department,Cost
Alpha,Ann Ltd,"C, Fortran",18/20,26.01.23,Y,Yes,Granted,ERC,Physics,"£35,000 p.a."
Beta,Ann Ltd,Fortran / C,15.5,2024,N,Y,granted,EPSRC,Physics,20 000 €
Gamma,Bob Ltd,C; Rust,15,2021,no,N,Refused,EPSRC,Chemistry,1500+
Delta,Bob Ltd,Rust,12,2020,yes,No,Granted,,Chemistry,
"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        # `Y` beside `Yes` is yes, and commas, slashes and semicolons may all stand in one column.
        (["how many tools are open source, and which ones"], "alpha beta"),
        (["tools without tests"], "beta gamma"),
        (["tools written in Fortran"], "alpha beta"),
        (["list", "--where", "written-in=C"], "alpha beta gamma"),
        # The next number above 15 is 15.5; a score may say of how many it is.
        (["tools with a score over 15"], "alpha beta"),
        (["tools with a score of at least 15.5"], "alpha beta"),
        (["list", "--at-least", "cost=20000"], "alpha beta"),
        (["list", "--where", "released=2023"], "alpha"),
        (["granted tools"], "alpha beta delta"),
        (["list", "--where", "department=physics"], "alpha beta"),
    ],
)
def test_cells_are_read_whatever_stands_in_others(
    eig: Eig, tmp_path: Path, asked: list[str], answer: str
) -> None:
    (tmp_path / "tools.csv").write_text(TOOLS)
    eig("init", "tools.yaml", "--from", "tools.csv")
    listed = eig(*asked, "-d", "tools.yaml")
    assert [row.split("\t")[0] for row in listed.lines if row.count("\t") > 1] == answer.split()


def test_values_in_other_capitals_are_counted_as_one_which_is_told(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "services.csv").write_text(SERVICES)
    told = eig("init", "services.yaml", "--from", "services.csv").stderr
    assert "written alike from now on: live = Live; no = No" in told.replace(", ", "; ")
    counted = eig("services per stage of delivery", "-d", "services.yaml").lines
    assert [row.split("\t")[1:3] for row in counted[1:]] == [["Live", "3"], ["Pilot", "1"]]


def test_a_denial_within_a_heading_is_one(eig: Eig, tmp_path: Path) -> None:
    sheet = "Projet,Rapport final reçu,Non éligible\nA,oui,oui\nB,non,non\nC,oui,non\n"
    (tmp_path / "grants.csv").write_text(sheet)
    eig("init", "grants.yaml", "--from", "grants.csv")
    late = eig("projets dont le rapport final n'est pas reçu", "-d", "grants.yaml")
    assert [row.split("\t")[0] for row in late.lines] == ["b"]
    refused = eig("projets non éligibles", "-d", "grants.yaml")
    assert [row.split("\t")[0] for row in refused.lines] == ["a"]


def test_names_are_those_that_are_all_different(eig: Eig, tmp_path: Path) -> None:
    sheet = "Prototype,Organisation\nA,Ann\nB,Ann\nC,Bob\n"
    (tmp_path / "prototypes.csv").write_text(sheet)
    told = eig("init", "prototypes.yaml", "--from", "prototypes.csv").stderr
    assert "taken for the names, since all are different (--name says another): Prototype" in told


def test_a_month_is_no_place(eig: Eig) -> None:
    assert "no team is known" not in eig("projects launched in October").stderr


def test_a_share_is_of_what_the_last_own_column_is_asked_of(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(SERVICES)
    eig("init", "services.yaml", "--from", "services.csv")
    share = eig("what share of the live services hold PII", "-d", "services.yaml").stderr
    assert "1 of 3 challenges, 33%; of 1 it is not known" in share


def test_a_place_in_a_dataset_without_towns_is_searched(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(SERVICES.replace("Where", "Area"))
    eig("init", "services.yaml", "--from", "services.csv")
    assert "no team is known" not in eig("services in Manchester", "-d", "services.yaml").stderr
    listed = eig("services in Hull", "-d", "services.yaml")
    assert [row.split("\t")[0] for row in listed.lines] == ["schools"]


def test_a_column_that_says_nothing_of_what_is_counted_stops_the_answer(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "services.csv").write_text(SERVICES)
    eig("init", "services.yaml", "--from", "services.csv")
    refused = eig("how many services budget", "-d", "services.yaml")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "not understood: 'budget'" in refused.stderr


def test_a_heading_that_stands_for_a_filter_is_asked_by_where(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "maps.csv").write_text("Project,Topics\nBins,water\nParks,trees\n")
    eig("init", "maps.yaml", "--from", "maps.csv")
    listed = eig("list", "--where", "Topics=water", "-d", "maps.yaml")
    assert [row.split("\t")[0] for row in listed.lines] == ["bins"]


def test_without_a_number_is_no_zero(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS + "Trees,,no,2018-01-01\n")
    eig("init", "answers.yaml", "--from", "answers.csv")
    listed = eig("projects without volumes", "-d", "answers.yaml")
    assert [row.split("\t")[0] for row in listed.lines] == ["trees"]


def test_an_order_by_what_no_record_has_is_refused(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS)
    eig("init", "answers.yaml", "--from", "answers.csv")
    refused = eig("the biggest teams", "-d", "answers.yaml")
    assert refused.returncode == 1
    assert "not understood: 'biggest'" in refused.stderr


def test_departments_without_ministries_are_counted_by_their_heading(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "city.csv").write_text("Project,Department\nBike map,Roads\nTrees,Parks\n")
    eig("init", "city.yaml", "--from", "city.csv")
    counted = eig("stats", "--by", "department", "-d", "city.yaml").lines
    assert [row.split("\t")[1] for row in counted[1:]] == ["Roads", "Parks"]


def test_what_no_record_has_does_not_exist(eig: Eig, tmp_path: Path) -> None:
    bare = "- {slug: a, name: A, x-stage: pilot}\n- {slug: b, name: B, x-stage: pilot}\n"
    (tmp_path / "bare.yaml").write_text(bare)
    _head, pilots = eig("stats", "-d", "bare.yaml").lines
    assert pilots.startswith("x-stage	pilot	2	")
    assert "| Name | Stage |\n" in eig("brief", "-d", "bare.yaml").stdout
    assert eig("sources", "-d", "bare.yaml").stdout == ""
    eig("export", "-d", "bare.yaml", "-o", "bare.xlsx")
    book = openpyxl.load_workbook(tmp_path / "bare.xlsx")
    assert book.sheetnames == ["Challenges", "Counts"]


def test_the_examples_of_a_refusal_are_of_the_dataset_that_is_asked(
    eig: Eig, of_sheet: str
) -> None:
    refused = eig("foo bar", "-d", of_sheet).stderr
    examples = refused.partition("Ask, for example: ")[2].partition(". For more")[0].split(" · ")
    commands = ["eig list --where stage=frozen", "eig how many challenges per stage"]
    assert examples[:2] == [f"{command} --data {of_sheet}" for command in commands]
    for example in examples:
        assert eig(*example.split()[1:]).returncode == 0
    understood = eig("frozen projects that fly", "-d", of_sheet).stderr
    assert f"What was understood: eig list --where stage=frozen --data {of_sheet}." in understood


@pytest.mark.usefixtures("slugs")
def test_own_keys_with_few_values_filter_a_page(eig: Eig) -> None:
    page = eig("export", "-d", "asked.yaml", "-f", "html").stdout
    filters = re.findall("<select name=(x-[a-z]+)", page)
    assert filters == ["x-stage", "x-tech"]
    assert '"x-stage":[["Initiation","Initiation"],["In production","In production"],' in page


@pytest.mark.usefixtures("slugs")
def test_completion_offers_own_keys_and_their_few_values(tmp_path: Path) -> None:
    offered = values_of_keys(eigcli.load(tmp_path / "asked.yaml"))
    assert {"stage=", "budget=", "techniques=", "stage=In production", "tech=c++"} <= {*offered}
    assert not [value for value in offered if value.startswith("budget=1")]


MANY = """\
programme: {name: Projekte, language: LANGUAGE}
challenges:
- {slug: a, name: A, techniques: [python, c++], x-phase: construction, x-place: Berlin, tagline: welche Karte}
- {slug: b, name: B, techniques: [python, c], x-phase: transfer, x-place: Berlin, x-site: https://b.example}
- {slug: git, name: Git, techniques: [git, c, go], x-phase: construction, x-place: Bonn}
- {slug: d, name: D, techniques: [git, c++, go], tagline: welche construction}
- {slug: e, name: E, themes: [operating systems], techniques: [c++], tagline: welche, x-tags: systems}
- {slug: f, name: F, x-tags: systems}
"""


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("projects that use c++", "a d e"),
        ("projects that use c", "b git"),
        ("projects using go", "d git"),
        ("projects that use git", "d git"),
        ("projects that use git and c++", "d"),
        ("projects without python", "d e git"),
        ("operating systems", "e"),
        ("projects in construction", "a git"),
        ("projects without a phase", "d e f"),
        ("projects that have a site", "b"),
    ],
)
def test_a_question_names_any_value_of_any_key_as_it_is_written(
    eig: Eig, tmp_path: Path, question: str, found: str
) -> None:
    (tmp_path / "many.yaml").write_text(MANY.replace("LANGUAGE", "en"))
    listed = eig("list", "-d", "many.yaml", "-c", "slug", question)
    assert sorted(listed.lines) == found.split()


def test_an_option_takes_an_own_key_by_the_name_of_a_facet_that_no_record_has(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "many.yaml").write_text(MANY.replace("LANGUAGE", "en"))
    counted = eig("stats", "--by", "phase", "-d", "many.yaml").lines
    assert [row.split("\t")[1] for row in counted[1:]] == ["construction", "transfer", "unknown"]
    crossed = eig(
        "stats", "--by", "place", "--across", "phase", "-d", "many.yaml", "-f", "markdown"
    )
    assert "| Place | construction | transfer | Not known | total |" in crossed.stdout
    left = eig("list", "--without", "phase=construction", "-c", "slug", "-d", "many.yaml")
    assert left.lines == ["b"]


def test_a_facet_that_no_record_has_names_an_own_key(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "many.yaml").write_text(MANY.replace("LANGUAGE", "en"))
    counted = eig("list", "-d", "many.yaml", "how", "many", "projects", "per", "phase")
    assert "--by x-phase" in counted.stderr
    refused = eig("list", "-d", "many.yaml", "projects", "per", "town")
    assert refused.returncode == 1
    assert "nothing mentions 'town'" in refused.stderr


def test_words_for_asking_in_other_languages_are_not_searched(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "many.yaml").write_text(MANY.replace("LANGUAGE", "de"))
    refused = eig("list", "-d", "many.yaml", "welche", "in", "Berlin")
    assert refused.returncode == 1
    assert "not understood: 'welche'. What was understood: eig list --where" in refused.stderr


CALLED = """Projekt,Status,Webseite,Technology,Year
Chatbot,Fertig,bots.example,python,2023
Trees,Finished,https://trees.example,chatbot,2023
FFmpeg,Finished,https://ffmpeg.example,c,2022
FFmpeg,,,ffmpeg,2023
Sound,,,ffmpeg,2023
Video,,,ffmpeg,2023
"""


@pytest.fixture
def called(eig: Eig, tmp_path: Path) -> str:
    (tmp_path / "called.csv").write_text(CALLED)
    eig("init", "called.yaml", "--from", "called.csv")
    return "called.yaml"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # A cell of this column is no address, so that the column is an own key.
        ("website of trees", "Trees – Webseite: https://trees.example\n"),
        ("status of trees", "Trees – Status: Finished\n"),
        ("website of the projects that use ffmpeg", "=ffmpeg --columns name,x-webseite\n"),
        ("in which years did FFmpeg take part", "FFmpeg – Year: 2023\n"),
        ("how many times did FFmpeg take part", "not understood: 'how many'. What was"),
    ],
)
def test_what_a_record_says_under_an_own_heading_is_known(
    eig: Eig, called: str, question: str, answer: str
) -> None:
    assert answer in eig(question, "-d", called).stderr


def test_a_word_that_is_a_name_and_in_other_records_lists_these(eig: Eig, called: str) -> None:
    listed = eig("list", "chatbots", "-c", "slug", "-d", called)
    assert listed.lines == ["chatbot", "trees"]
    assert "searched: 'chatbots'" in listed.stderr
    assert "slug: trees\n" in eig("trees", "-d", called).stdout


JOINT = """
- {slug: a, name: A, x-impact: Rights, x-stage: pilot}
- {slug: b, name: B, x-impact: Safety, x-stage: closed, tagline: A waste map}
- {slug: c, name: C, x-impact: Both, x-stage: pilot}
- {slug: d, name: D, x-impact: Neither, x-stage: closed, themes: [Roads]}
- {slug: e, name: E, x-impact: Rights}
"""


@pytest.mark.parametrize(
    ("question", "slugs"),
    [
        ("projects that are both rights and safety", "c"),
        ("projects that are neither rights nor safety", "d"),
        ("projects that are both rights and pilot", "a"),
        ("projects that are neither rights nor pilot", "b d"),
    ],
)
def test_both_and_neither_are_values_where_they_are_written(
    eig: Eig, tmp_path: Path, question: str, slugs: str
) -> None:
    (tmp_path / "joint.yaml").write_text(JOINT)
    assert eig("list", question, "-c", "slug", "-d", "joint.yaml").lines == slugs.split()


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("projects both in pilot and closed", "no stage is called 'pilot and closed'. Known:"),
        ("projects without waste", "not understood: 'waste'"),
    ],
)
def test_what_no_record_can_have_and_what_only_a_text_says_not_stops_an_answer(
    eig: Eig, tmp_path: Path, question: str, message: str
) -> None:
    (tmp_path / "joint.yaml").write_text(JOINT)
    refused = eig("list", question, "-d", "joint.yaml")
    assert refused.returncode
    assert message in refused.stderr


def test_a_technique_of_several_words_is_in_longer_ones(eig: Eig, tmp_path: Path) -> None:
    techniques = (
        "machine learning",
        "maps, machine learning (ML)",
        "machine vision",
        "machine learning",
    )
    rows = [f'- {{slug: p{n}, name: P, techniques: ["{t}"]}}\n' for n, t in enumerate(techniques)]
    (tmp_path / "longer.yaml").write_text("".join(rows))
    listed = eig("list", "projects that use machine learning", "-c", "slug", "-d", "longer.yaml")
    assert listed.lines == ["p0", "p1", "p3"]


PORTFOLIO = """
- {slug: a, name: A, x-started: "2019-03-01", x-budget: 12000, x-open-source: "yes", towns: [Lyon]}
- {slug: b, name: B, x-started: "2020-05-01", x-budget: 8000, x-open-source: "no", towns: [Lyon]}
- {slug: c, name: C, x-started: "2022-01-01", x-budget: 90000, x-open-source: "yes", towns: [Bonn]}
"""


@pytest.mark.parametrize(
    ("question", "slugs"),
    [
        ("started between 2020 and 2022", "b c"),
        ("projects started from 2019 to 2020", "a b"),
        ("projects that are open source", "a c"),
        ("projects that are not open source", "b"),
        ("projects with a budget under 10000", "b"),
    ],
)
def test_ranges_of_years_and_yes_or_no_are_asked_in_words(
    eig: Eig, tmp_path: Path, question: str, slugs: str
) -> None:
    (tmp_path / "portfolio.yaml").write_text(PORTFOLIO)
    assert eig("list", question, "-c", "slug", "-d", "portfolio.yaml").lines == slugs.split()


def test_a_facet_in_the_order_of_a_column_would_need_sums(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(PORTFOLIO)
    question = "which town has the largest projects by budget"
    assert "not understood: 'budget'" in eig("list", question, "-d", "portfolio.yaml").stderr
