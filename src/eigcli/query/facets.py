"""Facets: what challenges are chosen and counted by. A new one is an entry of `FACETS`."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from eigcli.data.kinds import fields_of
from eigcli.data.loading import records_of
from eigcli.data.model import (
    PHASES_IN_USE,
    STATES_USED,
    Challenge,
    Dataset,
    Link,
    distinct,
    district_names,
)
from eigcli.messages import N_, _
from eigcli.query.words import form, key, spellings_of, words_in
from eigcli.text import fold

_FIELDS = ("product", "repository", "repository_licence", "card", "phase")
_FACTS = {n: fields_of(Challenge)[n].label for n in _FIELDS}
_FACTS |= {"figures": N_("Figures"), "began": N_("A product before the team")}
_LINKS = fields_of(Link)["kind"].kind.choices
NOT_KNOWN = "unknown"  # the code of a value that is not known
_BEFORE_LAST = r".* – (?=[^\W_]+$)"  # `MI – matchID`
Called: TypeAlias = Iterable[tuple[Challenge, Iterable[str]]]  # challenges with some of their names


class Facet(NamedTuple):
    """A property of challenges, by which an option chooses them and by which they are counted.

    Attributes:
        label: what people call one of its values.
        plural: what programs call several, if challenges are counted by it; else "".
        names: returns the texts by which a challenge may be asked for.
        values: returns the values to count a challenge by: codes, or texts of the dataset.
        codes: the codes that an option takes, each with its label in English, if names are codes.
        words: returns the labels of other values that are codes, by code, in their order.
        vocabulary: the vocabulary whose records have more names, which are no mistake even if no
            challenge has them.
        others: returns other names of a challenge, which count less than `names`.
        shared: returns challenges with more names, which are not exact: those of their towns, and
            of a group that they belong to.
        missing: the sentence for a name that stands for nothing.
        both: whether a challenge has several values, so that "a and b" asks for both.
        every: whether challenges need all values that are asked for, not any.
        field: the field that has its value, if this is known of some challenges only.
        ordered: whether counts keep the order of the dataset.
    """

    label: str
    plural: str
    names: Callable[[Challenge], Iterable[str]] = lambda _challenge: ()
    values: Callable[[Challenge], Sequence[str]] = lambda _challenge: ()
    codes: Mapping[str, str] = {}
    words: Callable[[Dataset], dict[str, str]] = lambda _dataset: {}
    vocabulary: str = ""
    others: Callable[[Challenge], Iterable[str]] = lambda _challenge: ()
    shared: Callable[[Dataset], Called] = lambda _dataset: ()
    missing: str = ""
    both: bool = False
    every: bool = False
    field: str = ""
    ordered: bool = False

    def labels(self, dataset: Dataset) -> dict[str, str]:
        """Return the labels of the values that are codes, by code, in their order."""
        return {code: _(label) for code, label in self.codes.items()} or self.words(dataset)

    def known_names(self, dataset: Dataset) -> Iterator[str]:
        """Return the names that are no mistake even if no challenge has them."""
        records = records_of(dataset, self.vocabulary).values() if self.vocabulary else ()
        spellings = (spellings_of(code, [label]) for code, label in self.codes.items())
        return chain(*(record.names() for record in records), *spellings)


def _hosts(challenge: Challenge) -> Iterator[str]:
    for host in challenge.hosts:
        bodies = (body.name for body in host.bodies)
        yield from filter(None, (host.ministry, host.department, *bodies))


def _whole_ministries(dataset: Dataset) -> Called:
    """Yield challenges with the names of each ministry that stands for their whole family.

    This is the only ministry of a family, or one that had several names: a ministry changes its
    name with each government. Others stand for themselves only: health, beside labour.
    """
    bodies = [b for b in records_of(dataset, "bodies").values() if b.kind == "ministry"]
    families = [body.family for body in bodies]
    renamed = {body.followed_by for body in bodies}
    for body in bodies:
        is_whole = body.followed_by or body.name in renamed or families.count(body.family) == 1
        for challenge in dataset if is_whole else ():
            if body.family in challenge.families:
                yield challenge, body.names()


def _place_names(challenge: Challenge) -> Iterator[str]:
    districts = chain(*map(district_names, challenge.districts))
    return chain(challenge.towns, districts, challenge.regions)


def _places(dataset: Dataset) -> Called:
    """Yield challenges with all names of each of their towns."""
    towns = records_of(dataset, "towns")
    for challenge in dataset:
        for name in challenge.towns:
            yield challenge, towns[name].names() if name in towns else (name,)


def _known_of(challenge: Challenge) -> list[str]:
    """Return the fields and the kinds of links that are known of a challenge."""
    facts = [name for name in _FACTS if getattr(challenge, name)]
    return [*facts, *(link.kind for link in challenge.links)]


def _of_field(field: str, group: str, label: str, members: Collection[str]) -> Any:
    """Return the attributes of a facet whose values are the codes of a field, with one for a group.

    Args:
        field: the name of the field.
        group: the code that stands for several others; label: what people call it; members: these.
    """

    def codes_of(challenge: Challenge) -> list[str]:
        code = getattr(challenge, field) or NOT_KNOWN
        return [code, group] if code in members else [code]

    labels = fields_of(Challenge)[field].kind.choices | {group: label, NOT_KNOWN: N_("unknown")}
    return {
        "names": codes_of,
        "values": lambda challenge: distinct([getattr(challenge, field)]),
        "codes": labels,
        "field": field,
    }


_ROLES: Any = {
    "words": lambda dataset: {s.code: s.words() for s in dataset.skills},
    "vocabulary": "skills",
    "missing": N_("no role matches {name}."),
    "both": True,
}
FACETS = {
    "promotion": Facet(
        "promotion",
        "promotions",
        values=lambda c: distinct([c.promotion]),
        words=lambda dataset: dataset.promotion_labels,
        ordered=True,
    ),
    "year": Facet("year", "years", values=lambda c: [str(c.year)] if c.year else [], ordered=True),
    "skill": Facet(
        "role",
        "skills",
        names=lambda c: chain(*(s.names() for s in c.skills), c.expertise),
        values=lambda c: [p.skill.code for p in (*c.seeks, *c.recruits)],
        **_ROLES,
    ),
    "recruited": Facet(
        "role recruited",
        "",
        names=lambda c: chain(*(p.skill.names() for p in c.recruits)),
        field="recruits",
        **_ROLES,
    ),
    "town": Facet(
        "town",
        "towns",
        names=_place_names,
        values=lambda c: c.towns,
        vocabulary="towns",
        shared=_places,
        missing="no team is known to work in {name}.",
        both=True,
    ),
    "ministry": Facet(
        "host",
        "ministries",
        names=_hosts,
        values=lambda c: c.ministries,
        vocabulary="bodies",
        others=lambda c: chain(*(host.aliases for host in c.hosts)),
        shared=_whole_ministries,
        missing="no ministry or department matches {name}.",
    ),
    "subject": Facet(
        "subject",
        "subjects",
        names=lambda c: chain(*(subject.names() for subject in c.subjects)),
        values=lambda c: [subject.code for subject in c.subjects],
        words=lambda dataset: {s.code: s.words() for s in dataset.subjects},
        missing="no subject matches {name}.",
        both=True,
    ),
    "theme": Facet(
        "theme",
        "themes",
        names=lambda c: c.themes,
        values=lambda c: c.themes,
        missing="no theme matches {name}.",
        both=True,
    ),
    "family": Facet(
        "family of ministries",
        "families",
        names=lambda c: chain(*(family.names() for family in c.families)),
        values=lambda c: [family.code for family in c.families],
        words=lambda d: {f.code: f.words() for f in d.families_of_hosts},
        vocabulary="families",
        missing="no family of ministries matches {name}.",
    ),
    "district": Facet("département", "districts", values=lambda c: c.districts),
    "region": Facet("region", "regions", values=lambda c: c.regions),
    "phase": Facet(
        "phase",
        "phases",
        **_of_field("phase", "in-use", N_("in use"), PHASES_IN_USE),
        missing="no phase is called {name}.",
    ),
    "state": Facet(
        "state",
        "states",
        **_of_field("state", "used", N_("in use or handed over"), STATES_USED),
        missing="no state is called {name}.",
    ),
    "has": Facet(
        "with",
        "",
        names=_known_of,
        codes=_FACTS | _LINKS,
        missing="--has does not take {name}.",
        every=True,
    ),
}
FILTERS = tuple(name for name, facet in FACETS.items() if facet.missing)
COUNTED = tuple(name for name, facet in FACETS.items() if facet.plural)
# The facets that a question names; if several have a name, the first is meant.
NAMED = tuple(name for name in FILTERS if name in COUNTED)
# The facets that have a name, by its `key`, and how each writes it: `challenge` by the slugs of the
# challenges, `promotion` by codes.
Lexicon = dict[str, dict[str, list[str]]]


def completions(dataset: Dataset, facet: str) -> dict[str, str]:
    """Return the values that complete an option of a facet, with labels, as for `--exact`."""
    offered = FACETS[facet].labels(dataset)
    for challenge in dataset if facet == "skill" or not offered else ():
        names = challenge.expertise if facet == "skill" else FACETS[facet].names(challenge)
        offered |= {name: "" for name in names if name not in offered}
    return offered


def lexicon_of(dataset: Dataset, synonyms: Mapping[str, Sequence[str]]) -> Lexicon:
    """Return the names in a dataset, and synonyms that mean nothing but a name.

    Args:
        dataset: the dataset.
        synonyms: the phrases that mean the same as a word, by the `key` of the word.
    """
    lexicon: Lexicon = {}

    def add(words: str, facet: str, text: str) -> None:
        named = lexicon.setdefault(words, {}).setdefault(facet, [])
        if text not in named:
            named.append(text)

    for facet, name, text in _names_in(dataset):
        add(key(name), facet, text)
        if facet == "challenge":
            add(form(fold(name)), facet, text)
    subjects = {key(text) for c in dataset for text in c.expertise}
    for word, [phrase, *others] in synonyms.items():
        named = lexicon.get(key(phrase), {})
        is_sure = not others and word not in lexicon and key(phrase) not in subjects
        for facet in [f for f in ("skill", "town") if is_sure and f in named]:
            add(word, facet, phrase)  # `graphiste`, `Brittany`
    return lexicon


def _names_in(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield the facets and the names of a `Lexicon`, with what it has for each name."""
    for facet in NAMED:
        declared = FACETS[facet]
        # A keyword of a role, such as `data`, is a subject.
        of_challenges = [] if facet == "skill" else [declared.names, declared.others]
        named = (names(challenge) for names in of_challenges for challenge in dataset)
        for name in chain(declared.known_names(dataset), *named):
            yield facet, name, name
            if facet == "family":  # `ministry of ecology`
                yield "ministry", name, name
    # Other codes of promotions are numbers or years.
    yield from (("promotion", n, n) for n in dataset.promotion_codes if len(words_in(n)) > 1)
    calls = [programme.name for programme in dataset.programmes]
    for programme in dataset.programmes:
        # A name that several have is that of the programme.
        if programme.promotion and calls.count(programme.name) == 1 < len(calls):
            yield "promotion", programme.name, programme.promotion
    for challenge in dataset:
        for title in challenge.titles:
            yield "challenge", title, challenge.slug
            yield "challenge", re.sub(_BEFORE_LAST, "", title), challenge.slug
