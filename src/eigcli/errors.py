"""The mistakes a user can make or meet, raised where they are found, printed in `__main__`."""


class EigError(Exception):
    """What to tell the user, a line for each mistake, and the exit code that goes with it."""

    exit_code = 1


class UsageError(EigError):
    """A command line that asks for something that does not exist."""

    exit_code = 2


class DatasetError(EigError):
    """A dataset that cannot be used: all its problems, a line for each."""
