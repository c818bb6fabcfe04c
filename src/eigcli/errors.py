"""What a user can do wrong or meet: raised where it is found, printed by `process`."""

import os
from typing import Any

from eigcli.text import printable


class EigError(Exception):
    """What to print for the user, a line for each mistake, and the exit code that goes with it.

    Example: `EigError(_("cannot read {file}: {reason}"), file=name, reason=reason(error))`.

    Args:
        message: the text; `{name}` is the place of a value.
        values: the values of these places, made safe to print.
    """

    exit_code = 1
    # What each line begins with.
    prefix = "eig: "

    def __init__(self, message: str, **values: Any) -> None:
        texts = {name: printable(str(value)) for name, value in values.items()}
        super().__init__(message.format(**texts) if texts else message)


class UsageError(EigError):
    """A command line that asks for something that does not exist."""

    exit_code = 2


class DatasetError(EigError):
    """A dataset that is wrong: all its problems, each in a line that begins with its place."""

    prefix = ""


def os_error(number: int) -> OSError:
    """Return what the system would raise, by its number in `errno`."""
    return OSError(number, os.strerror(number))


def reason(error: OSError) -> str:
    """Return why the system refused something, in its own words: `no space left on device`."""
    text = error.strerror or str(error)
    # "Is a directory" goes on a sentence, "RPC struct is bad" does so as it is.
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
