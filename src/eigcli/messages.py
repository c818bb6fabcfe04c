"""Which language `eig` speaks, and how each sentence is translated into it.

A sentence that a person reads is whole, in one place, with named places for what varies, and marked
there, so that a catalogue can translate it: by one of these functions, or by being the label or the
sentence of a declared field, the text of a number, the description of a format, or the docstring of
a command.

The messages of the sources are English; `locale/` has a catalogue for each other language.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

_ENGLISH = "en"
_CATALOGUES = Path(__file__).parent / "locale"

# The language that is spoken, and whether a user asked for it by `--lang`.
_spoken: ContextVar[tuple[str, bool]] = ContextVar("spoken", default=(_ENGLISH, False))


def _(message: str) -> str:
    """Return a message in the language that is spoken."""
    # A catalogue says under the empty message what it is.
    return message and _catalogue_of(language()).gettext(message)


def ngettext(one: str, several: str, count: int) -> str:
    """Return the message for one thing or for several, in the language that is spoken."""
    return _catalogue_of(language()).ngettext(one, several, count)


def N_(message: str) -> str:  # noqa: N802 - the name that catalogue tools look for
    """Mark a message that is translated later, by `_`."""
    return message


def ngettext_noop(one: str, several: str) -> tuple[str, str]:
    """Mark a message for one thing and for several that is translated later, by `ngettext`."""
    return one, several


def languages() -> list[str]:
    """Return the codes of the languages that `eig` speaks, English first: `en`, `fr`."""
    return [_ENGLISH, *sorted(file.stem for file in _CATALOGUES.glob("*.mo"))]


def language() -> str:
    """Return the code of the language that is spoken: each thread may speak another."""
    return _spoken.get()[0]


def portal_language(native: str | None) -> str:
    """Return the code of the language of what is made for open-data portals.

    It is that of `--lang`, or else that of the dataset, if `eig` speaks it, or French.

    Args:
        native: the code of the language of the dataset, `None` if it is not known.
    """
    code, is_asked = _spoken.get()
    return code if is_asked else native if native in languages() else "fr"


def use_language(code: str, *, for_portals: bool = False) -> None:
    """Speak one of `languages`.

    Args:
        code: the code of the language.
        for_portals: whether what is made for open-data portals speaks it too.
    """
    _spoken.set((code, for_portals))


@contextmanager
def in_language(code: str, *, for_portals: bool = False) -> Iterator[None]:
    """Speak one of `languages` for the time being, see `use_language`."""
    before = _spoken.set((code, for_portals))
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _catalogue_of(code: str) -> NullTranslations:
    """Return the catalogue of a language: an empty one of English, or where there is none."""
    if code not in languages() or code == _ENGLISH:
        return NullTranslations()
    with (_CATALOGUES / f"{code}.mo").open("rb") as file:
        return GNUTranslations(file)


def in_french(message: str) -> str:
    """Return a message in French, whatever the language of the process."""
    return _catalogue_of("fr").gettext(message)


def language_of_locale(name: str) -> str | None:
    """Return which of `languages` a locale such as `fr_FR.UTF-8` has, or None."""
    locale = name.replace("-", "_").split(".")[0].split("@")[0]
    if locale in {"C", "POSIX"}:
        return _ENGLISH
    code = locale.split("_")[0].lower()
    return code if code in languages() else None


def wanted_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that a user wants: by `--lang`, by EIG_LANG, or as GNU gettext reads it.

    That is LANGUAGE, a list in order of preference, unless the locale is C or POSIX; and the locale
    is the first that is set of LC_ALL, LC_MESSAGES and LANG
    (https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html).
    """
    for name in (lang_option(arguments), environment.get("EIG_LANG", "")):
        if name and (code := language_of_locale(name)):
            return code
    locales = map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, locales), "C")
    preferred = environment.get("LANGUAGE", "")
    if locale.split(".")[0] in {"C", "POSIX"} or not preferred:
        preferred = locale
    return next(filter(None, map(language_of_locale, preferred.split(":"))), _ENGLISH)


def lang_option(arguments: Sequence[str]) -> str:
    """Return the value of the last `--lang`: it is needed before the command line can be read."""
    value, words = "", iter(arguments)
    for word in words:
        if word == "--":
            break
        if word == "--lang":
            value = next(words, "")
        elif word.startswith("--lang="):
            value = word.removeprefix("--lang=")
    return value
