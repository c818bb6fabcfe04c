"""The words of a question: what phrases of them say, and the names and promotions among them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from eigcli.ask.facets import FACETS, NAMED
from eigcli.ask.searching import Texts
from eigcli.ask.words import (
    WORD,
    Senses,
    Word,
    checked,
    compiled,
    file_of_words,
    folded,
    form,
    has_accents,
    key,
    lists,
    number_of,
    phrases_of,
    senses_at,
    words_in,
    words_of_phrases,
)
from eigcli.data.model import Dataset
from eigcli.data.parts import promotions_named
from eigcli.errors import UsageError
from eigcli.messages import _
from eigcli.text import fold, nearest

_QUOTED = r"\"([^\"]*)\"|«([^«»]*)»|“([^“”]*)”"
_MINUS = r"(?:^|(?<=\s))-(?=[^\W\d])|(?<=\w)n['’]t\b"  # `-designer`, `don't` are "not"
_INVERTED = r"(?<=\w)(?:-t)?-(?:il|elle|on)s?\b"  # `existe-t-elle encore`
_COMPARED = r"\b(?:plus|moins|autant)\b.+\b(?<!ce )qu(?:e\b|['’])"  # `plus de X que de Y`
_LONGEST_NAME = 12
_SHORTEST_CORRECTED = 5
_ELIDED = "(?:qu|[cdjlmnst])(?=.{5})"  # `linterieur`, dictated
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
    + "|promotion (?:(?:stop |promotion )*(?:digits|year)|number) "
    + _MORE.format("(?:digits|number|year)")
    + ")"
)
# By the words of a name, in any order: the facets that have it, and how each writes it; of the
# facet `challenge`, the slugs of those that are called so.
Lexicon = dict[tuple[str, ...], dict[str, list[str]]]


class Sentence:
    """A question or a search, of which words that are in no text are read as others near to them.

    Args:
        text: as it was typed.
        texts: those of the dataset that is asked.
        searched: whether it is a search, whose words are as they are, and no themes.

    Attributes:
        quotes: what it has between quotation marks; `text` and `words` are the rest.
        read: the words that were taken for others.
        asks: what its phrases say, and what they hint at besides: of each kind, all of it.
        hinting: the words of such hints.
        is_ranked: whether it asks for an order: `the most`, `compare`.
        is_asking: whether anything but "and" and the like is said, or quoted.

    Raises:
        UsageError: for too many words.
    """

    def __init__(self, text: str, texts: Texts, *, searched: bool = False) -> None:
        self.texts, self.searched, self._lexicon = texts, searched, lexicon_of(texts)
        text = checked(text)
        quotes = map("".join, re.findall(_QUOTED, text))
        self.quotes = list(filter(None, map(str.strip, quotes)))
        text = re.sub(_INVERTED, "", re.sub(_MINUS, " not ", re.sub(_QUOTED, " ", text)))
        # Of a question in capitals, no word is an acronym.
        text = text.lower() if text.isupper() and " " in text.strip() else text
        self.read = {} if searched else corrected(words_in(text), texts, self._lexicon)
        self.text = re.sub(WORD, lambda found: self.read.get(found[0], found[0]), text)
        self.words = words_in(self.text)
        places = range(len(self.words))
        self._phrases = [senses_at(self.words, at) for at in places]
        self._hints = [senses_at(self.words, at, "hints") for at in places]
        self.asks: dict[str, list[str]] = {}
        if re.search(_COMPARED, folded(self.text)):
            self.asks["rank"] = ["most"]
        for kind, what in _senses_of(self._phrases):
            self.asks.setdefault(kind, []).append(what)
        self.is_asking = bool(self.quotes) or not self.asks.keys() <= {"and", "or", "not", "in"}
        self.is_ranked = "rank" in self.asks
        if "share" in self.asks:
            self.asks.setdefault("count", [])
        for kind, what in _senses_of(self._hints):
            self.asks.setdefault(kind, []).append(what)
        lengths = enumerate(length for length, _senses in self._hints)
        self.hinting = {self.plain(at + n) for at, length in lengths for n in range(length)}

    def phrase(self, at: int) -> tuple[int, Senses]:
        """Return how many words from one on are a phrase, and what it says, if there is one."""
        return self._phrases[at] if 0 <= at < len(self.words) else (0, {})

    def hint(self, at: int) -> Senses:
        """Return what the words from one on hint at."""
        return self._hints[at][1]

    def plain(self, at: int) -> str:
        """Return a word, folded; "" where there is none."""
        return self.words[at].plain if 0 <= at < len(self.words) else ""

    def typed(self, at: int, length: int) -> str:
        """Return some words as they are typed."""
        return self.text[self.words[at].start : self.words[at + length - 1].end]

    def between(self, end: int, at: int) -> str:
        """Return what stands between the words before an end and a later word."""
        return self.text[self.words[end - 1].end : self.words[at].start]

    def facet(self, at: int) -> str:
        """Return the facet that a word names, such as `town` for `ville`, or nothing."""
        return self.phrase(at)[1].get("kind", "")

    def is_in_a_text(self, at: int) -> bool:
        """Return whether a word and the next stand in a text: `Paris 2024`, `sans abri`."""
        if at + 1 == len(self.words) or self.words[at + 1].is_stop:
            return False
        pair = folded(self.typed(at, 2))
        is_one = "-" in pair and self.plain(at) != "non"
        return is_one or self.texts.have(pair) or self.texts.have(pair.replace(" ", "-"))

    def facets_of(self, name: str) -> dict[str, list[str]]:
        """Return the facets that have a name, and how each writes it, see `Lexicon`."""
        return self._lexicon.get(key(name), {}) | self._lexicon.get((form(fold(name)),), {})

    def behind(self, at: int) -> int:
        """Return the place of the next word that is no article or the like, or the same."""
        rest = range(at + 1, len(self.words))
        return next((n for n in rest if not self.words[n].is_stop), at)

    def name_behind(self, at: int, facet: str) -> tuple[int, str]:
        """Return how many words are what says a facet and a value of it, and that."""
        start = self.behind(at)
        # A ministry is also called by its field: `ministry of ecology`.
        also = {"region": {"town"}, "district": {"town"}, "ministry": {"ministry", "family"}}
        length, _texts = self.name(start, also.get(facet, {facet}))
        if start == at or not length:
            return 0, ""
        # A ministry is called so, a department of health is called health.
        first = at if facet == "ministry" and self.words[at].is_stop else start
        return start + length - at, self.typed(first, start + length - first)

    def name(
        self, at: int, wanted: set[str], *, bare: bool = False
    ) -> tuple[int, dict[str, list[str]]]:
        """Return how many words from one on are the longest name of some facets, and which name.

        An article is part of a name where it is written so: La Défense, a-just.

        Args:
            at: the first word.
            wanted: the facets.
            bare: whether without what says the facet.
        """
        wanted = wanted - {"theme", "challenge"} if self.searched else wanted
        for length in range(min(_LONGEST_NAME, len(self.words) - at), 0, -1):
            words, typed = self.words[at : at + length], self.typed(at, length)
            first = words[0]
            is_article = {"and", "or", "not", "in"}.isdisjoint(self.phrase(at)[1])
            is_written_so = first.typed.istitle() and is_article
            is_written_so |= self.text[first.end :][:1] == "-"
            if words[-1].is_stop or (first.is_stop and not is_written_so):
                continue
            each = {
                facet: [t for t in texts if _stands_for(facet, t, words, typed, bare=bare)]
                for facet, texts in self.facets_of(typed).items()
                if facet in wanted
            }
            if found := {facet: texts for facet, texts in each.items() if texts}:
                return length, found
        return 0, {}

    @cached_property
    def _kinds(self) -> list[str]:
        """What each word may be of what names promotions, see `_kind_of`."""
        dataset = self.texts.dataset
        known = (*dataset.promotion_codes, *dataset.promotion_years.values())
        codes = {code.casefold() for code in known if number_of(code) is None}
        years = [_YEAR] if dataset.promotion_codes and not self.searched else []
        pattern = "|".join((*map(re.escape, codes), *years)) or "(?!)"
        kinds = [_kind_of(word, pattern) for word in self.words]
        is_number = not self.searched and {*kinds} <= {"digits", "year"}
        # But `93` is a département.
        is_year = is_number and all("town" not in self.facets_of(w.plain) for w in self.words)
        return ["year" for _kind in kinds] if is_year else kinds

    def promotions_at(self, at: int) -> tuple[int, Sequence[str]]:
        """Return how many words from one on name promotions, and which.

        Raises:
            UsageError: for a promotion that there is not.
        """
        if self._kinds[at] in {"other", "stop", "and", "to"}:
            return 0, ()  # as most words, for which no pattern need be compiled
        kinds = "".join(f"{kind} " for kind in self._kinds[at:])
        if match := re.match(_ENDS, kinds):
            length = match[0].count(" ")
            numbers = (number_of(word.plain) for word in self.words[at : at + length])
            number = next(filter(None, numbers), 1)
            order = self.texts.dataset.promotion_codes
            return length, order[:number] if match[1] == "first" else order[-number:]
        match = re.match(_CODES, kinds)
        is_capital = at and self.words[at - 1].typed[0].isupper()
        if not match or (is_capital and self.is_in_a_text(at - 1)):
            return 0, ()
        length = match[0].count(" ")
        if not (codes := self._between(at, length, match[1] or "")):
            none = _("there is no promotion {words}")
            raise UsageError(none, words=self.typed(at, length))
        return length, codes

    def _between(self, at: int, length: int, relation: str) -> Sequence[str]:
        """Return the promotions that words name: with those between two, or before or after."""
        dataset, codes, is_range = self.texts.dataset, list[str](), False
        order, years = dataset.promotion_codes, dataset.promotion_years
        for place in range(at, at + length):
            kind = self._kinds[place]
            is_range |= kind == "to" or self.between(place, place) in ("-", "–")
            if kind not in ("year", "digits", "number", "ordinal"):
                continue
            plain = self.plain(place)
            ordinal = str(file_of_words()["ordinals"].get(plain, plain))
            name = re.sub(r"(?<=\d)[a-z]+", "", ordinal)
            named = promotions_named([name], dataset)
            if kind == "year" and name.isdigit() and name not in map(years.get, named):
                self.read[name] = f"promotion {dataset.promotion_labels[named[0]]}"
            if codes and (is_range or relation == "between"):
                low, high = sorted((order.index(codes[-1]), order.index(named[0])))
                codes += order[low + 1 : high]
            codes, is_range = codes + named, False
        first, last = order.index(codes[0]), order.index(codes[-1])
        parts = {"before": order[:first], "since": order[first:], "after": order[last + 1 :]}
        return parts.get(relation, codes)


def _kind_of(word: Word, years: str) -> str:
    """Return what a word may be of what names promotions, see `_CODES`."""
    senses = phrases_of("senses").get((word.form,), {})
    for name in ("first", "last", "since", "after", "before", "between", "to"):
        if word.plain in lists()[name]:
            return name
    if re.fullmatch(years, word.plain):
        return "year"
    if number_of(word.plain) is not None:
        return "digits" if word.plain.isdigit() else "number"
    if word.plain == "eig" or senses.get("kind") in ("promotion", "year"):
        return "promotion"
    if word.plain in file_of_words()["ordinals"] or re.fullmatch(_ORDINAL, word.plain):
        return "ordinal"
    return "and" if {"and", "or"} & senses.keys() else "stop" if word.is_stop else "other"


def _senses_of(phrases: Sequence[tuple[int, Senses]]) -> Iterator[tuple[str, str]]:
    """Yield what the phrases of a text say, from word to word, each the longest that there is."""
    at = 0
    while at < len(phrases):
        length, senses = phrases[at]
        yield from senses.items()
        at += length or 1


def _stands_for(facet: str, text: str, words: Sequence[Word], typed: str, *, bare: bool) -> bool:
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
        asking = {words[0].plain, words[0].plain.removesuffix("s")} & words_of_phrases()
        return len(words) > 1 or not typed.islower() or not asking
    is_subject = facet == "skill" and folded(text) in lists()["subjects"]
    is_word = is_subject or text.startswith(("Ministère", "Ministry"))
    return has_accents(typed, text) and not (bare and is_word)


def lexicon_of(texts: Texts) -> Lexicon:
    """Return the names in a dataset, with synonyms that mean nothing else than a name.

    A wheel has those of eigcli compiled.
    """
    lexicon: Lexicon = {}
    if texts.are_ours and (made := compiled("words")):
        return dict(made["lexicon"])

    def add(words: tuple[str, ...], facet: str, text: str) -> None:
        named = lexicon.setdefault(words, {}).setdefault(facet, [])
        if text not in named:
            named.append(text)

    for facet in NAMED:
        for name in _names_of(texts.dataset, facet):
            add(key(name), facet, name)
    for title, slug in ((t, c.slug) for c in texts.dataset.challenges for t in c.titles):
        add(key(title), "challenge", slug)
        add((form(fold(title)),), "challenge", slug)
    subjects = {key(text) for c in texts.dataset.challenges for text in c.expertise}
    for word, [phrase, *others] in texts.words_with_synonyms.items():
        named = lexicon.get(key(phrase), {})
        is_sure = not others and key(word) not in lexicon and key(phrase) not in subjects
        for facet in [f for f in ("skill", "town") if is_sure and f in named]:
            add(key(word), facet, phrase)  # `graphiste`, `Brittany`
        for theme in named.get("theme", ())[:1]:
            add(key(word), "theme", theme)  # `health`
    return lexicon


def _names_of(dataset: Dataset, facet: str) -> dict[str, None]:
    """Return the names of a facet in a dataset; of roles, those of the vocabulary alone."""
    names = dict.fromkeys(FACETS[facet].known(dataset))
    if facet != "skill":  # a keyword such as `data` is a subject
        for named in (FACETS[facet].names, FACETS[facet].others):
            names |= dict.fromkeys(name for c in dataset.challenges for name in named(c))
    return names


def corrected(words: Sequence[Word], texts: Texts, lexicon: Lexicon) -> dict[str, str]:
    """Return, by words that are in no text, the word that is near to each."""
    known = (lexicon, phrases_of("senses"), phrases_of("hints"))
    forms = {f for phrases in known for p in phrases for f in p}
    names = " ".join(f"{p.name} {p.acronym or ''}" for p in texts.dataset.programmes)
    forms |= {word.form for word in words_in(names)}

    def is_known(plain: str) -> bool:
        return form(plain) in forms or bool(texts.synonyms(plain)) or texts.have_word(plain)

    read: dict[str, str] = {}
    for word in words:
        plain = word.plain
        is_word = word.is_stop or plain.isdigit() or len(plain) < _SHORTEST_CORRECTED
        if is_word or is_known(plain) or texts.have(plain.rstrip("sx")):
            continue
        elided = re.sub(_ELIDED, "", plain, count=1)
        near = [elided] if is_known(elided) else []
        for likely in () if near else (words_of_phrases(), _words_of(lexicon), texts.words):
            # A slip leaves the first letter, and about as many.
            close = [w for w in sorted(likely) if folded(w)[0] == plain[0]]
            close = [w for w in close if abs(len(fold(w)) - len(plain)) < 2]  # noqa: PLR2004
            near = near or nearest(word.typed, close) or nearest(word.typed.rstrip("sx"), close)
        if near:
            read[word.typed] = near[0]
    return read


def _words_of(lexicon: Lexicon) -> set[str]:
    """Return the words of names, as they are written, and slugs of challenges as one word."""
    slugs = {fold(slug) for facets in lexicon.values() for slug in facets.get("challenge", ())}
    names = (n for facets in lexicon.values() for facet in NAMED for n in facets.get(facet, ()))
    return slugs | {word.typed for name in names for word in words_in(name)}
