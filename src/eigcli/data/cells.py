"""What cells of a spreadsheet say: the value of each, as an export in JSON has it."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

import yaml

from eigcli.data.dates import date_read
from eigcli.data.kinds import fields_of, to_json
from eigcli.data.loading import bundled
from eigcli.data.model import DATE, Challenge, Skill, Source, Subject
from eigcli.messages import in_french, language
from eigcli.text import packaged_text, slugified, unaccented

# The words that people use in spreadsheets.
WORDS = yaml.safe_load(packaged_text("data/headings.yaml"))
_NOBODY = "0+|non|no|aucune?|none"  # how people say that no role is sought
_BAR = r"(?<!\|)\|(?!\|)"  # what separates the values of a cell; `STE||AR Group` is one
HOSTS = {"ministry", "department"}  # the levels of a host, a column each


def letters(heading: str) -> str:
    """Return a heading to compare it by: without accents, case, plurals and punctuation."""
    text = re.sub(r"^[0-9]+[_.)]", "", heading.replace("#", " n "))  # `2_name`, as surveys have it
    words = re.findall(r"[^\W_]+", unaccented(text))
    words = [re.sub("(?<=..)[sx]$", "", word) for word in words]
    return "".join([word for word in words if word not in WORDS["fillers"]] or words)


def cell_text(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that exports put before a formula."""
    text = re.sub(r"^'(?=[=+\-@＝＋－＠])", "", cell.replace("\0", "").strip())
    return "" if text.casefold() in WORDS["nothing"] else text


@cache
def codes_of(cls: type[Skill | Subject]) -> dict[str, str]:
    """Return the codes of roles or subjects, by the letters of all their names."""
    records = bundled().vocabularies[cls].items()
    return {letters(name): code for code, record in records for name in record.names()}


@cache
def known_codes(key: str) -> dict[str, str]:
    """Return the codes that cells may have under a key, by their letters."""
    codes = dict[str, str]()
    for code, label in fields_of(Challenge)[key].kind.choices.items():
        words = [code, label, in_french(label)]
        if key == "state":
            words += WORDS["states"][code]
        codes |= dict.fromkeys(map(letters, words), code)
    return codes


def fits(key: str, role: str, cells: Iterable[str]) -> bool:
    """Return whether a column may have a key: whether all that its cells say is a value of it.

    Where people write as they like, of roles, places and hosts, one value is enough.

    Args:
        key: the key.
        role: the code of the role, if the column is for that role alone.
        cells: the cells that are not empty.
    """
    values = (value_of(key, role, cell) is not None for cell in cells)
    is_free = role or key in _PARTS
    return any(values) if is_free else all(values)


def value_of(key: str, role: str, cell: str) -> Any:
    """Return the value of a cell for a key, or for a role below it; `None` if it has none."""
    if role:
        return _people(cell, role)
    if key.startswith("x-"):
        return own_value(cell)
    read = _PARTS.get(key) or _WHOLE.get(key)
    return read(cell) if read else _field_value(key, cell)


def _field_value(key: str, cell: str) -> Any:
    """Return the value of a cell for a field of a challenge, `None` if it has none."""
    kind = fields_of(Challenge)[key].kind
    if kind.choices:
        return known_codes(key).get(letters(cell))
    if kind.several:
        return values_of(cell)
    text = cell
    if kind.numeric:
        text = _digits(re.sub(r"(?i)(mois|months?)$", "", cell).rstrip())
    elif kind.dated:
        text = date_read(cell)
    return text if kind.has(text) else None


def own_value(cell: str) -> Any:
    """Return the value of a cell for an own key: a number, a list or a text."""
    number = _digits(cell.removesuffix("€").rstrip())
    if re.fullmatch("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9}|,[0-9]{1,2})?", number):
        return json.loads(number.replace(",", "."))
    return _between_bars(cell) if _has_bars(cell) else cell


def values_of(cell: str) -> list[str]:
    """Return the values of a cell that may have several."""
    if _has_bars(cell):
        return _between_bars(cell)
    return list(filter(None, map(str.strip, re.split("[;\n]", cell))))


