"""How `eig check` reports problems and warnings."""

import json
from pathlib import Path
from typing import get_args

import generate
import pytest
from conftest import Eig

from eigcli.data.loading import data_folder
from eigcli.errors import Code

DOUBTED = "skills: {cook: {}}\nchallenges: [{slug: a, name: A, follows: nobody}]\n"


def test_a_mistake_fails_a_check_and_a_warning_only_a_strict_one(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(DOUBTED)
    warned, strict = eig("check", "d.yaml"), eig("check", "d.yaml", "--strict")
    assert warned.returncode == 0
    assert strict.returncode == 1
    assert warned.stdout == strict.stdout
    assert [line.partition(": ")[0] for line in warned.lines][:2] == [
        "d.yaml:1:10",
        "d.yaml:2:42",
    ]
    assert [(p["code"], p["severity"]) for p in eig("check", "d.yaml", "--json").json()] == [
        ("unused", "warning"),
        ("unknown-name", "warning"),
    ]
    # A contradiction is a mistake, but the dataset can be asked.
    (tmp_path / "d.yaml").write_text("programme: {name: P, announced: {challenges: 1}}\n")
    wrong = eig("check", "d.yaml", "missing.yaml")
    assert wrong.returncode == 1
    assert wrong.stderr == ""
    assert wrong.lines == [
        "d.yaml:1:46: challenges: 1 announced, but the challenges add up to 0",
        "missing.yaml:1:1: cannot read 'missing.yaml': no such file or directory",
    ]
    assert eig("list", "--data", "d.yaml").returncode == 0


def test_own_challenges_beside_bundled_ones_break_no_total(eig: Eig, tmp_path: Path) -> None:
    own = "challenges: [{slug: mine, name: Mine, promotion: 2, people: {designer: 1}}]\n"
    (tmp_path / "d.yaml").write_text(own)
    checked = eig("check", "eig", "d.yaml")
    assert checked.returncode == 0
    assert "no problems" in checked.stdout


def test_a_file_of_eig_without_its_other_challenges_breaks_its_announced_total(
    eig: Eig, tmp_path: Path
) -> None:
    text = (Path(data_folder()) / "challenges.yaml").read_text("utf-8")
    head, *entries = text.split("\n  - slug: ")
    (tmp_path / "d.yaml").write_text("\n  - slug: ".join([head, *entries[:2]]), "utf-8")
    checked = eig("check", "d.yaml")
    assert "challenges: 13 announced, but the challenges add up to 2" in checked.stdout


@pytest.mark.parametrize("given", [["--format", "json"], ["-f", "JSON"], ["--json"]])
def test_programs_get_each_problem_as_a_record(eig: Eig, tmp_path: Path, given: list[str]) -> None:
    (tmp_path / "d.yaml").write_text(
        "challenges:\n- {slug: a, name: A, moths: 3}\n- {slug: b}\n", "utf-8"
    )
    in_english, in_french = (
        eig("check", "d.yaml", *given),
        eig("check", "d.yaml", *given, "--lang", "fr"),
    )
    assert json.loads(in_english.stdout) == [
        {
            "file": "d.yaml",
            "line": 2,
            "column": 22,
            "code": "unknown-key",
            "text": "a challenge has no key 'moths'. Did you mean months?",
            "severity": "error",
        },
        {
            "file": "d.yaml",
            "line": 3,
            "column": 3,
            "code": "missing-key",
            "text": "a challenge lacks the key 'name'",
            "severity": "error",
        },
    ]
    codes = [
        [problem["code"] for problem in json.loads(told.stdout)] for told in (in_english, in_french)
    ]
    assert codes[0] == codes[1]
    assert in_french.returncode == 1
    assert eig("check", *given).stdout == "[]\n"


def test_each_problem_has_a_line(eig: Eig, tmp_path: Path) -> None:
    twins = "- {slug: a, name: A}\n" * 53
    (tmp_path / "d.yaml").write_text(f"x: 1\nchallenges:\n{twins}")
    for lines in (eig("check", "d.yaml").stdout, eig("list", "-d", "d.yaml").stderr):
        first, *_others = lines.splitlines()
        assert "no key 'x'" in first
        assert lines.count("is also in") == 52
    problems = eig("check", "d.yaml", "--json").json()
    assert len(problems) == 53


def test_problems_are_written_in_any_format(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("challenges:\n- {slug: a, name: A, x: 1}\n")
    _head, problem = eig("check", "d.yaml", "-f", "csv").lines
    assert problem.startswith("d.yaml,2,")
    assert eig("check", "d.yaml", "-f", "plain") == eig("check", "d.yaml")
    assert eig("check", "d.yaml", "-o", "x.json").returncode == 1
    (tmp_path / "d.yaml").write_text("challenges:\n- {slug: a, name: A}\n")
    assert eig("check", "d.yaml", "-o", "x.json", "--force").returncode == 0
    assert (tmp_path / "x.json").read_text() == "[]\n"


@pytest.mark.parametrize("language", generate.REFERENCES)
def test_the_reference_explains_each_code(language: str) -> None:
    text = generate.REFERENCES[language].read_text("utf-8")
    assert [code for code in get_args(Code) if f"| `{code}` |" not in text] == []


def test_half_a_letter_of_utf_16_is_a_problem_at_its_place(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "half.yaml").write_bytes(b"\xff\xfea")
    ran = eig("check", "half.yaml")
    assert ran.returncode == 1
    assert ran.stdout.split()[0] == "half.yaml:1:1:"


def test_sources_dated_1970_or_2200_can_be_written_to_docx(eig: Eig, tmp_path: Path) -> None:
    for year in ("1970", "2200"):
        source = f"sources: {{s: {{title: S, date: {year}-01-01}}}}"
        entry = "challenges: [{slug: a, name: A, sources: [s]}]"
        (tmp_path / "f.yaml").write_text(f"{source}\n{entry}")
        assert eig("export", "-d", "f.yaml", "-o", f"{year}.docx").returncode == 0


def test_a_number_of_people_with_thousands_of_digits_is_a_mistake(eig: Eig) -> None:
    ran = eig("list", "--at-least", "9" * 5000)
    assert ran.returncode == 2
    assert ran.stderr[:36] == "eig: --at-least takes a number of pe"
