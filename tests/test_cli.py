"""The installed command, as a user, a script and a shell meet it."""

import csv
import json
import re
import shlex
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pexpect
import pytest
from conftest import EIG, ENVIRONMENT, Eig, Result, Screen

from eigcli.data import loading
from eigcli.data.loading import Input, bundled
from eigcli.data.parts import ALL
from eigcli.formats import FORMATS, format_named
from eigcli.reports import Listing, promotion_columns

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


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--skill", "developer", "--ministry", "culture"], ["gobelins"]),
        (["--search", "données santé"], ["lab-sante", "socialconnect", "archifiltre"]),
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
        (["stats", "--format", "json"], '{\n  "of_promotions": [\n    "1",\n'),
    ],
)
def test_filters_that_match_nothing_together_are_no_mistake(
    eig: Eig, command: list[str], printed: str
) -> None:
    chosen = eig(*command, "--skill", "geomatician", "--town", "Lyon")
    assert (chosen.returncode, chosen.stdout[: len(printed) or None]) == (0, printed)
    assert chosen.stderr.count("\n") == 1


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


def test_list_and_export_come_in_the_order_and_number_asked_for(eig: Eig) -> None:
    order = ["--sort", "sought", "--reverse", "-n", "3"]
    exported = csv.DictReader(eig("export", *order).stdout.splitlines())
    expected = ["hopkins", "dataesr", "predisauvetage"]
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
        asked = eig(command, *columns, "-m", "culture", "-p", "2")
        assert (asked.returncode, asked.stdout, asked.stderr) == (0, printed, "")


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
    printed = eig(*command, "--json")
    assert printed.returncode == 0
    assert printed.stdout == eig(*command, "--format", "json").stdout
    assert printed.stdout == eig(*command, "--json", "-f", "json").stdout
    assert json.loads(printed.stdout)


@pytest.mark.parametrize("command", [["list"], ["export", "-o", "defis.json"]])
@pytest.mark.parametrize(
    "formats",
    [["--json", "-f", "csv"], ["--json", "-f", "nope"], ["-f", ""], ["--json", "-f", ""]],
)
def test_two_formats_or_an_empty_one_are_refused(
    eig: Eig, tmp_path: Path, command: list[str], formats: list[str]
) -> None:
    message(eig(*command, *formats), 2)
    assert not list(tmp_path.iterdir())


def test_a_file_may_be_asked_for_in_json(eig: Eig, tmp_path: Path) -> None:
    assert eig("export", "--json", "-o", "defis.txt").returncode == 0
    assert (tmp_path / "defis.txt").read_text("utf-8") == eig("export", "--json").stdout


# Counting, the programme, and pages


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


def test_a_shell_that_is_the_browser_runs_nothing_of_an_address(eig: Eig, tmp_path: Path) -> None:
    opened = browsers(tmp_path / "bin", "mine")
    page = "https://x.y/$(mine)`mine`;mine?é=1&b=2"
    line = f"challenges: [{{slug: a, name: A, ministry: M, skills: [s], page: '{page}'}}]"
    (tmp_path / "d.yaml").write_text(line, encoding="utf-8")
    browser = f'sh -c \'"{opened.with_name("mine")}" "%s"\''
    env = {"BROWSER": browser, "PATH": f"{opened.parent}:/bin:/usr/bin", "DISPLAY": ":0"}
    assert eig("open", "a", "-d", "d.yaml", env=env).returncode == 0
    assert opened.read_text() == "mine https://x.y/%24%28mine%29%60mine%60%3Bmine?%C3%A9=1&b=2\n"


def test_open_can_print_the_page_instead(eig: Eig, tmp_path: Path) -> None:
    opened = browsers(tmp_path / "bin", "mine")
    env = {"BROWSER": str(opened.with_name("mine"))}
    for name, guess in (("gobelins", ""), ("gob", "eig: 'gob' is Gobelins\n")):
        printed = eig("open", name, "--print", env=env)
        assert (printed.returncode, printed.stdout, printed.stderr) == (0, f"{GOBELINS}\n", guess)
    assert not opened.exists()


@pytest.mark.parametrize(
    ("option", "address"),
    [
        ("--product", "https://www.archifiltre.org"),
        ("--repository", "https://github.com/ProgrammeVitam/archifiltre"),
        ("--card", "https://beta.gouv.fr/startups/archifiltre.html"),
    ],
)
def test_open_opens_what_became_of_it_instead(eig: Eig, option: str, address: str) -> None:
    assert eig("open", "archifiltre", option, "--print").stdout == f"{address}\n"


