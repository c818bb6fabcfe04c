"""What Typer lacks: groups of options, help and mistakes in the language of the reader."""

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from eigcli import output, usage_errors
from eigcli.completion import COMPLETION_OPTIONS, completer, completion_callback
from eigcli.errors import UsageError
from eigcli.messages import N_, _, language_of_locale, languages
from eigcli.names import code_named
from eigcli.options import LABELS, option_named
from eigcli.progress import is_dumb
from eigcli.text import not_found_message

# The function of each command, in the order in which help lists them.
COMMANDS: dict[str, Callable[..., None]] = {}


def command(name: str) -> Callable[[Callable[..., None]], None]:
    """Return a decorator that makes a function the command `name`, see `with_options_of_groups`."""

    def register(function: Callable[..., None]) -> None:
        COMMANDS[name] = function

    return register


@cache
def _typer_command(name: str) -> Any:
    """Return a command as Typer runs it."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=_LocalisedCommand)(with_options_of_groups(COMMANDS[name]))
    return typer.main.get_command(alone)


def with_options_of_groups(function: Callable[..., None]) -> Callable[..., None]:
    """Return a function that has a parameter for each option, as Typer reads them, and two more.

    These are `--lang` and `--quiet`, which all commands have.

    A parameter of `function` whose type is a group of options (see `eigcli.options`) becomes those
    of the group: Typer's values of them are put together again before `function` is called.
    """
    groups: dict[str, Any] = {}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(function).parameters.values():
        if hasattr(parameter.annotation, "_fields"):
            groups[parameter.name] = parameter.annotation
            parameters += _parameters_of_group(parameter.annotation)
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    parameters += [_language_parameter(), _quiet_parameter()]

    def call(**values: Any) -> None:
        for name, group in groups.items():
            fields = [values.pop(field) for field in group._fields]
            values[name] = group(*(tuple(v) if isinstance(v, list) else v for v in fields))
        del values["lang"], values["quiet"]
        function(**values)

    call.__doc__ = help_of(function)
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


def help_of(function: Callable[..., None]) -> str:
    """Return the help of a command, in the language of the reader."""
    return _(inspect.cleandoc(function.__doc__ or ""))


@cache
def _parameters_of_group(group: Any) -> list[inspect.Parameter]:
    """Return a parameter for each option of a group, as Typer reads them."""
    parameters = []
    for name, annotation in group.__annotations__.items():
        kind, option = get_args(annotation)
        repeated, minimum = get_origin(kind) is tuple, option.minimum
        LABELS[f"--{name.replace('_', '-')}"] = option.labels
        offered = option.candidates
        details = typer.Option(
            f"--{name.replace('_', '-')}",
            *([option.short] if option.short else []),
            help=option.help,
            metavar=option.metavar,
            callback=None if minimum is None else _number_reader(minimum),
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


@cache
def _language_parameter() -> inspect.Parameter:
    """Return the parameter for `--lang`, which `messages.wanted_language` has read by now."""
    details = typer.Option(
        "--lang",
        help=_("Speak this language. Or set EIG_LANG."),
        metavar="|".join(languages()),
        callback=_known_language,
        autocompletion=completer(lambda *_given: ((code, "") for code in languages())),
    )
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter("lang", kind, default=None, annotation=Annotated[str | None, details])


@cache
def _quiet_parameter() -> inspect.Parameter:
    """Return the parameter for `--quiet`, which sets EIG_QUIET for this process."""
    details = typer.Option(
        "--quiet",
        help=_("Print nothing but mistakes on standard error. Or set EIG_QUIET=1."),
        callback=_be_quiet,
    )
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter("quiet", kind, default=False, annotation=Annotated[bool, details])


def _be_quiet(wanted: bool) -> bool:  # noqa: FBT001 - Typer calls it
    if wanted:
        os.environ["EIG_QUIET"] = "1"
    return wanted


def _known_language(name: str | None) -> str | None:
    """Return the language of that name; raise UsageError where there is none."""
    if name is not None and not language_of_locale(name):
        no, there_are = _("no language is called {name}."), _("The languages are {names}.")
        raise UsageError(not_found_message(no, there_are, name, languages()))
    return name


class _Localised:
    """What the program and its commands do otherwise than Typer's: help and mistakes."""

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
            if isinstance(self, Group) or ctx.resilient_parsing or not ctx.args:
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
        for title in sorted(groups, key=lambda t: _SECTIONS.index(t if t in _SECTIONS else "")):
            with _section(formatter, _(title)):
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
def _section(formatter: Any, title: str) -> Iterator[None]:
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
        if " " in args[0].strip() and not ctx.resilient_parsing:
            from eigcli.question_scope import command_for

            command_name = command_for(args[0])
            # Hints repeat what was typed, with the command that answers it.
            sys.argv.insert(sys.argv.index(args[0]), command_name)
            args = [command_name, *(args if command_name != "programme" else args[1:])]
        name = code_named(args[0], dict.fromkeys(COMMANDS, ()))
        if not name and not ctx.resilient_parsing:
            raise UsageError(usage_errors.no_command(args[0], COMMANDS))
        return super().resolve_command(ctx, [name or args[0], *args[1:]])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        with _section(formatter, _("Commands")):
            # The first line of its help, without the command, which takes long to build.
            formatter.write_dl([(n, help_of(f).partition("\n")[0]) for n, f in COMMANDS.items()])
        super().format_options(ctx, formatter)
