"""The mistakes a user can make or meet, raised where they are found; `__main__` tells them."""

import errno
from typing import Any

from eigcli.messages import N_, _
from eigcli.text import printable

# Why the system refuses something.
_REASONS = {
    errno.EACCES: N_("permission denied"),
    errno.EBADF: N_("it is closed"),
    errno.EBUSY: N_("it is in use"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EEXIST: N_("it exists already"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EINVAL: N_("the system does not know how"),
    errno.EIO: N_("the disk or the device fails"),
    errno.EISDIR: N_("it is a folder"),
    errno.ELOOP: N_("the links lead in a circle"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENODEV: N_("there is no such device"),
    errno.ENOENT: N_("no such file or folder"),
    errno.ENOMEM: N_("there is not enough memory"),
    errno.ENOSPC: N_("no space is left on the disk"),
    errno.ENOTDIR: N_("a file stands where a folder must be"),
    errno.ENXIO: N_("there is no such device"),
    errno.EPERM: N_("permission denied"),
    errno.EPIPE: N_("nobody reads it any more"),
    errno.EROFS: N_("it can only be read"),
    errno.ETXTBSY: N_("it is running"),
}


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


def os_error(number: int) -> OSError:
    """Return what the system raises where it refuses something, by the number of `errno`."""
    return OSError(number, "")


def reason(error: OSError) -> str:
    """Return why the system refused something, in words of ours."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else _("error {number} of the system").format(number=error.errno)
