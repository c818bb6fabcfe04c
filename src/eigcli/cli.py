"""The commands: options in, a report out."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, NamedTuple

import typer

from eigcli import output, text
from eigcli.app import COMMANDS, Group, command, command_lines, with_options_of_groups
from eigcli.ask.choosing import Answer, Filters, answer, sort_keys
from eigcli.ask.counting import MEASURES, facets_called, measure_called
from eigcli.ask.facets import COUNTED, FACETS, FILTERS, completions
from eigcli.ask.finding import find
from eigcli.ask.naming import UnknownNameError
from eigcli.completion import completer
from eigcli.data import loading
from eigcli.data.merging import file_at
from eigcli.data.metadata import version_of
from eigcli.data.model import Dataset
from eigcli.data.parts import ALL, named_part
from eigcli.data.starter import starter
from eigcli.errors import DatasetError, EigError, UsageError, problem_lines
from eigcli.formats import Output, write_report
from eigcli.messages import N_, _
from eigcli.options import Option, options
from eigcli.report.brief import brief
from eigcli.report.calls import programme, promotion_columns, promotions
from eigcli.report.columns import challenge_columns, columns_named
from eigcli.report.counts import Counts, stats
from eigcli.report.listing import cards, listing

app = typer.Typer(
    name="eig",
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Plain help: scripts and screen readers get it as it is.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_(
        "Exit codes: 0 for an answer, even an empty one; 1 for what cannot be done; 2 for a wrong"
        " command line."
    ),
)


def _values(facet: str, source: loading.Input, _typed: str) -> Iterable[tuple[str, str]]:
    """Return what completes a value of a filter, as the promotions that are asked have it."""
    return completions(loading.load_or_empty(source), facet).items()


def _excluded(source: loading.Input, typed: str) -> Iterable[tuple[str, str]]:
    name, equals, _value = typed.partition("=")
    if equals and name in FILTERS:
        return ((f"{name}={value}", about) for value, about in _values(name, source, ""))
    return ((f"{facet}=", _(FACETS[facet].label)) for facet in FILTERS)


def _slugs(source: loading.Input, _typed: str) -> Iterator[tuple[str, str]]:
    whole = loading.load_or_empty(source.of_all_promotions)
    return ((challenge.slug, challenge.name) for challenge in whole.challenges)


def _columns(source: loading.Input, _typed: str) -> Iterable[tuple[str, str]]:
    columns = challenge_columns(loading.load_or_empty(source))
    return ((name, column.label) for name, column in columns.items())


def _of_promotions(*_given: object) -> Iterator[tuple[str, str]]:
    return ((name, column.label) for name, column in promotion_columns(Dataset()).items())


def _facets(*_given: object) -> Iterator[tuple[str, str]]:
    return ((facet, _(FACETS[facet].title)) for facet in COUNTED)


def _measures(*_given: object) -> Iterator[tuple[str, str]]:
    return ((measure, _(label)) for measure, label in MEASURES.items())


_Texts = tuple[str, ...]
_OF = {facet: partial(_values, facet) for facet in FILTERS}


@options(
    skill=Option(_("Défis that seek this role or expertise."), _("SKILL"), "-s", _OF["skill"]),
    ministry=Option(
        _("Défis of this ministry, department or family, by any of its names."),
        _("TEXT"),
        "-m",
        _OF["ministry"],
    ),
    family=Option(
        _("Défis of this family of ministries, whatever their names."),
        _("FAMILY"),
        candidates=_OF["family"],
    ),
    theme=Option(_("Défis filed under this theme."), _("THEME"), candidates=_OF["theme"]),
    town=Option(
        _("Défis whose team works in this town, département (name or number) or region."),
        _("PLACE"),
        candidates=_OF["town"],
    ),
    phase=Option(
        _("Défis whose product is in this phase, such as stopped; in-use is any in which it is."),
        _("PHASE"),
        candidates=_OF["phase"],
    ),
    state=Option(
        _(
            "Défis of which this became: in-use, handed-over, on-trial, ended or unknown; used is"
            " the first two."
        ),
        _("STATE"),
        candidates=_OF["state"],
    ),
    has=Option(
        _("Défis of which this is known: {names}. Repeated: all of them.").format(
            names=", ".join(completions(Dataset(), "has"))
        ),
        _("WHAT"),
        candidates=_OF["has"],
    ),
    at_least=Option(_("Défis of at least N people, or of N in a role: 3, or designer=2."), _("N")),
    at_most=Option(_("Défis of at most N people, or of N in a role."), _("N")),
    without=Option(
        _("Défis that do not have this, such as skill=designer or town=Paris."),
        _("FILTER=VALUE"),
        candidates=_excluded,
    ),
    search=Option(_("Défis that mention these words, best matches first."), _("TEXT"), "-q"),
    exact=Option(_("Take codes and whole names only, of promotions and columns too: for scripts.")),
)
class Choice(NamedTuple):
    """What challenges must meet: all that is given, of a repeated option any of its values."""

    skill: _Texts = ()
    ministry: _Texts = ()
    family: _Texts = ()
    theme: _Texts = ()
    town: _Texts = ()
    phase: _Texts = ()
    state: _Texts = ()
    has: _Texts = ()
    at_least: _Texts = ()
    at_most: _Texts = ()
    without: _Texts = ()
    search: _Texts = ()
    exact: bool = False


Choice.__name__ = "Filters"  # the title of the group in help


def _keys(*_given: object) -> Iterator[tuple[str, str]]:
    return ((key, _(label)) for key, label in sort_keys(Dataset()).items())


@options(
    sort=Option(
        _("Sort by {keys}.").format(keys=text.comma_list(sort_keys(Dataset()))),
        _("KEY"),
        candidates=_keys,
    ),
    reverse=Option(_("Reverse the order.")),
    limit=Option(_("The first N only."), _("N"), "-n", minimum=1),
)
class Order(NamedTuple):
    """The order of a list, and how many challenges it has."""

    sort: str | None = None
    reverse: bool = False
    limit: int | None = None


def _argument(metavar: str, about: str, candidates: Any = None, parameter: str = "") -> Any:
    completed = candidates and completer(candidates, parameter, commas=False)
    return typer.Argument(metavar=metavar, help=about, autocompletion=completed)


def _option(names: str, about: str, metavar: str, candidates: Any, parameter: str = "") -> Any:
    completed = completer(candidates, parameter)
    return typer.Option(
        *names.split(),
        metavar=metavar,
        help=about,
        autocompletion=completed,
        rich_help_panel="Output",
    )


_NAMES = _(
    "The slug or the number of a défi, any words of its name, its promotion and its number (5.3);"
    " or a host or a promotion, for all of its défis."
)
_COLUMNS = _("Which columns, in which order, separated by commas. Repeated: all of them.")
_BY = _("Count by {names}. Repeated: one after the other.").format(names=", ".join(COUNTED))
_ACROSS = _("Make a table: its columns by this, its rows by --by.")
_MEASURE = _("What shares and the largest are of: {names}; by default challenges.").format(
    names=", ".join(MEASURES)
)
_WHICH = _("Which promotions, as for --promotion.")
_OF_PROMOTIONS = loading.promotion_candidates
Words = Annotated[
    list[str], _argument(_("[WORDS...]"), _("A question, such as designers in Lyon 2022."))
]
Names = Annotated[list[str], _argument(_("[DEFI...]"), _NAMES, _slugs, "names")]
Name = Annotated[list[str], _argument(_("DEFI"), _NAMES, _slugs, "names")]
Promotions = Annotated[list[str], _argument(_("[PROMOTION...]"), _WHICH, _OF_PROMOTIONS, "names")]
Columns = Annotated[
    list[str], _option("--columns -c", _COLUMNS, _("NAMES"), _columns, "column_names")
]
PromotionColumns = Annotated[
    list[str], _option("--columns -c", _COLUMNS, _("NAMES"), _of_promotions, "column_names")
]
By = Annotated[list[str], _option("--by", _BY, _("WHAT"), _facets, "by")]
Across = Annotated[str | None, _option("--across", _ACROSS, _("WHAT"), _facets)]
Measure = Annotated[str | None, _option("--measure", _MEASURE, _("WHAT"), _measures)]


def _flag(name: str, about: str) -> Any:
    return typer.Option(f"--{name}", help=about)


def _print_version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        output.write_stdout([f"{version_of(loading.bundled_date())}\n"])
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
    Ask in words:
      eig designers in Lyon
      eig how many projects per theme
      eig "which projects of 2021 are still in use"
    """
    if context.invoked_subcommand is None:
        lines = [f"  {name:<12}{about}" for name, about in command_lines()]
        start = str(context.command.help).replace("\b\n", "")
        more = _("Or use a command; eig COMMAND --help says what it takes, eig --help the rest.")
        output.write_stdout(["\n".join([start, "", more, *lines]) + "\n"], drawn=True)
    # `--data` before the command is the default for `--data` after it.
    context.default_map = dict.fromkeys(COMMANDS, source._asdict())


