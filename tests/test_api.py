"""eigcli as a library: what is public, and that it does what the commands do."""

import csv
import doctest
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from arbitrary import datasets
from build import slugs, whole
from conftest import Eig
from hypothesis import given
from jsonschema import Draft202012Validator

import eigcli
from eigcli import typed
from eigcli.api import Choice, FacetName, FormatName, Measure, SchemaName
from eigcli.data.model import PHASE, STATE, PhaseCode, StateCode
from eigcli.formats import FORMATS, SCHEMAS
from eigcli.messages import language
from eigcli.query.counting import MEASURES
from eigcli.query.facets import COUNTED, FILTERS
from eigcli.report.counts import stats

DOCUMENT = Path(__file__).parents[1] / "docs" / "python.md"


@pytest.fixture(scope="module")
def data() -> eigcli.Dataset:
    return eigcli.load(promotion="all")


def test_the_public_names_are_these() -> None:
    assert eigcli.__all__ == [
        *("Answer", "Body", "Challenge", "ChallengeRecord", "Citation", "Counts", "CountsRecord"),
        *("Dataset", "DatasetError", "EigError", "Family", "Figure", "Host", "Link"),
        *("NoAnswerError", "Pay", "People", "Period", "Problem", "Profile", "Programme", "Skill"),
        *("Source", "Tables", "Totals", "Town"),
        *("__version__", "answer", "ask", "check", "load", "records", "schema", "select", "stats"),
        *("tables", "write"),
    ]
    assert all(hasattr(eigcli, name) for name in eigcli.__all__)
    assert set(eigcli.__all__) <= set(dir(eigcli))
    assert not hasattr(eigcli, "nothing")


def test_the_documented_examples_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = doctest.testfile(str(DOCUMENT), module_relative=False, encoding="utf-8")
    assert done.attempted > 15
    assert done.failed == 0


def test_import_loads_no_other_module_and_load_no_command_line() -> None:
    script = (
        "import sys; before = set(sys.modules); import eigcli;"
        "print(*set(sys.modules) - before); eigcli.load(); print('typer' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "eigcli\nFalse\n"


def test_no_module_of_eig_needs_what_the_package_offers() -> None:
    package = Path(eigcli.__file__).parent
    for path in package.rglob("*.py"):
        for line in re.findall(
            r"^ *from eigcli import (.+)$", path.read_text("utf-8"), re.MULTILINE
        ):
            for name in line.partition(" as ")[0].split(", "):
                assert [*package.glob(f"{name}*")], f"{path} imports {name}"


@pytest.mark.parametrize(
    "question", ["designers à Lyon", "designers 2022", "santé", "promotion 5", "mer", "top 3 teams"]
)
def test_a_question_is_answered_as_by_eig(eig: Eig, data: eigcli.Dataset, question: str) -> None:
    listed = eig("list", question, "--promotion", "all", "--json")
    shown = [record["slug"] for record in listed.json()]
    assert slugs(eigcli.ask(data, question)) == shown


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("designers 2022", "no promotion is called '2022'"),
        # A part of what is asked for is no answer.
        ("promotions 2 et 5", "no promotion is called '5'"),
        ("since 2021", "there is no promotion since 2021"),
    ],
)
def test_a_question_on_an_unknown_promotion_is_a_mistake(question: str, missing: str) -> None:
    with pytest.raises(eigcli.EigError, match=missing):
        eigcli.ask(eigcli.load(promotion="2"), question)


@pytest.mark.parametrize("question", ["teams that only had designers", " "])
def test_words_that_are_not_understood_are_a_mistake(data: eigcli.Dataset, question: str) -> None:
    with pytest.raises(eigcli.EigError, match=r"^not understood: 'only'|^the question is empty$"):
        eigcli.ask(data, question)


OWN = """
programme: {name: P, promotion: 1, start: 2020, months: 6}
challenges:
- {slug: a, name: Arc, towns: [Lyon], people: {designer: [1, 2]}, state: in-use}
- {slug: b, name: Bac, towns: [Lyon], people: {developer: 3}, state: ended}
- {slug: c, name: Cri, towns: [Brest], people: {designer: [1, 1]}}
"""


