"""What pandoc makes of Markdown for Word and LibreOffice: every value, separated, and the links."""

import json
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from build import challenge
from build import dataset as dataset_of
from conftest import Eig

from eigcli import dataset
from eigcli.columns import columns_named
from eigcli.fields import Cell
from eigcli.formats.markdown import write
from eigcli.reports import Listing

KINDS = ["docx", "odt"]

# What pandoc makes something of in Markdown.
TEXTS = [
    *('l\'an "x"', "a---b--c", "...", "....", "x^2^ H~2~O ~~no~~", "{#id .c k=v}", "^[note] [^1]"),
    *("@cite [@cite] -@cite", "a@b.fr", "$x^2$ \\(y\\) \\newcommand", "`code`{=html} <b>x</b>"),
    *("&amp; &copy;", "*a* _b_ __c__ a_b ***d***", "![i](u) [t](u){.x}", "1. a", "- b", "# c"),
    *(
        "> d",
        "+ e",
        "| f",
        "::: g",
        ": h",
        "a|b\\|c\\",
        "https://x.y/a_b",
        "<https://x.y>",
        "www.x.y",
    ),
    *(
        "p. 6 cf. M. X",
        "(@ex) (1)",
        "Table: z",
        "--",
        "'",
        "«\u00a0a\u202f!\u00a0»",
        "==m==",
        "***",
    ),
    *("a\nb", "% t", ":smile:", "<!-- c -->", "\\ ", "[x]: y", "- [ ] todo", "I. x", "#. y", " a "),
]


def of_pandoc(node: Any, links: list[str]) -> str:
    """Return the text of a part of a document, with the targets of its links added to `links`."""
    if isinstance(node, list):
        return "".join(of_pandoc(part, links) for part in node)
    content = node.get("c")
    match node["t"]:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Link":
            _attributes, text, (target, _title) = content
            links.append(target)
            return of_pandoc(text, links)
        case "Plain" | "Para":
            return of_pandoc(content, links)
    raise AssertionError(f"a value is no {node['t']}")


def read(document: Path) -> list[list[tuple[str, list[str]]]]:
    """Return the rows of the table in a document: of each cell the text and the links."""
    [table] = json.loads(pypandoc.convert_file(str(document), "json"))["blocks"]
    assert table["t"] == "Table"
    _attributes, _caption, _columns, (_, head), [(_, _, _, body)], _foot = table["c"]
    return [[read_cell(cell) for *_attributes, cell in cells] for _row, cells in [*head, *body]]


def read_cell(blocks: Any) -> tuple[str, list[str]]:
    links: list[str] = []
    return spaced(of_pandoc(blocks, links)), links


def spaced(text: str) -> str:
    """Return a text with one space for each white space: pandoc joins `p. 6` by one of its own."""
    return " ".join(text.split())


def shown(cell: Cell) -> str:
    return spaced("; ".join(cell))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_has_every_value_and_the_links(eig: Eig, tmp_path: Path, kind: str) -> None:
    assert eig("export", "--promotion", "all", "--output", "defis.md").returncode == 0
    document = tmp_path / f"defis.{kind}"
    pypandoc.convert_file(str(tmp_path / "defis.md"), kind, outputfile=str(document))
    everything = dataset.load(dataset.Input(promotion=(dataset.ALL,)))
    names = ["promotion", "name", "tagline", "hosts", "seeks", "basis"]
    columns = columns_named(everything, names)
    table = Listing(everything, columns).table(words=True)
    head, *rows = read(document)
    assert [text for text, _links in head] == list(table.head)
    assert [[text for text, _links in row] for row in rows] == [
        [shown(cell) for cell in row] for row in table.rows
    ]
    assert [[links for _text, links in row] for row in rows] == [
        [[], [challenge.page], [], [], [], []] for challenge in everything.challenges
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_other_column_can_be_in_a_document(eig: Eig, tmp_path: Path, kind: str) -> None:
    names = ["slug", "towns", "expertise", "page", "sources", "recruited"]
    eig("export", "--columns", ",".join(names), "--output", "defis.md")
    document = tmp_path / f"defis.{kind}"
    pypandoc.convert_file(str(tmp_path / "defis.md"), kind, outputfile=str(document))
    bundled = dataset.load()
    table = Listing(bundled, columns_named(bundled, names)).table(words=True)
    _head, *rows = read(document)
    assert [[text for text, _links in row] for row in rows] == [
        [shown(cell) for cell in row] for row in table.rows
    ]
    assert [row[3][1] for row in rows] == [[challenge.page] for challenge in bundled.challenges]


@pytest.mark.parametrize("kind", KINDS)
def test_what_pandoc_would_make_something_of_stays_text(tmp_path: Path, kind: str) -> None:
    pages = [f"https://x.y/{place}?a=b&c=é" for place in range(len(TEXTS))]
    everything = dataset_of(
        *(
            challenge(f"c{place}", name=text, tagline=text, page=pages[place])
            for place, text in enumerate(TEXTS)
        )
    )
    document = tmp_path / f"texts.{kind}"
    markdown = "".join(write(Listing(everything, columns_named(everything, ["name", "tagline"]))))
    pypandoc.convert_text(markdown, kind, "markdown", outputfile=str(document))
    _head, *rows = read(document)
    assert rows == [
        [(spaced(text), [page]), (spaced(text), [])]
        for text, page in zip(TEXTS, pages, strict=True)
    ]
