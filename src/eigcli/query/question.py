"""Questions as people type them, rewritten into options, which answer and are shown to the user.

    designers à Lyon pour les ponts, sans géomaticien
    ->  --skill designers --town Lyon --without skill=géomaticien --search ponts

Passes find what its words are taken for (`passes.py`); here these become options, and the rest
says what is asked besides.
"""

import re
from collections.abc import Collection, Sequence
from itertools import chain

from eigcli.data.kinds import fields_of
from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.data.promotions import ALL, are_all
from eigcli.errors import NoAnswerError, UsageError
from eigcli.messages import N_, _
from eigcli.query.definitions import definition_of
from eigcli.query.facets import COUNTED, FILTERS, NAMED
from eigcli.query.filters import Filters, bound_of
from eigcli.query.interpretation import Interpretation
from eigcli.query.naming import FacetIndex
from eigcli.query.passes import read
from eigcli.query.refusals import refuse, refuse_unclear, refused_topics
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import Token, Tokens, kinds_of, tokens_of, values_of
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import WORD, checked, folded, operator, words_in

_MANY = 10  # challenges, if the largest are asked for
_JUDGED = N_(
    "The data does not say what succeeded or failed: it says what is in use, on trial or ended."
)
_VAGUE_FACTS = {"towns", "year", "figures"}  # `where`, `when`, `how many`
_QUOTED = r"\"([^\"]*)\"|«([^«»]*)»|“([^“”]*)”"
_COMPARED = (  # `plus de X que de Y`, `plus de X ou de Y`
    r"\b(?:plus|moins|autant)\b.+\b(?:(?<!ce )qu(?:e\b|['’])|ou d(?:e\b|['’]))"
)
NOT_UNDERSTOOD = {"unheeded", "unknown", "predicate"}
# Kinds of tokens whose words may still say what is asked.
_MERE_WORDS = {"", "search", "programme", "limit", *NOT_UNDERSTOOD}


class Intents(dict[str, list[str]]):
    """What the words of a question ask for, by the kind of their sense; nothing for another."""

    def __missing__(self, kind: str) -> list[str]:
        return []