@pytest.mark.parametrize(
    ("question", "found", "sentence", "options"),
    [
        ("designers in Lyon", ["a"], "1 challenge (role designers, team in Lyon): in use.", "--skill designers --town Lyon"),
        ("how many challenges in Lyon", ["a", "b"], "2 challenges, 4 people sought, 2 people recruited (known for 1 of 2)", "--town Lyon"),
        ("what share is in Lyon", ["a", "b"], "2 of 3 challenges, 67%.", "--town Lyon"),
        ("which towns hired the most people", ["a", "b", "c"], "Lyon: 2 of 3 people recruited.", "--by town --measure recruited"),
        ("challenges by town and state", ["a", "b", "c"], "3 challenges: 1 seen in use or handed over, 1 ended; of 1 no source says.", "--by town --across state"),
        ("url of the challenges in Lyon", ["a", "b"], "2 challenges (team in Lyon): 1 seen in use or handed over, 1 ended.", "--town Lyon --columns name,product"),
        ("where is Bac", ["b"], "Bac – Town: Lyon", ""),
        ("when does the programme start", ["a", "b", "c"], "", ""),
        ("how long did they stay", ["a", "b", "c"], "Promotion 1 – Length: 6 months", ""),
        ("what is the pay", ["a", "b", "c"], "Promotion 1 – Pay: not known", ""),
    ],
)  # fmt: skip
def test_an_answer_has_its_sentence_and_the_options_that_ask_for_it(
    question: str, found: list[str], sentence: str, options: str
) -> None:
    answer = eigcli.answer(eigcli.load(io.StringIO(OWN)), question)
    assert slugs(answer.dataset) == found
    assert answer.sentence == sentence
    assert " ".join(answer.options) == options
    assert answer.not_understood == ()


def test_an_answer_says_how_the_question_was_understood() -> None:
    own = eigcli.load(io.StringIO(OWN))
    first, *_others = eigcli.answer(own, "designers").understood
    assert first.startswith("role designers")
    assert eigcli.answer(own, "zebra town of Bac").not_understood == ("zebra",)
    with pytest.raises(eigcli.EigError, match=r"^not understood: 'zebra'"):
        eigcli.ask(own, "designers not zebra")
    with pytest.raises(eigcli.EigError, match="it cannot list what has none"):
        eigcli.answer(own, "which towns have no designer")


def test_a_year_asked_of_an_own_dataset_is_not_a_bundled_promotion() -> None:
    owls = "challenges: [{slug: a, name: Owls in 2022, promotion: 1}]"
    for programme in ("", "programme: {name: Fellowship, promotion: 1, start: 2026}\n"):
        own = eigcli.load(io.StringIO(programme + owls))
        assert slugs(eigcli.ask(own, "owls 2022")) == ["a"]


def test_an_unknown_filter_is_a_type_error(data: eigcli.Dataset) -> None:
    select: Any = eigcli.select
    for option in ("sort", "limit", "skil"):  # a dataset is in the order of its file
        with pytest.raises(TypeError, match=option):
            select(data, **{option: 1})


def test_errors_name_arguments_and_not_options(data: eigcli.Dataset) -> None:
    with pytest.raises(eigcli.EigError, match=r"^at_least .*designer=2") as error:
        eigcli.select(data, at_least="many")
    assert "--" not in str(error.value)
    stats: Any = eigcli.stats
    with pytest.raises(eigcli.EigError, match="cannot count by 'métier'"):
        stats(data, by="métier")
    with pytest.raises(eigcli.EigError, match="there is no measure 'people'"):
        stats(data, measure="people")
    names = r"To see all names: eigcli.stats\(data, \"town\"\)\.$"
    with pytest.raises(eigcli.NoAnswerError, match=names):
        eigcli.select(data, town="Atlantis")
    with pytest.raises(eigcli.NoAnswerError, match=r"eig --help\.$"):  # a command stays whole
        eigcli.ask(data, "hello")
    with pytest.raises(eigcli.NoAnswerError, match=r"eig export --format sqlite, without columns$"):
        eigcli.write(data, "x.db", columns="slug")


