"""Print how many mutants `mutmut run` made of each module, and how many mypy and the tests killed.

The exit code is 1 if too few are killed. Most mutants that survive change nothing: `None` where it
is the default, the name of an encoding, a stand-in for an entry that is refused anyway. Others
change how fast something is decided, what only a separate process shows, or what runs at import.
"""

import json
import sys
from pathlib import Path

LEAST = 96
# The exit codes of mutants that mypy refused, that tests killed, or that did not end.
DETECTED = {37, 1, 3, -24, 24, 36, 152, 255}
MUTANTS = Path("mutants/src/eigcli")


def score(codes: list[int | None]) -> float:
    return 100 * sum(code in DETECTED for code in codes) / len(codes)


def main() -> int:
    """Print a line for each module and one for all of them."""
    every: list[int | None] = []
    for meta in sorted(MUTANTS.rglob("*.meta")):
        codes = list(json.loads(meta.read_text("utf-8"))["exit_code_by_key"].values())
        every += codes
        if codes:
            module = meta.relative_to(MUTANTS).as_posix().removesuffix(".py.meta")
            print(f"{module:24}{len(codes):6}{score(codes):7.1f}%")
    if not every or None in every:
        print("mutmut has not run to its end")
        return 1
    print(f"{'all':24}{len(every):6}{score(every):7.1f}%")
    return 0 if score(every) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
