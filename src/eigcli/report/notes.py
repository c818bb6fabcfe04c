"""The sentences that a reader of a report must know, the most important first."""

from collections import Counter
from collections.abc import Iterable, Iterator

from eigcli.data.loading import bundled
from eigcli.data.model import Challenges, Dataset, distinct
from eigcli.data.promotions import own_programmes
from eigcli.messages import _
from eigcli.query.choosing import Answer

# Readers skip longer lists below an answer.
_MOST = 2


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
    codes = []
    margin = 0
    for programme in own_programmes(dataset):
        margin = max(margin, programme.recruited_margin or 0)
        if programme.counted == "selected":
            codes.append(programme.promotion or programme.name)
    if codes:
        note = _("Promotion {code}: the people selected are counted; the call gave no numbers.")
        yield note.format(code=", ".join(codes))
    if margin:
        yield _("People recruited were counted afterwards: ±{margin} per promotion.", margin=margin)


def shared_products(challenges: Challenges) -> str:
    """Return the note that some challenges worked on the product of another, "" if none did."""
    slugs = {challenge.slug for challenge in challenges}
    sharing = set()
    for challenge in challenges:
        if challenge.same_product in slugs:  # either of the two may say it
            sharing |= {challenge.slug, challenge.same_product}
    if not sharing:
        return ""
    note = _("{count} of these challenges share a product with another of them; each is counted.")
    return note.format(count=len(sharing))


def truncation_note(answer: Answer) -> str:
    """Return the note that not all challenges found are listed, "" if all are."""
    listed = len(answer.listed)
    count = len(answer.chosen)
    if listed == count:
        return ""
    return _("Challenges shown: {shown} of {count}.", shown=listed, count=count)
