"""Suggesting: what somebody may have meant by a name that does not exist."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from eigcli.messages import _
from eigcli.text import comma_list, fold, join_sentences, list_in_words, printable, quoted

# A name with at least so many letters is suggested even if one letter is wrong.
_LONG_ENOUGH = 7
# A key with more letters than this is copied, not typed.
_LONGEST_TYPED = 60
_ByLetters = defaultdict[str, list[str]]


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


class Spelling:
    """The names of keys, to find those that are `nearest` to many texts, one after the other.

    Keys that are longer than anybody types are near to nothing.
    """

    def __init__(self) -> None:
        self._count = 0
        self._keys: dict[str, tuple[int, str]] = {}  # with their numbers, by their letters
        self._called = _ByLetters(list)  # keys, by the letters of a name
        self._left = _ByLetters(list)  # the letters of keys, by what one slip may leave of them

    def __len__(self) -> int:
        """Return how many keys were added."""
        return self._count

    def add(self, key: str, names: Iterable[str]) -> None:
        """Add a key with all of its names."""
        self._count += 1
        called = set(map(fold, names))
        for letters in called:
            self._called[letters].append(key)
        letters = fold(key)
        for rest in _left_by_slips(letters):
            self._left[rest].append(letters)
        self._keys[letters] = self._count, key

    def called(self, name: str) -> list[str]:
        """Return the keys that have a name."""
        return self._called.get(fold(name), [])

    def near(self, text: str) -> list[str]:
        """Return the keys that are near to a text, two at most."""
        typed = fold(text)
        similar = set[str]()
        for rest in _left_by_slips(typed):
            similar.update(self._left.get(rest, ()))
        near = [letters for letters in similar if _slipped(letters, typed)]
        numbered = [self._keys[letters] for letters in near]
        numbered.sort()
        return [key for _number, key in numbered[:2]]


def _left_by_slips(letters: str) -> set[str]:
    """Return some letters, and what is left if any one of them is missing."""
    if len(letters) > _LONGEST_TYPED:
        return set()
    left = {letters}
    for index in range(len(letters)):
        before, behind = letters[:index], letters[index + 1 :]
        left.add(before + behind)
    return left


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


def not_found_message(
    missing: str, name: str, names: Collection[str], hint: str = "", **values: str
) -> str:
    """Return a message: that a name does not exist, and a suggestion, or else the known names.

    Args:
        missing: the first sentence, such as `no column is called {name}.`
        name: what was typed.
        names: the names that exist.
        hint: what else to say if none of them is near.
        values: the values of other places in the sentence.
    """
    suggestion = did_you_mean(name, names)
    if not suggestion:
        known_names = _("Known: {names}", names=comma_list(names))
        suggestion = join_sentences(hint, known_names)
    return join_sentences(missing.format(name=quoted(name), **values), suggestion)
