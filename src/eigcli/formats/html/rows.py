"""Tables whose rows a reader sorts in the page, and those of challenges searches and filters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from eigcli.columns import Column
from eigcli.counts import DIMENSIONS
from eigcli.fields import Cell, Hyperlink, Kind
from eigcli.formats.html.markup import escaped, lang, link, shown
from eigcli.formats.html.parts import Numbers, facts
from eigcli.messages import N_, _, language, ngettext
from eigcli.model import Challenge, Host
from eigcli.notes import roles_sought
from eigcli.people import Profile, total
from eigcli.reports import Calls, Cards, Listing
from eigcli.tables import Card, Fact
from eigcli.text import fold

# What a reader filters by, of `DIMENSIONS`.
_FILTERS = {
    "skill": N_("Role"),
    "ministry": N_("Ministry"),
    "theme": N_("Theme"),
    "promotion": N_("Promotion"),
}
# Of these, the ones that come in alphabetical order and not in that of the dataset.
_SORTED = {"ministry", "theme"}

# What no column has stands below the tagline, but for what is shown otherwise: the slug and the
# page are with the name.
_OTHERWISE = {"promotion", "profiles", "slug", "page"}


class _Heading(NamedTuple):
    """The heading of a column, and what its cells have in common.

    Attributes:
        label: what people call it.
        french: whether its cells show the dataset's own words.
        number: whether they show numbers, that count something.
        first: whether they say what their rows are about.
        plain: whether that is clear without the label, where a row is a block.
    """

    label: str
    french: bool = False
    number: bool = False
    first: bool = False
    plain: bool = False


class _Cell(NamedTuple):
    """A cell: its HTML, and what it is sorted by, where that is not what it shows."""

    html: str
    order: str | None = None


class _Row(NamedTuple):
    """A row: its cells, and marks of what it has, by which it is filtered."""

    cells: Iterable[_Cell]
    marks: str = ""


def calls(report: Calls) -> Iterator[str]:
    """Yield the table of the promotions."""
    words, codes = report.table(words=True), report.table(words=False)
    headings = [
        _Heading(label, kind.french, kind.numeric, first=not place)
        for place, (label, kind) in enumerate(zip(words.head, words.kinds, strict=True))
    ]
    rows = (
        # Programs are told one thing more.
        _Row([_cell(*cells) for cells in zip(*pair, words.kinds, strict=False)])
        for pair in zip(words.rows, codes.rows, strict=True)
    )
    return _table(_("The promotions"), headings, rows)


def challenges(listing: Listing, numbers: Numbers) -> Iterator[str]:
    """Yield the form that filters the rows, and the table with a row for each challenge.

    Args:
        listing: the challenges.
        numbers: the numbers of the sources that they cite.
    """
    those, called = listing.chosen.challenges, listing.chosen.promotion_labels
    choices = {by: values for by in _FILTERS if len(values := _choices(those, by, called)) > 1}
    yield _form(choices, len(those))
    own = listing.columns is None
    columns = listing.for_people("basis").columns or ()
    names = [column.name for column in columns]
    headings = [
        _Heading(
            column.label,
            # Below the tagline stands what else is known, with labels that are not French.
            french=column.kind.french and not (own and column.name == "tagline"),
            number=column.kind.numeric and column.name != "number",
            first=column.name == ("name" if "name" in names else names[0]),
            plain=own and column.name == "tagline",
        )
        for column in columns
    ]
    ranks = {code: str(rank) for rank, code in enumerate(called)}

    def row(challenge: Challenge, card: Card) -> _Row:
        cells = {column.name: _column_cell(column, challenge) for column in columns}
        if "promotion" in cells:
            code = challenge.promotion or ""
            html = escaped(called.get(code, "")) if own else cells["promotion"].html
            cells["promotion"] = _Cell(html, ranks.get(code))
        if own:
            others = [f for f in card.facts if f.name not in {*names, *_OTHERWISE}]
            cells |= _own_cells(challenge, card, others, numbers)
        marks = (
            values[value]
            for by, values in choices.items()
            for value in dict.fromkeys(_values(challenge, by, called))
        )
        return _Row([cells[name] for name in names], " ".join(marks))

    cards = Cards(listing.chosen).cards(words=True)
    yield from _table(_("The défis"), headings, map(row, those, cards))


def _values(challenge: Challenge, by: str, called: Mapping[str, str]) -> Iterable[str]:
    """Return what a challenge has of what is filtered by; promotions as they are called."""
    names = DIMENSIONS[by].names
    if names is None:
        return (profile.skill.label for profile in challenge.profiles)
    return (called.get(name, name) for name in names(challenge))


def _choices(challenges: Iterable[Challenge], by: str, called: Mapping[str, str]) -> dict[str, str]:
    """Return each value that challenges are filtered by, and the mark of the rows that have it."""
    values = (_values(challenge, by, called) for challenge in challenges)
    found = dict.fromkeys(chain.from_iterable(values))
    ordered = sorted(found, key=fold) if by in _SORTED else found
    return {value: f"{by[0]}{number}" for number, value in enumerate(ordered)}


def _form(choices: dict[str, dict[str, str]], count: int) -> str:
    """Return the form, hidden where no script runs; there it says how many rows are shown.

    Args:
        choices: what is filtered by, and the values of each with their marks.
        count: how many rows there are.
    """
    fields = [f'<label>{escaped(_("Search"))}<input type="search"></label>']
    for by, values in choices.items():
        options = "".join(
            f"<option value={mark}>{escaped(value)}" for value, mark in values.items()
        )
        french = lang(french=by != "skill")
        fields.append(
            f"<label>{escaped(_(_FILTERS[by]))}<select{french}>"
            f'<option value=""{french and f" lang={language()}"}>{escaped(_("all"))}{options}'
            "</select></label>"
        )
    sentences = {
        "none": _("No défi has all of this."),
        **{
            # The page counts by itself: here are the forms for one and for several.
            name: ngettext(
                "{shown} of {count} défis is shown.", "{shown} of {count} défis are shown.", number
            ).replace("{count}", str(count))
            for name, number in (("one", 1), ("other", 2))
        },
    }
    data = "".join(f' data-{name}="{escaped(text)}"' for name, text in sentences.items())
    fields.append(f'<button type="reset">{escaped(_("Show all"))}</button>')
    fields.append(f'<p role="status"{data}></p>')
    return '<form role="search" hidden>\n' + "\n".join(fields) + "\n</form>\n"


def _own_cells(
    challenge: Challenge, card: Card, others: Sequence[Fact], numbers: Numbers
) -> dict[str, _Cell]:
    """Return the cells that tell more than their columns do, by the names of these.

    Args:
        challenge: the challenge.
        card: what is known of it.
        others: what no column tells of that.
        numbers: the numbers of the sources.
    """
    name = link(card.page, card.name) if card.page else escaped(card.name)
    tagline = f"<p{lang(french=True)}>{escaped(card.tagline)}" if card.tagline else ""
    links = [link(f.value[0], f.label) for f in others if isinstance(f.value[0], Hyperlink)]
    more = facts(challenge, [f for f in others if not isinstance(f.value[0], Hyperlink)], numbers)
    return {
        "name": _Cell(f"{name}<small>{escaped(challenge.slug)}</small>"),
        "tagline": _Cell(
            tagline
            + (f"<p class=links>{' '.join(links)}" if links else "")
            + (f"<details><summary>{escaped(_('More'))}</summary>{more}</details>" if more else "")
        ),
        "hosts": _Cell("<br>".join(map(_host, challenge.hosts))),
        "seeks": _Cell(shown(roles_sought(challenge)), str(total(challenge.profiles) or "")),
    }


def _host(host: Host) -> str:
    """Return a ministry, and its department below it."""
    department = f"<small>{escaped(host.department)}</small>" if host.department else ""
    return escaped(host.ministry) + department


def _column_cell(column: Column, challenge: Challenge) -> _Cell:
    """Return the cell of a column, as every format for people has it."""
    value = column.value(challenge)
    words, codes = (column.cell(challenge, words=words) for words in (True, False))
    if value and isinstance(value, tuple) and isinstance(value[0], Profile):
        return _Cell(shown(words), str(total(value) or ""))
    return _cell(words, codes, column.kind)


def _cell(words: Cell, codes: Cell, kind: Kind) -> _Cell:
    """Return a cell that shows words, and is sorted by a code where that is one."""
    return _Cell(shown(words), "".join(codes) if not kind.several and codes != words else None)


def _table(caption: str, headings: Sequence[_Heading], rows: Iterable[_Row]) -> Iterator[str]:
    """Yield a table."""
    yield f'<table class="rows"><caption>{escaped(caption)}</caption>\n<thead><tr>'
    for heading in headings:
        yield f"<th scope=col{_NUMBER * heading.number}>{escaped(heading.label)}</th>"
    yield "</tr></thead>\n<tbody>\n"
    tags = [_tag(heading) for heading in headings]
    for cells, marks in rows:
        yield f'<tr data-has="{marks}">' if marks else "<tr>"
        for (opening, closing), (html, order) in zip(tags, cells, strict=True):
            sort = f' data-sort="{escaped(order)}"' if order is not None else ""
            yield f"{opening}{sort}>{html}{closing}"
        yield "</tr>\n"
    yield "</tbody></table>\n"


_NUMBER = " class=n"


def _tag(heading: _Heading) -> tuple[str, str]:
    """Return the start tag of a cell, without its end, and the end tag."""
    more = _NUMBER * heading.number + lang(french=heading.french)
    if heading.first:
        return f"<th scope=row{more}", "</th>"
    label = "" if heading.plain else f' data-th="{escaped(heading.label)}"'
    return f"<td{label}{more}", "</td>"
