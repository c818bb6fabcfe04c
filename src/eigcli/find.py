"""Finding challenges by name: slug, name, number, any words of a name; a host or a promotion."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from eigcli import text
from eigcli.data.kinds import in_units
from eigcli.data.loading import Input, load
from eigcli.data.model import CHALLENGES, Challenge, Dataset
from eigcli.data.parts import PROMOTION_WORDS, named_part, own_programmes
from eigcli.errors import EigError, UsageError
from eigcli.filter_values import known_values, own_values
from eigcli.filters import Filters, select
from eigcli.matching import has_all_words, runs_together, significant_words, words_in, written_words
from eigcli.messages import N_, _

# What may stand before the number of a challenge.
_NUMBER_WORDS = frozenset({"n", "no", "numero", "number", "defi", "challenge"})
_MINISTRY_WORDS = frozenset({"ministere", "ministeres", "ministry"})
# The fewest words whose initials are a name.
_FEWEST_INITIALS = 3


class Found(NamedTuple):
    """Challenges that were found by name.

    Attributes:
        dataset: the dataset with these challenges only.
        notes: a sentence for each name that was guessed, or stands for several challenges.
    """

    dataset: Dataset
    notes: tuple[str, ...]


class _Meaning(NamedTuple):
    """What a name stands for.

    Attributes:
        challenges: one; several of a host or a promotion, or where the name is ambiguous.
        guessed: whether the name is no slug, no number and no name of them.
        group: the sentence on a host or a promotion, not translated yet.
    """

    challenges: Sequence[Challenge]
    guessed: bool = False
    group: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether it is one challenge, or several that belong together."""
        return len(self.challenges) == 1 or bool(self.group)

    def note(self, name: str) -> str:
        """Return what `name` was taken for, if not everybody would; else nothing."""
        if self.group:
            challenges = in_units(len(self.challenges), CHALLENGES)
            return _(self.group).format(name=text.quoted(name), challenges=challenges)
        title = text.printable(self.challenges[0].name)
        return _("{name} is {title}").format(name=text.quoted(name), title=title) * self.guessed


def find_by_name(
    dataset: Dataset, names: Iterable[str], source: Input | None = None, *, exact: bool = False
) -> Found:
    """Return the challenges called `names`, in that order, each once.

    The strictest rule that matches any challenge wins: exact slug, exact name, name but for case
    and accents, number, promotion and number, beginning of a slug or name, words of a name, its
    initials, words run together. A host or a promotion is all of its challenges. Several names are
    one where not each of them is a challenge by itself.

    For example `Lab Santé`, `7`, `5.3`, `rnb`, `cour des comptes`, `promotion 7`.

    Args:
        dataset: where to look.
        names: what the challenges are called.
        source: what was asked. For the bundled data, a name (not a number) that is missing is
            looked for in all promotions: it is returned if no promotion was chosen, else only
            hinted at.
        exact: whether only slugs will do.

    Raises:
        EigError: a line for each name that no challenge has, or more than one.
    """
    finder = _Finder(dataset, source, exact=exact)
    names = list(names)
    found = {name: finder.meaning_of(name) for name in names}
    if len(names) > 1 and any(m is None or m.guessed or not m.is_clear for m in found.values()):
        together = " ".join(names)
        if (one := finder.meaning_of(together)) and one.is_clear:
            found = {together: one}
    clear = {name: meaning for name, meaning in found.items() if meaning and meaning.is_clear}
    if len(clear) < len(found):
        mistakes = (finder.mistake(name, found[name]) for name in found if name not in clear)
        raise EigError("\n".join(mistakes))
    chosen = tuple(dict.fromkeys(chain.from_iterable(m.challenges for m in clear.values())))
    selected = replace(finder.dataset, challenges=chosen)
    notes = tuple(filter(None, (meaning.note(name) for name, meaning in clear.items())))
    selected = replace(selected, programmes=own_programmes(selected))
    return Found(selected, notes)


class _Finder:
    """Looks for the challenges that a name stands for, see `find_by_name`.

    Attributes:
        dataset: where it looked: all promotions, once a name was missing in those asked about.
    """

    def __init__(self, chosen: Dataset, source: Input | None, *, exact: bool) -> None:
        self._chosen = self.dataset = chosen
        self._source = source
        self._exact = exact

    def meaning_of(self, name: str) -> _Meaning | None:
        """Return what a name stands for, `None` if nothing."""
        numbered = _called(self._chosen.challenges, name, numbered=True, exact=self._exact)
        # Words of a challenge are no guess at what is spoken of as a ministry.
        is_ministry = _is_ministry(name)
        if numbered and not (numbered.guessed and is_ministry):
            return numbered
        if not (self._source and self._source.promotion):
            self.dataset = self._everything
        group = None if self._exact else _group_called(self.dataset, name)
        named = _called(self.dataset.challenges, name, exact=self._exact)
        return group if not named or (group and named.guessed and is_ministry) else named

    @cached_property
    def _everything(self) -> Dataset:
        """All promotions, where the bundled ones are asked about; else the dataset."""
        if not self._source or self._source.paths:
            return self._chosen
        return load(self._source.of_all_promotions)

    def mistake(self, name: str, found: _Meaning | None) -> str:
        """Return why a name is that of no challenge, or of several."""
        if found:
            return _ambiguous(name, found.challenges)
        other = _called(self._everything.challenges, name, exact=self._exact)
        if other and other.is_clear:
            hint = _("{name} is a défi of promotion {code}: --promotion {code} asks about it.")
            return hint.format(name=text.quoted(name), code=other.challenges[0].promotion)
        if self._exact:
            return _no_slug(self.dataset, name)
        options = self._source.of_all_promotions.as_arguments if self._source else []
        return _not_called(self.dataset, name, options)


