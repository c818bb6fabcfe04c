"""The brief, a note of two pages: what was chosen, what is in use, the rest, what to know."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from eigcli.ask.choosing import Answer
from eigcli.data.kinds import Form, fields_of
from eigcli.data.loading import is_bundled
from eigcli.data.model import STATES_USED, Challenge, Dataset, Source, distinct
from eigcli.data.parts import naming_only
from eigcli.errors import EigError
from eigcli.messages import _, ngettext
from eigcli.report import notes
from eigcli.report.blocks import (
    Column,
    Fact,
    Line,
    Report,
    Span,
    Table,
    Text,
    sources_text,
    text_of,
)
from eigcli.report.listing import fact_of, listing
from eigcli.report.metadata import metadata_of
from eigcli.report.states import answer_sentence
from eigcli.report.tables import challenge_columns, columns_of
from eigcli.text import join_sentences, shortened

# Up to this number, challenges get a paragraph each; more get a line each.
_MOST_RESULTS = 10
_FIGURES = 2  # of each challenge, at most
_LONGEST = 110  # letters on what came of a challenge that has a line in a table
# The sources, each with its number: that which comes next, the first time that it is cited.
_Numbers = defaultdict[Source, int]


def brief(answer: Answer) -> Report:
    """Return the brief on the challenges of an answer; programs get their listing.

    Raises:
        EigError: if the answer has no challenge.
    """
    if not answer.chosen:
        raise EigError(join_sentences(*answer.notes))
    listed = listing(answer)
    dataset = naming_only(listed.dataset)
    featured = [c for c in dataset if c.state in STATES_USED]
    title = _("In use or handed over")
    if answer.asked.challenges:  # whoever names a défi wants its story, whatever became of it
        featured, title = list(dataset), ""
    rest = [c for c in dataset if c not in featured]
    numbers = _Numbers(count(1).__next__)
    blocks: list[Text | Table] = [Text([*_scope(answer, dataset, listed.lead)])]
    if len(featured) > _MOST_RESULTS:
        blocks.append(Text([_head(c, numbers) for c in featured], title, "items"))
    else:
        for challenge in featured:
            blocks.append(Text([_head(challenge, numbers)], title))
            note = columns_of(Challenge)["note"].spans(challenge)
            if lines := [*filter(None, (_result(challenge, numbers), note))]:
                blocks.append(Text(lines, form="quote"))
            title = ""
    if rest:
        blocks.append(_table(rest, numbers, _("The others") if featured else ""))
    to_know = [notes.truncation_note(answer), *answer.about, *_to_know(dataset)]
    if lines := [[Span(note)] for note in to_know if note]:
        blocks.append(Text(lines, _("What to know"), "items"))
    blocks += [*sources_text(numbers), Text([*metadata_of(dataset).terms_of_use])]
    return listed._replace(blocks=blocks, notes=(), lead="", page=None, is_standalone=True)


def _scope(answer: Answer, dataset: Dataset, headline: str) -> Iterator[Line]:
    """Yield a line on how challenges were chosen, and one of numbers."""
    # If a part was asked about, promotions without any are told too.
    labels = (answer.whole if answer.scope else dataset).promotion_labels
    chosen_by = answer.filters.labels
    names = ", ".join(labels.values())
    among = ngettext("Promotion: {names}.", "Promotions: {names}.", len(labels), names=names)
    chosen = _("Chosen by: {values}.", values=", ".join(chosen_by)) if chosen_by else ""
    if about := join_sentences(chosen, among if names else ""):
        yield [Span(about)]
    # The text on one défi says its state.
    on_states = "" if answer.asked.challenges else answer_sentence(answer)
    yield [Span(join_sentences(f"{headline}.", on_states), strong=True)]


def _head(challenge: Challenge, numbers: _Numbers) -> Line:
    """Return a line with the name of a challenge, its year, hosts, state and mission."""
    state, mission = _cited(challenge, numbers, "state"), columns_of(Challenge)["tagline"]
    text = challenge.dated_state(len("2018")) or _("state not known")
    hosts = ", ".join(distinct(challenge.ministries))
    about = ", ".join(distinct((str(challenge.year or ""), hosts, text[:1].lower() + text[1:])))
    line = [
        Span(challenge.name, challenge.product, strong=True, native=True),
        Span(_(" ({about})", about=about) + state.mark),
    ]
    for span in mission.spans(challenge):
        line += [Span(_(": ")), span._replace(text=span.text.rstrip(".")), Span(".")]
    return line


def _result(challenge: Challenge, numbers: _Numbers) -> Line:
    """Return a line on what came of a challenge, and some figures that this text lacks."""
    story = _cited(challenge, numbers, "since", "made")
    line = [*story.spans, Span(story.mark)] if story.mark else [*story.spans]
    text = re.sub(r"(?<=[0-9])\s(?=[0-9]{3})", "", text_of(story.spans))
    numbers_in_story = re.findall(r"[0-9][0-9,.]*[0-9]|[0-9]", text)
    figures = [f.words() for f in challenge.figures if str(f.number) not in numbers_in_story]
    if listed := _("; ").join(figures[:_FIGURES]):
        line += [Span(" – ")] if line else []
        mark = _cited(challenge, numbers, "figures").mark
        line += [Span(listed, native=True), Span(mark)]
    return line


def _cited(challenge: Challenge, numbers: _Numbers, *names: str) -> Fact:
    """Return the fact of the first named field that has a value; its sources get numbers."""
    for name in names:
        fact = fact_of(challenge, fields_of(Challenge)[name], numbers.__getitem__)
        if fact.spans:
            return fact
    return Fact()


def _with_story(challenge: Challenge, numbers: _Numbers) -> Challenge:
    """Return a challenge; its mission says what came of it, if that is known."""
    if not challenge.since:
        return challenge
    text = shortened(challenge.since, _LONGEST) + _cited(challenge, numbers, "since").mark
    return replace(challenge, tagline=text, tagline_english=None)


def _table(challenges: Sequence[Challenge], numbers: _Numbers, title: str) -> Table:
    """Return the short table of challenges that have no paragraph."""
    columns = challenge_columns(challenges)
    label = _("Mission, or what came of it")
    columns["tagline"] = columns["tagline"]._replace(label=label)
    widths = {"name": 15, "year": 8, "ministries": 27, "tagline": 39, "state": 16}
    # Sources are numbered now, not when a format asks for a row.
    state, states, rows = columns["state"], {}, []
    for challenge in challenges:
        rows.append(_with_story(challenge, numbers))
        mark = _cited(challenge, numbers, "state").mark
        states[challenge.slug] = text_of(state.spans(challenge)) + mark
    columns["state"] = Column("state", state.label, lambda c: states[c.slug], Form())
    columns["ministries"] = columns["ministries"]._replace(label=columns["hosts"].label)
    short_columns = [columns[name]._replace(width=width) for name, width in widths.items()]
    return Table(short_columns, rows, title).stated


def _to_know(dataset: Dataset) -> Iterator[str]:
    """Yield the notes on texts, states, numbers and addresses."""
    challenges = dataset.challenges
    if is_bundled(dataset):
        yield _("Problems and results are summaries made for this dataset from the sources named.")
    if dataset.sources and any(c.state for c in challenges):
        yield _("A source gave each state on the date shown; it may have changed since.")
    if shared := notes.shared_products(challenges):
        yield shared
    yield from notes.how_sure(dataset)
    if dataset.sources and any(c.product for c in challenges):
        yield _("Addresses are from the sources and were not checked.")
