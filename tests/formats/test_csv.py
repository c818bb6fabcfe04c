import csv
import io
import re

from arbitrary import datasets
from hypothesis import given

from eigcli.columns import LISTED, exported
from eigcli.formats.csv import table
from eigcli.model import Dataset, headcount

HEADER = (
    "number,slug,name,tagline,ministries,departments,skills,"
    "developer,designer,data-scientist,geomatician,project-manager,"
    "profiles,expertise,funding,basis,url\n"
)


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
    lines = list(table(bundled, exported(bundled)))
    assert lines[0] == HEADER
    assert lines[5] == (
        "5,balisenav,b@liseNAV,élaborer une carte maritime augmentée qui renforcera la sécurité en "
        "mer,Ministère des Armées,Service hydrographique et océanographique de la Marine (Shom),"
        "geomatician,0,0,0,2,0,2,géomatique|cartographie|web services|ergonomie,programme,stated,"
        "https://entrepreneur-interet-general.etalab.gouv.fr/defis/2018/balisenav.html\n"
    )


def test_the_columns_of_skills_add_up_to_the_announced_totals(bundled: Dataset) -> None:
    rows = list(csv.DictReader(table(bundled, exported(bundled))))
    sums = [sum(int(row[skill.code]) for row in rows) for skill in bundled.skills]
    assert sums == [8, 5, 11, 2, 1]
    assert sum(int(row["profiles"]) for row in rows) == 27


def test_the_two_ministries_of_lab_sante_stand_beside_their_departments(bundled: Dataset) -> None:
    row = list(csv.DictReader(table(bundled, exported(bundled))))[1]
    assert row["ministries"] == "Ministère des Solidarités et de la Santé|Ministère du Travail"
    assert row["departments"].count("(DREES)|Direction") == 1


@given(datasets)
def test_a_csv_reader_gives_back_exactly_what_went_in(dataset: Dataset) -> None:
    text = "".join(table(dataset, exported(dataset)))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(dataset.challenges)
    for row, challenge in zip(rows, dataset.challenges, strict=True):
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
    for line in table(dataset, LISTED):
        outside = re.sub(r'"(?:[^"]|"")*"', "", line)
        assert outside.endswith("\n")
        assert outside.count("\n") == 1
        assert "\r" not in outside
