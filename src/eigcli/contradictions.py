"""What contradicts itself in the records of some files, so that these are no dataset.

It keeps them from being read, as what `eigcli.checking` finds does not.
"""

from collections.abc import Mapping

from eigcli.bodies import Body, typeset
from eigcli.fields import written_of
from eigcli.messages import _
from eigcli.model import Challenge, Programme
from eigcli.reading import Node, Place, Reader, child_of, place_of
from eigcli.text import join_sentences, quoted


def refuse_contradictions(reader: Reader) -> None:
    """Refuse records that cannot be true together, of those that a reader has read.

    These are promotions that are described twice, bodies that are part of nothing, and records that
    lead back to themselves.
    """
    _check_promotions(reader)
    _check_bodies(reader)
    _check_successions(reader)


def _check_promotions(reader: Reader) -> None:
    """Refuse a promotion that one file describes twice, or two files differently."""
    first: dict[str, tuple[Programme, Place]] = {}
    for programme, programme_node in reader.traced_of(Programme):
        if code := programme.promotion:
            node = child_of(programme_node, "promotion")
            place = place_of(node)
            reader.claim(node, "promotion", code, within=place.file)
            earlier, at = first.setdefault(code, (programme, place))
            if at.file != place.file and written_of(programme) != written_of(earlier):
                text = _("the promotion {name} is described otherwise in {place}")
                described = text.format(name=quoted(code), place=f"{at.file}:{at.line}")
                reader.refuse(node, "contradiction", described)


def _check_bodies(reader: Reader) -> None:
    """Refuse a body that names another one which no vocabulary lists, or itself through others."""
    traced = reader.traced_of(Body)
    if not traced:
        return
    listed = {**reader.base.get("bodies", {}), **reader.vocabularies.get("bodies", {})}
    known = {typeset(name): body for name, body in listed.items()}
    for body, node in traced:
        for key in ("part_of", "followed_by"):
            name = getattr(body, key)
            if name and typeset(name) not in known:
                unknown = _("no body is called {key}.").format(key=quoted(name))
                text = join_sentences(unknown, reader.suggestions(name, listed))
                reader.refuse(child_of(node, key), "unknown-name", text)
    # Only the first description of a body counts, and eigcli's own where files have none.
    nodes = {typeset(b.name): node for b, node in traced if known[typeset(b.name)] is b}
    for key, refusal in (
        ("part_of", _("{name} is part of itself")),
        ("followed_by", _("{name} took over from itself")),
    ):
        after = {name: typeset(getattr(body, key, None) or "") for name, body in known.items()}
        _refuse_circles(reader, key, after, nodes, refusal)


def _check_successions(reader: Reader) -> None:
    """Refuse a challenge that goes on from itself, through others or not."""
    traced = reader.traced_of(Challenge)
    after = {challenge.slug: challenge.follows or "" for challenge, _node in traced}
    nodes = {challenge.slug: node for challenge, node in traced}
    _refuse_circles(reader, "follows", after, nodes, _("{name} goes on from itself"))


def _refuse_circles(
    reader: Reader,
    key: str,
    after: Mapping[str, str],
    nodes: Mapping[str, Node],
    refusal: str,
) -> None:
    """Refuse each record whose field leads back to it.

    Args:
        reader: what notes the problem.
        key: the field, which names another record.
        after: by the name of each record, the one that its field names, or "".
        nodes: the nodes of the records that the files describe, by name.
        refusal: the sentence, with a place for `{name}`.
    """
    followed: set[str] = set()
    for first in after:
        name, path = first, list[str]()
        while name in after and name not in followed:
            followed.add(name)
            path.append(name)
            name = after[name]
        # A name of an earlier path leads to a circle that is refused already, or to none.
        for member in path[path.index(name) :] if name in path else ():
            if member in nodes:
                place = child_of(nodes[member], key)
                reader.refuse(place, "circle", refusal.format(name=quoted(member)))
