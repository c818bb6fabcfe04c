"""The command line: what can be asked, and which room of the house answers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from eigcli import __version__, dataset, output, query
from eigcli.columns import LISTED, exported
from eigcli.errors import UsageError
from eigcli.formats import SUFFIXES, format_for, format_named, plain
from eigcli.model import Dataset
from eigcli.text import counted, listing, printable

app = typer.Typer(
    name="eig",
    context_settings={"help_option_names": ["-h", "--help"]},
    # Plain help: Rich's would cost every `--help` as much time as all the rest, and its boxes are
    # in the way of `eig --help | grep`.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Skills = Annotated[
    list[str] | None,
    typer.Option(
        "--skill",
        "-s",
        metavar="SKILL",
        help="Keep défis that seek this role or expertise. Repeated: any of them.",
    ),
]
Ministries = Annotated[
    list[str] | None,
    typer.Option(
        "--ministry",
        "-m",
        metavar="TEXT",
        help="Keep défis whose ministry or department has this in its name. Repeated: any of them.",
    ),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        output.write([f"eig {__version__}\n"])
        raise typer.Exit


@app.callback(invoke_without_command=True)
def eig(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Question, read and reuse the défis of the programme Entrepreneurs d'intérêt général."""
    if context.invoked_subcommand is None:
        output.write([context.get_help() + "\n"])


@app.command("list")
def list_(skill: Skills = None, ministry: Ministries = None) -> None:
    """List the défis: a table in a terminal, a line each with tab-separated columns in a pipe."""
    chosen = _select(skill, ministry)
    if output.is_terminal():
        from eigcli import terminal

        terminal.print_table(chosen)
    else:
        output.write(plain.table(chosen, LISTED))


@app.command()
def show(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="DEFI...", help="A défi's slug, name or number, or the beginning of its name."
        ),
    ],
) -> None:
    """Show everything known about one défi or several."""
    found = query.find(dataset.load(), names)
    if output.is_terminal():
        from eigcli import terminal

        terminal.print_cards(found)
    else:
        output.write(plain.cards(found))


@app.command()
def export(
    skill: Skills = None,
    ministry: Ministries = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {listing(SUFFIXES)}."),
    ] = None,
    file: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write this file; - is standard output."
        ),
    ] = Path("-"),
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Export the défis as a table with every field, to standard output or a file."""
    form = format_named(format_ or format_for(file.suffix))
    chosen = _select(skill, ministry)
    table = form.table(chosen, exported(chosen))
    if str(file) == "-":
        output.write(table)
    else:
        output.save(file, table, force=force)
        output.say(f"wrote {counted(len(chosen.challenges), 'défi')} to {printable(str(file))}")


def _select(skills: list[str] | None, ministries: list[str] | None) -> Dataset:
    """Return what the filters leave of the dataset, and say so where that is nothing."""
    chosen = query.select(dataset.load(), skills=skills or (), ministries=ministries or ())
    if not chosen.challenges:
        output.say("no défi matches all of these filters together")
    return chosen


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` ask for, and return its exit code.

    Raises:
        EigError: for whatever the user can mend, mistakes in the arguments included.
    """
    try:
        return app(arguments, prog_name="eig", standalone_mode=False) or 0
    except typer.TyperException as error:
        message = printable(" ".join(error.format_message().split())).removesuffix(".")
        raise UsageError(f"{message}: see 'eig --help'") from None
