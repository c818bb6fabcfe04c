"""Sentences on an answer: why there is none, what is not known, the facts that are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from eigcli.ask.filters import Filters, value_label
from eigcli.ask.searching import SHORTEST_SUGGESTED
from eigcli.ask.selecting import Selector, excluded
from eigcli.data.kinds import cell_of, fields_of
from eigcli.data.model import Challenge, Dataset
from eigcli.messages import _, ngettext, ngettext_noop
from eigcli.text import did_you_mean, join_sentences, list_in_words, quoted

_UNKNOWN_OF = {
    "phase": ngettext_noop(
        "Of {total} défi, the phase of {count} is not known.",
        "Of {total} défis, the phase of {count} is not known.",
    ),
    "state": ngettext_noop(
        "Of {total} défi, it is not known what became of {count}.",
        "Of {total} défis, it is not known what became of {count}.",
    ),
    "recruited": ngettext_noop(
        "Of {total} défi, it is not known whom {count} recruited.",
        "Of {total} défis, it is not known whom {count} recruited.",
    ),
    "has": ngettext_noop(
        "Of {total} défi, it is not known of {count} whether it has this: {name}.",
        "Of {total} défis, it is not known of {count} whether they have this: {name}.",
    ),
}


def why_nothing(
    selector: Selector, filters: Filters, whole: Dataset, *, nowhere: bool = False
) -> str:
    """Return why no challenge meets options: what none mentions, or how many meet each.

    Args:
        selector: what selects.
        filters: the options.
        whole: the challenges that are asked about.
        nowhere: whether a place is asked for in which no team works.
    """
    texts, part = selector.texts, {challenge.slug for challenge in whole.challenges}
    if not part:
        return _("there is no défi.")
    terms = texts.terms_of(filters.of("search"))
    for term in (term for term in terms if not texts.rated(term)):
        nothing = _("nothing mentions {word}.", word=quoted(term.typed))
        is_odd = not term.phrases and len(term.typed) >= SHORTEST_SUGGESTED
        return join_sentences(nothing, did_you_mean(term.typed, texts.words if is_odd else ()))
    given = filters.given.items()
    options = {f"--{name}": selector.meeting(name, values) for name, values in given}
    options |= {"--town": frozenset()} if nowhere else {}
    why = _("no défi meets all of this together; défis that meet each: {counts}.")
    if len(options) == 1 and len(terms) > 1:
        options = {term.typed: selector.mentioning([term.typed]) for term in terms}
        why = _("no défi mentions all of these words; défis that mention each: {counts}.")
    if len(options) == 1:
        return _("no défi meets this.")
    counts = ", ".join(f"{name} {len(slugs & part)}" for name, slugs in options.items())
    return why.format(counts=counts)


def not_known(selector: Selector, filters: Filters, whole: Dataset) -> Iterator[str]:
    """Yield of how many challenges that meet all else it is not known whether they meet it.

    That is of the phase and the state, and of what a défi has.

    Args:
        selector: what selects.
        filters: the options that challenges meet.
        whole: the challenges that are asked about.
    """
    for facet, sentence in _UNKNOWN_OF.items():
        unwanted = [value for value in filters.of("without") if excluded(value)[0] == facet]
        wanted = (*filters.of(facet), *(excluded(value)[1] for value in unwanted))
        if not wanted:
            continue
        others = (value for value in filters.of("without") if value not in unwanted)
        met = selector.meeting_all(filters.replaced(facet).replaced("without", *others).given)
        asked = {challenge.slug for challenge in whole.challenges}.intersection(met)
        names = selector.names(facet)
        # What is not known to be there may be there.
        each = [(value, names.chosen(value)) for value in wanted] if facet == "has" else []
        for value, known in each or [("", names.known)]:
            if count := len(asked - known):
                total, label = len(asked), value_label(facet, value)
                yield ngettext(*sentence, total, total=total, count=count, name=label)


def scope(dataset: Dataset, codes: Sequence[str], count: int, total: int) -> str:
    """Return of which promotions an answer is, with what was found in these and in all."""
    sentence = ngettext_noop(
        "Promotion {names}: {count} of {total} défis; all: --promotion all",
        "Promotions {names}: {count} of {total} défis; all: --promotion all",
    )
    labels = dataset.promotion_labels
    names = list_in_words(labels.get(code, code) for code in codes)
    return ngettext(*sentence, len(codes), names=names, count=count, total=total)


def facts(
    dataset: Dataset, challenges: Iterable[Challenge], fields: Sequence[str]
) -> Iterator[str]:
    """Yield what is asked of challenges, with the documents that say so."""
    called = {one.slug: one.name for one in dataset.challenges}
    for challenge, name in product(challenges, fields):
        field = fields_of(Challenge)[name]
        texts = [*cell_of(challenge, field)]
        if name in {"follows", "followed_by"}:  # slugs
            texts = [called.get(slug, slug) for slug in field.kind.codes(getattr(challenge, name))]
        if name == "state" and texts:
            texts = [challenge.dated_state()]
        if name == "phase" and not texts and challenge.state:
            continue  # its state says it
        cited = [c for c in challenge.sources if not c.fields or name in c.fields]
        # The one that gave it alone, before those that gave all of it; the newest.
        cited.sort(key=lambda c: (name in c.fields, c.source.date or ""), reverse=True)
        source = cited[0].source.citation if cited else ""
        line = _("{name} – {field}: {value}")
        if not texts:
            line = _("{name} – {field}: the data does not say")
        elif source:
            line = _("{name} – {field}: {value} ({source})")
        values = {"name": challenge.name, "field": _(field.label), "source": source}
        yield line.format(value=", ".join(texts), **values)
