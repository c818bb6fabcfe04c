"""Reports and their blocks. Commands return reports; formats write them, or their dataset.

People get a title, a lead and blocks: `Text`, `Table`, `Card`, `Chart`. Programs get a table (CSV,
spreadsheets) and records (JSON). Both show the same records in the same order.
"""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from eigcli.data.fields import Field
from eigcli.data.kinds import TEXT, Cell, Kind, Object, cell_of, field_read, value_of
from eigcli.data.model import Dataset, Source
from eigcli.messages import _, language
from eigcli.text import group_digits


class Span(NamedTuple):
    """A piece of text.

    Attributes:
        text: the text.
        link: the address that it leads to.
        strong: whether it stands out.
        native: whether it is in the language of the dataset, not of the reader.
        code: the code of a number or a date, for programs; it is then alone in its cell.
        faint: whether a reader may skip it.
        state: the code of the state that it gives: its mark stands before the text.
    """

    text: str
    link: str | None = None
    strong: bool = False
    native: bool = False
    code: str | None = None
    faint: bool = False
    state: str | None = None

    @property
    def addressed(self) -> "Span":
        """The same with the address behind the text, for where a link cannot be followed."""
        is_address = self.link == self.text
        if not self.link or is_address:
            return self
        text = f"{self.text} – {self.link}"
        return self._replace(text=text)


Line = Sequence[Span]


class ScreenLine(NamedTuple):
    """A line of a record in a terminal: what stands at its left end, and at its right end."""

    left: Line
    right: Line = ()


def in_a_line(spans: Line) -> Line:
    """Return the spans of a cell as one line, separated by semicolons."""
    line = list[Span]()
    for span in spans:
        if line:
            line.append(Span(_("; ")))
        line.append(span)
    return line


def texts_of(spans: Line) -> list[str]:
    """Return the texts of spans."""
    return [span.text for span in spans]


def text_of(spans: Line) -> str:
    """Return the texts of a cell as one text, separated by semicolons."""
    return _("; ").join(texts_of(spans))


def code_of(spans: Line) -> str:
    """Return the code of a cell of a number or a date; "" for other cells."""
    return spans[0].code or "" if spans else ""


def line_of(text: str) -> Line:
    """Return a sentence as a line."""
    return [Span(text)]


class Column(NamedTuple):
    """How a table gets a cell from a record: codes for programs, spans for people.

    Attributes:
        name: its name for programs.
        label: its heading for people.
        value: returns the value of a record.
        kind: the kind of its values.
        about: a sentence that explains it.
        field: the declared field that it shows, if any: people may read its translation.
        width: its share of the width of a page, or 0 to fit its texts. A sheet prints only the
            columns that have one, if there are any.
        cell: returns the texts that people read instead of the value of a record.
        state: returns the code of a state, whose mark stands before the texts of a record.
    """

    name: str
    label: str
    value: Callable[[Any], Any]
    kind: Kind = TEXT
    about: str = ""
    field: Field | None = None
    width: int = 0
    cell: Callable[[Any], Cell] | None = None
    state: Callable[[Any], str] | None = None

    def codes(self, record: Any) -> Cell:
        """Return the cell of a record for programs."""
        return self.kind.codes(self.value(record))

    def labels(self, record: Any) -> Cell:
        """Return the cell of a record for people, as texts."""
        if self.cell:
            return self.cell(record)
        return self.kind.labels(self.value(record))

    def spans(self, record: Any) -> Line:
        """Return the cell of a record for people."""
        if self.field and not self.cell:
            return spans_of(record, self.field)
        spans = _spans(self.labels(record), self.value(record), self.kind)
        if self.state:
            state = self.state(record)
            spans = [span._replace(state=state) for span in spans]
        return spans


def spans_of(record: Any, field: Field) -> Line:
    """Return what people read of a field of a record."""
    kind = field_read(record, field).kind
    value = value_of(record, field)
    link = getattr(record, field.link, None)
    return _spans(cell_of(record, field), value, kind, link)