class Question:
    """A question, and the tokens that its words are read as.

    Args:
        text: as it was typed.
        vocabulary: the names and words of the dataset that is asked.

    Attributes:
        tokens: its tokens, in order.
        corrected: words that were taken for others.
        intents: what it asks for besides options.
        is_ranked: whether it asks for an order: `the most`, `compare`.

    Raises:
        UsageError: for too many words.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        text = checked(text)
        quotes = ["".join(parts).strip() for parts in re.findall(_QUOTED, text)]
        text = re.sub(_QUOTED, " ", text)
        self.corrected = dict(vocabulary.corrected(words_in(text)))
        text = re.sub(WORD, lambda match: self.corrected.get(match[0], match[0]), text)
        self.text = text
        self.tokens = read(tokens_of(text), vocabulary)
        self.tokens += [Token(f'"{quote}"').taken("search") for quote in quotes if quote]
        self.intents = _intents(self.tokens)
        if re.search(_COMPARED, folded(text)):
            self.intents.setdefault("rank", []).append("most")
        self.is_ranked = "rank" in self.intents
        for token in self.tokens:
            if token.kind == "promotion" and "read" in token.senses:
                self.corrected[token.typed] = token.senses["read"]

    @property
    def kinds(self) -> set[str]:
        """What its tokens are taken for, except what is not understood."""
        return kinds_of(self.tokens) - NOT_UNDERSTOOD - {"nowhere", "missing"}

    @property
    def is_of_roles(self) -> bool:
        """Whether it asks how many people there are of a role."""
        included = kinds_of(token for token in self.tokens if not token.excluded)
        is_counting = "count" in self.intents or "by" in included
        is_of_people = not included.isdisjoint({"skill", "recruited"})
        return is_of_people and is_counting and "challenge" not in self.intents

    @property
    def is_bare(self) -> bool:
        """Whether it has nothing but nouns, and small words between them."""
        return not any(
            token.says("aux", "being", "having", "who", "which", "count", "frame")
            for token in self.tokens
        )


def _intents(tokens: Tokens) -> Intents:
    intents = Intents()
    for token in tokens:
        for kind, what in token.senses.items() if token.kind in _MERE_WORDS else ():
            intents.setdefault(kind, []).append(what)
    return intents


def understood(text: str, texts: SearchIndex, *, counting: bool = False) -> Interpretation:
    """Return how a question is understood.

    Args:
        text: the question.
        texts: those of the dataset that is asked.
        counting: whether one word may say what to count by: `stats ministère`.

    Raises:
        UsageError: for a question of too many words, and for a promotion that does not exist.
        NoAnswerError: for what the data does not hold, and for what is the question and was not
            understood.
    """
    question = Question(text, Vocabulary(texts))
    tokens, intents = question.tokens, question.intents
    if definition := definition_of(question):
        return Interpretation(definition=definition, decides=True, is_question=True)
    challenges, facts, tokens = _challenges(tokens, question)
    is_programme = not challenges and _is_of_programme(question)
    columns = () if challenges else _columns_of_calls(question)
    topics = refused_topics(question, challenges, is_programme=is_programme)
    if columns and topics <= {"people", "money", "applicants"}:
        is_programme = True
    elif topics:
        refuse(topics)
    else:
        columns = ()
    _refuse_missing(question, is_programme=is_programme)
    if is_programme:
        named = [
            t
            for t in tokens
            if t.kind == "promotion" and not (t.value == ALL and "whole" in intents)
        ]
        return Interpretation(
            Filters(promotion=_promotions(named, texts.dataset)),
            is_programme=True,
            columns=columns,
            corrected=question.corrected,
            unheeded=values_of(tokens, "unknown", "unheeded", "skill"),
            decides=True,
            is_question=True,
        )
    if not challenges:
        tokens = _searched(tokens, question.vocabulary)
    by, tokens = ((), tokens) if challenges else _counted_by(tokens, question, counting=counting)
    measure = _measure(by, question)
    if measure == "recruited" and not intents["whom"]:  # people are those who were recruited
        tokens = [t._replace(kind="recruited") if t.kind == "skill" else t for t in tokens]
    filters = _filters(tokens, question)
    if not (by or challenges):  # `the five ministries with the most designers` are in no order
        filters = _ordered(filters, question)
    is_count = "count" in intents and not facts
    judged = (_(_JUDGED),) if "judged" in intents and not challenges else ()
    found = Interpretation(
        filters=filters,
        by=by,
        is_count=is_count,
        is_share="share" in intents["count"] and "state" not in by,
        is_listed=is_count and not by and _is_listed(question),
        rank=_rank(intents),
        measure=measure,
        challenges=challenges,
        facts=facts,
        corrected=question.corrected,
        unheeded=values_of(tokens, *NOT_UNDERSTOOD),
        preamble=_left_out(question, filters) + judged,
    )
    if not (question.kinds or found.unheeded) and "all" in intents:  # `tout`, `list everything`
        filters = filters._replace(promotion=(ALL,))
        found = found._replace(filters=filters)
    is_chosen = filters.replaced("search").are_given or filters.promotion or filters.sort
    decides = bool(is_chosen or by or is_count or challenges)
    refuse_unclear(question, tokens, found, decides=decides)
    asks = "challenge" in intents or (filters.given and not found.unheeded)
    is_question = decides or bool(asks)
    if not (decides or filters.are_given or found.unheeded):
        found = found._replace(filters=filters.replaced("search", text))
    return found._replace(decides=decides, is_question=is_question)


def _refuse_missing(question: Question, *, is_programme: bool) -> None:
    """Raise UsageError for a promotion that does not exist, unless it is another year.

    A call, or a state, may be asked of a year in which there was no promotion any more.
    """
    missing = values_of(question.tokens, "missing")
    is_time_of_state = "state" in kinds_of(question.tokens)
    if missing and not (is_programme or is_time_of_state):
        raise UsageError(missing[0])


def _left_out(question: Question, filters: Filters) -> tuple[str, ...]:
    """Return sentences on places where no team works.

    Raises:
        NoAnswerError: if no other place is named.
    """
    names = FacetIndex(question.vocabulary.texts, "town")
    places = values_of(question.tokens, "nowhere")
    unknown = tuple(str(names.unknown(place)) for place in places)
    if unknown and "town" not in filters.options:
        raise NoAnswerError("\n".join(unknown))
    return unknown


def _rank(intents: Intents) -> str:
    """Return whether the `most` or the `least` come first, "" if no order is asked for."""
    orders = " ".join(intents["rank"] + intents["sort"])
    if "least" in orders:
        return "least"
    return "most" if orders else ""


def _is_listed(question: Question) -> bool:
    """Return whether "which" stands behind "and": `how many were abandoned, and which`."""
    words = folded(question.text)
    return bool(
        re.search(r"\b(?:et|and)\s+(?:les)?(?:quels|quelles|which)(?:\s+ones?)?\W*$", words)
    )


def _measure(by: Sequence[str], question: Question) -> str:
    """Return the number of people that is asked for, see `Interpretation`."""
    intents, kinds = question.intents, question.kinds
    whom = {*intents["whom"]}
    is_of_staff = "people" in intents or not kinds.isdisjoint({"skill", "recruited"})
    is_by = bool(by) and "challenge" not in intents
    is_counted = question.is_ranked or "by" in kinds
    if not whom and is_by and is_counted and is_of_staff:
        return "recruited" if any(c.recruits for c in question.vocabulary.dataset) else ""
    is_of_people = "people" in intents or "skill" in by or "at-least" in kinds
    is_of_people = is_of_people or (is_by and "share" not in intents["count"])
    return whom.pop() if is_of_people and len(whom) == 1 else ""


def _searched(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Return tokens; words on the programme, where it is not meant, are searched if they decide."""
    return [
        token._replace(kind="search" if vocabulary.decides(token) else "unknown")
        if token.kind in ("programme", "greeting", "challenge")
        else token
        for token in tokens
    ]


