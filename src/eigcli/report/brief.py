"""The brief, a note of two pages at most: what became of what was chosen, and how one knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from eigcli.data.dates import date_text, today
from eigcli.data.kinds import fields_of
from eigcli.data.loading import is_bundled
from eigcli.data.model import STATES_USED, Challenge, Challenges, Dataset, Source, distinct
from eigcli.data.promotions import ALL, without_unused
from eigcli.errors import EigError
from eigcli.messages import _, ngettext
from eigcli.query.choosing import Answer
from eigcli.query.definitions import CHALLENGE
from eigcli.query.facets import few_values
from eigcli.report import notes
from eigcli.report.blocks import (
    Block,
    Column,
    Fact,
    Line,
    Report,
    Span,
    Table,
    Text,
    line_of,
    sources_text,
    text_of,
)
from eigcli.report.cards import fact_of, in_language
from eigcli.report.listing import listing
from eigcli.report.metadata import metadata_of
from eigcli.report.states import (
    answer_sentence,
    has_states,
    rank_of,
    row_of_marks,
    sentences,
    state_code,
    state_in_a_line,
    whole_of,
)
from eigcli.report.tables import challenge_columns, columns_of
from eigcli.text import command_line, group_digits, join_sentences, list_in_words

# Two pages have room for the stories of challenges up to so many letters, besides so many for each;
# and for the others for a table, if there are so few challenges in all, or for so many names.
_LETTERS, _BESIDES, _MOST_IN_TABLE, _MOST_NAMES = 4_500, 200, 15, 150
_BETWEEN_SENTENCES = r"(?<=[.!?])\s+(?=[^\W\d_a-z])"
_NUMBER = r"\d+(?:\s\d{3}\b)*(?:[.,]\d+)?"
_MOST_FIGURES = 2  # of each challenge
_MOST_OWN = 3  # columns of own keys of few values
# The sources, each with its number: that which comes next, the first time that it is cited.
_Numbers = defaultdict[Source, int]


def brief(answer: Answer) -> Report:
    """Return the brief on the challenges of an answer; programs get their listing.

    Raises:
        EigError: if the answer has no challenge.
    """
    if not answer.chosen:
        raise EigError(join_sentences(*sentences(answer), *answer.notes))
    listed = listing(answer)
    dataset = without_unused(listed.dataset)
    return listed._replace(
        head=_head(dataset),
        blocks=[*_blocks(answer, dataset, listed.lang)],
        notes=(),
        lead="",
        page=None,
        is_standalone=True,
    )


def _blocks(answer: Answer, dataset: Dataset, lang: str | None) -> Iterator[Block]:
    """Yield the blocks of a note whose texts are in a language, if readers have another."""
    numbers = _Numbers(count(1).__next__)
    featured = _featured(answer, dataset)
    others = [challenge for challenge in dataset if challenge not in featured]
    yield from _opening(answer, dataset)
    if featured:
        title = _title_of_featured(answer, others)
        yield _stories(featured, numbers, in_language(title, lang))
    title = _("The others")
    if others and len(dataset) <= _MOST_IN_TABLE:
        if not featured:
            title = in_language(_("What is known"), lang)
        yield _table(others, numbers, title, is_of_states=has_states(answer.whole))
    elif others:
        if not featured:
            title = _title_of_names(others)
        names = [*_names(others, is_marked=has_states(answer.whole))]
        yield Text(names, title, "items")
    yield from _foot(answer, dataset, numbers)


def _featured(answer: Answer, dataset: Dataset) -> list[Challenge]:
    """Return the challenges that have a story of their own: those in use, seen last first.

    Whoever names challenges wants their stories, whatever became of them.
    """
    challenges = [*dataset]
    if not answer.asked.challenges:
        used = [challenge for challenge in dataset if challenge.state in STATES_USED]
        challenges = sorted(used, key=lambda c: c.state_date or "", reverse=True)
    featured = list[Challenge]()
    letters = 0
    for challenge in challenges:
        result = challenge.since or challenge.made or ""
        letters += _BESIDES + len(challenge.tagline or "") + len(result)
        if featured and letters > _LETTERS:
            break
        featured.append(challenge)
    return featured


# What stands first


def _head(dataset: Dataset) -> Line:
    """Return the line above the title: the programme and its years, and two dates."""
    data = metadata_of(whole_of(dataset))
    about = []
    if data.years:
        first = data.years[0]
        last = data.years[-1]
        years = _("{first}–{last}", first=first, last=last)
        about.append(years)
    if data.modified:
        date = date_text(data.modified)
        text = _("data of {date}", date=date)
        if data.version:
            text = _("data {version} of {date}", version=data.version, date=date)
        about.append(text)
    date = date_text(today())
    text = _("note of {date}", date=date)
    about.append(text)
    line = " · ".join(about)
    names = metadata_of(dataset).names
    if not names:
        return line_of(line)
    programmes = Span(list_in_words(names), native=True)
    return [Span(_("Programme")), Span(" "), programmes, Span(f" · {line}")]


def _opening(answer: Answer, dataset: Dataset) -> Iterator[Block]:
    """Yield what became of the challenges, in words and as marks, and what a challenge is."""
    opening = []
    if not answer.asked.challenges and has_states(answer.whole):
        opening.append(answer_sentence(answer))
    if is_bundled(dataset):
        opening.append(_(CHALLENGE))
    if opening:
        line = line_of(" ".join(opening))
        yield Text([line])
    if len(dataset) > 1 and has_states(dataset):
        yield row_of_marks(dataset.challenges)


# What became of each


def _title_of_featured(answer: Answer, others: Iterable[Challenge]) -> str:
    """Return the title above the stories of challenges."""
    if answer.asked.challenges:
        return _("In short")
    if any(challenge.state in STATES_USED for challenge in others):
        return _("In use or handed over: those that were seen last")
    return _("In use or handed over")


def _stories(challenges: Iterable[Challenge], numbers: _Numbers, title: str) -> Text:
    """Return the stories of challenges, one below the other."""
    lines = []
    for challenge in challenges:
        head = _name_line(challenge, numbers)
        lines.append(head)
        story = _story(challenge, numbers)
        if story:
            lines.append(story)
    return Text(lines, title)


def _name_line(challenge: Challenge, numbers: _Numbers) -> Line:
    """Return the line on whose a challenge is, and what became of it."""
    about = [*distinct(challenge.ministries)]
    if challenge.year:
        about.append(str(challenge.year))
    sources = _cited(challenge, numbers, "state").mark
    state = state_in_a_line(challenge)
    return [
        Span(challenge.name, challenge.product, strong=True, native=True),
        Span(" "),
        Span(", ".join(about), native=True, faint=True),
        Span(" · "),
        Span(state + sources, state=state_code(challenge)),
    ]


def _story(challenge: Challenge, numbers: _Numbers) -> Line:
    """Return the mission of a challenge, what came of it, and figures."""
    line = _mission(challenge)
    result = _cited(challenge, numbers, "since", "made")
    if result.spans:
        line += [Span(" "), *result.spans, Span(result.mark)]
    figures = _figures(challenge, text_of(result.spans))
    if figures:
        sources = _cited(challenge, numbers, "figures").mark
        line += [Span(" – "), Span(figures, native=True), Span(sources)]
    return line


def _mission(challenge: Challenge) -> list[Span]:
    """Return the mission of a challenge as a sentence."""
    sentences = []
    for span in columns_of(Challenge)["tagline"].spans(challenge):
        text = span.text.rstrip(".")
        sentence = f"{text[:1].upper()}{text[1:]}."
        sentences.append(span._replace(text=sentence))
    return sentences


def _figures(challenge: Challenge, story: str) -> str:
    """Return the first figures of a challenge whose numbers its story has not."""
    in_story = [*map(_digits, re.findall(_NUMBER, story))]
    figures = []
    for figure in challenge.figures:
        number = str(figure.number)
        if _digits(number) not in in_story:
            figures.append(figure.label())
    return _("; ").join(figures[:_MOST_FIGURES])


def _digits(number: str) -> str:
    """Return the digits of a number, however it is written."""
    return re.sub(r"\D", "", number)


def _cited(challenge: Challenge, numbers: _Numbers, *names: str) -> Fact:
    """Return the fact of the first named field that has a value; its sources get numbers."""
    for name in names:
        fact = fact_of(challenge, fields_of(Challenge)[name], numbers)
        if fact.spans:
            return fact
    return Fact()


def _table(challenges: Challenges, numbers: _Numbers, title: str, *, is_of_states: bool) -> Table:
    """Return the short table of challenges without a story of their own."""
    # Sources are numbered now, not when a format asks for a row.
    stories = {}
    states = {}
    for challenge in challenges:
        stories[challenge] = _in_short(challenge, numbers) or None  # an empty column is left out
        sources = _cited(challenge, numbers, "state").mark
        states[challenge] = state_in_a_line(challenge) + sources
    columns = challenge_columns(challenges)
    hosts = columns["hosts"].label
    state = columns["state"].label
    shown = [
        columns["name"]._replace(width=15),
        columns["year"]._replace(width=9),
        columns["ministries"]._replace(label=hosts, width=24),
        Column("story", _("What is known of it"), stories.__getitem__, width=40),
        Column("state", state, states.__getitem__, width=18, state=state_code),
    ]
    if not is_of_states:
        shown.pop()
    own = [*few_values(challenges)]
    shown += [columns[key] for key in own[:_MOST_OWN]]
    return Table(shown, challenges, title).without_empty_columns


def _in_short(challenge: Challenge, numbers: _Numbers) -> str:
    """Return the first sentence on what came of a challenge, else its mission."""
    if not challenge.since:
        return text_of(_mission(challenge))
    first, *_others = re.split(_BETWEEN_SENTENCES, challenge.since)
    return first + _cited(challenge, numbers, "since").mark


def _title_of_names(challenges: Iterable[Challenge]) -> str:
    """Return the title above the names of challenges without a story."""
    if any(challenge.families for challenge in challenges):
        return _("By family of ministries")
    return _("The challenges")


def _names(challenges: Challenges, *, is_marked: bool) -> Iterator[Line]:
    """Yield a line of names for each family of ministries, the largest first.

    Args:
        challenges: the challenges.
        is_marked: whether their states are marked.
    """
    groups = defaultdict(list)
    for challenge in challenges[:_MOST_NAMES]:
        family = ""
        if challenge.families:
            family = challenge.families[0].label()
        groups[family].append(challenge)
    largest_first = sorted(groups, key=lambda family: -len(groups[family]))
    for family in largest_first:
        names = _names_of(family, groups[family])
        yield [name if is_marked else name._replace(state=None) for name in names]
    others = len(challenges) - _MOST_NAMES
    if others > 0:
        number = group_digits(others)
        text = ngettext("and {count} other", "and {count} others", others, count=number)
        yield line_of(text)


def _names_of(family: str, challenges: Iterable[Challenge]) -> Iterator[Span]:
    """Yield a family, and the names of its challenges by their states."""
    between = ""
    if family:
        yield Span(_("{title}:", title=family), strong=True)
        between = " "
    for challenge in sorted(challenges, key=rank_of):
        if between:
            yield Span(between)
        state = state_code(challenge)
        yield Span(challenge.name, native=True, state=state)
        between = ", "


# What stands last


def _foot(answer: Answer, dataset: Dataset, numbers: _Numbers) -> Iterator[Text]:
    """Yield what to know, the sources and the terms of use."""
    to_know = [line_of(note) for note in _to_know(answer, dataset) if note]
    if to_know:
        yield Text(to_know, _("What to know"), "items")
    yield from sources_text(numbers)
    *terms, _version = metadata_of(dataset).terms_of_use
    if terms:
        yield Text(terms, form="small")


def _to_know(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """Yield the notes on what was chosen, on texts and states, and on the rest; "" if none."""
    yield notes.truncation_note(answer)
    yield from answer.about
    if is_bundled(dataset):
        yield _("Problems and results are summaries made for this dataset from the sources named.")
    if dataset.sources and has_states(dataset):
        yield _("A source gave each state on the date shown; it may have changed since.")
    yield notes.shared_products(dataset.challenges)
    if is_bundled(dataset):
        yield _how_to_read_on(answer)


def _how_to_read_on(answer: Answer) -> str:
    """Return a sentence with the command that shows what was chosen."""
    if answer.asked.challenges:
        command = command_line(["show", *answer.asked.challenges])
        return _("All of it, with its sources: {command}", command=command)
    filters = answer.filters
    if not filters.promotion:
        filters = filters._replace(promotion=(ALL,))
    command = command_line(["list", *filters.as_arguments()])
    return _("The same challenges as a list: {command}", command=command)