def test_errors_are_of_three_public_classes(data: eigcli.Dataset, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("challenges: [{slug: a}]")
    schema: Any = eigcli.schema
    mistakes: list[tuple[type, Callable[[], object]]] = [
        (eigcli.DatasetError, lambda: eigcli.load(own)),
        (eigcli.NoAnswerError, lambda: eigcli.load(promotion="99")),
        (eigcli.NoAnswerError, lambda: eigcli.select(data, skill="astronaut")),
        (eigcli.NoAnswerError, lambda: eigcli.ask(data, "which towns have no designer")),
        (eigcli.NoAnswerError, lambda: eigcli.ask(data, "designers zzqx")),
        (eigcli.NoAnswerError, lambda: schema("xml")),
        (eigcli.EigError, lambda: eigcli.load(tmp_path / "none.yaml")),
        (eigcli.EigError, lambda: eigcli.write(data, own)),
    ]
    for raised, run in mistakes:
        with pytest.raises(eigcli.EigError) as error:
            run()
        assert type(error.value) is raised


def test_a_dataset_is_a_collection_of_its_challenges(data: eigcli.Dataset) -> None:
    assert len(data) == len([*data]) == len(data.challenges)
    assert repr(data) == "<Dataset: 131 challenges>"
    first = data.challenges[0]
    assert data[first.slug] is first
    assert first in data
    assert first.slug in data
    assert "nothing" not in data
    with pytest.raises(KeyError, match="nothing"):
        data["nothing"]
    assert not eigcli.load(io.StringIO("challenges: []"))


def test_a_lone_surrogate_in_a_text_is_a_problem() -> None:
    half = io.StringIO("challenges: [{slug: a, name: '\ud83d'}]")
    with pytest.raises(eigcli.EigError, match="1:31: expected a text in UTF-8"):
        eigcli.load(half)


def test_python_ignores_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIG_DATA", str(tmp_path / "none.yaml"))
    monkeypatch.setenv("EIG_PROMOTION", "5")
    assert {challenge.promotion for challenge in eigcli.load()} == {"2"}
    own = tmp_path / "own.yaml"
    own.write_text("challenges: [{slug: a, name: A, promotion: 1}]")
    assert slugs(eigcli.load(own)) == ["a"]


def test_counts_are_those_of_the_command(eig: Eig, data: eigcli.Dataset) -> None:
    ran = eig("stats", "--by", "state", "-p", "all", "--measure", "recruited", "-f", "csv")
    counted = eigcli.stats(data, by="state", measure="recruited")
    written = io.StringIO()
    rows = csv.DictWriter(written, counted[0].keys(), lineterminator="\n")
    rows.writeheader()
    rows.writerows(counted)
    assert written.getvalue() == ran.stdout


def test_counts_are_by_several_facets(data: eigcli.Dataset) -> None:
    counted = eigcli.stats(data, ["year", "town"])
    assert {row["by"] for row in counted} == {"total", "year", "town"}


def test_check_lists_the_problems_of_files(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("challenges:\n- {slug: a, name: A, moths: 3}\n")
    missing = tmp_path / "none.yaml"
    wrong, unreadable = eigcli.check([own, missing])
    assert Path(wrong.file) == own
    assert wrong.line == 2
    assert wrong.code == "unknown-key"
    assert Path(unreadable.file) == missing
    assert unreadable.line == 1
    assert unreadable.code == "unreadable"
    own.write_text("challenges: [{slug: a, name: A}]")
    assert eigcli.check(own) == []


@given(datasets)
def test_records_and_counts_are_valid_by_their_schemas(dataset: eigcli.Dataset) -> None:
    of_records = Draft202012Validator(eigcli.schema("json"))
    records: list[Any] = eigcli.records(dataset)
    of_records.validate(records)
    for record in records:
        assert not of_records.is_valid([record | {"sought": "many"}])
    of_counts = Draft202012Validator(eigcli.schema("stats"))
    counted = stats(whole(dataset), ["skill", "town"])
    of_counts.validate(counted.table.plain())


def keys_of(record: type) -> list[str]:
    return [*record.__annotations__]


def test_records_and_rows_have_the_keys_of_their_types(data: eigcli.Dataset) -> None:
    record = eigcli.records(data)[0]
    counts = eigcli.stats(data)
    tables = eigcli.tables(data)
    assert [*record] == keys_of(typed.ChallengeRecord)
    assert [*counts[0]] == keys_of(typed.CountsRecord)
    assert [*tables] == keys_of(typed.Tables)
    assert [*tables["people"][0]] == keys_of(typed.PeopleRow)
    assert record["hosts"][0]["ministry"]
    assert record["people"][0].keys() == {*keys_of(typed.PeopleRecord)}


def test_an_unknown_schema_is_a_mistake() -> None:
    schema: Any = eigcli.schema
    with pytest.raises(eigcli.EigError, match="no schema is called 'xml'"):
        schema("xml")


def test_literal_types_list_all_names() -> None:
    listed = {FacetName: COUNTED, Measure: MEASURES, SchemaName: {*SCHEMAS} - {"columns"}}
    listed |= {
        FormatName: {*FORMATS} - {"table"},
        PhaseCode: PHASE.choices,
        StateCode: STATE.choices,
    }
    for names, there_are in listed.items():
        assert {*get_args(names)} == {*there_are}
    others = {"promotion", "where", "at_least", "at_most", "without", "search", "exact"}
    assert {*Choice.__annotations__} == {*FILTERS} | others


def test_a_dataset_that_could_not_be_read_again_is_not_written(
    tmp_path: Path, data: eigcli.Dataset
) -> None:
    wrong = replace(data, challenges=(replace(data["gobelins"], slug="not a slug"),))
    with pytest.raises(eigcli.EigError, match="'not a slug'"):
        eigcli.write(wrong, tmp_path / "x.csv")
    assert not (tmp_path / "x.csv").exists()
    right = replace(data, challenges=(replace(data["gobelins"], note="Vu."),))
    assert "Vu." in eigcli.write(right, tmp_path / "x.csv").read_text("utf-8")


def test_threads_write_in_their_own_languages(tmp_path: Path) -> None:
    data = eigcli.load()
    languages: list[Literal["en", "fr"]] = ["en", "fr"]

    def title(number: int) -> str:
        path = tmp_path / f"{number}.md"
        written = eigcli.write(data, path, lang=languages[number % 2]).read_text("utf-8")
        return written.split("\n", 1)[0]

    with ThreadPoolExecutor(8) as pool:
        titles = [*pool.map(title, range(40))]
    assert len(set(titles[::2])) == len(set(titles[1::2])) == 1
    assert titles[0] != titles[1]


def test_own_keys_are_read_by_name() -> None:
    own = eigcli.load(io.StringIO("challenges: [{slug: a, name: A, x-b: 0, x-a: [y]}]"))
    [challenge] = own.challenges
    assert challenge.own_keys == {"x-b": 0, "x-a": ("y",)}


def test_an_empty_file_name_is_not_read() -> None:
    with pytest.raises(eigcli.EigError, match="no such file"):
        eigcli.load("")


def test_a_year_is_searched_in_texts_if_its_promotion_has_no_match() -> None:
    own = eigcli.load(
        io.StringIO(
            "programmes: [{name: P, promotion: x, start: 2018}]\n"
            "challenges: [{slug: a, name: Owls 2018, promotion: y}, {slug: b, name: B, promotion: x}]"
        )
    )
    assert slugs(eigcli.ask(own, "Owls 2018")) == ["a"]


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        ({"skill": "designer"}, ["-s", "designer"]),
        ({"skill": "designer and developer"}, ["-s", "designer and developer"]),
        ({"ministry": "culture", "without": "skill=designer"}, ["-m", "culture", "--without", "skill=designer"]),
        ({"search": "mer", "at_least": 2}, ["-q", "mer", "--at-least", "2"]),
    ],
)  # fmt: skip
def test_filters_choose_what_their_options_choose(
    eig: Eig, data: eigcli.Dataset, chosen: dict[str, Any], options: list[str]
) -> None:
    listed = eig("list", "--promotion", "all", "--json", *options)
    assert eigcli.records(eigcli.select(data, **chosen)) == listed.json()


