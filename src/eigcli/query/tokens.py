"""A question taken apart into tokens: each is some of its words, and what these are taken for.

One pass over the words takes at each place the longest phrase with a meaning: promotions, a number,
a name in the data, or a phrase of `words.yaml`. A word without a meaning is searched.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from eigcli.data.promotions import ALL
from eigcli.errors import UsageError
from eigcli.query.facets import COUNTED, FACETS, FILTERS, NAMED, Lexicon, lexicon_of
from eigcli.query.promotions import Promotions
from eigcli.query.searching import SearchIndex
from eigcli.query.words import (
    WORD,
    Senses,
    Word,
    checked,
    file_of_words,
    folded,
    has_accents,
    lemma,
    lists,
    name_key,
    number_of,
    phrases_of,
    senses_at,
    senses_in,
    significant,
    words_in,
    words_of_phrases,
)
from eigcli.suggesting import nearest
from eigcli.text import fold

_QUOTED = r"\"([^\"]*)\"|«([^«»]*)»|“([^“”]*)”"
_MINUS = r"(?:^|(?<=\s))-(?=[^\W\d])|(?<=\w)n['’]t\b"  # `-designer`, `don't` are "not"
_INVERTED = r"(?<=\w)(?:-t)?-(?:il|elle|on)s?\b"  # `existe-t-elle encore`
_ELIDED = "(?:qu|[cdjlmnst])(?=.{5})"  # `linterieur`, dictated
_COMPARED = (  # `plus de X que de Y`, `plus de X ou de Y`
    r"\b(?:plus|moins|autant)\b.+\b(?:(?<!ce )qu(?:e\b|['’])|ou d(?:e\b|['’]))"
)
# Names of phases and states are everyday words.
_NAMES = {name for name in NAMED if not FACETS[name].field}
_TOPICS = {"subject", "theme"}
_CONNECTIVES = {"and", "or", "not", "expected", "verb"}  # senses that say how others are meant
_OF_ROLES = {"skill", "recruited", "at-least", "at-most"}
_LONGEST_NAME = 12
_SHORTEST_CORRECTED = 5
_CAPITALS = r"[A-ZÀ-Ý][^\W_][\w-]*(?: [A-ZÀ-Ý][\w-]+)*"
# The options for each bound on a number of people, with what is added to the number.
_BOUNDS = {
    "at_least": {"at-least": 0},
    "more": {"at-least": 1},
    "exactly": {"at-least": 0, "at-most": 0},
    "at_most": {"at-most": 0},
    "less": {"at-most": -1},
}


class Token(NamedTuple):
    """Some words of a question, and what they are taken for.

    Attributes:
        kind: the code of a facet, `search`, `challenge`, `promotion`, `by` for a facet to count by,
            `nowhere` for a place without a team, `programme` or `greeting`; for numbers `at-least`,
            `at-most` or `limit`; `unheeded` for what no option says, `unmentioned` for what no text
            has, `aside` for what is told before the question itself.
        value: the words, or the value that they mean.
        end: the place of the word behind it.
        excluded: whether it is not wanted.
        operator: `and` or `or` before it, or "".
    """

    kind: str
    value: str
    end: int
    excluded: bool = False
    operator: str = ""


class _Next:
    """What the words before the next token say about it.

    Attributes:
        negated: whether it is not wanted: "not".
        operator: `and`, `or`, or "".
        start: the place of the "not" or of the operator.
        expected: the facet that `à` or `hosted by` expects, or "".
    """

    negated = False
    operator = ""
    start = 0
    expected = ""


class _Asks(dict[str, list[str]]):
    """The values of each kind that a question asks for; none for another, which is not added."""

    def __missing__(self, kind: str) -> list[str]:
        return []


class Question:
    """A question or a search, and the tokens that its words make in one pass.

    Words that are in no text are read as words near to them.

    Args:
        text: as it was typed.
        texts: those of the dataset that is asked.
        searched: whether it is a search: words are not corrected, and name no subject or challenge.
        counting: whether one word may say what to count by: `stats ministère`.

    Attributes:
        tokens: its tokens, in order.
        quotes: what it has between quotation marks; `text` and `words` are the rest.
        plain: its words, folded; phrases: the length and the senses of the phrase at each of them,
            `(0, {})` without one. Their last entry is what is behind the words, and before them.
        read: the words that were taken for others.
        asks: the senses of its phrases, and what they hint at: the values of each kind.
        hinting: the words of these hints.
        is_ranked: whether it asks for an order: `the most`, `compare`.
        is_asking: whether it says more than connectives such as "and", or has quotes.
        refusal: the mistake of a promotion that does not exist, which the programme may explain.

    Raises:
        UsageError: for too many words.
    """

    def __init__(
        self, text: str, texts: SearchIndex, *, searched: bool = False, counting: bool = False
    ) -> None:
        self.texts, self.searched = texts, searched
        self.facets_of = cache(self._facets_of)
        made = file_of_words() if texts.are_ours else {}  # a wheel has the names compiled
        self._lexicon: Lexicon = made.get("lexicon") or lexicon_of(
            texts.dataset, texts.words_with_synonyms
        )
        text = checked(text)
        quotes = map("".join, re.findall(_QUOTED, text))
        self.quotes = list(filter(None, map(str.strip, quotes)))
        text = re.sub(_INVERTED, "", re.sub(_MINUS, " not ", re.sub(_QUOTED, " ", text)))
        text = _without_capitals(text)
        self.read = {} if searched else corrected(words_in(text), texts, self._lexicon)
        self.text = re.sub(WORD, lambda match: self.read.get(match[0], match[0]), text)
        self.words = words_in(self.text)
        self.plain = [*(word.plain for word in self.words), ""]
        places = range(len(self.plain))
        self.phrases = [senses_at(self.words, at) for at in places]
        self._promotions = Promotions(self.text, self.words, texts.dataset, searched=searched)
        superlatives = self._promotions.superlatives()
        words = [word for at, word in enumerate(self.words) if at not in superlatives]
        self.asks = _Asks()
        senses = [*senses_in(words, "senses")]
        for kind, what in (*senses, *senses_in(words, "hints")):
            self.asks.setdefault(kind, []).append(what)
        if re.search(_COMPARED, folded(self.text)):
            self.asks.setdefault("rank", []).append("most")
        self.is_asking = bool(self.quotes or {kind for kind, _what in senses} - _CONNECTIVES)
        self.is_ranked = "rank" in self.asks
        self.refusal: UsageError | None = None
        ends = [at + senses_at(self.words, at, "hints")[0] for at in places]
        self.hinting = {word for at in places for word in self.plain[at : ends[at]]}
        self._head = self._first_head()
        self._take(counting=counting)
        if self._head and {token.kind for token in self.tokens} <= {"aside"}:
            self._head = 0  # `I work in a prefecture, which tools could I use?`
            self._take(counting=counting)
        self.read |= self._promotions.read

    def _first_head(self) -> int:
        """Return the place where the question itself begins: `for a report on tax, which …`."""
        heads = (
            at
            for at, (one, two) in enumerate(pairwise(self.words), 1)
            if two.plain in lists()["heads"]
            and re.search("[,:;.?!]", self.text[one.end : two.start])
        )
        return next(heads, 0) if "preamble" in self.asks else 0

    def _take(self, *, counting: bool) -> None:
        """Take the words for tokens, in one pass."""
        places = range(len(self.words))
        is_by = any(self.plain[at - 1] in lists()["per"] and self.facet(at) for at in places)
        # `the five largest ministries`
        is_by |= self.is_ranked or ("sort" in self.asks and "challenge" not in self.asks)
        self._is_counting = counting or is_by or "count" in self.asks
        self.tokens: list[Token] = []
        self._next = _Next()
        takers = (
            self._promotion,
            self._number,
            self._dimension,
            self._phrase,
            self._with_facet,
            self._before_facet,
            self._name,
            self._connective,
            self._qualifiers,
            self._other,
        )
        at = 0
        while at < len(self.words):
            at += next(filter(None, (take(at) for take in takers)))
        if self._next.negated or self._next.operator == "or":
            # No token is left: `n'ont rien donné`, `without code or product`.
            self._add(self._next.start, at - self._next.start, "unheeded")
        self.tokens += [Token("search", f'"{quote}"', at) for quote in self.quotes]
        if not self.tokens:
            # `liste des métiers` asks for all roles, `tout` for all challenges.
            facets = [facet for facet in map(self.facet, places) if facet in COUNTED]
            is_all = not lists()["all"].isdisjoint(self.plain)
            self.tokens = [Token("by", facet, at) for facet in facets]
            self.tokens = self.tokens or [Token("promotion", ALL, at)] * is_all

    @property
    def _last(self) -> Token:
        """The last token; before the first, one of no kind."""
        return self.tokens[-1] if self.tokens else Token("", "", 0)

    def typed(self, at: int, length: int) -> str:
        """Return some words as they are typed."""
        return self.text[self.words[at].start : self.words[at + length - 1].end]

    def senses(self, at: int) -> Senses:
        """Return the senses of the phrase at a place."""
        return self.phrases[at][1]

    def facet(self, at: int) -> str:
        """Return the facet that a word names, such as `town` for `ville`, or ""."""
        return self.senses(at).get("kind", "")

    def _facets_of(self, name: str) -> dict[str, list[str]]:
        """Return the facets that have a name, and how each writes it, see `Lexicon`."""
        return self._lexicon.get(name_key(name), {}) | self._lexicon.get(lemma(fold(name)), {})

    def is_name(self, text: str) -> bool:
        """Return whether a text is a name in the data, or its words are those of keywords."""
        return bool(self.facets_of(text)) or all(map(self.texts.have_keyword, significant(text)))

    def name_behind(self, at: int, facet: str) -> tuple[int, str]:
        """Return how many words are a word for a facet and a name behind it, and the name."""
        rest = enumerate(self.words[at + 1 :], at + 1)
        start = next((place for place, word in rest if not word.is_stop), at)
        also = {"region": {"town"}, "district": {"town"}}
        length, _texts = self.name(start, also.get(facet, {facet}))
        # `ministère` is a part of the name, `department` is not.
        first = at if self.plain[at] in lists()["ministry"] else start
        if not length and not self.senses(start):  # `ministère de la magie`, which hosts nothing
            length = first == at and not lists()["of"].isdisjoint(self.plain[at:start])
        if not length:
            return 0, ""
        return start + length - at, self.typed(first, start + length - first)

    def name(
        self, at: int, wanted: set[str], *, bare: bool = False
    ) -> tuple[int, dict[str, list[str]]]:
        """Return the length of the longest name of some facets at a place, and its texts by facet.

        An article is part of a name where it is written so: La Défense, a-just.

        Args:
            at: the first word.
            wanted: the facets.
            bare: whether no word says the facet.
        """
        wanted = wanted - {*_TOPICS, "challenge"} if self.searched else wanted
        for length in range(min(_LONGEST_NAME, len(self.words) - at), 0, -1):
            words, typed = self.words[at : at + length], self.typed(at, length)
            first = words[0]
            is_written_so = first.typed.istitle() and _CONNECTIVES.isdisjoint(self.senses(at))
            is_written_so |= self.text[first.end :][:1] == "-"
            is_written_so &= not words[1:2] or not words[1].is_stop  # `est-ce que les juristes`
            if words[-1].is_stop or (first.is_stop and not is_written_so):
                continue
            by_facet = {
                facet: [t for t in texts if _stands_for(facet, t, words, typed, bare=bare)]
                for facet, texts in self.facets_of(typed).items()
                if facet in wanted
            }
            if names := {facet: texts for facet, texts in by_facet.items() if texts}:
                return length, names
        return 0, {}

    @property
    def is_of_roles(self) -> bool:
        """Whether it asks how many people there are of a role."""
        kinds = {token.kind for token in self.tokens if not token.excluded}
        is_counting = "count" in self.asks or "by" in kinds
        return "skill" in kinds and is_counting and "challenge" not in self.asks

    # Each of these takes some words from a place on, and returns how many.

    def _promotion(self, at: int) -> int:
        """Take promotions: `promotions 4 à 6`, `2019`, `since 2021`, `the last two promotions`."""
        length, names = self.name(at, {"promotion"})
        if length:
            return self._add(at, length, "promotion", *names["promotion"])
        try:
            length, codes = self._promotions.named_at(at)
        except UsageError as error:
            # `still in use in 2026`, `is a call open in 2026`, when there was no promotion any more
            if "used" not in self.asks["state"]:
                self.refusal = self.refusal or error
            return self._add(at, 1, "unheeded")
        return self._add(at, length, "promotion", *codes) if length else 0

    def _number(self, at: int) -> int:
        """Take a number: a limit, or of people."""
        length, senses = self.phrases[at]
        bound, _space, implied = senses.get("bound", "").partition(" ")  # `several` has a number
        end = at + length if bound else at
        number = number_of(implied or self.plain[end])
        if number is None:
            return 0
        end += not implied
        if length := self._people(at, end, bound, number):
            return length
        if self._promotions.kinds[at - 1 : at] == ["last"] and "challenge" in self.senses(end):
            self.asks.setdefault("sort", []).append("year")  # `the last 5 projects`
        # `top 3`, `les 3 défis les plus récents`, `five projects`
        is_ordered = self.is_ranked or "sort" in self.asks
        is_list = not (self._is_counting or any(token.kind == "by" for token in self.tokens))
        is_several = number > 1 and is_list and "challenge" in self.senses(end)
        is_bound = self.plain[at - 1] in lists()["of"]  # `plus de deux défis`, of a host
        is_limit = number and (is_ordered or is_several) and not is_bound
        return self._add(at, end - at, "limit", str(number)) if is_limit else 0

    def _people(self, at: int, end: int, bound: str, number: int) -> int:
        """Take a number of people: `at least two designers`, `more than 3 people`, `4 or fewer`.

        Args:
            at: the first word.
            end: the word behind the number.
            bound: what stands before it, see `_BOUNDS`; "" for nothing.
            number: the number.
        """
        is_article = number == 1 and not self.plain[end - 1].isdigit()
        between, bound_between = self._bound_behind(end)  # `two or more designers`
        end += between
        count, _texts = self.name(end, {"skill"})
        role = f"{self.typed(end, count)}=" if count else ""
        count = count or int("people" in self.senses(end))
        after, bound_after = self._bound_behind(end + count)  # `two designers or more`
        end += count + after
        bound = bound_between or bound_after or bound
        if bound and not count and self._is_of_others(end):
            return self._add(at, end + 1 - at, "unheeded")
        if not bound and (is_article or not count):
            return 0
        for option, added in _BOUNDS[bound or "exactly"].items():
            self._add(at, end - at, option, f"{role}{max(number + added, 0)}")
        return end - at

    def _bound_behind(self, at: int) -> tuple[int, str]:
        """Return how many words at a place bound the number before them, `or more`, and the bound.

        `at most` before a number is a bound on that: `2 designers, at most 3 developers`.
        """
        length, senses = self.phrases[at]
        bound = senses.get("behind", "")
        is_of_next = "bound" in senses and number_of(self.plain[at + length]) is not None
        return (0, "") if is_of_next or not bound else (length, bound)

    def _is_of_others(self, at: int) -> bool:
        """Return whether a word says that something else is counted: `three projects`."""
        if senses := self.senses(at):
            return not senses.keys().isdisjoint({"challenge", "kind"})
        return at < len(self.words) and not self.words[at].is_stop

    def _dimension(self, at: int) -> int:
        """Take a facet to count by: `par ville`, `quel ministère`, `ministères sans designer`."""
        length, senses = self.phrases[at]
        facet = senses.get("by") or (senses.get("ranked") if self.is_ranked else "")
        if facet:
            return self._add(at, length, "by", facet)
        facet = self.facet(at)
        if facet not in COUNTED:
            return 0
        is_asked = self.plain[at - 1] in lists()["per"] | lists()["which"]
        is_first = self.plain[at].endswith("s") and lists()["stop"].issuperset(self.plain[:at])
        is_alone = not self.name_behind(at, facet)[0]
        is_asked |= is_alone and (self._is_counting or is_first)
        return self._add(at, length, "by", facet) if is_asked else 0

    def _phrase(self, at: int) -> int:
        """Take a phrase that stands for a value of a facet, `still in use`, or is searched."""
        length, senses = self.phrases[at]
        if "text" in senses and self.name(at, {*NAMED})[0] < length:  # no own theme or host
            return self._add(at, length, "search")
        facet = next((facet for facet in FACETS if facet in senses), "")
        if not facet:
            return 0
        if facet == "has" and at < self._head:  # `for a report on open source, …`
            return self._add(at, length, "aside")
        own = (str(value) for c in self.texts.dataset for _key, value in c.own)
        if fold(self.typed(at, length)) in map(fold, own):  # a value of one's own comes first
            return self._add(at, length, "search")
        name = senses[facet]
        self._next.negated |= name.startswith("not ")
        return self._add(at, length, facet, name.removeprefix("not "))

    def _with_facet(self, at: int) -> int:
        """Take a name behind the word for its facet: `ville de Lyon`, `ministère de la culture`."""
        facet = self.facet(at)
        length, typed = self.name_behind(at, facet)
        if facet == "region" and self.name(at, {"ministry"})[0]:
            return 0  # a host may be called `Région Bretagne`
        facet = "town" if facet in {"district", "region"} else facet
        return self._add(at, length, facet, typed) if length else 0

    def _before_facet(self, at: int) -> int:
        """Take a name before the word for its facet: `culture ministry`, `construction phase`."""
        length, facets = self.name(at, {*NAMED})
        facet = self.facet(at + length)
        if facet not in facets:
            return 0
        is_part = self.plain[at + length] in lists()["ministry"]  # of the name
        return self._add(at, length + 1, facet, self.typed(at, length + is_part))

    def _name(self, at: int) -> int:
        """Take the name of a value of a facet, or of a challenge if that is longer."""
        # Beside subjects, themes are labels of single calls: their words are searched.
        wanted = _NAMES - {"theme"} if self.texts.dataset.subjects else _NAMES
        length, facets = self.name(at, wanted, bare=True)
        title, _slugs = self.name(at, {"challenge"})
        if title > length:
            return self._add(at, title, "challenge")
        is_small = at == 0 or self.words[at].typed.islower()  # `in Example` is a town of one's own
        if not length or (length == 1 and is_small and "asking" in self.senses(at)):
            return 0
        if topics := _TOPICS.intersection(facets):
            start = self._last.end - 1
            is_part = self._last.kind == "search"  # `code du travail`
            typed = folded(self.typed(start, at + length - start))
            if is_part and typed in self.texts.index.letters:
                return self._add(at, length, "search")
            return self._add(at, length, min(topics))
        if length == 1 and "family" in facets:  # of ministries, which are everyday words too: `mer`
            word = self.words[at]
            is_host = word.plain in lists()["hosts"] and not self.searched
            is_name = self.is_ranked or word.typed[0].isupper() or is_host
            return self._add(at, 1, "ministry" if is_name else "search")
        return self._add(at, length, next(name for name in NAMED if name in facets))

    def _connective(self, at: int) -> int:
        """Take what says how the next token is meant: "not", "and" or "or", `à`."""
        word, (length, senses) = self.words[at], self.phrases[at]
        if "not" in senses:
            if self._next.negated:  # `neither used nor ended`
                self._add(self._next.start, at - self._next.start, "unheeded")
            self._next.negated, self._next.start = True, at
        elif "and" in senses:
            self._next.operator = "and"
        elif "or" in senses and word.typed.casefold() != "où":
            self._next.operator, self._next.start = "or", at
        elif "expected" in senses:
            self._next.expected = senses["expected"]
        else:
            return 0
        return length

    def _qualifiers(self, at: int) -> int:
        """Leave out words that only qualify a role beside them: `web developers`."""
        words = lists()["qualifiers"]
        length = len([*takewhile(words.__contains__, self.plain[at:])])
        between = self.plain[self._last.end : at]
        is_behind = self._last.kind in _OF_ROLES and words.issuperset(between)
        return length and length * bool(is_behind or self.name(at + length, {"skill"})[0])

    def _other(self, at: int) -> int:
        """Take words that decide nothing, or a word to be searched."""
        word, (length, senses) = self.words[at], self.phrases[at]
        if "unheeded" in senses:
            return self._add(at, length, "unheeded")
        for topic in ("programme", "greeting"):
            if topic in senses and "asking" not in senses:
                return self._add(at, length, topic)
        if senses:
            self._next.expected = ""
            return length or 1
        return 1 if word.is_stop else self._word(at)

    def _word(self, at: int) -> int:
        """Take a word without a meaning: it is searched, if texts have it."""
        word = self.words[at]
        if at < self._head:
            return self._add(at, 1, "aside")
        if self._next.expected == "ministry":  # `hosted by hospitals` is no search for hospitals
            self._add(at, 1, "unheeded")
            # But not in `hosted by hospitals on cancer`.
            is_subject = self.plain[at + 1] in lists()["stop"] and not self.senses(at + 1)
            self._next.expected = "" if is_subject else "ministry"
            return 1
        if place := self._place(at):
            return place
        if number_of(word.plain) is not None:
            return self._add(at, 1, "unheeded")
        is_searched = bool(self.texts.mentioning(word.typed))
        if self._next.negated:
            # Only a name or a subject can be left out: `jamais déployés` is none.
            is_named = word.typed[0].isupper() or self.is_name(word.plain)
            if not (is_searched and (is_named or self.texts.synonyms(word.plain))):
                start = self._next.start
                return self._add(at, 1, "unheeded", self.typed(start, at + 1 - start))
        return self._add(at, 1, "search" if is_searched else "unmentioned")

    def _place(self, at: int) -> int:
        """Take what looks like a place where no team works: `à Nantes`, `à Lyon ou Nantes`."""
        is_beside = self._is_listed(at) and self._last.kind in {"town", "nowhere"}
        match = re.match(_CAPITALS, self.text[self.words[at].start :])
        place = match[0] if match else self.typed(at, 1) * is_beside
        if self._next.negated or not place or not (self._next.expected or is_beside):
            return 0
        # `who needs a GIS person`, `in Python`
        techniques = {name for c in self.texts.dataset for name in c.techniques}
        if place.isupper() or self.plain[at] in {w.plain for t in techniques for w in words_in(t)}:
            return 0
        return self._add(at, len(words_in(place)), "nowhere", place)

    def _is_listed(self, at: int) -> bool:
        """Return whether a word is listed behind the last token: `Lyon, Nantes et le Mans`."""
        end = self._last.end
        gap = self.text[self.words[end - 1].end : self.words[at].start]
        is_apart = bool(self._next.operator) or "," in gap
        return is_apart and lists()["linking"].issuperset(self.plain[end:at])

    def _add(self, at: int, length: int, kind: str, *values: str) -> int:
        """Add some words as a token, or as one for each value that they mean."""
        typed = self.typed(at, length)
        are_topics = {"search"} < {self._last.kind, kind} <= {"search", *_TOPICS}
        # No options say `health, housing or homelessness`, but a search does.
        is_list = self._next.operator != "and" and self._is_listed(at)
        is_list |= self._last.operator == "or"  # `water, forests and the sea`
        is_either = are_topics and is_list and not self._last.excluded
        kind = "search" if is_either else self._kind(at, length, kind, typed)
        is_searched = is_either and self._last.kind in _TOPICS
        if is_searched or (self._is_beside(at, kind) and not self._next.negated):
            self._retag(kind, is_searched=is_searched)
        excluded = self._next.negated or self._continues_excluded(at, kind)
        operator = self._operator(at, kind)
        self.tokens += self._lost_or(at, kind)
        for value in values or (typed,):
            self.tokens.append(Token(kind, value, at + length, excluded, operator))
        self._next = _Next()
        return length

    # What a token is depends on the words before it, and on the last token.

    def _kind(self, at: int, length: int, kind: str, typed: str) -> str:
        """Return the kind of a token; of a name, the one that is expected, if it also has that.

        The words of a name may say it, and the verb before a role whether this was recruited.
        Justice is a subject; beside `l'Intérieur`, and behind `hosted by`, it is a host.
        """
        if any(map(self.facet, range(at, at + length))):
            return kind  # `the justice ministry` says what it is
        if kind == "skill" and self._is_recruited(at):
            return "recruited"  # `sought a designer, but recruited a developer`
        expected = [self._last.kind] * self._is_beside(at, kind)
        if self._next.expected == "ministry" and kind in NAMED:
            expected.append("ministry")
        return next((other for other in expected if other in self.facets_of(typed)), kind)

    def _is_recruited(self, at: int) -> bool:
        """Return whether the last verb before a place says `recruited`, and another `sought`."""
        before = (what for kind, what in senses_in(self.words[:at], "hints") if kind == "whom")
        return [*before][-1:] == ["recruited"] and "sought" in self.asks["whom"]

    def _retag(self, kind: str, *, is_searched: bool) -> None:
        """Change the kind of the last tokens that are alike, if that suits all of them.

        Args:
            kind: the kind of the token beside them, which the names of all may have.
            is_searched: whether they are topics, any of which is searched.
        """
        before = len(self.tokens)
        while before and self.tokens[before - 1].kind == self._last.kind:
            before -= 1
        listed = self.tokens[before:]
        if is_searched or all(kind in self.facets_of(token.value) for token in listed):
            self.tokens[before:] = [
                t._replace(kind=kind, operator="or" if is_searched and place else t.operator)
                for place, t in enumerate(listed)
            ]

    def _is_beside(self, at: int, kind: str) -> bool:
        """Return whether a token and the last one are names that are listed or ranked."""
        are_names = {self._last.kind, kind} <= {*NAMED}
        return are_names and (self._is_listed(at) or self.is_ranked)

    def _continues_excluded(self, at: int, kind: str) -> bool:
        """Return whether a token is listed behind an excluded one: `sauf Paris et la santé`."""
        last = self._last
        # But not `not in Paris and still in use`.
        are_names = {last.kind, kind} <= _NAMES and bool(self._next.operator)
        return last.excluded and self._is_listed(at) and (kind == last.kind or are_names)

    def _operator(self, at: int, kind: str) -> str:
        """Return the operator of a token, see `Token`."""
        is_listed = self._is_listed(at)
        if kind != self._last.kind:
            return self._next.operator
        if is_listed and kind == "search":
            # `l'eau, les forêts et la mer` are any of them.
            return "and" if "both" in self.asks else "or"
        if kind in _TOPICS:
            # `health data` is about both.
            return "and" if "both" in self.asks or not is_listed else ""
        return self._next.operator

    def _lost_or(self, at: int, kind: str) -> list[Token]:
        """Return the "or" before a token, and the word before that, if no options say it.

        None say it between two filters, or behind a word without a meaning: `used or on trial`.
        """
        last = self._last
        is_or = self._next.operator == "or" and {last.kind or kind, kind} <= {*FILTERS, "search"}
        if not is_or or kind == last.kind or self._continues_excluded(at, kind):
            return []
        first = max(self._next.start - 1, last.end)
        return [Token("unheeded", self.typed(first, self._next.start + 1 - first), at)]


def _without_capitals(text: str) -> str:
    """Return a question without capitals that say nothing: `PROJECTS IN LYON`, `Projects In Lyon`.

    In a headline, small words have a capital too, and only acronyms are names.
    """
    if text.isupper() and " " in text.strip():
        return text.lower()
    words = words_in(text)
    if any(word.typed[0].islower() for word in words):
        return text
    small_words = [word for word in words[1:] if word.is_stop]
    if not any(word.typed[0].isupper() for word in small_words):
        return text
    return re.sub(WORD, lambda match: _without_capital(match[0]), text)


def _without_capital(word: str) -> str:
    """Return a word of a headline in small letters; an acronym stays."""
    is_acronym = len(word) > 1 and word.isupper()
    return word if is_acronym else word.lower()


def _stands_for(facet: str, text: str, words: Sequence[Word], typed: str, *, bare: bool) -> bool:
    """Return whether words are meant as a name of a facet, not in another sense.

    Args:
        facet: the facet.
        text: the name, as the data has it; of a challenge, its slug, of a promotion, its code.
        words: the words.
        typed: these, as they are typed.
        bare: whether no word says the facet: alone, `culture` or `design` are mere words.
    """
    if facet == "challenge":
        # `administration` is a word; with a capital, it is a challenge.
        is_word = any(words[0].lemma in phrases_of(section) for section in ("senses", "hints"))
        return len(words) > 1 or not typed.islower() or not is_word
    if facet == "promotion":
        return True
    is_subject = facet == "skill" and folded(text) in lists()["subjects"]
    is_word = is_subject or text.startswith(("Ministère", "Ministry"))
    return has_accents(typed, text) and not (bare and is_word)


def corrected(words: Sequence[Word], texts: SearchIndex, lexicon: Lexicon) -> dict[str, str]:
    """Return a near word for each word that is in no text, if there is one."""
    names_and_phrases = (*lexicon, *phrases_of("senses"), *phrases_of("hints"))
    known_forms = f" {' '.join(names_and_phrases)} "
    read: dict[str, str] = {}
    for word in words:
        plain = word.plain
        # What is cheap comes first: most questions need no texts.
        is_word = len(plain) < _SHORTEST_CORRECTED or number_of(plain) is not None
        is_word = is_word or f" {word.lemma} " in known_forms
        if is_word or texts.synonyms(plain) or plain.rstrip("sx") in texts.index.letters:
            continue
        # What has a capital within a question is a name: `at the Louvre`.
        is_name = word.start and word.typed[0].isupper()
        elided = re.sub(_ELIDED, "", plain, count=1)
        if not is_name and texts.have_word(elided):
            read[word.typed] = elided
            continue
        names_and_slugs = chain(
            *(names for facets in lexicon.values() for names in facets.values())
        )
        names = {word.typed for name in names_and_slugs for word in words_in(name)}
        for likely in (names,) if is_name else (words_of_phrases(), names, texts.words):
            # A slip keeps the first letter, and changes the length by one at most.
            lengths = range(len(plain) - 1, len(plain) + 2)
            close = [w for w in likely if folded(w)[0] == plain[0] and len(w) in lengths]
            if near := nearest(word.typed, sorted(close)):
                read[word.typed] = near[0]
                break
    return read
