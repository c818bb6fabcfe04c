"""What a report is made of. Commands return reports; formats write them, or their dataset.

For people it is a title, a lead and blocks: `Text`, `Table`, `Card`. For programs it is a table
(CSV, spreadsheets) and records (JSON). Both are of the same records in the same order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from eigcli.data.fields import Field
from eigcli.data.kinds import TEXT, Cell, Form, Kind, cell_of, field_read
from eigcli.data.model import Dataset, Source
from eigcli.messages import _, language

WORDS = Form()  # words of ours, in the language of the reader


class Span(NamedTuple):
    """A piece of text.

    Attributes:
        text: what it says.
        link: the page that it leads to.
        strong: whether it stands out.
        native: whether it is in the language of the dataset, not of the reader.
        code: what programs read of a number or a date.
    """

    text: str
    link: str | None = None
    strong: bool = False
    native: bool = False
    code: str | None = None


Line = Sequence[Span]


def in_a_line(spans: Line) -> Line:
    """Return the texts of a cell in a line."""
    return [part for span in spans for part in (Span(_("; ")), span)][1:]


def text_of(spans: Line) -> str:
    """Return the texts of a cell as one."""
    return _("; ").join(span.text for span in spans)


def line_of(text: str) -> Line:
    """Return a sentence as a line."""
    return [Span(text)]


class Column(NamedTuple):
    """How a table gets a cell from a record: codes for programs, spans for people.

    Attributes:
        name: what programs call it.
        label: its heading for people.
        value: returns the value of a record.
        kind: what values are.
        about: a sentence on what it says.
        field: the declared field that it shows, which may have a translation.
        link: returns the page that the text of a record leads to.
        width: its share of the width of a page, where that is fixed.
    """

    name: str
    label: str
    value: Callable[[Any], Any]
    kind: Kind = TEXT
    about: str = ""
    field: Field | None = None
    link: Callable[[Any], str | None] = lambda _record: None
    width: int = 0

    def showing(self, value: Callable[[Any], Any], kind: Kind | None = None) -> "Column":
        """Return the column with other values, of another kind if there is one."""
        return self._replace(value=value, kind=kind or self.kind, field=None)

    def codes(self, record: Any) -> Cell:
        """Return what programs read."""
        return self.kind.codes(self.value(record))

    def spans(self, record: Any) -> Line:
        """Return what people read; an address is a link to itself."""
        kind, link = self.kind, self.link(record)
        if self.field:
            cell = cell_of(record, self.field)
            is_native = field_read(record, self.field).kind.native
        else:
            cell, is_native = kind.words(self.value(record)), kind.native
        if cell and isinstance(kind, Form) and (kind.numeric or kind.dated):
            return [Span(cell[0], code=self.codes(record)[0])]
        return [Span(text, text if kind.link else link, native=is_native) for text in cell]


class Text(NamedTuple):
    """Paragraphs below a title if there is one.

    Attributes:
        lines: the paragraphs.
        title: the title.
        form: `prose`, a `quote` that is set apart, `items` of a list, or a `numbered` one.
        level: that of its title as a heading.
    """

    lines: Sequence[Line]
    title: str = ""
    form: str = "prose"
    level: int = 2


def sources_text(sources: Iterable[Source]) -> list[Text]:
    """Return the list of sources in the order of their numbers; nothing where there is none."""
    lines = [[Span(source.citation, source.url, native=True)] for source in sources]
    return [Text(lines, _("Sources"), "numbered")] if lines else []


class Fact(NamedTuple):
    """A line of a card, with the numbers of its sources; without texts, it says nothing."""

    name: str = ""
    label: str = ""
    spans: Line = ()
    sources: Sequence[int] = ()

    @property
    def mark(self) -> str:
        """The numbers of its sources behind it, such as ` [1, 4]`; "" where it has none."""
        return f"\u00a0[{', '.join(map(str, self.sources))}]" if self.sources else ""


class Card(NamedTuple):
    """All that is known of one thing: its title, a line, and facts below titles of their own.

    Attributes:
        title: what it is of.
        lead: the fact that stands first, without texts if there is none.
        parts: the facts by the titles of parts; "" needs none.
        anchor: its name in addresses.
    """

    title: Span
    lead: Fact = Fact()
    parts: Mapping[str, Sequence[Fact]] = {}
    anchor: str = ""

    @property
    def facts(self) -> list[Fact]:
        """The facts of all parts."""
        return [fact for facts in self.parts.values() for fact in facts]

    @property
    def texts(self) -> Iterator[Text]:
        """What it says as texts: its lead, and a list for each part."""
        lead = [[*self.lead.spans, Span(self.lead.mark)]] if self.lead.spans else []
        yield Text(lead, self.title.text)
        for title, facts in self.parts.items():
            lines = []
            for fact in facts:
                label = Span(_("{title}:", title=fact.label), strong=True)
                lines.append([label, Span(" "), *in_a_line(fact.spans), Span(fact.mark)])
            yield Text(lines, title, "items", level=3)


class Table(NamedTuple):
    """Columns and records: a row for each record.

    Attributes:
        columns: its columns.
        records: what its rows are of.
        title: its title, if it has one; then a pipe gets the names of its columns, too.
        lines: in a terminal, which columns stand at both ends of the lines of a record.
        margin: the column that stands before the first of these.
        marks: returns where a text has what was searched for, as start and end.
        more: returns what a page opens below a row.
        filters: columns by whose values rows of a page are chosen.
        found_by: returns the texts by which the search of a page finds a row, shown or not.
        bars: returns how long the bar behind the first cell of a row is, from 0 to 1, if rows
            have one.
        level: that of its title as a heading.
        name: what programs call it, where it is one of several.
        key: the columns by which a row is then told from the others, if there are such.
    """

    columns: Sequence[Column]
    records: Sequence[Any]
    title: str = ""
    lines: Sequence[tuple[Column, Column | None]] = ()
    margin: Column | None = None
    marks: Callable[[str], Sequence[tuple[int, int]]] = lambda _text: ()
    more: Callable[[Any], Card] = lambda _record: Card(Span(""))
    filters: Sequence[Column] = ()
    found_by: Callable[[Any], Sequence[str]] = lambda _record: ()
    bars: Callable[[Any], float] | None = None
    level: int = 2
    name: str = ""
    key: Sequence[str] = ()

    @property
    def codes(self) -> Iterator[list[Cell]]:
        """The rows for programs."""
        return ([column.codes(record) for column in self.columns] for record in self.records)

    @property
    def spans(self) -> Iterator[list[Line]]:
        """The rows for people."""
        return ([column.spans(record) for column in self.columns] for record in self.records)

    def plain(self) -> list[dict[str, Any]]:
        """Return the rows as JSON has them."""
        return [
            {c.name: c.kind.plain(c.value(record), brief=False) for c in self.columns}
            for record in self.records
        ]

    @property
    def widths(self) -> list[int]:
        """How wide its columns are on paper, in letters, without words broken or long lines."""
        heads = [[Span(column.label)] for column in self.columns]
        cells = zip(heads, *self.spans, strict=True)
        longest = (max(len(span.text) for line in own for span in line) for own in cells)
        pairs = zip(self.columns, longest, strict=True)
        return [column.width or min(max(natural + 3, 10), 30) for column, natural in pairs]

    @property
    def stated(self) -> "Table":
        """The same with the columns alone that say something of any record."""
        columns = [c for c in self.columns if any(c.codes(record) for record in self.records)]
        return self._replace(columns=columns or self.columns)


Block = Text | Table | Card


class Report(NamedTuple):
    """What a command answers.

    Attributes:
        title: its title.
        blocks: what people read, in order.
        page: returns these where a page has room for more, if it has.
        table: what spreadsheets and programs read.
        dataset: what it is of.
        lead: what it says in a line.
        notes: the sentences that a reader must know.
        pipe: what a pipe gets, if that is not the table: one of less columns, or cards of codes.
        sheets: returns the tables of the sheets of a workbook, if that is not the table.
        is_whole: whether programs get the challenges of the dataset with all that is known of them,
            and not its table.
        is_standalone: whether it is a document by itself, sources and terms of use included.
    """

    title: str
    blocks: Sequence[Block]
    table: Table
    dataset: Dataset
    lead: str = ""
    notes: Sequence[str] = ()
    page: Callable[[], Sequence[Block]] | None = None
    pipe: Sequence[Table | Card] = ()
    sheets: Callable[[], Sequence[Table]] | None = None
    is_whole: bool = False
    is_standalone: bool = False

    @property
    def document(self) -> Iterator[Text | Table]:
        """The same as a text to read from top to bottom: cards as lists."""
        if self.lead:
            yield Text([line_of(self.lead)])
        for block in self.blocks:
            yield from block.texts if isinstance(block, Card) else [block]
        yield Text(list(map(line_of, self.notes)))

    @property
    def tables(self) -> list[Table]:
        """The tables among its blocks, without charts."""
        return [block for block in self.blocks if isinstance(block, Table) and not block.bars]

    @property
    def lang(self) -> str | None:
        """The language of what is native, where the reader has another."""
        code = self.dataset.language
        return code if code != language() else None
