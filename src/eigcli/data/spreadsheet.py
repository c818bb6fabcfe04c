"""From a spreadsheet saved as CSV to the text of a dataset, which `eig init --from` writes.

Each row is a challenge; each heading says what its column holds, as people or as exports call it.
That is a key of challenges, or `seeks` or `recruits` with the code of a role. The cells are written
as an export in JSON, a line each, which is read like any file; a problem in a line has the place of
its cell, and this cell is kept as a text.
"""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from eigcli.data.dates import date_read
from eigcli.data.kinds import Object, fields_of, to_json
from eigcli.data.loading import File, bundled, read_into
from eigcli.data.model import UNKNOWN_STATE, Challenge, Dataset, Skill, Subject, distinct
from eigcli.data.reading import Reader, encoding_of, yaml_text
from eigcli.errors import DatasetError, EigError, Problem
from eigcli.messages import _, in_french, language
from eigcli.text import (
    comma_list,
    join_sentences,
    packaged_text,
    printable,
    quoted,
    quoted_path,
    shortened,
    slugified,
    unaccented,
)

# The words that people use in spreadsheets.
WORDS = yaml.safe_load(packaged_text("data/headings.yaml"))
HOSTS = {"ministry", "department"}  # the levels of a host, a column each
_BETWEEN_PARTS = "; ?|, | / |\n"  # between the values of a cell that lists some, see `are_lists`
# Short forms of words that may stand beside them, without accents: `Y` beside `Yes`.
_SHORT_FORMS = {
    "y": ["yes"],
    "o": ["oui"],
    "j": ["ja"],
    "s": ["si", "sim"],
    "n": ["no", "non", "nein", "nao"],
}
_LONGEST_PART = 40
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and .xls
# The names of rows that are no challenges.
_TOTAL = (
    r"(?:sous|sub)[- ]?total\b.*|(?:(?:grand )?total(?: general)?|moyenne|average)\W*"
    r"|sources?\s*:.*|\*.*"
)
_IN_THOUSANDS = r"[1-9][0-9]{0,2}[.][0-9]{3}(?![0-9])"  # `95.000 €`: a dot for thousands
_YEAR = r"(?<![0-9])20[0-9]{2}(?![0-9])"
_REMARK = r"\s*\([^()]{1,12}\)$"  # behind a heading: `Budget (EUR)`
_CODE_OR_ADDRESS = r"\S*[0-9]\S*|\w+://\S*"  # cells that are no names: 12, 2024-05, A-17
_LONGEST_KEY = 60  # some headings are whole questions
_LONGEST_HEADING = 50  # in the table of headings
_FEW_WORDS = 2  # so many words of a language may be letters or names
_FIRST_ROWS = 10  # the headings are in one of these: a title or empty rows may stand above
# Fields whose value no single cell has, or that other columns of an export have.
IN_PARTS = {"hosts", "ministries", "departments", "people", "figures", "links", "sources"}
_LISTS = {"techniques", "keywords", "themes", "expertise"}  # fields that may list words
LEFT_OUT = "-"  # what a column stands for that is not read

Cells = Mapping[int, str]  # those of a column, by the number of their row from 1 on
Place = tuple[int, int]  # the numbers of a row and a column
Entry = dict[str, tuple[int, Any]]  # the values of a row by key, each with its column


class _Column(NamedTuple):
    """A column that is not empty.

    Attributes:
        number: its number.
        heading: its heading, which no other has.
        candidates: what its heading may stand for.
        own_key: the own key for cells that are no values of what it stands for.
        cells: its cells.
        meaning: what a dataset says that it stands for: `towns`, `seeks developer`, or `ministry`
            and `department` of hosts.
        has_lists: whether its cells list values between commas.
    """

    number: int
    heading: str
    candidates: Sequence[str]
    own_key: str
    cells: Cells
    meaning: str = ""
    has_lists: bool = False


_Columns = Sequence[_Column]


