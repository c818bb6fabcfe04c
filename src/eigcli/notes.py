"""Every sentence that a reader must know of challenges and their calls."""

from collections.abc import Iterable, Iterator, Sequence

from eigcli.kinds import DAY, age, date_text
from eigcli.messages import _, ngettext
from eigcli.model import (
    Challenge,
    Dataset,
    Period,
    Programme,
)

# What stands before people that are inferred.
_INFERRED = "~"


def call_notes(dataset: Dataset) -> Iterator[str]:
    """Yield what a reader of some challenges must know of their calls, a sentence each."""
    programmes = dataset.own_programmes
    for programme in programmes:
        if programme.counted == "selected":
            selected = (
                _("Promotion {code}: people sought are those selected; the call gave no numbers.")
                if programme.promotion
                else _("People sought are those selected; the call gave no numbers.")
            )
            yield selected.format(code=programme.promotion)
    if len(programmes) == 1:
        [programme] = programmes
        if programme.opens or programme.closes or programme.calls:
            yield call_status(programme)
        if programme.next_call:
            yield programme.next_call
    else:
        for programme in programmes:
            if programme.promotion and is_open(programme):
                ahead = _("Promotion {code}: {state}")
                yield ahead.format(code=programme.promotion, state=call_status(programme))


def truncation_note(shown: int, of: int) -> str:
    """Return of how many challenges a listing tells the first, where it does not tell all."""
    if shown >= of:
        return ""
    text = ngettext(
        "{shown} of {count} défis is shown.", "{shown} of {count} défis are shown.", shown
    )
    return text.format(shown=shown, count=of)


def roles_sought(challenge: Challenge) -> tuple[str, ...]:
    """Return the roles that a challenge seeks, with a mark before each that is inferred."""
    mark = _INFERRED if challenge.basis == "inferred" else ""
    return tuple(f"{mark}{p.skill.counted(p.count)}" for p in challenge.profiles)


def inferred_note(challenges: Iterable[Challenge]) -> str:
    """Return what the mark of what is inferred means, where one of these has it."""
    if any(challenge.basis == "inferred" for challenge in challenges):
        return _("{mark} inferred: no source states the whole split.").format(mark=_INFERRED)
    return ""


def certainty_note(challenges: Sequence[Challenge]) -> str:
    """Return how sure it is whom challenges seek, in a sentence, as far as the dataset says."""
    bases = [challenge.basis for challenge in challenges]
    if not any(bases):
        return ""
    said = {
        "stated": _("stated by a source for {count}"),
        "inferred": _("inferred for {count}"),
        None: _("not specified for {count}"),
    }
    parts = [
        text.format(count=count) for basis, text in said.items() if (count := bases.count(basis))
    ]
    text = ngettext(
        "Who is sought, of {count} défi: {parts}.",
        "Who is sought, of {count} défis: {parts}.",
        len(bases),
    )
    return text.format(count=len(bases), parts=", ".join(parts))


def recruitment_note(challenges: Sequence[Challenge]) -> str:
    """Return how it is known who was recruited, in a sentence, where it is known."""
    recruited = any(challenge.recruited for challenge in challenges)
    return _("Who was recruited: counted afterwards.") if recruited else ""


def _current_call(programme: Programme) -> Programme | Period:
    """Return what says when one may apply: of several calls the next, or the last."""
    calls = sorted(programme.calls, key=lambda call: call.opens or call.closes or "")
    ahead = [call for call in calls if not call.closes or age(call.closes) <= 0]
    return next(iter((*ahead, *calls[-1:])), programme)


def is_open(programme: Programme) -> bool:
    """Return whether one may still apply, or will, by the calendar in UTC."""
    current = _current_call(programme)
    if current.closes:
        return age(current.closes) <= 0
    return bool(current.opens) and age(str(current.opens)) < 0


def call_status(programme: Programme) -> str:
    """Return whether the call for applications is over, by the calendar in UTC."""
    current = _current_call(programme)
    opens, closes = current.opens, current.closes
    if opens and age(opens) < 0:
        date, day = opens, _("The call opens on {date}.")
        month = _("The call opens in {date}.")
    elif closes and age(closes) > 0:
        date, day = closes, _("The call is over: it closed on {date}.")
        month = _("The call is over: it closed in {date}.")
    elif closes:
        # Here the hour matters too.
        day = _("The call is open until {date}.")
        month = _("The call is open until the end of {date}.")
        return (day if len(closes) >= DAY else month).format(date=date_text(closes))
    else:
        return _("The dataset does not say when the call closes.")
    return (day if len(date) >= DAY else month).format(date=date_text(date[:DAY]))
