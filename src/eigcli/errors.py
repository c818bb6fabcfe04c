"""Errors that a user can make or meet: raised where they are found, printed by `process`.

`EigError`, `NoAnswerError` and `DatasetError` are public, see docs/python.md.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from eigcli.messages import N_, _


class EigError(Exception):
    """An error that a user can mend: its message, a line for each mistake, and its exit code.

    Example: `EigError(_("cannot read {file}: {reason}", file=name, reason=reason(error)))`.
    """

    exit_code = 1
    # The beginning of each line.
    prefix = "eig: "
    # The problems of a dataset, if the error is a `DatasetError`.
    problems: "Sequence[Problem]" = ()


class NoAnswerError(EigError):
    """What is asked for does not exist, is not understood, or is nothing that the data says."""


class UsageError(NoAnswerError):
    """A command line that asks for something that does not exist."""

    exit_code = 2


# The kinds of problems; the reference says what each means.
Code = Literal[
    "unreadable", "not-yaml", "too-much", "wrong-type", "wrong-form", "unknown-key",
    "missing-key", "repeated", "unknown-name", "taken", "contradiction", "date-order",
    "total", "unknown-promotion", "same-but-case", "near-known", "unused", "unknown-state",
]  # fmt: skip


class Problem(NamedTuple):
    """A problem of a dataset, and its place.

    Attributes:
        file: the name of the file in messages.
        line: the line, from 1 on.
        column: the column, from 1 on.
        code: the kind of problem, the same in every language.
        text: what is wrong and what was expected, in the language of the process.
        severity: `error`, or `warning` for what may be a slip.
    """

    file: str
    line: int
    column: int
    code: Code
    text: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return the problem as a line that begins with its place."""
        text = _("warning: {text}", text=self.text) if self.severity == "warning" else self.text
        return f"{self.file}:{self.line}:{self.column}: {text}"


class DatasetError(EigError):
    """A dataset with problems; the message has a line for each.

    Args:
        problems: all of its problems, in the order of the files.

    Attributes:
        problems: as given.
    """

    prefix = ""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


# The most frequent reasons in the words of systems, for catalogues to translate.
N_("no such file or directory")
N_("permission denied")
N_("is a directory")
N_("not a directory")
N_("no space left on device")
N_("read-only file system")
N_("file too large")
N_("file name too long")
N_("device or resource busy")
N_("bad file descriptor")


def reason(error: OSError) -> str:
    """Return why the system refused something, in its own words: `no space left on device`."""
    text = error.strerror or str(error)
    return _(text.lower())  # it continues a sentence
