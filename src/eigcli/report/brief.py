"""The brief, a note of two pages at most: what became of what was chosen, and how one knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from math import ceil
from typing import NamedTuple

from eigcli.data.dates import date_text, today
from eigcli.data.kinds import fields_of, in_units
from eigcli.data.loading import bundled, is_bundled
from eigcli.data.model import CHALLENGES, STATES_USED, Challenge, Dataset, Source, distinct
from eigcli.data.parts import ALL, naming_only
from eigcli.errors import EigError
from eigcli.messages import N_, _, language, ngettext, ngettext_noop
from eigcli.query.choosing import Answer
from eigcli.query.counting import totals
from eigcli.query.facets import FACETS, NOT_KNOWN
from eigcli.report import notes
from eigcli.report.blocks import (
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
from eigcli.report.listing import fact_of, listing
from eigcli.report.metadata import metadata_of
from eigcli.report.states import STATES, answer_sentence, mark_of, numbers_of
from eigcli.report.tables import challenge_columns, columns_of
from eigcli.text import group_digits, join_sentences, list_in_words, shell_line

# How many challenges at most are told one by one, and how many have their names listed: the first
# of these that fits two pages. Others are a number, with the command that lists all.
_LAYOUTS = [(15, 1000), (12, 1000), (9, 1000), (6, 1000), (3, 1000), (0, 1000), (0, 250), (0, 60)]
# Up to so many challenges, those that are not told have a table with what is known of each.
_MOST_IN_TABLE = 15
# Two pages have so many lines, and a line so many letters: of a text, and of what is in small type.
_LINES_OF_TWO_PAGES, _LETTERS, _SMALL_LETTERS = 108, 90, 115
# How high small type is, and a heading, in lines of a text.
_SMALL, _LINES_OF_HEADING = 0.85, 2
# What is said of texts in another language than that of the reader.
_SPOKEN = {"fr": N_("in French"), "en": N_("in English")}
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
_FIGURES = 2  # of each challenge, at most
_TEN = 10
# What names of facets say that their values do not: `Santé` is enough.
_UNSAID = ("subject", "theme", "town", "family", "ministry", "skill")
# Findings: how many are in use, and of how many that is not known.
_ALL_UNKNOWN = ngettext_noop(
    "no source says what became of these {total} challenges",
    "no source says what became of these {total} challenges",
)
_NONE_OR_UNKNOWN = ngettext_noop(
    "none of {total} challenges is known to be in use, the state of {unknown} is not known",
    "none of {total} challenges is known to be in use, the state of {unknown} is not known",
)
_OF_OTHERS = ngettext_noop(
    "{count} of {total} challenges, the state of {unknown} is not known",
    "{count} of {total} challenges, the state of {unknown} is not known",
)
_SOME_UNKNOWN = ngettext_noop(
    "{count} of {total} challenges is in use or handed over, the state of {unknown} is not known",
    "{count} of {total} challenges are in use or handed over, the state of {unknown} is not known",
)
_ALL_KNOWN = ngettext_noop(
    "{count} of {total} challenges is in use or handed over",
    "{count} of {total} challenges are in use or handed over",
)
_RECRUITED = ngettext_noop(
    "{count} person was recruited for them, {years}.",
    "{count} people were recruited for them, {years}.",
)
# The sources, each with its number: that which comes next, the first time that it is cited.
_Numbers = defaultdict[Source, int]


class _Layout(NamedTuple):
    """How a note tells of its challenges: those told one by one, and how many names it lists."""

    told: Sequence[Challenge]
    rest: Sequence[Challenge]
    names: int


def brief(answer: Answer) -> Report:
    """Return the brief on the challenges of an answer; programs get their listing.

    Raises:
        EigError: if the answer has no challenge.
    """
    if not answer.chosen:
        raise EigError(join_sentences(*answer.notes))
    listed = listing(answer)
    dataset = naming_only(listed.dataset)
    blocks: list[Text | Table] = []
    for most, names in _LAYOUTS:
        layout = _layout(answer, dataset, most, names)
        blocks = [*_blocks(answer, dataset, layout)]
        if sum(map(_height, blocks)) <= _LINES_OF_TWO_PAGES:
            break
    return listed._replace(
        title=_title(answer) or listed.title,
        head=_head(dataset),
        blocks=blocks,
        notes=(),
        lead="",
        page=None,
        is_standalone=True,
    )


def _layout(answer: Answer, dataset: Dataset, most: int, names: int) -> _Layout:
    """Return a layout that tells of so many challenges: those in use, what was seen last first."""
    told = [*dataset]
    # Whoever names a challenge wants its story, whatever became of it.
    if not answer.asked.challenges:
        told = [challenge for challenge in dataset if challenge.state in STATES_USED]
    if len(told) > most:
        told.sort(key=_state_date, reverse=True)
        del told[most:]
    rest = [challenge for challenge in dataset if challenge not in told]
    return _Layout(told, rest, names)


def _state_date(challenge: Challenge) -> str:
    """Return when the state of a challenge was seen, "" if that is not known."""
    return challenge.state_date or ""


def _blocks(answer: Answer, dataset: Dataset, layout: _Layout) -> Iterator[Text | Table]:
    """Yield the blocks of a note."""
    numbers = _Numbers(count(1).__next__)
    opening = join_sentences(*_opening(answer, dataset))
    if opening:
        yield Text([line_of(opening)])
    if len(dataset) > 1 and _has_states(dataset):
        yield Text([[*_marks(dataset.challenges)]])
    stories = list[Line]()
    for challenge in layout.told:
        stories += _story(challenge, numbers)
    if stories:
        title = _title_of_told(answer, layout)
        yield Text(stories, _with_language(title, dataset))
    if layout.rest:
        yield _others(dataset, layout, numbers)
    to_know = [line_of(note) for note in _to_know(answer, dataset)]
    if to_know:
        yield Text(to_know, _("What to know"), "items")
    yield from sources_text(numbers)
    yield from _terms(dataset)


def _terms(dataset: Dataset) -> Iterator[Text]:
    """Yield the line on the licence of the data, and how to cite it."""
    *terms, _version = metadata_of(dataset).terms_of_use
    line = list[Span]()
    for spans in terms:
        line += [*spans, Span(" ")]
    if line:
        yield Text([line[:-1]], form="small")


def _others(dataset: Dataset, layout: _Layout, numbers: _Numbers) -> Text | Table:
    """Return the challenges that are not told one by one: as a table if they are few, or names."""
    title = _("The others") if layout.told else ""
    if len(dataset) > _MOST_IN_TABLE:
        return Text([*_names(layout)], title or _("By family of ministries"), "items")
    return _table(layout.rest, numbers, title or _with_language(_("What is known"), dataset))


def _with_language(title: str, dataset: Dataset) -> str:
    """Return a title that says in which language texts are, if readers have another."""
    spoken = dataset.language
    if spoken == language() or spoken not in _SPOKEN:
        return title
    return _("{title} ({language})", title=title, language=_(_SPOKEN[spoken]))


# What stands first


def _head(dataset: Dataset) -> Line:
    """Return the line above the title: the programme and its years, and two dates."""
    whole = bundled().dataset if is_bundled(dataset) else dataset
    data = metadata_of(whole)
    dates = [_("note of {date}", date=date_text(today()))]
    if data.modified and data.version:
        text = _("data {version} of {date}")
        dates.insert(0, text.format(version=data.version, date=date_text(data.modified)))
    elif data.modified:
        dates.insert(0, _("data of {date}", date=date_text(data.modified)))
    about = " · ".join(dates)
    names = metadata_of(dataset).names
    if not names:
        return line_of(about)
    years = [challenge.year for challenge in whole if challenge.year]
    if years:
        span = _("{first}–{last}", first=min(years), last=max(years))
        about = f"({span}) · {about}"
    programmes = Span(list_in_words(names), native=True)
    return [Span(_("Programme")), Span(" "), programmes, Span(f" {about}")]


def _title(answer: Answer) -> str:
    """Return the finding as a title; "" if several challenges are named."""
    challenges = answer.whatever_state or answer.chosen.challenges
    if len(challenges) == 1:
        [challenge] = challenges
        return _("{name}: {state}", name=challenge.name, state=_state_of(challenge))
    if answer.asked.challenges:
        return ""
    finding, subject = _finding(answer, challenges), ", ".join(_subject(answer))
    if subject:
        subject = subject[:1].upper() + subject[1:]
        return _("{subject}: {finding}", subject=subject, finding=finding)
    return finding[:1].upper() + finding[1:]


def _asks_for_other_states(answer: Answer) -> bool:
    """Tell whether a state is asked for, and not that of being in use."""
    return bool(answer.whatever_state) and any(c.state not in STATES_USED for c in answer.chosen)


def _subject(answer: Answer) -> Iterator[str]:
    """Yield what was chosen, in words: promotions, and the values of filters."""
    if answer.scope or len(answer.whole.promotions) == 1:
        for code in answer.whole.promotion_labels:
            yield _promotion(answer.whole, code)
    filters = answer.filters
    if not _asks_for_other_states(answer):  # the finding is on what is in use
        filters = filters.without_facet("state")
    beginnings = [f"{_(FACETS[facet].label)} " for facet in _UNSAID]
    for label in filters.labels:
        known = [beginning for beginning in beginnings if label.startswith(beginning)]
        yield label.removeprefix(known[0]) if known else label


def _promotion(dataset: Dataset, code: str) -> str:
    """Return the name of a promotion: its number, or else the name of its programme."""
    label = dataset.promotion_labels[code]
    if code.isdecimal():
        return _("promotion {name}", name=label)
    for programme in dataset.programmes:
        if programme.promotion == code:
            return label.replace(code, programme.name, 1)
    return label


def _finding(answer: Answer, challenges: Sequence[Challenge]) -> str:
    """Return what became of some challenges, in a sentence without its full stop."""
    numbers, total = numbers_of(challenges, ""), len(challenges)
    used, unknown = numbers.used, numbers.state_unknown
    if not _has_states(answer.whole):
        return in_units(total, CHALLENGES)
    if _asks_for_other_states(answer):
        used, text = len(answer.chosen), _OF_OTHERS
    elif unknown == total:
        text = _ALL_UNKNOWN
    elif unknown:
        text = _SOME_UNKNOWN if used else _NONE_OR_UNKNOWN
    else:
        text = _ALL_KNOWN
    numbers_in_words = {"total": group_digits(total), "unknown": group_digits(unknown)}
    return ngettext(*text, used, count=group_digits(used), **numbers_in_words)


def _has_states(challenges: Iterable[Challenge]) -> bool:
    """Tell whether the state of any of some challenges is known."""
    return any(challenge.state for challenge in challenges)


def _opening(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """Yield what a challenge is, what became of those chosen, and how many people they had."""
    if is_bundled(dataset):
        yield _(
            "A challenge is a task that a public administration gives to a small team, which the"
            " programme recruits from outside for some months."
        )
    if not answer.asked.challenges and _has_states(answer.whole):
        yield answer_sentence(answer)
    numbers = totals(dataset.challenges).numbers
    recruited = numbers["recruited"]
    years = sorted({challenge.year for challenge in dataset if challenge.year})
    if not (recruited and years) or numbers["recruited_known"] < len(dataset):
        return
    text = _("in {year}", year=years[0])
    if len(years) > 1:
        text = _("from {first} to {last}", first=years[0], last=years[-1])
    yield ngettext(*_RECRUITED, recruited, count=group_digits(recruited), years=text)


def _marks(challenges: Sequence[Challenge]) -> Iterator[Span]:
    """Yield a mark for each challenge, by its state and in groups of ten, and their legend."""
    codes = [challenge.state or NOT_KNOWN for challenge in challenges]
    row, legend = "", []
    for state in STATES:
        if number := codes.count(state.code):
            row += state.mark * number
            text = f"{_(state.label)} {group_digits(number)}"
            legend += [Span("\u2003"), Span(text, state=state.code)]
    tens = (row[start : start + _TEN] for start in range(0, len(row), _TEN))
    yield Span(" ".join(tens))
    yield from legend


# What became of each


def _title_of_told(answer: Answer, layout: _Layout) -> str:
    """Return the title of the challenges that are told one by one."""
    if answer.asked.challenges:
        return _("In short")
    if any(challenge.state in STATES_USED for challenge in layout.rest):
        return _("In use or handed over: those that were seen last")
    return _("In use or handed over")


def _state_of(challenge: Challenge) -> str:
    """Return the state of a challenge within a line, with the day on which it was seen."""
    text = challenge.dated_state() or _("state not known")
    return text[:1].lower() + text[1:]


def _story(challenge: Challenge, numbers: _Numbers) -> Iterator[Line]:
    """Yield the lines on a challenge: whose it is and its state, then its mission and results."""
    state = _cited(challenge, numbers, "state")
    about = distinct((", ".join(distinct(challenge.ministries)), str(challenge.year or "")))
    yield [
        Span(challenge.name, challenge.product, strong=True, native=True),
        Span(" "),
        Span(", ".join(about), native=True, faint=True),
        Span(" · "),
        Span(_state_of(challenge) + state.mark, state=challenge.state or NOT_KNOWN),
    ]
    mission = columns_of(Challenge)["tagline"].spans(challenge)
    line = [span._replace(text=_as_sentence(span.text)) for span in mission]
    result = _cited(challenge, numbers, "since", "made")
    if result.spans:
        line += [Span(" "), *result.spans, Span(result.mark)]
    line += _figures(challenge, text_of(result.spans), numbers)
    if line:
        yield line


def _as_sentence(text: str) -> str:
    """Return a text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _figures(challenge: Challenge, story: str, numbers: _Numbers) -> Line:
    """Return some figures of a challenge that a text has not, behind a dash."""
    digits = re.sub(r"(?<=[0-9])\s(?=[0-9]{3})", "", story)
    in_story = re.findall(r"[0-9][0-9,.]*[0-9]|[0-9]", digits)
    figures = list[str]()
    for figure in challenge.figures:
        if str(figure.number) not in in_story:
            figures.append(figure.words())
    if not figures:
        return []
    listed = Span(_("; ").join(figures[:_FIGURES]), native=True)
    return [Span(" – "), listed, Span(_cited(challenge, numbers, "figures").mark)]