@pytest.mark.parametrize("browser", ["", "/nonexistent/x", "/bin/false", "'%s", " "])
def test_open_says_the_page_where_no_browser_opens_it(eig: Eig, browser: str) -> None:
    env = {"BROWSER": browser, "PATH": "/nonexistent", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    told = eig("open", "gobelins", env=env)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"eig: opening {GOBELINS}\neig: no browser can be opened here\n"


# Exporting


def test_csv_is_the_format_where_nothing_says_otherwise(eig: Eig) -> None:
    exported = eig("export").stdout
    assert exported == eig("export", "--format", "csv").stdout
    assert exported == eig("export", "--output", "-").stdout


# The file, how it is asked for, and the format that it is in.
FILES = [
    *((f"defis{s}", [], name) for name, known in FORMATS.items() for s in known.suffixes),
    ("defis", [], "csv"),
    (".defis", [], "csv"),
    ("defis.2018.csv", [], "csv"),
    ("defis.2026", ["--format", "csv"], "csv"),
    ("DEFIS.MD", [], "markdown"),
    ("defis.csv", ["--format", "excel"], "excel"),
]


@pytest.mark.parametrize(("file", "arguments", "format_"), FILES)
def test_the_format_follows_the_suffix_unless_it_is_given(
    eig: Eig, tmp_path: Path, file: str, arguments: list[str], format_: str
) -> None:
    command, wrote = ("stats", "") if format_ == "svg" else ("export", " 13 défis to")
    written = eig(command, "-p", "2", "-o", file, *arguments)
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == f"eig: wrote{wrote} {file}, in the format {format_}\n"
    if format_ not in {"xlsx", "docx", "svg", "sqlite"}:
        text = "".join(format_named(format_)(Listing(loading.load())))
        assert (tmp_path / file).read_bytes().decode() == text


@pytest.mark.parametrize(
    ("file", "arguments"),
    [
        *((f"defis{suffix}", []) for suffix in (".XLS", ".odt", ".tsv", ".pdf")),
        ("defis.ods", ["--force"]),
        ("defis.ods", ["--format", "excel"]),
    ],
)
def test_a_file_of_another_format_is_refused(
    eig: Eig, tmp_path: Path, file: str, arguments: list[str]
) -> None:
    message(eig("export", "-o", file, *arguments), 2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["mine.yaml", "symlink.yaml", "hardlink.yaml"])
@pytest.mark.parametrize("read", [["-d", "mine.yaml"], ["-d", "-"]])
def test_what_is_read_is_not_overwritten(tmp_path: Path, name: str, read: list[str]) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("challenges: [{slug: a, name: A, ministry: M, skills: [s]}]\n")
    (tmp_path / "symlink.yaml").symlink_to(mine)
    (tmp_path / "hardlink.yaml").hardlink_to(mine)
    line = shlex.join([EIG, "export", *read, "-o", name, "--force"])
    refused = shell(f"cd {shlex.quote(str(tmp_path))}; {line} < mine.yaml")
    assert message(refused, 1) == f"eig: '{name}' is being read: choose another name\n"
    assert mine.read_text().startswith("challenges: [{slug: a")
    assert len(list(tmp_path.iterdir())) == 3


# Messages

# Each exit code and command line, and the one line that it prints on standard error. # is how many
# défis of all promotions match, to which each call adds.
MESSAGES = r"""
0 list -p 2 -s gis -s pm --all-skills | no défi seeks all of these skills.
0 list -p 2 -m culture -s gis -q gobelins | no défi meets all of this together; défis that meet each: --skill 1, --ministry 1, --search 1.
0 list -p 2 -q 'gobelins dataesr' | no défi mentions all of these words; défis that mention each: gobelins 1, dataesr 1. To see défis that mention some: eig list --promotion 2 --search 'gobelins or dataesr'.
0 list -p 2 -q gobelnis -m armées | nothing mentions 'gobelnis'. Did you mean Gobelins? To search for it: eig list -p 2 -q Gobelins -m armées.
0 list -p 2 -q "l'allgorithme zz" --sort name | nothing mentions 'allgorithme'. Did you mean algorithme? To search for it: eig list -p 2 -q 'l'"'"'algorithme zz' --sort name.
0 list -p 2 --at-least 9 -m culture | no défi meets all of this together; défis that meet each: --ministry 1, --at-least 0.
0 list -p 2 -q CNIL | nothing mentions 'CNIL'.
0 list -p 2 -q femmes | nothing mentions 'femmes'.
0 list -s designer -m armées -p 2 | no défi meets all of this together; défis that meet each: --skill 5, --ministry 1. # défis of other promotions match: eig list -s designer -m armées --promotion all
0 list -s geomatician --town Lyon | no défi meets all of this together; défis that meet each: --skill #, --town #. All promotions were searched.
0 list -d empty.yaml -q x | there is no défi.
2 list -s desinger | no skill matches 'desinger'. Did you mean designer? To see what there is: eig stats --by skill --promotion all.
2 list --skill '' | --skill is empty. To see what there is: eig stats --by skill --promotion all.
2 stats --town ' ' | --town is empty. To see what there is: eig stats --by town --promotion all.
2 list --has '' | --has does not take ''. It takes product, repository, card, phase.
2 export --ministry zz | no ministry or department matches 'zz'. To see what there is: eig stats --by ministry --promotion all.
2 list --without x=y | no filter is called 'x'. The filters are skill, ministry, family, theme, town, phase, has, search.
2 list --without skil=y | no filter is called 'skil'. Did you mean skill? The filters are skill, ministry, family, theme, town, phase, has, search.
2 list --without skill= | --without takes a filter and a value, such as skill=designer, not 'skill='. The filters are skill, ministry, family, theme, town, phase, has, search.
2 promotions -c pya | no column is called 'pya'. Did you mean pay? The columns are PROMOTION_COLUMNS.
2 list -p all --without theme=zz | no theme matches 'zz'. To see what there is: eig stats --by theme --promotion all.
2 stats --theme zz | no theme matches 'zz'. To see what there is: eig stats --by theme --promotion all.
2 stats --theme zz -p 3 -p dig | no theme matches 'zz'. To see what there is: eig stats --by theme --promotion 3 --promotion dig.
2 list --family zz | no family of ministries matches 'zz'. To see what there is: eig stats --by family --promotion all.
2 list --town Marseille | no team works in 'Marseille'. To see what there is: eig stats --by town --promotion all.
2 list --phase stoped | no phase is called 'stoped'. Did you mean stopped? The phases are in-use, investigation, construction, acceleration, consolidation, operated, handed-over, stopped, not-pursued. To see what there is: eig stats --by phase --promotion all.
2 list --has prodcut | --has does not take 'prodcut'. Did you mean product? It takes product, repository, card, phase.
0 list --phase stopped --promotion=2 | no défi meets this. # défis of other promotions match: eig list --phase stopped --promotion all
0 list -m justice -p2 -- | no défi meets this. # défis of other promotions match: eig list -m justice --promotion all --
0 list --exact -s lawyer -p 4 | no défi meets this. # défis of other promotions match: eig list --exact -s lawyer --promotion all
2 list --search ' ' | a search needs a word to search for
2 list --sort nmae | cannot sort by 'nmae'. Did you mean name? The sort keys are number, name, promotion, year, phase_since, start, ministry, sought, recruited_total.
2 stats --by zz | cannot count by 'zz'. Défis are counted by promotion, year, skill, ministry, family, theme, town, region, phase.
2 export -f cvs | no format is called 'cvs'. Did you mean csv? The formats are table, plain, csv, excel, xlsx, markdown, docx, html, sqlite, json, jsonl, yaml, datapackage.
2 stats -f nope | no format is called 'nope'. The formats are table, plain, csv, excel, xlsx, markdown, docx, html, svg, json, jsonl, yaml.
2 show 1 -f '' | no format is called ''. The formats are table, plain, csv, excel, xlsx, markdown, docx, html, json, jsonl, yaml.
2 list -f XLS | XLS is not a format of eig: --output defis.xlsx opens in any spreadsheet
2 stats -f odt | odt is not a format of eig: --output defis.docx opens in any word processor
2 export -f zip | zip is not a format of eig: --format datapackage makes a folder, which you may zip
2 export -o defis.ods | .ods is not a format of eig: --output defis.xlsx opens in any spreadsheet
2 export -o defis.doc | .doc is not a format of eig: --output defis.docx opens in any word processor
2 export -o defis.csv.gz | .gz is not a format of eig: choose one with --format, or a suffix of .txt, .csv, .xlsx, .md, .markdown, .docx, .html, .htm, .db, .sqlite, .sqlite3, .json, .jsonl, .ndjson, .yaml, .yml
2 export -o 'defis.\x1b' | .\x1b is not a format of eig: choose one with --format, or a suffix of .txt, .csv, .xlsx, .md, .markdown, .docx, .html, .htm, .db, .sqlite, .sqlite3, .json, .jsonl, .ndjson, .yaml, .yml
2 brief -o note.abc | .abc is not a format of eig: choose one with --format, or a suffix of .txt, .csv, .xlsx, .md, .markdown, .docx, .html, .htm, .json, .jsonl, .ndjson, .yaml, .yml
2 brief -o note.pdf | .pdf is not a format of eig: --output defis.html opens in a browser, which prints to PDF
2 export -f table -o x | a table is drawn for a terminal: choose another format for a file
2 export -f datapackage -o it -c slug | a datapackage has every column: leave out --columns
2 export -f datapackage | a datapackage is a folder: eig export --format datapackage --output DIR
2 list -f datapackage -o - | a datapackage is a folder: eig export --format datapackage --output DIR
2 show 1 -f datapackage -o it | a datapackage is a folder: eig export --format datapackage --output DIR
2 stats -f sqlite | a database holds défis only: eig export --output defis.db
2 promotions -o x.db | a database holds défis only: eig export --output defis.db
2 list -c slug -o x.db | a database has every column: leave out --columns
2 export -o defis.svg | svg is a picture of counts: eig stats --output FILE.svg
2 export a.csv | eig export does not take 'a.csv'. To write it: eig export --output a.csv. See 'eig export --help'.
2 list a.yaml | eig list does not take 'a.yaml'. To ask it: eig list --data a.yaml. See 'eig list --help'.
2 export -o '' | --output needs the name of a file
1 export -o no/where | cannot write 'no/where': no such file or directory
1 export -o empty.yaml | 'empty.yaml' exists already: choose another name, or --force to replace it
2 list --json -f csv | two formats are asked for: by --format and by --json
1 programme -d empty.yaml | the dataset does not describe a programme
1 open a -d bare.yaml | the dataset gives no page of a
1 open a -d bare.yaml --product | the dataset knows no product of a
1 open a -d bare.yaml --repository | the dataset knows no source code of a
1 open a -d bare.yaml --card | the dataset knows no card of a
1 open b -d bare.yaml | the dataset gives no page of b. What it has: eig open b --product --data bare.yaml
1 open b -d bare.yaml --card | the dataset knows no card of b. What it has: eig open b --product --data bare.yaml
2 open gobelins --product --repository | --product, --repository and --card are addresses: choose one
2 open gobelins --card --product | --product, --repository and --card are addresses: choose one
1 open gobelnis | no défi is called 'gobelnis'. Did you mean gobelins? To look everywhere: eig list --search gobelnis --promotion all.
1 show nope -d 'empty dataset.yaml' | no défi is called 'nope'. To look everywhere: eig list --search nope --data 'empty dataset.yaml' --promotion all.
1 show '[/red]' | no défi is called '[/red]'. To look everywhere: eig list --search '[/red]' --promotion all.
1 show '\x1b]0;x\x07' | no défi is called '\x1b]0;x\x07'. To look everywhere: eig list --search '\x1b]0;x\x07' --promotion all.
1 show 'a\nb' | no défi is called 'a\nb'. To look everywhere: eig list --search 'a\nb' --promotion all.
2 list --limit 0 | --limit takes a whole number from 1 on, not '0'. See 'eig list --help'.
2 export -n x | --limit takes a whole number from 1 on, not 'x'. See 'eig export --help'.
2 list -n '1 is not x' | --limit takes a whole number from 1 on, not '1 is not x'. See 'eig list --help'.
2 list -n ' 3 ' | --limit takes a whole number from 1 on, not ' 3 '. See 'eig list --help'.
2 list -n ٣ | --limit takes a whole number from 1 on, not '٣'. See 'eig list --help'.
2 list --skill | --skill needs a value. See 'eig list --help'.
2 export -o | -o needs a value. See 'eig export --help'.
2 --data | --data needs a value. See 'eig --help'.
2 list --json=yes | --json takes no value. See 'eig list --help'.
2 list --help=yes | --help takes no value. See 'eig list --help'.
2 --version=2 | --version takes no value. See 'eig --help'.
2 show | eig show needs a défi or a filter, as in 'eig show predisauvetage' or 'eig show --phase stopped'. See 'eig show --help'.
2 show gobelins --skill designer | défis are named, and filters are given: choose one
2 open | eig open needs DEFI, as in 'eig open gobelins'. See 'eig open --help'.
2 --nope | eig has no option '--nope'. See 'eig --help'.
2 --skill x list | eig has no option '--skill'. It stands after a command that has it, such as eig list. See 'eig --help'.
2 list -x | eig list has no option '-x'. See 'eig list --help'.
2 list --hlep | eig list has no option '--hlep'. Did you mean --help? See 'eig list --help'.
2 list --skil x | eig list has no option '--skil'. Did you mean --skill? See 'eig list --help'.
2 stats --searc=x | eig stats has no option '--searc'. Did you mean --search? See 'eig stats --help'.
2 list '--a\x1b[31m' | eig list has no option '--a\x1b[31m'. See 'eig list --help'.
2 lst | eig has no command 'lst'. Did you mean list? See 'eig --help'.
2 gobelins | eig has no command 'gobelins'. For a défi: eig show gobelins. To search: eig list --search gobelins. See 'eig --help'.
2 'a\nb' | eig has no command 'a\nb'. For a défi: eig show 'a\nb'. To search: eig list --search 'a\nb'. See 'eig --help'.
2 aaaaaaaaaaaaaaaaaaaa | eig has no command 'aaaaaaaaaaaaaaaaaaaa'. For a défi: eig show aaaaaaaaaaaaaaaaaaaa. To search: eig list --search aaaaaaaaaaaaaaaaaaaa. See 'eig --help'.
2 aaaaaaaaaaaaaaaaaaaaa | eig has no command 'aaaaaaaaaaaaaaaaaaaaa'. For a défi: eig show 'aaaaaaaaaaaaaaaaaaaa…'. To search: eig list --search 'aaaaaaaaaaaaaaaaaaaa…'. See 'eig --help'.
2 lst in Lyon | eig has no command 'lst'. Did you mean list? See 'eig --help'.
2 familles | eig has no command 'familles'. To count by it: eig stats --by family. See 'eig --help'.
2 page | eig has no command 'page'. To write it: eig export --output defis.html. See 'eig --help'.
2 excel -p 2 | eig has no command 'excel'. To write it: eig export --format excel. See 'eig --help'.
2 svg | eig has no command 'svg'. To write it: eig stats --output defis.svg. See 'eig --help'.
2 export docx | eig export does not take 'docx'. To write it: eig export --output defis.docx. To search for it: eig export --search docx. See 'eig export --help'.
2 brief -p 2 NDJSON | eig brief does not take 'NDJSON'. To write it: eig export --output defis.jsonl. To search for it: eig brief --search NDJSON. See 'eig brief --help'.
2 lst --help | eig has no command 'lst'. Did you mean list? See 'eig --help'.
2 help lst | eig has no command 'lst'. Did you mean list? See 'eig --help'.
2 open 1 2 | eig open takes one défi, not predisauvetage, lab-sante
1 open 1 zwei | no défi is called 'zwei'. To look everywhere: eig list --search zwei --promotion all.
2 promotions 99 | no promotion is called '99'. The promotions are CODES, all.
2 init a.yaml 'b\x1b[31m' | eig init does not take 'b\x1b[31m'. See 'eig init --help'.
2 help list show | eig help does not take 'show'. See 'eig help --help'.
2 --install-completion zsh | --install-completion takes no value. See 'eig --help'.
2 --show-completion zsh | --show-completion takes no value. See 'eig --help'.
"""


@pytest.fixture
def datasets(tmp_path: Path) -> None:
    for name in ("empty.yaml", "empty dataset.yaml"):
        (tmp_path / name).write_text("challenges: []")
    (tmp_path / "bare.yaml").write_text(
        "challenges: [{slug: a, name: A, ministry: M, skills: [s]},"
        " {slug: b, name: B, product: https://b.fr}]"
    )


def typed(line: str) -> list[str]:
    """Return the arguments of a command line, where control characters are escaped."""
    escapes = {r"\x1b": "\x1b", r"\x07": "\x07", r"\n": "\n"}
    words = shlex.split(line)
    return [re.sub(r"\\(x..|n)", lambda escape: escapes[escape[0]], word) for word in words]


@pytest.mark.usefixtures("datasets")
@pytest.mark.parametrize("row", MESSAGES.strip().split("\n"))
def test_what_is_wrong_or_missing_is_one_line_on_standard_error(
    eig: Eig, tmp_path: Path, row: str
) -> None:
    row = row.replace("PROMOTION_COLUMNS", ", ".join(promotion_columns()))
    line, _, text = row.replace("CODES", ", ".join(bundled().dataset.promotion_codes)).partition(
        " | "
    )
    code, _, line = line.partition(" ")
    before = {*tmp_path.iterdir()}
    # It is one line however narrow the terminal is that does not show it.
    printed = message(eig(*typed(line), env={"COLUMNS": "20"}), int(code))
    assert re.fullmatch(re.escape(f"eig: {text}\n").replace(r"\#", "[1-9][0-9]*"), printed)
    assert {*tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("list --exact --skill designers", "'designers'"),
        ("export --exact --town paris", "'paris'"),
        ("list --exact --ministry Intérieur", "'Intérieur'"),
        ("stats --exact --by role", "'role'"),
        ("list --exact --sort Name", "'Name'"),
        ("list --exact --columns Name", "'Name'"),
        ("list --exact --promotion 2018", "'2018'"),
        ("show --exact 7", "'7'"),
        ("open --exact Gobelins --print", "'Gobelins'"),
    ],
)
def test_scripts_may_refuse_to_have_anything_guessed(eig: Eig, line: str, mistake: str) -> None:
    ran = eig(*line.split())
    assert ran.returncode in {1, 2}
    assert (ran.stdout, mistake in ran.stderr) == ("", True)


