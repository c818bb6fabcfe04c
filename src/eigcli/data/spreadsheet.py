"""From a spreadsheet saved as CSV to the text of a dataset, which `eig init --from` writes.

Each row is a challenge; each heading says what its column holds, as people or as exports call it.
The cells are written as an export in JSON, a line each, which is read like any file; a problem in a
line has the place of its cell, and this cell is kept as a text.
"""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from eigcli.data.cells import (
    HOSTS,
    WORDS,
    cell_text,
    codes_of,
    fits,
    hosts_of,
    known_codes,
    letters,
    own_value,
    value_of,
)
from eigcli.data.kinds import fields_of, to_json
from eigcli.data.loading import bundled
from eigcli.data.merging import File, read_into
from eigcli.data.model import UNKNOWN_STATE, Challenge, Dataset, Skill, Source, distinct
from eigcli.data.reading import Reader, encoding_of, yaml_text
from eigcli.errors import DatasetError, EigError, Problem
from eigcli.messages import _, in_french
from eigcli.text import (
    comma_list,
    join_sentences,
    printable,
    quoted,
    quoted_path,
    shortened,
    slugified,
    unaccented,
)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and .xls
# The names of rows that are no challenges.
_TOTAL = (
    r"(?:sous|sub)[- ]?total\b.*|(?:(?:grand )?total(?: general)?|moyenne|average)\W*"
    r"|sources?\s*:.*|\*.*"
)
_YEAR = r"(?<![0-9])20[0-9]{2}(?![0-9])"
_CODE_OR_ADDRESS = r"\S*[0-9]\S*|\w+://\S*"  # cells that are no names: 12, 2024-05, A-17
_LONGEST_KEY = 60  # some headings are whole questions
_LONGEST_HEADING = 50  # in the table of headings
_FIRST_ROWS = 10  # the headings are in one of these: a title or empty rows may stand above
# Fields whose value no single cell has, or that other columns of an export have.
IN_PARTS = {"hosts", "ministries", "departments", "people", "links"}
LEFT_OUT = "-"  # what stands for the key of a column that is not read
_NOT_READ = ("", "")
_CALL = ("promotion", "year")  # the keys that say the call of a challenge, the first first

Cells = Mapping[int, str]  # those of a column or of a row, by their number from 1 on
Entry = dict[str, tuple[int, Any]]  # the values of a row by key, each with its column


class _Sheet(NamedTuple):
    """A table below its headings.

    Attributes:
        file: what messages call its file.
        title: what stands above the headings, "" for nothing.
        top: the number of the row of the headings.
        headings: the heading of each column, each of them once.
        columns: the cells of each column that is not empty, by heading.
    """

    file: str
    title: str
    top: int
    headings: list[str]
    columns: dict[str, Cells]


class _Column(NamedTuple):
    """A column.

    Attributes:
        number: its number.
        heading: its heading.
        key: the key that this stands for, or `ministry` or `department` of hosts; "" for a column
            that is not read.
        role: the code of a role, if the column is for that role alone.
        own_key: the own key for cells that are no values of `key`.
        has_states: whether it has states in the words of its author, under its own key.
        cells: its cells, by row number.
    """

    number: int
    heading: str
    key: str
    role: str
    own_key: str
    has_states: bool
    cells: Cells

    @property
    def meaning(self) -> str:
        """What a dataset says that its heading stands for: `towns`, or `seeks developer`."""
        return f"{self.key} {self.role}".rstrip() or LEFT_OUT


class Mapped(NamedTuple):
    """What is known of a spreadsheet before it is read.

    Attributes:
        name: the heading of the column of names, "" to find it.
        columns: the key that each heading stands for, and the code of its role or "".
        states: what words for states mean.
    """

    name: str = ""
    columns: Mapping[str, tuple[str, str]] = {}
    states: Mapping[str, str] = {}


class Imported(NamedTuple):
    """What is read from a spreadsheet.

    Attributes:
        head: the programme, what each heading stands for, and the words for states.
        dataset: the challenges, and the roles and sources that are new with them.
        messages: what its author should know.
    """

    head: dict[str, Any]
    dataset: Dataset
    messages: list[str]


