"""Facets: what challenges are chosen and counted by. A new one is an entry of `FACETS`.

A key that the author of a dataset invented needs none: its facet is made when it is asked for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any, NamedTuple

from eigcli.data.kinds import fields_of, own_field
from eigcli.data.loading import is_bundled, records_of
from eigcli.data.model import (
    PHASES_IN_USE,
    STATES_USED,
    Body,
    Challenge,
    Dataset,
    Link,
    Texts,
    distinct,
    district_names,
)
from eigcli.messages import N_, _
from eigcli.query.amounts import amount_in
from eigcli.query.words import lemma, name_key, spellings_of, words_in
from eigcli.text import fold

_FIELDS = "product repository repository_licence card phase follows followed_by same_product"
_FACTS = {name: fields_of(Challenge)[name].label for name in _FIELDS.split()}
_FACTS |= {"figures": N_("Figures"), "began": N_("A product before the team")}
_LINKS = fields_of(Link)["kind"].kind.choices
# Fields that have no option and are asked as own keys are, with what a value of each is called.
FIELDS_ASKED = {
    "departments": N_("department of a host"),
    "techniques": N_("technique"),
    "repository_licence": N_("licence"),
    "expertise": N_("expertise"),
    "keywords": N_("keyword"),
    "funding": N_("funder"),
    "basis": N_("origin of the role split"),
}
# Fields with dates and numbers that `--at-least` and `--at-most` bound, as they do own keys.
DATES_BOUNDED = ("state_date", "phase_since", "began", "repository_changed")
FIELDS_BOUNDED = ("year", "months", *DATES_BOUNDED)
# Of a key with so few values people choose from a list, if nine of ten cells are no longer.
_MOST_VALUES, _LONGEST_VALUE = 30, 40
_LONG_CELLS = 0.1  # the part of the cells that may hold a remark instead
NOT_KNOWN = "unknown"  # the code of a value that is not known
_BEFORE_LAST = r".* – (?=[^\W_]+$)"  # `MI – matchID`
Names = Callable[[Challenge], Iterable[str]]  # returns some names of a challenge
Called = Iterable[tuple[Challenge, Iterable[str]]]  # challenges with some of their names


class Facet(NamedTuple):
    """A property of challenges, by which an option chooses them and by which they are counted.

    Attributes:
        label: what people call one of its values.
        plural: what programs call several, if challenges are counted by it; else "".
        help: what its option chooses, if there is one; else "".
        metavar: the name of a value in help; short: the short name of the option.
        missing: the sentence for a name that stands for nothing.
        names: returns the names by which a challenge is chosen.
        keywords: returns more names, which are no codes and which a question searches instead.
        weaker_names: returns names which count less than `names`.
        group_names: returns challenges with the names that they share as a group: those of their
            towns, or of a family of ministries; not used with `--exact`.
        values: returns the values to count a challenge by: codes, or texts of the dataset.
        codes: the codes that an option takes, each with its label in English, if names are codes.
        value_labels: returns the labels of other values that are codes, by code, in their order.
        vocabulary: the vocabulary whose records have more names, which are no mistake even if no
            challenge has them.
        kind: what its values are, if a rule is for these alone: `role`, `place`, `host`, `subject`,
            `fact` for what is known of challenges, `key` for what stands under a key of their own.
        chosen_by: the facet whose option takes its names, too.
        field: the field that has its value, if this is known of some challenges only.
        and_is_all: whether a challenge has several values, so that "a and b" asks for both.
        repeat_is_all: whether challenges need all values that are asked for, not any.
        ordered: whether counts keep the order of the dataset.
    """

    label: str
    plural: str = ""
    help: str = ""
    metavar: str = ""
    short: str = ""
    missing: str = ""
    names: Names = lambda _challenge: ()
    keywords: Names = lambda _challenge: ()
    weaker_names: Names = lambda _challenge: ()
    group_names: Callable[[Dataset], Called] = lambda _dataset: ()
    values: Callable[[Challenge], Sequence[str]] = lambda _challenge: ()
    codes: Mapping[str, str] = {}
    value_labels: Callable[[Dataset], dict[str, str]] = lambda _dataset: {}
    vocabulary: str = ""
    kind: str = ""
    chosen_by: str = ""
    field: str = ""
    and_is_all: bool = False
    repeat_is_all: bool = False
    ordered: bool = False

    def labels(self, dataset: Dataset) -> dict[str, str]:
        """Return the labels of the values that are codes, by code, in their order."""
        if self.codes:
            return {code: _(label) for code, label in self.codes.items()}
        return self.value_labels(dataset)

    def is_known(self, challenge: Challenge) -> bool:
        """Return whether a value of a challenge is known, or that it has none."""
        return not self.field or bool(self.values(challenge))

    def known_names(self, dataset: Dataset) -> Iterator[str]:
        """Yield the names that are no mistake even if no challenge has them."""
        if self.vocabulary:
            yield from _names_of(records_of(dataset, self.vocabulary).values())
        for code, label in self.codes.items():
            yield from spellings_of(code, [label])


def _names_of(records: Iterable[Any]) -> Iterator[str]:
    for record in records:
        yield from record.names()


def _labels_of(records: Iterable[Any]) -> dict[str, str]:
    return {record.code: record.label() for record in records}


def _hosts(challenge: Challenge) -> Iterator[str]:
    for host in challenge.hosts:
        bodies = (body.name for body in host.bodies)
        yield from filter(None, (host.ministry, host.department, *bodies))


def _host_aliases(challenge: Challenge) -> Iterator[str]:
    for host in challenge.hosts:
        yield from host.aliases


def ministries_of(dataset: Dataset) -> list[Body]:
    """Return the ministries of the vocabulary, with all names that they had."""
    return [body for body in records_of(dataset, "bodies").values() if body.kind == "ministry"]


def _whole_ministries(dataset: Dataset) -> Called:
    """Yield challenges with the names of each ministry that stands for their whole family.

    This is the only ministry of a family, or one that had several names: a ministry changes its
    name with each government. Others stand for themselves only: health, beside labour.
    """
    ministries = ministries_of(dataset)
    count = Counter(ministry.family for ministry in ministries)
    later_names = {ministry.followed_by for ministry in ministries}
    for ministry in ministries:
        had_names = ministry.followed_by or ministry.name in later_names
        is_only = count[ministry.family] == 1
        if not (had_names or is_only):
            continue
        for challenge in dataset:
            if ministry.family in challenge.families:
                yield challenge, ministry.names()


def _place_names(challenge: Challenge) -> Iterator[str]:
    yield from challenge.towns
    for district in challenge.districts:
        yield from district_names(district)
    yield from challenge.regions


def _town_names(dataset: Dataset) -> Called:
    """Yield challenges with all names of each of their towns."""
    towns = records_of(dataset, "towns")
    for challenge in dataset:
        for name in challenge.towns:
            yield challenge, towns[name].names() if name in towns else (name,)


def _known_of(challenge: Challenge) -> list[str]:
    """Return the fields and the kinds of links that are known of a challenge."""
    fields = [name for name in _FACTS | FIELDS_ASKED if getattr(challenge, name)]
    links = [link.kind for link in challenge.links]
    return [*fields, *links, *challenge.own_keys]


def _of_field(
    field: str, group: str = "", label: str = "", members: Collection[str] = ()
) -> dict[str, Any]:
    """Return the attributes of a facet whose values are the codes of a field.

    Args:
        field: the field.
        group: a code that stands for several others: `in-use` for each phase of use.
        label: what people call the group; members: the codes in it.
    """

    def names(challenge: Challenge) -> list[str]:
        code = getattr(challenge, field) or NOT_KNOWN
        return [code, group] if code in members else [code]

    codes = dict(fields_of(Challenge)[field].kind.choices)
    if group:
        codes[group] = label
    codes[NOT_KNOWN] = N_("unknown")
    return {
        "field": field,
        "codes": codes,
        "names": names,
        "values": lambda challenge: distinct([getattr(challenge, field)]),
    }


def values_in(content: Any) -> Iterator[str]:
    """Yield the values in what stands under a key; `;` and line breaks separate several."""
    items = content if isinstance(content, tuple) else (content,)
    for item in items:
        text = str(item).replace("\n", ";")
        yield from map(str.strip, text.split(";"))


def values_of_key(challenge: Challenge, key: str) -> Texts:
    """Return the values that a challenge has under a key, each once."""
    content = challenge.own_keys.get(key)
    if content is None:  # zero is a value
        content = getattr(challenge, key, None)
    return () if content is None else distinct(values_in(content))


def _years_under(challenge: Challenge, key: str) -> Iterator[str]:
    """Yield the years of the dates that a challenge has under a key: people ask for these."""
    for text in values_of_key(challenge, key):
        amount = amount_in(text)
        if amount and amount.date:
            yield amount.date[:4]


@cache
def _facet_of_key(key: str) -> Facet:
    """Return the facet of an own key, or of a field of `FIELDS_ASKED` or `FIELDS_BOUNDED`."""
    declared = fields_of(Challenge).get(key)
    label = own_field(key, ()).label.lower()
    if declared:
        label = FIELDS_ASKED.get(key, declared.label)
    values = partial(values_of_key, key=key)
    facet = Facet(
        label,
        key,
        missing=N_("no {key} is called {name}."),
        names=values,
        weaker_names=partial(_years_under, key=key),
        values=values,
        kind="key",
        field=key,
        and_is_all=True,
        repeat_is_all=True,
    )
    if declared and declared.kind.choices:
        return facet._replace(**_of_field(key))
    return facet


class _Facets(dict[str, Facet]):
    """Facets by their codes; that of a key is made when it is asked for, and not listed."""

    def __missing__(self, code: str) -> Facet:
        return _facet_of_key(code)


# In the order of help. If a question names what several are called, the first is meant: `La
# Défense` is a town.
FACETS = _Facets(
    promotion=Facet(
        "promotion",
        "promotions",
        values=lambda c: distinct([c.promotion]),
        value_labels=lambda dataset: dataset.promotion_labels,
        ordered=True,
    ),
    year=Facet("year", "years", values=partial(values_of_key, key="year"), ordered=True),
    skill=Facet(
        "role",
        "skills",
        help="Challenges that seek this role or expertise. Repeated: any of them.",
        metavar="SKILL",
        short="-s",
        missing="no role matches {name}.",
        names=lambda c: _names_of(c.skills),
        keywords=lambda c: c.expertise,
        values=lambda c: [people.skill.code for people in (*c.seeks, *c.recruits)],
        value_labels=lambda dataset: _labels_of(dataset.skills),
        vocabulary="skills",
        kind="role",
        and_is_all=True,
    ),
    recruited=Facet(
        "role recruited",
        help="Challenges that recruited this role. Repeated: any of them.",
        metavar="SKILL",
        missing="no role matches {name}.",
        names=lambda c: _names_of(people.skill for people in c.recruits),
        values=lambda c: [people.skill.code for people in c.recruits],
        value_labels=lambda dataset: _labels_of(dataset.skills),
        vocabulary="skills",
        kind="role",
        field="recruits",
        and_is_all=True,
    ),
    town=Facet(
        "town",
        "towns",
        help="Challenges whose team works in this town, département (name or number) or region."
        " Repeated: any of them.",
        metavar="PLACE",
        missing="no team is known to work in {name}.",
        names=_place_names,
        group_names=_town_names,
        values=lambda c: c.towns,
        vocabulary="towns",
        kind="place",
        and_is_all=True,
    ),
    ministry=Facet(
        "host",
        "ministries",
        help="Challenges of this ministry, department or family, by any of its names. Repeated: any"
        " of them.",
        metavar="TEXT",
        short="-m",
        missing="no ministry or department matches {name}.",
        names=_hosts,
        weaker_names=_host_aliases,
        group_names=_whole_ministries,
        values=lambda c: c.ministries,
        vocabulary="bodies",
        kind="host",
    ),
    family=Facet(
        "family of ministries",
        "families",
        help="Challenges of this family of ministries, whatever their names. Repeated: any of"
        " them.",
        metavar="FAMILY",
        missing="no family of ministries matches {name}.",
        names=lambda c: _names_of(c.families),
        values=lambda c: [family.code for family in c.families],
        value_labels=lambda dataset: _labels_of(dataset.families_of_hosts),
        vocabulary="families",
        kind="host",
        chosen_by="ministry",
    ),
    subject=Facet(
        "subject",
        "subjects",
        help="Challenges about this subject, as eig groups them. Repeated: any of them.",
        metavar="SUBJECT",
        missing="no subject matches {name}.",
        names=lambda c: _names_of(c.subjects),
        values=lambda c: [subject.code for subject in c.subjects],
        value_labels=lambda dataset: _labels_of(dataset.subjects),
        kind="subject",
        and_is_all=True,
    ),
    theme=Facet(
        "theme",
        "themes",
        help="Challenges filed under this theme. Repeated: any of them.",
        metavar="THEME",
        missing="no theme matches {name}.",
        names=lambda c: c.themes,
        values=lambda c: c.themes,
        and_is_all=True,
    ),
    district=Facet("département", "districts", values=lambda c: c.districts, chosen_by="town"),
    region=Facet("region", "regions", values=lambda c: c.regions, chosen_by="town"),
    phase=Facet(
        "phase",
        "phases",
        help="Challenges whose product is in this phase, such as stopped; in-use is any phase of"
        " use. Repeated: any of them.",
        metavar="PHASE",
        missing="no phase is called {name}.",
        **_of_field("phase", "in-use", N_("in use"), PHASES_IN_USE),
    ),
    state=Facet(
        "state",
        "states",
        help="Challenges in this state: in-use, handed-over, on-trial, ended, no-product or"
        " unknown; used is the first two. Repeated: any of them.",
        metavar="STATE",
        missing="no state is called {name}.",
        **_of_field("state", "used", N_("in use or handed over"), STATES_USED),
    ),
    has=Facet(
        "with",
        help="Challenges known to have this: {names}. Repeated: all of them.",
        metavar="WHAT",
        missing="--has does not take {name}.",
        names=_known_of,
        codes=_FACTS | _LINKS,
        kind="fact",
        repeat_is_all=True,
    ),
)
FILTERS = tuple(name for name, facet in FACETS.items() if facet.help)
COUNTED = tuple(name for name, facet in FACETS.items() if facet.plural)
# The facets that a question names.
NAMED = tuple(name for name in FILTERS if name in COUNTED)
# Those whose values are called by synonyms, too; synonyms of other names are everyday words.
_BY_SYNONYMS = [name for name in NAMED if FACETS[name].kind in {"role", "place"}]
# For each name, by its `name_key`, the facets that have it, and what each has for it: `challenge`
# the slugs of challenges, `promotion` codes, others the name as it is written.
Lexicon = dict[str, dict[str, list[str]]]


def own_keys_of(challenges: Iterable[Challenge]) -> list[str]:
    """Return the own keys of some challenges, each once."""
    keys = dict[str, None]()
    for challenge in challenges:
        keys |= dict.fromkeys(key for key, _content in challenge.own)
    return [*keys]


def keys_of(challenges: Iterable[Challenge], facets: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return what people call the keys by which challenges are asked without an option.

    Args:
        challenges: those whose own keys come first: a name that others have stands for these, even
            its code, if no challenge has a value of the other.
        facets: other facets, which come next.
    """
    headings = headings_of(challenges)
    headed = {heading.casefold() for heading in chain(*headings.values())}
    own = own_keys_of(challenges)
    called = {}
    for name in (*own, *facets, *FIELDS_ASKED):
        facet = FACETS[name]
        is_other = f"x-{name}" in own or name.removesuffix("s") in headed
        if is_other and not any(map(facet.values, challenges)):
            continue
        labels = [facet.label, facet.plural]
        called[name] = labels + headings[name]
    return called