def test_what_is_exact_is_nothing_else_for_scripts(eig: Eig) -> None:
    line = ["list", "-s", "designer", "--town", "Paris", "-p", "2", "--sort", "name", "-c", "slug"]
    assert eig(*line, "--exact").stdout == eig(*line).stdout != ""
    in_use = ["list", "--phase", "in-use", "-p", "all", "-c", "slug"]
    assert eig(*in_use, "--exact").stdout == eig(*in_use).stdout != ""


@pytest.mark.parametrize("columns", ["slug,", ",slug", " slug ,, "])
def test_a_comma_too_many_is_no_mistake(eig: Eig, columns: str) -> None:
    assert eig("list", "-c", columns, "-n", "1").stdout == "predisauvetage\n"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("list", 13),
        ("show RNB", 1),
        ("stats --skill designer", 1),
        ("programme", 1),
        ("list -q nzzz", 0),
        ("open gobelins", 0),
        ("export --force -o a.csv", 0),
    ],
)
@pytest.mark.parametrize("quiet", ["before", "EIG_QUIET"])
def test_who_wants_quiet_gets_the_answer_alone(
    eig: Eig, line: str, written: int, quiet: str
) -> None:
    command, *rest = line.split()
    env = {"BROWSER": "/bin/true", "EIG_QUIET": "1" if quiet == "EIG_QUIET" else "0"}
    words = ["--quiet", command] if quiet == "before" else [command]
    told, loud = eig(*words, *rest, env=env), eig(command, *rest, env=env | {"EIG_QUIET": "0"})
    assert (told.returncode, told.stderr, told.stdout) == (0, "", loud.stdout)
    assert loud.stderr.startswith("eig: ")
    assert told.stdout.count("\n") >= written