def dataset_text(content: bytes, name: str, heading: str = "") -> tuple[str, list[str]]:
    """Return the dataset of a spreadsheet in YAML, and messages on it for its author.

    Args:
        content: the bytes of a file in CSV.
        name: what messages call it.
        heading: the heading of the column of names, "" to find it.

    Raises:
        EigError: for a workbook.
        DatasetError: where it is no table, or no column has names.
    """
    imported = imported_from(content, name, Mapped(heading))
    head = _("From {file}. columns: the key of each heading; x- begins a key of your own.")
    comments = f"# {head.format(file=printable(name))}\n"
    states = imported.head.get("states", {})
    if UNKNOWN_STATE in states.values():
        advice = _("states: write the state that each word means in place of its ?.")
        comments += f"# {advice}\n"
    plain = imported.head | to_json(imported.dataset, as_yaml=True)
    return comments + yaml_text(plain), imported.messages


def imported_from(content: bytes, name: str, known: Mapped) -> Imported:
    """Return what is read from a spreadsheet.

    Args:
        content: the bytes of a file in CSV.
        name: what messages call it.
        known: what is known of it.

    Raises:
        EigError: for a workbook.
        DatasetError: where it is no table, or no column has names.
    """
    if content.startswith(_WORKBOOKS):
        workbook = _("{file} is a workbook: save it as CSV in your spreadsheet program")
        raise EigError(workbook.format(file=quoted_path(name)))
    sheet = _sheet(_table(content, printable(name)), printable(name), known)
    columns = _columns(sheet, known)
    rows, left_out = _rows(columns)
    reader, warnings = _read(sheet.file, columns, rows)
    ours = bundled().vocabularies
    skills, sources = (
        tuple(r for key, r in reader.vocabularies[cls].items() if key not in ours[cls])
        for cls in (Skill, Source)
    )
    head = {
        "programme": _programme(sheet, columns),
        "columns": {column.heading: column.meaning for column in columns},
        "states": {**_words_for_states(columns), **known.states},
    }
    messages = [*_heading_lines(columns), *map(str, warnings)]
    for note, names in _notes(columns, known, left_out, skills).items():
        if any(names):
            messages.append(note.format(names=comma_list(distinct(names), 1000)))
    return Imported(
        {key: value for key, value in head.items() if value},
        Dataset(skills=skills, sources=sources, challenges=tuple(reader.records(Challenge))),
        messages,
    )


def _notes(
    columns: Sequence[_Column], known: Mapped, left_out: Sequence[str], skills: Sequence[Skill]
) -> dict[str, Sequence[str]]:
    """Return what was guessed, read as something else or left out, by the message on it."""
    named = [column.heading for column in columns if column.key == "name"]
    states = _words_for_states(columns, "state")
    guessed = _("taken for the names, since all are different (--name says another): {names}")
    return {
        guessed: named if _is_guess(columns, known) else [],
        _("states, as understood: {names}"): [f"{w} = {c}" for w, c in states.items() if c != w],
        _("rows left out (not a challenge): {names}"): left_out,
        _("new roles: {names}"): [skill.words() for skill in skills],
    }


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
            table.append(list(map(cell_text, row)))
    except csv.Error:
        wrong = _("a quotation mark in this row is not closed, or not doubled within a cell")
        raise DatasetError([Problem(file, len(table) + 1, 1, "wrong-form", wrong)]) from None
    return table or [[]]


def _sheet(table: Sequence[Sequence[str]], file: str, known: Mapped) -> _Sheet:
    """Return a table below its headings."""
    top = _row_of_headings(table[:_FIRST_ROWS], known)
    title = _title(table[:top])
    sheet = _Sheet(file, title, top + 1, [], {})
    taken = dict[str, int]()
    for number, column in enumerate(zip_longest(*table[top:], fillvalue=""), 1):
        heading = column[0] or f"#{number}"
        heading = free(heading, taken)
        sheet.headings.append(heading)
        cells = column[1:]
        if any(cells):
            sheet.columns[heading] = dict(enumerate(cells, top + 2))
    return sheet


def _title(rows: Sequence[Sequence[str]]) -> str:
    """Return what stands above the headings, "" for nothing."""
    return next(filter(None, chain(*rows)), "")


def _row_of_headings(rows: Sequence[Sequence[str]], known: Mapped) -> int:
    """Return the index of the row with the headings: the best known, or else the first wide one."""
    of_names = _headings_of_names(known)
    if not known.name:
        of_names = of_names | _known_headings("name otherwise")
    of_keys = _candidates_by_heading().keys() | codes_of(Skill).keys()
    best, index = (False, 0), -1
    for at, row in enumerate(rows):
        headings = set(map(letters, row))
        rank = (bool(headings & of_names), len(headings & of_keys))
        if rank > best:
            best, index = rank, at
    if best[0]:
        return index
    widths = [len(row) - row.count("") for row in rows]
    wide = (at for at, width in enumerate(widths) if 2 * width >= max(widths))
    return next(wide)


