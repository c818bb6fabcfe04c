"""A note of two pages to hand on: what was chosen, what lives, the rest, what is not known."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from eigcli.ask.choosing import Answer
from eigcli.data.dates import date_text
from eigcli.data.kinds import in_units, text_read
from eigcli.data.metadata import metadata_of, version_of
from eigcli.data.model import Challenge, Dataset
from eigcli.data.parts import pruned
from eigcli.errors import EigError
from eigcli.messages import _, ngettext, ngettext_noop
from eigcli.report.blocks import Block, Line, Report, Span, Table, Text, cited, line_of
from eigcli.report.columns import WORDS, challenge_columns
from eigcli.report.listing import listing
from eigcli.report.notes import (
    families_note,
    is_used,
    margin_note,
    products_of,
    selected_note,
    states_sentence,
)
from eigcli.report.terms import made_on, terms_of_use
from eigcli.text import join_sentences

_TOWNS = ngettext_noop("{count} town", "{count} towns")
# So many challenges have a paragraph each; more have a line.
_MOST_RESULTS = 10
_FIGURES = 2  # of each challenge


def brief(found: Answer, limit: int | None = None) -> Report:
    """Return the note on the challenges that were found; for programs it is their listing.

    Raises:
        EigError: where there is none.
    """
    if not found.chosen.challenges:
        raise EigError(join_sentences(*found.notes))
    listed = listing(found, limit=limit)
    dataset = pruned(listed.dataset)
    metadata = metadata_of(dataset)
    used = [c for c in products_of(dataset.challenges) if is_used(c)]
    rest = [c for c in dataset.challenges if c not in used]
    numbers: dict[str, int] = {}  # of sources by key, in the order in which they are cited
    blocks: list[Block] = [Text([*_scope(dataset, listed.lead, found.filters.labels)])]
    blocks += _stories(used, numbers, native=listed.lang is not None)
    if rest:
        blocks.append(_table(dataset, rest, numbers, _("The others") if used else ""))
    blocks.append(Text(list(map(line_of, _to_know(dataset))), _("What to know"), "items"))
    by_key = {source.key: source for source in dataset.sources}
    sources = [cited(by_key[key]) for key in numbers]
    made = _("Made by {version}.").format(version=version_of(metadata.modified))
    blocks += [Text(sources, _("Sources"), "numbered")] if sources else []
    blocks.append(Text([*terms_of_use(metadata), line_of(made)]))
    return listed._replace(blocks=blocks, notes=(), lead="", is_whole=True)


def _scope(dataset: Dataset, headline: str, chosen_by: Sequence[str]) -> Iterator[Line]:
    """Yield what was chosen, how, as of when, and what is known of it."""
    challenges = dataset.challenges
    chosen = _("Chosen by: {values}.").format(values=", ".join(chosen_by))
    promotions = list(dataset.promotion_labels.values())
    among = ngettext("Promotion: {names}.", "Promotions: {names}.", len(promotions))
    dated = _("Data as of {date}.").format(
        date=date_text(made_on(metadata_of(dataset)).date().isoformat())
    )
    towns = len({town for challenge in challenges for town in challenge.towns})
    numbers = ", ".join([headline, *([in_units(towns, _TOWNS)] if towns else [])])
    parts = [chosen] * bool(chosen_by) + [among.format(names=", ".join(promotions))] * bool(
        promotions
    )
    yield line_of(" ".join([*parts, dated]))
    yield [Span(f"{numbers}. {states_sentence(challenges)}", strong=True)]


def _stories(
    used: Sequence[Challenge], numbers: dict[str, int], *, native: bool
) -> Iterator[Block]:
    """Yield what lives: a paragraph each, or a line each of many.

    Args:
        used: these challenges.
        numbers: the numbers of sources, by key.
        native: whether the texts of the dataset are in another language than the note.
    """
    title = _("In use")
    if len(used) > _MOST_RESULTS:
        yield Text([_head(c, numbers) for c in used], title, "items")
        return
    for challenge in used:
        result = challenge.since or challenge.made
        field = "since" if challenge.since else "made"
        line, cited = list(_head(challenge, numbers)), _cited(challenge, numbers, field)
        quote = [Span(result, native=True), Span(cited)] if result else []
        if figures := ", ".join(figure.words() for figure in challenge.figures[:_FIGURES]):
            cited = _cited(challenge, numbers, "figures")
            quote += [Span(" " * bool(result)), Span(f"({figures})", native=True), Span(cited)]
        yield Text([line if native else [*line, *[Span(" ")] * bool(quote), *quote]], title)
        if native and quote:
            yield Text([quote], form="quote")
        title = ""


def _head(challenge: Challenge, numbers: dict[str, int]) -> Line:
    """Return the name of a challenge, when, where and how it stands, and its mission."""
    state = text_read(challenge, "state")[0]
    state = state[:1].lower() + state[1:]
    if date := challenge.state_date:
        state = _("{state}, as of {date}").format(state=state, date=date_text(date))
    hosts = ", ".join(dict.fromkeys(host.ministry for host in challenge.hosts))
    about = ", ".join(filter(None, (str(challenge.year or ""), hosts, state)))
    tagline, is_native = text_read(challenge, "tagline")
    line = [
        Span(challenge.name, challenge.product, strong=True, native=True),
        Span(_(" ({about})").format(about=about) + _cited(challenge, numbers, "state")),
    ]
    if tagline:
        line += [Span(_(": ")), Span(tagline.rstrip("."), native=is_native), Span(".")]
    return line


def _cited(challenge: Challenge, numbers: dict[str, int], field: str) -> str:
    """Return the numbers of the sources that gave a field, such as ` [1, 4]`, new ones too."""
    keys = (c.source.key for c in challenge.sources if field in c.fields)
    own = sorted({numbers.setdefault(key, len(numbers) + 1) for key in keys})
    return f"\u00a0[{', '.join(map(str, own))}]" if own else ""


def _table(
    dataset: Dataset, challenges: Sequence[Challenge], numbers: dict[str, int], title: str
) -> Table:
    """Return the short table of challenges that have no paragraph."""
    columns = challenge_columns(dataset)
    heads = {"name": (19, _("Défi")), "year": (8, _("Year")), "ministries": (28, _("Host"))}
    heads |= {"tagline": (35, _("Mission")), "state": (13, _("State"))}
    if len(dataset.promotions) == 1:
        del heads["year"]
    # Sources are numbered now, not when a format asks for a row.
    states = {c.slug: _state(c) + _cited(c, numbers, "state") for c in challenges}
    state = columns["state"]._replace(value=lambda c: states[c.slug], kind=WORDS, field=None)
    columns["state"] = state
    shown = [columns[n]._replace(label=label, width=width) for n, (width, label) in heads.items()]
    return Table(shown, challenges, title).stated


def _state(challenge: Challenge) -> str:
    """Return what became of a challenge, and when that was, or that it is not known."""
    state, date = text_read(challenge, "state")[0], challenge.state_date
    return f"{state} ({date[:4]})" if date else state or _("not known")


def _to_know(dataset: Dataset) -> Iterator[str]:
    """Yield what a reader must know of the texts and the numbers."""
    challenges = dataset.challenges
    if any(c.problem or c.made or c.since for c in challenges):
        yield _("Problems and results are summaries made for this dataset from the sources named.")
    if any(c.state for c in challenges):
        yield _("States are as sources gave them on the day named; some may have changed since.")
    for note in (selected_note(dataset), margin_note(dataset), families_note(dataset)):
        if note:
            yield note
    if any(map(attrgetter("product"), challenges)):
        yield _("Addresses are those given by the sources, not opened.")
