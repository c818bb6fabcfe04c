"""A text longer than the screen goes through a pager if a person reads it."""

import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pexpect
import pytest
from conftest import EIG, ENVIRONMENT, heed_signals

from eigcli import output

# A pager that shows that it was run.
MARKING = "sed s/^/paged:/"
VARIABLES = ("EIG_PAGER", "PAGER", "LESS", "LESSCHARSET")
PLAIN = {name: value for name, value in ENVIRONMENT.items() if name not in VARIABLES}

Page = Callable[..., str]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Page:
    """Write pieces to a screen of some lines, and return its content."""

    def run(
        pieces: Iterable[str],
        lines: int,
        *,
        reads: bool = True,
        types: bool | None = True,
        first: Sequence[str] = (),
        **env: str,
    ) -> str:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm", "COLUMNS": "80", "LINES": str(lines), **env}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(output, "is_terminal", lambda: reads)
        stdin = None if types is None else SimpleNamespace(isatty=lambda: types)
        monkeypatch.setattr(sys, "stdin", stdin)
        output.write_paged(pieces, first)
        return capfd.readouterr().out

    return run


def test_a_text_longer_than_the_screen_is_paged(page: Page) -> None:
    """The last line of the screen is for the prompt of the shell."""
    pieces = ["a\n\x1b[1mb\x1b[m\n", "é\n"]
    assert page(pieces, 3, EIG_PAGER=MARKING) == "paged:a\npaged:\x1b[1mb\x1b[m\npaged:é\n"
    assert page(pieces, 4, EIG_PAGER=MARKING) == "a\n\x1b[1mb\x1b[m\né\n"


def test_a_pager_shows_messages_above_the_text(page: Page) -> None:
    """A pager would hide messages on standard error."""
    assert page(["a\n"], 2, first=["b"], EIG_PAGER=MARKING) == "paged:eig: b\npaged:a\n"
    assert page(["a\n"], 3, first=["b"], EIG_PAGER=MARKING) == "a\n"
    assert page(["a\n"] * 2, 2, first=["b"], EIG_PAGER=MARKING, EIG_QUIET="1") == "paged:a\n" * 2


@pytest.mark.parametrize(("reads", "types"), [(False, True), (True, False), (True, None)])
def test_nothing_is_paged_unless_output_and_input_are_terminals(
    page: Page, *, reads: bool, types: bool | None
) -> None:
    assert page(["a\n"] * 9, 3, reads=reads, types=types, EIG_PAGER=MARKING) == "a\n" * 9


@pytest.mark.parametrize("term", ["dumb", ""])
def test_nothing_is_paged_on_a_dumb_terminal(page: Page, term: str) -> None:
    assert page(["a\n"] * 9, 3, TERM=term, EIG_PAGER=MARKING) == "a\n" * 9


@pytest.mark.parametrize(
    ("env", "is_paged"),
    [
        ({"PAGER": MARKING}, True),
        ({"PAGER": "no-pager-is-called-so", "EIG_PAGER": MARKING}, True),
        # No pager is wanted.
        *(({name: none}, False) for name in ("EIG_PAGER", "PAGER") for none in ("", " ", "cat")),
        *(({"EIG_PAGER": none, "PAGER": MARKING}, False) for none in ("", "cat")),
    ],
)
def test_the_pager_is_eig_pager_or_else_pager_and_cat_means_none(
    page: Page, env: dict[str, str], *, is_paged: bool
) -> None:
    assert page(["a\n"] * 9, 3, **env) == ("paged:a\n" if is_paged else "a\n") * 9


@pytest.mark.parametrize(("env", "is_paged"), [({}, True), ({"PAGER": "cat"}, False)])
def test_less_is_the_default_pager_and_cat_is_never_run(
    page: Page, tmp_path: Path, env: dict[str, str], *, is_paged: bool
) -> None:
    for name in ("less", "cat"):
        (tmp_path / name).write_text(f"#!/bin/sh\n{MARKING}\n")
        (tmp_path / name).chmod(0o755)
    shown = page(["a\n"] * 9, 3, PATH=f"{tmp_path}:{ENVIRONMENT['PATH']}", **env)
    assert shown == ("paged:a\n" if is_paged else "a\n") * 9


def test_a_pager_can_be_interrupted(page: Page) -> None:
    asking = "import signal, sys; sys.stdin.read(); print(signal.getsignal(signal.SIGINT).__name__)"
    pager = shlex.join([sys.executable, "-c", asking])
    assert page(["a\n"] * 9, 3, EIG_PAGER=pager) == "default_int_handler\n"


