"""Choosing challenges by options and questions, and telling how: one answer for every command."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from eigcli.data.model import Challenge, Dataset, distinct
from eigcli.data.promotions import ALL, in_promotions
from eigcli.errors import NoAnswerError, UsageError
from eigcli.messages import _, ngettext
from eigcli.query.counting import MEASURES, OF_HOSTS, CountedPeople
from eigcli.query.facets import FACETS
from eigcli.query.filters import Filters, sort_keys, value_label, words_label
from eigcli.query.interpretation import WAY_IN, Interpretation
from eigcli.query.naming import Slugs
from eigcli.query.searching import SHORTEST_SUGGESTED, Matches
from eigcli.query.selecting import SearchResult, Selector, ordered
from eigcli.query.words import words_of_phrases
from eigcli.suggesting import did_you_mean, suggest
from eigcli.text import comma_list, fold, join_sentences, list_in_words, quoted, shell_line

# The options of which the last chooses the part of a share; all others choose its whole: which part
# of the challenges in Lyon with a designer are in use. Two bounds may be one option: `exactly 3`.
_SHARED = {"skill", "recruited", "phase", "state", "has"}


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
        staff: whose people are asked for; if people are counted, with challenges that recruited
            some in a role that they did not seek.
        base: the challenges that shares are of, if these are asked for.
        whatever_state: if a state is asked for, the challenges that meet all else.
    """

    chosen: Dataset
    whole: Dataset
    asked: Interpretation = Interpretation()
    scope: str = ""
    preamble: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    matches: Matches = Matches()
    staff: CountedPeople = CountedPeople()
    base: Dataset | None = None
    whatever_state: tuple[Challenge, ...] = ()

    @property
    def filters(self) -> Filters:
        """The options that were given, and those that words stand for."""
        return self.asked.filters

    @property
    def listed(self) -> Dataset:
        """The chosen challenges that a list has, up to its limit."""
        return replace(self.chosen, challenges=self.chosen.challenges[: self.filters.limit])


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
    asked = Interpretation(filters._replace(promotion=selector.promotions(filters.promotion)))
    is_read = bool(question and dataset.challenges)
    if question and is_read:
        asked = _read(selector, asked.filters, question, counting=command == "stats")
    codes = asked.filters.promotion or selector.promotions(default)
    if is_read:
        reading = tuple(_reading(selector, asked, question, codes))
        asked = asked._replace(preamble=tuple(_preamble(asked)), reading=reading)
    if asked.is_programme and command not in ("list", "ask"):
        raise NoAnswerError(_("The question is about the programme: eig programme."))
    everywhere = selector.found(asked.filters)
    if asked.challenges:
        named = tuple(c for c in everywhere.challenges if c.slug in asked.challenges)
        everywhere = everywhere._replace(challenges=named)
    count = len(everywhere.challenges) if asked.filters.are_given else 0
    asks_nothing = command == "ask" and not asked.is_question
    if question and not asked.decides and (asks_nothing or not count):
        why = _why_unanswered(selector, asked, question, everywhere, count)
        error = NoQuestionError if asks_nothing else NoAnswerError
        raise error(join_sentences(why, _(WAY_IN)))
    is_count = "stats" in (command, asked.command)
    return _of_part(selector, asked, everywhere, codes, counting=is_count)


def _why_unanswered(
    selector: Selector, asked: Interpretation, question: str, found: SearchResult, count: int
) -> str:
    """Return why words are no question, or none that is answered: what a search of them finds."""
    words = shell_line([question])
    searched = selector.texts.terms_of(asked.filters.of("search"))
    if count and (asked.unheeded or len(found.terms) < len(searched)):
        return _("no challenge mentions all of this; the nearest: eig list {words}.", words=words)
    if count:
        return ngettext(
            "{count} challenge mentions this: eig list {words}.",
            "{count} challenges mention this: eig list {words}.",
            count,
            words=words,
        )
    if asked.filters.are_given or not asked.preamble:
        return _why_nothing(selector, asked.filters, selector.dataset)
    # Only unknown or denied words leave nothing to search.
    in_no_text = [word for word in asked.unheeded if not selector.texts.mentioning(word)]
    if len(in_no_text) == len(asked.unheeded):
        return _("nothing mentions {word}.", word=comma_list(map(quoted, in_no_text)))
    return f"{asked.preamble[0]}."


