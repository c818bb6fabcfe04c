"""What is wrong with records that can be read one by one: what cannot be true of all together.

`refuse` finds what keeps files from being a dataset; `compare` what `eig check` reports besides: a
dataset with such a problem is answered from all the same.
"""

from collections.abc import Collection, Mapping

from eigcli.data.deriving import typeset
from eigcli.data.fields import Field
from eigcli.data.kinds import fields_of
from eigcli.data.model import Body, Challenge, Programme, Skill, Source
from eigcli.data.people import discrepancies
from eigcli.data.reading import Node, Place, Reader, at
from eigcli.messages import _
from eigcli.text import quoted


def refuse(reader: Reader) -> None:
    """Refuse records that have the same name, that name nothing, or that lead back to themselves."""
    for declared in fields_of(Challenge).values():
        if declared.unique:
            _refuse_taken(reader, declared)
    _refuse_programmes(reader)
    bodies = {typeset(name): body for name, body in reader.known.get(Body, {}).items()}
    # Only the first description of a body counts, and eigcli's own where files have none.
    traced = ((typeset(body.name), body, node) for body, node in reader.traced.get(Body, []))
    nodes = {name: node for name, body, node in traced if bodies[name] == body}
    for key in ("part_of", "followed_by"):
        after = {name: typeset(getattr(body, key) or "") for name, body in bodies.items()}
        for name in [name for name in nodes if after[name] and after[name] not in bodies]:
            text = _("no body is called {key}.").format(key=quoted(after[name]))
            reader.unknown(at(nodes[name], key), "unknown-name", text, bodies)
        _refuse_circles(reader, key, after, nodes)
    followed = {c.slug: c.follows or "" for c, _node in reader.traced.get(Challenge, [])}
    slugs = {c.slug: node for c, node in reader.traced.get(Challenge, [])}
    _refuse_circles(reader, "follows", followed, slugs)


def _refuse_taken(reader: Reader, declared: Field) -> None:
    """Refuse values that two challenges have and only one may."""
    taken: dict[tuple[object, object], Place] = {}
    for challenge, node in reader.traced.get(Challenge, []):
        scope = None if declared.unique == "all" else getattr(challenge, declared.unique)
        if (value := getattr(challenge, declared.name)) is None:
            continue
        value_node = at(node, declared.name)
        if first := taken.get((scope, value)):
            text = _("the {key} {value} is taken, in {place}")
            text = text.format(key=declared.name, value=quoted(str(value)), place=first)
            reader.refuse(value_node, "taken", text)
        taken[scope, value] = reader.place(value_node)


def _refuse_programmes(reader: Reader) -> None:
    """Refuse a promotion that one file describes twice, or two files in two ways."""
    first: dict[str, tuple[Programme, Place]] = {}
    for programme, node in reader.traced.get(Programme, []):
        if code := programme.promotion:
            place = reader.place(at(node, "promotion"))
            earlier, there = first.setdefault(code, (programme, place))
            is_twice = there != place and there.file == place.file
            if is_twice or programme != earlier:
                text = _("the promotion {name} is described in {place} already")
                text = text.format(name=quoted(code), place=there)
                reader.note(place, "taken" if is_twice else "contradiction", text)


def _refuse_circles(
    reader: Reader, key: str, after: Mapping[str, str], nodes: Mapping[str, Node]
) -> None:
    """Refuse each record that leads back to itself.

    Args:
        reader: what notes it.
        key: the key by which a record names another one.
        after: the name of that other one by the name of each record, or "".
        nodes: the nodes of the records that the files describe, by name.
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
                text = _("{name} leads back to itself").format(name=quoted(member))
                reader.refuse(at(nodes[member], key), "circle", text)


def compare(reader: Reader, slugs: Collection[str]) -> None:
    """Note what contradicts what a programme says, and doubt what nothing uses or names nothing.

    Args:
        reader: what has read the files.
        slugs: those of challenges that come with eigcli.
    """
    programmes = reader.traced.get(Programme, [])
    challenges = reader.traced.get(Challenge, [])
    if all(challenge.people is not None for challenge, _node in challenges):
        _compare_totals(reader)
    years = {programme.promotion: programme.year for programme, _node in programmes}
    known = {*slugs, *(challenge.slug for challenge, _node in challenges)}
    for challenge, node in challenges:
        code, year = challenge.promotion, years.get(challenge.promotion)
        if code and any(years) and code not in years:
            text = _("no programme has the promotion {code}.").format(code=quoted(code))
            codes = list(filter(None, years))
            reader.unknown(at(node, "promotion"), "unknown-promotion", text, codes)
        if challenge.year and year and year != challenge.year:
            text = _("{year}, but the programme of its promotion starts in {start}")
            text = text.format(year=challenge.year, start=year)
            reader.refuse(at(node, "year"), "wrong-year", text)
        if challenge.follows and challenge.follows not in known:
            text = _("no défi has the slug {slug}").format(slug=quoted(challenge.follows))
            reader.doubt(reader.place(at(node, "follows")), "unknown-name", text)
    _doubt_unused(reader)


def _compare_totals(reader: Reader) -> None:
    """Refuse announced totals that the challenges do not add up to."""
    nodes = {id(programme): node for programme, node in reader.traced.get(Programme, [])}
    programmes, challenges = (
        [record for record, _node in reader.traced.get(cls, [])] for cls in (Programme, Challenge)
    )
    for wrong in discrepancies((p for p in programmes if p.announced), challenges):
        text = _("{announced} announced for {what}, but the défis add up to {found}")
        if wrong.found is None:
            text = _("{announced} announced for {what}, but not all défis count them")
        values = {"announced": wrong.announced, "found": wrong.found, "what": wrong.keys[-1]}
        node = at(nodes[id(wrong.programme)], "announced")
        keys = ("profiles",) if wrong.keys == ("people",) else ()
        node = at(at(node, *wrong.keys), *keys)
        reader.refuse(node, "total", text.format(**values))


def _doubt_unused(reader: Reader) -> None:
    """Doubt each role and each source that a file lists and nothing uses."""
    citing = [r for cls in (Challenge, Programme) for r, _node in reader.traced.get(cls, [])]
    if any(None in (r.sources, getattr(r, "people", ())) for r in citing):
        return  # what is wrong with one may be that it uses it
    cited = {one.source.key for record in citing for one in record.sources}
    used = {p.role.code for record in citing for p in getattr(record, "people", ())}
    totals = (
        t for r in citing if isinstance(r, Programme) for t in (r.announced, r.recruited) if t
    )
    used |= {profile.skill.code for total in totals for profile in total.skills}
    for (cls, key), place in reader.listed.items():
        if (cls is Skill and key not in used) or (cls is Source and key not in cited):
            reader.doubt(place, "unused", _("nothing uses {name}").format(name=quoted(key)))
