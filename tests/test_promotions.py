"""Several promotions, and several datasets: which are read, and what is told of them."""

import csv
import json
import os
from pathlib import Path

import pytest
import yaml
from conftest import Eig, Screen
from generate import DATA
from jsonschema import Draft202012Validator

from eigcli import dataset

FOLDER = DATA.parent
FILES = {code: FOLDER / bundled.file for code, bundled in dataset.bundled().items()}
CODES = ["1", "2", "3", "dig", "4", "5", "6", "7"]
CHALLENGES = [9, 13, 15, 17, 17, 15, 14, 31]
SOUGHT = [None, 27, 32, None, 41, 36, 34, None]
RECRUITED = [11, 28, 32, 21, 41, 35, 32, 36]

WHOLE = {code: yaml.safe_load(file.read_text("utf-8")) for code, file in FILES.items()}


def exported(eig: Eig, *arguments: str) -> list[dict[str, str]]:
    """Return the rows of an export in CSV."""
    told = eig("export", *arguments)
    assert (told.returncode, told.stderr) == (0, "")
    return list(csv.DictReader(told.stdout.splitlines()))


# The datasets


def test_every_file_of_the_data_is_a_promotion() -> None:
    files = set(FOLDER.rglob("*.yaml"))
    assert files == {*FILES.values(), FOLDER / "vocabulary.yaml"}


@pytest.mark.parametrize("code", CODES)
def test_each_file_is_valid_by_itself(eig: Eig, code: str) -> None:
    schema = json.loads((FOLDER / "challenges.schema.json").read_text("utf-8"))
    checked = eig("check", str(FILES[code]))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("; no problems\n")
    # An editor reads a date as a text.
    said = json.loads(json.dumps(WHOLE[code], default=str))
    assert Draft202012Validator(schema).is_valid(said)


@pytest.mark.parametrize("code", CODES)
def test_each_file_names_its_schema_its_licence_and_the_date_of_its_sources(code: str) -> None:
    text = FILES[code].read_text("utf-8")
    schema = os.path.relpath(FOLDER / "challenges.schema.json", FILES[code].parent)
    assert text.startswith(f"# yaml-language-server: $schema={schema}\n")
    header = text.partition("\nprogramme:")[0]
    assert "Licence Ouverte / Open Licence 2.0" in header
    assert "14 avril 2026" in header or "14 April 2026" in header


def test_the_vocabulary_has_what_several_files_refer_to_and_each_file_the_rest() -> None:
    shared = yaml.safe_load((FOLDER / "vocabulary.yaml").read_text("utf-8"))
    used: set[str] = set()
    cited: list[str] = []
    for whole in WHOLE.values():
        skills, sources = set(), set(whole["programme"]["sources"])
        for totals in ("announced", "recruited"):
            skills |= set(whole["programme"].get(totals, {}).get("skills", {}))
        for challenge in whole["challenges"]:
            skills |= set(challenge.get("profiles", challenge.get("skills", {})))
            skills |= set(challenge["recruited"])
            sources |= set(challenge["sources"])
        assert sources - set(shared["sources"]) == set(whole["sources"])
        assert "skills" not in whole
        used |= skills
        cited += sources & set(shared["sources"])
    assert used == set(shared["skills"])
    assert {key for key in cited if cited.count(key) > 1} == set(shared["sources"])


def test_what_is_known_of_a_file_before_it_is_read_is_true() -> None:
    for code, bundled in dataset.bundled().items():
        programme = WHOLE[code]["programme"]
        assert str(programme["promotion"]) == code
        assert str(programme["start"]).startswith(bundled.year)
        assert len(WHOLE[code]["challenges"]) == bundled.challenges


def test_the_whole_programme_has_131_challenges_of_which_each_has_its_own_slug() -> None:
    slugs = [challenge["slug"] for whole in WHOLE.values() for challenge in whole["challenges"]]
    assert len(slugs) == len(set(slugs)) == 131


def test_the_promotions_have_the_totals_that_are_known(eig: Eig) -> None:
    counted = json.loads(eig("stats", "-p", "all", "--format", "json").stdout)
    by = {tally["promotion"]: tally for tally in counted["promotions"]}
    assert list(by) == CODES
    assert [tally["challenges"] for tally in by.values()] == CHALLENGES
    assert [tally["sought"] for tally in by.values()] == SOUGHT
    assert [tally["recruited"] for tally in by.values()] == RECRUITED
    totals = [counted[total] for total in ("challenges", "sought", "recruited", "share_of")]
    assert totals == [131, None, 236, "recruited"]


