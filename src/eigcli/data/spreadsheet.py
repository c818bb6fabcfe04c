"""From a spreadsheet saved as CSV to the text of a dataset, which `eig init --from` writes.

Each row is a challenge; each heading says what its column holds, as people or as exports call it.
What is read of a row are nodes at its number and those of its columns, so that problems are there.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from eigcli.data import checking
from eigcli.data.dates import date_read
from eigcli.data.deriving import with_defaults
from eigcli.data.kinds import OWN_KEY, Record, fields_of, plain_of
from eigcli.data.loading import bundled
from eigcli.data.model import Challenge, Dataset, Skill, Source, distinct
from eigcli.data.reading import Node, Reader, encoding_of, yaml_text
from eigcli.errors import DatasetError, EigError, Problem, problem_lines
from eigcli.messages import _, in_french, language
from eigcli.text import comma_list, printable, quoted, quoted_path, slugified, unaccented

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and .xls
# Headings besides the names and labels of fields, by the key that they stand for: those of exports,
# which have translations, and others that people write.
_HEADINGS = {
    "name": "Title|Titre|Intitulé|Project|Projet|Challenge|Défi|Initiative|Product name"
    "|Nom produit",
    "number": "N°",
    "tagline": "Description|Objectif|Résumé|Summary",
    "towns": "City|Lieu|Location|Commune",
    "themes": "Thématique",
    "months": "Durée|Mois",
    "state": "Status|Statut|Avancement|État d'avancement",
    "product": "Site|Site web|Website",
    "ministry": "Ministries|Ministry|Host|hosts|Porteur|Administration|Organisme|Structure"
    "|Administration porteuse|Administration d'accueil|Structure porteuse|Structure d'accueil"
    "|Ministère porteur|Ministère de tutelle|Entité|Agency|Organisation|Organization",
    "department": "Departments|Department|Service|Service porteur",
    "seeks": "Seeks|Profils recherchés|profiles|Profils|Équipe|Équipe recherchée|Team|Roles|skills"
    "|Profils souhaités|Compétences recherchées|Métiers recherchés|Roles needed",
    "recruits": "Recruited|recruits",
    "sought": "{role}|{role}, sought",
    "recruited": "{role}, recruited|recruited_{role}",
}
# The words that mean nothing in a heading; "s" stands behind the dot of a French plural.
_FILLERS = {"de", "du", "d", "of", "s", "nombre", "nbre", "nb", "number"}
_FILLERS |= {"projet", "project", "defi", "challenge"}
# How people mark that a role is sought or not.
_MARKS = {"x": "~", "✓": "~", "✔": "~", "oui": "~", "yes": "~", "non": "0", "no": "0"}
# What people write for a state besides its labels.
_STATES = {
    "in-use": "En production|Utilisé|Encore utilisé|Pérennisé|Live|Used",
    "on-trial": "En test|En cours|En construction|Expérimentation|In progress",
    "handed-over": "Transmis",
    "ended": "Abandonné|Terminé|Arrêté|Stoppé|À l’arrêt|Abandoned|Stopped|Finished",
}
# What a row is called that is no challenge.
_TOTAL = r"(?:(?:sous|sub)[- ]?|grand )?total(?: general)?\W*"
_NOTHING = {"-", "–", "—", "n/a", "inconnu", "unknown"}  # where people have nothing to say
_IN_PARTS = {"hosts", "people", "seeks", "recruits", "links"}  # no cell has one whole


class _Column(NamedTuple):
    """A column.

    Attributes:
        number: its number.
        heading: its heading.
        key: the key that this stands for, `ministry` or `department` of hosts, or `sought` or
            `recruited` of a role; "" for one that follows from others.
        role: the code of that role.
        own: the key of the author's own that has what is not of that key.
        cells: its cells.
    """

    number: int
    heading: str
    key: str
    role: str
    own: str
    cells: Sequence[str]


def dataset_text(content: bytes, name: str) -> tuple[str, list[str]]:
    """Return the dataset of a spreadsheet, and what its author should know of it, line by line.

    It is in YAML, below comments on what was taken for what.

    Args:
        content: the bytes of a file in CSV.
        name: what messages call it.

    Raises:
        EigError: for a workbook.
        DatasetError: for all that is wrong in it, each problem by row and heading.
    """
    if content.startswith(_WORKBOOKS):
        workbook = _("{file} is a workbook: save it as CSV in the program that you edit it with")
        raise EigError(workbook, file=quoted_path(name))
    known, file = bundled().known, printable(name)
    rows, columns = _table(content, file)
    # An export may cite what the file of a promotion lists.
    reader = Reader({**known, Source: {one.key: one for one in bundled().dataset.sources}})
    others, own, states = _read(reader, file, rows, columns)
    checking.refuse(reader)
    called = {column.number: quoted(column.heading) for column in columns}
    problems = [
        one._replace(text=_("{heading}: {problem}", heading=called[one.column], problem=one.text))
        for one in reader.in_order((*reader.problems, *reader.warnings))
    ]
    if reader.problems:
        raise DatasetError(problems)
    challenges = tuple(reader.records(Challenge))
    skills = tuple(s for code, s in reader.known[Skill].items() if code not in known[Skill])
    cited = distinct(one.source for challenge in challenges for one in challenge.sources)
    sources = tuple(source for source in cited if source.key not in known[Source])
    written = Dataset(skills=skills, sources=sources, challenges=challenges)
    to_know = [_("left out, since it is no défi: {text}", text=quoted(text)) for text in others]
    if skills:
        to_know.append(
            _("roles that are new: {roles}", roles=comma_list([s.words() for s in skills]))
        )
    if states:
        pairs = comma_list([f"{cell} = {state}" for cell, state in states.items()], 1000)
        to_know.append(_("states, as they were taken: {pairs}", pairs=pairs))
    if own:
        kept = _("kept under keys of your own, x-…: {headings}")
        to_know.append(kept.format(headings=comma_list(own, 1000)))
    head = [
        _("From {file}: what each heading was taken for; x- begins a key of your own.", file=file)
    ]
    for column in columns:
        heading, what = printable(column.heading), f"{column.key} {column.role}".rstrip()
        passed = _("{heading}: passed over, it follows from others", heading=heading)
        head.append(f"{heading} -> {what}" if what else passed)
    text = "".join(f"# {line}\n" for line in head) + yaml_text(plain_of(written, brief=True))
    return text, [*problem_lines(problems), *to_know]


@cache
def _known_headings() -> dict[str, list[tuple[str, str]]]:
    """Return the keys that headings may stand for, each with a role or "", by their letters."""
    fields = [field for name, field in fields_of(Challenge).items() if name not in _IN_PARTS]
    texts = [(f.name, f"{f.name}|{f.label}") for f in fields if not f.derived]
    texts += _HEADINGS.items()
    texts += [("", "|".join([f.name, *f.also.split(), f.label])) for f in fields if f.derived]
    roles = [(code, name) for code, s in bundled().known[Skill].items() for name in s.names()]
    found = defaultdict[str, list[tuple[str, str]]](list)
    for key, text in texts:
        for one in text.split("|"):
            for role, name in roles if "{role}" in one else [("", "")]:
                for heading in (one, in_french(one)):
                    found[_letters(heading.format(role=name))].append((key, role))
    return found


@cache
def _known_codes(key: str) -> dict[str, str]:
    """Return the codes that cells may have under a key, by their letters."""
    choices = fields_of(Challenge)[key].kind.choices
    words = [(code, f"{code}|{label}|{in_french(label)}") for code, label in choices.items()]
    words += _STATES.items() if key == "state" else ()
    return {_letters(word): code for code, text in words for word in text.split("|")}


def _table(content: bytes, file: str) -> tuple[list[int], list[_Column]]:
    """Return the numbers of the rows of a file that say something, and its columns.

    Raises:
        DatasetError: for what is no table with the names of challenges.
    """
    try:
        text = content.decode(encoding_of(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\0", "")
    csv.field_size_limit(2**31 - 1)
    found = [(0, 0, 0, ",")]
    for mark in ";,\t":
        # A title may stand above the headings.
        lines = islice(csv.reader(io.StringIO(text, ""), delimiter=mark), 10)
        for above, row in enumerate(lines):
            known = sum(_letters(cell) in _known_headings() for cell in row)
            found.append((known, len(row), -above, mark))
    *_counts, top, delimiter = max(found)
    rows = list[list[str]]()
    try:
        for row in csv.reader(io.StringIO(text, ""), delimiter=delimiter, strict=True):
            rows.append(list(map(_stated, row)))
    except csv.Error:
        wrong = _("a quotation mark of this row is not closed, or not doubled within a cell")
        raise DatasetError([Problem(file, len(rows) + 1, 1, "wrong-form", wrong)]) from None
    head, *below = rows[-top:] or [[]]
    numbers = [number for number, row in enumerate(below, 2 - top) if any(row)]
    columns = _columns(zip_longest(head, *filter(any, below), fillvalue=""))
    if not numbers or all(column.key != "name" for column in columns):
        wrong = _(
            "expected a row of headings, with one such as Name, and below it a row for each défi."
            " The headings are {names}.",
            names=comma_list(list(filter(None, head))),
        )
        raise DatasetError([Problem(file, 1 - top, 1, "missing-key", wrong)])
    return numbers, columns


def _stated(cell: str) -> str:
    """Return what a cell says, without the apostrophe that an export has before a formula."""
    text = re.sub(r"^'(?=[=+\-@＝＋－＠])", "", cell.strip())
    return "" if text.casefold() in _NOTHING else text


def _columns(table: Iterable[tuple[str, ...]]) -> list[_Column]:
    """Return the columns of a table that say something, no two of them of the same key."""
    found, taken, own_keys = list[_Column](), set[tuple[str, str]](), set[str]()
    for number, (heading, *cells) in enumerate(table, 1):
        is_own = re.fullmatch(OWN_KEY, heading)
        own = _free(heading if is_own else f"x-{slugified(heading) or number}", own_keys)
        # What a role is called may be the heading of something else: impact.
        is_counted = any(map(_count, cells))
        stated = _known_headings().get(_letters(heading), ())
        free = (one for one in stated if one not in taken and (is_counted or not one[1]))
        key, role = next(free, (own, ""))
        if any(cells):
            found.append(_Column(number, heading, key, role, own, cells))
            taken |= {(key, role)} if key else set()
    if not any(column.role or column.key in {"seeks", "recruits"} for column in found):
        # Numbers of people follow from nothing else.
        found = [column._replace(key=column.key or column.own) for column in found]
    return found


def _read(
    reader: Reader, file: str, rows: list[int], columns: list[_Column]
) -> tuple[list[str], list[str], dict[str, str]]:
    """Read the challenges that rows state.

    Return what other rows say, headings kept as own, and states by what was typed.
    """
    slugs = {cell for column in columns if column.key == "slug" for cell in column.cells}
    named = next(column for column in columns if column.key == "name")
    others, own, states = list[str](), list[str](), dict[str, str]()
    for index, row in enumerate(rows):
        cells = [(column, column.cells[index]) for column in columns if column.cells[index]]
        name = named.cells[index]
        if re.fullmatch(f"|{_TOTAL}", unaccented(name)):
            others.append(name or cells[0][1])
            continue
        entry: dict[str, Any] = {"slug": _free(slugified(name) or f"defi-{row}", slugs)}
        hosts: dict[str, list[Any]] = {"ministry": [], "department": []}
        people: dict[str, list[Any]] = {}
        for column, cell in cells:
            key, at = column.key, partial(_node, file, row, column.number)
            if key in hosts:
                hosts[key] = [at(one) if one else None for one in _values(cell)]
                entry["hosts"] = at(_hosts(**hosts))
            elif column.role and (count := _count(cell)):
                counts = people.setdefault(column.role, [None, None])
                counts[key == "recruited"] = at(count)
                entry["people"] = at(people)
            elif not column.role and (value := _value(reader, key, cell)):
                entry[key] = at(value)
                states |= {cell: value} if key == "state" and cell != value else {}
            elif key:
                entry[column.own] = at(_own(cell))
                own.append(column.heading)
        Record(Challenge).read(reader, _node(file, row, named.number, entry))
    traced = reader.traced
    traced[Challenge] = [(with_defaults(c), node) for c, node in traced[Challenge]]
    return others, list(distinct(own)), states


def _value(reader: Reader, key: str, cell: str) -> Any:
    """Return what a cell says under a key, as files have it; nothing where it says no such."""
    if key in _PARTS:
        return _PARTS[key](reader, cell)
    declared = fields_of(Challenge).get(key)
    if not declared:
        return None
    kind = declared.kind
    if kind.choices:
        return _known_codes(key).get(_letters(cell))
    if kind.several:
        return list(filter(None, _values(cell)))
    if kind.numeric:
        return _digits(re.sub(" (mois|months?)$", "", cell))
    return date_read(cell) if kind.dated else cell


def _own(cell: str) -> Any:
    """Return what a cell says under a key of its author's own: a number, a list or a text."""
    number = _digits(cell)
    if re.fullmatch("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9}|,[0-9]{1,2})?", number):
        return json.loads(number.replace(",", "."))
    return _values(cell) if "|" in cell else cell


