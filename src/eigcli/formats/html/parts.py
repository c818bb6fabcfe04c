"""The parts that several pages have: facts, counts, and the documents that they were taken from."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from eigcli.counts import DIMENSIONS, Counts
from eigcli.fields import fields_of
from eigcli.formats.html.markup import element, escaped, lang, link, shown
from eigcli.kinds import COUNT, date_text
from eigcli.messages import _
from eigcli.model import Source
from eigcli.notes import NOT_KNOWN
from eigcli.tables import Fact

# The number of each source at the end of the page, by its key.
Numbers: TypeAlias = dict[str, int]


def facts(of: Any, told: Iterable[Fact], numbers: Numbers) -> str:
    """Return a list of facts; nothing where there are none.

    Args:
        of: the challenge or the programme that they are of.
        told: the facts.
        numbers: the numbers of the sources, which they refer to.
    """
    french = {declared.name for declared in fields_of(of.__class__) if declared.kind.french}
    lines = []
    for name, label, cell in told:
        if name == "sources":
            texts = [_references(sorted(numbers[source.key] for source in of.sources))]
        else:
            texts = [shown((text,)) for text in cell]
        lines.append(f"<dt>{escaped(label)}")
        lines += [f"<dd{lang(french=name in french)}>{text}" for text in texts]
    return f"<dl>{''.join(lines)}</dl>" if lines else ""


def _references(numbers: Iterable[int]) -> str:
    """Return links to sources, those that follow each other as one: `1–3 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(
        f"<a href=#s{run[0]}>{'–'.join(map(str, dict.fromkeys([run[0], run[-1]])))}</a>"
        for run in runs
    )


def counts(report: Counts, level: int) -> Iterator[str]:
    """Yield a table for each thing that is counted by, with a bar in each row.

    Args:
        report: the counts.
        level: that of the headings, which are the captions.
    """
    heads = [_("Name"), *report.heads.values(), report.share_head]
    columns = "".join(f"<th scope=col>{escaped(head)}</th>" for head in heads)
    for by, tallies in report.tallies.items():
        if not tallies:
            continue
        title = element(f"h{level}", _(DIMENSIONS[by].title))
        yield f'<table class="counts"><caption>{title}</caption>\n'
        yield f"<thead><tr>{columns}</tr></thead>\n<tbody>\n"
        longest = max(tally.share for tally in tallies) or 1
        for tally in tallies:
            # What nobody counted is a dash.
            numbers = (COUNT.cell(getattr(tally, name), words=True) for name in report.heads)
            cells = "".join(f"<td>{shown(number or (NOT_KNOWN,))}</td>" for number in numbers)
            share = escaped(tally.percent)
            width = round(100 * tally.share / longest)
            yield (
                f"<tr><th scope=row{lang(french=by != 'skill')}>{escaped(tally.label)}"
                f'<i style="width:{width}%"></i></th>{cells}<td>{share}</td></tr>\n'
            )
        yield "</tbody></table>\n"


def sources(those: Sequence[Source]) -> Iterator[str]:
    """Yield the section of the documents that facts were taken from, numbered."""
    if not those:
        return
    french = lang(french=True)
    yield f'<section class="sources">\n{element("h2", _("Sources"))}<ol>\n'
    for number, source in enumerate(those, 1):
        title = link(source.url, source.title) if source.url else escaped(source.title)
        about = [source.publisher and f"<span{french}>{escaped(source.publisher)}</span>"]
        about += [source.date and escaped(date_text(source.date))]
        told = ", ".join(filter(None, about))
        note = f"<p{french}>{escaped(source.note)}" if source.note else ""
        yield f"<li id=s{number}><span{french}>{title}</span>{told and f'<br>{told}'}{note}\n"
    yield "</ol>\n</section>\n"
