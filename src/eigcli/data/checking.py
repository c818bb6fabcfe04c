"""Problems between records that are each right: they cannot all be true together.

`refuse` finds the problems that keep files from being a dataset. `compare` finds others, which only
`eig check` reports: all other commands use a dataset in spite of them.
"""

from itertools import islice
from typing import Any

from eigcli.data.deriving import Directory
from eigcli.data.kinds import fields_of
from eigcli.data.model import (
    STATE,
    UNKNOWN_STATE,
    Body,
    Challenge,
    Dataset,
    Programme,
    Skill,
    Source,
)
from eigcli.data.promotions import references_of
from eigcli.data.reading import Node, Reader, has_key, node_at
from eigcli.messages import _
from eigcli.suggesting import not_found_message
from eigcli.text import quoted

# In the data of eigcli, a body has ten others before, after and above it at most.
_MOST_RELATED = 1000


def refuse(reader: Reader) -> None:
    """Refuse challenges that share a slug or a number, and programmes that share a promotion."""
    for declared in fields_of(Challenge).values():
        if declared.unique:
            _refuse_taken(reader, Challenge, declared.name, declared.unique)
    _refuse_taken(reader, Programme, "promotion", "all")
    _refuse_crowded(reader)


def _refuse_taken(reader: Reader, cls: Any, name: str, scope: str) -> None:
    """Refuse values of a field that two records share, among `all` or within one `promotion`."""
    taken = dict[object, tuple[Any, Node]]()
    for record, node in reader.located[cls]:
        value = getattr(record, name)
        if value is None:
            continue
        value_node = node_at(node, name)
        within = "" if scope == "all" else getattr(record, scope)
        here = (record, value_node)
        first, first_node = taken.setdefault((within, value), here)
        is_alike = cls is Programme and record == first  # two files may describe one alike
        if record is first or is_alike:
            continue
        text = _(
            "the {key} {value} is also in {place}",
            key=name,
            value=quoted(str(value)),
            place=reader.place(first_node),
        )
        reader.refuse(value_node, "taken", text)


def _refuse_crowded(reader: Reader) -> None:
    """Refuse a body that so many others lead to that each of their hosts would have all names."""
    defined_at = reader.defined_at[Body]
    if not defined_at:
        return
    directory = Directory(reader.vocabularies)
    bodies = reader.vocabularies[Body]
    for name, node in defined_at.items():
        related = directory.related(bodies[name])
        beyond = islice(related, _MOST_RELATED, None)
        if any(beyond):
            text = _(
                "expected at most {count} bodies before, after and above one", count=_MOST_RELATED
            )
            reader.refuse(node, "too-much", text)
            return


def compare(reader: Reader, ours: Dataset) -> None:
    """Refuse what contradicts a programme; warn of unknown slugs, and of unused roles and sources.

    Args:
        reader: the reader of the files.
        ours: the dataset that comes with eigcli.
    """
    codes = {problem.code for problem in reader.problems}
    # Totals are not compared if a file may be given twice, or a misspelt key may hide challenges.
    if not codes & {"taken", "unknown-key"}:
        _compare_totals(reader, ours)
    _refuse_unknown_promotions(reader)
    _warn_of_unknown_slugs(reader, ours)
    _warn_of_unknown_states(reader)
    # A record with a problem may be the only one that uses a role or a source.
    if not reader.problems:
        _warn_of_unused(reader)


def _refuse_unknown_promotions(reader: Reader) -> None:
    """Refuse the promotions of challenges that no programme has, if any programme has one."""
    programmes = reader.records(Programme)
    codes = [programme.promotion for programme in programmes if programme.promotion]
    if not codes:
        return
    for challenge, node in reader.located[Challenge]:
        code = challenge.promotion
        if code and code not in codes:
            no = _("no programme has the promotion {name}.")
            text = not_found_message(no, code, codes)
            code_node = node_at(node, "promotion")
            reader.refuse(code_node, "unknown-promotion", text)


def _warn_of_unknown_slugs(reader: Reader, ours: Dataset) -> None:
    """Warn of slugs in challenges that are those of no other challenge, not even in eigcli."""
    ours_and_theirs = (*ours, *reader.records(Challenge))
    slugs = {challenge.slug for challenge in ours_and_theirs}
    for challenge, node in reader.located[Challenge]:
        for key in ("follows", "same_product"):
            slug = getattr(challenge, key)
            is_own = slug == challenge.slug
            is_known = slug in slugs and not is_own
            if not slug or is_known:
                continue
            text = _("no other challenge has the slug {slug}", slug=quoted(slug))
            slug_node = node_at(node, key)
            reader.warn(slug_node, "unknown-name", text)


def _warn_of_unknown_states(reader: Reader) -> None:
    """Warn of words for states of which nobody has said yet what they mean."""
    codes = ", ".join(STATE.choices)
    for _dataset, node in reader.located[Dataset]:
        if not has_key(node, "states"):
            continue
        states = node_at(node, "states")
        for word, state in states.value:
            if state.value != UNKNOWN_STATE:
                continue
            text = _(
                "say which state {word} means in place of ?: {codes}",
                word=quoted(word.value),
                codes=codes,
            )
            reader.warn(word, "unknown-state", text)


def _warn_of_unused(reader: Reader) -> None:
    """Warn of listed roles and sources that neither challenges nor programmes name."""
    challenges = reader.records(Challenge)
    programmes = reader.records(Programme)
    named = references_of((*challenges, *programmes))
    for cls in (Skill, Source):
        listed = reader.vocabularies[cls]
        for key, node in reader.defined_at[cls].items():
            if listed[key] not in named:
                name = quoted(key)
                text = _("nothing uses {name}", name=name)
                reader.warn(node, "unused", text)


def _compare_totals(reader: Reader, ours: Dataset) -> None:
    """Refuse announced totals that the challenges do not add up to.

    The totals of a programme of eigcli are compared with the challenges of eigcli alone.
    """
    announcements = {(p.promotion, p.announced) for p in ours.programmes}
    slugs = {challenge.slug for challenge in ours}
    challenges = reader.records(Challenge)
    our_challenges = [challenge for challenge in challenges if challenge.slug in slugs]
    for programme, node in reader.located[Programme]:
        announcement = (programme.promotion, programme.announced)
        is_ours = announcement in announcements
        compared = our_challenges if is_ours else challenges
        for keys, announced, total in programme.discrepancies(compared):
            text = _(
                "{what}: {announced} announced, but the challenges add up to {found}",
                what=keys[-1],
                announced=announced,
                found=total,
            )
            # Older files have the total of people under `profiles`.
            total_node = node_at(node, "announced", *keys, "profiles")
            reader.refuse(total_node, "total", text)
