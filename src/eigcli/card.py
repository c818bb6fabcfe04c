"""Cards: what is known of a challenge or of the programme, in words, ready for any layout."""

from datetime import UTC, datetime
from typing import NamedTuple

from eigcli.columns import host_text
from eigcli.model import Announced, Challenge, Profile, Programme, Source
from eigcli.stats import announced_text
from eigcli.text import counted

_BASES = {
    "stated": "stated by a source",
    "inferred": "inferred: no source states the whole split",
}
_FUNDINGS = {
    "programme": "the programme",
    "host": "the host administration",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Card(NamedTuple):
    """A name, the sentence below it where there is one, and facts as labels and values.

    A label with several values comes several times, one after the other.
    """

    name: str
    tagline: str | None
    facts: tuple[tuple[str, str], ...]


def challenge_card(challenge: Challenge) -> Card:
    """Return all that is known of a challenge."""
    return Card(
        challenge.name,
        challenge.tagline,
        _known(
            ("Number", challenge.number),
            ("Slug", challenge.slug),
            *(("Host", host_text(host)) for host in challenge.hosts),
            *(("Profile", _profile_text(profile)) for profile in challenge.profiles),
            ("Split", challenge.basis and _BASES[challenge.basis]),
            ("Expertise", ", ".join(challenge.expertise)),
            ("Funded by", challenge.funding and _FUNDINGS[challenge.funding]),
            ("Page", challenge.page),
            ("Note", challenge.note),
            *(("Source", _source_text(source)) for source in challenge.sources),
        ),
    )


def programme_card(programme: Programme) -> Card:
    """Return all that is known of the programme and its call for applications."""
    pay, weeks, limit = programme.monthly_pay, programme.session_weeks, programme.max_applications
    return Card(
        programme.name,
        None,
        _known(
            ("Acronym", programme.acronym),
            ("Promotion", programme.promotion),
            ("Run by", programme.organiser),
            ("Call opens", _date_text(programme.opens)),
            ("Call closes", _date_text(programme.closes)),
            ("Start", _date_text(programme.start)),
            ("Length", programme.months and counted(programme.months, "month")),
            ("Pay", pay and f"{pay:,} € net a month"),
            *(("Mentor", mentor) for mentor in programme.mentors),
            ("Sessions", weeks and f"a group session every {counted(weeks, 'week')}"),
            ("Data", programme.data),
            *_announced_facts(programme.announced),
            ("Selection", programme.selection),
            ("Team", programme.team),
            ("Limit", limit and f"{counted(limit, 'défi')} at most for one candidate"),
            ("Before", programme.previous),
            ("Applied at" if is_closed(programme) else "Apply at", programme.apply),
            ("Note", programme.note),
            *(("Source", _source_text(source)) for source in programme.sources),
        ),
    )


def is_closed(programme: Programme) -> bool:
    """Return whether the call for applications is over."""
    return _is_past(programme.closes)


def _announced_facts(announced: Announced | None) -> list[tuple[str, str]]:
    return [("Announced", announced_text(announced))] if announced else []


def _known(*facts: tuple[str, str | int | None]) -> tuple[tuple[str, str], ...]:
    """Return the facts that have a value."""
    return tuple((label, str(value)) for label, value in facts if value)


def _profile_text(profile: Profile) -> str:
    skill = profile.skill
    text = counted(profile.count, skill.label)
    return f"{text} ({skill.french})" if skill.french not in {None, skill.label} else text


def _source_text(source: Source) -> str:
    """Return a source spelled out, as far as it is known."""
    return ", ".join(filter(None, (source.title, source.publisher, source.date, source.url)))


def _date_text(date: str | None) -> str | None:
    """Return `27 October 2017, 17:00 (UTC+02:00), past` for `2017-10-27T17:00+02:00`."""
    if date is None:
        return None
    year, month, day, hour, zone = date[:4], date[5:7], date[8:10], date[11:16], date[16:]
    words = [day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year]
    text = " ".join(filter(None, words))
    if hour:
        text += f", {hour} (UTC{zone})" if zone else f", {hour}"
    return f"{text}, past" if _is_past(date) else text


def _is_past(date: str | None) -> bool:
    """Return whether a date is over, as precise as it is known, by the calendar in UTC."""
    day = (date or "9999")[:10]
    return day < datetime.now(UTC).date().isoformat()[: len(day)]