@command("list")
def list_command(
    source: loading.Input,
    choice: Choice,
    order: Order,
    out: Output,
    words: Words = [],  # noqa: B006
    column_names: Columns = [],  # noqa: B006
) -> None:
    """List the défis.

    \b
    Examples:
      eig list designers in Lyon
      eig list --skill designer --ministry culture
      eig list --search "données santé" --sort name
      eig list --columns slug,sought | sort -k 2 -n

    A terminal gets a few lines for each défi; a pipe gets a line for each, with columns separated
    by tabs.
    """
    _write_listing("list", source, choice, order, out, words, column_names)


@command("show")
def show_command(
    source: loading.Input,
    choice: Choice,
    out: Output,
    names: Names = [],  # noqa: B006
) -> None:
    """Show everything known about one défi or several.

    \b
    Examples:
      eig show predisauvetage
      eig show "Lab Santé" b@liseNAV 7
      eig show --family ecologie --format markdown
      eig show gobelins --format json | jq '.[0].hosts'
    """
    given = _filters(source, choice, Order())
    if names and given.given:
        raise UsageError(_("défis are named, and filters are given: choose one"))
    if not (names or given.given or source.promotion):
        needs = _(
            "eig show needs a défi or a filter, as in 'eig show predisauvetage' or"
            " 'eig show --phase stopped'. See 'eig show --help'."
        )
        raise UsageError(needs)
    found = _print_notes(_found(source, given, names) if names else _answer(source, given))
    write_report(cards(found), out, source, "show")


