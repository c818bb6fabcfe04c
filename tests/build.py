"""Builders of challenges and datasets: a test states what matters to it, and nothing else."""

from typing import Any

from eigcli.model import Challenge, Dataset, Host
from eigcli.people import Profile, Skill


def skill(code: str = "cook", **more: Any) -> Skill:
    """Return a skill; `more` are its other fields."""
    return Skill(code=code, **more)


def seeking(**counts: int | None) -> tuple[Profile, ...]:
    """Return profiles that seek skills, each with its code and how many people."""
    return tuple(Profile(skill(code), count) for code, count in counts.items())


def host(ministry: str = "M", department: str | None = None) -> Host:
    """Return a host."""
    return Host(ministry=ministry, department=department)


def challenge(slug: str = "a", name: str | None = None, **more: Any) -> Challenge:
    """Return a challenge: hosted by `M`, seeking a cook, unless `more` says otherwise."""
    fields = {"name": name or slug.upper(), "hosts": (host(),), "profiles": seeking(cook=None)}
    return Challenge(slug=slug, **fields | more)


def dataset(*challenges: Challenge, **more: Any) -> Dataset:
    """Return a dataset of challenges, whose skills are those that they seek, in their order."""
    sought = dict.fromkeys(profile.skill for c in challenges for profile in c.profiles)
    return Dataset(challenges=challenges, **{"skills": tuple(sought)} | more)


def slugs(selected: Dataset) -> list[str]:
    """Return the slugs of the challenges of a dataset, in their order."""
    return [challenge.slug for challenge in selected.challenges]
