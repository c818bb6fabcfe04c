"""Write what follows from declarations and data: schema, comments, tables, dictionary, pictures.

And the digest of the data, while its version is not released.

`python tools/generate.py` brings all of it up to date; a test says when it is not.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml
from schemas import dataset_schema, export_schema
from typed_records import typed_records

from eigcli.app import command_lines, options_of
from eigcli.cli import Choice  # and all commands
from eigcli.data import model
from eigcli.data.cells import WORDS
from eigcli.data.fields import Field
from eigcli.data.kinds import Kind, ListOf, RecordKind, Vocabulary, fields_by_key, fields_of
from eigcli.data.loading import bundled, data_version
from eigcli.data.model import Challenge, Dataset
from eigcli.formats import FORMATS, TERMINAL, svg
from eigcli.formats.data import json_text
from eigcli.messages import _, in_french, in_language, language, ngettext
from eigcli.options import Input
from eigcli.query.choosing import Answer, answer
from eigcli.query.counting import MEASURES
from eigcli.query.facets import COUNTED, FIELDS_ASKED, FILTERS
from eigcli.query.filters import Filters
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
    yield f"| {translated(head)} |"
    yield "|" + " --- |" * len(head.split(" | "))
    yield from ("| " + " | ".join(row) + " |" for row in rows)


def type_of(kind: Kind, field: Field | None = None) -> str:
    """Return the type of a value for people, with its unit."""
    item = kind.item if isinstance(kind, ListOf) else kind
    is_record = isinstance(item, RecordKind | Vocabulary) and not getattr(kind, "as_texts", False)
    name = "record" if field and is_record else "number" if kind.numeric else "text"
    name = "date" if kind.dated else "address" if kind.link else name
    # `N months`: a number here would look like a value.
    unit = f" ({ngettext(*field.unit, 2, count='N')})" if field and field.unit[0] else ""
    return translated(name) + "s" * kind.several + unit


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


def challenge_rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield a row for each column or key of a challenge; names with the same text share a row."""
    fields, about = fields_of(Challenge), dict(keys_of(Challenge))
    exported = {column.name for column in exported_columns(_EMPTY)}
    rows: dict[str, tuple[list[str], str, str]] = {}
    for name, column in challenge_columns(_EMPTY).items():
        field = fields.get(name)
        where = ["CSV" if column.name in exported else "`--columns`"]
        if field:
            where += ["JSON", *([translated("file")] if name in about else [])]
            where += [translated("sort")] * field.sort + [f"`--{field.filter}`"] * bool(
                field.filter
            )
        text, kind = about.get(name, column.about), type_of(column.kind, field)
        kind += f" ({translated('texts in CSV')})" * (kind == translated("record") + "s")
        rows.setdefault(text, ([], kind, ", ".join(where)))[0].append(name)
    for text, (names, kind, where_) in rows.items():
        yield ", ".join(f"`{name}`" for name in names), kind, where_, text


def dictionary() -> Iterator[str]:
    """Yield the lines of the dictionary."""
    yield from [f"# {translated('Dictionary')}", "", translated(_MADE), "", translated(_DATES), ""]
    yield from [f"## {translated('The columns and keys of a challenge')}", ""]
    yield from table("name | type | where | what it says", challenge_rows())
    for cls, heading in headings().items():
        if cls is not Challenge:
            fields = fields_by_key(cls)
            rows = (
                (f"`{k}`", type_of(fields[k].kind, fields[k]), text) for k, text in keys_of(cls)
            )
            yield from ["", f"## {heading}", "", *table("key | type | what it says", rows)]
    yield from ["", f"## {translated('The tables')}", ""]
    yield from table("table | what it has | columns", table_rows())
    yield from ["", f"## {translated('The counts')}", "", translated(_COUNTS), ""]
    counts = stats(Answer(_EMPTY, _EMPTY)).table.columns
    yield from table("column | what it says", ((f"`{c.name}`", c.label) for c in counts))
    sure = packaged_text(f"formats/{SURENESS[language()]}").splitlines()
    yield from ["", f"## {translated('How sure it is')}", "", *(x for x in sure if x[:1] == "|")]


def table_rows() -> Iterator[tuple[str, str, str]]:
    """Yield a row for each relation, with its columns and the tables that these refer to."""
    relations = relations_of(_EMPTY)
    for relation in relations:
        keys = {column: other.name for column, other in references(relation, relations)}
        names = [column.name for column in relation.columns]
        shown = ", ".join(f"`{n}`" + (f" (`{keys[n]}`)" if n in keys else "") for n in names)
        first = relation.name == "challenges"
        yield (f"`{relation.name}`", relation.title, translated("those of CSV") if first else shown)


