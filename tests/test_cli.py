"""The installed command, as a user, a script and a shell meet it."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pexpect
import pytest
from build import challenge
from build import dataset as dataset_of
from conftest import EIG, ENVIRONMENT, Eig, Result, Screen

from eigcli import __main__, dataset
from eigcli.formats import format_named
from eigcli.reports import Listing

DESIGNERS = ["predisauvetage", "lab-sante", "gobelins", "socialconnect", "brigade-numerique"]


def slugs(listed: Result) -> list[str]:
    return [line.split("\t")[0] for line in listed.stdout.splitlines()]


def message(result: Result, exit_code: int) -> str:
    """Return the one line that a mistake prints, on standard error."""
    assert result.returncode == exit_code
    assert result.stdout == ""
    assert result.stderr.startswith("eig: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def shell(line: str, **env: str) -> Result:
    return subprocess.run(
        ["bash", "-c", line],
        env=ENVIRONMENT | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# Listing and showing


def test_the_list_is_a_line_each_with_the_slug_first(eig: Eig) -> None:
    listed = eig("list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert len(slugs(listed)) == 13
    assert listed.stdout.splitlines()[4].split("\t") == [
        "balisenav",
        "5",
        "b@liseNAV",
        "élaborer une carte maritime augmentée qui renforcera la sécurité en mer",
        "Ministère des Armées, Service hydrographique et océanographique de la Marine (Shom)",
        "2 geomatician",
        "2",
    ]


def test_the_list_is_filtered_by_skill_and_ministry(eig: Eig) -> None:
    assert slugs(eig("list", "--skill", "designer")) == DESIGNERS
    assert slugs(eig("list", "-m", "INTERIEUR")) == ["previsecours", "brigade-numerique"]
    assert slugs(eig("list", "--skill", "developer", "--ministry", "culture")) == ["gobelins"]
    assert slugs(eig("list", "-s", "gis", "-s", "pm")) == ["balisenav", "eig-link"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--search", "données santé"], ["lab-sante"]),
        (["-q", "DONNEES", "-m", "interieur"], ["previsecours"]),
        (
            ["-s", "ux", "-s", "dev", "--all-skills"],
            ["gobelins", "socialconnect", "brigade-numerique"],
        ),
        (["-s", "gis", "-s", "pm", "--all-skills"], []),
    ],
)
def test_list_export_and_stats_choose_alike(
    eig: Eig, filters: list[str], expected: list[str]
) -> None:
    exported = json.loads(eig("export", "--format", "json", *filters).stdout)
    counted = json.loads(eig("stats", "--format", "json", *filters).stdout)
    assert slugs(eig("list", *filters)) == expected
    assert [challenge["slug"] for challenge in exported] == expected
    assert counted["challenges"] == len(expected)


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (["list"], ""),
        (["export", "--columns", "slug,name"], "slug,name\n"),
        (["export", "--format", "json"], "[]\n"),
        (["stats", "--format", "json"], '{\n  "challenges": 0,\n  "sought": 0,'),
    ],
)
def test_filters_that_match_nothing_together_are_no_mistake(
    eig: Eig, command: list[str], printed: str
) -> None:
    chosen = eig(*command, "--skill", "designer", "--ministry", "armées")
    assert (chosen.returncode, chosen.stdout[: len(printed) or None]) == (0, printed)
    assert chosen.stderr == (
        "eig: no défi meets all of this together; défis that meet each: --skill 5, --ministry 1. "
        "3 défis of other promotions match: --promotion all\n"
    )


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (
            ["-s", "gis", "-s", "pm", "--all-skills"],
            "no défi seeks all of these skills.",
        ),
        (
            ["-m", "culture", "-s", "gis", "-q", "gobelins"],
            "no défi meets all of this together; défis that meet each: --skill 1, --ministry 1, --search 1.",
        ),
        (
            ["-q", "gobelins dataesr"],
            "no défi mentions all of these words; défis that mention each: gobelins 1, dataesr 1.",
        ),
        (["-q", "gobelnis", "-m", "armées"], "nothing mentions 'gobelnis'. Did you mean Gobelins?"),
    ],
)
def test_where_nothing_is_found_standard_error_says_why(
    eig: Eig, filters: list[str], said: str
) -> None:
    listed = eig("list", "--promotion", "2", *filters)
    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "", f"eig: {said}\n")


def test_only_a_person_is_told_what_a_word_is_understood_as(
    eig: Eig, screen: Screen, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(
        "synonyms: {mer: [maritime, bord de l’eau]}\n"
        "challenges: [{slug: a, name: Carte maritime, ministry: M, skills: [s]}]\n",
        "utf-8",
    )
    asked = ["list", "-d", "mine.yaml", "-q", "mer", "-c", "name", "-f", "plain"]
    listed = eig(*asked)
    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "Carte maritime\n", "")
    # After the answer, where a pager does not hide it.
    assert screen(*asked).splitlines() == [
        "Carte maritime",
        "eig: 'mer' stands for these words too: maritime, bord de l’eau",
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["--reverse", "--limit", "2"], ["dataesr", "coacheleves-assistprof"]),
        (["--sort", "name", "-n", "3"], ["archifiltre", "balisenav", "brigade-numerique"]),
        (["--sort", "ministry", "-n", "2"], ["hopkins", "gobelins"]),
        (["--sort", "sought", "--reverse", "-n", "3"], ["hopkins", "dataesr", "predisauvetage"]),
    ],
)
def test_list_and_export_come_in_the_order_and_number_asked_for(
    eig: Eig, order: list[str], expected: list[str]
) -> None:
    exported = csv.DictReader(eig("export", *order).stdout.splitlines())
    assert slugs(eig("list", *order)) == expected
    assert [row["slug"] for row in exported] == expected


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        ("list", "gobelins\t2\t1 developer; 1 designer\t0\n"),
        ("export", "slug,sought,seeks,geomatician\ngobelins,2,1 developer|1 designer,0\n"),
    ],
)
def test_the_columns_are_those_asked_for_in_their_order(
    eig: Eig, command: str, printed: str
) -> None:
    for columns in (
        ["--columns", "slug,sought,seeks,geomatician"],
        ["-c", "slug", "-c", "sought, seeks", "--columns", "geomatician"],
    ):
        asked = eig(command, *columns, "-m", "culture")
        assert (asked.returncode, asked.stdout, asked.stderr) == (0, printed, "")


def test_show_takes_slugs_names_and_numbers(eig: Eig) -> None:
    shown = eig("show", "Lab Santé", "b@liseNAV", "7")
    names = [line for line in shown.stdout.splitlines() if line.startswith("name: ")]
    assert names == ["name: Lab Santé", "name: b@liseNAV", "name: Hopkins"]
    assert "\n\nslug: balisenav\n" in shown.stdout


@pytest.mark.parametrize(
    ("format_", "start"),
    [
        ("table", "╭──"),
        ("plain", "slug: hopkins\n"),
        ("csv", "slug,number,"),
        ("excel", "\ufeffSlug;Number;"),
        ("markdown", "## Hopkins\n"),
        ("html", "<!DOCTYPE html>\n"),
        ("json", '[\n  {\n    "slug": "hopkins",'),
        ("jsonl", '{"slug": "hopkins",'),
        ("yaml", "programme:\n"),
    ],
)
def test_show_writes_every_format(eig: Eig, format_: str, start: str) -> None:
    shown = eig("show", "hopkins", "gobelins", "--format", format_)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(start)
    names = [shown.stdout.rindex(name) for name in ("Hopkins", "Gobelins")]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("listing", "export"),
    [
        (["-f", "csv"], []),
        ([], ["-f", "plain"]),
        (["-f", "table"], ["-f", "table"]),
        (["-f", "json"], ["-f", "json"]),
    ],
)
def test_list_and_export_are_the_same_in_the_same_format(
    eig: Eig, listing: list[str], export: list[str]
) -> None:
    listed = eig("list", "-s", "designer", *listing)
    assert listed.stdout == eig("export", "-s", "designer", *export).stdout
    assert "Lab Santé" in listed.stdout


ANSWERS = [["list"], ["show", "1"], ["export"], ["stats"], ["promotions"], ["programme"]]


@pytest.mark.parametrize("command", ANSWERS)
def test_json_has_an_option_of_its_own(eig: Eig, command: list[str]) -> None:
    asked = eig(*command, "--json")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout == eig(*command, "--format", "json").stdout
    assert asked.stdout == eig(*command, "--json", "-f", "json").stdout
    assert json.loads(asked.stdout)


def test_a_file_may_be_asked_for_in_json(eig: Eig, tmp_path: Path) -> None:
    told = eig("export", "--json", "-o", "defis.txt").stderr
    assert told.startswith("eig: wrote 13 défis to defis.txt, in the format json. ")
    assert (tmp_path / "defis.txt").read_text("utf-8") == eig("export", "--json").stdout


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_empty_format_is_none(eig: Eig, more: list[str]) -> None:
    refused = eig("export", "--format", "", "-o", "defis.json", *more)
    assert message(refused, 2).startswith("eig: no format is called ''. The formats are table, ")


@pytest.mark.parametrize("command", [*ANSWERS, ["export", "-o", "defis.json"]])
@pytest.mark.parametrize("format_", ["csv", "nope"])
def test_two_formats_are_one_too_many(
    eig: Eig, tmp_path: Path, command: list[str], format_: str
) -> None:
    refused = eig(*command, "--json", "--format", format_)
    assert message(refused, 2) == "eig: two formats are asked for: by --format and by --json\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("eig show hopkins gobelins --format jsonl | jq -r .slug", "hopkins\ngobelins\n"),
        ("eig show 5 --format json | jq -r '.[0].hosts[0].ministry'", "Ministère des Armées\n"),
        ("eig export --format json | jq '[.[].profiles[].count] | add'", "27\n"),
        ("eig list --format jsonl --columns slug,sought -m culture | jq .sought", "2\n"),
    ],
)
def test_jq_reads_the_json(line: str, printed: str) -> None:
    read = shell(f"set -o pipefail; {line}")
    assert (read.returncode, read.stdout, read.stderr) == (0, printed, "")


# Counting, the programme, and pages

INTERIOR = [
    ["total", "", "2", "4", "4", "100", "sought"],
    ["skill", "data-scientist", "1", "2", "1", "50", "sought"],
    ["skill", "developer", "1", "1", "2", "25", "sought"],
    ["skill", "designer", "1", "1", "1", "25", "sought"],
    ["ministry", "Ministère de l’Intérieur", "2", "4", "4", "100", "sought"],
    ["announced", "", "13", "27", "", "", ""],
    ["announced_skill", "developer", "", "8", "", "", ""],
    ["announced_skill", "designer", "", "5", "", "", ""],
    ["announced_skill", "data-scientist", "", "11", "", "", ""],
    ["announced_skill", "geomatician", "", "2", "", "", ""],
    ["announced_skill", "project-manager", "", "1", "", "", ""],
]


def test_stats_in_a_pipe_are_a_line_for_each_count(eig: Eig) -> None:
    counted = eig("stats", "-m", "intérieur")
    assert (counted.returncode, counted.stderr) == (0, "")
    assert [line.split("\t") for line in counted.stdout.splitlines()] == INTERIOR


def test_stats_in_csv_have_a_header(eig: Eig) -> None:
    rows = csv.reader(eig("stats", "-m", "intérieur", "--format", "csv").stdout.splitlines())
    assert list(rows) == [
        ["by", "code", "challenges", "sought", "recruited", "percent", "percent_of"],
        *INTERIOR,
    ]


def test_stats_in_json_have_the_same_counts_and_exact_shares(eig: Eig) -> None:
    counted = json.loads(eig("stats", "-m", "intérieur", "--format", "json").stdout)
    assert (counted["challenges"], counted["sought"]) == (2, 4)
    assert counted["skills"] == [
        {"skill": "data-scientist", "challenges": 1, "sought": 2, "recruited": 1, "share": 0.5},
        {"skill": "developer", "challenges": 1, "sought": 1, "recruited": 2, "share": 0.25},
        {"skill": "designer", "challenges": 1, "sought": 1, "recruited": 1, "share": 0.25},
    ]
    interior = {"ministry": "Ministère de l’Intérieur", "challenges": 2, "sought": 4}
    assert counted["ministries"] == [interior | {"recruited": 4, "share": 1.0}]
    assert counted["share_of"] == "sought"
    assert (counted["announced"]["challenges"], counted["adds_up"]) == (13, True)


def test_the_programme_is_shown_as_a_fact_a_line(eig: Eig) -> None:
    shown = eig("programme")
    lines = shown.stdout.splitlines()
    assert (shown.returncode, shown.stderr) == (0, "")
    assert lines[0] == "name: Entrepreneurs d’intérêt général"
    assert "closes: 2017-10-27T17:00+02:00" in lines
    assert "monthly_pay: 4000" in lines


def test_the_programme_in_csv_is_a_row_for_each_fact(eig: Eig) -> None:
    rows = list(csv.reader(eig("programme", "--format", "csv").stdout.splitlines()))
    assert rows[:2] == [["key", "value"], ["name", "Entrepreneurs d’intérêt général"]]
    assert ["monthly_pay", "4000"] in rows
    assert ["sources", "article|reglement|restitution|ancien-site|site"] in rows


def test_the_programme_in_json_has_values_to_calculate_with(eig: Eig) -> None:
    said = json.loads(eig("programme", "--format", "json").stdout)
    assert (said["months"], said["monthly_pay"]) == (10, 4000)
    assert (said["opens"], said["closes"]) == ("2017-09-27", "2017-10-27T17:00+02:00")
    assert {profile["skill"]: profile["count"] for profile in said["announced"]["skills"]} == {
        "developer": 8,
        "designer": 5,
        "data-scientist": 11,
        "geomatician": 2,
        "project-manager": 1,
    }
    assert [source["key"] for source in said["sources"]][:2] == ["article", "reglement"]


GOBELINS = "https://eig.numerique.gouv.fr/defis/gobelins/"


def browsers(folder: Path, *names: str) -> Path:
    """Make browsers of these names that note what they are given, and return where they do."""
    opened = folder / "opened"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(f"#!/bin/sh\nprintf '{name} %s\\n' \"$@\" >> '{opened}'\n")
        (folder / name).chmod(0o755)
    return opened


def test_open_hands_the_page_to_the_browser_and_to_nothing_else(eig: Eig, tmp_path: Path) -> None:
    opened = browsers(tmp_path / "bin", "mine", "xdg-open", "www-browser", "firefox", "w3m")
    env = {"BROWSER": str(opened.with_name("mine")), "PATH": str(opened.parent), "DISPLAY": ":0"}
    told = eig("open", "Gobelins", env=env)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", f"eig: opening {GOBELINS}\n")
    assert opened.read_text() == f"mine {GOBELINS}\n"


def test_open_can_print_the_page_instead(eig: Eig, tmp_path: Path) -> None:
    opened = browsers(tmp_path / "bin", "mine")
    told = eig("open", "gob", "--print", env={"BROWSER": str(opened.with_name("mine"))})
    assert (told.returncode, told.stdout, told.stderr) == (0, f"{GOBELINS}\n", "")
    assert not opened.exists()


@pytest.mark.parametrize("browser", ["", "/nonexistent/x", "/bin/false"])
def test_open_says_the_page_where_no_browser_opens_it(eig: Eig, browser: str) -> None:
    env = {"BROWSER": browser, "PATH": "/nonexistent", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    told = eig("open", "gobelins", env=env)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"eig: opening {GOBELINS}\neig: no browser can be opened here\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["programme"], "eig: the dataset does not describe a programme\n"),
        (["open", "a"], "eig: the dataset gives no page of a\n"),
        (["open", "a", "--product"], "eig: the dataset knows no product of a\n"),
        (["open", "a", "--repository"], "eig: the dataset knows no source code of a\n"),
    ],
)
def test_what_the_dataset_does_not_say_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setattr(dataset, "load", lambda *_: dataset_of(challenge("a")))
    assert __main__.run(arguments) == 1
    assert capfd.readouterr() == ("", said)


# Exporting


def test_csv_goes_to_standard_output(eig: Eig) -> None:
    exported = eig("export", "--format", "csv", "--skill", "designer")
    rows = list(csv.DictReader(exported.stdout.splitlines()))
    assert (exported.returncode, exported.stderr) == (0, "")
    assert [row["slug"] for row in rows] == DESIGNERS


def test_csv_is_the_format_where_nothing_says_otherwise(eig: Eig) -> None:
    exported = eig("export").stdout
    assert exported == eig("export", "--format", "csv").stdout
    assert exported == eig("export", "--output", "-").stdout


@pytest.mark.parametrize(
    ("file", "arguments", "format_"),
    [
        ("defis", [], "csv"),
        (".defis", [], "csv"),
        ("defis.csv", [], "csv"),
        ("defis.2018.csv", [], "csv"),
        ("defis.2026", ["--format", "csv"], "csv"),
        ("defis.tsv", ["--format", "plain"], "plain"),
        ("defis.txt", [], "plain"),
        ("defis.md", [], "markdown"),
        ("DEFIS.MD", [], "markdown"),
        ("defis.html", [], "html"),
        ("defis.htm", [], "html"),
        ("defis.json", [], "json"),
        ("defis.jsonl", [], "jsonl"),
        ("defis.yaml", [], "yaml"),
        ("defis.yml", [], "yaml"),
        ("defis.md", ["--format", "csv"], "csv"),
        ("defis.csv", ["--format", "excel"], "excel"),
    ],
)
def test_the_format_follows_the_suffix_unless_it_is_given(
    eig: Eig, tmp_path: Path, file: str, arguments: list[str], format_: str
) -> None:
    exported = eig("export", "-o", file, *arguments)
    assert (exported.returncode, exported.stdout) == (0, "")
    assert exported.stderr.startswith(f"eig: wrote 13 défis to {file}, in the format {format_}. ")
    written = (tmp_path / file).read_bytes()
    assert written.decode() == "".join(format_named(format_)(Listing(dataset.load())))


EXCEL = "is not a format of eig: --format excel --output defis.csv opens in Excel"
PANDOC = "is not a format of eig: pandoc makes a document of --output defis.md"
ZIP = "is not a format of eig: --format datapackage makes a folder, which you may zip"
OTHER = (
    "is not a format of eig: choose one with --format, or a suffix of "
    ".txt, .csv, .md, .markdown, .html, .htm, .json, .jsonl, .ndjson, .yaml, .yml"
)


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("defis.xlsx", f".xlsx {EXCEL}"),
        ("DEFIS.XLSX", f".xlsx {EXCEL}"),
        ("defis.xls", f".xls {EXCEL}"),
        ("defis.ods", f".ods {EXCEL}"),
        ("defis.docx", f".docx {PANDOC}"),
        ("defis.odt", f".odt {PANDOC}"),
        ("defis.tsv", f".tsv {OTHER}"),
        ("defis.pdf", f".pdf {OTHER}"),
        ("defis.csv.gz", f".gz {OTHER}"),
        ("defis.\x1b", rf".\x1b {OTHER}"),
    ],
)
def test_a_suffix_of_no_format_is_refused_with_what_to_do_instead(
    eig: Eig, tmp_path: Path, file: str, hint: str
) -> None:
    assert message(eig("export", "-o", file), 2) == f"eig: {hint}\n"
    assert message(eig("export", "-o", file, "--force"), 2) == f"eig: {hint}\n"
    assert not list(tmp_path.iterdir())


def test_a_format_does_not_make_a_suffix_true(eig: Eig, tmp_path: Path) -> None:
    refused = eig("export", "--format", "excel", "--output", "defis.xlsx")
    assert message(refused, 2) == f"eig: .xlsx {EXCEL}\n"
    assert not list(tmp_path.iterdir())


def test_an_empty_dataset_is_no_matter_of_filters(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("challenges: []")
    listed = eig("list", "--data", "none.yaml", "--search", "x")
    assert (listed.returncode, listed.stdout) == (0, "")
    assert listed.stderr == "eig: there is no défi.\n"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("xlsx", EXCEL),
        ("XLSX", EXCEL),
        ("xls", EXCEL),
        ("ods", EXCEL),
        ("docx", PANDOC),
        ("odt", PANDOC),
        ("zip", ZIP),
    ],
)
@pytest.mark.parametrize("command", [["list"], ["show", "1"], ["stats"], ["programme"], ["export"]])
def test_a_format_that_is_made_elsewhere_is_refused_with_where(
    eig: Eig, command: list[str], name: str, hint: str
) -> None:
    assert message(eig(*command, "--format", name), 2) == f"eig: {name} {hint}\n"


def test_a_table_is_not_drawn_into_a_file(eig: Eig, tmp_path: Path) -> None:
    refused = eig("export", "--format", "table", "--output", "x")
    assert message(refused, 2).startswith("eig: a table is drawn for a terminal: choose another")
    assert not (tmp_path / "x").exists()


def test_an_export_in_yaml_is_a_dataset_that_says_the_same(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--format", "yaml", "--skill", "designer", "--output", "mine.yaml")
    mine = dataset.parse((tmp_path / "mine.yaml").read_bytes(), "mine.yaml")
    exported = eig("export", "--format", "json", "--skill", "designer").stdout
    assert "".join(format_named("json")(Listing(mine))) == exported


def test_an_existing_file_is_replaced_by_force_only(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "defis.csv").write_text("mine")
    refused = eig("export", "-o", "defis.csv")
    assert message(refused, 1) == (
        "eig: 'defis.csv' exists already: choose another name, or --force to replace it\n"
    )
    assert (tmp_path / "defis.csv").read_text() == "mine"
    assert eig("export", "-o", "defis.csv", "--force").returncode == 0
    assert (tmp_path / "defis.csv").read_text("utf-8").startswith("slug,")


def test_the_same_command_prints_the_same_bytes(eig: Eig) -> None:
    formats = [["export", "-f", name] for name in ("csv", "markdown", "html", "yaml")]
    for arguments in (["list"], ["show", "1"], ["stats"], *formats):
        first = eig(*arguments, env={"PYTHONHASHSEED": "1"})
        second = eig(*arguments, env={"PYTHONHASHSEED": "2", "LC_ALL": "C", "COLUMNS": "20"})
        assert first.stdout == second.stdout != ""


# Mistakes

KNOWN = "The formats are table, plain, csv, excel, markdown, html, json, jsonl, yaml, datapackage."
GOBELNIS = "Did you mean gobelins? To look everywhere: eig list --search gobelnis --promotion all."
SORT_KEYS = "The sort keys are number, name, promotion, ministry, sought, recruited_total.\n"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "part"),
    [
        (
            ["list", "-s", "desinger"],
            2,
            "no skill matches 'desinger'. Did you mean designer? To see what there is: eig stats --by skill.\n",
        ),
        (
            ["list", "--skill", ""],
            2,
            "no skill matches ''. To see what there is: eig stats --by skill.\n",
        ),
        (
            ["export", "--ministry", "zz"],
            2,
            "no ministry or department matches 'zz'. To see what there is: eig stats --by ministry.\n",
        ),
        (
            ["stats", "--theme", "zz"],
            2,
            "no theme matches 'zz'. To see what there is: eig stats --by theme.\n",
        ),
        (
            ["export", "-m", "justice"],
            2,
            "no ministry or department matches 'justice'. To see what there is: eig stats --by ministry. 5 défis of other promotions match: --promotion all\n",
        ),
        (["list", "--search", " "], 2, "a search needs a word to search for"),
        (["list", "-c", "slug,nmae"], 2, "no column is called 'nmae'. Did you mean name? "),
        (["export", "-c", ""], 2, "no column is called ''. The columns are slug, number, "),
        (
            ["list", "--sort", "nam"],
            2,
            f"nothing is sorted by 'nam'. Did you mean name? {SORT_KEYS}",
        ),
        (["export", "--sort", "zz"], 2, f"nothing is sorted by 'zz'. {SORT_KEYS}"),
        (["export", "-f", "cvs"], 2, "no format is called 'cvs'. Did you mean csv? The formats "),
        (["list", "-f", "tabel"], 2, f"no format is called 'tabel'. Did you mean table? {KNOWN}"),
        (["show", "1", "-f", "yml"], 2, f"no format is called 'yml'. Did you mean yaml? {KNOWN}"),
        (["programme", "-f", "zz"], 2, f"no format is called 'zz'. {KNOWN}"),
        (["open", "gobelnis"], 1, f"no défi is called 'gobelnis'. {GOBELNIS}\n"),
        (["export", "-o", ""], 2, "--output needs the name of a file\n"),
        (["export", "-f", "datapackage", "-o", ""], 2, "--output needs the name of a file\n"),
        (["export", "-o", "no/where"], 1, "cannot write 'no/where': no such file or folder"),
        (["show", "gobelnis"], 1, f"no défi is called 'gobelnis'. {GOBELNIS}\n"),
        (
            ["show", "[/red]"],
            1,
            "no défi is called '[/red]'. To look everywhere: eig list --search '[/red]' --promotion all.\n",
        ),
        (["show", "\x1b]0;x\x07"], 1, r"no défi is called '\x1b]0;x\x07'. "),
        (["show", "a\nb"], 1, r"no défi is called 'a\nb'. "),
    ],
)
def test_a_mistake_is_one_line_on_standard_error(
    eig: Eig, arguments: list[str], exit_code: int, part: str
) -> None:
    assert message(eig(*arguments), exit_code).startswith(f"eig: {part}")


@pytest.mark.parametrize(
    ("arguments", "said", "command"),
    [
        (
            ["list", "--limit", "0"],
            "--limit takes a whole number from 1 on, not '0'.",
            "eig list",
        ),
        (
            ["export", "-n", "x"],
            "--limit takes a whole number from 1 on, not 'x'.",
            "eig export",
        ),
        (
            ["list", "-n", "1 is not x"],
            "--limit takes a whole number from 1 on, not '1 is not x'.",
            "eig list",
        ),
        (["list", "--skill"], "--skill needs a value.", "eig list"),
        (["export", "-o"], "-o needs a value.", "eig export"),
        (["--data"], "--data needs a value.", "eig"),
        (["list", "--json=yes"], "--json takes no value.", "eig list"),
        (["list", "--help=yes"], "--help takes no value.", "eig list"),
        (["--version=2"], "--version takes no value.", "eig"),
        (["show"], "eig show needs DEFI, as in 'eig show predisauvetage'.", "eig show"),
        (["open"], "eig open needs DEFI, as in 'eig open gobelins'.", "eig open"),
        # Options that there are not.
        (["--nope"], "eig has no option '--nope'.", "eig"),
        (
            ["--skill", "x", "list"],
            "eig has no option '--skill'. It stands after a command that has it, such as eig list.",
            "eig",
        ),
        (["list", "-x"], "eig list has no option '-x'.", "eig list"),
        (["list", "--hlep"], "eig list has no option '--hlep'. Did you mean --help?", "eig list"),
        (
            ["list", "--skil", "x"],
            "eig list has no option '--skil'. Did you mean --skill?",
            "eig list",
        ),
        (
            ["stats", "--searc=x"],
            "eig stats has no option '--searc'. Did you mean --search?",
            "eig stats",
        ),
        (["list", "--a\x1b[31m"], r"eig list has no option '--a\x1b[31m'.", "eig list"),
        # Commands that there are not.
        (["lst"], "eig has no command 'lst'. Did you mean list?", "eig"),
        (
            ["gobelins"],
            "eig has no command 'gobelins'. For a défi: eig show gobelins. To search: eig list --search gobelins.",
            "eig",
        ),
        (
            ["lab santé"],
            "eig has no command 'lab santé'. For a défi: eig show 'lab santé'. To search: eig list --search 'lab santé'.",
            "eig",
        ),
        (
            ["a\nb"],
            r"eig has no command 'a\nb'. For a défi: eig show 'a\nb'. To search: eig list --search 'a\nb'.",
            "eig",
        ),
        # Words that the command does not take.
        (
            ["list", "santé"],
            "eig list does not take 'santé'. Several words of a value need quotes. To search: eig list --search 'santé'.",
            "eig list",
        ),
        (
            ["export", "-m", "culture", "santé", "--", "-h"],
            "eig export does not take 'santé -h'. Several words of a value need quotes. To search: eig export --search 'santé -h'.",
            "eig export",
        ),
        (
            ["stats", "it's"],
            """eig stats does not take 'it's'. Several words of a value need quotes. To search: eig stats --search 'it'"'"'s'.""",
            "eig stats",
        ),
        (
            ["list", "x\x1b[31m"],
            r"eig list does not take 'x\x1b[31m'. Several words of a value need quotes. To search: eig list --search 'x\x1b[31m'.",
            "eig list",
        ),
        (
            ["open", "1", "zwei"],
            "eig open does not take 'zwei'. A name of several words needs quotes.",
            "eig open",
        ),
        (
            ["promotions", "5"],
            "eig promotions does not take '5'. To ask about a promotion: eig promotions --promotion 5.",
            "eig promotions",
        ),
        (["help", "list", "show"], "eig help does not take 'show'.", "eig help"),
    ],
)
def test_a_mistake_in_the_grammar_is_one_line_that_leads_to_the_help(
    eig: Eig, arguments: list[str], said: str, command: str
) -> None:
    assert message(eig(*arguments), 2) == f"eig: {said} See '{command} --help'.\n"