def _roles(reader: Reader, cell: str) -> list[Any]:
    """Return the roles in a cell, some with a number of people; none where a number is of all."""
    counted = list(map(_counted, _listed(reader, cell)))
    if any(role.isdecimal() for _number, role in counted):
        return []
    pairs = [(_role(reader, role), number) for number, role in counted]
    return [{code: number} if number else code for code, number in pairs]


def _role(reader: Reader, name: str) -> str:
    """Return the code of a role; one that is new keeps its name, and is that where it has none."""
    known, letters = reader.known[Skill], _letters(name)
    codes = (code for code, skill in known.items() if letters in map(_letters, skill.names()))
    code = next(codes, slugified(name))
    french, english = (name, None) if language() == "fr" else (None, name)
    if code:
        known.setdefault(code, Skill(code=code, french=french, english=english))
    return code or name


def _figures(_reader: Reader, cell: str) -> list[dict[str, str]]:
    figures = map(_counted, filter(None, _values(cell)))
    return [{"number": number, "what": what} for number, what in figures]


def _sources(reader: Reader, cell: str) -> list[str]:
    """Return the keys of the sources that a cell names: of new ones, where none is called so."""
    known, keys = reader.known[Source], []
    for text in filter(None, _values(cell)):
        called = (
            key
            for key, source in known.items()
            if text in {key, source.title} or text.startswith(f"{source.title}, ")
        )
        key = next(called, "") or _free(slugified(text)[:40] or "source", set(known))
        is_address = re.fullmatch(fields_of(Source)["url"].kind.pattern, text)
        known.setdefault(key, Source(key=key, title=text, url=text if is_address else None))
        keys.append(key)
    return keys


