from arbitrary import datasets
from hypothesis import given

from eigcli.columns import LISTED
from eigcli.formats.plain import cards, table
from eigcli.model import Challenge, Dataset, Host, Profile, Skill
from eigcli.query import find

SMALL = Challenge(
    "a",
    "A\x1b[2J\tB\nC",
    (Host("M", "D"), Host("N")),
    (Profile(Skill("x", english="cook"), 2), Profile(Skill("y"))),
)


def test_a_line_has_the_columns_of_the_list_with_the_slug_first() -> None:
    assert list(table(Dataset((SMALL,)), LISTED)) == [
        "a\t\tA\\x1b[2J\\tB\\nC\tM, D; N\t2 cooks; y\t\n"
    ]


@given(datasets)
def test_every_challenge_is_one_line_with_every_column(dataset: Dataset) -> None:
    lines = list(table(dataset, LISTED))
    assert len(lines) == len(dataset.challenges)
    for line in lines:
        assert line.count("\t") == len(LISTED) - 1
        assert len(line.splitlines()) == 1


def test_a_card_says_everything(bundled: Dataset) -> None:
    assert (
        "".join(cards(find(bundled, ["hopkins"])))
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
    assert "".join(cards(Dataset((SMALL, SMALL)))) == f"{card}\n{card}"