FILTERS = "The filters are --skill, --ministry, --theme, --town and --search."


@pytest.mark.parametrize(
    ("command", "option", "instead"),
    [
        ("list", "--web", "eig open opens the page of a défi."),
        ("show", "--browser", "eig open opens the page of a défi."),
        ("list", "--csv", "Type --format csv."),
        ("show", "--excel", "Type --format excel."),
        ("stats", "--markdown", "Type --format markdown."),
        ("export", "--yaml", "Type --format yaml."),
        ("programme", "--table", "Type --format table."),
        ("list", "--plain", "Type --format plain."),
        ("list", "--no-color", "Set NO_COLOR=1 for no colours."),
        ("export", "--dry-run", "eig export writes no file without --output."),
        ("list", "--output", "eig export writes a file."),
        ("show", "-o", "eig export writes a file."),
        ("list", "--filter", FILTERS),
        ("list", "--html", "Type --format html."),
        ("list", "--all", "Type --promotion all."),
        ("list", "--role", "Did you mean --skill?"),
        ("stats", "--métier", "Did you mean --skill?"),
        ("export", "--city", "Did you mean --town?"),
        ("list", "--keyword", "Did you mean --search?"),
    ],
)
def test_who_types_what_other_tools_take_is_told_how_it_is_done_here(
    eig: Eig, command: str, option: str, instead: str
) -> None:
    told = f"eig: eig {command} has no option '{option}'. {instead} See 'eig {command} --help'.\n"
    assert message(eig(command, option), 2) == told
    assert message(eig(command, "--json", option, "x", "--nope"), 2) == told


