"""The documents: their commands print what is shown, and their links lead somewhere.

Those in French are run in French.
"""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ENVIRONMENT, Screen

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "eigcli"
# The front doors and the references, with their languages, and other documents.
FRONT_DOORS = {"README.md": "en", "LISEZMOI.md": "fr"}
REFERENCES = {"docs/reference.md": "en", "docs/reference.fr.md": "fr"}
SHOWN = FRONT_DOORS | REFERENCES
_OTHERS = ("CONTRIBUTING.md", "CHANGELOG.md", "docs/clig.md", "docs/python.md")
DOCUMENTS = {name: (ROOT / name).read_text("utf-8") for name in (*SHOWN, *_OTHERS)}


class Block(NamedTuple):
    """Commands that a document shows one after the other, with what they print."""

    document: str
    steps: list[tuple[str, str]]


def blocks() -> Iterator[Block]:
    """Yield each block of the documents."""
    for document in SHOWN:
        text = DOCUMENTS[document]
        for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            steps = []
            for step in block.removeprefix("$ ").split("\n$ "):
                command, _, printed = step.partition("\n")
                steps.append((command, printed.rstrip()))
            yield Block(document, steps)


BLOCKS = list(blocks())


@pytest.mark.parametrize(
    "block", BLOCKS, ids=[f"{block.document}: {block.steps[0][0]}" for block in BLOCKS]
)
def test_commands_print_what_is_shown(screen: Screen, block: Block) -> None:
    """A command of `eig` alone runs in the process of the tests, any other line in a bash."""
    env = {"EIG_LANG": SHOWN[block.document]}
    # The steps of a block share a folder: some of them read what others wrote.
    for command, printed in block.steps:
        if command.startswith("eig ") and not re.search("[|;<>$]", command):
            shown = screen(*shlex.split(command)[1:], env=env)
        else:
            shown = screen(line=command, env=env)
        # A line with an ellipsis alone stands for any lines, or none.
        if re.fullmatch(re.escape(f"{printed}\n").replace("…\\\n", "(.*\n)*"), f"{shown}\n"):
            continue
        assert f"$ {command}\n{shown}" == f"$ {command}\n{printed}"


def test_the_two_commands_are_the_same_in_both_languages() -> None:
    english, french = (
        re.findall(r"^```sh\n(.*?)\n```", DOCUMENTS[door], re.DOTALL | re.MULTILINE)
        for door in FRONT_DOORS
    )
    assert english == french
    assert len(english) == 2


# Links


def outside_code(text: str) -> str:
    """Return a document without its blocks of code and without code within a line."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`]*`", "", text)


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document: its headings, as GitHub spells them in links."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_and_headings_that_exist(document: str) -> None:
    # The text of a link may be code.
    text = re.sub(r"\[`[^`]*`\]", "[]", DOCUMENTS[document])
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", outside_code(text)):
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


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


def test_the_walk_stops_at_functions_that_exist() -> None:
    stops = re.findall(r"`([\w/]+\.py)`, `(\w+)`", DOCUMENTS["CONTRIBUTING.md"])
    assert len(stops) >= 10
    for file, function in stops:
        text = (SOURCES / file).read_text("utf-8")
        assert re.search(rf"^(def|class) {function}\b", text, re.MULTILINE), (file, function)


# What the references say


@pytest.mark.parametrize("document", REFERENCES)
def test_a_closed_pipe_gives_the_exit_code_of_the_reference(long: Path, document: str) -> None:
    row = r"^\| (\d+) \| .*`(.*head.*)` \|$"
    [(code, shown)] = re.findall(row, DOCUMENTS[document], re.MULTILINE)
    line = shown.replace(r"\|", "|")
    env = ENVIRONMENT | {"EIG_DATA": str(long)}
    piped = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], env=env, stdout=subprocess.PIPE, check=False
    )
    assert piped.returncode == int(code)
    assert piped.stdout.startswith(b"slug,number,name,")


@pytest.mark.parametrize("document", REFERENCES)
def test_the_references_have_every_variable_that_the_program_reads(document: str) -> None:
    # Those that begin with `_` are between the program and a shell that completes.
    patterns = (r'environ(?:ment)?\.get\(\s*"([A-Z]\w*)"', r'"((?:EIG|LC)_[A-Z]+)"')
    read = set()
    for file in SOURCES.rglob("*.py"):
        source = file.read_text("utf-8")
        for pattern in patterns:
            read |= {*re.findall(pattern, source)}
    assert read >= {"EIG_DATA", "EIG_LANG", "PAGER"}
    first_cells = re.findall(r"^\| (`[A-Z].*?) \|", DOCUMENTS[document], re.MULTILINE)
    explained = re.findall(r"`(\w+)`", "\n".join(first_cells))
    assert read <= {*explained}


@pytest.mark.parametrize("document", [name for name, language in SHOWN.items() if language == "fr"])
def test_french_has_its_own_characters(document: str) -> None:
    text = DOCUMENTS[document]
    # Generated parts come from the catalogue, which has a test of its own.
    text = re.sub(r"<!-- (\w+) -->.*?<!-- end of \1 -->", "", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "", outside_code(text))
    assert not re.search(r"\w'", text)
    wrong = r"(?<![\u00a0\n]):(?=\s|$)|(?<!\u202f)[;?!](?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»"
    with_context = f".{{,20}}(?:{wrong})"
    assert re.findall(with_context, text) == []
