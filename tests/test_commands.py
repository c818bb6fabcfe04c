"""What people type and get: commands, options, questions, completion and mistakes."""

import csv
import json
import re
from pathlib import Path

import pexpect
import pytest
from conftest import EIG, ENVIRONMENT, Eig, Screen

from eigcli.app import COMMANDS, options_of
from eigcli.cli import Choice
from eigcli.formats import FORMATS

OWN = "challenges:\n- {slug: a, name: Owls, ministry: Magic, people: {cook: 2}, towns: [Brest]}\n"


@pytest.fixture
def own(tmp_path: Path) -> str:
    """A dataset of one challenge."""
    (tmp_path / "own.yaml").write_text(OWN)
    return "own.yaml"


# Lists and files


def test_list_prints_a_line_for_each_defi_and_the_scope_on_standard_error(eig: Eig) -> None:
    ran = eig("list", "--limit", "3")
    assert [line.split("\t")[0] for line in ran.lines] == [
        *("predisauvetage", "lab-sante", "gobelins")
    ]
    assert ran.stderr == "eig: Promotion 2 (2018): 13 of 131 challenges; all: --promotion all\n"
    assert eig("list", "--quiet").stderr == ""


@pytest.mark.parametrize("name", [*FORMATS])
def test_every_format_is_written_to_a_file(eig: Eig, tmp_path: Path, name: str) -> None:
    command = "stats" if name == "svg" else "export"
    ran = eig(command, "--format", name, "--output", "x")
    if name == "table":
        assert ran.returncode == 2
        assert "is for a terminal" in ran.stderr
        return
    assert ran.returncode == 0
    assert "eig: wrote " in ran.stderr
    written = (tmp_path / "x").stat()
    again = eig(command, "--format", name, "--output", "x")
    assert again.returncode == 0
    assert "eig: x is as it was" in again.stderr
    assert (tmp_path / "x").stat().st_mtime_ns == written.st_mtime_ns
    other = [command, "--promotion", "5", "--format", name, "--output", "x"]
    assert eig(*other).returncode == 1
    assert eig(*other, "--force").returncode == 0
    assert (tmp_path / "x").stat().st_ino != written.st_ino


def test_a_document_says_of_how_many_the_state_is_not_known(
    eig: Eig, screen: Screen, tmp_path: Path
) -> None:
    counts = ("stats", "--state", "used", "--by", "promotion", "--promotion", "all")
    # A picture has it once more, as its description.
    for name, times in (("counts.svg", 2), ("page.html", 1), ("note.md", 1)):
        eig(*counts, "--output", name)
        document = (tmp_path / name).read_text("utf-8")
        assert document.count("no source says") == times
    # A terminal and a note have it once.
    assert screen(*counts).count("131 challenges: ") == 1
    note = eig("brief", "--state", "used").stdout
    assert note.count("no source says") == 1


def test_a_suffix_names_the_format_and_a_page_may_have_a_title(eig: Eig, tmp_path: Path) -> None:
    assert eig("export", "-o", "x.htm", "--title", "Mine & yours").returncode == 0
    page = (tmp_path / "x.htm").read_text()
    assert "<h1>Mine &amp; yours</h1>" in page
    # A title that is not UTF-8 has replacement characters.
    for name in ("html", "svg", "docx", "xlsx", "markdown"):
        command = "stats" if name == "svg" else "brief" if name == "markdown" else "export"
        ran = eig(command, "--title", "a\udcff", "-f", name, "-o", f"title.{name}")
        assert ran.returncode == 0
    assert "a\ufffd" in (tmp_path / "title.html").read_text()
    for file, message in (
        ("x.pdf", "no format is called '.pdf'."),
        ("x.foo", "no format is called '.foo'. Known: "),
    ):
        ran = eig("export", "-o", file)
        assert ran.returncode == 2
        assert message in ran.stderr
    for arguments, message in (
        (["-f", "jsn"], "no format is called 'jsn'. Did you mean json"),
        (["-f", "datapackage"], "a datapackage is a folder"),
    ):
        ran = eig("list", *arguments)
        assert ran.returncode == 2
        assert message in ran.stderr
    assert eig("list", "-f", "JSON").json() == eig("list", "--json").json()


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["list", "--json"],
        ["list", "-f", "markdown"],
        ["brief", "-f", "yaml"],
        ["stats", "-o", "s.tsv"],
    ],
)
def test_a_title_that_would_not_be_shown_is_a_mistake(
    eig: Eig, tmp_path: Path, arguments: list[str]
) -> None:
    refused = eig(*arguments, "--title", "Mine")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert [*tmp_path.iterdir()] == []
    assert (
        "it works with xlsx, docx, html, svg, sqlite, datapackage, and with eig brief in markdown"
        in refused.stderr
    )


