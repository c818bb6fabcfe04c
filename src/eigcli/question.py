"""Questions as people type them: which of their words stand for options, and which are searched.

    designers à Lyon en 2022 pour les ponts  ->  --promotion 6 --town Lyon --skill designer, "ponts"

A word or a run of words stands for a value if its significant words are those of a name of it, up
to number, gender and accents; a mere beginning does not. Words of asking decide nothing. What is
left is to be searched. The words are in `question_words.py`, the values in the dataset and the
vocabularies that come with eigcli.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise, product
from typing import NamedTuple

from eigcli import matching
from eigcli.dataset import shared_vocabularies
from eigcli.filter_values import known_values
from eigcli.messages import _
from eigcli.model import Dataset
from eigcli.question_words import (
    ALL,
    ALL_PROMOTIONS,
    AND,
    ASKING,
    ASKING_PHRASES,
    CALL,
    COUNTING,
    IN,
    KINDS,
    LAST,
    MEANINGS,
    NOT,
    OR,
    ORDINAL,
    RANKING,
    SUBJECTS,
)
from eigcli.search import Matches, query_words, search, searched_texts
from eigcli.text import unaccented

# As many words may be one phrase or one name.
_LONGEST_NAME = 12
# As many ways to understand a question are tried.
_MOST_READINGS = 6
# The ends of the other gender or number of a word, and what they stand for.
_GENDERS = {"euse": "eur", "trice": "teur", "enne": "en", "iere": "ier", "ive": "if"}
_SHORTEST_INFLECTED = 5
_NOT_CONTRACTED = re.compile(r"n['’]t\b")
_QUOTED = re.compile(r"\"([^\"]*)\"|«\s*([^»]*?)\s*»|“([^”]*)”")
_MINISTRY = re.compile(r"minist(?:ère|ry)\b", re.IGNORECASE)


class Token(NamedTuple):
    """A word of a question: folded, in the form that it is compared by, and where it stands."""

    plain: str
    form: str
    typed: str
    start: int
    end: int


class Value(NamedTuple):
    """A value that words stand for: of which option, and how that is typed.

    Attributes:
        option: the name of the filter.
        name: what to give it.
        label: what people call it.
    """

    option: str
    name: str
    label: str


class _Found(NamedTuple):
    """What some words of a question are.

    Attributes:
        typed: the words.
        readings: the values that they may stand for, the likeliest first; `None`: they are to be
            searched.
        excluded: whether they are not wanted.
        joined: the operator before them, if any: `and` or `or`.
    """

    typed: str
    readings: tuple[Value | None, ...] = (None,)
    excluded: bool = False
    joined: str = ""


class Reading(NamedTuple):
    """One way to understand a question.

    Attributes:
        options: the values of filters that say the same, by their names.
        without: the values of `--without` that do.
        words: what is left to search.
        labels: how the values are told: each with the name of its kind.
        unknown_place: a place that no name is of, if the question is about one.
    """

    options: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...]
    words: tuple[str, ...]
    labels: tuple[str, ...]
    unknown_place: str = ""


def tokens_of(text: str) -> list[Token]:
    """Return the words of a question."""
    text = _NOT_CONTRACTED.sub(" not", text)
    return [
        Token(word.plain, _form(word.plain), text[word.start : word.end], word.start, word.end)
        for word in matching.words_in(text)
    ]


@cache
def _form(word: str) -> str:
    """Return what a folded word shares with its other number and gender: `expert` of `expertes`."""
    word = matching.singular(word)
    if len(word) < _SHORTEST_INFLECTED:
        return word
    for ending, masculine in _GENDERS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + masculine
    return word.removesuffix("e")


@cache
def _forms(phrase: str) -> tuple[str, ...]:
    return tuple(_form(word.plain) for word in matching.words_in(phrase))


@cache
def _phrases(phrases: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(map(_forms, phrases))


def _phrase_at(tokens: Sequence[Token], at: int, phrases: tuple[str, ...]) -> int:
    """Return how many words from one on are a phrase, 0 if they are none."""
    known = _phrases(phrases)
    for length in sorted({len(phrase) for phrase in known}, reverse=True):
        forms = tuple(token.form for token in tokens[at : at + length])
        if len(forms) == length and forms in known:
            return length
    return 0


def _kind_of(token: Token) -> str:
    """Return what a word says the next value is, such as `town`, or nothing."""
    kinds = (kind for kind, words in KINDS.items() if token.form in map(_form, words.split()))
    return next(kinds, "")


# -- Promotions ------------------------------------------------------------------------------------


def take_promotions(text: str, known: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the promotions that a question names, and its other words.

    For example `["5"]` and `designers` for `designers de la promotion 5`.

    Args:
        text: the question.
        known: the years of the promotions that there are, by their codes.
    """
    text = _NOT_CONTRACTED.sub(" not", text)
    tokens = tokens_of(text)
    if [token.plain for token in tokens] in ([word] for word in ALL):
        return list(known), ""
    wanted: dict[str, None] = {}
    excluded: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    at, negation = 0, -1
    while at < len(tokens):
        length, codes = _promotions_at(tokens, at, known)
        if length:
            (wanted if negation < 0 else excluded).update(dict.fromkeys(codes))
            first = at if negation < 0 else negation
            taken.append((tokens[first].start, tokens[at + length - 1].end))
            negation = -1
        elif tokens[at].plain in NOT:
            negation = at
        elif tokens[at].plain not in matching.STOP_WORDS:
            negation = -1
        at += length or 1
    if excluded:
        wanted = dict.fromkeys(code for code in wanted or known if code not in excluded)
    return list(wanted), _cut(text, taken)


