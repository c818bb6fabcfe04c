"""What the Tab key inserts in a real bash, zsh and fish, and what these shells are told."""

import io
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias
from unittest import mock

import in_process
import pexpect
import pytest
import shellingham
from build import challenge, host, skill
from conftest import PATH, Eig

from eigcli import cli, process
from eigcli.data import loading
from eigcli.data.loading import bundled
from eigcli.data.model import Dataset, Profile
from eigcli.formats import FORMATS, formats_of

Press: TypeAlias = Callable[[str], str]
Ask: TypeAlias = Callable[..., tuple[str, int]]
RunIn: TypeAlias = Callable[..., tuple[int, str, str]]

# What each shell reads when it starts: Ctrl-T writes the line as it stands to a file.
STARTS = {
    "bash": (".bashrc", r"""bind -x '"\C-t": printf "%s\n" "$READLINE_LINE" > ~/line'"""),
    "zsh": (
        ".zshrc",
        """
        write_line() { print -r -- $BUFFER > ~/line }
        zle -N write_line
        bindkey -e
        bindkey '^T' write_line
        """,
    ),
    "fish": (".config/fish/config.fish", "bind ctrl-t 'commandline > ~/line'"),
}

# In a real shell


@pytest.fixture(scope="module", params=STARTS)
def shell(request: pytest.FixtureRequest) -> str:
    if not shutil.which(request.param, path=PATH):
        pytest.skip(f"{request.param} is not installed")
    if in_process.MUTATED:
        pytest.skip("a shell runs `eig` in processes of their own")
    return str(request.param)


