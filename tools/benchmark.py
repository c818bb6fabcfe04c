"""How long `eig` takes, beside what it is made of and what else answers the same question.

Run it with the Python of an environment that has eigcli (`tox -e benchmarks` does): it prints one
table. Times are medians of whole processes, measured in an order that changes, so that neither a
slow moment of the machine nor what ran before falls on one of them alone. `yq`, `sqlite-utils` and
`csvgrep` are left out where they are missing.
"""

import compileall
import os
import pty
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import eigcli
from eigcli.data.loading import Input, load
from eigcli.data.parts import ALL
from eigcli.formats.records import yaml_of

PYTHON = sys.executable
EIG = str(Path(PYTHON).with_name("eig"))
Command = list[str]
EVERY = Input(promotion=(ALL,))


class Case(NamedTuple):
    """Something to measure, and at most how many times what else it may take."""

    name: str
    command: Command
    target: float | None = None
    reference: str | None = None
    terminal: bool = False
    env: dict[str, str] | None = None


# What bash asks when <TAB> is pressed after `eig show `.
_TAB = {"_EIG_COMPLETE": "complete_bash", "COMP_WORDS": "eig show ", "COMP_CWORD": "2"}


def write_dataset(path: Path, size: int) -> None:
    """Write a dataset of `size` défis, those of eigcli again and again, without pages and notes."""
    bundled = load()
    names = ("page", "former_page", "product", "repository", "note")
    short = [replace(c, **dict.fromkeys(names)) for c in bundled.challenges]  # type: ignore[arg-type]
    challenges = tuple(
        replace(challenge, number=number + 1, slug=f"{challenge.slug}-{number}")
        for number, challenge in enumerate(islice(cycle(short), size))
    )
    many = replace(bundled, challenges=challenges, programmes=())
    path.write_text("".join(yaml_of(many)), "utf-8")


def seconds(case: Case) -> float:
    """Return how long a process takes from its start to its end."""
    if case.terminal:
        return first_output(case.command, terminal=True)[1]
    null = subprocess.DEVNULL
    env = os.environ | (case.env or {})
    started = time.perf_counter()
    subprocess.run(case.command, env=env, stdout=null, stderr=null, check=True)
    return time.perf_counter() - started


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:  # what Linux says when the other side of a terminal is closed
        return b""


def measure(cases: Sequence[Case], rounds: int) -> dict[str, float]:
    """Return the median time of each case, all of them run `rounds` times, each time shuffled."""
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    for _ in range(rounds):
        for case in random.sample(cases, len(cases)):
            times[case.name].append(seconds(case))
    return {name: statistics.median(measured) for name, measured in times.items()}


