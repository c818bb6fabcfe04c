"""Compile the catalogues of translations when eigcli is built or installed."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What `gettext` reads of the header of a catalogue.
_READ = {"Content-Type", "Plural-Forms"}


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Write a `.mo` file beside each `.po` file, where an editable install reads it too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in Path(self.root, "src", "eigcli", "locale").glob("*.po"):
            with source.open("rb") as file:
                catalogue = _Timeless(read_po(file))
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)  # type: ignore[arg-type]


class _Timeless(list[Message]):
    """The messages of a catalogue, with a header that says neither when it was made nor by what.

    Babel would write its own version there and, where the `.po` file has no date, the time: the
    same sources would not make the same bytes.
    """

    def __init__(self, catalogue: Catalog) -> None:
        super().__init__(catalogue)
        self.charset = catalogue.charset
        kept = [(name, value) for name, value in catalogue.mime_headers if name in _READ]
        self[0].string = "".join(f"{name}: {value}\n" for name, value in kept)
