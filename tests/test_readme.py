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
LONGEST = {"README.md": 250, "LISEZMOI.md": 250, "CONTRIBUTING.md": 120}


class Step(NamedTuple):
    """A command that a document shows, those before it in its block, and what it prints."""

    document: str
    earlier: list[str]
    command: str
    printed: str


def steps() -> Iterator[Step]:
    """Yield each step of the documents."""
    for document in SHOWN:
        text = DOCUMENTS[document]
        for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            earlier: list[str] = []
            for step in block.removeprefix("$ ").split("\n$ "):
                command, _, printed = step.partition("\n")
                yield Step(document, [*earlier], command, printed.rstrip())
                earlier.append(command)


STEPS = list(steps())


def tools(command: str) -> list[str]:
    """Return the programs that a line of shell runs, in its first command and after each pipe."""
    words = ["|", *shlex.shlex(command, posix=True, punctuation_chars=True)]
    return [tool for pipe, tool in pairwise(words) if pipe == "|"]


@pytest.mark.parametrize("step", STEPS, ids=[f"{step.document}: {step.command}" for step in STEPS])
def test_commands_print_what_is_shown(screen: Screen, step: Step) -> None:
    for tool in tools(step.command):
        if tool != "eig" and not shutil.which(tool, path=PATH):
            pytest.skip(f"{tool} is not installed")
    # The steps of a block share a folder: some of them read what others wrote.
    earlier = "".join(f"{command}\n" for command in step.earlier)
    line = f"{{ :\n{earlier}}} &> /dev/null\n{step.command}"
    shown = screen(line=line, env={"EIG_LANG": SHOWN[step.document]})
    assert f"$ {step.command}\n{shown}" == f"$ {step.command}\n{step.printed}"


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_the_tour_has_every_command(door: str) -> None:
    # `eig check -` comes after a pipe, and `--data` may come before the command.
    lines = [step.command.split()[:3] for step in STEPS if step.document == door]
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