def headings_of(challenges: Iterable[Challenge]) -> Mapping[str, list[str]]:
    """Return the headings of the spreadsheet that a dataset was made from, by what they stand for.

    This is a facet, if challenges are counted by the column. Others than a dataset have none.
    """
    headings = defaultdict(list)
    if isinstance(challenges, Dataset):
        facets = {facet.plural: code for code, facet in FACETS.items() if facet.plural}
        facets["department"] = "departments"
        for column in challenges.columns:
            meaning = facets.get(column.meaning, column.meaning)
            headings[meaning].append(column.heading)
    return headings


def option_of_key(key: str) -> str:
    """Return a key as options name it: `stage` for `x-stage`, unless a facet is called so."""
    short = key.removeprefix("x-")
    return key if short in FACETS else short


def few_values(challenges: Iterable[Challenge]) -> dict[str, list[str]]:
    """Return the values of each own key that has few and short ones: people choose among these."""
    counts = defaultdict[str, Counter[str]](Counter)
    for challenge in challenges:
        for key, content in challenge.own:
            values = counts[key]
            if len(values) <= _MOST_VALUES:
                values.update(distinct(values_in(content)))
    few = {}
    for key, values in counts.items():
        total = values.total()
        is_shared = total > len(values)
        long = [value for value in values if len(value) > _LONGEST_VALUE]
        long_cells = sum(values[value] for value in long)
        are_short = long_cells <= total * _LONG_CELLS
        if is_shared and are_short and len(values) <= _MOST_VALUES:
            few[key] = sorted(values.keys() - long)
    return few


