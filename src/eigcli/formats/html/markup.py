"""One file of HTML: what stands around a page, and the few things that all of it is written with.

Style and script stand in the page, which loads nothing: its policy lets a browser fetch nothing
either. It does allow what stands in the page, so that whoever saves it can change it. Some end tags
are left out, as HTML allows: of thousands of rows, they would be a tenth.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pkgutil import get_data

from eigcli.fields import Cell, Hyperlink
from eigcli.messages import language

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
# Spaces that style does not need.
_SPACES = re.compile(r" ?([{};]) ?|(?<=:) ")


def document(title: str, machines: str, parts: Iterable[str]) -> Iterator[str]:
    """Yield a page.

    Args:
        title: what its tab and its bookmark are called.
        machines: what it says to machines, in JSON-LD.
        parts: the HTML of its body, one after the other.
    """
    style = _SPACES.sub(r"\1", _asset("page.css"))
    yield (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{style}</style>\n"
        f'<script type="application/ld+json">{machines}</script>\n</head>\n<body>\n'
    )
    yield from parts
    yield f"<script>\n{_asset('page.js')}</script>\n</body>\n</html>\n"


def _asset(name: str) -> str:
    """Return a file of this package without indentation, empty lines and lines of comment."""
    text = (get_data(__name__, name) or b"").decode()
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def escaped(text: str) -> str:
    """Return HTML that shows `text`, within an element or a quoted attribute."""
    # A browser would read a line feed for a carriage return.
    return escape(text).replace("\r", "&#13;")


def element(tag: str, text: str, *, french: bool = False, of: str = "") -> str:
    """Return an element on a line of its own, or nothing where there is no text.

    Args:
        tag: its name.
        text: the text, which is escaped here.
        french: whether that is the dataset's own words.
        of: its class.
    """
    if not text:
        return ""
    kind = f' class="{of}"' if of else ""
    return f"<{tag}{kind}{lang(french=french)}>{escaped(text)}</{tag}>\n"


def shown(cell: Cell) -> str:
    """Return HTML that shows a cell: several values below each other, an address as a link."""
    return "<br>".join(
        link(text, text) if isinstance(text, Hyperlink) else escaped(text) for text in cell
    )


def link(address: str, text: str) -> str:
    """Return a link. The loader lets no other addresses in than those of the web."""
    return f'<a href="{escaped(address)}">{escaped(text)}</a>'


def lang(*, french: bool) -> str:
    """Return the attribute of an element whose text may be French in a page that is not."""
    return " lang=fr" if french and language() != "fr" else ""
