"""Tables whose rows a reader sorts in the page, and those of challenges searches and filters."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from eigcli.columns import Column
from eigcli.counts import DIMENSIONS
from eigcli.fields import Cell, Hyperlink, Kind, fields_of
from eigcli.formats.html.markup import as_html, cell_html, lang_attribute, link_html
from eigcli.messages import N_, _, language
from eigcli.model import Challenge, Host
from eigcli.notes import roles_sought, truncation_sentence
from eigcli.people import Profile, total
from eigcli.reports import Calls, Listing
from eigcli.tables import Card, Fact, card_of
from eigcli.text import fold

# The number of each source at the end of the page, by its key.
Numbers: TypeAlias = dict[str, int]
# The dimensions by which a reader filters, and whether their values come in alphabetical order.
_PAGE_FILTERS = {
    "skill": (N_("Role"), False),
    "ministry": (N_("Ministry"), True),
    "theme": (N_("Theme"), True),
    "promotion": (N_("Promotion"), False),
}
# Fields that are never below the tagline: they have a place of their own.
_NOT_BELOW_TAGLINE = {"slug", "page", "promotion", "profiles"}


class _Head(NamedTuple):
    """The head of a column: its HTML, and how each cell below it begins and ends.

    `start` is the opening tag without its `data-sort` and its `>`.
    """

    html: str
    start: str
    end: str


class _HtmlCell(NamedTuple):
    """The HTML in a cell, and what the row is sorted by, where that is not the text."""

    html: str
    sort: str | None = None


# The marks of what a row is filtered by, and its cells.
_MarkedRow: TypeAlias = tuple[str, Iterable[_HtmlCell]]


def calls_table(report: Calls) -> Iterator[str]:
    """Yield the table of the promotions."""
    words, codes = report.table(words=True), report.table(words=False)
    heads = [
        _head(label, french=kind.french, numeric=kind.numeric, first=not place)
        for place, (label, kind) in enumerate(zip(words.head, words.kinds, strict=True))
    ]
    rows: Iterable[_MarkedRow] = (
        # For programs, there is one column more.
        ("", [_worded_cell(*cells) for cells in zip(*pair, words.kinds, strict=False)])
        for pair in zip(words.rows, codes.rows, strict=True)
    )
    return _sortable_table(_("The promotions"), heads, rows)


def challenges_table(listing: Listing, numbers: Numbers) -> Iterator[str]:
    """Yield the form that filters the rows, and the table with a row for each challenge.

    Args:
        listing: the challenges.
        numbers: the numbers of the sources that they cite.
    """
    challenges, labels = listing.chosen.challenges, listing.chosen.promotion_labels
    marks = {by: found for by in _PAGE_FILTERS if len(found := _marks(challenges, by, labels)) > 1}
    yield _form(marks, len(challenges))
    own, columns = listing.columns is None, listing.for_people("basis").columns or ()
    names = [column.name for column in columns]
    first = "name" if "name" in names else names[0]
    heads = [
        _head(
            column.label,
            french=column.kind.french and not column.translated,
            numeric=column.kind.numeric and column.name != "number",
            first=column.name == first,
            labelled=not (own and column.name == "tagline"),
        )
        for column in columns
    ]
    ranks = {code: str(rank) for rank, code in enumerate(labels)}

    def row(challenge: Challenge) -> _MarkedRow:
        cells = {column.name: _column_cell(column, challenge) for column in columns}
        if own:
            cells |= _own_cells(challenge, {*names, *_NOT_BELOW_TAGLINE}, numbers)
        if "promotion" in names:
            code = challenge.promotion or ""
            label = labels.get(code, "") if own else code
            cells["promotion"] = _HtmlCell(as_html(label), ranks.get(code))
        has = (
            found[value]
            for by, found in marks.items()
            for value in dict.fromkeys(_dimension_values(challenge, by, labels))
        )
        return " ".join(has), map(cells.__getitem__, names)

    yield from _sortable_table(_("The défis"), heads, map(row, challenges))


def _own_cells(
    challenge: Challenge, elsewhere: Container[str], numbers: Numbers
) -> dict[str, _HtmlCell]:
    """Return what stands in the cells that show more than their columns, by the names of these.

    Args:
        challenge: the challenge.
        elsewhere: the fields that are not to stand below the tagline.
        numbers: the numbers of the sources.
    """
    card = card_of(challenge, words=True)
    name = f"{link_html(card.page, card.name)}<small>{as_html(challenge.slug)}</small>"
    tagline = tagline_html(challenge, card, numbers)
    facts = [fact for fact in card.facts if fact.name not in elsewhere]
    links = [fact for fact in facts if isinstance(fact.value[0], Hyperlink)]
    if links:
        html = " ".join(
            link_html(fact.value[0], fact.label) + _mark(fact, numbers) for fact in links
        )
        tagline += f"<p class=links>{html}"
    if more := facts_list(challenge, [fact for fact in facts if fact not in links], numbers):
        tagline += f"<details><summary>{as_html(_('More'))}</summary>{more}</details>"
    return {
        "name": _HtmlCell(name),
        "tagline": _HtmlCell(tagline),
        "hosts": _HtmlCell("<br>".join(map(_host_html, challenge.hosts))),
        "seeks": _HtmlCell(cell_html(roles_sought(challenge)), _people(challenge.profiles)),
    }


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
    attributes = f' class="{css}"' * bool(css) + lang_attribute(french=challenge.tagline_is_french)
    return f"<p{attributes}>{cell_html(fact.value)}{_mark(fact, numbers)}"


def _host_html(host: Host) -> str:
    """Return a ministry, and its department below it."""
    department = f"<small>{as_html(host.department)}</small>" if host.department else ""
    return as_html(host.ministry) + department


def facts_list(record: Any, facts: Iterable[Fact], numbers: Numbers) -> str:
    """Return a list of facts, "" where there are none.

    Args:
        record: the challenge or the programme that they are of.
        facts: the facts.
        numbers: the numbers of the sources, which they refer to.
    """
    french = {field.name for field in fields_of(record.__class__) if field.kind.french}
    lines = []
    for fact in facts:
        mark = _mark(fact, numbers)
        values = [cell_html((text,)) + mark for text in fact.value]
        if fact.name == "sources":
            values = [_references(sorted(numbers[source.key] for source in record.sources))]
        lines.append(f"<dt>{as_html(fact.label)}")
        lines += [f"<dd{lang_attribute(french=fact.name in french)}>{value}" for value in values]
    return f"<dl>{''.join(lines)}</dl>" if lines else ""


def _mark(fact: Fact, numbers: Numbers) -> str:
    """Return links to the sources of a fact, "" where it has none."""
    cited = _references(fact.cited(numbers))
    return f"<sup>{cited}</sup>" if cited else ""


def _references(numbers: Iterable[int]) -> str:
    """Return links to sources, those that follow each other as one: `1–3 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if not runs or number != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(number)
    return " ".join(
        f"<a href=#s{run[0]}>{'–'.join(map(str, dict.fromkeys([run[0], run[-1]])))}</a>"
        for run in runs
    )


def _column_cell(column: Column, challenge: Challenge) -> _HtmlCell:
    """Return the content of a column, as every format for people has it."""
    value = column.value(challenge)
    words, codes = (column.cell(challenge, words=words) for words in (True, False))
    if value and isinstance(value, tuple) and isinstance(value[0], Profile):
        return _HtmlCell(cell_html(words), _people(value))
    if column.translated:
        lang = lang_attribute(french=words == codes)
        return _HtmlCell(f"<span{lang}>{cell_html(words)}</span>" if lang else cell_html(words))
    return _worded_cell(words, codes, column.kind)


def _people(profiles: tuple[Profile, ...]) -> str:
    """Return how many people there are, "" where that is not known."""
    return str(total(profiles) or "")


def _worded_cell(words: Cell, codes: Cell, kind: Kind) -> _HtmlCell:
    """Return the content of a cell in words, sorted by its code where that is another text."""
    by_code = codes != words and not kind.several
    return _HtmlCell(cell_html(words), "".join(codes) if by_code else None)


def _head(label: str, *, french: bool, numeric: bool, first: bool, labelled: bool = True) -> _Head:
    """Return the head of a column.

    Args:
        label: its label for people.
        french: whether its cells show the dataset's own words.
        numeric: whether they show numbers that count something.
        first: whether they say what their rows are about.
        labelled: whether they need the label, where a row is a block.
    """
    number, lang = " class=n" if numeric else "", lang_attribute(french=french)
    html = f"<th scope=col{number}>{as_html(label)}</th>"
    if first:
        return _Head(html, f"<th scope=row{number}{lang}", "</th>")
    beside = f' data-th="{as_html(label)}"' if labelled else ""
    return _Head(html, f"<td{beside}{number}{lang}", "</td>")


def _sortable_table(
    caption: str, heads: Sequence[_Head], rows: Iterable[_MarkedRow]
) -> Iterator[str]:
    """Yield a table."""
    yield f'<table class="rows"><caption>{as_html(caption)}</caption>\n'
    yield f"<thead><tr>{''.join(head.html for head in heads)}</tr></thead>\n<tbody>\n"
    for marks, cells in rows:
        yield f'<tr data-has="{marks}">' if marks else "<tr>"
        for head, (html, sort) in zip(heads, cells, strict=True):
            attribute = "" if sort is None else f' data-sort="{as_html(sort)}"'
            yield f"{head.start}{attribute}>{html}{head.end}"
        yield "</tr>\n"
    yield "</tbody></table>\n"


def _dimension_values(challenge: Challenge, by: str, labels: Mapping[str, str]) -> Iterable[str]:
    """Return the values of a challenge in a dimension; promotions by their labels."""
    names = DIMENSIONS[by].names
    if names is None:
        return (profile.skill.label for profile in challenge.profiles)
    return (labels.get(name, name) for name in names(challenge))


def _marks(challenges: Iterable[Challenge], by: str, labels: Mapping[str, str]) -> dict[str, str]:
    """Return each value in a dimension, and the mark of the rows that have it."""
    _label, alphabetical = _PAGE_FILTERS[by]
    found = dict.fromkeys(chain.from_iterable(_dimension_values(c, by, labels) for c in challenges))
    values = sorted(found, key=fold) if alphabetical else found
    return {value: f"{by[0]}{number}" for number, value in enumerate(values)}


def _form(marks: Mapping[str, Mapping[str, str]], count: int) -> str:
    """Return the form, hidden where no script runs, which says how many rows are shown.

    Args:
        marks: the values in each dimension, with their marks.
        count: how many rows there are.
    """
    # The page counts by itself: here are the forms for one and for several.
    one, other = (truncation_sentence(number).replace("{count}", str(count)) for number in (1, 2))
    sentences = {"none": _("No défi has all of this."), "one": one, "other": other}
    data = "".join(f' data-{name}="{as_html(text)}"' for name, text in sentences.items())
    fields = [f'<label>{as_html(_("Search"))}<input type="search"></label>']
    for by, found in marks.items():
        lang = lang_attribute(french=by != "skill")
        every = f'<option value=""{lang and f" lang={language()}"}>{as_html(_("all"))}'
        options = "".join(f"<option value={mark}>{as_html(text)}" for text, mark in found.items())
        label = as_html(_(_PAGE_FILTERS[by][0]))
        fields.append(f"<label>{label}<select{lang}>{every}{options}</select></label>")
    fields.append(f'<button type="reset">{as_html(_("Show all"))}</button>')
    fields.append(f'<p role="status"{data}></p>')
    return '<form role="search" hidden>\n' + "\n".join(fields) + "\n</form>\n"
