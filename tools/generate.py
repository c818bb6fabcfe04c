"""Write what follows from declarations and data: schema, comments, tables, dictionary, pictures.

And the digest of the data, while its version is not released.

`python tools/generate.py` brings all of it up to date; a test says when it is not.
"""

import json
import re
from collections.abc import Container, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml
from schemas import Schema, dataset_schema, export_schema
from typed_records import typed_records

from eigcli.app import command_lines, options_of
from eigcli.cli import Choice  # and all commands
from eigcli.data import model
from eigcli.data.fields import Field
from eigcli.data.kinds import Kind, ListOf, RecordKind, VocabularyOf, fields_by_key, fields_of
from eigcli.data.loading import bundled, data_version
from eigcli.data.model import Challenge, Dataset
from eigcli.data.spreadsheet import WORDS
from eigcli.formats import FORMATS, TERMINAL, svg
from eigcli.formats.data import json_text
from eigcli.messages import _, in_french, in_language, language, ngettext
from eigcli.options import Input
from eigcli.query.choosing import Answer, answer
from eigcli.query.counting import MEASURES
from eigcli.query.facets import COUNTED, FIELDS_ASKED, FILTERS
from eigcli.query.filters import Filters
from eigcli.report.blocks import Column
from eigcli.report.counts import stats
from eigcli.report.tables import challenge_columns, exported_columns, references, relations_of
from eigcli.text import packaged_text

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data" / "challenges.yaml"
DIGEST = ROOT / "data" / "digest.txt"
CHANGES = ROOT / "CHANGELOG.md"
# The JSON Schemas that `eig schema` prints, but for that of counts.
SCHEMAS = {"challenges": dataset_schema, "export": export_schema}
# The reference and the dictionary in each language.
COUNTS_SCHEMA = ROOT / "data" / "stats.schema.json"
API = ROOT / "src" / "eigcli" / "api.py"
TYPED = ROOT / "src" / "eigcli" / "typed.py"
# The names that the functions in Python take, by the names of their types.
LITERALS = {
    "FormatName": [name for name in FORMATS if name != TERMINAL],
    "FacetName": COUNTED,
}
REFERENCES = {"en": ROOT / "docs" / "reference.md", "fr": ROOT / "docs" / "reference.fr.md"}
DICTIONARIES = {"en": ROOT / "docs" / "dictionary.md", "fr": ROOT / "docs" / "dictionary.fr.md"}
PICTURES = {
    "en": ROOT / "docs" / "images" / "chart.svg",
    "fr": ROOT / "docs" / "images" / "chart.fr.svg",
}
SURENESS = {"en": "readme_eigcli.md", "fr": "lisezmoi_eigcli.md"}
# The dataset that `eig init` writes; the records whose keys it explains, in its order, and how.
STARTERS = {name: ROOT / "src" / "eigcli" / "data" / f"starter.{name}.yaml" for name in REFERENCES}
_NAMES = (
    "Dataset Programme Period Pay Totals Family Subject Body Town Skill Source Challenge Host Figure"
    " Link"
)
EXPLAINED: list[Any] = [getattr(model, name) for name in _NAMES.split()]
INDENT = "    "
_EXPLANATION = r"(?m)^# (.+)\n(?:#   .+\n)+"
_EMPTY = Dataset(challenges=())
_COUNTS = "What `eig stats` gives as CSV and JSON; `eig schema stats` explains each column."
_DATES = "Dates are as precise as they are known: `2018`, `2018-01`, `2018-01-15`, or with a time."
_MADE = "Made from the declarations by `tools/generate.py`. · [Reference](reference.md)"

# The French of texts in the tables that are not messages of the program.
_FRENCH = yaml.safe_load(Path(__file__).with_name("french.yaml").read_text("utf-8"))


def translated(text: str) -> str:
    """Return a text of the tables in the language of messages."""
    return _FRENCH.get(text, text) if language() == "fr" else text


