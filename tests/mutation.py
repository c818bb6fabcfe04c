"""What mutation testing alone needs (`tox -e mutation`): a pytest plugin, without effect otherwise."""

import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import in_process
import pytest
from hypothesis import HealthCheck, Phase, settings

# mutmut sets this variable to the mutant that is tested.
MUTATED = "MUTANT_UNDER_TEST" in os.environ

# What a mutant must not do, or what shows none.
spared_by_mutants = pytest.mark.skipif(MUTATED, reason="not for mutants")

# Always the same examples, and the first that fails is enough: `tox -e mutation`.
settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    max_examples=6,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)

_MEMORY = 2 * 2**30
# Nobody makes files in the last.
_OURS = (Path(tempfile.gettempdir()).resolve(), Path.cwd().resolve(), Path("/proc"))


def _changed(event: str, arguments: Sequence[object]) -> object:
    """Return the path of the file that an event makes, replaces, changes or removes, if any."""
    first, *_others, last = arguments
    match event:
        case "open":
            makes = isinstance(last, int) and last & os.O_CREAT
            is_new = makes and isinstance(first, str) and not Path(first).exists()
            return first if is_new else None
        case "os.rename" | "os.link" | "os.symlink":
            return arguments[1]
        case "os.truncate":
            return first
        case "os.remove" | "os.chmod" | "os.rmdir" | "os.mkdir":
            # Paths relative to an open folder are those that pytest removes.
            return first if last == -1 else None
        case _:
            return None


def _is_ours(path: str) -> bool:
    """Return whether a file is one of the tests."""
    folder = Path(os.path.realpath(Path(path).parent))
    return any(map(folder.is_relative_to, _OURS))


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to make, replace, change or remove files that are not those of the tests.

    A mutant of what writes files may do so to any file that a test names, and did to `/dev/null`.
    """
    path = _changed(event, arguments) if len(arguments) > 1 else None
    if not isinstance(path, str | os.PathLike):
        return
    name = os.fspath(path)
    if isinstance(name, str) and not _is_ours(name):
        raise PermissionError(f"a mutant must not change {name}")


if MUTATED:
    sys.addaudithook(_guard)
    # A mutant that reads without end must not take the memory of the machine.
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


# How many tests are to find a mutant, besides those of its module.
OTHERS = 300
# Files that test modules without a file of tests of their name.
TESTS_OF = {"selecting": "test_choosing"}


def pytest_configure(config: pytest.Config) -> None:
    """If a mutant is tested, keep the tests of its module, then some of the others.

    mutmut names all the tests that run through the function, the quickest first: of a function that
    reads a dataset these are nearly all, and to collect them takes longer than to run a few.
    """
    if MUTATED:
        settings.load_profile("mutation")
    program, *module = os.environ.get("MUTANT_UNDER_TEST", "").split(".")
    if program != "eigcli":
        return
    files = {TESTS_OF.get(name, f"test_{name}") for name in module[:-1]}
    of_module: list[str] = []
    others: list[str] = []
    for test in config.args:
        file = test.partition("::")[0]
        kept = of_module if Path(file).stem in files else others
        kept.append(test)
    config.args[:] = sorted(of_module) + others[:OTHERS]


@pytest.fixture(scope="session", autouse=True)
def _mutated() -> None:
    """Empty the caches before a mutant: mutmut forks a process that has run all tests once."""
    if MUTATED:
        in_process.forget("eigcli.")