def _known_headings(key: str) -> set[str]:
    """Return the headings of a key, by their letters."""
    return {heading for heading, keys in _candidates_by_heading().items() if key in keys}


@cache
def _candidates_by_heading() -> dict[str, list[str]]:
    """Return the keys that headings may stand for, by their letters; "" for derived fields."""
    names = defaultdict[str, list[str]](list, WORDS["headings"])
    for name, declared in fields_of(Challenge).items():
        if name not in IN_PARTS:
            key = "" if declared.derived else name
            names[key] = [*names[key], name, declared.label]
    names[""] = names.pop("")  # a heading that may be a key of its own is one
    by_heading = defaultdict[str, list[str]](list)
    for key, headings in names.items():
        both = {*headings, *map(in_french, headings)}
        for heading in set(map(letters, both)):
            by_heading[heading].append(key)
    return by_heading


def _columns(sheet: _Sheet, known: Mapped) -> list[_Column]:
    """Return the columns of a table, no two for the same key and role.

    Raises:
        DatasetError: if no column has names of challenges.
    """
    columns = list[_Column]()
    own_keys = dict[str, int]()
    meanings = {**known.columns, _heading_of_names(sheet, known): ("name", "")}
    is_export = "slug" in map(letters, sheet.headings)
    for heading, cells in sheet.columns.items():
        number = sheet.headings.index(heading) + 1
        own_key = _own_key(heading, number, own_keys)
        filled = list(filter(None, cells.values()))
        candidates = _candidates(heading, is_export=is_export)
        if heading not in meanings:
            taken = set(meanings.values())
            meanings[heading] = _meaning(candidates, filled, taken) or (own_key, "")
        key, role = meanings[heading]
        may_be_states = ("state", "") in candidates
        has_states = may_be_states and _may_be_states(heading, filled)
        columns.append(_Column(number, heading, key, role, own_key, has_states, cells))
    return _with_levels(columns)


def _own_key(heading: str, number: int, taken: dict[str, int]) -> str:
    """Return a key for the column with a heading and a number; see `free` for those taken."""
    words = slugified(heading.removeprefix("x-")) or str(number)
    key = f"x-{words}"[:_LONGEST_KEY]
    return free(key.strip("-"), taken)


def _meaning(
    candidates: Iterable[tuple[str, str]],
    cells: Sequence[str],
    taken: Collection[tuple[str, str]],
) -> tuple[str, str] | None:
    """Return the first of some keys and roles that cells fit, and no other column has."""
    for pair in candidates:
        if pair == _NOT_READ or (pair not in taken and fits(*pair, cells)):
            return pair
    return None


def _heading_of_names(sheet: _Sheet, known: Mapped) -> str:
    """Return the heading of the column with the names of challenges.

    Raises:
        DatasetError: if there is none.
    """
    found = [h for h in sheet.columns if letters(h) in _headings_of_names(known)]
    if known.name:
        wrong = _("no column is called {name}.", name=quoted(known.name))
    else:
        wrong = _(
            "expected headings, with one such as Name (or --name HEADING), then a row for each"
            " challenge."
        )
        second = _known_headings("name otherwise")
        found += [h for h in sheet.columns if letters(h) in second]
        found += [h for h, cells in sheet.columns.items() if _are_names(cells.values())]
    if found:
        return found[0]
    found_in_file = _("Headings found: {names}.", names=comma_list(sheet.headings))
    wrong = join_sentences(wrong, found_in_file)
    raise DatasetError([Problem(sheet.file, sheet.top, 1, "missing-key", wrong)])


def _headings_of_names(known: Mapped) -> set[str]:
    """Return the headings that a column of names surely has, by their letters."""
    if known.name:
        return {letters(known.name)}
    mapped = {letters(heading) for heading, pair in known.columns.items() if pair[0] == "name"}
    return mapped or _known_headings("name")


def _is_guess(columns: Sequence[_Column], known: Mapped) -> bool:
    """Return whether nothing says which column has the names but that they are all different."""
    [heading] = [column.heading for column in columns if column.key == "name"]
    of_names = _headings_of_names(known) | _known_headings("name otherwise")
    return letters(heading) not in of_names


def _are_names(cells: Collection[str]) -> bool:
    """Return whether the cells of a column may be names: texts that are all different."""
    filled = list(filter(None, cells))
    is_full = 2 * len(filled) > len(cells) and len(set(filled)) == len(filled)
    return is_full and not any(re.fullmatch(_CODE_OR_ADDRESS, cell) for cell in filled)


