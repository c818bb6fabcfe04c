"""The formats: functions from a report to text or bytes, or to the files of a folder.

Formats for people write the blocks of a report. Formats for programs write its table or its
records; SQLite, packages and YAML hold its whole dataset. A new format is a function in a module
here, and a line of `FORMATS`.
"""

from typing import NamedTuple

from eigcli.messages import N_


class Format(NamedTuple):
    """A format.

    Attributes:
        writer: the module and the function that write it, `module:function`.
        about: what it is.
        suffixes: the suffixes of its files, separated by spaces.
        has_title: whether it shows the title of every report; Markdown has that of a note.
    """

    writer: str
    about: str
    suffixes: str = ""
    has_title: bool = False


# What `eig schema` prints: schemas, and a list of columns in plain text.
COLUMNS = "columns"
SCHEMAS = {
    COLUMNS: N_("the columns that --columns takes, explained"),
    "json": N_("a JSON Schema of exports in the format json"),
    "stats": N_("a JSON Schema of eig stats in the format json"),
    "csv": N_("a Table Schema of exports in the format csv"),
    "dataset": N_("a JSON Schema of the datasets that eig reads"),
}
# The format that is drawn for a terminal; the one that is a folder.
TERMINAL, PACKAGE = "table", "datapackage"
FORMATS = {
    TERMINAL: Format("terminal:write", "the default in a terminal"),
    "plain": Format("data:write_plain", "the default in a pipe", "txt"),
    "csv": Format("data:write_csv", "CSV for programs", "csv"),
    "tsv": Format("data:write_tsv", "the same with tabs", "tsv"),
    "excel": Format("data:write_excel", "CSV for a French Excel", "csv"),
    "xlsx": Format("xlsx:write", "a workbook for any spreadsheet", "xlsx", has_title=True),
    "markdown": Format("markdown:write", "a table or cards in Markdown", "md markdown"),
    "docx": Format("docx:write", "a document for any word processor", "docx", has_title=True),
    "html": Format("html:write", "a page for a browser", "html htm", has_title=True),
    "svg": Format("svg:write", "a chart of eig stats", "svg", has_title=True),
    "sqlite": Format(
        "sqlite:write", "a database of challenges", "db sqlite sqlite3", has_title=True
    ),
    "json": Format("data:write_json", "an array of records", "json"),
    "jsonl": Format("data:write_jsonl", "a record per line", "jsonl ndjson"),
    "yaml": Format("data:write_yaml", "a dataset that eig can load again", "yaml yml"),
    PACKAGE: Format("package:files", "a folder for an open-data portal", has_title=True),
}