def _spans(cell: Cell, value: Any, kind: Kind, link: str | None = None) -> Line:
    """Return the texts of a cell as spans; an address is a link to itself."""
    if cell and (kind.numeric or kind.dated):
        codes = kind.codes(value)
        if codes:
            return [Span(cell[0], code=codes[0])]
    spans = []
    for text in cell:
        if kind.link:
            link = text
        spans.append(Span(text, link, native=kind.native))
    return spans


class Text(NamedTuple):
    """Paragraphs, below a title if there is one.

    Attributes:
        lines: the paragraphs.
        title: the title.
        form: `prose`, `items` of a list, a `numbered` list, or `small` type.
        level: the level of its title as a heading.
    """

    lines: Sequence[Line]
    title: str = ""
    form: str = "prose"
    level: int = 2


def sources_text(sources: Iterable[Source]) -> list[Text]:
    """Return sources as a numbered list, in the order given; nothing if there are none."""
    lines = []
    for source in sources:
        citation = Span(source.citation, source.url, native=True)
        lines.append([citation])
    if not lines:
        return []
    return [Text(lines, _("Sources"), "numbered")]


class Fact(NamedTuple):
    """A line of a card, with the numbers of its sources. A fact without spans is empty."""

    label: str = ""
    spans: Line = ()
    sources: Sequence[int] = ()

    @property
    def is_address(self) -> bool:
        """Whether it is only addresses, which are not the texts of links."""
        return all(span.link == span.text for span in self.spans)

    @property
    def mark(self) -> str:
        """The numbers of its sources, shown behind it: ` [1, 4]`; "" if it has none."""
        if not self.sources:
            return ""
        numbers = ", ".join(map(str, self.sources))
        return f"\u00a0[{numbers}]"

    @property
    def line(self) -> Line:
        """The fact as a line: its label, if it has one, its texts, and that mark."""
        line = [*in_a_line(self.spans), Span(self.mark)]
        if not self.label:
            return line
        label = Span(_("{title}:", title=self.label), strong=True)
        return [label, Span(" "), *line]


class Card(NamedTuple):
    """All that is known of one record: its head, and facts in parts that have titles.

    Attributes:
        title: the name of the record.
        lead: the fact that stands first, empty if there is none.
        state: what became of the record, empty if it has no state.
        about: a line that says what it is: whose, where, when and who.
        address: the address that one opens first, if there is one.
        parts: the facts of each part, by its title; "" is the part without a title.
        anchor: its name in addresses.
        seen: its state in short, for a list.
        pages: facts that are only addresses, if these do not stand among the others.
        searched: the texts by which it is found, each with the name of its field.
    """

    title: Span
    lead: Fact = Fact()
    state: Fact = Fact()
    about: str = ""
    address: str = ""
    parts: Mapping[str, Sequence[Fact]] = {}
    anchor: str = ""
    seen: Span = Span("")
    pages: Sequence[Fact] = ()
    searched: Sequence[tuple[str, str]] = ()

    @property
    def texts(self) -> Iterator[Text]:
        """The card as texts: its head, and a list for each part."""
        head = []
        for fact in (self.lead, self.state):
            unlabelled = fact._replace(label="")
            if fact.spans:
                head.append(unlabelled.line)
        if self.about:
            head.append(line_of(self.about))
        yield Text(head, self.title.text)
        for title, facts in self.parts.items():
            lines = [fact.line for fact in facts]
            yield Text(lines, title, "items", level=3)


