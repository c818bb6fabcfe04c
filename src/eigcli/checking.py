"""What `eig check` finds in a dataset that can be read: what contradicts itself, and loose ends.

A dataset with such a problem is answered from all the same, as far as it goes.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from eigcli.dataset import Input, read_with_places
from eigcli.data.dates import year_of
from eigcli.errors import DatasetError, Problem
from eigcli.kinds import OWN_KEY
from eigcli.messages import _
from eigcli.model import Challenge, Dataset, Programme, all_profiles, discrepancies
from eigcli.reading import Node, Place, Reader, child_of, place_of, type_of
from eigcli.text import join_sentences, quoted

# The keys of a challenge that state names, and what they name. `hosts` has mappings, in which the
# same keys state names; `profiles` and `recruited` have mappings whose keys are names.
_NAMES_BELOW = {
    "slug": "slug",
    "promotion": "promotion",
    "ministry": "ministry",
    "department": "department",
    "towns": "town",
    "themes": "theme",
    "skill": "role",
    "skills": "role",
    "profiles": "role",
    "recruited": "role",
    "hosts": "host",
}
# The vocabularies whose keys are such names.
_WHAT_KEYS_NAME = {"skills": "role", "towns": "town", "bodies": "ministry"}


def check(given: Input) -> tuple[Dataset, Sequence[Problem]]:
    """Return a dataset, empty where it cannot be read, and all that is wrong with it.

    That is in the order of the files; where something keeps it from being read, this alone.

    Raises:
        EigError: when a file cannot be read at all.
        UsageError: for an unknown promotion, or a file that is given twice.
    """
    try:
        reader, dataset = read_with_places(given)
    except DatasetError as error:
        return Dataset(challenges=()), error.problems
    _check_totals(reader, dataset)
    _check_promotion_codes(reader, dataset)
    _check_years(reader, dataset)
    _check_case(reader)
    _check_repeated(reader)
    _check_use(reader, dataset)
    return dataset, reader.error().problems


def _check_totals(reader: Reader, dataset: Dataset) -> None:
    """Note each announced total that the challenges do not add up to."""
    nodes = dict(reader.traced_of(Programme))
    for wrong in discrepancies(dataset):
        uncounted = _("{announced} announced for {what}, but not all défis count them")
        summed = _("{announced} announced for {what}, but the défis add up to {found}")
        text = uncounted if wrong.found is None else summed
        node = child_of(nodes[dataset.programmes[wrong.position]], "announced", *wrong.keys)
        reader.refuse(node, "total", text.format(what=wrong.keys[-1], **wrong._asdict()))


def _check_promotion_codes(reader: Reader, dataset: Dataset) -> None:
    """Note each promotion of a challenge that no programme has, where some have one."""
    codes = [programme.promotion for programme in dataset.programmes if programme.promotion]
    for challenge, node in reader.traced_of(Challenge) if codes else ():
        code = challenge.promotion
        if code and code not in codes:
            unknown = _("no programme has the promotion {code}.").format(code=quoted(code))
            text = join_sentences(unknown, reader.suggestions(code, codes))
            reader.refuse(child_of(node, "promotion"), "unknown-promotion", text)


def _check_years(reader: Reader, dataset: Dataset) -> None:
    """Note each year of a challenge that is not the one in which its programme starts."""
    years = {p.promotion: year_of(p.start) for p in dataset.programmes if p.start}
    for challenge, node in reader.traced_of(Challenge):
        year = years.get(challenge.promotion, challenge.year)
        if challenge.year and year != challenge.year:
            text = _("{year}, but the programme of its promotion starts in {start}")
            text = text.format(year=challenge.year, start=year)
            reader.refuse(child_of(node, "year"), "wrong-year", text)


def _check_case(reader: Reader) -> None:
    """Note each name that another one differs from by case alone."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    noted = set[tuple[str, str]]()
    in_challenges = (_names_in(node) for _challenge, node in reader.traced_of(Challenge))
    for what, name, place in chain(_keys_listed(reader), *in_challenges):
        other, at = first.setdefault((what, name.casefold()), (name, place))
        if other != name and (what, name) not in noted:
            noted.add((what, name))
            text = _("{name} differs from {other} by case alone, in {place}")
            where = f"{at.file}:{at.line}"
            text = text.format(name=quoted(name), other=quoted(other), place=where)
            reader.note(place, "same-but-case", text)


def _check_repeated(reader: Reader) -> None:
    """Note each text that a list of a challenge has twice, such as a town."""
    for _challenge, node in reader.traced_of(Challenge):
        for value in [value for _key, value in node.value if type_of(value) == "seq"]:
            found = set[str]()
            for item in [item for item in value.value if type_of(item) == "str"]:
                if item.value in found:
                    text = _("{name} is in this list already").format(name=quoted(item.value))
                    reader.refuse(item, "repeated", text)
                found.add(item.value)


def _keys_listed(reader: Reader) -> Iterator[tuple[str, str, Place]]:
    """Yield the keys of vocabularies that the files list, each with what it names and its place."""
    for vocabulary, what in _WHAT_KEYS_NAME.items():
        for key in reader.vocabularies.get(vocabulary, {}):
            yield what, key, reader.listed_at[vocabulary, key]


def _names_in(node: Node) -> Iterator[tuple[str, str, Place]]:
    """Yield the names below a challenge, or a host, each with what it names and its place.

    Keys of its author's own are names too.
    """
    for key, value in node.value:
        if re.fullmatch(OWN_KEY, key.value):
            yield "key", key.value, place_of(key)
        if not (what := _NAMES_BELOW.get(key.value)):
            continue
        if type_of(value) == "map":
            texts = [code for code, _count in value.value]
        else:
            texts = value.value if type_of(value) == "seq" else [value]
        for text in texts:
            if type_of(text) == "map":
                yield from _names_in(text)
            else:
                yield what, text.value, place_of(text)


def _check_use(reader: Reader, dataset: Dataset) -> None:
    """Note each role and each source that a file lists and nothing uses."""
    records: list[Challenge | Programme] = [*dataset.challenges, *dataset.programmes]
    used = {
        "skills": {profile.skill.code for profile in all_profiles(dataset)},
        "sources": {source.key for record in records for source in record.sources},
    }
    for vocabulary, keys in used.items():
        for key in reader.vocabularies.get(vocabulary, {}):
            if key not in keys:
                text = _("nothing uses {name}").format(name=quoted(key))
                reader.note(reader.listed_at[vocabulary, key], "unused", text)
