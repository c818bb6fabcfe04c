"""From a spreadsheet saved as CSV to the text of a dataset, which `eig init --from` writes.

Each row is a challenge; each heading says what its column holds, as people or as exports call it.
The cells are written as an export in JSON, a line each, which is read like any file; a problem in a
line has the place of its cell.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple

import yaml

from eigcli.data.dates import date_read
from eigcli.data.kinds import fields_of, plain_of
from eigcli.data.loading import bundled
from eigcli.data.merging import File, read_into
from eigcli.data.model import DATE, Challenge, Dataset, Skill, Source, Subject, distinct
from eigcli.data.reading import Reader, encoding_of, yaml_text
from eigcli.errors import DatasetError, EigError, Problem
from eigcli.messages import _, in_french, language
from eigcli.text import (
    comma_list,
    packaged_text,
    printable,
    quoted,
    quoted_path,
    slugified,
    unaccented,
)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and .xls
# The words that people use in spreadsheets.
_WORDS = yaml.safe_load(packaged_text("data/headings.yaml"))
_NOBODY = "0+|non|no|aucune?|none"  # how people say that no role is sought
# The names of rows that are no challenges.
_TOTAL = (
    r"(?:sous|sub)[- ]?total\b.*|(?:(?:grand )?total(?: general)?|moyenne|average)\W*"
    r"|sources?\s*:.*|\*.*"
)
_LONGEST_KEY = 500  # YAML reads no key of more than 1,024 characters in a line
# The keys of a challenge that columns are parts of.
_PART_OF = {"ministry": "hosts", "department": "hosts", "seeks": "people", "recruits": "people"}
# Fields whose value no single cell has, or that other columns of an export have.
_IN_PARTS = {"hosts", "ministries", "departments", "people", "links"}


class _Column(NamedTuple):
    """A column.

    Attributes:
        number: its number.
        heading: its heading.
        key: the key that this stands for, or `ministry` or `department` of hosts; "" for a field
            that is derived.
        role: the code of a role, if the column is for that role alone.
        own_key: the own key for cells that are no values of `key`.
        cells: its cells, by row number.
    """

    number: int
    heading: str
    key: str
    role: str
    own_key: str
    cells: Mapping[int, str]


def dataset_text(content: bytes, name: str) -> tuple[str, list[str]]:
    """Return the dataset of a spreadsheet, and messages on it for its author.

    The dataset is in YAML, below comments that say what each heading was taken for.

    Args:
        content: the bytes of a file in CSV.
        name: what messages call it.

    Raises:
        EigError: for a workbook.
        DatasetError: for all that is wrong in it, each problem by row and heading.
    """
    if content.startswith(_WORKBOOKS):
        workbook = _("{file} is a workbook: save it as CSV in your spreadsheet program")
        raise EigError(workbook.format(file=quoted_path(name)))
    file, vocabularies = printable(name), bundled().known
    columns = _columns(_table(content, file), file)
    text, places, notes = _json(columns)
    reader = Reader(vocabularies, places)
    read_into(reader, [File(name, text.encode())])
    called = {column.number: quoted(column.heading) for column in columns}
    problems = [
        problem._replace(
            text=_("{heading}: {problem}", heading=called[problem.column], problem=problem.text)
        )
        for problem in reader.in_order((*reader.problems, *reader.warnings))
    ]
    if reader.problems:
        raise DatasetError(problems)
    skills, sources = (
        tuple(record for key, record in reader.known[cls].items() if key not in vocabularies[cls])
        for cls in (Skill, Source)
    )
    written = Dataset(skills=skills, sources=sources, challenges=tuple(reader.records(Challenge)))
    notes[_("new roles: {names}")] = [skill.words() for skill in skills]
    head = _("From {file}: the key of each heading; x- begins a key of your own.", file=file)
    pairs = (
        f"{printable(c.heading)} -> {_PART_OF.get(c.key, c.key)} {c.role}".rstrip() for c in columns
    )
    comments = "".join(f"# {line}\n" for line in (head, *pairs))
    to_know = (
        note.format(names=comma_list(distinct(names), 1000))
        for note, names in notes.items()
        if names
    )
    return comments + yaml_text(plain_of(written, brief=True)), [*map(str, problems), *to_know]


@cache
def _known_headings() -> dict[str, list[str]]:
    """Return the keys that headings may stand for, by their letters; "" for derived fields."""
    fields = [f for name, f in fields_of(Challenge).items() if name not in _IN_PARTS]
    named = [("" if f.derived else f.name, [f.name, f.label]) for f in fields]
    by_heading = defaultdict(list)
    for key, names in (*_WORDS["headings"].items(), *named):
        for name in names:
            for heading in {_letters(name), _letters(in_french(name))}:
                by_heading[heading].append(key)
    return by_heading


@cache
def _codes_of(cls: type[Skill | Subject]) -> dict[str, str]:
    """Return the codes of roles or subjects, by the letters of all their names."""
    records = bundled().known[cls].items()
    return {_letters(name): code for code, record in records for name in record.names()}


@cache
def _known_codes(key: str) -> dict[str, str]:
    """Return the codes that cells may have under a key, by their letters."""
    choices = fields_of(Challenge)[key].kind.choices
    named = [(code, [code, label, in_french(label)]) for code, label in choices.items()]
    named += _WORDS["states"].items() if key == "state" else ()
    return {_letters(word): code for code, words in named for word in words}


def _table(content: bytes, file: str) -> Sequence[Sequence[str]]:
    """Return the rows of a file, at least one.

    Raises:
        DatasetError: for a quotation mark that is not closed, or not doubled in a cell.
    """
    try:
        text = content.decode(encoding_of(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    lines = (line for line in text.split("\n") if re.search(r"[;,\t]", line))
    first = next(lines, ";")  # a title may stand above
    delimiter = max(";,\t", key=first.count)
    table = list[list[str]]()
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cell may be as long
    try:
        for row in csv.reader(io.StringIO(text, None), delimiter=delimiter, strict=True):
            table.append(list(map(_cell_text, row)))
    except csv.Error:
        wrong = _("a quotation mark in this row is not closed, or not doubled within a cell")
        raise DatasetError([Problem(file, len(table) + 1, 1, "wrong-form", wrong)]) from None
    return table or [[]]


def _cell_text(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that exports put before a formula."""
    text = re.sub(r"^'(?=[=+\-@＝＋－＠])", "", cell.strip())
    return "" if text.casefold() in _WORDS["nothing"] else text


