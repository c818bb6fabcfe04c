"""Suggesting: what somebody may have meant by a name that does not exist."""

from collections.abc import Collection, Iterable

from eigcli.messages import _
from eigcli.text import comma_list, fold, join_sentences, list_in_words, printable, quoted

# A name with at least so many letters is suggested even if one letter is wrong.
_LONG_ENOUGH = 7


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """Return `Did you mean …?` with the names that are `nearest` to a text, "" without any."""
    return suggest(nearest(text, names))


def suggest(names: Iterable[str]) -> str:
    """Return `Did you mean …?` with some names, "" without any."""
    listed = [*map(printable, names)]
    if not listed:
        return ""
    return _("Did you mean {names}?", names=list_in_words(listed, either=True))


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that are near to a text, two at most.

    A name is near if one slip makes it the text: two letters changed places; or, behind the first
    letter, one is left out or too many, or is wrong in a name that is not short. If there is none,
    names without the `s` of their plural may be near.

    Args:
        text: what was typed.
        names: the names to suggest; of those that fold alike, the last is suggested.
    """
    typed = fold(text)
    if not typed:
        return []
    folded = {fold(name): name for name in names}
    near = [letters for letters in folded if _slipped(letters, typed)]
    if not near:
        near = [letters for letters in folded if _slipped(letters.removesuffix("s"), typed)]
    return [folded[letters] for letters in near[:2]]


def _slipped(name: str, typed: str) -> bool:
    """Return whether one slip at most makes a name what was typed, see `nearest`."""
    same = 0
    for letter, typed_letter in zip(name, typed, strict=False):
        if letter != typed_letter:
            break
        same += 1
    rest = name[same:]
    typed_rest = typed[same:]
    swapped = typed_rest[1::-1] + typed_rest[2:]
    if rest == swapped:  # two letters changed places, or none did
        return True
    if not same:
        return False
    is_left_out = rest[1:] == typed_rest
    is_too_many = rest == typed_rest[1:]
    is_wrong = rest[1:] == typed_rest[1:]
    is_long = len(name) >= _LONG_ENOUGH
    return is_left_out or is_too_many or (is_wrong and is_long)


def not_found_message(missing: str, name: str, names: Collection[str], **values: str) -> str:
    """Return a message: that a name does not exist, and a suggestion, or else the known names.

    Args:
        missing: the first sentence, such as `no column is called {name}.`
        name: what was typed.
        names: the names that exist.
        values: the values of other places in the sentence.
    """
    suggestion = did_you_mean(name, names)
    if not suggestion:
        suggestion = _("Known: {names}", names=comma_list(names))
    return join_sentences(missing.format(name=quoted(name), **values), suggestion)
