"""The way of every sentence to its translation.

A sentence that a person reads is whole, in one place, with named places for what varies, and marked
there, so that a catalogue can translate it: by one of these functions, or by being an argument of
what declares a field, a kind, an option or a format, or the docstring of a command.
"""

from gettext import NullTranslations

_catalogue = NullTranslations()

_ = _catalogue.gettext
ngettext = _catalogue.ngettext


def french(message: str) -> str:
    """Return a message in French, whatever the language of the reader."""
    return message


def N_(message: str) -> str:  # noqa: N802 - the name that catalogue tools look for
    """Mark a message that is translated by `_` where it is shown."""
    return message
