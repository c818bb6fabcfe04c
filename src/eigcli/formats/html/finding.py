"""What the script of a page needs to find what eig finds, as data.

The rules are those of `eigcli.matching` and `eigcli.question`. A row shows most of what is
searched. Here is by which words it is found besides: those of texts that it does not show, those of
which it has a synonym, and names that stand for a value, such as a role.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from eigcli.data.loading import synonyms_of
from eigcli.data.model import Dataset
from eigcli.errors import UsageError
from eigcli.filter_values import ValuesOfFilter, known_values, own_values
from eigcli.matching import (
    ENOUGH_LETTERS,
    OTHER_GENDER,
    STEM_RULES,
    STOP_WORDS,
    parse_query,
    significant_words,
    singular,
    stem,
    written_words,
)
from eigcli.question import readings_of_name
from eigcli.question_names import FORM_RULES, NamesAsked, OptionValue, form_of, tokens_of
from eigcli.question_words import ASKING, MEANINGS, NOT, QUALIFIERS
from eigcli.search import family_names, is_of_family, searched_texts
from eigcli.text import accents, fold, unaccented

# The filters whose values words stand for.
_OF_VALUES = ("skill", "town", "ministry", "family", "theme", "phase", "has")
_OF_NAMES = {"skill", "town"}
# What stands before a word that is compared as it is: it is a synonym of words in the row.
_SYNONYM = "="


def search_data(dataset: Dataset, shown: Sequence[Iterable[str]]) -> dict[str, Any]:
    """Return what the search of a page needs, as JSON can hold it.

    Words and names are grouped by the rows that have them: `{"0 2": "mer marin"}`.

    Args:
        dataset: the challenges, each of a row.
        shown: the searched texts that each row shows.
    """
    words, family_words, in_texts = _words_by_rows(
        dataset, [[*_words_kept(texts)] for texts in shown]
    )
    return {
        "stem": STEM_RULES,
        "form": FORM_RULES,
        "gender": OTHER_GENDER,
        "ignored": " ".join(sorted(_ignored(in_texts))),
        "not": " ".join(NOT),
        "values": _by_row_numbers(_value_names(dataset)),
        "words": _by_row_numbers(words.items()),
        "families": _by_row_numbers(family_words.items()),
    }


def _words_by_rows(
    dataset: Dataset, shown: Sequence[Sequence[str]]
) -> tuple[dict[str, set[int]], dict[str, set[int]], set[str]]:
    """Return by which words rows are found that do not show them, and which words texts have.

    The first are those of texts and their synonyms, the second those that names of families alone
    have, the last are folded.

    Args:
        dataset: the challenges, each of a row.
        shown: the words that each row shows.
    """
    words: dict[str, set[int]] = {}
    family_words: dict[str, set[int]] = {}
    in_texts = set(STOP_WORDS)
    synonyms = [*_synonyms(dataset)]
    on_page = {singular(_folded_word(word)) for own in shown for word in own}
    for row, challenge in enumerate(dataset.challenges):
        seen = set(map(_kin, shown[row]))
        own: list[list[str]] = []
        of_families: list[list[str]] = []
        families = family_names(challenge)
        for field, text in searched_texts(challenge):
            is_family = is_of_family(field, text, families)
            (of_families if is_family else own).append([*_words_kept([text])])
        in_texts.update(map(_folded_word, chain.from_iterable(own)))
        for groups, lists in ((words, own), (family_words, of_families)):
            for word in chain.from_iterable(lists):
                # A word that some text has is no beginning: so one of its forms is not enough.
                if _kin(word) not in seen or singular(_folded_word(word)) not in on_page:
                    seen.add(_kin(word))
                    on_page.add(singular(_folded_word(word)))
                    groups.setdefault(word, set()).add(row)
            typed = {singular(_folded_word(word)) for word in chain(shown[row], *lists)}
            for word in _synonyms_in(lists, synonyms):
                # One that ends so has a plural that is no form of it.
                if word not in typed or word.endswith("y"):
                    groups.setdefault(_SYNONYM + word, set()).add(row)
    # Names of families count where nothing else has a word.
    family_words = {word: rows for word, rows in family_words.items() if word not in words}
    return words, family_words, in_texts


def _words_kept(texts: Iterable[str]) -> Iterator[str]:
    """Yield the significant words of texts as they are written, but for their other gender."""
    for word in written_words(texts):
        if _folded_word(word) not in STOP_WORDS:
            yield re.sub(OTHER_GENDER, "", word)


@cache
def _folded_word(word: str) -> str:
    return fold(word)


def _stem(plain: str) -> str:
    """Return the stem of a folded word; a short one has no form besides its plural."""
    one = singular(plain)
    return stem(plain) if len(one) >= ENOUGH_LETTERS else one


@cache
def _kin(word: str) -> tuple[str, frozenset[int]]:
    """Return what a word shares with those that are found wherever it is."""
    one = _stem(_folded_word(word))
    return one, accents(word, capitals=True).intersection(range(len(one)))


def _synonyms(dataset: Dataset) -> Iterator[tuple[str, list[set[str]]]]:
    """Yield the words that have synonyms, each with the stems of the words of each synonym."""
    synonyms = synonyms_of(dataset)
    typed = chain.from_iterable(significant_words(word) for word, _phrases in synonyms)
    for query in parse_query(" ".join(dict.fromkeys(typed)), synonyms):
        ways = [{_stem(term.plain) for term in phrase.terms} for phrase in query.synonyms]
        yield singular(query.term.plain), ways


def _synonyms_in(
    lists: Sequence[Sequence[str]], synonyms: Iterable[tuple[str, Sequence[set[str]]]]
) -> Iterator[str]:
    """Yield the words of which some texts have a synonym.

    Args:
        lists: the words of each text.
        synonyms: what `_synonyms` yields.
    """
    texts = [{_stem(_folded_word(word)) for word in words} for words in lists]
    stems = set[str]().union(*texts)
    for word, ways in synonyms:
        # To look at each text takes long, and most rows have not even the stems.
        found = [way for way in ways if stems >= way]
        if any(text >= way for way in found for text in texts):
            yield word


def _ignored(in_texts: set[str]) -> set[str]:
    """Return which words that decide nothing some text has; others find nothing anyway."""
    forms = set(map(form_of, in_texts))
    return {word for word in STOP_WORDS | ASKING | QUALIFIERS if form_of(word) in forms}


def _value_names(dataset: Dataset) -> Iterator[tuple[str, set[int]]]:
    """Yield the names that stand for a value, each with the numbers of the rows that have it.

    Of a name, these are the forms of its significant words, in alphabetical order; of a phrase, the
    forms of its words.
    """
    names = {option: ValuesOfFilter(dataset, option) for option in _OF_VALUES}
    owned = {
        option: [set(own_values(challenge, option)) for challenge in dataset.challenges]
        for option in _OF_VALUES
    }
    of_promotions: dict[str, set[int]] = {}
    for row, challenge in enumerate(dataset.challenges):
        code = challenge.promotion or ""
        for name in (code, dataset.promotion_years.get(code)):
            # A number by itself names none.
            if name and not re.fullmatch("[0-9]{1,3}", name):
                of_promotions.setdefault(form_of(fold(name)), set()).add(row)
    yield from of_promotions.items()
    for phrase, value in _named_values(dataset):
        try:
            values = names[value.option].values_of(value.name)
        except UsageError:
            continue  # Nothing in the dataset has it.
        rows = {row for row, own in enumerate(owned[value.option]) if not own.isdisjoint(values)}
        if rows:
            yield phrase, rows


def _named_values(dataset: Dataset) -> Iterator[tuple[str, OptionValue]]:
    """Yield the names that stand for a value by themselves, each with the value."""
    spellings = chain.from_iterable(
        chain.from_iterable(known_values(dataset, option).values()) for option in _OF_VALUES
    )
    typed = chain(spellings, (word for word, _phrases in synonyms_of(dataset)))
    vocabulary = NamesAsked(dataset, tokens_of(unaccented(" ".join(typed))))
    asking = {form_of(word) for word in ASKING | QUALIFIERS}
    for forms, values in vocabulary.bare.items():
        [likeliest, *_others] = readings_of_name(len(forms), values)
        # The words of a longer name of a host are in its texts.
        if likeliest and (
            forms[0] not in asking if len(forms) == 1 else likeliest.option in _OF_NAMES
        ):
            yield " ".join(forms), likeliest
    for (option, name), phrases in MEANINGS.items():
        for phrase in phrases:
            yield " ".join(map(form_of, phrase.split())), OptionValue(option, name, name)


def _by_row_numbers(rows_of_words: Iterable[tuple[str, Iterable[int]]]) -> dict[str, str]:
    """Return words, separated by "|", by the numbers of the rows that have them."""
    united: dict[str, set[int]] = {}
    for word, rows in rows_of_words:  # a phrase for two values is there twice
        united.setdefault(word, set()).update(rows)
    groups: dict[str, dict[str, None]] = {}
    for word, rows in united.items():
        groups.setdefault(" ".join(map(str, sorted(rows))), {})[word] = None
    return {rows: "|".join(words) for rows, words in groups.items()}
