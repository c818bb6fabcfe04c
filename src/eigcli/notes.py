"""Notes: the sentences that a reader of a report must know, chosen and ordered for each report."""

from collections.abc import Iterator, Sequence
from itertools import chain

from eigcli.data.dates import DAY, age, date_text
from eigcli.data.kinds import in_units
from eigcli.data.loading import come_with_eigcli
from eigcli.data.model import CHALLENGES, Challenge, Dataset, Period, Programme, Totals
from eigcli.data.parts import own_programmes
from eigcli.messages import _, ngettext
from eigcli.text import join_sentences

# What stands before people that are inferred.
_INFERRED = "~"
# What stands for a number that is not known.
NOT_KNOWN = "–"


def listing_notes(
    dataset: Dataset, found: int, names: Sequence[str] | None, chosen_by: Sequence[str]
) -> tuple[str, ...]:
    """Return the notes on a listing.

    Args:
        dataset: the dataset of the challenges that are listed.
        found: how many challenges there are with those that `--limit` left out.
        names: the names of the columns that were asked for; `None` leaves them to the format, which
            marks people that are inferred.
        chosen_by: by what the challenges were chosen, as people call it.
    """
    recruited = [name for name in names or () if name.startswith("recruited")]
    families = {family.words() for family in dataset.families_of_hosts.values()}
    of_families = "families" in (names or ()) or not families.isdisjoint(chosen_by)
    return _without_empty(
        truncation_note(len(dataset.challenges), found),
        *call_notes(dataset),
        _inferred_note(dataset.challenges) if names is None else "",
        families_note(dataset) if of_families else "",
        _recruitment_note(dataset, by_role=recruited != ["recruited_total"]) if recruited else "",
    )


def people_notes(dataset: Dataset, *, by_role: bool) -> tuple[str, ...]:
    """Return the notes on the calls and the people of a dataset, shown `by_role` or in all."""
    return _without_empty(*call_notes(dataset), _recruitment_note(dataset, by_role=by_role))


def count_notes(dataset: Dataset, *number_notes: str, by_role: bool) -> tuple[str, ...]:
    """Return the notes on counts of the challenges of a dataset.

    Args:
        dataset: the dataset.
        number_notes: those on its numbers: `share_note`, `overlap_note`, those of dimensions,
            `announcement_note`.
        by_role: whether people are counted by role.
    """
    return _without_empty(
        *number_notes,
        _certainty_note(dataset.challenges),
        *call_notes(dataset),
        _recruitment_note(dataset, by_role=by_role),
    )


def _without_empty(*notes: str) -> tuple[str, ...]:
    """Return the notes that are not empty."""
    return tuple(filter(None, notes))


def call_notes(dataset: Dataset) -> Iterator[str]:
    """Yield the notes on the calls that the challenges of a dataset are of."""
    programmes = own_programmes(dataset)
    for programme in programmes:
        if programme.counted == "selected":
            selected = (
                _("Promotion {code}: the people selected are counted; the call gave no numbers.")
                if programme.promotion
                else _("The people selected are counted; the call gave no numbers.")
            )
            yield selected.format(code=programme.promotion)
    if len(programmes) == 1:
        [programme] = programmes
        if status := call_status(programme):
            yield status
        if programme.next_call:
            yield programme.next_call
    else:
        for programme in programmes:
            if programme.promotion and is_open(programme):
                yield promotion_status(programme)


def truncation_note(listed: int, found: int) -> str:
    """Return `5 of 13 défis are shown.`, or "" where all are."""
    return truncation_sentence(listed).format(shown=listed, count=found) if listed < found else ""


def truncation_sentence(listed: int) -> str:
    """Return the sentence for so many challenges, with places for `{shown}` and `{count}`."""
    return ngettext(
        "{shown} of {count} défis is shown.", "{shown} of {count} défis are shown.", listed
    )


def roles_sought(challenge: Challenge) -> tuple[str, ...]:
    """Return the roles that a challenge seeks, such as `~2 developers` where that is inferred."""
    mark = _INFERRED if challenge.basis == "inferred" else ""
    return tuple(f"{mark}{p.words()}" for p in challenge.profiles)


def _inferred_note(challenges: Sequence[Challenge]) -> str:
    """Return what the mark of `roles_sought` means, "" where no challenge has it."""
    if any(challenge.basis == "inferred" for challenge in challenges):
        return _("{mark} inferred: no source states the whole split.").format(mark=_INFERRED)
    return ""


def _certainty_note(challenges: Sequence[Challenge]) -> str:
    """Return for how many challenges a source states whom they seek, "" where none says."""
    bases = [challenge.basis for challenge in challenges]
    # A note on the call says so where all are selected.
    if not any(bases) or set(bases) == {"selected"}:
        return ""
    texts = {
        "stated": _("stated by a source for {count}"),
        "inferred": _("inferred for {count}"),
        "selected": _("people selected for {count}"),
        None: _("not specified for {count}"),
    }
    parts = [
        text.format(count=count) for basis, text in texts.items() if (count := bases.count(basis))
    ]
    note = ngettext(
        "Role split, of {count} défi: {parts}.",
        "Role split, of {count} défis: {parts}.",
        len(bases),
    )
    return note.format(count=len(bases), parts=", ".join(parts))