def test_a_mistake_is_never_quiet(eig: Eig, tmp_path: Path) -> None:
    message(eig("list", "--quiet", "-s", "desinger"), 2)
    (tmp_path / "broken.yaml").write_text("challenges:\n- x\n")
    broken = eig("list", "--quiet", "--data", "broken.yaml")
    assert broken.stderr == "broken.yaml:2:3: expected a mapping for a challenge, found 'x'\n"


def test_a_person_is_told_what_opens_in_excel(screen: Screen) -> None:
    told = screen("export", "-p", "2", "-o", "a.csv", columns=200)
    assert told.splitlines() == [
        "eig: wrote 13 défis to a.csv, in the format csv",
        "eig: Excel opens it as it should with --format excel.",
    ]
    assert "Excel" not in screen("export", "-p", "2", "-o", "b.csv", "-f", "excel", columns=200)


def test_who_counts_those_who_seek_a_role_is_told_that_all_of_them_count(screen: Screen) -> None:
    told = "Everyone in these défis is counted, whatever their role"
    assert told in screen("stats", "-s", "designer", columns=200)
    assert told not in screen("stats", "-m", "culture", columns=200)


@pytest.mark.parametrize(
    "line",
    [
        *("{}", "list --{}", "list -n {}", "list -m {}", "show {}", "list -f {}"),
        *("export --sort {}", "stats --by {}"),
    ],
)
def test_a_value_that_is_too_long_is_repeated_by_its_beginning(eig: Eig, line: str) -> None:
    refused = eig(*line.format("x" * 100_000).split())
    text = message(refused, refused.returncode)
    assert (refused.returncode > 0, "x…'" in text, len(text) < 300) == (True, True, True)


