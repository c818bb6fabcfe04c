"""A database for SQLite: the relational form of a dataset, and a full-text index of its prose.

Keys are declared, lists are JSON arrays, and what is not known is `NULL`.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from eigcli.data.model import ENGLISH
from eigcli.errors import EigError
from eigcli.messages import _
from eigcli.report.blocks import Report
from eigcli.report.tables import PlainValue, references, relations_of, rows_of


def write(report: Report) -> Iterator[bytes]:
    """Yield a database of the dataset of a report.

    Raises:
        EigError: if SQLite cannot hold it: a table has 2,000 columns at most.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            _fill(connection, report)
        except sqlite3.Error as error:
            raise EigError(_("SQLite cannot hold this: {reason}", reason=error)) from None
        yield connection.serialize()


def _fill(connection: sqlite3.Connection, report: Report) -> None:
    relations = relations_of(report.dataset)
    for relation in relations:
        lines = []
        for column in relation.columns:
            number = "REAL" if column.kind.fractional else "INTEGER"
            kind = number if column.kind.numeric else "TEXT"
            lines.append(f'"{column.name}" {kind}{" NOT NULL" * (column.name in relation.key)}')
        if relation.key:
            lines.append(f"PRIMARY KEY ({_listed(relation.key)})")
        lines += [
            f'FOREIGN KEY ("{column}") REFERENCES "{target.name}" ({_listed(target.key)})'
            for column, target in references(relation, relations)
        ]
        body = ",\n  ".join(lines)
        connection.execute(f'CREATE TABLE "{relation.name}" (\n  {body}\n)')
        for row in rows_of(relation):
            # Names are quoted, and values never part of the statement.
            statement = f'INSERT INTO "{relation.name}" VALUES ({", ".join("?" * len(row))})'  # noqa: S608
            connection.execute(statement, list(map(_stored, row.values())))
    prose = _listed(c.name for c in relations[0].columns if c.kind.native or c.kind is ENGLISH)
    options = 'content="challenges", tokenize="unicode61 remove_diacritics 2"'
    index = f"fts5 (slug UNINDEXED, {prose}, {options})"
    connection.execute(f"CREATE VIRTUAL TABLE challenges_fts USING {index}")
    connection.execute("INSERT INTO challenges_fts (challenges_fts) VALUES ('rebuild')")


def _stored(value: PlainValue) -> str | float | None:
    """Return a value as a database has it: a list as JSON."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
