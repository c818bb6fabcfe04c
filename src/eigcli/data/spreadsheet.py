"""From a spreadsheet saved as CSV to the text of a dataset, which `eig init --from` writes.

Each row is a challenge; each heading says what its column holds, as people or as exports call it.
What is read of a row are nodes at its number and those of its columns, so that problems are there.
"""

import csv
import errno
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice, zip_longest
from typing import Any, NamedTuple, TypeAlias

from eigcli.data import checking
from eigcli.data.dates import date_read
from eigcli.data.deriving import with_defaults
from eigcli.data.kinds import OWN_KEY, SLUG, Record, fields_of, plain_of
from eigcli.data.loading import bundled
from eigcli.data.model import Challenge, Dataset, Skill, Source, Town, distinct
from eigcli.data.reading import Node, Reader, encoding_of, yaml_text
from eigcli.errors import DatasetError, EigError, Problem, os_error, problem_lines, reason
from eigcli.messages import _, in_french, in_language, language, languages
from eigcli.text import (
    comma_list,
    nearest,
    printable,
    quoted,
    quoted_path,
    slugified,
    split_commas,
    suggest,
    unaccented,
)

_LARGEST = 16 * 2**20  # bytes: those of ten thousand challenges
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and .xls
# What people call one of the things that they list, and a role in whose column they only mark it.
_THINGS = ("Project", "Projet", "Challenge", "Défi", "Product", "Produit", "Initiative")
_MARKS = {"x": "", "✓": "", "✔": "", "oui": "", "yes": "", "non": "0", "no": "0"}
# What people write where they have nothing to say.
_NOTHING = {"-", "–", "—", "?", "n/a", "nc", "nd"}
# Headings besides the names and labels of fields, by the key that they stand for, and of hosts and
# people by a part of it: those of exports, which have translations, and others that people write.
_HEADINGS = {
    "name": "Title|Titre|Intitulé|"
    + "|".join(
        f"{one}|Nom {one}|Titre {one}|Intitulé {one}|{one} name|{one} title" for one in _THINGS
    ),
    "number": "N°",
    "tagline": "Description|Objectif|Résumé|Summary",
    "towns": "City|Lieu|Location|Commune",
    "themes": "Thématique",
    "months": "Durée|Mois",
    "state": "Status|Statut|Avancement|État d'avancement",
    "product": "Site|Site web|Website",
    "hosts ministry": "Ministries|Ministry|Host|hosts|Porteur|Administration|Organisme|Structure"
    "|Administration porteuse|Administration d'accueil|Structure porteuse|Structure d'accueil"
    "|Ministère porteur|Ministère de tutelle|Entité|Agency|Organisation|Organization",
    "hosts department": "Departments|Department|Service|Service porteur",
    "people sought": "Seeks|Profils recherchés|Selected|Sought or selected|profiles|Profils|Équipe"
    "|Équipe recherchée|Profils souhaités|Compétences recherchées|Roles needed"
    "|Team|Métiers recherchés|People sought|People selected|People sought or selected"
    "|{role}|{role}, sought|{role}, selected|{role}, sought or selected",
    "people roles": "Roles|skills",
    "people recruited": "Recruited|recruits|People recruited|{role}, recruited|recruited_{role}",
}
# What people write for a state besides its labels, and for one that is not known.
_STATES = {
    "in-use": "En production|Utilisé|Encore utilisé|Pérennisé|Live|Used",
    "on-trial": "En test|En cours|En construction|Expérimentation|In progress",
    "handed-over": "Transmis",
    "ended": "Abandonné|Terminé|Arrêté|Stoppé|À l’arrêt|Abandoned|Stopped|Finished",
    "": "|Inconnu|Unknown|Non connu|Not known",
}
_IN_PARTS = {"hosts", "people", "seeks", "recruits", "links"}  # no cell has one whole
# What a row is called that is no challenge.
_TOTAL = r"(?:(?:sous|sub)[- ]?|grand )?total(?: general)?\W*|somme|sum|moyenne|average"
# Roles by code: the node of each, and that of how many people there are.
_Counted: TypeAlias = dict[str, tuple[Node, Node | None]]


