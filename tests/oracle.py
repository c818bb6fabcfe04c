"""What formats should say of the model, found by other means than the kinds of its fields.

It goes by what a value *is*, so that a new field of a known kind is expected without a change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from eigcli.data.model import (
    Body,
    Challenge,
    Citation,
    Family,
    Figure,
    Host,
    Link,
    Pay,
    People,
    Period,
    Profile,
    Skill,
    Subject,
    Totals,
)


def bundled_count() -> int:
    """Return how many challenges come with eigcli, by the lines of its files that begin one."""
    data = Path(__file__).parents[1] / "data"
    files = [data / "challenges.yaml", *(data / "promotions").iterdir()]
    return sum(file.read_text("utf-8").count("\n  - slug:") for file in files)


def record(value: Any) -> Any:  # noqa: PLR0911 - a case for each class
    """Return what JSON should have of a value."""
    match value:
        case Profile():
            skill = value.skill
            labels = {"french": skill.french, "english": skill.english}
            return {"skill": skill.code, **labels, "count": value.count}
        case People():
            numbers = {"sought": value.sought, "recruited": value.recruited}
            return {"role": value.role.code, **numbers}
        case Citation():
            source = value.source
            document = {"title": source.title, "url": source.url, "date": source.date}
            return {"key": source.key, **document, "fields": list(value.fields)}
        case Body() | Family() | Subject():
            return codes(value)[0]
        case tuple():
            return list(map(record, value))
        case Challenge():
            # Of people, JSON has the numbers of each role, and texts.
            texts = {name: codes(getattr(value, name)) for name in ("seeks", "recruits", "skills")}
            return plain(value) | texts
        case Host():
            # Aliases only help to find it.
            return plain(value, "aliases")
        case _:
            return plain(value) if is_dataclass(value) else value


def plain(value: Any, *left_out: str) -> dict[str, Any]:
    """Return what JSON should have of the fields of a record, but for some."""
    names = [field.name for field in fields(value)]
    return {name: record(getattr(value, name)) for name in names if name not in ("own", *left_out)}


def records(challenges: Sequence[Challenge]) -> list[Any]:
    """Return what JSON should have of challenges: each has all own keys of any of them."""
    keys = dict.fromkeys(key for one in challenges for key, _value in one.own)
    found = []
    for one in challenges:
        own = {key: record(value) for key, value in one.own}
        found.append(record(one) | dict.fromkeys(keys) | own)
    return found


def is_several(value: Any) -> bool:
    """Return whether a cell should hold several texts for a value."""
    return isinstance(value, tuple)


def code_of_host(host: Host) -> str:
    """Return the text that programs should get for a host."""
    return ", ".join(filter(None, [host.ministry, host.department]))


def code_of_people(people: People) -> str:
    """Return the text that programs should get for people."""
    sought = "?" if people.sought is None else people.sought
    recruited = "?" if people.recruited is None else people.recruited
    return f"{people.role.code} {sought}/{recruited}"


def code_of_totals(totals: Totals) -> str:
    """Return the text that programs should get for totals."""
    counts = [f"{count} {what}" for what, count in facts(totals) if isinstance(count, int)]
    return ", ".join([*counts, *codes(totals.skills)])


def code_of_figure(figure: Figure) -> str:
    """Return the text that programs should get for a figure."""
    parts = [str(figure.number), figure.unit, figure.what]
    text = " ".join(filter(None, parts))
    return f"{text} ({figure.date})" if figure.date else text


def code_of_pay(pay: Pay) -> str:
    """Return the text that programs should get for pay."""
    text = str(pay.monthly)
    if pay.experience:
        text = f"{pay.experience}: {text}"
    if pay.variable:
        text = f"{text} + {pay.variable} %"
    return text


def codes(value: Any) -> list[str]:
    """Return the texts that programs should get for a value, none if it is not known."""
    if value is None:
        return []
    if not isinstance(value, tuple):
        return [code(value)]
    found = []
    for item in value:
        found += codes(item)
    return found


def in_any(records: Iterable[Any], name: str) -> list[str]:
    """Return the texts that any of some records has in a field, each once."""
    return list(dict.fromkeys(code for one in records for code in codes(getattr(one, name))))


def code_of_profile(profile: Profile) -> str:
    """Return the text that programs should get for people who are sought."""
    return f"{profile.count or ''} {profile.skill.code}".strip()


def code_of_period(period: Period) -> str:
    """Return the text that programs should get for a time, an interval."""
    return f"{period.opens or '..'}/{period.closes or '..'}"


def code(value: Any) -> str:  # noqa: C901, PLR0911 - a case for each class
    """Return the text that programs should get for one value."""
    match value:
        case Profile():
            return code_of_profile(value)
        case Host():
            return code_of_host(value)
        case People():
            return code_of_people(value)
        case Citation():
            return value.source.key
        case Body() | Family() | Skill() | Subject():
            return str(getattr(value, fields(value)[0].name))
        case Totals():
            return code_of_totals(value)
        case Figure():
            return code_of_figure(value)
        case Link():
            return value.url
        case Period():
            return code_of_period(value)
        case Pay():
            return code_of_pay(value)
        case _:
            return str(value)


def facts(value: Any) -> list[tuple[str, Any]]:
    """Return the name and value of each field of a record, then of its own keys."""
    names = [field.name for field in fields(value) if field.name != "own"]
    stated = [(name, getattr(value, name)) for name in names]
    return [*stated, *getattr(value, "own", ())]


def total(profiles: Iterable[Profile]) -> int | None:
    """Return how many people profiles seek, `None` if not all of them are counted."""
    counts = [profile.count for profile in profiles]
    return None if None in counts else sum(filter(None, counts))


def sought(profiles: Iterable[Profile], code: str) -> int | None:
    """Return how many people of a role profiles seek: 0 if they do not seek it."""
    return total(profile for profile in profiles if profile.skill.code == code)
