"""A note of two pages to hand on: what was chosen, what lives, the rest, what is not known."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from eigcli.ask.choosing import Answer
from eigcli.data.dates import DAY, date_text
from eigcli.data.kinds import in_units, text_read
from eigcli.data.metadata import metadata_of, version_of
from eigcli.data.model import Challenge, Dataset
from eigcli.data.parts import pruned
from eigcli.errors import EigError
from eigcli.messages import _, ngettext, ngettext_noop
from eigcli.report.blocks import Block, Line, Report, Span, Table, Text, cited, line_of
from eigcli.report.columns import WORDS, challenge_columns
from eigcli.report.listing import listing
from eigcli.report.notes import families_note, margin_note, selected_note, state_of, states_sentence
from eigcli.report.terms import made_on, terms_of_use
from eigcli.text import join_sentences

_TOWNS = ngettext_noop("{count} town", "{count} towns")
# So many challenges are told of in a paragraph; more have a line each.
_TOLD = 10


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
    used = [c for c in dataset.challenges if state_of(c) == "in-use"]
    rest = [c for c in dataset.challenges if c not in used]
    numbers = {source.key: n for n, source in enumerate(dataset.sources, 1)}
    blocks: list[Block] = [Text([*_scope(dataset, listed.lead, found.filters.labels)])]
    blocks += _stories(used, numbers, native=listed.lang is not None)
    if rest:
        blocks.append(_table(dataset, rest, _("The others") if used else ""))
    blocks.append(Text(list(map(line_of, _to_know(dataset))), _("What to know"), "items"))
    sources = list(map(cited, dataset.sources))
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
    used: Sequence[Challenge], numbers: Mapping[str, int], *, native: bool
) -> Iterator[Block]:
    """Yield what lives: a paragraph each, or a line each of many.

    Args:
        used: these challenges.
        numbers: the numbers of sources, by key.
        native: whether the texts of the dataset are in another language than the note.
    """
    title = _("In use")
    if len(used) > _TOLD:
        yield Text([_head(c, numbers) for c in used], title, "items")
        return
    for challenge in used:
        told = challenge.since or challenge.made
        field = "since" if challenge.since else "made"
        line, cited = list(_head(challenge, numbers)), _cited(challenge, numbers, field)
        quote = [Span(told, native=True), Span(cited)] if told else []
        yield Text([line if native else [*line, *[Span(" ")] * bool(told), *quote]], title)
        if native and quote:
            yield Text([quote], form="quote")
        title = ""


def _head(challenge: Challenge, numbers: Mapping[str, int]) -> Line:
    """Return the name of a challenge, when, where and how it stands, and its mission."""
    phase = text_read(challenge, "phase")[0]
    phase = phase[:1].lower() + phase[1:]
    if since := challenge.phase_since:
        form = _("{phase} since {day}") if len(since) >= DAY else _("{phase} since {month}")
        phase = form.format(phase=phase, day=date_text(since), month=date_text(since))
    hosts = ", ".join(dict.fromkeys(host.ministry for host in challenge.hosts))
    about = ", ".join(filter(None, (challenge.year, hosts, phase)))
    tagline, is_native = text_read(challenge, "tagline")
    line = [
        Span(challenge.name, challenge.product, strong=True, native=True),
        Span(_(" ({about})").format(about=about) + _cited(challenge, numbers, "phase")),
    ]
    if tagline:
        line += [Span(_(": ")), Span(tagline.rstrip("."), native=is_native), Span(".")]
    return line


def _cited(challenge: Challenge, numbers: Mapping[str, int], field: str) -> str:
    """Return the numbers of the sources that gave a field, such as ` [1, 4]`."""
    own = sorted({numbers[c.source.key] for c in challenge.sources if field in c.fields})
    return f"\u00a0[{', '.join(map(str, own))}]" if own else ""


def _table(dataset: Dataset, challenges: Sequence[Challenge], title: str) -> Table:
    """Return the short table of challenges that are not told of."""
    columns = challenge_columns(dataset)
    heads = {"name": (20, _("Défi")), "year": (6, _("Year")), "ministries": (26, _("Host"))}
    heads |= {"tagline": (36, _("Mission")), "phase": (12, _("State"))}
    if len(dataset.promotions) == 1:
        del heads["year"]
    columns["phase"] = columns["phase"]._replace(value=_state, kind=WORDS, field=None)
    shown = [columns[n]._replace(label=label, width=width) for n, (width, label) in heads.items()]
    return Table(shown, challenges, title).stated


def _state(challenge: Challenge) -> str:
    """Return in which phase a challenge is, or that it is not known."""
    return text_read(challenge, "phase")[0] or _("not known")


def _to_know(dataset: Dataset) -> Iterator[str]:
    """Yield what a reader must know of the texts and the numbers."""
    challenges = dataset.challenges
    if any(c.problem or c.made or c.since for c in challenges):
        yield _("Problems and results are summaries made for this dataset from the sources named.")
    dates = [c.source.date for one in challenges for c in one.sources if "phase" in c.fields]
    if latest := max(filter(None, dates), default=""):
        known = _(
            "Phases are as sources gave them, the latest on {date}; some may have changed since."
        )
        yield known.format(date=date_text(latest))
    for note in (selected_note(dataset), margin_note(dataset), families_note(dataset)):
        if note:
            yield note
    if any(map(attrgetter("product"), challenges)):
        yield _("Addresses are those given by the sources, not opened.")