class Table(NamedTuple):
    """Columns and records: a row for each record.

    Attributes:
        columns: its columns.
        records: the record of each row.
        title: its title, if it has one; then a pipe gets the names of its columns, too.
        terminal_lines: returns the lines of a record in a terminal; `None` if it draws a table.
        group: returns the heading that a terminal has above the first of the records with the same.
        marks: returns the matches in a text, each as start and end.
        card_below: returns the card of a record; a page shows these in place of its rows.
        filters: the columns whose values choose cards on a page, which can then be searched.
        orders: the keys by which they can be sorted there, by their names; they are in the first.
        bars: returns the length of the bar behind the first cell of a row, from 0 to 1; `None`
            if rows have no bars.
        faint: tells whether a row is of what is not known: its bar is drawn faintly.
        total: the record of the row of totals, if there is one.
        others: the record of the last row, if that says how many others there are.
        level: the level of its title as a heading.
        name: its name for programs, if it is one of several tables.
        key: the names of the columns that then identify a row, if any.
    """

    columns: Sequence[Column]
    records: Sequence[Any]
    title: str = ""
    terminal_lines: Callable[[Any], Iterator[ScreenLine]] | None = None
    group: Callable[[Any], str] = lambda _record: ""
    marks: Callable[[str], Sequence[tuple[int, int]]] = lambda _text: ()
    card_below: Callable[[Any], Card] | None = None
    filters: Sequence[Column] = ()
    orders: Mapping[str, Callable[[Any], Any]] = {}
    bars: Callable[[Any], float] | None = None
    faint: Callable[[Any], bool] = lambda _record: False
    total: Any = None
    others: Any = None
    level: int = 2
    name: str = ""
    key: Sequence[str] = ()

    @property
    def codes(self) -> Iterator[list[Cell]]:
        """The rows for programs."""
        for record in self.records:
            yield [column.codes(record) for column in self.columns]

    @property
    def spans(self) -> Iterator[list[Line]]:
        """The rows for people; a text whose translation is in another column is not translated."""
        names = [column.name for column in self.columns]
        columns = []
        for column in self.columns:
            field = column.field
            shown = column
            if field and field.english in names:
                shown = column._replace(field=None)
            columns.append(shown)
        for record in self.records:
            yield [column.spans(record) for column in columns]

    def plain(self) -> list[Object]:
        """Return the rows as JSON has them."""
        rows = []
        for record in self.records:
            row = {}
            for column in self.columns:
                value = column.value(record)
                row[column.name] = column.kind.to_json(value, as_yaml=False)
            rows.append(row)
        return rows

    @property
    def widths(self) -> list[int]:
        """The widths of its columns on paper, in letters: room for words, but no long lines."""
        widths = []
        for column in self.columns:
            texts = [column.label]
            for record in self.records:
                texts += texts_of(column.spans(record))
            letters = max(map(len, texts))
            fitting = min(max(letters + 3, 10), 30)
            widths.append(column.width or fitting)
        return widths

    @property
    def without_empty_columns(self) -> "Table":
        """The same table without the columns that are empty in every row."""
        known = []
        for column in self.columns:
            cells = map(column.codes, self.records)
            if any(cells):
                known.append(column)
        return self._replace(columns=known or self.columns)


class Key(NamedTuple):
    """What a mark of a chart stands for.

    Attributes:
        code: the code of a state.
        sign: the character that stands for it.
        label: what people call it.
        number: how many challenges are in this state.
    """

    code: str
    sign: str
    label: str
    number: int

    @property
    def text(self) -> str:
        """Its label, with that number."""
        return f"{self.label} {group_digits(self.number)}"


class Mark(NamedTuple):
    """A mark of a chart: a challenge or, if there are many, several in the same state.

    Attributes:
        key: the state.
        sign: the character that stands for it.
        records: the challenges.
    """

    key: Key
    sign: str
    records: Sequence[Any]

    @property
    def is_dotted(self) -> bool:
        """Whether their products are older than their teams."""
        return self.sign != self.key.sign


class Row(NamedTuple):
    """A row of a chart: its label, its marks, and a text on them such as `3 of 9`."""

    label: str
    marks: Sequence[Mark]
    text: str

    @property
    def signs(self) -> str:
        """Its marks as characters; a row without a label may be broken after each ten of them."""
        signs = "".join(mark.sign for mark in self.marks)
        if self.label:
            return signs
        return " ".join(textwrap.wrap(signs, 10))


