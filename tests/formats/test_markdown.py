"""What a CommonMark parser with GitHub's tables and strike-through reads is what went in."""

from arbitrary import datasets
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eigcli.card import Card, challenge_card, programme_card
from eigcli.columns import Cell, Column, exported, named
from eigcli.formats.base import Listing
from eigcli.formats.markdown import FORMAT
from eigcli.model import Challenge, Dataset, Host, Profile, Skill
from eigcli.query import find
from eigcli.stats import statistics

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


def cards(markdown: str) -> list[Card]:
    """Return the headings, what stands in « » below them, and the labels in bold with the rest."""
    read: list[Card] = []
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
            read.append(Card(name, None, ()))
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
            facts = (*read[-1].facts, (label[:-1], fact[len(label) + 1 :]))
            read[-1] = read[-1]._replace(facts=facts)
        else:
            [tagline] = values(token)
            assert tagline.startswith("« ")
            assert tagline.endswith(" »")
            assert read[-1][1:] == (None, ())
            read[-1] = read[-1]._replace(tagline=tagline[2:-2])
    return read


def expected(cell: Cell) -> list[str]:
    if isinstance(cell, tuple):
        return list(cell) or [""]
    return ["" if cell is None else str(cell)]


def one(name: str) -> str:
    challenge = Challenge("a", name, (Host("M"),), (Profile(Skill("s")),))
    columns = (Column("name", lambda challenge: challenge.name),)
    return "".join(FORMAT.table(Listing(Dataset((challenge,)), columns))).split("\n", 2)[2]


def test_the_table_has_a_row_for_each_challenge_and_a_column_for_each_field(
    bundled: Dataset,
) -> None:
    read = rows("".join(FORMAT.table(Listing(bundled))))
    assert len(read) == 14
    assert {len(row) for row in read} == {17}
    assert read[2][4] == ["Ministère des Solidarités et de la Santé", "Ministère du Travail"]


def test_chosen_columns_come_in_the_order_they_are_named(bundled: Dataset) -> None:
    listing = Listing(find(bundled, ["hopkins"]), named(bundled, ["profiles", "wanted"]))
    assert "".join(FORMAT.table(listing)) == (
        "| profiles | wanted |\n| --- | --- |\n| 3 | 2 data scientists<br>1 developer |\n"
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
def test_a_parser_gives_back_exactly_what_went_into_the_table(dataset: Dataset) -> None:
    columns = exported(dataset)
    read = rows("".join(FORMAT.table(Listing(dataset))))
    assert read[0] == [[column.name] for column in columns]
    assert read[1:] == [
        [expected(column.cell(challenge)) for column in columns] for challenge in dataset.challenges
    ]


def test_a_card_is_a_heading_a_quotation_and_a_list(bundled: Dataset) -> None:
    first, second = "".join(FORMAT.cards(find(bundled, ["gobelins", "eig-link"]))).split("\n\n## ")
    assert first.startswith(
        "## Gobelins\n\n"
        "« concevoir une interface de recherche et de recensement du patrimoine du Mobilier "
        "national pour en révéler les richesses »\n\n"
        "- **Number:** 3\n- **Slug:** gobelins\n- **Host:** Ministère de la Culture, Direction "
    )
    assert second.startswith("EIG Link\n\n« accompagner la 2e promotion d’entrepreneur.e.s ")
    assert second.endswith("https://entrepreneur-interet-general.etalab.gouv.fr/\n")


@given(datasets)
def test_a_parser_gives_back_exactly_what_went_into_the_cards(dataset: Dataset) -> None:
    shown = [challenge_card(challenge) for challenge in dataset.challenges]
    assert cards("".join(FORMAT.cards(dataset))) == shown
    if dataset.programme:
        assert cards("".join(FORMAT.programme(dataset.programme))) == [
            programme_card(dataset.programme)
        ]


def test_statistics_are_a_table(bundled: Dataset) -> None:
    read = rows("".join(FORMAT.statistics(statistics(bundled, bundled))))
    assert read[:3] == [
        [["by"], ["name"], ["challenges"], ["profiles"], ["percent"]],
        [["total"], [""], ["13"], ["27"], ["100"]],
        [["skill"], ["developer"], ["7"], ["8"], ["30"]],
    ]
    assert len(read) == 1 + 1 + 5 + 12 + 1 + 5
