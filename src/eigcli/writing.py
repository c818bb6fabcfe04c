"""Writing a report: in which format, and to standard output or a file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from eigcli import output, text
from eigcli.counts import Counts
from eigcli.data.loading import Input
from eigcli.errors import EigError, UsageError
from eigcli.formats import PACKAGE_FORMAT, STDOUT, TERMINAL, Output, format_named, format_of
from eigcli.messages import _, ngettext
from eigcli.reports import Cards, Listing, Report

# The formats of commands where none is asked for; of others, the one that suits.
_DEFAULT_FORMATS = {"export": "csv", "brief": "markdown"}


def write_report(report: Report, out: Output, source: Input, command: str) -> None:
    """Write a report where it is asked for, in the format that is asked for or that suits.

    Of a file, the suffix says the format; a terminal gets a table, and all else `plain`.

    Args:
        report: the report.
        out: what is asked for.
        source: what was read for it: none of these files is replaced.
        command: the command whose report it is.

    Raises:
        UsageError: for a format that there is not, or that is none for the report or for a file.
        EigError: when a file is not to be replaced, or cannot be written.
    """
    if not out.output:
        raise UsageError(_("--output needs the name of a file"))
    name, default = out.format_for(command), _DEFAULT_FORMATS.get(command)
    if out.output == STDOUT:
        name = name or default or (TERMINAL if output.is_terminal() else "plain")
        pieces = format_named(name)(report)
        if name == TERMINAL and not out.no_pager:
            output.write_paged(pieces)
        else:
            output.write_stdout(pieces, drawn=name == TERMINAL)
        return
    name = format_of(out.output, name, command) or default or "plain"
    # Where the promotions asked about have nothing, others are read.
    if source.of_all_promotions.reads(out.output):
        read = _("{file} is being read: choose another name")
        raise EigError(read, file=text.quoted_path(out.output))
    save(report, out.output, name, force=out.force, inputs=source.paths)
    # Who asked for a file, and for quiet, wants to know of one without défis all the same.
    tell = output.print_mistake if _is_of_nothing(report) else output.print_message
    tell(_done(report, name, out.output))
    if name == "csv":
        output.print_note(_("Excel opens it as it should with --format excel."))


def save(report: Report, file: str, name: str, *, force: bool, inputs: Sequence[str] = ()) -> None:
    """Write a report to a file, or to a folder where the format is one.

    Args:
        report: the report.
        file: where to.
        name: the format.
        force: whether to replace what is there.
        inputs: the files that were read for it, which a package may not replace.

    Raises:
        UsageError: for a format that there is not, or that is none for the report or for a file.
        EigError: when the file is not to be replaced, or cannot be written.
    """
    if name == TERMINAL:
        raise UsageError(_("a table is drawn for a terminal: choose another format for a file"))
    if force and Path(file).exists() and _is_of_nothing(report):
        kept = _("{file} is left as it was: there is no défi to write")
        raise EigError(kept, file=text.quoted_path(file))
    if name == PACKAGE_FORMAT and isinstance(report, Listing) and not isinstance(report, Cards):
        from eigcli.formats.datapackage import files, own_files

        replaceable = partial(own_files, inputs=inputs)
        output.save_folder(file, files(report), force=force, replaceable=replaceable)
    else:
        output.save_file(file, format_named(name)(report), force=force)


def _is_of_nothing(report: Report) -> bool:
    """Return whether a report is of challenges, but there is none."""
    return isinstance(report, Listing | Counts) and not report.chosen.challenges


def _done(report: Report, name: str, file: str) -> str:
    """Return what was written, such as `wrote 13 défis to defis.csv, in the format csv`."""
    count = len(report.chosen.challenges) if isinstance(report, Listing) else 0
    done = ngettext(
        "wrote {count} défi to {file}, in the format {format}",
        "wrote {count} défis to {file}, in the format {format}",
        count,
    )
    if not isinstance(report, Listing):
        done = _("wrote {file}, in the format {format}")
    return done.format(count=count, file=text.printable(file), format=name)
