"""Write what follows from the code: a schema, tables of the reference, a comment, examples.

`python tools/generate.py` brings all of it up to date; a test says when it is not.
"""

import inspect
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from eigcli import cli  # noqa: F401 - it registers the commands
from eigcli.app import COMMANDS
from eigcli.data.kinds import Kind, Many, Named, Pairs, Record, fields_of
from eigcli.data.loading import records_of
from eigcli.data.model import Challenge, Dataset
from eigcli.data.schemas import dataset_schema
from eigcli.data.starter import headings, key_comments, keys_of
from eigcli.formats import FORMATS
from eigcli.formats.records import json_text
from eigcli.messages import _, in_language, language
from eigcli.report.columns import challenge_columns
from eigcli.report.relations import relations_of
from eigcli.text import packaged_text

ROOT = Path(__file__).parents[1]
DATA, SCHEMA = ROOT / "data" / "challenges.yaml", ROOT / "data" / "challenges.schema.json"
# The reference in each language.
REFERENCES = {"en": ROOT / "docs" / "reference.md", "fr": ROOT / "docs" / "reference.fr.md"}
# What `eig` shows, for those who have not installed it.
EXAMPLES = ROOT / "docs" / "examples"
# What a package for a portal says of how sure the data is, in each language.
SURENESS = {"en": "readme_eigcli.md", "fr": "lisezmoi_eigcli.md"}

# What the tables say in French besides the messages of the program.
_FRENCH = {
    "command | what it does": "commande | ce qu’elle fait",
    "format | what it is | suffixes": "format | ce que c’est | extensions",
    "column | what it says": "colonne | ce qu’elle dit",
    "table | what it has | columns": "table | ce qu’elle contient | colonnes",
    "those of an export": "celles d’un export",
    "key | value | what it says": "clé | valeur | ce qu’elle dit",
    "key | what it says": "clé | ce qu’elle dit",
    "a text": "un texte",
    "texts": "des textes",
    "a number": "un nombre",
    "objects with {keys}": "des objets avec {keys}",
}


def translated(text: str) -> str:
    """Return a text of the tables in the language of messages."""
    return _FRENCH[text] if language() == "fr" else text