@pytest.mark.parametrize(
    ("command", "option"),
    [
        *(("open", "--csv"), ("check", "--yaml"), ("show", "--filter"), ("promotions", "--filter")),
        *(("show", "--role"), ("init", "--all"), ("list", "--code")),
    ],
)
def test_no_option_is_advised_that_the_command_does_not_have(
    eig: Eig, command: str, option: str
) -> None:
    assert message(eig(command, "1", option), 2) == (
        f"eig: eig {command} has no option '{option}'. See 'eig {command} --help'.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["list", "-c", "nom"],
            "aucune colonne ne s’appelle «\u00a0nom\u00a0». Vouliez-vous dire name\u202f?",
        ),
        (
            ["list", "-c", "ville"],
            "aucune colonne ne s’appelle «\u00a0ville\u00a0». Vouliez-vous dire towns\u202f?",
        ),
        (
            ["list", "--sort", "ministère"],
            "«\u00a0ministère\u00a0» n’est pas une clé de tri. Vouliez-vous dire ministry\u202f?",
        ),
        (
            ["stats", "--by", "rôle"],
            "«\u00a0rôle\u00a0» n’est pas un critère de comptage. Vouliez-vous dire skill\u202f?",
        ),
    ],
)
def test_who_types_a_heading_is_told_the_name(eig: Eig, arguments: list[str], said: str) -> None:
    told = eig("--lang", "fr", *arguments)
    assert (told.returncode, told.stderr.startswith(f"eig: {said} ")) == (2, True)


