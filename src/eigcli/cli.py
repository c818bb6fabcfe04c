"""The commands: options in, a report out."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated

import typer

from eigcli import command_line, output, text, widening
from eigcli.app import COMMANDS, Group, command, with_options_of_groups
from eigcli.brief import Brief
from eigcli.columns import columns_in, columns_named, known_roles, names_typed
from eigcli.completion import completer
from eigcli.counts import DIMENSIONS, Counts, dimensions_named
from eigcli.crossed import Crossed
from eigcli.data import loading
from eigcli.data.loading import bundled, bundled_date, check
from eigcli.data.merging import file_at
from eigcli.data.metadata import version_of
from eigcli.data.model import Challenge, Dataset
from eigcli.data.schemas import dataset_schema
from eigcli.data.starter import starter
from eigcli.errors import DatasetError, EigError, UsageError, problem_lines
from eigcli.filter_values import UnknownValueError
from eigcli.filters import Filters, Order, explain_no_match, roles_chosen, sort_challenges
from eigcli.find import find_by_name
from eigcli.formats import Output
from eigcli.messages import N_, _
from eigcli.names import code_called
from eigcli.reports import (
    Call,
    Calls,
    Cards,
    Listing,
    column_candidates,
    promotion_column_candidates,
    promotion_columns,
)
from eigcli.request import Request, request_of
from eigcli.today import today
from eigcli.writing import write_report

app = typer.Typer(
    name="eig",
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Plain help: Rich's would cost every `--help` a third more time, and its boxes are in the way
    # of `eig --help | grep`.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_(
        "Exit codes: 0 for an answer, even an empty one; 1 for what cannot be done; 2 for a wrong"
        " command line."
    ),
)


def _slug_candidates(source: loading.Input, _prefix: str) -> Iterator[tuple[str, str]]:
    return ((c.slug, c.name) for c in loading.load_or_empty(source).challenges)


def _dimension_candidates(*_given: object) -> Iterator[tuple[str, str]]:
    return ((name, _(dimension.title)) for name, dimension in DIMENSIONS.items())


_NAME_HELP = _(
    "The slug or the number of a défi, any words of its name, its promotion and its number (5.3);"
    " or a host or a promotion, for all of its défis."
)

ChallengeName = Annotated[
    list[str],
    typer.Argument(
        metavar=_("DEFI"),
        help=_NAME_HELP,
        autocompletion=completer(_slug_candidates, "names", commas=False, alone=True),
    ),
]
ChallengeNames = Annotated[
    list[str],
    typer.Argument(
        metavar=_("[DEFI...]"),
        help=_NAME_HELP,
        autocompletion=completer(_slug_candidates, "names", commas=False),
    ),
]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar=_("[WORDS...]"),
        help=_("A question, such as designers in Lyon 2022, searched like --search."),
    ),
]
PromotionNames = Annotated[
    list[str],
    typer.Argument(
        metavar=_("[PROMOTION...]"),
        help=_("Which promotions, as for --promotion."),
        autocompletion=completer(loading.promotion_candidates, "names"),
    ),
]
Exact = Annotated[
    bool,
    typer.Option("--exact", help=_("Take slugs only, and guess nothing: for scripts.")),
]
# Help lists these with the options of the group `Output`.
ColumnNames = Annotated[
    list[str],
    typer.Option(
        "--columns",
        "-c",
        metavar=_("NAMES"),
        help=_("Which columns, in which order, such as slug,name,sought. Repeated: all of them."),
        autocompletion=completer(column_candidates, "column_names"),
        rich_help_panel=Output.__name__,
    ),
]
PromotionColumnNames = Annotated[
    list[str],
    typer.Option(
        "--columns",
        "-c",
        metavar=_("NAMES"),
        help=_("Which columns, in which order, such as promotion,pay,months."),
        autocompletion=completer(promotion_column_candidates, "column_names"),
        rich_help_panel=Output.__name__,
    ),
]
CountedBy = Annotated[
    list[str],
    typer.Option(
        "--by",
        metavar=_("WHAT"),
        help=_("Count by {names}. Repeated: one after the other.").format(
            names=text.comma_list(DIMENSIONS)
        ),
        autocompletion=completer(_dimension_candidates, "by"),
        rich_help_panel=Output.__name__,
    ),
]

CountedAcross = Annotated[
    str | None,
    typer.Option(
        "--across",
        metavar=_("WHAT"),
        help=_("Make a table: its columns by this, its rows by --by."),
        autocompletion=completer(_dimension_candidates),
        rich_help_panel=Output.__name__,
    ),
]


def _print_version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        output.write_stdout([f"{version_of(bundled_date())}\n"])
        raise typer.Exit


@app.callback(invoke_without_command=True)
@with_options_of_groups
def eig(
    context: typer.Context,
    source: loading.Input,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help=_("Show the versions of eig and of its data, and exit."),
        ),
    ] = False,
) -> None:
    """Question, read and reuse the défis of the programme Entrepreneurs d'intérêt général.

    \b
    Start here:
      eig list                      what there is
      eig list --skill designer     what seeks your skill
      eig show predisauvetage       everything about one défi
    """
    if context.invoked_subcommand is None:
        # Not through a pager: whoever types nothing else wants to go on typing.
        output.write_stdout([context.get_help() + "\n"], drawn=True)
    # `--data` before the command is the default for `--data` after it.
    context.default_map = dict.fromkeys(COMMANDS, source._asdict())


@command("list")
def list_command(
    source: loading.Input,
    filters: Filters,
    order: Order,
    out: Output,
    words: Words = [],  # noqa: B006
    column_names: ColumnNames = [],  # noqa: B006
) -> None:
    """List the défis.

    \b
    Examples:
      eig list designers in Lyon
      eig list --skill designer --ministry culture
      eig list --search "données santé" --sort name
      eig list --columns slug,sought | sort -k 2 -n

    A terminal gets a few lines for each défi, or where it is wide a table; a pipe gets a line for
    each, with columns separated by tabs.
    """
    request = request_of("list", words, source, filters)
    _write_answer("list", request, order, out, column_names)


@command("show")
def show_command(
    source: loading.Input,
    filters: Filters,
    out: Output,
    names: ChallengeNames = [],  # noqa: B006
) -> None:
    """Show everything known about one défi or several.

    \b
    Examples:
      eig show predisauvetage
      eig show "Lab Santé" b@liseNAV 7
      eig show --family ecologie --format markdown
      eig show gobelins --format json | jq '.[0].hosts'
    """
    if names and filters.given:
        raise UsageError(_("défis are named, and filters are given: choose one"))
    if names:
        write_report(Cards(_find(source, names, exact=filters.exact)), out, source, "show")
        return
    if not (filters.given or source.promotion):
        raise UsageError(
            _(
                "eig show needs a défi or a filter, as in 'eig show predisauvetage' or"
                " 'eig show --phase stopped'. See 'eig show --help'."
            )
        )
    request = request_of("show", (), source, filters)
    _write_answer("show", request, Order(), out, form=Cards)


@command("export")
def export_command(
    source: loading.Input,
    filters: Filters,
    order: Order,
    out: Output,
    words: Words = [],  # noqa: B006
    column_names: ColumnNames = [],  # noqa: B006
) -> None:
    """Export the défis to standard output or a file.

    \b
    Examples:
      eig export --output defis.md --skill designer
      eig export --format excel --output defis.csv --force
      eig export --promotion all --output defis.db
      eig export --format datapackage --output defis
    """
    request = request_of("export", words, source, filters)
    _write_answer("export", request, order, out, column_names)


@command("brief")
def brief_command(
    source: loading.Input,
    filters: Filters,
    order: Order,
    out: Output,
    words: Words = [],  # noqa: B006
) -> None:
    """Write a note to hand on: numbers, défis, what is in use, what is not known, sources.

    \b
    Examples:
      eig brief santé
      eig brief --family ecologie --promotion all --output note.docx
      eig brief --promotion 5 --output note.html
    """
    request = request_of("brief", words, source, filters)
    _write_answer("brief", request, order, out, form=Brief)


@command("stats")
def stats_command(
    source: loading.Input,
    filters: Filters,
    out: Output,
    words: Words = [],  # noqa: B006
    by: CountedBy = [],  # noqa: B006
    across: CountedAcross = None,
) -> None:
    """Count défis and people by role, host and more.

    \b
    Examples:
      eig stats
      eig stats ministry
      eig stats --by skill --output roles.svg
      eig stats --promotion all --by skill --across promotion
      eig stats --format json | jq .sought
    """
    request = request_of("stats", words, source, filters)
    rows, columns = _rows_and_columns(request, by, across)
    counted_by = {*rows, *columns}
    # To count one promotion by promotion would say nothing.
    if request.source.is_part and not counted_by.isdisjoint({"promotion", "year"}):
        request = request._replace(source=request.source.of_all_promotions)
    request, answer = _answer_to(request)
    chosen, whole = answer.selected.dataset, answer.whole
    understood = request.filters_of(answer.selected)
    # By role, all people are counted: it shows whom designers, say, work with.
    roles = roles_chosen(whole, understood) if counted_by and "skill" not in counted_by else ()
    if columns:
        report: Counts = Crossed(chosen, whole, *rows, *columns, roles=roles)
    else:
        report = Counts(chosen, whole, rows, roles)
    report.chosen_by = tuple(map(text.printable, answer.selected.chosen_by))
    write_report(report, out, request.source, "stats")
    if understood.skill and not roles:
        output.print_note(
            _(
                "Everyone in these défis is counted, whatever their role; --by promotion"
                " counts only those in that role."
            )
        )
    _print_notes(answer)


def _rows_and_columns(
    request: Request, by: Sequence[str], across: str | None
) -> tuple[list[str], list[str]]:
    """Return by what rows are counted, and by what columns: by nothing without `--across`.

    Raises:
        UsageError: for what nothing is counted by, and for more than one with `--across`.
    """
    exact = request.filters.exact
    rows = dimensions_named(text.split_commas(by), exact=exact) or list(request.by)
    if across is None:
        return rows, []
    columns = dimensions_named([across], exact=exact)
    rows = rows or ["promotion" if columns == ["skill"] else "skill"]
    if len(rows) > 1:
        one = _("with --across, --by takes one of {names}")
        raise UsageError(one, names=text.comma_list(rows))
    return rows, columns


@command("promotions")
def promotions_command(
    source: loading.Input,
    out: Output,
    names: PromotionNames = [],  # noqa: B006
    column_names: PromotionColumnNames = [],  # noqa: B006
) -> None:
    """List the promotions: when, and how many défis and people.

    \b
    Examples:
      eig promotions
      eig promotions --columns promotion,pay,months,opens
      eig promotions --format csv
    """
    source = source.with_promotions(names)
    whole = _with_programmes(source if source.promotion else source.of_all_promotions)
    labels = {name: (label,) for name, (label, _kind) in promotion_columns().items()}
    # Unlike the columns of défis, no command lists them.
    there_are = _("The columns are {names}.").format(names=", ".join(labels))
    columns = names_typed(column_names, labels, there_are)
    write_report(Calls(whole, columns), out, source, "promotions")


@command("programme")
def programme_command(
    source: loading.Input,
    out: Output,
    names: PromotionNames = [],  # noqa: B006
) -> None:
    """Show the call for applications: dates, pay, profiles sought.

    \b
    Examples:
      eig programme
      eig programme --promotion 5
      eig programme --format json | jq '.[].closes'
    """
    source = source.with_promotions(names)
    whole = _with_programmes(source)
    current = today(bundled().dataset.programmes) if source.is_default else None
    write_report(Call(whole.programmes, whole.sources, current), out, source, "programme")
    _tell([widening.part_note(source)])


def _with_programmes(source: loading.Input) -> Dataset:
    """Return the dataset; raise EigError where it does not describe a programme."""
    whole = loading.load(source)
    if not whole.programmes:
        raise EigError(_("the dataset does not describe a programme"))
    return whole


# The addresses of a défi, and what to say where it has none.
_ADDRESSES = {
    "page": N_("the dataset gives no page of {slug}"),
    "product": N_("the dataset knows no product of {slug}"),
    "repository": N_("the dataset knows no source code of {slug}"),
    "card": N_("the dataset knows no card of {slug}"),
}


@command("open")
def open_command(
    names: ChallengeName,
    source: loading.Input,
    product: Annotated[
        bool, typer.Option("--product", help=_("Open what the défi made instead."))
    ] = False,
    repository: Annotated[
        bool, typer.Option("--repository", help=_("Open its source code instead."))
    ] = False,
    card: Annotated[
        bool, typer.Option("--card", help=_("Open its card on beta.gouv.fr instead."))
    ] = False,
    print_: Annotated[
        bool, typer.Option("--print", help=_("Print the address instead of opening it."))
    ] = False,
    exact: Exact = False,
) -> None:
    """Open the page of a défi, its product, its source code or its card.

    \b
    Examples:
      eig open gobelins
      eig open gobelins --repository
      eig open gobelins --product --print
    """
    options = {"product": product, "repository": repository, "card": card}
    wanted = [name for name, is_given in options.items() if is_given] or ["page"]
    if len(wanted) > 1:
        raise UsageError(_("--product, --repository and --card are addresses: choose one"))
    challenge, *others = _find(source, names, exact=exact).challenges
    if others:
        slugs = text.comma_list([one.slug for one in (challenge, *others)])
        raise UsageError(_("eig open takes one défi, not {slugs}"), slugs=slugs)
    address = getattr(challenge, wanted[0])
    if address is None:
        raise EigError(_no_address(challenge, wanted[0], source))
    if print_:
        output.write_stdout([f"{address}\n"])
    else:
        _open_in_browser(address)


def _no_address(challenge: Challenge, wanted: str, source: loading.Input) -> str:
    """Return that a challenge has not the address that is wanted, and how to open one it has."""
    no = _(_ADDRESSES[wanted]).format(slug=challenge.slug)
    for name in _ADDRESSES:
        if name != "page" and getattr(challenge, name):
            line = ["eig", "open", challenge.slug, f"--{name}", *source.as_arguments]
            but = _("{no}. What it has: {command}")
            return but.format(no=no, command=text.shell_line(line))
    return no


def _open_in_browser(address: str) -> None:
    """Open an address; raise EigError where no browser does."""
    import urllib.parse
    import webbrowser

    output.print_message(_("opening {address}").format(address=address))
    # The loader lets no other addresses in than those of the web; BROWSER may hand them to a shell.
    address = urllib.parse.quote(address, safe="%/:?#[]@!&*+,=")
    opened = False
    with suppress(ValueError, IndexError):  # what BROWSER names may be no command
        opened = webbrowser.open(address)
    if not opened:
        raise EigError(_("no browser can be opened here"))


# The dataset that `eig init` writes by itself.
_STARTER = "defis.yaml"


_CHECK_FORMATS = ("plain", "json")


@command("check")
def check_command(
    source: loading.Input,
    files: Annotated[
        list[str],
        typer.Argument(metavar=_("[FILE...]"), help=_("The datasets, instead of --data.")),
    ] = [],  # noqa: B006
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="plain|json",
            help=_(
                "json: an array of the problems, with file, line, column, code, text and severity."
            ),
            autocompletion=completer(lambda *_given: ((name, "") for name in _CHECK_FORMATS)),
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("The same as --format json."))] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=_("Warnings are mistakes too: exit code 1."))
    ] = False,
) -> None:
    """Check a dataset: every problem, at its line and column.

    \b
    Examples:
      eig check mine.yaml
      eig check mine.yaml --strict
      eig check mine.yaml --format json | jq -r '.[].code'
      eig export --format yaml --skill designer | eig check -
    """
    no, there_are = _("no format is called {name}."), _("The formats are {names}.")
    formats = dict.fromkeys(_CHECK_FORMATS, ())
    name = "plain" if format_ is None else code_called(format_, formats, no, there_are)
    is_json = as_json or name == "json"
    if files and source.data:
        raise UsageError(_("datasets are given both as FILE and with --data: choose one"))
    source = source._replace(data=(*files, *source.data))
    checked, problems = check(source)
    errors = sum(problem.severity == "error" for problem in problems)
    if is_json:
        from eigcli.formats.json import json_text

        output.write_stdout([json_text([problem._asdict() for problem in problems])])
    else:
        lines = [
            *problem_lines(problems),
            *([_verdict(source, checked)] if checked and not errors else []),
        ]
        output.write_stdout(f"{output.wrap_for(line, sys.stdout)}\n" for line in lines)
    if errors or (strict and problems):
        raise typer.Exit(DatasetError.exit_code)


def _verdict(source: loading.Input, checked: Dataset) -> str:
    """Return that a dataset has no problems, and what is in it."""
    if source.paths:
        names = text.comma_list(["<stdin>" if path == "-" else path for path in source.paths])
    else:
        names = _("what comes with eig")
    fine = _("{files}: {totals}; no problems")
    return fine.format(files=names, totals=Counts(checked).totals)


@command("init")
def init_command(
    file: Annotated[
        str, typer.Argument(metavar=_("[FILE]"), help=_("Its name; - is standard output."))
    ] = _STARTER,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar=_("FILE"),
            help=_("Make it from this spreadsheet, saved as CSV; - is standard input."),
        ),
    ] = None,
) -> None:
    """Write a dataset to start your own call from.

    It has two défis and explains every key that there is.

    \b
    Examples:
      eig init
      eig init ours.yaml && eig list --data ours.yaml
      eig init --from projets.csv
    """
    if from_ is None:
        written = starter()
    else:
        from eigcli.data.spreadsheet import dataset_text

        name, content = file_at(from_)
        written = dataset_text(content, name)
    if file == "-":
        output.write_stdout([written])
        return
    output.save_file(file, [written], force=None)
    done = _("wrote {file}. After a change: eig check {name}. To ask it: eig list --data {name}")
    output.print_message(done.format(file=text.quoted_path(file), name=text.shell_line([file])))


# The schemas that there are, and what each describes.
_SCHEMAS = {
    "columns": N_("the columns that --columns takes, each with a sentence"),
    "csv": N_("a Table Schema of what eig exports in the format csv"),
    "dataset": N_("a JSON Schema of the datasets that eig reads"),
}


@command("schema")
def schema_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="columns|csv|dataset",
            help=_(
                "Of what: the columns to choose from, the CSV that eig exports, or the datasets"
                " that it reads."
            ),
            autocompletion=completer(
                lambda *_given: ((name, _(about)) for name, about in _SCHEMAS.items())
            ),
        ),
    ],
    source: loading.Input,
) -> None:
    """Print a schema of the data, for programs that check it.

    \b
    Examples:
      eig schema columns | grep recruited
      eig schema csv > schema.json
      eig schema dataset

    The first has a line for each column that --columns takes; the second is a Table Schema, with a
    field for each column of an export, in French as portals want it; the third is a JSON Schema, in
    English as the keys are.
    """
    from eigcli.formats.csv import csv_schema
    from eigcli.formats.json import json_text

    no, there_are = _("no schema is called {name}."), _("The schemas are {names}.")
    kind = code_called(name, dict.fromkeys(_SCHEMAS, ()), no, there_are)
    if kind == "dataset":
        output.write_stdout([json_text(dataset_schema())])
        return
    loaded = loading.load(source)
    if kind == "csv":
        output.write_stdout([json_text(csv_schema(loaded))])
        return
    columns = columns_in(loaded, known_roles(loaded))
    width = max(map(len, columns))
    output.write_stdout(f"{code:{width}}  {column.about}\n" for code, column in columns.items())


@command("help")
def help_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[COMMAND]"),
            help=_("A command of eig."),
            autocompletion=completer(lambda *_given: ((name, "") for name in COMMANDS)),
        ),
    ] = None,
) -> None:
    """Show how to use eig, or one of its commands.

    \b
    Examples:
      eig help
      eig help list
    """
    execute([*([name] if name else []), "--help"])


def _tell(notes: Iterable[str]) -> None:
    """Tell each note that is not empty, to programs too."""
    for note in filter(None, notes):
        output.print_message(note)


def _find(source: loading.Input, names: Sequence[str], *, exact: bool) -> Dataset:
    """Return the challenges called `names`, of any promotion unless one is asked for.

    Raises:
        EigError: for a name that no challenge goes by, or more than one.
    """
    found = find_by_name(loading.load(source, exact=exact), names, source, exact=exact)
    _tell(found.notes)
    return found.dataset


def _write_answer(
    command_name: str,
    request: Request,
    order: Order,
    out: Output,
    column_names: Sequence[str] = (),
    form: type[Listing] = Listing,
) -> None:
    """Write the challenges that are asked for, and tell what to know of the answer."""
    request, answer = _answer_to(request)
    filters = request.filters
    listing = form(
        sort_challenges(answer.selected.dataset, order, exact=filters.exact),
        columns_named(answer.whole, column_names, exact=filters.exact) if column_names else None,
        answer.selected.matches,
        tuple(map(text.printable, answer.selected.chosen_by)),
        bundled=not request.source.paths,
        found=len(answer.selected.dataset.challenges),
    )
    write_report(listing, out, request.source, command_name)
    _print_notes(answer)


def _answer_to(request: Request) -> tuple[Request, widening.Answer]:
    """Return the challenges that are asked for, and tell how; where there is none, print why.

    With them comes the request that they answer: `otherwise`, where only that finds some.

    Raises:
        UsageError: for a value that nothing matches, with how to see those that there are.
    """
    try:
        answer = widening.ask(request.source, request.filters)
    except UnknownValueError as error:
        source, there_is = request.source, ""
        if error.option in DIMENSIONS:
            whole = source.of_all_promotions if source.is_part else source
            line = text.shell_line(["eig", "stats", "--by", error.option, *whole.as_arguments])
            there_is = _("To see what there is: {command}.").format(command=line)
        in_words = bool(request.named)
        others = widening.count_of_others(source, request.filters, in_words=in_words)
        raise UsageError(text.join_sentences(str(error), there_is, others)) from None
    if request.otherwise and not answer.selected.dataset.challenges:
        other = widening.ask(request.otherwise.source, request.otherwise.filters)
        if other.selected.dataset.challenges:
            request, answer = request.otherwise, other
    _tell(request.understood(answer.selected, answer.whole))
    totals = Counts(answer.selected.dataset).totals if request.counted else ""
    _tell([answer.selected.left_out, totals])
    if not answer.selected.dataset.challenges:
        source, in_words = request.source, bool(request.named)
        why = explain_no_match(answer.whole, request.filters_of(answer.selected), source)
        everywhere = _("All promotions were searched.") if source.is_part else ""
        others = widening.count_of_others(source, request.filters, in_words=in_words)
        output.print_message(text.join_sentences(why, everywhere, others))
    return request, answer


def _print_notes(answer: widening.Answer) -> None:
    """Tell a person how filters were understood, and everybody what the answer leaves out.

    That comes after the answer: what a pager shows would hide it.
    """
    for note in answer.selected.notes:
        output.print_note(note)
    _tell([answer.note])


def execute(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name, such as `["list", "--json"]`; return its exit code.

    Raises:
        EigError: for whatever the user can mend, mistakes in the arguments included.
    """
    command_line.remember(arguments)
    try:
        return app(arguments, prog_name="eig", standalone_mode=False) or 0
    except SystemExit as done:  # how completion ends
        return int(done.code or 0)
