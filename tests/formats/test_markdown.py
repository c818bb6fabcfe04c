"""What a CommonMark parser with GitHub's tables and strike-through reads is what went in."""

from arbitrary import datasets
from build import challenge
from build import dataset as dataset_of
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eigcli.fields import Cell
from eigcli.formats.markdown import write
from eigcli.model import Dataset
from eigcli.query import find
from eigcli.reports import Call, Cards, Counts, Detailed, Listing, Report, columns_named

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def values(inline: Token) -> list[str]:
    """Return the values that a cell or a line shows, one a line, labels in bold included."""
    shown = [""]
    for token in inline.children or []:
        if token.type == "html_inline" and token.content == "<br>":
            shown.append("")
        elif token.type == "text":
            shown[-1] += token.content
        else:
            assert token.markup == "**" or token.content == "<!-- -->"
    return shown


def rows(markdown: str) -> list[list[list[str]]]:
    tokens = PARSER.parse(markdown)
    assert (tokens[0].type, tokens[-1].type) == ("table_open", "table_close")
    assert [token.type for token in tokens].count("table_open") == 1
    read: list[list[list[str]]] = []
    for token in tokens:
        if token.type == "tr_open":
            read.append([])
        elif token.type == "inline":
            assert "**" not in [child.markup for child in token.children or []]
            read[-1].append(values(token))
    return read


class Shown:
    """A card as a reader sees it: its facts are labels with the lines beside them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tagline: str | None = None
        self.facts: list[tuple[str, str]] = []


def cards(markdown: str) -> list[Shown]:
    """Return the headings, what stands in « » below them, and the labels in bold with the rest."""
    read: list[Shown] = []
    block = ""
    for token in PARSER.parse(markdown):
        if token.type in {"heading_open", "bullet_list_open"}:
            block = token.tag
        elif token.type in {"heading_close", "bullet_list_close"}:
            block = ""
        elif token.type != "inline":
            assert token.type in {
                "paragraph_open",
                "paragraph_close",
                "list_item_open",
                "list_item_close",
            }
        elif block == "h2":
            [name] = values(token)
            read.append(Shown(name))
        elif block == "ul":
            [fact], children = values(token), token.children or []
            assert [child.type for child in children[:4]] == [
                "text",
                "strong_open",
                "text",
                "strong_close",
            ]
            assert [child.markup for child in children].count("**") == 2
            label = children[2].content
            assert (label[-1], fact[: len(label) + 1]) == (":", f"{label} ")
            read[-1].facts.append((label[:-1], fact[len(label) + 1 :]))
        else:
            [tagline] = values(token)
            assert tagline.startswith("« ")
            assert tagline.endswith(" »")
            assert (read[-1].tagline, read[-1].facts) == (None, [])
            read[-1].tagline = tagline[2:-2]
    return read


def lines(cell: Cell) -> list[str]:
    return list(cell) if isinstance(cell, tuple) else [cell]


def assert_a_parser_gives_back_the_table(report: Report) -> None:
    table = report.table(words=True)
    read = rows("".join(write(report)))
    assert read[0] == [[head] for head in table.head]
    assert read[1:] == [[lines(cell) or [""] for cell in row] for row in table.rows]


def assert_a_parser_gives_back_the_cards(report: Detailed) -> None:
    read = cards("".join(write(report)))
    for shown, card in zip(read, report.cards(words=True), strict=True):
        assert (shown.name, shown.tagline) == (card.name, card.tagline)
        assert shown.facts == [
            (label, line)
            for name, label, cell in card.facts
            if name not in {"name", "tagline"}
            for line in lines(cell)
        ]


def one(name: str) -> str:
    """Return the row of a challenge with this name."""
    dataset = dataset_of(challenge(name=name))
    listing = Listing(dataset, columns_named(dataset, ["name"]))
    return "".join(write(listing)).split("\n", 2)[2]


def test_the_table_has_a_row_for_each_challenge_and_a_column_for_each_field(
    bundled: Dataset,
) -> None:
    read = rows("".join(write(Listing(bundled))))
    assert len(read) == 14
    assert {len(row) for row in read} == {19}
    assert read[2][4] == ["Ministère des Solidarités et de la Santé", "Ministère du Travail"]


def test_chosen_columns_come_in_the_order_they_are_named(bundled: Dataset) -> None:
    columns = columns_named(bundled, ["sought", "seeks", "basis"])
    assert "".join(write(Listing(find(bundled, ["hopkins"]), columns))) == (
        "| People sought | Seeks | How sure |\n| --- | --- | --- |\n"
        "| 3 | 2 data scientists<br>1 developer | inferred: no source states the whole split |\n"
    )


def test_plain_words_stay_readable() -> None:
    assert one("CoachÉlèves – AssistProf (b@lise), n° 1: a-b.c!") == (
        "| CoachÉlèves – AssistProf (b@lise), n° 1: a-b.c! |\n"
    )


def test_what_would_be_markup_is_escaped() -> None:
    assert one("a|b *c* _d_ <e> `f` [g] &amp; ~~h~~ $i$ #1 \\") == (
        "| a\\|b \\*c\\* \\_d\\_ \\<e> \\`f\\` \\[g] \\&amp; \\~\\~h\\~\\~ \\$i\\$ \\#1 \\\\ |\n"
    )


def test_a_line_end_does_not_end_the_row() -> None:
    assert one("a\nb\rc") == "| a&#10;b&#13;c |\n"


@given(datasets)
def test_a_parser_gives_back_exactly_what_went_into_a_table(dataset: Dataset) -> None:
    assert_a_parser_gives_back_the_table(Listing(dataset))
    assert_a_parser_gives_back_the_table(Counts(dataset, dataset))


def test_a_card_is_a_heading_a_quotation_and_a_list(bundled: Dataset) -> None:
    text = "".join(write(Cards(find(bundled, ["gobelins", "eig-link"]))))
    first, second = text.split("\n\n## ")
    assert first.startswith(
        "## Gobelins\n\n"
        "« concevoir une interface de recherche et de recensement du patrimoine du Mobilier "
        "national pour en révéler les richesses »\n\n"
        "- **Slug:** gobelins\n- **Number:** 3\n- **Host:** Ministère de la Culture, Direction "
    )
    assert second.startswith("EIG Link\n\n« accompagner la 2e promotion d’entrepreneur.e.s ")
    assert second.endswith("https://entrepreneur-interet-general.etalab.gouv.fr/\n")


@given(datasets)
def test_a_parser_gives_back_exactly_what_went_into_the_cards(dataset: Dataset) -> None:
    assert_a_parser_gives_back_the_cards(Cards(dataset))
    if dataset.programme:
        assert_a_parser_gives_back_the_cards(Call(dataset.programme))


def test_counts_are_a_table(bundled: Dataset) -> None:
    read = rows("".join(write(Counts(bundled, bundled))))
    assert read[:3] == [
        [["By"], ["Name"], ["Défis"], ["People sought"], ["Percent"]],
        [["total"], [""], ["13"], ["27"], ["100"]],
        [["role"], ["developer"], ["7"], ["8"], ["30"]],
    ]
    assert len(read) == 1 + 1 + 5 + 12 + 1 + 5