def test_bytes_that_are_no_text_are_no_mistake_of_ours(tmp_path: Path) -> None:
    line = f"{EIG} list --search $'culture \\xff' --format html > page.html"
    asked = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert (asked.returncode, b"mistake of eig" in asked.stderr) == (0, False)


def test_bytes_that_are_no_text_are_shown_escaped() -> None:
    shown = subprocess.run([EIG, "show", b"\xff\xfe"], capture_output=True, check=False)
    assert shown.returncode == 1
    assert rb"no d" in shown.stderr
    assert rb"'\udcff\udcfe'" in shown.stderr


# Version and surroundings


def test_the_version_is_that_of_the_package(eig: Eig) -> None:
    newest = max(source.date or "" for source in loading.load(Input(promotion=(ALL,))).sources)
    assert eig("--version").stdout == f"eig {metadata.version('eigcli')}, data {newest}\n"


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


@pytest.mark.parametrize("command", ["eig list", "eig --help"])
def test_a_full_disk_is_one_line(command: str) -> None:
    full = shell(f"{command} > /dev/full")
    assert message(full, 1) == "eig: cannot write to standard output: no space left on device\n"


def test_where_nothing_can_be_said_the_exit_code_still_tells() -> None:
    assert shell("eig list --skill cook 2> /dev/full").returncode == 2