@pytest.fixture(scope="module")
def home(shell: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a user of a shell who has installed completion."""
    home = tmp_path_factory.mktemp(shell) / "l'été"
    name, lines = STARTS[shell]
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text(f"{lines}\n")
    (home / "defis.csv").touch()
    # Two commands, so that the shell does not become `eig` but runs it.
    line = [shell, "-c", "eig --install-completion; true"]
    subprocess.run(line, env=_environment(home), check=True, capture_output=True)
    return home


def _environment(home: Path, path: str = PATH) -> dict[str, str]:
    return {"PATH": path, "TERM": "dumb", "HOME": str(home), "INPUTRC": "/dev/null"} | {
        "LC_ALL": "C.UTF-8"
    }


def _started(shell: str, home: Path, path: str = PATH) -> Press:
    """Start a shell, and return how to type a line, press Tab, and get the line as it stands."""
    running = pexpect.spawn(
        shell,
        ["-i"],
        cwd=str(home),
        env=_environment(home, path),
        encoding="utf-8",
        dimensions=(24, 200),
    )
    written = home / "line"

    def press(line: str) -> str:
        written.unlink(missing_ok=True)
        running.send(f"\x15{line}\t\x14")
        found = ""
        while not found.endswith("\n"):
            # It writes to a terminal that somebody must read.
            with suppress(pexpect.TIMEOUT):
                running.read_nonblocking(100_000, timeout=0.05)
            found = written.read_text() if written.exists() else ""
        return found.removesuffix("\n")

    return press


@pytest.fixture(scope="module")
def press_tab(shell: str, home: Path) -> Press:
    """Type a line in a shell where completion is installed, press Tab, and return the line."""
    return _started(shell, home)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("eig sho", "eig show "),
        ("eig list --sor", "eig list --sort "),
        ("eig show gobelins sig", "eig show gobelins signaux-faibles "),
        ("eig show 'bri", "eig show 'brigade-numerique' "),
        ("eig list --skill geo", "eig list --skill geomati"),
        ("eig list --columns slug,bas", "eig list --columns slug,basis "),
        ("eig export --output def", "eig export --output defis.csv "),
        ("eig show nope", "eig show nope"),
        # Whatever its case.
        ("eig show Gob", "eig show gobelins "),
        # What takes no commas.
        ("eig show gobelins,sig", "eig show gobelins,sig"),
        # Behind an equals sign, too.
        ("eig list --data=def", "eig list --data=defis.csv "),
        ("eig list --promotion=5 --theme=ecologi", "eig list --promotion=5 --theme=ecologie "),
    ],
)
def test_tab_completes_what_is_begun(press_tab: Press, typed: str, completed: str) -> None:
    assert press_tab(typed) == completed


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("eig show prédi", "eig show predisauvetage "),
        ("eig list --skill Géomatic", "eig list --skill geomatician "),
    ],
)
def test_tab_completes_what_is_begun_with_accents(
    shell: str, press_tab: Press, typed: str, completed: str
) -> None:
    *before, word = completed.split()
    if shell == "fish":  # it keeps what is typed
        kept = typed.rpartition(" ")[2]
        word = kept + word[len(kept) :]
    assert press_tab(typed) == " ".join([*before, word, ""])


@pytest.mark.parametrize("typed", ["{}/eig show go", "{}/eig show Go"])
def test_tab_completes_for_a_command_that_is_called_by_its_path(
    shell: str, home: Path, typed: str
) -> None:
    (home / "bin").mkdir(exist_ok=True)
    command = home / "bin/eig"
    command.unlink(missing_ok=True)
    command.symlink_to(shutil.which("eig", path=PATH) or "")
    # A new shell in which there is no other `eig`; what is pressed is the first Tab in it.
    press = _started(shell, home, "/usr/bin:/bin")
    assert press(typed.format("bin")) == "bin/eig show gobelins "


# What a shell is told


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Return what a shell is told about a line, and the exit code."""

    def answer(line: str, shell: str = "fish") -> tuple[str, int]:
        words = line.split(" ")
        for name, value in {
            "_EIG_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COLUMNS": "10000",
        }.items():
            monkeypatch.setenv(name, value)
        for name, value in (
            ("COMP_WORDS", "\n".join(words)),
            ("COMP_CWORD", str(len(words) - 1)),
        ):
            if shell == "bash":
                monkeypatch.setenv(name, value)
            else:
                monkeypatch.delenv(name, raising=False)
        code = process.run_command_line([])
        monkeypatch.delenv("_EIG_COMPLETE")
        printed = capfd.readouterr()
        assert printed.err == ""
        return printed.out, code

    return answer


def offered(answer: tuple[str, int]) -> dict[str, str]:
    """Return the candidates in an answer to zsh or fish, and what is said of each."""
    printed, exit_code = answer
    assert exit_code == 0
    lines = [line.partition("\t") for line in printed.splitlines() if line]
    return {value: meaning for value, _tab, meaning in lines}


OFFERS = [
    ("eig lis", {"list": "List the défis."}),
    ("eig help sho", {"show": ""}),
    ("eig list --rev", {"--reverse": "Reverse the order."}),
    ("eig show bri", {"brigade-numerique": "Brigade Numérique"}),
    ("eig open 7 ", {}),
    ("eig list --skill geo", {"geomatician": "geomatician", "geomatique": "géomatique"}),
    ("eig list -s pro", {"project-manager": "digital project manager"}),
    ("eig stats --ministry int", {"interieur": "Ministère de l’Intérieur"}),
    (
        "eig list --columns slug,tag",
        {
            "slug,tagline": "its mission, in a sentence",
            "slug,tagline_english": "its mission in a sentence, in English",
        },
    ),
    ("eig list --columns geo", {"geomatician": "how many people of this role it seeks"}),
    ("eig show 1 --format m", {"markdown": "a table or cards in Markdown"}),
    ("eig schema d", {"dataset": "a JSON Schema of the datasets that eig reads"}),
    ("eig export --sort n", {"number": "its number in its promotion", "name": "its name"}),
    ("eig export --output ", {}),
    ("eig show nope", {}),
    # What is chosen already is not offered again.
    ("eig show gobelins gob", {}),
    ("eig list --columns slug,na", {"slug,name": "its name"}),
    ("eig list --columns name,na", {}),
    ("eig list -c slug,name -c sl", {}),
    (
        "eig list -s designer -s design",
        {"design": "UX design", "design-de-service": "design de service"},
    ),
    ("eig list --family ecol", {"ecologie": "Ecology and housing"}),
    ("eig list --town finist", {"finistere": "29 Finistère"}),
    (
        "eig list --phase in-use,st",
        {"in-use,stopped": "the product is no longer in use"},
    ),
    ("eig list -p 2,d", {"2,dig": "2019, 17 défis"}),
    ("eig list --format=mark", {"--format=markdown": "a table or cards in Markdown"}),
    ("eig list -q --town= --town=bre", {"--town=brest": "Brest", "--town=bretagne": "Bretagne"}),
    ("eig stats --by town,t", {"town,theme": "By theme"}),
    # What a theme, a place and a family are called that other promotions alone have.
    ("eig list --theme ecologi", {"ecologie": "Écologie"}),
    ("eig list --columns data_eng", {"data_engineer": "how many people of this role it seeks"}),
    ("eig list --phase st", {"stopped": "the product is no longer in use"}),
    ("eig list --has pr", {"product": "where what it made can be used"}),
    ("eig promotions -p d", {"dig": "2019, 17 défis"}),
    ("eig list --sort rec", {"recruited_total": "how many people were recruited in all"}),
    ("eig list --without t", {"theme=": "", "town=": ""}),
    ("eig list --without town=bre", {"town=brest": "Brest", "town=bretagne": "Bretagne"}),
    ("eig list --without colour=", {}),
]


@pytest.mark.parametrize(("line", "candidates"), OFFERS)
def test_zsh_and_fish_are_told_what_each_candidate_means(
    ask: Ask, line: str, candidates: dict[str, str]
) -> None:
    assert offered(ask(line)) == candidates


def test_fish_is_offered_what_begins_with_the_letters_that_are_typed(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path
) -> None:
    challenges = ", ".join(f"{{slug: {slug}, name: A}}" for slug in ("predisauvetage", "coeur"))
    (tmp_path / "d.yaml").write_text(f"challenges: [{challenges}]")

    def completed(typed: str) -> list[str]:
        return list(offered(ask(f"eig show -d {tmp_path / 'd.yaml'} {typed}")))

    assert completed("prédi") == ["predisauvetage"]
    monkeypatch.setenv("_EIG_KEEP", "1")
    assert completed("prédi") == ["prédisauvetage"]
    # fish itself does not heed the case of letters.
    assert completed("PREDI") == ["predisauvetage"]
    # Where one letter stands for two, what is typed is no beginning of as many.
    assert completed("cœur") == ["coeur"]


def test_every_challenge_is_offered_by_slug(ask: Ask, bundled: Dataset) -> None:
    candidates = offered(ask("eig show "))
    assert list(candidates) == [known.slug for known in bundled.challenges]
    assert candidates["coacheleves-assistprof"] == "CoachÉlèves – AssistProf"


def test_the_columns_of_promotions_are_offered_with_their_headings(ask: Ask) -> None:
    columns = offered(ask("eig promotions --columns promotion,pa"))
    assert columns == {"promotion,pay": "Pay"}


@pytest.mark.parametrize(
    ("option", "some", "count"),
    [
        ("--skill", ["data-scientist", "ux-ui-design"], 23),
        ("--ministry", ["ministere-de-l-interieur", "ministeres-sociaux"], 12),
        ("--family", ["sante-travail", "interieur"], 9),
        ("--has", ["product", "card"], 4),
        ("--columns", ["slug", "seeks", "data_scientist", "sought", "page"], 69),
        ("--sort", ["number", "name", "promotion", "year", "sought"], 9),
        ("--theme", ["protection-sociale", "education"], 11),
        ("--town", ["brest", "issy-les-moulineaux", "29-finistere", "bretagne"], 8),
        ("--promotion", ["all", "1", "2", "dig", "7"], 1 + len(bundled().dataset.promotion_codes)),
        ("--format", [*formats_of("list")], len(FORMATS) - 3),
    ],
)
def test_every_value_that_is_offered_is_one_that_works(
    ask: Ask, capfd: pytest.CaptureFixture[str], option: str, some: list[str], count: int
) -> None:
    values = list(offered(ask(f"eig list {option} ")))
    assert len(values) == count
    assert set(some) <= set(values)
    for value in values:
        assert cli.execute(["list", option, value]) == 0
        printed = capfd.readouterr()
        # Promotion 2 has it, though others may have it too.
        assert (printed.out != "", "nothing in" in printed.err) == (True, False)


# Installing it

# What is written below the home of a user of each shell: its script, and what makes it read that.
INSTALLED = {
    "bash": (".bash_completions/eig.sh", ".bashrc"),
    "zsh": (".zfunc/_eig", ".zshrc"),
    "fish": (".config/fish/completions/eig.fish", ".config/fish/conf.d/eig.fish"),
}
ADDED = {
    "bash": ["source ~/.bash_completions/eig.sh"],
    "zsh": [
        "fpath+=~/.zfunc; autoload -Uz compinit; compinit",
        "zstyle ':completion:*:*:eig:*' menu select",
    ],
    "fish": ["source $__fish_config_dir/completions/eig.fish"],
}
DONE = "It works in a new terminal. To undo it, delete the files named eig, and the lines added to the others."


@pytest.fixture
def run_in(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> RunIn:
    """Run an option of `eig` as a user of a shell whose home is `tmp_path`."""

    def run(
        shell: str, option: str = "--install-completion", settings: str = ""
    ) -> tuple[int, str, str]:
        monkeypatch.setattr(shellingham, "detect_shell", lambda: (shell, f"/bin/{shell}"))
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("XDG_CONFIG_HOME", settings)
        return (process.run_command_line([option]), *capfd.readouterr())

    return run


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("mine", ["", "mine\n"])
@pytest.mark.parametrize("shell", INSTALLED)
def test_installing_names_what_it_wrote_and_how_to_undo_it(
    run_in: RunIn, tmp_path: Path, shell: str, mine: str
) -> None:
    script, startup = (tmp_path / file for file in INSTALLED[shell])
    if mine:
        startup.parent.mkdir(parents=True, exist_ok=True)
        startup.write_text(mine)
    # The second time, its lines are there already.
    for _again in range(2):
        assert run_in(shell) == (0, "", f"eig: wrote {script}, {startup}. {DONE}\n")
        assert files_in(tmp_path) == {*INSTALLED[shell]}
        assert script.read_text() == run_in(shell, "--show-completion")[1]
        assert startup.read_text() == mine + "".join(f"\n{line}\n" for line in ADDED[shell])


@pytest.mark.parametrize(("settings", "folder"), [("{}/set", "set"), ("relative", ".config")])
def test_fish_has_it_in_the_folder_of_its_settings(
    run_in: RunIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: str, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_in("fish", settings=settings.format(tmp_path))[0] == 0
    assert files_in(tmp_path) == {
        f"{folder}/fish/completions/eig.fish",
        f"{folder}/fish/conf.d/eig.fish",
    }


@pytest.mark.parametrize("mine", [b"complete -c eig", b"# caf\xe9"])
@pytest.mark.parametrize("shell", INSTALLED)
def test_a_script_that_is_not_from_eig_is_kept(
    run_in: RunIn, tmp_path: Path, shell: str, mine: bytes
) -> None:
    script, _startup = (tmp_path / file for file in INSTALLED[shell])
    script.parent.mkdir(parents=True)
    script.write_bytes(mine)
    assert run_in(shell) == (
        1,
        "",
        f"eig: {script} exists already, and is not from eig: move it away first\n",
    )
    assert script.read_bytes() == mine
    assert files_in(tmp_path) == {INSTALLED[shell][0]}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_file_of_the_shell_that_is_not_utf_8_is_left_as_it_is(
    run_in: RunIn, tmp_path: Path, shell: str
) -> None:
    startup = tmp_path / INSTALLED[shell][1]
    startup.write_bytes(b"# caf\xe9\n")
    assert run_in(shell) == (
        1,
        "",
        f"eig: {startup} is no text in UTF-8: --show-completion prints what to add to it\n",
    )
    assert startup.read_bytes() == b"# caf\xe9\n"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_full_disk_leaves_the_file_of_the_shell_whole(
    run_in: RunIn, tmp_path: Path, shell: str
) -> None:
    startup = tmp_path / INSTALLED[shell][1]
    startup.write_text("# mine\n" * 10_000)
    limit, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, most))
    code, _printed, message = run_in(shell)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    assert code == 1
    assert re.fullmatch(rf"eig: cannot write '{startup}': .+\n", message)
    assert startup.read_text() == "# mine\n" * 10_000


def test_where_it_cannot_be_installed_the_file_is_named(run_in: RunIn, tmp_path: Path) -> None:
    (tmp_path / ".zfunc").touch()
    code, _printed, message = run_in("zsh")
    assert (code, f"cannot write to {tmp_path}/.zfunc: " in message) == (1, True)


@pytest.mark.parametrize(
    ("shell", "begin"),
    [
        ("bash", "_eig_completion()"),
        ("zsh", "#compdef eig\n"),
        ("fish", "# Ask for"),
        ("pwsh", "Import-Module"),
    ],
)
def test_the_script_of_a_shell_is_shown_and_not_written(
    run_in: RunIn, tmp_path: Path, shell: str, begin: str
) -> None:
    code, printed, message = run_in(shell, "--show-completion")
    assert (code, printed.startswith(begin), message) == (0, True, "")
    assert files_in(tmp_path) == set()


def test_a_shell_that_is_not_known_is_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        shellingham, "detect_shell", mock.Mock(side_effect=shellingham.ShellDetectionFailure)
    )
    assert process.run_command_line(["--show-completion"]) == 1
    assert capfd.readouterr().err == (
        "eig: completion is for bash, zsh, fish, powershell, pwsh: run this in one of these shells\n"
    )