def _listed(_reader: Reader, cell: str) -> list[str]:
    """Return the towns or the roles in a cell: none is called "a, b" or "a et b"."""
    return list(filter(None, map(str.strip, re.split(r",| et | and | [/+&] |[;|\n]", cell))))


# How cells are read that do not have just a value, or several.
_PARTS: dict[str, Callable[[Reader, str], Any]] = {
    "seeks": _roles,
    "recruits": _roles,
    "towns": _listed,
    "figures": _figures,
    "sources": _sources,
}


def _node(file: str, row: int, column: int, value: Any) -> Node:
    """Return a value as a node that stands in a cell; the nodes in it stay where they are."""
    import yaml

    at, mark = partial(_node, file, row, column), yaml.Mark(file, 0, row - 1, column - 1, None, 0)
    if isinstance(value, dict):
        pairs = [(at(key), at(one)) for key, one in value.items() if one]
        for key, one in pairs:
            key.start_mark = one.start_mark
        return yaml.MappingNode("", pairs, mark, mark)
    if isinstance(value, list):
        return yaml.SequenceNode("", list(map(at, value)), mark, mark)
    if isinstance(value, yaml.Node):
        return value
    kind = "null" if value in (None, "~") else type(value).__name__
    return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", str(value), mark, mark)


def _values(cell: str) -> list[str]:
    """Return the values of a cell that may have several, "" for a gap between them."""
    if "|" not in cell:
        return [value.strip() for value in re.split("[;\n]", cell)]
    # As exports have them, with a backslash before what belongs to a value.
    values = cell.replace(r"\\", "\0").replace(r"\|", "\1").split("|")
    return [value.strip().replace("\0", "\\").replace("\1", "|") for value in values]