def values_of_keys(dataset: Dataset) -> dict[str, str]:
    """Return what completes `--where`: the keys, and the values of those that have few."""
    offered = {}
    few = few_values(dataset)
    for key, [label, *_others] in keys_of(dataset).items():
        name = key.removeprefix("x-")
        offered[f"{name}="] = label
        for value in few.get(key, ()):
            offered[f"{name}={value}"] = ""
    return offered


def completions(dataset: Dataset, facet: str) -> dict[str, str]:
    """Return the values that complete an option of a facet, with labels, as for `--exact`."""
    declared = FACETS[facet]
    offered = declared.labels(dataset)
    has_labels = bool(offered)
    for challenge in dataset:
        names = declared.keywords(challenge)
        if not has_labels:
            names = chain(declared.names(challenge), names)
        for name in names:
            offered.setdefault(name, "")
    return offered


def lexicon_of(dataset: Dataset, synonyms: Mapping[str, Sequence[str]]) -> Lexicon:
    """Return the names in a dataset, and synonyms that mean nothing but a name.

    Args:
        dataset: the dataset.
        synonyms: the phrases that mean the same as a word, by the `name_key` of the word.
    """
    lexicon: Lexicon = {}
    for words, facet, text in _entries(dataset):
        named = lexicon.setdefault(words, {})
        texts = named.setdefault(facet, [])
        if text not in texts:
            texts.append(text)
    expertise = chain(*(challenge.expertise for challenge in dataset))
    keywords = {*map(name_key, expertise)}
    for word, [phrase, *others] in synonyms.items():
        name = name_key(phrase)
        is_sure = not others and name not in keywords
        if is_sure and word not in lexicon:  # `graphiste`, `Brittany`
            named = lexicon.get(name, {})
            facets = [facet for facet in _BY_SYNONYMS if facet in named]
            if facets:
                lexicon[word] = {facet: [phrase] for facet in facets}
    return lexicon