@command("export")
def export_command(
    source: loading.Input,
    choice: Choice,
    order: Order,
    out: Output,
    words: Words = [],  # noqa: B006
    column_names: Columns = [],  # noqa: B006
) -> None:
    """Export the défis to standard output or a file.

    \b
    Examples:
      eig export --output defis.md --skill designer
      eig export --format excel --output defis.csv --force
      eig export --promotion all --output defis.db
      eig export --format datapackage --output defis
    """
    _write_listing("export", source, choice, order, out, words, column_names)


@command("brief")
def brief_command(
    source: loading.Input,
    choice: Choice,
    order: Order,
    out: Output,
    words: Words = [],  # noqa: B006
) -> None:
    """Write a note to hand on: numbers, défis, what is in use, what is not known, sources.

    \b
    Examples:
      eig brief santé
      eig brief --family ecologie --output note.docx
      eig brief --promotion 5 --output note.html
    """
    found = _print_notes(_answer(source, _filters(source, choice, order), words, is_whole=True))
    write_report(brief(found, order.limit), out, source, "brief")


@command("stats")
def stats_command(
    source: loading.Input,
    choice: Choice,
    out: Output,
    words: Words = [],  # noqa: B006
    by: By = [],  # noqa: B006
    across: Across = None,
    measure: Measure = None,
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
    rows = facets_called(text.split_commas(by), exact=choice.exact)
    columns = facets_called([across], exact=choice.exact) if across is not None else []
    counted = "" if measure is None else measure_called(measure, exact=choice.exact)
    # To count one promotion by promotion would say nothing.
    is_whole = not {"promotion", "year"}.isdisjoint([*rows, *columns])
    given = _filters(source, choice, Order())
    found = _print_notes(_answer(source, given, words, counting=True, is_whole=is_whole))
    report = stats(found, rows, "".join(columns), counted)
    write_report(report, out, source, "stats")


@command("promotions")
def promotions_command(
    source: loading.Input,
    out: Output,
    names: Promotions = [],  # noqa: B006
    column_names: PromotionColumns = [],  # noqa: B006
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
    write_report(promotions(whole, column_names), out, source, "promotions")


@command("programme")
def programme_command(
    source: loading.Input,
    out: Output,
    names: Promotions = [],  # noqa: B006
) -> None:
    """Show the call for applications: dates, pay, profiles sought.

    \b
    Examples:
      eig programme
      eig programme --promotion 5
      eig programme --format json | jq '.[].closes'
    """
    source = source.with_promotions(names)
    report = programme(_with_programmes(source), today=source.is_default)
    write_report(report, out, source, "programme")


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
    "video": N_("the dataset knows no video of {slug}"),
    "article": N_("the dataset knows no article on {slug}"),
    "document": N_("the dataset knows no document of {slug}"),
}


@command("open")
def open_command(
    names: Name,
    source: loading.Input,
    product: Annotated[bool, _flag("product", _("Open what the défi made instead."))] = False,
    repository: Annotated[bool, _flag("repository", _("Open its source code instead."))] = False,
    card: Annotated[bool, _flag("card", _("Open its card on beta.gouv.fr instead."))] = False,
    video: Annotated[bool, _flag("video", _("Open a video of it instead."))] = False,
    article: Annotated[bool, _flag("article", _("Open an article on it instead."))] = False,
    document: Annotated[bool, _flag("document", _("Open a document of it instead."))] = False,
    print_: Annotated[bool, _flag("print", _("Print the address instead of opening it."))] = False,
    exact: Annotated[
        bool, _flag("exact", _("Take slugs only, and guess nothing: for scripts."))
    ] = False,
) -> None:
    """Open the page of a défi, or what there is to see and to read of it.

    \b
    Examples:
      eig open gobelins
      eig open gobelins --repository
      eig open gobelins --product --print
    """
    options = {"product": product, "repository": repository, "card": card}
    options |= {"video": video, "article": article, "document": document}
    wanted = [name for name, is_given in options.items() if is_given] or ["page"]
    if len(wanted) > 1:
        listed = ", ".join(f"--{name}" for name in wanted)
        raise UsageError(_("{options} are addresses: choose one"), options=listed)
    given = _filters(source, Choice(exact=exact), Order())
    [challenge, *others] = _found(source, given, names).chosen.challenges
    if others:
        slugs = text.comma_list([one.slug for one in (challenge, *others)])
        raise UsageError(_("eig open takes one défi, not {slugs}"), slugs=slugs)
    links = (link.url for link in challenge.links if link.kind == wanted[0])
    address = getattr(challenge, wanted[0], None) or next(links, None)
    if address is None:
        raise EigError(_(_ADDRESSES[wanted[0]]), slug=challenge.slug)
    if print_:
        output.write_stdout([f"{address}\n"])
        return
    import urllib.parse
    import webbrowser

    output.print_message(_("opening {address}").format(address=address))
    opened = False
    with suppress(ValueError, IndexError):  # what BROWSER names may be no command
        # BROWSER may hand it to a shell.
        opened = webbrowser.open(urllib.parse.quote(address, safe="%/:?#[]@!&*+,="))
    if not opened:
        raise EigError(_("no browser can be opened here"))


@command("check")
def check_command(
    source: loading.Input,
    files: Annotated[
        list[str], _argument(_("[FILE...]"), _("The datasets, instead of --data."))
    ] = [],  # noqa: B006
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="plain|json",
            help=_(
                "json: an array of the problems, with file, line, column, code, text and severity."
            ),
        ),
    ] = "plain",
    as_json: Annotated[bool, _flag("json", _("The same as --format json."))] = False,
    strict: Annotated[bool, _flag("strict", _("Warnings are mistakes too: exit code 1."))] = False,
) -> None:
    """Check a dataset: every problem, at its line and column.

    \b
    Examples:
      eig check mine.yaml
      eig check mine.yaml --strict
      eig check mine.yaml --format json | jq -r '.[].code'
      eig export --format yaml --skill designer | eig check -
    """
    if files and source.data:
        raise UsageError(_("datasets are given both as FILE and with --data: choose one"))
    source = source._replace(data=(*files, *source.data))
    if (name := text.fold(format_)) not in ("plain", "json"):
        no, there_are = _("no format is called {name}."), _("The formats are {names}.")
        raise UsageError(text.not_found_message(no, there_are, format_, ("plain", "json")))
    checked, problems = loading.check(source)
    errors = [problem for problem in problems if problem.severity == "error"]
    if as_json or name == "json":
        from eigcli.formats.records import json_text

        output.write_stdout([json_text([problem._asdict() for problem in problems])])
    else:
        lines = [*problem_lines(problems)]
        if checked is not None and not errors:
            fine = _("{files}: {totals}; no problems")
            fine = _("{files}: {totals}; no mistakes") if problems else fine
            names = ["<stdin>" if path == "-" else path for path in source.paths] or ["eig"]
            headline = Counts(checked).headline
            lines.append(fine.format(files=text.comma_list(names), totals=headline))
        output.write_stdout(f"{output.wrap_for(line, sys.stdout)}\n" for line in lines)
    if errors or (strict and problems):
        raise typer.Exit(DatasetError.exit_code)


