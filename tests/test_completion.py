"""What the Tab key inserts in a real bash, and what zsh and fish are told."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from build import challenge, host, skill
from conftest import ENVIRONMENT, PATH

from eigcli import __main__, cli, dataset
from eigcli.formats import FOLDER, FORMATS
from eigcli.model import Dataset
from eigcli.profiles import Profile

Press: TypeAlias = Callable[[str], str]
Ask: TypeAlias = Callable[..., tuple[str, int]]

# The line as it stands after the Tab, shown by another key.
BASHRC = r"""
PS1='PROMPT> '
bind -x '"\C-t": printf "<%s>\n" "$READLINE_LINE"'
"""


# bash


@pytest.fixture(scope="module")
def press_tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """Type a line in a bash where completion is installed, press Tab, and return the line."""
    home = tmp_path_factory.mktemp("home")
    env = {"PATH": PATH, "TERM": "dumb", "HOME": str(home), "INPUTRC": "/dev/null"}
    (home / ".bashrc").write_text(BASHRC)
    (home / "defis.csv").touch()
    # Two commands, so that bash does not become `eig` but runs it.
    subprocess.run(["bash", "-c", "eig --install-completion; exit"], env=env, check=True)
    bash = pexpect.spawn(
        "bash",
        ["--noprofile", "-i"],
        cwd=str(home),
        env=env,
        encoding="utf-8",
        timeout=20,
        dimensions=(24, 200),
    )
    bash.expect_exact("PROMPT> ")

    def press(line: str) -> str:
        bash.send(f"\x15{line}\t\x14")
        bash.expect(r"<(.*)>\r\n")
        assert isinstance(bash.match, re.Match)
        return str(bash.match[1])

    yield press
    bash.close(force=True)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("eig sho", "eig show "),
        ("eig list --sor", "eig list --sort "),
        ("eig show bri", "eig show brigade-numerique "),
        ("eig show gobelins sig", "eig show gobelins signaux-faibles "),
        ("eig show 'bri", "eig show 'brigade-numerique' "),
        ("eig open go", "eig open gobelins "),
        ("eig list --skill geo", "eig list --skill geomati"),
        ("eig list --skill geomatic", "eig list --skill geomatician "),
        ("eig stats --skill dev --skill carto", "eig stats --skill dev --skill cartographie "),
        ("eig list --ministry int", "eig list --ministry interieur "),
        ("eig list --ministry arm", "eig list --ministry armees "),
        ("eig list --columns slug,tag", "eig list --columns slug,tagline "),
        ("eig list --columns project_", "eig list --columns project_manager "),
        ("eig list --sort mi", "eig list --sort ministry "),
        ("eig list --sort so", "eig list --sort sought "),
        ("eig export --format mark", "eig export --format markdown "),
        ("eig export --output def", "eig export --output defis.csv "),
        ("eig list --data def", "eig list --data defis.csv "),
        ("eig show nope", "eig show nope"),
    ],
)
def test_tab_completes_what_is_begun(press_tab: Press, typed: str, completed: str) -> None:
    assert press_tab(typed) == completed


# zsh and fish


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Return what a shell is told about a line, and the exit code."""

    def answer(shell: str, line: str, action: str = "get-args") -> tuple[str, int]:
        words = line.split(" ")
        for name, value in {
            "_EIG_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": action,
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }.items():
            monkeypatch.setenv(name, value)
        code = __main__.run([])
        monkeypatch.delenv("_EIG_COMPLETE")
        told = capfd.readouterr()
        assert told.err == ""
        return told.out, code

    return answer


def offered(answer: tuple[str, int]) -> dict[str, str]:
    """Return the candidates in an answer to zsh, and what is said of each."""
    told, exit_code = answer
    assert exit_code == 0
    return dict(re.findall(r'"([^"]+)"(?::"([^"]*)")?', told))


def offered_to_fish(answer: tuple[str, int]) -> dict[str, str]:
    """Return the candidates in an answer to fish, and what is said of each."""
    told, exit_code = answer
    assert exit_code == 0
    lines = [line.partition("\t") for line in told.splitlines() if line]
    return {value: meaning for value, _tab, meaning in lines}


TAGLINE = "its mission, quoted from the announcement"
OFFERS = [
    ("eig list --rev", {"--reverse": "Reverse the order."}),
    ("eig show bri", {"brigade-numerique": "Brigade Numérique"}),
    ("eig open 7 ", {}),
    ("eig list --skill geo", {"geomatician": "geomatician", "geomatique": "géomatique"}),
    ("eig list -s pro", {"project-manager": "digital project manager"}),
    ("eig stats --ministry int", {"interieur": "Ministère de l’Intérieur"}),
    ("eig list --columns slug,tag", {"slug,tagline": TAGLINE}),
    ("eig list --columns geo", {"geomatician": "how many people of this role it seeks"}),
    ("eig show 1 --format m", {"markdown": "a table or cards in Markdown"}),
    ("eig schema d", {"dataset": "a JSON Schema of the datasets that eig reads"}),
    (
        "eig export --sort n",
        {"number": "its number in the announcement", "name": "its name as announced"},
    ),
    ("eig export --output ", {}),
    ("eig show nope", {}),
]