def _read(selector: Selector, given: Filters, question: str, *, counting: bool) -> Interpretation:
    """Return what a question asks for besides the options that are given.

    Raises:
        NoAnswerError: for what the data does not hold.
        UsageError: for words beside filters that are none.
    """
    # Options alone need no reading of words.
    from eigcli.query.question import understood

    asked = understood(question, selector.texts, counting=counting)
    if given.are_given:
        _refuse_beside(given, asked, question, selector)
    filters = _merged(given, asked.filters, counting=counting and not asked.by)
    # If nothing else is asked than what is not understood, all challenges are no answer.
    by = () if asked.by == ("state",) else asked.by  # `what became of …`
    is_left = (
        filters.are_given or asked.filters.sort or by or asked.is_programme or asked.challenges
    )
    if asked.unheeded and not is_left and filters.promotion in ((), (ALL,)):
        asked = asked._replace(by=(), is_count=False, decides=False)
    return asked._replace(filters=filters)


def _refuse_beside(
    given: Filters, asked: Interpretation, question: str, selector: Selector
) -> None:
    """Raise UsageError if words beside filters are none, or are the end of a value of a filter.

    For a value lacks its quotes in `--theme Service public` and in `--town La Défense`.
    """
    lost = (*asked.unheeded, *asked.filters.of("search"))
    wholes = list[str]()
    for options in (given.given, given.without):
        for option, values in options.items():
            whole = f"{values[-1]} {question}"
            if not _is_value(option, whole, selector, is_exact=not lost):
                continue
            mended = {option: (whole,)}
            filters = Filters(mended) if options is given.given else Filters(without=mended)
            wholes.append(shell_line(filters.as_arguments()))
    if lost:
        none = _("beside a filter, words must be filters too; these are none: {words}.")
        search = shell_line(["--search", " ".join(lost)])
        hint = _("A value of several words needs quotes; to search: {option}.", option=search)
        wrong = none.format(words=comma_list(map(quoted, lost)))
        raise UsageError(join_sentences(wrong, suggest(wholes) or hint))
    if wholes:
        quotes = _("a value of several words needs quotes.")
        raise UsageError(join_sentences(quotes, suggest(wholes)))


def _is_value(option: str, text: str, selector: Selector, *, is_exact: bool) -> bool:
    """Return whether a text is a value of an option that chooses.

    Args:
        option: the option, see `Filters`.
        text: the text.
        selector: what selects.
        is_exact: whether it must be a whole name.
    """
    if option == "search":
        return not is_exact
    names = selector.names(option)
    return names.is_whole_name(text) if is_exact else names.is_called(text)


def _merged(given: Filters, asked: Filters, *, counting: bool) -> Filters:
    """Return the options given with those that words stand for; the former prevail."""
    is_part = given.promotion not in ((), (ALL,))
    promotion = given.promotion if is_part else asked.promotion or given.promotion
    # What a share is of may be given; its part is asked, and comes last.
    options = {name: () for name in given.given if name not in asked.given} | dict(asked.given)
    for name, values in given.given.items():
        options[name] = values if name != "search" else values + asked.of(name)
    without = {**asked.without}
    for name, values in given.without.items():
        without[name] = distinct((*values, *asked.without.get(name, ())))
    bounds = (*given.bounds, *asked.bounds)
    merged = given._replace(promotion=promotion, given=options, without=without, bounds=bounds)
    if given.sort or counting:  # what is counted is in no order
        return merged
    # `--reverse` turns the order of a question, and `-n 20` lengthens it.
    reverse, limit = given.reverse != asked.reverse, given.limit or asked.limit
    return merged._replace(sort=asked.sort, reverse=reverse, limit=limit)


def _preamble(asked: Interpretation) -> Iterator[str]:
    """Yield what changes an answer: words that were not understood, or read as others."""
    if asked.unheeded:
        yield _("not understood: {words}", words=list_in_words(map(quoted, asked.unheeded)))
    for typed, taken in asked.corrected.items():
        yield _("{typed} is read as {taken}", typed=quoted(typed), taken=quoted(taken))
    yield from asked.preamble


def _reading(
    selector: Selector, asked: Interpretation, question: str | None, codes: Sequence[str]
) -> Iterator[str]:
    """Yield how words were understood, as options that one can copy, and what was searched."""
    filters = asked.filters
    is_count = asked.command == "stats"
    measure = asked.measure if is_count else ""
    shown = filters
    if question and selector.texts.are_ours:  # options alone ask about one promotion
        shown = filters._replace(promotion=(*codes,) or (ALL,))
    label = label_of(shown, asked.rows, asked.across, measure)
    if asked.is_share:  # no options ask for one
        label = " · ".join(_labels(filters, asked.rows, asked.across, measure))
    if label:
        yield label
    yield from _caveats(selector.dataset, asked)
    if filters.of("search") and (asked.decides or question):
        yield _("searched: {words}", words=words_label(" ".join(filters.of("search"))))
        if is_count:
            yield _("Every challenge with these words is counted, whatever their sense.")


