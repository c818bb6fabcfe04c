"""Questions as people type them, rewritten into options, which answer and are shown to the user.

    designers à Lyon pour les ponts, sans géomaticien
    ->  --skill designers --town Lyon --without skill=géomaticien --search ponts

Passes find what its words are taken for (`passes.py`); here these become options, and the rest
says what is asked besides.
"""

import re
from collections.abc import Collection, Sequence

from eigcli.data.kinds import fields_of
from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.data.promotions import ALL, are_all
from eigcli.errors import NoAnswerError, UsageError
from eigcli.messages import N_, _
from eigcli.query.definitions import definition_of
from eigcli.query.facets import COUNTED, FILTERS, NAMED, values_of_key
from eigcli.query.filters import Bound, Filters, bound_of, keys_bounded
from eigcli.query.interpretation import Interpretation, Texts
from eigcli.query.naming import FacetIndex
from eigcli.query.own_names import field_stated
from eigcli.query.passes import read
from eigcli.query.refusals import (
    refuse,
    refuse_nothing,
    refuse_unclear,
    refuse_words,
    refused_topics,
)
from eigcli.query.rules import Cursor
from eigcli.query.searching import SearchIndex
from eigcli.query.tokens import (
    NOTHING,
    Token,
    Tokens,
    any_says,
    kinds_of,
    tokens_of,
    values_of,
    with_not,
)
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import WORD, checked, folded, operator, words_in
from eigcli.text import comma_list, quoted

_MANY = 10  # challenges, if the largest are asked for
_JUDGED = N_(
    "The data does not say what succeeded or failed: it says what is in use, on trial or ended."
)
_VAGUE_FACTS = {"towns", "year", "figures"}  # `where`, `when`, `how many`
_QUOTED = r"\"[^\"]*\"|«[^«»]*»|“[^“”]*”"
_AND_WHICH = (
    r"\b(?:et|and)\s+(?:(?:dans|pour|in|for)\s+)?(?:les)?(?:quels|quelles|which)"
    r"(?:\s+(?:ones?|defis|projets|challenges|projects))?\W*$"
)
_ROLES = {"skill", "recruited"}
_HOW = {"how", "comment"}
_NO_KINDS = {"unknown", "nowhere", "missing", "absent"}
# Kinds of tokens whose words may still say what is asked.
_MERE_WORDS = {"", "search", "programme", "limit", "unknown"}
# Kinds of tokens beside which the name of a challenge is no other word.
_BESIDE_A_NAME = {"by", "challenge", "programme", "state", "phase", "has", *_ROLES}
# Kinds of tokens that may stand beside a name that is hardly another word.
_BESIDE_A_SURE_NAME = {*_BESIDE_A_NAME, "search", "subject", "theme", "ministry"}
# Topics that the data has no more of than the numbers of a call.
_IN_CALLS = {"people", "money", "applicants"}
# Numbers of calls whose words may also ask how something is done: `apply`, `selected`.
_COUNTED_IN_CALLS = {"candidates", "proposed"}


class Intents(dict[str, list[str]]):
    """What the words of a question ask for, by the kind of their sense; nothing for another."""

    def __missing__(self, kind: str) -> list[str]:
        return []


