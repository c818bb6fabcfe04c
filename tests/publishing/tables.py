"""What engineers' tools make of the tables, as they would be used: no option, no conversion."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from conftest import Eig

from eigcli.data.loading import bundled
from eigcli.data.promotions import ALL
from eigcli.report.tables import relations_of

EVERYTHING = bundled().dataset
TABLES = {relation.name: len(relation.records) for relation in relations_of(EVERYTHING)}
# By role, how many people were recruited in the promotions of each year.
QUERY = """
SELECT CAST(challenges.year AS TEXT) AS year, people.role, sum(people.recruited) AS recruited
FROM '{folder}/people.csv' AS people
JOIN '{folder}/defis.csv' AS challenges ON people.challenge = challenges.slug
WHERE people.recruited > 0 GROUP BY 1, 2 ORDER BY 1, 2
"""


def recruited() -> list[tuple[str, str, int]]:
    """Return what the query should find."""
    counts = Counter[tuple[str, str]]()
    for one in EVERYTHING.challenges:
        for profile in one.recruits:
            counts[str(one.year or ""), profile.skill.code] += profile.count or 0
    return sorted((*key, count) for key, count in counts.items())


def asked_of_datasette(database: Path, path: str) -> Any:
    """Return what Datasette answers."""
    command = [sys.executable, "-m", "datasette", str(database), "--get", f"/defis{path}"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_datasette_has_every_table_and_finds_joins_and_labels(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", ALL, "--output", "defis.db")
    database = tmp_path / "defis.db"
    tables = {table["name"]: table for table in asked_of_datasette(database, ".json")["tables"]}
    assert {name: tables[name]["count"] for name in TABLES} == TABLES
    assert tables["challenges"]["primary_keys"] == ["slug"]
    assert tables["people"]["primary_keys"] == ["challenge", "role"]
    assert tables["challenges"]["fts_table"] == "challenges_fts"
    search = "/challenges.json?_search=accidents+maritimes&_shape=array"
    assert "predisauvetage" in [row["slug"] for row in asked_of_datasette(database, search)]
    people = "/people.json?challenge=predisauvetage&_labels=on&_shape=array"
    assert {row["challenge"]["label"] for row in asked_of_datasette(database, people)} == {
        "PrédiSauvetage"
    }
    # Lists are arrays of JSON, by whose values rows are counted.
    facets = asked_of_datasette(database, "/challenges.json?_facet_array=towns&_size=0")
    [towns] = facets["facet_results"].values()
    counts = {town["value"]: town["count"] for town in towns["results"]}
    assert counts["Brest"] == sum("Brest" in one.towns for one in EVERYTHING.challenges)


def test_duckdb_joins_the_tables_of_a_package(eig: Eig, tmp_path: Path) -> None:
    eig("export", "--promotion", ALL, "--format", "datapackage", "--output", "package")
    query = QUERY.format(folder=tmp_path / "package")
    assert duckdb.sql(query).fetchall() == recruited()


def test_pandas_puts_exports_of_any_promotions_together(eig: Eig, tmp_path: Path) -> None:
    frames = []
    for code in EVERYTHING.promotion_codes:
        eig("export", "--promotion", code, "--output", f"{code}.csv")
        frames.append(pd.read_csv(tmp_path / f"{code}.csv", dtype=str))
    assert len({tuple(frame.columns) for frame in frames}) == 1
    counts = pd.concat(frames).groupby("year").size().to_dict()
    assert counts == Counter(str(one.year) for one in EVERYTHING.challenges)
