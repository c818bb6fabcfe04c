"""Finding challenges by name: slug, name, number, beginnings or any words of these."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from eigcli.errors import EigError, UsageError
from eigcli.filters import Filters, select
from eigcli.matching import (
    has_all_words,
    runs_together,
    significant_words,
    words_in,
)
from eigcli.messages import _
from eigcli.model import Challenge, Dataset
from eigcli.text import (
    comma_list,
    did_you_mean,
    fold,
    join_sentences,
    quoted,
    shell_word,
)


def find_by_name(
    dataset: Dataset,
    names: Iterable[str],
    others: Callable[[], Dataset] | None = None,
    everywhere: str = "",
    *,
    meant: bool = True,
) -> Dataset:
    """Return the challenges called `names`, in that order, each once.

    A challenge goes by its slug, one of its names or its number, by the beginning of its slug or of
    a name, or by any words of these; the most exact way that any challenge goes by decides.

    Args:
        dataset: where a name is looked for first, and a number only.
        names: what they are called.
        others: returns a dataset in which a name is looked for next, if there is one.
        everywhere: the options of a command line that ask about all there is.
        meant: whether what is found among the others is meant, or only told of in the mistake.

    Raises:
        EigError: a line for each name that no challenge goes by, or more than one.
    """
    found: list[Challenge] = []
    mistakes: list[str] = []
    whole, names = dataset, list(names)
    for name in names:
        called = _called(dataset.challenges, name, numbered=True)
        if not called and others and meant:
            whole = others()
            called = _called(whole.challenges, name)
        found += called
        if not called:
            elsewhere = _called(others().challenges, name) if others and not meant else []
            mistakes.append(_elsewhere(name, elsewhere) or _no_such(whole, name, everywhere))
        elif len(called) > 1:
            slugs = [challenge.slug for challenge in called]
            several = _("{name} may be {count} défis: {slugs}")
            mistakes.append(
                several.format(name=quoted(name), count=len(called), slugs=comma_list(slugs))
            )
    if mistakes:
        if len(names) > 1 and len(_called(whole.challenges, " ".join(names))) == 1:
            quotes = _("Did you mean one défi? Quote its name: {name}")
            mistakes.append(quotes.format(name=shell_word(" ".join(names))))
        raise EigError("\n".join(mistakes))
    those = replace(whole, challenges=tuple(dict.fromkeys(found)))
    return replace(those, programmes=those.own_programmes)


def _elsewhere(name: str, challenges: Sequence[Challenge]) -> str:
    """Return of which promotion the only challenge called `name` is, where there is one."""
    promotions = {challenge.promotion for challenge in challenges}
    if len(challenges) != 1 or None in promotions:
        return ""
    of = _("{name} is a défi of promotion {code}: --promotion {code} asks about it.")
    return of.format(name=quoted(name), code=promotions.pop())


def _no_such(dataset: Dataset, name: str, everywhere: str) -> str:
    """Return that no challenge is called `name`, what is, and how to ask otherwise."""
    no = _("no défi is called {name}.").format(name=quoted(name))
    titles = [title for c in dataset.challenges for title in (*c.other_names, c.name, c.slug)]
    words = [title[word.start : word.end] for title in titles for word in words_in(title)]
    hint = did_you_mean(" ".join(significant_words(name)), [*words, *titles])
    otherwise = _("To look everywhere: eig list --search {words}.")
    with suppress(UsageError):
        if select(dataset, Filters(skill=(name,))).dataset.challenges:
            otherwise = _("To see who seeks it: eig list --skill {words}.")
    asked = f"{shell_word(name)} {everywhere}".rstrip()
    return join_sentences(
        no, hint, otherwise.format(words=asked) if significant_words(name) else ""
    )


def _called(
    challenges: Sequence[Challenge], name: str, *, numbered: bool = False
) -> list[Challenge]:
    """Return the challenges that go by `name` in the most exact way that any of them does."""
    folded, words = fold(name), significant_words(name)
    number = re.fullmatch(r"\W*0*([0-9]+)\W*", name) if numbered else None
    ways: list[Callable[[Challenge], bool]] = [
        lambda challenge: name == challenge.slug,
        lambda challenge: name in _titles(challenge),
        lambda challenge: folded in map(fold, _titles(challenge)),
        lambda challenge: number is not None and number[1] == str(challenge.number),
        lambda challenge: any(fold(title).startswith(folded) for title in _titles(challenge)),
        lambda challenge: any(has_all_words(title, words) for title in _titles(challenge)),
        lambda challenge: any(runs_together(title, name) for title in _titles(challenge)),
    ]
    for goes_by in ways if words else ways[:2]:
        if called := [challenge for challenge in challenges if goes_by(challenge)]:
            return called
    return []


def _titles(challenge: Challenge) -> tuple[str, ...]:
    return challenge.slug, challenge.name, *challenge.other_names
