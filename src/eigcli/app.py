"""What Typer lacks: options in groups, completion, help and mistakes in the reader's language."""

import inspect
import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer
from typer._completion_shared import _completion_scripts
from typer.core import TyperCommand, TyperGroup

from eigcli.errors import UsageError
from eigcli.formats import FORMATS
from eigcli.messages import N_, _
from eigcli.options import Input, Option, Options, Values
from eigcli.output import write_stdout
from eigcli.query.facets import FILTERS, completions
from eigcli.suggesting import did_you_mean, suggest
from eigcli.text import comma_list, join_sentences, quoted, unaccented

_Function = Callable[..., None]
_Pairs = list[tuple[str, str]]  # what is typed, each with what it means
# The function of each command, in the order in which help lists them.
COMMANDS: dict[str, _Function] = {}
# The titles of options in the order of help, by the named tuple that has them; others are under
# "Options". Typer adds a colon: in French, a title ends with the space before it.
_TITLES = {
    "Arguments": N_("Arguments"),
    "Choice": N_("Filters"),
    "Order": N_("Order"),
    "Counting": N_("Output"),
    "Output": N_("Output"),
    "Input": N_("Input"),
    "Options": N_("Options"),
}
# zsh runs the script of Typer when a word is completed for the first time, to define the function
# that completes: it must be called as well. What eig offers matches whatever its case and accents.
_ZSH_START = "() {\n"
_ZSH_MATCHES_ALL = "  local _matcher='m:?=?'\n"
_ZSH_END = """
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  %(complete_func)s "$@"
fi
"""
_zsh = _completion_scripts["zsh"].replace(_ZSH_START, _ZSH_START + _ZSH_MATCHES_ALL)
_completion_scripts["zsh"] = _zsh + _ZSH_END
# What people call options that choose, with what stands for them here.
_CALLED_OTHERWISE = {"--host": "--ministry", "--all": "--promotion all"}
# What Typer says of its own options, for the catalogues.
N_("Show this message and exit.")
N_("Install completion for the current shell.")
N_("Show completion for the current shell, to copy it or customize the installation.")


def command(function: _Function) -> _Function:
    """Make a function a command: `list_command` is `eig list`."""
    return COMMANDS.setdefault(function.__name__.removesuffix("_command"), function)


def program(function: _Function) -> Callable[[Sequence[str]], int]:
    """Make a function what runs before each command; return what runs the whole program.

    The program is built when it runs: its help is in the language of the reader.
    """

    def run(arguments: Sequence[str]) -> int:
        app = typer.Typer(
            cls=_Group,
            callback=with_options_of_groups(function),
            invoke_without_command=True,
            subcommand_metavar=_("COMMAND | WORDS…"),
            context_settings={"help_option_names": ["-h", "--help"]},
            # Plain help: scripts and screen readers get it as it is.
            rich_markup_mode=None,
            epilog=_(
                "Exit codes: 0 for an answer, even an empty one; 1 for a failure; 2 for a wrong"
                " command line."
            ),
        )
        return app(arguments, prog_name="eig", standalone_mode=False) or 0

    return run


def with_options_of_groups(function: _Function) -> _Function:
    """Return a function with a parameter for each option, as Typer reads them.

    A parameter whose type is a named tuple of options (see `eigcli.options`) becomes these options;
    their values are put together again before `function` is called. A parameter whose default is
    an option becomes that option.
    """
    groups = {}
    parameters = []
    for name, parameter in inspect.signature(function).parameters.items():
        group = parameter.annotation
        if not hasattr(group, "_fields"):
            parameters.append(_parameter(parameter))
            continue
        groups[name] = group
    for group in (Options, *groups.values()):
        parameters += [_parameter(option, group.__name__) for option in options_of(group)]

    def call(**values: Any) -> None:
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = tuple(value)
        _taken_from(values, Options).heed()
        for name, group in groups.items():
            values[name] = _taken_from(values, group)
        function(**values)

    call.__doc__ = help_of(function)
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return call


