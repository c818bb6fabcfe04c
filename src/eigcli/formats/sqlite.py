"""A database for SQLite: the relational form of a dataset, and a full-text index of its prose.

Keys are declared, lists are arrays of JSON, and what is not known is `NULL`; `about` says what the
database is.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from eigcli.data.metadata import metadata_of, version_of
from eigcli.data.model import ENGLISH
from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.report.blocks import Column, Report
from eigcli.report.relations import PlainValue, Relation, relations_of


def write(report: Report) -> Iterator[bytes]:
    """Yield a database of the dataset of a report.

    Raises:
        EigError: where SQLite cannot hold it, as it does not more than 2,000 columns.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _fill(connection, report)
        yield connection.serialize()
    except sqlite3.Error as error:
        unheld = _("SQLite cannot hold this: {reason}")
        raise EigError(unheld, reason=error) from None
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, report: Report) -> None:
    relations = relations_of(report.dataset)
    keys = {relation.name: relation.key for relation in relations}
    for relation in relations:
        columns = relation.table.columns
        connection.execute(_definition(relation, _distinct(columns), keys))
        _insert(connection, relation.name, len(columns), relation.rows)
    columns = relations[0].table.columns
    named = zip(columns, _distinct(columns), strict=True)
    prose = [name for column, name in named if column.kind.native or column.kind is ENGLISH]
    options = 'content="challenges", tokenize="unicode61 remove_diacritics 2"'
    index = f"CREATE VIRTUAL TABLE challenges_fts USING fts5 ({_listed(prose)}, {options})"
    connection.execute(index)
    connection.execute("INSERT INTO challenges_fts (challenges_fts) VALUES ('rebuild')")
    metadata = metadata_of(report.dataset)
    about = {
        "programme": metadata.names,
        "version": [version_of(metadata.modified)],
        "licence": [one.title for one in metadata.licences],
        "organiser": metadata.organisers,
    }
    connection.execute("CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT)")
    rows = ((name, ", ".join(texts)) for name, texts in about.items() if texts)
    _insert(connection, "about", 2, rows)


def _distinct(columns: Sequence[Column]) -> list[str]:
    """Return names of columns of which no two are alike but for case: SQLite takes no other."""
    taken: dict[str, str] = {}
    for column in columns:
        name = column.name
        while name.lower() in taken:
            name += "_"
        taken[name.lower()] = name
    return list(taken.values())


def _definition(relation: Relation, names: list[str], keys: dict[str, Sequence[str]]) -> str:
    """Return the statement that makes a table; `keys` are those of all tables, by name."""
    lines = [
        f'"{name}" {_type(column)}{" NOT NULL" * (column.name in relation.key)}'
        for name, column in zip(names, relation.table.columns, strict=True)
    ]
    lines += [f"PRIMARY KEY ({_listed(relation.key)})"] * bool(relation.key)
    lines += [
        f'FOREIGN KEY ("{column}") REFERENCES "{other}" ({_listed(keys[other])})'
        for column, other in relation.references
    ]
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{relation.name}" (\n  {body}\n)'


def _type(column: Column) -> str:
    return ("REAL" if column.kind.fractional else "INTEGER") if column.kind.numeric else "TEXT"


def _insert(
    connection: sqlite3.Connection, table: str, width: int, rows: Iterable[Sequence[PlainValue]]
) -> None:
    places = ", ".join("?" * width)
    stored = (
        [
            (json.dumps(value, ensure_ascii=False) if value else None)
            if isinstance(value, list)
            else value
            for value in row
        ]
        for row in rows
    )
    # Names are quoted, and values never part of the statement.
    connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', stored)  # noqa: S608


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