def _caveats(dataset: Dataset, asked: Interpretation) -> Iterator[str]:
    """Yield what to know of the facets that are asked about."""
    about = {*asked.filters.options, *asked.by}
    if dataset.sources and {"state", "phase"} & about:
        yield _("A state is what a source said on its day; a year is that of the promotion.")
    if asked.rank and "ministry" in asked.by and dataset.families_of_hosts:
        yield _(OF_HOSTS)


def label_of(filters: Filters, by: Sequence[str], across: str = "", measure: str = "") -> str:
    """Return what was understood, as people call it and as options that one can copy."""
    labels = _labels(filters, by, across, measure)
    if not labels:
        return ""
    options = filters.as_arguments(by)
    if across:
        options += ["--across", across]
    if measure:
        options += ["--measure", measure]
    return _("{label}: ", label=" · ".join(labels)) + shell_line(options)


def _labels(filters: Filters, by: Sequence[str], across: str, measure: str) -> list[str]:
    """Return what was understood, as people call it."""
    labels = [*filters.replaced("search").labels]
    for facet in (*by, across):
        if facet:
            label = _(FACETS[facet].label)
            labels.append(_("by {facet}", facet=label))
    sort = filters.sort
    if sort:
        known = sort_keys(Dataset())
        if sort in known:
            sort = _(known[sort]).lower()
        labels.append(_("sorted by {key}", key=sort))
    if measure:
        labels.append(_(MEASURES[measure]))
    return labels


def _recruiting(selector: Selector, filters: Filters) -> Iterator[Challenge]:
    """Yield the challenges that recruited the roles of `--skill`, and did not seek them."""
    others = filters.replaced("skill").replaced("recruited", *filters.of("skill"))
    with suppress(UsageError):  # an expertise is nobody's role
        met = selector.meeting_all(filters)
        yield from (c for c in selector.found(others).challenges if c.slug not in met)


def _of_part(
    selector: Selector,
    asked: Interpretation,
    found: SearchResult,
    codes: Sequence[str],
    *,
    counting: bool,
) -> Answer:
    """Return the answer: what is found in the promotions that are meant, with notes on it."""
    filters, dataset = asked.filters, selector.dataset
    challenges = _of(found.challenges, codes)
    is_part = codes not in ((), (ALL,))
    whole = in_promotions(dataset, codes) if is_part else dataset
    is_list = is_part and found.challenges and not asked.is_programme
    roles = selector.roles(filters.of("skill") + filters.of("recruited"))
    is_share = challenges and asked.is_share and filters.replaced("search").are_given
    base = _base(selector, filters, codes) if is_share else ()
    staff = CountedPeople(roles)
    if counting and roles and filters.of("skill"):
        staff = CountedPeople(roles, _of(_recruiting(selector, filters), codes))
    listed, sort_notes = ordered(replace(whole, challenges=challenges), filters, roles)
    about = [*found.notes, *_not_known(selector, filters, whole)]
    return Answer(
        chosen=listed,
        whole=whole,
        asked=asked,
        scope=_scope(dataset, codes, len(challenges), len(found.challenges)) if is_list else "",
        preamble=asked.preamble,
        reading=(*asked.reading, *sort_notes),
        notes=() if challenges else (_why_nothing(selector, filters, whole),),
        about=tuple(about),
        matches=Matches(found.terms),
        staff=staff,
        base=replace(whole, challenges=base) if base else None,
        whatever_state=_whatever_state(selector, asked, codes),
    )


def _base(selector: Selector, filters: Filters, codes: Collection[str]) -> tuple[Challenge, ...]:
    """Return the challenges that a share is of.

    They meet all options but the last of `_SHARED`: `projects with a designer` that `are in use`.
    Without one of these, all challenges do.
    """
    shared = [option for option in filters.given if option in _SHARED]
    if filters.bounds:
        whole = filters._replace(bounds=())
    elif shared:
        whole = filters.replaced(shared[-1])
    else:
        whole = Filters()
    return _of(selector.found(whole).challenges, codes)


def _whatever_state(
    selector: Selector, asked: Interpretation, codes: Collection[str]
) -> tuple[Challenge, ...]:
    """Return the challenges that meet all that is asked for but a state; `()` without a state."""
    filters = asked.filters
    others = filters.without_facet("state")
    if asked.challenges or others == filters:
        return ()
    return _of(selector.found(others).challenges, codes)