class _Column(NamedTuple):
    """A column: its number and heading, the key and the role that these stand for, its cells."""

    number: int
    heading: str
    key: str
    role: str
    cells: Sequence[str]
    is_export: bool  # whether `|` stands between the values of a cell, as in an export


def dataset_text(content: bytes, name: str) -> tuple[str, list[str]]:
    """Return the dataset of a spreadsheet, and what its author should know of it, line by line.

    It is in YAML, below comments on what was taken for what. To know are what may be a slip, and
    which headings became keys of the author's own.

    Args:
        content: the bytes of a file in CSV.
        name: what messages call it.

    Raises:
        EigError: for a file that is too large or a workbook.
        DatasetError: for all that is wrong in it, each problem by row and heading.
    """
    if len(content) > _LARGEST:
        unread = _("cannot read {file}: {reason}")
        raise EigError(unread, file=quoted_path(name), reason=reason(os_error(errno.EFBIG)))
    if content.startswith(_WORKBOOKS):
        workbook = _("{file} is a workbook: save it as CSV in the program that you edit it with")
        raise EigError(workbook, file=quoted_path(name))
    known, file = bundled().known, printable(name)
    rows, columns = _table(content, file)
    # An export may cite what the file of a promotion lists.
    reader = Reader({**known, Source: {one.key: one for one in bundled().dataset.sources}})
    others = _read(reader, file, rows, columns)
    checking.refuse(reader)
    called = {column.number: quoted(column.heading) for column in columns}
    problems = [
        one._replace(text=_("{heading}: {problem}", heading=called[one.column], problem=one.text))
        for one in reader.in_order((*reader.problems, *reader.warnings))
    ]
    if reader.problems:
        raise DatasetError(problems)
    challenges = tuple(reader.records(Challenge))
    skills = distinct(
        p.role for c in challenges for p in c.people if p.role.code not in known[Skill]
    )
    sources = distinct(
        one.source for c in challenges for one in c.sources if one.source.key not in known[Source]
    )
    to_know = list(_to_know(challenges, columns, skills, others))
    if all(skill == Skill(code=skill.code) for skill in skills):
        skills = ()  # no file need list what it says nothing of
    written = Dataset(skills=skills, sources=sources, challenges=challenges)
    head = "".join(f"# {line}\n" for line in _taken(file, columns))
    text = head + yaml_text(plain_of(written, brief=True))
    return text, [*problem_lines(problems), *to_know]


def _to_know(
    challenges: Sequence[Challenge],
    columns: Sequence[_Column],
    skills: Sequence[Skill],
    others: Sequence[str],
) -> Iterator[str]:
    """Yield what an author should know of a dataset besides what may be a slip.

    Args:
        challenges: its challenges.
        columns: those of the spreadsheet.
        skills: the roles that are new.
        others: the texts of the rows that are left out.
    """
    if skills:
        yield _("roles that are new: {roles}", roles=comma_list([s.words() for s in skills]))
    for text in others:
        yield _("left out, since it is no défi: {text}", text=quoted(text))
    if twice := [n for n, rows in Counter(c.name for c in challenges).items() if rows > 1]:
        yield _("several rows have one name: {names}", names=comma_list(twice))
    known = set(map(unaccented, bundled().known[Town]))
    towns = distinct(town for challenge in challenges for town in challenge.towns)
    if new := [town for town in towns if unaccented(town) not in known]:
        yield _("towns of which eig knows no region: {towns}", towns=comma_list(new))
    yield from _codes_taken(columns)
    own = [(c.heading or c.key, " ".join(c.cells)) for c in columns if c.key.startswith("x-")]
    if headings := distinct(heading for heading, _text in own):
        yield _("kept under keys of your own, x-…: {headings}", headings=comma_list(headings, 1000))
    if mails := distinct(heading for heading, text in own if re.search(r"\S@\S+\.\w", text)):
        advice = _("e-mail addresses stand in {headings}: take out what is not to be published")
        yield advice.format(headings=comma_list(mails))