@pytest.mark.parametrize(
    "content", ["challenges: [{slug: a, name: A}]", b"challenges: [{slug: a, name: A}]"]
)
def test_an_open_file_may_hold_text_or_bytes(content: Any) -> None:
    opened = io.BytesIO(content) if isinstance(content, bytes) else io.StringIO(content)
    assert slugs(eigcli.load(opened)) == ["a"]


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("challenges: [{slug: a, name: A}]")
    assert len(eigcli.load(own, own)) == 1


def test_paths_and_open_files_can_be_loaded_together(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("challenges: [{slug: a, name: A, promotion: 1}]")
    opened = io.StringIO("challenges: [{slug: b, name: B, promotion: 2}]")
    assert slugs(eigcli.load(path, opened)) == ["a", "b"]
    opened.seek(0)
    assert slugs(eigcli.load(path, opened, promotion=["2"])) == ["b"]


def test_open_files_without_a_name_are_told_apart() -> None:
    listing = "{skills: {cook: {}}, challenges: [{slug: a, name: A, skills: [cook]}]}"
    coining = "challenges: [{slug: b, name: B, skills: [baker]}]"
    assert slugs(eigcli.load(io.StringIO(listing), io.StringIO(coining))) == ["a", "b"]


def test_the_error_of_a_wrong_dataset_has_problems_others_have_none(
    data: eigcli.Dataset,
) -> None:
    with pytest.raises(eigcli.EigError) as wrong:
        eigcli.load(io.StringIO("challenges: [{slug: a}]"))
    [problem] = wrong.value.problems
    assert problem.file == "<file 1>"
    assert problem.line == 1
    assert problem.column == 14
    assert problem.code == "missing-key"
    assert "name" in problem.text
    with pytest.raises(eigcli.EigError) as unknown:
        eigcli.select(data, skill="astronaut")
    assert unknown.value.problems == ()


def test_a_file_is_written_as_by_export(eig: Eig, tmp_path: Path) -> None:
    default = eigcli.load()
    exported = eig("export").stdout
    for name in ("x.csv", "no_suffix"):
        path = eigcli.write(default, tmp_path / name)
        assert path.read_text("utf-8") == exported
    page = eigcli.write(default, tmp_path / "x.md", lang="fr")
    assert page.read_text("utf-8") == eig("export", "-f", "markdown", "--lang", "fr").stdout
    records = eigcli.write(default, tmp_path / "x", "json")
    assert json.loads(records.read_text("utf-8")) == eigcli.records(default)
    package = eigcli.write(default, tmp_path / "package", "datapackage")
    assert (package / "people.csv").exists()
    write: Any = eigcli.write
    with pytest.raises(eigcli.NoAnswerError, match=r"no format is called 'table'\. Known: plain,"):
        write(default, tmp_path / "y.txt", "table")


def test_what_has_changed_is_not_replaced_without_force(tmp_path: Path) -> None:
    default = eigcli.load()
    path = eigcli.write(default, tmp_path / "x.csv")
    assert eigcli.write(default, path) == path
    with pytest.raises(eigcli.EigError, match="exists already"):
        eigcli.write(eigcli.load(promotion=5), path)


@pytest.mark.parametrize("promotion", [5, "5", 2021, ["5"], [5]])
def test_a_promotion_may_be_a_number(promotion: int | str | list[int | str]) -> None:
    assert {c.promotion for c in eigcli.load(promotion=promotion).challenges} == {"5"}


def test_a_selection_keeps_the_promotions_of_its_challenges(tmp_path: Path) -> None:
    chosen = eigcli.select(eigcli.load(promotion=["4", 5]), town="Lyon")
    assert {challenge.promotion for challenge in chosen} == {"5"}
    [promotion] = eigcli.tables(chosen)["promotions"]
    assert promotion["promotion"] == "5"
    folder = eigcli.write(chosen, tmp_path / "package", "datapackage")
    _head, row = (folder / "promotions.csv").read_text("utf-8").splitlines()
    assert row.startswith("5,")
    again = eigcli.load(eigcli.write(chosen, tmp_path / "x.yaml"))
    assert again.challenges == chosen.challenges


@pytest.mark.parametrize(
    ("lang", "page", "readme"),
    [(None, "en", "LISEZMOI.md"), ("en", "en", "README.md"), ("fr", "fr", "LISEZMOI.md")],
)
def test_files_are_written_in_the_language_that_is_named(
    tmp_path: Path, lang: Literal["en", "fr"] | None, page: str, readme: str
) -> None:
    default = eigcli.load()
    html = eigcli.write(default, tmp_path / "x.html", lang=lang).read_text("utf-8")
    assert f'<html lang="{page}"' in html
    folder = eigcli.write(default, tmp_path / "package", "datapackage", lang=lang)
    assert [path.name for path in folder.glob("*.md")] == [readme]
    assert language() == "en"
    write: Any = eigcli.write
    with pytest.raises(eigcli.EigError, match="no language is called 'xx'"):
        write(default, tmp_path / "y.html", lang="xx")


def test_a_file_that_was_read_is_replaced_by_force(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("challenges: [{slug: a, name: A}]")
    data = eigcli.load(own)
    with pytest.raises(eigcli.EigError, match="exists already"):
        eigcli.write(data, own)
    changed = replace(data, challenges=(replace(data["a"], name="B"),))
    assert eigcli.load(eigcli.write(changed, own, force=True))["a"].name == "B"
    with own.open() as file:
        assert eigcli.write(eigcli.load(file), own, force=True) == own


def test_what_was_loaded_is_written_without_yaml(
    data: eigcli.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = eigcli.select(eigcli.ask(data, "designers"), town="Lyon")
    changed = replace(chosen, challenges=chosen.challenges[1:])
    eigcli.write(changed, tmp_path / "checked.csv")
    monkeypatch.setitem(sys.modules, "yaml", None)  # as if PyYAML were not installed
    for known in (data, chosen, changed):
        eigcli.write(known, tmp_path / "x.csv", force=True)
    # What a caller made may be wrong: it is read again, as YAML.
    with pytest.raises(ModuleNotFoundError):
        eigcli.write(replace(changed), tmp_path / "x.csv", force=True)


def test_an_open_file_is_written_as_text_or_bytes(data: eigcli.Dataset, tmp_path: Path) -> None:
    written = eigcli.write(data, tmp_path / "x.json").read_bytes()
    text, binary = io.StringIO(), io.BytesIO()
    eigcli.write(data, text, "json")
    eigcli.write(data, binary, "json")
    assert text.getvalue().encode() == binary.getvalue() == written
    with (tmp_path / "y.json").open("w") as named:  # its name has a suffix
        eigcli.write(data, named)
    assert (tmp_path / "y.json").read_bytes() == written
    workbook = io.BytesIO()
    eigcli.write(data, workbook, "xlsx")
    assert workbook.getvalue()[:2] == b"PK"
    with pytest.raises(TypeError, match="takes a binary file for the format xlsx"):
        eigcli.write(data, io.StringIO(), "xlsx")
    with pytest.raises(TypeError, match="takes the path of a folder for the format datapackage"):
        eigcli.write(data, io.BytesIO(), "datapackage")


def test_the_columns_that_are_named_are_written(eig: Eig, data: eigcli.Dataset) -> None:
    listed = eig("list", "-p", "all", "-c", "slug,towns", "-f", "csv")
    for columns in ("slug,towns", ["slug", "towns"]):
        written = io.StringIO()
        eigcli.write(data, written, columns=columns)
        assert written.getvalue() == listed.stdout
    nowhere = io.StringIO()
    with pytest.raises(eigcli.NoAnswerError, match="no column is called 'twons'"):
        eigcli.write(data, nowhere, columns=["twons"])


@pytest.mark.parametrize("name", ["csv", "json", "markdown", "svg"])
def test_counts_are_written_as_by_stats(eig: Eig, data: eigcli.Dataset, name: FormatName) -> None:
    counted = eigcli.stats(data, "state", measure="recruited")
    written = io.StringIO()
    eigcli.write(counted, written, name, lang="fr")
    counting = ("stats", "--by", "state", "--measure", "recruited", "-p", "all", "--lang", "fr")
    assert written.getvalue() == eig(*counting, "-f", name).stdout
    with pytest.raises(TypeError, match="takes no columns for counts"):
        eigcli.write(counted, written, columns="slug")


@pytest.mark.parametrize("wrong", [b"x", None, 3])
def test_what_is_no_path_and_no_file_is_a_type_error(data: eigcli.Dataset, wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"load\(\) takes paths, open files and 'eig', not "):
        eigcli.load(wrong)
    with pytest.raises(TypeError, match=r"write\(\) takes a path or an open file, not "):
        eigcli.write(data, wrong)


@pytest.mark.parametrize("path", ["-", "a\0b"])
@pytest.mark.parametrize("name", ["csv", "sqlite", "datapackage"])
def test_what_names_no_file_is_not_written(
    data: eigcli.Dataset,
    path: str,
    name: FormatName,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(eigcli.EigError, match=r"write\(\) takes the path of a file, not"):
        eigcli.write(data, path, name)
    assert not [*tmp_path.iterdir()]


def test_a_path_with_a_null_character_cannot_be_read() -> None:
    with pytest.raises(eigcli.EigError, match="no such file"):
        eigcli.load("a\0b")
    assert [problem.code for problem in eigcli.check("a\0b")] == ["unreadable"]


def test_a_filter_that_is_none_is_not_there(data: eigcli.Dataset) -> None:
    everything = eigcli.select(data, promotion=None, town=None, exact=None)
    assert everything == eigcli.select(data)
    designers = eigcli.select(data, skill="designer", promotion="2")
    assert eigcli.select(data, skill="designer", promotion="2", state=None) == designers
    assert eigcli.load(promotion=None) == eigcli.load()
    counted = eigcli.stats(data, by=None, measure=None)
    assert counted == eigcli.stats(data)


def test_the_function_ask_and_the_room_of_questions_do_not_hide_each_other() -> None:
    code = (
        "import eigcli, eigcli.query.words;"
        "data = eigcli.load(promotion='all');"
        "print(len(eigcli.ask(data, 'designers')) == len(eigcli.ask(data, 'designers')));"
        "print(eigcli.query.words.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\neigcli.query.words\n"