@pytest.mark.parametrize(
    ("pager", "shown"),
    [
        ("sed 's/^/two  words /'", "two  words a\n" * 9),
        ("sed s/^/one/ | sed s/$/two/", "oneatwo\n" * 9),
        ("WORD=paged sh -c 'sed s/^/$WORD:/'", "paged:a\n" * 9),
    ],
)
def test_a_pager_may_be_a_line_of_shell(page: Page, pager: str, shown: str) -> None:
    assert page(["a\n"] * 9, 3, EIG_PAGER=pager) == shown


@pytest.mark.parametrize(
    "pager", ["no-pager-is-called-so -R", "false", "false | false", "sed 's/^/paged:/", "./text"]
)
def test_a_text_is_shown_without_a_pager_that_fails(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pager: str
) -> None:
    (tmp_path / "text").write_text("no script")
    (tmp_path / "text").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    assert page(["a\n"] * 9, 3, EIG_PAGER=pager) == "a\n" * 9


def test_an_interrupted_pager_has_not_failed(page: Page) -> None:
    assert page(["a\n"] * 9, 3, EIG_PAGER="kill -INT $PPID; exit 2") == ""


@pytest.mark.parametrize(
    ("env", "variables"),
    [
        # It ends by itself if all fits, keeps colours, and leaves the text on the screen.
        ({}, "FRX utf-8"),
        ({"LESS": "-S", "LESSCHARSET": "latin1"}, "-S latin1"),
        ({"LESS": ""}, " utf-8"),
    ],
)
def test_less_gets_options_unless_the_reader_sets_them(
    page: Page, env: dict[str, str], variables: str
) -> None:
    pager = 'cat > /dev/null; echo "$LESS $LESSCHARSET"'
    assert page(["a\n"] * 9, 3, EIG_PAGER=pager, **env) == f"{variables}\n"


def test_a_pager_may_end_before_it_has_read_all(page: Page) -> None:
    """The text is more than a pipe can hold."""
    assert page(["a" * 79 + "\n"] * 10_000, 24, EIG_PAGER="head -n 1") == "a" * 79 + "\n"


# The installed command


def started(folder: Path, *arguments: str, **env: str) -> "pexpect.spawn[str]":
    """Run `eig` in a terminal of 24 lines."""
    return pexpect.spawn(
        EIG,
        list(arguments),
        cwd=str(folder),
        env=PLAIN | env,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=None,
        preexec_fn=heed_signals,
    )


def ended(child: "pexpect.spawn[str]") -> tuple[str, int | None]:
    """Return what it wrote since, and its exit code."""
    written = child.read()
    child.close()
    return written, child.exitstatus


# What less writes below the first screen.
PROMPT = "\r?\n:"
needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")


@needs_less
def test_less_shows_the_first_screen_and_quitting_early_is_no_failure(tmp_path: Path) -> None:
    child = started(tmp_path, "list")
    child.expect("PrédiSauvetage")
    # It waits: the last of the challenges is not shown yet.
    child.expect(PROMPT)
    child.send("q")
    written, code = ended(child)
    assert "dataesr" not in written
    assert code == 0


@needs_less
def test_an_interrupt_in_less_leaves_eig_running(tmp_path: Path) -> None:
    child = started(tmp_path, "list")
    child.expect(PROMPT)
    child.sendintr()
    # What is typed before less has heeded it may be lost.
    child.expect(PROMPT)
    # To the end, and out.
    child.send("Gq")
    written, code = ended(child)
    assert "dataesr" in written
    assert "Traceback" not in written
    assert code == 0


@pytest.mark.parametrize(
    ("arguments", "is_paged"),
    [
        (["list", "-p", "all"], True),
        (["show", "lab-sante"], True),
        (["stats", "-p", "all"], True),
        (["programme", "-p", "2"], True),
        (["brief", "--town", "Lyon"], True),
        # It fits on the screen.
        (["list", "-p", "all", "--limit", "3"], False),
        # What is not drawn is for programs.
        (["list", "--format", "csv"], False),
        (["list", "--format", "plain"], False),
    ],
)
def test_drawn_formats_are_paged_if_longer_than_the_terminal(
    tmp_path: Path, arguments: list[str], *, is_paged: bool
) -> None:
    written, code = ended(started(tmp_path, *arguments, EIG_PAGER=MARKING))
    lines = written.splitlines()
    assert code == 0
    assert [line.startswith("paged:") for line in lines] == [is_paged] * len(lines)
    assert len(lines) > 10


def test_a_pager_gets_what_the_terminal_would_get(tmp_path: Path) -> None:
    through, _ = ended(started(tmp_path, "list", EIG_PAGER="cat -"))
    alone, _ = ended(started(tmp_path, "list", EIG_PAGER="cat"))
    assert re.search(r"\x1b\[[0-9;]*1m", alone)
    assert through == alone
