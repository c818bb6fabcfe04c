"""Fixtures that run the command, in a pipe or a terminal, and datasets that the tests read."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias
from unittest import mock

import in_process
import pexpect
import pyte
import pytest
from hypothesis import HealthCheck, settings
from in_process import Result

from eigcli import messages
from eigcli.data import loading
from eigcli.data.model import Dataset
from eigcli.data.promotions import select_promotions
from eigcli.messages import LANGUAGES, use_language

pytest_plugins = ["mutation"]

if messages.in_french("none") == "none":
    pytest.exit("there is no catalogue of French: pip install -e . compiles it")

# How long a test takes depends on the machine, and says nothing of what it tests; that many draws are
# dropped says only how intricate a dataset is. Few examples are enough to develop with; `.ci/run`
# asks for many (`pytest --hypothesis-profile many`).
_CHECKS = [HealthCheck.filter_too_much, HealthCheck.too_slow]
settings.register_profile(
    "few", deadline=None, max_examples=15, suppress_health_check=_CHECKS, print_blob=True
)
settings.register_profile(
    "many", deadline=None, max_examples=100, suppress_health_check=_CHECKS, print_blob=True
)
settings.load_profile("few")

# The tests ignore the language and the datasets of whoever runs them.
for _name in [*os.environ]:
    if _name.startswith(("EIG_", "LC_")) or _name == "LANG":
        del os.environ[_name]

# What comes with eigcli.
DATA = Path(__file__).parents[1] / "data"
EIG = str(Path(sys.executable).with_name("eig"))
PATH = f"{Path(EIG).parent}{os.pathsep}{os.environ['PATH']}"
# Without variables that would change the output, and with `eig` in the path.
_CHANGES = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PAGER", "LESS", "LESSCHARSET"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _CHANGES} | {
    "PATH": PATH,
    "TERM": "xterm-256color",
}
# A measurement of coverage that is interrupted may never end.
UNMEASURED = {k: v for k, v in ENVIRONMENT.items() if not k.startswith("COVERAGE_")}
LINES = 300

Eig: TypeAlias = Callable[..., Result]
Screen: TypeAlias = Callable[..., str]


def heed_signals() -> None:
    """Let signals act as usual: in the background, or under nohup, some are ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def _in_english() -> None:
    messages.use_language("en")


@pytest.fixture
def eig(tmp_path: Path) -> Eig:
    """Run `eig` with arguments in an empty folder, its output captured as a pipe's would be.

    It runs in the process of the tests; `installed_eig` is for tests that need another process
    (streams, signals, shells, the pager).
    """

    def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
        return in_process.run(arguments, tmp_path, ENVIRONMENT | (env or {}))

    return run


@pytest.fixture
def installed_eig(tmp_path: Path) -> Eig:
    """Run the installed command as `eig` does, but in a process of its own."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
        ran = subprocess.run(
            [EIG, *arguments],
            cwd=tmp_path,
            env=ENVIRONMENT | (env or {}),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Result(ran.returncode, ran.stdout, ran.stderr)

    return run


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    """Run `eig`, or a line of bash, in a terminal, and return what its screen shows at the end."""

    def run(
        *arguments: str,
        line: str | None = None,
        columns: int = 80,
        env: dict[str, str] | None = None,
    ) -> str:
        environment = ENVIRONMENT | (env or {})
        if not line:
            written = in_process.screened(arguments, tmp_path, environment, columns)
        else:
            child = pexpect.spawn(
                "bash",
                ["-c", line],
                cwd=str(tmp_path),
                env=environment,
                dimensions=(LINES, columns),
                encoding="utf-8",
                timeout=None,
            )
            written = child.read()
            child.close()
        # As wide as any line, even of wide characters: the screen must break none.
        lines = written.split("\n")
        display = pyte.Screen(2 * max(map(len, lines)), len(lines))
        pyte.Stream(display).feed(written)
        return "\n".join(shown.rstrip() for shown in display.display).strip("\n")

    return run


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of messages, in use."""
    use_language(request.param)
    yield str(request.param)
    use_language("en")


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A dataset whose export is far more than a pipe can hold: two megabytes."""
    path = tmp_path / "long.yaml"
    rest = f"name: A, ministry: M, skills: [cook], tagline: {'x' * 4000}"
    challenges = "".join(f"- {{slug: a{number}, {rest}}}\n" for number in range(500))
    path.write_text(f"challenges:\n{challenges}", encoding="utf-8")
    return path


@contextlib.contextmanager
def copied_data(folder: Path) -> Iterator[Path]:
    """Let a copy in a folder be the bundled data, so that a test can change it."""
    copied = Path(shutil.copytree(DATA, folder, dirs_exist_ok=True))
    in_process.forget("eigcli.data.loading")
    with mock.patch("eigcli.data.loading.data_folder", return_value=str(copied)):
        yield copied
    in_process.forget("eigcli.data.loading")


@pytest.fixture(scope="session")
def all_promotions() -> Dataset:
    """The datasets of all promotions that come with eigcli."""
    return loading.bundled().dataset


@pytest.fixture(scope="session")
def bundled() -> Dataset:
    """The promotion that is asked about if none is named."""
    return select_promotions(loading.bundled().dataset, [loading.DEFAULT])