@pytest.mark.parametrize("columns", ["slug,", ",slug", " slug ,, "])
def test_a_comma_too_many_is_no_mistake(eig: Eig, columns: str) -> None:
    assert eig("list", "-c", columns, "-n", "1").stdout == "predisauvetage\n"
    assert eig("list", "-c", ",").stderr.startswith("eig: no column is called ''.")


def test_where_a_name_is_not_known_the_dataset_that_is_asked_about_is_named(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "d e.yaml").write_text("challenges: []", encoding="utf-8")
    told = eig("show", "nope", "--data", "d e.yaml").stderr
    assert told.endswith("eig list --search nope --data 'd e.yaml' --promotion all.\n")
    told = eig("list", "--theme", "nope", "-p", "3", "-p", "dig").stderr
    assert told.endswith("eig stats --by theme --promotion 3 --promotion dig.\n")


def test_who_exports_is_told_that_there_are_other_promotions(eig: Eig) -> None:
    done = "eig: wrote 13 défis to a.md, in the format markdown"
    others = "Promotion 2 of 8; --promotion all for the other 118 défis."
    assert eig("export", "-o", "a.md").stderr == f"{done}. {others}\n"
    assert eig("export", "-o", "a.md", "--force", "-p", "2").stderr == f"{done}\n"


