"""Finding challenges by name: slug, number, words of a name, or that of a host or a promotion."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain

from eigcli.data.loading import is_bundled
from eigcli.data.model import Challenge, Challenges, Dataset, distinct
from eigcli.data.promotions import promotions_named
from eigcli.errors import EigError, UsageError
from eigcli.messages import _
from eigcli.query.choosing import answer
from eigcli.query.filters import Filters
from eigcli.query.naming import FacetIndex
from eigcli.query.searching import SearchIndex
from eigcli.query.words import Word, has_words, name_key, significant, words_in, words_of_phrases
from eigcli.suggesting import did_you_mean
from eigcli.text import comma_list, fold, join_sentences, quoted, shell_line

_Rule = Callable[[Challenge], bool]
_NUMBERED = r"(?:([^\W_]+)[.\s]+)?(?:n[°o]\s*)?([0-9]{1,9})"  # `5.3` is of promotion 5


def find(
    dataset: Dataset, names: Sequence[str], default: Collection[str] = (), *, exact: bool = False
) -> tuple[tuple[Challenge, ...], list[str]]:
    """Return the challenges called `names`, each once, and a note on each name that was guessed.

    If not every name is a challenge, all of them together may be one.

    Args:
        dataset: all challenges.
        names: what was typed.
        default: the promotions that are meant if several challenges have a name or a number.
        exact: whether only slugs will do.

    Raises:
        EigError: a line for each name that no challenge has, or that several have.
    """
    called = {}
    mistakes = []
    for name in names:
        try:
            called[name] = _called(dataset, name, default, exact=exact)
        except EigError as mistake:
            mistakes.append(str(mistake))
    if not mistakes:
        found = chain(*called.values())
        return distinct(found), _guesses(called)
    if len(names) > 1:
        together = " ".join(names)
        try:
            return find(dataset, [together], default, exact=exact)
        except EigError:
            if any(map(_is_of_question, words_in(together))):
                raise  # `eig show me the projects in Lyon`
    raise EigError("\n".join(mistakes))


def _is_of_question(word: Word) -> bool:
    return word.is_stop or word.plain in words_of_phrases()


def _guesses(called: Mapping[str, Challenges]) -> list[str]:
    """Return a note on each name that is not that of its challenge, whatever case and accents."""
    notes = []
    for name, challenges in called.items():
        first = challenges[0]
        names = {fold(first.slug), fold(first.name)}
        if fold(name) in names:
            continue
        titles = comma_list(challenge.name for challenge in challenges)
        note = _("{name} is {title}", name=quoted(name), title=titles)
        notes.append(note)
    return notes


def _called(dataset: Dataset, name: str, default: Collection[str], *, exact: bool) -> Challenges:
    """Return the challenge or the group called `name`.

    Raises:
        EigError: if there is none, or if several challenges may be meant.
    """
    several: Challenges = ()
    for rule in _rules(name, exact=exact):
        meeting = [*filter(rule, dataset)]
        meant = [challenge for challenge in meeting if challenge.promotion in default]
        challenges = meant or meeting
        if len(challenges) == 1:
            return challenges
        several = several or challenges
    group = () if exact else _group(dataset, name)
    if group:
        return group
    if not several:
        raise EigError(_not_found(dataset, name))
    slugs = comma_list(challenge.slug for challenge in several)
    may = _("{name} may be {count} challenges: {slugs}")
    message = may.format(name=quoted(name), count=len(several), slugs=slugs)
    raise EigError(message)


def _not_found(dataset: Dataset, name: str) -> str:
    """Return the message for a name that no challenge has."""
    no = _("no challenge is called {name}.", name=quoted(name))
    hint = look = ""
    if not name.isdigit():
        words = [word.typed for word in significant(name)]
        titles = list[str]()
        for challenge in dataset:
            titles += challenge.titles
        hint = did_you_mean(" ".join(words), titles)
    if is_bundled(dataset) and _is_listed(dataset, name):
        line = shell_line([name])
        look = _("To look everywhere: eig list {words}.", words=line)
    return join_sentences(no, hint, look)


def _is_listed(dataset: Dataset, words: str) -> bool:
    """Return whether `eig list` finds a challenge by some words."""
    with suppress(EigError):
        found = answer(dataset, Filters(), words, command="list")
        return bool(found.chosen)
    return False


def _rules(name: str, *, exact: bool) -> Iterator[_Rule]:
    """Yield rules that a challenge of that name may meet, the strictest first."""
    yield lambda c: name == c.slug
    folded = fold(name)
    if exact or not folded:
        return
    yield _of_titles(lambda title: fold(title) == folded)
    words = significant(name)
    if all(word.is_stop for word in words):  # `show la brigade`
        return
    match = re.fullmatch(_NUMBERED, name.strip(), re.IGNORECASE)
    if match:
        code = fold(match[1] or "")
        number = int(match[2])
        yield _of_number(number, code)
    if "minist" in folded:
        return
    yield _of_titles(lambda title: fold(title).startswith(folded))
    yield _of_titles(lambda title: has_words(title, words))
    yield _of_titles(lambda title: _initials(title) == folded)


def _of_number(number: int, code: str) -> _Rule:
    """Return a rule that challenges of a number meet; with a code, those of its promotion."""

    def is_met(challenge: Challenge) -> bool:
        if challenge.number != number:
            return False
        promotion = fold(challenge.promotion or "")
        return code in {"", promotion}

    return is_met


def _of_titles(is_met: Callable[[str], bool]) -> _Rule:
    """Return a rule that a challenge meets by any of its titles."""
    return lambda challenge: any(map(is_met, challenge.titles))


def _initials(title: str) -> str:
    """Return the initials of a title without stop words."""
    initials = (word.plain[0] for word in significant(title))
    return "".join(initials)


def _group(dataset: Dataset, name: str) -> Challenges:
    """Return all challenges of the promotion or the host called so."""
    with suppress(UsageError):
        is_number = re.fullmatch("[0-9]{1,3}", name)  # of a challenge
        codes = [] if is_number else promotions_named([name], dataset)
        if codes:
            return [c for c in dataset if c.promotion_or_year in codes]
    with suppress(UsageError):
        texts = SearchIndex(dataset)
        hosts = FacetIndex(texts, "ministry")
        names = map(name_key, hosts.texts_of([name]))
        if name_key(name) in names:
            slugs = hosts.of([name])
            return [c for c in dataset if c.slug in slugs]
    return []
