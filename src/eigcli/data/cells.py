"""What cells of a spreadsheet say: the value of each, as an export in JSON has it.

What a column stands for is a key of challenges, or `seeks` or `recruits` with the code of a role.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain, zip_longest
from typing import Any

import yaml

from eigcli.data.dates import date_read
from eigcli.data.kinds import fields_of
from eigcli.data.loading import bundled
from eigcli.data.model import Challenge, Skill, Subject, distinct
from eigcli.messages import in_french, language
from eigcli.text import packaged_text, slugified, unaccented

# The words that people use in spreadsheets.
WORDS = yaml.safe_load(packaged_text("data/headings.yaml"))
HOSTS = {"ministry", "department"}  # the levels of a host, a column each
_BETWEEN_PARTS = ", "  # between the values of a cell that lists some, see `are_lists`
_LONGEST_PART = 40


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
    amount = cell.removesuffix("€").rstrip()
    number = _digits(amount)
    if re.fullmatch("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9}|,[0-9]{1,2})?", number):
        return json.loads(number.replace(",", "."))
    return _between_bars(cell) or cell


def are_lists(cells: Iterable[str]) -> bool:
    """Return whether cells list short values between commas.

    Values recur: there are no more of them than different cells. Else cells are texts with commas,
    such as `Berlin, Germany`.
    """
    filled = distinct(cells)
    lists = [cell.split(_BETWEEN_PARTS) for cell in filled]
    counts = Counter(chain.from_iterable(lists))
    several = [values for values in lists if len(values) > 1]
    listed = [*chain.from_iterable(several)]
    has_shared = any(counts[value] > 1 for value in listed)
    if not has_shared or len(counts) > len(filled):
        return False
    if any(value.isdecimal() for value in listed):  # `May, 2024`
        return False
    return max(map(len, counts)) <= _LONGEST_PART


def listed_value(cell: str) -> Any:
    """Return the value of a cell for an own key whose cells are lists, see `are_lists`."""
    if _BETWEEN_PARTS not in cell:
        return own_value(cell)
    values = values_of(cell, f"[;\n]|{_BETWEEN_PARTS}")
    return [*distinct(values)]


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


def _recruits(cell: str) -> list[Any] | None:
    """Return the roles in a cell, `None` if one is new: the members of a team may be listed."""
    return _roles(cell, may_be_new=False)


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
    "recruits": _recruits,
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