def peak_memory(command: Command) -> int:
    """Return the most memory that a process took, in bytes."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([PYTHON, "-c", code, *command], capture_output=True, check=True)
    return int(done.stdout) * 1024


def first_output(command: Command, *, terminal: bool = False) -> tuple[float, float]:
    """Return when the first output of a process comes, and when the last."""
    started = time.perf_counter()
    # Not `pty.fork`, which takes longer than the start of a process without a terminal.
    ours, its = pty.openpty() if terminal else os.pipe()
    with subprocess.Popen(command, stdout=its, stderr=subprocess.DEVNULL) as run:
        os.close(its)
        _read(ours)
        first = time.perf_counter() - started
        while _read(ours):
            pass
    os.close(ours)
    assert run.returncode == 0
    return first, time.perf_counter() - started


def python(code: str) -> Command:
    return [PYTHON, "-c", code]


def tool(name: str, *arguments: str) -> list[Case]:
    """Return the case of another tool, beside this Python or elsewhere, if there is one."""
    found = shutil.which(name, path=f"{Path(PYTHON).parent}{os.pathsep}{os.environ['PATH']}")
    return [Case(name, [found, *arguments])] if found else []


def composing(path: Path, before: str = "import typer, yaml") -> Command:
    """Return what a command cannot do without: its imports, and to compose a file."""
    return python(f"{before}; yaml.compose(open({str(path)!r}, 'rb'), Loader=yaml.CSafeLoader)")


def start_up(small: Path, table: Path) -> list[Case]:
    """Return the cases that are all start-up: the thirteen défis, `table` those in CSV."""
    parts = Case("import typer, yaml; compose", composing(small))
    imports = "import typer, yaml, rich.console, rich.table"
    drawn = Case("the same and rich.console, rich.table", composing(small, imports))
    data = ["--data", str(small)]
    export = Case("eig export --format csv", [EIG, "export", *data], 1.10, parts.name)
    chosen = [EIG, "list", "--skill", "designer", *data]
    question = "select slug from defis where designer > 0"
    return [
        Case("python -c pass", python("pass")),
        parts,
        export,
        drawn,
        Case("eig list, in a terminal", [EIG, "list", *data], 1.15, drawn.name, terminal=True),
        Case("eig --help", [EIG, "--help"], 1.0, export.name),
        Case("eig --version", [EIG, "--version"], 1.0, export.name),
        Case("eig show <TAB>", [EIG], 1.0, export.name, env=_TAB),
        Case("eig list --skill designer", chosen),
        Case("the same, in a terminal", chosen, terminal=True),
        *tool("yq", ".challenges[] | select(.profiles.designer).slug", str(small)),
        *tool("sqlite-utils", "memory", str(table), question),
        *tool("csvgrep", "-c", "designer", "-r", "[1-9]", str(table)),
    ]


def promotions(every: Path) -> list[Case]:
    """Return the cases of all promotions, which eigcli has a file each of; `every` is one of all."""
    return [
        Case("import typer, yaml; compose", composing(every)),
        Case("eig export --format csv", [EIG, "export", "--data", str(every)]),
        Case("the same, from a file each", [EIG, "export", "--promotion", ALL]),
        Case("eig promotions", [EIG, "promotions"]),
    ]


def growth(large: Path) -> list[Case]:
    """Return the cases that are all work."""
    events = f"for _ in yaml.parse(open({str(large)!r}, 'rb'), Loader=yaml.CSafeLoader): pass"
    question = ".challenges[] | select(.profiles.designer)"
    export = [EIG, "export", "--skill", "designer", "--data", str(large)]
    yq = tool("yq", question, str(large))
    return [
        Case("yaml.parse, the bare events", python(f"import yaml\n{events}")),
        Case("yaml.compose, collector off", composing(large, "import gc, yaml; gc.disable()")),
        *yq,
        Case("eig export --skill designer", export),
        *([Case("the same, beside yq", export, 0.6, "yq")] if yq else []),
    ]


def report(title: str, cases: Sequence[Case], rounds: int) -> None:
    """Measure and print a part of the table."""
    times = measure(cases, rounds)
    print(f"\n{title:<42}{'median':>10}{'ratio':>8}{'target':>8}")
    for case in cases:
        end = ""
        if case.reference and case.target:
            ratio = times[case.name] / times[case.reference]
            verdict = "met" if ratio <= case.target else "MISSED"
            end = f"{ratio:>8.2f}{case.target:>8.2f}  {verdict}"
        print(f"{case.name:<42}{times[case.name] * 1000:>7.1f} ms{end}")


def report_growth(large: Path, huge: Path) -> None:
    """Measure and print how time and memory grow, and when the first line comes."""
    large_, huge_ = ([EIG, "export", "--data", str(path)] for path in (large, huge))
    times = measure([Case("10,000", large_), Case("100,000", huge_)], rounds=5)
    tenfold = times["100,000"] / times["10,000"]
    print(f"\n100,000 défis take {tenfold:.1f} times as long as 10,000; target 11")
    each = (peak_memory(large_) - peak_memory([EIG, "export"])) / 10_000 / 1024
    print(f"each défi takes {each:.1f} KiB of memory; target 16")
    drawn = [EIG, "list", "--data", str(large)]
    for where, command, terminal in (("a pipe", large_, False), ("a terminal", drawn, True)):
        first, last = first_output(command, terminal=terminal)
        print(f"10,000 begin to come to {where} after {first:.2f} s, and end after {last:.2f} s")


def main() -> None:
    """Measure everything and print the table."""
    # As an installation does; without it, every run would compile the sources again.
    compileall.compile_dir(Path(eigcli.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        small, large, huge = (Path(folder, f"{size}.yaml") for size in (13, 10_000, 100_000))
        for path in (small, large, huge):
            write_dataset(path, int(path.stem))
        table = Path(folder, "defis.csv")
        subprocess.run([EIG, "export", "-o", table], stderr=subprocess.DEVNULL, check=True)
        report("13 défis", start_up(small, table), rounds=101)
        every = Path(folder, "every.yaml")
        every.write_text("".join(yaml_of(load(EVERY))), encoding="utf-8")
        report(f"{len(load(EVERY).promotion_codes)} promotions", promotions(every), rounds=31)
        report(f"10,000 défis, {large.stat().st_size / 1e6:.1f} MB", growth(large), rounds=7)
        report_growth(large, huge)


if __name__ == "__main__":
    main()