def _columns(table: Sequence[Sequence[str]], file: str) -> list[_Column]:
    """Return the columns of a table that are not empty, no two for the same key and role.

    Raises:
        DatasetError: if no column has names of challenges.
    """
    # A title or empty rows may stand above the headings.
    counts = [*map(_known_in, table[:10])]
    top = counts.index(max(counts))
    columns, taken, own_keys = [], set(), dict[str, int]()
    is_export = "slug" in map(_letters, table[top])
    for number, (heading, *cells) in enumerate(zip_longest(*table[top:], fillvalue=""), 1):
        if not any(cells):
            continue
        own_key = f"x-{slugified(heading.removeprefix('x-')) or number}"
        own_key = _free(own_key[:_LONGEST_KEY], own_keys)
        candidates = [(key, "") for key in _known_headings().get(_letters(heading), ())]
        role = _codes_of(Skill).get(_letters(heading), "")
        # A name of a role may be the heading of something else: impact.
        if role and any(_people(cell, role) is not None for cell in cells):
            candidates.append(("seeks", role))
        free = (pair for pair in candidates if pair not in taken and (pair[0] or is_export))
        key, role = next(free, (own_key, ""))
        by_row = dict(enumerate(cells, top + 2))
        columns.append(_Column(number, heading or f"#{number}", key, role, own_key, by_row))
        if key:
            taken.add((key, role))
    if all(column.key != "name" for column in columns):
        wrong = _(
            "expected headings, with one such as Name, then a row for each challenge. Headings"
            " found: {names}.",
            names=comma_list(filter(None, table[top])),
        )
        raise DatasetError([Problem(file, top + 1, 1, "missing-key", wrong)])
    return columns


def _known_in(row: Sequence[str]) -> tuple[bool, int, bool]:
    """Return whether a row has a heading for names, how many known headings, and any cell."""
    headings = [_known_headings().get(_letters(cell), ()) for cell in row]
    known = sum(map(bool, headings)) + sum(_letters(cell) in _codes_of(Skill) for cell in row)
    return any("name" in keys for keys in headings), known, any(row)