def test_a_person_is_told_what_opens_in_excel(screen: Screen) -> None:
    told = screen("export", "-p", "2", "-o", "a.csv", columns=200)
    assert told.splitlines() == [
        "eig: wrote 13 défis to a.csv, in the format csv",
        "eig: Excel opens it as it should with --format excel.",
    ]
    assert "Excel" not in screen("export", "-p", "2", "-o", "b.csv", "-f", "excel", columns=200)


def test_who_counts_those_who_seek_a_role_is_told_that_all_of_them_count(screen: Screen) -> None:
    told = "All people of these défis are counted, whatever their role."
    assert told in screen("stats", "-s", "designer", columns=200)
    assert told not in screen("stats", "-m", "culture", columns=200)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["export", "a.csv"],
            "eig export does not take 'a.csv'. To write it: eig export --output a.csv.",
        ),
        (["list", "a.yaml"], "eig list does not take 'a.yaml'. To ask it: eig list --data a.yaml."),
        (
            ["list", "a.yaml", "b.yml"],
            "eig list does not take 'a.yaml b.yml'. To ask it: eig list --data a.yaml --data b.yml.",
        ),
        (
            ["stats", "2", "2020"],
            "eig stats does not take '2 2020'. To ask about a promotion: eig stats --promotion 2,2020.",
        ),
        (
            ["list", "all"],
            "eig list does not take 'all'. To ask about a promotion: eig list --promotion all.",
        ),
        (["stats", "a.YML"], "eig stats does not take 'a.YML'. To ask it: eig stats --data a.YML."),
        (
            ["export", "csv"],
            "eig export does not take 'csv'. Several words of a value need quotes. To search: eig export --search csv.",
        ),
        (["stats", "-o", "a.csv"], "eig stats has no option '-o'. Write to a file with '> file'."),
        (
            ["export", "--sortie", "a.csv"],
            "eig export has no option '--sortie'. Did you mean --output?",
        ),
        (["show", "--sortie", "a"], "eig show has no option '--sortie'. eig export writes a file."),
    ],
)
def test_who_gives_a_file_is_told_the_option(eig: Eig, arguments: list[str], said: str) -> None:
    told = message(eig(*arguments), 2)
    assert told == f"eig: {said} See 'eig {arguments[0]} --help'.\n"


