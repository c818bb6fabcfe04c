"""A database for SQLite and whatever reads its files: the relational form of a dataset.

Keys are declared, lists are arrays of JSON, and what is not known is `NULL`. `challenges_fts` is a
full-text index of all that people read of a challenge, without accents; `about` says what the
database is.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eigcli.columns import Column
from eigcli.data.kinds import Kind
from eigcli.data.metadata import Metadata, metadata_of, version_of
from eigcli.data.model import ENGLISH
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.relations import PlainValue, Relation, relations_of
from eigcli.reports import Listing, Report


def write(report: Report) -> Iterator[bytes]:
    """Yield a database of the challenges of a report, and of all that they name.

    Raises:
        UsageError: for a report of something else, or when columns were chosen.
    """
    if not isinstance(report, Listing):
        raise UsageError(_("a database holds défis only: eig export --output defis.db"))
    if report.columns is not None:
        raise UsageError(_("a database has every column: leave out --columns"))
    dataset = report.described
    relations = [_with_distinct_names(relation) for relation in relations_of(dataset)]
    keys = {relation.name: relation.key for relation in relations}
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for relation in relations:
            connection.execute(_definition(relation, keys))
            _insert(connection, relation.name, relation.rows())
        _add_index(connection, relations[0])
        connection.execute("CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT)")
        _insert(connection, "about", _about(metadata_of(dataset)))
        yield connection.serialize()
    finally:
        connection.close()


def _with_distinct_names(relation: Relation) -> Relation:
    """Return a table of which no two columns are called alike but for case: SQLite takes no other.

    Authors may call keys of their own so.
    """
    taken, columns = set[str](), []
    for column in relation.columns:
        name = column.name
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        columns.append(column._replace(name=name))
    return relation._replace(columns=tuple(columns))


def _definition(relation: Relation, keys: Mapping[str, Sequence[str]]) -> str:
    """Return the statement that makes a table; `keys` are those of all tables, by name."""
    lines = [
        f"{_quoted(column.name)} {_sql_type(column.kind)}"
        f"{' NOT NULL' if column.required or column.name in relation.key else ''}"
        for column in relation.columns
    ]
    lines.append(f"PRIMARY KEY ({_listed(relation.key)})")
    lines += [
        f"FOREIGN KEY ({_listed(columns)}) REFERENCES {_quoted(name)} ({_listed(keys[name])})"
        for columns, name in relation.references
    ]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(relation.name)} (\n  {body}\n)"


def _sql_type(kind: Kind) -> str:
    """Return what SQLite calls the values of a kind."""
    if kind.numeric:
        return "REAL" if kind.fractional else "INTEGER"
    return "TEXT"


def _insert(
    connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[PlainValue]]
) -> None:
    """Insert rows, whose values are for all columns of a table in their order."""
    for row in rows:
        places = ", ".join("?" * len(row))
        # Names are quoted, and values never part of the statement.
        statement = f"INSERT INTO {_quoted(table)} VALUES ({places})"  # noqa: S608
        connection.execute(statement, list(map(_stored, row)))


def _stored(value: PlainValue) -> str | float | None:
    """Return a value as the database has it: a list as JSON, an empty one as nothing known."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value


def _add_index(connection: sqlite3.Connection, challenges: Relation) -> None:
    """Add a full-text index of the texts of challenges, in a table that names theirs."""
    searched = [column.name for column in challenges.columns if _is_prose(column)]
    options = 'content="challenges", tokenize="unicode61 remove_diacritics 2"'
    connection.execute(
        f"CREATE VIRTUAL TABLE challenges_fts USING fts5 ({_listed(searched)}, {options})"
    )
    connection.execute("INSERT INTO challenges_fts (challenges_fts) VALUES ('rebuild')")


def _is_prose(column: Column) -> bool:
    """Return whether people search the texts of a column: they are prose."""
    return column.kind.native or column.kind is ENGLISH


def _about(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Return what the database is: a name and a text, for each thing that is known."""
    stated = {
        "programme": ", ".join(metadata.names),
        "version": version_of(metadata.modified),
        "licence": ", ".join(licence.title for licence in metadata.licences),
        "organiser": ", ".join(metadata.organisers),
    }
    return ((name, text) for name, text in stated.items() if text)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))
