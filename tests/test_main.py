"""What happens around the command line when it does not end as it should."""

import contextlib
import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import in_process
import pytest

from eigcli import __main__, __version__, cli, output
from eigcli.errors import EigError


@pytest.fixture(autouse=True)
def process() -> Iterator[None]:
    """Leave the process of the tests as it was: with its collector and what it does on signals."""
    handlers = {number: signal.getsignal(number) for number in in_process.SIGNALS}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    gc.unfreeze()
    gc.enable()


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (MemoryError(), 1, "eig: there is not enough memory for this\n"),
        (OSError(errno.ENOMEM, "m", "x"), 1, "eig: there is not enough memory for this\n"),
        (
            OSError(errno.EROFS, "Read-only", "a\x1b"),
            1,
            "eig: cannot write to a\\x1b: it can only be read\n",
        ),
    ],
)
def test_what_may_end_it_at_any_moment_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    failure: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(_: object) -> int:
        raise failure

    monkeypatch.setattr(cli, "execute", fail)
    assert __main__.run(["list"]) == code
    assert capfd.readouterr() == ("", said)


def test_a_platform_without_broken_pipes_and_terminals_that_hang_up_is_fine(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(signal, "SIGPIPE")
    monkeypatch.delattr(signal, "SIGHUP")
    monkeypatch.setattr(sys, "argv", ["eig", "list", "-m", "culture"])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 0
    assert capfd.readouterr().out.startswith("gobelins\t")


def test_completion_is_not_wrapped_at_the_width_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("_EIG_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "eig list --minis")
    monkeypatch.setattr(sys, "argv", ["eig"])
    with pytest.raises(SystemExit):
        __main__.main()
    [line] = capfd.readouterr().out.splitlines()
    assert line == (
        "--ministry\tDéfis whose ministry or department has these words. Repeated: any of them."
    )


class Written(io.BytesIO):
    """The bytes that reach a stream, and in how many pieces."""

    pieces = 0

    def write(self, text: Any, /) -> int:
        self.pieces += 1
        return super().write(text)


def test_the_same_bytes_are_written_whatever_the_surroundings_in_few_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = Written()
    stream = io.TextIOWrapper(written, "cp1252", newline="\r\n", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "argv", ["eig", "list"])
    with pytest.raises(SystemExit):
        __main__.main()
    stream.flush()
    listed = written.getvalue().decode("utf-8")
    assert listed.startswith("predisauvetage\t1\tPrédiSauvetage\t")
    assert listed.count("\n") == 13
    assert "\r" not in listed
    assert written.pieces == 1


def test_a_reader_that_has_read_enough_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["eig", "--version"])
    with pytest.raises(SystemExit):
        __main__.main()
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL


def test_what_nobody_thought_of_is_said_to_be_a_mistake_of_eig(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_arguments: Sequence[str]) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "execute", fail)
    assert __main__.run([]) == 1
    lines = capfd.readouterr().err.splitlines()
    assert lines[0].startswith("Traceback")
    assert lines[-2:] == [
        "ZeroDivisionError",
        f"eig: this is a mistake of eig {__version__}, not yours: please report the lines above",
    ]


def test_a_signal_that_is_ignored_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    monkeypatch.setattr(sys, "argv", ["eig", "--version"])
    with pytest.raises(SystemExit):
        __main__.main()
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    assert callable(signal.getsignal(signal.SIGTERM))


def test_a_signal_ends_the_process_as_it_does_by_itself_and_leaves_no_unfinished_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[tuple[int, int]] = []
    left: list[list[Path]] = []

    def ended() -> Iterator[str]:
        yield "half of it"
        assert len(list(tmp_path.iterdir())) == 1
        signal.raise_signal(signal.SIGTERM)
        left.append(list(tmp_path.iterdir()))

    def end(process: int, number: int) -> None:
        assert signal.getsignal(number) == signal.SIG_DFL
        sent.append((process, number))

    monkeypatch.setattr(os, "kill", end)
    monkeypatch.setattr(sys, "argv", ["eig", "--version"])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with pytest.raises(SystemExit):
        __main__.main()
    with pytest.raises(EigError, match="no such file"):
        output.save_file(str(tmp_path / "new"), ended(), force=True)
    assert sent == [(os.getpid(), signal.SIGTERM)]
    assert left == [[]]


def test_nothing_is_completed_where_no_shell_says_what_is_typed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_EIG_COMPLETE", "complete_bash")
    monkeypatch.delenv("COMP_WORDS", raising=False)
    monkeypatch.delenv("_TYPER_COMPLETE_ARGS", raising=False)
    monkeypatch.setattr(sys, "argv", ["eig"])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 0
    assert capfd.readouterr() == ("", "")


def test_the_script_of_a_shell_needs_nothing_that_is_typed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_EIG_COMPLETE", "source_bash")
    monkeypatch.setattr(sys, "argv", ["eig"])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 0
    assert capfd.readouterr().out.lstrip().startswith("_eig_completion() {")


def test_a_full_disk_behind_standard_output_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        contextlib.suppress(OSError),  # that closing it raises once more
        open("/dev/full", "w", encoding="utf-8") as full,  # noqa: PTH123
    ):
        monkeypatch.setattr(sys, "stdout", full)
        code = __main__.run(["list"])
    assert code == 1
    assert capfd.readouterr().err == (
        "eig: cannot write to standard output: no space is left on the disk\n"
    )
