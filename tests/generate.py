"""Write what follows from the declarations of fields: a schema, tables of the README, a comment.

`python tests/generate.py` brings all of it up to date; a test says when it is not.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from eigcli import dataset
from eigcli.fields import Kind, columns_of, fields_of, keys_of
from eigcli.kinds import Count, Many, Record
from eigcli.model import (
    Announced,
    Challenge,
    Dataset,
    Host,
    Pay,
    Period,
    Programme,
    Recruited,
    Source,
)
from eigcli.profiles import Profiles, Skill
from eigcli.schemas import dataset_schema, json_text

ROOT = Path(__file__).parents[1]
DATA, SCHEMA, README = (
    ROOT / "data" / "challenges.yaml",
    ROOT / "data" / "challenges.schema.json",
    ROOT / "README.md",
)


def table(head: str, rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the lines of a Markdown table."""
    columns = head.split(" | ")
    return [
        f"| {head} |",
        "|" + " --- |" * len(columns),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def column_rows() -> Iterable[tuple[str, str]]:
    """Yield the columns of an export: those that say the same of something else on one line."""
    names: dict[str, list[str]] = {}
    for column in columns_of(Challenge, dataset.load().skills).values():
        if column.exported:
            names.setdefault(column.about, []).append(f"`{column.name}`")
    return ((", ".join(those), about) for about, those in names.items())


def chosen_rows() -> Iterable[tuple[str, str]]:
    """Yield the columns that there are only where they are chosen."""
    for column in columns_of(Challenge).values():
        if not column.exported:
            yield f"`{column.name}`", column.about


def type_text(kind: Kind) -> str:
    """Return what the value of a field is in JSON."""
    if isinstance(kind, Profiles):
        return "objects with `skill` (its code), `french` and `english` (its labels), and `count`"
    if isinstance(kind, Many):
        record = kind.item
        if isinstance(record, Record):
            keys = ", ".join(f"`{f.name}`" for f in fields_of(record.cls))
            return f"objects with {keys}"
        return "texts"
    if isinstance(kind, Record):
        return "an object"
    return "a number" if isinstance(kind, Count) else "a text"


def record_rows(cls: type) -> Iterable[tuple[str, str, str]]:
    """Yield the keys of a record in JSON."""
    return ((f"`{f.name}`", type_text(f.kind), f.about) for f in fields_of(cls))


def key_rows() -> Iterable[tuple[str, str, str]]:
    """Yield every key of a dataset in YAML."""
    parts = [
        ("", Dataset),
        ("`programme`", Programme),
        ("one of `calls`", Period),
        ("one of `pay`", Pay),
        ("`announced`", Announced),
        ("`recruited` of the programme", Recruited),
        ("a skill", Skill),
        ("a source", Source),
        ("a challenge", Challenge),
        ("a host", Host),
    ]
    return ((of, f"`{key}`", about) for of, cls in parts for key, about in keys_of(cls))


def header() -> list[str]:
    """Return the comment on the shape of a challenge."""
    keys = dict(keys_of(Challenge))
    width = max(map(len, keys)) + 1
    return [f"#   {key + ':':<{width}} {about}" for key, about in keys.items()]


def between(text: str, mark: str, lines: list[str], comment: str = "<!-- {} -->") -> str:
    """Return a text with `lines` between its two marks."""
    start, end = (comment.format(word) for word in (mark, f"end of {mark}"))
    block = "\n".join([start, *lines, end])
    pattern = f"{re.escape(start)}\n.*?{re.escape(end)}"
    new, count = re.subn(pattern, lambda _: block, text, flags=re.DOTALL)
    if count != 1:
        raise ValueError(mark)
    return new


def readme(text: str) -> str:
    """Return the README with its tables."""
    for mark, lines in {
        "columns of an export": table("column | what it says", column_rows()),
        "columns to choose": table("column | what it says", chosen_rows()),
        "keys of a défi": table("key | value | what it says", record_rows(Challenge)),
        "keys of a dataset": table("of | key | what it says", key_rows()),
    }.items():
        text = between(text, mark, lines)
    return text


def files() -> dict[Path, str]:
    """Return what each file should hold."""
    data = between(DATA.read_text("utf-8"), "keys of a challenge", header(), "# {}")
    schema = json_text(dataset_schema())
    return {SCHEMA: schema, README: readme(README.read_text("utf-8")), DATA: data}


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
