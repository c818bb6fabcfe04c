"""Options that come in groups, and help: what there is, where to start, examples that run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias
from unittest import mock

import in_process
import pytest
import typer
from conftest import PATH, Eig

from eigcli import app as typer_app
from eigcli import cli, usage_errors
from eigcli.app import Group, command
from eigcli.errors import EigError, UsageError
from eigcli.formats import formats_of
from eigcli.options import Option

Help: TypeAlias = Callable[..., str]
Pizzeria: TypeAlias = "tuple[typer.Typer, list[Order]]"

COMMANDS = list(typer_app.COMMANDS)


def sections(text: str) -> dict[str, str]:
    """Return what help shows under each of its titles."""
    return dict(re.findall(r"^(\w+):\n((?:  .*\n)+)", text, re.MULTILINE))


def options(text: str) -> dict[str, list[str]]:
    """Return the options that help shows under each of its titles."""
    return {
        title: re.findall(r"^  (?:-\w, )?(--[\w-]+)", body, re.MULTILINE)
        for title, body in sections(text).items()
    }


def commands(text: str) -> dict[str, str]:
    """Return each command that help shows, and what it is said to do."""
    return dict(re.findall(r"^  ([a-z]+)  +(\S.*)$", sections(text)["Commands"], re.MULTILINE))


def command_lines(text: str, title: str) -> list[str]:
    """Return the command lines that help shows under a title, without what is said beside them."""
    [block] = re.findall(rf"^  {title}:\n((?:    eig .*\n)+)\n", text, re.MULTILINE)
    return [re.split(r"\s\s+", line.strip())[0] for line in block.splitlines()]


# Option groups


class Toppings(NamedTuple):
    topping: Annotated[tuple[str, ...], Option("What to add.", short="-t", metavar="WHAT")] = ()
    extra_cheese: Annotated[bool, Option("More of it.")] = False
    pieces: Annotated[int | None, Option("Cut it.", short="-n", metavar="N", minimum=2)] = None


Order = tuple[str, Toppings, bool]


@pytest.fixture
def pizzeria(monkeypatch: pytest.MonkeyPatch) -> Pizzeria:
    """A program whose command has a group of options, and what it was asked for."""
    app = typer.Typer(cls=Group, rich_markup_mode=None)
    orders: list[Order] = []
    monkeypatch.setattr(typer_app, "COMMANDS", {})
    app.callback()(lambda: None)

    @command("bake")
    def bake(
        name: Annotated[str, typer.Argument(metavar="NAME")],
        *,
        away: Annotated[bool, typer.Option("--away")] = False,
        toppings: Toppings,
    ) -> None:
        """Bake one."""
        orders.append((name, toppings, away))

    @command("close")
    def close_() -> None:
        """Close the door."""

    return app, orders


@pytest.mark.parametrize(
    ("arguments", "order"),
    [
        ("romana", ("romana", Toppings(), False)),
        (
            "-t egg romana --topping ham --extra-cheese -n 8 --away",
            ("romana", Toppings(("egg", "ham"), extra_cheese=True, pieces=8), True),
        ),
        ("romana --pieces 2", ("romana", Toppings(pieces=2), False)),
    ],
)
def test_a_group_of_options_arrives_as_one_value(
    pizzeria: Pizzeria, arguments: str, order: Order
) -> None:
    app, orders = pizzeria
    app(["bake", *arguments.split()], standalone_mode=False)
    assert orders == [order]


def test_a_number_below_the_minimum_is_a_mistake(pizzeria: Pizzeria) -> None:
    app, orders = pizzeria
    with pytest.raises(UsageError, match=r"--pieces .* 2 .* '1'"):
        app(["bake", "romana", "--pieces", "1"], prog_name="pizza", standalone_mode=False)
    assert orders == []


def test_what_else_typer_may_say_is_one_sentence() -> None:
    context = typer.Context(typer.main.get_command(cli.app), info_name="eig")
    said = usage_errors.of_typer(typer.BadParameter("hot\n is no\x1b number"), context)
    assert said.endswith(r"hot is no\x1b number. See 'eig --help'.")
    for sentence in ("It is hot.", "Is it hot?"):
        said = usage_errors.of_typer(typer.BadParameter(sentence), context)
        assert said.endswith(f"{sentence} See 'eig --help'.")


def test_help_names_what_a_command_takes_and_every_command_with_a_sentence(eig: Eig) -> None:
    assert eig("show", "--help").stdout.startswith("Usage: eig show [OPTIONS] [DEFI...]\n\n  Show ")
    _before, _title, commands = eig("--help").stdout.partition("\nCommands:\n")
    rows = re.findall(r"^  (\w+) +(.*(?:\n {5,}.*)*)$", commands.partition("\n\n")[0], re.MULTILINE)
    assert [name for name, _about in rows] == list(typer_app.COMMANDS)
    assert [about for _name, about in rows if about.count(".") != 1] == []


def test_help_shows_a_group_under_its_name_and_what_every_command_has_last(
    pizzeria: Pizzeria, capsys: pytest.CaptureFixture[str]
) -> None:
    app, _ = pizzeria
    app(["bake", "--help"], standalone_mode=False)
    text = capsys.readouterr().out
    assert "\n  Bake one.\n" in text
    assert options(text) == {
        "Arguments": [],
        "Toppings": ["--topping", "--extra-cheese", "--pieces"],
        "Options": ["--away", "--lang", "--quiet", "--help"],
    }
    assert re.search(r"-t\b.*--topping\b.*\bWHAT\b.*What to add\.\n", text)
    assert re.search(r"-n\b.*--pieces\b.*\bN\b.*Cut it\.\n", text)
    app(["--help"], standalone_mode=False)
    assert commands(capsys.readouterr().out) == {"bake": "Bake one.", "close": "Close the door."}


# Help


@pytest.fixture
def help_of(capfd: pytest.CaptureFixture[str]) -> Help:
    """Return what `eig` prints when it is asked for help."""

    def ask(*arguments: str) -> str:
        assert cli.execute(arguments) == 0
        printed = capfd.readouterr()
        assert printed.err == ""
        return printed.out

    return ask


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_everywhere(help_of: Help, name: str) -> None:
    asked = help_of(*name.split(), "--help")
    usage = asked.splitlines()[0].split()
    begin = usage.index("eig")
    assert usage[begin:][: 1 + len(name.split())] == ["eig", *name.split()]
    assert asked == help_of(*name.split(), "-h")
    assert asked == help_of("help", *name.split())
    assert max(map(len, asked.splitlines())) <= 80


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("list --nope -h", "list"),
        ("list -h --nope -- --nope", "list"),
        ("list --limit 0 --help", "list"),
        ("list -h --skill", "list"),
        ("list stray words -h", "list"),
        ("list --skill -h -h", "list"),
        ("list --data missing --promotion nope --skill=nope -h", "list"),
        ("list --json --format csv --csv -h", "list"),
        ("open 1 2 -h", "open"),
        ("help nope -h", "help"),
        ("--nope -h", ""),
        ("-h list", ""),
        ("--install-completion -h", ""),
        ("--data missing help list", "list"),
    ],
)
def test_who_asks_for_help_gets_it_whatever_else_is_wrong(
    help_of: Help, line: str, name: str
) -> None:
    assert help_of(*line.split()) == help_of(*name.split(), "--help")


@pytest.mark.parametrize(
    "line",
    [
        *("list --skill -h", "list -s-h", "list --ministry --help", "list --limit -h"),
        *("--data -h list", "init a -- -h", "list --nope -- -h", "show -- --help"),
    ],
)
def test_what_looks_like_help_may_be_a_value(capfd: pytest.CaptureFixture[str], line: str) -> None:
    with pytest.raises(EigError, match=r"'(-h|--help|--nope)'"):
        cli.execute(line.split())
    assert capfd.readouterr() == ("", "")


def test_help_shows_no_value_of_what_stands_before_the_command(help_of: Help) -> None:
    before = ("--data", "h\x1b]0;x\x07.yaml", "--promotion", "3")
    assert help_of(*before, "list", "--help") == help_of("list", "--help")


def test_eig_alone_shows_the_commands_and_where_to_start(eig: Eig) -> None:
    alone = eig()
    assert (alone.returncode, alone.stderr) == (0, "")
    assert alone.stdout == eig("--help").stdout
    assert list(commands(alone.stdout)) == COMMANDS
    assert commands(alone.stdout)["list"] == "List the défis."
    assert alone.stdout.index("  Start here:\n") < alone.stdout.index("\nCommands:\n")
    assert alone.stdout.index("\nCommands:\n") < alone.stdout.index("\nOptions:\n")
    assert alone.stdout.count("\n  Exit codes: 0 for an answer") == 1
    for line in command_lines(alone.stdout, "Start here"):
        assert eig(*line.split()[1:]).returncode == 0


OUTPUT = ["--format", "--json", "--no-pager", "--output", "--force"]
FILTERS = [
    *("--skill", "--all-skills", "--ministry", "--family", "--theme", "--town", "--phase", "--has"),
    *("--at-least", "--without", "--search", "--exact"),
]
ORDER = ["--sort", "--reverse", "--limit"]
INPUT = ["--data", "--promotion"]


# The options of each command under titles of their own.
TITLES = {
    "list": {"Filters": FILTERS, "Order": ORDER, "Output": [*OUTPUT, "--columns"]},
    "export": {"Filters": FILTERS, "Order": ORDER, "Output": [*OUTPUT, "--columns"]},
    "stats": {"Filters": FILTERS, "Output": [*OUTPUT, "--by", "--across"]},
    "show": {"Filters": FILTERS, "Output": OUTPUT},
    "promotions": {"Output": [*OUTPUT, "--columns"]},
    "programme": {"Output": OUTPUT},
    "open": {},
    "check": {},
}
# Those that have none, besides what every command takes.
PLAIN = {
    "open": ["--product", "--repository", "--card", "--print", "--exact"],
    "check": ["--format", "--json", "--strict"],
}


@pytest.mark.parametrize("name", TITLES)
def test_options_stand_under_titles(help_of: Help, name: str) -> None:
    own = [*PLAIN.get(name, []), "--lang", "--quiet", "--help"]
    nothing: list[str] = []
    expected = {"Arguments": nothing} | TITLES[name] | {"Input": INPUT, "Options": own}
    assert list(options(help_of(name, "--help")).items()) == list(expected.items())


def test_options_of_every_command_stand_below_the_commands(help_of: Help) -> None:
    completion = ["--install-completion", "--show-completion"]
    expected = {
        "Input": INPUT,
        "Options": ["--version", "--lang", "--quiet", *completion, "--help"],
    }
    assert expected.items() < options(help_of("--help")).items()


@pytest.mark.parametrize("name", ["list", "export", "stats"])
def test_help_lists_the_formats_that_are_for_the_command(help_of: Help, name: str) -> None:
    listed = re.findall(r"--format FORMAT +One of (.*?);", help_of(name, "--help"), re.DOTALL)
    assert [re.split(r",\s+", text) for text in listed] == [[*formats_of(name)]]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_examples_first_and_they_run(help_of: Help, tmp_path: Path, name: str) -> None:
    text = help_of(name, "--help")
    lines = command_lines(text, "Examples")
    assert 2 <= len(lines) <= 5
    assert not any(shown for shown in options(text.partition("  Examples:\n")[0]).values())
    assert text.index("  Examples:\n") < text.index("\nOptions:\n")
    # There is a file where an example says so.
    cli.execute(["export", "--output", str(tmp_path / "mine.yaml")])
    for line in runnable(lines):
        ran = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line}"],
            cwd=tmp_path,
            env={"PATH": PATH, "BROWSER": "/bin/true", "EIG_QUIET": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (ran.returncode, ran.stdout == "null\n") == (0, False), line
        assert ran.stderr == "", line


def runnable(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if "jq" not in line or shutil.which("jq"))


UNDRAWN = (
    [f"{name} --help" for name in ["", *COMMANDS]]
    + ["", "list", "show 1", "export", "stats", "programme", "promotions", "open 1 --print"]
    + ["check", "help", "help list"]
)


@pytest.mark.parametrize(("lines", "needed"), [(UNDRAWN, False), (["list --format table"], True)])
def test_only_what_is_drawn_needs_rich(lines: list[str], *, needed: bool) -> None:
    script = (
        "import sys; from eigcli import cli; "
        "[cli.execute(line.split()) for line in sys.argv[1:]]; "
        "print('rich' in sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, *lines]
    environment = os.environ | {"EIG_QUIET": "1"}
    ran = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stderr == f"{needed}\n"


@pytest.mark.parametrize(
    ("terminal", "environment", "is_bold"),
    [
        (True, {"TERM": "xterm"}, True),
        (True, {"TERM": "xterm", "NO_COLOR": ""}, True),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (True, {"TERM": ""}, False),
        (True, {}, False),
        (False, {"TERM": "xterm"}, False),
    ],
)
def test_headings_are_bold_where_a_terminal_can_show_it(
    monkeypatch: pytest.MonkeyPatch,
    *,
    terminal: bool,
    environment: dict[str, str],
    is_bold: bool,
) -> None:
    out = in_process.Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stdout", out)
    with mock.patch.dict(os.environ, {"PATH": PATH} | environment, clear=True):
        cli.execute(["help"])
    head = out.text().splitlines()[0]
    assert head == ("\x1b[1mUsage:\x1b[0m" if is_bold else "Usage:") + " eig [OPTIONS] COMMAND"
