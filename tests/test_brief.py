"""What a note says, in each format that writes it, and how it is asked for."""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
from arbitrary import datasets
from build import challenge, cited, seeking
from build import dataset as dataset_of
from conftest import Eig
from hypothesis import given
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser as Html

from eigcli.brief import Brief
from eigcli.data.model import Dataset, Host, Programme, Source
from eigcli.formats import docx as word
from eigcli.formats import html, markdown
from eigcli.reports import Listing

# Of two promotions: one défi of which all is known, and one of which nothing is.
SOURCE = Source(key="s", title="Bilan", publisher="E", date="2020-05-01", url="https://x.y/s")
OTHER = Source(key="t", title="Lettre")
TWO = dataset_of(
    challenge(
        "a",
        "Alpha",
        promotion="1",
        year="2019",
        hosts=(Host(ministry="M", department="D"), Host(ministry="N")),
        tagline="la mission",
        tagline_english="the mission",
        towns=("Lyon", "Paris"),
        profiles=seeking(cook=2),
        recruited=seeking(cook=3),
        made="Un outil.",
        since="Il sert.",
        phase="handed-over",
        phase_since="2021-03-04",
        product="https://www.x.y/produit",
        sources=(cited(SOURCE), cited(OTHER)),
    ),
    challenge("b", "Beta", promotion="2", year="2021"),
    programmes=(
        Programme(
            name="Programme", language="fr", promotion="1", start="2019-06", licence="etalab-2.0"
        ),
        Programme(
            name="Programme", language="fr", promotion="2", start="2021", licence="etalab-2.0"
        ),
    ),
    sources=(SOURCE, OTHER),
)


def markdown_of(dataset: Dataset, *chosen_by: str) -> str:
    return "".join(markdown.write(Brief(dataset, chosen_by=chosen_by)))


def html_of(dataset: Dataset, *chosen_by: str) -> Html:
    return Html("".join(html.write(Brief(dataset, chosen_by=chosen_by))))


def test_a_note_says_what_a_director_asks_and_no_more() -> None:
    text = re.sub(r"As of .*|eigcli [^,]*", "…", markdown_of(TWO))
    assert (
        text
        == """\
# Défis

Programme

…

## In numbers

2 défis, 2 people sought (known for 1 of 2), 3 people recruited (known for 1 of 2), 2 towns, 2019–2021.

| Promotion | Défis | Sought | Recruited |
| --- | --- | --- | --- |
| 1 (2019) | 1 | 2 | 3 |
| 2 (2021) | 1 | – | – |

## Défis

| Name | Year | Host | Tagline | Phase | Product |
| ---------------- | -------- | ------------------------------- | ------------------------------ | -------------- | ------------- |
| **Alpha** | 2019 | M, D; N | the mission | Handed over | [x.y](<https://www.x.y/produit>) |
| **Beta** | 2021 | M | – | – | – |

## What is in use

**Alpha** (2019, handed over since 4 March 2021). Un outil. Il sert. [x.y](<https://www.x.y/produit>)

## What to know, and what is not known

People sought: 2, for 1 défi; 1 does not say.

People recruited: 3, for 1 défi; 1 does not say.

Of 1 défi, the phase is not known.

What phases mean: handed over (the product is in use, run outside the network that made it).

Of 1 défi, the town is not known.

Of 1 défi, the product is not known.

## Sources

The data is under [Licence Ouverte 2.0](<https://www.etalab.gouv.fr/licence-ouverte-open-licence/>): reuse it, and say where it is from.

To cite it: Programme, sources up to 1 May 2020, …, Licence Ouverte 2.0.

- [Bilan, E, 1 May 2020](<https://x.y/s>)
- Lettre
"""
    )