class Question:
    """A question, and the tokens that its words are read as.

    Args:
        text: as it was typed.
        vocabulary: the names and words of the dataset that is asked.
        counting: whether one word may say what to count by: `stats ministère`.

    Attributes:
        typed: its text, as it was typed.
        text: its words, some taken for others, without what is in quotation marks.
        tokens: its tokens, in order; what a count or an order is of is taken from them.
        corrected: words that were taken for others.
        kinds: what its tokens are taken for, except what is not understood.
        intents: what it asks for besides options.
        is_ranked: whether it asks for an order: `the most`, `compare`.

    Raises:
        UsageError: for too many words.
    """

    corrected: dict[str, str]
    text: str
    tokens: Tokens
    kinds: set[str]
    intents: Intents
    is_ranked: bool

    def __init__(self, text: str, vocabulary: Vocabulary, *, counting: bool) -> None:
        self.typed = text
        self.vocabulary = vocabulary
        self.counting = counting
        text = checked(text)
        unquoted = with_not(re.sub(_QUOTED, " ", text))
        words = words_in(unquoted)
        self.corrected = vocabulary.corrected(words)
        self.text = re.sub(WORD, lambda word: self.corrected.get(word[0], word[0]), unquoted)
        tokens = tokens_of(self.text)
        self.tokens = read(tokens, vocabulary)
        self.tokens += _quotes(text)
        self.kinds = kinds_of(self.tokens) - _NO_KINDS
        self.intents = _intents(self.tokens)
        self.is_ranked = "rank" in self.intents
        for token in self.tokens:
            if "read" in token.senses:  # a year without a promotion
                self.corrected[token.typed] = token.senses["read"]

    @property
    def quoted(self) -> Tokens:
        """What it has in quotation marks, read like any words."""
        texts = re.findall(_QUOTED, self.typed)
        tokens = tokens_of(" ".join(texts))
        return read(tokens, self.vocabulary)

    @property
    def included(self) -> Tokens:
        """Its tokens without those that are not wanted."""
        return [token for token in self.tokens if not token.excluded]

    @property
    def has_roles(self) -> bool:
        """Whether it names roles."""
        return not self.kinds.isdisjoint(_ROLES)

    @property
    def is_of_people(self) -> bool:
        """Whether it names people or roles."""
        return self.has_roles or "people" in self.intents

    @property
    def is_of_roles(self) -> bool:
        """Whether it asks how many people there are of a role."""
        if "challenge" in self.intents:
            return False
        kinds = kinds_of(self.included)
        is_counting = "count" in self.intents or "by" in kinds
        return is_counting and not kinds.isdisjoint(_ROLES)

    @property
    def is_bare(self) -> bool:
        """Whether it has nothing but nouns, and small words between them."""
        return not any_says(self.tokens, "being", "having", "who", "which", "count", "frame")


def _quotes(text: str) -> Tokens:
    """Return what a text has in quotation marks, as tokens that are searched."""
    quotes = Tokens()
    for quote in re.findall(_QUOTED, text):
        words = quote[1:-1].strip()
        if words:
            quotes.append(Token(f'"{words}"').taken("search"))
    return quotes


