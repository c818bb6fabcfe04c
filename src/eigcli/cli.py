"""The commands: options in, a report out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

import typer

from eigcli import output, text
from eigcli.app import COMMANDS, command, command_lines, program
from eigcli.data import loading
from eigcli.data.loading import bundled_paths, file_at
from eigcli.data.model import Dataset
from eigcli.data.promotions import ALL, promotions_named, select_promotions
from eigcli.errors import DatasetError, EigError, UsageError
from eigcli.formats import COLUMNS, SCHEMAS
from eigcli.messages import N_, _, language
from eigcli.options import Input, Values, argument, option, promotion_candidates
from eigcli.query.choosing import Answer, NoQuestionError
from eigcli.query.choosing import answer as answer_to
from eigcli.query.counting import MEASURES, facets_called, measure_called
from eigcli.query.facets import COUNTED, FACETS, FILTERS, values_of_keys
from eigcli.query.filters import filters_of, sort_keys
from eigcli.query.finding import find
from eigcli.report.blocks import Report
from eigcli.report.calls import (
    calls_asked,
    calls_in_short,
    contact_of,
    latest_call_status,
    programme,
    promotions,
)
from eigcli.report.cards import facts_asked
from eigcli.report.counts import stats
from eigcli.report.listing import cards, definition, listing
from eigcli.report.metadata import VERSION, metadata_of
from eigcli.report.tables import challenge_columns, columns_named
from eigcli.writing import Output, write_report

_FACETS = {facet: FACETS[facet].label for facet in COUNTED}
_EXCLUDED = {f"{facet}=": FACETS[facet].label for facet in FILTERS}


_OF_FACETS = {
    name: option(facet.help, facet.metavar, facet.short, names=facet.codes)
    for name, facet in FACETS.items()
    if facet.help
}


class Choice(NamedTuple):
    """The filters, all of which challenges must meet; help says what a repeated one means."""

    facets: Mapping[str, Values] = _OF_FACETS
    at_least: Values = option(
        "Challenges of at least N people, in all or in a role: 3, designer=2, recruited designer=2;"
        " or of a date, or a key of your own: state_date=2024-08, budget=50000. Repeated: all of"
        " them.",
        "N",
    )
    at_most: Values = option(
        "Challenges of at most N people, as for --at-least. Repeated: all of them.", "N"
    )
    where: Values = option(
        "Challenges with this value of a key of your own, or of techniques, repository_licence,"
        " departments, expertise, keywords,"
        " funding or basis. Repeated: all of them.",
        "KEY=VALUE",
        candidates=values_of_keys,
    )
    without: Values = option(
        "Challenges without this, such as skill=designer or town=Paris. Repeated: without any of"
        " them.",
        "FILTER=VALUE",
        names=_EXCLUDED,
    )
    search: Values = option(
        "Challenges that mention these words, best matches first. Repeated: all of them.",
        "TEXT",
        "-q",
    )
    exact: bool = option(
        "Take codes and whole names only, of promotions and columns too: for scripts."
    )


class Order(NamedTuple):
    """The order of a list, and how many challenges it has."""

    sort: str | None = option("Sort by {names}.", "KEY", names=sort_keys(Dataset()))
    reverse: bool = option("Reverse the order.")
    limit: int | None = option("The first N only.", "N", "-n")


_NAMES = argument(
    "A challenge: its slug, its number, words of its name, or promotion and number (5.3). Or a host"
    " or a promotion, for all of its challenges.",
    "[CHALLENGE...]",
    candidates=lambda data: {challenge.slug: challenge.name for challenge in data},
)
_ONE_NAME = _NAMES._replace(
    help=N_("The slug or the number of a challenge, or any words of its name."),
    metavar=N_("CHALLENGE"),
    default=...,
)
_QUESTION = argument("A question, such as designers in Lyon 2022.", "[WORDS...]")
_PROMOTIONS = argument(
    "Promotions, as for --promotion.", "[PROMOTION...]", candidates=promotion_candidates
)
_COLUMNS = option(
    "The columns to show, in order, separated by commas. Repeated: all of them.",
    "NAMES",
    "-c",
    lambda data: {n: c.label for n, c in challenge_columns(data).items()},
)
_OF_PROMOTIONS = _COLUMNS._replace(candidates=None)


class Counting(NamedTuple):
    """What is counted, and by which facets."""

    by: Values = option("Count by {names}. Repeated: a table for each.", "WHAT", names=_FACETS)
    across: str | None = option(
        "Make a table: this as columns, --by as rows.", "WHAT", names=_FACETS
    )
    measure: str | None = option(
        "Number used for shares and ranks: {names}; by default challenges.", "WHAT", names=MEASURES
    )
    limit: int | None = option("The first N rows of each.", "N", "-n")


@program
def eig(
    context: typer.Context,
    source: Input,
    version: bool = option("Show the versions of eig and of its data, and exit."),
) -> None:
    """Ask about, read and reuse the challenges (“défis”) of Entrepreneurs d’intérêt général.

    \b
    Ask in words:
      eig designers in Lyon
      eig how many projects per subject
      eig "which projects of 2021 are still in use"
    """
    if version:
        data = metadata_of(loading.bundled().dataset)
        output.write_stdout([f"{VERSION}, data {data.version} (sources up to {data.modified})\n"])
        raise typer.Exit
    if context.invoked_subcommand is None:
        start = str(context.command.help).replace("\b\n", "")
        more = _("Or use a command; eig COMMAND --help explains it, eig --help the rest.")
        output.write_stdout([f"{start}\n\n{more}\n"])
        output.write_stdout(f"  {name:<12}{about}\n" for name, about in command_lines())
    # `--data` and `--promotion` before the command are defaults for those after it.
    context.default_map = dict.fromkeys(COMMANDS, source._asdict())


@command
def list_command(
    context: typer.Context,
    source: Input,
    choice: Choice,
    order: Order,
    out: Output,
    words: Values = _QUESTION,
    columns: Values = _COLUMNS,
) -> None:
    """List the challenges.

    \b
    Examples:
      eig list designers in Lyon
      eig list --skill designer --ministry culture
      eig list --search "données santé" --sort name
      eig list --columns slug,sought | sort -k 2 -n

    In a terminal, each challenge has a few lines. In a pipe, it has one, with tabs between slug,
    number, name, mission, hosts, roles sought, promotion, state and its day.
    """
    command = "" if columns else context.obj or "list"
    answer = _asked(source, choice, order, words, command=command)
    if answer.asked.is_programme:
        answer, report = _about_programme(answer, source)
    elif columns or answer.asked.columns:
        chosen = columns_named(answer.whole, columns or answer.asked.columns, exact=choice.exact)
        report = listing(answer, chosen)
    elif answer.asked.definition:
        report = definition(answer)
    elif answer.asked.command == "stats":
        report = stats(answer)
    else:
        # A card says more of a challenge that is named than what is asked.
        is_of_one = answer.asked.facts or len(answer.asked.challenges) == 1
        report = cards(answer) if is_of_one else listing(answer)
    _write(answer, report, out, source)


@command
def show_command(source: Input, choice: Choice, out: Output, names: Values = _NAMES) -> None:
    """Show everything known about one challenge or several.

    \b
    Examples:
      eig show predisauvetage
      eig show "Lab Santé" b@liseNAV 7
      eig show --family ecologie --format markdown
      eig show gobelins --format json | jq '.[0].hosts'
    """
    if not names:
        answer = _asked(source, choice)
    elif any(choice._replace(exact=False)):
        raise UsageError(_("give names of challenges or filters, not both"))
    else:
        answer = _named(source, names, exact=choice.exact)
    _write(answer, cards(answer), out, source)


@command
def export_command(
    source: Input,
    choice: Choice,
    order: Order,
    out: Output,
    words: Values = _QUESTION,
    columns: Values = _COLUMNS,
) -> None:
    """Export the challenges to standard output or a file.

    \b
    Examples:
      eig export --output defis.md --skill designer
      eig export --format excel --output defis.csv --force
      eig export --promotion all --output defis.db
      eig export --format datapackage --output defis
    """
    answer = _asked(source, choice, order, words)
    chosen = columns_named(answer.whole, columns, exact=choice.exact)
    _write(answer, listing(answer, chosen), out, source, default="csv")


@command
def brief_command(
    source: Input, choice: Choice, order: Order, out: Output, words: Values = _QUESTION
) -> None:
    """Write a note to hand on: numbers, challenges, what is in use, sources.

    \b
    Examples:
      eig brief santé
      eig brief --family ecologie --output note.docx
      eig brief --promotion 5 --output note.html
    """
    from eigcli.report.brief import brief

    answer = _asked(source, choice, order, words, is_of_all=True)
    is_read_here = out.is_stdout and output.is_terminal()
    _write(answer, brief(answer), out, source, default="" if is_read_here else "markdown")


@command
def stats_command(
    source: Input, choice: Choice, out: Output, counting: Counting, words: Values = _QUESTION
) -> None:
    """Count challenges and people by role, host and more.

    \b
    Examples:
      eig stats
      eig stats ministry
      eig stats --by skill --output roles.svg
      eig stats --promotion all --by skill --across promotion
      eig stats --format json | jq '.[0].sought'
    """
    exact = choice.exact
    dataset = source.load_all()
    names = text.split_commas(counting.by)
    rows = facets_called(names, dataset, exact=exact)
    across = measure = ""
    if counting.across is not None:
        [across] = facets_called([counting.across], dataset, exact=exact)
    if counting.measure is not None:
        measure = measure_called(counting.measure, exact=exact)
    # To count one promotion by promotion would say nothing.
    is_of_all = not {"promotion", "year"}.isdisjoint([*rows, across])
    order = Order(sort=None, reverse=False, limit=counting.limit)
    answer = _asked(source, choice, order, words, dataset, command="stats", is_of_all=is_of_all)
    report = stats(answer, rows, across, measure)
    _write(answer, report, out, source)


@command
def promotions_command(
    source: Input, out: Output, names: Values = _PROMOTIONS, columns: Values = _OF_PROMOTIONS
) -> None:
    """List the promotions: dates, number of challenges and people.

    \b
    Examples:
      eig promotions
      eig promotions --columns promotion,pay,months,opens
      eig promotions --format csv
    """
    source = source._replace(promotion=source.promotion + names or (ALL,))
    write_report(promotions(_with_programme(source.load()), columns), out, source)


@command
def programme_command(source: Input, out: Output, names: Values = _PROMOTIONS) -> None:
    """Show the call for applications: dates, pay, roles sought.

    \b
    Examples:
      eig programme
      eig programme --promotion 5
      eig programme --format json | jq '.[].closes'
    """
    source = source._replace(promotion=source.promotion + names)
    dataset = _with_programme(source.load())
    first = []
    if not source.paths and not source.promotions:
        codes = ", ".join(dataset.promotion_labels.values())
        only = _("only the call of promotion {code} is shown; all: --promotion all", code=codes)
        first = [only, latest_call_status(loading.bundled().dataset)]
    report = programme(dataset)
    write_report(report, out, source, first)


@command
def sources_command(source: Input, choice: Choice, out: Output, words: Values = _QUESTION) -> None:
    """List the documents that the facts rest on.

    \b
    Examples:
      eig sources
      eig sources --promotion all
      eig sources --subject health --format csv
    """
    from eigcli.report.documents import documents

    answer = _asked(source, choice, (), words)
    _write(answer, documents(answer), out, source)


def _about_programme(answer: Answer, source: Input) -> tuple[Answer, Report]:
    """Return the answer to a question about the programme, with what to know, and its report."""
    dataset = _with_programme(answer.whole)
    columns = answer.asked.columns
    if columns:
        return answer, calls_asked(dataset, columns, answer.asked.rank)
    if len(dataset.programmes) == 1 or source.paths:
        return answer, programme(dataset)
    ours = loading.bundled().dataset
    latest = (latest_call_status(ours), contact_of(ours))
    answer = answer._replace(preamble=answer.preamble + latest)
    return answer, calls_in_short(dataset)


def _with_programme(dataset: Dataset) -> Dataset:
    if not dataset.programmes:
        raise EigError(_("the dataset does not describe a programme: eig init shows how"))
    return dataset


class Address(NamedTuple):
    """Which address of a challenge to open; by default its page."""

    product: bool = option("Open its product instead.")
    repository: bool = option("Open its source code instead.")
    card: bool = option("Open its card on beta.gouv.fr instead.")
    video: bool = option("Open a video of it instead.")
    article: bool = option("Open an article on it instead.")
    document: bool = option("Open a document of it instead.")


@command
def open_command(
    source: Input,
    which: Address,
    names: Values = _ONE_NAME,
    print_: bool = option("Print the address instead of opening it."),
    exact: bool = option("Take slugs only, and guess nothing: for scripts."),
) -> None:
    """Open the page of a challenge, or its product, code, video and more.

    \b
    Examples:
      eig open gobelins
      eig open gobelins --repository
      eig open gobelins --product --print
    """
    kind = next(compress(which._fields, which), "page")
    answer = _named(source, names, exact=exact)
    output.print_message(*answer.preamble)
    [challenge, *more] = answer.chosen
    if more:
        slugs = text.comma_list(c.slug for c in answer.chosen)
        raise UsageError(_("eig open takes one challenge, not {slugs}", slugs=slugs))
    # Some addresses stand in a field, others are links of that kind.
    links = (link.url for link in challenge.links if link.kind == kind)
    address = next(links, getattr(challenge, kind, None))
    if address is None:
        unknown = _("the dataset has no {kind} for {slug}; see eig show {slug}")
        raise EigError(unknown.format(kind=kind, slug=challenge.slug))
    if print_:
        output.write_stdout([f"{address}\n"])
        return
    output.print_message(_("opening {address}", address=address))
    output.open_address(address)


@command
def check_command(
    source: Input,
    out: Output,
    files: Values = argument("The datasets, instead of --data.", "[FILE...]"),
    strict: bool = option("Warnings are mistakes too: exit code 1."),
) -> None:
    """Check a dataset, and show where each problem is.

    \b
    Examples:
      eig check mine.yaml
      eig check mine.yaml --strict
      eig check mine.yaml --format json | jq -r '.[].code'
      eig export --format yaml --skill designer | eig check -
    """
    from eigcli.report.problems import problems_found

    source = source._replace(data=files or source.data)
    source.announce()
    checked, problems = loading.check(source.paths, source.promotion)
    write_report(problems_found(checked, problems, source.paths), out, source)
    if any(strict or problem.severity == "error" for problem in problems):
        raise typer.Exit(DatasetError.exit_code)


@command
def init_command(
    file: str | None = argument(
        "The file, by default projects.yaml; - is standard output.", "[FILE]"
    ),
    from_: str | None = option(
        "Make it from this spreadsheet, saved as CSV; - is standard input.", "FILE"
    ),
    name: str | None = option("The heading of the column with the names, with --from.", "HEADING"),
    update: str | None = option(
        "Bring this dataset up to date with --from: what you added stays.", "FILE"
    ),
    force: bool = option("Replace what exists."),
) -> None:
    """Write a first dataset for your own call.

    It has two challenges and explains every key.

    \b
    Examples:
      eig init
      eig init ours.yaml && eig list --data ours.yaml
      eig init --from projects.csv
      eig init --from projects.csv --name "Use case"
      eig init --from next.csv --update projects.yaml
    """
    file = file or update or _("projects.yaml")
    if (name or update) and not from_:
        raise UsageError(_("--name and --update go with --from"))
    if from_ is None:
        written = text.packaged_text(f"data/starter.{language()}.yaml")
    else:
        spreadsheet = file_at(from_)
        if update:
            from eigcli.data.updating import updated_text

            former = file_at(update)
            written, messages = updated_text(former, spreadsheet, name or "")
        else:
            from eigcli.data.spreadsheet import dataset_text

            written, messages = dataset_text(spreadsheet, name or "")
        output.print_message(*messages)
    if file == "-":
        output.write_stdout([written])
        return
    read = [*filter(None, [from_]), *bundled_paths()]
    output.save_file(file, [written], force=force or file == update, inputs=read)
    done = _(
        "wrote {file}. After a change: eig check {name}. To ask it: eig list --data {name}",
        file=text.quoted_path(file),
        name=text.shell_line([file]),
    )
    output.print_message(done)


@command
def schema_command(
    source: Input,
    name: str = argument(
        "Which schema.", "columns|csv|json|stats|dataset", names=SCHEMAS, default=...
    ),
    columns: Values = _COLUMNS,
) -> None:
    """Print a schema of the data, for programs that check it.

    \b
    Examples:
      eig schema columns | grep recruited
      eig schema csv > schema.json
      eig schema json --columns slug,name
      eig schema dataset

    columns has a line for each column that --columns takes. csv is a Table Schema of an export, in
    French for portals. The others are JSON Schemas, in English like the keys. With --columns, csv
    and json are of an export with these columns.
    """
    from eigcli.formats.data import json_text
    from eigcli.formats.schemas import schema_called

    dataset = Dataset()
    if columns or name in {COLUMNS, "csv"}:
        dataset = source.load()
    chosen = [column.name for column in columns_named(dataset, columns)]
    if name != COLUMNS or chosen:
        output.write_stdout([json_text(schema_called(name, dataset, chosen))])
        return
    there_are = challenge_columns(dataset)
    width = max(map(len, there_are))
    output.write_stdout(f"{name:{width}}  {c.about}\n" for name, c in there_are.items())


def _named(source: Input, names: Sequence[str], *, exact: bool) -> Answer:
    """Return an answer with the challenges that are named.

    Raises:
        EigError: for a name that no challenge has, or more than one.
    """
    dataset = select_promotions(source.load_all(), source.promotion, exact=exact)
    challenges, notes = find(dataset, names, promotions_named(source.default, dataset), exact=exact)
    return Answer(replace(dataset, challenges=challenges), dataset, preamble=tuple(notes))


def _asked(
    source: Input,
    choice: Choice,
    order: Order | tuple[()] = (),
    words: Sequence[str] = (),
    dataset: Dataset | None = None,
    *,
    command: str = "",
    is_of_all: bool = False,
) -> Answer:
    """Return the answer to options and words.

    Args:
        source: the datasets and promotions.
        choice: what challenges must meet.
        order: their order, `()` for that of the dataset.
        words: a question.
        dataset: the datasets, if they are read already.
        command: the command that asks, see `answer`.
        is_of_all: whether all promotions are meant if none is named; so they are for words alone.

    Raises:
        UsageError: for a value that nothing matches, and for words that are neither a command nor
            a question.
    """
    if dataset is None:
        dataset = source.load_all()
    options = choice._asdict()
    exact = options.pop("exact")
    options = options.pop("facets") | options
    filters = filters_of(options, source.promotion, exact, *order, challenges=dataset)
    is_in_words = words and not filters.are_given
    default = source.promotions if is_of_all or is_in_words else source.default
    question = " ".join(words)
    try:
        return answer_to(dataset, filters, question if words else None, default, command=command)
    except NoQuestionError as error:
        typed = text.quoted(question)
        no = _("{words} is neither a command nor a question; {why}", words=typed, why=error)
        there_are = _("The commands are {names}.", names=", ".join(COMMANDS))
        raise UsageError(text.join_sentences(no, there_are)) from None


def _write(answer: Answer, report: Report, out: Output, source: Input, default: str = "") -> None:
    """Write the report on an answer, below the messages to know before it."""
    first = [answer.scope, *answer.preamble]
    reading = [*answer.reading]
    if not output.is_terminal():  # a terminal has them above the card
        reading += facts_asked(answer)
    if not answer.chosen:  # its notes say why: they come first
        first += answer.notes
        report = report._replace(notes=())
    write_report(report._replace(reading=reading), out, source, first, default)


def execute(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name, such as `["list", "--json"]`; return its exit code.

    Raises:
        EigError: for whatever the user can mend, mistakes in the arguments included.
    """
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    return eig(arguments)
