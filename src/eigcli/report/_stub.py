"""Until the asking side stands."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from eigcli.data.model import PHASES, Challenge, Dataset
from eigcli.data.people import headcount
from eigcli.messages import N_, _


class Facet(NamedTuple):
    label: str
    plural: str
    title: str = ""
    values: Callable[[Challenge], Iterable[str]] | None = None
    labels: Callable[[Dataset], dict[str, str]] = lambda _d: {}
    ordered: bool = False


FACETS = {
    "skill": Facet(
        N_("role"), "skills", N_("By role"), None, lambda d: {s.code: s.words() for s in d.skills}
    ),
    "ministry": Facet(
        N_("host"), "ministries", N_("By host"), lambda c: [h.ministry for h in c.hosts]
    ),
    "family": Facet(
        N_("family of ministries"),
        "families",
        N_("By family of ministries"),
        lambda c: [f.code for h in c.hosts for f in h.families],
        lambda d: {f.code: f.words() for f in d.families_of_hosts.values()},
    ),
    "theme": Facet(N_("theme"), "themes", N_("By theme"), lambda c: c.themes),
    "town": Facet(N_("town"), "towns", N_("By town"), lambda c: c.towns),
    "region": Facet(N_("region"), "regions", N_("By region"), lambda c: c.regions),
    "phase": Facet(
        N_("phase"),
        "phases",
        N_("By phase"),
        lambda c: [c.phase] if c.phase else [],
        lambda _d: {k: _(v) for k, v in PHASES.items()},
    ),
    "promotion": Facet(
        N_("promotion"),
        "promotions",
        N_("By promotion"),
        lambda c: [c.promotion] if c.promotion else [],
        lambda d: d.promotion_labels,
        True,
    ),
    "year": Facet(
        N_("year"),
        "years",
        N_("By year in which the promotion starts"),
        lambda c: [c.year] if c.year else [],
        lambda d: {y: y for y in sorted(filter(None, (c.year for c in d.challenges)))},
        True,
    ),
}


class People(NamedTuple):
    number: int | None
    known: int
    of: int

    @property
    def total(self) -> int | None:
        return self.number if self.known == self.of else None


class Tally(NamedTuple):
    name: str
    label: str
    challenges: int
    sought: People
    recruited: People


def people(challenges, attribute, roles=(), *, telling=False):
    numbers = []
    for profiles in filter(None, (getattr(c, attribute) for c in challenges)):
        own = [p for p in profiles if not roles or p.skill.code in roles]
        if own or telling or not roles:
            numbers.append(headcount(own))
    known = [n for n in numbers if n is not None]
    return People(sum(known) if known or not challenges else None, len(known), len(challenges))


def tally(dataset: Dataset, facet: str = "", roles: Collection[str] = ()) -> list[Tally]:
    challenges = dataset.challenges
    if not facet:
        return [_tally("", "", challenges, challenges, roles)]
    if facet == "skill":
        found = [
            _tally(
                s.code,
                s.words(),
                [c for c in challenges if any(p.skill.code == s.code for p in c.profiles)],
                challenges,
                {s.code},
            )
            for s in dataset.skills
        ]
        return [t for t in found if t.challenges or t.recruited.number]
    groups: dict[str, list[Challenge]] = {}
    for c in challenges:
        for name in dict.fromkeys(FACETS[facet].values(c)):
            groups.setdefault(name, []).append(c)
    labels = FACETS[facet].labels(dataset)
    order = [n for n in dict.fromkeys((*labels, *groups)) if n in groups]
    return [_tally(n, labels.get(n, n), groups[n], groups[n], roles) for n in order]


def _tally(name, label, seeking, recruiting, roles):
    sought = people(seeking, "profiles", roles)
    return Tally(
        name,
        label,
        len(seeking),
        sought,
        people(recruiting, "recruited", roles, telling=seeking is not recruiting),
    )


class Term(NamedTuple):
    typed: str

    def places(self, text: str) -> list[tuple[int, int]]:
        import re

        from eigcli.text import unaccented

        return [m.span() for m in re.finditer(rf"\b{unaccented(self.typed)}\w*", unaccented(text))]