def _cut(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """Return a text without some of its parts."""
    for start, end in sorted(parts, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _promotions_at(
    tokens: Sequence[Token], at: int, known: Mapping[str, str]
) -> tuple[int, Collection[str]]:
    """Return how many words from one on name promotions, and which."""
    if length := _phrase_at(tokens, at, ALL_PROMOTIONS):
        return length, known
    token = tokens[at]
    if at + 1 < len(tokens) and _kind_of(tokens[at + 1]) == "promotion":
        number = re.fullmatch(ORDINAL, token.plain)
        if number and number[1] in known:
            return 2, [number[1]]
        if token.plain in LAST:
            return 2, list(known)[-1:]
    if _kind_of(token) == "promotion":
        length, codes = 0, list[str]()
        for number_of_words, other in enumerate(tokens[at + 1 :], start=2):
            if named := _codes_of(other.plain, known):
                codes += named
                length = number_of_words
            elif other.plain not in (*matching.STOP_WORDS, *AND, *OR):
                break
        return length, codes
    # A number by itself is none; a year is.
    named = [] if re.fullmatch("[0-9]{1,3}", token.plain) else _codes_of(token.plain, known)
    return int(bool(named)), named


def _codes_of(word: str, known: Mapping[str, str]) -> list[str]:
    """Return the promotions whose code or year a word is."""
    return [code for code, year in known.items() if word in (code.casefold(), year)]


# -- Values ----------------------------------------------------------------------------------------

_Names = dict[tuple[str, ...], list[Value]]


def _key(tokens: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the forms of significant words by which a name is found, in whatever order."""
    return tuple(sorted(form for plain, form in tokens if plain not in matching.STOP_WORDS))


def _key_of(name: str) -> tuple[str, ...]:
    words = [(word.plain, _form(word.plain)) for word in matching.words_in(name)]
    return _key(words) or tuple(sorted(form for _plain, form in words))


class _Vocabulary:
    """The names of values that a question about a dataset may have, by their words.

    Attributes:
        bare: those that stand for a value by themselves.
        by_kind: all, by the kind that a word before them may say.
    """

    def __init__(self, dataset: Dataset, text: str) -> None:
        self.bare: _Names = {}
        # What the dataset has of it.
        self._own = {
            (option, name)
            for option in ("skill", "town", "ministry", "family")
            for _field, name in known_values(dataset, option)
        }
        self.by_kind: dict[str, _Names] = {kind: {} for kind in KINDS}
        self._words = {token.form for token in tokens_of(text)}
        self._add_skills(dataset)
        self._add_towns(dataset)
        self._add_hosts(dataset)
        for option in ("theme", "phase"):
            for (_field, name), spellings in known_values(dataset, option).items():
                value = Value(option, name, spellings[0] if option == "theme" else name)
                self._add(value, spellings, bare=option == "theme")
        self._add_synonyms(dataset)

    def is_own(self, value: Value) -> bool:
        """Return whether the dataset has a value: what it lacks may be searched for."""
        return (value.option, value.name) in self._own

    def _add(
        self, value: Value, spellings: Iterable[str | None], *, bare: bool = True, kind: str = ""
    ) -> None:
        for spelling in filter(None, spellings):
            key = _key_of(spelling)
            if not key or not self._words.issuperset(key):
                continue
            places = [self.by_kind[kind or value.option]]
            if bare:
                places.append(self.bare)
            for names in places:
                if value not in (listed := names.setdefault(key, [])):
                    listed.append(value)

    def _add_skills(self, dataset: Dataset) -> None:
        skills = shared_vocabularies()["skills"] | {s.code: s for s in dataset.skills}
        for skill in skills.values():
            value = Value("skill", skill.code, skill.label)
            subjects = [name for name in skill.spellings if unaccented(name) in SUBJECTS]
            self._add(value, subjects, bare=False)
            self._add(value, [name for name in skill.spellings if name not in subjects])

    def _add_towns(self, dataset: Dataset) -> None:
        towns = shared_vocabularies()["towns"] | {town.name: town for town in dataset.towns}
        for town in towns.values():
            self._add(Value("town", town.name, town.name), (town.name, town.formerly))
            if town.department:
                value = Value("town", town.department, town.department)
                self._add(value, (town.department, *town.department.split(maxsplit=1)))
            if town.region:
                self._add(Value("town", town.region, town.region), (town.region,))
        for (field, name), spellings in known_values(dataset, "town").items():
            if field == "towns" and name not in towns:
                self._add(Value("town", name, name), spellings)
        self.by_kind["region"] = self.by_kind["town"]

    def _add_hosts(self, dataset: Dataset) -> None:
        vocabularies = shared_vocabularies()
        bodies = vocabularies["bodies"] | {body.name: body for body in dataset.bodies}
        for body in bodies.values():
            for name in (body.name, *body.other_names):
                # Without `ministère` before it, a name such as `Culture` is a subject.
                bare = not _MINISTRY.match(name)
                self._add(Value("ministry", name, body.name), (name,), bare=bare)
        for (field, name), spellings in known_values(dataset, "ministry").items():
            if field in {"ministry", "department"} and name not in bodies:
                bare = not _MINISTRY.match(name)
                self._add(Value("ministry", name, name), spellings, bare=bare)
        families = vocabularies["families"] | {f.code: f for f in dataset.families}
        for family in families.values():
            for name in family.spellings:
                value = Value("ministry", name, family.label)
                self._add(value, (name,), bare=False)
            self._add(Value("family", family.code, family.label), family.spellings)

    def _add_synonyms(self, dataset: Dataset) -> None:
        """Add the words that mean nothing else than one role or place."""
        for word, phrases in dataset.synonyms:
            if not self._words.issuperset(_key_of(word)) or _key_of(word) in self.bare:
                continue
            for option in ("skill", "town"):
                skills = known_values(dataset, option)
                named = [
                    {value for value, ways in skills.items() if _key_of(p) in map(_key_of, ways)}
                    for p in phrases
                ]
                if named and all(named) and len(set.union(*named)) == 1:
                    [(_field, name)] = set.union(*named)
                    self._add(Value(option, name, name), (word,))


# -- Understanding ---------------------------------------------------------------------------------


def readings_of(text: str, dataset: Dataset) -> Iterator[Reading]:
    """Yield the ways to understand a question, the likeliest first.

    Args:
        text: the question, without the promotions that it names.
        dataset: the dataset that is asked about.
    """
    found, place = _parse(text, dataset)
    choices = product(*(range(len(one.readings)) for one in found))
    for choice in islice(choices, _MOST_READINGS):
        yield _reading(found, choice, place)


def _reading(found: Sequence[_Found], choice: Sequence[int], place: str) -> Reading:
    """Return one reading of what words are."""
    options: dict[str, list[str]] = {}
    without: list[str] = []
    words: list[str] = []
    labels: list[str] = []
    previous: Value | None = None
    for one, number in zip(found, choice, strict=True):
        value = one.readings[number]
        if value is None:
            if one.excluded:
                without.append(f"search={one.typed}")
                labels.append(_("without {what}").format(what=one.typed))
            else:
                words.append(one.typed)
        elif one.excluded:
            without.append(f"{value.option}={value.name}")
            labels.append(_("without {what}").format(what=_label(value)))
        else:
            names = options.setdefault(value.option, [])
            same = previous is not None and previous.option == value.option
            if value.name in names:
                pass
            elif same and one.joined == "and" and value.option in {"skill", "theme"}:
                names[-1] += f" {AND[1]} {value.name}"
                labels.append(_label(value))
            else:
                names.append(value.name)
                labels.append(_label(value))
        previous = value
    chosen = {option: tuple(names) for option, names in options.items()}
    return Reading(chosen, tuple(without), tuple(words), tuple(labels), place)


def _label(value: Value) -> str:
    """Return how a value is told, such as `town Lyon`."""
    kinds = {
        "skill": _("role"),
        "ministry": _("ministry"),
        "family": _("family of ministries"),
        "theme": _("theme"),
        "town": _("place"),
        "phase": _("phase"),
        "has": _("known:"),
    }
    return f"{kinds[value.option]} {value.label}"


def _parse(text: str, dataset: Dataset) -> tuple[list[_Found], str]:
    """Return what the words of a question are, and a place in it that has no name."""
    quoted = [next(filter(None, match), "") for match in _QUOTED.findall(text)]
    text = _NOT_CONTRACTED.sub(" not", _QUOTED.sub(" ", text))
    tokens = tokens_of(text)
    vocabulary = _Vocabulary(dataset, text)
    found: list[_Found] = []
    place = joined = before = ""
    excluded, excluded_before = False, None
    at = 0
    while at < len(tokens):
        token = tokens[at]
        length, readings = _value_at(tokens, at, vocabulary, before)
        if length:
            typed = text[token.start : tokens[at + length - 1].end]
            option = readings[0].option if readings[0] else ""
            follows = bool(joined) or "," in text[tokens[at - 1].end : token.start]
            excluded = excluded or bool(follows and option and option == excluded_before)
            found.append(_Found(typed, readings, excluded, joined))
            excluded_before = option if excluded else None
            excluded, joined, before = False, "", ""
        elif _is_negation(tokens, at, text, dataset):
            excluded, length = True, 1
        elif token.plain in AND:
            joined = "and"
        elif token.plain in OR and token.typed.casefold() != "où":
            joined = "or"
        elif length := _phrase_at(tokens, at, ASKING_PHRASES + COUNTING):
            pass
        elif _is_stop(token) or token.plain in IN or _is_asking([token]):
            # "à la Défense": the place is behind the article.
            is_in = token.plain in IN and text[token.end : token.end + 1].isspace()
            before = token.plain if is_in or not _is_stop(token) else before
        else:
            if before in IN and not (excluded or place) and _is_place(token, dataset):
                place = token.typed
            found.append(_Found(token.typed, (None,), excluded, joined))
            excluded, joined, before, excluded_before = False, "", "", None
        at += length or 1
    found += [_Found(f'"{words}"') for words in quoted if words.strip()]
    return found, place


def _value_at(
    tokens: Sequence[Token], at: int, vocabulary: _Vocabulary, before: str
) -> tuple[int, tuple[Value | None, ...]]:
    """Return how many words from one on stand for a value, and for which values."""
    for (option, name), phrases in MEANINGS.items():
        if length := _phrase_at(tokens, at, phrases):
            return length, (Value(option, name, name), None)
    if kind := _kind_of(tokens[at]):
        start = at + 1
        while start < len(tokens) and tokens[start].plain in matching.STOP_WORDS:
            start += 1
        length, values = _longest(tokens, start, vocabulary.by_kind[kind])
        if length:
            [value, *_others] = values
            if value.option == "ministry":
                named = tokens[at : start + length]
                value = value._replace(name=" ".join(token.typed for token in named))
            return start - at + length, (value,)
    length, values = _longest(tokens, at, vocabulary.bare)
    if not length or (_is_asking(tokens[at : at + length])):
        return 0, ()
    readings = _bare_readings(tokens[at : at + length], values, before)
    if before not in IN and not any(map(vocabulary.is_own, values)):
        readings = tuple(dict.fromkeys((*readings, None)))
    return length, readings


@cache
def _asking() -> frozenset[str]:
    return frozenset(map(_form, ASKING))


def _is_asking(tokens: Sequence[Token]) -> bool:
    """Return whether words are a word of asking, unless it is in capitals, as the acronym HAS."""
    [first, *others] = tokens
    is_acronym = len(first.typed) > 1 and first.typed.isupper()
    return not others and not is_acronym and first.form in _asking()


def _is_stop(token: Token) -> bool:
    return token.plain in matching.STOP_WORDS


def _bare_readings(
    tokens: Sequence[Token], values: Sequence[Value], before: str
) -> tuple[Value | None, ...]:
    """Return the values that a name may stand for, the likeliest first.

    A word for a family of ministries or a theme is a subject too: it is searched for, which finds
    both.
    """
    by_option = {value.option: value for value in reversed(values)}
    is_subject = len(tokens) == 1 and not {"family", "theme"}.isdisjoint(by_option)
    is_place = "town" in by_option and (before in IN or tokens[0].plain in {"la", "le"})
    if is_subject:
        town = [by_option["town"]] if "town" in by_option else []
        return (*town, None) if is_place else (None, *town)
    for option in ("skill", "town", "ministry", "family", "theme"):
        if option in by_option:
            return (by_option[option], *((None,) if option not in {"skill", "town"} else ()))
    return ()


def _longest(tokens: Sequence[Token], at: int, names: _Names) -> tuple[int, list[Value]]:
    """Return how many words from one on are the longest name, and the values that it is of."""
    for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
        part = tokens[at : at + length]
        # An article is part of a name where it is written so: La Défense.
        if _is_stop(part[-1]) or (_is_stop(part[0]) and not part[0].typed[:1].isupper()):
            continue
        key = _key((token.plain, token.form) for token in part)
        if values := names.get(key):
            return length, values
    return 0, []


def _is_negation(tokens: Sequence[Token], at: int, text: str, dataset: Dataset) -> bool:
    """Return whether a word says that the next is not wanted.

    In `sans-abri`, and where the dataset has the words so, it is part of a name.
    """
    token = tokens[at]
    if token.plain not in NOT or at + 1 == len(tokens):
        return False
    if "-" in {text[token.end : token.end + 1], text[token.start - 1 : token.start]}:
        return False
    phrase = (token.plain, tokens[at + 1].form)
    return not any(phrase in _pairs(written) for written in _texts(dataset))


def _texts(dataset: Dataset) -> Iterator[str]:
    """Yield the texts that a search looks into."""
    for challenge in dataset.challenges:
        for _field, written in searched_texts(challenge):
            yield written


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = matching.words_in(text)
    for first, second in pairwise(words):
        yield first.plain, _form(second.plain)


def _is_place(token: Token, dataset: Dataset) -> bool:
    """Return whether a word behind `à` or `in` must be a place, of no known name.

    With a capital it is, unless the dataset has it as a technique or a défi; without one, it is if
    nothing mentions it.
    """
    if token.typed[:1].isupper():
        names = (name for c in dataset.challenges for name in (c.name, c.slug, *c.techniques))
        return all(token.plain not in _plain_words(name) for name in names)
    matches = Matches(query_words(dataset, [token.typed]))
    return not search(dataset.challenges, matches, token.typed)[0]


def _plain_words(text: str) -> list[str]:
    return [word.plain for word in matching.words_in(text)]


# -- Counting --------------------------------------------------------------------------------------


def take_dimensions(text: str) -> tuple[list[str], str]:
    """Return what a question asks to count by, and its other words.

    For example `["town"]` for `combien de défis par ville`. A role whose people are counted, as in
    `combien de designers`, is among the roles that are counted by, and does not choose.
    """
    text = _NOT_CONTRACTED.sub(" not", text)
    tokens = tokens_of(text)
    dimensions: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    role: tuple[int, int] | None = None
    for at, token in enumerate(tokens):
        if (kind := _kind_of(token)) and _is_counted_by(tokens, at):
            dimensions[kind] = None
            taken.append((token.start, token.end))
        elif length := _phrase_at(tokens, at, COUNTING):
            start = at + length
            while start < len(tokens) and tokens[start].plain in matching.STOP_WORDS:
                start += 1
            length, _values = _longest(tokens, start, _roles())
            if length:
                role = tokens[start].start, tokens[start + length - 1].end
    if role and not dimensions:
        dimensions["skill"] = None
        taken.append(role)
    return list(dimensions), _cut(text, taken)


def _is_counted_by(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word such as `ministry` names what is counted by, and no value follows."""
    before = tokens[at - 1].plain if at else ""
    if before in {*RANKING, "quel", "quelle", "quels", "quelles", "which", "what"}:
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        following is None
        or following.plain in {*ASKING, *AND, *OR, *RANKING}
        or bool(_kind_of(following))
    )


@cache
def _roles() -> _Names:
    """Return the roles by their names."""
    names: _Names = {}
    for skill in shared_vocabularies()["skills"].values():
        for spelling in skill.spellings:
            value = Value("skill", skill.code, skill.label)
            names.setdefault(_key_of(spelling), []).append(value)
    return names


def decides(text: str) -> bool:
    """Return whether any word of a question decides something."""
    return not all(_is_asking([token]) or _is_stop(token) for token in tokens_of(text))


def command_for(text: str) -> str:
    """Return which command answers a question: `programme`, `stats` or `list`."""
    tokens = tokens_of(text)
    if any(token.plain in CALL for token in tokens):
        return "programme"
    counting = any(_phrase_at(tokens, at, COUNTING) for at in range(len(tokens)))
    ranking = any(_phrase_at(tokens, at, RANKING) for at in range(len(tokens)))
    return "stats" if counting or (ranking and any(map(_kind_of, tokens))) else "list"
