"""What Typer lacks: groups of options, help and mistakes in the language of the reader."""

import inspect
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from eigcli import command_line, output, usage_errors
from eigcli.completion import COMPLETION_OPTIONS, completer, completion_callback
from eigcli.errors import UsageError
from eigcli.messages import N_, _, languages
from eigcli.names import code_named, language_called
from eigcli.options import LABELS, Option, option_named
from eigcli.progress import is_dumb
from eigcli.text import nearest

# The function of each command, in the order in which help lists them.
COMMANDS: dict[str, Callable[..., None]] = {}


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that makes a function the command `name`, see `with_options_of_groups`."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        COMMANDS[name] = function
        return function

    return register


def _known_language(name: str | None) -> str | None:
    """Return the language of that name; raise UsageError where there is none."""
    return None if name is None else language_called(name)


def _be_quiet(wanted: bool) -> bool:  # noqa: FBT001 - Typer calls it
    """Set EIG_QUIET for this process, if that is asked for."""
    if wanted:
        os.environ["EIG_QUIET"] = "1"
    return wanted


class Options(NamedTuple):
    """What every command has. No command is given them: they are heeded as they are read."""

    # `messages.wanted_language` has read it by now.
    lang: Annotated[
        str | None,
        Option(
            _("Speak this language. Or set EIG_LANG."),
            metavar="|".join(languages()),
            candidates=lambda *_given: ((code, "") for code in languages()),
            callback=_known_language,
        ),
    ] = None
    quiet: Annotated[
        bool,
        Option(
            _("Print nothing but mistakes on standard error. Or set EIG_QUIET=1."),
            callback=_be_quiet,
        ),
    ] = False