def table(head: str, rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the lines of a Markdown table, its head in the language of messages."""
    columns = head.split(" | ")
    return [
        f"| {translated(head)} |",
        "|" + " --- |" * len(columns),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def command_rows() -> Iterable[tuple[str, str]]:
    """Yield the commands, with the first line of their help."""
    for name, function in COMMANDS.items():
        about = _(inspect.cleandoc(function.__doc__ or "")).partition("\n")[0]
        yield f"`eig {name}`", about


def format_rows() -> Iterable[tuple[str, str, str]]:
    """Yield the formats, and the suffixes of files that are written in each."""
    for name, entry in FORMATS.items():
        yield f"`{name}`", _(entry.about), ", ".join(f"`{suffix}`" for suffix in entry.suffixes)


def column_rows(*, exported: bool) -> Iterable[tuple[str, str]]:
    """Yield the columns of an export, or those that there are only where they are chosen.

    Those that say the same of something else are on one line.
    """
    names: dict[str, list[str]] = {}
    nothing = Dataset(challenges=())
    for column in challenge_columns(nothing, [*records_of(nothing, "skills").values()]).values():
        if column.exported == exported:
            names.setdefault(column.about, []).append(f"`{column.name}`")
    return ((", ".join(columns), about) for about, columns in names.items())


def table_rows() -> Iterable[tuple[str, str, str]]:
    """Yield the tables of the relational form, with their columns and what these are keys of."""
    for relation in relations_of(Dataset(challenges=())):
        tables = dict(relation.references)
        columns = (
            f"`{column.name}`" + (f" (`{tables[column.name]}`)" if column.name in tables else "")
            for column in relation.table.columns
        )
        shown = translated("those of an export")
        if relation.name != "challenges":
            shown = ", ".join(columns)
        yield f"`{relation.name}`", relation.table.title, shown


def type_text(kind: Kind) -> str:
    """Return what the value of a field is in JSON."""
    if isinstance(kind, Pairs):
        return objects_with(exported_keys(kind.cls))
    if isinstance(kind, Many):
        item = kind.item
        if isinstance(item, Record) and not isinstance(item, Named):
            return objects_with(fields_of(item.cls))
        return translated("texts")
    return translated("a number" if kind.numeric else "a text")


def objects_with(keys: Iterable[str]) -> str:
    """Return what a list of objects with these keys is called."""
    return translated("objects with {keys}").format(keys=", ".join(f"`{key}`" for key in keys))


def exported_keys(cls: Any) -> Iterable[str]:
    """Return the keys of a pair in JSON: of one that says nothing."""
    first, *_others = fields_of(cls).values()
    named = first.kind.cls
    exported: dict[str, Any] = cls(
        **{first.name: named(**dict.fromkeys(fields_of(named)))}
    ).exported()
    return exported


def record_rows(cls: type) -> Iterable[tuple[str, str, str]]:
    """Yield the keys of a record in JSON."""
    return ((f"`{f.name}`", type_text(f.kind), _(f.about)) for f in fields_of(cls).values())


def key_tables() -> Iterable[str]:
    """Yield the lines of a table for each thing that has keys in YAML, with its heading."""
    for cls, heading in headings().items():
        yield from ["", f"### {heading}", ""]
        yield from table("key | what it says", ((f"`{k}`", about) for k, about in keys_of(cls)))
    yield ""


def sureness(name: str) -> list[str]:
    """Return the lines of the table of how sure each kind of fact is, in a language."""
    lines = packaged_text(f"formats/{SURENESS[name]}").splitlines()
    return [line for line in lines if line.startswith("|")]


def between(text: str, mark: str, lines: list[str], comment: str = "<!-- {} -->") -> str:
    """Return a text with `lines` between its two marks."""
    start, end = (comment.format(word) for word in (mark, f"end of {mark}"))
    block = "\n".join([start, *lines, end])
    pattern = f"{re.escape(start)}\n.*?{re.escape(end)}"
    new, count = re.subn(pattern, lambda _: block, text, flags=re.DOTALL)
    if count != 1:
        raise ValueError(mark)
    return new


# What stands between the marks of a reference.
TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "commands": lambda: table("command | what it does", command_rows()),
    "formats": lambda: table("format | what it is | suffixes", format_rows()),
    "columns of an export": lambda: table("column | what it says", column_rows(exported=True)),
    "tables": lambda: table("table | what it has | columns", table_rows()),
    "columns to choose": lambda: table("column | what it says", column_rows(exported=False)),
    "keys of a défi": lambda: table("key | value | what it says", record_rows(Challenge)),
    "keys of a dataset": key_tables,
}


def reference(text: str, name: str) -> str:
    """Return a reference in a language, with its tables."""
    with in_language(name):
        for mark, lines in TABLES.items():
            text = between(text, mark, [*lines()])
    return between(text, "how sure", sureness(name))


def example_package() -> str:
    """Return what the package of promotion 2 says of itself."""
    with tempfile.TemporaryDirectory() as folder:
        _eig("export", "--format", "datapackage", "--output", f"{folder}/paquet")
        return Path(folder, "paquet", "LISEZMOI.md").read_text("utf-8")


# What is drawn, and how wide.
SCREENS = [
    (80, "list --skill designer"),
    (120, "list --skill designer"),
    (180, "list --promotion 3,4,6 --search mer"),
    (80, "list --promotion 3,4,6 --search mer --columns name,towns,repository"),
    (80, "show refugies-info"),
    (80, "stats --by skill --by theme"),
    (80, "stats --promotion 4,5,6 --by family --by region --by phase"),
    (60, "promotions 4 5 6"),
    (80, "promotions 4 5 6"),
    (140, "promotions 4 5 6"),
    (80, "programme --promotion 7"),
]


def example_screens() -> str:
    """Return what terminals show, without their colours."""
    return "\n".join(
        f"$ eig {line}   # {columns} columns\n{_eig(*line.split(), '-f', 'table', columns=columns)}"
        for columns, line in SCREENS
    )


def _eig(*arguments: str, columns: int = 80) -> str:
    """Return what `eig` prints in a pipe, in English."""
    environment = {"PATH": os.environ["PATH"], "COLUMNS": str(columns), "EIG_LANG": "en"}
    command = [str(Path(sys.executable).with_name("eig")), *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


# What writes each example, by its name.
WRITERS: dict[str, Callable[[], str]] = {
    "screens.txt": example_screens,
    "paquet/LISEZMOI.md": example_package,
}


def files() -> dict[Path, str]:
    """Return what each file should hold, but for the examples."""
    with in_language("en"):
        data = between(
            DATA.read_text("utf-8"), "keys of a challenge", key_comments(Challenge), "# {}"
        )
        schema = json_text(dataset_schema())
    references = {
        path: reference(path.read_text("utf-8"), name) for name, path in REFERENCES.items()
    }
    return {SCHEMA: schema, DATA: data, **references}


def examples() -> dict[Path, str]:
    """Return what each example should hold."""
    return {EXAMPLES / name: write() for name, write in WRITERS.items()}


if __name__ == "__main__":
    # The examples are of what the other files say.
    for make in (files, examples):
        for path, text in make().items():
            path.write_text(text, "utf-8")
