"""What happens around the command line: how the process begins and how it ends."""

import errno
import gc
import io
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import in_process
import pytest
from conftest import ENVIRONMENT, UNMEASURED

from eigcli import __main__, __version__, cli, process


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the process of the tests as it was: garbage collector, width and signal handlers."""
    monkeypatch.setenv("COLUMNS", "80")
    handlers = {number: signal.getsignal(number) for number in in_process.SIGNALS}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run the whole process, with `instead` in place of the command if it is given."""

    def exit_code(*arguments: str, instead: Callable[[], object] | None = None) -> int:
        if instead:
            monkeypatch.setattr(cli, "execute", lambda _arguments: instead())
        monkeypatch.setattr(sys, "argv", ["eig", *arguments])
        with pytest.raises(SystemExit) as end:
            __main__.main()
        assert isinstance(end.value.code, int)
        return end.value.code

    return exit_code


Run = Callable[..., int]
MISSING = "no such file or directory"
NO_MEMORY = "eig: there is not enough memory for this\n"


@pytest.mark.parametrize(
    ("failure", "code", "message"),
    [
        (KeyboardInterrupt(), 130, ""),
        (MemoryError(), 1, NO_MEMORY),
        (
            OSError(errno.EROFS, "Read-only file system", "a\x1b"),
            1,
            "eig: cannot write to a\\x1b: read-only file system\n",
        ),
        (OSError(1, "RPC failed", "a"), 1, "eig: cannot write to a: rpc failed\n"),
        (
            OSError(errno.ENOENT, MISSING, process.__file__),
            1,
            f"eig: cannot read {process.__file__}, which comes with eig: {MISSING}; install eig again\n",
        ),
    ],
)
def test_interrupts_and_errors_of_the_system_show_no_traceback(
    run: Run, capfd: pytest.CaptureFixture[str], failure: BaseException, code: int, message: str
) -> None:
    def fail() -> None:
        raise failure

    assert run("list", instead=fail) == code
    assert capfd.readouterr() == ("", message)


@pytest.mark.parametrize(
    "module", ["eigcli.process", "signal", "eigcli.messages", "eigcli.cli", "typer"]
)
def test_an_interrupt_during_the_imports_shows_no_traceback(module: str) -> None:
    code = f"""
import sys
from importlib.abc import MetaPathFinder

class Interrupt(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.modules.pop({module!r}, None)
sys.meta_path.insert(0, Interrupt())
from eigcli.__main__ import main
main()
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, check=False
    )
    assert ran.returncode == 130
    assert ran.stdout == b""
    assert ran.stderr == b""


def test_eig_runs_on_a_platform_without_sigpipe_and_sighup(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(signal, "SIGPIPE")
    monkeypatch.delattr(signal, "SIGHUP")
    assert run("list", "-m", "culture") == 0
    assert capfd.readouterr().out.startswith("gobelins\t")


def test_an_unexpected_exception_shows_its_traceback_and_asks_for_a_report(
    run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(instead=lambda: 1 // 0) == 1
    lines = capfd.readouterr().err.splitlines()
    assert lines[0].startswith("Traceback")
    assert lines[-2].startswith("ZeroDivisionError")
    assert lines[-1] == (
        f"eig: this is a mistake of eig {__version__}, not yours: please report the lines above"
    )


# Signals


def test_sigpipe_has_its_default_action(run: Run) -> None:
    run("--version")
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL


# Completion


def test_other_shells_than_bash_get_values_without_escapes(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_EIG_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "eig list --ministry ministeres")
    run()
    assert '"Ministères sociaux"' in capfd.readouterr().out


def test_completion_is_not_wrapped_at_the_width_of_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("_EIG_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "eig list --minis")
    run()
    [line] = capfd.readouterr().out.splitlines()
    meaning = "Challenges of this ministry, department or family, by any of its names. Repeated: any of them."
    assert line == f"--ministry\t{meaning}"


def test_the_completion_script_needs_no_words_of_a_shell(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("COMP_WORDS", "COMP_CWORD", "_TYPER_COMPLETE_ARGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("_EIG_COMPLETE", "source_bash")
    assert run() == 0
    printed = capfd.readouterr()
    assert printed.out.lstrip().startswith("_eig_completion() {")
    assert printed.err == ""


@pytest.mark.parametrize("words", [{"COMP_CWORD": "1"}, {"COMP_WORDS": "eig"}, {}])
def test_completion_without_words_of_a_shell_prints_nothing(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    words: dict[str, str],
) -> None:
    # A traceback would be read as values.
    for name, value in ({"_EIG_COMPLETE": "complete_bash"} | words).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", sys.stderr)  # completion sets it
    assert run() == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("command", [[], ["list"]])
def test_help_on_a_closed_standard_output_is_a_mistake(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run(*command, "--help") == 1
    assert capfd.readouterr().err == "eig: standard output is closed: nothing can be written\n"


def test_a_file_is_written_even_if_standard_output_is_closed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run("export", "-o", str(tmp_path / "a.csv")) == 0
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("slug,")


def test_a_full_standard_output_is_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert run("list", instead=fail) == 1
    assert capfd.readouterr().err == (
        "eig: cannot write to standard output: no space left on device\n"
    )


@pytest.mark.parametrize(
    "arguments", [("--help",), ("export", "-p", "all"), ("export", "-f", "html")]
)
def test_a_truncated_unbuffered_standard_output_is_an_error(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    with (tmp_path / "cut").open("wb") as cut:
        done = subprocess.run(
            [sys.executable, "-m", "eigcli", *arguments],
            env=UNMEASURED | {"PYTHONUNBUFFERED": "1", "EIG_QUIET": "1"},
            stdout=cut,
            stderr=subprocess.PIPE,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512)),
        )
    assert done.returncode == 1
    assert done.stderr == b"eig: cannot write to standard output: file too large\n"


def test_an_unbuffered_standard_output_gets_all_that_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("wb", buffering=0) as raw:
        stream = io.TextIOWrapper(raw)
        monkeypatch.setattr(sys, "stdout", stream)
        assert run("list", instead=lambda: print("é") or 0) == 0
        sys.stdout.flush()
    assert (tmp_path / "out").read_bytes() == "é\n".encode()