def _recruitment_note(dataset: Dataset, *, by_role: bool) -> str:
    """Return how sure the numbers of people recruited are, "" where no programme says.

    Args:
        dataset: the dataset.
        by_role: whether the roles of people recruited are shown beside those of people sought.
    """
    margin = max((p.recruited_margin or 0 for p in own_programmes(dataset)), default=0)
    if not (margin and any(challenge.recruited for challenge in dataset.challenges)):
        return ""
    note = _("Who was recruited: counted afterwards, ±{margin} per promotion.")
    trades = _(
        "Roles sought or selected, and roles recruited, come from two vocabularies of trades: the"
        " same person may have another role in each."
    )
    return join_sentences(note.format(margin=margin), trades if by_role else "")


def share_note(share_of: str, of_sought: str, *, gaps: bool) -> str:
    """Return what shares are parts of, and where there are gaps their mark.

    Args:
        share_of: what they are parts of, see `Counts`.
        of_sought: the note where that is `sought`, not translated yet.
        gaps: whether some are not known.
    """
    notes = {
        "sought": _(of_sought),
        "recruited": _("Bars and percent are of people recruited."),
        "challenges": _("Bars and percent are of défis."),
    }
    dash = _("“{mark}” is not known.").format(mark=NOT_KNOWN)
    return f"{notes[share_of]} {dash}" if gaps else notes[share_of]


def known_note(people: str, count: int, known: int, of: int) -> str:
    """Return `People sought: 170, for 74 défis; 57 do not say.`

    Args:
        people: what people are counted, in words.
        count: how many they are.
        known: of how many challenges it is known.
        of: of how many it is asked.
    """
    note = ngettext(
        "{people}: {count}, for {challenges}; {others} does not say.",
        "{people}: {count}, for {challenges}; {others} do not say.",
        of - known,
    )
    challenges = in_units(known, CHALLENGES)
    return note.format(people=people, count=count, challenges=challenges, others=of - known)


def missing_note(label: str, count: int) -> str:
    """Return of how many challenges something is not known, such as the `town`."""
    note = ngettext(
        "Of {count} défi, the {label} is not known.",
        "Of {count} défis, the {label} is not known.",
        count,
    )
    return note.format(label=label, count=count)


def families_note(dataset: Dataset) -> str:
    """Return that families are a choice, and whose."""
    if come_with_eigcli(dataset.families_of_hosts.values()):
        return _(
            "Families of ministries are grouped by eig, by the ministry of each body at the time."
        )
    return _("Families of ministries are an editorial grouping.")


def phases_note(dataset: Dataset) -> str:
    """Return by which days the phases are known, as far as their sources are dated."""
    cited = chain.from_iterable(c.sources for c in dataset.challenges if c.phase)
    dates = sorted({c.source.date for c in cited if c.source.date and "phase" in c.fields})
    if not dates:
        return ""
    return _("Phases are as given by sources dated {dates}.").format(
        dates=", ".join(map(date_text, dates))
    )


def overlap_note() -> str:
    """Return that a challenge is counted more than once."""
    return _("A défi of several ministries, families, themes, towns or regions counts for each.")


def announcement_note(announced: Totals, *, adds_up: bool | None) -> str:
    """Return the totals that were announced, and whether the dataset adds up to them."""
    note = (
        _("The défis of the call add up to what was announced: {totals}")
        if adds_up
        else _("The défis of the call do not add up to what was announced: {totals}")
    )
    return note.format(totals=announced.words())


def current_call(programme: Programme) -> Programme | Period:
    """Return the period to apply in, of several the next or the last; or else the programme."""
    calls = sorted(programme.calls, key=lambda call: call.opens or call.closes or "")
    ahead = [call for call in calls if not call.closes or age(call.closes) <= 0]
    return next(iter((*ahead, *calls[-1:])), programme)


def is_open(programme: Programme) -> bool:
    """Return whether one may still apply, or will, by the calendar in UTC."""
    current = current_call(programme)
    if current.closes:
        return age(current.closes) <= 0
    return bool(current.opens) and age(str(current.opens)) < 0


def promotion_status(programme: Programme) -> str:
    """Return of which promotion a call is, and whether one may still apply."""
    text = _("Promotion {code}: {state}")
    return text.format(code=programme.promotion, state=call_status(programme))


def call_status(programme: Programme) -> str:
    """Return whether one may still apply, such as `The call opens in January 9999.`

    Of a programme that states no date of a call, that is "".
    """
    if not (programme.opens or programme.closes or programme.calls):
        return ""
    current = current_call(programme)
    opens, closes = current.opens, current.closes
    if opens and age(opens) < 0:
        date, day = opens[:DAY], _("The call opens on {date}.")
        month = _("The call opens in {date}.")
    elif closes and age(closes) > 0:
        date, day = closes[:DAY], _("The call is over: it closed on {date}.")
        month = _("The call is over: it closed in {date}.")
    elif closes:
        # Here the hour matters too.
        date, day = closes, _("The call is open until {date}.")
        month = _("The call is open until the end of {date}.")
    else:
        date, day = "", ""
        month = _("The dataset does not say when the call closes.")
    return (day if len(date) >= DAY else month).format(date=date_text(date))
