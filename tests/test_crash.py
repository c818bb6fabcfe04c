"""An export that a signal ends leaves the old file whole."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import UNMEASURED, heed_signals

# `eig` that says when it has written a file, and waits before it gives the file its name.
WAITING = """
import os
from eigcli.__main__ import main

def wait(_file):
    os.write(1, b"written")
    os.read(0, 1)

os.fsync = wait
main()
"""
Exporting = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def exporting(tmp_path: Path) -> Exporting:
    """Start an export, and return it in the middle of its writing."""

    def start(*arguments: str, before: tuple[str, ...] = ()) -> "subprocess.Popen[bytes]":
        export = subprocess.Popen(
            [*before, sys.executable, "-c", WAITING, "export", *arguments],
            cwd=tmp_path,
            env=UNMEASURED,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=heed_signals,  # noqa: PLW1509
        )
        assert export.stdout is not None
        assert export.stdout.read(7) == b"written"
        return export

    return start


@pytest.mark.parametrize("signal_name", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize(("name", "target"), [("csv", "old.csv"), ("datapackage", "new")])
def test_an_export_ended_by_a_signal_leaves_the_old_file(
    exporting: Exporting, tmp_path: Path, name: str, target: str, signal_name: str
) -> None:
    (tmp_path / "old.csv").write_text("old")
    export = exporting("-f", name, "-o", target, "--force", "--quiet")
    number = getattr(signal, signal_name)
    export.send_signal(number)
    _, message = export.communicate()
    assert message == b""
    # `eig` itself turns an interrupt into an exit code.
    assert export.returncode == (130 if number == signal.SIGINT else -number)
    assert (tmp_path / "old.csv").read_text() == "old"
    assert not (tmp_path / "new").exists()
    if number == signal.SIGINT:
        assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


def test_an_export_under_nohup_outlives_its_terminal(exporting: Exporting, tmp_path: Path) -> None:
    export = exporting("-o", "new.csv", before=("nohup",))
    export.send_signal(signal.SIGHUP)
    _, message = export.communicate(b"x")
    assert export.returncode == 0
    assert "eig: wrote new.csv" in message.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["new.csv"]