def _taken(file: str, columns: list[_Column]) -> Iterator[str]:
    """Yield what each heading of a file was taken for, line by line."""
    yield _("From {file}: what each heading was taken for; x- begins a key of your own.", file=file)
    for column in columns:
        heading, what = printable(column.heading), f"{column.key} {column.role}".rstrip()
        passed = _("{heading}: passed over, it follows from others", heading=heading)
        yield f"{heading} -> {what}" if what else passed


def _codes_taken(columns: Iterable[_Column]) -> Iterator[str]:
    """Yield which words were taken for other codes than they name, or kept since for none."""
    for column in columns:
        key, words = _known_headings().get(_letters(column.heading), ("",))[0], {*column.cells}
        codes = _known_codes(key)
        unknown = [quoted(word) for word in sorted(words) if _letters(word) not in {*codes, ""}]
        if codes and column.key == key:
            for word in sorted(words):
                code = codes.get(_letters(word), "")
                label = fields_of(Challenge)[key].kind.choices.get(code, "")
                if code and _letters(word) not in map(_letters, (code, label, in_french(label))):
                    yield _(
                        "{word} was taken for {state}", word=quoted(word), state=_(label).lower()
                    )
        elif codes and unknown:
            no = _("{heading} is kept as far as eig does not know it: {words}")
            yield no.format(heading=column.heading, words=comma_list(unknown))


@cache
def _known_headings() -> dict[str, tuple[str, str]]:
    """Return the key and the role that headings stand for, by their letters."""
    fields = [field for name, field in fields_of(Challenge).items() if name not in _IN_PARTS]
    texts = [(f.name, f"{f.name}|{f.label}") for f in fields if not f.derived]
    texts += _HEADINGS.items()
    texts += [("", "|".join([f.name, *f.also.split(), f.label])) for f in fields if f.derived]
    roles = [(code, name) for code, s in bundled().known[Skill].items() for name in s.names()]
    found: dict[str, tuple[str, str]] = {}
    for key, text in texts:
        for one in text.split("|"):
            for role, name in roles if "{role}" in one else [("", "")]:
                for heading in (one, in_french(one)):
                    found.setdefault(_letters(heading.format(role=name)), (key, role))
    return found


@cache
def _known_codes(key: str) -> dict[str, str]:
    """Return the codes that cells may have under a key by their letters, "" for a state not known.

    Where a key may have any text, there are none.
    """
    declared = fields_of(Challenge).get(key)
    choices = declared.kind.choices if declared else {}
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
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:  # as an old Excel on a Mac saves it
            text = content.decode("mac_roman")
    # A line of a cell ends as those of a text; a NUL is of UTF-16 that does not say so.
    text = text.replace("\r\n", "\n").replace("\0", "")
    known, found, rows = _known_headings(), [(0, 0, -1, ",")], list[list[str]]()
    for mark in ";,\t":
        # A title may stand above the headings.
        lines = islice(csv.reader(io.StringIO(text[:65536], ""), delimiter=mark), 10)
        for number, row in enumerate(lines, 1):
            found.append((sum(_letters(cell) in known for cell in row), len(row), -number, mark))
    *_counts, top, delimiter = max(found)
    csv.field_size_limit(_LARGEST)
    try:
        for row in csv.reader(io.StringIO(text, ""), delimiter=delimiter, strict=True):
            # An export has an apostrophe before what a spreadsheet would run.
            cells = (cell.strip() for cell in row)
            cells = ("" if cell.casefold() in _NOTHING else cell for cell in cells)
            rows.append([re.sub(r"^'(?=[=+\-@＝＋－＠])", "", cell) for cell in cells])
    except csv.Error:
        wrong = _("a quotation mark of this row is not closed, or not doubled within a cell")
        raise DatasetError([Problem(file, len(rows) + 1, 1, "wrong-form", wrong)]) from None
    numbers = [n for n, row in enumerate(rows, 1) if n > -top and any(row)]
    head = [*rows, []][-top - 1]
    columns = _columns(zip_longest(head, *(rows[n - 1] for n in numbers), fillvalue=""))
    if not numbers:
        wrong = _("expected a row of headings, and below it a row for each défi")
        raise DatasetError([Problem(file, -top, 1, "empty", wrong)])
    if all(column.key != "name" for column in columns):
        wrong = _(
            "no heading is that of the names of défis, such as Name. The headings are {names}.",
            names=comma_list(list(filter(None, head))),
        )
        raise DatasetError([Problem(file, -top, 1, "missing-key", wrong)])
    return numbers, columns


