"""Say how many mutants `mutmut run` made of each module, and how many mypy and the tests killed.

It ends with 1 where too few are killed. Those that stay alive, as last looked at one by one:

- they change nothing: another case of the name of an encoding, `None` where that is the default or
  as good as false, `strict=` of a `zip` of equals, the type of a `cast`, letters that are stripped
  together with a character where they cannot stand, what joins a single text, what stands in for an
  entry of a dataset that is refused anyway or for a year or a date that is compared with none,
  defaults that all callers state, the end of a node of which only the beginning is told, a limit of
  ten million values that is one more;
- they change how fast something is decided, not what;
- they change what only the tests of the installed command see, in a process of its own: the
  encoding of a file where the locale's is not UTF-8;
- they change what runs when a module is imported, before a mutant is chosen: the declarations of
  fields and the kinds that they name. `tests/test_fields.py` declares fields of its own for that.
"""

import json
import sys
from pathlib import Path

LEAST = 96
REFUSED, KILLED, TIMED_OUT = {37}, {1, 3}, {-24, 24, 36, 152, 255}
MUTANTS = Path("mutants/src/eigcli")


def main() -> int:
    """Print a line for each module and one for all of them."""
    every: list[int | None] = []
    heads = ("mypy", "killed", "timeout", "alive", "total", "score")
    print(f"{'module':24}" + "".join(f"{head:>8}" for head in heads))
    for meta in sorted(MUTANTS.rglob("*.meta")):
        codes = list(json.loads(meta.read_text("utf-8"))["exit_code_by_key"].values())
        if codes:
            every += codes
            print(row(str(meta.relative_to(MUTANTS)).removesuffix(".py.meta"), codes))
    if not every or None in every:
        print("mutmut has not run to its end")
        return 1
    print(row("total", every))
    return 0 if score(every) >= LEAST else 1


def score(codes: list[int | None]) -> float:
    """Return how many are detected, in percent; a mutant that never ends is."""
    return 100 * sum(code in REFUSED | KILLED | TIMED_OUT for code in codes) / len(codes)


def row(name: str, codes: list[int | None]) -> str:
    found = [sum(code in group for code in codes) for group in (REFUSED, KILLED, TIMED_OUT)]
    counts = [*found, len(codes) - sum(found), len(codes)]
    return f"{name:24}" + "".join(f"{count:8}" for count in counts) + f"{score(codes):7.1f}%"


if __name__ == "__main__":
    sys.exit(main())