def _challenges(
    tokens: Tokens, question: Question
) -> tuple[tuple[str, ...], tuple[str, ...], Tokens]:
    """Return the challenges that are named, the fields that are asked of them, the other tokens."""
    names = [token for token in tokens if token.kind == "challenge"]
    asked = [*question.intents["fact"]]
    asked += [token.kind for token in tokens if token.kind in ("state", "phase")]
    asked += [name for name in values_of(tokens, "has") if name in fields_of(Challenge)]
    asked += [token.senses.get("fact", "") for token in tokens if token.kind == "by"]
    if not question.kinds.isdisjoint({"skill", "recruited"}):
        asked.insert(0, "seeks recruits")
    if not names or not _are_meant(names, question, is_fact=bool(asked)):
        return (), (), tokens
    facets_of = question.vocabulary.facets_of
    slugs = distinct(chain(*(facets_of(name.typed)["challenge"] for name in names)))
    # `where is the code of Basegun` asks for the code.
    asked = [fact for fact in asked if fact not in _VAGUE_FACTS] or asked
    asked = [*filter(None, asked)]
    facts = asked if "and" in question.intents else asked[:1]
    return slugs, distinct(" ".join(facts).split()), _beside(slugs, tokens, question)


def _are_meant(names: Tokens, question: Question, *, is_fact: bool) -> bool:
    """Return whether the names of challenges are meant as such: `label` is a word, too.

    They are if a fact is asked, or nothing else. With several words or a capital, or if no other
    challenge mentions it, a name is also meant if all else is searched: `contact of A-JUST`.
    """
    texts = question.vocabulary.texts
    others = question.kinds - {
        "by",
        "challenge",
        "programme",
        "state",
        "phase",
        "has",
        "skill",
        "recruited",
    }
    is_sure = any(
        not name.typed.islower() or len(name.words) > 1 or len(texts.mentioning(name.typed)) == 1
        for name in names
    )
    if is_sure and others <= {"search"}:
        return True
    searched = [token for token in question.tokens if token.kind in ("search", "unknown")]
    is_hinted = all("fact" in token.senses for token in searched)
    return is_hinted and (is_fact or not others - {"search"})


def _beside(slugs: Sequence[str], tokens: Tokens, question: Question) -> Tokens:
    """Return the tokens that remain beside named challenges: words that these do not mention."""
    mentioning = question.vocabulary.texts.mentioning
    left = Tokens()
    for token in tokens:
        is_word = token.kind in {"search", *NOT_UNDERSTOOD} and "fact" not in token.senses
        if is_word and mentioning(token.typed).isdisjoint(slugs):
            left.append(token._replace(kind="unheeded"))
    return left


