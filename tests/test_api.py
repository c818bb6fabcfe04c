"""eigcli as a library: what is public, and that it does what the commands do."""

import doctest
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from build import slugs
from conftest import Eig

import eigcli
from eigcli.messages import language

DOCUMENT = Path(__file__).parents[1] / "docs" / "python.md"


@pytest.fixture(scope="module")
def data() -> eigcli.Dataset:
    return eigcli.load(promotion="all")


def test_what_is_public_is_written_down_here() -> None:
    assert eigcli.__all__ == [
        *("__version__", "ask", "load", "records", "select", "tables", "write"),
        *("Body", "Challenge", "Citation", "Dataset", "EigError", "Family", "Host", "Pay"),
        *("People", "Period", "Problem", "Profile", "Programme", "Skill", "Source"),
        *("Totals", "Town"),
    ]
    assert all(hasattr(eigcli, name) for name in eigcli.__all__)
    assert set(eigcli.__all__) <= set(dir(eigcli))
    assert not hasattr(eigcli, "nothing")


def test_the_examples_of_the_document_are_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = doctest.testfile(str(DOCUMENT), module_relative=False, encoding="utf-8")
    assert done.attempted > 15
    assert done.failed == 0


def test_importing_it_imports_nothing_else_and_reading_no_command_line() -> None:
    script = (
        "import sys; before = set(sys.modules); import eigcli;"
        "print(*set(sys.modules) - before); eigcli.load(); print('typer' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "eigcli\nFalse\n"


@pytest.mark.parametrize(
    "question",
    ["designers à Lyon", "designers 2022", "combien de défis", "santé", "promotion 5", "mer 2016"],
)
def test_a_question_is_answered_as_by_the_command(
    eig: Eig, data: eigcli.Dataset, question: str
) -> None:
    listed = eig("list", question, "--promotion", "all", "--json")
    shown = [record["slug"] for record in json.loads(listed.stdout)]
    assert slugs(eigcli.ask(question, data)) == shown


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("designers 2022", "6"),
        # A part of what is asked for is no answer.
        ("promotions 2 et 5", "5"),
        ("les défis de toutes les promotions", "1, "),
    ],
)
def test_a_question_on_a_promotion_that_the_dataset_lacks_is_a_mistake(
    question: str, missing: str
) -> None:
    with pytest.raises(eigcli.EigError, match=f"does not have promotion {missing}.*all"):
        eigcli.ask(question, eigcli.load(promotion="2"))


def test_a_dataset_of_ones_own_has_no_promotions_of_others() -> None:
    owls = "challenges: [{slug: a, name: Owls in 2022, promotion: 1}]"
    for programme in ("", "programme: {name: Fellowship, promotion: 1, start: 2026}\n"):
        own = eigcli.load(io.StringIO(programme + owls))
        assert slugs(eigcli.ask("owls 2022", own)) == ["a"]


def test_a_filter_that_there_is_not_is_a_mistake_in_the_program(data: eigcli.Dataset) -> None:
    for option in ("sort", "limit", "reverse"):  # a dataset is in the order of its file
        with pytest.raises(TypeError, match=option):
            eigcli.select(data, **{option: 1})
    with pytest.raises(TypeError, match="skil"):
        eigcli.select(data, skil="designer")


def test_keys_of_ones_own_are_read_by_their_names() -> None:
    own = eigcli.load(io.StringIO("challenges: [{slug: a, name: A, x-b: 0, x-a: [y]}]"))
    [challenge] = own.challenges
    assert challenge.own_keys == {"x-b": 0, "x-a": ("y",)}


def test_no_name_is_that_of_no_file() -> None:
    with pytest.raises(eigcli.EigError, match="no such file"):
        eigcli.load("")


def test_a_year_that_texts_have_is_searched_where_its_promotion_has_nothing() -> None:
    own = eigcli.load(
        io.StringIO(
            "programmes: [{name: P, promotion: x, start: 2018}]\n"
            "challenges: [{slug: a, name: Owls 2018, promotion: y}, {slug: b, name: B, promotion: x}]"
        )
    )
    assert slugs(eigcli.ask("Owls 2018", own)) == ["a"]


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
    assert eigcli.records(eigcli.select(data, **chosen)) == json.loads(listed.stdout)


