"""Mistakes in a command line, in words of ours, each with what to type instead."""

import re
from collections.abc import Sequence
from typing import Any

from eigcli.dataset import ALL, bundled
from eigcli.formats import FOLDER, FORMATS, has_format
from eigcli.messages import N_, _
from eigcli.text import did_you_mean, join_sentences, printable, quoted, shell_word

# What is typed by habit of other tools, and what is there instead.
_HABITS = {
    "--web": N_("eig open opens the page of a défi."),
    "--browser": N_("eig open opens the page of a défi."),
    "--all": N_("Type --promotion all."),
    "--no-color": N_("Set NO_COLOR=1 for no colours."),
    "--dry-run": N_("eig export writes no file without --output."),
    **dict.fromkeys(("--output", "-o", "--sortie"), N_("eig export writes a file.")),
    "--filter": N_("The filters are --skill, --ministry, --theme, --town and --search."),
}
# What options and commands are called elsewhere or in French, without accents.
_OPTIONS = {
    **dict.fromkeys(("--role", "--job", "--profile", "--metier", "--competence"), "--skill"),
    **dict.fromkeys(("--ministere", "--department", "--host"), "--ministry"),
    **dict.fromkeys(("--ville", "--city", "--place"), "--town"),
    **dict.fromkeys(("--keyword", "--grep", "--query", "--recherche"), "--search"),
    **dict.fromkeys(("--code", "--depot", "--source", "--github"), "--repository"),
    **dict.fromkeys(("-v", "-V"), "--version"),
    "--sortie": "--output",
    **dict.fromkeys(("--dataset", "--donnees"), "--data"),
    **dict.fromkeys(("--order", "--tri", "--sort-by"), "--sort"),
    **dict.fromkeys(("--par", "--group-by"), "--by"),
    **dict.fromkeys(("--fields", "--colonnes"), "--columns"),
}
_COMMANDS = {
    **dict.fromkeys(("aide", "man"), "help"),
    **dict.fromkeys(
        ("find", "search", "query", "chercher", "rechercher", "recherche"), "list --search"
    ),
    **dict.fromkeys(("ls", "lister"), "list"),
    **dict.fromkeys(
        ("get", "view", "info", "describe", "compare", "diff", "montrer", "afficher", "voir"),
        "show",
    ),
    **dict.fromkeys(("browse", "web", "ouvrir"), "open"),
    **dict.fromkeys(("validate", "lint", "verifier", "valider"), "check"),
    **dict.fromkeys(("new", "create", "nouveau", "creer", "initialiser"), "init"),
    "version": "--version",
    "completion": "--install-completion",
    **dict.fromkeys(("count", "statistics", "statistiques", "compter"), "stats"),
    **dict.fromkeys(("call", "appel", "about", "sources", "licence", "license"), "programme"),
}
# The first example in the help of a command.
_EXAMPLE = r"^ +(eig .*?)(?:  .*)?$"
# The commands to which words may be given that are searched for.
_LISTS = {"list", "export", "stats"}
# What promotions are called.
_PROMOTIONS = {*bundled(), ALL, *(found.year for found in bundled().values())}


def no_command(name: str, commands: Sequence[str]) -> str:
    """Return that there is no command `name`, and which is meant, or that a défi may be."""
    no = _("eig has no command {name}.").format(name=quoted(name))
    hint = did_you_mean(name, commands, _COMMANDS)
    show = _("For a défi: eig show {name}. To search: eig list --search {name}.")
    return join_sentences(no, hint or show.format(name=shell_word(name, 20)), _help("eig"))


