"""The process around the command line: its streams and signals, its errors and its exit code."""

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from eigcli import messages, output
from eigcli.errors import EigError, reason
from eigcli.messages import _
from eigcli.version import __version__


def run_process(arguments: Sequence[str]) -> int:
    """Run `eig` and return its exit code."""
    # All objects live to the end: the collector would walk them over and over.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        # A reader that has read enough ends `eig` as it ends any program: at once and quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes whatever the locale and the platform, and in few pieces.
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace", newline="\n", write_through=False
            )
    if isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        # A stream without buffer, by PYTHONUNBUFFERED, may write only a part of a text.
        number = sys.stdout.fileno()
        sys.stdout = open(number, "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
    if os.environ.get("_EIG_COMPLETE", "").startswith("complete"):
        # A message would stand in the middle of what is typed. Typer would wrap the meaning of a
        # candidate, and fish would take each of its lines for a candidate.
        sys.stderr, os.environ["COLUMNS"] = None, "10000"
    try:
        return run_command_line(arguments)
    finally:
        # Else Python would walk all objects once more at the end of the process.
        gc.freeze()


def run_command_line(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` ask for, print what goes wrong, and return the exit code."""
    asked = messages.asked_language(arguments)
    messages.use_language(asked or messages.wanted_language(os.environ), for_portals=bool(asked))
    try:
        # Imported here: its texts need the language that is set now, and its errors are printed.
        from eigcli import cli, options

        if not asked:
            options.check_environment()
        code = cli.execute(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except EigError as error:
        output.print_error(str(error), error.prefix)
        return error.exit_code
    except OSError as error:
        message = _system_refused(error)
        if error.filename is None:
            output.drop_output(sys.stdout)
    except MemoryError:
        # Printed below, where nothing holds the memory any more.
        message = _("there is not enough memory for this")
    except Exception:  # noqa: BLE001 - whatever else it is, it is a mistake of ours
        import traceback

        if sys.stderr is not None:  # else it would go to standard output
            traceback.print_exc()
        message = _("this is a mistake of eig {version}, not yours: please report the lines above")
        message = message.format(version=__version__)
    else:
        return code
    output.print_error(message)
    return 1


def _system_refused(error: OSError) -> str:
    """Return the message for what the system refused.

    Datasets and exports name their own files, see `EigError`: this is a file of the installation,
    standard output, or a file of a shell.
    """
    name = error.filename or _("standard output")
    message = _("cannot write to {file}: {reason}")
    if Path(str(name)).is_relative_to(Path(__file__).parent):
        message = _("cannot read {file}, which comes with eig: {reason}; install eig again")
    return message.format(file=name, reason=reason(error))