# Asking for promotions


@pytest.mark.parametrize(
    ("asked", "promotions"),
    [
        ([], ["2"]),
        (["--promotion", "4"], ["4"]),
        (["-p", "DIG"], ["dig"]),
        (["-p", "7", "-p", "1"], ["1", "7"]),
        (["-p", "all"], CODES),
        (["-p", "4", "-p", "All"], CODES),
    ],
)
def test_the_challenges_are_those_of_the_promotions_asked_for_in_their_order(
    eig: Eig, asked: list[str], promotions: list[str]
) -> None:
    rows = exported(eig, *asked)
    assert list(dict.fromkeys(row["promotion"] for row in rows)) == promotions
    assert len(rows) == sum(CHALLENGES[CODES.index(code)] for code in promotions)
    numbers = [int(row["number"]) for row in rows if row["promotion"] == promotions[0]]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("command", ["list", "export", "stats", "programme", "promotions"])
def test_a_promotion_that_there_is_not_is_named_with_those_that_there_are(
    eig: Eig, command: str
) -> None:
    refused = eig(command, "-p", "8")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "eig: no promotion is called '8'. The promotions are 1, 2, 3, dig, 4, 5, 6, 7, all.\n"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2018", "2"), ("2019", "3,dig"), ("toutes", "all"), ("tous", "all"), ("Tout", "all")],
)
def test_a_promotion_goes_by_its_year_and_all_of_them_by_french_words(
    eig: Eig, typed: str, meant: str
) -> None:
    assert slugs(eig, "-p", typed) == slugs(eig, "-p", meant)


@pytest.mark.parametrize("typed", ["", "2023", "al"])
def test_what_is_no_promotion_and_no_year_of_one_is_a_mistake(eig: Eig, typed: str) -> None:
    refused = eig("list", "-p", typed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"eig: no promotion is called '{typed}'. ")


def test_the_years_of_other_datasets_are_those_in_which_the_work_starts(
    eig: Eig, tmp_path: Path
) -> None:
    calls = "[{name: P, promotion: a, start: 2030-02}, {name: P, promotion: b}]"
    defis = ", ".join(
        f"{{slug: {code}s, promotion: {code}, name: N, ministry: M, skills: [s]}}" for code in "ab"
    )
    (tmp_path / "d.yaml").write_text(f"{{programmes: {calls}, challenges: [{defis}]}}", "utf-8")
    assert slugs(eig, "-d", "d.yaml", "-p", "2030") == ["as"]
    # The year of b is not known, and no year is not its name.
    refused = eig("list", "-d", "d.yaml", "-p", "")
    assert refused.stderr == "eig: no promotion is called ''. The promotions are a, b, all.\n"


def test_a_code_that_is_typed_exactly_is_the_one_that_is_meant(eig: Eig, tmp_path: Path) -> None:
    text = "challenges:\n" + "".join(
        f"- {{slug: s{number}, name: N, promotion: {code}, ministry: M, skills: [s]}}\n"
        for number, code in enumerate(["Dig", "dig", "D.I.G"])
    )
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    assert eig("list", "-d", "d.yaml", "-p", "dig", "-c", "slug").stdout == "s1\n"
    assert eig("list", "-d", "d.yaml", "-p", "DIG", "-c", "slug").stdout == "s0\ns1\ns2\n"


def test_piped_columns_keep_their_places_whatever_is_asked_for(eig: Eig) -> None:
    one = eig("list").stdout.splitlines()
    every = eig("list", "-p", "all").stdout.splitlines()
    assert {line.count("\t") for line in every} == {6}
    assert [line for line in every if line.endswith("\t2")] == one


def test_promotions_are_sorted_in_the_order_of_the_programme(eig: Eig) -> None:
    sort = ["-p", "all", "--sort", "promotion"]
    assert exported(eig, *sort) == exported(eig, "-p", "all")
    last = exported(eig, *sort, "--reverse")
    assert list(dict.fromkeys(row["promotion"] for row in last)) == CODES[::-1]
    assert [row["number"] for row in last[:3]] == ["1", "2", "3"]


