"""A note to hand on, of some challenges: the numbers, what lives, what is not known, the sources.

It is made here of titled parts, for the formats that write documents; every other format writes it
as the listing that it is of.
"""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

from eigcli.counts import Counts
from eigcli.dates import current_day, date_text
from eigcli.fields import cell_of, field_named
from eigcli.formats.metadata import citation_of, metadata_of
from eigcli.kinds import Count
from eigcli.messages import _, language, ngettext
from eigcli.model import PHASES_IN_USE, Challenge
from eigcli.notes import NOT_KNOWN
from eigcli.reports import Listing

_TOWNS = Count("{count} town", "{count} towns")


class Span(NamedTuple):
    """A piece of a line.

    Attributes:
        text: what it says.
        address: the page that it is a link to, if it is one.
        strong: whether it stands out.
        french: whether it is in French, whatever the language of the reader.
    """

    text: str
    address: str | None = None
    strong: bool = False
    french: bool = False


# A paragraph, or what a cell of a table shows.
Line: TypeAlias = Sequence[Span]


class Part(NamedTuple):
    """A part of a document: its title, its paragraphs, and then its table if it has one.

    Attributes:
        title: its title; "" for none.
        lines: its paragraphs.
        head: the headings of the columns of its table.
        rows: the rows of its table.
        widths: how wide the columns are, in relation to each other.
    """

    title: str
    lines: Sequence[Line] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Line]] = ()
    widths: Sequence[int] = ()