def _is_of_programme(question: Question) -> bool:
    """Return whether a question is about the programme, not about challenges or their number."""
    intents, kinds = question.intents, question.kinds
    if {"promotion", "year"}.issuperset(values_of(question.tokens, "by")):
        kinds = kinds - {"by"}  # pay by year
    searched = [token for token in question.tokens if token.kind == "search"]
    if not any(map(question.vocabulary.decides, searched)):
        kinds = kinds - {"search"}
    is_named = "programme" in kinds and kinds <= {"programme", "skill", "recruited", "promotion"}
    is_whole = "whole" in intents and "challenge" not in intents
    if "challenge" not in intents:
        is_named = is_named or ("programme" in kinds and kinds <= {"programme", "state"})
        # `when did promotion 5 start`
        is_dated = any("year" in fact for fact in intents["fact"])
        is_named = is_named or (is_dated and kinds == {"promotion"})
    is_about = is_named or (is_whole and kinds <= {"promotion", "state", "phase"})
    is_other = "evolution" in intents or ("count" in intents and "amount" not in intents)
    return is_about and not is_other


def _columns_of_calls(question: Question) -> tuple[str, ...]:
    """Return the numbers of calls that a question asks for, if it is of nothing else."""
    columns = distinct(" ".join(question.intents["call"]).split())
    is_counted = "count" in question.intents or "proposed" not in columns
    if not is_counted or "ability" in question.intents:
        return ()  # `how are the challenges selected`
    calls = question.vocabulary.dataset.programmes
    is_known = any(getattr(call, name) for call in calls for name in columns)
    # `budget of the projects`
    if not is_known or "challenge" in question.intents:
        return ()
    are_of_calls = [
        token.kind in {"", "promotion", "by"} or "call" in token.senses or "refused" in token.senses
        for token in question.tokens
    ]
    return columns if all(are_of_calls) else ()


def _counted_by(
    tokens: Tokens, question: Question, *, counting: bool
) -> tuple[tuple[str, ...], Tokens]:
    """Return the facets that a question counts by, named or implied, and the tokens that remain."""
    intents = question.intents
    by = distinct(values_of(tokens, "by"))
    if (
        "evolution" in intents
        and {"promotion", "year"}.isdisjoint(by)
        and "search" not in question.kinds
    ):
        by = ("year", *by)
    if "judged" in intents:  # nobody's state is success or failure
        by = distinct((*by, "state"))
    elif not question.kinds.isdisjoint({"state", "has"}):  # `which became startups d'État`
        kept = {token.value for token in tokens if token.kind == "by" and "kind" in token.senses}
        by = tuple(facet for facet in by if facet != "state" or facet in kept)
    if not by and (counting or not question.kinds):
        by = _words_for_facets(question, counting=counting)
    several = _facets_of_several(tokens, by)
    if question.is_ranked:
        return _ranked_by(by, several, tokens, question)
    if by:
        return by, tokens
    if question.is_of_roles:  # `combien de designers à Lyon`
        if "share" in intents["count"]:  # a share is of all roles
            tokens = [token for token in tokens if token.kind not in ("skill", "recruited")]
        return ("skill",), tokens
    # `how many in use, how many ended`, but `both a designer and a developer` is one condition
    each = [facet for facet in several if facet in NAMED and facet != "skill"]
    return (tuple(each[:1]) if "count" in intents else ()), tokens


def _words_for_facets(question: Question, *, counting: bool) -> tuple[str, ...]:
    """Return the facets that are all a question names: `liste des métiers`, `stats ministère`."""
    named = distinct(token.senses["kind"] for token in question.tokens if token.says("kind"))
    facets = tuple(facet for facet in named if facet in COUNTED)
    if counting:
        return tuple("ministry" if facet == "family" else facet for facet in facets)
    return facets if "challenge" not in question.intents else ()


def _facets_of_several(tokens: Tokens, by: Collection[str]) -> list[str]:
    """Return the facets of which a question wants several values: `more in 2018 or 2019`."""
    kinds = [token.kind for token in tokens if not token.excluded]
    kinds = ["skill" if kind == "recruited" else kind for kind in kinds]
    return [f for f in ("promotion", *FILTERS) if kinds.count(f) > 1 and f not in by]


def _ranked_by(
    by: tuple[str, ...], several: Sequence[str], tokens: Tokens, question: Question
) -> tuple[tuple[str, ...], Tokens]:
    """Return the facets that a ranking counts by, and the tokens that remain."""
    included = [token for token in tokens if not token.excluded]
    counted = [token for token in included if token.kind in {*by} - {"promotion"}]
    if len(counted) == 1:  # `which town has the most after Paris`: no filter, too
        tokens = [t._replace(kind="unheeded") if t in counted else t for t in tokens]
    by = (*by, *several[:1])
    facets_of = question.vocabulary.facets_of
    hosts = [facets_of(host) for host in values_of(included, "ministry")]
    if len(hosts) > 1 and all("family" in facets for facets in hosts):
        by = tuple("family" if facet == "ministry" else facet for facet in by)
    return by, tokens