def _entries(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of a `Lexicon` with the facets and the texts that it has for them."""
    is_ours = is_bundled(dataset)
    for facet in NAMED:
        chosen_by = FACETS[facet].chosen_by
        for name in _names_by(facet, dataset, is_ours=is_ours):
            yield name_key(name), facet, name
            if chosen_by:  # `ministry of ecology`
                yield name_key(name), chosen_by, name
    for name, code in _names_of_promotions(dataset):
        yield name_key(name), "promotion", code
    for name, slug in _names_of_challenges(dataset):
        yield name_key(name), "challenge", slug
        yield lemma(fold(name)), "challenge", slug


def _names_by(facet: str, dataset: Dataset, *, is_ours: bool) -> Sequence[str]:
    """Return the names of the values of a facet, each once.

    In the data of others, what no challenge has is no name, but for places: a region has towns.
    """
    declared = FACETS[facet]
    known: Iterable[str] = ()
    has_codes = declared.codes and any(map(declared.values, dataset))
    if is_ours or has_codes or declared.kind == "place":
        known = declared.known_names(dataset)
    names = map(declared.names, dataset)
    weaker = map(declared.weaker_names, dataset)
    return distinct(chain(known, *names, *weaker))


def _names_of_promotions(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield names of promotions, each with the code of what it names."""
    for code in dataset.promotion_codes:
        if len(words_in(code)) > 1:  # others are numbers or years
            yield code, code
    count = Counter(programme.name for programme in dataset.programmes)
    if len(dataset.programmes) == 1:
        return
    for programme in dataset.programmes:
        # A name that several calls have is that of the programme.
        is_own = count[programme.name] == 1
        if programme.promotion and is_own:
            yield programme.name, programme.promotion


def _names_of_challenges(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield names of challenges, each with the slug of what it names."""
    for challenge in dataset:
        for title in challenge.titles:
            last = re.sub(_BEFORE_LAST, "", title)
            for name in distinct((title, last)):
                yield name, challenge.slug
