"""What a CommonMark parser with GitHub's tables and strike-through reads is what went in."""

from arbitrary import datasets
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eigcli.columns import Cell, Column, exported
from eigcli.formats.markdown import table
from eigcli.model import Challenge, Dataset, Host, Profile, Skill

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def values(cell: Token) -> list[str]:
    """Return the values that a cell shows, one a line."""
    shown = [""]
    for token in cell.children or []:
        if token.type == "html_inline" and token.content == "<br>":
            shown.append("")
        elif token.type == "text":
            shown[-1] += token.content
        else:
            assert (token.type, token.content) == ("html_inline", "<!-- -->")
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
            read[-1].append(values(token))
    return read


def expected(cell: Cell) -> list[str]:
    if isinstance(cell, tuple):
        return list(cell) or [""]
    return ["" if cell is None else str(cell)]


def one(name: str) -> str:
    challenge = Challenge("a", name, (Host("M"),), (Profile(Skill("s")),))
    columns = [Column("name", lambda challenge: challenge.name)]
    return "".join(table(Dataset((challenge,)), columns)).split("\n", 2)[2]


def test_the_table_has_a_row_for_each_challenge_and_a_column_for_each_field(
    bundled: Dataset,
) -> None:
    columns = exported(bundled)
    read = rows("".join(table(bundled, columns)))
    assert len(read) == 14
    assert {len(row) for row in read} == {17}
    assert read[2][4] == ["Ministère des Solidarités et de la Santé", "Ministère du Travail"]


def test_plain_words_stay_readable() -> None:
    assert one("CoachÉlèves – AssistProf (b@lise), n° 1: #a-b.c!") == (
        "| CoachÉlèves – AssistProf (b@lise), n° 1: #a-b.c! |\n"
    )


def test_what_would_be_markup_is_escaped() -> None:
    assert one("a|b *c* _d_ <e> `f` [g] &amp; ~~h~~ $i$ \\") == (
        "| a\\|b \\*c\\* \\_d\\_ \\<e> \\`f\\` \\[g] \\&amp; \\~\\~h\\~\\~ \\$i\\$ \\\\ |\n"
    )


def test_a_line_end_does_not_end_the_row() -> None:
    assert one("a\nb\rc") == "| a&#10;b&#13;c |\n"


@given(datasets)
def test_a_parser_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    columns = exported(dataset)
    read = rows("".join(table(dataset, columns)))
    assert read[0] == [[column.name] for column in columns]
    assert read[1:] == [
        [expected(column.cell(challenge)) for column in columns] for challenge in dataset.challenges
    ]