def table(head: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, its head in the language of messages."""
    names = translated(head).split(" | ")
    lines = [names, ["---"] * len(names), *rows]
    for line in lines:
        yield f"| {' | '.join(line)} |"


def type_of(kind: Kind, field: Field | None = None) -> str:
    """Return the type of a value for people, with its unit."""
    name = translated(_type_name(kind, field))
    if kind.several:
        name += "s"
    if field and field.unit[0]:
        # `N months`: a number here would look like a value.
        unit = ngettext(*field.unit, 2, count="N")
        name += f" ({unit})"
    return name


def _type_name(kind: Kind, field: Field | None) -> str:
    """Return what one value of a kind is, in English."""
    item = kind.item if isinstance(kind, ListOf) else kind
    is_record = isinstance(item, RecordKind | VocabularyOf)
    if kind.dated:
        return "date"
    if kind.link:
        return "address"
    if field and is_record and not getattr(kind, "as_texts", False):
        return "record"
    return "number" if kind.numeric else "text"


def starter(text: str) -> str:
    """Return the text of a starter with the keys of records as they are declared now."""
    classes = iter(EXPLAINED)

    def explained(match: re.Match[str]) -> str:
        return "\n".join((f"# {match[1]}", *key_comments(next(classes)), ""))

    return re.sub(_EXPLANATION, explained, text)


def headings() -> dict[Any, str]:
    """Return the classes of records whose keys are explained, each with its heading."""
    texts = re.findall(_EXPLANATION, STARTERS[language()].read_text("utf-8"))
    return dict(zip(EXPLAINED, texts, strict=True))


def key_comments(cls: Any) -> list[str]:
    """Return a comment on each key of a record."""
    keys = dict(keys_of(cls))
    width = max(map(len, keys)) + 1
    return [f"#   {key + ':':<{width}} {about}" for key, about in keys.items()]


def keys_of(cls: Any) -> Iterator[tuple[str, str]]:
    """Yield the key of each field of a record, with the sentence that explains it."""
    for key, declared in fields_by_key(cls).items():
        if key != declared.name or declared.successor:
            continue
        about = _(declared.about)
        codes = [f"`{code}`" for code in declared.kind.choices]
        if codes and codes[0] not in about:
            about = translated("{about}: {codes}").format(about=about, codes=", ".join(codes))
        required = translated("{about}; required").format(about=about)
        yield key, required if declared.required else about
    if cls.rule == "own":
        yield "x-…", translated("a key of your own: a text, a number or a list of texts")


def challenge_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each column or key of a challenge; names with the same text share a row."""
    fields = fields_of(Challenge)
    about = dict(keys_of(Challenge))
    records = translated("record") + "s"
    rows: dict[str, tuple[str, ...]] = {}
    for name, column in challenge_columns(_EMPTY).items():
        field = fields.get(name)
        text = about.get(name, column.about)
        quoted = f"`{name}`"
        if text in rows:
            names, *rest = rows[text]
            rows[text] = (f"{names}, {quoted}", *rest)
            continue
        kind = type_of(column.kind, field)
        if kind == records:
            kind += f" ({translated('texts in CSV')})"
        places = ", ".join(_places(column, field, about))
        rows[text] = (quoted, kind, places, text)
    yield from rows.values()


def _places(column: Column, field: Field | None, keys: Container[str]) -> Iterator[str]:
    """Yield the formats and options in which a column or key of a challenge stands.

    Args:
        column: the column.
        field: the field that it shows, if any.
        keys: the keys that files may have.
    """
    exported = [exported.name for exported in exported_columns(_EMPTY)]
    yield "CSV" if column.name in exported else "`--columns`"
    if not field:
        return
    yield "JSON"
    if column.name in keys:
        yield translated("file")
    if field.sort:
        yield translated("sort")
    if field.filter:
        yield f"`--{field.filter}`"


def dictionary() -> Iterator[str]:
    """Yield the lines of the dictionary."""
    yield f"# {translated('Dictionary')}"
    for paragraph in (_MADE, _DATES):
        yield ""
        yield translated(paragraph)
    yield from heading("The columns and keys of a challenge")
    yield from table("name | type | where | what it says", challenge_rows())
    for cls, title in headings().items():
        if cls is not Challenge:
            yield from heading(title)
            yield from table("key | type | what it says", key_rows(cls))
    yield from heading("The tables")
    yield from table("table | what it has | columns", table_rows())
    yield from heading("The counts")
    yield translated(_COUNTS)
    yield ""
    counts = stats(Answer(_EMPTY, _EMPTY)).table.columns
    yield from table("column | what it says", [(f"`{c.name}`", c.label) for c in counts])
    yield from heading("How sure it is")
    sure = packaged_text(f"formats/{SURENESS[language()]}")
    for line in sure.splitlines():
        if line.startswith("|"):
            yield line


def heading(title: str) -> list[str]:
    """Return the lines of a heading, in the language of messages."""
    return ["", f"## {translated(title)}", ""]


def key_rows(cls: Any) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each key of a record."""
    fields = fields_by_key(cls)
    for key, text in keys_of(cls):
        kind = type_of(fields[key].kind, fields[key])
        yield f"`{key}`", kind, text


def table_rows() -> Iterator[tuple[str, str, str]]:
    """Yield a row for each relation, with its columns and the tables that these refer to."""
    relations = relations_of(_EMPTY)
    for relation in relations:
        shown = {column.name: f"`{column.name}`" for column in relation.columns}
        for name, other in references(relation, relations):
            shown[name] += f" (`{other.name}`)"
        columns = ", ".join(shown.values())
        if relation.name == "challenges":
            columns = translated("those of CSV")
        yield f"`{relation.name}`", relation.title, columns


def between(text: str, mark: str, lines: Iterable[str], comment: str = "<!-- {} -->") -> str:
    """Return a text with `lines` between its two marks."""
    start = comment.format(mark)
    end = comment.format(f"end of {mark}")
    before, _start, rest = text.partition(f"{start}\n")
    _former, found, behind = rest.partition(end)
    if not found:
        raise ValueError(mark)
    block = "\n".join([start, *lines, end])
    return before + block + behind


def filter_rows() -> Iterator[tuple[str, str]]:
    """Yield a row for each option that chooses, with its help."""
    for parameter in (*options_of(Choice), *options_of(Input)):
        option = parameter.default
        if parameter.name in {"data", "exact"}:
            continue
        long = parameter.name.replace("_", "-")
        names = f"`--{long}`"
        if option.short:
            names += f", `{option.short}`"
        values = ", ".join(f"`{name}`" for name in option.names)
        yield names, _(option.help, names=values)


def literals() -> Iterator[str]:
    """Yield the types of names in Python, each with the names that there are."""
    for literal, names in LITERALS.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        lines = wrap(quoted, 96, initial_indent=INDENT, subsequent_indent=INDENT)
        yield from (f"{literal} = Literal[", *lines, "]  # fmt: skip")


def api() -> str:
    """Return the functions in Python with the names that formats, facets and filters have."""
    text = API.read_text("utf-8")
    text = between(text, "literals, made by tools/generate.py", literals(), "# {}")
    filters = [f"{INDENT}{facet}: Values" for facet in FILTERS]
    return between(text, "filters", filters, INDENT + "# {}")


def heading_rows() -> Iterator[tuple[str, str]]:
    """Yield a row for each key that headings of a spreadsheet stand for besides its names."""
    for key, words in WORDS["headings"].items():
        shown = f"`{key}`"
        if key == "name otherwise":
            shown = "`name` " + translated("if no other column has them")
        yield shown, ", ".join(f"*{word}*" for word in words)


def counts_schema() -> Schema:
    """Return the schema of counts with the facets that are counted by."""
    schema: Schema = json.loads(COUNTS_SCHEMA.read_text("utf-8"))
    row = schema["$defs"]["row"]["properties"]
    counted = (*COUNTED, *FIELDS_ASKED)
    listed, _own_key = row["by"]["anyOf"]
    listed["enum"] = ["total", *counted]
    row["measure"]["enum"] = [*MEASURES]
    pair = schema["$defs"]["pair"]
    facets = {facet: {"$ref": "#/$defs/value"} for facet in counted}
    for name, value in pair["properties"].items():
        facets.setdefault(name, value)
    pair["properties"] = facets
    return schema


def format_rows() -> Iterator[tuple[str, str, str]]:
    """Yield a row for each format."""
    for name, known in FORMATS.items():
        suffixes = [f"`.{suffix}`" for suffix in known.suffixes.split()]
        yield f"`{name}`", _(known.about), ", ".join(suffixes)


def reference(text: str) -> str:
    """Return the text of a reference with its tables, each between its marks."""
    commands = [(f"`eig {name}`", about) for name, about in command_lines()]
    tables = {
        "commands": table("command | what it does", commands),
        "filters": table("option | what it chooses", filter_rows()),
        "headings": table("key | headings", heading_rows()),
        "formats": table("format | what it is | suffixes", format_rows()),
    }
    for mark, lines in tables.items():
        text = between(text, mark, lines)
    return text


def digest() -> str:
    """Return the version of the data, and a digest of its facts: comments and layout are none.

    Raises:
        SystemExit: if the facts have changed since this version was released.
    """
    version = data_version()
    changes = CHANGES.read_text("utf-8")
    paths = sorted(DATA.parent.rglob("*.yaml"))
    facts = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in paths]
    as_json = json.dumps(facts, default=str)
    text = f"{version} {sha256(as_json.encode()).hexdigest()}\n"
    is_released = re.search(rf"(?m)^## Data {re.escape(version)} – \d", changes)
    if is_released and DIGEST.read_text("utf-8") != text:
        after = f"the data has changed since {version} was released: "
        raise SystemExit(after + "data/version.txt and CHANGELOG.md need the next version")
    return text


def picture() -> str:
    """Return the picture of the README: `eig stats --by state --across promotion -p all`."""
    everything = answer(bundled().dataset, Filters(), command="stats")
    return "".join(svg.write(stats(everything, ["state"], "promotion")))


def files() -> dict[Path, str]:
    """Return what each file should hold."""
    if in_french("none") == "none":
        raise SystemExit("there is no catalogue of French: pip install -e . compiles it")
    with in_language("en"):
        data = DATA.read_text("utf-8")
        data = between(data, "keys of a challenge", key_comments(Challenge), "# {}")
        counts = counts_schema()
        made = {DATA: data, DIGEST: digest(), API: api(), COUNTS_SCHEMA: json_text(counts)}
    made[TYPED] = typed_records(counts, relations_of(_EMPTY))
    for name, schema in SCHEMAS.items():
        path = DATA.with_name(f"{name}.schema.json")
        made[path] = json_text(schema())
    for name, path in REFERENCES.items():
        with in_language(name):
            made[STARTERS[name]] = starter(STARTERS[name].read_text("utf-8"))
            made[path] = reference(path.read_text("utf-8"))
            made[DICTIONARIES[name]] = "\n".join(dictionary()) + "\n"
            made[PICTURES[name]] = picture()
    return made


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