def hosts_of(ministry: str = "", department: str = "") -> list[Any]:
    """Return the hosts of two cells: each department has the ministry at its place, or the last."""
    if not ministry:
        ministry, department = department, ""
    ministries, departments = values_of(ministry), values_of(department)
    with_gaps = _between_bars(department, gaps=True)
    if len(with_gaps) == len(ministries) > 1:
        departments = with_gaps
    return [
        {"ministry": name or ministries[-1], "department": service or None}
        for name, service in zip_longest(ministries, departments, fillvalue="")
    ]


def _has_bars(cell: str) -> bool:
    return bool(re.search(_BAR, cell))


def _between_bars(cell: str, *, gaps: bool = False) -> list[str]:
    r"""Return the values of a cell as exports write it, with a backslash before `|` or `\` in one.

    Args:
        cell: the cell.
        gaps: whether nothing between two bars is a value that lacks; elsewhere `||` is a text.
    """
    bar = r"\|" if gaps else _BAR
    parts = re.sub(rf"(?s)(\\.)|{bar}", lambda found: found[1] or "\0", cell).split("\0")
    values = [re.sub(r"\\([\\|])", r"\1", part).strip() for part in parts]
    return values if gaps else list(filter(None, values))


def _people(cell: str, role: str) -> list[Any] | None:
    """Return the people of a role in a cell of its column, `None` if it has no number or mark."""
    mark = _digits(cell.casefold())
    if re.fullmatch(_NOBODY, mark):
        return []
    if mark in WORDS["sought"]:
        return [role]
    return [{role: mark}] if re.fullmatch("[0-9]{1,9}", mark) else None


def _roles(cell: str) -> list[Any] | None:
    """Return the roles in a cell, some with a number; a new role keeps its name as its label.

    It is `None` if a number stands without a role, a name makes no code, or a role is there twice.
    """
    profiles = dict[str, Any]()
    label = "french" if language() == "fr" else "english"
    for number, name in map(_counted, _listed(cell)):
        code = codes_of(Skill).get(letters(name))
        if not code:
            code = slugified(name)
        is_role = code and not name.isdecimal()
        if not is_role or code in profiles:
            return None
        profiles[code] = {"skill": code, "count": number or None, label: name}
    return [profile for profile in profiles.values() if profile["count"] != "0"]


def _known_roles(cell: str) -> list[Any] | None:
    """Return the roles in a cell, `None` if one is new: the members of a team may be listed."""
    names = (letters(_counted(text)[1]) for text in _listed(cell))
    return _roles(cell) if codes_of(Skill).keys() >= set(names) else None


def _subjects(cell: str) -> list[str] | None:
    """Return the codes of the subjects in a cell; `None` if one is not known by this name."""
    codes = [codes_of(Subject).get(letters(name), "") for name in values_of(cell)]
    return codes if all(codes) else None


def _figures(cell: str) -> list[Any] | None:
    figures = [_figure(value) for value in values_of(cell)]
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
    for text in values_of(cell):
        source = Source(key=f"doc-{slugified(text)}", title=text)  # no key of eigcli begins so
        for known in ours:
            if text == known.key or f"{text}, ".startswith(f"{known.title}, "):
                source = known
                break
        cited.append(to_json(source, as_yaml=False))
    return cited


def _listed(cell: str) -> list[str]:
    """Return the towns or the roles in a cell: none is called "a, b" or "a et b"."""
    if _has_bars(cell):
        return _between_bars(cell)
    return list(filter(None, map(str.strip, re.split(r",| et | and | [/+&] |[;\n]", cell))))


# How to read cells that hold more than a value or several. In these, people write as they like:
_PARTS: dict[str, Callable[[str], Sequence[Any] | None]] = {
    "ministry": values_of,
    "department": values_of,
    "seeks": _roles,
    "towns": _listed,
    "sources": _sources,
}
# These are what their heading says only if all cells are.
_WHOLE: dict[str, Callable[[str], Sequence[Any] | None]] = {
    "recruits": _known_roles,
    "subjects": _subjects,
    "figures": _figures,
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