def test_bytes_that_are_no_text_are_no_mistake_of_ours(tmp_path: Path) -> None:
    line = f"{EIG} list --search $'culture \\xff' --format html > page.html"
    asked = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert (asked.returncode, b"mistake of eig" in asked.stderr) == (0, False)


def test_no_version_is_told_to_who_completes(eig: Eig) -> None:
    told = {"_EIG_COMPLETE": "complete_bash", "COMP_WORDS": "eig --version l", "COMP_CWORD": "2"}
    assert eig(env=told).stdout == "list\n"


@pytest.mark.parametrize(
    ("words", "current", "completed"),
    [
        # As bash splits `eig list --format=mark`, and with the cursor behind the equals sign.
        (["eig", "list", "--format", "=", "mark"], 4, "markdown\n"),
        (["eig", "list", "--lang", "="], 3, "en\nfr\n"),
        (["eig", "list", "--data", "=", "none", "--format", "=", "mark"], 7, "markdown\n"),
        # No option has a value here.
        (["eig", "show", "=", "gobel"], 3, "gobelins\n"),
        # Where no equals sign ends a word.
        (["eig", "list", "--format=mark"], 2, "--format=markdown\n"),
    ],
)
def test_an_equals_sign_between_an_option_and_its_value_is_no_word(
    eig: Eig, words: list[str], current: int, completed: str
) -> None:
    told = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(current)}
    assert eig(env={"_EIG_COMPLETE": "complete_bash", **told}).stdout == completed