def unexpected(command: str, words: Sequence[str]) -> str:
    """Return that a command takes no such words, and what they may be meant for."""
    no = _("{command} does not take {words}.").format(
        command=command, words=quoted(" ".join(words))
    )
    name, lower = command.removeprefix("eig "), [word.lower() for word in words]
    text, meant = "", shell_word(" ".join(words))
    if name == "open":
        text = _("A name of several words needs quotes.")
    elif name == "export" and len(words) == 1 and has_format(words[0]):
        text = _("To write it: {command} --output {words}.")
    elif name in _LISTS and all(word.endswith((".yaml", ".yml")) for word in lower):
        text, meant = (
            _("To ask it: {command} --data {words}."),
            " --data ".join(map(shell_word, words)),
        )
    elif name in {*_LISTS, "programme", "promotions"} and _PROMOTIONS.issuperset(lower):
        text = _("To ask about a promotion: {command} --promotion {words}.")
        meant = shell_word(",".join(words))
    elif name in _LISTS:
        text = _("Several words of a value need quotes. To search: {command} --search {words}.")
    return join_sentences(no, text.format(command=command, words=meant), _help(command))


def no_number(value: str, least: int, option: str, command: str) -> str:
    """Return that a value is none of the whole numbers that an option takes."""
    no = _("{name} takes a whole number from {least} on, not {value}.")
    return join_sentences(no.format(value=quoted(value), name=option, least=least), _help(command))


def no_value(option: str, command: str) -> str:
    """Return that an option takes no value."""
    return join_sentences(_("{name} takes no value.").format(name=option), _help(command))


def of_typer(error: Any, context: Any) -> str:
    """Return what is wrong with a command line.

    Args:
        error: an exception of Typer, told by its kind.
        context: the command that refused the line.
    """
    tell = {
        "NoSuchOption": _no_option,
        "MissingParameter": _missing,
        "BadOptionUsage": _bad_use,
    }
    sentence = tell.get(type(error).__name__, _other)(error, context)
    return join_sentences(sentence, _help(context.command_path))


def _no_option(error: Any, context: Any) -> str:
    name, command = error.option_name, context.command_path
    no = _("{command} has no option {name}.").format(command=command, name=quoted(name))
    options = [option for p in context.command.get_params(context) for option in p.opts]
    commands = getattr(context.command, "commands", {})
    for other in commands:
        known = context.command.get_command(context, other)
        if any(name in p.opts for p in known.params):
            later = _("It stands after a command that has it, such as {command}.")
            return join_sentences(no, later.format(command=f"{command} {other}"))
    instead = _HABITS.get(name)
    if instead == _HABITS["--output"]:
        if "--output" in options:
            instead = None
        elif command.removeprefix("eig ") not in {"list", "show"}:
            instead = N_("Write to a file with '> file'.")
    if name.removeprefix("--") in {*FORMATS} - ({FOLDER} if "--output" not in options else set()):
        instead = N_("Type --format {name}.")
    # Not one that this command does not have either.
    if instead and set(re.findall(r"--\w+", instead)) <= {*options}:
        return join_sentences(no, _(instead).format(name=name.removeprefix("--")))
    long = [option for option in options if option[1:2] == "-"]
    also = {shell_word: option for shell_word, option in _OPTIONS.items() if option in long}
    return join_sentences(no, did_you_mean(name, long, also))


def _missing(error: Any, context: Any) -> str:
    text = _("{command} needs {what}, as in '{example}'.")
    example, *_others = re.findall(_EXAMPLE, context.command.help, re.MULTILINE)
    what = error.param.metavar.rstrip(".")
    return text.format(command=context.command_path, what=what, example=example)


def _bad_use(error: Any, context: Any) -> str:
    [option] = [p for p in context.command.get_params(context) if error.option_name in p.opts]
    text = _("{name} takes no value.") if option.is_flag else _("{name} needs a value.")
    return text.format(name=error.option_name)


def _other(error: Any, _context: Any) -> str:
    """Return what Typer says, as one sentence."""
    message = printable(" ".join(error.format_message().split()))
    return message if message.endswith(("?", ".")) else f"{message}."


def _help(command: str) -> str:
    return _("See '{command} --help'.").format(command=command)