def test_themes_and_towns_are_filters_that_forgive(eig: Eig) -> None:
    rows = exported(eig, "-p", "all", "--theme", "sante", "--town", "PARIS")
    assert rows
    for row in rows:
        assert "Santé" in row["themes"].split("|")
        assert "Paris" in row["towns"].split("|")
    either = exported(eig, "-p", "all", "--town", "lyon", "--town", "Brest")
    assert {"Lyon", "Brest"} <= {town for row in either for town in row["towns"].split("|")}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--theme", "zz", "no theme matches 'zz'. To see what there is: eig stats --by theme.\n"),
        (
            "--theme",
            "Cutlure",
            "no theme matches 'Cutlure'. Did you mean Culture? To see what there is: eig stats --by theme.\n",
        ),
        ("--town", "zz", "no town matches 'zz'. To see what there is: eig stats --by town.\n"),
    ],
)
def test_a_theme_or_town_that_there_is_not_is_named_with_where_those_are_that_there_are(
    eig: Eig, option: str, value: str, said: str
) -> None:
    refused = eig("list", option, value)
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", f"eig: {said}")


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["compar-ia"], ["compar-ia"]),
        (["Compar:IA", "gobelins"], ["compar-ia", "gobelins"]),
        # Its other name, on the site of today.
        (["eig2 link"], ["eig-link"]),
        # What begins so in promotion 2 is meant rather than what is called so later.
        (["eig"], ["eig-link"]),
        (["-p", "4", "6"], ["eig4-link"]),
    ],
)
def test_a_name_is_looked_for_in_promotion_2_and_then_in_all(
    eig: Eig, names: list[str], slugs: list[str]
) -> None:
    shown = eig("show", *names, "--format", "jsonl")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert [json.loads(line)["slug"] for line in shown.stdout.splitlines()] == slugs


@pytest.mark.parametrize("arguments", [["17"], ["-p", "4", "nope"], ["-p", "1", "10"]])
def test_a_number_or_a_promotion_that_is_asked_for_is_looked_up_there_alone(
    eig: Eig, arguments: list[str]
) -> None:
    refused = eig("show", *arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"no défi is called '{arguments[-1]}'." in refused.stderr


def test_promotions_that_nothing_describes_are_no_answer(eig: Eig, tmp_path: Path) -> None:
    text = "challenges: [{slug: a, name: A, ministry: M, promotion: x, skills: [d]}]"
    (tmp_path / "d.yaml").write_text(text, "utf-8")
    refused = eig("promotions", "-d", "d.yaml")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "eig: the dataset does not describe a programme\n"


def test_a_defi_of_another_promotion_than_the_one_asked_for_is_told_of(eig: Eig) -> None:
    refused = eig("show", "-p", "5", "Gobelins", "lab", "compar-ia")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "eig: 'Gobelins' is a défi of promotion 2: --promotion 2 asks about it.\n"
        # Several are called so.
        "eig: no défi is called 'lab'. To look everywhere: eig list --search lab --promotion all.\n"
        "eig: 'compar-ia' is a défi of promotion 7: --promotion 7 asks about it.\n"
    )


def test_one_may_open_what_a_challenge_of_any_promotion_made(eig: Eig) -> None:
    [row] = [row for row in exported(eig, "-p", "4") if row["slug"] == "monitorfish"]
    asked = {"page": [], "product": ["--product"], "repository": ["--repository"]}
    for column, option in asked.items():
        opened = eig("open", "monitorfish", *option, "--print")
        if row[column]:
            assert (opened.returncode, opened.stdout) == (0, f"{row[column]}\n")
        else:
            assert (opened.returncode, opened.stdout) == (1, "")
    both = eig("open", "monitorfish", "--product", "--repository")
    assert (both.returncode, both.stdout) == (2, "")


def test_each_promotion_has_a_row(eig: Eig) -> None:
    rows = list(csv.DictReader(eig("promotions", "--format", "csv").stdout.splitlines()))
    assert [row["promotion"] for row in rows] == CODES
    assert [int(row["challenges"]) for row in rows] == CHALLENGES
    assert [int(row["sought"]) if row["sought"] else None for row in rows] == SOUGHT
    assert [int(row["recruited"]) for row in rows] == RECRUITED
    assert eig("promotions", "-p", "dig").stdout.startswith(
        "dig\tDesigners d’intérêt général\t2019-06\t17\t\t21\t"
    )