@pytest.mark.parametrize(("line", "candidates"), OFFERS)
def test_zsh_and_fish_are_told_what_each_candidate_means(
    ask: Ask, line: str, candidates: dict[str, str]
) -> None:
    assert offered(ask("zsh", line)) == candidates
    assert offered_to_fish(ask("fish", line)) == candidates


@pytest.mark.parametrize(
    ("line", "command", "about"),
    [
        ("eig programme", "programme", "Show the call for applications"),
        ("eig promo", "promotions", "List the promotions"),
        ("eig sho", "show", "Show everything known about one défi"),
    ],
)
def test_a_command_is_offered_with_the_beginning_of_what_it_does(
    ask: Ask, line: str, command: str, about: str
) -> None:
    for candidates in (offered(ask("zsh", line)), offered_to_fish(ask("fish", line))):
        assert list(candidates) == [command]
        assert candidates[command].startswith(about)


def test_files_are_what_zsh_completes_where_nothing_is_offered(ask: Ask) -> None:
    for line in ("eig show nope", "eig export --output "):
        assert ask("zsh", line) == ("_files\n", 0)


@pytest.mark.parametrize(("line", "exit_code"), [("eig show bri", 0), ("eig show nope", 1)])
def test_fish_is_told_whether_there_is_any_candidate(ask: Ask, line: str, exit_code: int) -> None:
    assert ask("fish", line, "is-args") == ("", exit_code)


def test_every_challenge_is_offered_by_slug(ask: Ask, bundled: Dataset) -> None:
    candidates = offered(ask("zsh", "eig show "))
    assert list(candidates) == [known.slug for known in bundled.challenges]
    assert candidates["coacheleves-assistprof"] == "CoachÉlèves – AssistProf"


@pytest.mark.parametrize(
    ("option", "some", "count"),
    [
        ("--skill", ["data-scientist", "ux-ui-design"], 23),
        ("--ministry", ["ministere-de-l-interieur", "ministeres-sociaux"], 12),
        ("--columns", ["slug", "seeks", "data_scientist", "sought", "page"], 38),
        ("--sort", ["number", "name", "promotion", "ministry", "sought"], 6),
        ("--theme", ["protection-sociale", "education"], 11),
        ("--town", ["brest", "issy-les-moulineaux"], 3),
        ("--promotion", ["all", "1", "2", "dig", "7"], 9),
        ("--format", [name for name in FORMATS if name != FOLDER], len(FORMATS) - 1),
    ],
)
def test_every_value_that_is_offered_is_one_that_works(
    ask: Ask, capfd: pytest.CaptureFixture[str], option: str, some: list[str], count: int
) -> None:
    values = list(offered(ask("zsh", f"eig list {option} ")))
    assert len(values) == count
    assert set(some) <= set(values)
    for value in values:
        assert cli.run(["list", option, value]) == 0
        printed = capfd.readouterr()
        assert (printed.out != "", printed.err) == (True, "")


# Installing it