def _of(challenges: Iterable[Challenge], codes: Collection[str]) -> tuple[Challenge, ...]:
    """Return the challenges of some promotions; without codes, all of them."""
    return tuple(c for c in challenges if not codes or ALL in codes or c.promotion_or_year in codes)


def _why_nothing(selector: Selector, filters: Filters, whole: Dataset) -> str:
    """Return why no challenge meets options: what none mentions, or how many meet each.

    Args:
        selector: what selects.
        filters: the options.
        whole: the challenges that are asked about.
    """
    texts, part = selector.texts, {challenge.slug for challenge in whole}
    if not part:
        return _("there is no challenge.")
    terms = texts.terms_of(filters.of("search"))
    if unknown := [term for term in terms if not texts.rated(term)]:
        words = comma_list(quoted(term.typed) for term in unknown)
        nothing = _("nothing mentions {word}.", word=words)
        is_long = len(unknown[0].typed) >= SHORTEST_SUGGESTED
        return join_sentences(nothing, did_you_mean(unknown[0].typed, texts.words * is_long))
    met = {quoted(term.typed): selector.meeting("search", [term.typed]) for term in terms}
    parts = [Filters({name: v}) for name, v in filters.replaced("search").given.items()]
    parts += [Filters(without={name: v}) for name, v in filters.without.items()]
    parts += [Filters(bounds=(bound,)) for bound in filters.bounds]
    met |= {" ".join(part.labels): selector.meeting_all(part) for part in parts}
    if len(met) == 1:
        return _("no challenge meets this.")
    counts = ", ".join(f"{label} ({len(slugs & part)})" for label, slugs in met.items())
    return _(
        "no challenge meets all of this; challenges that meet each part: {counts}.", counts=counts
    )


def _not_known(selector: Selector, filters: Filters, whole: Dataset) -> Iterator[str]:
    """Yield a note on each filter that some challenges may meet, with their number.

    They meet all other filters. Of states, a sentence says more.

    Args:
        selector: what selects.
        filters: the options that challenges meet.
        whole: the challenges that are asked about.
    """
    note = _("Not known for {count} of {total} challenges: {name}.")
    slugs = {challenge.slug for challenge in whole}
    for others, label, known in _known_of_each(selector, filters):
        asked = selector.meeting_all(others) & slugs
        count = len(asked - known)
        if count:
            yield note.format(count=count, total=len(asked), name=label)


def _known_of_each(selector: Selector, filters: Filters) -> Iterator[tuple[Filters, str, Slugs]]:
    """Yield the filters but one, its label, and of which challenges is known whether they meet it.

    Of filters for what is not known, there are none.
    """
    for facet in filters.without_facet("state").facets:
        others = filters.without_facet(facet)
        wanted = filters.of(facet)
        excluded = filters.without.get(facet, ())
        names = selector.names(facet)
        found = names.of(wanted)
        if found and found.isdisjoint(names.of_known_value):
            continue
        if FACETS[facet].kind == "fact":  # what is not known to be there may be there
            for value in wanted + excluded:
                yield others, value_label(facet, value), names.of([value])
            continue
        known = names.known(wanted + excluded)
        is_of_place = known != names.of_known_value
        label = FACETS["region" if is_of_place else facet].label
        yield others, _(label), known
    for key in distinct(bound.key for bound in filters.bounds):
        bounds = tuple(bound for bound in filters.bounds if bound.key != key)
        label = FACETS[key].label
        yield filters._replace(bounds=bounds), _(label), selector.with_amount(key)


def _scope(dataset: Dataset, codes: Sequence[str], count: int, total: int) -> str:
    """Return the promotions of an answer, with the numbers found in these and in all."""
    labels = dataset.promotion_labels
    return ngettext(
        "Promotion {names}: {count} of {total} challenges; all: --promotion all",
        "Promotions {names}: {count} of {total} challenges; all: --promotion all",
        len(codes),
        names=list_in_words(labels.get(code, code) for code in codes),
        count=count,
        total=total,
    )


def refuse_slip(words: Sequence[str], commands: Collection[str]) -> None:
    """Raise UsageError if the first of some words without a command is nearly one."""
    near = "" if " " in words[0].strip() else did_you_mean(words[0], commands)
    # `liste des projets` is a question, `liste` alone is a slip.
    if near and not (words[1:] and fold(words[0]) in words_of_phrases()):
        no = _("eig has no command {name}.", name=quoted(words[0]))
        raise UsageError(join_sentences(no, near))
