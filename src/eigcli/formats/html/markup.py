"""HTML of texts. What is called `text` is escaped here; what is called `html` is HTML already."""

import json
import re
from html import escape
from typing import Any

from eigcli.data.kinds import Cell, Hyperlink
from eigcli.messages import foreign_language

# What could end the element that JSON stands in, or a line of a script.
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def as_html(text: str) -> str:
    """Return HTML that shows `text`, within an element or a quoted attribute."""
    # A browser would read a line feed for a carriage return.
    return escape(text).replace("\r", "&#13;")


def attribute_value(text: str) -> str:
    """Return a text as the value of an attribute, in quotes where it needs them."""
    return text if text.isalnum() else f'"{as_html(text)}"'


def element(tag: str, text: str | None, *, css: str = "", native: bool = False) -> str:
    """Return an element on a line of its own, or nothing where there is no text.

    Args:
        tag: its name.
        text: its text.
        css: its class.
        native: whether the text is the dataset's own words.
    """
    attribute = f' class="{css}"' if css else ""
    return (
        f"<{tag}{attribute}{lang_attribute(native=native)}>{as_html(text)}</{tag}>\n"
        if text
        else ""
    )


def cell_html(cell: Cell) -> str:
    """Return the HTML of a cell: several values below each other, an address as a link."""
    return "<br>".join(
        link_html(text, text) if isinstance(text, Hyperlink) else as_html(text) for text in cell
    )


def link_html(address: str | None, text: str) -> str:
    """Return a link, or where there is no address the text alone.

    The loader lets in no addresses but those of the web.
    """
    return f'<a href="{as_html(address)}">{as_html(text)}</a>' if address else as_html(text)


def lang_attribute(*, native: bool = True) -> str:
    """Return the attribute of an element whose text is to be marked, see `foreign_language`."""
    code = foreign_language(native=native)
    return f" lang={code}" if code else ""


def data_element(kind: str, data: Any) -> str:
    """Return an element for programs with some data as JSON.

    Args:
        kind: the media type.
        data: the data.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return f'<script type="{kind}">{text}</script>\n'


def css_string(text: str) -> str:
    """Return a text as a string of CSS, within an element or in a file."""
    return '"' + re.sub(r'["\\<\n\r\f]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'
