"""The tour of the README prints what the README says it prints."""

import re
import shutil
from pathlib import Path

from conftest import Screen

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
TOUR = re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_tour_prints_what_it_says(screen: Screen) -> None:
    assert TOUR
    for block in TOUR:
        for step in block.removeprefix("$ ").split("\n$ "):
            command, _, printed = step.partition("\n")
            if "jq" in command and not shutil.which("jq"):
                continue
            assert f"$ {command}\n{screen(line=command)}" == f"$ {command}\n{printed.rstrip()}"
