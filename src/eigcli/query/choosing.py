"""Choosing challenges by options and questions: one answer for every command."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.data.promotions import ALL, in_promotions
from eigcli.errors import NoAnswerError, UsageError
from eigcli.messages import _
from eigcli.query.counting import CountedPeople
from eigcli.query.filters import Filters
from eigcli.query.interpretation import Interpretation, Texts
from eigcli.query.searching import Matches
from eigcli.query.selecting import SearchResult, Selector, ordered
from eigcli.query.sentences import (
    not_known,
    preamble_of,
    reading_of,
    scope_of,
    way_in,
    why_nothing,
    why_unanswered,
    wider_search,
)
from eigcli.query.words import senses_of
from eigcli.suggesting import did_you_mean
from eigcli.text import comma_list, fold, join_sentences, quoted, shell_line

# The options of which the last chooses the part of a share; all others choose its whole: which part
# of the challenges in Lyon with a designer are in use. Two bounds may be one option: `exactly 3`.
_SHARED = {"skill", "recruited", "phase", "state", "has"}
_EVERYWHERE = ((), (ALL,))  # the codes that stand for all promotions
_Challenges = tuple[Challenge, ...]


class NoQuestionError(UsageError):
    """Words without a command that ask nothing; the message says what a search of them finds."""


class Answer(NamedTuple):
    """The challenges that meet what is asked.

    Attributes:
        chosen: the dataset with only these.
        whole: the part of the dataset that they were chosen from.
        asked: what chose them, and what words ask for besides.
        scope: if the whole is a part, its promotions, with the numbers found in these and in all;
            it stands above the answer.
        preamble: what changes the answer, and stands before it: which words were not understood, or
            read as others.
        reading: how words were understood, as options, and what was searched.
        notes: notes after it.
        about: notes to trust it: which synonyms and families of ministries were used, and of how
            many challenges a value is not known.
        matches: the words that were searched, to be marked.
        wider: the sentence with the numbers of challenges that meet each part of a search, or "".
        staff: whose people are asked for; if people are counted, with challenges that recruited
            some in a role that they did not seek.
        base: the challenges that shares are of, if these are asked for.
        whatever_state: if a state is asked for, the challenges that meet all else.
    """

    chosen: Dataset
    whole: Dataset
    asked: Interpretation = Interpretation()
    scope: str = ""
    preamble: Texts = ()
    reading: Texts = ()
    notes: Texts = ()
    about: Texts = ()
    matches: Matches = Matches()
    wider: str = ""
    staff: CountedPeople = CountedPeople()
    base: Dataset | None = None
    whatever_state: _Challenges = ()

    @property
    def filters(self) -> Filters:
        """The options that were given, and those that words stand for."""
        return self.asked.filters

    @property
    def listed(self) -> Dataset:
        """The chosen challenges that a list has, up to its limit."""
        limit = self.filters.limit
        challenges = self.chosen.challenges[:limit]
        return replace(self.chosen, challenges=challenges)


def answer(
    dataset: Dataset,
    filters: Filters,
    question: str | None = None,
    default: Sequence[str] = (),
    *,
    command: str = "",
) -> Answer:
    """Return the challenges that are asked for.

    Args:
        dataset: all challenges.
        filters: what options ask for.
        question: what is asked in words, `None` for nothing.
        default: the promotions that are asked about if none is named; none: all of them.
        command: the command that asks. Words of `stats` may say what to count by; those of `list`
            may ask about the programme. So may `ask`, words without a command: they must ask.

    Raises:
        UsageError: for a name that stands for nothing, and for a question beside `exact`, or an
            empty one.
        NoQuestionError: for words without a command that ask nothing.
        NoAnswerError: for a question that the data cannot answer.
    """
    if filters.exact and question:
        raise UsageError(_("--exact guesses nothing: use options instead of words"))
    if question is not None and not question.strip():
        raise UsageError(_("the question is empty"))
    selector = Selector(dataset, exact=filters.exact)
    given = filters._replace(promotion=selector.promotions(filters.promotion))
    asked = Interpretation(given)
    is_count = command == "stats"
    if question and dataset.challenges:
        asked = _read(selector, given, question, default, counting=is_count)
    if asked.is_programme and command not in ("list", "ask"):
        raise NoAnswerError(_("The question is about the programme: eig programme."))
    found = _found(selector, asked)
    if question:
        _refuse_unanswered(selector, asked, question, found, command)
    codes = asked.filters.promotion or selector.promotions(default)
    is_count = is_count or asked.command == "stats"
    return _of_part(selector, asked, found, codes, counting=is_count)


def _found(selector: Selector, asked: Interpretation) -> SearchResult:
    """Return the challenges that are asked for, of all promotions."""
    found = selector.found(asked.filters)
    if not asked.challenges:
        return found
    named = tuple(c for c in found.challenges if c.slug in asked.challenges)
    return found._replace(challenges=named)


def _refuse_unanswered(
    selector: Selector, asked: Interpretation, question: str, found: SearchResult, command: str
) -> None:
    """Raise NoAnswerError or NoQuestionError if words decide nothing, and a search is no answer."""
    asks_nothing = command == "ask" and not asked.is_question
    is_searched = asked.filters.are_given and found.challenges
    if asked.decides or (is_searched and not asks_nothing):
        return
    why = why_unanswered(selector, asked, question, found)
    error = NoQuestionError if asks_nothing else NoAnswerError
    raise error(join_sentences(why, way_in(selector.texts)))


def _read(
    selector: Selector, given: Filters, question: str, default: Sequence[str], *, counting: bool
) -> Interpretation:
    """Return what a question asks for besides the options that are given.

    Raises:
        NoAnswerError: for what the data does not hold, and for words that are not understood.
        UsageError: for words beside filters that are none.
    """
    # Options alone need no reading of words.
    from eigcli.query.question import understood
    from eigcli.query.refusals import refuse_unheeded

    asked = understood(question, selector.texts, counting=counting)
    is_of_all = not (asked.is_programme or asked.challenges)
    if given.are_given:
        _refuse_beside(asked)
    elif is_of_all:  # other answers say first what was not understood
        refuse_unheeded(asked.unheeded, asked, selector.texts)
    is_list = not counting or bool(asked.by)
    filters = _merged(given, asked.filters, is_list=is_list)
    preamble = tuple(preamble_of(asked))
    asked = asked._replace(filters=filters, preamble=preamble)
    codes = filters.promotion or selector.promotions(default)
    reading = tuple(reading_of(selector, asked, codes))
    return asked._replace(reading=reading)


def _refuse_beside(asked: Interpretation) -> None:
    """Raise UsageError if words beside filters are none; a value of a filter may lack quotes."""
    lost = (*asked.unheeded, *asked.filters.of("search"))
    if not lost:
        return
    none = _("beside a filter, words must be filters too; these are none: {words}.")
    search = shell_line(["--search", " ".join(lost)])
    hint = _("A value of several words needs quotes; to search: {option}.", option=search)
    words = comma_list(map(quoted, lost))
    wrong = none.format(words=words)
    raise UsageError(join_sentences(wrong, hint))


def _merged(given: Filters, asked: Filters, *, is_list: bool) -> Filters:
    """Return the options given with those that words stand for; the former prevail.

    Args:
        given: the former.
        asked: the latter.
        is_list: whether the order counts: what is counted is in none.
    """
    promotion = given.promotion
    if promotion in _EVERYWHERE:
        promotion = asked.promotion or promotion
    # What a share is of may be given; its part is asked, and comes last.
    options = dict(given.given)
    for name, values in asked.given.items():
        options[name] = options.pop(name, values)
    if "search" in asked.given:
        options["search"] = given.of("search") + asked.of("search")
    without = dict(asked.without)
    for name, values in given.without.items():
        others = asked.without.get(name, ())
        without[name] = distinct(values + others)
    bounds = given.bounds + asked.bounds
    merged = given._replace(promotion=promotion, given=options, without=without, bounds=bounds)
    if given.sort or not is_list:
        return merged
    # `--reverse` turns the order of a question, and `-n 20` lengthens it.
    is_reverse = given.reverse != asked.reverse
    limit = given.limit or asked.limit
    return merged._replace(sort=asked.sort, reverse=is_reverse, limit=limit)


def _of_part(
    selector: Selector,
    asked: Interpretation,
    found: SearchResult,
    codes: Sequence[str],
    *,
    counting: bool,
) -> Answer:
    """Return the answer: what is found in the promotions that are meant, with notes on it."""
    filters = asked.filters
    challenges = _of(found.challenges, codes)
    whole = selector.dataset
    of_all = _base(selector, asked)
    base = _of(of_all, codes)
    scope = ""
    if codes not in _EVERYWHERE:
        whole = in_promotions(whole, codes)
        scoped = found.challenges
        if base and challenges:  # a share says its part itself
            scoped = of_all
        if scoped and not asked.is_programme:
            scope = scope_of(selector.dataset, codes, len(_of(scoped, codes)), len(scoped))
    roles = selector.roles(filters.of("skill") + filters.of("recruited"))
    staff = CountedPeople(roles)
    if counting and roles:
        staff = CountedPeople(roles, _of(_recruiting(selector, filters), codes))
    part = replace(whole, challenges=challenges)
    chosen, sort_notes = ordered(part, filters, roles)
    return Answer(
        chosen,
        whole,
        asked,
        scope,
        preamble=asked.preamble,
        reading=(*asked.reading, *sort_notes),
        notes=() if challenges else (why_nothing(selector, filters, whole),),
        about=(*found.notes, *not_known(selector, filters, whole)),
        matches=Matches(found.terms),
        wider=wider_search(selector, filters, found._replace(challenges=challenges), whole),
        staff=staff,
        base=replace(whole, challenges=base) if base and challenges else None,
        whatever_state=_of(_whatever_state(selector, asked), codes),
    )


def _recruiting(selector: Selector, filters: Filters) -> Iterator[Challenge]:
    """Yield the challenges that recruited the roles of `--skill`, and did not seek them."""
    skills = filters.of("skill")
    if not skills:
        return
    others = filters.replaced("skill").replaced("recruited", *skills)
    with suppress(UsageError):  # an expertise is nobody's role
        met = selector.meeting_all(filters)
        for challenge in selector.found(others).challenges:
            if challenge.slug not in met:
                yield challenge


def _is_of_part(option: str) -> bool:
    """Return whether an option may choose the part of a share: of `_SHARED`, or an own key."""
    return option in _SHARED or option.startswith("x-")


def _base(selector: Selector, asked: Interpretation) -> _Challenges:
    """Return the challenges that a share is of, if one is asked for.

    They meet all options but the last that may choose the part: `projects with a designer` that
    `are in use`. Without such an option, all challenges do.
    """
    filters = asked.filters
    if not asked.is_share or not filters.are_given:
        return ()
    shared = [option for option in filters.given if _is_of_part(option)]
    whole = Filters()
    if filters.bounds:
        whole = filters._replace(bounds=())
    elif shared:
        whole = filters.replaced(shared[-1])
    return selector.found(whole).challenges


def _whatever_state(selector: Selector, asked: Interpretation) -> _Challenges:
    """Return the challenges that meet all that is asked for but a state; `()` without a state."""
    others = asked.filters.without_facet("state")
    if asked.challenges or others == asked.filters:
        return ()
    return selector.found(others).challenges


def _of(challenges: Iterable[Challenge], codes: Collection[str]) -> _Challenges:
    """Return the challenges of some promotions; without codes, all of them."""
    if not codes or ALL in codes:
        return tuple(challenges)
    return tuple(c for c in challenges if c.promotion_or_year in codes)


def refuse_slip(words: Sequence[str], commands: Collection[str]) -> None:
    """Raise UsageError if the first of some words without a command is nearly one."""
    first = words[0]
    if " " in first.strip():
        return
    near = did_you_mean(first, commands)
    if not near:
        return
    # `liste des projets` is a question, `liste` alone is a slip.
    is_question = words[1:] and senses_of(fold(first))
    if not is_question:
        no = _("eig has no command {name}.", name=quoted(first))
        raise UsageError(join_sentences(no, near))
