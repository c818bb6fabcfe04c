"""Messages on mistakes in a command line, each with what to type instead."""

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from eigcli.messages import N_, _
from eigcli.options import option_named
from eigcli.text import did_you_mean, join_sentences, printable, quoted, shell_line, shell_word

# The options that take the name of a file, what such a name looks like, and what to say of one that
# stands without its option: the first that the command has and that fits.
_OPTIONS_FOR_FILES = {
    "--output": (r"\S+\.\w+", N_("To write it: {command} --output {words}.")),
    "--data": (r"\S+\.ya?ml", N_("To ask it: {command} --data {words}.")),
}


def command_with(wrong: str, right: str) -> str:
    """Return the command that was typed with a word in place of another, to be pasted.

    For example `eig list --search santé --skill designer`; nothing where it has not the other.
    """
    typed = sys.argv[1:]
    words = [re.sub(rf"\b{re.escape(wrong)}\b", lambda _match: right, word) for word in typed]
    return shell_line(["eig", *words]) if words != typed else ""


def no_command(name: str, commands: Iterable[str]) -> str:
    """Return that there is no command `name`, and the nearest one, or what else it may be."""
    no = _("eig has no command {name}.").format(name=quoted(name))
    show = _("For a défi: eig show {name}. To search: eig list --search {name}.")
    hint = did_you_mean(name, commands) or show.format(name=shell_word(name, 20))
    return join_sentences(no, hint, _see_help("eig"))


def unexpected_words(context: Any) -> str:
    """Return that a command does not take the words left in `context.args`."""
    command, words = context.command_path, " ".join(context.args)
    no = _("{command} does not take {words}.").format(command=command, words=quoted(words))
    return join_sentences(no, _see_help(command))


def misplaced_file(command: str, words: Sequence[str]) -> str:
    """Return that words are the name of a file, which an option takes, or nothing."""
    typed = " ".join(words)
    for option, (pattern, hint) in _OPTIONS_FOR_FILES.items():
        takes = option == "--data" or (option == "--output" and command == "export")
        if takes and re.fullmatch(pattern, typed):
            path = f"eig {command}"
            no = _("{command} does not take {words}.").format(command=path, words=quoted(typed))
            how = _(hint).format(command=path, words=shell_word(typed))
            return join_sentences(no, how, _see_help(path))
    return ""


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
