"""Questions as people type them, rewritten into options: these answer, and are told to the user.

    designers à Lyon pour les ponts, sans géomaticien
    ->  --skill designers --town Lyon --without skill=géomaticien --search ponts

One pass over the words takes at each the longest phrase that means something, and makes a part
of it: promotions, a number, a name in the data, or one of `words.yaml`. What means nothing is
searched. The parts are the filters.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from eigcli.ask.counting import MEASURES
from eigcli.ask.facets import COUNTED, FACETS, FILTERS
from eigcli.ask.lexicon import NAMED, corrected, lexicon_of
from eigcli.ask.searching import Texts
from eigcli.ask.words import (
    Word,
    file_of_words,
    folded,
    form,
    has_accents,
    key,
    lists,
    phrases_of,
    senses_at,
    senses_in,
    significant,
    words_in,
    words_of_phrases,
)
from eigcli.data.loading import bundled
from eigcli.data.parts import promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.text import fold, list_in_words, quoted, shell_line

_QUOTED = r"\"([^\"]*)\"|«\s*([^»]*?)\s*»|“([^”]*)”"
_MINUS = r"(?:^|(?<=\s))-(?=[^\W\d])|(?<=\w)n['’]t\b"  # `-designer`, `don't` are "not"
_YEAR = "(?:19|20)[0-9]{2}"
_ORDINAL = "([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)"
# Promotions, by the kinds of words from one on, see `_kind_of`: `les deux dernières promotions`;
# `promotions 4 à 6`, `2019 et 2020`, `3e promotion`, each behind words such as `since`.
_NUMBER = "(?:(?:digits|number) )?"
_ENDS = f"{_NUMBER}(first|last) {_NUMBER}promotion "
_MORE = "(?:(?:(?:to|and) (?:stop )*)?(?:promotion )?{} )*"
_CODES = (
    "(?:(since|after|before|between) (?:stop )*)?(?:ordinal (?=promotion )|year "
    + _MORE.format("year")
    + "|promotion (?:stop |promotion )*(?:digits|year) "
    + _MORE.format("(?:digits|year)")
    + ")"
)
_CAPITALS = r"[A-ZÀ-Ý][^\W_][\w-]*(?: [A-ZÀ-Ý][\w-]+)*"
_LONGEST_NAME, _MOST_WORDS = 12, 100
_MANY = 10  # challenges, where the largest are asked for
_OF = frozenset({"d", "de", "des", "du", "l", "la", "le", "les", "of", "the"})
# Of numbers of people: the options that say it, with what is added to the number.
_BOUNDS = {
    "at_least": {"at_least": 0},
    "more": {"at_least": 1},
    "exactly": {"at_least": 0, "at_most": 0},
    "at_most": {"at_most": 0},
    "less": {"at_most": -1},
}


class Filters(NamedTuple):
    """What options ask for; challenges must meet all of it.

    Attributes:
        values: the values of facets, by their codes.
        promotion: codes, years, `latest` or `all`.
        at_least, at_most: numbers of people, `3`, or of those in a role, `designer=2`.
        without: what they must not have, `skill=designer`.
        search: words that they mention.
        exact: whether each value is one code or whole name.
        sort: the key of the order; reverse, limit: how it goes, and how many come.
    """

    values: Mapping[str, tuple[str, ...]] = {}
    promotion: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    exact: bool = False
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        """What chooses but for promotions: the values of each option, by its name."""
        others = {"at-least": self.at_least, "at-most": self.at_most, "without": self.without}
        listed = {**self.values, **others, "search": self.search}
        return {name: values for name, values in listed.items() if values}

    def as_arguments(self, by: Sequence[str] = ()) -> list[str]:
        """Return the options of a command line that ask for the same, counted by some facets."""
        listed = {"promotion": self.promotion, **self.given, "by": by}
        listed |= {"sort": (self.sort,) if self.sort else ()}
        words = [w for name, values in listed.items() for v in values for w in (f"--{name}", v)]
        words += ["--exact"] * self.exact + ["--reverse"] * self.reverse
        return [*words, "--limit", str(self.limit)] if self.limit else words

    @property
    def labels(self) -> tuple[str, ...]:
        """What people call what is asked for: `role designer`, `without Paris`."""
        named = []
        for facet, values in self.values.items():
            wanted = [value_label(facet, v) for v in values if not v.startswith("not ")]
            if wanted and not FACETS[facet].every:  # of several values one is enough
                wanted = [list_in_words(wanted, either=True)]
            named += [(_(FACETS[facet].label), label) for label in wanted]
            excluded = [v.removeprefix("not ") for v in values if v.startswith("not ")]
            named += [(_("{facet} not").format(facet=_(FACETS[facet].label)), v) for v in excluded]
        named += [(_("at least"), value) for value in self.at_least]
        named += [(_("at most"), value) for value in self.at_most]
        pairs = (value.partition("=") for value in self.without)
        named += [(_("without"), value_label(facet, value)) for facet, _equals, value in pairs]
        named += [(_("words"), quoted(value)) for value in self.search]
        return tuple(f"{label} {value}" for label, value in named)


def value_label(facet: str, value: str) -> str:
    """Return what people call a value of a facet, in the language of the reader."""
    if not (declared := FACETS.get(facet)):
        return value
    label = declared.labels(bundled().dataset).get(value)
    if label is None or facet == "family":
        return label or value
    return quoted(label.lower()) if declared.field else label.lower()


class Part(NamedTuple):
    """Some words of a question, and what they are taken for.

    Attributes:
        kind: the code of a facet, `search`, `challenge`, `promotion`, `by` for what is counted by,
            `programme` or `greeting`; for numbers `at_least`, `at_most` or `limit`.
        value: the words, or the value that they mean.
        excluded: whether it is not wanted.
        operator: `and` or `or` before it.
        slugs: the challenges that are called so.
    """

    kind: str
    value: str
    excluded: bool = False
    operator: str = ""
    slugs: tuple[str, ...] = ()


Parts = Sequence[Part]


class Asked(NamedTuple):
    """A way to understand a question.

    Attributes:
        filters: the options that say the same.
        by: the facets by which it asks to count.
        is_count: whether it asks how many; is_of_roles: how many people of the roles it names.
        measure: the number of people that is asked for, `sought` or `recruited`, or "".
        challenges: the slugs of those that are named; facts: the fields that are asked of one.
        topic: `programme`, `greeting`, or what no data says: `people`, `money`, `use`, `average`.
        read: words that were taken for others.
        nowhere: what looks like a place, and is none in the data.
        is_asking: whether there are words of asking in it, or anything that means something.
    """

    filters: Filters
    by: tuple[str, ...]
    is_count: bool
    is_of_roles: bool
    measure: str
    challenges: tuple[str, ...]
    facts: tuple[str, ...]
    topic: str
    read: Mapping[str, str]
    nowhere: tuple[str, ...]
    is_asking: bool

    @property
    def decides(self) -> bool:
        """Whether anything but words to be searched was understood."""
        filters = self.filters._replace(search=())
        asks = self.by or self.is_count or self.challenges or self.topic or self.nowhere
        return bool(filters.given or filters.promotion or filters.sort or asks)

    @property
    def command(self) -> str:
        """The command that answers it."""
        return "stats" if self.by or self.is_count else "list"


def understood(text: str, texts: Texts, *, counting: bool = False, searched: bool = False) -> Asked:
    """Return how a question is understood.

    Args:
        text: the question.
        texts: those of the dataset that is asked.
        counting: whether it may say what to count by in a word: `stats ministère`.
        searched: whether it is a search, whose words are as they are, and no themes.

    Raises:
        UsageError: for a question of too many words.
    """
    return _Pass(text, texts, counting=counting, searched=searched).result()


def label_of(filters: Filters, by: Sequence[str], measure: str = "") -> str:
    """Return what was understood, as people call it and as options that one can copy."""
    labels = [*filters._replace(search=()).labels]
    labels += [_("by {facet}").format(facet=_(FACETS[name].label)) for name in by]
    labels += [_("sorted by {key}").format(key=filters.sort)] if filters.sort else []
    labels += [_(MEASURES[measure])] if measure else []
    options = [*filters.as_arguments(by), *(["--measure", measure] if measure else [])]
    label = _("{label}: ").format(label=" · ".join(labels))
    return label + shell_line(options) if labels else ""


class _Pass:
    """One pass over a question: the parts that its words make, in their order."""

    def __init__(self, text: str, texts: Texts, *, counting: bool, searched: bool) -> None:
        quotes = [next(filter(None, match), "") for match in re.findall(_QUOTED, text)]
        self._dataset, self._texts, self._names = texts.dataset, texts, lexicon_of(texts)
        self._searched = searched
        self._read(re.sub(_MINUS, " not ", re.sub(_QUOTED, " ", text)))
        self._phrases = [senses_at(self._words, at) for at in range(len(self._words))]
        self._hints = [senses_at(self._words, at, "hints") for at in range(len(self._words))]
        senses = senses_in(self._words)
        self._is_asking = bool(quotes) or not senses <= {"and", "or", "not", "in"}
        self._asks = senses | senses_in(self._words, "hints")
        self._is_ranked = any(sense.startswith("rank ") for sense in self._asks)
        self._is_counting = counting or self._is_ranked or "count" in self._asks
        self._order = self._dataset.promotion_codes
        known = (*self._order, *self._dataset.promotion_years.values())
        self._codes = {c.casefold() for c in known if not number_of(c)}
        self._kinds = [*map(self._kind_of, self._words)]
        if not searched and {*self._kinds} <= {"digits", "year"}:
            self._kinds = ["year" for _word in self._words]
        self._nowhere: list[str] = []
        self.parts: list[Part] = []
        # What was before the next word, and the last word of the last part.
        self._negated, self._operator, self._is_behind_in = False, "", False
        self._last, self._is_listing = 0, False
        takers = (self._promotion, self._number, self._dimension, self._value, self._other)
        at = 0
        while at < len(self._words):
            at += next(filter(None, (take(at) for take in takers)))
        self.parts += [Part("search", f'"{words}"') for words in quotes if words.strip()]
        if not (self.parts or "count" in self._asks):
            # `liste des métiers` is all that there are, `tout` all défis.
            facets = [*filter(COUNTED.__contains__, map(self._facet, range(len(self._words))))]
            is_all = any(word.plain in lists()["all"] for word in self._words)
            codes = self._order if is_all and not facets else ()
            self.parts += [Part("by", facet) for facet in facets]
            self.parts += [Part("promotion", code) for code in codes]

    def _read(self, text: str) -> None:
        """Read the words of a text, those in no text for others that are near."""
        self._words = words_in(text)
        if len(self._words) > _MOST_WORDS:
            many = _("a question has {count} words at most, not {found}")
            raise UsageError(many, count=_MOST_WORDS, found=len(self._words))
        self._corrected = {} if self._searched else corrected(self._words, self._texts, self._names)
        for word in reversed(self._words) if self._corrected else ():
            taken = self._corrected.get(word.typed, text[word.start : word.end])
            text = text[: word.start] + taken + text[word.end :]
        self._text, self._words = text, words_in(text)

    def _kind_of(self, word: Word) -> str:
        """Return what a word may be of what names promotions, see `_CODES`."""
        senses = phrases_of("senses").get((word.form,), [])
        for name in ("first", "last", "since", "after", "before", "between", "to"):
            if word.plain in lists()[name]:
                return name
        is_year = not self._searched and re.fullmatch(_YEAR, word.plain)
        if is_year or word.plain in self._codes:
            return "year"
        if number_of(word.plain) is not None:
            return "digits" if word.plain.isdigit() else "number"
        if word.plain == "eig" or {"kind promotion", "kind year"} & {*senses}:
            return "promotion"
        if re.fullmatch(_ORDINAL, word.plain):
            return "ordinal"
        return "and" if {"and", "or"} & {*senses} else "stop" if word.is_stop else "other"

    def _senses(self, at: int) -> list[str]:
        """Return what the phrase from a word on says, nothing beyond the last."""
        return self._phrases[at][1] if 0 <= at < len(self._words) else []

    def _plain(self, at: int) -> str:
        return self._words[at].plain if 0 <= at < len(self._words) else ""

    def _typed(self, at: int, length: int) -> str:
        return self._text[self._words[at].start : self._words[at + length - 1].end]

    def _gap(self, at: int) -> str:
        """Return what stands between the last part and a word."""
        return self._text[self._words[self._last].end : self._words[at].start]

    # What the parts ask for.

    def result(self) -> Asked:
        """Return what the parts ask for."""
        challenges, facts, parts = self._challenges()
        topic, parts = self._topic(parts, challenges, facts)
        by, parts = self._counted_by(parts) if not challenges else ((), parts)
        filters = self._filters(parts, by)
        is_of_roles = "skill" in by or (by and any(p.kind == "skill" for p in self.parts))
        is_of_people = is_of_roles or "people" in self._asks
        asked = {sense for sense in self._asks if sense.startswith("whom")} if is_of_people else ()
        measure = asked.pop().split()[1] if len(asked) == 1 else ""
        is_count, nowhere = "count" in self._asks and not facts, tuple(self._nowhere)
        return Asked(
            *(filters, by, is_count, self._counts_people, measure, challenges, facts, topic),
            *(self._corrected, nowhere, self._is_asking),
        )

    def _challenges(self) -> tuple[tuple[str, ...], tuple[str, ...], Parts]:
        """Return the challenges that are named, the fields that are asked of one, the other parts.

        A name is one where a fact is asked, or where little else is: `label` is a word, too.
        """
        facts = [s for s in file_of_words()["hints"] if s.startswith("fact") and s in self._asks]
        facts += [f"fact {part.kind}" for part in self.parts if part.kind in ("state", "phase")]
        named = [part for part in self.parts if part.kind == "challenge"]
        others = [part for part in self.parts if part.kind not in ("challenge", "programme")]
        searched = {w.plain for p in others if p.kind == "search" for w in significant(p.value)}
        asking = {
            w.plain
            for n, (length, _s) in enumerate(self._hints)
            for w in self._words[n : n + length]
        }
        if named and searched <= asking and (facts or not others):
            slugs = tuple(dict.fromkeys(slug for part in named for slug in part.slugs))
            fields = tuple(facts[0].split()[1:]) if facts and len(slugs) == 1 else ()
            return slugs, fields, [p for p in self.parts if p.kind == "programme" and not facts]
        return (), (), [p._replace(kind="search") if p in named else p for p in self.parts]

    def _topic(
        self, parts: Parts, challenges: Sequence[str], facts: Sequence[str]
    ) -> tuple[str, Parts]:
        """Return what is asked besides challenges, and the parts that remain."""
        kinds, is_many = {part.kind for part in parts}, "count" in self._asks
        missing = ("unrecorded", "uncounted") if self._is_ranked or is_many else ("unrecorded",)
        for sense in sorted(self._asks):
            # How much one is used, its figures may say.
            if sense.startswith(missing) and not (sense == "uncounted use" and facts):
                return sense.split()[1], parts
        if "programme" in kinds and kinds <= {"programme", "skill", "promotion"} and not is_many:
            topic = "money" if challenges else "programme"
            return topic, [part for part in parts if part.kind == "promotion"]
        if "greeting" in self._asks and kinds <= {"greeting"} and not challenges:
            return "greeting", []
        words = {"programme", "greeting"}
        return "", [p._replace(kind="search") if p.kind in words else p for p in parts]

    def _counted_by(self, parts: Parts) -> tuple[tuple[str, ...], Parts]:
        """Return what a question counts by, named or not, and the parts that remain."""
        by = dict.fromkeys(part.value for part in parts if part.kind == "by")
        wanted = [part for part in parts if not part.excluded]
        if by:
            # What is counted by is not chosen by too: `which town has the most after Paris`.
            own = [p for p in wanted if self._is_ranked and p.kind in by]
            return tuple(by), parts if len(own) > 1 else [p for p in parts if p not in own]
        kinds = [part.kind for part in wanted]
        facet = ""
        if self._is_ranked:
            facet = next((f for f in ("promotion", *FILTERS) if kinds.count(f) > 1), "")
        elif self._counts_people:
            return ("skill",), parts  # `combien de designers à Lyon`
        if facet == "skill":
            return (facet,), [p for p in parts if p.kind != "skill" or p.excluded]
        hosts = [self._names.get(key(p.value), {}) for p in wanted if p.kind == "ministry"]
        if facet == "ministry" and all("family" in facets for facets in hosts):
            facet = "family"
        return (facet,) if facet else (), parts

    def _filters(self, parts: Parts, by: Sequence[str]) -> Filters:
        """Return the options that parts stand for."""
        options: dict[str, list[str]] = {}
        previous = ""
        for part in parts:
            declared = FACETS.get(part.kind)
            is_elsewhere = bool(part.excluded and declared and declared.units)
            kind, value = part.kind, part.value
            if part.excluded and not is_elsewhere:
                kind, value = "without", f"{kind}={value}"
            values = options.setdefault(kind, [])
            # Of several words one is enough, of several roles both: other values are any.
            is_both = declared and declared.both and not self._is_ranked
            is_both = is_both and not (part.kind == "skill" and self._counts_people)
            is_both = is_both and (part.kind != "theme" or "both" in self._asks)
            joined = "or" if part.kind == "search" else "and" if is_both else ""
            value = f"not {value}" if is_elsewhere else value
            if joined and part.operator == joined and previous == part.kind and not part.excluded:
                values[-1] += f" {joined} {value}"
            elif value not in values:
                values.append(value)
            previous = "" if part.excluded else part.kind
        if "search" in options:
            options["search"] = [" ".join(options["search"])]
        names = ("promotion", "at_least", "at_most", "without", "search")
        given: dict[str, Any] = {name: tuple(options.get(name, ())) for name in names}
        sort, is_least = self._sort(by)
        if sort:
            limit = int(options.get("limit", ["0"])[0]) or _MANY
            given |= {"sort": sort, "reverse": not is_least, "limit": limit}
        given["values"] = {name: tuple(v) for name, v in options.items() if name in FILTERS}
        return Filters(**given)

    @property
    def _counts_people(self) -> bool:
        """Whether a question asks how many people there are of the roles that it names."""
        is_count = "count" in self._asks and "challenge" not in self._asks
        return is_count and any(p.kind == "skill" and not p.excluded for p in self.parts)

    def _sort(self, by: Sequence[str]) -> tuple[str | None, bool]:
        """Return the key that challenges are sorted by, and whether the least comes first."""
        for sense in () if by else sorted(self._asks):
            if sense.startswith("sort"):
                return sense.split()[1], sense.endswith("least")
        is_people = bool({"people", "fact seeks recruits"} & self._asks)
        is_people |= any(part.kind == "skill" for part in self.parts)
        if self._is_ranked and is_people and not by and "count" not in self._asks:
            return "people", "rank least" in self._asks
        return None, False

    # Each of these takes some words from one on, and returns how many.

    def _promotion(self, at: int) -> int:
        """Take promotions: `promotions 4 à 6`, `2019`, `since 2021`, `the last two promotions`."""
        kinds = "".join(f"{kind} " for kind in self._kinds[at:])
        codes: Sequence[str] = ()
        is_capital = at and self._words[at - 1].typed[0].isupper()
        if match := re.match(_ENDS, kinds):
            length = match[0].count(" ")
            numbers = map(number_of, map(self._plain, range(at, at + length)))
            number = next(filter(None, numbers), 1)
            codes = self._order[:number] if match[1] == "first" else self._order[-number:]
        elif (match := re.match(_CODES, kinds)) and not (is_capital and self._is_name(at - 1)):
            length = match[0].count(" ")
            codes = self._codes_in(self._words[at : at + length], match[1])
        else:
            return 0
        if self._negated:
            codes = [code for code in self._order if code not in codes]
        self.parts += [Part("promotion", code) for code in codes]
        self._negated = False
        return length

    def _codes_in(self, words: Sequence[Word], relation: str | None) -> Sequence[str]:
        """Return the promotions that words name: with those between two, or before or after.

        Raises:
            UsageError: for one that there is not.
        """
        order, codes, is_range = self._order, list[str](), False
        for n, word in enumerate(words):
            kind, gap = self._kind_of(word), self._text[words[n - 1].end : word.start]
            is_range |= kind == "to" or gap in ("-", "–")
            if kind not in ("year", "digits", "ordinal"):
                continue
            named = promotions_named([re.sub(r"(?<=\d)[a-z]+", "", word.plain)], self._dataset)
            if codes and (is_range or relation == "between"):
                low, high = sorted((order.index(codes[-1]), order.index(named[0])))
                codes += order[low + 1 : high]
            codes, is_range = codes + named, False
        first, last = order.index(codes[0]), order.index(codes[-1])
        parts = {"before": order[:first], "since": order[first:], "after": order[last + 1 :]}
        return parts.get(relation or "", codes)

    def _number(self, at: int) -> int:
        """Take a number of people: `at least two designers`, `more than 3 people`; or a limit."""
        length, senses = self._phrases[at]
        bound = next((s.split()[1] for s in senses if s.startswith("bound")), "")
        start = at + length if bound else at
        number, following = number_of(self._plain(start)), self._senses(start + 1)
        if number is None:
            return 0
        if any(s.startswith(("sort ", "rank ")) for s in (*following, *self._senses(at - 1))):
            self.parts.append(Part("limit", str(number)))
            return start + 1 - at
        count, _texts = self._name(start + 1, {"skill"})
        role = f"{self._typed(start + 1, count)}=" if count else ""
        count = count or int("people" in following)
        if not bound and not (count and number > 1):
            return 0
        for option, more in _BOUNDS[bound or "exactly"].items():
            self.parts.append(Part(option, f"{role}{max(number + more, 0)}"))
        return start + 1 + count - at

    def _dimension(self, at: int) -> int:
        """Take what is counted by: `par ville`, `quel ministère`, `ministère`, `qui recrute`."""
        for sense in self._senses(at):
            what, _space, facet = sense.partition(" ")
            if what == "by" or (what == "ranked" and self._is_ranked):
                self.parts.append(Part("by", facet))
                return self._phrases[at][0]
        facet, before = self._facet(at), self._plain(at - 1)
        is_asked = before in lists()["per"] | lists()["which"]
        if facet not in COUNTED or not (self._is_counting or is_asked):
            return 0
        if not is_asked and self._named_behind(at, facet)[0]:
            return 0
        self.parts.append(Part("by", facet))
        return 1

    def _value(self, at: int) -> int:  # noqa: PLR0911 - each way to name a value
        """Take a phrase or a name that stands for a value of a facet, or for a challenge."""
        length, senses = self._phrases[at]
        values = [s.split(maxsplit=1) for s in senses if s.split()[0] in FILTERS]
        title, named = self._name(at, {"challenge"})
        if values and title <= length:
            facet, value = values[0][0], ", ".join(name for _facet, name in values)
            return self._add(at, length, facet, value)
        facet = self._facet(at)
        length, typed = self._named_behind(at, facet) if facet else (0, "")
        if length:
            return self._add(at, length, "town" if facet == "region" else facet, typed)
        length, _texts = self._name(at, {"ministry"})
        if length and self._facet(at + length) == "ministry":
            return self._add(at, length + 1, "ministry")
        length, facets = self._name(at, {*NAMED}, bare=True)
        if title > length:
            return self._add(at, title, "challenge", slugs=tuple(named["challenge"]))
        if not length or (length == 1 and "asking" in senses):
            return 0
        if length == 1 and {"family", "theme"} & facets.keys():
            return self._subject(at, facets)
        return self._add(at, length, next(name for name in NAMED if name in facets))

    def _subject(self, at: int, facets: Mapping[str, Sequence[str]]) -> int:
        """Take one word that is a theme or a family: a host beside a host."""
        self._is_asking = True
        is_listed = self._operator or "," in self._gap(at)
        is_host = is_listed and self.parts and self.parts[-1].kind == "ministry"
        is_name = self._is_ranked or self._words[at].typed[0].isupper()  # `Bercy`
        if is_host or (is_name and "theme" not in facets):
            return self._add(at, 1, "ministry")
        # `code du travail` is searched.
        before = (
            self.parts[-1:] if {w.plain for w in self._words[self._last + 1 : at]} <= _OF else []
        )
        is_phrase = any(p.kind == "search" and self._texts.have(folded(p.value)) for p in before)
        if "theme" not in facets or is_phrase:
            return self._add(at, 1, "search")
        return self._add(at, 1, "theme", facets["theme"][0])

    def _other(self, at: int) -> int:
        """Take an operator, words that decide nothing, or a word to be searched."""
        word, (length, senses) = self._words[at], self._phrases[at]
        if "not" in senses:
            self._negated = length > 1 or not self._is_name(at)
        elif "and" in senses or ("or" in senses and word.typed.casefold() != "où"):
            self._operator = "and" if "and" in senses else "or"
        elif "everything" in senses:
            self.parts += [Part("promotion", code) for code in self._order]
        elif "in" in senses:
            self._is_behind_in = self._text[word.end : word.end + 1].isspace()
        elif {"programme", "greeting"} & {*senses} and "asking" not in senses:
            return self._add(at, length, "programme" if "programme" in senses else "greeting")
        elif senses or any(sense.startswith("whom") for sense in self._hints[at][1]):
            self._is_behind_in = False
        elif not word.is_stop:
            return self._place(at) or self._add(at, 1, "search")
        return length or 1

    def _place(self, at: int) -> int:
        """Take what looks like a place where no team works: `à Nantes`, `à Lyon ou Nantes`."""
        is_town = self._nowhere or (self.parts and self.parts[-1].kind == "town")
        is_listed = is_town and (self._operator or self._gap(at).strip() == ",")
        match = re.match(_CAPITALS, self._text[self._words[at].start :])
        if self._negated or not match or not (self._is_behind_in or is_listed):
            return 0
        challenges, plain = self._dataset.challenges, self._plain(at)
        names = (n for c in challenges for n in (c.name, *c.other_names, *c.techniques))
        if any(plain == own.plain for name in names for own in words_in(name)):
            return 0
        self._nowhere.append(match[0])
        length = len(words_in(match[0]))
        self._last = at + length - 1
        self._operator, self._is_behind_in = "", False
        return length

    def _add(self, at: int, length: int, kind: str, value: str = "", **more: Any) -> int:
        """Note a part; it is not wanted either if it is listed behind such a one of its kind."""
        excluded, operator = self._negated, self._operator
        previous = self.parts[-1] if self.parts and at else None
        if previous and previous.kind == kind:
            between = self._words[self._last + 1 : at]
            is_listed = "," in self._gap(at) and "both" not in self._asks
            excluded = excluded or (previous.excluded and bool(operator or is_listed))
            if kind == "search" and (operator == "and" or is_listed):
                # `l'eau, les forêts et la mer` are any of them.
                are_listed = all(w.is_stop or w.plain in ("and", "et") for w in between)
                self._is_listing = are_listed and (is_listed or self._is_listing)
                operator = "or" if self._is_listing else operator
        value = value or self._typed(at, length)
        part = Part(kind, value, excluded=excluded, operator=operator, **more)
        self.parts.append(part)
        self._last = at + length - 1
        self._negated, self._operator, self._is_behind_in = False, "", False
        return length

    def _is_name(self, at: int) -> bool:
        """Return whether a word and the next are words of a text: `Paris 2024`, `sans-abri`."""
        if at < 0 or at + 1 == len(self._words) or self._words[at + 1].is_stop:
            return False
        pair = folded(self._typed(at, 2))
        return "-" in pair or self._texts.have(pair)

    def _facet(self, at: int) -> str:
        """Return the facet that a word names, such as `town` for `ville`, or nothing."""
        senses = self._senses(at)
        return next((sense.split()[1] for sense in senses if sense.startswith("kind")), "")

    def _named_behind(self, at: int, facet: str) -> tuple[int, str]:
        """Return how many words are what says a facet and a value of it, and that."""
        rest = range(at + 1, len(self._words))
        start = next((n for n in rest if not self._words[n].is_stop), at)
        length, _texts = self._name(start, {"town" if facet == "region" else facet})
        if start == at or not length:
            return 0, ""
        first = at if facet == "ministry" else start
        return start + length - at, self._typed(first, start + length - first)

    def _name(
        self, at: int, wanted: set[str], *, bare: bool = False
    ) -> tuple[int, dict[str, list[str]]]:
        """Return how many words from one on are the longest name of some facets, and which name.

        An article is part of a name where it is written so: La Défense, a-just.

        Args:
            at: the first word.
            wanted: the facets.
            bare: whether without what says the facet.
        """
        wanted = wanted - {"theme", "challenge"} if self._searched else wanted
        for length in range(min(_LONGEST_NAME, len(self._words) - at), 0, -1):
            words, typed = self._words[at : at + length], self._typed(at, length)
            first = words[0]
            is_written_so = first.typed[0].isupper() or self._text[first.end :][:1] == "-"
            if words[-1].is_stop or (first.is_stop and not is_written_so):
                continue
            forms = tuple(sorted(word.form for word in words if not word.is_stop))
            named = self._names.get(forms, {}) | self._names.get((form(fold(typed)),), {})
            found = {
                facet: own
                for facet, texts in named.items()
                if facet in wanted
                and (own := [t for t in texts if _is_meant(facet, t, words, typed, bare=bare)])
            }
            if found:
                return length, found
        return 0, {}


def _is_meant(facet: str, text: str, words: Sequence[Word], typed: str, *, bare: bool) -> bool:
    """Return whether words mean a name of a facet, not what they mean besides.

    Args:
        facet: the facet.
        text: the name, as the data has it; of a challenge, its slug.
        words: the words.
        typed: these, as they are typed.
        bare: whether nothing says the facet, without which `culture` or `design` are words.
    """
    if facet == "challenge":
        # `administration` is a word, and a défi where it is written so.
        return len(words) > 1 or not typed.islower() or words[0].plain not in words_of_phrases()
    is_word = text.startswith(("Ministère", "Ministry")) or facet in {"phase", "state"}
    is_word |= facet == "skill" and folded(text) in lists()["subjects"]
    return has_accents(typed, text) and not (bare and is_word)


def number_of(plain: str) -> int | None:
    """Return the number that a folded word is, in digits or in words, or `None`."""
    number: int | None = file_of_words()["numbers"].get(plain)
    return int(plain) if re.fullmatch("[0-9]{1,2}", plain) else number