def _json(columns: Sequence[_Column]) -> tuple[str, list[tuple[int, int]], dict[str, list[str]]]:
    """Return a dataset in JSON, a cell a line; the row and the column of each line; and notes.

    The notes list what was left out, guessed, or kept under own keys.
    """
    lines, places, notes = ['{"challenges": ['], [(1, 1)], defaultdict(list)
    slugs = {c: 1 for column in columns if column.key == "slug" for c in column.cells.values()}
    [names] = [column.cells for column in columns if column.key == "name"]
    for row, name in names.items():
        if not name or re.fullmatch(_TOTAL, unaccented(name)):
            if cells := "; ".join(filter(None, (column.cells[row] for column in columns))):
                notes[_("rows left out (not a challenge): {names}")].append(cells)
            continue
        slug = columns[0], _free(slugified(name) or f"defi-{row}", slugs)
        lines[-1] += "{"
        for key, (column, value) in ({"slug": slug} | _entry(columns, row)).items():
            lines.append(json.dumps({key: value})[1:-1] + ",")
            places.append((row, column.number))
            if key == "state" and value != column.cells[row]:
                understood = f"{column.cells[row]} = {value}"
                notes[_("states, as understood: {names}")].append(understood)
            elif value == [column.cells[row]] and "," in value[0]:
                notes[_("kept as one value, commas included: {names}")] += value
            elif key == column.own_key:
                cell = "" if column.key == key else f" ({column.cells[row]})"  # that cell alone
                notes[_("kept under keys of your own, x-…: {names}")].append(column.heading + cell)
        lines[-1] += "},"
    return "\n".join([*lines, "]}"]), places, notes


def _entry(columns: Sequence[_Column], row: int) -> dict[str, tuple[_Column, Any]]:
    """Return the values of a row by key, each as JSON has it, with its column."""
    entry, hosts = {}, {}
    for column in columns:
        cell = column.cells[row]
        if not (cell and column.key):
            continue
        key, value = column.key, _value(column, cell)
        if value is None:
            key, value = column.own_key, _own_value(cell)
        if key in {"ministry", "department"}:
            hosts[key] = value
            entry["hosts"] = column, _hosts(**hosts)
        else:  # several columns may have roles
            entry[key] = column, [*entry[key][1], *value] if key in entry else value
    return entry


def _value(column: _Column, cell: str) -> Any:
    """Return the value of a cell for the key of its column, `None` if it has none."""
    key = column.key
    if column.role:
        return _people(cell, column.role)
    if key in _PARTS:
        return _PARTS[key](cell)
    if key == column.own_key:
        return _own_value(cell)
    kind = fields_of(Challenge)[key].kind
    if kind.choices:
        return _known_codes(key).get(_letters(cell))
    if kind.several:
        return list(filter(None, _values(cell)))
    if kind.numeric:
        cell = _digits(re.sub(r"(?i)(mois|months?)$", "", cell).rstrip())
    elif kind.dated:
        cell = date_read(cell)
    return cell if kind.has(cell) else None


def _own_value(cell: str) -> Any:
    """Return the value of a cell for an own key: a number, a list or a text."""
    number = _digits(cell.removesuffix("€").rstrip())
    if re.fullmatch("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9}|,[0-9]{1,2})?", number):
        return json.loads(number.replace(",", "."))
    return _values(cell) if "|" in cell else cell


def _people(cell: str, role: str) -> list[Any] | None:
    """Return the people of a role in a cell of its column, `None` if it has no number or mark."""
    mark = _digits(cell.casefold())
    if re.fullmatch(_NOBODY, mark):
        return []
    if mark in _WORDS["sought"]:
        return [role]
    return [{role: mark}] if re.fullmatch("[0-9]{1,9}", mark) else None


def _roles(cell: str) -> list[Any] | None:
    """Return the roles in a cell, some with a number; `None` if a number stands without a role.

    A new role keeps its name as its label. Its code is the name as `slugified`, or the name itself
    if that is empty.
    """
    profiles, label = [], "french" if language() == "fr" else "english"
    for number, name in map(_counted, _listed(cell)):
        if name.isdecimal():
            return None
        if number == "0":
            continue
        code = _codes_of(Skill).get(_letters(name)) or slugified(name) or name
        profiles.append({"skill": code, "count": number or None, label: name})
    return profiles


def _subjects(cell: str) -> list[str] | None:
    """Return the codes of the subjects in a cell; `None` if one is not known by this name."""
    codes = [_codes_of(Subject).get(_letters(name), "") for name in _values(cell)]
    return codes if all(codes) else None


