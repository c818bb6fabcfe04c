"""What mutation testing alone needs (`tox -e mutation`): a pytest plugin, without effect otherwise."""

import os
import resource
import sys
import tempfile
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


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to make, replace, change or remove files that are not those of the tests.

    A mutant of what writes files may do so to any file that a test names, and did to `/dev/null`.
    """
    if event == "open":
        path, _, flags = arguments
        changed = [path] if isinstance(flags, int) and flags & os.O_CREAT else []
        changed = [path for path in changed if isinstance(path, str) and not Path(path).exists()]
    elif event in {"os.rename", "os.link", "os.symlink"}:
        changed = [arguments[1]]
    elif event in {"os.remove", "os.chmod", "os.rmdir", "os.mkdir", "os.truncate"}:
        # Paths relative to an open folder are those that pytest removes.
        changed = [arguments[0]] if arguments[-1] == -1 or event == "os.truncate" else []
    else:
        return
    for path in changed:
        if isinstance(path, str | os.PathLike):
            where = Path(os.path.realpath(Path(path).parent))
            if not any(where.is_relative_to(folder) for folder in _OURS):
                raise PermissionError(f"a mutant must not change {path}")


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
    program, *module = os.environ.get("MUTANT_UNDER_TEST", "").split(".")[:-1] or [""]
    if program == "eigcli":
        files = {TESTS_OF.get(name, f"test_{name}") for name in module}
        of_module = {test for test in config.args if Path(test.partition("::")[0]).stem in files}
        others = [test for test in config.args if test not in of_module]
        config.args[:] = [*sorted(of_module), *others[:OTHERS]]


@pytest.fixture(scope="session", autouse=True)
def _mutated() -> None:
    """Empty the caches before a mutant: mutmut forks a process that has run all tests once."""
    if MUTATED:
        in_process.forget("eigcli.")