@pytest.mark.parametrize(
    "content", ["challenges: [{slug: a, name: A}]", b"challenges: [{slug: a, name: A}]"]
)
def test_an_open_file_is_read_whatever_it_holds(content: Any) -> None:
    opened = io.BytesIO(content) if isinstance(content, bytes) else io.StringIO(content)
    assert slugs(eigcli.load(opened)) == ["a"]


def test_paths_and_open_files_are_one_dataset(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("challenges: [{slug: a, name: A, promotion: 1}]")
    opened = io.StringIO("challenges: [{slug: b, name: B, promotion: 2}]")
    assert slugs(eigcli.load(path, opened)) == ["a", "b"]
    opened.seek(0)
    assert slugs(eigcli.load(path, opened, promotion=["2"])) == ["b"]


def test_a_wrong_dataset_tells_its_problems_and_other_errors_have_none(
    data: eigcli.Dataset,
) -> None:
    with pytest.raises(eigcli.EigError) as wrong:
        eigcli.load(io.StringIO("challenges: [{slug: a}]"))
    [problem] = wrong.value.problems
    assert (problem.file, problem.line, problem.column, problem.code) == (
        "<file>",
        1,
        14,
        "missing-key",
    )
    assert "name" in problem.text
    with pytest.raises(eigcli.EigError) as unknown:
        eigcli.select(data, skill="astronaut")
    assert unknown.value.problems == ()


def test_a_file_is_written_as_by_export_and_replaced_by_force_only(
    eig: Eig, tmp_path: Path
) -> None:
    default = eigcli.load()
    path = eigcli.write(default, tmp_path / "x.csv")
    assert path.read_text("utf-8") == eig("export").stdout
    with pytest.raises(eigcli.EigError, match="exists already"):
        eigcli.write(default, path)
    eigcli.write(default, path, "json", force=True)
    assert json.loads(path.read_text("utf-8")) == eigcli.records(default)
    assert eigcli.write(default, tmp_path / "none").read_text("utf-8") == eig("export").stdout
    assert (eigcli.write(default, tmp_path / "package", "datapackage") / "people.csv").exists()
    with pytest.raises(eigcli.EigError, match="drawn for a terminal"):
        eigcli.write(default, tmp_path / "y.txt", "table")


@pytest.mark.parametrize("promotion", [5, "5", 2021, ["5"], [5]])
def test_a_promotion_may_be_a_number(promotion: int | str | list[int | str]) -> None:
    assert {c.promotion for c in eigcli.load(promotion=promotion).challenges} == {"5"}


def test_a_selection_says_of_which_promotions_it_is(tmp_path: Path) -> None:
    chosen = eigcli.select(eigcli.load(promotion=["4", 5]), town="Lyon")
    codes = {challenge.promotion for challenge in chosen.challenges}
    folder = eigcli.write(chosen, tmp_path / "package", "datapackage")
    promotions = (folder / "promotions.csv").read_text("utf-8").splitlines()[1:]
    assert {line.partition(",")[0] for line in promotions} == codes == {"5"}


@pytest.mark.parametrize(
    ("lang", "page", "readme"),
    [(None, "en", "LISEZMOI.md"), ("en", "en", "README.md"), ("fr", "fr", "LISEZMOI.md")],
)
def test_what_is_written_is_in_the_language_that_is_named(
    tmp_path: Path, lang: str | None, page: str, readme: str
) -> None:
    default = eigcli.load()
    html = eigcli.write(default, tmp_path / "x.html", lang=lang).read_text("utf-8")
    assert f'<html lang="{page}"' in html
    folder = eigcli.write(default, tmp_path / "package", "datapackage", lang=lang)
    assert [path.name for path in folder.glob("*.md")] == [readme]
    assert language() == "en"
    with pytest.raises(eigcli.EigError, match="no language is called 'xx'"):
        eigcli.write(default, tmp_path / "y.html", lang="xx")


def test_a_file_that_was_read_is_never_replaced(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("challenges: [{slug: a, name: A}]")
    with pytest.raises(eigcli.EigError, match=r"own\.yaml' is being read: choose another name"):
        eigcli.write(eigcli.load(own), own, force=True)