def _hosts(ministry: list[Node], department: list[Node]) -> list[dict[str, Node]]:
    """Return the hosts that two cells name: each department is of the ministry in its place."""
    if not ministry:
        ministry, department = department, []
    elif len(ministry) == 1:
        ministry = ministry * max(1, len(department))
    pairs = zip_longest(ministry, department)
    return [{"ministry": one, "department": other} for one, other in pairs]


def _count(cell: str) -> str:
    """Return how many people of a role a cell says: "~" for a mark, "" where it does not say."""
    number = _MARKS.get(cell.casefold(), _digits(cell))
    return number if number == "~" or number.isdecimal() else ""


def _digits(number: str) -> str:
    """Return a number without what stands between its digits: `1 200` is 1200."""
    return re.sub(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))|[.,]0$", "", number)


def _counted(text: str) -> tuple[str, str]:
    """Return the number of a text, "" for none, and the rest: `2 developers`, `designer (x2)`."""
    if found := re.fullmatch(r"(?s)([0-9]+(?:[\s,][0-9]{3})*)(?: ?x)?\s+(.+)", text):
        return re.sub(r"[\s,]", "", found[1]), found[2]
    if found := re.fullmatch(r"(.+?)\s*(?:\(x?|x) ?([0-9]+)\)?", text):
        return found[2], found[1]
    return "", text


def _letters(heading: str) -> str:
    """Return a heading to compare it by: without accents, case, plurals and punctuation."""
    words = re.findall(r"[^\W_]+", unaccented(heading))
    words = [re.sub("(?<=..)[sx]$", "", word) for word in words]
    return "".join([word for word in words if word not in _FILLERS] or words)


def _free(text: str, taken: set[str]) -> str:
    """Return a text that is not taken yet, if need be with a number behind it; take it."""
    free, number = text, 1
    while free in taken:
        number += 1
        free = f"{text}-{number}"
    taken.add(free)
    return free