def _known_and_own(
    number: int, heading: str, cells: list[str]
) -> Iterator[tuple[int, str, list[str], tuple[str, str]]]:
    """Yield a column with what its heading says, and apart what is no code below that."""
    key, role = _known_headings().get(_letters(heading), ("x-", ""))
    codes = _known_codes(key)
    others = ["" if not codes or _letters(one) in {*codes, ""} else one for one in cells]
    stated = ["" if other else cell for cell, other in zip(cells, others, strict=True)]
    if any(stated) or not any(others):
        yield number, heading, stated, (key, role)
    if any(others):
        yield number, heading, others, ("x-", "")


def _columns(table: Iterable[tuple[str, ...]]) -> list[_Column]:
    """Return the columns of a table that say something, no two of them the same."""
    found, taken = list[_Column](), set[tuple[str, str]]()
    named = [one for number, (h, *c) in enumerate(table, 1) for one in _known_and_own(number, h, c)]
    of_people = {
        number: role or re.search(r"[^\W\d]", "".join(cells))
        for number, _heading, cells, (key, role) in named
        if key.startswith("people")
    }
    for number, heading, cells, known in named:
        key, role = known
        # A number alone is that of all roles: it follows from theirs, if there are such.
        if not of_people.get(number, True):
            key = "" if any(of_people.values()) else "x-"
        # What a role is called may be the heading of something else: impact.
        is_marked = any(cells) and {*map(str.casefold, cells)} <= {"", *_MARKS}
        is_other = role and not (is_marked or re.search("[0-9]", "".join(cells)))
        if is_other or (key and (key, role) in taken):
            key = "x-"
        if key == "x-":
            own = heading if re.fullmatch(OWN_KEY, heading) else f"x-{slugified(heading) or number}"
            key, role = _free(own, {key for key, _role in taken}), ""
        taken.add((key, role))
        if any(cells) or key == "name":
            is_export = any("|" in cell for cell in cells)
            found.append(_Column(number, heading, key, role, cells, is_export))
    return found


def _read(reader: Reader, file: str, rows: list[int], columns: list[_Column]) -> list[str]:
    """Read the challenges that the rows of a file state; return what others say."""
    sources = reader.known[Source]
    named = {key: key for key in sources}
    for code in languages():
        with in_language(code):
            named |= {source.words(): source.key for source in sources.values()}
    slugs = {cell for column in columns if column.key == "slug" for cell in column.cells}
    names = next(column for column in columns if column.key == "name")
    others = []
    for index, row in enumerate(rows):
        stated = list(filter(None, (column.cells[index] for column in columns)))
        is_note = len(stated) == 1 and not names.cells[index]
        if is_note or re.fullmatch(_TOTAL, unaccented(names.cells[index])):
            others.append(names.cells[index] or stated[0])
            continue
        found: dict[str, Any] = {}
        hosts: dict[str, list[Any]] = {"ministry": [], "department": []}
        people: dict[str, _Counted] = {"sought": {}, "recruited": {}}
        listed = set[str]()  # where a cell lists roles: of others there is nobody
        for number, _heading, key, role, cells, is_export in columns:
            whole, _space, part = key.partition(" ")
            cell = _known_codes(key).get(_letters(cells[index]), cells[index])
            at = partial(_node, file, row, number)
            if not key or (not cell and key != "name"):
                continue
            values = _values(cell, is_export=is_export)
            several = list(distinct(values))
            if whole == "hosts":
                hosts[part] = [at(value) if value else None for value in values]
                found["hosts"] = at(_hosts(hosts["ministry"], hosts["department"]))
            elif whole == "people":
                of = "recruited" if part == "recruited" else "sought"
                listed |= set() if role else {of}
                _add_people(reader, people[of], _people_at(reader, at, cell, role))
            elif key == "sources":
                found[key] = at([_source(text, named, sources) for text in several])
            else:
                found[key] = at(_value(key, cell, several))
        at = partial(_node, file, row, names.number)
        slug = _free(slugified(names.cells[index]) or f"defi-{row}", slugs)
        found["people"] = _people(people, {of: at(0) for of in listed})
        Record(Challenge).read(reader, at({"slug": slug} | found))
    traced = reader.traced
    traced[Challenge] = [(with_defaults(c), node) for c, node in traced[Challenge]]
    return others