def test_it_begins_with_what_the_programmes_are_each_once(language: str) -> None:
    one = Programme(
        name="P",
        language="fr",
        promotion="1",
        description="Avant nous, rien.",
        description_english="Before us, little.",
    )
    programmes = (
        one,
        replace(one, promotion="2"),
        Programme(name="Q", language="fr", promotion="3", description="Peu."),
        Programme(name="R", promotion="4", description="De personne."),
    )
    challenges = (challenge(code, promotion=code) for code in "123")
    dataset = dataset_of(*challenges, programmes=programmes)
    read = ["Avant nous, rien." if language == "fr" else "Before us, little.", "Peu."]
    page = html_of(dataset)
    assert [node.text() for node in page.css("section")[0].css("p")][:-1] == read
    assert [node.text() for node in page.css("section")[0].css("[lang=fr]")] == (
        [] if language == "fr" else ["Peu."]
    )
    assert markdown_of(dataset).split("\n\n")[1:3] == read
    document = docx.Document(io.BytesIO(b"".join(word.write(Brief(dataset)))))
    assert [paragraph.text for paragraph in document.paragraphs][1:3] == read


def test_it_says_by_what_and_of_which_promotions_its_challenges_were_chosen() -> None:
    text = markdown_of(TWO, "Ecology", "x*y")
    assert text.startswith("# Défis: Ecology, x\\*y\n")
    promotions = r"among the défis of promotions 1 \(2019\), 2 \(2021\)\."
    assert re.search(rf"^As of \d+ \w+ \d{{4}}, {promotions}$", text, re.MULTILINE)
    one = dataset_of(challenge(promotion="1"), programmes=TWO.programmes[:1])
    assert ", among the défis of promotion 1 (2019).\n" in markdown_of(one, "x")
    # Of a défi without a promotion, nobody asked for one.
    mixed = dataset_of(challenge(promotion="1"), challenge("b"))
    assert "among" not in markdown_of(mixed, "x")


def test_challenges_without_a_promotion_are_counted_beside_the_others() -> None:
    mixed = dataset_of(
        challenge(promotion="1", profiles=seeking(cook=1)),
        challenge("b", profiles=seeking(cook=2)),
        challenge("c"),
    )
    text = markdown_of(mixed)
    assert "| 1 | 1 | 1 |\n| no promotion | 2 | 2 (1 défi) |\n" in text
    # Those of a single promotion are the totals.
    assert "| Promotion |" not in markdown_of(dataset_of(challenge(promotion="1")))


def test_what_is_in_use_is_told_once_and_by_its_mission_where_nothing_else_is_known(
    language: str,
) -> None:
    used = {"phase": "operated", "product": "https://x.y/"}
    first = challenge("a", followed_by=("b",), **used)
    after = challenge("b", follows="a", tagline="aider.", phase_since="2020-05", **used)
    text = markdown_of(dataset_of(first, after))
    assert "\n**A** (" not in text
    story = {
        "en": "**B** (operated since May 2020). Mission: aider. [x.y]",
        "fr": "**B** (opéré depuis mai 2020). Mission\u00a0: aider. [x.y]",
    }[language]
    assert story in text
    # Another product is another thing, and so is a product that is not known.
    for product in ("https://x.y/b", None):
        text = markdown_of(dataset_of(first, replace(after, product=product)))
        assert "\n**A** (" in text
    both = replace(first, product=None), replace(after, product=None)
    assert "\n**A** (" in markdown_of(dataset_of(*both))
    day = markdown_of(dataset_of(replace(after, phase_since="2020-05-01")))
    assert ("since 1 May 2020" if language == "en" else "depuis le 1er mai 2020") in day


def test_a_mission_in_english_alone_is_read_in_every_language(language: str) -> None:
    dataset = dataset_of(challenge(tagline_english="to help"))
    assert language
    assert "| to help |" in markdown_of(dataset)
    assert "| to help |" in "".join(markdown.write(Listing(dataset)))
    assert "to help" in [
        cell.text
        for row in docx.Document(io.BytesIO(b"".join(word.write(Listing(dataset))))).tables[0].rows
        for cell in row.cells
    ]


def test_what_is_not_known_is_left_out() -> None:
    text = markdown_of(dataset_of(challenge("a", phase="handed-over"), challenge("b")))
    assert "\n2 défis.\n" in text
    # What is known of some has a column, with a dash for the others.
    assert "| Name | Host | Phase |" in text
    assert "| **A** | M | Handed over |\n| **B** | M | – |" in text
    assert "\n**A** (handed over).\n" in text
    # Nothing is there to be cited.
    assert "## Sources" not in text
    assert re.search(r"\n\nMade by eig [^,]*\.\n$", text)
    nothing = markdown_of(dataset_of())
    assert "\n0 défis.\n" in nothing
    assert "| Name |" not in nothing