def _candidates(heading: str, *, is_export: bool) -> list[tuple[str, str]]:
    """Return what a heading may stand for: keys, each with the code of a role or "".

    Args:
        heading: the heading.
        is_export: whether columns that follow from others are left out.
    """
    word = letters(heading)
    candidates = list[tuple[str, str]]()
    for key in _candidates_by_heading().get(word, ()):
        is_read = key and not key.startswith("name")
        if is_read or (is_export and not key):
            candidates.append((key, ""))
    if role := codes_of(Skill).get(word):
        candidates.append(("seeks", role))
    for role, headings in WORDS["recruited"].items():
        if word in map(letters, headings):
            candidates += [("recruits", ""), ("recruits", role)]
    return candidates


def _may_be_states(heading: str, words: Iterable[str]) -> bool:
    """Return whether words may be states: below *State* may stand parts of a country."""
    codes = known_codes("state")
    return letters(heading) != "state" or any(letters(word) in codes for word in words)


def _with_levels(columns: list[_Column]) -> list[_Column]:
    """Return columns in which a department stands above its agencies, if each has only one."""
    levels = {(column.key, letters(column.heading)): column for column in columns}
    agency = levels.get(("ministry", "agency"))
    department = levels.get(("department", "department"))
    if not agency or not department:
        return columns
    if not _stands_above(department.cells, agency.cells):
        return columns
    keys = {agency.number: "department", department.number: "ministry"}
    changed = list[_Column]()
    for column in columns:
        key = keys.get(column.number, column.key)
        changed.append(column._replace(key=key))
    return changed


def _stands_above(upper: Cells, lower: Cells) -> bool:
    """Return whether each name in a column has one name in the other, and some have the same."""
    above = dict[str, str]()
    for row, name in lower.items():
        name_above = upper[row]
        if not name:
            continue
        if above.setdefault(name, name_above) != name_above:
            return False
    return len(set(above.values())) < len(above)


def _rows(columns: Sequence[_Column]) -> tuple[list[int], list[str]]:
    """Return the numbers of the rows that are challenges, and what others say."""
    rows, left_out = list[int](), list[str]()
    [names] = [column for column in columns if column.key == "name"]
    for row, name in names.cells.items():
        is_total = re.fullmatch(_TOTAL, unaccented(name))
        if name and not is_total:
            rows.append(row)
        else:
            cells = [column.cells[row] for column in columns]
            left_out.append("; ".join(filter(None, cells)))
    return rows, left_out


def _read(
    file: str, columns: Sequence[_Column], rows: Sequence[int]
) -> tuple[Reader, list[Problem]]:
    """Return a reader of some rows, and a warning for each cell that is kept as a text.

    Args:
        file: what messages call the file.
        columns: the columns.
        rows: the numbers of the rows.

    Raises:
        DatasetError: for a problem that is not that of a cell.
    """
    warnings = list[Problem]()
    unread = _unread(columns, rows)
    for row, number in sorted(unread):
        text = _("expected another value: it is kept as a text")
        warnings.append(Problem(file, row, number, "wrong-form", text, "warning"))
    while True:
        text, places = _json({row: _entry(columns, row, unread) for row in rows})
        reader = Reader(bundled().vocabularies, places)
        read_into(reader, [File(file, text.encode())])
        reader.warnings += warnings
        wrong = [problem for problem in reader.problems if problem[1:3] not in unread]
        if not wrong:
            break
        # These cells are kept as a text, and all is read again.
        unread |= {problem[1:3] for problem in wrong}
        warnings += [problem._replace(severity="warning") for problem in wrong]
    reader.raise_problems()
    headings = {column.number: quoted(column.heading) for column in columns}
    named = list[Problem]()
    for problem in reader.in_order(reader.warnings):
        text = _("{heading}: {problem}", heading=headings[problem.column], problem=problem.text)
        named.append(problem._replace(text=text))
    return reader, named


def _unread(columns: Sequence[_Column], rows: Sequence[int]) -> set[tuple[int, int]]:
    """Return the row and column of each cell that is no value of the key of its column."""
    unread = set[tuple[int, int]]()
    for column in columns:
        if not column.key:
            continue
        for row in rows:
            cell = column.cells[row]
            if cell and value_of(column.key, column.role, cell) is None:
                unread.add((row, column.number))
    return unread


