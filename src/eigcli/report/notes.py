"""The sentences that a reader of a report must know, the most important first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from eigcli.data.dates import DAY, date_text, is_before, today
from eigcli.data.loading import bundled, is_bundled
from eigcli.data.model import Challenge, Dataset, Period, Programme, distinct
from eigcli.data.parts import ALL, own_programmes
from eigcli.messages import _
from eigcli.query.choosing import Answer
from eigcli.text import comma_list, printable, title_with

# Readers skip longer lists below an answer.
_MOST = 2


def title_of(dataset: Dataset, answer: Answer, title: str = "") -> str:
    """Return a heading: the challenges that were named, or a title, the promotions and filters."""
    if answer.asked.challenges and not title:
        return comma_list(challenge.name for challenge in dataset)
    title = of_promotion(answer.whole, title or _("Challenges"))
    codes = answer.filters.promotion
    if len(answer.whole.promotions) > 1 and codes not in ((), (ALL,)):
        title = _("{title}, promotions {codes}", title=title, codes=", ".join(codes))
    return title_with(title, [printable(label) for label in answer.filters.labels])


def subjects_of(answer: Answer) -> list[str]:
    """Return what challenges were chosen by, except their state, the first with a capital."""
    codes = answer.filters.promotion
    if len(answer.whole.promotions) == 1:
        [code] = answer.whole.promotions
        codes = (code or ALL,)
    subjects = [*answer.filters.replaced("state").labels]
    if codes not in ((), (ALL,)):
        promotion = _("promotion {codes}", codes=", ".join(codes))
        subjects.insert(0, promotion)
    if subjects:
        first, *_others = subjects
        subjects[0] = first[0].upper() + first[1:]
    return [printable(subject) for subject in subjects]


def of_promotion(dataset: Dataset, title: str) -> str:
    """Return a title with the promotion of a dataset, if all its challenges are of one."""
    codes = dataset.promotions
    is_named = len(codes) == 1 and codes[0]
    return _("{title}, promotion {code}", title=title, code=codes[0]) if is_named else title


def top(notes: Iterable[str]) -> list[str]:
    """Return the first of some notes, each once: those that stand below an answer."""
    return list(distinct(notes))[:_MOST]


def otherwise_called(dataset: Dataset) -> str:
    """Return how many of all challenges had a programme of another name than most: ` (17 …)`."""
    names = {programme.promotion: programme.name for programme in dataset.programmes}
    if len(dataset) < len(bundled().dataset):
        return ""
    counts = Counter(names.get(challenge.promotion) for challenge in dataset)
    _usual, *others = counts.most_common()
    text = ""
    for name, count in others:
        if name:
            text += _(" ({count} of {name})", name=name, count=count)
    return text


def precision_notes(dataset: Dataset) -> Iterator[str]:
    """Yield notes on the numbers of a dataset: whom they count, and how precisely."""
    programmes = own_programmes(dataset)
    codes = [p.promotion or p.name for p in programmes if p.counted == "selected"]
    if codes:
        note = _("Promotion {code}: the people selected are counted; the call gave no numbers.")
        yield note.format(code=", ".join(codes))
    margin = max((p.recruited_margin or 0 for p in programmes), default=0)
    if margin:
        yield _("People recruited were counted afterwards: ±{margin} per promotion.", margin=margin)


def shared_products(challenges: Sequence[Challenge]) -> str:
    """Return the note that some challenges worked on the product of another, "" if none did."""
    slugs = {challenge.slug for challenge in challenges}
    sharing = set[str]()
    for challenge in challenges:
        if challenge.same_product in slugs:  # either of the two may say it
            sharing |= {challenge.slug, challenge.same_product}
    if not sharing:
        return ""
    note = _("{count} of these challenges share a product with another of them; each is counted.")
    return note.format(count=len(sharing))


def truncation_note(answer: Answer) -> str:
    """Return the note that not all challenges found are listed, "" if all are."""
    listed, count = len(answer.listed), len(answer.chosen)
    if listed == count:
        return ""
    return _("Challenges shown: {shown} of {count}.", shown=listed, count=count)


def call_notes(dataset: Dataset) -> Iterator[str]:
    """Yield the status of the latest call, if all challenges are of its promotion."""
    programmes = own_programmes(dataset) if len(dataset.promotions) == 1 else ()
    full_dataset = bundled().dataset if is_bundled(dataset) else dataset
    yield from (call_status(p) for p in programmes if p == latest_call(full_dataset))


def latest_call_status(dataset: Dataset) -> str:
    """Return a sentence on the status of the latest call of all promotions."""
    latest = latest_call(dataset)
    return _("Promotion {code}. {state}", code=latest.promotion, state=call_status(latest))


def contact_of(dataset: Dataset) -> str:
    """Return sentences on who runs the programme of eigcli today, and how to reach them."""
    latest = latest_call(dataset)
    text = _("The programme is run by {organiser}. To write to them: {contact}")
    return text.format(organiser=latest.organiser, contact=latest.contact)


def latest_call(dataset: Dataset) -> Programme:
    """Return the programme of a dataset whose call is the latest."""

    def date(programme: Programme) -> str:
        call = current_call(programme)
        return programme.start or call.closes or call.opens or ""

    return max(dataset.programmes, key=date)


def current_call(programme: Programme) -> Programme | Period:
    """Return the first period to apply that is not over, or the last; else the programme."""
    calls = sorted(programme.calls, key=lambda call: call.opens or call.closes or "")
    ahead = [call for call in calls if not is_before(call.closes or "", today())]
    return next(iter((*ahead, *calls[-1:])), programme)


def call_status(programme: Programme) -> str:
    """Return whether one may apply today, such as `The call opens 9 January 9999.`

    It is "" if the dates that are known do not say.
    """
    current = current_call(programme)
    opens, closes = current.opens, current.closes
    if opens and is_before(today(), opens):
        return _("The call opens {date}.", date=date_text(opens[:DAY]))
    if closes and is_before(closes, today()):
        return _("The call is over: it closed {date}.", date=date_text(closes[:DAY]))
    return _("The call is open until {date}.", date=date_text(closes)) if closes else ""