@pytest.mark.parametrize(("value", "lines"), [("1", 0), ("0", 1), ("False", 1)])
def test_eig_quiet_silences_standard_error(eig: Eig, value: str, lines: int) -> None:
    assert eig("list", env={"EIG_QUIET": value}).stderr.count("\n") == lines


def test_no_empty_list_replaces_a_file(eig: Eig, own: str, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    for command in ("list", "stats"):
        ran = eig(command, "--town", "Lyon", "--data", own, "-o", "old.csv", "--force")
        assert ran.returncode == 1
        assert "there is no challenge to write" in ran.stderr
        assert (tmp_path / "old.csv").read_text() == "old"


@pytest.mark.parametrize(
    ("has_pip", "command"),
    [(True, "-m pip install python-docx"), (False, "uv pip install --python ")],
)
def test_a_format_says_how_to_install_what_it_needs(
    eig: Eig, monkeypatch: pytest.MonkeyPatch, *, has_pip: bool, command: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "eigcli.formats.docx", None)
    monkeypatch.setattr("eigcli.writing.find_spec", lambda _name: has_pip or None)
    ran = eig("list", "-o", "x.docx")
    assert ran.returncode == 1
    assert command in ran.stderr


def test_data_may_stand_before_the_command(eig: Eig, own: str) -> None:
    for arguments in (["--data", own, "list"], ["list", "--data", own]):
        assert eig(*arguments).stdout.startswith("a\t\tOwls\t")
    # A name of that dataset needs no command.
    assert eig("--data", own, "Magic").stdout.startswith("a\t")


def test_help_is_a_command_too(eig: Eig) -> None:
    assert eig("help").stdout == eig("--help").stdout
    assert eig("help", "list").stdout == eig("list", "--help").stdout


# Questions


def test_a_question_needs_no_command(eig: Eig) -> None:
    ran = eig("designers", "in", "Lyon", "--columns", "slug")
    assert "proxirh" in ran.lines
    assert "role designers" in ran.stderr
    assert eig("list", "designers in Lyon", "-c", "slug").stdout == ran.stdout
    found = eig("open source projects", "--columns", "slug")
    assert found.lines[0] == "cc-api-rapports"


def test_a_question_that_counts_needs_no_command(eig: Eig) -> None:
    counted = eig("how many projects per subject", "--json").json()
    assert {row["by"] for row in counted} == {"total", "subject"}


def test_a_question_on_one_defi_is_answered_above_the_card(eig: Eig, screen: Screen) -> None:
    assert screen("who hosted gobelins").splitlines()[0].startswith("Gobelins – Host: Ministère")
    assert eig("who hosted gobelins", "--json").returncode == 0


def test_a_question_on_the_next_call_is_answered_from_the_programmes(eig: Eig) -> None:
    ran = eig("when is the next call?")
    assert ran.stdout.startswith("next_call: Le programme a cessé")
    assert "\npromotion\torganiser\tcloses\tstart\tmonths\tpay\n" in ran.stdout
    assert "eig: Promotion 7. The call is over: it closed 5 October 2025.\n" in ran.stderr
    organiser = "Direction interministérielle du numérique"
    address = "To write to them: https://eig.numerique.gouv.fr/contact/"
    assert f"The programme is run by {organiser}. {address}\n" in ran.stderr
    rows = eig("pay between 2019 and 2020").lines
    assert [row.split("\t")[0] for row in rows] == ["3", "dig", "4"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lst"], "eig has no command 'lst'. Did you mean list?"),
        (
            ["most"],
            "'most' is neither a command nor a question; 1 challenge mentions this: eig list most.",
        ),
        (
            ["what are people?"],
            "'what are people?' is neither a command nor a question; no challenge mentions all of this; the nearest: eig list 'what are people?'.",
        ),
        (["xyzzy"], "'xyzzy' is neither a command nor a question; nothing mentions 'xyzzy'."),
        (["xyzzy"], "The commands are list, show, "),
        (["-"], "a search needs at least one word"),
        (
            ["list", "--theme", "Service", "public"],
            "A value of several words needs quotes; to search: ",
        ),
        (["export", "--json", "-f", "csv"], "--format or --json, not both"),
        (["--", "--xyzzy", "xyzzy"], "eig list has no option '--xyzzy'."),
        (["list", "--rol", "x"], "eig list has no option '--rol'. See 'eig list --help'."),
        (["list", "--skil", "x"], "Did you mean --skill"),
        (["list", "--nosuch"], "eig list has no option '--nosuch'. See 'eig list --help'."),
        (["list", "--csv"], "eig list has no option '--csv'. Did you mean --format csv?"),
        (["schema", "--csv"], "eig schema has no option '--csv'. See "),
        (["--skill", "x"], "no option '--skill'. It goes behind a command: eig list --skill."),
        (["--json", "stats"], "It goes behind a command: eig list --json. See 'eig --help'."),
        (["open", "gobelins", "--code"], "no option '--code'. See 'eig open --help'."),
        (["list", "--this"], "eig list has no option '--this'. See"),
        (["--versoin"], "eig has no option '--versoin'. Did you mean --version?"),
        (["list", "--town"], "--town needs a value."),
        (["list", "-q", "--reverse"], "--search needs a value."),
        (["list", "--data=-f"], "--data needs a value."),
        (["list", "--host", "x"], "Did you mean --ministry?"),
        (["export", "--all"], "Did you mean --promotion all?"),
        (["list", "--reverse=1"], "--reverse takes no value."),
        (["list", "--json=1"], "eig: --json takes no value. See 'eig list --help'."),
        (["list", "-n", "0"], "--limit takes a whole number from 1 on."),
        (["list", "-n", "x"], "--limit takes a whole number"),
        (["open"], "eig open needs CHALLENGE. See 'eig open --help'."),
        (["init", "a", "b"], "eig init takes fewer words."),
        (["list", "--lang", "xx"], "no language is called 'xx'."),
        (["schema", "foo"], "no schema is called 'foo'."),
        (["show", "gobelins", "-s", "designer"], "filters, not both"),
        (["list", "--theme", "zzz"], "To see all names: eig stats --by theme"),
        (["list", "--has", "zzz"], "--has does not take 'zzz'"),
        (["stats", "--by", "x"], "cannot count by 'x'"),
        (["stats", "--by", "town,theme", "--across", "phase"], "--by takes one of town, theme"),
        (["open", "gobelins", "7", "--print"], "eig open takes one challenge"),
        (["stats", "--across", "state,year"], "cannot count by 'state,year'"),
        (["stats", "--across", ""], "cannot count by ''"),
    ],
)
def test_a_mistake_says_what_to_do(eig: Eig, words: list[str], message: str) -> None:
    ran = eig(*words)
    assert message in ran.stderr
    assert ran.returncode == 2
    assert ran.stdout == ""