def _people(counted: dict[str, _Counted], others: dict[str, Node]) -> dict[Node, list[Node | None]]:
    """Return by roles how many people were sought and recruited; no role of nobody.

    Args:
        counted: what cells say of those `sought` and of those `recruited`.
        others: what is so of other roles, where it is known.
    """
    found: dict[Node, list[Node | None]] = {}
    for code, (key, _count) in (counted["sought"] | counted["recruited"]).items():
        stated = {of: own[code][1] for of, own in counted.items() if code in own}
        if any(count is None or count.value != "0" for count in stated.values()):
            found[key] = [stated.get(of, others.get(of)) for of in counted]
    return found


def _add_people(reader: Reader, own: _Counted, counted: Iterable[tuple[Node, Node | None]]) -> None:
    """Note how many people of roles a cell has; refuse what it or another one says otherwise."""
    earlier = dict(own)
    for key, count in counted:
        code = key.value
        _key, known = earlier.get(code, (key, None))
        is_otherwise = known and count and known.value != count.value
        if is_otherwise or (code in own and code not in earlier):
            text = _("{name} is in this list already", name=quoted(code))
            reader.refuse(key, "repeated", text)
        own[code] = key, known or count


def _people_at(
    reader: Reader, at: Callable[[Any], Node], cell: str, heading: str
) -> Iterator[tuple[Node, Node | None]]:
    """Yield nodes of the roles in a cell, and of how many people there are, if it says so.

    The cell is a number of people of the role of its heading, or names roles where it has none.
    """
    counted = [(_MARKS.get(cell.casefold(), _digits(cell)), heading)]
    if not heading:  # no role is called "a et b"
        texts = [text.strip() for text in re.split(r",| et | and | [+/&] |[;|\n]", cell)]
        counted = [_counted(text) for text in filter(None, texts)]
    for count, role in counted:
        if role.isdecimal():
            wrong = _("expected roles, such as 2 designers, found {found}", found=quoted(role))
            reader.refuse(at(role), "wrong-form", wrong)
        code = _known_headings().get(_letters(role), ("", ""))[1] or role
        if not re.fullmatch(SLUG, code) and (coined := slugified(code)):
            names = [name for skill in reader.known[Skill].values() for name in skill.names()]
            if near := nearest(role, names):
                new = _("the role {name} is new.", name=quoted(role))
                reader.warn(at(role), "near-known", new, suggest(near))
            french, english = (role, None) if language() == "fr" else (None, role)
            skill = Skill(code=coined, french=french, english=english)
            code = reader.known[Skill].setdefault(coined, skill).code
        yield at(code), at(count) if count else None