class Brief(Listing):
    """A listing of challenges as a note of a few pages."""

    def parts(self) -> Iterator[Part]:
        """Yield its parts, the first without a title; those that would say nothing are left out."""
        counts = Counts(self.chosen, by=["promotion"])
        yield self._asked()
        yield self._numbers(counts)
        if self.chosen.challenges:
            yield self._challenges()
        if alive := [c for c in self.chosen.challenges if c.phase in PHASES_IN_USE]:
            yield self._stories(alive)
        if gaps := [[Span(note)] for note in self._gaps()]:
            yield Part(_("What to know, and what is not known"), gaps)
        yield self._sources()

    def _asked(self) -> Part:
        """Return what the programme is, what was asked, of which promotions and when."""
        date = date_text(current_day())
        dated = _("Asked on {date}: {values}.") if self.chosen_by else _("As of {date}.")
        values = ", ".join(self.chosen_by)
        promotions = list(self.chosen.promotion_labels.values())
        where = ngettext(
            "Looked for in promotion {names}.", "Looked for in promotions {names}.", len(promotions)
        )
        metadata = metadata_of(self.dataset)
        programmes = [Span(text, french=french) for text, french in metadata.descriptions.items()]
        texts = [
            "" if programmes else " · ".join(metadata.names),
            dated.format(date=date, values=values),
            where.format(names=", ".join(promotions)) if promotions else "",
        ]
        return Part("", [[span] for span in (*programmes, *map(Span, filter(None, texts)))])

    def _numbers(self, counts: Counts) -> Part:
        """Return the numbers in a line, and by promotion."""
        chosen = self.chosen
        towns = len({town for challenge in chosen.challenges for town in challenge.towns})
        years = sorted(filter(None, map(chosen.promotion_years.get, chosen.promotions)))
        numbers = [
            counts.headline,
            *([_TOWNS.in_words(towns)] if towns else []),
            *(["–".join(dict.fromkeys((years[0], years[-1])))] if years else []),
        ]
        tallies = counts.tallies["promotion"]
        rows = [
            [[Span(text)] for text in (tally.label, *map(tally.in_words, counts.heads))]
            for tally in tallies
        ]
        return Part(
            _("In numbers"),
            [[Span(f"{', '.join(numbers)}.")]],
            [_("Promotion"), *counts.heads.values()] if rows else [],
            rows,
        )

    def _challenges(self) -> Part:
        """Return the table of the challenges."""
        labels = _("Name"), _("Year"), _("Host"), _("Tagline"), _("Phase"), _("Product")
        rows = [self._row(challenge) for challenge in self.chosen.challenges]
        # What is not known of any has no column.
        known = [
            any(line != [Span(NOT_KNOWN)] for line in lines) for lines in zip(*rows, strict=True)
        ]
        return Part(
            _("Défis"),
            (),
            list(compress(labels, known)),
            [list(compress(row, known)) for row in rows],
            list(compress((17, 9, 23, 28, 14, 16), known)),
        )

    def _row(self, challenge: Challenge) -> list[Line]:
        host = next((host.department or host.ministry for host in challenge.hosts), None)
        tagline = challenge.local_tagline
        english = language() != "fr" and challenge.tagline_english
        phase = cell_of(challenge, field_named(Challenge, "phase"), words=True)
        return [
            [Span(challenge.name, strong=True, french=True)],
            [Span(self._year(challenge) or NOT_KNOWN)],
            [Span(host, french=True) if host else Span(NOT_KNOWN)],
            [Span(tagline, french=not english) if tagline else Span(NOT_KNOWN)],
            [Span(", ".join(phase) or NOT_KNOWN)],
            [_product(challenge) or Span(NOT_KNOWN)],
        ]

    def _year(self, challenge: Challenge) -> str:
        """Return the year in which a challenge starts, "" where that is not known."""
        return self.chosen.promotion_years.get(challenge.promotion, "")

    def _stories(self, challenges: Sequence[Challenge]) -> Part:
        """Return what became of the challenges of which something is in use."""
        lines: list[Line] = []
        for challenge in challenges:
            [phase] = cell_of(challenge, field_named(Challenge, "phase"), words=True)
            if since := challenge.phase_since:
                phase = _("{phase} since {date}").format(phase=phase, date=date_text(since))
            about = ", ".join(filter(None, (self._year(challenge), phase)))
            line = [Span(challenge.name, strong=True, french=True), Span(f" ({about}).")]
            texts = [Span(text, french=True) for text in (challenge.made, challenge.since) if text]
            for span in (*texts, _product(challenge)):
                line += [Span(" "), span] if span else []
            lines.append(line)
        return Part(_("What is in use"), lines)

    def _gaps(self) -> Iterator[str]:
        """Yield what a reader must know, and of how many challenges something is not known."""
        # Of a dataset that has no promotions or no towns, nothing is said of them.
        has_towns = any(challenge.towns for challenge in self.chosen.challenges)
        by = ["promotion"] * any(self.chosen.promotions) + ["town"] * has_towns + ["phase"]
        counts = Counts(self.chosen, by=by)
        yield from dict.fromkeys((*self.notes, *counts.notes_besides("")))
        challenges = self.chosen.challenges
        if count := sum(not challenge.product for challenge in challenges):
            products = ngettext(
                "Of {count} défi, no product is known.",
                "Of {count} défis, no product is known.",
                count,
            )
            yield products.format(count=count)

    def _sources(self) -> Part:
        """Return the documents, the licence, what made the note, and how to cite it."""
        metadata = metadata_of(self.dataset)
        documents: list[Span] = []
        for source in metadata.sources:
            documents += [Span(" · "), Span(source.citation, source.url, french=True)]
        lines: list[Line] = [documents[1:]] if documents else []
        for licence in metadata.licences:
            text = _("The data is under the {licence}: reuse it, and say where it is from.")
            before, _place, after = text.partition("{licence}")
            lines.append([Span(before), Span(licence.title, licence.address), Span(after)])
        lines.append([Span(citation_of(metadata))])
        return Part(_("Sources"), lines)


def _product(challenge: Challenge) -> Span | None:
    """Return a link to what a challenge made, which shows the name of its site."""
    if not (address := challenge.product):
        return None
    return Span(address.split("/")[2].removeprefix("www."), address)