def dataset_text(file: File, heading: str = "") -> tuple[str, list[str]]:
    """Return the dataset of a spreadsheet in YAML, and messages on it for its author.

    Args:
        file: the file, in CSV.
        heading: the heading of the column of names, "" to find it.

    Raises:
        EigError: for a workbook.
        DatasetError: where it is no table, or no column has names.
    """
    plain, told = imported(file, heading, {})
    told += states_to_be_written(plain.get("states", {}))
    head = _(
        "From {file}. columns: the key of each heading; x- begins a key of your own.",
        file=printable(file.name),
    )
    comments = f"# {head}\n"
    states = plain.get("states", {})
    if UNKNOWN_STATE in states.values():
        advice = _("states: write the state that each word means in place of its ?.")
        comments += f"# {advice}\n"
    return comments + yaml_text(plain), told


def states_to_be_written(states: Mapping[str, str]) -> list[str]:
    """Return the message on the words for states that were not understood."""
    lost = [word for word, state in states.items() if state == UNKNOWN_STATE]
    if not lost:
        return []
    note = _(
        "states not understood: {count}, such as {name}; write under states: what each means",
        count=len(lost),
        name=quoted(lost[0]),
    )
    return [note]


def imported(file: File, heading: str, known: Mapping[str, str]) -> tuple[Object, list[str]]:
    """Return the dataset of a spreadsheet as YAML has it, and messages on it for its author.

    Args:
        file: the file, in CSV.
        heading: the heading of the column of names, "" to find it.
        known: what other headings stand for, as far as that is known.

    Raises:
        EigError: for a workbook.
        DatasetError: where it is no table, or no column has names.
    """
    if file.content.startswith(_WORKBOOKS):
        workbook = _(
            "{file} is a workbook: save it as CSV in your spreadsheet program",
            file=quoted_path(file.name),
        )
        raise EigError(workbook)
    name = printable(file.name)
    table = _table(file.content, name)
    index = _row_of_headings(table)
    unread_columns = _unread_columns(table[index:], index + 2)
    names = _column_of_names(unread_columns, heading)
    if not names:
        problem = _without_names(name, table[index], heading)
        raise DatasetError([problem])
    known = {**known, names.heading: "name"}
    columns = _columns(unread_columns, known)
    columns, spelled_alike = _in_one_spelling(columns)
    rows, left_out = _rows(names, columns)
    reader, warnings = _read(name, columns, rows)
    known_roles = bundled().vocabularies[Skill].values()
    roles = reader.vocabularies[Skill].values()
    skills = [role for role in roles if role not in known_roles]
    challenges = reader.records(Challenge)
    dataset = Dataset(skills=tuple(skills), challenges=tuple(challenges))
    above = chain(*table[:index])
    title = next(filter(None, above), "")
    plain = {
        "programme": _programme(name, title, columns),
        "columns": {column.heading: column.meaning for column in columns},
    }
    states, understood = _words_for_states(columns)
    if states:
        plain["states"] = states
    is_called_so = {"name", "name otherwise"} & {*names.candidates}
    is_guess = not heading and not is_called_so
    guessed = _("taken for the names, since all are different (--name says another): {names}")
    notes = {
        guessed: [names.heading] if is_guess else [],
        _("states, as understood: {names}"): understood,
        _("rows left out (not a challenge): {names}"): left_out,
        _("new roles: {names}"): [skill.label() for skill in skills],
        _("written alike from now on: {names}"): spelled_alike,
    }
    told = _table_of_meanings(columns) + warnings + messages(notes) + _namesakes(challenges)
    return plain | to_json(dataset, as_yaml=True), told


def messages(notes: Mapping[str, Iterable[str]]) -> list[str]:
    """Return messages with the names that each is on, without those that are on none."""
    texts = []
    for note, names in notes.items():
        listed = distinct(names)
        if listed:
            text = note.format(names=comma_list(listed, 1000))
            texts.append(text)
    return texts


def _namesakes(challenges: Iterable[Challenge]) -> list[str]:
    """Return the message on challenges with the name of another one of the same call."""
    called = defaultdict[tuple[str, str | None], list[Challenge]](list)
    for challenge in challenges:
        name = slugified(challenge.name)
        called[name, challenge.promotion_or_year].append(challenge)
    again = [challenge for alike in called.values() for challenge in alike[1:]]
    if not again:
        return []
    example = again[0]
    note = _(
        "rows with the name of another one: {count}, such as {name}, which became {slug}",
        count=len(again),
        name=quoted(example.name),
        slug=example.slug,
    )
    return [note]