def test_show_prints_the_cards_of_what_filters_choose(eig: Eig) -> None:
    shown = eig("show", "--family", "ecologie").stdout
    assert shown.startswith("slug: predisauvetage\n")


def test_of_a_long_ranking_people_read_the_first_rows_and_how_many_are_left(
    eig: Eig, screen: Screen
) -> None:
    question = "which department has the most projects"
    first = "Ministère de l’Intérieur"
    last = "Délégation au numérique en santé"
    assert last in eig(question).stdout
    pictured = eig(question, "-f", "svg").stdout
    for shown in (screen(question), pictured):
        assert first in shown
        assert re.search(r"\d+ more", shown)
        assert last not in shown


@pytest.mark.parametrize("command", ["show", "open"])
def test_an_unknown_defi_is_neither_shown_nor_opened(eig: Eig, command: str) -> None:
    ran = eig(command, "nothing-so-called")
    assert ran.returncode == 1
    assert "no challenge is called" in ran.stderr


@pytest.mark.parametrize("wrong", [["--columns", "nope"], ["--format", "nope"], ["-f", "svg"]])
def test_a_mistake_is_one_line_on_standard_error(eig: Eig, wrong: list[str]) -> None:
    ran = eig("list", *wrong)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1


def test_an_empty_list_says_why_and_an_empty_note_is_an_error(eig: Eig) -> None:
    ran = eig("list", "--town", "Brest", "--theme", "Justice", "-p", "all")
    assert ran.returncode == 0
    assert ran.stdout == ""
    assert "no challenge meets all of this; " in ran.stderr
    ran = eig("brief", "--town", "Brest", "--theme", "Justice", "-o", "x.md")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "no challenge meets all of this; " in ran.stderr


