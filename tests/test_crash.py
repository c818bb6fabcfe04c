"""An export that is killed leaves the old file or the new one, whole.

`EIG_CRASHES=500 pytest tests/test_crash.py` kills as many exports as it says.
"""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import EIG

CRASHES = int(os.environ.get("EIG_CRASHES", "15"))
OLD = "what was there before\n"


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """An export of a dataset large enough for its writing to take a while."""
    challenge = "- {{slug: s{0}, number: {0}, name: Défi {0}, ministry: M, skills: [dev]}}\n"
    text = "challenges:\n" + "".join(challenge.format(number) for number in range(1, 3001))
    (tmp_path / "large.yaml").write_text(text, "utf-8")
    return [EIG, "export", "--data", "large.yaml", "--output", "defis.csv", "--force"]


def test_a_killed_export_leaves_a_whole_file(tmp_path: Path, command: list[str]) -> None:
    target = tmp_path / "defis.csv"
    started = time.monotonic()
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    duration = time.monotonic() - started
    new = target.read_text("utf-8")
    dice = random.Random(0)
    for _ in range(CRASHES):
        target.write_text(OLD)
        export = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.4, 1) * duration)
        export.send_signal(signal.SIGKILL)
        export.wait()
        assert target.read_text("utf-8") in {OLD, new}


def test_two_exports_at_once_leave_one_of_them(tmp_path: Path, command: list[str]) -> None:
    formats = ("csv", "json")
    alone = set()
    for name in formats:
        subprocess.run([*command, "-f", name], cwd=tmp_path, capture_output=True, check=True)
        alone.add((tmp_path / "defis.csv").read_text("utf-8"))
    for _ in range(3):
        exports = [
            subprocess.Popen([*command, "-f", name], cwd=tmp_path, stderr=subprocess.DEVNULL)
            for name in formats
        ]
        assert [export.wait() for export in exports] == [0, 0]
        assert (tmp_path / "defis.csv").read_text("utf-8") in alone
    assert {path.name for path in tmp_path.iterdir()} == {"large.yaml", "defis.csv"}
