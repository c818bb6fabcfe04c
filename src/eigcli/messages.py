"""Which language `eig` speaks, and how each sentence is translated into it.

A sentence that a person reads is whole, in one place, with named places for values. It is marked
there, so that a catalogue can translate it: by one of these functions, or because it declares a
record, a field, a form of texts, a facet, a format or an option, or is the docstring of a command.

The messages of the sources are English; `locale/` has a catalogue for each other language.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import Any, NamedTuple

_ENGLISH = "en"
LANGUAGES = (_ENGLISH, "fr")


class _Speech(NamedTuple):
    """How messages are worded.

    Attributes:
        language: the code of their language.
        for_portals: whether exports for open-data portals are in this language too.
    """

    language: str = _ENGLISH
    for_portals: bool = False


# Each thread may speak another language.
_speech: ContextVar[_Speech] = ContextVar("speech", default=_Speech())  # noqa: B039 - a tuple


def _(message: str, /, **values: Any) -> str:
    """Return a message in the language that is spoken.

    Example: `_("no other challenge has the slug {slug}", slug=quoted(slug))`.

    Args:
        message: the message; `{name}` is the place of a value.
        values: the values of these places; without any, the places stay in the message.
    """
    # Under the empty message, a catalogue has its own description.
    if not message:
        return ""
    text = _catalogue_of(language()).gettext(message)
    return text.format(**values) if values else text


def ngettext(one: str, several: str, count: int, /, **values: Any) -> str:
    """Return the message for one thing or for several, in the language that is spoken.

    Example: `ngettext("{count} challenge", "{count} challenges", found)`.

    Args:
        one: the message for one thing, with places as for `_`.
        several: the message for several.
        count: how many things there are; also the value `count`, unless `values` has another.
        values: the values of the places.
    """
    catalogue = _catalogue_of(language())
    text = catalogue.ngettext(one, several, count)
    values.setdefault("count", count)
    return text.format(**values)


def N_(message: str) -> str:  # noqa: N802 - the name that catalogue tools look for
    """Mark a message that is translated later, by `_`."""
    return message


def ngettext_noop(one: str, several: str) -> tuple[str, str]:
    """Mark a message for one thing and for several that is translated later, by `ngettext`."""
    return one, several


def language() -> str:
    """Return the code of the language that is spoken."""
    return _speech.get().language


def portal_language(native: str | None) -> str:
    """Return the code of the language of exports for open-data portals.

    It is the language that is spoken, if a user asked for it; else that of the dataset, if `eig`
    speaks it; else French.

    Args:
        native: the code of the language of the dataset, `None` if it is not known.
    """
    speech = _speech.get()
    if speech.for_portals:
        return speech.language
    return native if native in LANGUAGES else "fr"


def use_language(code: str, *, for_portals: bool | None = None) -> None:
    """Speak one of `LANGUAGES`.

    Args:
        code: the code of the language.
        for_portals: see `_Speech`; by default, it stays as it was.
    """
    if for_portals is None:
        for_portals = _speech.get().for_portals
    _speech.set(_Speech(code, for_portals))


@contextmanager
def in_language(code: str, *, for_portals: bool | None = None) -> Iterator[None]:
    """Speak one of `LANGUAGES` within a `with` block, see `use_language`."""
    before = _speech.get()
    use_language(code, for_portals=for_portals)
    try:
        yield
    finally:
        _speech.set(before)


@cache
def _catalogue_of(code: str) -> NullTranslations:
    """Return the catalogue of a language; in English, which has none, messages stay as they are."""
    folder = os.path.dirname(__file__)
    path = os.path.join(folder, "locale", f"{code}.mo")
    if not os.path.exists(path):
        return NullTranslations()
    with open(path, "rb") as file:
        return GNUTranslations(file)


def in_french(message: str) -> str:
    """Return a message in French, whatever the language of the process."""
    return _catalogue_of("fr").gettext(message)


def language_of_locale(name: str) -> str | None:
    """Return the one of `LANGUAGES` that a locale such as `fr_FR.UTF-8` names, or `None`."""
    code, *_territory = re.split("[-_.@]", name.lower())
    return code if code in LANGUAGES else None


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return the one of `LANGUAGES` that the last `--lang` names, or `None`.

    The command line is not read yet, since its help and its errors need a language.
    """
    words = "\0".join(["", *arguments])
    names = re.findall("\0--lang[=\0]([^\0]*)", words)
    if not names:
        return None
    return language_of_locale(names[-1])


def wanted_language(environment: Mapping[str, str]) -> str:
    """Return the language that a user wants: that of EIG_LANG, or else of the locale.

    The locale is the first of LC_ALL, LC_MESSAGES and LANG that is set.
    """
    for variable in ("EIG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if name := environment.get(variable):
            return language_of_locale(name) or _ENGLISH
    return _ENGLISH
