"""The mistakes a user can make or meet, raised where they are found, printed in `__main__`."""


class EigError(Exception):
    """What to tell the user, a line for each mistake, and the exit code that goes with it."""

    exit_code = 1
    # What each line begins with: who says so.
    prefix = "eig: "


class UsageError(EigError):
    """A command line that asks for something that does not exist."""

    exit_code = 2


class DatasetError(EigError):
    """A dataset that is wrong: all its problems, each in a line that begins with its place."""

    prefix = ""
