"""A database: what is in it, read by Python's own `sqlite3`."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from arbitrary import datasets
from build import challenge, cited
from build import dataset as dataset_of
from conftest import Eig, Screen
from hypothesis import given

from eigcli import __version__
from eigcli.data.model import Dataset, Programme, Source
from eigcli.formats.sqlite import write
from eigcli.relations import relations_of
from eigcli.reports import Listing


def opened(dataset: Dataset) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(b"".join(write(Listing(dataset))))
    return connection


@pytest.fixture
def database(all_promotions: Dataset) -> Iterator[sqlite3.Connection]:
    with closing(opened(all_promotions)) as connection:
        yield connection


def rows(connection: sqlite3.Connection, query: str, *values: Any) -> list[Any]:
    return connection.execute(query, values).fetchall()


@given(datasets)
def test_a_database_has_every_value_of_every_table_and_its_keys_hold(dataset: Dataset) -> None:
    with closing(opened(dataset)) as connection:
        assert rows(connection, "PRAGMA integrity_check") == [("ok",)]
        assert rows(connection, "PRAGMA foreign_key_check") == []
        for relation in relations_of(dataset):
            stored = rows(connection, f"SELECT * FROM {relation.name} ORDER BY rowid")
            assert [
                [
                    json.loads(value or "[]") if column.kind.several else value
                    for column, value in zip(relation.columns, row, strict=True)
                ]
                for row in stored
            ] == list(relation.rows())


def test_types_and_keys_are_declared(database: sqlite3.Connection) -> None:
    columns = {
        name: (type_, key)
        for _, name, type_, _, _, key in rows(database, "PRAGMA table_info(people)")
    }
    assert columns == {
        "challenge": ("TEXT", 1),
        "role": ("TEXT", 2),
        "sought": ("INTEGER", 0),
        "recruited": ("INTEGER", 0),
    }
    references = {row[2:5] for row in rows(database, "PRAGMA foreign_key_list(host_bodies)")}
    assert references == {
        ("bodies", "body", "name"),
        ("hosts", "challenge", "challenge"),
        ("hosts", "host", "host"),
    }


def test_a_query_joins_what_a_question_is_about(
    database: sqlite3.Connection, all_promotions: Dataset
) -> None:
    by_year = (
        "SELECT year, sum(people.recruited) FROM people"
        " JOIN challenges ON challenge = slug WHERE role = 'designer' GROUP BY year"
    )
    designers = Counter[str | None]()
    families = dict[str, set[str]]()
    for one in all_promotions.challenges:
        designers[one.year] += sum(
            p.count or 0 for p in one.recruited if p.skill.code == "designer"
        )
        for family in (family for host in one.hosts for family in host.families):
            families.setdefault(family.code, set()).add(one.slug)
    counted = {year: count for year, count in rows(database, by_year) if count}
    assert counted == {year: count for year, count in designers.items() if count}
    by_family = (
        "SELECT family, count(DISTINCT challenge) FROM host_bodies"
        " JOIN bodies ON body = bodies.name WHERE family IS NOT NULL GROUP BY family"
    )
    assert dict(rows(database, by_family)) == {code: len(slugs) for code, slugs in families.items()}


@pytest.mark.parametrize("words", ["prevenir accidents", "ACCIDENTS MARITIMES", "sea"])
def test_texts_are_found_in_any_case_and_without_accents(
    database: sqlite3.Connection, words: str
) -> None:
    found = rows(
        database,
        "SELECT slug FROM challenges WHERE rowid IN"
        " (SELECT rowid FROM challenges_fts WHERE challenges_fts MATCH ?)",
        words,
    )
    assert ("predisauvetage",) in found


def test_a_database_says_what_it_is() -> None:
    sources = (Source(key="k", title="T", date="2026-08-20T10:00"),)
    call = Programme(
        name="P", organiser="O", licence="etalab-2.0", sources=tuple(map(cited, sources))
    )
    with closing(
        opened(dataset_of(challenge(), programmes=(call,), sources=sources))
    ) as connection:
        assert dict(rows(connection, "SELECT * FROM about")) == {
            "programme": "P",
            "organiser": "O",
            "licence": "Licence Ouverte 2.0",
            "version": f"eig {__version__}, data 2026-08-20",
        }
    with closing(opened(dataset_of(challenge()))) as connection:
        assert rows(connection, "SELECT * FROM about") == [("version", f"eig {__version__}")]


def test_keys_of_ones_own_are_columns_even_where_case_alone_tells_them(
    eig: Eig, tmp_path: Path
) -> None:
    (tmp_path / "d.yaml").write_text("challenges: [{slug: a, name: A, x-B: 1, x-b: [c, d]}]")
    assert eig("export", "-d", "d.yaml", "-o", "d.db").returncode == 0
    with closing(sqlite3.connect(tmp_path / "d.db")) as connection:
        assert rows(connection, 'SELECT "x-B", "x-b_" FROM challenges') == [(1, '["c", "d"]')]


def test_a_database_is_the_same_in_every_language(eig: Eig, tmp_path: Path) -> None:
    written = []
    for language in ("en", "fr"):
        done = eig("list", "-p", "all", "-m", "culture", "--lang", language, "-o", f"{language}.db")
        assert done.returncode == 0
        written.append((tmp_path / f"{language}.db").read_bytes())
    assert written[0] == written[1]


def test_a_database_has_the_calls_of_what_is_chosen_alone(eig: Eig, tmp_path: Path) -> None:
    eig("export", "-p", "all", "--skill", "lawyer", "--output", "x.db")
    slugs = eig("list", "-p", "all", "--skill", "lawyer", "-c", "slug").stdout.split()
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        assert rows(connection, "SELECT count(*) FROM challenges") == [(len(slugs),)]
        assert 0 < rows(connection, "SELECT count(*) FROM promotions")[0][0] < 8


def test_a_database_is_no_text_for_a_terminal(screen: Screen) -> None:
    assert "not text for a terminal" in screen("list", "--format", "sqlite")
