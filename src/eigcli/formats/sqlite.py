"""A database for SQLite: the relational form of a dataset, and a full-text index of its prose.

Keys are declared, lists are JSON arrays, and what is not known is `NULL`.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from eigcli.data.model import ENGLISH
from eigcli.errors import EigError
from eigcli.messages import _, in_language, portal_language
from eigcli.report.blocks import Report, Table
from eigcli.report.metadata import VERSION, metadata_of
from eigcli.report.tables import PlainValue, references, relations_of, rows_of

# The columns of challenges whose records have tables of their own: `figures`, `links`, `facts`.
_APART = {"figures", "links", "sources"}


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
    challenges, *others = relations_of(report.dataset)
    columns = [column for column in challenges.columns if column.name not in _APART]
    relations = [challenges._replace(columns=columns), *others]
    for relation in relations:
        _create(connection, relation, relations)
        places = ", ".join("?" * len(relation.columns))
        # Names are quoted, and values never part of the statement.
        statement = f'INSERT INTO "{relation.name}" VALUES ({places})'  # noqa: S608
        for row in rows_of(relation):
            values = [_stored(value) for value in row.values()]
            connection.execute(statement, values)
    _add_metadata(connection, report)
    prose = [c.name for c in columns if c.kind.native or c.kind is ENGLISH]
    options = 'content="challenges", tokenize="unicode61 remove_diacritics 2"'
    index = f"fts5 (slug UNINDEXED, {_listed(prose)}, {options})"
    connection.execute(f"CREATE VIRTUAL TABLE challenges_fts USING {index}")
    connection.execute("INSERT INTO challenges_fts (challenges_fts) VALUES ('rebuild')")


def _create(connection: sqlite3.Connection, relation: Table, relations: Iterable[Table]) -> None:
    """Create the table of a relation, with its keys."""
    lines = []
    for column in relation.columns:
        kind = "TEXT"
        if column.kind.numeric:
            kind = "REAL" if column.kind.fractional else "INTEGER"
        needed = " NOT NULL" if column.name in relation.key else ""
        lines.append(f'"{column.name}" {kind}{needed}')
    if relation.key:
        lines.append(f"PRIMARY KEY ({_listed(relation.key)})")
    for name, target in references(relation, relations):
        key = _listed(target.key)
        lines.append(f'FOREIGN KEY ("{name}") REFERENCES "{target.name}" ({key})')
    body = ",\n  ".join(lines)
    connection.execute(f'CREATE TABLE "{relation.name}" (\n  {body}\n)')


def _add_metadata(connection: sqlite3.Connection, report: Report) -> None:
    """Add a table that says what the data is: a name and a value in each row."""
    dataset = report.dataset
    with in_language(portal_language(dataset.language)):
        metadata = metadata_of(dataset, report.selection(), report.own_title)
        licences = [licence.code or licence.text for licence in metadata.licences]
        values = {
            "name": metadata.name,
            "title": metadata.title,
            "version": metadata.version,
            "modified": metadata.modified,
            "licence": ", ".join(licences),
            "generator": VERSION,
        }
    connection.execute('CREATE TABLE "metadata" ("name" TEXT NOT NULL PRIMARY KEY, "value" TEXT)')
    rows = [(name, value or None) for name, value in values.items()]
    connection.executemany('INSERT INTO "metadata" VALUES (?, ?)', rows)


def _stored(value: PlainValue) -> str | float | None:
    """Return a value as a database has it: a list as JSON."""
    if not isinstance(value, list):
        return value
    if not value:
        return None
    return json.dumps(value, ensure_ascii=False)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