def options_of(group: Any) -> Iterator[inspect.Parameter]:
    """Yield the options of a named tuple; a dictionary has several, by their names."""
    for parameter in inspect.signature(group).parameters.values():
        if not isinstance(parameter.default, dict):
            yield parameter
            continue
        for name, option in parameter.default.items():
            yield parameter.replace(name=name, default=option, annotation=Values)


def _taken_from(values: dict[str, Any], group: Any) -> Any:
    """Return a named tuple of options with their values, which are removed from `values`."""
    own: dict[str, Any] = {}
    for field, default in group._field_defaults.items():
        if isinstance(default, dict):
            own[field] = {}
            for name in default:
                value = values.pop(name)
                if value:
                    own[field][name] = value
        else:
            own[field] = values.pop(field)
    return group(**own)


def help_of(function: _Function) -> str:
    """Return the help of a command, in the language of the reader."""
    return _(inspect.cleandoc(function.__doc__ or ""))


def _parameter(parameter: inspect.Parameter, group: str = "") -> inspect.Parameter:
    """Return a parameter as Typer reads it, with the group under whose title help shows it."""
    name = parameter.name
    kind = parameter.annotation
    option = parameter.default
    if not isinstance(option, Option):  # the context
        return parameter
    default = option.default
    if default is None and kind in (Values, bool):
        default = kind()  # nothing
    shared: dict[str, Any] = {
        "help": _(option.help, names=comma_list(option.names)),
        "metavar": _(option.metavar),
        "autocompletion": _completer(name, option),
        "min": 1,  # a number says how many
        "show_default": False,  # `eig --data X list --help` would show X
        "rich_help_panel": group,
    }
    if option.is_argument:
        details = typer.Argument(default, **shared)
    else:
        long = name.strip("_").replace("_", "-")
        names = filter(None, (f"--{long}", option.short))
        details = typer.Option(default, *names, **shared)
    typed = list[str] if kind == Values else kind
    return inspect.Parameter(name, parameter.KEYWORD_ONLY, default=details, annotation=typed)


class _Candidate(str):
    """A value to offer that need not begin with exactly the letters that were typed."""

    __slots__ = ()

    def startswith(self, *_args: Any) -> bool:
        """Return `True`: Typer drops values that do not begin with what was typed."""
        return True


def _inserted(value: str) -> str:
    """Return a value as it is to stand on the command line: bash, unlike others, adds no escapes.

    It has passed the words that were typed as they are; behind a quotation mark, none is needed.
    """
    if os.environ.get("_EIG_COMPLETE") != "complete_bash":
        return value
    words = os.environ["COMP_WORDS"].split("\n")
    number = int(os.environ["COMP_CWORD"])
    *_before, typed = words[: number + 1]
    if typed.startswith(("'", '"')):
        return value
    return re.sub(r"""[\s!"#$&'()*;<>?\[\\\]^`{|}~]""", r"\\\g<0>", value)


def _completer(name: str, option: Option) -> Callable[[Any, Any], _Pairs] | None:
    """Return the function that Typer calls to complete a word, whatever its case and accents.

    Args:
        name: the name of the option; one with the name of a facet is completed by its values.
        option: the option.
    """
    has_values = option.candidates or option.names or name in FILTERS
    if not has_values:
        return None

    # Typer goes by the names; types would take it longer, for each option of each run.
    def complete(ctx, incomplete):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        files = ctx.params.get("data") or ()
        # The option that names another promotion may still be typed after this word.
        dataset = Input(tuple(files), promotion=()).load_or_empty()
        listed, comma, typed = incomplete.rpartition(",")
        if option.candidates:
            candidates = option.candidates(dataset)
        else:
            candidates = option.names or completions(dataset, name)
        start = unaccented(typed)
        offered = []
        for value, meaning in candidates.items():
            if unaccented(value).startswith(start):
                word = _inserted(listed + comma + value)
                # Characters that a shell might interpret are left out of a meaning.
                about = re.sub(r"[^\w .,:;@·’–-]", " ", _(meaning))
                offered.append((_Candidate(word), about))
        return offered

    return complete