def test_the_page_says_the_same_and_what_is_french() -> None:
    page = html_of(TWO)
    assert page.css("h1")[0].text() == "Défis"
    assert [h.text() for h in page.css("h2")] == [
        *("In numbers", "Défis", "What is in use"),
        *("What to know, and what is not known", "Sources"),
    ]
    rows = [[cell.text() for cell in row.css("td")] for row in page.css("tbody tr")]
    assert rows[2:] == [
        ["Alpha", "2019", "M, D; N", "the mission", "Handed over", "x.y"],
        ["Beta", "2021", "M", "–", "–", "–"],
    ]
    assert [link.attributes["href"] for link in page.css("a")][:2] == 2 * [
        "https://www.x.y/produit"
    ]
    assert "Un outil." in [node.text() for node in page.css("[lang=fr]")]
    assert "the mission" not in [node.text() for node in page.css("[lang=fr]")]
    assert not page.css("script")


@given(datasets)
def test_data_stays_data(dataset: Dataset) -> None:
    brief = Brief(dataset, chosen_by=tuple(c.name for c in dataset.challenges))
    rendered = Html(MarkdownIt("gfm-like").render("".join(markdown.write(brief))))
    page = Html("".join(html.write(brief)))
    names = [challenge.name for challenge in dataset.challenges]
    for found in (rendered, page):
        assert not found.css("script, img, em, code, del, iframe")
        strong = [node.text() for node in found.css("td:first-child strong")]
        assert [name.split() for name in strong] == [name.split() for name in names]
        assert found.css("h1")[0].text().split() == brief.title.split()
    addresses = {c.product for c in dataset.challenges} | {s.url for s in dataset.sources}
    licences = {"https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}
    links = {link.attributes["href"] for link in page.css("a")}
    assert links <= addresses | licences


def test_it_is_asked_for_by_filters_or_in_words_and_in_the_language(eig: Eig) -> None:
    asked = eig("brief", "santé")
    assert asked.stdout.startswith("# Défis of promotion 2: santé\n")
    assert asked.stdout == eig("note", "--search", "santé").stdout
    french = eig("--lang", "fr", "brief", "--family", "ecologie", "--promotion", "all")
    assert french.stdout.startswith("# Défis\u00a0: Transition écologique et logement\n")
    found = eig("list", "--family", "ecologie", "-p", "all", "-c", "slug").stdout.split()
    assert f"\n{len(found)} défis, " in french.stdout
    assert eig("brief", "--format", "csv").stdout == eig("export").stdout


def test_it_is_written_to_a_file_in_the_language(eig: Eig, tmp_path: Path) -> None:
    for name in ("note.md", "note.html", "note.docx", "note.xlsx"):
        assert eig("--lang", "fr", "brief", "-p", "5", "--output", name).returncode == 0
    title = "Défis de la promotion 5"
    assert (tmp_path / "note.md").read_text("utf-8").startswith(f"# {title}\n")
    assert Html((tmp_path / "note.html").read_text("utf-8")).css("h1")[0].text() == title
    document = docx.Document(str(tmp_path / "note.docx"))
    assert (document.paragraphs[0].text, document.core_properties.language) == (title, "fr-FR")
    workbook = openpyxl.load_workbook(tmp_path / "note.xlsx")
    assert workbook.properties.title == title


def test_the_same_stands_in_a_document(all_promotions: Dataset) -> None:
    document = docx.Document(io.BytesIO(b"".join(word.write(Brief(all_promotions)))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for line in markdown_of(all_promotions).splitlines():
        if line.startswith("#"):
            assert line.lstrip("# ") in text
    names = [row.cells[0].text for row in document.tables[1].rows]
    assert names == ["Name", *(challenge.name for challenge in all_promotions.challenges)]