def _intents(tokens: Tokens) -> Intents:
    intents = Intents()
    for token in tokens:
        if token.kind not in _MERE_WORDS:
            continue
        for kind, what in token.senses.items():
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
        NoAnswerError: for what the data does not hold, and for an order or a number of nothing
            that is understood.
    """
    question = Question(text, Vocabulary(texts), counting=counting)
    definition = definition_of(question)
    if definition:
        return Interpretation(definition=definition, decides=True, is_question=True)
    slugs = _challenges_named(question)
    columns = () if slugs else _columns_of_calls(question)
    is_programme = not slugs and _is_of_programme(question)
    topics = refused_topics(question, slugs, is_programme=is_programme)
    if columns:
        topics -= _IN_CALLS
    if topics:
        refuse(topics, texts)
    if is_programme or columns:
        return _of_programme(question, columns or _topics_of_calls(question))
    missing = values_of(question.tokens, "missing")
    # A state may be asked of a year in which there was no promotion any more.
    if missing and "state" not in question.kinds:
        raise UsageError(missing[0])
    if slugs:
        return _of_challenges(question, slugs)
    return _of_options(question)


def _of_programme(question: Question, columns: Texts) -> Interpretation:
    """Return how a question about the programme is understood, with the columns it asks for."""
    others = [token for token in question.tokens if "call" not in token.senses]
    promotions = _promotions(question.tokens, question.vocabulary.dataset)
    return Interpretation(
        Filters(promotion=promotions),
        is_programme=True,
        columns=columns,
        rank=_rank(question.intents),
        corrected=question.corrected,
        unheeded=values_of(others, "unknown", "skill"),
        decides=True,
        is_question=True,
    )


def _of_challenges(question: Question, slugs: Texts) -> Interpretation:
    """Return how a question about challenges that it names is understood."""
    dataset = question.vocabulary.dataset
    named = [dataset[slug] for slug in slugs]
    asked = " ".join(_facts_asked(question)).split()
    facts = [field_stated(field, named) for field in asked]
    unheeded = _unheeded_beside(slugs, question)
    misread = _misread(facts, named, question)
    if misread or (unheeded and not facts):  # these are what is asked
        refuse_words((*misread, *unheeded), ["show", *slugs])
    found = _interpreted(Filters(), (), question)
    return found._replace(
        is_count=False,
        challenges=slugs,
        facts=distinct(facts),
        unheeded=unheeded,
        decides=True,
        is_question=True,
    )


def _of_options(question: Question) -> Interpretation:
    """Return how a question about all challenges is understood, see `understood`."""
    question.tokens = _searched(question)
    named = _facets_named(question)
    by = _counted_by(named, question)
    question.tokens = _without_counted(named, question)
    if _measure(by, question) == "recruited":
        _recruit(question.tokens)
    columns: Texts = ()
    if not by:
        columns, question.tokens = _columns_asked(question)
    filters = _filters(question)
    if not by:  # `the five ministries with the most designers` are in no order
        filters = _ordered(filters, question)
    found = _interpreted(filters, by, question)
    found = _decided(found, question)
    found = found._replace(columns=columns)
    refuse_unclear(question, found)
    if "judged" in question.intents:
        preamble = (*found.preamble, _(_JUDGED))
        found = found._replace(preamble=preamble)
    if found.decides or found.filters.are_given or found.unheeded:
        return found
    is_sentence = any_says(question.tokens, "which", "who", "being", "having", "ability")
    if is_sentence and found.is_question:
        refuse_nothing(question)
    searched = found.filters.replaced("search", question.typed)
    return found._replace(filters=searched)


def _columns_asked(question: Question) -> tuple[Texts, Tokens]:
    """Return the columns that are asked of a list, and the tokens that say something else.

    `code of the projects in Lyon` asks for the code behind each name.
    """
    if "count" in question.intents:
        return (), question.tokens
    dataset = question.vocabulary.dataset
    fields = list[str]()
    others = Tokens()
    for token in question.tokens:
        asked = token.senses.get("fact", "").split()
        is_noun = asked and asked[0] != "state"  # `finished` is none
        if is_noun and token.kind == "unknown":
            fields += [field_stated(field, dataset) for field in asked]
        else:
            others.append(token)
    is_chosen = any(token.kind in FILTERS or token.is_of_own_key for token in others)
    if not fields or not is_chosen:
        return (), question.tokens
    return distinct(["name", *fields]), others


def _recruit(tokens: Tokens) -> None:
    """Take roles as those that were recruited."""
    for place, token in enumerate(tokens):
        if token.kind == "skill":
            tokens[place] = token._replace(kind="recruited")


def _decided(found: Interpretation, question: Question) -> Interpretation:
    """Return how a question is understood, with whether that decides, and whether it asks."""
    filters = found.filters
    is_known = question.kinds or found.unheeded
    if _is_of_everything(question) and not is_known:
        filters = filters._replace(promotion=(ALL,))
    has_options = filters.replaced("search").are_given
    is_chosen = has_options or filters.promotion or filters.sort
    is_counted = found.is_count and _is_of_a_number(question)
    decides = bool(is_chosen or found.by or is_counted)
    is_question = decides or "challenge" in question.intents
    if filters.given and not found.unheeded:
        is_question = True
    return found._replace(filters=filters, decides=decides, is_question=is_question)


def _is_of_a_number(question: Question) -> bool:
    """Return whether a question counts something, or says no more than that: `total`."""
    if {"challenge", "people", "whole"} & question.intents.keys():
        return True
    return all(token.says("count") for token in question.tokens)


def _is_of_everything(question: Question) -> bool:
    """Return whether a question asks for all there is, `list everything`; not `is it full time`."""
    if "all" not in question.intents:
        return False
    return not any_says(question.tokens, "being", "having")


def _interpreted(filters: Filters, by: Texts, question: Question) -> Interpretation:
    """Return how a question is understood, of which the options and facets are known."""
    counts = question.intents["count"]
    is_count = bool(counts)
    and_which = re.search(_AND_WHICH, folded(question.text))
    return Interpretation(
        filters=filters,
        by=by,
        is_count=is_count,
        is_share="share" in counts and "state" not in by,
        is_listed=bool(and_which),
        rank=_rank(question.intents),
        measure=_measure(by, question),
        corrected=question.corrected,
        unheeded=values_of(question.tokens, "unknown"),
        preamble=_left_out(question, filters),
    )


def _left_out(question: Question, filters: Filters) -> Texts:
    """Return sentences on places where no team works, and on words that nothing mentions.

    Raises:
        NoAnswerError: if no other place is named.
    """
    places = values_of(question.tokens, "nowhere")
    towns = FacetIndex(question.vocabulary.texts, "town")
    errors = map(towns.unknown, places)
    unknown = tuple(map(str, errors))
    if unknown and "town" not in filters.options:
        raise NoAnswerError("\n".join(unknown))
    absent = values_of(question.tokens, "absent")
    if not absent:
        return unknown
    words = comma_list(map(quoted, absent))
    sentence = _("nothing mentions {word}.", word=words)
    return (*unknown, sentence)


def _rank(intents: Intents) -> str:
    """Return whether the `most` or the `least` come first, "" if no order is asked for."""
    orders = " ".join(intents["rank"] + intents["sort"])
    if "least" in orders:
        return "least"
    return "most" if orders else ""


def _measure(by: Sequence[str], question: Question) -> str:
    """Return the number of people that is asked for, see `Interpretation`."""
    intents = question.intents
    whom = {*intents["whom"]}
    if not _has_recruits(question):
        whom.discard("recruited")
    is_by_people = bool(by) and "challenge" not in intents
    if not whom and is_by_people and _is_of_recruits(question):
        return "recruited"
    if len(whom) != 1:
        return ""
    is_of_people = "people" in intents or "skill" in by or "at-least" in question.kinds
    is_total = is_by_people and "share" not in intents["count"]
    return whom.pop() if is_of_people or is_total else ""


def _is_of_recruits(question: Question) -> bool:
    """Return whether people are counted: without a word for whom, they are those recruited."""
    if not question.is_of_people:
        return False
    is_counted = question.is_ranked or "by" in question.kinds
    return is_counted and _has_recruits(question)


def _has_recruits(question: Question) -> bool:
    """Return whether people who were recruited are known of any challenge."""
    dataset = question.vocabulary.dataset
    return any(challenge.recruits for challenge in dataset)


def _searched(question: Question) -> Tokens:
    """Return the tokens of a question, of which those that are no subject are not searched.

    Words on the programme are none where it is not meant; in a sentence with a filter, nor are
    words that only stand in texts, unless it says that they are its subject.
    """
    has_filter = any(map(_is_filter, question.tokens))
    is_sentence = has_filter and not question.is_bare
    searched = Tokens()
    for at, token in enumerate(question.tokens):
        here = Cursor(question.tokens, at, question.vocabulary)
        kind = token.kind
        if kind in ("programme", "challenge"):
            kind = "search" if question.vocabulary.decides(token) else "unknown"
        elif kind == "search" and is_sentence:
            last = searched[-1] if searched else NOTHING
            # `work on plain answers`
            is_subject = _is_subject(here) or token.is_search_behind(last)
            kind = "search" if is_subject else "unknown"
        searched.append(token._replace(kind=kind))
    return searched


def _is_filter(token: Token) -> bool:
    """Return whether a token chooses challenges by what is known of them, not by their texts."""
    if token.is_of_own_key:
        return True
    return token.kind in (*FILTERS, "at-least", "at-most")


def _is_subject(here: Cursor) -> bool:
    """Return whether a word is a subject: by itself, with the next one, or by one before it."""
    word = here[0]
    if word.excluded or here.is_modified("topic", "at", "in"):
        return True
    decides = here.vocabulary.decides
    return decides(word) or decides(here.joined(2))


def _challenges_named(question: Question) -> Texts:
    """Return the slugs of the challenges that are named, if these are meant."""
    names = [token for token in question.tokens if token.kind == "challenge"]
    if not names or not _are_meant(names, question):
        return ()
    slugs = list[str]()
    for name in names:
        facets = question.vocabulary.facets_of(name.typed)
        slugs += facets["challenge"]
    return _in_promotions(distinct(slugs), question)


def _in_promotions(slugs: Texts, question: Question) -> Texts:
    """Return those of several challenges that are in the promotions that are named, if any is."""
    dataset = question.vocabulary.dataset
    codes = _promotions(question.tokens, dataset)
    chosen = list[str]()
    for slug in slugs:
        challenge = dataset[slug]
        if challenge.promotion_or_year in codes:
            chosen.append(slug)
    return tuple(chosen) or slugs


def _facts_asked(question: Question) -> list[str]:
    """Return the fields that are asked of challenges: those of people first, vague ones alone.

    `where is the code of Basegun` asks for the code.
    """
    facts = ["seeks recruits"] if question.has_roles else []
    asked = _facts_named(question.tokens)
    stated = " ".join(asked).split()
    unstated = {"state", "phase"}.difference(stated)
    facts += sorted(question.kinds & unstated, reverse=True)
    facts += asked
    if "repository_changed" in facts:  # `when was its code changed`
        return ["repository_changed"]
    known = fields_of(Challenge)
    for token in question.tokens:
        match token.kind:
            case "has" if token.value in known:
                facts.append(token.value)
            case "by" if "fact" in token.senses:
                facts.append(token.senses["fact"])
    precise = [fact for fact in facts if fact not in _VAGUE_FACTS]
    return precise or facts


def _misread(facts: Sequence[str], named: Sequence[Challenge], question: Question) -> Texts:
    """Return the words for figures, if several challenges have a name and no figures.

    Of these, `how many times` asks for something else.
    """
    is_of_figures = "figures" in facts and len(named) > 1
    if not is_of_figures or any(challenge.figures for challenge in named):
        return ()
    words = list[str]()
    for token in question.tokens:
        fact = token.sense("fact")
        if fact == "figures":
            words.append(token.typed)
    return tuple(words)


def _facts_named(tokens: Tokens) -> list[str]:
    """Return the facts that words ask for: `team` is a word for a challenge beside another."""
    of_challenges = list[str]()
    others = list[str]()
    for token in tokens:
        if token.kind not in _MERE_WORDS or "fact" not in token.senses:
            continue
        is_of_challenge = "challenge" in token.senses
        facts = of_challenges if is_of_challenge else others
        facts.append(token.senses["fact"])
    return others or of_challenges


def _is_of_use(question: Question) -> bool:
    """Return whether a question is of what uses something, or is used."""
    return any(token.is_in("using") for token in question.tokens)


def _are_meant(names: Tokens, question: Question) -> bool:
    """Return whether the names of challenges are meant as such: `label` is a word, too.

    They are if a fact is asked, or nothing else. With several words or a capital, or if no other
    challenge mentions it, a name is also meant if all else is searched: `contact of A-JUST`.
    """
    texts = question.vocabulary.texts
    may_be_sure = question.kinds <= _BESIDE_A_SURE_NAME
    if may_be_sure and any(_is_sure(name, texts) for name in names):
        return True
    asks_facts = bool(_facts_asked(question))
    if question.kinds == {"challenge"} and not asks_facts:
        return False
    is_alone = question.kinds - _BESIDE_A_NAME <= {"search"}
    for token in question.tokens:
        is_searched = token.kind in ("search", "unknown")
        if is_searched and "fact" not in token.senses:
            return False
    return is_alone or asks_facts or "by" in question.kinds


def _is_sure(name: Token, texts: SearchIndex) -> bool:
    """Return whether the name of a challenge is hardly another word."""
    if len(name.words) > 1 or not name.typed.islower():
        return True
    mentioning = texts.mentioning(name.typed)
    return len(mentioning) == 1


def _unheeded_beside(slugs: Sequence[str], question: Question) -> Texts:
    """Return the words beside named challenges that say nothing and that these do not mention.

    What they ask of the programme, such as `pay`, says nothing of a challenge.
    """
    mentioning = question.vocabulary.texts.mentioning
    words = list[str]()
    for token in question.tokens:
        is_topic = token.kind == "programme" and token.senses.get("programme")
        is_word = is_topic or token.kind in ("search", "unknown")
        if not is_word or "fact" in token.senses:
            continue
        challenges = mentioning(token.typed)
        if challenges.isdisjoint(slugs):
            words.append(token.value)
    return tuple(words)


def _is_of_programme(question: Question) -> bool:
    """Return whether a question is about the programme, not about challenges or their number."""
    intents = question.intents
    kinds = _deciding_kinds(question)
    is_named = "programme" in kinds
    if _is_of_numbers_of_challenges(intents, is_named=is_named):
        return False
    if is_named and kinds <= {"programme", "promotion", *_ROLES}:
        return True
    if "challenge" in intents:
        return False
    if is_named and kinds <= {"programme", "state"}:
        return True
    if _is_of_start(question, kinds) or _is_of_selection(question, kinds):
        return True
    return "whole" in intents and question.kinds <= {"promotion", "state", "phase"}


def _is_of_numbers_of_challenges(intents: Intents, *, is_named: bool) -> bool:
    """Return whether words ask how many challenges there are, or what became of them.

    Args:
        intents: what they ask for.
        is_named: whether they name something of the programme: `has pay increased`.
    """
    if "judged" in intents:
        return True
    if "count" in intents and "amount" not in intents:
        return True
    return "evolution" in intents and not is_named


def _is_of_start(question: Question, kinds: set[str]) -> bool:
    """Return whether a question asks when a promotion began.

    Args:
        question: the question.
        kinds: those of its tokens that decide.
    """
    if kinds != {"promotion"}:
        return False
    facts = " ".join(question.intents["fact"])
    return "year" in facts


def _is_of_selection(question: Question, kinds: set[str]) -> bool:
    """Return whether a question asks how people are recruited, see `_is_of_start`."""
    if "recruited" not in question.intents["whom"]:
        return False
    first, *_others = question.tokens or [NOTHING]
    return first.plain in _HOW and kinds <= {"promotion", *_ROLES}


def _deciding_kinds(question: Question) -> set[str]:
    """Return the kinds of a question that may decide that it is not about the programme."""
    kinds = {*question.kinds}
    facets = values_of(question.tokens, "by")
    if {"promotion", "year"}.issuperset(facets):
        kinds.discard("by")  # pay by year
    # A word for a number of calls does not decide: `date limite de candidature`.
    others = [token for token in question.tokens if "call" not in token.senses]
    searched = [token for token in others if token.kind == "search"]
    is_subject = any(map(question.vocabulary.decides, searched))
    if not is_subject:
        kinds.discard("search")
    return kinds


def _numbers_of_calls(intents: Intents) -> Texts:
    """Return the numbers of calls that the words of a question ask for."""
    columns = " ".join(intents["call"]).split()
    if columns and "recruited" in intents["whom"]:  # `candidates and recruits`
        columns.append("recruited")
    return distinct(columns)


def _columns_of_calls(question: Question) -> Texts:
    """Return the numbers of calls that a question asks for, if it is of nothing else."""
    intents = question.intents
    columns = _numbers_of_calls(intents)
    if _COUNTED_IN_CALLS.intersection(columns) and not _is_of_numbers(question):
        return ()  # `how do I apply`, `how are the challenges selected`
    if "ability" in intents or "challenge" in intents:
        return ()  # `budget of the projects`
    if _topics_of_calls(question):
        return ()  # `deadline for applications`
    if not all(map(_may_be_of_calls, question.tokens)):
        return ()
    calls = question.vocabulary.dataset.programmes
    is_known = any(getattr(call, name) for call in calls for name in columns)
    return columns if is_known else ()


def _may_be_of_calls(token: Token) -> bool:
    """Return whether a word may stand in a question on numbers of calls."""
    if token.kind in ("", "promotion", "by", "programme", "unknown"):
        return True
    return "call" in token.senses or "refused" in token.senses


def _is_of_numbers(question: Question) -> bool:
    """Return whether a question counts or compares, or has only nouns."""
    if "count" in question.intents or "by" in question.kinds:
        return True
    return question.is_ranked or question.is_bare


def _topics_of_calls(question: Question) -> Texts:
    """Return what a question asks about calls, as columns; nothing if it asks for the whole."""
    if _is_of_start(question, question.kinds):
        return ("start",)
    columns = list[str]()
    for token in question.tokens:
        if token.kind != "programme":
            continue
        topic = token.senses.get("programme")
        if not topic:
            return ()
        columns += topic.split()
    return distinct(columns)


def _counted_by(named: Texts, question: Question) -> Texts:
    """Return the facets that a question counts by: those that it names, or else one implied."""
    several = _facets_of_several(question, named)
    if question.is_ranked:
        by = (*named, *several[:1])
        return _ranked_by(by, question)
    return named or _implied_by(several, question)


def _implied_by(several: Sequence[str], question: Question) -> Texts:
    """Return the facet that a count of several values is by."""
    if question.is_of_roles:  # `combien de designers à Lyon`
        return ("skill",)
    if "count" not in question.intents:
        return ()
    # `how many in use, how many ended`, but `both a designer and a developer` is one condition
    each = [facet for facet in several if facet in NAMED and facet != "skill"]
    return tuple(each[:1])


def _facets_named(question: Question) -> Texts:
    """Return the facets that a question counts by in words, or that are all it names."""
    if _is_of_places(question):
        return ("town",)
    by = _facets_of_words(question)
    if not by and (question.counting or not question.kinds):
        return _facets_alone(question)
    return by


def _is_of_places(question: Question) -> bool:
    """Return whether a question asks where teams are: `where do fellows work`."""
    if not question.tokens or not question.kinds <= {"promotion", *_ROLES}:
        return False
    return question.tokens[0].sense("fact") == "towns"


def _facets_of_words(question: Question) -> Texts:
    """Return the facets by which a question says that it counts, and those of its verbs."""
    by = distinct(values_of(question.tokens, "by"))
    is_evolution = "evolution" in question.intents and "search" not in question.kinds
    if is_evolution and {"promotion", "year"}.isdisjoint(by):
        by = ("year", *by)
    if "judged" in question.intents:  # nobody's state is success or failure
        return distinct((*by, "state"))
    if question.kinds.isdisjoint({"state", "has"}):
        return by
    # `which became startups d'État`
    nouns = [token for token in question.tokens if "kind" in token.senses]
    if "state" in values_of(nouns, "by"):
        return by
    return tuple(facet for facet in by if facet != "state")


def _facets_alone(question: Question) -> Texts:
    """Return the facets that are all a question names: `liste des métiers`, `stats ministère`."""
    if "challenge" in question.intents and not question.counting:
        return ()
    facets = list[str]()
    for token in question.tokens:
        facet = token.sense("kind")
        if facet == "family" and question.counting:
            facet = "ministry"
        if facet in COUNTED:
            facets.append(facet)
    return distinct(facets)


def _facets_of_several(question: Question, by: Collection[str]) -> list[str]:
    """Return the facets of which a question wants several values: `more in 2018 or 2019`."""
    kinds = [token.kind for token in question.included]
    several = list[str]()
    for facet in (*FILTERS, "promotion"):
        if facet in by:
            continue
        count = kinds.count(facet)
        if facet == "skill":
            count += kinds.count("recruited")
        if count > 1:
            several.append(facet)
    return several


def _ranked_by(by: Texts, question: Question) -> Texts:
    """Return the facets that a ranking counts by: families of hosts, if it compares some."""
    hosts = values_of(question.included, "ministry")
    if len(hosts) <= 1:
        return by
    for host in hosts:
        if "family" not in question.vocabulary.facets_of(host):
            return by
    return distinct("family" if facet == "ministry" else facet for facet in by)


def _without_counted(named: Texts, question: Question) -> Tokens:
    """Return the tokens of a question without values of what it counts by, which are no filters.

    The one value of what is ranked is none, `which town has the most after Paris`, unless it is a
    promotion; nor are the roles whose share is asked for: a share is of all roles.
    """
    tokens = [*question.tokens]
    is_share = "share" in question.intents["count"]
    if question.is_ranked:
        facets = {*named} - {"promotion"}
        counted = [token for token in question.included if token.kind in facets]
        if len(counted) == 1:
            value = counted[0]
            place = tokens.index(value)
            tokens[place] = value._replace(kind="")
    elif is_share and question.is_of_roles and not named:
        tokens = [token for token in tokens if token.kind not in _ROLES]
    return tokens


def _filters(question: Question) -> Filters:
    """Return the options that tokens stand for, except the order."""
    wanted: dict[str, Texts] = {}
    without: dict[str, Texts] = {}
    bounds = list[Bound]()
    dataset = question.vocabulary.dataset
    keys = keys_bounded(dataset)
    last = NOTHING
    for token in question.tokens:
        if token.kind in (*FILTERS, "search") or token.is_of_own_key:
            options = without if token.excluded else wanted
            values = options.get(token.kind, ())
            joiner = _joiner(token, last, question)
            options[token.kind] = _with_value(values, token, joiner)
        elif token.kind in ("at-least", "at-most"):
            bounds.append(bound_of(token.kind, token.value, keys))
        if token.kind:
            last = token
    words = wanted.pop("search", ())
    if words:  # these are shown last
        wanted["search"] = _searches(words)
    limits = values_of(question.tokens, "limit")
    return Filters(
        wanted,
        _promotions(question.tokens, dataset),
        limit=next(map(int, limits), None),
        without=without,
        bounds=tuple(bounds),
    )


def _with_value(values: Texts, token: Token, joiner: str) -> Texts:
    """Return the values of an option with that of a token, apart or joined to the last one."""
    if not joiner:
        return distinct((*values, token.value))
    *others, last = values
    joined = last + joiner + token.value
    return (*others, joined)


def _joiner(token: Token, last: Token, question: Question) -> str:
    """Return what stands between a value and the last one of its option, "" for a value apart.

    "Or" joins words, "and" joins roles and subjects; of other values, any is enough.
    """
    if token.kind != last.kind or token.excluded or last.excluded:
        return ""
    if token.is_of_own_key:
        return _joiner_of_own(token, last, question)
    if token.kind in ("search", "has"):
        return _joiner_of_words(token, question)
    if not _are_both_wanted(token, question):
        return ""
    return f" {_('and')} "


def _joiner_of_own(token: Token, last: Token, question: Question) -> str:
    """Return what stands between two values of an own key, see `_joiner`.

    Raises:
        UsageError: for both values of a key of which challenges have one.
    """
    is_each = token.operator == "and"
    if is_each and _has_several(token.kind, question):
        return ""
    if is_each and "both" in question.intents:
        both = f"{last.value} {_('and')} {token.value}"
        raise FacetIndex(question.vocabulary.texts, token.kind).unknown(both)
    return f" {_('or')} "


def _joiner_of_words(token: Token, question: Question) -> str:
    """Return what stands between words, or links, and those before, see `_joiner`."""
    # `Python and React` is about either; what uses `Python and React` uses both.
    is_each = token.operator == "and"
    is_both = is_each and (_is_of_use(question) or "both" in question.intents)
    if token.operator and not is_both:
        return f" {_('or')} "
    is_beside = token.kind == "search" and not token.gap.strip()
    return " " if is_beside else ""


def _has_several(key: str, question: Question) -> bool:
    """Return whether a challenge has several values of an own key, so that it may have two."""
    dataset = question.vocabulary.dataset
    for challenge in dataset:
        values = values_of_key(challenge, key)
        if len(values) > 1:
            return True
    return False


def _are_both_wanted(token: Token, question: Question) -> bool:
    """Return whether challenges must meet the value of a token and the one before."""
    is_both = "both" in question.intents
    is_any = question.is_ranked or question.is_of_roles
    if token.kind in ("subject", "theme"):  # of a list, any is enough: `health, data`
        return is_both if token.operator else not is_any
    if token.operator != "and":
        return False
    if token.kind == "town":
        return is_both
    return token.kind in _ROLES and (is_both or not is_any)


def _searches(words: Sequence[str]) -> Texts:
    """Return words as one search, but what has an "or" apart: it would bind other words."""
    others = list[str]()
    either = list[str]()
    is_either = operator("or").search
    for word in words:
        part = either if is_either(word) else others
        part.append(word)
    search = " ".join(others)
    return tuple(filter(None, [search, *either]))


def _ordered(filters: Filters, question: Question) -> Filters:
    """Return options with the order that a question asks for."""
    order = _order(filters, question)
    if order:
        key, *least = order.split()
        whom = {*question.intents["whom"]}
        if key == "people" and whom == {"recruited"}:
            key = "recruited"
        limit = filters.limit or _MANY
        return filters._replace(sort=key, reverse=not least, limit=limit)
    if question.is_ranked:  # a ranking of nothing has no limit, unlike `five projects`
        return filters._replace(limit=None)
    return filters


def _order(filters: Filters, question: Question) -> str:
    """Return what a question sorts by, with `least` if the least comes first, "" for nothing."""
    intents = question.intents
    if intents["sort"]:
        return min(intents["sort"], key=_is_of_ours)
    if not question.is_ranked:
        return ""
    is_top = filters.limit and "challenge" in intents and not filters.of("search")  # `top 3 teams`
    is_of_people = question.is_of_people and "count" not in intents
    if not (is_top or is_of_people):
        return ""
    return "people least" if "least" in intents["rank"] else "people"


def _is_of_ours(order: str) -> bool:
    """Return whether an order is not by an own key."""
    return not order.startswith("x-")


def _promotions(tokens: Tokens, dataset: Dataset) -> Texts:
    """Return the promotions that are asked for, without those excluded; `all` if these are all.

    "In total" asks for all, unless some are named, too.
    """
    named = {*values_of(tokens, "promotion")}
    unwanted = [token for token in tokens if token.excluded]
    excluded = {*values_of(unwanted, "promotion")}
    included = named - excluded - {ALL}
    if not (included or excluded):
        return (ALL,) if named else ()
    order = dataset.promotion_codes
    asked = included or {*order} - excluded
    left = tuple(code for code in order if code in asked)
    if are_all(left, dataset):
        return (ALL,)
    return left
