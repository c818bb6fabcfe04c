"""What is said of states: how many challenges are in use, when that was seen, what is not known.

Whatever counts states says it with the one sentence of this module, and gives programs its numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from math import ceil
from typing import Any, NamedTuple

from eigcli.data.dates import DAY, date_text
from eigcli.data.kinds import in_units
from eigcli.data.loading import bundled, is_bundled
from eigcli.data.model import (
    CHALLENGES,
    COUNT,
    DATE,
    STATE,
    STATES_USED,
    Challenge,
    Challenges,
    Dataset,
    distinct,
)
from eigcli.messages import N_, _, ngettext, ngettext_noop
from eigcli.query.choosing import Answer
from eigcli.query.counting import Tally, tally
from eigcli.query.facets import FACETS, NOT_KNOWN
from eigcli.report.blocks import Chart, Column, Key, Mark, Row, Span
from eigcli.text import group_digits, join_sentences, percent_text, printable

# The most marks of a row of a chart, and of all its rows, that stand for a challenge each.
_LONGEST, _MOST = 60, 500
# What was seen in so many years before the latest source counts as seen lately.
_YEARS = 2
YEAR, _MONTH = len("2018"), len("2018-01")


# The mark of each state, in the order in which they are shown.
MARKS = {
    "in-use": "■",
    "handed-over": "▣",
    "on-trial": "▪",
    "ended": "□",
    NOT_KNOWN: "·",
    "no-product": "–",
}
# The marks of those that are in use or handed over, and whose products are older than their teams.
_DOTTED = {"in-use": "◘", "handed-over": "◙"}


def state_code(challenge: Challenge) -> str:
    """Return the code of the state of a challenge, `NOT_KNOWN` if it has none."""
    return challenge.state or NOT_KNOWN


def rank_of(challenge: Challenge) -> int:
    """Return the place of the state of a challenge among all states."""
    return [*MARKS].index(state_code(challenge))


def has_states(challenges: Iterable[Challenge]) -> bool:
    """Tell whether the state of any of some challenges is known."""
    return any(challenge.state for challenge in challenges)


def state_of(challenge: Challenge, digits: int = DAY) -> Span:
    """Return what became of a challenge and when that was seen, behind the mark of its state."""
    code = state_code(challenge)
    if code == NOT_KNOWN:
        return Span(_("Not known"), state=code)
    return Span(challenge.dated_state(digits), state=code)


def state_in_a_line(challenge: Challenge) -> str:
    """Return the state of a challenge within a line, with the day on which it was seen."""
    text = challenge.dated_state() or _("state not known")
    return text[:1].lower() + text[1:]


def marked(span: Span) -> str:
    """Return the text of a span, behind the mark of the state that it gives, if it gives one."""
    if not span.state:
        return span.text
    return f"{MARKS[span.state]}\u00a0{span.text}"


# The numbers of `Numbers` for programs, with their headings for people.
NUMBERS = {
    "used": N_("In use or handed over"),
    "used_seen": N_("Of these, seen lately"),
    "used_predating": N_("Of these, older than the team"),
    "on_trial": N_("On trial"),
    "ended": N_("Ended"),
    "no_product": N_("Without a product"),
    "state_unknown": N_("State not known"),
}
# How the sentence gives them; those in use and those that are not known it words otherwise.
_USED = ngettext_noop("{count} seen in use or handed over", "{count} seen in use or handed over")
_SEEN = ngettext_noop("{count} seen since {date}", "{count} seen since {date}")
_PREDATING = ngettext_noop("{count} predates its team", "{count} predate their team")
_OTHERS = {
    "on_trial": ngettext_noop("{count} on trial", "{count} on trial"),
    "ended": ngettext_noop("{count} ended", "{count} ended"),
    "no_product": ngettext_noop("{count} without a product", "{count} without a product"),
}


class Numbers(NamedTuple):
    """How many of some challenges are in each state.

    Attributes:
        used: those in use or handed over.
        used_seen: of these, those that a source saw so since a date.
        used_predating: of these, those whose product is known to be older than the team.
        on_trial, ended, no_product: those in these states.
        state_unknown: those of which no source gives a state.
        is_dated: whether it is known when any of `used` was seen.
    """

    used: int
    used_seen: int
    used_predating: int
    on_trial: int
    ended: int
    no_product: int
    state_unknown: int
    is_dated: bool


def whole_of(dataset: Dataset) -> Dataset:
    """Return the data of eig for a part of it, else the dataset itself."""
    if is_bundled(dataset):
        return bundled().dataset
    return dataset


def seen_since(dataset: Dataset) -> str:
    """Return the month since which a state counts as seen lately, "" without any date.

    It is that of the latest source of all promotions, two years before: not of today, so that an
    answer is the same every day. Without dated sources, the latest date of a state stands for it.
    """
    whole = whole_of(dataset)
    dates = [source.date for source in whole.sources if source.date]
    if not dates:
        dates = [challenge.state_date for challenge in whole if challenge.state_date]
    if not dates:
        return ""
    latest = max(dates)
    year = int(latest[:YEAR]) - _YEARS
    return f"{year}{latest[YEAR:_MONTH]}"


def numbers_of(challenges: Challenges, since: str = "") -> Numbers:
    """Return the numbers of some challenges.

    Args:
        challenges: the challenges.
        since: the first month that counts as lately. A state whose month is not known counts as
            seen at the beginning of its year.
    """
    states = Counter(challenge.state for challenge in challenges)
    used = [challenge for challenge in challenges if challenge.state in STATES_USED]
    dates = [challenge.state_date for challenge in used if challenge.state_date]
    return Numbers(
        used=len(used),
        used_seen=sum(date[:_MONTH] >= since for date in dates),
        used_predating=sum(challenge.began is not None for challenge in used),
        on_trial=states["on-trial"],
        ended=states["ended"],
        no_product=states["no-product"],
        state_unknown=states[None],
        is_dated=bool(dates),
    )


def sentence(challenges: Challenges, since: str, selection: str = "") -> str:
    """Return the sentence on the states of some challenges; a state that none is in goes unsaid.

    Args:
        challenges: the challenges.
        since: the first month that counts as lately.
        selection: what chose them, in words.
    """
    numbers = numbers_of(challenges, since)
    count = in_units(len(challenges), CHALLENGES)
    if selection:
        count = _("{challenges} ({selection})", challenges=count, selection=selection)
    states = ", ".join(_states(numbers, since))
    if len(challenges) == 1:
        states = state_in_a_line(challenges[0])
    elif not states:
        return _("{challenges}: no source says what became of them.", challenges=count)
    elif numbers.state_unknown:
        unknown = group_digits(numbers.state_unknown)
        text = _("{challenges}: {states}; of {unknown} no source says.")
        return text.format(challenges=count, states=states, unknown=unknown)
    return _("{challenges}: {states}.", challenges=count, states=states)


def _states(numbers: Numbers, since: str) -> Iterator[str]:
    """Yield how many challenges are in each state, if some are."""
    if numbers.used:
        text = in_units(numbers.used, _USED)
        about = _("; ").join(_on_used(numbers, since))
        if about:
            text += _(" ({about})", about=about)
        yield text
    for name, unit in _OTHERS.items():
        count = getattr(numbers, name)
        if count:
            yield in_units(count, unit)


def _on_used(numbers: Numbers, since: str) -> Iterator[str]:
    """Yield how many challenges in use were seen lately, and how many are older than the team."""
    date = ""
    if since:
        date = date_text(since)
    count = numbers.used_seen
    if count:
        number = group_digits(count)
        yield ngettext(*_SEEN, count, count=number, date=date)
    elif numbers.is_dated:  # else `4 seen in use` would be read as seen today
        yield _("none seen since {date}", date=date)
    if numbers.used_predating:
        yield in_units(numbers.used_predating, _PREDATING)


def sentences(answer: Answer, *, by_state: bool = False) -> list[str]:
    """Return what stands before an answer: a share that is asked for, and states if these are.

    Args:
        answer: the answer.
        by_state: whether challenges are counted by state.
    """
    lines = []
    if answer.base and not answer.asked.measure:
        lines.append(share_sentence(answer))
    if answer.whatever_state or by_state:
        lines.append(answer_sentence(answer))
    return lines


def answer_sentence(answer: Answer) -> str:
    """Return the sentence on the challenges of an answer, whatever state is asked for."""
    challenges = answer.whatever_state or answer.chosen.challenges
    filters = answer.filters.without_facet("state")
    selection = ""
    # Options are before the eyes of who typed them; how words were read is not.
    if answer.asked.is_question:
        selection = ", ".join(filters.labels)
    return sentence(challenges, seen_since(answer.whole), printable(selection))


def share_sentence(answer: Answer) -> str:
    """Return which part of the challenges that are asked about an answer is, with its range."""
    count = len(answer.chosen)
    total = len(answer.base or ())
    unknown = len(possible(answer))
    text = N_("{count} of {total} challenges, {percent}.")
    if unknown and answer.whatever_state:
        text = N_(
            "{count} of {total} challenges, {percent}; the state of {unknown} is not known, so"
            " between {percent} and {most}."
        )
    elif unknown:
        text = N_(
            "{count} of {total} challenges, {percent}; of {unknown} it is not known, so"
            " between {percent} and {most}."
        )
    return _(
        text,
        count=group_digits(count),
        total=group_digits(total),
        unknown=group_digits(unknown),
        percent=percent_text(count / total),
        most=percent_text((count + unknown) / total),
    )


def possible(answer: Answer) -> list[str]:
    """Return the slugs of the challenges that a share may have, too: what is asked is not known."""
    facets = [FACETS[option] for option in answer.filters.facets]
    chosen = {challenge.slug for challenge in answer.chosen}
    slugs = []
    for challenge in answer.base or ():
        is_unknown = any(not facet.is_known(challenge) for facet in facets)
        if is_unknown and challenge.slug not in chosen:
            slugs.append(challenge.slug)
    return slugs


def chart(groups: Mapping[str, Challenges], label: str = "") -> Chart:
    """Return the chart of the states of some groups of challenges.

    Args:
        groups: the challenges of each row, by its label; one of several values is in several.
        label: what people call the facet that they are grouped by.
    """
    challenges = distinct(chain.from_iterable(groups.values()))
    keys = [*_keys(challenges)]
    sizes = [*map(len, groups.values())]
    each = ceil(sum(sizes) / _MOST)
    if label:  # else its one row is broken into lines
        longest = max(sizes)
        each = max(each, ceil(longest / _LONGEST))
    rows = []
    for name, group in groups.items():
        marks = [*_marks(group, keys, each)]
        used = group_digits(numbers_of(group).used)
        count = group_digits(len(group))
        text = _("{used} of {count}", used=used, count=count)
        row = Row(name, marks, text)
        rows.append(row)
    about = _("A mark is a challenge.")
    if each > 1:
        about = _("A mark is {count} challenges or fewer in the same state.", count=each)
    if numbers_of(challenges).used_predating:
        dot = _("With a dot: in use or handed over, and older than the team.")
        about = join_sentences(about, dot)
    return Chart(label, rows, keys, about)


def row_of_marks(challenges: Challenges) -> Chart:
    """Return the chart of some challenges that is one row."""
    return chart({"": challenges})


def chart_of_promotions(dataset: Dataset) -> Chart:
    """Return the chart of the states of the challenges of each promotion."""
    if not dataset.promotion_codes:
        return row_of_marks(dataset.challenges)
    return chart_by("promotion", tally(dataset, "promotion"))


def chart_by(facet: str, rows: Iterable[Tally]) -> Chart:
    """Return the chart of the states of the challenges of each value of a facet."""
    groups = {row.label: row.challenges for row in rows}
    return chart(groups, _(FACETS[facet].label))


def _keys(challenges: Iterable[Challenge]) -> Iterator[Key]:
    """Yield the states that some challenges are in, with how many are."""
    counts = Counter(map(state_code, challenges))
    for code, mark in MARKS.items():
        if not counts[code]:
            continue
        label = _(STATE.choices.get(code, N_("Not known")))
        yield Key(code, mark, label, counts[code])


def _marks(challenges: Challenges, keys: Sequence[Key], each: int) -> Iterator[Mark]:
    """Yield the marks of some challenges, each of which stands for so many or fewer."""
    by_sign = defaultdict(list)
    for challenge in challenges:
        code = state_code(challenge)
        sign = MARKS[code]
        if challenge.began:
            sign = _DOTTED.get(code, sign)
        by_sign[sign].append(challenge)
    for key in keys:
        dotted = _DOTTED.get(key.code, key.sign)
        for sign in distinct([dotted, key.sign]):
            records = by_sign[sign]
            for start in range(0, len(records), each):
                yield Mark(key, sign, records[start : start + each])


def columns(since: str) -> list[Column]:
    """Return the columns of the numbers for programs, of rows that have challenges.

    Args:
        since: the first month that counts as lately.
    """

    def number(row: Any, name: str) -> Any:
        numbers = numbers_of(row.challenges, since)
        return getattr(numbers, name)

    shown = []
    for name, label in NUMBERS.items():
        value = partial(number, name=name)
        column = Column(name, _(label), value, COUNT)
        shown.append(column)
    label = _("Seen lately: since")
    month = Column("seen_since", label, lambda _row: since or None, DATE)
    return [*shown, month]