def in_shell(
    name: str, line: str, home: Path | str, **env: str
) -> "subprocess.CompletedProcess[str]":
    """Run a line in bash, or in what calls itself like another shell."""
    env = ENVIRONMENT | {"HOME": str(home), "TERM": "dumb"} | env
    command = ["bash", "-c", f"{line}; exit $?"]
    if name != "bash":
        command[0] = str(Path(home) / "bin" / name)
        Path(command[0]).parent.mkdir(exist_ok=True)
        shutil.copy(shutil.which("bash") or "", command[0])
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("shell", "files"),
    [
        ("bash", [".bashrc", ".bash_completions/eig.sh"]),
        ("zsh", [".zshrc", ".zfunc/_eig"]),
        ("fish", [".config/fish/completions/eig.fish"]),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_installing_says_what_it_wrote_and_how_to_undo_it(
    tmp_path: Path, shell: str, files: list[str], times: int
) -> None:
    (tmp_path / ".bashrc").write_text("mine\n")
    (tmp_path / ".zshrc").write_text("mine\n")
    for _ in range(times):
        installed = in_shell(shell, "eig --install-completion", tmp_path)
    written = ", ".join(str(tmp_path / file) for file in files)
    assert installed.returncode == 0
    assert installed.stderr == (
        f"eig: wrote {written}. To undo it, remove what stands there of eig.\n"
    )
    assert all("eig" in (tmp_path / file).read_text() or file == ".zshrc" for file in files)
    shutil.rmtree(tmp_path / "bin", ignore_errors=True)
    found = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {".bashrc", ".zshrc", *files}


def test_where_it_cannot_be_installed_the_file_is_named() -> None:
    installed = in_shell("bash", "eig --install-completion", "/proc")
    assert (installed.returncode, installed.stdout) == (1, "")
    assert re.fullmatch(r"eig: cannot write to /proc/\.bash\w+: .+\n", installed.stderr)


def test_what_is_shown_is_not_said_to_be_written(tmp_path: Path) -> None:
    shown = in_shell("bash", "eig --show-completion", tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert not list(tmp_path.iterdir())


def test_nothing_is_completed_where_bash_says_nothing_of_a_line(tmp_path: Path) -> None:
    asked = in_shell("bash", "eig", tmp_path, _EIG_COMPLETE="complete_bash")
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")


# Other datasets, wrong ones and hostile ones

MINE = "challenges: [{slug: bread, name: Le Pain, ministry: Ovens, skills: [baker]}]"


@pytest.mark.parametrize(
    ("line", "variable"),
    [
        ("eig list --data mine.yaml {}", ""),
        ("eig --data mine.yaml list {}", ""),
        ("eig --data other.yaml list -d mine.yaml {}", ""),
        ("eig list {}", "mine.yaml"),
    ],
)
def test_completion_reads_the_dataset_that_is_given(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path, line: str, variable: str
) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EIG_DATA", variable)
    assert offered(ask("zsh", line.format("--skill "))) == {"baker": "baker"}
    assert list(offered(ask("zsh", line.format("-c slug,ba")))) == ["slug,baker", "slug,basis"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", ["eig show ", "eig list --skill ", "eig list --ministry mi"])
def test_a_dataset_that_is_missing_or_wrong_completes_nothing_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path, shell: str, line: str
) -> None:
    file = tmp_path / "mine.yaml"
    nothing = ask(shell, "eig show nope")
    assert offered(nothing) == {}
    assert nothing[0].strip() in {"", "_files"}
    monkeypatch.setenv("EIG_DATA", str(file))
    assert ask(shell, line) == nothing
    file.write_text("challenges: [")
    assert ask(shell, line) == nothing
    # Commands, options and what else is not in the dataset.
    assert "--limit" in ask(shell, "eig list --lim")[0]
    assert "slug" in ask(shell, "eig list --columns sl")[0]
    assert "markdown" in ask(shell, "eig export --format mark")[0]
    assert "sought" in ask(shell, "eig list --sort so")[0]


HOSTILE = "a\"b'c$(touch pwned)`touch pwned`\\d[red]e[/]\n:x;f|g&h<i>j{k}!l%m\x1b[31m"


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all that a dataset says in words something that a shell would run."""
    cook = skill("cook", english=HOSTILE)
    mine = challenge(
        "mine",
        HOSTILE,
        hosts=(host(HOSTILE),),
        profiles=(Profile(cook),),
        expertise=(HOSTILE,),
    )
    whole = Dataset(challenges=(mine,), skills=(cook,))
    monkeypatch.setattr(dataset, "load", lambda *_given: whole)


# What asks for it, and how many candidates there are then.
LINES = [("eig show ", 1), ("eig list --skill ", 2), ("eig list --ministry ", 1)]


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(("line", "count"), LINES)
def test_nothing_that_a_shell_would_run_is_offered(
    ask: Ask, shell: str, line: str, count: int
) -> None:
    candidates = ask(shell, line)[0].splitlines()
    assert len(candidates) == count
    assert all(re.fullmatch(r"[a-z0-9-]+(\t[a-z0-9 ]+)?", told) for told in candidates)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(("line", "count"), LINES)
def test_zsh_evaluates_an_answer_and_runs_nothing_of_it(
    ask: Ask, tmp_path: Path, line: str, count: int
) -> None:
    # As zsh and its `_arguments` do, in the syntax that bash has in common with it.
    script = """
    _arguments() { local spec=${1#*: :((}; eval "printf '%s\\n' ${spec%))}"; }
    eval "$1"
    """
    # Lines in the answer separate words.
    told = ask("zsh", line)[0].replace("\n", " ")
    ran = subprocess.run(
        ["bash", "-c", script, "zsh", told],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stderr == ""
    assert len(ran.stdout.splitlines()) == count
    assert all(re.fullmatch(r"[a-z0-9-]+:[a-z0-9 ]+", word) for word in ran.stdout.splitlines())
    assert not list(tmp_path.iterdir())