def between(text: str, mark: str, lines: Iterable[str], comment: str = "<!-- {} -->") -> str:
    """Return a text with `lines` between its two marks."""
    start, end = (comment.format(word) for word in (mark, f"end of {mark}"))
    block = "\n".join([start, *lines, end])
    pattern = f"{re.escape(start)}\n.*?{re.escape(end)}"
    new, count = re.subn(pattern, lambda _: block, text, flags=re.DOTALL)
    if count != 1:
        raise ValueError(mark)
    return new


def filter_rows() -> Iterator[tuple[str, str]]:
    """Yield a row for each option that chooses, with its help."""
    for parameter in (*options_of(Choice), *options_of(Input)):
        option = parameter.default
        if parameter.name in {"data", "exact"}:
            continue
        names = f"`--{parameter.name.replace('_', '-')}`"
        if option.short:
            names += f", `{option.short}`"
        yield names, _(option.help, names=", ".join(f"`{name}`" for name in option.names))


def literals() -> Iterator[str]:
    """Yield the types of names in Python, each with the names that there are."""
    for literal, names in LITERALS.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        lines = wrap(quoted, 96, initial_indent=INDENT, subsequent_indent=INDENT)
        yield from (f"{literal} = Literal[", *lines, "]  # fmt: skip")


def api() -> str:
    """Return the functions in Python with the names that formats, facets and filters have."""
    text = between(
        API.read_text("utf-8"), "literals, made by tools/generate.py", literals(), "# {}"
    )
    filters = (f"{INDENT}{facet}: Values" for facet in FILTERS)
    return between(text, "filters", filters, INDENT + "# {}")


def heading_rows() -> Iterator[tuple[str, str]]:
    """Yield a row for each key that headings of a spreadsheet stand for besides its names."""
    for key, words in WORDS["headings"].items():
        shown = f"`{key}`"
        if key == "name otherwise":
            shown = "`name` " + translated("if no other column has them")
        yield shown, ", ".join(f"*{word}*" for word in words)


def counts_schema() -> str:
    """Return the schema of counts with the facets that are counted by."""
    schema = json.loads(COUNTS_SCHEMA.read_text("utf-8"))
    row, pair = schema["$defs"]["row"], schema["$defs"]["pair"]
    counted = (*COUNTED, *FIELDS_ASKED)
    listed, _own_key = row["properties"]["by"]["anyOf"]
    listed["enum"] = ["total", *counted]
    row["properties"]["measure"]["enum"] = [*MEASURES]
    facets = {facet: {"$ref": "#/$defs/value"} for facet in counted}
    pair["properties"] = facets | {
        name: value for name, value in pair["properties"].items() if name not in counted
    }
    return json_text(schema)


# The tables between the marks of a reference, by mark.
TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "commands": lambda: table(
        "command | what it does", ((f"`eig {name}`", about) for name, about in command_lines())
    ),
    "filters": lambda: table("option | what it chooses", filter_rows()),
    "headings": lambda: table("key | headings", heading_rows()),
    "formats": lambda: table(
        "format | what it is | suffixes",
        (
            (f"`{n}`", _(f.about), ", ".join(f"`.{s}`" for s in f.suffixes.split()))
            for n, f in FORMATS.items()
        ),
    ),
}


def digest() -> str:
    """Return the version of the data, and a digest of its facts: comments and layout are none.

    Raises:
        SystemExit: if the facts have changed since this version was released.
    """
    version, changes = data_version(), CHANGES.read_text("utf-8")
    paths = sorted(DATA.parent.rglob("*.yaml"))
    facts = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in paths]
    text = f"{version} {sha256(json.dumps(facts, default=str).encode()).hexdigest()}\n"
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
        made = {DATA: data, DIGEST: digest(), API: api(), COUNTS_SCHEMA: counts_schema()}
    counts = json.loads(made[COUNTS_SCHEMA])
    made[TYPED] = typed_records(counts, relations_of(_EMPTY))
    for name, schema in SCHEMAS.items():
        made[DATA.with_name(f"{name}.schema.json")] = json_text(schema())
    for name, path in REFERENCES.items():
        with in_language(name):
            made[STARTERS[name]] = starter(STARTERS[name].read_text("utf-8"))
            made[path] = path.read_text("utf-8")
            for mark, lines in TABLES.items():
                made[path] = between(made[path], mark, lines())
            made[DICTIONARIES[name]] = "\n".join(dictionary()) + "\n"
            made[PICTURES[name]] = picture()
    return made


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
