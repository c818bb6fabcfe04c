"""The mistakes a user can make or meet, raised where they are found, printed in `__main__`."""

from typing import Any

from eigcli.text import printable


class EigError(Exception):
    """What to tell the user, a line for each mistake, and the exit code that goes with it.

    Args:
        message: the text; `{name}` is the place of a value.
        values: what stands in these places, made safe to print.
    """

    exit_code = 1
    # What each line begins with: who says so.
    prefix = "eig: "

    def __init__(self, message: str, **values: Any) -> None:
        shown = {name: printable(str(value)) for name, value in values.items()}
        super().__init__(message.format(**shown) if shown else message)


class UsageError(EigError):
    """A command line that asks for something that does not exist."""

    exit_code = 2


class DatasetError(EigError):
    """A dataset that is wrong: all its problems, each in a line that begins with its place."""

    prefix = ""
