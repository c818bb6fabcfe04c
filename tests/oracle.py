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
    if isinstance(value, Profile):
        skill = value.skill
        labels = {"french": skill.french, "english": skill.english}
        return {"skill": skill.code, **labels, "count": value.count}
    if isinstance(value, People):
        return {"role": value.role.code, "sought": value.sought, "recruited": value.recruited}
    if isinstance(value, Citation):
        source = value.source
        document = {"title": source.title, "url": source.url, "date": source.date}
        return {"key": source.key, **document, "fields": list(value.fields)}
    if isinstance(value, Body | Family | Subject):
        return codes(value)[0]
    if isinstance(value, tuple):
        return list(map(record, value))
    if is_dataclass(value):
        # Aliases only help to find a host.
        left_out = {"own", "aliases"} if isinstance(value, Host) else {"own"}
        attributes = (field.name for field in fields(value) if field.name not in left_out)
        plain = {name: record(getattr(value, name)) for name in attributes}
        if isinstance(value, Challenge):
            # Of people, JSON has the numbers of each role, and texts.
            plain |= {name: codes(getattr(value, name)) for name in ("seeks", "recruits", "skills")}
        return plain
    return value


def records(challenges: Sequence[Challenge]) -> list[Any]:
    """Return what JSON should have of challenges: each has all own keys of any of them."""
    keys = dict.fromkeys(key for one in challenges for key, _value in one.own)
    stated = [{key: record(value) for key, value in one.own} for one in challenges]
    return [
        record(one) | {key: own.get(key) for key in keys}
        for one, own in zip(challenges, stated, strict=True)
    ]


def is_several(value: Any) -> bool:
    """Return whether a cell should hold several texts for a value."""
    return isinstance(value, tuple)


def codes(value: Any) -> list[str]:  # noqa: C901, PLR0912 - a case for each class
    """Return the texts that programs should get for a value, none if it is not known."""
    match value:
        case None:
            found = []
        case tuple():
            found = [code for item in value for code in codes(item)]
        case Profile():
            found = [f"{value.count or ''} {value.skill.code}".strip()]
        case Host():
            found = [", ".join(filter(None, [value.ministry, value.department]))]
        case People():
            numbers = ["?" if n is None else str(n) for n in (value.sought, value.recruited)]
            found = [f"{value.role.code} {'/'.join(numbers)}"]
        case Citation():
            found = [value.source.key]
        case Body() | Family() | Skill() | Subject():
            found = [getattr(value, fields(value)[0].name)]
        case Totals():
            totals = [f"{count} {what}" for what, count in facts(value) if isinstance(count, int)]
            found = [", ".join([*totals, *codes(value.skills)])]
        case Figure():
            parts = (str(value.number), value.unit, value.what)
            dated = f" ({value.date})" if value.date else ""
            found = [" ".join(filter(None, parts)) + dated]
        case Link():
            found = [value.url]
        case Period():
            found = [f"{value.opens or '..'}/{value.closes or '..'}"]
        case Pay():
            whose = f"{value.experience}: " if value.experience else ""
            more = f" + {value.variable} %" if value.variable else ""
            found = [f"{whose}{value.monthly}{more}"]
        case _:
            found = [str(value)]
    return found


def in_any(records: Iterable[Any], name: str) -> list[str]:
    """Return the texts that any of some records has in a field, each once."""
    return list(dict.fromkeys(code for one in records for code in codes(getattr(one, name))))


def facts(value: Any) -> list[tuple[str, Any]]:
    """Return the name and value of each field of a record, then of its own keys."""
    stated = [(field.name, getattr(value, field.name)) for field in fields(value)]
    own = [*getattr(value, "own", ())]
    return [*(pair for pair in stated if pair[0] != "own"), *own]


def total(profiles: Iterable[Profile]) -> int | None:
    """Return how many people profiles seek, `None` if not all of them are counted."""
    counts = [profile.count for profile in profiles]
    return None if None in counts else sum(filter(None, counts))


def sought(profiles: Iterable[Profile], code: str) -> int | None:
    """Return how many people of a role profiles seek: 0 if they do not seek it."""
    return total(profile for profile in profiles if profile.skill.code == code)
