"""Tables whose rows a reader sorts in the page, and those of challenges searches and filters."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlencode

from eigcli.columns import Column
from eigcli.counts import DIMENSIONS
from eigcli.data.cards import Card, Fact, card_of
from eigcli.data.kinds import Cell, Hyperlink, Kind, field_read, fields_of, text_read
from eigcli.data.model import Challenge, Dataset, Host, Profile
from eigcli.data.people import total
from eigcli.formats.html.finding import search_data
from eigcli.formats.html.markup import (
    as_html,
    attribute_value,
    cell_html,
    css_string,
    data_element,
    lang_attribute,
    link_html,
)
from eigcli.messages import N_, _, language
from eigcli.notes import roles_sought, truncation_sentence
from eigcli.reports import Calls, Listing
from eigcli.text import fold

# The fields that a search looks into, or into a part of.
_SEARCHED = {name for name, f in fields_of(Challenge).items() if f.search} | {"hosts"}
# The number of each source at the end of the page, by its key.
Numbers: TypeAlias = dict[str, int]
# The fields that name other challenges by their slugs.
_RELATED = {"follows", "followed_by"}
_BETWEEN_SLUGS = "; "
# Fields that are never below a row: they have a place of their own; `basis` is a mark there.
_NOT_BELOW = {"slug", "page", "promotion", "hosts", "profiles", "basis", "phase"}
# The fields that refer to their sources in columns of their own, with the names of these. Beside a
# name, that would be in the way.
_CITED_COLUMNS = {"hosts": "hosts", "profiles": "seeks", "phase": "phase"}
# The attributes of numbers that count something, and of what else no search looks into.
_NUMERIC, _UNSEARCHED = " class=n", " class=x"
# What rows leave to the card, so that a page stays small.
_ON_CARDS_ONLY = {"number", "former_page", "funding", "expertise", "later_expertise", "regions"}


class _PageFilter(NamedTuple):
    """What a reader filters the rows by.

    Attributes:
        name: its name in the address of the page.
        label: what people call it.
        alphabetical: whether its values come in alphabetical order.
        native: whether its values are the dataset's own words.
    """

    name: str
    label: str
    alphabetical: bool = True
    native: bool = True


# By dimension.
_PAGE_FILTERS = {
    "skill": _PageFilter("role", N_("Role"), alphabetical=False, native=False),
    "family": _PageFilter("family", N_("Family"), native=False),
    "theme": _PageFilter("theme", N_("Theme")),
    "promotion": _PageFilter("promotion", N_("Promotion"), alphabetical=False),
    "town": _PageFilter("town", N_("Town")),
    "region": _PageFilter("region", N_("Region")),
    "phase": _PageFilter("phase", N_("Phase"), native=False),
}


class Head(NamedTuple):
    """The head of a column.

    Attributes:
        html: its HTML.
        start: how each cell below it begins: the opening tag without its `data-sort` and its `>`.
        label: what stands beside each cell, where a row is a block; "" for nothing.
    """

    html: str
    start: str
    label: str = ""


class _HtmlCell(NamedTuple):
    """The HTML in a cell, and what the row is sorted by, where that is not the text."""

    html: str
    sort: str | None = None


class _Row(NamedTuple):
    """A row of a table.

    Attributes:
        cells: its cells.
        more: the HTML that opens below it, in full width; "" for nothing.
        name: its address in the page, "" for none.
        marks: the marks of what it is filtered by.
        shown: the texts in it that are searched.
    """

    cells: list[_HtmlCell]
    more: str = ""
    name: str = ""
    marks: str = ""
    shown: Iterable[str] = ()


def labels_css(heads: Iterable[Head]) -> str:
    """Return the style by which each cell has the label of its column, where a row is a block."""
    rules = (
        f".rows tbody>:first-child>:nth-child({place})::before{{content:{css_string(head.label)}}}"
        for place, head in enumerate(heads, 1)
        if head.label
    )
    return f"@media screen and (max-width:75rem){{{''.join(rules)}}}"


def calls_table(report: Calls, heads: Sequence[Head]) -> Iterator[str]:
    """Yield the table of promotions, of some columns, below their heads."""
    words, codes = report.table(words=True), report.table(words=False)
    # Without the row of totals, which is for people only and would be sorted too.
    pairs = zip(words.rows, codes.rows, strict=False)
    rows = (_Row(list(map(_worded_cell, words.kinds, row, coded))) for row, coded in pairs)
    return _sortable_table(_("The promotions"), heads, rows)


def heads_of_calls(report: Calls) -> list[Head]:
    """Return the heads of the columns of promotions."""
    table = report.table(words=True)
    return [
        _head(label, css=_NUMERIC if kind.numeric else "", native=kind.native, first=not place)
        for place, (label, kind) in enumerate(zip(table.head, table.kinds, strict=True))
    ]


def challenges_table(listing: Listing, heads: Sequence[Head], numbers: Numbers) -> Iterator[str]:
    """Yield the form that filters the rows, the table of the challenges, and how they are found.

    Args:
        listing: the challenges.
        heads: the heads of its columns.
        numbers: the numbers of the sources that they cite.
    """
    chosen = listing.chosen
    filters = _filters_of(chosen)
    yield _filter_form(filters, len(chosen.challenges))
    own, columns = listing.columns is None, listing.for_page().columns or ()
    names = [column.name for column in columns]
    promotions = {
        code: _HtmlCell(as_html(label if own else code), str(rank))
        for rank, (code, label) in enumerate(chosen.promotion_labels.items())
    }
    slugs = {challenge.slug for challenge in chosen.challenges}
    shown: list[Iterable[str]] = []

    def rows() -> Iterator[_Row]:
        for challenge in chosen.challenges:
            marks = " ".join(value.mark for value in filters if challenge.slug in value.slugs)
            if own:
                row = _own_row(challenge, columns, slugs, numbers)
            else:
                row = _chosen_row(challenge, columns)
            if "promotion" in names:
                cell = promotions.get(challenge.promotion or "", _HtmlCell(""))
                row.cells[names.index("promotion")] = cell
            shown.append(row.shown)
            yield row._replace(name=challenge.slug, marks=marks)

    yield from _sortable_table(_("The défis"), heads, rows())
    yield data_element("application/json", search_data(chosen, shown))


def heads_of(listing: Listing) -> list[Head]:
    """Return the heads of the columns of the challenges."""
    own, columns = listing.columns is None, listing.for_page().columns or ()
    names = [column.name for column in columns]
    first = "name" if "name" in names else names[0]
    return [
        _head(
            column.label,
            native=column.kind.native and not column.translated,
            css=_NUMERIC
            if column.kind.numeric and column.name != "number"
            else ("" if _is_searched(column) else _UNSEARCHED),
            first=column.name == first,
            labelled=not (own and column.name == "tagline"),
        )
        for column in columns
    ]


def _is_searched(column: Column) -> bool:
    return bool(column.field and column.field.name in _SEARCHED)


def _chosen_row(challenge: Challenge, columns: Sequence[Column]) -> _Row:
    """Return a row with the columns that were asked for."""
    return _Row(
        [_column_cell(column, challenge) for column in columns],
        shown=chain.from_iterable(
            column.cell(challenge, words=True) for column in columns if _is_searched(column)
        ),
    )


def _own_row(
    challenge: Challenge, columns: Sequence[Column], slugs: Collection[str], numbers: Numbers
) -> _Row:
    """Return a row that has most that is known of a challenge, a part of which opens below it.

    Args:
        challenge: the challenge.
        columns: the columns of the page itself.
        slugs: the challenges of the page.
        numbers: the numbers of the sources.
    """
    card = card_of(challenge, words=True)
    cited = [fact for fact in card.facts if fact.name in {"tagline", *_CITED_COLUMNS}]
    below = [f for f in card.details if f.name not in _NOT_BELOW | _ON_CARDS_ONLY]
    links = [fact for fact in below if isinstance(fact.value[0], Hyperlink)]
    facts = [fact for fact in below if fact not in links]
    more = facts_list(challenge, facts, numbers, [*cited, *links], slugs)
    hosts = chain.from_iterable(map(_host_lines, challenge.hosts))
    cells = {column.name: _column_cell(column, challenge) for column in columns} | {
        "name": _HtmlCell(link_html(card.page, card.name)),
        "tagline": _HtmlCell(tagline_html(challenge, card, numbers)),
        "hosts": _HtmlCell("<br>".join(hosts)),
        "seeks": _HtmlCell(cell_html(roles_sought(challenge)), _sort_number(challenge.profiles)),
    }
    for fact in cited:
        if (name := _CITED_COLUMNS.get(fact.name)) in cells:
            cells[name] = cells[name]._replace(html=cells[name].html + _source_links(fact, numbers))
    if links:
        html = (
            link_html(fact.value[0], fact.label) + _source_links(fact, numbers) for fact in links
        )
        place = "tagline" if any(column.name == "tagline" for column in columns) else "name"
        cells[place] = _HtmlCell(f"{cells[place].html}<p class=links>{' '.join(html)}")
    searched = _SEARCHED
    names = chain.from_iterable((host.ministry, host.department or "") for host in challenge.hosts)
    values = (fact.value for fact in [card.tagline, *facts] if fact and fact.name in searched)
    shown = [challenge.name, *names, *chain.from_iterable(values)]
    return _Row([cells[column.name] for column in columns], more, shown=shown)


def tagline_html(challenge: Challenge, card: Card, numbers: Numbers, css: str = "") -> str:
    """Return the tagline of a challenge as a paragraph, "" where it has none.

    Args:
        challenge: the challenge.
        card: its card.
        numbers: the numbers of the sources.
        css: the class of the paragraph.
    """
    fact = card.tagline
    if not fact:
        return ""
    class_attribute = f' class="{css}"' if css else ""
    _text, native = text_read(challenge, "tagline")
    lang = lang_attribute(native=native)
    return f"<p{class_attribute}{lang}>{cell_html(fact.value)}{_source_links(fact, numbers)}"


def _host_lines(host: Host) -> Iterator[str]:
    """Yield the HTML of a ministry, and of its department."""
    yield as_html(host.ministry)
    if host.department:
        yield f"<small>{as_html(host.department)}</small>"


def facts_list(
    record: Any,
    facts: Sequence[Fact],
    numbers: Numbers,
    others: Iterable[Fact] = (),
    slugs: Collection[str] = (),
) -> str:
    """Return a list of facts, each with its sources, then the other sources; "" of nothing.

    Args:
        record: the challenge or the programme that they are of.
        facts: the facts.
        numbers: the numbers of the sources.
        others: the facts that stand elsewhere, with their sources.
        slugs: the challenges of the page, to be linked where a fact names them.
    """
    searched = _SEARCHED
    native = {
        f.name for f in fields_of(record.__class__).values() if field_read(record, f).kind.native
    }
    lines = []
    for fact in facts:
        lines.append(f"<dt>{as_html(fact.label)}{_source_links(fact, numbers)}")
        lang = lang_attribute(native=fact.name in native)
        mark = "" if fact.name in searched else _UNSEARCHED
        lines += [f"<dd{mark}{lang}>{html}" for html in _values_html(fact, slugs)]
    cited = chain.from_iterable(fact.cited(numbers) for fact in (*facts, *others))
    rest = {numbers[c.source.key] for c in record.sources if c.source.key in numbers}
    if rest := rest.difference(cited):
        lines.append(f"<dt>{as_html(_('Source'))}<dd>{_references(sorted(rest))}")
    return f"<dl>{''.join(lines)}</dl>" if lines else ""


def _values_html(fact: Fact, slugs: Collection[str]) -> Iterator[str]:
    """Yield the HTML of each value of a fact; challenges of the page that it names are links."""
    for text in fact.value:
        if fact.name in _RELATED:
            names = text.split(_BETWEEN_SLUGS)
            links = (link_html(f"#{name}" if name in slugs else None, name) for name in names)
            yield _BETWEEN_SLUGS.join(links)
        else:
            yield cell_html((text,))


def _source_links(fact: Fact, numbers: Numbers) -> str:
    """Return links to the sources of a fact, "" where it cites none."""
    return _references(fact.cited(numbers))


def _references(numbers: Iterable[int]) -> str:
    """Return links to sources, three or more that follow each other as one: `1 2 4–7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if not runs or number != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(number)
    links = []
    for first, *others in runs:
        if len(others) > 1:
            links.append((first, f"{first}–{others[-1]}"))
        else:
            links += [(number, str(number)) for number in (first, *others)]
    return "\u00a0".join(f"<a href=#{source_address(number)}>{text}</a>" for number, text in links)


def source_address(number: int) -> str:
    """Return the address of a source in the page, which no slug of a challenge can be."""
    return f"_{number}"


def _column_cell(column: Column, challenge: Challenge) -> _HtmlCell:
    """Return the content of a column, as every format for people has it."""
    value = column.value(challenge)
    words, codes = (column.cell(challenge, words=words) for words in (True, False))
    if value and isinstance(value, tuple) and isinstance(value[0], Profile):
        return _HtmlCell(cell_html(words), _sort_number(value))
    if column.field and column.translated:
        native = bool(words) and field_read(challenge, column.field).kind.native
        lang = lang_attribute(native=native)
        return _HtmlCell(f"<span{lang}>{cell_html(words)}</span>" if lang else cell_html(words))
    return _worded_cell(column.kind, words, codes)


def _sort_number(profiles: tuple[Profile, ...]) -> str:
    """Return how many people there are, "" where that is not known."""
    return str(total(profiles) or "")


def _worded_cell(kind: Kind, words: Cell, codes: Cell) -> _HtmlCell:
    """Return the content of a cell in words, sorted by its code where that is another text."""
    by_code = codes != words and not kind.several
    return _HtmlCell(cell_html(words), "".join(codes) if by_code else None)


def _head(label: str, *, css: str = "", native: bool, first: bool, labelled: bool = True) -> Head:
    """Return the head of a column.

    Args:
        label: its label for people.
        css: the attribute for its class.
        native: whether its cells show the dataset's own words.
        first: whether they say what their rows are about.
        labelled: whether they need the label, where a row is a block.
    """
    lang = lang_attribute(native=native)
    html = f"<th scope=col{css}>{as_html(label)}"
    if first:
        return Head(html, f"<th scope=row{css}{lang}")
    return Head(html, f"<td{css}{lang}", label if labelled else "")


def _sortable_table(caption: str, heads: Sequence[Head], rows: Iterable[_Row]) -> Iterator[str]:
    """Yield a table; what opens below a row moves with it, as both are a body of the table."""
    yield f'<table class="rows"><caption>{as_html(caption)}</caption>\n'
    yield f"<thead><tr>{''.join(head.html for head in heads)}</tr></thead>\n"
    summary = f"<summary>{as_html(_('More'))}</summary>"
    for cells, more, name, marks, _shown in rows:
        address = f" id={name}" if name else ""
        has = f' data-has="{marks}"' if marks else ""
        yield f"<tbody{address}{has}>\n<tr>"
        for head, (html, sort) in zip(heads, cells, strict=True):
            attribute = "" if sort is None else f" data-sort={attribute_value(sort)}"
            yield f"{head.start}{attribute}>{html}"
        if more:
            yield f"<tr><td colspan={len(heads)}><details>{summary}{more}</details>"
    yield "</table>\n"


class _Value(NamedTuple):
    """A value by which rows are filtered.

    Attributes:
        by: its dimension.
        label: what people call it.
        mark: what marks the rows that have it.
        slugs: the challenges that have it.
    """

    by: str
    label: str
    mark: str
    slugs: Collection[str]


def _filters_of(dataset: Dataset) -> list[_Value]:
    """Return each value by which rows are filtered. What all rows have in common is no filter."""
    numbers = map(str, count())
    values = []
    for by, page_filter in _PAGE_FILTERS.items():
        labels = DIMENSIONS[by].labels(dataset)
        slugs: dict[str, set[str]] = {}
        for challenge in dataset.challenges:
            for label in _labels_in(challenge, by, labels):
                slugs.setdefault(label, set()).add(challenge.slug)
        if len(slugs) > 1:
            ordered = sorted(slugs, key=fold) if page_filter.alphabetical else slugs
            values += [_Value(by, label, next(numbers), slugs[label]) for label in ordered]
    return values


def _labels_in(challenge: Challenge, by: str, labels: Mapping[str, str]) -> Iterable[str]:
    """Return what people call the values of a challenge in a dimension.

    Args:
        challenge: the challenge.
        by: the dimension.
        labels: what people call its values, if that is not the values.
    """
    names = DIMENSIONS[by].names
    if names is None:
        return (profile.skill.words() for profile in challenge.profiles)
    return (labels.get(name, name) for name in names(challenge))


def fragments_of(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Return the address in the page of the rows that have a value, by its dimension and label."""
    return {
        (by, label): f"#{urlencode({_PAGE_FILTERS[by].name: label})}"
        for by, label, _mark, _slugs in _filters_of(dataset)
    }


def _filter_form(filters: Iterable[_Value], count: int) -> str:
    """Return the form, hidden where no script runs, which says how many rows are shown.

    Args:
        filters: the values by which rows are filtered.
        count: how many rows there are.
    """
    # The page counts by itself: here are the forms for one and for several.
    one, other = (truncation_sentence(number).replace("{count}", str(count)) for number in (1, 2))
    sentences = {"none": _("No défi has all of this."), "one": one, "other": other}
    data = "".join(f' data-{name}="{as_html(text)}"' for name, text in sentences.items())
    fields = [f'<label>{as_html(_("Search"))}<input name=q type="search"></label>']
    for by, values in groupby(filters, attrgetter("by")):
        page_filter = _PAGE_FILTERS[by]
        lang = lang_attribute(native=page_filter.native)
        every = f'<option value=""{lang and f" lang={language()}"}>{as_html(_("all"))}'
        options = "".join(
            f"<option value={value.mark}>{as_html(value.label)} ({len(value.slugs)})"
            for value in values
        )
        start = f"{as_html(_(page_filter.label))}<select name={page_filter.name}{lang}>"
        fields.append(f"<label>{start}{every}{options}</select></label>")
    fields.append(f'<button type="reset">{as_html(_("Show all"))}</button>')
    fields.append(f'<p role="status"{data}></p>')
    return '<form role="search" hidden>\n' + "\n".join(fields) + "\n</form>\n"
