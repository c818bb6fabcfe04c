"""What own keys are called in questions: by their headings, and by parts of these."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from eigcli.data.model import Challenge, Dataset
from eigcli.query.facets import COUNTED, FACETS, FIELDS_ASKED, headings_of, own_keys_of
from eigcli.query.rules import Cursor
from eigcli.query.tokens import Tokens, joined, tokens_of
from eigcli.query.vocabulary import Vocabulary
from eigcli.query.words import name_key, senses_at, words_in
from eigcli.text import fold

LONGEST_NAME = 6  # words of a value, with the name of its key
_SHORT = 2  # words of a name that is not cut
_YES_AND_NO = (
    ("yes", "no"),
    ("y", "n"),
    ("oui", "non"),
    ("ja", "nein"),
    ("si", "no"),
    ("sim", "nao"),
    ("true", "false"),
)
Keys = dict[str, str]  # own keys, and facets, by the `name_key` of what they are called
Values = dict[str, list[str]]  # of own keys


def names_of_keys(vocabulary: Vocabulary) -> Keys:
    """Return the own keys by their names, but for those that are called like a facet in use.

    A part of a heading is a name if it is of no other: `budget` for *Budget 2025/26*.
    """
    dataset = vocabulary.dataset
    headings = headings_of(dataset)
    names = Keys()
    parts = defaultdict[str, set[str]](set)
    for key in vocabulary.own_keys:
        short = key.removeprefix("x-")
        if short in FACETS and not vocabulary.lacks(short):
            continue
        label = FACETS[key].label
        names.setdefault(name_key(label), key)
        is_choice = yes_and_no_of(key, vocabulary.few_values) is not None
        for heading in (label, *headings[key]):
            for part in _parts_of_heading(heading, is_choice=is_choice):
                if _may_be_name(part):
                    parts[name_key(part)].add(key)
    for part, keys in parts.items():
        if len(keys) == 1:
            names.setdefault(part, *keys)
    return names


def _may_be_name(part: str) -> bool:
    """Return whether a part of a heading says what it is of: not `use case`, not `of users`."""
    tokens = tokens_of(part)
    if not tokens or tokens[0].is_stop or tokens[-1].is_stop:
        return False
    _length, senses = senses_at([token.words[0] for token in tokens], 0)
    return "challenge" not in senses


def _parts_of_heading(heading: str, *, is_choice: bool) -> Iterator[str]:
    """Yield the parts of a heading that people name it by: `running cost`, `bureau`.

    Args:
        heading: the heading: `Annual running cost`, `Bureau / Component`.
        is_choice: whether its column says yes or no, so that a short form is enough: `PII`.
    """
    yield from re.split(" ?/ ?", heading)
    yield re.sub("[0-9/ ]+$", "", heading)
    if is_choice:
        yield re.sub("(?i)^(?:has|have|is|are|with|avec|a|ont|est) ", "", heading)  # `has tests`
        yield from re.findall(r"\b[A-Z]{2,}\b", heading)
    words = [word.typed for word in words_in(heading)]
    if len(words) > LONGEST_NAME:
        return
    for length in range(_SHORT, len(words)):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            yield " ".join(part)


def names_of_key(key: str) -> Iterator[str]:
    """Yield the label of a key and, if that is long, its last two words: `topic area`."""
    label = FACETS[key].label
    yield label
    words = label.split()
    if len(words) > _SHORT:
        yield " ".join(words[-_SHORT:])


def headings_of_facets(dataset: Dataset) -> Keys:
    """Return what challenges are counted by, by the headings that its columns had: `Agency`."""
    names = Keys()
    for facet, headings in headings_of(dataset).items():
        if facet in COUNTED or facet in FIELDS_ASKED:
            for heading in headings:
                names[name_key(heading)] = facet
    return names


def key_named(keys: Keys, here: Cursor) -> tuple[int, str]:
    """Return the length of the longest name of a key from here, and the key; else 0 and ""."""
    words = mere_words(here)
    while words and not here[0].is_stop:
        name = joined(words)
        key = keys.get(name_key(name.typed))
        if key:
            return len(words), key
        words.pop()
    return 0, ""


def mere_words(here: Cursor) -> Tokens:
    """Return the words from here up to one that is taken, no more than a value may have."""
    words = Tokens()
    for token in here.rest[:LONGEST_NAME]:
        if token.kind:
            break
        words.append(token)
    return words


def yes_and_no_of(key: str, few: Values) -> tuple[str, str] | None:
    """Return the values that say yes and no under a key, if it has both; it may have others."""
    choices = few.get(key, ())
    values = {fold(value): value for value in choices}
    for yes, no in _YES_AND_NO:
        if {yes, no} <= values.keys():
            return values[yes], values[no]
    return None


def field_stated(field: str, challenges: Collection[Challenge]) -> str:
    """Return a field, or the own key that says the same of challenges that do not have it.

    A column stays an own key if one of its cells is no value of the field: `Webseite`.
    """
    if any(getattr(challenge, field, None) for challenge in challenges):
        return field
    for key in own_keys_of(challenges):
        from eigcli.data.spreadsheet import meanings_of  # it reads the words of headings

        if field in meanings_of(FACETS[key].label):
            return key
    return field
