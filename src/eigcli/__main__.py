"""The process around the command line: its streams and signals, its errors and its exit code."""

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence

from eigcli import __version__, messages, output
from eigcli.errors import EigError, reason
from eigcli.messages import N_, _
from eigcli.text import printable

_NO_MEMORY = N_("there is not enough memory for this")


def main() -> None:
    """Run `eig` with the arguments of the process, and end the process."""
    # What is made here lives to the end: without this, the collector walks it over and over, for
    # half of the time that it takes to read a large dataset.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        # A reader that has read enough ends `eig` as it ends any program: at once and quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for ending in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, ending, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes whatever the locale and the platform, and in few pieces.
            errors = "backslashreplace" if stream is sys.stderr else None
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n", write_through=False)
    if os.environ.get("_EIG_COMPLETE", "").startswith("complete"):
        # A shell says what is typed; without that, there is nothing to complete.
        if not (
            {"COMP_WORDS", "COMP_CWORD"} <= {*os.environ} or "_TYPER_COMPLETE_ARGS" in os.environ
        ):
            sys.exit(0)
        if "COMP_WORDS" in os.environ:
            _join_values()
        # Whatever was said would stand in the middle of what is typed.
        sys.stderr = None
        # Typer wraps what it tells of a candidate, and fish takes each line for one more.
        os.environ["COLUMNS"] = "10000"
    code = run(sys.argv[1:])
    # Without this, Python would walk all that there is once more to end the process.
    gc.freeze()
    sys.exit(code)


def _join_values() -> None:
    """Take no equals sign for a word: bash makes three of `--option=value`, and Typer wants two."""
    words = os.environ["COMP_WORDS"].split("\n")
    if "=" not in words:
        return
    current = int(os.environ["COMP_CWORD"])
    kept = [
        place
        for place, word in enumerate(words)
        if word != "=" or place == current or not words[place - 1].startswith("--")
    ]
    os.environ["COMP_WORDS"] = "\n".join(words[place] for place in kept)
    os.environ["COMP_CWORD"] = str(sum(place < current for place in kept))


def _end(number: int, _frame: object) -> None:
    """End the process by a signal, as it does by itself, but leave no unfinished file."""
    output.remove_unfinished()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def run(arguments: Sequence[str]) -> int:
    """Run `eig` and return its exit code, having said what went wrong if anything did."""
    messages.use_language(messages.wanted_language(arguments, os.environ))
    try:
        # Imported here so that Ctrl-C is quiet during the import too, most of the time of a run.
        from eigcli import cli

        code = cli.execute(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except EigError as error:
        output.print_message(str(error), error.prefix)
        return error.exit_code
    except OSError as error:
        # The dataset and what is exported are taken care of where they are read and written: this
        # is a file of the shell's completion, or standard output.
        name = printable(str(error.filename or _("standard output")))
        message = _("cannot write to {file}: {reason}").format(file=name, reason=reason(error))
        if error.errno == errno.ENOMEM:
            message = _(_NO_MEMORY)
        if error.filename is None:
            output.drop_output(sys.stdout)
    except MemoryError:
        # Said below, where nothing holds the memory any more.
        message = _(_NO_MEMORY)
    except KeyboardInterrupt:
        output.remove_unfinished()
        return 130
    except Exception:  # noqa: BLE001 - whatever else it is, it is a mistake of ours
        import traceback

        output.remove_unfinished()
        traceback.print_exc()
        message = _("this is a mistake of eig {version}, not yours: please report the lines above")
        message = message.format(version=__version__)
    else:
        return code
    output.print_message(message)
    return 1


if __name__ == "__main__":
    main()