# The dataset that `eig init` writes by itself.
_STARTER = "defis.yaml"


@command("init")
def init_command(
    file: Annotated[str, _argument(_("[FILE]"), _("Its name; - is standard output."))] = _STARTER,
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
        written, own = dataset_text(content, name)
        if own:
            kept = _("kept under keys of your own, x-…: {headings}")
            output.print_message(kept.format(headings=text.comma_list(own)))
    if file == "-":
        output.write_stdout([written])
        return
    output.save_file(file, [written], force=None)
    done = _("wrote {file}. After a change: eig check {name}. To ask it: eig list --data {name}")
    name = text.shell_line([file])
    output.print_message(done.format(file=text.quoted_path(file), name=name))


def _schemas(*_given: object) -> Iterator[tuple[str, str]]:
    from eigcli.formats.schemas import SCHEMAS

    return ((name, _(about)) for name, about in SCHEMAS.items())


@command("schema")
def schema_command(
    name: Annotated[str, _argument("columns|csv|json|stats|dataset", _("Which schema."), _schemas)],
    source: loading.Input,
) -> None:
    """Print a schema of the data, for programs that check it.

    \b
    Examples:
      eig schema columns | grep recruited
      eig schema csv > schema.json
      eig schema dataset

    The first has a line for each column that --columns takes; csv is a Table Schema, with a field
    for each column of an export, in French as portals want it; the others are JSON Schemas, in
    English as the keys are.
    """
    from eigcli.formats.records import json_text
    from eigcli.formats.schemas import COLUMNS, OF_DATA, schema_called

    whole = loading.load(source) if name in OF_DATA else Dataset(challenges=())
    if name != COLUMNS:
        output.write_stdout([json_text(schema_called(name, whole))])
        return
    columns = challenge_columns(whole, tuple(loading.records_of(whole, "skills").values()))
    width = max(map(len, columns))
    output.write_stdout(f"{name:{width}}  {c.about}\n" for name, c in columns.items())


def _filters(source: loading.Input, choice: Choice, order: Order) -> Filters:
    """Return what options ask for, as `answer` takes it; the limit is ours."""
    values = {facet: getattr(choice, facet) for facet in FILTERS if getattr(choice, facet)}
    promotion = source.promotion
    if not promotion and not source.paths and loading.default_is_set():
        promotion = (loading.default_promotion(),)
    return Filters(
        values,
        promotion,
        *(choice.at_least, choice.at_most, choice.without, choice.search, choice.exact),
        *(order.sort, order.reverse),
    )


def _default(source: loading.Input) -> Sequence[str]:
    """Return the promotions that options ask about where none is named; none: all of them."""
    return () if source.paths else loading.default_codes()


def _found(source: loading.Input, given: Filters, names: Sequence[str]) -> Answer:
    """Return the challenges that are named.

    Raises:
        EigError: for a name that no challenge goes by, or more than one.
    """
    whole = loading.load(source.of_all_promotions)
    whole = named_part(whole, given.promotion or [ALL], exact=given.exact)
    challenges, notes = find(whole, names, _default(source), exact=given.exact)
    chosen = replace(whole, challenges=tuple(challenges))
    return Answer(chosen, whole, Filters(), first=tuple(notes))


def _answer(
    source: loading.Input,
    given: Filters,
    words: Sequence[str] = (),
    *,
    counting: bool = False,
    is_whole: bool = False,
) -> Answer:
    """Return the challenges that are asked for.

    Args:
        source: the datasets.
        given: what options ask for.
        words: a question.
        counting: whether words may say what to count by.
        is_whole: whether all promotions are meant where none is named.

    Raises:
        UsageError: for a value that nothing matches, with how to see those that there are.
    """
    whole = loading.load(source.of_all_promotions)
    default = () if is_whole else _default(source)
    try:
        return answer(whole, given, " ".join(words), default, counting=counting)
    except UnknownNameError as error:
        if error.facet not in COUNTED:
            raise
        line = f"eig stats --by {error.facet} --promotion all"
        see = _("To see what there is: {command}.").format(command=line)
        raise UsageError(text.join_sentences(str(error), see)) from None


def _print_notes(found: Answer) -> Answer:
    """Print what to know before an answer, and return it with the notes that stand behind it."""
    notes = () if found.chosen.challenges else found.notes
    facts = () if output.is_terminal() else found.facts  # a terminal has them above the card
    for note in filter(None, (found.scope, *found.first, *facts, *notes)):
        output.print_message(note)
    return found if found.chosen.challenges else found._replace(notes=())


def _write_listing(
    command_name: str,
    source: loading.Input,
    choice: Choice,
    order: Order,
    out: Output,
    words: Sequence[str],
    column_names: Sequence[str] = (),
) -> None:
    """Write the challenges that are asked for."""
    given = _filters(source, choice, order)
    found = _answer(source, given, words)
    columns = columns_named(found.whole, column_names, exact=choice.exact) if column_names else ()
    found = _print_notes(found)
    if columns or command_name != "list":
        report = listing(found, columns, order.limit)
    elif found.topic == "programme":
        report = programme(_with_programmes(source), today=source.is_default)
    elif found.by:
        report = stats(found)
    else:
        # Of what is asked of one défi, its card tells more.
        report = cards(found) if found.facts else listing(found, columns, order.limit)
    write_report(report, out, source, command_name)


def execute(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name, such as `["list", "--json"]`; return its exit code.

    Raises:
        EigError: for whatever the user can mend, mistakes in the arguments included.
    """
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    try:
        return app(arguments, prog_name="eig", standalone_mode=False) or 0
    except SystemExit as done:  # how completion ends
        return int(done.code or 0)