def test_the_help_of_completion_may_be_asked_for(eig: Eig) -> None:
    assert eig("--install-completion", "--help").stdout.startswith("Usage: eig")


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_completion_is_for_the_shell_that_asks_and_no_other(eig: Eig, option: str) -> None:
    assert message(eig(option, "zsh"), 2) == f"eig: {option} takes no value. See 'eig --help'.\n"


@pytest.mark.parametrize("number", ["1_0", " 3 ", "٣", "+1"])
def test_only_digits_are_a_number(eig: Eig, number: str) -> None:
    assert eig("list", "-n", number).stderr.endswith(
        f" on, not '{number}'. See 'eig list --help'.\n"
    )


def test_a_folder_is_not_advised_to_who_cannot_write_one(eig: Eig) -> None:
    assert "Type --format datapackage." in eig("export", "--datapackage").stderr
    assert "Type --format" not in eig("list", "--datapackage").stderr


LONG = "x" * 100_000
BRIEF = f"'{'x' * 60}…'"
# In a command to type.
SHORT = f"'{'x' * 20}…'"
TYPED = f"'{'x' * 40}…'"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            [LONG],
            f"eig has no command {BRIEF}. For a défi: eig show {SHORT}. To search: eig list --search {SHORT}. See 'eig --help'.",
        ),
        (
            ["list", LONG],
            f"eig list does not take {BRIEF}. Several words of a value need quotes. To search: eig list --search {TYPED}. See 'eig list --help'.",
        ),
        (["list", f"--{LONG}"], f"eig list has no option '--{BRIEF[3:]}. See 'eig list --help'."),
        (
            ["list", "-n", LONG],
            f"--limit takes a whole number from 1 on, not {BRIEF}. See 'eig list --help'.",
        ),
        (
            ["list", "-m", LONG],
            f"no ministry or department matches {BRIEF}. To see what there is: eig stats --by ministry.",
        ),
        (
            ["show", LONG],
            f"no défi is called {BRIEF}. To look everywhere: eig list --search {TYPED} --promotion all.",
        ),
        (["list", "-f", LONG], f"no format is called {BRIEF}. {KNOWN}"),
        (["export", "--sort", LONG], f"nothing is sorted by {BRIEF}. {SORT_KEYS[:-1]}"),
        (
            ["stats", "--by", LONG],
            f"nothing is counted by {BRIEF}. Défis are counted by promotion, skill, ministry, theme, town.",
        ),
    ],
)
def test_a_value_that_is_too_long_is_repeated_by_its_beginning(
    eig: Eig, arguments: list[str], said: str
) -> None:
    told = eig(*arguments)
    assert message(told, told.returncode) == f"eig: {said}\n"
    assert told.returncode > 0


def test_each_unknown_challenge_has_a_line_and_nothing_is_shown(eig: Eig) -> None:
    shown = eig("show", "hopkins", "nope", "nada")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.count("\neig: ") == 1


def test_bytes_that_are_no_text_are_shown_escaped() -> None:
    shown = subprocess.run([EIG, "show", b"\xff\xfe"], capture_output=True, check=False)
    assert shown.returncode == 1
    assert rb"no d" in shown.stderr
    assert rb"'\udcff\udcfe'" in shown.stderr


# Version and surroundings


def test_the_version_is_that_of_the_package(eig: Eig) -> None:
    assert eig("--version").stdout == f"eig {metadata.version('eigcli')}\n"


def test_python_runs_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eigcli", "list", "-m", "culture"]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert listed.stdout.startswith(b"gobelins\t3\t")


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("eig list", "a0\t\tA\txxx"),
        # A défi is three lines at 80 columns; those it seeks stand at the right.
        ("eig list --format table", f"    A{'cook':>75}\n"),
        ("eig export", "slug,number,name,"),
        ("eig export --format json", "[\n"),
    ],
)
def test_a_reader_that_has_read_enough_ends_it_quietly(
    long: Path, command: str, first: str
) -> None:
    piped = shell(f"set -o pipefail; {command} | head -1", EIG_DATA=str(long))
    assert (piped.returncode, piped.stderr) == (141, "")
    assert piped.stdout.startswith(first)