@cache
def _typer_command(name: str) -> Any:
    """Return a command as Typer runs it."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    function = with_options_of_groups(COMMANDS[name], name)
    alone.command(name, cls=_LocalisedCommand)(function)
    return typer.main.get_command(alone)


def with_options_of_groups(function: Callable[..., None], name: str = "") -> Callable[..., None]:
    """Return a function that has a parameter for each option, `Options` too, as Typer reads them.

    A parameter of `function` whose type is a group of options (see `eigcli.options`) becomes those
    of the group: Typer's values of them are put together again before `function` is called.

    Args:
        function: the function.
        name: the command that it is, "" for the program itself.
    """
    groups: dict[str, Any] = {}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(function).parameters.values():
        if hasattr(parameter.annotation, "_fields"):
            groups[parameter.name] = parameter.annotation
            parameters += _parameters_of_group(parameter.annotation, name)
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    parameters += _parameters_of_group(Options, name)

    def call(**values: Any) -> None:
        for parameter, group in groups.items():
            fields = [values.pop(field) for field in group._fields]
            values[parameter] = group(*(tuple(v) if isinstance(v, list) else v for v in fields))
        for option in Options._fields:
            del values[option]
        function(**values)

    call.__doc__ = help_of(function)
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


def help_of(function: Callable[..., None]) -> str:
    """Return the help of a command, in the language of the reader."""
    return _(inspect.cleandoc(function.__doc__ or ""))


def _parameters_of_group(group: Any, command_name: str) -> list[inspect.Parameter]:
    """Return a parameter for each option of a group, as Typer reads them in a command."""
    parameters = []
    for name, annotation in group.__annotations__.items():
        kind, option = get_args(annotation)
        if callable(option):
            option = option(command_name)
        repeated, minimum = get_origin(kind) is tuple, option.minimum
        LABELS[f"--{name.replace('_', '-')}"] = option.labels
        offered = option.candidates
        details = typer.Option(
            f"--{name.replace('_', '-')}",
            *([option.short] if option.short else []),
            help=option.help,
            metavar=option.metavar,
            callback=option.callback if minimum is None else _number_reader(minimum),
            autocompletion=offered and completer(offered, name if repeated else ""),
            # `eig --data X list --help` would show X as the default.
            show_default=False,
            rich_help_panel=group.__name__,
        )
        typed = kind if minimum is None else str | None
        parameters.append(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=[] if repeated else group._field_defaults[name],
                annotation=Annotated[list[str] if repeated else typed, details],
            )
        )
    return parameters


def _number_reader(minimum: int) -> Callable[..., int | None]:
    """Return what reads a whole number; it raises UsageError for any other value."""

    # Typer goes by the names.
    def read(ctx, param, value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        if value is None:
            return None
        if re.fullmatch("[0-9]{1,18}", value) and (number := int(value)) >= minimum:
            return number
        raise UsageError(usage_errors.no_number(value, minimum, param.opts[0], ctx.command_path))

    return read


class _Localised:
    """What the program and its commands do otherwise than Typer's: help and mistakes."""

    takes_command = False

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; where it is wrong, show help if it has `--help`.

        Raises:
            UsageError: what is wrong, in words of ours.
        """
        # Typer takes them from the list.
        words = list(args)
        ctx.allow_extra_args = True
        try:
            rest = self._parse_named(ctx, args)
        except typer.TyperException as error:
            mistake = usage_errors.of_typer(error, ctx)
        else:
            if self.takes_command or ctx.resilient_parsing or not ctx.args:
                return rest
            mistake = usage_errors.unexpected_words(ctx)
        if {*ctx.help_option_names} & {*takewhile(lambda word: word != "--", words)}:
            _show_help(ctx, None, wanted=True)
        raise UsageError(mistake)

    def _parse_named(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line as Typer does, with options by any of their names."""
        while True:
            try:
                return super().parse_args(ctx, list(args))  # type: ignore[misc]
            except typer.TyperException as error:
                name = getattr(error, "option_name", "")
                option = option_named(name, usage_errors.options_of(self.get_params(ctx)))  # type: ignore[attr-defined]
                if not option or option == name:
                    raise
            place = next(i for i, word in enumerate(args) if word.split("=")[0] == name)
            args[place] = option + args[place].removeprefix(name)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Show what the command takes."""
        parameters: list[Any] = self.get_params(ctx)  # type: ignore[attr-defined]
        arguments = [p.metavar for p in parameters if p.param_type_name == "argument"]
        if self.takes_command:
            arguments.append(_("COMMAND"))
        words = " ".join([_("[OPTIONS]"), *arguments])
        formatter.write_usage(ctx.command_path, words, prefix=f"{_bold(_('Usage:'))} ")

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.help, option.callback = _("Show this help and exit."), _show_help
        return option

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Show options under the title of their group; what many commands have goes last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        parameters: list[Any] = self.get_params(ctx)  # type: ignore[attr-defined]
        for parameter in parameters:
            if parameter.param_type_name == "argument":
                record = parameter.metavar, parameter.help or ""
                groups.setdefault("Arguments", []).append(record)
            else:
                title = parameter.rich_help_panel or "Options"
                groups.setdefault(title, []).append(parameter.get_help_record(ctx))
        for title in sorted(groups, key=lambda t: _SECTIONS.index(t if t in _SECTIONS else "")):
            with _help_section(formatter, _(title)):
                formatter.write_dl(groups[title])


# The groups of options in the order of help, by their titles: the names of their classes. An empty
# one stands for all others.
_SECTIONS = [
    N_("Arguments"),
    N_("Filters"),
    N_("Order"),
    "",
    N_("Output"),
    N_("Input"),
    N_("Options"),
]


@contextmanager
def _help_section(formatter: Any, title: str) -> Iterator[None]:
    """Write a heading, and what is written meanwhile below it."""
    formatter.write_paragraph()
    formatter.write(_bold(_("{title}:").format(title=title)) + "\n")
    with formatter.indentation():
        yield


def _bold(text: str) -> str:
    """Return a heading as it stands out in a terminal."""
    plain = os.environ.get("NO_COLOR") or is_dumb()
    return text if plain or not output.is_terminal() else f"\x1b[1m{text}\x1b[0m"


def _show_help(context: Any, _option: Any, wanted: Any) -> None:
    """Show the help of a command, and end, if that is asked for."""
    if wanted and not context.resilient_parsing:
        output.write_paged([context.get_help() + "\n"])
        raise typer.Exit


class _LocalisedCommand(_Localised, TyperCommand):
    pass


class Group(_Localised, TyperGroup):
    """The whole program: its help shows the commands as well."""

    takes_command = True

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        # Each is built when it is asked for: to build all takes as long as to read the dataset.
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        # Typer adds these two when the group is made.
        parameters: list[Any] = self.params
        for parameter in parameters:
            if parameter.name in COMPLETION_OPTIONS:
                parameter.help = _(COMPLETION_OPTIONS[parameter.name])
                parameter.callback = completion_callback(parameter)
                if args[:1] == parameter.opts and args[1:] and not args[1].startswith("-"):
                    # They go by the shell that runs them, whatever shell is named.
                    raise UsageError(usage_errors.no_value(parameter.opts[0], ctx.command_path))
        return super().parse_args(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return _typer_command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if not ctx.resilient_parsing:
            args = _with_command(args)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        with _help_section(formatter, _("Commands")):
            # The first line of its help, without the command, which takes long to build.
            formatter.write_dl([(n, help_of(f).partition("\n")[0]) for n, f in COMMANDS.items()])
        super().format_options(ctx, formatter)


def _with_command(args: list[str]) -> list[str]:
    """Return the end of the command line, with the code of its command at the beginning.

    A question needs none: `"designers in Lyon"`, and `designers in Lyon` without quotes where the
    first word is near to no command.

    Raises:
        UsageError: for a word that is no command, and no question.
    """
    words = [*takewhile(lambda word: not word.startswith("-"), args)]
    if not any(" " in word.strip() for word in words[:1]):
        if name := code_named(args[0], dict.fromkeys(COMMANDS, ())):
            return [name, *args[1:]]
        if not words[1:] or nearest(args[0], COMMANDS):
            raise UsageError(usage_errors.no_command(args[0], COMMANDS))
    from eigcli.question_scope import command_for

    name = command_for(" ".join(words))
    # Of the call all is shown, whatever is asked about it.
    answering = [name, *(args[len(words) :] if name == "programme" else args)]
    # Hints repeat what was typed, with the command that answers it.
    command_line.replace_end(len(args), answering)
    return answering
