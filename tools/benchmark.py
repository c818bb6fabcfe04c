"""Measure how long `eig` and the libraries below it take, as whole processes, with pyperf.

`tox -e benchmarks` runs it: `-- --fast` for a first look, `-- --help` for all that pyperf can do.
"""

import sys
from pathlib import Path
from tempfile import gettempdir

import pyperf

from eigcli.data.loading import data_folder

PYTHON = sys.executable
EIG = str(Path(PYTHON).with_name("eig"))
ONE = Path(data_folder(), "challenges.yaml")
MANY = Path(gettempdir(), "eig-10000.yaml")
DEFI = "- {slug: a%d, name: Sea %d, ministry: Fisheries, people: {designer: 1}}\n"
COMPOSING = f"import typer, yaml; yaml.compose(open({str(ONE)!r}), Loader=yaml.CSafeLoader)"


def main() -> None:
    """Print the mean of each command, beside that of importing Typer and composing a file."""
    MANY.write_text("challenges:\n" + "".join(DEFI % (n, n) for n in range(10_000)), "utf-8")
    runner = pyperf.Runner()
    runner.bench_command("import typer, yaml; compose", [PYTHON, "-c", COMPOSING])
    for line in (
        *("--version", "list", "export --format csv", "list --promotion all", "designers in Lyon"),
        *("list --search sea", "export --promotion all --format html"),
        f"export --skill designer --data {MANY}",
    ):
        runner.bench_command(f"eig {line}", [EIG, *line.split()])


if __name__ == "__main__":
    main()