def _entry(columns: Sequence[_Column], row: int, unread: Collection[tuple[int, int]]) -> Entry:
    """Return the values of a row by key, each as JSON has it, with its column."""
    entry: Entry = {}
    levels: dict[str, str] = {}
    for column in columns:
        cell = column.cells[row]
        if not (cell and column.key):
            continue
        key, number = column.key, column.number
        if (row, number) in unread:
            entry[column.own_key] = number, own_value(cell)
        elif key in HOSTS:
            levels[key] = cell
            entry["hosts"] = number, hosts_of(**levels)
        elif key in entry:  # several columns may have roles
            entry[key] = number, [*entry[key][1], *value_of(key, column.role, cell)]
        else:
            entry[key] = number, value_of(key, column.role, cell)
    return entry


def _json(entries: Mapping[int, Entry]) -> tuple[str, list[tuple[int, int]]]:
    """Return rows as a dataset in JSON, a cell a line; and the row and column of each line."""
    lines, places = ['{"challenges": ['], [(1, 1)]
    before = "{"
    for row, entry in _with_slugs(entries):
        for key, (number, value) in entry.items():
            lines.append(before + json.dumps({key: value})[1:-1])
            places.append((row, number))
            before = ","
        before = "},{"
    lines.append("}]}" if entries else "]}")
    return "\n".join(lines), places


def _with_slugs(entries: Mapping[int, Entry]) -> Iterator[tuple[int, Entry]]:
    """Yield rows with a slug for each, from its name if it has none.

    A slug that returns in another call has this call at its end: it is the same project.
    """
    given = dict[str, int]()
    for row, entry in entries.items():
        if "slug" in entry:
            given.setdefault(entry["slug"][1], row)
    taken, calls = dict.fromkeys(given, 1), dict[str, str]()
    for row, entry in entries.items():
        number, name = entry["name"]
        slug = entry.get("slug", (number, slugified(name) or f"project-{row}"))[1]
        call = str(_call_of(entry))
        of_call = f"{slug}-{call}"
        if calls.get(slug, call) != call and of_call not in taken:
            entry.setdefault("same_product", (number, slug))
            slug = of_call
            taken[slug] = 1
        elif given.get(slug) != row:
            slug = free(slug, taken)
        calls.setdefault(slug, call)
        entry["slug"] = number, slug
        yield row, entry


def _call_of(entry: Entry) -> Any:
    """Return the promotion of a row or else its year, "" if it has neither."""
    return next((entry[key][1] for key in _CALL if key in entry), "")


def _programme(sheet: _Sheet, columns: Sequence[_Column]) -> dict[str, str]:
    """Return the programme of a table: its name, the language of its texts, and its year.

    The year is that in its title or in the name of its file, if no column has one.
    """
    stem = Path(sheet.file).stem
    if sheet.file == "<stdin>":
        stem = _("projects")
    words = re.findall(r"[^\W_]+", stem)
    programme = {"name": sheet.title or " ".join(words).capitalize()}
    if language := _language(columns):
        programme["language"] = language
    years = set(re.findall(_YEAR, f"{sheet.title} {stem}"))
    keys = {column.key for column in columns}
    if len(years) == 1 and keys.isdisjoint(_CALL):
        programme["promotion"] = years.pop()
    return programme


def _language(columns: Sequence[_Column]) -> str:
    """Return the language of the cells of a table by their commonest words, "" for none."""
    counts = Counter[str]()
    for column in columns:
        for cell in column.cells.values():
            counts.update(re.findall(r"[^\W\d_]+", cell.lower()))
    totals = Counter[str]()
    for code, words in WORDS["languages"].items():
        totals[code] = sum(counts[word] for word in words)
    code, total = totals.most_common(1)[0]
    return code if total else ""


def _words_for_states(columns: Sequence[_Column], key: str = "x-") -> dict[str, str]:
    """Return what the words of a column of states mean, `?` where nobody has said yet.

    Args:
        columns: the columns.
        key: how the key of this column begins.
    """
    states = dict[str, str]()
    codes = known_codes("state")
    of_states = [column for column in columns if column.has_states]
    for column in of_states:
        if column.key.startswith(key):
            for word in filter(None, column.cells.values()):
                states[word] = codes.get(letters(word), UNKNOWN_STATE)
    return states


def _heading_lines(columns: Sequence[_Column]) -> list[str]:
    """Return a table of what each column was taken for, a line each."""
    headings = [shortened(printable(column.heading), _LONGEST_HEADING) for column in columns]
    width = max(map(len, headings))
    return [f"{h:{width}} -> {c.meaning}" for h, c in zip(headings, columns, strict=True)]


def free(text: str, taken: dict[str, int]) -> str:
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
