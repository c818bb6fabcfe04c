"""Reports on challenges: a list of them, their cards one below the other, or what a word means."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from eigcli.data.kinds import Cell, in_units
from eigcli.data.model import CHALLENGES, Challenge, Challenges, Dataset, distinct
from eigcli.data.promotions import own_programmes
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.query.searching import Matches, searched_texts
from eigcli.report import notes
from eigcli.report.blocks import (
    Block,
    Card,
    Column,
    Line,
    Report,
    ScreenLine,
    Span,
    Table,
    Text,
    line_of,
    sources_text,
    texts_of,
)
from eigcli.report.calls import call_notes
from eigcli.report.cards import (
    STORY,
    card_of,
    facts_asked,
    in_language,
    key_value_lines,
    sources_of,
)
from eigcli.report.counts import Counts
from eigcli.report.states import (
    YEAR,
    answer_sentence,
    has_states,
    row_of_marks,
    sentences,
    state_of,
)
from eigcli.report.tables import Columns, challenge_columns, exported_columns, undated
from eigcli.report.titles import selection_of, title_of
from eigcli.text import excerpt, join_sentences

# The columns of a line in a pipe.
_IN_PIPE = (
    "slug",
    "number",
    "name",
    "tagline",
    "hosts",
    "seeks",
    "promotion",
    "state",
    "state_date",
)
# The length of a line that shows a text around a match.
_EXCERPT = 76
_INFERRED = "~"  # the mark before inferred numbers of people


def listing(answer: Answer, columns: Sequence[Column] = ()) -> Report:
    """Return the listing of the challenges of an answer, one below the other.

    Args:
        answer: the answer.
        columns: the columns that were asked for; by default those that suit the format.
    """
    dataset = answer.listed
    if len(answer.chosen) < len(answer.whole):
        # Programmes that have no challenge here say nothing of those listed.
        dataset = replace(dataset, programmes=own_programmes(dataset))
    challenges = dataset.challenges
    shown = columns or exported_columns(dataset)
    table = Table(shown, challenges, marks=answer.matches.spans)
    report = Report(
        title_of(answer),
        [],
        table,
        dataset,
        notes=notes.top([notes.truncation_note(answer), *call_notes(answer.whole)]),
        answer_notes=answer.about,
        answer=sentences(answer),
        sheets=lambda: [Table([*map(undated, shown)], challenges, _("Challenges"))],
        selection=partial(selection_of, answer),
        is_whole=not columns,
    )
    if not challenges:
        return report
    report = report._replace(blocks=[table], lead=_lead(answer))
    if columns:
        return report
    return _for_people(report, answer)


def _lead(answer: Answer) -> str:
    """Return what became of the challenges of an answer or, if nobody says, how many there are.

    If words were searched beside others, how many challenges meet each of these follows.
    """
    if has_states(answer.whole):
        lead = answer_sentence(answer)
    else:
        lead = Counts(answer.listed, staff=answer.staff).headline
    return join_sentences(lead, answer.wider)


def _for_people(report: Report, answer: Answer) -> Report:
    """Return a listing with what people read of it: more than programs do."""
    dataset = report.dataset
    columns = _columns_for_people(answer, dataset)
    names = ["name", "promotion", "tagline", "hosts", answer.filters.whom, "state"]
    if len(answer.whole.promotions) == 1:
        names.remove("promotion")
    table = report.table._replace(
        columns=[columns[name] for name in names],
        terminal_lines=partial(_lines, columns=columns, answer=answer),
        group=_heading_of(dataset.challenges, answer.whole.promotion_labels),
    ).without_empty_columns
    below = [*report.notes]
    if any(challenge.basis == "inferred" for challenge in dataset):
        below.append(_("{mark} roles inferred: no source gives the whole team.", mark=_INFERRED))
    below += notes.precision_notes(dataset)
    blocks: list[Block] = [table]
    if answer.whatever_state:
        blocks.insert(0, row_of_marks(answer.whatever_state))
    in_pipe = [columns[name] for name in _IN_PIPE]
    return report._replace(
        blocks=blocks,
        notes=notes.top(below),
        page=partial(_as_page, answer=answer, table=table),
        plain_blocks=[Table(in_pipe, dataset.challenges)],
        sheets=partial(_sheets, answer, dataset, columns),
    )


def _columns_for_people(answer: Answer, dataset: Dataset) -> Columns:
    """Return the columns of challenges that people read, by name."""
    labels = answer.whole.promotion_labels

    def promotion(challenge: Challenge) -> Cell:
        label = labels.get(challenge.promotion or "")
        return (label,) if label else ()

    columns = challenge_columns(dataset)
    columns["promotion"] = columns["promotion"]._replace(cell=promotion)
    columns["seeks"] = columns["seeks"]._replace(cell=_roles_sought)
    return columns


# A page and a workbook are made of a list only where one is written.


def _as_page(report: Report, answer: Answer, table: Table) -> Report:
    from eigcli.report.page import as_page

    return as_page(report, answer, table)


def _sheets(answer: Answer, dataset: Dataset, columns: Columns) -> list[Table]:
    from eigcli.report.sheets import sheets

    return sheets(answer, dataset, columns)


def _roles_sought(challenge: Challenge) -> Cell:
    """Return the roles that a challenge seeks, such as `~2 developers` if that is inferred."""
    roles = [profile.label() for profile in challenge.seeks]
    if challenge.basis == "inferred":
        roles = [_INFERRED + role for role in roles]
    return (*roles,)


def _heading_of(challenges: Challenges, labels: Mapping[str, str]) -> Callable[[Any], str]:
    """Return what gives the heading of a challenge, if they are in the order of promotions."""
    promotions = [challenge.promotion for challenge in challenges]
    counts = Counter(promotions)
    groups = [code for code, _group in groupby(promotions)]
    if len(groups) == 1 or len(groups) > len(counts):
        return lambda _challenge: ""

    def heading(challenge: Challenge) -> str:
        code = challenge.promotion
        count = in_units(counts[code], CHALLENGES)
        if code is None:
            return count
        name = labels.get(code, code)
        return _("Promotion {name}: {count}", name=name, count=count)

    return heading


def _lines(challenge: Challenge, columns: Columns, answer: Answer) -> Iterator[ScreenLine]:
    """Yield the lines of a challenge in a terminal.

    Args:
        challenge: the challenge.
        columns: the columns of a table that people read.
        answer: the answer.
    """

    def spans_in(name: str) -> Line:
        return columns[name].spans(challenge)

    [name] = spans_in("name")
    state = []
    if has_states(answer.whole):
        state.append(state_of(challenge, YEAR))
    yield ScreenLine([name._replace(strong=True)], state)
    mission = spans_in("tagline")
    for span in mission:
        yield ScreenLine([span])
    hosts = distinct(challenge.ministries)
    roles = texts_of(spans_in(answer.filters.whom))
    about = [*hosts, *challenge.towns, *roles]
    slug = Span(challenge.slug, faint=True)
    yield ScreenLine(line_of(" · ".join(about)), [slug])
    shown = [challenge.name, *hosts, *texts_of(mission)]
    excerpts = _excerpts(answer.matches, challenge, shown)
    for text in distinct(excerpts):
        span = Span(text, faint=True)
        yield ScreenLine([span])


def _excerpts(matches: Matches, challenge: Challenge, shown: Sequence[str]) -> Iterator[str]:
    """Yield a text around the first match of each term that what is shown has not."""
    for term in matches.terms:
        of_term = Matches([term])
        if any(map(of_term.spans, shown)):
            continue
        for field, text in searched_texts(challenge):
            places = of_term.spans(text)
            if places:
                label = _("{label}: ", label=_(field.label))
                yield label + excerpt(text, places[0][0], _EXCERPT - len(label))
                break


def cards(answer: Answer) -> Report:
    """Return the cards of the challenges of an answer, one after the other."""
    report = listing(answer)
    challenges = report.dataset.challenges
    if len(challenges) == 1:
        report = report._replace(title=challenges[0].name, lead="")
    sources = sources_of(challenges)
    shown = [_in_its_language(card_of(each, sources), report.lang) for each in challenges]
    return report._replace(
        blocks=[*shown, *sources_text(sources)],
        answer=[*facts_asked(answer)],
        notes=[*notes.precision_notes(report.dataset)],
        page=None,
        plain_blocks=[*key_value_lines(challenges)],
    )


def definition(answer: Answer) -> Report:
    """Return the sentence that says what a word means, if a question asks that."""
    sentence = answer.asked.definition
    column = Column("definition", _("Definition"), lambda text: text)
    return Report(
        _("Definition"),
        [Text([line_of(sentence)])],
        Table([column], [sentence]),
        replace(answer.whole, challenges=()),
        plain_blocks=[sentence],
    )


def _in_its_language(card: Card, lang: str | None) -> Card:
    """Return a card that says once which language its story is in, if it is not the reader's."""
    story = _(STORY)
    titles = {story: in_language(story, lang)}
    parts = {titles.get(title, title): facts for title, facts in card.parts.items()}
    return card._replace(parts=parts)
