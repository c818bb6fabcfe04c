"""Files are written whole or not at all; standard output gets what can be got there."""

import errno
import io
import itertools
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import in_process
import pytest

from eigcli import output
from eigcli.errors import EigError

# A mutant could replace a device, and root may.
spared_by_mutants = pytest.mark.skipif(in_process.WANTED, reason="the device is the machine's")


def failing() -> Iterator[str]:
    yield "half of it"
    raise KeyboardInterrupt


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_a_file_is_written_in_utf8_with_its_line_ends(tmp_path: Path) -> None:
    output.save(str(tmp_path / "new"), ["é\n", "b\r\n"], force=False)
    assert (tmp_path / "new").read_bytes() == b"\xc3\xa9\nb\r\n"


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(EigError, match=r"exists already.*--force"):
        output.save(str(tmp_path / "old"), ["new"], force=False)
    assert contents(tmp_path) == {"old": "old"}


def test_an_existing_file_is_replaced_by_force_and_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o640)
    output.save(str(tmp_path / "old"), ["new"], force=True)
    assert contents(tmp_path) == {"old": "new"}
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o640


def test_what_only_its_owner_may_read_is_never_written_for_others(tmp_path: Path) -> None:
    def modes() -> Iterator[str]:
        for path in tmp_path.iterdir():
            yield f"{stat.S_IMODE(path.stat().st_mode):o}\n"

    (tmp_path / "old").touch(0o600)
    output.save(str(tmp_path / "old"), modes(), force=True)
    assert contents(tmp_path) == {"old": "600\n600\n"}


def test_a_new_file_has_the_mode_of_a_plain_write(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    output.save(str(tmp_path / "new"), [""], force=False)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        output.save(str(tmp_path / "old"), failing(), force=True)
    assert contents(tmp_path) == {"old": "old"}


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to("file")
    output.save(str(tmp_path / "link"), ["new"], force=True)
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path) == {"file": "new", "link": "new"}


def test_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    output.save(str(tmp_path / "link"), ["new"], force=False)
    assert contents(tmp_path) == {"file": "new", "link": "new"}


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    output.save(str(tmp_path / "pipe"), ["é\n", "b\r\n"], force=False)
    assert os.read(reader, 100) == b"\xc3\xa9\nb\r\n"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


@spared_by_mutants
def test_a_device_is_written_to() -> None:
    output.save(os.devnull, ["gone"], force=False)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".", "Is a directory"),
        ("missing/file", "No such file or directory"),
        ("file/below", "Not a directory"),
        pytest.param("/dev/full", "No space left on device", marks=spared_by_mutants),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EigError, match=f"^cannot write '.*{path}': {reason}$"):
        output.save(str(tmp_path / path), ["x"], force=True)
    assert contents(tmp_path) == {"file": ""}


def test_a_terminal_is_shown_what_it_would_obey(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    output.write(["name\tx\n", "\x1b[31mred\u202e\r\n"])
    assert terminal.getvalue() == "name\tx\n\\x1b[31mred\\u202e\\r\n"


def test_a_closed_standard_output_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(
        EigError, match=r"^standard output is closed: there is nowhere to write to$"
    ):
        output.write(["x"])


def test_a_closed_standard_error_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    output.say("x")
    assert capsys.readouterr().out == ""


def test_the_cause_of_a_failure_is_said_even_where_nothing_is_left_to_remove(
    tmp_path: Path,
) -> None:
    def interfered() -> Iterator[str]:
        yield "half of it"
        for path in tmp_path.iterdir():
            path.unlink()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(EigError, match="No space left on device"):
        output.save(str(tmp_path / "new"), interfered(), force=False)


def test_how_far_the_writing_is_is_shown_to_a_person_who_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    output.save(str(tmp_path / "new"), map(str, range(1002)), force=False)
    assert isinstance(sys.stderr, io.StringIO)
    shown = sys.stderr.getvalue().split("\r\x1b[K")
    where = f"lines written to '{tmp_path / 'new'}'"
    assert (shown[1], shown[-2]) == (f"0 {where}", f"1,001 {where}")