class Chart(NamedTuple):
    """A row of marks for each value of a facet: a mark for each challenge.

    Attributes:
        label: what people call the facet.
        rows: its rows.
        keys: what its marks stand for.
        about: what a mark is, and a dot in it.
    """

    label: str
    rows: Sequence[Row]
    keys: Sequence[Key]
    about: str

    @property
    def legend(self) -> str:
        """What its marks stand for, with how many challenges are in each state."""
        entries = [f"{key.sign} {key.text}" for key in self.keys]
        unbroken = [entry.replace(" ", "\u00a0") for entry in entries]
        return ", ".join(unbroken)

    @property
    def texts(self) -> Iterator[Text]:
        """The chart as texts: its marks are characters, in rows that begin below each other."""
        widest = max(len(row.label) for row in self.rows)
        lines = []
        for row in self.rows:
            line = row.signs
            if row.label:
                line = f"{row.label:{widest}}  {line}  {row.text}"
            lines.append(line_of(line))
        yield Text(lines)
        yield Text([line_of(self.legend), line_of(self.about)])


Block = Text | Table | Card | Chart


class Report(NamedTuple):
    """What a command answers.

    Attributes:
        title: its title.
        blocks: the blocks that people read, in order.
        page: returns it as a page shows it, if that is more than its blocks.
        table: the table that spreadsheets read.
        dataset: the dataset that it is about.
        lead: its summary, in a line.
        notes: the sentences that a reader must know.
        answer_notes: those on how far to trust it.
        answer: the sentences that answer what was asked, if that was more than a list.
        reading: how words were understood: the last lines of a screen, no part of a document.
        plain_blocks: what a pipe gets instead of `table`, if anything: fewer columns, or lines.
        long: the table that programs read, if it is another: its columns are the same whatever
            values there are.
        sheets: returns the tables of a workbook, a sheet each, if these are not `table` alone.
        selection: returns what was chosen of the data, in the language that is spoken, "" for all.
        own_title: the title that it was given, "" for none.
        is_whole: whether JSON and YAML hold the challenges of the dataset with all of their fields,
            not the rows of a table; SQLite and packages need that.
        is_standalone: whether it is a document by itself, sources and terms of use included.
        head: the line that such a document has above its title.
    """

    title: str
    blocks: Sequence[Block]
    table: Table
    dataset: Dataset
    lead: str = ""
    notes: Sequence[str] = ()
    answer_notes: Sequence[str] = ()
    answer: Sequence[str] = ()
    reading: Sequence[str] = ()
    page: "Callable[[Report], Report] | None" = None
    plain_blocks: Sequence[Table | str] = ()
    long: Table | None = None
    sheets: Callable[[], Sequence[Table]] | None = None
    selection: Callable[[], str] = lambda: ""
    own_title: str = ""
    is_whole: bool = False
    is_standalone: bool = False
    head: Line = ()

    @property
    def for_programs(self) -> Table:
        """The table that programs read."""
        return self.long or self.table

    @property
    def piped(self) -> Sequence[Table | str]:
        """The tables and the lines that a pipe gets."""
        return self.plain_blocks or [self.table]

    @property
    def workbook(self) -> Sequence[Table]:
        """The tables of a workbook, a sheet each."""
        if self.sheets:
            return self.sheets()
        return [self.table.without_empty_columns._replace(title="")]

    @property
    def document(self) -> Iterator[Text | Table]:
        """The report as a document: its lead, its blocks (cards as lists) and its notes."""
        if self.lead:
            yield Text([line_of(self.lead)])
        for block in self.blocks:
            if isinstance(block, Card | Chart):
                yield from block.texts
            else:
                yield block
        notes = [*map(line_of, self.notes)]
        yield Text(notes)

    @property
    def tables(self) -> list[Table]:
        """The tables among its blocks, without charts."""
        return [block for block in self.blocks if isinstance(block, Table) and not block.bars]

    @property
    def lang(self) -> str | None:
        """The language of native spans if the reader has another, else `None`."""
        code = self.dataset.language
        if code == language():
            return None
        return code
