"""Finding challenges by name: slug, name, number, or any words of a name."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain

from eigcli import text
from eigcli.dataset import Input, load
from eigcli.errors import EigError, UsageError
from eigcli.filters import Filters, select
from eigcli.matching import has_all_words, runs_together, significant_words, written_words
from eigcli.messages import _
from eigcli.model import Challenge, Dataset


def find_by_name(dataset: Dataset, names: Iterable[str], source: Input | None = None) -> Dataset:
    """Return the challenges called `names`, in that order, each once.

    The strictest rule that matches any challenge wins: exact slug, exact name, name but for case
    and accents, number, beginning of a slug or name, words of a name, words run together.

    Args:
        dataset: where to look.
        names: what the challenges are called.
        source: what was asked. For the bundled data, a name (not a number) that is missing is
            looked for in all promotions: it is returned if no promotion was chosen, else only
            hinted at.

    Raises:
        EigError: a line for each name that no challenge has, or more than one.
    """
    names = list(names)
    found = {name: _called(dataset.challenges, name, numbered=True) for name in names}
    missing = [name for name, challenges in found.items() if not challenges]
    hints: dict[str, str] = {}
    if missing and source and not source.paths:
        whole = load(source.of_all_promotions)
        others = {name: _called(whole.challenges, name) for name in missing}
        if source.promotion:
            hints = {name: _promotion_hint(name, others[name]) for name in missing}
        else:
            dataset, found = whole, found | others
    options = source.of_all_promotions.as_arguments if source else []
    mistakes = [
        _ambiguous(name, challenges)
        if challenges
        else hints.get(name) or _not_called(dataset, name, options)
        for name, challenges in found.items()
        if len(challenges) != 1
    ]
    if mistakes:
        if len(names) > 1 and len(_called(dataset.challenges, " ".join(names))) == 1:
            quotes = _("Did you mean one défi? Quote its name: {name}")
            mistakes.append(quotes.format(name=text.shell_word(" ".join(names))))
        raise EigError("\n".join(mistakes))
    chosen = tuple(dict.fromkeys(chain.from_iterable(found.values())))
    selected = replace(dataset, challenges=chosen)
    return replace(selected, programmes=selected.own_programmes)


def _ambiguous(name: str, challenges: Sequence[Challenge]) -> str:
    """Return that several challenges are called `name`, and which."""
    several = _("{name} may be {count} défis: {slugs}")
    slugs = text.comma_list([challenge.slug for challenge in challenges])
    return several.format(name=text.quoted(name), count=len(challenges), slugs=slugs)


def _promotion_hint(name: str, challenges: Sequence[Challenge]) -> str:
    """Return of which promotion the only challenge called `name` is; nothing if there are more."""
    if len(challenges) != 1:
        return ""
    hint = _("{name} is a défi of promotion {code}: --promotion {code} asks about it.")
    return hint.format(name=text.quoted(name), code=challenges[0].promotion)


def _not_called(dataset: Dataset, name: str, options: Sequence[str]) -> str:
    """Return that no challenge is called `name`, with a suggestion and a command that may help.

    Args:
        dataset: where the name was looked for.
        name: what was typed.
        options: the options for the command to ask about all promotions.
    """
    no = _("no défi is called {name}.").format(name=text.quoted(name))
    words = significant_words(name)
    if not words:
        return no
    titles = [title for challenge in dataset.challenges for title in _titles_of(challenge)[::-1]]
    hint = text.did_you_mean(" ".join(words), [*written_words(titles), *titles])
    command = _("To look everywhere: eig list --search {words}.")
    with suppress(UsageError):
        if select(dataset, Filters(skill=(name,))).dataset.challenges:
            command = _("To see who seeks it: eig list --skill {words}.")
    typed = f"{text.shell_word(name)} {text.shell_line(options)}".rstrip()
    return text.join_sentences(no, hint, command.format(words=typed))


def _called(
    challenges: Sequence[Challenge], name: str, *, numbered: bool = False
) -> list[Challenge]:
    """Return the challenges called `name` by the strictest rule that any of them matches."""
    letters, words = text.fold(name), significant_words(name)
    number = re.fullmatch(r"\W*([0-9]+)\W*", name) if numbered else None
    digits = number[1].lstrip("0") if number else None
    exact: list[Callable[[Challenge], bool]] = [
        lambda challenge: name == challenge.slug,
        lambda challenge: name in _titles_of(challenge),
    ]
    rules: list[Callable[[Challenge], bool]] = [
        *exact,
        lambda challenge: letters in map(text.fold, _titles_of(challenge)),
        lambda challenge: digits == str(challenge.number),
        lambda challenge: any(text.fold(t).startswith(letters) for t in _titles_of(challenge)),
        lambda challenge: any(has_all_words(t, words) for t in _titles_of(challenge)),
        lambda challenge: any(runs_together(t, letters) for t in _titles_of(challenge)),
    ]
    for rule in rules if words else exact:
        if called := [challenge for challenge in challenges if rule(challenge)]:
            return called
    return []


def _titles_of(challenge: Challenge) -> tuple[str, ...]:
    return challenge.slug, challenge.name, *challenge.other_names
