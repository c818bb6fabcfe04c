"""What is not answered, and why: topics that no data has, and words that were not understood."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from eigcli.data.promotions import ALL
from eigcli.errors import NoAnswerError
from eigcli.messages import N_, _
from eigcli.query.facets import FIELDS_ASKED, FILTERS
from eigcli.query.interpretation import Interpretation, Texts
from eigcli.query.rules import Cursor
from eigcli.query.searching import SearchIndex
from eigcli.query.selecting import is_ordered_by
from eigcli.query.sentences import way_in
from eigcli.query.tokens import NOTHING, Token, Tokens, values_of
from eigcli.text import command_line, join_sentences, list_in_words, quoted

if TYPE_CHECKING:
    from eigcli.query.question import Question

_REFUSED = {
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
        "The data is under the Licence Ouverte 2.0. How recent it is: eig --version. What it rests"
        " on: eig sources, eig show NAME. As a file: eig export --help."
    ),
    "unfilled": N_(
        "For challenges that did not find a role: eig list --skill designer --without"
        " recruited=designer. Both numbers: eig list --columns name,sought,recruited."
    ),
    "without": N_("eig counts challenges; it cannot list what has none. To compare: eig stats."),
    "success": N_("The data does not say which challenges won something, or are the best."),
    "likeness": N_(
        "The data does not say which challenges are alike or were merged. By subject: eig list"
        " --subject NAME. What continues another: eig list --has follows."
    ),
}
# Not answered, unless own keys may say it.
_MAY_BE_STATED = {"people", "money", "use", "applicants", "funding"}
# Facts of a named challenge.
_OF_ONE = {"funding", "data", "use", "likeness"}
# What options join with "and".
_JOINED = {*FILTERS, "promotion", "recruited"}
# What a question may ask to be without: a team has a town, but may have others.
_LACKED = {*FILTERS, "promotion"} - {"town"}


def refused_topics(
    question: "Question", challenges: Sequence[str], *, is_programme: bool
) -> set[str]:
    """Return what a question asks for and the data does not hold, as keys of `_REFUSED`.

    Args:
        question: the question.
        challenges: the challenges that are named.
        is_programme: whether it asks about the programme.
    """
    topics = _topics_named(question, has_subject=is_programme or bool(challenges))
    topics |= _topics_asked(question)
    if challenges:
        topics -= _OF_ONE
    if "judged" in question.intents:  # a sentence on states answers
        topics.discard("success")
    if "repository_licence" in {token.value for token in question.tokens}:
        topics.discard("data")  # `projects with an open source licence`
    if is_programme:
        topics.discard("funding")
    if not question.vocabulary.texts.are_ours:
        topics.discard("data")
    if any(challenge.own for challenge in question.vocabulary.dataset):
        topics -= _MAY_BE_STATED
    return topics


def _topics_asked(question: "Question") -> set[str]:
    """Return the topics that a question asks for by all of its words."""
    topics = set[str]()
    if _is_greeting(question):
        topics.add("greeting")
    is_of_careers = "people" in question.intents and _is_of_outcome(question)
    if is_of_careers or _is_of_name(question):
        topics.add("people")
    if _is_of_none(question):
        topics.add("without")
    return topics


def _is_of_outcome(question: "Question") -> bool:
    """Return whether a question asks what became of something, and names no challenges."""
    is_counted = values_of(question.tokens, "by") == ("state",)
    return is_counted and "challenge" not in question.intents


def _topics_named(question: "Question", *, has_subject: bool) -> set[str]:
    """Return the topics that a question has words for; of some, it must count.

    Args:
        question: the question.
        has_subject: whether it is of the programme or of some challenges.
    """
    intents = question.intents
    topics = {*intents["refused"], *values_of(question.tokens, "refused")}
    fields = FIELDS_ASKED.keys() & values_of(question.tokens, "by")
    if not fields and _is_of_most_used(question.tokens):
        topics.add("use")
    is_counting = question.is_ranked or "count" in intents or "by" in question.kinds
    if is_counting:
        topics.update(intents["uncounted"])
    elif has_subject and "people" in intents["uncounted"]:  # `women in the programme`
        topics.add("people")
    return topics


def _is_of_most_used(tokens: Tokens) -> bool:
    """Return whether a question compares use: `the most used projects`, no languages."""
    return any(first.says("rank") and second.is_in("using") for first, second in pairwise(tokens))


def _is_greeting(question: "Question") -> bool:
    """Return whether a question only greets, unlike `bonjour, un outil pour les ponts`."""
    return question.kinds == {"greeting"}


def _is_of_name(question: "Question") -> bool:
    """Return whether a question asks what somebody is called."""
    tokens = question.tokens
    intents = question.intents.keys()
    if {"who", "people", "naming"} <= intents and "challenge" not in intents:
        return True  # `who were the fellows? names please`
    for place, token in enumerate(tokens):
        here = Cursor(tokens, place, question.vocabulary)
        is_verb = token.plain == "name" and not here[1].says("of")  # `name the designers`
        if is_verb or not token.says("naming"):
            continue
        somebody = here.beyond(1, lambda other: other.is_stop)[0]
        is_fellow = somebody.plain.split()[:1] == ["eig"]  # `noms des EIG de 2018`
        if is_fellow or somebody.kind in {"skill", "recruited"} or somebody.says("people"):
            return True
    return False


def _is_of_none(question: "Question") -> bool:
    """Return whether a question asks which values of a facet have none of something."""
    if question.is_ranked or not any(map(_is_lacking, question.tokens)):
        return False
    before = NOTHING
    for token in question.tokens:
        if token.kind == "by" and not before.says("per"):
            return True
        before = token
    return False


def _is_lacking(token: Token) -> bool:
    """Return whether a token is something that is not wanted."""
    if token.kind == "unknown":
        return "not" in token.senses
    is_known = token.value == "unknown"  # `whose state is known`
    return token.excluded and token.kind in _LACKED and not is_known


def refuse(topics: Collection[str], texts: SearchIndex) -> None:
    """Raise NoAnswerError that says why the first of some topics is not answered.

    Args:
        topics: keys of `_REFUSED`, or `greeting`, which is answered by examples.
        texts: those of the dataset that is asked.
    """
    if "greeting" in topics:
        raise NoAnswerError(way_in(texts))
    first = next(topic for topic in _REFUSED if topic in topics)
    raise NoAnswerError(_(_REFUSED[first]))


def refuse_unclear(question: "Question", found: Interpretation) -> None:
    """Raise NoAnswerError for what no answer can meet.

    That is an order of nothing, a number of what is only searched, something that is both wanted
    and not (`on GitLab, not on GitHub` has one value for both), and either of two kinds.

    Args:
        question: the question.
        found: how it was understood.
    """
    texts = question.vocabulary.texts
    contradicted = _contradicted(question)
    if contradicted:
        raise NoAnswerError(join_sentences(_not_understood(contradicted), way_in(texts)))
    _refuse_either(question.tokens)
    lost = _lost_order(question, found)
    if lost:
        refuse_unheeded(lost, found, texts)
    vague = _vague_words(question)
    if vague and (found.by or found.is_count):
        words = list_in_words(map(quoted, vague))
        no = _("{words} only stands in texts, which makes no number.", words=words)
        listed = found._replace(by=(), is_count=False, is_share=False)
        raise NoAnswerError(join_sentences(no, _rest(listed, texts)))


def _refuse_either(tokens: Tokens) -> None:
    """Raise NoAnswerError for either of two kinds: options would ask for both."""
    last = NOTHING
    for token in tokens:
        if token.kind not in _JOINED:
            continue
        is_other = last.kind not in {"", token.kind}
        if is_other and token.operator == "or":
            first = quoted(last.typed)
            second = quoted(token.typed)
            raise NoAnswerError(
                _("no option says {first} or {second}: ask for each.", first=first, second=second)
            )
        last = token


def refuse_unheeded(words: Collection[str], found: Interpretation, texts: SearchIndex) -> None:
    """Raise NoAnswerError for words that were not understood beside others that were.

    Args:
        words: the former.
        found: how the question was understood.
        texts: those of the dataset that is asked.
    """
    if not words or not _is_understood(found):
        return
    no = _not_understood(words)
    if texts.are_ours and not any(map(texts.mentioning, words)):
        no = _absent(words)
    rest = ""
    is_chosen = found.filters.replaced("search").are_given or found.filters.promotion
    # A mere search for the other words would be a search for something else.
    if is_chosen or found.by:
        rest = _rest(found, texts)
    raise NoAnswerError(join_sentences(no, rest or way_in(texts)))


def _is_understood(found: Interpretation) -> bool:
    """Return whether something of a question was understood that is no mere search."""
    return found.decides or bool(found.filters.given)


def refuse_nothing(question: "Question") -> None:
    """Raise NoAnswerError for a question of which each word is one by which people ask."""
    none = _not_understood([question.typed])
    raise NoAnswerError(join_sentences(none, way_in(question.vocabulary.texts)))


def refuse_words(words: Iterable[str], command: Iterable[str]) -> None:
    """Raise NoAnswerError for words that were not understood, with the command for the rest."""
    raise NoAnswerError(join_sentences(_not_understood(words), _understood(command)))


def _not_understood(words: Iterable[str]) -> str:
    return _("not understood: {words}.", words=list_in_words(map(quoted, words)))


def _absent(words: Iterable[str]) -> str:
    quotes = list_in_words(map(quoted, words))
    return _("not understood: {words} (in no name and no text).", words=quotes)


def _understood(command: Iterable[str]) -> str:
    """Return the sentence with the command that answers what was understood."""
    return _("What was understood: {command}.", command=command_line(command))


def _vague_words(question: "Question") -> list[str]:
    """Return the words that are searched and say by themselves no subject."""
    vague = list[str]()
    for token in question.tokens:
        if token.kind == "search" and not question.vocabulary.decides(token):
            vague.append(token.typed)
    return vague


def _contradicted(question: "Question") -> Texts:
    """Return the words for what is both wanted and not wanted."""
    wanted = {(token.kind, token.value): token.typed for token in question.included}
    for token in question.tokens:
        typed = wanted.get((token.kind, token.value))
        if token.excluded and typed is not None:
            return typed, token.typed
    return ()


def _lost_order(question: "Question", found: Interpretation) -> Texts:
    """Return the words that ask for an order if there is nothing to put in order."""
    own = [token.typed for token in question.tokens if token.sense("sort").startswith("x-")]
    if own and found.by:  # `the town with the largest projects by budget` would need sums
        return tuple(own)
    order = found.filters.sort
    if order:
        is_ordered = is_ordered_by(question.vocabulary.dataset, order)
    else:
        is_ordered = bool(found.by or found.filters.limit) or not question.is_ranked
    if is_ordered:
        return ()
    orders = list[str]()
    for token in question.tokens:
        is_or = token.says("or")  # `gendarmerie vs police`
        if token.says("rank", "sort") and not is_or:
            orders.append(token.typed)
    return tuple(orders)


def _rest(found: Interpretation, texts: SearchIndex) -> str:
    """Return the sentence with the command that answers what was understood, "" for nothing."""
    filters = found.filters
    is_everywhere = filters.promotion in ((), (ALL,))
    if is_everywhere and not (filters.are_given or found.by):
        return ""
    if texts.are_ours and not filters.promotion:
        filters = filters._replace(promotion=(ALL,))  # as words ask, and a list does not
    return _understood(found._replace(filters=filters).arguments)
