"""What pandoc makes of Markdown for Word and LibreOffice: every value, separated, and the links."""

import json
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from build import challenge, whole
from build import dataset as dataset_of

from eigcli.data import loading
from eigcli.data.model import Dataset
from eigcli.data.parts import ALL
from eigcli.formats.markdown import write
from eigcli.report.columns import columns_named
from eigcli.report.listing import listing

# What pandoc makes something of in Markdown.
TEXTS = [
    *('l\'an "x"', "a---b--c", "...", "....", "x^2^ H~2~O ~~no~~", "{#id .c k=v}", "^[note] [^1]"),
    *("@cite [@cite] -@cite", "a@b.fr", "$x^2$ \\(y\\) \\newcommand", "`code`{=html} <b>x</b>"),
    *("&amp; &copy;", "*a* _b_ __c__ a_b ***d***", "![i](u) [t](u){.x}", "1. a", "- b", "# c"),
    *("> d", "+ e", "| f", "::: g", ": h", "a|b\\|c\\", "https://x.y/a_b", "<https://x.y>"),
    *("www.x.y", "p. 6 cf. M. X", "(@ex) (1)", "Table: z", "--", "'", "«\u00a0a\u202f!\u00a0»"),
    *("==m==", "***", "a\nb", "% t", ":smile:", "<!-- c -->", "\\ ", "[x]: y", "- [ ] todo"),
    *("I. x", "#. y", " a "),
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


def read(document: Path) -> tuple[list[list[tuple[str, list[str]]]], list[str]]:
    """Return the rows of a table, of each cell the text and the links, and what is below it."""
    table, *below = json.loads(pypandoc.convert_file(str(document), "json"))["blocks"]
    assert table["t"] == "Table"
    _attributes, _caption, _columns, (_, head), [(_, _, _, body)], _foot = table["c"]
    rows = [[read_cell(cell) for *_attributes, cell in cells] for _row, cells in [*head, *body]]
    return rows, [read_cell([block])[0] for block in below]


def read_cell(blocks: Any) -> tuple[str, list[str]]:
    links: list[str] = []
    return spaced(of_pandoc(blocks, links)), links


def spaced(text: str) -> str:
    """Return a text with one space for each white space: pandoc joins `p. 6` by one of its own."""
    return " ".join(text.split())


EVERYTHING = loading.load(loading.Input(promotion=(ALL,)))
MARKUP = dataset_of(
    *(
        challenge(f"c{place}", text, tagline=text, page=f"https://x.y/{place}?a=b&c=é")
        for place, text in enumerate(TEXTS)
    )
)


@pytest.mark.parametrize("kind", ["docx", "odt"])
@pytest.mark.parametrize(
    ("of", "names", "linked"),
    [
        (EVERYTHING, ["promotion", "name", "tagline", "hosts", "seeks", "basis"], "name"),
        (EVERYTHING, ["slug", "towns", "expertise", "page", "sources", "recruited"], "page"),
        (MARKUP, ["name", "tagline"], "name"),
    ],
)
def test_a_document_has_every_value_and_the_links(
    tmp_path: Path, of: Dataset, names: list[str], linked: str, kind: str
) -> None:
    report = listing(whole(of), columns_named(of, names))
    document = tmp_path / f"defis.{kind}"
    pypandoc.convert_text("".join(write(report)), kind, "markdown", outputfile=str(document))
    (head, *rows), notes = read(document)
    assert notes == list(map(spaced, report.notes))
    assert [text for text, _links in head] == [column.label for column in report.table.columns]
    assert rows == [
        [
            (
                spaced("; ".join(span.text for span in spans)),
                [about.page] if name == linked and about.page else [],
            )
            for name, spans in zip(names, cells, strict=True)
        ]
        for about, cells in zip(of.challenges, report.table.spans, strict=True)
    ]
