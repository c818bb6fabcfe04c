import pytest

from eigcli.columns import Cell, candidates, exported, listed, named, rows
from eigcli.errors import UsageError
from eigcli.model import Challenge, Dataset, Host, Profile, Skill
from eigcli.query import find

DREES = "Direction de la recherche, des études, de l’évaluation et des statistiques (DREES)"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("number", 2),
        ("slug", "lab-sante"),
        ("name", "Lab Santé"),
        (
            "tagline",
            "participer à la création d’une cellule d’exploitation des données de santé pour améliorer la santé des Français",
        ),
        (
            "hosts",
            (
                f"Ministère des Solidarités et de la Santé, {DREES}",
                f"Ministère du Travail, {DREES}",
            ),
        ),
        ("ministries", ("Ministère des Solidarités et de la Santé", "Ministère du Travail")),
        ("departments", (DREES, DREES)),
        ("wanted", ("1 data scientist", "1 designer")),
        ("skills", ("data-scientist", "designer")),
        ("data-scientist", 1),
        ("developer", 0),
        ("profiles", 2),
        ("expertise", ("data science", "datavisualisation", "design de service")),
        ("funding", "programme"),
        ("basis", "inferred"),
        ("url", "https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/labsante.html"),
        ("sources", ("article", "reglement", "site")),
        ("note", "Répartition déduite des totaux annoncés et de l’expertise publiée."),
    ],
)
def test_a_column_says_one_thing_of_a_challenge(bundled: Dataset, name: str, cell: Cell) -> None:
    chosen = find(bundled, ["lab-sante"])
    assert list(rows(chosen, named(chosen, [name]))) == [[cell]]


def test_what_is_not_known_is_told_from_what_is_not_there() -> None:
    cook, baker = Skill("cook"), Skill("baker")
    challenge = Challenge("a", "A", (Host("M"), Host("N", "D")), (Profile(cook),))
    dataset = Dataset((challenge,), (cook, baker))
    names = ["cook", "baker", "profiles", "departments", "number", "expertise"]
    assert list(rows(dataset, named(dataset, names))) == [[None, 0, None, ("", "D"), None, ()]]


def test_columns_come_in_the_order_they_are_named_as_often_as_they_are(bundled: Dataset) -> None:
    names = ["url", "slug", "geomatician", "slug"]
    assert [column.name for column in named(bundled, names)] == names


def test_a_list_begins_with_the_slug_and_an_export_has_a_column_for_each_skill(
    bundled: Dataset,
) -> None:
    assert [column.name for column in listed(bundled)] == [
        *("slug", "number", "name", "hosts", "wanted", "tagline"),
    ]
    assert [column.name for column in exported(bundled)] == [
        *("number", "slug", "name", "tagline", "ministries", "departments", "skills"),
        *("developer", "designer", "data-scientist", "geomatician", "project-manager"),
        *("profiles", "expertise", "funding", "basis", "url"),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("slgu", "no column is called 'slgu'; did you mean slug?"),
        ("develper", "no column is called 'develper'; did you mean developer?"),
        ("", "no column is called ''."),
    ],
)
def test_an_unknown_column_is_named_with_the_nearest_and_what_there_is(
    bundled: Dataset, name: str, said: str
) -> None:
    with pytest.raises(UsageError) as mistake:
        named(bundled, ["slug", name])
    assert str(mistake.value) == (
        f"{said} The columns are number, slug, name, tagline, hosts, ministries, departments, "
        "wanted, skills, profiles, expertise, funding, basis, url, sources, note, developer, "
        "designer, data-scientist, geomatician, project-manager."
    )


@pytest.mark.parametrize(
    ("begun", "before"),
    [("", ""), ("na", ""), ("slug,", "slug,"), ("slug,number,na", "slug,number,")],
)
def test_the_last_of_the_names_is_completed(bundled: Dataset, begun: str, before: str) -> None:
    values = [value for value, _ in candidates(bundled, begun)]
    assert len(values) == len(set(values)) == 21
    assert {f"{before}name", f"{before}note", f"{before}developer"} <= set(values)
    assert all(value.startswith(before) for value in values)


def test_a_skill_called_like_a_column_has_a_column_of_its_own() -> None:
    note = Skill("note")
    challenge = Challenge("a", "A", (Host("M"),), (Profile(note, 3),), note="N")
    dataset = Dataset((challenge,), (note,))
    assert "note" not in [column.name for column in exported(dataset)]
    [counted, said] = named(dataset, ["skill:note", "note"])
    assert (counted.cell(challenge), said.cell(challenge)) == (3, "N")