@pytest.mark.parametrize("line", [{}, {"COMP_WORDS": "eig sh"}, {"COMP_CWORD": "1"}])
def test_nothing_is_completed_where_bash_says_nothing_of_a_line(
    eig: Eig, line: dict[str, str]
) -> None:
    completed = eig(env={"_EIG_COMPLETE": "complete_bash", **line})
    assert (completed.returncode, completed.stdout, completed.stderr) == (0, "", "")


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
    assert offered(ask(line.format("--skill "))) == {"baker": "baker"}
    assert list(offered(ask(line.format("-c slug,ba")))) == ["slug,baker", "slug,basis"]


def test_the_promotions_of_a_dataset_are_offered(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "{programmes: [{name: A, promotion: x}, {name: B, promotion: y}], challenges: []}"
    )
    candidates = offered(ask(f"eig list --data {file} --promotion "))
    assert candidates == {"all": "all of them", "x": "0 défis", "y": "0 défis"}


def test_standard_input_is_left_to_the_command(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path
) -> None:
    """Even where there is a file that is called so."""
    (tmp_path / "-").write_text(MINE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MINE.encode())))
    assert offered(ask("eig list --data - --skill ")) == {}
    assert sys.stdin.read() == MINE


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize("line", ["eig show ", "eig list --skill ", "eig list --ministry mi"])
def test_a_dataset_that_is_missing_or_wrong_completes_nothing_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, tmp_path: Path, shell: str, line: str
) -> None:
    file = tmp_path / "mine.yaml"
    nothing = ask("eig show nope", shell)
    assert offered(nothing) == {}
    assert nothing[0].strip() == ""
    monkeypatch.setenv("EIG_DATA", str(file))
    assert ask(line, shell) == nothing
    file.write_text("challenges: [")
    assert ask(line, shell) == nothing
    # Commands, options and what else is not in the dataset.
    assert "--limit" in ask("eig list --lim", shell)[0]
    assert "slug" in ask("eig list --columns sl", shell)[0]
    assert "markdown" in ask("eig export --format mark", shell)[0]
    assert "sought" in ask("eig list --sort so", shell)[0]


HOSTILE = "a\"b'c$(touch pwned)`touch pwned`\\d[red]e[/]\n:x;f|g&h<i>j{k}!l%m\x1b[31m"


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all that a dataset says in words something that a shell would run."""
    cook = skill("cook", english=HOSTILE)
    mine = challenge(
        "mine",
        HOSTILE,
        hosts=(host(HOSTILE),),
        profiles=(Profile(skill=cook),),
        expertise=(HOSTILE,),
    )
    whole = Dataset(challenges=(mine,), skills=(cook,))
    monkeypatch.setattr(loading, "load", lambda *_given: whole)


# What asks for it, and how many candidates there are then.
LINES = [("eig show ", 1), ("eig list --skill ", 2), ("eig list --ministry ", 1)]


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(("line", "count"), LINES)
def test_nothing_that_a_shell_would_run_is_offered(
    ask: Ask, shell: str, line: str, count: int
) -> None:
    candidates = ask(line, shell)[0].splitlines()
    assert len(candidates) == count
    assert all(re.fullmatch(r"[a-z0-9-]+(\t[a-z0-9 :;]+)?", told) for told in candidates)
