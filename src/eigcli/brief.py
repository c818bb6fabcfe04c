"""A note to hand on, of some challenges: the numbers, what lives, what is not known, the sources.

It is made here of titled parts, for the formats that write documents; every other format writes it
as the listing that it is of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from eigcli.counts import Counts
from eigcli.data.dates import DAY, current_day, date_text
from eigcli.data.kinds import in_units, text_read
from eigcli.data.metadata import Metadata, citation_of, metadata_of, version_of
from eigcli.data.model import PHASE_MEANINGS, PHASES, PHASES_IN_USE, Challenge
from eigcli.messages import _, ngettext, ngettext_noop
from eigcli.notes import NOT_KNOWN, missing_note
from eigcli.reports import Listing
from eigcli.text import comma_list

_TOWNS = ngettext_noop("{count} town", "{count} towns")
# In how many characters a sentence lists challenges.
_MOST_LISTED = 300


class Span(NamedTuple):
    """A piece of a line.

    Attributes:
        text: what it says.
        address: the page that it is a link to, if it is one.
        strong: whether it stands out.
        native: whether it is in the language of the dataset.
    """

    text: str
    address: str | None = None
    strong: bool = False
    native: bool = False


# A paragraph, an item of a list, or what a cell of a table shows.
Line: TypeAlias = Sequence[Span]

_UNKNOWN: Line = [Span(NOT_KNOWN)]


class Part(NamedTuple):
    """A part of a document: its title, its paragraphs, and then its list or table if it has one.

    Attributes:
        title: its title; "" for none.
        lines: its paragraphs.
        items: the items of its list.
        head: the headings of the columns of its table.
        rows: the rows of its table.
        widths: how wide the columns are, in relation to each other.
    """

    title: str
    lines: Sequence[Line] = ()
    items: Sequence[Line] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Line]] = ()
    widths: Sequence[int] = ()


class Brief(Listing):
    """A listing of challenges as a note of a few pages."""

    def parts(self) -> Iterator[Part]:
        """Yield its parts, the first without a title; those that would say nothing are left out."""
        metadata = metadata_of(self.dataset)
        yield self._beginning(metadata)
        yield self._numbers()
        if self.chosen.challenges:
            yield self._challenges()
        if stories := [*map(_story, self._in_use())]:
            yield Part(_("What is in use"), stories)
        if gaps := [[Span(note)] for note in self._gaps()]:
            yield Part(_("What to know, and what is not known"), gaps)
        yield _sources(metadata)

    def _beginning(self, metadata: Metadata) -> Part:
        """Return what the programmes are, and when and in which promotions défis were chosen."""
        programmes = [Span(text, native=native) for text, native in metadata.descriptions.items()]
        if metadata.names and not programmes:
            programmes = [Span(" · ".join(metadata.names), native=True)]
        dated = _("As of {date}.")
        promotions = list(self.chosen.promotion_labels.values())
        # Of all challenges the title or the numbers say their promotions.
        if self.chosen_by and promotions and all(c.promotion for c in self.chosen.challenges):
            dated = ngettext(
                "As of {date}, among the défis of promotion {names}.",
                "As of {date}, among the défis of promotions {names}.",
                len(promotions),
            )
        date = dated.format(date=date_text(current_day()), names=", ".join(promotions))
        return Part("", [[span] for span in (*programmes, Span(date))])

    def _numbers(self) -> Part:
        """Return the numbers in a line, and by promotion where there are several."""
        challenges = self.chosen.challenges
        counts = Counts(self.chosen, by=["promotion"])
        towns = len({town for challenge in challenges for town in challenge.towns})
        years = sorted({challenge.year for challenge in challenges if challenge.year})
        numbers = [
            counts.headline,
            *([in_units(towns, _TOWNS)] if towns else []),
            *(["–".join(dict.fromkeys((years[0], years[-1])))] if years else []),
        ]
        tallies = counts.tallies["promotion"]
        others = tuple(challenge for challenge in challenges if not challenge.promotion)
        if tallies and others:
            rest = Counts(replace(self.chosen, challenges=others))
            tallies = [
                *tallies,
                tallies[0]._replace(
                    label=_("no promotion"),
                    challenges=rest.challenges,
                    sought=rest.sought,
                    recruited=rest.recruited,
                ),
            ]
        rows = [
            [[Span(text)] for text in (tally.label, *map(tally.in_words, counts.heads))]
            for tally in tallies
        ]
        part = Part(_("In numbers"), [[Span(f"{', '.join(numbers)}.")]])
        # The numbers of one promotion are those of the line.
        if len(rows) > 1:
            part = part._replace(head=[_("Promotion"), *counts.heads.values()], rows=rows)
        return part

    def _challenges(self) -> Part:
        """Return the table of the challenges."""
        labels = _("Name"), _("Year"), _("Host"), _("Tagline"), _("Phase"), _("Product")
        rows = [_row(challenge) for challenge in self.chosen.challenges]
        # What is not known of any has no column.
        known = [any(line != _UNKNOWN for line in lines) for lines in zip(*rows, strict=True)]
        return Part(
            _("Défis"),
            head=list(compress(labels, known)),
            rows=[list(compress(row, known)) for row in rows],
            widths=list(compress((16, 8, 31, 30, 14, 13), known)),
        )

    def _in_use(self) -> list[Challenge]:
        """Return the challenges whose product is in use.

        A product of two of them, of which one goes on from the other, is listed once: as it is now.
        """
        in_use = [c for c in self.chosen.challenges if c.phase in PHASES_IN_USE]
        products = {challenge.slug: challenge.product for challenge in in_use}
        return [
            challenge
            for challenge in in_use
            if not (
                challenge.product and challenge.product in map(products.get, challenge.followed_by)
            )
        ]

    def _gaps(self) -> Iterator[str]:
        """Yield what a reader must know, and of how many challenges something is not known."""
        challenges = self.chosen.challenges
        # Where something is not known of any, the dataset does not have it: nothing is said of it.
        by = [name for name in ("promotion", "phase") if any(map(attrgetter(name), challenges))]
        counts = Counts(self.chosen, by=by or ["skill"])
        yield from dict.fromkeys((*self.notes, *counts.notes_besides("")))
        phases = {challenge.phase for challenge in challenges if challenge.phase}
        meanings = [
            _("{phase} ({meaning})").format(
                phase=_in_sentence(_(label)), meaning=_(PHASE_MEANINGS[code])
            )
            for code, label in PHASES.items()
            if code in phases
        ]
        if meanings:
            yield _("What phases mean: {meanings}.").format(meanings=_("; ").join(meanings))
        for name, label in (("towns", _("town")), ("product", _("product"))):
            missing = sum(not getattr(challenge, name) for challenge in challenges)
            if 0 < missing < len(challenges):
                yield missing_note(label, missing)


def _row(challenge: Challenge) -> list[Line]:
    """Return the row of a challenge in the table."""
    hosts = [span for host in challenge.hosts for span in (Span(_("; ")), _native(host.codes()))]
    tagline = _tagline(challenge)
    return [
        [Span(challenge.name, strong=True, native=True)],
        [Span(challenge.year)] if challenge.year else _UNKNOWN,
        hosts[1:] or _UNKNOWN,
        [tagline] if tagline.text else _UNKNOWN,
        [Span(text_read(challenge, "phase")[0])] if challenge.phase else _UNKNOWN,
        [*_product(challenge)] or _UNKNOWN,
    ]


def _story(challenge: Challenge) -> Line:
    """Return what became of a challenge; where that is not known, its tagline."""
    phase = _in_sentence(text_read(challenge, "phase")[0])
    if since := challenge.phase_since:
        form = _("{phase} since {day}") if len(since) >= DAY else _("{phase} since {month}")
        date = date_text(since)
        phase = form.format(phase=phase, day=date, month=date)
    about = ", ".join(filter(None, (challenge.year, phase)))
    line = [Span(challenge.name, strong=True, native=True), Span(f" ({about}).")]
    for text in filter(None, (challenge.made, challenge.since)):
        line += [Span(" "), _native(text)]
    tagline = _tagline(challenge)
    if not (challenge.made or challenge.since) and tagline.text:
        before, _place, after = _("Mission: {tagline}.").partition("{tagline}")
        sentence = tagline._replace(text=tagline.text.rstrip("."))
        line += [Span(f" {before}"), sentence, Span(after)]
    for link in _product(challenge):
        line += [Span(" "), link]
    return line


def _sources(metadata: Metadata) -> Part:
    """Return licence, citation and documents; of data without any, what made the note."""
    lines = [*terms_of_use(metadata)]
    documents = [[Span(s.citation, s.url, native=True)] for s in metadata.sources]
    if lines or documents:
        return Part(_("Sources"), lines, documents)
    return Part("", [[Span(_("Made by {version}.").format(version=version_of()))]])


def terms_of_use(metadata: Metadata) -> Iterator[Line]:
    """Yield under which licence data is, how to cite it, and for which challenges neither holds."""
    for licence, programmes in metadata.terms.items():
        text = (
            _("The data is under {licence}: reuse it, and say where it is from.")
            if metadata.licences == [licence]
            else _(
                "The data of {programmes} is under {licence}: reuse it, and say where it is from."
            )
        )
        before, after = (
            Span(part.format(programmes=", ".join(programmes))) for part in text.split("{licence}")
        )
        yield [before, Span(licence.title, licence.address), after]
    if citation := citation_of(metadata):
        yield [Span(citation)]
    if others := metadata.others:
        text = ngettext(
            "This does not hold for {names}, which is of no programme.",
            "This does not hold for {names}, which are of no programme.",
            len(others),
        )
        yield [Span(text.format(names=comma_list(others, _MOST_LISTED)))]


def _native(text: str) -> Span:
    return Span(text, native=True)


def _tagline(challenge: Challenge) -> Span:
    """Return the tagline of a challenge, as people read it; "" where it has none."""
    text, native = text_read(challenge, "tagline")
    return Span(text, native=native)


def _in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def _product(challenge: Challenge) -> Iterator[Span]:
    """Yield a link to what a challenge made, if it is known, which shows the name of its site."""
    if address := challenge.product:
        yield Span(address.split("/")[2].removeprefix("www."), address)
