"""What pandoc makes of Markdown for Word and LibreOffice: every value, separated, and the links."""

import json
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from build import challenge, whole
from build import dataset as dataset_of

from eigcli.data.loading import bundled
from eigcli.data.model import Dataset
from eigcli.formats.markdown import write
from eigcli.report.listing import listing
from eigcli.report.tables import columns_named

# Texts that pandoc could take for markup.
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
    match node:
        case {"t": "Str", "c": content}:
            return str(content)
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": "Link", "c": [_attributes, text, [target, _title]]}:
            links.append(target)
            return of_pandoc(text, links)
        case {"t": "Plain" | "Para", "c": content}:
            return of_pandoc(content, links)
    raise AssertionError(f"a value is no {node['t']}")


def cell(blocks: Any) -> tuple[str, list[str]]:
    links: list[str] = []
    return spaced(of_pandoc(blocks, links)), links


def spaced(text: str) -> str:
    """Return a text with one space for each white space: pandoc joins `p. 6` by one of its own."""
    return " ".join(text.split())


EVERYTHING = bundled().dataset
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
    _lead, table, *below = json.loads(pypandoc.convert_file(str(document), "json"))["blocks"]
    _attributes, _caption, _columns, (_, head), [(_, _, _, body)], _foot = table["c"]
    read = [[cell(blocks) for *_attributes, blocks in row] for _, row in [*head, *body]]
    assert [cell([block])[0] for block in below] == list(map(spaced, report.notes))
    assert read[0] == [(column.label, []) for column in report.table.columns]
    assert read[1:] == [
        [
            (spaced("; ".join(span.text for span in spans)), [one.page] * (name == linked))
            for name, spans in zip(names, cells, strict=True)
        ]
        for one, cells in zip(of.challenges, report.table.spans, strict=True)
    ]
