"""Questions as people type them, rewritten into options, which answer and are shown to the user.

    designers à Lyon pour les ponts, sans géomaticien
    ->  --skill designers --town Lyon --without skill=géomaticien --search ponts

`tokens` finds what the words of a question are taken for; here the tokens become filters, and the
rest says what is asked besides.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from eigcli.data.kinds import fields_of
from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.data.promotions import ALL, are_all
from eigcli.errors import EigError
from eigcli.messages import N_, _
from eigcli.query.facets import FACETS, FILTERS, NAMED
from eigcli.query.filters import Filters, bound_of
from eigcli.query.naming import FacetIndex
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import Question, Token
from eigcli.query.words import file_of_words, lists, operator, senses_in, significant, words_in
from eigcli.text import list_in_words, quoted

_MANY = 10  # challenges, if the largest are asked for
# Kinds of tokens.
_SAYING_NOTHING = {"aside", "nowhere", "unheeded", "unmentioned"}
_SEARCHED = {"search", "unmentioned"}
# Not answered, unless own keys may say it.
_MAY_BE_STATED = {"people", "money", "use", "applicants"}
# Not known of challenges and people, but of calls.
_OF_CALLS = {"people", "money", "applicants"}
WAY_IN = N_(
    "Ask, for example: eig designers in Lyon · eig how many projects per subject · eig which"
    " projects of 2021 are still in use. For more: eig --help."
)
# The replies to what is not answered.
_REFUSED = {
    "greeting": WAY_IN,
    "people": N_(
        "The data has nobody's name, age, gender or career: only how many people of each role"
        " worked on a challenge, and the women and men of a promotion: eig how many women."
    ),
    "money": N_(
        "The data has no field for the cost of a challenge or one person's pay; a text may mention"
        " it. Pay in the programme: eig programme. Budgets of promotions: eig what budget."
    ),
    "use": N_(
        "A challenge's figures may show its use: eig show NAME. Challenges cannot be compared."
    ),
    "funding": N_("Who funds a challenge stands on its card, where that is known: eig show NAME."),
    "average": N_("eig counts but computes no averages. For the numbers: eig stats, eig export."),
    "applicants": N_(
        "The data does not say who may apply, or for what. How many people did: eig how many"
        " candidates."
    ),
    "data": N_(
        "The data is under the Licence Ouverte 2.0. The sources of a challenge: eig show NAME. As a"
        " file: eig export --help."
    ),
    "unfilled": N_(
        "For challenges that did not find a role: eig list --skill designer --without"
        " recruited=designer. Both numbers: eig list --columns name,sought,recruited."
    ),
    "without": N_("eig counts challenges; it cannot list what has none. To compare: eig stats."),
}
_JUDGED = N_(
    "The data does not say what succeeded or failed: it says what is in use, on trial or ended."
)
Tokens = Sequence[Token]


class NoAnswerError(EigError):
    """A question that the data cannot answer, or of which nothing is understood."""


class Asked(NamedTuple):
    """What is asked for, as far as it is understood.

    Attributes:
        filters: the options that ask for the same; in an answer, with those that are given.
        by: the facets by which it asks to count.
        is_count: whether it asks how many; is_share: whether it asks which part of all.
        rank: `most` or `least`, if it asks for an order, else "".
        measure: the number of people that is asked for, `sought` or `recruited`, or "".
        challenges: the slugs of those that are named; facts: the fields that are asked of them.
        is_programme: whether it asks about the programme, not its challenges.
        columns: the numbers of calls that it asks for.
        read: words that were taken for others; unheeded: those that no option says, and
            those that no text has.
        decides: whether anything but words to be searched is understood.
        is_question: whether it decides, or asks for such words.
        preamble: sentences on what is left out, or was not understood.
        reading: sentences on how words were understood.
    """

    filters: Filters = Filters()
    by: tuple[str, ...] = ()
    is_count: bool = False
    is_share: bool = False
    rank: str = ""
    measure: str = ""
    challenges: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_programme: bool = False
    columns: tuple[str, ...] = ()
    read: Mapping[str, str] = {}
    unheeded: tuple[str, ...] = ()
    decides: bool = False
    is_question: bool = False
    preamble: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()

    @property
    def rows(self) -> list[str]:
        """The facets that it counts by, without that of the columns."""
        return [facet for facet in self.by if facet != self.across]

    @property
    def across(self) -> str:
        """The facet of the columns, if it asks for a table of two; else ""."""
        if len(self.by) != 2 or self.is_share:  # noqa: PLR2004
            return ""
        few = (facet for facet in self.by if FACETS[facet].ordered or FACETS[facet].field)
        return next(few, self.by[1])

    @property
    def command(self) -> str:
        """The command that answers it."""
        return "stats" if (self.by or self.is_count) and not self.is_programme else "list"


def understood(text: str, texts: SearchIndex, *, counting: bool = False) -> Asked:
    """Return how a question is understood.

    Args:
        text: the question.
        texts: those of the dataset that is asked.
        counting: whether one word may say what to count by: `stats ministère`.

    Raises:
        UsageError: for a question of too many words, and for a promotion that does not exist.
        NoAnswerError: for what the data does not hold, such as a place where no team works.
    """
    question = Question(text, texts, counting=counting)
    tokens, asks = question.tokens, question.asks
    challenges, facts, rest = _challenges(tokens, question)
    is_programme = not challenges and _is_of_programme(rest, question)
    refused = _refused(rest, question, challenges, is_programme=is_programme)
    columns = () if challenges else _columns_of_calls(rest, question)
    if columns and refused <= _OF_CALLS:
        is_programme, rest = True, [token for token in rest if token.kind == "promotion"]
    elif refused:
        raise NoAnswerError(_(_REFUSED[min(refused)]))
    else:
        columns = ()
    if question.refusal and not is_programme:
        raise question.refusal
    if is_programme:
        rest = _programme(rest, question)
    else:
        rest = _searched(rest, texts, "programme", "greeting")
    by: tuple[str, ...] = ()
    if not (challenges or is_programme):
        by, rest = _counted_by(rest, question)
        if "judged" in asks and (by or "count" in asks):
            by, rest = _by_state(by, rest)
    measure = _measure(tokens, by, question)
    filters = _filters(rest, question, measure)
    if not (by or challenges):  # `the five ministries with the most designers` are in no order
        filters = _ordered(filters, rest, question)
    is_count = "count" in asks and not facts
    is_chosen = bool(filters.replaced("search").are_given or filters.promotion or filters.sort)
    decides = is_chosen or bool(by or is_count or challenges or is_programme)
    # Words are a question if one is a name or a keyword, and the texts have all of them.
    words = _values(tokens, *_SEARCHED, "challenge")
    named = [word for word in words if question.is_name(word)]
    # Without a name or a keyword, a word that nothing mentions is why there is no answer.
    if not (decides or named):
        rest = [t._replace(kind="search") if t.kind == "unmentioned" else t for t in rest]
        filters = _filters(rest, question, measure)
    is_asking = question.is_asking or (named and not _values(rest, "unmentioned"))
    is_question = decides or bool(filters.are_given and is_asking)
    unheeded = _values(rest, "unheeded", "unmentioned")
    judged = (_(_JUDGED),) if "judged" in asks and not challenges else ()
    if not (decides or filters.are_given or unheeded):
        filters = filters.replaced("search", text)
    return Asked(
        filters=filters,
        by=by,
        is_count=is_count,
        is_share="share" in asks["count"] and "state" not in by,
        rank=_rank(asks),
        measure=measure,
        challenges=challenges,
        facts=facts,
        is_programme=is_programme,
        columns=columns,
        read=question.read,
        unheeded=unheeded,
        decides=decides,
        preamble=_left_out(question, filters) + judged,
        is_question=is_question,
    )


def search_understood(text: str, texts: SearchIndex) -> Asked:
    """Return how a search is understood: names in it are options, all else is searched.

    Raises:
        UsageError: for too many words, and for a promotion that does not exist.
        NoAnswerError: for a place where no team works.
    """
    question = Question(text, texts, searched=True)
    if question.refusal:
        raise question.refusal
    tokens = [token for token in question.tokens if token.kind not in _SAYING_NOTHING]
    kinds = {"not" if token.excluded else token.kind for token in tokens}
    if kinds <= {"search"} or not kinds <= {*FILTERS, "promotion", "search"}:
        return Asked(Filters({"search": (text,)}))
    filters = _filters(tokens, question)
    unheeded = _values(question.tokens, "unheeded", "unmentioned")
    left_out = _left_out(question, filters)
    return Asked(filters, unheeded=unheeded, decides=True, preamble=left_out)


def _left_out(question: Question, filters: Filters) -> tuple[str, ...]:
    """Return sentences on words told before a question, and on places where no team works.

    Raises:
        NoAnswerError: if no other place is named.
    """
    places = _values(question.tokens, "nowhere")
    unknown = tuple(str(FacetIndex(question.texts, "town").unknown(place)) for place in places)
    if unknown and "town" not in filters.given:
        raise NoAnswerError("\n".join(unknown))
    if not (asides := _values(question.tokens, "aside")):
        return unknown
    words = list_in_words(map(quoted, asides))
    return (_("left out, told before the question: {words}", words=words), *unknown)


def _values(tokens: Tokens, *kinds: str) -> tuple[str, ...]:
    """Return the values of the tokens of some kinds."""
    return tuple(token.value for token in tokens if token.kind in kinds)


def _rank(asks: Mapping[str, list[str]]) -> str:
    """Return whether the `most` or the `least` come first, "" if no order is asked for."""
    orders = " ".join(asks["rank"] + asks["sort"])
    return "least" if "least" in orders else orders and "most"


def _measure(tokens: Tokens, by: Sequence[str], question: Question) -> str:
    """Return the number of people that is asked for, see `Asked`."""
    asks, whom = question.asks, {*question.asks["whom"]}
    is_of_staff = "people" in asks or bool(_values(tokens, "skill"))
    is_by = "challenge" not in asks and by and (question.is_ranked or _values(tokens, "by"))
    if not whom and is_by and is_of_staff and any(c.recruits for c in question.texts.dataset):
        return "recruited"  # the most developers, not the most challenges that have one
    # `which promotion hired the most`, not `which ministry had the most projects`.
    is_of_people = "people" in asks or "skill" in by or bool(_values(tokens, "at-least"))
    is_of_people |= bool(by) and "challenge" not in asks and "share" not in asks["count"]
    return whom.pop() if is_of_people and len(whom) == 1 else ""


def _searched(tokens: Tokens, texts: SearchIndex, *kinds: str) -> Tokens:
    """Return tokens; those of some kinds as words to be searched or in no text."""
    return [
        token._replace(kind="search" if texts.mentioning(token.value) else "unmentioned")
        if token.kind in kinds
        else token
        for token in tokens
    ]


def _challenges(
    tokens: Tokens, question: Question
) -> tuple[tuple[str, ...], tuple[str, ...], Tokens]:
    """Return the challenges that are named, the fields that are asked of them, the other tokens."""
    names = _values(tokens, "challenge")
    titles = [t for t in tokens if t.kind == "challenge"]
    named = {at for t in titles for at in range(t.end - len(words_in(t.value)), t.end)}
    words = [word for at, word in enumerate(question.words) if at not in named]
    asked = [what for kind, what in senses_in(words, "hints") if kind == "fact"]
    hints = [hint.removeprefix("fact ") for hint in file_of_words()["hints"]]
    facts = ["seeks recruits"] if _values(tokens, "skill") else []
    facts += [hint for hint in hints if hint in asked]
    facts += [token.kind for token in tokens if token.kind in ("state", "phase")]
    facts += [name for name in _values(tokens, "has") if name in fields_of(Challenge)]
    if not _names_a_challenge(tokens, question, is_fact=bool(facts)):
        return (), (), _searched(tokens, question.texts, "challenge")
    slugs = distinct(chain(*(question.facets_of(name)["challenge"] for name in names)))
    facts = facts if "and" in question.asks else facts[:1]
    return slugs, distinct(" ".join(facts).split()), _beside(slugs, tokens, question)


def _names_a_challenge(tokens: Tokens, question: Question, *, is_fact: bool) -> bool:
    """Return whether the name of a challenge is meant as one: `label` is a word, too.

    It is if a fact is asked, or nothing else. With several words or a capital, or if no other
    challenge mentions it, it is also one if all else is searched: `contact of A-JUST`.
    """
    texts, names = question.texts, _values(tokens, "challenge")
    others = _kinds(tokens) - {"challenge", "programme", "state", "phase", "has", "skill"}
    is_sure = any(
        not name.islower() or len(words_in(name)) > 1 or len(texts.mentioning(name)) == 1
        for name in names
    )
    if is_sure and others <= {"search"}:
        return True
    searched = {w.plain for value in _values(tokens, *_SEARCHED) for w in significant(value)}
    return bool(names) and searched <= question.hinting and (is_fact or not others)


def _beside(slugs: Sequence[str], tokens: Tokens, question: Question) -> Tokens:
    """Return the tokens that remain beside named challenges.

    They are words that say nothing or that these challenges do not mention.
    """

    def is_left(token: Token) -> bool:
        if question.hinting.issuperset(word.plain for word in words_in(token.value)):
            return False  # `is it finished` hints at a fact
        if token.kind not in _SEARCHED:
            return token.kind in {"unheeded", "programme"}
        return question.texts.mentioning(token.value).isdisjoint(slugs)

    return [token._replace(kind="unheeded") for token in tokens if is_left(token)]


def _is_of_programme(tokens: Tokens, question: Question) -> bool:
    """Return whether a question is about the programme, not about challenges or their number."""
    asks, kinds = question.asks, _kinds(tokens)
    is_of_times = {"promotion", "year"}.issuperset(_values(tokens, "by"))
    about = kinds - {"by"} if is_of_times else kinds  # pay by year
    is_named = "programme" in kinds and about <= {"programme", "skill", "promotion"}
    is_whole = "whole" in asks and "challenge" not in asks
    is_named |= is_whole and kinds <= {"promotion", "state", "phase"}
    return is_named and ("count" not in asks or "amount" in asks)


def _columns_of_calls(tokens: Tokens, question: Question) -> tuple[str, ...]:
    """Return the numbers of calls that a question asks for, if it is of nothing else."""
    asks = question.asks
    asked = asks["call"] + (asks["counted"] if "count" in asks else [])
    columns = distinct(" ".join(asked).split())
    calls = question.texts.dataset.programmes
    is_known = any(getattr(call, name) for call in calls for name in columns)
    # `budget of the projects`
    is_of_projects = "challenge" in asks and "proposed" not in columns
    if not is_known or is_of_projects:
        return ()
    is_about_calls = all(_is_of_calls(token, question) for token in tokens)
    return columns if is_about_calls else ()


def _is_of_calls(token: Token, question: Question) -> bool:
    """Return whether a token may stand in a question on calls: it asks for no challenges."""
    if token.kind in {"promotion", "programme"} or token.value in {"promotion", "year"}:
        return True
    return question.hinting.issuperset(word.plain for word in words_in(token.value))


def _programme(tokens: Tokens, question: Question) -> Tokens:
    """Return the tokens that remain of a question about the programme."""
    # `when did the programme begin` is not of each promotion.
    unnamed = {ALL} if "whole" in question.asks else set()
    named = [t for t in tokens if t.kind == "promotion" and t.value not in unnamed]
    # Pay does not depend on roles.
    kept = {"unheeded", "unmentioned", "skill"}
    return named + [t._replace(kind="unheeded") for t in tokens if t.kind in kept]


def _kinds(tokens: Tokens) -> set[str]:
    """Return the kinds of tokens, without those that say nothing."""
    return {token.kind for token in tokens} - _SAYING_NOTHING


def _refused(
    tokens: Tokens, question: Question, challenges: Sequence[str], *, is_programme: bool
) -> set[str]:
    """Return what a question asks for and the data does not hold, as keys of `_REFUSED`.

    Args:
        tokens: the tokens.
        question: the question.
        challenges: the challenges that are named.
        is_programme: whether it asks about the programme.
    """
    asks, kinds = question.asks, _kinds(tokens)
    # The figures of a challenge may say how much it is used.
    uncounted = {what for what in asks["uncounted"] if what != "use" or not challenges}
    if not ("count" in asks or question.is_ranked or "by" in kinds):
        # `women in the programme`
        uncounted &= {"people"} if is_programme or challenges else set()
    refused = {*asks.get("unrecorded", uncounted)}
    if "greeting" in question.senses(0) and kinds <= {"greeting"}:  # not `panorama des aides`
        refused.add("greeting")
    if _is_of_none(question):
        refused.add("without")
    if challenges:
        refused -= {"funding", "data"}  # facts of it
    if not question.texts.are_ours:
        refused.discard("data")
    has_own = any(challenge.own for challenge in question.texts.dataset)
    return refused - _MAY_BE_STATED if has_own else refused


def _is_of_none(question: Question) -> bool:
    """Return whether a question asks which values of a facet have none of something."""
    asked = (token for token in question.tokens if token.kind == "by")
    is_which = any(question.plain[token.end - 2] not in lists()["per"] for token in asked)
    excluded = {t.kind for t in question.tokens if t.excluded} & {*FILTERS, "promotion", "unheeded"}
    return is_which and not question.is_ranked and bool(excluded - {"town"})


def _counted_by(tokens: Tokens, question: Question) -> tuple[tuple[str, ...], Tokens]:
    """Return the facets that a question counts by, named or implied, and the tokens that remain."""
    is_of_times = {"promotion", "year"} & {*_values(tokens, "by")}
    if "evolution" in question.asks and not (is_of_times or _values(tokens, "search")):
        tokens = [Token("by", "year", len(question.words)), *tokens]
    by = distinct(_values(tokens, "by"))
    included = [token for token in tokens if not token.excluded]
    kinds = [token.kind for token in included]
    # `more in 2018 or 2019`, `designers vs developers by year`, `how many in use, how many ended`
    several = [f for f in ("promotion", *FILTERS) if kinds.count(f) > 1 and f not in by]
    if not question.is_ranked:
        if not by and question.is_of_roles:
            if "share" in question.asks["count"]:  # a share is of all roles
                tokens = [token for token in tokens if token.kind != "skill"]
            return ("skill",), tokens  # `combien de designers à Lyon`
        is_count = "count" in question.asks
        # `both a designer and a developer` is one condition.
        each = [facet for facet in several if is_count and facet in NAMED and facet != "skill"]
        return by or (*each[:1],), tokens
    if by:
        # A facet to count by is no filter, too: `which town has the most after Paris`.
        counted = [token for token in included if token.kind in {*by} - {"promotion"}]
        if len(counted) == 1:
            tokens = [t._replace(kind="unheeded") if t in counted else t for t in tokens]
    by = (*by, *several[:1])
    hosts = [question.facets_of(host) for host in _values(included, "ministry")]
    if len(hosts) > 1 and all("family" in facets for facets in hosts):
        by = tuple("family" if facet == "ministry" else facet for facet in by)
    return by, tokens


def _by_state(by: Sequence[str], tokens: Tokens) -> tuple[tuple[str, ...], Tokens]:
    """Return the facets to count by, with that of states, and the tokens that choose no state.

    Nobody's state is success or failure: all of them answer a question on these.
    """
    return distinct((*by, "state")), [token for token in tokens if token.kind != "state"]


def _filters(tokens: Tokens, question: Question, measure: str = "") -> Filters:
    """Return the options that tokens stand for, except the order."""
    asks = question.asks
    is_of_recruits = measure == "recruited" or {*asks["whom"]} == {"recruited"}
    # "Or" joins words, "and" joins roles; of other values, any is enough.
    is_any = question.is_ranked or question.is_of_roles
    is_both = "both" in asks
    both = {"subject", "theme", "town"} if is_both else {"subject", "theme"}
    both |= {"skill", "recruited"} if is_both or not is_any else set()
    joiners = {"search": "or", "has": "or", **dict.fromkeys(both, "and")}
    options: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}
    previous, end = "", 0
    for token in tokens:
        kind, value = token.kind, token.value
        if is_of_recruits and kind == "skill":
            kind = "recruited"
        if is_of_recruits and kind in ("at-least", "at-most"):
            value = f"recruited {value}" if "=" in value else f"recruited={value}"
        is_excluded = token.excluded and kind in (*FILTERS, "search")
        values = (without if is_excluded else options).setdefault(kind, [])
        is_joined = previous == token.kind and token.operator == joiners.get(kind)
        if is_joined and not is_excluded:
            values[-1] += f" {_('and') if token.operator == 'and' else _('or')} {value}"
        elif (
            not is_excluded
            and previous == kind == "search"
            and end == token.end - len(words_in(value))
        ):
            values[-1] += f" {value}"  # `machine learning or artificial intelligence`
        elif value not in values:
            values.append(value)
        previous, end = "" if token.excluded else token.kind, token.end
    if words := options.pop("search", None):  # words are shown last
        options["search"] = _searches(words)
    given = {n: tuple(v) for n, v in options.items() if n in {*FILTERS, "search"}}
    bounds = [bound_of(n, v) for n in ("at-least", "at-most") for v in options.get(n, ())]
    limit = next(map(int, _values(tokens, "limit")), None)
    return Filters(
        given,
        _promotions(tokens, question.texts.dataset),
        limit=limit,
        without={name: tuple(values) for name, values in without.items()},
        bounds=tuple(bounds),
    )


def _searches(words: Sequence[str]) -> list[str]:
    """Return words as one search, but what has an "or" apart: it would bind other words."""
    either = [*filter(operator("or").search, words)]
    others = " ".join(word for word in words if word not in either)
    return [*filter(None, [others]), *either]


def _ordered(filters: Filters, tokens: Tokens, question: Question) -> Filters:
    """Return options with the order that a question asks for."""
    asks = question.asks
    orders = sorted(asks["sort"])
    is_of_people = "people" in asks or "seeks recruits" in asks["fact"]
    is_of_people |= bool(_values(tokens, "skill"))
    if question.is_ranked and is_of_people and "count" not in asks:
        orders.append("people least" if "least" in asks["rank"] else "people")
    if not orders:  # `five projects`; a ranking of nothing has no limit
        return filters._replace(limit=None) if question.is_ranked else filters
    key, *least = orders[0].split()
    if key == "people" and {*asks["whom"]} == {"recruited"}:
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
    included = {token.value for token in named if not token.excluded} - {ALL}
    if not (included or excluded):
        return (ALL,)
    order = dataset.promotion_codes
    included = included or {*order}
    left = tuple(code for code in order if code in included - excluded)
    return (ALL,) if left and are_all(left, dataset) else left