def _filters(tokens: Tokens, question: Question) -> Filters:
    """Return the options that tokens stand for, except the order."""
    wanted: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}
    last = Token("")
    for token in tokens:
        if token.kind not in {*FILTERS, "search"}:
            last = last if not token.kind else token
            continue
        values = (without if token.excluded else wanted).setdefault(token.kind, [])
        joiner = _joiner(token, last, question)
        if joiner and values and not token.excluded:
            values[-1] += joiner + token.value
        elif token.value not in values:
            values.append(token.value)
        last = token
    if words := wanted.pop("search", None):  # words are shown last
        wanted["search"] = _searches(words)
    bounds = [
        bound_of(token.kind, token.value)
        for token in tokens
        if token.kind in ("at-least", "at-most")
    ]
    limit = next(map(int, values_of(tokens, "limit")), None)
    return Filters(
        {facet: tuple(values) for facet, values in wanted.items()},
        _promotions(tokens, question.vocabulary.dataset),
        limit=limit,
        without={facet: tuple(values) for facet, values in without.items()},
        bounds=tuple(bounds),
    )


def _joiner(token: Token, last: Token, question: Question) -> str:
    """Return what stands between a value and the last one of its option, "" for a value apart.

    "Or" joins words, "and" joins roles and subjects; of other values, any is enough.
    """
    if token.kind != last.kind or token.excluded != last.excluded:
        return ""
    is_both = "both" in question.intents
    is_any = question.is_ranked or question.is_of_roles
    if token.kind in ("search", "has"):
        is_or = token.operator and not (is_both and token.operator == "and")
        words = _("or") if is_or else ""
        is_beside = not token.gap.strip() and token.kind == "search"
        return f" {words} " if words else " " * is_beside
    if token.kind in ("subject", "theme"):  # of a list, any is enough: `health, data`
        is_all = is_both if token.operator else not is_any
    else:
        is_all = token.operator == "and" and (is_both or not is_any)
        is_all = is_all and (
            token.kind in ("skill", "recruited") or (token.kind == "town" and is_both)
        )
    return f" {_('and')} " if is_all else ""


def _searches(words: Sequence[str]) -> list[str]:
    """Return words as one search, but what has an "or" apart: it would bind other words."""
    either = [*filter(operator("or").search, words)]
    others = " ".join(word for word in words if word not in either)
    return [*filter(None, [others]), *either]


def _ordered(filters: Filters, question: Question) -> Filters:
    """Return options with the order that a question asks for."""
    intents = question.intents
    orders = sorted(intents["sort"])
    kinds = question.kinds
    is_of_people = "people" in intents or not kinds.isdisjoint({"skill", "recruited"})
    if question.is_ranked and is_of_people and "count" not in intents:
        orders.append("people least" if "least" in intents["rank"] else "people")
    is_top = question.is_ranked and filters.limit and "challenge" in intents
    if not orders and is_top and not filters.of("search"):  # `top 3 teams`
        orders.append("people least" if "least" in intents["rank"] else "people")
    if not orders:  # `five projects`; a ranking of nothing has no limit
        return filters._replace(limit=None) if question.is_ranked else filters
    key, *least = orders[0].split()
    if key == "people" and {*intents["whom"]} == {"recruited"}:
        key = "recruited"
    return filters._replace(sort=key, reverse=not least, limit=filters.limit or _MANY)


def _promotions(tokens: Tokens, dataset: Dataset) -> tuple[str, ...]:
    """Return the promotions that are asked for, without those excluded; `all` if these are all.

    "In total" asks for all, unless some are named, too.
    """
    named = [token for token in tokens if token.kind == "promotion"]
    if not named:
        return ()
    excluded = {token.value for token in named if token.excluded}
    included = {token.value for token in named} - excluded - {ALL}
    if not (included or excluded):
        return (ALL,)
    order = dataset.promotion_codes
    left = tuple(code for code in order if code in (included or {*order}) - excluded)
    return (ALL,) if left and are_all(left, dataset) else left
