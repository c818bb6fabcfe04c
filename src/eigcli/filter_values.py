"""The values by which filters choose challenges, and which of them a user means.

A value is a text in a field, such as a theme, or the code of a skill, a family or a phase.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from eigcli import matching, text
from eigcli.data.deriving import Directory
from eigcli.data.fields import Field
from eigcli.data.kinds import fields_of, in_units, texts_in
from eigcli.data.loading import (
    come_with_eigcli,
    is_bundled,
    records_of,
    shared_vocabularies,
    synonyms_of,
)
from eigcli.data.model import (
    CHALLENGES,
    PHASE_MEANINGS,
    PHASES,
    PHASES_IN_USE,
    Body,
    Challenge,
    Dataset,
    Town,
)
from eigcli.errors import UsageError
from eigcli.messages import N_, _, ngettext
from eigcli.names import spellings_of
from eigcli.question_words import QUALIFIERS
from eigcli.search import synonyms_note

# The shortest word of a name that is suggested.
SHORTEST_SUGGESTED = 5
# In how many characters a note lists bodies, whose names are long.
_LONGEST_LIST = 200
# The facts of which `--has` takes the names, and the value of `--phase` for several phases.
FACTS = ("product", "repository", "card", "phase")
IN_USE = "in-use"

# What a filter can choose challenges by: the name of a field, and a text in it or a code.
FieldValue = tuple[str, str]
# All values that a filter can choose by, with the ways to spell each.
_Known = dict[FieldValue, tuple[str, ...]]
# Whether a spelling of a value matches what was typed.
_Rule = Callable[[str], bool]

# The fields that name hosts as the dataset has them; with those of bodies, names in full; and what
# else these bodies and their families are called.
_HOST_FIELDS = frozenset({"ministry", "department"})
_FULL_NAME_FIELDS = _HOST_FIELDS | {"bodies"}
_OTHER_NAME_FIELDS = frozenset({"families", "aliases"})


class ValueFilter(NamedTuple):
    """A filter that chooses challenges by their values.

    Attributes:
        missing: the sentence for a name that stands for no value, not translated yet.
        also: other filters by whose fields it chooses too.
        codes: all values that there are, where these are always the same.
        available: the sentence that names these, not translated yet.
        listed: returns the values of a dataset that no challenge needs to state, with the spellings
            of each.
        spelled: returns the spellings of values that challenges state, where they have others than
            themselves.
        vocabulary: the vocabulary of its values, if they are the keys of one.
        shared: returns the spellings of values that eigcli knows, from its vocabularies: a dataset
            need not have them.
        offered: returns what completion offers of a dataset besides names that challenges state,
            each with its meaning.
    """

    missing: str
    also: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    available: str = ""
    listed: Callable[[Dataset], _Known] = lambda _dataset: {}
    spelled: Callable[[Dataset], _Known] = lambda _dataset: {}
    vocabulary: str = ""
    shared: Callable[[Mapping[str, Mapping[str, Any]]], Iterable[str]] = lambda _vocabularies: ()
    offered: Callable[[Dataset], Mapping[str, str]] = lambda _dataset: {}


def _families_spelled(dataset: Dataset) -> _Known:
    families = dataset.families_of_hosts.items()
    return {("families", code): family.names() for code, family in families}


def _hosts_shared(vocabularies: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for family in vocabularies["families"].values():
        yield from family.names()
    for body in vocabularies["bodies"].values():
        yield from (body.name, *body.names()[:-1])


def _phases_listed(_dataset: Dataset) -> _Known:
    return {
        ("phase", code): (
            *((_("in use"), IN_USE) if code in PHASES_IN_USE else ()),
            *spellings_of(code, [label]),
        )
        for code, label in PHASES.items()
    }


def _places_spelled(dataset: Dataset) -> _Known:
    return places_of(records_of(dataset, "towns").values())


def places_of(towns: Iterable[Town]) -> _Known:
    """Return towns, their départements and their regions, with the spellings of each."""
    places: _Known = {}
    for town in towns:
        places["towns", town.name] = tuple(filter(None, (town.name, town.formerly)))
        if place := town.department:
            numbered = place.split(maxsplit=1) if place[0].isdigit() else ()
            places["departments_of_towns", place] = (place, *numbered)
        if town.region:
            places["regions", town.region] = (town.region,)
    return places


def fact_fields() -> list[Field]:
    """Return the fields of which `--has` takes the names."""
    return [fields_of(Challenge)[name] for name in FACTS]


# By the names of their options.
VALUE_FILTERS = {
    "skill": ValueFilter(
        N_("no skill matches {name}."),
        vocabulary="skills",
        listed=lambda dataset: {("profiles", s.code): s.names() for s in dataset.skills},
        shared=lambda known: chain.from_iterable(s.names() for s in known["skills"].values()),
        offered=lambda dataset: {skill.code: skill.words() for skill in dataset.skills},
    ),
    "ministry": ValueFilter(
        N_("no ministry or department matches {name}."),
        also=frozenset({"family"}),
        spelled=_families_spelled,
        vocabulary="bodies",
        shared=_hosts_shared,
    ),
    "family": ValueFilter(
        N_("no family of ministries matches {name}."),
        spelled=_families_spelled,
        vocabulary="families",
        shared=_hosts_shared,
        offered=lambda dataset: {c: f.words() for c, f in dataset.families_of_hosts.items()},
    ),
    "theme": ValueFilter(N_("no theme matches {name}.")),
    "town": ValueFilter(
        N_("no team works in {name}."),
        spelled=_places_spelled,
        vocabulary="towns",
        shared=lambda known: chain.from_iterable(places_of(known["towns"].values()).values()),
    ),
    "phase": ValueFilter(
        N_("no phase is called {name}."),
        codes=(IN_USE, *PHASES),
        available=N_("The phases are {names}."),
        listed=_phases_listed,
        offered=lambda _dataset: {
            IN_USE: _("in use"),
            **{code: _(about) for code, about in PHASE_MEANINGS.items()},
        },
    ),
    "has": ValueFilter(
        N_("--has does not take {name}."),
        codes=FACTS,
        available=N_("It takes {names}."),
        listed=lambda _dataset: {
            ("has", f.name): spellings_of(f.name, [f.label]) for f in fact_fields()
        },
        offered=lambda _dataset: {field.name: _(field.about) for field in fact_fields()},
    ),
}


class UnknownValueError(UsageError):
    """A value of a filter that matches nothing in the dataset.

    Args:
        message: what is wrong, with a suggestion.
        option: the name of the filter.
    """

    def __init__(self, message: str, option: str) -> None:
        super().__init__(message)
        self.option = option


class Meaning(NamedTuple):
    """What a name that was typed stands for.

    Attributes:
        values: the values.
        label: what people call these, however it was typed.
        notes: how it was understood, a sentence each.
    """

    values: Collection[FieldValue]
    label: str
    notes: Sequence[str] = ()


class ValuesOfFilter:
    """The names of the values of a filter in a dataset.

    Args:
        dataset: the dataset whose challenges are chosen.
        option: the name of the filter.

    Attributes:
        option: the name of the filter.
    """

    def __init__(self, dataset: Dataset, option: str) -> None:
        self._dataset = dataset
        self.option = option
        self._known = known_values(dataset, option)
        self._own = [set(own_values(challenge, option)) for challenge in dataset.challenges]

    def has(self, name: str) -> bool:
        """Return whether a name is that of a value, but for case and accents."""
        plain = text.unaccented(name)
        return bool(_where(self._known, lambda spelling: text.unaccented(spelling) == plain))

    def have_words(self, name: str) -> bool:
        """Return whether some name has all words of a name."""
        words = matching.significant_words(name)
        return bool(_where(self._known, lambda way: matching.has_all_words(way, words)))

    def meaning(self, name: str, *, excluded: bool = False) -> Meaning:
        """Return what a name stands for.

        Args:
            name: what was typed.
            excluded: whether challenges that have it are not wanted.

        Raises:
            UnknownValueError: if it matches no value.
        """
        option, known = self.option, self._known
        try:
            values, notes = self._matched(name)
        except UnknownValueError:
            if self._may_be_absent(name, excluded=excluded):
                return Meaning((), name)
            role = _without_qualifiers(name) if option == "skill" else name
            if role == name:
                raise
            values, notes = self._matched(role)
            stands_for = _("{value} stands for {names}.")
            notes.append(stands_for.format(value=text.quoted(name), names=role))
        left_out = set[FieldValue]().union(*(own for own in self._own if own.isdisjoint(values)))
        if option in {"ministry", "family"}:
            notes += _family_notes(self._dataset, name, values, left_out)
            notes += _bodies_notes(self._dataset, name, values)
        # A role is called by one name, whatever else has its words.
        if option != "skill" and not excluded:
            notes += _besides_notes(name, option, known, left_out)
        return Meaning(values, self._label(name, values), notes)

    def values_of(self, name: str) -> Collection[FieldValue]:
        """Return the values that a name stands for, as `meaning` does, but without its notes."""
        return self._matched(name)[0]

    def _matched(self, name: str) -> tuple[set[FieldValue], list[str]]:
        """Return the values that a name matches, by the strictest rule that any meets, and notes.

        The last rule: each of its words or one of its synonyms is in the value, which a note says.

        Raises:
            UnknownValueError: if no value meets any.
        """
        words = matching.significant_words(name)
        for rule, fields in _rules(name, words, self.option) if words else ():
            if values := _where(self._known, rule, fields):
                return values, []
        query = matching.parse_query(name, synonyms_of(self._dataset))

        def has_words_or_synonyms(spelling: str) -> bool:
            return all(matching.match_word(word, spelling) for word in query)

        if query and (values := _where(self._known, has_words_or_synonyms)):
            return values, [synonyms_note(name, query)]
        raise unknown_value(name, self.option, self._known)

    def _may_be_absent(self, name: str, *, excluded: bool, exact: bool = False) -> bool:
        """Return whether it is no mistake that no challenge has what is called so.

        That is what eigcli knows: a place, in its own data anything, and what is not wanted.
        """
        if not (excluded or self.option == "town" or is_bundled(self._dataset)):
            return False
        declared, vocabularies = VALUE_FILTERS[self.option], shared_vocabularies()
        if exact:
            return name in vocabularies.get(declared.vocabulary, ())
        words = matching.significant_words(name)
        ways = declared.shared(vocabularies)
        return any(matching.significant_words(way) == words for way in ways)

    def exact_meaning(self, name: str, *, excluded: bool = False) -> Meaning:
        """Return what the very code or text of values stands for.

        Raises:
            UsageError: where no value has it.
        """
        # Of hosts, the names that the dataset has: other names are not theirs alone.
        named = {(field, text) for field, text in self._known if text == name}
        values = {(field, text) for field, text in named if field != "aliases"}
        if name == IN_USE:
            values = {value for value, ways in self._known.items() if IN_USE in ways}
        if not values and self._may_be_absent(name, excluded=excluded, exact=True):
            return Meaning((), name)
        if not values:
            codes: _Known = {value: (value[1],) for value in self._known}
            raise unknown_value(name, self.option, codes)
        return Meaning(values, self._label(name, values))

    def _label(self, name: str, values: Collection[FieldValue]) -> str:
        """Return what people call the values that a name stands for.

        Of one value, it is its label; of several, the name as one of them is spelled: `Écologie`
        for `ecologie`.
        """
        if set(values) == {("phase", code) for code in PHASES_IN_USE}:
            return _("in use")
        labels = {_label_of(value, self._dataset) for value in values}
        if len(labels) == 1:
            return labels.pop()
        ways = [way for value in sorted(values) for way in self._known[value]]
        letters = text.fold(name)
        return next((way for way in ways if text.fold(way) == letters), name)


def _label_of(value: FieldValue, dataset: Dataset) -> str:
    """Return what people call a value, such as `developer` for `("profiles", "dev")`."""
    field, name = value
    if field == "profiles":
        return next(skill.words() for skill in dataset.skills if skill.code == name)
    if field == "families":
        return dataset.families_of_hosts[name].words()
    if field == "phase":
        return _(PHASES[name])
    return _(fields_of(Challenge)[name].label) if field == "has" else name


def _without_qualifiers(name: str) -> str:
    """Return a role without what does not choose: `developer` for `senior backend developer`."""
    words = matching.words_in(name)
    kept = [name[word.start : word.end] for word in words if word.plain not in QUALIFIERS]
    return " ".join(kept) if 0 < len(kept) < len(words) else name


def _rules(
    name: str, words: Sequence[str], option: str
) -> list[tuple[_Rule, Collection[str] | None]]:
    """Return by what rules a name matches a value, the strictest first, each with its fields.

    It is the value; its words are in it; its letters run together there. A ministry is looked for
    in the names that the dataset has first, unless what was typed is another name of a body or a
    family, then in these other names.

    Args:
        name: what was typed.
        words: its significant words.
        option: the name of the filter.
    """
    letters = text.fold(name)

    def is_same(spelling: str) -> bool:
        return text.fold(spelling) == letters

    def is_same_with_accents(spelling: str) -> bool:
        return is_same(spelling) and text.accents(name) <= text.accents(spelling)

    def has_these_words_only(spelling: str) -> bool:
        return matching.significant_words(spelling) == words

    def has_words(spelling: str) -> bool:
        return matching.has_all_words(spelling, words)

    def runs_together(spelling: str) -> bool:
        return matching.runs_together(spelling, letters)

    if option != "ministry":
        return [(is_same, None), (has_words, None), (runs_together, None)]
    return [
        (is_same, _FULL_NAME_FIELDS),
        (is_same_with_accents, _OTHER_NAME_FIELDS),
        (has_words, _HOST_FIELDS),
        (runs_together, _HOST_FIELDS),
        (has_these_words_only, _OTHER_NAME_FIELDS),
        (has_words, _OTHER_NAME_FIELDS),
        (runs_together, _OTHER_NAME_FIELDS),
    ]


def _where(known: _Known, rule: _Rule, fields: Collection[str] | None = None) -> set[FieldValue]:
    """Return the values of some fields, by default of all, of which any spelling meets a rule."""
    return {
        value
        for value, spellings in known.items()
        if (fields is None or value[0] in fields) and any(map(rule, spellings))
    }


def unknown_value(name: str, option: str, known: _Known) -> UnknownValueError:
    """Return the mistake that a name matches no value, with a suggestion."""
    declared = VALUE_FILTERS[option]
    no, there_are = _(declared.missing), _(declared.available)
    if declared.codes:
        return UnknownValueError(
            text.not_found_message(no, there_are, name, declared.codes), option
        )
    if not name.strip():
        return UnknownValueError(_("--{option} is empty.").format(option=option), option)
    others = _OTHER_NAME_FIELDS if option == "ministry" else ()
    hint = _suggestion(name, (ways for value, ways in known.items() if value[0] not in others))
    hint = hint or _suggestion(name, known.values())
    return UnknownValueError(text.join_sentences(no.format(name=text.quoted(name)), hint), option)


def _suggestion(name: str, spellings: Iterable[Sequence[str]]) -> str:
    """Return which of the spellings of values, or of their words, is near to a name, if any is."""
    ways = list(chain.from_iterable(spellings))
    written = [*matching.written_words(ways, SHORTEST_SUGGESTED), *ways]
    suggested = [way for way in written if way != name]
    return text.did_you_mean(" ".join(matching.significant_words(name)), suggested)


def _family_notes(
    dataset: Dataset, name: str, values: Collection[FieldValue], left_out: Collection[FieldValue]
) -> Iterator[str]:
    """Yield what families put together: those that a name stands for, or that have its words.

    Of the latter only those of which it leaves challenges out.
    """
    words = matching.significant_words(name)
    slugs: dict[str, set[str]] = {}
    bodies: dict[str, set[str]] = {}
    for challenge in dataset.challenges:
        for body in chain.from_iterable(host.bodies for host in challenge.hosts):
            if body.family:
                slugs.setdefault(body.family.code, set()).add(challenge.slug)
                bodies.setdefault(body.family.code, set()).add(body.name)
    for code, family in dataset.families_of_hosts.items():
        has_words = any(matching.significant_words(way) == words for way in family.names())
        if ("families", code) in values:
            note = _("{family}, by family: {challenges} of {bodies}, {grouping}.")
        elif ("families", code) in left_out and has_words:
            note = _("{family}, by family: {challenges} of {bodies}, {grouping}: --family {code}")
        else:
            continue
        count = len(bodies[code])
        yield note.format(
            family=family.words(),
            challenges=in_units(len(slugs[code]), CHALLENGES),
            bodies=ngettext("{count} body", "{count} bodies", count).format(count=count),
            grouping=_("grouped by eig")
            if come_with_eigcli([family])
            else _("an editorial grouping"),
            code=code,
        )


def _bodies_notes(dataset: Dataset, name: str, values: Iterable[FieldValue]) -> Iterator[str]:
    """Yield which bodies have a name that no host in the dataset has, if any."""
    aliases = {alias for field, alias in values if field == "aliases"}
    for family in dataset.families_of_hosts.values():
        aliases.difference_update(family.names())
    if not aliases:
        return
    hosts = chain.from_iterable(challenge.hosts for challenge in dataset.challenges)
    bodies = {body.name: body for host in hosts for body in host.bodies}
    known = Directory({Body: records_of(dataset, "bodies")})
    called = [b for b in bodies.values() if not aliases.isdisjoint(known.names_of(b))]
    # Those before and after it, and those that are part of it, come last.
    called.sort(key=lambda body: aliases.isdisjoint(body.names()[:-1]))
    if called:
        names = text.comma_list([body.name for body in called], _LONGEST_LIST)
        yield _("{value} stands for {names}.").format(value=text.quoted(name), names=names)


def _besides_notes(
    name: str, option: str, known: _Known, left_out: Collection[FieldValue]
) -> Iterator[str]:
    """Yield which values that are left out have the words of a name too, if any."""
    words = matching.significant_words(name)
    fields = _HOST_FIELDS if option == "ministry" else None
    having = _where(known, lambda spelling: matching.has_all_words(spelling, words), fields)
    if names := sorted({other for _field, other in having.intersection(left_out)}):
        besides = _("besides {value}, there is {names}.")
        yield besides.format(value=text.quoted(name), names=text.comma_list(names))


def known_values(dataset: Dataset, option: str) -> _Known:
    """Return the values that a filter can choose by, with their spellings."""
    known, spelled = VALUE_FILTERS[option].listed(dataset), VALUE_FILTERS[option].spelled(dataset)
    for value in chain.from_iterable(own_values(c, option) for c in dataset.challenges):
        known.setdefault(value, spelled.get(value, (value[1],)))
    return known


def own_values(challenge: Challenge, option: str) -> Iterator[FieldValue]:
    """Yield the values of a challenge that a filter can choose it by."""
    if option == "has":
        yield from (("has", name) for name in FACTS if getattr(challenge, name))
    chosen_by = {option, *VALUE_FILTERS[option].also}
    for field, name in texts_in(challenge, "filter"):
        if field.filter in chosen_by:
            yield field.name, name
