from arbitrary import datasets
from hypothesis import given

from eigcli.columns import listed, named
from eigcli.formats.base import Listing
from eigcli.formats.plain import FORMAT
from eigcli.model import Announced, Challenge, Dataset, Host, Profile, Programme, Skill
from eigcli.query import find
from eigcli.stats import statistics

COOK = Skill("x", english="cook")
SMALL = Challenge(
    "a",
    "A\x1b[2J\tB\nC",
    (Host("M", "D"), Host("N")),
    (Profile(COOK, 2), Profile(Skill("y"))),
)


def test_a_line_has_the_columns_of_the_list_with_the_slug_first() -> None:
    assert list(FORMAT.table(Listing(Dataset((SMALL,))))) == [
        "a\t\tA\\x1b[2J\\tB\\nC\tM, D; N\t2 cooks; y\t\n"
    ]


def test_chosen_columns_come_in_the_order_they_are_named() -> None:
    dataset = Dataset((SMALL,), (COOK,))
    columns = named(dataset, ["x", "departments", "slug"])
    assert list(FORMAT.table(Listing(dataset, columns))) == ["2\tD; \ta\n"]


@given(datasets)
def test_every_challenge_is_one_line_with_every_column(dataset: Dataset) -> None:
    lines = list(FORMAT.table(Listing(dataset)))
    assert len(lines) == len(dataset.challenges)
    for line in lines:
        assert line.count("\t") == len(listed(dataset)) - 1
        assert len(line.splitlines()) == 1


def test_a_card_says_everything(bundled: Dataset) -> None:
    assert (
        "".join(FORMAT.cards(find(bundled, ["hopkins"])))
        == """\
Name: Hopkins
Tagline: mettre la datascience au service de la lutte contre la fraude financière et l’économie souterraine
Number: 7
Slug: hopkins
Host: Ministère de l’Action et des Comptes publics
Profile: 2 data scientists
Profile: 1 developer (développeur·euse)
Split: inferred: no source states the whole split
Expertise: data science, data engineering, développement
Funded by: the programme
Page: https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/hopkins.html
Note: Le nombre est donné par le pitch ; les rôles sont lus de ses mots : deux data scientists et un data engineer, compté ici comme le développeur.
Source: Relevez le défi : devenez entrepreneur.e d’intérêt général !, 2017
Source: Règlement de l’appel à candidature, Promotion 2, Etalab, 2017-09
Source: Diapositives de présentation des défis aux candidats, par les administrations, programme Entrepreneurs d’intérêt général, 2017-10-10
Source: Site du programme Entrepreneurs d’intérêt général, Etalab, 2018, https://entrepreneur-interet-general.etalab.gouv.fr/
"""
    )


def test_a_card_says_no_more_than_is_known_and_cards_stand_apart() -> None:
    card = "Name: A\\x1b[2J\\tB\\nC\nSlug: a\nHost: M, D\nHost: N\nProfile: 2 cooks\nProfile: y\n"
    assert "".join(FORMAT.cards(Dataset((SMALL, SMALL)))) == f"{card}\n{card}"


def test_statistics_are_rows_without_a_header() -> None:
    programme = Programme("P", announced=Announced(1, 2, (Profile(COOK, 2),)))
    counted = Challenge("b", "B", (Host("M"),), (Profile(COOK, 2),))
    dataset = Dataset((counted,), (COOK,), programme=programme)
    assert "".join(FORMAT.statistics(statistics(dataset, dataset))) == (
        "total\t\t1\t2\t100\n"
        "skill\tcook\t1\t2\t100\n"
        "ministry\tM\t1\t2\t100\n"
        "announced\tadds up\t1\t2\t\n"
        "announced skill\tcook\t\t2\t\n"
    )


def test_statistics_say_nothing_of_what_was_not_announced_or_counted() -> None:
    dataset = Dataset((SMALL,), (COOK,))
    assert "".join(FORMAT.statistics(statistics(dataset, dataset))) == (
        "total\t\t1\t\t100\nskill\tcook\t1\t2\t100\nministry\tM\t1\t\t100\nministry\tN\t1\t\t100\n"
    )


def test_the_programme_is_a_card() -> None:
    programme = Programme("P\nQ", months=10, mentors=("one", "two"))
    assert "".join(FORMAT.programme(programme)) == (
        "Name: P\\nQ\nLength: 10 months\nMentor: one\nMentor: two\n"
    )