def test_each_call_can_be_shown_and_all_of_them(eig: Eig) -> None:
    fifth = json.loads(eig("programme", "-p", "5", "--format", "json").stdout)
    assert (fifth["promotion"], fifth["ends"]) == ("5", "2022-07-12")
    assert fifth["pay"] == [
        {"experience": "jusqu’à 5 ans", "monthly": 3500, "variable": None},
        {"experience": "plus de 5 ans", "monthly": 4000, "variable": None},
    ]
    every = json.loads(eig("programme", "-p", "all", "--format", "json").stdout)
    assert [call["promotion"] for call in every] == CODES
    assert [len(call["calls"]) for call in every] == [0, 0, 0, 0, 0, 0, 0, 5]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ([], ["skills", "ministries"]),
        (["-p", "all"], ["promotions", "skills", "ministries"]),
        (["--by", "town", "--by", "theme", "--by", "town"], ["towns", "themes"]),
    ],
)
def test_counts_are_by_what_is_asked_for(eig: Eig, by: list[str], keys: list[str]) -> None:
    counted = json.loads(eig("stats", *by, "--format", "json").stdout)
    assert [key for key, value in counted.items() if isinstance(value, list)] == keys


def test_what_nothing_is_counted_by_is_named_with_what_there_is(eig: Eig) -> None:
    refused = eig("stats", "--by", "minstry")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "eig: nothing is counted by 'minstry'. Did you mean ministry?"
        " Défis are counted by promotion, skill, ministry, theme, town.\n"
    )


def test_an_export_of_all_promotions_loads_again_and_gives_the_same(
    eig: Eig, tmp_path: Path
) -> None:
    eig("export", "-p", "all", "--output", "all.yaml")
    (tmp_path / "all.json").write_text(eig("export", "-p", "all", "-f", "json").stdout, "utf-8")
    again = eig("export", "--data", "all.yaml", "--format", "json")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == (tmp_path / "all.json").read_text("utf-8")
    calls = eig("programme", "-p", "all", "-f", "json").stdout
    assert eig("programme", "-d", "all.yaml", "-f", "json").stdout == calls
    assert len(exported(eig, "-d", "all.yaml", "-p", "dig")) == 17


# In a terminal


def test_a_reader_is_told_of_the_call_and_of_the_other_promotions(screen: Screen) -> None:
    over = "The call is over: it closed on 27 October 2017."
    inferred = "~ inferred: no source states the whole split."
    others = "Promotion 2 of 8; --promotion all for the other 118 défis."
    assert screen("list", columns=200).splitlines()[-3:] == [over, inferred, others]
    shown = screen("show", "gobelins", columns=200).splitlines()
    assert shown[-2:] == [over, "Who was recruited: counted afterwards."]
    assert over in screen("programme", columns=200)
    seventh = screen("list", "-p", "7", columns=200)
    assert "à ce stade, il n’ouvre aucun recrutement pour 2026." in seventh
    assert others not in seventh


def test_each_row_says_its_promotion_where_there_may_be_several(screen: Screen) -> None:
    shown = screen("list", "-p", "all", "-m", "mobilier national", columns=160).splitlines()
    # Its number means something in its own promotion alone.
    assert shown[0].startswith("Promotion  Défi ")
    assert shown[2].startswith("2          Gobelins")


