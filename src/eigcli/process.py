"""The process around the command line: its streams and signals, its errors and its exit code."""

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from eigcli import __version__, messages, output
from eigcli.errors import EigError, reason
from eigcli.messages import N_, _
from eigcli.text import comma_list, printable, quoted

_NO_MEMORY = N_("there is not enough memory for this")


class _SignalError(BaseException):
    """A signal that ends the process, once all that is unfinished is undone."""

    def __init__(self, number: int) -> None:
        self.number = number


def run_process(arguments: Sequence[str]) -> int:
    """Run `eig` and return its exit code; end the process where a signal says so."""
    # What is made here lives to the end: the collector would walk it over and over, for half of
    # the time that it takes to read a large dataset.
    gc.disable()
    _handle_signals()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes whatever the locale and the platform, and in few pieces.
            errors = "backslashreplace" if stream is sys.stderr else None
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n", write_through=False)
    if os.environ.get("_EIG_COMPLETE", "").startswith("complete") and not _prepare_completion():
        return 0
    try:
        return run_command_line(arguments)
    except _SignalError as error:
        # As the signal ends any other program.
        signal.signal(error.number, signal.SIG_DFL)
        os.kill(os.getpid(), error.number)
        return 128 + error.number
    finally:
        # Python would walk all that there is once more to end the process.
        gc.freeze()


def _handle_signals() -> None:
    """Let a signal end the process only after the files that it is writing are removed."""
    if hasattr(signal, "SIGPIPE"):
        # A reader that has read enough ends `eig` as it ends any program: at once and quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Not where it is ignored, as by `nohup`.
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _raise_signal)


def _raise_signal(number: int, _frame: object) -> NoReturn:
    raise _SignalError(number)


def _prepare_completion() -> bool:
    """Prepare the process to answer a shell; return whether the shell says what is typed."""
    if "COMP_WORDS" in os.environ and "COMP_CWORD" in os.environ:
        _join_values()
    elif "_TYPER_COMPLETE_ARGS" not in os.environ:
        return False
    # A message would stand in the middle of what is typed.
    sys.stderr = None
    # Typer wraps what it says of a candidate, and fish takes each line for one more.
    os.environ["COLUMNS"] = "10000"
    return True


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


def run_command_line(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` ask for, print what goes wrong, and return the exit code."""
    language = messages.wanted_language(arguments, os.environ)
    wanted = messages.language_of_locale(messages.lang_option(arguments))
    messages.use_language(language, for_portals=language == wanted)
    try:
        # Imported here, in the language that is spoken now: help is translated as it is declared.
        from eigcli import cli

        code = cli.execute(arguments)
        _tell_unknown_language(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except EigError as error:
        output.print_mistake(str(error), error.prefix)
        return error.exit_code
    except OSError as error:
        # Datasets and exports name their own files: this is a file of the shell's completion, or
        # standard output.
        name = printable(str(error.filename or _("standard output")))
        message = _("cannot write to {file}: {reason}").format(file=name, reason=reason(error))
        if error.errno == errno.ENOMEM:
            message = _(_NO_MEMORY)
        if error.filename is None:
            output.drop_output(sys.stdout)
    except MemoryError:
        # Printed below, where nothing holds the memory any more.
        message = _(_NO_MEMORY)
    except Exception:  # noqa: BLE001 - whatever else it is, it is a mistake of ours
        import traceback

        traceback.print_exc()
        message = _("this is a mistake of eig {version}, not yours: please report the lines above")
        message = message.format(version=__version__)
    else:
        return code
    output.print_mistake(message)
    return 1


def _tell_unknown_language(arguments: Sequence[str]) -> None:
    """Tell that EIG_LANG names no language of `eig`, where no `--lang` names another."""
    name = os.environ.get("EIG_LANG", "")
    if name and not messages.lang_option(arguments) and not messages.language_of_locale(name):
        none = _("EIG_LANG is {name}, which eig does not speak. The languages are {names}.")
        names = comma_list(messages.languages())
        output.print_message(none.format(name=quoted(name), names=names))
