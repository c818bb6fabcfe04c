"""The process around the command line: its streams and signals, its errors and its exit code."""

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence

from eigcli import output
from eigcli.errors import EigError
from eigcli.messages import _


def main() -> None:
    """Run `eig` with the arguments of the process, and end the process."""
    # What is made here lives to the end: without this, the collector walks it over and over, for
    # half of the time that it takes to read a large dataset.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        # A reader that has read enough ends `eig` as it ends any program: at once and quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes whatever the locale and the platform, and in few pieces.
            stream.reconfigure(encoding="utf-8", newline="\n", write_through=False)
    if "_EIG_COMPLETE" in os.environ:
        # Typer wraps what it tells of a candidate, and fish takes each line for one more.
        os.environ["COLUMNS"] = "10000"
    code = run(sys.argv[1:])
    # Without this, Python would walk all that there is once more to end the process.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run `eig` and return its exit code, having said what went wrong if anything did."""
    try:
        # Imported here so that Ctrl-C is quiet during the import too, most of the time of a run.
        from eigcli import cli

        code = cli.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except EigError as error:
        output.say(str(error), error.prefix)
        return error.exit_code
    except OSError as error:
        # Files are taken care of where they are read and written: this is standard output.
        output.say(_("cannot write to standard output: {reason}").format(reason=error.strerror))
        return 1
    except MemoryError:
        output.say(_("there is not enough memory for this"))
        return 1
    except KeyboardInterrupt:
        return 130
    else:
        return code


if __name__ == "__main__":
    main()