def test_an_export_of_all_promotions_is_read_again_as_the_same(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(eig("export", "-p", "all", "-f", "yaml").stdout, "utf-8")
    for command in (["list", "-q", "hôpital"], ["list", "-q", "sea"], ["promotions"], ["stats"]):
        again = eig(*command, "-d", "all.yaml").stdout
        assert again == eig(*command, "-p", "all").stdout


# Datasets of one's own


def test_a_promotion_that_there_is_not_is_refused_beside_all(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("challenges: []", "utf-8")
    for data in ([], ["-d", "d.yaml"]):
        refused = eig("list", *data, "-p", "all,zzz")
        assert refused.stderr.startswith("eig: no promotion is called 'zzz'. ")


def test_the_programme_is_that_of_the_promotion_asked_for(eig: Eig, tmp_path: Path) -> None:
    calls = "[{name: P, promotion: a, months: 3}, {name: Q, promotion: b}]"
    (tmp_path / "d.yaml").write_text(f"{{programmes: {calls}, challenges: []}}", encoding="utf-8")
    asked = eig("programme", "-d", "d.yaml", "-p", "b")
    assert (asked.returncode, asked.stdout) == (0, "name: Q\npromotion: b\n")


def test_what_is_announced_of_one_of_several_promotions_is_refused_at_its_place(
    eig: Eig, tmp_path: Path
) -> None:
    calls = "[{name: P}, {name: Q, promotion: b, announced: {challenges: 2}}]"
    (tmp_path / "d.yaml").write_text(f"{{programmes: {calls}, challenges: []}}", encoding="utf-8")
    assert eig("check", "d.yaml").stderr == (
        "d.yaml:1:74: 2 announced for challenges, but the défis add up to 0\n"
    )


MINE = "programme: {name: P, promotion: x}\nchallenges: [{slug: a, name: A, ministry: M, skills: [cook]}]\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder with two datasets, of two promotions."""
    (tmp_path / "one.yaml").write_text(MINE, "utf-8")
    other = MINE.replace("promotion: x", "promotion: y").replace("slug: a", "slug: b")
    (tmp_path / "two.yaml").write_text(
        other + "skills: {cook: {english: cook, english_plural: cooks}}\n", "utf-8"
    )
    return tmp_path


def slugs(eig: Eig, *arguments: str, **env: str) -> list[str]:
    listed = eig("list", *arguments, env=env)
    assert (listed.returncode, listed.stderr) == (0, "")
    return [line.partition("\t")[0] for line in listed.stdout.splitlines()]


@pytest.mark.usefixtures("two")
def test_several_datasets_are_put_together_in_the_order_given(eig: Eig) -> None:
    given = ["-d", "two.yaml", "-d", "one.yaml"]
    assert slugs(eig, *given) == ["b", "a"]
    assert slugs(eig, EIG_DATA=f"one.yaml{os.pathsep}two.yaml") == ["a", "b"]
    assert slugs(eig, *given, "--promotion", "X") == ["a"]
    assert slugs(eig, *given, "-p", "all", "--skill", "cooks") == ["b", "a"]
    both = eig("list", *given, "-p", "z")
    assert both.stderr == "eig: no promotion is called 'z'. The promotions are y, x, all.\n"
    checked = eig("check", "one.yaml", "two.yaml")
    assert checked.stdout == "one.yaml, two.yaml: 2 défis; no problems\n"


@pytest.mark.usefixtures("two")
def test_before_the_command_several_datasets_are_the_default(eig: Eig) -> None:
    before = eig("-d", "one.yaml", "-d", "two.yaml", "-p", "y", "list")
    assert before.stdout.startswith("b\t")


@pytest.mark.parametrize(
    ("one", "two", "problem"),
    [
        (
            "challenges:\n- {slug: a, name: A, ministry: M, skills: [s]}",
            "challenges:\n- name: A\n  ministry: M\n  skills: [s]\n  slug: a",
            "two.yaml:5:9: the slug 'a' is taken, in one.yaml:2",
        ),
        (
            "sources: {s: {title: One}}\nchallenges: []",
            "challenges: []\nsources:\n  s: {title: Two}",
            "two.yaml:3:3: the key 's' is that of another source, in one.yaml:1",
        ),
        (
            "programme: {name: P, promotion: 1}\nchallenges: []",
            "challenges: []\nprogramme: {name: Q, promotion: '1'}",
            "two.yaml:2:33: the promotion '1' is described otherwise in one.yaml:1",
        ),
        (
            "challenges:\n- {slug: a, number: 1, name: A, ministry: M, skills: [s]}",
            "challenges:\n- {slug: b, number: 1, name: B, ministry: M, skills: [s]}",
            "two.yaml:2:21: the number '1' is taken, in one.yaml:2",
        ),
    ],
)
def test_what_two_datasets_contradict_each_other_in_is_a_problem_with_both_places(
    eig: Eig, tmp_path: Path, one: str, two: str, problem: str
) -> None:
    (tmp_path / "one.yaml").write_text(one, "utf-8")
    (tmp_path / "two.yaml").write_text(two, "utf-8")
    refused = eig("check", "one.yaml", "two.yaml")
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", f"{problem}\n")


@pytest.mark.usefixtures("two")
def test_the_problems_of_all_datasets_are_told_together(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("challenges:\n- x", "utf-8")
    (tmp_path / "empty.yaml").touch()
    refused = eig("check", "bad.yaml", "one.yaml", "empty.yaml")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "bad.yaml:2:3: expected a mapping for a challenge, found text\n"
        "empty.yaml:1:1: expected a mapping, found an empty file\n"
    )


def test_of_several_descriptions_of_a_role_the_first_counts_for_all(
    eig: Eig, tmp_path: Path
) -> None:
    defi = "{{slug: {0}, number: 1, name: {0}, ministry: M, promotion: {0}, skills: [s]}}"
    for name, role in (("a", "{}"), ("b", "{english: smith}"), ("c", "{english: x, aliases: [y]}")):
        text = f"skills: {{s: {role}}}\nchallenges: [{defi.format(name)}]"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    given = ["-d", "a.yaml", "-d", "b.yaml", "-d", "c.yaml"]
    assert slugs(eig, *given) == ["a", "b", "c"]
    shown = json.loads(eig("show", "c", *given, "--json").stdout)
    assert shown[0]["profiles"][0]["english"] == "smith"


def test_a_call_of_which_one_part_describes_a_role_is_the_same_call(
    eig: Eig, tmp_path: Path
) -> None:
    call = "programme: {name: P, promotion: 1, announced: {skills: {s: 1}}}"
    for name, skills in (("a", "skills: {s: {english: smith}}\n"), ("b", "")):
        defi = f"challenges: [{{slug: {name}, name: N, ministry: M, profiles: {{s: 1}}}}]"
        (tmp_path / f"{name}.yaml").write_text(f"{call}\n{skills}{defi}", "utf-8")
    given = ["-d", "b.yaml", "-d", "a.yaml"]
    assert slugs(eig, *given) == ["b", "a"]
    programme = json.loads(eig("programme", *given, "--json").stdout)
    assert programme["announced"]["skills"][0]["english"] == "smith"


@pytest.mark.usefixtures("two")
def test_a_link_to_a_dataset_is_the_same_dataset(eig: Eig) -> None:
    twice = eig("list", "-d", "one.yaml", "-d", "./one.yaml")
    assert (twice.returncode, twice.stderr) == (2, "eig: 'one.yaml' is given twice\n")


def test_other_promotions_of_a_dataset_of_ones_own_are_told_of(eig: Eig, tmp_path: Path) -> None:
    defi = "{{slug: {0}, name: N, ministry: M, skills: [s], promotion: {0}, themes: [{0}]}}"
    text = f"challenges: [{defi.format('x')}, {defi.format('y')}]"
    (tmp_path / "d.yaml").write_text(text, "utf-8")
    asked = eig("list", "-d", "d.yaml", "-p", "x", "--theme", "y")
    assert asked.stderr.endswith(" 1 défi of other promotions matches: --promotion all\n")


def test_two_parts_of_one_call_are_put_together(eig: Eig) -> None:
    eig("export", "--skill", "designer", "--output", "designers.yaml")
    eig("export", "--skill", "geomatician", "--output", "geomaticians.yaml")
    both = ["-d", "designers.yaml", "-d", "geomaticians.yaml"]
    assert slugs(eig, *both) == [*slugs(eig, "-s", "designer"), "balisenav"]
    programme = json.loads(eig("programme", *both, "--format", "json").stdout)
    assert programme["promotion"] == "2"


def test_calls_that_state_no_promotion_are_two(eig: Eig, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            f"{{programme: {{name: Call {name}}}, challenges: []}}"
        )
    both = eig("programme", "-d", "a.yaml", "-d", "b.yaml", "--json")
    assert [call["name"] for call in json.loads(both.stdout)] == ["Call a", "Call b"]


def test_a_number_may_stand_once_in_each_promotion(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "challenges:\n"
        "- {slug: a, number: 1, promotion: 1, name: A, ministry: M, skills: [s]}\n"
        "- {slug: b, number: 1, promotion: 2, name: B, ministry: M, skills: [s]}\n"
        "- {slug: c, number: 1, promotion: '2', name: C, ministry: M, skills: [s]}\n",
        "utf-8",
    )
    assert eig("check", "own.yaml").stderr == "own.yaml:4:21: the number '1' is taken, on line 3\n"


@pytest.mark.parametrize(
    ("programmes", "promotion"),
    [
        ("programme: {name: P, promotion: 1}", "1"),
        ("programmes: [{name: P, promotion: 1}]", ""),
        ("programme: {name: P}", ""),
        ("programmes: [{name: P, promotion: 1}, {name: Q, promotion: 2}]", ""),
        ("programmes: [{name: P, promotion: 1}, {name: Q}]", ""),
        ("", ""),
    ],
)
def test_a_challenge_is_of_the_promotion_of_the_only_programme(
    eig: Eig, tmp_path: Path, programmes: str, promotion: str
) -> None:
    (tmp_path / "own.yaml").write_text(
        f"{programmes}\nchallenges: [{{slug: a, name: A, ministry: M, skills: [s]}}]", "utf-8"
    )
    asked = eig("list", "-d", "own.yaml", "-c", "slug,promotion")
    assert (asked.stdout, asked.stderr) == (f"a\t{promotion}\n", "")