def test_a_closed_standard_output_is_one_line() -> None:
    assert message(shell("eig list >&-"), 1).startswith("eig: standard output is closed")


def test_a_file_needs_no_standard_streams(tmp_path: Path) -> None:
    closed = shell(f"eig export -o {tmp_path}/defis.csv >&- 2>&-")
    assert closed.returncode == 0
    assert (tmp_path / "defis.csv").exists()


SURROUNDINGS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "2", "COLUMNS": "20"},
    {"LC_ALL": "C"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    {"TERM": "dumb", "NO_COLOR": "1"},
    {"FORCE_COLOR": "1"},
    {"HOME": "/nonexistent"},
]


@pytest.mark.parametrize(
    "line",
    ["list", "show 1 --lang en", "export -f html", "export -p all -f datapackage -o x --force"],
)
def test_the_surroundings_do_not_change_the_bytes_that_are_written(
    installed_eig: Eig, tmp_path: Path, line: str
) -> None:
    written = set()
    for env in SURROUNDINGS:
        done = installed_eig(*line.split(), env=env)
        assert done.returncode == 0
        files = {(file.name, file.read_bytes()) for file in tmp_path.rglob("x/*")}
        written.add((done.stdout, frozenset(files)))
    [(printed, files_of_all)] = written
    assert "é" in printed or files_of_all


@pytest.mark.parametrize(
    ("env", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_is_drawn_unless_none_is_wanted(env: dict[str, str], *, is_coloured: bool) -> None:
    child = pexpect.spawn(
        EIG, ["list", "--no-pager"], env=ENVIRONMENT | env, encoding="utf-8", timeout=None
    )
    written = child.read()
    child.close()
    assert "PrédiSauvetage" in written
    assert bool(re.search(r"\x1b\[[0-9;]*3\d", written)) == is_coloured


def test_a_file_may_be_called_like_standard_output(eig: Eig, tmp_path: Path) -> None:
    assert eig("export", "-o", "./-").stdout == ""
    assert (tmp_path / "-").exists()


def test_standard_input_is_read_once_however_many_names_are_wrong(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--output", "mine.yaml")
    line = f"eig show --data - nosuch neither < {tmp_path / 'mine.yaml'}"
    ran = subprocess.run(["bash", "-c", line], env=ENVIRONMENT, capture_output=True, check=False)
    lines = ran.stderr.decode().splitlines()
    assert [text.partition(".")[0] for text in lines] == [
        "eig: no défi is called 'nosuch'",
        "eig: no défi is called 'neither'",
    ]