def _ambiguous(name: str, challenges: Sequence[Challenge]) -> str:
    """Return that several challenges are called `name`, and which."""
    several = _("{name} may be {count} défis: {slugs}")
    slugs = text.comma_list([challenge.slug for challenge in challenges])
    return several.format(name=text.quoted(name), count=len(challenges), slugs=slugs)


def _no_slug(dataset: Dataset, name: str) -> str:
    """Return that no challenge has the slug `name`, and that of the one that is called so."""
    no = _("no défi has the slug {name}.").format(name=text.quoted(name))
    found = _called(dataset.challenges, name)
    slugs = [c.slug for c in (found.challenges if found else dataset.challenges)]
    hint = _("Did you mean {name}?").format(name=slugs[0]) if found else ""
    return text.join_sentences(no, hint or text.did_you_mean(name, slugs))


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
    # A number that is near is another one.
    hint = (
        ""
        if name.isdigit()
        else text.did_you_mean(" ".join(words), [*written_words(titles), *titles])
    )
    command = _("To look everywhere: eig list --search {words}.")
    with suppress(UsageError):
        if select(dataset, Filters(skill=(name,))).dataset.challenges:
            command = _("To see who seeks it: eig list --skill {words}.")
    typed = f"{text.shell_word(name)} {text.shell_line(options)}".rstrip()
    return text.join_sentences(no, hint, command.format(words=typed))


def _called(
    challenges: Sequence[Challenge], name: str, *, numbered: bool = False, exact: bool = False
) -> _Meaning | None:
    """Return the challenges called `name` by the strictest rule that any of them matches.

    Args:
        challenges: where to look.
        name: what was typed.
        numbered: whether a number alone is a name.
        exact: whether only a slug is.
    """
    letters, words = text.fold(name), significant_words(name)
    number = re.fullmatch(r"\W*([0-9]+)\W*", name) if numbered else None
    digits = (number[1].lstrip("0") or "0") if number else None
    promotion, number_in_it = _promotion_and_number(name)
    certain: list[Callable[[Challenge], bool]] = [
        lambda challenge: name == challenge.slug,
        lambda challenge: name in _titles_of(challenge),
        lambda challenge: letters in map(text.fold, _titles_of(challenge)),
        lambda challenge: digits == str(challenge.number),
        lambda challenge: (
            number_in_it == str(challenge.number)
            and promotion == text.fold(challenge.promotion or "")
        ),
    ]
    guesses: list[Callable[[Challenge], bool]] = [
        lambda challenge: any(text.fold(t).startswith(letters) for t in _titles_of(challenge)),
        lambda challenge: any(has_all_words(t, words) for t in _titles_of(challenge)),
        lambda challenge: any(letters in _initials(t) for t in _titles_of(challenge)),
        lambda challenge: any(runs_together(t, letters) for t in _titles_of(challenge)),
    ]
    if exact or not words:
        certain, guesses = certain[: 1 if exact else 2], []
    for rule in (*certain, *guesses):
        if called := [challenge for challenge in challenges if rule(challenge)]:
            return _Meaning(called, guessed=rule in guesses)
    return None


def _titles_of(challenge: Challenge) -> tuple[str, ...]:
    return challenge.slug, challenge.name, *challenge.other_names


def _promotion_and_number(name: str) -> tuple[str, str]:
    """Return the promotion and the number, folded, where a name has both; else "" and "".

    For example `5` and `3` for `5.3`, for `promotion 5, n° 3` and for `défi 3, promotion 5`.
    """
    words = significant_words(name)
    if words[-2:-1] and words[-2] in PROMOTION_WORDS:
        words = [*words[-2:], *words[:-2]]
    match [word for word in words if word not in PROMOTION_WORDS | _NUMBER_WORDS]:
        case [promotion, number] if number.isdecimal():
            return promotion, number.lstrip("0")
    return "", ""


def _initials(title: str) -> set[str]:
    """Return the first letters of the words of a title, with and without those like "de".

    For example "rndb" and "rnb" for `Référentiel national des bâtiments`; nothing for fewer words.
    """
    several = [word.plain for word in words_in(title)], significant_words(title)
    return {"".join(w[0] for w in words) for words in several if len(words) >= _FEWEST_INITIALS}


def _is_ministry(name: str) -> bool:
    """Return whether a name speaks of a ministry."""
    return not _MINISTRY_WORDS.isdisjoint(word.plain for word in words_in(name))


def _group_called(dataset: Dataset, name: str) -> _Meaning | None:
    """Return the challenges of the promotion or the host called `name`, if there is one.

    A promotion must be called one, as `promotion 7`. A host goes by all words of a name of it; and
    by those of its family, such as `ministry of the interior`, where a ministry is spoken of.
    """
    words = significant_words(name)
    if not PROMOTION_WORDS.isdisjoint(words):
        with suppress(UsageError):
            return _Meaning(
                named_part(dataset, (name,)).challenges,
                group=N_("{name} is a promotion, of {challenges}"),
            )
    families = chain.from_iterable(family.names() for family in dataset.families_of_hosts.values())
    others = set() if _is_ministry(name) else {*families}
    hosts = {
        value
        for value, spellings in known_values(dataset, "ministry").items()
        if any(significant_words(spelling) == words for spelling in {*spellings} - others)
    }
    own = [c for c in dataset.challenges if not hosts.isdisjoint(own_values(c, "ministry"))]
    return _Meaning(own, group=N_("{name} is a host, of {challenges}")) if words and own else None
