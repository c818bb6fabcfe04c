import csv
import io
import re

from arbitrary import datasets
from hypothesis import given

from eigcli.card import programme_card
from eigcli.columns import named
from eigcli.formats.base import Listing
from eigcli.formats.csv import FORMAT
from eigcli.model import Dataset, headcount
from eigcli.query import find
from eigcli.stats import statistics

HEADER = (
    "number,slug,name,tagline,ministries,departments,skills,"
    "developer,designer,data-scientist,geomatician,project-manager,"
    "profiles,expertise,funding,basis,url\n"
)


def exported(dataset: Dataset) -> list[str]:
    return list(FORMAT.table(Listing(dataset)))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def split(cell: str) -> list[str]:
    """Return the values of a cell: separated by `|`, unless there is a backslash before it."""
    values = [""]
    characters = iter(cell)
    for character in characters:
        if character == "|":
            values.append("")
        else:
            values[-1] += next(characters) if character == "\\" else character
    return values if cell else []


def number(value: int | None) -> str:
    return "" if value is None else str(value)


def test_the_header_and_a_row(bundled: Dataset) -> None:
    lines = exported(bundled)
    assert lines[0] == HEADER
    assert lines[5] == (
        "5,balisenav,b@liseNAV,élaborer une carte maritime augmentée qui renforcera la sécurité en "
        "mer,Ministère des Armées,Service hydrographique et océanographique de la Marine (Shom),"
        "geomatician,0,0,0,2,0,2,géomatique|cartographie|web services|ergonomie,programme,stated,"
        "https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/balisenav.html\n"
    )
    assert list(FORMAT.cards(bundled)) == lines


def test_the_columns_of_skills_add_up_to_the_announced_totals(bundled: Dataset) -> None:
    rows = read("".join(exported(bundled)))
    sums = [sum(int(row[skill.code]) for row in rows) for skill in bundled.skills]
    assert sums == [8, 5, 11, 2, 1]
    assert sum(int(row["profiles"]) for row in rows) == 27


def test_the_two_ministries_of_lab_sante_stand_beside_their_departments(bundled: Dataset) -> None:
    row = read("".join(exported(bundled)))[1]
    assert row["ministries"] == "Ministère des Solidarités et de la Santé|Ministère du Travail"
    assert row["departments"].count("(DREES)|Direction") == 1


def test_chosen_columns_come_in_the_order_they_are_named(bundled: Dataset) -> None:
    columns = named(bundled, ["wanted", "note", "slug"])
    lines = FORMAT.table(Listing(find(bundled, ["gobelins", "10"]), columns))
    assert list(lines) == [
        "wanted,note,slug\n",
        "1 developer|1 designer,,gobelins\n",
        "1 developer|1 designer,Le designer y est appelé ergonome.,brigade-numerique\n",
    ]


@given(datasets)
def test_a_csv_reader_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    for row, challenge in zip(read("".join(exported(dataset))), dataset.challenges, strict=True):
        departments = [host.department or "" for host in challenge.hosts]
        assert row["number"] == number(challenge.number)
        assert row["slug"] == challenge.slug
        assert row["name"] == challenge.name
        assert row["tagline"] == (challenge.tagline or "")
        assert split(row["ministries"]) == [host.ministry for host in challenge.hosts]
        assert split(row["departments"]) == (departments if any(departments) else [])
        assert split(row["skills"]) == [profile.skill.code for profile in challenge.profiles]
        for skill in dataset.skills:
            assert row[skill.code] == number(headcount(challenge.profiles, skill.code))
        assert row["profiles"] == number(headcount(challenge.profiles))
        assert split(row["expertise"]) == list(challenge.expertise)
        assert row["funding"] == (challenge.funding or "")
        assert row["basis"] == (challenge.basis or "")
        assert row["url"] == (challenge.page or "")


@given(datasets)
def test_lines_end_with_a_newline_alone_outside_of_quotes(dataset: Dataset) -> None:
    for line in exported(dataset):
        outside = re.sub(r'"(?:[^"]|"")*"', "", line)
        assert outside.endswith("\n")
        assert outside.count("\n") == 1
        assert "\r" not in outside


def test_statistics_are_a_total_and_a_row_for_each_skill_and_ministry(bundled: Dataset) -> None:
    chosen = find(bundled, ["lab-sante", "hopkins"])
    assert "".join(FORMAT.statistics(statistics(chosen, bundled))) == (
        """\
by,name,challenges,profiles,percent
total,,2,5,100
skill,developer,1,1,20
skill,designer,1,1,20
skill,data scientist,2,3,60
ministry,Ministère des Solidarités et de la Santé,1,2,40
ministry,Ministère du Travail,1,2,40
ministry,Ministère de l’Action et des Comptes publics,1,3,60
announced,adds up,13,27,
announced skill,developer,,8,
announced skill,designer,,5,
announced skill,data scientist,,11,
announced skill,geomatician,,2,
announced skill,digital project manager,,1,
"""
    )


def test_statistics_say_where_the_announced_totals_are_not_met(bundled: Dataset) -> None:
    part = find(bundled, ["hopkins"])
    assert "announced,does not add up,13,27,\n" in list(FORMAT.statistics(statistics(part, part)))


@given(datasets)
def test_the_facts_of_the_programme_are_rows(dataset: Dataset) -> None:
    if dataset.programme:
        text = "".join(FORMAT.programme(dataset.programme))
        rows = list(csv.reader(io.StringIO(text, newline="")))
        facts = programme_card(dataset.programme).facts
        name = ["Name", dataset.programme.name]
        assert rows == [["label", "value"], name, *map(list, facts)]