class _Localised:
    """What the program and its commands do differently from Typer: help and mistakes."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; raise UsageError where it is wrong."""
        try:
            rest = super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as error:
            mistake = self.mistake(error, ctx)
            see = _("See '{command} --help'.", command=ctx.command_path)
            raise UsageError(join_sentences(mistake, see)) from None
        options = _options_of(ctx.command, ctx)
        for option in options.values():
            value = ctx.params.get(option.name)
            typed = value if isinstance(value, (list, tuple)) else [value]
            # Whoever types `-q --promotion all` means --quiet; it would search for `--promotion`.
            if not options.keys().isdisjoint(typed):
                raise UsageError(_("{name} needs a value.", name=option.opts[0]))
        return rest

    def get_help(self, ctx: Any) -> str:
        """Return the help; raise EigError if it cannot be printed, which Typer would not say."""
        write_stdout([])
        return str(super().get_help(ctx))  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Show what the command takes, under a title in the reader's language."""
        pieces = ctx.command.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{_('Usage:')} ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Show options under the title of their group."""
        groups: dict[str, _Pairs] = {title: [] for title in _TITLES.values()}
        for parameter in ctx.command.get_params(ctx):
            if parameter.param_type_name == "argument":
                groups["Arguments"].append((parameter.metavar, parameter.help))
            else:
                parameter.help = _(parameter.help)
                title = _TITLES.get(parameter.rich_help_panel, "Options")
                groups[title].append(parameter.get_help_record(ctx))
        for title, records in groups.items():
            if not records:
                continue
            with formatter.section(_(title)):
                formatter.write_dl(records)

    def mistake(self, error: Any, ctx: Any) -> str:
        """Return the message for a mistake in a command line, from an exception of Typer."""
        command = ctx.command_path
        # Typer gives these classes no public name.
        match type(error).__name__:
            case "NoSuchOption":
                name = error.option_name
                no = _("{command} has no option {name}.", command=command, name=quoted(name))
                return join_sentences(no, self.instead(name, ctx))
            case "MissingParameter":
                return _("{command} needs {what}.", command=command, what=error.param.metavar)
            case "BadParameter":  # only numbers can be wrong
                return _("{name} takes a whole number from 1 on.", name=error.param.opts[0])
            case "BadOptionUsage":
                name = error.option_name
                if _options_of(ctx.command, ctx)[name].is_flag:
                    return _("{name} takes no value.", name=name)
                return _("{name} needs a value.", name=name)
        # Nothing else can be wrong.
        return _("{command} takes fewer words.", command=command)

    def instead(self, name: str, ctx: Any) -> str:
        """Return what to type instead of an option that does not exist, "" if nothing is near.

        For `--csv`, this is `--format csv`.
        """
        options = _options_of(ctx.command, ctx)
        word = name.removeprefix("--")
        if word in FORMATS and "--format" in options:
            return suggest([f"--format {word}"])
        known_as = _CALLED_OTHERWISE.get(name)
        if known_as and "--promotion" in options:
            return suggest([known_as])
        return did_you_mean(name, options)


class _Command(_Localised, TyperCommand):
    """A command."""


class _Group(_Localised, TyperGroup):
    """The whole program: its help shows the commands as well."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        # A command is built when it is asked for: a run needs only one.
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name, cls=_Command)(with_options_of_groups(COMMANDS[cmd_name]))
        return typer.main.get_command(alone)

    def instead(self, name: str, ctx: Any) -> str:
        if name in _options_of(self.get_command(ctx, "list"), ctx):
            return _("It goes behind a command: {example}.", example=f"eig list {name}")
        return super().instead(name, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            from eigcli.query.choosing import refuse_slip

            # A question needs no command: `eig designers in Lyon`.
            refuse_slip(args, COMMANDS)
            ctx.obj = "ask"  # `list` answers otherwise then
            args = ["list", *args]
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl(command_lines())
        super().format_options(ctx, formatter)


def _options_of(command: Any, ctx: Any) -> dict[str, Any]:
    """Return the options of a command, by each of their names."""
    options: dict[str, Any] = {}
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "option":
            options |= dict.fromkeys(parameter.opts, parameter)
    return options


def command_lines() -> _Pairs:
    """Return the commands, each with the first line of its help."""
    lines = []
    for name, function in COMMANDS.items():
        first, _end, _rest = help_of(function).partition("\n")
        lines.append((name, first))
    return lines
