"""Questions as people type them, rewritten into options: these answer, and are told to the user.

    designers à Lyon pour les ponts, sans géomaticien
    ->  --skill designers --town Lyon --without skill=géomaticien --search ponts

One pass over the words takes at each the longest phrase that means something: promotions, a name in
the data, or one of `words.yaml`. What means nothing is searched.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from eigcli.ask.facets import COUNTED, FACETS, FILTERS, code_label, titles
from eigcli.ask.searching import Texts
from eigcli.ask.words import (
    Word,
    file_of_words,
    folded,
    form,
    has_accents,
    key,
    lists,
    senses_at,
    senses_in,
    significant,
    words_in,
    words_of_phrases,
)
from eigcli.data.model import Dataset
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.text import fold, nearest, quoted, shell_line

_QUOTED = re.compile(r"\"([^\"]*)\"|«\s*([^»]*?)\s*»|“([^”]*)”")
_MINUS = re.compile(r"(?:^|(?<=\s))-(?=[^\W\d])|(?<=\w)n['’]t\b")  # `-designer`, `don't` are "not"
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ORDINAL = re.compile("([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)")
_ELIDED = re.compile("(?:qu|[cdjlmnst])(?=.{5})")  # `linterieur`, dictated
_LONGEST_NAME, _MOST_WORDS, _SHORTEST_CORRECTED = 12, 100, 5
_NAMED = ("skill", "town", "ministry", "theme")  # which of several facets with one name is meant
_MANY = 10  # challenges, where the largest are asked for
_BEFORE_YEARS = frozenset({"en", "in", "de", "of", "from"})
_OF = frozenset({"d", "de", "des", "du", "l", "la", "le", "les", "of", "the"})
_BOUNDS = {"at_least": (0, None), "more": (1, None), "exactly": (0, 0), "at_most": (None, 0)}
_BOUNDS |= {"less": (None, -1)}


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
        named = {
            _(FACETS[facet].label): tuple(code_label(facet, value) for value in values)
            for facet, values in self.values.items()
        }
        named |= {_("at least"): self.at_least, _("at most"): self.at_most}
        named |= {_("without"): tuple(value.partition("=")[2] for value in self.without)}
        named |= {_("words"): tuple(map(quoted, self.search))}
        return tuple(f"{label} {value}" for label, values in named.items() for value in values)


class Part(NamedTuple):
    """Some words of a question: those of a facet, or to be searched (`search`).

    Attributes:
        facet: the code of the facet, `search`, `challenge`, `programme` or `greeting`.
        typed: the words, or the value that they mean.
        excluded: whether it is not wanted.
        operator: `and` or `or` before it.
        unsure: whether it is searched where it finds nothing as what it was taken for.
        counted: whether it follows `combien de`.
        slugs: the challenges that are called so.
    """

    facet: str
    typed: str
    excluded: bool = False
    operator: str = ""
    unsure: bool = False
    counted: bool = False
    slugs: tuple[str, ...] = ()


Parts = Sequence[Part]


class Asked(NamedTuple):
    """A way to understand a question.

    Attributes:
        filters: the options that say the same.
        by: the facets by which it asks to count.
        is_count: whether it asks how many; whom: of people, those `sought` or `recruited`.
        challenges: the slugs of those that are named; facts: the fields that are asked of one.
        themes: the words that were taken for themes, to find what mentions them besides.
        topic: `programme`, `greeting`, or `unrecorded …` for what no data says.
        read: words that were taken for others.
        unknown_place: what looks like a place, and is none in the data.
        is_asking: whether there are words of asking in it, or anything that means something.
    """

    filters: Filters
    by: tuple[str, ...]
    is_count: bool
    whom: str
    challenges: tuple[str, ...]
    facts: tuple[str, ...]
    themes: tuple[str, ...]
    topic: str
    read: Mapping[str, str]
    unknown_place: str
    is_asking: bool

    @property
    def decides(self) -> bool:
        """Whether anything but words to be searched was understood."""
        filters = self.filters._replace(search=())
        asks = self.by or self.is_count or self.challenges or self.topic
        return bool(filters.given or filters.promotion or filters.sort or asks)

    @property
    def command(self) -> str:
        """The command that answers it."""
        if self.topic == "programme":
            return "programme"
        return "stats" if self.by or self.is_count else "list"


def understood(
    text: str, texts: Texts, *, counting: bool = False, searched: bool = False
) -> Iterator[Asked]:
    """Yield the ways to understand a question: the likeliest, then what is unsure as words.

    Args:
        text: the question.
        texts: those of the dataset that is asked.
        counting: whether it may say what to count by in a word: `stats ministère`.
        searched: whether it is a search, whose words are as they are, and no themes.

    Raises:
        UsageError: for a question of too many words.
    """
    asked = _Pass(text, texts, counting=counting, searched=searched)
    yield asked.result(asked.parts, asked.promotions)
    if asked.bare_year or any(part.unsure for part in asked.parts):
        years = [Part("search", asked.bare_year)] if asked.bare_year else []
        parts = [
            p._replace(facet="search", typed=f'"{p.typed}"') if p.unsure else p for p in asked.parts
        ]
        yield asked.result([*parts, *years], {} if years else asked.promotions)


def label_of(filters: Filters, by: Sequence[str]) -> str:
    """Return what was understood, as people call it and as options that one can copy."""
    labels = [*filters._replace(search=()).labels]
    labels += [_("by {facet}").format(facet=_(FACETS[name].label)) for name in by]
    labels += [_("sorted by {key}").format(key=filters.sort)] if filters.sort else []
    label = _("{label}: ").format(label=" · ".join(labels))
    return label + shell_line(filters.as_arguments(by)) if labels else ""


# By the words of names, in any order: the facets that have one of these, and how it is written.
Lexicon = dict[tuple[str, ...], dict[str, list[str]]]


def _lexicon(texts: Texts, words: Sequence[Word]) -> Lexicon:
    """Return the names in the data that the words of a question may be."""
    dataset = texts.dataset
    beginnings = {word.plain[:3] for word in words if not word.is_stop}
    forms = {word.form for word in words}
    named: Lexicon = {}
    # The names of phases and states are everyday words.
    kinds = [facet for facet in ("phase", "state") if f"kind {facet}" in senses_in(words)]
    for facet in (*_NAMED, "family", *kinds):
        for text in _names_of(dataset, facet):
            letters = folded(text)
            if any(start in letters for start in beginnings) and forms.issuperset(key(text)):
                named.setdefault(key(text), {}).setdefault(facet, []).append(text)
    for word in words:
        # Words that mean nothing else than a role, a place or a theme: `graphiste`, `Brittany`.
        phrases = texts.synonyms(word.plain)
        same = key(phrases[0]) if phrases else ()
        keywords = (text for c in dataset.challenges for text in c.expertise)
        if len(phrases) == 1 and not any(key(text) == same for text in keywords):
            for facet in ("skill", "town"):
                if any(key(text) == same for text in FACETS[facet].known(dataset)):
                    named.setdefault((word.form,), {facet: phrases})
        themes = {key(t): t for c in dataset.challenges for t in c.themes} if phrases else {}
        if theme := themes.get(same):
            named.setdefault((word.form,), {}).setdefault("theme", [theme])
    return named


def _names_of(dataset: Dataset, facet: str) -> dict[str, None]:
    """Return the names of a facet in a dataset; of roles, those of the vocabulary alone."""
    names = dict.fromkeys(FACETS[facet].known(dataset))
    if facet != "skill":  # a keyword such as `data` is a subject
        names |= dict.fromkeys(n for c in dataset.challenges for n in FACETS[facet].names(c))
    return names


class _Pass:
    """One pass over a question: what its words were taken for.

    Attributes:
        parts: these, in their order.
        promotions: the promotions that are named, each with whether it is not wanted.
        by: the facets that are counted by.
        bounds: numbers of people: `at_least`, how many, and of which role.
        limit: how many challenges are wanted.
        bare_year: a year that may be part of a name: `Paris 2024`.
        unknown_place: what looks like a place, and is none in the data.
        read: words that were taken for others.
        asks: what its phrases say, see `senses_in`.
    """

    def __init__(self, text: str, texts: Texts, *, counting: bool, searched: bool) -> None:
        quotes = [next(filter(None, match), "") for match in _QUOTED.findall(text)]
        self.text = _MINUS.sub(" not ", _QUOTED.sub(" ", text))
        self.words = words_in(self.text)
        if len(self.words) > _MOST_WORDS:
            many = _("a question has {count} words at most, not {found}")
            raise UsageError(many, count=_MOST_WORDS, found=len(self.words))
        dataset = texts.dataset
        self.dataset, self.texts, self.searched = dataset, texts, searched
        self.read: dict[str, str] = {}
        if not searched:
            self._correct()
        years = dataset.promotion_years
        self.years = {code: years.get(code, "") for code in dataset.promotion_codes}
        self.names = _lexicon(texts, self.words)
        self._phrases = [senses_at(self.words, at) for at in range(len(self.words))]
        self._hints = [senses_at(self.words, at, "hints") for at in range(len(self.words))]
        self.is_asking = bool(quotes) or not senses_in(self.words) <= {"and", "or", "not", "in"}
        self.asks = senses_in(self.words) | senses_in(self.words, "hints")
        self.is_ranked = any(sense.startswith("rank") for sense in self.asks)
        self.is_counting = counting or self.is_ranked or "count" in self.asks
        self.parts: list[Part] = []
        self.promotions: dict[str, bool] = {}
        self.by: dict[str, None] = {}
        self.bounds: list[tuple[str, int, str]] = []
        self.limit: int | None = None
        self.bare_year, self.unknown_place = "", ""
        # What was before the next word, and the last word of the last part.
        self._negated, self._operator, self._is_behind_in, self._counts = False, "", False, False
        self._last, self._is_listing = 0, False
        takers = (self._promotion, self._number, self._dimension, self._value, self._other)
        at = 0
        while at < len(self.words):
            at += next(filter(None, (take(at) for take in takers)))
        self.parts += [Part("search", f'"{words}"') for words in quotes if words.strip()]
        if not (self.parts or self.by or self.promotions or "count" in self.asks):
            # `liste des métiers` is all that there are, `tout` all défis.
            kinds = map(self._kind, range(len(self.words)))
            self.by |= dict.fromkeys(kind for kind in kinds if kind in COUNTED)
            if not self.by and any(word.plain in lists()["all"] for word in self.words):
                self.promotions = dict.fromkeys(self.years, False)

    def _senses(self, at: int) -> list[str]:
        """Return what the phrase from a word on says, nothing beyond the last."""
        return self._phrases[at][1] if 0 <= at < len(self.words) else []

    def _plain(self, at: int) -> str:
        return self.words[at].plain if 0 <= at < len(self.words) else ""

    def _typed(self, at: int, length: int) -> str:
        return self.text[self.words[at].start : self.words[at + length - 1].end]

    def _correct(self) -> None:
        """Read each word that is in no text for one that is near to it."""
        odd = [w for w in self.words if len(w.plain) >= _SHORTEST_CORRECTED and not w.is_stop]
        odd = [w for w in odd if not (w.plain.isdigit() or self.texts.have(w.plain.rstrip("sx")))]
        if not odd:
            return
        names = (name for facet in (*_NAMED, "family") for name in _names_of(self.dataset, facet))
        named = [word for name in names for word in words_in(name)]
        forms = {word.form for word in named}
        forms |= set(map(form, (*words_of_phrases(), *self.texts.words_with_synonyms)))
        for word in reversed(odd):
            if word.form in forms:
                continue
            elided = _ELIDED.sub("", word.plain, count=1)
            taken = elided if form(elided) in forms or self.texts.have_word(elided) else ""
            known = (words_of_phrases(), {own.typed for own in named}, self.texts.words())
            for likely in () if taken else known:
                close = [w for w in sorted(likely) if folded(w)[0] == word.plain[0]]
                close = [w for w in close if abs(len(fold(w)) - len(word.plain)) < 2]  # noqa: PLR2004
                taken = taken or next(iter(nearest(word.typed, close)), "")
            if taken:
                self.read[word.typed] = taken
                self.text = self.text[: word.start] + taken + self.text[word.end :]
        self.words = words_in(self.text)

    def result(self, parts: Parts, named: Mapping[str, bool]) -> Asked:
        """Return what some parts and promotions ask for."""
        challenges, facts, parts = self._challenges(parts)
        topic, parts = self._topic(parts, challenges)
        by, parts = self._counted_by(parts) if not challenges else ((), parts)
        options, without, words = self._options(parts)
        wanted = [code for code, excluded in named.items() if not excluded]
        if named and not wanted:
            wanted = [code for code in self.years if code not in named]
        bounds: dict[str, list[str]] = {"at_least": [], "at_most": []}
        for bound, number, role in self.bounds:
            for name, more in zip(bounds, _BOUNDS[bound], strict=True):
                if more is not None:
                    bounds[name].append(f"{role}={number + more}" if role else str(number + more))
        sort, is_least = self._sort(by)
        filters = Filters(
            values={facet: tuple(values) for facet, values in options.items()},
            promotion=tuple(wanted),
            at_least=tuple(bounds["at_least"]),
            at_most=tuple(bounds["at_most"]),
            without=tuple(without),
            search=(" ".join(words),) if words else (),
            sort=sort,
            reverse=bool(sort) and not is_least,
            limit=(self.limit or _MANY) if sort else None,
        )
        is_of_roles = "skill" in by or (by and any(p.facet == "skill" for p in self.parts))
        is_of_people = bool(is_of_roles or "people" in self.asks)
        whom = [w for w in ("sought", "recruited") if f"whom {w}" in self.asks and is_of_people]
        return Asked(
            filters,
            by,
            is_count="count" in self.asks and not facts,
            whom=whom[0] if len(whom) == 1 else "",
            challenges=challenges,
            facts=facts,
            themes=tuple(p.typed for p in parts if p.facet == "theme" and not p.excluded),
            topic=topic,
            read=self.read,
            unknown_place=self.unknown_place,
            is_asking=self.is_asking,
        )

    def _challenges(self, parts: Parts) -> tuple[tuple[str, ...], tuple[str, ...], Parts]:
        """Return the challenges that are named, the fields that are asked of one, the other parts.

        A name is one where a fact is asked, or where little else is: `label` is a word, too.
        """
        facts = [s for s in file_of_words()["hints"] if s.startswith("fact") and s in self.asks]
        asking = {
            word.plain
            for at, (length, senses) in enumerate(self._hints)
            for word in self.words[at : at + length]
            if not {*facts}.isdisjoint(senses)
        }
        named = [part for part in parts if part.facet == "challenge"]
        topics = [part for part in parts if part.facet == "programme"]
        others = [part for part in parts if part not in (*named, *topics)]
        words = (w for p in others if p.facet == "search" for w in significant(p.typed))
        is_searched = any(word.plain not in asking for word in words)
        if named and not is_searched and (facts or not (others or self.by or self.promotions)):
            slugs = tuple(dict.fromkeys(slug for part in named for slug in part.slugs))
            return (
                slugs,
                tuple(facts[0].split()[1:] if facts and len(slugs) == 1 else ()),
                [] if facts else topics,
            )
        return (), (), [p._replace(facet="search") if p in named else p for p in parts]

    def _topic(self, parts: Parts, challenges: Sequence[str]) -> tuple[str, Parts]:
        """Return what is asked besides challenges, and the parts that remain."""
        facets = {part.facet for part in parts}
        is_many = "count" in self.asks
        for sense in sorted(self.asks):
            is_word = sense == "unrecorded use" and not (self.is_ranked or is_many)
            if sense.startswith("unrecorded") and not is_word:
                return sense, parts
        if "programme" in facets and facets <= {"programme", "skill"} and not is_many:
            return ("unrecorded money" if challenges else "programme"), []
        if "greeting" in self.asks and not (facets - {"greeting"} or self.promotions or challenges):
            return "greeting", []
        words = {"programme", "greeting"}
        return "", [p._replace(facet="search") if p.facet in words else p for p in parts]

    def _counted_by(self, parts: Parts) -> tuple[tuple[str, ...], Parts]:
        """Return what a question counts by, named or not, and the parts that remain."""
        if self.by:
            # What is counted by is not chosen by too: `which town has the most after Paris`.
            own = [p for p in parts if self.is_ranked and p.facet in self.by and not p.excluded]
            return tuple(self.by), parts if len(own) > 1 else [p for p in parts if p not in own]
        if self.is_ranked and len(self.promotions) > 1:
            return ("promotion",), parts
        if roles := [part for part in parts if part.counted]:
            return ("skill",), [part for part in parts if part not in roles]
        for facet in FILTERS if self.is_ranked else ():
            own = [p for p in parts if p.facet == facet and not p.excluded]
            if len(own) > 1:
                is_family = all("family" in self.names.get(key(p.typed), ()) for p in own)
                by = "family" if facet == "ministry" and is_family else facet
                either = [p._replace(operator="or") if p in own else p for p in parts]
                return (by,), [p for p in either if p.facet != "skill"] if by == "skill" else either
        return (), parts

    def _options(self, parts: Parts) -> tuple[dict[str, list[str]], list[str], list[str]]:
        """Return the values of facets, of `--without` and of `--search` that parts stand for."""
        options: dict[str, list[str]] = {}
        without: list[str] = []
        words: list[str] = []
        previous = ""
        for part in parts:
            declared = FACETS.get(part.facet)
            is_elsewhere = bool(part.excluded and declared and declared.units)
            values = words if part.facet == "search" else without
            if declared and (is_elsewhere or not part.excluded):
                values = options.setdefault(part.facet, [])
            # Of several words one is enough, of several roles both: other values are any.
            is_both = declared and declared.both and (part.facet != "theme" or "both" in self.asks)
            joined = "or" if part.facet == "search" else "and" if is_both else ""
            if is_elsewhere and values and values[-1].startswith("not "):
                values[-1] += f", {part.typed}"
            elif is_elsewhere:
                values.append(f"not {part.typed}")
            elif part.excluded:
                without.append(f"{part.facet}={part.typed}")
            elif values and joined and part.operator == joined and previous == part.facet:
                values[-1] += f" {joined} {part.typed}"
            elif part.typed not in values:
                values.append(part.typed)
            previous = part.facet
        return options, without, words

    def _sort(self, by: Sequence[str]) -> tuple[str | None, bool]:
        """Return the key that challenges are sorted by, and whether the least comes first."""
        for sense in () if by else sorted(self.asks):
            if sense.startswith("sort"):
                return sense.split()[1], sense.endswith("least")
        is_people = {"people", "fact profiles recruited"} & self.asks
        is_people |= {part.facet for part in self.parts} & {"skill"}
        if self.is_ranked and is_people and not by and "count" not in self.asks:
            return "people", "rank least" in self.asks
        return None, False

    # Each of these takes some words from one on, and returns how many.

    def _promotion(self, at: int) -> int:
        """Take promotions: `promotions 4 à 6`, `2019`, `since 2021`, `the last two promotions`."""
        length, codes = self._ends_at(at) or self._promotions_at(at)
        if length:
            self.promotions |= dict.fromkeys(codes, self._negated)
            # `Paris 2024` may be a name.
            if at and self.words[at - 1].typed[0].isupper():
                self.bare_year = self._plain(at) if _YEAR.match(self._plain(at)) else ""
            self._negated = False
        return length

    def _promotions_at(self, at: int) -> tuple[int, Sequence[str]]:  # noqa: C901 - a small grammar
        """Return how many words from one on name promotions by codes or years, and which."""
        order, words = list(self.years), self.words
        is_kind = self._is_promotion(at) or self._plain(at) == "eig"
        is_bare = not self.searched and all(word.plain.isdigit() for word in words)
        before = [w.plain for w in words[max(at - 2, 0) : at] if not w.is_stop][-1:]
        is_between = bool(lists()["between"].intersection(before))
        codes: list[str] = []
        length, is_range = 0, False
        for n, word in enumerate(words[at + is_kind :], start=at + is_kind):
            # A number beside other words names none: `5 designers`.
            is_code = is_kind or is_bare or (n == at and not word.plain.isdigit())
            years = self.years.items() if is_code or _YEAR.fullmatch(word.plain) else ()
            found = [code for code, year in years if word.plain in (code.casefold(), year)]
            if found:
                between = self.text[words[n - 1].end : word.start]
                is_range |= self._plain(n - 1).isdigit() and between in {"-", "–"}
                if codes and is_range:
                    low, high = sorted((order.index(codes[-1]), order.index(found[0])))
                    codes += order[low + 1 : high]
                codes, length, is_range = codes + found, n + 1 - at, False
            elif word.plain in lists()["to"] or (is_between and "and" in self._senses(n)):
                is_range = True
            elif not (word.is_stop or {"and", "or"} & {*self._senses(n)}):
                break
            if not (codes or is_kind):
                break
        if not codes:
            # One that there is not is a mistake; a year is for whoever knows how long they last.
            if is_kind and self._plain(at + 1).isdigit():
                return 2, [self._plain(at + 1)]
            is_year = _YEAR.fullmatch(self._plain(at)) and self._plain(at - 1) in _BEFORE_YEARS
            return (1, [self._plain(at)]) if is_year or is_bare else (0, [])
        if lists()["before"].intersection(before):
            codes = order[: order.index(codes[0])]
        elif lists()["since"].intersection(before):
            codes = order[order.index(codes[0]) :]
        elif lists()["after"].intersection(before):
            codes = order[order.index(codes[-1]) + 1 :]
        return length, codes

    def _is_promotion(self, at: int) -> bool:
        return bool({"kind promotion", "kind year"} & {*self._senses(at)})

    def _ends_at(self, at: int) -> tuple[int, Sequence[str]] | None:
        """Return what `3e promotion`, `last cohort` and `les deux dernières promotions` name."""
        order = list(self.years)
        ordinal = _ORDINAL.fullmatch(self._plain(at))
        if ordinal and self._is_promotion(at + 1) and ordinal[1] in order:
            return 2, [ordinal[1]]
        # The number stands before or after: `two last`, `last two`.
        ends, number, length = "", 1, 0
        for n in (at, at + 1):
            for name in ("first", "last"):
                if self._plain(n) in lists()[name]:
                    ends, length = name, n + 1 - at
            if (count := number_of(self._plain(n))) and (ends or n == at):
                number, length = count, n + 1 - at
        if not (ends and self._is_promotion(at + length)):
            return None
        return length + 1, order[:number] if ends == "first" else order[-number:]

    def _number(self, at: int) -> int:
        """Take a number of people: `at least two designers`, `more than 3 people`; or a limit."""
        length, senses = self._phrases[at]
        bound = next((s.split()[1] for s in senses if s.startswith("bound")), "")
        start = at + length if bound else at
        number, following = number_of(self._plain(start)), self._senses(start + 1)
        if number is None:
            return 0
        if any(s.startswith(("sort", "rank")) for s in (*following, *self._senses(at - 1))):
            self.limit = number
            return start + 1 - at
        count, facets = self._longest_name(start + 1, bare=False)
        role = self._typed(start + 1, count) if "skill" in facets else ""
        count = count if role else int("people" in following)
        is_end = start + 1 == len(self.words) or following or self.words[start + 1].is_stop
        if not (count if number > 1 and not bound else bound and (count or is_end)):
            return 0
        self.bounds.append((bound or "exactly", number, role))
        return start + 1 + count - at

    def _dimension(self, at: int) -> int:
        """Take what is counted by: `par ville`, `quel ministère`, `ministère`."""
        kind, before = self._kind(at), self._plain(at - 1)
        is_asked = before in lists()["per"] | lists()["which"]
        if kind not in COUNTED or not (self.is_counting or is_asked):
            return 0
        is_last = at + 1 == len(self.words)
        is_alone = is_last or bool(self._senses(at + 1)) or self.words[at + 1].is_stop
        if not (is_asked or (is_alone and not self._named_behind(at, kind)[0])):
            return 0
        self.by[kind] = None
        return 1

    def _value(self, at: int) -> int:  # noqa: PLR0911 - each way to name a value
        """Take a phrase or a name that stands for a value of a facet, or for a challenge."""
        length, senses = self._phrases[at]
        values = [s.split(maxsplit=1) for s in senses if s.split()[0] in FILTERS]
        title, slugs = self._title(at)
        if values and title <= length:
            names = ", ".join(name for _facet, name in values)
            # `réservation en ligne` is no product that is online.
            if names == "product" and self.parts and self.parts[-1].typed == self._typed(at - 1, 1):
                return self._add(at, length, "search", f'"{self._typed(at, length)}"')
            return self._add(at, length, values[0][0], names, unsure=values[0][0] != "state")
        kind = self._kind(at)
        length, typed = self._named_behind(at, kind) if kind else (0, "")
        if length:
            return self._add(at, length, "town" if kind == "region" else kind, typed)
        length, facets = self._longest_name(at, bare=False)
        if "ministry" in facets and self._kind(at + length) == "ministry":
            return self._add(at, length + 1, "ministry")
        length, facets = self._longest_name(at, bare=True)
        if title > length:
            return self._add(at, title, "challenge", slugs=slugs)
        if not length or (length == 1 and "asking" in senses):
            return 0
        if length == 1 and facets & {"family", "theme"}:
            return self._subject(at, facets)
        facet = next(name for name in (*_NAMED, "family") if name in facets)
        return self._add(at, length, facet, unsure=facet not in ("skill", "town"))

    def _subject(self, at: int, facets: set[str]) -> int:
        """Take one word that is a theme or a family: a host beside a host, a place behind `à`."""
        self.is_asking = True
        is_host = self._operator and self.parts and self.parts[-1].facet == "ministry"
        if is_host or (self.is_ranked and "theme" not in facets):
            return self._add(at, 1, "ministry", unsure=True)
        if "town" in facets and self._is_behind_in:
            return self._add(at, 1, "town", unsure=True)
        if "theme" not in facets or self.searched or self._is_in_phrase(at):
            return self._add(at, 1, "search")
        [theme, *_others] = self.names[self.words[at].form,]["theme"]
        return self._add(at, 1, "theme", theme, unsure=True)

    def _is_in_phrase(self, at: int) -> bool:
        """Return whether a word belongs to another that is searched: `code du travail`."""
        is_behind = all(word.plain in _OF for word in self.words[self._last + 1 : at])
        previous = self.parts[-1] if self.parts and is_behind else None
        if previous and previous.facet == "search" and self.texts.have(folded(previous.typed)):
            return True
        if not self._plain(at + 1) or self.text[self.words[at].end] != " ":
            return False
        is_known = self._senses(at + 1) or self._longest_name(at + 1, bare=False)[0]
        return not (is_known or self.words[at + 1].is_stop or self._plain(at + 1).isdigit())

    def _other(self, at: int) -> int:  # noqa: C901 - each kind of word
        """Take an operator, words that decide nothing, or a word to be searched."""
        word, (length, senses) = self.words[at], self._phrases[at]
        self._counts = self._counts and "challenge" not in senses  # `combien de défis`
        if "count" in senses:
            self._counts = True
        elif "not" in senses:
            self._negated = not self._is_part_of_name(at)
        elif "and" in senses or ("or" in senses and word.typed.casefold() != "où"):
            self._operator = "and" if "and" in senses else "or"
        elif "everything" in senses:
            self.promotions |= dict.fromkeys(self.years, False)
        elif "in" in senses:
            self._is_behind_in = self.text[word.end : word.end + 1].isspace()
        elif {"programme", "greeting"} & {*senses} and "asking" not in senses:
            return self._add(at, length, "programme" if "programme" in senses else "greeting")
        elif senses or any(sense.startswith("whom") for sense in self._hints[at][1]):
            self._is_behind_in = False
        elif not word.is_stop:
            if self._is_behind_in and not self._negated and word.typed.istitle():
                challenges = self.dataset.challenges
                names = (n for c in challenges for n in (c.name, *c.other_names, *c.techniques))
                if not any(word.plain == own.plain for name in names for own in words_in(name)):
                    self.unknown_place = re.split(r"[^\w-]", self.text[word.start :])[0]
            return self._add(at, 1, "search")
        return length or 1

    def _add(self, at: int, length: int, facet: str, typed: str = "", **more: Any) -> int:
        """Note a part; it is not wanted either if it is listed behind such a one of its facet."""
        excluded, operator = self._negated, self._operator
        previous = self.parts[-1] if self.parts and at else None
        if previous and previous.facet == facet:
            between = self.words[self._last + 1 : at]
            gap = self.text[self.words[self._last].end : self.words[at].start]
            is_listed = "," in gap and "both" not in self.asks
            excluded = excluded or (previous.excluded and bool(operator or is_listed))
            if facet == "search" and (operator == "and" or is_listed):
                # `l'eau, les forêts et la mer` are any of them.
                are_listed = all(w.is_stop or w.plain in ("and", "et") for w in between)
                self._is_listing = are_listed and (is_listed or self._is_listing)
                operator = "or" if self._is_listing else operator
        counted = self._counts and facet == "skill"
        typed = typed or self._typed(at, length)
        self.parts.append(Part(facet, typed, excluded, operator, counted=counted, **more))
        self._last = at + length - 1
        self._negated, self._operator, self._is_behind_in, self._counts = False, "", False, False
        return length

    def _is_part_of_name(self, at: int) -> bool:
        """Return whether "not" is part of a name, as in `sans-abri`, or of words of a text."""
        word, following = self.words[at], self.words[at + 1 : at + 2]
        if not following or following[0].is_stop:
            return not following
        pair = folded(self.text[word.start : following[0].end])
        return "-" in pair or self.texts.have(pair) or self.texts.have(pair.replace(" ", "-"))

    def _kind(self, at: int) -> str:
        """Return the facet that a word names, such as `town` for `ville`, or nothing."""
        senses = self._senses(at)
        return next((sense.split()[1] for sense in senses if sense.startswith("kind")), "")

    def _named_behind(self, at: int, kind: str) -> tuple[int, str]:
        """Return how many words are a kind and its value, and that: `ministère de la Santé`."""
        facet = "town" if kind == "region" else kind
        rest = range(at + 1, len(self.words))
        start = next((n for n in rest if not self.words[n].is_stop), at)
        length, facets = self._longest_name(start, bare=False)
        if start == at or facet not in facets:
            return 0, ""
        first = at if facet == "ministry" else start
        return start + length - at, self._typed(first, start + length - first)

    @cached_property
    def _titles(self) -> dict[tuple[str, ...], dict[str, None]]:
        """The challenges that are called so, by the words of their names."""
        found: dict[tuple[str, ...], dict[str, None]] = {}
        beginnings = {word.plain[:3] for word in self.words if not word.is_stop}
        for challenge in self.dataset.challenges:
            for title in titles(challenge):
                if any(start in folded(title) for start in beginnings):
                    for called in (key(title), (fold(title),)):
                        found.setdefault(called, {})[challenge.slug] = None
        return found

    def _title(self, at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many words from one on are the name of challenges, and of which."""
        for length, part in self._spans(at):
            together = (fold(self._typed(at, length)),)
            slugs = self._titles.get(_key(part)) or self._titles.get(together, {})
            # `administration` is a word, and a défi where it is written so.
            is_word = part[0].typed.islower() and part[0].plain in words_of_phrases()
            if slugs and not (self.searched or (length == 1 and is_word)):
                return length, tuple(slugs)
        return 0, ()

    def _longest_name(self, at: int, *, bare: bool) -> tuple[int, set[str]]:
        """Return how many words from one on are a name, and of which facets.

        Args:
            at: the first word.
            bare: whether without what says its kind.
        """
        for length, part in self._spans(at):
            typed = self._typed(at, length)
            facets = {
                facet
                for facet, texts in self.names.get(_key(part), {}).items()
                for text in texts
                if has_accents(typed, text) and not (bare and _needs_kind(facet, text))
            }
            if facets:
                return length, facets
        return 0, set()

    def _spans(self, at: int) -> Iterator[tuple[int, Sequence[Word]]]:
        """Yield the words from one on that may be a name, the longest first, and how many.

        An article is part of a name where it is written so: La Défense, a-just.
        """
        for length in range(min(_LONGEST_NAME, len(self.words) - at), 0, -1):
            part = self.words[at : at + length]
            first = part[0]
            is_written_so = first.typed[0].isupper() or self.text[first.end :][:1] == "-"
            if not (part[-1].is_stop or (first.is_stop and not is_written_so)):
                yield length, part


def _key(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(sorted(word.form for word in words if not word.is_stop))


def _needs_kind(facet: str, text: str) -> bool:
    """Return whether a name is an everyday word without its kind: `culture`, `design`."""
    if facet == "skill":
        return folded(text) in lists()["subjects"]
    return facet in {"phase", "state"} or text.startswith(("Ministère", "Ministry"))


def number_of(plain: str) -> int | None:
    """Return the number that a folded word is, in digits or in words, or `None`."""
    number: int | None = file_of_words()["numbers"].get(plain)
    return int(plain) if re.fullmatch("[0-9]{1,2}", plain) else number
