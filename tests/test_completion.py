"""What the Tab key inserts in a real bash, and what zsh and fish are told."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from conftest import PATH

from eigcli import __main__, cli, dataset
from eigcli.formats import FORMATS
from eigcli.model import Challenge, Dataset, Host, Profile, Skill

Press: TypeAlias = Callable[[str], str]
Ask: TypeAlias = Callable[..., tuple[str, object]]

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
        ("eig list --sort mi", "eig list --sort ministry "),
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

    def answer(shell: str, line: str, action: str = "get-args") -> tuple[str, object]:
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


def offered(answer: tuple[str, object]) -> dict[str, str]:
    """Return the candidates in an answer to zsh, and what is said of each."""
    told, exit_code = answer
    [listed] = re.findall(r"\A_arguments '\*: :\(\((.*)\)\)'\n\Z", told, re.DOTALL)
    assert exit_code == 0
    return dict(re.findall(r'^"(.*?)"(?::"(.*)")?$', listed, re.MULTILINE))


OFFERS = [
    ("eig pro", {"programme": r"Show the call for applications\\: dates,..."}),
    ("eig list --rev", {"--reverse": "Reverse the order."}),
    ("eig show bri", {"brigade-numerique": "Brigade Numérique"}),
    ("eig open 7 ", None),
    ("eig list --skill geo", {"geomatician": "geomatician", "geomatique": "géomatique"}),
    ("eig list -s pro", {"project-manager": "digital project manager"}),
    ("eig stats --ministry int", {"interieur": "Ministère de l’Intérieur"}),
    ("eig list --columns slug,tag", {"slug,tagline": ""}),
    ("eig list --columns geo", {"geomatician": ""}),
    ("eig show 1 --format m", {"markdown": ""}),
    ("eig export --sort n", {"number": "", "name": ""}),
    ("eig export --output ", None),
    ("eig show nope", None),
]


@pytest.mark.parametrize(("line", "candidates"), OFFERS)
def test_zsh_is_told_what_each_candidate_means(
    ask: Ask, line: str, candidates: dict[str, str] | None
) -> None:
    if candidates is None:
        assert ask("zsh", line) == ("_files\n", 0)
    else:
        assert offered(ask("zsh", line)) == candidates


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("eig show bri", "brigade-numerique\tBrigade Numérique\n"),
        ("eig list --skill geo", "geomatician\tgeomatician\ngeomatique\tgéomatique\n"),
        ("eig list --ministry int", "interieur\tMinistère de l’Intérieur\n"),
        ("eig list --columns slug,tag", "slug,tagline\n"),
        ("eig export --format mark", "markdown\n"),
        ("eig sho", "show\tShow everything known about one défi or...\n"),
        ("eig show nope", "\n"),
    ],
)
def test_fish_is_told_a_candidate_a_line_and_whether_there_is_any(
    ask: Ask, line: str, told: str
) -> None:
    assert ask("fish", line) == (told, 0)
    assert ask("fish", line, "is-args") == ("", int(told == "\n"))


def test_every_challenge_is_offered_by_slug(ask: Ask, bundled: Dataset) -> None:
    candidates = offered(ask("zsh", "eig show "))
    assert list(candidates) == [challenge.slug for challenge in bundled.challenges]
    assert candidates["coacheleves-assistprof"] == "CoachÉlèves – AssistProf"


@pytest.mark.parametrize(
    ("option", "some", "count"),
    [
        ("--skill", ["data-scientist", "ux-ui-design"], 23),
        ("--ministry", ["ministere-de-l-interieur", "ministeres-sociaux"], 12),
        ("--columns", ["slug", "wanted", "developer"], 21),
        ("--sort", ["number", "name", "ministry", "profiles"], 4),
        ("--format", list(FORMATS), len(FORMATS)),
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
    assert offered(ask("zsh", line.format("-c slug,ba"))) == {"slug,baker": "", "slug,basis": ""}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", ["eig show ", "eig list --skill ", "eig list --ministry mi"])
def test_a_dataset_that_is_missing_or_wrong_completes_nothing_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path, shell: str, line: str
) -> None:
    file = tmp_path / "mine.yaml"
    nothing = ("_files\n" if shell == "zsh" else "\n", 0)
    monkeypatch.setenv("EIG_DATA", str(file))
    assert ask(shell, line) == nothing
    file.write_text("challenges: [")
    assert ask(shell, line) == nothing
    # Commands, options and what else is not in the dataset.
    assert "--limit" in ask(shell, "eig list --lim")[0]
    assert "slug" in ask(shell, "eig list --columns sl")[0]
    assert "markdown" in ask(shell, "eig export --format mark")[0]
    assert "profiles" in ask(shell, "eig list --sort pro")[0]


HOSTILE = "a\"b'c$(touch pwned)`touch pwned`\\d[red]e[/]\n:x;f|g&h<i>j{k}!l%m\x1b[31m"


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all that a dataset says in words something that a shell would run."""
    cook = Profile(Skill("cook", english=HOSTILE))
    challenge = Challenge("mine", HOSTILE, (Host(HOSTILE),), (cook,), expertise=(HOSTILE,))
    monkeypatch.setattr(dataset, "load", lambda *_: Dataset((challenge,), (cook.skill,)))


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
