"""What `eig check` finds beyond what keeps a dataset from being read, and how it tells."""

import json
from pathlib import Path
from typing import get_args

import generate
import pytest
from conftest import Eig

from eigcli.errors import Code

ANNOUNCING = """\
programme: {{name: P, announced: {{{}}}}}
skills: {{dev: {{}}, ops: {{}}}}
challenges:
  - {{slug: a, name: A, ministry: M, profiles: {{dev: 1, ops: 2}}}}
"""
ROLES = "  - {slug: a, name: A, ministry: M, skills: [dev, ops]}\n"
FOUND = {
    # Announced totals are those of the challenges.
    ANNOUNCING.format("challenges: 2"): ["1:46: 2 announced for challenges, but the défis add up to 1"],
    ANNOUNCING.format("profiles: 4"): ["1:44: 4 announced for profiles, but the défis add up to 3"],
    ANNOUNCING.format("skills: {dev: 2}"): ["1:48: 2 announced for dev, but the défis add up to 1"],
    ANNOUNCING.format("profiles: 4").replace("profiles: {dev: 1, ops: 2}", "skills: [dev, ops]"): ["1:44: 4 announced for profiles, but not all défis count them"],
    ANNOUNCING.format("skills: {dev: 2}") + "  - {slug: b, name: B}\n": ["1:48: 2 announced for dev, but not all défis count them"],
    # Where some do not say whom they seek, it adds up if the others seek all of them.
    ANNOUNCING.format("skills: {dev: 1}") + "  - {slug: b, name: B}\n": [],
    # A role may be called like a total.
    **{
        ANNOUNCING.format(f"skills: {{{code}: 2}}").replace("dev", code): [f"1:{45 + len(code)}: 2 announced for {code}, but the défis add up to 1"]
        for code in ("challenges", "profiles")
    },
    "{programmes: [{name: P}, {name: Q, promotion: b, announced: {challenges: 2}}], challenges: []}": ["1:74: 2 announced for challenges, but the défis add up to 0"],
    # In JSON, roles are a list of records.
    '{"programme": {"name": "P", "announced": {"skills": [{"skill": "designer", "count": 2}]}}, "challenges": []}': ["1:53: 2 announced for designer, but the défis add up to 0"],
    # A promotion is that of a programme, where some have one.
    "{programme: {name: P, promotion: 24}, challenges: [{slug: a, name: A, promotion: '2104'}]}": ["1:82: no programme has the promotion '2104'. Known: 24"],
    "{programme: {name: P}, challenges: [{slug: a, name: A, promotion: '2104'}]}": [],
    # Its year is that in which the programme starts.
    "{programme: {name: P, promotion: 24, start: 2024-02}, challenges: [{slug: a, name: A, year: 2024}, {slug: b, name: B, year: '2023'}]}": ["1:125: 2023, but the programme of its promotion starts in 2024"],
    "{programme: {name: P, promotion: 24}, challenges: [{slug: a, name: A, year: 2024}]}": [],
    # Names are spelled in one way.
    "challenges:\n- {slug: a, name: A, ministry: Magic, towns: [Brest], skills: [Dev], themes: [x]}\n- {slug: A, name: A, hosts: [{ministry: magic, department: X}], towns: [BREST, Lyon], profiles: {dev: 1}, themes: [X]}": [
        "3:10: 'A' differs from 'a' by case alone, in d.yaml:2",
        "3:41: 'magic' differs from 'Magic' by case alone, in d.yaml:2",
        "3:73: 'BREST' differs from 'Brest' by case alone, in d.yaml:2",
        "3:98: 'dev' differs from 'Dev' by case alone, in d.yaml:2",
        "3:116: 'X' differs from 'x' by case alone, in d.yaml:2",
    ],
    "bodies: {Port: {}}\nchallenges:\n- {slug: a, name: A, ministry: port}\n- {slug: b, name: B, ministry: port}": ["3:32: 'port' differs from 'Port' by case alone, in d.yaml:1"],
    '[{"slug": "a", "name": "A", "profiles": [{"skill": "dev"}, {"skill": "Dev"}]}]': ["1:70: 'Dev' differs from 'dev' by case alone, in d.yaml:1"],
    # A list has each text once.
    "challenges:\n- {slug: a, name: A, towns: [Paris, Lyon, Paris], skills: [s], keywords: [Paris]}": ["2:43: 'Paris' is in this list already"],
    # What is listed is used.
    f"skills: {{dev: {{}}, ops: {{}}, qa: {{}}}}\nchallenges:\n{ROLES}": ["1:28: nothing uses 'qa'"],
    "programme: {name: P, recruited: {skills: {qa: 1}}, sources: [s]}\nskills: {qa: {}}\nsources: {s: {title: S}, t: {title: T}}\nchallenges: []": ["3:26: nothing uses 't'"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_what_contradicts_itself_fails_a_check_and_is_read_all_the_same(
    eig: Eig, tmp_path: Path, text: str, found: list[str]
) -> None:
    (tmp_path / "d.yaml").write_text(text, "utf-8")
    checked = eig("check", "d.yaml")
    problems = [line.removeprefix("d.yaml:") for line in checked.stdout.splitlines()]
    if not found:
        assert checked.stdout.endswith("; no problems\n")
        problems = []
    assert problems == found
    assert (checked.returncode, checked.stderr) == (int(bool(found)), "")
    assert eig("list", "--data", "d.yaml").returncode == 0


@pytest.mark.parametrize("given", [["--format", "json"], ["-f", "JSON"], ["--json"]])
def test_programs_get_each_problem_as_a_record(eig: Eig, tmp_path: Path, given: list[str]) -> None:
    (tmp_path / "d.yaml").write_text("challenges:\n- {slug: a, nmae: é}\n- {slug: b}\n", "utf-8")
    in_english, in_french = (
        eig("check", "d.yaml", *given),
        eig("check", "d.yaml", *given, "--lang", "fr"),
    )
    assert json.loads(in_english.stdout) == [
        {
            "file": "d.yaml",
            "line": 2,
            "column": 13,
            "code": "unknown-key",
            "text": "a challenge has no key 'nmae'. Did you mean name?",
        },
        {
            "file": "d.yaml",
            "line": 3,
            "column": 3,
            "code": "missing-key",
            "text": "a challenge lacks the key 'name'",
        },
    ]
    codes = [
        [problem["code"] for problem in json.loads(told.stdout)] for told in (in_english, in_french)
    ]
    assert codes[0] == codes[1]
    assert in_french.returncode == 1
    assert eig("check", *given).stdout == "[]\n"


def test_of_one_kind_fifty_are_told_and_then_how_many_more(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("x: 1\nchallenges:\n" + "- {slug: a, name: A}\n" * 53)
    for lines in (eig("check", "d.yaml").stdout, eig("list", "-d", "d.yaml").stderr):
        told = lines.splitlines()
        assert "no key 'x'" in told[0]
        assert sum("is taken" in line for line in told) == 50
        assert told[51:] == ["2 more problems of this kind: taken"]
    assert len(json.loads(eig("check", "d.yaml", "--json").stdout)) == 53
    (tmp_path / "d.yaml").write_text("challenges:\n" + "- {slug: a, name: A}\n" * 52)
    assert eig("check", "d.yaml").stdout.endswith("\n1 more problem of this kind: taken\n")


def test_a_format_that_a_check_does_not_have_is_refused(eig: Eig) -> None:
    refused = eig("check", "--format", "csv")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "eig: no format is called 'csv'. The formats are plain, json.\n"
    assert eig("check", "--format", "plain").stdout == eig("check").stdout


@pytest.mark.parametrize("language", generate.REFERENCES)
def test_the_reference_explains_each_code(language: str) -> None:
    text = generate.REFERENCES[language].read_text("utf-8")
    assert [code for code in get_args(Code) if f"| `{code}` |" not in text] == []
