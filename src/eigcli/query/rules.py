"""Rules: what the words at a place of a question are taken for. A pass applies one everywhere."""

from collections.abc import Callable, Collection
from functools import wraps

from eigcli.query.tokens import NOTHING, Token, Tokens, joined
from eigcli.query.vocabulary import Vocabulary

_FAR = 6  # words between a modifier and what it modifies
Pass = Callable[[Tokens, Vocabulary], Tokens]


class Cursor:
    """A place among tokens: `here[0]` is its token, `here[-1]` the one before, `here[1]` the next.

    Args:
        tokens: the tokens, which a pass may rewrite.
        at: the place.
        vocabulary: the names and words of the dataset that is asked.
    """

    def __init__(self, tokens: Tokens, at: int, vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.at = at
        self.vocabulary = vocabulary

    def __getitem__(self, distance: int) -> Token:
        """Return the token at a distance, an empty one outside."""
        place = self.at + distance
        if 0 <= place < len(self.tokens):
            return self.tokens[place]
        return NOTHING

    def ahead(self, distance: int) -> "Cursor":
        """Return the place at a distance."""
        place = self.at + distance
        return Cursor(self.tokens, place, self.vocabulary)

    def beyond(self, step: int, is_skipped: Callable[[Token], bool]) -> "Cursor":
        """Return the next place in a direction, 1 or -1, beyond words that are skipped."""
        place = self.ahead(step)
        while place[0].typed and is_skipped(place[0]):
            place = place.ahead(step)
        return place

    @property
    def before(self) -> Tokens:
        """The tokens before it."""
        return self.tokens[: self.at]

    @property
    def is_first(self) -> bool:
        """Whether only small words stand before it, or what is counted by."""
        return all(token.is_filler or token.kind == "by" for token in self.before)

    @property
    def rest(self) -> Tokens:
        """The tokens from here on."""
        return self.tokens[self.at :]

    def joined(self, length: int) -> Token:
        """Return so many tokens from here as one."""
        return joined(self.rest[:length])

    def named(self, facets: Collection[str], *, is_bare: bool = False) -> tuple[int, set[str]]:
        """Return the length of the longest name of some facets from here, and its facets."""
        return self.vocabulary.named(self.rest, facets, is_bare=is_bare)

    @property
    def modifiers(self) -> dict[str, int]:
        """The senses of the words before it that may modify it, with the place of each.

        What they modify stands behind them, with nothing but such words and articles between;
        `and` and `but` begin something else.
        """
        found: dict[str, int] = {}
        for distance in range(1, _FAR + 1):
            token = self[-distance]
            begins_another = token.says("and", "or", "but", "who")
            if begins_another or not token.is_filler:
                break
            for sense in token.senses:
                found.setdefault(sense, self.at - distance)
        return found

    def is_modified(self, *senses: str) -> bool:
        """Return whether a word before it modifies it in one of some senses."""
        return not self.modifiers.keys().isdisjoint(senses)

    def silence(self, sense: str) -> None:
        """Leave no meaning to the modifier that has a sense, if there is one."""
        place = self.modifiers.get(sense)
        if place is not None:
            token = self.tokens[place]
            self.tokens[place] = token.silenced()


# How many words a rule takes, and the tokens that stand for them; `None` if it takes none.
Found = tuple[int, Tokens] | None


def word_by_word(rule: Callable[[Cursor], Token]) -> Pass:
    """Return the pass that reads each word by a rule, which may rewrite those around it, too."""

    @wraps(rule)
    def rewrite(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
        taken = [*tokens]
        at = 0
        while at < len(taken):  # a rule may join those behind to one
            here = Cursor(taken, at, vocabulary)
            taken[at] = rule(here)
            at += 1
        return taken

    return rewrite


def name_by_name(rule: Callable[[Cursor], Found]) -> Pass:
    """Return the pass that replaces what a rule finds among mere words, first words first.

    Before a place, the rule sees what words there were taken for.
    """

    @wraps(rule)
    def rewrite(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
        taken = [*tokens]
        at = 0
        while at < len(taken):
            here = Cursor(taken, at, vocabulary)
            found = None if here[0].kind else rule(here)
            if not found:
                at += 1
                continue
            length, replacement = found
            taken[at : at + length] = replacement
            at += len(replacement)
        return taken

    return rewrite
