"""The formats that programs read: rows of text, such as CSV, and records in JSON and YAML."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from eigcli.data.dates import DAY
from eigcli.data.kinds import Cell, Object, to_json
from eigcli.data.model import Dataset
from eigcli.data.promotions import self_contained
from eigcli.data.reading import yaml_text
from eigcli.report.blocks import Column, Line, Report, Table, code_of, text_of
from eigcli.report.tables import challenge_columns
from eigcli.text import printable

# What a spreadsheet takes for the start of a formula, unless it is a number
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = r"[=+\-@\t\r\n＝＋－＠](?!\d+(\.\d+)?$)"


def _line(cells: Iterable[str], delimiter: str, end: str) -> str:
    line = io.StringIO()
    # The writer must quote a lone `\r` in a cell: it does so only if `\r\n` ends its lines.
    writer = csv.writer(line, delimiter=delimiter)
    writer.writerow(cells)
    return line.getvalue().removesuffix("\r\n") + end


def write_csv(report: Report) -> Iterator[str]:
    """Yield CSV as in RFC 4180, with `\\n` line ends, that keeps exactly what records say."""
    return csv_of(report.for_programs)


def write_tsv(report: Report) -> Iterator[str]:
    """Yield the same with tabs; as in CSV, a text with a tab, a quote or a line end is quoted."""
    return csv_of(report.for_programs, delimiter="\t")


def csv_of(table: Table, delimiter: str = ",") -> Iterator[str]:
    """Yield the CSV of a table; several values in a cell are joined with `|`."""
    names = [column.name for column in table.columns]
    yield _line(names, delimiter, "\n")
    several = [column.kind.several for column in table.columns]
    for row in table.codes:
        texts = map(joined, row, several)
        yield _line(texts, delimiter, "\n")


def joined(cell: Cell, several: bool) -> str:  # noqa: FBT001 - it is mapped over a row
    """Return the texts of a cell as one; in a list, `\\` escapes `|` and `\\` within a text."""
    if not several:
        return "".join(cell)
    texts = []
    for text in cell:
        escaped = text.replace("\\", "\\\\")
        texts.append(escaped.replace("|", "\\|"))
    return "|".join(texts)


def write_excel(report: Report) -> Iterator[str]:
    """Yield CSV that a French Excel opens with a double click; no text becomes a formula."""
    yield "\ufeff"
    table = report.table
    if report.is_whole:  # no columns were asked for
        table = table.without_empty_columns
    # A file of cells is read again: they have the values themselves, a state without its year.
    columns = [column._replace(cell=None) for column in table.columns]
    heads = [_protected(column.label) for column in columns]
    yield _line(heads, ";", "\r\n")
    for row in table._replace(columns=columns).spans:
        cells = map(_excel_cell, columns, row)
        yield _line(cells, ";", "\r\n")


def _excel_cell(column: Column, spans: Line) -> str:
    code = code_of(spans)
    if code and column.kind.numeric:
        return code.replace(".", ",")
    if column.kind.dated and len(code) == DAY:
        return code
    return _protected(text_of(spans))


def _protected(text: str) -> str:
    is_formula = re.match(_FORMULA, text)
    return f"'{text}" if is_formula else text


def write_plain(report: Report) -> Iterator[str]:
    """Yield lines, or one for each row of a table, with tabs between cells."""
    for block in report.piped:
        if isinstance(block, str):
            yield _row([[block]])
            continue
        if block.title:
            yield _row([column.name] for column in block.columns)
        for cells in block.codes:
            yield _row(cells)


def _row(cells: Iterable[Sequence[str]]) -> str:
    texts = map("; ".join, cells)
    line = "\t".join(map(printable, texts))
    return f"{line}\n"


def challenge_records(dataset: Dataset) -> list[Object]:
    """Return the records of challenges; all have the same own keys, in the same order."""
    columns = challenge_columns(dataset).values()
    table = Table([*columns], dataset.challenges)
    return table.plain()


def _records(report: Report) -> list[Object]:
    if report.is_whole:
        return challenge_records(report.dataset)
    return report.for_programs.plain()


def json_text(value: Any, indent: int | None = 2) -> str:
    """Return a value as JSON with a line end; letters are not escaped."""
    import json  # lines and CSV do not need it

    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def write_json(report: Report) -> Iterator[str]:
    """Yield the records as an array, a field a line: short, and lines that differ tell fields."""
    texts = map(_record_text, _records(report))
    records = ",\n".join(texts)
    yield f"[\n{records}\n]\n" if records else "[]\n"


def _record_text(record: Object) -> str:
    import json

    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    fields = []
    for name, value in record.items():
        fields.append(f" {encode(name)}: {encode(value)}")
    lines = ",\n".join(fields)
    return f"{{\n{lines}\n}}"


def write_jsonl(report: Report) -> Iterator[str]:
    """Yield a record a line."""
    for record in _records(report):
        yield json_text(record, indent=None)


def write_yaml(report: Report) -> Iterator[str]:
    """Yield the dataset of a report that is whole, or else its records."""
    if report.is_whole:
        yield yaml_of(report.dataset)
    else:
        yield yaml_text(report.for_programs.plain())


def yaml_of(dataset: Dataset) -> str:
    """Return a dataset as a file of its own, with only the roles and sources that it needs."""
    content = to_json(self_contained(dataset), as_yaml=True)
    return yaml_text(content or {"challenges": []})