def _unread_columns(table: Sequence[Sequence[str]], first_row: int) -> _Columns:
    """Return the columns of a table that are not empty, without what they stand for.

    Args:
        table: the headings and the rows.
        first_row: the number of the row below the headings.
    """
    columns = []
    headings = dict[str, int]()
    own_keys = dict[str, int]()
    without_remarks = Counter(re.sub(_REMARK, "", heading) for heading in table[0])
    texts_by_column = zip_longest(*table, fillvalue="")
    for number, (heading, *texts) in enumerate(texts_by_column, 1):
        if not any(texts):
            continue
        unique = free(heading or f"#{number}", headings)
        candidates = meanings_of(unique)
        short = re.sub(_REMARK, "", unique)
        key = short if without_remarks[short] == 1 else unique
        words = slugified(key.removeprefix("x-"))
        own_key = f"x-{words or number}"[:_LONGEST_KEY]
        own_key = free(own_key.strip("-"), own_keys)
        cells = dict(enumerate(texts, first_row))
        column = _Column(number, unique, candidates, own_key, cells)
        columns.append(column)
    return columns


def _table(content: bytes, file: str) -> list[list[str]]:
    """Return the rows of a file, at least one.

    Raises:
        DatasetError: for a quotation mark that is not closed, or not doubled in a cell.
    """
    try:
        text = content.decode(encoding_of(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    lines = io.StringIO(text, None).readlines()
    separated = (line for line in lines if re.search(r"[;,\t]", line))
    first = next(separated, ";")  # a title may stand above
    delimiter = max(";,\t", key=first.count)
    limit = csv.field_size_limit(len(text))  # a cell may be as long
    table = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            cells = map(cell_text, row)
            table.append(list(cells))
    except csv.Error:
        wrong = _("a quotation mark in this row is not closed, or not doubled within a cell")
        number = len(table) + 1
        problem = Problem(file, number, 1, "wrong-form", wrong)
        raise DatasetError([problem]) from None
    finally:
        csv.field_size_limit(limit)  # that of the process, which may read other files
    return table or [[]]


def _row_of_headings(table: Sequence[Sequence[str]]) -> int:
    """Return the index of the first row that is more than half as wide as the widest."""
    rows = table[:_FIRST_ROWS]
    widths = [len(row) - row.count("") for row in rows]
    widest = max(widths)
    for index, width in enumerate(widths):
        if 2 * width > widest:
            return index
    return 0


def meanings_of(heading: str) -> Sequence[str]:
    """Return what a heading may stand for: `product` for `Website`."""
    return _meanings_by_heading()[letters(heading)]


@cache
def _meanings_by_heading() -> defaultdict[str, list[str]]:
    """Return what headings may stand for, by their letters."""
    words = list(WORDS["headings"].items())
    for name, declared in fields_of(Challenge).items():
        if name in IN_PARTS:
            continue
        key = LEFT_OUT if declared.derived else name
        words.append((key, [name, declared.label]))
    for code, role in bundled().vocabularies[Skill].items():
        names = role.names()
        words.append((f"seeks {code}", names))
    meanings = defaultdict[str, list[str]](list)
    for meaning, headings in words:
        in_other_language = map(in_french, headings)
        for heading in (*headings, *in_other_language):
            found = meanings[letters(heading)]
            if meaning.startswith("recruits "):  # roles may be listed in its cells
                found.append("recruits")
            found.append(meaning)
    return meanings


def _column_of_names(columns: _Columns, heading: str) -> _Column | None:
    """Return the column with the names of challenges, `None` if there is none.

    Args:
        columns: the columns.
        heading: the heading of this column, "" to find it.
    """
    if heading:
        by_heading = {letters(column.heading): column for column in reversed(columns)}
        return by_heading.get(letters(heading))
    called = _columns_called("name", columns)
    otherwise = _columns_called("name otherwise", columns)
    different = [column for column in columns if _are_names(column.cells.values())]
    best = [column for column in otherwise if column in different]
    for column in (*called, *best, *different, *otherwise):
        return column
    return None


def _columns_called(meaning: str, columns: _Columns) -> list[_Column]:
    """Return the columns that may have names by their heading: not of numbers alone."""
    called = [column for column in columns if meaning in column.candidates]
    return [column for column in called if not _are_numbers(column.cells.values())]


def _without_names(file: str, headings: Iterable[str], heading: str) -> Problem:
    """Return the problem that no column has names.

    Args:
        file: what messages call the file.
        headings: its headings.
        heading: the heading that the column should have, "" for any.
    """
    if heading:
        wrong = _("no column is called {name}.", name=quoted(heading))
    else:
        wrong = _(
            "expected headings, with one such as Name (or --name HEADING), then a row for each"
            " challenge."
        )
    found = comma_list(filter(None, headings))
    wrong = join_sentences(wrong, _("Headings found: {names}.", names=found))
    return Problem(file, 1, 1, "missing-key", wrong)


def _are_numbers(cells: Iterable[str]) -> bool:
    """Return whether a column has nothing but numbers: below *Projects*, how many there are."""
    return all(_digits(cell).isdecimal() for cell in filter(None, cells))


def _are_names(cells: Collection[str]) -> bool:
    """Return whether the cells of a column may be names: texts that are all different."""
    filled = list(filter(None, cells))
    if len(set(filled)) < len(filled):
        return False
    if 2 * len(filled) <= len(cells):
        return False
    return not any(re.fullmatch(_CODE_OR_ADDRESS, cell) for cell in filled)


def _columns(columns: _Columns, known: Mapping[str, str]) -> _Columns:
    """Return columns with what each stands for: no two for the same.

    Args:
        columns: the columns.
        known: what headings stand for, as far as that is known.
    """
    levels = _levels(columns)
    taken = {*known.values(), *levels.values(), "name otherwise"}
    is_export = any("slug" in column.candidates for column in columns)
    if not is_export:
        taken.add(LEFT_OUT)
    read = []
    for column in columns:
        level = letters(column.heading)
        meaning = known.get(column.heading) or levels.get(level)
        if not meaning:
            meaning = _meaning(column, taken)
        if meaning != LEFT_OUT:
            taken.add(meaning)
        may_have_lists = meaning.startswith("x-") or meaning in _LISTS
        has_lists = may_have_lists and are_lists(column.cells.values())
        read.append(column._replace(meaning=meaning, has_lists=has_lists))
    if taken >= HOSTS or "department" in known.values():
        return read
    return [_as_highest_host(column) for column in read]


def _in_one_spelling(columns: _Columns) -> tuple[_Columns, list[str]]:
    """Return own columns without values that differ in capitals or accents alone, and the changes.

    Such values take the commonest spelling, so that they are counted as one.
    """
    read = []
    changes = []
    for column in columns:
        is_own = column.meaning.startswith("x-")
        spellings = _spellings(column.cells.values()) if is_own else {}
        changes += [f"{cell} = {spelling}" for cell, spelling in spellings.items()]
        cells = {row: spellings.get(cell, cell) for row, cell in column.cells.items()}
        read.append(column._replace(cells=cells))
    return read, changes


def _spellings(cells: Iterable[str]) -> dict[str, str]:
    """Return the cells that are written otherwise than most that are alike, each as most are.

    `Y` beside `Yes` is written so, too.
    """
    counts = Counter(cells)
    words = {unaccented(cell) for cell in counts}
    long_forms = {}
    for short, forms in _SHORT_FORMS.items():
        for form in words.intersection(forms):
            long_forms[short] = form
    first: dict[str, str] = {}
    others = {}
    in_order = sorted(counts, key=lambda cell: (unaccented(cell) in long_forms, -counts[cell]))
    for cell in in_order:
        word = unaccented(cell)
        spelling = first.setdefault(long_forms.get(word, word), cell)
        if cell != spelling:
            others[cell] = spelling
    return others


def _as_highest_host(column: _Column) -> _Column:
    """Return a column; departments that have no ministry above them are hosts themselves."""
    return column._replace(meaning="ministry") if column.meaning == "department" else column


def _meaning(column: _Column, taken: Collection[str]) -> str:
    """Return what a column stands for, by its heading and its cells; by default, an own key.

    Args:
        column: the column.
        taken: what others stand for.
    """
    cells = column.cells.values()
    for meaning in column.candidates:
        if meaning in taken:
            continue
        if meaning == LEFT_OUT or fits(meaning, cells):
            return meaning
    return column.own_key


def _levels(columns: _Columns) -> Mapping[str, str]:
    """Return what *Agency* and *Department* stand for if each agency has one department above."""
    cells = {letters(column.heading): column.cells for column in columns}
    agencies = cells.get("agency")
    departments = cells.get("department")
    if not agencies or not departments:
        return {}
    above = dict[str, str]()
    for row, agency in agencies.items():
        department = departments[row]
        first = above.setdefault(agency, department)
        if agency and department != first:
            return {}
    return {"agency": "department", "department": "ministry"}


def _rows(names: _Column, columns: _Columns) -> tuple[list[int], list[str]]:
    """Return the numbers of the rows that are challenges, and what others say."""
    rows = []
    left_out = []
    for row, name in names.cells.items():
        is_total = re.fullmatch(_TOTAL, unaccented(name))
        if name and not is_total:
            rows.append(row)
            continue
        cells = [column.cells[row] for column in columns if column.cells[row]]
        left_out.append("; ".join(cells))
    return rows, left_out


def _read(file: str, columns: _Columns, rows: Sequence[int]) -> tuple[Reader, list[str]]:
    """Return a reader of some rows, and warnings: one for each cell that is kept as a text.

    Args:
        file: what messages call the file.
        columns: the columns.
        rows: the numbers of the rows.

    Raises:
        DatasetError: for a problem that is not that of a cell.
    """
    unread = dict[Place, str]()
    are_new = True
    while are_new:
        entries = {row: _entry(columns, row, unread) for row in rows}
        _give_slugs(entries)
        text, places = _json(entries)
        reader = Reader(bundled().vocabularies, places)
        read_into(reader, [File(file, text.encode())])
        wrong = {(problem.line, problem.column): problem.text for problem in reader.problems}
        are_new = not wrong.keys() <= unread.keys()
        unread = wrong | unread  # new ones are kept as a text, and all is read again
    reader.raise_problems()
    for place, reason in unread.items():
        problem = Problem(file, *place, "wrong-form", reason, "warning")
        reader.warnings.append(problem)
    headings = {column.number: quoted(column.heading) for column in columns}
    warnings = []
    for problem in reader.in_order(reader.warnings):
        heading = headings[problem.column]
        text = _("{heading}: {problem}", heading=heading, problem=problem.text)
        warnings.append(str(problem._replace(text=text)))
    return reader, warnings


def _entry(columns: _Columns, row: int, unread: dict[Place, str]) -> Entry:
    """Return the values of a row by key, each as JSON has it, with its column.

    Args:
        columns: the columns.
        row: the number of the row.
        unread: why cells are kept as a text, by their place: this has more of them afterwards.
    """
    entry: Entry = {}
    levels = {}
    for column in columns:
        cell = column.cells[row]
        if not cell or column.meaning == LEFT_OUT:
            continue
        place = (row, column.number)
        value = None
        if place not in unread:
            value = value_of(column.meaning, cell)
            if column.has_lists and re.search(_BETWEEN_PARTS, cell):
                values = values_of(cell, _BETWEEN_PARTS)
                value = [*distinct(values)]
        key = column.meaning.split()[0]
        if value is None:
            unread.setdefault(place, _("expected another value: it is kept as a text"))
            key = column.own_key
            value = own_value(cell)
        elif key in HOSTS:
            levels[key] = cell
            key = "hosts"
            value = hosts_of(**levels)
        elif key in entry and isinstance(value, list):  # several columns may have roles
            value = entry[key][1] + value
        entry[key] = (column.number, value)
    return entry


def _give_slugs(entries: Mapping[int, Entry]) -> None:
    """Give each row a slug, from its name if it has none.

    A slug that returns in another call has this call at its end: it is the same project.
    """
    taken = dict[str, int]()
    calls = dict[str, Any]()
    for row, entry in entries.items():
        number, name = entry["name"]
        made = slugified(name) or f"project-{row}"
        _number, slug = entry.get("slug", (number, made))
        dated = entry.get("promotion") or entry.get("year")
        call = dated[1] if dated else None
        first_call = calls.setdefault(slug, call)
        of_call = f"{slug}-{call}"
        is_of_other = call and first_call and call != first_call
        if is_of_other and of_call not in taken:
            entry.setdefault("same_product", (number, slug))
            slug = of_call
        slug = free(slug, taken)
        entry["slug"] = (number, slug)


def _json(entries: Mapping[int, Entry]) -> tuple[str, list[Place]]:
    """Return rows as a dataset in JSON, a cell a line; and the row and column of each line."""
    challenges = []
    places = [(1, 1)]
    for row, entry in entries.items():
        pairs = []
        for key, (number, value) in entry.items():
            pair = json.dumps({key: value})
            pairs.append(pair[1:-1])
            places.append((row, number))
        lines = ",\n".join(pairs)
        challenges.append(f"{{{lines}}}")
    text = ",\n".join(challenges)
    return f'{{"challenges": [\n{text}]}}', places


def _programme(file: str, title: str, columns: _Columns) -> dict[str, str]:
    """Return the programme of a table: its name, the language of its texts, and its year.

    The year is that in its title or in the name of its file, if no column has one.
    """
    stem = Path(file).stem
    if file == "<stdin>":
        stem = _("projects")
    words = re.findall(r"[^\W_]+", stem)
    name = " ".join(words).capitalize()
    programme = {"name": title or name}
    language = _language(columns)
    if language:
        programme["language"] = language
    years = set(re.findall(_YEAR, f"{title} {stem}"))
    meanings = {column.meaning for column in columns}
    has_years = meanings & {"promotion", "year"}
    if len(years) == 1 and not has_years:
        programme["promotion"] = years.pop()
    return programme


def _language(columns: _Columns) -> str:
    """Return the language of the cells of a table by their commonest words, "" for none."""
    counts = Counter[str]()
    for column in columns:
        text = " ".join(column.cells.values())
        words = re.findall(r"[^\W\d_]+", text.lower())
        counts.update(words)
    totals = {"": _FEW_WORDS}
    for code, words in WORDS["languages"].items():
        totals[code] = sum(counts[word] for word in words)
    return max(totals, key=totals.__getitem__)


def _words_for_states(columns: _Columns) -> tuple[dict[str, str], list[str]]:
    """Return what the words of a column of states mean, and how words of another were read.

    The first are in the words of their author: `?` stands where nobody has said yet.
    """
    codes = known_codes("state")
    for column in columns:
        if "state" not in column.candidates:
            continue
        words = distinct(column.cells.values())
        states = {}
        understood = []
        for word in words:
            state = codes.get(letters(word), UNKNOWN_STATE)
            states[word] = state
            if word != state:
                understood.append(f"{word} = {state}")
        if column.meaning == "state":
            return {}, understood
        has_known = set(states.values()) != {UNKNOWN_STATE}
        # Below *State* may stand parts of a country.
        if has_known or letters(column.heading) != "state":
            return states, []
    return {}, []


def _table_of_meanings(columns: _Columns) -> list[str]:
    """Return what each column was taken for, a line each."""
    headings = [shortened(printable(column.heading), _LONGEST_HEADING) for column in columns]
    width = max(map(len, headings))
    lines = []
    for heading, column in zip(headings, columns, strict=True):
        meaning = column.meaning
        if column.has_lists:
            meaning = _("{key}, several values", key=meaning)
        lines.append(f"{heading:{width}} -> {meaning}")
    return lines


def free(text: str, taken: dict[str, int]) -> str:
    """Return a text that is not taken yet, if need be with a number behind it, and take it.

    Args:
        text: the text.
        taken: the texts that are taken, each with the last number that stands behind it.
    """
    free = text
    number = taken.get(text, 1)
    while free in taken:
        number += 1
        free = f"{text}-{number}"
    taken[text] = number
    taken[free] = 1
    return free


def letters(heading: str) -> str:
    """Return a heading to compare it by: without accents, case, plurals and punctuation."""
    text = heading.replace("#", " n ")
    text = re.sub(r"^[0-9]+[_.)]", "", text)  # `2_name`, as surveys have it
    words = re.findall(r"[^\W_]+", unaccented(text))
    words = [re.sub("(?<=..)[sx]$", "", word) for word in words]
    fillers = WORDS["fillers"]
    telling = [word for word in words if word not in fillers]
    return "".join(telling or words)


def cell_text(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that exports put before a formula."""
    text = cell.replace("\0", "").strip()
    text = re.sub(r"^'(?=[=+\-@＝＋－＠])", "", text)
    if text.casefold() in WORDS["nothing"]:
        return ""
    return text


@cache
def codes_of(cls: type[Skill | Subject]) -> dict[str, str]:
    """Return the codes of roles or subjects, by the letters of all their names."""
    codes = {}
    records = bundled().vocabularies[cls]
    for code, record in records.items():
        for name in record.names():
            codes[letters(name)] = code
    return codes


@cache
def known_codes(key: str) -> dict[str, str]:
    """Return the codes that cells may have under a key, by their letters."""
    codes = {}
    choices = fields_of(Challenge)[key].kind.choices
    for code, label in choices.items():
        words = [code, label, in_french(label)]
        words += WORDS["states"].get(code, [])
        for word in words:
            codes[letters(word)] = code
    return codes


def fits(meaning: str, cells: Iterable[str]) -> bool:
    """Return whether a column may stand for something: whether each of its cells is a value of it.

    Of the people of roles, which people write as they like, one value is enough.

    Args:
        meaning: what it would stand for.
        cells: its cells; those that are empty do not count.
    """
    filled = filter(None, cells)
    are_values = (value_of(meaning, cell) is not None for cell in filled)
    if meaning == "seeks" or " " in meaning:
        return any(are_values)
    return all(are_values)


def value_of(meaning: str, cell: str) -> Any:
    """Return the value of a cell for what its column stands for; `None` if it has none."""
    key, _space, role = meaning.partition(" ")
    if role:
        return _people(cell, role)
    if key.startswith("x-"):
        return own_value(cell)
    if key in _READ:
        return _READ[key](cell)
    kind = fields_of(Challenge)[key].kind
    if kind.choices:
        return known_codes(key).get(letters(cell))
    if kind.several:
        return values_of(cell)
    text = cell
    if kind.numeric:
        without_unit = re.sub(r"(?i)(mois|months?)$", "", cell)
        text = _digits(without_unit.rstrip())
    elif kind.dated:
        text = date_read(cell)
    return text if kind.has(text) else None


def own_value(cell: str) -> Any:
    """Return the value of a cell for an own key: a number, a list or a text."""
    if re.match(_IN_THOUSANDS, cell):
        return cell
    amount = cell.removesuffix("€").rstrip()
    number = _digits(amount)
    if re.fullmatch("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9}|,[0-9]{1,2})?", number):
        return json.loads(number.replace(",", "."))
    return _between_bars(cell) or cell


def are_lists(cells: Iterable[str]) -> bool:
    """Return whether cells list short values between commas, or slashes with blanks.

    Values recur: there are no more of them than different cells. Else cells are texts with commas,
    such as `Berlin, Germany`.
    """
    filled = distinct(cells)
    if not any(re.search(", | / ", cell) for cell in filled):
        return False
    lists = [re.split(_BETWEEN_PARTS, cell) for cell in filled]
    counts = Counter(chain.from_iterable(lists))
    several = [values for values in lists if len(values) > 1]
    listed = [*chain.from_iterable(several)]
    has_shared = any(counts[value] > 1 for value in listed)
    if not has_shared or len(counts) > len(filled):
        return False
    if any(value.isdecimal() for value in listed):  # `May, 2024`
        return False
    return max(map(len, counts)) <= _LONGEST_PART


def values_of(cell: str, separator: str = "[;\n]") -> list[str]:
    """Return the values of a cell that may have several.

    Args:
        cell: the cell.
        separator: a pattern of what is between values, where no bars are.
    """
    values = _between_bars(cell)
    if not values:
        values = re.split(separator, cell)
    stripped = map(str.strip, values)
    return list(filter(None, stripped))


def hosts_of(ministry: str = "", department: str = "") -> list[Any]:
    """Return the hosts of two cells: each department has the ministry at its place, or the last."""
    if not values_of(ministry):
        ministry, department = department, ""
    ministries = values_of(ministry)
    departments = values_of(department)
    with_gaps = re.split(r"(?<!\\)\|", department)  # in an export, a host may have none
    if len(with_gaps) == len(ministries) > 1:
        departments = [_unescaped(part) for part in with_gaps]
    hosts = []
    for name, service in zip_longest(ministries, departments):
        last = ministries[-1]
        host = {"ministry": name or last, "department": service or None}
        hosts.append(host)
    return hosts


def _between_bars(cell: str) -> list[str]:
    r"""Return the values of a cell as exports write it, with a backslash before `|` or `\` in one.

    A cell without bars has none; `||` is text.
    """
    if not re.search(r"(?<!\|)\|(?!\|)", cell):
        return []
    parts = re.findall(r"(?s)(?:\\.|\|{2,}|[^|])+", cell)
    values = map(_unescaped, parts)
    return list(filter(None, values))


def _unescaped(part: str) -> str:
    text = re.sub(r"\\([\\|])", r"\1", part)
    return text.strip()


def _people(cell: str, role: str) -> list[Any] | None:
    """Return the people of a role in a cell of its column, `None` if it has no number or mark."""
    mark = _digits(cell.casefold())
    if mark in WORDS["not sought"]:
        return []
    if mark in WORDS["sought"]:
        return [role]
    if re.fullmatch("[0-9]{1,9}", mark):
        return [{role: mark}]
    return None


def _roles(cell: str, *, may_be_new: bool = True) -> list[Any] | None:
    """Return the roles in a cell, some with a number; a new role keeps its name as its label.

    It is `None` if a number stands without a role, a name makes no code, or a role is there twice.
    """
    label = "french" if language() == "fr" else "english"
    roles = {}
    for text in _listed(cell):
        number, name = _counted(text)
        code = codes_of(Skill).get(letters(name))
        if may_be_new:
            code = code or slugified(name)
        if not code or code in roles or name.isdecimal():
            return None
        role = {"skill": code, "count": number or None, label: name}
        roles[code] = role
    return [role for role in roles.values() if role["count"] != "0"]


def _subjects(cell: str) -> list[str | None] | None:
    """Return the codes of the subjects in a cell; `None` if one is not known by this name."""
    known = codes_of(Subject)
    codes = [known.get(letters(name)) for name in values_of(cell)]
    return None if None in codes else codes


def _listed(cell: str) -> list[str]:
    """Return the towns or the roles in a cell: none is called "a, b" or "a et b"."""
    return values_of(cell, r",| et | and | [/+&] |[;\n]")


# How to read cells that hold more than a value or several values of a field.
_READ: dict[str, Callable[[str], list[Any] | None]] = {
    "ministry": values_of,
    "department": values_of,
    "seeks": _roles,
    # The members of a team may be listed.
    "recruits": partial(_roles, may_be_new=False),
    "towns": _listed,
    "subjects": _subjects,
}


def _digits(number: str) -> str:
    """Return a number without separators of thousands, and without `.0`: `1 200` is 1200."""
    return re.sub(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))|[.,]0$", "", number)


def _counted(text: str) -> tuple[str, str]:
    """Return the number of a text, "" for none, and the rest: `2 developers`, `designer (x2)`."""
    first = re.fullmatch(r"(?s)([0-9]+(?:[\s,][0-9]{3})*)(?: ?x)?\s+(.+)", text)
    if first:
        number, rest = first.groups()
        return re.sub(r"[\s,]", "", number), rest
    last = re.search(r"(?<=\S)\s*(?:\(x?|(?<!\w)x) ?([0-9]+)\)?\Z", text)
    if last:
        rest = text[: last.start()]
        return last[1], rest
    return "", text
