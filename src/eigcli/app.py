"""What Typer lacks: options that come in groups, help that shows them so, mistakes in our words."""

import inspect
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from eigcli import output, usage_errors
from eigcli.completion import COMPLETION_OPTIONS, completer, completion_callback
from eigcli.errors import UsageError
from eigcli.messages import N_, _, language_of_locale, languages
from eigcli.text import not_found_message

# What each command does, by its name.
COMMANDS: dict[str, Callable[..., None]] = {}


def command(name: str) -> Callable[[Callable[..., None]], None]:
    """Return a decorator that makes a function a command; its parameters are `expanded`."""

    def register(function: Callable[..., None]) -> None:
        COMMANDS[name] = function

    return register


@cache
def _built(name: str) -> Any:
    """Return a command as Typer wants it."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=_Command)(expanded(COMMANDS[name]))
    return typer.main.get_command(alone)


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """Return `function` as Typer wants it: with a parameter for each option.

    A parameter of `function` whose type is a group of options (see `eigcli.options`) stands for
    them all.
    """
    groups: dict[str, Any] = {}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(function).parameters.values():
        if hasattr(parameter.annotation, "_fields"):
            groups[parameter.name] = parameter.annotation
            parameters += _options(parameter.annotation)
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    parameters.append(_lang())

    def run(**values: Any) -> None:
        for name, group in groups.items():
            given = {field: values.pop(field) for field in group._fields}
            values[name] = group(**{field: _frozen(value) for field, value in given.items()})
        del values["lang"]
        function(**values)

    run.__doc__ = _(inspect.cleandoc(function.__doc__ or ""))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _whole(minimum: int) -> Callable[..., int | None]:
    """Return what reads a whole number; it raises UsageError for another value."""

    # Typer goes by the names.
    def read(ctx, param, value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        if value is None:
            return None
        with suppress(ValueError):
            if re.fullmatch("-?[0-9]+", value) and (number := int(value)) >= minimum:
                return number
        raise UsageError(usage_errors.no_number(value, minimum, param.opts[0], ctx.command_path))

    return read


@cache
def _lang() -> inspect.Parameter:
    """Return the option for the language, which `messages.wanted_language` has read by now."""
    details = typer.Option(
        "--lang",
        help=_("Speak this language. Or set EIG_LANG."),
        metavar="|".join(languages()),
        callback=_known_language,
        autocompletion=completer(lambda *_given: ((code, "") for code in languages())),
    )
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter("lang", kind, default=None, annotation=Annotated[str | None, details])


def _known_language(name: str | None) -> str | None:
    if name is not None and not language_of_locale(name):
        no, there_are = _("no language is called {name}."), _("The languages are {names}.")
        raise UsageError(not_found_message(no, there_are, name, languages()))
    return name


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def _options(group: Any) -> list[inspect.Parameter]:
    """Return a parameter for each option of a group, as Typer wants it."""
    parameters = []
    for name, annotation in group.__annotations__.items():
        kind, told = get_args(annotation)
        repeated = get_origin(kind) is tuple
        details = typer.Option(
            f"--{name.replace('_', '-')}",
            *([told.short] if told.short else []),
            help=told.help,
            metavar=told.metavar,
            callback=None if told.minimum is None else _whole(told.minimum),
            autocompletion=told.candidates and completer(told.candidates, name if repeated else ""),
            rich_help_panel=group.__name__,
        )
        parameters.append(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=[] if repeated else group._field_defaults[name],
                annotation=Annotated[
                    list[str] if repeated else kind if told.minimum is None else str | None, details
                ],
            )
        )
    return parameters


class _Ours:
    """What commands and the whole program do otherwise than Typer: mistakes and help."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; where it is wrong, say so in words of ours, or help if asked."""
        given = list(args)
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as error:
            mistake = usage_errors.of_typer(error, ctx)
        else:
            if isinstance(self, Group) or ctx.resilient_parsing or not ctx.args:
                return rest
            mistake = usage_errors.unexpected(ctx.command_path, ctx.args)
        _help_if_asked(ctx, given)
        raise UsageError(mistake)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Show what the command takes."""
        parameters: list[Any] = self.get_params(ctx)  # type: ignore[attr-defined]
        arguments = [p.metavar for p in parameters if p.param_type_name == "argument"]
        if isinstance(self, Group):
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
        for title in sorted(groups, key=lambda title: _TITLES.get(title, _TITLES[""])):
            with _section(formatter, _(title)):
                formatter.write_dl(groups[title])


# The places of groups of options in a help, by their titles: the names of their classes. The place
# of an empty one is that of all others.
_TITLES = {
    N_("Arguments"): 1,
    N_("Filters"): 2,
    N_("Order"): 3,
    "": 4,
    N_("Output"): 5,
    N_("Input"): 6,
    N_("Options"): 7,
}


@contextmanager
def _section(formatter: Any, title: str) -> Iterator[None]:
    """Write a heading, and what is written meanwhile below it."""
    formatter.write_paragraph()
    formatter.write(_bold(_("{title}:").format(title=title)) + "\n")
    with formatter.indentation():
        yield


def _bold(text: str) -> str:
    """Return a heading as it stands out in a terminal."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in {None, "", "dumb"}
    return text if plain or not output.is_terminal() else f"\x1b[1m{text}\x1b[0m"


def _show_help(context: Any, _option: Any, wanted: Any) -> None:
    """Show the help of a command, and end, if that is asked for."""
    if wanted and not context.resilient_parsing:
        output.write_paged([context.get_help() + "\n"])
        raise typer.Exit


def _help_if_asked(context: Any, arguments: list[str]) -> None:
    """Show the help of a command, and end, if that is asked for anywhere but as a value."""
    options = [p for p in context.command.params if p.param_type_name == "option"]
    with_value = {name for option in options if not option.is_flag for name in option.opts}
    words = iter(arguments)
    for word in words:
        if word == "--":
            return
        if word in context.help_option_names:
            _show_help(context, None, wanted=True)
        if word in with_value:
            next(words, None)


class _Command(_Ours, TyperCommand):
    pass


class Group(_Ours, TyperGroup):
    """The whole program: its help shows the commands as well."""

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
        return _built(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            _help_if_asked(ctx, args)
            raise UsageError(usage_errors.no_command(args[0], list(COMMANDS)))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        with _section(formatter, _("Commands")):
            # The first line of its help: Typer's own beginning of it breaks no-break spaces.
            formatter.write_dl([(n, _built(n).help.partition("\n")[0]) for n in COMMANDS])
        super().format_options(ctx, formatter)