# Commands


def test_counts_by_promotion_are_of_all_promotions_and_can_be_crossed(eig: Eig) -> None:
    total, *_others = eig("stats", "--by", "promotion").cells
    assert total[:3] == ["total", "", "131"]
    heads, *_counts = eig("stats", "--across", "promotion").cells
    assert heads[:4] == ["skill", "measure", "1", "2"]


def test_people_are_counted_by_one_measure(eig: Eig) -> None:
    counted = eig("stats", "--by", "skill", "--measure", "recruited", "--format", "csv")
    measures = {row["measure"] for row in csv.DictReader(counted.lines)}
    assert measures == {"recruited"}


def test_promotions_and_the_programme_are_shown(eig: Eig, own: str) -> None:
    assert eig("promotions", "2", "-c", "promotion,months").stdout == "2\t10\n"
    assert eig("promotions").stdout.count("\n") == 8
    only = "eig: only the call of promotion 2 (2018) is shown; all: --promotion all\n"
    latest = "eig: Promotion 7. The call is over: it closed 5 October 2025.\n"
    assert eig("programme").stderr.startswith(only + latest)
    assert eig("programme", "5").stdout.startswith("name: ")
    # Without a promotion, words ask about all of them.
    every = eig("how much does it pay", "--format", "csv").lines
    assert every[0] == "promotion,start,pay"
    assert every[-1] == "7,2024,moins de 10 ans: 4250 + 6 %|10 ans et plus: 5000 + 10 %"
    ran = eig("programme", "--data", own)
    assert ran.returncode == 1
    assert "does not describe a programme" in ran.stderr


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("what is the pay in 2018", "Promotion 2 – Pay: 4,000 € net a month ("),
        ("how long did they last", "Promotion 7 – Length: 12 months ("),
        ("candidates in 2022", "Promotion 6 – Candidates: about 300 ("),
        ("when did promotion 5 start", "Promotion 5 – Start: 13 September 2021 ("),
        ("which promotion had the most candidates", "Promotion 4 – Candidates: about 800 ("),
        ("which promotion had the fewest women", "Promotion 1 – Women: 2 ("),
    ],
)
def test_a_question_on_calls_is_answered_by_what_the_first_of_them_says(
    eig: Eig, question: str, answered: str
) -> None:
    assert eig(question).stderr.startswith(f"eig: {answered}")


