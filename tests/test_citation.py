"""CITATION.cff agrees with the rest of the project."""

import re
import tomllib
from pathlib import Path

import yaml

import eigcli
from eigcli.data.loading import data_version
from eigcli.data.model import Dataset
from eigcli.report.metadata import metadata_of

ROOT = Path(__file__).parents[1]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
[DATA] = CITATION["references"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_citation_file_names_no_person() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["authors"] == DATA["authors"] == [{"name": "eigcli contributors"}]
    assert CITATION["title"] == PROJECT["name"]


def test_description_and_keywords_are_those_of_the_package() -> None:
    assert CITATION["abstract"] == PROJECT["description"]
    assert CITATION["keywords"] == PROJECT["keywords"]


def test_the_version_is_that_of_the_package_and_of_the_changelog() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    [[version, date], *_older] = re.findall(r"^## (\S+) – (\S+)$", changes, re.MULTILINE)
    assert CITATION["version"] == eigcli.__version__ == version
    # A version that is not released has no date.
    assert str(CITATION.get("date-released", "unreleased")) == date


def test_the_version_of_the_data_is_that_of_its_file_and_of_the_changelog() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert DATA["version"] == data_version() == re.findall(r"(?m)^## Data (\S+)", changes)[0]


def test_the_licences_are_those_of_the_package_and_of_the_data(all_promotions: Dataset) -> None:
    [licence] = metadata_of(all_promotions).licences
    assert DATA["license"] == licence.code
    assert f"{CITATION['license']} AND {DATA['license']}" == PROJECT["license"]