def _node(file: str, row: int, column: int, value: Any) -> Node:
    """Return a value as a node that stands in a cell; the nodes in it stay where they are."""
    import yaml

    at, mark = partial(_node, file, row, column), yaml.Mark(file, 0, row - 1, column - 1, None, 0)
    if isinstance(value, dict):
        pairs = [(at(key), at(one)) for key, one in value.items() if one is not None]
        return yaml.MappingNode("", pairs, mark, mark)
    if isinstance(value, list):
        return yaml.SequenceNode("", list(map(at, value)), mark, mark)
    if isinstance(value, yaml.Node):
        return value
    kind = "null" if value is None else type(value).__name__
    return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", str(value), mark, mark)


def _source(text: str, keys: dict[str, str], known: dict[str, Source]) -> str:
    """Return the key of the source that a cell names: of a new one, where none is called so."""
    if text not in keys:
        is_address = re.fullmatch(fields_of(Source)["url"].kind.pattern, text)
        keys[text] = _free(slugified(text)[:40].strip("-") or "source", set(known))
        known[keys[text]] = Source(key=keys[text], title=text, url=text if is_address else None)
    return keys[text]


def _values(cell: str, *, is_export: bool) -> list[str]:
    """Return the values of a cell that may have several, "" for a gap between them."""
    if not is_export:
        return [value.strip() for value in re.split("[;\n]", cell)]
    values = cell.replace(r"\\", "\0").replace(r"\|", "\1").split("|")
    return [value.strip().replace("\0", "\\").replace("\1", "|") for value in values]


def _hosts(ministries: list[Node], departments: list[Node]) -> list[dict[str, Node]]:
    """Return the hosts that two cells name: each department is of the ministry in its place."""
    if not ministries:
        ministries, departments = departments, []
    elif len(ministries) == 1:
        departments = list(filter(None, departments))
        ministries *= max(1, len(departments))
    pairs = zip_longest(ministries, departments)
    return [{"ministry": one, "department": other} for one, other in pairs if one or other]


def _value(key: str, cell: str, several: list[str]) -> Any:
    """Return what a cell says under a key, as files have it."""
    declared = fields_of(Challenge).get(key)
    number = _digits(re.sub(" (mois|months?)$", "", cell) if key == "months" else cell)
    if key == "figures":
        return [{"number": first, "what": rest} for first, rest in map(_counted, several)]
    if not declared:
        if re.fullmatch("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9}|,[0-9]{1,2})?", number):
            return float(number.replace(",", ".")) if re.search("[.,]", number) else int(number)
        return several if "|" in cell else cell
    kind = declared.kind
    if key == "towns":  # no town is called "a, b" or "a et b"
        return split_commas(re.sub(" et | and | / ", ",", one) for one in several)
    if kind.several:
        return several
    return date_read(cell) if kind.dated else number if kind.numeric else cell


def _digits(number: str) -> str:
    """Return a number without what stands between its digits: `1 200` is 1200."""
    return re.sub(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))|[.,]0$", "", number)


def _counted(text: str) -> tuple[str, str]:
    """Return the number of a text, "" for none, and the rest: `2 developers`, `designer (x2)`."""
    if behind := re.fullmatch(r"(.+?)\s*(?:\(x? ?([0-9]+)\)|\bx ?([0-9]+))", text):
        return behind[2] or behind[3], behind[1]
    number, rest = re.findall(r"(?s)^(?:([0-9]+(?:[\s,][0-9]{3})*)(?: ?x)?\s+)?(.+)", text)[0]
    return re.sub(r"[\s,]", "", number), rest


def _letters(heading: str) -> str:
    """Return a heading to compare it by: without accents, case, plurals and punctuation."""
    words = re.findall(r"[^\W_]+", unaccented(heading))
    words = [re.sub(r"(?<=..)[sx]$|^s$", "", w) for w in words if w not in {"de", "du", "d", "of"}]
    return re.sub(r"^(nombre|nbre|nb|number)(?=.)", "", "".join(words))


def _free(text: str, taken: set[str]) -> str:
    """Return a text that is not taken yet, if need be with a number behind it; take it."""
    free, number = text, 1
    while free in taken:
        number += 1
        free = f"{text}-{number}"
    taken.add(free)
    return free
