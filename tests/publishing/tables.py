"""What engineers' tools make of the tables, as they would be used: no option, no conversion."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import sqlite_utils
from conftest import Eig

from eigcli.data.loading import Input, load
from eigcli.data.parts import ALL
from eigcli.report.relations import relations_of

EVERYTHING = load(Input(promotion=(ALL,)))
TABLES = {relation.name: len(relation.table.records) for relation in relations_of(EVERYTHING)}
# By role, how many people were recruited in the promotions of each year.
QUERY = """
SELECT CAST(challenges.year AS TEXT) AS year, people.role, sum(people.recruited) AS recruited
FROM {people} AS people JOIN {challenges} AS challenges ON people.challenge = challenges.slug
WHERE people.recruited > 0 GROUP BY 1, 2 ORDER BY 1, 2
"""


def recruited() -> list[tuple[str, str, int]]:
    """Return what the query should find."""
    counts: dict[tuple[str, str], int] = {}
    for one in EVERYTHING.challenges:
        for profile in one.recruited:
            key = (one.year or "", profile.skill.code)
            counts[key] = counts.get(key, 0) + (profile.count or 0)
    return sorted((*key, count) for key, count in counts.items())


@pytest.fixture
def database(eig: Eig, tmp_path: Path) -> Path:
    eig("export", "--promotion", ALL, "--output", "defis.db")
    return tmp_path / "defis.db"


def asked_of_datasette(database: Path, path: str) -> Any:
    """Return what Datasette answers."""
    command = [sys.executable, "-m", "datasette", str(database), "--get", f"/defis{path}"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_datasette_has_every_table_and_finds_joins_and_labels(database: Path) -> None:
    tables = {table["name"]: table for table in asked_of_datasette(database, ".json")["tables"]}
    assert {name: tables[name]["count"] for name in TABLES} == TABLES
    assert tables["challenges"]["primary_keys"] == ["slug"]
    assert tables["challenges"]["fts_table"] == "challenges_fts"
    found = asked_of_datasette(
        database, "/challenges.json?_search=accidents+maritimes&_shape=array"
    )
    assert "predisauvetage" in [row["slug"] for row in found]
    people = "/people.json?challenge=predisauvetage&_labels=on&_shape=array"
    assert {row["challenge"]["label"] for row in asked_of_datasette(database, people)} == {
        "PrédiSauvetage"
    }
    # Lists are arrays of JSON, by whose values rows are counted.
    facets = asked_of_datasette(database, "/challenges.json?_facet_array=towns&_size=0")
    [towns] = facets["facet_results"].values()
    counts = {town["value"]: town["count"] for town in towns["results"]}
    assert counts["Brest"] == sum("Brest" in one.towns for one in EVERYTHING.challenges)


def test_sqlite_utils_reads_tables_keys_and_the_index(database: Path) -> None:
    opened = sqlite_utils.Database(database)
    assert set(TABLES) <= set(opened.table_names())
    people = opened["people"]
    assert people.pks == ["challenge", "role"]
    assert {key.other_table for key in people.foreign_keys} == {"challenges", "roles"}
    found = opened["challenges"].search("accidents maritimes")
    assert "predisauvetage" in [row["slug"] for row in found]
    rows = opened.query(QUERY.format(people="people", challenges="challenges"))
    assert [tuple(row.values()) for row in rows] == recruited()


def test_duckdb_joins_the_tables_of_a_package(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", ALL, "--format", "datapackage", "--output", "package")
    people, challenges = (tmp_path / "package" / f"{name}.csv" for name in ("people", "defis"))
    query = QUERY.format(people=f"'{people}'", challenges=f"'{challenges}'")
    assert duckdb.sql(query).fetchall() == recruited()


def test_pandas_puts_exports_of_any_promotions_together(eig: Eig, tmp_path: Path) -> None:
    frames = []
    for code in EVERYTHING.promotion_codes:
        eig("export", "--promotion", code, "--output", f"{code}.csv")
        frames.append(pd.read_csv(tmp_path / f"{code}.csv", dtype=str))
    assert len({tuple(frame.columns) for frame in frames}) == 1
    whole = pd.concat(frames)
    counts = whole.groupby("year").size().to_dict()
    years = [one.year for one in EVERYTHING.challenges]
    assert counts == {year: years.count(year) for year in years}
