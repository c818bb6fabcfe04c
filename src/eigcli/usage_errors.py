"""Messages on mistakes in a command line, each with what to type instead."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from eigcli.counts import dimensions_named
from eigcli.errors import UsageError
from eigcli.formats import FORMATS, format_called, is_format
from eigcli.messages import _
from eigcli.options import option_named
from eigcli.text import did_you_mean, join_sentences, printable, quoted, shell_line, shell_word


def no_command(name: str, commands: Iterable[str]) -> str:
    """Return that there is no command `name`, and the nearest one, or what else it may be."""
    no = _("eig has no command {name}.").format(name=quoted(name))
    hint = did_you_mean(name, commands) or _way_to_count(name)
    with suppress(UsageError):
        hint = hint or _way_to_write(format_called(name, "export"))
    show = _("For a défi: eig show {name}. To search: eig list --search {name}.")
    return join_sentences(no, hint or show.format(name=shell_word(name, 20)), _see_help("eig"))


def _way_to_count(name: str) -> str:
    """Return how to count by what is called so, such as `familles`, or nothing."""
    with suppress(UsageError):
        [dimension] = dimensions_named([name])
        return _("To count by it: {command}.").format(command=f"eig stats --by {dimension}")
    return ""


def _way_to_write(code: str) -> str:
    """Return how to write a format, such as `To write it: eig export --output defis.html.`"""
    known = FORMATS[code]
    option = f"--output defis{known.suffixes[0]}" if known.suffixes else f"--format {code}"
    return _("To write it: {command}.").format(command=f"eig {known.command or 'export'} {option}")


def unexpected_words(context: Any) -> str:
    """Return that a command does not take the words left in `context.args`."""
    command, words = context.command_path, " ".join(context.args)
    no = _("{command} does not take {words}.").format(command=command, words=quoted(words))
    return join_sentences(no, _see_help(command))


def misplaced(command: str, words: Sequence[str]) -> str:
    """Return that words are a file or a format, which an option takes, or nothing."""
    typed, path = " ".join(words), f"eig {command}"
    if command == "export" and re.fullmatch(r"\S+\.\w+", typed):
        way = _("To write it: {command}.")
        way = way.format(command=shell_line(["eig", command, "--output", typed]))
    elif re.fullmatch(r"\S+\.ya?ml", typed):
        way = _("To ask it: {command}.")
        way = way.format(command=shell_line(["eig", command, "--data", typed]))
    elif command != "list" and is_format(typed):
        search = _("To search for it: {command}.")
        way = join_sentences(
            _way_to_write(format_called(typed, command)),
            search.format(command=f"{path} --search {typed}"),
        )
    else:
        return ""
    no = _("{command} does not take {words}.").format(command=path, words=quoted(typed))
    return join_sentences(no, way, _see_help(path))


def no_number(value: str, least: int, option: str, command: str) -> str:
    """Return that a value is none of the whole numbers that an option takes."""
    no = _("{name} takes a whole number from {least} on, not {value}.")
    return join_sentences(
        no.format(value=quoted(value), name=option, least=least), _see_help(command)
    )


def no_value(option: str, command: str) -> str:
    """Return that an option takes no value."""
    return join_sentences(_("{name} takes no value.").format(name=option), _see_help(command))


def of_typer(error: Any, context: Any) -> str:
    """Return what is wrong with a command line.

    Args:
        error: an exception of Typer.
        context: the command that refused the line.
    """
    # Typer gives these classes no public name.
    sentences = {
        "NoSuchOption": _no_option,
        "MissingParameter": _missing_argument,
        "BadOptionUsage": _wrong_value,
    }
    sentence = sentences.get(type(error).__name__, _words_of_typer)(error, context)
    return join_sentences(sentence, _see_help(context.command_path))


def _no_option(error: Any, context: Any) -> str:
    name, command = error.option_name, context.command_path
    no = _("{command} has no option {name}.").format(command=command, name=quoted(name))
    for other in getattr(context.command, "commands", {}):
        if option_named(name, options_of(context.command.get_command(context, other).params)):
            later = _("It stands after a command that has it, such as {command}.")
            return join_sentences(no, later.format(command=f"{command} {other}"))
    parameters = context.command.get_params(context)
    long = [option for option in options_of(parameters) if option.startswith("--")]
    return join_sentences(no, did_you_mean(name, long))


def _missing_argument(error: Any, context: Any) -> str:
    text = _("{command} needs {what}, as in '{example}'.")
    # The first example in its help, without a comment.
    example, *_others = re.findall(r"^ +(eig .*?)(?:  .*)?$", context.command.help, re.MULTILINE)
    what = error.param.metavar.rstrip(".")
    return text.format(command=context.command_path, what=what, example=example)


def _wrong_value(error: Any, context: Any) -> str:
    [option] = [p for p in context.command.get_params(context) if error.option_name in p.opts]
    text = _("{name} takes no value.") if option.is_flag else _("{name} needs a value.")
    return text.format(name=error.option_name)


def _words_of_typer(error: Any, _context: Any) -> str:
    message = printable(" ".join(error.format_message().split()))
    return message if message.endswith(("?", ".")) else f"{message}."


def options_of(parameters: Iterable[Any]) -> list[str]:
    """Return the names of the options among the parameters of a command."""
    return [option for parameter in parameters for option in parameter.opts]


def _see_help(command: str) -> str:
    return _("See '{command} --help'.").format(command=command)