def test_notes_on_numbers_of_people_stand_below_these_alone(screen: Screen) -> None:
    assert "People recruited were counted afterwards" in screen("promotions")
    assert "counted" not in screen("how long did they last")


def test_numbers_of_several_calls_stand_in_a_table_without_a_sentence(eig: Eig) -> None:
    ran = eig("how many candidates")
    assert ran.stderr == ""
    assert ran.stdout[:11] == "1\t2017-01\t1"


@pytest.mark.parametrize(
    ("options", "address"),
    [([], "https://eig.numerique.gouv.fr/defis/gobelins/"), (["--product"], "https://")],
)
def test_an_address_is_printed_or_opened(
    eig: Eig, tmp_path: Path, options: list[str], address: str
) -> None:
    assert eig("open", "gobelins", "--print", *options).stdout.startswith(address)
    assert eig("open", "gobelin", "--print", *options).stderr == "eig: 'gobelin' is Gobelins\n"
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o755)
    ran = eig("open", "gobelins", *options, env={"BROWSER": str(browser)})
    assert ran.returncode == 0
    assert (tmp_path / "opened").read_text().startswith(address)
    ran = eig("open", "gobelins", env={"BROWSER": "/bin/false", "PATH": ""})
    assert ran.returncode == 1
    assert "no browser can be opened" in ran.stderr


def test_links_that_are_asked_for_have_their_addresses_in_the_first_line(eig: Eig) -> None:
    ran = eig("video of gobelins")
    title, address = "Présentation du défi dix mois après", "https://www.dailymotion.com/"
    assert ran.stderr.startswith(f"eig: Gobelins – To see and read: {title} – {address}")