def _cited(challenge: Challenge, numbers: _Numbers, *names: str) -> Fact:
    """Return the fact of the first named field that has a value; its sources get numbers."""
    for name in names:
        fact = fact_of(challenge, fields_of(Challenge)[name], numbers.__getitem__)
        if fact.spans:
            return fact
    return Fact()


def _table(challenges: Sequence[Challenge], numbers: _Numbers, title: str) -> Table:
    """Return the short table of challenges that are not told one by one."""
    columns = challenge_columns(challenges)
    # Sources are numbered now, not when a format asks for a row.
    stories = dict[str, str]()
    states = dict[str, str]()
    for challenge in challenges:
        slug = challenge.slug
        stories[slug] = _in_short(challenge, numbers)
        mark = mark_of(challenge.state or NOT_KNOWN)
        sources = _cited(challenge, numbers, "state").mark
        states[slug] = f"{mark}\u00a0{_state_of(challenge)}{sources}"

    def of_slug(texts: dict[str, str], challenge: Challenge) -> str:
        return texts[challenge.slug]

    label = _("What is known of it")
    shown = [
        columns["name"]._replace(width=15),
        columns["year"]._replace(width=9),
        columns["ministries"]._replace(label=columns["hosts"].label, width=24),
        Column("story", label, partial(of_slug, stories), width=40),
        Column("state", columns["state"].label, partial(of_slug, states), width=18),
    ]
    return Table(shown, challenges, title).without_empty_columns