def _figures(cell: str) -> list[Any] | None:
    figures = [_figure(value) for value in _values(cell)]
    return figures if all(figure["number"] for figure in figures) else None


def _figure(text: str) -> dict[str, str]:
    """Return the figure that a text says: `65 000 objects (2018)`, `30% less time (June 2021)`."""
    number, what = _counted(re.sub("(?<=[0-9])%", " %", text))
    figure = {"number": number}
    unit = re.match(r"(%|€|EUR)\s+(?=\S)", what)
    if unit:
        figure["unit"] = unit[1].replace("€", "EUR")
        what = what[unit.end() :]
    dated = re.fullmatch(r"(.+) \(([^()]+)\)", what)
    date = date_read(dated[2]) if dated else ""
    if dated and DATE.has(date):
        figure["date"] = date
        what = dated[1]
    return figure | {"what": what}


def _sources(cell: str) -> list[Any]:
    """Return the sources that a cell names: those of eigcli, or else new ones."""
    cited, ours = [], bundled().dataset.sources
    for text in filter(None, _values(cell)):
        new = Source(key=f"doc-{slugified(text)}", title=text)  # no key of eigcli begins so
        called = (s for s in ours if text == s.key or f"{text}, ".startswith(f"{s.title}, "))
        cited.append(plain_of(next(called, new), brief=False))
    return cited


def _listed(cell: str) -> list[str]:
    """Return the towns or the roles in a cell: none is called "a, b" or "a et b"."""
    if "|" in cell:
        return list(filter(None, _values(cell)))
    return list(filter(None, map(str.strip, re.split(r",| et | and | [/+&] |[;\n]", cell))))


def _values(cell: str) -> list[str]:
    """Return the values of a cell that may have several, "" for a gap between them."""
    if "|" not in cell:
        return [value.strip() for value in re.split("[;\n]", cell)]
    # As exports write them: a backslash stands before a bar or a backslash within a value.
    values = re.findall(r"(?s)(?:^|\|)((?:\\.|[^|])*)", cell)
    return [re.sub(r"\\([\\|])", r"\1", value).strip() for value in values]


def _hosts(ministry: Sequence[str] = (), department: Sequence[str] = ()) -> list[Any]:
    """Return the hosts of two cells: each department has the ministry at its place, or the last."""
    if not ministry:
        ministry, department = department, ()
    pairs = zip_longest(ministry, department, fillvalue="")
    return [
        {"ministry": name or ministry[-1], "department": service or None}
        for name, service in pairs
        if name or service
    ]


# How to read cells that hold more than a value or several.
_PARTS: dict[str, Callable[[str], Any]] = {
    "ministry": _values,
    "department": _values,
    "seeks": _roles,
    "recruits": _roles,
    "towns": _listed,
    "subjects": _subjects,
    "figures": _figures,
    "sources": _sources,
}


def _digits(number: str) -> str:
    """Return a number without separators of thousands, and without `.0`: `1 200` is 1200."""
    return re.sub(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))|[.,]0$", "", number)


def _counted(text: str) -> tuple[str, str]:
    """Return the number of a text, "" for none, and the rest: `2 developers`, `designer (x2)`."""
    if match := re.fullmatch(r"(?s)([0-9]+(?:[\s,][0-9]{3})*)(?: ?x)?\s+(.+)", text):
        return re.sub(r"[\s,]", "", match[1]), match[2]
    match = re.search(r"(?:\(x?|(?<!\w)x) ?([0-9]+)\)?\Z", text)
    name = text[: match.start()].rstrip() if match else ""
    if match and name:
        return match[1], name
    return "", text


def _letters(heading: str) -> str:
    """Return a heading to compare it by: without accents, case, plurals and punctuation."""
    words = re.findall(r"[^\W_]+", unaccented(heading.replace("#", " n ")))
    words = [re.sub("(?<=..)[sx]$", "", word) for word in words]
    return "".join([word for word in words if word not in _WORDS["fillers"]] or words)


def _free(text: str, taken: dict[str, int]) -> str:
    """Return a text that is not taken yet, if need be with a number behind it, and take it.

    Args:
        text: the text.
        taken: the texts that are taken, each with the last number that stands behind it.
    """
    free, number = text, taken.get(text, 1)
    while free in taken:
        number += 1
        free = f"{text}-{number}"
    taken[text] = number
    taken[free] = 1
    return free