@pytest.mark.parametrize(
    ("line", "received"),
    [
        ("./browser", "{}"),
        ("./browser %s", "{}"),
        ("./browser --app=%s", "--app={}"),
        ("sh -c './browser %s'", "{}"),
        ("sh -c './browser \"%s\"'", "{}"),
        ("sh -c \"./browser '%s'\"", "{}"),
        ("sh -c ./browser\\ %s", "{}"),
        ("sh -c 'sh -c \"./browser %s\"'", "{}"),
        ("sh -c 'false %s':sh -c './browser %s'", "{}"),
    ],
)
def test_a_browser_gets_the_whole_address_even_from_a_shell(
    eig: Eig, tmp_path: Path, line: str, received: str
) -> None:
    address = "https://x.fr/a?b=1&./evil&c=[2]"
    data = [{"slug": "a", "name": "A", "page": address}]
    (tmp_path / "own.json").write_text(json.dumps(data))
    for name, text in {"browser": 'printf %s "$1" > opened', "evil": ": > ran"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    ran = eig("open", "a", "--data", "own.json", env={"BROWSER": line})
    assert ran.returncode == 0
    assert (tmp_path / "opened").read_text() == received.format(address)
    assert not (tmp_path / "ran").exists()


def test_windows_commands_get_an_address_with_their_own_escapes(eig: Eig, tmp_path: Path) -> None:
    data = [{"slug": "a", "name": "A", "page": "https://x.fr/a&b"}]
    (tmp_path / "own.json").write_text(json.dumps(data))
    (tmp_path / "cmd.exe").write_text('#!/bin/sh\nprintf %s "$*" > opened\n')
    (tmp_path / "cmd.exe").chmod(0o755)
    eig("open", "a", "--data", "own.json", env={"BROWSER": "./cmd.exe /c start %s"})
    assert (tmp_path / "opened").read_text() == "/c start https://x.fr/a^&b"


def test_a_defi_without_an_address_cannot_be_opened(eig: Eig, own: str) -> None:
    ran = eig("open", "a", "--data", own, "--exact")
    assert (ran.returncode, ran.stderr) == (
        *(1, "eig: the dataset has no page for a; see eig show a\n"),
    )


def test_errors_of_the_system_are_in_the_language_of_the_reader(eig: Eig) -> None:
    ran = eig("list", "--data", "nope", "--lang", "fr")
    assert (
        ran.stderr == "eig: impossible de lire « nope » : ce fichier ou ce dossier n’existe pas\n"
    )


def test_a_check_lists_problems_or_counts_the_records(eig: Eig, own: str, tmp_path: Path) -> None:
    for data in ((), ("--data", "no.yaml")):  # which the files given replace
        checked = eig("check", own, *data).stdout
        assert checked == "own.yaml: 1 challenge, 2 people sought; no problems\n"
    assert eig("check").stdout.startswith("eig: 131 challenges")
    (tmp_path / "wrong.yaml").write_text("challenges:\n- {slug: a, name: A, moths: 3}\n")
    ran = eig("check", "wrong.yaml")
    assert ran.returncode == 1
    assert ran.stdout.startswith("wrong.yaml:2:")


def test_a_file_may_be_called_like_an_argument_of_the_command(eig: Eig, tmp_path: Path) -> None:
    assert eig("init", "file").returncode == 0
    assert (tmp_path / "file").exists()


def test_a_starter_replaces_a_file_by_force(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "projects.yaml").write_text("mine")
    assert eig("init", "--force").returncode == 0
    assert eig("check", "projects.yaml").returncode == 0


def test_schemas_describe_columns_csv_and_datasets(eig: Eig) -> None:
    assert eig("schema", "columns").stdout.startswith("slug ")
    slug, _number, name, *_others = eig("schema", "csv").json()["fields"]
    assert name["title"] == "Nom"
    assert slug["constraints"]["unique"]
    dataset = eig("schema", "dataset").json()
    assert dataset["$ref"] == "#/$defs/Dataset"


# Help, languages and completion


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_shows_options_in_groups_in_both_languages(eig: Eig, name: str) -> None:
    words = [name] if name else []
    for code, title in (("en", "\nOptions:\n"), ("fr", "\nOptions\u00a0:\n")):
        ran = eig(*words, "--help", "--lang", code)
        assert ran.stdout.startswith("Usage")
        assert title in ran.stdout
        assert "--quiet" in ran.stdout
        assert "Plural-Forms" not in ran.stdout
    assert eig(*words, "-h").stdout == eig(*words, "--help").stdout


def test_help_says_what_each_repeated_filter_means() -> None:
    names: dict[str, set[str]] = {}
    for option in options_of(Choice):
        if option.name == "exact":
            continue
        _what, _, meaning = option.default.help.partition("Repeated: ")
        names.setdefault(meaning, set()).add(option.name)
    assert names.keys() == {"all of them.", "any of them.", "without any of them."}
    assert names["all of them."] == {"has", "where", "at_least", "at_most", "search"}
    assert names["without any of them."] == {"without"}


def test_the_version_of_eig_is_printed(eig: Eig) -> None:
    form = r"eig \d+\.\d+\.\d+, data 20\d\d\.\d\d(\.\d+)? \(sources up to 20\d\d-\d\d-\d\d\)\n"
    assert re.fullmatch(form, eig("--version").stdout)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("eig list --town bre", ["Brest", "Bretagne"]),
        ("eig list --ministry presid", [r"Présidence\ de\ la\ République"]),
        ('eig list --ministry "presid', ["Présidence de la République"]),
        ("eig list --skill designer,developer", ["designer,developer"]),
        ("eig list --without to", ["town="]),
        ("eig list --has pro", ["product", "prototype"]),
        ("eig list --sort na", ["name"]),
        ("eig list -c slug,tagl", ["slug,tagline", "slug,tagline_english"]),
        ("eig stats --by reg", ["region"]),
        ("eig stats --across reg", ["region"]),
        ("eig show gobel", ["gobelins"]),
        ("eig list -p al", ["all"]),
        ("eig list -f mark", ["markdown"]),
        ("eig schema cs", ["csv"]),
        ("eig sch", ["schema"]),
        ("eig list --state us", ["used"]),
        ("eig nope --sk", []),
    ],
)
def test_a_shell_completes_values(eig: Eig, typed: str, offered: list[str]) -> None:
    *_before, last = typed.split()
    env = {
        "_EIG_COMPLETE": "complete_bash",
        "COMP_WORDS": typed.replace(" ", "\n"),
        "COMP_CWORD": str(len(typed.split()) - 1),
    }
    assert last
    shown = eig(env={**env}).stdout.split("\n")
    assert [line for line in shown if line] == offered