def _in_short(challenge: Challenge, numbers: _Numbers) -> str:
    """Return the first sentence on what came of a challenge, else its mission."""
    if challenge.since:
        first = _BETWEEN_SENTENCES.split(challenge.since)[0]
        fact = _cited(challenge, numbers, "since")
        return first + fact.mark
    mission = columns_of(Challenge)["tagline"].spans(challenge)
    return _as_sentence(text_of(mission)) if mission else ""


def _names(layout: _Layout) -> Iterator[Line]:
    """Yield a line of names for each family of ministries, the largest first."""
    groups = defaultdict[str, list[Challenge]](list)
    for challenge in layout.rest[: layout.names]:
        families = challenge.families
        family = families[0].words() if families else ""
        groups[family].append(challenge)
    # Groups of the same size stay in their order.
    for family in sorted(groups, key=lambda family: -len(groups[family])):
        yield [*_names_of(family, groups[family])]
    others = len(layout.rest) - layout.names
    if others > 0:
        count_text = group_digits(others)
        yield line_of(ngettext("and {count} other", "and {count} others", others, count=count_text))


def _names_of(family: str, challenges: Iterable[Challenge]) -> Iterator[Span]:
    """Yield a family, and the names of its challenges by their states."""
    if family:
        yield Span(_("{title}:", title=family), strong=True)
    between = " "
    for challenge in sorted(challenges, key=_rank):
        if family or between != " ":
            yield Span(between)
        yield _name(challenge)
        between = ", "


