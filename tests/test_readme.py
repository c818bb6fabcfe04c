"""The documents: their commands print what is shown, their links lead somewhere, none is too long.

Those in French are run in French.
"""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ENVIRONMENT, PATH, Screen

from eigcli import cli  # noqa: F401 - it registers the commands
from eigcli.app import COMMANDS

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "eigcli"
# The front doors, the references, and what else is read in the repository, with their languages.
FRONT_DOORS = {"README.md": "en", "LISEZMOI.md": "fr"}
REFERENCES = {"docs/reference.md": "en", "docs/reference.fr.md": "fr"}
SHOWN = FRONT_DOORS | REFERENCES
DOCUMENTS = {
    name: (ROOT / name).read_text("utf-8") for name in (*SHOWN, "CONTRIBUTING.md", "CHANGELOG.md")
}
LONGEST = {"README.md": 250, "LISEZMOI.md": 250, "CONTRIBUTING.md": 180}


class Block(NamedTuple):
    """Commands that a document shows one after the other, with what they print."""

    document: str
    steps: list[tuple[str, str]]


def blocks() -> Iterator[Block]:
    """Yield each block of the documents."""
    for document in SHOWN:
        text = DOCUMENTS[document]
        for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            steps = (step.partition("\n") for step in block.removeprefix("$ ").split("\n$ "))
            yield Block(document, [(command, printed.rstrip()) for command, _, printed in steps])


BLOCKS = list(blocks())


def programs(command: str) -> list[str]:
    """Return the programs that a line of shell runs, in its first command and after each pipe."""
    words = ["|", *shlex.shlex(command, posix=True, punctuation_chars=True)]
    return [program for pipe, program in pairwise(words) if pipe == "|"]


@pytest.mark.parametrize(
    "block", BLOCKS, ids=[f"{block.document}: {block.steps[0][0]}" for block in BLOCKS]
)
def test_commands_print_what_is_shown(screen: Screen, block: Block) -> None:
    """A command of `eig` alone runs in the process of the tests, any other line in a bash."""
    env = {"EIG_LANG": SHOWN[block.document]}
    missing = set[str]()
    # The steps of a block share a folder: some of them read what others wrote.
    for command, printed in block.steps:
        if not_here := {p for p in programs(command) if not shutil.which(p, path=PATH)}:
            missing |= not_here
            continue
        if command.startswith("eig ") and not re.search("[|;<>$]", command):
            shown = screen(*shlex.split(command)[1:], env=env)
        else:
            shown = screen(line=command, env=env)
        assert f"$ {command}\n{shown}" == f"$ {command}\n{printed}"
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_the_tour_has_every_command(door: str) -> None:
    # `eig check -` comes after a pipe, and `--data` may come before the command.
    steps = [step for block in BLOCKS if block.document == door for step in block.steps]
    lines = [command.split()[:3] for command, _printed in steps]
    assert {word for words in lines if words[0] == "eig" for word in words[1:]} >= {*COMMANDS}


def test_the_two_commands_are_the_same_in_both_languages() -> None:
    english, french = (
        re.findall(r"^```sh\n(.*?)\n```", DOCUMENTS[door], re.DOTALL | re.MULTILINE)
        for door in FRONT_DOORS
    )
    assert english == french
    assert len(english) == 2


@pytest.mark.parametrize("document", LONGEST)
def test_what_is_read_first_is_short(document: str) -> None:
    assert len(DOCUMENTS[document].splitlines()) <= LONGEST[document]


# Links


def outside_code(text: str) -> str:
    """Return a document without its blocks of code and without code within a line."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`]*`", "", text)


def anchors(document: Path) -> set[str]:
    """Return what a link may name of a document: its headings, as GitHub spells them in links."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_and_headings_that_exist(document: str) -> None:
    # The text of a link may be code.
    text = re.sub(r"\[`[^`]*`\]", "[]", DOCUMENTS[document])
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", outside_code(text)):
        name, _, anchor = target.partition("#")
        file = (ROOT / document).parent / name if name else ROOT / document
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize(
    ("document", "others"),
    [
        ("README.md", ["LISEZMOI.md", "docs/reference.md", "CONTRIBUTING.md"]),
        ("LISEZMOI.md", ["README.md", "docs/reference.fr.md"]),
        ("docs/reference.md", ["reference.fr.md"]),
        ("docs/reference.fr.md", ["reference.md"]),
    ],
)
def test_a_document_leads_to_the_others(document: str, others: list[str]) -> None:
    assert all(f"]({other})" in DOCUMENTS[document] for other in others)


# What the references say


@pytest.mark.parametrize("document", REFERENCES)
def test_a_reader_that_ends_early_gives_the_exit_code_that_it_says(
    long: Path, document: str
) -> None:
    row = r"^\| (\d+) \| .*`(.*head.*)` \|$"
    [(code, shown)] = re.findall(row, DOCUMENTS[document], re.MULTILINE)
    line = shown.replace(r"\|", "|")
    command = ["bash", "-c", f"set -o pipefail; {line}"]
    env = ENVIRONMENT | {"EIG_DATA": str(long)}
    piped = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=False)
    assert piped.returncode == int(code)
    assert piped.stdout.startswith(b"slug,number,name,")


@pytest.mark.parametrize("document", REFERENCES)
def test_the_references_have_every_variable_that_the_program_reads(document: str) -> None:
    sources = "".join(file.read_text("utf-8") for file in SOURCES.rglob("*.py"))
    # Those that begin with `_` are between the program and a shell that completes.
    read = set(re.findall(r'environ(?:ment)?\.get\(\s*"([A-Z]\w*)"', sources))
    assert read >= {"EIG_DATA", "EIG_LANG", "PAGER"}
    rows = re.findall(r"^\| (`[A-Z].*?) \|", DOCUMENTS[document], re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} >= read


def test_the_references_tell_the_same_numbers() -> None:
    measured = []
    for document, title in zip(REFERENCES, ("How fast it is", "À quelle vitesse"), strict=True):
        _, _, section = DOCUMENTS[document].partition(f"\n## {title}\n")
        numbers = re.findall(r"\| ([\d.,]+) \|$", section, re.MULTILINE)
        measured.append([number.replace(",", ".") for number in numbers])
    assert measured[0] == measured[1] != []


@pytest.mark.parametrize("document", [name for name, language in SHOWN.items() if language == "fr"])
def test_french_has_its_own_characters(document: str) -> None:
    # What is generated is the catalogue's, which has a test of its own.
    text = re.sub(r"<!--.*?-->|\]\([^)]*\)", "", outside_code(DOCUMENTS[document]))
    assert not re.search(r"\w'", text)
    wrong = r"(?<![\u00a0\n]):(?=\s|$)|(?<!\u202f)[;?!](?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»"
    assert [text[found.start() - 20 : found.end()] for found in re.finditer(wrong, text)] == []
