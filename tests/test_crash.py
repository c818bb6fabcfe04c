"""An export that is killed leaves the old file or the new one, whole.

`EIG_CRASHES=300 pytest tests/test_crash.py` ends as many exports as it says by each signal.
"""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import EIG, ENVIRONMENT

CRASHES = int(os.environ.get("EIG_CRASHES", "10"))
# Not measured: where a measurement is interrupted, it may never end.
UNMEASURED = {k: v for k, v in ENVIRONMENT.items() if not k.startswith("COVERAGE_")}
OLD = "what was there before\n"


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """An export of a dataset large enough for its writing to take a while."""
    challenge = "- {{slug: s{0}, number: {0}, name: Défi {0}, ministry: M, skills: [dev]}}\n"
    text = "challenges:\n" + "".join(challenge.format(number) for number in range(1, 3001))
    (tmp_path / "large.yaml").write_text(text, "utf-8")
    return [EIG, "export", "--data", "large.yaml", "--output", "defis.csv"]


def heed_interrupts() -> None:
    """Undo that tests which run in the background are started with interrupts ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def unfinished(folder: Path) -> list[Path]:
    return list(folder.glob(".eig-*.tmp"))


def ended_by(number: signal.Signals) -> int:
    """Return how a process ends that a signal reaches: of an interrupt, `eig` says so itself."""
    return 130 if number == signal.SIGINT else -number


SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


@pytest.mark.parametrize("number", SIGNALS)
def test_an_export_that_a_signal_ends_leaves_a_whole_file(
    tmp_path: Path, command: list[str], number: signal.Signals
) -> None:
    command = [*command, "--force"]
    target = tmp_path / "defis.csv"
    started = time.monotonic()
    subprocess.run(command, cwd=tmp_path, env=UNMEASURED, capture_output=True, check=True)
    duration = time.monotonic() - started
    new = target.read_text("utf-8")
    dice = random.Random(0)
    for _ in range(CRASHES):
        target.write_text(OLD)
        export = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=UNMEASURED,
            stderr=subprocess.DEVNULL,
            preexec_fn=heed_interrupts,  # noqa: PLW1509
        )
        time.sleep(dice.uniform(0.4, 1) * duration)
        export.send_signal(number)
        # An interrupt that comes while Python starts or ends is Python's to answer.
        ends = {0, ended_by(number), *([-number, 1] if number == signal.SIGINT else [])}
        assert export.wait() in ends
        content = target.read_text("utf-8")
        assert content in ({OLD, new} if export.returncode else {new})
        if number != signal.SIGKILL:
            assert unfinished(tmp_path) == []


@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_in_the_middle_of_the_writing_leaves_nothing_of_it(
    tmp_path: Path, command: list[str], number: signal.Signals, *, force: bool
) -> None:
    ended = 0
    for _ in range(20):
        (tmp_path / "defis.csv").unlink(missing_ok=True)
        export = subprocess.Popen(
            [*command, *(["--force"] if force else [])],
            cwd=tmp_path,
            env=UNMEASURED,
            stderr=subprocess.PIPE,
            preexec_fn=heed_interrupts,  # noqa: PLW1509
        )
        while not unfinished(tmp_path) and export.poll() is None:
            pass
        export.send_signal(number)
        _, said = export.communicate()
        if export.returncode != 0:
            assert export.returncode == ended_by(number)
            assert b"Traceback" not in said
            # Or all of it, where the signal came a moment late.
            if (tmp_path / "defis.csv").exists():
                assert (tmp_path / "defis.csv").read_text("utf-8").count("\n") == 3001
            else:
                ended += 1
        left = unfinished(tmp_path)
        assert len(left) <= (number == signal.SIGKILL)
        for path in left:
            path.unlink()
        if ended == 3:
            break
    assert ended == 3


def test_a_process_that_is_to_outlive_its_terminal_does(tmp_path: Path, command: list[str]) -> None:
    export = subprocess.Popen(
        ["nohup", *command],
        cwd=tmp_path,
        env=UNMEASURED,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while not unfinished(tmp_path) and export.poll() is None:
        pass
    export.send_signal(signal.SIGHUP)
    _, said = export.communicate()
    assert export.returncode == 0
    assert b"wrote 3000 d" in said
    assert (tmp_path / "defis.csv").read_text("utf-8").count("\n") == 3001


def test_two_exports_at_once_leave_one_of_them(tmp_path: Path, command: list[str]) -> None:
    command = [*command, "--force"]
    formats = ("csv", "json")
    alone = set()
    for name in formats:
        subprocess.run(
            [*command, "-f", name], cwd=tmp_path, env=UNMEASURED, capture_output=True, check=True
        )
        alone.add((tmp_path / "defis.csv").read_text("utf-8"))
    for _ in range(3):
        exports = [
            subprocess.Popen(
                [*command, "-f", name], cwd=tmp_path, env=UNMEASURED, stderr=subprocess.DEVNULL
            )
            for name in formats
        ]
        assert [export.wait() for export in exports] == [0, 0]
        assert (tmp_path / "defis.csv").read_text("utf-8") in alone
    assert {path.name for path in tmp_path.iterdir()} == {"large.yaml", "defis.csv"}


def test_of_two_exports_at_once_to_a_free_name_one_succeeds(
    tmp_path: Path, command: list[str]
) -> None:
    # The same work in the same time, so that both find the name free.
    for _ in range(8):
        (tmp_path / "defis.csv").unlink(missing_ok=True)
        exports = [
            subprocess.Popen(command, cwd=tmp_path, env=UNMEASURED, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        said = {export.communicate()[1]: export.returncode for export in exports}
        assert said == {
            "eig: wrote 3000 défis to defis.csv, in the format csv\n".encode(): 0,
            b"eig: 'defis.csv' exists already: choose another name, or --force to replace it\n": 1,
        }
        assert (tmp_path / "defis.csv").read_text("utf-8").count("\n") == 3001
        assert {path.name for path in tmp_path.iterdir()} == {"large.yaml", "defis.csv"}