def _name(challenge: Challenge) -> Span:
    """Return the name of a challenge, behind the mark of its state."""
    return Span(challenge.name, native=True, state=challenge.state or NOT_KNOWN)


def _rank(challenge: Challenge) -> int:
    """Return the place of the state of a challenge among all states."""
    codes = [state.code for state in STATES]
    return codes.index(challenge.state or NOT_KNOWN)


# What stands last


def _to_know(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """Yield the notes on what was chosen, on texts, states and numbers, and where the rest is."""
    challenges = dataset.challenges
    if note := notes.truncation_note(answer):
        yield note
    yield from answer.about
    if is_bundled(dataset):
        yield _("Problems and results are summaries made for this dataset from the sources named.")
    if dataset.sources and _has_states(challenges):
        yield _("A source gave each state on the date shown; it may have changed since.")
    if shared := notes.shared_products(challenges):
        yield shared
    yield from notes.precision_notes(dataset)
    if is_bundled(dataset):
        yield _("All of it, with its sources: {command}", command=shell_line(_command(answer)))


def _command(answer: Answer) -> list[str]:
    """Return the command that shows all that is known of what was chosen."""
    if answer.asked.challenges:
        return ["eig", "show", *answer.asked.challenges]
    filters = answer.filters
    if not filters.promotion:
        filters = filters._replace(promotion=(ALL,))
    return ["eig", "list", *filters.as_arguments()]


def _height(block: Text | Table) -> int:
    """Return about how many lines a block has on paper."""
    heading = _LINES_OF_HEADING if block.title else 0
    if isinstance(block, Table):
        return heading + _height_of_table(block)
    is_small = block.form in {"numbered", "small"}
    letters = _SMALL_LETTERS if is_small else _LETTERS
    height = sum(_lines(line, letters) for line in block.lines)
    return heading + ceil(height * _SMALL if is_small else height)


def _height_of_table(table: Table) -> int:
    """Return about how many lines a table has on paper: in each row, those of its longest cell."""
    share = _SMALL_LETTERS / sum(table.widths)
    letters = [int(width * share) for width in table.widths]
    height = 1
    for row in table.spans:
        height += max(_lines(cell, room) for cell, room in zip(row, letters, strict=True))
    return ceil(height * _SMALL)


def _lines(line: Line, letters: int) -> int:
    """Return about how many lines of so many letters a line of text takes."""
    return ceil(sum(len(span.text) for span in line) / letters) or 1