def test_a_broken_dataset_completes_nothing_and_says_nothing(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("challenges: [")
    typed = {"COMP_WORDS": "eig\nlist\n--town\nb", "COMP_CWORD": "3"}
    env = {"_EIG_COMPLETE": "complete_bash", "EIG_DATA": "broken.yaml"}
    ran = eig(env=env | typed)
    assert ran.stdout.strip() == ""
    assert ran.stderr == ""


def test_show_completion_prints_the_script_of_a_shell(screen: Screen) -> None:
    # With a second command, bash is the parent of eig, whatever started the tests.
    assert "_EIG_COMPLETE=complete_bash" in screen(line="eig --show-completion; true")


def test_states_are_counted_and_chosen(eig: Eig) -> None:
    _total, *counted = eig("stats", "--by", "state", "-p", "all").cells
    states = [cells[1] for cells in counted]
    assert states == ["in-use", "on-trial", "handed-over", "ended", "no-product", "unknown"]

    def slugs(*options: str) -> set[str]:
        listed = eig("list", "-p", "all", "-c", "slug", *options)
        return {*listed.lines}

    used = slugs("--state", "used")
    assert used == slugs("--state", "in-use", "--state", "handed-over")
    assert used > {"dossierfacile", "gobelins"}
    assert "datajust" in slugs("--state", "ended")
    assert used.isdisjoint(slugs("--state", "unknown"))


def test_a_video_is_opened_and_an_article_that_is_not_there_is_not(eig: Eig) -> None:
    video = eig("open", "gobelins", "--video", "--print").stdout
    assert video.startswith("https://www.dailymotion.com/")
    refused = eig("open", "lab-sante", "--article", "--print")
    assert "has no article for" in refused.stderr


def test_of_a_value_that_is_given_twice_the_last_counts(eig: Eig) -> None:
    ran = eig("list", "--sort", "name", "--sort", "slug", "--json", "--json", "-s", "designer")
    slugs = [record["slug"] for record in ran.json()]
    assert slugs == sorted(slugs)


def test_a_check_says_that_it_reads_standard_input_from_a_terminal() -> None:
    child = pexpect.spawn(EIG, ["check", "-"], env=ENVIRONMENT, encoding="utf-8", timeout=None)
    child.expect_exact("reading standard input; Ctrl-D ends it")
    child.sendline("challenges: [{slug: a, name: A}]")
    child.sendeof()
    child.expect_exact("<stdin>: 1 challenge; no problems")
    child.wait()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["list", "--ministri", "x"], "Did you mean --ministry?"),
        (["list", "--state", "stopped"], "It is a phase: --phase stopped."),
    ],
)
def test_what_is_called_otherwise_is_suggested(eig: Eig, words: list[str], hint: str) -> None:
    assert hint in eig(*words).stderr


def test_a_package_is_written_into_an_empty_folder(eig: Eig, tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    assert eig("export", "--format", "datapackage", "--output", "package").returncode == 0
    assert (tmp_path / "package" / "datapackage.json").exists()


def test_a_long_table_says_first_of_how_many_no_value_is_known(eig: Eig) -> None:
    counted = ("--promotion", "all", "-f", "markdown")
    techniques = eig("stats", "--by", "techniques", *counted).stdout
    title = r"^## By technique \(\d+\), not known for \d+ challenges$"
    assert re.search(title, techniques, re.MULTILINE)
    states = eig("stats", "--by", "state", *counted).stdout
    assert "not known for" not in states