@pytest.mark.parametrize(
    "command", ["eig list", "eig show 1", "eig stats", "eig programme", "eig export", "eig --help"]
)
def test_a_full_disk_is_one_line(command: str) -> None:
    full = shell(f"{command} > /dev/full")
    assert (
        message(full, 1) == "eig: cannot write to standard output: no space is left on the disk\n"
    )


def test_where_nothing_can_be_said_the_exit_code_still_tells() -> None:
    assert shell("eig list --skill cook 2> /dev/full").returncode == 2


def test_a_closed_standard_output_is_one_line() -> None:
    assert message(shell("eig list >&-"), 1).startswith("eig: standard output is closed")


def test_a_file_needs_no_standard_streams(tmp_path: Path) -> None:
    closed = shell(f"eig export -o {tmp_path}/defis.csv >&- 2>&-")
    assert closed.returncode == 0
    assert (tmp_path / "defis.csv").exists()


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        {"TERM": "dumb", "NO_COLOR": "1"},
        {"FORCE_COLOR": "1"},
        {"HOME": "/nonexistent"},
    ],
)
def test_the_surroundings_do_not_change_what_a_pipe_gets(eig: Eig, env: dict[str, str]) -> None:
    assert eig("list", env=env).stdout == eig("list").stdout
    assert "Santé" in eig("list", env=env).stdout


@pytest.mark.parametrize(
    ("env", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_is_drawn_unless_none_is_wanted(env: dict[str, str], *, is_coloured: bool) -> None:
    child = pexpect.spawn(
        EIG, ["list", "--no-pager"], env=ENVIRONMENT | env, encoding="utf-8", timeout=20
    )
    written = child.read()
    child.close()
    assert "PrédiSauvetage" in written
    assert bool(re.search(r"\x1b\[[0-9;]*3\d", written)) == is_coloured


# An export of the bundled dataset, and then how much memory the process has taken at most.
TAKEN = """
import re, sys
from pathlib import Path
from eigcli import __main__
code = __main__.run(["export", "--output", sys.argv[1]])
print(code, re.search(r"VmPeak:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.fixture(scope="module")
def needed(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return how many kibibytes an export of a few défis takes, here and now."""
    file = tmp_path_factory.mktemp("small") / "defis.csv"
    ran = subprocess.run(
        [sys.executable, "-c", TAKEN, str(file)], env=ENVIRONMENT, capture_output=True, check=True
    )
    code, taken = map(int, ran.stdout.split())
    assert code == 0
    return taken


# Kibibytes, besides: the large dataset takes some fifty thousand.
@pytest.mark.parametrize("more", [2_000, 8_000, 15_000, 20_000, 25_000, 30_000, 40_000, 10**6])
@pytest.mark.parametrize("output", ["/dev/stdout", "defis.csv"])
def test_too_little_memory_is_one_line(tmp_path: Path, needed: int, more: int, output: str) -> None:
    challenge = "- {{slug: s{0}, number: {0}, name: Défi {0}, ministry: M, skills: [dev]}}\n"
    challenges = "".join(challenge.format(number) for number in range(1, 12_001))
    (tmp_path / "large.yaml").write_text(f"challenges:\n{challenges}", "utf-8")
    limited = f"ulimit -v {needed + more}; cd {tmp_path}; eig export"
    assert shell(f"{limited} | wc -l").stdout.strip() == "14"
    export = shell(f"{limited} -d large.yaml -o {output}")
    done = f"eig: wrote 12000 défis to {output}, in the format csv\n"
    said = {0: done, 1: "eig: there is not enough memory for this\n"}
    assert export.stderr == said[export.returncode]
    # Neither is only ever so.
    assert export.returncode == 1 or more > 8_000
    assert export.returncode == 0 or more < 10**6
    left = {path.name for path in tmp_path.iterdir()} - {"large.yaml"}
    assert left == ({output} if export.returncode == 0 else set()) - {"/dev/stdout"}


def test_a_file_may_be_called_like_standard_output(eig: Eig, tmp_path: Path) -> None:
    assert eig("export", "-o", "./-").stdout == ""
    assert (tmp_path / "-").exists()


def test_a_challenge_asked_for_twice_is_shown_once(eig: Eig) -> None:
    assert eig("show", "gobelins", "3").stdout == eig("show", "gobelins").stdout


def heed_interrupts() -> None:
    """Undo that tests which run in the background are started with interrupts ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupt_exits_with_130_and_no_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    # Opening a pipe that nobody reads waits: a moment when an interrupt can be sent for sure.
    child = pexpect.spawn(
        EIG,
        ["export", "-o", str(fifo)],
        encoding="utf-8",
        timeout=20,
        preexec_fn=heed_interrupts,
    )
    with pytest.raises(pexpect.TIMEOUT):
        child.expect(pexpect.EOF, timeout=2)
    child.kill(signal.SIGINT)
    assert "Traceback" not in child.read()
    child.close()
    assert child.exitstatus == 130


@pytest.mark.parametrize("browser", ["'%s", " "])
def test_a_browser_that_is_no_command_is_none(eig: Eig, browser: str) -> None:
    opened = eig("open", "gobelins", env={"BROWSER": browser})
    assert opened.returncode == 1
    assert opened.stderr.splitlines()[1:] == ["eig: no browser can be opened here"]


def test_standard_input_is_read_once_however_many_names_are_wrong(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--output", "mine.yaml")
    line = f"eig show --data - nosuch neither < {tmp_path / 'mine.yaml'}"
    ran = subprocess.run(["bash", "-c", line], env=ENVIRONMENT, capture_output=True, check=False)
    lines = ran.stderr.decode().splitlines()
    assert [text.partition(".")[0] for text in lines] == [
        "eig: no défi is called 'nosuch'",
        "eig: no défi is called 'neither'",
    ]
